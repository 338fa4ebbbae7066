"""Snapshots between runs: used when nothing has changed, never when anything has, never when damaged.

What must happen follows from the promise of the module: a snapshot is the graph that a fresh load would give, or it is
not used.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.conftest import ROOT, STARTER

from oversight_graph import resources
from oversight_graph.errors import DataError, QueryError
from oversight_graph.graph import OversightGraph
from oversight_graph.load import cache, load
from oversight_graph.load.files import DataFile, find_files, shipped
from oversight_graph.store.kept.folder import folder
from oversight_graph.store.store import EmbeddedStore, Table


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of snapshots, which does not exist yet."""
    folder = tmp_path / "kept" / "here"
    monkeypatch.setenv("OVERSIGHT_CACHE", str(folder))
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Return a folder with a copy of the starter data."""
    folder = tmp_path / "town"
    folder.mkdir()
    for path in STARTER.glob("*.ttl"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Return a list that grows with each graph that is built from its files."""
    found: list[int] = []
    real: Callable[..., EmbeddedStore] = load.build

    def build(files: list[DataFile]) -> EmbeddedStore:
        found.append(len(files))
        return real(files)

    monkeypatch.setattr(load, "build", build)
    yield found


def content(graph: OversightGraph) -> list[str]:
    """Return all statements of a graph."""
    return sorted(map(str, graph.embedded.quads))


def snapshots(place: Path) -> list[Path]:
    """Return the snapshots in a folder, and see that nothing else is there but the tag and answers."""
    found = sorted(path for path in place.iterdir() if path.name != "CACHEDIR.TAG" and path not in answers(place))
    assert all(path.suffix == ".trig" for path in found)
    return found


def answers(place: Path) -> list[Path]:
    """Return the answers that are kept in a folder."""
    return sorted(place.glob("*.answer"))


def test_the_second_load_is_the_same_graph_and_builds_nothing(place: Path, town: Path, built: list[int]) -> None:
    first = content(OversightGraph.load(town))
    second = content(OversightGraph.load(town))
    assert first == second
    assert built == [5]  # three files, the terms and the code lists, once
    assert len(snapshots(place)) == 1


def test_shipped_data_is_kept_too(place: Path, built: list[int]) -> None:
    assert content(OversightGraph.load()) == content(OversightGraph.load())
    assert len(built) == len(snapshots(place)) == 1


def _change_file(town: Path, _: pytest.MonkeyPatch) -> None:
    path = town / "plan-2025.ttl"
    path.write_text(path.read_text().replace("Safer places", "Safer place"))


def _add_file(town: Path, _: pytest.MonkeyPatch) -> None:
    (town / "more.ttl").write_text("")


def _remove_file(town: Path, _: pytest.MonkeyPatch) -> None:
    (town / "meeting-2025-03-04.ttl").unlink()


def _rename_file(town: Path, _: pytest.MonkeyPatch) -> None:
    (town / "plan-2025.ttl").rename(town / "plan-2026.ttl")


def _change_base(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_BASE", "https://example.org/other/")


def _change_rule(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _remove_rule(town, monkeypatch)
    changed = town.parent / "inherits.rq"
    changed.write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    fewer = cache.program_files()
    monkeypatch.setattr(cache, "program_files", lambda: [*fewer, str(changed)])


def _remove_rule(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = cache.program_files()
    fewer = [path for path in files if not path.endswith("rules/inherits.rq")]
    assert len(fewer) == len(files) - 1
    monkeypatch.setattr(cache, "program_files", lambda: fewer)


def _change_code(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A shape, a check or a module that is written anew, or one more of them, is another program.
    other = town.parent / "checks.py"
    other.write_text("")
    real = cache.program_files()
    monkeypatch.setattr(cache, "program_files", lambda: [*real, str(other)])


@pytest.mark.parametrize(
    "change",
    [_change_file, _add_file, _remove_file, _rename_file, _change_base, _change_rule, _remove_rule, _change_code],
)
def test_any_change_is_another_snapshot(
    change: Callable[[Path, pytest.MonkeyPatch], None],
    place: Path,
    town: Path,
    built: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    OversightGraph.load(town)
    change(town, monkeypatch)
    after = content(OversightGraph.load(town))
    assert len(built) == len(snapshots(place)) == 2
    monkeypatch.setenv("OVERSIGHT_CACHE", "off")
    assert after == content(OversightGraph.load(town))


def test_whatever_decides_what_a_graph_is_belongs_to_the_program() -> None:
    files = set(map(Path, cache.program_files()))
    assert len(files) > 200
    loaded = {Path(str(m.__file__)) for name, m in sys.modules.items() if name.startswith("oversight_graph.")}
    assert len(loaded) > 20 and loaded <= files
    assert {ROOT / "ontology" / "shapes.ttl", ROOT / "ontology" / "oversight.ttl"} <= files
    assert {ROOT / "queries" / "checks" / "evidence-out-of-range.rq"} <= files


def test_a_file_of_the_program_that_is_written_anew_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rule.rq"
    path.write_text("one")
    monkeypatch.setattr(cache, "program_files", lambda: [str(path)])
    os.utime(path, ns=(1, 1))
    first, _ = cache.key([])
    assert cache.key([])[0] == first
    os.utime(path, ns=(1, 2))
    assert cache.key([])[0] != first
    monkeypatch.setattr(cache, "program_files", list)  # a zipped wheel: the version tells
    assert cache.key([])[0] not in (None, first)


def test_the_bundled_context_counts_as_part_of_a_file(
    place: Path, town: Path, built: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (town / "more.jsonld").write_text('{"@context": {}, "@id": "urn:x"}')
    OversightGraph.load(town)
    real = resources.text
    monkeypatch.setattr(resources, "text", lambda *parts: real(*parts) + " ")
    OversightGraph.load(town)
    assert len(built) == 2


def _truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _without_end(data: bytes) -> bytes:
    return data[:-1]


def _empty(_: bytes) -> bytes:
    return b""


def _other_value(data: bytes) -> bytes:
    assert data.count(b"Safer places") == 1
    return data.replace(b"Safer places", b"Safer prices")  # still well formed, and of the same length


def _other_seal(data: bytes) -> bytes:
    return data[:-10] + b"000000000\n"


def _longer(data: bytes) -> bytes:
    return data + b"# and more\n"


def _noise(data: bytes) -> bytes:
    return bytes(range(256)) * (len(data) // 256)


@pytest.mark.parametrize(
    "damage", [_truncated, _without_end, _empty, _other_value, _other_seal, _longer, _noise], ids=lambda f: f.__name__
)
def test_a_damaged_snapshot_is_made_anew(
    damage: Callable[[bytes], bytes], place: Path, town: Path, built: list[int]
) -> None:
    before = content(OversightGraph.load(town))
    (path,) = snapshots(place)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert content(OversightGraph.load(town)) == before
    assert len(built) == 2
    assert content(OversightGraph.load(town)) == before
    assert len(built) == 2  # the new one is good again
    assert len(path.read_bytes()) == len(whole)


def kept(town: Path) -> cache.KeptStore:
    """Return the graph of a town, as it was kept."""
    store = OversightGraph.load(town).store
    assert isinstance(store, cache.KeptStore)
    return store


LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
THINGS = f"SELECT ?thing ?name {{ ?thing <{LABEL}> ?name }} ORDER BY ?thing ?name"


@pytest.fixture
def fresh(place: Path, town: Path) -> Table:
    """Return what things there are, asked of a graph that was just made and is kept now."""
    table = OversightGraph.load(town).store.select(THINGS)
    assert len(table.rows) > 2
    return table


def test_what_was_asked_before_needs_no_graph_and_all_else_does(place: Path, town: Path, fresh: Table) -> None:
    assert kept(town).select(THINGS) == fresh
    again = kept(town)
    assert again.select(THINGS) == fresh
    assert again._content  # the engine was told of nothing
    fewer = again.select(THINGS.replace("ORDER BY", "LIMIT 2 #")).rows
    assert len(fewer) == 2
    assert again.select("ASK { ?s ?p ?o }") == Table(("answer",), [("true",)])
    assert again.select(THINGS) == fresh
    assert sorted(map(str, again.quads)) == content(OversightGraph.load(town))
    with pytest.raises(QueryError, match="not valid SPARQL"):
        kept(town).select("SELECT")


@pytest.mark.parametrize(
    "text", ["SELECT (RAND() AS ?n) {}", "SELECT (STR(uuid ()) AS ?n) {}", "SELECT (NOW() AS ?n) {}"]
)
def test_what_is_another_each_time_is_asked_each_time(place: Path, town: Path, fresh: Table, text: str) -> None:
    there = len(kept(town).select(THINGS).rows), answers(place)
    assert len({kept(town).select(text).rows[0] for _ in range(3)}) == 3
    assert there == (len(fresh.rows), answers(place))


def test_an_answer_is_of_the_graph_as_it_was_changed(place: Path, town: Path, fresh: Table) -> None:
    kept(town).select(THINGS)
    changed = kept(town)
    assert changed.select(THINGS) == fresh
    thing = ox.NamedNode(str(fresh.rows[0][0]))
    changed.add([ox.Quad(thing, ox.NamedNode(LABEL), ox.Literal("Another name"), ox.NamedNode("urn:other"))])
    assert (thing.value, "Another name") in changed.select(THINGS).rows
    ask = THINGS.replace("ORDER", "  ORDER")
    assert len(changed.select(ask).rows) == len(fresh.rows) + 1
    # Nor is any of that kept for those who load it next.
    assert kept(town).select(THINGS) == kept(town).select(ask) == fresh


def test_a_kept_graph_is_whole_for_all_who_ask_at_once(place: Path, town: Path, fresh: Table) -> None:
    asked = kept(town)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(asked.select, [f"{THINGS} # {number}" for number in range(8)]))
    assert found == [fresh] * 8


@pytest.mark.parametrize("damage", [_truncated, _without_end, _empty, _other_value, _other_seal, _longer, _noise])
def test_a_damaged_answer_is_asked_for_anew(
    damage: Callable[[bytes], bytes], place: Path, town: Path, fresh: Table
) -> None:
    kept(town).select(THINGS)
    path = next(path for path in answers(place) if b"Safer places" in path.read_bytes())
    path.write_bytes(damage(path.read_bytes()))
    assert kept(town).select(THINGS) == fresh
    assert kept(town).select(THINGS) == fresh


def test_a_snapshot_of_something_else_is_not_used(place: Path, town: Path, built: list[int]) -> None:
    OversightGraph.load(town)
    (first,) = snapshots(place)
    (town / "more.ttl").write_text("")
    OversightGraph.load(town)
    second = next(path for path in snapshots(place) if path != first)
    second.write_bytes(first.read_bytes())
    OversightGraph.load(town)
    assert len(built) == 3


def test_a_snapshot_that_cannot_be_read_is_not_used(place: Path, town: Path, built: list[int]) -> None:
    OversightGraph.load(town)
    (path,) = snapshots(place)
    path.unlink()
    path.mkdir()
    OversightGraph.load(town)
    assert len(built) == 2
    assert snapshots(place) == [path]  # and nothing unfinished is left


def test_a_folder_that_cannot_be_made_does_no_harm(
    town: Path, built: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("OVERSIGHT_CACHE", str(tmp_path / "file" / "kept"))
    assert len(OversightGraph.load(town).coverage()) == 5
    assert len(OversightGraph.load(town).coverage()) == 5
    assert len(built) == 2


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_does_no_harm(place: Path, town: Path, built: list[int]) -> None:
    place.mkdir(parents=True)
    place.chmod(0o500)
    assert len(OversightGraph.load(town).coverage()) == 5
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("word", ["off", "OFF", "0", "no", "off ", "false", " False"])
def test_off_keeps_nothing(
    word: str, town: Path, built: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERSIGHT_CACHE", word)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    OversightGraph.load(town)
    OversightGraph.load(town)
    assert len(built) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["town"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"OVERSIGHT_CACHE": "/a/b"}, "/a/b"),
        ({"XDG_CACHE_HOME": "/c", "HOME": "/h"}, "/c/oversight-graph"),
        ({"LOCALAPPDATA": "/l"}, "/l/oversight-graph"),
        ({"HOME": "/h"}, "/h/.cache/oversight-graph"),
        ({}, None),
    ],
)
def test_the_folder(settings: dict[str, str], expected: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OVERSIGHT_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert folder() == (Path(expected) if expected else None)


def test_only_data_that_was_found_good_is_kept(place: Path, town: Path, built: list[int]) -> None:
    with (town / "register.ttl").open("a") as file:
        file.write("\nbody:x a ovs:Bodyy .\n")
    for _ in range(2):
        with pytest.raises(DataError, match="unknown term ovs:Bodyy"):
            OversightGraph.load(town)
    OversightGraph.load(town, validate=False)
    assert not place.exists()
    with pytest.raises(DataError, match="unknown term ovs:Bodyy"):
        OversightGraph.load(town)
    assert len(built) == 4


def test_shipped_data_kept_unseen_does_not_vouch_for_the_same_data_of_a_user(
    place: Path, built: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a checkout both have the same names and the same graphs.
    monkeypatch.chdir(ROOT)
    files, mine = shipped("data", "starter"), find_files([Path("data/starter")])
    assert [(file.name, file.graph) for file in files] == [(file.name, file.graph) for file in mine]
    seen: list[int] = []
    load.load(files)
    load.load(mine, lambda store: seen.append(len(store.quads)))
    assert len(seen) == 1
    assert len(snapshots(place)) == 2


def test_large_data_is_not_kept(place: Path, town: Path, built: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LIMIT", 1000)
    OversightGraph.load(town)
    OversightGraph.load(town)
    assert len(built) == 2
    assert not place.exists()


def test_the_snapshots_used_last_are_kept(place: Path, town: Path, built: list[int]) -> None:
    OversightGraph.load(town)
    (first,) = snapshots(place)
    for number in range(cache._KEEP + 2):
        for age, path in enumerate(sorted(snapshots(place), key=lambda path: path.stat().st_mtime, reverse=True)):
            os.utime(path, (1_000_000 - age, 1_000_000 - age))  # in their order, and long ago
        OversightGraph.load(town)
        (town / "more.ttl").write_text(f"# {number}")
        OversightGraph.load(town)
        (town / "more.ttl").unlink()
    assert len(snapshots(place)) == cache._KEEP
    assert first.exists()  # it was used each time
    assert len(built) == cache._KEEP + 3


def test_several_processes_at_once(place: Path, town: Path) -> None:
    command = [sys.executable, "-m", "oversight_graph", "coverage", "--data", str(town), "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "graph"), "OVERSIGHT_CACHE": str(place)}
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    answers = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0] * 4
    assert len({out for out, _ in answers}) == 1
    assert b'"ref": "1.1"' in answers[0][0]
    assert len(snapshots(place)) == 1
    last = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    assert last.stdout == answers[0][0]
