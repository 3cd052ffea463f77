"""The door of a sentence: typed or spoken, from an empty line to music."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import (
    arrived,
    expect_music,
    expect_now_playing,
    expect_same_song,
    expect_titles,
    hold_song,
    now_playing,
    titles,
)
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep

WORDS = {
    "en": "I am so sad, I cried all evening.",
    "ko": "너무 슬퍼서 하루 종일 울었다.",
}
PLAIN = "a"


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


def say(page: Page, text: str) -> None:
    """Write into the line and send it."""
    page.fill("#id_text", text)
    page.locator("#main .line-form [type=submit]").click()


def heard(page: Page, text: str) -> None:
    """Wait for the page that says what was heard in these words."""
    expect(page.locator(".heard__words")).to_have_text(text)
    arrived(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_sentence_brings_music(browser, visit, size: str, language: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], locale=LANGUAGES[language], bypass_csp=True)
    page = visitor.open("/sentence/")
    expect_whole(page)
    say(page, WORDS[language])
    heard(page, WORDS[language])
    expect_music(page)
    assert len(titles(page)) == 5
    expect_now_playing(page, titles(page)[0])
    assert page.locator("#main h1").inner_text().endswith("?")
    expect(page.locator(".pair")).to_have_count(5)
    page.wait_for_url("**/lists/*/")
    keep(page, f"sentence-heard-{size}-{language}")
    expect_whole(page)
    assert visitor.complaints == []


def test_the_line_on_the_home_page_leads_to_the_same(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/")
    page.evaluate("window.sameDocument = true")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    expect_music(page)
    assert page.evaluate("window.sameDocument") is True
    assert visitor.complaints == []


def test_another_mood_makes_another_list_with_the_same_words(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    before = titles(page)
    page.locator('#main button[value="joy"]').click()
    expect(page.locator("#main h1")).to_have_text("You call it: Joy")
    heard(page, WORDS["en"])
    assert titles(page) != before
    expect_music(page)


@pytest.mark.parametrize("size", SIZES)
def test_where_it_is_unsure_a_tile_starts_the_music(browser, visit, size: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], bypass_csp=True)
    page = visitor.open("/sentence/")
    say(page, PLAIN)
    heard(page, PLAIN)
    keep(page, f"sentence-unsure-{size}")
    expect_whole(page)
    expect(page.locator("#songs")).to_have_count(0)
    page.locator('#main .tile[value="peace"]').click()
    expect(page.locator("#songs .song")).to_have_count(5)
    expect_music(page)
    assert visitor.complaints == []


def test_the_list_is_there_again_after_a_reload_without_the_words(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    songs = titles(page)
    page.wait_for_url("**/lists/*/")
    page.reload()
    expect_titles(page, songs)
    assert WORDS["en"] not in page.locator("#main").inner_text()


def test_more_is_a_whole_list_and_the_song_goes_on(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    expect_music(page)
    playing = now_playing(page)
    hold_song(page)
    page.locator('#main form[action$="/whole/"] button').click()
    expect(page.locator("#songs .song").nth(7)).to_be_visible()
    arrived(page)
    expect_same_song(page, playing)


def test_too_much_is_told_before_it_is_sent_and_after(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, bypass_csp=True).open("/sentence/")
    say(page, "x" * 501)
    expect(page.locator("#id_text:invalid")).to_be_visible()
    page.evaluate("document.querySelector('.line-form').noValidate = true")
    page.locator("#main .line-form [type=submit]").click()
    expect(page.locator("#id_text_error")).to_contain_text("501")
    expect(page.locator("#id_text")).to_have_value("x" * 501)
    expect(page.locator("#id_text")).to_be_focused()
    expect_whole(page)


def test_a_sentence_of_500_characters_has_room(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, bypass_csp=True).open("/sentence/")
    text = f"{WORDS['en']} ".ljust(500, "o")
    say(page, text)
    heard(page, text)
    keep(page, "sentence-long")
    expect_whole(page)


def test_without_javascript(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP, java_script_enabled=False).open("/")
    expect(page.locator("[data-mic]")).to_be_hidden()
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    expect(page.locator("#songs audio[controls]")).to_have_count(5)
    page.locator('#main button[value="peace"]').click()
    expect(page.locator("#main h1")).to_have_text("You call it: Peace")


def test_by_keyboard_alone(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    page.focus("#id_text")
    page.keyboard.type(WORDS["en"])
    page.keyboard.press("Enter")
    heard(page, WORDS["en"])
    expect_music(page)
