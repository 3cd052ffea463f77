"""Covers: valid, small, self-contained, the same each time."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from starter.covers import HUES, cover, oklch
from starter.pieces import PIECES
from starter.pieces.base import MOODS

COVERS = Path(__file__).parents[2] / "starter" / "covers"


@pytest.mark.parametrize("slug", PIECES)
def test_cover_is_small_and_self_contained(slug):
    text = (COVERS / f"{slug}.svg").read_text()
    assert len(text.encode()) < 6000
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    assert root.get("viewBox") == "0 0 400 400"
    assert not re.search(r"<script|href|<image|<foreignObject|\son\w+=|url\((?!#g\))", text)


@pytest.mark.parametrize("slug", PIECES)
def test_cover_follows_from_the_slug(slug):
    assert cover(PIECES[slug]) == (COVERS / f"{slug}.svg").read_text()


def test_covers_are_all_different():
    assert len({cover(piece) for piece in PIECES.values()}) == len(PIECES)


def test_every_mood_has_its_hue():
    assert tuple(sorted(HUES, key=MOODS.index)) == MOODS
    assert len({oklch(0.6, chroma, hue) for hue, chroma in HUES.values()}) == 6


def test_oklch_of_grey_and_white():
    assert oklch(1.0, 0.0, 0.0) == "#ffffff"
    assert oklch(0.0, 0.0, 0.0) == "#000000"
