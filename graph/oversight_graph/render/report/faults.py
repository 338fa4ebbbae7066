"""What the checks find, without asking the shapes again of data that they have found to be in order.

Running the SHACL shapes takes most of the time of a report. That data has no fault by them is kept as an empty file,
named by the hash of the data and of the shapes, beside the snapshots of `oversight_graph.cache`; nothing else is kept,
so whatever has a fault is asked anew.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from oversight_graph import cache, resources, shacl
from oversight_graph.findings import Finding
from oversight_graph.graph import OversightGraph
from oversight_graph.store import EmbeddedStore

_SUFFIX = ".in-order"
_KEEP = 16


def findings(graph: OversightGraph, day: str) -> list[Finding]:
    """Return what `OversightGraph.check` returns.

    Parameters
    ----------
    graph : OversightGraph
    day : str
        ISO date.
    """
    mark = _mark(graph)
    found = graph.check(day, shapes=mark is None or not mark.exists())
    if mark is not None and not any(one.check in shacl.shape_names() | {"shacl"} for one in found):
        _keep(mark)
    return found


def _mark(graph: OversightGraph) -> Path | None:
    """Return where it is kept that the data is in order; None if nothing is to be kept."""
    folder = cache.folder()
    if folder is None or not isinstance(graph.store, EmbeddedStore):
        return None
    import pyoxigraph as ox

    lines = ox.serialize(graph.store.quads, format=ox.RdfFormat.N_QUADS) or b""
    digest = hashlib.blake2b(b"\n".join(sorted(lines.splitlines())), digest_size=20)
    for name in ("shapes.ttl", "oversight.ttl", "concepts.ttl"):
        digest.update(resources.text("ontology", name).encode())
    with suppress(OSError):
        digest.update(Path(shacl.__file__).read_bytes())
    return folder / f"{digest.hexdigest()}{_SUFFIX}"


def _keep(mark: Path) -> None:
    with suppress(OSError):
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        kept = sorted(mark.parent.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEEP:]:
            path.unlink(missing_ok=True)
