"""Between two songs: choose them, and hear the way from one to the other."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from recommender import pace
from recommender.covers import cover_of
from recommender.similar.forms import PathForm
from recommender.similar.paths import LONGEST, SHORTEST, USUAL, playlist_path
from recommender.song_choice import Choice, choose
from recommender.views.common import listener_of, make_list, search_too_fast

ENDS = ("from", "to")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def path(request: HttpRequest) -> HttpResponse:
    """Show the two songs and what was found for them; make the path where both are chosen."""
    data = request.POST if request.method == "POST" else request.GET
    form = PathForm(data)
    listener = listener_of(request)
    try:
        ends = {name: choose(request, listener, name) for name in ENDS}
    except pace.TooFast as error:
        return search_too_fast(request, error)
    if request.method == "POST" and form.is_valid():
        made = make(request, ends, form.number)
        if made is not None:
            return made
    return show(request, data, form, ends)


def make(request: HttpRequest, ends: dict[str, Choice], n: int) -> HttpResponse | None:
    """Make the path and play it; None where one of its ends is not chosen."""
    start, end = ends["from"].song, ends["to"].song
    if start is None or end is None:
        return None
    return make_list(request, partial(playlist_path, start=start, end=end, n=n), "play")


def show(
    request: HttpRequest, data: QueryDict, form: PathForm, ends: dict[str, Choice]
) -> HttpResponse:
    """Show the page, with what is wrong or still to choose."""
    asked = request.method == "POST"
    wrong = not form.is_valid() or any(end.problem and data.get(name) for name, end in ends.items())
    ready = all(end.song for end in ends.values())
    context = {
        "ends": [end_context(data, name, ends) for name in ENDS],
        "ready": ready,
        "n": form.number,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "error": number_problem() if not form.is_valid() else "",
        "missing": asked and not ready,
        "page_url": reverse("path"),
    }
    return render(request, "similar/path.html", context, status=400 if wrong or asked else 200)


def end_context(data: QueryDict, name: str, ends: dict[str, Choice]) -> dict[str, Any]:
    """Return what the page shows of one end: its song, or what may become it."""
    chosen = ends[name]
    kept = {key: str(data[key]) for key in (*ENDS, "n") if key != name and data.get(key)}
    heading = _("From this song") if name == "from" else _("To that song")
    return {
        "name": name,
        "box": f"path-{name}",
        "heading": heading,
        "label": _("%(which)s: title or artist") % {"which": heading},
        "chosen": chosen,
        "cover": cover_of(chosen.song) if chosen.song else "",
        "kept": kept,
        # With one end chosen the other is what is asked for next.
        "focused": not chosen.query and any(end.song for end in ends.values()),
        "anew": address(kept),
        "found": [
            (song, cover_of(song), address({**kept, name: str(song.uuid)})) for song in chosen.found
        ],
    }


def address(fields: dict[str, str]) -> str:
    """Return the page's address with these fields."""
    return reverse("path") + (f"?{urlencode(fields)}" if fields else "")


def number_problem() -> str:
    """Say how many songs a path may have."""
    numbers = {"least": SHORTEST, "most": LONGEST, "usual": USUAL}
    return _("A path has %(least)s to %(most)s songs. Here it has %(usual)s.") % numbers
