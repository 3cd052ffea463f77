"""The covers of songs that a curator deletes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from recommender.cover_files import is_kept, keep, written
from recommender.models import Song

SHARED, ALONE = "a" * 32, "b" * 32


@pytest.mark.parametrize(("title", "left"), [("first", [SHARED, ALONE]), ("last", [SHARED])])
def test_a_cover_goes_with_the_last_song_that_shows_it(
    curator: Client,
    django_capture_on_commit_callbacks: Any,
    title: str,
    left: list[str],
) -> None:
    for mark in (SHARED, ALONE):
        keep(mark, b"a picture")
    songs = {
        name: Song.objects.create(cover=written(mark))
        for name, mark in (("first", SHARED), ("second", SHARED), ("last", ALONE))
    }
    address = reverse("admin:recommender_song_delete", args=[songs[title].pk])
    with django_capture_on_commit_callbacks(execute=True):
        curator.post(address, {"post": "yes"})
    assert Song.objects.count() == 2
    assert [mark for mark in (SHARED, ALONE) if is_kept(mark)] == left
