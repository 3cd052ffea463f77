"""What songs' words say of their moods: read when they arrive, once, and counted as evidence."""

from contextlib import contextmanager

import pytest
from django.test import override_settings

from emotion import words
from emotion.moods import MOODS, Mood
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.lyrics_evidence import (
    COUNTS,
    DESCRIPTION,
    LYRICS,
    read_all,
    songs_read,
    words_of,
)
from recommender.catalogue.mood_evidence import curator_says
from recommender.models import MoodEvidence, Song

pytestmark = pytest.mark.django_db

SAD = "I miss you and I cry every night\nI am so sad and lonely without you\n너무 슬퍼서 눈물이 나"
GLAD = "I am so happy today\nWhat a wonderful day, I love it\n정말 행복하고 신나요"


def song(**columns) -> Song:
    return Song.objects.create(**columns)


def evidence(of: Song) -> MoodEvidence:
    return MoodEvidence.objects.get(song=of, kind=MoodEvidence.Kind.LYRICS)


def now(of: Song) -> Song:
    return Song.objects.get(pk=of.pk)


@pytest.fixture
def no_model(tmp_path, monkeypatch):
    """Return a context in which there is no text model: none trained, and none shipped."""

    @contextmanager
    def gone():
        with override_settings(MODEL_DIR=tmp_path), monkeypatch.context() as patch:
            patch.setattr("emotion.text.artefact.PLACE.shipped", tmp_path / "nothing")
            yield

    return gone


def test_lyrics_become_the_mood_of_a_song_that_has_no_other():
    sad, glad = song(lyrics=SAD), song(lyrics=GLAD)
    before = catalogue_version()
    report = songs_read([sad.pk, glad.pk])
    assert (report.read, report.unread) == (2, 0)
    assert now(sad).mood.top == "sadness"
    assert now(glad).mood.top == "joy"
    assert catalogue_version() != before


def test_the_evidence_says_what_it_was_read_from():
    sad = song(lyrics=f"[Chorus]\n{SAD}")
    songs_read([sad.pk])
    row = evidence(sad)
    assert 0 < row.weight < COUNTS[LYRICS]
    details = row.details
    assert (details["source"], details["lines"]) == (LYRICS, 3)
    assert details["model"] == words.text_model().version
    assert {said["line"] for said in details["telling"]} == set(SAD.split("\n"))
    assert details["telling"][0]["mood"] in MOODS
    assert 0 < details["telling"][0]["share"] <= 1


def test_a_curators_word_counts_alone():
    sad = song(lyrics=SAD)
    curator_says(sad, Mood.of("joy", 0.9))
    songs_read([sad.pk])
    assert now(sad).mood.share("joy") == pytest.approx(0.9)
    assert evidence(sad).mood.top == "sadness"


def test_beside_tags_it_counts_by_its_weight():
    sad = song(lyrics=SAD)
    row = MoodEvidence(song=sad, kind=MoodEvidence.Kind.TAGS, weight=1.0)
    row.set_mood(Mood.of("joy", 0.9))
    row.save()
    songs_read([sad.pk])
    mood = now(sad).mood
    assert mood.top == "joy"
    assert 0.1 < mood.share("sadness") < mood.share("joy") < 0.9


def test_the_same_words_are_not_read_twice():
    sad = song(lyrics=SAD)
    songs_read([sad.pk])
    first, before = evidence(sad).created, catalogue_version()
    report = songs_read([sad.pk])
    assert (report.read, report.unchanged) == (0, 1)
    assert (evidence(sad).created, catalogue_version()) == (first, before)
    assert songs_read([sad.pk], again=True).read == 1
    assert evidence(sad).created > first


def test_new_words_are_read():
    one = song(lyrics=SAD)
    songs_read([one.pk])
    Song.objects.filter(pk=one.pk).update(lyrics=GLAD)
    assert songs_read([one.pk]).read == 1
    assert now(one).mood.top == "joy"
    assert MoodEvidence.objects.filter(song=one).count() == 1


def test_words_that_were_taken_away_say_nothing_any_more():
    one = song(lyrics=SAD)
    songs_read([one.pk])
    Song.objects.filter(pk=one.pk).update(lyrics="")
    assert songs_read([one.pk]).emptied == 1
    assert now(one).mood is None
    assert not MoodEvidence.objects.filter(song=one).exists()


def test_what_nobody_sings_is_read_and_does_not_count():
    one = song(lyrics=SAD, sung=False)
    songs_read([one.pk])
    assert evidence(one).weight == 0
    assert evidence(one).mood.top == "sadness"
    assert now(one).mood is None


def test_a_song_that_turns_out_not_to_be_sung_loses_that_mood():
    one = song(lyrics=SAD)
    songs_read([one.pk])
    Song.objects.filter(pk=one.pk).update(sung=False)
    assert songs_read([one.pk]).read == 1
    assert now(one).mood is None


def test_unsung_words_take_no_mood_away():
    one = song(lyrics=SAD, sung=False)
    one.set_mood(Mood.of("joy"))
    one.save()
    songs_read([one.pk])
    assert now(one).mood.top == "joy"


def test_a_description_where_there_are_no_lyrics():
    told = song(description="This album is so sad. I cried when I heard it. 너무 슬픈 노래예요.")
    songs_read([told.pk])
    assert evidence(told).details["source"] == DESCRIPTION
    assert evidence(told).details["lines"] == 3
    assert 0 < evidence(told).weight < COUNTS[DESCRIPTION]
    assert now(told).mood.top == "sadness"


def test_what_is_read_of_what_there_is():
    assert words_of(Song(lyrics="a", description="b")).source == LYRICS
    assert words_of(Song(lyrics="a", description="b", sung=False)).source == DESCRIPTION
    assert words_of(Song(lyrics="a", sung=False)).counts == 0
    assert words_of(Song(lyrics=" \n", description=" ")) is None


def test_nothing_but_names_of_parts_says_nothing():
    one = song(lyrics="[Instrumental]")
    assert songs_read([one.pk]).read == 1
    assert (evidence(one).weight, evidence(one).mood, now(one).mood) == (0, None, None)


def test_all_songs_with_words_in_batches(monkeypatch):
    monkeypatch.setattr("recommender.catalogue.lyrics_evidence.BATCH", 2)
    songs = [song(lyrics=f"{SAD} {n}") for n in range(5)]
    song()
    assert [part.read for part in read_all()] == [2, 2, 1]
    assert sum(part.unchanged for part in read_all()) == len(songs)
    assert sum(part.read for part in read_all(again=True)) == len(songs)


def test_without_a_model_nothing_is_said_and_the_next_run_finds_it(no_model):
    one = song(lyrics=SAD)
    with no_model():
        report = songs_read([one.pk])
        assert (report.read, report.unread) == (0, 1)
        assert not MoodEvidence.objects.exists()
    assert sum(part.read for part in read_all()) == 1


def test_strange_letters_are_read_too():
    strange = song(lyrics="\u202eمرحبا\n🎵🎶\nНет слов\n" + "x" * 5000)
    assert songs_read([strange.pk]).read == 1
