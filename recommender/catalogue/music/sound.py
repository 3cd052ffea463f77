"""What the sound of a file is: its fingerprint, length and form.

The fingerprint is over the coded sound alone, packet by packet, so that it stays when tags or
pictures change, when the file moves, and when it is put into another container of its kind. It
needs no decoding: a song of four minutes takes a twentieth of a second.
"""

import hashlib
from dataclasses import dataclass
from typing import IO, Any

import av

from recommender.audio import SHORTEST_SECONDS, AudioRejected, check_whole, form_of, opened
from recommender.catalogue.music.text import repaired

# Raise it when files are read otherwise than before, their tags too: the next scan reads all anew.
READER = 3
# Sets and symphonies are longer than what may be uploaded; beyond this it is no music to list.
LONGEST_OWN_SECONDS = 12 * 60 * 60
FINGERPRINT_BYTES = 16


@dataclass(frozen=True)
class Sound:
    """A file's sound. container: FFmpeg's name for it. duration: seconds.

    metadata: what the container itself is tagged with, for those that mutagen does not read.
    """

    fingerprint: str
    duration: float
    content_type: str
    suffix: str
    container: str
    codec: str
    metadata: dict[str, str]


class Packets:
    """Takes coded packets: their fingerprint, and how long they play."""

    def __init__(self) -> None:
        self.hash = hashlib.blake2b(digest_size=FINGERPRINT_BYTES)
        self.start: int | None = None
        self.end = 0
        self.sounds = False

    def add(self, packet: Any) -> None:
        """Take the next packet; decode until the first one that gives sound, which proves it."""
        self.hash.update(packet)
        if packet.pts is not None:
            self.start = packet.pts if self.start is None else min(self.start, packet.pts)
            self.end = max(self.end, packet.pts + signed(packet.duration or 0))
        if not self.sounds:
            self.sounds = gives_sound(packet)

    @property
    def ticks(self) -> int:
        """Return how long it plays, in the stream's unit of time."""
        return self.end - (self.start or 0)


def signed(ticks: int) -> int:
    """Return a packet's length as FFmpeg meant it.

    The last one of an Ogg file is shortened to where the page says that the sound ends. Where that
    is before its beginning, the length is less than nothing and comes as 32 bits without a sign.
    """
    return ticks - 2**32 if 2**31 <= ticks < 2**32 else ticks


def gives_sound(packet: Any) -> bool:
    """Tell whether a packet decodes to something."""
    try:
        return bool(packet.decode())
    except av.FFmpegError:
        return False  # Players step over it too; a later one may do.


def hear(file: IO[bytes]) -> Sound:
    """Read a seekable file's packets; AudioRejected where it cannot become a song."""
    with opened(file) as container:
        form = form_of(container)
        stream = container.streams.audio[0]
        packets = read_packets(container, stream)
        seconds = float(packets.ticks * stream.time_base)
        if not packets.sounds:
            raise AudioRejected("not-audio")
        check_whole(file, container, seconds)
        check_length(seconds)
        return Sound(
            fingerprint=packets.hash.hexdigest(),
            duration=round(seconds, 2),
            content_type=form.content_type,
            suffix=form.suffix,
            container=container.format.name.partition(",")[0],
            codec=stream.codec_context.name,
            metadata={
                repaired(str(name)).lower(): repaired(str(text))
                for name, text in container.metadata.items()
            },
        )


def read_packets(container: Any, stream: Any) -> Packets:
    """Take every packet of the stream; AudioRejected where reading breaks off."""
    packets = Packets()
    try:
        for packet in container.demux(stream):
            if packet.size:
                packets.add(packet)
    except av.FFmpegError as error:
        raise AudioRejected("damaged") from error
    return packets


def check_length(seconds: float) -> None:
    """AudioRejected for a length that is no song's."""
    if seconds < SHORTEST_SECONDS:
        raise AudioRejected("too-short")
    if seconds > LONGEST_OWN_SECONDS:
        raise AudioRejected("too-long")
