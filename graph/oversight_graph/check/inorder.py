"""That data was found in order by the SHACL shapes is remembered, so that it need not be asked again.

Asking them takes most of the time of a check or a report. An empty file, named by the hash of the data and of the
shapes, stands beside the snapshots of `oversight_graph.load.cache`; nothing is kept of data with a fault.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from oversight_graph import resources
from oversight_graph.load import cache
from oversight_graph.store.store import EmbeddedStore

_SUFFIX = ".in-order"
_KEEP = 16


def mark_of(store: EmbeddedStore, code: str) -> Path | None:
    """Return the file that says that data is in order; None if nothing is to be kept.

    Parameters
    ----------
    store : EmbeddedStore
    code : str
        File of the code that asks the shapes: what other code found does not count.
    """
    folder = cache.folder()
    if folder is None:
        return None
    import pyoxigraph as ox

    lines = ox.serialize(store.quads, format=ox.RdfFormat.N_QUADS) or b""
    digest = hashlib.blake2b(b"\n".join(sorted(lines.splitlines())), digest_size=20)
    for name in ("shapes.ttl", "oversight.ttl", "concepts.ttl"):
        digest.update(resources.text("ontology", name).encode())
    with suppress(OSError):
        digest.update(Path(code).read_bytes())
    return folder / f"{digest.hexdigest()}{_SUFFIX}"


def keep(mark: Path) -> None:
    """Write such a file, and drop the oldest of many; where that cannot be done, nothing is kept."""
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        kept = sorted(mark.parent.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEEP:]:
            path.unlink(missing_ok=True)
