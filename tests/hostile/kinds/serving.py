"""The server: what it is started with, what is asked of it, what becomes of its data meanwhile, and how it ends."""

import http.client
import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from case import STARTER, Case, Outcome

if TYPE_CHECKING:
    from oversight_graph.serve.settings import Settings

_ENDLESS = quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) < STR(?j)) }")
_FIRST = min(path.name for path in STARTER.glob("*.ttl"))
# Is given the folder and the port, does its worst, and returns what is amiss.
_Client = Callable[[Path, int], str]


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for option, values in _refused().items():
        for value in values:
            words = ("serve", "--data", "town", "--port", "0", option, value)
            yield Case(
                name=f"{option} {value[:30]!a}, {len(value)} letters",
                run=words,
                fast=value == "" and option == "--host",
                seconds=10,
            )
    for name, (run, says) in _told().items():
        yield _served(
            f"not read: {name}",
            _healthy,
            run,
            says=says,
            files={"more/x.rdf": "x", "town/y.n3": "y", "town/z.ttl": "# z"},
        )
    for name, change in _changes().items():
        yield _served(f"its data becomes {name}", partial(_changed, change), changes=("town", "town/*"))
    for sign in ("SIGTERM", "SIGINT", "SIGHUP"):
        for name, sent in _unfinished().items():
            yield _served(f"{sign} with {name}", partial(_left, sent), sign=sign, silent=("Traceback",), seconds=30)
    for name, requests in _together().items():
        yield _served(name, partial(_all_answered, requests))
    yield _served("nobody reads what it says", _much_said, own_pipe=True)


def _served(
    name: str, client: _Client, run: str = "", *, sign: str = "SIGTERM", own_pipe: bool = False, **more: object
) -> Case:
    """Return a case in which a client is there beside the server, and ends it with a signal."""

    def inject(here: Path) -> None:
        from oversight_graph.serve import run as running

        # Any port that is free: one that was free a moment ago may be another's by now.
        listen, listening = running.bound, list[socket.socket]()

        def bound(settings: "Settings") -> socket.socket:
            listening.append(listen(settings))
            return listening[0]

        running.bound = bound
        if own_pipe:
            reader, writer = os.pipe()
            os.dup2(writer, 2)
            os.set_inheritable(reader, False)

        def visit() -> None:
            amiss = "the server did not begin"
            port = 0
            for _ in range(300):
                time.sleep(0.1)
                port = listening[0].getsockname()[1] if listening else 0
                if port and _get(port, "/health")[0] == 200:
                    break
            try:
                amiss = client(here, port) or _next_is_answered(port)
            except Exception as error:
                amiss = f"{type(error).__name__}: {error}"
            (here / "said.txt").write_text(amiss, encoding="utf-8")
            os.kill(os.getpid(), getattr(signal, sign))

        threading.Thread(target=visit, daemon=True).start()

    given: dict[str, object] = {"code": 0, "seconds": 20} | more
    given["changes"] = ("said.txt", *given.get("changes", ()))  # type: ignore[misc]
    return Case(
        name=name, run=run or "serve --data town --port 0", inject=inject, after=_said, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _said(here: Path, _: Outcome) -> str | None:
    return (here / "said.txt").read_text(encoding="utf-8") or None


def _get(port: int, path: str) -> tuple[int, bytes]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        link.request("GET", path)
        answer = link.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        link.close()


def _next_is_answered(port: int) -> str:
    missed = [path for path in ("/list/gaps", "/sparql?query=ASK%7B%7D") if _get(port, path)[0] != 200]
    return f"not answered any more: {missed}" if missed else ""


def _refused() -> dict[str, list[str]]:
    """Return what is refused before anything is served."""
    return {
        "--host": ["", " ", "nope.invalid", "256.1.1.1", "::x", "[::1]", "a" * 100_000, "127.0.0.1:80", "http://localhost", "\x1b[31m", "a..b",
                   "a" * 70 + ".x", "\udcff", "fe80::1%nope", "*", "8.8.8.8"],
        "--port": ["70000", "-1", "x", "", "1.5", "0x50"],
        "--allow-host": ["", "*", "\n", "a b", "example.org:80"],
        "--allow-origin": ["", "x", "*", "null", "https://", "https://\x1b", "https://a/b", "https://a b"],
        "--earlier": ["", "nothing", "/dev/zero", "town/README.md"],
        "--review": ["", "nothing.xlsx", "/dev/null", "town"],
        "--timeout": ["0", "3601", "9" * 30], "--rows": ["0", "-1"], "--as-of": ["x", "2018-02-30"], "--place": ["", "Nowhere"],
        "--sources": ["", "nothing", "/dev/zero"],
    }  # fmt: skip


def _told() -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        "a file of another kind and one without a statement": (
            "serve --data town --port 0", ("not read: 1 file (data without a statement)", "not read: 1 file (a name that"),
        ),
    }  # fmt: skip


def _healthy(_: Path, port: int) -> str:
    return "" if b"not read: 1 file" in _get(port, "/list/gaps")[1] else "a page does not say what was not read"


def _changes() -> dict[str, Callable[[Path], object]]:
    def becomes(make: Callable[[Path], object]) -> Callable[[Path], object]:
        def change(town: Path) -> None:
            (town / _FIRST).unlink()
            make(town / _FIRST)

        return change

    def sparse(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(2 << 30)

    def as_file(town: Path) -> None:
        shutil.rmtree(town)
        town.write_text("x")

    return {
        "half a file": becomes(lambda path: path.write_text("@prefix : <x")), "a pipe": becomes(lambda path: os.mkfifo(path)),
        "2 GB of nothing": becomes(sparse), "a link to itself": becomes(lambda path: path.symlink_to(path)),
        "a device": becomes(lambda path: path.symlink_to("/dev/zero")), "a million brackets": becomes(lambda path: path.write_text("[" * 1_000_000)),
        "nothing": lambda town: shutil.rmtree(town), "a file": as_file,
        "a file whose name steers a terminal": lambda town: (town / "\n\x1b[31m<b>.ttl").write_text("x"),
    }  # fmt: skip


def _changed(change: Callable[[Path], object], here: Path, port: int) -> str:
    before = _get(port, "/list/gaps.csv")
    change(here / "town")
    for _ in range(100):
        time.sleep(0.1)
        if b'"old"' in _get(port, "/health")[1]:
            break
    else:
        return "the change is not noticed"
    page = _get(port, "/list/gaps")[1]
    if b"cannot be loaded" not in page:
        return "a page does not say that the data cannot be loaded"
    if os.fsencode(here) in page:
        return "a page shows a path of the machine"
    return "" if _get(port, "/list/gaps.csv") == before else "what was loaded is no longer shown"


def _unfinished() -> dict[str, bytes]:
    return {
        "a query that does not end": f"GET /sparql?query={_ENDLESS} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
        "half a request": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nASK",
        "half a head": b"GET / HTTP/1.1\r\nHos",
    }


def _left(sent: bytes, _: Path, port: int) -> str:
    """Leave a request unfinished when the server is asked to end."""
    link = socket.create_connection(("127.0.0.1", port))
    link.sendall(sent)
    _LINKS.append(link)
    time.sleep(0.3)
    return ""


_LINKS: list[socket.socket] = []


def _together() -> dict[str, list[bytes]]:
    def head(*lines: str, path: str = "/list/gaps", method: str = "GET") -> bytes:
        return "\r\n".join(
            (f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", "")
        ).encode("latin-1")

    query = "Content-Type: application/sparql-query"
    return {
        "methods of every kind": [head(method=each) for each in ("TRACE", "CONNECT", "PROPFIND", "get", "A" * 5000, "OPTIONS", "HEAD", "\x1b[31m")],
        "what is asked of ranges and times": [head(each) for each in (
            "Range: bytes=0-0", "Range: bytes=99999999-", "If-None-Match: *", "If-Match: x", "If-Modified-Since: never", "If-Range: x", "Expect: 200-ok",
            "Upgrade: h2c", "TE: trailers", "Connection: keep-alive, close", "Max-Forwards: 0")],
        "what is accepted that is no sense": [head(f"Accept: {each}", path=path) for path in ("/list/gaps", "/sparql?query=ASK%7B%7D") for each in (
            "text/html;q=9e999", "text/html;q=nan", "a" * 20_000, ",,,,", "/", "TEXT/HTML", ";" * 9999, "text/*;q=0,*/*;q=0", "\xff")],
        "names of many letters": [head(path=f"/{place}{'a' * 15_000}") for place in ("search?q=", "thing?iri=", "list/gaps?as_of=", "list/whatif?remove=", "list/chain?thing=")],
        "dates that are none": [head(path=f"/{page}?as_of={day}") for page in ("", "list/gaps", "map.svg", "search") for day in (
            "2018-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "%D9%A2", "T", "2018-13", "9" * 5000)],
        "graphs that are none": [head(path=f"/sparql?query=ASK%7B%7D&{kind}-graph-uri={quote(graph)}") for kind in ("default", "named") for graph in (
            "", "x y", "\0", "file:///etc/passwd", "http://127.0.0.1:9/", "a" * 9000)],
        "bodies in pieces of every kind": [head(query, "Transfer-Encoding: chunked", path="/sparql", method="POST") + each for each in (
            b"5;" + b"x" * 30_000 + b"\r\nASK{}\r\n0\r\n\r\n", b"-5\r\n", b"5\r\nASK{}\r\n0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n", b"1\r\n#\r\n" * 20_000 + b"0\r\n\r\n")],
        "queries that are deep, long or wide": [head(query, f"Content-Length: {len(each)}", path="/sparql", method="POST") + each for each in (
            b"(" * 1_000_000, b"ASK{FILTER(" + b"!" * 100_000 + b"1)}", b"ASK{?a " + b"^" * 90_000 + b"<x> ?b}", b"PREFIX a:<x> " * 30_000 + b"ASK{}", b"\xef\xbb\xbfASK{}",
            b"SELECT*{" + b"?a?b?c." * 50_000 + b"}", b"\xff\xfe", b"\0", b"")],
        "what is no HTTP": [b"\r\n" * 5 + b"X", b"GET\r\n\r\n", b"\0" * 5000, b"\x16\x03\x01" + b"x" * 300, b"GET\t/\tHTTP/1.1\r\n\r\n", b"GET / http/1.1\r\nHost: localhost\r\n\r\n"],
    }  # fmt: skip


def _all_answered(requests: list[bytes], here: Path, port: int) -> str:
    """Send each, half of them from a client that then closes its side, and look at what comes back."""
    for number, sent in enumerate(requests):
        answer = b""
        with socket.create_connection(("127.0.0.1", port), timeout=30) as link:
            try:
                link.sendall(sent)
                if number % 2:
                    link.shutdown(socket.SHUT_WR)
                while piece := link.recv(1 << 16):
                    answer += piece
            except ConnectionError:
                pass  # it was refused before it was read to its end
        for never in (b" 500 ", b"Traceback", b"site-packages", os.fsencode(here)):
            if never in answer:
                return f"{sent[:60]!r} is answered with {never!r}"
    return ""


def _much_said(_: Path, port: int) -> str:
    missed = sum(_get(port, f"/health?{'x' * 200}")[0] != 200 for _ in range(500))
    return f"{missed} of 500 not answered" if missed else ""
