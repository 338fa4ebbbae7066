"""Names of blank nodes: they last, they tell nodes apart, and nothing else of the graph changes.

The expected names were written down by hand from the rule in the module: the thing on which a node hangs, the graph,
the relations from there, and a number where several hang in one place.
"""

import time
from itertools import chain, pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic
from tests.load.test_load import text_of

from oversight_graph.load.files import DataFile, find_files
from oversight_graph.load.parsing import parse
from oversight_graph.load.skolem import owner_of, skolemise

GRAPH = "https://example.org/graph/plan"
HEAD = "@prefix c: <https://example.org/commitment/> . @prefix o: <https://example.org/ns#> .\n"


def named(text: str, kind: ox.RdfFormat = ox.RdfFormat.TURTLE) -> list[ox.Quad]:
    """Return the quads of a text with named nodes."""
    return skolemise(ox.parse(HEAD + text, format=kind, base_iri=GRAPH), ox.NamedNode(GRAPH), "plan")


def nodes(quads: list[ox.Quad]) -> set[str]:
    """Return the names that were given, without what they have in common."""
    terms = {term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    return {term.removeprefix("https://example.org/") for term in terms if owner_of(term) != term}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c:1 o:seat [ o:x 1 ] .", {"commitment/1#_plan.seat-1"}),
        ("c:1 o:seat [ o:x 1 ], [ o:x 2 ] .", {"commitment/1#_plan.seat-1", "commitment/1#_plan.seat-2"}),
        ("c:1 o:seat [ o:by [ o:x 1 ] ] .", {"commitment/1#_plan.seat-1", "commitment/1#_plan.seat-1.by-1"}),
        # Two things share a node: it hangs on the first.
        ("c:1 o:seat _:n . c:2 o:place _:n . _:n o:x 1 .", {"commitment/1#_plan.seat-1"}),
        # A cycle hangs nowhere; its first node is named after the graph, the other hangs on it.
        ("_:a o:x _:b . _:b o:y _:a .", {"graph/plan#_node-1", "graph/plan#_node-1.x-1"}),
        ("_:a o:x _:a .", {"graph/plan#_node-1"}),
        ("[] o:x 1 . [] o:x 1 .", {"graph/plan#_node-1", "graph/plan#_node-2"}),
        ("c:1 o:seat ( 1 2 ) .", {"commitment/1#_plan.seat-1", "commitment/1#_plan.seat-1.rest-1"}),
        # A thing with a fragment of its own, even one with an underscore.
        ("<https://example.org/town#a_b> o:seat [ o:x 1 ] .", {"town#a_b/_plan.seat-1"}),
        # Relations that end in a slash, or in a number, still give a readable name.
        ("c:1 <https://example.org/is/> [ o:x 1 ] .", {"commitment/1#_plan.p-1"}),
        ("c:1 <https://example.org/2> [ o:x 1 ] .", {"commitment/1#_plan.p2-1"}),
        ("c:1 <urn:is:in> [ o:x 1 ] .", {"commitment/1#_plan.in-1"}),
        ("c:1 o:seat 1 .", set()),
    ],
)
def test_a_node_is_named_after_the_place_where_it_hangs(text: str, expected: set[str]) -> None:
    assert nodes(named(text)) == expected


def test_a_cycle_ends_even_if_a_thing_names_one_of_its_nodes_later() -> None:
    found = nodes(named("_:b o:y _:a . _:a o:x _:b . c:1 o:seat _:a ."))
    # The first to name a is b, and the first to name b is a.
    assert found == {"graph/plan#_node-1", "graph/plan#_node-1.y-1"}


def test_the_same_text_gives_the_same_names() -> None:
    text = (
        "c:1 o:seat [ o:by [ o:x 1 ] ], [ o:x 2 ] . [] o:x c:1 . _:a o:x _:b . _:b o:y _:a . c:2 o:l ( 1 [ o:x 2 ] ) ."
    )
    assert sorted(map(str, named(text))) == sorted(map(str, named(text)))


def test_an_edit_elsewhere_changes_no_name() -> None:
    before = "c:2 o:seat [ o:by [ o:x 1 ] ], [ o:x 2 ] ."
    after = "c:0 o:seat [ o:x 9 ], [ o:by [ o:x 8 ] ] . c:1 o:seat [ o:x 7 ] .\n" + before + "c:3 o:seat [ o:x 6 ] ."
    assert {str(q) for q in named(before)} < {str(q) for q in named(after)}


def test_renamed_labels_change_no_name() -> None:
    text = "c:1 o:seat _:a . _:a o:by _:b . _:b o:x 1 . c:1 o:seat _:c ."
    other = text.replace("_:a", "_:zz").replace("_:b", "_:a").replace("_:c", "_:y1")
    assert {str(q) for q in named(text)} == {str(q) for q in named(other)}


def test_the_same_parent_in_two_graphs_keeps_its_nodes_apart() -> None:
    text = HEAD + "c:1 o:seat [ o:x 1 ] ."
    first, second = (
        skolemise(ox.parse(text, format=ox.RdfFormat.TURTLE), ox.NamedNode(f"https://example.org/graph/{slug}"), slug)
        for slug in ("plan", "pack")
    )
    assert nodes(first) == {"commitment/1#_plan.seat-1"}
    assert nodes(second) == {"commitment/1#_pack.seat-1"}


def test_the_same_parent_in_two_folders_with_files_of_one_name(tmp_path: Path) -> None:
    text = HEAD + "c:1 o:seat [ o:x %d ] ."
    for number, folder in enumerate(("north", "south")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.ttl").write_text(text % number)
    files = find_files([tmp_path / "north", tmp_path / "south"])
    assert [file.graph.rpartition("/id/")[2] for file in files] == ["north/graph/plan", "south/graph/plan"]
    assert [nodes(parse(file)) for file in files] == [
        {"commitment/1#_plan.seat-1"},
        {"commitment/1#_south:plan.seat-1"},
    ]


def test_blank_names_of_graphs_are_named_too() -> None:
    quads = named("_:g { c:1 o:seat [ o:of _:g ] } c:2 o:x 1 .", ox.RdfFormat.TRIG)
    assert {getattr(q.graph_name, "value", "") for q in quads} == {
        GRAPH,
        "https://example.org/commitment/1#_plan.seat-1.of-1",
    }
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)


@pytest.mark.parametrize("order", ["nested", "as listed", "last first"])
def test_five_thousand_nodes_in_each_other(order: str) -> None:
    depth = 5000
    if order == "nested":
        text, kind = HEAD + "c:1 o:by " + "[ o:by " * depth + "1" + " ]" * depth + " .", ox.RdfFormat.TURTLE
    else:
        by, top = "<https://example.org/ns#by>", "<https://example.org/commitment/1>"
        lines = [f"{top} {by} _:n0 .", *(f"_:n{i} {by} _:n{i + 1} ." for i in range(depth - 1))]
        lines += [f'_:n{depth - 1} {by} "1" .']
        text, kind = "\n".join(lines if order == "as listed" else lines[::-1]), ox.RdfFormat.N_TRIPLES
    start = time.process_time()
    quads = skolemise(ox.parse(text, format=kind), ox.NamedNode(GRAPH), "plan")
    assert time.process_time() - start < 10  # it takes a twentieth of a second; a quadratic way takes minutes
    subjects = [text_of(quad.subject) for quad in quads]
    found = {subject for subject in subjects if owner_of(subject) != subject}
    assert len(quads) == depth + 1
    assert len(found) == depth
    assert {owner_of(name) for name in found} == {"https://example.org/commitment/1"}
    # Names of ever longer ways would add up to gigabytes.
    assert max(map(len, found)) < 1000


def test_the_way_up_is_the_same_whatever_the_order_of_the_lines() -> None:
    links = [f"_:n{i} <https://example.org/ns#by> _:n{i + 1} ." for i in range(200)]
    links.insert(0, "<https://example.org/commitment/1> <https://example.org/ns#by> _:n0 .")
    graph, kind = ox.NamedNode(GRAPH), ox.RdfFormat.N_TRIPLES
    first, second = (
        {str(q) for q in skolemise(ox.parse("\n".join(lines), format=kind), graph, "plan")}
        for lines in (links, links[::-1])
    )
    assert first == second


@pytest.mark.parametrize(
    ("iri", "owner"),
    [
        ("https://example.org/commitment/3.2#_plan.oversight-1", "https://example.org/commitment/3.2"),
        ("https://example.org/commitment/3.2#_pack/plan-3.oversight-1.by-12", "https://example.org/commitment/3.2"),
        ("https://example.org/meeting/1#_notes.participation-2.tenure", "https://example.org/meeting/1"),
        ("https://example.org/graph/plan#_node-3", "https://example.org/graph/plan"),
        ("https://example.org/graph/plan#_node-3.by-1", "https://example.org/graph/plan"),
        ("https://example.org/paper/x#glossary-1/_pack.seat-1", "https://example.org/paper/x#glossary-1"),
        ("https://example.org/town#a_b/_plan.is_part-1.x_y-2", "https://example.org/town#a_b"),
        # What a person may write is nobody's node.
        *(
            (iri, iri)
            for iri in (
                "https://example.org/commitment/3.2",
                "https://example.org/paper/x#line=1,2",
                "https://example.org/town#safer_streets_board",
                "https://example.org/town#meeting_2018.item-3",
                "https://example.org/town#_private",
                "https://example.org/town#a/_b",
                "https://example.org/town#_",
                "https://example.org/town#",
                "urn:town:board",
                "",
            )
        ),
    ],
)
def test_owner_of(iri: str, owner: str) -> None:
    assert owner_of(iri) == owner


# Small graphs of few names, so that nodes are shared, nested, repeated and in cycles.
IRIS = st.sampled_from([f"<https://example.org/{name}>" for name in ("a", "b", "town#x_y", "c/1")])
BLANKS = st.integers(0, 5).map("_:n{}".format)
PREDICATES = st.sampled_from([f"<https://example.org/{name}>" for name in ("p", "q/", "r#1")])
TRIPLES = st.tuples(IRIS | BLANKS, PREDICATES, IRIS | BLANKS | st.just('"1"')).map(" ".join)


def is_given(term: object) -> bool:
    """Say whether a term is the name that a blank node was given."""
    return isinstance(term, URIRef) and owner_of(str(term)) != str(term)


@settings(max_examples=150)
@given(st.lists(TRIPLES, max_size=12))
def test_names_change_nothing_but_names(triples: list[str]) -> None:
    text = "".join(f"{triple} .\n" for triple in triples)
    quads = skolemise(ox.parse(text, format=ox.RdfFormat.N_TRIPLES), ox.NamedNode(GRAPH), "plan")
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)
    before = Graph().parse(data=text, format="nt")
    after = Graph()
    for quad in quads:
        assert quad.graph_name == ox.NamedNode(GRAPH)
        after.parse(data=f"{quad.triple} .", format="nt")
    blank = Graph()
    for s, p, o in after:
        blank.add((BNode(str(s)) if is_given(s) else s, p, BNode(str(o)) if is_given(o) else o))
    assert isomorphic(before, blank)
    # Two nodes never share a name.
    assert len({t for t in chain.from_iterable(after) if is_given(t)}) == len(
        {t for t in chain.from_iterable(before) if isinstance(t, BNode)}
    )


@settings(max_examples=30)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_trees_have_the_same_names_in_any_order_of_things(children: list[int], random) -> None:  # type: ignore[no-untyped-def]
    blocks = [
        f"<https://example.org/c/{i}> <https://example.org/seat> "
        + ", ".join(f'[ <urn:x:n> "{n}" ]' for n in range(count))
        for i, count in enumerate(children)
        if count
    ]
    shuffled = blocks[:]
    random.shuffle(shuffled)
    first, second = ({str(q) for q in named("".join(f"{b} .\n" for b in each))} for each in (blocks, shuffled))
    assert first == second


def test_numbers_grow_in_the_order_of_the_text() -> None:
    quads = named("c:1 o:seat " + ", ".join(f'[ o:n "{n}" ]' for n in range(30)) + " .")
    values = {text_of(q.subject): int(text_of(q.object)) for q in quads if q.predicate.value.endswith("#n")}
    ordered = sorted(values, key=lambda name: int(name.rpartition("-")[2]))
    assert len(ordered) == 30
    assert all(values[first] < values[second] for first, second in pairwise(ordered))


def test_a_file_knows_the_slug_of_its_graph() -> None:
    file = DataFile(Path("x.ttl"), "x.ttl", "https://example.org/id/town/graph/pack/plan-3")
    assert file.slug == "pack/plan-3"
