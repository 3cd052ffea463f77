"""Gather the vectors of the catalogue's songs into what the `sound` engine serves from.

MODEL_DIR/sound/<version>/ with the pointer `current`, like other artefacts; what ships with the
code knows the starter library alone. A vector is made of a song's spectrogram by the network that
serves (`sound_network`) and of the figures of its analysis (`sound_model.cues`), and kept for as
long as all three are the same; a song without figures has one without cues. A large catalogue is
heard in parts: each run adds what it had time for, so that a stop loses little.
"""

import logging
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.conf import settings

from recommender.catalogue.lyrics_evidence import batches
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Origin
from recommender.engine.publishing import SHIPPED, find, new_version, publish, stamp
from recommender.engine.sound import SoundEngine, Vectors, stacked
from recommender.hearing.feeling import SoundFigures, heard_in
from recommender.keys import LAST_STARTER_KEY
from recommender.models import Song, SongAnalysis
from recommender.own_spectrograms import own_path
from recommender.sound_model import NAME as NETWORK
from recommender.sound_model.cues import hearer
from recommender.sound_model.hearing import SoundModel
from recommender.spectrograms import melon_index, read_spectrogram, songs_with_spectrogram

logger = logging.getLogger(__name__)

NAME = SoundEngine.name
# A run publishes after so long what it has, and goes on in another: a song takes 20 ms.
SECONDS_A_RUN = 300.0
# The mark of a vector that came with the code: its song's spectrogram was never here.
SHIPPED_MARK = 0
# Songs whose figures are read at once.
BATCH = 500
FIGURES = tuple(field.name for field in fields(SoundFigures))
# The mark of figures that say nothing, as of an analysis that is not ready: that of no figures.
NOTHING = 0


class Gathered(NamedTuple):
    """What came of a run: the version it published, songs heard in it, songs left for another."""

    made: Path | None
    heard: int
    left: int


# Song id -> the mark of the spectrogram, and the vector that was made of it.
Known = dict[int, tuple[int, Vectors]]

# Songs in whose spectrogram of that mark this process found nothing: it need not look again.
_silent: dict[int, int] = {}


def gather(*, anew: bool = False, seconds: float = SECONDS_A_RUN) -> Gathered:
    """Publish the vectors of the catalogue as it is; nothing if what serves is of it already.

    anew: every song that can be is heard again. Raises ArtefactMissing or ArtefactDamaged where
    no network is to be had: what served serves on.
    """
    model_dir = Path(settings.MODEL_DIR)
    model = network()
    marks = marks_of_catalogue()
    before = None if anew else in_service(model_dir, model.version)
    known = taken_over((shipped(model.version), before), marks)
    waiting = [song for song in marks if song not in known and _silent.get(song) != marks[song]]
    until, heard, done = time.monotonic() + seconds, 0, 0
    for song, vector in vectors_for(waiting, model):
        done += 1
        if vector is None:
            _silent[song] = marks[song]
        else:
            known[song] = marks[song], vector
            heard += 1
        if time.monotonic() > until:
            break
    if before is not None and not heard and sorted(known) == before.song_ids.tolist():
        return Gathered(None, 0, len(waiting) - done)
    engine = engine_of(known, model.version)
    version = new_version(f"{zlib.crc32(engine.song_ids.tobytes() + engine.marks.tobytes()):08x}")
    made = publish(model_dir, NAME, version, lambda draft: engine.save(draft, version))
    return Gathered(made, heard, len(waiting) - done)


def vectors_for(song_ids: Sequence[int], model: SoundModel) -> Iterator[tuple[int, Vectors | None]]:
    """Yield songs with their vectors; None where the spectrogram is silent or cannot be read."""
    for part in batches(song_ids, BATCH):
        figures = figures_of(part)
        for song in part:
            mel = read_spectrogram(song)
            yield song, None if mel is None else model.vector(mel, figures.get(song))


def figures_of(song_ids: Sequence[int]) -> Mapping[int, SoundFigures]:
    """Return what the analysis measured of these songs, BATCH at most, as far as there is one.

    While a song waits to be heard again, what was found stays, as its spectrogram does.
    """
    rows = SongAnalysis.objects.filter(song__in=song_ids).values("song_id", *FIGURES)
    return {row["song_id"]: heard_in(row) for row in rows}


def engine_of(known: Known, network_version: str) -> SoundEngine:
    """Return the engine that serves these vectors."""
    ids = np.array(sorted(known), dtype=np.int64)
    marks = np.array([known[song][0] for song in ids.tolist()], dtype=np.int64)
    engine = SoundEngine(ids, stacked([known[song][1] for song in ids.tolist()]), marks)
    engine.origin = Origin({"network": hearer(network_version)})
    return engine


def taken_over(indexes: Iterable[SoundEngine | None], marks: dict[int, int]) -> Known:
    """Return the vectors that need not be made; where two indexes have a song, the later's."""
    known: Known = {}
    for index in indexes:
        if index is not None:
            known |= still_right(index, marks)
    return known


def still_right(before: SoundEngine, marks: dict[int, int]) -> Known:
    """Return the vectors that can be taken over: of the same spectrograms.

    Those of the starter library that came with the code stay until the songs are heard here.
    """
    starter = Song.objects.filter(pk__lte=LAST_STARTER_KEY).values_list("pk", flat=True)
    unheard = dict.fromkeys(set(starter) - marks.keys(), SHIPPED_MARK)
    wanted = {**marks, **unheard}
    # Views of the mapped file, not copies: of a million songs those would be a gigabyte.
    vectors = np.asarray(before.vectors)
    rows = zip(before.song_ids.tolist(), before.marks.tolist(), vectors, strict=True)
    return {song: (mark, vector) for song, mark, vector in rows if wanted.get(song) == mark}


def marks_of_catalogue() -> dict[int, int]:
    """Return the songs that have a spectrogram, by ascending key, each with its state.

    The state changes with the spectrogram, and with the figures that cues are made of.
    """
    there = set(Song.objects.values_list("pk", flat=True).iterator(chunk_size=20_000))
    songs = [song for song in songs_with_spectrogram().tolist() if song in there]
    figures = marks_of_figures()
    marks = ((song, mark_of(song)) for song in songs)
    return {
        song: (mark ^ figures.get(song, NOTHING) << 29) | 1
        for song, mark in marks
        if mark is not None
    }


def marks_of_figures() -> dict[int, int]:
    """Return a number of 32 bits that changes with a song's figures, for each that has some."""
    rows = SongAnalysis.objects.values_list("song_id", *FIGURES).iterator(chunk_size=20_000)
    told = ((song, values) for song, *values in rows if any(values))
    return {song: zlib.crc32(repr(values).encode()) for song, values in told}


def mark_of(song_pk: int) -> int | None:
    """Return a number above 0 that changes with a song's spectrogram; None if there is none."""
    index = melon_index()
    for path in (own_path(song_pk), index.path(song_pk) if index else None):
        try:
            found = path.stat() if path else None
        except OSError:
            continue
        if found:
            return (found.st_mtime_ns ^ found.st_size << 1) & (2**62 - 1) | 1
    return None


def in_service(model_dir: Path, network_version: str) -> SoundEngine | None:
    """Return the index that serves, None where there is none that this network made."""
    try:
        return made_by(find(NAME, model_dir, SHIPPED), network_version)
    except (ArtefactMissing, ArtefactDamaged):
        return None  # It is made anew; the health page says what is wrong with it.


def shipped(network_version: str) -> SoundEngine | None:
    """Return the index that came with the code, None where this network did not make it.

    Nothing else knows the starter library: its songs come with figures, so they are not heard here
    and have no spectrogram, and an index of before an update would take them along.
    """
    try:
        return made_by(SHIPPED / NAME, network_version)
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("What ships of the starter library's sound cannot be read: %s", error)
        return None


def made_by(path: Path, network_version: str) -> SoundEngine | None:
    """Return an index if its songs were heard as this network hears, with the cues of today."""
    found = SoundEngine.load(path)
    return found if found.origin.config.get("network") == hearer(network_version) else None


def network() -> SoundModel:
    """Return the network that serves; ArtefactMissing or ArtefactDamaged if there is none."""
    model_dir = Path(settings.MODEL_DIR)
    return _network(model_dir, stamp(NETWORK, model_dir, SHIPPED))


@lru_cache(maxsize=1)
def _network(model_dir: Path, mark: tuple[int, ...]) -> SoundModel:
    return SoundModel.load(find(NETWORK, model_dir, SHIPPED))
