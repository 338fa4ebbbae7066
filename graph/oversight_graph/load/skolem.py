"""Skolemisation: the blank nodes of a file get IRIs that stay the same when the file is loaded again.

A blank node is named after the place where it hangs: ``.../commitment/3.2#_plan.oversight-1`` is the first
``ovs:oversight`` node of commitment 3.2 in the graph ``plan``. Such a name survives edits elsewhere in the file, can
be cited, and is the same on each load.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

_Subject = ox.NamedNode | ox.BlankNode | ox.Triple
_Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
# What stands behind the mark in the name of a node: a graph and the relations from there, or a count.
_WAY = re.compile(r"_(?:node-\d|[^_#]*?\.[^\W\d_])")
_END = re.compile(r"-\d+(?:\.[A-Za-z]+)?$")
# Longer names of nested nodes are cut, or 5,000 of them would fill the memory.
_LONG = 500


def skolemise(quads: Iterable[ox.Quad], graph: ox.NamedNode, slug: str, *, placed: bool = False) -> list[ox.Quad]:
    """Move the quads of one file into one graph and name its blank nodes.

    Parameters
    ----------
    quads : iterable of pyoxigraph.Quad
        As parsed; a quad that already has a named graph keeps it.
    graph : pyoxigraph.NamedNode
        The graph of the file.
    slug : str
        A short name of that graph, used in the names of its blank nodes.
    placed : bool
        Whether all quads are in their graph already.

    Returns
    -------
    list of pyoxigraph.Quad
        Nodes that hang nowhere, or in a cycle, are named after the graph.

    Notes
    -----
    Making a quad costs more than parsing it, so quads that need no change are passed on as they are.
    """
    blank, default, named, quad = ox.BlankNode, ox.DefaultGraph, ox.NamedNode, ox.Quad
    done: list[ox.Quad] = []
    within: list[tuple[ox.Quad, ox.BlankNode, _Object]] = []
    others: list[tuple[ox.Quad, _Subject, _Object]] = []
    hangs: dict[ox.BlankNode, tuple[_Subject, ox.Quad]] = {}
    # None of these classes can have subclasses; asking for the type is faster than isinstance.
    for q in quads:
        o, s = q.object, q.subject
        if type(o) is blank:
            if o not in hangs:
                hangs[o] = (s, q)
            others.append((q, s, o))
        elif not placed and type(q.graph_name) is not named:
            others.append((q, s, o))
        elif type(s) is blank:
            within.append((q, s, o))
        else:
            done.append(q)
    namer = _Namer(hangs, graph.value, slug)
    names, name = namer.names, namer.name
    namer.name_all()
    for q, s, o in others:
        g = graph if placed or type(q.graph_name) is default else q.graph_name
        done.append(
            quad(
                (names.get(s) or name(s)) if type(s) is blank else s,
                q.predicate,
                names[o] if type(o) is blank else o,
                (names.get(g) or name(g)) if type(g) is blank else g,
            )
        )
    # Most of what is made anew is this, so it is made with the least steps.
    if placed:
        done += [quad(names.get(s) or name(s), q.predicate, o, graph) for q, s, o in within]
    else:
        done += [quad(names.get(s) or name(s), q.predicate, o, q.graph_name) for q, s, o in within]
    return done


class _Namer:
    """Names blank nodes by where they hang, and counts those that hang in the same place."""

    def __init__(self, hangs: dict[ox.BlankNode, tuple[_Subject, ox.Quad]], graph: str, slug: str) -> None:
        self.hangs, self.graph, self.slug = hangs, graph, slug
        self.names: dict[ox.BlankNode, ox.NamedNode] = {}
        self.counts: dict[str, int] = {}

    def name_all(self) -> None:
        # Nodes are numbered in the order in which their parents name them, which is the order of the file.
        names = self.names
        for node, (parent, quad) in self.hangs.items():
            if node in names:
                continue
            if type(parent) is ox.NamedNode:
                names[node] = self._counted(self._below(parent, quad))
            else:
                self.name(node)

    def name(self, node: ox.BlankNode) -> ox.NamedNode:
        # The way up to something that has a name, or to the top; long ways must not use up the stack.
        way: dict[ox.BlankNode, None] = {}
        while node not in self.names and node not in way:
            way[node] = None
            above = self.hangs.get(node)
            if above is None or type(above[0]) is not ox.BlankNode:
                break
            node = above[0]
        for link in reversed(way):
            self.names[link] = self._counted(self._below(*self.hangs[link]) if link in self.hangs else self._top())
        return self.names[next(iter(way), node)]

    def _counted(self, stem: str) -> ox.NamedNode:
        count = self.counts[stem] = self.counts.get(stem, 0) + 1
        return ox.NamedNode(f"{stem}-{count}")

    def _below(self, parent: _Subject, quad: ox.Quad) -> str:
        predicate = _local(quad.predicate.value)
        if type(parent) is ox.BlankNode:
            named = self.names.get(parent)
            return f"{self._short(named.value)}.{predicate}" if named else self._top()
        return f"{_mark(str(getattr(parent, 'value', parent)))}{self.slug}.{predicate}"

    def _top(self) -> str:
        return f"{self.graph}#_node"

    def _short(self, name: str) -> str:
        if len(name) <= _LONG:
            return name
        digest = hashlib.blake2b(name.encode(), digest_size=10).hexdigest()
        return f"{_mark(owner_of(name))}{self.slug}.nested-{digest}-1"


def owner_of(iri: str) -> str:
    """Return the thing on which a named blank node hangs; any other IRI is returned as it is.

    Examples
    --------
    >>> owner_of("https://example.org/commitment/3.2#_plan.oversight-1")
    'https://example.org/commitment/3.2'
    >>> owner_of("https://example.org/town#safer_streets/_plan.seat-1.by-2")
    'https://example.org/town#safer_streets'
    >>> owner_of("https://example.org/paper/x#glossary-1")
    'https://example.org/paper/x#glossary-1'
    """
    document, _, fragment = iri.partition("#")
    before, mark, way = ("", "", fragment) if fragment.startswith("_") else fragment.rpartition("/_")
    if mark:
        way = f"_{way}"
    if not _WAY.match(way) or not _END.search(way):
        return iri
    return f"{document}#{before}" if mark else document


def _mark(iri: str) -> str:
    return f"{iri}/_" if "#" in iri else f"{iri}#_"


@lru_cache(256)
def _local(iri: str) -> str:
    name = iri[max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1 :]
    return name if name[:1].isalpha() else f"p{name}"
