"""Anger, part 1 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.pieces.ensembles import wall
from starter.score import Score, Tone


@piece(
    1,
    "iron-tide",
    "Iron Tide",
    "쇠의 밀물",
    by="iron-orchard",
    genre="metal",
    tags="workout drive let-it-out",
    mix="tension .16",
    energy=0.96,
    valence=-0.6,
    arousal=0.9,
)
def iron_tide() -> Score:
    s = Score(164, "E minor", seed=1, kit=16, tone=Tone(low=-1, high=1.5, drive=0.25, room=0.4))
    s.mix("drive", pan=-0.75)
    s.mix("distortion", pan=0.75)
    s.mix("distortion2", pan=0.05, volume=82, reverb=55)
    riff = "E5 | F5 E5 | E5 | G5 F#5 | E5 | F5 E5 | E5 | A#5 A5"
    chug = "X.xxX.xxX.xxX.X-"
    a = (
        "e4:2> g:1 f#:.5 e | f:1.5 e:.5 d:1 f | e:2> b4:1 a:.5 g | b:1 g f# a |"
        "e4:2> g:1 f#:.5 e | f:1.5 e:.5 d:1 f | e:1 g b e5 | d5:1 a#4 a e"
    )
    b = (
        "b4:2 c5:1 b4:.5 a | g:2 e:2 | a4:2 b:1 a:.5 g | f#:2 d:2 |"
        "c5:2 d5:1 c:.5 b4 | e5:2 d5:1 c | b4:1.5 c5:.5 b4:1 a | b4:3 r:1"
    )
    high = "C5 | C5 | D5 | D5 | A5 | C5 | B5 | B5"

    intro = "E5 | F5 E5 | E5 | G5 F#5"
    wall(s, "Intro", intro, 0.75, chug, "halftime", "roll").bass(
        "pickbass", "1.111.111.111.11", step=0.25
    )
    one = wall(s, "A", riff, 0.85, chug, "gallop").bass("pickbass", "1.111.111.111.11", step=0.25)
    one.lead("distortion2", a, level=0.9)
    two = wall(s, "B", high, 0.9, "X---x-x-X---x-x-", "rockride", "toms")
    two.bass("pickbass", "1111111c", level=0.9).lead("distortion2", b)
    last = wall(s, "A'", riff, 0.95, chug, "metal").bass("pickbass", "1.111.111.111.11", step=0.25)
    last.lead("distortion2", a, up=12, harmony=-2)
    end = part(s, "Ending", "E5 F5 | E5", 1.0, rit=0.8)
    end.comp("drive", "X-X-X-X-X-------", low="e2", high="b3", voices=3)
    end.comp("distortion", "X-X-X-X-X-------", low="e2", high="b3", voices=3)
    end.bass("pickbass", "1-1-1-1-1-------").drums("stomp", crash=True, fill="stop")
    return s


FIFTH = "r:.5 g4:.5 g g"


@piece(
    2,
    "fate-at-the-door",
    "Fate at the Door",
    "문을 두드리는 운명",
    by="mlfym-orchestra",
    genre="classical",
    tags="workout focus let-it-out",
    mix="tension .22",
    energy=0.88,
    valence=-0.5,
    arousal=0.85,
    era="classical",
    source=(
        "Arranged from Ludwig van Beethoven, Symphony No. 5, first movement (1808)",
        "루트비히 판 베토벤 교향곡 5번 1악장(1808)을 편곡했어요",
    ),
)
def fate() -> Score:
    s = Score(172, "C minor", meter=2, seed=2, kit=48, tone=Tone(high=1, room=0.6, wet=0.6))
    call = part(s, "Motto", "Cm | Cm | G7 | G7 | G7", 0.95)
    motto = "r:.5 g4! g! g! | eb:2> | r:.5 f! f! f! | d:2> | d:2"
    for name, down in (("strings", 0), ("violin", 0), ("cello", -12), ("horn", 0)):
        call.lead(name, motto, up=down, main=name == "violin")
    call.lead("contrabass", motto, up=-24, main=False)
    call.lead("timpani", "r:2 | c3:2 | r:2 | g2:2 | g2:2", main=False)
    chords = "Cm | Cm | Cm | Cm | G7 | G7 | G7 | G7 | Cm | Cm | G7 | G7 | Cm | G7 | Cm | G7"
    tune = (
        "r:.5 g4! g g | eb:.5 ab! ab ab | g:.5 eb5! eb eb | c:2 |"
        "r:.5 g4! g g | d:.5 ab! ab ab | g:.5 f5! f f | d:2 |"
        "r:.5 g5! g f | eb:.5 c! c c | r:.5 g5! g f | d:.5 b4! b b |"
        "r:.5 g5! g f | eb:.5 eb! d c | g:.5 g! f eb | d:2>"
    )
    a = part(s, "A", chords, (0.55, 0.85))
    a.lead("violin", tune).pad("strings", low="g3", high="c5", level=0.6)
    a.bass("cello", "1...", low="c2", high="c3").bass("contrabass", "1...", low="c1", high="c2")
    motor = "r:.5 g4! g g | eb5! eb eb eb | r g4! g g | f5! f f f |"
    grow = (
        "Cm | Cm | G7 | G7 | Cm | Ab | Fm | G | Cm/Eb | Fm | G | G |"
        "Ab | Fm | D7/F# | D7 | G | G | G | G"
    )
    line = (
        motor + " r:.5 g4! g g | ab5! ab g g | f:.5 f eb eb | d:2 | r:.5 c5! c c | ab5! "
        "ab g f |"
        "eb:.5 eb d d | b4:2 | r:.5 eb5! eb eb | f! f f f | f#:.5 f# f# f# | a! "
        "a a a |"
        "g:2 | g4:2 | g5:.5! f eb d | b4:2>"
    )
    b = part(s, "B", grow, (0.65, 0.95))
    b.lead("violin", line).comp("strings", "x.xx", low="g3", high="d5", level=0.75)
    b.bass("cello", "1.11", low="c2", high="d3").bass("contrabass", "1...", low="c1", high="c2")
    b.lead(
        "timpani",
        "c3:2 | r | g2 | r | c3 | r | r | g2 | c3 | r | g2 | g2 | r | r | r | r |"
        "g2:.5 g g g | g:2 | g2:.5 g g g | g:2",
        main=False,
    )
    lyric = (
        "Eb | Bb7 Eb | Fm7 | Eb/G | Fm Bb7 | Eb Bb7 | Cm | Cm | Fm | Bb7 | Eb | "
        "Ab | Fm | D7/F# | G | G7"
    )
    song = (
        "bb4:1 eb5 | d eb | f c | c bb4 | c:1 f5 | eb:1 d | eb:2 | eb |"
        "ab5:1 g | f d | eb g | c:2 | ab:1 c5 | d:1 f# | g:2 | b4:2"
    )
    c = part(s, "C", lyric, (0.5, 0.75))
    c.lead("violin", song).lead("horn", song, up=-12, main=False, level=0.7)
    c.pad("strings", low="g3", high="bb4", level=0.6)
    c.bass("cello", "1-5-", low="c2", high="d3")
    c.lead(
        "contrabass",
        "r:2 | r | r | r:.5 g1! g g | eb:2 | r | r | r:.5 g! g g | c:2 | r | r |"
        "r:.5 g! g g | c2:2 | r | g1:.5 g! g g | g:2",
        main=False,
    )
    d = part(s, "A'", chords, (0.8, 1.0))
    d.lead("violin", tune, up=12).lead("trumpet", tune, main=False)
    d.comp("strings", "Xxxx", low="g3", high="d5").bass("cello", "1111", low="c2", high="d3")
    d.bass("contrabass", "1.1.", low="c1", high="c2")
    d.lead(
        "timpani",
        "c3:2 | r | c3 | r | g2 | r | g2 | r | c3 | c3 | g2 | g2 | c3 | g2 | c3 |"
        "g2:.25 g g g g g g g",
        main=False,
    )
    end = part(s, "Ending", "Cm | G | Cm | G | Cm | Cm | Cm | Cm", 1.0)
    close = (
        "c5+g5:1!> r | b4+g5:1!> r | c5+g5:1!> r | b4+g5:1!> r | c5+eb5:1!> r | "
        "r:.5 g4> g g | c5:2> | c:2"
    )
    end.lead("violin", close).lead("strings", close, main=False).lead("trumpet", close, main=False)
    for name, low in (("cello", "c2"), ("contrabass", "c1"), ("timpani", "c2")):
        end.bass(name, "1-....", low=low, high=low[0] + str(int(low[1]) + 1), level=1.0)
    return s


CHANT = "f4:1 e f d | e c d:2 | f:1 f:.5 g f:1 e | d c e f | e:1 d:3"


@piece(
    3,
    "day-of-wrath",
    "Day of Wrath",
    "진노의 날",
    by="red-line-unit",
    genre="industrial",
    tags="workout let-it-out drive",
    mix="tension .24",
    energy=0.9,
    valence=-0.65,
    arousal=0.85,
    era="traditional",
    source=(
        "Arranged from the plainchant Dies irae (13th century)",
        "그레고리오 성가 '진노의 날'(13세기)을 편곡했어요",
    ),
)
def day_of_wrath() -> Score:
    s = Score(126, "D minor", seed=3, kit=24, tone=Tone(low=1, high=2, drive=0.3, room=0.5))
    chords = "Dm | C Dm | Dm | Gm*2 C*1 Dm*1 | A5*1 Dm*3"
    i = part(s, "Intro", "D5 | D5 | D5 | D5", (0.4, 0.7))
    i.bass("synthbass", "1.11.111.11.1.11", step=0.25, gate=0.7).drums("industrial", fill="roll")
    i.lead("choir", CHANT.rsplit("|", 1)[0], level=0.7)
    for name, level in (("A", 0.75), ("A'", 0.9)):
        a = part(s, name, chords, level)
        a.lead("choir", CHANT, harmony=-2).lead("distortion", CHANT, main=False, level=0.9)
        a.bass("synthbass", "1.11.111.11.1.11", step=0.25, gate=0.7)
        a.drums("industrial", crash=True, fill="snare")
        if name == "A'":
            a.comp("brass", "X-..X-..X-..X-X-", step=0.25, low="d3", high="f5", level=0.9)
            a.lead("saw", CHANT, up=12, main=False, level=0.8)
            continue
        b = part(s, "B", "Bb5 | C5 | D5 | D5 | Bb5 | C5 | A5 | A5", (0.7, 0.9))
        b.comp("drive", "X-x.X-x.X-x.XxXx", step=0.25, low="e2", high="b3", voices=3, gate=0.8)
        b.lead(
            "saw",
            "d5:.5 f d bb4 d5:1 f | e:.5 g e c e:1 g | f:.5 a f d f:1 d | a4:2 d5 |"
            "d5:.5 f d bb4 d5:1 f | e:.5 g e c g:1 e | e:.5 c# e a g:1 e | e:4",
        )
        b.bass("synthbass", "1.11.111.11.1.1c", step=0.25, gate=0.7)
        b.drums("industrial", crash=True, fill="roll")
    e = part(s, "Ending", "Dm | A5 | D5", (0.95, 1.0), rit=0.8)
    e.lead("choir", "f4:1 e f d | e c a3:2 | d4:4", harmony=2).drums("industrial", fill="stop")
    e.comp("drive", "X-------X-------X---------------", step=0.5, low="e2", high="b3", voices=3)
    e.bass("synthbass", "1.1.1.1.1.1.1.1.1-------")
    return s


FORTY = (
    "{d}:1 {eb}:.5 {d} {d}:1 {eb}:.5 {d} | {d}:1 bb5 r bb:.5 a | g:1 g:.5 f "
    "eb:1 eb:.5 d |"
    "c:1 c r d:.5 c | c:1 d:.5 c c:1 d:.5 c | c:1 a r a:.5 g | f#:1 f#:.5 eb "
    "d:1 d:.5 c |"
    "bb4:1 bb r:2"
).format(d="d5", eb="eb5")


FORTY_CHORDS = "Gm | Gm | Gm Cm | Cm | D7/F# | D7 | D7 D7/F# | Gm"


@piece(
    4,
    "forty-volts",
    "Forty Volts",
    "사십 볼트",
    by="glass-circuit",
    genre="drum-and-bass",
    tags="workout drive let-it-out",
    mix="tension .2 joy .06",
    energy=0.92,
    valence=-0.4,
    arousal=0.9,
    era="classical",
    source=(
        "Arranged from W. A. Mozart, Symphony No. 40, first movement (1788)",
        "볼프강 아마데우스 모차르트 교향곡 40번 1악장(1788)을 편곡했어요",
    ),
)
def forty_volts() -> Score:
    s = Score(172, "G minor", seed=4, kit=24, tone=Tone(low=1.5, high=1.5, drive=0.2, room=0.5))
    i = part(s, "Intro", "Gm | Gm | Gm | Gm", (0.5, 0.7))
    i.comp("synthstrings", "xxxxxxxx", low="g3", high="d5", gate=0.6).drums(
        "hats", level=0.7, fill="roll"
    )
    i.lead("violin", "eb5:.5 d", at=15)
    a = part(s, "A", FORTY_CHORDS, 0.75)
    a.lead("violin", FORTY).bass("synthbass", "1..1..1...1.5.1.", step=0.25)
    a.comp("synthstrings", "xxxxxxxx", low="g3", high="d5", gate=0.6, level=0.6)
    a.drums("dnb", crash=True, fill="snare")
    b = part(s, "B", "Ebmaj7 | F | Gm | Bb/D | Eb | Cm | A7/C# | D7", (0.75, 0.9))
    b.lead(
        "saw",
        "g5:3 f:1 | a:3 g:1 | bb:2 a:1 g | f:4 | g:3 f:.5 eb | eb:2 g | a:2 c#:1 e |d:2 c:1 a4",
    ).pad("synthstrings", low="g3", high="d5")
    b.bass("synthbass", "1-..1..8..1-5.8a", step=0.25).drums(
        "dnb", crash=True, fill="roll", every=8
    )
    c = part(s, "A'", FORTY_CHORDS, 0.95)
    c.lead("violin", FORTY, level=1.0).lead("saw", FORTY, up=-12, main=False)
    c.comp("brass", "X..X..X...X.X...", step=0.25, low="g3", high="f5", level=0.75)
    c.bass("synthbass", "1..1..1...1.5.1.", step=0.25).drums(
        "dnb", crash=True, fill="snare", every=4
    )
    e = part(s, "Ending", "Gm Cm | D7 | Gm | Gm", 1.0)
    e.lead("violin", "g5:1 g:.5 f eb:1 eb:.5 d | c:1 a4 f#5:1 a | g:4 | g4+d5+bb:4", main=False)
    e.comp("synthstrings", "X...X...X.X.X.X.X-------X-------", low="g3", high="d5")
    e.bass("synthbass", "1...1...1.1.1.1.1-------1-------").drums("stomp", crash=True, fill="stop")
    return s
