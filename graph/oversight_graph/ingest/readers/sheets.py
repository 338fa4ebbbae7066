"""Workbooks and CSV as papers: each sheet is a page, each row a row of a table."""

import csv
import datetime as dt
import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import Piece, decoded
from oversight_graph.ingest.readers.looks import comments_in, hidden_columns, looks_of, styles_of

_DELIMITERS = ",;\t|"
# So much of a text shows what parts its columns; no cell is longer than this.
_SAMPLE, _LONGEST = 20_000, 10_000_000
# Stands in a row of its own behind the last, unless a quotation is open there: no character of any text.
_END = "\ufdd0"
_COLOURED = "what stands under a rating was read as red, amber or green"
# What a sheet is called that nobody named.
_UNNAMED = re.compile(r"(?i)sheet ?\d*")
_ROW = re.compile(rb"<row [^<>]*>")
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')


def read_xlsx(data: bytes) -> tuple[list[Piece], list[str]]:
    """Return the pieces of a workbook, values only, and what there is to say: hidden sheets and rows.

    Raises
    ------
    DataError
        If it is broken, or protected by a password.
    """
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        # The name of the only sheet heads nothing: it is "Sheet1", or that of the file.
        several = len(book.sheet_names) > 1
        parts = dict(sheet_parts(data))
        styles = styles_of(data) if parts else []
        pieces, coloured = [], []
        for page, name in enumerate(book.sheet_names, 1):
            sheet = book.get_sheet_by_name(name)
            rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
            if count := looks_of(parts.get(name, b""), styles).say(rows):
                coloured.append(f"{count} cells of the sheet {name} are empty and coloured: {_COLOURED}")
            heading = Piece((name,), page, level=0 if _UNNAMED.fullmatch(name) else 1)
            pieces += [*([heading] if several else []), *_sheet(sheet, rows, page)]
        hidden = [sheet.name for sheet in book.sheets_metadata if is_hidden(sheet)]
    except Exception as error:  # the library raises whatever it stumbles on
        raise DataError("is broken or protected by a password: it cannot be read as a workbook") from error
    notes = [f"sheet {name} is hidden; it was read all the same" for name in hidden] + coloured
    if parts and (comments := comments_in(data)):
        notes.append(f"{comments} comment{'s' * (comments > 1)} on cells {'were' if comments > 1 else 'was'} not read")
    for name, part in parts.items():
        if columns := list(hidden_columns(part)):
            notes.append(f"sheet {name} has hidden columns, which were read all the same: {', '.join(columns[:10])}")
        if hidden_at := hidden_rows(part):
            shown = ", ".join(map(str, hidden_at[:10]))
            notes.append(f"sheet {name} has hidden rows, which were read all the same: {shown}")
    return pieces, notes


def _sheet(sheet: Any, values: Sequence[Sequence[object]], page: int) -> Iterator[Piece]:
    rows = [[_shown(value) for value in row] for row in values]
    fill_merged(rows, sheet)
    # Columns that are empty down to the last row set the table in from the edge.
    blank = min((at for row in rows for at, cell in enumerate(row) if cell), default=0)
    rows = [row[blank:] for row in rows]
    wide = {top: right - blank + 1 for (top, left), (_, right) in _merged(sheet) if left == blank}
    ends = [max((at for at, cell in enumerate(row, 1) if cell), default=0) for row in rows]
    width = max(ends, default=0)
    for number, (row, end) in enumerate(zip(rows, ends, strict=True), 1):
        if end > 1:  # a row that ends with blank cells has them: they are not lost
            yield Piece(tuple(row[:width]), page, page, number)
        else:
            yield Piece(tuple(row[:end]), page, over=end > 0 and width <= wide.get(number - 1, 0))


def fill_merged(rows: list[list[Any]], sheet: Any, first: int = 0) -> None:
    """Give every row of cells that are merged downwards, from one row on, what the first of them holds."""
    for (top, left), (bottom, _) in _merged(sheet):
        for at in range(top + 1, min(bottom + 1, len(rows))):
            if top >= first and left < len(rows[at]) and rows[at][left] == "":
                rows[at][left] = rows[top][left]


def _merged(sheet: Any) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the first and the last row and column of each range of cells that are merged."""
    return getattr(sheet, "merged_cell_ranges", None) or ()


def sheet_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the XML of each sheet of a workbook of Excel: it says more than the reading library tells."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
            return
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", errors="replace")
        targets = {}
        for tag in re.findall(r"<Relationship [^<>]*>", links):
            parts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            targets[parts.get("Id", "")] = parts.get("Target", "").lstrip("/").removeprefix("xl/")
        for tag in re.findall(r"<sheet [^<>]*>", archive.read("xl/workbook.xml").decode("utf-8", errors="replace")):
            parts = dict(re.findall(r'([\w:]+)="([^"]*)"', tag))
            place = "xl/" + targets.get(parts.get("r:id", ""), "")
            if place in names:
                yield html.unescape(parts.get("name", "")), archive.read(place)


def is_hidden(about: Any) -> bool:
    """Whether what the reading library says of a sheet is that it is not shown."""
    return "visible" not in str(about.visible).lower().rpartition(".")[2]


def hidden_rows(sheet: bytes) -> list[int]:
    """Return the numbers of the hidden rows of a sheet, given as its XML."""
    rows = (row for row in _ROW.findall(sheet) if b'hidden="1"' in row)
    return [int(number[1]) for row in rows if (number := _NUMBER.search(row))]


def read_csv(data: bytes) -> list[Piece]:
    """Return the rows of a CSV file."""
    return [
        Piece(tuple(cell.strip() for cell in row), None, 1, at) for at, row in enumerate(rows_of_csv(decoded(data)), 1)
    ]


def rows_of_csv(text: str, where: str = "") -> list[list[str]]:
    r"""Return the cells of a CSV text as spreadsheets and others write it, whatever mark parts its columns.

    The mark is that which makes the most rows of one width, unless the first line says it.

    Raises
    ------
    DataError
        If it cannot be read as CSV, or a quotation in it is never closed: all that follows would be one cell.

    Examples
    --------
    >>> rows_of_csv("ref;commitment\r\n1.10;Lamps, and trees")
    [['ref', 'commitment'], ['1.10', 'Lamps, and trees']]
    >>> rows_of_csv("sep=;\nref;lamps, trees, roads")
    [['ref', 'lamps, trees, roads']]
    """
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    csv.field_size_limit(_LONGEST)
    try:
        if first.lower().startswith("sep=") and first.strip()[4:]:
            return _parted(rest, first.strip()[4])
        return _parted(text, max(_DELIMITERS, key=lambda mark: _alike(text[:_SAMPLE], mark)))
    except csv.Error as error:
        raise DataError(f"cannot be read as CSV: {error}", where=where) from error
    except DataError as error:
        raise DataError(error.message, where=where, hint=error.hint) from error


def _parted(text: str, mark: str) -> list[list[str]]:
    lines = text if not text or text.endswith(("\n", "\r")) else f"{text}\n"
    rows = list(csv.reader(io.StringIO(lines + _END, newline=""), delimiter=mark))
    if rows[-1] != [_END]:
        began = lines.count("\n") - rows[-1][-1].count("\n") + 1
        raise DataError(f"the quotation that begins in line {began} is never closed", hint="close it, or take it away")
    return rows[:-1]


def _alike(sample: str, mark: str) -> tuple[int, int]:
    """Return how many rows of a text have the same number of cells, if a mark parts them, and that number."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()
