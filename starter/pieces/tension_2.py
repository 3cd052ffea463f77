"""Tension, part 2 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    14,
    "glass-teeth",
    "Glass Teeth",
    "유리 이빨",
    by="clockwork-parlor",
    genre="classical",
    tags="winter cinematic night",
    mix="neutral .16 joy .08",
    energy=0.42,
    valence=-0.1,
    arousal=0.35,
    era="romantic",
    source=(
        "Arranged from P. I. Tchaikovsky, Dance of the Sugar Plum Fairy (1892)",
        "표트르 차이콥스키 '사탕 요정의 춤'(1892)을 편곡했어요",
    ),
)
def glass_teeth() -> Score:
    s = Score(84, "E minor", meter=2, seed=14, loose=0.8, tone=Tone(room=0.7, wet=0.6))
    s.mix("celesta", pan=0.2, volume=104)
    tune = (
        "g6:.25 e g:.5! f#! d#! | e:.5! d:.25 d d:.5 c#:.25 c# | c#:.5 c:.25 c "
        "c:.5 b5:.25 e6 |"
        "c:.25 e b5:.5! r:1 | g5:.25 e g:.5! f#! c6! | b:.5! g6:.25 g g:.5 "
        "f#:.25 f# |"
        "f#:.5 e:.25 e e:.5 d#:.25 e | d#:.25 e d#:.5! r:1"
    )
    deep = (
        "r:1 r:.5 b3:.125 a g f# | e:.5! r:1.5 | r:1 r:.5 b3:.125 a g f# | e:.5! "
        "r:1.5 |"
        "r:1 r:.5 e4:.125 d c b3 | a:.5! r:1.5 | r:1 r:.5 c4:.125 b3 a g | "
        "f#:.5! r:1.5"
    )
    chords = "Em | E7 | Am C7 | B7 | Em | G | Am6 | B7"
    pluck = "1.5."
    i = part(s, "Intro", "Em | Em | Em | Em", 0.4)
    i.bass("pizz", pluck, low="e2", high="e3").comp("pizz2", ".x.x", low="g3", high="d5", voices=3)
    for name, level in (("A", 0.5), ("A'", 0.7)):
        a = part(s, name, chords, level)
        a.lead("celesta", tune).lead("clarinet", deep, main=False, level=0.7)
        a.bass("pizz", pluck, low="e2", high="e3").comp(
            "pizz2", ".x.x", low="g3", high="d5", voices=3
        )
        if name == "A":
            b = part(s, "B", "Am | D7 | G | C | F#m7b5 | B7 | Em | B7", (0.55, 0.7))
            b.lead(
                "celesta",
                "c6:.25 e a e c:.5 a5 | c6:.25 d f# d c:.5 a5 | b:.25 d6 g d b5:.5 g |"
                "g:.25 c6 e c g5:.5 e | a:.25 c6 e c a5:.5 f# | a:.25 b d#6 b5 a:.5 f# |"
                "g:.25 b e6 b5 g:.5 e | f#:.25 a b d#6 f#:.5! b!",
            )
            b.lead(
                "violin",
                "e5:1 c | d:1 f# | g:1 d | e:1 c | c:1 a4 | b:1 d#5 | e:1 b4 | a:1 b",
                main=False,
                level=0.7,
            )
            b.bass("pizz", "1.5.", low="e2", high="e3").pad(
                "tremolo", low="g3", high="d5", level=0.45
            )
        else:
            a.lead("glock", tune, main=False, level=0.6).pad(
                "tremolo", low="g3", high="d5", level=0.4
            )
    e = part(s, "Ending", "Em | B7 | Em | Em", (0.5, 0.7))
    e.lead(
        "celesta",
        "g6:.25 e g:.5! f#! d#! | e:.25 d# e f# d#:.5! b5! | e5:.125 g b e6 g b "
        "e g b5 e6 g b e7:.5! | r:.5 e5+g+b:.5!> r:1",
        main=False,
    )
    e.bass("pizz", pluck * 3 + ".1..", low="e2", high="e3").comp(
        "pizz2", ".x.x.x.x.x.x.X..", low="g3", high="d5", voices=3
    )
    e.lead("clarinet", "r:1 r:.5 b3:.125 a g f# | e:.5! r:1.5 | r:2 | r:.5 e3:.5! r:1", main=False)
    return s


@piece(
    15,
    "lake-without-moon",
    "Lake Without a Moon",
    "달 없는 호수",
    by="mlfym-orchestra",
    genre="classical",
    tags="night cinematic winter",
    mix="sadness .26 anger .06",
    energy=0.55,
    valence=-0.45,
    arousal=0.4,
    era="romantic",
    source=(
        "Arranged from P. I. Tchaikovsky, Swan Lake, Scene (1876)",
        "표트르 차이콥스키 '백조의 호수' 정경(1876)을 편곡했어요",
    ),
)
def lake() -> Score:
    s = Score(100, "B minor", seed=15, kit=48, rubato=0.02, tone=Tone(room=0.75, wet=0.7))
    s.mix("oboe", volume=96)
    tune = (
        "f#5:2 b4:.5 c#5 d e | f#:1.5 d:.5 f#:1.5 d:.5 | f#:1.5 b4:.5 d5 b4 g d5 "
        "| b4:3 e5:.5 d |"
        "c#:2 b4:.5 c#5 d e | f#:1.5 d:.5 f#:1.5 d:.5 | f#:1.5 b4:.5 d5 b4 g d5 "
        "| b4:4"
    )
    chords = "Bm | Bm | Bm Em/G | Bm | F#m/A Bm | D/F# Bm | Bm Gmaj7 | Em6/G Bm"
    i = part(s, "Intro", "Bm | Bm", 0.35)
    i.arp("harp", "0 1 2 3 4 5 6 5", step=0.25, low="b2", high="d4", level=0.7)
    i.pad("tremolo", low="b3", high="f#5", level=0.6)
    a = part(s, "A", chords, (0.45, 0.55))
    a.lead("oboe", tune).arp("harp", "0 1 2 3 4 3 2 1", step=0.5, low="b2", high="d4", level=0.7)
    a.pad("tremolo", low="b3", high="f#5", level=0.55).bass(
        "cello", "1-------", low="e2", high="e3"
    )
    b = part(s, "B", "Em | F#7/E | Bm/D | Bm | C#m7b5 | F#7", (0.6, 0.9))
    b.lead(
        "violin",
        "e5:1.5 f#:.5 g:1 b | a#:1.5 g:.5 f#:2 | d:1.5 e:.5 f#:1 b |"
        "d6:1.5 c#:.5 b5:2 | b:1 g e:1 c# | a#4:1 c#5 e:.5 f# g e",
    )
    b.pad("tremolo", low="b3", high="f#5", level=0.7).pad(
        "horn", low="b2", high="f#4", voices=3, level=0.6
    )
    b.bass("cello", "1---1-5-", low="d2", high="e3").bass(
        "timpani", "1-----11", low="c2", high="c3", level=0.6
    )
    c = part(s, "A'", chords, (0.95, 0.85))
    c.lead("strings", tune, up=12).lead("horn", tune, up=-12, main=False).lead(
        "trumpet", tune, main=False, level=0.8
    )
    c.comp("brass", "xxx.xxx.", low="b2", high="f#4", voices=3, level=0.65, gate=0.6)
    c.bass("contrabass", "1---1-5-", low="e1", high="e2").bass(
        "timpani", "1-----11", low="c2", high="c3"
    )
    e = part(s, "Ending", "Em6/G | Bm", (0.7, 0.4), rit=0.75)
    e.lead("oboe", "f#5:1.5 b4:.5 d5 b4 g4 d5 | b4:4", main=False)
    e.arp("harp", "0 1 2 3 4 3 2 1 0 1 2 3 4 5 6 .", step=0.5, low="b2", high="d4", ring=2)
    e.pad("tremolo", low="b3", high="f#5", level=0.5).bass("cello", "1-------", low="e2", high="e3")
    return s


@piece(
    16,
    "two-steps-behind",
    "Two Steps Behind",
    "두 걸음 뒤",
    by="velvet-agents",
    genre="spy-jazz",
    tags="night drive cinematic cafe",
    mix="neutral .14 anger .08",
    energy=0.6,
    valence=-0.2,
    arousal=0.5,
)
def two_steps() -> Score:
    s = Score(132, "E minor", seed=16, swing=0.6, loose=1.2, kit=32, tone=Tone(high=0.5, room=0.5))
    s.mix("clean", pan=-0.2, reverb=60, volume=98)
    creep = "Em | Em6 | Em7 | Em6 | Am | Am6 | B7 | B7#9"
    vine = "b3:2 c4 | c#4:2 c | d4:2 c# | c#4:2 c | e4:2 f | f#4:2 f | f#4:2 f# | g4:2 f#"
    a = (
        "e4:.5 r g e b:1.5 a#:.5 | b:2 r:.5 e g f# | e:.5 r g e d5:1.5 c#:.5 | "
        "c#:2 r:2 |"
        "a4:.5 r c5 a4 e5:1.5 d#:.5 | e:1 f#:.5 e c:1 a4 | d#5:.5 r f# d# a:1.5 "
        "g:.5 | f#:1 d# b4 g"
    )
    b = (
        "c5:2 e:1 g | f#:1.5 e:.5 d#:2 | b4:2 d5:1 g | f#:.5 g f# d b4:2 |"
        "c5:2 e:1 a | g:1.5 f#:.5 e:1 c | b4:1 d#5 f# a | g:1 f#:.5 d# b4:2"
    )
    i = part(s, "Intro", "Em | Em6 | Em7 | Em6", (0.4, 0.5))
    i.lead("vibes", "|".join(vine.split("|")[:4]), main=False, level=0.8)
    i.bass("upright", "1.5.6.5.1.5.6.a.").drums("spy", level=0.6)
    one = part(s, "A", creep, 0.6)
    one.lead("clean", a).lead("vibes", vine, main=False, level=0.65).bass(
        "upright", "1.5.6.5.1.5.6.a."
    )
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


@piece(
    17,
    "corridor-nine",
    "Corridor Nine",
    "구번 복도",
    by="glass-circuit",
    genre="electronic",
    tags="night drive focus",
    mix="anger .12 neutral .1",
    energy=0.62,
    valence=-0.4,
    arousal=0.55,
)
def corridor() -> Score:
    s = Score(112, "A minor", seed=17, loose=0.5, kit=24, tone=Tone(low=1.5, drive=0.15, room=0.6))
    s.mix("polysynth", pan=-0.4)
    run = "1111118111111181"
    loop = "Am | Am | F | F | Dm | Dm | E7 | E7b9"
    tune = (
        "r:2 e5:1.5 d:.5 | c:3 b4:.5 c5 | a4:2 c5:1.5 d:.5 | c:4 | r:2 f5:1.5 "
        "e:.5 |"
        "d:3 c:.5 d | b4:2 d5:1.5 c:.5 | b4:2 g#:2"
    )
    high = "a5:3 g:.5 e | g:2 e | a:3 g:.5 f | c6:2 a5 | f:3 e:.5 d | a:2 f | g#:2 b5:1 e | f:2 e"
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
    e.bass(
        "synthbass",
        "11111181111111811---------------................",
        step=0.25,
        low="e1",
        high="e2",
    )
    e.arp("polysynth", "0 1 2 3 2 1", step=0.25, low="e4", high="g5", voices=3, level=0.5)
    return s
