"""The check of all records against the shipped SHACL shapes."""

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from oversight_graph import resources
from oversight_graph.check.findings import Finding, gravest_first, with_value
from oversight_graph.check.inorder import keep, mark_of
from oversight_graph.check.locate import Locator
from oversight_graph.load.skolem import owner_of
from oversight_graph.model.terms import nearest
from oversight_graph.model.vocabulary import CONCEPT, INFERRED, NS
from oversight_graph.store.store import EmbeddedStore

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SHAPES = "shacl"


def shape_names() -> frozenset[str]:
    """Return the local names of the shipped shapes."""
    return frozenset(re.findall(r"^shape:(\w+) a sh:", resources.text("ontology", "shapes.ttl"), re.MULTILINE))


def validate(store: EmbeddedStore, locator: Locator, told: Collection[str] = ()) -> list[Finding]:
    """Validate the stated facts against the shipped SHACL shapes.

    Parameters
    ----------
    store : EmbeddedStore
    locator : Locator
    told : collection of str
        IRIs, values and namespaces (those end in a stroke, hash or colon) that are known to be at fault: what does not
        fit its shape because of them is left out.

    Returns
    -------
    list of Finding
        One for each thing and message, with the name of the shape as check. Data in which the shapes found nothing once
        is not asked again, see `oversight_graph.check.inorder`.
    """
    mark = mark_of(store, __file__)
    if mark and mark.exists():
        return []
    import logging

    import pyoxigraph as ox
    import pyshacl
    from rdflib import RDFS, SKOS, Graph, URIRef
    from rdflib.namespace import SH

    # rdflib logs a traceback for each ill-typed literal; the shapes report it in a sentence.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    quads = [q.triple for q in store.quads if getattr(q.graph_name, "value", "") != INFERRED]
    data = Graph().parse(data=ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    data.parse(data=resources.text("ontology", "oversight.ttl"), format="turtle")
    if (None, SKOS.inScheme, URIRef(f"{CONCEPT}certainty")) not in data:
        data.parse(data=resources.text("ontology", "concepts.ttl"), format="turtle")
    shapes = Graph().parse(data=resources.text("ontology", "shapes.ttl"), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, do_owl_imports=False)
    level = {str(SH.Violation): "error", str(SH.Warning): "warning", str(SH.Info): "info"}
    # A rule that is asked once for the whole graph has a class as its focus, and the record at fault as value.
    whole = {RDFS.Literal, URIRef(f"{NS}SourceDocument")}
    found = set()
    for result in results.objects(predicate=SH.result):
        focus, value = results.value(result, SH.focusNode), results.value(result, SH.value)
        closed = results.value(result, SH.sourceConstraintComponent) == SH.ClosedConstraintComponent
        if focus in whole and value is not None:
            focus, value = value, None
        shown = results.value(result, SH.resultPath) if closed else value
        message = str(results.value(result, SH.resultMessage) or "does not fit its shape")
        if told and _follows(data, focus, shown, results.value(result, SH.resultPath), message, told):
            continue
        if shown is not None and shown != focus and str(shown) not in message:
            message = with_value(
                message, locator.beside(str(shown), str(focus)) if isinstance(shown, URIRef) else str(shown)
            )
        severity = level.get(str(results.value(result, SH.resultSeverity)), "error")
        name = _shape_name(shapes, results.value(result, SH.sourceShape))
        found.add(Finding(severity, name, locator.name(str(focus)), message, locator.where(str(focus))))
    if mark and not any(results.objects(predicate=SH.result)):
        keep(mark)
    return sorted(found, key=gravest_first)


def _follows(
    data: "Graph",
    focus: "Node | None",
    shown: "Node | None",
    path: "Node | None",
    message: str,
    told: Collection[str],
) -> bool:
    """Whether what does not fit its shape does so because of a fault that is told already."""
    things = {str(thing) for thing in (focus, shown) if thing is not None}
    spaces = tuple(each for each in told if each.endswith(("/", "#", ":")))
    if path is None and shown in (None, focus):
        # The record as a whole does not fit: perhaps because of what it leads to, or what that leads to.
        near = set(data.objects(focus))
        things |= {str(each) for each in near} | {str(each) for one in near for each in data.objects(one)}
    elif shown is None:
        # Something is missing: perhaps it is there, under a name that is misspelt.
        has = {str(each) for each in data.predicates(focus)}
        if any(each.startswith(spaces) or (each in told and nearest(each, [str(path)])) for each in has):
            return True
    things |= {owner_of(thing) for thing in things}
    if not things.isdisjoint(told) or any(thing.startswith(spaces) for thing in things):
        return True
    return message.startswith(tuple(f"{each}#" for each in told))


def _shape_name(shapes: "Graph", shape: "Node | None") -> str:
    """Return the local name of a shape, or of the nearest shape around it that has a name."""
    from rdflib import BNode, URIRef

    seen = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(shapes.subjects(None, shape), None)
    return re.split(r"[#/]", shape)[-1] if isinstance(shape, URIRef) else SHAPES
