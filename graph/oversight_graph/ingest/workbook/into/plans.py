"""The sheet Plan: commitments and activities of plans and their editions, leads, due days, how they are going."""

import re
from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from oversight_graph.ingest.values import read_date
from oversight_graph.ingest.words import load_words
from oversight_graph.ingest.workbook.into.maker import NONE, Maker, slug
from oversight_graph.ingest.workbook.into.oversight import LOST, Promise, name_oversight, point, say_cell
from oversight_graph.ingest.workbook.into.things import objective
from oversight_graph.model.references import normal_ref

_RATING = re.compile(
    r"^\s*(?:rag\s*:?\s*)?(amber\s*[/-]\s*(?:red|green)|red|amber|green|blue|r|a|g|b)\b\s*", re.IGNORECASE
)
_SHORT = {"r": "red", "a": "amber", "g": "green", "b": "blue"}


def make_plans(maker: Maker) -> None:
    """State what the sheet Plan says."""
    things: dict[str, Promise] = {}
    current: Promise | None = None
    goal = ""
    for row in maker.rows("Plan"):
        goal = row.get("objective") or goal
        commitment, ref = row.get("commitment"), row.get("ref")
        if ref or (commitment and not current):
            if not ref:
                maker.fault("ref", "is empty: a commitment must have its reference as printed")
                continue
            current = _commitment(maker, things, ref)
            if current is None:
                continue
            current.goal = current.goal or goal
        elif commitment:
            maker.fault(
                "ref", "is empty: a commitment must have its reference as printed; an activity stands under activity"
            )
            continue
        if not ref and not row.get("activity") and not row.get("activity ref") and not row.get("activity address"):
            _heading(maker)
            continue
        if current is None:
            maker.fault("ref", "is empty, and no commitment stands above")
            continue
        thing = _activity(maker, things, current)
        if thing is not current and (commitment or not current.rows):
            current.rows.append(row)
        thing.rows.append(row)
    for thing in things.values():
        maker.plan_papers.setdefault(thing.plan, thing.rows[0].paper.lower())
        if thing.ref:
            maker.plan_rows.setdefault(thing.plan, {}).setdefault(thing.ref, thing.node)
    for thing in things.values():
        _make(maker, thing, maker.plan_rows.get(thing.plan, {}))


def _commitment(maker: Maker, things: dict[str, Promise], ref: str) -> Promise | None:
    row, name, of = maker.row, normal_ref(ref), plan_address(maker).value
    node = maker.address_of(row, "commitment", slug(ref))
    if not name:
        maker.fault("ref", "is no reference: it has no letter and no figure")
        return None
    if not row.get("address"):
        node = _in_its_plan(maker, things, node, of)
        # A further row of a commitment that has an address of its own.
        node = maker.commitments.get((of, name), node)
    found = things.get(node.value)
    if found is None:
        found = things[node.value] = Promise(node, ref, [], of)
        maker.commitments.setdefault((of, name), node)
        maker.places.setdefault(node.value, (row.sheet, row.number))
    elif row.get("commitment") and found.rows and row.get("commitment") != found.rows[0].get("commitment"):
        maker.fault("ref", f"stands in row {found.rows[0].number} too, with another commitment")
    return found


def _in_its_plan(maker: Maker, things: dict[str, Promise], node: ox.NamedNode, plan: str) -> ox.NamedNode:
    """Return the address of a row, with the name of its plan in it where another plan has a row of that address."""
    if node.value not in things or things[node.value].plan == plan:
        return node
    folder, _, name = node.value.removeprefix(maker.base).partition("/")
    return ox.NamedNode(f"{maker.base}{folder}/{plan.rpartition('/')[2]}-{name}")


def _activity(maker: Maker, things: dict[str, Promise], above: Promise) -> Promise:
    row = maker.row
    ref, words = row.get("activity ref"), row.get("activity")
    if not ref and not words and not row.get("activity address"):
        return above
    above.below += 1
    node = maker.address_of(
        row, "activity", slug(ref) if ref else f"{slug(above.ref)}-unnumbered-{above.below}", "activity address"
    )
    if not row.get("activity address"):
        node = _in_its_plan(maker, things, node, above.plan)
    found = things.get(node.value)
    if found is None:
        found = things[node.value] = Promise(node, ref, [], above.plan, above)
        maker.places.setdefault(node.value, (row.sheet, row.number))
    elif found.above is not above:
        maker.fault("activity ref", f"stands in row {found.rows[0].number} too, under another commitment")
    elif words and found.rows and words != found.rows[0].get("activity"):
        maker.fault("activity ref", f"stands in row {found.rows[0].number} too, with another activity")
    return found


def _title(maker: Maker) -> str:
    paper = maker.papers.get(maker.row.paper.lower())
    return maker.get("plan") or (paper.get("title") if paper else "") or "Plan"


def _heading(maker: Maker) -> None:
    """State a heading: an objective, or the plan itself, with the lines where it stands."""
    row = maker.row
    if row.get("objective"):
        _objective(maker)
    elif row.get("plan"):
        plan(maker)
    else:
        maker.warn("ref", "is empty, as is all else that a row of a plan begins with; the row is not read")


def plan_address(maker: Maker) -> ox.NamedNode:
    """Return the address of the plan that the row at hand is of: that of its paper, unless it says another."""
    row = maker.row
    if (given := maker.address(_title(maker))) is not None:
        return given
    return ox.NamedNode(f"{maker.base}plan/{slug(row.get('plan') or row.paper or 'plan')}")


def plan(maker: Maker) -> ox.NamedNode:
    """Return the plan that the row at hand is of, and state it if it is new."""
    name, node = _title(maker), plan_address(maker)
    if maker.address(name) is not None:
        return node
    if node.value not in maker.described and f"plan {node.value}" not in maker.seen:
        maker.seen.add(f"plan {node.value}")
        maker.say(node, "rdf:type", "ovs:Plan")
        maker.text(node, "rdfs:label", name)
        maker.text(node, "skos:prefLabel", name)
        if day := maker.paper_day():
            maker.day(node, "dcterms:date", day)
        maker.cited(node)
    return node


def _objective(maker: Maker) -> ox.NamedNode:
    text = maker.get("objective")
    given = maker.address(text)
    heading = not maker.get("ref") and maker.address(maker.get("address"))
    node = given or heading or objective(maker, text)
    if given is None and node.value not in maker.described and node.value not in maker.seen:
        maker.seen.add(node.value)
        maker.say(node, "rdf:type", "ovs:Objective")
        maker.text(node, "skos:prefLabel", text)
        if maker.get("plan") != NONE:
            maker.say(node, "dcterms:isPartOf", plan(maker))
        maker.cited(node)
    return node


def _make(maker: Maker, thing: Promise, rows: Mapping[str, ox.NamedNode]) -> None:
    node, first = thing.node, thing.rows[0]
    kind = "Activity" if thing.above else "Commitment"
    with maker.at(first):
        maker.needs_citation("a row of a plan")
        maker.say(node, "rdf:type", f"ovs:{kind}")
        maker.text(node, "rdfs:label", first.get(kind.lower()))
        if not first.get(kind.lower()):
            maker.fault(kind.lower(), "is empty: say in a few words what it is")
        maker.printed(node, "skos:notation", thing.ref)
        maker.say(node, "dcterms:isPartOf", thing.above.node if thing.above else plan(maker))
        maker.cited(node)
        if thing.above is None:
            _of_a_commitment(maker, thing)
    cells = [
        row for row in thing.rows if thing.above is None or row not in thing.above.rows or not row.get("commitment")
    ]
    for row in thing.rows:
        own = thing.above is not None or not (
            row.get("activity") or row.get("activity ref") or row.get("activity address")
        )
        with maker.at(row):
            if own:
                _lead_and_due(maker, node)
                _progress(maker, thing)
                if row is first and not (row.certainty and row.get("oversight as printed")):
                    maker.noted(node)
            elif row is first and row.note and not row.certainty and LOST.match(row.get("oversight as printed")):
                maker.noted(node)
            if row in cells:
                name_oversight(maker, thing)
                point(maker, thing, rows)
    with maker.at(first):
        say_cell(maker, thing, cells)


def _of_a_commitment(maker: Maker, thing: Promise) -> None:
    if maker.get("objective"):
        maker.say(thing.node, "ovs:objective", _objective(maker))
    elif thing.goal:
        maker.say(thing.node, "ovs:objective", maker.address(thing.goal) or objective(maker, thing.goal))
    else:
        # A plan without headings has one: its title.
        maker.warn("objective", "is empty, and no objective stands above: the title of the plan is taken for it")
        maker.row.cells["objective"] = _title(maker)
        maker.say(thing.node, "ovs:objective", _objective(maker))
    if found := maker.code("part", "part"):
        maker.say(thing.node, "ovs:part", found)
    if maker.get("committed by"):
        who = maker.organisations("committed by")
    else:
        paper = maker.papers.get(maker.row.paper.lower())
        with maker.at(paper or maker.row):
            who = maker.organisations("publisher")
    for each in who:
        maker.say(thing.node, "ovs:committedBy", each)


def _lead_and_due(maker: Maker, node: ox.NamedNode) -> None:
    row = maker.row
    if lead := row.get("lead as printed"):
        maker.printed(node, "ovs:leadAsStated", lead)
    column = "lead as read" if row.get("lead as read") else "lead as printed"
    for who in maker.find_all(column, "post", "person", "organisation", "body", needed=column == "lead as read"):
        maker.say(node, "ovs:lead", who)
    due(maker, node)


def due(maker: Maker, node: ox.NamedNode, near: str = "", meeting: str = "") -> None:
    """State when a thing is due, as printed and, if a day follows from the words, as read."""
    row, printed = maker.row, maker.get("due as printed")
    if row.get("due as read"):
        when = maker.date("due as read")
        day = when.last if when else ""
    else:
        read = read_date(printed, near or maker.paper_day(), ahead=True) if printed else None
        day = read.last if read else ""
        if read and read.kind == "meeting" and re.search(r"\b(?:next|following)\b", printed, re.IGNORECASE):
            day = meeting
        if printed and read is None:
            maker.warn("due as printed", "says no day that is known; give one under due as read, if the paper does")
    maker.printed(node, "ovs:dueAsStated", printed)
    if day:
        if not printed:
            maker.fault("due as printed", "is empty: give the words of the paper too")
        maker.day(node, "ovs:due", day)


@cache
def _progress_words() -> list[tuple[re.Pattern[str], str]]:
    """Return the words of each state of progress, in the order in which they are looked for."""
    words = load_words()
    return [(re.compile(rf"\b(?:{words.pattern('progress', code)})\b"), code) for code in words.of("progress")]


def _progress(maker: Maker, thing: Promise) -> None:
    row = maker.row
    words, status = row.get("progress"), row.get("status as printed")
    if not words and not status:
        return
    update = maker.part(thing.node, "ovs:progress", "ovs:ProgressUpdate")
    when = maker.date("progress date")
    if day := when.last if when else maker.paper_day():
        maker.day(update, "dcterms:date", day)
    maker.text(update, "rdfs:label", words or status)
    maker.printed(update, "ovs:statusAsStated", status)
    rated = _RATING.match(status)
    rating = re.sub(r"\s*[/-]\s*", "-", rated[1].lower()) if rated else ""
    if found := maker.code("rating as read", "rating", _SHORT.get(rating, rating)):
        maker.say(update, "ovs:rating", found)
    read = "complete" if rating in ("b", "blue") else ""
    rest = (status[rated.end() :] if rated else status).lower()
    read = next((code for form, code in _progress_words() if form.search(rest)), read)
    if found := maker.code("progress as read", "progress", read):
        maker.say(update, "ovs:progressState", found)
    maker.cited(update)
    if (row.certainty and not row.get("oversight as printed")) or row is not thing.rows[0]:
        maker.noted(update)
