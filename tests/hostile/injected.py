"""Faults that are put in the way of a command: at a step of its writing, or by a limit of the system."""

import ctypes
import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from case import ROOT

# What the interpreter reports of each step that changes the disk, and which of its arguments are paths.
_STEPS = {
    "os.rename": 2, "os.remove": 1, "os.mkdir": 1, "os.rmdir": 1, "os.chmod": 1, "os.chown": 1, "os.link": 2,
    "os.symlink": 2, "os.truncate": 1,
}  # fmt: skip
NOBODY = 65534


def at_step(number: int, fault: Callable[[], None], below: str = "") -> Callable[[Path], None]:
    """Return what lets a fault happen at a step of writing below the folder of the case, counted from 1."""

    def inject(here: Path) -> None:
        start, count, done = os.path.join(os.path.realpath(here), below), 0, False  # noqa: PTH118

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal count, done
            if done or not (event in _STEPS or (event == "open" and _writes(arguments))):
                return
            paths = [each for each in arguments[: _STEPS.get(event, 1)] if isinstance(each, str | bytes | os.PathLike)]
            if any(os.path.abspath(os.fsdecode(path)).startswith(start) for path in paths):  # noqa: PTH100
                count += 1
                if count == number:
                    done = True
                    fault()

        sys.addaudithook(watch)

    return inject


def _writes(arguments: tuple[object, ...]) -> bool:
    _, mode, flags = (*arguments, None, None, None)[:3]
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def full() -> None:
    """Let the disk be full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refused() -> None:
    """Let the system refuse."""
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def killed() -> None:
    """Kill the process, so that it can do nothing more."""
    os.kill(os.getpid(), signal.SIGKILL)


def ended() -> None:
    """Ask the process to end, as a system does that shuts down."""
    os.kill(os.getpid(), signal.SIGTERM)


def interrupted() -> None:
    """Interrupt the process, as Ctrl-C does."""
    os.kill(os.getpid(), signal.SIGINT)


def largest(size: int) -> Callable[[Path], None]:
    """Return what lets no file grow beyond a size: a write then fails as on a full disk."""

    def inject(_: Path) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return inject


def plain(_: Path) -> None:
    """Take from the process what lets root do what the rights of a file forbid."""
    if os.geteuid() == 0:
        version, nothing = 0x20080522, (ctypes.c_uint32 * 6)()
        if ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(version, 0), nothing):
            raise OSError("the rights of root cannot be laid down")


def oversight(here: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in a folder, with no fault in its way."""
    settings = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT / "graph"), "OVERSIGHT_CACHE": "off"}
    settings["OVERSIGHT_CHROMIUM"] = "none"
    return subprocess.run(
        [sys.executable, "-m", "oversight_graph", *arguments],
        cwd=here, env={**settings, **environment}, capture_output=True, text=True, encoding="utf-8", errors="replace",
        check=False,
    )  # fmt: skip


def lines(text: str, *needles: str) -> Sequence[str]:
    """Return those needles that do not stand in a text."""
    return [needle for needle in needles if needle not in text]
