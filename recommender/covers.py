"""Which picture stands beside a song: its own, or the picture of its mood."""

from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static

from recommender.models import Song


def cover_of(song: Song) -> str:
    """Return the address of a song's cover; a song without one shows its mood.

    A cover at another host is shown if an administrator switched that host on: else the browser
    would not load it, and the host would learn nothing of our listeners.
    """
    if "://" in song.cover:
        if is_switched_on(song.cover):
            return song.cover
    elif song.cover:
        return static(song.cover)
    return static(f"img/cover-{song.mood.top if song.mood else 'neutral'}.svg")


def is_switched_on(address: str) -> bool:
    """Say whether an address is at one of STREAM_HOSTS, which are written as CSP sources."""
    parts = urlsplit(address)
    for source in settings.STREAM_HOSTS:
        scheme, _, host = source.rpartition("://")
        same = parts.netloc == host or (host[:2] == "*." and parts.netloc.endswith(host[1:]))
        if same and scheme in ("", parts.scheme):
            return True
    return False
