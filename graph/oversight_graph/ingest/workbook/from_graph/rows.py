"""From a graph to rows: what each sheet can hold. Whether it holds it truly is tried afterwards, row by row."""

from collections.abc import Iterator

from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.from_graph.view import View, joined
from oversight_graph.ingest.workbook.sheets import UNRESOLVED, Row, row
from oversight_graph.ingest.workbook.to_graph.builder import NONE
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import CONCEPT, NS


def rows_of(view: View) -> list[Row]:
    """Return the rows of all sheets, in their order."""
    found = [_papers(view), _bodies(view), _posts(view), _people(view), _plan(view), _meetings(view), _attendance(view),
             _items(view), _actions(view), _decisions(view)]  # fmt: skip
    return [each for sheet in found for each in sheet]


def _row(sheet: str, *cells: dict[str, str]) -> Row:
    """Return a row; of what is said twice of a cell, the later counts."""
    return row(sheet, {column: text for each in cells for column, text in each.items() if text})


def _papers(view: View) -> Iterator[Row]:
    columns = ("title", "date", "kind", "publisher", "sha256", "original", "original sha256", "issued", "line count")
    for thing in view.things("ovs:SourceDocument"):
        yield _row("Papers", view.cells("Papers", thing, *columns), {
            "paper": view.paper(thing), "record of": view.short_all(thing, "ovs:recordOf") or NONE,
            "replaces": joined(view.paper(each) for each in view.many(thing, "dcterms:replaces")),
            "address": view.short(thing), "note": "\n".join(view.many(thing, "skos:editorialNote")),
        })  # fmt: skip


def _bodies(view: View) -> Iterator[Row]:
    kinds = {"org:FormalOrganization": codes.ORGANISATION, "org:OrganizationalUnit": codes.UNIT}
    kinds |= {f"ovs:{each.removeprefix(NS)}": word for word, each in codes.mechanisms().items()}
    for kind, word in (*kinds.items(), ("ovs:OversightBody", "")):
        for thing in view.things(kind):
            head = _head(view, thing) | ({"kind": word} if word else {})
            own = view.cells("Bodies", thing, "run by", "constitution", "level", "line of assurance")
            part_of = view.short_all(thing, "org:unitOf") or view.short_all(thing, "org:subOrganizationOf")
            yield _row("Bodies", head, own, _other_names(view, thing, "also called"), {"part of": part_of})
            yield from _of_a_body(view, thing, head)
    columns = ("marks", "purpose", "frequency as printed", "frequency as read", "notes published", "open to public",
               "objective")  # fmt: skip
    for entry in view.things("ovs:GlossaryEntry"):
        head = _head(view, view.value(entry, "ovs:describes"))
        own = {"listed as": view.value(entry, "ovs:asStated"), "entry": entry.rpartition("#")[2]}
        yield _row("Bodies", head, own, view.cells("Bodies", entry, *columns), view.place(entry))


def _head(view: View, thing: str) -> dict[str, str]:
    """Return what each row of the sheet Bodies has that tells of a thing."""
    found = view.cells("Bodies", thing, "name", "initials", "kind")
    return {**found, "initials": found["initials"] or NONE, "address": view.short(thing)}


def _other_names(view: View, thing: str, column: str) -> dict[str, str]:
    return {column: joined(view.many(thing, "skos:altLabel"))}


def _named_as(view: View, sheet: str, thing: str, head: dict[str, str], column: str) -> Iterator[Row]:
    """Yield a row for each name that papers have for a thing."""
    for use in view.parts(thing, "ovs:namedAs"):
        yield _row(sheet, head, {column: view.value(use, "ovs:asStated")}, view.place(use))


def _of_a_body(view: View, thing: str, head: dict[str, str]) -> Iterator[Row]:
    yield from _named_as(view, "Bodies", thing, head, "also called")
    for seat in view.parts(thing, "ovs:seat"):
        chair = view.many(seat, "ovs:post") + view.many(seat, "org:member")
        if _chairs(view, seat):
            yield _row("Bodies", head, {"chair": view.short(chair[0])}, view.place(seat))
    for line in view.parts(thing, "ovs:reporting"):
        yield _row("Bodies", head, {"reports into": view.short_all(line, "ovs:into")}, view.place(line))
    for status in view.parts(thing, "ovs:status"):
        own = view.cells("Bodies", status, "status") | {"status from": _since(view, status)}
        yield _row("Bodies", head, own, view.place(status))


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
        head = view.cells("Posts", thing, "post", "initials") | {"address": view.short(thing)}
        yield _row("Posts", head, view.cells("Posts", thing, "organisation", "answers to"), view.place(thing))
        yield from _named_as(view, "Posts", thing, head, "also called")


def _people(view: View) -> Iterator[Row]:
    seats: dict[str, list[tuple[str, str]]] = {}
    for body in view.things("ovs:OversightBody"):
        for seat in view.parts(body, "ovs:seat"):
            if not view.many(seat, "org:member") and view.many(seat, "ovs:post") and not _chairs(view, seat):
                own = view.cells("People", seat, "post", "role", "held as") | {"body": view.short(body)}
                yield _row("People", {}, own, _times(view, seat))
            for member in view.many(seat, "org:member"):
                seats.setdefault(member, []).append((body, seat))
    for thing in view.things("foaf:Person"):
        head = view.cells("People", thing, "name") | {"address": view.short(thing)}
        yield _row("People", head, _other_names(view, thing, "also printed as"))
        yield from _named_as(view, "People", thing, head, "also printed as")
        for tenure in view.parts(thing, "ovs:tenure"):
            yield _row("People", head, view.cells("People", tenure, "post", "held as"), _times(view, tenure))
        for body, seat in seats.get(thing, ()):
            if not _chairs(view, seat):  # which stands in the sheet Bodies
                own = view.cells("People", seat, "post", "role", "held as") | {"body": view.short(body)}
                yield _row("People", head, own, _times(view, seat))


def _times(view: View, node: str) -> dict[str, str]:
    """Return from when to when something was held, when that was seen, and where it stands."""
    edtf = view.value(node, "ovs:edtf")
    first, last = view.value(node, "schema:startDate"), view.value(node, "schema:endDate")
    if edtf and bool(first) != bool(last):
        first, last = (edtf if first else ""), (edtf if last else "")
    return {"from": first, "to": last, "seen on": view.value(node, "ovs:seenOn") or NONE, **view.place(node)}


def _plan(view: View) -> Iterator[Row]:
    for goal in view.things("ovs:Objective"):
        above = view.short_all(goal, "dcterms:isPartOf") or NONE
        cells = {"objective": view.value(goal, "skos:prefLabel"), "plan": above, "address": view.short(goal)}
        yield _row("Plan", cells, view.place(goal))
    activities: dict[str, list[str]] = {}
    for activity in view.things("ovs:Activity"):
        activities.setdefault(view.value(activity, "dcterms:isPartOf"), []).append(activity)
    for thing in _by_ref(view, view.things("ovs:Commitment")):
        head = view.cells("Plan", thing, "ref") | {"address": view.short(thing)}
        own = view.cells("Plan", thing, "commitment", "plan", "part", "committed by")
        own["objective"] = view.short(view.value(thing, "ovs:objective"))
        yield from _row_of_plan(view, thing, head, own)
        for activity in _by_ref(view, activities.get(thing, [])):
            more = view.cells("Plan", activity, "activity ref") | {"activity address": view.short(activity)}
            yield from _row_of_plan(view, activity, head | more, view.cells("Plan", activity, "activity"))


def _by_ref(view: View, things: list[str]) -> list[str]:
    return sorted(things, key=lambda each: ref_key(view.value(each, "skos:notation") or each))


def _row_of_plan(view: View, thing: str, head: dict[str, str], own: dict[str, str]) -> Iterator[Row]:
    """Yield the row of a commitment or activity, and one for each thing that another place or note is given for."""
    place = view.place(thing)
    columns = ("cell", "lead as printed", "lead as read", "due as printed", "due as read")
    first = {**head, **own, **view.cells("Plan", thing, *columns), **place}
    if words := view.value(thing, "ovs:oversightAsStated"):
        first |= {"oversight as printed": words, "oversight as read": NONE}
    later: list[dict[str, str]] = []
    for link in view.parts(thing, "ovs:oversight"):
        cells = view.cells("Plan", link, "oversight as read", "oversight column")
        cells |= {"oversight as printed": view.value(link, "ovs:asStated")}
        cells["oversight as read"] = cells["oversight as read"] or UNRESOLVED
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
        read = view.cells("Plan", update, "progress as read", "rating as read")
        cells = view.cells("Plan", update, "status as printed") | {name: text or NONE for name, text in read.items()}
        cells |= {"progress": view.value(update, "rdfs:label"), "progress date": view.value(update, "dcterms:date")}
        there = view.place(update)
        if there == place and not place["note"] and not place["certainty"] and "progress" not in first:
            first |= cells
        else:
            later.append({**cells, **there})
    for pointer in view.parts(thing, "ovs:crossReference"):
        cells = view.cells("Plan", pointer, "pointer column") | {"refer to": view.short_all(pointer, "ovs:to")}
        later.append({**cells, "refer as printed": view.value(pointer, "ovs:asStated"), **view.place(pointer)})
    yield _row("Plan", first)
    for cells in later:
        yield _row("Plan", head, cells)


def _meetings(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:Meeting"):
        own = {"meeting": _local(thing), "date": _day(view, thing), "address": view.short(thing)}
        yield _row("Meetings", own, view.cells("Meetings", thing, "body", "time", "status", "title"), view.place(thing))


def _day(view: View, thing: str) -> str:
    """Return the day of a thing, as it is printed if that reads as the day that is given."""
    day, edtf, printed = (view.value(thing, each) for each in ("schema:startDate", "ovs:edtf", "ovs:dateAsStated"))
    when, less = (read_date(each) if each else None for each in (printed, edtf))
    same = when and when.last == day and (when.edtf if when.kind != "day" else "") == edtf
    return printed if same else (edtf if less and less.last == day else "") or day


def _attendance(view: View) -> Iterator[Row]:
    columns = ("capacity as printed", "presence", "person", "post", "on behalf of", "role")
    for thing in view.things("ovs:Meeting"):
        for part in view.parts(thing, "ovs:participation"):
            own = {"post": NONE, "meeting": _local(thing), "name as printed": view.value(part, "ovs:asStated")}
            yield _row("Attendance", own, view.cells("Attendance", part, *columns), view.place(part))


def _items(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:AgendaItem"):
        place = view.place(thing)
        dealt = [
            view.short(view.value(part, "ovs:of")) for part in view.parts(thing, "ovs:scrutiny")
            if {k: v for k, v in view.place(part).items() if v} == {k: v for k, v in place.items() if v and k != "note"}
        ]  # fmt: skip
        dealt = [each for each in dealt if each.startswith(("commitment/", "activity/"))]
        concerns = [view.short(each) for each in view.many(thing, "ovs:concerns")]
        yield _row("Items", view.cells("Items", thing, "item", "title", "outcome"), place, {
            "meeting": _local(_meeting(view, thing)), "about": joined([*dealt, *concerns]),
            "within": view.short(view.value(thing, "dcterms:isPartOf")), "address": view.short(thing),
        })  # fmt: skip


def _actions(view: View) -> Iterator[Row]:
    columns = ("action", "owner as printed", "owner as read", "due as printed", "due as read", "status", "carried from",
               "closed at", "put off to")  # fmt: skip
    for thing in view.things("ovs:Action"):
        nothing = {"owner as read": NONE, "due as read": NONE}
        yield _row("Actions", nothing, _of_meeting(view, thing, "Actions"), view.cells("Actions", thing, *columns))


def _decisions(view: View) -> Iterator[Row]:
    for thing in view.things("ovs:Decision"):
        own = view.cells("Decisions", thing, "decision", "status", "decided by", "closes")
        place = view.place(thing)
        links = [
            link for link in view.parts(thing, "ovs:oversight") if view.place(link) | {"note": place["note"]} == place
        ]
        own["oversight as printed"] = joined(view.value(link, "ovs:asStated") for link in links)
        own["oversight as read"] = joined(view.short_all(link, "ovs:by") or UNRESOLVED for link in links)
        yield _row("Decisions", _of_meeting(view, thing, "Decisions"), own, {"date": _day(view, thing)})


def _of_meeting(view: View, thing: str, sheet: str) -> dict[str, str]:
    """Return of an action or a decision what it is called, of which meeting and item it is, and where it stands."""
    above, meeting = view.value(thing, "dcterms:isPartOf"), _meeting(view, thing)
    return view.cells(sheet, thing, "ref as printed") | view.place(thing) | {
        "meeting": _local(meeting), "item": "" if above == meeting else view.short(above), "address": view.short(thing),
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
