"""Make sound text of what stands in tags and file names."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

# As many characters as names and albums have in the database.
LONGEST = 300
# What stands between artists in one field. Not "&", "," and "/": Earth, Wind & Fire; AC/DC.
BETWEEN_ARTISTS = re.compile(
    r"\s*;\s*|\s+/\s+|\s*[(\[]?\b(?:feat\.?|ft\.|featuring)\s+", re.IGNORECASE
)
EASTERN = re.compile("[\u0100-\u07ff]")
HANGUL_PAIR = re.compile("[\uac00-\ud7a3]{2}")
KOREAN = re.compile(
    "[\\x20-\\x7e\uac00-\ud7a3\u3131-\u318e\u4e00-\u9fff\uff01-\uff5e\u3000-\u303f]+"
)


def clean(text: str, longest: int = LONGEST) -> str:
    """Return one line of text: NFC, single spaces, nothing unprintable, at most so long."""
    sound = "".join(sign for sign in text if sign.isspace() or is_sound(sign))
    return unicodedata.normalize("NFC", " ".join(sound.split()))[:longest].strip()


def clean_lines(text: str, longest: int) -> str:
    """Return text of several lines, each of them clean; no more than one empty line in a row."""
    lines = "\n".join(clean(line, longest) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()[:longest]


def is_sound(sign: str) -> bool:
    """Tell whether a database can hold a character and a page show it."""
    return unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Co"} and sign != "\ufeff"


def mended(text: str) -> str:
    """Return what was written as UTF-8 or CP949 into a field that says it is Latin-1.

    Most MP3s of Korean music from before 2010 are like that. It is taken for Korean only if all
    of it reads as Korean, and two syllables stand together, which no word in Latin-1 becomes:
    "CANÇÃO" would have one. Nothing that people write in Latin-1 happens to be UTF-8, but some
    Korean is ("카타" in CP949), as letters of eastern Europe.
    """
    try:
        raw = text.encode("latin-1")
    except UnicodeError:
        return text
    korean = raw.decode("cp949", "replace")
    is_korean = bool(HANGUL_PAIR.search(korean) and KOREAN.fullmatch(korean))
    with suppress(UnicodeError):
        plain = raw.decode()
        if not (is_korean and EASTERN.search(plain)):
            return plain
    return korean if is_korean else text


def repaired(text: str) -> str:
    """Return a text that should have been UTF-8 and holds other bytes, as lone surrogates.

    They are Korean (CP949) or what Windows writes in western Europe.
    """
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeError:
        latin = raw.decode("latin-1")
    korean = mended(latin)
    return raw.decode("cp1252", "replace") if korean == latin else korean


def split_artists(names: Iterable[str]) -> tuple[str, ...]:
    """Return the artists in what one or more fields say, each once."""
    parts = (unbracketed(clean(part)) for name in names for part in BETWEEN_ARTISTS.split(name))
    return tuple(dict.fromkeys(part for part in parts if part))


def unbracketed(part: str) -> str:
    """Take away the end of a bracket whose beginning stood before "feat.", and is gone."""
    for start, end in ("()", "[]"):
        if part.endswith(end) and part.count(end) > part.count(start):
            part = part[:-1].strip()
    return part


def year_of(text: str) -> int | None:
    """Return the year in a date of any form, None where there is none."""
    found = re.search(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)", text) or re.match(
        r"(1[0-9]{3}|20[0-9]{2})[01]\d[0-3]\d$", text.strip()
    )
    return int(found.group(1)) if found else None
