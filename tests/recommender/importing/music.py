"""Audio files of every format, made for tests, and the command that imports them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
from django.core.management import call_command
from mutagen.id3 import TALB, TIT2, TPE1

from recommender.models import Song

RATE = 48_000
NOBODY = 65_534
CODECS = {
    ".mp3": "mp3",
    ".m4a": "aac",
    ".flac": "flac",
    ".ogg": "vorbis",
    ".opus": "libopus",
    ".wav": "pcm_s16le",
}
FORMATS = sorted(CODECS)


def make_sound(path: Path, pitch: float = 997.0, seconds: float = 1.3, form: str = "") -> Path:
    """Write a tone in the format of the name's ending (or of `form`), and return the path.

    Its level is 0.3, which at 997 Hz is -10.46 LUFS by definition.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = form or path.suffix
    time = np.arange(int(seconds * RATE)) / RATE
    tone = (0.3 * np.sin(2 * np.pi * pitch * time)).astype(np.float32)
    with av.open(str(path), "w", format={".m4a": "ipod", ".opus": "ogg"}.get(kind, kind[1:])) as to:
        options = {"strict": "experimental"} if kind == ".ogg" else {}
        stream = to.add_stream(CODECS[kind], rate=RATE, options=options)
        stream.layout = "stereo"
        frame = av.AudioFrame.from_ndarray(np.stack([tone, tone]), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE, 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            to.mux(packet)
    return path


def tag(path: Path, title: str = "", artist: str = "", album: str = "") -> Path:
    """Write the simple tags of any format."""
    names = {"title": title, "artist": artist, "album": album}
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for name, text in names.items():
        if text:
            put(file, name, text)
    file.save()
    return path


def put(file: Any, name: str, text: str) -> None:
    """Set one tag by the name that the format has for it."""
    if hasattr(file.tags, "setall"):
        frame = {"title": TIT2, "artist": TPE1, "album": TALB}[name]
        file.tags.setall(frame.__name__, [frame(encoding=3, text=[text])])
    elif isinstance(file, mutagen.mp4.MP4):
        file[{"title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb"}[name]] = [text]
    else:
        file[name] = [text]


def song_file(path: Path, title: str = "Sunrise", artist: str = "Ann", **sound: Any) -> Path:
    """Write a tone with a title and an artist."""
    return tag(make_sound(path, **sound), title, artist)


def scan(folder: Path) -> tuple[str, str]:
    """Import a folder; return what the command printed, and what it said beside."""
    out, err = StringIO(), StringIO()
    call_command("import_music", str(folder), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def titles() -> list[str]:
    """Return the titles of all songs in lists."""
    return sorted(str(song) for song in Song.objects.playable())


def song(title: str) -> Song:
    """Return the song with this title."""
    return Song.objects.get(names__text=title)


def age(path: Path, seconds: float = 100.0) -> None:
    """Let a file look as if it was changed at another time."""
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + int(seconds * 1e9)))


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act as a user without rights for a while: root reads what nobody may."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def check(folder: Path, *lines: str) -> str:
    """Import twice; each time these lines are told, and the good song is there."""
    for _ in range(2):
        _, err = scan(folder)
        for line in lines:
            assert line in err
        assert titles() == ["Good"]
    return err
