"""Cycles: of rows that leave their oversight to each other, and of relations that lead onward or upward.

Commands end on a cycle all the same, but what they say of it means little: nobody stands above himself.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from oversight_graph.check.locate import Locator
from oversight_graph.check.violations import Violation
from oversight_graph.model.vocabulary import NS, PREFIXES
from oversight_graph.store.store import Store

_Onward = dict[str, list[str]]
CYCLE = "cycle"
# What is said of a pair, and the pattern that finds it: ?one leads to ?other.
_RELATIONS = {
    "reports into": f"{{ ?one <{NS}reportsInto> ?other }} UNION "
    f"{{ ?one <{NS}reporting> ?reporting . ?reporting <{NS}into> ?other }}",
    "answers to": f"?one <{PREFIXES['org']}reportsTo> ?other",
    "is part of": f"{{ ?one <{PREFIXES['dcterms']}isPartOf> ?other }} UNION "
    f"{{ ?one <{PREFIXES['org']}subOrganizationOf> ?other }}",
    "was carried forward from": f"?one <{NS}carriedForwardFrom> ?other",
    "takes the place of": f"{{ ?one <{PREFIXES['dcterms']}replaces> ?other }} UNION "
    f"{{ ?other <{PREFIXES['dcterms']}isReplacedBy> ?one }}",
    "goes over into": f"?change <{PREFIXES['org']}originalOrganization> ?one ; "
    f"<{PREFIXES['org']}resultingOrganization> ?other",
    "lives on as": f"?one <{NS}livesOnAs> ?other",
    "continues": f"?one <{NS}continues> ?other",
    "is narrower than": f"?one <{PREFIXES['skos']}broader> ?other",
}
# A row that names something, and only has a part that points, leaves its oversight to nobody.
_POINTERS = f"?one <{NS}oversightCell> <{NS}Reference> ; <{NS}defersTo> ?other"
_SHOWN = 12


def pointer_cycles(store: Store) -> Iterator[list[str]]:
    """Return the cycles of rows that leave their oversight to each other.

    Parameters
    ----------
    store : Store
        With the rules applied: a row that leaves its oversight to another has ``ovs:defersTo``.

    Returns
    -------
    iterator of list of str
        IRIs of the rows of each cycle, as from `cycles_of`.
    """
    return _cycles(store, _POINTERS, "pointers")


def _cycles(store: Store, pattern: str, where: str) -> Iterator[list[str]]:
    onward: _Onward = defaultdict(list)
    for one, other in store.select(f"SELECT DISTINCT ?one ?other {{ {pattern} }} ORDER BY ?one ?other", where):
        onward[one or ""].append(other or "")
    return cycles_of(onward)


def cycles_of(onward: Mapping[str, list[str]]) -> Iterator[list[str]]:
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


def cycle_violations(store: Store, locator: Locator) -> Iterator[Violation]:
    """Yield a violation for each cycle, with its members in their order; the place is that of the first."""
    for words, pattern in _RELATIONS.items():
        for cycle in _cycles(store, pattern, f"cycles: {words}"):
            names = [locator.name(member) for member in cycle[:_SHOWN]]
            more = f", {len(cycle) - _SHOWN} more" if len(cycle) > _SHOWN else ""
            round_ = f"each {words} the next, and the last the first" if len(cycle) > 1 else f"it {words} itself"
            message = f"{', '.join(names)}{more}: {round_}"
            yield Violation("warning", CYCLE, locator.name(cycle[0]), message, locator.where(cycle[0]))
