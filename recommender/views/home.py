"""The home page: what this is, and the doors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emotion import words
from emotion.models import MoodName
from emotion.selectors import last_reading
from recommender.selectors import last_playlist, mood_of
from recommender.views.common import listener_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors, and to someone who has been here the way back to their last list."""
    listener = listener_of(request)
    last, reading = last_playlist(listener), last_reading(listener)
    mood = reading.settled_mood if reading else mood_of(last) if last else None
    context = {
        "last": last,
        "last_reading": reading,
        "last_mood": mood.top if mood else "",
        "moods": MoodName.choices,
        "words_open": words.is_open(),
    }
    return render(request, "recommender/home.html", context)
