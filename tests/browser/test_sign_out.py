"""Signing out takes the account's music along."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps import expect_music, sign_up, tap_mood


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium."""
    return launch(autoplay=False)


def test_the_queue_leaves_with_the_account(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    page = visitor.open("/tiles/")
    tap_mood(page, "peace")
    expect_music(page)
    sign_up(page, visitor.address, "leaver")
    expect(page.locator("#player-title")).not_to_have_text("")
    page.goto(f"{visitor.address}/account/")
    page.locator('#main form[action$="/sign-out/"] button').click()
    expect(page.locator("#player")).to_be_hidden()
    page.wait_for_function("() => document.getElementById('audio').paused")
    page.reload()
    expect(page.locator("#player")).to_be_hidden()
    assert visitor.complaints == []
