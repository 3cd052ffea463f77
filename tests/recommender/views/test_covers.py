"""The covers that we keep, on pages and by their addresses."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from recommender.cover_files import keep, made, written
from recommender.covers import cover_of
from recommender.models import Playlist, Song
from tests.recommender.importing.pictures import picture

MARK = "0123456789abcdef0123456789abcdef"
ADDRESS = f"/covers/{MARK}.webp"


@pytest.fixture
def kept(settings: Any, tmp_path: Path) -> bytes:
    """Keep a cover, and return what it holds."""
    settings.MEDIA_ROOT = tmp_path
    small = made(picture())
    keep(MARK, small)
    return small


@pytest.mark.django_db
def test_it_works(client: Client, kept: bytes) -> None:
    response = client.get(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response.content == kept
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response


@pytest.mark.django_db
def test_a_head_and_no_post(client: Client, kept: bytes) -> None:
    assert client.head(ADDRESS).status_code == 200
    assert client.post(ADDRESS).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/covers/none.webp", "/covers/.webp", "/covers/..%2Faudio.webp", "/covers/../db.webp",
     f"/covers/{MARK}.draft", f"/covers/{MARK}", "/covers/%00.webp", f"/covers/{'a' * 4000}.webp"],
)  # fmt: skip
def test_nothing_else_is_there(client: Client, kept: bytes, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_song_leads_to_its_cover(kept: bytes) -> None:
    song = Song(cover=written(MARK), joy=1.0)
    assert cover_of(song) == reverse("cover", args=[MARK]) == ADDRESS


def test_a_list_shows_it_in_its_rows_and_in_the_player(
    client: Client, catalogue: dict[str, list[Song]], kept: bytes
) -> None:
    playlist = Playlist.objects.get(default_for="joy")
    Song.objects.filter(playlists=playlist).update(cover=written(MARK))
    response = client.get(playlist.get_absolute_url())
    assert f'<img src="{ADDRESS}"' in response.content.decode()
    assert {entry["cover"] for entry in response.context["queue"]} == {ADDRESS}
    json.dumps(response.context["queue"])


@pytest.mark.parametrize("form", ["m3u8", "xspf", "jspf", "csv"])
def test_a_list_that_is_taken_out_names_no_file_of_ours(
    client: Client, catalogue: dict[str, list[Song]], kept: bytes, form: str
) -> None:
    playlist = Playlist.objects.get(default_for="joy")
    Song.objects.filter(playlists=playlist).update(cover=written(MARK))
    response = client.get(reverse("playlist_export", args=[playlist.uuid, form]))
    body = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200
    assert MARK.encode() not in body
