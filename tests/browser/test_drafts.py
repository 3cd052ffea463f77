"""What was written and not kept: it comes back where it belongs, and goes where it should."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import fake_speech
from tests.browser.conftest import DESKTOP, PATIENCE_MS
from tests.browser.steps import arrived, sign_up
from tests.browser.test_diary import WORDS, write

DRAFT = "A thought that is not finished"


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


@pytest.fixture
def visitor(browser, visit):
    """Return someone with a page in their diary, who looks at it."""
    found = visit(browser, viewport=DESKTOP)
    write(found.open("/diary/"), WORDS["en"])
    return found


DRAFTS = "Object.keys(sessionStorage).filter(k => k.includes('draft')).length"


def expect_drafts(page: Page, number: int) -> None:
    """Wait until this tab keeps so many drafts."""
    page.wait_for_function(f"number => {DRAFTS} === number", arg=number)


def begin_change(page: Page) -> str:
    """Write on the page to change, and return its address."""
    page.locator('#main a[href$="/edit/"]').click()
    expect(page.locator("#id_page")).to_be_visible()
    arrived(page)
    page.locator("#id_page").fill(DRAFT)
    expect_drafts(page, 1)
    return page.url


def test_a_draft_comes_back_to_the_page_it_was_written_on(visitor) -> None:
    address = begin_change(visitor.page)
    visitor.page.goto(address)
    expect(visitor.page.locator("#id_page")).to_have_value(DRAFT)


def test_a_draft_comes_back_with_its_day(visitor) -> None:
    page = visitor.open("/diary/")
    page.locator("#id_page").fill(DRAFT)
    page.locator(".paper__day summary").click()
    page.locator("#id_day").fill("2026-01-02")
    visitor.open("/diary/")
    expect(page.locator("#id_page")).to_have_value(DRAFT)
    expect(page.locator("#id_day")).to_be_visible()
    expect(page.locator("#id_day")).to_have_value("2026-01-02")


def test_a_draft_does_not_cover_a_newer_text(visitor) -> None:
    address = begin_change(visitor.page)
    other = visitor.context.new_page()
    other.goto(address)
    write(other, "Newer words, and the ones that count.")
    visitor.page.goto(address)
    expect(visitor.page.locator("#id_page")).to_have_value("Newer words, and the ones that count.")


def test_a_text_that_came_too_late_comes_back_beside_the_kept_one(visitor) -> None:
    page = visitor.page
    address = begin_change(page)
    other = visitor.context.new_page()
    other.goto(address)
    write(other, "Newer words, and the ones that count.")
    page.locator("form[data-writing] button.button--primary").click()
    expect(page.locator("#main blockquote")).to_contain_text("Newer words")
    expect(page.locator("#id_page")).to_have_value(DRAFT)
    page.goto(address)
    expect(page.locator("#id_page")).to_have_value(DRAFT)
    write(page, DRAFT)
    expect(page.locator(".paper__text")).to_contain_text(DRAFT)


def test_back_gives_the_draft_up(visitor) -> None:
    address = begin_change(visitor.page)
    visitor.page.locator("#main [data-drops-draft]").click()
    expect(visitor.page.locator(".paper__text")).to_be_visible()
    arrived(visitor.page)
    expect_drafts(visitor.page, 0)
    visitor.page.goto(address)
    expect(visitor.page.locator("#id_page")).to_have_value(WORDS["en"])


def test_a_draft_goes_with_its_page(visitor) -> None:
    page = visitor.page
    address = begin_change(page)
    page.goto(address.replace("/edit/", "/delete/"))
    page.locator("#main form button.button--danger").click()
    expect(page.locator("#main .empty")).to_be_visible()
    arrived(page)
    expect_drafts(page, 0)


def lose_the_answer(route: Route) -> None:
    """Let the site have what was sent, and the page hear nothing of it."""
    route.fetch(max_redirects=0, timeout=PATIENCE_MS)
    route.abort()


def test_an_answer_that_got_lost_makes_no_second_page(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/diary/")
    page.route("**/diary/", lose_the_answer, times=1)
    page.locator("#id_page").fill(WORDS["en"])
    with page.expect_event("requestfailed", lambda lost: lost.url.endswith("/diary/")):
        page.locator("form[data-writing] button.button--primary").click()
    page = visitor.open("/diary/")
    expect(page.locator("#id_page")).to_have_value(WORDS["en"])
    page.locator("form[data-writing] button.button--primary").click()
    expect(page.locator(".paper__text")).to_be_visible()
    arrived(page)
    page = visitor.open("/diary/")
    expect(page.locator(".leaf")).to_have_count(1)


def agree_to_microphone(visitor) -> Page:
    """Say yes to the microphone on the page to write on."""
    visitor.context.add_init_script(fake_speech.SCRIPT)
    page = visitor.open("/diary/")
    page.locator("[data-mic-button]").click()
    page.locator("[data-mic-yes]").click()
    page.evaluate("ear.end()")
    return page


def expect_agreed(page: Page, whether: bool) -> None:
    """Wait until this browser keeps a yes to the microphone, or none."""
    kept = "localStorage.getItem('mlfym.microphone') === 'yes'"
    page.wait_for_function(f"whether => ({kept}) === whether", arg=whether)


def test_nothing_of_a_guest_who_is_forgotten_stays_in_the_browser(visitor) -> None:
    page = agree_to_microphone(visitor)
    page.locator("#id_page").fill(DRAFT)
    page = visitor.open("/account/delete/")
    expect_drafts(page, 1)
    expect_agreed(page, True)
    page.locator("#main form input[type=checkbox]").check()
    page.locator("#main form button.button--danger").click()
    page.wait_for_url(f"{visitor.address}/")
    arrived(page)
    expect(page.locator("#player")).to_be_hidden()
    expect_drafts(page, 0)
    expect_agreed(page, False)


def test_a_yes_to_the_microphone_leaves_with_the_account(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    sign_up(visitor.page, visitor.address, "speaker")
    page = agree_to_microphone(visitor)
    expect_agreed(page, True)
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    expect(page.locator('#site-header a[href$="/sign-in/"]')).to_be_visible()
    expect_agreed(page, False)
