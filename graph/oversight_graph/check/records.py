"""What the loaded data describes: its things, and of what kind each is said to be.

The questions ask by kind. A record without one is passed over by all of them, so its absence is a violation.
"""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from oversight_graph.check.shapes import relations_of
from oversight_graph.load.skolem import owner_of
from oversight_graph.model.ontology import terms
from oversight_graph.model.standard_terms import (
    DATATYPES,
    class_called,
    known_class,
    mistyped_namespace,
    read,
    short,
    unknown,
)
from oversight_graph.model.vocabulary import BASE, CONCEPT, NS, PREFIXES

_TYPE = PREFIXES["rdf"] + "type"
_PAPER = NS + "SourceDocument"
# Relations that lead to something which the data itself describes, rather than to a page or to a list of others.
_OURS = (NS, PREFIXES["org"])
_INWARD = frozenset(PREFIXES["dcterms"] + name for name in ("hasPart", "isPartOf", "isReplacedBy", "replaces"))
# Whose terms and codes mean what our ontology says; and what puts a class or relation below another, whose ever it is.
_GIVEN = (NS, CONCEPT, f"{BASE}law/")
_VOCABULARIES = (NS, *(PREFIXES[prefix] for prefix in ("dcterms", "foaf", "org", "rdf", "rdfs", "schema", "skos")))
_ASKED = tuple(f"<{PREFIXES[prefix]}" for prefix in ("ovs", "org"))
_BELOW = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in {
        "rdfs": "subClassOf subPropertyOf", "owl": "equivalentClass equivalentProperty inverseOf sameAs",
    }.items()
    for name in names.split()
)  # fmt: skip
# Values of these types are words, in which nothing can be wrong.
_WORDS = (ox.NamedNode(PREFIXES["xsd"] + "string"), ox.NamedNode(PREFIXES["rdf"] + "langString"))


class Records:
    """The things that the data describes.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        What is stated: of subjects that have a name, which blank nodes have been given.

    Attributes
    ----------
    subjects, papers : set of str
        All things, and those that are said to be source documents.
    relations : dict
        Each relation, and the first quad that has it.
    references : dict
        Each IRI that is a value, and whether it is the value of a relation that leads to the data's own things; a quad
        with the first subject by name.
    of_vocabularies : list of pyoxigraph.Quad
        What is said of terms and codes of the vocabulary, or puts a term of another that it knows below one.
    literals : list of (pyoxigraph.Literal, pyoxigraph.Quad)
        Values that are no mere words, and all values of relations that have days.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.subjects: set[str] = set()
        self.papers: set[str] = set()
        self._types: dict[str, list[str]] = {}
        # Things of which something is said in the words of the vocabulary, and whether in those of ovs: itself.
        self._said: dict[str, bool] = {}
        self.relations: dict[str, ox.Quad] = {}
        self.references: dict[tuple[str, bool], ox.Quad] = {}
        self.literals: list[tuple[ox.Literal, ox.Quad]] = []
        self.of_vocabularies: list[ox.Quad] = []
        subjects, said, references = self.subjects, self._said, self.references
        days = relations_of("date")  # the questions compare their values as such
        # Of each relation: is it one of ours, leads it to things of the data, has it days, is it ovs:. Looked up once.
        kinds: dict[str, tuple[bool, bool, bool, bool]] = {}
        for quad in quads:
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object  # type: ignore[union-attr]
            subjects.add(subject)
            if subject.startswith(_GIVEN) or (
                predicate in _BELOW and subject.startswith(_VOCABULARIES) and str(value).startswith(_ASKED)
            ):
                self.of_vocabularies.append(quad)
            kind = kinds.get(predicate)
            if kind is None:
                ours = predicate.startswith(_OURS)
                kind = kinds[predicate] = (
                    ours,
                    (ours and read(predicate)) or predicate in _INWARD,
                    predicate in days,
                    predicate.startswith(NS),
                )
                self.relations[predicate] = quad
            elif subject < self.relations[predicate].subject.value:  # type: ignore[union-attr]
                self.relations[predicate] = quad
            if isinstance(value, ox.NamedNode):
                iri = value.value
                known = references.get((iri, kind[1]))
                # The engine gives the statements of a graph in no order that lasts: the first is that by name.
                if known is None or subject < known.subject.value:  # type: ignore[union-attr]
                    references[iri, kind[1]] = quad
                if predicate == _TYPE:
                    self._types.setdefault(subject, []).append(iri)
                    if iri == _PAPER:
                        self.papers.add(subject)
            elif isinstance(value, ox.Literal) and (kind[2] or value.datatype not in _WORDS):
                self.literals.append((value, quad))
            if kind[0] and not said.get(subject):
                said[subject] = kind[3]

    def misplaced(self) -> set[str]:
        """Return the things of the data that are named in the namespace of a vocabulary which has no such term."""
        xsd = PREFIXES["xsd"]
        found = {iri for iri in self.subjects if iri.startswith((xsd, *_VOCABULARIES)) and not iri.startswith(_GIVEN)}
        named = {iri for iri in found if iri.count("#") < 2}
        return {i for i in named if unknown(i) or (i.startswith(xsd) and i.removeprefix(xsd) not in DATATYPES)}

    def alike(self) -> Iterator[tuple[str, str, str]]:
        """Yield each namespace that differs from a larger one in capitals alone: its first thing, itself, the other."""
        things: dict[str, list[str]] = {}
        for iri in self.subjects:
            things.setdefault(iri[: max(map(iri.rfind, "/#")) + 1], []).append(iri)
        larger: dict[str, str] = {}
        for space in sorted(things, key=lambda each: (-len(things[each]), each)):
            if (other := larger.setdefault(space.lower(), space)) != space:
                yield min(things[space]), space, other

    def untyped(self) -> Iterator[tuple[str, str]]:
        """Yield each record that has properties of the vocabulary and no kind that it knows, with a sentence."""
        for iri, in_ovs in self._said.items():
            # What hangs on a record without a name of its own is found by the way there, and its shape asks for a kind.
            if owner_of(iri) != iri or any(self._known_kind(kind) for kind in self._types.get(iri, ())):
                continue
            kinds = self._types.get(iri, [])
            if any(class_called(kind) for kind in kinds):
                continue  # told as an unknown term, which says more
            prefix = "ovs" if in_ovs else "org"
            has = f"no type but <{kinds[0]}>, which the vocabulary does not have" if kinds else "no type"
            what = self._kind(iri)
            add = f"add `a {what} ;`" if what else "add `a ovs:...` with its class"
            yield iri, f"{self.name(iri)} has {prefix}: properties and {has} ({add})"

    def foreign(self, kind: str) -> str:
        """Return a sentence if a class is none, and was surely meant to be one of the vocabulary; else nothing."""
        meant = class_called(kind)
        if not meant or self._known_kind(kind):
            return ""
        if all(any(map(self._known_kind, kinds)) for kinds in self._types.values() if kind in kinds):
            return ""  # a class of somebody else, beside one that is known
        return f"unknown term {kind}; did you mean {short(meant)}?"

    def of_others(self, iri: str) -> bool:
        """Tell whether a record is of kinds in which no answer looks for dates and codes: of none of ours."""
        kinds = self._types.get(owner_of(iri), [])
        return bool(kinds) and not any(
            kind.startswith(NS) or (kind in self.subjects and not kind.startswith(_VOCABULARIES)) for kind in kinds
        )

    def name(self, iri: str) -> str:
        """Return a short name for messages: ``commitment:B1``."""
        rest, _, name = iri.rpartition("/")
        kind = rest.rpartition("/")[2]
        return f"{kind}:{name}" if kind in terms().parts and "#" not in name else iri

    def _known_kind(self, kind: str) -> bool:
        return known_class(kind) or kind in self.subjects or mistyped_namespace(kind) is not None

    def _kind(self, iri: str) -> str:
        rest, _, name = iri.rpartition("/")
        if "#" in name:
            return "ovs:GlossaryEntry" if "#glossary" in iri else ""
        return short(terms().parts.get(rest.rpartition("/")[2], ""))
