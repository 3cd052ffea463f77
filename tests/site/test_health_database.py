"""/healthz and /health/ of the whole site, with its own probes, while the database is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from mlfym import health


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


def test_it_answers(client: Client, db: None) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["parts"]["database"]["ok"]
