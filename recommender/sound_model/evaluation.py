"""How well vectors hear: do they find a piece again, and do neighbours share genre and mood?

Pure measures on the `alterations.Versions` of some pieces, the same for our vectors and for the
baseline beside them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct

from recommender.sound_model.alterations import Sounding, Versions

Floats = NDArray[np.float32]
Hear = Callable[[Sounding], Floats]

FIRST = 5
COEFFICIENTS = 20


@dataclass(frozen=True)
class Agreement:
    """Share of the first neighbours that have something in common, and by chance.

    most: what the best order of all could reach, since of many kinds there are too few pieces to
    fill the first places. fair: of the pieces whose kind has others, the mean share of those places
    that their kind could fill; by chance, fair_chance.
    """

    found: float
    chance: float
    most: float
    fair: float
    fair_chance: float

    @property
    def times(self) -> float:
        """How often chance's share it is."""
        return self.found / self.chance if self.chance else 0.0

    @property
    def fair_times(self) -> float:
        """The same of the places that could be filled."""
        return self.fair / self.fair_chance if self.fair_chance else 0.0


@dataclass(frozen=True)
class Report:
    """Shares 0..1 over the pieces.

    halves, turns: excerpts whose nearest neighbour is the other excerpt of the piece.
    altered: pieces that are among the first FIRST of their altered version.
    """

    pieces: int
    halves: float
    turns: float
    altered: Mapping[str, float]
    agreement: Mapping[str, Agreement]

    def as_dict(self) -> dict[str, Any]:
        """Return values that JSON can hold."""
        values = asdict(self)
        for name, one in self.agreement.items():
            values["agreement"][name] |= {"times": one.times, "fair_times": one.fair_times}
        return values


def evaluate(
    pieces: Sequence[Versions],
    hear: Hear,
    labels: Mapping[str, Mapping[str, str]],
    scaled: bool = False,
) -> Report:
    """Measure what `hear` makes of sounds.

    labels: by kind ("genre", "mood") that of a piece by its name; others have none.
    scaled: bring every dimension to mean 0 and spread 1 over the pieces first, as one does with
    features of different units.
    """
    whole = np.stack([hear(piece.whole) for piece in pieces])
    centre, spread = (whole.mean(0), whole.std(0) + 1e-9) if scaled else (0.0, 1.0)

    def vectors(sounds: Sequence[Sounding]) -> Floats:
        raw = (np.stack([hear(sound) for sound in sounds]) - centre) / spread
        lengths = np.linalg.norm(raw, axis=1, keepdims=True)
        return np.asarray(raw / np.maximum(lengths, 1e-9), dtype=np.float32)

    known = vectors([piece.whole for piece in pieces])
    altered = {
        name: share_among_first(vectors([piece.altered[name] for piece in pieces]), known)
        for name in pieces[0].altered
    }
    names = [piece.name for piece in pieces]
    return Report(
        pieces=len(pieces),
        halves=share_of_partners(vectors([half for piece in pieces for half in piece.halves])),
        turns=share_of_partners(vectors([part for piece in pieces for part in piece.turns])),
        altered=altered,
        agreement={kind: agreement(known, names, of) for kind, of in labels.items()},
    )


def share_of_partners(vectors: Floats) -> float:
    """Return the share of rows (2n, d) whose nearest other row is the one of their pair."""
    near = vectors @ vectors.T
    np.fill_diagonal(near, -np.inf)
    return float(np.mean(near.argmax(axis=1) == np.arange(len(near)) ^ 1))


def share_among_first(asked: Floats, known: Floats) -> float:
    """Return the share of rows of `asked` with the same row of `known` among their FIRST."""
    near = asked @ known.T
    before = (near > np.diag(near)[:, None]).sum(axis=1)
    return float(np.mean(before < FIRST))


def agreement(known: Floats, names: Sequence[str], labels: Mapping[str, str]) -> Agreement:
    """Return how often the FIRST neighbours among the labelled pieces bear the same label."""
    rows = [row for row, name in enumerate(names) if name in labels]
    if len(rows) <= FIRST:
        return Agreement(0.0, 0.0, 0.0, 0.0, 0.0)
    of = np.array([labels[names[row]] for row in rows])
    same = of[:, None] == of[None]
    near = known[rows] @ known[rows].T
    np.fill_diagonal(near, -np.inf)
    first = np.argsort(-near, axis=1, kind="stable")[:, :FIRST]
    hits = np.take_along_axis(same, first, axis=1).sum(axis=1)
    alike = same.sum(axis=1) - 1
    room = np.minimum(alike, FIRST)
    expected = alike * FIRST / (len(rows) - 1)
    able = room > 0
    return Agreement(
        found=float(hits.mean() / FIRST),
        chance=float(expected.mean() / FIRST),
        most=float(room.mean() / FIRST),
        fair=float((hits[able] / room[able]).mean()) if able.any() else 0.0,
        fair_chance=float((expected[able] / room[able]).mean()) if able.any() else 0.0,
    )


def mfcc_statistics(mel: Floats) -> Floats:
    """The baseline: mean and standard deviation of MFCCs, (2 x COEFFICIENTS,)."""
    found = dct(mel, axis=0, norm="ortho")[:COEFFICIENTS]
    return np.concatenate([found.mean(axis=1), found.std(axis=1)]).astype(np.float32)
