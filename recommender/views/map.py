"""The map of songs: the page, its points, its table, and lists of regions."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from recommender.likes_showing import queue_of_rows
from recommender.models import Song
from recommender.song_map import points as map_points
from recommender.song_map.forms import MOST_IN_REGION, RegionForm, TableForm, ToldForm
from recommender.song_map.lists import playlist_from_region
from recommender.song_map.orders import order_of
from recommender.song_map.points import Points
from recommender.song_map.showing import page_words, picks_of
from recommender.song_map.table import kept_by, rows_at
from recommender.song_map.words import era_labels, genre_labels
from recommender.views.common import make_list, message, nothing_to_play

ROWS_A_PAGE = 50


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the map; without JavaScript it leads to its table."""
    points = map_points.current()
    context = {
        "count": len(points),
        "words": page_words(points),
        "most": MOST_IN_REGION,
        "note": fault_note(points),
    }
    return render(request, "map/map.html", context)


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Send the places of all songs, compressed; 304 to a browser that has them."""
    found = map_points.current()
    etag = f'W/"{found.columns.version}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(found.packed, content_type="application/octet-stream")
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(found.body, content_type="application/octet-stream")
    response["ETag"] = etag
    # Asked about each time, and sent only when the map is another one.
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@require_safe
@never_cache
def told(request: HttpRequest) -> JsonResponse:
    """Tell of up to 50 songs, in the order asked for; those that do not play are left out."""
    data = {"ids": request.GET.getlist("ids"), "song": request.GET.get("song", "")}
    form = ToldForm(data)
    if not form.is_valid():
        return JsonResponse({"error": first_error(form)}, status=400)
    ids = form.cleaned_data["ids"]
    if form.cleaned_data["song"]:
        ids = [form.cleaned_data["song"].pk, *ids]
    songs = Song.objects.playable().for_display().in_bulk(ids)
    return JsonResponse(
        {"songs": picks_of(map_points.current(), [songs[song] for song in ids if song in songs])}
    )


@require_safe
@never_cache
def table(request: HttpRequest) -> HttpResponse:
    """Show the map as a table."""
    found = map_points.current()
    context = {"note": fault_note(found), **table_context(request, found)}
    return render(request, "map/table.html", context)


@require_POST
def region_list(request: HttpRequest) -> HttpResponse:
    """Make a list of the songs that were drawn around, or ticked in the table, and play it."""
    form = RegionForm({"songs": request.POST.getlist("songs")})
    if not form.is_valid():
        return no_region(request, first_error(form))
    make = partial(playlist_from_region, song_ids=form.cleaned_data["songs"])
    return make_list(request, make, "play", nothing=none_plays)


def none_plays(request: HttpRequest) -> HttpResponse:
    """Say that none of the songs asked for plays, or that no song plays at all."""
    if Song.objects.playable().exists():
        return no_region(request, _("None of these songs plays just now."))
    return nothing_to_play(request)


def no_region(request: HttpRequest, text: str) -> HttpResponse:
    """Say why no list was made, and lead back to the map."""
    actions = [
        (_("Back to the map"), reverse("map")),
        (_("The map as a table"), reverse("map_table")),
    ]
    return message(request, _("No list was made"), text, actions, status=400)


def first_error(form: Any) -> str:
    """Return what is wrong with a form, in one sentence."""
    return next(str(text) for texts in form.errors.values() for text in texts)


def fault_note(found: Points) -> str:
    """Return a word to people where no map was drawn."""
    if not found.fault:
        return ""
    return _(
        "The map is being drawn. Until then songs lie by how pleasant and how lively they are."
    )


def table_context(request: HttpRequest, found: Points) -> dict[str, Any]:
    """Return what the table shows: one page of the songs asked for, in the order asked for."""
    genres, eras = genre_labels(found.columns.genres), era_labels(found.columns.eras)
    form = TableForm(found, {"genre": genres, "era": eras}, request.GET)
    order = order_of(found, form.sort, down=form.down)
    kept = kept_by(found, form.of("mood") or "", form.of("genre"), form.of("era"))
    chosen = order[kept[order]]
    paged = Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_at(found, np.asarray(paged.object_list, dtype=np.int64), eras)
    address = address_of(form, paged.number)
    return {
        "form": form,
        "columns": headings(form),
        "page": paged,
        "page_query": address_of(form, 0).partition("?")[2],
        "rows": rows,
        "address": address,
        "queue": queue_of_rows(rows, address),
    }


def headings(form: TableForm) -> list[dict[str, str]]:
    """Return the columns that order the table: their names, where they lead, how they stand."""
    names = {
        "title": _("Title"),
        "artist": _("Artist"),
        "mood": _("Mood"),
        "genre": _("Genre"),
        "era": _("Era"),
        "place": _("On the map"),
    }
    return [
        {
            "name": name,
            "label": label,
            "order": ("descending" if form.down else "ascending") if name == form.sort else "none",
            "link": address_of(form, 1, name),
        }
        for name, label in names.items()
    ]


def address_of(form: TableForm, number: int, sort: str = "") -> str:
    """Return a page of the table; `sort` orders it by that column, or the other way round."""
    down = form.down if not sort else (sort == form.sort and not form.down)
    fields = {name: form.cleaned_data.get(name, "") for name in ("mood", "genre", "era")}
    fields |= {"sort": sort or form.sort, "dir": "down" if down else ""}
    if number > 1:
        fields["page"] = str(number)
    kept = {name: value for name, value in fields.items() if value}
    return f"{reverse('map_table')}?{urlencode(kept)}"
