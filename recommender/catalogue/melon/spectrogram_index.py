"""Know where the mel-spectrogram of each song lies, for an engine that listens.

    MODEL_DIR/spectrograms/melon/<version>/     published and checked like a trained model

    song_ids.npy     (n,) int64, ascending: the catalogue's primary keys
    numbers.npy      (n,) int32: the song's number at Melon, which is the file's name
    folder_rows.npy  (n,) int32: place in folders.json, the folders' full paths
    frames.npy       (n,) int32: T of the (48, T) array

The set has hundreds of thousands of them, so they stay where they are unless they are copied.
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue.importing import ImportReport, Skipped
from recommender.catalogue.melon import SOURCE
from recommender.catalogue.melon.spectrograms import Spectrogram
from recommender.engine.artefacts import (
    Meta,
    Origin,
    load_array,
    load_words,
    save_array,
    save_words,
    seal,
)
from recommender.listening.gather import song_keys
from recommender.listening.store import Seen
from recommender.listening.versions import current, publish_if_new

FOLDER = "spectrograms"
BATCH = 5000

STRANGE = "belongs to a song that is not in the catalogue"
TWICE = "stands there twice; the first counts"


@dataclass(frozen=True)
class SpectrogramIndex:
    """Where the spectrogram of each song lies."""

    song_ids: NDArray[np.int64]
    numbers: NDArray[np.int32]
    folder_rows: NDArray[np.int32]
    frames: NDArray[np.int32]
    folders: tuple[str, ...]

    def path(self, song_id: int) -> Path | None:
        """Return the file of a song, None if there is none."""
        row = int(np.searchsorted(self.song_ids, song_id))
        if row == len(self.song_ids) or self.song_ids[row] != song_id:
            return None
        return Path(self.folders[self.folder_rows[row]]) / f"{self.numbers[row]}.npy"


@dataclass
class Rows:
    """The index as it grows: twenty bytes a song, and each folder's name once."""

    songs: "array[int]" = field(default_factory=lambda: array("q"))
    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    folder_rows: "array[int]" = field(default_factory=lambda: array("i"))
    frames: "array[int]" = field(default_factory=lambda: array("i"))
    folders: dict[str, int] = field(default_factory=dict)

    def add(self, song: int, found: Spectrogram) -> None:
        """Add one song's file."""
        folder = str(found.path.parent.resolve())
        self.songs.append(song)
        self.numbers.append(found.number)
        self.folder_rows.append(self.folders.setdefault(folder, len(self.folders)))
        self.frames.append(found.frames)

    def write(self, directory: Path) -> Meta:
        """Write and seal the index, sorted by song."""
        songs = np.frombuffer(self.songs, dtype=np.int64)
        order = np.argsort(songs)
        save_array(directory, "song_ids", songs[order])
        for name in ("numbers", "folder_rows", "frames"):
            column = np.frombuffer(getattr(self, name), dtype=np.int32)
            save_array(directory, name, column[order])
        save_words(directory, "folders", tuple(self.folders))
        return seal(directory, Meta(SOURCE, Origin(), len(songs)))


def gather(found: Iterable[Spectrogram | Skipped], report: ImportReport) -> Iterator[Spectrogram]:
    """Yield the spectrograms, each number once, and note the rest."""
    seen = Seen()
    for one in found:
        report.read += 1
        if isinstance(one, Skipped):
            report.skip(one)
        elif seen.add(one.number):
            yield one
        else:
            report.skip(Skipped(str(one.path), TWICE))


def index_spectrograms(
    model_dir: Path, found: Iterable[Spectrogram | Skipped]
) -> tuple[ImportReport, int]:
    """Publish the index of all spectrograms whose song is in the catalogue.

    Returns what was read and left out, and how many songs the index has.
    """
    report, rows = ImportReport(), Rows()
    stream = gather(found, report)
    while batch := list(islice(stream, BATCH)):
        keys = song_keys(SOURCE, {str(one.number) for one in batch})
        for one in batch:
            if str(one.number) in keys:
                rows.add(keys[str(one.number)], one)
            else:
                report.skip(Skipped(str(one.path), STRANGE))
    publish_if_new(model_dir / FOLDER, SOURCE, rows.write)
    return report, len(rows.songs)


def read_index(model_dir: Path) -> SpectrogramIndex:
    """Map the index. ArtefactMissing if there is none, ArtefactDamaged if it broke."""
    directory, _ = current(model_dir / FOLDER, SOURCE)
    song_ids = load_array(directory, "song_ids", (None,))
    shape = (len(song_ids),)
    rows = load_array(directory, "folder_rows", shape)
    return SpectrogramIndex(
        song_ids=song_ids,
        numbers=load_array(directory, "numbers", shape),
        folder_rows=rows,
        frames=load_array(directory, "frames", shape),
        folders=load_words(directory, "folders", int(rows.max()) + 1 if len(rows) else 0),
    )
