"""Give each request its listener, and carry a guest's identity in a signed cookie."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from mlfym.accounts import identity
from mlfym.accounts.identity import TooManyGuests


class ListenerMiddleware:
    """Set ``request.listener`` (lazily; falsy where nobody has acted yet) and keep the cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        request.listener = SimpleLazyObject(lambda: identity.find(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        identity.keep_cookie(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 429 where an address makes guest after guest."""
        if not isinstance(exception, TooManyGuests):
            return None
        return render(request, "errors/429.html", status=429)
