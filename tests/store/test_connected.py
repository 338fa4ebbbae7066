"""No query makes the engine pair everything with everything: what it must match at one go hangs together.

A block of triple patterns in which two parts share no variable is answered with each match of the one for each of the
other, whatever binds them elsewhere: an engine answers a block before it joins it. A block after an `OPTIONAL` of the
same group is a block of its own, and may be answered anew for each row before it. An `OPTIONAL` that hangs on what an
earlier one may leave open takes everything there is where it is open, which is wrong besides. Two results that are
joined on what may be open in one of them cannot be looked up, so each row is compared with every other. All are the
square of the data.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from rdflib import BNode, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from oversight_graph import resources
from oversight_graph.store.views import query_text


def blocks(node: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the blocks of triple patterns of a query."""
    if isinstance(node, CompValue):
        if node.name == "BGP":
            yield node.triples
        for inner in node.values():
            yield from blocks(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from blocks(inner)


def parts(triples: list[tuple[Any, ...]]) -> list[set[str]]:
    """Return the variables of a block in groups; those of two groups are in no pattern together."""
    found: list[set[str]] = []
    for triple in triples:
        fresh = {str(term) for term in triple if isinstance(term, Variable | BNode)}
        touched = [each for each in found if each & fresh]
        found = [each for each in found if each not in touched] + [fresh.union(*touched)] * bool(fresh)
    return found


@cache
def algebra(text: str) -> CompValue:
    """Return a query as the engine sees it; of a rule, what it matches."""
    asked = re.sub(r"^CONSTRUCT\s*\{.*?\}\s*WHERE", "SELECT * WHERE", text, flags=re.MULTILINE | re.DOTALL)
    return prepareQuery(asked).algebra


def apart(text: str) -> list[list[set[str]]]:
    """Return the blocks that fall into parts."""
    return [found for block in blocks(algebra(text)) if len(found := parts(block)) > 1]


def late(node: Any) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the blocks that stand after an OPTIONAL of their group."""
    if isinstance(node, CompValue):
        if node.name == "Join" and node.p2.name == "BGP" and node.p2.triples:
            before, made = node.p1, set[str]()
            while before.name == "Extend":
                made.add(str(before.var))
                before = before.p
            # What hangs on a value that was made here can only come after.
            if before.name == "LeftJoin" and not any(made & part for part in parts(node.p2.triples)):
                yield node.p2.triples
        node = list(node.values())
    if isinstance(node, list | tuple):
        for inner in node:
            yield from late(inner)


def bound(node: Any, *, always: bool) -> set[str]:
    """Return the variables that the patterns of a group bind: those that each row has, or all."""
    if not isinstance(node, CompValue):
        return set()
    match node.name:
        case "BGP":
            return {str(term) for triple in node.triples for term in triple if isinstance(term, Variable)}
        case "Join" | "Union" | "LeftJoin" | "Minus":
            first, second = (bound(each, always=always) for each in (node.p1, node.p2))
            if node.name == "Union" and always:
                return first & second
            return first | second if node.name == "Join" or not always else first
        case "values":
            return {str(variable) for row in node.res for variable in row}
        case "Extend":
            return bound(node.p, always=always) | {str(node.var)}
        case "Graph":
            return bound(node.p, always=always) | {str(node.term)}
        case "Project":
            return bound(node.p, always=always) & set(map(str, node.PV))
        case _:
            return bound(node.p, always=always) if "p" in node else set()


def loose(node: Any) -> Iterator[set[str]]:
    """Yield what each OPTIONAL shares with what stands before it, if that may be open in all of it."""
    if isinstance(node, CompValue):
        inner = bound(node.p2, always=False) if node.name == "LeftJoin" else set()
        if inner and not inner & bound(node.p1, always=True):
            yield inner & bound(node.p1, always=False)
        node = list(node.values())
    if isinstance(node, list | tuple):
        for inner in node:
            yield from loose(inner)


def sure(node: Any) -> set[str]:
    """Return the variables that a group surely binds: of those that it works out, the ones that cannot fail."""
    if not isinstance(node, CompValue):
        return set()
    match node.name:
        case "Extend":
            given = sure(node.p)
            return given | {str(node.var)} if _cannot_fail(node.expr, given) else given - {str(node.var)}
        case "AggregateJoin":
            given = sure(node.p.p)
            counts = ("Aggregate_Count", "Aggregate_Sum")
            return {str(each.res) for each in node.A if each.name in counts or _cannot_fail(each.vars, given)}
        case "Join" | "Union" | "LeftJoin" | "Minus":
            first, second = sure(node.p1), sure(node.p2)
            return first & second if node.name == "Union" else first | second if node.name == "Join" else first
        case "Project":
            return sure(node.p) & set(map(str, node.PV))
        case "BGP" | "values":
            return bound(node, always=True)
        case _:
            return sure(node.p) | ({str(node.term)} if node.name == "Graph" else set()) if "p" in node else set()


def _cannot_fail(expression: Any, given: set[str]) -> bool:
    if isinstance(expression, Variable):
        return str(expression) in given
    if not isinstance(expression, CompValue):
        return True
    return expression.name == "Builtin_COALESCE" and any(_cannot_fail(each, given) for each in expression.arg)


def unsure(node: Any) -> Iterator[set[str]]:
    """Yield what two results of their own are joined on, if in one of them all of it may be open."""
    if isinstance(node, CompValue):
        if node.name == "Join" and all(_of_its_own(each) for each in (node.p1, node.p2)):
            shared = bound(node.p1, always=False) & bound(node.p2, always=False)
            if shared and not shared & sure(node.p1) & sure(node.p2):
                yield shared
        node = list(node.values())
    if isinstance(node, list | tuple):
        for inner in node:
            yield from unsure(inner)


def _of_its_own(node: Any) -> bool:
    while isinstance(node, CompValue) and node.name in ("ToMultiSet", "Distinct", "Filter"):
        node = node.p
    return isinstance(node, CompValue) and node.name == "Project"


def test_results_joined_on_what_may_be_open_are_found() -> None:
    text = "SELECT * WHERE {{ {{ SELECT ?a ?key WHERE {{ ?a <x:p> ?b BIND({} AS ?key) }} }} {} }}"
    counted = "{ SELECT ?key (COUNT(*) AS ?n) WHERE { ?c <x:q> ?key } GROUP BY ?key }"
    assert [*unsure(algebra(text.format('CONCAT(STR(?b), "x")', counted)))] == [{"key"}]
    for safe in ('COALESCE(CONCAT(STR(?b), "x"), "")', "?b"):
        assert not [*unsure(algebra(text.format(safe, counted)))]


def test_a_block_in_two_parts_is_found() -> None:
    triples = "?a <x:p> ?b . OPTIONAL { ?a <x:q> ?c } ?a <x:r> ?d . ?b <x:s> ?e"
    assert [sorted(map(sorted, found)) for found in apart(f"SELECT * WHERE {{ {triples} }}")] == [
        [["a", "d"], ["b", "e"]]
    ]
    assert not apart("SELECT * WHERE { ?a <x:p> ?b . ?b <x:s> ?e OPTIONAL { ?a <x:q> ?c } }")


def test_a_block_after_an_optional_is_found() -> None:
    after = "?a <x:p> ?b . OPTIONAL { ?a <x:q> ?c } BIND(STR(?c) AS ?d) ?b <x:r> ?e . ?e <x:s> ?f"
    assert [len(block) for block in late(algebra(f"SELECT * WHERE {{ {after} }}"))] == [2]
    assert not [*late(algebra("SELECT * WHERE { ?a <x:p> ?b . ?b <x:r> ?e OPTIONAL { ?a <x:q> ?c } }"))]


def test_an_optional_that_hangs_on_an_open_one_is_found() -> None:
    assert [*loose(algebra("SELECT * WHERE { ?a <x:p> ?b OPTIONAL { ?b <x:q> ?c } OPTIONAL { ?c <x:r> ?d } }"))] == [
        {"c"}
    ]
    nested = "SELECT * WHERE { ?a <x:p> ?b OPTIONAL { ?b <x:q> ?c OPTIONAL { ?c <x:r> ?d } } OPTIONAL { ?a <x:s> ?e } }"
    assert not [*loose(algebra(nested))]


@pytest.mark.parametrize("folder", ["questions", "checks", "views", "rules"])
def test_what_is_matched_at_one_go_hangs_together(folder: str) -> None:
    found = {name: apart(query_text(folder, name)) for name in resources.names("queries", folder, suffix=".rq")}
    assert len(found) >= 30
    assert {name: blocks for name, blocks in found.items() if blocks} == {}
    assert {name: held for name in found if (held := [*loose(algebra(query_text(folder, name)))])} == {}
    assert {name: open_ for name in found if (open_ := [*unsure(algebra(query_text(folder, name)))])} == {}
    assert {name for name in found if [*late(algebra(query_text(folder, name)))]} == set()
    if folder != "rules":  # of a rule nobody asks for rows
        # Virtuoso tells rows apart by 20 columns, and refuses what has more.
        assert {name for name in found if len(algebra(query_text(folder, name)).PV) > 20} == set()
