"""Neutral, first half."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(51, "green-hem", "Green Hem", "초록 옷자락", by="old-mill", genre="folk",
       tags="reading morning walk", mix="sadness .16 peace .14", energy=0.35, valence=-0.05,
       arousal=-0.2, era="traditional",
       source=("Arranged from the English traditional song Greensleeves (16th century)",
               "영국 전통 노래 '그린슬리브스'(16세기)를 편곡했어요"))  # fmt: skip
def green_hem() -> Score:
    s = Score(112, "A minor", meter=3, seed=51, rubato=0.02, tone=Tone(room=0.6))
    verse = "Am | C | G | Em | Am | Am | E | E | Am | C | G | Em | Am | E7 | Am | Am"
    chorus = "C | C | G | Em | Am | Am | E | E | C | C | G | Em | Am | E7 | Am | Am"
    a = ("c5:2 d:1 | e:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 | c5:2 a4:1 | a:1.5 g#:.5 a:1 |"
         "b:2 g#:1 | e:2 a:1 | c5:2 d:1 | e:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 |"
         "c5:1.5 b4:.5 a:1 | g#:1.5 f#:.5 g#:1 | a:3 | a:2 r:1")
    b = ("g5:3 | g:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 | c5:2 a4:1 | a:1.5 g#:.5 a:1 |"
         "b:2 g#:1 | e:3 | g5:3 | g:1.5 f#:.5 e:1 | d:2 b4:1 | g:1.5 a:.5 b:1 |"
         "c5:1.5 b4:.5 a:1 | g#:1.5 f#:.5 g#:1 | a:3 | a:2 r:1")
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


@piece(52, "desk-lamp", "Desk Lamp", "책상 스탠드", by="night-bus", genre="lo-fi",
       tags="study focus night", mix="peace .22 sadness .06", energy=0.35, valence=0.15,
       arousal=-0.25)  # fmt: skip
def desk_lamp() -> Score:
    s = Score(78, "G major", seed=52, swing=0.6, swing_unit=0.5, loose=1.6,
              tone=Tone(low=1.5, high=-3, drive=0.15, room=0.5, cutoff=7500))  # fmt: skip
    s.mix("drums", volume=116, reverb=20)
    loop = "Cmaj9 | Bm7 E7#9 | Am9 | D13 Gmaj7"
    a = ("b4:.5 d5 e:1 d:.5 b4 g:1 | a:1.5 f#:.5 g#:1 r | c5:.5 b4 c5 e d:1 c | b4:1 a:.5 b f#:2")
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
    e.bass("bass", "1---1---1-------").lead("jazzguitar", "c5:.5 b4 a g f#:1 a:.5 f# | g:4",
                                            main=False)  # fmt: skip
    e.drums("hats", level=0.6)
    return s
