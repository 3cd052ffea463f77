"""/healthz and /health/ of the whole site, with its own probes, while the database is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from mlfym import health
from mlfym.accounts.models import User


@pytest.fixture
def _away(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the database be a file that cannot be opened, and the log know nothing of it yet."""
    monkeypatch.setattr(health, "_told", {})
    there, broken = connections["default"], connections.create_connection("default")
    broken.settings_dict = broken.settings_dict | {"NAME": str(tmp_path / "none" / "db.sqlite3")}
    connections["default"] = broken
    yield
    connections["default"] = there


@pytest.mark.usefixtures("_away")
def test_a_machine_hears_that_the_site_is_down(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "down"
    parts = response.json()["parts"]
    # What needs no database is asked all the same; what needs it is no trouble of its own.
    assert parts["engine popular"]["ok"]
    for name in ("database", "analysis"):
        assert parts[name] == {"ok": False, "detail": "The database does not answer."}
    assert "unable to open database file" in caplog.text


@pytest.mark.usefixtures("_away")
def test_a_person_reads_the_same(client: Client) -> None:
    response = client.get("/health/")
    assert response.status_code == 200
    assert b"The database does not answer." in response.content


@pytest.fixture
def _signed_in(client: Client, alice: User) -> None:
    """Sign in while the database is still there."""
    client.force_login(alice)


@pytest.mark.usefixtures("_signed_in", "_away")
def test_a_machine_that_is_signed_in_hears_it_too(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "down"


@pytest.mark.usefixtures("_signed_in", "_away")
@pytest.mark.parametrize("language", ["", "ko"])
def test_who_is_signed_in_reads_it_as_a_guest(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    response = client.get("/health/")
    assert response.status_code == 200
    assert "alice" not in response.content.decode()


def test_who_is_signed_in_keeps_their_menu(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert "alice" in client.get("/health/").content.decode()


def test_it_answers(client: Client, db: None) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["parts"]["database"]["ok"]
