"""Which language a visitor is spoken to in.

An explicit switch in this browser (its cookie) comes first, then what the account says, then what
the browser asks for.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from mlfym.accounts.models import User


def language_of(request: HttpRequest) -> str:
    """Return the language for a request."""
    user = request.user
    if not has_switched(request) and isinstance(user, User) and speaks(user.language):
        return user.language
    return translation.get_language_from_request(request)


def has_switched(request: HttpRequest) -> bool:
    """Tell whether a language was chosen in this browser."""
    return speaks(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))


def speaks(code: str) -> bool:
    """Tell whether the site has this language; one may have been taken away since it was kept."""
    return code in dict(settings.LANGUAGES)
