"""The shapes: each rule accepts the example that keeps it, and it alone rejects the example that breaks it.

The examples are the expectation: what each of them breaks was decided by hand and is its file name.
"""

import logging
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.namespace import SH

from oversight_graph.check.locate import Locator
from oversight_graph.check.shacl import Result, results, validate
from oversight_graph.check.shapes import Shape, read_shapes, shipped_shapes
from oversight_graph.check.stated import Stated
from oversight_graph.check.violations import Violation
from oversight_graph.errors import DataError
from oversight_graph.load.files import find_files, ontology, shipped
from oversight_graph.load.load import build
from oversight_graph.model.vocabulary import INFERRED
from oversight_graph.store.store import EmbeddedStore, Table

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
SHAPE = "https://w3id.org/oversight-graph/shapes#"
OVS = "https://w3id.org/oversight-graph/ns#"
PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@cache
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


@cache
def terms() -> Graph:
    return Graph().parse(ONTOLOGY / "oversight.ttl").parse(ONTOLOGY / "concepts.ttl")


def local(iri: object) -> str:
    return str(iri).removeprefix(SHAPE)


def rules() -> set[str]:
    return {local(rule) for rule in shapes().subjects(SH.message)}


@cache
def codes() -> list[ox.Quad]:
    return list(build([*ontology()]).quads)


def judged(turtle: str, judge: tuple[Shape, ...] | None = None) -> list[Result]:
    """Return the validation results of data, with the code lists beside it."""
    store = EmbeddedStore()
    store.quads.extend([*codes(), *ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE, base_iri="urn:paper")])
    return list(results(Stated(store), judge or shipped_shapes()))


def broken_by(turtle: str) -> set[str]:
    """Return the local names of the shapes that the data breaks."""
    return {result.shape.name for result in judged(turtle)}


@cache
def examples() -> bytes:
    """Return all examples as N-Triples, with the terms and codes; each has addresses of its own, blank nodes too."""
    made = [ox.serialize([quad.triple for quad in build(ontology()).quads], format=ox.RdfFormat.N_TRIPLES) or b""]
    for number, path in enumerate(EXAMPLES):
        base = f"https://example.org/{number}/"
        text = path.read_text(encoding="utf-8").replace("https://example.org/", base)
        triples = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=base)
        lines = ox.serialize([quad.triple for quad in triples], format=ox.RdfFormat.N_TRIPLES) or b""
        made.append(re.sub(rb"_:(\w+)", rf"<{base}node/\1>".encode(), lines))
    return b"".join(made)


def all_examples() -> EmbeddedStore:
    """Return a store that holds all examples side by side."""
    store = EmbeddedStore()
    store.quads.extend(ox.parse(examples(), format=ox.RdfFormat.N_TRIPLES))
    return store


def is_invalid(path: Path) -> bool:
    """Say whether an example breaks the shape of its name."""
    rule, _, kind = path.stem.rpartition("-")
    assert rule and kind in ("valid", "invalid")
    return kind == "invalid"


def violations(path: Path) -> list[Violation]:
    files = find_files([path])
    return validate(Stated(build([*files, *ontology()])), Locator(files))


def test_each_example_breaks_the_rule_of_its_name_or_none() -> None:
    found: dict[int, set[str]] = {}
    for result in results(Stated(all_examples()), shipped_shapes()):
        # A rule for the whole graph has the record at fault as its value.
        for number in set(re.findall(r"https://example\.org/(\d+)/", f"{result.focus} {result.value}")):
            found.setdefault(int(number), set()).add(result.shape.name)
    expected = {EXAMPLES.index(path): {path.stem.removesuffix("-invalid")} for path in EXAMPLES if is_invalid(path)}
    unexpected = {EXAMPLES[number].stem: broken for number, broken in found.items() if broken != expected.get(number)}
    assert (unexpected, expected.keys() - found.keys()) == ({}, set())


# Without one of these an answer would be changed or lost without a word.
REFUSED = {
    "ActivityInCommitment",
    "CommitmentCell",
    "CommitmentInPlan",
    "CommitmentReference",
    "EdtfDate",
    "EvidencePlace",
    "MeetingConvenes",
    "MeetingDate",
    "OwnOrSharedCell",
    "PaperLength",
    "UnderAnObjective",
}


def test_what_is_refused_at_load_is_what_the_check_reports_in_the_same_words() -> None:
    stated = Stated(all_examples())
    refused = set(results(stated, shipped_shapes(), at_load=True))
    assert {result.shape.name for result in refused} == REFUSED
    assert refused == {each for each in results(stated, shipped_shapes()) if each.shape.name in REFUSED}


def test_each_rule_has_a_valid_and_an_invalid_example() -> None:
    assert {path.stem for path in EXAMPLES} == {f"{rule}-{kind}" for rule in rules() for kind in ("valid", "invalid")}
    assert len(EXAMPLES) >= 350  # 178 rules when this was written


def test_each_rule_says_its_name_its_gravity_and_what_to_do() -> None:
    graph = shapes()
    for rule in graph.subjects(SH.message):
        assert isinstance(rule, URIRef) and rule.startswith(SHAPE), rule
        (message,) = graph.objects(rule, SH.message)
        assert str(message).endswith(".") and len(str(message).split()) >= 6, rule
        assert len(set(graph.objects(rule, SH.name))) == 1, rule
        assert graph.value(rule, SH.severity) in (SH.Violation, SH.Warning), rule
    # Without a message a property shape would be a rule that has neither a sentence nor an example.
    assert {local(s) for s in graph.subjects(RDF.type, SH.PropertyShape)} <= rules()
    closed = {local(s) for s in graph.subjects(SH.closed)}
    assert len(closed) >= 30 and closed <= rules()


def test_each_class_of_the_vocabulary_has_a_shape() -> None:
    targets = set(shapes().objects(predicate=SH.targetClass))
    classes = set(terms().subjects(RDF.type, OWL.Class))
    assert len(classes) >= 40
    bare = {c for c in classes if not targets & set(terms().transitive_objects(c, RDFS.subClassOf))}
    assert bare == set()


def test_shapes_name_only_terms_that_exist() -> None:
    # A misspelt term in a shape is a rule that nothing can break.
    declared = set(terms().subjects())
    named = {t for triple in shapes() for t in triple if isinstance(t, URIRef)}
    ours = {t for t in named if t.startswith(OVS) or "/concept/" in t}
    assert len(ours) >= 100
    assert ours - declared == set()
    used = {o for p in (SH.property, SH.node, SH.qualifiedValueShape) for o in shapes().objects(predicate=p)}
    assert {local(o) for o in used if isinstance(o, URIRef)} <= {local(s) for s in shapes().subjects(RDF.type)}


# 01632 960xxx and 020 7946 0xxx are numbers that Ofcom sets aside for drama.
@pytest.mark.parametrize(
    "text",
    ["clerk@town-hall", "Tel 01632 960123", "01632 960 123", "(01632) 960123", "020 7946 0000", "+44 20 7946 0000"],
)
def test_contact_details_are_found_in_any_literal(text: str) -> None:
    assert broken_by(f'{PREFIXES} ex:x ex:anyProperty "{text}" .') == {"NoContactDetails"}


@pytest.mark.parametrize(
    "text",
    [
        "2018-11-27",
        "07 February 2019",
        "07-02-2019 10:30",
        "£445,625",
        "3.1 - 3.8",
        "0 of 12 @ noon",
        "2017/18 to 2020/21",
    ],
)
def test_dates_amounts_and_references_are_no_contact_details(text: str) -> None:
    assert broken_by(f'{PREFIXES} ex:x ex:anyProperty "{text}" .') == set()


# From the examples of the EDTF specification, levels 0 and 1; then things that it does not have.
@pytest.mark.parametrize(
    "text", ["1985-04-12", "1985-04", "1985", "1984?", "2004-06~", "201X", "1964/2008", "../1985-04", "1985/.."]
)
def test_edtf_dates_are_accepted(text: str) -> None:
    assert broken_by(f'{PREFIXES} ex:x ovs:edtf "{text}" .') == set()


@pytest.mark.parametrize("text", ["July 2018", "2018-7", "18-07", "2018/07/01", "..", "2018-07-01T10:00"])
def test_other_dates_are_refused(text: str) -> None:
    assert broken_by(f'{PREFIXES} ex:x ovs:edtf "{text}" .') == {"EdtfDate"}


@pytest.mark.parametrize(
    ("cell", "statements", "expected"),
    [
        # What a cell may be called, by what stands in it: b a body, p a process, o a body told in another column.
        ("Body", "b", set()),
        ("Body", "bp", set()),
        ("Body", "p", {"CellHoldsABody"}),
        ("Body", "o", {"CellHoldsABody"}),
        ("Process", "p", set()),
        ("Process", "po", set()),
        ("Process", "o", {"CellHoldsAProcess"}),
        ("Process", "bp", {"CellHoldsAProcess"}),
        ("Process", "", {"CellHoldsAProcess"}),
        ("Blank", "", set()),
        ("Blank", "o", set()),
        ("Blank", "p", {"CellIsEmpty"}),
        ("Lost", "b", {"CellIsEmpty", "LostCellIsNoted"}),
        ("Reference", "b", {"CellIsEmpty", "CellRefersToARow"}),
    ],
)
def test_the_cell_agrees_with_the_statements_of_oversight(cell: str, statements: str, expected: set[str]) -> None:
    nodes = {
        "b": "[ ovs:by ex:board ]",
        "p": "[ ovs:by ex:monitoring ]",
        "o": "[ ovs:by ex:board ; ovs:column <https://w3id.org/oversight-graph/concept/column/progress> ]",
    }
    register = (
        'ex:board a ovs:OversightBody ; skos:prefLabel "B"@en . ex:monitoring a ovs:Audit ; skos:prefLabel "M"@en .'
    )
    row = f"ex:row ovs:oversightCell ovs:{cell} . " + "".join(f"ex:row ovs:oversight {nodes[s]} . " for s in statements)
    untyped = {"OversightKind"} if statements else set()
    assert broken_by(f"{PREFIXES} {register} {row}") == expected | untyped


def test_a_violation_names_the_rule_the_record_and_the_line() -> None:
    path = ONTOLOGY / "examples" / "Seat-invalid.ttl"
    (found,) = violations(path)
    line = 1 + path.read_text(encoding="utf-8").split("\n").index(
        'ex:board a ovs:OversightBody ; skos:prefLabel "Scrutiny Board"@en .'
    )
    assert (found.check, found.severity, found.where) == ("Seat", "error", f"{path}:{line}")
    assert "seen)" in found.message  # the misspelt property of the example


def test_a_rule_for_the_whole_graph_names_the_record_at_fault() -> None:
    path = ONTOLOGY / "examples" / "EvidencePaper-invalid.ttl"
    (found,) = violations(path)
    assert found.check == "EvidencePaper"
    assert found.entity == "example.org/board"
    assert "https://example.org/paper/unknown#line=3,4 is cited" in found.message


def test_a_warning_is_a_warning() -> None:
    (found,) = violations(ONTOLOGY / "examples" / "TenureDated-invalid.ttl")
    assert (found.check, found.severity) == ("TenureDated", "warning")


def test_the_shipped_data_keep_all_rules() -> None:
    files = shipped()
    assert len(files) >= 15
    found = validate(Stated(build([*files, *ontology()])), Locator(files))
    assert [f for f in found if f.severity == "error"] == []


# ---------------------------------------------------------------------------------------------------------------------
# The same violations as pySHACL

Seen = tuple[str, str, str, str | None, str]
LEVELS = {"Violation": "error", "Warning": "warning", "Info": "info"}


def by_pyshacl(data: Graph, judge: Graph) -> set[Seen]:
    """Return shape, focus, path, value and severity of each result of pySHACL."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it logs a traceback for each date that is none
    _, report, _ = pyshacl.validate(data, shacl_graph=judge, inplace=True, do_owl_imports=False)
    found = set()
    for result in report.objects(predicate=SH.result):
        shape, path = report.value(result, SH.sourceShape), report.value(result, SH.resultPath)
        while isinstance(shape, BNode):
            shape = next(judge.subjects(None, shape))
        value, severity = report.value(result, SH.value), str(report.value(result, SH.resultSeverity))
        found.add(
            (
                re.split("[#/]", str(shape))[-1],
                str(report.value(result, SH.focusNode)),
                str(path) if isinstance(path, URIRef) else "",
                None if value is None else str(value),
                LEVELS[severity.rpartition("#")[2]],
            )
        )
    return found


def seen(found: list[Result]) -> set[Seen]:
    return {(each.shape.name, each.focus, each.path, each.value, each.shape.severity) for each in found}


class OnRdflib:
    """A store that is asked by rdflib's own engine."""

    def __init__(self, data: Graph) -> None:
        self._data = data

    def select(self, query: str, where: str = "query") -> Table:
        answer = self._data.query(query)
        if answer.type == "ASK":
            return Table(("answer",), [("true" if answer.askAnswer else "false",)])
        rows = [tuple(None if cell is None else str(cell) for cell in row) for row in answer]  # type: ignore[union-attr]
        return Table(tuple(map(str, answer.vars or ())), rows)


def test_another_engine_finds_the_same() -> None:
    there = OnRdflib(Graph().parse(data=examples(), format="nt"))
    found = seen(list(results(Stated(all_examples()), shipped_shapes())))
    assert found == seen(list(results(Stated(there), shipped_shapes())))
    assert {shape for shape, *_ in found} == rules()


def test_the_same_violations_as_pyshacl_on_all_examples_and_on_damaged_data() -> None:
    # The shipped data with every ninth statement lost, and the examples.
    store = build([*shipped(), *ontology()])
    stated = sorted((quad for quad in store.quads if quad.graph_name != ox.NamedNode(INFERRED)), key=str)
    kept = (quad.triple for n, quad in enumerate(stated) if n % 9 or "/concept" in str(quad.subject))
    triples = examples() + (ox.serialize(kept, format=ox.RdfFormat.N_TRIPLES) or b"")
    named = EmbeddedStore()
    named.quads.extend(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
    data = Graph().parse(data=triples, format="nt").parse(ONTOLOGY / "oversight.ttl")
    theirs, ours = by_pyshacl(data, shapes()), seen(list(results(Stated(named), shipped_shapes())))
    assert ours == theirs
    assert {shape for shape, *_ in ours} == rules()
    assert len(ours) > 1_500


SMALL = """
@prefix ex: <https://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.mark.parametrize(
    "rule",
    [
        "sh:path ex:p ; sh:minCount 2",
        "sh:path ex:p ; sh:maxCount 2",
        "sh:path ex:p ; sh:maxCount 0",
        "sh:path ex:p ; sh:hasValue 2",
        "sh:path ex:p ; sh:in ( 1 2 )",
        "sh:path ex:p ; sh:minExclusive 1 ; sh:maxInclusive 2",
        "sh:path ex:p ; sh:pattern '^A' ; sh:flags 'i'",
        "sh:path ex:p ; sh:nodeKind sh:BlankNodeOrIRI",
        "sh:path ex:p ; sh:datatype xsd:integer",
        "sh:path ex:p ; sh:lessThan ex:r",
        "sh:path ex:p ; sh:uniqueLang true",
        "sh:path ( ex:q ex:p ) ; sh:minCount 1",
        "sh:path [ sh:oneOrMorePath ex:q ] ; sh:class ex:Thing",
        "sh:path [ sh:zeroOrOnePath ex:q ] ; sh:node [ sh:closed true ; sh:ignoredProperties ( ex:p ) ]",
        "sh:path [ sh:inversePath ex:q ] ; sh:qualifiedValueShape [ sh:class ex:Thing ] ; sh:qualifiedMinCount 1",
        "sh:path ex:q ; sh:not [ sh:class ex:Thing ]",
        "sh:path ex:q ; sh:and ( [ sh:class ex:Thing ] [ sh:nodeKind sh:IRI ] )",
        "sh:xone ( [ sh:class ex:Thing ] [ sh:property [ sh:path ex:q ; sh:maxCount 1 ] ] [ sh:hasValue ex:c ] )",
        "sh:not [ sh:property [ sh:path ex:p ; sh:minCount 2 ; sh:lessThanOrEquals ex:q ] ]",
        "sh:property [ sh:path ex:p ; sh:minLength 2 ] ; sh:severity sh:Info",
    ],
)
@pytest.mark.parametrize("target", ["sh:targetClass ex:Top", "sh:targetSubjectsOf ex:p", "sh:targetObjectsOf ex:q"])
def test_the_same_violations_as_pyshacl_whatever_the_rule(rule: str, target: str) -> None:
    kind = "PropertyShape" if rule.startswith("sh:path") else "NodeShape"
    text = f"{SMALL} ex:shape a sh:{kind} ; {target} ; {rule} ."
    data = f"""{SMALL}
        ex:Thing rdfs:subClassOf ex:Top .
        ex:a a ex:Thing ; ex:p 1, 2, 3 ; ex:q ex:b ; ex:r 2, 3 .
        ex:b a ex:Top ; ex:p "Ab"@en, "ab"@EN, "x", "no"^^xsd:integer ; ex:q ex:a, ex:c .
        ex:c a ex:Thing, ex:Top ; ex:p 2 ; ex:q 2, ex:d .
        ex:d ex:p ex:a .
    """
    judge, graph = Graph().parse(data=text, format="turtle"), Graph().parse(data=data, format="turtle")
    assert seen(judged(data, read_shapes(text))) == by_pyshacl(graph, judge)


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ("sh:path ex:p ; sh:equals ex:q", "sh:equals"),
        ("sh:path ex:p ; sh:languageIn ( 'en' )", "sh:languageIn"),
        ("sh:rule [ sh:object ex:x ]", "sh:rule"),
        ("sh:js [ sh:jsFunctionName 'f' ]", "sh:js"),
        ("sh:sparql [ sh:ask 'ASK { }' ]", "sh:ask"),
        ("sh:target [ sh:select 'SELECT ?this { }' ]", "sh:target"),
        ("sh:deactivated true", "sh:deactivated"),
        ("sh:severity ex:Grave ; sh:nodeKind sh:IRI", "the severity https://example.org/Grave"),
        ("sh:node ex:shape", "a shape within itself"),
        (
            "sh:not [ sh:path ex:p ; sh:minCount 9 ]",
            "a count of 9 values",
        ),
        ("sh:path ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ]", "sh:property below sh:path"),
        ("sh:path ex:p ; sh:datatype xsd:hexBinary", "sh:datatype http://www.w3.org/2001/XMLSchema#hexBinary"),
        ("sh:minCount 1", "sh:minCount without sh:path"),
        ("sh:or ( [ sh:sparql [ sh:select 'SELECT $this { }' ] ] )", "sh:sparql within another shape"),
        ("sh:nodeKind ex:Kind", "sh:nodeKind https://example.org/Kind"),
    ],
)
def test_what_is_not_supported_stops_with_its_name(rule: str, named: str) -> None:
    text = f"{SMALL} ex:shape a sh:NodeShape ; sh:targetClass ex:Top ; {rule} ."
    with pytest.raises(DataError, match=re.escape(f"{named} is not supported, and stands in ")) as caught:
        judged("", read_shapes(text))
    assert "shapes.ttl" in str(caught.value) and "shape" in str(caught.value)


def test_shapes_that_are_no_turtle_are_refused() -> None:
    with pytest.raises(DataError, match="not valid Turtle"):
        read_shapes("shape:x a")
