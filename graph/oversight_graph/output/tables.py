"""Rows as a table in a terminal, JSON, CSV or Markdown. Functions return text; only the command line prints it."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from oversight_graph.errors import visible
from oversight_graph.evidence.citations import among

if TYPE_CHECKING:
    from oversight_graph.evidence.papers import Papers

Value = str | int | float | bool | None | tuple[str, ...] | list[str]
Record = dict[str, Value]

FORMATS = ("table", "json", "csv", "md")
# A spreadsheet takes a cell that begins with one of these for a formula, blanks or quotation marks before it or not;
# and some begin a new cell at a semicolon or a tab, whatever the file says.
_FORMULA = re.compile(r"""(^|[;\t\r\n])(?=[\s'"\u200b\ufeff]*[=+\-@＝＋－＠])|^(?=[\t\r\n])""")
# Control signs that JSON itself lets stand: the second half of the control characters, line ends, and those that turn
# text around.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# What Markdown would read as a link, an image, code, emphasis, strike-through, a tag, an entity, or a cell's end.
_MARKUP = re.compile(r"[\\`*~\[\]<&|$]|(?<![^\W_])_|_(?![^\W_])")


def records(rows: Sequence[object]) -> list[Record]:
    """Return dataclass rows as flat dictionaries."""
    names: dict[type, list[str]] = {}
    for row in rows:
        if type(row) not in names and is_dataclass(row) and not isinstance(row, type):
            names[type(row)] = [field.name for field in fields(row)]
    # What they hold is flat, and read only: a copy of each value would take longer than all else.
    return [{name: getattr(row, name) for name in names[type(row)]} for row in rows if type(row) in names]


def cited(rows: Sequence[Record], papers: "Papers") -> list[Record]:
    """Return rows with the passages that their evidence cites, as a column more."""
    found = []
    for row in rows:
        evidence = row.get("evidence")
        passages = map(papers.passage, evidence) if isinstance(evidence, tuple | list) else ()
        found.append(row | {"passage": tuple(passage for passage in passages if passage)})
    return found


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
    return _written(([_cell(row.get(column)) for column in columns] for row in rows), columns)


def _written(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> str:
    import csv

    out = _Lines()
    # The module quotes a cell for the signs of its own line end only, and a lone CR breaks a row as well as a LF.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(column) for column in columns])
    writer.writerows(rows)
    return "".join(out.lines)


# A mark by which spreadsheets tell that a file is UTF-8; without it, some take it for the code page of the machine.
_MARK = "\ufeff"
# Texts of which a spreadsheet would make another number, or a date: 1.10, 007, 3/4, 1-2. ISO dates are dates anyway.
_CHANGED = re.compile(r"\d+\.\d*0|0\d+(\.\d+)*|\d{1,3}[-/]\d{1,4}([-/]\d{1,4})?|\d+[eE]\d+")


def csv_file(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Return CSV for a file that a person opens in a spreadsheet.

    Notes
    -----
    As `to_csv`, with a byte order mark, and with an apostrophe before what a spreadsheet would take for another number
    or for a date, such as the reference ``1.10``.
    """
    return _MARK + _written(([_kept(row.get(column)) for column in columns] for row in rows), columns)


def csv_of(rows: Sequence[object], names: Sequence[str]) -> str:
    """Return the same as `csv_file` of dataclass rows, by the names of their fields."""
    every = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
    # Most cells are empty.
    return _MARK + _written(([_kept(v) if v or v not in _EMPTY else "" for v in every(row)] for row in rows), names)


_EMPTY = (None, "", ())


def _kept(value: Value) -> str:
    """Return a value as a safe cell, with an apostrophe before a text that a spreadsheet would change."""
    if isinstance(value, tuple | list):
        if len(value) != 1:
            return _cell(value) if value else ""
        value = value[0]
    if isinstance(value, str):
        return f"'{value}" if value[:1].isdigit() and _CHANGED.fullmatch(value) else safe_cell(value)
    return _cell(value)


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
    >>> safe_cell("Roads; =1+1")
    "Roads;' =1+1"
    >>> safe_cell("3.2")
    '3.2'
    """
    # Most texts begin with a letter or a figure, and with no other cell within them.
    if text[:1].isalnum() and not (";" in text or "\t" in text or "\r" in text or "\n" in text):
        return text
    return _FORMULA.sub(r"\1'", text)


def to_markdown(rows: Sequence[Record], columns: Sequence[str]) -> str:
    """Return a Markdown table whose cells show the text as it is: nothing in it is read as markup."""

    def cell(value: Value) -> str:
        return _MARKUP.sub(lambda match: "\\" + match.group(), _printable(_shown(value)))

    head = [f"| {' | '.join(cell(c.replace('_', ' ')) for c in columns)} |", f"|{'|'.join(' --- ' for _ in columns)}|"]
    body = [f"| {' | '.join(cell(row.get(c)) for c in columns)} |" for row in _readable(rows)]
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
    rows = _readable(rows)
    if width is None:
        return _aligned(rows, columns)
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=len(columns) > 4, header_style="bold")
    for column, each in zip(columns, _widths(rows, columns, width), strict=True):
        table.add_column(Text(_heading(column)), overflow="fold", width=each)
    for row in rows:
        table.add_row(*[Text(_printable(_shown(row.get(column)))) for column in columns])
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=True, color_system="standard").print(table)
    return out.getvalue()


_LONGEST = 22


def _widths(rows: Sequence[Record], columns: Sequence[str], width: int) -> list[int]:
    """Share the width of a terminal among columns: to each its longest word, the rest to those with the most text."""
    texts = [[_heading(column), *(_printable(_shown(row.get(column))) for row in rows)] for column in columns]
    most = [max(map(_width, those)) for those in texts]
    mean = [sum(map(_width, those)) / len(those) for those in texts]
    found = [_narrowest(rows, column) for column in columns]
    spare = width - 1 - sum(found) - 3 * len(columns)
    if spare < 0:  # the user's own choice of columns: as well as it goes
        return [max(1, (width - 1) // len(columns) - 3)] * len(columns)
    for _ in range(spare):
        short = [at for at, has in enumerate(found) if has < most[at]]
        if not short:
            break
        found[max(short, key=lambda at: mean[at] / found[at])] += 1
    return found


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
    return _printable(column.replace("_", " "))


def _flat(value: Value) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, tuple | list) else str(value)


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return "; ".join(value)
    return _flat(value)


def _readable(rows: Sequence[Record]) -> list[Record]:
    """Return rows with each citation as people write it; no two papers of them have one name."""
    lists = [value for row in rows for value in row.values() if isinstance(value, tuple | list)]
    cite = among(each.partition("#")[0] for value in lists for each in value if "#" in each)

    def told(value: Value) -> Value:
        return (
            tuple(cite(each) if "#" in each else each for each in value) if isinstance(value, tuple | list) else value
        )

    return [{column: told(value) for column, value in row.items()} for row in rows]


def render(rows: Sequence[Record], columns: Sequence[str], form: str, shown: Sequence[str] | None = None) -> str:
    """Return rows in a format.

    Parameters
    ----------
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
        text = to_csv(rows, columns)
        return visible(text) if sys.stdout.isatty() else text
    if form == "md":
        return to_markdown(rows, shown or columns)
    return to_table(rows, shown or columns, width=terminal_width())


def terminal_width() -> int | None:
    """Return how many columns the terminal has; None if the output goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((120, 40)).columns


def fitting(rows: Sequence[Record], columns: Sequence[str], width: int) -> list[str]:
    """Return the columns, from the first, that a terminal can show without breaking words.

    Parameters
    ----------
    rows, columns
        What is to be shown.
    width : int
        Columns of the terminal.

    Returns
    -------
    list of str
        One column at least. Words of more than 22 letters may be broken.
    """
    rows, room = _readable(rows), width - 1
    found: list[str] = []
    for column in columns:
        room -= _narrowest(rows, column) + 3
        if room < 0 and found:
            break
        found.append(column)
    return found


def _narrowest(rows: Sequence[Record], column: str) -> int:
    """Return how wide a column must be, so that words stay whole but for very long ones."""
    words = [word for row in rows for word in _printable(_shown(row.get(column))).split()]
    return min(max(map(_width, [*words, *_heading(column).split()]), default=1), _LONGEST)
