"""Write the graph for other tools: RDF serialisations and CSV tables."""

import os
import re
import tempfile
from collections import defaultdict
from pathlib import Path

from oversight_graph.errors import UsageError
from oversight_graph.render.tables import Record, to_csv
from oversight_graph.store import EmbeddedStore
from oversight_graph.vocabulary import BASE, INFERRED, NS, PREFIXES

RDF_FORMATS = {
    "turtle": ("ttl", "TURTLE"),
    "trig": ("trig", "TRIG"),
    "nquads": ("nq", "N_QUADS"),
    "jsonld": ("jsonld", "JSON_LD"),
}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under a temporary name and put it in place, so that nobody sees half of it.

    Raises
    ------
    UsageError
        If the folder does not exist or cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", where=str(path)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UsageError(f"cannot write: {error.strerror}", where=str(path)) from error


def to_rdf(store: EmbeddedStore, form: str, *, inferred: bool = True) -> bytes:
    """Return the graph in an RDF serialisation.

    Parameters
    ----------
    store : EmbeddedStore
    form : str
        ``turtle`` (one graph, so that it is not told which file says what), ``trig``, ``nquads`` or ``jsonld`` (with
        named graphs).
    inferred : bool
        Whether to include what the rules derived.

    Returns
    -------
    bytes
        The same for the same data: quads are sorted.
    """
    import pyoxigraph as ox

    kind = getattr(ox.RdfFormat, RDF_FORMATS[form][1])
    quads = [q for q in store.quads if inferred or getattr(q.graph_name, "value", "") != INFERRED]
    if form == "turtle":
        triples = {(str(q.subject), str(q.predicate), str(q.object)): q.triple for q in quads}
        return ox.serialize([triples[key] for key in sorted(triples)], format=kind, prefixes=PREFIXES) or b""
    quads.sort(key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
    prefixes = PREFIXES if form == "trig" else None
    return ox.serialize(quads, format=kind, prefixes=prefixes) or b""


def write_tables(store: EmbeddedStore, folder: Path) -> list[Path]:
    """Write one CSV table for each class.

    Parameters
    ----------
    store : EmbeddedStore
    folder : pathlib.Path
        Made if it does not exist.

    Returns
    -------
    list of pathlib.Path
        The files written, sorted. A row is a thing, its columns are the relations of its class; values that are
        things are given by IRI, several values are parted by ``; ``. Only what the files state is written.

    Raises
    ------
    UsageError
        If the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write: {error.strerror}", where=str(folder)) from error
    things: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    kinds: dict[str, set[str]] = defaultdict(set)
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads:
        if getattr(quad.graph_name, "value", "") in (INFERRED, BASE + "graph/concepts"):
            continue
        subject, prop, value = quad.subject.value, quad.predicate.value, getattr(quad.object, "value", str(quad.object))
        if prop == PREFIXES["rdf"] + "type":
            kinds[subject].add(value)
        else:
            facts[subject][_column(prop)].append(value)
    for subject, found in kinds.items():
        for kind in found:
            things[_column(kind)][subject] = facts[subject]
    written = []
    for kind, rows in sorted(things.items()):
        columns = ["iri", *sorted({column for row in rows.values() for column in row})]
        table: list[Record] = [
            {"iri": iri, **{c: tuple(sorted(set(v))) for c, v in row.items()}} for iri, row in sorted(rows.items())
        ]
        path = folder / f"{re.sub(r'[^A-Za-z0-9-]+', '-', kind)}.csv"
        write_whole(path, to_csv(table, columns).encode())
        written.append(path)
    return written


def _column(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return iri.removeprefix(namespace) if namespace == NS else f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
