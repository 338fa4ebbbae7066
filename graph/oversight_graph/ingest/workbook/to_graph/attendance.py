"""The sheet Attendance: who was at a meeting, or which post where no person is named."""

import re
from collections.abc import Callable

import pyoxigraph as ox

from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder, slug
from oversight_graph.ingest.workbook.to_graph.names import without_title


def say_attendance(builder: GraphBuilder, meeting_of: Callable[[str], ox.NamedNode | None]) -> None:
    """State what the sheet says.

    Parameters
    ----------
    builder : GraphBuilder
    meeting_of : callable
        Gives the meeting that a cell names, and reports a violation if there is none.
    """
    for row in builder.rows("Attendance"):
        meeting = meeting_of(row.get("meeting"))
        printed, capacity = row.get("name as printed"), row.get("capacity as printed")
        builder.needs_citation("who was at a meeting")
        named = printed or row.get("person")
        if not named and not (capacity or row.get("post")):
            builder.report("name as printed", "is empty, and so is the capacity: say who was there, or which post")
            continue
        person = _person(builder, "person" if row.get("person") else "name as printed") if named else None
        post = _post(builder, needed=not named)
        if meeting is None or (person is None and (named or post is None)):
            continue
        part = builder.part(meeting, "ovs:participation", "ovs:Participation")
        if person is not None:
            builder.say(part, "ovs:person", person)
        if post is not None:
            builder.say(part, "ovs:post", post)
        builder.say(part, "ovs:presence", builder.code("presence", "presence", "attended"))
        builder.printed(part, "ovs:asStated", printed)
        builder.printed(part, "ovs:capacityAsStated", capacity)
        for party in builder.find_all("on behalf of", "organisation", "body", "post"):
            builder.say(part, "ovs:onBehalfOf", party)
        if row.get("role") and (role := builder.code("role", "role")):
            builder.say(part, "org:role", role)
        builder.cited(part)
        builder.noted(part)


def _post(builder: GraphBuilder, *, needed: bool) -> ox.NamedNode | None:
    """Return the post in which somebody was there; where nobody is named, it must be a known one."""
    given, capacity = builder.get("post"), builder.get("capacity as printed")
    if given:
        return builder.find("post", given, "post") if given != NONE else None
    bare = re.sub(r"\s*\([^)]*\)$|^the\s+", "", capacity, flags=re.IGNORECASE)
    if needed:
        return builder.find("capacity as printed", bare, "post")
    for name in dict.fromkeys((bare, codes.without_holding(bare))):
        if name and (found := builder.names.find(name, ("post",))).iri:
            return ox.NamedNode(found.iri)
    return None


def _person(builder: GraphBuilder, column: str) -> ox.NamedNode | None:
    text = builder.get(column)
    if (given := builder.address(text)) is not None:
        return given
    found = builder.names.find(text, ("person",))
    if found.several:
        builder.report(
            column, f"{text!r} fits more than one person, say which under person: {'; '.join(found.several)}"
        )
        return None
    if found.iri:
        return ox.NamedNode(found.iri)
    name = without_title(text)
    node = ox.NamedNode(f"{builder.base}person/{slug(name)}")
    builder.names.add(node.value, "person", name, [text])
    if node.value not in builder.described:
        builder.say(node, "rdf:type", "foaf:Person")
        builder.text(node, "skos:prefLabel", name)
    return node
