"""The namespaces that code and ontology share, as plain strings, so that importing this costs nothing."""

import re
from typing import Final

BASE: Final = "https://w3id.org/oversight-graph/"
NS: Final = BASE + "ns#"
CONCEPT: Final = BASE + "concept/"
INFERRED: Final = BASE + "graph/inferred"
# The graphs that the package itself makes: what follows by rules, the code lists, the terms.
OURS: Final = frozenset({INFERRED, BASE + "graph/concepts", BASE + "graph/ontology"})

PREFIXES: Final = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "ovs": NS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def local_name(iri: str) -> str:
    """Return the last part of an IRI: what follows its last stroke or hash.

    Examples
    --------
    >>> local_name("http://www.w3.org/2004/02/skos/core#note"), local_name(CONCEPT + "state/ended")
    ('note', 'ended')
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def in_words(iri: str) -> str:
    """Return the last part of an IRI as words.

    Examples
    --------
    >>> in_words(NS + "reportsInto"), in_words("https://a.example/ns#ICTReview")
    ('reports into', 'ict review')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", local_name(iri)).lower()
