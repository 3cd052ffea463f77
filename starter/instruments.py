"""The orchestra: General MIDI programs with playable ranges and a starting mix."""

from dataclasses import dataclass, replace

from starter.theory import pitch


@dataclass(frozen=True)
class Instrument:
    """A voice of the soundfont; volume, reverb and chorus are 0..127, pan -1 (left) to 1."""

    program: int
    low: int
    high: int
    volume: int = 90
    pan: float = 0.0
    reverb: int = 40
    chorus: int = 0
    sustained: bool = False  # shaped by expression and vibrato while it sounds
    pedal: bool = False  # has dampers that a pedal lifts

    def mixed(self, **changes: float) -> "Instrument":
        """Return the same instrument with another place in the mix."""
        return replace(self, **changes)  # type: ignore[arg-type]


def _i(program: int, low: str, high: str, volume: int = 90, pan: float = 0.0,
       reverb: int = 40, *, kind: str = "", chorus: int = 0) -> Instrument:  # fmt: skip
    return Instrument(program, pitch(low), pitch(high), volume, pan, reverb, chorus,
                      kind == "sustained", kind == "pedal")  # fmt: skip


S, P = "sustained", "pedal"
# Volumes bring one line of each to like loudness, by measuring all on the same phrase: tunes near
# -34 LUFS at velocity 85, basses alike, pads and comping some 3 below since they sound in fours.
ORCHESTRA: dict[str, Instrument] = {
    "piano": _i(0, "a0", "c8", 106, -0.1, 38, kind=P),
    "bright": _i(1, "a0", "c8", 104, 0.1, 36, kind=P),
    "honky": _i(3, "a0", "c8", 108, 0.0, 30, kind=P),
    "rhodes": _i(4, "c1", "c7", 82, 0.15, 40, kind=P, chorus=30),
    "epiano": _i(5, "c1", "c7", 100, 0.15, 42, kind=P, chorus=30),
    "harpsichord": _i(6, "f1", "f6", 88, 0.1, 40),
    "clav": _i(7, "c2", "c7", 86, 0.3, 20),
    "celesta": _i(8, "c4", "c8", 104, 0.3, 60),
    "glock": _i(9, "c5", "c8", 88, 0.3, 60),
    "musicbox": _i(10, "c4", "c8", 100, 0.1, 60),
    "vibes": _i(11, "f3", "f6", 122, 0.25, 55, kind=P),
    "marimba": _i(12, "c2", "c7", 108, -0.25, 40),
    "xylo": _i(13, "f4", "c8", 127, 0.3, 35),
    "bells": _i(14, "c3", "g6", 80, 0.2, 70),
    "dulcimer": _i(15, "c3", "c7", 88, 0.2, 45),
    "hammond": _i(16, "c2", "c7", 82, 0.2, 35, kind=S, chorus=20),
    "rockorgan": _i(18, "c2", "c7", 70, -0.2, 35, kind=S, chorus=20),
    "organ": _i(19, "c1", "c7", 84, 0.0, 75, kind=S),
    "accordion": _i(21, "f3", "a6", 100, -0.2, 40, kind=S),
    "harmonica": _i(22, "c4", "c7", 100, 0.1, 45, kind=S),
    "bandoneon": _i(23, "c3", "a6", 108, 0.15, 42, kind=S),
    "nylon": _i(24, "e2", "b5", 92, -0.15, 40),
    "steel": _i(25, "e2", "d6", 94, 0.2, 38),
    "jazzguitar": _i(26, "e2", "d6", 94, -0.2, 36),
    "clean": _i(27, "e2", "d6", 74, 0.25, 40, chorus=40),
    "muted": _i(28, "e2", "d6", 122, -0.3, 25),
    "drive": _i(29, "e2", "e6", 78, -0.4, 26, kind=S),
    "distortion": _i(30, "c2", "e6", 76, 0.4, 24, kind=S),
    "upright": _i(32, "c1", "g4", 108, 0.0, 22),
    "bass": _i(33, "b0", "g4", 112, 0.0, 14),
    "pickbass": _i(34, "b0", "g4", 108, 0.0, 14),
    "fretless": _i(35, "b0", "g4", 102, 0.0, 24),
    "slap": _i(36, "b0", "g4", 118, 0.0, 16),
    "synthbass": _i(38, "b0", "c5", 112, 0.0, 12),
    "subbass": _i(39, "b0", "c5", 84, 0.0, 12),
    "violin": _i(40, "g3", "e7", 94, -0.3, 55, kind=S),
    "viola": _i(41, "c3", "e6", 88, 0.1, 55, kind=S),
    "cello": _i(42, "c2", "c6", 98, 0.25, 55, kind=S),
    "contrabass": _i(43, "c1", "c4", 114, 0.35, 45, kind=S),
    "tremolo": _i(44, "c2", "c7", 84, -0.1, 60, kind=S),
    "pizz": _i(45, "e1", "c7", 106, -0.2, 50),
    "harp": _i(46, "c1", "g7", 98, -0.35, 58),
    "timpani": _i(47, "c2", "c4", 116, 0.1, 60),
    "strings": _i(48, "c1", "c7", 76, 0.0, 60, kind=S),
    "slowstrings": _i(49, "c1", "c7", 78, 0.0, 64, kind=S),
    "synthstrings": _i(50, "c2", "c7", 70, 0.0, 50, kind=S, chorus=30),
    "choir": _i(52, "c2", "g6", 82, 0.0, 70, kind=S),
    "oohs": _i(53, "c2", "g6", 76, 0.0, 70, kind=S),
    "trumpet": _i(56, "e3", "d6", 94, 0.25, 45, kind=S),
    "trombone": _i(57, "e2", "c5", 82, 0.35, 45, kind=S),
    "tuba": _i(58, "d1", "f4", 102, 0.1, 40, kind=S),
    "mutedtrumpet": _i(59, "e3", "d6", 92, 0.25, 45, kind=S),
    "horn": _i(60, "b1", "f5", 88, -0.3, 60, kind=S),
    "brass": _i(61, "c2", "e6", 80, 0.1, 42, kind=S),
    "sopranosax": _i(64, "g#3", "e6", 82, -0.15, 45, kind=S),
    "altosax": _i(65, "c#3", "a5", 84, -0.15, 42, kind=S),
    "tenorsax": _i(66, "g#2", "e5", 88, -0.15, 42, kind=S),
    "barisax": _i(67, "c2", "a4", 88, -0.1, 36, kind=S),
    "oboe": _i(68, "a#3", "g6", 86, 0.15, 50, kind=S),
    "englishhorn": _i(69, "e3", "b5", 124, 0.2, 52, kind=S),
    "bassoon": _i(70, "a#1", "e5", 84, 0.25, 45, kind=S),
    "clarinet": _i(71, "d3", "a6", 82, 0.2, 48, kind=S),
    "piccolo": _i(72, "d5", "c8", 74, -0.2, 48, kind=S),
    "flute": _i(73, "b3", "d7", 88, -0.2, 52, kind=S),
    "panflute": _i(75, "c4", "c7", 86, -0.15, 58, kind=S),
    "shakuhachi": _i(77, "c4", "c7", 78, -0.15, 60, kind=S),
    "whistle": _i(78, "c4", "c8", 72, 0.1, 50, kind=S),
    "ocarina": _i(79, "c4", "c7", 82, 0.1, 55, kind=S),
    "square": _i(80, "c2", "c7", 70, 0.2, 35, kind=S),
    "saw": _i(81, "c2", "c7", 82, -0.2, 35, kind=S),
    "warmpad": _i(89, "c1", "c7", 86, 0.0, 65, kind=S),
    "polysynth": _i(90, "c2", "c7", 82, 0.2, 45, kind=S),
    "spacepad": _i(91, "c2", "c7", 72, 0.0, 70, kind=S),
    "bowedpad": _i(92, "c2", "c7", 74, 0.0, 70, kind=S),
    "halopad": _i(94, "c2", "c7", 68, 0.0, 70, kind=S),
    "sweeppad": _i(95, "c2", "c7", 66, 0.0, 60, kind=S),
    "crystal": _i(98, "c3", "c8", 72, 0.25, 65),
    "sitar": _i(104, "c3", "c6", 84, 0.2, 40),
    "banjo": _i(105, "c3", "c6", 92, 0.25, 30),
    "koto": _i(107, "c3", "c6", 116, 0.15, 50),
    "kalimba": _i(108, "c4", "c7", 122, 0.2, 45),
    "fiddle": _i(110, "g3", "e7", 84, -0.2, 45, kind=S),
    "shanai": _i(111, "c4", "c6", 74, 0.15, 45, kind=S),
    "steeldrum": _i(114, "c3", "c7", 110, -0.2, 40),
    "taiko": _i(116, "c2", "c5", 108, 0.0, 55),
    "toms": _i(117, "c2", "c5", 90, 0.0, 45),
}
