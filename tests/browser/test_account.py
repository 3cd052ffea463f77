"""The account page: a language that counts at once, on the whole page, while the music goes on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import arrived, expect_music, sign_up, tap_mood
from tests.browser.test_pages import expect_whole, keep


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch()


def test_a_language_counts_on_the_whole_page(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    sign_up(visitor.page, visitor.address, "minji")
    page = visitor.open("/tiles/")
    tap_mood(page, "joy")
    expect_music(page)
    page.locator("#site-header .menu summary").click()
    page.locator('#site-header a[href="/account/"]').click()
    page.select_option('select[name="language"]', "ko")
    page.locator("#account-language button").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("#player")).to_have_attribute("aria-label", "플레이어")
    expect_music(page)
    elsewhere = visit(browser, viewport=PHONE)
    elsewhere.open("/account/sign-in/")
    elsewhere.page.fill('input[name="username"]', "minji")
    elsewhere.page.fill('input[name="password"]', "a-quiet-room-1")
    elsewhere.page.locator("#main form button.button--primary").click()
    elsewhere.page.wait_for_url(f"{visitor.address}/")
    arrived(elsewhere.page)
    elsewhere.open("/likes/")
    expect(elsewhere.page.locator("html")).to_have_attribute("lang", "ko")


def test_a_long_address_fits_and_every_session_ends(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE, bypass_csp=True)
    sign_up(visitor.page, visitor.address, "longmail")
    page = visitor.open("/account/email/")
    page.fill('input[name="email"]', f"{'long.' * 10}address@example.org")
    page.fill('input[name="password"]', "a-quiet-room-1")
    page.locator("#main form button.button--primary").click()
    page.wait_for_url("**/account/")
    arrived(page)
    for path in ("/account/", "/account/email/"):
        visitor.open(path)
        keep(page, f"long-address{path.replace('/', '-')}")
        expect_whole(page)
    visitor.open("/account/")
    page.locator('#main form[action$="/sign-out-everywhere/"] button').click()
    page.wait_for_url(f"{visitor.address}/")
    arrived(page)
    page.goto(visitor.address + "/account/password/")
    assert "/account/sign-in/" in page.url
    assert visitor.complaints == []
