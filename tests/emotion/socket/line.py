"""Talk to the face socket as the page does, through the site's whole ASGI application."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from mlfym.accounts.identity import COOKIE, sign_cookie
from mlfym.accounts.models import Listener

PATIENCE = 30  # seconds: far more than an answer takes, so only a lost answer fails


class Line(WebsocketCommunicator):
    """One socket, with the words of the tests."""

    async def answer(self) -> dict[str, Any]:
        """Return the next JSON answer."""
        return json.loads(await self.receive_from(timeout=PATIENCE))

    async def ask(self, frame: bytes) -> dict[str, Any]:
        """Send a frame and return its answer."""
        await self.send_input({"type": "websocket.receive", "bytes": frame})
        return await self.answer()

    async def closed(self) -> int:
        """Return the code with which the server closes, past what it still says before."""
        while True:
            message = await self.receive_output(timeout=PATIENCE)
            if message["type"] == "websocket.close":
                return int(message["code"])


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
    from mlfym.asgi import application

    headers = [(b"accept-language", language.encode())]
    if origin:
        headers.append((b"origin", origin.encode()))
    if cookies := cookies_of(who):
        headers.append((b"cookie", cookies.encode()))
    opened = Line(application, "/ws/face/", headers=headers)
    try:
        accepted, code = await opened.connect(timeout=PATIENCE)
        if not accepted:
            raise ConnectionRefusedError(code)
        yield opened
    finally:
        await opened.disconnect(timeout=PATIENCE)
