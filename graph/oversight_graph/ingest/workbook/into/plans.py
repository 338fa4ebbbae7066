"""The sheet Plan: commitments, activities, what they name as oversight, where they point, how they are going."""

import re
from dataclasses import dataclass, field

import pyoxigraph as ox

from oversight_graph.ingest.values import read_date, read_pointers, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.into.maker import NONE, Maker, slug
from oversight_graph.ingest.workbook.into.things import mechanism_of, objective
from oversight_graph.ingest.workbook.sheets import Row
from oversight_graph.model.references import normal_ref
from oversight_graph.model.vocabulary import NS

_LOST = re.compile(r"^\(?\s*(?:lost|torn|missing in text)\s*\)?$", re.IGNORECASE)
_BLANK = re.compile(r"^\(?\s*(?:blank|empty|none printed)\s*\)?$|^[-–—]+$", re.IGNORECASE)
_POINTER = re.compile(
    r"^\(?\s*(?:please\s+)?(?:refers? to|referred to|see(?: also)?|cross[- ]ref(?:erence)?d?(?: to)?|as (?:for|per)|"
    r"covered (?:by|in|under))\b|^as (?=\W*[A-Z]?\W?\d)",
    re.IGNORECASE,
)
_BULLETS = re.compile(r"\s*[>•▪●·]\s*")
_PARTINGS = (re.compile(r"\s*(?:,|\(\d\)|\d\)|(?<=\w\w)\.\s)\s*"), re.compile(r"\s*(?:/|\band\b|&|\+)\s*"))
# Words of progress, by what they mean; the first that fits.
_PROGRESS = [
    (r"\b(?:not (?:yet )?(?:started|begun)|no progress|to start)\b", "not-started"),
    (r"\b(?:on hold|paused|suspended|stopped)\b", "on-hold"),
    (r"\b(?:delayed|behind|overdue|slipped|late)\b", "delayed"),
    (r"\b(?:at risk|off track)\b", "at-risk"),
    (r"\b(?:complete[d]?|done|achieved|closed|finished|delivered|yes)\b", "complete"),
    (r"\b(?:ongoing|on-going|continuous|rolling)\b", "ongoing"),
    (r"\b(?:in progress|on (?:track|target|schedule)|under ?way|started|progressing|partial(?:ly)?)\b", "in-progress"),
    (r"\b(?:no update|nothing to report)\b", "no-update"),
]  # fmt: skip
_RATING = re.compile(
    r"^\s*(?:rag\s*:?\s*)?(amber\s*[/-]\s*(?:red|green)|red|amber|green|blue|r|a|g|b)\b\s*", re.IGNORECASE
)
_SHORT = {"r": "red", "a": "amber", "g": "green", "b": "blue"}


@dataclass(slots=True)
class _Thing:
    """A commitment or activity with the rows that tell of it."""

    node: ox.NamedNode
    ref: str
    rows: list[Row]
    above: "_Thing | None" = None
    goal: str = ""
    below: int = 0
    names: list[tuple[Row, str, ox.NamedNode | None]] = field(default_factory=list)
    points: bool = False


def make_plans(maker: Maker) -> None:
    """State what the sheet Plan says."""
    things: dict[str, _Thing] = {}
    current: _Thing | None = None
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
    refs = [thing.ref for thing in things.values() if thing.ref]
    maker.plan_rows = {thing.ref: thing.node for thing in reversed(list(things.values())) if thing.ref}
    for thing in things.values():
        _make(maker, thing, refs)


def _commitment(maker: Maker, things: dict[str, _Thing], ref: str) -> _Thing | None:
    row, name = maker.row, normal_ref(ref)
    node = maker.address_of(row, "commitment", slug(ref))
    if not name:
        maker.fault("ref", "is no reference: it has no letter and no figure")
        return None
    if not row.get("address"):  # a further row of a commitment that has an address of its own
        node = maker.commitments.get(name, node)
    found = things.get(node.value)
    if found is None:
        found = things[node.value] = _Thing(node, ref, [])
        maker.commitments.setdefault(name, node)
        maker.places.setdefault(node.value, (row.sheet, row.number))
    elif row.get("commitment") and found.rows and row.get("commitment") != found.rows[0].get("commitment"):
        maker.fault("ref", f"stands in row {found.rows[0].number} too, with another commitment")
    return found


def _activity(maker: Maker, things: dict[str, _Thing], above: _Thing) -> _Thing:
    row = maker.row
    ref, words = row.get("activity ref"), row.get("activity")
    if not ref and not words and not row.get("activity address"):
        return above
    above.below += 1
    node = maker.address_of(
        row, "activity", slug(ref) if ref else f"{slug(above.ref)}-unnumbered-{above.below}", "activity address"
    )
    found = things.get(node.value)
    if found is None:
        found = things[node.value] = _Thing(node, ref, [], above)
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


def plan(maker: Maker) -> ox.NamedNode:
    """Return the plan that the row at hand is of, and state it if it is new: that of its paper."""
    row = maker.row
    name = _title(maker)
    if (given := maker.address(name)) is not None:
        return given
    node = ox.NamedNode(f"{maker.base}plan/{slug(row.get('plan') or row.paper or 'plan')}")
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


def _make(maker: Maker, thing: _Thing, refs: list[str]) -> None:
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
            elif row is first and row.note and not row.certainty and _LOST.match(row.get("oversight as printed")):
                maker.noted(node)
            if row in cells:
                _oversight(maker, thing)
                _pointers(maker, thing, refs)
    with maker.at(first):
        _cell(maker, thing, cells)


def _of_a_commitment(maker: Maker, thing: _Thing) -> None:
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


def _progress(maker: Maker, thing: _Thing) -> None:
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
    read = next((code for form, code in _PROGRESS if re.search(form, rest)), read)
    if found := maker.code("progress as read", "progress", read):
        maker.say(update, "ovs:progressState", found)
    maker.cited(update)
    if (row.certainty and not row.get("oversight as printed")) or row is not thing.rows[0]:
        maker.noted(update)


def _oversight(maker: Maker, thing: _Thing) -> None:
    """State what the cell names, each name by itself."""
    row, printed = maker.row, maker.get("oversight as printed")
    if not printed or _LOST.match(printed) or _BLANK.match(printed):
        return
    if _POINTER.match(printed) and not row.get("oversight as read"):
        thing.points = True
        return
    read = split_names(row.get("oversight as read"))
    names = names_in(maker, printed)
    if read and len(names) != len(read):
        names = [printed] if len(read) == 1 else split_names(printed)
    if read and len(names) != len(read):
        maker.fault("oversight as read", f"has {len(read)} names for {len(names)} printed; part both by semicolons")
        return
    for n, name in enumerate(names):
        by = _by(
            maker, read[n] if read else name, "oversight as read" if read else "oversight as printed", sure=bool(read)
        )
        link = maker.part(thing.node, "ovs:oversight", "ovs:Oversight")
        thing.names.append((row, name, by))
        maker.printed(link, "ovs:asStated", name)
        if by is not None:
            maker.say(link, "ovs:by", by)
        maker.cited(link)
        if column := maker.code("oversight column", "column"):
            maker.say(link, "ovs:column", column)
        if row.certainty or row is not thing.rows[0]:
            maker.noted(link)


def names_in(maker: Maker, printed: str) -> list[str]:
    """Return the names in a cell: parted by semicolons or lines, and by commas or "and" where all parts are names."""
    found: list[str] = []
    for name in (part.strip(" .") for each in split_names(printed) for part in _BULLETS.split(each)):
        if not name:
            continue
        for parting in () if _known(maker, name) else _PARTINGS:
            parts = [part for part in parting.split(name) if part]
            # A list by commas is one where most are names; a name may have "and" in it, so there all must be.
            names = sum(_known(maker, part) for part in parts)
            if len(parts) > 1 and (names == len(parts) or (parting is _PARTINGS[0] and 2 * names >= len(parts))):
                found += [each for part in parts for each in names_in(maker, part)]
                break
        else:
            found.append(name)
    return found


def _known(maker: Maker, name: str) -> bool:
    return bool(maker.names.find(name, ("body",)).iri or mechanism_of(name))


def _by(maker: Maker, name: str, column: str, *, sure: bool) -> ox.NamedNode | None:
    """Return the body or routine that a name of an oversight cell means; a new routine becomes a thing of its own."""
    if name.lower() in ("?", "unknown", "unresolved") and sure:
        return None
    given = maker.address(name)
    found = maker.names.find(name, ("body",))
    if given is not None or found.iri:
        return given or ox.NamedNode(found.iri)
    if found.several:
        maker.fault(column, f"{name!r} fits more than one thing, say which: {'; '.join(found.several)}")
        return None
    kind = mechanism_of(name)
    if not kind:
        names = maker.names.near(name, ("body",))
        near = f"; nearest: {'; '.join(names)}" if names else ""
        if maker.row.certainty.lower() != "unresolved":
            maker.fault(
                column, f"{name!r} is in no row of Bodies; add it there, or choose unresolved as certainty{near}"
            )
        return None
    node = ox.NamedNode(f"{maker.base}mechanism/{slug(name)}")
    maker.names.add(node.value, "body", name)
    maker.routines.add(node.value)
    if node.value not in maker.described:
        maker.say(node, "rdf:type", kind)
        maker.text(node, "skos:prefLabel", name)
    return node


def _pointers(maker: Maker, thing: _Thing, refs: list[str]) -> None:
    row = maker.row
    for column in ("refer to", "oversight as printed"):
        printed = row.get(column)
        if not printed or (column == "oversight as printed" and not _POINTER.match(printed)):
            continue
        if column == "oversight as printed" and row.get("oversight as read"):
            continue
        targets = [node for name in split_names(printed) if (node := maker.address(name)) is not None]
        found, missing = read_pointers(printed, refs) if not targets else ([], [])
        if missing:
            maker.fault(column, f"points to {', '.join(missing)}, which is in no row of the plan")
        nodes = targets or [maker.plan_rows[ref] for ref in found if maker.plan_rows[ref] != thing.node]
        if not nodes:
            if not missing:
                maker.fault(column, "points to no row that is known; write it as: Refer to 3.1-3.4")
            continue
        pointer = maker.part(thing.node, "ovs:crossReference", "ovs:CrossReference")
        for node in nodes:
            maker.say(pointer, "ovs:to", node)
        maker.say(pointer, "ovs:column", maker.code("pointer column", "column", "oversight"))
        maker.printed(pointer, "ovs:asStated", row.get("refer as printed") or printed)
        maker.cited(pointer)
        if row is not thing.rows[0]:
            maker.noted(pointer)
        thing.points = True


def _cell(maker: Maker, thing: _Thing, cells: list[Row]) -> None:
    """State what the oversight cell of a thing holds; an activity without one shares that of its commitment."""
    given = next((row.get("cell") for row in cells if row.get("cell")), "")
    printed = [row.get("oversight as printed") for row in cells if row.get("oversight as printed")]
    if thing.above is not None and not given and not printed and not thing.points:
        maker.say(thing.node, "ovs:sharesCellOf", thing.above.node)
        return
    if given:
        kind = codes.code("cell", given)
        if not kind:
            maker.fault("cell", f"is none of: {', '.join(codes.words('cell'))}")
            return
    elif thing.names:
        bodies = any(by is not None and by.value not in maker.routines for _, _, by in thing.names)
        kind = NS + ("Body" if bodies else "Process")
    elif any(_LOST.match(text) for text in printed):
        kind = NS + "Lost"
        if not any(row.note for row in cells):
            maker.text(thing.node, "skos:editorialNote", "The oversight cell is lost in the text as obtained.")
    else:
        kind = NS + ("Reference" if thing.points else "Blank")
    maker.say(thing.node, "ovs:oversightCell", kind)
