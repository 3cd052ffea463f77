"""The forms of songs and their like."""

from django import forms
from django.db.models import Max

from recommender.forms import RowByUuid
from recommender.models import Playlist, Song
from recommender.similar.blends import OUT, SIDES
from recommender.similar.lists import MIDDLE
from recommender.similar.paths import LONGEST, SHORTEST, USUAL


class LeanForm(forms.Form):
    """How far a listener leans, in per cent: 0 the same genre, 100 the same sound."""

    lean = forms.IntegerField(required=False, min_value=0, max_value=100)

    @property
    def percent(self) -> int:
        """Return the lean in per cent; half way where none was named, or none that can be."""
        found = self.cleaned_data.get("lean") if self.is_valid() else None
        return round(100 * MIDDLE) if found is None else int(found)


class AfterForm(forms.Form):
    """Behind which place of a station the next songs are asked for; behind the last if unsaid."""

    after = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)

    def place(self, playlist: Playlist) -> int:
        """Return the place; the last one where none was named that there is."""
        last = int(playlist.items.aggregate(last=Max("position"))["last"] or 0)
        after = self.cleaned_data["after"] if self.is_valid() else None
        return last if after is None else min(int(after), last)


class PathForm(forms.Form):
    """How many songs a path has, its two ends among them."""

    n = forms.IntegerField(required=False, min_value=SHORTEST, max_value=LONGEST)

    @property
    def number(self) -> int:
        """Return the number; the usual one where none was named, or none that can be."""
        found = self.cleaned_data.get("n") if self.is_valid() else None
        return USUAL if found is None else int(found)


class PutForm(forms.Form):
    """A song to put into the mix: on the side of more or of less, or out of it."""

    song = RowByUuid(Song.objects.all())
    side = forms.ChoiceField(choices=[(side, side) for side in (*SIDES, OUT)])
