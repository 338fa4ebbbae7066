"""The sheets Meetings, Attendance, Items, Actions and Decisions: what minutes tell."""

import re
from dataclasses import dataclass, field

import pyoxigraph as ox

from oversight_graph.ingest.values import read_date, read_pointers, read_time, split_names
from oversight_graph.ingest.workbook.faults import ERROR, WARNING
from oversight_graph.ingest.workbook.into.editions import rows_for
from oversight_graph.ingest.workbook.into.maker import Maker, slug
from oversight_graph.ingest.workbook.into.names import normal, without_title
from oversight_graph.ingest.workbook.into.owners import say_owners
from oversight_graph.ingest.workbook.into.plans import due
from oversight_graph.ingest.workbook.sheets import Row


@dataclass(slots=True)
class _Meeting:
    node: ox.NamedNode
    row: Row
    day: str
    bodies: list[ox.NamedNode]
    items: dict[str, ox.NamedNode] = field(default_factory=dict)


@dataclass(slots=True)
class Minutes:
    """The meetings of a workbook, and what their records are called.

    Attributes
    ----------
    maker : Maker
    meetings : dict of str to _Meeting
        By address.
    called : dict of str to list of _Meeting
        By each name that a cell may use.
    actions : dict of str to ox.NamedNode
        Actions by their references as printed.
    """

    maker: Maker
    meetings: dict[str, _Meeting] = field(default_factory=dict)
    called: dict[str, list[_Meeting]] = field(default_factory=dict)
    actions: dict[str, ox.NamedNode] = field(default_factory=dict)
    _days: dict[str, list[str]] = field(default_factory=dict)
    _of: dict[int, ox.NamedNode] = field(default_factory=dict)

    def make(self) -> None:
        """State what the five sheets say."""
        self._enter()
        for meeting in self.meetings.values():
            with self.maker.at(meeting.row):
                self._meeting(meeting)
        self._attendance()
        self._items()
        for row in self.maker.rows("Actions"):
            node = self._address("action", "ref as printed")
            if node is not None:
                self._of[id(row)] = node
                if row.get("ref as printed"):
                    self.actions.setdefault(normal(row.get("ref as printed")), node)
        self._actions()
        self._decisions()

    def _enter(self) -> None:
        maker = self.maker
        for row in maker.rows("Meetings"):
            bodies = maker.find_all("body", "body", "organisation")
            when = maker.date("date")
            if when is None or not bodies:
                if not row.get("date"):
                    maker.fault("date", "is empty: a meeting must have a day, or at least a month")
                if not row.get("body"):
                    maker.fault("body", "is empty: say who meets")
                continue
            own = maker.names.called.get(bodies[0].value, bodies[0].value.rpartition("/")[2])
            node = maker.address_of(row, "meeting", f"{when.edtf.replace('/', '-')}-{slug(own)}")
            if node.value in self.meetings:
                first = self.meetings[node.value].row.number
                maker.fault(
                    "meeting", f"would be the same meeting as in row {first}; two in a day need addresses of their own"
                )
                continue
            meeting = _Meeting(node, row, when.last, bodies)
            self.meetings[node.value] = meeting
            maker.places.setdefault(node.value, (row.sheet, row.number))
            printed = row.get("date")
            words = [row.get("meeting"), node.value.rpartition("/")[2], when.edtf, printed, row.get("title")]
            for called in {normal(each) for each in [*words, f"{own} {when.edtf}", f"{own} {printed}"]}:
                if called:
                    self.called.setdefault(called, []).append(meeting)

    def _meeting(self, meeting: _Meeting) -> None:
        maker, row, node = self.maker, meeting.row, meeting.node
        maker.needs_citation("a meeting")
        maker.say(node, "rdf:type", "ovs:Meeting")
        name = maker.names.called.get(meeting.bodies[0].value, "Meeting")
        maker.text(node, "rdfs:label", row.get("title") or f"{name}, {row.get('date')}")
        for body in meeting.bodies:
            maker.say(node, "ovs:convenes", body)
        when = read_date(row.get("date"), maker.paper_day())
        maker.day(node, "schema:startDate", meeting.day)
        if when and when.kind != "day":
            maker.printed(node, "ovs:edtf", when.edtf)
        maker.printed_day(node, row.get("date"))
        if row.get("time"):
            time = read_time(row.get("time").rpartition(" ")[2] if "-" in row.get("time") else row.get("time"))
            if time:
                maker.printed(node, "ovs:time", time)
            else:
                maker.fault("time", "is no time of day; write it as 10:30 or 2 pm")
        if state := maker.code("status", "meeting-state"):
            maker.say(node, "ovs:meetingState", state)
        maker.cited(node)
        maker.noted(node)
        paper = maker.papers.get(row.paper.lower())
        if (
            paper
            and not paper.get("record of")
            and paper.get("kind").lower() in ("meeting notes", "minutes", "notes", "meeting-notes")
        ):
            told = read_date(paper.get("date"))
            if told and told.last == meeting.day:
                maker.say(maker.address_of(paper), "ovs:recordOf", node)

    def records(self) -> None:
        """State of which meetings papers are the records, where the sheet Papers says so; ``-`` is none."""
        for row in self.maker.rows("Papers"):
            for name in split_names(row.get("record of")):
                if name != "-" and (meeting := self.meeting("record of", name)):
                    self.maker.say(self.maker.address_of(row), "ovs:recordOf", meeting.node)

    def meeting(self, column: str, text: str) -> _Meeting | None:
        """Return the meeting that a cell names; a fault if that is not clear."""
        found = self._named(text)
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(each.row.get("meeting") or each.node.value.rpartition("/")[2] for each in found)
            self.maker.fault(column, f"{text!r} fits more than one meeting, say which: {names}")
        elif text:
            known = [each.row.get("meeting") or each.node.value.rpartition("/")[2] for each in self.meetings.values()]
            self.maker.fault(column, f"{text!r} is in no row of Meetings; there are: {'; '.join(known[:5]) or 'none'}")
        else:
            self.maker.fault(column, "is empty: say at which meeting")
        return None

    def _named(self, text: str) -> list[_Meeting]:
        given = self.maker.address(text)
        if given is not None and given.value in self.meetings:
            return [self.meetings[given.value]]
        found = self.called.get(normal(text), [])
        own = [each for each in found if normal(each.row.get("meeting")) == normal(text)]
        return own if len(own) == 1 else found

    def _place(self, column: str, text: str) -> ox.NamedNode | None:
        """Return the meeting, item or action that a cell names: its reference, a meeting, or a meeting with an item."""
        given = self.maker.address(text)
        if given is not None:
            return given
        if action := self.actions.get(normal(text)):
            return action
        own = self._named(self.maker.get("meeting")) if column == "closed at" else []
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
                self.maker.fault(column, f"{text!r}: the meeting has no item {match[2]} in the sheet Items")
                return None
        severity = WARNING if column == "carried from" else ERROR
        self.maker.fault(column, f"{text!r} is no action, meeting, or meeting and item that is known", severity)
        return None

    def _attendance(self) -> None:
        maker = self.maker
        for row in maker.rows("Attendance"):
            meeting = self.meeting("meeting", row.get("meeting"))
            printed = row.get("name as printed")
            maker.needs_citation("who was at a meeting")
            if not printed:
                maker.fault("name as printed", "is empty")
            if meeting is None or not printed:
                continue
            person = self._person("person" if row.get("person") else "name as printed")
            if person is None:
                continue
            part = maker.part(meeting.node, "ovs:participation", "ovs:Participation")
            maker.say(part, "ovs:person", person)
            capacity = row.get("post") or row.get("capacity as printed")
            if row.get("post"):
                post = maker.find("post", capacity, "post") if capacity != "-" else None
            else:
                fits = maker.names.find(re.sub(r"\s*\([^)]*\)$", "", capacity), ("post",)) if capacity else None
                post = ox.NamedNode(fits.iri) if fits and fits.iri else None
            if post is not None:
                maker.say(part, "ovs:post", post)
            maker.say(part, "ovs:presence", maker.code("presence", "presence", "attended"))
            maker.printed(part, "ovs:asStated", printed)
            maker.printed(part, "ovs:capacityAsStated", row.get("capacity as printed"))
            for party in maker.find_all("on behalf of", "organisation", "body", "post"):
                maker.say(part, "ovs:onBehalfOf", party)
            if row.get("role") and (role := maker.code("role", "role")):
                maker.say(part, "org:role", role)
            maker.cited(part)
            maker.noted(part)

    def _person(self, column: str) -> ox.NamedNode | None:
        maker, text = self.maker, self.maker.get(column)
        if (given := maker.address(text)) is not None:
            return given
        found = maker.names.find(text, ("person",))
        if found.several:
            maker.fault(
                column, f"{text!r} fits more than one person, say which under person: {'; '.join(found.several)}"
            )
            return None
        if found.iri:
            return ox.NamedNode(found.iri)
        name = without_title(text)
        node = ox.NamedNode(f"{maker.base}person/{slug(name)}")
        maker.names.add(node.value, "person", name, [text])
        if node.value not in maker.described:
            maker.say(node, "rdf:type", "foaf:Person")
            maker.text(node, "skos:prefLabel", name)
        return node

    def _items(self) -> None:
        maker = self.maker
        made: list[tuple[Row, _Meeting, ox.NamedNode]] = []
        for row in maker.rows("Items"):
            meeting = self.meeting("meeting", row.get("meeting"))
            if meeting is None:
                continue
            number = row.get("item")
            stem = meeting.node.value.rpartition("/")[2]
            own = slug(number).replace(".", "-") if number else f"unnumbered-{maker.count(f'item {stem}')}"
            node = maker.address_of(row, "item", f"{stem}-{own}")
            if number and _plain(number) in meeting.items and not row.get("address"):
                maker.warn("item", "stands in this meeting twice; what names it means the first")
                node = ox.NamedNode(f"{node.value}-{maker.count(f'again {node.value}') + 1}")
            if number:
                meeting.items.setdefault(_plain(number), node)
            maker.new(node, f"{row.number}", "item")
            made.append((row, meeting, node))
        days = {meeting.day for _, meeting, _ in made}
        rows = {day: rows_for(maker, day) for day in sorted(days)}
        for row, meeting, node in made:
            with maker.at(row):
                self._item(meeting, node, rows[meeting.day])

    def _item(self, meeting: _Meeting, node: ox.NamedNode, rows: tuple[dict[str, ox.NamedNode], set[str]]) -> None:
        maker, row = self.maker, self.maker.row
        maker.needs_citation("an item")
        maker.say(node, "rdf:type", "ovs:AgendaItem")
        above = meeting.items.get(_plain(row.get("item")).rpartition(".")[0]) if "." in row.get("item") else None
        within = maker.address(row.get("within")) if row.get("within") else None
        maker.say(node, "dcterms:isPartOf", within or above or meeting.node)
        maker.printed(node, "skos:notation", row.get("item"))
        if not row.get("title"):
            maker.fault("title", "is empty: say in a few words what the item is about")
        maker.text(node, "rdfs:label", row.get("title"))
        maker.say(node, "ovs:outcome", maker.code("outcome", "outcome", "dealt-with"))
        for about in split_names(row.get("about")):
            self._about(node, about, *rows)
        maker.cited(node)
        maker.noted(node)

    def _about(self, node: ox.NamedNode, about: str, plan: dict[str, ox.NamedNode], doubtful: set[str]) -> None:
        maker = self.maker
        given = maker.address(about)
        found = maker.names.find(about, ("body", "post", "organisation", "person")) if given is None else None
        rows = [] if given is not None or (found and found.iri) else read_pointers(about, list(plan))[0]
        if given is None and not rows and (several := read_pointers(about, sorted(doubtful))[0]):
            what = "is a row of several plans: write its address, or in Papers which paper replaces which"
            maker.fault("about", f"{several[0]} {what}")
            return
        for target in [given] if given is not None else [plan[ref] for ref in rows]:
            if (
                given is not None
                and given not in plan.values()
                and not re.search(r"/(?:commitment|activity)/[^/]+$", given.value)
            ):
                maker.say(node, "ovs:concerns", given)
                continue
            link = maker.part(node, "ovs:scrutiny", "ovs:Scrutiny")
            maker.say(link, "ovs:of", target)
            maker.cited(link)
        if found and found.iri:
            maker.say(node, "ovs:concerns", ox.NamedNode(found.iri))
        elif given is None and not rows:
            maker.warn(
                "about", f"{about!r} is no row of the plan and in no row of Bodies, Posts or People; it is not read"
            )

    def _address(self, folder: str, column: str) -> ox.NamedNode | None:
        maker, row = self.maker, self.maker.row
        meeting = self.meeting("meeting", row.get("meeting"))
        if meeting is None:
            return None
        stem = meeting.node.value.rpartition("/")[2]
        name = f"{stem}-{maker.count(f'{folder} {stem}')}"
        node = maker.address_of(row, folder, name)
        maker.new(node, f"{row.number}", column)
        return node

    def _part_of(self, node: ox.NamedNode) -> None:
        """State to which item, or meeting, a record belongs."""
        maker, row = self.maker, self.maker.row
        meeting = self._named(row.get("meeting"))[0]
        place = meeting.node
        if item := row.get("item"):
            found = maker.address(item) or meeting.items.get(_plain(item))
            if found is None:
                maker.fault("item", "is no item of this meeting in the sheet Items; add it, or leave it empty")
            place = found or place
        maker.say(node, "dcterms:isPartOf", place)

    def _actions(self) -> None:
        maker = self.maker
        for row in maker.rows("Actions"):
            action = self._of.get(id(row))
            if action is None:
                continue
            node = action
            maker.needs_citation("an action")
            maker.say(node, "rdf:type", "ovs:Action")
            self._part_of(node)
            maker.printed(node, "skos:notation", row.get("ref as printed"))
            if not row.get("action"):
                maker.fault("action", "is empty: say in a few words what is to be done")
            maker.text(node, "rdfs:label", row.get("action"))
            say_owners(maker, node)
            meeting = self._named(row.get("meeting"))[0]
            due(maker, node, meeting.day, self._next(meeting))
            closed = [place for text in split_names(row.get("closed at")) if (place := self._place("closed at", text))]
            for place in closed:
                maker.say(node, "ovs:dischargedBy", place)
            state = maker.code("status", "action-state", "discharged" if closed else "open")
            maker.say(node, "ovs:actionState", state)
            if closed and not state.endswith("/discharged"):
                maker.fault("status", "does not fit closed at: what was recorded as done is discharged")
            if not closed and state.endswith("/discharged"):
                maker.fault("closed at", "is empty: what is discharged was recorded as done at some meeting")
            for text in split_names(row.get("carried from")):
                if place := self._place("carried from", text):
                    maker.say(node, "ovs:carriedForwardFrom", place)
            if row.get("put off to") and (later := self.meeting("put off to", row.get("put off to"))):
                maker.say(node, "ovs:deferredTo", later.node)
            maker.cited(node)
            maker.noted(node)

    def _next(self, meeting: _Meeting) -> str:
        """Return the day of the next meeting of the same body; empty if the workbook knows none."""
        if not self._days:
            for each in self.meetings.values():
                for body in each.bodies:
                    self._days.setdefault(body.value, []).append(each.day)
        days = {day for body in meeting.bodies for day in self._days.get(body.value, ()) if day > meeting.day}
        return min(days, default="")

    def _decisions(self) -> None:
        maker = self.maker
        for row in maker.rows("Decisions"):
            node = self._address("decision", "decision")
            if node is None:
                continue
            maker.needs_citation("a decision")
            maker.say(node, "rdf:type", "ovs:Decision")
            self._part_of(node)
            maker.printed(node, "skos:notation", row.get("ref as printed"))
            if not row.get("decision"):
                maker.fault("decision", "is empty: say in a few words what was decided")
            maker.text(node, "rdfs:label", row.get("decision"))
            if kind := maker.code("status", "decision-kind"):
                maker.say(node, "ovs:decisionKind", kind)
            for text in split_names(row.get("closes")):
                if action := maker.address(text) or self.actions.get(normal(text)):
                    maker.say(node, "ovs:closes", action)
                else:
                    maker.fault("closes", f"{text!r} is no reference of a row of Actions")
            maker.cited(node)
            maker.noted(node)


def _plain(number: str) -> str:
    return number.strip().strip(".()").lower()
