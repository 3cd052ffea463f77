"""Read what was typed on the wrong keyboard layout: qhaskf for 봄날, ㅣㅐㅍㄷ for love."""

from recommender.search.letters import CODES, strokes

# The code of a key is the capital of its Latin letter; those with shift are the same keys.
SHIFTED = {CODES["ㅃ"]: "q", CODES["ㅉ"]: "w", CODES["ㄸ"]: "e", CODES["ㄲ"]: "r",
           CODES["ㅆ"]: "t", CODES["ㅒ"]: "o", CODES["ㅖ"]: "p"}  # fmt: skip
LATIN_OF = {code: SHIFTED.get(code, code.lower()) for code in CODES.values()}
TO_LATIN = str.maketrans(LATIN_OF)
TO_HANGUL = str.maketrans({chr(code): chr(code).upper() for code in range(ord("a"), ord("z") + 1)})
# Two letters are as often a word of their own as a slip.
FEWEST = 3


def other_layout(word: str) -> str:
    """Return the keys of a word as if the other layout had been on, empty if that says nothing."""
    keys = strokes(word)
    if len(keys) < FEWEST:
        return ""
    if keys.isascii() and keys.isalpha() and keys.islower():
        return keys.translate(TO_HANGUL)
    if all(key in LATIN_OF for key in keys):
        return keys.translate(TO_LATIN)
    return ""
