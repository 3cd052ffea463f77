"""A song's excerpts while its spectrogram goes by, in memory that does not grow with its length."""

import numpy as np

from recommender.hearing.mel import (
    BANDS,
    STRETCH_FRAMES,
    Floats,
    excerpts,
    stretch_starts,
)

# Of songs of up to 21 minutes (256 pieces of 5 s) all is kept: 15 MB.
MOST_PIECES = 256


class Stretches:
    """Takes a spectrogram piece by piece and gives its excerpts in the end.

    Of a longer one every second piece of 5 s is kept, then every fourth, and so on; the excerpts
    are then the pieces that lie next to where ``excerpts`` would take them.
    """

    def __init__(self, most: int = MOST_PIECES) -> None:
        self._most = most
        self._apart = 1
        self._pieces: list[Floats] = []
        self._waiting: list[Floats] = []
        self._frames = self._taken = 0

    def add(self, mel: Floats) -> None:
        """Take the next frames, (48, k)."""
        self._frames += mel.shape[1]
        self._waiting.append(mel)
        if sum(part.shape[1] for part in self._waiting) < STRETCH_FRAMES:
            return
        joined = np.concatenate(self._waiting, axis=1)
        whole = joined.shape[1] // STRETCH_FRAMES
        for piece in range(whole):
            self._keep(joined[:, piece * STRETCH_FRAMES : (piece + 1) * STRETCH_FRAMES])
        self._waiting = [joined[:, whole * STRETCH_FRAMES :].copy()]

    def excerpts(self) -> Floats:
        """Return the excerpts, (48, T <= 1872) dB."""
        if self._apart == 1:
            none = np.zeros((BANDS, 0), np.float32)
            return excerpts(np.concatenate([none, *self._pieces, *self._waiting], axis=1))
        step = self._apart * STRETCH_FRAMES
        nearest = [round(start / step) for start in stretch_starts(self._frames)]
        last = len(self._pieces) - 1
        parts = [self._pieces[min(place, last)] for place in nearest]
        return np.concatenate(parts, axis=1)

    def _keep(self, piece: Floats) -> None:
        if self._taken % self._apart == 0:
            self._pieces.append(piece.copy())
        self._taken += 1
        if len(self._pieces) > self._most:
            self._pieces = self._pieces[::2]
            self._apart *= 2
