"""Starts and stops the server."""

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import UsageError
from oversight_graph.process import ENDING
from oversight_graph.serve.pool import Pool
from oversight_graph.serve.settings import Settings
from oversight_graph.serve.watch import watched

if TYPE_CHECKING:
    from uvicorn import Server

_CONNECTIONS = 200
_IDLE_SECONDS = 15
_STOP_SECONDS = 5


def serve(settings: Settings, started: Any = lambda address: None) -> None:
    """Serve until the process is told to stop.

    Parameters
    ----------
    started : callable
        Is given the address of the front page once it can be asked for.

    Raises
    ------
    UsageError
        If the libraries are not installed, or the port is taken.
    """
    try:
        import uvicorn
        from uvicorn.protocols.http.h11_impl import H11Protocol

        from oversight_graph.serve.app import application
        from oversight_graph.serve.connections import ending
    except ImportError as error:
        raise UsageError("serving needs more", hint="pip install 'oversight-graph[serve]'") from error
    listening = bound(settings)
    port = listening.getsockname()[1]
    pool = Pool(settings)
    config = uvicorn.Config(
        application(settings, pool), http=ending(H11Protocol, settings.slow_seconds), ws="none", lifespan="off",
        log_level="error", access_log=False, server_header=False, date_header=True, proxy_headers=False,
        limit_concurrency=_CONNECTIONS, timeout_keep_alive=_IDLE_SECONDS, timeout_graceful_shutdown=_STOP_SECONDS,
        h11_max_incomplete_event_size=settings.head_bytes,
    )  # fmt: skip

    class Server(uvicorn.Server):
        def capture_signals(self) -> Any:
            return _stopped_by_signals(self)

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started(address(settings.host, port))

    for sign in ENDING:
        if signal.getsignal(sign) is not signal.SIG_IGN:
            signal.signal(sign, signal.SIG_DFL)  # until it serves there is nothing that a signal could leave behind
    server = Server(config)
    asyncio.run(_served(server, pool, listening))


async def _served(server: "Server", pool: Pool, listening: socket.socket) -> None:
    try:
        await pool.start()
        pool.later(watched(pool.settings, pool.renew))
        await server.serve(sockets=[listening])
    finally:
        await pool.stop()


@contextmanager
def _stopped_by_signals(server: "Server") -> Iterator[None]:
    """Let the signals that end a program end the server in good order, and count as no failure."""
    heard = [sign for sign in ENDING if signal.getsignal(sign) is not signal.SIG_IGN]
    for sign in heard:
        signal.signal(sign, server.handle_exit)
    try:
        yield
    finally:
        for sign in heard:
            signal.signal(sign, signal.SIG_DFL)


def bound(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say.

    Raises
    ------
    UsageError
        If it cannot, because the port is taken, or the address is not one of this machine.
    """
    where = f"{settings.host}:{settings.port}"
    if not settings.host.strip():
        # To the system this is every address of the machine.
        raise UsageError("no address to listen at is given", where=where, hint="0.0.0.0 lets everybody in")
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
    except (OSError, ValueError, TypeError) as error:  # a name may be none in an encoding of names
        listening.close()
        reason = getattr(error, "strerror", None) or "no address or name of a machine"
        taken = isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES)
        other = "another program may be using the port: choose another with --port, 0 for any that is free"
        hint = other if taken else "127.0.0.1 is this machine alone"
        raise UsageError(f"cannot be listened at: {reason}", where=where, hint=hint) from error
    return listening


def address(host: str, port: int) -> str:
    """Return the address of the front page.

    Examples
    --------
    >>> address("127.0.0.1", 8000), address("0.0.0.0", 80)
    ('http://127.0.0.1:8000/', 'http://127.0.0.1:80/')
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it says where to look
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
