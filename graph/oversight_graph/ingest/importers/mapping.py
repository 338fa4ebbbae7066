"""Foreign registers in: what is lifted is mapped by a CONSTRUCT, shipped or one's own; what it leaves out is told."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.errors import DataError, UsageError
from oversight_graph.ingest.dates import read_date
from oversight_graph.ingest.importers.account import passed_over
from oversight_graph.ingest.importers.lift import LIFT, lift
from oversight_graph.ingest.readers.form import refuse_unwritable_name
from oversight_graph.ingest.workbook.to_graph.builder import iri
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.load.files import own_base
from oversight_graph.model.vocabulary import BASE, PREFIXES
from oversight_graph.store.guard import check_query
from oversight_graph.store.limits import construct
from oversight_graph.store.store import EmbeddedStore


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made of foreign data.

    Attributes
    ----------
    content : bytes
        Turtle.
    things : dict of str to int
        How many things of each class were made.
    left : dict of str to int
        How many values of each column or key of the others nothing came of, as of days that are none.
    contacts : int
        How many values were left out because they say how to reach somebody.
    dropped : dict of str to int
        How many rows or objects the mapping makes nothing of, by what they are and what they lack.
    """

    content: bytes
    things: dict[str, int]
    left: dict[str, int]
    contacts: int
    dropped: dict[str, int]


def import_file(path: Path, mapping: str, *, date: str, publisher: str = "", base: str = "") -> Imported:
    """Map a CSV or JSON file.

    Parameters
    ----------
    path : pathlib.Path
    mapping : str
        The text of a CONSTRUCT over what `importers.lift` makes of the file. ``lift:base`` of ``lift:settings`` is what
        addresses are to begin with.
    date : str
        The day of the data, as people write it.
    publisher : str
        Who published it; the name of the file if not given.
    base : str
        What addresses begin with.

    Raises
    ------
    DataError
        If the file cannot be read, or the mapping makes nothing of it.
    UsageError
        If the date is none, or the name of the file is not in UTF-8.
    QueryError
        If the mapping is no CONSTRUCT.
    """
    refuse_unwritable_name(path)
    check_query(mapping, where="mapping")
    base = own_base(base, f"--base {base}")
    when = read_date(date)
    if when is None or not when.last:
        raise UsageError(f"{date!r} is no date", hint="write it as 2025-03-04")
    base = base or f"{BASE}id/{slug(path.stem)}/"
    paper = f"{base}paper/{slug(path.stem)}"
    lifted = lift(path, paper)
    settings = [ox.Triple(ox.NamedNode(LIFT + "settings"), ox.NamedNode(LIFT + key), ox.Literal(value))
                for key, value in (("base", base), ("day", when.last))]  # fmt: skip
    store = EmbeddedStore()
    store.add(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(paper)) for t in [*lifted.triples, *settings])
    made = [t for t in construct(store, mapping, "mapping") if not t.predicate.value.startswith(LIFT)]
    if not made:
        raise DataError("holds nothing of which the mapping makes anything", where=str(path), hint="see --map")
    dropped, left = passed_over(store, lifted, mapping, made)
    made += _paper(path, paper, publisher or path.name, when.last, base)
    kind = PREFIXES["rdf"] + "type"
    things: dict[str, int] = {}
    for triple in {t for t in made if t.predicate.value == kind}:
        name = re.split(r"[#/]", getattr(triple.object, "value", ""))[-1]
        things[name] = things.get(name, 0) + 1
    left |= {"cells beyond the columns": lifted.beyond} if lifted.beyond else {}
    unique = {str(t): t for t in made}
    content = ox.serialize([unique[key] for key in sorted(unique)], format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return Imported(content or b"", things, left, lifted.contacts, dropped)


def _paper(path: Path, paper: str, publisher: str, day: str, base: str) -> list[ox.Triple]:
    """Describe the file itself as the paper that all of it is read from."""
    node, who = ox.NamedNode(paper), ox.NamedNode(f"{base}organization/{slug(publisher)}")
    digest = hashlib.sha256(resources.content(path)).hexdigest()
    return [
        ox.Triple(node, iri("rdf:type"), iri("ovs:SourceDocument")),
        ox.Triple(node, iri("dcterms:title"), ox.Literal(path.name, language="en")),
        ox.Triple(node, iri("dcterms:date"), ox.Literal(day, datatype=iri("xsd:date"))),
        ox.Triple(node, iri("dcterms:publisher"), who),
        ox.Triple(node, iri("ovs:sha256"), ox.Literal(digest)),
        ox.Triple(who, iri("rdf:type"), iri("org:FormalOrganization")),
        ox.Triple(who, iri("skos:prefLabel"), ox.Literal(publisher, language="en")),
    ]
