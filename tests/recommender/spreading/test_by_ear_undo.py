"""What was set in the curator's queue is taken back once, be the answer to it lost or not."""

import pytest
from django.test import Client

from recommender.models import Song
from tests.recommender.spreading.stage import make_songs
from tests.recommender.spreading.test_by_ear import PAGE, client_of, mood_of, post, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_models(settings, tmp_path) -> None:
    settings.MODEL_DIR = tmp_path


@pytest.fixture
def songs() -> dict[str, list[Song]]:
    return make_songs()


@pytest.fixture
def curator() -> Client:
    return client_of("curator", "change_song")


def undo(client: Client):
    """Press the button that takes back, as the page has it."""
    return post(client, "undo", step=client.get(PAGE).context["step"])


def test_it_is_taken_back_and_comes_first_again(curator, songs):
    first, second = shown(curator)[:2]
    post(curator, "set", song=first, mood="joy")
    post(curator, "set", song=second, mood="anger")
    assert "Set last" in curator.get(PAGE).content.decode()
    undo(curator)
    assert mood_of(second) is None
    assert shown(curator)[0] == second
    undo(curator)
    assert mood_of(first) is None
    assert "nothing to take back" in undo(curator).content.decode()


def test_what_is_sent_again_takes_back_no_other(curator, songs):
    first, second = shown(curator)[:2]
    post(curator, "set", song=first, mood="joy")
    post(curator, "set", song=second, mood="anger")
    step = curator.get(PAGE).context["step"]
    curator.post(f"{PAGE}undo/", {"step": step})  # its answer is lost
    again = post(curator, "undo", step=step)
    assert mood_of(second) is None and mood_of(first).top == "joy"
    assert [str(one) for one in again.context["messages"]] == [
        f"Taken back: {Song.objects.get(pk=second)}"
    ]
    assert "nothing to take back" in post(curator, "undo", step="x").content.decode()
    assert mood_of(first).top == "joy"


def test_the_step_that_the_page_named_is_taken_back_whatever_was_set_since(curator, songs):
    first, second = shown(curator)[:2]
    post(curator, "set", song=first, mood="joy")
    step = curator.get(PAGE).context["step"]
    post(curator, "set", song=second, mood="anger")
    post(curator, "undo", step=step)
    assert mood_of(first) is None and mood_of(second).top == "anger"
    undo(curator)
    assert mood_of(second) is None


def test_what_is_set_again_as_it_is_needs_no_warning(curator, songs):
    first = shown(curator)[0]
    curator.post(f"{PAGE}set/", {"song": first, "mood": "joy"})  # its answer is lost
    again = post(curator, "set", song=first, mood="joy")
    assert not list(again.context["messages"])
    undo(curator)
    assert mood_of(first) is None
    assert "nothing to take back" in undo(curator).content.decode()


def test_a_song_that_was_deleted_after_it_was_set(curator, songs):
    first = shown(curator)[0]
    post(curator, "set", song=first, mood="joy")
    Song.objects.filter(pk=first).delete()
    assert curator.get(PAGE).status_code == 200
    assert "not in the catalogue any more" in undo(curator).content.decode()
    assert len(shown(curator)) == 10
