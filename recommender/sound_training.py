"""Train the network that hears on this site's own songs, and put it into service."""

import shutil
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
from django.conf import settings

from recommender.analysis.file import Figures
from recommender.engine.artefacts import Meta, Origin
from recommender.engine.publishing import SHIPPED, new_version, publish
from recommender.engine.replacing import replace_folder
from recommender.hearing.feeling import heard_in
from recommender.hearing.mel import log_mel
from recommender.sound_index import SHIPPED_MARK, engine_of
from recommender.sound_model import NAME as NETWORK
from recommender.sound_model.alterations import decoded, heard
from recommender.sound_model.hearing import SoundModel
from recommender.sound_model.making import (
    FEWEST_SONGS,
    Bytes,
    Recipe,
    hash_of,
    make,
    write,
)
from recommender.sound_model.sources import Source, files_of, read_files
from recommender.sound_model.training import Told
from recommender.spectrograms import read_spectrogram, songs_with_spectrogram

Thing = TypeVar("Thing")

# So many songs are trained on, drawn by chance from a larger library: half a gigabyte of them.
MOST_SONGS = 5000
# Of this many songs or more, each tenth is kept back to see how well the network hears.
ENOUGH_TO_JUDGE = 50
EACH = 10


class TooFewSongs(Exception):
    """There is too little to train on; the message says how much there is."""


def songs_of_library() -> list[Source]:
    """Return the spectrograms of the catalogue's songs, of MOST_SONGS at most."""
    chosen = drawn(songs_with_spectrogram().tolist())
    found = ((song, read_spectrogram(song)) for song in chosen)
    return [
        Source(str(song), np.rint(mel * 255).astype(np.uint8))
        for song, mel in found
        if mel is not None and mel.any()
    ]


def songs_of_folder(folder: Path) -> list[Source]:
    """Return the songs of a folder of sound files or of Melon's arrays, of MOST_SONGS at most."""
    return list(read_files(folder, drawn(files_of(folder))))


def drawn(things: Sequence[Thing]) -> list[Thing]:
    """Return MOST_SONGS of them at most, the same ones each time, in their order."""
    if len(things) <= MOST_SONGS:
        return list(things)
    places = np.random.default_rng(Recipe().network.seed).permutation(len(things))[:MOST_SONGS]
    return [things[place] for place in sorted(places.tolist())]


def train_network(
    sources: Sequence[Source],
    recipe: Recipe,
    work: Path,
    told: Told,
    hold_out: Sequence[str] = (),
    out: Path | None = None,
) -> Meta:
    """Train, judge and publish a network; `out`: write it there and leave what serves alone.

    hold_out: beginnings of names that are kept back for judging, whole folders for instance; the
    network does not hear them.
    `work` keeps what was learned so far: the same call resumes it.
    """
    kept_back = held_back([source.name for source in sources], hold_out)
    songs = [source.mel for source, out_ in zip(sources, kept_back, strict=True) if not out_]
    others = [source.mel for source, out_ in zip(sources, kept_back, strict=True) if out_]
    if len(songs) < FEWEST_SONGS:
        raise TooFewSongs(f"there are {len(songs)} songs to train on, and it takes {FEWEST_SONGS}")
    settled = zlib.crc32(repr(recipe.network).encode())
    folder = work / f"{hash_of(songs)[:12]}-{settled:08x}"
    model, figures = make(songs, others, recipe, folder, told)
    meta = publish_model(model, [*songs, *others], recipe, figures, hold_out, out)
    shutil.rmtree(folder, ignore_errors=True)
    return meta


def held_back(names: Sequence[str], beginnings: Sequence[str]) -> list[bool]:
    """Say of each song whether it is kept back for judging."""
    if beginnings:
        return [name.startswith(tuple(beginnings)) for name in names]
    enough = len(names) >= ENOUGH_TO_JUDGE
    return [enough and place % EACH == 0 for place in range(len(names))]


def publish_model(
    model: SoundModel,
    songs: Sequence[Bytes],
    recipe: Recipe,
    figures: dict[str, float],
    hold_out: Sequence[str],
    out: Path | None,
) -> Meta:
    """Put a trained model into service, or write it into `out`."""
    made: list[Meta] = []
    version = new_version(hash_of(songs))
    date = datetime.now(UTC).isoformat(timespec="seconds")
    about = Meta(NETWORK, Origin({"held_back": list(hold_out)}), 0, version, date, figures)

    def fill(draft: Path) -> None:
        made.append(write(draft, model, recipe, songs, about))

    if out is None:
        publish(Path(settings.MODEL_DIR), NETWORK, version, fill)
    else:
        replace_folder(out, fill)
    return made[0]


def ship_starter(audio: dict[int, Path], figures: Mapping[str, Figures]) -> Meta:
    """Replace the vectors that come with the code by those of the starter library's pieces.

    audio, figures: the sound file and the analysis of each song, by its number. They are of the
    network that is shipped.
    """
    model = SoundModel.load(SHIPPED / NETWORK)
    known = {}
    for number, path in audio.items():
        mel = heard(log_mel(decoded(path)[0]))
        vector = model.vector(mel, heard_in(figures[str(number)]))
        if vector is not None:
            known[number] = SHIPPED_MARK, vector
    engine = engine_of(known, model.version)
    made: list[Meta] = []
    version = f"starter-{model.version[-8:]}"
    replace_folder(SHIPPED / engine.name, lambda draft: made.append(engine.save(draft, version)))
    return made[0]
