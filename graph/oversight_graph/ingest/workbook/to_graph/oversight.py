"""What a row of a plan names as oversight, where it points, and what its oversight cell holds."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from oversight_graph.ingest.values import read_pointers, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.sheets import UNRESOLVED, Row
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder
from oversight_graph.model.references import normal_ref
from oversight_graph.model.vocabulary import CONCEPT, NS

NO_COLUMN = "(no column)"
LOST = re.compile(r"^\(?\s*(?:lost|torn|missing in text|no column)\s*\)?$", re.IGNORECASE)
_BLANK = re.compile(r"^\(?\s*(?:blank|empty|none printed)\s*\)?$|^[-–—]+$", re.IGNORECASE)
_POINTER = re.compile(
    r"^\(?\s*(?:please\s+)?(?:refers? to|referred to|see(?: also)?|cross[- ]ref(?:erence)?d?(?: to)?|as (?:for|per)|"
    r"covered (?:by|in|under))\b|^as (?=\W*[A-Z]?\W?\d)",
    re.IGNORECASE,
)
_BULLETS = re.compile(r"\s*[>•▪●·]\s*")
_PARTINGS = (re.compile(r"\s*(?:,|\(\d\)|\d\)|(?<=\w\w)\.\s)\s*"), re.compile(r"\s*(?:/|\band\b|&|\+)\s*"))


@dataclass(slots=True)
class Promise:
    """A commitment or activity with the rows that tell of it."""

    node: ox.NamedNode
    ref: str  # as printed; may be empty for an activity
    rows: list[Row]
    plan: str = ""  # address of the plan
    above: "Promise | None" = None  # the commitment of an activity
    goal: str = ""  # the objective under which it stands
    below: int = 0  # how many activities there are under it so far
    # What its oversight cells name: the row, the name as printed, what it means
    names: list[tuple[Row, str, ox.NamedNode | None]] = field(default_factory=list)
    points: bool = False  # whether its oversight cell points to other rows
    # Whether a note of its rows is its own; it may be that of an activity in the same row
    noted: bool = False


def names_oversight(row: Row) -> bool:
    """Whether the oversight cell of a row names something, or points somewhere, as far as the row says."""
    printed = row.get("oversight as printed")
    silent = not printed or LOST.match(printed) or _BLANK.match(printed) or row.get("oversight as read") == NONE
    return not silent


def name_oversight(builder: GraphBuilder, thing: Promise) -> None:
    """State what the cell names, each name by itself."""
    row, printed = builder.row, builder.get("oversight as printed")
    if row.get("oversight as read") == NONE and not row.get("refer to") and not LOST.match(printed):
        builder.printed(thing.node, "ovs:oversightAsStated", printed)
    if not names_oversight(row):
        return
    if _POINTER.match(printed) and not row.get("oversight as read"):
        thing.points = True
        return
    for name, by, link in say_oversight(builder, thing.node):
        thing.names.append((row, name, by))
        builder.state(link, "oversight column")
        if by is None or row.certainty or row is not thing.rows[0]:
            builder.noted(link, sure=by is not None)


def say_oversight(builder: GraphBuilder, node: ox.NamedNode) -> list[tuple[str, ox.NamedNode | None, ox.BlankNode]]:
    """State of a thing what the row at hand names as its oversight; return each name, what it means, and its part."""
    row, printed = builder.row, builder.get("oversight as printed")
    read = split_names(row.get("oversight as read"))
    names = names_in(builder, printed)
    if read and len(names) != len(read):
        names = [printed] if len(read) == 1 else split_names(printed)
    if read and len(names) != len(read):
        builder.report("oversight as read", f"has {len(read)} names for {len(names)} printed; part both by semicolons")
        return []
    column, found = "oversight as read" if read else "oversight as printed", []
    for n, name in enumerate(names):
        by = _by(builder, read[n] if read else name, column, sure=bool(read))
        link = builder.part(node, "ovs:oversight", "ovs:Oversight")
        builder.printed(link, "ovs:asStated", name)
        if by is not None:
            builder.say(link, "ovs:by", by)
        else:
            builder.say(link, "ovs:certainty", CONCEPT + "certainty/unresolved")
            if not (row.get("note") or (row.certainty and row.why)):
                builder.text(link, "skos:editorialNote", "It is left open what is meant.")
        builder.cited(link)
        found.append((name, by, link))
    return found


def names_in(builder: GraphBuilder, printed: str) -> list[str]:
    """Return the names in a cell: parted by semicolons or lines, and by commas or "and" where all parts are names."""
    found: list[str] = []
    for name in (part.strip(" .") for each in split_names(printed) for part in _BULLETS.split(each)):
        if not name:
            continue
        for parting in () if _known_terms(builder, name) else _PARTINGS:
            parts = [part for part in parting.split(name) if part]
            # A list by commas is one where most are names; a name may have "and" in it, so there all must be.
            names = sum(_known_terms(builder, part) for part in parts)
            if len(parts) > 1 and (names == len(parts) or (parting is _PARTINGS[0] and 2 * names >= len(parts))):
                found += [each for part in parts for each in names_in(builder, part)]
                break
        else:
            found.append(name)
    return found


def _known_terms(builder: GraphBuilder, name: str) -> bool:
    return bool(builder.match(name, ("body",)).iri or mechanism_of(name))


def _by(builder: GraphBuilder, name: str, column: str, *, sure: bool) -> ox.NamedNode | None:
    """Return the body or routine that a name of an oversight cell means; a new routine becomes a thing of its own."""
    if name.lower() in (UNRESOLVED, "unknown", "unresolved") and sure:
        return None
    known, settled = builder.meant(column, name, "body")
    kind = "" if settled else mechanism_of(name)
    if not kind:
        if not settled and builder.row.certainty.lower() != "unresolved":
            advice = "; add it there, or choose unresolved as certainty"
            builder.report(column, builder.missing(name, "body", advice=advice))
        return known
    node = builder.named("mechanism", name, "body", kind)
    builder.routines.add(node.value)
    return node


def rows_near(builder: GraphBuilder, things: Iterable[Promise]) -> Callable[[Promise], Mapping[str, ox.NamedNode]]:
    """Return a function that gives the rows to which one may point, by their references, in the order of the paper.

    A reference that stands in the plan more than once, as where they begin anew under each heading, is there the row
    under the same heading or, of activities, of the same commitment; and no row where there is none or there are two.
    """
    by_heading: dict[tuple[str, str], dict[str, list[ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for thing in things:
        if thing.ref in builder.repeated.get(thing.plan, ()):
            by_heading[_heading_of(thing)][thing.ref].append(thing.node)

    @cache
    def rows(plan: str, *headings: tuple[str, str]) -> Mapping[str, ox.NamedNode]:
        own = {ref: those[0] for each in headings for ref, those in by_heading[each].items() if len(those) == 1}
        repeated = builder.repeated[plan]
        return {
            ref: own.get(ref, node)
            for ref, node in builder.plan_rows[plan].items()
            if ref in own or ref not in repeated
        }

    def near(thing: Promise) -> Mapping[str, ox.NamedNode]:
        if thing.plan not in builder.repeated:
            return builder.plan_rows.get(thing.plan, {})
        return rows(thing.plan, *([_heading_of(thing.above)] if thing.above else []), _heading_of(thing))

    return near


def _heading_of(thing: Promise) -> tuple[str, str]:
    return (thing.plan, thing.above.node.value if thing.above else thing.goal)


def point(builder: GraphBuilder, thing: Promise, rows: Mapping[str, ox.NamedNode]) -> None:
    """State to which rows of its own plan a row points."""
    row = builder.row
    for column in ("refer to", "oversight as printed"):
        printed = row.get(column)
        if not printed or (column == "oversight as printed" and not _POINTER.match(printed)):
            continue
        if column == "oversight as printed" and row.get("oversight as read"):
            continue
        targets = [node for name in split_names(printed) if (node := builder.address(name)) is not None]
        found, missing = read_pointers(printed, list(rows)) if not targets else ([], [])
        several = {normal_ref(ref) for ref in builder.repeated.get(thing.plan, ())}
        for ref in missing:
            many = normal_ref(ref) in several
            what = "fits several rows of the plan: write the address of one" if many else "is in no row of the plan"
            builder.report(column, f"points to {ref}, which {what}")
        nodes = targets or [rows[ref] for ref in found if rows[ref] != thing.node]
        if not nodes:
            if not missing:
                builder.report(column, "points to no row that is known; write it as: Refer to 3.1-3.4")
            continue
        pointer = builder.part(thing.node, "ovs:crossReference", "ovs:CrossReference")
        for node in nodes:
            builder.say(pointer, "ovs:to", node)
        builder.state(pointer, "pointer column")
        builder.printed(pointer, "ovs:asStated", row.get("refer as printed") or printed)
        builder.cited(pointer)
        if row is not thing.rows[0]:
            builder.noted(pointer)
        thing.points = True


def say_cell(builder: GraphBuilder, thing: Promise, cells: list[Row]) -> None:
    """State what the oversight cell of a thing holds; an activity without one shares that of its commitment."""
    given = next((row.get("cell") for row in cells if row.get("cell")), "")
    printed = [row.get("oversight as printed") for row in cells if row.get("oversight as printed")]
    if thing.above is not None and not given and not printed and not thing.points:
        builder.say(thing.node, "ovs:sharesCellOf", thing.above.node)
        return
    if given:
        kind = codes.code("cell", given)
        if not kind:
            builder.report("cell", f"is none of: {', '.join(codes.words('cell'))}")
            return
    elif thing.names:
        bodies = any(by is not None and by.value not in builder.routines for _, _, by in thing.names)
        kind = NS + ("Body" if bodies else "Process")
    elif any(LOST.match(text) for text in printed):
        kind = NS + "Lost"
        if not thing.noted:
            none = all(text.lower() == NO_COLUMN for text in printed)
            said = (
                "The plan has no column on oversight."
                if none
                else "The oversight cell is lost in the text as obtained."
            )
            builder.text(thing.node, "skos:editorialNote", said)
    else:
        kind = NS + ("Reference" if thing.points else "Blank")
    builder.say(thing.node, "ovs:oversightCell", kind)


def mechanism_of(words: str) -> str:
    """Return the class of a routine that a plan names as oversight; empty if the words are of none.

    Examples
    --------
    >>> mechanism_of("Delivery plan monitoring").removeprefix(NS), mechanism_of("Safer Streets Board")
    ('MonitoringProcess', '')
    """
    text = words.lower()
    if re.match(r"attend(?:ance|ing)?\b", text):
        return NS + "Attendance"
    if re.search(r"\b(?:board|committee|panel|group|forum|council|cabinet|partnership|meetings?|assembly)s?$", text):
        return ""
    forms = (
        (r"\battend", "Attendance"),
        (r"\baudits?\b", "Audit"),
        (r"\breports?\b|\breturns?\b|\bdashboards?\b|\bstatements?\b", "Report"),
        (r"\bplans?$|\bstrateg(?:y|ies)$|\bframework$", "Strategy"),
        (r"\bmonitor|\breviews?\b|\bmanagement\b|\bsurveys?\b|\bkpis?\b|\bperformance\b|\bevaluation|\binspections?\b|"
         r"\boversight\b|\bscrutiny\b|\bsupervision\b|\bassessments?\b|\bprocess\b|\bsampling\b", "MonitoringProcess"),
    )  # fmt: skip
    return next((NS + name for form, name in forms if re.search(form, text)), "")
