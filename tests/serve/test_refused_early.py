"""Who still sends when the answer is given receives it, and is not waited for without end."""

import socket
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.serve.conftest import Served

_HEAD = "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
_QUERY = _HEAD + "Content-Type: application/sparql-query\r\n"
_BLOCK = b"x" * 65536
_PIECE = b"10000\r\n" + _BLOCK + b"\r\n"

EARLY: dict[str, tuple[str, bytes, int]] = {
    "a head too long": (f"GET /health {_HEAD}" + "X: aaaaaaaa\r\n" * 5000, b"Y: aaaaaa\r\n" * 5000, 400),
    "a body too large": (f"POST /sparql {_QUERY}Content-Length: 90000000\r\n\r\n", _BLOCK, 413),
    "a body that turns out too large": (f"POST /sparql {_QUERY}Transfer-Encoding: chunked\r\n\r\n", _PIECE, 413),
    "a piece without a length": (f"POST /sparql {_QUERY}Transfer-Encoding: chunked\r\n\r\nzz\r\n", _BLOCK, 400),
    "a method that is not answered": (f"DELETE /x {_HEAD}Content-Length: 90000000\r\n\r\n", _BLOCK, 405),
    "a page that takes nothing": (f"POST /list/gaps {_HEAD}Content-Length: 900000\r\n\r\n", _BLOCK, 405),
    "no HTTP": ("\x16\x03\x01 hello\r\n\r\n", _BLOCK, 400),
}


@pytest.mark.parametrize("name", EARLY)
def test_the_answer_arrives(served: "Served", name: str) -> None:
    first, later, status = EARLY[name]
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as link:
        link.sendall(first.encode("latin-1"))
        for _ in range(24):
            time.sleep(0.02)
            link.sendall(later)
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    assert answer.split()[1:2] == [str(status).encode()], answer[:200]


def test_who_never_stops_sending_is_cut_off(served: "Served") -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as link:
        link.sendall(f"DELETE /x {_HEAD}Content-Length: 9000000000\r\n\r\n".encode())
        begun, cut = time.monotonic(), False
        while not cut and time.monotonic() - begun < 30:
            try:
                link.sendall(_BLOCK)
                time.sleep(0.01)
            except ConnectionError:
                cut = True
    assert cut
    assert served.get("/health").status_code == 200
