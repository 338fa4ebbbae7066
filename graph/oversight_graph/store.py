"""Where the quads are and how they are asked: an embedded Oxigraph, or a server that speaks the SPARQL 1.1 Protocol.

Both answer the same two methods, so nothing above this module knows which one it talks to. Questions run on the union
of all graphs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from oversight_graph.errors import DataError, QueryError
from oversight_graph.vocabulary import BASE

if TYPE_CHECKING:
    import pyoxigraph as ox

Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT query.

    Attributes
    ----------
    columns : tuple of str
        Variable names, in the order of the SELECT clause.
    rows : list of tuple of (str or None)
        The value of each term: an IRI, or the lexical form of a literal; None where nothing is bound.
    """

    columns: tuple[str, ...]
    rows: list[Row]

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return iter(self.rows)


class Store(Protocol):
    """What the rest of the package asks of a store."""

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT query, or an ASK query as one cell ``true`` or ``false``."""
        ...


class EmbeddedStore:
    """An Oxigraph store in this process.

    Parameters
    ----------
    path : pathlib.Path, optional
        Folder for a store on disk; in memory if None.

    Raises
    ------
    DataError
        If the folder cannot be opened as a store.
    """

    def __init__(self, path: Path | None = None) -> None:
        import pyoxigraph as ox

        try:
            self.quads: ox.Store = ox.Store(path) if path else ox.Store()
        except (OSError, ValueError) as error:
            raise DataError(f"cannot be opened as a store: {error}", where=str(path)) from error

    def add(self, quads: "Iterable[ox.Quad]") -> None:
        """Add quads; fast for many."""
        self.quads.bulk_extend(quads)

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query on the union of all graphs.

        Raises
        ------
        QueryError
            If the query cannot be parsed or fails.
        """
        import pyoxigraph as ox

        try:
            answer = self.quads.query(query, use_default_graph_as_union=True, base_iri=BASE)
            if isinstance(answer, ox.QueryBoolean):
                return Table(("answer",), [("true" if answer else "false",)])
            if not isinstance(answer, ox.QuerySolutions):
                raise QueryError("asks for triples; use SELECT or ASK", where=where)
            columns = tuple(variable.value for variable in answer.variables)
            rows = [tuple([None if t is None else _value(t) for t in solution]) for solution in answer]
        except SyntaxError as error:
            raise QueryError(f"not valid SPARQL: {error}", where=where) from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed: {error}", where=where) from error
        return Table(columns, rows)

    def construct(self, query: str, where: str = "rule") -> "list[ox.Triple]":
        """Return the triples of a CONSTRUCT query on the union of all graphs."""
        try:
            answer = self.quads.query(query, use_default_graph_as_union=True, base_iri=BASE)
            return list(answer)  # type: ignore[arg-type]
        except (SyntaxError, OSError, ValueError, TypeError) as error:
            raise QueryError(f"the rule failed: {error}", where=where) from error


def _value(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> str:
    return str(getattr(term, "value", term))


class RemoteStore:
    """A server that speaks the SPARQL 1.1 Protocol.

    Parameters
    ----------
    endpoint : str
        ``http`` or ``https`` address of the query service.
    timeout : float
        Seconds to wait for an answer.

    Raises
    ------
    QueryError
        If the address is not an ``http`` one, or the server refuses or cannot be reached.
    """

    def __init__(self, endpoint: str, timeout: float = 60.0) -> None:
        if not endpoint.startswith(("http://", "https://")):
            raise QueryError("an endpoint is an http or https address", where=endpoint)
        self.endpoint, self.timeout = endpoint, timeout

    def select(self, query: str, where: str = "query") -> Table:
        """Send a SELECT or ASK query and read the JSON answer."""
        import json
        from urllib.error import HTTPError, URLError
        from urllib.request import Request, urlopen

        request = Request(  # noqa: S310 - the scheme was checked
            self.endpoint,
            data=query.encode(),
            headers={
                "Content-Type": "application/sparql-query",
                "Accept": "application/sparql-results+json",
                "User-Agent": "oversight-graph",
            },
        )
        try:
            with urlopen(request, timeout=self.timeout) as response:  # noqa: S310
                answer = json.load(response)
        except HTTPError as error:
            detail = error.read(300).decode("utf-8", "replace").split("\n", 1)[0]
            raise QueryError(f"the server said {error.code}: {detail}", where=self.endpoint) from error
        except (URLError, TimeoutError, OSError) as error:
            raise QueryError(f"no answer from the server: {error}", where=self.endpoint) from error
        except ValueError as error:
            raise QueryError("the server's answer is not SPARQL results in JSON", where=self.endpoint) from error
        if "boolean" in answer:
            return Table(("answer",), [("true" if answer["boolean"] else "false",)])
        columns = tuple(answer["head"]["vars"])
        return Table(columns, [_row(columns, binding) for binding in answer["results"]["bindings"]])


def _row(columns: Sequence[str], binding: dict[str, dict[str, str]]) -> Row:
    return tuple(binding[name]["value"] if name in binding else None for name in columns)
