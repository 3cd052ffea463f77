"""Choose a song by hand: by its key, or by words for which songs are found."""

import uuid
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mlfym.accounts.models import Listener
from recommender.models import Song
from recommender.search.limits import spend_search
from recommender.search.searching import search

# So many songs are offered for what was typed.
OFFERED = 8


@dataclass(frozen=True)
class Choice:
    """What was chosen in a field: a song, or songs to choose from, or what is wrong."""

    song: Song | None = None
    query: str = ""
    found: list[Song] = field(default_factory=list)
    problem: str = ""


def choose(request: HttpRequest, listener: Listener | None, name: str) -> Choice:
    """Return what a form chooses: the song at `name`, else songs for the words `name`_q.

    Words are a search like any other: TooFast is raised for who asks too many.
    """
    data = request.POST if request.method == "POST" else request.GET
    key, query = data.get(name, ""), data.get(f"{name}_q", "").strip()
    if key:
        song = song_of(key)
        gone = _("That song is not here, or does not play just now. Please choose another.")
        return Choice(song, query, problem="" if song else gone)
    if not query:
        return Choice()
    song = song_of(query)
    if song is not None:
        return Choice(song, query)
    spend_search(request, listener)
    found = songs_for(query)
    nothing = _("No song here has these words. Try fewer, or only a part of one.")
    return Choice(None, query, found, "" if found else nothing)


def song_of(key: str) -> Song | None:
    """Return the song of a UUID if it plays; None for any other text."""
    try:
        named = uuid.UUID(key)
    except ValueError:
        return None
    return Song.objects.playable().for_display().filter(uuid=named).first()


def songs_for(query: str) -> list[Song]:
    """Return the songs that words find, the best first."""
    keys = search(query, songs=OFFERED).songs
    songs = Song.objects.playable().for_display().in_bulk(keys)
    return [songs[key] for key in keys if key in songs]
