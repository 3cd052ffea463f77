"""What the map's pages are asked for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from emotion.models import MoodName
from recommender.forms import HintByUuid
from recommender.models import Song
from recommender.song_map.orders import ORDERS
from recommender.song_map.points import Points

# A region of more songs than this is drawn again; the page sends no more by itself.
MOST_IN_REGION = 10_000
# So many songs are told of at once.
MOST_TOLD = 50
ANY, NONE = "", "-"


class SongNumbers(forms.Field):
    """Keys of songs, in one field with commas or in several fields."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most
        self.widget = forms.SelectMultiple()

    def to_python(self, value: Any) -> list[int]:
        """Return the keys, each once, in the order given."""
        words = [word.strip() for part in value or () for word in str(part).split(",")]
        named = [word for word in words if word]
        if len(named) > self.most:
            raise ValidationError(
                _("That is more than %(most)s songs. Please draw around fewer."),
                params={"most": f"{self.most:,}"},
            )
        if not all(word.isascii() and word.isdecimal() and len(word) < 19 for word in named):
            raise ValidationError(_("One of these is not a song of the map."))
        return list(dict.fromkeys(int(word) for word in named))


class RegionForm(forms.Form):
    """The songs that someone drew around or ticked."""

    songs = SongNumbers(
        MOST_IN_REGION,
        error_messages={"required": _("Please draw around a few songs, or tick some.")},
    )


class ToldForm(forms.Form):
    """The songs that the map asks about: by key, or the one that plays, by UUID."""

    ids = SongNumbers(MOST_TOLD, required=False)
    song = HintByUuid(Song.objects.playable(), required=False)


class TableForm(forms.Form):
    """Order and choice of the table; whatever it does not know counts as not said."""

    def __init__(self, points: Points, labels: Mapping[str, Mapping[str, str]], data: Any) -> None:
        """labels: genres and eras by slug, as they are called."""
        super().__init__(data)
        self.points = points
        self.fields["mood"] = chosen(_("Mood"), MoodName.choices)
        for name, title in (("genre", _("Genre")), ("era", _("Era"))):
            own = [(slug or NONE, label) for slug, label in labels[name].items()]
            self.fields[name] = chosen(title, own)
        self.is_valid()

    @property
    def sort(self) -> str:
        """Return the column that orders the table."""
        asked = str(self.data.get("sort", ""))
        return asked if asked in ORDERS else "place"

    @property
    def down(self) -> bool:
        """Say whether the order is turned around."""
        return self.data.get("dir") == "down"

    def of(self, name: str) -> str | None:
        """Return the slug that is asked for, None for any."""
        value = self.cleaned_data.get(name, ANY)
        return None if value == ANY else "" if value == NONE else str(value)


def chosen(label: Any, choices: Any) -> forms.ChoiceField:
    """Return a field of which nothing, or one of the choices, is chosen."""
    return forms.ChoiceField(label=label, required=False, choices=[(ANY, _("All")), *choices])
