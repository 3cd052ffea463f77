"""The face socket speaks the listener's language, by the same rules as pages."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from emotion import wording
from emotion.consumers import settle, visitor_of
from emotion.moods import Mood
from mlfym.accounts.models import Listener

pytestmark = pytest.mark.django_db


def language_of(cookies: dict[str, str], accepted: bytes) -> str:
    headers = [(b"accept-language", accepted)] if accepted else []
    scope = {"cookies": cookies, "headers": headers, "user": AnonymousUser()}
    return visitor_of(scope)[0]


@pytest.mark.parametrize(
    ("cookies", "accepted", "language"),
    [
        ({}, b"", "en"),
        ({}, b"ko-KR,ko;q=0.9,en;q=0.5", "ko"),
        ({}, b"fr,de;q=0.9", "en"),
        ({}, b"\xff;;;q=", "en"),
        ({"django_language": "ko"}, b"en", "ko"),
        ({"django_language": "tlh"}, b"ko", "ko"),
    ],
)
def test_by_cookie_then_by_browser(cookies: dict[str, str], accepted: bytes, language: str) -> None:
    assert language_of(cookies, accepted) == language


def test_the_sentence_is_in_that_language(guest: Listener) -> None:
    mood = Mood.of("sadness", 0.8)
    said = settle(guest, mood, "ko")["sentence"]
    with translation.override("ko"):
        assert said == wording.sentence(mood)
    assert translation.get_language() == "en"  # and nobody else's language has changed
