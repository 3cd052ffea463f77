"""The page of the webcam, and what a face's reading is confirmed with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from emotion import pool, tokens, wording
from emotion.face.reader import PhotoReading
from emotion.forms import ConsentForm
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


def show_reading(request: HttpRequest, found: PhotoReading, note: str = "") -> HttpResponse:
    """Keep what the largest face of a photo shows, and ask whether it is right."""
    mood = found.faces[0].mood
    reading = reading_create(
        listener=identity.ensure(request), door=Door.PHOTO, mood=mood, confidence=mood.confidence
    )
    context = confirmation(reading) | {"faces": len(found.faces), "note": note}
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
