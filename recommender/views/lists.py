"""The pages of lists: one list, all lists, and keeping or deleting one."""

import uuid
from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from recommender.forms import SaveForm
from recommender.models import Playlist
from recommender.selectors import curated_lists, fetch_moods, saved_lists
from recommender.services import playlist_delete, playlist_save
from recommender.showing import is_plain, mood_shares, queue_of, rows_of, rows_of_items
from recommender.similar.stations import latest, station_of
from recommender.views.common import (
    get_own_playlist,
    get_playlist,
    listener_of,
    message,
    to_playlist,
)

LISTS_A_PAGE = 50


@require_safe
def playlist(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a list and hand it to the player."""
    found = get_playlist(request, key)
    listener = listener_of(request)
    station = station_of(found)
    rows = rows_of_items(latest(found), listener) if station else rows_of(found, listener)
    context = {
        "playlist": found,
        "mood_shares": mood_shares(found),
        "rows": rows,
        "queue": queue_of(found, rows),
        "autoplay": "play" in request.GET,
        "keep_current": "keep" in request.GET,
        "own": found.listener_id is not None,
        "station": station,
        "note": _("Part of our recommender is resting, so this list is plainer than usual.")
        if is_plain(found)
        else "",
    }
    return render(request, "recommender/playlist.html", context)


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists that the listener kept, and the curator's, each by the page."""
    context = {
        "saved": shelf(saved_lists(listener_of(request)), request.GET.get("page")),
        "curated": shelf(curated_lists(), request.GET.get("curated")),
    }
    return render(request, "recommender/lists.html", context)


def shelf(found: Sequence[Playlist] | QuerySet[Playlist], number: str | None) -> Page[Playlist]:
    """Return one page of lists, each with what its picture needs to be known."""
    page = Paginator(found, LISTS_A_PAGE).get_page(number)
    fetch_moods(page)
    return page


@require_POST
def save(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep a list under a name."""
    found = get_own_playlist(request, key)
    form = SaveForm(request.POST)
    if not form.is_valid():
        return message(
            request,
            _("That name is too long"),
            str(form.errors["name"][0]),
            [(_("Back to the list"), found.get_absolute_url())],
            status=400,
        )
    return to_playlist(playlist_save(playlist=found, name=form.cleaned_data["name"]))


@require_POST
def delete(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Delete a list."""
    playlist_delete(playlist=get_own_playlist(request, key))
    return redirect("lists")
