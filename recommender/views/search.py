"""The search: its page, what stands under its box, and the songs of an artist or a tag."""

import uuid
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from recommender import pace
from recommender.models import Artist, Song, Tag
from recommender.search import searching
from recommender.search.limits import spend_search
from recommender.search.lists import playlist_from_artist, playlist_from_tag
from recommender.search.showing import artist_rows, artists_of, options_of, song_rows, tags_of
from recommender.similar.showing import queue_of_songs
from recommender.views.common import found_address, listener_of, make_list, search_too_fast

# As many as play in one go: some three hours of music.
ROWS_A_PAGE = 50
# What stands under the box: as much as a phone shows above its keyboard, and a little to scroll.
SONGS_UNDER, OTHERS_UNDER = 6, 3
SONGS_TO_CHOOSE = 8


@require_safe
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found, or a box and what one may type into it."""
    query, cut = asked(request)
    listener = listener_of(request)
    try:
        spend_search(request, listener)
    except pace.TooFast as error:
        return search_too_fast(request, error)
    found = searching.search(query)
    page = Paginator(found.songs, ROWS_A_PAGE).get_page(request.GET.get("page"))
    address = found_address(reverse("search"), query, page.number)
    rows = song_rows(list(page), listener, found.by_album)
    context = {
        "query": query,
        "cut": cut,
        "longest": searching.LONGEST,
        "found": found,
        "artists": artist_rows(found.artists),
        "tags": tags_of(found.tags),
        "page": page,
        "rows": rows,
        "address": address,
        "queue": queue_of_songs(rows, address),
    }
    return render(request, "search/search.html", context)


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer what was typed so far with the part of a page that stands under the box.

    `choose`: a song is asked for, so artists and tags are none of the answers.
    """
    try:
        spend_search(request, listener_of(request))
    except pace.TooFast as error:
        response = render(request, "search/_wait.html", status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    query, _ = asked(request)
    choosing = request.GET.get("choose") == "song"
    songs_under, others_under = (SONGS_TO_CHOOSE, 0) if choosing else (SONGS_UNDER, OTHERS_UNDER)
    found = searching.search(query, songs=songs_under, others=others_under)
    page = found_address(reverse("search"), query)
    songs, artists = options_of(found.songs, page, found.by_album), artists_of(found.artists)
    context = {
        "query": query,
        "songs": songs,
        "artists": artists,
        "tags": tags_of(found.tags),
        "choosing": choosing,
        "count": len(songs) + len(artists) + len(found.tags),
    }
    return render(request, "search/_suggest.html", context)


@require_safe
@never_cache
def artist(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the songs of an artist."""
    found = get_object_or_404(Artist, uuid=key)
    songs = Song.objects.playable().filter(artists=found)
    links = {"list_url": reverse("search_artist_list", args=[key])}
    # PostgreSQL takes no year for the latest of all.
    ordered = songs.order_by("-familiar", F("year").desc(nulls_last=True), "pk")
    return songs_of(request, found.name, ordered, {"artist": found, **links})


@require_safe
@never_cache
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the songs of a tag, those that it fits best first."""
    found = get_tag(slug)
    songs = Song.objects.playable().filter(tag_rows__tag=found)
    links = {"list_url": reverse("search_tag_list", args=[slug])}
    ordered = songs.order_by("-tag_rows__weight", "-familiar", "pk")
    return songs_of(request, str(found), ordered, {"tag": found, **links})


@require_POST
def artist_list(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a list around an artist."""
    found = get_object_or_404(Artist, uuid=key)
    return make_list(request, partial(playlist_from_artist, artist=found), "play")


@require_POST
def tag_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a list for a tag."""
    found = get_tag(slug)
    return make_list(request, partial(playlist_from_tag, tag=found), "play")


def songs_of(
    request: HttpRequest, heading: str, songs: QuerySet[Song], extra: dict[str, Any]
) -> HttpResponse:
    """Show songs by the page."""
    keys = songs.values_list("pk", flat=True)
    page = Paginator(keys, ROWS_A_PAGE).get_page(request.GET.get("page"))
    address = found_address(request.path, "", page.number)
    rows = song_rows(list(page), listener_of(request))
    context = {
        "heading": heading,
        "page": page,
        "rows": rows,
        "address": address,
        "queue": queue_of_songs(rows, address),
        **extra,
    }
    return render(request, "search/songs.html", context)


def asked(request: HttpRequest) -> tuple[str, bool]:
    """Return what is searched for, and whether something of it had to be left out for its length.

    Marks that cannot be shown (NUL, half of a surrogate pair) are left out with it.
    """
    typed = request.GET.get("q", "").encode("utf-8", "ignore").decode("utf-8")
    words = " ".join(typed[: 10 * searching.LONGEST].replace("\0", " ").split())
    return words[: searching.LONGEST], len(words) > searching.LONGEST


def get_tag(slug: str) -> Tag:
    """Return a tag, or answer 404."""
    if "\0" in slug:
        raise Http404
    return get_object_or_404(Tag, slug=slug)
