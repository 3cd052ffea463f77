"""What an upload really is."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from django.conf import settings
from django.utils import translation

from recommender import audio
from recommender.audio import MESSAGES, AudioRejected, measure
from tests.recommender.audio.sound import sine, wav

PIECE = next(iter(sorted((Path(settings.BASE_DIR) / "starter" / "audio").glob("*.m4a"))))


def code(data: bytes) -> str:
    with pytest.raises(AudioRejected) as caught:
        measure(io.BytesIO(data))
    return caught.value.code


def encoded(form: str, codec: str, rate: int = 48_000) -> bytes:
    """Return three seconds of sine in a container."""
    file = io.BytesIO()
    with av.open(file, "w", format=form) as container:
        stream = container.add_stream(codec, rate=rate)
        samples = sine(3, -20, rate).astype(np.float32).T
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", "stereo")
        frame.rate = rate
        resampler = av.AudioResampler(
            stream.codec_context.format,
            stream.codec_context.layout,
            rate,
            stream.frame_size or 1024,
        )
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return file.getvalue()


def test_length_and_loudness() -> None:
    facts = measure(io.BytesIO(wav(sine(3, -20))))
    assert facts.duration == pytest.approx(3, abs=0.02)
    assert facts.loudness == pytest.approx(-20, abs=0.1)
    assert facts.true_peak == pytest.approx(-20, abs=0.2)
    assert (facts.content_type, facts.suffix) == ("audio/wav", ".wav")


def test_the_true_peak_lies_between_the_samples() -> None:
    # At a quarter of the rate every sample of this sine is at 0.707 of its peak, 3 dB below.
    tone = 0.5 * np.sin(np.pi / 2 * np.arange(144_000) + np.pi / 4) * np.hanning(144_000)
    facts = measure(io.BytesIO(wav(np.stack([tone, tone], axis=1))))
    assert facts.true_peak == pytest.approx(20 * np.log10(0.5), abs=0.2)


@pytest.mark.parametrize(
    ("form", "codec", "content_type"),
    [
        ("mp4", "aac", "audio/mp4"),
        ("mp3", "libmp3lame", "audio/mpeg"),
        ("ogg", "libopus", "audio/ogg"),
        ("flac", "flac", "audio/flac"),
        ("webm", "libopus", "audio/webm"),
    ],
)
def test_what_browsers_play(form: str, codec: str, content_type: str) -> None:
    facts = measure(io.BytesIO(encoded(form, codec)))
    assert facts.content_type == content_type
    assert facts.duration == pytest.approx(3, abs=0.15)
    assert facts.loudness == pytest.approx(-20, abs=0.5)


def test_a_piece_of_the_library() -> None:
    with PIECE.open("rb") as file:
        facts = measure(file)
    assert facts.loudness == pytest.approx(-16, abs=1)
    assert facts.content_type == "audio/mp4"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"just words " * 1000,
        b"ID3" + bytes(1000),
        b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"<?xml version='1.0'?><MPD></MPD>",
    ],
    ids=["empty", "words", "header", "hls", "concat", "dash"],
)
def test_what_is_not_audio(data: bytes) -> None:
    assert code(data) == "not-audio"


def test_a_playlist_of_addresses_opens_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    inner = tmp_path / "inner.wav"
    inner.write_bytes(wav(sine()))
    assert code(f"#EXTM3U\n#EXTINF:3,\n{inner}\n#EXT-X-ENDLIST\n".encode()) == "not-audio"


def test_a_picture_is_not_audio() -> None:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    assert code(file.getvalue()) == "not-audio"


def test_a_video_is_not_a_song() -> None:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        sound = container.add_stream("aac", rate=48_000)
        picture = container.add_stream("mpeg4", rate=10)
        picture.width = picture.height = 64
        frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), "rgb24")
        container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        container.mux(sound.encode(None))
    assert code(file.getvalue()) in {"video", "not-audio"}


def test_a_format_that_browsers_do_not_play() -> None:
    assert code(encoded("mp4", "alac")) == "format"


def test_a_file_that_was_cut_off() -> None:
    assert code(PIECE.read_bytes()[:200_000]) in {"damaged", "not-audio"}


def test_a_blink() -> None:
    assert code(wav(sine(0.2))) == "too-short"


def test_silence_has_no_loudness() -> None:
    facts = measure(io.BytesIO(wav(np.zeros((96_000, 2)))))
    assert (facts.loudness, facts.true_peak) == (None, None)


def test_hours_are_not_decoded_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "LONGEST_SECONDS", 2)
    assert code(wav(sine(3))) == "too-long"


def test_every_refusal_is_in_words() -> None:
    with translation.override("en"):
        assert all(len(AudioRejected(name).message) > 10 for name in MESSAGES)
