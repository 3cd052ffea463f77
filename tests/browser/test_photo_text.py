"""The door of a photo with words: face and words together, from an empty form to music."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import expect_music, expect_now_playing, titles
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep
from tests.browser.test_sentence import WORDS, heard


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


def send(page: Page, photo: Path | None, text: str = "") -> None:
    """Fill in the form and send it."""
    if photo:
        page.set_input_files("#id_photo", str(photo))
    page.fill("#id_text", text)
    page.locator("#main form [type=submit]").click()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_face_and_words_bring_music(
    browser,
    visit,
    photo: Path,
    size: str,
    language: str,
) -> None:
    visitor = visit(browser, viewport=SIZES[size], locale=LANGUAGES[language], bypass_csp=True)
    page = visitor.open("/photo/")
    send(page, photo, WORDS[language])
    heard(page, WORDS[language])
    expect_music(page)
    assert len(titles(page)) == 5
    expect_now_playing(page, titles(page)[0])
    expect(page.locator(".parts-table tbody tr")).to_have_count(6)
    expect(page.locator(".pair")).to_have_count(5)
    keep(page, f"photo-text-{size}-{language}")
    expect_whole(page)
    assert visitor.complaints == []


def test_words_alone_bring_music(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/photo/")
    send(page, None, WORDS["en"])
    heard(page, WORDS["en"])
    expect(page.locator(".parts-table")).to_have_count(0)
    expect_music(page)
    assert visitor.complaints == []


def test_neither_is_asked_for(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, bypass_csp=True).open("/photo/")
    send(page, None)
    expect(page.locator("#id_photo_error")).to_be_visible()
    expect(page.locator("#id_photo")).to_be_focused()
    expect_whole(page)


def test_a_photo_that_is_none_leaves_the_words(browser, visit, tmp_path: Path) -> None:
    path = tmp_path / "thesis.jpg"
    path.write_bytes(b"%PDF-1.7 and so on")
    page = visit(browser, viewport=DESKTOP).open("/photo/")
    send(page, path, WORDS["en"])
    expect(page.locator("#id_photo_error")).to_contain_text("cannot read that as a photo")
    expect(page.locator("#id_text")).to_have_value(WORDS["en"])


def test_a_photo_that_is_too_large_is_not_even_sent(browser, visit, tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(11 * 1024 * 1024))
    page = visit(browser, viewport=DESKTOP).open("/photo/")
    send(page, path, WORDS["en"])
    expect(page.locator("#id_photo:invalid")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(WORDS["en"])


def test_without_javascript(browser, visit, photo: Path) -> None:
    page = visit(browser, viewport=DESKTOP, java_script_enabled=False).open("/photo/")
    send(page, photo, WORDS["en"])
    heard(page, WORDS["en"])
    expect(page.locator("#songs audio[controls]")).to_have_count(5)
