"""The circles of rows that leave their oversight to each other."""

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from oversight_graph.model.vocabulary import NS
from oversight_graph.store.store import EmbeddedStore


def circles(store: EmbeddedStore) -> Iterator[list[str]]:
    """Yield the rows of each circle, in the order in which they leave their oversight to each other, once."""
    onward: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads.quads_for_pattern(None, ox.NamedNode(NS + "defersTo"), None):
        onward[str(getattr(quad.subject, "value", ""))].append(str(getattr(quad.object, "value", "")))
    told: set[frozenset[str]] = set()
    for quad in sorted(store.quads.quads_for_pattern(None, ox.NamedNode(NS + "inherits"), None), key=str):
        if quad.subject != quad.object:
            continue
        circle = _circle(str(getattr(quad.subject, "value", "")), onward)
        if frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield circle


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
