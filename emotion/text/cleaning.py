"""Bring what people type into one shape, and tell Korean from English."""

import re
import unicodedata

# A lone surrogate is half a character: it stands for nothing and cannot be encoded.
_BROKEN = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f\u200b\u2060\ufeff]")
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-"}
)
_RUN = re.compile(r"(.)\1{3,}", re.DOTALL)
_SPACE = re.compile(r"\s+")
_HANGUL = re.compile("[ㄱ-ㆎ가-힣]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")

# A Hangul syllable says about as much as two and a half Latin letters.
LETTERS_PER_SYLLABLE = 2.5


def plain_marks(text: str) -> str:
    """One form of each quote and dash, broken signs as blanks, runs of a sign cut to three."""
    return _RUN.sub(r"\1\1\1", _BROKEN.sub(" ", text).translate(_SAME))


def clean(text: str) -> str:
    """Plain marks, lower case, one form of each letter, single blanks."""
    text = unicodedata.normalize("NFC", plain_marks(text)).lower()
    return _SPACE.sub(" ", text).strip()


def language_of(text: str) -> str:
    """`ko` where Hangul says more than Latin letters do, else `en`."""
    return "ko" if hangul_in(text) * LETTERS_PER_SYLLABLE > latin_in(text) else "en"


def hangul_in(text: str) -> int:
    """The number of Hangul syllables and jamo."""
    return len(_HANGUL.findall(text))


def latin_in(text: str) -> int:
    """The number of Latin letters."""
    return len(_LATIN.findall(text))
