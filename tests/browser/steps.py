"""What a person does on the pages, in words.

A person acts on a page that has come to rest and looks until they see what they wait for; so do the
tests. What is read or pressed without waiting is so after ``arrived``: when nothing is under way
any more, and the site's scripts have taken up the page that was swapped in.
"""

from collections.abc import Sequence
from itertools import count

from playwright.sync_api import Locator, Page, expect

PLAYED_SECONDS = 1.0
# Whether one song has played for so long since the first look of this wait, and without a pause.
PLAYS = """
([wait, seconds]) => {
  const { src, currentTime, paused } = document.getElementById("audio");
  const before = window.heardSince;
  const goesOn = before?.wait === wait && before.src === src && before.at <= currentTime;
  if (paused || !goesOn) window.heardSince = { wait, src, at: currentTime };
  else return currentTime > before.at + seconds;
}
"""
_waits = count()


def titles(page: Page) -> list[str]:
    """Return the titles of the list on the page."""
    return page.locator("#songs .song__title").all_inner_texts()


def expect_titles(page: Page, wanted: Sequence[str]) -> None:
    """Wait until the list on the page is of these songs."""
    expect(page.locator("#songs .song__title")).to_have_text(list(wanted), use_inner_text=True)


def now_playing(page: Page) -> str:
    """Return the title in the player's bar."""
    return page.locator("#player-title").inner_text()


def expect_now_playing(page: Page, title: str) -> None:
    """Wait until the player's bar has this title."""
    expect(page.locator("#player-title")).to_have_text(title)


def clock(page: Page) -> float:
    """Return the player's place in the song, in seconds."""
    return float(page.evaluate("document.getElementById('audio').currentTime"))


def expect_music(page: Page) -> None:
    """Wait until a song really advances."""
    page.wait_for_function(PLAYS, arg=[next(_waits), PLAYED_SECONDS])


def hold_song(page: Page) -> None:
    """Let the song that plays never end: a busy machine would come to the next one meanwhile."""
    page.evaluate(
        "() => { const audio = document.getElementById('audio'); audio.loop = true;"
        " window.begun = 0; audio.addEventListener('loadstart', () => { window.begun += 1; }); }"
    )


def expect_same_song(page: Page, title: str) -> None:
    """Fail unless the song that was held plays on, and was not begun anew."""
    expect_now_playing(page, title)
    assert page.evaluate("window.begun") == 0
    expect_music(page)


def arrived(page: Page) -> None:
    """Wait until the site's scripts have taken up the page that was swapped in."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def go_back(page: Page) -> None:
    """Go back as the browser's button does, and wait until the page from before is in its place."""
    page.evaluate(
        "() => { window.restored = false; document.addEventListener('htmx:historyRestore',"
        " () => { window.restored = true; }, { once: true }); }"
    )
    page.go_back()
    page.wait_for_function("() => window.restored")


def tap_mood(page: Page, mood: str) -> None:
    """Choose one of the six tiles and wait for its list."""
    page.locator(f'#main button[value="{mood}"]').click()
    expect(page.locator("#songs")).to_be_visible()
    arrived(page)


def look_for(page: Page, text: str) -> None:
    """Write into the box that has the focus, and wait for the list below it.

    At one go: of what is typed letter by letter on a busy machine several lists come, and the last
    may come after a song was chosen in the one before.
    """
    page.keyboard.insert_text(text)
    expect(page.locator("[role=option]").first).to_be_visible()


def answer_all(page: Page, choice: int = -1) -> int:
    """Give each question its ``choice``-th answer and mix anew; returns how many there were."""
    questions = page.locator("#questions fieldset")
    expect(questions.first).to_be_visible()
    arrived(page)
    number = questions.count()
    for index in range(number):
        labels: Locator = questions.nth(index).locator("label")
        labels.nth(choice % labels.count()).click()
    before = page.url
    page.locator("#questions button.button--primary").click()
    expect(page).not_to_have_url(before)
    expect(page.locator("#songs")).to_be_visible()
    arrived(page)
    return number


def sign_up(page: Page, address: str, name: str) -> None:
    """Make an account and wait until the header knows it."""
    page.goto(f"{address}/account/sign-up/")
    page.fill('input[name="username"]', name)
    for field in page.locator('#main input[type="password"]').all():
        field.fill("a-quiet-room-1")
    page.locator("#main form button.button--primary").click()
    expect(page.locator("#site-header")).to_contain_text(name)
    arrived(page)
