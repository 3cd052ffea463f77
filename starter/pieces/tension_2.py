"""Tension, the rest."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(13, "toccata-by-night", "Toccata by Night", "밤의 토카타", by="organ-loft", genre="classical",
       tags="cinematic night focus", mix="anger .16 sadness .08", energy=0.68, valence=-0.45,
       arousal=0.65, era="baroque",
       source=("Arranged from the Toccata and Fugue in D minor, attributed to J. S. Bach (about 1705)",
               "요한 제바스티안 바흐의 것으로 전하는 토카타와 푸가 라단조(1705년경)를 편곡했어요"))  # fmt: skip
def toccata() -> Score:
    s = Score(84, "D minor", seed=13, loose=0.7, tone=Tone(room=0.95, wet=0.9))
    s.mix("organ2", pan=0.2)
    s.mix("organ3", volume=92)
    o = part(s, "Call", "Dm | Dm | Dm | Dm", 0.85)
    o.lead("organ", "a5:.125 g a:1.25 r:.5 g:.25 f e d c#:1 | d:1 r:3 |"
           "a4:.125 g a:1.25 r:.5 e:.5 f c#:.5 d:.5 | r:4")  # fmt: skip
    o.lead("organ2", "a4:.125 g a:1.25 r:.5 g:.25 f e d c#:1 | d:1 r:3 |"
           "a3:.125 g a:1.25 r:.5 e:.5 f c#:.5 d:.5 | r:4", main=False)  # fmt: skip
    o.lead("organ3", "r:4 | r:4 | r:4 | a2:.125 g a:1.25 r:.5 g:.25 f e d c#:.5 d:.5", main=False)
    c = part(s, "Pillar", "C#dim7/D | D", (0.7, 1.0))
    c.lead("organ3", "d2:4 | d2:4", main=False)
    c.lead("organ", "r:.5 c#4:3.5 | f#4+a+d5:4", main=False)
    c.lead("organ2", "r:1 e4:.5 g:.5 bb:.5 c#5:.5 e:1 | d4+a+f#5:4", main=False)
    run = ("c#5:.25 d e c# d e f d e f g e f g a f | g:.25 a bb g a g f e f e d c# d c# bb4 a |"
           "bb4:.25 c5 d bb4 c5 d e c d e f d e f g e | a:.25 g f e f e d c# d:1 a4")  # fmt: skip
    r = part(s, "Runs", "A7 Dm | Gm A7 | Gm C | A7 Dm", 0.75, bpm=104)
    r.lead("organ", run).lead("organ2", run, up=-12, main=False)
    r.lead("organ3", "a2:4 | g2:2 a2:2 | g2:2 c3:2 | a2:2 d3:2", main=False)
    subject = "r:.25 a4 g a f a e a d a c# a d a e a | f a d a e a f a g a e a f a g a"
    answer = ("a:.25 d5 c d bb4 d5 a4 d5 g4 d5 f4 d5 g4 d5 a4 d5 | bb4 d5 g4 d5 a4 d5 bb4 d5 c#:.5 e a4 g")
    f = part(s, "Fugue", "Dm | Dm A7 | Gm | Gm A7", 0.75, bpm=104)
    f.lead("organ", subject + "|" + answer)
    f.lead("organ2", "r:4 | r:4 | d4:1 f g bb3 | g4:1 bb a:.5 g e c#", main=False)
    f.lead("organ3", "r:4 | r:4 | r:2 g2:1 f | e:1 d a2:2", main=False)
    g = part(s, "Fugue II", "Dm | Bb C | F Gm | A7", (0.8, 1.0), bpm=104)
    g.lead("organ", "r:.25 a5 g a f a e a d a c# a d a e a | f:.25 d bb4 d5 f d bb4 d5 e c g4 c5 e c g4 c5 |"
           "a:.25 f c f a f c f bb4 g d g bb g5 d bb4 | a:.25 c#5 e g a g e c# a4:1 r")  # fmt: skip
    g.pad("organ2", low="d3", high="d5", level=0.7)
    g.lead("organ3", "d2:4 | bb2:2 c3 | f2:2 g2 | a2:4", main=False)
    e = part(s, "Ending", "Bb Gm6 | A7 | D", (0.9, 1.0), bpm=84, rit=0.75)
    e.lead("organ", "d5:1 f e d | c#:1 e a:2 | a:4", main=False).pad("organ2", low="d3", high="f#5")
    e.lead("organ3", "bb2:2 g2 | a2:4 | d2:4", main=False)
    return s


@piece(14, "glass-teeth", "Glass Teeth", "유리 이빨", by="clockwork-parlor", genre="classical",
       tags="winter cinematic night", mix="neutral .16 joy .08", energy=0.42, valence=-0.1,
       arousal=0.35, era="romantic",
       source=("Arranged from P. I. Tchaikovsky, Dance of the Sugar Plum Fairy (1892)",
               "표트르 차이콥스키 '사탕 요정의 춤'(1892)을 편곡했어요"))  # fmt: skip
def glass_teeth() -> Score:
    s = Score(84, "E minor", meter=2, seed=14, loose=0.8, tone=Tone(room=0.7, wet=0.6))
    s.mix("celesta", pan=0.2, volume=104)
    tune = ("g6:.25 e g:.5! f#! d#! | e:.5! d:.25 d d:.5 c#:.25 c# | c#:.5 c:.25 c c:.5 b5:.25 e6 |"
            "c:.25 e b5:.5! r:1 | g5:.25 e g:.5! f#! c6! | b:.5! g6:.25 g g:.5 f#:.25 f# |"
            "f#:.5 e:.25 e e:.5 d#:.25 e | d#:.25 e d#:.5! r:1")
    deep = ("r:1 r:.5 b3:.125 a g f# | e:.5! r:1.5 | r:1 r:.5 b3:.125 a g f# | e:.5! r:1.5 |"
            "r:1 r:.5 e4:.125 d c b3 | a:.5! r:1.5 | r:1 r:.5 c4:.125 b3 a g | f#:.5! r:1.5")
    chords = "Em | E7 | Am C7 | B7 | Em | G | Am6 | B7"
    pluck = "1.5."
    i = part(s, "Intro", "Em | Em | Em | Em", 0.4)
    i.bass("pizz", pluck, low="e2", high="e3").comp("pizz2", ".x.x", low="g3", high="d5", voices=3)
    for name, level in (("A", 0.5), ("A'", 0.7)):
        a = part(s, name, chords, level)
        a.lead("celesta", tune).lead("clarinet", deep, main=False, level=0.7)
        a.bass("pizz", pluck, low="e2", high="e3").comp("pizz2", ".x.x", low="g3", high="d5", voices=3)
        if name == "A":
            b = part(s, "B", "Am | D7 | G | C | F#m7b5 | B7 | Em | B7", (0.55, 0.7))
            b.lead("celesta", "c6:.25 e a e c:.5 a5 | c6:.25 d f# d c:.5 a5 | b:.25 d6 g d b5:.5 g |"
                   "g:.25 c6 e c g5:.5 e | a:.25 c6 e c a5:.5 f# | a:.25 b d#6 b5 a:.5 f# |"
                   "g:.25 b e6 b5 g:.5 e | f#:.25 a b d#6 f#:.5! b!")  # fmt: skip
            b.lead("violin", "e5:1 c | d:1 f# | g:1 d | e:1 c | c:1 a4 | b:1 d#5 | e:1 b4 | a:1 b",
                   main=False, level=0.7)  # fmt: skip
            b.bass("pizz", "1.5.", low="e2", high="e3").pad("tremolo", low="g3", high="d5", level=0.45)
        else:
            a.lead("glock", tune, main=False, level=0.6).pad("tremolo", low="g3", high="d5", level=0.4)
    e = part(s, "Ending", "Em | B7 | Em | Em", (0.5, 0.7))
    e.lead("celesta", "g6:.25 e g:.5! f#! d#! | e:.25 d# e f# d#:.5! b5! | e5:.125 g b e6 g b e g b5 e6 g b e7:.5! | r:.5 e5+g+b:.5!> r:1",
           main=False)  # fmt: skip
    e.bass("pizz", pluck * 3 + ".1..", low="e2", high="e3").comp("pizz2", ".x.x.x.x.x.x.X..", low="g3", high="d5", voices=3)
    e.lead("clarinet", "r:1 r:.5 b3:.125 a g f# | e:.5! r:1.5 | r:2 | r:.5 e3:.5! r:1", main=False)
    return s


@piece(15, "lake-without-moon", "Lake Without a Moon", "달 없는 호수", by="mlfym-orchestra",
       genre="classical", tags="night cinematic winter", mix="sadness .26 anger .06", energy=0.55,
       valence=-0.45, arousal=0.4, era="romantic",
       source=("Arranged from P. I. Tchaikovsky, Swan Lake, Scene (1876)",
               "표트르 차이콥스키 '백조의 호수' 정경(1876)을 편곡했어요"))  # fmt: skip
def lake() -> Score:
    s = Score(100, "B minor", seed=15, kit=48, rubato=0.02, tone=Tone(room=0.75, wet=0.7))
    s.mix("oboe", volume=96)
    tune = ("f#5:2 b4:.5 c#5 d e | f#:1.5 d:.5 f#:1.5 d:.5 | f#:1.5 b4:.5 d5 b4 g d5 | b4:3 e5:.5 d |"
            "c#:2 b4:.5 c#5 d e | f#:1.5 d:.5 f#:1.5 d:.5 | f#:1.5 b4:.5 d5 b4 g d5 | b4:4")
    chords = "Bm | Bm | Bm Em/G | Bm | F#m/A Bm | D/F# Bm | Bm Gmaj7 | Em6/G Bm"
    i = part(s, "Intro", "Bm | Bm", 0.35)
    i.arp("harp", "0 1 2 3 4 5 6 5", step=0.25, low="b2", high="d4", level=0.7)
    i.pad("tremolo", low="b3", high="f#5", level=0.6)
    a = part(s, "A", chords, (0.45, 0.55))
    a.lead("oboe", tune).arp("harp", "0 1 2 3 4 3 2 1", step=0.5, low="b2", high="d4", level=0.7)
    a.pad("tremolo", low="b3", high="f#5", level=0.55).bass("cello", "1-------", low="e2", high="e3")
    b = part(s, "B", "Em | F#7/E | Bm/D | Bm | C#m7b5 | F#7", (0.6, 0.9))
    b.lead("violin", "e5:1.5 f#:.5 g:1 b | a#:1.5 g:.5 f#:2 | d:1.5 e:.5 f#:1 b |"
           "d6:1.5 c#:.5 b5:2 | b:1 g e:1 c# | a#4:1 c#5 e:.5 f# g e")  # fmt: skip
    b.pad("tremolo", low="b3", high="f#5", level=0.7).pad("horn", low="b2", high="f#4", voices=3, level=0.6)
    b.bass("cello", "1---1-5-", low="d2", high="e3").bass("timpani", "1-----11", low="c2", high="c3", level=0.6)
    c = part(s, "A'", chords, (0.95, 0.85))
    c.lead("strings", tune, up=12).lead("horn", tune, up=-12, main=False).lead("trumpet", tune,
                                                                         main=False, level=0.8)  # fmt: skip
    c.comp("brass", "xxx.xxx.", low="b2", high="f#4", voices=3, level=0.65, gate=0.6)
    c.bass("contrabass", "1---1-5-", low="e1", high="e2").bass("timpani", "1-----11", low="c2", high="c3")
    e = part(s, "Ending", "Em6/G | Bm", (0.7, 0.4), rit=0.75)
    e.lead("oboe", "f#5:1.5 b4:.5 d5 b4 g4 d5 | b4:4", main=False)
    e.arp("harp", "0 1 2 3 4 3 2 1 0 1 2 3 4 5 6 .", step=0.5, low="b2", high="d4", ring=2)
    e.pad("tremolo", low="b3", high="f#5", level=0.5).bass("cello", "1-------", low="e2", high="e3")
    return s


@piece(16, "two-steps-behind", "Two Steps Behind", "두 걸음 뒤", by="velvet-agents", genre="spy-jazz",
       tags="night drive cinematic cafe", mix="neutral .14 anger .08", energy=0.6, valence=-0.2,
       arousal=0.5)  # fmt: skip
def two_steps() -> Score:
    s = Score(132, "E minor", seed=16, swing=0.6, loose=1.2, kit=32, tone=Tone(high=0.5, room=0.5))
    s.mix("clean", pan=-0.2, reverb=60, volume=98)
    creep = "Em | Em6 | Em7 | Em6 | Am | Am6 | B7 | B7#9"
    vine = "b3:2 c4 | c#4:2 c | d4:2 c# | c#4:2 c | e4:2 f | f#4:2 f | f#4:2 f# | g4:2 f#"
    a = ("e4:.5 r g e b:1.5 a#:.5 | b:2 r:.5 e g f# | e:.5 r g e d5:1.5 c#:.5 | c#:2 r:2 |"
         "a4:.5 r c5 a4 e5:1.5 d#:.5 | e:1 f#:.5 e c:1 a4 | d#5:.5 r f# d# a:1.5 g:.5 | f#:1 d# b4 g")
    b = ("c5:2 e:1 g | f#:1.5 e:.5 d#:2 | b4:2 d5:1 g | f#:.5 g f# d b4:2 |"
         "c5:2 e:1 a | g:1.5 f#:.5 e:1 c | b4:1 d#5 f# a | g:1 f#:.5 d# b4:2")
    i = part(s, "Intro", "Em | Em6 | Em7 | Em6", (0.4, 0.5))
    i.lead("vibes", "|".join(vine.split("|")[:4]), main=False, level=0.8)
    i.bass("upright", "1.5.6.5.1.5.6.a.").drums("spy", level=0.6)
    one = part(s, "A", creep, 0.6)
    one.lead("clean", a).lead("vibes", vine, main=False, level=0.65).bass("upright", "1.5.6.5.1.5.6.a.")
    one.drums("spy", level=0.7, fill="soft")
    two = part(s, "B", "C | B7/D# | Em/G | Em6 | C | Am6 | B7 | B7#9", (0.65, 0.8))
    two.lead("mutedtrumpet", b).walk("upright").drums("swinghard", level=0.7, fill="snare")
    two.comp("clean", "..x...x.", low="e3", high="b4", voices=3, gate=0.4, level=0.7)
    three = part(s, "A'", creep, 0.8)
    three.lead("clean", a).lead("brass", a, main=False, level=0.75).lead("vibes", vine, main=False)
    three.bass("upright", "1.5.6.5.1.5.6.a.").drums("spy", level=0.8, fill="toms")
    e = part(s, "Ending", "Am6 B7 | Em | Em", (0.7, 0.6))
    e.lead("brass", "a4:.5> r c5:1 b4:.5> r d#5:1 | e5:.5!> r:3.5 | r:4", main=False)
    e.lead("clean", "r:4 | r:1 e4:.5 g b f#5:1.5 | e3+b+g4+c#5+f#:4", main=False)
    e.bass("upright", "1.5.1.5.1.......1-------").drums("hats", level=0.4)
    return s


@piece(17, "corridor-nine", "Corridor Nine", "구번 복도", by="glass-circuit", genre="electronic",
       tags="night drive focus", mix="anger .12 neutral .1", energy=0.62, valence=-0.4,
       arousal=0.55)  # fmt: skip
def corridor() -> Score:
    s = Score(112, "A minor", seed=17, loose=0.5, kit=24, tone=Tone(low=1.5, drive=0.15, room=0.6))
    s.mix("polysynth", pan=-0.4)
    run = "1111118111111181"
    loop = "Am | Am | F | F | Dm | Dm | E7 | E7b9"
    tune = ("r:2 e5:1.5 d:.5 | c:3 b4:.5 c5 | a4:2 c5:1.5 d:.5 | c:4 | r:2 f5:1.5 e:.5 |"
            "d:3 c:.5 d | b4:2 d5:1.5 c:.5 | b4:2 g#:2")
    high = ("a5:3 g:.5 e | g:2 e | a:3 g:.5 f | c6:2 a5 | f:3 e:.5 d | a:2 f | g#:2 b5:1 e | f:2 e")
    i = part(s, "Intro", "Am | Am | F | E7", (0.4, 0.55))
    i.bass("synthbass", run, step=0.25, gate=0.6, low="e1", high="e2").drums("pulse", level=0.5)
    i.pad("sweeppad", low="e3", high="c5", level=0.6)
    a = part(s, "A", loop, (0.55, 0.65))
    a.bass("synthbass", run, step=0.25, gate=0.6, low="e1", high="e2").drums("pulse", level=0.7)
    a.arp("polysynth", "0 1 2 3 2 1", step=0.25, low="e4", high="g5", voices=3, level=0.6)
    a.lead("saw", tune, level=0.85).pad("spacepad", low="e3", high="c5", level=0.5)
    b = part(s, "B", loop, (0.7, 0.9))
    b.bass("synthbass", run, step=0.25, gate=0.6, low="e1", high="e2")
    b.drums("four", level=0.8, crash=True, fill="snare").lead("square", high, level=0.85)
    b.arp("polysynth", "0 2 1 3 2 4", step=0.25, low="e4", high="g5", voices=3, level=0.65)
    b.pad("synthstrings", low="e3", high="c5", level=0.6)
    e = part(s, "Ending", "Dm | E7 | Am | Am", (0.7, 0.35), rit=0.85)
    e.lead("saw", "f5:2 e:1 d | b4:2 g#:2 | a4:4 | r:4", main=False)
    e.pad("spacepad", low="e3", high="c5", level=0.6)
    e.bass("synthbass", "1111118111111181" "1---------------" "................", step=0.25, low="e1", high="e2")
    e.arp("polysynth", "0 1 2 3 2 1", step=0.25, low="e4", high="g5", voices=3, level=0.5)
    return s


@piece(18, "door-ajar", "The Door Ajar", "살짝 열린 문", by="lantern-quartet", genre="cinematic",
       tags="night reading cinematic", mix="sadness .18 neutral .06", energy=0.34, valence=-0.45,
       arousal=0.25)  # fmt: skip
def door_ajar() -> Score:
    s = Score(80, "F# minor", seed=18, rubato=0.02, tone=Tone(high=-1, room=0.8, wet=0.7))
    ground = "F#m | D/F# | Bm/F# | C#7/F | F#m | Dmaj7 | G#m7b5 | C#7"
    a = ("r:1 c#5:.5 d c#:2 | r:1 d5:.5 e d:1 a4 | r:1 f#4:.5 b d5:1 c#:.5 b4 | g#:2 f:2 |"
         "r:1 c#5:.5 d c#:1 f# | e:1.5 d:.5 a4:2 | b4:1 d5 f#:1 e:.5 d | c#:2 b4:1 g#")
    b = ("f#5:3 e:.5 d | c#:2 a4 | d5:3 c#:.5 b4 | a4:2 f# | b4:2 d5:1 g#5 | f#:1 d b4:2 | c#5:1.5 d:.5 c#:1 g#4 | b4:2 g#")
    i = part(s, "Intro", "F#m | D/F#", (0.25, 0.35))
    i.pad("tremolo", low="c#4", high="a5", voices=3, level=0.7).drums("heart", level=0.6)
    one = part(s, "A", ground, (0.4, 0.5))
    one.lead("clarinet", a).pad("tremolo", low="c#4", high="a5", voices=3, level=0.55)
    one.bass("pizz", "1...1..5", low="e2", high="f#3").drums("heart", level=0.6)
    two = part(s, "B", "F#m | F#m/A | Bm | D | G#m7b5/B | G#m7b5 | C#7 | C#7/F", (0.5, 0.8))
    two.lead("violin", b).comp("viola", "xxxxxxxx", low="c#3", high="a4", voices=2, level=0.65, gate=0.5)
    two.bass("cello", "1---1---", low="c2", high="f#3").drums("heart", level=0.8)
    two.arp("harp", ". 0 1 2 . 1 2 3", low="f#3", high="c#5", level=0.6)
    e = part(s, "Ending", "F#m D | C#7 | F#m", (0.5, 0.3), rit=0.75)
    e.lead("clarinet", "r:1 c#5:.5 d c#:1 f#4:1 | f4:2 g#:2 | f#:4", main=False)
    e.pad("tremolo", low="c#4", high="a5", voices=3, level=0.5).bass("pizz", "1.......", low="e2", high="f#3")
    e.drums("heart", level=0.5)
    return s


@piece(19, "seven-exits", "Seven Exits", "일곱 개의 출구", by="drum-valley", genre="percussion",
       tags="focus commute workout", mix="neutral .12 joy .08 anger .06", energy=0.66, valence=-0.15,
       arousal=0.6)  # fmt: skip
def seven_exits() -> Score:
    s = Score(152, "D minor", meter=3.5, seed=19, tone=Tone(room=0.55))
    s.mix("marimba", pan=-0.35)
    s.mix("xylo", pan=0.35)
    chords = "Dm | Dm | Bb | C | Dm | Gm | Em7b5 | A7"
    a = ("d5:.5 e f d:1 a4 | d5:.5 f g a:1 f | f:.5 d bb4 d5:1 f | e:.5 g e c:1 g4 |"
         "d5:.5 e f d:1 a | bb:.5 a g d:1 bb4 | e5:.5 g bb g:1 e | c#:.5 e a g:1 e")
    b = ("a5:1.5 g:1 f | e:1.5 f:2 | d:1.5 f:1 bb | g:1.5 e:2 | f:1.5 e:1 d | bb4:1.5 d5:2 | g:1.5 e:1 bb4 | a4:1.5 c#5:1 e")
    i = part(s, "Intro", "Dm | Dm | Bb | A7", (0.4, 0.6))
    i.arp("marimba", "0 1 2 1 2 3 2", low="a3", high="f5", level=0.8)
    for name, tune, level in (("A", a, 0.6), ("B", b, 0.72), ("A'", a, 0.85), ("B'", b, 0.9)):
        sec = part(s, name, chords, level)
        sec.arp("marimba", "0 1 2 1 2 3 2", low="a3", high="f5", level=0.75)
        sec.lead("xylo" if "A" in name else "vibes", tune)
        sec.bass("upright", "1..1.a.", low="e1", high="d3").bass("taiko", "1..1.1.", low="d2", high="d3", level=0.6)
        if "'" in name:
            sec.lead("flute", tune, harmony=-2, main=False, level=0.8)
            sec.comp("pizz", "X..x.x.", low="a3", high="f5", voices=3, level=0.5)
    e = part(s, "Ending", "Gm | A7 | Dm | Dm", (0.9, 0.95))
    e.lead("xylo", "bb5:.5 a g d:1 bb4 | a4:.5 c#5 e g:1 a | d:.5 e f a d6:.5!> r:1 | d6:.5!> r:3", main=False)
    e.arp("marimba", "0 1 2 1 2 3 2 0 1 2 1 2 3 2 0 1 2 1 2 . . 3 . . . . . .", low="a3", high="f5")
    e.bass("upright", "1..1.a.1..1.a.1..1...1......", low="e1", high="d3").bass("taiko", "1..1.1.1111111" "1.111..1......", low="d2", high="d3")
    return s


@piece(20, "the-long-elevator", "The Long Elevator", "오래 걸리는 승강기", by="paper-moon-trio",
       genre="jazz", tags="night cafe commute", mix="neutral .22 sadness .06", energy=0.42,
       valence=-0.15, arousal=0.2)  # fmt: skip
def elevator() -> Score:
    s = Score(116, "C minor", seed=20, swing=0.62, loose=1.2, kit=40, tone=Tone(room=0.5))
    chords = "Cm9 | Cm9 | Ab7 | G7#9 | Cm9 | Fm9 | Dm7b5 | G7b9"
    a = ("r:.5 g4 c5 d eb:1 d:.5 c | r:.5 g4 bb g f#:1 g | r:.5 ab c5 eb gb:1 eb:.5 c | b4:1.5 bb:.5 g:2 |"
         "r:.5 g c5 d eb:1 g:.5 f | r:.5 ab g eb c:1 ab4 | r:.5 f ab c5 eb:1 d:.5 c | b4:1 ab:.5 f g:2")
    b = ("eb5:1.5 d:.5 c:2 | f:1.5 eb:.5 c:1 ab4 | d5:1.5 c:.5 bb4:2 | eb5:1 d:.5 bb4 g:2 |"
         "c5:1.5 bb4:.5 ab:1 c5 | d:1 ab:1.5 g:.5 f:1 | eb:1 f#:.5 g c:2 | b4:1 d5 f ab")
    mid = "Abmaj7 | Fm9 | Bb7 | Ebmaj7 | Abmaj7 | Dm7b5 | Cm6 | G7b9"
    i = part(s, "Intro", "Cm9 | Cm9", 0.4)
    i.bass("upright", "1..5..7.8..7..5.").drums("brush", level=0.6)
    one = part(s, "A", chords, 0.5)
    one.lead("vibes", a).walk("upright").drums("brush", level=0.7)
    one.comp("piano", "...x..x....x....", low="eb3", high="d5", gate=0.5, level=0.65)
    two = part(s, "B", mid, (0.55, 0.7))
    two.lead("piano", b).walk("upright").drums("swing", level=0.65, fill="soft")
    two.comp("jazzguitar", "..x...x.", low="eb3", high="bb4", voices=3, gate=0.4, level=0.6)
    three = part(s, "A'", chords, 0.65)
    three.lead("vibes", a, harmony=-2).walk("upright").drums("swing", level=0.7)
    three.comp("piano", "..x..x...x....x.", low="eb3", high="d5", gate=0.5, level=0.65)
    e = part(s, "Ending", "Ab7 G7#9 | Cm9", (0.55, 0.45), rit=0.85)
    e.lead("vibes", "ab4:.5 c5 eb gb f:1 d:.5 b4 | c5:1.5 g5:2.5", main=False).drums("brush", level=0.5)
    e.comp("piano", "x---x---x-------", low="eb3", high="d5").bass("upright", "1.5.1.a.1-------")
    return s
