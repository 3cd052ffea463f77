"""``manage.py import_table``: songs from a CSV or XLSX table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from recommender.catalogue.importing import ImportReport
from recommender.catalogue.table import Table, open_table, source_of
from recommender.catalogue.table_columns import NAMES, MapWrong
from recommender.catalogue.writer import Writer
from recommender.catalogue.xlsx_rows import SheetUnreadable
from recommender.management.importing import LINES, ImportCommand
from recommender.management.streams import Elsewhere
from recommender.models import MoodEvidence


class Command(ImportCommand):
    """Read a table row by row, and say what was not as it should be."""

    help = (
        "Import songs from a table (CSV or XLSX) with headers. Encoding, delimiter and columns are "
        "recognised; a song waits until it has a sound: a file, or a stream at one of STREAM_HOSTS."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and what the user knows better."""
        parser.add_argument("file", type=Path, help="the table; its first sheet if it is XLSX")
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN,...",
            help="which column holds what, by header or number; it then says all. Fields: "
            + ", ".join(NAMES),
        )  # fmt: skip
        parser.add_argument("--sheet", default="", help="the sheet of an XLSX file")
        parser.add_argument("--encoding", default="", help="the encoding, such as cp949")
        parser.add_argument("--delimiter", default="", help="what stands between two columns")
        parser.add_argument(
            "--source", default="",
            help="a name under which the table's ids are known; else the file's own",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and report by row."""
        path: Path = options["file"]
        how = {name: options[name] for name in ("sheet", "encoding", "delimiter")}
        how["delimiter"] = how["delimiter"].replace("\\t", "\t")
        if len(how["delimiter"]) > 1:
            raise CommandError("A delimiter is one character.")
        try:
            with open_table(path, **how) as table:
                table.find_columns(options["map"])
                self.read(path, table, options["source"])
        except (SheetUnreadable, MapWrong) as error:
            raise CommandError(f"{path.name} cannot be read: {error}.") from error

    def read(self, path: Path, table: Table, source: str) -> None:
        """Import all rows."""
        source = source_of(path, source, table.columns)
        self.stdout.write(f"{path.name}: {table.form}; source {source!r}")
        self.stdout.write(f"--map {table.columns.in_words}")
        if table.columns.unused:
            self.stdout.write(f"not used: {', '.join(table.columns.unused)}")
        # Tags that the site knows keep their labels, whatever a table calls them.
        elsewhere = Elsewhere()
        writer = Writer(source, MoodEvidence.Kind.TAGS, own_tags=False)
        self.run(writer, elsewhere.noting(table.entries()))
        self.tell_of_cells(table.cleaned)
        for line in elsewhere.advice():
            self.stdout.write(line)

    def tell_of_cells(self, cleaned: ImportReport) -> None:
        """Print what was wrong with cells of rows that were taken all the same."""
        if not cleaned.reasons:
            return
        self.stdout.write(f"{cleaned.reasons.total()} cells were not as they should be.")
        for note in cleaned.skipped[:LINES]:
            self.stderr.write(f"{note.where} {note.why}")
        for why, count in cleaned.reasons.most_common(LINES):
            self.stderr.write(f"{count} cells: {why}")
