"""What the commands that import listening corpora share."""

from collections.abc import Iterable

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from recommender.catalogue.importing import Skipped
from recommender.listening.fields import ListRecord
from recommender.listening.gather import ListReport, store_lists
from recommender.management.importing import ImportCommand


class ListeningCommand(ImportCommand):
    """A command that brings songs into the catalogue and lists into a stored corpus."""

    def run_lists(self, source: str, records: Iterable[ListRecord | Skipped]) -> ListReport:
        """Store the lists with a running count on stderr, and tell what became of them."""
        console = Console(file=self.stderr, stderr=True)  # type: ignore[arg-type]
        columns = TextColumn("{task.description}"), TextColumn("{task.completed}")
        with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
            task = progress.add_task("lists", total=None)

            def tell(report: ListReport) -> None:
                progress.update(task, completed=report.read)

            report = store_lists(source, records, tell)
        self.tell_of_lists(report)
        return report

    def tell_of_lists(self, report: ListReport) -> None:
        """Print what was taken, what was skipped and why."""
        new = "" if report.changed else ", the same as before"
        if not report.taken:
            new = ": what was imported before stays"
        self.stdout.write(
            f"{report.read} lists read: {report.taken} stored with {report.pairs} songs{new}; "
            f"{report.unknown} songs of them are not in the catalogue, "
            f"{report.reasons.total()} skipped."
        )
        self.tell_of_skipped(report)
