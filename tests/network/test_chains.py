"""Who oversees what, and chains of accountability, on networks of a few nodes, and answers read by hand in the papers.

In the small networks each name is its IRI; edge n is cited as ``p#n``. Facts of West Mercia are those of the panel
papers of 27 November 2018 ("pack") and of the notes of the monthly meetings, at the lines given.
"""

import json
from dataclasses import fields
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Draw, Make
from typer.testing import CliRunner

from oversight_graph.cli import app
from oversight_graph.errors import NotFoundError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.network.chains import BreakNotes, Chain, break_notes, chains
from oversight_graph.network.hierarchy import ANSWERS, OVERSIGHT, accountability, in_words, nearest, oversight
from oversight_graph.network.projection import EDGE_KINDS
from oversight_graph.network.reach import OversightPath, located, oversees

PACK = "2018-11-27"


def found(rows: list[OversightPath]) -> list[tuple[str, ...]]:
    return [row.path for row in rows]


def as_text(rows: list[Chain]) -> list[tuple[str, str]]:
    return [(" > ".join(row.path), row.reaches) for row in rows]


# --- the graphs from above to below

# Kind, source and target in the network, and the pair from above to below: first in oversight, then in accountability.
DIRECTIONS = [
    ("oversees", ("s", "t"), ("s", "t")),
    ("holds to account", ("s", "t"), ("s", "t")),
    ("chairs", ("s", "t"), ("s", "t")),
    ("runs", None, ("s", "t")),
    ("owns", None, ("s", "t")),
    ("reports into", ("t", "s"), ("t", "s")),
    ("defers to", ("t", "s"), ("t", "s")),
    # Who oversees the activity oversees the commitment in that part; the activity answers through its commitment.
    ("part of", ("s", "t"), ("t", "s")),
    ("asked for by", None, ("t", "s")),
    ("post in", None, ("t", "s")),
    ("member of", None, None),
    ("scrutinised in", None, None),
]


def test_every_kind_of_edge_has_its_place() -> None:
    assert {kind for kind, _, _ in DIRECTIONS} == set(EDGE_KINDS)
    assert set(OVERSIGHT) < set(ANSWERS)


@pytest.mark.parametrize(("kind", "below", "answers"), DIRECTIONS)
def test_directions(draw: Draw, kind: str, below: tuple[str, str] | None, answers: tuple[str, str] | None) -> None:
    graph = draw({"s": "body", "t": "body"}, ("s", kind, "t"))
    assert list(oversight(graph).edges()) == ([below] if below else [])
    assert list(accountability(graph).edges()) == ([answers] if answers else [])


def test_of_several_links_the_first_in_order_is_named(draw: Draw) -> None:
    graph = draw({"B": "body", "P": "post"}, ("B", "holds to account", "P"), ("B", "oversees", "P"))
    [row] = oversees(graph, "B")
    assert (row.depth, row.links, row.evidence) == (1, ("B oversees P",), ("p#1", "p#2"))


def test_a_post_with_a_forum_of_its_own_does_not_answer_through_its_office(draw: Draw) -> None:
    edges = [("P", "post in", "O"), ("Q", "post in", "O"), ("F", "holds to account", "P")]
    graph = draw({"P": "post", "Q": "post", "O": "organisation", "F": "body"}, *edges)
    assert set(accountability(graph).edges()) == {("F", "P"), ("O", "Q")}


def test_a_post_that_only_keeps_a_forum_informed_answers_through_its_office_too(draw: Draw) -> None:
    edges = [("P", "post in", "O"), ("F", "holds to account", "P", {"modes": ("informs",)})]
    graph = draw({"P": "post", "O": "organisation", "F": "body"}, *edges)
    assert set(accountability(graph).edges()) == {("F", "P"), ("O", "P")}


# --- who oversees what


def test_depth_path_and_evidence(draw: Draw) -> None:
    graph = draw(
        {"P": "post", "B": "body", "G": "body", "x": "programme"},
        ("P", "chairs", "B"), ("G", "reports into", "B"), ("G", "oversees", "x", {"certainty": "probable"}),
    )  # fmt: skip
    chaired, informed, programme = oversees(graph, "P")
    assert (chaired.path, chaired.depth, chaired.meaning) == (("P", "B"), 1, "P chairs B.")
    assert (informed.path, informed.links) == (("P", "B", "G"), ("P chairs B", "G reports into B"))
    assert (programme.path, programme.depth, programme.kind) == (("P", "B", "G", "x"), 3, "programme")
    assert (programme.certainty, programme.stated, programme.evidence) == ("probable", True, ("p#1", "p#2", "p#3"))
    assert programme.meaning == (
        "Only through B and G: P chairs B; G reports into B; G oversees x. Put together here from 3 links; a paper "
        "need not say it as a whole. One link at least is a reading (probable), not a plain statement."
    )
    assert {row.date for row in (chaired, informed, programme)} == {"2020-01-01"}


def test_by_is_the_reverse_and_still_read_from_above(draw: Draw) -> None:
    graph = draw(
        {"P": "post", "B": "body", "x": "programme"}, ("P", "chairs", "B"), ("B", "oversees", "x")
    )  # fmt: skip
    near, far = oversees(graph, "x", by=True)
    assert (near.overseer, near.subject, near.path, near.iri, near.kind) == ("B", "x", ("B", "x"), "B", "body")
    assert (far.overseer, far.path, far.links) == ("P", ("P", "B", "x"), ("P chairs B", "B oversees x"))


def test_the_shortest_way_is_taken_and_of_equal_ones_the_better_told(draw: Draw) -> None:
    kinds = {"A": "body", "M": "body", "N": "body", "x": "programme"}
    longer = draw(kinds, ("A", "oversees", "M"), ("M", "oversees", "x"), ("A", "oversees", "x"))
    assert ("A", "x") in found(oversees(longer, "A"))
    # Both M and N lie between; A's hold on N is told, that on M only in another column.
    equal = [
        ("A", "oversees", "M", {"in_cell": False}),
        ("A", "oversees", "N"),
        ("M", "oversees", "x"),
        ("N", "oversees", "x"),
    ]
    assert ("A", "N", "x") in found(oversees(draw(kinds, *equal), "A"))


def test_a_row_of_a_plan_oversees_nothing(draw: Draw) -> None:
    # 1.2 leaves its oversight to 1.1, and 1.1.1 is part of 1.1: through them oversight passes, and they have none.
    kinds = {"1.1": "commitment", "1.2": "commitment", "1.1.1": "activity"}
    graph = draw(kinds, ("1.2", "defers to", "1.1"), ("1.1.1", "part of", "1.1"))
    assert [oversees(graph, row, by=by) for row in kinds for by in (False, True)] == [[]] * 6


def test_rows_of_a_plan_come_in_its_order(draw: Draw) -> None:
    rows = ["3.10", "3.9", "A.1"]
    graph = draw({"B": "body", **dict.fromkeys(rows, "commitment")}, *(("B", "oversees", row) for row in rows))
    # 9 before 10, and figures before letters.
    assert [row.iri for row in oversees(graph, "B")] == ["3.9", "3.10", "A.1"]


def test_oversight_passes_on_through_references_and_parts(draw: Draw) -> None:
    graph = draw(
        {"B": "body", "1.1.1": "activity", "1.1": "commitment", "1.2": "commitment"},
        ("B", "oversees", "1.1.1"), ("1.1.1", "part of", "1.1"), ("1.2", "defers to", "1.1"),
    )  # fmt: skip
    assert [(row.iri, row.depth) for row in oversees(graph, "B")] == [("1.1.1", 1), ("1.1", 2), ("1.2", 3)]
    assert oversees(graph, "B")[2].links[1:] == (
        "1.1.1 row is part of 1.1 row",
        "1.2 row leaves its oversight to 1.1 row",
    )
    # The activity is not overseen by who oversees only its commitment.
    other = draw(
        {"B": "body", "1.1.1": "activity", "1.1": "commitment"}, ("B", "oversees", "1.1"), ("1.1.1", "part of", "1.1")
    )
    assert [row.iri for row in oversees(other, "B")] == ["1.1"]


def test_weak_places_are_named(draw: Draw) -> None:
    graph = draw(
        {"A": "body", "B": "body", "x": "programme", "y": "programme"},
        ("A", "oversees", "B"), ("B", "oversees", "x", {"in_cell": False}), ("B", "oversees", "y", {"stated": False}),
        dead={"B"},
    )  # fmt: skip
    board, x, y = oversees(graph, "A")
    assert (board.not_live, x.not_live) == (("B (not meeting)",), ("B (not meeting)",))
    assert (x.elsewhere, x.stated, y.elsewhere, y.stated) == (True, True, False, False)
    assert x.meaning.endswith("as a whole. Not shown to be meeting at the date: B (not meeting).")


@pytest.mark.parametrize(
    ("modes", "says"),
    [
        (("informs",), "B is kept informed by P"),
        (("informs", "questions"), "B holds P to account"),
        ((), "B holds P to account"),
    ],
)
def test_who_is_only_told_does_not_hold_to_account(draw: Draw, modes: tuple[str, ...], says: str) -> None:
    graph = draw({"B": "body", "P": "post"}, ("B", "holds to account", "P", {"modes": modes}))
    [row] = oversees(graph, "B")
    assert (row.links, row.meaning) == ((says,), f"{says}.")


def test_what_no_recent_paper_tells_is_said_to_be_old(draw: Draw) -> None:
    # The date is 2020-01-01. P chairs B by papers of 2017 and of that day, B oversees x by one of 2018 alone.
    graph = draw(
        {"P": "post", "B": "body", "x": "programme"},
        ("P", "chairs", "B", {"told": "2017-06-30"}), ("P", "chairs", "B", {"told": "2020-01-01", "since": "2019"}),
        ("B", "oversees", "x", {"told": "2018-11-27"}),
    )  # fmt: skip
    board, x = oversees(graph, "P")
    assert (board.last_told, board.meaning) == ("2020-01-01", "P chairs B.")
    assert x.last_told == "2018-11-27"
    assert x.meaning.endswith(" No loaded paper after 2018-11-27 tells of one link at least.")
    [near, _] = oversees(graph, "x", by=True)
    assert near.meaning == "B oversees x. No loaded paper after 2018-11-27 tells of this."
    [chain] = chains(graph, "x")
    assert (chain.last_told, chain.path) == ("2018-11-27", ("x", "B", "P"))
    # Where nothing is cited, nothing is said of its age.
    assert oversees(draw({"B": "body", "x": "programme"}, ("B", "oversees", "x")), "B")[0].last_told is None


def test_who_holds_a_post_is_cited_too(draw: Draw) -> None:
    graph = draw({"P": "post", "B": "body"}, ("P", "chairs", "B"), holders={"P": "Ann"})
    graph.nodes["P"]["holder_evidence"] = ("q#7",)
    [row] = oversees(graph, "P")
    assert (row.overseer, row.evidence) == ("P (Ann)", ("p#1", "q#7"))


def test_nothing_below_and_cycles(draw: Draw) -> None:
    assert oversees(draw({"B": "body"}), "B") == []
    graph = draw({"A": "body", "B": "body"}, ("A", "oversees", "B"), ("B", "oversees", "A"))
    assert found(oversees(graph, "A")) == [("A", "B")]


NODES = "abcdef"
NETWORKS = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(sorted(ANSWERS[:6])), st.sampled_from(NODES)), max_size=14
).map(lambda edges: [edge for edge in edges if edge[0] != edge[2]])


@given(edges=NETWORKS)
def test_reach_is_what_networkx_finds_below_and_both_directions_agree(
    draw: Draw, edges: list[tuple[str, str, str]]
) -> None:
    graph = draw(dict.fromkeys(NODES, "body"), *edges)
    simple = oversight(graph)
    for iri in NODES:
        rows = oversees(graph, iri)
        assert {row.iri for row in rows} == nx.descendants(simple, iri)
        lengths = nx.single_source_shortest_path_length(simple, iri)
        assert {row.iri: row.depth for row in rows} == {other: n for other, n in lengths.items() if n}
    pairs = {(iri, row.iri) for iri in NODES for row in oversees(graph, iri)}
    assert pairs == {(row.iri, iri) for iri in NODES for row in oversees(graph, iri, by=True)}


@given(edges=NETWORKS)
def test_chains_hold_together_and_miss_no_way(draw: Draw, edges: list[tuple[str, str, str]]) -> None:
    kinds = {**dict.fromkeys(NODES, "body"), "a": "public", "b": "panel"}
    graph = draw(kinds, *edges)
    answers = accountability(graph)
    for iri in NODES:
        rows = chains(graph, iri)
        assert rows
        for row in rows:
            assert all(answers.has_edge(above, below) for below, above in zip(row.path, row.path[1:], strict=False))
            assert (len(set(row.path)), len(row.links)) == (len(row.path), row.length)
            assert (row.not_said is None) == (row.reaches == "public")
        if iri != "a":
            assert any(row.reaches == "public" for row in rows) == nx.has_path(answers, "a", iri)


@given(edges=NETWORKS, order=st.permutations(NODES))
def test_new_names_change_no_figure(draw: Draw, edges: list[tuple[str, str, str]], order: list[str]) -> None:
    renamed = dict(zip(NODES, order, strict=True))
    before = draw(dict.fromkeys(NODES, "body"), *edges)
    after = draw(dict.fromkeys(NODES, "body"), *((renamed[s], kind, renamed[t]) for s, kind, t in edges))
    for iri in NODES:
        depths = {(renamed[row.iri], row.depth) for row in oversees(before, iri)}
        assert depths == {(row.iri, row.depth) for row in oversees(after, renamed[iri])}
        lengths = sorted((row.reaches, row.length) for row in chains(before, iri))
        assert lengths == sorted((row.reaches, row.length) for row in chains(after, renamed[iri]))


# --- chains of accountability

TOP = (("U", "holds to account", "P"), ("P", "holds to account", "C"), ("U", "holds to account", "C"))
KINDS = {"U": "public", "P": "panel", "C": "post", "B": "body", "x": "programme"}


def test_a_whole_chain_goes_by_way_of_the_panel(draw: Draw) -> None:
    graph = draw(KINDS, *TOP, ("C", "chairs", "B"), ("B", "oversees", "x"))
    [row] = chains(graph, "x")
    # The way from C straight to the public is shorter, and leaves out the panel.
    assert (row.path, row.reaches, row.length) == (("x", "B", "C", "P", "U"), "public", 4)
    assert row.links == ("B oversees x", "C chairs B", "P holds C to account", "U holds P to account")
    assert (row.breaks_at, row.not_said, row.evidence) == (None, None, ("p#1", "p#2", "p#4", "p#5"))
    assert row.meaning == "The line from x runs to the public over 4 links, by way of B, C and P."


def test_each_first_link_has_its_chain(draw: Draw) -> None:
    graph = draw(KINDS, *TOP)
    assert as_text(chains(graph, "C")) == [("C > U", "public"), ("C > P > U", "public")]
    [row] = chains(graph, "P")
    assert (row.path, row.meaning) == (("P", "U"), "The line from P runs to the public over 1 link.")
    assert as_text(chains(graph, "U")) == [("U", "public")]
    assert chains(graph, "U")[0].meaning == "Chains of accountability end here."


def test_a_chain_may_end_at_the_panel(draw: Draw) -> None:
    graph = draw(KINDS, ("P", "holds to account", "C"), ("C", "chairs", "B"))
    [row] = chains(graph, "B")
    assert (row.path, row.reaches, row.breaks_at) == (("B", "C", "P"), "panel", "P")
    assert row.not_said == (
        "no loaded paper up to 2020-01-01 says into what it reports, who chairs it or who holds it to account"
    )


def test_a_panel_that_leads_nowhere_does_not_hide_the_public(draw: Draw) -> None:
    graph = draw(KINDS, ("P", "holds to account", "C"), ("U", "holds to account", "C"), ("C", "chairs", "B"))
    assert as_text(chains(graph, "B")) == [("B > C > U", "public")]
    # From the panel the only way on is back through C.
    turning = draw(
        KINDS,
        ("P", "reports into", "C"),
        ("P", "holds to account", "C"),
        ("U", "holds to account", "C"),
        ("C", "chairs", "B"),
    )
    assert as_text(chains(turning, "B")) == [("B > C > U", "public")]


# What stands at the break, and what the papers do not say there.
@pytest.mark.parametrize(
    ("kind", "unsaid"),
    [
        ("body", "into what it reports, who chairs it or who holds it to account"),
        ("inspectorate", "into what it reports, who chairs it or who holds it to account"),
        ("process", "who runs it or to whom it reports"),
        ("post", "who holds it to account"),
        ("organisation", "who holds it to account"),
    ],
)
def test_a_break_is_named_with_what_is_not_said(draw: Draw, kind: str, unsaid: str) -> None:
    graph = draw({"E": kind, "x": "programme"}, ("E", "oversees", "x"))
    [row] = chains(graph, "x")
    assert (row.path, row.reaches, row.breaks_at) == (("x", "E"), "nobody named", "E")
    assert row.not_said == f"no loaded paper up to 2020-01-01 says {unsaid}"
    assert row.meaning.endswith("That no paper says so does not mean that there is nothing.")


def test_every_end_of_a_broken_line_is_shown(draw: Draw) -> None:
    kinds = {"x": "programme", "B": "body", "E": "body", "F": "body", "U": "public"}
    graph = draw(kinds, ("B", "oversees", "x"), ("B", "reports into", "E"), ("B", "reports into", "F"))
    assert as_text(chains(graph, "x")) == [("x > B > E", "nobody named"), ("x > B > F", "nobody named")]


def test_a_line_that_runs_in_a_cycle(draw: Draw) -> None:
    graph = draw(
        {"x": "programme", "A": "body", "B": "body"},
        ("A", "oversees", "x"),
        ("A", "reports into", "B"),
        ("B", "reports into", "A"),
    )
    [row] = chains(graph, "x")
    assert (row.path, row.breaks_at) == (("x", "A"), "A")
    assert row.not_said == "what is named above it leads only in a cycle"


def test_a_chain_does_not_come_back_to_its_start(draw: Draw) -> None:
    graph = draw(
        {**KINDS, "A": "body"}, *TOP, ("C", "chairs", "B"), ("B", "reports into", "A"), ("A", "reports into", "B")
    )
    # From A the only way up is through B again.
    assert as_text(chains(graph, "B")) == [("B > C > P > U", "public"), ("B > A", "nobody named")]


def test_an_action_goes_up_through_who_asked_and_who_is_to_act(draw: Draw) -> None:
    graph = draw(
        {**KINDS, "a": "action", "D": "post"},
        *TOP,
        ("C", "chairs", "B"),
        ("a", "asked for by", "B"),
        ("D", "owns", "a"),
    )
    assert as_text(chains(graph, "a")) == [("a > B > C > P > U", "public"), ("a > D", "nobody named")]
    nobody = draw({**KINDS, "a": "action"}, *TOP, ("C", "chairs", "B"), ("a", "asked for by", "B"))
    assert chains(nobody, "a")[1].not_said == "no loaded paper up to 2020-01-01 says who is to do it"


def test_a_commitment_overseen_in_part_says_in_which(draw: Draw) -> None:
    edges = [("B", "oversees", "1.1.1"), ("1.1.1", "part of", "1.1"), ("C", "chairs", "B")]
    kinds = {**KINDS, "1.1": "commitment", "1.1.1": "activity"}
    [row] = chains(draw(kinds, *TOP, *edges), "1.1")
    assert row.links[0] == "B oversees 1.1.1 row, which is part of 1.1 row"
    assert (row.path, row.stated) == (("1.1 row", "B", "C", "P", "U"), False)
    # A cell that the activity only shares says nothing in part.
    shared = ("B", "oversees", "1.1.1", {"stated": False})
    assert [row.path for row in chains(draw(kinds, *TOP, shared, *edges[1:]), "1.1")] == [("1.1 row",)]


def test_what_nobody_is_named_to_oversee_says_so_beside_its_owner(draw: Draw) -> None:
    graph = draw({**KINDS, "1.1": "commitment"}, *TOP, ("C", "owns", "1.1"))
    whole, missing = chains(graph, "1.1", BreakNotes({"1.1": "its oversight cell is there and empty"}, {}))
    assert (whole.path, whole.reaches) == (("1.1 row", "C", "P", "U"), "public")
    assert (missing.path, missing.length, missing.breaks_at) == (("1.1 row",), 0, "1.1 row")
    assert missing.not_said == (
        "no loaded paper up to 2020-01-01 says who oversees it; its oversight cell is there and empty"
    )


def test_a_thing_with_no_link_at_all(draw: Draw) -> None:
    [row] = chains(draw({"B": "body", "U": "public"}), "B")
    assert (row.path, row.reaches, row.length, row.certainty) == (("B",), "nobody named", 0, "")


# --- from the data: ended bodies, cells, names

TOWN = """
<> a ovs:SourceDocument ; dcterms:date "2020-01-31"^^xsd:date .
plan:p a ovs:Plan ; dcterms:date "2019-01-01"^^xsd:date .
body:old a ovs:OversightBody ; skos:prefLabel "Old Board"@en ; ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ;
    schema:startDate "2020-01-10"^^xsd:date ; ovs:evidence <#line=1,2> ] .
body:new a ovs:OversightBody ; skos:prefLabel "New Board"@en .
<https://example.org/town/event/e> a ovs:ChangeOfBody ; rdfs:label "Passes on"@en ; org:originalOrganization body:old ;
    ovs:transfersFunction body:new ; ovs:function "watch over lights"@en ; schema:startDate "2020-01-10"^^xsd:date ;
    ovs:edtf "2020-01" ; ovs:evidence <#line=2,3> .
commitment:1 a ovs:Commitment ; skos:notation "1.1" ; rdfs:label "Safe"@en ; dcterms:isPartOf plan:p ;
    ovs:oversightCell ovs:Body ; ovs:evidence <#line=3,4> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:old ; ovs:asStated "Old" ; ovs:evidence <#line=3,4> ] .
commitment:2 a ovs:Commitment ; skos:notation "1.2" ; rdfs:label "Sound"@en ; dcterms:isPartOf plan:p ;
    ovs:oversightCell ovs:Lost ; ovs:evidence <#line=4,5> .
activity:2 a ovs:Activity ; skos:notation "1.2.1" ; rdfs:label "Noise"@en ; dcterms:isPartOf commitment:2 ;
    ovs:sharesCellOf commitment:2 ; ovs:evidence <#line=4,5> .
post:one a org:Post ; skos:prefLabel "Post one"@en .
post:two a org:Post ; skos:prefLabel "Post two"@en .
body:new ovs:seat [ a ovs:Seat ; ovs:post post:one ; org:role role:chair ; ovs:evidence <#line=6,7> ] ,
                  [ a ovs:Seat ; ovs:post post:two ; org:role role:member ; ovs:evidence <#line=6,7> ] .
person:ann a foaf:Person ; skos:prefLabel "Ann"@en ;
    ovs:tenure [ a ovs:Tenure ; ovs:post post:one ; ovs:seenOn "2020-01-31"^^xsd:date ; ovs:evidence <#line=7,8> ] .
person:bob a foaf:Person ; skos:prefLabel "Bob"@en .
"""
DAY = "2020-01-31"


def test_an_overseer_that_had_ended_breaks_the_line_and_what_followed_is_told(make_graph: Make) -> None:
    missing, ended = make_graph(TOWN).chain("1.1", DAY)
    assert missing.not_said == (
        "no loaded paper up to 2020-01-31 says who oversees it; Old Board, which was above it, had ended"
    )
    assert (ended.path, ended.links) == (("1.1 Safe", "Old Board"), ("Old Board oversees 1.1 Safe",))
    assert ended.not_said == "it had ended by 2020-01-31; its watch over lights passed to New Board (2020-01)"
    # Before the end, the line stops at the board for another reason.
    [before] = make_graph(TOWN.replace('dcterms:date "2020-01-31"', 'dcterms:date "2020-01-01"')).chain(
        "1.1", "2020-01-09"
    )
    assert (before.breaks_at, before.not_live) == ("Old Board", ("Old Board (not shown)",))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Lost", "the text as obtained has no oversight cell for it, so nothing can be concluded"),
        ("Blank", "its oversight cell is there and empty"),
        ('Blank ; ovs:oversightAsStated "None"', "its oversight cell says “None”"),
    ],
)
@pytest.mark.parametrize("ref", ["1.2", "1.2.1"])
def test_an_empty_cell_is_told_apart_from_a_lost_one(make_graph: Make, cell: str, said: str, ref: str) -> None:
    missing, *_ = make_graph(TOWN.replace("ovs:Lost", f"ovs:{cell}")).chain(ref, DAY)
    assert missing.length == 0
    assert missing.not_said == f"no loaded paper up to {DAY} says who oversees it; {said}"


def test_a_row_that_nobody_owns_either_ends_the_line(make_graph: Make) -> None:
    _, above = make_graph(TOWN).chain("1.2.1", DAY)
    assert above.path == ("1.2.1 Noise", "1.2 Sound")
    assert above.not_said == (
        "no loaded paper up to 2020-01-31 says who oversees it or is to answer for it; "
        "the text as obtained has no oversight cell for it, so nothing can be concluded"
    )


def test_successors_are_known_only_from_their_day_on(make_graph: Make) -> None:
    store = make_graph(TOWN).store
    assert len(break_notes(store, DAY).successors) == 1
    assert break_notes(store, "2020-01-30").successors == {}


def test_a_person_stands_for_the_post_held(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    assert found(graph.oversees("Ann", DAY)) == [("Post one (Ann)", "New Board")]
    both = make_graph(
        TOWN + 'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:two ; ovs:seenOn "2020-01-31"^^xsd:date ] .'
    )
    with pytest.raises(UsageError, match=r"more than one post \(ask for one: Post one; Post two\)"):
        both.oversees("Ann", DAY)


def test_a_chair_told_by_post_and_by_person_is_one(make_graph: Make) -> None:
    # Otherwise the person's line would end at once: nothing is above a person.
    graph = make_graph(
        "body:board a ovs:OversightBody ; skos:prefLabel 'Board'@en ; ovs:seat [ org:role role:chair ;"
        "ovs:post post:chief ; org:member person:ann ] ."
        "post:chief a org:Post ; skos:prefLabel 'Chief'@en ; org:reportsTo post:mayor ."
        "post:mayor a org:Post ; skos:prefLabel 'Mayor'@en . person:ann a foaf:Person ; skos:prefLabel 'Ann'@en ;"
        "ovs:tenure [ ovs:post post:chief ; schema:startDate '2019-01-01'^^xsd:date ] ."
    )
    assert as_text(graph.chain("Board", "2020-01-01")) == [
        ("Board > Chief (Ann, last seen 2019-01-01) > Mayor", "nobody named")
    ]
    town = "https://example.org/town/"
    assert graph.network("2020-01-01").has_edge(town + "person/ann", town + "body/board")  # Ann still sits there


def test_things_outside_the_network_say_why(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    with pytest.raises(UsageError, match=r"Old Board had ended at 2020-01-31 \(ask with --ended"):
        graph.oversees("Old Board", DAY)
    assert found(graph.oversees("Old Board", DAY, ended=True)) == [("Old Board", "1.1 Safe")]
    with pytest.raises(UsageError, match="no loaded paper up to 2020-01-31 links Bob to oversight"):
        graph.chain("Bob", DAY)
    with pytest.raises(NotFoundError, match="nothing is called 'Nobody'"):
        graph.chain("Nobody", DAY)
    # Before the first paper nothing is known of anything.
    with pytest.raises(UsageError, match=r"no loaded paper up to 1999-01-01 links 1\.1"):
        graph.chain("1.1", "1999-01-01")


def test_located_returns_what_is_there(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    network = graph.network(DAY)
    assert located(graph.store, network, graph.find("New Board")) == "https://example.org/town/body/new"


def test_a_person_with_no_more_than_a_seat_stands_for_the_post(make_graph: Make) -> None:
    # Ann holds post one, and sits on the new board by name; Bob holds post two, and chairs the board by name.
    graph = make_graph(
        TOWN
        + "body:new ovs:seat [ a ovs:Seat ; org:member person:ann ; org:role role:member ; ovs:evidence <#line=8,9> ] ,"
        " [ a ovs:Seat ; org:member person:bob ; org:role role:chair ; ovs:evidence <#line=8,9> ] .\n"
        'person:bob ovs:tenure [ a ovs:Tenure ; ovs:post post:two ; ovs:seenOn "2020-01-31"^^xsd:date ] .\n'
    )
    network, place = graph.network(DAY), "https://example.org/town/"
    assert {place + "person/ann", place + "person/bob", place + "post/one", place + "post/two"} <= set(network)
    assert located(graph.store, network, graph.find("Ann")) == place + "post/one"
    assert located(graph.store, network, graph.find("Bob")) == place + "person/bob"


def test_nearest_leaves_out_what_it_is_told_to(draw: Draw) -> None:
    graph = draw({"A": "body", "B": "body", "C": "body"}, ("A", "oversees", "B"), ("B", "oversees", "C"))
    assert nearest(graph, oversight(graph), ["A"]) == {"A": None, "B": "A", "C": "B"}
    assert nearest(graph, oversight(graph), ["A"], without="B") == {"A": None}
    assert in_words(["A"]) == "A"


# --- West Mercia, read by hand


def pairs(rows: list[OversightPath], depth: int) -> set[tuple[str, str]]:
    return {(row.overseer, row.subject) for row in rows if row.depth == depth}


def test_what_followed_the_athena_cimm(graph: OversightGraph) -> None:
    # Pack, lines 267 and 289-290: closed in August 2018; a tactical group took over, a strategic one in October.
    by = {row.overseer for row in graph.oversees("Athena", PACK, by=True) if row.depth == 1}
    assert {"Alliance Athena Tactical Governance Group", "Alliance Athena Strategic Governance Group"} <= by
    assert "Athena Critical Incident Management Meeting" not in by
    [ended] = [
        row for row in graph.chain("Athena", PACK) if row.breaks_at == "Athena Critical Incident Management Meeting"
    ]
    assert "passed to Alliance Athena Tactical Governance Group (2018-08)" in str(ended.not_said)
    assert "passed to Alliance Athena Strategic Governance Group (2018-10)" in str(ended.not_said)
    # The notes of November 2017 have the CIMM, and none of the two groups.
    then = {row.overseer for row in graph.oversees("Athena", "2017-11-30", by=True) if row.depth == 1}
    assert "Athena Critical Incident Management Meeting" in then
    assert not then & {"Alliance Athena Tactical Governance Group", "Alliance Athena Strategic Governance Group"}


def test_what_the_deputy_chief_constable_chairs_and_what_that_feeds_into(graph: OversightGraph) -> None:
    # Pack, line 179: the DCC chairs the Service Improvement Board, into which the delivery group escalates.
    rows = graph.oversees("DCC", PACK)
    assert [(row.subject, row.links[0]) for row in rows if row.depth == 1] == [
        (
            "Service Improvement Board",
            "Deputy Chief Constable, West Mercia Police (Amanda Blakeman, last seen 2017-11-30) "
            "chairs Service Improvement Board",
        )
    ]
    below = {row.subject for row in rows if row.depth == 2}
    assert {"West Mercia Delivery Group", "PEEL police effectiveness inspection 2017"} <= below
    # Its matters are a standing item of the Commissioner's monthly meeting (notes of November 2017, line 41).
    [meeting, *_] = graph.chain("SIB", PACK)
    assert meeting.links[0] == "Service Improvement Board reports into Monthly Holding to Account"
    assert (meeting.reaches, meeting.path[-2:]) == (
        "public",
        ("West Mercia Police and Crime Panel", "The public of West Mercia"),
    )


def test_who_oversees_commitment_4_1(graph: OversightGraph) -> None:
    # Pack, line 569: the cell names holding to account, the PSD group, TIE, claims monitoring and dip sampling; the
    # progress cell says that the ethics committee ended in July 2018 and that the audit committee is to take its work.
    rows = [row for row in graph.oversees("4.1", PACK, by=True) if row.depth == 1]
    named = {row.overseer for row in rows if not row.elsewhere}
    assert named == {
        "Monthly Holding to Account",
        "PSD Performance Group",
        "Civil claims monitoring",
        "Dip sampling of police complaints",
    }
    assert [(row.overseer, row.certainty) for row in rows if row.elsewhere] == [
        ("Independent Joint Audit Committee", "probable")
    ]
    [ended] = [row for row in graph.chain("4.1", PACK) if row.not_live]
    assert ended.breaks_at == "Trust, Integrity and Ethics Committee"
    assert "its standards and ethics passed to Independent Joint Audit Committee (2018-07)" in str(ended.not_said)
    everything = {row.overseer for row in graph.oversees("4.1", PACK, by=True, ended=True) if row.depth == 1}
    assert everything - {row.overseer for row in rows} == {"Trust, Integrity and Ethics Committee"}


def test_the_chain_from_athena_in_the_plan_up_to_the_public(graph: OversightGraph) -> None:
    # Pack, line 533: Transformation Board and AGG; line 616: the two Commissioners chair the AGG; line 338 and others:
    # the panel holds the Commissioner to account. Of the Transformation Board the pack says no more than its purpose.
    rows = graph.chain("3.2.6", PACK)
    assert [row.path[1] for row in rows] == [
        "Alliance Governance Group",
        "3.2 New technology that fits its purpose and is well used",
        "Transformation Board",
    ]
    assert rows[0].path[2:] == (
        "Police and Crime Commissioner, West Mercia (John Campion, last seen 2017-11-30)",
        "West Mercia Police and Crime Panel",
        "The public of West Mercia",
    )
    assert rows[1].path[2:4] == (
        "West Mercia Police",
        "Police and Crime Commissioner, West Mercia (John Campion, last seen 2017-11-30)",
    )
    assert (rows[2].reaches, rows[2].breaks_at) == ("nobody named", "Transformation Board")


def test_the_chain_of_an_action(graph: OversightGraph) -> None:
    # Notes of 30 November 2017, line 23: the meeting asked the DCC to name officers.
    action = "https://w3id.org/oversight-graph/id/west-mercia/action/2017-11-30-2"
    rows = graph.chain(action, PACK)
    assert {row.path[1] for row in rows} == {
        "Monthly Holding to Account",
        "Deputy Chief Constable, West Mercia Police (Amanda Blakeman, last seen 2017-11-30)",
    }
    assert {row.reaches for row in rows} == {"public"}
    # On the day itself no loaded paper knew the panel, nor anybody above the Commissioner.
    [meeting] = [row for row in graph.chain(action, "2017-11-30") if row.path[1] == "Monthly Holding to Account"]
    assert meeting.path[2:] == (
        "Police and Crime Commissioner, West Mercia (John Campion)",
        "Office of the Police and Crime Commissioner for West Mercia",
    )
    assert meeting.not_said == "no loaded paper up to 2017-11-30 says who holds it to account"


def test_an_action_with_no_owner_printed(graph: OversightGraph) -> None:
    # Notes of 30 November 2017, line 20: results on Telford were asked for; neither wording nor column names anybody.
    action = "https://w3id.org/oversight-graph/id/west-mercia/action/2017-11-30-1-1"
    whole, missing = graph.chain(action, PACK)
    assert (whole.path[1], whole.reaches) == ("Monthly Holding to Account", "public")
    assert missing.not_said == "no loaded paper up to 2018-11-27 says who is to do it"


def test_every_commitment_has_a_chain_and_every_link_is_cited(graph: OversightGraph) -> None:
    network = graph.network(PACK)
    commitments = [iri for iri, node in network.nodes(data=True) if node["kind"] == "commitment"]
    assert len(commitments) == 52
    for iri in commitments:
        rows = chains(network, iri)
        # Each promise of the plan has somebody who made it: the force, which answers to the Commissioner, or himself.
        assert rows[0].reaches == "public"
        assert all(row.evidence for row in rows if row.length)


# --- the commands


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, [*arguments])


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [(["oversees", "AGG"], OversightPath), (["oversees", "4.1", "--by"], OversightPath), (["chain", "4.1"], Chain)],
)
def test_the_commands_give_flat_objects(arguments: list[str], kind: type) -> None:
    done = run(*arguments, "--as-of", PACK, "--format", "json")
    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    assert len(rows) >= 5
    assert {tuple(row) for row in rows} == {tuple(field.name for field in fields(kind))}
    assert "as of 2018-11-27" in done.stderr


def test_the_tables_show_the_links_and_count() -> None:
    done = run("oversees", "SIB", "--as-of", PACK)
    assert "Service Improvement Board oversees PEEL inspection programme" in done.stdout
    assert "directly," in done.stderr
    done = run("chain", "3.2.6", "--as-of", PACK, "--columns", "path,breaks_at")
    assert done.stdout.splitlines()[0].split() == ["path", "breaks", "at"]
    assert "2 of 3 reach the public" in done.stderr


def test_an_answer_of_2021_that_rests_on_the_pack_of_2018_says_so(graph: OversightGraph) -> None:
    # Pack, line 179: the DCC chairs the board; no later paper says so. Notes of 2021, line 15: Julian Moss is the DCC.
    [row, *_] = graph.oversees("DCC", "2021-04-27")
    assert (row.last_told, row.subject) == (PACK, "Service Improvement Board")
    # The pack (line 636) lists the board: that is too old to show it meeting 29 months later.
    assert row.meaning.endswith(
        "No loaded paper after 2018-11-27 tells of this. "
        "Not shown to be meeting at the date: Service Improvement Board (last shown 2019-01)."
    )
    assert [entry.rpartition("/")[2] for entry in row.evidence] == [
        "2018-11-27-panel-pack#line=178,179", "2021-04-27-assurance-meeting#line=14,15",
    ]  # fmt: skip


def test_a_person_who_sits_on_a_board_by_name_answers_in_the_post(graph: OversightGraph) -> None:
    # Pack, line 563: Chief Constable Bangham sits on a national board; line 392: the Commissioner holds him to account.
    assert graph.chain("Anthony Bangham", PACK) == graph.chain("Chief Constable", PACK)
    # Pack, line 22: Cllr Mackay chairs the panel, and no post of his is told.
    assert graph.oversees("Steve Mackay", PACK)[0].links == ("Steve Mackay chairs West Mercia Police and Crime Panel",)
    assert "says who holds them to account" in graph.chain("Steve Mackay", PACK)[0].meaning


def test_a_report_to_a_ministry_is_no_holding_to_account(graph: OversightGraph) -> None:
    # Pack, line 456: a half-year report on the outcome framework went to the ministry; line 584: officers hand the
    # Commissioner forms every quarter. Line 392: he holds the Chief Constable to account.
    links = {link for row in graph.oversees("Ministry of Justice", PACK) for link in row.links}
    office = "Office of the Police and Crime Commissioner for West Mercia"
    assert f"Ministry of Justice is kept informed by {office}" in links
    # Lines 183 and 189: the office takes concerns to the Commissioner, so its own monitoring is answered for.
    [chain] = [row for row in graph.chain("B.1", PACK) if row.links[0].startswith("Delivery plan monitoring")]
    assert (
        f"Police and Crime Commissioner, West Mercia (John Campion, last seen 2017-11-30) is kept informed by {office}"
        in chain.links
    )
    assert chain.reaches == "public"
    below = [
        row.links[0].partition(" (John Campion, last seen 2017-11-30) ")[2]
        for row in graph.oversees("PCC", PACK)
        if row.depth == 1
    ]
    assert "is kept informed by Rural and Business Officers, West Mercia Police" in below
    assert "holds Chief Constable, West Mercia Police (Anthony Bangham, last seen 2018-10-31) to account" in below


@pytest.mark.parametrize(
    "arguments", [["oversees", "AGG"], ["oversees", "4.1", "--by"], ["chain", "4.1"], ["measures"]]
)
def test_before_the_oldest_paper_there_is_no_answer(arguments: list[str]) -> None:
    done = run(*arguments, "--as-of", "2017-08-21")
    assert (done.stdout, str(done.exception)) == (
        "", "no loaded paper is as old as 2017-08-21 (the oldest is of 2017-08-22)",
    )  # fmt: skip


@pytest.mark.parametrize(("flags", "hint"), [([], "add --by"), (["--by"], "leave out --by")])
def test_an_empty_answer_says_what_it_means(flags: list[str], hint: str) -> None:
    # Pack, line 467: the last cell of A5.1 is lost, and no row of a plan oversees anything.
    done = run("oversees", "A5.1", "--as-of", PACK, *flags)
    assert done.exit_code == 0
    assert "does not mean that there is nothing" in done.stderr
    assert hint in done.stderr


def test_stated_only_drops_shared_cells() -> None:
    rows = json.loads(run("oversees", "AGG", "--as-of", PACK, "--stated-only", "-f", "json").stdout)
    # Pack, lines 522, 532, 533 and 558: four rows of the plan, and line 616: the alliance itself.
    assert {row["subject"].split()[0] for row in rows if row["depth"] == 1} == {"3.1", "3.2", "B5", "C2", "Strategic"}
