"""Tables of attendance over a year: a row for each person, a column for the day of each meeting."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from oversight_graph.ingest.days import date_in
from oversight_graph.ingest.drafts.draft import PROBABLE, Draft, Drafts
from oversight_graph.ingest.drafts.lists.trackers import body_called
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.plans.heads import field_of
from oversight_graph.ingest.drafts.presence import APOLOGIES, ATTENDED, presence_in
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat

# So many columns with a day make such a table, and so many lines around it may say what its letters mean.
_LEAST, _NEAR = 2, 8
_KEY = re.compile(
    r"\b(?P<sign>[A-Za-z]{1,3})\s*[=:–-]\s*(?P<means>present|attend\w*|in attendance|apolog\w*|regrets)\b", re.I
)
# What stands in a cell where nobody was expected.
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", ".", "/"})


@dataclass(frozen=True, slots=True)
class DayTable:
    """A table of attendance: its head, the days by column, and the column of the names."""

    head: Line
    days: Mapping[int, str]
    name: int


def day_tables(lines: Sequence[Line], words: Words) -> dict[int, DayTable]:
    """Return the tables whose head has a column of names and a day in two columns or more, by their numbers."""
    found: dict[int, DayTable] = {}
    for line in lines:
        if not line.is_row or line.table in found:
            continue
        days = {at: day for at, cell in enumerate(line.cells) if (day := date_in(cell)[0]) and len(cell) < 24}
        names = [
            at
            for at, cell in enumerate(line.cells)
            if at not in days and cell and field_of(plain(cell), "attendance", words, {})[0] == "name"
        ]
        if len(days) >= _LEAST and names and names[0] < min(days):
            found[line.table] = DayTable(line, days, names[0])
    return found


def without_day_tables(lines: Sequence[Line], tables: Set[int]) -> list[Line]:
    """Return the lines without such tables, and without the headings right above them: those are of no minutes."""
    out: list[Line] = []
    for line in lines:
        if line.table not in tables:
            out.append(line)
        elif out and out[-1].level and not out[-1].is_row:
            out.pop()
    return out


def attendance_drafts(
    lines: Sequence[Line], tables: Mapping[int, DayTable], title: str, words: Words, out: Drafts
) -> None:
    """Add the meetings whose days are in the heads of tables of attendance, and who was there or sent apologies.

    A letter that may mean several things ("A") counts only by a key near the table; what is not understood is told.

    Parameters
    ----------
    tables : mapping of int to DayTable
        As from `day_tables`.
    title : str
        The title and the name of the file: whose meetings they are may stand there.
    """
    people, body = People(words), body_called(title, words)
    for number, table in tables.items():
        rows = [line for line in lines if line.table == number]
        key = _key(lines, rows)
        out.used.add(table.head.number)
        for day in table.days.values():
            name = f"{day} {body}".strip()
            if not any(row.values["meeting"] == name for row in out.of("Meetings")):
                why = "a table of attendance has a column for the day"
                values = {"meeting": name, "body": body, "date": day, "status": "held"}
                out.add(Draft.of("Meetings", values, [table.head], why, PROBABLE))
        for line in rows:
            if line.number > table.head.number and table.name < len(line.cells) and line.cells[table.name]:
                _row(line, table, key, body, people, out)
    if tables and body:
        at = next((line for line in lines if body.lower() in line.text.lower()), next(iter(tables.values())).head)
        out.name_body(body, [at.number], at.page, "the title of the table of attendance names it")


def _key(lines: Sequence[Line], rows: Sequence[Line]) -> dict[str, str]:
    """Return what letters mean by the lines around a table."""
    first, last = rows[0].number - _NEAR, rows[-1].number + _NEAR
    near = " ".join(line.text for line in lines if first <= line.number <= last and line.table != rows[0].table)
    return {
        found["sign"].lower(): APOLOGIES if found["means"].lower().startswith(("apolog", "regret")) else ATTENDED
        for found in _KEY.finditer(near)
    }


def _row(line: Line, table: DayTable, key: Mapping[str, str], body: str, people: People, out: Drafts) -> None:
    cells = line.cells
    listed = people.split(cells[table.name], (line.number,))
    if len(listed) != 1 or not listed[0].name:
        return
    person = listed[0]
    others = [flat(cell) for at, cell in enumerate(cells) if at not in (*table.days, table.name) and cell]
    capacity = " … ".join(filter(None, (person.capacity, *others)))
    strange = []
    for at, day in table.days.items():
        cell = cells[at].strip(" .") if at < len(cells) else ""
        presence = key.get(cell.lower()) or ("" if cell.lower() == "a" else presence_in(cell))
        if presence in (ATTENDED, APOLOGIES):
            values = {
                "meeting": f"{day} {body}".strip(), "name as printed": person.name, "capacity as printed": capacity,
                "presence": presence,
            }  # fmt: skip
            why = f"a table of attendance says “{cell}” in the column of {table.head.cells[at]}"
            out.add(Draft.of("Attendance", values, [table.head, line], why, PROBABLE))
        elif cell.lower() not in _NOTHING:
            strange.append(f"“{cell}” on {table.head.cells[at]}")
    out.used.add(line.number)
    if strange:
        said = f"of {person.name} the table of attendance says {', '.join(strange)}"
        out.leave([line.number], line.page, f"{said}: not that they came or sent apologies")
    out.add(Draft.of("People", {"name": person.name}, [line], "stands in a table of attendance", PROBABLE))
