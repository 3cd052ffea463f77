"""Names and queries as they are compared: never a crash, and beginnings stay beginnings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.search.building import sounds
from recommender.search.keyboards import LATIN_OF, other_layout
from recommender.search.letters import (
    MARKS,
    asked_initials,
    initials,
    strokes,
    words_of,
)
from recommender.search.romanising import folded, romanised, unfinished

syllables = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
korean = st.text(syllables, min_size=1, max_size=8)
anything = st.text(st.characters(), max_size=80)


@given(anything)
def test_any_text_has_words_and_the_words_have_the_same(text):
    words = words_of(text)
    assert all(words) and all(" " not in word for word in words)
    if not any(word.startswith(MARKS) for word in words):
        assert words_of(" ".join(words)) == words


@given(anything)
def test_nothing_in_the_way_of_keys_crashes(text):
    for word in words_of(text):
        strokes(word), initials(word), asked_initials(word), other_layout(word)
        assert sounds(word)
        assert unfinished(word)


@given(korean)
def test_composition_makes_no_difference(text):
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(text)


@given(st.text(max_size=30))
def test_case_and_width_make_no_difference(text):
    plain = unicodedata.normalize("NFKC", text)
    assert words_of(plain.upper().lower()) == words_of(plain.lower().upper().lower())
    wide = "".join(chr(ord(ch) + 0xFEE0) if "!" <= ch <= "~" else ch for ch in "Love Is 24/7")
    assert words_of(wide) == words_of("love is 24/7")


@given(korean, st.data())
def test_what_is_half_typed_is_a_beginning(text, data):
    """Whatever the input method shows after so many keys: 아리랑 as 아릴."""
    keys = strokes(text)
    end = data.draw(st.integers(0, len(text)))
    assert keys.startswith(strokes(text[:end]))
    assert initials(text).startswith(initials(text[:end]))


@pytest.mark.parametrize("half", ["ㅇ", "아", "알", "아리", "아릴", "아리라", "아리랑"])
def test_arirang_as_it_is_typed(half):
    (word,) = words_of(half)
    assert strokes("아리랑").startswith(strokes(word))


@given(korean, st.data())
def test_a_romanised_name_is_found_from_each_of_its_beginnings(text, data):
    for spelling in romanised(text):
        end = data.draw(st.integers(1, len(spelling)))
        begun = unfinished(spelling[:end])
        assert any(folded(spelling).startswith(sound) for sound in begun if sound)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_folding_twice_doubles_nothing(latin):
    assert not any(one == two for one, two in zip(folded(latin), folded(latin)[1:], strict=False))


@given(korean)
def test_the_other_layout_leads_back(text):
    keys = strokes(text)
    typed = keys.translate(str.maketrans(LATIN_OF))
    if len(typed) > 2:
        singles = str.maketrans("!$%&*+=", "QWERTOP")
        assert other_layout(typed) == keys.translate(singles)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        # The examples of the Revised Romanisation, rule 3.1.
        ("백마", "baengma"),
        ("종로", "jongno"),
        ("왕십리", "wangsimni"),
        ("별내", "byeollae"),
        ("신라", "silla"),
        ("좋고", "joko"),
        ("독립문", "dongnimmun"),
        ("봄날", "bom nal"),
        ("아리랑", "arirang"),
        # As people write them who never saw the rules.
        ("서울", "seoul"),
        ("정국", "jungkook"),
        ("음악", "umak"),
        ("유미", "yoomi"),
        ("비", "bee"),
    ],
)
def test_names_in_latin_letters(name, spelt):
    assert folded("".join(words_of(spelt))) in sounds(name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Beyoncé", ["beyonce"]),
        ("ＡＢＣ　１２", ["abc", "12"]),
        ("don't STOP", ["dont", "stop"]),
        ("AC/DC", ["ac", "dc"]),
        ("Straße Øl Łódź", ["strasse", "ol", "lodz"]),
        ("봄날 (Spring Day)", ["봄날", "spring", "day"]),
        ("!!!", ["~!!!"]),
        ("   ", []),
        ("\u202e\u200f", []),
        ("", []),
        ("\ud800", []),
        ("🎵", ["~🎵"]),
        ("a\0b", ["a", "b"]),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("typed", "meant"), [("qhaskf", "봄날"), ("dkdldb", "아이유"), ("ㅣㅐㅍㄷ", "love")]
)
def test_the_wrong_layout(typed, meant):
    (word,) = words_of(typed)
    assert other_layout(word) == strokes(meant)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㅇㄹㄹ", "아리랑"),
        ("ㅄ", "보사"),
        ("ㄳ", "가수"),
        ("ㅃㄱㅁ", "빨간맛"),
        ("ㅂㄱㅁ", "빨간맛"),
    ],
)
def test_initial_consonants(typed, name):
    (word,) = words_of(typed)
    assert asked_initials(word) == initials(name)
