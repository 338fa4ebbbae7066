"""Write the graph for other tools: RDF serialisations and CSV tables."""

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.errors import UsageError
from oversight_graph.load.languages import as_stated
from oversight_graph.model.standard_terms import short
from oversight_graph.model.vocabulary import INFERRED, PREFIXES
from oversight_graph.output.tables import Record, csv_file
from oversight_graph.store.store import EmbeddedStore
from oversight_graph.writing import write_folder

if TYPE_CHECKING:
    import pyoxigraph as ox

RDF_FORMATS = {
    "turtle": ("ttl", "TURTLE"),
    "trig": ("trig", "TRIG"),
    "nquads": ("nq", "N_QUADS"),
    "jsonld": ("jsonld", "JSON_LD"),
}


def to_rdf(store: EmbeddedStore, form: str, *, inferred: bool = True) -> bytes:
    """Return the graph in an RDF serialisation.

    Parameters
    ----------
    form : str
        ``turtle`` (one graph, so that it is not told which file says what), ``trig``, ``nquads`` or ``jsonld`` (with
        named graphs).
    inferred : bool
        Whether to include what the rules derived.

    Returns
    -------
    bytes
        The same for the same data: quads are sorted.

    Raises
    ------
    UsageError
        If the format cannot say something that the data says, such as JSON-LD a statement about a statement.
    """
    import pyoxigraph as ox

    kind = getattr(ox.RdfFormat, RDF_FORMATS[form][1])
    quads = [as_stated(q) for q in store.quads if inferred or getattr(q.graph_name, "value", "") != INFERRED]
    prefixes = PREFIXES if form in ("turtle", "trig") else None
    content: list[ox.Triple] | list[ox.Quad]
    if form == "turtle":
        triples = {(str(q.subject), str(q.predicate), str(q.object)): q.triple for q in quads}
        content = [triples[key] for key in sorted(triples)]
    else:
        quads.sort(key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))
        content = quads
    try:
        return ox.serialize(content, format=kind, prefixes=prefixes) or b""
    except (OSError, ValueError) as error:
        raise UsageError(f"the data cannot be written as {form}: {error}", hint="try trig or nquads") from error


def write_tables(store: EmbeddedStore, folder: Path) -> list[Path]:
    """Write one CSV table for each class.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it does not exist. It must be empty, or hold only files that are written anew.

    Returns
    -------
    list of pathlib.Path
        The files written, sorted by class. A row is a thing, its columns are the relations of its class; values that
        are things are given by IRI, several values are parted by ``; ``, for which a value itself has a no-break space
        behind the semicolon. Only what the files state is written. What has no class is in ``untyped.csv``, and what
        has several classes in the table of each.

    Raises
    ------
    UsageError
        If the folder holds something else, or cannot be made or written; nothing is changed then.
    """
    things: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    kinds: dict[str, set[str]] = defaultdict(set)
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ours = _of_the_package()
    for quad in store.quads:  # names in other languages in columns of their own, so that a thing has one name
        if getattr(quad.graph_name, "value", "") == INFERRED or as_stated(quad) in ours:
            continue
        subject, prop, value = (
            getattr(quad.subject, "value", ""),
            quad.predicate.value,
            getattr(quad.object, "value", str(quad.object)),
        )
        if prop == PREFIXES["rdf"] + "type":
            kinds[subject].add(value)
        else:
            facts[subject][_column(prop)].append(value)
    for subject in kinds.keys() | facts.keys():
        for kind in kinds.get(subject) or ("untyped",):
            column = _column(kind)
            # No name of a file holds the address of a class of somebody else's: it stands in a column.
            foreign = {"rdf:type": [kind]} if column == kind != "untyped" else {}
            things[column][subject] = facts.get(subject, {}) | foreign
    written: dict[str, bytes] = {}
    taken: set[str] = set()
    for kind, rows in sorted(things.items()):
        columns = ["iri", *sorted({column for row in rows.values() for column in row})]
        table: list[Record] = [
            {"iri": iri, **{c: tuple(map(_held, sorted(set(v)))) for c, v in row.items()}}
            for iri, row in sorted(rows.items())
        ]
        written[f"{_file_name(kind, taken)}.csv"] = csv_file(table, columns).encode()
    write_folder(folder, written, over=True)
    return [folder / name for name in written]


def _held(text: str) -> str:
    """Return a value as it stands among several: a no-break space keeps what has the sign between them in one piece."""
    return text.replace("; ", ";\xa0")


def _of_the_package() -> "set[ox.Quad]":
    """Return what the package itself says: terms, code lists, offices of the law. All else is the user's own."""
    from oversight_graph.load.files import law_packs, ontology
    from oversight_graph.load.parsing import parse

    return {as_stated(quad) for file in [*ontology(), *law_packs().values()] for quad in parse(file)}


def _file_name(kind: str, taken: set[str]) -> str:
    """Return a file name for a class that no other class has, on file systems too that do not tell ``A`` from ``a``."""
    stem = name = re.sub(r"[^A-Za-z0-9]+", "-", kind).strip("-")[-100:] or "class"
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.lower())
    return name


def _column(iri: str) -> str:
    return short(iri).removeprefix("ovs:")
