"""One page of a diary: what was read, the listener's word, editing and deleting it."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from emotion.diary import entry_correct
from emotion.models import DiaryEntry, MoodName
from emotion.moods import MOODS
from mlfym.accounts.models import Listener
from recommender.diary.songs import entry_give_songs
from recommender.models import Playlist
from tests.emotion.diary.pages import DAY, HAPPY, SAD, close_words, page

ACTIONS = ["", "edit/", "mood/", "read/", "more/", "delete/"]


@pytest.fixture
def entry(guest: Listener, catalogue: object) -> DiaryEntry:
    """Return a sad page of the guest's with its songs."""
    found = page(guest, SAD, hour=9)
    entry_give_songs(entry=found)
    return found


def html_of(client: Client, entry: DiaryEntry) -> str:
    response = client.get(entry.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def offered(html: str) -> set[str]:
    return set(re.findall(r'name="mood" value="(\w+)"', html))


def test_it_shows_what_was_read(guest_client: Client, entry: DiaryEntry) -> None:
    html = html_of(guest_client, entry)
    assert "Is that right?" in html or "I am not sure" in html
    assert set(re.findall(r'data-mood="(\w+)"', html)) == set(MOODS)
    assert '<mark class="said mood-sadness">' in html
    assert offered(html) == set(MOODS) - {"sadness"}
    assert len(re.findall(r'data-song="[0-9a-f]', html)) == 3


def test_the_emotions_have_words(guest_client: Client, entry: DiaryEntry) -> None:
    entry.emotions = dict.fromkeys(entry.emotions, 0.01) | {"grief": 0.8, "sadness": 0.6}
    entry.save()
    response = guest_client.get(entry.get_absolute_url())
    felt = [(part.word, part.percent) for part in response.context["felt"]]
    assert felt[:2] == [("grief", 80), ("sadness", 60)]


def test_looking_again_does_not_start_the_music(guest_client: Client, entry: DiaryEntry) -> None:
    assert 'data-autoplay="false"' in html_of(guest_client, entry)


def test_an_unsure_reading_says_so_and_offers_the_moods(
    guest_client: Client, entry: DiaryEntry
) -> None:
    DiaryEntry.objects.update(unsure=True)
    html = html_of(guest_client, entry)
    assert "I am not sure. Perhaps a little sad?" in html
    assert "Words show only so much" in html


def test_where_nothing_was_readable_it_says_so_and_asks(
    guest_client: Client, guest: Listener
) -> None:
    html = html_of(guest_client, page(guest, "🙂"))
    assert "I could not read a mood in that." in html
    assert "Choose a mood:" in html
    assert 'class="mood-bar ' not in html


def test_the_listeners_word_counts_and_plays(guest_client: Client, entry: DiaryEntry) -> None:
    response = guest_client.post(entry.get_absolute_url() + "mood/", {"mood": "peace"})
    assert response["Location"] == entry.get_absolute_url() + "?play=1"
    entry.refresh_from_db()
    assert entry.mood_name == "peace"
    html = html_of(guest_client, entry)
    assert "You call it: Peace" in html
    assert "(as I read it)" in html, "the way back"
    assert Playlist.objects.filter(reading=entry.reading).count() == 2


def test_the_word_can_be_taken_back(guest_client: Client, entry: DiaryEntry) -> None:
    for mood in ("peace", "sadness"):
        guest_client.post(entry.get_absolute_url() + "mood/", {"mood": mood})
    entry.refresh_from_db()
    assert entry.reading.corrected_to == ""


def test_saying_the_same_again_does_not_start_the_music_anew(
    guest_client: Client, entry: DiaryEntry
) -> None:
    response = guest_client.post(entry.get_absolute_url() + "mood/", {"mood": "sadness"})
    assert response["Location"] == entry.get_absolute_url()


@pytest.mark.parametrize("mood", ["", "melancholy", "\0", "SADNESS"])
def test_what_is_no_mood_is_said(guest_client: Client, entry: DiaryEntry, mood: str) -> None:
    response = guest_client.post(entry.get_absolute_url() + "mood/", {"mood": mood})
    assert response.status_code == 400
    assert "one of the six moods" in response.content.decode()
    entry.refresh_from_db()
    assert entry.mood_name == "sadness"


def test_more_makes_a_whole_list_and_lets_the_song_end(
    guest_client: Client, entry: DiaryEntry
) -> None:
    response = guest_client.post(entry.get_absolute_url() + "more/")
    whole = Playlist.objects.filter(reading=entry.reading).latest("pk")
    assert response["Location"] == whole.get_absolute_url() + "?keep=1"
    assert whole.items.count() > 3
    html = html_of(guest_client, entry)
    assert len(re.findall(r'data-song="[0-9a-f]', html)) == 3
    assert whole.get_absolute_url() in html


def test_more_without_a_mood_asks_for_one(
    guest_client: Client, guest: Listener, catalogue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    response = guest_client.post(page(guest).get_absolute_url() + "more/")
    assert response.status_code == 400
    assert "choose a mood first" in response.content.decode()


def test_more_without_a_song_says_so(guest_client: Client, guest: Listener) -> None:
    response = guest_client.post(page(guest).get_absolute_url() + "more/")
    assert response.status_code == 200
    assert "nothing left to play" in response.content.decode()


def test_it_can_be_read_later(
    guest_client: Client, guest: Listener, catalogue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        close_words(patch)
        entry = page(guest)
        assert "Read it now" not in html_of(guest_client, entry)
    assert "Read it now" in html_of(guest_client, entry)
    guest_client.post(entry.get_absolute_url() + "read/")
    entry.refresh_from_db()
    assert entry.mood_name == "sadness"
    assert len(re.findall(r'data-song="[0-9a-f]', html_of(guest_client, entry))) == 3


def test_it_can_be_changed(guest_client: Client, entry: DiaryEntry) -> None:
    address = entry.get_absolute_url() + "edit/"
    form = guest_client.get(address).content.decode()
    assert SAD in form and 'value="2026-03-14"' in form
    response = guest_client.post(address, {"text": HAPPY, "day": "2026-03-01"})
    assert response["Location"] == entry.get_absolute_url()
    entry.refresh_from_db()
    assert (entry.text, entry.day, entry.mood_name) == (HAPPY, date(2026, 3, 1), "joy")
    assert Playlist.objects.filter(reading=entry.reading).latest("pk").mood.top == "joy"


def test_a_change_without_a_day_keeps_it(guest_client: Client, entry: DiaryEntry) -> None:
    guest_client.post(entry.get_absolute_url() + "edit/", {"text": HAPPY})
    entry.refresh_from_db()
    assert (entry.day, entry.hour) == (DAY, 9)


def test_a_change_keeps_the_listeners_word(guest_client: Client, entry: DiaryEntry) -> None:
    entry_correct(entry=entry, mood="peace")
    guest_client.post(entry.get_absolute_url() + "edit/", {"text": HAPPY})
    entry.refresh_from_db()
    assert entry.mood_name == "peace"


@pytest.mark.parametrize("text", ["", "x" * 5001])
def test_a_change_that_cannot_be_kept_loses_nothing(
    guest_client: Client, entry: DiaryEntry, text: str
) -> None:
    response = guest_client.post(entry.get_absolute_url() + "edit/", {"text": text})
    assert response.status_code == 400
    assert text in response.content.decode()
    entry.refresh_from_db()
    assert (entry.text, entry.edited) == (SAD, None)


def test_it_asks_before_it_deletes(guest_client: Client, entry: DiaryEntry) -> None:
    address = entry.get_absolute_url() + "delete/"
    assert "for good" in guest_client.get(address).content.decode()
    assert DiaryEntry.objects.exists()
    response = guest_client.post(address)
    assert response["Location"] == "/diary/"
    assert not DiaryEntry.objects.exists()
    assert guest_client.get(entry.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_somebody_elses_page_is_not_there(
    bob_client: Client, client: Client, entry: DiaryEntry, action: str
) -> None:
    for stranger in (bob_client, client):
        address = entry.get_absolute_url() + action
        sent = {"mood": "joy", "text": "mine now"}
        for response in (stranger.get(address), stranger.post(address, sent)):
            assert response.status_code in (404, 405)
            assert "grandmother" not in response.content.decode()
    entry.refresh_from_db()
    assert (entry.text, entry.mood_name) == (SAD, "sadness")


def test_no_curator_reads_along(entry: DiaryEntry, admin_client: Client) -> None:
    assert admin_client.get(entry.get_absolute_url()).status_code == 404
    reading = entry.reading
    assert admin_client.get(f"/admin/emotion/reading/{reading.pk}/change/").status_code == 302
    rows = admin_client.get("/admin/emotion/reading/").context["cl"].result_count
    assert rows == 0, "not even the mood"
    assert "diary" not in admin_client.get("/admin/").content.decode().lower()


@pytest.mark.parametrize("key", [uuid.uuid4(), "x", "0"])
def test_what_is_no_page_is_not_there(guest_client: Client, key: object) -> None:
    assert guest_client.get(f"/diary/{key}/").status_code == 404


@pytest.mark.parametrize("action", ["mood/", "read/", "more/"])
def test_what_changes_something_needs_a_form(
    guest_client: Client, entry: DiaryEntry, action: str
) -> None:
    assert guest_client.get(entry.get_absolute_url() + action).status_code == 405


def test_in_korean(guest_client: Client, entry: DiaryEntry) -> None:
    response = guest_client.get(entry.get_absolute_url(), headers={"accept-language": "ko"})
    with translation.override("ko"):
        assert str(MoodName.SADNESS.label) in response.content.decode()
    assert 'lang="ko"' in response.content.decode()
