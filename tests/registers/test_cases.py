"""Small places in which an answer once went wrong, each in every command and question that it touches.

What stands here is what no test of one room asks: the same place, seen from several of them. Each says what is right
and why; the place is made up.
"""

import json

import pytest
from tests.conftest import Make

from oversight_graph.graph import OversightGraph
from oversight_graph.network.projection import network
from oversight_graph.output.network_formats import to_network_format
from oversight_graph.output.popolo import to_popolo

DAY = "2024-06-01"
PLACE = """
paper:plan a ovs:SourceDocument ; dcterms:title "Plan"@en ; dcterms:date "2023-04-01"^^xsd:date .
paper:notes a ovs:SourceDocument ; dcterms:title "Notes"@en ; dcterms:date "2024-06-01"^^xsd:date .
organization:vale a org:FormalOrganization ; skos:prefLabel "Vale Council"@en .
organization:moor a org:FormalOrganization ; skos:prefLabel "Moor Council"@en .
post:lead a org:Post ; skos:prefLabel "Canal Lead"@en ; org:postIn organization:vale .
person:ivy a foaf:Person ; skos:prefLabel "Ivy Inch" .
plan:p a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2023-04-01"^^xsd:date .
"""
TENURE = "person:ivy ovs:tenure [ a ovs:Tenure ; ovs:post post:lead ; {} ; ovs:evidence <plan#line=1,2> ] .\n"


def body(name: str, label: str, more: str = "") -> str:
    return f'body:{name} a ovs:OversightBody ; skos:prefLabel "{label}"@en ; ovs:evidence <plan#line=2,3> {more} .\n'


def row(ref: str, label: str, by: str) -> str:
    return (
        f'commitment:{ref} a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "{ref}" ; '
        f'rdfs:label "{label}"@en ; '
        f"ovs:oversightCell ovs:Body ; ovs:committedBy organization:vale ; ovs:evidence <plan#line=4,5> ; "
        f'ovs:oversight [ a ovs:Oversight ; ovs:by body:{by} ; ovs:asStated "it" ; '
        f"ovs:evidence <plan#line={ref}4,{ref}5> ] .\n"
    )


def questions(graph: OversightGraph, name: str, **parameters: str) -> list[dict[str, str | None]]:
    return graph.query(name, **parameters).records()


def test_05_a_vacant_post_has_no_holder_anywhere(make_graph: Make) -> None:
    # Ivy left in 2023 and nobody is told to have come: neither the action nor the chair has a person after that.
    graph = make_graph(
        PLACE
        + TENURE.format('schema:startDate "2020-01-01"^^xsd:date ; schema:endDate "2023-12-31"^^xsd:date')
        + body(
            "board",
            "Canal Board",
            "; ovs:seat [ a ovs:Seat ; ovs:post post:lead ; org:role role:chair ; ovs:evidence <plan#line=3,4> ]",
        )
        + 'meeting:m a ovs:Meeting ; rdfs:label "May"@en ; ovs:convenes body:board ; '
        + 'schema:startDate "2023-05-01"^^xsd:date .\n'
        + 'action:a a ovs:Action ; rdfs:label "Dig"@en ; dcterms:isPartOf meeting:m ; ovs:owner post:lead ; '
        + "ovs:actionState action-state:open .\n"
    )
    for day, holders in (("2023-06-01", ("Ivy Inch",)), (DAY, ())):
        assert [each.holder for each in graph.actions(day)] == [holders]
        # Without a holder there is the seat of the post alone.
        assert {each.person for each in graph.people(day)} == ({*holders} or {None})
        assert {each["person"] for each in questions(graph, "post-holders-at-a-date", asOf=day)} == {*holders}
        assert [each.holder for each in graph.by_owner(day)] == [holders[0] if holders else None]
    assert [each.chair for each in graph.bodies(DAY)] == [("Canal Lead",)]


def test_07_a_joint_committee_reports_into_both(make_graph: Make) -> None:
    # Popolo has room for one parent; the other is a membership, so that none is lost.
    parts = "; org:subOrganizationOf organization:vale , organization:moor"
    graph = make_graph(
        PLACE
        + body("cabinet", "Vale Cabinet")
        + body("executive", "Moor Executive")
        + body("joint", "Joint Canals Committee", parts)
        + "body:joint ovs:reporting [ a ovs:Reporting ; ovs:into body:cabinet ], "
        + "[ a ovs:Reporting ; ovs:into body:executive ] .\n"
    )
    assert {path.path[-1] for path in graph.chain("Joint Canals", DAY)} == {"Vale Cabinet", "Moor Executive"}
    popolo = json.loads(to_popolo(graph, DAY))
    [joint] = [each for each in popolo["organizations"] if each["name"] == "Joint Canals Committee"]
    [other] = [each for each in popolo["memberships"] if each.get("member", {}).get("name") == joint["name"]]
    town = "https://example.org/town/organization/"
    assert {joint["parent_id"], other["organization_id"]} == {f"{town}vale", f"{town}moor"}


def test_09_two_bodies_of_one_name_are_two(make_graph: Make) -> None:
    # Each council has an Audit Committee, and that of the Moor has ended: of the other that is not said.
    graph = make_graph(
        PLACE
        + body("audit-vale", "Audit Committee", "; org:subOrganizationOf organization:vale")
        + body("audit-moor", "Audit Committee", "; org:subOrganizationOf organization:moor")
        + "body:audit-moor ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; "
        + 'schema:startDate "2023-01-01"^^xsd:date ; ovs:evidence <plan#line=8,9> ] .\n'
        + row("1", "Dig", "audit-vale")
        + row("2", "Fill", "audit-moor")
    )
    told = {
        each.ref: (each.meaning, [place.rpartition("#")[2] for place in each.evidence]) for each in graph.practice(DAY)
    }
    assert "(not shown)" in told["1"][0] and "line=8,9" not in told["1"][1]
    assert "(ended)" in told["2"][0] and "line=8,9" in told["2"][1]
    assert [each.not_live for each in graph.coverage(DAY)] == [
        ("Audit Committee (not shown)",),
        ("Audit Committee (ended)",),
    ]
    rows = questions(graph, "mechanisms-by-commitments")
    assert [(each["mechanism"], each["commitments"]) for each in rows] == [("Audit Committee", "1")] * 2
    assert len({each["mechanism_iri"] for each in rows}) == 2


def test_12_a_body_that_was_replaced_takes_its_rows_down_with_it(make_graph: Make) -> None:
    # The panel became another on 1 July 2023: from then on the row names a body that had ended, and diff tells why.
    graph = make_graph(
        PLACE
        + body("old", "Old Panel")
        + body("new", "New Panel")
        + row("1", "Dig", "old")
        + 'meeting:m a ovs:Meeting ; ovs:convenes body:old ; schema:startDate "2023-05-01"^^xsd:date ; '
        + "ovs:evidence <notes#line=1,2> .\n"
        + '<https://example.org/town/event/e> a ovs:ChangeOfBody ; rdfs:label "Old Panel becomes New Panel"@en ; '
        + "org:originalOrganization body:old ; org:resultingOrganization body:new ; "
        + 'schema:startDate "2023-07-01"^^xsd:date ; ovs:evidence <notes#line=3,4> .\n'
    )
    assert [graph.coverage(day)[0].grade for day in ("2023-06-20", "2023-07-01")] == [4, 3]
    changes = {(each.change, each.when) for each in graph.diff("2023-06-20", "2023-12-01")}
    assert {("ended", "2023-07-01"), ("began", "2023-07-01"), ("grade dropped", "")} <= {
        (change, when or "") for change, when in changes
    }
    assert "ended-after-the-plan" in {each.check for each in graph.check(DAY)}


def test_13_a_meeting_announced_and_then_held_counts_as_held(make_graph: Make) -> None:
    record = 'meeting:m a ovs:Meeting ; ovs:convenes body:b ; schema:startDate "2023-06-15"^^xsd:date ; '
    graph = make_graph(
        PLACE
        + body("b", "Canal Board")
        + row("1", "Dig", "b")
        + record
        + "ovs:outcome outcome:scheduled ; ovs:evidence <plan#line=6,7> .\n"
        + record
        + "ovs:evidence <notes#line=1,2> .\n"
        + "item:i a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; ovs:outcome outcome:dealt-with ; "
        + "ovs:evidence <notes#line=2,3> ; ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ; "
        + "ovs:evidence <notes#line=2,3> ] .\n"
    )
    [covered] = graph.coverage("2024-01-01")
    assert (covered.grade, covered.exercised) == (4, ("Canal Board 2023-06-15",))
    assert [(each["meetings"], each["last"]) for each in questions(graph, "last-meeting-of-each-body", asOf=DAY)] == [
        ("1", "2023-06-15")
    ]
    assert [each.meaning for each in graph.timeline(as_of=DAY, kinds=["meeting"])] == ["Held, as the papers tell."]


def test_23_a_question_on_seats_says_that_the_body_had_ended(make_graph: Make) -> None:
    graph = make_graph(
        PLACE
        + body(
            "b",
            "Canal Board",
            "; ovs:seat [ a ovs:Seat ; org:member person:ivy ; org:role role:chair ; ovs:evidence <plan#line=1,2> ]",
        )
        + "body:b ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; "
        + 'schema:startDate "2023-07-01"^^xsd:date ; ovs:evidence <notes#line=8,9> ] .\n'
    )
    assert [each.person for each in graph.people("2023-06-01")] == ["Ivy Inch"]
    assert graph.people("2023-12-01") == []
    for name, parameters in (("who-chairs-what", {}), ("who-sits-on-a-body", {"body": "Canal Board"})):
        assert [each["body_ended"] for each in questions(graph, name, **parameters)] == ["2023-07-01"], name


def test_24_what_a_body_is_part_of_is_in_every_answer_on_it(make_graph: Make) -> None:
    graph = make_graph(
        PLACE
        + body("main", "Finance Committee")
        + body("sub", "Canals Sub-Committee", "; org:subOrganizationOf body:main")
    )
    into = {each.name: each.reports_into for each in graph.bodies(DAY, everything=True)}
    assert into["Canals Sub-Committee"] == ("Finance Committee",)
    assert questions(graph, "what-reports-into-what")[0]["into"] == "Finance Committee"
    popolo = {each["name"]: each for each in json.loads(to_popolo(graph, DAY))["organizations"]}
    assert popolo["Canals Sub-Committee"]["parent_id"] == popolo["Finance Committee"]["id"]


def test_38_only_bodies_have_a_state_of_bodies_in_an_export(make_graph: Make) -> None:
    # An action that is overdue, a post and a council are neither "not shown" nor not live.
    graph = make_graph(
        PLACE
        + body("b", "Canal Board")
        + row("1", "Dig", "b")
        + 'meeting:m a ovs:Meeting ; ovs:convenes body:b ; schema:startDate "2023-05-01"^^xsd:date .\n'
        + 'action:a a ovs:Action ; rdfs:label "Dig"@en ; dcterms:isPartOf meeting:m ; ovs:owner post:lead ; '
        + 'ovs:due "2023-06-01"^^xsd:date ; ovs:actionState action-state:open .\n'
    )
    document = json.loads(to_network_format(network(graph.store, DAY), "cytoscape"))
    nodes = [each["data"] for each in document["elements"]["nodes"]]
    states = {each["kind"]: (each["status"], "live" in each) for each in nodes}
    assert states.pop("body") == ("active", True)
    assert {*states} >= {"action", "commitment", "post", "organisation"}
    assert {*states.values()} == {("", False)}


@pytest.mark.parametrize("check", ["action-overdue", "body-without-frequency"])
def test_08_a_thing_with_names_in_two_languages_has_each_finding_once(make_graph: Make, check: str) -> None:
    graph = make_graph(
        PLACE
        + body("b", "Canal Board", '; skos:prefLabel "Bwrdd y Gamlas"@cy')
        + row("1", "Dig", "b")
        + 'meeting:m a ovs:Meeting ; ovs:convenes body:b ; schema:startDate "2023-05-01"^^xsd:date .\n'
        + 'action:a a ovs:Action ; rdfs:label "Dig"@en , "Palu"@cy ; dcterms:isPartOf meeting:m ; '
        + "ovs:owner post:lead ; "
        + 'ovs:due "2023-06-01"^^xsd:date ; ovs:actionState action-state:open .\n'
    )
    assert [each.entity for each in graph.check(DAY) if each.check == check] == [
        "Dig" if check == "action-overdue" else "Canal Board"
    ]
