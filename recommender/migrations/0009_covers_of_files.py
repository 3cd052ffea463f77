"""Keep the cover of each file of music, and what was beside it when it was looked for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The next scan looks for the covers of all files, once."""

    dependencies = [("recommender", "0008_training_words")]

    operations = [
        migrations.RemoveField(model_name="musicfile", name="has_cover"),
        migrations.AddField(
            model_name="musicfile",
            name="cover",
            field=models.CharField(
                blank=True,
                default="",
                help_text="As in Song.cover; empty: it has none.",
                max_length=80,
            ),
        ),
        migrations.AddField(
            model_name="musicfile",
            name="looked",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The state of the pictures beside it when its cover was looked for.",
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="song",
            name="cover",
            field=models.CharField(
                blank=True,
                default="",
                editable=False,
                help_text=(
                    "A static path, an address, or a picture that we keep "
                    "(recommender.cover_files)."
                ),
                max_length=300,
            ),
        ),
    ]
