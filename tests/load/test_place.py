"""A graph of many places that is asked for one place says what the files of that place alone say."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.conftest import STARTER
from tests.servers.servers import oxigraph

from oversight_graph.cli import main
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.registry.answers import answers
from oversight_graph.serve.opening import opened
from oversight_graph.serve.settings import Settings
from oversight_graph.store.disk import fill
from oversight_graph.store.push import Push
from oversight_graph.store.store import EmbeddedStore, RemoteStore, Table

# Registers that cite no paper: of one both councils speak, of the other only the second.
SHARED = {"Northmere": ("Rivers",), "Southmere": ("Rivers", "Roads")}
BODY = "https://example.org/joint/body/"
JOINT = """@prefix org: <http://www.w3.org/ns/org#> . @prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kind: <https://w3id.org/oversight-graph/concept/kind/> .
<{body}{name}> a ovs:OversightBody ; skos:prefLabel "{name}"@en ; org:classification kind:committee .
"""


def write(folder: Path, *councils: str) -> Path:
    """Write the files of councils whose bodies have the same names, and the registers that they share."""
    for council in councils:
        own = folder / council
        own.mkdir(parents=True)
        for file in STARTER.glob("*.ttl"):
            text = file.read_text().replace("exampleshire", council.lower()).replace("Exampleshire", council)
            if file.name == "register.ttl":
                text += "".join(f"<{BODY}{name}> org:linkedTo organization:council .\n" for name in SHARED[council])
            (own / file.name).write_text(text)
        for name in SHARED[council]:
            (folder / f"{name}.ttl").write_text(JOINT.format(name=name, body=BODY))
    return folder


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of two councils."""
    return write(tmp_path_factory.mktemp("both") / "places", *SHARED)


def everything(graph: OversightGraph) -> dict[str, object]:
    """Return the rows of every answer that needs no more than a date, what is at fault, and each statement."""
    plain = [each for each in answers() if each.function and not any(option.needed for option in each.options)]
    assert plain
    said: dict[str, object] = {each.name: [asdict(row) for row in graph.answer(each.name)] for each in plain}
    errors = [(each.severity, each.check, each.entity, each.message) for each in graph.check()]
    return said | {"faults": errors, "statements": sorted(map(str, graph.embedded.quads))}


@pytest.mark.parametrize("council", [*SHARED])
def test_one_place_of_many_answers_as_its_files_alone(places: Path, tmp_path: Path, council: str) -> None:
    alone = everything(OversightGraph.load(write(tmp_path / "places", council)))
    both = OversightGraph.load(places)
    assert everything(both.of_place(f"{council} Council")) == alone
    kept = tmp_path / "store"
    OversightGraph.load(places, store=kept)
    assert everything(OversightGraph.load(store=kept, place=council)) == alone
    with oxigraph(tmp_path, union=False) as server:
        Push(both.embedded, RemoteStore(server.query), server.update).run()
        remote = OversightGraph.load(
            endpoint=server.query, place=f"https://example.org/{council.lower()}/organization/council"
        )
        assert everything(remote) == alone


Said = tuple[int | str | None, str, str]


@pytest.fixture
def say(places: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Return a function that runs a command on both councils, and gives its exit code, output and messages."""

    def run(place: str, *command: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["oversight", *command, "--data", str(places), "--place", place])
        code: int | str | None = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Westmere", "no loaded paper was published by 'Westmere' (places: Northmere Council, Southmere Council)"),
        (
            "council",
            "several places are called 'council' (name one by its IRI: Northmere Council <https://example.org/n",
        ),
        (" ", "--place is empty"),
    ],
)
def test_a_place_that_is_none_or_several_is_told_in_a_sentence(say: Callable[..., Said], place: str, said: str) -> None:
    code, out, err = say(place, "bodies")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {said}")


@pytest.mark.parametrize("command", ["bodies -f csv", "export nquads", "query papers-loaded -f csv", "explain SSB"])
def test_commands_keep_to_the_place(say: Callable[..., Said], command: str) -> None:
    code, out, _ = say("northmere", *command.split())
    assert code == 0
    assert "northmere" in out.lower()
    assert "southmere" not in out.lower()


@pytest.mark.parametrize("command", ["map", "report"])
def test_map_and_report_keep_to_the_place(say: Callable[..., Said], tmp_path: Path, command: str) -> None:
    target = tmp_path / f"{command}{'.html' if command == 'map' else ''}"
    assert say("Northmere", command, "--output", str(target))[0] == 0
    text = b"".join(file.read_bytes() for file in [target, *target.rglob("*")] if file.is_file()).lower()
    assert b"northmere" in text
    assert b"southmere" not in text


def test_pages_of_a_store_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no-store: there is no store \(any other command with --store fills it"):
        opened(Settings(store=str(tmp_path / "no-store")))
    assert not (tmp_path / "no-store").exists()


def test_pages_keep_to_the_place(places: Path) -> None:
    graph = opened(Settings(data=(str(places),), place="Northmere"))
    assert {row[3] for row in graph.query("papers-loaded")} == {"Northmere Council"}


def test_a_place_is_asked_for_without_reading_what_others_cite(
    places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OversightGraph.load(places, store=tmp_path / "store")
    whole, asked = OversightGraph.load(store=tmp_path / "store"), []
    answer = EmbeddedStore.select

    def select(store: EmbeddedStore, query: str, where: str = "query") -> Table:
        asked.append(query)
        return answer(store, query, where)

    monkeypatch.setattr(EmbeddedStore, "select", select)
    part = whole.of_place("Northmere")
    of_the_whole = [query for query in asked if "evidence" in query]
    assert len(asked) >= 3
    assert of_the_whole == []
    # Nor are the papers of all places read, or which graph rests on which of them.
    of_papers = [query for query in asked if "SourceDocument" in query or ("/terms/" in query and "GRAPH" in query)]
    assert len(of_papers) >= 2
    assert all("VALUES ?place { <" in query or "VALUES ?of { <" in query for query in of_papers)
    assert part.place == "Northmere Council"


def test_a_store_that_does_not_say_what_rests_on_which_paper_is_told(places: Path, tmp_path: Path) -> None:
    """One filled by an earlier version: nothing would be found of any place."""
    quads = OversightGraph.load(places).embedded.quads
    fill(tmp_path / "old", (quad for quad in quads if not quad.predicate.value.endswith("/terms/references")))
    with pytest.raises(UsageError, match="does not say which file rests on which paper"):
        OversightGraph.load(store=tmp_path / "old", place="Northmere")
