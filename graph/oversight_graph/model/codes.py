"""The code lists of the ontology: each code with its word, its place in the order of its list, and how it looks."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

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
    notation: str
    word: str
    definition: str = ""
    order: int = 0
    sign: str = ""
    shade: str = "#ffffff"
    ink: str = "#202124"
    stroke: str = "#5f6368"
    pattern: str = ""
    outline: str = "box"
    months: int = 0
    a_year: int = 0


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
    lists, fields = _read()
    if not (members := lists.get(CONCEPT + name)):
        raise DataError(f"there is no code list {name}", where="ontology/concepts.ttl")
    found = []
    for iri in members:
        said = {**fields.get(iri, {})}
        if not said.get("word") or not said.get("notation"):
            raise DataError("a code without a word or a notation", where=f"ontology/concepts.ttl: {iri}")
        order, (months, a_year) = int(said.pop("order", "999")), (int(said.pop(n, "0")) for n in ("months", "a_year"))
        found.append(Code(iri, **said, order=order, months=months, a_year=a_year))
    return tuple(sorted(found, key=lambda code: (code.order, code.notation)))


@cache
def _read() -> tuple[dict[str, set[str]], dict[str, dict[str, str]]]:
    """Return the codes of each list, and what is said of each code by field; read once for all lists."""
    lists: dict[str, set[str]] = {}
    fields: dict[str, dict[str, str]] = {}
    for triple in resources.triples("concepts.ttl"):
        said = triple.predicate.value
        if said == _MEMBER or said in _FIELDS:
            subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
            if said == _MEMBER:
                lists.setdefault(value, set()).add(subject)
            else:
                fields.setdefault(subject, {})[_FIELDS[said]] = value
    return lists, fields


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
