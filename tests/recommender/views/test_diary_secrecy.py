"""No word of a diary reaches a log or an error report."""

import logging
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client
from django.views.debug import ExceptionReporter

from emotion.models import DiaryEntry
from mlfym.accounts.models import Listener
from tests.emotion.diary.pages import HAPPY, close_words, page

SECRET = "xylophone"
TEXT = f"I am so sad about the {SECRET}. I cried all evening."


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Let every logger of this process say all that it ever would on this site."""
    for name, options in settings.LOGGING["loggers"].items():
        caplog.set_level(options["level"], logger=name)
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def reports() -> Iterator[list[str]]:
    """Collect the error reports that Django would write or send, as text and as a page."""
    found: list[str] = []

    def report(request: object, **_: object) -> None:
        reporter = ExceptionReporter(request, *sys.exc_info())
        found.extend([reporter.get_traceback_text(), reporter.get_traceback_html()])

    got_request_exception.connect(report)
    yield found
    got_request_exception.disconnect(report)


def everything(client: Client, guest: Listener) -> None:
    """Do all that one can do with a page."""
    client.post("/diary/", {"text": TEXT})
    entry = DiaryEntry.objects.get()
    address = entry.get_absolute_url()
    client.get(address)
    client.post("/diary/search/", {"query": SECRET})
    client.post("/diary/", {"text": TEXT * 200})
    client.post("/diary/", {"text": TEXT, "day": SECRET})
    for action, fields in (
        ("edit/", {"text": TEXT + "!"}),
        ("mood/", {"mood": SECRET}),
        ("more/", {}),
    ):
        client.post(address + action, fields)
    for path in ("", "calendar/", "stats/", "export.json", "export.md"):
        client.get("/diary/" + path)
    client.post(address + "delete/")


def test_the_log_says_nothing(
    guest_client: Client, guest: Listener, catalogue: object, log
) -> None:
    logging.getLogger("emotion").debug("the log is watched")
    everything(guest_client, guest)
    assert "the log is watched" in log.text
    assert SECRET not in log.text


def test_the_log_of_the_database_says_nothing(
    guest_client: Client, guest: Listener, catalogue: object, log
) -> None:
    """With DEBUG, Django would write every query with its values."""
    connection.force_debug_cursor = True
    try:
        everything(guest_client, guest)
    finally:
        connection.force_debug_cursor = False
    assert SECRET not in log.text


def test_a_closed_model_says_nothing(
    guest_client: Client, guest: Listener, catalogue: object, log, monkeypatch
) -> None:
    close_words(monkeypatch)
    everything(guest_client, guest)
    assert SECRET not in log.text


@pytest.mark.parametrize(
    "where", ["emotion.words.read_text", "recommender.diary.songs.playlist_start"]
)
def test_an_error_reports_nothing(
    guest: Listener, catalogue: object, log, reports: list[str], monkeypatch, where: str
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise RuntimeError("a screw came loose")

    monkeypatch.setattr(where, fail)
    browser = Client(raise_request_exception=False)
    response = browser.post("/diary/", {"text": TEXT})
    assert response.status_code == 500
    assert "a screw came loose" in log.text
    assert any("a screw came loose" in report for report in reports)
    for shown in (log.text, response.content.decode(), *reports):
        assert SECRET not in shown


def test_an_error_while_one_reads_reports_nothing(
    guest_client: Client, guest: Listener, log, reports: list[str], monkeypatch
) -> None:
    entry = page(guest, TEXT)
    page(guest, HAPPY)

    def fail(*args: object) -> None:
        raise RuntimeError("a screw came loose")

    monkeypatch.setattr("recommender.views.diary.entry_context", fail)
    monkeypatch.setattr("recommender.views.diary.excerpt", fail)
    guest_client.raise_request_exception = False
    assert guest_client.get(entry.get_absolute_url()).status_code == 500
    assert guest_client.post("/diary/search/", {"query": SECRET}).status_code == 500
    assert len(reports) == 4
    for shown in (log.text, *reports):
        assert SECRET not in shown
