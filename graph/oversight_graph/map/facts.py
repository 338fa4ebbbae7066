"""What the panel says of each thing: the facts, those of one statement together, each with its citations."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.ask.explain import explain

if TYPE_CHECKING:
    from oversight_graph.store.store import Store

# What these facts say is clear from the heading of the panel.
_QUIET = {"type"}
_WORDS = {
    "pref label": "name",
    "label": "title",
    "alt label": "other name",
    "hidden label": "other spelling",
    "notation": "reference or acronym",
    "as stated": "as printed",
    "editorial note": "note",
}


class FactGroup(NamedTuple):
    """Facts that are told together.

    Attributes
    ----------
    name : str
        The relation in words; an arrow marks what other things say of this one.
    values : tuple of (str, str)
        Each with the part of the statement that it is, which may be empty.
    stated : bool
        False if a rule infers it.
    evidence : tuple of str
    """

    name: str
    values: tuple[tuple[str, str], ...]
    stated: bool
    evidence: tuple[str, ...]


def facts_of(store: "Store", things: Iterable[str]) -> dict[str, tuple[FactGroup, ...]]:
    """Return the facts of things, keyed by IRI; what the papers say goes before what follows from it.

    Parameters
    ----------
    store : Store
    things : iterable of str
        IRIs.
    """
    return {iri: _grouped(store, iri) for iri in things}


def _grouped(store: "Store", iri: str) -> tuple[FactGroup, ...]:
    groups: dict[tuple[str, bool, tuple[str, ...]], list[tuple[str, str]]] = {}
    for fact in explain(store, iri):
        name, _, part = fact.fact.partition(": ")
        if fact.fact in _QUIET or part.endswith("type"):
            continue
        if name.startswith("←"):
            # How a statement of another thing is built says nothing here.
            name, part = fact.fact, ""
        values = groups.setdefault((_WORDS.get(name, name), fact.stated, fact.evidence), [])
        entry = (": ".join(_WORDS.get(word, word) for word in part.split(": ")), fact.value)
        if entry not in values:
            values.append(entry)
    found = [FactGroup(name, tuple(values), *rest) for (name, *rest), values in groups.items()]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda group: not group.stated))


__all__ = ["FactGroup", "facts_of"]
