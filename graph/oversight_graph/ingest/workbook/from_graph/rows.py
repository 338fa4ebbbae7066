"""From a graph to rows: what each sheet can hold. Whether it holds it truly is tried afterwards, row by row."""

from collections.abc import Iterator

from oversight_graph.ingest.values import read_date
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.from_graph.view import View, joined
from oversight_graph.ingest.workbook.sheets import Row, row
from oversight_graph.ingest.workbook.to_graph.builder import NONE
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import CONCEPT, NS


def rows_of(view: View) -> list[Row]:
    """Return the rows of all sheets, in their order."""
    found = [_papers(view), _bodies(view), _posts(view), _people(view), _plan(view), _meetings(view), _attendance(view),
             _items(view), _actions(view), _decisions(view)]  # fmt: skip
    return [each for sheet in found for each in sheet]


def _row(sheet: str, cells: dict[str, str]) -> Row:
    return row(sheet, {column: text for column, text in cells.items() if text})


def _papers(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:SourceDocument"):
        yield _row("Papers", {
            "paper": view.paper(thing), "title": view.value(thing, "dcterms:title"),
            "date": view.value(thing, "dcterms:date"), "kind": view.word(thing, "dcterms:type", "document"),
            "publisher": view.short_all(thing, "dcterms:publisher"),
            "sha256": view.value(thing, "ovs:sha256"), "original": view.value(thing, "ovs:original"),
            "original sha256": view.value(thing, "ovs:originalSha256"),
            "record of": view.short_all(thing, "ovs:recordOf") or NONE, "issued": view.value(thing, "dcterms:issued"),
            "replaces": joined(view.paper(each) for each in view.many(thing, "dcterms:replaces")),
            "line count": view.value(thing, "ovs:lineCount"), "address": view.short(thing),
            "note": "\n".join(view.many(thing, "skos:editorialNote")),
        })  # fmt: skip


def _bodies(view: View) -> Iterator[Row]:
    kinds = {"org:FormalOrganization": codes.ORGANISATION, "org:OrganizationalUnit": codes.UNIT}
    kinds |= {f"ovs:{each.removeprefix(NS)}": word for word, each in codes.mechanisms().items()}
    for kind, word in (*kinds.items(), ("ovs:OversightBody", "")):
        for thing in view.things(kind):
            initials = view.value(thing, "skos:notation") or NONE
            head = {"name": view.value(thing, "skos:prefLabel"), "initials": initials, "address": view.short(thing)}
            head["kind"] = word or view.word(thing, "org:classification", "kind")
            yield _row("Bodies", {
                **head, "also called": joined(view.many(thing, "skos:altLabel")),
                "part of": view.short_all(thing, "org:unitOf") or view.short_all(thing, "org:subOrganizationOf"),
                "run by": view.short_all(thing, "ovs:runBy"),
                "constitution": view.word(thing, "ovs:constitution", "constitution"),
                "level": view.word(thing, "ovs:level", "level"),
                "line of assurance": view.word(thing, "ovs:line", "line"),
            })  # fmt: skip
            yield from _of_a_body(view, thing, head)
    entries = view.things("ovs:GlossaryEntry")
    for entry in entries:
        body = view.value(entry, "ovs:describes")
        yield _row("Bodies", {
            "name": view.value(body, "skos:prefLabel"), "initials": view.value(body, "skos:notation") or NONE,
            "kind": view.word(body, "org:classification", "kind"), "address": view.short(body),
            "listed as": view.value(entry, "ovs:asStated"), "marks": view.value(entry, "ovs:markerAsStated"),
            "purpose": view.value(entry, "org:purpose"),
            "frequency as printed": view.value(entry, "ovs:frequencyAsStated"),
            "frequency as read": view.word(entry, "ovs:frequency", "frequency"),
            "notes published": view.word(entry, "ovs:notesPublished", "publication"),
            "open to public": view.word(entry, "ovs:openToPublic", "publication"),
            "objective": view.short_all(entry, "ovs:objective"), "entry": entry.rpartition("#")[2], **view.place(entry),
        })  # fmt: skip


def _of_a_body(view: View, thing: str, head: dict[str, str]) -> Iterator[Row]:
    for use in view.parts(thing, "ovs:namedAs"):
        yield _row("Bodies", {**head, "also called": view.value(use, "ovs:asStated"), **view.place(use)})
    for seat in view.parts(thing, "ovs:seat"):
        chair = view.many(seat, "ovs:post") + view.many(seat, "org:member")
        if _chairs(view, seat):
            yield _row("Bodies", {**head, "chair": view.short(chair[0]), **view.place(seat)})
    for line in view.parts(thing, "ovs:reporting"):
        yield _row("Bodies", {**head, "reports into": view.short_all(line, "ovs:into"), **view.place(line)})
    for status in view.parts(thing, "ovs:status"):
        yield _row("Bodies", {
            **head, "status": view.word(status, "ovs:state", "state"), "status from": _since(view, status),
            **view.place(status),
        })  # fmt: skip


def _chairs(view: View, seat: str) -> bool:
    """Say whether a seat is that of a chair about whom no more is said."""
    more = [
        name for name in ("ovs:seenOn", "schema:startDate", "schema:endDate", "ovs:asStated") if view.many(seat, name)
    ]
    holders = view.many(seat, "ovs:post") + view.many(seat, "org:member")
    return view.value(seat, "org:role") == f"{CONCEPT}role/chair" and len(holders) == 1 and not more


def _since(view: View, node: str) -> str:
    """Return the day of a state as printed, if that reads as the day that is given."""
    printed = [view.value(node, name) for name in ("ovs:dateAsStated", "ovs:edtf", "schema:startDate")]
    days = [(each, read_date(each)) for each in printed if each]
    return next((each for each, when in days if when and when.last == printed[-1]), "")


def _posts(view: View) -> Iterator[Row]:
    for thing in view.things("org:Post"):
        yield _row("Posts", {
            "post": view.value(thing, "skos:prefLabel"), "initials": view.value(thing, "skos:notation"),
            "organisation": view.short_all(thing, "org:postIn"), "answers to": view.short_all(thing, "org:reportsTo"),
            "address": view.short(thing), **view.place(thing),
        })  # fmt: skip
        head = {"post": view.value(thing, "skos:prefLabel"), "initials": view.value(thing, "skos:notation")}
        for use in view.parts(thing, "ovs:namedAs"):
            called = {"also called": view.value(use, "ovs:asStated"), "address": view.short(thing)}
            yield _row("Posts", {**head, **called, **view.place(use)})


def _people(view: View) -> Iterator[Row]:
    seats: dict[str, list[tuple[str, str]]] = {}
    for body in view.things("ovs:OversightBody"):
        for seat in view.parts(body, "ovs:seat"):
            for member in view.many(seat, "org:member"):
                seats.setdefault(member, []).append((body, seat))
    for thing in view.things("foaf:Person"):
        head = {"name": view.value(thing, "skos:prefLabel"), "address": view.short(thing)}
        yield _row("People", {**head, "also printed as": joined(view.many(thing, "skos:altLabel"))})
        for use in view.parts(thing, "ovs:namedAs"):
            yield _row("People", {**head, "also printed as": view.value(use, "ovs:asStated"), **view.place(use)})
        for tenure in view.parts(thing, "ovs:tenure"):
            yield _row("People", {**head, "post": view.short_all(tenure, "ovs:post"), **_times(view, tenure)})
        for body, seat in seats.get(thing, ()):
            if _chairs(view, seat):
                continue  # stands in the sheet Bodies
            yield _row("People", {
                **head, "body": view.short(body), "post": view.short_all(seat, "ovs:post"),
                "role": view.word(seat, "org:role", "role"), **_times(view, seat),
            })  # fmt: skip


def _times(view: View, node: str) -> dict[str, str]:
    edtf = view.value(node, "ovs:edtf")
    first, last = view.value(node, "schema:startDate"), view.value(node, "schema:endDate")
    if edtf and bool(first) != bool(last):
        first, last = (edtf if first else ""), (edtf if last else "")
    return {"from": first, "to": last, "seen on": view.value(node, "ovs:seenOn") or NONE,
            "held as": view.word(node, "ovs:heldAs", "holding"), **view.place(node)}  # fmt: skip


def _plan(view: View) -> Iterator[Row]:
    for goal in view.things("ovs:Objective"):
        above = view.short_all(goal, "dcterms:isPartOf") or NONE
        cells = {"objective": view.value(goal, "skos:prefLabel"), "plan": above, "address": view.short(goal)}
        yield _row("Plan", {**cells, **view.place(goal)})
    activities: dict[str, list[str]] = {}
    for activity in view.things("ovs:Activity"):
        activities.setdefault(view.value(activity, "dcterms:isPartOf"), []).append(activity)
    things = view.things("ovs:Commitment")
    for thing in sorted(things, key=lambda each: ref_key(view.value(each, "skos:notation") or each)):
        ref = view.value(thing, "skos:notation")
        head = {"ref": ref, "address": view.short(thing)}
        goal = view.value(thing, "ovs:objective")
        yield from _row_of_plan(view, thing, head, {
            "commitment": view.value(thing, "rdfs:label"), "objective": view.short(goal),
            "plan": view.short_all(thing, "dcterms:isPartOf"), "part": view.word(thing, "ovs:part", "part"),
            "committed by": view.short_all(thing, "ovs:committedBy"),
        })  # fmt: skip
        own = activities.get(thing, [])
        for activity in sorted(own, key=lambda each: ref_key(view.value(each, "skos:notation") or each)):
            more = {"activity ref": view.value(activity, "skos:notation"), "activity address": view.short(activity)}
            yield from _row_of_plan(view, activity, {**head, **more}, {"activity": view.value(activity, "rdfs:label")})


def _row_of_plan(view: View, thing: str, head: dict[str, str], own: dict[str, str]) -> Iterator[Row]:
    """Yield the row of a commitment or activity, and one for each thing that another place or note is given for."""
    place = view.place(thing)
    first = {
        **head, **own, "cell": view.word(thing, "ovs:oversightCell", "cell"),
        "lead as printed": view.value(thing, "ovs:leadAsStated"), "lead as read": view.short_all(thing, "ovs:lead"),
        "due as printed": view.value(thing, "ovs:dueAsStated"), "due as read": view.value(thing, "ovs:due"), **place,
    }  # fmt: skip
    later: list[dict[str, str]] = []
    for link in view.parts(thing, "ovs:oversight"):
        cells = {"oversight as printed": view.value(link, "ovs:asStated"),
                 "oversight as read": view.short_all(link, "ovs:by") or "?",
                 "oversight column": view.word(link, "ovs:column", "column")}  # fmt: skip
        there = view.place(link)
        same = there == place and not place["note"] and not place["certainty"] and not cells["oversight column"]
        if same and "oversight as printed" in first:
            for column in ("oversight as printed", "oversight as read"):
                first[column] += f"; {cells[column]}"
        elif same:
            first |= cells
        else:
            later.append({**cells, **there})
    for update in view.parts(thing, "ovs:progress"):
        cells = {
            "progress": view.value(update, "rdfs:label"), "status as printed": view.value(update, "ovs:statusAsStated"),
            "progress as read": view.word(update, "ovs:progressState", "progress", NONE),
            "rating as read": view.word(update, "ovs:rating", "rating", NONE),
            "progress date": view.value(update, "dcterms:date"),
        }  # fmt: skip
        there = view.place(update)
        if there == place and not place["note"] and not place["certainty"] and "progress" not in first:
            first |= cells
        else:
            later.append({**cells, **there})
    later += [
        {
            "refer to": view.short_all(pointer, "ovs:to"), "refer as printed": view.value(pointer, "ovs:asStated"),
            "pointer column": view.word(pointer, "ovs:column", "column"), **view.place(pointer),
        }
        for pointer in view.parts(thing, "ovs:crossReference")
    ]  # fmt: skip
    yield _row("Plan", first)
    for cells in later:
        yield _row("Plan", {**head, **cells})


def _meetings(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:Meeting"):
        day, edtf, printed = (view.value(thing, each) for each in ("schema:startDate", "ovs:edtf", "ovs:dateAsStated"))
        when, less = (read_date(each) if each else None for each in (printed, edtf))
        same = when and when.last == day and (when.edtf if when.kind != "day" else "") == edtf
        edtf = edtf if less and less.last == day else ""
        yield _row("Meetings", {
            "meeting": _local(thing), "body": view.short_all(thing, "ovs:convenes"),
            "date": printed if same else edtf or day,
            "time": view.value(thing, "ovs:time"), "status": view.word(thing, "ovs:meetingState", "meeting-state"),
            "title": view.value(thing, "rdfs:label"), "address": view.short(thing), **view.place(thing),
        })  # fmt: skip


def _attendance(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:Meeting"):
        for part in view.parts(thing, "ovs:participation"):
            yield _row("Attendance", {
                "meeting": _local(thing), "name as printed": view.value(part, "ovs:asStated"),
                "capacity as printed": view.value(part, "ovs:capacityAsStated"),
                "presence": view.word(part, "ovs:presence", "presence"), "person": view.short_all(part, "ovs:person"),
                "post": view.short_all(part, "ovs:post") or NONE,
                "on behalf of": view.short_all(part, "ovs:onBehalfOf"),
                "role": view.word(part, "org:role", "role"), **view.place(part),
            })  # fmt: skip


def _items(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:AgendaItem"):
        above = view.value(thing, "dcterms:isPartOf")
        place = view.place(thing)
        dealt = [
            view.short(view.value(part, "ovs:of")) for part in view.parts(thing, "ovs:scrutiny")
            if {k: v for k, v in view.place(part).items() if v} == {k: v for k, v in place.items() if v and k != "note"}
        ]  # fmt: skip
        dealt = [each for each in dealt if each.startswith(("commitment/", "activity/"))]
        concerns = [view.short(each) for each in view.many(thing, "ovs:concerns")]
        yield _row("Items", {
            "meeting": _local(_meeting(view, thing)), "item": view.value(thing, "skos:notation"),
            "title": view.value(thing, "rdfs:label"), "about": joined([*dealt, *concerns]),
            "outcome": view.word(thing, "ovs:outcome", "outcome"), "within": view.short(above),
            "address": view.short(thing), **place,
        })  # fmt: skip


def _actions(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:Action"):
        yield _row("Actions", {
            **_of_meeting(view, thing), "action": view.value(thing, "rdfs:label"),
            "owner as printed": view.value(thing, "ovs:ownerAsStated"),
            "owner as read": view.short_all(thing, "ovs:owner") or NONE,
            "due as printed": view.value(thing, "ovs:dueAsStated"), "due as read": view.value(thing, "ovs:due") or NONE,
            "status": view.word(thing, "ovs:actionState", "action-state"),
            "carried from": view.short_all(thing, "ovs:carriedForwardFrom"),
            "closed at": view.short_all(thing, "ovs:dischargedBy"),
            "put off to": view.short_all(thing, "ovs:deferredTo"),
        })  # fmt: skip


def _decisions(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:Decision"):
        yield _row("Decisions", {
            **_of_meeting(view, thing), "decision": view.value(thing, "rdfs:label"),
            "status": view.word(thing, "ovs:decisionKind", "decision-kind"),
            "closes": view.short_all(thing, "ovs:closes"),
        })  # fmt: skip


def _of_meeting(view: View, thing: str) -> dict[str, str]:
    """Return of an action or a decision what it is called, of which meeting and item it is, and where it stands."""
    above, meeting = view.value(thing, "dcterms:isPartOf"), _meeting(view, thing)
    return {
        "ref as printed": view.value(thing, "skos:notation"), "meeting": _local(meeting),
        "item": "" if above == meeting else view.short(above), "address": view.short(thing), **view.place(thing),
    }  # fmt: skip


def _meeting(view: View, thing: str) -> str:
    """Return the meeting to which an item or record leads."""
    meetings = set(view.things("ovs:Meeting"))
    seen: set[str] = set()
    while thing and thing not in meetings and thing not in seen:
        seen.add(thing)
        thing = view.value(thing, "dcterms:isPartOf")
    return thing


def _local(address: str) -> str:
    return address.rpartition("/")[2]
