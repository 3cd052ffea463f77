"""Drum grooves and fills on a grid; General MIDI percussion keys.

A groove maps a piece of the kit to a line of one or more bars: X accent, x normal, o ghost,
. nothing. The length of a line and its number of bars set the grid.
"""

PIECES: dict[str, int] = {
    "K": 36, "S": 38, "R": 37, "P": 39, "H": 42, "F": 44, "O": 46, "D": 51, "B": 53, "C": 49,
    "Z": 57, "N": 52, "T1": 50, "T2": 47, "T3": 45, "T4": 41, "W": 56, "M": 54, "A": 70, "Q": 69,
    "G1": 62, "G2": 63, "G3": 64, "J1": 60, "J2": 61, "V": 75, "Y1": 76, "Y2": 77, "I": 81,
    "E1": 65, "E2": 66, "U1": 67, "U2": 68, "K2": 35,
}  # fmt: skip
STRENGTH = {"X": 16.0, "x": 2.0, "o": -24.0}

# name: (bars that the lines last, lines)
GROOVES: dict[str, tuple[int, dict[str, str]]] = {
    "rock": (2, {"K": "x.....x.x.......x.....x.x.x.....", "S": "....X.......X.......X.......X..o",
                 "H": "X.x.X.x.X.x.X.x.X.x.X.x.X.x.X.x."}),
    "rockride": (2, {"K": "x.....x.x.x.....x..x..x.x.......",
                     "S": "....X.......X..o....X.......X...",
                     "D": "X.x.X.x.X.x.X.x.X.x.X.x.X.x.X.x."}),
    "metal": (1, {"K": "xxx.xxx.xxx.xxx.", "S": "....X.......X...", "Z": "X...x...x...x..."}),
    "gallop": (1, {"K": "x.xxx.xxx.xxx.xx", "S": "....X.......X...", "H": "X.x.X.x.X.x.X.x."}),
    "blast": (1, {"K": "x.x.x.x.x.x.x.x.", "S": ".X.X.X.X.X.X.X.X", "Z": "X...X...X...X..."}),
    "halftime": (2, {"K": "X.....x...x.....X..x......x.....",
                     "S": "........X.......o.......X.....o.",
                     "H": "x.x.x.x.x.x.x.x.x.x.x.x.x.xxx.x."}),
    "breakbeat": (2, {"K": "X.x.......xx....X.x.......x.....",
                      "S": "....X..o.o..X..o....X..o.o....X.",
                      "H": "x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x."}),
    "dnb": (2, {"K": "X.........x.....X.........x.....", "S": "....X..o.o..X.......X..o.o..X.o.",
                "D": "x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.x.", "A": "oxoxoxoxoxoxoxoxoxoxoxoxoxoxoxox"}),
    "industrial": (1, {"K": "X..x..x.X..x..x.", "S": "....X.......X...", "P": "....x.......x..x",
                       "H": "xoxoxoxoxoxoxoxo", "N": "x..............."}),
    "four": (1, {"K": "X...X...X...X...", "P": "....x.......x...", "H": "..x...x...x...x.",
                 "A": "oxoxoxoxoxoxoxox"}),
    "house": (2, {"K": "X...X...X...X...X...X...X...X..o", "P": "....x.......x.......x.......x...",
                  "O": "..x...x...x...x...x...x...x...x.",
                              "A": "oxooox.ooxooox.ooxooox.ooxooox.o"}),
    "deep": (2, {"K": "x...x...x...x...x...x...x...x...", "R": "......o..o..........o..o........",
                 "P": "....o.......o.......o.......o...", "H": "..x...x...x...x...x...x...x..ox."}),
    "disco": (2, {"K": "X...X...X...X...X...X...X...X...", "S": "....X.......X.......X.......X..o",
                  "H": "x.o.x.o.x.o.x.o.x.o.x.o.x.o.x.o.",
                              "O": "..x...x...x...x...x...x...x...x."}),
    "funk": (2, {"K": "X..x..x...x..x..X..x..x.......x.", "S": "....X..o.o..X..o....X..o.o..X.oo",
                 "H": "x.xxx.x.x.x.x.xxx.xxx.x.x.x.x.x."}),
    "pop": (2, {"K": "X.......x.x.....X......xx.......", "S": "....X.......X.......X.......X...",
                "H": "x.o.x.o.x.o.x.o.x.o.x.o.x.o.x.oo"}),
    "ballad": (2, {"K": "x.........x.....x......x..x.....", "R": "....x.......x.......x.......x...",
                   "H": "x.o.x.o.x.o.x.o.x.o.x.o.x.o.x.o."}),
    "lofi": (2, {"K": "X.....x..x......X..x......x.....", "S": "....x.......x..o....x......ox...",
                 "H": "x.o.x.o.x.ooxo..x.o.x.o.x.o.x.o."}),
    "bossa": (2, {"K": "x..xx..xx..xx..xx..xx..xx..xx..x", "R": "x..x..x...x..x....x..x..x...x...",
                  "H": "x.o.x.o.x.o.x.o.x.o.x.o.x.o.x.o."}),
    "samba": (1, {"K": "x..oX..ox..oX..o", "R": "x.xx.x.xx.x.xx.x", "A": "XooxXooxXooxXoox",
                  "U1": "x.x....x.x......", "U2": "....x.x......x.x"}),
    "swing": (1, {"D": "X...x.o.X...x.o.", "F": "....x.......x...", "K": "o.......o......."}),
    "swinghard": (2, {"D": "X...X.x.X...X.x.X...X.x.X...X.x.",
                      "F": "....X.......X.......X.......X...",
                      "K": "x.......o.....o.x.......o.......",
                                  "S": "......o.......x.......o....o...."}),
    "brush": (1, {"S": "o.o.x.o.o.o.x.o.", "F": "....x.......x...", "D": "x...o.o.x...o.o."}),
    "shuffle": (1, {"K": "x.......x.x.....", "S": "....X.......X...", "H": "x.x.x.x.x.x.x.x."}),
    "ska": (1, {"K": "x.......x.......", "S": "....X.......X...", "H": "..x...x...x...x.",
                "R": "..o...o...o...o."}),
    "reggae": (1, {"K": "........X.......", "R": "........X.......", "H": "x.x.x.x.x.x.x.xo"}),
    "polka": (1, {"K": "X...X...X...X...", "S": "..x...x...x...xo"}),
    "march": (1, {"K": "X.......X.......", "S": "x.xxx.x.x.xxxxxx"}),
    "tango": (1, {"K": "X.......X.......", "S": "x..ox..ox..ox.xx"}),
    "habanera": (1, {"K": "X.......X.......", "R": "x..xx.x.x..xx.x.", "V": "x.....x.....x..."}),
    "latin": (1, {"W": "x.x.x.x.x.x.x.x.", "G2": "o.o.x.o.o.o.x...", "G3": "......x.......xx",
                  "K": "x..x..x.x..x..x.", "A": "xoxoxoxoxoxoxoxo"}),
    "waltz": (1, {"K": "x...........", "H": "....x...x...", "S": "....o...o..."}),
    "jazzwaltz": (1, {"D": "x...x.x.x...", "F": "....x.......", "K": "o..........."}),
    "six": (1, {"K": "x..........." , "S": "......x.....", "H": "x.x.x.x.x.x."}),
    "semachi": (1, {"J2": "X.....x.....x.....", "J1": "....x...x.x...x.x."}),
    "jajinmori": (1, {"T4": "X.....X.....", "J1": "..x.x...x.x.", "W": "x..x..x..x.."}),
    "gutgeori": (1, {"T4": "X.........x.", "J1": "...x..x.x..x", "A": "o.o.o.o.o.o."}),
    "heart": (1, {"K2": "X.o.....x.o....."}),
    "tick": (1, {"R": "x...o...x...o...", "A": "..o...o...o...o."}),
    "pulse": (1, {"K2": "X...x...X...x...", "H": "xoxoxoxoxoxoxoxo"}),
    "spy": (2, {"K": "x.....x.x.......x.....x.x.......", "D": "X...x.x.X...x.x.X...x.x.X...x.x.",
                "R": "....x..o....x.......x..o....x..o"}),
    "hats": (1, {"H": "x.o.x.o.x.o.x.o."}),
    "shaker": (1, {"A": "XoxoXoxoXoxoXoxo"}),
    "tambourine": (1, {"M": "o.o.x.o.o.o.x.o."}),
    "stomp": (1, {"K": "X.......X.......", "P": "....X.......X..."}),
    "trap": (2, {"K": "X......x..x.....X.........x..x..", "P": "........X...............X.......",
                 "H": "x.x.x.x.xxx.x.x.x.x.x.xxx.x.xxxx"}),
    "cajon": (1, {"K": "x.....x.x.......", "R": "....x..o....x.oo", "A": "xoxoxoxoxoxoxoxo"}),
    "timp": (1, {"K2": "X...............", "S": "............oooo"}),
}  # fmt: skip

# a fill covers the last half or whole bar; pieces not named fall silent there
FILLS: dict[str, dict[str, str]] = {
    "toms": {"T1": "xx......", "T2": "..xx....", "T3": "....xx..", "T4": "......XX",
                "S": "X......."},
    "snare": {"S": "oxoxxxXX", "K": "x...x..."},
    "roll": {"S": "ooooooooxxxxXXXX", "K": "X...x...x...x..."},
    "big": {"S": "X.xx............", "T1": "....xxX.........", "T2": "........xxX.....",
            "T4": "............xxXX", "K": "x.......x......."},
    "soft": {"S": "o...o.ox", "H": "x.o.x..."},
    "break": {"K": "X.......", "S": "...x..X."},
    "congas": {"G2": "x.xx....", "G3": "....x.xx", "J1": "..x..x.."},
    "stop": {"K": "X.......", "S": "X......."},
}  # fmt: skip


def groove(
    name: str, bars: int, meter: float, fill: str = "", every: int = 0
) -> list[tuple[float, int, str]]:
    """Return (beat, key, symbol) hits of a groove over some bars of a metre in quarters.

    A fill takes the place of the groove's last beats; with `every`, of each such group of bars.
    """
    lasts, lines = GROOVES[name]
    closing = FILLS.get(fill, {})
    size = max((len(line) for line in closing.values()), default=0) * 0.25
    ends = [n for n in range(1, bars + 1) if fill and (n == bars or (every and n % every == 0))]
    hits = []
    for piece, line in lines.items():
        step = lasts * meter / len(line)
        for index in range(round(bars * meter / step)):
            beat = index * step
            filled = any(end * meter - size <= beat + 1e-6 < end * meter for end in ends)
            symbol = line[index % len(line)]
            if symbol != "." and not filled:
                hits.append((beat, PIECES[piece], symbol))
    for end in ends:
        for piece, line in closing.items():
            hits += [(end * meter - size + i * 0.25, PIECES[piece], s)
                     for i, s in enumerate(line) if s != "."]  # fmt: skip
    return [h for h in hits if h[0] >= 0]
