"""Remember the folders of music that were imported, and what a scan found in them."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0003_training_heartbeat"),
    ]

    operations = [
        migrations.CreateModel(
            name="MusicFolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=1000, unique=True, verbose_name="folder")),
                (
                    "added",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="added"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("scanned", models.DateTimeField(blank=True, null=True, verbose_name="last scan")),
                ("report", models.JSONField(blank=True, default=dict)),
                ("error", models.TextField(blank=True, default="", verbose_name="error")),
            ],
            options={
                "verbose_name": "music folder",
                "verbose_name_plural": "music folders",
                "ordering": ("path",),
            },
        ),
        migrations.CreateModel(
            name="MusicFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=1000, unique=True)),
                ("size", models.BigIntegerField(help_text="Bytes.")),
                ("modified", models.BigIntegerField(help_text="Nanoseconds since 1970.")),
                (
                    "beside",
                    models.CharField(
                        blank=True, help_text="The lyrics file's state.", max_length=60
                    ),
                ),
                ("present", models.BooleanField(default=True)),
                (
                    "problem",
                    models.CharField(blank=True, help_text="Why it is no song.", max_length=200),
                ),
                ("fingerprint", models.CharField(blank=True, db_index=True, max_length=32)),
                ("content_type", models.CharField(blank=True, max_length=60)),
                (
                    "measured",
                    models.BooleanField(
                        default=False, help_text="Its level is known or was sought."
                    ),
                ),
                ("has_cover", models.BooleanField(default=False)),
                (
                    "recording_id",
                    models.CharField(
                        blank=True, db_index=True, help_text="MusicBrainz.", max_length=36
                    ),
                ),
                (
                    "artist_ids",
                    models.JSONField(blank=True, default=list, help_text="MusicBrainz."),
                ),
                (
                    "song",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files",
                        to="recommender.song",
                    ),
                ),
            ],
            options={
                "ordering": ("path",),
            },
        ),
    ]
