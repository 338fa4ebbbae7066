"""A kind of mechanism, a kind of body and a code that are said in Turtle alone are followed through every answer.

The town's plan leaves two commitments to things of kinds that the package does not know: 1.1 to an ombudsperson, 1.2 to
a citizens' jury. What each answer must say of them is what it says of a report and of a board.
"""

import json
from pathlib import Path

import pytest
from tests.conftest import Make
from typer.testing import CliRunner

from oversight_graph import OversightGraph
from oversight_graph.cli import app
from oversight_graph.report import write_report

DAY = "2018-11-27"
TOWN = """
@prefix own: <https://example.org/town/kinds#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
own:Ombudsperson a owl:Class ; rdfs:subClassOf ovs:Mechanism ; rdfs:label "ombudsperson"@en .
own:CitizensJury a owl:Class ; rdfs:subClassOf ovs:OversightBody ; rdfs:label "citizens' jury"@en .
own:new-moon a skos:Concept ; skos:inScheme <https://w3id.org/oversight-graph/concept/frequency> ;
    skos:prefLabel "at every new moon"@en ; skos:notation "new-moon" .
organization:council a org:FormalOrganization ; skos:prefLabel "Town Council"@en .
<> a ovs:SourceDocument ; dcterms:title "Town plan"@en ; dcterms:date "2018-11-27"^^xsd:date ;
    dcterms:type document:plan ; dcterms:publisher organization:council ;
    ovs:sha256 "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0" ; ovs:lineCount 40 .
plan:p a ovs:Plan ; skos:prefLabel "Town plan"@en ; rdfs:label "Town plan"@en ;
    ovs:evidence <#line=1,2> ; dcterms:date "2018-11-27"^^xsd:date .
objective:one a ovs:Objective ; skos:prefLabel "Safer streets"@en ; skos:notation "1" ; dcterms:isPartOf plan:p ;
    ovs:evidence <#line=1,2> .
mechanism:omb a own:Ombudsperson ; skos:prefLabel "Ombudsperson for streets"@en ; ovs:evidence <#line=3,4> .
body:jury a own:CitizensJury ; skos:prefLabel "Street Jury"@en ; ovs:frequency own:new-moon ; ovs:evidence <#line=5,6> .
commitment:1.1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.1" ; rdfs:label "Lamps"@en ;
    ovs:objective objective:one ; ovs:committedBy organization:council ; ovs:oversightCell ovs:Process ;
    ovs:evidence <#line=1,2> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by mechanism:omb ; ovs:asStated "Ombudsperson" ; ovs:evidence <#line=1,2> ] .
commitment:1.2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.2" ; rdfs:label "Crossings"@en ;
    ovs:objective objective:one ; ovs:committedBy organization:council ; ovs:oversightCell ovs:Body ;
    ovs:evidence <#line=2,3> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:jury ; ovs:asStated "Jury" ; ovs:evidence <#line=2,3> ] .
"""
PREFIX = "@prefix document: <https://w3id.org/oversight-graph/concept/document/> .\n"


@pytest.fixture
def town(make_graph: Make) -> OversightGraph:
    return make_graph(PREFIX + TOWN, validate=True)


def test_registers_and_grades_know_a_routine_from_a_body(town: OversightGraph) -> None:
    lamps, crossings = town.coverage(DAY)
    assert (lamps.grade, lamps.processes, lamps.bodies) == (2, ("Ombudsperson for streets",), ())
    assert (crossings.grade, crossings.processes, crossings.bodies) == (3, (), ("Street Jury",))
    assert [(gap.ref, "Ombudsperson for streets" in gap.reason) for gap in town.gaps(DAY)] == [("1.1", True)]
    assert [(body.name, body.frequency) for body in town.bodies(DAY, everything=True)] == [
        ("Street Jury", "at every new moon")
    ]


def test_each_is_called_by_its_own_word(town: OversightGraph) -> None:
    for name, word in (("Ombudsperson for streets", "ombudsperson"), ("Street Jury", "citizens' jury")):
        assert [fact.value for fact in town.explain(name) if fact.fact == "type"] == [word]
    table = town.query("mechanisms-by-commitments")
    kind, who = table.columns.index("kind"), table.columns.index("mechanism")
    assert {row[who]: row[kind] for row in table} == {
        "Ombudsperson for streets": "ombudsperson",
        "Street Jury": "citizens' jury",
    }
    (row,) = town.query("who-oversees-a-commitment", commitment="1.1")
    assert "ombudsperson" in row


def test_network_checks_and_files_hold_them(town: OversightGraph, tmp_path: Path) -> None:
    kinds = {data["label"]: data["kind"] for _, data in town.network(DAY).nodes(data=True)}
    assert (kinds["Ombudsperson for streets"], kinds["Street Jury"]) == ("process", "body")
    assert [way.subject for way in town.oversees("Street Jury", DAY)] == ["1.2 Crossings"]
    errors = [f"{each.check} {each.entity}: {each.message}" for each in town.check(DAY) if each.severity == "error"]
    assert errors == []
    folder = tmp_path / "report"
    write_report(town, folder, DAY)
    page = (folder / "mechanism" / "omb.html").read_text(encoding="utf-8")
    assert "ombudsperson" in page
    assert "citizens" in (folder / "body" / "jury.html").read_text(encoding="utf-8")
    command = ["map", "--data", str(tmp_path / "town"), "-o", str(tmp_path / "map.html"), "--as-of", DAY]
    assert CliRunner().invoke(app, command).exit_code == 0
    assert "Street Jury" in (tmp_path / "map.html").read_text(encoding="utf-8")
    command = [
        "export",
        "cytoscape",
        "--data",
        str(tmp_path / "town"),
        "--as-of",
        DAY,
        "-o",
        str(tmp_path / "net.json"),
    ]
    assert CliRunner().invoke(app, command).exit_code == 0
    nodes = json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))["elements"]["nodes"]
    assert {node["data"]["label"]: node["data"]["kind"] for node in nodes}["Street Jury"] == "body"
