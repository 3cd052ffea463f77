"""The door of the photograph, with JavaScript and without."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import expect_music


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium without a camera."""
    return launch(autoplay=False)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_photo_brings_a_list(browser, visit, photo: Path, script: bool) -> None:
    visitor = visit(browser, viewport=PHONE, java_script_enabled=script)
    page = visitor.open("/photo/")
    page.set_input_files('#main input[type="file"]', str(photo))
    page.locator("#main form button.button--primary").click()
    confirm = page.locator("[data-confirm-form]")
    expect(confirm).to_be_visible()
    assert page.locator("[data-confirm-sentence]").inner_text().endswith("?")
    confirm.locator("button.button--primary").click()
    expect(page.locator("#songs .song")).not_to_have_count(0)
    if script:
        expect_music(page)
    assert visitor.complaints == []


def test_a_file_that_is_no_picture_is_told_so(browser, visit, tmp_path: Path) -> None:
    path = tmp_path / "notes.jpg"
    path.write_text("not a picture", encoding="utf-8")
    page = visit(browser, viewport=DESKTOP).open("/photo/")
    page.set_input_files('#main input[type="file"]', str(path))
    page.locator("#main form button.button--primary").click()
    expect(
        page.locator('#main [role="alert"], #main .notice--warn, #main .field__error').first
    ).to_be_visible()
    expect(page.locator('#main input[type="file"]')).to_be_visible()
