"""A workbook that is looked through: each step is written at once, whole or not at all, and never over somebody else's.

The file is read anew when it has changed. A row is told by what it holds: what was decided of a row as it was shown is
written only if it still is so.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError, NotFoundError, OversightError, UsageError
from oversight_graph.ingest.workbook.read import Book, read_workbook
from oversight_graph.ingest.workbook.sheets import DRAFT, EXAMPLE, Row, lock_beside, sheets
from oversight_graph.ingest.workbook.write import editable, put, saved
from oversight_graph.resources import content
from oversight_graph.writing import write_unchanged

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NOT_READ = "Not read"


class ChangedError(OversightError):
    """The workbook, or a row of it, is no longer as it was shown."""


class Reviewed:
    """A workbook under review.

    Raises
    ------
    DataError, UsageError
        If it is no workbook that can be read and written.
    """

    def __init__(self, path: Path) -> None:
        if path.suffix.lower() != ".xlsx":
            raise UsageError("only an .xlsx workbook can be reviewed", where=path.name)
        self.path = path
        self._hash, self._seen = "", (0, 0)
        self._open: Workbook | None = None
        self.book = Book("")
        self.rows: list[Row] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the file if it has changed."""
        try:
            about = self.path.stat()
            seen = (about.st_size, about.st_mtime_ns)
            if seen == self._seen:
                return
            data = content(self.path)
        except OSError as error:
            raise DataError(f"cannot be read: {error.strerror or error}", where=self.path.name) from error
        if (found := _digest(data)) != self._hash:
            self.book = read_workbook(self.path)
            self.rows = [row for row in self.book.rows if row.draft != EXAMPLE]
            self._open = None
        self._hash, self._seen = found, seen

    @property
    def beside(self) -> str:
        """Another program that seems to have it open: the name of the lock that it has put beside it, or empty."""
        return lock_beside(self.path)

    @property
    def drafts(self) -> list[Row]:
        """The rows that nobody has looked at, in the order of the sheets."""
        return [row for row in self.rows if row.draft == DRAFT]

    def row(self, sheet: str, number: int) -> Row:
        """Return a row.

        Raises
        ------
        NotFoundError
            If there is none.
        """
        found = next((row for row in self.rows if row.sheet == sheet and row.number == number), None)
        if found is None:
            raise NotFoundError(f"{sheet} {number}", [])
        return found

    def unread(self) -> list[dict[str, str]]:
        """Return what was not understood: paper, page, lines, why."""
        table = self._sheet(NOT_READ) if NOT_READ in self._workbook().sheetnames else None
        if table is None:
            return []
        heads = [str(cell.value or "").strip().lower() for cell in table[1]]
        return [
            {head: "" if value is None else str(value) for head, value in zip(heads, row, strict=False)}
            for row in table.iter_rows(min_row=2, values_only=True)
            if any(value is not None for value in row)
        ]

    def write(self, sheet: str, number: int, version: str, changes: Mapping[str, str]) -> None:
        """Write into cells of a row.

        Parameters
        ----------
        version : str
            What `version` gave of the row as it was shown.
        changes : mapping of str to str
            Text by column.

        Raises
        ------
        ChangedError
            If the row is not as it was shown, or the file was changed at this moment; nothing is written then.
        UsageError
            If the file cannot be written, or the sheet has no such column.
        """
        self.refresh()
        if version_of(self.row(sheet, number)) != version:
            raise ChangedError(
                "the row has changed since it was shown, here or in another program: look at it once more",
                where=f"{sheet} {number}",
            )
        self._write(sheet, number, changes)

    def add(self, sheet: str, values: Mapping[str, str]) -> int:
        """Add a row that a person enters, and return its number.

        Raises
        ------
        ChangedError, UsageError
            As `write`.
        """
        self.refresh()
        number = 1 + max((row.number for row in self.book.rows if row.sheet == sheet), default=1)
        self._write(sheet, number, {column: text for column, text in values.items() if text})
        return number

    def _write(self, sheet: str, number: int, changes: Mapping[str, str]) -> None:
        table, columns = self._sheet(sheet), self.book.columns.get(sheet, {})
        try:
            for column, text in changes.items():
                if column not in columns:
                    raise UsageError(f"the sheet has no column {column}", where=sheet)
                put(table.cell(number, columns[column] + 1), text, f"{sheet} {number}, {column}")
            self._save()
        except BaseException:
            self._open, self._seen = None, (0, 0)  # what is in memory was not written
            raise

    def _workbook(self) -> "Workbook":
        if self._open is None:
            self._open = editable(content(self.path), self.path.name)
        return self._open

    def _sheet(self, name: str) -> "Worksheet":
        found = next((table for table in self._workbook().worksheets if table.title.lower() == name.lower()), None)
        if found is None:
            raise NotFoundError(name, list(sheets()))
        return found

    def _save(self) -> None:
        data = saved(self._workbook())
        old = content(self.path)
        if _digest(old) != self._hash or not write_unchanged(self.path, data, old):
            raise ChangedError("another program has just written the workbook: look at the row once more")
        kept = self._open
        self.refresh()
        self._open = kept if self._hash == _digest(data) else None


def version_of(row: Row) -> str:
    """Return what tells a row from itself when it has changed."""
    values = [row.sheet, row.number, row.paper, row.page, row.lines, row.note, row.certainty, row.draft, row.why]
    return _digest(json.dumps([*values, sorted(row.cells.items())]).encode())[:16]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
