"""The analysis of songs' sound: what waits for it, who is at which, and what was found.

A song waits until its row says otherwise. A process claims one song at a time, gives a sign of
life while it listens, and writes the spectrogram first and the row after it; a claim without a
sign of life lapses. So a kill at any moment loses what was being heard and nothing else, and no
two processes write one song.
"""

import logging
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from recommender.analysis.problems import CRASHED, GONE, PASSING, UNREADABLE
from recommender.audio import AudioRejected, check_whole, decoded, opened, refuse_protected
from recommender.catalogue.music.sound import LONGEST_OWN_SECONDS
from recommender.catalogue.music.writer import SOURCE as MUSIC
from recommender.hearing.analyser import VERSION, HeardSong, listen
from recommender.hearing.harmony import key_name
from recommender.models import Song, SongAnalysis
from recommender.own_spectrograms import write_spectrogram
from recommender.sources import locate

logger = logging.getLogger(__name__)

State = SongAnalysis.State
# A sign of life at most so often, while a file of hours is heard.
BEAT_SECONDS = 10.0
# Six beats missed: the process is gone, or its disk.
SILENCE = timedelta(seconds=60)
MOST_TRIES = 3
# Below these a figure is a guess, and is not shown as the song's own.
SURE_TEMPO, SURE_KEY = 0.5, 0.1
BATCH = 500
FIGURES = (
    "seconds", "loudness", "loudness_range", "true_peak", "dynamic_range", "tempo",
    "tempo_confidence", "key", "mode", "key_confidence", "brightness", "onset_rate",
)  # fmt: skip
NOTHING = {**dict.fromkeys(FIGURES), "key": -1, "mode": ""}


class ClaimLost(Exception):
    """Somebody else took the song over, or its sound changed, while it was heard."""


@dataclass(frozen=True)
class Progress:
    """How many songs have a sound of their own, and how far they are."""

    waiting: int
    done: int
    failed: int

    @property
    def songs(self) -> int:
        """Return how many there are."""
        return self.waiting + self.done + self.failed

    @property
    def percent(self) -> int:
        """Return how many of a hundred were dealt with, 100 only when all are."""
        return 100 * (self.done + self.failed) // self.songs if self.songs else 100


def progress() -> Progress:
    """Return how far the analysis is."""
    counts = {state: SongAnalysis.objects.filter(state=state).count() for state in State.values}
    return Progress(counts[State.WAITING], counts[State.DONE], counts[State.FAILED])


def sounding() -> Any:
    """Return the songs that play from a file of ours, each with the mark of its sound.

    A scanned song's is of its coded sound: it stays when tags change or the file moves. An upload
    has a name of its own. What else has a path is told by it.
    """
    mark = Case(
        When(audio__gt="", then=Concat(Value("file:"), F("audio"), output_field=CharField())),
        When(source=MUSIC, then=Concat(Value("sound:"), F("external_id"))),
        default=Concat(Value("path:"), F("path")),
        output_field=CharField(),
    )
    return Song.objects.filter(Q(audio__gt="") | Q(path__gt="")).annotate(mark=mark).order_by("pk")


def analysis_look() -> None:
    """Let those songs wait that came, or whose sound or file is another one than was heard."""
    new = sounding().filter(analysis=None).values_list("pk", "mark")
    for part in parts(new):
        rows = [SongAnalysis(song_id=key, mark=mark) for key, mark in part]
        SongAnalysis.objects.bulk_create(rows, ignore_conflicts=True)
    other = ~Q(analysis__mark=F("mark")) | Q(analysis__version__lt=VERSION)
    changed = sounding().filter(other, analysis__isnull=False)
    # What waits already need not be told so again, but for which sound it waits.
    changed = changed.exclude(analysis__state=State.WAITING, analysis__mark=F("mark"))
    for part in parts(changed.values_list("pk", "mark")):
        for key, mark in part:
            waits(SongAnalysis.objects.filter(song=key), mark=mark)
    SongAnalysis.objects.filter(song__audio="", song__path="").delete()
    returned = [row.pk for row in away() if is_back(row)]
    for start in range(0, len(returned), BATCH):
        waits(SongAnalysis.objects.filter(pk__in=returned[start : start + BATCH]))


def waits(rows: QuerySet[SongAnalysis], **columns: object) -> int:
    """Let songs be analysed again; what was found stays until then. Return how many."""
    return rows.update(state=State.WAITING, problem="", tries=0, claim="", claimed=None, **columns)


def away() -> Iterator[SongAnalysis]:
    """Yield the rows whose file was gone or could not be read."""
    rows = SongAnalysis.objects.filter(state=State.FAILED, problem__in=PASSING)
    yield from rows.select_related("song").iterator(chunk_size=BATCH)


def is_back(row: SongAnalysis) -> bool:
    """Tell whether a file that was away can be read now."""
    path = row.song.audio_path
    try:
        with path.open("rb") if path else Path().open("rb"):
            return locate(row.song) is not None
    except (OSError, ValueError):
        return False


def parts(rows: QuerySet[Song, tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Yield keys and marks in parts that fit one query, read before the first is written."""
    found = list(rows)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def new_claim() -> str:
    """Return the name by which a process claims songs."""
    return str(uuid.uuid4())


def free() -> QuerySet[SongAnalysis]:
    """Return the songs that wait and that nobody is at."""
    lapsed = Q(claim="") | Q(claimed__lt=timezone.now() - SILENCE)
    return SongAnalysis.objects.filter(lapsed, state=State.WAITING)


def claim_next(claim: str) -> SongAnalysis | None:
    """Take the newest song that waits and that nobody is at; None where there is none."""
    while keys := list(free().values_list("pk", flat=True)[:20]):
        for key in keys:
            # One statement: of two processes that want the same song, one changes its row.
            mine = (
                free()
                .filter(pk=key)
                .update(claim=claim, claimed=timezone.now(), tries=F("tries") + 1)
            )
            if mine:
                return SongAnalysis.objects.select_related("song").get(pk=key)
    return None


def analyse_next(claim: str) -> SongAnalysis | None:
    """Claim a song, hear it, and keep what was found; None where none waits.

    Whatever is wrong with its file is noted in its row. What is wrong here (a full disk, a
    database that is gone) passes through, and the song waits.
    """
    row = claim_next(claim)
    if row is None:
        return None
    if row.tries > MOST_TRIES:
        fail(row, CRASHED)
        return row
    try:
        hear_and_keep(row)
    except ClaimLost:
        logger.info("%s was taken over while it was heard.", row.song_id)
    except BaseException:
        held(row).update(claim="", claimed=None, tries=F("tries") - 1)
        raise
    return row


def hear_and_keep(row: SongAnalysis) -> None:
    """Hear a claimed song; keep what was found, or why nothing was."""
    try:
        heard = hear(row.song, beat(row))
    except AudioRejected as rejected:
        fail(row, rejected.code)
    except FileNotFoundError:
        fail(row, GONE)
    except OSError as error:
        logger.warning("%s cannot be read: %s", row.song.audio_path, error)
        fail(row, UNREADABLE)
    except ValueError as error:
        # What a decoder says to streams that change their form half-way, or make no sense.
        logger.warning("%s: %s", row.song.audio_path, error)
        fail(row, "damaged")
    else:
        keep(row, heard)


def hear(song: Song, alive: Callable[[float], None] = lambda seconds: None) -> HeardSong:
    """Hear a song's file. AudioRejected for what cannot be heard, OSError for what is not there."""
    found = locate(song)
    if found is None:
        raise FileNotFoundError
    with found[1].open("rb") as file, opened(file) as container:
        if not container.streams.audio:
            raise AudioRejected("not-audio")
        coded = container.streams.audio[0].codec_context
        refuse_protected(coded)
        if coded is None:
            raise AudioRejected("format")
        heard = listen(decoded(container), alive)
        check_whole(file, container, heard.seconds)
    if not heard.seconds:
        raise AudioRejected("not-audio")
    return heard


def beat(row: SongAnalysis) -> Callable[[float], None]:
    """Return what gives a sign of life, and stops what is longer than any music."""
    last = monotonic()

    def alive(seconds: float) -> None:
        nonlocal last
        if seconds > LONGEST_OWN_SECONDS:
            raise AudioRejected("too-long")
        if monotonic() - last >= BEAT_SECONDS:
            last = monotonic()
            if not held(row).update(claimed=timezone.now()):
                raise ClaimLost

    return alive


def held(row: SongAnalysis) -> QuerySet[SongAnalysis]:
    """Return the row as long as it is ours, and of the sound that we heard."""
    return SongAnalysis.objects.filter(pk=row.pk, claim=row.claim, mark=row.mark)


def keep(row: SongAnalysis, heard: HeardSong) -> None:
    """Write what was found: the spectrogram, then the row, then what the song lacks."""
    write_spectrogram(row.song_id, heard.cells)
    figures = {name: getattr(heard, name) for name in FIGURES}
    with transaction.atomic():
        finish(row, state=State.DONE, problem="", **figures)
        fill(row, heard)


def fail(row: SongAnalysis, problem: str) -> None:
    """Note why nothing could be heard; what was found of an earlier sound is forgotten."""
    finish(row, state=State.FAILED, problem=problem, **NOTHING)


def finish(row: SongAnalysis, **columns: object) -> None:
    """Write the row and let it go; ClaimLost where it is not ours any more."""
    now = timezone.now()
    if not held(row).update(
        analysed=now, version=VERSION, claim="", claimed=None, tries=0, **columns
    ):
        raise ClaimLost


def fill(row: SongAnalysis, heard: HeardSong) -> None:
    """Give the song what it lacks, and what it had from the sound that it had before."""
    before = {
        "duration": row.seconds,
        "loudness": row.loudness,
        "true_peak": row.true_peak,
        "tempo": row.tempo,
        "key": key_name(row.key, row.mode),
    }
    found = {
        "duration": heard.seconds,
        "loudness": heard.loudness,
        "true_peak": heard.true_peak,
        "tempo": heard.tempo if heard.tempo_confidence >= SURE_TEMPO else None,
        "key": key_name(heard.key, heard.mode) if heard.key_confidence >= SURE_KEY else "",
    }
    song = Song.objects.filter(pk=row.song_id).values(*found).get()
    news = {
        name: value
        for name, value in found.items()
        if song[name] != value and song[name] in {None, "", before[name]}
    }
    if news:
        Song.objects.filter(pk=row.song_id).update(**news)
