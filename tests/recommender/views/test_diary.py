"""GET and POST /diary/: the empty page, the last ones, and what is written."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from emotion.models import DiaryEntry, Reading
from mlfym.accounts.identity import COOKIE
from mlfym.accounts.models import GUEST_IDLE, Listener, User
from recommender.models import Playlist
from tests.conftest import PASSWORD
from tests.emotion.diary.pages import HAPPY, SAD, SAD_KO, STRANGE, close_words, page

URL = "/diary/"
KEPT = {case: pair for case, pair in STRANGE.items() if pair[1] is not None}
EMPTY = {case: pair for case, pair in STRANGE.items() if pair[1] is None}


def written(response) -> str:
    """Return what stands in the form's text field."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", response.content.decode(), re.DOTALL)
    assert found
    return unescape(found[1])


def test_a_page_is_kept_read_and_played(client: Client, catalogue: object) -> None:
    response = client.post(URL, {"text": SAD})
    entry = DiaryEntry.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/diary/{entry.uuid}/?play=1"
    assert (entry.text, entry.mood_name) == (SAD, "sadness")
    assert entry.day == timezone.localdate() and entry.hour is not None
    assert Playlist.objects.get(listener__isnull=False).items.count() == 3


def test_the_songs_start_at_once(client: Client, catalogue: object) -> None:
    response = client.post(URL, {"text": HAPPY}, follow=True)
    assert response.context["autoplay"] is True
    assert 'data-autoplay="true"' in response.content.decode()
    assert len(response.context["queue"]) == 3


def test_a_korean_page(client: Client, catalogue: object) -> None:
    client.post(URL, {"text": SAD_KO})
    assert DiaryEntry.objects.get().mood_name == "sadness"


def test_looking_makes_no_listener(client: Client, db: None) -> None:
    assert client.get(URL).status_code == 200
    assert not Listener.objects.exists()


def test_an_account_keeps_its_own(alice_client: Client, alice: User, catalogue: object) -> None:
    alice_client.post(URL, {"text": SAD})
    assert DiaryEntry.objects.get().listener == alice.listener


@pytest.mark.parametrize("path", ["sign-up", "sign-in"])
def test_a_guests_diary_becomes_theirs(
    client: Client, charlie: User, catalogue: object, path: str
) -> None:
    client.post(URL, {"text": SAD})
    entry = DiaryEntry.objects.get()
    fields = {"username": "charlie", "password": PASSWORD}
    if path == "sign-up":
        fields = {"username": "dora", "password1": PASSWORD, "password2": PASSWORD}
    client.post(f"/account/{path}/", fields)
    entry.refresh_from_db()
    assert entry.listener.user is not None
    assert entry.listener.user.username == fields["username"]
    assert client.get(entry.get_absolute_url()).status_code == 200
    other = Client()
    other.cookies[COOKIE] = client.cookies[COOKIE].value if COOKIE in client.cookies else ""
    assert other.get(entry.get_absolute_url()).status_code == 404


def test_it_is_in_the_accounts_copy_and_goes_with_it(
    alice_client: Client, alice: User, catalogue: object
) -> None:
    alice_client.post(URL, {"text": SAD})
    (kept,) = alice_client.get("/account/export/").json()["diary"]
    assert kept["text"] == SAD
    assert kept["reading"] == str(Reading.objects.get().uuid)
    alice_client.post("/account/delete/", {"password": PASSWORD})
    assert not DiaryEntry.objects.exists()


@pytest.mark.parametrize("case", KEPT)
def test_whatever_can_be_seen_is_kept_as_text(client: Client, catalogue: object, case: str) -> None:
    sent, kept = KEPT[case]
    response = client.post(URL, {"text": sent}, follow=True)
    assert response.status_code == 200
    assert DiaryEntry.objects.get().text == kept
    html = response.content.decode()
    assert "<script>alert" not in html
    assert "onclick='x'" not in html
    marked = re.sub(r"<mark.*?</span>|</mark>", "", html, flags=re.DOTALL)
    assert kept[:40] in unescape(marked)


@pytest.mark.parametrize("case", EMPTY)
def test_what_cannot_be_seen_is_asked_for(client: Client, db: None, case: str) -> None:
    response = client.post(URL, {"text": EMPTY[case][0]})
    assert response.status_code == 400
    assert "write a few words first" in response.content.decode()
    assert not DiaryEntry.objects.exists()
    assert not Listener.objects.exists()


def test_no_text_at_all_is_asked_for(client: Client, db: None) -> None:
    assert client.post(URL).status_code == 400


@pytest.mark.parametrize("letter", ["x", "슬", "😭"], ids=["latin", "korean", "emoji"])
def test_a_hundred_thousand_letters_are_not_lost(client: Client, db: None, letter: str) -> None:
    text = letter * 100_000
    response = client.post(URL, {"text": text})
    assert response.status_code == 400
    assert "100,000 characters, and 5,000 is the most" in response.content.decode()
    assert written(response) == text
    assert not DiaryEntry.objects.exists()


def test_halves_of_a_pair_do_no_harm(client: Client, catalogue: object) -> None:
    """A surrogate in UTF-8 (CESU) is no text; no browser sends one, but a program may."""
    body = b"text=I+am+so+sad+%ED%A0%BD.+I+cried+all+evening."
    response = client.post(URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    DiaryEntry.objects.get().text.encode()


def test_another_day(client: Client, catalogue: object) -> None:
    client.post(URL, {"text": SAD, "day": "2025-12-24"})
    entry = DiaryEntry.objects.get()
    assert (entry.day, entry.hour) == (date(2025, 12, 24), None)


def test_a_day_to_come_is_refused_and_nothing_lost(client: Client, db: None) -> None:
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    response = client.post(URL, {"text": SAD, "day": day})
    assert response.status_code == 400
    assert "not come yet" in response.content.decode()
    assert written(response) == SAD
    assert f'value="{day}"' in response.content.decode()
    assert not DiaryEntry.objects.exists()


def test_the_browsers_clock_says_which_day_it_is(client: Client, catalogue: object) -> None:
    client.cookies["zone"] = "Pacific/Kiritimati"
    client.post(URL, {"text": SAD})
    client.cookies["zone"] = "Pacific/Pago_Pago"
    client.post(URL, {"text": SAD})
    first, second = DiaryEntry.objects.order_by("pk")
    assert (first.day - second.day).days in (1, 2), "25 hours apart"


def test_where_words_cannot_be_read_the_page_is_kept(
    client: Client, catalogue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_words(monkeypatch)
    assert "rests just now" in client.get(URL).content.decode()
    response = client.post(URL, {"text": SAD}, follow=True)
    html = response.content.decode()
    assert DiaryEntry.objects.get().text == SAD
    assert "it is kept" in html
    assert len(re.findall(r'name="mood" value="\w+"', html)) == 6
    assert not Playlist.objects.filter(listener__isnull=False).exists()


def test_without_songs_the_page_is_kept_and_said_so(client: Client, db: None) -> None:
    response = client.post(URL, {"text": SAD}, follow=True)
    assert DiaryEntry.objects.exists()
    assert "No song plays just now" in response.content.decode()


def test_the_last_pages_stand_below_ten_at_a_time(guest_client: Client, guest: Listener) -> None:
    for number in range(12):
        page(guest, f"page number {number}.", day=date(2026, 1, 1) + timedelta(days=number))
    html = guest_client.get(URL).content.decode()
    assert "page number 11." in html and "page number 2." in html
    assert "page number 1." not in html
    html = guest_client.get(URL, {"page": 2}).content.decode()
    assert "page number 1." in html and "page number 2." not in html


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "\0"])
def test_a_strange_page_number_is_no_error(guest_client: Client, number: str) -> None:
    assert guest_client.get(URL, {"page": number}).status_code == 200


def test_others_pages_do_not_stand_here(client: Client, guest_client: Client, alice: User) -> None:
    page(alice.listener, SAD)
    assert "grandmother" not in guest_client.get(URL).content.decode()
    assert "grandmother" not in client.get(URL).content.decode()


def test_a_guest_is_told_for_how_long_it_is_kept(
    guest_client: Client, alice_client: Client, guest: Listener
) -> None:
    assert f"stays away for {GUEST_IDLE.days} days" in guest_client.get(URL).content.decode()
    assert "stays away" not in alice_client.get(URL).content.decode()


def test_no_cache_keeps_it(guest_client: Client, guest: Listener) -> None:
    entry = page(guest)
    pages = ["", "calendar/", "calendar/2026/03/", "stats/", "export.json", "export.md"]
    pages += [f"{entry.uuid}/", f"{entry.uuid}/edit/", f"{entry.uuid}/delete/", "search/"]
    for path in pages:
        policy = guest_client.get(URL + path)["Cache-Control"]
        assert {part.strip() for part in policy.split(",")} == {"private", "no-store"}, path


def test_it_requires_a_csrf_token(db: None) -> None:
    assert Client(enforce_csrf_checks=True).post(URL, {"text": SAD}).status_code == 403


def test_a_long_diary_takes_few_queries(
    guest_client: Client, guest: Listener, django_assert_max_num_queries
) -> None:
    for number in range(10):
        page(guest, day=timezone.localdate() - timedelta(days=number))
    with django_assert_max_num_queries(6):
        guest_client.get(URL)
