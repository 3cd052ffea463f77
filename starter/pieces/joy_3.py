"""Joy, part 3 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    48,
    "mirror-ball-market",
    "Mirror Ball Market",
    "미러볼 시장",
    by="rooftop-club",
    genre="disco",
    tags="party cleaning workout",
    mix="neutral .08",
    energy=0.86,
    valence=0.75,
    arousal=0.7,
)
def mirror_ball() -> Score:
    s = Score(120, "D major", seed=48, tone=Tone(low=1, high=1.5, room=0.5))
    verse = "Gmaj7 | A7 | F#m7 | Bm7 | Em7 | A7 | Dmaj7 | D7"
    a = (
        "f#5:1 f#:.5 e d:1 b4 | c#5:1 c#:.5 d e:2 | e:1 e:.5 d c#:1 a4 | b4:1 "
        "b:.5 d5 f#:2 |"
        "g:1 g:.5 f# e:1 d | e:1 c#:.5 e g:2 | f#:1 a:.5 f# d:1 a4 | c5:1.5 d:.5 "
        "f#:1 a"
    )
    b = (
        "b5:1.5 a:.5 f#:1 d | a:1.5 g:.5 e:2 | a:1.5 g:.5 f#:1 e | d:1 f# b:2 | "
        "b:1.5 a:.5 g:1 e | g:1 f#:.5 e c#:2 | d:1 f# a:1.5 f#:.5 | d:2 c:1 d"
    )
    octave = "1.8.1.8.1.8.1.8."
    i = part(s, "Intro", "Em7 | A7 | Dmaj7 | D7", 0.6)
    i.drums("disco", fill="snare").bass("bass", octave, step=0.25, gate=0.7).comp(
        "clean", "..x.x..x..x.x.x.", step=0.25, low="c#4", high="g5", voices=3, gate=0.4
    )
    for name, tune, level in (("A", a, 0.68), ("B", b, 0.8), ("A'", a, 0.9)):
        sec = part(s, name, verse, level)
        sec.drums("disco", crash=True, fill="toms").bass("bass", octave, step=0.25, gate=0.7)
        sec.comp(
            "clean",
            "..x.x..x..x.x.x.",
            step=0.25,
            low="c#4",
            high="g5",
            voices=3,
            gate=0.4,
            level=0.7,
        )
        sec.comp("rhodes", "..x...x...x.x...", step=0.25, low="d3", high="d5", gate=0.8, level=0.6)
        if name == "A":
            sec.lead("vibes", tune, up=-12).pad("synthstrings", low="a3", high="f#5", level=0.45)
        else:
            sec.lead("strings", tune).pad("synthstrings", low="a3", high="f#5", level=0.5)
        if name == "A'":
            sec.comp(
                "brass", "..........X.X.X.", step=0.25, low="d4", high="a5", gate=0.5, level=0.8
            )
    e = part(s, "Ending", "Em7 A7 | Dmaj9", 0.9)
    e.lead("strings", "g5:.5 a b c#6 d:.5 b5 a c# | d6:2 r:2", main=False).comp(
        "rhodes", "X.X.X.X.X-------", low="d3", high="d5"
    )
    e.bass("bass", "1.8.1.8.1-------").drums("stomp", crash=True, fill="snare").comp(
        "brass", "X.X.X.X.X---....", low="d4", high="a5", gate=0.6
    )
    return s


@piece(
    49,
    "brass-on-the-corner",
    "Brass on the Corner",
    "모퉁이 브라스",
    by="harbor-brass",
    genre="dixieland",
    tags="party walk travel",
    mix="neutral .06 peace .06",
    energy=0.78,
    valence=0.85,
    arousal=0.6,
    era="traditional",
    source=(
        "Arranged from the traditional spiritual When the Saints Go Marching In",
        "전통 영가 '성자의 행진'을 편곡했어요",
    ),
)
def saints() -> Score:
    s = Score(172, "F major", seed=49, swing=0.62, loose=1.3, tone=Tone(high=0.5, room=0.45))
    tune = (
        "c5:4 | r:1 f4 a bb | c5:4 | r:1 f4 a bb | c5:2 a4 | f:2 a | g:4 | r:1 "
        "a4 a g |"
        "f:3 f:1 | a:2 c5 | c:1 bb4:3 | r:2 a4:1 bb | c5:2 a4 | f:2 g | f:4 | "
        "r:1 f4 a bb"
    )
    chords = "F | F | F | F | F | F | C7 | C7 | F | F7 | Bb | Bbm6 | F/C | C7 | F | F"
    clar = (
        "f5:.5 g a c6 a5 g f d | c:.5 d f a c6:1 a5 | f:.5 g a c6 d:1 c | a5:.5 "
        "g f d c:1 d | f:.5 a c6 a5 f a c6:1 | a5:.5 g f d c d f a |"
        "g:.5 e c e g bb c6 bb5 | g:.5 bb c6 bb5 g e c:1 | f:.5 a c6 a5 f:1 c | "
        "eb:.5 f a c6 eb:1 c | d:.5 bb5 f d f bb d6:1 | db:.5 bb5 g f db:1 f |"
        "c:.5 f a c6 a5 f c f | e:.5 g bb c6 bb5 g e c | f:.5 g a c6 f:1 d | "
        "c:.5 a5 f d c:2"
    )
    i = part(s, "Intro", "F | C7", 0.65)
    i.drums("swinghard", fill="snare").lead("trumpet", "f4:1 a bb", at=5).bass(
        "tuba", "1...5...", low="f1", high="g2"
    )
    one = part(s, "A", chords, 0.72)
    one.lead("trumpet", tune, level=1.0).bass("tuba", "1...5...", low="f1", high="g2").drums(
        "swinghard", level=0.75, fill="snare"
    )
    one.comp("banjo", "x.x.x.x.", low="c4", high="c5", voices=3, gate=0.5, level=0.75)
    two = part(s, "A'", chords, 0.9)
    two.lead("trumpet", tune, level=1.0).lead("clarinet", clar, level=0.75)
    two.lead(
        "trombone",
        "f3:2 c4 | a3:2 f | f:2 a | c4:2 a3 | a:2 f | a:2 c4 | bb3:2 g | e:2 c | "
        "f:2 a | eb4:2 c | d:2 bb3 | db4:2 bb3 | a:2 c4 | bb3:2 e | f:2 a | f:2 c",
        main=False,
        level=0.8,
    )
    two.walk("tuba", low="f1", high="d2").drums(
        "swinghard", level=0.85, crash=True, fill="toms", every=8
    )
    two.comp("banjo", "x.x.x.x.", low="c4", high="c5", voices=3, gate=0.5, level=0.75)
    e = part(s, "Ending", "F/C C7 | F D7 | Gm7 C7 | F", 0.95)
    e.lead("trumpet", "c5:2 a4 | f:1 a c5 a4 | bb:1 g c5 e | f:1.5> r:2.5", main=False).drums(
        "swinghard", fill="stop", crash=True
    )
    e.lead("clarinet", "c6:1 a5 bb g | a:1 c6 d a5 | g:1 bb a bb | a:1.5> r:2.5", main=False)
    e.lead("trombone", "a3:2 bb | a:2 f# | g:2 bb | a:1.5> r:2.5", main=False).bass(
        "tuba", "1...5...1...5...1...5...1-......", low="f1", high="g2"
    )
    e.comp("banjo", "x.x.x.x.x.x.x.x.x.x.x.x.X-......", low="c4", high="c5", voices=3, gate=0.5)
    return s


@piece(
    50,
    "mango-crossing",
    "Mango Crossing",
    "망고 건널목",
    by="sunroom-band",
    genre="latin",
    tags="cooking party cleaning",
    mix="peace .08 neutral .06",
    energy=0.76,
    valence=0.75,
    arousal=0.55,
)
def mango() -> Score:
    s = Score(100, "C major", seed=50, loose=1.2, tone=Tone(high=1, room=0.45))
    loop = "C | F | G7 | C | Am | Dm7 | G7 | C"
    a = (
        "r:.5 e5:.5 g:.75 e:.25 g:.5 a g:1 | f:.75 a:.25 c6:.5 a5 f:1 r:1 | r:.5 "
        "d:.5 f:.75 d:.25 f:.5 g f:1 | e:.75 g:.25 e:.5 d c:1 r |"
        "r:.5 c5:.5 e:.75 c:.25 e:.5 a e:1 | f:.75 e:.25 d:.5 f a:1 g:.5 f | "
        "d:.75 f:.25 b:.5 a g:1 f:.5 d | e:.5 c d e c:1 r"
    )
    b = (
        "g5:1.5 f:.5 e:1 c | a:1.5 g:.5 f:1 c | b:1 a:.5 g f:1 d | e:1.5 f:.5 "
        "g:2 | c6:1.5 b5:.5 a:1 e | f:1.5 e:.5 d:1 a | g:1 f:.5 d b4:1 d5 | c:1 "
        "e g:2"
    )
    mont = "x.xx.x.xx.xx.x.x"
    i = part(s, "Intro", "C | F | G7 | C", 0.55)
    i.drums("latin", fill="congas").comp("piano", mont, step=0.25, low="g3", high="g5", gate=0.6)
    for name, tune, level in (("A", a, 0.65), ("B", b, 0.78)):
        sec = part(s, name, loop, level)
        sec.drums("latin", level=0.85, fill="congas").comp(
            "piano", mont, step=0.25, low="g3", high="g5", gate=0.6, level=0.65
        )
        sec.bass("bass", "1..5..8.1..5..a.", step=0.25).lead(
            "steeldrum" if name == "A" else "trumpet", tune
        )
        if name == "B":
            sec.lead("flute", tune, harmony=2, main=False, level=0.7)
    c = part(s, "A'", "C | F | G7 | C", 0.85)
    c.drums("samba", level=0.85, fill="congas").comp(
        "piano", mont, step=0.25, low="g3", high="g5", gate=0.6, level=0.65
    )
    c.bass("bass", "1..5..8.1..5..a.", step=0.25).lead(
        "steeldrum", "|".join(a.split("|")[:4]), harmony=-2
    )
    c.comp("brass", "X..x..X.........", step=0.25, low="g3", high="g5", gate=0.5)
    e = part(s, "Ending", "Dm7 G7 | C", 0.9)
    e.lead("steeldrum", "f5:.5 a c6 a5 b:.5 g f d | c5+e+g+c6:1> r:3", main=False).drums(
        "latin", fill="stop"
    )
    e.comp(
        "brass", "X..x..X.X..x..X.X---............", step=0.25, low="g3", high="g5", gate=0.7
    ).bass("bass", "1..5..8.1..5..a.1---............", step=0.25)
    e.comp("piano", mont + "X---............", step=0.25, low="g3", high="g5", gate=0.7)
    return s
