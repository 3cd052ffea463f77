"""Songs with sound files of their own, in throw-away folders."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from recommender.models import Song
from tests.recommender.audio.sound import sine, wav

Upload = Callable[..., Song]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Keep models and media apart from other tests'."""
    settings.MODEL_DIR, settings.MEDIA_ROOT = tmp_path / "models", tmp_path / "media"
    return tmp_path


@pytest.fixture
def upload(db: None) -> Upload:
    """Return what makes a song of a file: by default four seconds of a sine at -20 LUFS."""

    def make(data: bytes | None = None, name: str = "song.wav", **columns: Any) -> Song:
        song = Song.objects.create(**columns)
        song.audio.save(name, ContentFile(wav(sine(4, -20)) if data is None else data))
        return song

    return make
