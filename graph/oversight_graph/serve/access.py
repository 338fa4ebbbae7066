"""Access control before all pages: who may ask and how much, the security headers, and the log."""

import asyncio
import ipaddress
import re
import select
import socket
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from oversight_graph.errors import one_line
from oversight_graph.serve.pages.frame import CSP
from oversight_graph.serve.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none at all, a form of ours would not say whence it comes
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
    "content-security-policy": CSP,
}
# What may still come of such a request is not read: the connection ends with it.
_LAST = {"Connection": "close"}
_ENDPOINT = ("/sparql", "/sparql/")


class AccessControl:
    """Lets through what may be asked.

    Notes
    -----
    A page of another site can make a browser send requests here, and, by giving its own name another address, even
    read the answers (DNS rebinding). A request counts only if it names this server by an address in figures, which no
    page of another site can do, or by a name that is ours.
    """

    def __init__(self, app: "ASGIApp", settings: Settings) -> None:
        self.app, self.settings = app, settings
        self._most = f"A request may bring up to {settings.body_bytes} bytes."
        self.names = {"localhost", settings.host.lower(), *(name.lower() for name in settings.hosts)}
        if settings.host not in ("127.0.0.1", "::1", "localhost"):
            self.names.add(socket.gethostname().lower())

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status, size = time.monotonic(), 0, 0

        async def sent(message: "Message") -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            size += len(message.get("body", b""))
            # Who does not take the answer does not keep it in memory for ever.
            await asyncio.wait_for(send(message), self.settings.slow_seconds)

        try:
            answer = self._refused(scope) or self.app
            await answer(scope, self._bounded(receive), sent)
        except asyncio.CancelledError:
            # The server ends, and waits no longer for what is still being worked out.
            if not status:
                await _said(503, "This server is being ended.")(scope, receive, sent)
        finally:
            _log(scope, status, time.monotonic() - begun, size)

    def _refused(self, scope: "Scope") -> Response | None:
        if scope["method"] not in _METHODS:
            return _said(405, "This is answered to GET, HEAD and POST only.", Allow="GET, HEAD, POST")
        sent = Headers(scope=scope)
        if sum(len(name) + len(value) + 4 for name, value in sent.items()) > self.settings.head_bytes:
            return _said(431, f"The head of a request may have up to {self.settings.head_bytes} bytes.")
        hosts = sent.getlist("host")
        if len(hosts) != 1 or not self._ours(hosts[0]):
            return _said(421, "This server is not called so: start it with --allow-host NAME if it is.")
        if len(scope["query_string"]) > self.settings.head_bytes // 2 or len(scope["path"]) > 4096:
            return _said(414, "The address is too long.")
        if any(ord(c) < 32 for c in scope["path"]):
            return _said(400, "The address holds control characters.")
        if sent.get("content-encoding", "identity").strip().lower() != "identity":
            return _said(415, "A request is sent as it is, not packed.")
        length = sent.get("content-length", "0")
        if not length.isascii() or not length.isdecimal():
            return _said(400, "The length of the request is no number.")
        if int(length) > self.settings.body_bytes:
            return _said(413, self._most)
        if scope["method"] == "POST" and scope["path"] not in _ENDPOINT:
            origin = sent.get("origin")
            if (origin is not None and origin.partition("://")[2] != hosts[0]) or sent.get(
                "sec-fetch-site", "same-origin"
            ) not in ("same-origin", "none"):
                return _said(403, "A page of another site may not change anything here.")
        return None

    def _ours(self, host: str) -> bool:
        parts = re.fullmatch(r"(?:\[([0-9a-f:.]+)\]|([^:\[\]]+))(?::[0-9]*)?", host.strip().lower())
        if parts is None:
            return False
        in_brackets, name = parts.groups()
        with suppress(ValueError):
            return bool(ipaddress.IPv6Address(in_brackets) if in_brackets else ipaddress.IPv4Address(name))
        return name in self.names

    def _bounded(self, receive: "Receive") -> "Receive":
        """Return what receives a body that is neither too large nor too slow."""
        size, until = 0, time.monotonic() + self.settings.slow_seconds

        async def receive_some() -> "Message":
            nonlocal size, until
            if until:
                try:
                    message = await asyncio.wait_for(receive(), max(until - time.monotonic(), 0.01))
                except TimeoutError as error:
                    raise HTTPException(408, "The request did not come to its end.", _LAST) from error
            else:
                message = await receive()
            if until and message["type"] == "http.disconnect":
                raise HTTPException(400, "The request broke off.", _LAST)
            if message["type"] == "http.request":
                size += len(message.get("body", b""))
                if size > self.settings.body_bytes:
                    raise HTTPException(413, self._most, _LAST)
                if not message.get("more_body"):
                    until = 0.0  # what follows is that the client leaves, for which we wait as long as it takes
            return message

        return receive_some


def _said(status: int, sentence: str, **headers: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", status, _LAST | headers)


def _taken(stream: TextIO) -> bool:
    """Say whether a line can be written without waiting for somebody to read what was written before."""
    with suppress(OSError, ValueError):
        return bool(select.select([], [stream], [], 0)[1])
    return True


def _log(scope: "Scope", status: int, seconds: float, size: int) -> None:
    client = (scope.get("client") or ("-",))[0]
    asked = scope["path"] + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
    if not _taken(sys.stderr):
        return
    line = one_line(f"{client} {scope['method']} {asked}", 300)
    sys.stderr.write(f"{line} {status} {size} B {seconds * 1000:.0f} ms\n")
