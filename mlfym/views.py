"""The site's own pages: health and errors."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mlfym.health import label_of, report


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer a machine: 200 while the site can serve, 503 when a vital part is down."""
    parts = report()
    down = any(part.vital and not part.ok for part in parts.values())
    body = {
        "status": "down" if down else "degraded" if not all(p.ok for p in parts.values()) else "ok",
        "parts": {name: {"ok": part.ok, "detail": part.detail} for name, part in parts.items()},
    }
    return JsonResponse(body, status=503 if down else 200)


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Show a person the same report; a guest's page where no account can be asked for."""
    parts = report()
    database = parts.get("database")
    if database and not database.ok:
        request.user = AnonymousUser()
    labelled = [(label_of(name), part) for name, part in parts.items()]
    return render(request, "health.html", {"parts": labelled})


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that what was sent is too large; ``BodyLimit`` leads here."""
    return render(request, "errors/413.html", status=413)
