"""The diary: write a page, look at it with its songs, correct, edit and delete it."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emotion import words
from emotion.diary import EntryChanged, entry_edit, entry_read, entry_write
from emotion.diary_forms import DiaryForm, MoodForm, SearchForm
from emotion.diary_selectors import entries_of, entries_with, excerpt, light, own_entry
from emotion.models import DiaryEntry
from mlfym.accounts.identity import ensure
from mlfym.accounts.models import GUEST_IDLE
from mlfym.clock import now_of, today_of, zone_of
from recommender.diary.showing import entry_context, field_context
from recommender.diary.songs import (
    entry_follow,
    entry_give_songs,
    entry_remove,
    entry_rename_mood,
    entry_songs,
)
from recommender.mixing import NothingToPlay
from recommender.services import playlist_start
from recommender.views.common import listener_of, nothing_to_play, private, to_playlist
from recommender.views.words import TOO_MANY, may_send, sends, too_many

PAGES_SHOWN = 10
MOST_FOUND = 50
CONFLICT = 409

PageView = Callable[[HttpRequest, DiaryEntry], HttpResponse]


def of_page(view: PageView) -> Callable[[HttpRequest, uuid.UUID], HttpResponse]:
    """Give a view the listener's own page; 404 where there is none, or none any more.

    A page that is deleted in another tab while this one works on it takes its reading along, so
    that a list for it finds nothing to hang on.
    """

    @wraps(view)
    def found_or_404(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        found = own_entry(listener_of(request), key)
        if found is None:
            raise Http404
        try:
            return view(request, found)
        except (DiaryEntry.DoesNotExist, IntegrityError, ValidationError) as error:
            if own_entry(listener_of(request), key) is not None:
                raise
            raise Http404 from error

    return found_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sends
def diary(request: HttpRequest) -> HttpResponse:
    """Show the empty page and the last ones; keep and read what was written, with three songs."""
    if request.method != "POST":
        return show_diary(request, writing(request))
    form = writing(request)
    if not form.is_valid():
        return show_diary(request, form, status=400)
    if not may_send(request):
        form.add_error("text", too_many())
        return show_diary(request, form, status=TOO_MANY)
    once = once_of(request)
    entry = entry_write(listener=ensure(request), client_uuid=once, **form.cleaned_data)
    songs = entry_songs(entry) or entry_give_songs(entry=entry)
    return to_entry(entry, play=songs is not None)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sends
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
    if not may_send(request):
        form.add_error("query", too_many())
        return show_search(request, form, query, status=TOO_MANY)
    return show_search(request, form, query) if query else redirect("diary")


@require_safe
@private
@of_page
def entry(request: HttpRequest, found: DiaryEntry) -> HttpResponse:
    """Show one page, what was read in it, and its songs."""
    return show_entry(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sends
def edit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change a page, which is then read anew; of one that is gone the new text comes back."""
    try:
        return change(request, key)
    except Http404:
        if request.method != "POST":
            raise
        form = writing(request)
        form.add_error("text", _("That page is not there any more. Your text is: keep it as new."))
        return show_diary(request, form, status=404)


@of_page
def change(request: HttpRequest, found: DiaryEntry) -> HttpResponse:
    """Show a page to change, and keep the change where nothing else changed it meanwhile."""
    before, shown = found.mood_name, {"text": found.text, "day": found.day.isoformat()}
    form = writing(request, initial=shown, otherwise=found.day)
    if not form.is_valid():
        return show_edit(request, found, form, status=400 if form.is_bound else 200)
    text, day = form.cleaned_data["text"], form.cleaned_data["day"]
    if not may_send(request):
        form.add_error("text", too_many())
        return show_edit(request, found, form, status=TOO_MANY)
    try:
        entry_edit(entry=found, text=text, day=day, seen=request.POST.get("seen", ""))
    except EntryChanged:
        return show_edit(request, found, form, status=CONFLICT)
    entry_follow(entry=found, before=before)
    return to_entry(found)


@require_POST
@private
@sends
@of_page
def mood(request: HttpRequest, found: DiaryEntry) -> HttpResponse:
    """Take the listener's word on a page, and play what goes with it."""
    form = MoodForm(request.POST)
    if not form.is_valid():
        return show_entry(request, found, _("Please choose one of the six moods."), status=400)
    if not may_send(request):
        return show_entry(request, found, too_many(), status=TOO_MANY)
    songs = entry_rename_mood(entry=found, mood=form.cleaned_data["mood"])
    return to_entry(found, play=songs is not None)


@require_POST
@private
@sends
@of_page
def read(request: HttpRequest, found: DiaryEntry) -> HttpResponse:
    """Read a page that could not be read when it was written."""
    if not may_send(request):
        return show_entry(request, found, too_many(), status=TOO_MANY)
    before = found.mood_name
    if not found.emotions and words.is_open():
        entry_read(entry=found)
        entry_follow(entry=found, before=before)
    return to_entry(found)


@require_POST
@private
@sends
@of_page
def more(request: HttpRequest, found: DiaryEntry) -> HttpResponse:
    """Make a whole list for a page; the song that plays goes on to its end."""
    if found.reading is None:
        return show_entry(request, found, _("Please choose a mood first."), status=400)
    if not may_send(request):
        return show_entry(request, found, too_many(), status=TOO_MANY)
    try:
        songs = playlist_start(listener=found.listener, reading=found.reading)
    except NothingToPlay:
        return nothing_to_play(request)
    return to_playlist(songs, "keep")


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sends
@of_page
def delete(request: HttpRequest, found: DiaryEntry) -> HttpResponse:
    """Ask whether a page shall go, and delete it."""
    if request.method != "POST":
        return render(request, "diary/delete.html", {"entry": found})
    if not may_send(request):
        context = {"entry": found, "error": too_many()}
        return render(request, "diary/delete.html", context, status=TOO_MANY)
    entry_remove(entry=found)
    messages.success(request, _("The page is deleted."))
    return redirect("diary")


def writing(request: HttpRequest, **options: Any) -> DiaryForm:
    """Return the form of a page on its listener's clock, with what was sent."""
    sent = request.POST if request.method == "POST" else None
    certain = zone_of(request) is not None
    return DiaryForm(sent, now=now_of(request), certain=certain, **options)


def once_of(request: HttpRequest) -> uuid.UUID | None:
    """Return what tells one empty page from another, None where a form does not say it."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None


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


def show_edit(
    request: HttpRequest, found: DiaryEntry, form: DiaryForm, status: int
) -> HttpResponse:
    """Show a page to change; where it changed meanwhile, what is kept of it beside the new text.

    The form then has the stamp of what is kept: sending it again says yes to replacing that.
    """
    context = {"form": form, "entry": found, "changed": status == CONFLICT}
    return render(request, "diary/edit.html", context, status=status)


def show_diary(request: HttpRequest, form: DiaryForm, status: int = 200) -> HttpResponse:
    """Show the empty page, or the one that was not taken, and the last ones."""
    listener = listener_of(request)
    pages = Paginator(light(entries_of(listener)), PAGES_SHOWN).get_page(request.GET.get("page"))
    field = field_context(listener, today_of(request))
    context = {"form": form, "pages": pages, "open": words.is_open(), **field}
    context |= {"idle_days": GUEST_IDLE.days, "once": once_of(request) or uuid.uuid4()}
    return render(request, "diary/diary.html", context, status=status)


def show_search(
    request: HttpRequest, form: SearchForm, query: str, status: int = 200
) -> HttpResponse:
    """Show what was found, the words marked."""
    found = entries_with(listener_of(request), query)[:MOST_FOUND] if form.is_valid() else []
    results = [(page, excerpt(page.text, query)) for page in found]
    context = {"form": form, "query": query, "results": results}
    return render(request, "diary/search.html", context, status=status)
