"""What only sounds like a query is no answer beside what is called so."""

import pytest

from recommender.models import Song, SongName, SongTag, Tag
from recommender.search.searching import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def tagged(catalogue) -> Song:
    """One song has the tags 파티 and 사랑."""
    song = catalogue["joy"][0]
    for slug, label in (("party-ko", "파티"), ("love-ko", "사랑")):
        tag = Tag.objects.create(slug=slug, label_ko=label)
        SongTag.objects.create(song=song, tag=tag)
    song.save()
    return song


def call(song: Song, title: str) -> None:
    SongName.objects.filter(song=song, language="en").update(text=title)
    song.save()


def tags(text: str) -> set[str]:
    return set(Tag.objects.filter(pk__in=search(text).tags).values_list("label_ko", flat=True))


def test_a_guess_at_sounds_is_an_answer_where_there_is_no_other(tagged) -> None:
    assert tags("fate") == {"파티"}


def test_a_guess_at_sounds_is_none_beside_a_song_that_is_called_so(tagged, catalogue) -> None:
    call(catalogue["anger"][0], "Fate")
    answer = search("fate")
    assert answer.songs[0] == catalogue["anger"][0].pk
    assert tags("fate") == set()
    assert tagged.pk not in answer.songs


def test_a_tag_in_latin_letters_is_found_beside_a_song_that_is_called_so(tagged, catalogue) -> None:
    call(catalogue["anger"][0], "Sarang")
    assert search("sarang").songs[0] == catalogue["anger"][0].pk
    assert tags("sarang") == {"사랑"}
    call(catalogue["anger"][0], "Sara")
    assert tags("sara") == set()
