"""The only place that knows where the shipped files are: ontology, data, queries."""

import os
import stat
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.errors import DataError, UsageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import pyoxigraph as ox

LARGEST = 512 * 1024**2
_SMALL = 16 * 1024**2
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
HOME = "OVERSIGHT_GRAPH_HOME"
_FOLDERS = ("ontology", "data", "queries")
_COPY = "copy the shipped ones into it, and change those"


@cache
def _root() -> "Traversable":
    home = os.environ.get(HOME)
    if home:
        folder = Path(home)
        missing = [f"{name}/" for name in _FOLDERS if not (folder / name).is_dir()]
        if missing:
            raise UsageError(f"holds no {', '.join(missing)}", where=f"{HOME}={home}")
        return folder
    return _shipped()


@cache
def _shipped() -> "Traversable":
    here = Path(__file__).resolve().parent
    if (here / "_resources").is_dir():  # installed
        return here / "_resources"
    # A checkout; a zipped wheel that lies beside a folder of that name is none.
    if here.parent.name == "graph" and (here.parents[1] / "ontology").is_dir():
        return here.parents[1]
    from importlib.resources import files  # a zipped wheel; the import is too slow for each start

    return files("oversight_graph") / "_resources"


def resource(*parts: str) -> "Traversable":
    """Return a shipped file or folder.

    Parameters
    ----------
    *parts : str
        Path below the root, such as ``"queries", "rules"``.

    Returns
    -------
    importlib.resources.abc.Traversable
        A ``Path`` in a checkout or an ordinary install; a zip member when run from a zipped wheel.

    Raises
    ------
    UsageError
        If ``OVERSIGHT_GRAPH_HOME`` is set and does not name a folder that holds all three.
    """
    return _root().joinpath(*parts)


def shipped(*parts: str) -> "Traversable":
    """Return a file or folder that comes with the package, whatever home the user has."""
    return _shipped().joinpath(*parts)


def own() -> bool:
    """Return whether the user has a home of their own: what stands in it is not ours, its queries neither."""
    return bool(os.environ.get(HOME))


def names(*parts: str, suffix: str, needed: bool = True) -> list[str]:
    """Return the sorted names of the shipped files in a folder that end with a suffix.

    Raises
    ------
    DataError
        If the folder cannot be read, or has none that is needed, as in a home of the user's own: checks that there are
        not find nothing, and rules that there are not let nothing follow, which would look like an answer.
    """
    folder = resource(*parts)
    try:
        found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(suffix))
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", where=str(folder)) from error
    if needed and not found:
        raise DataError(f"holds no file ending in {suffix}", where=str(folder), hint=_COPY)
    return found


def text(*parts: str) -> str:
    """Return the text of a shipped file.

    Raises
    ------
    DataError
        If it cannot be read or is empty, as in a home of the user's own it may be.
    """
    file = resource(*parts)
    try:
        found = content(file).decode()
    except UnicodeDecodeError as error:
        raise DataError("not in UTF-8", where=str(file), hint="save it as UTF-8") from error
    if not found.strip():
        raise DataError("is empty", where=str(file), hint=_COPY)
    return found


def content(file: "Traversable", name: str = "", largest: int = LARGEST) -> bytes:
    """Return the bytes of a file that somebody names, of which nothing is known: the only way in which one is read.

    Parameters
    ----------
    name : str
        For messages.
    largest : int
        How many bytes it may have.

    Raises
    ------
    DataError
        If it cannot be read, is larger, or is no ordinary file: a pipe would be waited for, and a device has no end.
    """
    name = name or str(file)
    try:
        if not isinstance(file, Path):
            return file.read_bytes()
        about = file.stat()
        if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
            raise DataError("not an ordinary file", where=name)
        pieces, size = list[bytes](), about.st_size
        if size <= largest:
            with os.fdopen(os.open(file, os.O_RDONLY | _AT_ONCE), "rb") as opened:
                # What the system makes up as it is read has no size. No buffer for the largest is made for a small one.
                size = 0
                while size <= largest and (piece := opened.read(min(about.st_size + 4096, largest + 1 - size))) != b"":
                    if piece is None:  # there will be more, some time
                        raise DataError("not an ordinary file", where=name)
                    pieces.append(piece)
                    size += len(piece)
    except OSError as error:
        hint = "is it open in another program?" if isinstance(error, PermissionError) and os.name == "nt" else None
        raise DataError(f"cannot be read: {error.strerror or error}", where=name, hint=hint) from error
    if size > largest:
        raise DataError(f"larger than {largest // 1024**2} MB", where=name, hint="split it")
    return b"".join(pieces)


def own_text(file: Path) -> str:
    """Return the text of a small file of the user's own: a query, a profile, a list of words.

    Raises
    ------
    UsageError
        If it cannot be read, is no ordinary file, is larger than 16 MB, or is not in UTF-8.
    """
    try:
        return content(file, largest=_SMALL).decode("utf-8-sig")
    except DataError as error:
        raise UsageError(error.message, where=error.where) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError("not in UTF-8", where=f"{file}:{line}", hint="save it as UTF-8") from error


def triples(name: str) -> "list[ox.Quad]":
    """Return what a Turtle file of the ontology says.

    Raises
    ------
    DataError
        If it is not well formed, as in a home of the user's own it may not be.
    """
    import pyoxigraph as ox

    try:
        return list(ox.parse(text("ontology", name), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DataError(f"not well formed: {error.msg}", where=str(resource("ontology", name))) from error
