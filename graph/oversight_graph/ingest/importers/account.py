"""Account for foreign data: which rows, objects and values a mapping made something of, and which it passed over."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import reduce

import pyoxigraph as ox

from oversight_graph.ingest.importers.lift import ROOT, Lifted
from oversight_graph.store.limits import select
from oversight_graph.store.store import EmbeddedStore
from oversight_graph.store.tokens import tokens

# Says which object it is, and nothing else of it.
_IDENTITY = "id"


def passed_over(
    store: EmbeddedStore, lifted: Lifted, mapping: str, made: Iterable[ox.Triple]
) -> tuple[dict[str, int], dict[str, int]]:
    """Count what a mapping passed over.

    A solution of the mapping makes something if a thing that was made stands in it. Of an object that stands in no such
    solution nothing came; of all others those values are left that stand in none.

    Parameters
    ----------
    store : EmbeddedStore
        What was lifted.
    mapping : str
        A CONSTRUCT.
    made : iterable of pyoxigraph.Triple
        What it made.

    Returns
    -------
    tuple of dict of str to int
        How many objects of each kind, with what they lack that all others of the kind have; and how many values of each
        column or key of the others.
    """
    things = {str(getattr(triple.subject, "value", "")) for triple in made}
    nodes = lifted.objects
    found: dict[str, set[str]] = defaultdict(set)
    for row in _solutions(store, mapping):
        cells = {cell for cell in row if cell is not None}
        if cells & things:
            for node in cells & nodes.keys():
                found[node] |= cells
    constants = {token.group().strip("\"'") for token in tokens(mapping) if token.lastgroup == "string"}
    names = set(re.findall(r"lift:([\w-]+)", mapping))
    keys: dict[str, set[str]] = defaultdict(set)
    for node, (kind, above, values) in nodes.items():
        keys[node] |= {name for name, _, _ in values}
        keys[above].add(kind)
    left: Counter[str] = Counter()
    over: dict[str, list[set[str]]] = defaultdict(list)
    whole: dict[str, list[set[str]]] = defaultdict(list)
    lost: set[str] = set()
    for node, (kind, above, values) in nodes.items():
        seen = found.get(node) or found.get(above, set())  # an object within another may be reached by a path
        taken = [
            (name in names and (text in seen or text in constants))
            or (f"{name}-day" in names and bool(day) and day in seen)
            for name, text, day in values
        ]
        if node in found or any(taken) or above in found or kind == ROOT:
            unused = (name for (name, _, _), used in zip(values, taken, strict=True) if not used)
            left.update(name for name in unused if name != _IDENTITY)
            if any(taken):
                found[node] |= seen
            if node in found:
                whole[kind].append(keys[node])
        elif above in lost:
            lost.add(node)
        elif values:
            lost.add(node)
            over[kind].append(keys[node])
    return _incomplete(over, whole), dict(left)


def _incomplete(over: dict[str, list[set[str]]], whole: dict[str, list[set[str]]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for kind, objects in over.items():
        needed = reduce(set.intersection, whole[kind]) if kind in whole else set()
        for names in objects:
            lacks = ", ".join(sorted(needed - names))
            counts[f"{kind} without {lacks}" if lacks else f"{kind} that no part of the mapping fits"] += 1
    return dict(sorted(counts.items()))


def _solutions(store: EmbeddedStore, mapping: str) -> Iterable[tuple[str | None, ...]]:
    """Return the solutions of a CONSTRUCT: what it asks, without what it makes of that."""
    start = end = None
    depth = 0
    for token in tokens(mapping):
        if start is None:
            start = token if token.lastgroup == "word" and token.group().upper() == "CONSTRUCT" else None
        elif depth == 0 and token.group() != "{":
            end = token.start()  # the short form, CONSTRUCT WHERE
            break
        else:
            depth += {"{": 1, "}": -1}.get(token.group(), 0)
            if depth == 0:
                end = token.end()
                break
    assert start is not None and end is not None, "it made something"
    return select(store, f"{mapping[: start.start()]}SELECT * {mapping[end:]}", "mapping").rows
