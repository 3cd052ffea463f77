"""Artist and title out of file names."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recommender.catalogue.music.file_names import BETWEEN, VERSION, named, names_of
from recommender.catalogue.music.tags import Tags
from recommender.catalogue.music.text import clean, split_artists
from tests.recommender.importing.music import make_sound, scan, song, tag

WORD = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)
# Words with hyphens inside, as Anne-Marie and G-Dragon have them.
NAME = st.lists(
    st.lists(WORD, min_size=1, max_size=2).map("-".join), min_size=1, max_size=3
).map(" ".join)  # fmt: skip
NUMBER = st.sampled_from(["", "01 - ", "01. ", "7. ", "12 - ", "03_", "1-07 ", "100 - "])
DASH = st.sampled_from([" - ", " – ", " — ", "  -  "])


class TestNamesOf:
    """What a name says."""

    @pytest.mark.parametrize(
        ("stem", "artist", "title"),
        [
            ("Ann - Sunrise", "Ann", "Sunrise"),
            ("01 - Ann - Sunrise", "Ann", "Sunrise"),
            ("01. Ann - Sunrise", "Ann", "Sunrise"),
            ("1-07 Ann - Sunrise", "Ann", "Sunrise"),
            ("Ann – Sunrise", "Ann", "Sunrise"),
            ("Ann_-_Sun_rise", "Ann", "Sun rise"),
            ("아이유 - 좋은 날", "아이유", "좋은 날"),
            ("03 - 잔나비 - 주저하는 연인들을 위해", "잔나비", "주저하는 연인들을 위해"),
            ("Anne-Marie - 2002", "Anne-Marie", "2002"),
            ("G-Dragon - Good-Bye", "G-Dragon", "Good-Bye"),
            ("Ann - 01 - Sunrise", "Ann", "Sunrise"),
            ("Ann - Morning - 01 - Sunrise", "Ann", "Sunrise"),
            ("Ann - Sunrise - Live", "Ann", "Sunrise - Live"),
            ("Ann - Sunrise - Second Sunrise", "Ann", "Sunrise - Second Sunrise"),
            ("Ann - Sunrise (feat. Bob)", "Ann", "Sunrise (feat. Bob)"),
            ("Ann_Lee.-.Sun_rise", "Ann Lee", "Sun rise"),
            ("Ann.Lee.-.Sun.rise", "Ann Lee", "Sun rise"),
            ("Mr.Sunrise", "", "Mr.Sunrise"),
            ("Sunrise", "", "Sunrise"),
            ("01 - Sunrise", "", "Sunrise"),
            ("12 - Sunrise", "", "Sunrise"),
            ("Anne-Marie", "", "Anne-Marie"),
            ("아이유-좋은 날", "", "아이유-좋은 날"),
            ("1999 - Sunrise", "", "1999 - Sunrise"),
            ("Yesterday - Remastered 2009", "", "Yesterday - Remastered 2009"),
            ("봄날 - Live", "", "봄날 - Live"),
            ("Sunrise - Radio Edit", "", "Sunrise - Radio Edit"),
            ("... - Sunrise", "", "... - Sunrise"),
            ("- Sunrise", "", "- Sunrise"),
            ("Ann -", "", "Ann -"),
            ("", "", "?"),
        ],
    )
    def test_known_names(self, stem: str, artist: str, title: str) -> None:
        assert names_of(stem) == (artist, title)

    @given(NUMBER, NAME, DASH, NAME)
    def test_what_was_put_together_comes_apart(
        self, number: str, artist: str, dash: str, title: str
    ) -> None:
        assume(not VERSION.fullmatch(clean(title)))
        assert names_of(f"{number}{artist}{dash}{title}") == (clean(artist), clean(title))

    @given(NUMBER, NAME)
    def test_one_name_is_a_title(self, number: str, title: str) -> None:
        assert names_of(number + title) == ("", clean(title))

    @given(st.text(max_size=300))
    def test_any_name_has_a_title_and_nothing_is_made_up(self, stem: str) -> None:
        artist, title = names_of(stem)
        assert title
        assert len(artist) + len(title) <= 300
        assert artist == artist.strip()
        assert not BETWEEN.search(artist)
        known = clean(stem if " " in stem else stem.replace("_", " ")) or "?"
        assert all(part in known for part in (artist, *BETWEEN.split(title)))


class TestNamed:
    """What tags say comes first."""

    @pytest.mark.parametrize(
        ("tags", "title", "artists"),
        [
            (Tags(), "Sunrise", ("Ann", "Bob")),
            (Tags(title="SUNRISE"), "SUNRISE", ("Ann", "Bob")),
            (Tags(title="Other"), "Other", ()),
            (Tags(artists=("Ann feat. Bob",)), "Sunrise", ("Ann feat. Bob",)),
            (Tags(artists=("Cid",)), "Ann feat. Bob - Sunrise", ("Cid",)),
            (Tags(title="T", artists=("A",)), "T", ("A",)),
        ],
    )
    def test_it(self, tags: Tags, title: str, artists: tuple[str, ...]) -> None:
        found = named(tags, Path("/music/01 - Ann feat. Bob - Sunrise.mp3"))
        assert (found.title, found.artists) == (title, artists)

    @given(st.text(max_size=80), st.text(max_size=40), st.lists(NAME, max_size=2))
    def test_what_tags_say_stays(self, stem: str, title: str, artists: list[str]) -> None:
        tags = Tags(title=clean(title), artists=split_artists(artists))
        found = named(tags, Path("/music") / f"x{stem.replace('/', '')}.mp3")
        assert found.title
        assert found.title == tags.title or not tags.title
        assert found.artists == tags.artists or not tags.artists


@pytest.mark.django_db
class TestImport:
    """import_music."""

    def test_a_file_without_tags(self, tmp_path: Path) -> None:
        make_sound(tmp_path / "02 - 잔나비 - 가을밤.mp3")
        scan(tmp_path)
        assert song("가을밤").artist_line == "잔나비"

    def test_a_file_with_tags(self, tmp_path: Path) -> None:
        tag(make_sound(tmp_path / "Ann - Sunrise.mp3"), "Dusk", "Bob")
        scan(tmp_path)
        assert song("Dusk").artist_line == "Bob"
