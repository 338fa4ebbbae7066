"""A copy of what a server holds: every kind of term, every graph, and servers that give an answer only in part."""

import re

import pyoxigraph as ox
import pytest

from oversight_graph.errors import QueryError
from oversight_graph.store.fetch import fetch
from oversight_graph.store.store import CutOffError, EmbeddedStore, Table

NQUADS = """
<x:a> <x:p> <x:b> <x:g> .
<x:a> <x:p> "b" <x:g> .
<x:a> <x:p> "b"@en <x:g> .
<x:a> <x:p> "b"@cy <x:g> .
<x:a> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g> .
<x:a> <x:p> "2018-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> <x:h> .
<x:a> <x:p> "" <x:h> .
"""
BLANK = '_:n <x:p> "b" <x:g> .\n<x:a> <x:q> _:n <x:g> .\n'


def holding(nquads: str) -> EmbeddedStore:
    store = EmbeddedStore()
    store.quads.load(nquads.encode(), format=ox.RdfFormat.N_QUADS)
    return store


class Capped:
    """A server that gives so many rows at most, without saying so."""

    def __init__(self, store: EmbeddedStore, most: int, counted: int | None = None) -> None:
        self.store, self.most, self.counted, self.asked = store, most, counted, list[str]()

    def select(self, query: str, where: str = "query", graphs: object = ()) -> Table:
        self.asked.append(query)
        table = self.store.select(query)
        if "COUNT" in query:
            rows = [(*row[:-1], str(self.counted)) for row in table] if self.counted else table.rows
            return Table(table.columns, rows)
        return Table(table.columns, table.rows[: self.most])


def quads(store: EmbeddedStore) -> set[str]:
    return set(map(str, store.quads))


def test_every_kind_of_term_in_its_graph() -> None:
    store = holding(NQUADS)
    assert len(store.quads) == 7
    assert quads(fetch(store)) == quads(store)


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_a_server_that_gives_less_is_asked_in_pages(most: int) -> None:
    store = holding(NQUADS)
    server = Capped(store, most)
    assert quads(fetch(server)) == quads(store)
    assert sum("OFFSET" in query for query in server.asked) >= 2


def test_what_stands_in_no_named_graph_counts_only_by_itself() -> None:
    alone = holding(re.sub(r" <x:[gh]> \.", " .", NQUADS))
    assert quads(fetch(alone)) == quads(alone)
    assert {str(quad.graph_name) for quad in alone.quads} == {"DEFAULT"}
    both = holding(NQUADS + "<x:c> <x:p> <x:d> .")
    assert quads(fetch(both)) == quads(holding(NQUADS))
    assert quads(fetch(holding(""))) == set()


def test_a_copy_is_whole_where_a_server_says_that_it_gives_no_more() -> None:
    class Telling(Capped):
        def select(self, query: str, where: str = "query", graphs: object = ()) -> Table:
            table = super().select(query, where, graphs)
            if "COUNT" not in query and len(table.rows) == self.most:
                raise CutOffError(table, "http://x/")
            return table

    assert set(fetch(Telling(holding(NQUADS), 2)).quads) == set(holding(NQUADS).quads)


def test_blank_nodes_stay_themselves_unless_they_come_in_parts() -> None:
    fetched = fetch(holding(BLANK)).select("SELECT ?v { <x:a> <x:q> ?n . ?n <x:p> ?v }")
    assert fetched.rows == [("b",)]
    with pytest.raises(QueryError, match="in which blank nodes cannot be told apart"):
        fetch(Capped(holding(BLANK), 1))


@pytest.mark.parametrize("most", [0, 2, 9])
def test_a_copy_that_is_not_whole_is_refused(most: int) -> None:
    with pytest.raises(QueryError, match=r"the server gives \d of 20 statements"):
        fetch(Capped(holding(NQUADS), most, counted=20))


def test_a_graph_with_a_name_that_is_none_is_not_asked_for() -> None:
    class Hostile:
        def select(self, query: str, where: str = "query") -> Table:
            assert "DROP" not in query
            return Table(("g", "n"), [("x:g> { } } ; DROP ALL #", "1")])

    with pytest.raises(QueryError, match="names something that RDF does not have"):
        fetch(Hostile())
