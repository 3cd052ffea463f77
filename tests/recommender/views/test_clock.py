"""Dates on the pages stand on the visitor's clock, whatever the server's says."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from emotion.models import DiaryEntry
from mlfym.accounts.models import Listener
from tests.emotion.diary.pages import page


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Seoul", "March 15, 2026"), ("America/Los_Angeles", "March 14, 2026")],
)
def test_a_page_says_when_it_was_changed(
    guest_client: Client, guest: Listener, zone: str, shown: str
) -> None:
    entry = page(guest)
    DiaryEntry.objects.update(edited=datetime(2026, 3, 14, 23, 30, tzinfo=UTC))
    guest_client.cookies["zone"] = zone
    html = guest_client.get(entry.get_absolute_url()).content.decode()
    assert f"Changed on {shown}" in html
    assert timezone.get_current_timezone_name() == "UTC", "the next visitor's clock is their own"
