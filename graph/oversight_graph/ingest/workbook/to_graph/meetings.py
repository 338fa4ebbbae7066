"""The sheets Meetings, Attendance, Items, Actions and Decisions: what minutes tell."""

import re
from dataclasses import dataclass, field

import pyoxigraph as ox

from oversight_graph.ingest.dates import read_date, read_time
from oversight_graph.ingest.values import read_pointers, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.sheets import Row
from oversight_graph.ingest.workbook.to_graph.attendance import say_attendance, say_owners
from oversight_graph.ingest.workbook.to_graph.builder import GraphBuilder
from oversight_graph.ingest.workbook.to_graph.decisions import say_day, say_taken, taken_alone
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.ingest.workbook.to_graph.plans import due, rows_for
from oversight_graph.ingest.workbook.violations import ERROR, WARNING
from oversight_graph.model.spelling import name_key

# What the sheet Papers calls a paper that is the record of a meeting.
_RECORDS = ("meeting notes", "minutes", "notes", "meeting-notes")


def _state(row: Row) -> str:
    """Return the code of what a row says became of a meeting; empty if it says nothing that is one."""
    return codes.code("meeting-state", row.get("status")).rpartition("/")[2]


@dataclass(slots=True)
class _Meeting:
    node: ox.NamedNode
    row: Row
    day: str
    bodies: list[ox.NamedNode]
    items: dict[str, ox.NamedNode] = field(default_factory=dict)
    # Rows of other papers on it: an agenda and its minutes, a draft and what was approved.
    others: list[Row] = field(default_factory=list)

    def is_ahead(self, row: Row) -> bool:
        """Whether the paper of a row tells of it as planned: an item that says no more was not dealt with by then."""
        own = next((each for each in (self.row, *self.others) if each.paper.lower() == row.paper.lower()), self.row)
        return codes.code("meeting-state", own.get("status")).endswith("/planned")

    @property
    def off(self) -> bool:
        """Whether it was put off or cancelled."""
        return any(_state(row) in ("cancelled", "put-off") for row in (self.row, *self.others))


def _time(row: Row) -> str | None:
    """Return the time of day of a meeting; None if the row has none, or nothing that is one."""
    said = row.get("time")
    return read_time(said.rpartition(" ")[2] if "-" in said else said) or None


@dataclass(slots=True)
class Minutes:
    """The meetings of a workbook, and what their records are called."""

    builder: GraphBuilder
    meetings: dict[str, _Meeting] = field(default_factory=dict)  # by address
    called: dict[str, list[_Meeting]] = field(default_factory=dict)  # by each name that a cell may use
    actions: dict[str, ox.NamedNode] = field(default_factory=dict)  # actions by their references as printed
    _days: dict[str, list[tuple[bool, str]]] = field(default_factory=dict)
    _unclear: set[str] = field(default_factory=set)  # what rows of meetings are called that lack a day or a body
    _of: dict[int, ox.NamedNode] = field(default_factory=dict)

    def make(self) -> None:
        """State what the five sheets say."""
        self._enter()
        for meeting in self.meetings.values():
            with self.builder.at(meeting.row):
                self._meeting(meeting)
        say_attendance(self.builder, self._at)
        self._items()
        for row in self.builder.rows("Actions"):
            node = self._address("action", "ref as printed")
            if node is not None:
                self._of[id(row)] = node
                if row.get("ref as printed"):
                    self.actions.setdefault(name_key(row.get("ref as printed")), node)
        self._actions()
        self._decisions()

    def _enter(self) -> None:
        builder = self.builder
        for row in builder.rows("Meetings"):
            bodies = builder.find_all("body", "body", "organisation")
            when = builder.date("date")
            if when is None or not bodies:
                if not row.get("date"):
                    builder.report("date", "is empty: a meeting must have a day, or at least a month")
                if not row.get("body"):
                    builder.report("body", "is empty: say who meets")
                self._unclear.add(name_key(row.get("meeting")))
                continue
            own = builder.names.called.get(bodies[0].value, bodies[0].value.rpartition("/")[2])
            node = builder.address_of(row, "meeting", f"{when.edtf.replace('/', '-')}-{slug(own)}")
            if node.value in self.meetings:
                first = self.meetings[node.value]
                rows = (first.row, *first.others)
                hours = {_time(each) for each in (*rows, row)} - {None}
                where = f"the same meeting as in row {first.row.number}"
                apart = "two in a day need addresses of their own"
                if row.paper.lower() in {each.paper.lower() for each in rows} or len(hours) > 1:
                    builder.report("meeting", f"would be {where}; {apart}")
                else:
                    builder.warn("meeting", f"is taken for {where}, of which another paper tells; {apart}")
                    first.others.append(row)
                continue
            meeting = _Meeting(node, row, when.last, bodies)
            self.meetings[node.value] = meeting
            builder.places.setdefault(node.value, (row.sheet, row.number))
            printed = row.get("date")
            words = [row.get("meeting"), node.value.rpartition("/")[2], when.edtf, printed, row.get("title")]
            for called in {name_key(each) for each in [*words, f"{own} {when.edtf}", f"{own} {printed}"]}:
                if called:
                    self.called.setdefault(called, []).append(meeting)

    def _meeting(self, meeting: _Meeting) -> None:
        builder, row, node = self.builder, meeting.row, meeting.node
        builder.say(node, "rdf:type", "ovs:Meeting")
        name = builder.names.called.get(meeting.bodies[0].value, "Meeting")
        builder.text(node, "rdfs:label", row.get("title") or f"{name}, {row.get('date')}")
        for body in meeting.bodies:
            builder.say(node, "ovs:convenes", body)
        when = read_date(row.get("date"), builder.paper_day())
        if when:
            say_day(builder, node, when)
        # One paper may announce the meeting and another show that it was held: the surest word about it counts.
        rows = (row, *meeting.others)
        told = [each for each in rows if _state(each) not in ("", "planned")] or list(rows)
        for each in rows:
            with builder.at(each):
                builder.needs_citation("a meeting")
                self._recorded(node, meeting.day, surest=each is told[0], counts=each in told)

    def _recorded(self, node: ox.NamedNode, day: str, *, surest: bool, counts: bool) -> None:
        """State what the paper of the row at hand says that became of a meeting, and whether it is its record."""
        builder, row = self.builder, self.builder.row
        if time := _time(row):
            builder.printed(node, "ovs:time", time)
        elif row.get("time"):
            builder.report("time", "is no time of day; write it as 10:30 or 2 pm")
        if counts:
            builder.state(node, "status")
        builder.cited(node)
        builder.noted(node, sure=surest)
        paper = builder.papers.get(row.paper.lower())
        if paper and not paper.get("record of") and paper.get("kind").lower() in _RECORDS:
            printed = read_date(paper.get("date"))
            if printed and printed.last == day:
                builder.say(builder.address_of(paper), "ovs:recordOf", node)

    def _at(self, text: str) -> ox.NamedNode | None:
        meeting = self.meeting("meeting", text)
        return meeting.node if meeting else None

    def records(self) -> None:
        """State of which meetings papers are the records, where the sheet Papers says so; ``-`` is none."""
        for row in self.builder.rows("Papers"):
            for name in split_names(row.get("record of")):
                if name != "-" and (meeting := self.meeting("record of", name)):
                    self.builder.say(self.builder.address_of(row), "ovs:recordOf", meeting.node)

    def meeting(self, column: str, text: str) -> _Meeting | None:
        """Return the meeting that a cell names; a violation if that is not clear."""
        found = self._named(text)
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(each.row.get("meeting") or each.node.value.rpartition("/")[2] for each in found)
            self.builder.report(column, f"{text!r} fits more than one meeting, say which: {names}")
        elif name_key(text) in self._unclear and text:
            for name in self.builder.row.unseen():
                self.builder.row.get(name)  # what is amiss is said of the row of the meeting
        elif text:
            listed = [each.row.get("meeting") or each.node.value.rpartition("/")[2] for each in self.meetings.values()]
            self.builder.report(
                column, f"{text!r} is in no row of Meetings; there are: {'; '.join(listed[:5]) or 'none'}"
            )
        else:
            alone = ", or under decided by who decided outside one" if self.builder.row.sheet == "Decisions" else ""
            self.builder.report(column, f"is empty: say at which meeting{alone}")
        return None

    def _named(self, text: str) -> list[_Meeting]:
        given = self.builder.address(text)
        if given is not None and given.value in self.meetings:
            return [self.meetings[given.value]]
        found = self.called.get(name_key(text), [])
        own = [each for each in found if name_key(each.row.get("meeting")) == name_key(text)]
        return own if len(own) == 1 else found

    def _place(self, column: str, text: str) -> ox.NamedNode | None:
        """Return the meeting, item or action that a cell names: its reference, a meeting, or a meeting with an item."""
        given = self.builder.address(text)
        if given is not None:
            return given
        if action := self.actions.get(name_key(text)):
            return action
        own = self._named(self.builder.get("meeting")) if column == "closed at" else []
        number = _plain(re.sub(r"^(?:item|minute)\s+", "", text, flags=re.IGNORECASE))
        if own and number in own[0].items:
            return own[0].items[number]
        text = re.sub(r"^(?:the )?(.*?\d) meeting$", r"\1", text, flags=re.IGNORECASE)
        if found := self._named(text):
            return found[0].node if len(found) == 1 else (self.meeting(column, text), None)[1]
        match = re.match(r"^(.*?)[\s,;:]+(?:item|minute|no\.?|action|#)?\s*([\w.()/-]+)$", text, re.IGNORECASE)
        if match and (found := self._named(match[1])):
            item = found[0].items.get(_plain(match[2]))
            if len(found) == 1 and item is not None:
                return item
            if len(found) == 1:
                self.builder.report(column, f"{text!r}: the meeting has no item {match[2]} in the sheet Items")
                return None
        severity = WARNING if column == "carried from" else ERROR
        self.builder.report(column, f"{text!r} is no action, meeting, or meeting and item that is known", severity)
        return None

    def _items(self) -> None:
        builder = self.builder
        made: list[tuple[Row, _Meeting, ox.NamedNode]] = []
        taken: set[str] = set()
        for row in builder.rows("Items"):
            meeting = self.meeting("meeting", row.get("meeting"))
            if meeting is None:
                continue
            number = row.get("item")
            stem = meeting.node.value.rpartition("/")[2]
            own = slug(number).replace(".", "-") if number else f"unnumbered-{builder.count(f'item {stem}')}"
            node = first = builder.address_of(row, "item", f"{stem}-{own}")
            if number and _plain(number) in meeting.items and not row.get("address"):
                builder.warn("item", "stands in this meeting twice; what names it means the first")
            while node.value in taken and not row.get("address"):
                node = ox.NamedNode(f"{first.value}-{builder.count(f'again {first.value}') + 1}")
            taken.add(node.value)
            if number:
                meeting.items.setdefault(_plain(number), node)
            builder.new(node, f"{row.number}", "item")
            made.append((row, meeting, node))
        days = {meeting.day for _, meeting, _ in made}
        rows = {day: rows_for(builder, day) for day in sorted(days)}
        for row, meeting, node in made:
            with builder.at(row):
                self._item(meeting, node, rows[meeting.day])

    def _item(self, meeting: _Meeting, node: ox.NamedNode, rows: tuple[dict[str, ox.NamedNode], set[str]]) -> None:
        builder, row = self.builder, self.builder.row
        builder.needs_citation("an item")
        builder.say(node, "rdf:type", "ovs:AgendaItem")
        above = meeting.items.get(_plain(row.get("item")).rpartition(".")[0]) if "." in row.get("item") else None
        within = builder.address(row.get("within")) if row.get("within") else None
        builder.say(node, "dcterms:isPartOf", within or above or meeting.node)
        builder.state(node, "item")
        if not row.get("title"):
            builder.report("title", "is empty: say in a few words what the item is about")
        builder.text(node, "rdfs:label", row.get("title"))
        builder.say(node, "ovs:outcome", builder.code("outcome", "scheduled" if meeting.is_ahead(row) else ""))
        for about in split_names(row.get("about")):
            self._about(node, about, *rows)
        builder.evidenced(node)

    def _about(self, node: ox.NamedNode, about: str, plan: dict[str, ox.NamedNode], doubtful: set[str]) -> None:
        builder = self.builder
        given = builder.address(about)
        found = builder.match(about, ("body", "post", "organisation", "person")) if given is None else None
        rows = [] if given is not None or (found and found.iri) else read_pointers(about, list(plan))[0]
        if given is None and not rows and (several := read_pointers(about, sorted(doubtful))[0]):
            what = "fits several rows: write the address of one, or in Papers which paper replaces which"
            builder.report("about", f"{several[0]} {what}")
            return
        for target in [given] if given is not None else [plan[ref] for ref in rows]:
            own = given is not None and given not in plan.values()
            if own and given and not re.search(r"/(?:commitment|activity)/[^/]+$", given.value):
                builder.say(node, "ovs:concerns", given)
                continue
            link = builder.part(node, "ovs:scrutiny", "ovs:Scrutiny")
            builder.say(link, "ovs:of", target)
            builder.cited(link)
        if found and found.iri:
            builder.say(node, "ovs:concerns", ox.NamedNode(found.iri))
        elif given is None and not rows:
            builder.warn(
                "about", f"{about!r} is no row of the plan and in no row of Bodies, Posts or People; it is not read"
            )

    def _address(self, folder: str, column: str) -> ox.NamedNode | None:
        builder, row = self.builder, self.builder.row
        meeting = self.meeting("meeting", row.get("meeting"))
        if meeting is None:
            return None
        stem = meeting.node.value.rpartition("/")[2]
        name = f"{stem}-{builder.count(f'{folder} {stem}')}"
        node = builder.address_of(row, folder, name)
        builder.new(node, f"{row.number}", column)
        return node

    def _part_of(self, node: ox.NamedNode) -> None:
        """State to which item, or meeting, a record belongs; none if it is a decision that was taken outside one."""
        builder, row = self.builder, self.builder.row
        if row.sheet == "Decisions" and not row.get("meeting"):
            return
        meeting = self._named(row.get("meeting"))[0]
        place = meeting.node
        if item := row.get("item"):
            found = builder.address(item) or meeting.items.get(_plain(item))
            if found is None:
                builder.report("item", "is no item of this meeting in the sheet Items; add it, or leave it empty")
            place = found or place
        builder.say(node, "dcterms:isPartOf", place)

    def _actions(self) -> None:
        builder = self.builder
        for row in builder.rows("Actions"):
            node = self._of.get(id(row))
            if node is None:
                continue
            self._begun(node, "an action", "ovs:Action", "action", "what is to be done")
            meeting = self._named(row.get("meeting"))[0]
            say_owners(builder, node, meeting.node)
            due(builder, node, meeting.day, self._next(meeting))
            closed = [place for text in split_names(row.get("closed at")) if (place := self._place("closed at", text))]
            for place in closed:
                builder.say(node, "ovs:dischargedBy", place)
            state = builder.code("status", "discharged" if closed else "open")
            builder.say(node, "ovs:actionState", state)
            if closed and not state.endswith("/discharged"):
                builder.report("status", "does not fit closed at: what was recorded as done is discharged")
            if not closed and state.endswith("/discharged"):
                builder.report("closed at", "is empty: what is discharged was recorded as done at some meeting")
            for text in split_names(row.get("carried from")):
                if place := self._place("carried from", text):
                    builder.say(node, "ovs:carriedForwardFrom", place)
            if row.get("put off to") and (later := self.meeting("put off to", row.get("put off to"))):
                builder.say(node, "ovs:deferredTo", later.node)
            builder.evidenced(node)

    def _begun(self, node: ox.NamedNode, thing: str, kind: str, column: str, what: str) -> None:
        """State what actions and decisions have in common: kind, place, reference and words."""
        builder, row = self.builder, self.builder.row
        builder.needs_citation(thing)
        builder.say(node, "rdf:type", kind)
        self._part_of(node)
        builder.state(node, "ref as printed")
        if not row.get(column):
            builder.report(column, f"is empty: say in a few words {what}")
        builder.text(node, "rdfs:label", row.get(column))

    def _next(self, meeting: _Meeting) -> str:
        """Return the day of the next meeting of the same body that was not called off, else of one that was.

        Empty if the workbook knows of none.
        """
        if not self._days:
            for each in self.meetings.values():
                for body in each.bodies:
                    self._days.setdefault(body.value, []).append((each.off, each.day))
        days = {each for body in meeting.bodies for each in self._days.get(body.value, ()) if each[1] > meeting.day}
        return min(days, default=(False, ""))[1]

    def _decisions(self) -> None:
        builder = self.builder
        for row in builder.rows("Decisions"):
            alone = bool(row.get("decided by")) and not row.get("meeting")
            node = taken_alone(builder) if alone else self._address("decision", "decision")
            if node is None:
                continue
            self._begun(node, "a decision", "ovs:Decision", "decision", "what was decided")
            builder.state(node, "status")
            say_taken(builder, node)
            for text in split_names(row.get("closes")):
                if action := builder.address(text) or self.actions.get(name_key(text)):
                    builder.say(node, "ovs:closes", action)
                else:
                    builder.report("closes", f"{text!r} is no reference of a row of Actions")
            builder.evidenced(node)


def _plain(number: str) -> str:
    return number.strip().strip(".()").lower()
