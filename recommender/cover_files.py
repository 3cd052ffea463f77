"""The covers that we keep ourselves: one small picture for each that was found with the music.

    MEDIA_ROOT/covers/<mark>.webp

The mark is a hash of the picture as it was found, so all songs of an album share one file, and what
stands at an address never changes.
"""

import io
import logging
import os
from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from emotion.face.decoding import PHOTO_FORMATS, Limits, decode_colour

logger = logging.getLogger(__name__)

# How such a cover is written in ``Song.cover``, where other values are static paths and addresses.
OURS = "media:covers/"
SUFFIX = ".webp"
CONTENT_TYPE = "image/webp"
# Twice the width of the largest picture that a page shows, for dense screens.
LONGEST = 512
# Scans of booklets are larger, and show no more at this size.
LIMITS = Limits(16 * 1024 * 1024, 25_000_000, 16_000_000, LONGEST, PHOTO_FORMATS)
QUALITY = 80
MARK_BYTES = 16
# Another way of making the small picture takes another name here, and so other addresses.
MAKING = b"cover-1"


def mark_of(data: bytes) -> str:
    """Return by what a picture is known."""
    return blake2b(data, digest_size=MARK_BYTES, person=MAKING).hexdigest()


def made(data: bytes) -> bytes:
    """Return a picture small and without its metadata; ImageRejected for what is none."""
    stream = io.BytesIO()
    decode_colour(data, LIMITS).save(stream, "WEBP", quality=QUALITY, exif=b"", icc_profile=b"")
    return stream.getvalue()


def cover_path(mark: str) -> Path:
    """Return where a cover lies."""
    return Path(settings.MEDIA_ROOT) / "covers" / f"{mark}{SUFFIX}"


def is_kept(mark: str) -> bool:
    """Tell whether a cover is on the disk."""
    return cover_path(mark).is_file()


def keep(mark: str, picture: bytes) -> None:
    """Put a cover on the disk, whole or not at all; OSError where that cannot be done."""
    path = cover_path(mark)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(picture)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def written(mark: str) -> str:
    """Return how a cover is written in the database."""
    return f"{OURS}{mark}{SUFFIX}"


def mark_in(cover: str) -> str:
    """Return the mark in what is written in the database, empty if that is no cover of ours."""
    return cover.removeprefix(OURS).removesuffix(SUFFIX) if cover.startswith(OURS) else ""


def lost(covers: Iterable[str]) -> list[str]:
    """Return which of the covers, as written in the database, are not on the disk."""
    return [cover for cover in covers if not is_kept(mark_in(cover))]


def remove_others(covers: Collection[str]) -> int:
    """Remove all covers but these, as written in the database, and drafts; return how many.

    Where the folder may not be read or written they stay: a scan is not lost over that.
    """
    used = {f"{mark_in(cover)}{SUFFIX}" for cover in covers}
    folder = cover_path("").parent
    removed = 0
    try:
        found = list(folder.glob("*")) if folder.is_dir() else []
        for path in found:
            if path.name not in used:
                path.unlink(missing_ok=True)
                removed += 1
    except OSError as error:
        logger.warning("Covers that no song uses stay where they are: %s", error)
    return removed
