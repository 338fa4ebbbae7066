"""Where two roads lead to one figure, it is one: commands, questions, map; tables of the report are in test_registry.

The town has two editions of a plan, of which the newer counts from July 2018; an action that a later record takes up,
one that a decision closes, one of two owners; a promise past its day; meetings held, put off and called off.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from oversight_graph.graph import OversightGraph
from oversight_graph.map.data import map_data

SHIPPED = Path(__file__).parents[2] / "data" / "west-mercia"
STATE = "<https://w3id.org/oversight-graph/concept/meeting-state/{}>"
TOWN = """
paper:old a ovs:SourceDocument ; dcterms:date "2018-01-01"^^xsd:date .
paper:new a ovs:SourceDocument ; dcterms:date "2018-07-01"^^xsd:date .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" .
body:board a ovs:OversightBody ; skos:prefLabel "The Board"@en ; ovs:openToPublic publication:yes .
plan:old a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2018-01-01"^^xsd:date .
plan:new a ovs:Plan ; skos:prefLabel "New plan"@en ; dcterms:date "2018-07-01"^^xsd:date ; dcterms:replaces plan:old .
objective:o a ovs:Objective ; skos:prefLabel "Streets"@en ; dcterms:isPartOf plan:old .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "1" ; rdfs:label "Lamps"@en ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ] .
commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "2" ; rdfs:label "Roads"@en ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Blank .
commitment:n1 a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "1" ; rdfs:label "All lamps"@en ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ] ;
    ovs:due "2018-08-01"^^xsd:date ; ovs:dueAsStated "August" .
meeting:march a ovs:Meeting ; rdfs:label "March"@en ; ovs:convenes body:board ;
    schema:startDate "2018-03-01"^^xsd:date .
meeting:june a ovs:Meeting ; rdfs:label "June"@en ; ovs:convenes body:board ; schema:startDate "2018-06-01"^^xsd:date .
item:march a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; rdfs:label "Lamps"@en ;
    ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ] .
item:june a ovs:AgendaItem ; dcterms:isPartOf meeting:june ; rdfs:label "Old business"@en .
action:a a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Count lamps"@en ; ovs:owner post:clerk ;
    ovs:actionState action-state:open ; ovs:due "2018-05-01"^^xsd:date ; ovs:dueAsStated "May" .
action:a2 a ovs:Action ; dcterms:isPartOf item:june ; rdfs:label "Count lamps now"@en ;
    ovs:actionState action-state:open ; ovs:carriedForwardFrom action:a .
action:b a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Mend roads"@en ; ovs:owner post:clerk , person:ann ;
    ovs:actionState action-state:open ; ovs:due "2018-04-01"^^xsd:date ; ovs:dueAsStated "April" .
<#d> a ovs:Decision ; dcterms:isPartOf item:june ; rdfs:label "Roads are mended"@en ; ovs:closes action:b .
""" + "".join(
    f'meeting:{name} a ovs:Meeting ; rdfs:label "{name}"@en ; ovs:convenes body:board ; '
    f'schema:startDate "2018-07-15"^^xsd:date ; ovs:meetingState {STATE.format(name)} .\n'
    for name in ("put-off", "cancelled", "planned")
)
DAYS = ("2018-03-31", "2018-05-15", "2018-06-15", "2018-09-01")


@pytest.fixture(params=["town", "west-mercia"])
def world(
    request: pytest.FixtureRequest, make_graph: Callable[[str], OversightGraph]
) -> tuple[OversightGraph, list[str]]:
    if request.param == "town":
        return make_graph(TOWN), [*DAYS]
    return OversightGraph.load(SHIPPED), ["2018-11-27", "2021-04-27"]


def rows_of(graph: OversightGraph, question: str, **parameters: str) -> list[dict[str, str]]:
    table = graph.query(question, **parameters)
    return [dict(zip(table.columns, (each or "" for each in row), strict=True)) for row in table.rows]


def test_grades(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    moments = map_data(graph, days[-1]).moments
    for day in days:
        rows = graph.coverage(day)
        grades = Counter(row.grade for row in rows)
        total = graph.summary(day)[-1]
        assert [getattr(total, f"grade_{n}") for n in range(7)] == [grades[n] for n in range(7)]
        assert len(graph.gaps(day)) == total.gaps == sum(grade < 3 for grade in grades.elements())
        asked = [row for row in rows_of(graph, "coverage-at-a-date", asOf=day) if row["kind"] == "commitment"]
        assert {row["iri"]: int(row["grade"]) for row in asked} == {row.iri: row.grade for row in rows}
        assert {row["iri"]: row["plan"] for row in asked} == {row.iri: row.plan for row in rows}
        if day in moments:
            assert {iri: one.grade for iri, one in moments[day].rows.items()} == {row.iri: row.grade for row in rows}


def test_actions(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    for day in days:
        log, lives = graph.actions(day), graph.follow_up(day)
        assert {row.iri: row.status for row in log} == {row.iri: row.status for row in lives}
        late = {row.iri for row in graph.actions(day, overdue=True)}
        assert late == {row["iri"] for row in rows_of(graph, "actions-overdue-at-a-date", asOf=day)}
        for owner in graph.by_owner(day):
            if owner.owner_iri:
                own = graph.actions(day, owner=owner.owner_iri)
                assert (owner.actions, owner.overdue) == (len(own), sum(row.status == "overdue" for row in own))
                assert owner.shared == sum(len(row.owner_iri) > 1 for row in own)
        alone = sum(owner.actions - owner.shared for owner in graph.by_owner(day))
        assert alone == sum(len(row.owner_iri) < 2 for row in log)
    done = {row.text for row in log if row.discharged_by}
    assert done == {row["action"] for row in rows_of(graph, "actions-discharged")}
    decided = graph.decisions(days[-1])
    assert {name for row in decided for name in row.closes} <= done
    told = {(row["iri"], row["day"], row["kind"]) for row in rows_of(graph, "decisions", asOf=days[-1])}
    assert told == {(row.iri, row.when, row.kind) for row in decided}


def test_promises_and_bodies(world: tuple[OversightGraph, list[str]]) -> None:
    graph, days = world
    for day in days:
        late = {row.iri for steps in (False, True) for row in graph.overdue(day, activities=steps)}
        assert late == {
            row.iri for steps in (False, True) for row in graph.coverage(day, activities=steps) if row.overdue
        }
        told = rows_of(graph, "leads-and-last-days", asOf=day)
        rows = {row["iri"] for row in told if row["overdue"] == "yes" and row["kind"] != "finding of an inspection"}
        assert rows == late
        states = {row["iri"]: row["status"] for row in rows_of(graph, "body-states-at-a-date", asOf=day)}
        assert {row.iri: row.status for row in graph.bodies(day)}.items() <= states.items()


def test_the_town_as_it_is(make_graph: Callable[[str], OversightGraph]) -> None:
    # By hand: in May both actions of March are overdue; in June one is closed, and the other goes on in another record.
    graph = make_graph(TOWN)
    assert [len(graph.actions(day, overdue=True)) for day in DAYS] == [0, 2, 1, 1]
    assert [len(graph.actions(day)) for day in DAYS] == [2, 2, 2, 2]
    assert [[row.ref for row in graph.coverage(day)] for day in DAYS] == [["1", "2"], ["1", "2"], ["1", "2"], ["1"]]
    assert [len(graph.overdue(day)) for day in DAYS] == [0, 0, 0, 1]
    [board] = graph.cadence("2018-09-01")
    assert (board.found, board.announced, board.put_off, board.cancelled) == (2, 1, 1, 1)
