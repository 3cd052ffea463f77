"""Tension, first half."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone

HALL_A = ("b3:.5! c#4! d! e! f#! d! f#:1 | f4:.5! c#! f:1 e:.5! c! e:1 |"
          "b3:.5! c#4! d! e! f#! d! f#! b! | a! f#! d! f#! a:2")  # fmt: skip
HALL_B = ("f#4:.5! g#! a#! b! c#5! a#4! c#5:1 | d5:.5! a#4! d5:1 c#5:.5! a#4! c#5:1 |"
          "f#4:.5! g#! a#! b! c#5! a#4! c#5:1 | d5:.5! a#4! d5:1 c#5:2")  # fmt: skip
HALL_CHORDS = "Bm | Fdim C | Bm | D Bm"
HALL_HIGH = "F# | F#aug F# | F# | F#aug F#"


@piece(11, "mountain-king", "The Mountain King's Door", "산왕의 문", by="mlfym-orchestra",
       genre="classical", tags="focus workout cinematic", mix="anger .18 joy .06", energy=0.72,
       valence=-0.3, arousal=0.75, era="romantic",
       source=("Arranged from Edvard Grieg, In the Hall of the Mountain King (1875)",
               "에드바르 그리그 '산왕의 궁전에서'(1875)를 편곡했어요"))  # fmt: skip
def mountain_king() -> Score:
    s = Score(126, "B minor", seed=11, kit=48, tone=Tone(room=0.6, wet=0.6))
    steps = ((126, 0.35), (140, 0.55), (158, 0.75), (182, 0.95))
    for turn, (bpm, level) in enumerate(steps):
        if turn < 2:
            a = part(s, "A" + "'" * turn, HALL_CHORDS, (level, level + 0.05), bpm=bpm)
            a.lead("bassoon" if turn == 0 else "pizz2", HALL_A, up=0 if turn else -12 + 12)
            a.bass("pizz", "1.5.1.5.", low="b1", high="b2", level=1.0)
            h = part(s, "B" + "'" * turn, HALL_HIGH, (level, level + 0.1), bpm=bpm + 4)
            h.lead("bassoon" if turn == 0 else "pizz2", HALL_B, level=1.05)
            h.bass("pizz", "1.5.1.5.", low="b1", high="b2", level=1.0)
            continue
        a = part(s, "A" + "'" * turn, HALL_CHORDS, (level, level + 0.05), bpm=bpm)
        h = part(s, "B" + "'" * turn, HALL_HIGH, (level, min(1.0, level + 0.1)), bpm=bpm + 6)
        for sec, tune in ((a, HALL_A), (h, HALL_B)):
            sec.lead("strings", tune, up=12).lead("oboe", tune, up=12, main=False)
            sec.comp("pizz", ".x.x.x.x", low="d4", high="d5", voices=3)
            sec.bass("bassoon", "1.5.1.5.", low="b1", high="b2").bass(
                "contrabass", "1.5.1.5.", low="e1", high="b2")
            if turn == 3:
                sec.lead("piccolo", tune, up=24, main=False, level=0.8)
                sec.comp("brass", ".X.X.X.X", low="b3", high="d5", voices=3, gate=0.5)
                sec.drums("stomp", level=0.8, crash=True)
                sec.bass("timpani", "1...1...", low="c2", high="c3")
    z = part(s, "Coda", "Bm | Bm | Bm | Bm", (0.95, 1.0), bpm=186)
    stab = "b4+d5+f#5:.5!> r:3.5 | b4+d5+f#5:.5!> r:3.5 | " + "b4+d5+f#5:.5!> r:1.5 " * 2
    z.lead("strings", stab + "| b4+d5+f#5:4").lead("brass", stab + "| b3+d4+f#4+b:4", main=False)
    low = stab.replace("b4+d5+f#5", "b1") + "| b1:4"
    for name in ("bassoon", "contrabass"):
        z.lead(name, low, main=False)
    z.lead("timpani", low.replace("b1:4", "b2:.25 " * 15 + "b2:.25").replace("b1", "b2"), main=False)
    e = part(s, "Ending", "Bm", 1.0)
    e.lead("strings", "b3+d4+f#4+b+d5+f#5+b:.75!> r:3.25", main=False)
    e.lead("brass", "b3+d4+f#4+b:.75!> r:3.25", main=False)
    e.lead("timpani", "b2:.75> r:3.25", main=False).lead("contrabass", "b1:.75> r:3.25", main=False)
    return s


@piece(12, "second-hand", "Second Hand", "초침", by="lantern-quartet", genre="minimal",
       tags="focus study cinematic", mix="neutral .14 sadness .08", energy=0.55, valence=-0.35,
       arousal=0.5)  # fmt: skip
def second_hand() -> Score:
    s = Score(132, "C minor", seed=12, tone=Tone(room=0.65, wet=0.55))
    s.mix("marimba", pan=-0.5, volume=92)
    s.mix("marimba2", pan=0.5, volume=92)
    s.mix("cello", volume=120)
    s.mix("viola", volume=104)
    ground = "Cm | Cm | Abmaj7 | Abmaj7 | Fm9 | Fm9 | G7b9 | G7b9"
    cell = "0 2 1 3 2 1 0 2 1 3 1 2 0 1"  # fourteen notes against sixteen: it never lines up
    tune = ("r:2 g4:2 | ab:1.5 g:.5 eb:2 | r:2 c5:2 | c:1.5 bb4:.5 g:2 |"
            "r:2 ab4:1 g | ab:2 c5 | b4:3 ab:1 | g:4")
    high = ("eb5:3 d:1 | c:2 g4 | eb5:3 f:1 | g:2 c | ab5:3 g:1 | f:2 c |"
            "b4:2 d5 | f:2 b4")
    i = part(s, "Intro", "Cm | Cm | Abmaj7 | G7b9", (0.3, 0.5))
    i.arp("marimba", cell, low="c4", high="d5").drums("tick", level=0.5)
    a = part(s, "A", ground, (0.45, 0.6))
    a.arp("marimba", cell, low="c4", high="d5").bass("cello", "1.......5.......", low="c2",
                                                     high="d3")  # fmt: skip
    a.lead("viola", tune).drums("tick", level=0.55)
    b = part(s, "B", ground, (0.6, 0.8))
    b.arp("marimba", cell, low="c4", high="d5").arp("marimba2", cell[2:] + " 3", low="g3", high="c5")
    b.lead("violin", high).pad("tremolo", low="g3", high="c5", level=0.55)
    b.bass("cello", "1.1.1.1.5.5.1.a.", low="c2", high="d3").drums("pulse", level=0.6)
    c = part(s, "A'", ground, (0.85, 0.6))
    c.arp("marimba", cell, low="c4", high="d5").arp("marimba2", cell[4:] + " 2 3", low="g3", high="c5")
    c.lead("violin", tune, up=12, harmony=-2).pad("tremolo", low="g3", high="c5", level=0.6)
    c.bass("cello", "1.1.1.1.1.1.1.a.", low="c2", high="d3").drums("pulse", level=0.75, fill="soft")
    e = part(s, "Ending", "Cm | Cm", (0.5, 0.3), rit=0.8)
    e.arp("marimba", "0 2 1 3 2 1 0 2 0 . . . . . . .", low="c4", high="d5")
    e.lead("viola", "g4:4 | c:4", main=False).bass("cello", "1---------------", low="c2", high="d3")
    return s
