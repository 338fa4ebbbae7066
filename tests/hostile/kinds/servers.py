"""Servers that mean no good: whatever they answer, every command ends in time, in a sentence, and believes no nonsense."""

import gzip
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import repeat
from pathlib import Path
from urllib.parse import parse_qs

from case import Case

# What is sent to who asks for something.
_Pieces = Callable[[bytes], Iterator[bytes]]
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
_COMMANDS = (
    "gaps", "coverage", "bodies --all", "people --all", "actions", "explain 1.1", "check", "oversees SSB", "chain 1.1",
    "measures", "overlap", "conflicts", "practice", "follow-up", "timeline", "diff --from 2025-01-01",
    "whatif --remove SSB", "query post-holders-at-a-date", "query --file q.rq", "export csv -o out", "export popolo",
    "export nquads", "map -o m.html", "report -o r", "verify --sources town", "gaps --place Council",
)  # fmt: skip
_VALUES = {
    "an address": "urn:x", "nothing visible": "\u200b", "a date that is none": "2025-02-30", "a number": "9" * 400,
    "a name of ours": "https://w3id.org/oversight-graph/ns#Commitment", "signs that steer a terminal": "\x1b]0;e\x07\u202e",
}  # fmt: skip
_NO_ADDRESSES = (
    "http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://127.0.0.1:\u0669/", "http://a..b/", "http:///x", "http://:9/", "http://[::1/",
    "http://127.0.0.1:9/a b", "http://127.0.0.1:9/\n", "http://\udcff/", "http://\u202e/", f"http://{'a' * 64}.x/",
)  # fmt: skip
_ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "urn:x"}}]}}


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for name, answer in _answers().items():
        for command in ("gaps", "query --file q.rq", "export csv -o out"):
            yield _asked(f"{command} of one whose answer is {name}", command, _whole(answer))
    # As was asked for, and nonsense.
    for name, value in _VALUES.items():
        for command in _COMMANDS:
            yield _asked(f"{command} of one that says {name} to all", command, partial(_columns_asked, value))
    for command in ("check", "export nquads", "gaps"):
        yield _asked(f"{command} of one that says nothing in each column", command, partial(_columns_asked, None), code=2,
                     says=("nothing stands where",) if command != "gaps" else ())  # fmt: skip
        yield _asked(f"{command} of one that leaves a column out", command, partial(_columns_asked, ""), code=2,
                     says=("other columns than were asked for",))  # fmt: skip
    rows = _whole(_ROWS)
    for name, said, says in (
        ("says that its answer is a part", b"HTTP/1.1 206 Partial content", "gives a part of its answer"),
        ("says that it was interrupted", _OK + b"X-SQL-State: S1TAT\r\nX-SQL-Message: late", "gives a part of its answer: late"),
        ("says that it gives no more rows", _OK + b"X-SPARQL-MaxRows: 1", "there may be more"),
    ):  # fmt: skip
        for command in ("gaps", "query --file q.rq"):
            asked_for: _Pieces = partial(_columns_asked, "urn:x") if "more" in name else rows
            answered: _Pieces = partial(_headed, said, asked_for)
            yield _asked(f"{command} of one that {name}", command, answered, code=2, says=(says,))
    for address in _NO_ADDRESSES:
        for run in (
            ("gaps", "--endpoint", address),
            ("push", "--endpoint", "http://127.0.0.1:9/", "--update", address),
        ):
            yield Case(name=f"{run[0]} to {address!a}", run=run, says=("no server can have this address",), silent=("codec",),
                       fast="\udcff" in address)  # fmt: skip
    yield Case(name="a password that is no text", run="gaps --endpoint http://127.0.0.1:9/", says=("who asks is no text",),
               env={"OVERSIGHT_USER": "me", "OVERSIGHT_PASSWORD": "\udcff"})  # fmt: skip
    for name, pieces in _exchanges().items():
        for command in ("gaps", "check", "query --file q.rq", "export nquads"):
            yield _asked(f"{command} of one that {name}", command, pieces, code=2, says=("127.0.0.1",))
        yield _asked(
            f"push to one that {name}",
            "push --endpoint {url} --data town",
            pieces,
            code=2,
            says=("127.0.0.1",),
            silent=("secret",),
        )


def _asked(name: str, command: str, pieces: _Pieces, **more: object) -> Case:
    run = command.split() if "{url}" in command else [*command.split(), "--endpoint", "{url}"]
    given: dict[str, object] = {"code": (0, 1, 2), "silent": ("secret",)} | more
    return Case(
        name=name, run=(*run, "--timeout", "2"), inject=partial(_serving, pieces), env={"no_proxy": "*"}, seconds=15,
        files={"q.rq": "SELECT ?s { ?s ?p ?o }"}, changes=("out*", "m.html", "r*"), megabytes=900, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def _serving(pieces: _Pieces, _: Path) -> None:
    """Serve in the process of the command, which is given the address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer(caller: socket.socket) -> None:
        try:
            with caller:
                caller.settimeout(10)
                asked = caller.recv(1 << 20)
                size = re.search(rb"(?i)content-length: (\d+)", asked)
                while size and len(asked.partition(b"\r\n\r\n")[2]) < int(size[1]) and (more := caller.recv(1 << 20)):
                    asked += more
                for piece in pieces(asked):
                    caller.sendall(piece)
        except OSError:
            pass  # whoever called has gone

    def serve() -> None:
        while True:
            threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    url = f"http://me:secret@127.0.0.1:{listening.getsockname()[1]}/sparql"
    sys.argv = [word.replace("{url}", url) for word in sys.argv]


def _headed(head: bytes, pieces: _Pieces, asked: bytes) -> Iterator[bytes]:
    """Answer the same under another head."""
    for piece in pieces(asked):
        yield head.strip() + b"\r\nContent-Length" + piece.partition(b"\r\nContent-Length")[2]


def _whole(answer: object) -> _Pieces:
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return lambda _: iter([_OK + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(content) + content])


def _columns_asked(value: str | None, asked: bytes) -> Iterator[bytes]:
    """Answer with the columns that were asked for, and the same value in each; yes if that was the question.

    None leaves each value out, nothing for a value the last column.
    """
    import pyoxigraph as ox

    form = parse_qs(asked.partition(b"\r\n\r\n")[2].decode())
    try:
        answer = ox.Store().query(form.get("query", ["ASK {}"])[0])
    except SyntaxError:
        answer = None
    if not isinstance(answer, ox.QuerySolutions):
        yield from _whole({"boolean": True})(asked)
        return
    columns = [each.value for each in answer.variables]
    columns = columns[:-1] if value == "" else columns
    row = (
        {}
        if value is None
        else {
            name: {"type": "literal", "value": "1" if name == "n" and value == "urn:x" else value} for name in columns
        }
    )
    yield from _whole({"head": {"vars": columns}, "results": {"bindings": [row]}})(asked)


def _answers() -> dict[str, object]:
    def rows(columns: list[str], *values: object) -> dict[str, object]:
        return {"head": {"vars": columns}, "results": {"bindings": [dict.fromkeys(columns, each) for each in values]}}

    text = {"type": "literal", "value": "urn:x"}
    many = [f"c{n}" for n in range(30)]
    return {
        "the same row to all": _ROWS, "true to all": {"boolean": True}, "false to all": {"boolean": False},
        "thirty columns to all": rows(many, text), "a thousand rows to all": rows(["x"], *[text] * 1000),
        "no row to all": rows(["x"]), "no column to all": {"head": {"vars": []}, "results": {"bindings": [{}]}},
        "numbers for values": rows(["x"], {"value": 5}), "lists for values": rows(["x"], {"value": ["a"]}),
        "things for values": rows(["x"], {"value": {}}), "null for values": rows(["x"], {"value": None}),
        "a text for columns": {"head": {"vars": "x"}, "results": {"bindings": []}}, "a text for rows": {"head": {"vars": ["x"]}, "results": {"bindings": "x"}},
        "a row that is a list": {"head": {"vars": ["x"]}, "results": {"bindings": [["x"]]}}, "neither yes nor no": {"boolean": "yes"},
        "a list": [1], "a number": b"5", "half of it": b'{"head": {"vars": ["x"', "nothing": b"", "a page": b"<html>404</html>",
        "100,000 brackets": b"[" * 100_000, "half a letter": b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"value":"\\ud800"}}]}}',
        "signs that steer a terminal": rows(["x\x1b[31m"], {"type": "literal", "value": "\x1b]0;evil\x07\u202e"}),
    }  # fmt: skip


def _exchanges() -> dict[str, _Pieces]:
    def slowly(piece: bytes, head: bytes, _: bytes) -> Iterator[bytes]:
        yield head
        for _again in range(100):
            time.sleep(0.2)
            yield piece

    def said(*pieces: bytes) -> _Pieces:
        return lambda _: iter(pieces)

    chunked, packed = _OK + b"Transfer-Encoding: chunked\r\n\r\n", _OK + b"Content-Encoding: gzip\r\n\r\n"
    found: dict[str, _Pieces] = {
        "dribbles": partial(slowly, b" ", _OK + b"\r\n"), "dribbles its header": partial(slowly, b"X", b"HTTP/1.1 200 OK\r\nX: "),
        "dribbles in pieces": partial(slowly, b"1\r\n \r\n", chunked), "says nothing": partial(slowly, b"", b""),
        "goes at once": said(b""), "speaks something else": said(b"220 ready\r\n" * 3), "sends a header without end": lambda _: repeat(b"X: " + b"y" * 9999),
        "sends headers without end": lambda _: (b"X%d: y\r\n" % n if n else b"HTTP/1.1 200 OK\r\n" for n in range(1_000_000)),
        "sends pieces without end": lambda _: (b"10\r\n0123456789abcdef\r\n" if n else chunked for n in range(100_000_000)),
        "sends a piece of a size that is none": said(chunked, b"zz\r\n"), "sends a piece below nothing": said(chunked, b"-5\r\nabc\r\n"),
        "says a length that is none": said(_OK, b"Content-Length: x\r\n\r\n{}"), "says too large a length": said(_OK, b"Content-Length: 99\r\n\r\n{}"),
        "says a length below nothing": said(_OK, b"Content-Length: -5\r\n\r\n{}"), "packs what is no packing": said(packed, b"nope"),
        "packs what swells": said(packed, gzip.compress(b" " * 10_000_000)), "says that all is well and nothing more": said(b"HTTP/1.1 204 No Content\r\n\r\n"),
        "goes on with 100 without end": lambda _: repeat(b"HTTP/1.1 100 Continue\r\n\r\n"), "has a status that is none": said(b"HTTP/1.1 abc OK\r\n\r\n"),
        "has no status": said(b"HTTP/1.1\r\n\r\n"), "switches": said(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"),
    }  # fmt: skip
    for place in (
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "//evil",
        "",
        "javascript:x",
        "/\x1b[31m",
        "http://me:secret@h/",
    ):
        found[f"sends on to {place!a}"] = said(
            f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()
        )
    for code in (200, 400, 401, 403, 404, 413, 429, 500, 503, 511):
        found[f"says {code} with signs that steer"] = said(
            b"HTTP/1.1 %d \x1b[31mx\r\nContent-Length: 9\r\n\r\n\x1b[31mevil" % code
        )
    found["asks for a password in its own way"] = said(
        b'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="\x1b[31m", nonce="x", algorithm="y"\r\nContent-Length: 0\r\n\r\n'
    )
    return found
