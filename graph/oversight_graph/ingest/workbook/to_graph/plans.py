"""The sheet Plan: commitments and activities of plans, leads, due days, progress; and which edition is meant."""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.days import only_due
from oversight_graph.ingest.progress import DONE, progress_of
from oversight_graph.ingest.values import split_names
from oversight_graph.ingest.words import load_words
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder
from oversight_graph.ingest.workbook.to_graph.entities import objective
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.ingest.workbook.to_graph.oversight import (
    LOST,
    Promise,
    name_oversight,
    names_oversight,
    point,
    rows_near,
    say_cell,
)
from oversight_graph.model.references import normal_ref

_RATING = re.compile(
    r"^\s*(?:rag\s*:?\s*)?(amber\s*[/-]\s*(?:red|green)|red|amber|green|blue|r|a|g|b)\b\s*", re.IGNORECASE
)
_SHORT = {"r": "red", "a": "amber", "g": "green", "b": "blue"}


def make_plans(builder: GraphBuilder) -> None:
    """State what the sheet Plan says."""
    things: dict[str, Promise] = {}
    current: Promise | None = None
    goal = paper = ""
    for row in builder.rows("Plan"):
        # A heading holds for the rows below it, and for none of another paper.
        goal = row.get("objective") or (goal if row.paper.lower() == paper else "")
        paper = row.paper.lower()
        commitment, ref = row.get("commitment"), row.get("ref")
        if ref or (commitment and not current):
            if not ref:
                builder.report("ref", "is empty: a commitment must have its reference as printed")
                continue
            current = _commitment(builder, things, ref)
            if current is None:
                continue
            current.goal = current.goal or goal
        elif commitment:
            builder.report(
                "ref", "is empty: a commitment must have its reference as printed; an activity stands under activity"
            )
            continue
        if not ref and not row.get("activity") and not row.get("activity ref") and not row.get("activity address"):
            _heading(builder)
            continue
        if current is None:
            builder.report("ref", "is empty, and no commitment stands above")
            continue
        thing = _activity(builder, things, current)
        if thing is not current and (commitment or not current.rows):
            current.rows.append(row)
        thing.rows.append(row)
    for thing in things.values():
        builder.plan_papers.setdefault(thing.plan, thing.rows[0].paper.lower())
        if thing.ref and builder.plan_rows.setdefault(thing.plan, {}).setdefault(thing.ref, thing.node) != thing.node:
            builder.repeated.setdefault(thing.plan, set()).add(thing.ref)
    near = rows_near(builder, things.values())
    for thing in things.values():
        _make(builder, thing, near(thing))


def _commitment(builder: GraphBuilder, things: dict[str, Promise], ref: str) -> Promise | None:
    row, name, of = builder.row, normal_ref(ref), plan_address(builder).value
    node = builder.address_of(row, "commitment", slug(ref))
    if not name:
        builder.report("ref", "is no reference: it has no letter and no figure")
        return None
    if not row.get("address"):
        node = _in_its_plan(builder, things, node, of)
        # A further row of a commitment that has an address of its own.
        node = builder.commitments.get((of, name), node)
    found = things.get(node.value)
    if found is None:
        found = things[node.value] = Promise(node, ref, [], of)
        builder.commitments.setdefault((of, name), node)
        builder.places.setdefault(node.value, (row.sheet, row.number))
    elif row.get("commitment") and found.rows and row.get("commitment") != found.rows[0].get("commitment"):
        of_its_own = (
            f"if the paper prints it twice, give this row an address of its own, such as commitment/{slug(ref)}-2"
        )
        builder.report("ref", f"stands in row {found.rows[0].number} too, with another commitment; {of_its_own}")
    return found


def _in_its_plan(builder: GraphBuilder, things: dict[str, Promise], node: ox.NamedNode, plan: str) -> ox.NamedNode:
    """Return the address of a row, with the name of its plan in it where another plan has a row of that address."""
    if node.value not in things or things[node.value].plan == plan:
        return node
    folder, _, name = node.value.removeprefix(builder.base).partition("/")
    return ox.NamedNode(f"{builder.base}{folder}/{plan.rpartition('/')[2]}-{name}")


def _activity(builder: GraphBuilder, things: dict[str, Promise], above: Promise) -> Promise:
    row = builder.row
    ref, words = row.get("activity ref"), row.get("activity")
    if not ref and not words and not row.get("activity address"):
        return above
    above.below += 1
    own = above.node.value.rpartition("/")[2]
    node = builder.address_of(
        row, "activity", slug(ref) if ref else f"{own}-unnumbered-{above.below}", "activity address"
    )
    if not row.get("activity address"):
        node = _in_its_plan(builder, things, node, above.plan)
    found = things.get(node.value)
    if found is None:
        found = things[node.value] = Promise(node, ref, [], above.plan, above)
        builder.places.setdefault(node.value, (row.sheet, row.number))
    elif found.above is not above:
        builder.report("activity ref", f"stands in row {found.rows[0].number} too, under another commitment")
    elif words and found.rows and words != found.rows[0].get("activity"):
        builder.report("activity ref", f"stands in row {found.rows[0].number} too, with another activity")
    return found


def _title(builder: GraphBuilder) -> str:
    paper = builder.papers.get(builder.row.paper.lower())
    return builder.get("plan") or (paper.get("title") if paper else "") or "Plan"


def _heading(builder: GraphBuilder) -> None:
    """State a heading: an objective, or the plan itself, with the lines where it stands."""
    row = builder.row
    if row.get("objective"):
        builder.noted(_objective(builder))
    elif row.get("plan"):
        builder.noted(plan(builder))
    else:
        builder.warn("ref", "is empty, as is all else that a row of a plan begins with; the row is not read")


def plan_address(builder: GraphBuilder) -> ox.NamedNode:
    """Return the address of the plan that the row at hand is of: that of its paper, unless it says another."""
    row = builder.row
    if (given := builder.address(_title(builder))) is not None:
        return given
    return ox.NamedNode(f"{builder.base}plan/{slug(row.get('plan') or row.paper or 'plan')}")


def plan(builder: GraphBuilder) -> ox.NamedNode:
    """Return the plan that the row at hand is of, and state it if it is new."""
    name, node = _title(builder), plan_address(builder)
    if builder.address(name) is not None:
        return node
    if node.value not in builder.described and f"plan {node.value}" not in builder.seen:
        builder.seen.add(f"plan {node.value}")
        builder.say(node, "rdf:type", "ovs:Plan")
        builder.text(node, "rdfs:label", name)
        builder.text(node, "skos:prefLabel", name)
        if day := builder.paper_day():
            builder.day(node, "dcterms:date", day)
        builder.cited(node)
    return node


def _objective(builder: GraphBuilder) -> ox.NamedNode:
    text = builder.get("objective")
    given = builder.address(text)
    heading = not builder.get("ref") and builder.address(builder.get("address"))
    node = given or heading or objective(builder, text)
    if given is None and node.value not in builder.described and node.value not in builder.seen:
        builder.seen.add(node.value)
        builder.say(node, "rdf:type", "ovs:Objective")
        builder.text(node, "skos:prefLabel", text)
        if builder.get("plan") != NONE:
            builder.say(node, "dcterms:isPartOf", plan(builder))
        builder.cited(node)
    return node


def _make(builder: GraphBuilder, thing: Promise, rows: Mapping[str, ox.NamedNode]) -> None:
    node, first = thing.node, thing.rows[0]
    kind = "Activity" if thing.above else "Commitment"
    with builder.at(first):
        builder.needs_citation("a row of a plan")
        builder.say(node, "rdf:type", f"ovs:{kind}")
        builder.text(node, "rdfs:label", first.get(kind.lower()))
        if not first.get(kind.lower()):
            builder.report(kind.lower(), "is empty: say in a few words what it is")
        builder.printed(node, "skos:notation", thing.ref)
        builder.say(node, "dcterms:isPartOf", thing.above.node if thing.above else plan(builder))
        builder.cited(node)
        if thing.above is None:
            _of_a_commitment(builder, thing)
    cells = [
        row for row in thing.rows if thing.above is None or row not in thing.above.rows or not row.get("commitment")
    ]
    for row in thing.rows:
        own = thing.above is not None or not (
            row.get("activity") or row.get("activity ref") or row.get("activity address")
        )
        with builder.at(row):
            if own:
                _lead_and_due(builder, node)
                _progress(builder, thing)
                if row is first and not (row.certainty and names_oversight(row)):
                    builder.noted(node)
                    thing.noted = bool(row.note)
            elif row is first and row.note and not row.certainty and LOST.match(row.get("oversight as printed")):
                builder.noted(node)
                thing.noted = True
            if row in cells:
                name_oversight(builder, thing)
                point(builder, thing, rows)
    with builder.at(first):
        say_cell(builder, thing, cells)


def _of_a_commitment(builder: GraphBuilder, thing: Promise) -> None:
    if builder.get("objective"):
        builder.say(thing.node, "ovs:objective", _objective(builder))
    elif thing.goal:
        builder.say(thing.node, "ovs:objective", builder.address(thing.goal) or objective(builder, thing.goal))
    builder.state(thing.node, "part")
    if builder.get("committed by"):
        who = builder.organisations("committed by")
    else:
        paper = builder.papers.get(builder.row.paper.lower())
        with builder.at(paper or builder.row):
            who = builder.organisations("publisher")
    for each in who:
        builder.say(thing.node, "ovs:committedBy", each)


def _lead_and_due(builder: GraphBuilder, node: ox.NamedNode) -> None:
    row = builder.row
    builder.state(node, "lead as printed")
    column = "lead as read" if row.get("lead as read") else "lead as printed"
    for who in builder.find_all(column, "post", "person", "organisation", "body", needed=column == "lead as read"):
        builder.say(node, "ovs:lead", who)
    due(builder, node)


def due(builder: GraphBuilder, node: ox.NamedNode, near: str = "", meeting: str = "") -> None:
    """State when a thing is due, as printed and, if a day follows from the words, as read."""
    row, printed = builder.row, builder.get("due as printed")
    if row.get("due as read"):
        when = builder.date("due as read")
        day = when.last if when else ""
    else:
        planned, near = not near, near or builder.paper_day()
        read = read_date(printed, near, ahead=True, planned=planned) if printed else None
        read = read or read_date(only_due(printed), near, ahead=True, planned=planned)
        day = read.last if read else ""
        if read and read.kind == "meeting" and re.search(r"\b(?:next|following)\b", printed, re.IGNORECASE):
            day = meeting
        if printed and read is None:
            builder.warn("due as printed", "says no day that is known; give one under due as read, if the paper does")
    builder.printed(node, "ovs:dueAsStated", printed)
    if day:
        if not printed:
            builder.report("due as printed", "is empty: give the words of the paper too")
        builder.day(node, "ovs:due", day)


def _progress(builder: GraphBuilder, thing: Promise) -> None:
    row = builder.row
    words, status = row.get("progress"), row.get("status as printed")
    if not words and not status:
        return
    update = builder.part(thing.node, "ovs:progress", "ovs:ProgressUpdate")
    when = builder.date("progress date")
    if day := when.last if when else builder.paper_day():
        builder.day(update, "dcterms:date", day)
    builder.text(update, "rdfs:label", words or status)
    builder.printed(update, "ovs:statusAsStated", status)
    rated = _RATING.match(status)
    rating = re.sub(r"\s*[/-]\s*", "-", rated[1].lower()) if rated else ""
    builder.say(update, "ovs:rating", builder.code("rating as read", _SHORT.get(rating, rating)))
    rest = status[rated.end() :] if rated else status
    of = f"{row.get('activity')} {row.get('commitment')}"
    read = progress_of(rest, load_words(), of) if rest.strip(" -–:()") else DONE if rating in ("b", "blue") else ""
    builder.say(update, "ovs:progressState", builder.code("progress as read", read))
    builder.cited(update)
    if (row.certainty and not names_oversight(row)) or row is not thing.rows[0]:
        builder.noted(update)


def rows_for(builder: GraphBuilder, day: str) -> tuple[dict[str, ox.NamedNode], set[str]]:
    """Return the rows of plans of which a meeting may speak, and the references that fit several rows.

    Of the editions of a plan the newest of that day counts, else the oldest; a reference that it has not is of the
    newest earlier edition that has it.

    Parameters
    ----------
    day : str
        ISO; empty for any day, and then the newest editions count.

    Returns
    -------
    rows : dict of str to pyoxigraph.NamedNode
        By their references as printed.
    doubtful : set of str
        References that stand more than once in a plan, as where they begin anew under each heading, or in plans of
        which none is an edition of the other; they are not in ``rows``.
    """
    found: dict[str, ox.NamedNode] = {}
    doubtful: set[str] = set()
    dropped: list[dict[str, str]] = []
    for plans in _families(builder):
        *older, newest = [plan for plan in plans if not day or _day(builder, plan) <= day] or plans[:1]
        _add(builder, dict.fromkeys(builder.plan_rows[newest], newest), found, doubtful)
        dropped.append({ref: plan for plan in older for ref in builder.plan_rows[plan]})
    current = set(found)
    for rows in dropped:
        _add(builder, {ref: plan for ref, plan in rows.items() if ref not in current}, found, doubtful)
    return {ref: node for ref, node in found.items() if ref not in doubtful}, doubtful


def _add(builder: GraphBuilder, rows: dict[str, str], found: dict[str, ox.NamedNode], doubtful: set[str]) -> None:
    """Add the rows of references, each with its plan."""
    for ref, plan in rows.items():
        if ref in found or ref in builder.repeated.get(plan, ()):
            doubtful.add(ref)
        found.setdefault(ref, builder.plan_rows[plan][ref])


def _families(builder: GraphBuilder) -> list[list[str]]:
    """Return the plans of the workbook, editions of one plan together, the oldest first."""
    replaced = {
        name: [other.lower() for other in split_names(row.get("replaces"))] for name, row in builder.papers.items()
    }
    of = {builder.plan_papers.get(plan, plan): plan for plan in builder.plan_rows}
    family: dict[str, int] = {}
    for paper in of:
        reached, todo = {paper}, [paper]
        while todo:  # all that it replaces, also through a third
            here = todo.pop()
            todo += [each for each in replaced.get(here, ()) if each not in reached]
            reached.update(replaced.get(here, ()))
        mine = min((family[each] for each in reached if each in family), default=len(family))
        family |= dict.fromkeys((each for each in reached if each in of), mine)
    out: dict[int, list[str]] = {}
    for paper, number in family.items():
        out.setdefault(number, []).append(of[paper])
    return [sorted(plans, key=lambda plan: _day(builder, plan)) for plans in out.values()]


def _day(builder: GraphBuilder, plan: str) -> str:
    paper = builder.papers.get(builder.plan_papers.get(plan, ""))
    when = read_date(paper.get("date")) if paper else None
    return when.last if when else ""
