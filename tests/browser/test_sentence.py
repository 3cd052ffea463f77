"""The door of a sentence: typed or spoken, from an empty line to music."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import fake_speech
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.steps import expect_music, now_playing, titles
from tests.browser.test_pages import LANGUAGES, SIZES, expect_whole, keep

WORDS = {
    "en": "I am so sad, I cried all evening.",
    "ko": "너무 슬퍼서 하루 종일 울었다.",
}
PLAIN = "a"


@pytest.fixture(scope="module")
def browser(launch):
    """Return a Chromium that, like real ones, has no leave to play by itself."""
    return launch(autoplay=False)


def say(page: Page, text: str) -> None:
    """Write into the line and send it."""
    page.fill("#id_text", text)
    page.locator("#main .line-form [type=submit]").click()


def heard(page: Page, text: str) -> None:
    """Wait for the page that says what was heard in these words."""
    expect(page.locator(".heard__words")).to_have_text(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_sentence_brings_music(browser, visit, size: str, language: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], locale=LANGUAGES[language], bypass_csp=True)
    page = visitor.open("/sentence/")
    expect_whole(page)
    say(page, WORDS[language])
    heard(page, WORDS[language])
    expect_music(page)
    assert len(titles(page)) == 5
    assert now_playing(page) == titles(page)[0]
    assert page.locator("#main h1").inner_text().endswith("?")
    expect(page.locator(".pair")).to_have_count(5)
    page.wait_for_url("**/lists/*/")
    keep(page, f"sentence-heard-{size}-{language}")
    expect_whole(page)
    assert visitor.complaints == []


def test_the_line_on_the_home_page_leads_to_the_same(browser, visit) -> None:
    visitor = visit(browser, viewport=PHONE)
    page = visitor.open("/")
    page.evaluate("window.sameDocument = true")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    expect_music(page)
    assert page.evaluate("window.sameDocument") is True
    assert visitor.complaints == []


def test_another_mood_makes_another_list_with_the_same_words(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    before = titles(page)
    page.locator('#main button[value="joy"]').click()
    expect(page.locator("#main h1")).to_have_text("You call it: Joy")
    heard(page, WORDS["en"])
    assert titles(page) != before
    expect_music(page)


@pytest.mark.parametrize("size", SIZES)
def test_where_it_is_unsure_a_tile_starts_the_music(browser, visit, size: str) -> None:
    visitor = visit(browser, viewport=SIZES[size], bypass_csp=True)
    page = visitor.open("/sentence/")
    say(page, PLAIN)
    heard(page, PLAIN)
    keep(page, f"sentence-unsure-{size}")
    expect_whole(page)
    expect(page.locator("#songs")).to_have_count(0)
    page.locator('#main .tile[value="peace"]').click()
    expect(page.locator("#songs .song")).to_have_count(5)
    expect_music(page)
    assert visitor.complaints == []


def test_the_list_is_there_again_after_a_reload_without_the_words(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    songs = titles(page)
    page.wait_for_url("**/lists/*/")
    page.reload()
    assert titles(page) == songs
    assert WORDS["en"] not in page.locator("#main").inner_text()


def test_more_is_a_whole_list_and_the_song_goes_on(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    say(page, WORDS["en"])
    expect_music(page)
    playing = now_playing(page)
    page.locator('#main form[action$="/whole/"] button').click()
    expect(page.locator("#songs .song").nth(7)).to_be_visible()
    assert now_playing(page) == playing
    expect_music(page)


def test_too_much_is_told_before_it_is_sent_and_after(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, bypass_csp=True).open("/sentence/")
    say(page, "x" * 501)
    expect(page.locator("#id_text:invalid")).to_be_visible()
    page.evaluate("document.querySelector('.line-form').noValidate = true")
    page.locator("#main .line-form [type=submit]").click()
    expect(page.locator("#id_text_error")).to_contain_text("501")
    expect(page.locator("#id_text")).to_have_value("x" * 501)
    expect(page.locator("#id_text")).to_be_focused()
    expect_whole(page)


def test_a_sentence_of_500_characters_has_room(browser, visit) -> None:
    page = visit(browser, viewport=PHONE, bypass_csp=True).open("/sentence/")
    text = f"{WORDS['en']} ".ljust(500, "o")
    say(page, text)
    heard(page, text)
    keep(page, "sentence-long")
    expect_whole(page)


def test_without_javascript(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP, java_script_enabled=False).open("/")
    expect(page.locator("[data-mic]")).to_be_hidden()
    say(page, WORDS["en"])
    heard(page, WORDS["en"])
    expect(page.locator("#songs audio[controls]")).to_have_count(5)
    page.locator('#main button[value="peace"]').click()
    expect(page.locator("#main h1")).to_have_text("You call it: Peace")


def test_by_keyboard_alone(browser, visit) -> None:
    page = visit(browser, viewport=DESKTOP).open("/sentence/")
    page.focus("#id_text")
    page.keyboard.type(WORDS["en"])
    page.keyboard.press("Enter")
    heard(page, WORDS["en"])
    expect_music(page)


# The microphone


def listener(visit, browser, script: str = fake_speech.SCRIPT, **options) -> Page:
    """Open the sentence page in a browser that listens as the script does."""
    visitor = visit(browser, **{"viewport": DESKTOP, **options})
    visitor.context.add_init_script(script)
    return visitor.open("/sentence/")


def press_speak(page: Page) -> None:
    """Press the microphone."""
    page.locator("[data-mic-button]").click()


def state(page: Page) -> str:
    """Return what the microphone says of itself."""
    return page.locator("[data-mic-state]").inner_text()


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
    assert said in state(page)
    expect(page.locator("#id_text")).to_have_value("I am")
    expect(page.locator("[data-mic-button]")).to_have_attribute("aria-pressed", "false")


def test_silence_is_said(browser, visit) -> None:
    page = listener(visit, browser)
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    assert "listening" in state(page)
    page.keyboard.press("Escape")
    assert "I heard nothing" in state(page)


def test_one_that_does_not_start_is_said(browser, visit) -> None:
    page = listener(visit, browser, fake_speech.SCRIPT + "window.earBroken = true;")
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    assert "did not open" in state(page)


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
    page.wait_for_url("**/")
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    assert page.evaluate("document.getElementById('audio').paused") is True
    page.evaluate("ear.end()")
    expect_music(page)


def test_the_microphone_closes_when_the_page_goes(browser, visit) -> None:
    page = listener(visit, browser)
    press_speak(page)
    page.locator("[data-mic-yes]").click()
    page.locator('#site-header a[href="/tiles/"]').click()
    page.wait_for_url("**/tiles/")
    page.wait_for_function("() => window.ear === null")


def test_where_the_browser_cannot_listen_no_button_shows(browser, visit) -> None:
    page = listener(visit, browser, fake_speech.NONE)
    expect(page.locator("#id_text")).to_be_visible()
    expect(page.locator("[data-mic]")).to_be_hidden()
