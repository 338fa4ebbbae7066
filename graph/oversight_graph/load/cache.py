"""Keep the loaded graph between runs, as Python keeps compiled modules.

What is kept is the graph with named blank nodes and applied rules, under the hash of everything it was made of, and of
the program that made it and found it good: a changed file, rule, shape or module is another hash. A snapshot that
cannot be read or written is simply not used; `store.kept.folder` says where it lies, and when it is believed.

Beside it lie answers to queries that were asked of it: a command that asks nothing else needs no graph.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from zlib import crc32

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.load.languages import language
from oversight_graph.store.kept.answers import AnsweredStore, Answers
from oversight_graph.store.kept.folder import folder, is_ours, made, reading, take_away_unfinished, write
from oversight_graph.store.store import EmbeddedStore

if TYPE_CHECKING:
    from oversight_graph.load.files import DataFile
try:
    # From where it stands: its usual place loads a library of ciphers besides, too slow for each start.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_FORMAT = "3"
_KEEP = 8
_LIMIT = 64 * 1024 * 1024
# With what the rules derive, a graph takes a few times the room of its files.
_LARGEST = 8 * _LIMIT
_SNAPSHOT = re.compile(r"[0-9a-f]{40}\.trig")


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


class KeptStore(AnsweredStore):
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
        self._content, self._lock = content, Lock()
        self.answers = Answers(place.stem, place.parent)

    @property
    def quads(self) -> ox.Store:
        """The store of the engine, with the whole graph."""
        self.answers = None
        return self.asked

    @property
    def asked(self) -> ox.Store:
        """The same, for those who do not change it."""
        with self._lock:
            # With its last line, a comment: to cut it off would copy all. In one transaction: to load in bulk takes a
            # third more, for the threads among which it parts the work. It was written by us, so its IRIs need no
            # second look.
            if self._content:
                self._quads.load(self._content, format=ox.RdfFormat.TRIG, lenient=True)
            self._content = b""
        return self._quads


def recall(name: str) -> EmbeddedStore | None:
    """Return the graph kept under a hash, or None."""
    place = folder()
    if place is None or not is_ours(place):
        return None
    path = place / f"{name}.trig"
    with suppress(OSError), reading(path, _LARGEST) as file:
        content = file.read() if file else b""
        end = max(len(content) - len(_seal(path, b"")), 0)
        if content and content[end:] == _seal(path, memoryview(content)[:end]):
            return KeptStore(path, content)
    return None


def keep(name: str, store: EmbeddedStore) -> None:
    """Keep a graph under a hash, and drop the snapshots that were not used for longest."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        if not made(place):
            return
        content = ox.serialize(store.asked, format=ox.RdfFormat.TRIG) or b""
        if len(content) < _LARGEST:
            path = place / f"{name}.trig"
            write(path, [content, _seal(path, content)])
        _drop_oldest(place)


def _drop_oldest(place: Path) -> None:
    """Delete snapshots of ours beyond those that are kept, and what a killed process left."""
    mine = [path for path in place.iterdir() if _SNAPSHOT.fullmatch(path.name) and path.is_file()]
    mine.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in mine[_KEEP:]:
        path.unlink(missing_ok=True)
    take_away_unfinished(place)


def _seal(path: Path, content: bytes | memoryview) -> bytes:
    # Against damage, for which a sum is enough: whoever may write here could write a digest too.
    return f"\n# {path.stem} {crc32(content):08x}\n".encode()
