"""song_audio: Range, conditions, and what is never sent."""

import errno
import uuid
from pathlib import Path

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.test import AsyncClient, Client
from django.urls import reverse

from mlfym.accounts.models import User
from recommender import audio_response
from recommender.models import Event, Song
from recommender.sources import locate
from recommender.streaming import CHUNK, FileStream
from tests.recommender.catalogue.songs import make_song, starter_song

BODY = bytes(range(256)) * 1000  # several chunks
PATIENCE = 60  # seconds
pytestmark = pytest.mark.django_db


@pytest.fixture
def song(settings, tmp_path: Path) -> Song:
    settings.STARTER_DIR = tmp_path
    return starter_song(tmp_path, BODY)


def address(song: Song) -> str:
    return reverse("song_audio", args=[song.uuid])


async def fetch(song: Song, method: str = "get", **headers: str):
    response = await getattr(AsyncClient(), method)(address(song), headers=headers)
    parts = [part async for part in response] if response.streaming else [response.content]
    return response, b"".join(parts)


@pytest.mark.django_db(transaction=True)
class TestBytes:
    """What travels; the client is asynchronous, as the server is."""

    async def test_the_whole(self, song: Song) -> None:
        response, body = await fetch(song)
        assert (response.status_code, body) == (200, BODY)
        assert response["Accept-Ranges"] == "bytes"
        assert response["Content-Type"] == "audio/mp4"
        assert response["Content-Length"] == str(len(BODY))
        assert response["Cache-Control"].startswith("private")

    @pytest.mark.parametrize(
        ("header", "part", "content_range"),
        [
            ("bytes=0-1", BODY[:2], "bytes 0-1/256000"),
            ("bytes=255000-", BODY[255000:], "bytes 255000-255999/256000"),
            ("bytes=-100", BODY[-100:], "bytes 255900-255999/256000"),
            (f"bytes=10-{CHUNK * 2 + 10}", BODY[10 : CHUNK * 2 + 11], "bytes 10-131082/256000"),
        ],
        ids=["start", "open", "suffix", "several chunks"],
    )
    async def test_a_part(self, song: Song, header: str, part: bytes, content_range: str) -> None:
        response, body = await fetch(song, range=header)
        assert (response.status_code, body) == (206, part)
        assert response["Content-Range"] == content_range
        assert response["Content-Length"] == str(len(part))

    async def test_several_parts_get_the_whole(self, song: Song) -> None:
        response, body = await fetch(song, range="bytes=0-1,4-5")
        assert (response.status_code, body) == (200, BODY)

    async def test_past_the_end(self, song: Song) -> None:
        response, _ = await fetch(song, range="bytes=256000-")
        assert response.status_code == 416
        assert response["Content-Range"] == "bytes */256000"

    async def test_the_head_has_no_body(self, song: Song) -> None:
        response, body = await fetch(song, "head", range="bytes=5-9")
        assert (response.status_code, body) == (206, b"")
        assert response["Content-Length"] == "5"

    async def test_if_range_of_this_file(self, song: Song) -> None:
        first, _ = await fetch(song)
        for mark in (first["ETag"], first["Last-Modified"]):
            response, _ = await fetch(song, range="bytes=0-1", if_range=mark)
            assert response.status_code == 206

    @pytest.mark.parametrize("mark", ['"other"', "Wed, 21 Oct 2015 07:28:00 GMT", "rubbish"])
    async def test_if_range_of_another_file(self, song: Song, mark: str) -> None:
        response, body = await fetch(song, range="bytes=0-1", if_range=mark)
        assert (response.status_code, body) == (200, BODY)

    async def test_what_is_known_is_not_sent_again(self, song: Song) -> None:
        first, _ = await fetch(song)
        response, body = await fetch(song, if_none_match=first["ETag"])
        assert (response.status_code, body) == (304, b"")
        response, _ = await fetch(song, if_modified_since=first["Last-Modified"])
        assert response.status_code == 304

    async def test_a_replaced_file_is_another(self, song: Song, tmp_path: Path) -> None:
        first, _ = await fetch(song)
        (tmp_path / "audio" / "tone.m4a").write_bytes(b"new")
        response, body = await fetch(song, if_none_match=first["ETag"])
        assert (response.status_code, body) == (200, b"new")

    async def test_an_empty_file(self, song: Song, tmp_path: Path) -> None:
        (tmp_path / "audio" / "tone.m4a").write_bytes(b"")
        response, body = await fetch(song)
        assert (response.status_code, body) == (200, b"")


@pytest.mark.django_db(transaction=True)
async def test_the_file_is_closed_when_the_listener_leaves(
    song: Song, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[FileStream] = []
    monkeypatch.setattr(audio_response, "FileStream", lambda path: kept(opened, path))
    scope = {
        "type": "http",
        "method": "GET",
        "path": address(song),
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }
    browser = ApplicationCommunicator(get_asgi_application(), scope)
    await browser.send_input({"type": "http.request", "body": b"", "more_body": False})
    assert (await browser.receive_output(timeout=PATIENCE))["status"] == 200
    assert (await browser.receive_output(timeout=PATIENCE))["body"] == BODY[:CHUNK]
    await browser.send_input({"type": "http.disconnect"})
    await browser.wait(timeout=PATIENCE)
    assert len(opened) == 1
    assert opened[0]._file.closed


def kept(opened: list[FileStream], path: Path) -> FileStream:
    opened.append(FileStream(path))
    return opened[-1]


def test_a_file_that_is_gone_takes_its_song_out_of_the_lists(
    song: Song, guest, client: Client, tmp_path: Path
) -> None:
    Event.objects.create(listener=guest, song=song, kind=Event.Kind.PLAY)
    (tmp_path / "audio" / "tone.m4a").unlink()
    response = client.get(address(song))
    assert response.status_code == 410
    assert "cannot be played" in response.content.decode()
    song.refresh_from_db()
    assert (song.available, song.unavailable_reason) == (False, "file-missing")
    assert not Song.objects.playable().exists()
    assert Event.objects.filter(song=song).exists()


def test_a_site_that_is_out_of_files_keeps_its_songs(
    song: Song, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> FileStream:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(audio_response, "FileStream", full)
    response = client.get(address(song), headers={"accept-language": "ko"})
    assert response.status_code == 503
    assert "조금 뒤에" in response.content.decode()
    assert Song.objects.playable().exists()


def test_it_speaks_korean(song: Song, tmp_path: Path, client: Client) -> None:
    (tmp_path / "audio" / "tone.m4a").unlink()
    response = client.get(address(song), headers={"accept-language": "ko"})
    assert response["Content-Language"] == "ko"


def test_a_song_out_of_the_lists_is_for_curators_alone(song: Song, client: Client) -> None:
    Song.objects.update(available=False, unavailable_reason="curator")
    assert client.get(address(song)).status_code == 410
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert client.head(address(song)).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["starter:audio/../secret.txt", "starter:../../etc/passwd", "starter:/etc/passwd",
     "/etc/passwd", "starter:secret.txt", "starter:audio/link.m4a", "starter:audio",
     "starter:audio/" + "a" * 900],
)  # fmt: skip
def test_nothing_outside_the_audio_folders(
    settings, tmp_path: Path, client: Client, path: str
) -> None:
    settings.STARTER_DIR = tmp_path
    (tmp_path / "audio").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "audio" / "link.m4a").symlink_to(tmp_path / "secret.txt")
    assert client.get(address(make_song(path=path))).status_code == 410


def test_a_path_that_no_system_has() -> None:
    assert locate(Song(path="starter:audio/\0")) is None


def test_an_uploaded_name_cannot_climb_either(client: Client) -> None:
    song = make_song()
    Song.objects.filter(pk=song.pk).update(audio="../secret_key")
    assert client.get(address(song)).status_code == 410


def test_nginx_sends_it_where_it_may(settings, song: Song, client: Client) -> None:
    settings.USE_X_ACCEL = True
    response = client.get(address(song), headers={"range": "bytes=0-1"})
    assert response["X-Accel-Redirect"] == "/protected/starter/tone.m4a"
    assert response["Content-Type"] == "audio/mp4"
    assert response.content == b""


def test_an_unknown_song(client: Client) -> None:
    assert client.get(reverse("song_audio", args=[uuid.uuid4()])).status_code == 404


def test_it_rejects_post(song: Song, client: Client) -> None:
    assert client.post(address(song)).status_code == 405


def test_listening_makes_no_listener(song: Song, client: Client) -> None:
    assert not client.head(address(song)).cookies
