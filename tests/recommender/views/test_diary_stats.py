"""GET /diary/stats/: moods over weeks, by weekday and by hour, and what was played."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from emotion.moods import MOODS
from mlfym.accounts.models import Listener, User
from recommender.diary.songs import entry_give_songs
from recommender.feedback import Played, record_events
from recommender.models import Event
from tests.emotion.diary.pages import HAPPY, SAD, close_words, page

URL = "/diary/stats/"


def tables(html: str) -> list[list[list[str]]]:
    """Return the rows of figures of each table."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    rows = [re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL) for body in bodies]
    return [[re.findall(r"<td>(\d+)</td>", row) for row in table] for table in rows]


def test_every_chart_has_its_table(guest_client: Client, guest: Listener) -> None:
    page(guest, SAD, timezone.localdate(), hour=9)
    page(guest, HAPPY, timezone.localdate(), hour=22)
    html = guest_client.get(URL).content.decode()
    weeks, days, hours = tables(html)
    assert [len(table) for table in (weeks, days, hours)] == [12, 7, 24]
    assert weeks[-1] == ["0", "0", "1", "0", "1", "0"]
    assert hours[9] == ["0", "0", "1", "0", "0", "0"]
    assert hours[22] == ["0", "0", "0", "0", "1", "0"]
    for mood in MOODS:
        assert f'<th scope="col">{mood.capitalize()}</th>' in html


def test_the_bars_are_drawn_without_styles(guest_client: Client, guest: Listener) -> None:
    page(guest, SAD, timezone.localdate())
    html = guest_client.get(URL).content.decode()
    assert re.search(r'<rect class="mood-sadness" x="0" width="10" y="0.0" height="100.0"/>', html)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_figures_of_a_drawing_are_not_spelled_in_a_language(
    guest_client: Client, guest: Listener, language: str
) -> None:
    for back in range(3):
        page(guest, SAD if back else HAPPY, timezone.localdate() - timedelta(days=back))
    html = guest_client.get(URL, headers={"accept-language": language}).content.decode()
    figures = re.findall(r'(?:y|height)="([^"]+)"', "".join(re.findall(r"<rect[^>]*>", html)))
    assert figures and all(0 <= float(figure) <= 100 for figure in figures)


def test_an_empty_diary_says_what_will_stand_here(client: Client, db: None) -> None:
    html = client.get(URL).content.decode()
    assert "nothing to count yet" in html
    assert 'class="chart' not in html
    assert not Listener.objects.exists()


def test_pages_without_a_mood_are_said(
    guest_client: Client, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    page(guest, SAD, timezone.localdate())
    assert "One page has no mood yet" in guest_client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("asked", "weeks"), [("26", 26), ("52", 52), ("", 12), ("-1", 12), ("10**9", 12), ("\0", 12)]
)
def test_one_may_look_further_back(client: Client, db: None, asked: str, weeks: int) -> None:
    response = client.get(URL, {"weeks": asked})
    assert response.context["chosen"] == weeks
    assert len(response.context["found"].weeks) == weeks


def test_what_was_played_stands_below(
    guest_client: Client, guest: Listener, catalogue: object
) -> None:
    songs = entry_give_songs(entry=page(guest, SAD, timezone.localdate()))
    song = songs.items.order_by("position")[0].song
    played = Played(uuid.uuid4(), song, Event.Kind.PLAY, songs)
    record_events(listener=guest, played=[played])
    html = guest_client.get(URL).content.decode()
    assert song.title in html
    assert "played once" in html


def test_others_are_not_counted(guest_client: Client, alice: User) -> None:
    page(alice.listener, SAD, timezone.localdate())
    assert "nothing to count yet" in guest_client.get(URL).content.decode()


def test_a_page_of_long_ago_is_not_in_it(guest_client: Client, guest: Listener) -> None:
    page(guest, SAD, date(1, 1, 1))
    assert "nothing to count yet" in guest_client.get(URL).content.decode()
