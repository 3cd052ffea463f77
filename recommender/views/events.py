"""Take what the player reports."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mlfym.accounts import identity
from recommender import pace
from recommender.feedback import record_events
from recommender.feedback_forms import read_played
from recommender.views.common import listener_of

MOST_EVENTS = 50


@require_POST
def events(request: HttpRequest) -> JsonResponse:
    """Keep plays, finishes and skips: ``{"events": [{client_uuid, song, kind, playlist, ...}]}``.

    Answers how many were kept and how many made no sense. A retry with the same ``client_uuid`` is
    welcome and counts once. 429 keeps nothing: the page sends the same again later.
    """
    sent = read_body(request)
    if sent is None:
        text = _("Please send at most %(most)s events as JSON.") % {"most": MOST_EVENTS}
        return JsonResponse({"error": text}, status=400)
    played = read_played(sent, listener_of(request))
    ignored = len(sent) - len(played)
    if not played:
        return JsonResponse({"stored": 0, "ignored": ignored})
    listener = identity.ensure(request)
    try:
        pace.spend(listener, len(played))
    except pace.TooFast as error:
        text = _("That was very quick. Please send this again in a moment.")
        headers = {"Retry-After": str(error.retry_after)}
        return JsonResponse({"error": text}, status=429, headers=headers)
    stored = record_events(listener=listener, played=played)
    return JsonResponse({"stored": stored, "ignored": ignored})


def read_body(request: HttpRequest) -> list[Any] | None:
    """Return the list of events in a request's body, None where there is no such thing."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    sent = body.get("events") if isinstance(body, dict) else None
    return sent if isinstance(sent, list) and len(sent) <= MOST_EVENTS else None
