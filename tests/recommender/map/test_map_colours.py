"""People with any colour vision can tell the map's genres apart; and each has a shape besides."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

CSS = Path(__file__).resolve().parents[3] / "static" / "css" / "map.css"
NUMBERS = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
KIND = re.compile(rf"--(kind-\w+): light-dark\({NUMBERS}, {NUMBERS}\)")
# Two shades of grey, for "others" and "none", may be as near as two shades of one hue.
GREYS = {"kind-others", "kind-none"}
APART = 0.1

# What is left of linear RGB at full severity: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
# physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15 (2009).
VISION = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# B. Ottosson, "A perceptual color space for image processing" (2020).
FROM_RGB = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def rgb(lightness: float, chroma: float, hue: float) -> np.ndarray:
    """Return the linear RGB of an OKLCH colour, cut to what a screen shows."""
    turn = np.radians(hue)
    lab = np.array([lightness / 100, chroma * np.cos(turn), chroma * np.sin(turn)])
    return np.clip(np.linalg.inv(FROM_RGB) @ (np.linalg.inv(TO_LAB) @ lab) ** 3, 0, 1)


def lab(linear: np.ndarray) -> np.ndarray:
    return TO_LAB @ np.cbrt(FROM_RGB @ np.clip(linear, 0, 1))


def colours(theme: int) -> dict[str, np.ndarray]:
    found = KIND.findall(CSS.read_text(encoding="utf-8"))
    assert len(found) == 10
    return {name: rgb(*map(float, v[3 * theme : 3 * theme + 3])) for name, *v in found}


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_genres_are_told_apart(theme: int, vision: str) -> None:
    seen = {name: lab(VISION[vision] @ linear) for name, linear in colours(theme).items()}
    for one, other in combinations(seen, 2):
        if {one, other} != GREYS:
            assert np.linalg.norm(seen[one] - seen[other]) >= APART, (one, other)


def test_the_measure_knows_black_from_white() -> None:
    assert np.linalg.norm(lab(rgb(100, 0, 0)) - lab(rgb(0, 0, 0))) == pytest.approx(1, abs=0.01)
    red, green = lab(VISION["deuteranopia"] @ rgb(60, 0.15, 30)), lab(rgb(60, 0.15, 140))
    assert np.linalg.norm(red - lab(VISION["deuteranopia"] @ rgb(60, 0.15, 140))) < (
        np.linalg.norm(lab(rgb(60, 0.15, 30)) - green)
    )
