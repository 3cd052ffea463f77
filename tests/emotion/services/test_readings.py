"""emotion.services and emotion.selectors: readings, corrections, consent."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from emotion.models import Door, Reading
from emotion.moods import Mood
from emotion.selectors import last_reading
from emotion.services import consent_give, reading_correct, reading_create
from mlfym.accounts.models import Listener

JOY = Mood.of("joy", 0.8)


def test_a_reading_keeps_the_mood_the_door_and_the_confidence(guest: Listener) -> None:
    made = reading_create(listener=guest, door=Door.FACE, mood=JOY, confidence=0.8)
    kept = Reading.objects.get(uuid=made.uuid)
    assert (kept.listener, kept.door, kept.confidence) == (guest, "face", 0.8)
    assert kept.settled_mood.top == "joy"
    assert kept.mood is not None
    assert kept.mood.share("joy") == pytest.approx(0.8)


def test_a_door_that_does_not_exist_is_refused(guest: Listener) -> None:
    with pytest.raises(ValidationError):
        reading_create(listener=guest, door="window", mood=JOY, confidence=0.8)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_out_of_range_is_refused(guest: Listener, confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        reading_create(listener=guest, door=Door.FACE, mood=JOY, confidence=confidence)


def test_a_correction_is_what_counts(guest: Listener) -> None:
    made = reading_create(listener=guest, door=Door.FACE, mood=JOY, confidence=0.8)
    reading_correct(reading=made, mood="sadness")
    kept = Reading.objects.get(uuid=made.uuid)
    assert kept.corrected_to == "sadness"
    assert kept.settled_mood.top == "sadness"
    assert kept.mood is not None
    assert kept.mood.top == "joy"  # what was read is still known


def test_agreeing_takes_a_correction_back(guest: Listener) -> None:
    made = reading_create(listener=guest, door=Door.FACE, mood=JOY, confidence=0.8)
    reading_correct(reading=made, mood="sadness")
    reading_correct(reading=made, mood="joy")
    assert Reading.objects.get(uuid=made.uuid).corrected_to == ""


def test_a_correction_to_no_mood_is_refused(guest: Listener) -> None:
    made = reading_create(listener=guest, door=Door.FACE, mood=JOY, confidence=0.8)
    with pytest.raises(ValidationError):
        reading_correct(reading=made, mood="bored")
    assert Reading.objects.get(uuid=made.uuid).corrected_to == ""


def test_consent_is_dated(guest: Listener) -> None:
    before = timezone.now()
    consent_give(listener=guest)
    guest.refresh_from_db()
    assert guest.camera_consent is not None
    assert guest.camera_consent >= before


def test_the_last_reading_is_the_latest_of_this_listener(guest: Listener, alice) -> None:
    old = reading_create(listener=guest, door=Door.FACE, mood=JOY, confidence=0.8)
    Reading.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=1))
    new = reading_create(listener=guest, door=Door.PHOTO, mood=JOY, confidence=0.8)
    reading_create(listener=alice.listener, door=Door.FACE, mood=JOY, confidence=0.8)
    assert last_reading(guest) == new


def test_nobody_has_no_last_reading(db: None) -> None:
    assert last_reading(None) is None
