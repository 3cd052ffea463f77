"""Readings in the admin: to look at and to delete, never to write."""

import pytest
from django.test import Client
from django.urls import reverse

from emotion.models import Door, Reading
from emotion.moods import Mood
from emotion.services import reading_create
from mlfym.accounts.models import Listener, User


@pytest.fixture
def curator(db: None) -> Client:
    """Return the browser of an administrator."""
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@example.org", "long enough 1"))
    return client


@pytest.fixture
def reading(guest: Listener) -> Reading:
    return reading_create(listener=guest, door=Door.FACE, mood=Mood.of("joy"), confidence=0.7)


def test_the_list_shows_what_was_read(curator: Client, reading: Reading) -> None:
    page = curator.get(reverse("admin:emotion_reading_changelist")).content.decode()
    assert "joy" in page
    assert "0.7" in page


def test_one_reading_can_be_looked_at(curator: Client, reading: Reading) -> None:
    address = reverse("admin:emotion_reading_change", args=[reading.pk])
    assert curator.get(address).status_code == 200
    assert curator.post(address, {"door": "photo"}).status_code == 403


def test_none_can_be_added(curator: Client) -> None:
    assert curator.get(reverse("admin:emotion_reading_add")).status_code == 403


def test_one_can_be_deleted(curator: Client, reading: Reading) -> None:
    address = reverse("admin:emotion_reading_delete", args=[reading.pk])
    curator.post(address, {"post": "yes"})
    assert not Reading.objects.exists()


def test_a_listener_has_no_business_there(alice_client: Client) -> None:
    assert alice_client.get(reverse("admin:emotion_reading_changelist")).status_code == 302


def test_what_was_read_in_a_diary_is_nobodys_business(curator: Client, guest: Listener) -> None:
    reading = reading_create(listener=guest, door=Door.DIARY, mood=Mood.of("joy"), confidence=0.7)
    listed = curator.get(reverse("admin:emotion_reading_changelist"))
    assert listed.context["cl"].result_count == 0
    for view in ("change", "delete"):
        address = reverse(f"admin:emotion_reading_{view}", args=[reading.pk])
        assert curator.get(address).status_code == 302
        curator.post(address, {"post": "yes"})
    assert Reading.objects.get() == reading
