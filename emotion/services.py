"""What the doors change: readings, their corrections, and the consent to the camera."""

from django.db import transaction
from django.utils import timezone

from emotion.models import Reading
from emotion.moods import Mood
from mlfym.accounts.models import Listener


@transaction.atomic
def reading_create(*, listener: Listener, door: str, mood: Mood, confidence: float) -> Reading:
    """Keep what a door read of a listener: six shares and a confidence (0..1), no picture.

    Raises ValidationError for a door that does not exist, ValueError for a confidence out of range.
    """
    if not 0 <= confidence <= 1:
        raise ValueError(f"a confidence is 0..1, not {confidence!r}")
    reading = Reading(listener=listener, door=door, confidence=confidence)
    reading.set_mood(mood)
    reading.full_clean()
    reading.save()
    return reading


@transaction.atomic
def reading_correct(*, reading: Reading, mood: str) -> Reading:
    """Keep the listener's own word on a reading, which is what counts from now on.

    Agreeing with what was read takes an earlier correction back. Raises ValidationError for a mood
    that does not exist.
    """
    reading.corrected_to = mood
    reading.full_clean()
    if reading.mood is not None and reading.mood.top == mood:
        reading.corrected_to = ""
    reading.save(update_fields=["corrected_to"])
    return reading


def consent_give(*, listener: Listener) -> None:
    """Note that the listener has just agreed to the camera."""
    listener.camera_consent = timezone.now()
    listener.save(update_fields=["camera_consent"])
