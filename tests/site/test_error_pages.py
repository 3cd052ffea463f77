"""Errors have pages, in the visitor's language."""

from django.test import Client
from django.utils import translation


def test_a_reloaded_form_address_says_so(client: Client, db: None) -> None:
    response = client.get("/lists/start/", headers={"accept": "text/html"})
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert b"waits for a form" in response.content


def test_a_machine_gets_the_bare_answer(client: Client, db: None) -> None:
    response = client.get("/lists/start/", headers={"accept": "application/json"})
    assert response.status_code == 405
    assert response.content == b""


def test_nothing_here_in_korean(client: Client, db: None) -> None:
    response = client.get("/nowhere/", headers={"accept-language": "ko"})
    assert response.status_code == 404
    assert 'lang="ko"' in response.content.decode()


def test_too_large_has_a_page(client: Client, db: None) -> None:
    assert client.get("/errors/too-large/").status_code == 413


def test_a_bad_request_keeps_the_header(alice_client: Client) -> None:
    response = alice_client.get("/", headers={"host": "evil.example.org"})
    assert response.status_code == 400


def test_a_failure_says_so_without_the_site(client: Client, db: None) -> None:
    from django.views.defaults import server_error

    response = server_error(client.get("/healthz").wsgi_request)
    assert response.status_code == 500
    assert b"<h1" in response.content


def says_in_korean(response, english: str, status: int) -> None:
    with translation.override("ko"):
        korean = translation.gettext(english)
    assert korean != english
    assert response.status_code == status
    assert korean in response.content.decode()


def test_too_large_in_korean(client: Client, db: None) -> None:
    response = client.get("/errors/too-large/", headers={"accept-language": "ko"})
    says_in_korean(response, "That file is too large", 413)


def test_a_form_without_its_token_in_korean(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/lists/start/", {"mood": "joy"}, headers={"accept-language": "ko"})
    says_in_korean(response, "Please send that once more", 403)
