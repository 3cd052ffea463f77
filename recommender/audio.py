"""Look into an audio file: is it sound, in a form that browsers play, and how long and loud?

A file is judged by decoding it, never by its name. It is decoded piece by piece, so that memory
stays small however long it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

import av
import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recommender.audio_ends import is_cut_mp4, is_cut_off
from recommender.hearing.level import Level

# Longer than a movement of a symphony; it also bounds what a small file that unpacks to hours
# of silence can cost.
LONGEST_SECONDS = 30 * 60
SHORTEST_SECONDS = 1.0
# So much of what the container promises must decode, else the file was cut off or damaged.
WHOLE = 0.95
# Broken packets in a hundred that players step over without a word.
MOST_BROKEN = 0.02
# The sample entries of encrypted sound in MP4 (FairPlay; ISO/IEC 14496-12, 8.12).
PROTECTED = frozenset({"drms", "enca"})
# Only these readers are let loose on an upload: others follow addresses that stand in the file.
READERS = "mov,mp3,ogg,flac,wav,aac,matroska"


class Form(NamedTuple):
    """A container that browsers play: its type, the codecs in it, the file name's ending."""

    content_type: str
    codecs: frozenset[str]
    suffix: str


FORMS = {
    "mov": Form("audio/mp4", frozenset({"aac", "mp3", "flac", "opus"}), ".m4a"),
    "mp3": Form("audio/mpeg", frozenset({"mp3", "mp3float"}), ".mp3"),
    "ogg": Form("audio/ogg", frozenset({"vorbis", "opus", "flac"}), ".ogg"),
    "flac": Form("audio/flac", frozenset({"flac"}), ".flac"),
    "wav": Form("audio/wav", frozenset({"pcm_s16le", "pcm_s24le", "pcm_f32le", "pcm_u8"}), ".wav"),
    "aac": Form("audio/aac", frozenset({"aac"}), ".aac"),
    "matroska": Form("audio/webm", frozenset({"vorbis", "opus"}), ".webm"),
}

MESSAGES: dict[str, str | Promise] = {
    "not-audio": _("This is not an audio file that we can read."),
    "video": _("This is a video. Please upload the sound alone."),
    "format": _("Browsers cannot play this format. Please use M4A, MP3, OGG, FLAC or WAV."),
    "protected": _("This file is protected against copying, so that nothing else can play it."),
    "damaged": _("This file is damaged or was cut off."),
    "cut-off": _("This file was cut off: its end is missing. Please copy or download it again."),
    "too-long": _("This is longer than 30 minutes. Please cut it into pieces."),
    "too-short": _("This is shorter than a second."),
}


class AudioRejected(Exception):
    """The file cannot become a song; ``code`` is a key of MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> str:
        """Return why, in the active language."""
        return str(MESSAGES[self.code])


@dataclass(frozen=True)
class AudioFacts:
    """What was measured.

    duration: seconds. loudness: integrated, LUFS, and true_peak: dBTP; None for silence.
    """

    duration: float
    loudness: float | None
    true_peak: float | None
    content_type: str
    suffix: str


def measure(file: IO[bytes]) -> AudioFacts:
    """Decode a seekable file to its end; AudioRejected where it cannot become a song."""
    with opened(file) as container:
        form = form_of(container)
        seconds, loudness, peak = listen(container)
        check_whole(file, container, seconds)
    if seconds < SHORTEST_SECONDS:
        raise AudioRejected("too-short")
    level = 20 * float(np.log10(peak)) if peak > 0 else None
    return AudioFacts(
        duration=round(seconds, 2),
        loudness=None if loudness is None else round(loudness, 2),
        true_peak=None if level is None else round(level, 2),
        content_type=form.content_type,
        suffix=form.suffix,
    )


def opened(file: IO[bytes]) -> Any:
    """Open a seekable file's container from its beginning; AudioRejected where there is none."""
    file.seek(0)
    options = {"format_whitelist": READERS, "protocol_whitelist": "none"}
    try:
        # What old files call themselves may stand there in any code.
        return av.open(file, mode="r", options=options, metadata_errors="surrogateescape")
    except (av.FFmpegError, ValueError, OSError) as error:
        raise AudioRejected("cut-off" if is_cut_mp4(file) else "not-audio") from error


def form_of(container: Any) -> Form:
    """Return the container's form; AudioRejected where browsers could not play it."""
    if not container.streams.audio:
        raise AudioRejected("not-audio")
    cover = av.stream.Disposition.attached_pic
    if any(not stream.disposition & cover for stream in container.streams.video):
        raise AudioRejected("video")
    form = FORMS.get(container.format.name.partition(",")[0])
    coded = container.streams.audio[0].codec_context  # None for a codec that FFmpeg has not
    refuse_protected(coded)
    if form is None or coded is None or coded.name not in form.codecs:
        raise AudioRejected("format")
    return form


def refuse_protected(coded: Any) -> None:
    """AudioRejected for sound that is encrypted: FFmpeg names its codec, and decodes noise."""
    if coded is not None and coded.codec_tag in PROTECTED:
        raise AudioRejected("protected")


def listen(container: Any) -> tuple[float, float | None, float]:
    """Decode everything; return seconds, loudness (None for silence) and the largest sample."""
    level: Level | None = None
    for frame in decoded(container):
        if level is None:
            level = Level(frame.layout.nb_channels if frame else 1)
        if level.add(frame) and level.seconds > LONGEST_SECONDS:
            raise AudioRejected("too-long")
    found = (level or Level(1)).finish()
    return found.seconds, found.loudness, found.peak


def check_whole(file: IO[bytes], container: Any, seconds: float) -> None:
    """AudioRejected where a container that was read promises more, or says that its end is missing.

    seconds: how much there was.
    """
    promised = float(container.duration or 0) / av.time_base
    if seconds < WHOLE * promised:
        raise AudioRejected("damaged")
    if is_cut_off(file, container.format.name.partition(",")[0]):
        raise AudioRejected("cut-off")


def decoded(container: Any) -> Iterator[Any]:
    """Yield every frame of the first audio stream, then None so that resamplers give their rest.

    AudioRejected where more is broken than players step over.
    """
    packets = broken = 0
    try:
        for packet in container.demux(container.streams.audio[0]):
            packets += 1
            try:
                yield from packet.decode()
            except av.FFmpegError:
                broken += 1
    except av.FFmpegError as error:
        raise AudioRejected("damaged") from error
    if broken > 1 + MOST_BROKEN * packets:
        raise AudioRejected("damaged")
    yield None
