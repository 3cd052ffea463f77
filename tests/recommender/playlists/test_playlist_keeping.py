"""Keeping, naming, numbering and deleting lists."""

import pytest
from django.core.exceptions import ValidationError

from mlfym.accounts.models import Listener
from recommender.feedback import rate
from recommender.models import Event, Playlist, PlaylistItem, Song
from recommender.selectors import curated_lists, saved_lists
from recommender.services import playlist_delete, playlist_renumber, playlist_save
from recommender.snapshots import catalogue_changed
from tests.recommender.playlists.helpers import start

Catalogue = dict[str, list[Song]]


def test_a_list_is_kept_under_its_name(catalogue: Catalogue, guest: Listener) -> None:
    playlist = playlist_save(playlist=start(guest), name="  비 오는 날  ")
    assert list(saved_lists(guest)) == [playlist]
    assert playlist.title == "비 오는 날"


def test_without_a_name_it_keeps_its_title(catalogue: Catalogue, guest: Listener) -> None:
    assert playlist_save(playlist=start(guest), name="").title == "A list for joy"


def test_a_name_that_is_too_long_is_refused(catalogue: Catalogue, guest: Listener) -> None:
    with pytest.raises(ValidationError):
        playlist_save(playlist=start(guest), name="x" * 121)
    assert not saved_lists(guest).exists()


def test_a_list_that_was_not_kept_is_not_among_the_saved(
    catalogue: Catalogue, guest: Listener
) -> None:
    start(guest)
    assert not saved_lists(guest).exists()


def test_deleting_a_list_keeps_what_was_said_about_its_songs(
    catalogue: Catalogue, guest: Listener
) -> None:
    playlist = start(guest)
    rate(listener=guest, song=catalogue["joy"][0], action="like", playlist=playlist)
    playlist_delete(playlist=playlist)
    assert Event.objects.get().playlist is None
    assert guest.ratings.count() == 1


def test_curated_lists_begin_with_the_moods_in_their_order(catalogue: Catalogue) -> None:
    assert [found.default_for for found in curated_lists()] == list(catalogue)


def test_a_curated_list_with_nothing_to_play_is_not_shown(catalogue: Catalogue) -> None:
    Song.objects.filter(pk__in=[song.pk for song in catalogue["joy"]]).update(available=False)
    catalogue_changed()
    assert "joy" not in [found.default_for for found in curated_lists()]


def test_renumbering_counts_from_one(catalogue: Catalogue) -> None:
    playlist = Playlist.objects.get(default_for="joy")
    first = playlist.items.first()
    PlaylistItem.objects.filter(pk=first.pk).update(position=1_000)
    playlist_renumber(playlist=playlist)
    assert list(playlist.items.values_list("position", flat=True)) == [1, 2, 3, 4]
    assert playlist.items.last() == first
