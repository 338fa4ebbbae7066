"""The reference of the ontology: classes, relations, values, code lists and alignments, from the Turtle files."""

from collections.abc import Iterable

from pages import NOTICE, table
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from oversight_graph import resources
from oversight_graph.model.vocabulary import BASE, CONCEPT, NS

_SHAPE = Namespace(BASE + "shapes#")
_MAPPINGS = {
    SKOS.closeMatch: "close match",
    SKOS.relatedMatch: "related match",
    RDFS.subClassOf: "sub-class of",
    RDFS.subPropertyOf: "sub-property of",
}
_KINDS = (("Classes", OWL.Class), ("Relations", OWL.ObjectProperty), ("Values", OWL.DatatypeProperty))


def _read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(data=resources.text("ontology", name), format="turtle")
    return graph


class Reference:
    """Writes the page.

    Attributes
    ----------
    terms, shapes, alignments : rdflib.Graph
    """

    def __init__(self) -> None:
        self.terms = _read("oversight.ttl", "concepts.ttl")
        self.shapes = _read("shapes.ttl")
        self.alignments = _read("alignments.ttl")

    def page(self) -> str:
        """Return the whole page."""
        ontology = URIRef(NS.rstrip("#"))
        counts = [(title, len(self._terms(kind))) for title, kind in _KINDS]
        schemes = sorted(self.terms.subjects(RDF.type, SKOS.ConceptScheme), key=str)
        concepts = len(set(self.terms.subjects(RDF.type, SKOS.Concept)))
        sections = ", ".join(f"[{count} {title.lower()}](#{title.lower()})" for title, count in counts)
        parts = [
            f"{NOTICE}# Ontology reference\n\n{self._text(ontology, DCTERMS.description)} Namespace `{NS}`, prefix "
            f"`ovs:`, version {self._text(ontology, OWL.versionInfo)}.\n\n{sections}, [{len(schemes)} code "
            f"lists](#code-lists) with {concepts} codes. Other vocabularies in use: ORG, FOAF, SKOS, DCTERMS, PROV-O, "
            "schema.org. How the records look is shown in [Adding a paper](adding-a-paper.md); what they must have is "
            "in `ontology/shapes.ttl`.\n"
        ]
        for title, kind in _KINDS:
            parts.append(f"\n## {title}\n")
            parts += [self._section(term, kind) for term in self._terms(kind)]
        parts.append("\n## Code lists\n")
        parts += [self._scheme(scheme) for scheme in schemes]
        return "".join(parts)

    def _terms(self, kind: URIRef) -> list[URIRef]:
        found = [term for term in self.terms.subjects(RDF.type, kind) if str(term).startswith(NS)]
        return sorted((URIRef(str(term)) for term in found), key=lambda term: (str(term).lower(), str(term)))

    def _section(self, term: URIRef, kind: URIRef) -> str:
        name = str(term).removeprefix(NS)
        lines = [f'\n<a id="{name}"></a>\n', f"### {name}\n", self._definition(term) + "\n"]
        if kind == OWL.Class:
            must, may = self._record(term)
            facts = [
                ("sub-class of", self._links(self.terms.objects(term, RDFS.subClassOf))),
                ("super-class of", self._links(self.terms.subjects(RDFS.subClassOf, term))),
                ("must have", self._links(must)),
                ("may have", self._links(may)),
                ("value of", self._links(self.terms.subjects(RDFS.range, term))),
            ]
        else:
            codes = [scheme for path, scheme in self._code_lists() if path == term]
            facts = [
                ("of", self._links(self.terms.objects(term, RDFS.domain))),
                ("value", self._links(self.terms.objects(term, RDFS.range))),
                ("code list", self._links(codes)),
                ("sub-property of", self._links(self.terms.objects(term, RDFS.subPropertyOf))),
                ("super-property of", self._links(self.terms.subjects(RDFS.subPropertyOf, term))),
            ]
        facts.append(("source", self._links(self.terms.objects(term, DCTERMS.source))))
        lines += [f"* {label}: {value}" for label, value in facts if value]
        lines += [f"* {mapping}" for mapping in self._mappings(term)]
        return "\n".join(lines) + "\n"

    def _scheme(self, scheme: Node) -> str:
        name = str(scheme).removeprefix(CONCEPT)
        parts = [f'\n<a id="list-{name}"></a>\n\n### {name}\n\n{self._definition(scheme)}\n\n']
        codes = sorted(self.terms.subjects(SKOS.inScheme, scheme), key=self._order)
        rows = []
        for code in codes:
            meaning = " ".join([self._definition(code), *(f"{mapping}." for mapping in self._mappings(code))])
            rows.append([f"`{self._text(code, SKOS.notation)}`", self._text(code, SKOS.prefLabel), meaning])
        parts.append(table(["code", "label", "meaning"], rows))
        return "".join(parts)

    def _order(self, code: Node) -> int:
        # As in the file: the order of a code list has a meaning.
        text = resources.text("ontology", "concepts.ttl")
        name = str(code)
        short = "ovs:" + name.removeprefix(NS) if name.startswith(NS) else ":".join(name.rsplit("/", 2)[-2:])
        return text.index(f"\n{short} a skos:Concept")

    def _definition(self, term: Node) -> str:
        note = self._text(term, SKOS.scopeNote)
        return self._text(term, SKOS.definition) + (f" *{note}*" if note else "")

    def _record(self, term: URIRef) -> tuple[set[Node], set[Node]]:
        """Return what a record of a class must have and what of ours it may have, by its shapes."""
        must: set[Node] = set()
        may: set[Node] = set()
        for shape in self.shapes.subjects(SH.targetClass, term):
            own = [shape] if (shape, SH.path, None) in self.shapes else self.shapes.objects(shape, SH.property)
            for part in own:
                path = self.shapes.value(part, SH.path)
                if isinstance(path, URIRef):
                    (must if int(str(self.shapes.value(part, SH.minCount) or 0)) else may).add(path)
            ignored = self.shapes.value(shape, SH.ignoredProperties)
            if ignored:
                may |= {path for path in Collection(self.shapes, ignored) if str(path).startswith(NS)}
        return must, may - must

    def _code_lists(self) -> Iterable[tuple[Node, Node]]:
        for shape, node in self.shapes.subject_objects(SH.node):
            if str(node).startswith(str(_SHAPE) + "CodeOf"):
                code = self.shapes.value(node, SH.property)
                yield self.shapes.value(shape, SH.path), self.shapes.value(code, SH.hasValue)  # type: ignore[misc]

    def _mappings(self, term: Node) -> list[str]:
        found = []
        for axiom in self.alignments.subjects(OWL.annotatedSource, term):
            kind = _MAPPINGS[self.alignments.value(axiom, OWL.annotatedProperty)]  # type: ignore[index]
            target = self.alignments.value(axiom, OWL.annotatedTarget)
            reason = self.alignments.value(axiom, RDFS.comment)
            found.append(f"{kind} {self._link(target)}: {str(reason).rstrip('.')}")  # type: ignore[arg-type]
        return sorted(found)

    def _links(self, terms: Iterable[Node]) -> str:
        return ", ".join(self._link(term) for term in sorted(set(terms), key=lambda term: str(term).lower()))

    def _link(self, term: Node) -> str:
        name = str(term)
        if name.startswith(NS):
            return f"[{name.removeprefix(NS)}](#{name.removeprefix(NS)})"
        if name.startswith(CONCEPT):
            return f"[{name.removeprefix(CONCEPT)}](#list-{name.removeprefix(CONCEPT)})"
        for graph in (self.terms, self.alignments, self.shapes):
            for prefix, namespace in graph.namespaces():
                if name.startswith(str(namespace)) and "/" not in name.removeprefix(str(namespace)):
                    return f"[`{prefix}:{name.removeprefix(str(namespace))}`]({name})"
        return f"<{name}>"

    def _text(self, term: Node, prop: URIRef) -> str:
        value = self.terms.value(term, prop)
        return str(value) if isinstance(value, Literal) else ""


def ontology() -> str:
    """Return the page of the ontology."""
    return Reference().page()
