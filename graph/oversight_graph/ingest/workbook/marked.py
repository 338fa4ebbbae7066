"""A copy of a workbook with a comment in each cell with which something is amiss."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from oversight_graph.errors import UsageError
from oversight_graph.ingest.workbook.violations import ERROR, CellViolation
from oversight_graph.ingest.workbook.write import editable, saved
from oversight_graph.resources import content
from oversight_graph.writing import write_whole

_CELL = re.compile(r"^(?P<sheet>.+)!(?P<column>[A-Z]+)(?P<row>\d*)$")


def write_marked(book: Path, copy: Path, violations: Sequence[CellViolation]) -> int:
    """Write a copy of a workbook in which the violations stand as comments.

    Parameters
    ----------
    book : pathlib.Path
        An ``.xlsx`` workbook that can be read.
    copy : pathlib.Path
    violations : sequence of CellViolation

    Returns
    -------
    int
        How many comments there are; a violation that is of no cell of a sheet has none.

    Raises
    ------
    UsageError
        If there is no cell to comment, as in a folder of CSV files, or the copy cannot be written.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if book.suffix.lower() != ".xlsx" or copy.suffix.lower() != ".xlsx":
        raise UsageError("comments can be written into an .xlsx workbook only", where=str(copy))
    if os.path.realpath(copy) == os.path.realpath(book):
        raise UsageError("is the workbook itself, which is left as it is", where=str(copy), hint="name a new file")
    opened = editable(content(book), str(book))
    sheets = {sheet.title.lower(): sheet for sheet in opened.worksheets}
    said: dict[tuple[str, str], list[CellViolation]] = {}
    for violation in violations:
        if (match := _CELL.match(violation.where)) and match["sheet"].lower() in sheets:
            said.setdefault((match["sheet"].lower(), f"{match['column']}{match['row'] or 1}"), []).append(violation)
    for (sheet, place), each in said.items():
        cell = sheets[sheet][place]
        cell.comment = Comment(
            "\n".join(violation.message for violation in each), "oversight-graph", width=320, height=120
        )
        grave = any(violation.severity == ERROR for violation in each)
        cell.fill = PatternFill("solid", fgColor="F8CBAD" if grave else "FFF2CC")
    write_whole(copy, saved(opened))
    return len(said)
