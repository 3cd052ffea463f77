"""The microphone of the pages to write on: what is spoken stands in the field."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import fake_speech
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import arrived, expect_music
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep
from tests.browser.test_sentence import WORDS, heard, say


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


def listener(visit, browser, script: str = fake_speech.SCRIPT, **options) -> Page:
    """Open the sentence page in a browser that listens as the script does."""
    visitor = visit(browser, **{"viewport": DESKTOP, **options})
    visitor.context.add_init_script(script)
    return visitor.open("/sentence/")


def press_speak(page: Page) -> None:
    """Press the microphone."""
    page.locator("[data-mic-button]").click()


def expect_said(page: Page, words: str) -> None:
    """Wait until the microphone says so of itself."""
    expect(page.locator("[data-mic-state]")).to_contain_text(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_spoken_sentence_brings_music(browser, visit, size: str, language: str) -> None:
    page = listener(
        visit, browser, viewport=SIZES[size], locale=LANGUAGES[language], bypass_csp=True
    )
    press_speak(page)
    expect(page.locator("[data-mic-ask]")).to_be_visible()
    keep(page, f"sentence-microphone-{size}-{language}")
    expect_whole(page)
    assert page.evaluate("window.ear") is None
    page.locator("[data-mic-yes]").click()
    assert page.evaluate("window.ear.lang") == LANGUAGES[language]
    expect(page.locator("[data-mic-button]")).to_have_attribute("aria-pressed", "true")
    expect_whole(page)
    page.evaluate("text => { ear.hear(text); ear.end(); }", WORDS[language])
    expect(page.locator("#id_text")).to_have_value(WORDS[language])
    expect(page.locator("#id_text")).to_be_focused()
    expect(page.locator("[data-mic-button]")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Enter")
    heard(page, WORDS[language])
    expect_music(page)


def test_it_asks_once_and_remembers_in_this_browser_alone(browser, visit) -> None:
    page = listener(visit, browser)
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    page.evaluate("ear.end()")
    page.reload()
    press_speak(page)
    expect(page.locator("[data-mic-ask]")).to_be_hidden()
    assert page.evaluate("window.ears") == 1
    assert "microphone" not in "".join(each["name"] for each in page.context.cookies())


def test_no_opens_nothing_and_is_asked_again(browser, visit) -> None:
    page = listener(visit, browser)
    press_speak(page)
    page.locator("[data-mic-no]").click()
    expect(page.locator("[data-mic-ask]")).to_be_hidden()
    expect(page.locator("[data-mic-button]")).to_be_focused()
    press_speak(page)
    expect(page.locator("[data-mic-ask]")).to_be_visible()
    assert page.evaluate("window.ears") is None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("no-speech", "I heard nothing"),
        ("not-allowed", "stays closed"),
        ("service-not-allowed", "stays closed"),
        ("audio-capture", "no microphone here"),
        ("network", "cannot reach its speech service"),
        ("language-not-supported", "in this language"),
        ("something new", "did not open"),
    ],
)
def test_what_goes_wrong_is_said(browser, visit, error: str, said: str) -> None:
    page = listener(visit, browser)
    page.fill("#id_text", "I am")
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    page.evaluate("error => ear.fail(error)", error)
    expect_said(page, said)
    expect(page.locator("#id_text")).to_have_value("I am")
    expect(page.locator("[data-mic-button]")).to_have_attribute("aria-pressed", "false")


def test_silence_is_said(browser, visit) -> None:
    page = listener(visit, browser)
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    expect_said(page, "listening")
    page.keyboard.press("Escape")
    expect_said(page, "I heard nothing")


def test_one_that_does_not_start_is_said(browser, visit) -> None:
    page = listener(visit, browser, fake_speech.SCRIPT + "window.earBroken = true;")
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    expect_said(page, "did not open")


def test_what_was_typed_stays_before_what_is_said(browser, visit) -> None:
    page = listener(visit, browser)
    page.fill("#id_text", "Today ")
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    page.evaluate("ear.hear('I am ')")
    page.evaluate("ear.hear('I am ', 'so sad')")
    expect(page.locator("#id_text")).to_have_value("Today I am so sad")
    expect(page.locator("[data-count]")).to_have_text("17 / 500")
    press_speak(page)
    assert page.evaluate("window.ear") is None


def test_the_music_waits_while_someone_speaks(browser, visit) -> None:
    page = listener(visit, browser)
    say(page, WORDS["en"])
    expect_music(page)
    page.locator('#site-header a[href="/"]').click()
    expect(page).to_have_url(re.compile(r"//[^/]+/$"))
    arrived(page)
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    page.wait_for_function("() => document.getElementById('audio').paused")
    page.evaluate("ear.end()")
    expect_music(page)


def test_the_microphone_closes_when_the_page_goes(browser, visit) -> None:
    page = listener(visit, browser)
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    page.locator('#site-header a[href="/tiles/"]').click()
    page.wait_for_url("**/tiles/")
    page.wait_for_function("() => window.ear === null")


@pytest.mark.parametrize(("path", "field"), [("/diary/", "id_page"), ("/photo/", "id_text")])
def test_other_pages_to_write_on_listen_too(browser, visit, path: str, field: str) -> None:
    page = listener(visit, browser, viewport=PHONE, bypass_csp=True)
    page.goto(page.url.replace("/sentence/", path))
    press_speak(page)
    expect_whole(page)
    page.locator("[data-mic-yes]").click()
    page.evaluate("() => { ear.hear('I am so sad'); ear.end(); }")
    expect(page.locator(f"#{field}")).to_have_value("I am so sad")


def test_where_the_browser_cannot_listen_no_button_shows(browser, visit) -> None:
    page = listener(visit, browser, fake_speech.NONE)
    expect(page.locator("#id_text")).to_be_visible()
    expect(page.locator("[data-mic]")).to_be_hidden()
