"""Know the form that a page came from, so that the same form twice makes one page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("emotion", "0003_photo_with_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="diaryentry",
            name="client_uuid",
            field=models.UUIDField(
                blank=True, editable=False, help_text="The form that it came from.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="diaryentry",
            constraint=models.UniqueConstraint(
                fields=("listener", "client_uuid"), name="one_page_of_a_form"
            ),
        ),
    ]
