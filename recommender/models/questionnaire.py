"""The questionnaire: questions, answers and their effects, which a curator edits."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from recommender.models.names import pick_text


class Question(models.Model):
    """A short question, asked after a list that did not quite fit."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    text_en = models.CharField(_("text (English)"), max_length=160)
    text_ko = models.CharField(_("text (Korean)"), max_length=160, blank=True, default="")
    moods = models.JSONField(
        _("asked for moods"), default=list, blank=True, help_text=_("Empty: for every mood.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the question in the active language."""
        return pick_text({"en": self.text_en, "ko": self.text_ko})

    def asks_about(self, mood: str) -> bool:
        """Say whether this question is for ``mood``."""
        return not self.moods or mood in self.moods


class Answer(models.Model):
    """One of a question's answers."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    slug = models.SlugField(max_length=60)
    text_en = models.CharField(_("text (English)"), max_length=80)
    text_ko = models.CharField(_("text (Korean)"), max_length=80, blank=True, default="")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (
            models.UniqueConstraint(fields=("question", "slug"), name="answer_slug_once"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Return the answer in the active language."""
        return pick_text({"en": self.text_en, "ko": self.text_ko})


class Effect(models.Model):
    """What an answer changes in the next list; see docs/questionnaire.md for each kind."""

    class Kind(models.TextChoices):
        """What is moved."""

        VALENCE = "valence", _("Valence (brighter or darker)")
        AROUSAL = "arousal", _("Arousal (more or less stirred)")
        ENERGY = "energy", _("Energy")
        FAMILIAR = "familiar", _("Familiarity")
        TAG = "tag", _("Tag")
        MOOD = "mood", _("Mood to lean to")
        WEIGHT = "weight", _("Weight of an engine")

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="effects")
    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    key = models.CharField(
        _("which"), max_length=80, blank=True, default="",
        help_text=_("A tag's slug, a mood, or an engine; empty for the others."),
    )  # fmt: skip
    amount = models.FloatField(
        _("how much"), help_text=_("-1 to 1; for an engine the factor of its weight.")
    )

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        constraints = (
            models.UniqueConstraint(fields=("answer", "kind", "key"), name="effect_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.amount:+g}"

    def clean(self) -> None:
        """Refuse an effect that would change nothing or everything."""
        from recommender.questionnaire import check_effect

        check_effect(self.kind, self.key, self.amount)
