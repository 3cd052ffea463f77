"""What the engines are given to learn from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mlfym.accounts.models import Listener, User
from recommender import training_corpus
from recommender.models import Event, Playlist, Rating, Song
from recommender.snapshots import current
from tests.recommender.stage import make_list

Catalogue = dict[str, list[Song]]


def do(listener: Listener, song: Song, *kinds: str) -> None:
    """Have a listener do something with a song."""
    for kind in kinds:
        Event.objects.create(listener=listener, song=song, kind=kind)


def said(listener: Listener) -> dict[int, float]:
    """Return what a listener's row says, by song."""
    rows = [row for row in training_corpus.listener_rows() if row.key == str(listener.pk)]
    return dict(zip(rows[0].songs, rows[0].confidence, strict=True)) if rows else {}


def test_it_holds_the_catalogue(catalogue: Catalogue) -> None:
    corpus = training_corpus.build()
    assert corpus.song_ids.tolist() == sorted(song.pk for row in catalogue.values() for song in row)
    assert corpus.song_tags.shape == (36, 6)


def test_curated_lists_carry_their_songs_and_shared_tags(catalogue: Catalogue) -> None:
    rows = list(training_corpus.playlist_rows(current()))
    assert len(rows) == 6
    assert rows[0].songs == tuple(song.pk for song in catalogue["anger"][:4])
    assert rows[0].tags == ("anger",)
    assert {row.source for row in rows} == {"curator"}


def test_a_tag_of_few_songs_is_not_the_lists(catalogue: Catalogue) -> None:
    make_list("joy", [*catalogue["joy"][:3], catalogue["anger"][0]])
    assert list(training_corpus.playlist_rows(current()))[-1].tags == ("joy",)


def test_saved_lists_count_and_passing_ones_do_not(catalogue: Catalogue, alice: User) -> None:
    make_list("joy", catalogue["joy"][:2], listener=alice.listener, saved=True)
    make_list("joy", catalogue["joy"][:3], listener=alice.listener)
    sources = [(row.source, len(row.songs)) for row in training_corpus.playlist_rows(current())]
    assert sources.count(("listener", 2)) == 1
    assert ("listener", 3) not in sources


def test_an_empty_list_is_left_out(catalogue: Catalogue) -> None:
    make_list("joy", [])
    assert len(list(training_corpus.playlist_rows(current()))) == 6


def test_a_rating_outweighs_all_that_was_played(catalogue: Catalogue, guest: Listener) -> None:
    liked, disliked = catalogue["joy"][:2]
    do(guest, liked, "skip", "skip", "skip", "skip")
    do(guest, disliked, "finish", "finish", "finish")
    Rating.objects.create(listener=guest, song=liked, value=1)
    Rating.objects.create(listener=guest, song=disliked, value=-1)
    assert said(guest) == {liked.pk: 1.0, disliked.pk: -1.0}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["play"], None),
        (["play", "skip"], None),
        (["play", "skip"] * 3, -0.3),
        (["play", "finish"], 0.4),
        (["play", "finish"] * 50, 0.8),
        (["more"], 0.5),
        (["less"], -0.5),
        (["like", "unlike"], None),
    ],
)
def test_what_was_heard_says_a_little(
    catalogue: Catalogue, guest: Listener, kinds: list[str], expected: float | None
) -> None:
    song = catalogue["joy"][0]
    do(guest, song, *kinds)
    assert said(guest).get(song.pk) == expected


def test_no_name_goes_into_the_training(catalogue: Catalogue, alice: User) -> None:
    do(alice.listener, catalogue["joy"][0], "more")
    row = next(training_corpus.listener_rows())
    assert "alice" not in repr(row)
    assert str(alice.listener.uuid) not in repr(row)


def test_without_lists_there_is_nothing_to_learn(db: None) -> None:
    with pytest.raises(training_corpus.NothingToLearn):
        training_corpus.build()


def test_old_events_say_less(catalogue: Catalogue, guest: Listener) -> None:
    old, new = catalogue["joy"][:2]
    do(guest, old, "finish", "more", "finish")
    Event.objects.update(created=timezone.now() - timedelta(days=365))
    do(guest, new, "finish", "more", "finish")
    heard = said(guest)
    assert heard[new.pk] == pytest.approx(training_corpus.MOST)
    assert heard[old.pk] == pytest.approx(1.1 / 2, abs=0.01)


def test_lists_carry_the_day_they_were_made(catalogue: Catalogue) -> None:
    row = next(training_corpus.playlist_rows(current()))
    assert row.updated == int(Playlist.objects.curated().earliest("id").created.timestamp())
