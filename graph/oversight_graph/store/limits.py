"""Work in a process of its own, which can be stopped: limits of time, rows and memory, and Ctrl-C at any moment.

The engine cannot be interrupted in the middle of a query, and a text can be made that it never ends on. So a query of
somebody else's runs in a process that is split off: it has the loaded graph without a copy, sends its answer through a
pipe, and is killed when its time is up.
"""

import json
import os
import select as system
import signal
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from oversight_graph.errors import OversightError, QueryError
from oversight_graph.process import ENDING, die_with
from oversight_graph.store.store import EmbeddedStore, RemoteStore, Row, Store, Table

if TYPE_CHECKING:
    import pyoxigraph as ox

_STACK = 256 * 1024**2
_NEEDED = 64 * 1024**2  # by the interpreter itself
_BATCH = 2000
_HEAD = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a piece of work may take.

    Attributes
    ----------
    seconds : float
        Time until the whole answer is there.
    rows : int
        Rows of the answer.
    memory : int
        Bytes that are taken beyond those of the loaded graph; the answer itself may have as many. The memory of the
        process is limited by the system, which macOS does not do.
    """

    seconds: float = 300.0
    rows: int = 1_000_000
    memory: int = 4 * 1024**3


LIMITS = Limits()


def possible() -> bool:
    """Return whether this system can split off a process; Windows cannot, and work runs unlimited there."""
    return hasattr(os, "fork")


def select(store: Store, query: str, where: str = "query", limits: Limits = LIMITS) -> Table:
    """Answer a SELECT or ASK query within limits.

    Parameters
    ----------
    store : Store
        An embedded one is asked in a process of its own; a server is asked from here, within the same limits.
    query, where : str
        The query, and its name for messages.
    limits : Limits
        What the query may take.

    Raises
    ------
    QueryError
        If the query cannot be answered, or goes beyond a limit: the message says which.
    """
    if isinstance(store, RemoteStore):
        store = copy(store)
        store.timeout, store.most = limits.seconds, min(store.most, limits.memory)
    kept = store.recalled(query) if isinstance(store, EmbeddedStore) else None
    if kept or not isinstance(store, EmbeddedStore) or not possible():
        table = kept or store.select(query, where)
        if len(table.rows) > limits.rows:
            raise _too_many(limits, where)
        return table
    _ = store.asked  # a kept graph is read here, and not anew by each process

    def work() -> Iterator[bytes]:
        columns, rows = store.solutions(query, where)
        yield json.dumps(columns).encode()
        batch: list[Row] = []
        for count, row in enumerate(rows, 1):
            if count > limits.rows:
                raise _too_many(limits, where)
            batch.append(row)
            if len(batch) == _BATCH:
                yield json.dumps(batch).encode()
                batch = []
        yield json.dumps(batch).encode()

    columns: tuple[str, ...] | None = None
    rows: list[Row] = []
    for sent in run(work, limits, where):
        if columns is None:
            columns = tuple(json.loads(sent))
        else:
            rows += map(tuple, json.loads(sent))
    return store.remembered(query, Table(columns or (), rows))


def construct(store: EmbeddedStore, query: str, where: str = "rule", limits: Limits = LIMITS) -> "list[ox.Triple]":
    """Return the triples of a CONSTRUCT query, asked within limits; the rows that are counted are triples."""
    import pyoxigraph as ox

    if not possible():
        return store.construct(query, where)
    _ = store.asked

    def work() -> Iterator[bytes]:
        found = store.construct(query, where)
        if len(found) > limits.rows:
            raise _too_many(limits, where)
        yield ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b""

    sent = b"".join(run(work, limits, where))
    return [quad.triple for quad in ox.parse(sent, format=ox.RdfFormat.N_TRIPLES)]


def run(
    work: Callable[[], Iterable[bytes]], limits: Limits = LIMITS, where: str = "query"
) -> Generator[bytes, None, None]:
    """Yield what work gives, which is done in a process of its own.

    Parameters
    ----------
    work : callable
        Returns or yields pieces of an answer, each of less than 4 GB. It sees the state of this process as it is now;
        what it changes is lost.
    limits : Limits
        Of time and memory. How many rows there are is for the work to count.
    where : str
        What the work is called in a message.

    Yields
    ------
    bytes
        The same pieces, as they come.

    Raises
    ------
    OversightError
        Whatever of the kind the work raised.
    QueryError
        If it went beyond a limit, or broke down.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Other threads are no danger: the new process does nothing that waits for them.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        os.close(reader)
        _work(work, writer, limits)
    os.close(writer)
    ended = False
    try:
        taken = 0
        until = time.monotonic() + limits.seconds
        while not ended:
            kind, size = _header(_exactly(reader, _HEAD, until, limits, where))
            taken += size
            if kind == b"" or taken > limits.memory:
                break
            content = _exactly(reader, size, until, limits, where)
            if kind == b"!":
                raise _raised(json.loads(content))
            if kind == b".":
                ended = True
            else:
                yield content
        if taken > limits.memory:
            raise QueryError(
                f"the answer is larger than {_size(limits.memory)}", where=where, hint=f"{_LESS} --most-memory"
            )
    finally:
        os.close(reader)
        status = _end(pid)
    if not ended:
        raise _broken(status, limits, where)


_LESS = "ask for less, or raise the limit with"


def _too_many(limits: Limits, where: str) -> QueryError:
    return QueryError(f"the answer has more than {limits.rows:,} rows", where=where, hint=f"{_LESS} --most-rows")


def _late(limits: Limits, where: str) -> QueryError:
    said = f"not answered within {limits.seconds:g} second{'' if limits.seconds == 1 else 's'}"
    return QueryError(said, where=where, hint=f"{_LESS} --timeout")


def _size(count: int) -> str:
    return f"{count / 1024**2:,.0f} MB"


# ---------------------------------------------------------------------------------------------------------------------
# The process that is split off


def _work(work: Callable[[], Iterable[bytes]], pipe: int, limits: Limits) -> NoReturn:
    """Do the work, send what it gives, and end: nothing of what this process inherited is closed or flushed."""
    import faulthandler
    import threading

    faulthandler.disable()  # how it ended is told by the first process
    try:
        for sign in ENDING:
            signal.signal(sign, signal.SIG_DFL)
    except ValueError:
        pass  # not split off by the main thread: the signals go to that of the first process
    try:
        die_with(os.getppid())
        keep_to(limits)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)  # the engine's own cry, when its memory ends
        # A stack of its own size: that of a server's threads may be small.
        threading.stack_size(_STACK)
        thread = threading.Thread(target=_sent, args=(work, pipe))
        thread.start()
        thread.join()
    finally:
        os._exit(0)


def _sent(work: Callable[[], Iterable[bytes]], pipe: int) -> None:
    try:
        for piece in work():
            _send(pipe, b"+", piece)
        _send(pipe, b".", b"")
    except MemoryError:
        os.abort()
    except BrokenPipeError:
        pass  # nobody waits any longer
    except OversightError as error:
        said = (type(error).__name__, error.message, error.where, error.hint)
        with suppress(OSError):
            _send(pipe, b"!", json.dumps(said).encode())
    except Exception as error:
        said = ("QueryError", f"the query failed: {error}", None, None)
        with suppress(OSError):
            _send(pipe, b"!", json.dumps(said).encode())


def _send(pipe: int, kind: bytes, content: bytes) -> None:
    data = memoryview(kind + len(content).to_bytes(4, "big") + content)
    while data:
        data = data[os.write(pipe, data) :]


def keep_to(limits: Limits) -> None:
    """Have the system itself hold this process to the limits of time and memory, also if the first is no more."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_CPU, int(limits.seconds) + 2)
    with suppress(OSError, ValueError):
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - a path would import more
            now = int(file.read().split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, now + _STACK + max(limits.memory, _NEEDED))


def _lower(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


# ---------------------------------------------------------------------------------------------------------------------
# The process that waits


def _exactly(pipe: int, size: int, until: float, limits: Limits, where: str) -> bytes:
    """Return so many bytes; fewer if the pipe ends."""
    found = bytearray()
    waiting = system.poll()
    waiting.register(pipe, system.POLLIN)
    while len(found) < size:
        left = until - time.monotonic()
        if left <= 0:
            raise _late(limits, where)
        # In short steps: an interrupt that came by another thread is minded between them.
        if not waiting.poll(min(left, 0.25) * 1000):
            continue
        piece = os.read(pipe, min(size - len(found), 1 << 20))
        if not piece:
            break
        found += piece
    return bytes(found)


def _header(data: bytes) -> tuple[bytes, int]:
    return (data[:1], int.from_bytes(data[1:], "big")) if len(data) == _HEAD else (b"", 0)


def _end(pid: int) -> int:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _raised(said: list[str]) -> OversightError:
    from oversight_graph import errors

    name, message, where, hint = said
    kind = {"DataError": errors.DataError, "UsageError": errors.UsageError}.get(name, QueryError)
    return kind(message, where=where, hint=hint)


def _broken(status: int, limits: Limits, where: str) -> QueryError:
    if status == -signal.SIGABRT:
        need = f"needs more than {_size(limits.memory)} of memory"
        return QueryError(need, where=where, hint=f"{_LESS} --most-memory")
    if status == -signal.SIGXCPU:
        return _late(limits, where)
    if status == -signal.SIGSEGV:
        return QueryError("too long or too deep for the engine", where=where, hint="ask it in smaller parts")
    why = f"signal {-status}" if status < 0 else "no answer"
    return QueryError(f"the process that asked it was ended by the system ({why})", where=where)
