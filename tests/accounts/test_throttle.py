"""Counting tries."""

from mlfym.accounts.throttle import Limit

LIMIT = Limit("test", tries=2, seconds=60)


def test_it_allows_as_many_as_it_says() -> None:
    assert [LIMIT.take("alice") for _ in range(4)] == [True, True, False, False]


def test_everyone_has_a_count_of_their_own() -> None:
    for _ in range(3):
        LIMIT.take("alice", "10.0.0.1")
    assert LIMIT.take("alice", "10.0.0.2")


def test_case_makes_no_second_count() -> None:
    for _ in range(2):
        LIMIT.take("alice")
    assert not LIMIT.take("ALICE")


def test_clear_forgets() -> None:
    for _ in range(3):
        LIMIT.take("alice")
    LIMIT.clear("alice")
    assert LIMIT.take("alice")
