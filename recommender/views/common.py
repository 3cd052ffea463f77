"""What the views of lists share: who asks, which list they may have or make, and a kind word."""

import uuid
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from mlfym.accounts.identity import ensure
from mlfym.accounts.models import Listener
from recommender import pace
from recommender.mixing import NothingToPlay
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


def make_list(
    request: HttpRequest,
    make: Callable[..., Playlist],
    flag: str = "",
    nothing: Callable[[HttpRequest], HttpResponse] | None = None,
) -> HttpResponse:
    """Let ``make(listener=...)`` make a list at a person's pace, and lead to it.

    flag: as `to_playlist`. nothing: says that there is none to make; `nothing_to_play` as a rule.
    """
    listener = ensure(request)
    try:
        pace.spend(listener)
        return to_playlist(make(listener=listener), flag)
    except pace.TooFast as error:
        return too_fast(request, error)
    except NothingToPlay:
        return (nothing or nothing_to_play)(request)


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


def wants_json(request: HttpRequest) -> bool:
    """Tell a page's own script, which says so, from a form."""
    return "application/json" in request.headers.get("Accept", "")


def too_fast(request: HttpRequest, error: pace.TooFast) -> HttpResponse:
    """Ask for a short break (429); nothing that was kept before is lost."""
    text = _("That was very quick. Please wait a moment; everything up to here is kept.")
    response = refused(request, text, 429)
    response["Retry-After"] = str(error.retry_after)
    return response


def search_too_fast(request: HttpRequest, error: pace.TooFast) -> HttpResponse:
    """Ask for a short break (429) before a search, whose words stay in the way back to it."""
    words = request.POST.copy()
    words.pop("csrfmiddlewaretoken", None)
    same = f"{request.path}?{words.urlencode()}" if words else request.get_full_path()
    response = message(
        request,
        _("One moment, please"),
        _("That was very quick. Please wait a moment, then search again."),
        [(_("Search again"), same)],
        status=429,
    )
    response["Retry-After"] = str(error.retry_after)
    return response


def refused(request: HttpRequest, text: Text, status: int) -> HttpResponse:
    """Say kindly why nothing was done."""
    if wants_json(request):
        return JsonResponse({"error": str(text)}, status=status)
    actions = [(_("Back"), way_back(request))]
    return message(request, _("One moment, please"), text, actions, status)


def way_back(request: HttpRequest) -> str:
    """Return the page that a form came from: its ``next`` field, the referrer, or home."""
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if url_has_allowed_host_and_scheme(
            address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return address
    return reverse("home")


def found_address(path: str, query: str, number: int = 1) -> str:
    """Return the address of one page of what was found."""
    fields = {"q": query} if query else {}
    if number > 1:
        fields["page"] = str(number)
    return path + (f"?{urlencode(fields)}" if fields else "")
