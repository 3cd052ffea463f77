"""Readings and diary pages, among what is kept for a listener."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from emotion.models import DiaryEntry, Reading
from mlfym.accounts import holdings
from mlfym.accounts.models import Listener


def export_readings(readings: QuerySet[Reading]) -> holdings.Exported:
    """Return readings as plain values, oldest first."""
    return [
        {
            "uuid": reading.uuid,
            "door": reading.door,
            "mood": holdings.rounded(reading.mood.as_dict()) if reading.mood else None,
            "confidence": holdings.rounded(reading.confidence),
            "corrected_to": reading.corrected_to,
            "created": reading.created,
        }
        for reading in readings.order_by("created", "id")
    ]


def export_diary(entries: QuerySet[DiaryEntry]) -> holdings.Exported:
    """Return diary pages as plain values, oldest first; their moods stand with the readings."""
    return [
        {
            "uuid": entry.uuid,
            "day": entry.day,
            "hour": entry.hour,
            "text": entry.text,
            "reading": entry.reading.uuid if entry.reading else None,
            "emotions": holdings.rounded(entry.emotions),
            "sentences": holdings.rounded(entry.sentences),
            "unsure": entry.unsure,
            "created": entry.created,
            "edited": entry.edited,
        }
        for entry in entries.select_related("reading").order_by("day", "created", "id")
    ]


def move_diary(rows: Mapping[str, QuerySet[Any]], into: Listener) -> None:
    """Give the guest's pages to another listener; one form may have written for both."""
    known = list(rows["into"].exclude(client_uuid=None).values_list("client_uuid", flat=True))
    rows["guest"].filter(client_uuid__in=known).update(client_uuid=None)
    holdings.move_all(rows, into)


def register() -> None:
    """Tell the accounts that readings and diary pages are kept."""
    holdings.register(
        holdings.Holding("readings", _("Mood readings"), Reading, export=export_readings)
    )
    holdings.register(
        holdings.Holding(
            "diary", _("Diary pages"), DiaryEntry, export=export_diary, move=move_diary
        )
    )
