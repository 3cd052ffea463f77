"""The history of the recommender's trainings."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TrainingRun(models.Model):
    """One training: asked for in the admin, run by the worker."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.FloatField(default=0.0)
    asked = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    heartbeat = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="The last sign of life while running."
    )
    versions = models.JSONField(default=dict, blank=True)
    metrics = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("-asked",)
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        constraints = (
            # At most one waits and one runs, whatever two processes decide at the same moment.
            models.UniqueConstraint(
                fields=("state",),
                condition=models.Q(state__in=("waiting", "running")),
                name="one_training_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked:%Y-%m-%d %H:%M} {self.state}"
