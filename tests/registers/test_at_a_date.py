"""Grades and states at a date are told alike by the commands and by the catalogue, at every date in the data."""

import pytest
from tests.conftest import Make

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.states import UNKNOWN, states_at

DATES = (
    "SELECT DISTINCT ?day { ?s ?p ?day FILTER(DATATYPE(?day) = <http://www.w3.org/2001/XMLSchema#date>) } ORDER BY ?day"
)
# A row of its own, one that points to it over another, an activity in a printed row, and meetings on three of them.
TOWN = """
<> a ovs:SourceDocument ; dcterms:date "2018-01-01"^^xsd:date .
<later> a ovs:SourceDocument ; dcterms:date "2018-09-01"^^xsd:date .
plan:p a ovs:Plan ; dcterms:date "2018-01-01"^^xsd:date .
plan:q a ovs:Plan ; dcterms:date "2018-05-01"^^xsd:date .
body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en ; ovs:openToPublic publication:yes ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-01-01"^^xsd:date ] ,
        [ a ovs:BodyStatus ; ovs:state state:under-review ; schema:startDate "2018-06-01"^^xsd:date ;
            schema:endDate "2018-07-01"^^xsd:date ] ,
        [ a ovs:BodyStatus ; ovs:state state:not-meeting ; schema:startDate "2018-08-01"^^xsd:date ] ,
        [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2019-08-01"^^xsd:date ] .
body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .
<#glossary-1> a ovs:GlossaryEntry ; ovs:describes body:b ; ovs:frequency frequency:monthly ;
    ovs:notesPublished publication:marked ; dcterms:date "2018-01-01"^^xsd:date .
<#glossary-2> a ovs:GlossaryEntry ; ovs:describes body:b ; ovs:frequency frequency:under-review ;
    ovs:notesPublished publication:no ; dcterms:date "2018-09-01"^^xsd:date .
body:planned a ovs:OversightBody ; skos:prefLabel "C Board"@en ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:planned ; schema:startDate "2018-02-01"^^xsd:date ] .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "one"@en ;
    ovs:oversightCell ovs:Body ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:a ] , [ a ovs:Oversight ; ovs:by body:b ] .
activity:1.1 a ovs:Activity ; dcterms:isPartOf commitment:1 ; rdfs:label "step"@en ; ovs:sharesCellOf commitment:1 .
commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "2" ; rdfs:label "two"@en ;
    ovs:oversightCell ovs:Reference ; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1 ] .
commitment:3 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "3" ; rdfs:label "three"@en ;
    ovs:oversightCell ovs:Reference ; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:2 , commitment:4 ] .
commitment:4 a ovs:Commitment ; dcterms:isPartOf plan:q ; skos:notation "4" ; rdfs:label "four"@en ;
    ovs:oversightCell ovs:Process ; ovs:oversight [ a ovs:Oversight ; ovs:asStated "a forum" ] .
activity:4.1 a ovs:Activity ; dcterms:isPartOf commitment:4 ; skos:notation "4.1" ; rdfs:label "step"@en ;
    ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:planned ; ovs:column column:oversight ] ,
        [ a ovs:Oversight ; ovs:by body:a ; ovs:column column:progress ] .
meeting:m a ovs:Meeting ; ovs:convenes body:a , body:b ; schema:startDate "2018-03-01"^^xsd:date ; ovs:edtf "2018-03" .
meeting:m-1 a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; ovs:scrutiny [ a ovs:Scrutiny ; ovs:of activity:1.1 ] .
meeting:n a ovs:Meeting ; ovs:convenes body:planned ; schema:startDate "2018-10-01"^^xsd:date ;
    ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:3 ] , [ a ovs:Scrutiny ; ovs:of commitment:1 ] .
"""
# In July a new edition of p: 1 goes on under its number, 2 is merged into it, 3 is withdrawn; 5 is new and points to 1.
EDITIONS = (
    TOWN
    + """
plan:r a ovs:Plan ; dcterms:date "2018-07-01"^^xsd:date ; skos:prefLabel "Plan of July"@en ; dcterms:replaces plan:p .
commitment:r1 a ovs:Commitment ; dcterms:isPartOf plan:r ; skos:notation "1" ; rdfs:label "one, anew"@en ;
    dcterms:replaces commitment:1 , commitment:2 ; ovs:oversightCell ovs:Body ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:b ] .
activity:r1.1 a ovs:Activity ; dcterms:isPartOf commitment:r1 ; rdfs:label "step"@en ; ovs:sharesCellOf commitment:r1 .
commitment:r5 a ovs:Commitment ; dcterms:isPartOf plan:r ; skos:notation "5" ; rdfs:label "five"@en ;
    ovs:oversightCell ovs:Reference ;
    ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:r1 , commitment:3 ] .
"""
)


@pytest.fixture(params=["west-mercia", "starter", "town", "editions"])
def world(request: pytest.FixtureRequest, loaded: Make) -> OversightGraph:
    return loaded({"town": TOWN, "editions": EDITIONS}.get(request.param, request.param))


def days(graph: OversightGraph) -> list[str]:
    """Return the dates in the data, and one before and one after all of them."""
    return ["1900-01-01", *(str(day) for (day,) in graph.store.select(DATES)), "2999-12-31"]


def graded(row: Coverage) -> tuple[object, ...]:
    own, through = (
        set(zip(meetings, bodies, strict=True))
        for meetings, bodies in (
            (row.exercised_iri, row.exercised_by_iri),
            (row.exercised_through_iri, row.exercised_through_by_iri),
        )
    )
    counts = map(len, (row.covering, row.live_iri, row.open_iri, own, through))
    return (row.ref, row.title, row.cell, row.grade, *counts)


def asked(graph: OversightGraph, day: str, months: int) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    table = graph.query("coverage-at-a-date", asOf=day, months=str(months))
    for _, ref, title, cell, *numbers, _, iri in table.rows:
        assert iri not in found
        found[str(iri)] = (ref, title, cell, *(int(number or "") for number in numbers))
    return found


def test_the_question_grades_each_row_as_the_command_does(world: OversightGraph) -> None:
    seen = set()
    for day in days(world):
        months = 6 if day.endswith("-01") else 12
        rows = [row for steps in (False, True) for row in coverage(world.store, day, activities=steps, months=months)]
        expected = {row.iri: graded(row) for row in rows}
        assert asked(world, day, months) == expected
        seen |= {row.grade for row in rows}
    assert len(seen) > 3


def test_the_question_tells_the_state_of_each_body_as_the_commands_do(world: OversightGraph) -> None:
    seen = set()
    for day in days(world):
        states = states_at(world.store, day)
        for _, status, live, sign, *said, place, iri in world.query("body-states-at-a-date", asOf=day).rows:
            notes, public, is_open = said
            state = states.get(str(iri), UNKNOWN)
            expected = (state.status, state.sign, state.published, state.public, state.live, state.open)
            assert (status, sign or "", notes, public, live == "yes", is_open == "yes") == expected, (day, iri)
            assert (place in state.evidence) if state.evidence else not place
            seen.add(status)
    assert "active" in seen


def test_the_town_climbs_and_falls(make_graph: Make) -> None:
    # Read off TOWN by hand: A and B sit together on a step of 1 in March 2018, and 2 and 3 leave their oversight to 1.
    # The meeting counts to the end of August at six months. A is under review in June, meets no more from August on,
    # and has not met after that; B is listed as under review in September. C has met, on 3, in October; it is not
    # open.
    graph = make_graph(TOWN)

    def grades(day: str) -> list[int]:
        return [row.grade for row in coverage(graph.store, day, months=6)]

    assert grades("2018-02-28") == [5, 5, 5]
    assert grades("2018-04-01") == [6, 6, 6]
    assert grades("2018-06-15") == [6, 6, 6, 3]
    assert grades("2018-09-01") == [3, 3, 3, 3]
    assert grades("2018-10-01") == [3, 3, 4, 4]
    at = {row.ref: row for row in coverage(graph.store, "2018-04-01", months=6)}
    assert at["1"].exercised == ("A Board 2018-03", "B Board 2018-03")
    assert [at[ref].only_through for ref in "123"] == [False, True, True]
    assert at["3"].called == "exercised through a pointer"
    assert (at["2"].exercised, at["2"].exercised_through) == ((), at["1"].exercised)


def test_of_several_editions_the_newest_counts(make_graph: Make) -> None:
    # Read off EDITIONS by hand. Up to June the first edition counts, from July on the second, and q beside both. What
    # A and B did on a step of 1 in March counts for the row that carries 1 on, and for 5, which points to that.
    graph = make_graph(EDITIONS)

    def rows(day: str, **options: object) -> list[tuple[str, str]]:
        return [(row.ref, row.plan.rpartition("/")[2]) for row in coverage(graph.store, day, **options)]  # type: ignore[arg-type]

    assert rows("2018-06-30") == [("1", "p"), ("2", "p"), ("3", "p"), ("4", "q")]
    # Each plan by itself, in the order of their names.
    assert rows("2018-07-01") == [("1", "Plan of July"), ("5", "Plan of July"), ("4", "q")]
    assert len(rows("2018-07-01", all_plans=True)) == 6
    assert rows("2018-07-01", plan="https://example.org/town/plan/p") == [("1", "p"), ("2", "p"), ("3", "p")]
    assert rows("2018-06-30", plan="https://example.org/town/plan/r") == []
    first, five, _ = coverage(graph.store, "2018-07-01")
    assert (first.grade, first.exercised, first.bodies) == (6, ("B Board 2018-03",), ("B Board",))
    assert (five.grade, five.called, five.exercised_through) == (6, "exercised through a pointer", ("B Board 2018-03",))
    # The register of bodies and the network know of the same rows.
    board = next(body for body in graph.bodies("2018-07-15") if body.name == "B Board")
    assert board.oversees == ("1",)
    assert [row.finding for row in graph.practice("2018-07-01") if row.ref == "1" and row.body == "B Board"] == [
        "exercised"
    ]
    assert "https://example.org/town/commitment/3" not in graph.network("2018-07-01")
    with pytest.raises(UsageError, match="is no plan"):
        graph.coverage("2018-07-01", plan="A Board")
