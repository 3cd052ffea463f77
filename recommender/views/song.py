"""The page of a song."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recommender.models import Song
from recommender.similar_showing import queue_of_songs, rows_of_songs
from recommender.song_showing import mood_percent, mood_words, sound_facts
from recommender.views.common import listener_of


@require_safe
@never_cache
def song(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a song: what it is, its mood, and what is known of its sound."""
    found = get_object_or_404(Song, uuid=key)
    listener = listener_of(request)
    rows = rows_of_songs([found.pk], listener)
    page = found.get_absolute_url()
    context = {
        "row": rows[0],
        "address": page,
        "mood_words": mood_words(found.mood),
        "mood_shares": mood_percent(found.mood),
        "facts": sound_facts(found),
        "queue": queue_of_songs(rows, page),
    }
    return render(request, "similar/song.html", context)
