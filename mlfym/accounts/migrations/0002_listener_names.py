"""Name listeners for the admin, in words that can be translated."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="listener",
            options={"verbose_name": "listener", "verbose_name_plural": "listeners"},
        ),
    ]
