"""Faults that make data unusable.

Unknown terms, impossible dates, dangling references, circular pointers, citations of documents that are not
described: they are looked for whenever a user's own files are loaded, before any question is answered.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from oversight_graph.datafiles import DataFile
from oversight_graph.errors import DataError
from oversight_graph.locate import Locator
from oversight_graph.skolem import owner_of
from oversight_graph.store import EmbeddedStore
from oversight_graph.vocabulary import CELLS, CLASSES, CONCEPT, INFERRED, NS, PREFIXES, PROPERTIES

_XSD = PREFIXES["xsd"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_TERMS = CLASSES | PROPERTIES | CELLS
# Terms of well-known vocabularies that the data may use: a misspelt one is caught.
KNOWN = {
    "dcterms": "abstract created creator date description hasPart identifier isPartOf isReplacedBy issued language "
    "license modified publisher references relation replaces source spatial subject title type",
    "foaf": "Agent Document Person homepage name",
    "org": "ChangeEvent FormalOrganization Membership Organization OrganizationalCollaboration "
    "OrganizationalUnit Post Role Site changedBy classification hasPost hasSubOrganization hasUnit "
    "identifier linkedTo member memberDuring memberOf organization originalOrganization postIn purpose "
    "reportsTo resultedFrom resultingOrganization role subOrganizationOf unitOf",
    "schema": "Action Event endDate eventStatus location name provider startDate url",
    "skos": "Concept ConceptScheme altLabel broader broadMatch closeMatch definition editorialNote exactMatch "
    "example hiddenLabel historyNote inScheme narrower narrowMatch notation note prefLabel related "
    "relatedMatch scopeNote topConceptOf",
    "prov": "Activity Entity Plan hadPrimarySource wasDerivedFrom wasQuotedFrom wasRevisionOf",
    "rdf": "type value first rest nil List Property Statement subject predicate object",
    "rdfs": "label comment seeAlso isDefinedBy subClassOf subPropertyOf domain range Class Resource",
}
_NAMESPACES = {PREFIXES[prefix]: frozenset(names.split()) for prefix, names in KNOWN.items()}


def check_loaded(store: EmbeddedStore, files: Sequence[DataFile]) -> None:
    """Refuse data that is at fault.

    Parameters
    ----------
    store : EmbeddedStore
        Loaded from the files, with the rules applied.
    files : sequence of DataFile
        To say where a fault stands.

    Raises
    ------
    DataError
        The first fault, with file and line, and how many more there are.
    """
    found = list(faults(store, files))
    if found:
        _, message, where = found[0]
        more = f"; {len(found) - 1} more, see `oversight check`" if len(found) > 1 else ""
        raise DataError(message + more, where=where)


def faults(store: EmbeddedStore, files: Sequence[DataFile]) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each fault, a sentence, and the place where it stands, in the order of the files."""
    locator = Locator(files)
    yield from sorted(set(_term_faults(store, locator)), key=lambda fault: _order(fault[2]))
    yield from _cycles(store, locator)


def _order(where: str) -> tuple[str, int]:
    name, _, line = where.rpartition(":")
    return (name, int(line)) if line.isdigit() else (where, 0)


def _term_faults(store: EmbeddedStore, locator: Locator) -> Iterator[tuple[str, str, str]]:
    subjects = {q.subject for q in store.quads}
    documents = {
        _iri(q.subject) for q in store.quads.quads_for_pattern(None, _TYPE, ox.NamedNode(NS + "SourceDocument"))
    }
    bases = _own_bases(subjects)
    seen: set[str] = set()
    for quad in store.quads:
        if getattr(quad.graph_name, "value", "") == INFERRED:
            continue
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                if term.value not in seen:
                    seen.add(term.value)
                    if _unknown(term, subjects):
                        yield (
                            "unknown-term",
                            f"unknown term {_short(term.value)}",
                            _where(locator, term.value, _iri(quad.subject)),
                        )
                    elif term is quad.object and _dangling(term, subjects, documents, bases):
                        yield (
                            "dangling-reference",
                            f"{term.value} is named but nowhere described",
                            _where(locator, term.value, _iri(quad.subject)),
                        )
            elif isinstance(term, ox.Literal) and term.datatype.value.startswith(_XSD):
                problem = _bad_literal(term.value, term.datatype.value.removeprefix(_XSD))
                if problem:
                    yield (
                        "impossible-date" if "date" in problem else "bad-number",
                        problem,
                        locator.value(f'"{term.value}"') or locator.where(_iri(quad.subject)),
                    )


def _own_bases(subjects: set[ox.NamedNode | ox.BlankNode | ox.Triple]) -> tuple[str, ...]:
    """Return the bases under which the data names its own things, which it should describe itself."""
    return tuple(
        {
            m[1]
            for s in subjects
            if (m := re.match(r"(https?://[^/]+/(?:[^/#]+/)+?id/[^/#]+/)", str(getattr(s, "value", ""))))
        }
    )


def _unknown(term: ox.NamedNode, subjects: set[ox.NamedNode | ox.BlankNode | ox.Triple]) -> bool:
    if term.value.startswith(NS):
        return term.value.removeprefix(NS) not in _TERMS
    if term.value.startswith(CONCEPT):
        return term not in subjects
    for namespace, names in _NAMESPACES.items():
        if term.value.startswith(namespace):
            return term.value.removeprefix(namespace) not in names
    return False


def _dangling(
    term: ox.NamedNode,
    subjects: set[ox.NamedNode | ox.BlankNode | ox.Triple],
    documents: set[str],
    bases: tuple[str, ...],
) -> bool:
    document, mark, fragment = term.value.partition("#")
    if mark and re.match(r"(?:line|page)=", fragment):
        return document not in documents
    return bool(bases) and term.value.startswith(bases) and term not in subjects and "/graph/" not in term.value


def _bad_literal(text: str, datatype: str) -> str | None:
    if datatype == "date":
        try:
            dt.date.fromisoformat(text)
        except ValueError:
            return f"{text!r} is not a date"
        return None if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else f"{text!r} is not a date of the form 2018-11-27"
    if datatype == "integer" and not re.fullmatch(r"[+-]?\d+", text):
        return f"{text!r} is not a whole number"
    if datatype == "decimal" and not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", text):
        return f"{text!r} is not a decimal number"
    return None


def _cycles(store: EmbeddedStore, locator: Locator) -> Iterator[tuple[str, str, str]]:
    """Yield each circle of rows that leave their oversight to each other, once."""
    onward: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads.quads_for_pattern(None, ox.NamedNode(NS + "defersTo"), None):
        onward[_iri(quad.subject)].append(_iri(quad.object))
    told: set[frozenset[str]] = set()
    for quad in sorted(store.quads.quads_for_pattern(None, ox.NamedNode(NS + "inherits"), None), key=str):
        if quad.subject != quad.object:
            continue
        circle = _circle(_iri(quad.subject), onward)
        if frozenset(circle) not in told:
            told.add(frozenset(circle))
            steps = " -> ".join(iri.rpartition("/")[2] for iri in [*circle, circle[0]])
            yield (
                "cyclic-references",
                f"rows leave their oversight to each other in a circle: {steps}",
                locator.where(circle[0]),
            )


def _circle(start: str, onward: dict[str, list[str]]) -> list[str]:
    """Return the shortest way from a row back to itself."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for step in sorted(onward.get(way[-1], ())):
            if step == start:
                return way
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return [start]


def _where(locator: Locator, term: str, subject: str) -> str:
    place = locator.where(term)
    return place if place != term else locator.where(owner_of(subject))


def _iri(term: object) -> str:
    return str(getattr(term, "value", term))


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
