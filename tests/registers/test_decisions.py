"""What two small meetings decided: read off MINUTES by hand."""

from collections.abc import Callable

from oversight_graph.graph import OversightGraph

Make = Callable[[str], OversightGraph]
KIND = "<https://w3id.org/oversight-graph/concept/decision-kind/{}>"
MINUTES = (
    """
body:board a ovs:OversightBody ; skos:prefLabel "The Board"@en .
body:panel a ovs:OversightBody ; skos:prefLabel "The Panel"@en .
meeting:march a ovs:Meeting ; rdfs:label "Board in March"@en ; ovs:convenes body:board ;
    schema:startDate "2018-03-31"^^xsd:date ; ovs:edtf "2018-03" .
item:march a ovs:AgendaItem ; dcterms:isPartOf meeting:march ; rdfs:label "Roads"@en .
meeting:june a ovs:Meeting ; rdfs:label "Panel in June"@en ; ovs:convenes body:panel ;
    schema:startDate "2018-06-01"^^xsd:date .
action:mend a ovs:Action ; dcterms:isPartOf item:march ; rdfs:label "Mend the road"@en ;
    ovs:actionState action-state:open .
"""
    + f"""
<decision/10> a ovs:Decision ; dcterms:isPartOf item:march ; skos:notation "10" ; rdfs:label "Money for roads"@en ;
    ovs:decisionKind {KIND.format("approved")} ; ovs:evidence <march#line=4,5> .
<decision/9> a ovs:Decision ; dcterms:isPartOf item:march ; skos:notation "9" ; rdfs:label "Report on lamps"@en ;
    ovs:decisionKind {KIND.format("noted")} ; ovs:evidence <march#line=3,4> .
<decision/11> a ovs:Decision ; dcterms:isPartOf meeting:june ; rdfs:label "Road is mended"@en ;
    ovs:closes action:mend ; ovs:evidence <june#line=2,3> .
"""
)


def test_decisions_stand_by_meeting_and_reference(make_graph: Make) -> None:
    graph = make_graph(MINUTES)
    rows = graph.decisions("2018-12-31")
    assert [(row.when, row.body, row.ref, row.decision, row.kind, row.item, row.closes) for row in rows] == [
        ("2018-03", ("The Board",), "9", "Report on lamps", "noted", "Roads", ()),
        ("2018-03", ("The Board",), "10", "Money for roads", "approved", "Roads", ()),
        ("2018-06-01", ("The Panel",), "", "Road is mended", "", "", ("Mend the road",)),
    ]
    assert [row.ref for row in graph.decisions("2018-05-31")] == ["9", "10"]
    assert [row.decision for row in graph.decisions("2018-12-31", body="The Panel")] == ["Road is mended"]
    # What it closes is closed in the action log too, and by the same meeting.
    [action] = graph.actions("2018-12-31")
    assert (action.status, action.settled_on, action.settled_at) == ("discharged", "2018-06-01", rows[2].meeting)


def test_a_decision_is_found_by_name(make_graph: Make) -> None:
    graph = make_graph(MINUTES)
    assert ("closes", "Mend the road") in {(fact.fact, fact.value) for fact in graph.explain("Road is mended")}
    assert graph.answer("decisions", "2018-12-31", body="The Board") == graph.decisions("2018-12-31", body="The Board")
