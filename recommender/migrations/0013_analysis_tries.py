"""Count how often a song's analysis was begun and not ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0012_songs_by_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="songanalysis",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
