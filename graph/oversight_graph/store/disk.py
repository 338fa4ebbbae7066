"""A store on disk: filled once, whole or not at all, sealed with the sums of its files, and only read from then on.

The engine ends the whole process where a file of its store is damaged. So the files are looked at before it sees them.
"""

import hashlib
import json
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.store.store import EmbeddedStore
from oversight_graph.writing import beside, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A file of this name says that a store was being filled; RocksDB, in which the quads are, does not mind it.
UNFINISHED = "oversight-graph.unfinished"
# A file of this name says that a store is whole, and what its files are.
SEAL = "oversight-graph.store"
_ANEW = "delete the folder and fill it once more"
# What the engine writes for itself whenever it opens a store.
_ITS_OWN = ("LOCK", "LOG", "IDENTITY")


def fill(path: Path, quads: "Iterable[ox.Quad]") -> None:
    """Fill a store and put it in its place when it is whole.

    Parameters
    ----------
    path : pathlib.Path
        A folder that is empty or does not exist.

    Raises
    ------
    DataError
        If it cannot be written; nothing is left behind then.
    """
    place = path.absolute()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with beside(place, folder=True) as fresh:
            _fill(fresh, quads, shown=path)
            fresh.chmod(place.stat().st_mode & 0o7777 if place.exists() else 0o755)
            try:
                fresh.rename(place)
            except OSError:
                if not place.is_dir() or any(place.iterdir()):
                    raise
                _fill(place, quads, shown=path)  # the folder itself is mounted
    except OSError as error:
        raise DataError(f"cannot be opened as a store: {error.strerror}", where=str(path)) from error


def _fill(folder: Path, quads: "Iterable[ox.Quad]", shown: Path) -> None:
    (folder / UNFINISHED).touch()
    with _engine(shown, "opened as a store"):
        store = ox.Store(folder)
    with _engine(shown, "written"):
        store.bulk_extend(quads)
        store.flush()
    del store  # the engine writes its last files when it closes the store
    sums = {name: _sum(folder / name) for name in _files(folder)}
    write_whole(folder / SEAL, f"{json.dumps({'made by': 'oversight --store', 'files': sums}, indent=1)}\n".encode())
    (folder / UNFINISHED).unlink()


@contextmanager
def _engine(path: Path, what: str) -> "Iterator[None]":
    """Turn what the engine raises into an error with the name of the store."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise DataError(f"cannot be {what}: {error}", where=str(path)) from error


def read(path: Path) -> EmbeddedStore:
    """Open a store for reading, as many processes can at once, from a disk that cannot be written too.

    Raises
    ------
    DataError
        If there is none, or it was left half filled, or a file of it is not as it was written.
    """
    try:
        if (path / UNFINISHED).exists():
            raise DataError("the store was left half filled", where=str(path), hint=_ANEW)
        if not (path / SEAL).is_file():
            if (path / "CURRENT").is_file():
                raise DataError("the store is not known to be whole: it has no seal", where=str(path), hint=_ANEW)
            hint = "name a new folder; nothing was written"
            raise DataError("not a store, and not empty", where=str(path), hint=hint)
        sums = _sealed(path)
        wrong = sorted(name for name in sums.keys() | set(_files(path)) if not _as_sealed(path / name, sums.get(name)))
    except OSError as error:
        raise DataError(f"cannot be opened as a store: {error.strerror}", where=str(path)) from error
    if wrong:
        message = f"cannot be opened as a store: {wrong[0]} is damaged"
        raise DataError(message, where=str(path), hint=_ANEW)
    with _engine(path, "opened as a store"):
        return EmbeddedStore(ox.Store.read_only(str(path)))


def _sealed(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads((path / SEAL).read_bytes())["files"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise DataError("cannot be opened as a store: its seal is damaged", where=str(path), hint=_ANEW) from error


def _files(folder: Path) -> list[str]:
    names = (entry.name for entry in folder.iterdir())
    return sorted(n for n in names if not n.startswith(_ITS_OWN) and n not in (SEAL, UNFINISHED))


def _sum(path: Path) -> str:
    """Return the size and the sum of a file."""
    with path.open("rb") as file:
        return f"{path.stat().st_size} {hashlib.file_digest(file, 'blake2b').hexdigest()}"


def _as_sealed(path: Path, seal: object) -> bool:
    try:
        about = path.lstat()
    except FileNotFoundError:
        return False
    # A file of another size need not be read, however large it is.
    of_this_size = isinstance(seal, str) and seal.startswith(f"{about.st_size} ")
    return stat.S_ISREG(about.st_mode) and of_this_size and seal == _sum(path)
