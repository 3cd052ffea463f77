""" "Does it fit?": the questionnaire, and more or less like one song."""

import uuid
from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from recommender.forms import QuestionsForm, SongForm
from recommender.models import Event, Playlist
from recommender.questionnaire import questions_for
from recommender.selectors import mood_of
from recommender.services import playlist_less, playlist_more, playlist_refine
from recommender.similar.stations import station_of, station_turn
from recommender.views.common import get_playlist, make_list, message


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask at most three questions, and make the list that the answers ask for."""
    playlist = get_playlist(request, key)
    asked = questions_for(mood_of(playlist).top)
    if not asked:
        return no_questions(request, playlist)
    if request.method != "POST":
        return show_questions(request, playlist, QuestionsForm(asked))
    form = QuestionsForm(asked, request.POST)
    if not form.is_valid():
        return show_questions(request, playlist, form, status=400)
    refined = partial(
        playlist_refine,
        playlist=playlist,
        answers=form.answers,
        now_playing=form.cleaned_data["now_playing"],
    )
    return make_list(request, refined, "keep")


@require_POST
def more(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a list of songs like the one that plays."""
    text = _("We could not tell which song you would like more of. Please choose it once more.")
    playlist = get_playlist(request, key)
    turn = partial(station_turn, kind=Event.Kind.MORE)
    return remix(request, playlist, turn if station_of(playlist) else playlist_more, text)


@require_POST
def less(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make the list anew, away from a song."""
    text = _("We could not tell which song you would like less of. Please choose it once more.")
    playlist = get_playlist(request, key)
    turn = partial(station_turn, kind=Event.Kind.LESS)
    return remix(request, playlist, turn if station_of(playlist) else playlist_less, text)


def remix(
    request: HttpRequest, playlist: Playlist, make: Callable[..., Playlist], which: str
) -> HttpResponse:
    """Make a list from one song of this one; ``which`` asks for the song again if none was sent."""
    form = SongForm(request.POST)
    if not form.is_valid():
        back = [(_("Back to the list"), playlist.get_absolute_url())]
        return message(request, _("Which song was it?"), which, back, status=400)
    song = form.cleaned_data["song"]
    return make_list(request, partial(make, playlist=playlist, song=song), "keep")


def show_questions(
    request: HttpRequest, playlist: Playlist, form: QuestionsForm, status: int = 200
) -> HttpResponse:
    """Show the questions, with what was chosen before and what was wrong with it."""
    context = {
        "playlist": playlist,
        "questions": [(question, list(question.answers.all())) for question in form.questions],
        "errors": form.messages,
        "chosen": form.chosen,
        "now_playing": request.POST.get("now_playing", request.GET.get("now_playing", "")),
    }
    return render(request, "recommender/questions.html", context, status=status)


def no_questions(request: HttpRequest, playlist: Playlist) -> HttpResponse:
    """Say that there is nothing to ask, where a curator has put all questions away."""
    return message(
        request,
        _("We have no questions just now"),
        _("Choose another mood, or ask for more like a song that you enjoy."),
        [
            (_("Back to the list"), playlist.get_absolute_url()),
            (_("Choose a mood"), reverse("tiles")),
        ],
    )
