"""The small parsers behind the tags: lyrics, gain, names, years, slugs."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.catalogue.music.entry import LONGEST_ID, artist_id, slug_of
from recommender.catalogue.music.file_names import file_title
from recommender.catalogue.music.gain import LOUDEST, QUIETEST, Level, tagged_level
from recommender.catalogue.music.lyrics import MOST_BYTES, LyricsUnreadable, plain, read_lrc
from recommender.catalogue.music.text import (
    clean,
    mended,
    repaired,
    split_artists,
    year_of,
)

STAMPS = st.builds(
    "[{:02}:{:02}{}]".format,
    st.integers(0, 99), st.integers(0, 59), st.sampled_from(["", ".5", ".50", ":50", ".500"]),
)  # fmt: skip
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"],
                              exclude_characters="[]<>"), min_size=1, max_size=12)  # fmt: skip


class TestLyrics:
    """LRC and its relatives."""

    @given(st.lists(st.tuples(st.lists(STAMPS, max_size=3), WORDS), min_size=1, max_size=20))
    def test_the_words_stay_and_the_times_go(self, lines: list[tuple[list[str], str]]) -> None:
        text = "\n".join("".join(stamps) + word for stamps, word in lines)
        assert plain(text) == "\n".join(unicodedata.normalize("NFC", word) for _, word in lines)

    @given(st.text(max_size=300))
    def test_any_text(self, text: str) -> None:
        once = plain(text)
        assert "\0" not in once
        assert len(once) <= len(unicodedata.normalize("NFC", text))
        once.encode()

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("[ar:Ann]\n[offset:+50]\n[00:01.00]one", "one"),
            ("[00:01.00]<00:01.00>one <00:01.50>two", "one two"),
            ("[00:01.00][01:01.00] twice", "twice"),
            ("[Chorus]\nla", "[Chorus]\nla"),
            ("[Chorus: Ann]\nla", "[Chorus: Ann]\nla"),
            ("a\n\n\n\n\nb\r\nc", "a\n\nb\nc"),
            ("at 12:30 we met", "at 12:30 we met"),
        ],
    )
    def test_forms(self, text: str, words: str) -> None:
        assert plain(text) == words

    @pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
    def test_codes(self, tmp_path: Path, code: str) -> None:
        path = tmp_path / "a.lrc"
        path.write_bytes("[00:01.00]밤하늘의 별을".encode(code))
        assert read_lrc(path) == "밤하늘의 별을"

    def test_french_of_old(self, tmp_path: Path) -> None:
        (tmp_path / "a.lrc").write_bytes("[00:01.00]Là-bas, l'été, déjà".encode("cp1252"))
        assert read_lrc(tmp_path / "a.lrc") == "Là-bas, l'été, déjà"

    @given(st.binary(max_size=300))
    def test_any_bytes(self, tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
        path = tmp_path_factory.mktemp("lyrics") / "a.lrc"
        path.write_bytes(body)
        try:
            found = read_lrc(path)
        except LyricsUnreadable:
            return
        assert "\0" not in found
        found.encode()

    @pytest.mark.parametrize("body", [b"RIFF\x01\x02\x03\x80\x81" * 9, b"a" * (MOST_BYTES + 1)])
    def test_what_cannot_be_read(self, tmp_path: Path, body: bytes) -> None:
        (tmp_path / "a.lrc").write_bytes(body)
        with pytest.raises(LyricsUnreadable):
            read_lrc(tmp_path / "a.lrc")

    def test_a_file_that_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(LyricsUnreadable):
            read_lrc(tmp_path / "a.lrc")


class TestGain:
    """ReplayGain and R128."""

    @pytest.mark.parametrize(
        ("tags", "level"),
        [
            ({"replaygain_track_gain": "-6.00 dB"}, Level(-12.0)),
            ({"replaygain_track_gain": "+3,5"}, Level(-21.5)),
            ({"replaygain_track_gain": "-6 dB", "replaygain_reference_loudness": "83.0 dB"},
             Level(-18.0)),
            ({"replaygain_track_gain": "-5 dB", "replaygain_reference_loudness": "-23.00 LUFS"},
             Level(-18.0)),
            ({"r128_track_gain": "256", "replaygain_track_gain": "9 dB"}, Level(-24.0)),
            ({"replaygain_track_gain": "0 dB", "replaygain_track_peak": "0.5"},
             Level(-18.0, -6.02)),
            ({"replaygain_track_peak": "0"}, Level()),
            ({"replaygain_track_gain": "loud"}, Level()),
            ({"replaygain_track_gain": "-6 LUFS"}, Level()),
            ({"replaygain_track_gain": "-9999 dB"}, Level()),
            ({"replaygain_track_gain": "nan dB"}, Level()),
        ],
    )  # fmt: skip
    def test_forms(self, tags: dict[str, str], level: Level) -> None:
        assert tagged_level({name: [text] for name, text in tags.items()}) == level

    @given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
    def test_any_texts(self, gain: str, peak: str, reference: str) -> None:
        found = tagged_level({
            "replaygain_track_gain": [gain], "replaygain_track_peak": [peak],
            "replaygain_reference_loudness": [reference], "r128_track_gain": [gain],
        })  # fmt: skip
        assert found.loudness is None or QUIETEST <= found.loudness <= LOUDEST

    @given(st.floats(-22, 50))
    def test_every_gain_is_undone(self, gain: float) -> None:
        found = tagged_level({"replaygain_track_gain": [f"{gain:+.2f} dB"]})
        assert found.loudness == pytest.approx(-18 - gain, abs=0.02)


class TestText:
    """Names."""

    @given(st.text(max_size=500), st.integers(1, 300))
    def test_what_is_clean(self, text: str, longest: int) -> None:
        found = clean(text, longest)
        found.encode()
        assert len(found) <= longest
        assert found == found.strip()
        assert not any(unicodedata.category(sign) == "Cc" for sign in found)
        assert clean(found, longest) == found

    @given(st.text("가각간갇갈갉갊감갑값갓갔강개객", min_size=2))
    def test_korean_in_the_wrong_code_is_mended(self, korean: str) -> None:
        assert mended(korean.encode("cp949").decode("latin-1")) == korean

    @pytest.mark.parametrize(
        "text",
        ["Café", "Motörhead", "CANÇÃO", "Sigur Rós", "Übermäßig", "naïve", "plain", "한글", "Æ",
         "Ágætis byrjun", "CORAÇÃO DE JESUS", "Señor Ñandú", "Ça va déjà"],
    )  # fmt: skip
    def test_other_languages_stay(self, text: str) -> None:
        assert mended(text) == text

    @pytest.mark.parametrize(
        "text", ["Björk", "Créée", "소녀시대", "東京事変", "Сплин", "카타", "…"]
    )
    def test_what_is_utf_8_all_along_is_read_so(self, text: str) -> None:
        assert mended(text.encode().decode("latin-1")) == text

    @pytest.mark.parametrize("text", ["카타", "타카타", "소녀시대"])
    def test_korean_that_could_be_utf_8_stays_korean(self, text: str) -> None:
        assert mended(text.encode("cp949").decode("latin-1")) == text

    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            (b"Apn\xe9e", "Apnée"),
            (b"Vogue \xe0 l'ame", "Vogue à l'ame"),
            (b"It\x92s me", "It’s me"),
            ("소녀시대".encode("cp949"), "소녀시대"),
            ("소녀시대".encode(), "소녀시대"),
            (b"plain", "plain"),
        ],
    )
    def test_bytes_that_are_no_utf_8_are_read(self, raw: bytes, text: str) -> None:
        assert repaired(raw.decode("utf-8", "surrogateescape")) == text

    @given(st.binary())
    def test_repairing_never_fails(self, raw: bytes) -> None:
        repaired(raw.decode("utf-8", "surrogateescape")).encode()

    @given(st.text())
    def test_mending_never_fails(self, text: str) -> None:
        assert len(mended(text)) <= len(text)

    @pytest.mark.parametrize(
        ("field", "artists"),
        [
            ("Ann feat. Bob", ("Ann", "Bob")),
            ("Ann (feat. Bob)", ("Ann", "Bob")),
            ("Ann [ft. Bob (DJ)]", ("Ann", "Bob (DJ)")),
            ("Ann; Bob / Cat", ("Ann", "Bob", "Cat")),
            ("AC/DC", ("AC/DC",)),
            ("Earth, Wind & Fire", ("Earth, Wind & Fire",)),
            ("(G)I-DLE", ("(G)I-DLE",)),
            ("Ann;ann; ;Ann", ("Ann", "ann")),
            ("Daft Punk", ("Daft Punk",)),
            ("Featuring Nobody", ("Nobody",)),
        ],
    )
    def test_artists(self, field: str, artists: tuple[str, ...]) -> None:
        assert split_artists([field]) == artists

    @given(st.lists(st.text(max_size=60), max_size=4))
    def test_any_artists(self, fields: list[str]) -> None:
        found = split_artists(fields)
        assert all(name and name == name.strip() for name in found)
        assert len(set(found)) == len(found)

    @given(st.text(max_size=300))
    def test_every_file_has_a_title(self, stem: str) -> None:
        assert 1 <= len(file_title(stem)) <= 300

    @pytest.mark.parametrize(
        ("date", "year"),
        [("1999", 1999), ("2004-05-06", 2004), ("06.05.2004", 2004), ("20040506", 2004),
         ("12345", None), ("0000", None), ("", None), ("(C) 1987", 1987), ("99", None)],
    )  # fmt: skip
    def test_years(self, date: str, year: int | None) -> None:
        assert year_of(date) == year

    @pytest.mark.parametrize(
        ("word", "slug"),
        [("Drum & Bass", "drum-and-bass"), ("Lo-Fi", "lo-fi"), ("발라드", "발라드"), ("♥", ""),
         ("K-Pop", "k-pop"), ("Synth Pop", "synth-pop")],
    )  # fmt: skip
    def test_slugs(self, word: str, slug: str) -> None:
        assert slug_of(word) == slug

    @given(st.text(min_size=1, max_size=300))
    def test_the_ids_of_artists_fit(self, name: str) -> None:
        assert len(artist_id(name)) <= LONGEST_ID

    def test_long_names_that_differ_late_are_two(self) -> None:
        assert artist_id("a" * 250 + "b") != artist_id("a" * 250 + "c")
