"""What the tests share: the shipped graph, the papers, and graphs made of a few lines of Turtle."""

import importlib.util
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from types import FrameType, ModuleType
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, settings

# No snapshot of an earlier run may answer for the code under test.
os.environ["OVERSIGHT_CACHE"] = "off"

from oversight_graph.graph import OversightGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long a machine takes is no property of the code; fixtures that examples share are not changed by them.
settings.register_profile(
    "steady", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("steady")

# These are programs of their own.
collect_ignore = [
    f"hostile/{name}"
    for name in ("battery.py", "case.py", "drawn.py", "injected.py", "mutants.py", "seeds.py", "kinds")
]

# Makes a graph of Turtle: the fixture `make_graph`, of which some modules make others.
Make = Callable[..., OversightGraph]
# Draws a network: the fixture `draw`. Counts the calls that one makes: the fixture `calls`.
Draw = Callable[..., "nx.MultiDiGraph[str]"]
Calls = Callable[[Callable[[], object]], int]
ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "data" / "starter"
SOURCES = ROOT.parent / "shared" / "sources"
CHROMIUM = Path(os.environ.get("OVERSIGHT_CHROMIUM", "/usr/bin/chromium"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

PREFIXES = """
@base <https://example.org/town/paper/plan> .
@prefix action: <https://example.org/town/action/> .
@prefix action-state: <https://w3id.org/oversight-graph/concept/action-state/> .
@prefix activity: <https://example.org/town/activity/> .
@prefix body: <https://example.org/town/body/> .
@prefix certainty: <https://w3id.org/oversight-graph/concept/certainty/> .
@prefix column: <https://w3id.org/oversight-graph/concept/column/> .
@prefix commitment: <https://example.org/town/commitment/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix frequency: <https://w3id.org/oversight-graph/concept/frequency/> .
@prefix item: <https://example.org/town/item/> .
@prefix kind: <https://w3id.org/oversight-graph/concept/kind/> .
@prefix law: <https://w3id.org/oversight-graph/law/police-england-wales#> .
@prefix mechanism: <https://example.org/town/mechanism/> .
@prefix meeting: <https://example.org/town/meeting/> .
@prefix meeting-type: <https://w3id.org/oversight-graph/concept/meeting-type/> .
@prefix mode: <https://w3id.org/oversight-graph/concept/mode/> .
@prefix objective: <https://example.org/town/objective/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix organization: <https://example.org/town/organization/> .
@prefix outcome: <https://w3id.org/oversight-graph/concept/outcome/> .
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix paper: <https://example.org/town/paper/> .
@prefix part: <https://w3id.org/oversight-graph/concept/part/> .
@prefix person: <https://example.org/town/person/> .
@prefix plan: <https://example.org/town/plan/> .
@prefix post: <https://example.org/town/post/> .
@prefix presence: <https://w3id.org/oversight-graph/concept/presence/> .
@prefix progress: <https://w3id.org/oversight-graph/concept/progress/> .
@prefix publication: <https://w3id.org/oversight-graph/concept/publication/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix role: <https://w3id.org/oversight-graph/concept/role/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/oversight-graph/concept/state/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="session")
def graph() -> OversightGraph:
    """Return the shipped graph; tests only read it."""
    return OversightGraph.load()


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for snapshots that this run makes itself."""
    return tmp_path_factory.mktemp("snapshots")


@pytest.fixture
def kept(snapshots: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands keep the graph that they load: for tests that ask many of the same data."""
    monkeypatch.setenv("OVERSIGHT_CACHE", str(snapshots))


@pytest.fixture(scope="session")
def sources() -> Path:
    """Return the folder of the five papers, or skip the test where they are not at hand."""
    if not SOURCES.is_dir():
        pytest.skip("the papers are not at hand")
    return SOURCES


@pytest.fixture
def make_graph(tmp_path: Path) -> Make:
    """Return a function that makes a graph of Turtle; the prefixes of `PREFIXES` are declared."""

    def make(turtle: str, *, validate: bool = False) -> OversightGraph:
        path = tmp_path / "town" / "plan.ttl"
        path.parent.mkdir(exist_ok=True)
        # A file without a statement is refused: one that says nothing of anything in the register stands for it.
        path.write_text(PREFIXES + (turtle or '<> rdfs:label "nothing"@en .'), encoding="utf-8")
        return OversightGraph.load(path, validate=validate)

    return make


def draw_network(
    nodes: Mapping[str, str],
    *edges: tuple[Any, ...],
    dead: Collection[str] = (),
    holders: Mapping[str, str] | None = None,
) -> "nx.MultiDiGraph[str]":
    """Make a network as `network.projection.network` would: nodes with their kinds, then source, kind, target.

    A fourth part of an edge sets attributes; edge n is cited as ``p#n``. Bodies meet unless they are dead.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(day="2020-01-01", lost=())
    for iri, kind in nodes.items():
        is_body = kind in ("body", "panel", "inspectorate")
        ref = iri if kind in ("commitment", "activity") else None
        status = ("not meeting" if iri in dead else "active") if is_body else "not shown"
        graph.add_node(
            iri,
            kind=kind,
            label=iri if ref is None else "row",
            ref=ref,
            holder=(holders or {}).get(iri),
            holder_iri=tuple(filter(None, [(holders or {}).get(iri)])),
            status=status,
            shown=status,
            live=is_body and iri not in dead,
        )
    attributes = {"since": None, "until": None, "stated": True, "in_cell": True, "certainty": "certain"}
    for number, (source, kind, target, *more) in enumerate(edges, start=1):
        data = {"kind": kind, **attributes, "evidence": (f"p#{number}",), **(more[0] if more else {})}
        graph.add_edge(source, target, key=f"{kind} {data['since'] or ''}".strip(), **data)
    return graph


@pytest.fixture(scope="session")
def draw() -> Draw:
    """Return `draw_network`."""
    return draw_network


def missing() -> str | None:
    """Say what a browser test lacks here."""
    if find_spec("playwright") is None or find_spec("axe_playwright_python") is None:
        return "Playwright is not installed: pip install 'oversight-graph[dev]'"
    return None if CHROMIUM.exists() else f"there is no Chromium at {CHROMIUM} (OVERSIGHT_CHROMIUM names another)"


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Return Chromium; skip where there is none, but not in CI."""
    lack = missing()
    if lack and os.environ.get("CI") == "true":
        pytest.fail(f"CI must run the browser tests, but {lack}")
    if lack:
        pytest.skip(lack)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def benchmark() -> ModuleType:
    """Return `benchmarks/network.py`, which makes graphs the size of a country."""
    spec = importlib.util.spec_from_file_location("benchmark_network", ROOT / "benchmarks" / "network.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def calls() -> Calls:
    """Return a function that counts how many functions a call calls, those written in C among them."""

    def counted(what: Callable[[], object]) -> int:
        count = 0

        def note(_: FrameType, event: str, __: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            what()
        finally:
            sys.setprofile(None)
        return count

    return counted
