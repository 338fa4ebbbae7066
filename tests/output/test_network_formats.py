"""Files for other tools: each opens where it should, and holds all that the projection or the data holds.

What must be in a file is what `network.projection.network` and SPARQL give, asked here apart from the writers. GraphML
and GEXF are read by NetworkX, DOT by Graphviz where it is installed. The rules for Popolo are those of its published
specification: which fields a class has, what is a date, what is a list, that an id leads to something.
"""

import io
import json
import re
import shutil
import subprocess
from collections import Counter
from typing import Any

import networkx as nx
import pytest
from tests.conftest import Make

from oversight_graph.graph import OversightGraph
from oversight_graph.network.projection import name_of
from oversight_graph.output.network_formats import NETWORK_FORMATS, to_network_format
from oversight_graph.output.popolo import to_popolo

FORMS = sorted(NETWORK_FORMATS)
Network = "nx.MultiDiGraph[str]"
# Signs that end a string, a tag or a line somewhere, and some that XML forbids.
HOSTILE = '"; ]] \\ <b>&amp; {%%} | # \x00\x07\ufffe end'
TOWN = """
body:board a ovs:OversightBody ; skos:prefLabel "LABEL" ; ovs:evidence <#line=1,2> ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2020-01-01"^^xsd:date ;
        ovs:evidence <#line=2,3> ] .
paper:plan a ovs:SourceDocument ; dcterms:title "Plan" ; dcterms:date "2020-05-01"^^xsd:date .
commitment:1.1 a ovs:Commitment ; skos:notation "1.1" ; rdfs:label "LABEL" ; ovs:oversightCell ovs:Body ;
    ovs:evidence <#line=3,4> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:evidence <#line=4,5> , <#line=5,6> ] .
"""


def as_written(value: object) -> str | bool:
    """Return an attribute as the formats write it: several values are parted by semicolons."""
    if isinstance(value, bool):
        return value
    return "; ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)


def nodes_of(graph: "nx.MultiDiGraph[str]") -> dict[str, dict[str, str | bool]]:
    # What is no body is neither live nor not: it lacks the attribute.
    return {
        iri: {key: as_written(value) for key, value in data.items() if key != "live" or value is not None}
        | {"name": name_of(graph, iri)}
        for iri, data in graph.nodes(data=True)
    }


def edges_of(graph: "nx.MultiDiGraph[str]") -> "Counter[tuple[str, str, frozenset[tuple[str, str | bool]]]]":
    return Counter(
        (source, target, frozenset((key, as_written(value)) for key, value in data.items()))
        for source, target, data in graph.edges(data=True)
    )


@pytest.fixture(scope="module")
def network(graph: OversightGraph) -> "nx.MultiDiGraph[str]":
    found = graph.network()
    assert len(found) > 300
    assert found.number_of_edges() > 500
    return found


@pytest.fixture
def hostile(make_graph: Make) -> OversightGraph:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"').replace("\x00", "\\u0000").replace("\x07", "\\u0007")
    return make_graph(TOWN.replace("LABEL", quoted.replace("\ufffe", "\\uFFFE")))


def test_graphml_holds_the_whole_projection(network: "nx.MultiDiGraph[str]") -> None:
    read = nx.parse_graphml(to_network_format(network, "graphml").decode(), force_multigraph=True)
    assert read.is_directed()
    assert {iri: dict(data) for iri, data in read.nodes(data=True)} == nodes_of(network)
    found = Counter((s, t, frozenset(data.items())) for s, t, data in read.edges(data=True))
    assert found == edges_of(network)
    assert read.graph["day"] == network.graph["day"]
    assert int(read.graph["left_out"]) == len(network.graph["lost"])


def test_gexf_holds_the_whole_projection(network: "nx.MultiDiGraph[str]") -> None:
    # GEXF has a label of its own, under which the name is; the attribute of that name is in it too.
    content = to_network_format(network, "gexf")
    read = nx.read_gexf(io.BytesIO(content))
    expected = nodes_of(network)
    assert set(read) == set(expected)
    for iri, data in read.nodes(data=True):
        assert data["label"] == expected[iri]["name"]
        assert {key: data[key] for key in data if key != "label"} == {
            key: value for key, value in expected[iri].items() if key != "label"
        }
    found = Counter(
        (s, t, frozenset((key, value) for key, value in data.items() if key not in ("id", "label")))
        for s, t, data in read.edges(data=True)
    )
    assert found == edges_of(network)
    assert b"lastmodifieddate" not in content


def test_cytoscape_holds_the_whole_projection(network: "nx.MultiDiGraph[str]") -> None:
    document = json.loads(to_network_format(network, "cytoscape"))
    nodes = [each["data"] for each in document["elements"]["nodes"]]
    edges = [each["data"] for each in document["elements"]["edges"]]
    assert {each.pop("id"): each for each in nodes} == nodes_of(network)
    ids = [each.pop("id") for each in edges]
    assert len(set(ids)) == len(ids) == network.number_of_edges()
    found = Counter((each.pop("source"), each.pop("target"), frozenset(each.items())) for each in edges)
    assert found == edges_of(network)


def in_mermaid(text: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


def test_mermaid_holds_the_whole_projection(network: "nx.MultiDiGraph[str]") -> None:
    lines = to_network_format(network, "mermaid").decode().splitlines()
    assert "flowchart LR" in lines
    names = {match[1]: in_mermaid(match[2]) for line in lines if (match := re.fullmatch(r'  (n\d+)\["(.*)"\]', line))}
    iris = {
        match[1]: (in_mermaid(match[2]), match[3])
        for line in lines
        if (match := re.fullmatch(r"  %% (n\d+): id (\S+); (.*)", line))
    }
    expected = nodes_of(network)
    assert {iris[key][0]: name for key, name in names.items()} == {iri: data["name"] for iri, data in expected.items()}
    for iri, rest in iris.values():
        for key, value in expected[iri].items():
            shown = str(value).lower() if isinstance(value, bool) else value
            assert not shown or f"{key} {shown}" in in_mermaid(rest), (iri, key)
    arrows = [
        (iris[match[1]][0], iris[match[4]][0], match[2] == "-->", in_mermaid(match[3]))
        for line in lines
        if (match := re.fullmatch(r'  (n\d+) (-->|-\.->)\|"(.*)"\| (n\d+)', line))
    ]
    assert Counter(arrows) == Counter(
        (source, target, data["stated"], f"{data['kind']} {data['since'] or ''}".strip())
        for source, target, data in network.edges(data=True)
    )
    evidence = [line for line in lines if "; evidence " in line]
    assert len(evidence) == sum(bool(data["evidence"]) for *_, data in network.edges(data=True))


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_reads_what_we_write(network: "nx.MultiDiGraph[str]", hostile: OversightGraph) -> None:
    # Graphviz writes what it has read as JSON of its own.
    for graph in (network, hostile.network()):
        dot = to_network_format(graph, "dot")
        run = subprocess.run(["dot", "-Kosage", "-Tdot_json"], input=dot, capture_output=True, check=True)
        assert run.stderr == b""
        read = json.loads(run.stdout)
        assert {each["name"] for each in read["objects"]} == set(graph)
        ids = {each["_gvid"]: each["name"] for each in read["objects"]}
        assert Counter((ids[e["tail"]], ids[e["head"]], e["kind"], e.get("evidence", "")) for e in read["edges"]) == (
            Counter((s, t, data["kind"], as_written(data["evidence"])) for s, t, data in graph.edges(data=True))
        )


def test_dot_holds_every_attribute(network: "nx.MultiDiGraph[str]") -> None:
    lines = to_network_format(network, "dot").decode().splitlines()
    values = nodes_of(network)
    edges = [line for line in lines if re.match(r'  "[^"]*" -> "', line)]
    nodes = {match[1]: line for line in lines if (match := re.match(r'  "([^"]*)" \[', line))}
    assert set(nodes) == set(values)
    assert len(edges) == network.number_of_edges()
    for iri, data in values.items():
        for key, value in data.items():
            shown = str(value).lower() if isinstance(value, bool) else value.replace("\\", "\\\\").replace('"', '\\"')
            written = {"label": "title", "name": "label"}.get(key, key)
            assert value == "" or f'{written}="{shown}"' in nodes[iri], (iri, key)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_labels_stay_text(hostile: OversightGraph, form: str) -> None:
    graph = hostile.network()
    text = to_network_format(graph, form).decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text), "no sign that XML forbids"
    kept = '"; ]] \\ <b>&amp; {%%} | #  end'
    if form == "graphml":
        assert nx.parse_graphml(text).nodes["https://example.org/town/body/board"]["label"] == kept
    if form == "gexf":
        assert nx.read_gexf(io.BytesIO(text.encode())).nodes["https://example.org/town/body/board"]["label"] == kept
    if form == "cytoscape":
        assert kept in [each["data"]["label"] for each in json.loads(text)["elements"]["nodes"]]
    if form == "mermaid":
        # Every line is one that this writer makes: none that a label made.
        allowed = r'flowchart LR|  %% [^{}]*|  n\d+\["[^"{}<>]*"\]|  n\d+ (-->|-\.->)\|"[^"{}<>]*"\| n\d+'
        assert [line for line in text.splitlines() if not re.fullmatch(allowed, line)] == []


@pytest.mark.parametrize("form", FORMS)
def test_same_bytes_twice(graph: OversightGraph, form: str) -> None:
    # Two projections, of which the second was put together the other way round.
    first = graph.network()
    second: nx.MultiDiGraph[str] = nx.MultiDiGraph(**first.graph)
    second.add_nodes_from(reversed(list(first.nodes(data=True))))
    for source, target, key, data in reversed([*first.edges(keys=True, data=True)]):
        second.add_edge(source, target, key=key, **data)
    assert to_network_format(first, form) == to_network_format(second, form)


# Popolo

DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
FIELDS = {
    "persons": {"id", "name", "other_names", "sources"},
    "organizations": {
        "id", "name", "other_names", "classification", "abstract", "parent_id", "dissolution_date", "sources",
    },
    "posts": {"id", "label", "other_label", "organization_id"},
    "memberships": {
        "id", "label", "role", "member", "person_id", "organization_id", "post_id", "on_behalf_of_id", "start_date",
        "end_date", "sources",
    },
    "events": {
        "id", "name", "description", "start_date", "end_date", "location", "status", "organization_id", "attendees",
        "sources",
    },
}  # fmt: skip
LISTS = {"other_names", "other_label", "attendees", "sources"}
POINTS = {
    "person_id": "persons",
    "organization_id": "organizations",
    "parent_id": "organizations",
    "on_behalf_of_id": "organizations",
    "post_id": "posts",
}


def popolo(graph: OversightGraph, day: str | None = None) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(to_popolo(graph, graph.day(day)))
    return found


@pytest.fixture(scope="module")
def shipped(graph: OversightGraph) -> dict[str, list[dict[str, Any]]]:
    return popolo(graph)


def violations(document: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return where a document does not keep to the rules of Popolo."""
    ids = {name: {each["id"] for each in things} for name, things in document.items()}
    found = [f"{name} share an id" for name, things in document.items() if len(things) != len(ids[name])]
    for name, things in document.items():
        for each in things:
            found += [f"{each['id']}: {field} is no field of {name}" for field in each.keys() - FIELDS[name]]
            for field, value in each.items():
                if field.endswith("_date") and not DATE.fullmatch(value):
                    found.append(f"{each['id']}: {value!r} is no date")
                elif field in LISTS and not isinstance(value, list):
                    found.append(f"{each['id']}: {field} is no list")
                elif field not in LISTS and field != "member" and not isinstance(value, str):
                    found.append(f"{each['id']}: {field} is no text")
                elif field in POINTS and value not in ids[POINTS[field]]:
                    found.append(f"{each['id']}: {field} leads nowhere")
            for source in each.get("sources", ()):
                if not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", source["url"]) or set(source) - {"url", "note"}:
                    found.append(f"{each['id']}: a source is no link")
            for attendee in each.get("attendees", ()):
                if attendee["id"] not in ids["persons"]:
                    found.append(f"{each['id']}: an attendee leads nowhere")
            if "member" in each and each["member"]["id"] not in ids["organizations"]:
                found.append(f"{each['id']}: the member leads nowhere")
            found += [f"{each['id']}: a name without text" for n in each.get("other_names", ()) if not n.get("name")]
    return found


def test_popolo_keeps_to_its_rules(shipped: dict[str, list[dict[str, Any]]]) -> None:
    assert set(shipped) == set(FIELDS)
    assert violations(shipped) == []
    assert all(each["name"] for name in ("persons", "organizations", "events") for each in shipped[name])
    assert all(each["label"] for each in shipped["posts"])


def test_the_rules_are_rules(shipped: dict[str, list[dict[str, Any]]]) -> None:
    spoilt = json.loads(json.dumps(shipped))
    spoilt["memberships"][0] |= {"organization_id": "nowhere", "start_date": "2018-13-1", "colour": "red"}
    spoilt["events"][0]["sources"] = [{"url": "no link"}]
    assert len(violations(spoilt)) == 4


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("persons", "foaf:Person"),
        ("posts", "org:Post"),
        ("events", "ovs:Meeting"),
        ("memberships", "ovs:Seat, ovs:Tenure"),
        (
            "organizations",
            "ovs:OversightBody, org:FormalOrganization, org:OrganizationalUnit, org:Organization, ovs:Public",
        ),
    ],
)
def test_popolo_leaves_nothing_out(
    graph: OversightGraph, shipped: dict[str, list[dict[str, Any]]], name: str, cls: str
) -> None:
    rows = graph.store.select(
        f"""PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX ovs: <https://w3id.org/oversight-graph/ns#>
        SELECT DISTINCT ?thing WHERE {{ ?thing a ?class FILTER(?class IN ({cls})) }}"""
    ).rows
    assert len(rows) > 30
    assert {each["id"] for each in shipped[name]} == {row[0] for row in rows}


def test_popolo_cites_what_the_data_cites(graph: OversightGraph, shipped: dict[str, list[dict[str, Any]]]) -> None:
    rows = graph.store.select(
        """PREFIX ovs: <https://w3id.org/oversight-graph/ns#>
        SELECT DISTINCT ?node ?evidence WHERE {
          ?node a ?class ; ovs:evidence ?evidence FILTER(?class IN (ovs:Seat, ovs:Tenure)) }"""
    ).rows
    found = {(each["id"], source["url"]) for each in shipped["memberships"] for source in each["sources"]}
    assert found == {(node, evidence) for node, evidence in rows}
    assert len(found) > 100


def test_a_small_register_by_hand(make_graph: Make) -> None:
    graph = make_graph("""
paper:plan a ovs:SourceDocument ; dcterms:title "Plan" ; dcterms:date "2020-05-01"^^xsd:date .
organization:town a org:FormalOrganization ; skos:prefLabel "Town" .
organization:office a org:OrganizationalUnit ; skos:prefLabel "Office" ; org:unitOf organization:town .
post:mayor a org:Post ; skos:prefLabel "Mayor" ; skos:altLabel "First citizen" ; org:postIn organization:town .
person:ann a foaf:Person ; skos:prefLabel "Ann" ; ovs:tenure [ a ovs:Tenure ; ovs:post post:mayor ;
    schema:startDate "2019-05-01"^^xsd:date ; ovs:seenOn "2020-05-01"^^xsd:date ; ovs:evidence <#line=1,2> ] .
body:old a ovs:OversightBody ; skos:prefLabel "Old board" ; ovs:evidence <#line=2,3> ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2020-03-31"^^xsd:date ;
        ovs:dateAsStated "31 March" ; ovs:evidence <#line=3,4> ] ;
    ovs:seat [ a ovs:Seat ; org:member organization:office ; org:role role:member ;
        ovs:onBehalfOf post:mayor ; ovs:evidence <#line=4,5> ] .
meeting:m a ovs:Meeting ; rdfs:label "Meeting" ; schema:startDate "2020-01-31"^^xsd:date ; ovs:edtf "2020-01?" ;
    ovs:convenes body:old ; ovs:evidence <#line=5,6> ;
    ovs:participation [ a ovs:Participation ; ovs:person person:ann ; ovs:presence presence:attended ;
        ovs:capacityAsStated "(Mayor)" ; ovs:evidence <#line=6,7> ] .
""")
    found = popolo(graph)
    town = "https://example.org/town/"
    assert violations(found) == []
    assert found["persons"] == [{"id": f"{town}person/ann", "name": "Ann"}]
    assert found["posts"] == [
        {
            "id": f"{town}post/mayor",
            "label": "Mayor",
            "other_label": ["First citizen"],
            "organization_id": f"{town}organization/town",
        }
    ]
    organizations = {each["name"]: each for each in found["organizations"]}
    assert organizations["Old board"]["dissolution_date"] == "2020-03-31"
    assert organizations["Office"]["parent_id"] == organizations["Town"]["id"]
    (held,) = (each for each in found["memberships"] if "person_id" in each)
    assert held["start_date"] == "2019-05-01"
    assert held["sources"] == [{"url": f"{town}paper/plan#line=1,2", "note": "plan, line 2; seen on 2020-05-01"}]
    (sent,) = (each for each in found["memberships"] if "member" in each)
    assert sent["member"] == {"id": f"{town}organization/office", "name": "Office"}
    assert sent["on_behalf_of_id"] == f"{town}organization/town", "a post stands for its organisation"
    (event,) = found["events"]
    assert (event["start_date"], event["description"]) == ("2020-01", "Dated 2020-01?.")
    assert event["attendees"] == [{"id": f"{town}person/ann", "name": "Ann"}]
    # Before the body had ended, it has no date of its end.
    before = {each["name"]: each for each in popolo(graph, "2020-02-01")["organizations"]}
    assert "dissolution_date" not in before["Old board"]
