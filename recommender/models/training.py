"""The history of the recommender's trainings."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TrainingRun(models.Model):
    """One training: asked for by a curator or the schedule, run by the worker.

    version: the folder of its models, also while it writes them and after they were deleted.
    comparison: {"figure", "new", "serving", "against", "margin", "n"}; "serving" is None where
        there was nothing to compare with. Written before the models are put into service.
    served: when its models last went into service; None if they never did.
    last_event: the newest event that it could learn from.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Trigger(models.TextChoices):
        """Who asked for it."""

        CURATOR = "curator", _("A curator")
        SCHEDULE = "schedule", _("The schedule")
        COMMAND = "command", _("The command line")

    class Verdict(models.TextChoices):
        """What became of its models."""

        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Not published: worse than what serves")
        OVERTAKEN = "overtaken", _("Not published: something else was put into service meanwhile")
        BY_HAND = "by_hand", _("Published by hand")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    trigger = models.CharField(
        _("asked by"), max_length=10, choices=Trigger.choices, default=Trigger.CURATOR
    )
    progress = models.FloatField(default=0.0)
    stage = models.CharField(max_length=100, blank=True, default="")
    asked = models.DateTimeField(_("asked"), default=timezone.now)
    started = models.DateTimeField(_("started"), null=True, blank=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    heartbeat = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="The last sign of life while running."
    )
    version = models.CharField(_("version"), max_length=60, blank=True, default="")
    versions = models.JSONField(default=dict, blank=True)
    metrics = models.JSONField(default=dict, blank=True)
    comparison = models.JSONField(default=dict, blank=True)
    verdict = models.CharField(
        _("verdict"), max_length=10, choices=Verdict.choices, blank=True, default=""
    )
    served = models.DateTimeField(_("last put into service"), null=True, blank=True)
    last_event = models.BigIntegerField(default=0, editable=False)
    error = models.TextField(_("error"), blank=True, default="")

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
        return f"{self.asked:%Y-%m-%d %H:%M} {self.get_state_display()}"

    @property
    def doing(self) -> str:
        """Return what it is at, for people; ``stage`` is what the program calls it."""
        if self.stage.startswith("judging "):
            part = self.stage.removeprefix("judging ").split(":")[0]
            return gettext("judging by hidden songs, part %(part)s") % {"part": part}
        return gettext("training on all songs") if self.stage else ""

    @property
    def result(self) -> str:
        """Return in one sentence what became of the models, empty while that is open."""
        said = {
            "new": figure(self.comparison.get("new")),
            "serving": figure(self.comparison.get("serving")),
            "margin": f"{self.comparison.get('margin', 0):g}",
        }
        if self.verdict == self.Verdict.REFUSED:
            return (
                gettext("Not published: %(new)s is worse than %(serving)s by more than %(margin)s.")
                % said
            )
        if self.verdict == self.Verdict.OVERTAKEN:
            return gettext(
                "Not published: another version was put into service while it was trained."
            )
        if self.verdict == self.Verdict.BY_HAND:
            return gettext("Published by hand: %(new)s, and %(serving)s for what served.") % said
        if self.verdict != self.Verdict.PUBLISHED:
            return ""
        if self.comparison.get("serving") is None:
            return gettext("Published: there was nothing to compare with.")
        return gettext("Published: %(new)s, and %(serving)s for the one before.") % said


def figure(value: float | None) -> str:
    """Return a share with three digits or, where it has them, four: 0.312, 0.3125, 1.000."""
    return "–" if value is None else f"{value:.4f}".removesuffix("0")
