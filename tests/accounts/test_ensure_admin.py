"""``manage.py ensure_admin``."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from mlfym.accounts.models import User

pytestmark = pytest.mark.django_db


def ensure(settings: Any, name: str, password: str) -> tuple[str, str]:
    """Run the command with these variables; return what it wrote to both outputs."""
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = name, password
    out, err = StringIO(), StringIO()
    call_command("ensure_admin", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_creates_the_administrator(settings: Any) -> None:
    out, err = ensure(settings, "curator", "a good long secret")
    user = User.objects.get(username="curator")
    assert user.is_superuser
    assert user.is_staff
    assert user.check_password("a good long secret")
    assert "created" in out
    assert not err
    assert "a good long secret" not in out


def test_without_variables_there_is_no_administrator(settings: Any) -> None:
    ensure(settings, "", "")
    assert not User.objects.exists()


def test_it_never_resets_a_password(settings: Any) -> None:
    ensure(settings, "curator", "a good long secret")
    out, err = ensure(settings, "curator", "another long secret")
    assert User.objects.get().check_password("a good long secret")
    assert (out, err) == ("", "")


def test_it_never_raises_a_listener_to_administrator(settings: Any, alice: User) -> None:
    _, err = ensure(settings, "Alice", "a good long secret")
    alice.refresh_from_db()
    assert not alice.is_superuser
    assert "not an administrator" in err
    assert User.objects.count() == 1


def test_it_warns_of_a_weak_password(settings: Any) -> None:
    _, err = ensure(settings, "curator", "1234")
    assert "weak" in err
    assert User.objects.get().is_superuser


def test_it_refuses_an_impossible_name(settings: Any) -> None:
    with pytest.raises(CommandError, match="ADMIN_USERNAME"):
        ensure(settings, "not a name", "a good long secret")
