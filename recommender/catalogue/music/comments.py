"""Open the formats with Vorbis comments so that text in another code than UTF-8 is not lost.

The standard asks for UTF-8, and old programs wrote what their system used. mutagen puts U+FFFD in
place of such letters; here the bytes stay in the text as lone surrogates (PEP 383), out of which
``text.repaired`` makes letters.
"""

from functools import cache
from typing import IO, Any

from mutagen._vorbis import VorbisEncodingError
from mutagen.flac import FLAC, VCFLACDict


class Escaped:
    """Put before a class of comments: it keeps the bytes that are no UTF-8."""

    def load(self, data: IO[bytes], errors: str = "replace", **options: Any) -> None:
        """Read comments; as mutagen does by itself where they are broken in another way."""
        start = data.tell()
        try:
            super().load(data, errors="surrogateescape", **options)  # type: ignore[misc]
        except (VorbisEncodingError, UnicodeError):
            list.clear(self)  # type: ignore[arg-type]
            data.seek(start)
            super().load(data, errors=errors, **options)  # type: ignore[misc]


@cache
def escaping(kind: Any) -> Any:
    """Return one of mutagen's classes of files whose comments keep their bytes."""
    if kind is FLAC:
        blocks = [
            escaped(block) if block is VCFLACDict else block for block in kind.METADATA_BLOCKS
        ]
        return type(kind.__name__, (kind,), {"METADATA_BLOCKS": blocks})
    return type(kind.__name__, (kind,), {"_Tags": escaped(kind._Tags)})


def escaped(comments: Any) -> Any:
    """Return a class of comments that keeps their bytes."""
    return type(comments.__name__, (Escaped, comments), {})
