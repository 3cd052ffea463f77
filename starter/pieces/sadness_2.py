"""Sadness, the rest."""

from starter.pieces.base import part, piece
from starter.score import Score, Tone


@piece(23, "the-fair-is-over", "The Fair Is Over", "장날은 지나고", by="old-mill", genre="folk",
       tags="rain walk reading", mix="neutral .18 peace .12", energy=0.28, valence=-0.4,
       arousal=-0.35, era="traditional",
       source=("Arranged from the English traditional song Scarborough Fair (17th century)",
               "영국 전통 노래 '스카버러 페어'(17세기)를 편곡했어요"))  # fmt: skip
def fair() -> Score:
    s = Score(114, "D minor", meter=3, seed=23, rubato=0.02, tone=Tone(room=0.65))
    tune = ("d4:2 d:1 | a:2 a:1 | e:1.5 f:.5 e:1 | d:3 | r:1 a:1 c5 | d:2 c:1 | a4:1 b g | a:3 |"
            "r:2 d5:1 | d:2 d:1 | c:2 a4:1 | a:1 g f | e:1 c:2 | d:2 a:1 | g:2 f:1 | e:1 d c | d:3 | d:3")
    chords = ("Dm | Am | C | Dm | F | G | Am G | Am | Dm | Dm | F | F | C | Dm | G7 | C | Dm | Dm")
    i = part(s, "Intro", "Dm | Dm", 0.4)
    i.arp("steel", "b 1 2 3 2 1", low="d3", high="f4")
    a = part(s, "A", chords, (0.45, 0.55))
    a.lead("englishhorn", tune).arp("steel", "b 1 2 3 2 1", low="d3", high="f4", level=0.75)
    b = part(s, "A'", chords, (0.6, 0.5), rit=0.8)
    b.lead("violin", tune, up=12, level=0.9).arp("steel", "b 1 2 3 2 1", low="d3", high="f4", level=0.75)
    b.lead("englishhorn", "a4:3 | c5:3 | g4:3 | f:3 | a:3 | b:3 | c5:2 b4:1 | a:3 | f:2 a:1 | f:3 |"
           "e:2 f:1 | f:2 e:1 | g:3 | f:3 | e:3 | g:2 e:1 | f:3 | f:3", main=False, level=0.65)  # fmt: skip
    b.bass("cello", "1-----", low="c2", high="d3", level=0.7)
    e = part(s, "Ending", "Dm", 0.4)
    e.hold("steel", low="d3", high="f4", roll=0.15, level=0.8).bass("cello", "1-----", low="c2", high="d3")
    return s


@piece(24, "arirang-at-dusk", "Arirang at Dusk", "해 질 녘 아리랑", by="han-river-folk",
       genre="korean-folk", tags="rain walk family", mix="peace .2 neutral .06", energy=0.3,
       valence=-0.3, arousal=-0.35, era="traditional",
       source=("Arranged from the Korean folk song Arirang",
               "한국 민요 '아리랑'을 편곡했어요"))  # fmt: skip
def arirang() -> Score:
    s = Score(88, "G major", meter=3, seed=24, rubato=0.03, tone=Tone(room=0.75, wet=0.65))
    refrain = ("d4:1.5 e:.5 d e | g:1.5 a:.5 g a | b:1 a:.5 g e d | d:1.5 e:.5 d e |"
               "g:1.5 a:.5 g:.5 a | b:.5 a g e d e | g:1.5 a:.5 g:1 | g:3")
    verse = ("d5:2 d:1 | d:1 b4 a | b:1 a:.5 g e d | d:1.5 e:.5 d e |"
             "g:1.5 a:.5 g:.5 a | b:.5 a g e d e | g:1.5 a:.5 g:1 | g:3")
    one = "G | Em | G/B Em | G/D | Em | G/B Cadd9 | G/D C/E | G"
    two = "G | Em | G/B C | G/D | Em | Bm Cadd9 | G/D D7sus4 | G"
    i = part(s, "Intro", "G | Em", 0.35)
    i.arp("koto", "0 1 2 3 4 .", low="g3", high="e5", ring=2)
    a = part(s, "A", one, (0.42, 0.5))
    a.lead("shakuhachi", refrain, up=12, level=0.9)
    a.arp("koto", "0 . 2 3 . 2", low="g3", high="e5", level=0.75, ring=2)
    b = part(s, "B", two, (0.55, 0.65))
    b.lead("fiddle", verse).pad("slowstrings", low="g3", high="d5", level=0.5)
    b.arp("koto", "0 1 2 3 2 1", low="g3", high="e5", level=0.7, ring=2)
    b.bass("cello", "1-----", low="c2", high="e3", level=0.7).drums("shaker", level=0.25)
    c = part(s, "A'", two, (0.65, 0.5), rit=0.75)
    c.lead("shakuhachi", verse, level=0.85).lead("fiddle", "b4:3 | g:3 | d5:2 c:1 | b4:3 | g:2 e:1 | f#:1.5 e:1.5 | d:1.5 f#:1.5 | g:3", main=False, level=0.7)
    c.pad("slowstrings", low="g3", high="d5", level=0.55)
    c.arp("koto", "0 1 2 3 2 1", low="g3", high="e5", level=0.7, ring=2)
    c.bass("cello", "1-----", low="c2", high="e3", level=0.7)
    e = part(s, "Ending", "G | G", 0.35)
    e.arp("koto", "0 1 2 3 4 5 6 . . . . .", low="g3", high="e5", ring=4).pad("slowstrings", low="g3", high="d5", level=0.5)
    return s


@piece(25, "moon-on-the-keys", "Moon on the Keys", "건반 위의 달", by="linden-keys",
       genre="classical", tags="night rain reading", mix="peace .16 tension .06", energy=0.2,
       valence=-0.55, arousal=-0.5, era="classical",
       source=("Arranged from Ludwig van Beethoven, Moonlight Sonata, first movement (1801)",
               "루트비히 판 베토벤 '월광' 소나타 1악장(1801)을 편곡했어요"))  # fmt: skip
def moon() -> Score:
    s = Score(58, "C# minor", seed=25, rubato=0.02, tone=Tone(high=-1, room=0.75, wet=0.65))
    s.mix("piano2", pan=-0.05, reverb=52)
    s.mix("piano3", pan=-0.25, reverb=52)
    s.mix("piano", reverb=52)
    cells = {"Cm": "g#3 c#4 e", "Fm": "a3 c#4 f#", "A": "a3 c#4 e", "D": "a3 d4 f#", "G7": "g#3 c4 f#", "Gs": "g#3 c#4 e",
             "G7b": "g#3 c#4 d#", "G7c": "f#3 c4 d#", "E": "g#3 b e4", "B7": "a3 b d#4", "Em": "g3 b e4"}

    def turn(*names: str) -> str:
        beats = 4 // len(names)
        return " ".join(f"{cells[n].replace(' ', ':1/3 ', 1)}" for n in names for _ in range(beats))

    def bars(*rows: tuple[str, ...]) -> str:
        return "|".join(turn(*row) for row in rows)

    low = {"intro": "c#3+c#2:4 | b1+b2:4 | a1+a2:2 f#1+f#2:2 | g#1+g#2:4"}
    i = part(s, "Intro", "C#m | C#m/B | A*2 D/F#*2 | G#7*1 C#m/G#*1 G#sus4*1 G#7*1", 0.4)
    i.lead("piano2", bars(("Cm",), ("Cm",), ("A", "D"), ("G7", "Gs", "G7b", "G7c")), main=False, level=0.7)
    i.lead("piano3", low["intro"], main=False, level=0.75).pedal("piano2")
    a = part(s, "A", "C#m | G#7 | C#m F#m | E B7 | E | Em", (0.45, 0.5))
    a.lead("piano", "r:3 g#4:.75 g#:.25 | g#:3 g#:.75 g#:.25 | g#:2 a:2 | g#:2 f#:1 b:1 | e:3 e:.75 e:.25 | e:4", gate=1)
    a.lead("piano2", bars(("Cm",), ("G7",), ("Cm", "Fm"), ("E", "B7"), ("E",), ("Em",)), main=False, level=0.62)
    a.lead("piano3", "c#3+c#2:4 | b#2+b#1:4 | c#3+c#2:2 f#2+f#1:2 | b2+b1:2 b2+b1:2 | e2+e3:4 | e2+e3:4".replace("b#2+b#1", "c3+c2"),
           main=False, level=0.75)  # fmt: skip
    a.pedal("piano2")
    e = part(s, "Ending", "A F#m | G#7 | C#m", (0.45, 0.3), rit=0.7)
    e.lead("piano", "e4:2 a:2 | g#:2 f#:1 c:1 | c#4:4", gate=1)
    e.lead("piano2", bars(("A", "Fm"), ("G7",)) + "| g#3:1/3 c#4 e g# c#5 e c#5 g#4 e c# g#3 e", main=False, level=0.6)
    e.lead("piano3", "a1+a2:2 f#1+f#2:2 | g#1+g#2:4 | c#2+c#3:4", main=False, level=0.75).pedal("piano2")
    return s


@piece(26, "closing-time-blues", "Closing Time Blues", "문 닫는 시간의 블루스", by="blue-stair",
       genre="blues", tags="night cafe rain", mix="neutral .18 peace .08", energy=0.35,
       valence=-0.4, arousal=-0.25)  # fmt: skip
def closing_time() -> Score:
    s = Score(66, "C minor", seed=26, swing=0.66, loose=1.6, kit=40, tone=Tone(low=1, high=-0.5, room=0.55))
    blues = "Cm7 | Fm7 | Cm7 | C7 | Fm7 | Fm7 | Cm7 | Cm7 | Ab7 | G7#9 | Cm7 Fm7 | Cm7 G7"
    a = ("r:.5 g4 bb c5 eb:1 c:.5 bb4 | c5:1.5 ab4:.5 f:2 | r:.5 g4 bb c5 eb:.5 f gb f | e:1.5 c:.5 bb4:2 |"
         "r:.5 c5 eb f ab:1 f:.5 eb | f:1.5 eb:.5 c:2 | r:.5 g4 bb c5 eb:1 d:.5 c | g4:2 r:2 |"
         "eb5:1.5 c:.5 ab4:1 gb5 | f:1 d:.5 b4 bb:1 g | c5:.5 eb c bb4 ab:1 f | g:2 f:1 d")
    i = part(s, "Intro", "Ab7 G7#9 | Cm7", 0.45)
    i.comp("piano", "x---x---x-------", low="eb3", high="d5", level=0.8, pedal=True)
    i.bass("upright", "1---1---1---5-a-")
    one = part(s, "A", blues, (0.5, 0.62), rit=0.95)
    one.lead("altosax", a).walk("upright", level=0.8).drums("brush", level=0.6, fill="soft")
    one.comp("piano", "..x-..x---x-....", low="eb3", high="d5", level=0.6, pedal=True)
    e = part(s, "Ending", "Ab7 G7#9 | Cm9", (0.5, 0.35), rit=0.75)
    e.lead("altosax", "eb5:1 c:.5 ab4 f:1 b | c5:.5 eb g4:3", main=False)
    e.comp("piano", "x---x---x-------", low="eb3", high="d5", level=0.7, pedal=True)
    e.bass("upright", "1---1---1-------").drums("brush", level=0.4)
    return s


@piece(27, "adagio-for-a-coat", "Adagio for an Empty Coat", "빈 외투를 위한 아다지오",
       by="organ-loft", genre="chamber", tags="rain winter rest", mix="peace .12 tension .08",
       energy=0.3, valence=-0.7, arousal=-0.35)  # fmt: skip
def adagio() -> Score:
    s = Score(60, "G minor", meter=3, seed=27, rubato=0.03, tone=Tone(room=0.85, wet=0.75))
    ground = "Gm | Gm/F | Cm/Eb | D7 | Gm | Eb | Am7b5/C | D7"
    a = ("g5:1.5 f#:.5 g:.5 d | f:1.5 eb:.5 d:1 | eb:.5 d c bb4 c5:1 | a4:2 d:1 |"
         "bb4:1.5 a:.5 g:.5 bb | d5:.5 eb g:1 f:1 | eb:1 c:.5 bb4 a:.5 g | f#:2 d:1")
    b = ("d5:1 g:1 bb | a:1.5 g:.5 f:1 | eb:.5 f g:1 c | f#:2 a:1 | bb:1.5 a:.5 g:1 |"
         "g:.5 f eb d c bb4 | c5:1 eb:.5 d a4 c5 | bb4:1 a:2")
    i = part(s, "Intro", "Gm | D7", 0.35)
    i.pad("organ", low="g3", high="d5", level=0.6).bass("contrabass", "1-5-8-", low="g1", high="g2", level=0.9)
    one = part(s, "A", ground, (0.45, 0.55))
    one.lead("violin", a).pad("organ", low="g3", high="d5", level=0.5)
    one.bass("pizz", "1.5.8.", low="g1", high="g2", level=0.9)
    two = part(s, "B", ground, (0.6, 0.8), rit=0.8)
    two.lead("violin", b).lead("cello", a, up=-24, main=False, level=0.75)
    two.pad("strings", low="g3", high="d5", level=0.7).pad("organ", low="d3", high="a4", level=0.5)
    two.bass("contrabass", "1-5-8-", low="g1", high="g2", level=0.9)
    e = part(s, "Ending", "Cm6/Eb | Gm", (0.45, 0.3), rit=0.8)
    e.lead("violin", "c5:1 bb4 a | g:3", main=False).pad("organ", low="g3", high="d5", level=0.6)
    e.bass("contrabass", "1-----", low="g1", high="g2")
    return s


@piece(28, "pipes-far-off", "Pipes, Far Off", "멀리서 부르는 피리", by="tin-kites", genre="folk",
       tags="walk family travel", mix="peace .26 joy .04", energy=0.3, valence=-0.15, arousal=-0.3,
       era="traditional",
       source=("Arranged from the Irish traditional Londonderry Air (published 1855)",
               "아일랜드 전통 선율 '런던데리의 노래'(1855년 출판)를 편곡했어요"))  # fmt: skip
def pipes() -> Score:
    s = Score(76, "C major", seed=28, rubato=0.03, tone=Tone(room=0.75, wet=0.6))
    tune = ("e4:1.5 d:.5 e:1 a | g:1 e:.5 d c:1 a3 | c4:1 e:.5 f g:1 a:.5 g | e:.5 c e:1 d:1 b3:.5 c4 |"
            "e4:1.5 d:.5 e:1 a | g:1 e:.5 d c:1 a3:.5 b | c4:1.5 b3:.5 c4:1 d:.5 f | e:.5 d c:2 g:.5 a")
    refrain = ("c5:1.5 b4:.5 b:1 a:.5 g | a:.5 g e c:1.5 g:.5 a | c5:1.5 b4:.5 b:1 a:.5 g | e:2 d:1 g4:1/3 g g |"
               "e5:1.5 d:.5 d:1 c | a4:.5 c5 a4 g e c:1 b3:.5 | c4:1 e:.5 a g:1 e:.5 d | c:4")
    chords = "C | C F | C/E Am | C G7 | C | C F | F G7 | C"
    up = "C | F C | C/E F | C G | C/E F | F C | C/G G7 | C"
    i = part(s, "Upbeat", "C", 0.4)
    i.arp("harp", "b 0 1 2 3 . . .", low="e3", high="e5", ring=2)
    i.lead("whistle", "b4:.5 c5 d", at=2.5)
    one = part(s, "A", chords, (0.42, 0.52))
    one.lead("whistle", tune, up=12, level=0.85).arp("harp", "b 0 1 2 3 2 1 0", low="e3", high="e5", level=0.75, ring=2)
    two = part(s, "B", up, (0.6, 0.8), rit=0.75)
    two.lead("violin", refrain).arp("harp", "b 0 1 2 3 2 1 0", low="e3", high="e5", level=0.7, ring=2)
    two.pad("slowstrings", low="g3", high="e5", level=0.6).bass("cello", "1-------", low="c2", high="c3")
    e = part(s, "Ending", "F C/E | C", 0.35, rit=0.8)
    e.lead("whistle", "a5:1 f e g | c5:4", main=False).arp("harp", "b 0 1 2 b 0 1 2 b 0 1 2 3 4 5 6", low="e3", high="e5", ring=4)
    e.pad("slowstrings", low="g3", high="e5", level=0.5)
    return s


@piece(29, "unsent-draft", "Unsent Draft", "보내지 않은 편지", by="night-bus", genre="lo-fi",
       tags="night rain study", mix="neutral .22 peace .12", energy=0.33, valence=-0.4,
       arousal=-0.3)  # fmt: skip
def unsent() -> Score:
    s = Score(72, "B minor", seed=29, swing=0.58, swing_unit=0.5, loose=1.7,
              tone=Tone(low=1.5, high=-3, drive=0.15, room=0.6, cutoff=6800))  # fmt: skip
    s.mix("drums", volume=112, reverb=24)
    loop = "Gmaj7 | F#m7 | Bm9 | Bm9 A"
    a = ("f#5:1 d:.5 b4 d5:1 r | c#:1 a4:.5 f# a:1 r | b4:.5 c#5 d f# e:1 d | c#:1.5 b4:.5 a:2")
    b = ("b5:1 a:.5 f# a:1 d | e:1 c#:.5 a4 c#5:2 | d:.5 c# b4 f# b:1 c#5 | d:1 c# a4:2")
    i = part(s, "Intro", "Gmaj7 | F#m7", (0.35, 0.45))
    i.comp("piano", "x---x---..x-x---", step=0.25, low="d3", high="b4", pedal=True)
    for name, tune, level in (("A", a, 0.5), ("B", b, 0.58), ("A'", a, 0.55)):
        sec = part(s, name, loop, level)
        sec.comp("piano", "x---x---..x-x---", step=0.25, low="d3", high="b4", pedal=True, level=0.75)
        sec.bass("bass", "1---..1-5---..a-", step=0.25).drums("ballad", level=0.75, fill="soft")
        sec.lead("epiano" if name == "B" else "nylon", tune, up=0 if name == "B" else -12, level=0.85)
        if name != "A":
            sec.pad("halopad", low="d4", high="b5", voices=3, level=0.4)
    e = part(s, "Ending", "Gmaj7 F#m7 | Bm9", (0.45, 0.3), rit=0.8)
    e.comp("piano", "x---x---x-------", low="d3", high="b4", pedal=True).bass("bass", "1---1---1-------")
    e.lead("nylon", "f#4:.5 d b3:1 c#4:.5 a3:1.5 | b3:4", main=False)
    return s


@piece(30, "milonga-for-no-one", "Milonga for No One", "아무도 없는 밀롱가", by="bandoneon-sur",
       genre="tango", tags="night rain cafe", mix="tension .14 peace .06", energy=0.38,
       valence=-0.5, arousal=-0.15)  # fmt: skip
def milonga() -> Score:
    s = Score(76, "E minor", seed=30, rubato=0.02, loose=1.3, tone=Tone(room=0.65))
    verse = "Em | Em/D | C | B7 | Am | Am/G | F#m7b5 | B7"
    a = ("b4:1.5 a:.5 g:1 f# | g:.5 b e5:2 d:1 | c:1.5 b4:.5 a:.5 g e:1 | f#:1 d#:1 b4:2 |"
         "c5:1.5 b4:.5 a:1 e5 | e:1.5 d:.5 c:1 b4 | a:.5 c5 e:1 c:.5 b4 a:1 | b:2 r:.5 b c5 d#")
    b = ("e5:2 g:1 f# | e:1.5 d:.5 b4:2 | e5:1.5 g:.5 c:1 e | d#:1 f# b4:2 |"
         "a5:1.5 g:.5 e:1 c | b4:1 c5:.5 e g:2 | f#:1 e:.5 c a4:1 c5 | b4:1 a g f#")
    habanera = "1..51.5."
    one = part(s, "A", verse, (0.45, 0.55))
    one.lead("bandoneon", a).bass("nylon", habanera, low="e2", high="e3", level=0.8)
    one.comp("nylon2", "..x..x..", low="e3", high="e5", voices=3, level=0.6, gate=0.7)
    two = part(s, "B", verse, (0.6, 0.72), rit=0.85)
    two.lead("violin", b).lead("bandoneon", "g4:4 | b4:4 | g4:4 | f#4:4 | c5:4 | c5:4 | a4:4 | a4:4", main=False, level=0.55)
    two.bass("contrabass", habanera, low="e1", high="e2").comp("nylon2", "..x..x.x", low="e3", high="e5", voices=3, level=0.6, gate=0.7)
    e = part(s, "Ending", "Am B7 | Em", (0.45, 0.35), rit=0.75)
    e.lead("bandoneon", "c5:1 a4 b d#5 | e5:1 b4 g:2", main=False).bass("contrabass", "1---1---1-------", low="e1", high="e2")
    e.comp("nylon2", "..x...x.X-------", low="e3", high="e5", voices=3, level=0.6)
    return s
