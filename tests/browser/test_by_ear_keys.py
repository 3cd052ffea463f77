"""Moods by ear: a curator who is faster than the site loses no key, and sees what is due."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.test_moods_by_ear import MARKED, PAGE, sign_in
from tests.browser.test_pages import LANGUAGES, SIZES, keep

SLOW_MS = 400
TITLES = ".by-ear__title"
LAST = ".by-ear__last"
FORGET = "DELETE FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.spread_moods'"


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


@pytest.fixture
def desk(browser, visit):
    """Return the curator's queue, and what its console complained about."""

    def start(size: str = "desktop", language: str = "en", **options: object):
        visitor = visit(browser, viewport=SIZES[size], locale=LANGUAGES[language], **options)
        page = visitor.open(PAGE)
        sign_in(page)
        expect(page.locator(TITLES)).to_have_count(10)
        expect(page.locator(MARKED)).to_be_visible()  # the script is there
        return visitor, page

    return start


def slow_down(page: Page) -> list[str]:
    """Let every answer take its time on the way; return what is sent, as it is sent."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    way = {"latency": SLOW_MS, "downloadThroughput": -1, "uploadThroughput": -1, "offline": False}
    session.send("Network.emulateNetworkConditions", way)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url.rsplit("/", 2)[1] + " " + (request.post_data or ""))

    page.on("request", note)
    return sent


def test_each_key_speaks_of_the_song_that_is_marked(desk) -> None:
    visitor, page = desk()
    sent = slow_down(page)
    songs = page.locator("[data-song]")
    keys = songs.evaluate_all("all => all.map(song => song.dataset.song)")
    names = page.locator(TITLES).all_inner_texts()
    for key, place in (("5", 1), ("3", 2), ("4", 3)):
        page.keyboard.press(key)
        assert page.locator(MARKED).inner_text() == names[place]
    expect(page.locator(LAST)).to_contain_text(f"{names[2]}, Peace")
    assert sent == [
        f"set song={keys[0]}&mood=joy",
        f"set song={keys[1]}&mood=sadness",
        f"set song={keys[2]}&mood=peace",
    ]
    expect(page.locator(TITLES)).to_have_count(10)
    expect(page.locator(MARKED)).to_have_text(names[3])
    assert visitor.complaints == []


def test_keys_behind_one_that_takes_back_wait_for_its_song(desk) -> None:
    visitor, page = desk()
    sent = slow_down(page)
    first, second = page.locator(TITLES).all_inner_texts()[:2]
    for key in "1u62":
        page.keyboard.press(key)
    expect(page.locator(LAST)).to_contain_text(f"{second}, Tension")
    assert [line.split()[0] for line in sent] == ["set", "undo", "set", "set"]
    page.keyboard.press("u")
    expect(page.locator(LAST)).to_contain_text(f"{first}, Neutral")
    assert visitor.complaints == []


def test_more_keys_than_songs_on_the_page(desk) -> None:
    _, page = desk()
    sent = slow_down(page)
    for _ in range(12):
        page.keyboard.press("5")
    expect(page.locator("[data-saving]")).to_be_empty(timeout=60_000)
    page.wait_for_function("() => document.querySelectorAll('[data-song]').length === 10")
    songs = [line.split("&")[0] for line in sent]
    assert len(songs) == len(set(songs)) == 12


def test_a_site_that_is_away_for_a_while(desk) -> None:
    _, page = desk()
    first = page.locator(TITLES).first.inner_text()
    page.route("**/labelspread/set/", lambda route: route.abort())
    page.keyboard.press("1")
    expect(page.locator("[data-saving]")).to_contain_text("is kept, and sent again")
    page.keyboard.press("2")
    second = page.evaluate("document.querySelectorAll('[data-song]').length")
    assert second == 8
    page.unroute("**/labelspread/set/")
    expect(page.locator(LAST)).to_contain_text("Tension")
    expect(page.locator("[data-saving]")).to_be_empty()
    page.keyboard.press("u")
    expect(page.locator(LAST)).to_contain_text(f"{first}, Anger")


def test_what_was_taken_back_but_not_answered_is_taken_back_once(desk) -> None:
    _, page = desk()
    first, second = page.locator(TITLES).all_inner_texts()[:2]
    page.keyboard.press("1")
    expect(page.locator(LAST)).to_contain_text(first)
    page.keyboard.press("2")
    expect(page.locator(LAST)).to_contain_text(second)
    expect(page.locator("[data-saving]")).to_be_empty()
    undone = []

    def lose(route: Route) -> None:
        undone.append(route.fetch(max_redirects=0).status)
        route.abort()

    page.route("**/labelspread/undo/", lose, times=1)
    page.keyboard.press("u")
    expect(page.locator(LAST)).to_contain_text(first)
    expect(page.locator("[data-saving]")).to_be_empty()
    assert undone == [302]
    expect(page.locator(TITLES).first).to_have_text(second)


def test_what_was_never_set_is_not_taken_back_in_place_of_another(desk) -> None:
    _, page = desk()
    first = page.locator(TITLES).first.inner_text()
    page.keyboard.press("1")
    expect(page.locator(LAST)).to_contain_text(first)
    expect(page.locator("[data-saving]")).to_be_empty()
    sent = slow_down(page)
    refuse = {"status": 400, "body": "no"}
    page.route("**/labelspread/set/", lambda route: route.fulfill(**refuse), times=1)
    page.evaluate(
        """() => {
          for (const code of ["Digit2", "KeyU"]) {
            document.body.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
          }
        }"""
    )
    expect(page.locator(".messagelist .error")).to_contain_text("did not accept")
    expect(page.locator("[data-saving]")).to_be_empty()
    assert [line.split()[0] for line in sent] == ["set"]
    expect(page.locator(LAST)).to_contain_text(first)


def test_what_was_pressed_waits_for_a_curator_who_was_signed_out(desk) -> None:
    _, page = desk()
    first = page.locator(TITLES).first.inner_text()
    page.context.clear_cookies()
    page.keyboard.press("4")
    page.locator('input[name="password"]').wait_for()
    sign_in(page)
    expect(page.locator(LAST)).to_contain_text(f"{first}, Peace")


def test_the_music_goes_on_while_another_song_is_saved(desk) -> None:
    visitor, page = desk()
    page.keyboard.press("ArrowDown")
    playing = page.locator(MARKED).inner_text()
    page.keyboard.press("p")
    page.wait_for_function("() => [...document.querySelectorAll('audio')].some(a => a.currentTime)")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("2")
    expect(page.locator(LAST)).to_be_visible()
    row = page.locator("[data-song]").first
    expect(row.locator(TITLES)).to_have_text(playing)
    assert row.locator("audio").evaluate("audio => !audio.paused && audio.currentTime > 0")
    assert visitor.complaints == []


@pytest.fixture
def nothing_due(data: Path, server: str) -> None:
    """Forget the runs that other tests asked for: no worker is there to do them."""
    with closing(sqlite3.connect(data / "db.sqlite3", timeout=30)) as connection, connection:
        connection.execute(FORGET)


def test_a_spreading_can_be_had_now(nothing_due, desk) -> None:
    visitor, page = desk()
    button = page.get_by_role("button", name="Spread now")
    expect(button).to_be_visible()
    expect(page.locator("[data-under-way]")).to_have_count(0)
    button.click()
    expect(page.locator("[data-under-way]")).to_be_visible()
    expect(button).to_have_count(0)
    assert visitor.complaints == []


def test_an_answer_that_cannot_be_accepted_is_said_and_holds_up_no_other(desk) -> None:
    _, page = desk()
    second = page.locator(TITLES).nth(1).inner_text()
    refuse = {"status": 400, "body": "no"}
    page.route("**/labelspread/set/", lambda route: route.fulfill(**refuse), times=1)
    page.keyboard.press("1")
    expect(page.locator(".messagelist .error")).to_contain_text("did not accept")
    page.keyboard.press("5")
    expect(page.locator(LAST)).to_contain_text(f"{second}, Joy")


def test_an_answer_that_breaks_off_on_its_way_is_sent_again(desk) -> None:
    _, page = desk()
    first = page.locator(TITLES).first.inner_text()
    page.evaluate(
        """() => {
          const real = Response.prototype.text;
          Response.prototype.text = function () {
            Response.prototype.text = real;
            return Promise.reject(new TypeError("broken off"));
          };
        }"""
    )
    page.keyboard.press("5")
    expect(page.locator(LAST)).to_contain_text(f"{first}, Joy")
    expect(page.locator("[data-saving]")).to_be_empty()


def test_to_look_what_came_of_it_asks_for_the_figures_alone(desk) -> None:
    _, page = desk()
    page.keyboard.press("1")
    expect(page.locator(LAST)).to_be_visible()  # what is drawn by then asks for no page any more
    expect(page.locator("[data-under-way]")).to_be_visible()
    with page.expect_response(lambda one: one.request.resource_type == "fetch") as looked:
        pass
    assert looked.value.url.endswith("/labelspread/figures/")
    assert "data-song" not in looked.value.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_the_queue_is_whole(desk, size: str, language: str) -> None:
    _, page = desk(size, language, bypass_csp=True)
    page.keyboard.press("s")
    expect(page.locator('form[action$="/skipped/"]')).to_be_visible()
    keep(page, f"by-ear-{size}-{language}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "juts out"
    # What stands around it is Django's own.
    violations = Axe().run(page, context=".by-ear").response["violations"]
    assert [v["id"] for v in violations if v["impact"] in {"serious", "critical"}] == []
