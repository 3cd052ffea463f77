"""The map of songs: picked by keyboard and mouse, drawn around, and as a table."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.steps import arrived, expect_music, go_back, hold_song, titles
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep

SONGS = 60


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


def open_map(visit, browser, **options: object):
    """Open the map and wait until its songs are there."""
    visitor = visit(browser, **{"viewport": SIZES["desktop"], **options})
    page = visitor.open("/map/")
    page.locator("#map.is-ready").wait_for()
    expect(page.locator("#map-legend button").first).to_be_visible()
    return visitor, page


def picked(page: Page) -> str:
    """Return the title on the card, once it is the one that was said."""
    card = page.locator("#map-card")
    expect(card).to_be_visible()
    title = card.locator("[data-part=title]").inner_text()
    expect(page.locator("#map-says")).to_contain_text(title)
    return title


PAINTED = """
() => {
  const canvas = document.getElementById("map-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let n = 0;
  for (let p = 3; p < data.length; p += 4) n += data[p] > 0;
  return n;
}
"""


def painted(page: Page) -> int:
    """Return how many pixels of the canvas are not empty."""
    return page.evaluate(PAINTED)


def expect_zoomed(page: Page) -> None:
    """Fail unless there is a way back to the whole map."""
    expect(page.locator("[data-map=out]")).to_have_attribute("aria-disabled", "false")


def expect_whole_map(page: Page) -> None:
    """Fail unless the whole map is seen."""
    expect(page.locator("[data-map=out]")).to_have_attribute("aria-disabled", "true")


def test_by_keyboard_from_a_song_to_music_to_a_list(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    assert painted(page) > 1000
    page.locator("#map-canvas").focus()
    page.keyboard.press("ArrowRight")
    first = picked(page)
    seen = {first}
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowDown"):
        before = page.locator("#map-says").inner_text()
        page.keyboard.press(key)
        expect(page.locator("#map-says")).not_to_have_text(before)
        seen.add(page.locator("#map-card [data-part=title]").inner_text())
    assert len(seen) >= 3
    page.keyboard.press("Enter")
    title = page.locator("#map-card [data-part=title]").inner_text()
    expect(page.locator("#player-title")).to_have_text(title)
    expect_music(page)
    expect(page.locator('#map-card [data-part="playing"]')).to_be_visible()
    page.keyboard.press("r")
    small = page.locator("#map-region input[name=songs]").input_value().split(",")
    page.keyboard.press("r")
    page.keyboard.press("r")
    large = page.locator("#map-region input[name=songs]").input_value().split(",")
    assert set(small) < set(large)
    page.keyboard.press("Shift+R")
    page.keyboard.press("Escape")
    expect(page.locator("#map-region")).to_be_hidden()
    page.keyboard.press("r")
    page.keyboard.press("r")
    region = page.locator("#map-region input[name=songs]").input_value().split(",")
    page.locator("#map-region [data-part=make]").press("Enter")
    page.wait_for_url("**/lists/**")
    arrived(page)
    assert len(titles(page)) == len(region)
    expect_music(page)
    assert visitor.complaints == []


def test_keys_look_around(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    page.locator("#map-canvas").focus()
    expect_whole_map(page)
    for _ in range(6):
        page.keyboard.press("+")
    expect_zoomed(page)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("-")
    expect_zoomed(page)
    page.keyboard.press("0")
    expect_whole_map(page)
    assert visitor.complaints == []


def place_of_a_song(page: Page) -> tuple[float, float]:
    """Return a place on the page that is well inside the mark of a song, left of the buttons."""
    left, top = page.locator("#map-canvas").evaluate(
        """canvas => {
          const { width, height } = canvas;
          const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
          const full = (x, y) => data[4 * (y * width + x) + 3] > 250;
          for (let y = 40; y < height - 40; y += 1) {
            for (let x = 40; x < width - 150; x += 1) {
              if ([0, 4, -4].every(d => full(x + d, y) && full(x, y + d))) {
                const box = canvas.getBoundingClientRect();
                return [box.x + x * box.width / width, box.y + y * box.height / height];
              }
            }
          }
        }"""
    )
    return left, top


def test_by_mouse_a_song_plays_and_its_page_opens(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    x, y = place_of_a_song(page)
    page.mouse.move(x, y)
    tip = page.locator("#map-tip")
    expect(tip).to_be_visible()
    page.mouse.click(x, y)
    title = picked(page)
    page.locator("#map-card [data-map=play]").click()
    expect(page.locator("#player-title")).to_have_text(title)
    expect_music(page)
    page.locator('#player [data-do="next"]').first.click()
    expect(page.locator("#player-title")).not_to_have_text(title)
    expect(page.locator('#map-card [data-part="playing"]')).to_be_hidden()
    page.locator('#map-card [data-part="page"]').click()
    expect(page.locator("h1")).to_have_text(title)
    arrived(page)
    go_back(page)
    page.locator("#map.is-ready").wait_for()
    expect_music(page)
    assert visitor.complaints == []


def expect_button(page: Page, word: str, state: str) -> None:
    """Fail unless the card's button says a word, also to the ear, and shows its icon alone."""
    button = page.locator("#map-card [data-map=play]")
    title = page.locator("#map-card [data-part=title]").inner_text()
    expect(button.locator("[data-word]")).to_have_text(word)
    expect(button).to_have_accessible_name(f"{word} {title}")
    expect(button).to_have_attribute("data-state", state)
    expect(button.locator(".icon-pause")).to_be_visible(visible=state == "playing")
    expect(button.locator(".icon-play")).to_be_visible(visible=state == "paused")


PAST_A_SECOND = "() => document.querySelector('audio').currentTime > 1"
STILL = "() => document.querySelector('audio').paused"


@pytest.mark.parametrize("size", SIZES)
def test_the_card_pauses_the_song_that_plays(browser, visit, size: str) -> None:
    visitor, page = open_map(visit, browser, viewport=SIZES[size])
    page.locator("#map-canvas").focus()
    page.keyboard.press("ArrowRight")
    title = picked(page)
    expect_button(page, "Play", "paused")
    button = page.locator("#map-card [data-map=play]")
    button.click()
    expect(page.locator("#player-title")).to_have_text(title)
    expect_button(page, "Pause", "playing")
    hold_song(page)
    page.wait_for_function(PAST_A_SECOND)
    button.click()
    page.wait_for_function(STILL)
    expect_button(page, "Play", "paused")
    page.wait_for_function(PAST_A_SECOND)  # it does not start over
    button.click()
    page.wait_for_function("() => !document.querySelector('audio').paused")
    page.wait_for_function(PAST_A_SECOND)
    expect_button(page, "Pause", "playing")
    page.locator('#player [data-do="toggle"]').first.click()
    expect_button(page, "Play", "paused")
    page.locator('#player [data-do="next"]').first.click()
    expect(page.locator("#player-title")).not_to_have_text(title)
    expect_music(page)
    expect_button(page, "Play", "paused")
    page.locator('#player [data-do="previous"]').first.click()
    expect(page.locator("#player-title")).to_have_text(title)
    expect_button(page, "Pause", "playing")
    assert visitor.complaints == []


def test_a_name_that_comes_late_does_not_stay_behind(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    held: list[Route] = []
    page.route("**/map/songs/**", lambda route: held.append(route))
    x, y = place_of_a_song(page)
    with page.expect_request("**/map/songs/?ids=**"):
        page.mouse.move(x, y)
    while not held:  # a request is told of before it is given to who holds it
        page.wait_for_timeout(20)
    page.mouse.move(5, 5)
    with page.expect_response("**/map/songs/?ids=**"):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(page.locator("#map-tip")).to_be_hidden()
    assert visitor.complaints == []


def test_names_are_asked_for_again_after_a_failure(browser, visit) -> None:
    """Of the songs in view, whose names stand beside them, and of the song that plays."""
    _, page = open_map(visit, browser)
    page.route("**/map/songs/**", lambda route: route.abort())
    page.locator("#map-canvas").focus()
    with page.expect_event("requestfailed"):
        for _ in range(4):
            page.keyboard.press("+")
    with page.expect_response("**/map/songs/?ids=**"):
        page.unroute("**/map/songs/**")
        page.keyboard.press("+")
    again = page.evaluate(
        """async () => {
          const source = document.querySelector('script[src*="js/"][type="module"]').src;
          const { Names } = await import(new URL("map-data.js", source));
          const names = new Names("/nowhere/at/all");
          await names.idOf("a song").catch(() => {});
          return !names.byUuid.has("a song");
        }"""
    )
    assert again


def test_a_line_drawn_around_songs_is_a_list(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    box = page.locator("#map-canvas").bounding_box()
    assert box
    page.locator("[data-map=draw]").click()
    corners = [(0.03, 0.03), (0.6, 0.03), (0.6, 0.97), (0.03, 0.97), (0.03, 0.1)]
    for place, (right, down) in enumerate(corners):
        page.mouse.move(box["x"] + box["width"] * right, box["y"] + box["height"] * down, steps=5)
        if place == 0:
            page.mouse.down()
    page.mouse.up()
    expect(page.locator("#map-region")).to_be_visible()
    count = len(page.locator("#map-region input[name=songs]").input_value().split(","))
    assert 10 < count < SONGS
    expect(page.locator("#map-region [data-part=found]")).to_contain_text(str(count))
    page.locator("#map-region [data-part=make]").click()
    page.wait_for_url("**/lists/**")
    arrived(page)
    assert len(titles(page)) == min(50, count)
    expect_music(page)
    assert visitor.complaints == []


@pytest.mark.parametrize("size", SIZES)
def test_a_region_stays_under_other_colours(browser, visit, size: str) -> None:
    visitor, page = open_map(visit, browser, viewport=SIZES[size])
    page.locator("#map-canvas").focus()
    page.keyboard.press("ArrowRight")
    picked(page)
    for _ in range(4):
        page.keyboard.press("r")
    songs = page.locator("#map-region input[name=songs]")
    expect(songs).to_have_value(re.compile(r"\d,\d"))
    drawn = songs.input_value()
    for by, kind in (("genre", "Classical"), ("era", "Baroque"), ("mood", "Joy")):
        page.locator(f'input[value="{by}"]').check(force=True)
        expect(page.locator("#map-legend")).to_contain_text(kind)
        expect(page.locator("#map-region")).to_be_visible()
        expect(songs).to_have_value(drawn)
    page.locator("#map-legend button").first.click()  # fewer songs, within the same line
    expect(songs).not_to_have_value(drawn)
    expect(page.locator("#map-region")).to_be_visible()
    page.locator("[data-map=all]").click()
    expect(songs).to_have_value(drawn)
    assert visitor.complaints == []


def test_the_wheel_zooms_and_a_drag_moves(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    x, y = place_of_a_song(page)
    page.mouse.click(x, y)
    title = picked(page)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.locator("[data-map=close]").click()
    expect(page.locator("#map-card")).to_be_hidden()
    page.mouse.click(x + 60, y + 40)
    assert picked(page) == title
    for _ in range(4):
        page.mouse.wheel(0, -400)
    expect_zoomed(page)
    assert visitor.complaints == []


def drag(page: Page, *steps: list[tuple[float, float]]) -> None:
    """Put fingers on the first places, move them from step to step, and lift them."""
    session = page.context.new_cdp_session(page)
    for number, places in enumerate([*steps, []]):
        kind = "touchEnd" if not places else "touchMove" if number else "touchStart"
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.detach()


def test_by_touch_two_fingers_zoom_and_one_picks(browser, visit) -> None:
    visitor, page = open_map(visit, browser, viewport=SIZES["phone"], has_touch=True)
    x, y = place_of_a_song(page)
    page.touchscreen.tap(x, y)
    title = picked(page)
    page.locator("[data-map=close]").tap()
    drag(page, *([(x - reach, y), (x + reach, y)] for reach in (20, 30, 40)))
    expect_zoomed(page)
    assert page.evaluate("window.scrollY") == 0
    page.touchscreen.tap(x, y)
    assert picked(page) == title
    page.locator("[data-map=draw]").tap()
    corners = [(x - 60, y - 30), (x + 60, y - 30), (x + 60, y + 60), (x - 60, y + 60)]
    drag(page, *([corner] for corner in corners))
    expect(page.locator("#map-region")).to_be_visible()
    assert page.locator("#map-region input[name=songs]").input_value()
    assert visitor.complaints == []


def test_the_legend_leaves_moods_out(browser, visit) -> None:
    visitor, page = open_map(visit, browser)
    whole = painted(page)
    kinds = page.locator("#map-legend button")
    assert kinds.count() == 6
    kinds.first.click()
    expect(kinds.first).to_have_attribute("aria-pressed", "true")
    expect(kinds.nth(1)).to_have_attribute("aria-pressed", "false")
    page.wait_for_function(f"whole => ({PAINTED})() < whole / 2", arg=whole)  # at the next frame
    page.locator("[data-map=all]").click()
    expect(kinds.nth(1)).to_have_attribute("aria-pressed", "true")
    page.locator('input[value="genre"]').check(force=True)
    expect(page.locator("#map-legend")).to_contain_text("Classical")
    page.locator('input[value="era"]').check(force=True)
    expect(page.locator("#map-legend")).to_contain_text("Baroque")
    assert visitor.complaints == []


def test_without_javascript_there_is_the_table(browser, visit) -> None:
    visitor = visit(browser, viewport=SIZES["desktop"], java_script_enabled=False)
    page = visitor.open("/map/")
    expect(page.locator("#map")).to_be_hidden()
    page.locator("a.button", has_text="The map as a table").click()
    page.wait_for_url("**/map/table/**")
    page.locator(".map-choose button").click()
    page.wait_for_url("**/map/table/?**")
    page.locator("thead a", has_text="Artist").click()
    page.wait_for_url("**sort=artist**")
    for row in range(3):
        page.locator('#songs input[name="songs"]').nth(row).check()
    page.locator('form[action="/map/list/"] button').first.click()
    page.wait_for_url("**/lists/**")
    assert len(titles(page)) == 3


def test_the_table_plays(browser, visit) -> None:
    visitor = visit(browser, viewport=SIZES["desktop"])
    page = visitor.open("/map/table/?sort=title")
    row = page.locator("#songs tr").first
    row.locator(".song__play").click()
    expect(page.locator("#player-title")).to_have_text(row.locator(".song__title").inner_text())
    expect_music(page)
    expect(row).to_have_attribute("aria-current", "true")
    assert visitor.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_they_are_whole(browser, visit, size: str, language: str, scheme: str) -> None:
    visitor, page = open_map(
        visit,
        browser,
        viewport=SIZES[size],
        locale=LANGUAGES[language],
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    name = f"{size}-{language}-{scheme}"
    keep(page, f"map-{name}")
    expect_whole(page)
    page.locator("#map-canvas").focus()
    page.keyboard.press("ArrowRight")
    picked(page)
    keep(page, f"map-picked-{name}")
    expect_whole(page)
    page.keyboard.press("r")
    page.keyboard.press("r")
    expect_whole(page)
    keep(page, f"map-circle-{name}")
    page = visitor.open("/map/table/")
    keep(page, f"map-table-{name}")
    expect_whole(page)
    assert visitor.complaints == []
