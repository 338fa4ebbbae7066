"""The two stores: embedded, in memory and on disk, and a server that speaks SPARQL.

The server is a small one of our own around the same engine, so each answer must be that of the embedded store; what a
bad server sends is made up here.
"""

import json
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest
from tests.conftest import STARTER

from oversight_graph.ask import catalogue
from oversight_graph.check.shacl import results
from oversight_graph.check.shapes import shipped_shapes
from oversight_graph.check.stated import Stated
from oversight_graph.cli import main
from oversight_graph.errors import DataError, OversightError, QueryError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.store import disk
from oversight_graph.store.store import EmbeddedStore, RemoteStore, Table


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no proxy stand between the tests and their servers."""
    monkeypatch.setenv("no_proxy", "*")


def quad(subject: str, value: str, graph: str = "urn:g") -> ox.Quad:
    """Return a small statement."""
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode("urn:p"), ox.Literal(value), ox.NamedNode(graph))


SMALL = [
    quad("urn:a", "1"),
    quad("urn:b", "2", "urn:h"),
    ox.Quad(ox.NamedNode("urn:c"), ox.NamedNode("urn:q"), ox.BlankNode("x")),
]


def small() -> EmbeddedStore:
    """Return a store of three statements in three graphs."""
    store = EmbeddedStore()
    store.add(SMALL)
    return store


# ---------------------------------------------------------------------------------------------------------------------
# Embedded


def test_select_is_on_the_union_and_gives_strings() -> None:
    table = small().select("SELECT ?s ?o ?none { ?s <urn:p> ?o } ORDER BY ?s")
    assert table == Table(("s", "o", "none"), [("urn:a", "1", None), ("urn:b", "2", None)])
    assert table.of("none", "s") == [(None, "urn:a"), (None, "urn:b")]
    assert list(table) == table.rows


@pytest.mark.parametrize(("pattern", "answer"), [("<urn:a> ?p ?o", "true"), ("<urn:z> ?p ?o", "false")])
def test_ask_is_one_cell(pattern: str, answer: str) -> None:
    assert small().select(f"ASK {{ {pattern} }}") == Table(("answer",), [(answer,)])


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE <urn:a>"])
def test_triples_are_no_rows(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        small().select(query, "mine.rq")
    assert str(caught.value) == "mine.rq: asks for triples; use SELECT or ASK"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s ?p }", "mine.rq:2: not valid SPARQL at column "),
        ("", "mine.rq:1: not valid SPARQL at column 1"),
        ("SELECT * { ?s undeclared:p ?o }", "mine.rq:1: not valid SPARQL at column 27: Prefix not found"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "The SELECT contains a variable that is unbound"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "mine.rq:1: not valid SPARQL at column "),
        ("SELECT (<urn:f>(1) AS ?x) { }", "mine.rq: the query failed: "),
    ],
)
def test_a_bad_query_is_told_with_its_place(query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        small().select(query, "mine.rq")
    assert message in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_rule_that_fails_is_named() -> None:
    with pytest.raises(QueryError, match=r"bad\.rq:1: not valid SPARQL at column 19"):
        small().construct("CONSTRUCT { ?s ?p } WHERE { }", "bad.rq")
    with pytest.raises(QueryError, match=r"bad\.rq: asks for rows; a rule is a CONSTRUCT"):
        small().construct("SELECT * { ?s ?p ?o }", "bad.rq")


# ---------------------------------------------------------------------------------------------------------------------
# On disk


def test_a_store_on_disk_is_filled_and_used_again(tmp_path: Path) -> None:
    place = tmp_path / "not" / "yet" / "there"
    first = OversightGraph.load(STARTER, store=place)
    answer = [row.ref for row in first.coverage()]
    del first
    again = OversightGraph.load(store=place)
    assert [row.ref for row in again.coverage()] == answer == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    with pytest.raises(UsageError, match="already holds data"):
        OversightGraph.load(STARTER, store=place)


def test_the_shipped_data_can_be_kept_on_disk(tmp_path: Path, graph: OversightGraph) -> None:
    kept = OversightGraph.load(store=tmp_path / "store")
    assert set(map(str, kept.embedded.quads)) == set(map(str, graph.embedded.quads))


@pytest.mark.parametrize("error", ["body:x a ovs:Bodyy .", "this is no Turtle"])
def test_only_good_data_fills_a_store(error: str, tmp_path: Path) -> None:
    shutil.copytree(STARTER, tmp_path / "town")
    with (tmp_path / "town" / "register.ttl").open("a") as file:
        file.write(f"\n{error}\n")
    with pytest.raises(DataError):
        OversightGraph.load(tmp_path / "town", store=tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(DataError, match=r"not a store, and not empty \(name a new folder; nothing was written\)"):
        OversightGraph.load(store=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("below", [False, True])
def test_a_file_is_no_store(below: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(DataError, match="cannot be opened as a store"):
        disk.fill(tmp_path / "file" / "below" if below else tmp_path / "file", SMALL)


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    disk.fill(tmp_path, SMALL)
    assert len(disk.read(tmp_path).quads) == 3


def test_a_store_is_put_together_before_it_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # What is written in portions lies in a file for each; only a store of millions has several, and is asked five
    # times as slowly if they stay apart. So it is looked at what the engine is told, and when.
    told, engine = [], ox.Store

    class Engine:
        def __init__(self, folder: Path) -> None:
            self.store = engine(folder)

        def __getattr__(self, name: str) -> Callable[..., object]:
            told.append(name)
            return getattr(self.store, name)  # type: ignore[no-any-return]

    with monkeypatch.context() as patched:
        patched.setattr(ox, "Store", Engine)
        disk.fill(tmp_path, SMALL)
    assert told == ["bulk_extend", "optimize", "flush"]
    assert len(disk.read(tmp_path).quads) == 3


DAYS = [("2018-01-02", "date"), ("2018", "gYear"), ("2018-02", "gYearMonth"), ("2017-12-31", "date")]


def test_rows_from_a_disk_have_the_order_of_the_engine(tmp_path: Path) -> None:
    # They are put in order by the package, since the engine reads the disk anew for each comparison. SPARQL says how
    # IRIs, numbers and days are ordered; of languages and days known in part the engine decides what is right.
    days = [ox.Literal(day, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}")) for day, kind in DAYS]
    columns: dict[str, list[ox.Literal | ox.NamedNode]] = {
        "text": [
            ox.Literal(text, language=tag) for text in ("b", "B", "é", "z", "𝒜", "") for tag in (None, "en", "cy")
        ],
        "number": [ox.Literal(10), ox.Literal(9), ox.Literal(9.5), ox.Literal(-1), ox.NamedNode("urn:b")],
        "day": [*days, ox.NamedNode("urn:Z")],
    }
    quads = [
        ox.Quad(ox.NamedNode(f"urn:{at % 4}"), ox.NamedNode(f"urn:{name}"), term)
        for name, terms in columns.items()
        for at, term in enumerate(terms)
    ]
    disk.fill(tmp_path, quads)
    stored, memory = disk.read(tmp_path), EmbeddedStore()
    memory.add(quads)
    rows = "SELECT ?s ?t ?n ?d { ?s <urn:text> ?t OPTIONAL { ?s <urn:number> ?n } OPTIONAL { ?s <urn:day> ?d } }"
    for order in ("?t ?s ?n ?d", "?n ?t ?s ?d", "?d ?s ?t ?n", "DESC(?t) ?s ?n ?d", "?s ?t ?n ?d LIMIT 3"):
        query = f"{rows} ORDER BY {order}"
        found = stored.select(query)
        assert found.rows, query
        assert found == memory.select(query), query


def test_a_filling_cut_short_leaves_nothing(tmp_path: Path) -> None:
    def cut_short() -> Iterator[ox.Quad]:
        yield SMALL[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        disk.fill(tmp_path / "store", cut_short())
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_left_half_filled_is_refused(tmp_path: Path) -> None:
    disk.fill(tmp_path, SMALL)
    (tmp_path / disk.UNFINISHED).touch()
    with pytest.raises(DataError, match=r"left half filled \(delete the folder and fill it once more\)"):
        OversightGraph.load(store=tmp_path)


def test_a_store_that_is_full_says_so(tmp_path: Path) -> None:
    def full() -> Iterator[ox.Quad]:
        yield SMALL[0]
        raise OSError("No space left on device")

    with pytest.raises(DataError, match=r"store: cannot be written: No space left on device"):
        disk.fill(tmp_path / "store", full())


@pytest.mark.parametrize("pattern", ["CURRENT", "MANIFEST*", "*.sst"])
def test_a_damaged_store_is_refused(pattern: str, tmp_path: Path) -> None:
    disk.fill(tmp_path / "store", SMALL)
    victims = list((tmp_path / "store").glob(pattern))
    assert victims
    for path in victims:
        path.write_bytes(b"noise" * 500)
    with pytest.raises(DataError) as caught:
        disk.read(tmp_path / "store")
    assert str(caught.value).startswith(f"{tmp_path}/store: cannot be opened as a store: ")
    assert "\n" not in str(caught.value)


# ---------------------------------------------------------------------------------------------------------------------
# A server


Respond = Callable[..., tuple[int, str, bytes]]


@contextmanager
def serving(respond: Respond) -> Iterator[str]:
    """Serve on this machine; the function gives status, type and body for the text of a query and graphs to ask."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            assert self.headers["Accept"] == "application/sparql-results+json"
            status, kind, body = respond(form["query"][0], *form.get("default-graph-uri", ()))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def answering(store: EmbeddedStore) -> Respond:
    """Return a responder that asks a store, as a SPARQL server does."""

    def respond(query: str, *graphs: str) -> tuple[int, str, bytes]:
        named: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(map(ox.NamedNode, graphs))
        try:
            answer = store.quads.query(query, default_graph=named or None, use_default_graph_as_union=not named)
            assert isinstance(answer, ox.QuerySolutions | ox.QueryBoolean)
            body = answer.serialize(format=ox.QueryResultsFormat.JSON) or b""
            return 200, "application/sparql-results+json", body
        except SyntaxError as error:
            return 400, "text/plain", f"malformed query: {error}\nand more\n".encode()

    return respond


@pytest.fixture(scope="module")
def endpoint(graph: OversightGraph) -> Iterator[str]:
    """Return the address of a server with the shipped graph."""
    with serving(answering(graph.embedded)) as address:
        yield address


def asked(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return what the command line says."""
    monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    assert stop.value.code == 0, err
    return out, err


def test_the_shapes_find_the_same_behind_an_endpoint(graph: OversightGraph) -> None:
    # The shipped data with every ninth statement lost, and with what the rules inferred from all of it.
    broken, kept = EmbeddedStore(), ("/concept", "/inferred")
    for number, quad in enumerate(sorted(graph.embedded.quads, key=str)):
        if number % 9 or any(part in f"{quad.subject} {quad.graph_name}" for part in kept):
            broken.quads.add(quad)
    with serving(answering(broken)) as address:
        here, there = (set(results(Stated(store), shipped_shapes())) for store in (broken, RemoteStore(address)))
    assert here == there
    assert len(here) > 1_000


def test_check_behind_an_endpoint(
    endpoint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = asked(["check", "--format", "json"], monkeypatch, capsys)
    there = asked(["check", "--format", "json", "--endpoint", endpoint], monkeypatch, capsys)
    rows = [[{**row, "where": ""} for row in json.loads(out)] for out, _ in (here, there)]
    assert rows[0] == rows[1] and len(rows[0]) > 50
    assert here[1] == there[1]


def test_an_empty_server_is_not_found_to_have_no_errors(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(answering(EmbeddedStore())) as address:
        monkeypatch.setattr(sys, "argv", ["oversight", "check", "--endpoint", address])
        with pytest.raises(SystemExit) as stop:
            main()
    out, err = capsys.readouterr()
    assert (stop.value.code, out) == (2, "")
    assert f"{address}: the server holds nothing" in err


def test_a_query_of_ones_own_is_sent_and_guarded(
    endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g")
    arguments = ["query", "--file", str(path), "--format", "csv"]
    here = asked(arguments, monkeypatch, capsys)
    assert here == asked([*arguments, "--endpoint", endpoint], monkeypatch, capsys)
    assert len(here[0].splitlines()) > 15
    with pytest.raises(QueryError, match="SERVICE reads from outside"):
        OversightGraph.load(endpoint=endpoint).sparql("SELECT * { SERVICE <http://x> { } }")


def test_every_question_and_view_is_answered_alike(endpoint: str, graph: OversightGraph) -> None:
    remote = RemoteStore(endpoint)
    questions = catalogue.names()
    assert len(questions) >= 70
    for name in questions[::4]:
        text = catalogue.question(name).text
        assert remote.select(text) == graph.store.select(text), name
    assert remote.select("ASK { ?s ?p ?o }") == Table(("answer",), [("true",)])
    assert remote.select("ASK { ?s ?p 'nothing of the kind' }") == Table(("answer",), [("false",)])


def test_blank_nodes_and_unbound_values_are_told_alike() -> None:
    store = small()
    with serving(answering(store)) as address:
        query = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s"
        assert RemoteStore(address).select(query) == store.select(query)


def test_the_environment_names_the_server_and_data_of_ones_own_goes_before(
    endpoint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OVERSIGHT_ENDPOINT", endpoint)
    assert len(json.loads(asked(["coverage", "--format", "json"], monkeypatch, capsys)[0])) == 52
    own = asked(["coverage", "--format", "json", "--data", str(STARTER)], monkeypatch, capsys)
    assert len(json.loads(own[0])) == 5


@pytest.mark.parametrize("more", [{"store": "x"}, {"data": STARTER}])
def test_a_server_and_data_of_ones_own_are_too_much(more: dict[str, Path], endpoint: str) -> None:
    with pytest.raises(UsageError, match="either an endpoint or data of your own"):
        OversightGraph.load(*([more["data"]] if "data" in more else []), store=more.get("store"), endpoint=endpoint)


@pytest.mark.parametrize("written", [["export", "trig"], ["export", "graphml"], ["map"], ["report"]], ids=" ".join)
def test_what_wants_all_of_the_data_fetches_it(
    written: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = OversightGraph.load(STARTER)
    files: list[dict[Path, bytes]] = []
    with serving(answering(own.embedded)) as address:
        for more in (["--data", str(STARTER)], ["--endpoint", address]):
            place = tmp_path / f"{len(files)}.html"
            asked([*written, *more, "-o", str(place)], monkeypatch, capsys)
            found = [place] if place.is_file() else [path for path in sorted(place.rglob("*")) if path.is_file()]
            files.append({path.relative_to(place): path.read_bytes() for path in found})
            # In which line a violation stands can be said only with the files at hand.
            files[-1].pop(Path("checks.html"), None)
            files[-1].pop(Path("oversight-report.json"), None)  # it has the hashes of the pages, of that one too
            if rows := files[-1].get(Path("csv/checks.csv")):
                files[-1][Path("csv/checks.csv")] = b"\n".join(row.rpartition(b",")[0] for row in rows.splitlines())
        assert len(OversightGraph.load(endpoint=address).to_rdflib()) == len(own.to_rdflib())
    assert files[0] == files[1] and files[0]


BAD_ANSWERS: dict[str, tuple[int, bytes, str]] = {
    "500": (500, b"out of memory\nat line 5", "the server said 500: out of memory"),
    "503 without words": (503, b"", "the server said 503: Service Unavailable"),
    "404 with a page": (404, b"<html>not here</html>", "the server said 404: <html>not here</html>"),
    "escapes": (500, b"\x1b[31mred\x07", "the server said 500: [31mred"),
    "a page": (
        200,
        b"<html>welcome</html>",
        "the server's answer is not SPARQL results in JSON (it sent a page; is this the address of its query service?)",
    ),
    "nothing": (200, b"", "the server's answer is not SPARQL results in JSON"),
    "other JSON": (200, b'{"error": "no"}', "the server's answer is not SPARQL results in JSON"),
    "a list": (200, b"[1, 2]", "the server's answer is not SPARQL results in JSON"),
    "a number": (200, b"1", "the server's answer is not SPARQL results in JSON"),
    "no bindings": (200, b'{"head": {"vars": ["s"]}}', "the server's answer is not SPARQL results in JSON"),
    "odd bindings": (
        200,
        b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": 5}]}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "a list for a value": (
        200,
        b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"value": ["x"]}}]}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "a text for the columns": (
        200,
        b'{"head": {"vars": "abc"}, "results": {"bindings": []}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "a column twice": (
        200,
        b'{"head": {"vars": ["s", "s"]}, "results": {"bindings": []}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "a number for a column": (
        200,
        b'{"head": {"vars": [1]}, "results": {"bindings": []}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "a map for the rows": (
        200,
        b'{"head": {"vars": ["s"]}, "results": {"bindings": {"s": 1}}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "half a letter": (
        200,
        b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"value": "\\ud800"}}]}}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "a word for yes": (
        200,
        b'{"head": {}, "boolean": "yes"}',
        "the server's answer is not SPARQL results in JSON",
    ),
    "no UTF-8": (200, b'{"head": {"vars": ["\xff"]}}', "the server's answer is not SPARQL results in JSON"),
    "too deep": (200, b"[" * 100_000, "the server's answer is not SPARQL results in JSON"),
}


@pytest.mark.parametrize("name", BAD_ANSWERS)
def test_a_bad_answer_is_told_in_a_line(name: str) -> None:
    status, body, message = BAD_ANSWERS[name]
    with serving(lambda _: (status, "text/plain", body)) as address:
        with pytest.raises(QueryError) as caught:
            RemoteStore(address).select("ASK { }")
        assert str(caught.value) == f"{address}: {message}"


def test_a_query_that_the_server_refuses_is_told_in_its_words() -> None:
    with (
        serving(answering(small())) as address,
        pytest.raises(QueryError, match="the server said 400: malformed query"),
    ):
        RemoteStore(address).select("SELECT nonsense")


def test_an_answer_cut_short_is_no_answer() -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"head"')

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        with pytest.raises(QueryError, match="the server's answer ends before it is whole"):
            RemoteStore(f"http://127.0.0.1:{server.server_port}/").select("ASK { }")
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_that_does_not_answer_in_time() -> None:
    stop = threading.Event()

    def wait(_: str) -> tuple[int, str, bytes]:
        stop.wait(5)
        return 200, "text/plain", b""

    with serving(wait) as address:
        with pytest.raises(QueryError, match=r"no answer from the server: .*timed out"):
            RemoteStore(address, timeout=0.2).select("ASK { }")
        stop.set()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("file:///etc/passwd", "an endpoint is an http or https address"),
        ("ftp://example.org/", "an endpoint is an http or https address"),
        ("/etc/passwd", "an endpoint is an http or https address"),
        ("http://127.0.0.1:1/", "no answer from the server: "),
        ("http://no-such-host.invalid/", "no answer from the server: "),
        ("http://", "no server can have this address"),
        ("http://[::1/", "no server can have this address"),
        ("http://127.0.0.1:1/a b", "no server can have this address"),
        ("http://127.0.0.1:port/", "no server can have this address"),
    ],
)
def test_an_address_that_is_none(address: str, message: str) -> None:
    with pytest.raises(OversightError) as caught:
        OversightGraph.load(endpoint=address).coverage()
    assert str(caught.value).startswith(f"{address}: {message}")
    assert "\n" not in str(caught.value)
