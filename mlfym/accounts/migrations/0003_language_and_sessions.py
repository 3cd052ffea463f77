"""Keep an account's language, and count how often all of its sessions were ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add two columns to accounts."""

    dependencies = [("accounts", "0002_listener_names")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Empty: as the browser.",
                max_length=10,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="session_round",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="Counts how often all sessions were ended at once.",
            ),
        ),
    ]
