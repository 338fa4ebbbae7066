"""Drafts into a workbook: new rows are added, what a person corrected stays as it is."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from oversight_graph.ingest.drafts.book import matches
from oversight_graph.ingest.drafts.book.rows import Rows
from oversight_graph.ingest.drafts.draft import SCHEDULED, Draft, listed, spans
from oversight_graph.ingest.workbook.sheets import DRAFT, DRAFTED, REJECTED
from oversight_graph.model.spelling import name_key

# What two records of one meeting say alike stands once: a draft of minutes, and what was approved.
_OF_A_MEETING = ("Meetings", "Attendance", "Items", "Actions", "Decisions")
# What is made of somebody who is called as one in a paper of another publisher.
_OTHERS = {
    "Posts": "taken for another post, write its organisation if it is the same",
    "People": "taken for the same person, give another one an address",
}


class Book(Rows):
    """A workbook that drafts are added to.

    Attributes
    ----------
    said : list of str
        What is to be told of the paper that was added last.
    told : list of tuple
        First line, last line, page, and what is not entered of them since a person has looked at their row.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.said: list[str] = []
        self.told: list[tuple[int, int, int | None, str]] = []
        self._publishers: dict[str, str] = {}
        self._alike: dict[str, list[str]] = {}  # who is called as somebody of another publisher, by what is told of it

    def _called(self, draft: Draft) -> list[dict[str, str]]:
        """Return the rows of things that are called as that of a draft."""
        self.rows(draft.sheet)
        return self.named.get(draft.sheet, {}).get(name_key(draft.values.get(matches.ONCE[draft.sheet][0], "")), [])

    def add(self, paper: str, drafts: Sequence[Draft], sha256: str = "") -> dict[str, tuple[int, int]]:
        """Add the drafts of a paper; rows that are there, and drafts that were here before, are left alone.

        A draft that was entered once is known again by what the machine read, whatever a person made of its row:
        corrected its name or its lines, joined it to another, parted it, deleted it.

        Parameters
        ----------
        paper : str
            The name by which the rows cite the paper.
        sha256 : str
            Hash of the text of the paper.

        Returns
        -------
        dict
            By sheet: how many rows were added, how many were there.
        """
        self.said, self.told, self._alike = [], [], {}
        self._publishers = {row.get("paper", ""): row.get("publisher", "") for row in self.rows("Papers")}
        out: dict[str, list[int]] = {}
        before = {row.get("draft", "") for row in self.rows(DRAFTED)}
        alike = self._of_same_meetings(paper, drafts)
        here: dict[tuple[str, str], list[dict[str, str]]] = {}
        for sheet in {draft.sheet for draft in drafts}:
            self.rows(sheet)
            for row in self.cited.get((sheet, paper), ()):
                here.setdefault((sheet, row.get("lines", "")), []).append(row)
        known = [_digest(sha256, draft) for draft in drafts]
        for draft, digest in zip(drafts, known, strict=True):  # rows of what was entered are no other draft's
            rows = here.get((draft.sheet, spans(draft.lines)), [])
            if digest in before and (mine := matches.best(draft.sheet, draft.values, rows)):
                rows[:] = [each for each in rows if each is not mine]
        for draft, digest in zip(drafts, known, strict=True):
            counts = out.setdefault(draft.sheet, [0, 0])
            if digest in before:
                counts[1] += 1
                continue
            named = _digest(sha256, draft, sorted(matches.told_by(draft.sheet, draft.values)))
            said = alike.get((draft.sheet, draft.values.get("meeting", "")), ())
            left = here.get((draft.sheet, spans(draft.lines)), [])
            entered, noted = self._enter(paper, draft, said, left, known=named in before)
            counts[not entered] += 1
            if noted:
                self.drafted[digest] = draft.values["name"] if draft.sheet == "Bodies" else ""
                self.drafted[named] = ""
        self.said += [
            f"{'; '.join(names)}: so called also in a paper of {where}" for where, names in self._alike.items()
        ]
        return {sheet: (new, old) for sheet, (new, old) in out.items()}

    def _enter(
        self, paper: str, draft: Draft, said: Sequence[Mapping[str, str]], left: list[dict[str, str]], *, known: bool
    ) -> tuple[bool, bool]:
        """Enter a draft that was not entered so before; return whether a row was added, and whether it is done with.

        Parameters
        ----------
        said : sequence of mapping
            What other papers say of the same meeting.
        left : list of dict
            Rows of the same lines that are of no draft that was entered.
        known : bool
            Whether a draft was entered that was told by the same.
        """
        sheet, lines = draft.sheet, spans(draft.lines)
        if sheet in matches.ONCE and (rows := [row for row in self._called(draft) if self._is_same(paper, draft, row)]):
            new, otherwise = matches.beyond(sheet, draft.values, rows)
            if new:
                name = matches.ONCE[sheet][0]
                values = {**{column: draft.values.get(column, "") for column in matches.ONCE[sheet]}, **new}
                if sheet == "Bodies" and rows[0][name] != values[name]:
                    values |= {name: rows[0][name], "listed as": values.get("listed as") or values[name]}
                told = [str(each) for each in otherwise]
                self.said += [f"{values[name] or draft.values.get('post', '')}, lines {lines}: {each}" for each in told]
                self.append(sheet, {**values, **_provenance(paper, draft, lines, told)})
            return bool(new), True
        row = matches.best(sheet, draft.values, left)
        if row is None and known:  # whoever corrected the row called it otherwise, or deleted it
            row = left[0] if len(left) == 1 else None
            if row is None:
                return False, True
        if row is not None:
            left[:] = [each for each in left if each is not row]
            return False, self._again(draft, row, lines, known=known)
        if _said_by(draft.values, said):
            return False, True
        self.append(sheet, {**draft.values, **_provenance(paper, draft, lines, self._others(paper, draft))})
        return True, True

    def _again(self, draft: Draft, row: dict[str, str], lines: str, *, known: bool) -> bool:
        """Enter what lines that are read anew say beyond their row, or tell it; return whether nothing is left to tell.

        A row that a person has looked at stays as it is, and so does each cell that is filled.
        """
        if row.get("draft") == REJECTED:
            return True
        new, otherwise = matches.read_again(draft.values, row)
        if known:  # a person calls it otherwise
            otherwise = [each for each in otherwise if each.column not in matches.TOLD_BY[draft.sheet]]
        if new and row.get("draft") == DRAFT:
            note = listed(row.get("note", ""), f"read later: {', '.join(new)}", draft.note)
            self.fill(draft.sheet, row, {**new, "note": note, "certainty": draft.certainty, "why": draft.why})
            new = {}
        new = {name: text for name, text in new.items() if name not in matches.WORKED_OUT}
        where = f"row {self.numbers[id(row)]} of {draft.sheet}"
        told = [f"{each.column}: {each.here}, where {where} has {row[each.column]}" for each in otherwise]
        told += [f"{name}: {text}, of which {where} has nothing" for name, text in new.items()]
        if told:
            why = f"read anew, and not entered since the row was looked at or says otherwise: {'; '.join(told)}"
            self.told.append((draft.lines[0], draft.lines[-1], draft.page, why))
            self.said.append(f"lines {lines}: {'; '.join(told)}")
        return not told

    def _others(self, paper: str, draft: Draft) -> list[str]:
        """Say who else is called as somebody of whom a draft tells, in papers of other publishers."""
        if draft.sheet not in ("Posts", "People") or not (name := draft.values.get(matches.ONCE[draft.sheet][0])):
            return []
        mine = self._publishers.get(paper, "")
        others = {
            publisher: row.get("paper", "")
            for row in self._called(draft)
            if mine and (publisher := self._publisher_of(row)) and name_key(publisher) != name_key(mine)
        }
        if draft.sheet == "Posts" and draft.values.get("organisation"):
            return []
        ends = _OTHERS[draft.sheet]
        for publisher, other in others.items():
            self._alike.setdefault(f"{publisher} ({other}): {ends}", []).append(name)
        return [f"so called also in a paper of {publisher} ({other}): {ends}" for publisher, other in others.items()]

    def _is_same(self, paper: str, draft: Draft, row: Mapping[str, str]) -> bool:
        return matches.is_same(draft.sheet, draft.values, row, self._publishers.get(paper, ""), self._publisher_of)

    def _publisher_of(self, row: Mapping[str, str]) -> str:
        """Return who published the paper of a row; empty if that is not known."""
        return self._publishers.get(row.get("paper", ""), "")

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
        self.append("Papers", {**values, "paper": name, "draft": DRAFT})
        return name

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


def _provenance(paper: str, draft: Draft, lines: str, told: Iterable[str] = ()) -> dict[str, str]:
    return {
        "paper": paper, "page": str(draft.page or ""), "lines": lines, "note": listed(draft.note, *told),
        "certainty": draft.certainty, "draft": DRAFT, "why": draft.why,
    }  # fmt: skip


def _digest(sha256: str, draft: Draft, named: Sequence[str] | None = None) -> str:
    """Return by what a draft is known again: all that was read, or only what it is told by."""
    what = sorted(draft.values.items()) if named is None else named
    read = json.dumps([sha256, draft.sheet, what, draft.lines])
    return hashlib.sha256(read.encode()).hexdigest()[:16]


def _said_by(values: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether a row on the same meeting has every word of a draft; what was to be dealt with was not yet."""
    said = {name: text for name, text in values.items() if text}
    ahead = [row for row in rows if row.get("outcome") == SCHEDULED and not values.get("outcome")]
    return any(all(row.get(name) == text for name, text in said.items()) for row in rows if row not in ahead)
