"""What is looked at of each row, meeting and citation whenever a user's own files are loaded.

These are the shapes whose breach would change an answer, or lose one, without a word: the few of them that can be
asked at once. All shapes are asked by ``oversight check``; a breach has the same name and words in both places.
"""

import re
from collections.abc import Iterator

from oversight_graph import resources
from oversight_graph.check.findings import Finding, with_value
from oversight_graph.check.locate import Locator
from oversight_graph.model.vocabulary import NS, PREFIXES
from oversight_graph.store.store import EmbeddedStore

_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
# The shape, the class it is for, the relation, and how often a thing must and may have that; 0 for any number.
_COUNTS = (
    ("CommitmentInPlan", "ovs:Commitment", "dcterms:isPartOf", 1, 1),
    ("CommitmentReference", "ovs:Commitment", "skos:notation", 1, 1),
    ("CommitmentCell", "ovs:Commitment", "ovs:oversightCell", 1, 0),
    ("UnderAnObjective", "ovs:Commitment", "ovs:objective", 1, 0),
    ("ActivityInCommitment", "ovs:Activity", "dcterms:isPartOf", 1, 1),
    ("MeetingConvenes", "ovs:Meeting", "ovs:convenes", 1, 0),
    ("MeetingDate", "ovs:Meeting", "schema:startDate", 1, 0),
)
# The shape, the class it is for, the relation, and the class of what it leads to.
_LEADS_TO = (
    ("CommitmentInPlan", "ovs:Commitment", "dcterms:isPartOf", "ovs:Plan"),
    ("ActivityInCommitment", "ovs:Activity", "dcterms:isPartOf", "ovs:Commitment"),
)
_OWN_OR_SHARED = """
SELECT DISTINCT ?thing WHERE {
  ?thing a ovs:Activity .
  OPTIONAL { ?thing ovs:oversightCell ?own }
  OPTIONAL { ?thing ovs:sharesCellOf ?shared }
  FILTER(BOUND(?own) = BOUND(?shared))
}
ORDER BY ?thing
"""
# A citation without lines or page is told by its length or its form; what it cites is told elsewhere.
_PLACE = """
SELECT DISTINCT ?thing ?evidence WHERE {
  ?thing ovs:evidence ?evidence .
  FILTER(!isIRI(?evidence) || !REGEX(STR(?evidence), "^[^#]+#(line=[0-9]+,[0-9]+|page=[1-9][0-9]*)$"))
}
ORDER BY ?thing ?evidence
"""


def lacking(store: EmbeddedStore, locator: Locator) -> Iterator[Finding]:
    """Yield what rows, meetings and citations lack.

    Parameters
    ----------
    store : EmbeddedStore
    locator : Locator

    Yields
    ------
    Finding
        With the name of the shape, or of the check, that it breaks.
    """
    from oversight_graph.check.checks import parse_check, run_check

    for shape, kind, relation, least, most in _COUNTS:
        yield from _breaches(store, locator, shape, _counted(kind, relation, least, most))
    for shape, kind, relation, target in _LEADS_TO:
        yield from _breaches(store, locator, shape, _led(kind, relation, target))
    yield from _breaches(store, locator, "OwnOrSharedCell", _OWN_OR_SHARED)
    yield from _breaches(store, locator, "EvidencePlace", _PLACE)
    name = "evidence-out-of-range"
    yield from run_check(store, parse_check(name, resources.text("queries", "checks", f"{name}.rq")), "", locator)


def _counted(kind: str, relation: str, least: int, most: int) -> str:
    wrong = f"?times < {least}" + (f" || ?times > {most}" if most else "")
    return f"""
SELECT ?thing WHERE {{
  {{ SELECT ?thing (COUNT(DISTINCT ?value) AS ?times) WHERE {{
      ?thing a {kind} . OPTIONAL {{ ?thing {relation} ?value }}
    }} GROUP BY ?thing }}
  FILTER({wrong})
}}
ORDER BY ?thing
"""


def _led(kind: str, relation: str, target: str) -> str:
    # A target with a kind of somebody's own may be a kind of what is wanted; the shapes know, this does not.
    return f"""
SELECT DISTINCT ?thing ?value WHERE {{
  ?thing a {kind} ; {relation} ?value .
  OPTIONAL {{ ?value a ?right FILTER(?right = {target} || !STRSTARTS(STR(?right), "{NS}")) }}
  FILTER(!BOUND(?right))
}}
ORDER BY ?thing ?value
"""


def _breaches(store: EmbeddedStore, locator: Locator, shape: str, query: str) -> Iterator[Finding]:
    for row in store.select(_HEAD + query, shape):
        thing, value = str(row[0]), row[1] if len(row) > 1 else None
        message = _message(shape)
        if value:
            message = with_value(message, locator.beside(value, thing) if value.partition(":")[1] else value)
        yield Finding("error", shape, locator.name(thing), message, locator.where(thing))


def _message(shape: str) -> str:
    """Return the message of a shape; rdflib, which could read the whole file, takes longer to start than all this."""
    text = resources.text("ontology", "shapes.ttl")
    match = re.search(rf'^shape:{shape} a sh:.*?^    sh:message "((?:[^"\\]|\\.)*)"@en', text, re.DOTALL | re.MULTILINE)
    return re.sub(r"\\(.)", r"\1", match[1]) if match else "does not fit its shape"
