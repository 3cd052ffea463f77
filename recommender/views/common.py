"""What the views of lists share: who asks, which list they may have, and a kind word."""

import uuid
from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from mlfym.accounts.models import Listener
from recommender.models import Playlist, Song
from recommender.selectors import own_playlist, playlists_for

Text = str | Promise
View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Keep what a view shows out of caches, and what it handles out of error reports."""
    hidden = sensitive_post_parameters()(sensitive_variables()(view))
    return cache_control(private=True, no_store=True)(hidden)


def listener_of(request: HttpRequest) -> Listener | None:
    """Return who listens, None where nobody has acted yet."""
    listener: Listener | None = request.listener  # type: ignore[attr-defined]
    return listener or None


def get_playlist(request: HttpRequest, key: uuid.UUID) -> Playlist:
    """Return a list that this listener may open, or answer 404."""
    return get_object_or_404(playlists_for(listener_of(request)), uuid=key)


def get_own_playlist(request: HttpRequest, key: uuid.UUID) -> Playlist:
    """Return a list that is this listener's own, or answer 404."""
    playlist = own_playlist(listener_of(request), key)
    if playlist is None:
        raise Http404
    return playlist


def to_playlist(playlist: Playlist, flag: str = "") -> HttpResponseRedirect:
    """Lead to a list's page; `play` starts the music, `keep` lets the playing song end first."""
    return HttpResponseRedirect(playlist.get_absolute_url() + (f"?{flag}=1" if flag else ""))


def message(
    request: HttpRequest,
    heading: Text,
    text: Text,
    actions: Sequence[tuple[Text, str]],
    status: int = 200,
) -> HttpResponse:
    """Show a page that says one thing and where to go from there."""
    context = {"heading": heading, "text": text, "actions": actions}
    return render(request, "recommender/message.html", context, status=status)


def nothing_to_play(request: HttpRequest) -> HttpResponse:
    """Say that no song is left: none plays at all, or this listener has put every one aside."""
    text = _("No song plays just now. Please look in again a little later.")
    if Song.objects.playable().exists():
        text = _(
            "You have put aside every song that we have, and we keep our word: a disliked song "
            "does not come back by itself. Open a list and take a dislike back, and we go on."
        )
    return message(
        request,
        _("There is nothing left to play"),
        text,
        [(_("See all lists"), reverse("lists")), (_("Back to the start"), reverse("home"))],
    )
