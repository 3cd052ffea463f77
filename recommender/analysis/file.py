"""The starter library's analysis, which comes with the code: nobody need hear its pieces again.

starter/analysis.json holds for each song its number, its file's size and SHA-256, and the figures;
``manage.py analyse_music --starter`` writes it. A file that is another one is heard here.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from recommender.analysis.work import FIGURES, sounding
from recommender.audio import decoded, opened
from recommender.hearing.analyser import VERSION, listen
from recommender.models import SongAnalysis

logger = logging.getLogger(__name__)

NAME = "analysis.json"
SOURCE = "starter"
Figures = Mapping[str, Any]


def load_figures(folder: Path) -> int:
    """Give the starter's songs the figures that were shipped; return how many were news.

    Those whose file differs from the one that was heard, or whose analysis is of another version
    of the analyser, are left to be heard.
    """
    shipped = read_figures(folder)
    songs = dict(sounding().filter(source=SOURCE).values_list("external_id", "pk"))
    marks = dict(sounding().filter(source=SOURCE).values_list("pk", "mark"))
    have = {row.song_id: row for row in SongAnalysis.objects.filter(song__source=SOURCE)}
    news = 0
    for number, item in shipped.items():
        key = songs.get(number)
        if key is None or is_there(have.get(key), item, marks[key]):
            continue
        if not is_same(folder / item["file"], item):
            continue
        values = {name: item[name] for name in FIGURES}
        values |= {"state": SongAnalysis.State.DONE, "problem": "", "version": VERSION,
                   "mark": marks[key], "analysed": timezone.now()}  # fmt: skip
        SongAnalysis.objects.update_or_create(song_id=key, defaults=values)
        news += 1
    return news


def is_there(row: SongAnalysis | None, item: Figures, mark: str) -> bool:
    """Tell whether a row has these figures."""
    if row is None or row.state != SongAnalysis.State.DONE:
        return False
    if row.version != VERSION or row.mark != mark:
        return False
    return not any(getattr(row, name) != item[name] for name in FIGURES)


def is_same(path: Path, item: Figures) -> bool:
    """Tell whether a file is the one that was heard."""
    try:
        return bool(path.stat().st_size == item["bytes"]) and sha256(path) == item["sha256"]
    except OSError:
        return False


def read_figures(folder: Path) -> dict[str, Figures]:
    """Return what was shipped, by the song's number; nothing of another version of the analyser."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        logger.warning("The starter library's analysis is not used: %s", error)
        return {}
    if found["version"] != VERSION:
        logger.warning("The starter library's analysis is of another version; it is heard here.")
        return {}
    songs: dict[str, Figures] = found["songs"]
    return songs


def ship(folder: Path) -> int:
    """Hear every song of the starter library and write the file; return how many."""
    library = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    songs = {
        str(song["number"]): heard_figures(folder, f"audio/{song['slug']}.m4a")
        for song in library["songs"]
    }
    text = json.dumps({"version": VERSION, "songs": songs}, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
    return len(songs)


def heard_figures(folder: Path, file: str) -> Figures:
    """Return the figures of one file, with its stamp."""
    path = folder / file
    with path.open("rb") as stream, opened(stream) as container:
        heard = listen(decoded(container))
    stamp = {"file": file, "bytes": path.stat().st_size, "sha256": sha256(path)}
    return stamp | {name: getattr(heard, name) for name in FIGURES}


def sha256(path: Path) -> str:
    """Return a file's sum."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
