"""What a song's own words say of its mood: read line by line when they arrive, kept as evidence.

Tags were given by people who heard the song; its words are read by a model that hears nothing. So
they count about half as much beside others, and what is told about a song half of that again: both
by judgement. Words that nobody sings (a poem beside a piece for piano) say nothing of its sound and
do not count, but they are read and shown all the same.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from django.db.models import Q, QuerySet

from emotion import words
from emotion.text.lyrics import LyricsReading, lines_of, weigh_lines
from emotion.text.reading import TextReading
from recommender.catalogue.mood_evidence import UNKNOWN, keep_evidence
from recommender.models import MoodEvidence, Song

LYRICS, DESCRIPTION = "lyrics", "description"
COUNTS = {LYRICS: 0.5, DESCRIPTION: 0.25}
Item = TypeVar("Item")
KIND = MoodEvidence.Kind.LYRICS
# Songs that are read at once: some thousand lines.
BATCH = 200
# What of a line is kept to be shown.
LONGEST_SHOWN = 160


@dataclass
class ReadReport:
    """How many songs were read, were read before, lost their words, or wait for a model."""

    read: int = 0
    unchanged: int = 0
    emptied: int = 0
    unread: int = 0

    def add(self, other: "ReadReport") -> None:
        """Add what another part did."""
        self.read += other.read
        self.unchanged += other.unchanged
        self.emptied += other.emptied
        self.unread += other.unread


@dataclass(frozen=True)
class Words:
    """The words that a song is read by. source: LYRICS or DESCRIPTION. counts: 0 if unsung."""

    source: str
    text: str
    counts: float

    @property
    def lines(self) -> list[str]:
        """Return the lines, or of a description the sentences."""
        return lines_of(self.text, prose=self.source == DESCRIPTION)

    @property
    def mark(self) -> str:
        """Return by what the same words, counting the same, are known again."""
        content = f"{self.source} {self.counts} {self.text}"
        return blake2b(content.encode(errors="replace"), digest_size=12).hexdigest()


def words_of(song: Song) -> Words | None:
    """Return the words to read: lyrics that are sung, else a description, else other lyrics."""
    lyrics, description = song.lyrics.strip(), song.description.strip()
    if lyrics and song.sung:
        return Words(LYRICS, lyrics, COUNTS[LYRICS])
    if description:
        return Words(DESCRIPTION, description, COUNTS[DESCRIPTION])
    return Words(LYRICS, lyrics, 0.0) if lyrics else None


def with_words() -> QuerySet[Song]:
    """Return the songs that have words, or evidence of words that they had."""
    has = ~Q(lyrics="") | ~Q(description="") | Q(evidence__kind=KIND)
    return Song.objects.filter(has).distinct()


def read_all(*, again: bool = False) -> Iterator[ReadReport]:
    """Read what was not read yet (again: everything), and yield a report for each batch."""
    keys = list(with_words().order_by("pk").values_list("pk", flat=True))
    for part in batches(keys, BATCH):
        yield songs_read(part, again=again)


def songs_read(keys: Collection[int], *, again: bool = False) -> ReadReport:
    """Read these songs' words, keep what they say, and settle their moods.

    Words that were read before are not read again unless asked for. Without a usable model nothing
    is read: the report counts the songs, and the next run finds them.
    """
    report = ReadReport()
    for part in batches(keys, BATCH):
        report.add(_batch_read(part, again))
    return report


def _batch_read(keys: Sequence[int], again: bool) -> ReadReport:
    songs = list(Song.objects.filter(pk__in=keys).prefetch_related("evidence"))
    found = {song: words_of(song) for song in songs}
    before = {song: _evidence(song) for song in songs}
    emptied = [song for song in songs if found[song] is None and before[song]]
    wanted = {song: own for song, own in found.items() if own is not None}
    waiting = {
        song: own for song, own in wanted.items() if again or not _is_read(before[song], own)
    }
    report = ReadReport(unchanged=len(wanted) - len(waiting), emptied=len(emptied))
    try:
        rows = list(evidence_rows(waiting.items()))
    except words.WordsClosed:
        report.unread, rows = len(waiting), []
    report.read = len(rows)
    if rows or emptied:
        counted = {row.song_id for row in rows if row.weight > 0}
        counted |= {song.pk for song, row in before.items() if row and row.weight > 0}
        moved = counted & {song.pk for song in (*waiting, *emptied)}
        keep_evidence(KIND, rows, [song.pk for song in emptied], moved)
    return report


def evidence_rows(songs: Collection[tuple[Song, Words]]) -> Iterator[MoodEvidence]:
    """Yield a row for each song, all lines of all songs read in one go; may raise WordsClosed."""
    lines = {song: own.lines for song, own in songs}
    distinct = list(dict.fromkeys(line for own in lines.values() for line in own))
    version = words.text_model().version
    readings: dict[str, TextReading] = dict(zip(distinct, words.read_texts(distinct), strict=True))
    for song, own in songs:
        said = weigh_lines(lines[song], [readings[line] for line in lines[song]])
        yield evidence_row(song, own, said, version)


def evidence_row(song: Song, own: Words, said: LyricsReading | None, version: str) -> MoodEvidence:
    """Return the row of what a song's words say; one of weight 0 where they say nothing."""
    details = {"mark": own.mark, "source": own.source, "model": version, "lines": 0}
    row = MoodEvidence(song=song, kind=KIND, weight=0.0, details=details, **UNKNOWN)
    if said is not None:
        row.set_mood(said.mood)
        row.weight = own.counts * said.strength
        details |= {"lines": said.lines, "unsure": said.unsure}
        details["telling"] = [
            {
                "line": line.text[:LONGEST_SHOWN],
                "mood": line.mood.top,
                "confidence": round(line.mood.confidence, 3),
                "share": round(line.share, 3),
            }
            for line in said.telling
        ]
    return row


def _evidence(song: Song) -> MoodEvidence | None:
    return next((row for row in song.evidence.all() if row.kind == KIND), None)


def _is_read(row: MoodEvidence | None, own: Words) -> bool:
    return row is not None and row.details.get("mark") == own.mark


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of a size; the last may be shorter."""
    stream = iter(items)
    while part := list(islice(stream, size)):
        yield part
