"""What a person does on the pages, in words."""

from playwright.sync_api import Locator, Page, expect

PLAYED_SECONDS = 1.0


def titles(page: Page) -> list[str]:
    """Return the titles of the list on the page."""
    return page.locator("#songs .song__title").all_inner_texts()


def now_playing(page: Page) -> str:
    """Return the title in the player's bar."""
    return page.locator("#player-title").inner_text()


def clock(page: Page) -> float:
    """Return the player's place in the song, in seconds."""
    return float(page.evaluate("document.getElementById('audio').currentTime"))


def expect_music(page: Page) -> None:
    """Wait until the song really advances."""
    page.wait_for_function(
        "from => { const a = document.getElementById('audio');"
        " return !a.paused && a.currentTime > from }",
        arg=clock(page) + PLAYED_SECONDS,
        timeout=20_000,
    )


def tap_mood(page: Page, mood: str) -> None:
    """Choose one of the six tiles and wait for its list."""
    page.locator(f'#main button[value="{mood}"]').click()
    expect(page.locator("#songs")).to_be_visible()


def answer_all(page: Page, choice: int = -1) -> int:
    """Give each question its ``choice``-th answer and mix anew; returns how many there were."""
    questions = page.locator("#questions fieldset")
    expect(questions.first).to_be_visible()
    count = questions.count()
    for index in range(count):
        labels: Locator = questions.nth(index).locator("label")
        labels.nth(choice % labels.count()).click()
    before = page.url
    page.locator("#questions button.button--primary").click()
    page.wait_for_function("old => location.href !== old", arg=before)
    expect(page.locator("#songs")).to_be_visible()
    return count


def sign_up(page: Page, address: str, name: str) -> None:
    """Make an account and wait until the header knows it."""
    page.goto(f"{address}/account/sign-up/")
    page.fill('input[name="username"]', name)
    for field in page.locator('#main input[type="password"]').all():
        field.fill("a-quiet-room-1")
    page.locator("#main form button.button--primary").click()
    expect(page.locator("#site-header")).to_contain_text(name)
