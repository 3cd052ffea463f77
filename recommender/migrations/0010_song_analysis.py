"""Keep what the analysis of each song's sound finds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0009_covers_of_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="SongAnalysis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")],
                        db_index=True,
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "problem",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="problem"),
                ),
                ("mark", models.CharField(blank=True, default="", editable=False, max_length=1020)),
                ("version", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("analysed", models.DateTimeField(blank=True, null=True, verbose_name="analysed")),
                ("claim", models.CharField(blank=True, default="", editable=False, max_length=36)),
                ("claimed", models.DateTimeField(blank=True, editable=False, null=True)),
                ("seconds", models.FloatField(blank=True, null=True)),
                ("tempo", models.FloatField(blank=True, help_text="Beats a minute.", null=True)),
                ("tempo_confidence", models.FloatField(blank=True, help_text="0 to 1.", null=True)),
                (
                    "key",
                    models.SmallIntegerField(
                        default=-1, help_text="0 (C) to 11 (B); -1: not known."
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("major", "major"), ("minor", "minor")],
                        default="",
                        max_length=5,
                    ),
                ),
                ("key_confidence", models.FloatField(blank=True, help_text="0 to 1.", null=True)),
                (
                    "loudness",
                    models.FloatField(blank=True, help_text="Integrated, LUFS.", null=True),
                ),
                ("loudness_range", models.FloatField(blank=True, help_text="LU.", null=True)),
                ("true_peak", models.FloatField(blank=True, help_text="dBTP.", null=True)),
                (
                    "dynamic_range",
                    models.FloatField(blank=True, help_text="Peak to loudness, dB.", null=True),
                ),
                (
                    "brightness",
                    models.FloatField(blank=True, help_text="Spectral centroid, Hz.", null=True),
                ),
                (
                    "onset_rate",
                    models.FloatField(blank=True, help_text="Onsets a second.", null=True),
                ),
                (
                    "song",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="analysis",
                        to="recommender.song",
                    ),
                ),
            ],
            options={
                "verbose_name": "sound analysis",
                "verbose_name_plural": "sound analyses",
                "ordering": ("-song_id",),
            },
        ),
    ]
