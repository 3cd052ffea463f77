"""Which picture stands beside a song: its own, or the picture of its mood."""

from django.templatetags.static import static
from django.urls import reverse

from recommender.cover_files import mark_in
from recommender.hosts import is_switched_on
from recommender.models import Song


def cover_of(song: Song) -> str:
    """Return the address of a song's cover; a song without one shows its mood.

    A cover at another host is shown if an administrator switched that host on: else the browser
    would not load it, and the host would learn nothing of our listeners.
    """
    mark = mark_in(song.cover)
    if mark:
        return reverse("cover", args=[mark])
    if "://" in song.cover:
        if is_switched_on(song.cover):
            return song.cover
    elif song.cover:
        return static(song.cover)
    return static(f"img/cover-{song.mood.top if song.mood else 'neutral'}.svg")
