"""What the face door says when the camera or the line fails, and that it lets go of both."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.fake_camera import film_of_nobody, film_of_photo

# Stands in for the camera of a machine: the one thing here that no page can bring about.
REFUSE = """
navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("no", "{name}"));
"""
NEVER = "navigator.mediaDevices.getUserMedia = () => new Promise(() => {});"
LATE = """
const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wish) => {
  await new Promise((resolve) => { window.say_yes = resolve; });
  window.late = await real(wish);
  return window.late;
};
"""
NO_API = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });"
INSECURE = NO_API + "Object.defineProperty(window, 'isSecureContext', { value: false });"


@pytest.fixture(scope="module")
def browser(launch, tmp_path_factory: pytest.TempPathFactory):
    """Return a Chromium whose camera shows an empty wall."""
    return launch(film_of_nobody(tmp_path_factory.mktemp("camera") / "nobody.mjpeg"))


def start(page: Page) -> None:
    """Agree and start."""
    page.locator('input[name="consent"]').check()
    page.locator("[data-start]").click()


def expect_trouble(page: Page, words: str) -> None:
    """Wait for a kind word and the way to the other doors."""
    trouble = page.locator("[data-trouble]")
    expect(trouble).to_be_visible()
    expect(trouble).to_contain_text(words)
    expect(trouble.locator('a[href="/photo/"]')).to_be_visible()
    expect(trouble.locator('a[href="/tiles/"]')).to_be_visible()
    expect_dark(page)


def expect_dark(page: Page) -> None:
    """Check that the camera is closed."""
    assert page.evaluate("document.querySelector('[data-video]').srcObject") is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NotAllowedError", "as you chose"),
        ("NotFoundError", "found no camera"),
        ("NotReadableError", "Another program"),
        ("TypeError", "did not open"),
    ],
)
def test_a_camera_that_does_not_open(browser, visit, name: str, words: str) -> None:
    visitor = visit(browser, viewport=PHONE)
    visitor.page.add_init_script(REFUSE.replace("{name}", name))
    page = visitor.open("/face/")
    start(page)
    expect_trouble(page, words)
    assert visitor.complaints == []


@pytest.mark.parametrize(
    ("script", "words"), [(NO_API, "found no camera"), (INSECURE, "secure address")]
)
def test_a_browser_that_has_no_camera_to_give(browser, visit, script: str, words: str) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    visitor.page.add_init_script(script)
    page = visitor.open("/face/")
    start(page)
    expect_trouble(page, words)
    expect(page.locator("[data-start]")).to_be_hidden()  # trying again would not help


def test_a_question_that_nobody_answers(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    visitor.page.add_init_script(NEVER)
    visitor.page.clock.install()
    page = visitor.open("/face/")
    start(page)
    expect(page.locator("[data-hint]")).to_contain_text("allow it")
    page.clock.fast_forward(25_000)
    expect_trouble(page, "was not answered")


def test_a_yes_after_stop_does_not_open_the_camera(browser, visit) -> None:
    visitor = visit(browser, viewport=DESKTOP)
    visitor.page.add_init_script(LATE)
    page = visitor.open("/face/")
    start(page)
    page.locator("[data-stop]").click()
    page.evaluate("window.say_yes()")
    page.wait_for_function("() => window.late?.getTracks().every(t => t.readyState === 'ended')")
    expect_dark(page)


def test_nobody_before_the_camera_is_told_so(browser, visit) -> None:
    page = visit(browser, viewport=PHONE).open("/face/")
    start(page)
    expect(page.locator("[data-hint]")).to_contain_text("cannot see a face")
    expect(page.locator("[data-sign]")).to_have_text("The camera is on")
    expect(page.locator("[data-stop]")).to_be_in_viewport()


def test_going_elsewhere_closes_the_camera(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/face/")
    start(page)
    expect(page.locator("[data-sign]")).to_have_text("The camera is on")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(page.locator("[data-note]")).to_contain_text("the camera closed")
    expect_dark(page)


def test_a_camera_that_is_pulled_out(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/face/")
    start(page)
    expect(page.locator("[data-sign]")).to_have_text("The camera is on")
    page.evaluate(
        "document.querySelector('[data-video]').srcObject.getTracks()[0]"
        ".dispatchEvent(new Event('ended'))"
    )
    expect_trouble(page, "switched off")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4403, "consent was too long ago"),
        (4408, "could not settle"),
        (4503, "switched off"),
        (4509, "Many people"),
    ],
)
def test_a_server_that_hangs_up_says_why(browser, visit, code: int, words: str) -> None:
    visitor = visit(browser, viewport=PHONE)
    visitor.page.route_web_socket("**/ws/face/", lambda line: line.close(code=code))
    page = visitor.open("/face/")
    start(page)
    expect_trouble(page, words)


def test_a_line_that_breaks_is_tried_once_more(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    calls: list[object] = []

    def answer(line) -> None:
        calls.append(line)
        line.close(code=4000)

    visitor.page.route_web_socket("**/ws/face/", answer)
    page = visitor.open("/face/")
    start(page)
    expect_trouble(page, "line to the server broke")
    assert len(calls) == 2


def test_a_line_that_broke_once_is_picked_up(
    launch, visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    film = film_of_photo(tmp_path_factory.mktemp("camera") / "face.mjpeg")
    visitor = visit(launch(film), viewport=DESKTOP)
    calls: list[object] = []

    def answer(line) -> None:
        calls.append(line)
        if len(calls) == 1:
            line.close(code=4000)
        else:
            line.connect_to_server()

    visitor.page.route_web_socket("**/ws/face/", answer)
    page = visitor.open("/face/")
    start(page)
    expect(page.locator("[data-confirm-form]")).to_be_visible()
    expect_dark(page)


def test_it_can_be_started_again_after_trouble(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    visitor.page.add_init_script(
        "const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "let first = true;"
        "navigator.mediaDevices.getUserMedia = (wish) => first"
        " ? (first = false, Promise.reject(new DOMException('no', 'NotReadableError')))"
        " : real(wish);"
    )
    page = visitor.open("/face/")
    start(page)
    expect_trouble(page, "Another program")
    expect(page.locator('input[name="consent"]')).not_to_be_checked()
    start(page)
    expect(page.locator("[data-trouble]")).to_be_hidden()
    expect(page.locator("[data-sign]")).to_have_text("The camera is on")
