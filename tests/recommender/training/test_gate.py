"""What is worse than what serves is not published, and the run says so."""

from dataclasses import replace
from pathlib import Path

import pytest

from recommender import examining, publication, training_corpus
from recommender.engine.publishing import TOGETHER, versions
from recommender.engine.starter_corpus import corpus_from_library, read_library
from recommender.examining import Comparison
from recommender.judging import dealt, folds_of, hidden_pairs
from recommender.models import Event, Playlist, Song, TrainingRun
from recommender.publication import SHIPPED_VERSION, in_service
from recommender.training import training_ask, training_execute
from tests.recommender.stage import make_list
from tests.recommender.training.versions import only_popular, quick

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(catalogue: dict[str, list[Song]], monkeypatch: pytest.MonkeyPatch) -> None:
    only_popular(monkeypatch)


def train() -> TrainingRun:
    """Train, and return the run."""
    return training_execute(run=training_ask())


def spoil(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have trainings learn the opposite of what is right: every list without its own songs."""

    def upside_down(corpus, config=None, progress=None):
        songs = set(corpus.song_ids.tolist())
        rows = [replace(row, songs=tuple(songs - set(row.songs))) for row in corpus.playlists]
        return quick(replace(corpus, playlists=rows * 3))

    monkeypatch.setattr("recommender.examining.train", upside_down)


@pytest.fixture
def lopsided(catalogue: dict[str, list[Song]], settings) -> None:
    """Make six songs popular beside others, so that popularity is worth something."""
    settings.RETRAIN_MARGIN = 0.01
    for mood in ("anger", "tension", "sadness", "peace", "neutral"):
        for song in catalogue[mood]:
            make_list("joy", [*catalogue["joy"], song])


@pytest.fixture
def popular_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge by popularity alone."""
    real = examining.as_served
    alone = lambda engines, snapshot: {"popular": real(engines, snapshot)["popular"]}  # noqa: E731
    monkeypatch.setattr(examining, "as_served", alone)


def test_the_first_is_published(model_dir: Path) -> None:
    run = train()
    assert run.verdict == TrainingRun.Verdict.PUBLISHED
    assert run.comparison["serving"] is None
    assert run.comparison["against"] == SHIPPED_VERSION
    assert run.result == "Published: there was nothing to compare with."
    assert in_service() == run.version


def test_the_same_again_is_published(model_dir: Path) -> None:
    first, second = train(), train()
    assert second.verdict == TrainingRun.Verdict.PUBLISHED
    assert second.comparison["against"] == first.version
    assert second.comparison["new"] == second.comparison["serving"] == first.comparison["new"]
    assert in_service() == second.version


@pytest.mark.usefixtures("lopsided", "popular_alone")
def test_a_worse_one_is_kept_aside(model_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = train()
    spoil(monkeypatch)
    bad = train()
    assert bad.state == TrainingRun.State.DONE
    assert bad.verdict == TrainingRun.Verdict.REFUSED
    assert bad.comparison["new"] < bad.comparison["serving"] - 0.01
    assert in_service() == good.version
    assert versions(model_dir, TOGETHER) == [good.version, bad.version]
    assert bad.served is None
    publication.serve(bad.version)
    assert in_service() == bad.version


@pytest.mark.usefixtures("lopsided", "popular_alone")
def test_a_wide_margin_lets_it_pass(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    train()
    settings.RETRAIN_MARGIN = 1.0
    spoil(monkeypatch)
    assert train().verdict == TrainingRun.Verdict.PUBLISHED


@pytest.mark.usefixtures("lopsided", "popular_alone")
def test_both_are_judged_on_the_same_songs(catalogue: dict[str, list[Song]]) -> None:
    """A list went since: the one in service is judged on those that are left too."""
    first = train()
    Playlist.objects.filter(default_for="").order_by("-pk")[0].delete()
    second = train()
    left = training_corpus.build()
    n = sum(
        len(hidden) for fold in folds_of(left) for _, hidden, _ in hidden_pairs(left, fold, 999)
    )
    assert second.comparison["n"] == n < first.comparison["n"]
    assert second.comparison["serving"] != first.comparison["new"]


def test_what_was_put_into_service_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = train(), train()
    real = publication.write_version

    def write_and_go_back(*args):
        real(*args)
        publication.serve(first.version)

    monkeypatch.setattr(publication, "write_version", write_and_go_back)
    third = train()
    assert third.verdict == TrainingRun.Verdict.OVERTAKEN
    assert "another version" in third.result
    assert in_service() == first.version != second.version


def test_one_that_was_given_up_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its machine slept: another training took its place, and it wakes up."""
    first = train()
    real = publication.write_version

    def write_and_sleep(*args):
        real(*args)
        TrainingRun.objects.filter(state="running").update(state="failed", error="silent")

    monkeypatch.setattr(publication, "write_version", write_and_sleep)
    with pytest.raises(Exception, match="given up"):
        train()
    assert in_service() == first.version


def test_old_versions_go_in_the_end(model_dir: Path, settings) -> None:
    settings.RETRAIN_KEEP = 2
    runs = [train() for _ in range(4)]
    assert versions(model_dir, TOGETHER) == [run.version for run in runs[-2:]]


def test_what_it_could_learn_from_is_noted(catalogue, guest) -> None:
    assert train().last_event == 0
    event = Event.objects.create(listener=guest, song=catalogue["joy"][0], kind="play")
    assert train().last_event == event.pk


def test_the_shipped_models_are_compared_with_on_their_own_songs(starter, monkeypatch) -> None:
    """Their twins are trained again; the starter's lists hide the same songs as in the database."""
    examining.shipped_twins.cache_clear()
    run = train()
    assert run.comparison["against"] == SHIPPED_VERSION
    assert run.comparison["serving"] is not None
    assert run.verdict == TrainingRun.Verdict.PUBLISHED
    examining.shipped_twins.cache_clear()


def test_a_twin_of_the_shipped_knows_nothing_of_the_hidden(starter) -> None:
    shipped = {row.songs: row for row in corpus_from_library(read_library()).playlists}
    for row in training_corpus.build().playlists:
        if row.songs in shipped:
            assert [dealt(row, fold) for fold in range(5)] == [
                dealt(shipped[row.songs], fold) for fold in range(5)
            ]
    assert any(row.songs in shipped for row in training_corpus.build().playlists)


@pytest.mark.parametrize(
    ("new", "serving", "passed"),
    [(0.325, 0.335, True), (0.3249, 0.335, False), (0.9, 0.335, True), (0.0, None, True)],
)
def test_the_margin(new: float, serving: float | None, passed: bool) -> None:
    found = Comparison("ndcg", new, serving, "v1", margin=0.01, n=9)
    assert found.passed is passed


def test_the_run_says_why() -> None:
    run = TrainingRun(
        verdict="refused", comparison={"new": 0.312, "serving": 0.335, "margin": 0.01}
    )
    assert run.result == "Not published: 0.312 is worse than 0.335 by more than 0.01."
