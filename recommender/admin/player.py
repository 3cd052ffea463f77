"""The small player beside a song in the admin."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from recommender.models import Song


def player(song: Song) -> SafeString | str:
    """Return a player that loads nothing before it is started; "-" where nothing plays."""
    if not song.pk or not (song.audio or song.path or song.stream_url):
        return "-"
    address = song.stream_url or reverse("song_audio", args=[song.uuid])
    return format_html('<audio controls preload="none" src="{}"></audio>', address)
