"""Requests that nobody means well: each is refused in a sentence, or does no harm, and the next is answered."""

import gzip
import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.serve.conftest import Served, Start

# A cross join that no machine comes to the end of.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) < STR(?j)) }"
PACKED = gzip.compress(b"ASK {}")
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


def raw(served: "Served", request: bytes, seconds: float = 90) -> bytes:
    """Send bytes as they are, and return what comes back until the other side ends it."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=seconds) as link:
        link.sendall(request)
        pieces = []
        try:
            while piece := link.recv(65536):
                pieces.append(piece)
        except TimeoutError:
            pieces.append(b"...")
    return b"".join(pieces)


def head(*lines: str, method: str = "GET", path: str = "/health", host: str = "localhost") -> bytes:
    named = [f"Host: {host}"] if host else []
    return "\r\n".join([f"{method} {path} HTTP/1.1", *named, "Connection: close", *lines, "", ""]).encode("latin-1")


TABLE: dict[str, tuple[bytes, tuple[int, ...]]] = {
    "as it should be": (head(), (200,)),
    "figures for a name": (head(host="192.168.7.7:8000"), (200,)),
    "figures of version 6": (head(host="[::1]:80"), (200,)),
    "rebinding": (head(host="evil.example"), (421,)),
    "rebinding with our name before": (head(host="localhost.evil.example"), (421,)),
    "a user before the host": (head(host="localhost@evil.example"), (421,)),
    "a port that is none": (head(host="localhost:80x"), (421,)),
    "a zone in the figures": (head(host="[fe80::1%25eth0]", path="/sparql"), (421,)),
    "a name in brackets": (head(host="[localhost]", path="/sparql"), (421,)),
    "figures of version 4 in brackets": (head(host="[127.0.0.1]", path="/sparql"), (421,)),
    "something behind the brackets": (head(host="[::1]evil.example", path="/sparql"), (421,)),
    "no host": (head(host=""), (400, 421)),
    "two hosts": (head("Host: evil.example"), (400, 421)),
    "method TRACE": (head(method="TRACE"), (405,)),
    "method DELETE": (head(method="DELETE", path="/"), (405,)),
    "method CONNECT": (head(method="CONNECT", path="evil.example:443"), (400, 405)),
    "method of its own": (head(method="STEAL"), (405,)),
    "post to a page": (head("Content-Length: 0", method="POST", path="/list/gaps"), (405,)),
    "absolute address": (head(path="http://evil.example/health"), (400, 404, 200)),
    "traversal": (head(path="/static/../../../../etc/passwd"), (404,)),
    "traversal, encoded": (head(path="/static/%2e%2e/%2e%2e/settings.py"), (404,)),
    "traversal, twice": (head(path="/static/%252e%252e%252fsettings.py"), (404,)),
    "traversal by backslash": (head(path="/static/..%5c..%5csettings.py"), (404,)),
    "a module for a file": (head(path="/static/site.html.j2"), (404,)),
    "traversal in a list": (head(path="/list/..%2f..%2fetc%2fpasswd"), (404,)),
    "traversal in a question": (head(path="/ask/..%2frules%2fcovers"), (404,)),
    "a null in the path": (head(path="/list/%00gaps"), (400,)),
    "a line end in the path": (head(path="/list/%0d%0aSet-Cookie:x"), (400,)),
    "not UTF-8": (head(path="/list/%ff%fe"), (404,)),
    "long path": (head(path="/" + "a" * 9000), (414,)),
    "long query": (head(path="/list/gaps?q=" + "a" * 20_000), (414,)),
    "many fields": (head(path="/list/gaps?" + "&".join(f"a{n}=1" for n in range(400))), (400,)),
    "long head": (head("X: " + "a" * 40_000), (400, 431)),
    "many heads": (head(*(f"X{n}: {'a' * 40}" for n in range(2000))), (400, 431)),
    "length not a number": (head("Content-Length: ten", method="POST", path="/sparql"), (400,)),
    "length below nothing": (head("Content-Length: -1", method="POST", path="/sparql"), (400,)),
    "two lengths": (head("Content-Length: 1", "Content-Length: 2", method="POST", path="/sparql"), (400,)),
    "a length too large": (head("Content-Length: 99999999999", method="POST", path="/sparql"), (413,)),
    "length and pieces": (
        head("Content-Length: 5", "Transfer-Encoding: chunked", method="POST", path="/sparql") + b"0\r\n\r\n",
        (400, 415),
    ),
    "pieces too large": (
        head("Transfer-Encoding: chunked", "Content-Type: application/sparql-query", method="POST", path="/sparql")
        + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 20 + b"0\r\n\r\n",
        (413,),
    ),
    "a length of a piece that is none": (
        head("Transfer-Encoding: chunked", "Content-Type: application/sparql-query", method="POST", path="/sparql")
        + b"zz\r\nx\r\n",
        (400,),
    ),
    "pieces twice": (head("Transfer-Encoding: chunked, chunked", method="POST", path="/sparql") + b"0\r\n\r\n", (400,)),
    "packed": (
        head("Content-Encoding: gzip", "Content-Type: application/sparql-query", f"Content-Length: {len(PACKED)}",
             method="POST", path="/sparql") + PACKED,
        (415,),
    ),
    "a second request in the body": (
        head("Content-Length: 4", "Transfer-Encoding : chunked", method="POST", path="/sparql")
        + b"0\r\n\r\nGET /x HTTP/1.1\r\nHost: localhost\r\n\r\n",
        (400,),
    ),
    "another address told by a proxy": (head("X-Forwarded-Host: evil.example", "Forwarded: host=evil.example"), (200,)),
    "another method told in the head": (head("X-HTTP-Method-Override: DELETE", path="/list"), (200,)),
    "version 0.9": (b"GET /health\r\n\r\n", (400,)),
    "version 1.0 without a host": (b"GET /health HTTP/1.0\r\n\r\n", (421,)),
    "version 2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 405)),
    "a carriage return in the head": (head("X: a\rb: c"), (400,)),
    "a space in the name of a head": (head("X Y: a"), (400,)),
    "no sense in what is accepted": (head("Accept: ;;;q=,/,*/*;q=nan", path="/list/gaps"), (200,)),
    "a charset of another kind": (
        head("Content-Type: application/sparql-query; charset=idna", "Content-Length: 6", method="POST", path="/sparql")
        + b"ASK {}",
        (415,),
    ),
    "a column many times": (head(path="/list/gaps?columns=" + ",".join(["ref"] * 3000)), (200,)),
    "a part that there is not": (head(path="/list/gaps?page=99999999999"), (200,)),
    "a body that goes into itself": (head(path="/list/whatif?merge=AGG&into=AGG"), (400,)),
    "two dates the wrong way round": (head(path="/list/diff?from=2030-01-01&to=2001-01-01"), (400,)),
    "half a letter": (head(path="/search?q=%ed%a0%80"), (200, 404)),
    "another server in the path": (head(path="//evil.example/%2f.."), (404,)),
    "a query nested deep": (head(path="/sparql?query=" + "%7B" * 3000), (400,)),
    "an encoding unknown": (head("Transfer-Encoding: gzip", method="POST", path="/sparql"), (400, 501)),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", (400,)),
    "a head with a null": (head("X: a\x00b"), (400,)),
    "no date": (head(path="/list/gaps?as_of=2018-02-31"), (400,)),
    "a number too large": (head(path="/list/gaps?below=99999999999999999999"), (400,)),
    "no such column": (head(path="/list/gaps?sort=__class__"), (400,)),
    "markup in a search": (head(path="/search?q=%3Cscript%3Ealert(1)%3C/script%3E"), (404,)),
    "an escape for a redirect": (head(path="/thing?iri=//evil.example"), (404,)),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_each_is_refused_or_harmless(served: "Served", name: str) -> None:
    request, expected = TABLE[name]
    answer = raw(served, request)
    assert answer.startswith(b"HTTP/1.1 "), answer[:200]
    assert int(answer.split()[1]) in expected, answer[:400]
    body = answer.partition(b"\r\n\r\n")[2]
    assert b"Traceback" not in body
    assert b"<script>alert" not in body
    assert str(Path(__file__).resolve().parents[2]).encode() not in body
    assert b"set-cookie" not in answer.lower().partition(b"\r\n\r\n")[0]
    assert served.get("/health").status_code == 200


def test_who_breaks_off_leaves_no_fault_in_the_log(served: "Served") -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as link:
        link.sendall(
            head("Content-Type: application/sparql-query", "Content-Length: 99", method="POST", path="/sparql")
        )
        link.sendall(b"ASK")
    deadline = time.monotonic() + 20
    while not any("POST /sparql 400 " in line for line in served.log) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert any("POST /sparql 400 " in line for line in served.log)
    assert not [line for line in served.log if "Traceback" in line]


def test_what_browsers_are_told_on_every_page(served: "Served") -> None:
    for path in ("/", "/list/gaps", "/static/serve.css", "/health", "/no-such-page", "/sparql?query=ASK%7B%7D"):
        headers = served.get(path).headers
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers
    assert "frame-ancestors 'self'" in served.get("/map.html").headers["content-security-policy"]


def test_a_query_without_end_is_ended_and_the_next_is_answered(served: "Served") -> None:
    done: list[int] = []
    for _ in range(4):
        served.get("/list/gaps")  # each worker has been asked once

    def endless() -> None:
        done.append(served.get("/sparql", params={"query": ENDLESS}).status_code)

    threads = [threading.Thread(target=endless) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    assert served.get("/list/gaps").status_code == 200  # pages do not wait for queries
    assert done == []
    for thread in threads:
        thread.join()
    assert done == [503, 503]
    answer = served.get("/sparql", params={"query": "ASK {}"})
    assert answer.json()["boolean"] is True
    assert served.get("/query", params={"query": ENDLESS}).status_code == 503


def test_an_answer_too_large_is_refused_in_a_sentence(served: "Served") -> None:
    for query in (LARGE, "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"):
        response = served.get("/sparql", params={"query": query})
        assert response.status_code == 403
        assert "add a LIMIT" in response.text
    exact = served.get("/sparql", params={"query": "SELECT * { ?a ?b ?c } LIMIT 5000"})
    assert len(exact.json()["results"]["bindings"]) == 5000
    assert served.get("/sparql", params={"query": "SELECT * { ?a ?b ?c } LIMIT 5001"}).status_code == 403


def test_who_is_slow_is_left_and_others_are_answered(start: "Start") -> None:
    served = start()
    links = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(30)]
    for number, link in enumerate(links):
        # Half a head; a head and half a body; nothing at all.
        link.sendall([b"GET / HTTP/1.1\r\nHost: loc", head("Content-Type: application/sparql-query",
                      "Content-Length: 9", method="POST", path="/sparql") + b"ASK", b""][number % 3])  # fmt: skip
    begun = time.monotonic()
    assert served.get("/health").status_code == 200
    assert served.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    for number, link in enumerate(links):
        link.settimeout(25)
        answer = link.recv(1000)
        assert answer == b"" or (number % 3 == 1 and b" 408 " in answer), answer
        link.close()
    assert time.monotonic() - begun < 25
    assert served.stop() == 0


def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(start: "Start") -> None:
    served = start()
    before = served.get("/list/gaps.csv").content
    for _ in range(2):
        for worker in served.workers():
            os.kill(worker, signal.SIGKILL)
        assert served.get("/list/gaps.csv").content == before
        assert served.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_a_server_that_is_killed_leaves_no_process_behind(start: "Start") -> None:
    served = start()
    deadline = time.monotonic() + 20
    while len(served.workers()) < 5 and time.monotonic() < deadline:
        time.sleep(0.1)
    workers = served.workers()
    assert len(workers) == 5
    served.stop(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while any(_runs(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_runs(worker) for worker in workers)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
