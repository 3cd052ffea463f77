"""Let nobody act faster than a person can: so many actions a minute for each listener."""

import time

from django.core.cache import cache

from mlfym.accounts.models import Listener

# Two a second for a whole minute is more than a hand does, and far less than a script.
ACTIONS_A_MINUTE = 120
WINDOW = 60


class TooFast(Exception):
    """The listener did more than the limit in this minute; nothing of this call was kept."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def spend(listener: Listener, actions: int = 1) -> None:
    """Count ``actions`` of a listener, or raise TooFast and count none of them.

    Counted in the cache by fixed minutes: someone may do twice the limit across the turn of a
    minute, and with an in-memory cache each process counts for itself. Both are fine for what this
    protects from, which is thousands.
    """
    now = int(time.time())
    key = f"pace:{listener.pk}:{now // WINDOW}"
    cache.add(key, 0, timeout=2 * WINDOW)
    if cache.incr(key, actions) > ACTIONS_A_MINUTE:
        cache.decr(key, actions)
        raise TooFast(WINDOW - now % WINDOW)
