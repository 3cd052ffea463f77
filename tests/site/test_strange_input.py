"""Whatever a form is sent, the answer is a page or a word, never a failure of ours."""

import pytest
from django.test import Client

from mlfym.accounts.models import User
from recommender.models import Answer, Playlist, Question, Rating, Song
from tests.recommender.stage import listener_of, make_catalogue
from tests.recommender.views.helpers import list_of

STRANGE = [
    "\0",
    "\ud7ff\uffff",
    "x" * 5000,
    "'\"><script>alert(1)</script>",
    "1e999",
    '{"a": [1]}',
    "../../etc",
]
BODIES = [
    ("application/json", b"[" * 100_000),
    ("application/json", b'{"events": ' + b"1" * 5000 + b"}"),
    ("application/json", b'{"events": [null, [], {"kind": []}, {"kind": "play", "song": {}}]}'),
    ("text/plain", b"\xff\xfe"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\ncut off"),
    ("application/x-www-form-urlencoded", b"a=1&" * 5000),
]


@pytest.fixture
def forms(alice: User) -> dict[str, list[str]]:
    """Return the addresses that take forms, and their fields."""
    make_catalogue()
    playlist, song = list_of(alice), Song.objects.get(pk=100)
    question = Question.objects.create(slug="q", text_en="Q?")
    Answer.objects.create(question=question, slug="yes", text_en="Yes")
    page = playlist.get_absolute_url()
    return {
        "/lists/start/": ["token", "mood"],
        f"{page}questions/": [f"q_{question.uuid}", "now_playing", "q_x"],
        f"{page}more/": ["song"],
        f"/songs/{song.uuid}/rate/": ["value", "playlist", "client_uuid"],
        "/events/": ["events"],
        "/face/consent/": ["consent"],
        "/photo/": ["photo"],
        "/sentence/": [],  # any text is a sentence: see its own test
        "/sentence/mood/": ["token", "mood", "text", "door"],
        "/language/setlang/": ["language", "next"],
        "/account/sign-in/": ["username", "password", "next"],
        f"/likes/{song.uuid}/back/": ["page"],
        f"/likes/{song.uuid}/aside/": ["value", "page"],
        "/account/email/": ["email", "password"],
        "/account/language/": ["language"],
        "/account/password/": ["old_password", "new_password1"],
        "/account/delete/": ["password"],
    }


@pytest.fixture
def browser(alice: User) -> Client:
    """Return alice's browser, which is told of failures as a real one is."""
    client = Client(raise_request_exception=False)
    client.force_login(alice)
    return client


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: ascii(value)[:12])
def test_a_strange_field(
    browser: Client, alice: User, forms: dict[str, list[str]], value: str
) -> None:
    for address, fields in forms.items():
        for field in fields:
            response = browser.post(address, {field: value})
            assert response.status_code < 500, (address, field)
            assert b"<script>alert" not in response.content
    assert_nothing_changed(alice)


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=range(len(BODIES)))
def test_a_strange_body(
    browser: Client, alice: User, forms: dict[str, list[str]], kind: str, body: bytes
) -> None:
    for address in forms:
        assert browser.post(address, body, content_type=kind).status_code < 500, address
    assert_nothing_changed(alice)


def assert_nothing_changed(alice: User) -> None:
    assert Playlist.objects.get(listener__isnull=False).listener == listener_of(alice)
    assert not Rating.objects.exists()
    assert alice.check_password("correct horse battery")


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "mlfym_listener=%00; django_language=\xff; sessionid=\xff; theme=<"},
        {"accept-language": "x" * 5000},
        {"referer": "\xff"},
        {"range": "bytes=\xff"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_a_strange_header(headers: dict[str, str], forms: dict[str, list[str]]) -> None:
    browser = Client(raise_request_exception=False)
    song = Song.objects.get(pk=100)
    for address in ("/", "/lists/", "/face/", "/account/", f"/songs/{song.uuid}/audio"):
        assert browser.get(address, headers=headers).status_code < 500, address
