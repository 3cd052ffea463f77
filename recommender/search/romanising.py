"""Write Hangul in Latin letters, and make the ways in which people do so equal.

Two spellings of a word are kept: letter by letter, and as it is spoken (sinra and silla for 신라).
Letters are those of the Revised Romanisation (notice 2000-8 of the Ministry of Culture and Tourism
of Korea, 7 July 2000); the changes of sound are those of its rule 3.1, by the tables of the
Standard Pronunciation, chapters 4 and 5. Names that are written otherwise (McCune-Reischauer, or by
ear: Joon, Jun; Rhee, Lee) meet by `folded`, which keeps what all of them agree on.
"""

import re
from functools import lru_cache

from recommender.search.letters import SYLLABLES

INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k",
            "t", "p", "h")  # fmt: skip
VOWELS = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
          "we", "wi", "yu", "eu", "ui", "i")  # fmt: skip
# By FINALS of letters: as they sound at the end, and which letters go on to a vowel that follows.
FINALS = ("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
          "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t")  # fmt: skip
CARRIED = ("", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r",
           "m", "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", "")  # fmt: skip
NASAL = {"k": "ng", "t": "n", "p": "m"}
NOTHING, N, R, M, H = 11, 2, 5, 6, 18
FINAL_H = {27, 6, 15}

VARIANTS = {
    "yeo": "yu", "woo": "u", "wae": "we", "wu": "u", "eo": "u", "eu": "u", "oo": "u", "ou": "u",
    "oe": "we", "ae": "e", "ee": "i", "yi": "i", "g": "k", "q": "k", "c": "k", "x": "ks", "d": "t",
    "b": "p", "f": "p", "v": "p", "j": "c", "z": "c", "r": "l",
}  # fmt: skip
VARIANT = re.compile("|".join(sorted(VARIANTS, key=len, reverse=True)))
TWICE = re.compile(r"(.)\1+")
INNER_H = re.compile(r"(?<=.)h")
# What may follow a letter that stands last and make another sound of it: e, then eo.
FOLLOWING = {"a": "e", "c": "h", "e": "oe", "o": "oe", "w": "u", "y": "i"}


@lru_cache(maxsize=50_000)
def romanised(word: str) -> tuple[str, ...]:
    """Return a word in Latin letters, as it is spelt and, where that differs, as it is spoken."""
    parts = [(char, SYLLABLES.get(ord(char))) for char in word]
    spelt, spoken = [], []
    for place, (char, syllable) in enumerate(parts):
        if syllable is None:
            spelt.append(char)
            spoken.append(char)
            continue
        after = parts[place + 1][1] if place + 1 < len(parts) else None
        before = parts[place - 1][1] if place else None
        one, two, three = syllable
        spelt.append(INITIALS[one] + VOWELS[two] + _end(three, after))
        spoken.append(_start(before, one) + VOWELS[two] + _close(three, after))
    return tuple(dict.fromkeys(("".join(spelt), "".join(spoken))))


def _end(final: int, after: tuple[int, int, int] | None) -> str:
    """A final consonant as it is spelt: before a vowel it is that syllable's beginning."""
    carried = after is not None and after[0] == NOTHING
    return CARRIED[final] if carried else FINALS[final]


def _start(before: tuple[int, int, int] | None, initial: int) -> str:
    """An initial consonant as it is spoken after another syllable's end."""
    end = FINALS[before[2]] if before else ""
    if initial == R and end:
        return "l" if end in ("l", "n") else "n"
    if initial == N and end == "l":
        return "l"
    return INITIALS[initial]


def _close(final: int, after: tuple[int, int, int] | None) -> str:
    """A final consonant as it is spoken before another syllable."""
    if after is None:
        return FINALS[final]
    if after[0] == NOTHING:
        return CARRIED[final]
    if final in FINAL_H and after[0] not in (N, R, M):
        # ㅎ at the end joins the next consonant: 좋다 jota.
        return {27: "", 6: "n", 15: "l"}[final]
    end = FINALS[final]
    if after[0] in (N, M, R) and end in NASAL:
        return NASAL[end]
    return "l" if after[0] == R and end == "n" else end


@lru_cache(maxsize=50_000)
def folded(latin: str) -> str:
    """Return what the spellings of one sound have in common: l for r, k for g, u for eo, ..."""
    plain = INNER_H.sub("", latin.replace("ch", "j"))
    return TWICE.sub(r"\1", VARIANT.sub(lambda found: VARIANTS[found[0]], plain))


def unfinished(latin: str) -> list[str]:
    """Return what a spelling that is still being typed may begin like, the likeliest first."""
    more = FOLLOWING.get(latin[-1:], "")
    return list(dict.fromkeys(folded(latin + letter) for letter in ("", *more)))
