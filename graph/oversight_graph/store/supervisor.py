"""The first process waits while a second does the work, so that whatever happens to it ends in a sentence.

A parser or the engine cannot be interrupted from within, and a hostile file may break it down. The second process is
ended a second after an interrupt, and what it died of is told.
"""

import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from oversight_graph import resources
from oversight_graph.process import ENDING, keep_notes

_GRACE = 0.8  # seconds, to tidy up after an interrupt
_SECONDS = 300
_BROKE_DOWN = ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE", "SIGTRAP")


def split_off() -> None:
    """Go on in a process that is split off; the first one waits for it here, and ends as it ends.

    Where the system cannot split off a process, this one goes on, and can be interrupted only between two queries.

    Notes
    -----
    The whole work may take as many seconds as ``OVERSIGHT_TIMEOUT`` says. With a home of the user's own
    (``OVERSIGHT_GRAPH_HOME``), whose queries and rules are not ours, these are five minutes if it says nothing, and
    memory has a limit too.
    """
    if not hasattr(os, "fork"):
        return
    own = resources.own()
    seconds = _seconds() if own or os.environ.get("OVERSIGHT_TIMEOUT") else 0
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    # A signal between the two would end the first process and not the second.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    pid = os.fork()
    if pid:
        os.close(writer)
        _Watch(pid, seconds, reader).wait(before)
    os.close(reader)
    keep_notes(writer)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if own:
        from oversight_graph.store.limits import Limits, keep_to

        keep_to(Limits(seconds=seconds))


def _seconds() -> float:
    text = os.environ.get("OVERSIGHT_TIMEOUT") or str(_SECONDS)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 86_400:
        _tell(f"OVERSIGHT_TIMEOUT={text[:40]!r}: not a number of seconds from 1 to 86400")
        os._exit(2)
    return int(text)


class _Watch:
    """What the first process does: it waits, passes signals on, and tells what the second one died of."""

    def __init__(self, pid: int, seconds: float, notes: int) -> None:
        self.pid, self.seconds, self.notes, self.why = pid, seconds, notes, ""

    def wait(self, signals: Iterable[int]) -> NoReturn:
        """Wait, heed again all signals but these, and end as the other process ends."""
        for sign in ENDING:
            if signal.getsignal(sign) is not signal.SIG_IGN:
                signal.signal(sign, self._asked_to_end)
        signal.signal(signal.SIGALRM, self._time_is_up)
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os._exit(code if code >= 0 else self._died(-code))

    def _asked_to_end(self, sign: int, _: FrameType | None) -> None:
        self.why = signal.Signals(sign).name
        # A terminal interrupts both processes; to be interrupted twice would stop the tidying up.
        if sign != signal.SIGINT or not _before_a_terminal():
            with suppress(ProcessLookupError):
                os.kill(self.pid, sign)
        signal.setitimer(signal.ITIMER_REAL, _GRACE)

    def _time_is_up(self, *_: object) -> None:
        self.why = self.why or "late"
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def _died(self, sign: int) -> int:
        name = signal.Signals(sign).name
        self._tidy_up()
        if self.why.startswith("SIG") or name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE"):
            if os.isatty(2):
                os.write(2, b"\x1b[?25h")  # what was going on may have hidden the cursor
            return 128 + (getattr(signal, self.why) if self.why.startswith("SIG") else sign)
        if self.why:
            _tell(f"not done within {self.seconds:g} seconds (OVERSIGHT_TIMEOUT sets how long it may take)")
        elif name in _BROKE_DOWN:
            _tell(
                "the engine broke down on this input: it is too deep, too long, damaged, or needs too much memory "
                f"({name}; try it in parts)"
            )
        else:
            _tell(f"the system ended the work, perhaps because memory ran out ({name})")
        return 2

    def _tidy_up(self) -> None:
        """Take away what the second process had not finished."""
        with suppress(OSError):
            noted = os.read(self.notes, 1 << 16)
            if noted:
                from oversight_graph.writing import take_away

                for name in noted.split(b"\0"):
                    take_away(os.fsdecode(name))


def _before_a_terminal() -> bool:
    try:
        return any(os.isatty(number) and os.tcgetpgrp(number) == os.getpgrp() for number in range(3))
    except OSError:
        return False


def _tell(message: str) -> None:
    os.write(sys.stderr.fileno() if sys.stderr else 2, f"error: {message}\n".encode())
