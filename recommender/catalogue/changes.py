"""Count the changes of the catalogue, so that every process knows when its copy is old."""

import time

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from recommender.models import CatalogueVersion, Song

ROW = 1


def catalogue_changed() -> None:
    """Note that songs, artists, names, tags or moods changed.

    Call it once, at the end of the transaction that changes them: the new number is seen by others
    exactly when the change is. The number is the time in microseconds (or one more than before),
    so that it does not repeat in a database that was restored from a backup either.
    """
    now = time.time_ns() // 1000
    later = Greatest(F("number") + 1, now)
    if not CatalogueVersion.objects.filter(pk=ROW).update(number=later):
        CatalogueVersion.objects.get_or_create(pk=ROW, defaults={"number": now})


def songs_touched(songs: QuerySet[Song]) -> None:
    """Note that names, artists or tags of songs changed, which are rows beside them.

    The search finds by `changed` what it has to read anew; a song that is saved notes it itself.
    """
    songs.update(changed=timezone.now())


def catalogue_version() -> int | None:
    """Return the number of the catalogue as it is now, None where nothing was ever written."""
    return CatalogueVersion.objects.filter(pk=ROW).values_list("number", flat=True).first()


def wait_for_turn() -> None:
    """Let one writer of the catalogue work at a time; call it first in the transaction.

    On SQLite the transaction itself already holds the lock, and this is a plain read.
    """
    CatalogueVersion.objects.select_for_update().get_or_create(pk=ROW)
