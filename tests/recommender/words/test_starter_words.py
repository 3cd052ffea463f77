"""The words that were written for the starter library's pieces."""

import json
from collections import Counter

import pytest

from emotion.text.cleaning import language_of
from recommender.catalogue.library_file import LibraryError, read_words
from recommender.catalogue.lyrics_evidence import songs_read
from recommender.models import MoodEvidence, Song
from tests.recommender.catalogue.library import Folder

FEWEST, MOST = 4, 8


@pytest.fixture(scope="module")
def pieces(request):
    folder = request.config.rootpath / "starter"
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    library = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    return words, library["songs"]


def test_every_piece_has_four_to_eight_lines_in_both_languages(pieces):
    words, songs = pieces
    assert list(words) == [song["slug"] for song in songs]
    for slug, own in words.items():
        for language in ("ko", "en"):
            lines = own[language]
            assert FEWEST <= len(lines) <= MOST, slug
            assert all(line == line.strip() and len(line) <= 120 for line in lines), slug
            assert {language_of(line) for line in lines} == {language}, slug


def test_no_line_and_no_phrase_comes_twice(pieces):
    words, _ = pieces
    lines = [line.lower() for own in words.values() for each in own.values() for line in each]
    assert len(set(lines)) == len(lines)
    phrases = Counter(
        tuple(parts[start : start + 5])
        for parts in (line.replace(",", "").split() for line in lines)
        for start in range(len(parts) - 4)
    )
    assert phrases.most_common(1)[0][1] == 1


@pytest.mark.django_db
def test_they_are_loaded_as_words_that_nobody_sings(starter):
    iron = Song.objects.get(pk=1)
    assert not iron.sung
    assert iron.lyrics.startswith("삼킨 말이")
    assert "Stand aside, I am done being still" in iron.lyrics
    assert Song.objects.exclude(lyrics="").count() == 60


@pytest.mark.django_db
def test_the_librarys_own_word_on_the_mood_still_counts_alone(starter):
    before = {song.pk: song.mood.as_dict() for song in Song.objects.all()}
    assert songs_read(list(before)).read == 60
    after = {song.pk: song.mood.as_dict() for song in Song.objects.all()}
    assert after == {pk: pytest.approx(mood) for pk, mood in before.items()}
    assert MoodEvidence.objects.filter(kind=MoodEvidence.Kind.LYRICS).count() == 60


@pytest.mark.django_db
def test_a_library_without_words_is_one(settings, tmp_path):
    settings.STARTER_DIR = tmp_path
    Folder(tmp_path)
    assert read_words(tmp_path / "words.json") == {}


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"a": 1}', '{"a": {"ko": ["x"]}}', '{"a": {"ko": 1, "en": 2}}']
)
def test_words_that_are_none(tmp_path, text):
    path = tmp_path / "words.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError, match=r"words\.json"):
        read_words(path)
