"""Peace, part 1 of 2; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    31,
    "slow-ceremony",
    "Slow Ceremony",
    "느린 의식",
    by="linden-keys",
    genre="classical",
    tags="sleep reading rest",
    mix="sadness .12 neutral .1",
    energy=0.12,
    valence=0.35,
    arousal=-0.7,
    era="romantic",
    source=(
        "Arranged from Erik Satie, Gymnopédie No. 1 (1888)",
        "에릭 사티 짐노페디 1번(1888)을 편곡했어요",
    ),
)
def slow_ceremony() -> Score:
    s = Score(
        78, "D major", meter=3, seed=31, rubato=0.02, tone=Tone(high=-1.5, room=0.75, wet=0.6)
    )
    s.mix("piano2", pan=-0.15, reverb=52)
    s.mix("piano", reverb=52)
    sway = "r:1 b3+d4+f#4:2 | r:1 a3+c#4+f#4:2 |"
    low = "g2:3 | d2:3 |"
    i = part(s, "Intro", "Gmaj7 | Dmaj7 | Gmaj7 | Dmaj7", 0.34)
    i.lead("piano2", (sway * 2).rstrip("|"), main=False, level=0.7)
    i.lead("piano2", (low * 2).rstrip("|"), main=False, level=0.8).pedal("piano2")
    chords = "Gmaj7 | Dmaj7 | " * 4
    a = part(s, "A", chords.rstrip(" |"), (0.42, 0.46))
    a.lead("piano", "r:1 f#5 a | g f# c# | b4 c#5 d | a4:3 | f#4:3 | f#:3 | f#:3 | f#:3", gate=1.0)
    a.lead("piano2", (sway * 4).rstrip("|"), main=False, level=0.66)
    a.lead("piano2", (low * 4).rstrip("|"), main=False, level=0.8).pedal("piano2")
    b = part(s, "A'", "Gmaj7 | Dmaj7 | Gmaj7 | Dmaj7 | F#m | Bm | Em | Em7", (0.46, 0.5))
    tune = "r:1 f#5 a | g f# c# | b4 c#5 d | a4:3 | c#5:3 | f#:3 | e4:3 | e:3"
    b.lead("piano", tune, gate=1.0).lead("flute", tune, gate=1.0, main=False, level=0.55)
    b.lead(
        "piano2",
        sway * 2 + "r:1 a3+c#4+f#4:2 | r:1 b3+d4+f#4:2 | r:1 g3+b+e4:2 | r:1 g3+b+d4:2",
        main=False,
        level=0.66,
    )
    b.lead("piano2", low * 2 + "f#2:3 | b2:3 | e2:3 | e2:3", main=False, level=0.8).pedal("piano2")
    e = part(s, "Ending", "Em7 | A7sus4 | D | D", (0.42, 0.3), rit=0.75)
    e.lead("piano", "a4:1 b c5 | e5 d b4 | d5:3 | d5:3", gate=1.0)
    e.lead(
        "piano2",
        "r:1 g3+b+d4:2 | r:1 g3+a+d4:2 | r:1 a3+d4+f#4:2 | d3+a+d4+f#4:3",
        main=False,
        level=0.66,
    )
    e.lead("piano2", "e2:3 | a2:3 | d2:3 | d2:3", main=False, level=0.8).pedal("piano2")
    return s


@piece(
    32,
    "moss-light",
    "Moss Light",
    "이끼 위의 빛",
    by="moss-garden",
    genre="ambient",
    tags="sleep meditation rest",
    mix="neutral .12",
    energy=0.1,
    valence=0.4,
    arousal=-0.8,
)
def moss_light() -> Score:
    s = Score(58, "F major", seed=32, rubato=0.02, tone=Tone(low=0.5, high=-2, room=0.9, wet=0.8))
    ground = "Fmaj9 | Am7/E | Bbmaj9/D | C7sus4 C"
    a = "c5:2 a4:1 g | a:3 e:1 | f:2 d:1 f | g:4"
    b = "c5:2 e5:1 d | c:3 a4:1 | d5:2 c:1 a4 | c5:4"
    i = part(s, "Intro", "Fmaj9 | Bbmaj9/D", (0.25, 0.4))
    i.pad("warmpad", low="c3", high="c5")
    one = part(s, "A", ground, (0.4, 0.5))
    one.pad("warmpad", low="c3", high="c5").bass("fretless", "1-------", level=0.7)
    one.arp("harp", ". . 1 . 2 . 3 .", low="f3", high="e5", level=0.6, ring=3)
    one.lead("kalimba", a, level=0.8)
    two = part(s, "B", ground, (0.5, 0.6))
    two.pad("warmpad", low="c3", high="c5").bass("fretless", "1-----5-", level=0.7)
    two.arp("harp", "0 1 2 3 4 3 2 1", low="f3", high="e5", level=0.55, ring=3)
    two.lead("panflute", b, level=0.7).pad("choir", low="f3", high="a4", voices=3, level=0.4)
    e = part(s, "Ending", "Bbmaj9/D | C7sus4 | Fmaj9", (0.45, 0.2), rit=0.75)
    e.pad("warmpad", low="c3", high="c5").bass("fretless", "1-------", level=0.7)
    e.lead("kalimba", "a4:2 f:1 d | g:3 e:1 | f:4", level=0.8)
    e.arp(
        "harp",
        ". . 1 . 2 . 3 . . . 1 . 2 . 3 . 0 1 2 3 4 5 6 7",
        low="f3",
        high="e5",
        level=0.5,
        ring=4,
    )
    return s


CANON = "D A | Bm F#m | G D | G A"


@piece(
    33,
    "eight-steps-home",
    "Eight Steps Home",
    "집으로 가는 여덟 걸음",
    by="lantern-quartet",
    genre="chamber",
    tags="morning reading family",
    mix="joy .2 neutral .04",
    energy=0.3,
    valence=0.6,
    arousal=-0.35,
    era="baroque",
    source=(
        "Arranged from Johann Pachelbel, Canon in D (about 1690)",
        "요한 파헬벨 캐논 라장조(1690년경)를 편곡했어요",
    ),
)
def eight_steps() -> Score:
    s = Score(86, "D major", seed=33, rubato=0.01, tone=Tone(room=0.7, wet=0.6))
    s.mix("violin", pan=-0.5)
    s.mix("violin2", pan=0.0)
    s.mix("violin3", pan=0.5)
    slow = "f#5:2 e | d c# | b4 a | b c#5"
    third = "d5:2 c# | b4 a | g f# | g e"
    walk = "d5:1 f# a g | f# d f# e | d b4 d5 a | g b a g"
    run = (
        "a5:.5 f#:.25 g a:.5 f#:.25 g a a4 b c#5 d e f# g | f#:.5 d:.25 e f#:.5 "
        "f#4:.25 g a b a g a f# g a |"
        "g:.5 b:.25 a g:.5 f#:.25 e f# e d e f# g a b | g:.5 b:.25 a b:.5 "
        "c#5:.25 d a4 b c#5 d e f# g a"
    )
    low = "d3:2 a2 | b2 f#2 | g2 d2 | g2 a2"
    i = part(s, "Ground", CANON, (0.3, 0.4))
    i.lead("cello", low, main=False, level=0.9).arp(
        "harp", "0 1 2 3", low="c#4", high="f#5", step=0.5, level=0.5
    )
    rows = (
        (slow,),
        (third, slow),
        (walk, third, slow),
        (run, walk, slow),
    )
    for turn, (row, level) in enumerate(zip(rows, (0.42, 0.52, 0.64, 0.75), strict=True)):
        sec = part(s, f"Variation {turn + 1}", CANON, (level, level + 0.06))
        for voice, tune in enumerate(row):
            sec.lead(
                ("violin", "violin2", "violin3")[voice],
                tune,
                main=voice == 0,
                level=1 - 0.15 * voice,
            )
        sec.lead("cello", low, main=False, level=0.85)
        sec.arp("harp", "0 1 2 3", low="c#4", high="f#5", step=0.5, level=0.5)
        if turn > 1:
            sec.pad("viola", low="d3", high="f#4", voices=2, level=0.5)
    e = part(s, "Ending", "G A | D", 0.5, rit=0.7)
    e.lead("violin", "b5:1 a g f#:.5 e | f#:4", main=False).lead(
        "violin2", "d5:2 c# | d:4", main=False, level=0.8
    )
    e.lead("cello", "g2:2 a2 | d2:4", main=False).arp(
        "harp", "0 1 2 3 0 1 2 3 0 1 2 3 4 5 6 7", low="c#4", high="f#5", level=0.5, ring=3
    )
    return s


@piece(
    34,
    "snow-without-sound",
    "Snow Without a Sound",
    "소리 없는 눈",
    by="organ-loft",
    genre="hymn",
    tags="winter sleep family",
    mix="joy .14 sadness .06",
    energy=0.16,
    valence=0.5,
    arousal=-0.6,
    era="romantic",
    source=(
        "Arranged from Franz Xaver Gruber, Silent Night (1818)",
        "프란츠 크사버 그루버 '고요한 밤'(1818)을 편곡했어요",
    ),
)
def snow() -> Score:
    s = Score(92, "C major", meter=3, seed=34, rubato=0.02, tone=Tone(high=-1, room=0.85, wet=0.75))
    s.mix("oohs", volume=96)
    tune = (
        "g4:1.5 a:.5 g:1 | e:3 | g:1.5 a:.5 g:1 | e:3 | d5:2 d:1 | b4:3 | c5:2 "
        "c:1 | g4:3 |"
        "a4:2 a:1 | c5:1.5 b4:.5 a:1 | g:1.5 a:.5 g:1 | e:3 | a:2 a:1 | c5:1.5 "
        "b4:.5 a:1 | g:1.5 a:.5 g:1 | e:3 |"
        "d5:2 d:1 | f:1.5 d:.5 b4:1 | c5:3 | e:3 | c:1.5 g4:.5 e:1 | g:1.5 f:.5 "
        "d:1 | c:3 | c:3"
    )
    chords = (
        "C | C | C/E | C | G7 | G7/B | C | C7/Bb | F/A | F | C/G | C | F | F/A | "
        "C/G | C |"
        "G7 | G7/B | C | Am | C/G | G7 | C | C"
    )
    i = part(s, "Intro", "C | F/C", 0.3)
    i.pad("organ", low="e3", high="e4", voices=3, level=0.6)
    a = part(s, "A", chords, (0.38, 0.5), rit=0.8)
    a.lead("musicbox", tune, up=12, level=0.9).pad(
        "oohs", low="e3", high="e4", voices=3, level=0.75
    )
    a.bass("organ", "1-----", low="c2", high="c3", level=0.5)
    a.arp("harp", "0 1 2 3 2 1", low="e3", high="e5", level=0.5, ring=2)
    e = part(s, "Ending", "C", 0.35)
    e.hold("oohs", low="e3", high="e4", voices=3).hold("harp", low="e3", high="e5", roll=0.2)
    e.lead("musicbox", "c6+e+g:3", main=False)
    return s


@piece(
    35,
    "under-one-blanket",
    "Under One Blanket",
    "한 이불 아래",
    by="clockwork-parlor",
    genre="lullaby",
    tags="sleep family night",
    mix="joy .1 neutral .08",
    energy=0.12,
    valence=0.55,
    arousal=-0.7,
    era="romantic",
    source=(
        "Arranged from Johannes Brahms, Lullaby (1868)",
        "요하네스 브람스 자장가(1868)를 편곡했어요",
    ),
)
def blanket() -> Score:
    s = Score(88, "F major", meter=3, seed=35, rubato=0.03, tone=Tone(high=-1.5, room=0.7, wet=0.6))
    tune = (
        "c5:1.5 a4:.5 a:1 | c5:2 a4:.5 c5 | f:1 e:1.5 d:.5 | d:1 c g4:.5 a |"
        "bb:1 g g:.5 a | bb:2 g:.5 bb | e5:.5 d c:1 e | f:2 f4:.5 f |"
        "f5:2 d:.5 bb4 | c5:2 a4:.5 f | bb4:1 c5 d | c:2 f4:.5 f |"
        "f5:2 d:.5 bb4 | c5:2 a4:.5 f | bb4:1 a g | f:3"
    )
    chords = "F | F | F/A | F | Gm7 | C7 | C7 | F | Bb | F | C7 | F | Bb | F/C | C7 | F"
    pick = "a4:.5 a"
    i = part(s, "Intro", "F | F", 0.32)
    i.arp("nylon", "b 1 2", step=1, low="f3", high="f4", level=0.8, ring=1.5).lead(
        "musicbox", pick, at=5, up=12
    )
    a = part(s, "A", chords, (0.4, 0.46))
    a.lead("musicbox", tune, up=12, level=0.9).arp(
        "nylon", "b 1 2", step=1, low="f3", high="f4", level=0.75, ring=1.5
    )
    b = part(s, "A'", " | ".join(chords.split(" | ")[8:]), (0.46, 0.4), rit=0.75)
    last = "|".join(tune.split("|")[8:])
    b.lead("clarinet", last, level=0.85).arp(
        "nylon", "b 1 2 3 2 1", low="f3", high="f4", level=0.7, ring=1.5
    )
    b.lead(
        "musicbox",
        "r:1 f6 d | r c a5 | r c6 bb5 | r a c6 | r f d | r c a5 | r bb e | f:3",
        main=False,
        level=0.6,
    )
    b.pad("slowstrings", low="f3", high="c5", level=0.45)
    e = part(s, "Ending", "F", 0.32)
    e.hold("nylon", low="f3", high="f4", roll=0.25).lead("musicbox", "c6:.5 f:2.5", main=False)
    return s
