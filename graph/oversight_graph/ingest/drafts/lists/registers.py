"""Lists beside plans and minutes: what is to be looked at, who sits on the bodies of others, and what was decided.

What a work programme or a forward plan lists is planned, and no sign that it was dealt with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from oversight_graph.ingest.dates import MONTHS, read_date
from oversight_graph.ingest.days import date_in, when_in
from oversight_graph.ingest.drafts.draft import DOUBTFUL, PROBABLE, SCHEDULED, Draft, Drafts, listed, page_of
from oversight_graph.ingest.drafts.lists.notices import Notice
from oversight_graph.ingest.drafts.lists.tables import MONTH, OUTSIDE, PROGRAMME, REGISTER, Listed, is_dated
from oversight_graph.ingest.drafts.lists.takers import Taker, Takers
from oversight_graph.ingest.drafts.lists.trackers import body_called
from oversight_graph.ingest.drafts.minutes.actiontables import KINDS
from oversight_graph.ingest.drafts.minutes.people import People
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.words import Words, plain
from oversight_graph.model.spelling import flat, without_article

_YEARS = re.compile(r"\b(20\d\d)\s*[/–-]\s*(?:20)?\d\d\b")
# A year of a council begins with its annual meeting.
_MAY = 5
_VACANT = re.compile(r"(?i)\W*(?:vacan\w+|tbc|tba|to be (?:confirmed|appointed))\W*")
_ALONE = "what one person is yet to decide outside a meeting has no sheet"
# How a sentence says who is to look at the decision.
_SCRUTINISED = (
    r"\bdecision\b[^.]{0,80}\b(?:reported\s+to|(?:scrutini[sz]ed|reviewed|scrutiny|called[\s-]in|call[\s-]in)\s+by)"
)
# What the columns say that have no place, for the note.
OTHERS = "others"
# A decision has so many letters at most; of a longer one the title is taken, and it goes into the note.
_LONGEST = 300
# A decision that is said in a word, and what may stand behind it; such a cell is not longer than so many characters.
_TAKEN = re.compile(
    r"(?i)(?:not\s+)?(?P<word>agreed|approved|accepted|adopted|endorsed|ratified|noted|received|rejected|refused|declined"
    r"|deferred|postponed|withdrawn)(?=\W*$|\s+(?:subject|as|with|unanimously|in|by|until|to\s+(?:the|a)\b))"
)
_WORDED = 60
_PLANNED = "a work programme or forward plan says what is to be dealt with then"


def register_drafts(
    tables: Sequence[Listed],
    notices: Sequence[Notice],
    lines: Sequence[Line],
    title: str,
    words: Words,
    out: Drafts,
) -> None:
    """Add the drafts of such lists.

    Parameters
    ----------
    notices : sequence of Notice
        Decisions that have a notice of their own.
    lines : sequence of Line
        Of the whole paper.
    title : str
        The title and the name of the file: whose list it is, and of which year, may stand there.
    """
    reader = _Reader(lines, title, words, out)
    for notice in notices:
        reader.decided(notice.lines, notice.values, "a decision notice", notice.others)
    for table in tables:
        out.used.update({table.top.number, *(line.number for line in table.lines)})
        for line, values in _rows(table):
            if table.kind == OUTSIDE:
                reader.outside(line, values)
            elif table.kind == REGISTER:
                reader.decided([line], values, "a row of a register of decisions")
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
    once: tuple[str, ...] = {PROGRAMME: ("date", "body"), OUTSIDE: ("body",), REGISTER: ()}[table.kind]
    for line in table.rows:
        filled = [cell for cell in line.cells if cell.strip()]
        if not filled:
            continue
        if len(set(filled)) == 1 and table.kind == PROGRAMME and is_dated(line) and not table.days:
            kept["date"] = filled[0]
            table.lines = [line]
            continue
        values: dict[str, str] = {}
        for name, cell in zip(table.head.fields, line.cells, strict=False):
            if name and cell.strip():
                values[name] = f"{values[name]}; {cell.strip()}" if name in values else cell.strip()
        if table.kind != OUTSIDE and not table.days:
            told = zip(table.head.fields, table.head.names, line.cells, strict=False)
            others = [f"{flat(head)}: {flat(cell)}" for name, head, cell in told if not name and cell.strip()]
            values[OTHERS] = "; ".join(others)
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
        self._takers = Takers(words)
        self._undecided = re.compile(rf"(?i)(?:decision\s+)?status:\s*(?:{words.pattern('registers', 'undecided')})\b")

    def planned(self, line: Line, values: Mapping[str, str], table: Listed) -> None:
        """Add an item that a meeting is to deal with."""
        body, title = self._decider(values.get("body", "")), flat(values.get("title", ""))
        when, note = self._when(values.get("date", ""))
        if not title:
            return
        if body is None:
            self._unread([line], f"{flat(values['body'])} is no body: {_ALONE}")
            return
        if not when:
            said = flat(values.get("date", "")) or "nothing"
            self._unread([line], f"{title[:60]} is planned for no day that is known: “{said}”")
            return
        where = [*table.lines, line]
        meeting = self._meeting(when, body, "planned", where, _PLANNED, PROBABLE, note)
        told = [f"{name}: {flat(values[name])}" for name in ("lead", "purpose", "notes") if values.get(name)]
        told += [values[OTHERS]] if values.get(OTHERS) else []
        item = {"meeting": meeting, "item": flat(values.get("ref", "")), "title": title, "outcome": SCHEDULED}
        self._out.add(Draft.of("Items", item, where, _PLANNED, PROBABLE, listed(*told, note)))
        if self._takers.is_office(lead := flat(values.get("lead", "").split(";")[0])):
            self._post([line], lead)

    def decided(self, lines: Sequence[Line], values: Mapping[str, str], why: str, others: Sequence[str] = ()) -> None:
        """Add what a body decided, in a meeting, or what somebody decided alone."""
        body = self._decider(values.get("body", ""))
        title, decision = (flat(values.get(name, "")) for name in ("title", "decision"))
        when, note = self._when(values.get("date", ""))
        if not (decision or title):
            return
        beside = [*others, *values.get(OTHERS, "").split("; ")]
        if open_ := next((each for each in beside if self._undecided.match(each)), ""):
            self._unread(lines, f"{(decision or title)[:60]} was not decided: “{flat(open_)}”")
            return
        said = "\n".join(filter(None, (values.get("body", ""), values.get("post", ""))))
        taker = self._takers.read(said) if body is None else None
        if not body and taker is None:
            self._unread(lines, f"“{flat(said)}” is neither a body nor a post nor a name: who decided is not known")
            return
        if not when:
            self._unread(lines, f"{(decision or title)[:60]} was decided on no day that is said")
            return
        row, taken = {"ref as printed": flat(values.get("ref", ""))}, _TAKEN.match(decision)
        if taken and title and len(decision) < _WORDED:
            # A word says nothing without what it was said of.
            notes, what = [], f"{title}: {decision[:1].lower()}{decision[1:]}"
            row["status"] = _kind(decision, taken["word"])
        elif len(decision) > _LONGEST and title:
            notes, what = [f"decision: {decision}"], title
        else:
            notes, what = [f"on: {title}" if title and decision else ""], decision or title
        row["decision"] = what
        notes += [f"{name}: {flat(values[name])}" for name in ("reasons", "report") if values.get(name)]
        if watching := self._watching(values, lines):
            row["oversight as printed"] = watching
        elif values.get("oversight"):
            notes.append(f"oversight: {flat(values['oversight'])}")
        notes += [flat(each) for each in others] or [values.get(OTHERS, "")]
        if taker is None:
            met = "something says that it decided then, which is taken for a meeting"
            row["meeting"] = self._meeting(when, body or "", "held", lines, met, DOUBTFUL, note)
        else:
            printed = flat(values["date"])
            known = read_date(printed)
            row |= {"decided by": taker.names, "date": printed if known and known.edtf == when else when}
            notes.append(taker.aside)
            self._taker(taker, when, lines)
        self._out.add(Draft.of("Decisions", row, lines, why, PROBABLE, listed(*notes, note)))

    def _taker(self, taker: Taker, when: str, lines: Sequence[Line]) -> None:
        """Add the post and the person that took a decision, who is shown in it on that day."""
        if taker.person:
            held = {"name": taker.person, "post": taker.post} | ({"seen on": when} if taker.post else {})
            if not any(held.items() <= row.values.items() for row in self._out.of("People")):
                self._out.add(Draft.of("People", held, lines, "took a decision", PROBABLE))
        if taker.post:
            self._post(lines, taker.post)

    def _watching(self, values: Mapping[str, str], lines: Sequence[Line]) -> str:
        """Return the body that is said to scrutinise a decision, with a row of its own; empty if none is named."""
        name = rf"(?:the\s+)?(?P<name>(?-i:{self._words.body_name}))"
        found = re.match(rf"(?i){name}(?=\s*(?:[,;.(]|$))", flat(values.get("oversight", "")))
        told = (flat(values.get(each, "")) for each in ("decision", "reasons", "report", "oversight"))
        found = found or next(filter(None, (re.search(rf"(?i){_SCRUTINISED}\s+{name}", text) for text in told)), None)
        if found is None:
            return ""
        self._named(found["name"], lines, "said to scrutinise a decision")
        return found["name"]

    def outside(self, line: Line, values: Mapping[str, str]) -> None:
        """Add a body of others, and who sits on it."""
        name = re.sub(r"\s*\([^()]*\)$", "", flat(values.get("body", "")))
        if not re.search(r"[^\W\d_]{2}", name):
            self._unread([line], f"“{name}” is no name of a body on which somebody sits")
            return
        about = {"kind": self._words.kind_called(name), "purpose": flat(values.get("purpose", ""))}
        self._out.name_body(name, [line.number], line.page, "a list of bodies on which others sit names it", **about)
        why, times = f"listed as sitting on {name}", {}
        for column in ("from", "to"):
            if (text := flat(values.get(column, ""))) and (when := read_date(text)) and when.last:
                times[column] = text
        printed = values.get("person", "")
        for part in [part.strip() for part in re.split(r"[\n;]", printed) if part.strip()]:
            if _VACANT.fullmatch(part):
                self._seat({"name": "vacant", "body": name}, line, "the list says that a place is vacant")
            elif self._takers.is_office(part):
                self._post([line], part)
                self._seat({"post": without_article(part), "body": name, **times}, line, why)
            elif people := self._people.split(part, (line.number,)):
                for person in people:
                    role = "chair" if re.match(r"(?i)chair", person.capacity) else ""
                    self._seat({"name": person.name, "body": name, "role": role, **times}, line, why)
            else:
                self._unread([line], f"{part[:60]} is listed as sitting on {name}, and is neither a name nor a post")
        if deputy := flat(values.get("deputy", "")):
            self._unread([line], f"{deputy[:80]} is named as substitute on {name}, for which there is no column")

    def _seat(self, values: dict[str, str], line: Line, why: str) -> None:
        self._out.add(Draft.of("People", values, [line], why, PROBABLE))

    def _post(self, lines: Sequence[Line], said: str) -> None:
        post = without_article(said)
        if post not in self._posts:
            self._posts.add(post)
            self._out.add(Draft.of("Posts", {"post": post}, lines, "named in a list of what is to be done", PROBABLE))

    def _named(self, body: str, lines: Sequence[Line], why: str) -> None:
        numbers, kind = sorted({line.number for line in lines}), self._words.kind_called(body)
        self._out.name_body(body, numbers, page_of(lines), why, kind=kind)

    def _unread(self, lines: Sequence[Line], why: str) -> None:
        numbers = [line.number for line in lines]
        self._out.used.update(numbers)
        self._out.leave(numbers, lines[0].page, why)

    def _decider(self, said: str) -> str | None:
        """Return the body that a row names, or whose list it is; None if it is a person or a post."""
        name = without_article(flat(said))
        if not name or name.replace(" ", "") == self._body.replace(" ", ""):  # a narrow cell may tear a word
            return self._body
        is_decider = plain(name) in self._words.of("registers", "deciders")
        return name if is_decider or (self._people.is_body(name) and not self._takers.is_office(name)) else None

    def _when(self, said: str) -> tuple[str, str]:
        """Return the day or the month of a row, and what is to be said of its year."""
        text = flat(said)
        if (when := when_in(text)) or self._years is None:
            return when, ""
        note = "the year is that of the list"
        first = int(self._years[1])
        if day := date_in(text, first)[0]:
            return day if int(day[5:7]) >= _MAY else date_in(text, first + 1)[0], note
        if alone := MONTH.fullmatch(text):
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
            at = next((line for line in [*lines, *self._lines] if body.lower() in line.text.lower()), lines[-1])
            self._named(body, [at], "the body of a list")
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


def _kind(decision: str, word: str) -> str:
    """Return the sort of a decision by the word that says it; empty where nothing was decided yet."""
    if decision[:4].lower() == "not " or word.lower() in ("rejected", "refused", "declined"):
        return "rejected"
    return KINDS.get(word.lower(), "")
