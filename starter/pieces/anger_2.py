"""Anger, the rest."""

from starter.pieces.anger_1 import wall
from starter.pieces.base import part, piece
from starter.score import Score, Tone
from starter.theory import pitch

CHANT = ("f4:1 e f d | e c d:2 | f:1 f:.5 g f:1 e | d c e f | e:1 d:3")


@piece(3, "day-of-wrath", "Day of Wrath", "진노의 날", by="red-line-unit", genre="industrial",
       tags="workout let-it-out drive", mix="tension .24", energy=0.9, valence=-0.65, arousal=0.85,
       era="traditional",
       source=("Arranged from the plainchant Dies irae (13th century)",
               "그레고리오 성가 '진노의 날'(13세기)을 편곡했어요"))  # fmt: skip
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
        b.lead("saw", "d5:.5 f d bb4 d5:1 f | e:.5 g e c e:1 g | f:.5 a f d f:1 d | a4:2 d5 |"
               "d5:.5 f d bb4 d5:1 f | e:.5 g e c g:1 e | e:.5 c# e a g:1 e | e:4")  # fmt: skip
        b.bass("synthbass", "1.11.111.11.1.1c", step=0.25, gate=0.7)
        b.drums("industrial", crash=True, fill="roll")
    e = part(s, "Ending", "Dm | A5 | D5", (0.95, 1.0), rit=0.8)
    e.lead("choir", "f4:1 e f d | e c a3:2 | d4:4", harmony=2).drums("industrial", fill="stop")
    e.comp("drive", "X-------X-------X---------------", step=0.5, low="e2", high="b3", voices=3)
    e.bass("synthbass", "1.1.1.1.1.1.1.1.1-------")
    return s


FORTY = ("{d}:1 {eb}:.5 {d} {d}:1 {eb}:.5 {d} | {d}:1 bb5 r bb:.5 a | g:1 g:.5 f eb:1 eb:.5 d |"
         "c:1 c r d:.5 c | c:1 d:.5 c c:1 d:.5 c | c:1 a r a:.5 g | f#:1 f#:.5 eb d:1 d:.5 c |"
         "bb4:1 bb r:2").format(d="d5", eb="eb5")  # fmt: skip
FORTY_CHORDS = "Gm | Gm | Gm Cm | Cm | D7/F# | D7 | D7 D7/F# | Gm"


@piece(4, "forty-volts", "Forty Volts", "사십 볼트", by="glass-circuit", genre="drum-and-bass",
       tags="workout drive let-it-out", mix="tension .2 joy .06", energy=0.92, valence=-0.4,
       arousal=0.9, era="classical",
       source=("Arranged from W. A. Mozart, Symphony No. 40, first movement (1788)",
               "볼프강 아마데우스 모차르트 교향곡 40번 1악장(1788)을 편곡했어요"))  # fmt: skip
def forty_volts() -> Score:
    s = Score(172, "G minor", seed=4, kit=24, tone=Tone(low=1.5, high=1.5, drive=0.2, room=0.5))
    i = part(s, "Intro", "Gm | Gm | Gm | Gm", (0.5, 0.7))
    i.comp("synthstrings", "xxxxxxxx", low="g3", high="d5", gate=0.6).drums("hats", level=0.7,
                                                                      fill="roll")  # fmt: skip
    i.lead("violin", "eb5:.5 d", at=15)
    a = part(s, "A", FORTY_CHORDS, 0.75)
    a.lead("violin", FORTY).bass("synthbass", "1..1..1...1.5.1.", step=0.25)
    a.comp("synthstrings", "xxxxxxxx", low="g3", high="d5", gate=0.6, level=0.6)
    a.drums("dnb", crash=True, fill="snare")
    b = part(s, "B", "Ebmaj7 | F | Gm | Bb/D | Eb | Cm | A7/C# | D7", (0.75, 0.9))
    b.lead("saw", "g5:3 f:1 | a:3 g:1 | bb:2 a:1 g | f:4 | g:3 f:.5 eb | eb:2 g | a:2 c#:1 e |"
           "d:2 c:1 a4").pad("synthstrings", low="g3", high="d5")  # fmt: skip
    b.bass("synthbass", "1-..1..8..1-5.8a", step=0.25).drums("dnb", crash=True, fill="roll", every=8)
    c = part(s, "A'", FORTY_CHORDS, 0.95)
    c.lead("violin", FORTY, level=1.0).lead("saw", FORTY, up=-12, main=False)
    c.comp("brass", "X..X..X...X.X...", step=0.25, low="g3", high="f5", level=0.75)
    c.bass("synthbass", "1..1..1...1.5.1.", step=0.25).drums("dnb", crash=True, fill="snare", every=4)
    e = part(s, "Ending", "Gm Cm | D7 | Gm | Gm", 1.0)
    e.lead("violin", "g5:1 g:.5 f eb:1 eb:.5 d | c:1 a4 f#5:1 a | g:4 | g4+d5+bb:4", main=False)
    e.comp("synthstrings", "X...X...X.X.X.X.X-------X-------", low="g3", high="d5")
    e.bass("synthbass", "1...1...1.1.1.1.1-------1-------").drums("stomp", crash=True, fill="stop")
    return s


@piece(5, "broken-heels", "Broken Heels", "부러진 구두굽", by="bandoneon-sur", genre="tango",
       tags="drive let-it-out cooking", mix="tension .2 sadness .12", energy=0.78, valence=-0.45,
       arousal=0.75)  # fmt: skip
def broken_heels() -> Score:
    s = Score(126, "A minor", seed=5, loose=1.3, tone=Tone(high=1, room=0.5))
    verse = "Am | Am | E7/G# | E7 | Bm7b5/D | E7 | Am | A7 | Dm | Dm | Am/C | F7 | B7 | E7 | Am | E7"
    a = ("r:.5 e5:.5> d# e f:1> e | c:1.5 b4:.5 a:2 | r:.5 d5:.5> c# d e:1> d | b4:1.5 a:.5 g#:2 |"
         "r:.5 f4 a d5 f:1> e:.5 d | e:1 d:.5 b4 g#:1 b | c5:.5 b4 a g# a:2 | c#5:2 e:1 g |"
         "f:1.5> e:.5 d:1 a4 | d5:1 f a:1.5 g:.5 | e:1.5 d:.5 c:1 a4 | eb5:1.5 d:.5 c:1 a4 |"
         "b4:.5 d#5 f# a a:1 f# | e:.5 d c b4 g#:1 e5 | a4:3 r:1 | g#5:.5> e d b4 e:2")
    minor = "F | G7 | C | E7/B | Am | Dm6 | E7 | E7"
    b = ("a5:2> g:1 f | f:1.5 e:.5 d:2 | g:2> f:1 e | e:1.5 d:.5 b4:2 |"
         "c5:.5 b4 c5 e a:2> | f:.5 e f b4 d:2 | e:1 f:.5 e d#:1 e | g#:2> e:2")
    for name, chart, tune, level in (("A", verse, a, 0.72), ("B", minor, b, 0.85)):
        sec = part(s, name, chart, level)
        sec.lead("bandoneon", tune).comp("piano", "X.x.X.x.X..X..x.", low="e3", high="c5", gate=0.5)
        sec.bass("contrabass", "1.5.1.5.1..1..a.", low="e1", high="c3").comp(
            "pizz", "X...X...X..X..X.", low="g3", high="d5", voices=3, gate=0.4)
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


@piece(6, "third-storm", "Third Storm", "세 번째 폭풍", by="linden-keys", genre="classical",
       tags="focus let-it-out workout", mix="tension .28", energy=0.8, valence=-0.5, arousal=0.85,
       era="classical",
       source=("Arranged from Ludwig van Beethoven, Moonlight Sonata, third movement (1801)",
               "루트비히 판 베토벤 '월광' 소나타 3악장(1801)을 편곡했어요"))  # fmt: skip
def third_storm() -> Score:
    s = Score(152, "C# minor", seed=6, tone=Tone(high=1, room=0.5))
    s.mix("piano", reverb=30)
    s.mix("piano2", pan=-0.25, reverb=30)
    bars = [("g#3", "0 5 8", "g#4+c#5+e5+g#5"), ("c#4", "0 3 7", "c#5+e5+g#5+c#6"),
            ("g#3", "0 4 7", "g#4+c5+d#5+g#5"), ("c4", "0 3 8", "c5+d#5+g#5+c6"),
            ("g#3", "0 5 9", "g#4+b4+c#5+f5"), ("a3", "0 4 9", "a4+c#5+f#5+a5"),
            ("f#3", "0 3 6", "f#4+a4+c5+f#5"), ("g#3", "0 4 7", "g#4+c5+d#5+g#5")]  # fmt: skip
    chart = "C#m | C#m/E | G#7/C | G#7/C | C#7/B | F#m/A | F#dim7/A | G#7"
    storm = "|".join(_storm(*bar) for bar in bars)
    low = "1.5.1.5."
    song = ("d#5:2 d#:1 e:.5 d# | c#:1 b4 a#:1 b:.5 c#5 | d#:2 g#:1.5 f#:.5 | f#:1 e d#:2 |"
            "d#:2 d#:1 e:.5 d# | c#:1 b4 a#:1 d#5 | g#4:.5 b d#5 g# b:1 a#:.5 g# | g:1 a# d#:2")
    second = "G#m | E D#7/A# | G#m/B | C#m D#7 | G#m | E D#7 | G#m | D#7"
    for name, level in (("A", (0.6, 0.85)), ("A'", (0.8, 1.0))):
        a = part(s, name, chart, level)
        a.lead("piano", storm).bass("piano2", low, low="c#2", high="c#3", level=0.8)
        if name == "A":
            b = part(s, "B", second, (0.7, 0.85))
            b.lead("piano", song).arp("piano2", "0 2 1 2", step=0.25, low="d#3", high="c#4", voices=3,
                                      level=0.6, pedal=False)  # fmt: skip
            c = part(s, "C", "E | F#7 | G#m/B | C#7 | A | D#7/G | G#7 | G#7", (0.65, 0.9))
            c.lead("piano", "e5:1.5 d#:.25 e g#:1 e | f#:1 e c# a#4 | b4:.5 d#5 g# d# b:1 g# |"
                   "f:.5 g# b g# c#6:1 b5 | a:1 g#:.5 a c#6:1 a5 | g:.5 a# d#6 a#5 g:1 d# |"
                   "c5:.5 d# f# g# c6:1 a5 | g#:2> c5+d#+f#+g#:2>")  # fmt: skip
            c.arp("piano2", "0 1 2 1", step=0.25, low="e3", high="e4", voices=3, level=0.65,
                  pedal=False)  # fmt: skip
    e = part(s, "Ending", "A | D7 | C#m/G# G#7 | C#m", 1.0, rit=0.85)
    e.lead("piano", _storm("a3", "0 4 7", "a4+c#5+e5+a5") + "|" + _storm("a3", "0 5 9", "a4+d5+f#5+a5")
           + "| g#5:.5 e c# g#4 g#5:.5 d# c5 g#4 | c#4+e4+g#4+c#5:4>", main=False)  # fmt: skip
    e.bass("piano2", "1.5.1.5.1.5.1.5.1.1.1.1.1-------", low="c#2", high="c#3", level=0.9)
    return s


@piece(7, "slam-the-door", "Slam the Door", "문을 쾅", by="iron-orchard", genre="rock",
       tags="drive workout let-it-out", mix="joy .1 tension .08", energy=0.9, valence=-0.3,
       arousal=0.8)  # fmt: skip
def slam_the_door() -> Score:
    s = Score(144, "A minor", seed=7, kit=16, tone=Tone(low=0.5, high=1, drive=0.2, room=0.4))
    s.mix("drive", pan=-0.7)
    s.mix("distortion", pan=0.7)
    s.mix("distortion2", reverb=50, volume=84)
    riff = "X-.xX-.x.xX-x-x-"
    verse = "A5 | A5 C5 | D5 | D5 C5 | A5 | A5 C5 | D5 F5 | E5"
    hook = "F5 | C5 | G5 | A5 | F5 | C5 | E5 | E5"
    a = ("a4:.5 a c5 a d:.5 c a4:1 | e5:1.5 d:.5 c:1 g4 | a4:.5 a d5 a4 f5:.5 e d:1 | f:1 d c g4 |"
         "a4:.5 a c5 a e:.5 d c:1 | e5:1.5 g:.5 e:1 c | d:1 a4 f5 c | b4:1 e5 g# b")
    b = ("c5:2 a4:1 c5 | e:3 d:.5 c | d:2 b4:1 d5 | e:1 c a4:2 |"
         "a5:2 g:1 f | g:2 e:1 c | b4:1.5 d5:.5 e:1 g# | b:2 e:2")
    wall(s, "Intro", "A5 | A5 C5 | D5 | D5 C5", 0.75, riff, "rock", "toms").bass(
        "pickbass", riff.replace("X", "1").replace("x", "1"), step=0.25)
    groove = "11111111"
    one = wall(s, "A", verse, 0.75, riff, "rock", "snare").bass("pickbass", groove)
    one.lead("distortion2", a, level=0.9)
    two = wall(s, "B", hook, 0.9, "X---x-x-x-x-x-x-", "rockride").bass("pickbass", "111111l1")
    two.lead("distortion2", b).pad("rockorgan", low="c3", high="c5", level=0.6)
    three = wall(s, "A'", verse, 0.85, riff, "rock", "toms").bass("pickbass", groove)
    three.lead("distortion2", a, harmony=-2)
    e = wall(s, "Ending", "F5 G5 | A5", 1.0, "X-X-X-X-X-X-X-X-X---------------", "stomp", "stop")
    e.bass("pickbass", "1.1.1.1.1-------").lead("distortion2", "c5:.5 c d d b4 b d5 d | e:4",
                                            main=False)  # fmt: skip
    return s


@piece(8, "nine-drums", "Nine Drums", "아홉 북", by="drum-valley", genre="percussion",
       tags="workout focus let-it-out", mix="tension .18 joy .08", energy=0.88, valence=-0.25,
       arousal=0.85)  # fmt: skip
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
            sec.lead("horn", tune, up=-12, main=False).comp("brass", "X.....X.....", low="e3", high="e5",
                                                            gate=0.5)  # fmt: skip
    e = part(s, "Ending", "Em | Em", 1.0)
    e.bass("taiko", "1.11.1111111" + "1...........", low="e2", high="e3", level=1.0)
    e.bass("taiko2", "1..1..1.1.11" + "1...........", low="a2", high="a3", level=1.0)
    e.lead("shanai", "b4:1.5 d5:.5 e:1 d:1 b4 a | e5:1.5!> r:4.5", main=False)
    e.lead("horn", "e3:3 d | e:1.5!> r:4.5", main=False)
    return s


@piece(9, "red-static", "Red Static", "붉은 잡음", by="red-line-unit", genre="hip-hop",
       tags="workout commute let-it-out", mix="tension .22", energy=0.82, valence=-0.55,
       arousal=0.7)  # fmt: skip
def red_static() -> Score:
    s = Score(142, "F minor", seed=9, kit=25, tone=Tone(low=2, high=1.5, drive=0.25, room=0.4))
    loop = "Fm | Fm | Db | C7 | Fm | Fm | Bbm | C7"
    hook = ("c5:.5 r db c ab4 r f r | f:.5 g ab c5 f:1 c | db:.5 r f db ab4 r db5 r | c:1 e:.5 g e:1 c |"
            "c5:.5 r db c ab4 r f r | c5:.5 f ab f c6:1 ab5 | f:.5 r db bb4 db5 r f r | e:1 c bb4 g")
    rise = ("f4:3 g:.5 ab | c5:3 bb4:.5 ab | db5:3 c:.5 bb4 | c5:2 e |"
            "f5:3 eb:.5 db | c:3 ab4:1 | bb4:2 db5:1 f | e:2 g:2")
    i = part(s, "Intro", "Fm | Fm | Db | C7", (0.45, 0.65))
    i.lead("bells", "|".join(hook.split("|")[:4]), up=-12 + 12, level=0.7)
    i.drums("hats", fill="roll")
    a = part(s, "A", loop, 0.75)
    a.lead("bells", hook, level=0.8).bass("subbass", "1---..1-..1-....", step=0.25, low="c1", high="c2")
    a.drums("trap", crash=True, fill="snare")
    b = part(s, "B", loop, (0.75, 0.9))
    b.lead("saw", rise).pad("choir", low="f3", high="c5", level=0.7)
    b.bass("subbass", "1---..1-..1-5-1-", step=0.25, low="c1", high="c2").drums("trap", crash=True,
                                                                          fill="roll")  # fmt: skip
    c = part(s, "A'", loop, 0.95)
    c.lead("bells", hook).lead("distortion", hook, up=-12, main=False, level=0.8)
    c.comp("brass", "X-..........X-X-", step=0.25, low="f3", high="f5", level=0.8)
    c.bass("subbass", "1---..1-..1-..1-", step=0.25, low="c1", high="c2").drums("trap", crash=True,
                                                                          fill="big")  # fmt: skip
    e = part(s, "Ending", "Fm | Fm", (0.9, 0.7), rit=0.85)
    e.lead("bells", "c5:.5 r db c ab4:1 f | f4:4", main=False).pad("choir", low="f3", high="c5")
    e.bass("subbass", "1-------1-------", low="c1", high="c2").drums("stomp", fill="stop")
    return s


@piece(10, "five-boots", "Five Boots", "다섯 박의 군화", by="drum-valley", genre="march",
       tags="focus workout cinematic", mix="tension .3", energy=0.85, valence=-0.6,
       arousal=0.8)  # fmt: skip
def five_boots() -> Score:
    s = Score(148, "G minor", meter=5, seed=10, kit=48, tone=Tone(low=1, high=1, room=0.65, wet=0.6))
    beat = "g2:1/3 g g g:1 g g:.5 g g:1 "
    theme = ("g3:3 d4:2 | db4:5 | c4:3 bb3:1 a | bb:2 g3:3 | g3:3 eb4:2 | d:5 |"
             "c4:2 eb:1 d c | d:5")
    chords = "Gm | Gdim | Cm | Gm | Eb/G | D7 | Cm/Eb | D7"
    fire = ("g4:1 a bb d5:2 | c#:1 e g e:2 | eb:1 d c bb4:2 | a:1 bb c5 d:2 |"
            "eb:1 f g bb:2 | a:1 g f# d:2 | eb:1 c g4 eb5:2 | d:1 c bb4 a:2")
    i = part(s, "Intro", "Gm | Gm | Gm | Gm", (0.3, 0.6))
    i.lead("timpani", ("| " + beat) * 4, main=False)
    i.comp("strings", "xxxxxxxxxx", low="g3", high="d4", voices=2, gate=0.4, level=0.6)
    for name, tune, level in (("A", theme, (0.6, 0.75)), ("B", fire, (0.75, 0.9)),
                              ("A'", theme, (0.9, 1.0))):  # fmt: skip
        sec = part(s, name, chords, level)
        sec.lead("timpani", ("| " + beat) * 8, main=False, level=0.8)
        sec.comp("strings", "Xxxxxxxxxx", low="g3", high="eb5", voices=4, gate=0.5, level=0.7)
        sec.bass("contrabass", "1.1.1.1111", low="e1", high="g2")
        if name == "B":
            sec.lead("trumpet", tune).lead("violin", tune, up=12, main=False)
            continue
        sec.lead("trombone", tune, up=0).lead("horn", tune, main=False)
        if name == "A'":
            sec.lead("trumpet", tune, up=12, main=False).lead("violin", fire, up=12, main=False)
    e = part(s, "Ending", "Ab | Gm | Gm", 1.0, rit=0.85)
    e.lead("trumpet", "ab4:3 c5:2 | bb4:3 d5:2 | g4+bb+d5:5>", main=False)
    e.lead("trombone", "ab3:3 eb4:2 | d:3 bb3:2 | g3:5>", main=False)
    e.lead("timpani", "| " + beat + "|" + beat + "| g2:.25 " + "g " * 15 + "g:1>", main=False)
    e.comp("strings", "XxxxxxxxxxXxxxxxxxxxX---------", low="g3", high="g5", gate=0.9)
    e.bass("contrabass", "1.1.1.11111.1.1.11111---------", low="e1", high="g2")
    return s
