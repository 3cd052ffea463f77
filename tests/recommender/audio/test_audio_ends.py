"""Files whose container says by itself that the end is missing."""

import io
import re
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.audio import AudioRejected, measure
from recommender.audio_ends import WAYS, is_cut_mp4, is_cut_off
from tests.recommender.importing.music import make_sound

CONTAINERS = {".ogg": "ogg", ".opus": "ogg", ".wav": "wav"}
END_OF_STREAM = 4


def pages(whole: bytes) -> list[int]:
    """Return where the pages of an Ogg file begin."""
    return [found.start() for found in re.finditer(rb"OggS\0[\0-\7]", whole)]


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def wav_of(promised: int, samples: int) -> bytes:
    """Return the bytes of a WAV file that promises so many bytes of samples and has others."""
    head = b"fmt " + struct.pack("<I", 16) + bytes(16) + b"LIST" + struct.pack("<I", 3) + b"abc\0"
    body = b"WAVE" + head + b"data" + struct.pack("<I", promised) + bytes(samples)
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("suffix", CONTAINERS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_part_is_told_from_the_whole(tmp_path: Path, suffix: str, share: float) -> None:
    whole = make_sound(tmp_path / f"a{suffix}", seconds=12).read_bytes()
    assert not is_cut_off(io.BytesIO(whole), CONTAINERS[suffix])
    assert is_cut_off(io.BytesIO(whole[: int(share * len(whole))]), CONTAINERS[suffix])


def test_what_taggers_put_behind_an_ogg_stream_is_passed_over(tmp_path: Path) -> None:
    whole = make_sound(tmp_path / "a.ogg", seconds=2).read_bytes()
    assert not is_cut_off(io.BytesIO(whole + b"TAG" + bytes(125)), "ogg")
    assert not is_cut_off(io.BytesIO(whole + bytes(400_000)), "ogg")
    assert not is_cut_off(io.BytesIO(whole + b"OggS\0words that only begin as a page does"), "ogg")


@pytest.mark.parametrize("suffix", [".ogg", ".opus"])
def test_a_recording_that_was_switched_off_is_whole(tmp_path: Path, suffix: str) -> None:
    """Its last page is there to its end, and nothing says that it is the last of the stream."""
    whole = make_sound(tmp_path / f"a{suffix}", seconds=12).read_bytes()
    *_, before, last = pages(whole)
    recorded = whole[:last]
    assert not recorded[before + 5] & END_OF_STREAM
    for file in (recorded, recorded + b"TAG" + bytes(125)):
        assert not is_cut_off(io.BytesIO(file), "ogg")
    assert 10 < measure(io.BytesIO(recorded)).duration < 12.1


@pytest.mark.parametrize("there", [5, 20, 26, 27, 30, 500, -1])
def test_a_last_page_that_is_there_in_part_is_cut_off(tmp_path: Path, there: int) -> None:
    """In its header, in the lengths of its segments, and by one byte, flag or not."""
    whole = make_sound(tmp_path / "a.ogg", seconds=12).read_bytes()
    *_, before, last = pages(whole)
    for start, end in ((before, last), (last, len(whole))):
        page = whole[start:end]
        assert is_cut_off(io.BytesIO(whole[:start] + page[:there]), "ogg")


@pytest.mark.parametrize(
    ("promised", "samples", "cut"),
    [
        (10_000, 10_000, False),
        (10_000, 9_600, False),
        (10_000, 5_000, True),
        (0xFFFFFFFF, 5_000, False),
        (0, 5_000, False),
    ],
)
def test_a_wav_has_as_many_samples_as_it_says(promised: int, samples: int, cut: bool) -> None:
    assert is_cut_off(io.BytesIO(wav_of(promised, samples)), "wav") == cut


def test_an_mp4_without_its_index_was_cut_off() -> None:
    kind, sound, index = box(b"ftyp", b"M4A "), box(b"mdat", bytes(500)), box(b"moov", bytes(90))
    assert not is_cut_mp4(io.BytesIO(kind + sound + index))
    assert is_cut_mp4(io.BytesIO(kind + sound))
    assert is_cut_mp4(io.BytesIO(kind + sound[:100]))
    assert is_cut_mp4(io.BytesIO(kind + sound + index[:50]))
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 500) + bytes(500)
    assert not is_cut_mp4(io.BytesIO(kind + large + index))
    assert is_cut_mp4(io.BytesIO(kind + large[:300]))
    assert not is_cut_mp4(io.BytesIO(b"These are words, and no box at all."))


def test_an_upload_without_its_end_is_told_so(tmp_path: Path) -> None:
    whole = make_sound(tmp_path / "a.ogg", seconds=12).read_bytes()
    with pytest.raises(AudioRejected) as caught:
        measure(io.BytesIO(whole[: len(whole) // 2]))
    assert caught.value.code == "cut-off"
    assert "cut off" in caught.value.message


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"RIFF1234WAVE", b"\0\0\0\x08ftyp", b"OggS\0"])
)
def test_any_bytes_have_an_answer(data: bytes, start: bytes) -> None:
    for container in WAYS:
        assert is_cut_off(io.BytesIO(start + data), container) in {True, False}
    assert is_cut_mp4(io.BytesIO(start + data)) in {True, False}
    assert not is_cut_off(io.BytesIO(start + data), "flac")
