"""Keep the vectors of songs' sound up to date in the background."""

import logging
from datetime import timedelta

from django_tasks import task

from mlfym.task_queue import ask_again
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.sound_index import gather

logger = logging.getLogger(__name__)

# What was analysed meanwhile is heard so soon. A look at a catalogue where nothing changed reads
# the times of its files.
LOOK_EVERY = timedelta(minutes=10)


@task()
def renew_sound() -> str:
    """Hear songs that were analysed, publish their vectors, and look again in a while."""
    sound_ask(after=LOOK_EVERY)
    try:
        made, heard, left = gather()
    except (ArtefactMissing, ArtefactDamaged) as error:
        logger.warning("Songs wait to be compared by sound: %s", error)
        return "no network"
    if left:
        sound_ask()
    if made:
        logger.info("%d songs heard, %d left; vectors %s serve.", heard, left, made.name)
    return "renewed" if made else "as it was"


def sound_ask(after: timedelta = timedelta()) -> None:
    """Put a run into the queue, in place of any that waits; without a worker a command does it."""
    ask_again(renew_sound, after)
