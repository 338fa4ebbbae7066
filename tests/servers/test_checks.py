"""Real servers say of made-up data what this process says of it: checks, shapes, and who acted in a post."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.servers.conftest import put
from tests.servers.servers import Server, oxigraph, virtuoso

from oversight_graph.check.shacl import results
from oversight_graph.check.shapes import shipped_shapes
from oversight_graph.check.stated import Stated
from oversight_graph.graph import OversightGraph

ROOT = Path(__file__).parents[2]
DAY = "2025-03-04"
DAYS = ROOT / "ontology" / "examples" / "DateIsADay-invalid.ttl"
# Ann was the clerk on a day, and acted as the clerk at a time that nobody says; Bob acted as the treasurer on that day.
HOLDERS = """
@prefix holding: <https://w3id.org/oversight-graph/concept/holding/> .
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/acting/> .
<post/clerk> a <http://www.w3.org/ns/org#Post> ; skos:prefLabel "Clerk of Exampleton"@en .
<post/treasurer> a <http://www.w3.org/ns/org#Post> ; skos:prefLabel "Treasurer of Exampleton"@en .
<person/ann> skos:prefLabel "Ann" ; ovs:tenure <acting>, <seen> .
<acting> ovs:post <post/clerk> ; ovs:heldAs holding:acting .
<seen> ovs:post <post/clerk> ; ovs:seenOn "2021-01-15"^^xsd:date .
<person/bob> skos:prefLabel "Bob" ; ovs:tenure <bobs> .
<bobs> ovs:post <post/treasurer> ; ovs:heldAs holding:acting ; ovs:seenOn "2021-01-15"^^xsd:date .
"""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> OversightGraph:
    """Return the starter set with every example that breaks a shape, each with things of its own."""
    # The 30th of February is a day to Virtuoso; check tells it all the same, from the statement itself.
    examples = sorted({*(ROOT / "ontology" / "examples").glob("*-invalid.ttl")} - {DAYS})
    assert len(examples) > 150
    folder = tmp_path_factory.mktemp("faulty")
    for example in examples:
        own = f"https://example.org/{example.stem.lower()}/"
        (folder / example.name).write_text(example.read_text("utf-8").replace("https://example.org/", own), "utf-8")
    (folder / "holders.ttl").write_text(HOLDERS, "utf-8")
    return OversightGraph.load(ROOT / "data" / "starter", folder, validate=False)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, faulty: OversightGraph
) -> Iterator[Server]:
    """Return a server that holds the faulty data."""
    folder = tmp_path_factory.mktemp(request.param)
    with virtuoso(folder) if request.param == "virtuoso" else oxigraph(folder, union=False) as found:
        put(faulty, found)
        yield found


def test_what_breaks_a_shape_is_found_at_the_server(server: Server, faulty: OversightGraph) -> None:
    here, there = Stated(faulty.store), Stated(OversightGraph.load(endpoint=server.query).store)
    assert DAYS.exists()
    found, expected = ({*results(stated, shipped_shapes())} for stated in (there, here))
    assert len({result.shape for result in expected}) > 150
    assert found == expected


def test_check_says_of_a_server_what_it_says_of_the_files(server: Server, faulty: OversightGraph) -> None:
    remote = OversightGraph.load(endpoint=server.query)
    said = [
        sorted((each.severity, each.check, each.entity, each.message) for each in graph.check(DAY))
        for graph in (faulty, remote)
    ]
    assert len(said[0]) > 300
    assert said[1] == said[0]


def test_nobody_acts_on_a_day_of_which_no_paper_says_so(server: Server, faulty: OversightGraph) -> None:
    # A server may take what is not known for equal to anything: it let Ann act as clerk on the day that she was seen.
    for graph in (faulty, OversightGraph.load(endpoint=server.query)):
        rows = graph.query("post-holders-at-a-date", asOf="2021-02-10").rows
        found = {(row[0], row[1], row[2], row[3]) for row in rows if str(row[0]).endswith("of Exampleton")}
        assert found == {
            ("Clerk of Exampleton", "Ann", None, "2021-01-15"),
            ("Treasurer of Exampleton", "Bob", "acting", "2021-01-15"),
        }
