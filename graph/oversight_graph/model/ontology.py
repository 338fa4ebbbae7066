"""The terms of the oversight vocabulary and its code lists, as the Turtle in ``ontology/`` names them."""

from collections.abc import Iterable
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
    described : frozenset of str
        IRIs of all classes that the vocabulary describes, those of others among them.
    parts : dict of str to str
        The class that the part before its name in the address of a thing suggests.
    """

    classes: frozenset[str]
    properties: frozenset[str]
    cells: frozenset[str]
    described: frozenset[str]
    parts: dict[str, str]

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
    parts: dict[str, str] = {}
    for name in ("oversight.ttl", "concepts.ttl"):
        for triple in resources.triples(name):
            subject, predicate, value = (
                getattr(part, "value", "") for part in (triple.subject, triple.predicate, triple.object)
            )
            if predicate == _RDFS + "label":
                labelled.add(subject)
            elif predicate == _RDF + "type":
                kinds.setdefault(value, set()).add(subject)
            elif predicate == NS + "addressPart":
                parts[value] = subject
            elif predicate == _SKOS + "inScheme" and value == CONCEPT + "cell":
                cells.add(subject)
    described = frozenset(kinds.get(_OWL + "Class", ()))
    for iri in sorted(described - labelled):
        shown = iri if ":" in iri else "one without an address"  # whose label is another each time
        raise DataError("a class without a word: it has no rdfs:label", where=f"ontology/oversight.ttl: {shown}")
    properties = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    return Terms(
        _local(described),
        _local(iri for kind in properties for iri in kinds.get(_OWL + kind, ())),
        _local(cells),
        described,
        parts,
    )


def _local(iris: Iterable[str]) -> frozenset[str]:
    return frozenset(iri.removeprefix(NS) for iri in iris if iri.startswith(NS))
