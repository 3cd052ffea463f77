"""``manage.py evaluate_sound``: how well the network hears, beside a plain baseline."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.engine.artefacts import ArtefactDamaged, ArtefactMissing
from recommender.sound_index import network
from recommender.sound_model.alterations import NoSound, Sounding, Versions, versions_of
from recommender.sound_model.evaluation import Report, evaluate, mfcc_statistics
from recommender.sound_model.hearing import Floats, SoundModel
from recommender.sound_model.sources import SOUND_FILES

# What the figures should reach (issue 6): shares, and times chance.
NEAREST, STAYS, TIMES = 0.95, 0.90, 3.0
FEWEST_PIECES = 6
OURS, BASELINE = "this network", "MFCC mean and deviation"


class Command(BaseCommand):
    """Measure the network that serves on folders of sound files."""

    help = (
        "Measure how well songs are found again by their sound, and whether neighbours share genre "
        "and mood: on the starter library and on folders of sound files, beside the mean and "
        "standard deviation of MFCCs."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take further folders."""
        parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Alter every piece, hear it in all its versions, and print the shares."""
        try:
            model = network()
        except (ArtefactMissing, ArtefactDamaged) as error:
            raise CommandError(f"Nothing hears here: {error}.") from error
        starter = Path(settings.STARTER_DIR)
        folders = [starter / "audio", *options["folders"]]
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is no folder.")
        pieces = list(self.pieces(folders))
        if len(pieces) < FEWEST_PIECES:
            raise CommandError(f"{len(pieces)} pieces are too few to measure on.")
        labels = labels_of(starter)
        reports = {
            OURS: evaluate(pieces, lambda sound: heard_by(model, sound), labels),
            BASELINE: evaluate(pieces, plainly, labels, scaled=True),
        }
        if options["json"]:
            values = {name: report.as_dict() for name, report in reports.items()}
            self.stdout.write(json.dumps({"network": model.version, **values}, indent=1))
        else:
            self.stdout.write("\n".join(table(model.version, reports)))

    def pieces(self, folders: Sequence[Path]) -> Iterator[Versions]:
        """Yield the pieces of the folders in all their versions; say which cannot be heard."""
        for folder in folders:
            for path in sorted(folder.iterdir()):
                if path.suffix.lower() not in SOUND_FILES:
                    continue
                try:
                    yield versions_of(path)
                except NoSound as error:
                    self.stderr.write(f"{path.name} is left out: {error}")


def heard_by(model: SoundModel, sound: Sounding) -> Floats:
    """Return the vector of a sound, zeros of silence."""
    found = model.vector(*sound)
    return np.zeros(model.size, np.float32) if found is None else found


def plainly(sound: Sounding) -> Floats:
    """Return the baseline's features of a sound."""
    return mfcc_statistics(sound.mel)


def labels_of(starter: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the genre, the leading mood, and both, of the starter's pieces by their slugs."""
    library = json.loads((starter / "library.json").read_text(encoding="utf-8"))
    genres = {tag["slug"] for tag in library["tags"] if tag["kind"] == "genre"}
    songs = {song["slug"]: song for song in library["songs"]}
    genre = {
        slug: max(genres & song["tags"].keys(), key=song["tags"].__getitem__)
        for slug, song in songs.items()
        if genres & song["tags"].keys()
    }
    mood = {slug: max(song["mood"], key=song["mood"].get) for slug, song in songs.items()}
    both = {slug: f"{name}, {mood[slug]}" for slug, name in genre.items()}
    return {"genre": genre, "mood": mood, "genre and mood": both}


def table(version: str, reports: Mapping[str, Report]) -> list[str]:
    """Return the lines of the figures, a column for each report, beside what is asked for."""
    first = next(iter(reports.values()))
    rows: list[tuple[str, str, list[str]]] = []
    for name, words in (("turns", "stretches in turns"), ("halves", "both halves")):
        shares = [f"{getattr(report, name):.1%}" for report in reports.values()]
        rows.append((f"{words}: the other is nearest", f"{NEAREST:.0%}", shares))
    for name in first.altered:
        shares = [f"{report.altered[name]:.1%}" for report in reports.values()]
        rows.append((f"{name}: among the first five", f"{STAYS:.0%}", shares))
    for name, chance in first.agreement.items():
        ours = [report.agreement[name] for report in reports.values()]
        cells = [f"{one.found:.1%} ({one.times:.2f}x)" for one in ours]
        words = f"same {name} (chance {chance.chance:.1%}, at most {chance.most:.1%})"
        rows.append((words, f"{TIMES:.0f}x", cells))
        cells = [f"{one.fair:.1%} ({one.fair_times:.2f}x)" for one in ours]
        rows.append((f"  of places it can fill (chance {chance.fair_chance:.1%})", "", cells))
    head = f"{first.pieces} pieces, network {version}"
    lines = [("", "asked", list(reports)), *rows]
    return [head, *(f"{a:56}{b:>8}" + "".join(f"{c:>28}" for c in cells) for a, b, cells in lines)]
