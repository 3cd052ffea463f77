"""The page of likes: liked songs, songs that were put aside, and a list made of the likes."""

import uuid
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mlfym.accounts.models import Listener
from recommender import feedback, pace
from recommender.forms import LikesForm
from recommender.likes import Word, liked, playlist_from_likes, put_aside, search
from recommender.likes_showing import queue_of_rows, rows_of_words
from recommender.models import Song
from recommender.views.common import found_address, listener_of, make_list, refused, too_fast

# As many as play in one go: some three hours of music.
ROWS_A_PAGE = 50

# The two tabs: what is on each, and what had been said of a song that leaves it.
TABS: dict[str, Callable[[Listener | None], Sequence[Word]]] = {
    "likes": liked,
    "likes_aside": put_aside,
}
SAID = {"likes": {"like"}, "likes_aside": {"dislike", "less"}}


@require_safe
@never_cache
def likes(request: HttpRequest) -> HttpResponse:
    """Show the songs that the listener likes, the latest first."""
    return show(request, "likes")


@require_safe
@never_cache
def likes_aside(request: HttpRequest) -> HttpResponse:
    """Show the songs that the listener put aside, to take them back."""
    return show(request, "likes_aside")


@require_POST
def likes_list(request: HttpRequest) -> HttpResponse:
    """Make a list from the likes."""
    listener = listener_of(request)
    if listener is None or not liked(listener):
        return redirect("likes")
    return make_list(request, playlist_from_likes, "play")


@require_POST
def likes_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take back what had put a song aside; the next page offers to undo it."""
    song, listener = get_object_or_404(Song, uuid=key), listener_of(request)
    if listener is None:
        return redirect("likes_aside")
    try:
        pace.spend(listener)
    except pace.TooFast as error:
        return too_fast(request, error)
    was = feedback.take_back(listener=listener, song=song)
    return back_to(request, off=str(song.uuid), was=was) if was else back_to(request)


@require_POST
def likes_put_aside(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put a song aside again that was just taken back."""
    song, listener = get_object_or_404(Song, uuid=key), listener_of(request)
    if listener is None:
        return redirect("likes_aside")
    try:
        pace.spend(listener)
        feedback.put_aside(listener=listener, song=song, action=request.POST.get("value", ""))
    except pace.TooFast as error:
        return too_fast(request, error)
    except ValueError:
        return refused(request, _("That is not a rating we know."), 400)
    return back_to(request)


def back_to(request: HttpRequest, **fields: str) -> HttpResponseRedirect:
    """Lead to the page of songs put aside, to the same place in it."""
    page = request.POST.get("page", "")
    kept = {"page": page} if page.isdecimal() else {}
    query = urlencode({**kept, **fields})
    return HttpResponseRedirect(reverse("likes_aside") + (f"?{query}" if query else ""))


def show(request: HttpRequest, tab: str) -> HttpResponse:
    """Show one of the two tabs, or what was found in it."""
    form, listener = LikesForm(request.GET), listener_of(request)
    status = 200 if form.is_valid() else 400
    words = {name: of(listener) for name, of in TABS.items()}
    query = form.cleaned_data.get("q", "")
    found = search(words[tab], query) if query else words[tab]
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of_words(list(page))
    address = found_address(reverse(tab), query, page.number)
    context = {
        "aside": tab == "likes_aside",
        "counts": {name: len(listed) for name, listed in words.items()},
        "query": query,
        "errors": form.errors.get("q", []),
        "page": page,
        "rows": rows,
        "address": address,
        "queue": queue_of_rows(rows, address),
        **just_taken_off(form, tab, words[tab]),
    }
    return render(request, "recommender/likes.html", context, status=status)


def just_taken_off(form: LikesForm, tab: str, words: Sequence[Word]) -> dict[str, Song | str]:
    """Return the song that the address says was taken off, and by what it can come back.

    Nothing where it stands on the page again: an old address shows nothing that is not so.
    """
    song, was = form.cleaned_data.get("off"), form.cleaned_data.get("was", "")
    if song is None or was not in SAID[tab] or song.pk in {word.song_id for word in words}:
        return {}
    return {"off": song, "was": was}
