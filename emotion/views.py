"""The pages of the two doors that look at a face: the webcam and a photo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emotion import pool, tokens, wording
from emotion.face.artefact import ArtefactError
from emotion.face.reader import ImageRejected, PhotoReading
from emotion.forms import PHOTO_ERRORS, ConsentForm, PhotoForm
from emotion.models import Door, MoodName, Reading
from emotion.moods import MOODS
from emotion.services import consent_give, reading_create
from mlfym.accounts import identity


@require_safe
@never_cache
@ensure_csrf_cookie
def face(request: HttpRequest) -> HttpResponse:
    """Show the webcam's door; the camera itself opens only after consent and a touch."""
    if not pool.is_open():
        return closed(request)
    context = {
        "blank": dict.fromkeys(MOODS, 0),
        "others": MoodName.choices,
        "texts": wording.face_texts(),
    }
    return render(request, "emotion/face.html", context)


@require_POST
def face_consent(request: HttpRequest) -> HttpResponse:
    """Note the consent to the camera; this is a guest's first action, so it makes the listener."""
    if not ConsentForm(request.POST).is_valid():
        return HttpResponse(status=400)
    consent_give(listener=identity.ensure(request))
    return HttpResponse(status=204)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def photo(request: HttpRequest) -> HttpResponse:
    """Read the mood from an uploaded photo, in memory; it is kept nowhere."""
    if not pool.is_open():
        return closed(request)
    if request.method != "POST":
        return render(request, "emotion/photo.html", {"form": PhotoForm()})
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        too_large = form.has_error("photo", "too_large")
        return render(
            request, "emotion/photo.html", {"form": form}, status=413 if too_large else 400
        )
    try:
        found = pool.read_photo(form.cleaned_data["photo"])
    except ImageRejected as error:
        return ask_again(request, form, error.code)
    except ArtefactError:
        return closed(request)
    return show_reading(request, found) if found.faces else ask_again(request, form, "no_face")


def ask_again(request: HttpRequest, form: PhotoForm, code: str) -> HttpResponse:
    """Show the photo page again with what was wrong, in plain words."""
    form.add_error("photo", PHOTO_ERRORS[code])
    status = {"no_face": 200, "too_large": 413}.get(code, 400)
    return render(request, "emotion/photo.html", {"form": form}, status=status)


def show_reading(request: HttpRequest, found: PhotoReading) -> HttpResponse:
    """Keep what the largest face shows, and ask whether it is right."""
    mood = found.faces[0].mood
    reading = reading_create(
        listener=identity.ensure(request), door=Door.PHOTO, mood=mood, confidence=mood.confidence
    )
    context = confirmation(reading) | {"faces": len(found.faces)}
    return render(request, "emotion/photo_result.html", context)


def confirmation(reading: Reading) -> dict[str, object]:
    """Return what components/confirm_mood.html asks "Is that right?" with."""
    mood = reading.settled_mood
    return {
        "token": tokens.sign(reading),
        "mood": mood.top,
        "mood_label": MoodName(mood.top).label,
        "sentence": wording.sentence(mood),
        "unsure": wording.is_unsure(mood),
        "others": [(name, MoodName(name).label) for name in wording.other_moods(mood)],
    }


def closed(request: HttpRequest) -> HttpResponse:
    """Say that faces cannot be read at the moment, and lead to the other doors."""
    return render(request, "emotion/closed.html", status=503)
