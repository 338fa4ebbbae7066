"""Papers and bodies, and the names of all that the other sheets refer to."""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.evidence.papers import lines_of
from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.values import read_frequency, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.ingest.workbook.to_graph.posts import called, enter_posts, other_names, printed_name
from oversight_graph.model.spelling import flat, whole
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.resources import content

_INITIALS = re.compile(r"[A-Z0-9][A-Za-z0-9&/-]{0,9}")
_SHA = re.compile(r"[0-9a-f]{64}")


def enter_papers(builder: GraphBuilder) -> None:
    """Enter the names of the papers, so that rows can cite them."""
    for row in builder.rows("Papers"):
        name = row.get("paper")
        if name and builder.papers.setdefault(name.lower(), row) is not row:
            builder.report("paper", f"stands in row {builder.papers[name.lower()].number} too")
        if row.get("date"):
            builder.date("date")


def enter_things(builder: GraphBuilder) -> None:
    """Enter the names of bodies, posts and people, before anything refers to them."""
    for row in builder.rows("Bodies"):
        if row.get("kind"):
            builder.body_kinds.setdefault(row.get("name").lower(), row.get("kind"))
    for row in builder.rows("Bodies"):
        if name := row.get("name"):
            node = body_address(builder)
            kind = "organisation" if _kind(kind_of(builder)) in _ORGANISATIONS else "body"
            others = [row.get("initials"), row.get("listed as"), *split_names(row.get("also called"))]
            builder.new(node, flat(name), "name")
            builder.names.add(node.value, kind, name, filter(None, others))
            if _kind(kind_of(builder)) in codes.mechanisms().values():
                builder.routines.add(node.value)
    enter_posts(builder)
    builder.names.tell_apart(
        row.get("name") or row.get("name as printed") for row in builder.rows("People", "Attendance")
    )
    for row in builder.rows("People"):
        if name := row.get("name"):
            node = builder.address_of(row, "person", slug(builder.names.person(name)))
            builder.names.add(node.value, "person", name, split_names(row.get("also printed as")))


def make_papers(builder: GraphBuilder) -> None:
    """State what the sheet Papers says."""
    for row in builder.rows("Papers"):
        node = builder.address_of(row)
        builder.say(node, "rdf:type", "ovs:SourceDocument")
        builder.places.setdefault(node.value, (row.sheet, row.number))
        builder.text(node, "dcterms:title", row.get("title"))
        for column, term in (("date", "dcterms:date"), ("issued", "dcterms:issued")):
            when = read_date(row.get(column)) if row.get(column) else None
            if when and when.last:
                builder.day(node, term, when.last)
        builder.state(node, "kind")
        for publisher in builder.organisations("publisher"):
            builder.say(node, "dcterms:publisher", publisher)
        for name in split_names(row.get("replaces")):
            if name.lower() in builder.papers and builder.papers[name.lower()] is not row:
                builder.say(node, "dcterms:replaces", builder.address_of(builder.papers[name.lower()]))
            else:
                builder.report("replaces", f"{name!r} is no other row of the sheet Papers")
        digest, lines = _file(builder)
        builder.printed(node, "ovs:sha256", digest)
        builder.state(node, "original", "original sha256")
        if count := row.get("line count"):
            lines = whole(count)
            if not lines:
                builder.report("line count", "is no number of lines")
        if lines:
            builder.say(node, "ovs:lineCount", ox.Literal(lines))
            builder.lengths[node.value] = lines
        builder.noted(node)


def _file(builder: GraphBuilder) -> tuple[str, int | None]:
    """Return the hash of a paper, and how many lines it has if it is a text that is at hand."""
    given, name = builder.get("sha256").lower(), builder.get("file")
    if given:
        if not _SHA.fullmatch(given):
            advice = "that has 64 digits 0-9 and a-f; leave it empty if the file is here"
            builder.report("sha256", f"is no SHA-256: {advice}")
        return given, None
    if not name:
        builder.report("file", "is empty, and so is sha256: give the file of the paper, or its hash")
        return "", None
    path, lines = builder.book.folder / name, None
    try:
        # A name from outside must not reach beyond the folder of the workbook.
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(builder.book.folder)):
            builder.report("file", "is not beside the workbook; put the file there, or give its sha256")
            return "", None
        data = content(path)
        with suppress(UnicodeDecodeError):
            lines = len(lines_of(data.decode())) if path.suffix.lower() == ".txt" else None
        return hashlib.sha256(data).hexdigest(), lines
    except (OSError, DataError) as error:
        why = error.message if isinstance(error, DataError) else error.strerror
        builder.report("file", f"{why}; put it beside the workbook, or give its sha256")
        return "", None


_ORGANISATIONS = {"org:FormalOrganization", "org:OrganizationalUnit"}


def _kind(text: str) -> str:
    """Return the class that a kind of the sheet Bodies means."""
    wanted = " ".join(text.lower().split())
    if wanted in (codes.ORGANISATION, "organization"):
        return "org:FormalOrganization"
    if wanted in (codes.UNIT, "unit"):
        return "org:OrganizationalUnit"
    return codes.mechanisms().get(wanted, "ovs:OversightBody")


def kind_of(builder: GraphBuilder) -> str:
    """Return the kind that the row at hand gives, else that of the first row of the same name."""
    return builder.get("kind") or builder.body_kinds.get(builder.get("name").lower(), "")


def body_address(builder: GraphBuilder) -> ox.NamedNode:
    """Return the address of the thing that the row at hand of the sheet Bodies describes."""
    kind = _kind(kind_of(builder))
    folder = "organization" if kind in _ORGANISATIONS else "body" if kind == "ovs:OversightBody" else "mechanism"
    return builder.address_of(builder.row, folder, slug(builder.get("name")))


def make_bodies(builder: GraphBuilder) -> None:
    """State what the sheet Bodies says: the thing itself, and what a paper's own list says of it."""
    for row in builder.rows("Bodies"):
        node, kind = body_address(builder), _kind(kind_of(builder))
        builder.say(node, "rdf:type", kind)
        called(builder, node, row.get("name"))
        if kind == "ovs:OversightBody":
            builder.state(node, "kind")
        _also_called(builder, node)
        builder.state(node, "constitution", "level", "line of assurance")
        for above in builder.organisations("part of"):
            builder.say(node, "org:unitOf" if kind == "org:OrganizationalUnit" else "org:subOrganizationOf", above)
        for office in builder.organisations("run by"):
            builder.say(node, "ovs:runBy", office)
        if any(row.get(column) for column in ("constitution", "level", "line of assurance", "part of", "run by")):
            builder.cited(node)
        _said_by_a_paper(builder, node)
        printed_name(builder, node, row.get("name"))


def _also_called(builder: GraphBuilder, node: ox.NamedNode) -> None:
    row, initials = builder.row, builder.get("initials")
    others = split_names(row.get("also called"))
    if not initials and others and _INITIALS.fullmatch(others[0]) and any(map(str.isupper, others[0])):
        initials = others.pop(0)
    builder.printed(node, "skos:notation", initials if initials != NONE else "")
    other_names(builder, node, others)


def _said_by_a_paper(builder: GraphBuilder, node: ox.NamedNode) -> None:
    row = builder.row
    listed = [row.get(name) for name in ("frequency as printed", "notes published", "open to public", "purpose",
                                         "listed as", "marks", "frequency as read")]  # fmt: skip
    if any(listed) and builder.needs_citation("what a paper says of a body"):
        _entry(builder, node)
    chairs = builder.find_all("chair", "person", "post")
    if chairs and builder.needs_citation("who chairs"):
        for chair in chairs:
            seat = builder.part(node, "ovs:seat", "ovs:Seat")
            builder.say(seat, "ovs:post" if builder.names.kinds.get(chair.value) == "post" else "org:member", chair)
            builder.say(seat, "org:role", CONCEPT + "role/chair")
            builder.evidenced(seat)
    above = builder.find_all("reports into", "body", "post", "organisation")
    if above and builder.needs_citation("a reporting line"):
        for each in above:
            line = builder.part(node, "ovs:reporting", "ovs:Reporting")
            builder.say(line, "ovs:into", each)
            builder.evidenced(line)
    state = builder.code("status")
    if state and builder.needs_citation("the state of a body"):
        status = builder.part(node, "ovs:status", "ovs:BodyStatus")
        builder.say(status, "ovs:state", state)
        when = builder.date("status from")
        builder.day(status, "schema:startDate", when.last if when else builder.paper_day())
        if when:
            builder.printed(status, "ovs:edtf", when.edtf if when.kind != "day" else "")
            builder.printed_day(status, row.get("status from"))
        builder.evidenced(status)


def _entry(builder: GraphBuilder, node: ox.NamedNode) -> None:
    """State the row of a paper's own list of bodies."""
    row = builder.row
    paper = builder.papers.get(row.paper.lower())
    if paper is None:
        builder.citations()  # says so
        return
    name = row.get("entry") or f"glossary-{builder.count(f'glossary {row.paper.lower()}')}"
    entry = ox.NamedNode(f"{builder.address_of(paper).value}#{slug(name)}")
    builder.say(entry, "rdf:type", "ovs:GlossaryEntry")
    builder.say(entry, "ovs:describes", node)
    builder.printed(entry, "ovs:asStated", row.get("listed as") or row.get("name"))
    builder.text(entry, "org:purpose", row.get("purpose"))
    builder.state(entry, "marks", "frequency as printed")
    read, printed = builder.code("frequency as read"), row.get("frequency as printed")
    if not read:
        iris = (codes.code("frequency", each) for each in codes.words("frequency"))
        found = read_frequency(printed, [iri.rpartition("/")[2] for iri in iris])
        if printed and not found:
            builder.warn("frequency as printed", "says no frequency that is known; choose one under frequency as read")
        read = f"{CONCEPT}frequency/{found or 'not-stated'}"
    builder.say(entry, "ovs:frequency", read)
    builder.state(entry, "notes published", "open to public")
    if row.get("objective"):
        goal = row.get("objective")
        builder.say(entry, "ovs:objective", builder.address(goal) or objective(builder, goal))
    if day := builder.paper_day():
        builder.day(entry, "dcterms:date", day)
    builder.evidenced(entry)


def objective(builder: GraphBuilder, text: str) -> ox.NamedNode:
    """Return the address of an objective by its words."""
    return ox.NamedNode(f"{builder.base}objective/{slug(text)}")
