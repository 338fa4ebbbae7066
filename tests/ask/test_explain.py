"""All that is said of a thing, on a paper of a few lines.

The expected facts were read off the Turtle below by hand.
"""

from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import Make

from oversight_graph.ask.explain import Fact
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph, papers_in

PAPER = "https://example.org/town/paper/plan"
TEXT = "Town plan\nKeep the roads safe\tRoads Board\nRoads Board meets monthly\n"

TOWN = f"""
<> a ovs:SourceDocument ; dcterms:title "Town plan, printed"@en ; dcterms:date "2018-11-27"^^xsd:date ;
    ovs:sha256 "{sha256(TEXT.encode()).hexdigest()}" ; ovs:lineCount 3 .
plan:p a ovs:Plan ; skos:prefLabel "Town plan"@en ; dcterms:source <> .
body:roads a ovs:OversightBody ; skos:prefLabel "Roads Board"@en ; skos:notation "RB" ;
    ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:role role:chair ; ovs:evidence <#line=2,3> ] .
post:clerk a org:Post ; skos:prefLabel "Town clerk"@en .
commitment:1.1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.1" ; rdfs:label "Safe roads"@en ;
    ovs:part part:policing ; ovs:evidence <#line=1,2> ;
    ovs:oversightCell ovs:Body ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:roads ; ovs:asStated "Roads Board" ; ovs:evidence <#line=1,2>, <#line=2,3> ] .
activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; skos:notation "1.1.1" ; rdfs:label "Fill holes"@en ;
    ovs:sharesCellOf commitment:1.1 .
"""  # noqa: E501


@pytest.fixture
def town(make_graph: Make) -> OversightGraph:
    return make_graph(TOWN)


def pairs(facts: list[Fact]) -> list[tuple[str, str]]:
    return [(fact.fact, fact.value) for fact in facts]


def test_what_is_said_of_the_thing_itself_comes_with_its_lines(town: OversightGraph) -> None:
    # The commitment cites line 2 for its plain facts.
    facts = town.explain("1.1")
    own = [fact for fact in facts if ":" not in fact.fact and not fact.fact.startswith("←")]
    assert set(pairs(own)) == {
        ("type", "commitment"),
        ("is part of", "Town plan"),
        ("notation", "1.1"),
        ("label", "Safe roads"),
        ("part", "policing element"),
        ("oversight cell", "body"),
    }
    assert {(fact.graph, fact.stated, fact.evidence) for fact in own} == {("plan", True, (f"{PAPER}#line=1,2",))}


def test_a_node_that_hangs_on_the_thing_is_told_with_it_and_has_its_own_lines(town: OversightGraph) -> None:
    # The statement of oversight cites lines 2 and 3.
    node = [fact for fact in town.explain("1.1") if fact.fact.startswith("oversight: ")]
    assert pairs(node) == [
        ("oversight: type", "oversight"),
        ("oversight: as stated", "Roads Board"),
        ("oversight: by", "RB Roads Board"),
    ]
    assert {fact.evidence for fact in node} == {(f"{PAPER}#line=1,2", f"{PAPER}#line=2,3")}


def test_what_others_say_of_it_follows_with_an_arrow(town: OversightGraph) -> None:
    # Its activity names it twice, and two rules derive that the board oversees it.
    facts = town.explain("1.1")
    arrows = [fact for fact in facts if fact.fact.startswith("←")]
    assert facts[-len(arrows) :] == arrows
    assert pairs(arrows) == [
        ("← is part of", "1.1.1 Fill holes"),
        ("← oversees", "RB Roads Board"),
        ("← shares cell of", "1.1.1 Fill holes"),
    ]


def test_what_a_rule_infers_is_marked_and_cites_nothing(town: OversightGraph) -> None:
    # That the board oversees the commitment is derived, on both sides; that the activity is part of it is stated.
    facts = {fact.fact: fact for fact in town.explain("1.1")}
    inferred, stated = facts["← oversees"], facts["← is part of"]
    assert (inferred.graph, inferred.stated, inferred.evidence) == ("inferred", False, ())
    assert (stated.graph, stated.stated) == ("plan", True)
    own = {fact.fact: fact.stated for fact in town.explain("Roads Board")}
    assert (own["oversees"], own["notation"]) == (False, True)


def test_what_a_thing_says_of_itself_is_not_told_twice(make_graph: Make) -> None:
    # The board has a seat on itself.
    graph = make_graph("""
    body:x a ovs:OversightBody ; skos:prefLabel "X Board"@en ; ovs:seat [ a ovs:Seat ; org:member body:x ] .
    """)
    assert [pair for pair in pairs(graph.explain("X Board")) if pair[1] == "X Board"] == [
        ("pref label", "X Board"),
        ("seat: member", "X Board"),
    ]


def test_a_mention_from_within_a_node_names_the_thing_on_which_the_node_hangs(town: OversightGraph) -> None:
    # The board is named in the oversight of 1.1, the clerk in a seat of the board.
    assert ("← oversight: by", "1.1 Safe roads") in pairs(town.explain("Roads Board"))
    [seat] = [fact for fact in town.explain("town clerk") if fact.fact.startswith("←")]
    assert (seat.fact, seat.value, seat.evidence) == ("← seat: post", "RB Roads Board", (f"{PAPER}#line=2,3",))


def test_a_paper_is_named_by_its_title(town: OversightGraph) -> None:
    # The plan's source has a title and no other name.
    assert ("source", "Town plan, printed") in pairs(town.explain("Town plan"))


def test_passages_are_given_with_the_papers(town: OversightGraph, tmp_path: Path) -> None:
    # Lines 2 and 3 of the paper, as plain text; what cites nothing has no passage.
    (tmp_path / "scan.txt").write_text(TEXT, encoding="utf-8")
    facts = town.explain("1.1", papers_in(town, tmp_path))
    passages = {fact.fact: fact.passage for fact in facts}
    assert passages["label"] == "Keep the roads safe Roads Board"
    assert passages["oversight: by"] == "Keep the roads safe Roads Board […] Roads Board meets monthly"
    assert passages["← oversees"] is None
    assert {fact.passage for fact in town.explain("1.1")} == {None}


def test_without_the_paper_there_is_no_passage(town: OversightGraph, tmp_path: Path) -> None:
    # The folder holds another paper only: that is said, as an empty passage would look like an empty paper.
    (tmp_path / "other.txt").write_text("Something else\n", encoding="utf-8")
    with pytest.raises(UsageError, match="the cited paper is not in this folder"):
        town.explain("1.1", papers_in(town, tmp_path))


def test_nodes_within_nodes_are_told_with_their_way(make_graph: Make) -> None:
    # The progress update of an activity holds a node of its own.
    graph = make_graph("""
    activity:2.1 a ovs:Activity ; skos:notation "2.1" ; rdfs:label "x"@en ;
        ovs:progress [ a ovs:ProgressUpdate ; ovs:statusAsStated "Complete" ; ovs:status [ ovs:state state:active ] ] .
    """)
    assert ("progress: status: state", "active") in pairs(graph.explain("2.1"))


def test_nodes_in_a_cycle_are_told_once(make_graph: Make) -> None:
    # Two nodes name each other; each is told once, and the walk ends.
    graph = make_graph("""
    body:x a ovs:OversightBody ; skos:prefLabel "X Board"@en ; ovs:seat _:a .
    _:a a ovs:Seat ; ovs:seat _:b . _:b a ovs:Seat ; ovs:seat _:a .
    """)
    assert len([fact for fact in graph.explain("X Board") if fact.value == "seat"]) == 2


def test_deeply_nested_nodes_do_not_use_up_the_stack(make_graph: Make) -> None:
    # Two thousand nodes, one within the other: deeper than Python's stack of a thousand calls.
    depth = 2000
    nested = "[ ovs:status " * depth + "[ rdfs:label 'core' ]" + " ]" * depth
    graph = make_graph(f'body:x a ovs:OversightBody ; skos:prefLabel "X Board"@en ; ovs:status {nested} .')
    assert [fact.value for fact in graph.explain("X Board") if fact.value == "core"] == ["core"]


def test_what_a_thing_is_called_comes_first_and_what_hangs_on_it_last(graph: OversightGraph) -> None:
    facts = [fact.fact for fact in graph.explain("AGG") if fact.stated and not fact.fact.startswith("←")]
    assert facts[:3] == ["pref label", "notation", "type"]
    nested = [": " in fact for fact in facts]
    assert True in nested and nested == sorted(nested)
