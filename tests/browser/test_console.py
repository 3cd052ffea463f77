"""Every page, loaded and put in place by htmx: the console is silent, and no policy is broken."""

import json

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps import arrived, go_back, look_for, sign_up
from tests.browser.test_map import place_of_a_song
from tests.browser.test_pages import ACCOUNT_PAGES, PAGES

# What the browser reports of itself: which rule, by which script and line, and on what.
REPORT = """
document.addEventListener("securitypolicyviolation", (event) => {
  const { effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber, sample } = event;
  const at = `${sourceFile}:${lineNumber}:${columnNumber}`;
  const target = event.target.outerHTML?.slice(0, 200);
  console.error("policy", JSON.stringify({ effectiveDirective, blockedURI, at, sample, target }));
});
"""
SILENT = {"error", "warning"}
STARTS = ("/", "/map/", "/path/", "/search/?q=night")


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


@pytest.fixture
def listened(browser, visit):
    """Return a visitor, and what the console says, each with the page it was said on."""
    visitor = visit(browser, viewport=DESKTOP)
    visitor.context.add_init_script(REPORT)
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in SILENT or "Content Security Policy" in message.text:
            heard.append(f"{visitor.page.url}: {message.text} {json.dumps(message.location)}")

    visitor.page.on("console", listen)
    visitor.page.on("pageerror", lambda error: heard.append(f"{visitor.page.url}: {error}"))
    return visitor, heard


def swap_to(page: Page, path: str) -> None:
    """Put another page in place of this one, as a link would."""
    page.evaluate(
        """path => new Promise(done => {
          const there = ({ target }) => {
            if (target.id !== "main") return;
            document.removeEventListener("htmx:afterSettle", there);
            setTimeout(done, 100);  // what the page does when it has come
          };
          document.addEventListener("htmx:afterSettle", there);
          const link = document.createElement("a");
          link.href = path;
          document.getElementById("main").append(link);
          htmx.process(link);
          link.click();
        })""",
        path,
    )


def test_every_page_by_itself(listened) -> None:
    visitor, heard = listened
    sign_up(visitor.page, visitor.address, "listener-in")
    for path in {*PAGES.values(), *ACCOUNT_PAGES.values()} - {PAGES["missing"]}:
        visitor.open(path)
    assert heard == []


def test_every_page_in_place_of_another(listened) -> None:
    visitor, heard = listened
    page = visitor.open("/")
    for path in [path for path in PAGES.values() if path != PAGES["missing"]]:
        swap_to(page, path)
    for path in STARTS:
        swap_to(page, path)
        go_back(page)
    assert heard == []


def test_what_pages_do(listened) -> None:
    """The parts that are put in place while someone uses a page, with a focus of their own."""
    visitor, heard = listened
    page = visitor.open("/path/?from_q=moon")
    page.locator(".pick__link").first.click()
    expect(page.locator("#path-to")).to_be_focused()
    arrived(page)
    look_for(page, "storm")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".path-make button")).to_be_focused()
    arrived(page)
    page.keyboard.press("Enter")
    expect(page.locator("#songs .song")).to_have_count(8)
    arrived(page)
    page.locator("#songs .song__title").first.click()
    expect(page.locator("#lean")).to_be_visible()
    arrived(page)
    page.locator("#lean").focus()
    for place in ("40", "30"):
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(f"**/?lean={place}")
        expect(page.locator("#lean")).to_be_focused()
        arrived(page)
    page.locator(".song-tags a").first.click()
    expect(page.locator("#play-list")).to_be_visible()
    arrived(page)
    page.locator("#play-list").click()
    swap_to(page, "/blend/?song_q=moon")
    page.locator('.picks .put button[value="more"]').first.click()
    expect(page.locator(".side--more .pick")).to_have_count(1)
    arrived(page)
    page.locator("#lean").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/blend/?lean=60")
    arrived(page)
    swap_to(page, "/map/")
    page.locator("#map.is-ready").wait_for()
    # A part that a script has given a style is put in place of itself.
    page.mouse.move(*place_of_a_song(page))
    expect(page.locator("#map-tip")).to_be_visible()
    swap_to(page, "/map/")
    page.locator("#map.is-ready").wait_for()
    page.locator("#map-canvas").focus()
    for key in ("ArrowRight", "ArrowUp", "+", "r", "Escape", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#map-card")).to_be_visible()
    page.locator("#map-card [data-part=open]").click()
    expect(page.locator(".song-head h1")).to_be_visible()
    go_back(page)
    page.locator("#map.is-ready").wait_for()
    assert heard == []
