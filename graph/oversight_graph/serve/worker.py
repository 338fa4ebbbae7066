"""A worker: a process that holds the graph and answers one request after the other, until its input ends.

It may be ended at any moment, and so be in the middle of anything: it writes nothing but the workbook of a review, and
that in one step.
"""

import os
import signal
import sys
from contextlib import suppress
from select import select
from typing import Any, BinaryIO

from oversight_graph.errors import OversightError, said
from oversight_graph.serve.messages import Handler, Reply, packed, receive
from oversight_graph.serve.settings import Settings

# So much longer than its limit a worker lives whose server is no more, and cannot end it.
_GRACE = 5
_DONE = object()


def main() -> None:
    """Answer what comes on standard input."""
    # What others print must not get between the answers.
    out, source = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
    os.dup2(2, 1)
    first = receive(source)
    if first is None:
        return
    head, body = first
    settings = Settings.from_json(body)
    try:
        handler = _handler(head["lane"], settings)
    except (OversightError, OSError, MemoryError, RecursionError) as error:
        _send(out, {"failure": said(error)})
        return
    _send(out, {"ready": os.getpid(), "told": list(handler.told)})
    if head["lane"] == "queries" and settings.memory:
        _bound_memory(settings.memory)
    limit = settings.query_seconds if head["lane"] == "queries" else settings.page_seconds
    answer_all(handler, source, out, int(limit) + _GRACE)


def answer_all(handler: Handler, source: BinaryIO, out: BinaryIO, seconds: int) -> None:
    """Answer what comes until nothing more can; while nobody asks, do what would have to be done later."""
    ahead = handler.ahead()
    while True:
        with suppress(Exception):  # who asks for it will be told
            while not _is_asked(source) and next(ahead, _DONE) is not _DONE:
                pass
        if (message := receive(source)) is None:
            return
        _alarm(seconds)
        _send(out, *_answered(handler, *message))
        _alarm(0)


def _is_asked(source: BinaryIO) -> bool:
    """Say whether something has come, or the input has ended."""
    try:
        return bool(select([source], [], [], 0)[0])
    except (OSError, ValueError):
        return False  # a system that can only wait for it


def _handler(lane: str, settings: Settings) -> Handler:
    if lane == "review":
        from oversight_graph.serve.review.handler import ReviewHandler

        return ReviewHandler(settings)
    if lane == "queries":
        from oversight_graph.serve.queries import Queries

        return Queries(settings)
    from oversight_graph.serve.pages.site import Site

    return Site(settings)


def _answered(handler: Handler, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        reply = handler.respond(head, body)
    except OversightError as error:
        reply = Reply.said(str(error), 400)
    except (MemoryError, RecursionError):
        reply = Reply.said("This needs more memory than there is for one request.", 503)
    except Exception as error:  # whoever asks next is to be answered all the same
        import traceback

        traceback.print_exception(error)
        reply = Reply.said("Something went wrong here; the log of the server says what.", 500)
    return {"media": reply.media, "status": reply.status, "headers": reply.headers}, reply.body


def _send(out: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    try:
        out.write(packed(head, body))
        out.flush()
    except BrokenPipeError:
        os._exit(1)  # the server is no more


def _alarm(seconds: int) -> None:
    """Let the system end this process after a time, whatever it is at; 0 for never."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _bound_memory(more: int) -> None:
    """Let this process take only so much more memory, where the system can see to that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (used + more, used + more))


if __name__ == "__main__":
    main()
