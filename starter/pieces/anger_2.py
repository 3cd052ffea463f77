"""Anger, part 2 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.pieces.ensembles import wall
from starter.score import Score, Tone
from starter.theory import pitch


@piece(
    5,
    "broken-heels",
    "Broken Heels",
    "부러진 구두굽",
    by="bandoneon-sur",
    genre="tango",
    tags="drive let-it-out cooking",
    mix="tension .2 sadness .12",
    energy=0.78,
    valence=-0.45,
    arousal=0.75,
)
def broken_heels() -> Score:
    s = Score(126, "A minor", seed=5, loose=1.3, tone=Tone(high=1, room=0.5))
    verse = (
        "Am | Am | E7/G# | E7 | Bm7b5/D | E7 | Am | A7 | Dm | Dm | Am/C | F7 | B7 | E7 | Am | E7"
    )
    a = (
        "r:.5 e5:.5> d# e f:1> e | c:1.5 b4:.5 a:2 | r:.5 d5:.5> c# d e:1> d | "
        "b4:1.5 a:.5 g#:2 |"
        "r:.5 f4 a d5 f:1> e:.5 d | e:1 d:.5 b4 g#:1 b | c5:.5 b4 a g# a:2 | "
        "c#5:2 e:1 g |"
        "f:1.5> e:.5 d:1 a4 | d5:1 f a:1.5 g:.5 | e:1.5 d:.5 c:1 a4 | eb5:1.5 "
        "d:.5 c:1 a4 |"
        "b4:.5 d#5 f# a a:1 f# | e:.5 d c b4 g#:1 e5 | a4:3 r:1 | g#5:.5> e d b4 "
        "e:2"
    )
    minor = "F | G7 | C | E7/B | Am | Dm6 | E7 | E7"
    b = (
        "a5:2> g:1 f | f:1.5 e:.5 d:2 | g:2> f:1 e | e:1.5 d:.5 b4:2 |"
        "c5:.5 b4 c5 e a:2> | f:.5 e f b4 d:2 | e:1 f:.5 e d#:1 e | g#:2> e:2"
    )
    for name, chart, tune, level in (("A", verse, a, 0.72), ("B", minor, b, 0.85)):
        sec = part(s, name, chart, level)
        sec.lead("bandoneon", tune).comp("piano", "X.x.X.x.X..X..x.", low="e3", high="c5", gate=0.5)
        sec.bass("contrabass", "1.5.1.5.1..1..a.", low="e1", high="c3").comp(
            "pizz", "X...X...X..X..X.", low="g3", high="d5", voices=3, gate=0.4
        )
        sec.drums("tango", level=0.45)
        if name == "B":
            sec.lead("violin", tune, up=-12 + 12, harmony=-2, main=False, level=0.8)
    last = part(s, "A'", " | ".join(verse.split(" | ")[8:]), 0.95, rit=0.9)
    tail = "|".join(a.split("|")[8:])
    last.lead("bandoneon", tail).lead("violin", tail, up=12, main=False)
    last.comp("piano", "X.xxX.xxX.xxX.xx", low="e3", high="c5", gate=0.5)
    last.bass("contrabass", "1.111.111..11.a.", low="e1", high="c3").drums("tango", level=0.6)
    e = part(s, "Ending", "Am E7 | Am", 1.0)
    e.lead("bandoneon", "a4:.5 b c5 d e:1 g#4:1 | a4+c5+e:.5!> r:3.5", main=False)
    e.comp("piano", "X...X...X.......", low="e3", high="c5", gate=0.6)
    e.bass("contrabass", "1.5.1.l.1.......", low="e1", high="c3")
    return s


def _storm(root: str, tones: str, accents: str) -> str:
    """Write a bar of rising sixteenths over an arpeggio that ends in two struck chords."""
    start, steps = pitch(root), [int(t) for t in tones.split()]
    names = ["c", "c#", "d", "d#", "e", "f", "f#", "g", "g#", "a", "a#", "b"]
    notes = []
    for index in range(12):
        midi = start + steps[index % len(steps)] + 12 * (index // len(steps))
        notes.append(f"{names[midi % 12]}{midi // 12 - 1}:.25")
    return " ".join(notes) + f" {accents}:.5> {accents}:.5>"


@piece(
    6,
    "third-storm",
    "Third Storm",
    "세 번째 폭풍",
    by="linden-keys",
    genre="classical",
    tags="focus let-it-out workout",
    mix="tension .28",
    energy=0.8,
    valence=-0.5,
    arousal=0.85,
    era="classical",
    source=(
        "Arranged from Ludwig van Beethoven, Moonlight Sonata, third movement (1801)",
        "루트비히 판 베토벤 '월광' 소나타 3악장(1801)을 편곡했어요",
    ),
)
def third_storm() -> Score:
    s = Score(152, "C# minor", seed=6, tone=Tone(high=1, room=0.5))
    s.mix("piano", reverb=30)
    s.mix("piano2", pan=-0.25, reverb=30)
    bars = [
        ("g#3", "0 5 8", "g#4+c#5+e5+g#5"),
        ("c#4", "0 3 7", "c#5+e5+g#5+c#6"),
        ("g#3", "0 4 7", "g#4+c5+d#5+g#5"),
        ("c4", "0 3 8", "c5+d#5+g#5+c6"),
        ("g#3", "0 5 9", "g#4+b4+c#5+f5"),
        ("a3", "0 4 9", "a4+c#5+f#5+a5"),
        ("f#3", "0 3 6", "f#4+a4+c5+f#5"),
        ("g#3", "0 4 7", "g#4+c5+d#5+g#5"),
    ]
    chart = "C#m | C#m/E | G#7/C | G#7/C | C#7/B | F#m/A | F#dim7/A | G#7"
    storm = "|".join(_storm(*bar) for bar in bars)
    low = "1.5.1.5."
    song = (
        "d#5:2 d#:1 e:.5 d# | c#:1 b4 a#:1 b:.5 c#5 | d#:2 g#:1.5 f#:.5 | f#:1 e "
        "d#:2 |"
        "d#:2 d#:1 e:.5 d# | c#:1 b4 a#:1 d#5 | g#4:.5 b d#5 g# b:1 a#:.5 g# | "
        "g:1 a# d#:2"
    )
    second = "G#m | E D#7/A# | G#m/B | C#m D#7 | G#m | E D#7 | G#m | D#7"
    for name, level in (("A", (0.6, 0.85)), ("A'", (0.8, 1.0))):
        a = part(s, name, chart, level)
        a.lead("piano", storm).bass("piano2", low, low="c#2", high="c#3", level=0.8)
        if name == "A":
            b = part(s, "B", second, (0.7, 0.85))
            b.lead("piano", song).arp(
                "piano2",
                "0 2 1 2",
                step=0.25,
                low="d#3",
                high="c#4",
                voices=3,
                level=0.6,
                pedal=False,
            )
            c = part(s, "C", "E | F#7 | G#m/B | C#7 | A | D#7/G | G#7 | G#7", (0.65, 0.9))
            c.lead(
                "piano",
                "e5:1.5 d#:.25 e g#:1 e | f#:1 e c# a#4 | b4:.5 d#5 g# d# b:1 g# |"
                "f:.5 g# b g# c#6:1 b5 | a:1 g#:.5 a c#6:1 a5 | g:.5 a# d#6 a#5 g:1 d# |"
                "c5:.5 d# f# g# c6:1 a5 | g#:2> c5+d#+f#+g#:2>",
            )
            c.arp(
                "piano2",
                "0 1 2 1",
                step=0.25,
                low="e3",
                high="e4",
                voices=3,
                level=0.65,
                pedal=False,
            )
    e = part(s, "Ending", "A | D7 | C#m/G# G#7 | C#m", 1.0, rit=0.85)
    e.lead(
        "piano",
        _storm("a3", "0 4 7", "a4+c#5+e5+a5")
        + "|"
        + _storm("a3", "0 5 9", "a4+d5+f#5+a5")
        + "| g#5:.5 e c# g#4 g#5:.5 d# c5 g#4 | c#4+e4+g#4+c#5:4>",
        main=False,
    )
    e.bass("piano2", "1.5.1.5.1.5.1.5.1.1.1.1.1-------", low="c#2", high="c#3", level=0.9)
    return s


@piece(
    7,
    "slam-the-door",
    "Slam the Door",
    "문을 쾅",
    by="iron-orchard",
    genre="rock",
    tags="drive workout let-it-out",
    mix="joy .1 tension .08",
    energy=0.9,
    valence=-0.3,
    arousal=0.8,
)
def slam_the_door() -> Score:
    s = Score(144, "A minor", seed=7, kit=16, tone=Tone(low=0.5, high=1, drive=0.2, room=0.4))
    s.mix("drive", pan=-0.7)
    s.mix("distortion", pan=0.7)
    s.mix("distortion2", reverb=50, volume=84)
    riff = "X-.xX-.x.xX-x-x-"
    verse = "A5 | A5 C5 | D5 | D5 C5 | A5 | A5 C5 | D5 F5 | E5"
    hook = "F5 | C5 | G5 | A5 | F5 | C5 | E5 | E5"
    a = (
        "a4:.5 a c5 a d:.5 c a4:1 | e5:1.5 d:.5 c:1 g4 | a4:.5 a d5 a4 f5:.5 e "
        "d:1 | f:1 d c g4 |"
        "a4:.5 a c5 a e:.5 d c:1 | e5:1.5 g:.5 e:1 c | d:1 a4 f5 c | b4:1 e5 g# b"
    )
    b = (
        "c5:2 a4:1 c5 | e:3 d:.5 c | d:2 b4:1 d5 | e:1 c a4:2 |"
        "a5:2 g:1 f | g:2 e:1 c | b4:1.5 d5:.5 e:1 g# | b:2 e:2"
    )
    wall(s, "Intro", "A5 | A5 C5 | D5 | D5 C5", 0.75, riff, "rock", "toms").bass(
        "pickbass", riff.replace("X", "1").replace("x", "1"), step=0.25
    )
    groove = "11111111"
    one = wall(s, "A", verse, 0.75, riff, "rock", "snare").bass("pickbass", groove)
    one.lead("distortion2", a, level=0.9)
    two = wall(s, "B", hook, 0.9, "X---x-x-x-x-x-x-", "rockride").bass("pickbass", "111111l1")
    two.lead("distortion2", b).pad("rockorgan", low="c3", high="c5", level=0.6)
    three = wall(s, "A'", verse, 0.85, riff, "rock", "toms").bass("pickbass", groove)
    three.lead("distortion2", a, harmony=-2)
    e = wall(s, "Ending", "F5 G5 | A5", 1.0, "X-X-X-X-X-X-X-X-X---------------", "stomp", "stop")
    e.bass("pickbass", "1.1.1.1.1-------").lead(
        "distortion2", "c5:.5 c d d b4 b d5 d | e:4", main=False
    )
    return s


@piece(
    8,
    "nine-drums",
    "Nine Drums",
    "아홉 북",
    by="drum-valley",
    genre="percussion",
    tags="workout focus let-it-out",
    mix="tension .18 joy .08",
    energy=0.88,
    valence=-0.25,
    arousal=0.85,
)
def nine_drums() -> Score:
    s = Score(138, "E minor", meter=6, seed=8, kit=48, tone=Tone(low=1, room=0.7, wet=0.6))
    s.mix("taiko", pan=-0.3)
    s.mix("taiko2", pan=0.3)
    low = "X..x..X.x.x."
    roll = "X.xX.xXxxXxx"
    call = "e4:1.5 g:.5 a:1 b:3 | a:1.5 g:.5 e:1 d:3 | e:1 g a b:1.5 d5:.5 b4:1 | a:1 g d e:3"
    reply = "b4:1.5 d5:.5 e:1 d:3 | b4:1.5 a:.5 g:1 a:3 | g:1 a b d5:1.5 e:.5 d:1 | b4:1 a g e:3"
    chords = "Em | Em D | Em G | D Em"
    i = part(s, "Intro", "Em | Em | Em | Em", (0.4, 0.8))
    i.bass("taiko", low.replace("X", "1").replace("x", "1"), low="e2", high="e3")
    i.bass("taiko2", "......1..1.1", low="a2", high="a3")
    for name, tune, level in (("A", call, 0.75), ("B", reply, 0.85), ("A'", call, 0.95)):
        sec = part(s, name, chords, level)
        sec.lead("shanai", tune, level=0.85).lead("shakuhachi", tune, main=False, level=0.8)
        sec.bass("taiko", roll.replace("X", "1").replace("x", "5"), low="e2", high="e3")
        sec.bass("taiko2", low.replace("X", "1").replace("x", "1"), low="a2", high="a3")
        sec.bass("contrabass", "1..1..1..1.1", low="e1", high="e2").drums("jajinmori", fill="")
        if name != "A":
            sec.lead("horn", tune, up=-12, main=False).comp(
                "brass", "X.....X.....", low="e3", high="e5", gate=0.5
            )
    e = part(s, "Ending", "Em | Em", 1.0)
    e.bass("taiko", "1.11.1111111" + "1...........", low="e2", high="e3", level=1.0)
    e.bass("taiko2", "1..1..1.1.11" + "1...........", low="a2", high="a3", level=1.0)
    e.lead("shanai", "b4:1.5 d5:.5 e:1 d:1 b4 a | e5:1.5!> r:4.5", main=False)
    e.lead("horn", "e3:3 d | e:1.5!> r:4.5", main=False)
    return s
