"""Statements as they count, whatever their parts are called: for comparing a graph with what a workbook makes of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from oversight_graph.load.skolem import owner_of

Statement = tuple[str, str, str]


def is_part(node: object) -> bool:
    """Say whether a node is a part of another thing, without an address that anybody gave it."""
    return isinstance(node, ox.BlankNode) or (isinstance(node, ox.NamedNode) and owner_of(node.value) != node.value)


@dataclass(slots=True)
class Statements:
    """The statements of a graph, each with its parts folded into it."""

    triples: Iterable[ox.Triple]
    # Relation and value of all that is said of a thing or part, by its address or name
    of: dict[str, list[tuple[str, object]]] = field(default_factory=dict)
    _keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[str, list[tuple[str, object]]] = defaultdict(list)
        for triple in self.triples:
            found[name(triple.subject)].append((triple.predicate.value, triple.object))
        self.of = dict(found)

    def key(self, node: object, above: tuple[str, ...] = ()) -> str:
        """Return what a value says: of a part, all that is said of it, and not what it is called."""
        if not is_part(node):
            return str(node)
        own = name(node)
        if own in above:
            return "(cycle)"
        if own not in self._keys:
            said = sorted(f"{p} {self.key(o, (*above, own))}" for p, o in self.of.get(own, ()))
            self._keys[own] = f"({' | '.join(said)})"
        return self._keys[own]

    def folded(self) -> list[Statement]:
        """Return the statements about things that have addresses, and about parts that hang nowhere."""
        hung = {name(o) for said in self.of.values() for _, o in said if is_part(o)}
        found = [
            (name(triple.subject), triple.predicate.value, self.key(triple.object))
            for triple in self.triples
            if not is_part(triple.subject)
        ]
        for own in self.of:
            node = ox.BlankNode(own[2:]) if own.startswith("_:") else ox.NamedNode(own)
            if is_part(node) and own not in hung:
                found.append(("", "", self.key(node)))
        return found


def name(node: object) -> str:
    """Return an address, or the name of a blank node with its sign."""
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else str(getattr(node, "value", node))


def part_rows(
    statements: Statements,
    subject: str,
    relation: str,
    value: object,
    write: Callable[[str, str, object, str], None],
    part: str,
) -> None:
    """Hand on a statement, and those about its parts, with names of their own for these.

    Parameters
    ----------
    write : callable
        Is given the thing, the relation, the value and, if the value is a part, its name.
    part : str
        The name of the value, if it is a part; its own parts have longer names.
    """
    if not is_part(value):
        write(subject, relation, value, "")
        return
    write(subject, relation, value, part)
    for n, (below, inner) in enumerate(
        sorted(statements.of.get(name(value), ()), key=lambda each: (each[0], str(each[1]))), 1
    ):
        part_rows(statements, part, below, inner, write, f"{part}-{n}")
