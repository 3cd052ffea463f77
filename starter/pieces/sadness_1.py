"""Sadness, part 1 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    21,
    "prelude-in-rain",
    "Prelude in the Rain",
    "빗속의 전주곡",
    by="linden-keys",
    genre="classical",
    tags="rain night reading",
    mix="peace .14 neutral .06",
    energy=0.18,
    valence=-0.65,
    arousal=-0.5,
    era="romantic",
    source=(
        "Arranged from Frédéric Chopin, Prelude in E minor, Op. 28 No. 4 (1839)",
        "프레데리크 쇼팽 전주곡 마단조 작품 28-4(1839)를 편곡했어요",
    ),
)
def prelude() -> Score:
    s = Score(60, "E minor", seed=21, rubato=0.04, tone=Tone(high=-1, room=0.7, wet=0.6))
    s.mix("piano2", pan=-0.2, reverb=50)
    s.mix("piano", pan=0.05, reverb=50)
    tune = (
        "b4:3 c5:1 | b4:3 c5:1 | b4:3 c5:1 | b4:3 bb4:1 | a4:3 b:1 | a4:3 b:1 | "
        "a4:3 b:1 |"
        "a4:2 g#:.5 a b d5:.25 c | e4:2 f#:2 |"
    )
    left = (
        "g3+b+e4:.5 " * 8
        + "|"
        + "f#3+a+e4:.5 " * 4
        + "f#3+a+eb4:.5 " * 4
        + "|"
        + "f3+a+eb4:.5 " * 4
        + "f3+a+d4:.5 " * 4
        + "|"
        + "e3+g#+d4:.5 " * 8
        + "|"
        + "e3+g+d4:.5 " * 4
        + "e3+g+c#4:.5 " * 4
        + "|"
        + "e3+f#+c4:.5 " * 8
        + "|"
        + "e3+f#+c4:.5 " * 4
        + "d#3+f#+c4:.5 " * 4
        + "|"
        + "d3+f+b:.5 " * 4
        + "d3+f+b:.5 " * 4
        + "|"
        + "c3+e+a:.5 " * 4
        + "b2+d#3+a:.5 " * 4
    )
    chart = "Em | F#m7b5 F#dim7 | F7 Dm7 | E7 | Em7 A7 | F#m7b5 | F#m7b5 B7 | Dm6 | Am B7"
    up = part(s, "Upbeat", "B7", 0.35)
    up.lead("piano", "r:3 b4:.75 b5:.25", main=False)
    a = part(s, "A", chart, (0.45, 0.55))
    a.lead("piano", tune, gate=1.0).lead("piano2", left, level=0.62, main=False, gate=1.0)
    a.pedal("piano2")
    b = part(s, "Ending", "Em Cmaj7 | B7sus4 B7 | Em", (0.4, 0.25), rit=0.7)
    b.lead("piano", "g4:1 f#:.5 e g:1 f# | e:2 d#:2 | e4:4", gate=1.0)
    b.lead(
        "piano2",
        "e3+g+b:.5 " * 4
        + "c3+e+g:.5 " * 4
        + "| b2+e3+a:.5 "
        + "b2+e3+a:.5 " * 3
        + "b2+d#3+a:.5 " * 4
        + "| e2+b2+g3:4",
        level=0.6,
        main=False,
    )
    b.pedal("piano2")
    return s


@piece(
    22,
    "last-platform",
    "Last Platform",
    "마지막 승강장",
    by="north-window",
    genre="chamber",
    tags="rain night commute",
    mix="peace .12 tension .06",
    energy=0.28,
    valence=-0.6,
    arousal=-0.35,
)
def last_platform() -> Score:
    s = Score(80, "D minor", seed=22, rubato=0.03, tone=Tone(room=0.7, wet=0.6))
    s.mix("piano", pan=-0.2, volume=90)
    verse = "Dm | Bb/D | Gm/D | A7/C# | Dm | Bbmaj7 | Gm6 | A7sus4 A7"
    a = (
        "d4:1.5 e:.5 f:1 a | g:1 f:.5 d bb3:2 | g3:.5 bb d4 g bb:1.5 a:.5 | g:1 "
        "e:1 c#:2 |"
        "d4:1.5 e:.5 f:1 a | c5:1 bb4:.5 a f:2 | e4:1 g bb:1.5 a:.5 | a:2 g:1 "
        "c#:1"
    )
    lift = "Bbmaj7 | C/Bb | Am7 | Dm | Gm7 | Em7b5 A7"
    b = (
        "d5:2 c:1 bb4 | e5:2 d:.5 c bb4 c | c5:1.5 b4:.5 a:2 | f5:2 e:.5 d a4 f |"
        "bb4:2 a:.5 g f d | g:2 e:1 c#"
    )
    i = part(s, "Intro", "Dm | A7/C#", (0.3, 0.4))
    i.arp("piano", "b 0 1 2 3 2 1 0", low="d3", high="f4")
    one = part(s, "A", verse, (0.42, 0.5))
    one.arp("piano", "b 0 1 2 3 2 1 0", low="d3", high="f4").lead("cello", a)
    two = part(s, "B", lift, (0.5, 0.68))
    two.arp("piano", "b 1 2 3 4 3 2 1", low="d3", high="f4").lead("cello", b)
    two.pad("slowstrings", low="f3", high="d5", level=0.55)
    end = part(s, "Ending", "Dm | Gm/D | Dm", (0.4, 0.25), rit=0.75)
    end.arp(
        "piano", "b 0 1 2 3 . . . b 0 1 2 3 . . . b 0 1 2 4 . . . ", low="d3", high="f4", ring=2
    )
    end.lead("cello", "d4:3 e:.5 f | d:2 bb3:1 g | a:4", level=0.9)
    end.pad("slowstrings", low="d3", high="a4", level=0.5)
    return s


@piece(
    23,
    "the-fair-is-over",
    "The Fair Is Over",
    "장날은 지나고",
    by="old-mill",
    genre="folk",
    tags="rain walk reading",
    mix="neutral .18 peace .12",
    energy=0.28,
    valence=-0.4,
    arousal=-0.35,
    era="traditional",
    source=(
        "Arranged from the English traditional song Scarborough Fair (17th century)",
        "영국 전통 노래 '스카버러 페어'(17세기)를 편곡했어요",
    ),
)
def fair() -> Score:
    s = Score(114, "D minor", meter=3, seed=23, rubato=0.02, tone=Tone(room=0.65))
    tune = (
        "d4:2 d:1 | a:2 a:1 | e:1.5 f:.5 e:1 | d:3 | r:1 a:1 c5 | d:2 c:1 | a4:1 "
        "b g | a:3 |"
        "r:2 d5:1 | d:2 d:1 | c:2 a4:1 | a:1 g f | e:1 c:2 | d:2 a:1 | g:2 f:1 | "
        "e:1 d c | d:3 | d:3"
    )
    chords = "Dm | Am | C | Dm | F | G | Am G | Am | Dm | Dm | F | F | C | Dm | G7 | C | Dm | Dm"
    i = part(s, "Intro", "Dm | Dm", 0.4)
    i.arp("steel", "b 1 2 3 2 1", low="d3", high="f4")
    a = part(s, "A", chords, (0.45, 0.55))
    a.lead("englishhorn", tune).arp("steel", "b 1 2 3 2 1", low="d3", high="f4", level=0.75)
    b = part(s, "A'", chords, (0.6, 0.5), rit=0.8)
    b.lead("violin", tune, up=12, level=0.9).arp(
        "steel", "b 1 2 3 2 1", low="d3", high="f4", level=0.75
    )
    b.lead(
        "englishhorn",
        "a4:3 | c5:3 | g4:3 | f:3 | a:3 | b:3 | c5:2 b4:1 | a:3 | f:2 a:1 | f:3 |"
        "e:2 f:1 | f:2 e:1 | g:3 | f:3 | e:3 | g:2 e:1 | f:3 | f:3",
        main=False,
        level=0.65,
    )
    b.bass("cello", "1-----", low="c2", high="d3", level=0.7)
    e = part(s, "Ending", "Dm", 0.4)
    e.hold("steel", low="d3", high="f4", roll=0.15, level=0.8).bass(
        "cello", "1-----", low="c2", high="d3"
    )
    return s


@piece(
    24,
    "arirang-at-dusk",
    "Arirang at Dusk",
    "해 질 녘 아리랑",
    by="han-river-folk",
    genre="korean-folk",
    tags="rain walk family",
    mix="peace .2 neutral .06",
    energy=0.3,
    valence=-0.3,
    arousal=-0.35,
    era="traditional",
    source=("Arranged from the Korean folk song Arirang", "한국 민요 '아리랑'을 편곡했어요"),
)
def arirang() -> Score:
    s = Score(88, "G major", meter=3, seed=24, rubato=0.03, tone=Tone(room=0.75, wet=0.65))
    refrain = (
        "d4:1.5 e:.5 d e | g:1.5 a:.5 g a | b:1 a:.5 g e d | d:1.5 e:.5 d e |"
        "g:1.5 a:.5 g:.5 a | b:.5 a g e d e | g:1.5 a:.5 g:1 | g:3"
    )
    verse = (
        "d5:2 d:1 | d:1 b4 a | b:1 a:.5 g e d | d:1.5 e:.5 d e |"
        "g:1.5 a:.5 g:.5 a | b:.5 a g e d e | g:1.5 a:.5 g:1 | g:3"
    )
    one = "G | Em | G/B Em | G/D | Em | G/B Cadd9 | G/D C/E | G"
    two = "G | Em | G/B C | G/D | Em | Bm Cadd9 | G/D D7sus4 | G"
    i = part(s, "Intro", "G | Em", 0.35)
    i.arp("koto", "0 1 2 3 4 .", low="g3", high="e5", ring=2)
    a = part(s, "A", one, (0.42, 0.5))
    a.lead("shakuhachi", refrain, up=12, level=0.9)
    a.arp("koto", "0 . 2 3 . 2", low="g3", high="e5", level=0.75, ring=2)
    b = part(s, "B", two, (0.55, 0.65))
    b.lead("fiddle", verse).pad("slowstrings", low="g3", high="d5", level=0.5)
    b.arp("koto", "0 1 2 3 2 1", low="g3", high="e5", level=0.7, ring=2)
    b.bass("cello", "1-----", low="c2", high="e3", level=0.7).drums("shaker", level=0.25)
    c = part(s, "A'", two, (0.65, 0.5), rit=0.75)
    c.lead("shakuhachi", verse, level=0.85).lead(
        "fiddle",
        "b4:3 | g:3 | d5:2 c:1 | b4:3 | g:2 e:1 | f#:1.5 e:1.5 | d:1.5 f#:1.5 | g:3",
        main=False,
        level=0.7,
    )
    c.pad("slowstrings", low="g3", high="d5", level=0.55)
    c.arp("koto", "0 1 2 3 2 1", low="g3", high="e5", level=0.7, ring=2)
    c.bass("cello", "1-----", low="c2", high="e3", level=0.7)
    e = part(s, "Ending", "G | G", 0.35)
    e.arp("koto", "0 1 2 3 4 5 6 . . . . .", low="g3", high="e5", ring=4).pad(
        "slowstrings", low="g3", high="d5", level=0.5
    )
    return s
