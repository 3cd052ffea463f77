"""Ask Jamendo's API v3.0 about tracks: https://developer.jamendo.com/v3.0/tracks.

Every answer is {"headers": {"code", "error_message", ...}, "results": [...]}; code 0 is success,
others are at https://developer.jamendo.com/v3.0/response-codes.
"""

import http.client
import json
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from recommender.catalogue.jamendo.answers import ApiTrack, api_track
from recommender.listening.fields import Broken, clean_text

logger = logging.getLogger(__name__)

# Tracks in one answer, at most; without a limit it is ten.
LIMIT = 200
TIMEOUT = 20.0
# Seconds between the tries of one question. The rate limit is by the minute.
PAUSES = (1.0, 5.0, 20.0, 60.0)
# As long as we wait because a server says so.
LONGEST_PAUSE = 120.0
# An answer of 200 tracks has some 300 KB.
MOST_BYTES = 16 << 20
# Questions in a row that came to nothing, after which nobody is asked any more.
GIVE_UP = 3

RATE_LIMIT = 6
# What asking again does not change: parameters, client id, suspended, rights.
FOR_GOOD = frozenset({2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13})


class JamendoError(Exception):
    """Jamendo refuses, or does not answer at all."""


class Unanswered(JamendoError):
    """One question came to nothing, after all tries."""


class _Again(Exception):
    """It may work another time. `pause`: seconds that the server asks for, None if it does not."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class Jamendo:
    """Asks for tracks, patiently."""

    def __init__(
        self, client_id: str, base: str, wait: Callable[[float], object] = time.sleep
    ) -> None:
        """base: the API's address. wait: sleeps for seconds. ValueError for another scheme."""
        if urlsplit(base).scheme not in ("http", "https"):
            raise ValueError("JAMENDO_API_URL must begin with https:// or http://")
        self._client_id, self._base, self._wait = client_id, base.rstrip("/"), wait
        self._failed = 0

    def tracks(self, numbers: Sequence[str]) -> dict[str, ApiTrack]:
        """Return what Jamendo has of these at most LIMIT tracks, by number.

        Unanswered if it does not answer; JamendoError if it refuses, or has not answered for long.
        """
        try:
            results = self._patiently(numbers)
        except Unanswered as error:
            self._failed += 1
            if self._failed >= GIVE_UP:
                raise JamendoError(f"{error} ({GIVE_UP} times in a row)") from error
            raise
        self._failed = 0
        wanted = set(numbers)
        found = (track for one in results if (track := _usable(one)) is not None)
        return {track.number: track for track in found if track.number in wanted}

    def _patiently(self, numbers: Sequence[str]) -> list[Any]:
        why = ""
        for pause in (*PAUSES, None):
            try:
                return self._ask(numbers)
            except _Again as error:
                why = str(error)
                logger.warning("Jamendo: %s", why)
                if pause is not None:
                    self._wait(min(LONGEST_PAUSE, max(pause, error.pause or 0.0)))
        raise Unanswered(f"no answer from Jamendo: {why}")

    def _ask(self, numbers: Sequence[str]) -> list[Any]:
        query = urlencode({
            "client_id": self._client_id, "format": "json", "limit": LIMIT,
            "audioformat": "mp32", "imagesize": 300, "id": " ".join(numbers),
        })  # fmt: skip
        request = Request(f"{self._base}/tracks/?{query}")  # noqa: S310  the scheme was checked
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                content = answer.read(MOST_BYTES + 1)
        except HTTPError as error:
            with error:
                raise _by_status(error) from error
        except (URLError, OSError, http.client.HTTPException) as error:
            # The address holds the client id: it is not told.
            raise _Again(f"{type(error).__name__}: {getattr(error, 'reason', error)}") from error
        return _results(content)


def _by_status(error: HTTPError) -> Exception:
    if error.code == 429 or error.code >= 500:
        after = error.headers.get("Retry-After", "")
        return _Again(f"status {error.code}", float(after) if after.isdecimal() else None)
    return JamendoError(f"status {error.code}")


def _results(content: bytes) -> list[Any]:
    """Return the results of an answer; _Again or JamendoError by the code in its headers."""
    if len(content) > MOST_BYTES:
        raise _Again("an answer of more than 16 MB")
    try:
        answer = json.loads(content)
        code = int(answer["headers"]["code"])
        message = clean_text(answer["headers"].get("error_message"))
        results = answer["results"] if code == 0 else []
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _Again(f"an answer that is not Jamendo's ({type(error).__name__})") from error
    if code in FOR_GOOD:
        raise JamendoError(f"code {code}: {message}")
    if code:
        what = "rate limit exceeded" if code == RATE_LIMIT else f"code {code}: {message}"
        raise _Again(what)
    if not isinstance(results, list):
        raise _Again("an answer that is not Jamendo's (no list)")
    return results


def _usable(value: Any) -> ApiTrack | None:
    """Return a result, None for one without a number or a name."""
    try:
        return api_track(value)
    except Broken as error:
        logger.warning("Jamendo: a track %s", error)
        return None
