"""Sadness, part 2 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    25,
    "moon-on-the-keys",
    "Moon on the Keys",
    "건반 위의 달",
    by="linden-keys",
    genre="classical",
    tags="night rain reading",
    mix="peace .16 tension .06",
    energy=0.2,
    valence=-0.55,
    arousal=-0.5,
    era="classical",
    source=(
        "Arranged from Ludwig van Beethoven, Moonlight Sonata, first movement (1801)",
        "루트비히 판 베토벤 '월광' 소나타 1악장(1801)을 편곡했어요",
    ),
)
def moon() -> Score:
    s = Score(58, "C# minor", seed=25, rubato=0.02, tone=Tone(high=-1, room=0.75, wet=0.65))
    s.mix("piano2", pan=-0.05, reverb=52)
    s.mix("piano3", pan=-0.25, reverb=52)
    s.mix("piano", reverb=52)
    cells = {
        "Cm": "g#3 c#4 e",
        "Fm": "a3 c#4 f#",
        "A": "a3 c#4 e",
        "D": "a3 d4 f#",
        "G7": "g#3 c4 f#",
        "Gs": "g#3 c#4 e",
        "G7b": "g#3 c#4 d#",
        "G7c": "f#3 c4 d#",
        "E": "g#3 b e4",
        "B7": "a3 b d#4",
        "Em": "g3 b e4",
    }

    def turn(*names: str) -> str:
        beats = 4 // len(names)
        return " ".join(f"{cells[n].replace(' ', ':1/3 ', 1)}" for n in names for _ in range(beats))

    def bars(*rows: tuple[str, ...]) -> str:
        return "|".join(turn(*row) for row in rows)

    low = {"intro": "c#3+c#2:4 | b1+b2:4 | a1+a2:2 f#1+f#2:2 | g#1+g#2:4"}
    i = part(s, "Intro", "C#m | C#m/B | A*2 D/F#*2 | G#7*1 C#m/G#*1 G#sus4*1 G#7*1", 0.4)
    i.lead(
        "piano2",
        bars(("Cm",), ("Cm",), ("A", "D"), ("G7", "Gs", "G7b", "G7c")),
        main=False,
        level=0.7,
    )
    i.lead("piano3", low["intro"], main=False, level=0.75).pedal("piano2")
    a = part(s, "A", "C#m | G#7 | C#m F#m | E B7 | E | Em", (0.45, 0.5))
    a.lead(
        "piano",
        "r:3 g#4:.75 g#:.25 | g#:3 g#:.75 g#:.25 | g#:2 a:2 | g#:2 f#:1 b:1 | "
        "e:3 e:.75 e:.25 | e:4",
        gate=1,
    )
    a.lead(
        "piano2",
        bars(("Cm",), ("G7",), ("Cm", "Fm"), ("E", "B7"), ("E",), ("Em",)),
        main=False,
        level=0.62,
    )
    a.lead(
        "piano3",
        "c#3+c#2:4 | b#2+b#1:4 | c#3+c#2:2 f#2+f#1:2 | b2+b1:2 b2+b1:2 | e2+e3:4 | e2+e3:4".replace(
            "b#2+b#1", "c3+c2"
        ),
        main=False,
        level=0.75,
    )
    a.pedal("piano2")
    e = part(s, "Ending", "A F#m | G#7 | C#m", (0.45, 0.3), rit=0.7)
    e.lead("piano", "e4:2 a:2 | g#:2 f#:1 c:1 | c#4:4", gate=1)
    e.lead(
        "piano2",
        bars(("A", "Fm"), ("G7",)) + "| g#3:1/3 c#4 e g# c#5 e c#5 g#4 e c# g#3 e",
        main=False,
        level=0.6,
    )
    e.lead("piano3", "a1+a2:2 f#1+f#2:2 | g#1+g#2:4 | c#2+c#3:4", main=False, level=0.75).pedal(
        "piano2"
    )
    return s


@piece(
    26,
    "closing-time-blues",
    "Closing Time Blues",
    "문 닫는 시간의 블루스",
    by="blue-stair",
    genre="blues",
    tags="night cafe rain",
    mix="neutral .18 peace .08",
    energy=0.35,
    valence=-0.4,
    arousal=-0.25,
)
def closing_time() -> Score:
    s = Score(
        66,
        "C minor",
        seed=26,
        swing=0.66,
        loose=1.6,
        kit=40,
        tone=Tone(low=1, high=-0.5, room=0.55),
    )
    blues = "Cm7 | Fm7 | Cm7 | C7 | Fm7 | Fm7 | Cm7 | Cm7 | Ab7 | G7#9 | Cm7 Fm7 | Cm7 G7"
    a = (
        "r:.5 g4 bb c5 eb:1 c:.5 bb4 | c5:1.5 ab4:.5 f:2 | r:.5 g4 bb c5 eb:.5 f "
        "gb f | e:1.5 c:.5 bb4:2 |"
        "r:.5 c5 eb f ab:1 f:.5 eb | f:1.5 eb:.5 c:2 | r:.5 g4 bb c5 eb:1 d:.5 c "
        "| g4:2 r:2 |"
        "eb5:1.5 c:.5 ab4:1 gb5 | f:1 d:.5 b4 bb:1 g | c5:.5 eb c bb4 ab:1 f | "
        "g:2 f:1 d"
    )
    i = part(s, "Intro", "Ab7 G7#9 | Cm7", 0.45)
    i.comp("piano", "x---x---x-------", low="eb3", high="d5", level=0.8, pedal=True)
    i.bass("upright", "1---1---1---5-a-")
    one = part(s, "A", blues, (0.5, 0.62), rit=0.95)
    one.lead("altosax", a).walk("upright", level=0.8).drums("brush", level=0.6, fill="soft")
    one.comp("piano", "..x-..x---x-....", low="eb3", high="d5", level=0.6, pedal=True)
    e = part(s, "Ending", "Ab7 G7#9 | Cm9", (0.5, 0.35), rit=0.75)
    e.lead("altosax", "eb5:1 c:.5 ab4 f:1 b | c5:.5 eb g4:3", main=False)
    e.comp("piano", "x---x---x-------", low="eb3", high="d5", level=0.7, pedal=True)
    e.bass("upright", "1---1---1-------").drums("brush", level=0.4)
    return s


@piece(
    27,
    "adagio-for-a-coat",
    "Adagio for an Empty Coat",
    "빈 외투를 위한 아다지오",
    by="organ-loft",
    genre="chamber",
    tags="rain winter rest",
    mix="peace .12 tension .08",
    energy=0.3,
    valence=-0.7,
    arousal=-0.35,
)
def adagio() -> Score:
    s = Score(60, "G minor", meter=3, seed=27, rubato=0.03, tone=Tone(room=0.85, wet=0.75))
    ground = "Gm | Gm/F | Cm/Eb | D7 | Gm | Eb | Am7b5/C | D7"
    a = (
        "g5:1.5 f#:.5 g:.5 d | f:1.5 eb:.5 d:1 | eb:.5 d c bb4 c5:1 | a4:2 d:1 |"
        "bb4:1.5 a:.5 g:.5 bb | d5:.5 eb g:1 f:1 | eb:1 c:.5 bb4 a:.5 g | f#:2 "
        "d:1"
    )
    b = (
        "d5:1 g:1 bb | a:1.5 g:.5 f:1 | eb:.5 f g:1 c | f#:2 a:1 | bb:1.5 a:.5 "
        "g:1 |"
        "g:.5 f eb d c bb4 | c5:1 eb:.5 d a4 c5 | bb4:1 a:2"
    )
    i = part(s, "Intro", "Gm | D7", 0.35)
    i.pad("organ", low="g3", high="d5", level=0.6).bass(
        "contrabass", "1-5-8-", low="g1", high="g2", level=0.9
    )
    one = part(s, "A", ground, (0.45, 0.55))
    one.lead("violin", a).pad("organ", low="g3", high="d5", level=0.5)
    one.bass("pizz", "1.5.8.", low="g1", high="g2", level=0.9)
    two = part(s, "B", ground, (0.6, 0.8), rit=0.8)
    two.lead("violin", b).lead("cello", a, up=-24, main=False, level=0.75)
    two.pad("strings", low="g3", high="d5", level=0.7).pad("organ", low="d3", high="a4", level=0.5)
    two.bass("contrabass", "1-5-8-", low="g1", high="g2", level=0.9)
    e = part(s, "Ending", "Cm6/Eb | Gm", (0.45, 0.3), rit=0.8)
    e.lead("violin", "c5:1 bb4 a | g:3", main=False).pad("organ", low="g3", high="d5", level=0.6)
    e.bass("contrabass", "1-----", low="g1", high="g2")
    return s


@piece(
    28,
    "pipes-far-off",
    "Pipes, Far Off",
    "멀리서 부르는 피리",
    by="tin-kites",
    genre="folk",
    tags="walk family travel",
    mix="peace .26 joy .04",
    energy=0.3,
    valence=-0.15,
    arousal=-0.3,
    era="traditional",
    source=(
        "Arranged from the Irish traditional Londonderry Air (published 1855)",
        "아일랜드 전통 선율 '런던데리의 노래'(1855년 출판)를 편곡했어요",
    ),
)
def pipes() -> Score:
    s = Score(76, "C major", seed=28, rubato=0.03, tone=Tone(room=0.75, wet=0.6))
    tune = (
        "e4:1.5 d:.5 e:1 a | g:1 e:.5 d c:1 a3 | c4:1 e:.5 f g:1 a:.5 g | e:.5 c "
        "e:1 d:1 b3:.5 c4 |"
        "e4:1.5 d:.5 e:1 a | g:1 e:.5 d c:1 a3:.5 b | c4:1.5 b3:.5 c4:1 d:.5 f | "
        "e:.5 d c:2 g:.5 a"
    )
    refrain = (
        "c5:1.5 b4:.5 b:1 a:.5 g | a:.5 g e c:1.5 g:.5 a | c5:1.5 b4:.5 b:1 a:.5 "
        "g | e:2 d:1 g4:1/3 g g |"
        "e5:1.5 d:.5 d:1 c | a4:.5 c5 a4 g e c:1 b3:.5 | c4:1 e:.5 a g:1 e:.5 d "
        "| c:4"
    )
    chords = "C | C F | C/E Am | C G7 | C | C F | F G7 | C"
    up = "C | F C | C/E F | C G | C/E F | F C | C/G G7 | C"
    i = part(s, "Upbeat", "C", 0.4)
    i.arp("harp", "b 0 1 2 3 . . .", low="e3", high="e5", ring=2)
    i.lead("whistle", "b4:.5 c5 d", at=2.5)
    one = part(s, "A", chords, (0.42, 0.52))
    one.lead("whistle", tune, up=12, level=0.85).arp(
        "harp", "b 0 1 2 3 2 1 0", low="e3", high="e5", level=0.75, ring=2
    )
    two = part(s, "B", up, (0.6, 0.8), rit=0.75)
    two.lead("violin", refrain).arp(
        "harp", "b 0 1 2 3 2 1 0", low="e3", high="e5", level=0.7, ring=2
    )
    two.pad("slowstrings", low="g3", high="e5", level=0.6).bass(
        "cello", "1-------", low="c2", high="c3"
    )
    e = part(s, "Ending", "F C/E | C", 0.35, rit=0.8)
    e.lead("whistle", "a5:1 f e g | c5:4", main=False).arp(
        "harp", "b 0 1 2 b 0 1 2 b 0 1 2 3 4 5 6", low="e3", high="e5", ring=4
    )
    e.pad("slowstrings", low="g3", high="e5", level=0.5)
    return s
