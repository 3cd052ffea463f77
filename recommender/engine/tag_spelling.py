"""One spelling for the many in which listeners write a tag, and the words within a tag."""

import re
import unicodedata
from collections.abc import Container

# What may follow a word without changing what it says: "운동할때듣는노래", "sadsongs".
ENDINGS = (
    "플레이리스트", "듣기좋은", "노래모음", "노래", "음악", "뮤직", "모음", "듣는", "좋은", "곡",
    "playlist", "songs", "song", "music", "vibes", "mood",
)  # fmt: skip
# Words that say nothing by themselves, and do not count as unknown.
FILLERS = frozenset(ENDINGS) | {
    "a", "an", "and", "at", "for", "in", "my", "of", "on", "the", "to", "very", "so", "best",
    "great", "good", "때", "할때", "할", "날", "날에", "듣고", "싶은", "싶을", "너무", "정말",
    "나만의", "나의", "내",
}  # fmt: skip
# After these a word does not mean what it means alone.
DENIALS = frozenset({
    "not", "no", "non", "never", "without", "less", "anti", "안", "않은", "아닌", "없는", "말고",
})  # fmt: skip
# "비 오는 날" is one thing in three words.
LONGEST = 3
WORD = re.compile(r"[^\W_]+")


def spelling(tag: str) -> str:
    """Return a tag in lower case, composed, with letters and digits alone.

    "Chill-out", "chill out" and "#ChillOut" are one tag, and so are the two Unicode forms of a
    Korean one.
    """
    return "".join(one for one in _plain(tag) if one.isalnum())


def phrases(tag: str, known: Container[str]) -> list[str]:
    """Return the known spellings that a tag of several words is made of, from left to right.

    Nothing where a word denies, or where more words are unknown than known: "love at first
    listen" says nothing of love.
    """
    words = WORD.findall(_plain(tag))
    if DENIALS.intersection(words):
        return []
    found: list[str] = []
    covered = unknown = start = 0
    while start < len(words):
        span, name = _longest(words[start:], known)
        if name:
            found.append(name)
            covered += span
        elif words[start] not in FILLERS:
            unknown += 1
        start += max(span, 1)
    return found if covered >= unknown else []


def _longest(words: list[str], known: Container[str]) -> tuple[int, str]:
    """How many of the first words are one known spelling, and that; (0, "") if none is."""
    for span in range(min(LONGEST, len(words)), 0, -1):
        if name := _bare("".join(words[:span]), known):
            return span, name
    return 0, ""


def _bare(word: str, known: Container[str]) -> str:
    """Return the word, or what is left of it without endings, if that is known; else nothing."""
    while word not in known:
        ending = next((one for one in ENDINGS if word.endswith(one)), None)
        if ending is None:
            return ""
        word = word[: -len(ending)]
    return word


def _plain(tag: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", tag).casefold())
