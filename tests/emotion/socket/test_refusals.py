"""Whom and what the face socket refuses, and with which code it closes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from emotion import consumers, limits, pool
from emotion.consumers import CONSENT_LASTS, Close
from emotion.limits import Seats
from emotion.models import Reading
from mlfym.accounts.models import Listener, User
from tests.emotion.pictures import astronaut, face_frame, jpeg
from tests.emotion.socket.line import PATIENCE, line

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_another_site_is_not_let_in(agreed: Listener, origin: str) -> None:
    with pytest.raises(ConnectionRefusedError):
        async with line(agreed, origin=origin):
            pass


async def test_nobody_is_not_let_in() -> None:
    async with line(None) as socket:
        assert await socket.closed() == Close.NO_CONSENT


async def test_who_has_not_agreed_is_not_let_in(transactional_db: None) -> None:
    async with line(await Listener.objects.acreate()) as socket:
        assert await socket.closed() == Close.NO_CONSENT


async def test_an_old_consent_does_not_count(agreed: Listener) -> None:
    old = timezone.now() - CONSENT_LASTS - timedelta(seconds=1)
    await Listener.objects.filter(pk=agreed.pk).aupdate(camera_consent=old)
    async with line(agreed) as socket:
        assert await socket.closed() == Close.NO_CONSENT


async def test_a_guests_cookie_does_not_speak_for_an_account(agreed: Listener, bob: User) -> None:
    await Listener.objects.filter(user=bob).adelete()
    await Listener.objects.filter(pk=agreed.pk).aupdate(user=bob)
    async with line(agreed) as socket:
        assert await socket.closed() == Close.NO_CONSENT


async def test_text_is_refused(agreed: Listener) -> None:
    async with line(agreed) as socket:
        await socket.send_text('{"mood": "joy", "settled": true}')
        assert await socket.closed() == Close.NOT_BINARY
    assert not await Reading.objects.aexists()


@pytest.mark.parametrize("size", [limits.FRAME_MAX_BYTES + 1, 20 * 1024 * 1024])
async def test_a_huge_frame_is_refused(agreed: Listener, size: int) -> None:
    async with line(agreed) as socket:
        await socket.send(b"\xff\xd8\xff" + bytes(size - 3))
        assert await socket.closed() == Close.FRAME_TOO_LARGE


async def test_too_many_pixels_are_refused(agreed: Listener) -> None:
    large = jpeg(astronaut().repeat(2, axis=0).repeat(2, axis=1), quality=20)
    assert len(large) < limits.FRAME_MAX_BYTES
    async with line(agreed) as socket:
        assert await socket.ask(large) == {"error": "too_many_pixels"}
        assert (await socket.ask(face_frame()))["faces"] == 1


BAD = {
    "not_an_image": b"this is no picture",
    "truncated": face_frame()[:6000],
    "empty": b"",
}


@pytest.mark.parametrize("code", BAD)
async def test_a_bad_frame_is_named_and_the_line_stays(agreed: Listener, code: str) -> None:
    async with line(agreed) as socket:
        assert await socket.ask(BAD[code]) == {"error": code}
        assert (await socket.ask(face_frame()))["faces"] == 1


async def test_one_bad_frame_after_another_ends_it(agreed: Listener) -> None:
    async with line(agreed) as socket:
        for _ in range(limits.BAD_TOLERANCE):
            assert await socket.ask(b"no picture") == {"error": "not_an_image"}
        assert await socket.closed() == Close.BAD_FRAMES


async def test_who_does_not_wait_is_busied_then_closed(
    agreed: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FRAME_RATE", 0.001)  # the second frame's answer takes long
    async with line(agreed) as socket:
        await socket.ask(face_frame())
        for _ in range(limits.BUSY_TOLERANCE + 2):
            await socket.send(face_frame())
        for _ in range(limits.BUSY_TOLERANCE):
            assert await socket.answer() == {"error": "busy"}
        assert await socket.closed() == Close.TOO_FAST


async def test_time_runs_out_kindly(agreed: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONNECTION_LIMIT", 0.01)
    async with line(agreed) as socket:
        assert await socket.closed() == Close.TIME_OVER


async def test_a_full_house_says_so(agreed: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "seats", Seats(most=1, most_each=1))
    async with line(agreed) as first:
        # A socket is accepted before it has its seat; an answer proves that it has it.
        assert (await first.ask(face_frame()))["faces"] == 1
        async with line(agreed) as second:
            assert await second.closed() == Close.FULL
        assert (await first.ask(face_frame()))["faces"] == 1


@pytest.mark.parametrize("spoil", [b"no picture", b"\xff" * 300_000])
async def test_a_seat_is_given_back_however_it_ends(agreed: Listener, spoil: bytes) -> None:
    async with line(agreed) as socket:
        await socket.send(spoil)
        await socket.receive_output(timeout=PATIENCE)
    assert not consumers.seats.taken


async def test_without_a_model_the_door_is_off(
    agreed: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "is_open", lambda: False)
    async with line(agreed) as socket:
        assert await socket.answer() == {"error": "off"}
        assert await socket.closed() == Close.OFF


async def test_a_model_that_breaks_meanwhile_turns_it_off(
    agreed: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = pool.FacePool(1, tmp_path)
    monkeypatch.setattr("emotion.face.artefact.PLACE.shipped", tmp_path / "gone")
    monkeypatch.setattr(pool, "face_pool", lambda: nowhere)
    monkeypatch.setattr(pool, "is_open", lambda: True)
    async with line(agreed) as socket:
        assert await socket.ask(face_frame()) == {"error": "off"}
        assert await socket.closed() == Close.OFF
