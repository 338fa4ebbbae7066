"""Rows as a table in a terminal, JSON, CSV or Markdown. Functions return text; only the command line prints it."""

import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass

from oversight_graph.citations import short

Value = str | int | float | bool | None | tuple[str, ...] | list[str]
Record = dict[str, Value]

FORMATS = ("table", "json", "csv", "md")
# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Control signs that JSON itself lets stand: the second half of the control characters, line ends, and those that turn
# text around.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# What Markdown would read as a link, an image, code, emphasis, strike-through, a tag, an entity, or a cell's end.
_MARKUP = re.compile(r"[\\`*~\[\]<&|]|(?<!\w)_|_(?!\w)")


def records(rows: Sequence[object]) -> list[Record]:
    """Return dataclass rows as flat dictionaries."""
    return [asdict(row) for row in rows if is_dataclass(row) and not isinstance(row, type)]


def to_json(rows: Sequence[Record]) -> str:
    """Return one array of flat objects; several values are arrays of strings.

    Notes
    -----
    Control characters are written as escapes, so that the text can be shown on a terminal too.
    """
    import json

    text = json.dumps(list(rows), ensure_ascii=False, indent=2, default=list)
    return _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def to_csv(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Return CSV that spreadsheets open safely.

    Notes
    -----
    Several values in a cell are parted by ``; ``. A text that a spreadsheet would take for a formula gets an
    apostrophe in front; a number does not.
    """
    import csv

    out = _Lines()
    # The module quotes a cell for the signs of its own line end only, and a lone CR breaks a row as well as a LF.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return "".join(out.lines)


class _Lines:
    """Takes what a CSV writer writes, and ends each line as everything else here ends it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line.removesuffix("\r\n") + "\n")


def _cell(value: Value) -> str:
    return _flat(value) if isinstance(value, int | float) else safe_cell(_flat(value))


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
    """Return a Markdown table whose cells show the text as it is: nothing in it is read as markup."""

    def cell(value: Value) -> str:
        return _MARKUP.sub(lambda match: "\\" + match.group(), _printable(_shown(value)))

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
    widths = [min(max(_width(line[i]) for line in table), 60) for i in range(len(columns))]
    lines = ["  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(line, widths, strict=True)) for line in table]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: signs of East Asia take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _printable(text: str) -> str:
    """Drop control characters, so that data cannot steer a terminal or turn the text around.

    Line breaks, tabs and the many kinds of space become one kind.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "" for c in text)


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
