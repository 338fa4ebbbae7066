"""Rows for spreadsheets and programs."""

from collections.abc import Sequence

from oversight_graph.errors import UsageError
from oversight_graph.output.tables import Record, Value, render
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages.narrow import text_of
from oversight_graph.serve.pages.view import FORMS

# What a sheet of a workbook holds at most.
_ROWS = 1_048_575


def rows_reply(rows: Sequence[Record], columns: Sequence[str], form: str, name: str) -> Reply:
    """Return rows in a form other than a page, as a file that is called by a name.

    Parameters
    ----------
    form : str
        ``csv``, ``json`` or ``xlsx``.
    name : str
        Of the file, without suffix.
    """
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in name if c.isascii()) or "rows"
    headers = {"Vary": "Accept"}
    if form != "json":
        headers["Content-Disposition"] = f'attachment; filename="{kept}.{form}"'
    body = _workbook(rows, columns, name) if form == "xlsx" else render(rows, columns, form).encode()
    return Reply(body, FORMS[form] + ("" if form == "xlsx" else "; charset=utf-8"), 200, headers)


def _workbook(rows: Sequence[Record], columns: Sequence[str], name: str) -> bytes:
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError("workbooks need more on the server", hint="pip install 'oversight-graph[serve]'") from error
    from oversight_graph.ingest.workbook.write import put, saved

    if len(rows) > _ROWS:
        raise UsageError("has more rows than a sheet can hold", hint="filter the list, or take the CSV")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = name[:31], "A2"
    for at, column in enumerate(columns, 1):
        put(sheet.cell(1, at), column.replace("_", " "), name)
        for number, row in enumerate(rows, 2):
            value = row.get(column)
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.cell(number, at, value)
            elif value is not None:
                put(sheet.cell(number, at), _visible(value), f"{name}, {column}")
    return saved(book)


def _visible(value: Value) -> str:
    """Return what stands in a cell; signs that cannot be seen are blanks there."""
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text_of(value))
