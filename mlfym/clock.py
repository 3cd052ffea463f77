"""The visitor's own clock: a script tells their time zone by a cookie, without it ours counts."""

import zoneinfo
from collections.abc import Callable
from datetime import date, datetime, tzinfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

COOKIE = "zone"
LONGEST = 100


class ClockMiddleware:
    """Show every date of a page on the visitor's clock, so that none stands beside another's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        with timezone.override(zone_of(request)):
            return self.get_response(request)


def zone_of(request: HttpRequest) -> tzinfo | None:
    """Return the visitor's time zone, None where their browser did not tell one that exists."""
    name = request.COOKIES.get(COOKIE, "")[:LONGEST]
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # not found; not a name; a folder of zones
        return None


def now_of(request: HttpRequest) -> datetime:
    """Return what the visitor's clock shows."""
    return timezone.localtime(timezone=zone_of(request))


def today_of(request: HttpRequest) -> date:
    """Return the visitor's date."""
    return now_of(request).date()
