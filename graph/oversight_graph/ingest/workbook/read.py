"""Read a workbook, or a folder of CSV files with the same names and columns, as Excel and people leave them."""

import datetime as dt
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import decoded
from oversight_graph.ingest.readers.limits import BROKEN_ZIP
from oversight_graph.ingest.readers.sheets import rows_of_csv
from oversight_graph.ingest.workbook.cells import filled_sheets, sheets_of
from oversight_graph.ingest.workbook.sheets import Row, row, sheets
from oversight_graph.ingest.workbook.violations import ERROR, WARNING, CellViolation, letters
from oversight_graph.model.spelling import flat
from oversight_graph.resources import content

# A number in one of these columns is a reference, of which Excel drops the last zero.
_REFERENCES = {"ref", "activity ref", "item", "refer to", "ref as printed", "closed at", "about"}
_QUOTES = str.maketrans({"\xa0": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""})
_MOST_MESSAGES = 20
_SETTINGS = ("base", "language")
_ADVICE = "see `oversight workbook new` for the sheets and columns"
UNREAD = f"is no sheet of a workbook and is not read; {_ADVICE}"


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
    if path.is_dir():
        return _read(book, _csv_tables({each.name: content(each) for each in _tables_in(path)}, book))
    return _read(book, _tables(path, book))


def read_csv_sheets(files: Mapping[str, bytes]) -> Book:
    """Read CSV texts by the names of their files, as `read_workbook` reads a folder of them."""
    book = Book("CSV")
    return _read(book, _csv_tables(files, book))


def _read(book: Book, tables: Iterable[tuple[str, list[list[str]]]]) -> Book:
    sheet_names = {name.lower(): name for name in sheets()}
    seen: set[str] = set()
    for title, table in tables:
        name = sheet_names.get(title.strip().lower())
        if name in seen:
            book.add(ERROR, title, f"is a second sheet {name}; put its rows into the first")
        elif name is not None:
            seen.add(name)
            if not sheets()[name].ignored:
                _read_sheet(book, name, table)
        elif is_sheet(title):
            book.settings.update(_settings(table))
            for key in book.settings.keys() - {*_SETTINGS}:
                book.add(ERROR, title, f"{key!r} is no setting; {_ADVICE}")
            for key in _SETTINGS:
                if sum(cells[:1] == [key] for cells in table) > 1:
                    book.add(ERROR, title, f"says the {key} twice")
            if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", book.settings.get("language", "en")):
                book.add(ERROR, title, f"{book.settings['language']!r} is not the tag of a language, such as en or cy")
        elif any(any(cells) for cells in table):
            book.add(WARNING, title, UNREAD)
    if not seen:
        raise DataError("holds no sheet of a workbook", where=book.name, hint=_ADVICE)
    return book


def is_sheet(title: str) -> bool:
    """Say whether a sheet of this name is read."""
    return title.strip().lower() in {"start", "start here", *(name.lower() for name in sheets())}


def strayed(folder: Path) -> list[str]:
    """Return the texts beside the sheets of a folder that are sheets too, saved under a name that is not read.

    A paper may be called as a sheet is: in the first lines of such a text stand the names of its columns.
    """
    found = []
    for path in sorted(folder.iterdir()):
        sheet = {name.lower(): name for name in sheets()}.get(path.stem.lower())
        if sheet is not None and path.suffix.lower() in (".txt", ".text") and path.is_file():
            lines = decoded(content(path)).splitlines()[:10]
            cells = ([cell.strip('" ') for cell in re.split(r"[\t;,]", line)] for line in lines)
            if any(len(row) > 1 and _is_head(row, sheets()[sheet].names) for row in cells):
                found.append(path.name)
    return found


def unread_sheets(path: Path) -> list[str]:
    """Return the names of the sheets of a file that hold something and are not read."""
    return [] if path.is_dir() else [name for name in filled_sheets(path) if not is_sheet(name)]


def is_workbook(path: Path) -> bool:
    """Say whether a file or folder holds sheets of ours, without reading them."""
    names = {name.lower() for name in sheets()}
    try:
        if path.is_dir():
            return any(each.stem.lower() in names for each in _tables_in(path))
        if not path.is_file():
            return False  # a pipe would be waited for
        with zipfile.ZipFile(path) as archive:
            part = "content.xml" if path.suffix.lower() == ".ods" else "xl/workbook.xml"
            with archive.open(part) as stream:
                text = stream.read(1_000_000).decode("utf-8", errors="replace")
    except BROKEN_ZIP:
        return False
    found = {name.lower() for name in re.findall(r'<(?:sheet|table:table) [^>]*?name="([^"]+)"', text)}
    return "papers" in found and len(found & names) > 2


def _tables(path: Path, book: Book) -> Iterator[tuple[str, list[list[str]]]]:
    for name, said, raw in sheets_of(path):
        for severity, where, message in said:
            book.add(severity, f"{name}{where}", message)
        yield name, [[_text(value) for value in cells] for cells in raw]


def _text(value: Any) -> str:
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
    return "\n".join(part for line in text.split("\n") if (part := flat(line)))


def _tables_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")


def _csv_tables(files: Mapping[str, bytes], book: Book) -> Iterator[tuple[str, list[list[str]]]]:
    for name, data in files.items():
        if is_sheet(Path(name).stem):
            yield Path(name).stem, [[clean(cell) for cell in cells] for cells in rows_of_csv(decoded(data), name)]
        else:
            book.add(WARNING, name, UNREAD)


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
    beyond: Counter[int] = Counter()
    for number, cells in enumerate(table[at + 1 :], at + 2):
        beyond.update(n for n, cell in enumerate(cells) if cell and not (n < len(heads) and heads[n]))
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
    for n, count in sorted(beyond.items())[:_MOST_MESSAGES]:
        what = "a cell is" if count == 1 else f"{count} cells are"
        book.add(ERROR, f"{name}!{letters(n)}{at + 1}", f"has no name for this column, in which {what} filled")


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
