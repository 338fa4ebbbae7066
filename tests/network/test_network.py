"""The projection to NetworkX: every kind of edge with its direction, on a made-up town, at dates around its facts.

Expected edges are read off the Turtle below. The shipped data has its own tests at the end, with facts read by hand in
the panel papers of 27 November 2018 and the notes of 30 November 2017.
"""

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import networkx as nx
import pytest
from tests.conftest import Calls, Make

from oversight_graph.graph import OversightGraph
from oversight_graph.network.projection import EDGE_KINDS, edges, name_of, network
from oversight_graph.store.store import Row, Table

TOWN = "https://example.org/town/"
WEST_MERCIA = "https://w3id.org/oversight-graph/id/west-mercia/"
DAY = "2020-01-31"

KINDS = """
@prefix programme: <https://example.org/town/programme/> .
<> a ovs:SourceDocument ; dcterms:date "2020-01-31"^^xsd:date .
plan:p a ovs:Plan ; dcterms:date "2020-01-31"^^xsd:date .
body:board a ovs:OversightBody ; skos:prefLabel "Board"@en .
body:group a ovs:OversightBody ; skos:prefLabel "Group"@en .
body:pcp a ovs:OversightBody ; skos:prefLabel "Town Police and Crime Panel"@en ; ovs:office law:panel .
body:hmi a ovs:OversightBody ; skos:prefLabel "Inspectors"@en ; org:classification kind:inspectorate .
mechanism:check a ovs:MonitoringProcess ; skos:prefLabel "Check"@en ; ovs:runBy organization:office .
organization:office a org:FormalOrganization ; skos:prefLabel "Office"@en .
organization:public a ovs:Public ; skos:prefLabel "The public"@en .
post:chief a org:Post ; skos:prefLabel "Chief"@en ; org:postIn organization:office .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann"@en ; ovs:tenure [ a ovs:Tenure ; ovs:post post:chief ;
    ovs:seenOn "2020-01-31"^^xsd:date ; ovs:evidence <#line=1,2> ] .
programme:it a ovs:Programme ; skos:prefLabel "IT"@en ; ovs:lead post:clerk ; ovs:evidence <#line=3,4> .
commitment:1 a ovs:Commitment ; skos:notation "1.1" ; rdfs:label "Safe"@en ; dcterms:isPartOf plan:p ;
    ovs:committedBy post:chief ; ovs:oversightCell ovs:Body ; ovs:evidence <#line=4,5> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Board" ; ovs:evidence <#line=5,6> ] ,
                  [ a ovs:Oversight ; ovs:by mechanism:check ; ovs:asStated "Check" ; ovs:evidence <#line=5,6> ] .
commitment:2 a ovs:Commitment ; skos:notation "1.2" ; rdfs:label "Sound"@en ; dcterms:isPartOf plan:p ;
    ovs:oversightCell ovs:Reference ; ovs:evidence <#line=6,7> ;
    ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1 ; ovs:asStated "1.1" ; ovs:evidence <#line=6,7> ] .
activity:1 a ovs:Activity ; skos:notation "1.1.1" ; rdfs:label "Lights"@en ; dcterms:isPartOf commitment:1 ;
    ovs:sharesCellOf commitment:1 ; ovs:evidence <#line=7,8> .
body:group ovs:reporting [ a ovs:Reporting ; ovs:into body:board ; ovs:evidence <#line=8,9> ] ;
    ovs:seat [ a ovs:Seat ; ovs:post post:chief ; org:role role:chair ; ovs:evidence <#line=9,10> ] ,
             [ a ovs:Seat ; org:member person:ann ; org:role role:member ; ovs:evidence <#line=9,10> ] .
post:chief ovs:accountability [ a ovs:Accountability ; ovs:forum body:pcp ; ovs:evidence <#line=10,11> ] .
body:pcp ovs:accountability [ a ovs:Accountability ; ovs:forum organization:public ; ovs:evidence <#line=10,11> ] .
organization:office ovs:accountability [ a ovs:Accountability ; ovs:forum body:hmi ; ovs:evidence <#line=11,12> ] .
meeting:m a ovs:Meeting ; ovs:convenes body:board ; schema:startDate "2020-01-20"^^xsd:date ;
    ovs:evidence <#line=12,13> .
item:i a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; ovs:evidence <#line=13,14> ;
    ovs:scrutiny [ a ovs:Scrutiny ; ovs:of programme:it ; ovs:evidence <#line=13,14> ] .
action:a a ovs:Action ; dcterms:isPartOf item:i ; rdfs:label "Write"@en ; ovs:owner post:clerk ;
    ovs:evidence <#line=14,15> .
"""
# Kind, source, target: the direction that the module's table gives.
EXPECTED = {
    ("oversees", "body/board", "commitment/1"),
    ("oversees", "mechanism/check", "commitment/1"),
    ("oversees", "body/board", "activity/1"),
    ("oversees", "mechanism/check", "activity/1"),
    ("reports into", "body/group", "body/board"),
    ("holds to account", "body/pcp", "post/chief"),
    ("holds to account", "organization/public", "body/pcp"),
    ("holds to account", "body/hmi", "organization/office"),
    ("chairs", "post/chief", "body/group"),
    ("member of", "person/ann", "body/group"),
    ("owns", "post/chief", "commitment/1"),
    ("owns", "post/clerk", "programme/it"),
    ("owns", "post/clerk", "action/a"),
    ("runs", "organization/office", "mechanism/check"),
    ("defers to", "commitment/2", "commitment/1"),
    ("part of", "activity/1", "commitment/1"),
    ("scrutinised in", "programme/it", "body/board"),
    ("asked for by", "action/a", "body/board"),
    ("post in", "post/chief", "organization/office"),
}


def edges_of(graph: "nx.MultiDiGraph[str]") -> set[tuple[str, str, str]]:
    return {(e["kind"], s.removeprefix(TOWN), t.removeprefix(TOWN)) for s, t, e in graph.edges(data=True)}


def test_the_town_has_every_kind_of_edge() -> None:
    assert {kind for kind, _, _ in EXPECTED} == set(EDGE_KINDS)


def test_edges_run_as_documented(make_graph: Make) -> None:
    assert edges_of(make_graph(KINDS).network(DAY)) == EXPECTED


@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_one_kind_alone(make_graph: Make, kind: str) -> None:
    graph = make_graph(KINDS).network(DAY, kinds=[kind])
    assert edges_of(graph) == {edge for edge in EXPECTED if edge[0] == kind}
    # The plan and the bodies that a paper shows stay, linked or not; a programme that nothing links goes.
    assert {TOWN + "commitment/2", TOWN + "activity/1"} <= set(graph)
    assert (TOWN + "programme/it" in graph) == (kind in ("owns", "scrutinised in"))


def test_several_kinds(make_graph: Make) -> None:
    found = edges_of(make_graph(KINDS).network(DAY, kinds=("runs", "chairs")))
    assert {kind for kind, _, _ in found} == {"runs", "chairs"}


def test_an_unknown_kind_is_named(make_graph: Make) -> None:
    with pytest.raises(ValueError, match="no such kind of edge: watches; kinds: oversees"):
        make_graph(KINDS).network(DAY, kinds=("oversees", "watches"))


def test_nodes_have_kind_name_reference_holder_and_state(make_graph: Make) -> None:
    graph = make_graph(KINDS).network(DAY)
    kinds = {iri.removeprefix(TOWN): node["kind"] for iri, node in graph.nodes(data=True)}
    assert kinds == {
        "organization/public": "public", "body/pcp": "panel", "body/hmi": "inspectorate", "body/board": "body",
        "body/group": "body", "mechanism/check": "process", "organization/office": "organisation", "post/chief": "post",
        "post/clerk": "post", "person/ann": "person", "programme/it": "programme", "commitment/1": "commitment",
        "commitment/2": "commitment", "activity/1": "activity", "action/a": "action",
    }  # fmt: skip
    chief, board = graph.nodes[TOWN + "post/chief"], graph.nodes[TOWN + "body/board"]
    assert (chief["holder"], graph.nodes[TOWN + "post/clerk"]["holder"]) == ("Ann", None)
    # The board held a meeting eleven days before; of the group no paper shows one.
    assert (board["status"], board["live"]) == ("active", True)
    assert graph.nodes[TOWN + "body/group"]["status"] == "not shown"
    names = [name_of(graph, TOWN + iri) for iri in ("commitment/1", "post/chief", "body/pcp")]
    assert names == ["1.1 Safe", "Chief (Ann)", "Town Police and Crime Panel"]


def test_edges_have_interval_and_evidence(make_graph: Make) -> None:
    graph = make_graph(KINDS).network(DAY)
    shared = graph.edges[TOWN + "mechanism/check", TOWN + "activity/1", "oversees"]
    assert shared == {
        "kind": "oversees", "since": None, "until": None, "stated": False, "in_cell": True, "certainty": "certain",
        "evidence": (TOWN + "paper/plan#line=5,6",), "modes": (), "told": DAY, "begins": "",
    }  # fmt: skip
    # A meeting's date is part of the key, so that two meetings are two edges.
    assert graph.has_edge(TOWN + "programme/it", TOWN + "body/board", "scrutinised in 2020-01-20")


def test_stated_only_leaves_out_what_a_rule_infers(make_graph: Make) -> None:
    found = edges_of(make_graph(KINDS).network(DAY, stated_only=True))
    assert EXPECTED - found == {("oversees", "body/board", "activity/1"), ("oversees", "mechanism/check", "activity/1")}


ENDED = """
<> a ovs:SourceDocument ; dcterms:date "2020-01-31"^^xsd:date .
plan:p a ovs:Plan ; dcterms:date "2019-01-01"^^xsd:date .
body:old a ovs:OversightBody ; skos:prefLabel "Old"@en ; ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ;
    schema:startDate "2020-01-10"^^xsd:date ; ovs:evidence <#line=1,2> ] .
body:new a ovs:OversightBody ; skos:prefLabel "New"@en .
post:chief a org:Post ; skos:prefLabel "Chief"@en .
commitment:1 a ovs:Commitment ; skos:notation "1.1" ; rdfs:label "Safe"@en ;
    dcterms:isPartOf plan:p ; ovs:oversightCell ovs:Body ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:old ; ovs:asStated "Old" ; ovs:evidence <#line=2,3> ] .
body:new ovs:seat [ a ovs:Seat ; ovs:post post:chief ; org:role role:chair ; schema:startDate "2020-01-05"^^xsd:date ;
    schema:endDate "2020-01-20"^^xsd:date ; ovs:evidence <#line=3,4> ] .
"""


def test_a_body_that_had_ended_is_absent_and_what_was_lost_is_kept_aside(make_graph: Make) -> None:
    graph = make_graph(ENDED).network(DAY)
    assert TOWN + "body/old" not in graph
    assert TOWN + "commitment/1" in graph
    [(edge, name)] = graph.graph["lost"]
    assert (edge.kind, edge.source, edge.target, name) == ("oversees", TOWN + "body/old", TOWN + "commitment/1", "Old")


def test_a_body_that_had_ended_is_there_if_asked_for(make_graph: Make) -> None:
    graph = make_graph(ENDED).network(DAY, ended=True)
    assert ("oversees", "body/old", "commitment/1") in edges_of(graph)
    assert graph.nodes[TOWN + "body/old"]["status"] == "ended"
    assert graph.graph["lost"] == ()


# The seat runs from 5 to 20 January, both days included; the paper that tells it is of that month's last day.
@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2020-01-04", False), ("2020-01-05", True), ("2020-01-20", True), ("2020-01-21", False)],
)
def test_links_hold_from_their_first_to_their_last_day(make_graph: Make, day: str, in_force: bool) -> None:
    turtle = ENDED.replace('dcterms:date "2020-01-31"', 'dcterms:date "2020-01-01"')
    found = make_graph(turtle)
    assert (("chairs", "post/chief", "body/new") in edges_of(found.network(day))) is in_force
    assert ("chairs", "post/chief", "body/new") in edges_of(found.network(day, ended=True))


LATER = """
@prefix programme: <https://example.org/town/programme/> .
<> a ovs:SourceDocument ; dcterms:date "2020-01-31"^^xsd:date .
paper:later a ovs:SourceDocument ; dcterms:date "2021-01-31"^^xsd:date .
plan:later a ovs:Plan ; dcterms:date "2021-01-31"^^xsd:date .
body:board a ovs:OversightBody ; skos:prefLabel "Board"@en .
programme:it a ovs:Programme ; skos:prefLabel "IT"@en ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:certainty certainty:probable ;
                    ovs:evidence <#line=1,2> ] ,
                  [ a ovs:Oversight ; ovs:by body:board ; ovs:evidence <later#line=3,4> ] .
commitment:9 a ovs:Commitment ; skos:notation "9.1" ; rdfs:label "Later"@en ; dcterms:isPartOf plan:later ;
    ovs:oversightCell ovs:Lost ; ovs:evidence <#line=5,6> .
activity:9 a ovs:Activity ; skos:notation "9.1.1" ; rdfs:label "Later too"@en ;
    dcterms:isPartOf commitment:9 ; ovs:evidence <#line=5,6> .
post:new a org:Post ; skos:prefLabel "New post"@en ; org:postIn organization:office .
organization:office a org:FormalOrganization ; skos:prefLabel "Office"@en .
body:board ovs:seat [ a ovs:Seat ; ovs:post post:new ; org:role role:chair ; ovs:evidence <later#line=7,8> ] .
"""


def test_later_papers_tell_nothing_yet(make_graph: Make) -> None:
    graph = make_graph(LATER).network(DAY)
    assert edges_of(graph) == {("oversees", "body/board", "programme/it")}
    # The later paper is surer, and is neither cited nor believed before its date.
    edge = graph.edges[TOWN + "body/board", TOWN + "programme/it", "oversees"]
    assert (edge["certainty"], edge["evidence"]) == ("probable", (TOWN + "paper/plan#line=1,2",))
    # Rows of a later plan are absent, and so is a post that only the register places in an office.
    assert set(graph) == {TOWN + "body/board", TOWN + "programme/it"}


def test_a_forum_and_what_it_does_and_who_was_seen_in_a_post(make_graph: Make) -> None:
    # On 31 January the board is told by the post, in which Ann is seen; a year later it questions, and Bob is there.
    turtle = LATER + (
        "post:new ovs:accountability [ a ovs:Accountability ; ovs:forum body:board ; ovs:mode mode:informs ; "
        "ovs:evidence <#line=9,10> ] , [ a ovs:Accountability ; ovs:forum body:board ; ovs:mode mode:questions ; "
        "ovs:evidence <later#line=9,10> ] .\n"
        'person:ann a foaf:Person ; skos:prefLabel "Ann"@en ; ovs:tenure [ a ovs:Tenure ; ovs:post post:new ; '
        'ovs:seenOn "2020-01-31"^^xsd:date ; ovs:evidence <#line=10,11>, <#line=11,12> ] .\n'
        'person:bob a foaf:Person ; skos:prefLabel "Bob"@en ; ovs:tenure [ a ovs:Tenure ; ovs:post post:new ; '
        'ovs:seenOn "2021-01-31"^^xsd:date ; ovs:evidence <later#line=11,12> ] .\n'
    )
    whole, post, board = make_graph(turtle), TOWN + "post/new", TOWN + "body/board"
    before, after = whole.network(DAY), whole.network("2021-01-31")
    edge = "holds to account"
    assert (before.edges[board, post, edge]["modes"], before.edges[board, post, edge]["told"]) == (("informs",), DAY)
    assert after.edges[board, post, edge]["modes"] == ("informs", "questions")
    assert after.edges[board, post, edge]["told"] == "2021-01-31"
    # Both lines of the newest day on which the holder was seen, and none of somebody else.
    assert before.nodes[post]["holder_evidence"] == tuple(TOWN + f"paper/plan#line={n},{n + 1}" for n in (10, 11))
    assert (after.nodes[post]["holder"], after.nodes[post]["holder_evidence"]) == (
        "Bob", (TOWN + "paper/later#line=11,12",),
    )  # fmt: skip
    # What is no relation of accountability has no mode; the surer paper of 2021 is the newest that tells of it.
    oversight = after.edges[board, TOWN + "programme/it", "oversees"]
    assert (oversight["modes"], oversight["told"]) == ((), "2021-01-31")


def test_what_two_papers_tell_is_one_edge_with_the_surest_reading(make_graph: Make) -> None:
    graph = make_graph(LATER).network("2021-01-31")
    edge = graph.edges[TOWN + "body/board", TOWN + "programme/it", "oversees"]
    assert edge["certainty"] == "certain"
    assert edge["evidence"] == (TOWN + "paper/later#line=3,4", TOWN + "paper/plan#line=1,2")
    assert {("chairs", "post/new", "body/board"), ("post in", "post/new", "organization/office")} <= edges_of(graph)
    assert {TOWN + "commitment/9", TOWN + "activity/9"} <= set(graph)


# A paper of the day that tells the post, or shows somebody in it, brings it in.
@pytest.mark.parametrize(
    "named_by",
    [
        "post:new ovs:evidence <#line=9,10> .",
        'person:ann a foaf:Person ; skos:prefLabel "Ann"@en ; ovs:tenure [ a ovs:Tenure ; ovs:post post:new ; '
        'ovs:seenOn "2020-01-31"^^xsd:date ; ovs:evidence <#line=9,10> ] .',
    ],
)
def test_a_post_that_a_paper_shows_is_in_its_office(make_graph: Make, named_by: str) -> None:
    assert ("post in", "post/new", "organization/office") in edges_of(make_graph(LATER + named_by).network(DAY))


@pytest.mark.parametrize("outcome", ["scheduled", "deferred"])
def test_what_was_only_on_an_agenda_was_not_scrutinised(make_graph: Make, outcome: str) -> None:
    graph = make_graph(f"{KINDS}\nitem:i ovs:outcome outcome:{outcome} .").network(DAY)
    assert EXPECTED - edges_of(graph) == {("scrutinised in", "programme/it", "body/board")}


@pytest.mark.parametrize("outcome", ["scheduled", "deferred"])
def test_a_meeting_that_asked_for_something_was_held_though_a_paper_announced_it(
    make_graph: Make, outcome: str
) -> None:
    # Of the meeting an action is told: the paper that only announced it, or put it off, knew less.
    graph = make_graph(f"{KINDS}\nmeeting:m ovs:outcome outcome:{outcome} .").network(DAY)
    assert edges_of(graph) == EXPECTED


def test_the_lead_of_a_response_owns_the_finding(make_graph: Make) -> None:
    graph = make_graph("""
        @prefix recommendation: <https://example.org/town/recommendation/> .
        recommendation:r a ovs:Recommendation ; rdfs:label "Do better"@en ; ovs:evidence <#line=1,2> ;
            ovs:response [ a ovs:Response ; rdfs:label "Done"@en ; ovs:lead post:chief ; ovs:evidence <#line=2,3> ] .
        post:chief a org:Post ; skos:prefLabel "Chief"@en .
    """).network(DAY)
    assert edges_of(graph) == {("owns", "post/chief", "recommendation/r")}
    assert graph.nodes[TOWN + "recommendation/r"]["kind"] == "inspection finding"


def test_nothing_gives_an_empty_network(make_graph: Make) -> None:
    graph = make_graph("").network(DAY)
    assert (len(graph), graph.graph) == (0, {"day": DAY, "lost": ()})


def test_new_names_change_nothing_else(make_graph: Make) -> None:
    before = make_graph(KINDS).network(DAY)
    moved = make_graph(KINDS).network(DAY)
    renamed = {iri: f"https://example.net/x/{number}" for number, iri in enumerate(sorted(moved, reverse=True))}
    after = nx.relabel_nodes(moved, renamed)
    assert {(e["kind"], renamed[s], renamed[t]) for s, t, e in before.edges(data=True)} == {
        (e["kind"], s, t) for s, t, e in after.edges(data=True)
    }
    # Written out in another order, the same facts give the same network.
    prefix, *facts = KINDS.strip().removesuffix(" .").split(" .\n")
    turned = make_graph(" .\n".join([prefix, *reversed(facts)]) + " .").network(DAY)
    assert edges_of(turned) == edges_of(before)
    assert {iri: turned.nodes[iri] for iri in turned} == {iri: before.nodes[iri] for iri in before}


# --- other backends, and size


BACKEND = """
import networkx as nx

class Interface:
    @staticmethod
    def convert_from_nx(graph, **kwargs):
        return graph
    @staticmethod
    def convert_to_nx(result, **kwargs):
        return result
    @staticmethod
    def can_run(name, args, kwargs):
        return name in ("betweenness_centrality", "biconnected_components", "immediate_dominators")
    should_run = can_run
    def __getattr__(self, name):
        if name not in ("betweenness_centrality", "biconnected_components", "immediate_dominators"):
            raise AttributeError(name)
        def run(*args, **kwargs):
            print("backend:", name)
            return getattr(nx, name).orig_func(*args, **kwargs)
        return run

interface = Interface()
"""
SCRIPT = """
from oversight_graph.graph import OversightGraph
for row in OversightGraph.load().measures():
    print(row.name, row.span, row.reach, row.parts, row.dominates, row.betweenness)
"""


def test_the_settings_of_networkx_choose_its_backend(tmp_path: Path) -> None:
    (tmp_path / "told_backend.py").write_text(BACKEND, encoding="utf-8")
    package = tmp_path / "told_backend-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: told-backend\nVersion: 1.0\n", encoding="utf-8")
    (package / "entry_points.txt").write_text("[networkx.backends]\ntold = told_backend:interface\n", encoding="utf-8")
    root = Path(__file__).resolve().parents[2] / "graph"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(tmp_path)])}

    def run(**settings: str) -> list[str]:
        command = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(command, env={**environment, **settings}, check=True, capture_output=True, text=True)
        return done.stdout.splitlines()

    plain, dispatched = run(), run(NETWORKX_BACKEND_PRIORITY="told")
    asked = {line for line in dispatched if line.startswith("backend:")}
    assert asked == {
        f"backend: {name}" for name in ("betweenness_centrality", "biconnected_components", "immediate_dominators")
    }
    assert [line for line in dispatched if not line.startswith("backend:")] == plain


class Rows:
    """A store that knows only the rows of the network, so that projecting alone is measured."""

    def __init__(self, count: int) -> None:
        self.edge_rows: list[Row] = [
            (
                "oversees",
                f"body/{n % 1000}",
                f"activity/{n}",
                f"node/{n}",
                None,
                None,
                None,
                None,
                "true",
                None,
                f"paper#line={n},{n + 1}",
            )
            for n in range(count)
        ]
        self.things: list[Row] = [
            (f"activity/{n}", "https://w3id.org/oversight-graph/ns#Activity", "activity", None, "row", str(n), None)
            for n in range(count)
        ]
        # A plan of a later date: rows to leave out, as many as one in ten.
        self.plans: list[Row] = [(f"activity/{n}", "plan") for n in range(0, count, 10)]

    def select(self, query: str, where: str = "query") -> Table:
        answers: dict[str, list[Row]] = {
            "network_edges": self.edge_rows,
            "network_nodes": self.things,
            "row_parents": self.plans,
            "plan_editions": [("plan", "Plan", "2030-01-01", None, None)],
        }
        columns = "row parent" if where == "row_parents" else ""
        return Table(tuple(columns.split()), answers.get(where, []))


def test_a_hundred_thousand_edges_take_steps_in_proportion(calls: Calls) -> None:
    # Steps in C within one call do not show here; benchmarks/network.py measures those.
    assert network(Rows(100_000), DAY).number_of_edges() == 90_000
    few, many = Rows(5_000), Rows(20_000)
    # Four times the edges, four times the calls, give or take one in ten for sorting and growing.
    assert calls(lambda: network(many, DAY)) <= 4.4 * calls(lambda: network(few, DAY))


def test_the_generated_country_is_what_it_says(benchmark: ModuleType) -> None:
    nodes, ties = benchmark.generated(2_000)
    assert (nodes, ties) == benchmark.generated(2_000)
    graph = benchmark.as_graph(nodes, ties)
    assert graph.number_of_edges() == len(ties) == 2_000
    assert {edge["kind"] for _, _, edge in graph.edges(data=True)} == set(EDGE_KINDS)
    # The store holds the same links, told in RDF; posts and routines that only the register names are left out.
    projected = network(benchmark.as_store(nodes, ties), benchmark.DAY)
    found = {(edge["kind"], source, target) for source, target, edge in projected.edges(data=True)}
    assert found <= set(map(tuple, ties))
    assert {tie[0] for tie in set(map(tuple, ties)) - found} <= {"post in", "runs"}


# --- the shipped data


def test_west_mercia_at_the_panel_of_november_2018(graph: OversightGraph) -> None:
    found = graph.network("2018-11-27")
    # Ended by then, as the papers say: the Athena CIMM (August 2018), the ethics committee (July 2018).
    ended = {f"{WEST_MERCIA}body/{name}" for name in ("athena-cimm", "trust-integrity-and-ethics-committee")}
    assert not ended & set(found)
    assert ended <= {edge.source for edge, _ in found.graph["lost"]}
    kinds = [node["kind"] for _, node in found.nodes(data=True)]
    # The delivery plan of that pack has 52 rows that are commitments.
    assert (kinds.count("commitment"), kinds.count("panel"), kinds.count("public")) == (52, 1, 1)
    assert "other" not in kinds
    chair = found.edges[
        f"{WEST_MERCIA}post/deputy-chief-constable", f"{WEST_MERCIA}body/service-improvement-board", "chairs"
    ]
    assert chair["evidence"] == (f"{WEST_MERCIA}paper/2018-11-27-panel-pack#line=178,179",)


def test_west_mercia_before_any_plan(graph: OversightGraph) -> None:
    # The notes of 30 November 2017 know the Athena CIMM, and neither the plan nor the panel's pack.
    found = graph.network("2017-11-30")
    kinds = {node["kind"] for _, node in found.nodes(data=True)}
    assert not kinds & {"commitment", "activity", "panel", "public"}
    assert ("oversees", "body/athena-cimm", "programme/athena") in {
        (e["kind"], s.removeprefix(WEST_MERCIA), t.removeprefix(WEST_MERCIA)) for s, t, e in found.edges(data=True)
    }
    cited = {e.partition("#")[0] for _, _, edge in found.edges(data=True) for e in edge["evidence"]}
    assert cited <= {f"{WEST_MERCIA}paper/{day}-assurance-meeting" for day in ("2017-08-22", "2017-11-30")}


def test_every_edge_of_the_shipped_data_joins_things_with_names(graph: OversightGraph) -> None:
    found = graph.network(ended=True)
    assert found.number_of_edges() > 800
    assert [iri for iri, node in found.nodes(data=True) if node["label"] == iri or node["kind"] == "other"] == []
    assert len(edges(graph.store, graph.day(), ended=True)) >= found.number_of_edges()


def test_since_is_a_beginning_that_a_paper_gives(make_graph: Make) -> None:
    # A board that, as is printed, oversees the quay since January 2022, and one only seen to do so on the paper's day.
    town = make_graph(
        """
        paper:p a ovs:SourceDocument ; dcterms:date "2023-04-01"^^xsd:date .
        body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en .
        body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .
        programme:q a ovs:Programme ; skos:prefLabel "Quay"@en ; ovs:oversight
            [ a ovs:Oversight ; ovs:by body:a ; schema:startDate "2022-01-31"^^xsd:date ; ovs:edtf "2022-01" ] ,
            [ a ovs:Oversight ; ovs:by body:b ; schema:startDate "2023-04-01"^^xsd:date ] .
        """.replace("programme:q", "<https://example.org/town/programme/q>")
    )
    said = [row.meaning.partition(".")[0] for row in town.oversees("Quay", "2023-04-01", by=True)]
    assert said == ["A Board oversees Quay, since 2022-01", "B Board oversees Quay"]
    begun = {data["begins"] for *_, data in town.network("2023-04-01").edges(data=True)}
    assert begun == {"2022-01", ""}
