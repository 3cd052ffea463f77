"""Anger, part 3 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    9,
    "red-static",
    "Red Static",
    "붉은 잡음",
    by="red-line-unit",
    genre="hip-hop",
    tags="workout commute let-it-out",
    mix="tension .22",
    energy=0.82,
    valence=-0.55,
    arousal=0.7,
)
def red_static() -> Score:
    s = Score(142, "F minor", seed=9, kit=25, tone=Tone(low=2, high=1.5, drive=0.25, room=0.4))
    loop = "Fm | Fm | Db | C7 | Fm | Fm | Bbm | C7"
    hook = (
        "c5:.5 r db c ab4 r f r | f:.5 g ab c5 f:1 c | db:.5 r f db ab4 r db5 r "
        "| c:1 e:.5 g e:1 c |"
        "c5:.5 r db c ab4 r f r | c5:.5 f ab f c6:1 ab5 | f:.5 r db bb4 db5 r f "
        "r | e:1 c bb4 g"
    )
    rise = (
        "f4:3 g:.5 ab | c5:3 bb4:.5 ab | db5:3 c:.5 bb4 | c5:2 e |"
        "f5:3 eb:.5 db | c:3 ab4:1 | bb4:2 db5:1 f | e:2 g:2"
    )
    i = part(s, "Intro", "Fm | Fm | Db | C7", (0.45, 0.65))
    i.lead("bells", "|".join(hook.split("|")[:4]), up=-12 + 12, level=0.7)
    i.drums("hats", fill="roll")
    a = part(s, "A", loop, 0.75)
    a.lead("bells", hook, level=0.8).bass(
        "subbass", "1---..1-..1-....", step=0.25, low="c1", high="c2"
    )
    a.drums("trap", crash=True, fill="snare")
    b = part(s, "B", loop, (0.75, 0.9))
    b.lead("saw", rise).pad("choir", low="f3", high="c5", level=0.7)
    b.bass("subbass", "1---..1-..1-5-1-", step=0.25, low="c1", high="c2").drums(
        "trap", crash=True, fill="roll"
    )
    c = part(s, "A'", loop, 0.95)
    c.lead("bells", hook).lead("distortion", hook, up=-12, main=False, level=0.8)
    c.comp("brass", "X-..........X-X-", step=0.25, low="f3", high="f5", level=0.8)
    c.bass("subbass", "1---..1-..1-..1-", step=0.25, low="c1", high="c2").drums(
        "trap", crash=True, fill="big"
    )
    e = part(s, "Ending", "Fm | Fm", (0.9, 0.7), rit=0.85)
    e.lead("bells", "c5:.5 r db c ab4:1 f | f4:4", main=False).pad("choir", low="f3", high="c5")
    e.bass("subbass", "1-------1-------", low="c1", high="c2").drums("stomp", fill="stop")
    return s


@piece(
    10,
    "five-boots",
    "Five Boots",
    "다섯 박의 군화",
    by="drum-valley",
    genre="march",
    tags="focus workout cinematic",
    mix="tension .3",
    energy=0.85,
    valence=-0.6,
    arousal=0.8,
)
def five_boots() -> Score:
    s = Score(
        148, "G minor", meter=5, seed=10, kit=48, tone=Tone(low=1, high=1, room=0.65, wet=0.6)
    )
    beat = "g2:1/3 g g g:1 g g:.5 g g:1 "
    theme = "g3:3 d4:2 | db4:5 | c4:3 bb3:1 a | bb:2 g3:3 | g3:3 eb4:2 | d:5 |c4:2 eb:1 d c | d:5"
    chords = "Gm | Gdim | Cm | Gm | Eb/G | D7 | Cm/Eb | D7"
    fire = (
        "g4:1 a bb d5:2 | c#:1 e g e:2 | eb:1 d c bb4:2 | a:1 bb c5 d:2 |"
        "eb:1 f g bb:2 | a:1 g f# d:2 | eb:1 c g4 eb5:2 | d:1 c bb4 a:2"
    )
    i = part(s, "Intro", "Gm | Gm | Gm | Gm", (0.3, 0.6))
    i.lead("timpani", ("| " + beat) * 4, main=False)
    i.comp("strings", "xxxxxxxxxx", low="g3", high="d4", voices=2, gate=0.4, level=0.6)
    for name, tune, level in (
        ("A", theme, (0.6, 0.75)),
        ("B", fire, (0.75, 0.9)),
        ("A'", theme, (0.9, 1.0)),
    ):
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
