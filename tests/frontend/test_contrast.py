"""The colours of the tokens stay readable in both themes (WCAG 2.2, contrast 4.5 for text)."""

import math
import re

import pytest
from django.conf import settings

from emotion.moods import MOODS

OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
PAIR = re.compile(rf"--([\w-]+): light-dark\({OKLCH}, {OKLCH}\);")
SURFACES = ("paper", "surface", "surface-high")
READABLE = 4.5
VISIBLE = 3.0


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Return the relative luminance of an OKLCH colour (Ottosson 2020), clipped into sRGB."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, part)) for part in linear)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_tokens() -> dict[str, tuple[float, float]]:
    """Return each colour's luminance by day and by night."""
    text = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = {}
    for name, *numbers in PAIR.findall(text):
        values = [float(number) for number in numbers]
        found[name] = (
            luminance(values[0] / 100, *values[1:3]),
            luminance(values[3] / 100, *values[4:6]),
        )
    return found


TOKENS = read_tokens()


def contrast(one: str, other: str, theme: int) -> float:
    """Return the contrast of two tokens; theme 0 is light, 1 is dark."""
    low, high = sorted((TOKENS[one][theme], TOKENS[other][theme]))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_contrast_21() -> None:
    """The formula itself is right at its end."""
    white, black = luminance(1, 0, 0), luminance(0, 0, 0)
    assert (white + 0.05) / (black + 0.05) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "ink", ["ink", "ink-soft", "warn", "good", *(f"mood-{mood}-ink" for mood in MOODS)]
)
def test_text_is_readable(ink: str, surface: str, theme: int) -> None:
    """Every ink on every surface."""
    assert contrast(ink, surface, theme) >= READABLE


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("light", ["lamp", *(f"light-{mood}" for mood in MOODS)])
def test_soft_text_is_readable_in_every_light(light: str, theme: int) -> None:
    """The lamp of the page, and a list's mood where it has all the share."""
    assert contrast("ink-soft", light, theme) >= READABLE


@pytest.mark.parametrize("theme", [0, 1])
def test_buttons_and_notices_are_readable(theme: int) -> None:
    """The strong button, and notices on their own ground."""
    assert contrast("on-strong", "strong", theme) >= READABLE
    assert contrast("ink", "warn-soft", theme) >= READABLE
    assert contrast("ink", "good-soft", theme) >= READABLE


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("surface", SURFACES)
def test_focus_and_field_borders_are_visible(surface: str, theme: int) -> None:
    """What is no text but must be seen."""
    assert contrast("focus", surface, theme) >= VISIBLE
    assert contrast("line-strong", surface, theme) >= VISIBLE


def test_moods_are_of_like_lightness() -> None:
    """No mood shouts over another; joy may be lighter, since dark yellow is brown."""
    text = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = re.findall(rf"--mood-(\w+): light-dark\({OKLCH}, {OKLCH}\)", text)
    assert {row[0] for row in found} == set(MOODS)
    for column in (1, 4):
        lightness = [float(row[column]) for row in found]
        assert max(lightness) - min(lightness) <= 8
