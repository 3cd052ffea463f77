"""Show the covers that we keep ourselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from recommender.cover_files import CONTENT_TYPE, cover_path

# What stands at an address never changes: its name is a hash. Private, as the songs are.
CACHE_CONTROL = "private, max-age=31536000, immutable"


@require_safe
def cover(request: HttpRequest, mark: str) -> HttpResponse:
    """Send a cover, some 30 KB. The address takes nothing but marks, so it leads nowhere else."""
    try:
        picture = cover_path(mark).read_bytes()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(
        picture, content_type=CONTENT_TYPE, headers={"Cache-Control": CACHE_CONTROL}
    )
