"""Give a list as a file that players and spreadsheets open."""

import re
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from recommender.catalogue.playlists.exporting import listing_of
from recommender.catalogue.playlists.formats import FORMATS
from recommender.models import Song
from recommender.views.common import get_playlist

# What some file systems refuse in a name.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]+')
# In bytes, ext4 takes 255 for a name; a Korean letter has three.
LONGEST_NAME = 80


@require_safe
@cache_control(private=True, no_cache=True)
def playlist_export(request: HttpRequest, key: uuid.UUID, form: str) -> HttpResponse:
    """Send a list, to those who may open it, with the addresses that its songs have here."""
    playlist = get_playlist(request, key)
    if form not in FORMATS:
        raise Http404
    chosen = FORMATS[form]

    def locate(song: Song) -> str:
        here = reverse("song_audio", args=[song.uuid])
        return song.stream_url or request.build_absolute_uri(here)

    body = chosen.write(listing_of(playlist, locate))
    name = file_name(playlist.title or _("Your list")) + chosen.suffix
    return HttpResponse(
        body,
        content_type=chosen.content_type,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


def file_name(title: str) -> str:
    """Return a title as a file may be called."""
    return NOT_IN_NAMES.sub(" ", title).strip(" .")[:LONGEST_NAME].strip(" .") or "list"
