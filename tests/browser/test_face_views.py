"""Every state of the face and photo doors: whole, and no serious finding of axe."""

import cv2
import pytest
from playwright.sync_api import Page, expect
from skimage import data

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.fake_camera import film_of_nobody, film_of_photo
from tests.browser.test_pages import expect_whole, keep


@pytest.fixture(scope="module")
def empty_room(launch, tmp_path_factory: pytest.TempPathFactory):
    """Return a Chromium whose camera shows an empty wall."""
    return launch(film_of_nobody(tmp_path_factory.mktemp("camera") / "nobody.mjpeg"))


@pytest.fixture(scope="module")
def someone(launch, tmp_path_factory: pytest.TempPathFactory):
    """Return a Chromium whose camera shows a face."""
    return launch(film_of_photo(tmp_path_factory.mktemp("camera") / "face.mjpeg"))


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Return a colour scheme."""
    return str(request.param)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def look(request: pytest.FixtureRequest, scheme: str) -> dict[str, object]:
    """Return a window in a colour scheme."""
    return {"viewport": request.param, "color_scheme": scheme}


def start(page: Page) -> None:
    """Agree and start."""
    page.locator('input[name="consent"]').check()
    page.locator("[data-start]").click()


def name_of(state: str, look: dict) -> str:
    return f"{state}-{look['viewport']['width']}-{look['color_scheme']}"


def test_while_it_looks(empty_room, visit, look: dict) -> None:
    page = visit(empty_room, **look).open("/face/")
    start(page)
    expect(page.locator("[data-hint]")).to_contain_text("cannot see a face")
    expect(page.locator("[data-stop]")).to_be_focused()
    expect_whole(page)
    keep(page, name_of("face-live", look))


def test_when_it_was_stopped(empty_room, visit, look: dict) -> None:
    page = visit(empty_room, **look).open("/face/")
    start(page)
    page.keyboard.press("Enter")  # the keyboard stands on Stop
    expect(page.locator("[data-note]")).to_contain_text("Nothing was kept")
    expect(page.locator('input[name="consent"]')).to_be_focused()
    expect_whole(page)
    keep(page, name_of("face-stopped", look))


def test_when_the_line_is_off(empty_room, visit, look: dict) -> None:
    visitor = visit(empty_room, **look)
    visitor.page.route_web_socket("**/ws/face/", lambda line: line.close(code=4509))
    page = visitor.open("/face/")
    start(page)
    expect(page.locator("[data-trouble]")).to_be_visible()
    expect_whole(page)
    keep(page, name_of("face-trouble", look))


def test_when_it_has_settled(someone, visit, look: dict) -> None:
    page = visit(someone, **look).open("/face/")
    start(page)
    expect(page.locator("[data-confirm-form]")).to_be_visible()
    expect(page.locator("[data-confirm-sentence]")).to_be_focused()
    expect_whole(page)
    keep(page, name_of("face-settled", look))


def test_a_photo_that_was_read(empty_room, visit, look: dict, tmp_path) -> None:
    path = tmp_path / "me.jpg"
    cv2.imwrite(str(path), cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR))
    page = visit(empty_room, **look).open("/photo/")
    page.set_input_files('#main input[type="file"]', str(path))
    expect(page.locator("#photo-preview img")).to_be_visible()
    expect_whole(page)
    keep(page, name_of("photo-chosen", look))
    page.locator("#main form button.button--primary").click()
    expect(page.locator("[data-confirm-form]")).to_be_visible()
    expect_whole(page)
    keep(page, name_of("photo-result", look))
