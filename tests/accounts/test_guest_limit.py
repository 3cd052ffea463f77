"""A script without cookies does not fill the database with guests."""

import pytest
from django.test import Client

from mlfym.accounts import identity
from mlfym.accounts.models import Listener
from mlfym.accounts.throttle import Limit


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "GUEST_ADDRESS", Limit("guest-address", tries=2, seconds=3600))


@pytest.mark.parametrize(("language", "words"), [("en", "a lot at once"), ("ko", "한꺼번에")])
def test_the_third_guest_is_asked_to_wait(starter: None, language: str, words: str) -> None:
    for expected in (302, 302, 429):
        browser = Client(headers={"accept-language": language})
        response = browser.post("/lists/start/", {"mood": "joy"})
        assert response.status_code == expected
    assert words in response.content.decode()
    assert Listener.objects.count() == 2


def test_a_known_guest_is_not_counted(starter: None, guest_client: Client) -> None:
    for _ in range(4):
        assert guest_client.post("/lists/start/", {"mood": "joy"}).status_code == 302


def test_another_address_is_free(starter: None) -> None:
    for number in range(4):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert other.post("/lists/start/", {"mood": "joy"}).status_code == 302
