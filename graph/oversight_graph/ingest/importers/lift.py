"""Lift rows and JSON to plain triples: one node a row or object, one property a column or key."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from oversight_graph.errors import DataError
from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.readers.form import decoded
from oversight_graph.ingest.readers.sheets import rows_of_csv
from oversight_graph.ingest.workbook.read import clean
from oversight_graph.load.jsonld import read_json
from oversight_graph.model.vocabulary import BASE, PREFIXES
from oversight_graph.resources import content

LIFT = BASE + "lift#"
# The whole of a JSON file is no object that a mapping would make something of.
ROOT = "root"
_MOST_BYTES = 200 * 1024 * 1024
_DATED = re.compile(r"date|start|end|since|until|^from$|^to$|valid", re.IGNORECASE)
# Details of how to reach people are not lifted at all, so that no mapping can let them in.
_CONTACT = re.compile(r"e-?mail|phone|telephone|mobile|fax|contact|address", re.IGNORECASE)


@dataclass(slots=True)
class Lifted:
    """Foreign data as plain triples."""

    triples: list[ox.Triple] = field(default_factory=list)
    # By address: the kind of each row or object, the object around it, and the name, text and day of its values.
    objects: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = field(default_factory=dict)
    beyond: int = 0  # how many cells stand in no column that has a name
    contacts: int = 0  # how many values were not lifted because they say how to reach somebody
    lines: int = 0  # how many lines the file has

    def begin(self, node: ox.NamedNode, kind: str, evidence: ox.NamedNode, above: str = "") -> None:
        """Begin a row or object, of a kind and within another."""
        self.objects[node.value] = (kind, above, [])
        self.triples.append(ox.Triple(node, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(LIFT + kind)))
        self.triples.append(ox.Triple(node, ox.NamedNode(LIFT + "evidence"), evidence))

    def add(self, node: ox.NamedNode, key: str, value: object) -> None:
        """Add a value under the name of its column or key; dates get their last day and their precision too."""
        name = local(key)
        if _CONTACT.search(key):
            self.contacts += 1
            return
        term = value if isinstance(value, ox.NamedNode) else ox.Literal(str(value))
        self.triples.append(ox.Triple(node, ox.NamedNode(LIFT + name), term))
        when = read_date(str(value)) if isinstance(value, str) and _DATED.search(key) else None
        self.objects[node.value][2].append((name, term.value, (when and when.last) or ""))
        if when and when.last:
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
        _object(found, f"{paper}#", read_json(data, str(path)), ROOT, whole)
    else:
        _rows(found, paper, rows_of_csv(decoded(data), str(path)), path)
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
        found.begin(node, "Row", ox.NamedNode(f"{paper}#line={first},{line}"))
        for head, cell in values:
            found.add(node, head, cell)


def _object(found: Lifted, stem: str, value: Any, name: str, evidence: ox.NamedNode, above: str = "") -> ox.NamedNode:
    """Lift an object; its type is the key under which it stands."""
    node = ox.NamedNode(f"{stem}{name}")
    found.begin(node, local(name.rstrip("0123456789-") or name), evidence, above)
    for key, inner in value.items() if isinstance(value, dict) else [("items", value)]:
        for n, each in enumerate(inner if isinstance(inner, list) else [inner], 1):
            if isinstance(each, dict | list):
                below = _object(found, f"{node.value}.", each, f"{local(key)}-{n}", evidence, node.value)
                found.triples.append(ox.Triple(node, ox.NamedNode(LIFT + local(key)), below))
            elif each not in (None, ""):
                found.add(node, key, each if isinstance(each, str) else json.dumps(each))
    return node
