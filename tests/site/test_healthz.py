"""/healthz and /health/."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from mlfym import health


@pytest.fixture(autouse=True)
def _own_probes(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(health, "_probes", {})
    monkeypatch.setattr(health, "_told", {})


def answer(**parts: health.Status) -> None:
    for name, status in parts.items():
        health.register(name, lambda status=status: status)


SECRET = "OSError: /srv/site/var/models/als/current"


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


KOREAN = {"Accept-Language": "ko"}


def test_machines_and_people_read_their_own_names(client: Client) -> None:
    answer(database=health.Status(ok=True, detail="answers", vital=True))
    health.register("engine als", lambda: health.Status(ok=True, detail="ready"))
    assert set(client.get("/healthz", headers=KOREAN).json()["parts"]) == {"database", "engine als"}
    page = client.get("/health/").content.decode()
    assert "<strong>Database</strong>" in page
    assert "<strong>Listeners alike (ALS)</strong>" in page
    page = client.get("/health/", headers=KOREAN).content.decode()
    assert f"<strong>{translated('Listeners alike (ALS)')}</strong>" in page


def test_every_part_of_the_site_has_a_name_for_people() -> None:
    names = {"database", "face", "words", "search", "map", "analysis", "engine sound", "engine mix"}
    assert {name for name in names if health.label_of(name) == name} == set()


def translated(text: str) -> str:
    with translation.override("ko"):
        return gettext(text)


def test_it_rejects_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_a_visit_makes_no_listener(client: Client) -> None:
    response = client.get("/healthz")
    assert not response.cookies


@pytest.mark.parametrize("page", ["/healthz", "/health/"])
def test_a_stranger_reads_a_sentence_and_no_folders(client: Client, page: str) -> None:
    answer(als=health.Status(ok=False, detail="It rests.", fault=SECRET))
    content = client.get(page).content.decode()
    assert "It rests." in content
    assert "srv" not in content


def test_a_curator_reads_what_is_wrong(admin_client: Client) -> None:
    answer(als=health.Status(ok=False, detail="It rests.", fault=SECRET))
    content = admin_client.get("/health/").content.decode()
    assert "It rests." in content
    assert SECRET in content


def test_the_log_hears_of_a_part_when_it_changes(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "mlfym.health")
    well, off = health.Status(ok=True, detail="ready"), health.Status(False, "rests", fault=SECRET)
    for status in (well, off, off, well, well, off):
        answer(als=status)
        client.get("/healthz")
    broken, mended = f"health: als: rests: {SECRET}", "health: als: works again"
    assert caplog.messages == [broken, mended, broken]


def test_several_parts_take_one_look() -> None:
    looks = []
    both = {name: health.Status(ok=True, detail="ready") for name in ("engine b", "engine a")}
    health.register_several("engines", lambda: looks.append("look") or both)
    answer(database=health.Status(ok=True, detail="answers", vital=True))
    assert list(health.report()) == ["database", "engine a", "engine b"]
    assert looks == ["look"]
