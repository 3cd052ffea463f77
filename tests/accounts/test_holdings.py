"""Nothing that hangs on a listener may be left out of the export, the account page or a merge."""

from mlfym.accounts.holdings import all_holdings
from mlfym.accounts.models import Listener


def test_every_model_with_a_listener_is_registered() -> None:
    models = {
        relation.related_model
        for relation in Listener._meta.related_objects
        if relation.field.name == "listener"
    }
    assert models == {holding.model for holding in all_holdings()}


def test_no_model_points_to_a_listener_by_another_name() -> None:
    assert {relation.field.name for relation in Listener._meta.related_objects} == {"listener"}


def test_names_are_their_own() -> None:
    names = [holding.name for holding in all_holdings()]
    assert names == ["readings", "diary", "playlists", "events", "ratings"]
