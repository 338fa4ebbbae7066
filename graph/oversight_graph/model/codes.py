"""The code lists of the ontology: each code with its word, its place in the order of its list, and how it looks."""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES

_SKOS = PREFIXES["skos"]
_MEMBER = _SKOS + "inScheme"
_FIELDS = {
    _SKOS + "notation": "notation",
    _SKOS + "prefLabel": "word",
    _SKOS + "definition": "definition",
    NS + "monthsShown": "months",
    NS + "meetingsAYear": "a_year",
    **{NS + name: name for name in ("order", "sign", "shade", "ink", "stroke", "pattern", "outline")},
}
_NUMBERS = ("order", "months", "a_year")


class Code(NamedTuple):
    """A code of a list.

    Attributes
    ----------
    order : int
        Place in its list, the lowest first.
    sign : str
        Character that marks it in tables and text.
    shade, ink, stroke : str
        Web colours of its tile, of text on it, and of the line around it.
    pattern, outline : str
        ``lines``, ``dots`` or nothing; ``box``, ``cut`` or ``pill``.
    months : int
        Of a state, for how many months a sign of it holds; 0 if it does not age.
    a_year : int
        Of a frequency, how many meetings a year it makes; 0 if it gives no number.
    """

    iri: str
    notation: str = ""
    word: str = ""
    definition: str = ""
    order: int = 999
    sign: str = ""
    shade: str = "#ffffff"
    ink: str = "#202124"
    stroke: str = "#5f6368"
    pattern: str = ""
    outline: str = "box"
    months: int = 0
    a_year: int = 0


@cache
def lists() -> dict[str, tuple[Code, ...]]:
    """Return the codes of each list, as they stand in the ontology."""
    members: dict[str, list[str]] = {}
    fields: dict[str, dict[str, Any]] = {}
    for triple in resources.triples("concepts.ttl"):
        said = triple.predicate.value
        subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
        if said == _MEMBER:
            members.setdefault(value.removeprefix(CONCEPT), []).append(subject)
        elif field := _FIELDS.get(said):
            fields.setdefault(subject, {}).setdefault(field, int(value) if field in _NUMBERS else value)
    return {name: tuple(Code(iri, **fields.get(iri, {})) for iri in iris) for name, iris in members.items()}


@cache
def codes(name: str) -> tuple[Code, ...]:
    """Return the codes of a list, in their order.

    Parameters
    ----------
    name : str
        Local name of the list, such as ``certainty``.

    Raises
    ------
    DataError
        If the ontology has no such list, or a code in it has no word.
    """
    if not (found := lists().get(name)):
        raise DataError(f"there is no code list {name}", where="ontology/concepts.ttl")
    for code in found:
        if not code.word or not code.notation:
            raise DataError("a code without a word or a notation", where=f"ontology/concepts.ttl: {code.iri}")
    return tuple(sorted(found, key=lambda code: (code.order, code.notation)))


def grades() -> tuple[Code, ...]:
    """Return the ladder of grades: the code of grade *n* is its *n*-th."""
    return tuple(code for code in codes("grade") if code.notation.isdigit())


def unknown() -> Code:
    """Return the code of what has lost its oversight cell: it counts with grade 0, and nothing can be known of it."""
    return next(code for code in codes("grade") if not code.notation.isdigit())


@cache
def order_of(name: str) -> dict[str, int]:
    """Return the place of each code of a list, by its notation."""
    return {code.notation: place for place, code in enumerate(codes(name))}


@cache
def meetings_a_year() -> dict[str, int]:
    """Return how many meetings a year each frequency makes, by its notation; those that give no number are absent."""
    return {code.notation: code.a_year for code in codes("frequency") if code.a_year}


def weakest(certainties: Iterable[str]) -> str:
    """Return the weakest of several certainties, on all of which something rests; empty if there is no doubt."""
    return max(certainties, key=lambda each: order_of("certainty").get(each, 0), default="")


def strongest(certainties: Iterable[str]) -> str:
    """Return the strongest of several certainties, of which one is enough; empty if there is no doubt of one."""
    return min(certainties, key=lambda each: order_of("certainty").get(each, 0), default="")
