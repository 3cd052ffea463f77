"""The import of lists: which songs a file means, what is told, and what a second time does."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mlfym.accounts.models import User
from recommender.catalogue.playlists.listing import MAX_BYTES, Track
from recommender.catalogue.playlists.matching import match
from recommender.models import ArtistName, Playlist, Song, SongName
from recommender.selectors import saved_lists
from recommender.services import playlist_save
from tests.recommender.stage import ids, listener_of

Catalogue = dict[str, list[Song]]
Import = Callable[..., tuple[str, str]]
ONE = Path("/music")


@pytest.fixture
def bring(tmp_path: Path, catalogue: Catalogue) -> Import:
    """Return a function that imports a file of some content, and returns what was printed."""

    def bring(
        content: str | bytes, file: str = "My list.m3u", **options: object
    ) -> tuple[str, str]:
        path = tmp_path / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, err = StringIO(), StringIO()
        call_command("import_playlist", path, stdout=out, stderr=err, **options)
        return out.getvalue(), err.getvalue()

    return bring


def found(track: Track, base: Path = ONE) -> tuple[int | None, str]:
    """Return the song that a track is matched to, and by what."""
    (one,) = match([track], base)
    return one.song, one.by


def imported() -> Playlist:
    """Return the one list that was imported."""
    return Playlist.objects.get(slug__startswith="imported-")


def test_a_list_is_imported(bring: Import) -> None:
    out, err = bring("#EXTM3U\n#EXTINF:50,Artist 501 - Joy 501\nx.mp3\n#EXTINF:1,Joy 500\ny.mp3\n")
    assert ids(imported()) == [501, 500]
    assert imported().title == "My list"
    assert "made, 2 songs, 0 not in the catalogue" in out
    assert err == ""


def test_the_same_file_twice_is_one_list(bring: Import) -> None:
    content = "#EXTINF:1,Artist 500 - Joy 500\nx.mp3\n#EXTINF:1,Artist 501 - Joy 501\ny.mp3\n"
    bring(content)
    before = list(imported().items.values_list("pk", flat=True))
    out, _err = bring(content)
    assert "as it was" in out
    assert list(imported().items.values_list("pk", flat=True)) == before


def test_a_list_that_changed_is_brought_up_to_date(bring: Import) -> None:
    bring("#EXTINF:1,Artist 500 - Joy 500\nx.mp3\n#EXTINF:1,Artist 501 - Joy 501\ny.mp3\n")
    out, _err = bring("#EXTINF:1,Artist 502 - Joy 502\nx.mp3\n#EXTINF:1,Artist 500 - Joy 500\ny\n")
    assert "brought up to date" in out
    assert ids(imported()) == [502, 500]


def test_what_is_not_in_the_catalogue_is_told_with_its_line(bring: Import) -> None:
    out, err = bring("#EXTINF:1,Nobody - Nothing\nz.mp3\n#EXTINF:1,Joy 500\nx.mp3\n")
    assert "not in the catalogue: line 2: Nobody - Nothing ('z.mp3')" in err
    assert "1 songs, 1 not in the catalogue" in out


def test_a_song_that_is_named_twice_stands_there_once(bring: Import) -> None:
    out, err = bring("#EXTINF:1,Joy 500\nx.mp3\n#EXTINF:1,Joy 500\ny.mp3\n")
    assert ids(imported()) == [500]
    assert "stands there twice: line 4" in err
    assert "1 named twice" in out


def test_a_list_for_an_account_is_theirs_alone(bring: Import, charlie: User) -> None:
    bring("#EXTINF:1,Joy 500\nx.mp3\n", owner="charlie", name="Mine")
    (playlist,) = saved_lists(listener_of(charlie))
    assert (playlist.title, ids(playlist)) == ("Mine", [500])
    assert not Playlist.objects.curated().filter(pk=playlist.pk).exists()


def test_two_owners_have_two_lists(bring: Import, alice: User, bob: User) -> None:
    for owner in ("alice", "bob", "alice"):
        bring("#EXTINF:1,Joy 500\nx.mp3\n", owner=owner)
    assert [saved_lists(listener_of(user)).count() for user in (alice, bob)] == [1, 1]


def test_a_list_that_its_listener_renamed_is_known_again(bring: Import, alice: User) -> None:
    bring("#EXTINF:1,Joy 500\nx.mp3\n", owner="alice")
    playlist_save(playlist=imported(), name="Renamed")
    bring("#EXTINF:1,Joy 501\nx.mp3\n", owner="alice")
    assert (imported().title, ids(imported())) == ("Renamed", [501])


def test_a_list_of_that_name_that_no_import_made_is_left_alone(
    bring: Import, catalogue: Catalogue
) -> None:
    bring("#EXTINF:1,Peace 400\nx.mp3\n", name="Joy list")
    assert len(ids(Playlist.objects.get(default_for="joy"))) == 4
    assert len(ids(imported())) == 1


def test_nobody_of_that_name(bring: Import) -> None:
    with pytest.raises(CommandError, match="no account 'dora'"):
        bring("#EXTINF:1,Joy 500\nx.mp3\n", owner="dora")


def test_a_list_of_which_nothing_is_known_is_not_made(bring: Import) -> None:
    with pytest.raises(CommandError, match="none of its songs"):
        bring("a.mp3\nb.mp3\n")
    assert not Playlist.objects.filter(slug__startswith="imported-").exists()


@pytest.mark.parametrize(("name", "content", "why"), [
    ("x.txt", "a.mp3", "ends with none of"),
    ("x.xspf", '<!DOCTYPE x [<!ENTITY a "b">]><playlist/>', "document type"),
    ("x.jspf", "{", "no JSPF"),
    ("x.csv", "a,b\n", "none of the columns"),
])  # fmt: skip
def test_a_file_that_cannot_be_read(bring: Import, name: str, content: str, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        bring(content, name)


def test_a_file_that_is_too_large(bring: Import) -> None:
    with pytest.raises(CommandError, match="larger than 20 MB"):
        bring(b"#" * (MAX_BYTES + 1))


def test_a_file_that_is_not_there(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_playlist", tmp_path / "no.m3u")


def test_a_file_that_breaks_off_takes_nothing_from_a_list_that_is_there(bring: Import) -> None:
    whole = '{"playlist": {"title": "x", "track": [{"title": "Joy 500"}, {"title": "Joy 501"}]}}'
    cut = whole[: whole.index("Joy 501")]
    bring(whole, "x.jspf")
    with pytest.raises(CommandError, match="breaks off"):
        bring(cut, "x.jspf")
    assert ids(imported()) == [500, 501]
    Playlist.objects.all().delete()
    _out, err = bring(cut, "x.jspf")
    assert ids(imported()) == [500]
    assert "breaks off" in err


# Which song is meant.


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


def test_a_file_outside_the_library_is_not_read_into_it(bring: Import, tmp_path: Path) -> None:
    (tmp_path / "secret.mp3").write_bytes(b"x")
    songs = Song.objects.count()
    _out, err = bring(f"{tmp_path}/secret.mp3\n#EXTINF:1,Joy 500\n../../../secret.mp3\n")
    assert "not in the catalogue: line 1" in err
    assert Song.objects.count() == songs
    assert imported().songs.get().path == "/nowhere/500.m4a"


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
    Song.objects.filter(pk=500).update(external_id=key)
    assert found(Track(musicbrainz=key, location="/nowhere/501.m4a")) == (500, "MusicBrainz id")


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
