"""Keep the loaded graph between runs, as Python keeps compiled modules.

What is kept is the graph with named blank nodes and applied rules, under the hash of everything it was made of, and of
the program that made it and found it good: a changed file, rule, shape or module is another hash. The folder is
``$OVERSIGHT_CACHE``, else ``oversight-graph`` in the user's cache folder; ``OVERSIGHT_CACHE=off`` keeps nothing. A
snapshot that cannot be read or written is simply not used.

Beside a snapshot lie answers to queries that were asked of it, under the hash of the whole text of each: a command that
asks nothing else needs no graph. `KeptStore` tells when they are used.

A snapshot is believed as if it were the data. So only those are used that belong to the user, in a folder that nobody
else may write into. The folder is of our own making, and says so with a tag: where somebody names a folder of their
own, ours is made within it, and nothing else there is looked at.
"""

import marshal
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, get_ident
from typing import TYPE_CHECKING
from zlib import crc32

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.load.languages import language
from oversight_graph.store.store import EmbeddedStore, Table

if TYPE_CHECKING:
    from oversight_graph.load.files import DataFile
try:
    # From where it stands: its usual place loads a library of ciphers besides, too slow for each start.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_FORMAT = "3"
_KEEP = 8
# Of each snapshot; a server is asked about one thing after another.
_ANSWERS = 500
_LARGEST_ANSWER = 1024 * 1024
_LIMIT = 64 * 1024 * 1024
# With what the rules derive, a graph takes a few times the room of its files.
_LARGEST = 8 * _LIMIT
_TAG = "CACHEDIR.TAG"
# By the first line other programs know the folder of a cache, such as those that make copies of disks.
_SIGNATURE = """Signature: 8a477f597d28d172789f06886806bc55
# This folder was made by oversight-graph, which keeps loaded graphs in it and deletes those not used for longest.
"""
_SNAPSHOT = re.compile(r"[0-9a-f]{40}\.trig")
_ANSWER = re.compile(r"([0-9a-f]{40})-[0-9a-f]{40}\.answer")
# What makes an answer another one each time.
_VOLATILE = re.compile(r"\b(?:now|rand|(?:str)?uuid|bnode)\s*\(", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:[0-9a-f]{40}(?:-[0-9a-f]{40})?|CACHEDIR)\.\d+\.\d+\.tmp")
_UNFINISHED_TAG = re.compile(r"CACHEDIR\.\d+\.\d+\.tmp")
_HOUR = 3600.0


def folder() -> Path | None:
    """Return the folder of snapshots, whether it is there or not; None if none are to be kept."""
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


def _ours(place: Path) -> bool:
    """Say whether a folder is there, is of our making, and can be written by nobody else."""
    try:
        return stat.S_ISDIR(place.stat().st_mode) and _private(place.stat()) and _tagged(place)
    except OSError:
        return False


def _private(about: os.stat_result) -> bool:
    """Say whether something belongs to this user, and others cannot write it."""
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)


def key(files: "Sequence[DataFile]") -> "tuple[str | None, list[DataFile]]":
    """Return the hash of everything that a graph is made of, and the files with the bytes that were hashed.

    The hash is None if they are too large to keep.
    """
    total = 0
    held = []
    found = blake2b(f"{_FORMAT} {ox.__version__}\0".encode(), digest_size=20)
    found.update(_program())
    found.update(f"{language()}\0".encode())
    for file in files:
        # What is hashed is what is parsed, even if the file is written anew meanwhile.
        file = file.held()
        held.append(file)
        data = file.read()
        total += len(data)
        if total > _LIMIT:
            return None, [*held, *files[len(held) :]]
        about = f"{file.name}\0{file.graph}\0{file.slug}\0{file.trusted}\0{len(data)}\0"
        found.update(about.encode("utf-8", "surrogateescape"))
        found.update(data)
        if file.table:
            from oversight_graph.load import workbooks

            found.update(f"{workbooks.stamp(file)}\0{os.environ.get('OVERSIGHT_DRAFTS', '')}".encode())
        if file.name.lower().endswith(".jsonld"):
            found.update(resources.text("ontology", "context.jsonld").encode())
    return found.hexdigest(), held


def program_files() -> list[str]:
    """Return the files of the program: its modules, its ontology and its queries; empty if they are no plain files."""
    folders = [Path(__file__).resolve().parents[1], resources.resource("ontology"), resources.resource("queries")]
    if not all(isinstance(folder, Path) and folder.is_dir() for folder in folders):
        return []  # run from a zipped wheel
    package, ontology, queries = folders
    beside = [entry.path for entry in os.scandir(str(ontology)) if entry.is_file()]
    return sorted([*_below(str(package), ".py"), *beside, *_below(str(queries), ".rq")])


def _below(folder: str, suffix: str) -> Iterator[str]:
    # By paths as strings: to make objects of them takes longer than all else that is done with them.
    for entry in os.scandir(folder):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _below(entry.path, suffix)
        elif entry.name.endswith(suffix):
            yield entry.path


def _program() -> bytes:
    """Return what tells this program from any other: where its files are, how large, and when they were written."""
    # Asking that of all files takes a tenth of the time of reading them, and needs no list of those that matter.
    try:
        stats = [(path, os.stat(path)) for path in program_files()]  # noqa: PTH116
    except OSError:
        stats = []
    if not stats:
        from oversight_graph import __version__

        return str(__version__).encode()
    return "".join(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0" for path, stat in stats).encode()


class KeptStore(EmbeddedStore):
    """A graph that was kept, of which the engine is told when something is asked that was not asked of it before.

    An answer is that of the engine to the same text and the same graph. Whoever takes `quads` may change what they are:
    from then on the engine alone is asked, and no answer of it is kept.

    Parameters
    ----------
    place : pathlib.Path
        Of its snapshot.
    content : bytes
        What stands there.
    """

    def __init__(self, place: Path, content: bytes) -> None:
        super().__init__()
        self._place, self._content, self._lock, self._taken = place, content, Lock(), False
        self._room: int | None = None

    @property
    def quads(self) -> ox.Store:
        """The store of the engine, with the whole graph."""
        self._taken = True
        return self._filled()

    def _filled(self) -> ox.Store:
        with self._lock:
            # With its last line, a comment: to cut it off would copy all. In one transaction: to load in bulk takes a
            # third more, for the threads among which it parts the work. It was written by us, so its IRIs need no
            # second look.
            if self._content:
                self._quads.load(self._content, format=ox.RdfFormat.TRIG, lenient=True)
            self._content = b""
        return self._quads

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query on the union of all graphs."""
        if self._taken or _VOLATILE.search(query):
            return EmbeddedStore(self._filled()).select(query, where)
        digest = blake2b(query.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        path = self._place.with_name(f"{self._place.stem}-{digest}.answer")
        with suppress(OSError, ValueError, EOFError, TypeError):
            if content := _whole(path):
                return Table(*marshal.loads(content))  # noqa: S302 - sealed, and as private as compiled modules are
        table = EmbeddedStore(self._filled()).select(query, where)
        with suppress(OSError):
            if self._room is None:
                mine = f"{self._place.stem}-"
                self._room = _ANSWERS - sum(name.startswith(mine) for name in os.listdir(path.parent))  # noqa: PTH208
            content = marshal.dumps((table.columns, table.rows))
            if len(content) < _LARGEST_ANSWER and self._room > 0:
                self._room -= 1
                _write(path, content + _seal(path, content))
        return table


def recall(name: str) -> EmbeddedStore | None:
    """Return the graph kept under a hash, or None."""
    place = folder()
    if place is None or not _ours(place):
        return None
    path = place / f"{name}.trig"
    with suppress(OSError):
        if content := _whole(path):
            return KeptStore(path, content)
    return None


def _whole(path: Path) -> bytes:
    """Return what is kept in a file, with the line at its end that says that it is whole; nothing if it is not."""
    content = _content(path)
    end = max(len(content) - len(_seal(path, b"")), 0)
    return content if content[end:] == _seal(path, memoryview(content)[:end]) else b""


def _content(path: Path) -> bytes:
    """Return the bytes of a snapshot; none if it is no ordinary file of this user, or of a size that none has."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or not _private(about) or about.st_size > _LARGEST:
            return b""
        with suppress(OSError):
            os.utime(handle if os.utime in os.supports_fd else path)
        return file.read()


def keep(name: str, store: EmbeddedStore) -> None:
    """Keep a graph under a hash, and drop the snapshots that were not used for longest."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        if not _ours(place) and not _made(place):
            return
        content = ox.serialize(store.quads, format=ox.RdfFormat.TRIG) or b""
        if len(content) < _LARGEST:
            path = place / f"{name}.trig"
            _write(path, content + _seal(path, content))
        _drop_oldest(place)


def _made(place: Path) -> bool:
    """Make the folder, which only this user may read, with its tag; say whether it is ours now."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.mkdir(mode=0o700, exist_ok=True)
    if _private(place.stat()) and not _holds_something(place):
        _write(place / _TAG, _SIGNATURE.encode())
    return _ours(place)


def _write(path: Path, content: bytes) -> None:
    """Write a file that only this user may read, whole or not at all."""
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.{get_ident()}.tmp")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _drop_oldest(place: Path) -> None:
    """Delete snapshots of ours beyond those that are kept, with their answers, and what a killed process left."""
    there = list(place.iterdir())
    mine = [path for path in there if _SNAPSHOT.fullmatch(path.name) and path.is_file()]
    mine.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    kept = {path.stem for path in mine[:_KEEP]}
    answers = [path for path in there if (of := _ANSWER.fullmatch(path.name)) and of[1] not in kept]
    left = [path for path in there if _UNFINISHED.fullmatch(path.name)]
    left = [path for path in left if time.time() - path.lstat().st_mtime > _HOUR]
    for path in [*mine[_KEEP:], *answers, *left]:
        path.unlink(missing_ok=True)


def _seal(path: Path, content: bytes | memoryview) -> bytes:
    # Against damage, for which a sum is enough: whoever may write here could write a digest too.
    return f"\n# {path.stem} {crc32(content):08x}\n".encode()
