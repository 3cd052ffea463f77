"""The import of lists: which songs a file means, what is told, and what a second time does."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from mlfym.accounts.models import User
from recommender.catalogue.playlists.listing import MAX_BYTES
from recommender.models import Playlist, Song
from recommender.selectors import saved_lists
from recommender.services import playlist_save
from tests.recommender.stage import ids, listener_of

Catalogue = dict[str, list[Song]]
Import = Callable[..., tuple[str, str]]


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


def test_a_list_is_the_same_in_whatever_language_it_was_exported(
    bring: Import, tmp_path: Path
) -> None:
    for language in ("en", "ko"):
        with translation.override(language):
            call_command("export_playlist", "default-joy", tmp_path / "x.xspf", stdout=StringIO())
        bring((tmp_path / "x.xspf").read_bytes(), f"{language}.xspf")
    assert (imported().title_en, imported().title_ko) == ("Joy list", "joy 목록")


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


def test_a_file_outside_the_library_is_not_read_into_it(bring: Import, tmp_path: Path) -> None:
    (tmp_path / "secret.mp3").write_bytes(b"x")
    songs = Song.objects.count()
    _out, err = bring(f"{tmp_path}/secret.mp3\n#EXTINF:1,Joy 500\n../../../secret.mp3\n")
    assert "not in the catalogue: line 1" in err
    assert Song.objects.count() == songs
    assert imported().songs.get().path == "/nowhere/500.m4a"
