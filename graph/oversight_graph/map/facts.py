"""What the panel says of each thing: the facts, those of one statement together, each with its citations."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.ask.explain import Fact, explain

if TYPE_CHECKING:
    from oversight_graph.store.store import Store

# What these facts say stands in the heading, in the sentences below it, or in the relations.
_QUIET = {
    "type", "pref label", "label", "alt label", "hidden label", "notation", "is part of", "objective", "part",
    "committed by", "oversight cell", "oversight", "post in", "line", "covered by maker", "title",
}  # fmt: skip
_WORDS = {"as stated": "as printed", "editorial note": "note"}


class FactGroup(NamedTuple):
    """Facts that are told together.

    Attributes
    ----------
    name : str
        The relation in words.
    values : tuple of (str, str)
        Each with the part of the statement that it is, which may be empty.
    evidence : tuple of str
    """

    name: str
    values: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]


def facts_of(store: "Store", things: Iterable[str]) -> tuple[dict[str, tuple[FactGroup, ...]], dict[str, set[str]]]:
    """Return what papers state of things, and all citations of what is stated with them, both keyed by IRI.

    What other things say of one is told by the relations, and what rules infer by the grades.

    Parameters
    ----------
    store : Store
    things : iterable of str
        IRIs.
    """
    facts, cited = {}, {}
    for iri in things:
        stated = [fact for fact in explain(store, iri) if fact.stated]
        facts[iri] = _grouped(fact for fact in stated if not fact.fact.startswith("←"))
        cited[iri] = {e for fact in stated for e in fact.evidence}
    return facts, cited


def _grouped(facts: "Iterable[Fact]") -> tuple[FactGroup, ...]:
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for fact in facts:
        name, _, part = fact.fact.partition(": ")
        if name in _QUIET or part.endswith("type"):
            continue
        values = groups.setdefault((_WORDS.get(name, name), fact.evidence), [])
        entry = (": ".join(_WORDS.get(word, word) for word in part.split(": ")), fact.value)
        if entry not in values:
            values.append(entry)
    return tuple(FactGroup(name, tuple(values), evidence) for (name, evidence), values in groups.items())
