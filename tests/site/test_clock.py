"""The visitor's own clock."""

from datetime import UTC, timedelta

import pytest
from django.test import RequestFactory

from mlfym.clock import COOKIE, now_of, today_of, zone_of


def visit(zone: str | None):
    factory = RequestFactory()
    if zone is not None:
        factory.cookies[COOKIE] = zone
    return factory.get("/")


def test_the_browsers_zone_counts() -> None:
    assert now_of(visit("Asia/Seoul")).utcoffset() == timedelta(hours=9)
    assert today_of(visit("Asia/Seoul")) == now_of(visit("Asia/Seoul")).date()


@pytest.mark.parametrize(
    "name",
    [None, "", "Nowhere/Atlantis", "../../etc/passwd", "/etc/passwd", "America", "x" * 5000, "é"],
)
def test_what_is_no_zone_is_as_none(name: str | None) -> None:
    assert zone_of(visit(name)) is None
    assert now_of(visit(name)).utcoffset() == now_of(visit(name)).astimezone(UTC).utcoffset()
