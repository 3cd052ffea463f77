"""What changes with an account: a guest's history joins it, and it can be taken out or deleted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mlfym.accounts.holdings import all_holdings
from mlfym.accounts.models import Listener, User

EXPORT_FORMAT = 1


@transaction.atomic
def guest_join(*, guest: Listener | None, user: User) -> Listener | None:
    """Give ``user`` what the guest did, and return the account's listener.

    An account that has no listener yet takes over the guest's own; None where there is neither
    (a listener is made at the first action). A guest who was joined already changes nothing.
    """
    into = Listener.objects.select_for_update().filter(user=user).first()
    if guest is None:
        return into
    if into is not None:
        return listener_merge(guest=guest, into=into)
    taken = Listener.objects.guests().filter(pk=guest.pk).update(user=user)
    return Listener.objects.get(user=user) if taken else None


@transaction.atomic
def listener_merge(*, guest: Listener, into: Listener) -> Listener:
    """Move everything of ``guest`` to ``into`` and delete the guest; return ``into``, fresh.

    Merging a guest who is gone already changes nothing, so a retry is harmless. ValueError if
    ``guest`` belongs to an account: accounts are never merged.
    """
    if guest.pk == into.pk:
        return into
    row = Listener.objects.select_for_update().filter(pk=guest.pk).first()
    into = Listener.objects.select_for_update().get(pk=into.pk)
    if row is None:
        return into
    if row.user_id is not None:
        raise ValueError("only a guest can be merged into another listener")
    for holding in all_holdings():
        holding.move({"guest": holding.rows(row), "into": holding.rows(into)}, into)
    into.created = min(into.created, row.created)
    into.last_seen = timezone.now()
    into.camera_consent = latest(into.camera_consent, row.camera_consent)
    into.save(update_fields=["created", "last_seen", "camera_consent"])
    row.delete()
    return into


def latest(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later of two times, either of which may be missing."""
    times = [time for time in (one, other) if time is not None]
    return max(times) if times else None


def listener_export(*, user: User | None, listener: Listener | None) -> dict[str, Any]:
    """Return everything that is kept for someone, as values that JSON can hold.

    Passwords are left out: only their hash is stored, and it is of no use elsewhere.
    """
    data: dict[str, Any] = {"format": EXPORT_FORMAT, "exported": timezone.now()}
    if user is not None:
        data["account"] = {
            "uuid": user.uuid,
            "username": user.username,
            "email": user.email,
            "language": user.language,
            "joined": user.date_joined,
            "last_sign_in": user.last_login,
        }
    if listener is not None:
        data["listener"] = {
            "uuid": listener.uuid,
            "created": listener.created,
            "last_seen": listener.last_seen,
            "camera_consent": listener.camera_consent,
        }
        for holding in all_holdings():
            data[holding.name] = holding.export(holding.rows(listener))
    return data


def sessions_end(*, user: User) -> None:
    """Sign an account out in every browser, this one included."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)


@transaction.atomic
def listener_forget(*, user: User | None, listener: Listener | None) -> None:
    """Delete an account or a guest with everything that was kept for them."""
    if listener is not None:
        listener.delete()
    if user is not None:
        user.delete()


def guests_prune(*, at: datetime | None = None) -> dict[str, int]:
    """Delete the guests who have been idle too long; return how many rows of each sort went."""
    return dict(Listener.objects.idle_guests(at).delete()[1])
