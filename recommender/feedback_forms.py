"""Check what listeners send about songs."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from mlfym.accounts.models import Listener
from recommender.feedback import Played
from recommender.models import Event, Playlist, Song
from recommender.selectors import playlists_for

RATINGS = [
    (kind.value, kind.label)
    for kind in (Event.Kind.LIKE, Event.Kind.UNLIKE, Event.Kind.DISLIKE, Event.Kind.UNDISLIKE)
]
REPORTED = (Event.Kind.PLAY.value, Event.Kind.FINISH.value, Event.Kind.SKIP.value)
# Nobody hears one song for longer than a day, and no list has more songs than this.
LONGEST_HEARD = 24 * 60 * 60
LAST_POSITION = 100_000


@dataclass(frozen=True)
class Lists:
    """The lists that a page named: those of the listener or everyone's, and someone else's."""

    own: Mapping[uuid.UUID, Playlist]
    foreign: frozenset[uuid.UUID]

    @classmethod
    def named(cls, keys: Collection[uuid.UUID], listener: Listener | None) -> "Lists":
        """Look the lists up; one that is gone is in neither."""
        own = {row.uuid: row for row in playlists_for(listener).filter(uuid__in=keys)}
        others = set(keys) - set(own)
        there = Playlist.objects.filter(uuid__in=others).values_list("uuid", flat=True)
        return cls(own, frozenset(there))


class RateForm(forms.Form):
    """One rating of one song."""

    value = forms.ChoiceField(choices=RATINGS)
    playlist = forms.UUIDField(required=False)
    client_uuid = forms.UUIDField(required=False)

    def __init__(self, *args: Any, listener: Listener | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listener = listener

    def clean_playlist(self) -> Playlist | None:
        """Return the list; None for one that was deleted while its songs play on."""
        key = self.cleaned_data["playlist"]
        found = Lists.named([key] if key else [], self.listener)
        if key in found.foreign:
            raise forms.ValidationError("a list of someone else")
        return found.own.get(key)

    def as_arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of ``feedback.rate``."""
        data = self.cleaned_data
        return {
            "action": data["value"],
            "playlist": data["playlist"],
            "client_uuid": data["client_uuid"],
        }


def read_played(values: Iterable[Any], listener: Listener | None) -> list[Played]:
    """Return those of the reported events that make sense, in their order.

    Left out: an event of another shape or kind, of an unknown song, or of someone else's list. One
    of a list that was deleted while its songs play on is kept without it.
    """
    shaped = [item for value in values if (item := _shaped(value)) is not None]
    songs = Song.objects.in_bulk({item["song"] for item in shaped}, field_name="uuid")
    lists = Lists.named({item["playlist"] for item in shaped} - {None}, listener)
    return [
        Played(
            client_uuid=item["client_uuid"],
            song=songs[item["song"]],
            kind=item["kind"],
            playlist=lists.own.get(item["playlist"]),
            position=item["position"],
            heard=item["heard"],
        )
        for item in shaped
        if item["song"] in songs and item["playlist"] not in lists.foreign
    ]


def _shaped(value: Any) -> dict[str, Any] | None:
    """Return an event with its values converted, None where one of them makes no sense."""
    if not isinstance(value, Mapping) or value.get("kind") not in REPORTED:
        return None
    try:
        return {
            "kind": value["kind"],
            "client_uuid": _uuid(value.get("client_uuid")),
            "song": _uuid(value.get("song")),
            "playlist": _uuid(value["playlist"]) if value.get("playlist") else None,
            "position": _position(value.get("position")),
            "heard": _heard(value.get("heard")),
        }
    except ValueError:
        return None


def _uuid(value: Any) -> uuid.UUID:
    if not isinstance(value, str):
        raise ValueError("a UUID is a string")
    return uuid.UUID(value)


def _position(value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not 0 <= value <= LAST_POSITION:
        raise ValueError("a position is a small whole number")
    return value


def _heard(value: Any) -> float | None:
    if value is None:
        return None
    if type(value) not in (int, float):
        raise ValueError("seconds are a number")
    if not 0 <= value <= LONGEST_HEARD:  # NaN is refused here too
        raise ValueError("that is not the time of one song")
    return float(value)
