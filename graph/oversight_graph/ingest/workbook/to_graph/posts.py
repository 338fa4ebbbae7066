"""The sheet Posts: a post is that of its organisation, and not whatever is called so."""

from collections.abc import Iterable

import pyoxigraph as ox

from oversight_graph.ingest.values import split_names
from oversight_graph.ingest.workbook.to_graph.builder import GraphBuilder
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
