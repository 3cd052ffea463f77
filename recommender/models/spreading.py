"""The history of spreading curators' words on moods to similar songs."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LabelSpread(models.Model):
    """One run; the newest is what counts now.

    labels: songs whose mood a curator set, and that take part. moods: how many of the six those
    are. reached: songs that got evidence of it. tested: labelled songs that were held out; before,
    after: the share of them whose mood is the curator's without and with spreading.
    insisted: a curator wants it applied even where it makes worse; the next runs keep to that.
    mark: what it was made from; the same mark gives the same again.
    """

    class State(models.TextChoices):
        """What came of it."""

        APPLIED = "applied", _("Applied")
        REFUSED = "refused", _("Not applied: songs' moods would agree less with the curator")
        FEW = "few", _("Not yet: too few moods were set")
        ONE_MOOD = "one_mood", _("Not yet: only one mood was set")
        NO_VECTORS = "no_vectors", _("Not possible: too little is known of how the songs sound")

    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    created = models.DateTimeField(_("date"), default=timezone.now)
    mark = models.CharField(max_length=80, blank=True, default="")
    parts = models.CharField(max_length=80, blank=True, default="")
    labels = models.PositiveIntegerField(_("moods set"), default=0)
    moods = models.PositiveSmallIntegerField(default=0)
    reached = models.PositiveIntegerField(_("songs reached"), default=0)
    tested = models.PositiveIntegerField(default=0)
    before = models.FloatField(null=True, blank=True)
    after = models.FloatField(null=True, blank=True)
    insisted = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("spreading of moods")
        verbose_name_plural = _("moods by ear")

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M}"

    @property
    def gain(self) -> float | None:
        """Return by how much the agreement grew, below 0 where it fell; None if untested."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before
