"""Read a workbook, or a folder of CSV files with the same names and columns, as Excel and people leave them."""

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.readers.form import decoded
from oversight_graph.ingest.readers.limits import check_zip
from oversight_graph.ingest.readers.sheets import hidden_rows, rows_of_csv
from oversight_graph.ingest.workbook.sheets import DRAFTED, LISTS, Row, row, sheets
from oversight_graph.ingest.workbook.violations import ERROR, NOTE, WARNING, CellViolation, letters
from oversight_graph.resources import content

_MOST_ROWS = 200_000
# A number in one of these columns is a reference, of which Excel drops the last zero.
_REFERENCES = {"ref", "activity ref", "item", "refer to", "ref as printed", "closed at", "about"}
_QUOTES = str.maketrans({"\xa0": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""})
_ADVICE = "see `oversight workbook new` for the sheets and columns"


@dataclass(slots=True)
class Book:
    """What a workbook holds.

    Attributes
    ----------
    name : str
        The file or folder, for messages.
    rows : list of Row
        In the order of the sheets; blank rows are left out, the numbers are those that a person sees.
    columns : dict of str to dict
        By sheet: the number of each column, counted from 0.
    settings : dict of str to str
        What the first sheet says, such as the base of all addresses.
    violations : list of CellViolation
        What reading met: unknown columns, hidden rows, references that were numbers.
    folder : pathlib.Path
        Where the files of the papers are looked for.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    violations: list[CellViolation] = field(default_factory=list)
    folder: Path = Path()

    def cell(self, row: Row, column: str) -> str:
        """Return where a cell stands: ``Actions!D7``; the row, if the sheet has no such column."""
        at = self.columns.get(row.sheet, {}).get(column)
        return f"{row.sheet}!{letters(at) if at is not None else 'row '}{row.number}"

    def add(self, severity: str, where: str, message: str, value: str = "") -> None:
        """Note what reading met."""
        self.violations.append(CellViolation(severity, where, message, value))


def read_workbook(path: Path) -> Book:
    """Read a workbook, or a folder of CSV files.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Book
        What is amiss in single cells is in its violations.

    Raises
    ------
    DataError
        If it is no workbook: broken, protected, too large, of another kind, or without a sheet of ours.
    UsageError
        If the library for workbooks is not installed.
    """
    book = Book(str(path), folder=path if path.is_dir() else path.parent)
    return _read(book, _csv_tables(_csv_files(path), book) if path.is_dir() else _tables(path, book))


def read_csv_sheets(files: Mapping[str, bytes]) -> Book:
    """Read CSV texts by the names of their files, as `read_workbook` reads a folder of them."""
    book = Book("CSV")
    return _read(book, _csv_tables(files, book))


def _read(book: Book, tables: Iterable[tuple[str, list[list[str]]]]) -> Book:
    sheet_names = {name.lower(): name for name in sheets()}
    seen = False
    for title, table in tables:
        name = sheet_names.get(title.strip().lower())
        if name is not None:
            seen = True
            if not sheets()[name].ignored:
                _read_sheet(book, name, table)
        elif title.strip().lower() in ("start", "start here"):
            book.settings.update(_settings(table))
        elif any(any(cells) for cells in table):
            book.add(WARNING, title, f"is no sheet of a workbook and is not read; {_ADVICE}")
    if not seen:
        raise DataError("holds no sheet of a workbook", where=book.name, hint=_ADVICE)
    return book


def is_workbook(path: Path) -> bool:
    """Say whether a file or folder holds sheets of ours, without reading them."""
    names = {name.lower() for name in sheets()}
    try:
        if path.is_dir():
            return any(each.stem.lower() in names for each in path.glob("*.csv"))
        if not path.is_file():
            return False  # a pipe would be waited for
        with zipfile.ZipFile(path) as archive:
            part = "content.xml" if path.suffix.lower() == ".ods" else "xl/workbook.xml"
            with archive.open(part) as stream:
                text = stream.read(1_000_000).decode("utf-8", errors="replace")
    except (OSError, zipfile.BadZipFile, KeyError, RuntimeError):
        return False
    found = {name.lower() for name in re.findall(r'<(?:sheet|table:table) [^>]*?name="([^"]+)"', text)}
    return "papers" in found and len(found & names) > 2


def _tables(path: Path, book: Book) -> Iterator[tuple[str, list[list[str]]]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ImportError as error:
        raise UsageError("reading a workbook needs more", hint="pip install 'oversight-graph[papers]'") from error
    data = _bytes(path)
    _check(data, path)
    hidden = hidden_rows(data) if path.suffix.lower() != ".ods" else {}
    try:
        opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in opened.sheets_metadata:
            if about.name in (LISTS, DRAFTED):
                continue
            sheet = opened.get_sheet_by_name(about.name)
            if sheet.height > _MOST_ROWS:
                raise DataError(
                    f"has {sheet.height} rows; more than {_MOST_ROWS} are not read", where=f"{path}: {about.name}"
                )
            if "visible" not in str(about.visible).lower() or "hidden" in str(about.visible).lower():
                book.add(NOTE, about.name, "is a hidden sheet; it is read like the others")
            if hidden.get(about.name):
                rows = ", ".join(map(str, hidden[about.name][:10]))
                book.add(NOTE, about.name, f"has hidden rows, which are read like the others: {rows}")
            raw = sheet.to_python(skip_empty_area=False)
            _fill_merged(raw, getattr(sheet, "merged_cell_ranges", None) or ())
            yield (
                about.name,
                [
                    [_text(value, book, about.name, r, c) for c, value in enumerate(cells)]
                    for r, cells in enumerate(raw)
                ],
            )
    except PasswordError as error:
        raise DataError("is protected with a password", where=str(path), hint="save it without one") from error
    except (CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise DataError(f"is no workbook that can be read: {error}", where=str(path)) from error


def _bytes(path: Path) -> bytes:
    data = content(path)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        hint = "save it as an .xlsx workbook without a password"
        raise DataError("is protected with a password, or of the old kind .xls", where=str(path), hint=hint)
    if data[:2] != b"PK":
        hint = "save it as an .xlsx workbook, or name a folder of CSV files"
        raise DataError("is not a workbook, whatever its name says", where=str(path), hint=hint)
    return data


def _check(data: bytes, path: Path) -> None:
    """Refuse an archive that would unpack to more than a workbook ever holds, or holds something else."""
    try:
        check_zip(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except DataError as error:
        raise DataError(error.message, where=str(path)) from error
    if not {"xl/workbook.xml", "content.xml"} & set(names):
        raise DataError("is an archive, but no workbook", where=str(path), hint="save it as an .xlsx workbook")


def _fill_merged(raw: list[list[Any]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give every row of cells that are merged downwards what the first of them holds."""
    for (top, left), (bottom, _) in ranges:
        for at in range(top + 1, min(bottom + 1, len(raw))):
            if left < len(raw[at]) and raw[at][left] == "" and top > 0:
                raw[at][left] = raw[top][left]


def _text(value: Any, book: Book, sheet: str, at: int, column: int) -> str:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return f"\x00{value!r}"  # which column it stands in is known later
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if not value.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value)


def clean(text: str) -> str:
    r"""Return a text without what spreadsheets leave: hard spaces, soft hyphens, blanks at the ends.

    Examples
    --------
    >>> clean(" Safer\xa0Streets  Board ")
    'Safer Streets Board'
    """
    if not text:
        return ""
    text = text.translate(_QUOTES).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(part for line in text.split("\n") if (part := " ".join(line.split())))


def _csv_files(folder: Path) -> dict[str, bytes]:
    return {path.name: content(path) for path in sorted(folder.glob("*.csv"))}


def _csv_tables(files: Mapping[str, bytes], book: Book) -> Iterator[tuple[str, list[list[str]]]]:
    wanted = {*(name.lower() for name in sheets()), "start"}
    for name, data in files.items():
        if Path(name).stem.lower() in wanted:
            yield Path(name).stem, [[clean(cell) for cell in cells] for cells in rows_of_csv(decoded(data))]
        else:
            book.add(WARNING, name, f"is no sheet of a workbook and is not read; {_ADVICE}")


def _settings(table: Sequence[Sequence[str]]) -> dict[str, str]:
    return {cells[0].lower(): cells[1] for cells in table if len(cells) > 1 and cells[0] and cells[1]}


def _read_sheet(book: Book, name: str, table: list[list[str]]) -> None:
    sheet = sheets()[name]
    at = next((n for n, cells in enumerate(table[:10]) if _is_head(cells, sheet.names)), None)
    if at is None:
        if any(any(cells) for cells in table):
            book.add(ERROR, name, f"has no row with the names of its columns; {_ADVICE}")
        return
    heads = [" ".join(cell.lower().split()) for cell in table[at]]
    _check_heads(book, name, heads)
    places = {head: n for n, head in reversed(list(enumerate(heads))) if head in sheet.names}
    book.columns[name] = places
    for number, cells in enumerate(table[at + 1 :], at + 2):
        values = {head: cells[n] for head, n in places.items() if n < len(cells) and cells[n]}
        if not values:
            continue
        for head, text in values.items():
            if text[0] == "\x00":
                values[head] = text[1:]
                if head in _REFERENCES:
                    where = f"{name}!{letters(places[head])}{number}"
                    message = f"is a number in the sheet; if the paper prints {text[1:]}0, write it as text"
                    book.add(WARNING, where, message, text[1:])
        book.rows.append(row(name, values, number))


def _is_head(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether a row has the names of columns: two of them at least, or nothing else."""
    filled = [cell.lower() for cell in cells if cell]
    return sum(cell in names for cell in filled) >= min(2, len(filled)) > 0


def _check_heads(book: Book, name: str, heads: list[str]) -> None:
    sheet = sheets()[name]
    for head, count in Counter(heads).items():
        where = f"{name}!{letters(heads.index(head))}"
        if head and head not in sheet.names:
            from rapidfuzz import process

            near = process.extractOne(head, sheet.names, score_cutoff=70)
            hint = f"; perhaps {near[0]!r}" if near else ""
            book.add(ERROR, where, f"no sheet {name} has a column of this name{hint}", head)
        elif head and count > 1:
            book.add(ERROR, where, "two columns have this name", head)
    for column in sheet.columns:
        if column.needed and column.name not in heads:
            book.add(ERROR, name, f"has no column {column.name!r}")
