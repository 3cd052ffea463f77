"""Know one recording in two formats: by what is told of it, and its track and disc numbers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0015_names_of_columns"),
    ]

    operations = [
        migrations.AddField(
            model_name="musicfile",
            name="recording",
            field=models.CharField(
                blank=True,
                db_index=True,
                default="",
                help_text="Artists, title and album as one mark (recommender.catalogue.music.recordings).",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="musicfile",
            name="track",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="On its album.", null=True
            ),
        ),
        migrations.AddField(
            model_name="musicfile",
            name="disc",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Of its album.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="musicfile",
            name="reader",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="The version of what read it; another one reads it anew."
            ),
        ),
    ]
