"""Stations: begin one with a song, and let it go on."""

import uuid
from collections.abc import Sequence
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from recommender import pace
from recommender.models import Playlist, PlaylistItem, Song
from recommender.showing import Row, queue_of, rows_of_items
from recommender.similar.forms import AfterForm, LeanForm
from recommender.similar.stations import station_grow, station_of, station_start
from recommender.views.common import (
    get_own_playlist,
    listener_of,
    make_list,
    to_playlist,
    too_fast,
    wants_json,
)


@require_POST
def station(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Begin a station with a song, and play it."""
    song = get_object_or_404(Song, uuid=key)
    lean = LeanForm(request.POST).percent / 100
    return make_list(request, partial(station_start, song=song, lean=lean), "play")


@require_POST
def station_on(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what follows in a station: JSON for the player, the station's page for a form."""
    playlist, listener = get_own_playlist(request, key), listener_of(request)
    if listener is None or station_of(playlist) is None:
        raise Http404
    try:
        pace.spend(listener)
    except pace.TooFast as error:
        return too_fast(request, error)
    after = AfterForm(request.POST).place(playlist)
    items = station_grow(listener=listener, playlist=playlist, after=after)
    if not wants_json(request):
        return to_playlist(playlist)
    return JsonResponse(answer(request, playlist, items))


def answer(
    request: HttpRequest, playlist: Playlist, items: Sequence[PlaylistItem]
) -> dict[str, object]:
    """Return what the player plays next, its rows for the page, and whether this was all."""
    rows = rows_of_items(items, listener_of(request))
    return {
        "songs": queue_of(playlist, rows),
        "rows": "".join(row_html(request, playlist, row) for row in rows),
        "over": not items,
    }


def row_html(request: HttpRequest, playlist: Playlist, row: Row) -> str:
    """Return the row of a song as the list's page shows it."""
    context = {"playlist": playlist, "row": row}
    return render_to_string("components/song_row.html", context, request)
