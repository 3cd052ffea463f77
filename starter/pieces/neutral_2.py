"""Neutral, part 2 of 3; a score is data, so its function may be long."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(
    55,
    "blue-birds",
    "Bird, Blue Bird",
    "새야 파랑새야",
    by="han-river-folk",
    genre="korean-folk",
    tags="rain study walk",
    mix="sadness .3 peace .1",
    energy=0.28,
    valence=-0.15,
    arousal=-0.25,
    era="traditional",
    source=(
        "Arranged from the Korean folk song Saeya Saeya (1890s)",
        "한국 민요 '새야 새야 파랑새야'(1890년대)를 편곡했어요",
    ),
)
def blue_birds() -> Score:
    s = Score(92, "A minor", meter=3, seed=55, loose=1.2, tone=Tone(high=-1, room=0.6))
    tune = "a4:2 a:1 | e:2 a:1 | d5:2 d:1 | d:1 c a4 | a:2 d5:1 | d:1 c a4 | a:2 e:1 | a:3"
    reply = "e5:2 d:1 | e:1 d a4 | d5:2 c:1 | a4:3 | a:1 d5 e | d:1 c a4 | e:2 g:1 | a:3"
    chords = "Am | Am | Dm7 | Am | Dm7 | Fmaj7 | Em7 | Am"
    i = part(s, "Intro", "Am | Fmaj7 | Dm7 | Em7", (0.35, 0.42))
    i.arp("epiano", "b 1 2 3 2 1", low="e3", high="c5", ring=1.5)
    for name, t, who, level in (
        ("A", tune, "ocarina", 0.45),
        ("B", reply, "koto", 0.52),
        ("A'", tune, "ocarina", 0.56),
    ):
        sec = part(s, name, chords, level)
        sec.lead(who, t, up=12 if who == "ocarina" else 0).arp(
            "epiano", "b 1 2 3 2 1", low="e3", high="c5", level=0.75, ring=1.5
        )
        sec.bass("fretless", "1---5-", level=0.7).drums("six", level=0.35)
        if name == "A'":
            sec.lead(
                "koto",
                "a4:1 c5 e | e:1 c a4 | a:1 d5 f | e:1 c a4 | f:1 a d5 | c:1 a4 f | g:1 b e5 | c:3",
                main=False,
                level=0.6,
            )
    e = part(s, "Ending", "Dm7 | Em7 | Am", (0.45, 0.35), rit=0.8)
    e.lead("ocarina", "d6:1 c a5 | a:2 e:1 | a5:3", main=False).arp(
        "epiano", "b 1 2 3 2 1 b 1 2 3 2 1 b 0 1 2 3 4", low="e3", high="c5", ring=2
    )
    e.bass("fretless", "1-----", level=0.7)
    return s


@piece(
    56,
    "corner-table",
    "Corner Table",
    "구석 자리",
    by="paper-moon-trio",
    genre="jazz",
    tags="cafe reading commute",
    mix="joy .18 peace .14",
    energy=0.42,
    valence=0.35,
    arousal=-0.05,
)
def corner_table() -> Score:
    s = Score(144, "F major", meter=3, seed=56, swing=0.62, loose=1.3, kit=32, tone=Tone(room=0.45))
    verse = (
        "Fmaj7 | Dm7 | Gm7 | C7 | Am7 | D7b9 | Gm7 | C7 | Fmaj7 | F7 | Bbmaj7 | "
        "Bbm6 | Am7 | D7 | Gm7 C7*2 | F69"
    )
    a = (
        "c5:1.5 a4:.5 f:1 | a:1 d5:2 | d:1.5 c:.5 bb4:1 | g:2 bb:1 | c5:1 e:1.5 "
        "d:.5 | c:1 a4:1 f# | bb:1.5 a:.5 g:1 | e:2 g:1 |"
        "a:1.5 c5:.5 e:1 | eb:1 c a4 | d5:1.5 c:.5 bb4:1 | db5:1 bb4 g | c5:1.5 "
        "b4:.5 c5:1 | f#:1 d a4 | bb:1 d5 e4 | f:3"
    )
    b = (
        "r:.5 f4 a c5 e:1 | d:.5 c a4 f d:1 | r:.5 g bb d5 f:1 | e:.5 d c bb4 "
        "g:1 | r:.5 a c5 e g:1 | f#:.5 eb d c a4:1 | bb:.5 d5 c bb4 a:.5 g | "
        "e:.5 g bb d5 c:1 |"
        "r:.5 c a4 c5 e g | a:.5 g eb c a4:1 | d5:.5 f a f d:1 | db:.5 f g bb "
        "f:1 | e:.5 c a4 g a c5 | eb:.5 d c a4 f#:1 | g:.5 bb d5 f e:.5 c | a4:2 "
        "r:1"
    )
    for name, tune, who, level in (("A", a, "jazzguitar", 0.5), ("B", b, "piano", 0.6)):
        sec = part(s, name, verse, level)
        sec.lead(who, tune).walk("upright", level=0.8).drums("jazzwaltz", level=0.7)
        if name == "A":
            sec.comp("piano", "...x..", low="f3", high="d5", level=0.6, gate=0.8)
        else:
            sec.comp("jazzguitar", ".x.x..", low="e3", high="c5", voices=3, level=0.6, gate=0.6)
    c = part(s, "A'", "Am7 | D7 | Gm7 | C7 | Fmaj7 | Dm7 | Gm7 | C7", 0.55)
    c.lead(
        "jazzguitar",
        "c5:1.5 b4:.5 c5:1 | f#:1 d a4 | bb:1.5 a:.5 g:1 | e:2 g:1 | a:1.5 c5:.5 "
        "e:1 | f:1 d a4 | bb:1 d5 f | e:2 c:1",
    )
    c.walk("upright", level=0.8).drums("jazzwaltz", level=0.65).comp(
        "piano", "...x..", low="f3", high="d5", level=0.6, gate=0.8
    )
    e = part(s, "Ending", "Gm7 C7*2 | F69 | F69", (0.5, 0.4), rit=0.85)
    e.lead("jazzguitar", "bb4:1 d5 e4 | a4:3 | c5:3", main=False).comp(
        "piano", "x-x---x-----X-----", low="f3", high="d5", level=0.7
    )
    e.bass("upright", "1-5-1-1-----1-----").drums("jazzwaltz", level=0.4)
    return s


@piece(
    57,
    "last-train-map",
    "Last Train Map",
    "막차 노선도",
    by="night-bus",
    genre="house",
    tags="commute night drive",
    mix="joy .18 tension .1",
    energy=0.6,
    valence=0.15,
    arousal=0.25,
)
def train_map() -> Score:
    s = Score(120, "A minor", seed=57, loose=0.6, kit=25, tone=Tone(low=1.5, room=0.5))
    s.mix("drums", volume=76)
    s.mix("polysynth", volume=104)
    loop = "Am9 | Am9 | Fmaj7 | Fmaj7 | Dm9 | Dm9 | Em7 | Em7"
    stab = "..x..x....x..x.."
    a = (
        "r:1 e5:.5 d c:1 b4:1 | c5:.5 d e:1.5 r:1.5 | r:1 e:.5 d c:1 a4 | c5:.5 "
        "b4 a:1.5 r:1.5 |"
        "r:1 f5:.5 e d:1 c | d:.5 e f:1.5 r:1.5 | r:1 g:.5 d e:1 d | e:.5 d "
        "b4:1.5 r:1.5"
    )
    i = part(s, "Intro", "Am9 | Am9 | Fmaj7 | Em7", (0.45, 0.6))
    i.drums("four", level=0.7).comp(
        "epiano", stab, step=0.25, low="e3", high="c5", gate=0.8, level=0.6
    )
    for name, level in (("A", 0.62), ("B", 0.7), ("A'", 0.78)):
        sec = part(s, name, loop, level)
        sec.drums(
            "house" if name != "B" else "deep", level=0.85, fill="snare" if name == "B" else ""
        )
        sec.comp("epiano", stab, step=0.25, low="e3", high="c5", gate=0.8, level=0.65)
        sec.bass("synthbass", "..1...1...1..15.", step=0.25, gate=0.8, low="e1", high="e2")
        if name == "B":
            sec.pad("warmpad", low="e3", high="c5", level=0.6).lead("vibes", a, level=0.7)
        else:
            sec.lead("polysynth", a, level=0.8)
        if name == "A'":
            sec.pad("synthstrings", low="a3", high="e5", level=0.45)
    e = part(s, "Ending", "Dm9 | Em7 | Am9 | Am9", (0.65, 0.4))
    e.drums("hats", level=0.6).comp(
        "epiano",
        "..x..x....x..x....x..x....x..x..X---------------................",
        step=0.25,
        low="e3",
        high="c5",
    )
    e.bass(
        "synthbass",
        "..1...1...1..15...1...1...1..15.1---------------................",
        step=0.25,
        low="e1",
        high="e2",
    )
    e.lead("polysynth", "r:1 f5:.5 e d:1 c | e:.5 d b4:3 | a4:4 | r:4", main=False)
    return s


@piece(
    58,
    "map-folded-wrong",
    "Map Folded Wrong",
    "잘못 접은 지도",
    by="tin-kites",
    genre="folk",
    tags="travel walk morning",
    mix="joy .2 peace .14",
    energy=0.45,
    valence=0.3,
    arousal=0.05,
)
def map_folded() -> Score:
    s = Score(112, "D major", seed=58, loose=1.4, tone=Tone(high=0.5, room=0.4))
    s.mix("steel", volume=76)
    s.mix("nylon", volume=108)
    verse = "D | Bm7 | G | A7sus4 | D/F# | G | Em7 | A7"
    hook = "G | A | F#m | Bm | G | Em7 | A7sus4 | A7"
    a = (
        "f#4:1 a:.5 b a:1 f# | d:1.5 e:.5 f#:2 | g:1 b:.5 d5 b4:1 g | a:2 d:1 e "
        "| f#:1 a:.5 d5 c#:1 a4 | b:1.5 a:.5 g:2 | e:1 g:.5 b a:1 g | e:2 c#:2"
    )
    b = (
        "b4:1.5 a:.5 b:1 d5 | c#:1.5 b4:.5 a:2 | a:1 c#5:.5 e c#:1 a4 | b:1.5 "
        "a:.5 f#:2 | b:1.5 d5:.5 g:1 f# | e:1.5 d:.5 b4:2 | d5:1 e d a4 | c#5:2 "
        "e:2"
    )
    stroke = "D.DU.UDU"
    i = part(s, "Intro", "D | G | D | A7sus4", 0.5)
    i.comp("steel", stroke, low="d3", high="d5", level=0.75).drums("shaker", level=0.3)
    for name, chart, tune, level in (
        ("A", verse, a, 0.52),
        ("B", hook, b, 0.6),
        ("A'", verse, a, 0.58),
    ):
        sec = part(s, name, chart, level)
        sec.comp("steel", stroke, low="d3", high="d5", level=0.7).drums(
            "cajon", level=0.55, fill="soft"
        )
        sec.bass("bass", "1..1.5.a", level=0.75)
        sec.lead(
            "harmonica" if name != "B" else "nylon", tune, up=12 if name != "B" else 0, level=0.85
        )
        if name == "A'":
            sec.lead(
                "nylon",
                "d5:2 c# | b4:2 a | g:2 b | d5:2 c# | d:2 a | g4:2 b | b:2 d5 | c#:2 g4",
                main=False,
                level=0.7,
            )
    e = part(s, "Ending", "G A7 | D", (0.55, 0.45), rit=0.85)
    e.lead("harmonica", "b5:1 g a c# | d5:4", main=False).bass("bass", "1...1...1-------")
    e.comp("steel", "D.D.D.D.D-------", low="d3", high="d5")
    return s
