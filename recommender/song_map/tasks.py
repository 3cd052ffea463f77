"""Keep the map of songs up to date in the background."""

import logging
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django_tasks import task

from mlfym.task_queue import ask_again
from recommender.catalogue.changes import catalogue_version
from recommender.engine.publishing import SHIPPED, TOGETHER, stamp
from recommender.song_map.index import NAME, NothingDraws, draw, note_trouble
from recommender.song_map.vectors import JOINT, PARTS

logger = logging.getLogger(__name__)

# So soon a new song is put on the map for good; until then each page places it by itself.
LOOK_EVERY = timedelta(minutes=10)

Mark = tuple[str, int | None, int, tuple[tuple[int, ...], ...]]
# As it was when this process last found nothing to do.
_settled: Mark | None = None


def mark_now() -> Mark:
    """Return what changes with the folder of models, the catalogue, the engines or the map.

    And with the hour, since a map that rests is drawn later.
    """
    model_dir = Path(settings.MODEL_DIR)
    stamps = tuple(stamp(name, model_dir, SHIPPED) for name in (NAME, JOINT, *PARTS, TOGETHER))
    return str(model_dir), catalogue_version(), int(time.time() // 3600), stamps


@task()
def renew_map() -> str:
    """Draw the map if songs or what is known of them changed, and look again in a while."""
    global _settled
    map_ask(after=LOOK_EVERY)
    before = mark_now()
    if before == _settled:
        return "as it was"
    try:
        made = draw()
    except NothingDraws as error:
        logger.warning("The map of songs stays as it is: %s", error)
        note_trouble(str(error))
        return "no package"
    except Exception as error:
        # The queue keeps the traceback; the health page says that the map is an older one, and why.
        note_trouble(f"{type(error).__name__}: {error}")
        raise
    note_trouble("")
    if made:
        logger.info("The map of songs was drawn: %s", made.name)
    # Of the time before the look: what changed meanwhile is another mark, and looked at next time.
    _settled = None if made else before
    return "drawn" if made else "as it was"


def map_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    ask_again(renew_map, after)
