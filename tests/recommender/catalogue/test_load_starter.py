"""load_starter: whole, repeatable, and never against a curator's hand."""

from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import translation

from mlfym.accounts.models import User
from recommender.catalogue import starter
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.starter import load_starter
from recommender.models import Artist, MoodEvidence, Playlist, PlaylistItem, Song, SongName, Tag
from recommender.sources import song_set_available
from tests.recommender.catalogue.library import Folder, playlist, song

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path: Path) -> Folder:
    settings.STARTER_DIR = tmp_path
    return Folder(tmp_path)


def edited(row: Song | Playlist | Tag | Artist, flag: int = CHANGE) -> None:
    """Note in the admin's log what the admin itself would note."""
    curator = User.objects.get_or_create(username="curator", is_staff=True)[0]
    LogEntry.objects.log_actions(curator.pk, [row], flag, "by hand")


def test_the_songs_are_there(folder: Folder) -> None:
    loaded = load_starter()
    assert loaded.songs.added == 3
    dawn = Song.objects.get(pk=1)
    assert [song.pk for song in Song.objects.all()] == [1, 2, 7]
    assert (dawn.energy, dawn.tempo, dawn.key, dawn.licence) == (0.6, 120, "C major", "CC0-1.0")
    assert (dawn.audio_path, dawn.cover) == (folder.audio("dawn"), "covers/dawn.svg")
    assert dawn.content_type == "audio/mp4"
    assert dawn.mood.share("joy") == pytest.approx(0.8)
    assert set(dawn.tag_rows.values_list("tag__slug", "weight")) == {("joy", 1.0), ("piano", 0.5)}
    assert dawn.evidence.get().kind == MoodEvidence.Kind.TAGS


def test_names_in_both_languages(folder: Folder) -> None:
    load_starter()
    dawn = Song.objects.get(pk=1)
    assert (dawn.title, dawn.artist_line) == ("Dawn", "Choir")
    with translation.override("ko"):
        assert (dawn.title, dawn.artist_line, str(Tag.objects.get(slug="joy"))) == (
            "노래 1", "합창단", "기쁨",
        )  # fmt: skip
    assert SongName.objects.get(song=dawn, language="en").normalised == "dawn"


def test_the_lists_are_there(folder: Folder) -> None:
    load_starter()
    sunny = Playlist.objects.get(default_for="joy")
    assert sunny.listener is None
    items = sunny.items.values_list("position", "song_id")
    assert list(items) == [(1, 2), (2, 1)]


def test_a_second_time_writes_nothing(folder: Folder) -> None:
    load_starter()
    before, rows = catalogue_version(), list(Song.objects.values())
    loaded = load_starter()
    assert not loaded.songs.wrote
    assert not loaded.playlists.wrote
    assert loaded.songs.unchanged == 3
    assert catalogue_version() == before
    assert list(Song.objects.values()) == rows


def test_a_new_version_is_taken(folder: Folder) -> None:
    load_starter()
    before = catalogue_version()
    dawn = folder.library["songs"][0]
    dawn["title"]["en"] = "Daybreak"
    dawn["tags"] = {"joy": 0.25}
    dawn["energy"] = 0.1
    folder.library["songs"].append(song(8, "night"))
    folder.audio("night").write_bytes(b"sound")
    folder.library["playlists"][0]["songs"] = ["night", "dawn"]
    folder.write()
    loaded = load_starter()
    assert (loaded.songs.added, loaded.songs.changed, loaded.songs.unchanged) == (1, 1, 2)
    assert catalogue_version() > before
    row = Song.objects.get(pk=1)
    assert (row.title, row.energy) == ("Daybreak", 0.1)
    assert list(row.tag_rows.values_list("tag__slug", "weight")) == [("joy", 0.25)]
    items = PlaylistItem.objects.filter(playlist__slug="sunny")
    assert list(items.values_list("song_id", flat=True)) == [8, 1]


def test_other_songs_keep_beginning_at_ten_thousand(folder: Folder) -> None:
    load_starter()
    assert Song.objects.create().pk >= 10_000


def test_what_a_curator_changed_stays(folder: Folder) -> None:
    load_starter()
    dawn, sunny, joy = (
        Song.objects.get(pk=1),
        Playlist.objects.get(slug="sunny"),
        Tag.objects.first(),
    )
    for row in (dawn, sunny, joy, Artist.objects.get()):
        edited(row)
    Song.objects.filter(pk=1).update(energy=0.9)
    SongName.objects.filter(song=1, language="en").update(text="My Dawn")
    Playlist.objects.filter(pk=sunny.pk).update(title_en="My list", default_for="peace")
    sunny.items.all().delete()
    Artist.objects.get().names.filter(language="en").update(text="My choir")
    Tag.objects.filter(pk=joy.pk).update(label_en="My tag")
    loaded = load_starter()
    dawn.refresh_from_db()
    sunny.refresh_from_db()
    assert (loaded.songs.kept, loaded.playlists.kept) == (1, 1)
    assert (dawn.energy, dawn.title, dawn.artist_line) == (0.9, "My Dawn", "My choir")
    assert (sunny.title, sunny.default_for, sunny.items.count()) == ("My list", "peace", 0)
    assert Tag.objects.get(pk=joy.pk).label_en == "My tag"


def test_what_a_curator_deleted_does_not_come_back(folder: Folder) -> None:
    load_starter()
    for row in (Song.objects.get(pk=1), Playlist.objects.get(slug="sunny")):
        edited(row, DELETION)
        row.delete()
    load_starter()
    assert not Song.objects.filter(pk=1).exists()
    assert not Playlist.objects.filter(slug="sunny").exists()
    assert Playlist.objects.get(slug="all-day").items.count() == 2


def test_a_mood_that_a_curator_gave_to_another_list_stays_with_it(folder: Folder) -> None:
    load_starter()
    Playlist.objects.filter(slug="sunny").update(default_for="")
    mine = Playlist.objects.create(title_en="Mine", default_for="joy")
    load_starter()
    assert Playlist.objects.get(default_for="joy") == mine


def test_a_mood_may_move_from_list_to_list(folder: Folder) -> None:
    load_starter()
    first, second = folder.library["playlists"]
    first["default_for"], second["default_for"] = "peace", "joy"
    folder.library["playlists"].append(playlist("third", ["dawn"], "anger"))
    folder.write()
    load_starter()
    defaults = Playlist.objects.exclude(default_for="").values_list("slug", "default_for")
    assert set(defaults) == {("sunny", "peace"), ("all-day", "joy"), ("third", "anger")}


def test_a_missing_file_is_reported_and_its_song_left_out(folder: Folder, capsys) -> None:
    folder.audio("noon").unlink()
    call_command("load_starter")
    assert "noon.m4a" in capsys.readouterr().err
    noon = Song.objects.get(pk=2)
    assert (noon.available, noon.unavailable_reason) == (False, "file-missing")
    folder.audio("noon").write_bytes(b"sound")
    before = catalogue_version()
    load_starter()
    noon.refresh_from_db()
    assert (noon.available, noon.unavailable_reason) == (True, "")
    assert catalogue_version() > before


def test_what_a_curator_took_out_stays_out(folder: Folder) -> None:
    load_starter()
    song_set_available(song=Song.objects.get(pk=1), available=False, reason="curator")
    load_starter()
    assert not Song.objects.get(pk=1).available


def test_a_song_that_left_the_library_keeps_its_history(folder: Folder) -> None:
    load_starter()
    folder.library["songs"] = folder.library["songs"][:2]
    folder.library["playlists"] = folder.library["playlists"][:1]
    folder.write()
    load_starter()
    dusk = Song.objects.get(pk=7)
    assert (dusk.available, dusk.unavailable_reason) == (False, "left-library")


def test_a_missing_cover_is_no_address(folder: Folder) -> None:
    (folder.root / "covers" / "dawn.svg").unlink()
    load_starter()
    assert Song.objects.get(pk=1).cover == ""


def test_evidence_of_others_counts_beside(folder: Folder) -> None:
    load_starter()
    dawn = Song.objects.get(pk=1)
    MoodEvidence.objects.create(song=dawn, kind="sound", peace=1.0, weight=1.0)
    folder.library["songs"][0]["mood"] = {
        **folder.library["songs"][0]["mood"],
        "joy": 1,
        "peace": 0,
    }
    folder.write()
    load_starter()
    dawn.refresh_from_db()
    assert (dawn.joy, dawn.peace) == (0.5, 0.5)


def test_an_interrupted_load_leaves_nothing_half_done(folder: Folder, monkeypatch) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError("the plug was pulled")

    monkeypatch.setattr(starter, "write_items", fail)
    with pytest.raises(DatabaseError):
        load_starter()
    assert not Song.objects.exists()
    assert not Tag.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda lib: lib.update(version=2), "version"),
        (lambda lib: lib["songs"][0].update(number=10_000), "dawn: ValueError number"),
        (lambda lib: lib["songs"][0].update(number=2), "song numbers: 2 is there twice"),
        (lambda lib: lib["songs"][0].update(slug="../etc"), "not a slug"),
        (lambda lib: lib["songs"][0].pop("energy"), "dawn: KeyError 'energy'"),
        (lambda lib: lib["songs"][0].update(energy=float("nan")), "energy"),
        (lambda lib: lib["songs"][0].update(mood={}), "dawn: KeyError 'anger'"),
        (lambda lib: lib["songs"][0].update(artists=["nobody"]), "unknown nobody"),
        (lambda lib: lib["songs"][0]["tags"].update(odd=1), "unknown odd"),
        (lambda lib: lib["playlists"][0].update(songs=["gone"]), "sunny: KeyError 'gone'"),
        (lambda lib: lib["playlists"][0].update(songs=["dawn", "dawn"]), "there twice"),
        (lambda lib: lib["playlists"][0].update(default_for="bliss"), "no mood 'bliss'"),
        (lambda lib: lib["playlists"][1].update(default_for="joy"), "defaults: joy"),
    ],
)
def test_a_wrong_library_is_refused_by_name(folder: Folder, spoil, says: str) -> None:
    spoil(folder.library)
    folder.write()
    with pytest.raises(CommandError) as caught:
        call_command("load_starter")
    assert says in str(caught.value)
    assert not Song.objects.exists()


@pytest.mark.parametrize("text", [None, "", "{", "[]", "null"])
def test_no_library(folder: Folder, text: str | None) -> None:
    path = folder.root / "library.json"
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(CommandError, match=r"library\.json"):
        call_command("load_starter")


def test_it_takes_few_queries_when_nothing_changed(
    folder: Folder, django_assert_max_num_queries
) -> None:
    load_starter()
    with django_assert_max_num_queries(45):
        load_starter()


def test_the_library_that_ships(db: None) -> None:
    loaded = load_starter()
    assert loaded.missing == ()
    assert Playlist.objects.exclude(default_for="").count() == 6
    assert all(song.cover for song in Song.objects.all())
    assert not load_starter().songs.wrote
