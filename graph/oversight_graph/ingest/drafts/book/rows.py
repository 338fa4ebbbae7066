"""The rows of a workbook as text: read, added to, filled in, and written whole."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.drafts.book.matches import ONCE
from oversight_graph.ingest.drafts.draft import listed
from oversight_graph.ingest.readers.limits import check_zip
from oversight_graph.ingest.workbook.sheets import DRAFTED, lock_beside, sheets
from oversight_graph.ingest.workbook.write import LONGEST, editable, put, saved, workbook_of
from oversight_graph.model.spelling import name_key
from oversight_graph.resources import content
from oversight_graph.writing import write_unchanged

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class Rows:
    """The rows of a workbook that is to be changed.

    Parameters
    ----------
    path : pathlib.Path
        It is made anew if it is not there.

    Raises
    ------
    DataError
        If it is no workbook, or broken.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows: dict[str, list[dict[str, str]]] = {}
        self._heads: dict[str, tuple[list[str], int]] = {}  # the names of the columns, and the last row that is filled
        self.numbers: dict[int, int] = {}  # where each row stands in its sheet
        self.cited: dict[tuple[str, str], list[dict[str, str]]] = {}  # rows by their sheets and papers
        self.named: dict[str, dict[str, list[dict[str, str]]]] = {}  # rows of things by their names
        self.drafted: dict[str, str] = {}  # new ones: what was read, and the name of a body
        if lock := lock_beside(path):
            raise UsageError(
                "is open in another program, which would not see what is added", where=str(path),
                hint=f"close it there; if it is not open, remove {lock}",
            )  # fmt: skip
        if path.exists():
            data = content(path)
            try:
                check_zip(data)
            except DataError as error:
                raise DataError(error.message, where=str(path)) from error
        else:
            data = workbook_of([])
        self._before = data if path.exists() else None
        self._book = editable(data, str(path))
        self.changed = 0

    def rows(self, sheet: str) -> list[dict[str, str]]:
        """Return the rows of a sheet by the names of their columns; empty if there is no such sheet."""
        if sheet not in self._rows:
            found = self._sheet(sheet)
            if found is None:
                return []
            names = [_text(cell.value).lower() for cell in found[1]]
            self._rows[sheet] = []
            for number, row in enumerate(found.iter_rows(min_row=2, values_only=True), 2):
                if any(value is not None for value in row):
                    values = {name: _text(value) for name, value in zip(names, row, strict=False) if name}
                    self._keep(sheet, values, number)
        return self._rows[sheet]

    def _keep(self, sheet: str, row: dict[str, str], number: int) -> None:
        self._rows[sheet].append(row)
        self.numbers[id(row)] = number
        self.cited.setdefault((sheet, row.get("paper", "")), []).append(row)
        if sheet in ONCE:
            name = name_key(row.get(ONCE[sheet][0], ""))
            self.named.setdefault(sheet, {}).setdefault(name, []).append(row)

    def append(self, sheet: str, values: Mapping[str, str]) -> None:
        """Add a row; what no column takes goes into its note."""
        found = self._sheet(sheet, make=True)
        assert found is not None
        if sheet not in self._heads:
            self._heads[sheet] = ([_text(cell.value).lower() for cell in found[1]], _last_row(found))
        names, last = self._heads[sheet]
        extra = {name: text for name, text in values.items() if text and name not in names}
        values = dict(values)
        if extra and "note" in names:
            said = "; ".join(f"{name}: {text}" for name, text in extra.items())
            values["note"] = f"{values.get('note', '')}; {said}".strip("; ")
        long = {name: len(text) for name, text in values.items() if len(text) > LONGEST}
        cut = [f"{name}: cut after {LONGEST:,} of {length:,} letters" for name, length in long.items()]
        if cut and "note" in names:
            values["note"] = listed(*cut, values.get("note", ""))
        number = last + 1
        self._heads[sheet] = (names, number)
        for at, name in enumerate(names, 1):
            if text := values.get(name, "")[:LONGEST]:
                put(found.cell(number, at), text, name)
        self.rows(sheet)
        self._keep(sheet, {name: values.get(name, "") for name in names}, number)
        self.changed += 1

    def fill(self, sheet: str, row: dict[str, str], values: Mapping[str, str]) -> None:
        """Fill cells of a draft that nobody has looked at."""
        found = self._sheet(sheet)
        assert found is not None
        names = [_text(cell.value).lower() for cell in found[1]]
        for name, text in values.items():
            if name in names:
                put(found.cell(self.numbers[id(row)], names.index(name) + 1), text[:LONGEST], name)
                row[name] = text
        self.changed += 1

    def _sheet(self, name: str, make: bool = False) -> "Worksheet | None":
        found = {sheet.title.lower(): sheet for sheet in self._book.worksheets}.get(name.lower())
        if found is None and make:
            found = self._book.create_sheet(name)
            _head(found, ["draft", "name"] if name == DRAFTED else sheets()[name].names)
        return found

    def unread(self, paper: str, rows: Iterable[tuple[int, int, int | None, str]]) -> None:
        """List what was not understood of a paper, in place of what was listed before."""
        sheet = self._sheet("Not read", make=True)
        assert sheet is not None
        names = [_text(cell.value).lower() for cell in sheet[1]]
        at = names.index("paper") + 1 if "paper" in names else 1
        kept = [row for row in sheet.iter_rows(min_row=2, values_only=True) if _text(row[at - 1]) != paper]
        if len(kept) < sheet.max_row - 1:
            sheet.delete_rows(2, sheet.max_row)
            for row in kept:
                sheet.append(row)
        self._rows.pop("Not read", None)
        self._heads.pop("Not read", None)
        for first, last, page, why in rows:
            lines = str(first) if first == last else f"{first}-{last}"
            self.append("Not read", {"paper": paper, "page": str(page or ""), "lines": lines, "why": why})

    def save(self) -> None:
        """Write the workbook whole or not at all, the same bytes for the same rows.

        Raises
        ------
        UsageError
            If it cannot be written.
        """
        if self.drafted:
            sheet = self._sheet(DRAFTED, make=True)
            assert sheet is not None
            sheet.sheet_state = "hidden"
            for entry in self.drafted.items():
                sheet.append(entry)
            self.drafted.clear()
        data = saved(self._book)
        if not write_unchanged(self.path, data, self._before):
            raise UsageError(
                "was written by another program while papers were read", where=str(self.path),
                hint="run the same again: what is there stays",
            )  # fmt: skip
        self._before = data


def _head(sheet: "Worksheet", names: Sequence[str]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(names, 1):
        cell = sheet.cell(1, at, name)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 14 if len(name) < 9 else 24
    sheet.freeze_panes = "A2"


def _last_row(sheet: "Worksheet") -> int:
    number = sheet.max_row
    while number > 1 and all(cell.value is None for cell in sheet[number]):
        number -= 1
    return number


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
