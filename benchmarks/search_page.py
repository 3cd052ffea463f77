"""How much processor a whole answer of the site takes while someone types: index, database, page.

    python -m benchmarks.search_page [--songs 100000] [--runs 3]

Fills a database of its own with the made-up catalogue of `benchmarks.search` (SQLite, or what
BENCHMARK_DATABASE_URL names, which must be empty), gathers its index, and asks `/search/suggest/`
what people type. Prints processor milliseconds of a request in this process (p50, p95, the
largest; the median of the runs), then those of `/search/`, and of a search right after a song was
saved, which reads what changed.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

BATCH = 5000


def prepare(folder: Path) -> None:
    """Point the site at a folder of its own, and make its tables."""
    os.environ.update(DATA_DIR=str(folder), SECRET_KEY="only-measured", LOG_LEVEL="WARNING")
    if address := os.environ.get("BENCHMARK_DATABASE_URL"):
        os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mlfym.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def store(model: Any, rows: Iterator[Any]) -> None:
    """Write rows in batches."""
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def fill(songs: int) -> dict[str, list[tuple[str, str]]]:
    """Write the made-up catalogue; return what people type."""
    from benchmarks.search import catalogue, queries
    from recommender import models
    from recommender.catalogue.changes import catalogue_changed

    entries, titles, artists = catalogue(songs)
    albums = {song: text for song, text, _ in entries.albums}
    ids = entries.song_ids.tolist()
    song = lambda key: models.Song(pk=key, external_id=str(key), path="/x", album=albums[key])  # noqa: E731
    store(models.Song, (song(key) for key in ids))
    store(models.Artist, (models.Artist(pk=n + 1) for n in range(len(artists))))
    store(models.SongName, song_names(entries.titles))
    by = (
        names_of(models.ArtistName, "en", text, artist_id=n + 1) for n, text in enumerate(artists)
    )
    store(models.ArtistName, by)
    pairs = zip(*(part.tolist() for part in entries.artists), strict=True)
    store(models.SongArtist, (models.SongArtist(song_id=s, artist_id=a + 1) for s, a in pairs))
    labels = ((n, text[:80]) for n, text, _ in entries.tag_names)
    store(models.Tag, (models.Tag(pk=n + 1, slug=f"tag-{n}", label_en=text) for n, text in labels))
    tagged = dict.fromkeys(zip(*(part.tolist() for part in entries.tags), strict=True))
    store(models.SongTag, (models.SongTag(song_id=s, tag_id=t + 1) for s, t in tagged))
    catalogue_changed()
    return queries(titles, artists)


def names_of(model: Any, language: str, text: str, **owner: int) -> Any:
    """Return a name as a row."""
    return model(language=language, text=text[:300], normalised=text[:300], **owner)


def song_names(titles: Iterable[tuple[int, str, bool]]) -> Iterator[Any]:
    """Yield each song's first title as its English one, and its second as its Korean one."""
    from recommender.models import SongName

    seen: set[int] = set()
    for owner, text, _ in titles:
        yield names_of(SongName, "ko" if owner in seen else "en", text, song_id=owner)
        seen.add(owner)


def timed(client: Any, address: str, texts: list[str]) -> list[float]:
    """Return the processor milliseconds of each request."""
    from django.core.cache import cache

    found = []
    for n, text in enumerate(texts):
        if n % 100 == 0:
            cache.clear()  # what counts requests a minute: a hand is slower than this
        started = time.process_time()
        answer = client.get(address, {"q": text})
        found.append(1000 * (time.process_time() - started))
        assert answer.status_code == 200, answer.status_code
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name))
        asked = fill(options.songs)
        from django.test import Client

        from benchmarks.search import memory, summary
        from recommender.models import Song
        from recommender.search.gathering import gather

        started = time.process_time()
        gather(anew=True)
        found: dict[str, Any] = {"gather_s": round(time.process_time() - started, 1)}
        client = Client(headers={"host": "localhost"})
        texts = [text for kind in asked.values() for text, _ in kind]
        timed(client, "/search/suggest/", texts[:5])
        for address in ("/search/suggest/", "/search/"):
            some = texts if "suggest" in address else texts[:100]
            runs = [timed(client, address, some) for _ in range(options.runs)]
            found[address] = summary(runs)
        Song.objects.get(pk=10_000).save()
        from recommender.catalogue.changes import catalogue_changed

        catalogue_changed()
        found["after a change"] = round(timed(client, "/search/suggest/", texts[:1])[0], 1)
        found["resident_mb"] = memory()
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
