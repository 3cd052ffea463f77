"""Sound files: AAC in .m4a written and read with PyAV; samples are (n, 2) float32 in -1..1."""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 44_100
BIT_RATE = 64_000  # sixty pieces of a minute stay under 30 MB
Samples = NDArray[np.float32]


def encode(samples: Samples, path: Path, bit_rate: int = BIT_RATE) -> None:
    """Write samples as AAC; the same samples give the same bytes (no dates, one thread)."""
    options = {"fflags": "+bitexact", "movflags": "+faststart"}
    with av.open(str(path), "w", format="ipod", options=options) as box:
        stream = box.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = bit_rate
        stream.codec_context.thread_count = 1
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        block = np.ascontiguousarray(samples.T, dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, 0
        box.mux(stream.encode(frame))
        box.mux(stream.encode(None))


def decode(path: Path) -> Samples:
    """Read a sound file as players hear it; FileNotFoundError or av.error for a bad one."""
    blocks = []
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with av.open(str(path)) as box:
        for frame in box.decode(audio=0):
            blocks += [f.to_ndarray() for f in resampler.resample(frame)]
    return np.ascontiguousarray(np.concatenate(blocks, axis=1).T, dtype=np.float32)
