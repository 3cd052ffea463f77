"""A curator sets moods by ear: with keys alone, and on a phone without JavaScript."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import CURATOR, DESKTOP, PHONE

PAGE = "/admin/recommender/labelspread/"
MARKED = ".by-ear__song--marked .by-ear__title"


def sign_in(page: Page) -> None:
    """Sign the curator in; the page that asked for it comes next."""
    page.fill('input[name="username"]', CURATOR[0])
    page.fill('input[name="password"]', CURATOR[1])
    page.press('input[name="password"]', "Enter")


def ready(page: Page) -> None:
    """Wait for the script that hears the keys: it marks a song first."""
    expect(page.locator(MARKED)).to_have_count(1)


def test_keys_alone_play_set_skip_and_take_back(launch, visit):
    visitor = visit(launch(), viewport=DESKTOP)
    page = visitor.open(PAGE)
    sign_in(page)
    titles = page.locator(".by-ear__title")
    expect(titles).to_have_count(10)
    first, second, third = titles.all_inner_texts()[:3]
    expect(page.locator(MARKED)).to_have_text(first)
    page.keyboard.press("p")
    page.wait_for_function("() => [...document.querySelectorAll('audio')].some(a => a.currentTime)")
    page.keyboard.press("ArrowDown")
    expect(page.locator(MARKED)).to_have_text(second)
    page.keyboard.press("5")
    expect(page.locator(".by-ear__last")).to_contain_text(f"{second}, Joy")
    expect(titles.nth(1)).to_have_text(third)
    ready(page)
    page.keyboard.press("u")
    expect(page.locator(".by-ear__last")).to_have_count(0)
    expect(titles.first).to_have_text(second)
    ready(page)
    page.keyboard.press("s")
    expect(titles.first).to_have_text(first)
    assert visitor.complaints == []


def test_a_phone_without_javascript(launch, visit):
    visitor = visit(launch(), viewport=PHONE, java_script_enabled=False)
    page = visitor.open(PAGE)
    sign_in(page)
    titles = page.locator(".by-ear__title")
    expect(titles).to_have_count(10)
    expect(page.locator(".by-ear__keys")).to_be_hidden()
    assert page.locator("body").bounding_box()["width"] == PHONE["width"]
    first = titles.first.inner_text()
    page.locator('.by-ear__song button[value="peace"]').first.click()
    expect(page.locator(".by-ear__last")).to_contain_text(f"{first}, Peace")
    page.locator("[data-undo]").click()
    expect(titles.first).to_have_text(first)
