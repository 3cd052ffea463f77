"""Answer 413 to a request body over its limit, and never let a photograph be spooled to disk.

Under ASGI, Django writes a body to a temporary file once it outgrows
``FILE_UPLOAD_MAX_MEMORY_SIZE``. A photograph of a face must not touch the disk, so this application
stands in front of Django and lets no body through that Django would spool, except below the
curator's admin, where audio files and tables are uploaded.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

# A browser that is cut off while it sends shows "connection reset" instead of our answer, so up to
# this many bytes are read and thrown away first.
DRAIN_BYTES = 64 * 1024 * 1024
TOO_LARGE_PATH = "/errors/too-large/"


class BodyLimit:
    """Wrap an ASGI application; HTTP bodies over the limit reach it as a GET of the 413 page."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        declared = declared_length(scope)
        if declared is not None and declared <= body_limit(scope["path"]):
            # The server reads no more than was declared, so nothing has to be held here.
            await self.app(scope, receive, send)
            return
        messages = None if declared is not None else await collect(receive)
        if messages is None:
            await discard(receive, DRAIN_BYTES)
            await self.refuse(scope, receive, send)
        else:
            await self.app(scope, replay(messages, receive), send)

    async def refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Django answer with its 413 page, in the visitor's language."""
        headers = [h for h in scope["headers"] if h[0] not in {b"content-length", b"content-type"}]
        page = {
            **scope,
            "method": "GET",
            "path": TOO_LARGE_PATH,
            "raw_path": TOO_LARGE_PATH.encode(),
            "query_string": b"",
            "headers": headers,
        }
        await self.app(page, replay([], receive), send)


def body_limit(path: str) -> int:
    """Return the most bytes that a body sent to ``path`` may have."""
    if path.startswith("/admin/"):
        return int(settings.AUDIO_MAX_BYTES) + 1024 * 1024
    return int(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)


def declared_length(scope: Scope) -> int | None:
    """Return the Content-Length of a request in bytes, None where it names none that binds it."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    # What comes in chunks is as long as it is (RFC 9112, 6.3), whatever the other header says.
    return int(length) if length.isdigit() and b"transfer-encoding" not in headers else None


async def collect(receive: Receive) -> list[Message] | None:
    """Read a body of undeclared length; None once it outgrows what is kept in memory."""
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            break
        if size > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return None
    return messages if size <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE else None


async def discard(receive: Receive, most: int) -> None:
    """Read and forget the rest of a body, at most ``most`` bytes of it."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return


def replay(messages: list[Message], receive: Receive) -> Receive:
    """Return a ``receive`` that gives ``messages`` first (an empty body if there are none)."""
    waiting = iter(messages or [{"type": "http.request", "body": b"", "more_body": False}])

    async def next_message() -> Message:
        for message in waiting:
            return message
        return await receive()

    return next_message
