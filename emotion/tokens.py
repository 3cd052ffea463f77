"""Signed tokens: the proof that this server read this mood of this listener, a moment ago.

The token carries the reading's and the listener's UUID and the time; the playlist form takes it.
So a page cannot invent a reading, and what a stranger copies is of no use to them.
"""

import uuid
from datetime import timedelta
from typing import Literal

from django.core import signing

from emotion.models import Reading
from mlfym.accounts.models import Listener

SALT = "emotion.reading"
# Long enough to look at the answer and think it over, short enough that a list fits the moment.
LIFETIME = timedelta(minutes=10)

Code = Literal["forged", "expired", "foreign"]


class TokenRejected(Exception):
    """Say why a token was not taken: ``forged``, ``expired`` or ``foreign``."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


def sign(reading: Reading) -> str:
    """Return the token of a reading."""
    return signing.dumps([str(reading.uuid), str(reading.listener.uuid)], salt=SALT)


def read(token: str, listener: Listener | None) -> Reading:
    """Return the reading that ``token`` stands for; raise TokenRejected where it is not theirs.

    The reading's row says whose it is now: a guest who signed in since then has taken it along,
    and their token still counts.
    """
    reading_uuid, owner = unpack(token)
    found = Reading.objects.select_related("listener").filter(uuid=reading_uuid).first()
    if not listener or found is None or found.listener_id != listener.pk:
        raise TokenRejected("foreign")
    if found.listener.uuid != owner and found.listener.user_id is None:
        # Readings move to accounts only.
        raise TokenRejected("foreign")
    return found


def unpack(token: str) -> tuple[uuid.UUID, uuid.UUID]:
    """Return the UUIDs of the reading and of its listener from a token that is ours and fresh."""
    try:
        reading_uuid, owner = signing.loads(token, salt=SALT, max_age=LIFETIME)
        return uuid.UUID(reading_uuid), uuid.UUID(owner)
    except signing.SignatureExpired as error:
        raise TokenRejected("expired") from error
    except (signing.BadSignature, ValueError, TypeError, AttributeError) as error:
        raise TokenRejected("forged") from error
