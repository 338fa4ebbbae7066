"""The cycles of rows that leave their oversight to each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from oversight_graph.model.vocabulary import NS
from oversight_graph.store.store import EmbeddedStore

_Onward = dict[str, list[str]]


def cycles(store: EmbeddedStore) -> Iterator[list[str]]:
    """Yield the cycles of rows that leave their oversight to each other.

    Parameters
    ----------
    store : EmbeddedStore
        With the rules applied: a row that leaves its oversight to another has ``ovs:defersTo``.

    Yields
    ------
    list of str
        IRIs of the rows of a cycle, in its order. Each row that lies on a cycle is in at least one, which is the
        shortest through the first of its rows.
    """
    onward: _Onward = defaultdict(list)
    cell, pointer = ox.NamedNode(NS + "oversightCell"), ox.NamedNode(NS + "Reference")
    # A row that names something, and only has a part that points, leaves its oversight to nobody.
    pointing = {quad.subject for quad in store.quads.quads_for_pattern(None, cell, pointer)}
    for quad in store.quads.quads_for_pattern(None, ox.NamedNode(NS + "defersTo"), None):
        if quad.subject not in pointing:
            continue
        onward[str(getattr(quad.subject, "value", ""))].append(str(getattr(quad.object, "value", "")))
    yield from rings(onward)


def rings(onward: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Yield the cycles of a relation.

    Parameters
    ----------
    onward : mapping of str to list of str
        To what each thing leads.

    Yields
    ------
    list of str
        The members of a cycle, in its order. Each thing that lies on a cycle is in at least one, which is the shortest
        through the first of its members.
    """
    onward = {row: sorted(set(others)) for row, others in onward.items()}
    seen: set[str] = set()
    for row in sorted(_between(onward)):
        if row not in seen and (cycle := _shortest(row, onward)):
            seen.update(cycle)
            yield cycle


def _between(onward: _Onward) -> set[str]:
    """Return the rows that lie on a cycle, or on a path from one to another."""
    before: _Onward = defaultdict(list)
    for row, others in onward.items():
        for other in others:
            before[other].append(row)
    rows = {*onward, *before}
    for ahead, behind in ((onward, before), (before, onward)):
        # What leads to nothing is taken away, until nothing is left that does.
        left = {row: sum(each in rows for each in ahead.get(row, ())) for row in rows}
        due = [row for row, number in left.items() if not number]
        while due:
            row = due.pop()
            rows.discard(row)
            for each in behind.get(row, ()):
                if each in rows:
                    left[each] -= 1
                    if not left[each]:
                        due.append(each)
    return rows


def _shortest(start: str, onward: _Onward) -> list[str]:
    """Return the shortest path from a row back to itself; nothing if there is none."""
    came: dict[str, str] = {}
    due = [start]
    for row in due:
        for step in onward.get(row, ()):
            if step == start:
                path = [row]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            if step not in came:
                came[step] = row
                due.append(step)
    return []
