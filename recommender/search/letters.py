"""Bring names and queries to the letters in which they are compared.

A Korean syllable becomes the keys that are pressed for it on the usual keyboard (dubeolsik): what
is half composed (ㅇㅏㄹㅣㄹ) is then a prefix of what it will be, and a slip of a finger is one
letter. Each key is one capital or mark of ASCII, which no other letter uses once case is folded, so
a key in the index has few bytes.

Source of the syllables' make-up: Unicode 15, section 3.12 (conjoining jamo behaviour).
"""

import re
import unicodedata
from functools import lru_cache

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# What takes two keys.
PAIRS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
KEYS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ"
# A byte for each key: the capital of its Latin letter on the keyboard, marks for those with shift.
CODES = dict(zip(KEYS, "QWERTYUIOPASDFGHJKLZXCVBNM!$%&*+=", strict=True))
CONSONANTS = frozenset(CODES[key] for key in INITIALS)
SINGLES = str.maketrans({"!": "Q", "$": "W", "%": "E", "&": "R", "*": "T", "+": "O", "=": "P"})

# Letters that have no decomposition, as people type them who lack the key.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´"))
LATIN_WORDS = re.compile(r"[a-z0-9]+")
# A name of marks alone ("!!!", "÷") is found by them; no letter is encoded as this one.
MARKS = "~"
MOST_WORDS = 12


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _codes(jamo: str) -> str:
    return "".join(CODES[key] for key in PAIRS.get(jamo, jamo).strip())


def _jamo() -> dict[int, str]:
    """Return the keys of every jamo by itself, in both of Unicode's blocks and as NFKC has it."""
    single = {*INITIALS, *VOWELS, *FINALS} - {" "}
    found = {ord(form): _codes(jamo) for jamo in single for form in (jamo, _compatible(jamo))}
    for base, row in ((0x1100, INITIALS), (0x1161, VOWELS), (0x11A7, FINALS)):
        found |= {base + place: _codes(jamo) for place, jamo in enumerate(row) if jamo != " "}
    return found


def _syllables() -> dict[int, tuple[int, int, int]]:
    """Return the places in INITIALS, VOWELS and FINALS of each syllable."""
    return {
        FIRST_SYLLABLE + number: (number // 588, number % 588 // 28, number % 28)
        for number in range(LAST_SYLLABLE - FIRST_SYLLABLE + 1)
    }


SYLLABLES = _syllables()
JAMO = _jamo()
KEYSTROKES = JAMO | {
    code: _codes(INITIALS[one]) + _codes(VOWELS[two]) + _codes(FINALS[three])
    for code, (one, two, three) in SYLLABLES.items()
}
FIRST_CONSONANT = JAMO | {
    code: _codes(INITIALS[one]) for code, (one, _two, _three) in SYLLABLES.items()
}


def words_of(text: str) -> list[str]:
    """Return a text's words as they are compared, Hangul in syllables, at most MOST_WORDS.

    Case, accents, width, apostrophes and composition (NFC, NFD) make no difference, and every
    other mark parts words. A text without letters and digits is one word of its marks.
    """
    if text.isascii():
        words = LATIN_WORDS.findall(text.translate(APOSTROPHES).lower())
    else:
        words = _without_marks(text.translate(APOSTROPHES))
    if words:
        return words[:MOST_WORDS]
    marks = "".join(ch for ch in unicodedata.normalize("NFKC", text) if _is_mark(ch))
    return [MARKS + marks] if marks else []


def _without_marks(text: str) -> list[str]:
    folded = _compatible(_compatible(text).casefold())
    return "".join(_letter(character) for character in folded).translate(PLAIN).split()


@lru_cache(maxsize=50_000)
def _letter(character: str) -> str:
    """Return a letter without its accents, nothing for a mark on one, else a space."""
    if ord(character) in KEYSTROKES:
        return character
    base = "".join(
        part
        for part in unicodedata.normalize("NFD", character)
        if unicodedata.category(part)[0] != "M"
    )
    if unicodedata.category(character)[0] == "M" or unicodedata.category(character) == "Cf":
        return ""
    kept = "".join(part for part in base if part.isalnum())
    return kept.casefold() or " "


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def strokes(word: str) -> str:
    """Return a word as keys: one letter a keystroke for Hangul, all else as it is."""
    return word.translate(KEYSTROKES)


def initials(word: str) -> str:
    """Return a word's initial consonants, doubled ones as single ones; empty without a syllable."""
    if not has_hangul(word):
        return ""
    return word.translate(FIRST_CONSONANT).translate(SINGLES)


def asked_initials(word: str) -> str:
    """Return the consonants that a word of a query asks for, empty if it is anything else."""
    found = strokes(word)
    return found.translate(SINGLES) if found and CONSONANTS.issuperset(found) else ""


def has_hangul(word: str) -> bool:
    """Tell whether a whole Korean syllable is in it."""
    return any(ord(character) in SYLLABLES for character in word)
