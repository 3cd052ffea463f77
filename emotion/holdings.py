"""Readings, among what is kept for a listener."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from emotion.models import Reading
from mlfym.accounts import holdings


def export_readings(readings: QuerySet[Reading]) -> holdings.Exported:
    """Return readings as plain values, oldest first."""
    return [
        {
            "uuid": reading.uuid,
            "door": reading.door,
            "mood": reading.mood.as_dict() if reading.mood else None,
            "confidence": reading.confidence,
            "corrected_to": reading.corrected_to,
            "created": reading.created,
        }
        for reading in readings.order_by("created", "id")
    ]


def register() -> None:
    """Tell the accounts that readings are kept."""
    holdings.register(
        holdings.Holding("readings", _("Mood readings"), Reading, export=export_readings)
    )
