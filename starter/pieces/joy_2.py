"""Joy, part 2 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    44,
    "miryang-morning",
    "Miryang Morning",
    "밀양의 아침",
    by="han-river-folk",
    genre="korean-folk",
    tags="morning walk family",
    mix="peace .12 neutral .06",
    energy=0.66,
    valence=0.7,
    arousal=0.5,
    era="traditional",
    source=(
        "Arranged from the Korean folk song Miryang Arirang",
        "한국 민요 '밀양아리랑'을 편곡했어요",
    ),
)
def miryang() -> Score:
    s = Score(126, "A minor", meter=4.5, seed=44, tone=Tone(high=0.5, room=0.5))
    s.mix("flute", volume=68)
    s.mix("contrabass", volume=124)
    s.mix("shanai", volume=92)
    verse = (
        "e5:1.5 e:1 d:.5 e:1.5 | g:1 e:.5 d:1 c:.5 d:1 e:.5 | e:1.5 d:.5 c a4 "
        "c5:1 d:.5 | a4:3 r:1.5 |"
        "c5:1 d:.5 e:1 d:.5 c:1 a4:.5 | c5:1 a4:.5 g:1 e:.5 g:1.5 | a:1 c5:.5 "
        "d:.5 c a4 c5:1 a4:.5 | a4:3 r:1.5"
    )
    hook = (
        "a4:1 c5:.5 a4:1 g:.5 a:1.5 | a4:1 c5:.5 d:1 e:.5 d:1.5 | e:1 d:.5 c:.5 "
        "d e d:1 c:.5 | a4:3 r:1.5 |"
        "c5:1 d:.5 e:1 d:.5 c:1 a4:.5 | c5:1 a4:.5 g:1 e:.5 g:1.5 | a:1 c5:.5 "
        "d:.5 c a4 c5:1 a4:.5 | a4:3 r:1.5"
    )
    one = "Am | Am | Am | Am | C | Em | Am | Am"
    two = "Am | Dm | Am | Am | C | Em | Am | Am"
    i = part(s, "Intro", "Am | Am", 0.5)
    i.drums("semachi", level=0.8).arp("koto", "0 1 2 3 2 1 0 2 1", low="a3", high="e5", level=0.8)
    for name, chart, tune, level in (
        ("A", two, hook, 0.6),
        ("B", one, verse, 0.7),
        ("A'", two, hook, 0.82),
    ):
        sec = part(s, name, chart, level)
        sec.lead("shanai" if name == "B" else "flute", tune, up=0 if name == "B" else 12)
        sec.arp("koto", "0 . 2 1 . 3 2 . 1", low="a3", high="e5", level=0.75).drums(
            "semachi", level=0.8
        )
        sec.bass("contrabass", "1..1.51.5", low="e1", high="c3", level=0.75)
        if name == "A'":
            sec.lead("fiddle", tune, main=False, level=0.85).lead(
                "shanai", tune, main=False, level=0.7
            )
            sec.bass("taiko", "1.....1..", low="a2", high="a3", level=0.7)
    e = part(s, "Ending", "Am | Am", 0.85)
    e.lead("flute", "a5:1 c6:.5 d:.5 c a5 c6:1 a5:.5 | a5:1.5> r:3", main=False).drums(
        "semachi", fill=""
    )
    e.arp("koto", "0 1 2 3 4 5 6 5 4 0 . . . . . . . .", low="a3", high="e5").bass(
        "contrabass", "1..1.51.51........", low="e1", high="c3"
    )
    return s


@piece(
    45,
    "bellflower-hill",
    "Bellflower Hill",
    "도라지 언덕",
    by="han-river-folk",
    genre="korean-folk",
    tags="walk family cooking",
    mix="peace .18 neutral .08",
    energy=0.52,
    valence=0.7,
    arousal=0.3,
    era="traditional",
    source=("Arranged from the Korean folk song Doraji", "한국 민요 '도라지 타령'을 편곡했어요"),
)
def bellflower() -> Score:
    s = Score(118, "F major", meter=3, seed=45, tone=Tone(room=0.5))
    a = (
        "c5:1.5 d:.5 c:1 | c:1.5 d:.5 c:1 | d:1 f:.5 d c:1 | a4:3 |"
        "c5:1 d:.5 c a4:1 | g:.5 a g f d:1 | f:1 g:.5 a g:1 | f:3 "
    )
    b = (
        "c5:1 c d | f:1.5 d:.5 c:1 | d:1 f:.5 d c:1 | a4:3 | c5:1 d:.5 c a4:1 | "
        "g:.5 a g f d:1 | f:1 g:.5 a g:1 | f:3"
    )
    c = (
        "f5:1.5 g:.5 f:1 | f:1.5 d:.5 c:1 | d:1 f:.5 d c:1 | c:1 a4:2 | c5:1 "
        "d:.5 c a4:1 | g:.5 a g f d:1 | f:1 g:.5 a g:1 | f:3"
    )
    one = "F | F | Bb*2 F*1 | Dm | F | Gm*2 Dm*1 | F*1 C7*2 | F"
    i = part(s, "Intro", "F | F | F | F", 0.45)
    i.arp("koto", "0 1 2 3 2 1", low="f3", high="f5").drums("waltz", level=0.5)
    for name, tune, who, level in (
        ("A", a, "panflute", 0.55),
        ("B", b, "fiddle", 0.65),
        ("A'", a, "panflute", 0.7),
        ("C", c, "fiddle", 0.8),
    ):
        sec = part(s, name, one, level)
        sec.lead(who, tune, harmony=-2 if name == "C" else 0).arp(
            "koto", "0 . 2 3 1 2", low="f3", high="f5", level=0.75
        )
        sec.bass("pizz", "1...5.", low="f2", high="f3").drums("waltz", level=0.6)
        if name in ("A'", "C"):
            sec.drums("shaker", level=0.35).comp(
                "accordion", "..x.x.", low="f3", high="d5", voices=3, gate=0.5, level=0.6
            )
    e = part(s, "Ending", "Gm C7 | F | F", (0.75, 0.6), rit=0.85)
    e.lead("panflute", "g5:.5 a g f d:1 | f:3 | f:3", main=False).lead(
        "fiddle", "d5:1.5 bb4:1.5 | a:3 | a:3", main=False
    )
    e.arp("koto", "0 . 2 3 1 2 0 1 2 3 4 5 0 . . . . .", low="f3", high="f5", ring=2).bass(
        "pizz", "1...5.1.....1.....", low="f2", high="f3"
    )
    return s


@piece(
    46,
    "first-swallow",
    "First Swallow",
    "첫 제비",
    by="lantern-quartet",
    genre="classical",
    tags="morning walk cooking",
    mix="peace .14 neutral .04",
    energy=0.64,
    valence=0.85,
    arousal=0.45,
    era="baroque",
    source=(
        "Arranged from Antonio Vivaldi, The Four Seasons: Spring (1725)",
        "안토니오 비발디 '사계' 중 '봄'(1725)을 편곡했어요",
    ),
)
def swallow() -> Score:
    s = Score(104, "E major", seed=46, tone=Tone(high=0.5, room=0.65))
    s.mix("violin", pan=-0.3)
    s.mix("violin2", pan=0.35)
    a = (
        "g#5:.5 g# g# f#:.25 e b:1.5 b:.25 a | g#:.5 g# g# f#:.25 e b:1.5 b:.25 "
        "a |"
        "g#:.5 a:.25 b a:.5 g# f#:.5 d# b4 e5 | g#:.5 g# g# f#:.25 e b:1.5 b:.25 "
        "a |"
        "g#:.5 a:.25 b a:.5 g# f#:.5 d# b4 e5"
    ).replace("f#:.5 d# b4 e5 | g#", "f#:1 b4:.5 e5 | g#")
    b = (
        "b5:.5 a:.25 g# a:.5 b c#6:.5 b5:1 e:.5 | b5:.5 a:.25 g# a:.5 b c#6:.5 "
        "b5:1 e:.5 |"
        "c#6:.5 b5 a g# f#:.5 e:.25 f# e:.5 d# | e:1 r:.5 e b5:.5 a:.25 g# a:.5 "
        "b |"
        "c#6:.5 b5:1 e:.5 c#6:.5 b5 a g# | f#:1 e r:2"
    )
    birds = (
        "b5:.25~ r:.25 b:.25 b b b r:.5 e6:.25 e e e d#:1~ | e6:.5~ r b5:.25 b b "
        "b g#6:.5~ r e:.25 e e e |"
        "b5:.25 c#6 b5 c#6 b5 c#6 b5 c#6 e:.5~ d#~ e:1~ | g#:.25 f# e d# e:.5~ r "
        "b5:.25 b b b e6:1~"
    )
    one = part(s, "A", "E | E | E B | E | E B7", 0.72)
    one.lead("violin", a).lead("violin2", a, main=False, up=-12, level=0.7)
    one.comp("strings", "xxxxxxxx", low="g#3", high="g#4", voices=3, gate=0.6, level=0.65).bass(
        "cello", "11111111", low="e2", high="e3", gate=0.7
    )
    two = part(s, "B", "E A*.5 E*.5 | E A*.5 E*.5 | A B7 | E | A*1 E*1 A*1 E*1 | B7*1 E*3", 0.66)
    two.lead("violin", b).comp(
        "strings", "xxxxxxxx", low="g#3", high="g#4", voices=3, gate=0.6, level=0.6
    )
    two.bass("cello", "1.1.1.1.", low="e2", high="e3").comp(
        "harpsichord", "x.x.x.x.", low="e3", high="e5", level=0.6
    )
    three = part(s, "Birds", "E | E | E | E B7", 0.55)
    three.lead("violin", birds, level=0.9).lead(
        "violin2",
        "r:2 g#5:.25 g# g# g# r:1 | b5:.5~ r g#:.25 g# g# g# e:.5~ r b:.25 b b b "
        "|"
        "g#5:1~ e:1~ g#:.25 a g# a g# a g# a | e:1~ r g#:.25 g# g# g# g#:1~",
        main=False,
        level=0.8,
    )
    four = part(s, "Brook", "E | A/E | B7/E | E", (0.45, 0.6))
    four.lead(
        "violin",
        "g#5:.25 a g# a g# a g# a g# a g# a g# f# g# e | a:.25 b a b a b a b a b "
        "a b a g# a f# |"
        "f#:.25 g# f# g# f# g# f# g# a b a b a f# g# a | g#:.25 a g# a b a b a "
        "g#:.5 f# e:1",
    )
    four.pad("strings", low="g#3", high="b4", level=0.5).bass(
        "cello", "1-------", low="e2", high="e3"
    )
    five = part(s, "A'", "E | E | E B | E | E B7", 0.82)
    five.lead("violin", a).lead("violin2", a, main=False, level=0.8, harmony=-2)
    five.comp("strings", "xxxxxxxx", low="g#3", high="g#4", voices=3, gate=0.6).bass(
        "cello", "11111111", low="e2", high="e3", gate=0.7
    )
    five.comp("harpsichord", "x.x.x.x.", low="e3", high="e5", level=0.6)
    e = part(s, "Ending", "A B7 | E", 0.8, rit=0.8)
    e.lead("violin", "c#6:.5 b5 a g# f#:1 d#~ | e4+b+g#5+e6:4", main=False).comp(
        "strings", "x-x-x-x-x-------", low="g#3", high="g#5"
    )
    e.bass("cello", "1-1-1-1-1-------", low="e2", high="e3")
    return s


@piece(
    47,
    "checkered-bus",
    "The Checkered Bus",
    "체크무늬 버스",
    by="polka-dots",
    genre="ska",
    tags="drive commute party",
    mix="neutral .06 peace .04",
    energy=0.82,
    valence=0.8,
    arousal=0.65,
)
def checkered() -> Score:
    s = Score(164, "G major", seed=47, loose=1.2, tone=Tone(high=1, room=0.4))
    verse = "G | Em | C | D7 | G | Em | Am7 | D7"
    hook = "C | G/B | Am | G | C | G/B | A7 | D7"
    a = (
        "d5:.5 b4 d5 g:1 d:.5 e d | b4:.5 g b e5:1 b4:.5 d5 b4 | c5:.5 c e g:1 "
        "e:.5 c:1 | a4:.5 c5 d f#:1 e:.5 d:1 |"
        "d5:.5 b4 d5 g:1 d:.5 e d | g:.5 e b4 e5:1 f#:.5 g e | c:.5 e g a:1 g:.5 "
        "e c | d:1 f#:.5 a:1.5 r:1"
    )
    b = (
        "g5:1.5 e:.5 c:2 | d:1.5 b4:.5 g:2 | c5:.5 d e c e:1 a | g:1 d b4 d5 | "
        "g:1.5 e:.5 c:1 e | d:1.5 b4:.5 g:1 b |"
        "c#5:.5 e g e a:1 g | f#:1 e:.5 d a:2"
    )
    i = part(s, "Intro", "G | Em | C | D7", 0.65)
    i.drums("ska", fill="toms").comp("clean", ".x.x.x.x", low="g3", high="e5", gate=0.4).bass(
        "bass", "1.3.5.6."
    )
    for name, chart, tune, level in (
        ("A", verse, a, 0.7),
        ("B", hook, b, 0.8),
        ("A'", verse, a, 0.85),
        ("B'", hook, b, 0.95),
    ):
        sec = part(s, name, chart, level)
        sec.drums("ska", fill="toms" if "'" in name else "snare", crash=True)
        sec.comp("clean", ".x.x.x.x", low="g3", high="e5", gate=0.4, level=0.75).comp(
            "hammond", ".x.x.x.x", low="e3", high="c5", gate=0.3, level=0.6
        )
        sec.walk("bass")
        sec.lead("tenorsax" if name == "A" else "trumpet", tune, up=-12 if name == "A" else 0)
        if name != "A":
            sec.lead("trombone", tune, up=-12, main=False, level=0.8)
        if "'" in name:
            sec.lead("altosax", tune, up=-12, harmony=2, main=False, level=0.7)
    e = part(s, "Ending", "C D7 | G", 0.95)
    e.comp("brass", "X.x.X.x.X---....", low="g3", high="g5", gate=0.6).bass(
        "bass", "1.3.1.a.1---...."
    ).drums("stomp", crash=True, fill="stop")
    e.comp("clean", ".x.x.x.xX---....", low="g3", high="e5", gate=0.6)
    return s
