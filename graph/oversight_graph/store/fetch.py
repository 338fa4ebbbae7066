"""A copy in this process of what a SPARQL server holds, for what wants all of it: exports, the map, the report."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from oversight_graph.errors import QueryError
from oversight_graph.store.store import CutOffError, EmbeddedStore, Row, Store, counted

if TYPE_CHECKING:
    import pyoxigraph as ox

_COUNT = "(COUNT(*) AS ?n) WHERE"
# What a term is, is asked in the query itself, so that plain tables are enough; servers write yes and no in more ways
# than one.
_ROWS = (
    'SELECT ?s (IF(ISBLANK(?s), "true", "") AS ?node) ?p ?o (IF(ISBLANK(?o), "true", "") AS ?blank) '
    '(IF(ISIRI(?o), "true", "") AS ?iri) (LANG(?o) AS ?lang) (DATATYPE(?o) AS ?type) WHERE'
)
# Terms that compare as equal, such as one word in two languages, need more than their order to be parted into pages.
_ORDER = "ORDER BY ?s ?p STR(?o) ?iri LANG(?o) STR(DATATYPE(?o))"


def fetch(store: Store, graphs: Sequence[str] | None = None) -> EmbeddedStore:
    """Return a store in this process with all that another holds, graph by graph.

    Parameters
    ----------
    store : Store
        Is asked with SELECT alone, so that any server will do.
    graphs : sequence of str, optional
        IRIs of the named graphs to fetch; all if not given.

    Raises
    ------
    QueryError
        If the server gives less than it counts, or gives graphs with blank nodes only in parts.

    Notes
    -----
    Servers may cap an answer without saying so. A graph that comes short is asked for again in pages of the size that
    came. What stands in no named graph is fetched only if there is no named graph at all: a server may show the union
    of all graphs in its place.
    """
    target = EmbeddedStore()
    for quads in by_graph(store, graphs):
        target.add(quads)
    return target


def by_graph(
    store: Store, graphs: Sequence[str] | None = None, without: Sequence[str] = ()
) -> "Iterator[Iterable[ox.Quad]]":
    """Yield what a store holds, the quads of one named graph after those of another; see `fetch`.

    Parameters
    ----------
    store : Store
    graphs, without : sequence of str
        IRIs of the named graphs to fetch, all if not given; and of those to leave out.
    """
    import pyoxigraph as ox

    if isinstance(store, EmbeddedStore):
        named = [ox.NamedNode(graph) for graph in graphs] if graphs is not None else [*store.asked.named_graphs()]
        for graph in named or ([ox.DefaultGraph()] if graphs is None else []):
            if getattr(graph, "value", None) not in without:
                yield store.asked.quads_for_pattern(None, None, None, graph)
        return
    found = False
    only = f"VALUES ?g {{ {' '.join(f'<{graph}>' for graph in graphs)} }}" if graphs is not None else ""
    try:
        for iri, number in store.select(
            f"SELECT ?g {_COUNT} {{ {only} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g ORDER BY ?g"
        ):
            found = found or bool(iri)
            if iri and iri not in without:
                graph = ox.NamedNode(iri)
                yield [_quad(row, graph) for row in _rows(store, f"{{ GRAPH {graph} {{ ?s ?p ?o }} }}", number)]
        if graphs is None and not found:
            pattern = "{ ?s ?p ?o }"
            ((number,),) = store.select(f"SELECT {_COUNT} {pattern}")
            yield [_quad(row, ox.DefaultGraph()) for row in _rows(store, pattern, number)]
    except ValueError as error:
        said = f"the server names something that RDF does not have: {error}"
        if isinstance(error, QueryError):
            if error.where:
                raise
            said = error.message
        raise QueryError(said, where=getattr(store, "endpoint", None)) from error


def _rows(store: Store, pattern: str, number: str | None) -> list[Row]:
    def given(query: str) -> list[Row]:
        try:
            return store.select(query).rows
        except CutOffError as cut:  # how many there are is known
            return cut.table.rows

    count = counted(number)
    found = given(f"{_ROWS} {pattern}")
    step = len(found)
    if step >= count:
        return found
    pages: dict[Row, None] = {}
    at = 0
    while at < count and (rows := given(f"{_ROWS} {pattern} {_ORDER} LIMIT {step} OFFSET {at}")):
        pages.update(dict.fromkeys(rows))
        at += len(rows)
    if len(pages) != count:
        raise QueryError(f"the server gives {len(pages)} of {count} statements of {pattern}")
    if any("true" in (node, blank) for _, node, _, _, blank, *_ in pages):
        raise QueryError(f"the server gives {pattern} in parts, in which blank nodes cannot be told apart")
    return list(pages)


def _quad(row: Row, graph: "ox.NamedNode | ox.DefaultGraph") -> "ox.Quad":
    import pyoxigraph as ox

    subject, node, prop, value, blank, iri, language, datatype = (cell or "" for cell in row)
    said: ox.NamedNode | ox.BlankNode | ox.Literal
    if blank == "true":
        said = ox.BlankNode(value)
    elif iri == "true":
        said = ox.NamedNode(value)
    elif language:
        said = ox.Literal(value, language=language)
    else:
        said = ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype else None)
    about = ox.BlankNode(subject) if node == "true" else ox.NamedNode(subject)
    return ox.Quad(about, ox.NamedNode(prop), said, graph)
