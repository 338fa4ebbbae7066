"""Code lists in words: what a person chooses in a cell, and the code that it means."""

import re
from functools import cache

import pyoxigraph as ox

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.ingest.workbook.sheets import spellings
from oversight_graph.model.codes import Code, lists
from oversight_graph.model.vocabulary import NS, PREFIXES

# What stands in the column kind of the sheet Bodies besides kinds of bodies: classes of things that are none.
ORGANISATION, UNIT = "organisation", "unit of an organisation"
# Ways of holding a post in which somebody is in it.
_HELD = frozenset({"acting", "interim", "temporary", "job-share"})


def _list(name: str) -> tuple[Code, ...]:
    if name not in lists():
        raise DataError(
            f"there is no code list {name}", where="ontology/workbook.yaml", hint=", ".join(sorted(lists()))
        )
    return lists()[name]


@cache
def mechanisms() -> dict[str, str]:
    """Return the classes of mechanisms that are no bodies, by what they are called."""
    subclass, label = PREFIXES["rdfs"] + "subClassOf", PREFIXES["rdfs"] + "label"
    below: set[str] = set()
    called: dict[str, str] = {}
    for triple in resources.triples("oversight.ttl"):
        subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
        if triple.predicate.value == subclass and value == NS + "Mechanism":
            below.add(subject)
        elif triple.predicate.value == label:
            called[subject] = value
    return {called[iri]: iri for iri in sorted(below) if iri != NS + "OversightBody"}


def words(name: str) -> list[str]:
    """Return the words of a code list, in its order, as they stand in a drop-down list.

    Examples
    --------
    >>> words("presence")
    ['attended', 'apologies', 'took the minutes']
    """
    found = [code.word for code in _list(name)]
    return [*found, *mechanisms(), ORGANISATION, UNIT] if name == "kind" else found


def code(name: str, text: str) -> str:
    """Return the IRI of the code that words mean: its label, its notation or its IRI; empty if none.

    Examples
    --------
    >>> code("presence", "Took the minutes").rpartition("/")[2], code("publication", "y").rpartition("/")[2]
    ('minutes', 'yes')
    """
    wanted = _plain(text)
    return _by_word(name).get(wanted) or _by_word(name).get(_spelt().get((name, wanted), ""), "")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_-]", " ", text.lower()).split()).rstrip(".")


@cache
def _spelt() -> dict[tuple[str, str], str]:
    return {(name, _plain(text)): _plain(word) for (name, text), word in spellings().items()}


@cache
def _by_word(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _list(name):
        for word in (code.word, code.notation, code.iri):
            found.setdefault(_plain(word), code.iri)
    return found


@cache
def _holding() -> re.Pattern[str]:
    """Return the words by which papers say that a post is held in another way than the ordinary one."""
    held, also = {code.iri for code in _list("holding") if code.notation in _HELD}, PREFIXES["skos"] + "altLabel"
    found = [
        re.escape(triple.object.value)
        for triple in resources.triples("concepts.ttl")
        if isinstance(triple.object, ox.Literal)
        and triple.predicate.value == also
        and getattr(triple.subject, "value", "") in held
    ]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(found, key=len, reverse=True))})(?![a-z])", re.IGNORECASE)


def without_holding(capacity: str) -> str:
    """Return a capacity without the words that say how the post is held.

    Somebody who stands in for the holder, held the post before or is yet to take it up is not in it: there the words
    stay.

    Examples
    --------
    >>> [without_holding(each) for each in ("Interim Chief Officer", "Chief Officer, acting", "Former Mayor")]
    ['Chief Officer', 'Chief Officer', 'Former Mayor']
    """
    return " ".join(_holding().sub(" ", capacity).split()).strip(" ,;-–")


def word(name: str, iri: str) -> str:
    """Return the word of a code; its IRI if the list has it not."""
    return next((code.word for code in _list(name) if code.iri == iri), iri)
