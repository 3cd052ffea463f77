"""The diary: write a page, look at it with its songs, correct, edit and delete it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emotion import words
from emotion.diary import entry_edit, entry_read, entry_write
from emotion.diary_forms import DiaryForm, MoodForm, SearchForm
from emotion.diary_selectors import entries_of, entries_with, excerpt, light, own_entry
from emotion.models import DiaryEntry
from mlfym.accounts.identity import ensure
from mlfym.accounts.models import GUEST_IDLE
from mlfym.clock import now_of, today_of, zone_of
from recommender.diary import (
    entry_follow,
    entry_give_songs,
    entry_remove,
    entry_rename_mood,
)
from recommender.diary_showing import entry_context, field_context
from recommender.mixing import NothingToPlay
from recommender.services import playlist_start
from recommender.views.common import listener_of, nothing_to_play, private, to_playlist

PAGES_SHOWN = 10
MOST_FOUND = 50


@require_http_methods(["GET", "HEAD", "POST"])
@private
def diary(request: HttpRequest) -> HttpResponse:
    """Show the empty page and the last ones; keep and read what was written, with three songs."""
    if request.method != "POST":
        return show_diary(request, writing(request))
    form = writing(request)
    if not form.is_valid():
        return show_diary(request, form, status=400)
    entry = entry_write(listener=ensure(request), **form.cleaned_data)
    return to_entry(entry, play=entry_give_songs(entry=entry) is not None)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def search(request: HttpRequest) -> HttpResponse:
    """Show the pages in which all the words stand.

    The words come by POST, so that they stand in no address, log or history.
    """
    if request.method != "POST":
        return redirect("diary")
    form = SearchForm(request.POST)
    if not form.is_valid():
        return show_search(request, form, form["query"].value(), status=400)
    query = form.cleaned_data["query"]
    return show_search(request, form, query) if query else redirect("diary")


@require_safe
@private
def entry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one page, what was read in it, and its songs."""
    return show_entry(request, get_entry(request, key))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a page, which is then read anew."""
    found = get_entry(request, key)
    before, shown = found.mood_name, {"text": found.text, "day": found.day.isoformat()}
    form = writing(request, initial=shown, otherwise=found.day)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "diary/edit.html", {"form": form, "entry": found}, status=status)
    entry_edit(entry=found, text=form.cleaned_data["text"], day=form.cleaned_data["day"])
    entry_follow(entry=found, before=before)
    return to_entry(found)


@require_POST
@private
def mood(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take the listener's word on a page, and play what goes with it."""
    found, form = get_entry(request, key), MoodForm(request.POST)
    if not form.is_valid():
        return show_entry(request, found, _("Please choose one of the six moods."), status=400)
    songs = entry_rename_mood(entry=found, mood=form.cleaned_data["mood"])
    return to_entry(found, play=songs is not None)


@require_POST
@private
def read(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Read a page that could not be read when it was written."""
    found = get_entry(request, key)
    before = found.mood_name
    if not found.emotions and words.is_open():
        entry_read(entry=found)
        entry_follow(entry=found, before=before)
    return to_entry(found)


@require_POST
@private
def more(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a whole list for a page; the song that plays goes on to its end."""
    found = get_entry(request, key)
    if found.reading is None:
        return show_entry(request, found, _("Please choose a mood first."), status=400)
    try:
        songs = playlist_start(listener=found.listener, reading=found.reading)
    except NothingToPlay:
        return nothing_to_play(request)
    return to_playlist(songs, "keep")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask whether a page shall go, and delete it."""
    found = get_entry(request, key)
    if request.method != "POST":
        return render(request, "diary/delete.html", {"entry": found})
    entry_remove(entry=found)
    messages.success(request, _("The page is deleted."))
    return redirect("diary")


def writing(request: HttpRequest, **options: Any) -> DiaryForm:
    """Return the form of a page on its listener's clock, with what was sent."""
    sent = request.POST if request.method == "POST" else None
    certain = zone_of(request) is not None
    return DiaryForm(sent, now=now_of(request), certain=certain, **options)


def get_entry(request: HttpRequest, key: uuid.UUID) -> DiaryEntry:
    """Return a page of this listener's own, or answer 404."""
    found = own_entry(listener_of(request), key)
    if found is None:
        raise Http404
    return found


def to_entry(found: DiaryEntry, *, play: bool = False) -> HttpResponseRedirect:
    """Lead to a page; `play` starts its songs."""
    return HttpResponseRedirect(found.get_absolute_url() + ("?play=1" if play else ""))


def show_entry(
    request: HttpRequest, found: DiaryEntry, error: str = "", status: int = 200
) -> HttpResponse:
    """Show a page, with a word on what went wrong."""
    context = entry_context(found, listener_of(request))
    context |= {"error": error, "autoplay": "play" in request.GET, "may_read": words.is_open()}
    return render(request, "diary/entry.html", context, status=status)


def show_diary(request: HttpRequest, form: DiaryForm, status: int = 200) -> HttpResponse:
    """Show the empty page, or the one that was not taken, and the last ones."""
    listener = listener_of(request)
    pages = Paginator(light(entries_of(listener)), PAGES_SHOWN).get_page(request.GET.get("page"))
    field = field_context(listener, today_of(request))
    context = {"form": form, "pages": pages, "open": words.is_open(), **field}
    context["idle_days"] = GUEST_IDLE.days
    return render(request, "diary/diary.html", context, status=status)


def show_search(
    request: HttpRequest, form: SearchForm, query: str, status: int = 200
) -> HttpResponse:
    """Show what was found, the words marked."""
    found = entries_with(listener_of(request), query)[:MOST_FOUND] if form.is_valid() else []
    results = [(page, excerpt(page.text, query)) for page in found]
    context = {"form": form, "query": query, "results": results}
    return render(request, "diary/search.html", context, status=status)
