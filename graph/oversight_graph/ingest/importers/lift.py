"""Lift rows and JSON to plain triples: one node a row or object, one property a column or key."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.ingest.readers.form import decoded
from oversight_graph.ingest.readers.sheets import rows_of_csv
from oversight_graph.ingest.values import read_date
from oversight_graph.ingest.workbook.read import clean
from oversight_graph.load.jsonld import read_json
from oversight_graph.model.vocabulary import BASE, PREFIXES
from oversight_graph.resources import content

LIFT = BASE + "lift#"
_MOST_BYTES = 200 * 1024 * 1024
_DATED = re.compile(r"date|start|end|since|until|^from$|^to$|valid", re.IGNORECASE)
# Details of how to reach people are not lifted at all, so that no mapping can let them in.
_CONTACT = re.compile(r"e-?mail|phone|telephone|mobile|fax|contact|address", re.IGNORECASE)


@dataclass(slots=True)
class Lifted:
    """Foreign data as plain triples.

    Attributes
    ----------
    triples : list of pyoxigraph.Triple
    counts : Counter of str
        How many values each property has, by its local name.
    days : Counter of str
        How many of them are days.
    beyond : int
        How many cells stand in no column that has a name.
    contacts : int
        How many values were not lifted because they say how to reach somebody.
    lines : int
        How many lines the file has.
    """

    triples: list[ox.Triple] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    beyond: int = 0
    contacts: int = 0
    lines: int = 0

    def add(self, node: ox.NamedNode, key: str, value: object) -> None:
        """Add a value under the name of its column or key; dates get their last day and their precision too."""
        name = local(key)
        if _CONTACT.search(key):
            self.contacts += 1
            return
        term = value if isinstance(value, ox.NamedNode) else ox.Literal(str(value))
        self.triples.append(ox.Triple(node, ox.NamedNode(LIFT + name), term))
        self.counts[name] += 1
        when = read_date(str(value)) if isinstance(value, str) and _DATED.search(key) else None
        if when and when.last:
            self.days[name] += 1
            day = ox.Literal(when.last, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
            self.triples.append(ox.Triple(node, ox.NamedNode(f"{LIFT}{name}-day"), day))
            if when.kind != "day":
                self.triples.append(ox.Triple(node, ox.NamedNode(f"{LIFT}{name}-edtf"), ox.Literal(when.edtf)))


def local(key: str) -> str:
    """Return a column or key as the local name of a property.

    Examples
    --------
    >>> local("Reports to Senior Post"), local("start_date")
    ('reports-to-senior-post', 'start_date')
    """
    return re.sub(r"[^\w]+", "-", key.strip().lower()).strip("-") or "value"


def lift(path: Path, paper: str) -> Lifted:
    """Lift a CSV or JSON file.

    Parameters
    ----------
    path : pathlib.Path
    paper : str
        IRI of the file as a paper; each node gets ``lift:evidence`` with the lines where it stands.

    Raises
    ------
    DataError
        If it cannot be read, or is neither.
    """
    data = content(path, largest=_MOST_BYTES)
    found = Lifted(lines=data.count(b"\n") + (not data.endswith(b"\n")))
    if path.suffix.lower() == ".json":
        whole = ox.NamedNode(f"{paper}#line=0,{found.lines}")
        _object(found, f"{paper}#", read_json(data, str(path)), "root", whole)
    else:
        _rows(found, paper, rows_of_csv(decoded(data)), path)
    return found


def _rows(found: Lifted, paper: str, table: list[list[str]], path: Path) -> None:
    if not table or len([head for head in table[0] if head.strip()]) < 2:
        raise DataError("has no row with the names of its columns", where=str(path))
    heads, line = [clean(head) for head in table[0]], 1 + sum(cell.count("\n") for cell in table[0])
    for number, cells in enumerate(table[1:], 2):
        first, line = line, line + 1 + sum(cell.count("\n") for cell in cells)
        values = [(head, clean(cell)) for head, cell in zip(heads, cells, strict=False) if head and clean(cell)]
        found.beyond += sum(bool(clean(cell)) for cell in cells) - len(values)
        if not values:
            continue
        node = ox.NamedNode(f"{paper}#row={number}")
        found.triples.append(ox.Triple(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(LIFT + "Row")))
        found.triples.append(
            ox.Triple(node, ox.NamedNode(LIFT + "evidence"), ox.NamedNode(f"{paper}#line={first},{line}"))
        )
        for head, cell in values:
            found.add(node, head, cell)


def _object(found: Lifted, stem: str, value: Any, kind: str, evidence: ox.NamedNode) -> ox.NamedNode:
    """Lift an object; its type is the key under which it stands."""
    node = ox.NamedNode(f"{stem}{kind}")
    found.triples.append(
        ox.Triple(
            node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(LIFT + local(kind.rstrip("0123456789-") or kind))
        )
    )
    found.triples.append(ox.Triple(node, ox.NamedNode(LIFT + "evidence"), evidence))
    for key, inner in value.items() if isinstance(value, dict) else [("items", value)]:
        for n, each in enumerate(_each(inner), 1):
            if isinstance(each, dict | list):
                below = _object(found, f"{node.value}.", each, f"{local(key)}-{n}", evidence)
                found.triples.append(ox.Triple(node, ox.NamedNode(LIFT + local(key)), below))
            elif each not in (None, ""):
                found.add(node, key, each if isinstance(each, str) else json.dumps(each))
    return node


def _each(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [value]
