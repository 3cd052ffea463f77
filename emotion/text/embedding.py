"""Texts as rows of length 1 that lie near each other where the texts say alike.

Two parts side by side, each of length 1 before it is weighed. The signs: hashed n-grams, weighed by
rarity, folded into columns by a sign of their hash (feature hashing, Weinberger et al. 2009); they
hear the same words. The sense: the mean of the vectors of a text's pieces, common pieces weighing
less, without what is common to all texts (S. Arora et al., "A Simple but Tough-to-Beat Baseline for
Sentence Embeddings", ICLR 2017); Korean pieces lie where their English translations do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emotion.text.cleaning import clean, language_of
from emotion.text.encoder import Encoder
from emotion.text.heads import Floats
from emotion.text.ngrams import Keys, codes_of, grams, inside_words, to_keys, word_codes
from emotion.text.reading import LANGUAGES

SIGN_COLUMNS = 512
SENSE_SHARE = 0.3
# Arora's a: a piece that makes up this share of all text weighs half.
COMMON = 1e-3
# How many directions that all texts share are taken out.
SHARED_DIRECTIONS = 3
RARITY_BITS = 15
PREFIX = "likeness_"
_FAMILY = 12


@dataclass(frozen=True, eq=False)
class Likeness:
    """`rarity`: (2 ** RARITY_BITS,) idf by the last bits of an n-gram's number; `mean` (d,) and
    `shared` (SHARED_DIRECTIONS, d): what all texts of a language have in common.
    """

    rarity: Floats
    mean: Mapping[str, Floats]
    shared: Mapping[str, Floats]

    def embed(self, encoder: Encoder, texts: Sequence[str]) -> Floats:
        """(n, d) rows of length 1."""
        signs = np.zeros((len(texts), SIGN_COLUMNS), np.float32)
        senses = np.zeros((len(texts), len(self.mean["en"])), np.float32)
        for row, text in enumerate(texts):
            lang = language_of(text)
            signs[row] = self._signs(text, lang)
            sense = sense_of(encoder, text) - self.mean[lang]
            senses[row] = sense - (sense @ self.shared[lang].T) @ self.shared[lang]
        weights = np.sqrt([1 - SENSE_SHARE, SENSE_SHARE]).astype(np.float32)
        return _unit(np.concatenate([_unit(signs) * weights[0], _unit(senses) * weights[1]], 1))

    def _signs(self, text: str, lang: str) -> Floats:
        keys, counts = np.unique(sign_keys(text, lang), return_counts=True)
        values = self.rarity[keys >> np.uint32(32 - RARITY_BITS)] * (1 + np.log(counts))
        values = np.where(keys & np.uint32(1), values, -values)
        columns = (keys >> np.uint32(1)) % np.uint32(SIGN_COLUMNS)
        return np.bincount(columns, values, minlength=SIGN_COLUMNS).astype(np.float32)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What is stored of it."""
        found: dict[str, NDArray[Any]] = {f"{PREFIX}rarity": self.rarity.astype(np.float16)}
        for lang in LANGUAGES:
            found[f"{PREFIX}mean_{lang}"] = self.mean[lang]
            found[f"{PREFIX}shared_{lang}"] = self.shared[lang]
        return found

    @classmethod
    def stored(cls, arrays: Mapping[str, NDArray[Any]]) -> "Likeness":
        """Take it out of an artefact's arrays; KeyError where it is not whole."""
        return cls(
            arrays[f"{PREFIX}rarity"].astype(np.float32),
            {lang: arrays[f"{PREFIX}mean_{lang}"] for lang in LANGUAGES},
            {lang: arrays[f"{PREFIX}shared_{lang}"] for lang in LANGUAGES},
        )


def fit_likeness(encoder: Encoder, texts: Mapping[str, Sequence[str]]) -> Likeness:
    """Count how rare n-grams are, and find what the texts of each language have in common."""
    seen = np.ones(2**RARITY_BITS)
    mean, shared = {}, {}
    for lang, found in texts.items():
        for text in found:
            seen[np.unique(sign_keys(text, lang)) >> np.uint32(32 - RARITY_BITS)] += 1
        senses = np.stack([sense_of(encoder, text) for text in found])
        mean[lang] = senses.mean(axis=0)
        directions = np.linalg.svd(senses - mean[lang], full_matrices=False)[2]
        shared[lang] = directions[:SHARED_DIRECTIONS]
    whole = sum(map(len, texts.values())) + 1
    return Likeness(np.log(whole / seen).astype(np.float32), mean, shared)


def sign_keys(text: str, lang: str) -> Keys:
    """The numbers of the n-grams that are compared: syllables, or words and runs of letters."""
    whole = clean(text)
    codes = codes_of(f" {whole} ")
    if lang == "ko":
        return to_keys([grams(codes, n, _FAMILY) for n in (1, 2)])
    found = [grams(codes, n, _FAMILY)[inside_words(codes, n)] for n in (3, 4)]
    return to_keys([*found, grams(word_codes(whole.split()), 1, _FAMILY + 1)])


def sense_of(encoder: Encoder, text: str) -> Floats:
    """The mean of the vectors of a text's pieces, common ones weighing less."""
    vectors, chances = encoder.piece_vectors(text)
    weights = COMMON / (COMMON + chances)
    return np.asarray(weights @ vectors / weights.sum(), np.float32)


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)
