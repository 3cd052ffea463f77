"""Joy, first half."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone

ODE = "f#4:1 f# g a | a g f# e | d d e f# | {close}"
ODE_HALF, ODE_FULL = "f#:1.5 e:.5 e:2", "e:1.5 d:.5 d:2"
ODE_MIDDLE = "e4:1 e f# d | e f#:.5 g f#:1 d | e f#:.5 g f#:1 e | d e a3:1 f#4:1"


@piece(41, "all-the-windows", "All the Windows Open", "모든 창을 열고", by="harbor-brass",
       genre="classical", tags="morning walk party", mix="peace .14 neutral .04", energy=0.72,
       valence=0.85, arousal=0.55, era="classical",
       source=("Arranged from Ludwig van Beethoven, Ode to Joy, Symphony No. 9 (1824)",
               "루트비히 판 베토벤 교향곡 9번 '환희의 송가'(1824)를 편곡했어요"))  # fmt: skip
def ode() -> Score:
    s = Score(132, "D major", seed=41, kit=48, tone=Tone(high=1, room=0.6))
    half, full = ODE.format(close=ODE_HALF), ODE.format(close=ODE_FULL)
    first = "D | A7 | Bm D/F# | D/A A | D | A7/E | Bm D/F# | A7 D"
    one = part(s, "A", first, (0.4, 0.5))
    one.lead("cello", half + "|" + full, up=-12).lead("bassoon", half + "|" + full, up=-12,
                                                      main=False, level=0.7)  # fmt: skip
    one.bass("pizz", "1.5.1.5.", low="d2", high="d3", level=0.8)
    mid = "A*3 D*1 | A D | A F#7/A# | Bm*1 E7*1 A*1 D*1 | D | A7/E | Bm D/F# | A7 D"
    two = part(s, "B", mid, (0.5, 0.65))
    two.lead("violin", ODE_MIDDLE + "|" + full, up=12)
    two.lead("clarinet", "c#5:2 d | c# d | c#:1 d c# a#4 | b:2 c#5:1 a4 | a:2 b | a g | a:1 a b b |"
             "c#5:1.5 a4:.5 a:2", main=False, level=0.8)  # fmt: skip
    two.bass("pizz", "1.5.1.5.", low="d2", high="d3").pad("slowstrings", low="f#3", high="d5",
                                                          level=0.6)  # fmt: skip
    three = part(s, "A'", first, (0.75, 0.9))
    three.lead("trumpet", half + "|" + full, up=12).lead("violin", half + "|" + full, up=12,
                                                         harmony=-2, main=False)  # fmt: skip
    three.comp("brass", "x.xxx.xx", low="f#3", high="d5").bass("tuba", "1.5.1.5.", low="f#1",
                                                               high="f#2")  # fmt: skip
    three.drums("march", level=0.75, crash=True, fill="roll")
    four = part(s, "B'", mid, (0.9, 1.0))
    four.lead("trumpet", ODE_MIDDLE + "|" + full, up=12).lead("piccolo", ODE_MIDDLE + "|" + full,
                                                              up=24, main=False, level=0.75)  # fmt: skip
    four.pad("strings", low="f#3", high="f#5", level=0.8).comp("brass", "x.xxx.xx", low="f#3",
                                                               high="d5")  # fmt: skip
    four.bass("tuba", "1.5.1.5.", low="f#1", high="f#2").drums("march", level=0.8, crash=True,
                                                               fill="roll")  # fmt: skip
    e = part(s, "Ending", "G D/F# | A7 D", (0.95, 1.0), rit=0.8)
    e.lead("trumpet", "b4:.5 c#5 d e f#:1 d | e:1 c# d:2").comp("brass", "x---x---x---x---", low="f#3",
                                                            high="d5")  # fmt: skip
    e.lead("violin", "d5:.5 e f# g a:1 f# | g:1 e f#:2", main=False)
    e.bass("tuba", "1---1---1---1---", low="f#1", high="f#2").drums("stomp", crash=True)
    return s


@piece(42, "rooftop-parade", "Rooftop Parade", "옥상 행진", by="rooftop-club", genre="funk",
       tags="party cooking workout", mix="neutral .06 anger .04", energy=0.84, valence=0.75,
       arousal=0.7)  # fmt: skip
def rooftop() -> Score:
    s = Score(108, "A major", seed=42, swing=0.55, swing_unit=0.5, tone=Tone(low=1, high=1.5, room=0.4))
    vamp = "A9 | A9 | D9 | D9 | A9 | A9 | D9 | E7#9"
    a = ("e5:.5! e:.25 c#:.25 r:.5 a4:.5 c#5:1 r | e5:.5! e:.25 g:.25 r:.5 e:.5 c#:1 r |"
         "d5:.5! d:.25 c:.25 r:.5 a4:.5 d5:1 r | f#5:.5! f#:.25 e:.25 r:.5 d:.5 a4:1 r |"
         "e5:.5! e:.25 c#:.25 r:.5 a4:.5 c#5:1 r | e5:.5! g:.25 a:.25 r:.5 e:.5 c#:1 r |"
         "d5:.5 e f# d e:.25 d:.25 c:.5 a4:1 | b4:.5 d5 e g# e:1 r")
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
        sec.comp("clean", "....X.......X..x", step=0.25, low="c#4", high="g5", voices=3, level=0.7,
                 gate=0.5)  # fmt: skip
        sec.lead("brass", a, harmony=-2 if name == "A'" else 0).lead("altosax", a, up=-12, main=False)
        if name == "A":
            br = part(s, "B", bridge, (0.65, 0.85))
            br.lead("altosax", b).pad("hammond", low="e3", high="c#5", level=0.7)
            br.bass("slap", "1...1.5.8...7.5c", step=0.25, gate=0.8).drums("pop", fill="snare")
    e = part(s, "Ending", "D9 E7#9 | A9", (0.9, 0.95), rit=0.9)
    e.comp("brass", "X.X.X.X.X-------", low="c#4", high="g5", gate=0.7)
    e.comp("clav", "X.X.X.X.X-------", low="e3", high="c5", gate=0.6)
    e.bass("slap", "1.1.1.1.1-------").drums("stomp", crash=True, fill="break")
    return s
