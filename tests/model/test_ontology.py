"""The ontology: every term is explained, the Python lists and the version agree with it, and no term is made up.

The Turtle files are the definition. What the other vocabularies hold is taken from the lists in rdflib's namespaces,
which were made of the published files.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib.namespace
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VANN
from rdflib.term import Node
from tests.conftest import ROOT

import oversight_graph
from oversight_graph.graph import OversightGraph
from oversight_graph.model import vocabulary
from oversight_graph.model.ontology import terms
from oversight_graph.model.vocabulary import CONCEPT, NS

ONTOLOGY = ROOT / "ontology"
TERMS = Graph().parse(ONTOLOGY / "oversight.ttl")
CONCEPTS = Graph().parse(ONTOLOGY / "concepts.ttl")
ALIGNMENTS = Graph().parse(ONTOLOGY / "alignments.ttl")
DEFINED_BY = URIRef(NS.rstrip("#"))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
OWN = sorted(str(t) for kind in KINDS for t in TERMS.subjects(RDF.type, kind) if str(t).startswith(NS))
CODES = sorted(str(code) for code in CONCEPTS.subjects(RDF.type, SKOS.Concept))
LISTS = sorted(str(scheme) for scheme in CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme))
# Invalid examples are wrong on purpose, and examples are records of the shapes' own tests.
FILES = [
    *sorted(ONTOLOGY.glob("*.ttl")),
    *sorted((ONTOLOGY / "examples").glob("*-valid.ttl")),
    *sorted((ROOT / "data").rglob("*.ttl")),
]
LISTED = {
    str(found._NS): frozenset(found.__annotations__) | frozenset(found._extras)
    for found in vars(rdflib.namespace).values()
    if isinstance(found, type) and issubclass(found, rdflib.namespace.DefinedNamespace) and hasattr(found, "_NS")
}
MAPPINGS = (SKOS.closeMatch, SKOS.relatedMatch, RDFS.subClassOf, RDFS.subPropertyOf)
# Vocabularies for which rdflib has no list; their terms were looked up where they are published.
LOOKED_UP = {
    "http://data.europa.eu/m8g/": "PublicOrganisation frequency",
    "http://parliament.uk/ontologies/business-item/": "BusinessItem CalendaredEvent recordOf",
    "http://parliament.uk/ontologies/formal-body-affiliation/": "Chair CooptedMembership FormalBodyMembership",
    "http://parliament.uk/ontologies/formal-body/": "FormalBody InformallyConstitutedCommittee Inquiry "
    "StatutoryCommittee WorkPackage formalBodyFocus hasParentFormalBody",
    "http://parliament.uk/ontologies/question-and-answer/": "Answer Incumbency Question answerTo askedBy",
    "http://publications.europa.eu/resource/authority/frequency/": "ANNUAL ANNUAL_2 ANNUAL_3 AS_NEEDED BIENNIAL "
    "BIMONTHLY BIWEEKLY DAILY MONTHLY MONTHLY_2 QUARTERLY UNKNOWN WEEKLY",
    "http://www.w3.org/ns/opengov#": "Answer OtherName Question heldThrough onBehalfOf otherName post",
    "https://www.opengovpartnership.org/glossary/": "commitment/ completion/ independent-reporting-mechanism-irm/",
}


def exists(term: str) -> bool | None:
    """Say whether a term of a listed namespace exists; None for a term of another, or the namespace itself."""
    for base, names in LISTED.items():
        if term.startswith(base) and term != base and "/" not in term.removeprefix(base):
            return term.removeprefix(base) in names
    return None


def texts(graph: Graph, term: str, prop: URIRef) -> list[Literal]:
    return [value for value in graph.objects(URIRef(term), prop) if isinstance(value, Literal)]


def test_the_files_are_found() -> None:
    assert len(OWN) >= 130
    assert len(CODES) >= 100
    assert len(LISTS) >= 20
    assert len(FILES) >= 180
    assert len(LISTED) >= 20
    for prefix in ("dcterms", "org", "owl", "prov", "schema", "sh", "skos"):
        assert len(LISTED[vocabulary.PREFIXES[prefix]]) >= 20


def test_every_term_says_what_it_is() -> None:
    for term in OWN:
        for prop in (RDFS.label, SKOS.definition):
            (text,) = texts(TERMS, term, prop)
            assert text.language == "en", term
            assert text.strip() == str(text) != "", term
        assert str(texts(TERMS, term, SKOS.definition)[0]).endswith("."), term
        assert list(TERMS.objects(URIRef(term), RDFS.isDefinedBy)) == [DEFINED_BY], term
        (kind,) = (kind for kind in KINDS if (URIRef(term), RDF.type, kind) in TERMS)
        # Classes begin with a capital, relations and values do not.
        assert term.removeprefix(NS)[0].isupper() is (kind == OWL.Class), term


def test_definitions_tell_terms_apart() -> None:
    counts = Counter(str(texts(TERMS, term, SKOS.definition)[0]) for term in OWN)
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("term", "word"),
    [
        # Shortcuts that rules derive are read in the wrong direction, or taken for what a paper says.
        ("oversees", "Direction"),
        ("scrutinises", "Direction"),
        ("reportsInto", "Direction"),
        ("holdsToAccount", "Direction"),
        ("defersTo", "Derived"),
        ("inherits", "Derived"),
        # Words that mean something narrower or wider here than in common use.
        ("Mechanism", "body"),
        ("OversightBody", "paper"),
        ("Oversight", "unresolved"),
        ("Scrutiny", "Oversight"),
        ("Meeting", "series"),
        ("Tenure", "holds"),
        ("Attendance", "overseers"),
        ("CrossReference", "pointer"),
        # Values that are easily written wrongly.
        ("evidence", "line"),
        ("asStated", "…"),
        ("edtf", "day by which"),
        ("seenOn", "since"),
        ("due", "Absent"),
        ("frequency", "Ambiguous"),
    ],
)
def test_terms_that_are_easily_misread_have_a_scope_note(term: str, word: str) -> None:
    (note,) = texts(TERMS, NS + term, SKOS.scopeNote)
    assert note.language == "en"
    assert word in note


def test_terms_are_read_from_the_turtle() -> None:
    named = {kind: {str(t).removeprefix(NS) for t in TERMS.subjects(RDF.type, kind)} for kind in KINDS}
    assert {name for name in named[OWL.Class] if not name.startswith("http")} == terms().classes
    assert set().union(*(named[kind] for kind in KINDS[1:])) == terms().properties
    cells = CONCEPTS.subjects(SKOS.inScheme, URIRef(CONCEPT + "cell"))
    assert {str(cell).removeprefix(NS) for cell in cells} == terms().cells
    assert terms().classes.isdisjoint(terms().cells)
    assert "oversees" in terms()
    assert "overseas" not in terms()


def test_the_namespace_and_the_prefixes_are_those_of_the_turtle() -> None:
    assert str(TERMS.value(DEFINED_BY, VANN.preferredNamespaceUri)) == NS
    assert str(TERMS.value(DEFINED_BY, VANN.preferredNamespacePrefix)) == "ovs"
    for graph in (TERMS, CONCEPTS, ALIGNMENTS, Graph().parse(ONTOLOGY / "shapes.ttl")):
        bound = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
        different = {p for p in vocabulary.PREFIXES.keys() & bound.keys() if vocabulary.PREFIXES[p] != bound[p]}
        assert different == set()


def test_the_version_is_that_of_the_package() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert [str(v) for v in TERMS.objects(DEFINED_BY, OWL.versionInfo)] == [package]
    assert oversight_graph.__version__ == package
    assert f"[{package}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_header_is_whole() -> None:
    for prop in (DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert TERMS.value(DEFINED_BY, prop) is not None
    created = TERMS.value(DEFINED_BY, DCTERMS.created)
    assert isinstance(created, Literal)
    assert isinstance(created.toPython(), date)


def test_domains_ranges_and_parents_are_classes_and_properties() -> None:
    declared = {URIRef(term) for term in OWN}
    for prop in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for subject, value in TERMS.subject_objects(prop):
            # Of the classes of others is said only under which of those shown here their records are shown too.
            shown = (
                prop == RDFS.subClassOf and TERMS.value(value, URIRef(f"{NS}folder")) and not str(value).startswith(NS)
            )
            assert subject in declared or (shown and (subject, RDF.type, OWL.Class) in TERMS), subject
            assert value in declared or not str(value).startswith(NS), f"{subject} {prop} {value}"
    for term, value in TERMS.subject_objects(RDFS.range):
        is_data = str(value).startswith(vocabulary.PREFIXES["xsd"]) or value == RDF.langString
        assert is_data is ((term, RDF.type, OWL.DatatypeProperty) in TERMS), f"{term} has values of the kind {value}"


def test_every_code_says_what_it_is() -> None:
    for code in CODES:
        (scheme,) = CONCEPTS.objects(URIRef(code), SKOS.inScheme)
        assert str(scheme) in LISTS, code
        assert code.startswith(f"{scheme}/") or (code.startswith(NS) and str(scheme) == CONCEPT + "cell"), code
        for prop in (SKOS.prefLabel, SKOS.definition):
            (text,) = texts(CONCEPTS, code, prop)
            assert text.language == "en" and str(text), code
        assert [str(n) for n in texts(CONCEPTS, code, SKOS.notation)] == [re.split(r"[/#]", code)[-1]], code
        assert list(CONCEPTS.objects(URIRef(code), RDFS.isDefinedBy)) == [DEFINED_BY], code


def test_every_code_list_is_explained_and_its_labels_differ() -> None:
    for scheme in LISTS:
        assert len(texts(CONCEPTS, scheme, RDFS.label)) == len(texts(CONCEPTS, scheme, SKOS.definition)) == 1, scheme
        codes = [str(code) for code in CONCEPTS.subjects(SKOS.inScheme, URIRef(scheme))]
        assert len(codes) >= 2, scheme
        labels = Counter(str(texts(CONCEPTS, code, SKOS.prefLabel)[0]).casefold() for code in codes)
        assert max(labels.values()) == 1, (scheme, labels.most_common(1))


def test_a_term_that_nobody_has_is_noticed() -> None:
    # Both were found in published ontologies.
    assert exists(vocabulary.PREFIXES["rdf"] + "isDefinedBy") is False
    assert exists(vocabulary.PREFIXES["org"] + "Organisation") is False
    assert exists(vocabulary.PREFIXES["org"] + "Organization") is True
    assert exists("https://example.org/Organisation") is None
    assert Literal("29/08/2017", datatype=vocabulary.PREFIXES["xsd"] + "date").ill_typed is True


def test_no_term_is_made_up_and_no_literal_is_ill_typed() -> None:
    own = {*OWN, *CODES, *LISTS} | {NS.rstrip("#"), NS, CONCEPT}
    wrong = []
    for path in FILES:
        triples = [quad.triple for quad in ox.parse(path=path, base_iri="urn:file")]
        assert triples, path
        literals = {term for triple in triples for term in triple if isinstance(term, ox.Literal)}
        named = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
        named |= {literal.datatype.value for literal in literals}
        made_up = {term for term in named if exists(term) is False}
        made_up |= {term for term in named if term.startswith((NS, CONCEPT))} - own
        wrong += [f"{path}: {term}" for term in sorted(made_up)]
        typed = (Literal(each.value, datatype=URIRef(each.datatype.value)) for each in literals if not each.language)
        wrong += [f"{path}: {literal!r}" for literal in typed if literal.ill_typed]
    assert wrong == []


def test_the_data_keeps_to_domains_and_ranges(graph: OversightGraph) -> None:
    parents = {
        str(term): {str(p) for p in TERMS.transitive_objects(term, RDFS.subClassOf)} for term in TERMS.subjects()
    }
    kinds: dict[str, set[str]] = {}
    for quad in graph.embedded.quads:
        if quad.predicate.value == str(RDF.type):
            kind = str(getattr(quad.object, "value", ""))
            kinds.setdefault(str(quad.subject), set()).update(parents.get(kind, {kind}))
    decimal = vocabulary.PREFIXES["xsd"] + "decimal"
    checked = 0
    for quad in graph.embedded.quads:
        prop = URIRef(quad.predicate.value)
        datatype = getattr(getattr(quad.object, "datatype", None), "value", None)
        values = {datatype.replace("#integer", "#decimal")} if datatype else kinds.get(str(quad.object), set())
        subjects = kinds.get(str(quad.subject), set())
        for domain in TERMS.objects(prop, RDFS.domain):
            assert str(domain) in subjects, f"{quad.subject} {prop}: not {domain}"
            checked += 1
        for value in TERMS.objects(prop, RDFS.range):
            assert str(value) in values or (datatype and str(value) == datatype != decimal), f"{quad}: not {value}"
            checked += 1
    assert checked > 5000


def axioms() -> Iterator[tuple[Node, tuple[Node | None, ...]]]:
    for axiom in ALIGNMENTS.subjects(RDF.type, OWL.Axiom):
        parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        yield axiom, tuple(ALIGNMENTS.value(axiom, part) for part in parts)


def test_each_alignment_is_stated_and_gives_its_reason() -> None:
    stated = {triple for mapping in MAPPINGS for triple in ALIGNMENTS.triples((None, mapping, None))}
    reasoned = [triple for _, triple in axioms()]
    assert len(stated) >= 60
    assert Counter(reasoned) == Counter(stated)
    for axiom, triple in axioms():
        (reason,) = ALIGNMENTS.objects(axiom, RDFS.comment)
        assert isinstance(reason, Literal), triple
        assert reason.language == "en"
        assert reason.endswith(".")


def test_alignments_use_known_terms_on_both_sides() -> None:
    declared = {base + name for base, names in LOOKED_UP.items() for name in names.split()}
    used = set()
    for _, (source, mapping, target) in axioms():
        assert str(source) in OWN or str(source) in CODES
        assert mapping in MAPPINGS
        assert not str(target).startswith(NS)
        assert str(target) in declared or exists(str(target)), target
        used.add(str(target))
    assert declared <= used, "a term is listed here and not used"


def test_alignments_reach_every_vocabulary_and_repeat_none_of_the_ontology() -> None:
    targets = " ".join(str(target) for _, (_, _, target) in axioms())
    for base in (*LOOKED_UP, "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#", "https://schema.org/"):
        assert base in targets
    pairs = Counter((source, target) for _, (source, _, target) in axioms())
    assert max(pairs.values()) == 1, "one mapping for one pair"
    repeated = [(s, o) for _, (s, p, o) in axioms() if (s, p, o) in TERMS or (s, RDFS.subClassOf, o) in TERMS]
    assert repeated == []


def test_the_json_ld_context_names_known_terms() -> None:
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    values = [v["@id"] if isinstance(v, dict) else v for v in context.values()]
    own = [value.removeprefix("ovs:") for value in values if str(value).startswith("ovs:")]
    assert len(own) >= 10
    assert set(own) == terms().properties | terms().classes | terms().cells
    prefixes = {key: value for key, value in context.items() if str(value).startswith("http")}
    assert prefixes.items() <= vocabulary.PREFIXES.items()
