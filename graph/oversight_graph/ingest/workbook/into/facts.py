"""The sheet Further facts: statements for which the other sheets have no column."""

import re

import pyoxigraph as ox

from oversight_graph.ingest.workbook.into.maker import Maker
from oversight_graph.model.vocabulary import BASE, PREFIXES

_BLANK = re.compile(r"_:([A-Za-z0-9-]+)")
SHORT = {**PREFIXES, "code": f"{BASE}concept/"}
_TYPE = PREFIXES["rdf"] + "type"


def long(maker: Maker, text: str) -> ox.NamedNode | ox.BlankNode | None:
    """Return the node that a cell writes: ``_:1``, ``ovs:by``, ``code:role/chair``, ``body/board`` or an IRI."""
    if match := _BLANK.fullmatch(text):
        return ox.BlankNode(f"f{match[1]}")
    prefix, colon, local = text.partition(":")
    if colon and prefix in SHORT and not local.startswith("//"):
        return ox.NamedNode(SHORT[prefix] + local)
    if re.fullmatch(r"[\w-]+/[^\s<>\"{}|^`\\]+", text) and not text.startswith("http"):
        return ox.NamedNode(maker.base + text)
    return maker.address(text)


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


def enter_facts(maker: Maker) -> None:
    """Enter which things the sheet describes, so that nothing is made up about them."""
    for row in maker.rows("Further facts"):
        if row.get("fact") == "rdf:type" and (node := long(maker, row.get("thing"))) is not None:
            maker.described.add(node.value)


def make_facts(maker: Maker) -> None:
    """State what the sheet says."""
    for row in maker.rows("Further facts"):
        thing, fact = long(maker, row.get("thing")), long(maker, row.get("fact"))
        if thing is None:
            maker.fault("thing", "is no address; write body/safer-streets-board, an IRI, or _:1")
        if not isinstance(fact, ox.NamedNode):
            maker.fault("fact", "is no relation; write it with its prefix, such as ovs:by or rdfs:label")
        value = _value(maker, row.get("value"), row.get("kind") or "text@en")
        if thing is None or not isinstance(fact, ox.NamedNode) or value is None:
            continue
        maker.made.append((row, ox.Triple(thing, fact, value)))
        if isinstance(thing, ox.NamedNode):
            maker.places.setdefault(thing.value, (row.sheet, row.number))


def _value(maker: Maker, text: str, kind: str) -> "ox.NamedNode | ox.BlankNode | ox.Literal | None":
    try:
        if kind == "thing":
            node = long(maker, text)
            if node is None:
                maker.fault("value", "is no address; write body/safer-streets-board, an IRI, or _:1")
            return node
        if kind == "text":
            return ox.Literal(text)
        if kind.startswith("text@"):
            return ox.Literal(text, language=kind.removeprefix("text@"))
        datatype = long(maker, kind)
        if isinstance(datatype, ox.NamedNode):
            return ox.Literal(text, datatype=datatype)
    except ValueError:
        pass
    maker.fault("kind", "is none of: thing, text, text@en, or a type such as xsd:date")
    return None
