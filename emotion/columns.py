"""Store a ``Mood`` in six float columns."""

from django.db import models

from emotion.moods import MOODS, Mood


class MoodColumns(models.Model):
    """An abstract row with the six shares of a mood; all zero means that none is known."""

    anger = models.FloatField(default=0.0)
    tension = models.FloatField(default=0.0)
    sadness = models.FloatField(default=0.0)
    peace = models.FloatField(default=0.0)
    joy = models.FloatField(default=0.0)
    neutral = models.FloatField(default=0.0)

    class Meta:
        abstract = True

    @property
    def mood(self) -> Mood | None:
        """Return the row's mood, None where none is known."""
        shares = [getattr(self, name) for name in MOODS]
        total = sum(shares)
        return Mood([share / total for share in shares]) if total > 0 else None

    def set_mood(self, mood: Mood) -> None:
        """Write ``mood`` into the columns (without saving)."""
        for name, share in mood.as_dict().items():
            setattr(self, name, share)
