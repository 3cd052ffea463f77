"""The page of a song with ten that are like it, and the list that is made of them."""

import uuid
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from recommender.engine.similar import Likeness
from recommender.models import Song
from recommender.similar.blends import tray_of
from recommender.similar.forms import LeanForm
from recommender.similar.lists import alike, playlist_from_song
from recommender.similar.showing import (
    SongRow,
    lean_words,
    missing_words,
    queue_of_songs,
    rows_of_songs,
)
from recommender.song_showing import mood_percent, mood_words, sound_facts, unheard_words
from recommender.views.common import listener_of, make_list


@require_safe
@never_cache
def song(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a song: what it is, its mood, what is known of its sound, and ten that are like it."""
    found = get_object_or_404(Song.objects.select_related("analysis"), uuid=key)
    form = LeanForm(request.GET)
    near = alike({found.pk: 1.0}, listener=listener_of(request), lean=form.percent / 100)
    rows = rows_of_songs([Likeness(found.pk, 1.0), *near.songs], listener_of(request))
    if not rows or rows[0].song != found:
        raise Http404  # it was deleted since it was read
    row, *rows = rows
    prefetch_related_objects([row.song], "tags")
    context = {
        "row": row,
        "mood_words": mood_words(found.mood),
        "mood_shares": mood_percent(found.mood),
        "facts": sound_facts(found),
        "unheard": unheard_words(found),
        "rows": rows,
        "missing": missing_words(near.missing),
        "in_tray": len(tray_of(request.session).seeds),
        **lean_context(request, form, found.get_absolute_url()),
        **played(row, rows, address_of(found.get_absolute_url(), form.percent)),
    }
    return render(request, "similar/song.html", context, status=200 if form.is_valid() else 400)


@require_POST
def song_list(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep a song and its like as a list."""
    found = get_object_or_404(Song, uuid=key)
    lean = LeanForm(request.POST).percent / 100
    return make_list(request, partial(playlist_from_song, song=found, lean=lean))


def lean_context(request: HttpRequest, form: LeanForm, page: str) -> dict[str, Any]:
    """Return what the control between genre and sound shows; `page` is what it changes."""
    wrong = _("That is not a place between genre and sound; here is the middle.")
    return {
        "lean": form.percent,
        "lean_words": lean_words(form.percent),
        "lean_page": page,
        "lean_error": "" if form.is_valid() else wrong,
        # Who moves the control goes on to hold it in the page that comes.
        "lean_moved": request.headers.get("HX-Trigger-Name") == "lean",
    }


def played(row: SongRow, rows: list[SongRow], address: str) -> dict[str, Any]:
    """Return what plays from the page at `address`: the song itself, and then its like."""
    return {"address": address, "queue": queue_of_songs([row, *rows], address)}


def address_of(page: str, percent: int) -> str:
    """Return the address of a page with its control where it stands."""
    middle = LeanForm({}).percent
    return page if percent == middle else f"{page}?{urlencode({'lean': percent})}"
