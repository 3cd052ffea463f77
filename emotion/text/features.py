"""From a text to the numbers of the features that stand in it."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from emotion.text.cleaning import clean
from emotion.text.hangul import jamo
from emotion.text.ngrams import Codes, Keys, codes_of, grams, inside_words, to_keys, word_codes
from emotion.text.sentences import spans

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]+|_+")
_STOP = re.compile(r"[.,;:!?()/\-]")
_NEGATIONS = """
not no never none nothing nobody neither nor cannot without hardly barely cant dont wont didnt isnt
wasnt doesnt couldnt wouldnt shouldnt arent werent hasnt havent aint
"""
_CONTRASTS = """
but though although however yet still instead anyway
하지만 근데 그런데 그래도 그러나 다만 오히려 막상 그치만
"""
NEGATIONS, CONTRASTS = frozenset(_NEGATIONS.split()), frozenset(_CONTRASTS.split())
_KO_CONTRAST = re.compile(r"(?:지만|는데|은데|ㄴ데|더니|려다|어도|아도)$")
# Families of features: a word, a word in a negated clause, and so on never share a number.
(
    *(WORD, NEGATED, LAST, AFTER_TURN, CHARS, JAMO, SHOUT, LAST_CHARS, TURN_CHARS),
    NEGATED_CHARS,
) = range(10)
# A negation turns so many words behind it, if its clause is that long.
REACH = 4


def keys_of(text: str, lang: str) -> Keys:
    """The numbers of all features of a text, as often as each stands there."""
    bounds = spans(text)
    whole = clean(text)
    last = clean(text[slice(*bounds[-1])]) if len(bounds) > 1 else ""
    hashes = _korean(whole, last) if lang == "ko" else _english(whole, last)
    hashes.append(word_codes(_shouts(text)) + np.uint64(SHOUT << 40))
    return to_keys(hashes)


def _english(whole: str, last: str) -> list[Codes]:
    # A negated word is not the word: neither it nor its letters count as such, or "not happy" would
    # be full of happiness. Pairs and triples of words keep their order and stay whole.
    tokens = _TOKEN.findall(whole)
    words, turned = word_codes(tokens), _negated(tokens)
    plain = ["" if negated else token for token, negated in zip(tokens, turned, strict=True)]
    other = [token for token, negated in zip(tokens, turned, strict=True) if negated]
    edged, denied = codes_of(f" {' '.join(plain)} "), codes_of(f" {' '.join(other)} ")
    found = [grams(words, n, WORD) for n in (2, 3)]
    found += [grams(words[~turned], 1, WORD), grams(words[turned], 1, NEGATED)]
    found.append(grams(word_codes(_TOKEN.findall(last)), 1, LAST))
    found.append(grams(word_codes(_after_turn(tokens)), 1, AFTER_TURN))
    found += [grams(edged, n, CHARS)[inside_words(edged, n)] for n in (3, 4, 5)]
    found += [grams(denied, n, NEGATED_CHARS)[inside_words(denied, n)] for n in (4, 5)]
    return found


def _korean(whole: str, last: str) -> list[Codes]:
    tokens = whole.split()
    edged = codes_of(f" {whole} ")
    words = word_codes(tokens)
    apart = jamo(edged)
    found = [grams(words, n, WORD) for n in (1, 2)]
    found += [grams(edged, n, CHARS) for n in (1, 2, 3, 4, 5)]
    found += [grams(apart, n, JAMO)[inside_words(apart, n)] for n in (4, 6)]
    final = codes_of(f" {last} ") if last else codes_of("")
    found += [grams(final, n, LAST_CHARS) for n in (2, 3)]
    turned = _after_turn(tokens)
    after = codes_of(f" {' '.join(turned)} ") if turned else codes_of("")
    found += [grams(after, n, TURN_CHARS) for n in (2, 3)]
    return found


def _negated(tokens: Sequence[str]) -> NDArray[np.bool_]:
    """Which words stand behind a negation, within its clause and its reach."""
    found = np.zeros(len(tokens), bool)
    left = 0
    for place, token in enumerate(tokens):
        if _STOP.match(token) or token in CONTRASTS:
            left = 0
        elif token in NEGATIONS or token.endswith("n't"):
            left = REACH
        elif left:
            found[place], left = True, left - 1
    return found


def _after_turn(tokens: Sequence[str]) -> list[str]:
    """The words behind the last word that turns a text round."""
    turns = [
        place
        for place, token in enumerate(tokens)
        if token in CONTRASTS or _KO_CONTRAST.search(token)
    ]
    return list(tokens[turns[-1] + 1 :]) if turns else []


def _shouts(text: str) -> list[str]:
    """Words in capitals, and how loud the whole is; single letters such as I do not count."""
    return [word.lower() for word in re.findall(r"\b[A-Z]{3,}\b", text[:20_000])]
