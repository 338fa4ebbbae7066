"""Lists beside plans and minutes: what is to be looked at, who sits on the bodies of others, and what was decided.

What a work programme or a forward plan lists is planned, and no sign that it was dealt with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from oversight_graph.ingest.drafts.draft import DOUBTFUL, PROBABLE, SCHEDULED, Draft, Drafts
from oversight_graph.ingest.drafts.minutes.meeting import MONTH_YEAR, date_in
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.drafts.minutes.trackers import body_called
from oversight_graph.ingest.drafts.plans.heads import Head, field_of, head_of
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.values import MONTHS, read_date
from oversight_graph.ingest.words import Words, plain

PROGRAMME, OUTSIDE, REGISTER = "programme", "outside", "register"
# The sheets in which such a list is entered.
SHEETS = {PROGRAMME: "Meetings and Items", OUTSIDE: "People", REGISTER: "Decisions"}
# So many lines above a table say what it is; a heading with a day is shorter than so many letters.
_ABOVE, _HEADING = 4, 80
_YEARS = re.compile(r"\b(20\d\d)\s*[/–-]\s*(?:20)?\d\d\b")
_MONTH = re.compile(rf"(?i)\s*({'|'.join(MONTHS)})\.?\s*")
# A year of a council begins with its annual meeting.
_MAY = 5
_VACANT = re.compile(r"(?i)\W*(?:vacan\w+|tbc|tba|to be (?:confirmed|appointed))\W*")
_ALONE = "a decision of one person, outside a meeting: the sheet Decisions has what meetings decide"
_PLANNED = "a work programme or forward plan says what is to be dealt with then"


@dataclass(slots=True)
class Listed:
    """A table that is such a list.

    Attributes
    ----------
    kind : str
    head : Head
    top : Line
        The row of its head.
    day : str
        The text above it that says a day; empty if none does.
    days : dict of int to str
        Columns whose heads are days or months.
    rows : list of Line
    lines : list of Line
        Those that say what holds of all its rows.
    """

    kind: str
    head: Head
    top: Line
    day: str = ""
    days: dict[int, str] = field(default_factory=dict)
    rows: list[Line] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def listed_tables(
    lines: Sequence[Line], title: str, words: Words, mapping: Mapping[str, str]
) -> tuple[list[Listed], set[int]]:
    """Return the tables that are such lists, and the numbers of their lines and of the headings with their days.

    Something must call them so: what stands above a table, the title of the paper, the name of its file, or a head that
    no other table has.

    Parameters
    ----------
    lines : sequence of Line
    title : str
        The title and the name of the file.
    words : Words
    mapping : mapping of str to str
        Heads of plans that the user explains: such a table is a plan.
    """
    called = {kind: re.compile(rf"(?i)\b(?:{words.pattern('registers', kind)})\b") for kind in SHEETS}
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
            dated = [each for each in above if _is_dated(each)]
            if current.kind == PROGRAMME and dated and "date" not in current.head.fields:
                current.day, current.lines = dated[-1].text, dated[-1:]
            used.update({line.number, *(each.number for each in current.lines)})
            found.append(current)
        above = []
    return found, used


def _is_dated(line: Line) -> bool:
    said = date_in(line.text, 2000)[0] or MONTH_YEAR.search(line.text) or _MONTH.fullmatch(line.text)
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


def register_drafts(tables: Sequence[Listed], lines: Sequence[Line], title: str, words: Words, out: Drafts) -> None:
    """Add the drafts of such lists.

    Parameters
    ----------
    tables : sequence of Listed
    lines : sequence of Line
        Of the whole paper.
    title : str
        The title and the name of the file: whose list it is, and of which year, may stand there.
    words : Words
    out : Drafts
    """
    reader = _Reader(lines, title, words, out)
    for table in tables:
        out.used.update({table.top.number, *(line.number for line in table.lines)})
        for line, values in _rows(table):
            if table.kind == OUTSIDE:
                reader.outside(line, values)
            elif table.kind == REGISTER:
                reader.decided(line, values)
            elif table.days:
                for at, day in table.days.items():
                    cell = line.cells[at].strip() if at < len(line.cells) else ""
                    if cell and cell not in "-–—":
                        reader.planned(line, {**values, "date": day, "notes": "" if len(cell) < 2 else cell}, table)
                    out.used.add(line.number)
            else:
                reader.planned(line, values, table)


def _rows(table: Listed) -> Iterator[tuple[Line, dict[str, str]]]:
    """Yield the rows with what their columns hold; a day or a body that is printed once holds for the rows below it."""
    kept: dict[str, str] = {"date": table.day}
    once = {PROGRAMME: ("date", "body"), OUTSIDE: ("body",), REGISTER: ("date",)}[table.kind]
    for line in table.rows:
        filled = [cell for cell in line.cells if cell.strip()]
        if not filled:
            continue
        if len(set(filled)) == 1 and table.kind == PROGRAMME and _is_dated(line) and not table.days:
            kept["date"] = filled[0]
            table.lines = [line]
            continue
        values: dict[str, str] = {}
        for name, cell in zip(table.head.fields, line.cells, strict=False):
            if name and cell.strip():
                values[name] = f"{values[name]}; {cell.strip()}" if name in values else cell.strip()
        for name in once:
            if name not in values and kept.get(name):
                values[name] = kept[name]
            elif name in values:
                kept[name] = values[name]
        yield line, values


class _Reader:
    """Makes drafts of the rows of lists in one paper."""

    def __init__(self, lines: Sequence[Line], title: str, words: Words, out: Drafts) -> None:
        self._lines, self._words, self._out = lines, words, out
        self._people = People(words)
        self._years = _YEARS.search(title)
        self._body = _whose(title, words)
        self._meetings: set[str] = set()
        self._posts: set[str] = set()

    def planned(self, line: Line, values: Mapping[str, str], table: Listed) -> None:
        """Add an item that a meeting is to deal with."""
        body, title = self._decider(values.get("body", "")), _flat(values.get("title", ""))
        when, note = self._when(values.get("date", ""))
        if not title:
            return
        if body is None:
            self._unread(line, f"{_flat(values['body'])} is no body: {_ALONE}")
            return
        if not when:
            said = _flat(values.get("date", "")) or "nothing"
            self._unread(line, f"{title[:60]} is planned for no day that is known: “{said}”")
            return
        where = [*table.lines, line]
        meeting = self._meeting(when, body, "planned", where, _PLANNED, PROBABLE, note)
        told = [f"{name}: {_flat(values[name])}" for name in ("lead", "purpose", "notes") if values.get(name)]
        item = {"meeting": meeting, "item": _flat(values.get("ref", "")), "title": title, "outcome": SCHEDULED}
        self._out.add(Draft.of("Items", item, where, _PLANNED, PROBABLE, "; ".join([*told, *filter(None, [note])])))
        if self._is_office(lead := _flat(values.get("lead", "").split(";")[0])):
            self._post(line, lead)

    def decided(self, line: Line, values: Mapping[str, str]) -> None:
        """Add what a body decided; for what one person decides alone there is no sheet."""
        body = self._decider(values.get("body", ""))
        decision = _flat(values.get("decision") or values.get("title", ""))
        when, note = self._when(values.get("date", ""))
        if not decision:
            return
        if body is None or not body:
            self._unread(line, f"{_flat(values.get('body', '')) or 'somebody who is not named'}: {_ALONE}")
            return
        if not when:
            self._unread(line, f"{decision[:60]} was decided on no day that is said")
            return
        why = "a register says that it decided something then, which is taken for a meeting"
        meeting = self._meeting(when, body, "held", [line], why, DOUBTFUL, note)
        about = _flat(values.get("title", "")) if values.get("decision") else ""
        row = {"ref as printed": _flat(values.get("ref", "")), "meeting": meeting, "decision": decision}
        notes = "; ".join(filter(None, (f"on: {about}" if about else "", note)))
        self._out.add(Draft.of("Decisions", row, [line], "a row of a register of decisions", PROBABLE, notes))

    def outside(self, line: Line, values: Mapping[str, str]) -> None:
        """Add a body of others, and who sits on it."""
        name = re.sub(r"\s*\([^()]*\)$", "", _flat(values.get("body", "")))
        if not re.search(r"[^\W\d_]{2}", name):
            self._unread(line, f"“{name}” is no name of a body on which somebody sits")
            return
        if not any(row.values["name"] == name for row in self._out.of("Bodies")):
            about = {"name": name, "kind": self._words.kind_called(name), "purpose": _flat(values.get("purpose", ""))}
            self._out.add(Draft.of("Bodies", about, [line], "a list of bodies on which others sit names it", PROBABLE))
        why, times = f"listed as sitting on {name}", {}
        for column in ("from", "to"):
            if (text := _flat(values.get(column, ""))) and (when := read_date(text)) and when.last:
                times[column] = text
        printed = values.get("person", "")
        for part in [part.strip() for part in re.split(r"[\n;]", printed) if part.strip()]:
            if _VACANT.fullmatch(part):
                self._seat({"name": "vacant", "body": name}, line, "the list says that a place is vacant")
            elif self._is_office(part):
                self._post(line, part)
                self._seat({"post": re.sub(r"^[Tt]he\s+", "", part), "body": name, **times}, line, why)
            elif people := self._people.split(part, (line.number,)):
                for person in people:
                    role = "chair" if re.match(r"(?i)chair", person.capacity) else ""
                    self._seat({"name": person.name, "body": name, "role": role, **times}, line, why)
            else:
                self._unread(line, f"{part[:60]} is listed as sitting on {name}, and is neither a name nor a post")
        if deputy := _flat(values.get("deputy", "")):
            self._unread(line, f"{deputy[:80]} is named as substitute on {name}, for which there is no column")

    def _seat(self, values: dict[str, str], line: Line, why: str) -> None:
        self._out.add(Draft.of("People", values, [line], why, PROBABLE))

    def _is_office(self, text: str) -> bool:
        """Whether words are a post, also one that is called after a body: "Leader of the Council"."""
        first, of, _ = text.partition(" of ")
        return self._people.is_office(text) or (bool(of) and self._people.is_office(first))

    def _post(self, line: Line, said: str) -> None:
        post = re.sub(r"^[Tt]he\s+", "", said)
        if post not in self._posts:
            self._posts.add(post)
            self._out.add(Draft.of("Posts", {"post": post}, [line], "named in a list of what is to be done", PROBABLE))

    def _unread(self, line: Line, why: str) -> None:
        self._out.used.add(line.number)
        self._out.unread.append((line.number, line.number, line.page, why))

    def _decider(self, said: str) -> str | None:
        """Return the body that a row names, or whose list it is; None if it is a person or a post."""
        name = re.sub(r"^[Tt]he\s+", "", _flat(said))
        if not name or name.replace(" ", "") == self._body.replace(" ", ""):  # a narrow cell may tear a word
            return self._body
        is_decider = plain(name) in self._words.of("registers", "deciders")
        return name if is_decider or (self._people.is_body(name) and not self._is_office(name)) else None

    def _when(self, said: str) -> tuple[str, str]:
        """Return the day or the month of a row, and what is to be said of its year."""
        text = _flat(said)
        if day := date_in(text)[0]:
            return day, ""
        if month := MONTH_YEAR.search(text):
            return month[0], ""
        if self._years is None:
            return "", ""
        note = "the year is that of the list"
        first = int(self._years[1])
        if day := date_in(text, first)[0]:
            return day if int(day[5:7]) >= _MAY else date_in(text, first + 1)[0], note
        if alone := _MONTH.fullmatch(text):
            after = MONTHS.index(alone[1].lower()) + 1 < _MAY
            return f"{alone[1]} {first + after}", note
        return "", ""

    def _meeting(
        self, when: str, body: str, status: str, lines: Sequence[Line], why: str, certainty: str, note: str
    ) -> str:
        name = f"{when} {body}".strip()
        if name not in self._meetings:
            self._meetings.add(name)
            values = {"meeting": name, "body": body, "date": when, "status": status}
            self._out.add(Draft.of("Meetings", values, lines, why, certainty, note))
            if body and not any(row.values["name"] == body for row in self._out.of("Bodies")):
                at = next((line for line in self._lines if body.lower() in line.text.lower()), lines[-1])
                about = {"name": body, "kind": self._words.kind_called(body)}
                self._out.add(Draft.of("Bodies", about, [at], "the body of a list", PROBABLE))
        return name


def _whose(title: str, words: Words) -> str:
    """Return the body whose list it is, by what its title says beside what it calls the list."""
    called = "|".join(words.pattern("registers", kind) for kind in (PROGRAMME, REGISTER))
    if found := body_called(_YEARS.sub(" ", title), words, called):
        return found
    alone = (re.fullmatch(rf"(?:The\s+)?(?P<name>{words.body_name})", line.strip()) for line in title.split("\n"))
    publishers = re.compile(rf"(?i)\b(?:{words.pattern('publishers')})$")
    named = [found["name"] for found in alone if found]
    return next((name for name in named if not publishers.search(name)), next(iter(named), ""))


def _flat(text: str) -> str:
    return " ".join(text.split())
