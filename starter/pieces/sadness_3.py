"""Sadness, part 3 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    29,
    "unsent-draft",
    "Unsent Draft",
    "보내지 않은 편지",
    by="night-bus",
    genre="lo-fi",
    tags="night rain study",
    mix="neutral .22 peace .12",
    energy=0.33,
    valence=-0.4,
    arousal=-0.3,
)
def unsent() -> Score:
    s = Score(
        72,
        "B minor",
        seed=29,
        swing=0.58,
        swing_unit=0.5,
        loose=1.7,
        tone=Tone(low=1.5, high=-3, drive=0.15, room=0.6, cutoff=6800),
    )
    s.mix("drums", volume=112, reverb=24)
    loop = "Gmaj7 | F#m7 | Bm9 | Bm9 A"
    a = "f#5:1 d:.5 b4 d5:1 r | c#:1 a4:.5 f# a:1 r | b4:.5 c#5 d f# e:1 d | c#:1.5 b4:.5 a:2"
    b = "b5:1 a:.5 f# a:1 d | e:1 c#:.5 a4 c#5:2 | d:.5 c# b4 f# b:1 c#5 | d:1 c# a4:2"
    i = part(s, "Intro", "Gmaj7 | F#m7", (0.35, 0.45))
    i.comp("piano", "x---x---..x-x---", step=0.25, low="d3", high="b4", pedal=True)
    for name, tune, level in (("A", a, 0.5), ("B", b, 0.58), ("A'", a, 0.55)):
        sec = part(s, name, loop, level)
        sec.comp(
            "piano", "x---x---..x-x---", step=0.25, low="d3", high="b4", pedal=True, level=0.75
        )
        sec.bass("bass", "1---..1-5---..a-", step=0.25).drums("ballad", level=0.75, fill="soft")
        sec.lead(
            "epiano" if name == "B" else "nylon", tune, up=0 if name == "B" else -12, level=0.85
        )
        if name != "A":
            sec.pad("halopad", low="d4", high="b5", voices=3, level=0.4)
    e = part(s, "Ending", "Gmaj7 F#m7 | Bm9", (0.45, 0.3), rit=0.8)
    e.comp("piano", "x---x---x-------", low="d3", high="b4", pedal=True).bass(
        "bass", "1---1---1-------"
    )
    e.lead("nylon", "f#4:.5 d b3:1 c#4:.5 a3:1.5 | b3:4", main=False)
    return s


@piece(
    30,
    "milonga-for-no-one",
    "Milonga for No One",
    "아무도 없는 밀롱가",
    by="bandoneon-sur",
    genre="tango",
    tags="night rain cafe",
    mix="tension .14 peace .06",
    energy=0.38,
    valence=-0.5,
    arousal=-0.15,
)
def milonga() -> Score:
    s = Score(76, "E minor", seed=30, rubato=0.02, loose=1.3, tone=Tone(room=0.65))
    verse = "Em | Em/D | C | B7 | Am | Am/G | F#m7b5 | B7"
    a = (
        "b4:1.5 a:.5 g:1 f# | g:.5 b e5:2 d:1 | c:1.5 b4:.5 a:.5 g e:1 | f#:1 "
        "d#:1 b4:2 |"
        "c5:1.5 b4:.5 a:1 e5 | e:1.5 d:.5 c:1 b4 | a:.5 c5 e:1 c:.5 b4 a:1 | b:2 "
        "r:.5 b c5 d#"
    )
    b = (
        "e5:2 g:1 f# | e:1.5 d:.5 b4:2 | e5:1.5 g:.5 c:1 e | d#:1 f# b4:2 |"
        "a5:1.5 g:.5 e:1 c | b4:1 c5:.5 e g:2 | f#:1 e:.5 c a4:1 c5 | b4:1 a g f#"
    )
    habanera = "1..51.5."
    one = part(s, "A", verse, (0.45, 0.55))
    one.lead("bandoneon", a).bass("nylon", habanera, low="e2", high="e3", level=0.8)
    one.comp("nylon2", "..x..x..", low="e3", high="e5", voices=3, level=0.6, gate=0.7)
    two = part(s, "B", verse, (0.6, 0.72), rit=0.85)
    two.lead("violin", b).lead(
        "bandoneon",
        "g4:4 | b4:4 | g4:4 | f#4:4 | c5:4 | c5:4 | a4:4 | a4:4",
        main=False,
        level=0.55,
    )
    two.bass("contrabass", habanera, low="e1", high="e2").comp(
        "nylon2", "..x..x.x", low="e3", high="e5", voices=3, level=0.6, gate=0.7
    )
    e = part(s, "Ending", "Am B7 | Em", (0.45, 0.35), rit=0.75)
    e.lead("bandoneon", "c5:1 a4 b d#5 | e5:1 b4 g:2", main=False).bass(
        "contrabass", "1---1---1-------", low="e1", high="e2"
    )
    e.comp("nylon2", "..x...x.X-------", low="e3", high="e5", voices=3, level=0.6)
    return s
