"""What a paper may cost: bytes, pages, seconds; and a process of its own for parsers that can hang."""

import io
import multiprocessing
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from oversight_graph.errors import DataError, OversightError

MOST_BYTES = 200_000_000
MOST_PAGES = 600
MOST_LINES = 400_000
SECONDS = 300.0
# A zip that unpacks to more than this, or so many times its size, is an attack.
_UNPACKED, _RATIO = 400_000_000, 150
_MEMORY = 3_000_000_000


def check_zip(data: bytes) -> None:
    """Refuse a zip archive that unpacks to far more than it is.

    Raises
    ------
    DataError
        If it is broken, or would unpack to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise DataError("is broken: it is not a whole zip archive") from error
    whole = sum(entry.file_size for entry in entries)
    if whole > _UNPACKED or (whole > 20_000_000 and whole > _RATIO * len(data)):
        raise DataError(
            f"would unpack to {whole // 1_000_000} MB from {len(data) // 1000} kB, which no honest paper does"
        )


def in_processes(work: Callable[..., Any], jobs: Sequence[tuple[Any, ...]], seconds: float = SECONDS) -> list[Any]:
    """Run a function once for each job, each in a process of its own that is ended when its time is over.

    Parameters
    ----------
    work : callable
        A function of a module.
    jobs : sequence of tuple
        Its arguments.
    seconds : float
        What all of them may take together.

    Returns
    -------
    list
        The results, in the order of the jobs.

    Raises
    ------
    DataError
        If one takes too long, dies, or says that the paper cannot be read.
    """
    import time

    context = multiprocessing.get_context("spawn")
    running = []
    for job in jobs:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_child, args=(there, work, job), daemon=True)
        process.start()
        there.close()
        running.append((process, here))
    until = time.monotonic() + seconds
    try:
        return [_result(here, max(0.0, until - time.monotonic()), seconds) for _, here in running]
    finally:
        for process, here in running:
            here.close()
            if process.is_alive():
                process.kill()
            process.join()


def _result(pipe: Any, wait: float, seconds: float) -> Any:
    if not pipe.poll(wait):
        raise DataError(f"takes more than {seconds:.0f} seconds to read", hint="take a part of it with --pages")
    try:
        error, value = pipe.recv()
    except EOFError:
        raise DataError("cannot be read: the parser ran out of memory or broke off") from None
    if error is not None:
        raise DataError(error)
    return value


def _child(pipe: Any, work: Callable[..., Any], job: tuple[Any, ...]) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # a system without such limits
        pass
    try:
        pipe.send((None, work(*job)))
    except OversightError as error:
        pipe.send((str(error), None))
    except MemoryError:
        pipe.send(("cannot be read: it takes too much memory", None))
    except Exception as error:  # a parser stumbled on what it did not expect
        pipe.send((f"cannot be read: {type(error).__name__}", None))
    finally:
        pipe.close()
