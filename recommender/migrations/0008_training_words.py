"""Name the columns of trainings for the admin, and the verdict of a version published by hand."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    """Change no column, only what people read of them."""

    dependencies = [("recommender", "0007_less_taken_back")]

    operations = [
        migrations.AlterField(
            model_name="trainingrun",
            name="asked",
            field=models.DateTimeField(default=timezone.now, verbose_name="asked"),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="error",
            field=models.TextField(blank=True, default="", verbose_name="error"),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="finished",
            field=models.DateTimeField(blank=True, null=True, verbose_name="finished"),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="served",
            field=models.DateTimeField(blank=True, null=True, verbose_name="last put into service"),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="started",
            field=models.DateTimeField(blank=True, null=True, verbose_name="started"),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("running", "Running"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("published", "Published"),
                    ("refused", "Not published: worse than what serves"),
                    (
                        "overtaken",
                        "Not published: something else was put into service meanwhile",
                    ),
                    ("by_hand", "Published by hand"),
                ],
                default="",
                max_length=10,
                verbose_name="verdict",
            ),
        ),
        migrations.AlterField(
            model_name="trainingrun",
            name="version",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="version"),
        ),
    ]
