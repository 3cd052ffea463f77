"""Tables of songs and tags, out and in."""

import csv
import io
from typing import Any

import pytest
import tablib
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emotion.moods import MOODS
from recommender.catalogue.changes import catalogue_version
from recommender.models import Artist, Song, SongTag, Tag
from recommender.tables import TABLES
from tests.recommender.admin_catalogue.test_songs import blocked
from tests.recommender.catalogue.songs import make_song

pytestmark = pytest.mark.django_db
CSV, XLSX = 0, 1


@pytest.fixture
def song(settings) -> Song:
    settings.STREAM_HOSTS = ["https://radio.example"]
    made = make_song("Rain", "sadness", stream_url="https://radio.example/a")
    made.names.create(language="ko", text="비")
    SongTag.objects.create(
        song=made, tag=Tag.objects.create(slug="wet", label_en="Wet"), weight=0.4
    )
    return made


def exported(curator: Client, kind: int = CSV) -> tablib.Dataset:
    response = curator.post(
        reverse("admin:recommender_song_export"), {"format": kind, "resource": 0}
    )
    assert response.status_code == 200
    return TABLES[kind](encoding="utf-8").create_dataset(response.content)


def preview(curator: Client, rows: list[dict[str, Any]], kind: int = CSV, model: str = "song"):
    data = tablib.Dataset(*[list(row.values()) for row in rows], headers=list(rows[0]))
    body = TABLES[kind]().export_data(data)
    body = body.encode() if isinstance(body, str) else body
    file = SimpleUploadedFile("table.csv", body)
    path = reverse(f"admin:recommender_{model}_import")
    return curator.post(path, {"import_file": file, "format": kind, "resource": 0})


def imported(curator: Client, rows: list[dict[str, Any]], kind: int = CSV, model: str = "song"):
    """Confirm what the preview offers."""
    response = preview(curator, rows, kind, model)
    form = response.context.get("confirm_form")
    assert form is not None, response.context["result"].row_errors()
    path = reverse(f"admin:recommender_{model}_process_import")
    return curator.post(path, {**form.initial, "resource": 0})


def key(song: Song) -> dict[str, str]:
    return {"source": song.source, "external_id": song.external_id}


def says(response) -> str:
    result = response.context["result"]
    return str([row.error for row in result.invalid_rows] or result.row_errors())


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_out(curator: Client, song: Song, kind: int) -> None:
    row = exported(curator, kind).dict[0]
    assert (row["title_en"], row["title_ko"]) == ("Rain", "비")
    assert (row["artists"], row["tags"]) == ("Artist of Rain", "wet:0.4")
    assert float(row["sadness"]) == pytest.approx(0.7)


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_out_and_in_again_changes_nothing(curator: Client, song: Song, kind: int) -> None:
    before = list(Song.objects.values())
    imported(curator, exported(curator, kind).dict, kind)
    assert list(Song.objects.values()) == before
    assert not song.evidence.exists()
    assert not LogEntry.objects.exists()


def test_in_changes_what_the_row_says_and_no_more(curator: Client, song: Song) -> None:
    version = catalogue_version()
    imported(curator, [{**key(song), "title_en": "Snow", "energy": "0.9", "tags": ""}])
    song.refresh_from_db()
    assert (song.title, song.energy, song.tags.count()) == ("Snow", 0.9, 0)
    assert song.names.get(language="ko").text == "비"
    assert song.artist_line == "Artist of Rain"
    assert song.sadness == pytest.approx(0.7)
    assert catalogue_version() > version


def test_a_mood_in_a_table_is_the_curators_word(curator: Client, song: Song) -> None:
    moods = {**dict.fromkeys(MOODS, 0), "joy": 1, "peace": 1}
    imported(curator, [{**key(song), **moods}])
    song.refresh_from_db()
    assert song.evidence.get().kind == "curator"
    assert (song.joy, song.peace, song.sadness) == (0.5, 0.5, 0.0)


def test_a_new_song_waits_for_its_sound(curator: Client) -> None:
    imported(curator, [{"source": "", "external_id": "", "title_en": "New", "artists": "A | B"}])
    song = Song.objects.get()
    assert (song.source, song.title, song.artist_line) == ("local", "New", "A, B")
    assert (song.available, song.unavailable_reason) == (False, "no-source")


def test_an_artist_who_is_known_is_not_made_twice(curator: Client, song: Song) -> None:
    imported(curator, [{**key(song), "artists": "ARTIST OF RAIN | Someone new"}])
    assert Artist.objects.count() == 2
    assert song.artist_line == "Artist of Rain, Someone new"


def test_out_of_the_lists_by_table(curator: Client, song: Song) -> None:
    imported(curator, [{**key(song), "available": "0"}])
    song.refresh_from_db()
    assert (song.available, song.unavailable_reason) == (False, "curator")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("tags", "unknown:1", "unknown"),
        ("tags", "wet:lots", "wet:lots"),
        ("joy", "1.5", "joy"),
        ("joy", "nan", "joy"),
        ("energy", "2", "energy"),
        ("energy", "much", "energy"),
        ("year", "-5", "year"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(
    curator: Client, song: Song, column: str, value: str, word: str
) -> None:
    before = list(Song.objects.values())
    response = preview(curator, [{**key(song), "title_en": "Snow", column: value}])
    assert response.context.get("confirm_form") is None
    assert word in says(response)
    assert list(Song.objects.values()) == before


def test_a_preview_writes_nothing_and_obeys_the_policy(curator: Client, song: Song) -> None:
    response = preview(curator, [{**key(song), "title_en": "<b>Snow"}])
    assert song.title == "Rain"
    assert blocked(response) == []
    page = response.content.decode()
    assert "<ins>&lt;b&gt;Snow</ins>" in page
    assert "<del>Rain</del>" in page


@pytest.mark.parametrize("kind", [CSV, XLSX])
def test_a_file_that_is_no_table(curator: Client, kind: int) -> None:
    file = SimpleUploadedFile("table.xlsx", b"\x00\xff\x00")
    path = reverse("admin:recommender_song_import")
    response = curator.post(path, {"import_file": file, "format": kind, "resource": 0})
    assert response.status_code == 200
    assert response.context.get("confirm_form") is None


def test_no_cell_is_a_formula(curator: Client, song: Song) -> None:
    song.names.filter(language="en").update(text='=HYPERLINK("http://evil.example")')
    path = reverse("admin:recommender_song_export")
    text = curator.post(path, {"format": CSV, "resource": 0}).content.decode()
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["title_en"].startswith("'=HYPERLINK")
    imported(curator, exported(curator).dict)
    assert song.title == '=HYPERLINK("http://evil.example")'


def test_tags_in(curator: Client) -> None:
    rows = [{"slug": "wet", "kind": "situation", "label_en": "Wet", "label_ko": "젖은"}]
    imported(curator, rows, model="tag")
    assert Tag.objects.get().label_ko == "젖은"
    response = preview(curator, [{**rows[0], "kind": "odd"}], model="tag")
    assert "kind" in says(response)
