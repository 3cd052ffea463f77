"""emotion.tokens: a reading's proof can be neither made up, nor kept, nor lent."""

import pytest
from django.core import signing

from emotion import tokens
from emotion.models import Door, Reading
from emotion.moods import Mood
from emotion.services import reading_create
from emotion.tokens import SALT, TokenRejected, read, sign
from mlfym.accounts.models import Listener


@pytest.fixture
def reading(guest: Listener) -> Reading:
    return reading_create(listener=guest, door=Door.FACE, mood=Mood.of("joy"), confidence=0.7)


def code_of(token: str, listener: Listener | None) -> str:
    with pytest.raises(TokenRejected) as caught:
        read(token, listener)
    return caught.value.code


def test_its_listener_gets_the_reading(reading: Reading, guest: Listener) -> None:
    assert read(sign(reading), guest) == reading


def test_a_changed_token_is_forged(reading: Reading, guest: Listener) -> None:
    token = sign(reading)
    middle = len(token) // 2
    changed = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    assert code_of(changed, guest) == "forged"


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "ㅁ" * 40, "x" * 10_000])
def test_nonsense_is_forged(token: str, guest: Listener) -> None:
    assert code_of(token, guest) == "forged"


@pytest.mark.parametrize("content", ["joy", 7, None, ["a", "b"], [1, 2], ["only one"], {}])
def test_another_signed_thing_is_forged(content: object, guest: Listener) -> None:
    assert code_of(signing.dumps(content, salt=SALT), guest) == "forged"


def test_a_token_of_another_use_is_forged(reading: Reading, guest: Listener) -> None:
    pair = [str(reading.uuid), str(guest.uuid)]
    assert code_of(signing.dumps(pair, salt="another.use"), guest) == "forged"


def test_an_old_token_is_expired(
    reading: Reading, guest: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = signing.time.time()
    lifetime = tokens.LIFETIME.total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: now - lifetime - 1)
    old = sign(reading)
    monkeypatch.setattr(signing.time, "time", lambda: now - lifetime + 30)
    still_good = sign(reading)
    monkeypatch.undo()
    assert code_of(old, guest) == "expired"
    assert read(still_good, guest) == reading


def test_a_stranger_cannot_use_it(reading: Reading, alice) -> None:
    assert code_of(sign(reading), alice.listener) == "foreign"


def test_nobody_cannot_use_it(reading: Reading) -> None:
    assert code_of(sign(reading), None) == "foreign"


def test_a_reading_that_is_gone_is_foreign(reading: Reading, guest: Listener) -> None:
    token = sign(reading)
    reading.delete()
    assert code_of(token, guest) == "foreign"


def test_a_guest_who_signs_in_takes_it_along(reading: Reading, alice) -> None:
    token = sign(reading)
    Reading.objects.filter(pk=reading.pk).update(listener=alice.listener)
    assert read(token, alice.listener) == reading


def test_a_guest_does_not_inherit_from_another(reading: Reading) -> None:
    token = sign(reading)
    other = Listener.objects.create()
    Reading.objects.filter(pk=reading.pk).update(listener=other)
    assert code_of(token, other) == "foreign"
