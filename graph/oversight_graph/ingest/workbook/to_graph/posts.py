"""The sheets Posts and People: a post is that of its organisation, and a person holds posts and seats on bodies."""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from oversight_graph.ingest.values import split_names
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.model.spelling import flat, name_key
from oversight_graph.model.vocabulary import CONCEPT


def enter_posts(builder: GraphBuilder) -> None:
    """Enter the names of posts, and whose they are."""
    for row in builder.rows("Posts"):
        if name := row.get("post"):
            said = (row.get("organisation"), builder.publisher())
            builder.post_places.setdefault(name_key(name), {}).setdefault(said)
    for row in builder.rows("Posts"):
        if name := row.get("post"):
            node, place = _address(builder), row.get("organisation")
            builder.new(node, flat(name), "post")
            others = [row.get("initials"), *split_names(row.get("also called"))]
            builder.names.add(node.value, "post", name, filter(None, others))
            builder.owners.setdefault(node.value, set()).update({builder.publisher(), name_key(place)} - {""})
            if place:
                builder.names.add(node.value, "post", name, [f"{name} {place}", f"{name} ({place})"])


def make_posts(builder: GraphBuilder) -> None:
    """State what the sheet Posts says; a further row of a post may cite its paper for another name alone."""
    begun: set[str] = set()
    for row in builder.rows("Posts"):
        node = _address(builder)
        _tell(builder)
        builder.say(node, "rdf:type", "org:Post")
        called(builder, node, row.get("post"))
        builder.state(node, "initials")
        other_names(builder, node, split_names(row.get("also called")))
        for place in builder.organisations("organisation"):
            builder.say(node, "org:postIn", place)
        for above in builder.find_all("answers to", "post", "body", "organisation"):
            if builder.names.kinds.get(above.value) == "post":
                builder.say(node, "org:reportsTo", above)
            elif builder.needs_citation("to whom a post answers"):
                account = builder.part(node, "ovs:accountability", "ovs:Accountability")
                builder.say(account, "ovs:forum", above)
                builder.say(account, "ovs:mode", CONCEPT + "mode/informs")
                builder.cited(account)
        if node.value not in begun or not row.get("also called"):
            builder.evidenced(node)
        begun.add(node.value)


def called(builder: GraphBuilder, node: ox.NamedNode, name: str) -> None:
    """State the name of the thing of the row at hand; another spelling in a later row is a name that its paper has."""
    first = builder.names.called.get(node.value, name)
    if name.split() in (first.split(), builder.names.person(first).split()):
        builder.text(node, "skos:prefLabel", name)
    else:
        _other_name(builder, node, name)


def other_names(builder: GraphBuilder, node: ox.NamedNode, others: Iterable[str]) -> None:
    """State other names of the thing of the row at hand, and what the row notes of them."""
    for other in others:
        if (use := _other_name(builder, node, other)) is not None:
            builder.noted(use)


def _other_name(builder: GraphBuilder, node: ox.NamedNode, other: str) -> ox.BlankNode | None:
    """State a name as printed where the row cites a paper, and return the node of that; else as one that is known."""
    if not builder.row.paper or not (builder.row.lines or builder.row.page):
        builder.printed(node, "skos:altLabel", other)
        return None
    use = builder.part(node, "ovs:namedAs", "ovs:NameUse")
    builder.printed(use, "ovs:asStated", other)
    builder.cited(use)
    return use


def _address(builder: GraphBuilder) -> ox.NamedNode:
    """Return the address of the post at hand; where several are called so, it has in it whose the post is."""
    name = builder.get("post")
    said = builder.post_places.get(name_key(name), {})
    whose = _whose(builder.get("organisation"), builder.publisher(), said)
    several = len({name_key(_whose(place, by, said)) for place, by in said} - {""}) > 1
    return builder.address_of(builder.row, "post", slug(f"{name} {whose}" if several and whose else name))


def _whose(place: str, publisher: str, said: Iterable[tuple[str, str]]) -> str:
    """Return the organisation by which a post is told from others that are called so; empty if none is known.

    Where a row has none, it is taken for that which papers of the same publisher give the post, else for a post of its
    own beside those of other publishers: what two councils call Clerk are two posts.

    Parameters
    ----------
    place, publisher : str
        The organisation of the row, and who published its paper.
    said : iterable of tuple of str
        The same of all rows of posts so called.

    Examples
    --------
    >>> _whose("", "elmham", [("", "elmham"), ("", "oakham")]), _whose("", "elmham", [("", "elmham"), ("", "")])
    ('elmham', '')
    >>> _whose("", "elmham", [("Lamp Trust", "elmham"), ("", "elmham")]), _whose("", "", [("Lamp Trust", "elmham")])
    ('Lamp Trust', 'Lamp Trust')
    >>> _whose("", "oakham", [("Lamp Trust", "elmham"), ("", "oakham")])
    'oakham'
    """
    if place:
        return place
    said = tuple(said)
    placed = {each: name_key(each) for each, _ in said if each}
    own = [each for each, by in said if each and publisher and publisher in (by, placed[each])]
    if len(set(own)) == 1:
        return own[0]
    if own or not publisher or any(each and not by for each, by in said):
        return next(iter(placed)) if len(set(placed.values())) == 1 else ""
    return publisher if any(by not in ("", publisher) for _, by in said) else ""


def _tell(builder: GraphBuilder) -> None:
    """Say of a post without an organisation that it is taken for another than those of other publishers."""
    row, mine = builder.row, builder.publisher()
    said = builder.post_places.get(name_key(row.get("post")), {})
    if not row.get("organisation") and not row.get("address") and mine and _whose("", mine, said) == mine:
        printed = (paper.cells.get("publisher", "") for paper in builder.papers.values())
        called = {name_key(name): name for name in printed}
        others = sorted({place or called.get(by, by) for place, by in said if place or by != mine} - {""})
        advice = "taken for another post: write its organisation, also where it is the same"
        builder.warn("post", f"{'; '.join(others)} has a post so called too, and this is {advice}")


def printed_name(builder: GraphBuilder, node: ox.NamedNode, name: str) -> None:
    """State that a paper has the name, where that is all that the row cites it for."""
    if name and builder.uncited() and builder.row.paper:
        other_names(builder, node, [name])


# What stands in place of a name where a post or seat has nobody.
_VACANT = re.compile(r"vacant|vacancy|vacant post|unfilled", re.IGNORECASE)


def make_people(builder: GraphBuilder) -> None:
    """State what the sheet People says: tenures of posts, and seats on bodies."""
    for row in builder.rows("People"):
        if _VACANT.fullmatch(row.get("name").strip()):
            _make_vacancy(builder)
            continue
        if not row.get("name"):
            _make_seat_of_post(builder)
            continue
        node = builder.address_of(row, "person", slug(builder.names.person(row.get("name"))))
        builder.places.setdefault(node.value, (row.sheet, row.number))
        builder.say(node, "rdf:type", "foaf:Person")
        called(builder, node, builder.names.person(row.get("name")))
        other_names(builder, node, split_names(row.get("also printed as")))
        post = builder.find("post", row.get("post"), "post") if row.get("post") else None
        body = builder.find("body", row.get("body"), "body", "organisation") if row.get("body") else None
        if body and builder.names.kinds.get(body.value) == "organisation":
            kinds = "a seat is on a body: give it another kind in Bodies, such as committee or standing meeting"
            builder.report("body", f"{row.get('body')!r} is an organisation, and {kinds}")
            continue
        if (post or body) and not builder.needs_citation("who holds a post or a seat"):
            continue
        if body:
            seat = builder.part(body, "ovs:seat", "ovs:Seat")
            builder.say(seat, "org:member", node)
            if post:
                builder.say(seat, "ovs:post", post)
            builder.state(seat, "role")
            _term_of(builder, seat)
        elif post:
            tenure = builder.part(node, "ovs:tenure", "ovs:Tenure")
            builder.say(tenure, "ovs:post", post)
            _term_of(builder, tenure)
        else:
            printed_name(builder, node, row.get("name"))


def _make_seat_of_post(builder: GraphBuilder) -> None:
    """State that a post has a seat on a body, whoever holds it."""
    row = builder.row
    if not (row.get("post") and row.get("body")):
        builder.report("name", "is empty: the name of the person; only a post that sits on a body needs none")
        return
    post, body = builder.find("post", row.get("post"), "post"), builder.find("body", row.get("body"), "body")
    if post and body and builder.needs_citation("who holds a seat"):
        seat = builder.part(body, "ovs:seat", "ovs:Seat")
        builder.say(seat, "ovs:post", post)
        builder.state(seat, "role")
        _term_of(builder, seat)


def _make_vacancy(builder: GraphBuilder) -> None:
    """State that a post, or a seat on a body, was vacant."""
    row = builder.row
    body = builder.find("body", row.get("body"), "body", "organisation") if row.get("body") else None
    thing = builder.find("post", row.get("post"), "post") if row.get("post") else body
    if thing and builder.needs_citation("that a post or a seat is vacant"):
        _term_of(builder, builder.part(thing, "ovs:vacancy", "ovs:Vacancy"))


def _term_of(builder: GraphBuilder, node: ox.BlankNode) -> None:
    """State from when to when, as far as it is known."""
    ends = []
    for column, term in (("from", "schema:startDate"), ("to", "schema:endDate")):
        when = builder.date(column)
        if when:
            builder.day(node, term, when.last)
            ends.append(when)
    if any(when.kind != "day" for when in ends):
        builder.printed(node, "ovs:edtf", "/".join(when.edtf for when in ends))
    in_role = not builder.row.cells.get("held as") and codes.code("holding", builder.row.cells.get("role", ""))
    builder.say(node, "ovs:heldAs", builder.code("role" if in_role else "held as", scheme="holding"))
    seen = builder.date("seen on")
    if seen or (not ends and builder.get("seen on") != NONE):
        day = seen.last if seen else builder.paper_day()
        if day:
            builder.day(node, "ovs:seenOn", day)
    builder.evidenced(node)
