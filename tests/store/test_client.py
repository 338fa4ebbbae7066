"""Servers that mean no good: each holds nobody up longer than was said, is told in a sentence, and learns nothing.

Each is a bare socket that sends what it likes, so that nothing between makes it better than it is.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from oversight_graph.cli import main
from oversight_graph.errors import QueryError
from oversight_graph.store.client import Address, exchange
from oversight_graph.store.limits import Limits, select
from oversight_graph.store.store import RemoteStore

OK = b"HTTP/1.1 200 OK\r\n"
MOST = 100_000


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@contextmanager
def sending(pieces: Iterator[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """Give the address of a server that sends these to whoever calls, and what the callers said."""
    listening = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve() -> None:
        try:
            while True:
                caller, _ = listening.accept()
                with caller:
                    heard.append(caller.recv(1 << 16))
                    for piece in pieces:
                        caller.sendall(piece)
                    caller.shutdown(socket.SHUT_WR)
                    while caller.recv(1 << 16):
                        pass  # closing what was not read would take back what was sent
        except OSError:
            pass  # the caller has gone, or the test is over

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}", heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def dribbled(content: bytes, pause: float = 0.05) -> Iterator[bytes]:
    for at in range(len(content)):
        yield content[at : at + 1]
        time.sleep(pause)


def without_end(head: bytes, piece: bytes) -> Iterator[bytes]:
    yield head
    while True:
        yield piece


SERVERS: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    "nothing": (lambda: dribbled(b"  ", 3), "no answer from the server: timed out after 0.5 seconds"),
    "a dribble of headers": (lambda: dribbled(OK + b"X: y\r\n" * 99), "timed out after 0.5 seconds"),
    "a dribble of content": (
        lambda: dribbled(OK + b"Content-Length: 5000\r\n\r\n" + b" " * 5000, 0.003),
        "timed out after 0.5 seconds",
    ),
    "content without end": (lambda: without_end(OK + b"\r\n", b" " * 50_000), "answer is larger than 0 MB"),
    "chunks without end": (
        lambda: without_end(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"5000\r\n" + b" " * 0x5000 + b"\r\n"),
        "answer is larger than 0 MB",
    ),
    "a header without end": (lambda: without_end(OK + b"X: ", b"y" * 50_000), "got more than 65536 bytes"),
    "headers without end": (lambda: without_end(OK, b"X: y\r\n" * 500), "got more than 20000 headers"),
    "a promise without end": (lambda: without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "timed out after 0.5"),
    "content cut short": (lambda: iter([OK + b"Content-Length: 50\r\n\r\n{}"]), "ends before it is whole"),
    "chunks cut short": (
        lambda: iter([OK + b"Transfer-Encoding: chunked\r\n\r\n50\r\n{}"]),
        "it breaks off",
    ),
    "chunks of no size": (lambda: iter([OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"]), "no proper answer"),
    "a length that is none": (lambda: iter([OK + b"Content-Length: -5\r\n\r\n{}"]), "not SPARQL results in JSON"),
    "packed": (lambda: iter([OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"]), "is packed, which nobody asked for"),
    "a page": (lambda: iter([OK + b"Content-Type: text/html\r\n\r\n<html>"]), "it sent a page"),
    "to a file": (lambda: iter([b"HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\n\r\n"]), "sends on to file:///etc"),
    "to ftp": (lambda: iter([b"HTTP/1.1 301 x\r\nLocation: ftp://a:b@h/\r\n\r\n"]), "sends on to ftp://…@h/"),
    "to itself": (lambda: iter([b"HTTP/1.1 303 x\r\nLocation: /\r\n\r\n"]), "the server sends on to /"),
    "kept method": (lambda: iter([b"HTTP/1.1 307 x\r\nLocation: http://a:b@h/?k=v\r\n\r\n"]), "on to http://…@h/?…"),
    "no HTTP": (lambda: iter([b"220 ready\r\n"]), "no proper answer from the server"),
    "a steering sign": (lambda: iter([b"HTTP/1.1 500 \x1b[31mred\r\n\r\n"]), "the server said 500: [31mred"),
    "hung up": (lambda: iter([b""]), "no answer from the server"),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_that_means_no_good(name: str) -> None:
    pieces, message = SERVERS[name]
    with sending(pieces()) as (place, _):
        store = RemoteStore(f"http://{place}/sparql")
        limits = Limits(seconds=0.5 if "0.5" in message else 20, memory=MOST)
        with pytest.raises(QueryError) as caught:
            select(store, "ASK { }", limits=limits)
        assert str(caught.value).startswith(f"http://{place}/sparql: ")
        assert message in str(caught.value)
        assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("text", "url", "shown"),
    [
        ("http://h/x", "http://h/x", "http://h/x"),
        ("http://me:se%40cret@h/x", "http://h/x", "http://…@h/x"),
        ("https://me:sec@ret@h:81/x?key=1", "https://h:81/x?key=1", "https://…@h:81/x?…"),
        ("http://h/a@b/x", "http://h/a@b/x", "http://…@b/x"),
        ("HTTP://h", "HTTP://h", "HTTP://h"),
    ],
)
def test_an_address_is_shown_without_what_is_secret(text: str, url: str, shown: str) -> None:
    address = Address.read(text)
    assert (address.url, address.shown) == (url, shown)


@pytest.mark.parametrize("text", ["ftp://me:secret@h/", "me:secret@h/", "file://me:secret@h/?x", "//me:secret@h"])
def test_nor_is_it_where_the_address_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="is an http or https address") as caught:
        Address.read(text)
    assert "secret" not in str(caught.value)


def test_nor_where_a_password_has_a_stroke_that_ends_the_host() -> None:
    with pytest.raises(QueryError, match=r"no server can have this address.*%2F") as caught:
        Address.read("http://me:sec/ret@h/x")
    assert "sec" not in str(caught.value)


@pytest.mark.parametrize("more", [[], ["--debug"]])
def test_a_password_is_sent_as_it_should_be_and_never_printed(
    more: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with sending(iter([b"HTTP/1.1 401 no\r\n\r\n"])) as (place, heard):
        address = f"http://me:s%C3%A9cret@{place}/x?key=hidden"
        monkeypatch.setattr("sys.argv", ["oversight", "coverage", "--endpoint", address, *more])
        with pytest.raises((SystemExit, QueryError)) as caught:
            main()
        said = "".join(capsys.readouterr()) + repr(caught.value) + repr(RemoteStore(address).endpoint)
    assert b"Authorization: Basic bWU6c8OpY3JldA==" in heard[0]
    assert b"POST /x?key=hidden " in heard[0]
    assert f"http://…@{place}/x?…" in said
    assert not any(secret in said for secret in ("cret", "hidden", "bWU6"))


def test_any_method_and_no_body() -> None:
    with sending(iter([OK + b"Content-Length: 2\r\n\r\nab"])) as (place, heard):
        assert exchange(Address.read(f"http://{place}/"), None, {"Accept": "x"}, method="GET") == b"ab"
    assert heard[0].startswith(b"GET / HTTP/1.1") and b"Accept: x" in heard[0]
