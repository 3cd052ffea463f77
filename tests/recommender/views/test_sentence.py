"""GET and POST /sentence/, and what its page sends back."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client

from emotion import tokens
from emotion.limits import SENT
from emotion.models import Reading
from mlfym.accounts.models import Listener, User
from recommender.engine.lyrics import LyricsConfig, LyricsEngine
from recommender.engine.publishing import new_version, publish
from recommender.models import Playlist, Song
from tests.emotion.diary.pages import SAD, SAD_KO, close_words
from tests.recommender.engine.tiny import corpus
from tests.recommender.stage import listener_of

pytestmark = pytest.mark.django_db

URL = "/sentence/"
MOOD_URL = "/sentence/mood/"
# No model can read a mood in this.
PLAIN = "a"


def say(client: Client, text: str, **options):
    return client.post(URL, {"text": text}, **options)


def hidden(page: str, name: str) -> str:
    """Return what a hidden field of a page holds."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def made() -> Playlist:
    """Return the one list that was mixed."""
    return Playlist.objects.get(listener__isnull=False)


def test_the_page_asks_for_one_sentence_and_makes_nobody(client: Client) -> None:
    page = client.get(URL)
    assert page.status_code == 200
    assert 'action="/sentence/"' in page.content.decode()
    assert not Listener.objects.exists()


def test_the_line_stands_on_the_home_page_too(client: Client) -> None:
    assert 'action="/sentence/"' in client.get("/").content.decode()


def test_five_songs_play_at_once_without_an_account(client: Client, catalogue: object) -> None:
    response = say(client, SAD)
    page = response.content.decode()
    playlist = made()
    assert response.status_code == 200
    assert playlist.items.count() == 5
    assert f'data-playlist="{playlist.uuid}" data-autoplay="true"' in page
    assert page.count('class="song ') == 5
    assert response["HX-Push-Url"] == playlist.get_absolute_url()


def test_what_was_read_is_a_question_with_the_words_beside_it(
    client: Client, catalogue: object
) -> None:
    page = say(client, SAD).content.decode()
    assert "Sounds a little sad. Is that right?" in page
    assert SAD in page
    assert page.count('class="mood-bar ') == 6
    reading = Reading.objects.get()
    assert (reading.door, reading.settled_mood.top) == ("sentence", "sadness")
    assert made().reading == reading


def test_it_reads_korean(client: Client, catalogue: object, korean: None) -> None:
    page = say(client, SAD_KO, headers={"accept-language": "ko"}).content.decode()
    assert SAD_KO in page
    assert made().mood.top == "sadness"


def test_the_account_gets_the_list(alice: User, alice_client: Client, catalogue: object) -> None:
    say(alice_client, SAD)
    assert made().listener == listener_of(alice)


def test_the_sentence_is_kept_nowhere(client: Client, catalogue: object, caplog) -> None:
    secret = "I cried about the violet umbrella in Busan."
    caplog.set_level(logging.DEBUG)
    page = say(client, secret).content.decode()
    client.post(
        MOOD_URL,
        {"token": hidden(page, "token"), "mood": "peace", "text": secret, "door": "sentence"},
    )
    rows = [str(row) for row in everything()]
    assert any("sentence" in row for row in rows)  # the reading's door is among them
    assert not any("umbrella" in row for row in rows)
    assert "umbrella" not in caplog.text


def everything():
    """Yield every row of every table."""
    from django.apps import apps

    for model in apps.get_models():
        yield from model.objects.values_list()


LINE = "The tide took my letters in the night"


@pytest.fixture
def sung(catalogue: dict[str, list[Song]], settings, tmp_path) -> Song:
    """Return the one song whose words are known."""
    settings.MODEL_DIR = tmp_path
    song = catalogue["sadness"][5]
    engine = LyricsEngine.fit(corpus(), LyricsConfig({song.pk: [LINE]}))
    publish(tmp_path, "lyrics", new_version("0" * 8), engine.save)
    return song


def test_the_words_that_met_stand_with_the_song(client: Client, sung: Song) -> None:
    said = "I am so sad. The tide took my letters."
    page = say(client, said).content.decode()
    pair = re.search(r'<p class="pair">(.*?)</p>', page, re.DOTALL)
    assert pair
    assert re.findall(r"<q[^>]*>(.*?)</q>", pair[1]) == ["The tide took my letters.", LINE]
    item = made().items.get(song=sung)
    assert item.position == 1
    assert "sentence" not in item.pair
    assert said[item.pair["start"] : item.pair["end"]] == "The tide took my letters."


def test_one_sentence_does_not_stand_with_its_songs_again(client: Client, sung: Song) -> None:
    page = say(client, "The tide took my letters and I am so sad.").content.decode()
    pair = re.search(r'<p class="pair">(.*?)</p>', page, re.DOTALL)
    assert pair
    assert re.findall(r"<q[^>]*>(.*?)</q>", pair[1]) == [LINE]


def test_a_list_opened_later_has_the_songs_words_alone(client: Client, sung: Song) -> None:
    say(client, "I am so sad. The tide took my letters.")
    page = client.get(made().get_absolute_url()).content.decode()
    assert LINE in page
    assert "took my letters." not in page


def test_nothing_readable_asks_by_tiles_and_makes_no_list(
    client: Client, catalogue: object
) -> None:
    page = say(client, PLAIN).content.decode()
    assert "I could not read a mood in that." in page
    assert 'class="mood-bar ' not in page
    assert page.count('class="tile ') == 6
    assert hidden(page, "text") == PLAIN
    assert not Playlist.objects.filter(listener__isnull=False).exists()


def test_a_tile_then_starts_the_list(client: Client, catalogue: object) -> None:
    page = say(client, PLAIN).content.decode()
    back = {name: hidden(page, name) for name in ("token", "text", "door")}
    response = client.post(MOOD_URL, {**back, "mood": "joy"})
    assert "You call it: Joy" in response.content.decode()
    reading = Reading.objects.get()
    assert reading.corrected_to == "joy"
    assert made().mood.top == "joy"


def test_a_correction_makes_the_list_anew(client: Client, catalogue: object) -> None:
    page = say(client, SAD).content.decode()
    assert set(re.findall(r'name="mood" value="(\w+)"', page)) == {
        "anger", "tension", "peace", "joy", "neutral",
    }  # fmt: skip
    back = {name: hidden(page, name) for name in ("token", "text", "door")}
    response = client.post(MOOD_URL, {**back, "mood": "peace"})
    assert Reading.objects.get().corrected_to == "peace"
    last = Playlist.objects.filter(listener__isnull=False).latest("created")
    assert (last.mood.top, last.items.count()) == ("peace", 5)
    assert SAD in response.content.decode()


def test_an_old_token_loses_nothing(client: Client, catalogue: object, monkeypatch) -> None:
    page = say(client, SAD).content.decode()
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    back = {name: hidden(page, name) for name in ("token", "text", "door")}
    response = client.post(MOOD_URL, {**back, "mood": "peace"})
    assert response.status_code == 200
    assert Reading.objects.latest("created").door == "tiles"
    assert SAD in response.content.decode()


def test_the_token_of_another_is_of_no_use(
    client: Client, alice_client: Client, catalogue: object
) -> None:
    token = hidden(say(alice_client, SAD).content.decode(), "token")
    client.post(MOOD_URL, {"token": token, "mood": "joy", "text": "", "door": "sentence"})
    assert not Reading.objects.filter(corrected_to="joy").exists()


@pytest.mark.parametrize(
    "wrong", [{"mood": "glee"}, {"mood": ""}, {"token": ""}, {"door": "/etc"}, {"text": "x" * 9999}]
)
def test_what_no_page_of_ours_sends_is_refused_kindly(
    client: Client, catalogue: object, wrong: dict[str, str]
) -> None:
    page = say(client, SAD).content.decode()
    back = {name: hidden(page, name) for name in ("token", "text", "door")}
    response = client.post(MOOD_URL, {**back, "mood": "joy", **wrong})
    assert response.status_code == 400
    assert "choose one of the six moods" in response.content.decode()


def test_more_is_a_whole_list_and_the_song_goes_on(client: Client, catalogue: object) -> None:
    say(client, SAD)
    response = client.post(f"/lists/{made().uuid}/whole/")
    assert response.status_code == 302
    assert response["Location"].endswith("?keep=1")
    assert max(p.items.count() for p in Playlist.objects.exclude(listener=None)) > 5


def test_a_strangers_list_gives_no_more(
    alice_client: Client, bob_client: Client, catalogue: object
) -> None:
    say(alice_client, SAD)
    assert bob_client.post(f"/lists/{made().uuid}/whole/").status_code == 404


def test_a_list_without_a_reading_gives_no_more(alice_client: Client, catalogue: object) -> None:
    say(alice_client, SAD)
    Playlist.objects.update(reading=None)
    assert alice_client.post(f"/lists/{made().uuid}/whole/").status_code == 404


def test_without_a_model_it_says_so_and_the_words_stay(client: Client, monkeypatch) -> None:
    close_words(monkeypatch)
    assert "rests just now" in client.get(URL).content.decode()
    assert 'action="/sentence/"' not in client.get("/").content.decode()
    response = say(client, SAD)
    assert response.status_code == 503
    assert "rests just now" in response.content.decode()
    assert SAD in response.content.decode()


def test_a_listener_who_sends_too_much_waits(client: Client, catalogue: object) -> None:
    say(client, SAD)
    who = str(Listener.objects.get().uuid)
    while SENT.take(who):
        pass
    response = say(client, SAD)
    assert (response.status_code, response["Retry-After"]) == (429, str(SENT.seconds))
    assert "one minute" in response.content.decode()
    assert SAD in response.content.decode()
    assert Reading.objects.count() == 1


def test_who_sends_too_much_waits_with_the_mood_and_a_whole_list_too(
    client: Client, catalogue: object
) -> None:
    page = say(client, SAD).content.decode()
    while SENT.take(str(Listener.objects.get().uuid)):
        pass
    sent = {name: hidden(page, name) for name in ("token", "text", "door")}
    response = client.post(MOOD_URL, {**sent, "mood": "joy"})
    assert (response.status_code, response["Retry-After"]) == (429, str(SENT.seconds))
    assert "one minute" in response.content.decode()
    assert SAD in response.content.decode()
    response = client.post(f"/lists/{made().uuid}/whole/")
    assert (response.status_code, response["Retry-After"]) == (429, str(SENT.seconds))
    assert made().get_absolute_url() in response.content.decode()


def test_nothing_to_play_says_so(client: Client) -> None:
    assert "nothing left to play" in say(client, SAD).content.decode()


def test_it_needs_the_csrf_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert say(strict, SAD).status_code == 403


def test_answers_are_in_no_cache(client: Client, catalogue: object) -> None:
    assert "no-store" in say(client, SAD)["Cache-Control"]
