"""Pictures made for tests, and songs that carry them."""

import base64
import io
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC
from mutagen.mp4 import MP4, MP4Cover
from PIL import Image

from recommender.cover_files import cover_path, mark_in
from recommender.models import MusicFolder
from tests.recommender.importing.music import song

FRONT, BACK, ICON = 3, 4, 1
RED, GREEN, BLUE = (200, 30, 30), (30, 180, 40), (30, 40, 200)


def picture(colour: Any = RED, form: str = "JPEG", size: tuple[int, int] = (80, 60)) -> bytes:
    """Return a picture of one colour."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, form)
    return stream.getvalue()


def noise(size: tuple[int, int], form: str = "JPEG", seed: int = 1) -> bytes:
    """Return a picture that no format makes small."""
    stream = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    Image.fromarray(pixels).save(stream, form)
    return stream.getvalue()


def block(data: bytes, kind: int = FRONT) -> Picture:
    """Return a FLAC picture block."""
    found = Picture()
    found.type, found.mime, found.data = kind, "image/jpeg", data
    return found


def embed(path: Path, *pictures: tuple[int, bytes]) -> Path:
    """Put pictures, each with its kind, into a file of any format in place of those in it."""
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    if isinstance(file, FLAC):
        file.clear_pictures()
        for kind, data in pictures:
            file.add_picture(block(data, kind))
    elif isinstance(file, MP4):
        file["covr"] = [MP4Cover(data, MP4Cover.FORMAT_JPEG) for _, data in pictures]
    elif hasattr(file.tags, "setall"):
        file.tags.setall("APIC", [
            APIC(encoding=3, mime="image/jpeg", type=kind, desc=str(number), data=data)
            for number, (kind, data) in enumerate(pictures)
        ])  # fmt: skip
    else:
        file["metadata_block_picture"] = [
            base64.b64encode(block(data, kind).write()).decode() for kind, data in pictures
        ]
    file.save()
    return path


def colour_of(title: str) -> tuple[int, int, int] | None:
    """Return the colour in the middle of a song's cover, None if it has no cover of ours."""
    mark = mark_in(song(title).cover)
    if not mark:
        return None
    with Image.open(cover_path(mark)) as kept:
        red, green, blue = kept.convert("RGB").getpixel((kept.width // 2, kept.height // 2))
        return red, green, blue


def shows(title: str, colour: tuple[int, int, int]) -> bool:
    """Tell whether a song's cover has this colour, as far as its format keeps colours."""
    seen = colour_of(title)
    return seen is not None and all(abs(a - b) < 12 for a, b in zip(seen, colour, strict=True))


def kept_covers() -> list[str]:
    """Return the names of all files among the covers."""
    folder = cover_path("").parent
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def left_out() -> list[list[str]]:
    """Return what the one folder's last scan left out or remarked upon."""
    return list(MusicFolder.objects.get().report["left_out"])
