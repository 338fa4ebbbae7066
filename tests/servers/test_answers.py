"""Every command asked of real servers says what it says of the embedded store, whatever their default graph is."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.servers.servers import Server

from oversight_graph.ask import catalogue
from oversight_graph.check.checks import checks
from oversight_graph.cli import main
from oversight_graph.graph import OversightGraph
from oversight_graph.registry.answers import answers
from oversight_graph.store import views
from oversight_graph.store.store import RemoteStore
from oversight_graph.store.views import bind

ROOT = Path(__file__).parents[2]
ALL = ["no-union", "virtuoso"]
ASKED = [
    *([each.under or each.name, *([f"--{each.name}"] if each.under else [])] for each in answers() if each.alone),
    ["coverage", "--activities"],
    ["coverage", "--as-of", "2019-06-01"],
    ["bodies", "--all"],
    ["people", "--all"],
    ["actions", "--owner", "DCC"],
    ["explain", "AGG"],
    ["explain", "3.2"],
    ["query", "commitments-of-a-body", "-p", "body=AGG"],
    ["query", "commitments-of-a-body", "-p", "body=3.2"],
    ["query", "commitments-of-a-body", "-p", "body=https://example.org/nothing"],
    ["oversees", "AGG"],
    ["chain", "3.2"],
    ["whatif", "--remove", "AGG"],
    ["diff", "--from", "2018-01-01"],
    ["check"],
]
Said = tuple[int | str | None, str, str]
Say = Callable[..., Said]


@pytest.fixture
def say(kept: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Return a function that runs a command and returns its exit code, output and messages."""

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code, *capsys.readouterr()

    return run


@pytest.fixture(scope="session")
def embedded() -> dict[tuple[str, ...], Said]:
    """Return what was said of the embedded store so far."""
    return {}


@pytest.mark.parametrize("server", ALL, indirect=True, scope="session")
@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_a_command_says_the_same(
    arguments: list[str], server: Server, say: Say, embedded: dict[tuple[str, ...], Said]
) -> None:
    key = (*arguments, "--format", "json")
    if key not in embedded:
        embedded[key] = say(*key)
    code, out, err = say(*key, "--endpoint", server.query)
    here = embedded[key]
    if code == 2:  # a body is asked for, and a commitment given, or nothing that is there
        assert (code, out, err) == here
        assert "is a commitment; commitments-of-a-body asks for a body" in err or "nothing is called" in err
        return
    rows, expected = json.loads(out), json.loads(here[1])
    if arguments == ["check"]:  # in which line something stands can be said only with the files at hand
        rows, expected = ([{**row, "where": ""} for row in each] for each in (rows, expected))
        rows, expected = (sorted(each, key=str) for each in (rows, expected))
    assert (code, rows) == (here[0], expected)
    assert err == here[2]
    # No row of the shipped plan has a last day, and no meeting in the papers decided anything.
    assert rows or {"--overdue", "decisions"} & {*arguments}


@pytest.mark.parametrize("server", ["union", "no-union", "virtuoso"], indirect=True, scope="session")
def test_every_question_view_and_check_is_answered_alike(server: Server, graph: OversightGraph) -> None:
    remote, different = RemoteStore(server.query), []
    texts = {name: catalogue.question(name).text for name in catalogue.names()}
    texts |= {f"view {path.stem}": views.view(path.stem) for path in sorted((ROOT / "queries" / "views").glob("*.rq"))}
    texts |= {f"check {each.name}": each.text for each in checks()}
    assert len(texts) > 170
    if server.user:  # Virtuoso counts terms and names of graphs of its own
        del texts["view terms"], texts["view named"]
    for name, text in texts.items():
        here, there = graph.store.select(text), remote.select(text)
        if here.columns != there.columns or set(here.rows) != set(there.rows):
            different.append(name)
    assert different == []


@pytest.mark.parametrize("server", ALL, indirect=True, scope="session")
def test_what_is_asked_of_a_day_is_answered_alike(server: Server, graph: OversightGraph) -> None:
    remote, asked, different = RemoteStore(server.query), 0, []
    texts = {name: catalogue.question(name).text for name in catalogue.names()} | {c.name: c.text for c in checks()}
    for name, text in texts.items():
        if "VALUES ?asOf" not in text:
            continue
        at = bind(text, {"asOf": "2019-02-07"}, name)
        asked += 1
        if set(graph.store.select(at).rows) != set(remote.select(at).rows):
            different.append(name)
    assert asked > 15
    assert different == []


def test_no_day_is_at_most_a_given_one() -> None:
    """Of `?day <= ?asOf` with nothing that bounds the day from below Virtuoso loses rows, in some of its plans only."""
    bare = re.compile(r'(?<!COALESCE\()\?\w+ <= (?:\?(?:asOf|limit)\b|")|(?:\?(?:asOf|limit)|\^xsd:date) >= \?')
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "queries").rglob("*.rq")}
    assert any("COALESCE(?day <= ?asOf" in text for text in texts.values())
    assert [path.stem for path, text in texts.items() if bare.search(text)] == []
