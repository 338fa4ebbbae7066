"""The code lists of the ontology: each code with its word, its place in the order of its list, and how it looks."""

from dataclasses import dataclass
from functools import cache

from oversight_graph import resources
from oversight_graph.errors import DataError
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES

_SKOS = PREFIXES["skos"]
_FIELDS = {
    _SKOS + "notation": "notation",
    _SKOS + "prefLabel": "word",
    _SKOS + "definition": "definition",
    NS + "monthsShown": "months",
    **{NS + name: name for name in ("order", "sign", "shade", "ink", "stroke", "pattern", "outline")},
}


# Meetings in a year, by the code of a frequency, for the words that have one meaning: "bi-monthly" and "bi-annual" have
# two, and "ad hoc" says nothing.
A_YEAR = {
    "daily": 365,
    "weekly": 52,
    "fortnightly": 26,
    "monthly": 12,
    "every-two-months": 6,
    "quarterly": 4,
    "three-a-year": 3,
    "twice-a-year": 2,
    "annual": 1,
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list.

    Attributes
    ----------
    iri, notation, word, definition : str
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
    fields: dict[str, dict[str, str]] = {}
    members: set[str] = set()
    for triple in resources.triples("concepts.ttl"):
        subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
        if triple.predicate.value == _SKOS + "inScheme" and value == CONCEPT + name:
            members.add(subject)
        elif triple.predicate.value in _FIELDS:
            fields.setdefault(subject, {})[_FIELDS[triple.predicate.value]] = value
    if not members:
        raise DataError(f"there is no code list {name}", where="ontology/concepts.ttl")
    found = []
    for iri in members:
        said = fields.get(iri, {})
        if not said.get("word") or not said.get("notation"):
            raise DataError("a code without a word or a notation", where=f"ontology/concepts.ttl: {iri}")
        order, months = int(said.pop("order", "999")), int(said.pop("months", "0"))
        found.append(Code(iri, **said, order=order, months=months))
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
