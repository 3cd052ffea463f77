"""Give two of Django's bare errors a page: the bad request and the method that is not allowed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 with the site's header; Django's own handler renders without the request."""
    return render(request, "errors/400.html", status=400)


class MethodPageMiddleware:
    """Turn an empty 405 into a page for those who read pages (a reloaded form's address)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        response = self.get_response(request)
        if response.status_code != 405 or not request.accepts("text/html"):
            return response
        page = render(request, "errors/405.html", status=405)
        page["Allow"] = response.get("Allow", "")
        return page
