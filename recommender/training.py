"""Train the recommender from the database: ask for it, run it, and know how it went.

One training at a time. The models of before serve on until the new ones are published, and if a
training fails they simply stay. gensim and implicit are imported by the engines' ``fit`` alone,
so this module may be imported where they are not installed.
"""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from recommender import training_corpus
from recommender.engine.corpus import Corpus
from recommender.engine.train import evaluate_leave_one_out, train_and_publish
from recommender.heartbeat import Report, heartbeat, runs_expire
from recommender.models import TrainingRun

logger = logging.getLogger(__name__)
# It tells of every epoch, which would bury what people look for in the log.
logging.getLogger("gensim").setLevel(logging.WARNING)

# Judging hides each song of each list in turn, and every turn is a training of its own. So many
# lists or listeners make one training long enough that one turn has to do.
MANY_ROWS = 1000
MOST_TURNS = 10

MISSING_PACKAGE = (
    "The package {name} is not installed. Install what training needs: "
    "pip install -r requirements-worker.txt"
)


class TrainingRefused(Exception):
    """Another training is under way."""


class TrainingFailed(Exception):
    """The training ended without new models; the message says why."""


def training_ask() -> TrainingRun:
    """Create a run that waits; TrainingRefused if one waits or runs already."""
    runs_expire()
    try:
        with transaction.atomic():
            busy = TrainingRun.objects.filter(state__in=("waiting", "running")).first()
            if busy is not None:
                raise TrainingRefused(refusal(busy))
            return TrainingRun.objects.create()
    except IntegrityError as error:
        raise TrainingRefused(_("A training has just been asked for.")) from error


def refusal(busy: TrainingRun) -> str:
    """Return why no second training starts beside ``busy``."""
    if busy.state == TrainingRun.State.WAITING:
        return _("A training is waiting for the background worker already.")
    return _("A training is running already (%(percent)d %%). Please let it finish.") % {
        "percent": round(100 * busy.progress)
    }


def training_execute(*, run: TrainingRun, report: Report | None = None) -> TrainingRun:
    """Run a training that waits, and return it with its versions and figures.

    TrainingRefused if it does not wait any more, or another one runs; TrainingFailed, with the
    reason in the run and in the log, if it comes to nothing.
    """
    _claim(run)
    try:
        with heartbeat(run, report) as progress:
            corpus = training_corpus.build()
            versions, metrics = _train(corpus, progress)
    except (KeyboardInterrupt, SystemExit):
        _fail(run, gettext_noop("It was stopped before it was done."))
        raise
    except Exception as error:
        logger.exception("The training failed.")
        reason = explain(error)
        _fail(run, reason)
        raise TrainingFailed(reason) from error
    return _finish(run, versions, metrics)


def explain(error: Exception) -> str:
    """Return a sentence for the curator about what went wrong."""
    if isinstance(error, ModuleNotFoundError):
        return MISSING_PACKAGE.format(name=error.name)
    if isinstance(error, training_corpus.NothingToLearn):
        return str(error)
    if isinstance(error, OSError):
        return f"The models could not be written: {error}"
    return f"{type(error).__name__}: {error}"


def _train(corpus: Corpus, progress: Report) -> tuple[dict[str, str], dict[str, Any]]:
    """Judge the mix on hidden songs, then train on everything and publish."""
    many = len(corpus.playlists) + len(corpus.listeners) >= MANY_ROWS
    longest = max(len(playlist.songs) for playlist in corpus.playlists)
    turns = 1 if many else min(MOST_TURNS, longest)
    judging = turns / (turns + 1)
    metrics = evaluate_leave_one_out(
        corpus, most_turns=turns, progress=lambda share, what: progress(share * judging, what)
    )
    versions = train_and_publish(
        corpus,
        Path(settings.MODEL_DIR),
        metrics=metrics,
        progress=lambda share, what: progress(judging + share * (1 - judging), what),
    )
    return versions, metrics


def _claim(run: TrainingRun) -> None:
    """Make a waiting run a running one, in one statement, so that only one process does it."""
    now = timezone.now()
    runs_expire()
    try:
        with transaction.atomic():
            claimed = TrainingRun.objects.filter(pk=run.pk, state=TrainingRun.State.WAITING).update(
                state=TrainingRun.State.RUNNING, started=now, heartbeat=now
            )
    except IntegrityError as error:
        reason = gettext_noop("Another training was running.")
        _fail(run, reason)
        raise TrainingRefused(reason) from error
    if not claimed:
        raise TrainingRefused("This training was taken up already.")


def _finish(run: TrainingRun, versions: dict[str, str], metrics: dict[str, Any]) -> TrainingRun:
    TrainingRun.objects.filter(pk=run.pk).update(
        state=TrainingRun.State.DONE,
        progress=1.0,
        finished=timezone.now(),
        versions=versions,
        metrics=metrics,
        error="",
    )
    run.refresh_from_db()
    logger.info("The training is done: %s", versions)
    return run


def _fail(run: TrainingRun, reason: str) -> None:
    TrainingRun.objects.filter(pk=run.pk).update(
        state=TrainingRun.State.FAILED, finished=timezone.now(), error=reason
    )
    run.refresh_from_db()
