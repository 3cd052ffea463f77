"""The door of tiles: no camera, and even no JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import (
    arrived,
    expect_music,
    expect_now_playing,
    expect_same_song,
    hold_song,
    now_playing,
    tap_mood,
    titles,
)


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium without a camera and, like real ones, without leave to play by itself."""
    return launch(autoplay=False)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_touch_brings_music(browser, visit, size) -> None:
    visitor = visit(browser, viewport=size)
    page = visitor.open("/tiles/")
    tap_mood(page, "peace")
    expect_music(page)
    expect_now_playing(page, titles(page)[0])
    assert visitor.complaints == []


def test_the_music_goes_on_while_pages_change(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/tiles/")
    tap_mood(page, "joy")
    expect_music(page)
    playing = now_playing(page)
    hold_song(page)
    page.evaluate("window.sameDocument = true")
    for link in ("/lists/", "/tiles/", "/"):
        page.locator(f'#site-header a[href="{link}"]').first.click()
        page.wait_for_url(visitor.address + link)
        arrived(page)
        expect_music(page)
    assert page.evaluate("window.sameDocument") is True
    expect_same_song(page, playing)


def test_next_previous_and_keys(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/tiles/")
    tap_mood(page, "neutral")
    expect_music(page)
    order = titles(page)
    page.locator('#player [data-do="next"]').first.click()
    expect_now_playing(page, order[1])
    page.keyboard.press("Shift+N")
    expect_now_playing(page, order[2])
    page.locator("#main").focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => document.getElementById('audio').paused")
    # Later than three seconds into a song "previous" leads to its beginning.
    page.evaluate("document.getElementById('audio').currentTime = 0")
    page.keyboard.press("Shift+P")
    expect_now_playing(page, order[1])
    expect_music(page)


def test_seeking_asks_for_a_range(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/tiles/")
    tap_mood(page, "sadness")
    expect_music(page)
    page.evaluate("document.getElementById('audio').currentTime = 25")
    page.wait_for_function("() => document.getElementById('audio').currentTime > 25.5")


def test_a_disliked_song_goes_and_does_not_come_back(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/tiles/")
    tap_mood(page, "joy")
    expect_music(page)
    gone = now_playing(page)
    with page.expect_response("**/rate/"):
        page.locator('#songs .song [data-rate="dislike"]').first.click()
    expect(page.locator("#player-title")).not_to_have_text(gone)
    page.goto(page.url.split("/lists/")[0] + "/tiles/")
    tap_mood(page, "joy")
    assert gone not in titles(page)


def test_a_denied_camera_leads_to_the_tiles(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, permissions=[]).open("/face/")
    page.locator('input[name="consent"]').check()
    page.locator("[data-start]").click()
    trouble = page.locator("[data-trouble]")
    expect(trouble).to_be_visible()
    trouble.locator('a[href="/tiles/"]').click()
    tap_mood(page, "joy")
    expect_music(page)


def test_tiles_without_javascript(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP, java_script_enabled=False).open("/")
    page.locator('#main a[href="/tiles/"]').first.click()
    page.locator('#main button[value="peace"]').click()
    expect(page.locator("#songs .song")).not_to_have_count(0)
    expect(page.locator("#songs audio[controls]").first).to_be_visible()
    page.locator('#fit form[action$="/questions/"] button').click()
    page.locator("#questions label").first.click()
    page.locator("#questions button.button--primary").click()
    expect(page.locator("#songs .song")).not_to_have_count(0)


def test_korean(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, locale="ko-KR").open("/tiles/")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    tap_mood(page, "joy")
    assert any("가" <= letter <= "힣" for letter in "".join(titles(page)))
