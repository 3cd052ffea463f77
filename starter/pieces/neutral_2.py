"""Neutral, the rest."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone

# one bar of the prelude a row: bass, tenor, then the three upper notes
PRELUDE = ("c4 e g c5 e", "c4 d a d5 f", "b3 d4 g d5 f", "c4 e g c5 e", "c4 e a e5 a", "c4 d f# a d5",
           "b3 d4 g d5 g", "b3 c4 e g c5", "a3 c4 e g c5", "d3 a d4 f# c5", "g3 b d4 g b",
           "g3 bb e4 g c#5", "f3 a d4 a d5", "f3 ab d4 f b", "e3 c4 e g c5", "e3 f a c4 f",
           "d3 f a c4 f", "g2 d3 g b f4", "c3 e g c4 e")  # fmt: skip
PRELUDE_CHORDS = ("C | Dm7/C | G7/B | C | Am/C | D7/C | G/B | Cmaj7/B | Am7 | D7 | G | C#dim7/G |"
                  "Dm/F | G#dim7/F | C/E | Fmaj7/E | Dm7 | G7 | C")  # fmt: skip


def _figure(row: str) -> str:
    """Write a bar of the prelude: each half plays the five notes, then the upper three again."""
    notes, octave = [], ""
    for word in row.split():
        octave = word[-1] if word[-1].isdigit() else octave
        notes.append(word.rstrip("0123456789") + octave)
    half = " ".join(f"{n}:.25" for n in [*notes, *notes[2:]])
    return f"{half} {half}"


@piece(53, "water-clock", "Water Clock", "물시계", by="clockwork-parlor", genre="classical",
       tags="study focus morning", mix="peace .28 joy .06", energy=0.3, valence=0.3, arousal=-0.25,
       era="baroque",
       source=("Arranged from J. S. Bach, Prelude in C major, BWV 846 (1722)",
               "요한 제바스티안 바흐 평균율 1권 다장조 전주곡(1722)을 편곡했어요"))  # fmt: skip
def water_clock() -> Score:
    s = Score(84, "C major", seed=53, loose=0.8, tone=Tone(room=0.6))
    rows = [_figure(row) for row in PRELUDE]
    bars = PRELUDE_CHORDS.split("|")
    lows = [row.split()[0] for row in PRELUDE]
    for name, first, last, level in (("A", 0, 11, (0.45, 0.55)), ("B", 11, 19, (0.58, 0.45))):
        sec = part(s, name, "|".join(bars[first:last]), level, rit=0.85 if name == "B" else 1)
        sec.lead("epiano", "|".join(rows[first:last]), level=0.85, gate=1.2)
        sec.lead("harp", "|".join(rows[first:last]), main=False, level=0.55, gate=2)
        sec.lead("cello", "|".join(f"{n}:4" for n in lows[first:last]), main=False, level=0.5, up=0)
        sec.pad("warmpad", low="c4", high="c5", voices=3, level=0.35)
    e = part(s, "Ending", "C", 0.4)
    e.hold("harp", "epiano", low="c3", high="e5", roll=0.2)
    e.lead("cello", "c3:4", main=False, level=0.5)
    return s


@piece(54, "tin-minuet", "Tin Minuet", "양철 미뉴에트", by="clockwork-parlor", genre="classical",
       tags="study morning family", mix="joy .24 peace .12", energy=0.38, valence=0.4, arousal=0.0,
       era="baroque",
       source=("Arranged from Christian Petzold, Minuet in G (about 1725)",
               "크리스티안 페촐트 미뉴에트 사장조(1725년경)를 편곡했어요"))  # fmt: skip
def minuet() -> Score:
    s = Score(126, "G major", meter=3, seed=54, loose=0.9, tone=Tone(room=0.45))
    a = ("d5:1 g4:.5 a b c5 | d:1 g4! g! | e5:1 c:.5 d e f# | g:1 g4! g! | c5:1 d:.5 c b4 a | b:1 c5:.5 b4 a g |"
         "f#:1 g:.5 a b g | {end}")
    half, full = a.format(end="a4:3"), a.format(end="g4:3").replace("f#:1 g:.5 a b g | g4:3", "a:1 b:.5 a g f# | g:3")
    b = ("b5:1 g:.5 a b g | a:1 d:.5 e f# d | g:1 e:.5 f# g d | c#:1 b4:.5 c#5 a4:1 | a:.5 b c#5 d e f# | g:1 f# e |"
         "f#:1 a4 c#5 | d:3 | d:1 g4:.5 f# g:1 | e5:1 g4:.5 f# g:1 | d5:1 c b4 | a:.5 g f# g a:1 |"
         "d4:.5 e f# g a b | c5:1 b4 a | b:.5 d5 g4:1 f# | g:3")
    chords = "G | G | C | G/B | Am | G/B | D7 | D | G | G | C | G/B | Am | G/B | D7 | G"
    second = "G | D/F# | Em | A7 | A7 | Em7 A7*2 | D/A A7*2 | D | G/B | C | G/B | D | D7 | D7/F# | G*2 D7*1 | G"
    low = "1-5-3-"
    for name, chart, tune, who, level in (("A", chords, half + "|" + full, "harpsichord", 0.5), ("B", second, b, "celesta", 0.56), ("A'", chords.split(" | ", 8)[8], full, "harpsichord", 0.6)):
        sec = part(s, name, chart, level)
        sec.lead(who, tune).bass("harpsichord2", low, low="g2", high="g3", level=0.8).bass("pizz", "1.....", low="g2", high="g3", level=0.7)
        if name != "A":
            sec.lead("pizz2", tune, main=False, level=0.75)
        if name == "A'":
            sec.lead("glock", tune, up=12, main=False, level=0.45)
    e = part(s, "Ending", "C G/B | D7 | G", 0.55, rit=0.8)
    e.lead("harpsichord", "e5:.5 c d:1 b4 | a:1 b:.5 a g f# | g4+b+d5+g:3", main=False).bass("harpsichord2", "1-1-1-1-5-1-1-----", low="g2", high="g3")
    e.bass("pizz", "1.....1.....1.....", low="g2", high="g3")
    return s


@piece(55, "blue-birds", "Bird, Blue Bird", "새야 파랑새야", by="han-river-folk",
       genre="korean-folk", tags="rain study walk", mix="sadness .3 peace .1", energy=0.28,
       valence=-0.15, arousal=-0.25, era="traditional",
       source=("Arranged from the Korean folk song Saeya Saeya (1890s)",
               "한국 민요 '새야 새야 파랑새야'(1890년대)를 편곡했어요"))  # fmt: skip
def blue_birds() -> Score:
    s = Score(92, "A minor", meter=3, seed=55, loose=1.2, tone=Tone(high=-1, room=0.6))
    tune = ("a4:2 a:1 | e:2 a:1 | d5:2 d:1 | d:1 c a4 | a:2 d5:1 | d:1 c a4 | a:2 e:1 | a:3")
    reply = ("e5:2 d:1 | e:1 d a4 | d5:2 c:1 | a4:3 | a:1 d5 e | d:1 c a4 | e:2 g:1 | a:3")
    chords = "Am | Am | Dm7 | Am | Dm7 | Fmaj7 | Em7 | Am"
    i = part(s, "Intro", "Am | Fmaj7 | Dm7 | Em7", (0.35, 0.42))
    i.arp("epiano", "b 1 2 3 2 1", low="e3", high="c5", ring=1.5)
    for name, t, who, level in (("A", tune, "ocarina", 0.45), ("B", reply, "koto", 0.52), ("A'", tune, "ocarina", 0.56)):
        sec = part(s, name, chords, level)
        sec.lead(who, t, up=12 if who == "ocarina" else 0).arp("epiano", "b 1 2 3 2 1", low="e3", high="c5", level=0.75, ring=1.5)
        sec.bass("fretless", "1---5-", level=0.7).drums("six", level=0.35)
        if name == "A'":
            sec.lead("koto", "a4:1 c5 e | e:1 c a4 | a:1 d5 f | e:1 c a4 | f:1 a d5 | c:1 a4 f | g:1 b e5 | c:3", main=False, level=0.6)
    e = part(s, "Ending", "Dm7 | Em7 | Am", (0.45, 0.35), rit=0.8)
    e.lead("ocarina", "d6:1 c a5 | a:2 e:1 | a5:3", main=False).arp("epiano", "b 1 2 3 2 1 b 1 2 3 2 1 b 0 1 2 3 4", low="e3", high="c5", ring=2)
    e.bass("fretless", "1-----", level=0.7)
    return s


@piece(56, "corner-table", "Corner Table", "구석 자리", by="paper-moon-trio", genre="jazz",
       tags="cafe reading commute", mix="joy .18 peace .14", energy=0.42, valence=0.35,
       arousal=-0.05)  # fmt: skip
def corner_table() -> Score:
    s = Score(144, "F major", meter=3, seed=56, swing=0.62, loose=1.3, kit=32, tone=Tone(room=0.45))
    verse = "Fmaj7 | Dm7 | Gm7 | C7 | Am7 | D7b9 | Gm7 | C7 | Fmaj7 | F7 | Bbmaj7 | Bbm6 | Am7 | D7 | Gm7 C7*2 | F69"
    a = ("c5:1.5 a4:.5 f:1 | a:1 d5:2 | d:1.5 c:.5 bb4:1 | g:2 bb:1 | c5:1 e:1.5 d:.5 | c:1 a4:1 f# | bb:1.5 a:.5 g:1 | e:2 g:1 |"
         "a:1.5 c5:.5 e:1 | eb:1 c a4 | d5:1.5 c:.5 bb4:1 | db5:1 bb4 g | c5:1.5 b4:.5 c5:1 | f#:1 d a4 | bb:1 d5 e4 | f:3")
    b = ("r:.5 f4 a c5 e:1 | d:.5 c a4 f d:1 | r:.5 g bb d5 f:1 | e:.5 d c bb4 g:1 | r:.5 a c5 e g:1 | f#:.5 eb d c a4:1 | bb:.5 d5 c bb4 a:.5 g | e:.5 g bb d5 c:1 |"
         "r:.5 c a4 c5 e g | a:.5 g eb c a4:1 | d5:.5 f a f d:1 | db:.5 f g bb f:1 | e:.5 c a4 g a c5 | eb:.5 d c a4 f#:1 | g:.5 bb d5 f e:.5 c | a4:2 r:1")
    for name, tune, who, level in (("A", a, "jazzguitar", 0.5), ("B", b, "piano", 0.6)):
        sec = part(s, name, verse, level)
        sec.lead(who, tune).walk("upright", level=0.8).drums("jazzwaltz", level=0.7)
        if name == "A":
            sec.comp("piano", "...x..", low="f3", high="d5", level=0.6, gate=0.8)
        else:
            sec.comp("jazzguitar", ".x.x..", low="e3", high="c5", voices=3, level=0.6, gate=0.6)
    c = part(s, "A'", "Am7 | D7 | Gm7 | C7 | Fmaj7 | Dm7 | Gm7 | C7", 0.55)
    c.lead("jazzguitar", "c5:1.5 b4:.5 c5:1 | f#:1 d a4 | bb:1.5 a:.5 g:1 | e:2 g:1 | a:1.5 c5:.5 e:1 | f:1 d a4 | bb:1 d5 f | e:2 c:1")
    c.walk("upright", level=0.8).drums("jazzwaltz", level=0.65).comp("piano", "...x..", low="f3", high="d5", level=0.6, gate=0.8)
    e = part(s, "Ending", "Gm7 C7*2 | F69 | F69", (0.5, 0.4), rit=0.85)
    e.lead("jazzguitar", "bb4:1 d5 e4 | a4:3 | c5:3", main=False).comp("piano", "x-x---x-----X-----", low="f3", high="d5", level=0.7)
    e.bass("upright", "1-5-1-1-----1-----").drums("jazzwaltz", level=0.4)
    return s


@piece(57, "last-train-map", "Last Train Map", "막차 노선도", by="night-bus", genre="house",
       tags="commute night drive", mix="joy .18 tension .1", energy=0.6, valence=0.15,
       arousal=0.25)  # fmt: skip
def train_map() -> Score:
    s = Score(120, "A minor", seed=57, loose=0.6, kit=25, tone=Tone(low=1.5, room=0.5))
    loop = "Am9 | Am9 | Fmaj7 | Fmaj7 | Dm9 | Dm9 | Em7 | Em7"
    stab = "..x..x....x..x.."
    a = ("r:1 e5:.5 d c:1 b4:1 | c5:.5 d e:1.5 r:1.5 | r:1 e:.5 d c:1 a4 | c5:.5 b4 a:1.5 r:1.5 |"
         "r:1 f5:.5 e d:1 c | d:.5 e f:1.5 r:1.5 | r:1 g:.5 d e:1 d | e:.5 d b4:1.5 r:1.5")
    i = part(s, "Intro", "Am9 | Am9 | Fmaj7 | Em7", (0.45, 0.6))
    i.drums("four", level=0.7).comp("epiano", stab, step=0.25, low="e3", high="c5", gate=0.8, level=0.6)
    for name, level in (("A", 0.62), ("B", 0.7), ("A'", 0.78)):
        sec = part(s, name, loop, level)
        sec.drums("house" if name != "B" else "deep", level=0.85, fill="snare" if name == "B" else "")
        sec.comp("epiano", stab, step=0.25, low="e3", high="c5", gate=0.8, level=0.65)
        sec.bass("synthbass", "..1...1...1..15.", step=0.25, gate=0.8, low="e1", high="e2")
        if name == "B":
            sec.pad("warmpad", low="e3", high="c5", level=0.6).lead("vibes", a, level=0.7)
        else:
            sec.lead("polysynth", a, level=0.8)
        if name == "A'":
            sec.pad("synthstrings", low="a3", high="e5", level=0.45)
    e = part(s, "Ending", "Dm9 | Em7 | Am9 | Am9", (0.65, 0.4))
    e.drums("hats", level=0.6).comp("epiano", "..x..x....x..x.." "..x..x....x..x.." "X---------------" "................", step=0.25, low="e3", high="c5")
    e.bass("synthbass", "..1...1...1..15." "..1...1...1..15." "1---------------" "................", step=0.25, low="e1", high="e2")
    e.lead("polysynth", "r:1 f5:.5 e d:1 c | e:.5 d b4:3 | a4:4 | r:4", main=False)
    return s


@piece(58, "map-folded-wrong", "Map Folded Wrong", "잘못 접은 지도", by="tin-kites", genre="folk",
       tags="travel walk morning", mix="joy .2 peace .14", energy=0.45, valence=0.3,
       arousal=0.05)  # fmt: skip
def map_folded() -> Score:
    s = Score(112, "D major", seed=58, loose=1.4, tone=Tone(high=0.5, room=0.4))
    verse = "D | Bm7 | G | A7sus4 | D/F# | G | Em7 | A7"
    hook = "G | A | F#m | Bm | G | Em7 | A7sus4 | A7"
    a = ("f#4:1 a:.5 b a:1 f# | d:1.5 e:.5 f#:2 | g:1 b:.5 d5 b4:1 g | a:2 d:1 e | f#:1 a:.5 d5 c#:1 a4 | b:1.5 a:.5 g:2 | e:1 g:.5 b a:1 g | e:2 c#:2")
    b = ("b4:1.5 a:.5 b:1 d5 | c#:1.5 b4:.5 a:2 | a:1 c#5:.5 e c#:1 a4 | b:1.5 a:.5 f#:2 | b:1.5 d5:.5 g:1 f# | e:1.5 d:.5 b4:2 | d5:1 e d a4 | c#5:2 e:2")
    stroke = "D.DU.UDU"
    i = part(s, "Intro", "D | G | D | A7sus4", 0.5)
    i.comp("steel", stroke, low="d3", high="d5", level=0.75).drums("shaker", level=0.3)
    for name, chart, tune, level in (("A", verse, a, 0.52), ("B", hook, b, 0.6), ("A'", verse, a, 0.58)):
        sec = part(s, name, chart, level)
        sec.comp("steel", stroke, low="d3", high="d5", level=0.7).drums("cajon", level=0.55, fill="soft")
        sec.bass("bass", "1..1.5.a", level=0.75)
        sec.lead("harmonica" if name != "B" else "nylon", tune, up=12 if name != "B" else 0, level=0.85)
        if name == "A'":
            sec.lead("nylon", "d5:2 c# | b4:2 a | g:2 b | d5:2 c# | d:2 a | g4:2 b | b:2 d5 | c#:2 g4", main=False, level=0.7)
    e = part(s, "Ending", "G A7 | D", (0.55, 0.45), rit=0.85)
    e.lead("harmonica", "b5:1 g a c# | d5:4", main=False).bass("bass", "1...1...1-------")
    e.comp("steel", "D.D.D.D.D-------", low="d3", high="d5")
    return s


@piece(59, "umbrella-lending", "Umbrella Lending", "우산 빌려드려요", by="harbor-lights", genre="reggae",
       tags="walk cooking commute", mix="joy .26 peace .14", energy=0.46, valence=0.4,
       arousal=0.05)  # fmt: skip
def umbrella() -> Score:
    s = Score(78, "Bb major", seed=59, swing=0.58, swing_unit=0.5, loose=1.3, tone=Tone(low=1.5, room=0.5))
    verse = "Bbmaj7 | Gm7 | Ebmaj7 | F7sus4 F7"
    hook = "Ebmaj7 | Dm7 | Cm7 | F7"
    a = ("d5:.5 f d bb4 c5:1 r | d:.5 bb4 g bb a:1 r | g:.5 bb d5 g f:1 d:1 | c:1 eb:.5 d c:1 a4 |"
         "d5:.5 f d bb4 c5:1 r | d:.5 f g bb a:1 f | g:.5 eb bb4 d5 eb:1 g:1 | f:1 eb:.5 c a4:2")
    b = "g5:1.5 f:.5 d:1 bb4 | f5:1.5 d:.5 c:1 a4 | eb5:1 d:.5 c bb4:1 g | a:1 c5 eb:1 f"
    i = part(s, "Intro", "Bbmaj7 | Gm7", 0.5)
    i.drums("reggae", fill="toms").comp("clean", ".x.x.x.x", low="f3", high="d5", gate=0.35)
    for name, chart, tune, who, level in (("A", verse + " | " + verse, a, "tenorsax", 0.56), ("B", hook, b, "flute", 0.62)):
        sec = part(s, name, chart, level)
        sec.drums("reggae", level=0.85, fill="toms").comp("clean", ".x.x.x.x", low="f3", high="d5", gate=0.35, level=0.7)
        sec.comp("hammond", "..xx..xx", low="f3", high="d5", gate=0.4, level=0.5, step=0.25)
        sec.bass("bass", "1..1.5.8..1.7.5.", step=0.25, level=0.9).lead(who, tune, up=-12 if who == "tenorsax" else 0)
    c = part(s, "A'", verse, 0.62)
    c.drums("reggae", level=0.85, fill="soft").comp("clean", ".x.x.x.x", low="f3", high="d5", gate=0.35, level=0.7)
    c.bass("bass", "1..1.5.8..1.7.5.", step=0.25, level=0.9).lead("tenorsax", "|".join(a.split("|")[:4]), up=-12)
    c.lead("flute", "r:2 f5:.5 g bb:1 | r:2 d5:.5 f g:1 | r:2 bb5:.5 g d:1 | r:2 a5:.5 g f:1", main=False, level=0.65)
    e = part(s, "Ending", "Ebmaj7 F7 | Bb69", (0.55, 0.45), rit=0.85)
    e.lead("tenorsax", "g4:.5 eb bb3 d4 eb:1 c | d4:4", main=False).bass("bass", "1...1...1-------")
    e.comp("clean", ".x.x.x.xX-------", low="f3", high="d5").drums("hats", level=0.5)
    return s


@piece(60, "half-full-glass", "Half a Glass", "반쯤 찬 컵", by="harbor-lights", genre="pop",
       tags="study commute cleaning", mix="peace .14 joy .16", energy=0.48, valence=0.25,
       arousal=0.05)  # fmt: skip
def half_glass() -> Score:
    s = Score(106, "E major", seed=60, tone=Tone(room=0.45))
    verse = "E | B/D# | C#m7 | Aadd9 | E/G# | F#m7 | Aadd9 | B7sus4"
    hook = "A | B | G#m7 | C#m7 | F#m7 | E/G# | Aadd9 | B7sus4 B7"
    a = ("g#4:.5 b e5 b4 g#:1 f# | f#:1.5 g#:.5 b:2 | e:.5 g# c#5 g#4 b:1 g# | e:1 f#:.5 g# b:1 a |"
         "b:.5 e5 g# e b4:1 g# | a:1.5 g#:.5 f#:1 c#5 | b4:.5 c#5 e c# b4:1 a | f#:1.5 e:.5 f#:2")
    b = ("c#5:1.5 e:.5 a:1 g# | f#:1.5 e:.5 d#:2 | b4:1 d#5 f# b4 | e5:1.5 d#:.5 c#:2 | a4:1 c#5 e f# | g#:1 e b4:2 | c#5:1.5 b4:.5 a:1 e5 | e:1 f# d#:2")
    i = part(s, "Intro", "E | Aadd9", 0.45)
    i.arp("muted", "0 2 1 3 2 1 0 2", low="e3", high="e5", level=0.8)
    for name, chart, tune, level in (("A", verse, a, 0.52), ("B", hook, b, 0.64), ("A'", verse, a, 0.58)):
        sec = part(s, name, chart, level)
        sec.arp("muted", "0 2 1 3 2 1 0 2", low="e3", high="e5", level=0.7).drums("pop", level=0.7, fill="soft" if name == "A" else "snare")
        sec.bass("pickbass", "1.11.1.a", level=0.8).lead("clean" if name != "B" else "epiano", tune)
        sec.comp("epiano2", "x---...xx---....", step=0.25, low="e3", high="e5", level=0.55, pedal=True)
        if name != "A":
            sec.pad("warmpad", low="e3", high="e5", level=0.4)
    e = part(s, "Ending", "Aadd9 B7sus4 | E", (0.5, 0.4), rit=0.85)
    e.lead("clean", "c#5:.5 e c# b4 a:1 f# | e4:1 b e5:2", main=False).bass("pickbass", "1.1.1.1.1-------")
    e.comp("epiano2", "x---x---x-------", low="e3", high="e5").arp("muted", "0 2 1 3 0 2 1 3 0 1 2 3 4 . . .", low="e3", high="e5", ring=2)
    return s
