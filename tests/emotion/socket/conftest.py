"""Those who may use the face socket."""

import pytest
from django.test import Client

from emotion import consumers
from emotion.limits import Seats
from emotion.services import consent_give
from mlfym.accounts.models import Listener, User


@pytest.fixture(autouse=True)
def _free_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "seats", Seats(most=10))


@pytest.fixture
def agreed(transactional_db: None) -> Listener:
    """Return a guest who has just agreed to the camera."""
    listener = Listener.objects.create()
    consent_give(listener=listener)
    return listener


@pytest.fixture
def alice_agreed(transactional_db: None, alice: User, alice_client: Client) -> Client:
    """Return the browser of alice, who has just agreed to the camera."""
    consent_give(listener=alice.listener)
    return alice_client
