"""Neutral, part 1 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    51,
    "green-hem",
    "Green Hem",
    "초록 옷자락",
    by="old-mill",
    genre="folk",
    tags="reading morning walk",
    mix="sadness .16 peace .14",
    energy=0.35,
    valence=-0.05,
    arousal=-0.2,
    era="traditional",
    source=(
        "Arranged from the English traditional song Greensleeves (16th century)",
        "영국 전통 노래 '그린슬리브스'(16세기)를 편곡했어요",
    ),
)
def green_hem() -> Score:
    s = Score(112, "A minor", meter=3, seed=51, rubato=0.02, tone=Tone(room=0.6))
    verse = "Am | C | G | Em | Am | Am | E | E | Am | C | G | Em | Am | E7 | Am | Am"
    chorus = "C | C | G | Em | Am | Am | E | E | C | C | G | Em | Am | E7 | Am | Am"
    a = (
        "c5:2 d:1 | e:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 | c5:2 a4:1 | "
        "a:1.5 g#:.5 a:1 |"
        "b:2 g#:1 | e:2 a:1 | c5:2 d:1 | e:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 "
        "b:1 |"
        "c5:1.5 b4:.5 a:1 | g#:1.5 f#:.5 g#:1 | a:3 | a:2 r:1"
    )
    b = (
        "g5:3 | g:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 | c5:2 a4:1 | a:1.5 "
        "g#:.5 a:1 |"
        "b:2 g#:1 | e:3 | g5:3 | g:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 |"
        "c5:1.5 b4:.5 a:1 | g#:1.5 f#:.5 g#:1 | a:3 | a:2 r:1"
    )
    i = part(s, "Intro", "Am | Am", 0.45)
    i.arp("nylon", "b 1 2 3 2 1", low="a2", high="e4").lead("flute", "a4:1", at=5, main=False)
    one = part(s, "A", verse, (0.5, 0.58))
    one.lead("flute", a).arp("nylon", "b 1 2 3 2 1", low="a2", high="e4", level=0.8)
    two = part(s, "B", chorus, (0.6, 0.68))
    two.lead("flute", b).arp("nylon", "b 1 2 3 2 1", low="a2", high="e4", level=0.8)
    two.bass("cello", "1-----", low="e2", high="e3", level=0.7)
    two.pad("viola", low="e3", high="c5", voices=2, level=0.5)
    e = part(s, "Ending", "Am | E7 | A", (0.5, 0.35), rit=0.7)
    e.lead("flute", "c5:1.5 b4:.5 a:1 | g#:1.5 f#:.5 g#:1 | a:3", main=False)
    e.arp("nylon", "b 1 2 3 2 1 b 1 2 3 2 1 b 0 1 2 3 4", low="a2", high="e4", ring=2)
    e.bass("cello", "1-----", low="e2", high="e3", level=0.7)
    return s


@piece(
    52,
    "desk-lamp",
    "Desk Lamp",
    "책상 스탠드",
    by="night-bus",
    genre="lo-fi",
    tags="study focus night",
    mix="peace .22 sadness .06",
    energy=0.35,
    valence=0.15,
    arousal=-0.25,
)
def desk_lamp() -> Score:
    s = Score(
        78,
        "G major",
        seed=52,
        swing=0.6,
        swing_unit=0.5,
        loose=1.6,
        tone=Tone(low=1.5, high=-3, drive=0.15, room=0.5, cutoff=7500),
    )
    s.mix("drums", volume=116, reverb=20)
    loop = "Cmaj9 | Bm7 E7#9 | Am9 | D13 Gmaj7"
    a = "b4:.5 d5 e:1 d:.5 b4 g:1 | a:1.5 f#:.5 g#:1 r | c5:.5 b4 c5 e d:1 c | b4:1 a:.5 b f#:2"
    b = "g5:1 e:.5 d e:1 b4 | d5:1 f#:.5 a g#:2 | e5:1 c:.5 b4 c5:1 g4 | b4:1 e5:.5 d b4:2"
    i = part(s, "Intro", "Cmaj9 | Bm7 E7#9", (0.4, 0.5))
    i.comp("rhodes", "x--..x-.x---....", step=0.25, low="d3", high="c5", pedal=True)
    for name, tune, level in (("A", a, 0.55), ("B", b, 0.62), ("A'", a, 0.6)):
        sec = part(s, name, loop, level)
        sec.comp("rhodes", "x--..x-.x---....", step=0.25, low="d3", high="c5", pedal=True)
        sec.bass("bass", "1--..1.51--..5.a", step=0.25).drums("lofi", level=0.8, fill="soft")
        if name == "B":
            sec.lead("vibes", tune, level=0.8)
        else:
            sec.lead("jazzguitar", tune, level=0.85)
        if name == "A'":
            sec.lead("vibes", "r:2 b5:2 | r:2 g#5:2 | r:2 g5:2 | r:2 d5:2", main=False, level=0.6)
    e = part(s, "Ending", "Am9 D13 | Gmaj9", (0.5, 0.4), rit=0.85)
    e.comp("rhodes", "x-------x-------X---------------", step=0.25, low="d3", high="c5", pedal=True)
    e.bass("bass", "1---1---1-------").lead(
        "jazzguitar", "c5:.5 b4 a g f#:1 a:.5 f# | g:4", main=False
    )
    e.drums("hats", level=0.6)
    return s


# one bar of the prelude a row: bass, tenor, then the three upper notes
PRELUDE = (
    "c4 e g c5 e",
    "c4 d a d5 f",
    "b3 d4 g d5 f",
    "c4 e g c5 e",
    "c4 e a e5 a",
    "c4 d f# a d5",
    "b3 d4 g d5 g",
    "b3 c4 e g c5",
    "a3 c4 e g c5",
    "d3 a d4 f# c5",
    "g3 b d4 g b",
    "g3 bb e4 g c#5",
    "f3 a d4 a d5",
    "f3 ab d4 f b",
    "e3 c4 e g c5",
    "e3 f a c4 f",
    "d3 f a c4 f",
    "g2 d3 g b f4",
    "c3 e g c4 e",
)


PRELUDE_CHORDS = (
    "C | Dm7/C | G7/B | C | Am/C | D7/C | G/B | Cmaj7/B | Am7 | D7 | G | "
    "C#dim7/G |"
    "Dm/F | G#dim7/F | C/E | Fmaj7/E | Dm7 | G7 | C"
)


def _figure(row: str) -> str:
    """Write a bar of the prelude: each half plays the five notes, then the upper three again."""
    notes, octave = [], ""
    for word in row.split():
        octave = word[-1] if word[-1].isdigit() else octave
        notes.append(word.rstrip("0123456789") + octave)
    half = " ".join(f"{n}:.25" for n in [*notes, *notes[2:]])
    return f"{half} {half}"


@piece(
    53,
    "water-clock",
    "Water Clock",
    "물시계",
    by="clockwork-parlor",
    genre="classical",
    tags="study focus morning",
    mix="peace .28 joy .06",
    energy=0.3,
    valence=0.3,
    arousal=-0.25,
    era="baroque",
    source=(
        "Arranged from J. S. Bach, Prelude in C major, BWV 846 (1722)",
        "요한 제바스티안 바흐 평균율 1권 다장조 전주곡(1722)을 편곡했어요",
    ),
)
def water_clock() -> Score:
    s = Score(84, "C major", seed=53, loose=0.8, tone=Tone(room=0.6))
    rows = [_figure(row) for row in PRELUDE]
    bars = PRELUDE_CHORDS.split("|")
    lows = [row.split()[0] for row in PRELUDE]
    for name, first, last, level in (("A", 0, 11, (0.45, 0.55)), ("B", 11, 19, (0.58, 0.45))):
        sec = part(s, name, "|".join(bars[first:last]), level, rit=0.85 if name == "B" else 1)
        sec.lead("epiano", "|".join(rows[first:last]), level=0.85, gate=1.2)
        sec.lead("harp", "|".join(rows[first:last]), main=False, level=0.55, gate=2)
        sec.lead("cello", "|".join(f"{n}:4" for n in lows[first:last]), main=False, level=0.5, up=0)
        sec.pad("warmpad", low="c4", high="c5", voices=3, level=0.35)
    e = part(s, "Ending", "C", 0.4)
    e.hold("harp", "epiano", low="c3", high="e5", roll=0.2)
    e.lead("cello", "c3:4", main=False, level=0.5)
    return s


@piece(
    54,
    "tin-minuet",
    "Tin Minuet",
    "양철 미뉴에트",
    by="clockwork-parlor",
    genre="classical",
    tags="study morning family",
    mix="joy .24 peace .12",
    energy=0.38,
    valence=0.4,
    arousal=0.0,
    era="baroque",
    source=(
        "Arranged from Christian Petzold, Minuet in G (about 1725)",
        "크리스티안 페촐트 미뉴에트 사장조(1725년경)를 편곡했어요",
    ),
)
def minuet() -> Score:
    s = Score(126, "G major", meter=3, seed=54, loose=0.9, tone=Tone(room=0.45))
    a = (
        "d5:1 g4:.5 a b c5 | d:1 g4! g! | e5:1 c:.5 d e f# | g:1 g4! g! | c5:1 "
        "d:.5 c b4 a | b:1 c5:.5 b4 a g |"
        "f#:1 g:.5 a b g | {end}"
    )
    half, full = (
        a.format(end="a4:3"),
        a.format(end="g4:3").replace("f#:1 g:.5 a b g | g4:3", "a:1 b:.5 a g f# | g:3"),
    )
    b = (
        "b5:1 g:.5 a b g | a:1 d:.5 e f# d | g:1 e:.5 f# g d | c#:1 b4:.5 c#5 "
        "a4:1 | a:.5 b c#5 d e f# | g:1 f# e |"
        "f#:1 a4 c#5 | d:3 | d:1 g4:.5 f# g:1 | e5:1 g4:.5 f# g:1 | d5:1 c b4 | "
        "a:.5 g f# g a:1 |"
        "d4:.5 e f# g a b | c5:1 b4 a | b:.5 d5 g4:1 f# | g:3"
    )
    chords = "G | G | C | G/B | Am | G/B | D7 | D | G | G | C | G/B | Am | G/B | D7 | G"
    second = (
        "G | D/F# | Em | A7 | A7 | Em7 A7*2 | D/A A7*2 | D | G/B | C | G/B | D | "
        "D7 | D7/F# | G*2 D7*1 | G"
    )
    low = "1-5-3-"
    for name, chart, tune, who, level in (
        ("A", chords, half + "|" + full, "harpsichord", 0.5),
        ("B", second, b, "celesta", 0.56),
        ("A'", chords.split(" | ", 8)[8], full, "harpsichord", 0.6),
    ):
        sec = part(s, name, chart, level)
        sec.lead(who, tune).bass("harpsichord2", low, low="g2", high="g3", level=0.8).bass(
            "pizz", "1.....", low="g2", high="g3", level=0.7
        )
        if name != "A":
            sec.lead("pizz2", tune, main=False, level=0.75)
        if name == "A'":
            sec.lead("glock", tune, up=12, main=False, level=0.45)
    e = part(s, "Ending", "C G/B | D7 | G", 0.55, rit=0.8)
    e.lead("harpsichord", "e5:.5 c d:1 b4 | a:1 b:.5 a g f# | g4+b+d5+g:3", main=False).bass(
        "harpsichord2", "1-1-1-1-5-1-1-----", low="g2", high="g3"
    )
    e.bass("pizz", "1.....1.....1.....", low="g2", high="g3")
    return s
