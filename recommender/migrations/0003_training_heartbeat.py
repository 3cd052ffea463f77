"""Let a training that died be told from one that runs, and let only one run at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommender", "0002_reserve_starter_keys")]

    operations = [
        migrations.AddField(
            model_name="trainingrun",
            name="heartbeat",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="The last sign of life while running.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="trainingrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "running"))),
                fields=("state",),
                name="one_training_at_a_time",
            ),
        ),
    ]
