"""Who leaves in one tab leaves nothing in the others."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps import sign_up

DRAFT = "Words that nobody else shall read."
DRAFTS = "() => Object.keys(sessionStorage).filter(key => key.startsWith('mlfym.draft')).length"


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


@pytest.fixture
def visitor(browser, visit):
    """Return a visitor with one tab."""
    return visit(browser, viewport=DESKTOP)


def tab_with_draft(visitor) -> Page:
    """Open another tab, and begin to write in it."""
    page = visitor.context.new_page()
    page.goto(f"{visitor.address}/diary/")
    page.locator("#id_page").fill(DRAFT)
    page.wait_for_function(f"() => ({DRAFTS})() === 1")
    return page


def account_with_draft(visitor, name: str) -> Page:
    """Sign up, and begin to write in another tab, which is returned."""
    sign_up(visitor.page, visitor.address, name)
    return tab_with_draft(visitor)


def expect_nothing(page: Page) -> None:
    """Wait until the tab holds no draft, neither kept nor on the page, and finds none again."""
    page.wait_for_function(f"() => ({DRAFTS})() === 0")
    expect(page.locator("#id_page")).to_have_value("")
    page.goto(page.url)
    expect(page.locator("#id_page")).to_have_value("")


def ask_to_be_forgotten(page: Page, address: str) -> None:
    """Delete what the site keeps of the one who asks."""
    page.goto(f"{address}/account/delete/")
    page.locator("#main form input[type=checkbox]").check()
    page.locator("#main form button.button--danger").click()
    page.wait_for_url(f"{address}/")


def test_a_guest_who_is_forgotten(visitor) -> None:
    page = visitor.open("/tiles/")
    page.locator('#main button[value="joy"]').click()
    expect(page.locator("#songs")).to_be_visible()
    other = tab_with_draft(visitor)
    ask_to_be_forgotten(page, visitor.address)
    expect_nothing(other)
    assert visitor.complaints == []


def test_an_account_that_signs_out(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "two-tabs")
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    expect_nothing(other)
    expect(other.locator("#site-header")).not_to_contain_text("two-tabs")
    assert visitor.complaints == []


def test_a_tab_from_before_the_sign_in_parts_too(visitor) -> None:
    other = tab_with_draft(visitor)
    page = visitor.page
    sign_up(page, visitor.address, "late-account")
    expect(other.locator("#id_page")).to_have_value(DRAFT)
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    expect_nothing(other)


def test_who_notices_late_clears_their_own_tab_alone(visitor) -> None:
    sign_up(visitor.page, visitor.address, "wakes-late")
    late = tab_with_draft(visitor)
    visitor.context.clear_cookies()
    guest = tab_with_draft(visitor)
    late.goto(f"{visitor.address}/diary/")
    expect_nothing(late)
    guest.evaluate("new Promise(done => setTimeout(done, 300))")
    expect(guest.locator("#id_page")).to_have_value(DRAFT)
    assert guest.evaluate(DRAFTS) == 1


def test_signing_out_everywhere_tells_this_browser_too(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "everywhere")
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out-everywhere/"] button').click()
    expect_nothing(other)


def test_the_header_signs_out_of_all_tabs(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "by-header")
    page.locator("#site-header .menu summary").click()
    page.locator('#site-header form[action$="/sign-out/"] button').click()
    expect_nothing(other)


def test_an_account_that_is_deleted(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "is-deleted")
    page.goto(f"{visitor.address}/account/delete/")
    page.locator('#main form input[type="password"]').fill("a-quiet-room-1")
    page.locator("#main form button.button--danger").click()
    expect_nothing(other)


def test_another_account_is_none_of_it(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "who-stays")
    page.evaluate("new BroadcastChannel('mlfym.left').postMessage('another account')")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    expect(other.locator("#id_page")).to_have_value(DRAFT)
    assert other.evaluate(DRAFTS) == 1


def test_a_browser_that_cannot_tell_its_tabs_runs_the_rest(visitor) -> None:
    visitor.context.add_init_script("delete window.BroadcastChannel")
    page = tab_with_draft(visitor)
    ask_to_be_forgotten(page, visitor.address)
    assert page.evaluate(DRAFTS) == 0
