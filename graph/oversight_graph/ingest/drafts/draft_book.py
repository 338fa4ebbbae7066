"""Drafts into a workbook: new rows are added, what a person corrected stays as it is."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.drafts.draft import Draft, spans
from oversight_graph.ingest.readers.limits import check_zip
from oversight_graph.ingest.workbook.sheets import DRAFT, DRAFTED, REJECTED, lock_beside, sheets
from oversight_graph.ingest.workbook.write import LONGEST, editable, put, saved, workbook_of
from oversight_graph.resources import content
from oversight_graph.writing import write_unchanged

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Things that are the same thing in every paper: one row for each, whatever paper names it.
_ONCE = {"Bodies": ("name",), "Posts": ("post", "organisation"), "People": ("name", "post")}
_SEAT = ("body", "role")
# What two records of one meeting say alike stands once: a draft of minutes, and what was approved.
_OF_A_MEETING = ("Meetings", "Attendance", "Items", "Actions", "Decisions")


class Book:
    """A workbook that drafts are added to.

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
        self._once: dict[str, set[tuple[str, ...]]] = {}
        self._drafted: dict[str, str] = {}  # new ones: what was read, and the name of a body
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
            self._rows[sheet] = [
                {name: _text(value) for name, value in zip(names, row, strict=False) if name}
                for row in found.iter_rows(min_row=2, values_only=True)
                if any(value is not None for value in row)
            ]
        return self._rows[sheet]

    def add(self, paper: str, drafts: Sequence[Draft], sha256: str = "") -> dict[str, tuple[int, int]]:
        """Add the drafts of a paper; rows that are there, and drafts that were here before, are left alone.

        A draft that was entered once is known again by what the machine read, whatever a person made of its row:
        corrected its name or its lines, joined it to another, parted it, deleted it.

        Parameters
        ----------
        paper : str
            The name by which the rows cite the paper.
        drafts : sequence of Draft
        sha256 : str
            Hash of the text of the paper.

        Returns
        -------
        dict
            By sheet: how many rows were added, how many were there.
        """
        out: dict[str, list[int]] = {}
        there: dict[str, Counter[tuple[str, str]]] = {}
        before = {row.get("draft", "") for row in self.rows(DRAFTED)}
        alike = self._of_same_meetings(paper, drafts)
        for draft in drafts:
            sheet = draft.sheet
            counts = out.setdefault(sheet, [0, 0])
            digest = _digest(sha256, draft)
            if digest in before:
                counts[1] += 1
                continue
            self._drafted[digest] = draft.values["name"] if sheet == "Bodies" else ""
            if sheet not in there:
                there[sheet] = Counter((row.get("paper", ""), row.get("lines", "")) for row in self.rows(sheet))
            lines = spans(draft.lines)
            if there[sheet][paper, lines] > 0:
                there[sheet][paper, lines] -= 1
                counts[1] += 1
            elif _said_by(draft.values, alike.get((sheet, draft.values.get("meeting", "")), ())):
                counts[1] += 1
            elif sheet in _ONCE and self._already_there(sheet, draft.values):
                more = self._more(sheet, draft.values)
                if more:
                    self._append(sheet, {**more, **_provenance(paper, draft, lines)})
                counts[not more] += 1
            else:
                self._append(sheet, {**draft.values, **_provenance(paper, draft, lines)})
                counts[0] += 1
        return {sheet: (new, old) for sheet, (new, old) in out.items()}

    def paper(self, values: Mapping[str, str]) -> str:
        """Enter a paper, unless one of the same hash is there; return the name by which it is cited."""
        rows = self.rows("Papers")
        for row in rows:
            if row.get("sha256") == values["sha256"]:
                return row.get("paper", values["paper"])
        name, taken = values["paper"], {row.get("paper") for row in rows}
        number = 2
        while name in taken:  # another edition under the same name
            name, number = f"{values['paper']}-{number}", number + 1
        self._append("Papers", {**values, "paper": name, "draft": DRAFT})
        return name

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
            self._append("Not read", {"paper": paper, "page": str(page or ""), "lines": lines, "why": why})

    def save(self) -> None:
        """Write the workbook whole or not at all, the same bytes for the same rows.

        Raises
        ------
        UsageError
            If it cannot be written.
        """
        if self._drafted:
            sheet = self._sheet(DRAFTED, make=True)
            assert sheet is not None
            sheet.sheet_state = "hidden"
            for entry in self._drafted.items():
                sheet.append(entry)
            self._drafted.clear()
        data = saved(self._book)
        if not write_unchanged(self.path, data, self._before):
            raise UsageError(
                "was written by another program while papers were read", where=str(self.path),
                hint="run the same again: what is there stays",
            )  # fmt: skip
        self._before = data

    def _already_there(self, sheet: str, values: Mapping[str, str]) -> bool:
        if sheet not in self._once:
            self._once[sheet] = {_once(sheet, row) for row in self.rows(sheet)}
        mine = _once(sheet, values)
        if sheet == "Posts" and not mine[1] and any(post == mine[0] for post, _ in self._once[sheet]):
            return True  # a post that is known with its organisation
        found = mine in self._once[sheet]
        self._once[sheet].add(mine)
        return found

    def _of_same_meetings(self, paper: str, drafts: Sequence[Draft]) -> dict[tuple[str, str], list[dict[str, str]]]:
        """Return the rows of other papers by sheet and meeting, for the meetings of which drafts tell too.

        Meetings of two bodies may be called alike, where each paper prints only "Board".
        """
        bodies = {
            draft.values["meeting"]: draft.values.get("body", "") for draft in drafts if draft.sheet == "Meetings"
        }
        others = {
            row.get("meeting", "")
            for row in self.rows("Meetings")
            if row.get("body", "") != bodies.get(row.get("meeting", ""))
        }
        out: dict[tuple[str, str], list[dict[str, str]]] = {}
        for sheet in _OF_A_MEETING if bodies.keys() - others else ():
            for row in self.rows(sheet):
                name = row.get("meeting", "")
                if name in bodies and name not in others and row.get("paper") != paper and row.get("draft") != REJECTED:
                    out.setdefault((sheet, name), []).append(row)
        return out

    def _more(self, sheet: str, values: Mapping[str, str]) -> dict[str, str]:
        """Return what a draft says of a thing beyond its rows, with its name; empty if that is nothing.

        It becomes a row of its own: each row cites the lines of one paper.
        """
        mine = _once(sheet, values)
        rows = [row for row in self.rows(sheet) if _once(sheet, row) == mine]
        new = {name: text for name, text in values.items() if text and not any(row.get(name) for row in rows)}
        if values.get("body") and all(row.get("body") != values["body"] for row in rows):
            new |= {name: values[name] for name in _SEAT if values.get(name)}  # a seat on another body is one more
        return {**{name: values.get(name, "") for name in _ONCE[sheet]}, **new} if rows and new else {}

    def _append(self, sheet: str, values: Mapping[str, str]) -> None:
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
            values["note"] = "; ".join(filter(None, [*cut, values.get("note", "")]))
        number = last + 1
        self._heads[sheet] = (names, number)
        for at, name in enumerate(names, 1):
            if text := values.get(name, "")[:LONGEST]:
                put(found.cell(number, at), text, name)
        self.rows(sheet)
        self._rows[sheet].append({name: values.get(name, "") for name in names})
        self.changed += 1

    def _sheet(self, name: str, make: bool = False) -> "Worksheet | None":
        found = {sheet.title.lower(): sheet for sheet in self._book.worksheets}.get(name.lower())
        if found is None and make:
            found = self._book.create_sheet(name)
            _head(found, ["draft", "name"] if name == DRAFTED else sheets()[name].names)
        return found


def _provenance(paper: str, draft: Draft, lines: str) -> dict[str, str]:
    page = str(draft.page or "")
    return {
        "paper": paper, "page": page, "lines": lines, "note": draft.note, "certainty": draft.certainty,
        "draft": "draft", "why": draft.why,
    }  # fmt: skip


def _digest(sha256: str, draft: Draft) -> str:
    read = json.dumps([sha256, draft.sheet, sorted(draft.values.items()), draft.lines])
    return hashlib.sha256(read.encode()).hexdigest()[:16]


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


def _said_by(values: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a row on the same meeting has every word of a draft."""
    said = {name: text for name, text in values.items() if text}
    return any(all(row.get(name) == text for name, text in said.items()) for row in rows)


def _once(sheet: str, values: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(values.get(column, "").lower() for column in _ONCE[sheet])
    seat = sheet == "People" and found[0] in ("", "vacant")  # that of a post, or of nobody, is on one body
    return (*found, values.get("body", "").lower()) if seat else found


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
