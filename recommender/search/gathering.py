"""Make the index of the whole catalogue in the background, and put it into service.

MODEL_DIR/search/<version>/ with the pointer `current`, like other artefacts. It need not be of the
last minute: what changed since is found by `fresh` in each process. It is made anew where that has
become much.
"""

import hashlib
import logging
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from recommender.catalogue.changes import catalogue_version
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Meta, Origin, seal
from recommender.engine.publishing import SHIPPED, find, new_version, publish
from recommender.models import Song, Tag
from recommender.search.building import build
from recommender.search.catalogue import read
from recommender.search.index import NAME, Index

logger = logging.getLogger(__name__)

# A catalogue of so few songs needs no index on disk: each process reads it in a second.
SMALL = 2000
# What changed since is read by each process whenever one more thing changes, of which a tenth of a
# second goes by for so many; of more it reads the newest `fresh.LIMIT`.
MUCH = 1000


def gather(*, anew: bool = False) -> Path | None:
    """Publish an index of the catalogue as it is; None where the one in service is good enough.

    anew: whatever serves.
    """
    from recommender.search.fresh import changed_since

    before = in_service()
    if not anew:
        if before is None and not larger_than(SMALL):
            return None
        if before is not None and len(changed_since(before, MUCH + 1)) <= MUCH and not gone(before):
            return None
    begun, catalogue, tags = timezone.now(), catalogue_version(), tags_mark()
    index = build(read(model_dir=Path(settings.MODEL_DIR)))
    version = new_version(f"{catalogue or 0:x}"[-8:])
    origin = Origin({"catalogue": catalogue, "begun": begun.isoformat(), "tags": tags})
    figures = {"counts": list(index.bearers.counts), "width": index.plain.keys.shape[1],
               "bytes": index.size}  # fmt: skip
    date = datetime.now(UTC).isoformat(timespec="seconds")

    def write(draft: Path) -> Meta:
        index.write(draft)
        return seal(draft, Meta(NAME, origin, len(index), version, date, figures))

    return publish(Path(settings.MODEL_DIR), NAME, version, write)


def gone(before: Index) -> bool:
    """Tell whether a tenth of an index's songs have left the catalogue, or its tags changed.

    Each process reads all tags into its small index as long as they are not those of the large one.
    """
    if before.meta is None or before.meta.origin.config.get("tags") != tags_mark():
        return True
    left = len(before) - Song.objects.count()
    return left > max(MUCH, len(before) // 10)


def larger_than(count: int) -> bool:
    """Tell whether the catalogue has more songs than that, without counting a million."""
    return Song.objects.order_by("pk")[count : count + 1].exists()


def in_service() -> Index | None:
    """Return the index that serves, None where there is none that can."""
    try:
        return Index.load(find(NAME, Path(settings.MODEL_DIR), SHIPPED))
    except (ArtefactMissing, ArtefactDamaged):
        return None


def tags_mark() -> str:
    """Return what changes with the tags' labels."""
    digest = hashlib.blake2b(digest_size=8)
    for row in Tag.objects.order_by("pk").values_list("pk", "slug", "label_en", "label_ko"):
        digest.update(repr(row).encode("utf-8", "replace"))
    return digest.hexdigest()
