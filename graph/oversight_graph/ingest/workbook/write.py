"""Write a workbook: sheets with drop-down lists, comments, frozen heads and filters; or a folder of CSV files."""

import csv
import datetime as dt
import io
import re
import tempfile
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.sheets import EXAMPLE, LISTS, Column, Row, Sheet, row, sheets, start
from oversight_graph.process import whatever_the_clock_says
from oversight_graph.writing import temporary, write_folder, write_whole

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# What XML cannot hold stands in a cell as its number between such marks, and so does a text that looks like one.
_MARKED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_767
_LENT = threading.Lock()
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]")
_PART = re.compile(r"xl/(\w+)")
_UNKNOWN = {
    "activeX": "controls", "ctrlProps": "controls", "embeddings": "embedded files", "slicers": "slicers",
    "threadedComments": "comments with answers", "timelines": "timelines", "vbaProject": "macros",
}  # fmt: skip
_WIDE = {"commitment", "activity", "action", "decision", "title", "purpose", "progress", "note", "why", "value"}
# Lists of so many rows are made ready, so that a person who adds rows finds them there.
_READY = 2_000


def write_workbook(
    path: Path, rows: Sequence[Row], *, settings: Mapping[str, str] | None = None, examples: bool = False
) -> None:
    """Write a workbook whole or not at all, with the same bytes for the same rows.

    Parameters
    ----------
    path : pathlib.Path
        Ending in ``.xlsx``; any other name is that of a folder of CSV files.
    rows : sequence of Row
        In order; each goes to its sheet.
    settings : mapping of str to str, optional
        What the first sheet is to say, such as the base of all addresses.
    examples : bool
        Whether each sheet begins with a row that shows how it is filled in, which is never loaded.

    Raises
    ------
    UsageError
        If it cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        write_folder(path, _csv_files(rows, settings or {}), over=True)
        return
    write_whole(path, workbook_of(rows, settings=settings, examples=examples))


def editable(data: bytes, where: str) -> "Workbook":
    """Return a workbook of somebody's so that it can be changed and saved.

    Parameters
    ----------
    data : bytes
    where : str
        Its name, for messages.

    Raises
    ------
    DataError
        If the library that writes cannot read it, whatever other programs make of it.
    """
    import openpyxl

    try:
        lost = sorted(set(_lost(data)))
        opened = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as error:  # the library raises whatever it stumbles on
        raise DataError(
            "is no workbook that can be changed here", where=where, hint="open it in a spreadsheet program and save it"
        ) from error
    if lost:
        raise DataError(
            f"holds {', '.join(lost)}, which would be lost if it were written here", where=where,
            hint="move them to a workbook of their own",
        )  # fmt: skip
    return opened


def _lost(data: bytes) -> Iterator[str]:
    """Yield what a workbook holds that the library that writes does not know."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if (match := _PART.match(name)) and match[1] in _UNKNOWN:
                yield _UNKNOWN[match[1]]
            if name.startswith("xl/drawings/drawing") and _SHAPE.search(archive.read(name)):
                yield "shapes"


def workbook_of(rows: Sequence[Row], *, settings: Mapping[str, str] | None = None, examples: bool = False) -> bytes:
    """Return a workbook as the bytes of its file; see `write_workbook`."""
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError("writing a workbook needs more", hint="pip install 'oversight-graph[papers]'") from error
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = dt.datetime(2000, 1, 1)
    _first(book.create_sheet("Start"), settings or {})
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    placed: dict[str, str] = {}
    for name, sheet in sheets().items():
        own = [each for each in rows if each.sheet == name]
        if examples and (shown := example(sheet)):
            own.insert(0, shown)
        if own or not sheet.ignored:
            _fill(book.create_sheet(name), sheet, own, lists, placed)
    book.move_sheet(lists, len(book.worksheets))
    return saved(book)


def saved(book: "Workbook") -> bytes:
    """Return a workbook as the bytes of its file, without the times at which its parts were made.

    Raises
    ------
    UsageError
        If it cannot be made.
    """
    out = io.BytesIO()
    try:
        with _lent_folder(), whatever_the_clock_says():
            book.save(out)
    except Exception as error:
        # The library keeps sheets in files of its own while it saves, and says it in many ways if there is no room.
        said = f"the workbook cannot be made: {getattr(error, 'strerror', None) or error}"
        raise UsageError(said, hint="is the disk of temporary files full?") from error
    return _same_each_time(out.getvalue())


@contextmanager
def _lent_folder() -> Iterator[None]:
    """Have what the library keeps among temporary files kept in a folder that is taken away; one thread at a time."""
    with _LENT, temporary() as folder:
        usual, tempfile.tempdir = tempfile.tempdir, str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = usual


def example(sheet: Sheet) -> Row | None:
    """Return the row that shows how a sheet is filled in; None if it has none."""
    values = {column.name: column.example for column in sheet.columns if column.example}
    return row(sheet.name, values) if values.get("draft") == EXAMPLE else None


def _first(sheet: "Worksheet", settings: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    for n, sentence in enumerate(start(), 1):
        cell = sheet.cell(n, 2, sentence)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for n, (name, value) in enumerate(settings.items(), len(start()) + 2):
        sheet.cell(n, 1, name).font = Font(bold=True)
        sheet.cell(n, 2, value)


def _fill(sheet: "Worksheet", about: Sheet, rows: Iterable[Row], lists: "Worksheet", placed: dict[str, str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    grey, head = PatternFill("solid", fgColor="E7E6E6"), PatternFill("solid", fgColor="DDEBF7")
    for at, column in enumerate(about.columns, 1):
        cell = sheet.cell(1, at, column.name)
        cell.font, cell.fill = Font(bold=not column.more), head
        cell.comment = Comment(column.help, "oversight-graph", width=280, height=110)
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 44 if column.name in _WIDE else max(12, len(column.name) + 4)
        sheet.column_dimensions[letter].number_format = "@"
        if words := _words(column):
            _offer(sheet, letter, column, words, lists, placed)
    last = 1
    for last, each in enumerate(rows, 2):
        for at, column in enumerate(about.columns, 1):
            text = each.get(column.name)
            if not text:
                continue
            written: Any = sheet.cell(last, at)
            put(written, text, f"{about.name} {last}, {column.name}")
            if "\n" in text or column.name in _WIDE:
                written.alignment = Alignment(wrap_text=True, vertical="top")
            if each.draft == EXAMPLE:
                written.fill, written.font = grey, Font(italic=True, color="7F7F7F")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(about.columns))}{max(last, 2)}"


def put(cell: Any, text: str, where: str) -> None:
    """Write a text into a cell, from which it is read as the same text; whatever it begins with, it is no formula.

    Raises
    ------
    DataError
        If it is longer than a cell may be.
    """
    if len(text) > LONGEST:
        said = f"{len(text):,} letters; a cell of a workbook holds {LONGEST:,}"
        raise DataError(said, where=where, hint="shorten it, or keep the sheets as a folder of CSV files")
    cell.value = _MARKED.sub(lambda found: f"_x{ord(found[0]):04X}_", text) or None
    if text:
        cell.data_type, cell.number_format = "s", "@"


def _words(column: Column) -> list[str]:
    return codes.words(column.codes) if column.codes else list(column.words)


def _offer(
    sheet: "Worksheet", letter: str, column: Column, words: list[str], lists: "Worksheet", placed: dict[str, str]
) -> None:
    """Offer the words of a code list in a column; they stand in a hidden sheet, since a list may be long."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    name = column.codes or column.name
    if name not in placed:
        at = len(placed) + 1
        lists.cell(1, at, name)
        for n, word in enumerate(words, 2):
            lists.cell(n, at, word)
        placed[name] = f"{LISTS}!${get_column_letter(at)}$2:${get_column_letter(at)}${len(words) + 1}"
    choice = DataValidation(type="list", formula1=placed[name], allow_blank=True, showErrorMessage=False)
    choice.add(f"{letter}2:{letter}{_READY}")
    sheet.add_data_validation(choice)


def _csv_files(rows: Sequence[Row], settings: Mapping[str, str]) -> dict[str, bytes]:
    """Return a folder of CSV files; a file of a sheet without rows has its heads alone."""
    files = {}
    if settings:
        files["Start.csv"] = _csv([[name, value] for name, value in settings.items()])
    for name, sheet in sheets().items():
        own = [each for each in rows if each.sheet == name]
        if own or not sheet.ignored:
            files[f"{name}.csv"] = _csv([sheet.names, *([each.get(c) for c in sheet.names] for each in own)])
    return files


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(table)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _same_each_time(data: bytes) -> bytes:
    """Return an archive without the times at which its parts were made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.infolist(), key=lambda entry: entry.filename):
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
            kept = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, content)
    return out.getvalue()
