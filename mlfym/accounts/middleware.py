"""Give each request its listener and their language; a signed cookie carries who a guest is."""

from collections.abc import Callable
from contextlib import suppress

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from mlfym.accounts import identity
from mlfym.accounts.identity import TooManyGuests
from mlfym.accounts.language import has_switched, language_of


class AccountLanguageMiddleware:
    """Speak the account's language where no language was chosen in this browser.

    Stands behind the middleware that knows the account; Django's own has settled the language by
    cookie and browser before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        # Without a database nobody's account is known, and the health page still has to answer.
        with suppress(Error):
            if not has_switched(request) and request.user.is_authenticated:
                translation.activate(language_of(request))
                request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


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
