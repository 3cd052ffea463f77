"""Name the event with which a listener takes "less like this" back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add a kind of event."""

    dependencies = [("recommender", "0006_words_and_pairs")]

    operations = [
        migrations.AlterField(
            model_name="event",
            name="kind",
            field=models.CharField(
                choices=[
                    ("play", "Play"),
                    ("finish", "Finish"),
                    ("skip", "Skip"),
                    ("left", "Left after more than half"),
                    ("like", "Like"),
                    ("unlike", "Like taken back"),
                    ("dislike", "Dislike"),
                    ("undislike", "Dislike taken back"),
                    ("more", "More like this"),
                    ("less", "Less like this"),
                    ("unless", "Less like this, taken back"),
                ],
                max_length=10,
            ),
        ),
    ]
