"""Files that are strange, damaged or no music: heard, or marked with why; the batch goes on."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from django.conf import settings
from PIL import Image

from recommender.analysis.problems import PROBLEMS, in_words
from recommender.audio import MESSAGES, AudioRejected, measure
from recommender.catalogue.music.reasons import REJECTED
from recommender.models import SongAnalysis
from tests.recommender.analysis.conftest import Upload
from tests.recommender.analysis.test_analysis import analysed
from tests.recommender.audio.sound import sine, wav
from tests.recommender.importing.music import make_sound

pytestmark = pytest.mark.django_db
State = SongAnalysis.State
PIECE = Path(settings.BASE_DIR) / "starter" / "audio" / "blue-birds.m4a"


def pcm(samples: np.ndarray, rate: int, layout: str, codec: str = "pcm_s16le") -> bytes:
    """Return samples (channels, n) as a WAV file of any rate and layout."""
    file = io.BytesIO()
    with av.open(file, "w", format="wav") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        whole = (samples.T.reshape(1, -1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole, "s16", layout)
        frame.rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def protected(data: bytes) -> bytes:
    """Return an m4a whose sample entry is that of FairPlay."""
    entry = data.index(b"mp4a", data.index(b"stsd"))
    return data[:entry] + b"drms" + data[entry + 4 :]


def with_cover(pixels: tuple[int, int]) -> bytes:
    """Return a FLAC file with a picture of so many pixels in it."""
    from mutagen.flac import FLAC, Picture

    file = io.BytesIO()
    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=48_000, layout="stereo")
        stream.codec_context.format = "s16"
        whole = (sine(4).reshape(1, -1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole, "s16", "stereo")
        frame.rate = 48_000
        sizer = av.AudioResampler("s16", "stereo", 48_000, 4096)
        for piece in [*sizer.resample(frame), *sizer.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    picture, drawn = Picture(), io.BytesIO()
    Image.new("1", pixels).save(drawn, "PNG")
    picture.data, picture.mime, picture.type = drawn.getvalue(), "image/png", 3
    picture.width, picture.height = pixels
    tags = FLAC(io.BytesIO(file.getvalue()))
    tags.add_picture(picture)
    file.seek(0)
    tags.save(file)
    return file.getvalue()


TONE = sine(4)
CUT_OFF = PIECE.read_bytes()[: PIECE.stat().st_size // 2]
# Less than a block of 0.4 s has no loudness.
NO_LOUDNESS = {"silent", "a third of a second"}
HEARD = {
    "silent": (wav(np.zeros_like(TONE)), "song.wav"),
    "clipped": (wav(np.clip(30 * TONE, -1, 1)), "song.wav"),
    "mono": (pcm(TONE.T[:1], 48_000, "mono"), "song.wav"),
    "eight channels": (pcm(np.tile(TONE.T, (4, 1)), 48_000, "7.1"), "song.wav"),
    "8 kHz": (pcm(sine(4, rate=8000).T, 8000, "stereo"), "song.wav"),
    "192 kHz": (pcm(sine(4, rate=192_000).T, 192_000, "stereo"), "song.wav"),
    "a third of a second": (wav(sine(0.3)), "song.wav"),
    "wrong ending": (PIECE.read_bytes(), "song.mp3"),
    "cover of 50 megapixels": (with_cover((10_000, 5_000)), "song.flac"),
}
REFUSED = {
    "text": (b"These are only words.\n" * 500, "song.mp3", "not-audio"),
    "empty": (b"", "song.mp3", "not-audio"),
    "protected": (protected(PIECE.read_bytes()), "song.m4a", "protected"),
    "cut off": (CUT_OFF, "song.m4a", "damaged"),
    "no sound": (wav(TONE[:0]), "song.wav", "not-audio"),
}


@pytest.mark.parametrize("name", HEARD)
def test_what_is_strange_is_heard(upload: Upload, name: str) -> None:
    data, file = HEARD[name]
    row = analysed(upload(data, file))
    assert (row.state, row.problem) == (State.DONE, "")
    assert (row.loudness is None) == (name in NO_LOUDNESS)


def test_a_recording_without_the_mark_of_its_end_is_heard(upload: Upload, tmp_path: Path) -> None:
    whole = make_sound(tmp_path / "a.ogg", seconds=6).read_bytes()
    row = analysed(upload(whole[: whole.rindex(b"OggS\0")], "song.ogg"))
    assert (row.state, row.problem) == (State.DONE, "")
    assert 5 < row.seconds < 6


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_heard_is_marked_with_the_reason(upload: Upload, name: str) -> None:
    data, file, problem = REFUSED[name]
    row = analysed(upload(data, file))
    assert (row.state, row.problem) == (State.FAILED, problem)
    assert row.loudness is None


def test_the_batch_goes_on(upload: Upload) -> None:
    for data, file, _ in REFUSED.values():
        upload(data, file)
    row = analysed(upload())
    assert row.state == State.DONE
    assert SongAnalysis.objects.filter(state=State.FAILED).count() == len(REFUSED)


def test_every_reason_has_words() -> None:
    own = {"gone", "unreadable", "crashed"}
    assert set(PROBLEMS) - own <= set(MESSAGES) == set(REJECTED)
    assert all(in_words(problem) != problem for problem in PROBLEMS)


def test_a_protected_upload_is_refused_with_its_reason() -> None:
    with pytest.raises(AudioRejected) as caught:
        measure(io.BytesIO(protected(PIECE.read_bytes())))
    assert "protected" in caught.value.message


@pytest.mark.parametrize("seed", range(6))
def test_garbage_in_the_middle_ends_nothing(upload: Upload, seed: int) -> None:
    random = np.random.default_rng(seed)
    data = bytearray(PIECE.read_bytes())
    start = int(random.integers(0, len(data) - 3000))
    data[start : start + 3000] = random.bytes(3000)
    assert analysed(upload(bytes(data), "song.m4a")).state in {State.DONE, State.FAILED}
