"""Who leaves in one tab leaves nothing in the others."""

import pytest
from playwright.sync_api import Locator, Page, expect

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


def expect_why(page: Page, words: str) -> Locator:
    """Wait until the tab says why it was emptied, for the ear too; return where it says so."""
    place = page.locator("#main > .messages[role=status]")
    expect(place).to_contain_text(words)
    return place


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
    why = expect_why(other, "Everything that we kept about you was deleted in another tab.")
    expect(why.get_by_role("link", name="Sign in")).to_be_visible()
    expect_nothing(other)
    expect(other.locator("#main > .messages")).to_have_count(0)
    assert visitor.complaints == []


def test_an_account_that_signs_out(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "two-tabs")
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    expect_why(other, "You signed out in another tab.")
    expect_nothing(other)
    expect(other.locator("#site-header")).not_to_contain_text("two-tabs")
    expect(page.locator("#main > .messages")).not_to_contain_text("another tab")
    assert visitor.complaints == []


def test_who_was_signed_out_may_come_back_to_the_page(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "comes-back")
    page.locator("#site-header .menu summary").click()
    page.locator('#site-header form[action$="/sign-out/"] button').click()
    expect_why(other, "You signed out in another tab.").get_by_role("link").click()
    other.wait_for_url(f"{visitor.address}/account/sign-in/?next=%2Fdiary%2F")
    other.fill('input[name="username"]', "comes-back")
    other.fill('#main input[type="password"]', "a-quiet-room-1")
    other.locator("#main form button.button--primary").click()
    expect(other.locator("#site-header")).to_contain_text("comes-back")
    assert other.url == f"{visitor.address}/diary/"


def test_a_page_of_the_account_asks_to_sign_in_and_says_why(visitor) -> None:
    page = visitor.page
    sign_up(page, visitor.address, "in-two-rooms")
    other = visitor.context.new_page()
    other.goto(f"{visitor.address}/account/password/")
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    why = expect_why(other, "You signed out in another tab.")
    assert other.url == f"{visitor.address}/account/sign-in/?next=/account/password/"
    expect(why.get_by_role("link")).to_have_count(0)


def test_nothing_is_seen_until_the_new_page_comes(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "slow-site")
    other.evaluate(
        "addEventListener('pagehide', () => sessionStorage.setItem('to-the-last',"
        " document.getElementById('main').checkVisibility()))"
    )
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    expect_why(other, "You signed out in another tab.")
    assert other.evaluate("sessionStorage.getItem('to-the-last')") == "false"
    expect(other.locator("#main")).to_be_visible()


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


def test_who_signed_in_again_before_a_tab_woke_is_not_told_that_they_are_out(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "back-already")
    page.evaluate("sessionStorage.setItem('mlfym.parted', JSON.stringify('signed-out'))")
    page.reload()
    expect(page.locator("#site-header")).to_contain_text("back-already")
    expect(page.locator("template[data-parted]")).to_have_count(0)
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    expect(page.locator("#main")).not_to_contain_text("You signed out")
    assert page.evaluate("sessionStorage.getItem('mlfym.parted')") is None
    expect(other.locator("#id_page")).to_have_value(DRAFT)


def test_a_tab_from_before_an_update_is_understood(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "old-tab")
    page.evaluate(
        "new BroadcastChannel('mlfym.left')"
        ".postMessage(document.getElementById('site-header').dataset.account)"
    )
    expect_nothing(other)
    assert visitor.complaints == []


def test_an_account_that_is_deleted(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "is-deleted")
    page.goto(f"{visitor.address}/account/delete/")
    page.locator('#main form input[type="password"]').fill("a-quiet-room-1")
    page.locator("#main form button.button--danger").click()
    expect_nothing(other)


def test_another_account_is_none_of_it(visitor) -> None:
    page, other = visitor.page, account_with_draft(visitor, "who-stays")
    page.evaluate("new BroadcastChannel('mlfym.left').postMessage({ account: 'another account' })")
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    expect(other.locator("#id_page")).to_have_value(DRAFT)
    assert other.evaluate(DRAFTS) == 1


def test_a_browser_that_cannot_tell_its_tabs_runs_the_rest(visitor) -> None:
    visitor.context.add_init_script("delete window.BroadcastChannel")
    page = tab_with_draft(visitor)
    ask_to_be_forgotten(page, visitor.address)
    assert page.evaluate(DRAFTS) == 0
