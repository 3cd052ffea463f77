"""Genres and eras by which the map tells songs apart."""

import numpy as np
import pytest

from recommender import snapshots
from recommender.models import Song, SongTag, Tag
from recommender.snapshots import catalogue_changed
from recommender.song_map.facts import MOST_GENRES, classes, decade_of, era_name, eras_of, genres_of
from tests.recommender.stage import make_song


def tag(song: Song, slug: str, kind: str, weight: float = 1.0) -> None:
    found, _ = Tag.objects.get_or_create(slug=slug, kind=kind, label_en=slug.title())
    SongTag.objects.create(song=song, tag=found, weight=weight)


def named(found) -> list[str]:
    return [found.slugs[place] for place in found.of]


@pytest.mark.django_db
def test_the_strongest_genre_and_of_equals_the_rarest() -> None:
    songs = [make_song(n, "joy") for n in (1, 2, 3)]
    for song in songs:
        tag(song, "rock", Tag.Kind.GENRE, 0.8)
    tag(songs[1], "jazz", Tag.Kind.GENRE, 1.0)
    tag(songs[2], "ska", Tag.Kind.GENRE, 0.8)
    catalogue_changed()
    found = genres_of(snapshots.current(), np.arange(3))
    assert named(found) == ["rock", "jazz", "ska"]


@pytest.mark.django_db
def test_an_era_by_its_tag_else_by_the_year() -> None:
    years = [1987, 2026, None, 12]
    songs = [make_song(n, "joy", year=year) for n, year in enumerate(years, start=1)]
    tag(songs[1], "baroque", Tag.Kind.ERA)
    catalogue_changed()
    found = eras_of(snapshots.current(), np.arange(4))
    assert named(found) == ["1980s", "baroque", "", ""]
    assert found.slugs == ("baroque", "1980s", "")


def test_many_kinds_are_others() -> None:
    names = [f"kind {n}" for n in range(MOST_GENRES)] * 2 + ["rare", ""]
    found = classes(names, MOST_GENRES)
    assert found.slugs[-2:] == ("others", "")
    assert len(found.slugs) == MOST_GENRES + 2
    assert named(found)[-2:] == ["others", ""]
    assert sum(found.counts()) == len(names)


def test_no_song_at_all() -> None:
    found = classes([], MOST_GENRES)
    assert found.slugs == ("",)
    assert found.counts() == [0]


@pytest.mark.parametrize(
    ("slug", "era"),
    [
        ("1980s", "1980s"),
        ("80s", "1980s"),
        ("the-90s", "1990s"),
        ("00s", "2000s"),
        ("folk", "folk"),
    ],
)
def test_decades_have_one_spelling(slug: str, era: str) -> None:
    assert era_name(slug) == era


@pytest.mark.parametrize(("year", "era"), [(1999, "1990s"), (0, ""), (1203, ""), (9999, "")])
def test_unlikely_years(year: int, era: str) -> None:
    assert decade_of(year) == era
