"""Figures on bodies, posts and the structure: each on a network of three to six nodes, worked out beside it by hand.

In the small networks each name is its IRI. The shipped figures are compared with NetworkX's own, with `coverage`, and
with what was read by hand in the panel papers of 27 November 2018 ("pack").
"""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Calls, Draw, Make
from typer.testing import CliRunner

from oversight_graph.cli import app
from oversight_graph.graph import OversightGraph
from oversight_graph.model.codes import meetings_a_year
from oversight_graph.network.centrality import (
    FAST_FROM,
    PIVOTS,
    SKETCH,
    betweenness,
    dominators,
    only_overseers,
    parts,
    reach,
    shared_chairs,
)
from oversight_graph.network.hierarchy import OVERSIGHT, oversight
from oversight_graph.network.measures import Measure, measures
from oversight_graph.network.reach import oversees
from oversight_graph.network.structure import Figure, structure
from oversight_graph.registers.bodies import Frequency, frequencies_at

PACK = "2018-11-27"


def by_name(rows: list[Measure]) -> dict[str, Measure]:
    return {row.name: row for row in rows}


def figures(graph: "nx.MultiDiGraph[str]") -> dict[str, Figure]:
    return {row.figure: row for row in structure(graph)}


def core(*edges: str) -> "nx.DiGraph[str]":
    """Return a graph of pairs such as ``ab``: a above b."""
    return nx.DiGraph([(pair[0], pair[1]) for pair in edges])


# --- span and reach


def test_span_counts_what_is_overseen_directly_and_reach_all_that_is_below(draw: Draw) -> None:
    graph = draw(
        {"P": "post", "B": "body", "G": "body", "x": "programme", "y": "programme", "Q": "post"},
        ("P", "chairs", "B"), ("B", "oversees", "x"), ("B", "holds to account", "Q"), ("G", "reports into", "B"),
        ("G", "oversees", "y"), ("B", "oversees", "x", {"since": "2019-01-01"}),
    )  # fmt: skip
    found = by_name(measures(graph))
    # B oversees x (told twice, one subject) and holds Q to account; G only reports to it. Below it: x, Q, G and y.
    assert (found["B"].span, found["B"].subjects, found["B"].reach) == (2, ("Q", "x"), 4)
    # P chairs, which is no subject; below it are B and all below B.
    assert (found["P"].span, found["P"].reach) == (0, 5)
    assert (found["G"].span, found["G"].reach, found["Q"].reach) == (1, 1, 0)
    assert found["B"].evidence == ("p#2", "p#3", "p#4", "p#6")
    assert [row.kind for row in measures(graph)] == ["body", "body", "post", "post"]


def test_who_is_only_told_oversees_nothing_directly(draw: Draw) -> None:
    # B is told by Q and questions R: one subject. Both are below it all the same.
    graph = draw(
        {"B": "body", "Q": "post", "R": "post"},
        ("B", "holds to account", "Q", {"modes": ("informs",)}),
        ("B", "holds to account", "R", {"modes": ("informs", "questions")}),
    )
    [board] = [row for row in measures(graph) if row.name == "B"]
    assert (board.span, board.subjects, board.reach) == (1, ("R",), 2)


def test_nothing_directly_is_said_in_words(draw: Draw) -> None:
    # P chairs B, which oversees x; G only reports into B.
    kinds = {"P": "post", "B": "body", "G": "body", "x": "programme"}
    graph = draw(kinds, ("P", "chairs", "B"), ("B", "oversees", "x"), ("G", "reports into", "B"))
    said = {row.name: row.meaning for row in measures(graph)}
    # Below P are B, G and x; below G is nothing, and one thing of two is directly below B.
    assert said["P"].startswith(
        "No loaded paper names anything that it oversees directly; 3 are below it through others."
    )
    assert said["G"] == "No loaded paper names anything that it oversees directly; nothing is below it."
    assert said["B"].startswith("It is named to oversee 1 thing directly; 2 in all are below it.")


def test_reach_through_a_cycle_leaves_out_the_body_itself(draw: Draw) -> None:
    graph = draw(dict.fromkeys("ABC", "body"), ("A", "oversees", "B"), ("B", "oversees", "C"), ("C", "oversees", "A"))
    assert {row.reach for row in measures(graph)} == {2}


def test_estimated_reach_is_exact_where_it_is_small_and_near_where_it_is_large() -> None:
    chain: nx.DiGraph[str] = nx.DiGraph([(str(n), str(n + 1)) for n in range(2_000)])
    found = reach(chain, ["0", "1000", "1990", "2000"], exact=False, seed=7)
    # Below node n of the chain are 2000 - n others. Counts under the size of the sketch are exact.
    assert (found["1990"], found["2000"]) == (10, 0)
    # The standard error is one by the root of the sketch's size less two, about 13 %; four of them are allowed.
    assert found["0"] == pytest.approx(2_000, rel=4 / (SKETCH - 2) ** 0.5)
    assert found["1000"] == pytest.approx(1_000, rel=4 / (SKETCH - 2) ** 0.5)
    assert found == reach(chain, ["0", "1000", "1990", "2000"], exact=False, seed=7)
    assert reach(chain, ["0", "1000"], exact=True, seed=7) == {"0": 2_000, "1000": 1_000}


# --- the only overseer


def sole(graph: "nx.MultiDiGraph[str]") -> dict[str, list[str]]:
    return {iri: sorted(rows) for iri, rows in only_overseers(graph).items() if rows}


PLAN = {"A": "body", "B": "body", "M": "process", "1.1": "commitment", "1.2": "commitment", "1.1.1": "activity"}


def test_the_only_live_overseer(draw: Draw) -> None:
    edges = [("A", "oversees", "1.1"), ("A", "oversees", "1.2"), ("B", "oversees", "1.2"), ("M", "oversees", "1.1")]
    # A process beside it does not count, a second body does.
    assert sole(draw(PLAN, *edges)) == {"A": ["1.1"]}
    # With B not meeting, A is the only live one for both; with A not meeting, B for the second.
    assert sole(draw(PLAN, *edges, dead={"B"})) == {"A": ["1.1", "1.2"]}
    assert sole(draw(PLAN, *edges, dead={"A"})) == {"B": ["1.2"]}
    assert sole(draw(PLAN, *edges, dead={"A", "B"})) == {}
    row = by_name(measures(draw(PLAN, *edges)))["A"]
    assert (row.only_overseer, row.only_overseer_of) == (1, ("1.1 row",))
    assert "No other live body is named for 1.1 row." in row.meaning


def test_cells_of_activities_count_for_their_commitment(draw: Draw) -> None:
    part = ("1.1.1", "part of", "1.1")
    assert sole(draw(PLAN, part, ("A", "oversees", "1.1.1"))) == {"A": ["1.1"]}
    assert sole(draw(PLAN, part, ("A", "oversees", "1.1.1"), ("B", "oversees", "1.1"))) == {}


def test_what_another_column_tells_does_not_count(draw: Draw) -> None:
    assert sole(draw(PLAN, ("A", "oversees", "1.1", {"in_cell": False}))) == {}


def test_references_are_followed_through_several_rows_and_cycles(draw: Draw) -> None:
    rows = dict.fromkeys(["1.1", "1.2", "1.3"], "commitment")
    chain = [("1.1", "defers to", "1.2"), ("1.2", "defers to", "1.3"), ("A", "oversees", "1.3")]
    assert sole(draw({"A": "body", "B": "body", **rows}, *chain)) == {"A": ["1.1", "1.2", "1.3"]}
    cycle = [*chain, ("1.3", "defers to", "1.1")]
    assert sole(draw({"A": "body", "B": "body", **rows}, *cycle)) == {"A": ["1.1", "1.2", "1.3"]}
    # B's own hold on 1.2 reaches 1.1 as well, and the two share both.
    assert sole(draw({"A": "body", "B": "body", **rows}, *chain, ("B", "oversees", "1.2"))) == {"A": ["1.3"]}


# --- taking a body out


def test_articulation_points_and_parts() -> None:
    # A path a-b-c falls into two parts without b; a star of three leaves into three without its middle; a triangle
    # holds without any of its nodes.
    assert parts(core("ab", "bc")) == {"a": 1, "b": 2, "c": 1}
    assert parts(core("ax", "bx", "xc")) == {"a": 1, "b": 1, "c": 1, "x": 3}
    assert parts(core("ab", "bc", "ac")) == {"a": 1, "b": 1, "c": 1}
    # Directions aside, two nodes above each other are one pair.
    assert parts(core("ab", "ba")) == {"a": 1, "b": 1}
    assert parts(core()) == {}


def test_articulation_in_a_row(draw: Draw) -> None:
    graph = draw(
        {"A": "body", "x": "programme", "y": "programme", "Z": "body"}, ("A", "oversees", "x"), ("A", "oversees", "y")
    )
    found = by_name(measures(graph))
    assert (found["A"].articulation, found["A"].parts) == (True, 2)
    assert (found["Z"].articulation, found["Z"].parts) == (False, 0)
    assert "would be in 2 parts" in found["A"].meaning
    assert (
        found["Z"].meaning == "No loaded paper up to 2020-01-01 names anything that it oversees, or anybody above it."
    )


# --- dominators


def listed(graph: "nx.MultiDiGraph[str]", kinds: tuple[str, ...] | None = None) -> dict[str, set[str]]:
    plain: nx.DiGraph[str] = nx.DiGraph(oversight(graph).edges())
    found = dominators(graph, plain, kinds) if kinds else dominators(graph, plain)
    return {iri: set(below) for iri, below in found.items() if below}


TOP = (("U", "holds to account", "P"), ("P", "holds to account", "C"), ("C", "chairs", "A"), ("C", "chairs", "B"))
TREE = {"U": "public", "P": "panel", "C": "post", "A": "body", "B": "body", "1.1": "commitment", "1.2": "commitment"}


def test_dominators_from_the_public_down(draw: Draw) -> None:
    # 1.1 hangs on A alone; 1.2 on A and B, so the last that all routes pass is C.
    graph = draw(TREE, *TOP, ("A", "oversees", "1.1"), ("A", "oversees", "1.2"), ("B", "oversees", "1.2"))
    assert listed(graph) == {"P": {"C"}, "C": {"A", "B", "1.2"}, "A": {"1.1"}}
    row = by_name(measures(graph))["C"]
    assert (row.dominates, row.dominated) == (3, ("1.2 row", "A", "B"))
    # A second route to C, straight from the public, leaves P dominating nothing.
    other = draw(TREE, *TOP, ("U", "holds to account", "C"), ("A", "oversees", "1.1"))
    assert listed(other) == {"C": {"A", "B"}, "A": {"1.1"}}


def test_a_dominator_is_a_body_or_post_even_where_a_row_lies_between(draw: Draw) -> None:
    graph = draw(
        {**TREE, "1.1.1": "activity"},
        *TOP,
        ("A", "oversees", "1.1.1"),
        ("1.1.1", "part of", "1.1"),
        ("1.2", "defers to", "1.1"),
    )
    assert listed(graph)["A"] == {"1.1.1", "1.1", "1.2"}
    # With every kind of node it is the immediate dominator.
    plain: nx.DiGraph[str] = nx.DiGraph(oversight(graph).edges())
    immediate = {iri: over for iri, over in nx.immediate_dominators(plain, "U").items() if iri != "U"}
    every = dominators(graph, plain, tuple(set(TREE.values()) | {"activity"}))
    assert {iri: over for over, below in every.items() for iri in below} == immediate


def test_dominators_start_at_the_panel_where_no_public_is_shown_and_nowhere_without_both(draw: Draw) -> None:
    panel = {iri: kind for iri, kind in TREE.items() if kind != "public"}
    assert listed(draw(panel, *TOP[1:]))["P"] == {"C"}
    body = {iri: kind for iri, kind in panel.items() if kind != "panel"}
    assert listed(draw(body, *TOP[2:])) == {}


def test_two_publics_are_one_top(draw: Draw) -> None:
    graph = draw({**TREE, "V": "public"}, *TOP, ("V", "holds to account", "A"))
    # A can be reached from V without C, so nothing dominates it; B still has C.
    assert listed(graph) == {"P": {"C"}, "C": {"B"}}


def test_a_cycle_below_the_top(draw: Draw) -> None:
    graph = draw(TREE, *TOP, ("A", "reports into", "B"), ("B", "reports into", "A"))
    assert listed(graph) == {"P": {"C"}, "C": {"A", "B"}}


# --- betweenness


def test_betweenness_counts_pairs() -> None:
    # Path a-b-c-d: b lies between a and c, and a and d; c between a and d, and b and d.
    assert betweenness(core("ab", "bc", "cd"), exact=True, seed=7) == ({"a": 0, "b": 2, "c": 2, "d": 0}, 0)
    # Diamond: of the pair a, d half the shortest routes pass b, half c.
    assert betweenness(core("ab", "ac", "bd", "cd"), exact=True, seed=7)[0] == {"a": 0, "b": 0.5, "c": 0.5, "d": 0}
    # In a cycle of three, each lies on the way of one pair.
    assert set(betweenness(core("ab", "bc", "ca"), exact=True, seed=7)[0].values()) == {1}
    # A shorter route past b leaves it nothing.
    assert betweenness(core("ab", "bc", "ac"), exact=True, seed=7)[0]["b"] == 0
    assert betweenness(core(), exact=True, seed=7) == ({}, 0)


@pytest.mark.parametrize("installed", [True, False])
def test_a_large_network_has_the_figures_of_networkx_with_igraph_and_without(
    installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Routes of equal length, cycles and loops, and two parts between which there is no route.
    made = nx.gnp_random_graph(FAST_FROM - 40, 0.006, seed=3, directed=True)
    both = nx.disjoint_union(made, nx.cycle_graph(40, nx.DiGraph))
    drawn: nx.DiGraph[str] = nx.DiGraph((str(source), str(target)) for source, target in both.edges())
    drawn.add_nodes_from(map(str, both))
    drawn.add_edge("7", "7")
    expected = nx.betweenness_centrality(drawn, normalized=False)
    asked: list[object] = []
    if installed:
        igraph = pytest.importorskip("igraph", reason="needs the extra `fast`")
        measure = igraph.Graph.betweenness

        def counted(*args: object, **more: object) -> object:
            asked.append(args)
            return measure(*args, **more)

        monkeypatch.setattr(igraph.Graph, "betweenness", counted)
    else:
        monkeypatch.setitem(sys.modules, "igraph", None)
    found, pivots = betweenness(drawn, exact=True, seed=7)
    assert (len(asked), pivots) == (int(installed), 0)
    assert found == pytest.approx(expected)
    assert len({round(value, 3) for value in found.values()}) > 100


def test_in_a_shallow_structure_all_starting_points_are_taken_and_the_figure_is_exact() -> None:
    # 400 chains of three, from a_n over x to b: x lies between each a_n and b.
    wheel: nx.DiGraph[str] = nx.DiGraph([(f"a{n}", "x") for n in range(400)] + [("x", "b")])
    found, pivots = betweenness(wheel, exact=False, seed=7)
    assert pivots == 0
    assert found == betweenness(wheel, exact=True, seed=7)[0]
    assert found["x"] == 400


def test_in_a_deep_structure_betweenness_is_sampled_says_so_and_comes_near() -> None:
    # In a chain of 2001, 1000 nodes stand above node 1000 and 1000 below it: a million pairs. From a start above it
    # come 1000 of them, from one below none, so of a hundred starts about half count, give or take five.
    chain: nx.DiGraph[str] = nx.DiGraph([(str(n), str(n + 1)) for n in range(2_000)])
    found, pivots = betweenness(chain, exact=False, seed=7)
    assert PIVOTS <= pivots < 200
    assert found["1000"] == pytest.approx(1_000_000, rel=0.4)
    assert found["0"] == found["2000"] == 0
    assert betweenness(chain, exact=False, seed=7) == (found, pivots)


# --- meetings, chairs


# As the vocabulary defines the words: each day, once a week, once in two weeks, and so on.
@pytest.mark.parametrize(
    ("word", "a_year"),
    [
        ("daily", 365), ("weekly", 52), ("fortnightly", 26), ("monthly", 12), ("quarterly", 4), ("three-a-year", 3),
        ("annual", 1),
    ],
)  # fmt: skip
def test_meetings_per_year(draw: Draw, word: str, a_year: int) -> None:
    graph = draw({"B": "body", "x": "programme", "y": "programme"}, ("B", "oversees", "x"), ("B", "oversees", "y"))
    [row] = measures(graph, {"B": Frequency(word, ("p#9",))})
    assert (row.meetings_per_year, row.subjects_per_meeting) == (a_year, round(2 / a_year, 2))
    assert "p#9" in row.evidence
    assert row.meaning == (
        "It is named to oversee 2 things directly; 2 in all are below it. "
        "Without it, what hangs together here would be in 2 parts."
    )


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("bi-monthly", "bi-monthly"), ("minimum-bi-monthly", "minimum bi-monthly"), ("bi-annual", "bi-annual"),
        ("ad-hoc", "ad hoc"), ("under-review", "under review"), ("monthly or weekly", "monthly or weekly"),
    ],
)  # fmt: skip
def test_an_ambiguous_frequency_gives_no_number(draw: Draw, word: str, written: str) -> None:
    graph = draw({"B": "body", "x": "programme"}, ("B", "oversees", "x"))
    [row] = measures(graph, {"B": Frequency(word, ())})
    assert (row.meetings_per_year, row.subjects_per_meeting) == (None, None)
    assert f'cannot be told from "{written}"' in row.meaning
    assert by_name(measures(graph))["B"].frequency == ""


def test_every_frequency_of_the_vocabulary_is_counted_or_left_open() -> None:
    text = (Path(__file__).resolve().parents[2] / "ontology" / "concepts.ttl").read_text(encoding="utf-8")
    words = {line.split()[0].removeprefix("frequency:") for line in text.splitlines() if line.startswith("frequency:")}
    assert len(words) >= 13
    assert words - meetings_a_year().keys() == {
        "bi-monthly", "minimum-bi-monthly", "bi-annual", "ad-hoc", "under-review", "not-stated",
    }  # fmt: skip


def test_the_newest_list_up_to_the_date_tells_the_frequency(make_graph: Make) -> None:
    def entry(number: int, day: str, word: str) -> str:
        return (
            f"<#glossary-{number}> a ovs:GlossaryEntry ; ovs:describes body:b ; ovs:frequency frequency:{word} ; "
            f'dcterms:date "{day}"^^xsd:date ; ovs:evidence <#line={number},{number + 1}> .\n'
        )

    body = 'body:b a ovs:OversightBody ; skos:prefLabel "Board"@en .\n'
    lists = entry(1, "2019-01-01", "monthly") + entry(2, "2020-01-01", "quarterly") + entry(3, "2020-01-01", "weekly")
    graph = make_graph(body + lists + entry(4, "2021-01-01", "not-stated"))
    store = graph.store
    board = "https://example.org/town/body/b"
    paper = "https://example.org/town/paper/plan#line="
    assert frequencies_at(store, "2018-12-31") == {}
    assert frequencies_at(store, "2019-06-01") == {board: Frequency("monthly", (paper + "1,2",), "monthly")}
    # Two lists of one day that differ stand for no number.
    both = Frequency("quarterly or weekly", (paper + "2,3", paper + "3,4"), "quarterly or weekly")
    assert frequencies_at(store, "2020-06-01") == {board: both}
    # A list that leaves its cell empty says nothing: neither that it meets otherwise, nor that it meets no more.
    assert frequencies_at(store, "2021-06-01") == {board: both}
    # The register says the same as the figures: what is true at each date, and not the first word of the alphabet.
    said = {day: graph.bodies(day)[0].frequency for day in ("2019-06-01", "2020-06-01", "2021-06-01")}
    assert said == {"2019-06-01": "monthly", "2020-06-01": both.called, "2021-06-01": both.called}


def test_shared_chairs(draw: Draw) -> None:
    kinds = {"P": "post", "Q": "post", "A": "body", "B": "body", "C": "body"}
    graph = draw(
        kinds, ("P", "chairs", "A"), ("P", "chairs", "B"), ("Q", "chairs", "B"), ("Q", "chairs", "C", {"since": "2019"})
    )
    assert {iri: sorted(found) for iri, found in shared_chairs(graph).items()} == {
        "P": ["A", "B"], "Q": ["B", "C"], "A": ["P"], "B": ["P", "Q"], "C": ["Q"],
    }  # fmt: skip
    shared = draw(kinds, ("P", "chairs", "A"), ("P", "chairs", "A", {"since": "2019-01-01"}), ("Q", "chairs", "B"))
    assert shared_chairs(shared) == {}
    assert by_name(measures(graph))["A"].meaning.endswith("Another body has the same chair: P.")


# --- the structure as a whole


def test_flow_hierarchy_and_cycles(draw: Draw) -> None:
    kinds = dict.fromkeys("ABCD", "body")
    # Three of four links are in the cycle A-B-C; one in four is not.
    graph = draw(kinds, ("A", "oversees", "B"), ("B", "oversees", "C"), ("C", "oversees", "A"), ("C", "oversees", "D"))
    found = figures(graph)
    assert found["flow hierarchy"].value == 0.25
    assert (found["cycles"].value, found["cycles"].members) == (1, ("A, B and C",))
    assert found["cycles"].evidence == ("p#1", "p#2", "p#3")
    pair = figures(draw(kinds, ("A", "oversees", "B"), ("B", "holds to account", "A")))
    assert (pair["cycles"].members, pair["flow hierarchy"].value) == (("A and B",), 0)
    two = [("D", "oversees", "C"), ("C", "oversees", "D"), ("A", "oversees", "B"), ("B", "oversees", "A")]
    assert figures(draw(kinds, *two))["cycles"].members == ("A and B", "C and D")
    line = figures(draw(kinds, ("A", "oversees", "B")))
    assert (line["flow hierarchy"].value, line["cycles"].value) == (1, 0)


def test_components_and_sizes(draw: Draw) -> None:
    graph = draw(
        dict.fromkeys("ABCDE", "body"), ("A", "oversees", "B"), ("C", "reports into", "D"), ("D", "reports into", "B")
    )
    found = figures(graph)
    # A-B-D-C hang together; E stands in no link.
    assert (found["things"].value, found["links"].value) == (4, 3)
    assert (found["components"].value, found["components"].members) == (1, ("4 with A",))
    two = figures(
        draw(dict.fromkeys("ABCDE", "body"), ("A", "oversees", "B"), ("C", "oversees", "D"), ("D", "oversees", "E"))
    )
    assert two["components"].members == ("3 with C", "2 with A")


def test_orphans_both_ways(draw: Draw) -> None:
    graph = draw(
        {**TREE, "1.3": "commitment", "1.3.1": "activity", "N": "body", "D": "body"},
        *TOP, ("A", "oversees", "1.1"), ("1.2", "defers to", "1.1"), ("1.3.1", "part of", "1.3"),
        ("N", "oversees", "1.1"),
        dead={"D"},
    )  # fmt: skip
    found = figures(graph)
    # 1.2 is watched through 1.1; nothing is named for 1.3, and its activity watches over nothing.
    assert found["plan rows with nobody over them"].members == ("1.3 row", "1.3.1 row")
    # B has nothing below; D has nothing either, and is not live.
    assert found["live bodies with nothing below"].members == ("B",)
    assert found["live bodies with nobody above"].members == ("N",)
    assert found["not reached from the top"].members == ("1.3 row", "1.3.1 row", "N")
    assert found["plan rows with nobody over them"].value == 2


def test_no_link_and_no_node(draw: Draw) -> None:
    for graph in (draw({}), draw({"A": "body"})):
        found = figures(graph)
        assert found["flow hierarchy"].value is None
        assert [found[name].value for name in ("things", "links", "cycles", "components")] == [0, 0, 0, 0]
    assert measures(draw({})) == []
    [row] = measures(draw({"A": "body"}))
    assert (row.span, row.reach, row.parts, row.dominates, row.betweenness, row.method) == (0, 0, 0, 0, 0.0, "exact")
    assert figures(draw({"A": "body"}))["live bodies with nobody above"].members == ("A",)
    assert figures(draw({"A": "body"}))["not reached from the top"].meaning == (
        "No public and no panel is shown, so there is no top from which oversight could come."
    )


def test_disconnected_parts_do_not_touch_each_other(draw: Draw) -> None:
    left, right = ("A", "oversees", "B"), ("C", "oversees", "D")
    kinds = dict.fromkeys("ABCD", "body")
    alone, both = by_name(measures(draw(kinds, left))), by_name(measures(draw(kinds, left, right)))
    for name in "AB":
        assert alone[name] == both[name]


# --- properties

NODES = "abcdefgh"
EDGES = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(sorted({*OVERSIGHT, "owns"})), st.sampled_from(NODES)),
    max_size=20,
).map(lambda edges: [edge for edge in edges if edge[0] != edge[2]])
MIXED = dict(
    zip(NODES, ("public", "panel", "body", "body", "post", "commitment", "commitment", "activity"), strict=True)
)


def numbers(row: Measure) -> tuple[object, ...]:
    return (
        row.kind,
        row.span,
        row.reach,
        row.only_overseer,
        row.parts,
        row.dominates,
        row.betweenness,
        len(row.chairs_shared),
    )


@given(edges=EDGES, order=st.permutations(NODES))
def test_new_names_change_no_figure(draw: Draw, edges: list[tuple[str, str, str]], order: list[str]) -> None:
    renamed = dict(zip(NODES, order, strict=True))
    before = draw(MIXED, *edges)
    after = draw(
        {renamed[iri]: kind for iri, kind in MIXED.items()}, *((renamed[s], k, renamed[t]) for s, k, t in edges)
    )
    assert {renamed[row.iri]: numbers(row) for row in measures(before)} == {
        row.iri: numbers(row) for row in measures(after)
    }
    assert [row.value for row in structure(before)] == [row.value for row in structure(after)]


@given(edges=EDGES)
def test_figures_agree_with_plain_networkx(draw: Draw, edges: list[tuple[str, str, str]]) -> None:
    graph = draw(MIXED, *edges)
    plain: nx.DiGraph[str] = nx.DiGraph(oversight(graph).edges())
    rows = {row.iri: row for row in measures(graph)}
    assert {iri for iri in rows if rows[iri].articulation} == set(nx.articulation_points(plain.to_undirected())) & set(
        rows
    )
    normal = nx.betweenness_centrality(plain)
    ours, pivots = betweenness(plain, exact=False, seed=7)
    assert ours == pytest.approx(nx.betweenness_centrality(plain, normalized=False))
    assert pivots == 0
    for iri, row in rows.items():
        pairs = (len(plain) - 1) * (len(plain) - 2)
        assert row.betweenness == pytest.approx(normal.get(iri, 0) * pairs, abs=0.001)
        assert row.reach == len(oversees(graph, iri))
    value = figures(graph)["flow hierarchy"].value
    assert value == (pytest.approx(nx.flow_hierarchy(plain), abs=0.001) if plain.number_of_edges() else None)


@given(edges=EDGES, body=st.sampled_from("bcd"), row=st.sampled_from("fg"))
def test_one_more_overseer_never_leaves_fewer_routes(
    draw: Draw, edges: list[tuple[str, str, str]], body: str, row: str
) -> None:
    before = figures(draw(MIXED, *edges))
    after = figures(draw(MIXED, *edges, (body, "oversees", row)))
    for name in ("plan rows with nobody over them", "not reached from the top", "live bodies with nothing below"):
        assert set(after[name].members) <= set(before[name].members)


# --- size


@pytest.mark.parametrize("what", [measures, structure])
def test_steps_grow_in_proportion(
    benchmark: ModuleType, calls: Calls, what: Callable[["nx.MultiDiGraph[str]"], object]
) -> None:
    few, many = (benchmark.as_graph(*benchmark.generated(size)) for size in (5_000, 20_000))
    # Four times the edges; beyond the stated size nothing grows faster than by sorting.
    assert calls(lambda: what(many)) <= 4.6 * calls(lambda: what(few))


def test_above_the_stated_size_the_rows_say_how_they_were_estimated(benchmark: ModuleType) -> None:
    graph = benchmark.as_graph(*benchmark.generated(2_500))
    rows = measures(graph)
    # The country is shallow: betweenness stays exact.
    assert {row.method for row in rows} == {f"reach of {SKETCH - 1} and more estimated; seed 7"}
    exact = measures(graph, exact_up_to=10_000)
    assert {row.method for row in exact} == {"exact"}
    for row, other in zip(rows, exact, strict=True):
        assert (row.span, row.only_overseer, row.parts, row.dominates) == (
            other.span, other.only_overseer, other.parts, other.dominates,
        )  # fmt: skip
        assert row.betweenness == pytest.approx(other.betweenness, abs=0.002)
        if other.reach < SKETCH - 1:
            assert row.reach == other.reach
    assert measures(graph) == rows


def test_a_deep_structure_says_that_its_betweenness_is_sampled(draw: Draw) -> None:
    names = [f"{n:04}" for n in range(1_200)]
    edges = [(above, "oversees", below) for above, below in pairwise(names)]
    rows = measures(draw(dict.fromkeys(names, "body"), *edges))
    [method] = {row.method for row in rows}
    assert re.fullmatch(
        r"betweenness estimated from 1\d\d starting points; reach of 63 and more estimated; seed 7", method
    )


def test_the_stated_size_itself_is_exact(draw: Draw) -> None:
    graph = draw(dict.fromkeys("ABCD", "body"), ("A", "oversees", "B"), ("B", "oversees", "C"))
    # Three nodes stand in links of oversight; D does not count.
    assert {row.method for row in measures(graph, exact_up_to=3)} == {"exact"}
    assert {row.method for row in measures(graph, exact_up_to=2)} == {
        f"reach of {SKETCH - 1} and more estimated; seed 7"
    }
    assert [row.reach for row in measures(graph, exact_up_to=2)] == [2, 1, 0, 0]


# --- the shipped data


def test_the_only_overseers_are_those_that_coverage_shows(graph: OversightGraph) -> None:
    # Coverage grades each commitment by its cells on its own; where one live body is left, it must be the same.
    expected: dict[str, set[str]] = {}
    for row in graph.coverage(PACK):
        if len(row.live) == 1:
            expected.setdefault(row.live[0], set()).add(f"{row.ref} {row.title}")
    found = {row.name: set(row.only_overseer_of) for row in graph.measures(PACK) if row.only_overseer}
    assert found == expected
    assert len(found) >= 5


def test_reach_is_the_length_of_the_list_that_oversees_gives(graph: OversightGraph) -> None:
    rows = {row.name: row for row in graph.measures(PACK)}
    for name in ("Alliance Governance Group", "Service Improvement Board", "Independent Joint Audit Committee"):
        assert rows[name].reach == len(graph.oversees(name, PACK)) > 0
    assert rows["West Mercia Police and Crime Panel"].reach == len(graph.oversees("PCP", PACK))


def test_west_mercia_by_hand(graph: OversightGraph) -> None:
    rows = {row.name: row for row in graph.measures(PACK)}
    # Pack, line 618: the monthly meeting; lines 616 and 617: bi-monthly, in either sense, and quarterly.
    assert rows["Monthly Holding to Account"].meetings_per_year == 12
    assert rows["Alliance Governance Group"].meetings_per_year is None
    assert rows["Alliance Governance Group"].frequency == "bi-monthly"
    assert rows["Independent Joint Audit Committee"].meetings_per_year == 4
    # The West Mercia Commissioner chairs the alliance group (line 616) and the monthly meeting.
    commissioner = rows["Police and Crime Commissioner, West Mercia (John Campion, last seen 2017-11-30)"]
    assert commissioner.chairs_shared == ("Alliance Governance Group", "Monthly Holding to Account")
    assert rows["Alliance Governance Group"].chairs_shared == (commissioner.name,)
    # Lines 522, 532, 533 and 558: rows B5, 3.1, 3.2 and C2, their activities, and the alliance itself.
    group = rows["Alliance Governance Group"]
    assert {name.split()[0] for name in group.subjects if name[1] == "." or name[1].isdigit()} >= {
        "B5",
        "3.1",
        "3.2",
        "C2",
    }
    # From the panel down, the Commissioner is the only one below: every route passes him.
    assert rows["West Mercia Police and Crime Panel"].span == 1
    assert commissioner.dominates >= 2
    assert {row.date for row in rows.values()} == {PACK}


def test_the_structure_of_west_mercia(graph: OversightGraph) -> None:
    found = {row.figure: row for row in graph.structure(PACK)}
    # Row 4.4 has its cell blank and 2.5 has lost it: nobody is named. Row 3.2 has two bodies.
    members = found["plan rows with nobody over them"].members
    assert {name.split()[0] for name in members} >= {"4.4", "2.5"}
    assert not any(name.startswith("3.2 ") for name in members)
    assert "Transformation Board" in found["live bodies with nobody above"].members
    assert found["flow hierarchy"].value == 1


def test_before_any_paper_there_is_nothing(graph: OversightGraph) -> None:
    assert graph.measures("1999-01-01") == []
    assert {row.value for row in graph.structure("1999-01-01")} == {0, None}


# --- the command


@pytest.mark.parametrize(("flags", "kind"), [([], Measure), (["--structure"], Figure)])
def test_the_command_gives_flat_objects(flags: list[str], kind: type) -> None:
    done = CliRunner().invoke(app, ["measures", *flags, "--as-of", PACK, "--format", "json"])
    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    assert len(rows) >= 9
    assert {tuple(row) for row in rows} == {tuple(field.name for field in fields(kind))}


def test_no_figure_stands_without_words() -> None:
    done = CliRunner().invoke(app, ["measures", "--as-of", PACK])
    head, *lines = done.stdout.splitlines()
    assert head.split()[-1] == "meaning"
    assert len(lines) > 100
    assert all(line.endswith(".") for line in lines)


def test_the_table_is_by_name_and_claims_no_order_of_weight(graph: OversightGraph) -> None:
    done = CliRunner().invoke(app, ["measures", "--as-of", PACK, "--columns", "name,kind"])
    lines = [line.rsplit("  ", 1) for line in done.stdout.splitlines()[1:]]
    bodies = [line[0].strip().casefold() for line in lines if line[-1].strip() != "post"]
    assert len(bodies) > 60
    assert bodies == sorted(bodies)
    assert "in no order of weight" in done.stderr
    words = " ".join(row.meaning for row in graph.measures(PACK)).casefold()
    assert not re.search(r"\b(rank\w*|most|best|worst|top|highest|strong\w*|weak\w*)\b", words)
