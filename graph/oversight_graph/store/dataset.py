"""Which graphs of a server to ask, found out once: its default graph may be the union of its named graphs, or empty."""

from collections.abc import Callable, Sequence

from oversight_graph.errors import QueryError

Ask = Callable[[str, Sequence[str]], Sequence[tuple[str | None, ...]]]
_NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_SAMPLE = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(ISIRI(?s) && ISIRI(?o)) } LIMIT 1"


def graphs_to_ask(ask: Ask, where: str, holding: str = "") -> tuple[str, ...]:
    """Return the graphs that a server must be told to ask; none if it asks all of them by itself.

    Parameters
    ----------
    ask : callable
        Sends a query to the server, with the graphs to ask, and returns the rows.
    where : str
        Address of the server, for messages.
    holding : str
        IRI of something that must be described there, so that an empty answer means something; any if empty.

    Raises
    ------
    QueryError
        If the server holds nothing, not what it must hold, or can be asked only graph by graph.
    """
    if holding and _asks(ask, f"<{holding}> ?p ?o"):
        return ()
    named = [row[0] for row in ask(_NAMED, ()) if row[0]]
    if not named:
        if not _asks(ask, "?s ?p ?o"):
            raise QueryError("the server holds nothing", where=where, hint="`oversight push` puts a graph onto it")
        if holding:
            raise _unfit(where)
        return ()
    found = ask(_SAMPLE, ())
    sample = " ".join(f"<{term}>" for term in found[0]) if found else "?s ?p ?o"
    graphs: tuple[str, ...] = ()
    if not _asks(ask, sample):
        graphs = tuple(named)
        if not _asks(ask, sample, graphs):
            raise QueryError(
                "the server asks neither all its graphs together nor those it is told to ask",
                where=where,
                hint="make the union of its named graphs its default graph",
            )
    if holding and not _asks(ask, f"<{holding}> ?p ?o", graphs):
        raise _unfit(where)
    return graphs


def _asks(ask: Ask, pattern: str, graphs: Sequence[str] = ()) -> bool:
    return ask(f"ASK {{ {pattern} }}", graphs)[0][0] == "true"


def _unfit(where: str) -> QueryError:
    return QueryError(
        "the server holds data without the ontology and what the rules infer, so that nothing can be concluded from it",
        where=where,
        hint="`oversight push` puts all three onto it",
    )
