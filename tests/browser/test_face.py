"""The main job: a face becomes a playlist that plays, and answers make it better."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.fake_camera import film_of_photo, film_of_video
from tests.browser.steps import (
    answer_all,
    arrived,
    expect_music,
    expect_same_song,
    hold_song,
    now_playing,
    sign_up,
    titles,
)
from tests.conftest import SHARED


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a film of a face: the shared video, or a photograph where that folder is absent."""
    film = tmp_path_factory.mktemp("camera") / "face.mjpeg"
    video = SHARED / "data/scenes/fer_woman2.mp4"
    return film_of_video(video, film) if video.exists() else film_of_photo(film)


@pytest.fixture(scope="module")
def browser(launch, camera: Path):
    """Return a Chromium that sees the face."""
    return launch(camera)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_face_to_a_better_list(browser, visit, size) -> None:
    visitor = visit(browser, viewport=size)
    page = visitor.open("/")
    page.locator('#main a[href="/face/"]').first.click()

    # The camera waits for a yes.
    expect(page.locator("[data-start]")).to_be_disabled()
    consent = page.locator('input[name="consent"]')
    expect(consent).not_to_be_checked()
    consent.check()
    page.locator("[data-start]").click()
    expect(page.locator('[data-view="live"]')).to_be_visible()

    # The mood settles, and the camera closes by itself.
    confirm = page.locator("[data-confirm-form]")
    expect(confirm).to_be_visible()
    assert page.locator("[data-confirm-sentence]").inner_text().endswith("?")
    assert page.locator("[data-confirm-others] button").count() == 5
    assert page.evaluate("document.querySelector('[data-video]').srcObject") is None

    # The default list plays at once and says why.
    confirm.locator("button.button--primary").click()
    expect(page.locator("#songs")).to_be_visible()
    arrived(page)
    expect_music(page)
    first = titles(page)
    assert len(first) >= 8
    page.locator(".why summary").first.click()
    expect(page.locator(".reasons li").first).to_be_visible()

    # Three answers change the list, not the song that plays.
    playing = now_playing(page)
    hold_song(page)
    page.locator('#fit form[action$="/questions/"] button').click()
    asked = answer_all(page)
    assert 1 <= asked <= 3
    expect_same_song(page, playing)
    second = titles(page)
    assert second != first
    assert set(second) != set(first)
    assert playing not in second
    page.locator(".why summary").first.click()
    expect(page.locator(".reasons li").first).to_be_visible()

    # It can be refined again.
    page.locator('#fit form[action$="/questions/"] button').click()
    answer_all(page, choice=0)
    assert titles(page) != second

    # A like survives sign-up.
    row = page.locator("#songs .song").first
    liked = row.locator(".song__title").inner_text()
    with page.expect_response("**/rate/"):
        row.locator('[data-rate="like"]').click()
    expect(row.locator('[data-rate="like"]')).to_have_attribute("aria-pressed", "true")
    here = page.url
    sign_up(page, visitor.address, f"listener-{size['width']}")
    page.goto(here)
    row = page.locator("#songs .song", has_text=liked)
    expect(row.locator('[data-rate="like"]')).to_have_attribute("aria-pressed", "true")
    assert visitor.complaints == []


def test_the_camera_closes_when_one_leaves(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/face/")
    page.locator('input[name="consent"]').check()
    page.locator("[data-start]").click()
    expect(page.locator("[data-sign]")).to_have_text("The camera is on")
    page.evaluate("window.seen = document.querySelector('[data-video]').srcObject")
    page.locator('#site-header a[href="/tiles/"]').first.click()
    expect(page.locator('#main button[value="joy"]')).to_be_visible()
    states = page.evaluate("window.seen.getTracks().map(track => track.readyState)")
    assert states == ["ended"]


def test_stop_is_in_reach(browser, visit) -> None:
    page = visit(browser, viewport=PHONE).open("/face/")
    page.locator('input[name="consent"]').check()
    page.locator("[data-start]").click()
    page.locator("[data-stop]").click()
    expect(page.locator('input[name="consent"]')).to_be_visible()
    assert page.evaluate("document.querySelector('[data-video]').srcObject") is None
