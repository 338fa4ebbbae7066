"""Answers that are kept: used when nothing has changed, never when anything has, never when damaged.

What must happen follows from the promise of the module: a kept answer is that of the engine, or it is not used.
"""

import hashlib
import os
import pkgutil
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.conftest import ROOT, STARTER

from oversight_graph.errors import DataError, QueryError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.registry.prepare import prepare
from oversight_graph.store import disk
from oversight_graph.store.kept import answers
from oversight_graph.store.kept.answers import Answers
from oversight_graph.store.limits import Limits, select
from oversight_graph.store.store import Table

NAMES = "SELECT ?s ?name { ?s <urn:name> ?name } ORDER BY ?name ?s"


def names(*texts: str) -> list[ox.Quad]:
    """Return quads that give each thing a name."""
    return [ox.Quad(ox.NamedNode(f"urn:{text}"), ox.NamedNode("urn:name"), ox.Literal(text)) for text in texts]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user, which does not exist yet."""
    monkeypatch.setenv("OVERSIGHT_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def stored(tmp_path: Path, place: Path) -> Path:
    """Return a store on disk of two names, of which the user has asked before."""
    disk.fill(tmp_path / "store", names("Audit", "Board"))
    assert disk.read(tmp_path / "store").select(NAMES) == FOUND
    return tmp_path / "store"


FOUND = Table(("s", "name"), [("urn:Audit", "Audit"), ("urn:Board", "Board")])


def kept(place: Path) -> list[Path]:
    """Return the answers in a folder, and see that nothing is left there half written."""
    assert not [path for path in place.iterdir() if path.suffix == ".tmp"]
    return sorted(place.glob(f"*{answers.ENDING}"))


def is_asked(path: Path, query: str = NAMES, found: Table = FOUND) -> bool:
    """Say whether the engine is asked for an answer, which is right in any case."""
    store = disk.read(path)
    assert store.select(query) == found
    return store._opened


def spoil(path: Path) -> None:
    """Change each file of the quads, but not its size."""
    tables = list(path.glob("*.sst"))
    assert tables
    for table in tables:
        table.write_bytes(b"x" * table.stat().st_size)


def test_what_was_asked_before_is_known_without_the_store(place: Path, stored: Path) -> None:
    assert not is_asked(stored)
    assert is_asked(stored, NAMES.replace("ORDER BY", "LIMIT 9 #"))
    spoil(stored)
    assert not is_asked(stored)
    with pytest.raises(DataError, match="is damaged"):
        disk.read(stored).select("SELECT ?s { ?s ?p ?o }")
    with pytest.raises(DataError, match="is damaged"):
        _ = disk.read(stored).quads


def _shorter(data: bytes) -> bytes:
    return data[:-1]


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _nothing(_: bytes) -> bytes:
    return b""


def _longer(data: bytes) -> bytes:
    return data + b"\n"


def _other_value(data: bytes) -> bytes:
    assert data.count(b"Audit") == 2
    return data.replace(b"Audit", b"Panel")


def _noise(data: bytes) -> bytes:
    return bytes(range(256)) * (1 + len(data) // 256)


def _sealed(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Return a change after which the sum is right: whoever can make that is the user, or has made the store."""

    def changed(data: bytes) -> bytes:
        body = change(data[:-42])
        return body + f"\n{hashlib.blake2b(body, digest_size=20).hexdigest()}\n".encode()

    return changed


def _row_more(data: bytes) -> bytes:
    return data.replace(b" 2 ", b" 3 ", 1)


def _column_more(data: bytes) -> bytes:
    return data.replace(b" name\n", b" name more more2\n", 1)


def _endless(data: bytes) -> bytes:
    head, _, rest = data.split(b"\n", 2)
    return head + b"\n99999999999999999999\n" + rest


@pytest.mark.parametrize(
    "damage",
    [_shorter, _half, _nothing, _longer, _other_value, _noise,
     *map(_sealed, (_nothing, _half, _row_more, _column_more, _endless, _noise))],
)  # fmt: skip
def test_a_damaged_answer_is_asked_for_anew(damage: Callable[[bytes], bytes], place: Path, stored: Path) -> None:
    (path,) = kept(place)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert is_asked(stored)
    assert path.read_bytes() == whole  # and kept again
    assert not is_asked(stored)


def test_an_answer_to_something_else_is_not_used(place: Path, stored: Path, tmp_path: Path) -> None:
    (path,) = kept(place)
    other = NAMES.replace("ORDER BY", "  ORDER BY")
    assert is_asked(stored, other)
    (second,) = {*kept(place)} - {path}
    reverse = "SELECT ?name ?s { ?s <urn:name> ?name } ORDER BY ?name ?s"
    found = Table(("name", "s"), [(name, iri) for iri, name in FOUND.rows])
    assert is_asked(stored, reverse, found)
    (third,) = {*kept(place)} - {path, second}
    third.write_bytes(path.read_bytes())
    assert is_asked(stored, reverse, found)
    # Of another store with the same name.
    stored.rename(tmp_path / "old")
    disk.fill(stored, names("Cabinet"))
    cabinet = Table(FOUND.columns, [("urn:Cabinet", "Cabinet")])
    assert is_asked(stored, NAMES, cabinet)
    for file in kept(place):
        file.with_name(f"{answers.digest(b'')}-{file.name.partition('-')[2]}").write_bytes(path.read_bytes())
    assert not is_asked(stored, NAMES, cabinet)


@pytest.mark.parametrize("what", ["the engine", "a module", "the form"])
def test_another_program_asks_anew(what: str, place: Path, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "the engine":
        monkeypatch.setattr(ox, "__version__", "99.0")
    elif what == "a module":
        monkeypatch.setattr(pkgutil, "get_data", lambda _, name: name.encode())
    else:
        monkeypatch.setattr(disk, "FORMAT", "99")
    assert is_asked(stored)
    assert not is_asked(stored)


@pytest.mark.skipif(os.name != "posix", reason="rights and links are those of POSIX")
@pytest.mark.parametrize("how", ["writable by others", "a link", "a pipe", "a folder", "of somebody else"])
def test_what_others_may_have_put_there_is_not_used(
    how: str, place: Path, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = kept(place)
    if how == "writable by others":
        path.chmod(0o666)
    elif how == "of somebody else":
        user = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    else:
        whole = path.rename(path.with_name("whole"))
        if how == "a link":
            path.symlink_to(whole)
        elif how == "a pipe":
            os.mkfifo(path)
        else:
            path.mkdir()
    assert is_asked(stored)


@pytest.mark.parametrize(
    "query",
    ["SELECT (NOW() AS ?n) {}", "SELECT ?n { SERVICE <http://127.0.0.1:1/> { ?s ?p ?n } }",
     "SELECT ?n { SERVICE # a remark\n <http://127.0.0.1:1/> { ?s ?p ?n } }", "SELECT (rand # ()\n () AS ?n) {}",
     "PREFIX x: <http://127.0.0.1:1/> SELECT ?n { service SILENT x:y { ?s ?p ?n } }", "SELECT ?n { SERVICE?x {} }"],
)  # fmt: skip
def test_what_is_another_each_time_is_not_kept(query: str, tmp_path: Path) -> None:
    asked = Answers("of", tmp_path / "own")
    assert not asked.keep(query, FOUND)
    assert asked.recall(query) is None
    assert not (tmp_path / "own").exists()


ODD = ["", " ", "\n", "\r\n", "é𝒜", "\\0", "'\"", "a\tb", "1", "\x7f"]


def test_an_answer_comes_back_as_it_was(tmp_path: Path) -> None:
    asked = Answers("of", tmp_path / "own")
    odd = [*ODD, None]
    tables = [
        Table(("a", "b"), [(one, other) for one in odd for other in odd]),
        Table(("a",), [(None,), ("",)]),
        Table(("a", "b", "c"), []),
        Table(("answer",), [("true",)]),
        Table(("a", "b"), [(str(number), None) for number in range(5001)]),
    ]
    for number, table in enumerate(tables):
        assert asked.keep(str(number), table)
        assert Answers("of", tmp_path / "own").recall(str(number)) == table
        assert Answers("other", tmp_path / "own").recall(str(number)) is None
    for cell in ("\0", "\1", "a\0b"):  # by these its cells are told apart
        assert not asked.keep("odd", Table(("a", "b"), [(cell, "b")]))
    assert len(kept(tmp_path / "own")) == len(tables)


def test_what_was_not_used_for_longest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_COUNT", 4)
    place = tmp_path / "own"
    asked = Answers("of", place)

    def age() -> None:
        for years, path in enumerate(sorted(place.glob("*"), key=lambda path: -path.stat().st_mtime)):
            os.utime(path, (1_000_000 - years, 1_000_000 - years))

    def keep(name: str, rows: int = 1) -> None:
        age()
        assert asked.keep(name, Table(("a",), [("b",)] * rows))

    for name in "abcd":
        keep(name)
    assert all(map(asked.recall, "abcd"))
    age()
    asked.recall("a")
    keep("e")
    assert [name for name in "abcde" if asked.recall(name)] == ["a", "e"]
    monkeypatch.setattr(answers, "_MOST", 3900)
    asked = Answers("of", place)
    keep("f", 1200)
    keep("g", 600)
    assert [name for name in "aefg" if asked.recall(name)] == ["e", "g"]
    monkeypatch.setattr(answers, "LARGEST", 500)
    assert not asked.keep("h", Table(("a",), [("b",)] * 800))
    assert len(kept(place)) == 2


def test_a_folder_that_cannot_be_written_does_no_harm(
    stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine")
    monkeypatch.setenv("OVERSIGHT_CACHE", str(tmp_path / "file" / "below"))
    assert is_asked(stored)
    assert is_asked(stored)
    monkeypatch.setenv("OVERSIGHT_CACHE", "off")
    assert is_asked(stored)


def test_limits_hold_for_what_is_kept_too(place: Path, stored: Path) -> None:
    store = disk.read(stored)
    assert select(store, NAMES, limits=Limits(rows=2)) == FOUND
    assert not store._opened
    with pytest.raises(QueryError, match="more than 1 rows"):
        select(store, NAMES, limits=Limits(rows=1))
    # What is asked in a process of its own is kept as well.
    query = NAMES.replace("ORDER BY", "LIMIT 5 #")
    assert select(store, query) == FOUND
    assert not is_asked(stored, query)


# ---------------------------------------------------------------------------------------------------------------------
# What is prepared within a store


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of the starter data, for a user who keeps nothing."""
    monkeypatch.setenv("OVERSIGHT_CACHE", "off")
    OversightGraph.load(STARTER, store=tmp_path / "town")
    return tmp_path / "town"


def test_what_was_prepared_needs_no_engine(town: Path) -> None:
    done = list(prepare(town))
    assert not any(each.left_out for each in done)
    assert len(done) > 100
    assert list(prepare(town)) == done
    day = OversightGraph.load(store=town).day()
    graph = OversightGraph.load(store=town)
    fresh = OversightGraph.load(STARTER)
    for name in ("coverage-at-a-date", "timeline", "who-chairs-what"):
        given = {} if name == "who-chairs-what" else {"asOf": day}
        found = graph.query(name, **given)
        assert found.rows
        assert found == fresh.query(name, **given)
    assert not graph.store._opened  # type: ignore[attr-defined]
    assert [row.ref for row in graph.coverage()] == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    for name in ("gaps", "bodies", "people", "actions", "measures", "overlap", "timeline", "diff"):
        graph.answer(name)
    assert not graph.store._opened  # type: ignore[attr-defined]
    # It is a part of the store, which is whole with it, and is read by others too.
    assert {path.stat().st_mode & 0o777 for path in kept(town / disk.ANSWERS)} == {0o644}
    assert len(graph.embedded.quads) > 100


def opens(town: Path) -> bool:
    """Say whether the engine is asked for something that is prepared."""
    graph = OversightGraph.load(store=town)
    assert graph.day()
    return graph.store._opened  # type: ignore[attr-defined, no-any-return]


@pytest.mark.skipif(os.name != "posix", reason="users are those of POSIX")
def test_what_was_prepared_is_believed_of_the_owner_of_the_store_alone(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(prepare(town))
    user = os.geteuid()
    with monkeypatch.context() as other:
        other.setattr(os, "geteuid", lambda: user + 1)
        assert not opens(town)
    for path in kept(town / disk.ANSWERS):
        path.chmod(0o664)
    assert opens(town)
    for path in kept(town / disk.ANSWERS):
        path.chmod(0o644)
    assert not opens(town)
    seal = (town / disk.SEAL).stat()
    if user == 0:
        os.chown(town / disk.SEAL, seal.st_uid + 7, seal.st_gid)
        assert not opens(town)  # they are this user's own
        for path in kept(town / disk.ANSWERS):
            os.chown(path, seal.st_uid + 8, seal.st_gid)
        assert opens(town)


def test_of_another_program_it_is_prepared_anew_and_the_old_is_gone(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = list(prepare(town))
    old = kept(town / disk.ANSWERS)
    monkeypatch.setattr(ox, "__version__", "99.0")
    assert opens(town)
    assert list(prepare(town)) == first
    assert not opens(town)
    new = kept(town / disk.ANSWERS)
    assert len(new) == len(old)
    assert not {*new} & {*old}


def test_damage_to_what_was_prepared_is_mended_by_preparing_again(town: Path) -> None:
    found = list(prepare(town))
    for path in kept(town / disk.ANSWERS):
        path.write_bytes(_half(path.read_bytes()))
    assert opens(town)
    assert list(prepare(town)) == found
    assert not opens(town)


def _left_out(town: Path) -> dict[str, str]:
    """Prepare a store, and return what is left out, and why."""
    return {each.what: each.left_out for each in prepare(town) if each.left_out}


def test_what_has_too_many_rows_is_not_prepared_and_asked_as_before(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = OversightGraph.load(store=town).query("timeline", asOf="2030-01-01")
    assert len(before.rows) > 5
    monkeypatch.setattr(disk, "_MOST_SORTED", 5)
    large = _left_out(town)
    assert large["names"] == "more than 5 rows"
    assert 5 < len(large) < 100
    assert OversightGraph.load(store=town).query("timeline", asOf="2030-01-01") == before


def test_what_is_too_large_is_left_out_and_not_asked_for_again(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LARGEST", 2000)
    monkeypatch.setattr(disk, "LARGEST", 2 * 1024**2)
    large = _left_out(town)
    assert large["names"] == "more than 2 MB, or another answer each time"
    with monkeypatch.context() as again:
        again.setattr(disk.DiskStore, "solutions", lambda _, query, where="": pytest.fail(query))
        assert _left_out(town) == large
    # A note that is damaged says nothing, and no more does one that somebody else wrote.
    notes = [path for path in kept(town / disk.ANSWERS) if path.read_bytes().startswith(b"left out: ")]
    assert len(notes) == len(large)
    for path in notes:
        path.write_bytes(_half(path.read_bytes()))
    assert _left_out(town) == large
    for path in notes:
        path.chmod(0o666)
    monkeypatch.setattr(answers, "LARGEST", 10**6)
    assert _left_out(town) == {}
    assert not opens(town)


def test_what_was_broken_off_goes_on_where_it_stopped(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    usual = disk.PreparedStore.remembered

    def noted(self: disk.PreparedStore, query: str, table: Table) -> Table:
        asked.append(query)
        return usual(self, query, table)

    monkeypatch.setattr(disk.PreparedStore, "remembered", noted)
    before = list(islice(prepare(town), 20))
    assert len(asked) < 40
    assert list(prepare(town))[:20] == before
    assert len(asked) > 100
    assert len(asked) == len({*asked})


@pytest.mark.skipif(os.name != "posix", reason="links are those of POSIX")
def test_nothing_is_written_or_deleted_elsewhere(town: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / f"notes{answers.ENDING}").write_text("mine")
    (town / disk.ANSWERS).symlink_to(tmp_path / "mine")
    with pytest.raises(DataError, match="answers cannot be kept in it"):
        list(prepare(town))
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [f"notes{answers.ENDING}"]
    assert opens(town)


def test_data_without_a_day_is_prepared_too(stored: Path) -> None:
    done = {each.what for each in prepare(stored)}
    assert "who-chairs-what" in done
    assert "coverage-at-a-date" not in done


def test_only_a_store_is_prepared(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no store"):
        list(prepare(tmp_path / "store"))
    assert not (tmp_path / "store").exists()


def run(*words: str, **more: object) -> "subprocess.Popen[bytes]":
    """Begin a command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "graph")}
    command = [sys.executable, "-m", "oversight_graph", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload, no-any-return]


def test_prepare_names_the_store_that_it_needs() -> None:
    preparing = run("prepare")
    _, err = preparing.communicate(timeout=60)
    assert (preparing.returncode, err) == (2, b"error: prepare needs a store (name its folder with --store DIR)\n")


def test_several_prepare_at_once(town: Path) -> None:
    running = [run("prepare", "--store", str(town)) for _ in range(3)]
    said = {process.communicate(timeout=120) for process in running}
    assert [process.returncode for process in running] == [0] * 3, said
    ((out, err),) = said
    assert out == b""
    assert f"answers are kept in {town}".encode() in err
    spoil(town)
    asking = run("query", "who-chairs-what", "--store", str(town), "--format", "json")
    assert asking.communicate(timeout=60)[0].startswith(b"[")
    assert asking.returncode == 0


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="a limit on files stands for a disk that is full")
def test_a_disk_that_is_full_is_told_and_leaves_nothing_half_written(town: Path) -> None:
    def full() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    preparing = run("prepare", "--store", str(town), preexec_fn=full)
    _, err = preparing.communicate(timeout=60)
    assert preparing.returncode == 2
    assert b"answers cannot be kept in it: File too large" in err
    there = kept(town / disk.ANSWERS)
    assert all(path.stat().st_size <= 1500 for path in there)
    assert len(list(prepare(town))) > len(there)


def test_the_part_of_a_place_is_kept_too(town: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # `place` lets the user keep what `town` does not.
    graph = OversightGraph.load(store=town)
    name = graph.store.select(
        "SELECT ?n { ?p <http://purl.org/dc/terms/publisher>/<http://www.w3.org/2004/02/skos/core#prefLabel> ?n }"
    ).rows[0][0]
    first = OversightGraph.load(store=town, place=name)
    assert first.coverage()
    again = OversightGraph.load(store=town)
    part = again.of_place(str(name))
    assert not again.store._opened  # type: ignore[attr-defined]
    assert part.place == first.place
    assert part.coverage() == first.coverage()
    assert sorted(map(str, part.embedded.quads)) == sorted(map(str, first.embedded.quads))
    monkeypatch.setenv("OVERSIGHT_CACHE", "off")
    fresh = OversightGraph.load(store=town, place=name)
    assert sorted(map(str, part.embedded.quads)) == sorted(map(str, fresh.embedded.quads))
