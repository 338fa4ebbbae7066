"""The shapes: each rule accepts the example that keeps it, and it alone rejects the example that breaks it.

The examples are the expectation: what each of them breaks was decided by hand and is its file name.
"""

from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import SH

from oversight_graph.check.findings import Finding
from oversight_graph.check.locate import Locator
from oversight_graph.check.shacl import validate
from oversight_graph.load.files import find_files, ontology, shipped
from oversight_graph.load.load import build

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


def broken_by(turtle: str) -> set[str]:
    """Return the local names of the shapes that the data breaks."""
    data = Graph()
    # Of the vocabulary, shapes read only what is below what, and which code is in which list; the rest would take time.
    for pattern in ((None, RDFS.subClassOf, None), (None, SKOS.inScheme, None), (None, RDF.type, SKOS.ConceptScheme)):
        for triple in terms().triples(pattern):
            data.add(triple)
    data.parse(data=turtle, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inplace=True, do_owl_imports=False)
    return {local(report.value(result, SH.sourceShape)) for result in report.objects(predicate=SH.result)}


def findings(path: Path) -> list[Finding]:
    files = find_files([path])
    return validate(build([*files, *ontology()]), Locator(files))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_breaks_the_rule_of_its_name_or_none(path: Path) -> None:
    rule, _, kind = path.stem.rpartition("-")
    assert kind in ("valid", "invalid")
    assert broken_by(path.read_text(encoding="utf-8")) == ({rule} if kind == "invalid" else set())


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
    known = set(terms().subjects())
    named = {t for triple in shapes() for t in triple if isinstance(t, URIRef)}
    ours = {t for t in named if t.startswith(OVS) or "/concept/" in t}
    assert len(ours) >= 100
    assert ours - known == set()
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


def test_a_finding_names_the_rule_the_record_and_the_line() -> None:
    path = ONTOLOGY / "examples" / "Seat-invalid.ttl"
    (finding,) = findings(path)
    line = 1 + path.read_text(encoding="utf-8").split("\n").index(
        'ex:board a ovs:OversightBody ; skos:prefLabel "Scrutiny Board"@en .'
    )
    assert (finding.check, finding.severity, finding.where) == ("Seat", "error", f"{path}:{line}")
    assert "seen)" in finding.message  # the misspelt property of the example


def test_a_rule_for_the_whole_graph_names_the_record_at_fault() -> None:
    path = ONTOLOGY / "examples" / "EvidencePaper-invalid.ttl"
    (finding,) = findings(path)
    assert finding.check == "EvidencePaper"
    assert finding.entity == "example.org/board"
    assert "https://example.org/paper/unknown#line=3,4 is cited" in finding.message


def test_a_warning_is_a_warning() -> None:
    (finding,) = findings(ONTOLOGY / "examples" / "TenureDated-invalid.ttl")
    assert (finding.check, finding.severity) == ("TenureDated", "warning")


def test_the_shipped_data_keep_all_rules() -> None:
    files = shipped()
    assert len(files) >= 15
    found = validate(build([*files, *ontology()]), Locator(files))
    assert [f for f in found if f.severity == "error"] == []
