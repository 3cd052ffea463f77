"""Joy, the rest."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(43, "two-step-sunday", "Two-Step Sunday", "일요일의 투스텝", by="paper-moon-trio",
       genre="ragtime", tags="cafe cooking party", mix="neutral .1 peace .06", energy=0.62,
       valence=0.8, arousal=0.45, era="romantic",
       source=("Arranged from Scott Joplin, The Entertainer (1902)",
               "스콧 조플린 '엔터테이너'(1902)를 편곡했어요"))  # fmt: skip
def two_step() -> Score:
    s = Score(84, "C major", meter=2, seed=43, loose=1.2, kit=40, tone=Tone(high=0.5, room=0.4))
    s.mix("honky2", pan=-0.25)
    a = ("e4:.25 c5:.5 e4:.25 c5:.5 e4:.25 c5:.25 | c5:1.25 c:.25 d d# | e:.25 c d e:.5 b4:.25 d5:.5 | c:1.5 d4:.25 d# |"
         "e:.25 c5:.5 e4:.25 c5:.5 e4:.25 c5:.25 | c5:1.5 a4:.25 g | f#:.25 a c5 e:.5 d:.25 c a4 | d5:1.5 d4:.25 d# |"
         "e:.25 c5:.5 e4:.25 c5:.5 e4:.25 c5:.25 | c5:1.25 c:.25 d d# | e:.25 c d e:.5 b4:.25 d5:.5 | c:1.5 c:.25 d |"
         "e:.25 c d e:.5 c:.25 d c | e:.25 c d e:.5 c:.25 d c | e:.25 c d e:.5 b4:.25 d5:.5 | c:1.5 r:.5")
    chords = ("C C7/E | F C/G | C/G G7 | C G7 | C C7/E | F Am | D7 D7/F# | G G7 |"
              "C C7/E | F C/G | C/G G7 | C C7 | C/E C7/Bb | F/A Fm/Ab | C/G G7 | C")
    trio = ("a4:.5 c5:.25 f a:.5 g:.25 f | f:.75 d:.25 bb4:.5 d5 | c:.25 f:.5 a:.25 g:.5 f | e:1 c:.5 c |"
            "a4:.25 c5:.5 f:.25 a:.5 g:.25 f | d:.5 f:.25 bb:.5 a:.25 g:.5 | f:.25 c:.5 a4:.25 g:.5 e5 | f:1.5 d4:.25 d#")
    trio_chords = "F | Bb | F/C C7 | C7 | F F7 | Bb Bdim7 | F/C C7 | F G7"
    i = part(s, "Intro", "C | Am F | G | G7", 0.6)
    i.lead("honky", "d6:.25 e c a5:.5 b:.25 g:.5 | d5:.25 e c a4:.5 b:.25 g:.5 | d4:.25 e c a3:.5 b:.25 a ab | g:.5 r g5+b:.5> d4:.25 d#")
    i.lead("honky2", "d5:.25 e c a4:.5 b:.25 g:.5 | d4:.25 e c a3:.5 b:.25 g:.5 | d3:.25 e c a2:.5 b:.25 a ab | g:.5 r g3:.5 r", main=False)
    for name, chart, tune, level in (("A", chords, a, 0.6), ("B", trio_chords, trio, 0.55), ("A'", chords, a, 0.72)):
        sec = part(s, name, chart, level)
        sec.lead("honky", tune, harmony=0 if name == "A" else -5 if name == "B" else -7)
        sec.bass("honky2", "1.5.", low="e2", high="e3", level=0.8).comp("honky2", ".x.x", low="g3", high="g4", voices=3, gate=0.5, level=0.65)
        if name == "A'":
            sec.bass("tuba", "1.5.", low="e1", high="e2", level=0.6).drums("hats", level=0.5)
            sec.lead("clarinet", "g5:2 | f:1 e | e:1 d | e:2 | g:2 | f:1 e | f#:1 a | g:1 f | g:2 | a:1 g | g:1 f | e:1 bb | c6:1 bb5 | a:1 ab | g:1 f | e:2", main=False, level=0.5)
    e = part(s, "Ending", "C G7 | C", 0.75)
    e.lead("honky", "c5:.25 d e c d:.5 b4 | c5+e+g+c6:.5>! r:1.5", main=False)
    e.bass("honky2", "1.5.1...", low="e2", high="e3").comp("honky2", ".x.xX...", low="g3", high="g4", voices=3, gate=0.5)
    return s


@piece(44, "miryang-morning", "Miryang Morning", "밀양의 아침", by="han-river-folk",
       genre="korean-folk", tags="morning walk family", mix="peace .12 neutral .06", energy=0.66,
       valence=0.7, arousal=0.5, era="traditional",
       source=("Arranged from the Korean folk song Miryang Arirang",
               "한국 민요 '밀양아리랑'을 편곡했어요"))  # fmt: skip
def miryang() -> Score:
    s = Score(126, "A minor", meter=4.5, seed=44, tone=Tone(high=0.5, room=0.5))
    verse = ("e5:1.5 e:1 d:.5 e:1.5 | g:1 e:.5 d:1 c:.5 d:1 e:.5 | e:1.5 d:.5 c a4 c5:1 d:.5 | a4:3 r:1.5 |"
             "c5:1 d:.5 e:1 d:.5 c:1 a4:.5 | c5:1 a4:.5 g:1 e:.5 g:1.5 | a:1 c5:.5 d:.5 c a4 c5:1 a4:.5 | a4:3 r:1.5")
    hook = ("a4:1 c5:.5 a4:1 g:.5 a:1.5 | a4:1 c5:.5 d:1 e:.5 d:1.5 | e:1 d:.5 c:.5 d e d:1 c:.5 | a4:3 r:1.5 |"
            "c5:1 d:.5 e:1 d:.5 c:1 a4:.5 | c5:1 a4:.5 g:1 e:.5 g:1.5 | a:1 c5:.5 d:.5 c a4 c5:1 a4:.5 | a4:3 r:1.5")
    one = "Am | Am | Am | Am | C | Em | Am | Am"
    two = "Am | Dm | Am | Am | C | Em | Am | Am"
    i = part(s, "Intro", "Am | Am", 0.5)
    i.drums("semachi", level=0.8).arp("koto", "0 1 2 3 2 1 0 2 1", low="a3", high="e5", level=0.8)
    for name, chart, tune, level in (("A", two, hook, 0.6), ("B", one, verse, 0.7), ("A'", two, hook, 0.82)):
        sec = part(s, name, chart, level)
        sec.lead("shanai" if name == "B" else "flute", tune, up=0 if name == "B" else 12)
        sec.arp("koto", "0 . 2 1 . 3 2 . 1", low="a3", high="e5", level=0.75).drums("semachi", level=0.8)
        sec.bass("contrabass", "1..1.51.5", low="e1", high="c3", level=0.75)
        if name == "A'":
            sec.lead("fiddle", tune, main=False, level=0.85).lead("shanai", tune, main=False, level=0.7)
            sec.bass("taiko", "1.....1..", low="a2", high="a3", level=0.7)
    e = part(s, "Ending", "Am | Am", 0.85)
    e.lead("flute", "a5:1 c6:.5 d:.5 c a5 c6:1 a5:.5 | a5:1.5> r:3", main=False).drums("semachi", fill="")
    e.arp("koto", "0 1 2 3 4 5 6 5 4 0 . . . . . . . .", low="a3", high="e5").bass("contrabass", "1..1.51.51........", low="e1", high="c3")
    return s


@piece(45, "bellflower-hill", "Bellflower Hill", "도라지 언덕", by="han-river-folk",
       genre="korean-folk", tags="walk family cooking", mix="peace .18 neutral .08", energy=0.52,
       valence=0.7, arousal=0.3, era="traditional",
       source=("Arranged from the Korean folk song Doraji",
               "한국 민요 '도라지 타령'을 편곡했어요"))  # fmt: skip
def bellflower() -> Score:
    s = Score(118, "F major", meter=3, seed=45, tone=Tone(room=0.5))
    a = ("c5:1.5 d:.5 c:1 | c:1.5 d:.5 c:1 | d:1 f:.5 d c:1 | a4:3 |"
         "c5:1 d:.5 c a4:1 | g:.5 a g f d:1 | f:1 g:.5 a g:1 | f:3 ")
    b = ("c5:1 c d | f:1.5 d:.5 c:1 | d:1 f:.5 d c:1 | a4:3 | c5:1 d:.5 c a4:1 | g:.5 a g f d:1 | f:1 g:.5 a g:1 | f:3")
    c = ("f5:1.5 g:.5 f:1 | f:1.5 d:.5 c:1 | d:1 f:.5 d c:1 | c:1 a4:2 | c5:1 d:.5 c a4:1 | g:.5 a g f d:1 | f:1 g:.5 a g:1 | f:3")
    one = "F | F | Bb*2 F*1 | Dm | F | Gm*2 Dm*1 | F*1 C7*2 | F"
    i = part(s, "Intro", "F | F | F | F", 0.45)
    i.arp("koto", "0 1 2 3 2 1", low="f3", high="f5").drums("waltz", level=0.5)
    for name, tune, who, level in (("A", a, "panflute", 0.55), ("B", b, "fiddle", 0.65), ("A'", a, "panflute", 0.7), ("C", c, "fiddle", 0.8)):
        sec = part(s, name, one, level)
        sec.lead(who, tune, harmony=-2 if name == "C" else 0).arp("koto", "0 . 2 3 1 2", low="f3", high="f5", level=0.75)
        sec.bass("pizz", "1...5.", low="f2", high="f3").drums("waltz", level=0.6)
        if name in ("A'", "C"):
            sec.drums("shaker", level=0.35).comp("accordion", "..x.x.", low="f3", high="d5", voices=3, gate=0.5, level=0.6)
    e = part(s, "Ending", "Gm C7 | F | F", (0.75, 0.6), rit=0.85)
    e.lead("panflute", "g5:.5 a g f d:1 | f:3 | f:3", main=False).lead("fiddle", "d5:1.5 bb4:1.5 | a:3 | a:3", main=False)
    e.arp("koto", "0 . 2 3 1 2 0 1 2 3 4 5 0 . . . . .", low="f3", high="f5", ring=2).bass("pizz", "1...5.1.....1.....", low="f2", high="f3")
    return s


@piece(46, "first-swallow", "First Swallow", "첫 제비", by="lantern-quartet", genre="classical",
       tags="morning walk cooking", mix="peace .14 neutral .04", energy=0.64, valence=0.85,
       arousal=0.45, era="baroque",
       source=("Arranged from Antonio Vivaldi, The Four Seasons: Spring (1725)",
               "안토니오 비발디 '사계' 중 '봄'(1725)을 편곡했어요"))  # fmt: skip
def swallow() -> Score:
    s = Score(104, "E major", seed=46, tone=Tone(high=0.5, room=0.65))
    s.mix("violin", pan=-0.3)
    s.mix("violin2", pan=0.35)
    a = ("g#5:.5 g# g# f#:.25 e b:1.5 b:.25 a | g#:.5 g# g# f#:.25 e b:1.5 b:.25 a |"
         "g#:.5 a:.25 b a:.5 g# f#:.5 d# b4 e5 | g#:.5 g# g# f#:.25 e b:1.5 b:.25 a |"
         "g#:.5 a:.25 b a:.5 g# f#:.5 d# b4 e5").replace("f#:.5 d# b4 e5 | g#", "f#:1 b4:.5 e5 | g#")
    b = ("b5:.5 a:.25 g# a:.5 b c#6:.5 b5:1 e:.5 | b5:.5 a:.25 g# a:.5 b c#6:.5 b5:1 e:.5 |"
         "c#6:.5 b5 a g# f#:.5 e:.25 f# e:.5 d# | e:1 r:.5 e b5:.5 a:.25 g# a:.5 b |"
         "c#6:.5 b5:1 e:.5 c#6:.5 b5 a g# | f#:1 e r:2")
    birds = ("b5:.25~ r:.25 b:.25 b b b r:.5 e6:.25 e e e d#:1~ | e6:.5~ r b5:.25 b b b g#6:.5~ r e:.25 e e e |"
             "b5:.25 c#6 b5 c#6 b5 c#6 b5 c#6 e:.5~ d#~ e:1~ | g#:.25 f# e d# e:.5~ r b5:.25 b b b e6:1~")
    one = part(s, "A", "E | E | E B | E | E B7", 0.72)
    one.lead("violin", a).lead("violin2", a, main=False, up=-12, level=0.7)
    one.comp("strings", "xxxxxxxx", low="g#3", high="g#4", voices=3, gate=0.6, level=0.65).bass("cello", "11111111", low="e2", high="e3", gate=0.7)
    two = part(s, "B", "E A*.5 E*.5 | E A*.5 E*.5 | A B7 | E | A*1 E*1 A*1 E*1 | B7*1 E*3", 0.66)
    two.lead("violin", b).comp("strings", "xxxxxxxx", low="g#3", high="g#4", voices=3, gate=0.6, level=0.6)
    two.bass("cello", "1.1.1.1.", low="e2", high="e3").comp("harpsichord", "x.x.x.x.", low="e3", high="e5", level=0.6)
    three = part(s, "Birds", "E | E | E | E B7", 0.55)
    three.lead("violin", birds, level=0.9).lead("violin2", "r:2 g#5:.25 g# g# g# r:1 | b5:.5~ r g#:.25 g# g# g# e:.5~ r b:.25 b b b |"
               "g#5:1~ e:1~ g#:.25 a g# a g# a g# a | e:1~ r g#:.25 g# g# g# g#:1~", main=False, level=0.8)
    four = part(s, "Brook", "E | A/E | B7/E | E", (0.45, 0.6))
    four.lead("violin", "g#5:.25 a g# a g# a g# a g# a g# a g# f# g# e | a:.25 b a b a b a b a b a b a g# a f# |"
              "f#:.25 g# f# g# f# g# f# g# a b a b a f# g# a | g#:.25 a g# a b a b a g#:.5 f# e:1")
    four.pad("strings", low="g#3", high="b4", level=0.5).bass("cello", "1-------", low="e2", high="e3")
    five = part(s, "A'", "E | E | E B | E | E B7", 0.82)
    five.lead("violin", a).lead("violin2", a, main=False, level=0.8, harmony=-2)
    five.comp("strings", "xxxxxxxx", low="g#3", high="g#4", voices=3, gate=0.6).bass("cello", "11111111", low="e2", high="e3", gate=0.7)
    five.comp("harpsichord", "x.x.x.x.", low="e3", high="e5", level=0.6)
    e = part(s, "Ending", "A B7 | E", 0.8, rit=0.8)
    e.lead("violin", "c#6:.5 b5 a g# f#:1 d#~ | e4+b+g#5+e6:4", main=False).comp("strings", "x-x-x-x-x-------", low="g#3", high="g#5")
    e.bass("cello", "1-1-1-1-1-------", low="e2", high="e3")
    return s


@piece(47, "checkered-bus", "The Checkered Bus", "체크무늬 버스", by="polka-dots", genre="ska",
       tags="drive commute party", mix="neutral .06 peace .04", energy=0.82, valence=0.8,
       arousal=0.65)  # fmt: skip
def checkered() -> Score:
    s = Score(164, "G major", seed=47, loose=1.2, tone=Tone(high=1, room=0.4))
    verse = "G | Em | C | D7 | G | Em | Am7 | D7"
    hook = "C | G/B | Am | G | C | G/B | A7 | D7"
    a = ("d5:.5 b4 d5 g:1 d:.5 e d | b4:.5 g b e5:1 b4:.5 d5 b4 | c5:.5 c e g:1 e:.5 c:1 | a4:.5 c5 d f#:1 e:.5 d:1 |"
         "d5:.5 b4 d5 g:1 d:.5 e d | g:.5 e b4 e5:1 f#:.5 g e | c:.5 e g a:1 g:.5 e c | d:1 f#:.5 a:1.5 r:1")
    b = ("g5:1.5 e:.5 c:2 | d:1.5 b4:.5 g:2 | c5:.5 d e c e:1 a | g:1 d b4 d5 | g:1.5 e:.5 c:1 e | d:1.5 b4:.5 g:1 b |"
         "c#5:.5 e g e a:1 g | f#:1 e:.5 d a:2")
    i = part(s, "Intro", "G | Em | C | D7", 0.65)
    i.drums("ska", fill="toms").comp("clean", ".x.x.x.x", low="g3", high="e5", gate=0.4).bass("bass", "1.3.5.6.")
    for name, chart, tune, level in (("A", verse, a, 0.7), ("B", hook, b, 0.8), ("A'", verse, a, 0.85), ("B'", hook, b, 0.95)):
        sec = part(s, name, chart, level)
        sec.drums("ska", fill="toms" if "'" in name else "snare", crash=True)
        sec.comp("clean", ".x.x.x.x", low="g3", high="e5", gate=0.4, level=0.75).comp("hammond", ".x.x.x.x", low="e3", high="c5", gate=0.3, level=0.6)
        sec.walk("bass")
        sec.lead("tenorsax" if name == "A" else "trumpet", tune, up=-12 if name == "A" else 0)
        if name != "A":
            sec.lead("trombone", tune, up=-12, main=False, level=0.8)
        if "'" in name:
            sec.lead("altosax", tune, up=-12, harmony=2, main=False, level=0.7)
    e = part(s, "Ending", "C D7 | G", 0.95)
    e.comp("brass", "X.x.X.x.X---....", low="g3", high="g5", gate=0.6).bass("bass", "1.3.1.a.1---....").drums("stomp", crash=True, fill="stop")
    e.comp("clean", ".x.x.x.xX---....", low="g3", high="e5", gate=0.6)
    return s


@piece(48, "mirror-ball-market", "Mirror Ball Market", "미러볼 시장", by="rooftop-club",
       genre="disco", tags="party cleaning workout", mix="neutral .08", energy=0.86, valence=0.75,
       arousal=0.7)  # fmt: skip
def mirror_ball() -> Score:
    s = Score(120, "D major", seed=48, tone=Tone(low=1, high=1.5, room=0.5))
    verse = "Gmaj7 | A7 | F#m7 | Bm7 | Em7 | A7 | Dmaj7 | D7"
    a = ("f#5:1 f#:.5 e d:1 b4 | c#5:1 c#:.5 d e:2 | e:1 e:.5 d c#:1 a4 | b4:1 b:.5 d5 f#:2 |"
         "g:1 g:.5 f# e:1 d | e:1 c#:.5 e g:2 | f#:1 a:.5 f# d:1 a4 | c5:1.5 d:.5 f#:1 a")
    b = ("b5:1.5 a:.5 f#:1 d | a:1.5 g:.5 e:2 | a:1.5 g:.5 f#:1 e | d:1 f# b:2 | b:1.5 a:.5 g:1 e | g:1 f#:.5 e c#:2 | d:1 f# a:1.5 f#:.5 | d:2 c:1 d")
    octave = "1.8.1.8.1.8.1.8."
    i = part(s, "Intro", "Em7 | A7 | Dmaj7 | D7", 0.6)
    i.drums("disco", fill="snare").bass("bass", octave, step=0.25, gate=0.7).comp("clean", "..x.x..x..x.x.x.", step=0.25, low="c#4", high="g5", voices=3, gate=0.4)
    for name, tune, level in (("A", a, 0.68), ("B", b, 0.8), ("A'", a, 0.9)):
        sec = part(s, name, verse, level)
        sec.drums("disco", crash=True, fill="toms").bass("bass", octave, step=0.25, gate=0.7)
        sec.comp("clean", "..x.x..x..x.x.x.", step=0.25, low="c#4", high="g5", voices=3, gate=0.4, level=0.7)
        sec.comp("rhodes", "..x...x...x.x...", step=0.25, low="d3", high="d5", gate=0.8, level=0.6)
        if name == "A":
            sec.lead("vibes", tune, up=-12).pad("synthstrings", low="a3", high="f#5", level=0.45)
        else:
            sec.lead("strings", tune).pad("synthstrings", low="a3", high="f#5", level=0.5)
        if name == "A'":
            sec.comp("brass", "..........X.X.X.", step=0.25, low="d4", high="a5", gate=0.5, level=0.8)
    e = part(s, "Ending", "Em7 A7 | Dmaj9", 0.9)
    e.lead("strings", "g5:.5 a b c#6 d:.5 b5 a c# | d6:2 r:2", main=False).comp("rhodes", "X.X.X.X.X-------", low="d3", high="d5")
    e.bass("bass", "1.8.1.8.1-------").drums("stomp", crash=True, fill="snare").comp("brass", "X.X.X.X.X---....", low="d4", high="a5", gate=0.6)
    return s


@piece(49, "brass-on-the-corner", "Brass on the Corner", "모퉁이 브라스", by="harbor-brass",
       genre="dixieland", tags="party walk travel", mix="neutral .06 peace .06", energy=0.78,
       valence=0.85, arousal=0.6, era="traditional",
       source=("Arranged from the traditional spiritual When the Saints Go Marching In",
               "전통 영가 '성자의 행진'을 편곡했어요"))  # fmt: skip
def saints() -> Score:
    s = Score(172, "F major", seed=49, swing=0.62, loose=1.3, tone=Tone(high=0.5, room=0.45))
    tune = ("c5:4 | r:1 f4 a bb | c5:4 | r:1 f4 a bb | c5:2 a4 | f:2 a | g:4 | r:1 a4 a g |"
            "f:3 f:1 | a:2 c5 | c:1 bb4:3 | r:2 a4:1 bb | c5:2 a4 | f:2 g | f:4 | r:1 f4 a bb")
    chords = "F | F | F | F | F | F | C7 | C7 | F | F7 | Bb | Bbm6 | F/C | C7 | F | F"
    clar = ("f5:.5 g a c6 a5 g f d | c:.5 d f a c6:1 a5 | f:.5 g a c6 d:1 c | a5:.5 g f d c:1 d | f:.5 a c6 a5 f a c6:1 | a5:.5 g f d c d f a |"
            "g:.5 e c e g bb c6 bb5 | g:.5 bb c6 bb5 g e c:1 | f:.5 a c6 a5 f:1 c | eb:.5 f a c6 eb:1 c | d:.5 bb5 f d f bb d6:1 | db:.5 bb5 g f db:1 f |"
            "c:.5 f a c6 a5 f c f | e:.5 g bb c6 bb5 g e c | f:.5 g a c6 f:1 d | c:.5 a5 f d c:2")
    i = part(s, "Intro", "F | C7", 0.65)
    i.drums("swinghard", fill="snare").lead("trumpet", "f4:1 a bb", at=5).bass("tuba", "1...5...", low="f1", high="g2")
    one = part(s, "A", chords, 0.72)
    one.lead("trumpet", tune, level=1.0).bass("tuba", "1...5...", low="f1", high="g2").drums("swinghard", level=0.75, fill="snare")
    one.comp("banjo", "x.x.x.x.", low="c4", high="c5", voices=3, gate=0.5, level=0.75)
    two = part(s, "A'", chords, 0.9)
    two.lead("trumpet", tune, level=1.0).lead("clarinet", clar, level=0.75)
    two.lead("trombone", "f3:2 c4 | a3:2 f | f:2 a | c4:2 a3 | a:2 f | a:2 c4 | bb3:2 g | e:2 c | f:2 a | eb4:2 c | d:2 bb3 | db4:2 bb3 | a:2 c4 | bb3:2 e | f:2 a | f:2 c", main=False, level=0.8)
    two.walk("tuba", low="f1", high="d2").drums("swinghard", level=0.85, crash=True, fill="toms", every=8)
    two.comp("banjo", "x.x.x.x.", low="c4", high="c5", voices=3, gate=0.5, level=0.75)
    e = part(s, "Ending", "F/C C7 | F D7 | Gm7 C7 | F", 0.95)
    e.lead("trumpet", "c5:2 a4 | f:1 a c5 a4 | bb:1 g c5 e | f:1.5> r:2.5", main=False).drums("swinghard", fill="stop", crash=True)
    e.lead("clarinet", "c6:1 a5 bb g | a:1 c6 d a5 | g:1 bb a bb | a:1.5> r:2.5", main=False)
    e.lead("trombone", "a3:2 bb | a:2 f# | g:2 bb | a:1.5> r:2.5", main=False).bass("tuba", "1...5...1...5...1...5...1-......", low="f1", high="g2")
    e.comp("banjo", "x.x.x.x.x.x.x.x.x.x.x.x.X-......", low="c4", high="c5", voices=3, gate=0.5)
    return s


@piece(50, "mango-crossing", "Mango Crossing", "망고 건널목", by="sunroom-band", genre="latin",
       tags="cooking party cleaning", mix="peace .08 neutral .06", energy=0.76, valence=0.75,
       arousal=0.55)  # fmt: skip
def mango() -> Score:
    s = Score(100, "C major", seed=50, loose=1.2, tone=Tone(high=1, room=0.45))
    loop = "C | F | G7 | C | Am | Dm7 | G7 | C"
    a = ("r:.5 e5:.5 g:.75 e:.25 g:.5 a g:1 | f:.75 a:.25 c6:.5 a5 f:1 r:1 | r:.5 d:.5 f:.75 d:.25 f:.5 g f:1 | e:.75 g:.25 e:.5 d c:1 r |"
         "r:.5 c5:.5 e:.75 c:.25 e:.5 a e:1 | f:.75 e:.25 d:.5 f a:1 g:.5 f | d:.75 f:.25 b:.5 a g:1 f:.5 d | e:.5 c d e c:1 r")
    b = ("g5:1.5 f:.5 e:1 c | a:1.5 g:.5 f:1 c | b:1 a:.5 g f:1 d | e:1.5 f:.5 g:2 | c6:1.5 b5:.5 a:1 e | f:1.5 e:.5 d:1 a | g:1 f:.5 d b4:1 d5 | c:1 e g:2")
    mont = "x.xx.x.xx.xx.x.x"
    i = part(s, "Intro", "C | F | G7 | C", 0.55)
    i.drums("latin", fill="congas").comp("piano", mont, step=0.25, low="g3", high="g5", gate=0.6)
    for name, tune, level in (("A", a, 0.65), ("B", b, 0.78)):
        sec = part(s, name, loop, level)
        sec.drums("latin", level=0.85, fill="congas").comp("piano", mont, step=0.25, low="g3", high="g5", gate=0.6, level=0.65)
        sec.bass("bass", "1..5..8.1..5..a.", step=0.25).lead("steeldrum" if name == "A" else "trumpet", tune)
        if name == "B":
            sec.lead("flute", tune, harmony=2, main=False, level=0.7)
    c = part(s, "A'", "C | F | G7 | C", 0.85)
    c.drums("samba", level=0.85, fill="congas").comp("piano", mont, step=0.25, low="g3", high="g5", gate=0.6, level=0.65)
    c.bass("bass", "1..5..8.1..5..a.", step=0.25).lead("steeldrum", "|".join(a.split("|")[:4]), harmony=-2)
    c.comp("brass", "X..x..X.........", step=0.25, low="g3", high="g5", gate=0.5)
    e = part(s, "Ending", "Dm7 G7 | C", 0.9)
    e.lead("steeldrum", "f5:.5 a c6 a5 b:.5 g f d | c5+e+g+c6:1> r:3", main=False).drums("latin", fill="stop")
    e.comp("brass", "X..x..X.X..x..X.X---............", step=0.25, low="g3", high="g5", gate=0.7).bass("bass", "1..5..8.1..5..a.1---............", step=0.25)
    e.comp("piano", mont + "X---............", step=0.25, low="g3", high="g5", gate=0.7)
    return s
