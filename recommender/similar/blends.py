"""Add and subtract: songs that are like these, and less like those."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mlfym.accounts.models import Listener
from recommender.mixing import NothingToPlay, Stage
from recommender.models import Playlist, Song
from recommender.services import playlist_save
from recommender.similar.lists import MIDDLE, alike, as_mixed, playlist_of
from recommender.titles import blend_titles

MORE, LESS, OUT = "more", "less", "out"
SIDES = (MORE, LESS)
# So many songs fit on each side.
MOST = 10
# Less of a song counts for less than more of one: what is unlike everything answers nothing.
LESS_WEIGHT = -0.6
# The name under which a visit keeps its tray.
KEPT = "blend"


class TooMany(Exception):
    """A side of the tray is full."""


@dataclass(frozen=True)
class Tray:
    """The keys of the songs to have more and less of, each in the order in which they came."""

    more: tuple[int, ...] = ()
    less: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.more or self.less)

    @property
    def seeds(self) -> dict[int, float]:
        """Return the weight of each song."""
        return {**dict.fromkeys(self.more, 1.0), **dict.fromkeys(self.less, LESS_WEIGHT)}

    def put(self, song_id: int, side: str) -> "Tray":
        """Return the tray with a song on this side and on no other. TooMany if it is full."""
        sides = {name: tuple(song for song in self.of(name) if song != song_id) for name in SIDES}
        if side != OUT:
            sides[side] = (*sides[side], song_id)
            if len(sides[side]) > MOST:
                raise TooMany
        return Tray(**sides)

    def of(self, side: str) -> tuple[int, ...]:
        """Return the songs of a side."""
        return self.more if side == MORE else self.less


def tray_of(session: Mapping[str, Any]) -> Tray:
    """Return the tray that a visit keeps; songs that were deleted meanwhile are left out."""
    kept = session.get(KEPT, {})
    sides = {side: [int(song) for song in kept.get(side, [])] for side in SIDES}
    keys = [song for songs in sides.values() for song in songs]
    known = set(Song.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return Tray(**{side: tuple(s for s in songs if s in known) for side, songs in sides.items()})


def tray_keep(session: MutableMapping[str, Any], tray: Tray) -> None:
    """Keep a tray with the visit; an empty one leaves nothing behind."""
    if tray:
        session[KEPT] = {side: list(tray.of(side)) for side in SIDES}
    else:
        session.pop(KEPT, None)


def playlist_from_tray(*, listener: Listener, tray: Tray, lean: float = MIDDLE) -> Playlist:
    """Keep a list of what a tray asks for. NothingToPlay if nothing does, or nothing plays."""
    stage = Stage.now(listener)
    found = alike(tray.seeds, listener=listener, lean=lean)
    if not found.songs:
        raise NothingToPlay
    titles = blend_titles(first_of(tray.more), first_of(tray.less))
    with transaction.atomic():
        made = playlist_of(listener, as_mixed(found.songs), tray.more, titles, stage)
        return playlist_save(playlist=made, name="")


def first_of(songs: Sequence[int]) -> Song | None:
    """Return the first song of a side, None where there is none."""
    return Song.objects.for_display().filter(pk=songs[0]).first() if songs else None
