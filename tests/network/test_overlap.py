"""Pairs of bodies with subjects or members in common, on networks of a few nodes.

Jaccard's coefficient is worked out by hand beside each expected value: what is shared, over all that either has.
"""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Make
from tests.town import BOARDS, DAY, PLAN, row, seat

from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.network.overlap import RELATIONS, Overlap, jaccard
from oversight_graph.network.relations import members, parents, remits, same_person

TOWN = f"""{PLAN}{BOARDS}
mechanism:m a ovs:MonitoringProcess ; skos:prefLabel "Monitoring"@en .
post:chief a org:Post ; skos:prefLabel "Chief"@en .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
organization:council a org:FormalOrganization ; skos:prefLabel "Council"@en .
"""


def pairs(found: list[Overlap]) -> list[tuple[str, str, str]]:
    return [(pair.a, pair.b, pair.relation) for pair in found]


def test_two_boards_that_share_a_row_overlap(make_graph: Make) -> None:
    # A oversees 1.1 and 1.2, B oversees 1.2 and 1.3: one shared of three, 1/3.
    [pair] = make_graph(TOWN + row("1.1", "body:a") + row("1.2", "body:a", "body:b") + row("1.3", "body:b")).overlaps(
        DAY
    )
    assert (pair.a, pair.b, pair.relation) == ("A Board", "B Board", "overlap")
    assert pair.shared_subjects == ("1.2 row 1.2",)
    assert (pair.subjects_a, pair.subjects_b, pair.subjects_jaccard) == (2, 2, 0.3333)
    assert (pair.shared_members, pair.members_jaccard) == ((), None)
    assert pair.shared_objectives == ("Safer streets",)
    assert pair.links == ("A Board oversees 1.2 row 1.2", "B Board oversees 1.2 row 1.2")
    assert [entry.partition("#")[2] for entry in pair.evidence] == ["line=1,2", "line=2,3"]
    assert pair.date == DAY


def test_pairs_are_asked_of_bodies_that_are_there(make_graph: Make) -> None:
    # The clerk is a post; C ended the day before. B is there, and shares nothing.
    over = 'body:c ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2018-11-26"^^xsd:date ] .'
    graph = make_graph(TOWN + row("1.1", "body:a", "body:c") + row("1.2", "body:b") + over)
    with pytest.raises(UsageError, match="Clerk is no oversight body"):
        graph.overlaps(DAY, body="Clerk")
    with pytest.raises(UsageError, match="C Board had ended at 2018-11-27"):
        graph.overlaps(DAY, body="C Board")
    assert pairs(graph.overlaps("2018-11-25", body="C Board")) == []
    assert graph.overlaps(DAY, body="B Board") == []


def test_an_overlap_is_never_called_duplication(make_graph: Make) -> None:
    # Two boards with all in common, subjects and chair: 1/1 and 1/1. The plan does not say that they do the same work.
    town = TOWN + row("1.1", "body:a", "body:b") + seat("body:a", "post:chief") + seat("body:b", "post:chief")
    [pair] = make_graph(town).overlaps(DAY)
    assert (pair.subjects_jaccard, pair.members_jaccard) == (1.0, 1.0)
    assert "duplic" not in (pair.meaning + pair.relation).lower()
    assert not any("duplic" in name for name in RELATIONS)
    assert "overlap (GAO-15-49SP)" in pair.meaning
    assert "not shown" in pair.meaning


def test_an_activity_counts_as_its_commitment(make_graph: Make) -> None:
    # A has the commitment, B one of its two activities: both look at 1.1, which is one subject of one.
    town = (
        TOWN
        + row("1.1", "body:a")
        + "activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; rdfs:label 'step' ;"
        " ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:b ; ovs:asStated 'B' ] .\n"
        "activity:1.1.2 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; rdfs:label 'step' ;"
        " ovs:sharesCellOf commitment:1.1 .\n"
    )
    [pair] = make_graph(town).overlaps(DAY)
    assert (pair.shared_subjects, pair.subjects_jaccard) == (("1.1 row 1.1",), 1.0)


def test_shared_seats_without_a_shared_subject(make_graph: Make) -> None:
    # Chief sits on both (in the chair of A), the clerk on B only: one of two, 1/2. The council sends somebody to both,
    # but whom it sends is not told.
    town = (
        TOWN
        + row("1.1", "body:a")
        + seat("body:a", "post:chief", "chair", line=9)
        + seat("body:b", "post:chief", line=11)
        + seat("body:b", "post:clerk")
        + seat("body:a", "organization:council")
        + seat("body:b", "organization:council")
    )
    [pair] = make_graph(town).overlaps(DAY)
    assert (pair.relation, pair.shared_members, pair.members_jaccard) == ("shared members", ("Chief",), 0.5)
    assert pair.shared_organisations == ("Council",)
    assert (pair.subjects_a, pair.subjects_b, pair.subjects_jaccard) == (1, 0, 0.0)
    assert pair.links == ("Chief sits on A Board", "Chief sits on B Board")
    assert [entry.partition("#")[2] for entry in pair.evidence] == ["line=11,12", "line=9,10"]


def test_an_organisation_alone_makes_no_pair(make_graph: Make) -> None:
    town = TOWN + seat("body:a", "organization:council") + seat("body:b", "organization:council")
    assert make_graph(town).overlaps(DAY) == []


def test_fragmentation_is_told_on_demand(make_graph: Make) -> None:
    # Two rows under one objective, a third under another: A and B share the broad area and nothing else.
    town = TOWN + row("1.1", "body:a") + row("1.2", "body:b") + row("2.1", "body:c", objective="objective:two")
    graph = make_graph(town)
    assert graph.overlaps(DAY) == []
    [pair] = graph.overlaps(DAY, fragmentation=True)
    assert (pair.a, pair.b, pair.relation) == ("A Board", "B Board", "fragmentation")
    assert (pair.shared_objectives, pair.subjects_jaccard) == (("Safer streets",), 0.0)
    assert "fragmentation (GAO-15-49SP)" in pair.meaning
    assert pair.evidence


def test_stronger_relations_come_first_and_one_body_can_be_asked_for(make_graph: Make) -> None:
    # A and C share two rows, A and B one, B and C a seat.
    town = (
        TOWN
        + row("1.1", "body:a", "body:b")
        + row("1.2", "body:a", "body:c")
        + row("1.3", "body:a", "body:c")
        + seat("body:b", "post:chief")
        + seat("body:c", "post:chief")
    )
    graph = make_graph(town)
    assert pairs(graph.overlaps(DAY)) == [
        ("A Board", "C Board", "overlap"),
        ("A Board", "B Board", "overlap"),
        ("B Board", "C Board", "shared members"),
    ]
    assert pairs(graph.overlaps(DAY, body="B Board")) == [
        ("A Board", "B Board", "overlap"),
        ("B Board", "C Board", "shared members"),
    ]


@pytest.mark.parametrize(
    "turtle",
    [
        "",  # no row
        row("1.1", "body:a"),  # one body
        row("1.1", "body:a", "mechanism:m"),  # a process is no body
        row("1.1", "body:a", "body:b", column="progress"),  # told outside the cell only
        row("1.1", "body:a", "body:a"),  # named twice
    ],
)
def test_no_second_body_no_pair(make_graph: Make, turtle: str) -> None:
    assert make_graph(TOWN + turtle).overlaps(DAY, fragmentation=True) == []


def test_of_three_that_share_a_row_only_pairs_with_the_one_asked_for(make_graph: Make) -> None:
    graph = make_graph(TOWN + row("1.1", "body:a", "body:b", "body:c"))
    assert len(graph.overlaps(DAY)) == 3
    assert pairs(graph.overlaps(DAY, body="B Board")) == [
        ("A Board", "B Board", "overlap"),
        ("B Board", "C Board", "overlap"),
    ]


def test_what_had_ended_or_is_of_a_later_plan_does_not_count(make_graph: Make) -> None:
    end = "body:b ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate '2018-12-31'^^xsd:date ] .\n"
    graph = make_graph(TOWN + row("1.1", "body:a", "body:b") + end)
    assert len(graph.overlaps("2018-11-27")) == 1
    assert graph.overlaps("2018-12-31") == []
    assert graph.overlaps("2018-11-26") == []


def test_readings_of_a_network_drawn_by_hand() -> None:
    # A oversees an activity of a commitment; a person who holds a post is that post.
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, kind, label, holder in [
        ("a", "body", "A", None),
        ("row", "commitment", "row", None),
        ("step", "activity", "step", None),
        ("post", "post", "Chief", "Ann Bell"),
        ("other", "post", "Clerk", "Ann Bell"),
        ("empty", "post", "Vacant", None),
        ("none", "post", "Vacant too", None),
        ("ann", "person", "Ann Bell", None),
    ]:
        held = ("ann",) if holder else ()
        graph.add_node(iri, kind=kind, label=label, ref=None, holder=holder, holder_iri=held)
    for source, target, kind in [("a", "step", "oversees"), ("step", "row", "part of"), ("post", "a", "chairs")]:
        graph.add_edge(source, target, key=kind, kind=kind, in_cell=True, evidence=("x",))
    assert remits(graph) == {"a": {"row": {"x"}}}
    assert members(graph) == {"a": {"post": {"x"}}}
    assert members(graph, ("organisation",)) == {}
    assert (parents(graph, "step"), parents(graph, "row")) == (["row"], ["row"])
    assert same_person(graph, "post", "ann")
    assert same_person(graph, "post", "other")
    assert not same_person(graph, "empty", "none")
    assert same_person(graph, "empty", "empty")


@given(a=st.sets(st.integers(0, 9).map(str)), b=st.sets(st.integers(0, 9).map(str)))
def test_jaccard_is_symmetric_and_between_none_and_all(a: set[str], b: set[str]) -> None:
    found = jaccard(a, b)
    assert found == jaccard(b, a)
    if not a | b:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found <= 1
        assert (found == 1) == (a == b)
        assert (found == 0) == (not a & b)


def test_west_mercia_boards_with_common_subjects(graph: OversightGraph) -> None:
    # Panel pack of November 2018: rows 3.1 (line 530) and 3.2 (line 533) name the Transformation Board and AGG; AGG is
    # named besides in B5 (522) and C2 (558), and oversees the alliance itself (615). Victims Board and Local Criminal
    # Justice Board stand together in A.1 and A.3 (lines 446 to 455).
    rows = graph.overlaps(DAY)
    found = {(row.a, row.b): row for row in rows}
    both = found["Alliance Governance Group", "Transformation Board"]
    assert [subject.split()[0] for subject in both.shared_subjects] == ["3.1", "3.2"]
    assert both.subjects_a == 5
    justice = found["Local Criminal Justice Board", "Victims Board"]
    assert [subject.split()[0] for subject in justice.shared_subjects] == ["A.1", "A.3"]
    assert all(row.evidence for row in rows)
    # The two Commissioners chair AGG (615) and sit on the stop and search group (line 653).
    seats = found["Alliance Governance Group", "Strategic Stop and Search Group"]
    assert seats.relation == "shared members"
    assert len(seats.shared_members) == 2
    assert not any("Trust, Integrity" in row.a + row.b for row in rows)
