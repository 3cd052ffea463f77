"""The face socket: JPEG frames in, moods out, and in the end a signed reading.

The client sends one binary JPEG and waits for the answer, a JSON object:

    {"box": [left, top, width, height] as shares of the frame, or null, "faces": 1,
     "hint": "no_face" | "several_faces" | "too_dark" | null,
     "mood": {six shares} | null, "top": "joy" | null, "confidence": 0.81 | null,
     "progress": 0..1 of settling, "settled": false}

The last answer has "settled": true and, beside these, "sentence", "unsure", "others" (five moods,
likeliest first) and "token" (emotion/tokens.py); then the socket is closed with 1000. A frame that
is not read is answered {"error": code}: "busy" (sent before the answer to the last one), "empty",
"too_large", "not_an_image", "truncated", "too_many_pixels", and "off" (no usable model) before that
socket closes. ``Close`` names the codes it is closed with.

Frames are looked at in memory (emotion/pool.py) and then dropped: none is logged, cached or kept.
"""

import asyncio
import json
import logging
import time
from datetime import timedelta
from enum import IntEnum
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from emotion import limits, pool, tokens, wording
from emotion.face.artefact import ArtefactError
from emotion.face.reader import FrameAnswer, ImageRejected
from emotion.face.tracker import Tracker
from emotion.models import Door
from emotion.moods import Mood
from emotion.services import reading_create
from mlfym.accounts import identity
from mlfym.accounts.language import language_of
from mlfym.accounts.models import Listener

logger = logging.getLogger(__name__)

# The page gives consent anew at each start; this is for the moments until the camera opens.
CONSENT_LASTS = timedelta(minutes=15)

seats = limits.Seats(limits.SEATS_A_WORKER * settings.FACE_WORKERS)


class Close(IntEnum):
    """Why a socket was closed; the last three digits follow the HTTP status of that meaning."""

    SETTLED = 1000
    BROKEN = 1011
    NO_CONSENT = 4403
    TIME_OVER = 4408
    FRAME_TOO_LARGE = 4413
    NOT_BINARY = 4415
    BAD_FRAMES = 4422
    TOO_FAST = 4429
    OFF = 4503
    FULL = 4509


class FaceConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One listener's camera, from the first frame to a settled mood."""

    # Nothing else of the site speaks to these sockets, so none of them has to wait for it as well.
    channel_layer_alias = None
    listener: Listener | None = None
    work: asyncio.Task[None] | None = None
    timer: asyncio.TimerHandle | None = None
    last_word: asyncio.Task[None] | None = None
    closed = False

    async def connect(self) -> None:
        """Let in who has agreed to the camera a moment ago, while there are seats and a model."""
        # Accepted first: a browser learns the code of a refusal only from an open socket.
        await self.accept()
        self.language, listener = await database_sync_to_async(visitor_of)(self.scope)
        if listener is None or not has_agreed(listener):
            await self.close(Close.NO_CONSENT)
        elif not await asyncio.to_thread(pool.is_open):
            await self.turn_off()
        elif not seats.take(listener.pk):
            await self.close(Close.FULL)
        else:
            self.begin(listener)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Take a frame at once: it touches no database.

        For other messages Channels first has the one thread of all database work look after its
        connections; for each frame, that cost as much as all else that is done on the event loop.
        """
        if message["type"] == "websocket.receive":
            await self.websocket_receive(message)
        else:
            await super().dispatch(message)

    def begin(self, listener: Listener) -> None:
        """Start to follow a face, for at most CONNECTION_LIMIT seconds."""
        self.listener = listener
        self.tracker, self.pace, self.bad_frames = Tracker(), limits.Pace(), 0
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(limits.CONNECTION_LIMIT, self.time_over)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Take one frame; it is read in a task, so that a second one before the answer is seen."""
        if self.listener is None:
            return  # refused, or settled: what was still under way is dropped
        if bytes_data is None:
            await self.close(Close.NOT_BINARY)
        elif len(bytes_data) > limits.FRAME_MAX_BYTES:
            await self.close(Close.FRAME_TOO_LARGE)
        elif not self.is_working():
            wait = self.pace.take(time.monotonic())
            self.work = asyncio.create_task(self.answer(bytes_data, wait))
        elif self.pace.refuse():
            await self.say({"error": "busy"})
        else:
            await self.close(Close.TOO_FAST)

    def is_working(self) -> bool:
        """Say whether the last frame is still being read."""
        return self.work is not None and not self.work.done()

    async def answer(self, frame: bytes, wait: float) -> None:
        """Read one frame after ``wait`` seconds and say what is in it."""
        try:
            await asyncio.sleep(wait)
            found = await pool.read_frame(frame, self.tracker, time.monotonic())
            self.bad_frames = 0
            await self.tell(found)
        except ImageRejected as error:
            await self.reject(error.code)
        except ArtefactError:
            await self.turn_off()
        except Exception:
            # The trace names lines of code, never what was in a frame.
            logger.exception("a frame could not be read")
            await self.close(Close.BROKEN)

    async def tell(self, found: FrameAnswer) -> None:
        """Send an answer; the settled one makes a reading and ends the conversation."""
        message = as_message(found)
        if not found.settled or found.mood is None or self.listener is None:
            await self.say(message)
            return
        listener, self.listener = self.listener, None
        seats.leave(listener.pk)
        settled = await database_sync_to_async(settle)(listener, found.mood, self.language)
        await self.say(message | settled)
        await self.close(Close.SETTLED)

    async def reject(self, code: str) -> None:
        """Say that a frame is no picture; close when that goes on."""
        self.bad_frames += 1
        await self.say({"error": code})
        if self.bad_frames >= limits.BAD_TOLERANCE:
            await self.close(Close.BAD_FRAMES)

    async def turn_off(self) -> None:
        """Say that no model is there to read faces."""
        await self.say({"error": "off"})
        await self.close(Close.OFF)

    async def say(self, message: dict[str, Any]) -> None:
        """Send one JSON object, unless the socket was closed while it was made."""
        if not self.closed:
            await self.send(text_data=json.dumps(message))

    def time_over(self) -> None:
        """Close a socket that has not settled in time."""
        self.last_word = asyncio.create_task(self.close(Close.TIME_OVER))

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Close the socket once, and give the seat back at once."""
        self.leave()
        if not self.closed:
            self.closed = True
            await super().close(int(code) if code else None, reason)

    async def disconnect(self, code: int) -> None:
        """Give the seat back and drop the frame in work when the client has gone."""
        self.closed = True
        self.leave()
        if self.work is not None:
            self.work.cancel()

    def leave(self) -> None:
        """Forget the listener and the timer."""
        if self.timer is not None:
            self.timer.cancel()
        if self.listener is not None:
            seats.leave(self.listener.pk)
            self.listener = None


def visitor_of(scope: dict[str, Any]) -> tuple[str, Listener | None]:
    """Return the language and the listener of a socket, by the same cookies as a page's."""
    request = HttpRequest()
    request.COOKIES = scope["cookies"]
    request.user = scope["user"]
    accepted = dict(scope["headers"]).get(b"accept-language", b"")
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted.decode("latin-1")
    return language_of(request), identity.find(request)


def has_agreed(listener: Listener) -> bool:
    """Say whether the listener has agreed to the camera lately."""
    given = listener.camera_consent
    return given is not None and given > timezone.now() - CONSENT_LASTS


def as_message(found: FrameAnswer) -> dict[str, Any]:
    """Return the answer to a frame as JSON takes it."""
    mood = found.mood
    return {
        "box": None if found.box is None else [round(side, 4) for side in found.box],
        "faces": found.faces,
        "hint": found.hint,
        "mood": mood and {name: round(share, 4) for name, share in mood.as_dict().items()},
        "top": found.leading,
        "confidence": mood and round(mood.confidence, 4),
        "progress": round(found.progress, 3),
        "settled": found.settled,
    }


def settle(listener: Listener, mood: Mood, language: str) -> dict[str, Any]:
    """Keep the settled mood as a reading; return what the page needs to ask "Is that right?"."""
    reading = reading_create(
        listener=listener, door=Door.FACE, mood=mood, confidence=mood.confidence
    )
    with translation.override(language):
        return {
            "token": tokens.sign(reading),
            "sentence": wording.sentence(mood),
            "unsure": wording.is_unsure(mood),
            "others": wording.other_moods(mood),
        }
