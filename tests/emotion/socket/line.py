"""Talk to the face socket as the page does, through the site's whole ASGI application."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from mlfym.accounts.identity import COOKIE, sign_cookie
from mlfym.accounts.models import Listener

PATIENCE = 60  # seconds: far more than an answer takes, so only a lost answer fails


class Line(ApplicationCommunicator):
    """One socket, with the words of the tests."""

    def __init__(self, headers: list[tuple[bytes, bytes]]) -> None:
        from mlfym.asgi import application

        scope = {"type": "websocket", "path": "/ws/face/", "query_string": b"", "headers": headers}
        super().__init__(application, scope | {"subprotocols": []})

    async def open(self) -> None:
        """Connect; raises ConnectionRefusedError where the server does not accept."""
        await self.send_input({"type": "websocket.connect"})
        message = await self.receive_output(timeout=PATIENCE)
        if message["type"] != "websocket.accept":
            raise ConnectionRefusedError(message)

    async def send(self, frame: bytes) -> None:
        """Send a binary message."""
        await self.send_input({"type": "websocket.receive", "bytes": frame})

    async def send_text(self, text: str) -> None:
        """Send a text message."""
        await self.send_input({"type": "websocket.receive", "text": text})

    async def answer(self) -> dict[str, Any]:
        """Return the next JSON answer."""
        message = await self.receive_output(timeout=PATIENCE)
        assert message["type"] == "websocket.send", message
        return json.loads(message["text"])

    async def ask(self, frame: bytes) -> dict[str, Any]:
        """Send a frame and return its answer."""
        await self.send(frame)
        return await self.answer()

    async def closed(self) -> int:
        """Return the code with which the server closes, past what it still says before."""
        while True:
            message = await self.receive_output(timeout=PATIENCE)
            if message["type"] == "websocket.close":
                return int(message["code"])

    async def hang_up(self) -> None:
        """Leave, and wait until the server has noticed."""
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(timeout=PATIENCE)


def cookies_of(who: Listener | Client | None) -> str:
    """Return the Cookie header of a guest, or of a signed-in browser."""
    if isinstance(who, Listener):
        return f"{COOKIE}={sign_cookie(who)}"
    if isinstance(who, Client):
        return f"{settings.SESSION_COOKIE_NAME}={who.cookies[settings.SESSION_COOKIE_NAME].value}"
    return ""


@asynccontextmanager
async def line(
    who: Listener | Client | None, *, origin: str = "http://testserver", language: str = "en"
) -> AsyncIterator[Line]:
    """Open the face socket for ``who``; yields it once it is accepted."""
    headers = [(b"accept-language", language.encode())]
    if origin:
        headers.append((b"origin", origin.encode()))
    if cookies := cookies_of(who):
        headers.append((b"cookie", cookies.encode()))
    opened = Line(headers)
    try:
        await opened.open()
        yield opened
    finally:
        await opened.hang_up()
