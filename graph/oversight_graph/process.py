"""The streams and signals of the process: output is written whole, or an error says so; it cleans up when it ends.

Python loses output without a word where it does not buffer: a disk that is full takes a part of what is written, and
nobody asks how much. So the output is always buffered here, and each failure of it is an error of ours.
"""

import atexit
import errno
import gc
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from oversight_graph.errors import OversightError

# The signals by which somebody asks a process to end.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
# So many seconds somebody may take to begin to read a pipe.
_PATIENCE = 10.0
_notes: list[int] = []


def keep_notes(pipe: int) -> None:
    """Have what is unfinished noted in a pipe, for the process that takes it away when this one is killed."""
    _notes.append(pipe)


def note(path: str) -> None:
    """Note what is unfinished."""
    for pipe in _notes:
        with suppress(OSError):
            os.write(pipe, os.fsencode(path) + b"\0")


def die_with(parent: int) -> None:
    """Have the system end this process when the one that began it ends, in whatever way; Linux alone can."""
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def opened_pipe(path: Path) -> int:
    """Open a pipe to write into; nobody is waited for without end."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO or time.monotonic() > until:
                why = "nobody reads this pipe" if error.errno == errno.ENXIO else error.strerror
                raise OSError(error.errno, why) from error
            time.sleep(0.05)
        else:
            os.set_blocking(handle, True)
            return handle


class OutputError(OversightError):
    """The output cannot be written: the disk is full, or nobody reads it any more."""


class Ended(BaseException):
    """The system asks the process to end; what is unfinished is taken away on the way out."""


class _Output(io.FileIO):
    """The output of the process."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except BrokenPipeError as error:
            raise OutputError("the output is not read to its end: the reader has gone") from error
        except OSError as error:
            raise OutputError(f"the output cannot be written: {error.strerror}") from error


class _Messages(io.FileIO):
    """What the process says beside its output; where nobody can hear it, it is said in vain."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except OSError:
            return memoryview(data).nbytes


class _None(io.RawIOBase):
    """An output that was closed before the process began."""

    def writable(self) -> bool:
        return True

    def write(self, _: Any) -> int:
        raise OutputError("the output cannot be written: it is closed")


@contextmanager
def streams() -> Iterator[None]:
    """Write the output whole or not at all, and flush it at the end.

    Raises
    ------
    OutputError
        If it cannot be written. What is still to be written is thrown away then.
    """
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _guarded(sys.stdout, _Output), _guarded(sys.stderr, _Messages)
    try:
        yield
        sys.stdout.flush()
    except OutputError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, OutputError):
                stream.flush()
        sys.stdout, sys.stderr = before


def _guarded(stream: TextIO | None, kind: type[io.FileIO]) -> TextIO:
    """Return a stream to the same place that is buffered, and whose failures are of one kind."""
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(_None()), encoding="utf-8") if kind is _Output else io.StringIO()
    try:
        number = stream.fileno()
        stream.flush()
    except (OSError, ValueError, AttributeError):
        return stream  # a test reads it
    kept = stream.errors not in (None, "strict") and stream.encoding.lower().replace("-", "") == "utf8"
    errors = stream.errors if kept else "backslashreplace"
    return io.TextIOWrapper(
        io.BufferedWriter(kind(number, "w", closefd=False)),
        # A terminal that cannot show a character gets its number instead of a crash.
        encoding=stream.encoding, errors=errors, line_buffering=kind is _Messages or stream.isatty(),
    )  # fmt: skip


def command_of(arguments: Sequence[str]) -> str | None:
    """Return the first word of a command line that is no option; None if there is none."""
    return next((argument for argument in arguments if not argument.startswith("-")), None)


def seldom_look_for_cycles() -> None:
    """Have Python look for cycles of objects less often, in a process that gives one answer.

    Notes
    -----
    Most of what it makes lasts until its end, and holds no cycle: to go through all of it again and again takes a tenth
    of the time of a large answer, and grows more than the data.
    """
    gc.set_threshold(50_000, 20, 20)


@contextmanager
def end_now() -> Iterator[None]:
    """End the process with its work: what it holds is given back whole, and not taken apart piece by piece.

    Notes
    -----
    All that is to be done at the end is done: the output is written, and what is registered with `atexit` is run.
    Memory goes back to the system in one go, which saves a graph of some size a part of its time.
    """
    seldom_look_for_cycles()
    code = 0
    try:
        yield
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        code = end.code or 0
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python from looking for cycles in a million small objects that hold none, again and again."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


@contextmanager
def whatever_the_clock_says() -> Iterator[None]:
    """Let libraries write archives where the clock stands before 1980 or after 2107, which archives do not know."""
    import zipfile
    from types import SimpleNamespace

    usual: Any = zipfile
    usual.time = SimpleNamespace(time=lambda: 0.0, localtime=lambda _: (1980, 1, 1, 0, 0, 0))
    try:
        yield
    finally:
        usual.time = time


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """Let the process take away what is unfinished when the system asks it to end; then it ends as it was asked."""

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        raise Ended(number)

    def unheard(error: Any) -> None:
        # Within a callback Python lets nothing be raised: it is asked again when that has returned.
        if not isinstance(error.exc_value, Ended):
            hook(error)
            return
        from threading import Timer

        number = error.exc_value.args[0]
        signal.signal(number, end)
        Timer(0.02, os.kill, (os.getpid(), number)).start()

    usual = (signal.SIG_DFL, signal.default_int_handler)
    try:
        before = {number: signal.signal(number, end) for number in ENDING if signal.getsignal(number) in usual}
    except ValueError:  # another thread than the first
        before = {}
    hook, sys.unraisablehook = sys.unraisablehook, unheard
    try:
        yield
    except Ended as error:
        os.kill(os.getpid(), error.args[0])
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)
