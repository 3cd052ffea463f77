"""Tension, part 1 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone

HALL_A = (
    "b3:.5! c#4! d! e! f#! d! f#:1 | f4:.5! c#! f:1 e:.5! c! e:1 |"
    "b3:.5! c#4! d! e! f#! d! f#! b! | a! f#! d! f#! a:2"
)


HALL_B = (
    "f#4:.5! g#! a#! b! c#5! a#4! c#5:1 | d5:.5! a#4! d5:1 c#5:.5! a#4! "
    "c#5:1 |"
    "f#4:.5! g#! a#! b! c#5! a#4! c#5:1 | d5:.5! a#4! d5:1 c#5:2"
)


HALL_CHORDS = "Bm | Fdim C | Bm | D Bm"


HALL_HIGH = "F# | F#aug F# | F# | F#aug F#"


@piece(
    11,
    "mountain-king",
    "The Mountain King's Door",
    "산왕의 문",
    by="mlfym-orchestra",
    genre="classical",
    tags="focus workout cinematic",
    mix="anger .18 joy .06",
    energy=0.72,
    valence=-0.3,
    arousal=0.75,
    era="romantic",
    source=(
        "Arranged from Edvard Grieg, In the Hall of the Mountain King (1875)",
        "에드바르 그리그 '산왕의 궁전에서'(1875)를 편곡했어요",
    ),
)
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
                "contrabass", "1.5.1.5.", low="e1", high="b2"
            )
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
    z.lead(
        "timpani", low.replace("b1:4", "b2:.25 " * 15 + "b2:.25").replace("b1", "b2"), main=False
    )
    e = part(s, "Ending", "Bm", 1.0)
    e.lead("strings", "b3+d4+f#4+b+d5+f#5+b:.75!> r:3.25", main=False)
    e.lead("brass", "b3+d4+f#4+b:.75!> r:3.25", main=False)
    e.lead("timpani", "b2:.75> r:3.25", main=False).lead("contrabass", "b1:.75> r:3.25", main=False)
    return s


@piece(
    12,
    "second-hand",
    "Second Hand",
    "초침",
    by="lantern-quartet",
    genre="minimal",
    tags="focus study cinematic",
    mix="neutral .14 sadness .08",
    energy=0.55,
    valence=-0.35,
    arousal=0.5,
)
def second_hand() -> Score:
    s = Score(132, "C minor", seed=12, tone=Tone(room=0.65, wet=0.55))
    s.mix("marimba", pan=-0.5, volume=92)
    s.mix("marimba2", pan=0.5, volume=92)
    s.mix("cello", volume=120)
    s.mix("viola", volume=104)
    ground = "Cm | Cm | Abmaj7 | Abmaj7 | Fm9 | Fm9 | G7b9 | G7b9"
    cell = "0 2 1 3 2 1 0 2 1 3 1 2 0 1"  # fourteen notes against sixteen: it never lines up
    tune = (
        "r:2 g4:2 | ab:1.5 g:.5 eb:2 | r:2 c5:2 | c:1.5 bb4:.5 g:2 |"
        "r:2 ab4:1 g | ab:2 c5 | b4:3 ab:1 | g:4"
    )
    high = "eb5:3 d:1 | c:2 g4 | eb5:3 f:1 | g:2 c | ab5:3 g:1 | f:2 c |b4:2 d5 | f:2 b4"
    i = part(s, "Intro", "Cm | Cm | Abmaj7 | G7b9", (0.3, 0.5))
    i.arp("marimba", cell, low="c4", high="d5").drums("tick", level=0.5)
    a = part(s, "A", ground, (0.45, 0.6))
    a.arp("marimba", cell, low="c4", high="d5").bass(
        "cello", "1.......5.......", low="c2", high="d3"
    )
    a.lead("viola", tune).drums("tick", level=0.55)
    b = part(s, "B", ground, (0.6, 0.8))
    b.arp("marimba", cell, low="c4", high="d5").arp(
        "marimba2", cell[2:] + " 3", low="g3", high="c5"
    )
    b.lead("violin", high).pad("tremolo", low="g3", high="c5", level=0.55)
    b.bass("cello", "1.1.1.1.5.5.1.a.", low="c2", high="d3").drums("pulse", level=0.6)
    c = part(s, "A'", ground, (0.85, 0.6))
    c.arp("marimba", cell, low="c4", high="d5").arp(
        "marimba2", cell[4:] + " 2 3", low="g3", high="c5"
    )
    c.lead("violin", tune, up=12, harmony=-2).pad("tremolo", low="g3", high="c5", level=0.6)
    c.bass("cello", "1.1.1.1.1.1.1.a.", low="c2", high="d3").drums("pulse", level=0.75, fill="soft")
    e = part(s, "Ending", "Cm | Cm", (0.5, 0.3), rit=0.8)
    e.arp("marimba", "0 2 1 3 2 1 0 2 0 . . . . . . .", low="c4", high="d5")
    e.lead("viola", "g4:4 | c:4", main=False).bass("cello", "1---------------", low="c2", high="d3")
    return s


@piece(
    13,
    "toccata-by-night",
    "Toccata by Night",
    "밤의 토카타",
    by="organ-loft",
    genre="classical",
    tags="cinematic night focus",
    mix="anger .16 sadness .08",
    energy=0.68,
    valence=-0.45,
    arousal=0.65,
    era="baroque",
    source=(
        "Arranged from the Toccata and Fugue in D minor, attributed to J. S. Bach (about 1705)",
        "요한 제바스티안 바흐의 것으로 전하는 토카타와 푸가 라단조(1705년경)를 편곡했어요",
    ),
)
def toccata() -> Score:
    s = Score(84, "D minor", seed=13, loose=0.7, tone=Tone(room=0.95, wet=0.9))
    s.mix("organ2", pan=0.2)
    s.mix("organ3", volume=92)
    o = part(s, "Call", "Dm | Dm | Dm | Dm", 0.85)
    o.lead(
        "organ",
        "a5:.125 g a:1.25 r:.5 g:.25 f e d c#:1 | d:1 r:3 |"
        "a4:.125 g a:1.25 r:.5 e:.5 f c#:.5 d:.5 | r:4",
    )
    o.lead(
        "organ2",
        "a4:.125 g a:1.25 r:.5 g:.25 f e d c#:1 | d:1 r:3 |"
        "a3:.125 g a:1.25 r:.5 e:.5 f c#:.5 d:.5 | r:4",
        main=False,
    )
    o.lead("organ3", "r:4 | r:4 | r:4 | a2:.125 g a:1.25 r:.5 g:.25 f e d c#:.5 d:.5", main=False)
    c = part(s, "Pillar", "C#dim7/D | D", (0.7, 1.0))
    c.lead("organ3", "d2:4 | d2:4", main=False)
    c.lead("organ", "r:.5 c#4:3.5 | f#4+a+d5:4", main=False)
    c.lead("organ2", "r:1 e4:.5 g:.5 bb:.5 c#5:.5 e:1 | d4+a+f#5:4", main=False)
    run = (
        "c#5:.25 d e c# d e f d e f g e f g a f | g:.25 a bb g a g f e f e d c# "
        "d c# bb4 a |"
        "bb4:.25 c5 d bb4 c5 d e c d e f d e f g e | a:.25 g f e f e d c# d:1 a4"
    )
    r = part(s, "Runs", "A7 Dm | Gm A7 | Gm C | A7 Dm", 0.75, bpm=104)
    r.lead("organ", run).lead("organ2", run, up=-12, main=False)
    r.lead("organ3", "a2:4 | g2:2 a2:2 | g2:2 c3:2 | a2:2 d3:2", main=False)
    subject = "r:.25 a4 g a f a e a d a c# a d a e a | f a d a e a f a g a e a f a g a"
    answer = (
        "a:.25 d5 c d bb4 d5 a4 d5 g4 d5 f4 d5 g4 d5 a4 d5 | bb4 d5 g4 d5 a4 d5 bb4 d5 c#:.5 e a4 g"
    )
    f = part(s, "Fugue", "Dm | Dm A7 | Gm | Gm A7", 0.75, bpm=104)
    f.lead("organ", subject + "|" + answer)
    f.lead("organ2", "r:4 | r:4 | d4:1 f g bb3 | g4:1 bb a:.5 g e c#", main=False)
    f.lead("organ3", "r:4 | r:4 | r:2 g2:1 f | e:1 d a2:2", main=False)
    g = part(s, "Fugue II", "Dm | Bb C | F Gm | A7", (0.8, 1.0), bpm=104)
    g.lead(
        "organ",
        "r:.25 a5 g a f a e a d a c# a d a e a | f:.25 d bb4 d5 f d bb4 d5 e c "
        "g4 c5 e c g4 c5 |"
        "a:.25 f c f a f c f bb4 g d g bb g5 d bb4 | a:.25 c#5 e g a g e c# a4:1 "
        "r",
    )
    g.pad("organ2", low="d3", high="d5", level=0.7)
    g.lead("organ3", "d2:4 | bb2:2 c3 | f2:2 g2 | a2:4", main=False)
    e = part(s, "Ending", "Bb Gm6 | A7 | D", (0.9, 1.0), bpm=84, rit=0.75)
    e.lead("organ", "d5:1 f e d | c#:1 e a:2 | a:4", main=False).pad("organ2", low="d3", high="f#5")
    e.lead("organ3", "bb2:2 g2 | a2:4 | d2:4", main=False)
    return s
