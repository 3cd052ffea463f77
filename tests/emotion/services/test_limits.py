"""emotion.limits: pace and seats."""

import pytest

from emotion.limits import BUSY_TOLERANCE, FRAME_RATE, Pace, Seats

GAP = 1 / FRAME_RATE


def test_an_honest_client_never_waits() -> None:
    pace = Pace()
    assert not any(pace.take(number * GAP * 1.01) for number in range(100))


def test_who_hurries_is_held_to_the_rate() -> None:
    pace, now = Pace(), 0.0
    for _ in range(10):
        now += pace.take(now)
    assert now == pytest.approx(9 * GAP)


def test_patience_ends() -> None:
    pace = Pace()
    pace.take(0)
    assert all(pace.refuse() for _ in range(BUSY_TOLERANCE))
    assert not pace.refuse()


def test_waiting_for_an_answer_restores_patience() -> None:
    pace = Pace()
    for _ in range(BUSY_TOLERANCE):
        pace.refuse()
    pace.take(1)
    assert pace.refuse()


def test_seats_run_out_for_all() -> None:
    seats = Seats(most=2, most_each=2)
    assert seats.take("alice") and seats.take("bob")
    assert not seats.take("charlie")
    seats.leave("bob")
    assert seats.take("charlie")


def test_one_listener_cannot_take_all() -> None:
    seats = Seats(most=10, most_each=2)
    assert seats.take("alice") and seats.take("alice")
    assert not seats.take("alice")
    assert seats.take("bob")


def test_empty_seats_leave_nothing_behind() -> None:
    seats = Seats(most=1)
    seats.take("alice")
    seats.leave("alice")
    assert not seats.taken
