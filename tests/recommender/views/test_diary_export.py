"""GET /diary/export.json and /diary/export.md."""

import pytest
from django.test import Client

from mlfym.accounts.models import Listener, User
from tests.emotion.diary.pages import SAD, SAD_KO, page


def test_json(guest_client: Client, guest: Listener) -> None:
    page(guest, SAD_KO)
    response = guest_client.get("/diary/export.json")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith('attachment; filename="diary-')
    assert SAD_KO in response.content.decode(), "Korean as it is, not in figures"
    assert response.json()["entries"][0]["text"] == SAD_KO


def test_markdown(guest_client: Client, guest: Listener) -> None:
    page(guest, SAD)
    response = guest_client.get("/diary/export.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"].endswith('.md"')
    assert SAD in response.content.decode()


@pytest.mark.parametrize("form", ["json", "md"])
def test_nobody_gets_an_empty_copy(client: Client, alice: User, form: str) -> None:
    page(alice.listener, SAD)
    response = client.get(f"/diary/export.{form}")
    assert response.status_code == 200
    assert "grandmother" not in response.content.decode()
    assert not Listener.objects.filter(user=None).exists()


def test_there_are_no_other_forms(client: Client, db: None) -> None:
    assert client.get("/diary/export.pdf").status_code == 404
