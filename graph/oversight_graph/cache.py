"""Keep the loaded graph between runs, as Python keeps compiled modules.

What is kept is the graph with named blank nodes and applied rules, under the hash of everything it was made of: a
changed file, rule or version is another hash. The folder is ``$OVERSIGHT_CACHE``, else ``oversight-graph`` in the
user's cache folder; ``OVERSIGHT_CACHE=off`` keeps nothing. A snapshot that cannot be read or written is simply not
used.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from oversight_graph.store import EmbeddedStore

if TYPE_CHECKING:
    from oversight_graph.datafiles import DataFile

_FORMAT = b"1"
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
    found = hashlib.blake2b(_FORMAT + ox.__version__.encode(), digest_size=20)
    for file in files:
        data = file.read()
        total += len(data)
        if total > _LIMIT:
            return None
        found.update(f"{file.name}\0{file.graph}\0{len(data)}\0".encode())
        found.update(data)
    for rule in rules:
        found.update(rule.encode())
    return found.hexdigest()


def recall(name: str) -> EmbeddedStore | None:
    """Return the graph kept under a hash, or None."""
    place = folder()
    if place is None:
        return None
    path = place / f"{name}.trig"
    store = EmbeddedStore()
    try:
        with path.open("rb") as file:
            # The last line says that the file is whole; the snapshot was written by us, so its IRIs need no second
            # look.
            file.seek(-len(_seal(name)), os.SEEK_END)
            if file.read() != _seal(name):
                return None
        store.quads.bulk_load(path=str(path), format=ox.RdfFormat.TRIG, lenient=True)
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
        unfinished = place / f"{name}.{os.getpid()}.tmp"
        unfinished.write_bytes(content + _seal(name))
        unfinished.replace(place / f"{name}.trig")
        kept = sorted(place.glob("*.trig"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEEP:]:
            path.unlink(missing_ok=True)


def _seal(name: str) -> bytes:
    return f"\n# {name}\n".encode()
