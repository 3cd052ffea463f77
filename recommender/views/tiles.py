"""The door of tiles, and the start of a list, where every door ends."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emotion import tokens
from emotion.models import Door, MoodName, Reading
from emotion.moods import Mood
from emotion.services import reading_correct, reading_create
from mlfym.accounts.models import Listener
from recommender.forms import StartForm
from recommender.models import Playlist
from recommender.services import playlist_start
from recommender.views.common import listener_of, make_list, message


@require_safe
def tiles(request: HttpRequest) -> HttpResponse:
    """Show the six moods to choose from."""
    return show_tiles(request)


@require_POST
def list_start(request: HttpRequest) -> HttpResponse:
    """Make the first list for what a door read or for a mood chosen by hand."""
    form = StartForm(request.POST)
    if not form.is_valid():
        error = next(str(text) for texts in form.errors.values() for text in texts)
        return show_tiles(request, error, status=400)
    token, mood = form.cleaned_data["token"], form.cleaned_data["mood"]
    try:
        reading = tokens.read(token, listener_of(request)) if token else None
    except tokens.TokenRejected as rejection:
        return reading_lost(request, rejection.code)
    return make_list(request, partial(start, reading=reading, mood=mood), "play")


def start(*, listener: Listener, reading: Reading | None, mood: str) -> Playlist:
    """Make the first list for a reading or a mood."""
    return playlist_start(listener=listener, reading=settle(listener, reading, mood))


def settle(listener: Listener, reading: Reading | None, mood: str) -> Reading:
    """Return a door's reading, corrected if a mood came along, or one made by hand."""
    if reading is None:
        return reading_create(
            listener=listener, door=Door.TILES, mood=Mood.of(mood), confidence=1.0
        )
    return reading_correct(reading=reading, mood=mood) if mood else reading


def show_tiles(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    """Show the tiles, with a word on what went wrong."""
    context = {"moods": MoodName.choices, "error": error}
    return render(request, "recommender/tiles.html", context, status=status)


def reading_lost(request: HttpRequest, code: str) -> HttpResponse:
    """Say why a reading cannot be used, and lead to the doors that are always open."""
    texts = {
        "expired": _("It was read more than ten minutes ago, and moods move on."),
        "foreign": _("It was read for somebody else, or before you signed in or out."),
    }
    text = texts.get(code, _("It did not arrive as we sent it."))
    return message(
        request,
        _("We cannot use that reading any more"),
        text + " " + _("Nothing is lost: choose your mood by hand, or look once more."),
        [(_("Choose a mood"), reverse("tiles")), (_("Back to the start"), reverse("home"))],
        status=400,
    )
