"""Tables for tests: bring them in, and XLSX files, whole and broken."""

import io
import zipfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from openpyxl import Workbook

XML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def import_table(
    folder: Path, content: str | bytes, file: str = "songs.csv", **how: object
) -> tuple[str, str]:
    """Import a table of some content, and return what was printed."""
    path = folder / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    out, err = StringIO(), StringIO()
    call_command("import_table", path, stdout=out, stderr=err, **how)
    return out.getvalue(), err.getvalue()


def sheet(*rows: list[object], name: str = "Sheet") -> bytes:
    """Return an XLSX file with one sheet."""
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(raw: bytes, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file with one part put in another's place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", packing) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def with_strings(strings: str, rows: str) -> bytes:
    """Return an XLSX file as Excel writes it: the cells name strings that stand in another part."""
    raw = sheet(["x"])
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
    raw = with_part(raw, "[Content_Types].xml", types.replace("</Types>", part).encode())
    content = f'<worksheet xmlns="{XML}"><sheetData>{rows}</sheetData></worksheet>'
    raw = with_part(raw, "xl/worksheets/sheet1.xml", content.encode())
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def shared(*texts: str) -> bytes:
    """Return a sheet of one column whose cells share their strings."""
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    cells = (f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>'
             for n in range(1, len(texts) + 1))  # fmt: skip
    return with_strings(f'<sst xmlns="{XML}">{strings}</sst>', "".join(cells))
