"""Going back to a version, publishing a refused one, and the schedule, in the admin."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mlfym.accounts.models import User
from recommender.engine.publishing import TOGETHER
from recommender.models import Song, TrainingRun
from recommender.publication import SHIPPED_VERSION, in_service
from tests.recommender.training.test_admin import LIST, MODELS, PANEL, staff
from tests.recommender.training.versions import only_popular, put

pytestmark = pytest.mark.django_db

SERVE = reverse("admin:recommender_trainingrun_serve")
REFUSED = "Not published: 0.312 is worse than 0.335 by more than 0.01."


@pytest.fixture(autouse=True)
def _two_versions(
    catalogue: dict[str, list[Song]], monkeypatch: pytest.MonkeyPatch, model_dir: Path
) -> None:
    only_popular(monkeypatch)
    put(model_dir, "v1")
    put(model_dir, "v2")


@pytest.fixture
def curator(alice: User) -> Client:
    """Return the browser of someone who may put versions into service."""
    return staff(alice, "view", "change")


def test_back_to_the_one_before(curator: Client, alice: User) -> None:
    assert "Serve this one again" in curator.get(MODELS).content.decode()
    response = curator.post(SERVE, {"version": "v1"}, follow=True)
    assert in_service() == "v1"
    assert "In service now: v1" in response.content.decode()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (alice, "Put into service: v1")


def test_a_refused_one_is_published_with_one_click(curator: Client, model_dir: Path) -> None:
    put(model_dir, "v3", serves=False, figure=0.312)
    page = curator.get(MODELS).content.decode()
    assert "Publish all the same" in page
    assert REFUSED in page
    assert REFUSED in curator.get(LIST).content.decode()
    curator.post(SERVE, {"version": "v3"})
    assert in_service() == "v3"
    page = curator.get(MODELS).content.decode()
    assert "Publish all the same" not in page
    assert "Published by hand: 0.312, and 0.335 for what served." in page
    assert REFUSED not in curator.get(LIST).content.decode()
    assert TrainingRun.objects.get(version="v3").verdict == "by_hand"


def test_back_to_one_that_was_published_changes_no_verdict(curator: Client) -> None:
    curator.post(SERVE, {"version": "v1"})
    assert set(TrainingRun.objects.values_list("verdict", flat=True)) == {"published"}


def test_back_to_what_came_with_the_site(curator: Client) -> None:
    curator.post(SERVE, {"version": SHIPPED_VERSION})
    assert in_service() == SHIPPED_VERSION
    assert LogEntry.objects.get().change_message == "Put into service: shipped"


@pytest.mark.parametrize("version", ["", "v9", "../v1", "..", "twins", "v1/twins/0"])
def test_what_is_not_there_cannot_serve(curator: Client, version: str) -> None:
    page = curator.post(SERVE, {"version": version}, follow=True).content.decode()
    assert "not there any more" in page
    assert in_service() == "v2"
    assert not LogEntry.objects.exists()


def test_a_damaged_one_is_refused_with_the_reason(curator: Client, model_dir: Path) -> None:
    (model_dir / TOGETHER / "v1" / "popular" / "scores.npy").write_bytes(b"nonsense")
    page = curator.post(SERVE, {"version": "v1"}, follow=True).content.decode()
    assert "That version cannot serve" in page
    assert in_service() == "v2"
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("permissions", [(), ("view",), ("view", "add")])
def test_it_needs_permission(alice: User, permissions: tuple[str, ...]) -> None:
    client = staff(alice, *permissions)
    assert client.post(SERVE, {"version": "v1"}).status_code == 403
    assert in_service() == "v2"
    if permissions:
        assert SERVE not in client.get(MODELS).content.decode()


def test_listeners_are_led_to_the_door(bob_client: Client) -> None:
    assert bob_client.post(SERVE, {"version": "v1"}).status_code == 302
    assert in_service() == "v2"


def test_it_rejects_get(curator: Client) -> None:
    assert curator.get(SERVE, {"version": "v1"}).status_code == 405


def test_it_needs_a_csrf_token(alice: User) -> None:
    staff(alice, "view", "change")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(SERVE, {"version": "v1"}).status_code == 403
    token = strict.get(PANEL).content.decode().split('csrfmiddlewaretoken" value="')[1]
    fields = {"version": "v1", "csrfmiddlewaretoken": token.split('"')[0]}
    assert strict.post(SERVE, fields).status_code == 302
    assert in_service() == "v1"


def test_the_schedule_is_there(curator: Client, settings) -> None:
    settings.RETRAIN_EVERY, settings.RETRAIN_EVENTS = 3.5, 40
    page = curator.get(MODELS).content.decode()
    assert "every 3.5 days" in page
    assert "So far 0 of 40." in page
    assert "Not before" in page
    settings.RETRAIN_EVERY = 0.0
    assert "No training starts by itself" in curator.get(MODELS).content.decode()


@pytest.mark.parametrize(
    ("stage", "said"),
    [("judging 2/5: als", "judging by hidden songs, part 2/5"), ("als", "training on all songs")],
)
def test_what_a_training_does_is_there(curator: Client, stage: str, said: str) -> None:
    TrainingRun.objects.create(state="running", stage=stage, heartbeat=timezone.now())
    assert said in curator.get(MODELS).content.decode()
