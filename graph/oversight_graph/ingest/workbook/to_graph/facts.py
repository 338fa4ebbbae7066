"""The sheet Further facts: statements for which the other sheets have no column."""

import re

import pyoxigraph as ox

from oversight_graph.ingest.workbook.to_graph.builder import GraphBuilder
from oversight_graph.model.vocabulary import BASE, PREFIXES

_BLANK = re.compile(r"_:([A-Za-z0-9-]+)")
SHORT = {**PREFIXES, "code": f"{BASE}concept/"}


def long(builder: GraphBuilder, text: str) -> ox.NamedNode | ox.BlankNode | None:
    """Return the node that a cell writes: ``_:1``, ``ovs:by``, ``code:role/chair``, ``body/board`` or an IRI."""
    if match := _BLANK.fullmatch(text):
        return ox.BlankNode(f"f{match[1]}")
    prefix, colon, local = text.partition(":")
    if colon and prefix in SHORT and not local.startswith("//"):
        return ox.NamedNode(SHORT[prefix] + local)
    if re.fullmatch(r"[\w-]+/[^\s<>\"{}|^`\\]+", text) and not text.startswith("http"):
        return ox.NamedNode(builder.base + text)
    return builder.address(text)


def short(base: str, iri: str) -> str:
    """Return how a cell writes an IRI; the other way of `long`.

    Examples
    --------
    >>> short("https://example.org/", "https://w3id.org/oversight-graph/concept/role/chair")
    'code:role/chair'
    >>> short("https://example.org/", "https://example.org/body/board")
    'body/board'
    """
    for prefix, begin in SHORT.items():
        if iri.startswith(begin) and re.fullmatch(r"[\w.-]+(?:/[\w.-]+)*", iri.removeprefix(begin)):
            return f"{prefix}:{iri.removeprefix(begin)}"
    return iri.removeprefix(base) if re.fullmatch(r"[\w-]+/\S+", iri.removeprefix(base)) else iri


def enter_facts(builder: GraphBuilder) -> None:
    """Enter which things the sheet describes, so that nothing is made up about them."""
    for row in builder.rows("Further facts"):
        if row.get("fact") == "rdf:type" and (node := long(builder, row.get("thing"))) is not None:
            builder.described.add(node.value)


def make_facts(builder: GraphBuilder) -> None:
    """State what the sheet says."""
    for row in builder.rows("Further facts"):
        thing, fact = long(builder, row.get("thing")), long(builder, row.get("fact"))
        if thing is None:
            builder.report("thing", "is no address; write body/safer-streets-board, an IRI, or _:1")
        if not isinstance(fact, ox.NamedNode):
            builder.report("fact", "is no relation; write it with its prefix, such as ovs:by or rdfs:label")
        value = _value(builder, row.get("value"), row.get("kind") or "text@en")
        if thing is None or not isinstance(fact, ox.NamedNode) or value is None:
            continue
        builder.made.append((row, ox.Triple(thing, fact, value)))
        if isinstance(thing, ox.NamedNode):
            builder.places.setdefault(thing.value, (row.sheet, row.number))


def _value(builder: GraphBuilder, text: str, kind: str) -> "ox.NamedNode | ox.BlankNode | ox.Literal | None":
    try:
        if kind == "thing":
            node = long(builder, text)
            if node is None:
                builder.report("value", "is no address; write body/safer-streets-board, an IRI, or _:1")
            return node
        if kind == "text":
            return ox.Literal(text)
        if kind.startswith("text@"):
            return ox.Literal(text, language=kind.removeprefix("text@"))
        datatype = long(builder, kind)
        if isinstance(datatype, ox.NamedNode):
            return ox.Literal(text, datatype=datatype)
    except ValueError:
        pass
    builder.report("kind", "is none of: thing, text, text@en, or a type such as xsd:date")
    return None
