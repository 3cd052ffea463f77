"""``import_melon``: what it takes, what it leaves out and says so, and what a second run does."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.importing import Entry, Skipped
from recommender.catalogue.melon.genres import read_genres
from recommender.catalogue.melon.playlists import list_record, seconds
from recommender.catalogue.melon.songs import song_entry, year
from recommender.catalogue.records import TagRecord
from recommender.engine.artefacts import ArtefactMissing
from recommender.engine.corpus import PlaylistRow
from recommender.listening.fields import Broken, ListRecord
from recommender.listening.store import read_corpus
from recommender.models import Artist, Song, Tag
from recommender.sources import NO_SOURCE

GENRES = {"GN0100": "발라드", "GN0101": "세부장르전체", "GN0105": "R&B/Soul", "GN0900": "POP"}
DAY = 1387445779  # 2013-12-19 18:36:19 in Seoul
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def song(number: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "song_name": f"노래 {number}", "album_name": "첫 앨범", "album_id": 5,
        "artist_id_basket": [7, 8], "artist_name_basket": ["가수", "Singer"],
        "song_gn_gnr_basket": ["GN0100"], "song_gn_dtl_gnr_basket": ["GN0101", "GN0105"],
        "issue_date": "20140512", **values,
    }  # fmt: skip


def playlist(number: int, songs: list[Any], **values: Any) -> dict[str, Any]:
    return {
        "id": number, "plylst_title": "밤에 듣는", "tags": ["밤", "드라이브"], "songs": songs,
        "like_cnt": 3, "updt_date": "2013-12-19 18:36:19.000", **values,
    }  # fmt: skip


class Set:
    """A small set on disk, and what importing it says."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.write("genre_gn_all.json", GENRES)
        self.write("song_meta.json", [song(number) for number in range(5)])
        self.write("train.json", [playlist(1, [0, 1, 2]), playlist(2, [2, 3])])

    def write(self, name: str, content: Any) -> None:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        (self.folder / name).write_text(text, encoding="utf-8")

    def load(self) -> str:
        call_command("import_melon", str(self.folder))
        said = self.capsys.readouterr()
        return said.out + said.err


@pytest.fixture
def melon(tmp_path: Path, db: None, settings: Any, capsys: pytest.CaptureFixture[str]) -> Set:
    settings.MODEL_DIR = tmp_path / "models"
    folder = tmp_path / "melon"
    folder.mkdir()
    return Set(folder, capsys)


def lists() -> list[PlaylistRow]:
    return list(read_corpus(settings.MODEL_DIR, "melon"))


def keys(*numbers: int) -> tuple[int, ...]:
    found = dict(Song.objects.filter(source="melon").values_list("external_id", "pk"))
    return tuple(found[str(number)] for number in numbers)


def test_songs_come_without_sound(melon: Set) -> None:
    assert "5 read: 5 added" in melon.load()
    found = Song.objects.get(source="melon", external_id="3")
    assert (found.title, found.artist_line, found.album) == ("노래 3", "가수, Singer", "첫 앨범")
    assert (found.year, found.available, found.unavailable_reason) == (2014, False, NO_SOURCE)
    assert found.pk >= 10_000
    assert set(found.tags.values_list("slug", flat=True)) == {"발라드", "r-and-b-soul"}


def test_lists_are_stored_by_the_keys_of_their_songs(melon: Set) -> None:
    assert "2 lists read: 2 stored with 5 songs; 0 songs" in melon.load()
    assert lists() == [
        PlaylistRow(keys(0, 1, 2), ("밤", "드라이브"), "melon", DAY),
        PlaylistRow(keys(2, 3), ("밤", "드라이브"), "melon", DAY),
    ]


def test_a_second_run_doubles_and_changes_nothing(melon: Set) -> None:
    melon.load()
    before = catalogue_version()
    said = melon.load()
    assert "5 read: 0 added, 0 changed, 5 as they were" in said
    assert "stored with 5 songs, the same as before" in said
    assert (Song.objects.count(), Artist.objects.count()) == (5, 2)
    assert catalogue_version() == before


def test_lists_of_all_three_files_are_taken(melon: Set) -> None:
    melon.write("val.json", [playlist(3, [4])])
    melon.write("test.json", [playlist(4, [])])
    said = melon.load()
    assert len(lists()) == 3
    assert "skipped test.json, record 1: has no songs" in said


def test_a_library_tag_keeps_its_labels(melon: Set) -> None:
    Tag.objects.create(slug="pop", kind="genre", label_en="Pop music", label_ko="팝")
    melon.write("song_meta.json", [song(1, song_gn_gnr_basket=["GN0900"])])
    melon.load()
    assert Tag.objects.get(slug="pop").label_en == "Pop music"
    ballad = Tag.objects.get(slug="r-and-b-soul")
    assert (ballad.kind, ballad.label_en, ballad.label_ko) == ("genre", "R&B / soul", "R&B/Soul")


def test_broken_songs_are_skipped_with_their_place(melon: Set) -> None:
    melon.write("song_meta.json", [song(1), {"id": "x"}, 7, song(2, song_name="\x00 "), song(3)])
    said = melon.load()
    assert set(Song.objects.values_list("external_id", flat=True)) == {"1", "3"}
    assert "song_meta.json, record 2: has no whole number as its id" in said
    assert "song_meta.json, record 3: is not an object" in said
    assert "song_meta.json, record 4: has no title" in said


def test_json_that_breaks_half_way_keeps_what_came_before(melon: Set) -> None:
    whole = json.dumps([song(number) for number in range(5)])
    melon.write("song_meta.json", whole[: whole.index('"id": 3')])
    said = melon.load()
    assert Song.objects.count() == 3
    assert "song_meta.json, after record 3" in said
    assert "the file breaks off" in said
    # Of the lists, the songs that are there are kept.
    assert lists() == [
        PlaylistRow(keys(0, 1, 2), ("밤", "드라이브"), "melon", DAY),
        PlaylistRow(keys(2), ("밤", "드라이브"), "melon", DAY),
    ]
    assert "1 songs of them are not in the catalogue" in said


def test_lists_that_break_half_way_keep_what_came_before(melon: Set) -> None:
    melon.write("train.json", json.dumps([playlist(1, [0, 1]), playlist(2, [2])])[:-40])
    said = melon.load()
    assert len(lists()) == 1
    assert "train.json, after record 1" in said


def test_songs_and_lists_that_stand_there_twice_count_once(melon: Set) -> None:
    melon.write("song_meta.json", [song(1, song_name="first"), song(2), song(1, song_name="last")])
    melon.write("train.json", [playlist(1, [1, 2, 1]), playlist(1, [2])])
    said = melon.load()
    assert Song.objects.get(external_id="1").title == "last"
    assert [one.songs for one in lists()] == [keys(1, 2)]
    assert "train.json, record 2: stands there twice" in said


def test_a_list_of_unknown_songs_is_left_out(melon: Set) -> None:
    melon.write("train.json", [playlist(1, [99, 98]), playlist(2, [0, 97])])
    said = melon.load()
    assert [one.songs for one in lists()] == [keys(0)]
    assert "train.json, record 1: names only songs that are not in the catalogue" in said
    assert "3 songs of them are not in the catalogue" in said


def test_a_tag_of_five_thousand_characters_costs_only_itself(melon: Set) -> None:
    melon.write("train.json", [playlist(1, [0, "x", -1], tags=["밤", "긴" * 5000, 3, "\x07"])])
    said = melon.load()
    assert lists() == [PlaylistRow(keys(0), ("밤",), "melon", DAY)]
    assert said.count("the list is taken without it") == 2


def test_the_two_files_that_it_cannot_do_without(melon: Set) -> None:
    (melon.folder / "genre_gn_all.json").unlink()
    with pytest.raises(CommandError, match="genre_gn_all.json"):
        melon.load()


def test_a_set_without_lists_is_songs_alone(melon: Set) -> None:
    (melon.folder / "train.json").unlink()
    assert "no lists" in melon.load()
    assert Song.objects.count() == 5
    with pytest.raises(ArtefactMissing):
        lists()


def test_genres_that_break_are_told_and_the_rest_serves(tmp_path: Path) -> None:
    path = tmp_path / "genre_gn_all.json"
    path.write_text('{"GN1": "발라드", "GN2": 5, "GN3": "세부장르전체", "GN4": "POP", "GN5"')
    genres, left_out = read_genres(path)
    assert {code: tag and tag.slug for code, tag in genres.items()} == {
        "GN1": "발라드", "GN3": None, "GN4": "pop",
    }  # fmt: skip
    assert [one.why for one in left_out] == ["is no name of a genre", "the file breaks off"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("20140512", 2014), ("20140000", 2014), ("00000000", None), ("", None), (None, None),
     (20140512, 2014), ("9999", None), ("٢٠١٤", None)],
)  # fmt: skip
def test_years(value: Any, expected: int | None) -> None:
    assert year(value) == expected


def test_times_are_korean() -> None:
    assert seconds("2013-12-19 18:36:19.000") == DAY
    assert [seconds(value) for value in ("soon", None, 7, "0001-01-01 00:00:00")] == [0] * 4


SHAPE = st.fixed_dictionaries(
    {"id": st.integers(0, 9) | ANY, "song_name": st.text() | ANY},
    optional=dict.fromkeys(
        ["album_name", "artist_id_basket", "artist_name_basket", "song_gn_gnr_basket",
         "song_gn_dtl_gnr_basket", "issue_date"],
        ANY,
    ),
)  # fmt: skip


@given(SHAPE | ANY)
def test_any_song_record_is_an_entry_or_is_broken(value: Any) -> None:
    genres = {"": TagRecord("x", "genre", "x")}
    try:
        entry = song_entry(value, genres, "here")
    except Broken as error:
        assert str(error)
        return
    assert isinstance(entry, Entry)
    assert entry.song.external_id == str(int(value["id"]))
    assert 0 < len(entry.song.names[0].text) <= 300
    assert set(entry.song.artists) == {one.external_id for one in entry.artists}
    assert set(entry.song.tags) <= {"x"}


@given(
    st.fixed_dictionaries(
        {"id": st.integers(0, 9) | ANY, "songs": st.lists(st.integers() | ANY) | ANY},
        optional=dict.fromkeys(["tags", "updt_date"], ANY),
    )
    | ANY
)
def test_any_list_record_is_a_list_or_is_broken(value: Any) -> None:
    try:
        *left_out, record = list_record(value, "here")
    except Broken as error:
        assert str(error)
        return
    assert isinstance(record, ListRecord)
    assert all(isinstance(one, Skipped) for one in left_out)
    assert all(text.isdigit() for text in record.songs)
    assert all(0 < len(tag) <= 80 for tag in record.tags)
    assert record.updated >= 0
