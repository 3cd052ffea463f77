"""Tension, part 3 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    18,
    "door-ajar",
    "The Door Ajar",
    "살짝 열린 문",
    by="lantern-quartet",
    genre="cinematic",
    tags="night reading cinematic",
    mix="sadness .18 neutral .06",
    energy=0.34,
    valence=-0.45,
    arousal=0.25,
)
def door_ajar() -> Score:
    s = Score(80, "F# minor", seed=18, rubato=0.02, tone=Tone(high=-1, room=0.8, wet=0.7))
    ground = "F#m | D/F# | Bm/F# | C#7/F | F#m | Dmaj7 | G#m7b5 | C#7"
    a = (
        "r:1 c#5:.5 d c#:2 | r:1 d5:.5 e d:1 a4 | r:1 f#4:.5 b d5:1 c#:.5 b4 | "
        "g#:2 f:2 |"
        "r:1 c#5:.5 d c#:1 f# | e:1.5 d:.5 a4:2 | b4:1 d5 f#:1 e:.5 d | c#:2 "
        "b4:1 g#"
    )
    b = (
        "f#5:3 e:.5 d | c#:2 a4 | d5:3 c#:.5 b4 | a4:2 f# | b4:2 d5:1 g#5 | f#:1 "
        "d b4:2 | c#5:1.5 d:.5 c#:1 g#4 | b4:2 g#"
    )
    i = part(s, "Intro", "F#m | D/F#", (0.25, 0.35))
    i.pad("tremolo", low="c#4", high="a5", voices=3, level=0.7).drums("heart", level=0.6)
    one = part(s, "A", ground, (0.4, 0.5))
    one.lead("clarinet", a).pad("tremolo", low="c#4", high="a5", voices=3, level=0.55)
    one.bass("pizz", "1...1..5", low="e2", high="f#3").drums("heart", level=0.6)
    two = part(s, "B", "F#m | F#m/A | Bm | D | G#m7b5/B | G#m7b5 | C#7 | C#7/F", (0.5, 0.8))
    two.lead("violin", b).comp(
        "viola", "xxxxxxxx", low="c#3", high="a4", voices=2, level=0.65, gate=0.5
    )
    two.bass("cello", "1---1---", low="c2", high="f#3").drums("heart", level=0.8)
    two.arp("harp", ". 0 1 2 . 1 2 3", low="f#3", high="c#5", level=0.6)
    e = part(s, "Ending", "F#m D | C#7 | F#m", (0.5, 0.3), rit=0.75)
    e.lead("clarinet", "r:1 c#5:.5 d c#:1 f#4:1 | f4:2 g#:2 | f#:4", main=False)
    e.pad("tremolo", low="c#4", high="a5", voices=3, level=0.5).bass(
        "pizz", "1.......", low="e2", high="f#3"
    )
    e.drums("heart", level=0.5)
    return s


@piece(
    19,
    "seven-exits",
    "Seven Exits",
    "일곱 개의 출구",
    by="drum-valley",
    genre="percussion",
    tags="focus commute workout",
    mix="neutral .12 joy .08 anger .06",
    energy=0.66,
    valence=-0.15,
    arousal=0.6,
)
def seven_exits() -> Score:
    s = Score(152, "D minor", meter=3.5, seed=19, tone=Tone(room=0.55))
    s.mix("marimba", pan=-0.35)
    s.mix("xylo", pan=0.35)
    chords = "Dm | Dm | Bb | C | Dm | Gm | Em7b5 | A7"
    a = (
        "d5:.5 e f d:1 a4 | d5:.5 f g a:1 f | f:.5 d bb4 d5:1 f | e:.5 g e c:1 "
        "g4 |"
        "d5:.5 e f d:1 a | bb:.5 a g d:1 bb4 | e5:.5 g bb g:1 e | c#:.5 e a g:1 e"
    )
    b = (
        "a5:1.5 g:1 f | e:1.5 f:2 | d:1.5 f:1 bb | g:1.5 e:2 | f:1.5 e:1 d | "
        "bb4:1.5 d5:2 | g:1.5 e:1 bb4 | a4:1.5 c#5:1 e"
    )
    i = part(s, "Intro", "Dm | Dm | Bb | A7", (0.4, 0.6))
    i.arp("marimba", "0 1 2 1 2 3 2", low="a3", high="f5", level=0.8)
    for name, tune, level in (("A", a, 0.6), ("B", b, 0.72), ("A'", a, 0.85), ("B'", b, 0.9)):
        sec = part(s, name, chords, level)
        sec.arp("marimba", "0 1 2 1 2 3 2", low="a3", high="f5", level=0.75)
        sec.lead("xylo" if "A" in name else "vibes", tune)
        sec.bass("upright", "1..1.a.", low="e1", high="d3").bass(
            "taiko", "1..1.1.", low="d2", high="d3", level=0.6
        )
        if "'" in name:
            sec.lead("flute", tune, harmony=-2, main=False, level=0.8)
            sec.comp("pizz", "X..x.x.", low="a3", high="f5", voices=3, level=0.5)
    e = part(s, "Ending", "Gm | A7 | Dm | Dm", (0.9, 0.95))
    e.lead(
        "xylo",
        "bb5:.5 a g d:1 bb4 | a4:.5 c#5 e g:1 a | d:.5 e f a d6:.5!> r:1 | d6:.5!> r:3",
        main=False,
    )
    e.arp("marimba", "0 1 2 1 2 3 2 0 1 2 1 2 3 2 0 1 2 1 2 . . 3 . . . . . .", low="a3", high="f5")
    e.bass("upright", "1..1.a.1..1.a.1..1...1......", low="e1", high="d3").bass(
        "taiko", "1..1.1.11111111.111..1......", low="d2", high="d3"
    )
    return s


@piece(
    20,
    "the-long-elevator",
    "The Long Elevator",
    "오래 걸리는 승강기",
    by="paper-moon-trio",
    genre="jazz",
    tags="night cafe commute",
    mix="neutral .22 sadness .06",
    energy=0.42,
    valence=-0.15,
    arousal=0.2,
)
def elevator() -> Score:
    s = Score(116, "C minor", seed=20, swing=0.62, loose=1.2, kit=40, tone=Tone(room=0.5))
    chords = "Cm9 | Cm9 | Ab7 | G7#9 | Cm9 | Fm9 | Dm7b5 | G7b9"
    a = (
        "r:.5 g4 c5 d eb:1 d:.5 c | r:.5 g4 bb g f#:1 g | r:.5 ab c5 eb gb:1 "
        "eb:.5 c | b4:1.5 bb:.5 g:2 |"
        "r:.5 g c5 d eb:1 g:.5 f | r:.5 ab g eb c:1 ab4 | r:.5 f ab c5 eb:1 d:.5 "
        "c | b4:1 ab:.5 f g:2"
    )
    b = (
        "eb5:1.5 d:.5 c:2 | f:1.5 eb:.5 c:1 ab4 | d5:1.5 c:.5 bb4:2 | eb5:1 d:.5 "
        "bb4 g:2 |"
        "c5:1.5 bb4:.5 ab:1 c5 | d:1 ab:1.5 g:.5 f:1 | eb:1 f#:.5 g c:2 | b4:1 "
        "d5 f ab"
    )
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
    e.lead("vibes", "ab4:.5 c5 eb gb f:1 d:.5 b4 | c5:1.5 g5:2.5", main=False).drums(
        "brush", level=0.5
    )
    e.comp("piano", "x---x---x-------", low="eb3", high="d5").bass("upright", "1.5.1.a.1-------")
    return s
