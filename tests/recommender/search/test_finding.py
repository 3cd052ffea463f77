# ruff: noqa: E501 (Hangul is counted as two letters wide)
"""What is found by what, and in which order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.search.building import Entries, build
from recommender.search.finding import Asked, find
from recommender.search.index import ARTISTS, SONGS, TAGS, Index

# The better known first: a song's worth falls with its place.
TITLES = [
    "봄날", "아리랑", "밤편지", "그 겨울의 찻집", "Beyoncé live", "Love Story", "좋은 날", "빨간 맛",
    "신라의 달밤", "Happy Together", "봄 하늘 별", "!!!", "Love", "Lovely Day", "In Love",
]  # fmt: skip
ARTISTS_OF = {"방탄소년단": [0], "아이유": [2, 6], "Love Unlimited": [3]}
TAGS_OF = {"발라드": [0, 1], "love songs": [4]}


def entries(
    titles: list[str], artists: dict[str, list[int]], tags: dict[str, list[int]]
) -> Entries:
    ids = np.arange(len(titles), dtype=np.int64) + 10

    def pairs(owned: dict[str, list[int]]) -> tuple[np.ndarray, np.ndarray]:
        found = [(song + 10, n) for n, songs in enumerate(owned.values()) for song in songs]
        return tuple(np.array(part, dtype=np.int64) for part in zip(*found, strict=True))

    return Entries(
        ids,
        np.zeros(len(ids), dtype=np.int64),
        np.linspace(1, 0, len(ids)).astype(np.float32),
        [(10 + n, title, False) for n, title in enumerate(titles)],
        [(10, "Wings 외전", False)],
        [(n, name, False) for n, name in enumerate(artists)],
        [(n, name, False) for n, name in enumerate(tags)],
        pairs(artists),
        pairs(tags),
    )


@pytest.fixture(scope="module")
def index() -> Index:
    return build(entries(TITLES, ARTISTS_OF, TAGS_OF))


def titles(index: Index, text: str, most: int = 20) -> list[str]:
    return [TITLES[row] for row in find(index, Asked.of(text), most)[SONGS].rows]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("봄날", "봄날"), ("봄 날", "봄날"), ("보", "봄날"), ("봄나", "봄날"), ("봄ㄴ", "봄날"),
        ("ㅂㄴ", "봄날"), ("ㅇㄹㄹ", "아리랑"), ("bom nal", "봄날"), ("bomnal", "봄날"),
        ("arirang", "아리랑"), ("alilang", "아리랑"), ("sinla", "신라의 달밤"), ("silla", "신라의 달밤"),
        ("qhaskf", "봄날"), ("rmrudnfdml ckt", "그 겨울의 찻집"), ("ㅣㅐㅍㄷ ㄴ", "Love Story"),
        ("아리링", "아리랑"), ("ariarng", "아리랑"), ("hapy", "Happy Together"),
        ("togehter", "Happy Together"), ("beyonce", "Beyoncé live"), ("BEYONCÉ", "Beyoncé live"),
        ("ｌｏｖｅ ｓｔ", "Love Story"), ("story love", "Love Story"), ("찻집 겨울", "그 겨울의 찻집"),
        ("겨울의찻집", "그 겨울의 찻집"), ("아이유 좋은날", "좋은 날"), ("좋은 아이", "좋은 날"),
        ("wings", "봄날"), ("발라드", "봄날"), ("방탄", "봄날"), ("!!!", "!!!"), ("lovestory", "Love Story"),
    ],
)  # fmt: skip
def test_the_first_song(index, text, title):
    assert titles(index, text)[:1] == [title]


def test_the_order(index):
    """All of the title, its beginning, a word of it, an artist, a tag."""
    assert titles(index, "love") == [
        "Love",
        "Love Story",
        "Lovely Day",
        "그 겨울의 찻집",
        "Beyoncé live",
        "In Love",
    ]


def test_artists_and_tags(index):
    names, labels = list(ARTISTS_OF), list(TAGS_OF)
    found = find(index, Asked.of("love"), 9)
    first, _ = index.bearers.bounds(ARTISTS)
    assert [names[index.bearers.ids[row]] for row in found[ARTISTS].rows] == ["Love Unlimited"]
    assert [labels[index.bearers.ids[row]] for row in found[TAGS].rows] == ["love songs"]
    assert not len(find(index, Asked.of("아이유 좋은날"), 9)[ARTISTS].rows)


@pytest.mark.parametrize("text", ["%", "_", "'", '"', "x" * 100, "🎵", "", " ", "a" * 10_000, "쀍"])
def test_nothing(index, text):
    assert titles(index, text) == []


def test_one_letter_is_no_reason_for_all_songs_of_an_artist(index):
    assert titles(index, "ㅇ") == ["아리랑", "봄날"]  # the second is on "Wings 외전"
    assert len(find(index, Asked.of("ㅇ"), 9)[ARTISTS].rows) == 1


def test_at_most_so_many(index):
    assert len(find(index, Asked.of("love"), 2)[SONGS].rows) == 2


@given(st.text(max_size=60))
def test_any_text_has_an_answer(index, text):
    for found in find(index, Asked.of(text), 10):
        assert len(set(found.rows.tolist())) == len(found.rows) <= 10
        assert (np.diff(found.scores.astype(int)) <= 0).all()
        assert (found.scores > 0).all()


@given(st.sampled_from(TITLES), st.data())
def test_a_title_is_found_from_each_of_its_beginnings(index, title, data):
    end = data.draw(st.integers(1, len(title)))
    if title[:end].strip():
        assert title in titles(index, title[:end])


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
def test_any_catalogue_can_be_indexed_and_its_titles_found(texts):
    made = build(entries(texts, {"a": [0]}, {"b": [0]}))
    for row, text in enumerate(texts):
        asked = Asked.of(text)
        if asked.words:
            found = find(made, asked, len(texts))[SONGS].rows
            assert row + 10 in made.bearers.ids[found]


def test_an_index_is_read_as_it_was_written(index, tmp_path):
    from recommender.engine.artefacts import Meta, Origin, seal

    index.write(tmp_path)
    figures = {"counts": list(index.bearers.counts), "width": index.plain.keys.shape[1]}
    seal(tmp_path, Meta("search", Origin(), len(index), metrics=figures))
    loaded = Index.load(tmp_path)
    for (name, ours), (other, theirs) in zip(index.arrays(), loaded.arrays(), strict=True):
        assert name == other
        assert np.array_equal(ours, theirs)
    assert titles(loaded, "봄") == titles(index, "봄")


def test_a_single_initial_beside_others_is_no_word_that_is_begun() -> None:
    index = build(entries(["난 부푼", "나 봄편지", "나 바퍼"], ARTISTS_OF, TAGS_OF))
    assert find(index, Asked.of("ㄴ ㅂㅍㅈ"), 5)[SONGS].rows.tolist() == [1]
    assert find(index, Asked.of("ㄴ ㅂㅍ"), 5)[SONGS].rows.tolist() == [0, 2, 1]
