"""Rows for spreadsheets and programs."""

import io
from collections.abc import Sequence

from oversight_graph.errors import UsageError
from oversight_graph.output.tables import Record, Value, render
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages.view import FORMS

# What a sheet of a workbook holds at most.
_ROWS, _LONGEST = 1_048_575, 32_000


def rows_reply(rows: Sequence[Record], columns: Sequence[str], form: str, name: str) -> Reply:
    """Return rows in a form other than a page, as a file that is called by a name.

    Parameters
    ----------
    rows : sequence of dict
    columns : sequence of str
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
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise UsageError("workbooks need more on the server", hint="pip install 'oversight-graph[serve]'") from error
    from oversight_graph.ingest.workbook.write import same_each_time

    if len(rows) > _ROWS:
        raise UsageError("has more rows than a sheet can hold", hint="filter the list, or take the CSV")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"

    def cell(value: Value) -> object:
        if value is None or isinstance(value, int | float):
            return ("yes" if value else "no") if isinstance(value, bool) else value
        text = "; ".join(value) if isinstance(value, tuple | list) else value
        # A text that begins like a formula stays a text.
        made = WriteOnlyCell(sheet, "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)[:_LONGEST])
        made.data_type = "s"
        return made

    sheet.append([column.replace("_", " ") for column in columns])
    for row in rows:
        sheet.append([cell(row.get(column)) for column in columns])
    out = io.BytesIO()
    book.save(out)
    return same_each_time(out.getvalue())
