"""``manage.py analyse_music``: all that waits, now."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from recommender.models import SongAnalysis
from tests.recommender.analysis.conftest import Upload

pytestmark = pytest.mark.django_db


def run(*options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("analyse_music", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_hears_what_waits_and_says_what_failed(upload: Upload) -> None:
    upload()
    upload(b"only words", "song.mp3")
    out, err = run()
    assert out.startswith("1 of 2 songs heard, 1 not readable.\n")
    assert "1 times: The file holds no sound that can be read." in err


def test_it_hears_nothing_twice_unless_told(upload: Upload) -> None:
    upload()
    run()
    first = SongAnalysis.objects.get().analysed
    run()
    assert SongAnalysis.objects.get().analysed == first
    run("--anew")
    assert SongAnalysis.objects.get().analysed > first


def test_it_wants_a_process_at_least() -> None:
    with pytest.raises(CommandError, match="1 at least"):
        run("--workers", "0")


def test_without_songs_there_is_nothing_to_do() -> None:
    assert run()[0].startswith("0 of 0 songs heard, 0 not readable.\n")
