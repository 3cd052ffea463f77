"""Add and subtract: a tray of songs to have more and less of, and what comes of it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mlfym.accounts.identity import ensure
from mlfym.accounts.models import Listener
from recommender import pace
from recommender.covers import cover_of
from recommender.engine.similar import Likeness
from recommender.similar.blends import (
    MOST,
    SIDES,
    TooMany,
    Tray,
    playlist_from_tray,
    tray_keep,
    tray_of,
)
from recommender.similar.forms import LeanForm, PutForm
from recommender.similar.lists import Alike, alike
from recommender.similar.showing import missing_words, queue_of_songs, rows_of_songs
from recommender.song_choice import choose
from recommender.views.common import listener_of, make_list, message, search_too_fast, too_fast
from recommender.views.song import address_of, lean_context


@require_safe
@never_cache
def blend(request: HttpRequest) -> HttpResponse:
    """Show the tray, what can be put into it, and the songs that it asks for."""
    form, tray, listener = LeanForm(request.GET), tray_of(request.session), listener_of(request)
    try:
        found = offered(request, listener)
    except pace.TooFast as error:
        return search_too_fast(request, error)
    near = Alike([])
    if tray.more:
        near = alike(tray.seeds, listener=listener, lean=form.percent / 100)
    rows = rows_of_songs(near.songs, listener)
    address = address_of(reverse("blend"), form.percent)
    context = {
        **sides(tray, request),
        **found,
        "rows": rows,
        "missing": missing_words(near.missing),
        "address": address,
        "queue": queue_of_songs(rows, address),
        **lean_context(request, form, reverse("blend")),
    }
    return render(request, "similar/blend.html", context, status=200 if form.is_valid() else 400)


@require_POST
def blend_put(request: HttpRequest) -> HttpResponse:
    """Put a song into the tray, on its other side, or take it out."""
    form = PutForm(request.POST)
    back = [(_("Back to your mix"), reverse("blend"))]
    if not form.is_valid():
        text = _("We could not tell which song, or which side. Please choose it once more.")
        return message(request, _("Which song was it?"), text, back, status=400)
    song, side = form.cleaned_data["song"], form.cleaned_data["side"]
    # The tray is a session's row: who keeps no cookies makes no more of them than of guests.
    listener = ensure(request)
    try:
        pace.spend(listener)
        tray_keep(request.session, tray_of(request.session).put(song.pk, side))
    except pace.TooFast as error:
        return too_fast(request, error)
    except TooMany:
        text = _("%(most)s songs fit on each side. Take one out, and there is room.")
        heading = _("This side is full")
        return message(request, heading, text % {"most": MOST}, back, status=400)
    return redirect("blend")


@require_POST
def blend_clear(request: HttpRequest) -> HttpResponse:
    """Empty the tray."""
    tray_keep(request.session, Tray())
    return redirect("blend")


@require_POST
def blend_list(request: HttpRequest) -> HttpResponse:
    """Keep what the tray asks for as a list."""
    tray, lean = tray_of(request.session), LeanForm(request.POST).percent / 100
    if not tray.more:
        return redirect("blend")
    return make_list(request, partial(playlist_from_tray, tray=tray, lean=lean))


def sides(tray: Tray, request: HttpRequest) -> dict[str, Any]:
    """Return the rows of both sides."""
    found = rows_of_songs([Likeness(song, 1.0) for song in tray.seeds], listener_of(request))
    rows = {row.song.pk: row for row in found}
    both = {side: [rows[song] for song in tray.of(side) if song in rows] for side in SIDES}
    return {"tray": tray, **both, "most": MOST}


def offered(request: HttpRequest, listener: Listener | None) -> dict[str, Any]:
    """Return the songs that were found for what was typed.

    Those of the mix, too: they may change their side.
    """
    chosen = choose(request, listener, "song")
    songs = [chosen.song] if chosen.song else chosen.found
    return {
        "query": chosen.query,
        "problem": chosen.problem,
        "found": [(song, cover_of(song)) for song in songs],
    }
