"""What holds for every template: no inline code, icons that exist, moods that are complete."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from emotion.moods import MOODS

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "static"
ICONS = TEMPLATES / "components/icons"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "admin" not in path.parts)


def named(path: Path) -> str:
    """Return a template's name, for the test's own."""
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_nothing_is_inline(path: Path) -> None:
    """The Content Security Policy would block it."""
    text = path.read_text()
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son\w+=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_included_icons_exist(path: Path) -> None:
    """A missing icon would be a missing template, and a page that fails."""
    for name in re.findall(r'components/icons/([\w-]+\.svg)"', path.read_text()):
        assert (ICONS / name).is_file(), name


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_hidden_from_screen_readers(path: Path) -> None:
    """Words name things; icons only show them."""
    text = path.read_text()
    assert text.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"')


def test_moods_have_six_different_icons() -> None:
    """Colour alone never tells moods apart."""
    drawn = {(ICONS / f"mood-{mood}.svg").read_text() for mood in MOODS}
    assert len(drawn) == len(MOODS)


@pytest.mark.parametrize("mood", MOODS)
def test_each_mood_has_a_cover_and_a_hue(mood: str) -> None:
    """Songs without a cover show their mood's, and lists take its light."""
    assert (STATIC / f"img/cover-{mood}.svg").is_file()
    tokens = (STATIC / "css/tokens.css").read_text()
    assert f".mood-{mood} {{" in tokens
    assert f"--share-{mood}: " in tokens


@pytest.mark.parametrize("mood", MOODS)
def test_chip_says_the_mood_in_a_word(mood: str) -> None:
    """Icon and word together."""
    html = render_to_string("components/mood_chip.html", {"mood": mood})
    assert f"mood-{mood}" in html
    assert "<svg" in html
    assert mood.capitalize() in html


def test_chip_speaks_korean(korean: None) -> None:
    """The word follows the language."""
    html = render_to_string("components/mood_chip.html", {"mood": "joy"})
    assert "Joy" not in html


def test_bars_show_every_share() -> None:
    """Each bar has its value and its figure."""
    shares = {mood: 10 * place for place, mood in enumerate(MOODS)}
    html = render_to_string("components/mood_bars.html", {"shares": shares})
    for mood, percent in shares.items():
        assert f'data-mood="{mood}"' in html
        assert f'value="{percent}"' in html


def test_scripts_import_files_that_exist() -> None:
    """There is no build step that would notice."""
    for path in (STATIC / "js").glob("*.js"):
        for name in re.findall(r'(?:from|import\(|import) ?"\./([\w-]+\.js)"', path.read_text()):
            assert (STATIC / "js" / name).is_file(), f"{path.name} imports {name}"
