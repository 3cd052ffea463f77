"""Where the sentences of a text begin and end."""

import re

# An end: a mark (with what closes behind it) before a blank, a line's end, or laughter, tears and
# emoji that people write in a full stop's place. Runs are taken whole, from their first letter on
# (++ and the looks behind): to try every part of a long one takes time without end.
_END = re.compile(
    r"""(?<![.!?。！？…])[.!?。！？…]++["'”’)\]]*+(?=\s|$)"""  # marks
    r"|[。！？]++"
    r"|\n++"
    r"| / "
    r"|(?:(?<![ㅋㅎㅠㅜ])[ㅋㅎㅠㅜ]{2,}+|(?<!\^)(?:\^\^)++"
    r"|(?<![\U0001F300-\U0001FAFF☀-➿])(?<![\U0001F300-\U0001FAFF☀-➿]\ufe0f)"
    r"(?:[\U0001F300-\U0001FAFF☀-➿]\ufe0f?+)++"
    r")++(?=\s)"
)
_EDGES = " \t\r\n/"


def spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without blanks at its edges; in order, none empty."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        trimmed = _trim(text, start, end)
        if trimmed:
            found.append(trimmed)
        start = end
    return found


def in_sentences(text: str) -> list[str]:
    """The sentences of a text, at least one."""
    return [text[start:end] for start, end in spans(text)] or [text]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    left = len(part) - len(part.lstrip(_EDGES))
    right = len(part.rstrip(_EDGES))
    return (start + left, start + right) if right > left else None
