"""Trainings and models in the admin."""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django_tasks_db.models import DBTaskResult

from mlfym.accounts.models import User
from recommender.admin.training import TrainingRunAdmin
from recommender.engine.kinds import ALIKE, TRAINED
from recommender.models import Song, TrainingRun
from recommender.training import training_ask, training_execute
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
LIST = reverse("admin:recommender_trainingrun_changelist")
MODELS = reverse("admin:recommender_trainingrun_models")
PANEL = reverse("admin:recommender_trainingrun_panel")
RETRAIN = reverse("admin:recommender_trainingrun_retrain")


def staff(user: User, *permissions: str) -> Client:
    """Return the browser of a curator with these permissions on trainings."""
    user.is_staff = True
    user.save()
    names = [f"{name}_trainingrun" for name in permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return signed_in(user)


@pytest.fixture
def curator(alice: User) -> Client:
    """Return the browser of someone who may see trainings and ask for one."""
    return staff(alice, "view", "add")


def test_the_button_asks_the_worker(curator: Client) -> None:
    response = curator.post(RETRAIN)
    assert response.url == MODELS
    run = TrainingRun.objects.get()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(run.uuid)]
    assert "Asked for" in curator.get(MODELS).content.decode()


def test_a_second_one_is_refused_kindly(curator: Client) -> None:
    training_ask()
    page = curator.post(RETRAIN, follow=True).content.decode()
    assert "waiting for the background worker already" in page
    assert TrainingRun.objects.count() == 1


def test_the_button_rejects_get(curator: Client) -> None:
    assert curator.get(RETRAIN).status_code == 405
    assert not TrainingRun.objects.exists()


def test_the_button_needs_a_csrf_token(alice: User) -> None:
    staff(alice, "view", "add")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(RETRAIN).status_code == 403


def test_the_button_needs_permission(alice: User) -> None:
    client = staff(alice, "view")
    assert client.post(RETRAIN).status_code == 403
    assert not TrainingRun.objects.exists()
    for page in (INDEX, LIST, MODELS):
        assert "Retrain now" not in client.get(page).content.decode()


def test_staff_without_permission_sees_nothing_of_it(alice: User) -> None:
    client = staff(alice)
    assert client.get(MODELS).status_code == 403
    assert client.get(PANEL).status_code == 403
    assert "models-panel" not in client.get(INDEX).content.decode()


@pytest.mark.parametrize("url", [MODELS, PANEL, LIST])
def test_listeners_are_led_to_the_door(bob_client: Client, url: str) -> None:
    assert bob_client.get(url).status_code == 302


@pytest.mark.parametrize("url", [INDEX, LIST, MODELS])
def test_the_button_is_there(curator: Client, url: str) -> None:
    assert RETRAIN in curator.get(url).content.decode()


@pytest.mark.parametrize("url", [INDEX, MODELS, PANEL])
def test_the_models_state_is_there(curator: Client, url: str) -> None:
    page = curator.get(url).content.decode()
    for label in ("Face reading", "Popularity", "tag2vec", "ALS"):
        assert label in page


def test_own_models_are_told_from_shipped_ones(
    curator: Client, catalogue: dict[str, list[Song]]
) -> None:
    run = training_execute(run=training_ask())
    page = curator.get(MODELS).content.decode()
    assert page.count("Trained here") == len((*TRAINED, *ALIKE))
    assert run.versions["als"] in page
    assert "Hit in the first 10" in page


def test_a_damaged_model_is_off(
    curator: Client, catalogue: dict[str, list[Song]], model_dir: Path
) -> None:
    run = training_execute(run=training_ask())
    (model_dir / "recommender" / run.version / "als" / "vectors.npy").write_bytes(b"nonsense")
    page = curator.get(MODELS).content.decode()
    assert "does not match its checksum" in page


def test_a_running_training_shows_its_progress(curator: Client) -> None:
    TrainingRun.objects.create(state="running", progress=0.42, heartbeat=timezone.now())
    page = curator.get(MODELS).content.decode()
    assert "42 %" in page
    assert f'data-refresh="{PANEL}"' in page


def test_nothing_refreshes_when_nothing_runs(curator: Client) -> None:
    assert "data-refresh" not in curator.get(MODELS).content.decode()


def test_a_dead_training_is_shown_as_failed(curator: Client) -> None:
    TrainingRun.objects.create(state="running", progress=0.42)
    page = curator.get(MODELS).content.decode()
    assert "The last training failed." in page
    assert "stopped without a word" in page


def test_the_history_is_read_only(curator: Client) -> None:
    run = TrainingRun.objects.create(
        state="done",
        started=timezone.now(),
        finished=timezone.now(),
        metrics={"mix": {"hit_rate@10": 0.5, "n": 24}},
    )
    assert "0.500" in curator.get(LIST).content.decode()
    url = reverse("admin:recommender_trainingrun_change", args=[run.pk])
    page = curator.get(url).content.decode()
    assert (
        "<strong>All engines together</strong>: Hit in the first 10 0.500, 24 hidden songs" in page
    )
    assert 'name="_save"' not in page
    assert curator.post(url, {"state": "failed"}).status_code == 403
    assert curator.get(reverse("admin:recommender_trainingrun_add")).status_code == 403


@pytest.mark.parametrize("name", TrainingRunAdmin.fields)
def test_the_names_of_columns_can_be_translated(name: str) -> None:
    own = getattr(TrainingRunAdmin, name, None)
    said = own.short_description if own else TrainingRun._meta.get_field(name).verbose_name
    assert isinstance(said, Promise)


def test_what_became_of_it_is_in_the_first_columns(curator: Client) -> None:
    TrainingRun.objects.create(state="failed", error="Nothing to learn")
    page = curator.get(LIST).content.decode()
    assert page.index("column-outcome") < page.index("column-state") < page.index("column-took")
    assert "Nothing to learn" in page


def test_error_texts_are_escaped(curator: Client) -> None:
    TrainingRun.objects.create(state="failed", error="<script>alert(1)</script>")
    assert "<script>alert" not in curator.get(MODELS).content.decode()


def test_pages_hold_nothing_inline(curator: Client) -> None:
    for url in (INDEX, MODELS, LIST):
        page = curator.get(url).content.decode()
        assert "style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "unsafe-inline" not in json.dumps(dict(curator.get(url).headers))
