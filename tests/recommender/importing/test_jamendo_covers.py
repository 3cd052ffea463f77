"""Covers at other hosts are shown only where an administrator switched the host on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recommender.covers import cover_of
from recommender.models import Song

ROOT = Path(__file__).resolve().parents[3]
COVER = "https://usercontent.jamendo.com/?type=album&id=31&width=300"


@pytest.mark.parametrize(
    "hosts",
    [["https://usercontent.jamendo.com"], ["usercontent.jamendo.com"], ["https://*.jamendo.com"],
     ["https://other.example", "*.jamendo.com"]],
)  # fmt: skip
def test_a_cover_of_a_host_that_is_on_is_shown(settings: Any, hosts: list[str]) -> None:
    settings.STREAM_HOSTS = hosts
    assert cover_of(Song(cover=COVER)) == COVER


@pytest.mark.parametrize(
    "hosts",
    [[], ["https://jamendo.com"], ["http://usercontent.jamendo.com"], ["*.content.jamendo.com"],
     ["jamendo.com"], ["*"]],
)  # fmt: skip
def test_a_cover_of_another_host_gives_way_to_the_moods(settings: Any, hosts: list[str]) -> None:
    settings.STREAM_HOSTS = hosts
    assert cover_of(Song(cover=COVER, joy=1.0)) == "/static/img/cover-joy.svg"


def test_covers_of_our_own_and_songs_without_one_are_as_ever() -> None:
    assert cover_of(Song(cover="covers/dawn.svg")) == "/static/covers/dawn.svg"
    assert cover_of(Song()) == "/static/img/cover-neutral.svg"


def test_the_policy_lets_pages_show_what_it_lets_them_play(tmp_path: Path) -> None:
    host = "https://usercontent.jamendo.com"
    code = (
        "import json; from mlfym.settings import CONTENT_SECURITY_POLICY as policy;"
        "rules = policy['DIRECTIVES']; print(json.dumps([rules['img-src'], rules['media-src']]))"
    )
    environment = {**os.environ, "STREAM_HOSTS": host, "DATA_DIR": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, cwd=ROOT
    )
    images, media = json.loads(said.stdout)
    assert host in images
    assert host in media
