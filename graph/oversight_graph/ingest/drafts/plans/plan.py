"""Plan tables: rows joined over pages, cells put where they belong, references split off, objectives from headings."""

import re
from collections.abc import Mapping, Sequence, Set

from oversight_graph.ingest.drafts.plans import align
from oversight_graph.ingest.drafts.plans.contents import Contents
from oversight_graph.ingest.drafts.plans.forms import Form, forms_of, promised_by
from oversight_graph.ingest.drafts.plans.heads import Head, field_of, head_of, is_other_head
from oversight_graph.ingest.drafts.plans.refs import inner_refs, leading_ref, whole_ref
from oversight_graph.ingest.drafts.plans.rows import TEXTS, PlanRow
from oversight_graph.ingest.drafts.plans.sections import (
    Sections,
    Watchers,
    heads_by_number,
    is_between_rows,
    rows_below,
)
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import flat

# So many lines of running text between two tables, and the second is another table unless it has a head of its own.
_APART = 3
_SENTENCES = re.compile(r"(?<=[a-z)])\.\s+")
# A point of a list.
_ENTRY = re.compile(r"[•●▪‣*–-]\s")
_ALONE = "nothing stands beside it: it may be what heads the rows below"
_PARTS = "one of several in a cell: what stands beside them is taken for each"
_NO_REF = "the row has no reference: that of the row above is taken"


class PlanReader:
    """Reads the plan tables of a paper.

    Parameters
    ----------
    mapping : mapping of str to str
        Heads that the user explains.
    gridded : bool
        Whether the format keeps its tables, so that a cell stands in the column in which it is printed.
    others : set of int
        Numbers of the tables that are no plans, though their heads could be those of one.
    """

    def __init__(
        self, words: Words, mapping: Mapping[str, str], gridded: bool = False, others: Set[int] = frozenset()
    ) -> None:
        self._words, self._mapping, self._gridded, self._others = words, mapping, gridded, others
        self._contents, self._watchers = Contents(words), Watchers(words)
        # Who watches over what stands under a heading, the line that says so, and whether that is the heading.
        self._watched: tuple[str, Line, bool] | None = None
        self._grouped: bool | None = None  # whether the first row of the table stands under a heading
        self._said: dict[str, tuple[str, Line]] = {}  # what running text says under a number
        # Sentences that say who watches over the plan as a whole.
        self.whole: list[tuple[int, str]] = []
        # Rows that promise nothing: their lines, and why.
        self.refused: dict[int, str] = {}
        self.rows: list[PlanRow] = []
        self.used: set[int] = set()
        self._head: Head | None = None
        self._sections = Sections(words)
        self._first: PlanRow | None = None
        self._printed: PlanRow | None = None  # the row that holds the cells of the row printed last
        self._by_ref: dict[tuple[str, str], PlanRow] = {}
        self._before: Line | None = None
        self._last: Line | None = None  # the last row that was no head
        self._apart = 0
        self._lengths: list[int] = []

    def read(self, lines: Sequence[Line]) -> list[PlanRow]:
        """Return the rows of all plan tables."""
        forms = forms_of(lines, self._words, self._mapping)
        until = 0
        for at, line in enumerate(lines):
            for form in forms.get(at, ()):
                self._form(form)
                until = form.end
            if at < until:
                continue
            if not line.is_row:
                inside = self._head and is_between_rows(lines, at, self._before) and self._is_section(lines, at)
                (self._heading if inside else self._between)(line)
                continue
            if not any(line.cells):
                continue
            head = head_of(line.cells, self._words, self._mapping, ("plan",))
            if head is not None:
                self._begin(line, head)
            elif self._is_section(lines, at):
                self._heading(line)
            elif self._goes_on(line):
                self._row(line)
            else:
                self._head = None
            self._before, self._apart = line, 0
        return self.rows

    def _form(self, form: Form) -> None:
        """Take a form for a table of one row; a heading that is its own is none of an objective."""
        self._sections.pending = [kept for kept in self._sections.pending if kept[0] != form.lines[0].text]
        self._begin(form.lines[0], form.head)
        cells = {at: cell for at, cell in enumerate(form.cells) if cell}
        self._first = None
        self._take(form.lines[0], *self._contents.by_field(form.head, cells), set(), False, False)
        self._head = None
        self.rows[-1].lines = list(form.lines)
        self.used.update(line.number for line in form.lines)

    def _between(self, line: Line) -> None:
        if not line.cells:
            return
        if line.level or self._sections.is_label(line.text) or (self._apart == 0 and self._head is not None):
            self._watched = None
        self._apart += 1
        if promised := promised_by(line.text, self._words, self._mapping):
            self._said.setdefault(normal_ref(promised[0]), (promised[1], line))
        for sentence in [] if promised else _SENTENCES.split(line.text):
            if who := self._watchers.who(sentence):
                if self._watchers.of_whole(sentence):
                    self.whole.append((line.number, sentence.strip(" .")))
                else:
                    self._watched = who, line, bool(line.level) or self._sections.is_label(line.text)
        if self._sections.before_table(line):
            self.used.add(line.number)

    def _begin(self, line: Line, head: Head) -> None:
        if head.table != "plan" or line.table in self._others:
            self._head = None
            return
        if self._head is None or self._head.fields != head.fields or self._sections.pending:
            self._sections.settle()
            self._grouped = True if self._sections.current()[0] else None
            if self._sections.changed:
                self._first = None
        self._head = head
        self.used.add(line.number)

    def _heading(self, line: Line) -> None:
        """Take a row that heads the rows below: whom the heading before it names watches over these no more."""
        self._sections.in_table(line.text)
        self._grouped = True
        self.used.add(line.number)
        self._last = None  # nothing below carries on what stands above
        if (who := self._watchers.who(line.text)) or (self._watched and self._watched[2]):
            self._watched = (who, line, True) if who else None

    def _is_section(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a row only says what the rows below are about."""
        line = lines[at]
        filled = [cell for cell in line.cells if cell]
        if self._head is not None and heads_by_number(line, rows_below(lines, at), self._head):
            return True
        if len(filled) != 1 or not line.cells[0] or len(filled[0]) > 160:
            return False
        text = filled[0]
        below = [row.cells for row in rows_below(lines, at)][:2]
        if any(head_of(cells, self._words, self._mapping, ("plan",)) for cells in below):
            return True
        if self._head is None or whole_ref(text)[0]:
            return False
        if text.isupper() or text.endswith(":") or self._sections.is_label(text):
            return True
        label = field_of(plain(text.partition(":")[0]), "plan", self._words, self._mapping)[0]
        if (":" in text and label not in ("", "objective")) or self._grouped is False:
            return False  # how the row above stands
        if line.over and below and not text.rstrip().endswith("."):
            return True
        # Words where the references stand head what is below them.
        opens = bool(below) and bool(whole_ref(below[0][0])[0]) and len(line.cells) == len(self._head.fields)
        named = self._head.fields[0] == "ref" and text[:1].isupper() and (self._gridded or opens)
        return named and len(text.split()) > 1 and not leading_ref(text)[0]

    def _goes_on(self, line: Line) -> bool:
        """Whether a row still belongs to the table of the last head."""
        before = self._before
        if self._head is None or before is None or is_other_head(line, self._head, self._words, self._mapping):
            return False
        width = len(self._head.fields)
        if line.table == before.table:
            return True
        near = width - 1 <= len(line.cells) <= width or (before.page is None and len(line.cells) <= width + 1)
        near = near or len(line.cells) == sum(map(bool, self._head.names))
        turned = bool(line.page and before.page and line.page == before.page + 1)
        return near and (self._apart <= _APART or (turned and len(line.cells) == width and line.row == 1))

    def _row(self, line: Line) -> None:
        head = self._head
        assert head is not None
        before, self._last, self._grouped = self._last, line, bool(self._grouped)
        broken = (
            before is not None and (before.number + 1 < line.number or before.page != line.page) and bool(self.rows)
        )
        current = self._first.ref if self._first else None
        cells = align.in_columns(line.cells, head.names)
        lost: set[int] = set()
        ref_at = head.column("ref")
        plain_ref = ref_at is not None and ref_at < len(line.cells) and bool(whole_ref(line.cells[ref_at])[0])
        continuing = broken and not plain_ref
        displaced = align.is_displaced(line.cells, head.fields, current)
        if (self._gridded or line.last) and len(line.cells) in (len(head.fields), sum(map(bool, head.names))):
            displaced = False
        elif displaced or continuing:
            printed = cells
            near = self._above(), current, continuing, align.usual(self._lengths)
            cells, lost = align.place(line.cells, head.fields, *near)
            displaced = cells != printed or bool(lost)
        if self._gridded and len(line.cells) != len(head.fields):
            displaced = True  # a table that goes on in other columns
        values, others = self._contents.by_field(head, cells)
        missing = {head.fields[at] for at in lost} | self._contents.left_out(head, others)
        number, more = whole_ref(values.get("commitment", ""))
        if number and not more and "ref" not in values and (told := self._said.get(normal_ref(number))):
            values |= {"ref": number, "commitment": told[0]}  # the text says what the number is
        nothing = "" if continuing else self._contents.promises_nothing(head, values, others)
        if why := self._contents.sums_up(values) or nothing:
            self.refused[line.number] = why
            return
        self.used.add(line.number)
        parts = [] if continuing or "ref" in values else self._contents.parts(values.get("commitment", ""))
        for at, said in enumerate(parts or [values.get("commitment", "")]):
            own = {**self._contents.beside(values, len(parts), at), "commitment": said} if parts else values
            self._take(line, own, dict(others), missing, continuing, displaced)
            self.rows[-1].doubt = _PARTS if parts else self.rows[-1].doubt

    def _take(
        self, line: Line, values: dict[str, str], others: dict[str, str], missing: set[str], torn: bool, displaced: bool
    ) -> None:
        assert self._head is not None
        ref, beside, first = "", "", self._first
        if values.get("ref"):
            ref, beside = whole_ref(values.get("ref", ""))
        if not ref and values.get("commitment") and "ref" not in self._head.fields:
            ref, rest = leading_ref(values["commitment"])
            if ref:
                values["commitment"] = rest
        further = not ref and not torn and first is not None and align.is_further(values, first, self._gridded)
        if further and first is not None:
            ref, values = first.ref, {"objective": first.objective, **values}
        alike = first if first is not None and ref and normal_ref(ref) == normal_ref(first.ref) else None
        same = alike is not None and not align.is_another(values, alike.title, torn)
        opens = bool(ref) and not same
        entry = _ENTRY.match(values.get("commitment", "")) is not None
        if entry and not ref and first is not None and set(values) == {"commitment"}:
            first.title = align.joined(
                first.title, flat(values["commitment"])
            )  # a point of the row above in a row of its own
            first.lines.append(line)
            return
        # A row that begins with a capital and has cells of its own carries nothing on, wherever a page ends.
        own = len(values) > 1 and align.is_whole(values)
        torn = torn and not (first is not None and not first.ref and not ref and own)
        if not ref and "commitment" in values and not (torn and first is not None):
            # A plan without references, or a row whose commitment is carried down from above.
            no_refs = first is None or not first.ref
            again = first is not None and plain(values["commitment"]) == plain(first.title)
            # What is printed anew in a whole row, and has no step of its own there, is promised anew.
            whole = self._gridded and not torn and "activity" not in self._head.fields
            opens = no_refs and (not again or whole)
        if opens or first is None:
            self._open(line, ref, values, others, beside)
            if further and first is not None:
                self.rows[-1].doubt, self.rows[-1].lines = _NO_REF, [first.lines[0], line]
            above = self._said.get(normal_ref(ref))
            self.rows[-1].lines += [above[1]] if above and above[0] == values.get("commitment") else []
        elif values.get("commitment") and not same:
            first.title = align.joined(first.title, values["commitment"])
            first.torn = first.torn or torn
            if line not in first.lines:
                first.lines.append(line)
        if first is not None and not opens and torn and values.get("objective"):
            first.objective = align.joined(first.objective, flat(values["objective"]))
        cell = values.get("oversight", "") if self._has_column and "oversight" not in missing else None
        record = align.Record(line, values, others, cell, displaced)
        self._activities(record, torn and not opens, opens or first is None)

    def _open(self, line: Line, ref: str, values: Mapping[str, str], others: Mapping[str, str], beside: str) -> None:
        assert self._head is not None
        objective, part = self._sections.current()
        row = PlanRow(ref, flat(values.get("commitment", "")), objective, part, lines=[line], opens=True)
        if values.get("objective"):
            row.objective = flat(values["objective"])
        row.within = not values.get("objective") if "objective" in self._head.fields else None
        if beside:
            row.texts["refer"] = beside
        self.rows.append(row)
        row.doubt = self._contents.doubt(self._head, others)
        said = {name for name, text in values.items() if text} | {head for head, text in others.items() if text}
        if said == {"commitment"} and {"lead", "due"} <= {*self._head.fields}:
            row.doubt = row.doubt or _ALONE
        self._first = row

    @property
    def _has_column(self) -> bool:
        return self._head is not None and "oversight" in self._head.fields

    def _activities(self, record: align.Record, torn: bool, opens: bool) -> None:
        assert self._first is not None
        first, last = self._first, self.rows[-1]
        text = record.values.get("activity", "")
        marks = inner_refs(text, first.ref) if first.ref else []
        steps = [] if marks or torn else self._contents.parts(text)
        whole = record
        if steps:
            text, record = steps[0], record._replace(values=self._contents.beside(record.values, len(steps), 0))
        lead = text[: marks[0][0]].rstrip("( \n").lstrip() if marks else text
        if opens:
            self._fill(first, record)
            first.lost = record.cell is None and self._has_column
            if marks:
                first.activity_ref = marks[0][2]
                self._by_ref[normal_ref(first.ref), normal_ref(marks[0][2])] = first
            first.activity = flat(text[marks[0][1] : marks[1][0] if len(marks) > 1 else None] if marks else text)
            marks = marks[1:]
            if lead and first.activity_ref:
                first.activity = align.joined(lead, first.activity)
        elif not marks or lead:
            if torn or (not text and not marks):
                carried = record._replace(values={**record.values, "activity": lead})
                record = record._replace(cell=self._carry_on(last, carried, bool(marks)))
            elif not marks:
                self._add("", text, record)
        bare = record._replace(values={}, others={})
        for at, step in enumerate(steps):
            values = self._contents.beside(whole.values, len(steps), at)
            row = self._add("", step, whole._replace(values=values, others={}, cell=None)) if at else self.rows[-1]
            row.doubt, row.shares, row.lost = (
                row.doubt or _PARTS,
                row.shares or (at > 0 and self._has_column),
                row.lost and not at,
            )
        for at, (start, end, ref) in enumerate(marks):
            following = next((m[0] for m in marks[at + 1 :]), None)
            words = flat(text[end:following]) or flat(text[start:following])
            own = at == 0 and not opens and (not lead or bool(record.cell))
            seen = self._by_ref.get((normal_ref(first.ref), normal_ref(ref)))
            if seen is not None:
                if own and (seen.shares or seen.oversight is None):
                    seen.oversight, seen.shares = record.cell, False
                    seen.lost = record.cell is None and self._has_column
                self._fill(seen, (record if own else bare)._replace(cell=None))
                continue
            target = self._add(ref, words, record if own else bare)
            target.torn = torn and bool(lead)
            if not own:
                target.oversight, target.shares, target.lost = None, True, False

    def _add(self, ref: str, text: str, record: align.Record) -> PlanRow:
        assert self._first is not None
        row = PlanRow(self._first.ref, "", self._first.objective, self._first.part, ref, flat(text), lines=[])
        row.lost = record.cell is None and self._has_column
        self._fill(row, record)
        self.rows.append(row)
        if ref:
            self._by_ref[normal_ref(self._first.ref), normal_ref(ref)] = row
        return row

    def _fill(self, row: PlanRow, record: align.Record) -> None:
        assert self._head is not None
        row.has_column, row.weak, row.risks = self._has_column, "oversight" in self._head.weak, self._head.risks
        if record.values:
            self._printed = row
        row.displaced = row.displaced or record.displaced
        if record.line not in row.lines:
            row.lines.append(record.line)
        if not self._has_column and self._watched is not None:
            row.oversight, row.has_column, row.section = self._watched[0], True, True
            row.lines += [self._watched[1]] if self._watched[1] not in row.lines else []
        if record.cell is not None:
            row.oversight = record.cell
            if record.cell:
                self._lengths.append(len(record.cell))
        align.join_texts(row, record)

    def _carry_on(self, row: PlanRow, record: align.Record, more: bool) -> str | None:
        """Join a row to the one that it carries on; return what of its oversight cell belongs to what follows in it."""
        left, printed, displaced = record.cell, self._printed or row, record.displaced
        if record.cell:
            here, left = align.same_list(printed.oversight or "", record.cell) if more else (record.cell, "")
            if here:
                printed.oversight = align.joined(printed.oversight or "", here)
                if printed.lost:
                    printed.lost, displaced = False, True
        if record.values.get("activity"):
            row.activity = align.joined(row.activity, record.values["activity"])
            row.touch(record.line, displaced)
        if not more:
            align.join_texts(printed, record)
        if record.cell or record.others or (not more and any(record.values.get(name) for name in TEXTS[1:])):
            printed.touch(record.line, displaced)
        return left

    def _above(self) -> dict[str, str]:
        if not self.rows or self._first is None:
            return {}
        printed = self._printed or self.rows[-1]
        found = {"commitment": self._first.title, "activity": self.rows[-1].activity, **printed.texts}
        found["oversight"] = printed.oversight or ""
        return {name: text for name, text in found.items() if text}
