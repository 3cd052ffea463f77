"""The search by keyboard alone, in both languages: type, choose, open, play."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import expect_music, expect_now_playing, look_for
from tests.browser.test_pages import expect_whole, keep


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


def title_of(page) -> str:
    """Return the title of the option that is chosen."""
    return page.locator('[role=option][aria-selected="true"] .search-option__name').inner_text()


@pytest.mark.parametrize(
    ("locale", "typed"),
    [
        ("en-US", "arirag"), ("en-US", "ㅇㄹㄹ"), ("ko-KR", "아릴"), ("ko-KR", "dkflfkd"),
        ("ko-KR", "arirang"),
    ],
)  # fmt: skip
def test_find_and_open_a_song(browser, visit, locale: str, typed: str) -> None:
    visitor = visit(browser, viewport=DESKTOP, locale=locale)
    page = visitor.open("/")
    page.keyboard.press("/")
    box = page.locator("#search")
    expect(box).to_be_focused()
    look_for(page, typed)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-search-status]").first).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", re.compile("."))
    chosen = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"[id='{chosen}']")).to_have_attribute("aria-selected", "true")
    title = title_of(page)
    assert "rirang" in title or "아리랑" in title
    page.keyboard.press("Enter")
    page.wait_for_url("**/songs/*/")
    expect(page.locator("#main h1")).to_have_text(title)
    assert visitor.complaints == []


def test_play_without_leaving_the_page(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/tiles/")
    page.keyboard.press("/")
    look_for(page, "arirang")
    page.keyboard.press("ArrowDown")
    title = title_of(page)
    page.keyboard.press("Control+Enter")
    expect_now_playing(page, title)
    expect_music(page)
    assert page.url.endswith("/tiles/")


def test_the_keys_of_the_list(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/")
    page.keyboard.press("/")
    look_for(page, "night")
    options = page.locator("[role=option]")
    count = options.count()
    page.keyboard.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(page.locator("#search")).to_have_value("night")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_have_value("")


def test_a_page_of_what_was_found(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/")
    page.keyboard.press("/")
    page.keyboard.type("night")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=night")
    expect(page.locator("#search-page")).to_have_value("night")
    page.locator("#songs .song__play").first.focus()
    page.keyboard.press("Enter")
    expect_music(page)
    assert visitor.complaints == []


@pytest.mark.parametrize("text", ["%", "'\"<zzqx>", "🎵"])
def test_odd_letters(browser, visit, text: str) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/search/")
    page.locator("#search-page").focus()
    page.keyboard.insert_text(text)
    expect(page.locator(".search-box__none")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".empty")).to_contain_text(text)
    assert visitor.complaints == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_whole(browser, visit, viewport, scheme: str) -> None:
    visitor = visit(browser, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page = visitor.open("/search/")
    page.locator("#search-page").focus()
    look_for(page, "night")
    page.keyboard.press("ArrowDown")
    keep(page, f"search-open-{viewport['width']}-{scheme}")
    expect_whole(page)


def test_without_scripts(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE, java_script_enabled=False)
    page = visitor.open("/")
    page.locator(".site-search a").click()
    page.locator("#search-page").fill("ㅇㄹㄹ")
    page.keyboard.press("Enter")
    expect(page.locator("#songs .song__title").first).to_contain_text("rirang")
