"""``manage.py analyse_music``: hear the songs' sound now, without waiting for the worker."""

import time
from argparse import SUPPRESS
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from recommender.analysis import work as analysis
from recommender.analysis.file import ship
from recommender.analysis.problems import in_words
from recommender.analysis.workers import WORKER, analyse_here, analyse_in_processes
from recommender.catalogue.sound_evidence import hear_all
from recommender.models import SongAnalysis

# A process that died holds its song for as long as its claim lasts.
PATIENCE = 5.0


class Command(BaseCommand):
    """Measure tempo, key, loudness and the rest of every song with a file that was not heard."""

    help = (
        "Hear every song with a sound file that was not analysed as it is now: spectrogram, tempo, "
        "key, loudness, brightness. Stop it whenever you like; it goes on where it was. The "
        "background worker does the same by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to hear, and by how many processes."""
        parser.add_argument("--anew", action="store_true", help="also what was heard already")
        parser.add_argument("--workers", type=int, default=1, help="processes (default: 1)")
        parser.add_argument(
            "--starter", action="store_true",
            help="write the figures of the starter library that come with the code",
        )  # fmt: skip
        parser.add_argument(WORKER, type=int, help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Analyse, with progress on stderr, and say what was found."""
        if options["starter"]:
            count = ship(Path(settings.STARTER_DIR))
            self.stdout.write(f"{count} songs heard: shipped.")
            return
        if options["worker_of"]:
            analyse_here(lambda now: None, options["worker_of"])
            return
        if options["workers"] < 1:
            raise CommandError("--workers must be 1 at least.")
        analysis.analysis_look()
        if options["anew"]:
            analysis.waits(SongAnalysis.objects.all())
        failed = self.analyse(options["workers"])
        moods = sum(part.read for part in hear_all())
        self.tell_of()
        self.stdout.write(f"{moods} of them read for their moods.")
        if failed:
            raise CommandError(f"{failed} of the processes failed; run it again to go on.")

    def analyse(self, workers: int) -> int:
        """Analyse all that waits; return how many processes failed."""
        console = Console(file=self.stderr, stderr=True)  # type: ignore[arg-type]
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        first = analysis.progress()
        with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
            task = bar.add_task("analysing", total=first.waiting)

            def tell(now: analysis.Progress) -> None:
                bar.update(task, completed=first.waiting - now.waiting)

            while True:
                if workers == 1:
                    analyse_here(tell)
                elif failed := analyse_in_processes(workers, tell):
                    return failed
                tell(analysis.progress())
                while not analysis.free().exists():
                    if not analysis.progress().waiting:
                        return 0
                    # Another process is at these, or died at them.
                    time.sleep(PATIENCE)

    def tell_of(self) -> None:
        """Print how many songs were heard, and how many were not for which reason."""
        now = analysis.progress()
        self.stdout.write(f"{now.done} of {now.songs} songs heard, {now.failed} not readable.")
        rows = SongAnalysis.objects.filter(state=SongAnalysis.State.FAILED)
        for problem, count in Counter(rows.values_list("problem", flat=True)).most_common():
            self.stderr.write(f"{count} times: {in_words(problem)}")
