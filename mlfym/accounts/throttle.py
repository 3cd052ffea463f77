"""Slow down those who guess passwords: a counter in the cache for each name and address.

Counted before the password is looked at, so that tries made side by side are all counted. With
the in-memory cache every process counts for itself; with a shared cache (CACHE_URL) all together.
"""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """At most ``tries`` in ``seconds``; the window opens with the first try."""

    name: str
    tries: int
    seconds: int

    def take(self, *who: str) -> bool:
        """Count one try and say whether it is still allowed."""
        key = self._key(who)
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.tries
        except ValueError:
            # The window closed between the two calls: this try opens the next one.
            cache.set(key, 1, self.seconds)
            return True

    def clear(self, *who: str) -> None:
        """Forget the tries, after one that was right."""
        cache.delete(self._key(who))

    def _key(self, who: tuple[str, ...]) -> str:
        # Hashed: names may hold characters that a cache key must not, and are nobody's business.
        digest = hashlib.sha256("\x1f".join(part.casefold() for part in who).encode()).hexdigest()
        return f"limit:{self.name}:{digest}"


# A person who mistypes needs three or four; five guesses in five minutes get nowhere.
SIGN_IN = Limit("sign-in", tries=5, seconds=300)
# One address that tries many names. Generous, since a school or a household shares an address.
SIGN_IN_ADDRESS = Limit("sign-in-address", tries=60, seconds=300)
SIGN_UP_ADDRESS = Limit("sign-up-address", tries=100, seconds=3600)
# A guest is made at the first action, so a script without cookies would make one with each.
GUEST_ADDRESS = Limit("guest-address", tries=300, seconds=3600)
# Someone at a browser that was left signed in, guessing the password to delete or change it.
CONFIRM = Limit("confirm", tries=5, seconds=300)


def address(request: HttpRequest) -> str:
    """Return the address of the other side (the server resolves trusted proxies)."""
    return str(request.META.get("REMOTE_ADDR", ""))
