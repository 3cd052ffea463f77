"""Let a refusal lapse with the reader that refused, and leave the level to the analysis."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommender", "0013_analysis_tries"),
    ]

    operations = [
        migrations.AddField(
            model_name="musicfile",
            name="reader",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="The version of what read it; another one looks at refused files anew.",
            ),
        ),
        migrations.RemoveField(model_name="musicfile", name="measured"),
    ]
