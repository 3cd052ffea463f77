"""Pitches, chords, keys, voicings and the two notations."""

import pytest

from starter.bass import line, walk
from starter.drums import FILLS, GROOVES, PIECES, groove
from starter.notation import chart, melody
from starter.score import Score
from starter.theory import Key, parse_chord, pitch, voice


def test_pitch_names():
    assert (pitch("c4"), pitch("bb3"), pitch("f#5"), pitch("b3")) == (60, 58, 78, 59)


@pytest.mark.parametrize("name", ["h4", "c", "c##b4", ""])
def test_bad_pitch_is_refused(name):
    with pytest.raises(ValueError, match="not a pitch"):
        pitch(name)


def test_chord_with_bass():
    chord = parse_chord("C#m7b5/G")
    assert (chord.root, chord.bass, chord.classes) == (1, 7, (1, 4, 7, 11))


@pytest.mark.parametrize("symbol", ["H", "Cmaj8", "am", "C/"])
def test_bad_chord_is_refused(symbol):
    with pytest.raises(ValueError, match="not a chord"):
        parse_chord(symbol)


def test_key_steps_stay_in_the_scale():
    key = Key("E minor")
    assert key.step(pitch("e4"), 2) == pitch("g4")
    assert key.step(pitch("e4"), -2) == pitch("c4")


def test_voicing_moves_as_little_as_it_can():
    first = voice(parse_chord("C"), None, 55, 72, 3)
    second = voice(parse_chord("Am"), first, 55, 72, 3)
    assert sum(abs(a - b) for a, b in zip(first, second, strict=True)) == 2


def test_voicing_keeps_third_and_seventh_when_voices_are_few():
    notes = voice(parse_chord("G13"), None, 50, 74, 3)
    assert {n % 12 for n in notes} >= {11, 5}


def test_voicing_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="no voicing"):
        voice(parse_chord("C"), None, 60, 63, 3)


def test_melody_keeps_octave_and_length():
    events = melody("e5:1 d c:.5 r g4+b4:1.5>", 4)
    assert [(e.start, e.length, e.pitches) for e in events] == [
        (0, 1, (76,)), (1, 1, (74,)), (2, 0.5, (72,)), (2.5, 0.5, ()), (3, 1.5, (67, 71)),
    ]  # fmt: skip
    assert events[-1].marks == ">"


def test_melody_with_a_wrong_bar_is_refused():
    with pytest.raises(ValueError, match="bar of 3 instead of 4"):
        melody("c4:1 d e | f:4", 4)


def test_melody_with_an_unknown_word_is_refused():
    with pytest.raises(ValueError, match="not a note"):
        melody("c4:1 x", 4)


def test_chart_shares_a_bar_by_weight():
    spans = chart("Am | F*3 C*1 | %", 4)
    assert [(s.start, s.length) for s in spans] == [(0, 4), (4, 3), (7, 1), (8, 3), (11, 1)]


def test_chart_with_an_empty_bar_is_refused():
    with pytest.raises(ValueError, match="empty bar"):
        chart("Am | | C", 4)


def bass_track():
    return Score(100, "C major").track("bass")


def test_bass_moves_by_the_nearest_way():
    spans = chart("C | G | C", 4)
    hits = [(0.0, 4.0, "1"), (4.0, 4.0, "1"), (8.0, 4.0, "1")]
    notes = [n for _, _, n in line(spans, hits, Key("C major"), (28, 48), bass_track())]
    assert abs(notes[1] - notes[0]) <= 7
    assert notes[2] == notes[0]


def test_walking_bass_steps_into_each_root():
    spans = chart("Dm7 | G7 | Cmaj7 | A7", 4)
    notes = walk(spans, 16, Key("C major"), (28, 48), bass_track())
    assert len(notes) == 16
    for bar in (1, 2, 3):
        assert abs(notes[4 * bar][1] - notes[4 * bar - 1][1]) == 1


@pytest.mark.parametrize("name", GROOVES)
def test_groove_lines_divide_their_bars(name):
    _, lines = GROOVES[name]
    assert len({len(text) for text in lines.values()}) == 1
    assert set(lines) <= set(PIECES)
    assert set("".join(lines.values())) <= set("Xxo.")


@pytest.mark.parametrize("name", FILLS)
def test_fill_takes_the_place_of_the_last_beats(name):
    plain = groove("rock", 2, 4)
    filled = groove("rock", 2, 4, name)
    size = 0.25 * max(len(text) for text in FILLS[name].values())
    early = [hit for hit in plain if hit[0] < 8 - size]
    assert [hit for hit in filled if hit[0] < 8 - size] == early
    assert any(hit[0] >= 8 - size for hit in filled)
