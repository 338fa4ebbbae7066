"""Which terms the known vocabularies have, and what a misspelt term or namespace was probably meant to be."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from oversight_graph.model.ontology import terms
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES

# Terms of well-known vocabularies that the data may use: a misspelt one is caught.
LISTED = {
    "dcterms": "abstract created creator date description hasPart identifier isPartOf isReplacedBy issued language "
    "license modified publisher references relation replaces source spatial subject title type",
    "foaf": "Agent Document Group Organization Person homepage name nick",
    "org": "ChangeEvent FormalOrganization Membership Organization OrganizationalCollaboration "
    "OrganizationalUnit Post Role Site changedBy classification hasPost hasSubOrganization hasUnit "
    "identifier linkedTo member memberDuring memberOf organization originalOrganization postIn purpose "
    "reportsTo resultedFrom resultingOrganization role subOrganizationOf unitOf",
    "schema": "Action Event GovernmentOrganization Organization Person alternateName endDate eventStatus legalName "
    "location name provider startDate url",
    "skos": "Concept ConceptScheme altLabel broader broadMatch closeMatch definition editorialNote exactMatch "
    "example hiddenLabel historyNote inScheme narrower narrowMatch notation note prefLabel related "
    "relatedMatch scopeNote topConceptOf",
    "prov": "Activity Entity Plan hadPrimarySource wasDerivedFrom wasQuotedFrom wasRevisionOf",
    "rdf": "type langString value first rest nil List Property Statement subject predicate object",
    "rdfs": "label comment seeAlso isDefinedBy subClassOf subPropertyOf domain range Class Resource",
}
_FOREIGN = {PREFIXES[prefix]: frozenset(names.split()) for prefix, names in LISTED.items()}
# Types of values; one that is misspelt would be compared with nothing.
DATATYPES = frozenset(
    "anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float gDay "
    "gMonth gMonthDay gYear gYearMonth hexBinary int integer language long negativeInteger nonNegativeInteger "
    "nonPositiveInteger normalizedString positiveInteger short string time token unsignedByte unsignedInt unsignedLong "
    "unsignedShort yearMonthDuration".split()
)
_SPACES = (*PREFIXES.values(), CONCEPT)
# Namespaces that a vocabulary once had, or is often taken to have.
_FORMER = {
    "http://www.w3.org/2008/05/skos#": PREFIXES["skos"],
    "http://www.w3.org/2004/02/skos#": PREFIXES["skos"],
    "http://www.w3.org/2004/02/skos/": PREFIXES["skos"],
}
_SHOWN = {
    name: PREFIXES[prefix] + name
    for prefix, names in (
        ("foaf", "Person"),
        ("org", "FormalOrganization Organization OrganizationalUnit Post"),
        ("skos", "Concept ConceptScheme"),
    )
    for name in names.split()
}


@cache
def _names() -> dict[str, frozenset[str]]:
    own = terms()
    return {NS: own.classes | own.properties | own.cells} | _FOREIGN


def unknown(term: str) -> bool:
    """Whether a term is in the namespace of a known vocabulary, and is none of its terms.

    Most data uses the few terms that are listed here; whether the vocabulary has another one is looked up in the whole
    of it, as rdflib has it. A class of one's own vocabulary with the name of one of ours, such as ``schema:Report``, is
    what that vocabulary says.
    """
    for space, names in _names().items():
        if term.startswith(space) and (name := term.removeprefix(space)) not in names:
            return not _published(space, name)
    return False


@lru_cache(maxsize=4096)
def _published(space: str, name: str) -> bool:
    """Whether a published vocabulary has a term, by the closed lists of rdflib, which are imported only for this."""
    from rdflib import namespace

    lists = {
        "dcterms": namespace.DCTERMS, "foaf": namespace.FOAF, "org": namespace.ORG, "prov": namespace.PROV,
        "rdf": namespace.RDF, "rdfs": namespace.RDFS, "schema": namespace.SDO, "skos": namespace.SKOS,
    }  # fmt: skip
    prefix = next((prefix for prefix, other in PREFIXES.items() if other == space), "")
    return prefix in lists and space + name in lists[prefix]


def read(relation: str) -> bool:
    """Whether a relation is one that answers may read: of the oversight vocabulary, or in the lists above."""
    return any(
        relation.startswith(space) and relation.removeprefix(space) in names for space, names in _names().items()
    )


def known_class(iri: str) -> bool:
    """Whether a class is in the namespace of a known vocabulary."""
    return iri.startswith(_SPACES)


def class_called(iri: str) -> str:
    """Return the known class that has the local name of this one; an empty string if there is none."""
    name = re.split(r"[/#:]", iri)[-1]
    return NS + name if name in terms().classes else _SHOWN.get(name, "")


def short(iri: str) -> str:
    """Return a term with its usual prefix.

    Examples
    --------
    >>> short("http://www.w3.org/2004/02/skos/core#note")
    'skos:note'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def nearest(term: str, candidates: Iterable[str]) -> str:
    """Return the name that is spelt most like this one, an empty string if none is near.

    Parameters
    ----------
    candidates : iterable of str
        Only those that begin alike, up to the last stroke or hash, are looked at.
    """
    import difflib

    head, name = _split(term)
    names = [other.removeprefix(head) for other in candidates if other.startswith(head) and other != term]
    found = difflib.get_close_matches(name, sorted(names), n=1, cutoff=0.7)
    return head + found[0] if found else ""


def nearest_term(term: str, concepts: Iterable[str]) -> str:
    """Return the term of the vocabularies or code lists that is spelt most like this one, with its usual prefix."""
    head, _ = _split(term)
    if term.startswith(PREFIXES["xsd"]):
        candidates: Iterable[str] = [PREFIXES["xsd"] + name for name in DATATYPES]
    else:
        candidates = [head + name for name in _names().get(head, ())] or concepts
    return short(nearest(term, candidates))


@lru_cache(maxsize=4096)
def mistyped_namespace(iri: str) -> tuple[str, str] | None:
    """Return the namespace that is written and the known one that it resembles; None if it resembles none.

    Parameters
    ----------
    iri : str
        A term, or what precedes its local name.

    Examples
    --------
    >>> mistyped_namespace("http://www.w3.org/ns/org/")
    ('http://www.w3.org/ns/org/', 'http://www.w3.org/ns/org#')
    >>> mistyped_namespace("http://www.w3.org/ns/oa#")
    """
    for former, meant in _FORMER.items():
        if iri.startswith(former) and not iri.startswith(_SPACES):
            return former, meant
    prefix, _, rest = iri.partition(":")
    if prefix in PREFIXES and not rest.startswith("//"):
        return f"{prefix}:", PREFIXES[prefix]
    if iri.startswith(_SPACES):
        return None
    given = _parts(iri)
    for space, parts in _PARTS.items():
        wrong = [(a, b) for a, b in zip(given, parts, strict=False) if a != b]
        if len(given) >= len(parts) and (not wrong or (len(wrong) == 1 and _one_letter_apart(*wrong[0]))):
            match = re.match(rf"[A-Za-z][\w+.-]*://(?:[^/#]+[/#]+){{{len(parts)}}}", iri)
            if match:
                return match.group(), space
    return None


def _split(iri: str) -> tuple[str, str]:
    at = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
    return iri[:at], iri[at:]


def _parts(iri: str) -> tuple[str, ...]:
    whole = re.sub(r"^https?://(?:www\.)?", "", iri)
    return tuple(part for part in re.split(r"[/#]+", whole) if part)


_PARTS = {space: _parts(space) for space in _SPACES}


def _one_letter_apart(word: str, other: str) -> bool:
    """Whether two words differ by one letter (two in longer words), or two letters changed places."""
    if len(word) == len(other):
        differ = [at for at, (a, b) in enumerate(zip(word, other, strict=True)) if a != b]
        if len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(word) == sorted(other):
            return True
    most = 2 if min(len(word), len(other)) >= 6 else 1
    row = list(range(len(other) + 1))
    for number, a in enumerate(word, start=1):
        above, row = row, [number]
        for at, b in enumerate(other, start=1):
            row.append(min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (a != b)))
    return row[-1] <= most
