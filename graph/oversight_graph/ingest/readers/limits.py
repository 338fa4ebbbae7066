"""What a paper may cost: bytes, pages, seconds; and a process of its own for parsers that can hang."""

import io
import os
import pickle
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from oversight_graph.errors import DataError, OversightError
from oversight_graph.process import die_with

MOST_BYTES = 200 * 1024**2
MOST_PAGES = 600
MOST_LINES = 100_000
SECONDS = 300.0
# A zip that unpacks to more than this, or so many times its size, is an attack.
_UNPACKED, _RATIO = 400_000_000, 150
# What an archive that is damaged somewhere raises, when it is opened or when a part of it is read.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, NotImplementedError, OSError)
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
    except BROKEN_ZIP as error:
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
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(lambda job: _run(work, job, until, seconds), jobs))


def _run(work: Callable[..., Any], job: tuple[Any, ...], until: float, seconds: float) -> Any:
    # A new interpreter sees nothing of the program that asks, which may be a notebook or a script of three lines.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(  # noqa: S603 - this very module
        [sys.executable, "-P", "-m", __name__, str(os.getpid())], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            sent, _ = process.communicate(pickle.dumps((work, job)), max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise DataError(
                f"takes more than {seconds:.0f} seconds to read", hint="take a part of it with --pages"
            ) from None
        finally:
            process.kill()
    if not sent:
        raise DataError("cannot be read: the parser ran out of memory or broke off")
    error, value = pickle.loads(sent)  # noqa: S301 - from our own process
    if error is not None:
        raise DataError(error)
    return value


def _answer(work: Callable[..., Any], job: tuple[Any, ...]) -> tuple[str | None, Any]:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # a system without such limits
        pass
    try:
        return None, work(*job)
    except OversightError as error:
        return str(error), None
    except MemoryError:
        return "cannot be read: it takes too much memory", None
    except Exception as error:  # a parser stumbled on what it did not expect
        return f"cannot be read: {type(error).__name__}", None


if __name__ == "__main__":
    die_with(int(sys.argv[1]))
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a parser prints is no part of the answer
        out.write(pickle.dumps(_answer(*pickle.load(sys.stdin.buffer))))  # noqa: S301 - from our own process
