"""What the diary takes from a page."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emotion.models import DiaryEntry, MoodName
from emotion.written import WordsField, tidy

# Where the day begins first (Kiribati); who does not say where they are may be there.
EARLIEST = timezone(timedelta(hours=14))
QUERY_LONGEST = 200


class DiaryForm(forms.Form):
    """A page: its text, and the day it is about.

    `now`: what the listener's clock shows; not `certain` if it is the server's. `otherwise`: the
    day where none is given. After `is_valid`, `cleaned_data` has `text`, `day` and `hour` (None for
    another day than today).
    """

    text = WordsField(longest=DiaryEntry.LONGEST, label=gettext_lazy("What is on your mind?"))
    day = forms.DateField(
        required=False,
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Please give the day as year-month-day.")},
    )

    def __init__(
        self,
        *args: Any,
        now: datetime,
        certain: bool,
        otherwise: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.last = now.date() if certain else now.astimezone(EARLIEST).date()
        self.otherwise = otherwise or now.date()

    def clean(self) -> dict[str, Any]:
        """Settle the day and the hour; no day before it has come."""
        data: dict[str, Any] = super().clean() or {}
        day: date = data.get("day") or self.otherwise
        if day > max(self.last, self.otherwise):
            self.add_error("day", _("That day has not come yet. Choose today or an earlier one."))
        data["day"] = day
        data["hour"] = self.now.hour if day == self.now.date() else None
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
