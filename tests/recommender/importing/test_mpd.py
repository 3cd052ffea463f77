"""``import_mpd``: songs and lists of the slices, what is left out, and a second run."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.mpd import PATTERN, Recent, list_record, slices, song_entry
from recommender.listening.fields import Broken, ListRecord
from recommender.listening.store import read_corpus
from recommender.models import Artist, Song
from recommender.sources import NO_SOURCE

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
TRACK = "spotify:track:"


def track(name: str, **values: Any) -> dict[str, Any]:
    return {
        "pos": 0, "track_uri": f"{TRACK}{name}", "track_name": name.title(),
        "artist_uri": "spotify:artist:ann", "artist_name": "Ann", "album_uri": "spotify:album:x",
        "album_name": "First", "duration_ms": 226_863, **values,
    }  # fmt: skip


def playlist(pid: int, names: str, **values: Any) -> dict[str, Any]:
    tracks = [track(name) for name in names.split()]
    return {"name": "Road Trip!", "pid": pid, "modified_at": 1493424000, "tracks": tracks, **values}


class Slices:
    """A folder of slices, and what importing it says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def write(self, number: int, *playlists: Any) -> Path:
        path = self.folder / f"mpd.slice.{number}-{number + 999}.json"
        path.write_text(json.dumps({"info": {"slice": "0-999"}, "playlists": playlists}))
        return path

    def load(self) -> str:
        call_command("import_mpd", str(self.folder))
        said = self.capsys.readouterr()
        return said.out + said.err


@pytest.fixture
def mpd(tmp_path: Path, db: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> Slices:
    settings.MODEL_DIR = tmp_path / "models"
    folder = tmp_path / "mpd"
    folder.mkdir()
    return Slices(folder, capsys)


def lists() -> list[tuple[list[str], tuple[str, ...]]]:
    """The stored lists: the names of their songs, and their tags."""
    names = dict(Song.objects.filter(source="mpd").values_list("pk", "external_id"))
    rows = list(read_corpus(settings.MODEL_DIR, "mpd"))
    assert {row.source for row in rows} <= {"mpd"}
    return [([names[key].removeprefix(TRACK) for key in row.songs], row.tags) for row in rows]


def test_songs_and_lists_are_taken(mpd: Slices) -> None:
    mpd.write(0, playlist(0, "a b"), playlist(1, "b c", name="🔥"))
    mpd.write(1000, playlist(1000, "a d"))
    said = mpd.load()
    assert "4 read: 4 added" in said
    assert "3 lists read: 3 stored with 6 songs" in said
    assert lists() == [
        (["a", "b"], ("road-trip",)), (["b", "c"], ()), (["a", "d"], ("road-trip",)),
    ]  # fmt: skip
    song = Song.objects.get(external_id=f"{TRACK}a")
    assert (song.title, song.artist_line, song.album) == ("A", "Ann", "First")
    assert (song.duration, song.available, song.unavailable_reason) == (226.863, False, NO_SOURCE)
    assert read_corpus(settings.MODEL_DIR, "mpd").updated.tolist() == [1493424000] * 3


def test_a_second_run_doubles_nothing(mpd: Slices) -> None:
    mpd.write(0, playlist(0, "a b"), playlist(1, "b c"))
    mpd.load()
    said = mpd.load()
    assert "3 read: 0 added, 0 changed, 3 as they were" in said
    assert "the same as before" in said
    assert (Song.objects.count(), Artist.objects.count()) == (3, 1)


def test_slices_come_in_the_order_of_their_numbers(mpd: Slices) -> None:
    for number in (10_000, 2000, 0):
        mpd.write(number, playlist(number, "a"))
    numbers = [int(path.name.split(".")[2].split("-")[0]) for path in slices(mpd.folder)]
    assert numbers == [0, 2000, 10_000]


def test_packed_slices_in_the_sets_own_folder_are_found(mpd: Slices) -> None:
    path = mpd.write(0, playlist(0, "a b"))
    (mpd.folder / "data").mkdir()
    (mpd.folder / "data" / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    mpd.load()
    assert [songs for songs, _ in lists()] == [["a", "b"]]


def test_a_slice_that_breaks_off_keeps_its_start_and_the_other_slices(mpd: Slices) -> None:
    path = mpd.write(0, playlist(0, "a b"), playlist(1, "c d"))
    path.write_bytes(path.read_bytes()[:-60])
    mpd.write(1000, playlist(1000, "a e"))
    said = mpd.load()
    assert [songs for songs, _ in lists()] == [["a", "b"], ["a", "e"]]
    assert said.count("mpd.slice.0-999.json, after record 1") == 2
    assert "the file breaks off" in said


def test_a_slice_without_lists_is_told(mpd: Slices) -> None:
    (mpd.folder / "mpd.slice.0-999.json").write_text('{"info": {}}')
    assert "the file holds no list of records" in mpd.load()


def test_broken_tracks_cost_only_themselves(mpd: Slices) -> None:
    tracks = [track("a"), {"track_uri": "file:///etc"}, 7, track("b", track_name=" \x00"),
              track("c\x00"), track("d"), track("x" * 300)]  # fmt: skip
    mpd.write(0, playlist(0, "", tracks=tracks), playlist(1, "", tracks="none"), "nothing")
    said = mpd.load()
    assert [songs for songs, _ in lists()] == [["a", "d"]]
    assert "mpd.slice.0-999.json, record 1, track 3: has no title" in said
    assert said.count("has no track_uri of a Spotify track") == 3
    assert "record 2: its tracks are not a list" in said
    assert "record 3: is not an object" in said
    assert "1 songs of them are not in the catalogue" in said


def test_a_track_that_is_broken_once_is_taken_where_it_is_whole(mpd: Slices) -> None:
    mpd.write(0, playlist(0, "", tracks=[track("a", track_name=None)]), playlist(1, "a"))
    mpd.load()
    assert [songs for songs, _ in lists()] == [["a"], ["a"]]


def test_lists_that_stand_there_twice_or_are_empty_are_told(mpd: Slices) -> None:
    mpd.write(0, playlist(0, "a a b"), playlist(0, "b"), playlist(1, ""), playlist(-1, "a"))
    said = mpd.load()
    assert [songs for songs, _ in lists()] == [["a", "b"]]
    assert "record 2: stands there twice" in said
    assert "record 3: has no songs" in said
    assert "record 4: has no whole number as its pid" in said


def test_a_name_of_five_thousand_characters_is_no_tag(mpd: Slices) -> None:
    mpd.write(0, playlist(0, "a", name="x" * 5000))
    mpd.load()
    assert lists() == [(["a"], ())]


def test_a_folder_without_slices_is_refused(mpd: Slices) -> None:
    with pytest.raises(CommandError, match=PATTERN.replace("*", r"\*")):
        mpd.load()


@given(st.lists(st.text()), st.integers(1, 8))
def test_what_is_new_is_never_withheld(texts: list[str], places: int) -> None:
    recent, seen = Recent(places), set[str]()
    for text in texts:
        assert text not in recent or text in seen
        recent.add(text)
        assert text in recent
        seen.add(text)


@given(
    st.fixed_dictionaries(
        {"track_uri": st.just(f"{TRACK}a") | ANY, "track_name": st.text() | ANY},
        optional=dict.fromkeys(["artist_uri", "artist_name", "album_name", "duration_ms"], ANY),
    )
    | ANY
)
def test_any_track_is_an_entry_or_is_broken(value: Any) -> None:
    try:
        entry = song_entry(value, "here")
    except Broken as error:
        assert str(error)
        return
    assert isinstance(entry, Entry)
    assert entry.song.external_id.startswith(TRACK)
    assert 0 < len(entry.song.names[0].text) <= 300
    assert entry.song.columns["duration"] is None or entry.song.columns["duration"] > 0


@given(
    st.fixed_dictionaries(
        {"pid": st.integers(0, 9) | ANY, "tracks": st.lists(st.just(track("a")) | ANY) | ANY},
        optional=dict.fromkeys(["name", "modified_at"], ANY),
    )
    | ANY
)
def test_any_list_is_a_list_or_is_broken(value: Any) -> None:
    try:
        *left_out, record = list_record(value, "here")
    except Broken as error:
        assert str(error)
        return
    assert isinstance(record, ListRecord)
    assert all(isinstance(one, Skipped) for one in left_out)
    assert all(uri.startswith(TRACK) for uri in record.songs)
    assert all(0 < len(tag) <= 80 for tag in record.tags)
