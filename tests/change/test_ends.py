"""The end of a body, as a paper gives it: one end on every road that tells of it.

An end is dated if its day is printed, or is known as far as a month; any other day is only that by which it was over,
because the paper that says so was about that day.
"""

import datetime as dt
import json

import pytest
from tests.conftest import Make

from oversight_graph.map.states import dates_of
from oversight_graph.output.popolo import to_popolo

BOARD = """
paper:start a ovs:SourceDocument ; dcterms:title "Start"@en ; dcterms:date "2023-01-10"^^xsd:date .
paper:later a ovs:SourceDocument ; dcterms:title "Later"@en ; dcterms:date "2023-09-01"^^xsd:date .
plan:p a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2023-01-10"^^xsd:date .
body:a a ovs:OversightBody ; skos:prefLabel "Quay Board"@en ; ovs:evidence <start#line=1,2> ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2023-01-10"^^xsd:date ;
        ovs:evidence <start#line=1,2> ] ,
        [ a ovs:BodyStatus ; ovs:state state:ended ; %s ; ovs:evidence <later#line=1,2> ] .
commitment:1 a ovs:Commitment ; skos:notation "1" ; rdfs:label "Cranes"@en ; dcterms:isPartOf plan:p ;
    ovs:oversightCell ovs:Body ; ovs:evidence <start#line=5,6> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:a ; ovs:asStated "Quay Board" ; ovs:evidence <start#line=5,6> ] .
"""
THEN, BY_THEN = "It ended then, as a paper says.", "It had ended by this day; when is not said."


@pytest.mark.parametrize(
    ("told", "day", "when", "dated"),
    [
        ('schema:startDate "2023-07-01"^^xsd:date ; ovs:dateAsStated "1 July"', "2023-07-01", "2023-07-01", True),
        ('schema:startDate "2023-07-31"^^xsd:date ; ovs:edtf "2023-07"', "2023-07-31", "2023-07", True),
        ('schema:startDate "2023-07-31"^^xsd:date', "2023-07-31", "2023-07-31", False),
        ('schema:startDate "2023-09-01"^^xsd:date', "2023-09-01", "2023-09-01", False),
    ],
)
def test_an_end_is_told_alike_on_every_road(make_graph: Make, told: str, day: str, when: str, *, dated: bool) -> None:
    graph = make_graph(BOARD % told)
    before = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    [event] = [each for each in graph.timeline("Quay Board", "2024-01-01") if each.what.endswith(": ended")]
    assert (event.when, event.day, event.meaning) == (when, day, THEN if dated else BY_THEN)
    [change] = [each for each in graph.diff("2023-06-01", "2024-01-01") if each.change == "ended"]
    assert (change.when, change.thing) == (when, "Quay Board")
    assert f"({when})" in change.meaning if dated else f"(by {when})" in change.meaning
    asked = graph.query("bodies-not-live-at-a-date", asOf=day)
    assert [(row[0], row[1], row[2]) for row in asked] == [("Quay Board", "ended", when)]
    assert not list(graph.query("bodies-not-live-at-a-date", asOf=before))
    assert day in dates_of(graph.store, "2024-01-01")
    for on, state in ((before, "active"), (day, "ended")):
        [body] = graph.bodies(on, everything=True)
        assert (body.status, body.since) == (state, when if state == "ended" else None)
        assert [row[1] for row in graph.query("body-states-at-a-date", asOf=on)] == [state]
        [reached] = graph.oversees("Quay Board", as_of=on, ended=True)
        assert (reached.subject, reached.not_live) == ("1 Cranes", () if state == "active" else ("Quay Board (ended)",))
        [board] = [each for each in json.loads(to_popolo(graph, on))["organizations"] if each["name"] == "Quay Board"]
        assert board.get("dissolution_date") == (when if state == "ended" and dated else None)
        assert graph.coverage(on)[0].live == (("Quay Board",) if state == "active" else ())
