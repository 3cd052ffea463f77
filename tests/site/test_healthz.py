"""/healthz and /health/."""

import pytest
from django.test import Client

from mlfym import health


@pytest.fixture(autouse=True)
def _own_probes(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(health, "_probes", {})


def answer(**parts: health.Status) -> None:
    for name, status in parts.items():
        health.register(name, lambda status=status: status)


def test_all_well(client: Client) -> None:
    answer(database=health.Status(ok=True, detail="answers", vital=True))
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"


def test_a_part_that_is_off_degrades(client: Client) -> None:
    answer(als=health.Status(ok=False, detail="damaged"))
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["parts"]["als"]["detail"] == "damaged"


def test_a_vital_part_that_is_off_is_down(client: Client) -> None:
    answer(database=health.Status(ok=False, detail="gone", vital=True))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "down"


def test_a_person_sees_the_same(client: Client) -> None:
    answer(als=health.Status(ok=False, detail="damaged artefact"))
    assert b"damaged artefact" in client.get("/health/").content


def test_it_rejects_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_a_visit_makes_no_listener(client: Client) -> None:
    response = client.get("/healthz")
    assert not response.cookies
