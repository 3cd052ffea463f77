"""Asking Jamendo: patient with what passes, plain about what does not."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.jamendo import api
from recommender.catalogue.jamendo.answers import ApiTrack, address, api_track, licence_name
from recommender.catalogue.jamendo.api import GIVE_UP, PAUSES, Jamendo, JamendoError, Unanswered
from recommender.listening.fields import Broken
from tests.recommender.importing.jamendo_server import (
    CLIENT_ID,
    Server,
    a_track,
    answer,
    jamendo_server,
)

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def server() -> Iterator[Server]:
    with jamendo_server() as running:
        running.knows("214", "215")
        yield running


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def jamendo(server: Server, waited: list[float]) -> Jamendo:
    return Jamendo(CLIENT_ID, server.address, waited.append)


def test_it_asks_as_the_api_documents(server: Server, jamendo: Jamendo) -> None:
    assert set(jamendo.tracks(["214", "215"])) == {"214", "215"}
    assert server.paths == ["/v3.0/tracks/"]
    assert server.asked == [{
        "client_id": [CLIENT_ID], "format": ["json"], "limit": ["200"], "imagesize": ["300"],
        "audioformat": ["mp32"], "id": ["214 215"],
    }]  # fmt: skip


def test_a_track_comes_with_all_that_is_said_of_it(jamendo: Jamendo) -> None:
    assert jamendo.tracks(["214"])["214"] == ApiTrack(
        number="214", name="Song 214", artist="14", artist_name="Both", album="Simple Exercice",
        year=2005, licence="CC BY-NC-SA 3.0 FR",
        licence_url="http://creativecommons.org/licenses/by-nc-sa/3.0/fr/",
        stream="https://prod-1.storage.jamendo.com/?trackid=214&format=mp32",
        cover="https://usercontent.jamendo.com/?type=album&id=31&track=214",
    )  # fmt: skip


def test_two_hundred_tracks_come_in_one_answer(server: Server, jamendo: Jamendo) -> None:
    numbers = [str(number) for number in range(1, api.LIMIT + 1)]
    server.knows(*numbers)
    assert list(jamendo.tracks(numbers)) == numbers


def test_what_jamendo_does_not_have_is_not_there(jamendo: Jamendo) -> None:
    assert set(jamendo.tracks(["214", "999"])) == {"214"}


def test_what_was_not_asked_for_is_not_taken(server: Server, jamendo: Jamendo) -> None:
    server.says(answer([a_track("7"), a_track("214"), {"id": "215"}, "nothing", None]))
    assert set(jamendo.tracks(["214", "215"])) == {"214"}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (answer([], 6, "Rate Limit Exceeded"), 200),
        (answer([], 1, "Exception"), 200),
        (b"slow down", 429),
        (b"", 500),
        (b"<html>Bad gateway</html>", 502),
        (b"<html>", 200),
        (b"", 200),
        (b"[]", 200),
        (b'{"headers": {"code": 0}, "results": {}}', 200),
        (b'{"headers": 3}', 200),
        (b"[" * 100_000, 200),
    ],
)
def test_what_passes_is_asked_again(
    server: Server, jamendo: Jamendo, waited: list[float], content: bytes, status: int
) -> None:
    server.says(content, status)
    assert set(jamendo.tracks(["214"])) == {"214"}
    assert (len(server.asked), waited) == (2, [PAUSES[0]])


def test_a_server_that_says_when_is_asked_then(
    server: Server, jamendo: Jamendo, waited: list[float]
) -> None:
    server.says(b"", 429, Retry_After="7")
    server.says(b"", 503, Retry_After="86400")
    server.says(b"", 503, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT")
    assert set(jamendo.tracks(["214"])) == {"214"}
    assert waited == [7.0, api.LONGEST_PAUSE, PAUSES[2]]


def test_an_answer_that_does_not_come_or_breaks_off_is_asked_for_again(
    server: Server, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = api.TIMEOUT
    monkeypatch.setattr(api, "TIMEOUT", 0.2)

    def wait(seconds: float) -> None:
        waited.append(seconds)
        api.TIMEOUT = patience  # only the silent one is given up soon, also on a busy machine

    server.is_silent()
    server.breaks_off()
    assert set(Jamendo(CLIENT_ID, server.address, wait).tracks(["214"])) == {"214"}
    assert len(waited) == 2


def test_an_answer_without_end_is_not_read(
    server: Server, jamendo: Jamendo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "MOST_BYTES", 5000)
    server.says(b" " * 6000)
    assert set(jamendo.tracks(["214"])) == {"214"}


def test_after_all_tries_a_question_is_unanswered(
    server: Server, jamendo: Jamendo, waited: list[float]
) -> None:
    for _ in range(len(PAUSES) + 1):
        server.says(b"", 500)
    with pytest.raises(Unanswered, match="status 500"):
        jamendo.tracks(["214"])
    assert waited == list(PAUSES)
    assert set(jamendo.tracks(["214"])) == {"214"}


def test_nobody_is_asked_for_ever(waited: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every call is refused
        jamendo = Jamendo(CLIENT_ID, f"http://127.0.0.1:{taken.getsockname()[1]}", waited.append)
        for _ in range(GIVE_UP - 1):
            with pytest.raises(Unanswered):
                jamendo.tracks(["214"])
        with pytest.raises(JamendoError, match="in a row") as found:
            jamendo.tracks(["214"])
    assert not isinstance(found.value, Unanswered)


@pytest.mark.parametrize(
    ("content", "status", "why"),
    [
        (answer([], 5, "Your credential\nis not authorized."), 200, "code 5: Your credential is"),
        (answer([], 11, "Suspended"), 200, "code 11"),
        (answer([], 3, "Type"), 200, "code 3"),
        (b"", 403, "status 403"),
        (b"", 404, "status 404"),
    ],
)
def test_what_does_not_pass_is_not_asked_again(
    server: Server, jamendo: Jamendo, waited: list[float], content: bytes, status: int, why: str
) -> None:
    server.says(content, status)
    with pytest.raises(JamendoError, match=why) as found:
        jamendo.tracks(["214"])
    assert not isinstance(found.value, Unanswered)
    assert (len(server.asked), waited) == (1, [])


def test_a_wrong_client_id_is_refused_and_not_told(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(JamendoError, match="code 5") as found:
        Jamendo("wrong", server.address).tracks(["214"])
    assert "wrong" not in str(found.value) + caplog.text


@pytest.mark.parametrize("base", ["file:///etc", "ftp://host", "api.jamendo.com", ""])
def test_only_the_web_is_asked(base: str) -> None:
    with pytest.raises(ValueError, match="JAMENDO_API_URL"):
        Jamendo(CLIENT_ID, base)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://creativecommons.org/licenses/by/3.0/", "CC BY 3.0"),
        ("https://creativecommons.org/licenses/by-nc-nd/4.0", "CC BY-NC-ND 4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://artlibre.org/licence/lal", "https://artlibre.org/licence/lal"),
        ("https://example.org/" + "x" * 100, ""),
        ("", ""),
    ],
)
def test_licences_have_their_names(url: str, name: str) -> None:
    assert licence_name(url) == name


@pytest.mark.parametrize(
    "value",
    ["javascript:alert(1)", "data:audio/mp3,x", "//host/x", "https://", "https://h/a b",
     "https://h/\n", "http://[::1", "https://h/\ud800", None, 7, "https://h/" + "x" * 1000],
)  # fmt: skip
def test_what_is_no_web_address_is_not_taken(value: Any) -> None:
    assert address(value, 1000) == ""


@given(
    st.fixed_dictionaries(
        {"id": st.just("214") | ANY, "name": st.text() | ANY},
        optional=dict.fromkeys(
            ["artist_id", "artist_name", "album_name", "license_ccurl", "releasedate", "audio",
             "image", "album_image"],
            ANY,
        ),
    )
    | ANY
)  # fmt: skip
def test_any_answer_is_a_track_or_is_broken(value: Any) -> None:
    try:
        track = api_track(value)
    except Broken as error:
        assert str(error)
        return
    assert track.number.isdigit()
    assert 0 < len(track.name) <= 300
    assert all(one == "" or one.startswith("http") for one in (track.stream, track.cover))


@given(st.binary(max_size=60) | ANY.map(lambda value: json.dumps(value).encode()))
def test_any_content_is_results_or_a_plain_error(content: bytes) -> None:
    try:
        assert isinstance(api._results(content), list)
    except (JamendoError, api._Again) as error:
        assert str(error)
