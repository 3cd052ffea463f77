"""Which song of the catalogue an entry of a list means."""

from pathlib import Path
from unicodedata import normalize

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommender.catalogue.playlists.listing import Track
from recommender.catalogue.playlists.matching import match
from recommender.models import ArtistName, MusicFile, Song, SongName

Catalogue = dict[str, list[Song]]
ONE = Path("/music")


def found(track: Track, base: Path = ONE) -> tuple[int | None, str]:
    """Return the song that a track is matched to, and by what."""
    (one,) = match([track], base)
    return one.song, one.by


def test_a_path_in_the_catalogue(catalogue: Catalogue) -> None:
    assert found(Track(location="/nowhere/500.m4a")) == (500, "path")


@pytest.mark.parametrize("location", [
    "../nowhere/500.m4a", "sub/../../nowhere/500.m4a", "..\\nowhere\\500.m4a",
])  # fmt: skip
def test_a_path_that_begins_at_the_list(catalogue: Catalogue, location: str) -> None:
    assert found(Track(location=location)) == (500, "path")


def test_a_korean_path_in_either_form(catalogue: Catalogue) -> None:
    for kept, listed in (("NFC", "NFD"), ("NFD", "NFC")):
        Song.objects.filter(pk=500).update(path=normalize(kept, "/music/밤편지.mp3"))
        assert found(Track(location=normalize(listed, "밤편지.mp3"))) == (500, "path")


@pytest.mark.parametrize("location", [
    "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "../" * 50 + "etc/passwd", "\0",
    "C:\\Windows\\system.ini", "", ".", "/", "starter:../../etc/passwd", "http://[", "//host/x",
])  # fmt: skip
def test_a_path_outside_the_library_is_nobodys(catalogue: Catalogue, location: str) -> None:
    assert found(Track(location=location)) == (None, "")


def test_files_of_the_starter_library_and_uploads(
    catalogue: Catalogue, settings: object, tmp_path: Path
) -> None:
    settings.STARTER_DIR, settings.MEDIA_ROOT = tmp_path / "starter", tmp_path / "media"
    Song.objects.filter(pk=500).update(path="starter:audio/one.m4a")
    Song.objects.filter(pk=501).update(audio="audio/two.m4a")
    assert found(Track(location=f"{tmp_path}/starter/audio/one.m4a")) == (500, "path")
    assert found(Track(location=f"{tmp_path}/media/audio/two.m4a")) == (501, "path")


def test_addresses(catalogue: Catalogue) -> None:
    Song.objects.filter(pk=500).update(stream_url="https://s.example/one?a=1")
    song = Song.objects.get(pk=501)
    assert found(Track(location="https://s.example/one?a=1")) == (500, "address")
    assert found(Track(location=f"https://any.example/songs/{song.uuid}/audio")) == (501, "address")
    assert found(Track(location="https://any.example/songs/nonsense/audio")) == (None, "")


def test_identifiers_come_before_names(catalogue: Catalogue) -> None:
    names = {"artist": "Artist 400", "title": "Peace 400"}
    assert found(Track(song="test:song-500", **names)) == (500, "its id here")
    assert found(Track(song="test:nothing", **names)) == (400, "artist and title")


def test_a_musicbrainz_id_comes_before_the_path(catalogue: Catalogue) -> None:
    key = "8f5c1c6e-aaaa-4bbb-8ccc-0123456789ab"
    track = Track(musicbrainz=key, location="/nowhere/501.m4a")
    assert found(track) == (501, "path")
    Song.objects.filter(pk=502).update(external_id=key)
    assert found(track) == (502, "MusicBrainz id")
    file = {"size": 1, "modified": 1, "recording_id": key}
    MusicFile.objects.create(path="/music/gone.mp3", **file)
    MusicFile.objects.create(path="/music/one.mp3", song_id=500, **file)
    assert found(track) == (500, "MusicBrainz id")


def test_each_file_of_a_sound_is_the_song(catalogue: Catalogue) -> None:
    MusicFile.objects.create(path="/music/copy.mp3", song_id=500, size=1, modified=1)
    assert found(Track(location="copy.mp3")) == (500, "path")


@pytest.mark.parametrize(("artist", "title"), [
    ("Artist 500", "Joy 500"),
    ("ARTIST  500", "ＪＯＹ 500"),
    ("Artist 500", "노래 500"),
    ("Artist 500", normalize("NFD", "노래 500")),
    ("Artist 500 feat. Somebody", "Joy 500"),
    ("Somebody & Artist 500", "Joy 500"),
    ("Artist 500", "Joy 500 (feat. Somebody)"),
])  # fmt: skip
def test_artist_and_title_in_any_writing(catalogue: Catalogue, artist: str, title: str) -> None:
    assert found(Track(artist=artist, title=title)) == (500, "artist and title")


@pytest.mark.parametrize(("artist", "title"), [
    ("Artist 501", "Joy 500"), ("Somebody", "Joy 500"), ("Artist 500", "Joy"), ("Artist 500", ""),
])  # fmt: skip
def test_another_artist_or_title_is_another_song(
    catalogue: Catalogue, artist: str, title: str
) -> None:
    assert found(Track(artist=artist, title=title)) == (None, "")


@pytest.mark.parametrize("display", ["Artist 500 - Joy 500", "Joy 500", "Artist - 500 - Joy - 500"])
def test_a_line_is_taken_apart(catalogue: Catalogue, display: str) -> None:
    ArtistName.objects.create(artist=catalogue["joy"][0].artists.get(), text="Artist - 500")
    SongName.objects.create(song_id=500, text="Joy - 500")
    assert found(Track(display=display)) == (500, "artist and title")


@pytest.mark.parametrize("location", [
    "a/Artist 500 - Joy 500.mp3", "a\\07 Artist 500 - Joy 500.mp3", "01. Joy 500.flac",
])  # fmt: skip
def test_the_name_of_a_file_is_the_last_hint(catalogue: Catalogue, location: str) -> None:
    assert found(Track(location=location)) == (500, "artist and title")


def test_a_title_that_several_songs_have_needs_an_artist(catalogue: Catalogue) -> None:
    SongName.objects.create(song_id=400, language="en", text="Intro")
    SongName.objects.create(song_id=500, language="en", text="Intro")
    assert found(Track(title="Intro")) == (None, "")
    assert found(Track(title="Intro", artist="Artist 400")) == (400, "artist and title")


def test_of_two_recordings_the_one_that_plays_is_meant(catalogue: Catalogue) -> None:
    artist = catalogue["joy"][0].artists.get()
    for song in catalogue["joy"][1:4]:
        song.artist_rows.update(artist=artist)
        SongName.objects.create(song=song, text="Joy 500")
    Song.objects.filter(pk=500).update(available=False)
    Song.objects.filter(pk=502).update(album="Live")
    track = Track(artist="Artist 500", title="Joy 500")
    assert found(track)[0] == 501
    assert found(Track(artist="Artist 500", title="Joy 500", album="LIVE"))[0] == 502
    Song.objects.filter(pk=503).update(duration=300.0)
    assert found(Track(artist="Artist 500", title="Joy 500", duration=301.0))[0] == 503


def test_a_long_list_asks_the_database_no_more_than_a_short_one(catalogue: Catalogue) -> None:
    few = [Track(artist="Artist 500", title="Joy 500", location="/a.mp3")]
    many = [
        Track(artist=f"Artist {n}", title=f"Joy {n}", location=f"{n}.mp3") for n in range(500, 1000)
    ]
    counts = []
    for tracks in (few, many):
        with CaptureQueriesContext(connection) as queries:
            list(match(tracks, ONE))
        counts.append(len(queries))
    assert counts[0] == counts[1]
