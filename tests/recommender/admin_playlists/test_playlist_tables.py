"""Curated lists as tables, out and back in."""

import pytest
import tablib

from mlfym.accounts.models import Listener
from recommender.models import Playlist, Song
from recommender.playlist_resource import PlaylistResource
from tests.recommender.playlists.helpers import start
from tests.recommender.stage import ids

Catalogue = dict[str, list[Song]]


@pytest.fixture
def table(catalogue: Catalogue) -> tablib.Dataset:
    """Return the six default lists as a table."""
    return PlaylistResource().export()


def cell(table: tablib.Dataset, slug: str, column: str, value: str) -> tablib.Dataset:
    """Return the table with one cell changed."""
    rows = [dict(row) for row in table.dict]
    for row in rows:
        if row["slug"] == slug:
            row[column] = value
    return tablib.Dataset(*[tuple(row.values()) for row in rows], headers=table.headers)


def load(table: tablib.Dataset) -> object:
    """Import a table and return what came of it."""
    return PlaylistResource().import_data(table, dry_run=False)


def failed(result: object) -> str:
    """Return what an import found wrong, as text."""
    errors = [str(error.error) for row in result.rows for error in row.errors]
    return " ".join(errors + [str(row.error) for row in result.invalid_rows])


def test_songs_are_named_in_order(table: tablib.Dataset, catalogue: Catalogue) -> None:
    row = next(row for row in table.dict if row["slug"] == "default-joy")
    names = [f"test:{song.external_id}" for song in catalogue["joy"][:4]]
    assert row["songs"] == " | ".join(names)


def test_listeners_lists_are_not_in_it(catalogue: Catalogue, guest: Listener) -> None:
    start(guest)
    assert len(PlaylistResource().export()) == 6


def test_what_went_out_comes_back_the_same(table: tablib.Dataset) -> None:
    before = {playlist.slug: ids(playlist) for playlist in Playlist.objects.all()}
    assert failed(load(table)) == ""
    assert {playlist.slug: ids(playlist) for playlist in Playlist.objects.all()} == before


def test_songs_are_put_in_order(table: tablib.Dataset, catalogue: Catalogue) -> None:
    three, two = catalogue["peace"][3], catalogue["joy"][2]
    songs = f"test:{three.external_id} | test:{two.external_id}"
    assert failed(load(cell(table, "default-joy", "songs", songs))) == ""
    assert ids(Playlist.objects.get(slug="default-joy")) == [three.pk, two.pk]


def test_a_new_slug_is_a_new_list(catalogue: Catalogue) -> None:
    headers = ["slug", "title_en", "songs"]
    song = catalogue["joy"][0]
    result = load(tablib.Dataset(("new", "New", f"test:{song.external_id}"), headers=headers))
    assert failed(result) == ""
    assert ids(Playlist.objects.get(slug="new", listener=None)) == [song.pk]


@pytest.mark.parametrize(("column", "value", "said"), [
    ("songs", "test:nothing", "test:nothing"),
    ("songs", "test:song-100 | test:song-100", "twice"),
    ("default_for", "melancholy", "melancholy"),
    ("default_for", "peace", "default"),
])  # fmt: skip
def test_nonsense_is_refused_and_nothing_written(
    table: tablib.Dataset, column: str, value: str, said: str
) -> None:
    before = ids(Playlist.objects.get(slug="default-joy"))
    assert said in failed(load(cell(table, "default-joy", column, value)))
    assert ids(Playlist.objects.get(slug="default-joy")) == before


def test_the_slug_of_a_listeners_list_changes_nothing_of_theirs(
    catalogue: Catalogue, guest: Listener
) -> None:
    playlist = start(guest)
    table = tablib.Dataset(("", "Taken", ""), headers=["slug", "title_en", "songs"])
    load(table)
    playlist.refresh_from_db()
    assert playlist.title_en == "A list for joy"
