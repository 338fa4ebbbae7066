"""Tables that are such lists: which of them is a work programme, a register of outside bodies, or one of decisions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.days import MONTH_NAMES, MONTH_YEAR, date_in, when_in
from oversight_graph.ingest.drafts.plans.heads import Head, field_of, head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain

PROGRAMME, OUTSIDE, REGISTER = "programme", "outside", "register"
# The sheets in which such a list is entered.
SHEETS = {PROGRAMME: "Meetings and Items", OUTSIDE: "People", REGISTER: "Decisions"}
# So many lines above a table say what it is; a heading with a day is shorter than so many letters.
_ABOVE, _HEADING = 4, 80
MONTH = re.compile(rf"(?i)\s*({MONTH_NAMES})\.?\s*")


@dataclass(slots=True)
class Listed:
    """A table that is such a list."""

    kind: str
    head: Head
    top: Line  # the row of its head
    day: str = ""  # the text above it that says a day; empty if none does
    days: dict[int, str] = field(default_factory=dict)  # columns whose heads are days or months
    rows: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # those that say what holds of all its rows


def listed_tables(
    lines: Sequence[Line], title: str, words: Words, mapping: Mapping[str, str]
) -> tuple[list[Listed], set[int]]:
    """Return the tables that are such lists, and the numbers of their lines and of the headings with their days.

    Something must call them so: what stands above a table, the title of the paper, the name of its file, or a head that
    no other table has.

    Parameters
    ----------
    title : str
        The title and the name of the file.
    mapping : mapping of str to str
        Heads of plans that the user explains: such a table is a plan.
    """
    called = {kind: words.any_of("registers", kind) for kind in SHEETS}
    found: list[Listed] = []
    used: set[int] = set()
    above: list[Line] = []
    current: Listed | None = None
    for line in lines:
        if not line.cells:
            continue
        if not line.is_row:
            above = [*above[1 - _ABOVE :], line]
            continue
        if current is not None and line.table == current.top.table:
            current.rows.append(line)
            used.add(line.number)
            continue
        near = " ".join(each.text for each in above)
        said = [kind for kind in SHEETS if called[kind].search(near)]
        said = said or [kind for kind in SHEETS if called[kind].search(title)]
        new = _listed(line, said, words, mapping)
        if new is None and current is not None and not above and len(line.cells) == len(current.top.cells):
            current.rows.append(line)  # the table goes on over a page
            used.add(line.number)
            continue
        current = new
        if current is not None:
            dated = [each for each in above if is_dated(each)]
            if current.kind == PROGRAMME and dated and "date" not in current.head.fields:
                current.day, current.lines = dated[-1].text, dated[-1:]
            used.update({line.number, *(each.number for each in current.lines)})
            found.append(current)
        above = []
    return found, used


def is_dated(line: Line) -> bool:
    """Whether a line is short and says a day or a month."""
    said = when_in(line.text) or date_in(line.text, 2000)[0] or MONTH.fullmatch(line.text)
    return bool(said) and len(line.text) < _HEADING


def _listed(line: Line, said: Sequence[str], words: Words, mapping: Mapping[str, str]) -> Listed | None:
    """Return what list a row heads; None if it heads none."""
    shown = [plain(cell) for cell in line.cells]
    if any(cell in mapping or cell in words.of("columns", "plan", "either") for cell in shown):
        return None
    days = {at: cell for at, cell in enumerate(line.cells) if at and (date_in(cell)[0] or MONTH_YEAR.fullmatch(cell))}
    if PROGRAMME in said and len(days) > 1 and field_of(shown[0], PROGRAMME, words, {})[0] == "title":
        return Listed(PROGRAMME, Head(PROGRAMME, ("title", *[""] * (len(shown) - 1)), line.cells), line, days=days)
    own = [kind for kind in SHEETS if set(shown) & set(words.of("registers", "heads", kind))]
    for kind in [*said, *own]:
        if (head := head_of(line.cells, words, {}, only=kind)) is not None:
            return Listed(kind, head, line)
    return None
