"""Keep the loaded graph between runs, as Python keeps compiled modules.

What is kept is the graph with named blank nodes and applied rules, under the hash of everything it was made of, and of
the program that made it and found it good: a changed file, rule, shape or module is another hash. The folder is
``$OVERSIGHT_CACHE``, else ``oversight-graph`` in the user's cache folder; ``OVERSIGHT_CACHE=off`` keeps nothing. A
snapshot that cannot be read or written is simply not used.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.load.languages import language
from oversight_graph.store.store import EmbeddedStore

if TYPE_CHECKING:
    from oversight_graph.load.files import DataFile

_FORMAT = "2"
_KEEP = 8
_LIMIT = 64 * 1024 * 1024


def folder() -> Path | None:
    """Return the folder of snapshots; None if none are to be kept."""
    chosen = os.environ.get("OVERSIGHT_CACHE", "")
    if chosen.lower() in ("off", "0", "no"):
        return None
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base:
        return Path(base) / "oversight-graph"
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return Path(home) / ".cache" / "oversight-graph" if home else None


def key(files: "Iterable[DataFile]", rules: Iterable[str]) -> str | None:
    """Return the hash of everything that a graph is made of; None if it is too large to keep."""
    total = 0
    found = hashlib.blake2b(f"{_FORMAT} {ox.__version__}\0".encode(), digest_size=20)
    found.update(_program())
    found.update(f"{language()}\0".encode())
    for file in files:
        data = file.read()
        total += len(data)
        if total > _LIMIT:
            return None
        about = f"{file.name}\0{file.graph}\0{file.slug}\0{file.trusted}\0{len(data)}\0"
        found.update(about.encode("utf-8", "surrogateescape"))
        found.update(data)
        if file.table:
            from oversight_graph.load import workbooks

            found.update(f"{workbooks.stamp(file)}\0{os.environ.get('OVERSIGHT_DRAFTS', '')}".encode())
        if file.name.lower().endswith(".jsonld"):
            found.update(resources.text("ontology", "context.jsonld").encode())
    for rule in rules:
        found.update(f"{len(rule)}\0{rule}".encode())
    return found.hexdigest()


def program_files() -> list[Path]:
    """Return the files of the program: its modules, its ontology and its queries; empty if they are no plain files."""
    folders = [Path(__file__).resolve().parents[1], resources.resource("ontology"), resources.resource("queries")]
    if not all(isinstance(folder, Path) and folder.is_dir() for folder in folders):
        return []  # run from a zipped wheel
    package, ontology, queries = folders
    found = [*package.rglob("*.py"), *ontology.glob("*.*"), *queries.rglob("*.rq")]  # type: ignore[attr-defined]
    return sorted(found)


def _program() -> bytes:
    """Return what tells this program from any other: where its files are, how large, and when they were written."""
    # Asking that of all files takes a tenth of the time of reading them, and needs no list of those that matter.
    try:
        stats = [(path, path.stat()) for path in program_files()]
    except OSError:
        stats = []
    if not stats:
        from oversight_graph import __version__

        return str(__version__).encode()
    return "".join(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0" for path, stat in stats).encode()


def recall(name: str) -> EmbeddedStore | None:
    """Return the graph kept under a hash, or None."""
    place = folder()
    if place is None:
        return None
    path = place / f"{name}.trig"
    store = EmbeddedStore()
    try:
        content = path.read_bytes()
        body = content[: -len(_seal(name, b""))]
        # The last line says that the file is whole. It was written by us, so its IRIs need no second look.
        if content[len(body) :] != _seal(name, body):
            return None
        store.quads.bulk_load(body, format=ox.RdfFormat.TRIG, lenient=True)
    except (OSError, SyntaxError, ValueError):
        return None
    with suppress(OSError):
        os.utime(path)
    return store


def keep(name: str, store: EmbeddedStore) -> None:
    """Keep a graph under a hash, and drop the snapshots that were not used for longest."""
    place = folder()
    if place is None:
        return
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        content = ox.serialize(store.quads, format=ox.RdfFormat.TRIG) or b""
        unfinished = place / f"{name}.{os.getpid()}.{get_ident()}.tmp"
        try:
            unfinished.write_bytes(content + _seal(name, content))
            unfinished.replace(place / f"{name}.trig")
        finally:
            unfinished.unlink(missing_ok=True)
        kept = sorted(place.glob("*.trig"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEEP:]:
            path.unlink(missing_ok=True)


def _seal(name: str, content: bytes) -> bytes:
    return f"\n# {name} {hashlib.blake2b(content, digest_size=20).hexdigest()}\n".encode()
