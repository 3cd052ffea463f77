"""What the analysis of a song's sound found, and how far it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from recommender.models.catalogue import Song


class SongAnalysis(models.Model):
    """The figures of one song's sound file, as ``recommender.hearing`` measured them.

    mark: which sound it is of (recommender.analysis.work.present_mark); another one is heard anew.
    problem: why nothing could be heard, a key of recommender.analysis.problems.PROBLEMS.
    claim, claimed: which process is at it, and its last sign of life.
    tries: how often it was begun and not ended, as by a file that ends the process itself.
    A song without a sound file of its own has no row.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    class Mode(models.TextChoices):
        """The mode of a key."""

        MAJOR = "major", _("major")
        MINOR = "minor", _("minor")

    song = models.OneToOneField(Song, on_delete=models.CASCADE, related_name="analysis")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    problem = models.CharField(_("problem"), max_length=20, blank=True, default="")
    mark = models.CharField(max_length=1020, blank=True, default="", editable=False)
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    analysed = models.DateTimeField(_("analysed"), null=True, blank=True)
    claim = models.CharField(max_length=36, blank=True, default="", editable=False)
    claimed = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    tempo = models.FloatField(_("tempo"), null=True, blank=True, help_text="Beats a minute.")
    tempo_confidence = models.FloatField(
        _("certainty of the tempo"), null=True, blank=True, help_text=_("0 to 1.")
    )
    key = models.SmallIntegerField(default=-1, help_text="0 (C) to 11 (B); -1: not known.")
    mode = models.CharField(_("mode"), max_length=5, choices=Mode.choices, blank=True, default="")
    key_confidence = models.FloatField(
        _("certainty of the key"), null=True, blank=True, help_text=_("0 to 1.")
    )
    loudness = models.FloatField(
        _("loudness"), null=True, blank=True, help_text=_("Integrated, LUFS.")
    )
    loudness_range = models.FloatField(_("loudness range"), null=True, blank=True, help_text="LU.")
    true_peak = models.FloatField(_("true peak"), null=True, blank=True, help_text="dBTP.")
    dynamic_range = models.FloatField(
        _("dynamic range"), null=True, blank=True, help_text=_("Peak to loudness, dB.")
    )
    brightness = models.FloatField(
        _("brightness"), null=True, blank=True, help_text=_("Spectral centroid, Hz.")
    )
    onset_rate = models.FloatField(
        _("notes a second"), null=True, blank=True, help_text=_("Onsets a second.")
    )

    class Meta:
        ordering = ("-song_id",)
        verbose_name = _("sound analysis")
        verbose_name_plural = _("sound analyses")

    def __str__(self) -> str:
        return str(self.song)
