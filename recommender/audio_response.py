"""Answer for one audio file: whole, a part of it, or "you have it already"."""

from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from recommender.ranges import RangeNotSatisfiable, Span, read_range
from recommender.streaming import FileStream

# A curator may replace a file, so a browser asks again after an hour; the ETag makes that cheap.
# Private: some day songs may be for those who may hear them.
CACHE_CONTROL = "private, max-age=3600"


def stream_response(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """Answer a GET or HEAD for ``path``; OSError where it cannot be opened.

    Knows If-None-Match, If-Modified-Since, Range and If-Range (RFC 9110): 200, 206, 304 or 416.
    """
    stream = FileStream(path)
    try:
        headers = {
            "Accept-Ranges": "bytes",
            "Cache-Control": CACHE_CONTROL,
            "ETag": stream.etag,
            "Last-Modified": http_date(stream.modified),
        }
        early = early_response(request, stream, HttpResponse(headers=headers))
        if early is not None:
            stream.close()
            return early
        return body_response(request, stream, {**headers, "Content-Type": content_type})
    except BaseException:
        stream.close()
        raise


def early_response(
    request: HttpRequest, stream: FileStream, bare: HttpResponse
) -> HttpResponseBase | None:
    """Return 304 or 412 where the request's conditions ask for it, else None."""
    answer = get_conditional_response(request, stream.etag, int(stream.modified), bare)
    return None if answer is bare else answer


def body_response(
    request: HttpRequest, stream: FileStream, headers: dict[str, str]
) -> HttpResponseBase:
    """Return the part that is asked for, or the whole; a HEAD gets the same without the body."""
    try:
        span = asked_span(request, stream)
    except RangeNotSatisfiable:
        stream.close()
        headers["Content-Range"] = f"bytes */{stream.size}"
        return HttpResponse(status=416, headers=headers)
    status = 200 if span is None else 206
    if span is not None:
        headers["Content-Range"] = span.content_range(stream.size)
    chosen = span or Span(0, stream.size - 1)
    headers["Content-Length"] = str(chosen.length)
    if request.method == "HEAD":
        stream.close()
        return HttpResponse(status=status, headers=headers)
    stream.select(chosen)
    return StreamingHttpResponse(stream, status=status, headers=headers)


def asked_span(request: HttpRequest, stream: FileStream) -> Span | None:
    """Return the span of the Range header, None where the whole file is to be sent."""
    header = request.headers.get("Range", "")
    if not header or not still_the_same(request.headers.get("If-Range", ""), stream):
        return None
    return read_range(header, stream.size)


def still_the_same(if_range: str, stream: FileStream) -> bool:
    """Tell whether the part that a player has already is of this very file."""
    condition = if_range.strip()
    if not condition or condition == stream.etag:
        return True
    return parse_http_date_safe(condition) == int(stream.modified)


def proxy_response(root: str, inside: Path, content_type: str) -> HttpResponse:
    """Let nginx send the file, from an internal location ``/protected/<root>/``."""
    response = HttpResponse(content_type=content_type)
    response["X-Accel-Redirect"] = quote(f"/protected/{root}/{inside.as_posix()}")
    response["Cache-Control"] = CACHE_CONTROL
    return response
