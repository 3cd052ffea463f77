"""Say which devices the pages may ask for: camera and microphone for the site itself, no others.

The microphone is the browser's: its own speech recognition writes into a field of the page, and no
sound comes to the site.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"


class PermissionsPolicyMiddleware:
    """Send the Permissions-Policy header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = POLICY
        return response
