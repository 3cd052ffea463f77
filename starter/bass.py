"""Bass lines: degrees of the chords in a pattern, joined so that they move as one line."""

from collections.abc import Sequence

from starter.notation import Span
from starter.score import Track
from starter.theory import Key

Reach = tuple[int, int]


def _near(pitch_class: int, last: int | None, reach: Reach) -> int:
    """Return the pitch of a class that lies nearest to the last note within the reach."""
    low, high = reach
    options = [n for n in range(low, high + 1) if n % 12 == pitch_class % 12]
    target = last if last is not None else (2 * low + high) / 3
    middle = (low + high) / 2
    return min(options, key=lambda n: (abs(n - target) + 0.15 * abs(n - middle), n))


def _span_at(spans: Sequence[Span], beat: float) -> int:
    return max(i for i, s in enumerate(spans) if s.start <= beat + 1e-6)


def line(
    spans: Sequence[Span], hits: Sequence[tuple[float, float, str]], key: Key, reach: Reach,
    track: Track,
) -> list[tuple[float, float, int]]:  # fmt: skip
    """Turn degree symbols into (beat, length, pitch).

    `1` is the chord's bass, `3 5 6 7` its own tones above the root, `8` the octave, `a` and `c`
    a scale or chromatic step into the next chord's bass, `l` the fifth below.
    """
    notes: list[tuple[float, float, int]] = []
    root, heard = -1, -1
    for index, (beat, length, symbol) in enumerate(hits):
        where = _span_at(spans, beat)
        chord = spans[where].chord
        if where != heard:
            root, heard = _near(chord.bass, track.last, reach), where
        if symbol in "ac":
            coming = hits[(index + 1) % len(hits)][0]
            ahead = spans[_span_at(spans, coming)].chord if coming > beat else spans[0].chord
            goal = _near(ahead.bass, root, reach)
            side = 1 if goal <= root else -1
            note = goal + side if symbol == "c" else key.step(goal, side)
        elif symbol == "l":
            note = root - 5 if root - 5 >= reach[0] - 5 else root + 7
        elif symbol in "18":
            note = root + (12 if symbol == "8" else 0)
        else:
            note = _near(chord.root + chord.degree(symbol), root + 3, (reach[0], reach[1] + 8))
        notes.append((beat, length, note))
        track.last = root
    return notes


def walk(
    spans: Sequence[Span], length: float, key: Key, reach: Reach, track: Track
) -> list[tuple[float, int]]:
    """Walk one note a beat; the last before a new chord steps into its bass."""
    notes: list[tuple[float, int]] = []
    for index, span in enumerate(spans):
        beats = round(span.length)
        root = _near(span.chord.bass, track.last, reach)
        ahead = spans[index + 1].chord if index + 1 < len(spans) else spans[0].chord
        goal = _near(ahead.bass, root, reach)
        for beat, note in enumerate(_stroll(span, root, goal, beats, key, index + 1)):
            if span.start + beat < length:
                notes.append((span.start + beat, min(max(note, reach[0]), reach[1] + 5)))
        track.last = notes[-1][1]
    return notes


def _stroll(span: Span, root: int, goal: int, beats: int, key: Key, turn: int) -> list[int]:
    """Choose the notes of one chord: root, tones on the way, and a leading step to the goal."""
    chord = span.chord
    third, fifth = root + chord.degree("3") % 12, root + chord.degree("5")
    lead = goal + (1 if goal <= root and turn % 2 else -1)
    if beats <= 1:
        return [root]
    if beats == 2:
        return [root, lead if goal != root else fifth]
    upward = [root, third, fifth]
    scalar = [root, key.step(root, 1), third]
    downward = [root, fifth - 12 if fifth - 12 >= 26 else fifth, third]
    middle = (upward, scalar, downward)[turn % 3][: beats - 1]
    while len(middle) < beats - 1:
        middle.append(fifth if middle[-1] != fifth else root + 12)
    return [*middle, lead]
