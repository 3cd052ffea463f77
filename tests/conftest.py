"""The cast and the stage that the tests share.

Alice owns, bob is another listener with an account, charlie is a stranger without a listener yet,
and a guest has only a cookie.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from mlfym.accounts.identity import COOKIE, sign_cookie
from mlfym.accounts.models import Listener, User

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PASSWORD = "correct horse battery"

# The same examples in every run, however slow the machine: what fails has to do with the change.
# Others are tried with --hypothesis-profile=explore (see the Makefile).
hypothesis_settings.register_profile(
    "explore", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "steady", hypothesis_settings.get_profile("explore"), derandomize=True, database=None
)
hypothesis_settings.load_profile("steady")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove the throw-away data folder."""
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _clean_stage() -> Iterator[None]:
    """Forget what an earlier test left in the cache and in the active language."""
    cache.clear()
    with translation.override("en"):
        yield


def make_user(name: str, *, listens: bool = True) -> User:
    """Return a new account, with its listener unless it is a stranger's."""
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    if listens:
        Listener.objects.create(user=user)
    return user


@pytest.fixture
def alice(db: None) -> User:
    """Return the owner."""
    return make_user("alice")


@pytest.fixture
def bob(db: None) -> User:
    """Return another listener."""
    return make_user("bob")


@pytest.fixture
def charlie(db: None) -> User:
    """Return an account that has done nothing yet."""
    return make_user("charlie", listens=False)


@pytest.fixture
def guest(db: None) -> Listener:
    """Return a listener without an account."""
    return Listener.objects.create()


def signed_in(user: User) -> Client:
    """Return a client in which ``user`` is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alice_client(alice: User) -> Client:
    """Return alice's browser."""
    return signed_in(alice)


@pytest.fixture
def bob_client(bob: User) -> Client:
    """Return bob's browser."""
    return signed_in(bob)


@pytest.fixture
def charlie_client(charlie: User) -> Client:
    """Return charlie's browser."""
    return signed_in(charlie)


@pytest.fixture
def guest_client(guest: Listener) -> Client:
    """Return the guest's browser."""
    client = Client()
    client.cookies[COOKIE] = sign_cookie(guest)
    return client


@pytest.fixture
def starter(db: None) -> None:
    """Load the starter library and its questions."""
    call_command("load_starter", verbosity=0)
    call_command("load_questions", verbosity=0)


@pytest.fixture
def korean() -> Iterator[None]:
    """Speak Korean."""
    with translation.override("ko"):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the data folder beside the project; skip where a user's machine lacks it."""
    if not SHARED.is_dir():
        pytest.skip("the data folder beside the project is not on this machine")
    return SHARED
