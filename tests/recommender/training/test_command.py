"""``manage.py train_recommender``."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recommender.models import Song, TrainingRun
from recommender.training import _claim, training_ask


def train() -> tuple[str, str]:
    """Run the command; return both outputs."""
    out, err = StringIO(), StringIO()
    call_command("train_recommender", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_trains_and_prints_the_figures(catalogue: dict[str, list[Song]]) -> None:
    out, err = train()
    found = json.loads(out)
    run = TrainingRun.objects.get()
    assert found["versions"] == run.versions
    assert found["metrics"]["mix"]["n"] == 24
    assert "100 %" in err


def test_it_takes_over_a_run_that_waits(catalogue: dict[str, list[Song]]) -> None:
    waiting = training_ask()
    train()
    assert TrainingRun.objects.get().pk == waiting.pk


def test_it_is_refused_beside_another(db: None) -> None:
    _claim(training_ask())
    with pytest.raises(CommandError, match="running already"):
        train()


def test_it_says_why_it_failed(db: None) -> None:
    with pytest.raises(CommandError, match="no list"):
        train()
