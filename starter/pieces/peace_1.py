"""Peace, first half."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(31, "slow-ceremony", "Slow Ceremony", "느린 의식", by="linden-keys", genre="classical",
       tags="sleep reading rest", mix="sadness .12 neutral .1", energy=0.12, valence=0.35,
       arousal=-0.7, era="romantic",
       source=("Arranged from Erik Satie, Gymnopédie No. 1 (1888)",
               "에릭 사티 짐노페디 1번(1888)을 편곡했어요"))  # fmt: skip
def slow_ceremony() -> Score:
    s = Score(78, "D major", meter=3, seed=31, rubato=0.02,
              tone=Tone(high=-1.5, room=0.75, wet=0.6))  # fmt: skip
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
    b.lead("piano2", sway * 2 + "r:1 a3+c#4+f#4:2 | r:1 b3+d4+f#4:2 | r:1 g3+b+e4:2 | r:1 g3+b+d4:2",
           main=False, level=0.66)  # fmt: skip
    b.lead("piano2", low * 2 + "f#2:3 | b2:3 | e2:3 | e2:3", main=False, level=0.8).pedal("piano2")
    e = part(s, "Ending", "Em7 | A7sus4 | D | D", (0.42, 0.3), rit=0.75)
    e.lead("piano", "a4:1 b c5 | e5 d b4 | d5:3 | d5:3", gate=1.0)
    e.lead("piano2", "r:1 g3+b+d4:2 | r:1 g3+a+d4:2 | r:1 a3+d4+f#4:2 | d3+a+d4+f#4:3", main=False,
           level=0.66)  # fmt: skip
    e.lead("piano2", "e2:3 | a2:3 | d2:3 | d2:3", main=False, level=0.8).pedal("piano2")
    return s


@piece(32, "moss-light", "Moss Light", "이끼 위의 빛", by="moss-garden", genre="ambient",
       tags="sleep meditation rest", mix="neutral .12", energy=0.1, valence=0.4,
       arousal=-0.8)  # fmt: skip
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
    e.arp("harp", ". . 1 . 2 . 3 . . . 1 . 2 . 3 . 0 1 2 3 4 5 6 7", low="f3", high="e5", level=0.5,
          ring=4)  # fmt: skip
    return s
