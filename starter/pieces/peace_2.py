"""Peace, part 2 of 2; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    36,
    "slow-hammock",
    "Slow Hammock",
    "느린 그물침대",
    by="sunroom-band",
    genre="bossa-nova",
    tags="cafe rest cooking",
    mix="joy .18 neutral .14",
    energy=0.34,
    valence=0.55,
    arousal=-0.3,
)
def hammock() -> Score:
    s = Score(112, "D major", seed=36, loose=1.3, tone=Tone(high=-0.5, room=0.5))
    verse = "Dmaj9 | Dmaj9 | E9 | E9 | Em9 | A13 | Dmaj9 | Bm7 Bb7"
    a = (
        "f#5:1.5 e:.5 c#:1 a4 | c#5:3 r:.5 d | e:1.5 d:.5 b4:1 g# | b:3 r:.5 c#5 "
        "|"
        "d:1.5 c#:.5 b4:1 g | b:1 f# a b | a:3 f#:.5 a | d5:2 ab4:2"
    )
    bridge = "Gmaj7 | Gm6 | F#m7 | B7b9 | Em9 | A7sus4 A13 | Dmaj9 | A13"
    b = (
        "b4:1 d5 f#:1.5 e:.5 | e:1.5 d:.5 bb4:2 | a4:1 c#5 e:1.5 d:.5 | c:2 a4:1 "
        "d#5 |"
        "g:1.5 f#:.5 d:1 b4 | d5:1 e f#:1.5 e:.5 | c#:1.5 d:.5 a4:2 | b:2 f#:2"
    )
    guitar = "x.x..x.xx..x.x.."
    for name, chart, tune, level in (
        ("A", verse, a, 0.48),
        ("B", bridge, b, 0.56),
        ("A'", verse, a, 0.52),
    ):
        sec = part(s, name, chart, level)
        sec.comp("nylon", guitar, low="d3", high="c#5", level=0.75, gate=0.8)
        sec.bass("upright", "1--51--5", low="e1", high="d3", level=0.75).drums("bossa", level=0.55)
        sec.lead("flute" if name != "B" else "vibes", tune, level=0.85)
        if name == "A'":
            sec.pad("slowstrings", low="f#4", high="e5", voices=2, level=0.4)
    e = part(s, "Ending", "Em9 A13 | Dmaj9", (0.45, 0.35), rit=0.8)
    e.lead("flute", "g5:1 f#:.5 d b4:1 c#5 | e5:4", main=False).bass(
        "upright", "1--51--51-------", low="e1", high="d3"
    )
    e.comp("nylon", "x.x..x.xD-------", low="d3", high="c#5", level=0.7)
    return s


@piece(
    37,
    "a-long-way-west",
    "A Long Way West",
    "서쪽으로 먼 길",
    by="north-window",
    genre="classical",
    tags="travel rest reading",
    mix="sadness .18 neutral .04",
    energy=0.24,
    valence=0.3,
    arousal=-0.45,
    era="romantic",
    source=(
        'Arranged from Antonín Dvořák, Symphony No. 9 "From the New World", Largo (1893)',
        "안토닌 드보르자크 교향곡 9번 '신세계로부터' 라르고(1893)를 편곡했어요",
    ),
)
def west() -> Score:
    s = Score(60, "D major", seed=37, rubato=0.02, tone=Tone(room=0.8, wet=0.7))
    tune = (
        "f#4:.75 a:.25 a:2 r:1 | f#:.75 e:.25 d:2 r:1 | e:.75 f#:.25 a:.75 "
        "f#:.25 e:2 |"
        "f#:.75 a:.25 a:2 r:1 | f#:.75 e:.25 d:2 r:1 | e:.75 f#:.25 e:.75 d:.25 "
        "d:2"
    )
    mid = (
        "b4:.75 d5:.25 d:1 c#:.5 a4 b:1 | b:.5 d5 c#:.5 a4 b:2 | b:.75 d5:.25 "
        "d:1 c#:.5 a4 b:1 |"
        "b:.5 d5 c#:.5 a4 b:1 a:1"
    )
    i = part(s, "Intro", "D Bb/D | Gm6 D", (0.3, 0.36))
    i.pad("horn", low="d3", high="d4", voices=3, level=0.8).pad(
        "slowstrings", low="d3", high="f#4", level=0.5
    )
    one = part(s, "A", "D | Bm | Em A | D | Bm | Em*1 A7*1 D*2", (0.4, 0.46))
    one.lead("englishhorn", tune, up=12).pad("slowstrings", low="d3", high="f#4", level=0.6)
    one.bass("cello", "1-------", low="d2", high="d3", level=0.6)
    two = part(s, "B", "G | Em | G | Em A7", (0.5, 0.58))
    two.lead("clarinet", mid).pad("slowstrings", low="d3", high="g4", level=0.6)
    two.bass("cello", "1---5---", low="d2", high="d3", level=0.6).arp(
        "harp", "0 1 2 3", low="d3", high="d5", level=0.5
    )
    end = part(s, "Ending", "Em*1 A7*1 D*2 | D", (0.42, 0.28), rit=0.75)
    end.lead("englishhorn", "e5:.75 f#:.25 e:.75 d:.25 d:2 | d5:4", main=False)
    end.pad("slowstrings", low="d3", high="f#4", level=0.6).bass(
        "cello", "1---1---1-------", low="d2", high="d3", level=0.6
    )
    end.pad("horn", low="d3", high="d4", voices=3, level=0.5)
    return s


@piece(
    38,
    "paper-boats",
    "Paper Boats",
    "종이배",
    by="tin-kites",
    genre="chamber",
    tags="morning rest meditation",
    mix="joy .18 sadness .04",
    energy=0.26,
    valence=0.55,
    arousal=-0.4,
)
def paper_boats() -> Score:
    s = Score(92, "G major", meter=3, seed=38, rubato=0.03, tone=Tone(room=0.75, wet=0.65))
    ground = "G | Em7 | Cadd9 | D | G/B | Am7 | C | D7sus4"
    a = (
        "b4:1 d5 g | f#:1.5 e:.5 d:1 | e:1 d c | d:2 a4:1 | b:1 d5 g | a:1.5 "
        "g:.5 e:1 | g:1 e c | d:3"
    )
    b = (
        "g5:1.5 a:.5 b:1 | a:1 g e | g:1.5 f#:.5 e:1 | f#:2 d:1 | b4:1 c5 d | "
        "e:1.5 g:.5 f#:1 | e:1 d c | a4:2 d5:1"
    )
    i = part(s, "Intro", "G | Em7 | Cadd9 | D", (0.3, 0.4))
    i.arp("harp", "b 1 2 3 2 1", low="d3", high="d5", level=0.8, ring=2)
    for name, tune, level, who in (
        ("A", a, 0.42, "flute"),
        ("B", b, 0.54, "oboe"),
        ("A'", a, 0.5, "flute"),
    ):
        sec = part(s, name, ground, level)
        sec.arp("harp", "b 1 2 3 2 1", low="d3", high="d5", level=0.75, ring=2).lead(who, tune)
        sec.bass("cello", "1-----", low="c2", high="e3", level=0.6)
        if name != "A":
            sec.pad("viola", low="d3", high="d4", voices=2, level=0.5)
        if name == "A'":
            sec.lead(
                "glock",
                "r:1 g6 d | r b5 g | r e6 c | r a5 d6 | r g d | r c a5 | r c6 g5 | d6:3",
                main=False,
                level=0.5,
            )
    e = part(s, "Ending", "Cadd9 | D7sus4 | G", (0.4, 0.3), rit=0.7)
    e.lead("flute", "g5:1 e d | c:1.5 b4:.5 a:1 | g5:3", main=False).bass(
        "cello", "1-----", low="c2", high="e3", level=0.6
    )
    e.arp("harp", "b 1 2 3 2 1 b 1 2 3 2 1 0 1 2 3 4 5", low="d3", high="d5", ring=4)
    return s


@piece(
    39,
    "porch-light",
    "Porch Light",
    "툇마루 불빛",
    by="old-mill",
    genre="folk",
    tags="rest morning walk",
    mix="neutral .2 joy .12",
    energy=0.28,
    valence=0.5,
    arousal=-0.4,
)
def porch() -> Score:
    s = Score(82, "C major", seed=39, rubato=0.02, loose=1.4, tone=Tone(room=0.5))
    verse = "C | G/B | Am7 | Fmaj7 | C/E | Dm7 | F | G7sus4 G"
    a = (
        "e4:1 g:.5 a g:1 e | d:1.5 e:.5 g:2 | e:1 g:.5 a c5:1 a4 | g:1.5 f:.5 "
        "e:2 |"
        "g4:1 c5:.5 d e:1 c | d:1.5 c:.5 a4:2 | c5:1 a4:.5 g f:1 a | g:2 d:2"
    )
    b = (
        "c5:1.5 b4:.5 a:1 e | g:1.5 a:.5 c5:2 | a4:1 c5:.5 d c:1 a4 | b:1.5 a:.5 "
        "g:2 |"
        "c5:1.5 d:.5 e:1 d | c:1 a4 g e | f:1 a c5 a4 | b:2 g:2"
    )
    pick = "b 1 2 3 1 2 3 2"
    for name, chart, tune, level in (
        ("A", verse, a, 0.46),
        ("B", "Am | C/G | Fmaj7 | G | Am | Am/G | Fmaj7 | G", b, 0.54),
    ):
        sec = part(s, name, chart, level)
        sec.arp("steel", pick, low="e3", high="g4", level=0.75, ring=1.6).lead(
            "nylon", tune, up=0, level=0.95
        )
        if name == "B":
            sec.lead("harmonica", tune, main=False, level=0.5, up=12).bass(
                "upright", "1---5---", level=0.6
            )
    e = part(s, "A'", "C | G/B | Am7 Fmaj7 | C", (0.46, 0.32), rit=0.75)
    e.arp("steel", pick, low="e3", high="g4", level=0.7, ring=1.6)
    e.lead("nylon", "e4:1 g:.5 a g:1 e | d:1.5 e:.5 g:2 | e:.5 g a c5 a4:1 f | e:4", main=False)
    e.lead("harmonica", "r:4 | r:4 | r:4 | g5:4", main=False, level=0.4)
    return s


@piece(
    40,
    "tide-tables",
    "Tide Tables",
    "물때표",
    by="moss-garden",
    genre="ambient",
    tags="sleep meditation study",
    mix="neutral .18",
    energy=0.14,
    valence=0.35,
    arousal=-0.7,
)
def tide() -> Score:
    s = Score(
        66, "Eb major", seed=40, rubato=0.02, tone=Tone(low=0.5, high=-2, room=0.95, wet=0.85)
    )
    ground = "Ebmaj9 | Cm9 | Abmaj7 | Bb7sus4"
    a = "bb4:2 g:2 | d5:2 c:1 bb4 | c5:2 g4:2 | f:3 ab:1"
    b = "g5:2 f:1 d | eb:3 d:1 | c:2 eb:1 g | f:2 eb:2"
    for name, tune, level in (("A", a, (0.3, 0.42)), ("B", b, (0.42, 0.52)), ("A'", a, (0.5, 0.4))):
        sec = part(s, name, ground, level)
        sec.pad("spacepad", low="g3", high="eb5", level=0.7).bass(
            "fretless", "1-------", level=0.65
        )
        sec.arp(
            "rhodes",
            "b . 1 . 2 . 3 . 4 . 3 . 2 . 1 .",
            step=0.25,
            low="g3",
            high="d5",
            level=0.7,
            ring=4,
        )
        sec.lead("vibes" if name != "B" else "ocarina", tune, level=0.8)
        if name != "A":
            sec.pad("choir", low="g3", high="bb4", voices=3, level=0.35)
    e = part(s, "Ending", "Abmaj7 Bb7sus4 | Ebmaj9", (0.35, 0.2), rit=0.8)
    e.pad("spacepad", low="g3", high="eb5", level=0.7).bass(
        "fretless", "1---1---1-------", level=0.6
    )
    e.lead("vibes", "c5:1 eb bb4 ab | g5:4", main=False)
    e.arp(
        "rhodes",
        "b . 1 . 2 . 3 . b . 1 . 2 . 3 . b . 1 . 2 . 3 . 4 . 5 . 6 . . .",
        step=0.25,
        low="g3",
        high="d5",
        ring=5,
    )
    return s
