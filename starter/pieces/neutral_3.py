"""Neutral, part 3 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    59,
    "umbrella-lending",
    "Umbrella Lending",
    "우산 빌려드려요",
    by="harbor-lights",
    genre="reggae",
    tags="walk cooking commute",
    mix="joy .26 peace .14",
    energy=0.46,
    valence=0.4,
    arousal=0.05,
)
def umbrella() -> Score:
    s = Score(
        78, "Bb major", seed=59, swing=0.58, swing_unit=0.5, loose=1.3, tone=Tone(low=1.5, room=0.5)
    )
    s.mix("hammond", volume=122)
    verse = "Bbmaj7 | Gm7 | Ebmaj7 | F7sus4 F7"
    hook = "Ebmaj7 | Dm7 | Cm7 | F7"
    a = (
        "d5:.5 f d bb4 c5:1 r | d:.5 bb4 g bb a:1 r | g:.5 bb d5 g f:1 d:1 | c:1 "
        "eb:.5 d c:1 a4 |"
        "d5:.5 f d bb4 c5:1 r | d:.5 f g bb a:1 f | g:.5 eb bb4 d5 eb:1 g:1 | "
        "f:1 eb:.5 c a4:2"
    )
    b = "g5:1.5 f:.5 d:1 bb4 | f5:1.5 d:.5 c:1 a4 | eb5:1 d:.5 c bb4:1 g | a:1 c5 eb:1 f"
    i = part(s, "Intro", "Bbmaj7 | Gm7", 0.5)
    i.drums("reggae", fill="toms").comp("clean", ".x.x.x.x", low="f3", high="d5", gate=0.35)
    for name, chart, tune, who, level in (
        ("A", verse + " | " + verse, a, "tenorsax", 0.56),
        ("B", hook, b, "flute", 0.62),
    ):
        sec = part(s, name, chart, level)
        sec.drums("reggae", level=0.85, fill="toms").comp(
            "clean", ".x.x.x.x", low="f3", high="d5", gate=0.35, level=0.7
        )
        sec.comp("hammond", "..xx..xx", low="f3", high="d5", gate=0.4, level=0.5, step=0.25)
        sec.bass("bass", "1..1.5.8..1.7.5.", step=0.25, level=0.9).lead(
            who, tune, up=-12 if who == "tenorsax" else 0
        )
    c = part(s, "A'", verse, 0.62)
    c.drums("reggae", level=0.85, fill="soft").comp(
        "clean", ".x.x.x.x", low="f3", high="d5", gate=0.35, level=0.7
    )
    c.bass("bass", "1..1.5.8..1.7.5.", step=0.25, level=0.9).lead(
        "tenorsax", "|".join(a.split("|")[:4]), up=-12
    )
    c.lead(
        "flute",
        "r:2 f5:.5 g bb:1 | r:2 d5:.5 f g:1 | r:2 bb5:.5 g d:1 | r:2 a5:.5 g f:1",
        main=False,
        level=0.65,
    )
    e = part(s, "Ending", "Ebmaj7 F7 | Bb69", (0.55, 0.45), rit=0.85)
    e.lead("tenorsax", "g4:.5 eb bb3 d4 eb:1 c | d4:4", main=False).bass("bass", "1...1...1-------")
    e.comp("clean", ".x.x.x.xX-------", low="f3", high="d5").drums("hats", level=0.5)
    return s


@piece(
    60,
    "half-full-glass",
    "Half a Glass",
    "반쯤 찬 컵",
    by="harbor-lights",
    genre="pop",
    tags="study commute cleaning",
    mix="peace .14 joy .16",
    energy=0.48,
    valence=0.25,
    arousal=0.05,
)
def half_glass() -> Score:
    s = Score(106, "E major", seed=60, tone=Tone(room=0.45))
    s.mix("epiano2", volume=70)
    s.mix("clean", volume=98)
    verse = "E | B/D# | C#m7 | Aadd9 | E/G# | F#m7 | Aadd9 | B7sus4"
    hook = "A | B | G#m7 | C#m7 | F#m7 | E/G# | Aadd9 | B7sus4 B7"
    a = (
        "g#4:.5 b e5 b4 g#:1 f# | f#:1.5 g#:.5 b:2 | e:.5 g# c#5 g#4 b:1 g# | "
        "e:1 f#:.5 g# b:1 a |"
        "b:.5 e5 g# e b4:1 g# | a:1.5 g#:.5 f#:1 c#5 | b4:.5 c#5 e c# b4:1 a | "
        "f#:1.5 e:.5 f#:2"
    )
    b = (
        "c#5:1.5 e:.5 a:1 g# | f#:1.5 e:.5 d#:2 | b4:1 d#5 f# b4 | e5:1.5 d#:.5 "
        "c#:2 | a4:1 c#5 e f# | g#:1 e b4:2 | c#5:1.5 b4:.5 a:1 e5 | e:1 f# d#:2"
    )
    i = part(s, "Intro", "E | Aadd9", 0.45)
    i.arp("muted", "0 2 1 3 2 1 0 2", low="e3", high="e5", level=0.8)
    for name, chart, tune, level in (
        ("A", verse, a, 0.52),
        ("B", hook, b, 0.64),
        ("A'", verse, a, 0.58),
    ):
        sec = part(s, name, chart, level)
        sec.arp("muted", "0 2 1 3 2 1 0 2", low="e3", high="e5", level=0.7).drums(
            "pop", level=0.7, fill="soft" if name == "A" else "snare"
        )
        sec.bass("pickbass", "1.11.1.a", level=0.8).lead("clean" if name != "B" else "epiano", tune)
        sec.comp(
            "epiano2", "x---...xx---....", step=0.25, low="e3", high="e5", level=0.55, pedal=True
        )
        if name != "A":
            sec.pad("warmpad", low="e3", high="e5", level=0.4)
    e = part(s, "Ending", "Aadd9 B7sus4 | E", (0.5, 0.4), rit=0.85)
    e.lead("clean", "c#5:.5 e c# b4 a:1 f# | e4:1 b e5:2", main=False).bass(
        "pickbass", "1.1.1.1.1-------"
    )
    e.comp("epiano2", "x---x---x-------", low="e3", high="e5").arp(
        "muted", "0 2 1 3 0 2 1 3 0 1 2 3 4 . . .", low="e3", high="e5", ring=2
    )
    return s
