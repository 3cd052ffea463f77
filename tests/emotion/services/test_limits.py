"""emotion.limits: pace and seats."""

from emotion.limits import BUSY_TOLERANCE, FRAME_RATE, Pace, Seats

GAP = 1 / FRAME_RATE


def test_an_honest_client_is_never_refused() -> None:
    pace = Pace()
    assert all(pace.allow(second * GAP * 1.01, in_flight=False) for second in range(100))
    assert not pace.exhausted


def test_a_frame_before_the_answer_is_refused() -> None:
    pace = Pace()
    assert pace.allow(0, in_flight=False)
    assert not pace.allow(10, in_flight=True)


def test_a_frame_too_soon_is_refused() -> None:
    pace = Pace()
    assert pace.allow(0, in_flight=False)
    assert not pace.allow(GAP / 2, in_flight=False)
    assert pace.allow(GAP * 1.5, in_flight=False)


def test_patience_ends() -> None:
    pace = Pace()
    pace.allow(0, in_flight=False)
    for _ in range(BUSY_TOLERANCE):
        pace.allow(0, in_flight=True)
    assert not pace.exhausted
    pace.allow(0, in_flight=True)
    assert pace.exhausted


def test_waiting_restores_patience() -> None:
    pace = Pace()
    pace.allow(0, in_flight=False)
    for _ in range(BUSY_TOLERANCE):
        pace.allow(0, in_flight=True)
    pace.allow(1, in_flight=False)
    assert pace.refused == 0


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
    seats = Seats()
    seats.take("alice")
    seats.leave("alice")
    assert not seats.taken
