"""Rows as a table in a terminal, JSON, CSV or Markdown. Functions return text; only the command line prints it."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass

from oversight_graph.citations import short

Value = str | int | float | bool | None | tuple[str, ...] | list[str]
Record = dict[str, Value]

FORMATS = ("table", "json", "csv", "md")
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def records(rows: Sequence[object]) -> list[Record]:
    """Return dataclass rows as flat dictionaries."""
    return [asdict(row) for row in rows if is_dataclass(row) and not isinstance(row, type)]


def to_json(rows: Sequence[Record]) -> str:
    """Return one array of flat objects; several values are arrays of strings."""
    import json

    return json.dumps(list(rows), ensure_ascii=False, indent=2, default=list) + "\n"


def to_csv(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Return CSV that spreadsheets open safely.

    Notes
    -----
    Several values in a cell are parted by ``; ``. A cell that a spreadsheet would take for a formula gets an
    apostrophe in front.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe_cell(_flat(row.get(column))) for column in columns])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet runs.

    Examples
    --------
    >>> safe_cell("=1+1")
    "'=1+1"
    >>> safe_cell("3.2")
    '3.2'
    """
    return "'" + text if text.startswith(_FORMULA) else text


def to_markdown(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Return a Markdown table."""

    def cell(value: Value) -> str:
        return _shown(value).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")

    head = [f"| {' | '.join(_heading(c) for c in columns)} |", f"|{'|'.join(' --- ' for _ in columns)}|"]
    body = [f"| {' | '.join(cell(row.get(c)) for c in columns)} |" for row in rows]
    return "\n".join([*head, *body]) + "\n"


def to_table(rows: Sequence[Record], columns: Sequence[str], *, width: int | None = None) -> str:
    """Return a table for reading.

    Parameters
    ----------
    rows, columns
        What to show.
    width : int, optional
        Columns of the terminal: a ruled and wrapped table in colour. None gives plain text with aligned columns, for
        a pipe.
    """
    if width is None:
        return _aligned(rows, columns)
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=len(columns) > 4, header_style="bold")
    for column in columns:
        table.add_column(_heading(column), overflow="fold", ratio=_RATIOS.get(column, 2))
    for row in rows:
        table.add_row(*[Text(_printable(_shown(row.get(column)))) for column in columns])
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=True, color_system="standard").print(table)
    return out.getvalue()


_RATIOS = {
    "ref": 1,
    "grade": 1,
    "cell": 1,
    "kind": 1,
    "status": 1,
    "title": 4,
    "reason": 6,
    "text": 5,
    "value": 6,
    "passage": 8,
    "message": 6,
}


def _aligned(rows: Sequence[Record], columns: Sequence[str]) -> str:
    cells = [[_printable(_shown(row.get(column))) for column in columns] for row in rows]
    table = [[_heading(column) for column in columns], *cells]
    widths = [min(max(len(line[i]) for line in table), 80) for i in range(len(columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table]
    return "\n".join(lines) + "\n"


def _printable(text: str) -> str:
    """Drop control characters, so that data cannot steer a terminal or turn the text around."""
    return "".join(c for c in text.replace("\n", " ").replace("\t", " ") if c.isprintable() and c not in _BIDI)


_BIDI = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)}


def _heading(column: str) -> str:
    return column.replace("_", " ")


def _flat(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, tuple | list) else str(value)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(short(entry) if "#" in entry else entry for entry in value)
    return _flat(value)


def render(rows: Sequence[Record], columns: Sequence[str], form: str, shown: Sequence[str] | None = None) -> str:
    """Return rows in a format.

    Parameters
    ----------
    rows : sequence of dict
    columns : sequence of str
        All columns, in order: what JSON and CSV hold.
    form : str
        One of `FORMATS`.
    shown : sequence of str, optional
        The columns that a table shows; all if None.
    """
    if form == "json":
        return to_json([{column: row.get(column) for column in columns} for row in rows])
    if form == "csv":
        return to_csv(rows, columns)
    if form == "md":
        return to_markdown(rows, shown or columns)
    width = None
    if sys.stdout.isatty():
        import shutil

        width = shutil.get_terminal_size((120, 40)).columns
    return to_table(rows, shown or columns, width=width)
