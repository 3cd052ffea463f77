"""Lyrics and sound that speak of different moods are found, by rows and by the database alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from emotion.moods import MOODS, Mood
from recommender.catalogue.mood_conflict import disagreeing, disagreement
from recommender.models import MoodEvidence, Song

LYRICS, SOUND = MoodEvidence.Kind.LYRICS, MoodEvidence.Kind.SOUND


def song_with(lyrics: tuple[Mood, float] | None, sound: tuple[Mood, float] | None) -> Song:
    song = Song.objects.create()
    for kind, said in ((LYRICS, lyrics), (SOUND, sound)):
        if said is not None:
            row = MoodEvidence(song=song, kind=kind, weight=said[1])
            row.set_mood(said[0])
            row.save()
    return song


def sure(mood: str) -> Mood:
    return Mood.of(mood, 0.9)


@pytest.mark.parametrize(
    ("lyrics", "sound", "apart"),
    [
        ("sadness", "joy", True),
        ("joy", "sadness", True),
        ("anger", "peace", True),
        ("anger", "tension", False),
        ("joy", "joy", False),
        ("sadness", "neutral", False),
    ],
)
@pytest.mark.django_db
def test_what_is_apart(lyrics: str, sound: str, apart: bool) -> None:
    song = song_with((sure(lyrics), 0.5), (sure(sound), 0.29))
    assert (disagreement(song.evidence.all()) is not None) is apart
    assert disagreeing().filter(pk=song.pk).exists() is apart


@pytest.mark.parametrize(
    ("lyrics", "sound"),
    [
        ((sure("sadness"), 0.5), None),
        (None, (sure("joy"), 0.29)),
        ((sure("sadness"), 0.0), (sure("joy"), 0.29)),
        ((sure("sadness"), 0.5), (sure("joy"), 0.05)),
        ((Mood.of("sadness", 0.3), 0.5), (sure("joy"), 0.29)),
    ],
)
@pytest.mark.django_db
def test_what_is_missing_or_unsure_contradicts_nobody(lyrics, sound) -> None:
    song = song_with(lyrics, sound)
    assert disagreement(song.evidence.all()) is None
    assert not disagreeing().exists()


@pytest.mark.django_db
def test_what_is_told() -> None:
    song = song_with((sure("sadness"), 0.5), (sure("joy"), 0.29))
    found = disagreement(song.evidence.all())
    assert (found.lyrics.top, found.sound.top) == ("sadness", "joy")
    assert 0.75 < found.distance < 1.7


shares = st.lists(st.integers(1, 100), min_size=6, max_size=6).map(
    lambda parts: Mood([part / sum(parts) for part in parts])
)
said = st.one_of(st.none(), st.tuples(shares, st.floats(0, 1)))


class Alike(TestCase):
    """The database and the rows agree, whatever was said."""

    @settings(deadline=None, max_examples=50)
    @given(said, said)
    def test_both_ways_say_the_same(self, lyrics, sound) -> None:
        song = song_with(lyrics, sound)
        rows = list(song.evidence.all())
        near_a_bound = any(abs(max(getattr(r, m) for m in MOODS) - 0.4) < 1e-6 for r in rows)
        found = disagreement(rows)
        if not near_a_bound:
            assert disagreeing().filter(pk=song.pk).exists() is (found is not None)
