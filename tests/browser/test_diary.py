"""The diary: from an empty form to music, by touch, by keyboard, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import (
    arrived,
    expect_music,
    expect_now_playing,
    expect_same_song,
    hold_song,
    now_playing,
    sign_up,
    titles,
)

SIZES = {"desktop": DESKTOP, "phone": PHONE}
WORDS = {
    "en": "I am so sad today. My grandmother died and I cried all evening.",
    "ko": "오늘은 너무 슬프다. 할머니가 돌아가셔서 하루 종일 울었다.",
}
LOCALES = {"en": "en-US", "ko": "ko-KR"}
PAGE = re.compile(r"/diary/[0-9a-f-]{36}/")


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


def write(page: Page, text: str) -> None:
    """Write a page and wait until it is read."""
    page.locator("#id_page").fill(text)
    page.locator("form[data-writing] button.button--primary").click()
    expect(page.locator(".paper__text")).to_be_visible()
    arrived(page)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("size", SIZES)
def test_words_bring_music(browser, visit, size: str, language: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], locale=LOCALES[language])
    page = visitor.open("/")
    page.locator('#main a[href="/diary/"]').click()
    write(page, WORDS[language])
    expect_music(page)
    assert len(titles(page)) == 3
    expect_now_playing(page, titles(page)[0])
    assert PAGE.search(page.url)
    expect(page.locator(".said.mood-sadness").first).to_be_visible()
    expect(page.locator(".reading .mood-bar")).to_have_count(6)
    assert visitor.complaints == []


def test_a_correction_changes_the_music(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/diary/")
    write(page, WORDS["en"])
    expect_music(page)
    before = titles(page)
    page.locator('.reading button[value="joy"]').click()
    expect(page.locator("#reading-heading")).to_contain_text("Joy")
    arrived(page)
    assert not set(before) & set(titles(page))
    expect_now_playing(page, titles(page)[0])
    expect_music(page)
    assert visitor.complaints == []


def test_more_makes_a_whole_list_and_the_song_goes_on(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/diary/")
    write(page, WORDS["en"])
    expect_music(page)
    playing = now_playing(page)
    hold_song(page)
    page.locator('#main form[action$="/more/"] button.button--large').click()
    page.wait_for_url("**/lists/**")
    arrived(page)
    assert len(titles(page)) > 3
    expect_same_song(page, playing)


def test_looking_again_does_not_start_the_music_anew(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/diary/")
    write(page, WORDS["en"])
    expect_music(page)
    page.locator("#player [data-do='toggle'], #player [data-do='play']").first.click()
    page.locator('#main a[href$="/edit/"]').click()
    expect(page.locator("#id_page")).to_be_visible()
    arrived(page)
    page.locator("#main a.button--quiet").click()
    expect(page.locator(".paper__text")).to_be_visible()
    arrived(page)
    assert page.evaluate("document.getElementById('audio').paused")


def test_a_text_that_is_too_long_is_counted_and_never_lost(browser, visit) -> None:
    page = visit(browser, viewport=PHONE).open("/diary/")
    page.locator("#id_page").fill("😭" * 5001)
    expect(page.locator("[data-count]")).to_have_text("5,001 / 5,000")
    page.locator("form[data-writing] button.button--primary").click()
    assert page.evaluate("document.getElementById('id_page').validationMessage")
    assert page.url.endswith("/diary/")
    page.locator("#id_page").fill("😭" * 5000)
    page.locator("form[data-writing] button.button--primary").click()
    expect(page.locator(".paper__text")).to_contain_text("😭" * 5000)


def test_an_error_keeps_the_text_and_takes_the_focus(browser, visit) -> None:
    """The page's script lets no such text through, so take it away, as an old page would be."""
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/diary/")
    page.evaluate("document.getElementById('id_page').removeAttribute('data-longest')")
    page.locator("#id_page").fill("a long day. " * 500)
    page.locator("form[data-writing] button.button--primary").click()
    expect(page.locator("#id_page_error")).to_contain_text("5,000 is the most")
    expect(page.locator("#id_page")).to_be_focused()
    expect(page.locator("#id_page")).to_have_value("a long day. " * 500)


def test_what_was_written_outlives_a_change_of_language(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/diary/")
    page.locator("#id_page").fill(WORDS["en"])
    page.locator("#language-switch button").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("#id_page")).to_have_value(WORDS["en"])


def test_what_was_written_outlives_a_failure_and_no_longer(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/diary/")
    page.route("**/diary/", lambda route: route.fulfill(status=500, body="<h1>Oh</h1>"), times=1)
    page.locator("#id_page").fill(WORDS["en"])
    with page.expect_response("**/diary/"):
        page.locator("form[data-writing] button.button--primary").click()
    arrived(page)
    page = visitor.open("/diary/")
    expect(page.locator("#id_page")).to_have_value(WORDS["en"])
    page.locator("form[data-writing] button.button--primary").click()
    expect(page.locator(".paper__text")).to_be_visible()
    arrived(page)
    page = visitor.open("/diary/")
    expect(page.locator("#id_page")).to_have_value("")


def test_a_draft_leaves_with_the_account(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    sign_up(visitor.page, visitor.address, "drafter")
    page = visitor.open("/diary/")
    page.locator("#id_page").fill(WORDS["en"])
    page.locator("#site-header .menu summary").click()
    page.locator('#site-header form[action$="/sign-out/"] button').click()
    expect(page.locator('#site-header a[href$="/sign-in/"]')).to_be_visible()
    arrived(page)
    page = visitor.open("/diary/")
    expect(page.locator("#id_page")).to_have_value("")


def test_by_keyboard_alone(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/diary/")
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#id_page")).to_be_focused()
    page.keyboard.type(WORDS["en"])
    for _ in range(3):  # past "Speak" and "About another day"
        page.keyboard.press("Tab")
    expect(page.locator("form[data-writing] button.button--primary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".paper__text")).to_be_visible()
    expect_music(page)


def test_today_is_the_browsers_today(browser, visit) -> None:
    """West of the server by eleven hours or east of it by fourteen it may be another day."""
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        page = visit(browser, viewport=DESKTOP, timezone_id=zone).open("/diary/")
        write(page, WORDS["en"])
        page.goto(page.url.split("/diary/")[0] + "/diary/calendar/")
        today = page.evaluate("new Date().getDate()")
        expect(page.locator("td[aria-current='date']")).to_contain_text(str(today))
        expect(page.locator("td[aria-current='date'] a.mood-sadness")).to_be_visible()


def test_search_change_and_delete(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/diary/")
    write(page, WORDS["en"])
    page.locator('#site-header a[href="/diary/"]').click()
    page.wait_for_url("**/diary/")
    arrived(page)
    page.locator("#id_query").fill("GRANDMOTHER")
    page.locator(".leaf-search button").click()
    expect(page.locator(".leaf__text mark")).to_have_text("grandmother")
    assert "grandmother" not in page.url.lower()
    arrived(page)
    page.locator(".leaf__day").click()
    expect(page.locator(".paper__text")).to_be_visible()
    arrived(page)
    page.locator('#main a[href$="/edit/"]').click()
    expect(page.locator("#id_page")).to_be_visible()
    arrived(page)
    write(page, "I got the job! I am so happy, we laughed and danced all night.")
    expect(page.locator(".reading h2")).to_contain_text("happy")
    page.locator('#main a[href$="/delete/"]').click()
    page.wait_for_url("**/delete/")
    arrived(page)
    page.locator("#main form button.button--danger").click()
    expect(page.locator("#main .empty")).to_be_visible()
    assert visitor.complaints == []


def test_a_guests_pages_follow_into_the_account(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    write(visitor.open("/diary/"), WORDS["en"])
    sign_up(visitor.page, visitor.address, "diarist")
    page = visitor.open("/diary/")
    expect(page.locator(".leaf")).to_have_count(1)
    expect(page.locator(".leaf__text")).to_contain_text("grandmother")


def test_the_diary_without_javascript(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, java_script_enabled=False).open("/diary/")
    write(page, WORDS["en"])
    expect(page.locator("#songs .song")).to_have_count(3)
    expect(page.locator("#songs audio[controls]").first).to_be_visible()
    page.locator('.reading button[value="peace"]').click()
    expect(page.locator("#reading-heading")).to_contain_text("Peace")
    page.locator('#site-header a[href="/diary/"]').click()
    page.locator("#id_query").fill("grandmother")
    page.locator(".leaf-search button").click()
    expect(page.locator(".leaf")).to_have_count(1)
    page.goto(page.url.split("/diary/")[0] + "/diary/stats/")
    expect(page.locator(".chart")).to_have_count(3)
