"""The people of meetings: who was there, or which post where no person is named, and who owns what was asked for."""

import re
from collections.abc import Callable

import pyoxigraph as ox

from oversight_graph.ingest.values import BETWEEN_OWNERS, split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder

_CODES = re.compile(r"[A-Z][A-Za-z]{1,4}(?:\s+[A-Z][A-Za-z]{1,4})+")


def say_attendance(builder: GraphBuilder, meeting_of: Callable[[str], ox.NamedNode | None]) -> None:
    """State what the sheet says.

    Parameters
    ----------
    meeting_of : callable
        Gives the meeting that a cell names, and reports a violation if there is none.
    """
    seen: dict[tuple[str, ...], ox.BlankNode] = {}
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
        if person is not None and row.get("presence") != "apologies":
            builder.there.setdefault(meeting.value, set()).add(person.value)
        said = ("presence", "capacity as printed", "role", "on behalf of")
        about = (meeting.value, str(person), str(post), *(row.get(name).lower() for name in said))
        if about in seen:  # another record of the meeting says the same
            builder.evidenced(seen[about])
            continue
        part = seen[about] = builder.part(meeting, "ovs:participation", "ovs:Participation")
        if person is not None:
            builder.say(part, "ovs:person", person)
        if post is not None:
            builder.say(part, "ovs:post", post)
        builder.printed(part, "ovs:asStated", printed)
        builder.state(part, "presence", "capacity as printed", "role")
        for party in builder.find_all("on behalf of", "organisation", "body", "post"):
            builder.say(part, "ovs:onBehalfOf", party)
        builder.evidenced(part)


def _post(builder: GraphBuilder, *, needed: bool) -> ox.NamedNode | None:
    """Return the post in which somebody was there; where nobody is named, it must be a known one."""
    given, capacity = builder.get("post"), builder.get("capacity as printed")
    if given:
        return builder.find("post", given, "post") if given != NONE else None
    bare = re.sub(r"\s*\([^)]*\)$|^the\s+", "", capacity, flags=re.IGNORECASE)
    if needed:
        return builder.find("capacity as printed", bare, "post")
    for name in dict.fromkeys((bare, codes.without_holding(bare))):
        if name and (found := builder.match(name, ("post",))).iri:
            return ox.NamedNode(found.iri)
    return None


def _person(builder: GraphBuilder, column: str) -> ox.NamedNode | None:
    text = builder.get(column)
    known, settled = builder.meant(column, text, "person", clash="person, say which under person")
    return known if settled else builder.named("person", builder.names.person(text), "person", "foaf:Person", [text])


def say_owners(builder: GraphBuilder, node: ox.NamedNode, meeting: ox.NamedNode) -> None:
    """State the owners of the action of the row at hand, as printed and as read.

    A name that fits several people means the only one of them who was at the meeting that asked for it.
    """
    row, there = builder.row, builder.there.get(meeting.value, set())
    builder.state(node, "owner as printed")
    kinds = ("post", "person", "body", "organisation")
    if row.get("owner as read"):
        for name in split_names(row.get("owner as read")) if row.get("owner as read") != NONE else []:
            printed = name in row.get("owner as printed")  # what is printed so is read in no other way
            if owner := builder.find("owner as read", name, *kinds, needed=not printed):
                builder.say(node, "ovs:owner", owner)
        return
    for name in split_names(row.get("owner as printed")):
        parts = [part for part in BETWEEN_OWNERS.split(name) if part]
        whole = builder.match(name, kinds)
        if len(parts) < 2 and not whole.iri and _CODES.fullmatch(name):
            codes = name.split()  # initials with nothing between them, if all are known
            parts = codes if all(builder.match(code, kinds).iri for code in codes) else parts
        for part in [name] if whole.iri or len(parts) < 2 else parts:
            if part.lower() in ("all", "everyone", "members", "all members", "none", "tbc"):
                continue
            present = [each for each in builder.match(part, kinds).fits if each in there]
            if len(present) == 1:
                taken = builder.names.called.get(present[0], present[0])
                builder.warn("owner as printed", f"{part!r} is taken for {taken}, who was at that meeting")
                builder.say(node, "ovs:owner", present[0])
            elif found := builder.find("owner as printed", part, *kinds, needed=False):
                builder.say(node, "ovs:owner", found)
