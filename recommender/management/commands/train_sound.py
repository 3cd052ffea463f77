"""``manage.py train_sound``: learn how songs sound from the library at hand, without labels."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommender.analysis.file import read_figures
from recommender.sound_index import gather
from recommender.sound_model.making import Recipe
from recommender.sound_model.sources import Source
from recommender.sound_training import (
    TooFewSongs,
    ship_starter,
    songs_of_folder,
    songs_of_library,
    train_network,
)

LIBRARY = "library"


class Command(BaseCommand):
    """Train the network, put it into service, and hear every song again with it."""

    help = (
        "Train the network that compares songs by sound on the spectrograms of the library (or on "
        "a folder of sound files, or of Melon's arrays), and hear every song with it. Stopped, it "
        "goes on where it was. A small library hears better with the network that is shipped."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to train on and where it goes."""
        usual = Recipe().network
        parser.add_argument(
            "--from", dest="source", default=LIBRARY, metavar=f"{LIBRARY}|DIR",
            help="the analysed songs of the library, or a folder of sound files or of arrays",
        )  # fmt: skip
        parser.add_argument("--out", type=Path, help="write it there, and change nothing else")
        parser.add_argument("--steps", type=int, default=usual.steps)
        parser.add_argument("--seed", type=int, default=usual.seed)
        parser.add_argument(
            "--hold-out", nargs="*", default=[], metavar="NAME",
            help="songs or folders of the source that are only judged by; else each tenth song",
        )  # fmt: skip
        parser.add_argument(
            "--starter", action="store_true",
            help="only make anew the vectors of the starter library that come with the code",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Train, publish, and say how well it hears."""
        if options["starter"]:
            folder = Path(settings.STARTER_DIR)
            meta = ship_starter(starter_audio(folder), read_figures(folder))
            self.stdout.write(f"{meta.songs} songs: shipped.")
            return
        check_installed()
        usual = Recipe()
        network = replace(usual.network, steps=options["steps"], seed=options["seed"])
        sources = self.read(options["source"])
        try:
            meta = train_network(
                sources, replace(usual, network=network), Path(settings.MODEL_DIR) / ".sound-work",
                self.told, options["hold_out"], options["out"],
            )  # fmt: skip
        except TooFewSongs as error:
            raise CommandError(f"Nothing was trained: {error}.") from error
        self.stdout.write(f"Network {meta.version}: {json.dumps(dict(meta.metrics))}")
        if options["out"] is None:
            self.hear()

    def read(self, source: str) -> list[Source]:
        """Return what to train on."""
        if source == LIBRARY:
            return songs_of_library()
        folder = Path(source)
        if not folder.is_dir():
            raise CommandError(f"{source} is no folder.")
        return songs_of_folder(folder)

    def told(self, step: int, blur: float, contrast: float) -> None:
        """Say how far the training is."""
        self.stderr.write(f"step {step}: patches {blur:.5f}, songs apart {contrast:.3f}")

    def hear(self) -> None:
        """Make the vectors of all songs anew, a part at a time."""
        found = gather()
        heard = found.heard
        while found.left:
            self.stderr.write(f"{found.left} songs left")
            found = gather()
            heard += found.heard
        self.stdout.write(f"{heard} songs were heard with it.")


def check_installed() -> None:
    """Raise CommandError where TensorFlow is not installed, as beside a worker alone."""
    try:
        import keras  # noqa: F401
        import tensorflow  # noqa: F401
    except ImportError as error:
        raise CommandError(
            f"Training needs TensorFlow and Keras ({error}): pip install -r requirements.txt."
        ) from error


def starter_audio(folder: Path) -> dict[int, Path]:
    """Return the sound files of the starter library by the songs' numbers."""
    library = json.loads((folder / "library.json").read_text(encoding="utf-8"))
    songs = {int(song["number"]): song["slug"] for song in library["songs"]}
    return {number: folder / "audio" / f"{slug}.m4a" for number, slug in sorted(songs.items())}
