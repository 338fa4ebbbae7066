"""The folder in which things are kept between runs: ``$OVERSIGHT_CACHE``, else one in the user's cache folder.

``OVERSIGHT_CACHE=off`` keeps nothing. What is kept is believed as if it were the data. So only that is used which
belongs to the user, in a folder that nobody else may write into. The folder is of our own making, and says so with a
tag: where somebody names a folder of their own, ours is made within it, and nothing else there is looked at.
"""

import os
import re
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident
from typing import BinaryIO

_TAG = "CACHEDIR.TAG"
# By the first line other programs know the folder of a cache, such as those that make copies of disks.
_SIGNATURE = """Signature: 8a477f597d28d172789f06886806bc55
# This folder was made by oversight-graph, which keeps loaded graphs in it and deletes those not used for longest.
"""
_UNFINISHED = re.compile(r"(?:[0-9a-f]{40}(?:-[0-9a-f]{40})?|CACHEDIR)\.\d+\.\d+\.tmp")
_UNFINISHED_TAG = re.compile(r"CACHEDIR\.\d+\.\d+\.tmp")
_HOUR = 3600.0


def folder() -> Path | None:
    """Return the folder, whether it is there or not; None if nothing is to be kept."""
    chosen = os.environ.get("OVERSIGHT_CACHE", "").strip()
    if chosen.lower() in ("off", "0", "no", "false", "none"):
        return None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    try:
        if chosen:
            place = Path(chosen).expanduser()
        elif base:
            place = Path(base) / "oversight-graph"
        elif home:
            place = Path(home) / ".cache" / "oversight-graph"
        else:
            return None
        # A folder that holds something is ours only if we said so when we made it.
        return place if _tagged(place) or not _holds_something(place) else place / "oversight-graph"
    except (OSError, RuntimeError, ValueError):
        return None


def _holds_something(place: Path) -> bool:
    # Another process may be writing the tag just now.
    return place.is_dir() and any(not _UNFINISHED_TAG.fullmatch(entry.name) for entry in place.iterdir())


def _tagged(place: Path) -> bool:
    try:
        with (place / _TAG).open("rb") as file:
            return file.read(len(_SIGNATURE)) == _SIGNATURE.encode()
    except OSError:
        return False


def is_ours(place: Path) -> bool:
    """Say whether a folder is there, is of our making, and can be written by nobody else."""
    try:
        return stat.S_ISDIR(place.stat().st_mode) and is_private(place.stat()) and _tagged(place)
    except OSError:
        return False


def is_private(about: os.stat_result, owner: int | None = None) -> bool:
    """Say whether something belongs to this user, or to another who is trusted, and others cannot write it."""
    if not hasattr(os, "geteuid"):
        return True
    return about.st_uid in (os.geteuid(), owner) and not about.st_mode & 0o022


def made(place: Path) -> bool:
    """Make the folder, which only this user may read, with its tag; say whether it is ours now.

    Raises
    ------
    OSError
    """
    if is_ours(place):
        return True
    place.parent.mkdir(parents=True, exist_ok=True)
    place.mkdir(mode=0o700, exist_ok=True)
    if is_private(place.stat()) and not _holds_something(place):
        write(place / _TAG, [_SIGNATURE.encode()])
    return is_ours(place)


@contextmanager
def reading(path: Path, largest: int, owner: int | None = None) -> "Iterator[BinaryIO | None]":
    """Open what is kept; None if it is no ordinary file of this user, or of a size that nothing kept has.

    Parameters
    ----------
    owner : int, optional
        Of another user whose file is believed too.

    Raises
    ------
    OSError
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or not is_private(about, owner) or about.st_size > largest:
            yield None
            return
        with suppress(OSError):
            os.utime(handle if os.utime in os.supports_fd else path)
        yield file


def write(path: Path, pieces: Iterable[bytes], mode: int = 0o600) -> None:
    """Write a file whole or not at all; only this user may read it, unless the mode says otherwise.

    Raises
    ------
    OSError
    """
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.{get_ident()}.tmp")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.writelines(pieces)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def take_away_unfinished(place: Path) -> None:
    """Delete what a killed process left.

    Raises
    ------
    OSError
    """
    for path in [path for path in place.iterdir() if _UNFINISHED.fullmatch(path.name)]:
        if time.time() - path.lstat().st_mtime > _HOUR:
            path.unlink(missing_ok=True)
