"""Know a listener again: by account when signed in, else by a signed cookie of our own.

The cookie holds the listener's UUID and nothing else. It is not tied to the session, whose key
changes at sign-in and which may be flushed at any time.
"""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from mlfym.accounts.models import GUEST_IDLE, Listener
from mlfym.accounts.throttle import GUEST_ADDRESS, address

COOKIE = "mlfym_listener"
SALT = "mlfym.listener"
# last_seen only steers the pruning of guests, so a row is written at most this often.
SEEN_STEP = timedelta(hours=6)


class TooManyGuests(Exception):
    """One address made more guests in an hour than a household or a school would."""


def read_cookie(value: str | None) -> uuid.UUID | None:
    """Return the UUID in a signed cookie, None where it is absent, forged or damaged."""
    if not value:
        return None
    try:
        return uuid.UUID(signing.loads(value, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def sign_cookie(listener: Listener) -> str:
    """Return the cookie's value for a listener."""
    return signing.dumps(str(listener.uuid), salt=SALT)


def guest_of(request: HttpRequest) -> Listener | None:
    """Return the guest that the request's cookie names."""
    key = read_cookie(request.COOKIES.get(COOKIE))
    return Listener.objects.guests().filter(uuid=key).first() if key else None


def find(request: HttpRequest) -> Listener | None:
    """Return the listener of a request, None where there is none yet."""
    if request.user.is_authenticated:
        listener = Listener.objects.filter(user=request.user).first()
    else:
        listener = guest_of(request)
    if listener and listener.last_seen < timezone.now() - SEEN_STEP:
        Listener.objects.filter(pk=listener.pk).update(last_seen=timezone.now())
    return listener


def ensure(request: HttpRequest) -> Listener:
    """Return the request's listener, made now if this is their first action.

    A second call in the same request returns the same listener, whose cookie is still on its way.
    """
    listener: Listener | None = getattr(request, "listener_to_keep", None) or find(request)
    if listener is None:
        user = request.user if request.user.is_authenticated else None
        if user:
            listener, _ = Listener.objects.get_or_create(user=user)
        else:
            listener = new_guest(request)
    remember(request, listener)
    return listener


def new_guest(request: HttpRequest) -> Listener:
    """Return a new guest; TooManyGuests if this address has made too many lately."""
    if not GUEST_ADDRESS.take(address(request)):
        raise TooManyGuests
    return Listener.objects.create()


def remember(request: HttpRequest, listener: Listener | None) -> None:
    """Make ``listener`` the request's own, and have the response carry the cookie."""
    request.listener = listener  # type: ignore[attr-defined]
    request.listener_to_keep = listener  # type: ignore[attr-defined]


def keep_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Set or clear the cookie where this request made or merged a guest."""
    if not hasattr(request, "listener_to_keep"):
        return
    listener: Listener | None = request.listener_to_keep
    if listener is None or listener.user_id is not None:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(
        COOKIE,
        sign_cookie(listener),
        max_age=int(GUEST_IDLE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
