"""The terms of the oversight vocabulary and its code lists, as the Turtle in ``ontology/`` names them."""

from dataclasses import dataclass
from functools import cache

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES

_OWL, _RDF, _RDFS, _SKOS = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos"))


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms, each by its local name.

    Attributes
    ----------
    classes, properties : frozenset of str
        Annotations by which classes and codes are shown count as properties.
    cells : frozenset of str
        What an oversight cell may hold: the only codes that stand in the namespace of the terms.
    """

    classes: frozenset[str]
    properties: frozenset[str]
    cells: frozenset[str]

    def __contains__(self, name: str) -> bool:
        """Whether the vocabulary has a term of this local name."""
        return name in self.classes or name in self.properties or name in self.cells


@cache
def terms() -> Terms:
    """Return the terms of the vocabulary.

    Raises
    ------
    DataError
        If ``ontology/oversight.ttl`` has a class without a word, which nothing could be called by.
    """
    kinds: dict[str, set[str]] = {}
    labelled: set[str] = set()
    cells: set[str] = set()
    for name in ("oversight.ttl", "concepts.ttl"):
        for triple in resources.triples(name):
            subject, predicate, value = (
                getattr(part, "value", "") for part in (triple.subject, triple.predicate, triple.object)
            )
            if predicate == _RDFS + "label":
                labelled.add(subject)
            elif predicate == _RDF + "type" and subject.startswith(NS):
                kinds.setdefault(value, set()).add(subject)
            elif predicate == _SKOS + "inScheme" and value == CONCEPT + "cell":
                cells.add(subject)
    for iri in sorted(kinds.get(_OWL + "Class", set()) - labelled):
        raise DataError("a class without a word: it has no rdfs:label", where=f"ontology/oversight.ttl: {iri}")
    properties = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    return Terms(
        _local(kinds.get(_OWL + "Class", set())),
        _local(set().union(*(kinds.get(_OWL + kind, set()) for kind in properties))),
        _local(cells),
    )


def _local(iris: set[str]) -> frozenset[str]:
    return frozenset(iri.removeprefix(NS) for iri in iris)
