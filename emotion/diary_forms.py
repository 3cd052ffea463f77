"""What the diary takes from a page."""

import zoneinfo
from datetime import date, timedelta, timezone, tzinfo
from typing import Any

from django import forms
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emotion.models import DiaryEntry, MoodName
from emotion.written import WordsField, tidy

# Where the day begins first (Kiribati); who does not say where they are may be there.
EARLIEST = timezone(timedelta(hours=14))
QUERY_LONGEST = 200
ZONE_LONGEST = 100


def zone_named(name: str) -> tzinfo | None:
    """Return the time zone of a name that a page sent, None for what is none."""
    try:
        return zoneinfo.ZoneInfo(name[:ZONE_LONGEST]) if name else None
    except (KeyError, ValueError, OSError):  # not found; not a name; a folder of zones
        return None


class DiaryForm(forms.Form):
    """A page: its text, and the day it is about (today where none is given).

    A field `zone` beside them may name the browser's time zone, which only a script can tell;
    without it, or with a name that is none, the server's counts.
    After `is_valid`, `cleaned_data` has `text`, `day` and `hour` (None for another day than today).
    """

    text = WordsField(longest=DiaryEntry.LONGEST, label=gettext_lazy("What is on your mind?"))
    day = forms.DateField(
        required=False,
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Please give the day as year-month-day.")},
    )

    def clean(self) -> dict[str, Any]:
        """Settle the day and the hour on the listener's own clock; no day before it has come."""
        data: dict[str, Any] = super().clean() or {}
        told = zone_named(str(self.data.get("zone", "")))
        now = clock.now().astimezone(told or clock.get_current_timezone())
        day: date = data.get("day") or now.date()
        if day > now.astimezone(told or EARLIEST).date():
            self.add_error("day", _("That day has not come yet. Choose today or an earlier one."))
        data["day"] = day
        data["hour"] = now.hour if day == now.date() else None
        return data


class SearchForm(forms.Form):
    """Words to look for in one's own pages."""

    query = forms.CharField(max_length=QUERY_LONGEST, required=False)

    def clean_query(self) -> str:
        """Return the words, tidied as texts are."""
        return tidy(self.cleaned_data["query"])


class MoodForm(forms.Form):
    """The listener's own word on a page."""

    mood = forms.ChoiceField(choices=MoodName.choices)
