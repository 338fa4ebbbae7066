"""What two small meetings decided: read off MINUTES by hand."""

from tests.conftest import Make

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


ALONE = """
body:panel a ovs:OversightBody ; skos:prefLabel "The Panel"@en .
organization:council a org:FormalOrganization ; skos:prefLabel "The Council"@en .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en ; org:postIn organization:council .
person:roe a foaf:Person ; skos:prefLabel "Ann Roe"@en .
<decision/1> a ovs:Decision ; skos:notation "D1" ; rdfs:label "Lamps to be bought"@en ;
    ovs:decidedBy post:clerk, person:roe ;
    schema:startDate "2018-04-30"^^xsd:date ; ovs:edtf "2018-04" ; ovs:evidence <notice#line=1,4> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:panel ; ovs:evidence <notice#line=5,6> ] .
<decision/2> a ovs:Decision ; rdfs:label "Lamps to be lit"@en ; ovs:decidedBy body:panel ;
    schema:startDate "2018-05-02"^^xsd:date ; ovs:evidence <notice#line=7,8> .
"""


def test_what_somebody_decides_outside_a_meeting_has_its_own_day_and_taker(make_graph: Make) -> None:
    """A post and the person in it, or a body; the panel that looks at it oversees it, and no meeting was held."""
    graph = make_graph(MINUTES + ALONE)
    rows = [row for row in graph.decisions("2018-12-31") if not row.meeting]
    assert [(row.when, row.body, row.person, row.post, row.ref, row.overseen_by) for row in rows] == [
        ("2018-04", (), ("Ann Roe",), ("Clerk",), "D1", ("The Panel",)),
        ("2018-05-02", ("The Panel",), (), (), "", ()),
    ]
    assert [row.decision for row in graph.decisions("2018-04-30") if not row.meeting] == ["Lamps to be bought"]
    told = graph.query("decisions", asOf="2018-12-31")
    columns = [told.columns.index(name) for name in ("day", "body", "person", "post", "overseen_by")]
    assert [tuple(row[at] for at in columns) for row in told if (row[columns[0]] or "") > "2018-03"] == [
        ("2018-04", None, "Ann Roe", "Clerk", "The Panel"), ("2018-05-02", "The Panel", None, None, None),
        ("2018-06-01", "The Panel", None, None, None),
    ]  # fmt: skip
    events = [event for event in graph.timeline(as_of="2018-12-31") if event.kind == "decision"]
    assert [event.when for event in events] == ["2018-03", "2018-03", "2018-04", "2018-05-02", "2018-06-01"]
    assert [event.iri for event in graph.timeline("Clerk", "2018-12-31") if event.kind == "decision"] == [rows[0].iri]
    assert [(row.subject, row.kind) for row in graph.oversees("The Panel", "2018-12-31")] == [
        ("Lamps to be bought", "decision")
    ]
