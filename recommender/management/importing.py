"""What the import commands share: progress while they work, a summary in the end."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from recommender.catalogue.importing import Entry, ImportReport, Skipped, run_import
from recommender.catalogue.writer import BATCH, Writer

# Lines of what was left out that are printed; the counts by reason hold all of it.
LINES = 20


class ImportCommand(BaseCommand):
    """A command that reads a format and hands entries to the one writer."""

    def run(
        self,
        writer: Writer,
        items: Iterable[Entry | Skipped],
        total: int | None = None,
        batch_size: int = BATCH,
    ) -> ImportReport:
        """Import with a progress bar on stderr (`total` records, None if unknown)."""
        with self.bar() as progress:
            task = progress.add_task("importing", total=total)

            def tell(report: ImportReport) -> None:
                progress.update(task, completed=report.read)

            report = run_import(writer, items, tell, batch_size)
        self.tell_of(report)
        return report

    def bar(self) -> Progress:
        """Return a progress bar on stderr."""
        console = Console(file=self.stderr, stderr=True)  # type: ignore[arg-type]
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        return Progress(*columns, TimeElapsedColumn(), console=console)

    def tell_of(self, report: ImportReport) -> None:
        """Print what was taken, what was skipped and why."""
        songs = report.songs
        self.stdout.write(
            f"{report.read} read: {songs.added} added, {songs.changed} changed, "
            f"{songs.unchanged} as they were, {songs.kept} left as a curator made them, "
            f"{report.reasons.total()} skipped."
        )
        if report.words.read:
            self.stdout.write(f"The words of {report.words.read} songs were read for their moods.")
        if report.words.unread:
            self.stderr.write(
                f"The words of {report.words.unread} songs were not read, as no text model is "
                "usable: run manage.py read_lyrics once there is one."
            )
        self.tell_of_skipped(report)

    def tell_of_skipped(self, report: ImportReport) -> None:
        """Print what was left out: line by line, then by reason where there is too much of it."""
        for left_out in report.skipped[:LINES]:
            self.stderr.write(f"skipped {left_out.where}: {left_out.why}")
        if report.reasons.total() > LINES:
            self.counts(report)

    def counts(self, report: ImportReport) -> None:
        """Print how many were left out for each reason."""
        found: list[tuple[str, Any]] = report.reasons.most_common(LINES)
        for why, count in found:
            self.stderr.write(f"skipped {count} times: {why}")
