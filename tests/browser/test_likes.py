"""The page of likes: from a heart on a list to music, and back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import (
    arrived,
    expect_music,
    expect_now_playing,
    expect_titles,
    tap_mood,
    titles,
)
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


def like(page: Page, count: int = 2) -> list[str]:
    """Like the first songs of the list on the page; return their titles, the last one first."""
    liked = titles(page)[:count]
    for place in range(count):
        heart = page.locator("#songs .song").nth(place).locator('[data-rate="like"]')
        with page.expect_response("**/rate/"):
            heart.click()
        expect(heart).to_have_attribute("aria-pressed", "true")
    return liked[::-1]


def open_likes(page: Page) -> None:
    """Go to the likes by the link in the header."""
    page.locator('#site-header a[href="/likes/"]').click()
    page.wait_for_url("**/likes/")
    arrived(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_from_a_heart_to_music_and_back(browser, visit, size: str, language: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], locale=LANGUAGES[language], bypass_csp=True)
    page = visitor.open("/likes/")
    keep(page, f"likes-empty-{size}-{language}")
    expect_whole(page)
    page.locator('#main a[href="/tiles/"]').click()
    tap_mood(page, "peace")
    liked = like(page)
    open_likes(page)
    expect_titles(page, liked)
    page.locator("#songs .song__play").first.click()
    expect(page.locator("#player-title")).to_have_text(liked[0])
    expect_music(page)
    expect(page.locator("#queue-list-link")).to_have_attribute("href", "/likes/")
    page.locator('#player [data-do="next"]').first.click()
    expect(page.locator("#player-title")).to_have_text(liked[1])
    row = page.locator("#songs .song").first
    with page.expect_response("**/rate/"):
        row.locator('.icon-button[data-rate="like"]').click()
    keep(page, f"likes-undo-{size}-{language}")
    expect_whole(page)
    with page.expect_response("**/rate/"):
        row.locator(".song__undo").click()
    expect(row.locator(".song__undo")).to_be_hidden()
    page.reload()
    expect_titles(page, liked)
    assert visitor.complaints == []


def test_unliked_songs_are_gone_when_the_page_is_left(browser, visit) -> None:
    page = visit(browser, viewport=PHONE).open("/tiles/")
    tap_mood(page, "joy")
    liked = like(page)
    open_likes(page)
    with page.expect_response("**/rate/"):
        page.locator('#songs .icon-button[data-rate="like"]').first.click()
    page.locator('#site-header a[href="/lists/"]').first.click()
    page.wait_for_url("**/lists/")
    arrived(page)
    open_likes(page)
    expect_titles(page, liked[1:])


def test_by_keyboard(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/tiles/")
    tap_mood(page, "joy")
    like(page, 1)
    open_likes(page)
    heart = page.locator('#songs .icon-button[data-rate="like"]')
    heart.focus()
    page.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".song__undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_be_focused()


def test_a_list_from_the_likes_plays(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/tiles/")
    tap_mood(page, "sadness")
    like(page, 3)
    open_likes(page)
    page.locator('#main form[action="/likes/list/"] button').click()
    page.wait_for_url("**/lists/*/**")
    arrived(page)
    expect_now_playing(page, titles(page)[0])
    expect_music(page)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_put_aside_is_taken_back(browser, visit, size: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], bypass_csp=True)
    page = visitor.open("/tiles/")
    tap_mood(page, "joy")
    aside, less = titles(page)[:2]
    with page.expect_response("**/rate/"):
        page.locator('#songs [data-rate="dislike"]').first.click()
    page.locator("#songs .song").nth(1).locator(".why summary").click()
    page.locator("#songs .song").nth(1).locator('form[action$="/less/"] button').click()
    page.wait_for_url("**/lists/*/?keep=1")
    arrived(page)
    open_likes(page)
    page.locator('#main a[href="/likes/aside/"]').click()
    page.wait_for_url("**/likes/aside/")
    arrived(page)
    expect_titles(page, [less, aside])
    keep(page, f"likes-aside-{size}")
    expect_whole(page)
    page.locator("#songs .song form button").first.click()
    page.locator(".notice form button").wait_for()
    arrived(page)
    keep(page, f"likes-aside-undo-{size}")
    expect_whole(page)
    expect_titles(page, [aside])
    page.locator(".notice form button").click()
    expect(page.locator("#songs .song")).to_have_count(2)


def test_without_javascript(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, java_script_enabled=False).open("/tiles/")
    page.locator('#main button[value="peace"]').click()
    heart = page.locator('#songs [data-rate="like"]').first
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    title = titles(page)[0]
    page.goto(page.url.split("/lists/")[0] + "/likes/")
    expect_titles(page, [title])
    expect(page.locator("#songs audio[controls]")).to_be_visible()
    page.locator('#songs .icon-button[data-rate="like"]').click()
    expect_titles(page, [])
    keep(page, "likes-no-script")
    page.locator(".notice form button").click()
    expect_titles(page, [title])
