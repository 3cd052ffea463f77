"""How much one may search: far more than a hand types, and far less than a script asks.

Half a thousand answers a minute is one for every eighth of a second, without a pause. Who has no
listener of their own yet is counted by their address, which a school or a household shares.
"""

from django.http import HttpRequest

from mlfym.accounts.models import Listener
from mlfym.accounts.throttle import Limit, address
from recommender.pace import TooFast

SECONDS = 60
LISTENER = Limit("search-listener", tries=500, seconds=SECONDS)
ADDRESS = Limit("search-address", tries=3000, seconds=SECONDS)


def spend_search(request: HttpRequest, listener: Listener | None) -> None:
    """Count a search, or raise TooFast."""
    if listener is None:
        allowed = ADDRESS.take(address(request))
    else:
        allowed = LISTENER.take(str(listener.pk))
    if not allowed:
        raise TooFast(SECONDS)
