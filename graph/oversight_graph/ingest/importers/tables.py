"""Read back what `oversight export csv` writes: a table for each class, a row for each thing."""

import re
from pathlib import Path

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import decoded
from oversight_graph.ingest.readers.sheets import rows_of_csv
from oversight_graph.load.files import lies_beside
from oversight_graph.model.vocabulary import NS, PREFIXES

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAYS = frozenset(PREFIXES[p] + n for p, n in (("dcterms", "date"), ("dcterms", "issued"), ("schema", "startDate"),
                  ("schema", "endDate"), ("ovs", "due"), ("ovs", "seenOn")))  # fmt: skip
# Words of our own, which have a language; all other texts are as printed.
_WORDS = frozenset(PREFIXES[p] + n for p, n in (("rdfs", "label"), ("skos", "prefLabel"), ("skos", "editorialNote"),
                   ("dcterms", "title"), ("dcterms", "description"), ("org", "purpose"), ("ovs", "function"),
                   ("rdfs", "comment"), ("skos", "note")))  # fmt: skip
# Of these a thing has one in a language, whatever signs stand in it.
_SINGLE = _WORDS - {PREFIXES["skos"] + "editorialNote", PREFIXES["org"] + "purpose"}


def read_tables(folder: Path) -> list[ox.Triple]:
    """Return the statements of a folder of tables.

    Parameters
    ----------
    folder : pathlib.Path
        As `output.export.write_tables` writes it. Which language a name is in is not in it: all come back as English.

    Raises
    ------
    DataError
        If a table has no column ``iri``, a row no IRI in it or more cells than there are columns; if a name of a table
        or column is none; or if anything lies beside the tables.
    """
    entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
    tables = [entry for entry in entries if entry.suffix.lower() == ".csv"]
    if not tables:
        raise DataError("holds no CSV tables", where=str(folder), hint="name the folder that `export csv` has written")
    types = _datatypes()
    found: dict[ox.Triple, None] = {}
    for table in tables:
        rows = rows_of_csv(decoded(resources.content(table)), str(table))
        heads = rows[0] if rows else []
        if not heads or heads[0] != "iri":
            raise DataError("has no first column iri, so it is no table of an export", where=str(table))
        for at, head in enumerate(heads[1:], 2):
            if not head or not _iri(_long(head)):
                raise DataError(f"column {at} is named {head!r}, which is no relation", where=str(table))
        if lost := next((n for n, cells in enumerate(rows, 1) if len(cells) > len(heads)), None):
            raise DataError("has more cells than the table has columns", where=f"{table}:{lost}")
        said = table.stem == "untyped" or "rdf:type" in heads
        kind = "" if said else _long(re.sub(r"^(\w+)-(?=[A-Z])", r"\1:", table.stem))
        if kind and not _iri(kind):
            raise DataError("is named after no class", where=str(table), hint="name it as `export csv` does")
        for number, cells in enumerate(rows[1:], 2):
            if not any(cells):
                continue
            if not _iri(cells[0]):
                raise DataError(
                    "is no IRI", where=f"{table}:{number}", hint="each row begins with the IRI of its thing"
                )
            node = ox.NamedNode(cells[0])
            if kind:
                found[ox.Triple(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(kind))] = None
            for head, cell in zip(heads[1:], cells[1:], strict=False):
                for value in _values(_long(head), cell, types):
                    found[ox.Triple(node, ox.NamedNode(_long(head)), value)] = None
    if others := [entry.name for entry in entries if entry not in tables and not lies_beside(entry.name)]:
        raise DataError(f"holds {others[0]!r}, which is no table", where=str(folder), hint="move it elsewhere")
    return list(found)


# The apostrophes that `export csv` sets before what a spreadsheet would take for a formula, another number or a date.
_KEPT = re.compile(r"""(^|[;\t\r\n])'(?=[\s'"\u200b\ufeff]*[=+\-@＝＋－＠])|^'(?=[\t\r\n])|^'(?=[\d.eE/-]+$)""")


def _values(relation: str, cell: str, types: dict[str, str]) -> "list[ox.NamedNode | ox.Literal]":
    if not cell:
        return []
    text = _KEPT.sub(r"\1", cell)
    parts = text.split("; ")
    if all(map(_iri, parts)) and relation not in types:
        return [ox.NamedNode(part) for part in parts]
    if relation in _DAYS and all(_DAY.fullmatch(part) for part in parts):
        return [ox.Literal(part, datatype=ox.NamedNode(PREFIXES["xsd"] + "date")) for part in parts]
    parts = [part.replace(";\xa0", "; ") for part in ([text] if relation in _SINGLE else parts)]
    if relation in _WORDS:
        return [ox.Literal(part, language="en") for part in parts]
    kind = types.get(relation, "")
    if kind and not kind.endswith(("#string", "#langString")):
        return [ox.Literal(part, datatype=ox.NamedNode(kind)) for part in parts]
    return [ox.Literal(part) for part in parts]


def _datatypes() -> dict[str, str]:
    """Return the type of each value of the vocabulary."""
    ranges: dict[str, str] = {}
    values: set[str] = set()
    for triple in resources.triples("oversight.ttl"):
        subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
        if triple.predicate.value == PREFIXES["rdfs"] + "range":
            ranges[subject] = value
        elif value == PREFIXES["owl"] + "DatatypeProperty":
            values.add(subject)
    return {name: ranges.get(name, PREFIXES["xsd"] + "string") for name in values}


def _iri(text: str) -> bool:
    """Whether a text is an address that the engine takes too."""
    try:
        return bool(_IRI.fullmatch(text) and ox.NamedNode(text))
    except ValueError:
        return False


def _long(name: str) -> str:
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return name if _IRI.fullmatch(name) else NS + name
