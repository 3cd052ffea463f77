"""The import of tables: columns, encodings, what is cleaned, what is skipped, and going on."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from recommender.models import Artist, Song, Tag
from tests.recommender.importing.workbooks import import_table, sheet, with_part

Import = Callable[..., tuple[str, str]]


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Import:
    """Return a function that imports a table of some content, and returns what was printed."""
    return partial(import_table, tmp_path)


FULL = """Title,Artist,Album,Year,Genre,Tags,URL,Lyrics,Licence,Energy,Length,BPM
밤편지,아이유,팔레트,2017-04-21,Ballad,calm;night|잔잔한,https://s.example/1.mp3,"one
two",CC BY,0.3,4:13,76
"""


def test_every_column_is_taken(bring: Import, settings: Any) -> None:
    settings.STREAM_HOSTS = ["https://s.example"]
    out, err = bring(FULL)
    song = Song.objects.get()
    assert (song.title, song.artist_line, song.album, song.year) == (
        "밤편지", "아이유", "팔레트", 2017,
    )  # fmt: skip
    assert (song.stream_url, song.available) == ("https://s.example/1.mp3", True)
    assert (song.lyrics, song.licence, song.energy) == ("one\ntwo", "CC BY", 0.3)
    assert (song.duration, song.tempo) == (253.0, 76.0)
    kinds = {tag.slug: tag.kind for tag in song.tags.all()}
    assert kinds == {"ballad": "genre", "calm": "other", "night": "other", "잔잔한": "other"}
    assert "1 added" in out
    assert "skipped" not in err


def test_the_map_that_is_used_is_printed_and_can_be_given(bring: Import) -> None:
    out, _err = bring("Song,Singer,Colour\nOne,Ann,red\n")
    assert "--map title=Song,artist=Singer\n" in out
    assert "not used: Colour" in out
    bring("Song,Singer,Colour\nOne,Ann,red\n", map=["title=Colour, artist=2"])
    assert {song.title for song in Song.objects.all()} == {"One", "red"}


@pytest.mark.parametrize("content", [
    "곡명,가수,앨범\n밤편지,아이유,팔레트\n",
    "곡명;가수;앨범\n밤편지;아이유;팔레트\n",
    "곡명\t가수\t앨범\r\n밤편지\t아이유\t팔레트\r\n",
    "곡명|가수|앨범\n밤편지|아이유|팔레트\n",
    "\n나의 음악 목록\n\n제목,아티스트명,앨범명\n밤편지,아이유,팔레트\n",
])  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_encodings_and_delimiters(bring: Import, content: str, encoding: str) -> None:
    out, err = bring(content.encode(encoding))
    song = Song.objects.get()
    assert (song.title, song.artist_line, song.album) == ("밤편지", "아이유", "팔레트")
    assert encoding in out
    assert "cells" not in err


def test_what_the_user_knows_better(bring: Import) -> None:
    bring("t;a\nDéjà;B\n".encode("cp1252"), encoding="cp1252", delimiter=";", map=["title=t"])
    assert Song.objects.get().title == "Déjà"
    for how in ({"encoding": "klingon"}, {"delimiter": "ab"}, {"map": ["title"]}):
        with pytest.raises(CommandError):
            bring("title\nx\n", **how)


@pytest.mark.parametrize("raw", [FULL.encode(), sheet(["id", "title"], ["1", "One"])])
def test_a_second_run_doubles_nothing(bring: Import, raw: bytes) -> None:
    file = "songs.xlsx" if raw[:2] == b"PK" else "songs.csv"
    bring(raw, file)
    before = list(Song.objects.values_list("pk", flat=True))
    out, _err = bring(raw, file)
    assert "0 added, 0 changed, 1 as they were" in out
    assert list(Song.objects.values_list("pk", flat=True)) == before


def test_a_song_without_an_id_is_known_by_its_names(bring: Import) -> None:
    bring("title,artist,year\nOne,Ann,1999\nOne,Bo,1999\n")
    out, _err = bring("artist,year,title\nANN,2001,one\n", "other.csv")
    assert "0 added, 1 changed" in out
    assert sorted(Song.objects.values_list("year", flat=True)) == [1999, 2001]


def test_ids_count_in_their_own_table_alone(bring: Import) -> None:
    bring("id,title\n1,One\n", "First list.csv")
    bring("id,title\n1,Uno\n", "second.csv")
    bring("id,title\n1,Uno again\n", "renamed.csv", source="second")
    found = {song.source: song.title for song in Song.objects.all()}
    assert found == {"table-first-list": "One", "table-second": "Uno again"}


def test_no_table_can_write_into_another_source(bring: Import, starter: None) -> None:
    before = Song.objects.get(pk=1).title
    bring("id,title\n1,Taken\n", source="starter")
    assert Song.objects.get(pk=1).title == before
    assert Song.objects.get(source="table-starter").title == "Taken"


def test_tags_that_the_site_knows_keep_their_labels(bring: Import, starter: None) -> None:
    before = list(Tag.objects.order_by("pk").values_list("slug", "kind", "label_en", "label_ko"))
    slug = before[0][0]
    bring(f"title,tags\nOne,{slug.upper()}\n")
    assert list(Song.objects.get(source="table").tags.values_list("slug", flat=True)) == [slug]
    after = Tag.objects.order_by("pk").values_list("slug", "kind", "label_en", "label_ko")
    assert list(after) == before


def test_a_song_without_an_address_waits_for_its_sound(bring: Import) -> None:
    bring("title\nOne\n")
    song = Song.objects.get()
    assert (song.available, song.unavailable_reason) == (False, "no-source")


def test_a_stream_that_pages_may_not_play_waits_for_its_host(bring: Import, settings: Any) -> None:
    settings.STREAM_HOSTS = ["https://on.example"]
    content = "title,url\nOne,https://on.example/1\nTwo,https://off.example:8000/2\nThree,\n"
    out, _err = bring(content)
    assert "STREAM_HOSTS=https://on.example,https://off.example:8000\n" in out
    assert "Streams that cannot be played until then: 1." in out
    found = Song.objects.get(available=True)
    assert (found.title, found.unavailable_reason) == ("One", "")
    two = Song.objects.get(stream_url="https://off.example:8000/2")
    assert two.unavailable_reason == "no-source"
    settings.STREAM_HOSTS = ["https://on.example", "https://off.example:8000"]
    out, _err = bring(content)
    assert "0 added, 1 changed" in out
    assert "STREAM_HOSTS" not in out
    two.refresh_from_db()
    assert (two.available, two.unavailable_reason) == (True, "")


def test_several_artists(bring: Import) -> None:
    bring('title,artist\nOne,Ann; Bo | Cy\nTwo,"Earth, Wind & Fire"\n')
    names = {song.title: [a.name for a in song.artists.all()] for song in Song.objects.all()}
    assert names == {"One": ["Ann", "Bo", "Cy"], "Two": ["Earth, Wind & Fire"]}


def test_artists_of_one_name_are_one(bring: Import) -> None:
    bring("title,artist\nOne,Ann\nTwo,ANN\n")
    assert Artist.objects.count() == 1


def test_titles_in_two_languages(bring: Import, korean: None) -> None:
    bring("영어제목,한국어제목\nThrough the Night,밤편지\n")
    assert Song.objects.get().title == "밤편지"


# What is skipped or cleaned, told by the number of the row.


def test_rows_without_a_title_are_skipped(bring: Import) -> None:
    out, err = bring("title,artist\nOne,Ann\n,Bo\n\n \x07 ,Cy\nTwo\n")
    assert {song.title for song in Song.objects.all()} == {"One", "Two"}
    assert "skipped row 3: has no title" in err
    assert "skipped row 5: has no title" in err
    assert "2 skipped" in out


@pytest.mark.parametrize(("header", "cell", "column", "kept", "told"), [
    ("year", "19x9", "year", None, "row 2, year is no year"),
    ("year", "1999.0", "year", 1999, ""),
    ("발매일", "1999년 5월", "year", 1999, ""),
    ("year", "99999", "year", None, "row 2, year is no year"),
    ("energy", "85", "energy", 0.5, "row 2, energy is no number from 0 to 1"),
    ("energy", '"0,4"', "energy", 0.4, ""),
    ("valence", "nan", "valence", 0.0, "row 2, valence is no number"),
    ("length", "1:02:03", "duration", 3723.0, ""),
    ("duration_ms", "215000", "duration", 215.0, ""),
    ("length", "long", "duration", None, "row 2, duration is no length"),
    ("url", "javascript:alert(1)", "stream_url", "", "row 2, stream_url is no web address"),
    ("url", "file:///etc/passwd", "stream_url", "", "row 2, stream_url is no web address"),
    ("album", "a\x00b\x1b[2J", "album", "ab[2J", "row 2, album held control characters"),
    ("album", "x" * 400, "album", "x" * 300, "row 2, album was longer than 300"),
    ("lyrics", "la\x00 la", "lyrics", "la la", "row 2, lyrics held control characters"),
    ("album", "'=1+1", "album", "=1+1", ""),
])  # fmt: skip
def test_a_cell_that_is_wrong_is_left_out_and_the_row_taken(
    bring: Import, header: str, cell: str, column: str, kept: object, told: str
) -> None:
    _out, err = bring(f"title,{header}\nOne,{cell}\nTwo,\n")
    assert Song.objects.count() == 2
    assert getattr(Song.objects.order_by("pk")[0], column) == kept
    assert told in err
    assert bool(told) == ("row 2" in err)


def test_tags_that_are_none_are_left_out(bring: Import) -> None:
    _out, err = bring(f"title,tags\nOne,calm;{'x' * 5000};♥;;#Night;CALM\n")
    assert set(Song.objects.get().tags.values_list("slug", flat=True)) == {"calm", "night"}
    assert "row 2, tags a tag longer than 80 characters was left out" in err
    assert "row 2, tags a tag without any letter was left out" in err


def test_tags_may_have_weights(bring: Import) -> None:
    bring("title,tags\nOne,calm:0.8 | night : 0.25|a:b|calm:0.1|80s:2\n")
    weights = dict(Song.objects.get().tag_rows.values_list("tag__slug", "weight"))
    assert weights == {"calm": 0.8, "night": 0.25, "a-b": 1.0, "80s-2": 1.0}


def test_signs_that_could_not_be_decoded_are_told(bring: Import) -> None:
    lines = ["제목"] + [f"노래 {number}" for number in range(50)]
    raw = "\n".join(lines).encode().replace("노래 7\n".encode(), "노래 7".encode() + b"\xff\n")
    _out, err = bring(raw)
    assert Song.objects.count() == 50
    assert "row 9, title has signs that could not be decoded" in err


def test_a_quotation_mark_that_is_not_closed_loses_one_row(bring: Import) -> None:
    rows = "".join(f"song {number},Ann\n" for number in range(3000))
    _out, err = bring(f'title,artist\n"broken,Ann\n{rows}')
    assert Song.objects.count() == 3000
    assert "skipped row 2: a quotation mark in it is not closed" in err


def test_the_same_song_twice_is_told(bring: Import) -> None:
    _out, err = bring("title,artist\nOne,Ann\none,ANN\n")
    assert Song.objects.count() == 1
    assert "row 2: stands there twice" in err


# Files that cannot be read.


@pytest.mark.parametrize(("file", "content", "why"), [
    ("a.csv", b"", "no column is the title"),
    ("a.csv", b"Colour,Size\nred,5\n", "there are 'Colour', 'Size'"),
    ("a.xlsx", b"no zip", "no XLSX"),
    ("a.xlsx", sheet(["title"])[:500], "no XLSX"),
    ("a.xlsx", with_part(sheet(["title"]), "xl/workbook.xml", b"<x/>"), "no "),
    ("a.xlsx", with_part(sheet(["title"]), "xl/workbook.xml", b"<x"), "no XLSX"),
])  # fmt: skip
def test_a_file_that_is_no_table(bring: Import, file: str, content: bytes, why: str) -> None:
    with pytest.raises(CommandError, match=why):
        bring(content, file)
    assert not Song.objects.exists()


def test_a_file_that_is_not_there(db: None, tmp_path: Path) -> None:
    for name in ("no.csv", "no.xlsx"):
        with pytest.raises(CommandError):
            call_command("import_table", tmp_path / name)
