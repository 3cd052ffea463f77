"""Words taken apart into pieces, by the likeliest way to put them together.

The unigram model of T. Kudo, "Subword Regularization", ACL 2018, as in SentencePiece: each piece
has a log probability, a word is cut where the sum is largest. A blank before a word is `▁`.
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from emotion.text.cleaning import plain_marks

START = "▁"
UNKNOWN = 0
# The cost of a sign that no piece has: more than any piece, so that it is never preferred.
UNKNOWN_SCORE = -25.0
CACHED_WORDS = 100_000
_WORDS = re.compile(r"\S+")


class Pieces:
    """The pieces of both languages with their log probabilities; piece 0 stands for the unknown.

    `emoji`: what stands for an emoji, by its sign, in words.
    """

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], emoji: dict[str, str]
    ) -> None:
        self._number = {
            piece: (number, float(score))
            for number, (piece, score) in enumerate(zip(pieces, scores, strict=True))
            if piece and number != UNKNOWN
        }
        self.chances = np.exp(np.array(scores, np.float32))
        self.chances[UNKNOWN] = 0
        self._longest = max(map(len, self._number))
        self._emoji = emoji
        self._has_emoji = re.compile("|".join(map(re.escape, emoji)) or "(?!)")
        self._cut: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str, most: int | None = None) -> list[int]:
        """The numbers of the pieces of a text, at most so many; never empty."""
        found: list[int] = []
        for match in _WORDS.finditer(self.prepared(text)):
            found.extend(self._of_word(START + match.group()))
            if most is not None and len(found) >= most:
                break
        return found[:most] or [UNKNOWN]

    def prepared(self, text: str) -> str:
        """One form of each sign, emoji in words."""
        whole = unicodedata.normalize("NFC", plain_marks(text))
        return self._has_emoji.sub(lambda match: f" {self._emoji[match.group()]} ", whole)

    def _of_word(self, word: str) -> tuple[int, ...]:
        found = self._cut.get(word)
        if found is None:
            if len(self._cut) >= CACHED_WORDS:
                self._cut.clear()
            found = self._cut[word] = self._best(word[:64])
        return found

    def _best(self, word: str) -> tuple[int, ...]:
        """Viterbi over the places of a word."""
        best = [0.0] + [float("-inf")] * len(word)
        back = [(0, UNKNOWN)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number, score = self._number.get(word[start:end], (UNKNOWN, UNKNOWN_SCORE))
                if number == UNKNOWN and end > start + 1:
                    continue
                if best[start] + score > best[end]:
                    best[end], back[end] = best[start] + score, (start, number)
        cut: list[int] = []
        place = len(word)
        while place:
            place, number = back[place]
            if not (cut and number == UNKNOWN == cut[-1]):
                cut.append(number)
        return tuple(reversed(cut))
