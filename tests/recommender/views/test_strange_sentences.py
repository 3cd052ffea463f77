"""Whatever is sent as a sentence gets a clear answer, and loses nothing."""

import pytest
from django.test import Client

from emotion.models import Reading
from mlfym.accounts.models import Listener
from tests.emotion.diary.pages import STRANGE
from tests.recommender.views.test_sentence import URL, say

pytestmark = pytest.mark.django_db

# Whatever is longer than a sentence may be is told so, like what shows nothing.
TAKEN = {case: sent for case, (sent, kept) in STRANGE.items() if kept and len(kept) <= 500}
REFUSED = {case: sent for case, (sent, kept) in STRANGE.items() if not kept or len(kept) > 500}


@pytest.mark.parametrize("case", TAKEN)
def test_strange_sentences_get_an_answer(client: Client, catalogue: object, case: str) -> None:
    response = say(client, TAKEN[case])
    assert response.status_code == 200
    assert Reading.objects.count() == 1
    assert "<script>alert" not in response.content.decode()
    assert "<b onclick" not in response.content.decode()


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_sentence_is_told_so(client: Client, case: str) -> None:
    response = say(client, REFUSED[case])
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert not Reading.objects.exists()
    assert not Listener.objects.exists()


def test_100_000_characters_are_refused_and_stand_in_the_form(client: Client) -> None:
    response = say(client, "슬" * 100_000)
    page = response.content.decode()
    assert response.status_code == 400
    assert "100,000 characters, and 500" in page
    assert "슬" * 100_000 in page


def test_halves_of_a_pair_do_no_harm(client: Client, catalogue: object) -> None:
    body = b"text=I+am+so+%ED%A0%BD+sad+today"
    response = client.post(URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert Reading.objects.count() == 1


def test_no_field_at_all_is_asked_for(client: Client) -> None:
    response = client.post(URL)
    assert response.status_code == 400
    assert "a few words" in response.content.decode()
