"""Songs are chosen for a path and a mix while one types, by keyboard and by touch."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import look_for
from tests.browser.test_pages import LANGUAGES, expect_whole, keep

OPTIONS = "#main [role=option]"
CHOSEN = '#main [role=option][aria-selected="true"] .search-option__name'


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


def type_and_take(page: Page, text: str) -> str:
    """Type where the focus is, take the first song that stands below; return its title."""
    look_for(page, text)
    page.keyboard.press("ArrowDown")
    title = page.locator(CHOSEN).inner_text()
    page.keyboard.press("Enter")
    return title


def test_a_path_is_chosen_while_typing(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/path/")
    page.locator("#path-from").focus()
    start = type_and_take(page, "storm")
    expect(page.locator(".pick--chosen .song__title")).to_have_text([start])
    expect(page.locator("#path-to")).to_be_focused()
    end = type_and_take(page, "arirag")
    expect(page.locator(".pick--chosen .song__title")).to_have_text([start, end])
    expect(page.locator(".path-make button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#songs .song")).to_have_count(8)
    assert visitor.complaints == []


def test_a_mix_is_chosen_while_typing(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/blend/")
    page.locator("#blend-q").focus()
    title = type_and_take(page, "moon")
    expect(page.locator('.picks .put button[value="more"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".side--more .pick .song__title")).to_have_text(title)
    assert visitor.complaints == []


def test_the_number_of_songs_is_kept(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/path/?n=12")
    page.locator("#path-from").focus()
    type_and_take(page, "storm")
    page.wait_for_url("**/path/?n=12&from=*")


def test_only_songs_and_the_page_stays_while_one_plays(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/path/")
    page.locator("#path-from").focus()
    look_for(page, "night")
    assert page.locator(OPTIONS).count() == page.locator(f"{OPTIONS}[data-song]").count()
    page.keyboard.press("ArrowDown")
    title = page.locator(CHOSEN).inner_text()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#player-title")).to_have_text(title)
    assert page.url.endswith("/path/")


def test_the_slash_leads_to_the_search_of_the_site(browser, visit) -> None:
    page = visit(browser, viewport={"width": 1000, "height": 800}).open("/path/")
    page.keyboard.press("/")
    expect(page.locator("#search-page")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["path", "blend"])
def test_by_touch_on_a_phone(browser, visit, path: str, language: str) -> None:
    locale = LANGUAGES[language]
    visitor = visit(browser, viewport=PHONE, locale=locale, has_touch=True, bypass_csp=True)
    page = visitor.open(f"/{path}/")
    box = page.locator("#main input[type=search]").first
    box.tap()
    box.press_sequentially("ㅇㄹㄹ")
    option = page.locator(OPTIONS).first
    expect(option).to_be_visible()
    keep(page, f"choosing-{path}-phone-{language}")
    expect_whole(page)
    option.locator(".search-option__names").tap()
    page.wait_for_url(f"**/{path}/?*")
    expect(page.locator("#main .pick").first).to_be_visible()
    keep(page, f"chosen-{path}-phone-{language}")
    assert visitor.complaints == []
