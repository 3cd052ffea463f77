"""The door of a sentence, and what its page and that of a photo with words send back."""

import uuid
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emotion import tokens
from emotion import words as door
from emotion.forms import SentenceForm
from emotion.limits import SENT
from emotion.models import Door
from emotion.services import reading_create
from emotion.text_wording import sentence as question
from mlfym.accounts.identity import ensure
from mlfym.accounts.throttle import address
from recommender.heard import WordsHeard, question_after, show_heard
from recommender.mixing import NothingToPlay
from recommender.services import playlist_start
from recommender.views.common import (
    View,
    get_own_playlist,
    listener_of,
    message,
    nothing_to_play,
    private,
    to_playlist,
)
from recommender.views.tiles import settle, show_tiles
from recommender.words_forms import WordsMoodForm

TOO_MANY = 429


def sends(view: View) -> View:
    """Tell who sent too much (`may_send`) for how long to wait: the whole window at most."""

    @wraps(view)
    def told(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == TOO_MANY:
            response.setdefault("Retry-After", str(SENT.seconds))
        return response

    return told


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sends
def sentence(request: HttpRequest) -> HttpResponse:
    """Read one sentence, in memory, say what was heard in it, and play five songs."""
    if request.method != "POST":
        return show_line(request, SentenceForm())
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return show_line(request, form, status=400)
    if not may_send(request):
        form.add_error("text", too_many())
        return show_line(request, form, status=TOO_MANY)
    text = form.cleaned_data["text"]
    try:
        read = door.read_text(text)
    except door.WordsClosed:
        form.add_error("text", words_rest())
        return show_line(request, form, status=503)
    reading = reading_create(
        listener=ensure(request), door=Door.SENTENCE, mood=read.mood, confidence=read.confidence
    )
    asked = question(read.mood, unsure=read.unsure)
    return answer(request, WordsHeard(text, reading, asked, read.unsure), "sentence")


@require_POST
@private
@sends
def words_mood(request: HttpRequest) -> HttpResponse:
    """Make the list anew for the mood that the listener names, with the words that came back."""
    form = WordsMoodForm(request.POST)
    if not form.is_valid():
        return show_tiles(request, _("Please choose one of the six moods."), status=400)
    if not may_send(request):
        line = SentenceForm(request.POST)
        line.add_error("text", too_many())
        return show_line(request, line, status=TOO_MANY)
    token, mood = form.cleaned_data["token"], form.cleaned_data["mood"]
    try:
        sent = tokens.read(token, listener_of(request)) if token else None
    except tokens.TokenRejected:
        # Too old, or from before a sign-in: the words and the mood are the listener's all the same.
        sent = None
    reading = settle(ensure(request), sent, mood)
    heard = WordsHeard(form.cleaned_data["text"], reading, question_after(reading.settled_mood))
    return answer(request, heard, form.cleaned_data["door"])


@require_POST
@sends
def words_more(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a whole list for the mood of a short one; the song that plays goes on to its end."""
    found = get_own_playlist(request, key)
    if found.reading is None or found.listener is None:
        raise Http404
    if not may_send(request):
        back = [(_("Back to your list"), found.get_absolute_url())]
        return message(request, _("One moment, please"), too_many(), back, status=TOO_MANY)
    try:
        songs = playlist_start(listener=found.listener, reading=found.reading)
    except NothingToPlay:
        return nothing_to_play(request)
    return to_playlist(songs, "keep")


def answer(request: HttpRequest, heard: WordsHeard, where: str) -> HttpResponse:
    """Say what was heard and play, or that nothing plays."""
    try:
        return show_heard(request, heard, where)
    except NothingToPlay:
        return nothing_to_play(request)


def may_send(request: HttpRequest) -> bool:
    """Count what a listener sends; False where it is more than anyone says."""
    listener = listener_of(request)
    return SENT.take(str(listener.uuid) if listener else address(request))


def too_many() -> str:
    """Say that it was too much at once."""
    return _("That was a lot in one minute. Please wait a little and send it again.")


def words_rest() -> str:
    """Say that no model can read words just now."""
    return _("Reading words rests just now. The mood tiles lead to the same music.")


def show_line(request: HttpRequest, form: SentenceForm, status: int = 200) -> HttpResponse:
    """Show the line to write, with what was written and what is wrong with it."""
    context = {"form": form, "rests": "" if door.is_open() or form.errors else words_rest()}
    return render(request, "words/sentence.html", context, status=status)
