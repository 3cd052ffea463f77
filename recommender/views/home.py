"""The home page: what this is, and the doors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emotion.models import MoodName
from emotion.selectors import last_reading
from recommender.selectors import last_playlist
from recommender.views.common import listener_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors, and to someone who has been here the way back to their last list."""
    listener = listener_of(request)
    context = {
        "last": last_playlist(listener),
        "last_reading": last_reading(listener),
        "moods": MoodName.choices,
    }
    return render(request, "recommender/home.html", context)
