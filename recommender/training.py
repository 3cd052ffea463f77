"""Train the recommender from the database: ask for it, run it, and know how it went.

One training at a time. The models of before serve on until the new ones are published, and if a
training fails, or the new models are worse, they simply stay. gensim and implicit are imported by
the engines' ``fit`` alone, so this module may be imported where they are not installed.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from recommender import library, publication, snapshots, training_corpus
from recommender.engine.corpus import Corpus
from recommender.engine.kinds import ALIKE, TRAINED
from recommender.engine.publishing import TOGETHER, drafted, new_version
from recommender.engine.train import train, train_alike
from recommender.examining import Comparison, examine, part_of
from recommender.heartbeat import Report, heartbeat, runs_expire
from recommender.judging import folds_of
from recommender.models import Event, TrainingRun

logger = logging.getLogger(__name__)
# It tells of every epoch, which would bury what people look for in the log.
logging.getLogger("gensim").setLevel(logging.WARNING)

MISSING_PACKAGE = (
    "The package {name} is not installed. Install what training needs: "
    "pip install -r requirements-worker.txt"
)
GIVEN_UP = gettext_noop("It was taken for dead and given up; nothing was published.")


class TrainingRefused(Exception):
    """Another training is under way."""


class TrainingFailed(Exception):
    """The training ended without new models; the message says why."""


class GivenUp(Exception):
    """This run is not the running one any more: it was silent for too long."""


def training_ask(*, trigger: str = TrainingRun.Trigger.CURATOR) -> TrainingRun:
    """Create a run that waits; TrainingRefused if one waits or runs already."""
    runs_expire()
    try:
        with transaction.atomic():
            busy = TrainingRun.objects.filter(state__in=("waiting", "running")).first()
            if busy is not None:
                raise TrainingRefused(refusal(busy))
            return TrainingRun.objects.create(trigger=trigger)
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
    """Run a training that waits, and return it with its version, figures and verdict.

    TrainingRefused if it does not wait any more, or another one runs; TrainingFailed, with the
    reason in the run and in the log, if it comes to nothing.
    """
    _claim(run)
    try:
        with heartbeat(run, report) as progress:
            publication.sweep_the_dead()
            _train(run, training_corpus.build(), progress)
            _tidy()
    except (KeyboardInterrupt, SystemExit):
        _fail(run, gettext_noop("It was stopped before it was done."))
        raise
    except Exception as error:
        logger.exception("The training failed.")
        reason = explain(error)
        _fail(run, reason)
        raise TrainingFailed(reason) from error
    return _finish(run)


def explain(error: Exception) -> str:
    """Return a sentence for the curator about what went wrong."""
    if isinstance(error, ModuleNotFoundError):
        return MISSING_PACKAGE.format(name=error.name)
    if isinstance(error, training_corpus.NothingToLearn | GivenUp):
        return str(error)
    if isinstance(error, OSError):
        return f"The models could not be written: {error}"
    return f"{type(error).__name__}: {error}"


def _train(run: TrainingRun, corpus: Corpus, progress: Report) -> None:
    """Judge on hidden songs, train on everything, and publish if the judgement allows it."""
    version = new_version(corpus.data_hash())
    # Noted before anything is written, so that what a kill leaves is known for what it is.
    _note(run, version=version)
    steps = len(folds_of(corpus)) + 2
    with drafted(Path(settings.MODEL_DIR), TOGETHER, version) as draft:
        metrics, comparison, mix = examine(
            corpus, snapshots.current(), draft, version, part_of(progress, 0, steps - 2, steps)
        )
        engines = train(corpus, progress=part_of(progress, steps - 2, 1, steps))
        heard = library.engines().get("sound")
        told = part_of(progress, steps - 1, 1, steps)
        engines |= train_alike(corpus, heard, progress=told)
        publication.write_version(draft, corpus, engines, version, metrics, mix)
    verdict = _verdict(comparison)
    _note(
        run,
        metrics=metrics,
        comparison=comparison.as_dict(),
        verdict=verdict,
        versions=dict.fromkeys((*TRAINED, *ALIKE), version),
    )
    if verdict == TrainingRun.Verdict.PUBLISHED:
        publication.serve(version)


def _tidy() -> None:
    """Delete old versions; if that fails the new one serves all the same."""
    try:
        publication.tidy()
    except OSError:
        logger.exception("Old versions could not be deleted.")


def _verdict(comparison: Comparison) -> str:
    if not comparison.passed:
        return TrainingRun.Verdict.REFUSED
    if comparison.against != publication.in_service():
        return TrainingRun.Verdict.OVERTAKEN
    return TrainingRun.Verdict.PUBLISHED


def _note(run: TrainingRun, **values: object) -> None:
    """Write something about a run down; GivenUp if it is not the one that runs any more."""
    running = TrainingRun.objects.filter(pk=run.pk, state=TrainingRun.State.RUNNING)
    if not running.update(**values):
        raise GivenUp(GIVEN_UP)


def _claim(run: TrainingRun) -> None:
    """Make a waiting run a running one, in one statement, so that only one process does it."""
    now = timezone.now()
    runs_expire()
    newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    try:
        with transaction.atomic():
            claimed = TrainingRun.objects.filter(pk=run.pk, state=TrainingRun.State.WAITING).update(
                state=TrainingRun.State.RUNNING, started=now, heartbeat=now, last_event=newest
            )
    except IntegrityError as error:
        reason = gettext_noop("Another training was running.")
        _fail(run, reason)
        raise TrainingRefused(reason) from error
    if not claimed:
        raise TrainingRefused("This training was taken up already.")


def _finish(run: TrainingRun) -> TrainingRun:
    TrainingRun.objects.filter(pk=run.pk).update(
        state=TrainingRun.State.DONE, progress=1.0, stage="", finished=timezone.now(), error=""
    )
    run.refresh_from_db()
    logger.info("The training is done: %s %s", run.version, run.verdict)
    return run


def _fail(run: TrainingRun, reason: str) -> None:
    TrainingRun.objects.filter(pk=run.pk).update(
        state=TrainingRun.State.FAILED, verdict="", finished=timezone.now(), error=reason
    )
    run.refresh_from_db()
