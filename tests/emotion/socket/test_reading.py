"""The face socket reads frames and settles on a mood."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from emotion import tokens
from emotion.models import Reading
from emotion.moods import MOODS
from mlfym.accounts.models import Listener, User
from tests.emotion.pictures import empty_frame, face_frame, two_faces_frame
from tests.emotion.socket.line import Line, line

pytestmark = pytest.mark.django_db(transaction=True)


async def until_settled(socket: Line, most: int = 2000) -> list[dict[str, Any]]:
    """Send frames with one face, a little moved each time, until the mood has settled."""
    answers = []
    for number in range(most):
        answers.append(await socket.ask(face_frame(number % 3)))
        if answers[-1].get("settled"):
            return answers
    raise AssertionError("it never settled")


async def test_a_face_is_found_and_its_mood_read(agreed: Listener) -> None:
    async with line(agreed) as socket:
        answer = await socket.ask(face_frame())
    assert answer["faces"] == 1
    assert all(0 <= side <= 1 for side in answer["box"])
    assert list(answer["mood"]) == list(MOODS)
    assert sum(answer["mood"].values()) == pytest.approx(1, abs=0.01)
    assert answer["mood"][answer["top"]] == max(answer["mood"].values())
    assert answer["confidence"] == max(answer["mood"].values())
    assert answer["settled"] is False
    assert answer["hint"] is None
    assert "token" not in answer


async def test_no_face_says_so_and_keeps_looking(agreed: Listener) -> None:
    async with line(agreed) as socket:
        nothing = await socket.ask(empty_frame())
        assert (nothing["hint"], nothing["faces"], nothing["box"]) == ("no_face", 0, None)
        assert nothing["mood"] is None
        assert (await socket.ask(face_frame()))["faces"] == 1


async def test_a_dark_room_and_several_faces_are_hinted_at(agreed: Listener) -> None:
    async with line(agreed) as socket:
        assert (await socket.ask(empty_frame(level=12)))["hint"] == "too_dark"
        several = await socket.ask(two_faces_frame())
        assert (several["hint"], several["faces"]) == ("several_faces", 2)


async def test_a_steady_face_settles_and_is_told_kindly(agreed: Listener) -> None:
    async with line(agreed) as socket:
        answers = await until_settled(socket)
        assert await socket.closed() == 1000
    last = answers[-1]
    progress = [answer["progress"] for answer in answers]
    assert progress[-1] == 1
    assert sorted(progress) == progress
    reading = await Reading.objects.aget()
    assert reading.door == "face"
    assert reading.mood is not None and reading.mood.top == last["top"]
    assert set(last["others"]) == set(MOODS) - {last["top"]}
    assert last["sentence"].endswith("?")
    assert await sync_to_async(tokens.read)(last["token"], agreed) == reading


async def test_the_account_gets_the_reading(alice_agreed: Client, alice: User) -> None:
    async with line(alice_agreed) as socket:
        await until_settled(socket)
    reading = await Reading.objects.select_related("listener").aget()
    assert reading.listener.user_id == alice.pk


async def test_nothing_is_kept_of_a_look_that_was_broken_off(agreed: Listener) -> None:
    async with line(agreed) as socket:
        await socket.ask(face_frame())
    assert not await Reading.objects.aexists()


async def test_two_listeners_do_not_mix(agreed: Listener, alice_agreed: Client) -> None:
    async with line(agreed) as first, line(alice_agreed) as second:
        assert (await first.ask(face_frame()))["faces"] == 1
        assert (await second.ask(empty_frame()))["mood"] is None
        assert (await first.ask(face_frame()))["progress"] > 0
