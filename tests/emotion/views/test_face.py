"""GET /face/ and POST /face/consent/."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from emotion import pool, wording
from emotion.moods import MOODS
from mlfym.accounts.models import Listener


@pytest.fixture(autouse=True)
def _open(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(pool, "is_open", lambda: True)


def test_it_asks_for_consent_with_an_unticked_box_and_start_off(client: Client) -> None:
    page = client.get(reverse("face")).content.decode()
    box = re.search(r'<input type="checkbox" name="consent"[^>]*>', page)
    assert box and "checked" not in box[0]
    start = re.search(r"<button[^>]*data-start[^>]*>", page)
    assert start and " disabled" in start[0]


def test_a_visit_makes_no_listener(client: Client) -> None:
    client.get(reverse("face"))
    assert not Listener.objects.exists()


def test_its_script_gets_every_text(client: Client) -> None:
    page = client.get(reverse("face")).content.decode()
    found = re.search(r'<script id="face-texts"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    assert json.loads(found[1]) == wording.face_texts()


def test_every_code_of_the_script_has_a_text(client: Client) -> None:
    from pathlib import Path

    folder = Path(__file__).resolve().parents[3] / "static" / "js"
    script = "".join((folder / name).read_text("utf-8") for name in ("face.js", "face-camera.js"))
    line = (folder / "face-line.js").read_text("utf-8")
    used = set(re.findall(r'(?:hint|note|fail|stop)\("(\w+)"\)', script))
    used |= set(re.findall(r'(?:Error: |Error\()"(\w+)"', script))
    used |= set(re.findall(r'\d{4}: "(\w+)"', line)) - {"settled"} | {"lost"}
    used |= {"no_face", "several_faces", "too_dark"}  # emotion.face.reader.FrameAnswer.hint
    assert len(used) > 15
    assert used <= set(wording.face_texts())


def test_without_javascript_it_leads_to_photo_and_tiles(client: Client) -> None:
    page = client.get(reverse("face")).content.decode()
    found = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert found
    assert reverse("photo") in found[1]
    assert reverse("tiles") in found[1]


def test_all_six_moods_can_be_chosen(client: Client) -> None:
    page = client.get(reverse("face")).content.decode()
    assert set(re.findall(r'name="mood" value="(\w+)"', page)) == set(MOODS)


def test_it_speaks_korean(client: Client) -> None:
    page = client.get(reverse("face"), headers={"accept-language": "ko"})
    assert page.headers["content-language"] == "ko"


def test_it_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get(reverse("face")).headers["cache-control"]


def test_it_rejects_post(client: Client) -> None:
    assert client.post(reverse("face")).status_code == 405


def test_a_closed_door_leads_to_the_tiles(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "is_open", lambda: False)
    response = client.get(reverse("face"))
    assert response.status_code == 503
    assert reverse("tiles") in response.content.decode()


def test_consent_makes_a_listener_who_has_agreed(client: Client) -> None:
    response = client.post(reverse("face_consent"), {"consent": "on"})
    assert response.status_code == 204
    assert Listener.objects.get().camera_consent is not None
    assert "mlfym_listener" in response.cookies


def test_consent_is_given_anew_for_the_same_listener(guest_client: Client, guest) -> None:
    guest_client.post(reverse("face_consent"), {"consent": "on"})
    guest.refresh_from_db()
    first = guest.camera_consent
    guest_client.post(reverse("face_consent"), {"consent": "on"})
    guest.refresh_from_db()
    assert first is not None and guest.camera_consent > first
    assert Listener.objects.count() == 1


def test_an_account_agrees_for_itself(alice_client: Client, alice) -> None:
    alice_client.post(reverse("face_consent"), {"consent": "on"})
    assert Listener.objects.get(user=alice).camera_consent is not None


@pytest.mark.parametrize("body", [{}, {"consent": ""}, {"consent": "false"}])
def test_no_tick_no_consent(client: Client, body: dict[str, str]) -> None:
    assert client.post(reverse("face_consent"), body).status_code == 400
    assert not Listener.objects.exists()


def test_consent_rejects_get(client: Client) -> None:
    assert client.get(reverse("face_consent")).status_code == 405


def test_consent_needs_the_csrf_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("face_consent"), {"consent": "on"}).status_code == 403
