"""Keep what came of spreading moods that were set by ear, and name its evidence."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0010_song_analysis"),
    ]

    operations = [
        migrations.CreateModel(
            name="LabelSpread",
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
                        choices=[
                            ("applied", "Applied"),
                            (
                                "refused",
                                "Not applied: songs' moods would agree less with the curator",
                            ),
                            ("few", "Not yet: too few moods were set"),
                            ("one_mood", "Not yet: only one mood was set"),
                            (
                                "no_vectors",
                                "Not possible: too little is known of how the songs sound",
                            ),
                        ],
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date"),
                ),
                ("mark", models.CharField(blank=True, default="", max_length=80)),
                ("parts", models.CharField(blank=True, default="", max_length=80)),
                ("labels", models.PositiveIntegerField(default=0, verbose_name="moods set")),
                ("moods", models.PositiveSmallIntegerField(default=0)),
                ("reached", models.PositiveIntegerField(default=0, verbose_name="songs reached")),
                ("tested", models.PositiveIntegerField(default=0)),
                ("before", models.FloatField(blank=True, null=True)),
                ("after", models.FloatField(blank=True, null=True)),
                ("insisted", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "spreading of moods",
                "verbose_name_plural": "moods by ear",
                "ordering": ("-pk",),
            },
        ),
        migrations.AlterField(
            model_name="moodevidence",
            name="kind",
            field=models.CharField(
                choices=[
                    ("curator", "Curator"),
                    ("tags", "Tags"),
                    ("lyrics", "Lyrics"),
                    ("sound", "Sound"),
                    ("spread", "Similar songs"),
                ],
                max_length=10,
            ),
        ),
    ]
