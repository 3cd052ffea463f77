"""The slug by which a tag is known, whatever file it came from."""

import re
import unicodedata

NO_WORD = re.compile(r"[^\w]+")


def tag_slug(text: str) -> str:
    """Return the slug of a tag: NFKC, lower case, words joined by "-"; empty if it has no word."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return NO_WORD.sub("-", unicodedata.normalize("NFKC", plain)).strip("-_")
