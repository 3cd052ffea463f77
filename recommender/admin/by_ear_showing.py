"""What the curator's queue shows: its songs with what is known of them, and what came of labels."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from emotion.models import MoodName
from emotion.moods import MOODS
from mlfym.accounts.models import User
from recommender.admin.by_ear_session import Desk
from recommender.admin.player import player
from recommender.catalogue.mood_conflict import disagreeing
from recommender.models import LabelSpread, MoodEvidence, Song
from recommender.spread_tasks import plan_now
from recommender.spreading.classify import FEWEST

CURATOR = MoodEvidence.Kind.CURATOR
# Runs of which the page tells.
HISTORY = 5


@dataclass(frozen=True)
class Row:
    """A song of the queue: its player, its mood as of now, and what each source says of it."""

    song: Song
    player: SafeString | str
    now: str
    says: tuple[tuple[str, str], ...]


def rows_of(desk: Desk, n: int) -> list[Row]:
    """Return the next songs of a curator's queue, put in order anew where that is due."""
    keys = desk.songs(open_among(desk.order), n)
    if keys is None:
        desk.put_in_order()
        keys = desk.songs(open_among(desk.order), n) or []
    songs = Song.objects.for_display().prefetch_related("evidence").in_bulk(keys)
    return [row_of(songs[key]) for key in keys if key in songs]


def open_among(keys: tuple[int, ...]) -> set[int]:
    """Return those of the songs that are there, play, and have no curator's word."""
    songs = Song.objects.filter(pk__in=keys).playable()
    return set(songs.exclude(evidence__kind=CURATOR).values_list("pk", flat=True))


def row_of(song: Song) -> Row:
    """Return one song as the queue shows it."""
    says = [
        (str(row.get_kind_display()), led(row))
        for row in song.evidence.all()
        if row.weight > 0 and row.mood is not None
    ]
    return Row(song, player(song), led(song), tuple(sorted(says)))


def led(row: Song | MoodEvidence) -> str:
    """Return the leading mood and its share in words, "" where none is known."""
    mood = row.mood
    return f"{MoodName(mood.top).label} {mood.confidence:.0%}" if mood else ""


def panel(curator: User) -> dict[str, Any]:
    """Return what the page tells beside the queue: how many labels there are, and their gain."""
    runs = list(LabelSpread.objects.all()[:HISTORY])
    return {
        "runs": runs,
        "newest": runs[0] if runs else None,
        "gain": gain_in_words(runs[0]) if runs else "",
        "plan": plan_now(),
        "fewest": FEWEST,
        "labels": labels_by_mood(),
        "labels_in_all": MoodEvidence.objects.filter(kind=CURATOR).count(),
        "disagreeing": disagreeing().count(),
        "may_insist": curator.has_perm("recommender.change_labelspread"),
    }


def gain_in_words(run: LabelSpread) -> str:
    """Return the gain in percentage points with its sign, "" where nothing was tested."""
    return "" if run.gain is None else f"{100 * run.gain:+.0f}".replace("-", "−")


def labels_by_mood() -> list[tuple[str, int]]:
    """Return how many songs curators set to each mood; a mixture counts for its largest share."""
    rows = MoodEvidence.objects.filter(kind=CURATOR).only(*MOODS)
    found = Counter(row.mood.top for row in rows.iterator() if row.mood is not None)
    return [(str(MoodName(name).label), found[name]) for name in MOODS]
