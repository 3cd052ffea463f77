"""import_music on short pieces of real music, which a clone of the project does not hold."""

import shutil
from pathlib import Path

import pytest

from recommender.models import Song
from recommender.sources import locate
from tests.recommender.importing.music import scan, song

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


@pytest.fixture
def clips(shared: Path, tmp_path: Path) -> Path:
    """Return a copy of the folder of clips; skip where there is none."""
    source = shared / "data" / "music" / "audio_cc"
    if not source.is_dir():
        pytest.skip("the folder of short clips is not on this machine")
    return Path(shutil.copytree(source, tmp_path / "clips"))


def test_real_music(clips: Path) -> None:
    files = sorted(clips.glob("*.ogg"))
    out, err = scan(clips)
    assert f"{len(files)} added" in out
    assert "skipped" not in err
    for found in Song.objects.filter(source="music"):
        assert found.duration > 5
        assert locate(found) is not None
    folk = song("Let's Go Fishin'")
    assert (folk.artist_line, folk.album, folk.year) == ("Karissa Hobbs", "Age of Flowers", 2016)
    assert [str(tag) for tag in folk.tags.all()] == ["Folk"]
    out, _ = scan(clips)
    assert f"{len(files)} unchanged" in out
