"""Faults that make data unusable.

Unknown terms, impossible dates, dangling references, circular pointers, citations of documents that are not
described: they are looked for whenever a user's own files are loaded, before any question is answered.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from oversight_graph.datafiles import DataFile
from oversight_graph.errors import DataError
from oversight_graph.locate import Locator
from oversight_graph.store import EmbeddedStore
from oversight_graph.vocabulary import BASE, CELLS, CLASSES, CONCEPT, INFERRED, NS, PREFIXES, PROPERTIES

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
# The same addresses with the other scheme are other names, which nothing here knows.
_ASTRAY = tuple(
    re.sub("^https?", "http" if iri.startswith("https") else "https", iri) for iri in (*PREFIXES.values(), CONCEPT)
)
# Types of values; one that is misspelt would be compared with nothing.
_DATATYPES = frozenset(
    "anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float gDay "
    "gMonth gMonthDay gYear gYearMonth hexBinary int integer language long negativeInteger nonNegativeInteger "
    "nonPositiveInteger normalizedString positiveInteger short string time token unsignedByte unsignedInt unsignedLong "
    "unsignedShort yearMonthDuration".split()
)
# Relations whose values are days; the questions compare them as such.
_DAYS = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in {"dcterms": "date issued", "schema": "startDate endDate", "ovs": "due seenOn"}.items()
    for name in names.split()
)
# Relations that lead to something which the data itself describes, rather than to a page or to a list of others.
_INWARD = (NS, PREFIXES["org"])
_INWARD_TOO = frozenset(PREFIXES["dcterms"] + name for name in ("hasPart", "isPartOf", "isReplacedBy", "replaces"))
# Hosts that lend addresses to many: a path is whose own, not the whole host.
_LENT = re.compile(r"https?://(?:www\.)?(?:w3id\.org|purl\.org|doi\.org|github\.com|[\w.-]*github\.io)/[^/#]+/")


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
    # What the rules infer describes nothing: a body that is only named as an overseer gets inferred facts too.
    stated = [quad for quad in store.quads if getattr(quad.graph_name, "value", "") != INFERRED]
    subjects = {_iri(quad.subject) for quad in stated}
    documents = {_iri(q.subject) for q in stated if q.predicate == _TYPE and _iri(q.object) == NS + "SourceDocument"}
    own = _own_bases(subjects)
    seen: set[tuple[str, bool]] = set()
    types: set[str] = set()
    for quad in stated:
        predicate, value = quad.predicate.value, quad.object
        if (predicate, True) not in seen:
            seen.add((predicate, True))
            if _unknown(predicate, subjects):
                yield "unknown-term", f"unknown term {_short(predicate)}", _where(locator, predicate, quad)
        if isinstance(value, ox.NamedNode):
            inward = predicate.startswith(_INWARD) or predicate in _INWARD_TOO
            if (value.value, inward) in seen:
                continue
            seen.add((value.value, inward))
            if _unknown(value.value, subjects):
                yield "unknown-term", f"unknown term {_short(value.value)}", _where(locator, value.value, quad)
            elif _dangling(value.value, subjects, documents, own, inward=inward):
                message = f"{value.value} is named but nowhere described"
                yield "dangling-reference", message, _where(locator, value.value, quad)
        elif isinstance(value, ox.Literal):
            datatype = value.datatype.value
            name = datatype.removeprefix(_XSD)
            if datatype.startswith(_XSD) and name not in _DATATYPES and datatype not in types:
                types.add(datatype)
                yield "unknown-term", f"unknown term {_short(datatype)}", _where(locator, datatype, quad)
            elif predicate in _DAYS and name != "date":
                message = f"{value.value!r} is given as {_short(datatype)}, not as a date (xsd:date)"
                yield "impossible-date", message, _place(locator, value.value, quad)
            elif datatype.startswith(_XSD) and (problem := _bad_literal(value.value, name)):
                kind = "impossible-date" if name == "date" else "bad-number"
                yield kind, problem, _place(locator, value.value, quad)


def _own_bases(subjects: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bases under which the data names its own things, and the hosts or paths on which it names any."""
    bases, places = set(), set()
    for subject in subjects:
        if match := re.match(r"(https?://[^/]+/(?:[^/#]+/)+?id/[^/#]+/)", subject):
            bases.add(match[1])
        elif not subject.startswith(BASE) and (
            match := _LENT.match(subject) or re.match(r"https?://[^/#]+/|urn:[^:]+:", subject)
        ):
            places.add(match.group())
    return tuple(bases), tuple(places)


def _unknown(term: str, subjects: set[str]) -> bool:
    if term.startswith(NS):
        return term.removeprefix(NS) not in _TERMS
    if term.startswith(CONCEPT):
        return term not in subjects
    for namespace, names in _NAMESPACES.items():
        if term.startswith(namespace):
            return term.removeprefix(namespace) not in names
    return term.startswith(_ASTRAY)


def _dangling(
    term: str,
    subjects: set[str],
    documents: set[str],
    own: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    inward: bool,
) -> bool:
    document, mark, fragment = term.partition("#")
    if mark and re.match(r"(?:line|page)=", fragment):
        return document not in documents
    if term in subjects or "/graph/" in term:
        return False
    bases, places = own
    return term.startswith(bases) or (inward and term.startswith(places))


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


def _where(locator: Locator, term: str, quad: ox.Quad) -> str:
    place = locator.where(term)
    return place if place != term else locator.where(_iri(quad.subject))


def _place(locator: Locator, text: str, quad: ox.Quad) -> str:
    return locator.value(text, _iri(quad.graph_name)) or locator.where(_iri(quad.subject))


def _iri(term: object) -> str:
    return str(getattr(term, "value", term))


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
