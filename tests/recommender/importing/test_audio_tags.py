"""Tags in the ways in which each format, and each tagger, writes them."""

import io
import struct
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.apev2 import APEv2
from mutagen.id3 import (
    APIC,
    ID3,
    RVA2,
    SYLT,
    TCON,
    TDRC,
    TIT2,
    TMOO,
    TPE1,
    TXXX,
    UFID,
    USLT,
    Encoding,
)
from mutagen.mp4 import MP4, MP4Cover
from mutagen.ogg import OggPage
from mutagen.oggopus import OggOpus

from recommender.audio import AudioRejected
from recommender.catalogue.music.gain import Level
from recommender.catalogue.music.sound import hear
from recommender.catalogue.music.tag_values import TagsUnreadable, TagValues
from recommender.catalogue.music.tags import Tags, make_tags, read_tags
from tests.recommender.importing.music import FORMATS, make_sound, tag

RECORDING = "b3015bab-1540-4d4e-9f30-14872a1525f7"
ARTISTS = ("cc197bad-dc9c-440d-a5b5-d52ba2e14234", "83d91898-7763-47d7-b03b-b92132375c47")


def read(path: Path) -> Tags:
    with path.open("rb") as file:
        return read_tags(file, hear(file))


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_tags_at_all(tmp_path: Path, suffix: str) -> None:
    path = make_sound(tmp_path / f"a{suffix}")
    mutagen.File(path).delete()
    assert read(path) == Tags()


@pytest.mark.parametrize("suffix", [".ogg", ".opus", ".flac"])
@pytest.mark.parametrize(
    ("title", "raw"), [("Apnée", "Apnée".encode("cp1252")), ("밤편지", "밤편지".encode("cp949"))]
)
def test_comments_in_another_code(tmp_path: Path, suffix: str, title: str, raw: bytes) -> None:
    stand_in = "x" * len(raw)
    path = tag(make_sound(tmp_path / f"a{suffix}"), stand_in, "Ann")
    whole = path.read_bytes()
    assert whole.count(stand_in.encode()) == 1
    path.write_bytes(with_sums(whole.replace(stand_in.encode(), raw)))
    found = read(path)
    assert (found.title, found.artists) == (title, ("Ann",))


def test_wav_fields_in_another_code(tmp_path: Path) -> None:
    whole = make_sound(tmp_path / "a.wav").read_bytes()
    name = b"INAM" + struct.pack("<I", 6) + "밤편지".encode("cp949")
    chunk = b"LIST" + struct.pack("<I", 4 + len(name)) + b"INFO" + name
    size = struct.pack("<I", len(whole) + len(chunk) - 8)
    (tmp_path / "b.wav").write_bytes(whole[:4] + size + whole[8:] + chunk)
    assert read(tmp_path / "b.wav").title == "밤편지"


def with_sums(data: bytes) -> bytes:
    """Return an Ogg file with the sums of its pages put right; anything else as it is."""
    file, pages = io.BytesIO(data), b""
    while data.startswith(b"OggS"):
        try:
            pages += OggPage(file).write()
        except EOFError:
            return pages
    return data


@pytest.mark.parametrize(
    ("artist", "album"),
    [("Unknown Artist", "Unknown Album"), ("<unknown>", "N/A"), ("알 수 없음", "none")],
)
def test_what_programs_write_where_they_know_nothing(
    tmp_path: Path, artist: str, album: str
) -> None:
    found = read(tag(make_sound(tmp_path / "a.mp3"), "Unknown", artist, album))
    assert (found.title, found.artists, found.album) == ("Unknown", (), "")


@pytest.mark.parametrize("name", ["albumartist", "Album Artist"])
def test_the_album_says_who_plays_where_the_song_does_not(name: str) -> None:
    def artists(**texts: str) -> tuple[str, ...]:
        found = TagValues()
        for field, text in texts.items():
            found.add(name if field == "album" else field, [text])
        return make_tags(found).artists

    assert artists(album="Band") == artists(artist="Unknown Artist", album="Band") == ("Band",)
    assert artists(artist="Ann", album="Band") == ("Ann",)
    assert artists(album="Various Artists") == ()


def test_what_webm_is_tagged_with(tmp_path: Path) -> None:
    path = tmp_path / "a.webm"
    with av.open(str(path), "w", format="webm") as to:
        to.metadata.update({"title": "밤편지", "artist": "아이유"})
        stream = to.add_stream("libopus", rate=48_000)
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 96_000), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts = 48_000, 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            to.mux(packet)
    found = read(path)
    assert (found.title, found.artists) == ("밤편지", ("아이유",))


@pytest.mark.parametrize("suffix", FORMATS)
def test_tags_and_pictures_do_not_change_the_fingerprint(tmp_path: Path, suffix: str) -> None:
    path = make_sound(tmp_path / f"a{suffix}")
    other = make_sound(tmp_path / f"b{suffix}", pitch=500)

    def fingerprint(of: Path) -> str:
        with of.open("rb") as file:
            return hear(file).fingerprint

    before = fingerprint(path)
    tag(path, "t" * 20_000, "a" * 20_000, "b" * 20_000)
    assert fingerprint(path) == before != fingerprint(other)


def id3(path: Path, *frames: Any, **how: Any) -> Tags:
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(path, **how)
    return read(path)


class TestID3:
    """MP3."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return make_sound(tmp_path / "a.mp3")

    def test_its_frames(self, path: Path) -> None:
        found = id3(
            path,
            TIT2(encoding=3, text=["해돋이"]),
            TPE1(encoding=3, text=["아이유", "Ann"]),
            TCON(encoding=3, text=["(17)", "Jazz/Blues"]),
            TMOO(encoding=3, text=["Calm"]),
            TXXX(encoding=3, desc="MOOD", text=["Sad"]),
            TDRC(encoding=3, text=["2004-05"]),
            USLT(encoding=3, lang="kor", desc="", text="첫 줄\r\n둘째 줄"),
            APIC(encoding=3, mime="image/png", type=3, desc="", data=b"png"),
            UFID(owner="http://musicbrainz.org", data=RECORDING.encode()),
            TXXX(encoding=3, desc="MusicBrainz Artist Id", text=["/".join(ARTISTS)]),
            TXXX(encoding=3, desc="REPLAYGAIN_TRACK_GAIN", text=["-3.00 dB"]),
            TXXX(encoding=3, desc="replaygain_track_peak", text=["1.000000"]),
        )
        assert (found.title, found.artists, found.year) == ("해돋이", ("아이유", "Ann"), 2004)
        assert (found.genres, found.moods) == (("Rock", "Jazz", "Blues"), ("Calm",))
        assert found.lyrics == "첫 줄\n둘째 줄"
        assert (found.recording_id, found.artist_ids) == (RECORDING, ARTISTS)
        assert found.level == Level(-15.0, 0.0)

    def test_the_old_version(self, path: Path) -> None:
        found = id3(
            path, TIT2(encoding=1, text=["Old"]), TPE1(encoding=1, text=["A", "B"]),
            TDRC(encoding=1, text=["1999"]), v2_version=3, v23_sep=" / ",
        )  # fmt: skip
        assert (found.title, found.artists, found.year) == ("Old", ("A", "B"), 1999)

    def test_version_one_alone(self, path: Path) -> None:
        tags = ID3()
        tags.add(TIT2(encoding=0, text=["First"]))
        tags.save(path, v1=2)
        body = path.read_bytes()
        header = 10 + sum(byte << shift for byte, shift in zip(body[6:10], (21, 14, 7, 0),
                                                               strict=True))  # fmt: skip
        path.write_bytes(body[header:])
        assert read(path).title == "First"

    def test_korean_that_says_it_is_latin(self, path: Path) -> None:
        wrong = "소녀시대 - 다시 만난 세계".encode("cp949").decode("latin-1")
        found = id3(path, TIT2(encoding=Encoding.LATIN1, text=[wrong]))
        assert found.title == "소녀시대 - 다시 만난 세계"

    def test_unicode_is_taken_at_its_word(self, path: Path) -> None:
        looks_wrong = "소녀시대".encode("cp949").decode("latin-1")
        assert id3(path, TIT2(encoding=3, text=[looks_wrong])).title == looks_wrong

    def test_lyrics_with_times(self, path: Path) -> None:
        words = SYLT(encoding=3, lang="eng", format=2, type=1, desc="",
                     text=[("one", 100), ("two", 2000)])  # fmt: skip
        assert id3(path, words).lyrics == "one\ntwo"

    def test_gain_of_other_kinds(self, path: Path) -> None:
        assert id3(path, RVA2(desc="track", channel=1, gain=-2.5, peak=0.5)).level.loudness == -15.5
        path = make_sound(path.with_name("b.mp3"))
        beside = APEv2()
        beside["REPLAYGAIN_TRACK_GAIN"], beside["Title"] = "+1.00 dB", "Only here"
        beside.save(path)
        assert (read(path).level.loudness, read(path).title) == (-19.0, "Only here")


def test_mp4_and_its_free_fields(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.m4a")
    file = MP4(path)
    apple = "----:com.apple.iTunes:"
    file["\xa9nam"], file["\xa9ART"], file["\xa9day"] = "Blue", "Ann; Bob", "2011-01-01T08:00:00Z"
    file["\xa9gen"], file["\xa9lyr"] = "Folk", "la la"
    file["covr"] = [MP4Cover(b"png", MP4Cover.FORMAT_PNG)]
    file[apple + "MOOD"] = "평화".encode()
    file[apple + "MusicBrainz Track Id"] = RECORDING.encode()
    file[apple + "MusicBrainz Artist Id"] = [one.encode() for one in ARTISTS]
    file[apple + "replaygain_track_gain"] = b"-8.00 dB"
    file.save()
    found = read(path)
    assert (found.title, found.artists, found.year) == ("Blue", ("Ann", "Bob"), 2011)
    assert (found.genres, found.moods, found.lyrics) == (("Folk",), ("평화",), "la la")
    assert (found.recording_id, found.artist_ids) == (RECORDING, ARTISTS)
    assert found.level.loudness == -10.0


@pytest.mark.parametrize("name", ["LYRICS", "UNSYNCEDLYRICS", "SYNCEDLYRICS"])
def test_lyrics_in_vorbis_comments(tmp_path: Path, name: str) -> None:
    path = make_sound(tmp_path / "a.opus")
    file = OggOpus(path)
    file[name] = "[00:01.00]한 줄\n[00:02.00]두 줄"
    file["metadata_block_picture"] = "AAAA"
    file.save()
    assert read(path).lyrics == "한 줄\n두 줄"


def test_the_fields_of_riff(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "a.wav")
    text = b"Tone\0\0"
    info = b"INFO" + b"INAM" + len(text).to_bytes(4, "little") + text
    body = path.read_bytes() + b"LIST" + len(info).to_bytes(4, "little") + info
    path.write_bytes(body[:4] + (len(body) - 8).to_bytes(4, "little") + body[8:])
    assert read(path).title == "Tone"


@given(st.dictionaries(
    st.sampled_from(["title", "artist", "artists", "album", "date", "genre", "mood", "lyrics",
                     "timed", "musicbrainz_trackid", "musicbrainz_artistid",
                     "replaygain_track_gain", "replaygain_track_peak", "r128_track_gain"]),
    st.lists(st.text(max_size=400), max_size=3),
))  # fmt: skip
def test_any_texts_make_tags_that_the_database_can_hold(values: dict[str, list[str]]) -> None:
    found = make_tags(TagValues(values))
    texts = [found.title, found.album, *found.artists, *found.genres, *found.moods]
    for text in texts:
        assert "\0" not in text
        assert len(text) <= 300
        text.encode()
        assert text == text.strip()
    assert all(len(word) <= 80 for word in (*found.genres, *found.moods))
    assert len(found.genres) <= 20
    assert found.year is None or 1000 <= found.year <= 2099
    assert len(set(found.artists)) == len(found.artists)
    assert all(len(one) == 36 for one in (*found.artist_ids, found.recording_id) if one)


class Samples(dict[str, bytes]):
    """A tagged file of each format; in a failure's report its bytes would fill a book."""

    def __repr__(self) -> str:
        return "samples"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Return a tagged file of each format."""
    folder = tmp_path_factory.mktemp("samples")
    paths = [tag(make_sound(folder / f"a{suffix}"), "Title", "Artist", "Album")
             for suffix in FORMATS]  # fmt: skip
    return Samples({path.suffix: path.read_bytes() for path in paths})


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=40),
    end=st.integers(0, 20_000),
)
def test_a_damaged_file_is_refused_or_read(
    samples: Samples, suffix: str, changes: list[tuple[int, int]], end: int
) -> None:
    body = bytearray(samples[suffix][: end or None])
    for place, byte in changes:
        if place < len(body):
            body[place] = byte
    file = io.BytesIO(bytes(body))
    try:
        found = read_tags(file, hear(file))
    except (AudioRejected, TagsUnreadable, av.FFmpegError, ValueError):
        return  # what a scan reports as damaged
    assert isinstance(found, Tags)


def test_a_codec_that_nobody_knows_is_refused(samples: Samples) -> None:
    body = bytearray(samples[".wav"])
    body[20:22] = b"\0\0"  # RIFF's number of the codec
    with pytest.raises(AudioRejected, match="format"):
        hear(io.BytesIO(bytes(body)))
