"""Gather the lines of the catalogue's songs into what the `lyrics` engine serves from.

MODEL_DIR/lyrics/<version>/ with the pointer `current`, like other artefacts; what ships with the
code knows the starter library alone. It is made anew where the catalogue or the text model is
another one: songs whose lines are the same keep their vectors unless the model changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from emotion.text.lyrics import distinct_lines
from recommender.catalogue.changes import catalogue_version
from recommender.catalogue.lyrics_evidence import batches
from recommender.engine import embedding
from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing, Meta, Origin, seal
from recommender.engine.line_store import mark
from recommender.engine.line_writer import LineWriter
from recommender.engine.lyrics import LyricsEngine
from recommender.engine.publishing import SHIPPED, find, new_version, publish
from recommender.engine.replacing import replace_folder
from recommender.models import Song

NAME = LyricsEngine.name
# A song of more distinct lines than this is known by its first ones; the longest raps have 120.
MOST_LINES = 150
BATCH = 200

SongLines = tuple[int, list[str]]


def lines_in_catalogue() -> Iterator[SongLines]:
    """Yield the songs that have lyrics, by ascending key, each with its distinct lines."""
    songs = Song.objects.exclude(lyrics="").order_by("pk").values_list("pk", "lyrics")
    for key, lyrics in songs.iterator(chunk_size=BATCH):
        yield key, distinct_lines(lyrics)[:MOST_LINES]


def gather(*, anew: bool = False) -> Path | None:
    """Publish the lines of the catalogue as it is; None if what serves is of it already.

    anew: whatever serves, and without taking anything over. Raises embedding.NothingReads.
    """
    model_dir = Path(settings.MODEL_DIR)
    origin = {"model": embedding.version(), "catalogue": catalogue_version()}
    before = None if anew else in_service(model_dir, str(origin["model"]))
    if before is not None and (before.origin.config == origin or holds_all(before)):
        return None
    version = new_version(f"{origin['catalogue'] or 0:x}"[-8:])

    def write(draft: Path) -> Meta:
        return write_index(draft, lines_in_catalogue(), origin, before, version)

    return publish(model_dir, NAME, version, write)


def holds_all(before: LyricsEngine) -> bool:
    """Tell whether an index has the lines of the catalogue: most changes are of other things."""
    found = [(key, mark(lines)) for key, lines in lines_in_catalogue() if lines]
    return found == list(zip(before.song_ids.tolist(), before.store.marks.tolist(), strict=True))


def write_index(
    directory: Path,
    songs: Iterable[SongLines],
    origin: Mapping[str, object],
    before: LyricsEngine | None = None,
    version: str = "",
) -> Meta:
    """Write an index into an empty directory, and seal it."""
    with LineWriter(directory, before.store if before else None) as writer:
        for part in batches(songs, BATCH):
            writer.add(part)
    date = datetime.now(UTC).isoformat(timespec="seconds")
    figures = {"lines": sum(writer.counts), "taken_over": writer.taken_over}
    meta = Meta(NAME, Origin(dict(origin)), len(writer.ids), version, date, figures)
    return seal(directory, meta)


def in_service(model_dir: Path, model: str) -> LyricsEngine | None:
    """Return the index that serves, None where there is none that this text model made."""
    try:
        found = LyricsEngine.load(find(NAME, model_dir, SHIPPED))
    except (ArtefactMissing, ArtefactDamaged):
        return None
    return found if found.origin.config.get("model") == model else None


def starter_lines(folder: Path) -> list[SongLines]:
    """Return the starter's songs by their numbers, each with its words."""
    library = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    songs = sorted((int(song["number"]), song["slug"]) for song in library["songs"])
    return [
        (number, distinct_lines("\n".join(words[slug]["ko"] + words[slug]["en"])))
        for number, slug in songs
        if slug in words
    ]


def ship(folder: Path) -> Meta:
    """Replace the index that comes with the code by one of the starter library's words."""
    model, made = embedding.version(), list[Meta]()

    def fill(draft: Path) -> None:
        lines = starter_lines(folder)
        made.append(write_index(draft, lines, {"model": model}, version=f"starter-{model}"))

    replace_folder(SHIPPED / NAME, fill)
    return made[0]
