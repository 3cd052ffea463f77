"""Imported songs without a mood of their own get one from their tags."""

import pytest

from emotion.moods import Mood
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.importing import Entry, run_import
from recommender.catalogue.mood_evidence import curator_says, with_mood_of_tags
from recommender.catalogue.records import Name, SongRecord, TagRecord
from recommender.catalogue.writer import Writer
from recommender.engine.tag_moods import table
from recommender.models import MoodEvidence, Song, Tag

TAGS = MoodEvidence.Kind.TAGS


def mood_of_tags(weights: dict[str, float]) -> Mood | None:
    found = table().reading(weights)
    return found and found.mood


def entry(*tags: str, mood: Mood | None = None) -> Entry:
    records = tuple(TagRecord(tag, Tag.Kind.OTHER.value, tag) for tag in tags)
    song = SongRecord("1", (Name("en", "Song"),), tags=dict.fromkeys(tags, 1.0), mood=mood)
    return Entry(song, tags=records)


def bring(*tags: str, mood: Mood | None = None, kind: MoodEvidence.Kind = TAGS) -> Song:
    run_import(Writer("test", kind), [entry(*tags, mood=mood)])
    return Song.objects.get(source="test")


def evidence(song: Song) -> list[tuple[str, Mood | None, float]]:
    return [(row.kind, row.mood, row.weight) for row in song.evidence.all()]


@pytest.mark.django_db
def test_tags_are_evidence_with_the_weight_of_what_they_say() -> None:
    song = bring("happy")
    assert evidence(song) == [("tags", mood_of_tags({"happy": 1.0}), 1.0)]
    assert song.mood == mood_of_tags({"happy": 1.0})


@pytest.mark.django_db
def test_a_genre_alone_is_weak_evidence() -> None:
    [(_, _, weight)] = evidence(bring("pop"))
    assert weight == pytest.approx(0.3)


@pytest.mark.django_db
def test_a_mood_of_its_own_is_left_as_it_is() -> None:
    own = Mood.of("sadness")
    assert evidence(bring("happy", mood=own)) == [("tags", own, 1.0)]


@pytest.mark.django_db
def test_tags_that_say_nothing_are_no_evidence() -> None:
    assert evidence(bring("qwertz")) == []
    assert Song.objects.get(source="test").mood is None


@pytest.mark.django_db
def test_the_same_import_again_writes_nothing() -> None:
    bring("happy", "pop")
    version = catalogue_version()
    report = run_import(Writer("test", TAGS), [entry("happy", "pop")])
    assert (report.songs.unchanged, report.songs.wrote) == (1, False)
    assert catalogue_version() == version


@pytest.mark.django_db
def test_other_tags_the_next_time_give_another_mood_and_none_takes_it_back() -> None:
    bring("happy")
    assert bring("sad").mood == mood_of_tags({"sad": 1.0})
    assert evidence(bring()) == []


@pytest.mark.django_db
def test_a_curators_word_stands_above_the_tags() -> None:
    song = bring("happy")
    curator_says(song, Mood.of("peace"))
    song.refresh_from_db()
    assert song.mood == Mood.of("peace")


@pytest.mark.django_db
def test_what_counts_as_other_evidence_is_not_made_of_tags() -> None:
    assert evidence(bring("happy", kind=MoodEvidence.Kind.SOUND)) == []


def test_a_slug_that_says_nothing_is_known_by_its_labels() -> None:
    song = SongRecord("1", (), tags={"gn0100": 1.0})
    named = TagRecord("gn0100", Tag.Kind.GENRE.value, "Unplaced", "발라드")
    assert with_mood_of_tags(song, [named]).mood == mood_of_tags({"발라드": 1.0})
    assert with_mood_of_tags(song, []) is song
