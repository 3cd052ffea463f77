"""Draw cover art: small SVG pictures whose hue is the mood's and whose figure is the genre's.

Hues are OKLCH (like lightness for all moods), converted here to sRGB hex so that any viewer
shows them. Each picture follows from the slug alone.
"""

import math
import random
from collections.abc import Callable, Iterable
from pathlib import Path

from starter.pieces.base import Piece

HUES: dict[str, tuple[float, float]] = {  # hue in degrees, chroma
    "anger": (33, 0.17), "tension": (298, 0.13), "sadness": (252, 0.12), "peace": (187, 0.09),
    "joy": (78, 0.14), "neutral": (72, 0.022),
}  # fmt: skip
SIZE = 400
Draw = random.Random


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the sRGB hex of an OKLCH colour (Ottosson 2020), clipped into gamut."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    parts = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear)
    return "#" + "".join(f"{round(255 * min(1, max(0, p))):02x}" for p in parts)


class Palette:
    """The colours of one cover: tints of the mood's hue from night (0) to paper (1)."""

    def __init__(self, mood: str, shift: float) -> None:
        hue, self.chroma = HUES[mood]
        self.hue = hue + shift

    def tint(self, lightness: float, strength: float = 1.0, turn: float = 0.0) -> str:
        fall = 1 - abs(lightness - 0.62) * 1.1
        return oklch(lightness, self.chroma * strength * max(0.2, fall), self.hue + turn)


def _wave(height: float, swell: float, turns: float, phase: float) -> str:
    points = []
    for x in range(-10, 420, 20):
        y = height + swell * math.sin(x / SIZE * turns * 2 * math.pi + phase)
        points.append(f"{x} {y:.0f}")
    return "M" + "L".join(points) + "V410H-10Z"


def water(draw: Draw, ink: Palette) -> list[str]:
    """A moon or sun above layered waves: slow and open pieces."""
    x, y, radius = draw.randint(110, 290), draw.randint(90, 150), draw.randint(36, 62)
    shapes = [f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{ink.tint(0.94, 0.6)}"/>']
    for layer in range(5):
        path = _wave(215 + 38 * layer, draw.uniform(7, 17), draw.uniform(0.8, 1.9),
                     draw.uniform(0, 6))  # fmt: skip
        shapes.append(f'<path d="{path}" fill="{ink.tint(0.72 - 0.1 * layer)}"/>')
    return shapes


def rings(draw: Draw, ink: Palette) -> list[str]:
    """Rings off their centre, as in a cut tree or a record: loops and minimal pieces."""
    x, y = draw.randint(150, 250), draw.randint(150, 250)
    shapes = []
    for turn in range(9, 0, -1):
        light = 0.42 + 0.055 * (9 - turn) if turn % 2 else 0.9 - 0.05 * turn
        cx, cy = x + draw.randint(-9, 9), y + draw.randint(-9, 9)
        shapes.append(f'<circle cx="{cx}" cy="{cy}" r="{turn * 19}" fill="{ink.tint(light)}"/>')
    return shapes


def shards(draw: Draw, ink: Palette) -> list[str]:
    """Splinters that fly from a point: loud pieces."""
    x, y = draw.randint(130, 270), draw.randint(170, 300)
    shapes, angle = [], draw.uniform(0, 1)
    for index in range(15):
        angle += 2 * math.pi / 15 * draw.uniform(0.75, 1.25)
        reach, width = draw.randint(170, 380), draw.uniform(0.05, 0.17)
        corners = [(x, y)]
        for side in (-width, width):
            corners.append((x + reach * math.cos(angle + side), y + reach * math.sin(angle + side)))
        points = " ".join(f"{a:.0f},{b:.0f}" for a, b in corners)
        shade = ink.tint(draw.choice((0.35, 0.5, 0.62, 0.74, 0.86)), 1, draw.uniform(-14, 14))
        shapes.append(f'<polygon points="{points}" fill="{shade}"/>')
        angle += 0.02 * index
    shapes.append(f'<circle cx="{x}" cy="{y}" r="{draw.randint(14, 30)}" fill="{ink.tint(0.95)}"/>')
    return shapes


def bars(draw: Draw, ink: Palette) -> list[str]:
    """Upright bars like a skyline or a meter: beats and electronic pieces."""
    count = draw.choice((9, 11, 13))
    width = 320 / count
    shapes, height = [], draw.uniform(90, 200)
    for index in range(count):
        height = min(280.0, max(40.0, height + draw.uniform(-80, 80)))
        light = draw.choice((0.5, 0.62, 0.72, 0.82))
        shapes.append(
            f'<rect x="{40 + index * width:.0f}" y="{340 - height:.0f}" rx="4" '
            f'width="{width * 0.72:.0f}" height="{height:.0f}" fill="{ink.tint(light)}"/>'
        )
    x, y = draw.randint(90, 310), draw.randint(64, 100)
    shapes.append(f'<circle cx="{x}" cy="{y}" r="26" fill="{ink.tint(0.93, 0.7)}"/>')
    return shapes


def petals(draw: Draw, ink: Palette) -> list[str]:
    """A flower of overlapping petals: songs and dances."""
    count, reach = draw.choice((6, 8, 9, 12)), draw.randint(74, 96)
    shapes = []
    for index in range(count):
        angle = 360 / count * index
        light = 0.6 + 0.2 * (index % 2)
        shapes.append(
            f'<ellipse cx="200" cy="{200 - reach}" rx="{draw.randint(34, 44)}" ry="{reach}" '
            f'fill="{ink.tint(light)}" fill-opacity=".8" '
            f'transform="rotate({angle:.0f} 200 200)"/>'
        )
    shapes.append(f'<circle cx="200" cy="200" r="34" fill="{ink.tint(0.94, 0.7)}"/>')
    return shapes


def tiles(draw: Draw, ink: Palette) -> list[str]:
    """Quarter circles in a grid: jazz, rag and other pieces with corners."""
    shapes = []
    for row in range(5):
        for column in range(5):
            x, y = 50 + 60 * column, 50 + 60 * row
            turn = 90 * draw.randint(0, 3)
            light = draw.choice((0.45, 0.58, 0.7, 0.82, 0.92))
            shapes.append(
                f'<path d="M0 0H60A60 60 0 0 1 0 60Z" fill="{ink.tint(light)}" '
                f'transform="translate({x} {y}) rotate({turn} 30 30)"/>'
            )
    return shapes


def hills(draw: Draw, ink: Palette) -> list[str]:
    """Hills under a sky with birds or stars: folk songs."""
    shapes = []
    for _ in range(14):
        x, y = draw.randint(20, 380), draw.randint(20, 190)
        shapes.append(
            f'<circle cx="{x}" cy="{y}" r="{draw.choice((1.5, 2, 3))}" '
            f'fill="{ink.tint(0.95, 0.5)}"/>'
        )
    for layer in range(4):
        base, top = 230 + 45 * layer, draw.randint(120, 180) + 50 * layer
        x = draw.randint(40, 360)
        shapes.append(
            f'<path d="M-40 {base + 30}Q{x - 110} {base} {x} {top}T440 {base + 20}V410H-40Z" '
            f'fill="{ink.tint(0.74 - 0.12 * layer)}"/>'
        )
    return shapes


def strings(draw: Draw, ink: Palette) -> list[str]:
    """Curved lines like bowed strings: chamber and orchestral pieces."""
    shapes = []
    bend, fall = draw.randint(-120, 120), draw.randint(40, 120)
    for index in range(13):
        y = 50 + 25 * index
        light = 0.5 + 0.036 * index
        path = f"M-10 {y}C130 {y + bend} 270 {y - bend} 410 {y + fall - 60}"
        shapes.append(
            f'<path d="{path}" fill="none" stroke="{ink.tint(light)}" '
            f'stroke-width="{draw.choice((3, 5, 8, 12))}" stroke-linecap="round"/>'
        )
    return shapes


FIGURES: dict[Callable[[Draw, Palette], list[str]], str] = {
    water: "ambient lullaby hymn bossa-nova",
    rings: "minimal lo-fi reggae house",
    shards: "metal rock industrial drum-and-bass percussion",
    bars: "electronic disco hip-hop pop cinematic",
    petals: "polka ska funk latin dixieland march",
    tiles: "jazz spy-jazz ragtime blues tango",
    hills: "folk korean-folk",
    strings: "classical chamber",
}


def cover(piece: Piece) -> str:
    """Return the SVG of a piece."""
    draw = random.Random(piece.slug)
    ink = Palette(piece.mood, draw.uniform(-9, 9))
    figure = next(f for f, genres in FIGURES.items() if piece.genre in genres.split())
    night = piece.valence < 0
    top, bottom = (0.38, 0.22) if night else (0.9, 0.8)
    if figure in (tiles, bars, rings) and not night:
        top, bottom = 0.36, 0.26
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-label="{piece.en.replace("&", "and")}">',
        '<defs><linearGradient id="g" x2="0" y2="1">'
        f'<stop stop-color="{ink.tint(top)}"/><stop offset="1" stop-color="{ink.tint(bottom)}"/>'
        "</linearGradient></defs>",
        f'<rect width="{SIZE}" height="{SIZE}" fill="url(#g)"/>',
        *figure(draw, ink),
        "</svg>\n",
    ]
    return "\n".join(parts)


def write_all(pieces: Iterable[Piece], folder: Path) -> None:
    """Write the cover of each piece."""
    for piece in pieces:
        (folder / f"{piece.slug}.svg").write_text(cover(piece))
