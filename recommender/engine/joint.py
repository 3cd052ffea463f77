"""Songs by genre and sound together: both mapped into one space, so that either is enough."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from recommender.engine.artefacts import (
    ArtefactDamaged,
    Meta,
    Origin,
    load_array,
    save_array,
)
from recommender.engine.base import Engine, Progress, quiet
from recommender.engine.corpus import Corpus, rows_of
from recommender.engine.genre import GenreConfig, GenreEngine
from recommender.engine.joint_fit import Learning, Maps, Sides, fit_maps
from recommender.engine.placed import Placed, PlacedEngine
from recommender.engine.sound import SoundEngine

__all__ = ["JointConfig", "JointEngine", "Learning"]


@dataclass(frozen=True)
class JointConfig:
    """How to train, and what is joined.

    genre: the engine of the same training; None trains one by `genre_config`. sound: the engine
    of what was heard so far; None, or of no song, leaves genre alone.
    """

    learning: Learning = field(default_factory=Learning)
    genre: GenreEngine | None = None
    sound: SoundEngine | None = None
    genre_config: GenreConfig = field(default_factory=GenreConfig)


class JointEngine(PlacedEngine):
    """Score = cosine of places in the space into which genre and sound are mapped (`joint_fit`).

    A song's place is the sum of its two sides; one with a single side stands where that is, so
    that a recording nobody has tagged is near songs whose genre goes with such a sound. Tags and
    moods say nothing to it. A song that came after training is placed by `beside`, from the genre
    and sound that serve; one with neither stays unknown.
    """

    name = "joint"

    def __init__(self, songs: Placed, maps: Maps, newcomers: Placed | None = None) -> None:
        self._songs, self._maps, self._newcomers = songs, maps, newcomers

    @classmethod
    def fit(
        cls, corpus: Corpus, config: JointConfig | None = None, progress: Progress = quiet
    ) -> Self:
        """Train the two maps on the corpus's lists; the same input gives the same bits."""
        config = config or JointConfig()
        genre = config.genre or GenreEngine.fit(corpus, config.genre_config)
        sides = sides_of(corpus.song_ids, genre, config.sound)
        maps = fit_maps(corpus, sides, config.learning, progress)
        places = maps.place(sides)
        known = places.any(axis=1)
        engine = cls(Placed(corpus.song_ids[known], places[known]), maps)
        settings = {**asdict(config.learning), **joined(genre, config.sound)}
        engine.origin = Origin(settings, config.learning.seed, corpus.data_hash())
        return engine

    def beside(self, genre: Engine | None, sound: Engine | None) -> "JointEngine":
        """Return the same model, with the songs that these know and it does not.

        An engine that is not of the training, or hears by another network, is in another space:
        what it knows is left out.
        """
        of_genre, of_sound = self._of_its_own(genre, sound)
        parts = [part.song_ids for part in _parts(of_genre)]
        if isinstance(of_sound, SoundEngine) and len(self._maps.sound):
            parts.append(of_sound.song_ids)
        ids = np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)
        new = ids[rows_of(self._songs.song_ids, ids) < 0]
        if len(new) == 0:
            return self
        places = self._maps.place(self.sides(new, genre, sound))
        known = places.any(axis=1)
        engine = type(self)(self._songs, self._maps, Placed(new[known], places[known]))
        engine.origin, engine.meta = self.origin, self.meta
        return engine

    def sides(
        self,
        song_ids: Sequence[int] | NDArray[np.int64],
        genre: Engine | None,
        sound: Engine | None,
    ) -> Sides:
        """The genre and the sound of these songs, as wide as the maps; zeros where not known."""
        found = sides_of(np.asarray(song_ids, dtype=np.int64), *self._of_its_own(genre, sound))
        wide = (len(self._maps.genre), len(self._maps.sound))
        blank = [np.zeros((len(song_ids), width), dtype=np.float32) for width in wide]
        return Sides(
            found.genre if found.genre.shape[1] == wide[0] else blank[0],
            found.sound if found.sound.shape[1] == wide[1] else blank[1],
        )

    def _of_its_own(
        self, genre: Engine | None, sound: Engine | None
    ) -> tuple[Engine | None, Engine | None]:
        """The two engines, or None in place of one that is not in the space of the maps."""
        now, then = joined(genre, sound), self.origin.config
        return (
            genre if now["genre"] == then.get("genre") else None,
            sound if now["network"] == then.get("network") else None,
        )

    def genre_share(
        self,
        wanted: Mapping[int, float],
        song_ids: NDArray[np.int64],
        genre: Engine | None,
        sound: Engine | None,
    ) -> NDArray[np.float64]:
        """How much of each song's likeness to the seeds is genre's, 0..1: (m,).

        A place is the sum of two sides, so a likeness is a sum of four products: genre with
        genre, sound with sound, and half of each that crosses. A song with one side has it all.
        """
        weights = np.array(list(wanted.values()))
        seeds, songs = self.sides(list(wanted), genre, sound), self.sides(song_ids, genre, sound)
        maps = (self._maps.genre, self._maps.sound)
        asked = [
            weights @ side @ to for side, to in zip((seeds.genre, seeds.sound), maps, strict=True)
        ]
        found = [side @ to for side, to in zip((songs.genre, songs.sound), maps, strict=True)]
        crossed = (found[0] @ asked[1] + found[1] @ asked[0]) / 2
        by_genre = np.maximum(found[0] @ asked[0] + crossed, 0)
        by_sound = np.maximum(found[1] @ asked[1] + crossed, 0)
        both = by_genre + by_sound
        shares = np.divide(by_genre, both, out=np.full(len(both), 0.5), where=both > 0)
        shares[songs.has_genre & ~songs.has_sound] = 1.0
        shares[songs.has_sound & ~songs.has_genre] = 0.0
        return np.asarray(shares, dtype=np.float64)

    def write_arrays(self, directory: Path) -> None:
        """Write the songs' places and the two maps."""
        self._songs.write(directory)
        save_array(directory, "genre_map", self._maps.genre)
        save_array(directory, "sound_map", self._maps.sound)

    @classmethod
    def read_arrays(cls, directory: Path, meta: Meta) -> Self:
        """Map the places and the maps."""
        songs = Placed.read(directory)
        width = songs.vectors.shape[1]
        genre = load_array(directory, "genre_map", (None, width))
        sound = load_array(directory, "sound_map", (None, width))
        if not {"genre", "network"} <= set(meta.origin.config):
            raise ArtefactDamaged(f"its settings are not those of {cls.name}")
        return cls(songs, Maps(genre, sound))


def joined(genre: Engine | None, sound: Engine | None) -> dict[str, str]:
    """By what two engines are known to be those of a training."""
    return {
        "genre": "" if genre is None else genre.origin.data_hash,
        "network": "" if sound is None else str(sound.origin.config.get("network", "")),
    }


def sides_of(song_ids: NDArray[np.int64], genre: Engine | None, sound: Engine | None) -> Sides:
    """The genre and the sound of these songs; an engine that is missing is 0 wide."""
    nothing = np.empty((len(song_ids), 0), dtype=np.float32)
    of_genre = genre.vectors_of(song_ids) if isinstance(genre, GenreEngine) else nothing
    if not isinstance(sound, SoundEngine) or len(sound.song_ids) == 0:
        return Sides(of_genre, nothing)
    return Sides(of_genre, Placed(sound.song_ids, sound.vectors).of(song_ids))


def _parts(genre: Engine | None) -> list[Placed]:
    return genre.parts if isinstance(genre, GenreEngine) else []
