"""Let a song be heard, liked and disliked."""

import logging
import uuid

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mlfym.accounts import identity
from recommender import pace
from recommender.audio_response import proxy_response, stream_response
from recommender.feedback import rate
from recommender.feedback_forms import RateForm
from recommender.models import Rating, Song
from recommender.sources import FILE_MISSING, audio_roots, locate, song_set_available
from recommender.views.common import listener_of, refused, too_fast, wants_json, way_back

logger = logging.getLogger(__name__)

# What opening a file says when the file itself is the trouble.
UNREADABLE = (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError)


@require_safe
def song_audio(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Send a song's file, in the part that the player asks for.

    A song that is out of the lists is gone (410) for everyone but curators, who listen in the
    admin. A file that cannot be found takes its song out of the lists.
    """
    song = get_object_or_404(Song, uuid=key)
    if not song.available and not request.user.is_staff:
        return gone()
    if song.stream_url and not song.audio and not song.path:
        return HttpResponseRedirect(song.stream_url)
    place = locate(song)
    try:
        if place is None:
            raise FileNotFoundError
        root, path = place
        if settings.USE_X_ACCEL:
            inside = path.relative_to(audio_roots()[root].resolve())
            return proxy_response(root, inside, song.content_type)
        return stream_response(request, path, song.content_type)
    except UNREADABLE:
        return missing(song)
    except OSError:
        # Too many open files, a disk that hiccups: that is ours, not the song's, and it passes.
        logger.exception("song %s could not be sent", song.pk)
        return not_now()


def missing(song: Song) -> HttpResponse:
    """Take a song whose file is gone out of the lists, and say so."""
    if song.available:
        logger.warning("song %s (%s) is out of the lists: its file is gone", song.pk, song.uuid)
        song_set_available(song=song, available=False, reason=FILE_MISSING)
    return gone()


def not_now() -> HttpResponse:
    """Say that the site cannot send a song just now; the song stays in its lists."""
    text = _("No song plays just now. Please look in again a little later.")
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")


def gone() -> HttpResponse:
    """Say that a song cannot be played any more, in words since a player shows no page."""
    text = _("This song cannot be played any more. It is left out of new lists.")
    return HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")


@require_POST
def song_rate(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Like, dislike, or take either back.

    Answers JSON to a caller whose Accept header names it, and leads a plain form back to its page.
    """
    song = get_object_or_404(Song, uuid=key)
    form = RateForm(request.POST, listener=listener_of(request))
    if "playlist" in form.errors:
        raise Http404
    if not form.is_valid():
        return refused(request, _("That is not a rating we know."), 400)
    listener = identity.ensure(request)
    try:
        pace.spend(listener)
    except pace.TooFast as error:
        return too_fast(request, error)
    standing = rate(listener=listener, song=song, **form.as_arguments())
    if wants_json(request):
        return JsonResponse(
            {"liked": standing == Rating.Value.LIKE, "disliked": standing == Rating.Value.DISLIKE}
        )
    return HttpResponseRedirect(way_back(request))
