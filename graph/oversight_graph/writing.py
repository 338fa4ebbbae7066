"""Write files and folders whole or not at all.

What is written stands under a name of its own until it is complete, and is then put in its place in one step. Whatever
fails before that leaves what was there. What a killed process could not take away is taken away by the next writer.
"""

import ctypes
import errno
import functools
import hashlib
import json
import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

from oversight_graph.errors import UsageError
from oversight_graph.process import note, opened_pipe

_END = ".unfinished"
_MANY = 1000
_NOTHING = "nothing was written"
# A file of this name says which files of a folder are those of a report of ours, which may be replaced.
REPORT = "oversight-report.json"
_MAKER = "oversight report"
# The place itself is mounted, or the folder around it is not ours to write.
_FIXED = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)
_place_of_temporary_files = functools.cache(tempfile.gettempdir)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name and put it in place, so that nobody sees half of it.

    Raises
    ------
    UsageError
        If the folder does not exist or cannot be written, or the file is there and may not be written.

    Notes
    -----
    A link is followed, and a device is written to, as is a pipe that somebody reads before long. A file that was there
    keeps its rights, and its owner where the system allows it. Where the folder cannot be written but the file can, as
    with a single file that is mounted, it is written where it stands, and gets its old content back if that fails.
    """
    try:
        if path.exists() and not path.is_file():
            with os.fdopen(opened_pipe(path), "wb") if path.is_fifo() else path.open("wb") as other:
                other.write(data)
            return
        path = Path(os.path.realpath(path)) if path.is_symlink() else path
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        before = path.stat() if path.exists() else None
        if before and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        try:
            with beside(path) as fresh:
                with fresh.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                _like(fresh, before, 0o666)
                fresh.replace(path)
        except OSError as error:
            if before is None or error.errno not in _FIXED:
                raise
            _write_into(path, data)
    except OSError as error:
        hint = "it may be open in another program" if sys.platform == "win32" else None
        raise UsageError(f"cannot write: {error.strerror}", where=str(path), hint=hint) from error


def write_unchanged(path: Path, data: bytes, before: bytes | None) -> bool:
    """Write a file whole if it still holds what it held, None for no file; return whether it did.

    Of several processes that write so at once, one does after the other: they lock the folder, where that can be.
    """
    with ExitStack() as held:
        with suppress(OSError):
            folder = os.open(path.absolute().parent, os.O_RDONLY)
            held.callback(os.close, folder)
            _lock(folder, wait=True)
        if (path.read_bytes() if path.exists() else None) != before:
            return False
        write_whole(path, data)
    return True


def _write_into(path: Path, data: bytes) -> None:
    """Write a file where it stands; it gets its old content back if that fails."""
    old = path.read_bytes()
    with path.open("r+b", buffering=0) as file:
        for content in (data, old):
            try:
                file.seek(0)
                view = memoryview(content)
                while view:
                    view = view[file.write(view) :]
                file.truncate(len(content))
                os.fsync(file.fileno())
            except OSError as error:
                failed = error
            else:
                if content is data:
                    return
        raise failed


def with_mark(files: Mapping[str, bytes], about: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of a report, and among them the one that says what it is, with the sum of each other file."""
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items())}
    mark = json.dumps({"made by": _MAKER, **about, "files": sums}, indent=1, ensure_ascii=False)
    return dict(sorted({**files, REPORT: f"{mark}\n".encode()}.items()))


def write_folder(target: Path, files: Mapping[str, bytes], *, over: bool = False) -> None:
    """Write a folder with all its files.

    Parameters
    ----------
    target : pathlib.Path
        Made if it does not exist.
    files : mapping of str to bytes
        By path below the folder.
    over : bool
        Whether files of the same names, and an earlier report that has not changed since, may be replaced; else the
        folder must be empty.

    Raises
    ------
    UsageError
        If the folder holds something else, or cannot be written; nothing is changed then.

    Notes
    -----
    The new folder takes the place of the old one in one step. Where that cannot be, because the folder is mounted or
    the one around it may not be written, the files are moved one by one, and moved back if one cannot be.
    """
    place = target.absolute()
    check_folder(target, files if over else None)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot be made: {error.strerror}", where=str(target)) from error
    try:
        try:
            _exchange_folder(place, files)
        except OSError as error:
            if error.errno not in _FIXED or not place.is_dir():
                raise
            _fill_folder(place, files)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(target), hint=_NOTHING) from error


def check_folder(target: Path, files: Collection[str] | None = None) -> None:
    """Refuse a folder that holds anything which `write_folder` may not replace.

    Parameters
    ----------
    files : collection of str, optional
        Those that are to be written: files of the same names are replaced. With the name of the mark of a report among
        them, an earlier report is replaced that has not changed since. None if the folder must be empty.

    Raises
    ------
    UsageError
    """
    is_report = files is not None and REPORT in files
    hint = f"name a new {'one' if files is None else 'folder'}; {_NOTHING}"
    # What cannot be made is refused before the work is done, not after it.
    above = next((place for place in target.absolute().parents if os.path.lexists(place)), target)
    if not above.is_dir():
        raise UsageError(f"cannot be made: {above} is no folder", where=str(target), hint=_NOTHING)
    try:
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise UsageError(
                "is not an empty folder" if files is None else "is not a folder", where=str(target), hint=hint
            )
        # Somebody may name the root of the disk: no more is looked at than is needed.
        first = next(_entries(target), None) if target.is_dir() else None
        if first is not None and files is None:
            raise UsageError("is not an empty folder", where=str(target), hint=hint)
        ours = _marked(target / REPORT) if is_report else {}
        if first is not None and ours is None:
            raise UsageError("holds something that is not a report", where=str(target), hint=hint)
        entries = () if first is None else _entries(target)
        strange = (name for name in entries if not _replaceable(target / name, name, files or (), ours or {}))
        others = sorted(islice(strange, _MANY))
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(target), hint=_NOTHING) from error
    if others:
        more = f" and {len(others) - 3}{' or' if len(others) == _MANY else ''} more" if len(others) > 3 else ""
        what = "is not of a report, or was changed since" if is_report else "would stay beside what is written"
        raise UsageError(
            f"holds what {what}: {', '.join(others[:3])}{more}",
            where=str(target),
            hint=f"move it away, or name a new folder; {_NOTHING}",
        )


def _replaceable(path: Path, name: str, files: Collection[str], ours: Mapping[str, str]) -> bool:
    if REPORT in files:
        return name == REPORT or ours.get(name) == _digest(path)
    return name in files and stat.S_ISREG(path.lstat().st_mode)


def _entries(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, and of folders that hold nothing; not what is unfinished."""
    for here, folders, names in os.walk(folder):
        if Path(here) == folder:
            folders[:], names = (
                [n for n in each if not (n[0] == "." and n.endswith(_END))] for each in (folders, names)
            )
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in [*names, *links] if names or folders else [""] if Path(here) != folder else []:
            yield (Path(here) / name).relative_to(folder).as_posix()


def _marked(path: Path) -> dict[str, str] | None:
    """Return the files that a mark names with their sums; None if it is no mark of ours."""
    try:
        mark = json.loads(path.read_bytes())
        return dict(mark["files"]) if mark["made by"] == _MAKER else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _digest(path: Path) -> str | None:
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _exchange_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside a folder, then put the whole in its place."""
    before = place.stat() if place.exists() else None
    with beside(place, folder=True) as fresh:
        _write_all(fresh, files)
        _like(fresh, before, 0o777)
        if before is None:
            fresh.rename(place)
        elif not _exchanged(fresh, place):
            with beside(place, folder=True) as old:
                place.rename(old / "old")
                try:
                    fresh.rename(place)
                except BaseException:
                    (old / "old").rename(place)
                    raise


def _fill_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Move the files one by one into a folder that must stay where it is."""
    moved: list[tuple[Path, Path]] = []

    def move(source: Path, goal: Path) -> None:
        goal.parent.mkdir(parents=True, exist_ok=True)
        source.rename(goal)
        moved.append((source, goal))

    with beside(place / "x", folder=True) as fresh:
        _write_all(fresh / "new", files)
        old = list(_entries(place))
        try:
            for name in old:
                move(place / name, fresh / "old" / name)
            for name in files:
                move(fresh / "new" / name, place / name)
        except BaseException:
            for source, goal in reversed(moved):
                with suppress(OSError):
                    goal.rename(source)
            raise
        for name in sorted({str(Path(name).parent) for name in old}, reverse=True):
            with suppress(OSError):
                (place / name).rmdir()  # if nothing is left in it


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        goal = folder / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_bytes(content)


@contextmanager
def beside(path: Path, *, folder: bool = False) -> Iterator[Path]:
    """Make an empty file or folder beside a path, for what is to take its place; what is left of it is taken away."""
    stem = f".{path.name[:100]}."
    _sweep(path.parent, stem)
    fresh, handle = _begun(path.parent, stem, folder)
    try:
        yield fresh
    finally:
        _remove(fresh)
        if handle >= 0:
            os.close(handle)


def _begun(place: Path, stem: str, folder: bool) -> tuple[Path, int]:
    """Make a file or folder of a new name, locked as long as this process lives: so another can tell what was left."""
    while True:
        fresh = place / f"{stem}{secrets.token_hex(4)}{_END}"
        if folder:
            fresh.mkdir(mode=0o700)
        else:
            os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        note(str(fresh.absolute()))
        if os.name != "posix":
            return fresh, -1  # what is open cannot be renamed there
        with suppress(FileNotFoundError):  # another writer may sweep it before it is locked
            handle = os.open(fresh, os.O_RDONLY)
            _lock(handle, wait=True)
            if fresh.exists():
                return fresh, handle
            os.close(handle)


def temporary() -> AbstractContextManager[Path]:
    """Make a folder for files that are needed for a while."""
    return beside(Path(_place_of_temporary_files()) / "oversight", folder=True)


def take_away(name: str) -> None:
    """Take away what a process had noted as unfinished and could not take away itself."""
    path = Path(name)
    if path.is_absolute() and path.name.endswith(_END):
        _remove(path)


def _sweep(folder: Path, stem: str) -> None:
    """Take away what killed processes left unfinished beside a path: what nobody holds a lock on."""
    with suppress(OSError):
        for path in folder.iterdir():
            if not (path.name.startswith(stem) and path.name.endswith(_END)) or path.is_symlink():
                continue
            with suppress(OSError):
                handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
                if _lock(handle):
                    _remove(path)
                os.close(handle)


def _lock(handle: int, *, wait: bool = False) -> bool:
    """Lock what is open until it is closed; False if another has, or the system knows no locks."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):
        return False
    return True


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _like(fresh: Path, before: os.stat_result | None, usual: int) -> None:
    """Give what is new the rights and the owner of what was there; else those that are usual for this user."""
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        fresh.chmod(usual & ~mask)
        return
    if hasattr(os, "chown") and (before.st_uid, before.st_gid) != (fresh.stat().st_uid, fresh.stat().st_gid):
        for owner, group in ((before.st_uid, before.st_gid), (-1, before.st_gid)):
            with suppress(OSError):
                os.chown(fresh, owner, group)
                break
    fresh.chmod(stat.S_IMODE(before.st_mode))


def _exchanged(first: Path, second: Path) -> bool:
    """Exchange two folders in one step, so that there is no moment without; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchange = -100, 2
    if rename(here, os.fsencode(first), here, os.fsencode(second), exchange) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number))
