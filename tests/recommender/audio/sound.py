"""Sound files made in memory."""

import io
import wave

import numpy as np
from numpy.typing import NDArray


def sine(seconds: float = 3.0, level: float = -20.0, rate: int = 48_000) -> NDArray[np.float64]:
    """Return a stereo sine of 997 Hz, (n, 2), whose loudness is ``level`` LUFS by definition."""
    time = np.arange(int(seconds * rate)) / rate
    tone = 10 ** (level / 20) * np.sin(2 * np.pi * 997 * time)
    return np.stack([tone, tone], axis=1)


def wav(samples: NDArray[np.float64], rate: int = 48_000) -> bytes:
    """Return samples, (n, 2), as a 16-bit WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()
