"""What this process searches in: the index in service, and beside it what changed since.

A song that was saved a second ago is found: each change of the catalogue gives it a new number
(`catalogue_changed`), and a process that meets a new number reads the songs whose `changed` is not
the one in the index into a small index of their own, which speaks for them. Songs that were deleted
or cannot play are left out when the answer is read from the database. The newest LIMIT changes are
read so; more wait for the background, which the health page says. No more rows of them are fetched
than that.
"""

import logging
import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from numpy.typing import NDArray

from mlfym import health
from recommender.catalogue.changes import catalogue_version
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.engine.publishing import SHIPPED, find, stamp
from recommender.models import Song, Tag
from recommender.search.building import Entries, Ids, build, no_ids
from recommender.search.catalogue import read, stamp_of
from recommender.search.gathering import SMALL, larger_than, tags_mark
from recommender.search.index import KINDS, NAME, SONGS, Index

logger = logging.getLogger(__name__)

LIMIT = SMALL
# A transaction may end this long after the time that it wrote.
LONGEST_WRITE = timedelta(minutes=10)
# Seconds for which a request waits while a new index is loaded; the old one serves meanwhile.
PATIENCE = 0.25
# Songs whose times are compared at once.
BATCH = 2000
# So many waiting songs are counted for the health page.
COUNTED = 10 * LIMIT

# By version: songs whose writing was not over when an index of that version was begun.
_stragglers: dict[str, Ids] = {}

Look = tuple[int | None, int]


@dataclass(frozen=True)
class Shelf:
    """What is searched: the large index, the small one, and which rows of the large one are old."""

    look: Look
    changes: tuple[int, ...] = ()
    main: Index | None = None
    fresh: Index | None = None
    old: tuple[Ids, ...] = field(default_factory=lambda: (no_ids(), no_ids(), no_ids()))


class Stock:
    """The indexes of one model folder in this process; safe to use from several threads."""

    def __init__(self, model_dir: Path) -> None:
        self.model_dir = model_dir
        self.fault = ""
        self._lock, self._beginning = threading.Lock(), threading.Lock()
        self._loading: threading.Thread | None = None
        self._mark: tuple[int, ...] | None = None
        self._main: Index | None = None
        self._shelf: Shelf | None = None

    def current(self) -> Shelf:
        """Return what to search in: one small query unless the catalogue changed."""
        main = self.main()
        look = (catalogue_version(), id(main))
        shelf = self._shelf
        if shelf is not None and shelf.look == look:
            return shelf
        # While one request reads what changed the others go on with what was.
        if not self._lock.acquire(blocking=shelf is None) and shelf is not None:
            return shelf
        try:
            fresh = renewed(self._shelf, look, main, self.model_dir)
            # A catalogue that was never written through has no number to be known by.
            self._shelf = fresh if look[0] else None
            return fresh
        finally:
            self._lock.release()

    def main(self) -> Index | None:
        """Return the index in service, the one before while a new one is being loaded.

        Where there is none before, all wait for it: the newest songs alone would be a wrong answer.
        """
        if stamp(NAME, self.model_dir, SHIPPED) != self._mark:
            self._load_beside().join(PATIENCE if self._main is not None else None)
        return self._main

    def _load_beside(self) -> threading.Thread:
        """Return the thread that loads: one at a time."""
        with self._beginning:
            if self._loading is None or not self._loading.is_alive():
                self._loading = threading.Thread(target=self._load, name="search", daemon=True)
                self._loading.start()
            return self._loading

    def _load(self) -> None:
        """Load what serves. Whatever else goes wrong is said, logged, and tried again."""
        mark = stamp(NAME, self.model_dir, SHIPPED)
        if mark == self._mark:
            return
        main: Index | None = None
        fault = "it could not be loaded; see the log"
        try:
            main, fault = Index.load(find(NAME, self.model_dir, SHIPPED)), ""
        except ArtefactMissing:
            fault = ""
        except ArtefactDamaged as error:
            fault = str(error)
            logger.warning("the index of names is off: %s", error)
        except (OSError, ValueError, TypeError, MemoryError):
            logger.exception("the index of names could not be loaded")
            self.fault = fault
            return
        self._main, self.fault, self._mark = main, fault, mark


@lru_cache(maxsize=4)
def stock_at(model_dir: Path) -> Stock:
    """Return this process's indexes of a model folder."""
    return Stock(model_dir)


def current() -> Shelf:
    """Return what to search in now."""
    return stock_at(Path(settings.MODEL_DIR)).current()


def renewed(before: Shelf | None, look: Look, main: Index | None, model_dir: Path) -> Shelf:
    """Return what to search in now; the same small index where the same songs are in it."""
    changed = changed_since(main, LIMIT)
    tags = tags_mark()
    relabelled = main is not None and main_tags(main) != tags
    songs = Song.objects.filter(pk__in=changed.tolist())
    stamps = [stamp_of(when) for when in songs.order_by("pk").values_list("changed", flat=True)]
    changes = (id(main), int(tags, 16), *np.sort(changed).tolist(), *stamps)
    if before is not None and before.changes == changes:
        return replace(before, look=look)
    if main is not None and not len(changed) and not relabelled:
        return Shelf(look, changes, main)
    entries = read(changed, None if main else model_dir)
    if relabelled or main is None:
        entries.more_tags = np.array(Tag.objects.values_list("pk", flat=True), dtype=np.int64)
    if main is None:
        return Shelf(look, changes, None, build(entries))
    entries.worth = worth_in(main, SONGS, entries)
    fresh = build(entries)
    return Shelf(look, changes, main, fresh, spoken_for(main, fresh))


def changed_since(index: Index | None, most: int) -> Ids:
    """Return songs that an index does not know as they are now, the latest first."""
    if index is None or index.meta is None:
        rows = Song.objects.order_by("-changed", "-pk").values_list("pk", flat=True)
        return np.array(rows[:most], dtype=np.int64)
    begun = datetime.fromisoformat(str(index.meta.origin.config["begun"]))
    later = unlike(index, Song.objects.filter(changed__gte=begun), most)
    if len(later) == most:
        return later
    before = Song.objects.filter(changed__gte=begun - LONGEST_WRITE, changed__lt=begun)
    if timezone.now() < begun + LONGEST_WRITE:
        return np.concatenate([later, unlike(index, before, most - len(later))])
    # No transaction of that time is open any more, so what an import wrote then is read but once.
    stragglers = _stragglers.get(index.meta.version)
    if stragglers is None:
        stragglers = unlike(index, before, COUNTED)
        _stragglers.clear()
        _stragglers[index.meta.version] = stragglers
    return np.concatenate([later, stragglers])[:most]


def unlike(index: Index, songs: QuerySet[Song], most: int) -> Ids:
    """Return those of some songs that an index does not know as they are, the latest first.

    Read until there are `most` of them: an import may have written a million.
    """
    rows = songs.order_by("-changed", "-pk").values_list("pk", "changed")
    read, found = rows.iterator(chunk_size=BATCH), no_ids()
    while len(found) < most and (batch := list(islice(read, BATCH))):
        keys, times = zip(*batch, strict=True)
        ids = np.array(keys, dtype=np.int64)
        stamps = np.array([stamp_of(changed) for changed in times], dtype=np.int64)
        places = index.bearers.rows_of(SONGS, ids)
        same = places >= 0
        same[same] = index.bearers.stamps[places[same]] == stamps[same]
        found = np.concatenate([found, ids[~same]])
    return found[:most]


def main_tags(main: Index) -> str:
    """Return the mark of the tags that an index was made with."""
    return str(main.meta.origin.config["tags"]) if main.meta else ""


def worth_in(main: Index, kind: int, entries: Entries) -> NDArray[np.float32]:
    """Return how popular songs are by the large index: (n,), 0 for those that are new to it."""
    rows = main.bearers.rows_of(kind, entries.song_ids)
    worth = np.zeros(len(rows), dtype=np.float32)
    worth[rows >= 0] = main.bearers.worth[rows[rows >= 0]]
    return worth


def spoken_for(main: Index, fresh: Index) -> tuple[Ids, ...]:
    """Return, by kind, the rows of the large index for which the small one speaks, ascending."""
    old = []
    for kind in KINDS:
        first, last = fresh.bearers.bounds(kind)
        rows = main.bearers.rows_of(kind, np.asarray(fresh.bearers.ids[first:last]))
        old.append(np.sort(rows[rows >= 0]))
    return tuple(old)


def status() -> health.Status:
    """Say for the health page whether everything is found."""
    stock = stock_at(Path(settings.MODEL_DIR))
    main = stock.main()
    if stock.fault:
        said = _("The index of names could not be loaded.")
        return health.Status(ok=False, detail=said, fault=stock.fault)
    if main is None and larger_than(LIMIT):
        text = _("Only the newest %(count)d songs are found until the index is made.")
        return health.Status(ok=False, detail=text % {"count": LIMIT})
    waiting = len(changed_since(main, COUNTED)) if main is not None else 0
    if waiting > LIMIT:
        text = ngettext(
            "%(count)d changed song waits to be found.",
            "%(count)d changed songs wait to be found.",
            waiting - LIMIT,
        )
        return health.Status(ok=False, detail=text % {"count": waiting - LIMIT})
    return health.Status(ok=True, detail=_("ready"))


def register_probes() -> None:
    """Tell the health page of the search."""
    health.register("search", status)
    health.label_parts({"search": gettext_lazy("Search")})
