"""Joy, part 1 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone

ODE = "f#4:1 f# g a | a g f# e | d d e f# | {close}"


ODE_HALF, ODE_FULL = "f#:1.5 e:.5 e:2", "e:1.5 d:.5 d:2"


ODE_MIDDLE = "e4:1 e f# d | e f#:.5 g f#:1 d | e f#:.5 g f#:1 e | d e a3:1 f#4:1"


@piece(
    41,
    "all-the-windows",
    "All the Windows Open",
    "모든 창을 열고",
    by="harbor-brass",
    genre="classical",
    tags="morning walk party",
    mix="peace .14 neutral .04",
    energy=0.72,
    valence=0.85,
    arousal=0.55,
    era="classical",
    source=(
        "Arranged from Ludwig van Beethoven, Ode to Joy, Symphony No. 9 (1824)",
        "루트비히 판 베토벤 교향곡 9번 '환희의 송가'(1824)를 편곡했어요",
    ),
)
def ode() -> Score:
    s = Score(132, "D major", seed=41, kit=48, tone=Tone(high=1, room=0.6))
    half, full = ODE.format(close=ODE_HALF), ODE.format(close=ODE_FULL)
    first = "D | A7 | Bm D/F# | D/A A | D | A7/E | Bm D/F# | A7 D"
    one = part(s, "A", first, (0.4, 0.5))
    one.lead("cello", half + "|" + full, up=-12).lead(
        "bassoon", half + "|" + full, up=-12, main=False, level=0.7
    )
    one.bass("pizz", "1.5.1.5.", low="d2", high="d3", level=0.8)
    mid = "A*3 D*1 | A D | A F#7/A# | Bm*1 E7*1 A*1 D*1 | D | A7/E | Bm D/F# | A7 D"
    two = part(s, "B", mid, (0.5, 0.65))
    two.lead("violin", ODE_MIDDLE + "|" + full, up=12)
    two.lead(
        "clarinet",
        "c#5:2 d | c# d | c#:1 d c# a#4 | b:2 c#5:1 a4 | a:2 b | a g | a:1 a b b "
        "|"
        "c#5:1.5 a4:.5 a:2",
        main=False,
        level=0.8,
    )
    two.bass("pizz", "1.5.1.5.", low="d2", high="d3").pad(
        "slowstrings", low="f#3", high="d5", level=0.6
    )
    three = part(s, "A'", first, (0.75, 0.9))
    three.lead("trumpet", half + "|" + full, up=12).lead(
        "violin", half + "|" + full, up=12, harmony=-2, main=False
    )
    three.comp("brass", "x.xxx.xx", low="f#3", high="d5").bass(
        "tuba", "1.5.1.5.", low="f#1", high="f#2"
    )
    three.drums("march", level=0.75, crash=True, fill="roll")
    four = part(s, "B'", mid, (0.9, 1.0))
    four.lead("trumpet", ODE_MIDDLE + "|" + full, up=12).lead(
        "piccolo", ODE_MIDDLE + "|" + full, up=24, main=False, level=0.75
    )
    four.pad("strings", low="f#3", high="f#5", level=0.8).comp(
        "brass", "x.xxx.xx", low="f#3", high="d5"
    )
    four.bass("tuba", "1.5.1.5.", low="f#1", high="f#2").drums(
        "march", level=0.8, crash=True, fill="roll"
    )
    e = part(s, "Ending", "G D/F# | A7 D", (0.95, 1.0), rit=0.8)
    e.lead("trumpet", "b4:.5 c#5 d e f#:1 d | e:1 c# d:2").comp(
        "brass", "x---x---x---x---", low="f#3", high="d5"
    )
    e.lead("violin", "d5:.5 e f# g a:1 f# | g:1 e f#:2", main=False)
    e.bass("tuba", "1---1---1---1---", low="f#1", high="f#2").drums("stomp", crash=True)
    return s


@piece(
    42,
    "rooftop-parade",
    "Rooftop Parade",
    "옥상 행진",
    by="rooftop-club",
    genre="funk",
    tags="party cooking workout",
    mix="neutral .06 anger .04",
    energy=0.84,
    valence=0.75,
    arousal=0.7,
)
def rooftop() -> Score:
    s = Score(
        108, "A major", seed=42, swing=0.55, swing_unit=0.5, tone=Tone(low=1, high=1.5, room=0.4)
    )
    vamp = "A9 | A9 | D9 | D9 | A9 | A9 | D9 | E7#9"
    a = (
        "e5:.5! e:.25 c#:.25 r:.5 a4:.5 c#5:1 r | e5:.5! e:.25 g:.25 r:.5 e:.5 "
        "c#:1 r |"
        "d5:.5! d:.25 c:.25 r:.5 a4:.5 d5:1 r | f#5:.5! f#:.25 e:.25 r:.5 d:.5 "
        "a4:1 r |"
        "e5:.5! e:.25 c#:.25 r:.5 a4:.5 c#5:1 r | e5:.5! g:.25 a:.25 r:.5 e:.5 "
        "c#:1 r |"
        "d5:.5 e f# d e:.25 d:.25 c:.5 a4:1 | b4:.5 d5 e g# e:1 r"
    )
    bridge = "F#m7 | B9 | Bm7 | E7sus4 E7"
    b = "a4:1.5 c#5:.5 e:2 | d#5:1.5 c#:.5 b4:2 | d5:1.5 e:.5 f#:1 d | e:1.5 d:.5 e:1 g#"
    i = part(s, "Intro", "A9 | A9 | A9 | A9", (0.5, 0.65))
    line = "1..1..8.7.5.7.8."
    i.bass("slap", line, step=0.25, gate=0.7).drums("funk", fill="break")
    i.comp("clav", "..x.x..x.x..x.x.", step=0.25, low="e3", high="c5", level=0.75, gate=0.5)
    for name, level, fill in (("A", 0.7, "toms"), ("A'", 0.85, "big")):
        sec = part(s, name, vamp, level)
        sec.bass("slap", line + "1..1..5.7.8.7.5c", step=0.25, gate=0.7)
        sec.drums("funk", crash=True, fill=fill)
        sec.comp("clav", "..x.x..x.x..x.x.", step=0.25, low="e3", high="c5", level=0.7, gate=0.5)
        sec.comp(
            "clean",
            "....X.......X..x",
            step=0.25,
            low="c#4",
            high="g5",
            voices=3,
            level=0.7,
            gate=0.5,
        )
        sec.lead("brass", a, harmony=-2 if name == "A'" else 0).lead(
            "altosax", a, up=-12, main=False
        )
        if name == "A":
            br = part(s, "B", bridge, (0.65, 0.85))
            br.lead("altosax", b).pad("hammond", low="e3", high="c#5", level=0.7)
            br.bass("slap", "1...1.5.8...7.5c", step=0.25, gate=0.8).drums("pop", fill="snare")
    e = part(s, "Ending", "D9 E7#9 | A9", (0.9, 0.95), rit=0.9)
    e.comp("brass", "X.X.X.X.X-------", low="c#4", high="g5", gate=0.7)
    e.comp("clav", "X.X.X.X.X-------", low="e3", high="c5", gate=0.6)
    e.bass("slap", "1.1.1.1.1-------").drums("stomp", crash=True, fill="break")
    return s


@piece(
    43,
    "two-step-sunday",
    "Two-Step Sunday",
    "일요일의 투스텝",
    by="paper-moon-trio",
    genre="ragtime",
    tags="cafe cooking party",
    mix="neutral .1 peace .06",
    energy=0.62,
    valence=0.8,
    arousal=0.45,
    era="romantic",
    source=(
        "Arranged from Scott Joplin, The Entertainer (1902)",
        "스콧 조플린 '엔터테이너'(1902)를 편곡했어요",
    ),
)
def two_step() -> Score:
    s = Score(84, "C major", meter=2, seed=43, loose=1.2, kit=40, tone=Tone(high=0.5, room=0.4))
    s.mix("honky2", pan=-0.25)
    a = (
        "e4:.25 c5:.5 e4:.25 c5:.5 e4:.25 c5:.25 | c5:1.25 c:.25 d d# | e:.25 c "
        "d e:.5 b4:.25 d5:.5 | c:1.5 d4:.25 d# |"
        "e:.25 c5:.5 e4:.25 c5:.5 e4:.25 c5:.25 | c5:1.5 a4:.25 g | f#:.25 a c5 "
        "e:.5 d:.25 c a4 | d5:1.5 d4:.25 d# |"
        "e:.25 c5:.5 e4:.25 c5:.5 e4:.25 c5:.25 | c5:1.25 c:.25 d d# | e:.25 c d "
        "e:.5 b4:.25 d5:.5 | c:1.5 c:.25 d |"
        "e:.25 c d e:.5 c:.25 d c | e:.25 c d e:.5 c:.25 d c | e:.25 c d e:.5 "
        "b4:.25 d5:.5 | c:1.5 r:.5"
    )
    chords = (
        "C C7/E | F C/G | C/G G7 | C G7 | C C7/E | F Am | D7 D7/F# | G G7 |"
        "C C7/E | F C/G | C/G G7 | C C7 | C/E C7/Bb | F/A Fm/Ab | C/G G7 | C"
    )
    trio = (
        "a4:.5 c5:.25 f a:.5 g:.25 f | f:.75 d:.25 bb4:.5 d5 | c:.25 f:.5 a:.25 "
        "g:.5 f | e:1 c:.5 c |"
        "a4:.25 c5:.5 f:.25 a:.5 g:.25 f | d:.5 f:.25 bb:.5 a:.25 g:.5 | f:.25 "
        "c:.5 a4:.25 g:.5 e5 | f:1.5 d4:.25 d#"
    )
    trio_chords = "F | Bb | F/C C7 | C7 | F F7 | Bb Bdim7 | F/C C7 | F G7"
    i = part(s, "Intro", "C | Am F | G | G7", 0.6)
    i.lead(
        "honky",
        "d6:.25 e c a5:.5 b:.25 g:.5 | d5:.25 e c a4:.5 b:.25 g:.5 | d4:.25 e c "
        "a3:.5 b:.25 a ab | g:.5 r g5+b:.5> d4:.25 d#",
    )
    i.lead(
        "honky2",
        "d5:.25 e c a4:.5 b:.25 g:.5 | d4:.25 e c a3:.5 b:.25 g:.5 | d3:.25 e c "
        "a2:.5 b:.25 a ab | g:.5 r g3:.5 r",
        main=False,
    )
    for name, chart, tune, level in (
        ("A", chords, a, 0.6),
        ("B", trio_chords, trio, 0.55),
        ("A'", chords, a, 0.72),
    ):
        sec = part(s, name, chart, level)
        sec.lead("honky", tune, harmony=-7 if name == "A'" else 0)
        sec.bass("honky2", "1.5.", low="e2", high="e3", level=0.8).comp(
            "honky2", ".x.x", low="g3", high="g4", voices=3, gate=0.5, level=0.65
        )
        if name == "A'":
            sec.bass("tuba", "1.5.", low="e1", high="e2", level=0.6).drums("hats", level=0.5)
            sec.lead(
                "clarinet",
                "g5:2 | f:1 e | e:1 d | e:2 | g:2 | f:1 e | f#:1 a | g:1 f | g:2 | a:1 g "
                "| g:1 f | e:1 bb | c6:1 bb5 | a:1 ab | g:1 f | e:2",
                main=False,
                level=0.5,
            )
    e = part(s, "Ending", "C G7 | C", 0.75)
    e.lead("honky", "c5:.25 d e c d:.5 b4 | c5+e+g+c6:.5>! r:1.5", main=False)
    e.bass("honky2", "1.5.1...", low="e2", high="e3").comp(
        "honky2", ".x.xX...", low="g3", high="g4", voices=3, gate=0.5
    )
    return s
