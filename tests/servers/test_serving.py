"""Pages of a graph that a SPARQL server or a store holds: the same as of the files, or a sentence that says why not."""

import json
import socket
from pathlib import Path

import pytest
from tests.serve.conftest import Served
from tests.serve.test_running import refused
from tests.servers.servers import Server, oxigraph

from oversight_graph.graph import OversightGraph
from oversight_graph.output.tables import records

LISTS = ("coverage", "gaps", "bodies", "people", "actions", "practice", "follow-up", "timeline")


@pytest.mark.parametrize("server", ["no-union", "virtuoso"], indirect=True, scope="session")
def test_pages_of_a_server_show_what_those_of_the_files_do(
    server: Server, graph: OversightGraph, snapshots: Path
) -> None:
    found = Served(snapshots, "--endpoint", server.query)
    for name in LISTS:
        rows = json.loads(json.dumps(records(graph.answer(name)), default=list))
        assert rows
        assert found.get(f"/list/{name}.json").json() == rows, name
    for path in (
        "/",
        "/list/coverage",
        "/commitment/3.2.html",
        "/ask/papers-loaded",
        "/map",
        "/map.html",
        "/papers.html",
    ):
        assert found.get(path).status_code == 200, path
    # Queries of users are for the server itself, which has limits of its own.
    asked = found.get("/sparql", params={"query": "ASK {}"})
    assert (asked.status_code, "ask that one" in asked.text) == (501, True)
    assert found.stop() == 0
    assert not [line for line in found.log if "Traceback" in line]


def test_what_holds_nothing_is_told(tmp_path: Path) -> None:
    assert "there is no store" in refused("--store", str(tmp_path / "nowhere"), "--port", "0")
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "empty").mkdir()
    assert "not a store" in refused("--store", str(tmp_path / "empty"), "--port", "0")
    with oxigraph(tmp_path / "server", union=False) as server:
        said = refused("--endpoint", server.query, "--port", "0")
        assert "the server holds nothing" in said
        assert "oversight push" in said


def test_a_server_that_does_not_answer_is_given_up_after_the_time_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        said = refused("--endpoint", address, "--timeout", "1", "--port", "0")
    assert f"{address}: no answer from the server: timed out after 1 seconds" in said
