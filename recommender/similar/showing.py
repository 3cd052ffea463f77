"""What pages about songs and their like show: rows, parts in words, and what the player plays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mlfym.accounts.models import Listener
from recommender.covers import cover_of
from recommender.engine.similar import PARTS, Likeness
from recommender.likes_showing import PageEntry, queue_of_rows
from recommender.models import Rating, Song
from recommender.showing import ratings_of

PART_NAMES = {
    "genre": gettext_lazy("genre"),
    "sound": gettext_lazy("sound"),
    "listeners": gettext_lazy("listeners"),
    "mood": gettext_lazy("mood"),
}
UNKNOWN = {
    "genre": gettext_lazy("We know no genre of it."),
    "sound": gettext_lazy("We have no sound of it."),
    "listeners": gettext_lazy("It stands in no list that we learned from."),
    "mood": gettext_lazy("We do not know its mood."),
}
# Up to which per cent the control is said to stand there.
LEANINGS = (
    (0, gettext_lazy("Same genre")),
    (40, gettext_lazy("Rather the same genre")),
    (60, gettext_lazy("Genre and sound alike")),
    (99, gettext_lazy("Rather the same sound")),
    (100, gettext_lazy("Same sound")),
)


class Part(NamedTuple):
    """What one part had in a song's place: in words, in per cent, and where its bar begins."""

    key: str
    name: str
    percent: int
    start: int


@dataclass(frozen=True)
class SongRow:
    """A song on a page that is no list, as a listener sees it.

    `parts`: why it stands there. `album`: its album, where that is what it was found by.
    """

    song: Song
    cover: str
    liked: bool = False
    disliked: bool = False
    parts: list[Part] = field(default_factory=list)
    album: str = ""

    @property
    def mood(self) -> str:
        """Return the song's leading mood."""
        return self.song.mood.top if self.song.mood else "neutral"


def rows_of_songs(found: Sequence[Likeness], listener: Listener | None) -> list[SongRow]:
    """Return a row for each song that is there, in their order, in a fixed number of queries."""
    songs = Song.objects.for_display().in_bulk([likeness.song_id for likeness in found])
    ratings = ratings_of(listener, list(songs))
    return [
        SongRow(
            song=songs[likeness.song_id],
            cover=cover_of(songs[likeness.song_id]),
            liked=ratings.get(likeness.song_id) == Rating.Value.LIKE,
            disliked=ratings.get(likeness.song_id) == Rating.Value.DISLIKE,
            parts=parts_of(likeness.shares),
        )
        for likeness in found
        if likeness.song_id in songs
    ]


def queue_of_songs(rows: Sequence[SongRow], page: str) -> list[PageEntry]:
    """Return what the player plays from the page at `page`: all but what the listener dislikes."""
    return queue_of_rows([row for row in rows if not row.disliked], page)


def parts_of(shares: Mapping[str, float]) -> list[Part]:
    """Return what the parts had in a song's place, those that had something, in their order."""
    percents = {part: round(100 * shares.get(part, 0.0)) for part in PARTS}
    parts, start = list[Part](), 0
    for key, percent in percents.items():
        if percent:
            parts.append(Part(key, str(PART_NAMES[key]), percent, start))
            start += percent
    return parts


def missing_words(missing: Sequence[str]) -> str:
    """Say which parts know nothing of a song, and what its like was found by; empty for none."""
    if not missing:
        return ""
    known = [str(PART_NAMES[part]) for part in PARTS if part not in missing]
    if not known:
        return _("We know nothing yet by which we could name its like.")
    rest = _("So the order goes by this alone: %(parts)s.") % {"parts": ", ".join(known)}
    return " ".join([*(str(UNKNOWN[part]) for part in missing), rest])


def lean_words(percent: int) -> str:
    """Say where the control between genre and sound stands."""
    return str(next(words for end, words in LEANINGS if percent <= end))
