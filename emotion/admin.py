"""Readings in the admin, to look at and to delete. There are no pictures: none is kept.

What was read in a diary is left out: its pages promise that nobody else reads them.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from emotion.models import Door, Reading


@admin.register(Reading)
class ReadingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What the doors read; written by the doors alone."""

    list_display = ("created", "door", "top", "confidence", "corrected_to", "listener")
    list_filter = ("door", "corrected_to", "created")
    list_select_related = ("listener__user",)
    date_hierarchy = "created"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reading]:
        """Leave out what was read in diaries."""
        return super().get_queryset(request).exclude(door=Door.DIARY)

    @admin.display(description="mood")
    def top(self, reading: Reading) -> str:
        """Show the leading mood as it was read."""
        return reading.mood.top if reading.mood else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a reading comes from a door."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only the listener corrects a reading."""
        return False
