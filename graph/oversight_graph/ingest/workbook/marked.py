"""A copy of a workbook with a comment in each cell with which something is amiss."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

from oversight_graph.errors import UsageError
from oversight_graph.ingest.workbook.faults import ERROR, Fault
from oversight_graph.writing import write_whole

_CELL = re.compile(r"^(?P<sheet>.+)!(?P<column>[A-Z]+)(?P<row>\d*)$")


def write_marked(book: Path, copy: Path, faults: Sequence[Fault]) -> int:
    """Write a copy of a workbook in which the faults stand as comments.

    Parameters
    ----------
    book : pathlib.Path
        An ``.xlsx`` workbook that can be read.
    copy : pathlib.Path
    faults : sequence of Fault

    Returns
    -------
    int
        How many comments there are; a fault that is of no cell of a sheet has none.

    Raises
    ------
    UsageError
        If there is no cell to comment, as in a folder of CSV files, or the copy cannot be written.
    """
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if book.suffix.lower() != ".xlsx" or copy.suffix.lower() != ".xlsx":
        raise UsageError("comments can be written into an .xlsx workbook only", where=str(copy))
    if copy.resolve() == book.resolve():
        raise UsageError("is the workbook itself, which is left as it is", where=str(copy), hint="name a new file")
    opened = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    sheets = {sheet.title.lower(): sheet for sheet in opened.worksheets}
    said: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        if (match := _CELL.match(fault.where)) and match["sheet"].lower() in sheets:
            said.setdefault((match["sheet"].lower(), f"{match['column']}{match['row'] or 1}"), []).append(fault)
    for (sheet, place), each in said.items():
        cell = sheets[sheet][place]
        cell.comment = Comment("\n".join(fault.message for fault in each), "oversight-graph", width=320, height=120)
        grave = any(fault.severity == ERROR for fault in each)
        cell.fill = PatternFill("solid", fgColor="F8CBAD" if grave else "FFF2CC")
    out = io.BytesIO()
    opened.save(out)
    write_whole(copy, out.getvalue())
    return len(said)
