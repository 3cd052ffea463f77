"""The curator's queue in the admin: hear, set, skip, take back, and see what came of it."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django_tasks_db.models import DBTaskResult

from emotion.moods import MOODS, Mood
from mlfym.accounts.models import User
from recommender.models import LabelSpread, MoodEvidence, Song
from recommender.spread_tasks import LATE, LOOK_EVERY, spread_ask, spread_moods
from tests.recommender.admin_catalogue.test_songs import blocked
from tests.recommender.spreading.stage import make_songs, says, set_by_ear

pytestmark = pytest.mark.django_db

PAGE = "/admin/recommender/labelspread/"
Kind = MoodEvidence.Kind


@pytest.fixture(autouse=True)
def _own_models(settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path


@pytest.fixture
def songs() -> dict[str, list[Song]]:
    return make_songs()


def client_of(name: str, *permissions: str) -> Client:
    user = User.objects.create_user(name, password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def curator() -> Client:
    return client_of("curator", "change_song")


def post(client: Client, what: str, **values):
    return client.post(reverse(f"admin:recommender_labelspread_{what}"), values, follow=True)


def shown(client: Client) -> list[int]:
    return [row.song.pk for row in client.get(PAGE).context["rows"]]


def mood_of(key: int) -> Mood | None:
    return Song.objects.get(pk=key).mood


def test_the_queue_shows_songs_with_players_and_six_moods(curator, songs):
    response = curator.get(PAGE)
    text = response.content.decode()
    assert len(response.context["rows"]) == 10
    assert text.count("<audio ") == 10
    for mood in MOODS:
        assert text.count(f'value="{mood}"') == 10
    assert blocked(response) == []


def test_a_click_sets_the_mood_and_the_song_leaves_the_queue(curator, songs):
    first, *rest = shown(curator)
    response = post(curator, "set", song=first, mood="joy")
    assert response.redirect_chain[0][0] == PAGE
    assert mood_of(first).top == "joy"
    assert shown(curator)[:9] == rest
    assert DBTaskResult.objects.filter(task_path=spread_moods.module_path).exists()


def test_a_skipped_song_stays_away_until_it_is_brought_back(curator, songs):
    first = shown(curator)[0]
    post(curator, "skip", song=first)
    assert first not in shown(curator)
    assert mood_of(first) is None
    assert "that was skipped" in curator.get(PAGE).content.decode()
    post(curator, "skipped")
    assert first in shown(curator)


def test_all_songs_of_a_small_library_are_offered_once(curator, songs):
    seen = []
    while page := shown(curator):
        seen += page
        for key in page:
            post(curator, "skip", song=key)
    assert sorted(seen) == sorted(song.pk for own in songs.values() for song in own)
    assert "No song is left" in curator.get(PAGE).content.decode()


def test_the_queue_goes_on_beyond_what_was_put_in_order(curator, songs, monkeypatch):
    monkeypatch.setattr("recommender.admin.by_ear_session.AHEAD", 12)
    seen = set()
    for _ in range(4):
        page = shown(curator)
        seen |= set(page)
        for key in page:
            curator.post(f"{PAGE}set/", {"song": key, "mood": "joy"})
    assert len(seen) == 36


def test_to_look_at_the_figures_touches_neither_the_queue_nor_what_was_set(curator, songs):
    first = shown(curator)[0]
    post(curator, "set", song=first, mood="joy")
    kept = curator.session["moods_by_ear"]
    spread = LabelSpread.objects.create(state="few", labels=7)
    response = curator.get(reverse("admin:recommender_labelspread_figures"))
    text = response.content.decode()
    assert "by-ear__figures" in text and "and 7 can be used" in text
    assert "data-song" not in text
    assert curator.session["moods_by_ear"] == kept and kept["run"] != spread.pk


def test_a_new_spreading_puts_the_queue_in_order_anew(curator, songs):
    before = shown(curator)
    says(songs["joy"][0], Kind.TAGS, "joy", share=0.99)
    LabelSpread.objects.create(state="few")
    curator.get(PAGE)
    assert curator.session["moods_by_ear"]["run"] == LabelSpread.objects.get().pk
    assert len(before) == 10


def test_a_song_that_was_deleted_in_the_queue(curator, songs):
    first = shown(curator)[0]
    Song.objects.filter(pk=first).delete()
    assert first not in shown(curator)
    text = post(curator, "set", song=first, mood="joy").content.decode()
    assert "not in the catalogue any more" in text
    assert not MoodEvidence.objects.exists()


def test_two_curators_at_once(curator, songs):
    other = client_of("other", "change_song")
    first = shown(curator)[0]
    assert shown(other)[0] == first
    post(other, "set", song=first, mood="anger")
    text = post(curator, "set", song=first, mood="joy").content.decode()
    assert "Anger" in text and "meanwhile" in text
    assert mood_of(first).top == "anger"
    assert "nothing to take back" in post(curator, "undo").content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"mood": "glee"},
        {"mood": ""},
        {},
        {"song": "x", "mood": "joy"},
        {"song": "9" * 40, "mood": "joy"},
        {"song": "-1", "mood": "joy"},
        {"song": "١٢", "mood": "joy"},
    ],
)
def test_nonsense_changes_nothing_and_is_answered(curator, songs, values):
    first = shown(curator)[0]
    response = post(curator, "set", **{"song": first, **values})
    assert response.status_code == 200
    assert list(response.context["messages"])
    assert not MoodEvidence.objects.exists()


def test_without_any_vectors_the_page_says_so():
    Song.objects.create(path="/nowhere.m4a")
    LabelSpread.objects.create(state="no_vectors")
    text = client_of("one", "change_song").get(PAGE).content.decode()
    assert "Not possible" in text


def test_an_empty_catalogue(curator):
    response = curator.get(PAGE)
    assert response.status_code == 200
    assert "No song is left" in response.content.decode()


def test_it_says_what_is_missing_and_then_what_came_of_it(curator, songs):
    assert "Nothing was spread yet" in curator.get(PAGE).content.decode()
    set_by_ear({"joy": songs["joy"]}, 3)
    spread_moods.call()
    assert "it needs 12 set songs, and 3" in curator.get(PAGE).content.decode()
    set_by_ear(songs, 3)
    spread_moods.call()
    response = curator.get(PAGE)
    text = " ".join(response.content.decode().split())
    assert "Applied, since" in text
    assert "0&nbsp;% → 100&nbsp;%" in text
    assert response.context["gain"] == "+100"
    assert dict(response.context["labels"])["Joy"] == 3
    assert "Earlier runs" in text


def test_the_next_spreading_is_named_and_can_be_had_now(curator, songs):
    spread_ask(after=LOOK_EVERY)
    text = curator.get(PAGE).content.decode()
    due = DBTaskResult.objects.get(task_path=spread_moods.module_path).run_after
    assert f"waits until {date_format(due, 'SHORT_DATETIME_FORMAT')}" in text
    text = post(curator, "spread").content.decode()
    assert "will be spread in a moment" in text
    assert "Spread now" not in text
    (asked,) = DBTaskResult.objects.filter(task_path=spread_moods.module_path)
    assert asked.run_after <= timezone.now()


def test_a_worker_that_does_not_come_is_named(curator, songs):
    spread_ask(after=-2 * LATE)
    assert "or it does not run" in curator.get(PAGE).content.decode()


def test_a_loss_is_shown_as_one_and_applied_only_where_a_curator_insists(songs):
    boss = client_of("boss", "change_song", "change_labelspread")
    LabelSpread.objects.create(state="refused", labels=20, tested=20, before=0.6, after=0.5)
    response = boss.get(PAGE)
    text = response.content.decode()
    assert response.context["gain"] == "−10"
    assert "Not applied" in text and "Apply it all the same" in text
    post(boss, "insist", insist="1")
    assert LabelSpread.objects.get().insisted
    assert "Go by the figures again" in boss.get(PAGE).content.decode()
    post(boss, "insist", insist="0")
    assert not LabelSpread.objects.get().insisted


def test_insisting_takes_a_permission_of_its_own(curator, songs):
    LabelSpread.objects.create(state="refused", tested=20, before=0.6, after=0.5)
    assert "Apply it all the same" not in curator.get(PAGE).content.decode()
    assert post(curator, "insist", insist="1").status_code == 403
    assert not LabelSpread.objects.get().insisted


def test_insisting_before_anything_was_spread(songs):
    boss = client_of("boss", "change_song", "change_labelspread")
    assert post(boss, "insist", insist="1").status_code == 200


@pytest.mark.parametrize("what", ["set", "skip", "skipped", "undo", "spread", "insist"])
def test_who_may_not_change_songs_may_not_do_anything(songs, what):
    looker = client_of("looker", "view_song", "change_labelspread")
    assert post(looker, what, song=20_000, mood="joy").status_code == 403
    assert looker.get(PAGE).status_code == 403
    assert looker.get(f"{PAGE}figures/").status_code == 403
    assert not MoodEvidence.objects.exists()


@pytest.mark.parametrize("what", ["set", "skip", "skipped", "undo", "spread", "insist"])
def test_a_link_does_nothing_and_neither_does_another_site(curator, songs, what):
    address = reverse(f"admin:recommender_labelspread_{what}")
    assert curator.get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = curator.cookies
    assert strict.post(address, {"song": 20_000, "mood": "joy"}).status_code == 403


def test_a_stranger_is_asked_to_sign_in(songs):
    assert Client().get(PAGE).status_code == 302
