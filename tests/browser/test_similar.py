"""A song's page, stations, paths and mixes, as people use them."""

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
    tap_mood,
    titles,
)
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep

SONGS = 60


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


def open_song(page: Page, mood: str = "joy") -> None:
    """Go from a fresh list to the page of its first song."""
    tap_mood(page, mood)
    page.locator("#songs .song__title").first.click()
    expect(page.locator(".song-head h1")).to_be_focused()
    arrived(page)


def press_until(page: Page, key: str, focused: str, most: int = 60) -> None:
    """Press a key until what the selector names has the focus."""
    for _ in range(most):
        if page.evaluate("sel => document.activeElement.matches(sel)", focused):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{focused} cannot be reached with {key}")


def start_station(page: Page) -> None:
    """Press "station" on a song's page, and wait until its first songs play."""
    page.locator('form[action$="/station/"] button').click()
    expect(page.locator("#list[data-station] #songs .song")).to_have_count(10)
    arrived(page)
    expect_now_playing(page, titles(page)[0])
    expect_music(page)


def queue(page: Page) -> list[str]:
    """Return the titles in the player's queue."""
    return page.locator("#queue-list .queue__names > span:first-child").all_text_contents()


def jump(page: Page, place: int) -> None:
    """Play the song at a place of the queue (from 0) by its drawer."""
    song = page.locator(f'#queue-list button[data-index="{place}"]')
    if not song.is_visible():
        page.locator('#player [data-do="queue"]:visible').click()
    song.click()
    expect(song).to_have_attribute("aria-current", "true")
    expect_now_playing(page, queue(page)[place])


def write(page: Page, field: str, text: str) -> None:
    """Reach a field by the keyboard, write, send it, and wait for what is found."""
    press_until(page, "Tab", field)
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**={text}*")
    expect(page.locator(".picks[aria-label]")).to_be_visible()
    arrived(page)


def test_the_control_moves_the_order_and_keeps_the_music(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/tiles/")
    open_song(page)
    name = page.locator(".song-head h1").inner_text()
    page.locator("#play-list").click()
    expect_now_playing(page, name)
    expect_music(page)
    hold_song(page)
    page.locator("#lean").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/?lean=40")
    expect(page.locator("#lean-words")).to_have_text("Rather the same genre")
    expect(page.locator("#lean")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/?lean=30")
    expect(page.locator("#songs .song")).to_have_count(10)
    arrived(page)
    expect_same_song(page, name)
    assert visitor.complaints == []


def test_the_players_title_leads_to_its_song(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/tiles/")
    tap_mood(page, "peace")
    expect_music(page)
    playing = now_playing(page)
    hold_song(page)
    page.locator("#player-title").click()
    expect(page.locator(".song-head h1")).to_have_text(playing)
    expect(page.locator(".song-head")).to_have_attribute("aria-current", "true")
    arrived(page)
    page.locator('#player [data-do="queue"]:visible').click()
    page.locator("#queue-list-link").click()
    expect(page.locator("#songs .song")).to_have_count(12)
    assert visitor.complaints == []


def test_a_like_on_a_songs_page_shows_in_the_bar(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/tiles/")
    open_song(page)
    expect_music(page)
    page.locator('.song-head [data-rate="like"]').click()
    bar = page.locator('#player [data-do="like"]:visible')
    expect(bar).to_have_attribute("aria-pressed", "true")


def test_a_station_goes_on_to_the_last_song(browser, visit) -> None:
    """Past the end of its first ten, from another page, too, and ends kindly."""
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/tiles/")
    open_song(page)
    start_station(page)
    following = page.locator('#player [data-do="next"]').first
    for number in range(10, SONGS, 10):
        # Not song by song: so many in a minute are more than a person hears, and refused.
        jump(page, number - 3)
        if number == 20:
            page.locator('a[href="/lists/"]').first.click()
            expect(page.locator("#saved-heading")).to_be_visible()
            arrived(page)
        # The next ten are asked for two songs before the last; a person listens meanwhile.
        expect(page.locator("#queue-list > li")).to_have_count(number + 10)
        for place in range(number - 2, number + 1):
            following.click()
            expect_now_playing(page, queue(page)[place])
    assert len(set(queue(page))) == SONGS
    jump(page, SONGS - 1)
    following.click()
    expect(page.locator("#toasts")).to_contain_text("That was every song that we have for you.")
    assert visitor.complaints == []


def test_a_stations_page_grows_while_it_plays(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/tiles/")
    open_song(page, "anger")
    start_station(page)
    page.locator("#songs .song__play").nth(8).click()
    expect(page.locator("#songs .song")).to_have_count(20)
    assert len(set(titles(page))) == 20
    page.locator("#songs .song__play").nth(15).click()
    expect_now_playing(page, titles(page)[15])
    # The rows that came are as good as the first: their forms work.
    page.locator("#songs .song").nth(16).locator('[data-rate="like"]').click()
    expect(page.locator("#songs .song").nth(16).locator('[data-rate="like"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator("#station-end button").click()
    expect(page.locator("#songs .song")).to_have_count(30)
    expect_music(page)
    assert visitor.complaints == []


def test_a_path_by_keyboard_alone(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/path/")
    write(page, "#path-from", "storm")
    expect(page.locator(".pick__link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pick--chosen")).to_have_count(1)
    arrived(page)
    write(page, "#path-to", "moon")
    expect(page.locator(".pick__link").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".path-make button")).to_be_focused()
    arrived(page)
    chosen = page.locator(".pick--chosen .song__title").all_inner_texts()
    page.keyboard.press("Enter")
    expect(page.locator("#songs .song")).to_have_count(8)
    arrived(page)
    assert [titles(page)[0], titles(page)[-1]] == chosen
    expect_music(page)
    assert visitor.complaints == []


def test_a_mix_by_keyboard_alone(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/blend/")
    for words, side in (("moon", "more"), ("storm", "less")):
        write(page, "#blend-q", words)
        press_until(page, "Tab", f'.picks .put button[value="{side}"]')
        page.keyboard.press("Enter")
        expect(page.locator(f".side--{side} .pick")).to_have_count(1)
        arrived(page)
    expect(page.locator("#songs .song")).to_have_count(10)
    press_until(page, "Tab", "#play-list")
    page.keyboard.press("Enter")
    expect_music(page)
    press_until(page, "Tab", 'form[action$="/blend/list/"] button')
    page.keyboard.press("Enter")
    expect(page.locator(".list-head h1")).to_contain_text("More like")
    assert visitor.complaints == []


def test_all_of_it_without_scripts(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE, java_script_enabled=False)
    page = visitor.open("/path/")
    page.locator("#path-from").fill("storm")
    page.locator(".leaf-search button").first.click()
    page.locator(".pick__link").first.click()
    page.locator(".pick--chosen .song__title").click()
    page.locator("noscript button").first.click()
    page.wait_for_url("**?lean=50")
    page.locator(".song-head summary").click()
    page.locator('.song-head .put button[value="more"]').click()
    expect(page.locator("#songs .song")).to_have_count(10)
    page.go_back()
    page.locator('form[action$="/station/"] button').click()
    page.locator("#station-end button").click()
    expect(page.locator("#songs .song")).to_have_count(20)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_whole(browser, visit, size: str, language: str, scheme: str) -> None:
    visitor = visit(
        browser,
        viewport=SIZES[size],
        locale=LANGUAGES[language],
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    name = f"{size}-{language}-{scheme}"
    page = visitor.open("/tiles/")
    open_song(page)
    page.locator(".song-head summary").click()
    keep(page, f"song-{name}")
    expect_whole(page)
    page.locator('.song-head .put button[value="more"]').click()
    page.locator(".side--more .pick").wait_for()
    page = visitor.open("/blend/?song_q=moon")
    page.locator(".picks .put").first.wait_for()
    keep(page, f"blend-{name}")
    expect_whole(page)
    page = visitor.open("/path/?from_q=moon&to_q=nothing-at-all")
    keep(page, f"path-{name}")
    expect_whole(page)
    assert visitor.complaints == []
