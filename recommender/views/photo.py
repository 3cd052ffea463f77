"""The door of a photo, of words beside it, or of both."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from emotion import pool, wording, words
from emotion.face.artefact import ArtefactError
from emotion.face.reader import ImageRejected, PhotoReading
from emotion.forms import PHOTO_ERRORS, PhotoForm
from emotion.models import Door
from emotion.services import reading_create
from emotion.text.reading import TextReading
from emotion.text_wording import sentence, sentence_for_both
from emotion.together import Part, together
from emotion.views import closed, show_reading
from mlfym.accounts.identity import ensure
from recommender.heard import WordsHeard
from recommender.views.common import private
from recommender.views.words import TOO_MANY, answer, may_send, sends, too_many, words_rest

NO_PHOTO = PhotoReading((), 0, 0)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@sends
def photo(request: HttpRequest) -> HttpResponse:
    """Read the mood from a photo, from words, or from both, in memory; they are kept nowhere."""
    if request.method != "POST":
        return show_form(request, PhotoForm()) if is_open() else closed(request)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_form(request, form, 413 if form.has_error("photo", "too_large") else 400)
    if not may_send(request):
        form.add_error("text", too_many())
        return show_form(request, form, TOO_MANY)
    return look(request, form)


@sensitive_variables()
def look(request: HttpRequest, form: PhotoForm) -> HttpResponse:
    """Read what there is, and answer for the photo alone, the words alone, or both."""
    data, text = form.cleaned_data["photo"], form.cleaned_data["text"]
    try:
        found = faces_in(data)
    except ImageRejected as error:
        return ask_again(request, form, error.code)
    if text:
        return hear(request, form, found)
    if found is None:
        return show_form(request, form, 503) if words.is_open() else closed(request)
    return show_reading(request, found) if found.faces else ask_again(request, form, "no_face")


def faces_in(data: bytes | None) -> PhotoReading | None:
    """Read a photo's faces; None where no model can read them. Raises ImageRejected."""
    if data is None:
        return NO_PHOTO
    try:
        return pool.read_photo(data) if pool.is_open() else None
    except ArtefactError:
        return None


@sensitive_variables()
def hear(request: HttpRequest, form: PhotoForm, found: PhotoReading | None) -> HttpResponse:
    """Read the words, and answer with the face's mood beside theirs where there is a face."""
    text = form.cleaned_data["text"]
    faces = found.faces if found else ()
    try:
        read = words.read_text(text)
    except words.WordsClosed:
        if found and faces:
            return show_reading(request, found, words_rest())
        form.add_error("text", words_rest())
        return show_form(request, form, 503)
    heard = hear_both if faces else hear_words
    notes = notes_of(form.cleaned_data["photo"] is not None, found)
    return answer(request, heard(request, text, read, found or NO_PHOTO, notes), "photo")


@sensitive_variables()
def hear_both(
    request: HttpRequest, text: str, read: TextReading, found: PhotoReading, notes: tuple[str, ...]
) -> WordsHeard:
    """Keep the mood of face and words together."""
    seen = found.faces[0].mood
    whole = together(
        Part("face", seen, seen.confidence, wording.is_unsure(seen)),
        Part("words", read.mood, read.confidence, read.unsure),
    )
    reading = reading_create(
        listener=ensure(request),
        door=Door.PHOTO_TEXT,
        mood=whole.mood,
        confidence=whole.mood.confidence,
    )
    asked = sentence_for_both(whole.mood, unsure=whole.unsure)
    return WordsHeard(text, reading, asked, whole.unsure, notes, whole.parts)


@sensitive_variables()
def hear_words(
    request: HttpRequest, text: str, read: TextReading, found: PhotoReading, notes: tuple[str, ...]
) -> WordsHeard:
    """Keep the mood of the words alone."""
    reading = reading_create(
        listener=ensure(request), door=Door.SENTENCE, mood=read.mood, confidence=read.confidence
    )
    return WordsHeard(text, reading, sentence(read.mood, unsure=read.unsure), read.unsure, notes)


def notes_of(sent: bool, found: PhotoReading | None) -> tuple[str, ...]:
    """Say what a photo that was sent could not tell, or whose face it is taken for."""
    if found is None:
        return (faces_rest(),)
    number = len(found.faces)
    if number > 1:
        text = _("I see %(faces)s faces in the photo. I looked at the largest one.")
        return (text % {"faces": number},)
    if sent and not number:
        return (_("I found no face in the photo, so your words count alone."),)
    return ()


def is_open() -> bool:
    """Say whether one of the two can be read: either may be missing."""
    return pool.is_open() or words.is_open()


def faces_rest() -> str:
    """Say that no model can read faces just now."""
    return _("Reading faces rests just now, so your words count alone.")


def what_rests(form: PhotoForm) -> str:
    """Say which of the two cannot be read just now, unless the form's errors do; mostly empty."""
    if words.is_open():
        return "" if pool.is_open() else faces_rest()
    return "" if form.errors else words_rest()


def ask_again(request: HttpRequest, form: PhotoForm, code: str) -> HttpResponse:
    """Show the photo page again with what was wrong, in plain words."""
    form.add_error("photo", PHOTO_ERRORS[code])
    return show_form(request, form, {"no_face": 200, "too_large": 413}.get(code, 400))


def show_form(request: HttpRequest, form: PhotoForm, status: int = 200) -> HttpResponse:
    """Show the photo page, with the words that were written and what is wrong."""
    context = {"form": form, "rests": what_rests(form)}
    return render(request, "emotion/photo.html", context, status=status)
