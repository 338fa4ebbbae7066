"""Where the quads are and how they are asked: an embedded Oxigraph, or a server that speaks the SPARQL 1.1 Protocol.

Both answer the same two methods, so nothing above this module knows which one it talks to. Questions run on the union
of all graphs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from oversight_graph.errors import OversightError, QueryError
from oversight_graph.model.vocabulary import BASE

if TYPE_CHECKING:
    import pyoxigraph as ox

Row = tuple[str | None, ...]
Record = dict[str, str | None]


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

    def of(self, *columns: str) -> list[Row]:
        """Return some columns of the rows, in the order in which they are named.

        Raises
        ------
        ValueError
            If there is no such column.
        """
        at = [self.columns.index(column) for column in columns]
        return [tuple([row[place] for place in at]) for row in self.rows]

    def records(self) -> list[Record]:
        """Return the rows, each with the names of its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def _repr_html_(self) -> str:
        """Return the rows as a table, for a notebook."""
        from oversight_graph.store.notebook import table_html

        return table_html(self.columns, self.rows)


class Store(Protocol):
    """What the rest of the package asks of a store."""

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT query, or an ASK query as one cell ``true`` or ``false``."""
        ...


class EmbeddedStore:
    """An Oxigraph store in this process.

    Parameters
    ----------
    quads : pyoxigraph.Store, optional
        A new one in memory if None.
    """

    def __init__(self, quads: "ox.Store | None" = None) -> None:
        import pyoxigraph as ox

        self._quads: ox.Store = ox.Store() if quads is None else quads

    @property
    def quads(self) -> "ox.Store":
        """The store of the engine; whoever takes it may change what it holds."""
        return self._quads

    @property
    def asked(self) -> "ox.Store":
        """The store of the engine, for those who do not change it."""
        return self._quads

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
        if kept := self.recalled(query):
            return kept
        columns, rows = self.solutions(query, where)
        return self.remembered(query, Table(columns, list(rows)))

    def recalled(self, query: str) -> Table | None:
        """Return the answer to a query, if it was kept."""
        return None

    def remembered(self, query: str, table: Table) -> Table:
        """Return the answer to a query; what knows that it does not change keeps it, see `store.kept.answers`."""
        return table

    def solutions(self, query: str, where: str = "query") -> tuple[tuple[str, ...], Iterator[Row]]:
        """Return the columns of a SELECT or ASK query, and its rows one by one.

        Raises
        ------
        QueryError
            If the query cannot be parsed; or, while the rows are read, if it fails.
        """
        import pyoxigraph as ox

        with _engine(query, where):
            answer = self.asked.query(query, use_default_graph_as_union=True, base_iri=BASE)
        if isinstance(answer, ox.QueryBoolean):
            return ("answer",), iter([("true" if answer else "false",)])
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("asks for triples; use SELECT or ASK", where=where)
        return tuple(variable.value for variable in answer.variables), _rows(answer, query, where)

    def construct(self, query: str, where: str = "rule") -> "list[ox.Triple]":
        """Return the triples of a CONSTRUCT query on the union of all graphs."""
        with _engine(query, where):
            return list(self._triples(query, where))

    def derived(self, rule: str, where: str = "rule") -> list[bytes]:
        """Return the triples of a CONSTRUCT query as lines of N-Triples: objects would take longer to make."""
        import pyoxigraph as ox

        with _engine(rule, where):
            return (self._triples(rule, where).serialize(format=ox.RdfFormat.N_TRIPLES) or b"").split(b"\n")[:-1]

    def _triples(self, query: str, where: str) -> "ox.QueryTriples":
        import pyoxigraph as ox

        answer = self.asked.query(query, use_default_graph_as_union=True, base_iri=BASE)
        if isinstance(answer, ox.QueryTriples):
            return answer
        raise QueryError("asks for rows; a rule is a CONSTRUCT", where=where)


@contextmanager
def _engine(query: str, where: str) -> Iterator[None]:
    """Turn what the engine raises into an error with the name of the query."""
    try:
        yield
    except OversightError:
        raise
    except SyntaxError as error:
        raise not_sparql(error, where, query) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}", where=where) from error


def _rows(answer: "ox.QuerySolutions", query: str, where: str) -> Iterator[Row]:
    with _engine(query, where):
        yield from map(valued, answer)


def valued(solution: Iterable[Any]) -> Row:
    """Return the row of a solution, or of its terms."""
    try:
        return tuple([None if term is None else term.value for term in solution])
    except AttributeError:  # a triple within a triple, of a query of the user's own
        return tuple([None if term is None else str(getattr(term, "value", term)) for term in solution])


def not_sparql(error: SyntaxError, where: str, query: str) -> QueryError:
    """Return what is to be said of a query that the engine cannot read."""
    # The engine goes on to list every token that could have stood there; a reason is hidden among them, if it has one.
    if match := re.match(r"error at (\d+):(\d+): expected", str(error)):
        reason = re.search(r"(?:expected|one of|,) ([A-Z]\w*(?: \w+){2,})", str(error))
        row = [*query.split("\n"), ""][int(match[1]) - 1]
        rest = row[max(int(match[2]) - 1, 0) :].strip()[:40]
        unread = f"the query cannot be read on from {rest!r}" if rest else "something is missing at the end of the line"
        why = f": {reason[1] if reason else unread}"
        return QueryError(f"not valid SPARQL at column {match[2]}{why}", where=f"{where}:{match[1]}")
    return QueryError(f"not valid SPARQL: {error}", where=where)


# An order by columns alone, at the end of a query.
ORDER = re.compile(r"(?<=[}\s])(ORDER\s+BY(?:\s+\?\w+)+)\s*$", re.IGNORECASE)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
# Types of which the order is that of their signs.
_AS_WRITTEN = {_STRING, f"{_XSD}date", f"{_XSD}boolean", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


# By this Virtuoso says that it gives as many rows as it gives at most.
_CUT_OFF = "x-sparql-maxrows"


class CutOffError(QueryError):
    """A server gave as many rows as it gives at most, so that there may be more.

    Attributes
    ----------
    table : Table
        What it gave.
    """

    def __init__(self, table: Table, endpoint: str) -> None:
        self.table = table
        count = f"{len(table.rows)} rows, the most that it gives: there may be more"
        super().__init__(f"the server gives {count}", where=endpoint, hint="have its limit raised; see docs/servers.md")


class RemoteStore:
    """A server that speaks the SPARQL 1.1 Protocol.

    Parameters
    ----------
    endpoint : str
        ``http`` or ``https`` address of the query service; a name and password in it are sent as they should be.
    timeout : float
        Seconds until the whole answer must be here.
    most : int
        Bytes of an answer at most.
    holding : str
        IRI of something that must be described there; any server will do if empty.

    Raises
    ------
    QueryError
        If the address is not an ``http`` one, or the server refuses or cannot be reached.
    """

    def __init__(self, endpoint: str, timeout: float = 300.0, most: int = 512 * 1024**2, *, holding: str = "") -> None:
        from oversight_graph.store.client import Address

        self.address, self.timeout, self.most, self.holding = Address.read(endpoint), timeout, most, holding
        self._graphs: tuple[str, ...] | None = None

    @property
    def endpoint(self) -> str:
        """The address as it may be shown: without a password."""
        return self.address.shown

    def select(self, query: str, where: str = "query", graphs: Sequence[str] = ()) -> Table:
        """Send a SELECT or ASK query and read the JSON answer.

        Parameters
        ----------
        query, where : str
            The query, and its name.
        graphs : sequence of str, optional
            IRIs of the graphs to ask; all if there are none, whatever the server asks by itself.

        Raises
        ------
        QueryError
            If the server cannot be reached, refuses the query, answers with something else, does not give its whole
            answer in time, or holds nothing.
        """
        if graphs:
            return self._send(query, [("default-graph-uri", graph) for graph in graphs])
        if self._graphs is None:
            from oversight_graph.store.dataset import graphs_to_ask

            self._graphs = graphs_to_ask(lambda *what: self.ask_of(*what).rows, self.endpoint, self.holding)
        return self.ask_of(query, self._graphs)

    def ask_of(self, query: str, graphs: Sequence[str] = ()) -> Table:
        """Answer a query on these graphs; if there are none, on what the server asks by itself."""
        kinds = ("default-graph-uri", "named-graph-uri")
        return self._send(query, [(kind, graph) for kind in kinds for graph in graphs])

    def _send(self, query: str, dataset: list[tuple[str, str]]) -> Table:
        import json
        from urllib.parse import urlencode

        from oversight_graph.store.client import exchange

        heads: dict[str, str] = {}
        content = exchange(
            self.address,
            # A form is what every server takes; some wait for ever if the query itself is the body.
            urlencode([("query", query), *dataset]).encode(),
            {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"},
            seconds=self.timeout,
            most=self.most,
            heads=heads,
        )
        try:
            answer = json.loads(content)
            table = self._as_asked(_in_order(_table(answer), answer, query), query)
            if any(name.lower() == _CUT_OFF for name in heads):
                raise CutOffError(table, self.endpoint)
            return table
        except QueryError:
            raise
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            page = content[:200].lstrip()[:1] == b"<"
            hint = "it sent a page; is this the address of its query service?" if page else None
            message = "the server's answer is not SPARQL results in JSON"
            raise QueryError(message, where=self.endpoint, hint=hint) from error

    def _as_asked(self, table: Table, query: str) -> Table:
        """Return an answer with its columns in the order in which they were asked for.

        Raises
        ------
        QueryError
            If they are others: what reads them by their place would make an answer of nonsense.
        """
        import pyoxigraph as ox

        if "SERVICE" in query.upper():
            return table  # the engine would reach out
        try:
            answer = ox.Store().query(query)
        except SyntaxError:  # in the words of that server alone, which are for it to judge
            return table
        if not isinstance(answer, ox.QuerySolutions | ox.QueryBoolean):
            return table
        asked = ("answer",) if isinstance(answer, ox.QueryBoolean) else tuple(v.value for v in answer.variables)
        if sorted(asked) != sorted(table.columns):
            said, wanted = (", ".join(columns[:9]) or "none" for columns in (table.columns, asked))
            raise QueryError(f"the server answers with other columns than were asked for: {said}, not {wanted}",
                             where=self.endpoint)  # fmt: skip
        return table if asked == table.columns else Table(asked, table.of(*asked))


def counted(text: str | None) -> int:
    """Return what a store has counted.

    Raises
    ------
    QueryError
        If it is no number, as a server may say.
    """
    if not re.fullmatch(r"[0-9]{1,15}", text or ""):
        shown = repr(text[:60]) if text else "nothing"
        raise QueryError(f"{shown} stands where a number is expected")
    return int(text or 0)


def _table(answer: dict[str, Any]) -> Table:
    """Return the table that SPARQL results in JSON say; raise what comes if they are none."""
    if "boolean" in answer:
        return Table(("answer",), [({True: "true", False: "false"}[answer["boolean"]],)])
    columns = answer["head"]["vars"]
    if not isinstance(columns, list) or len(set(columns)) < len(columns):
        raise TypeError("no list of columns")
    names = tuple(map(_text, columns))
    rows = [_row(names, binding) for binding in answer["results"]["bindings"]]
    if names == ("__ASK_RETVAL",):  # how Virtuoso says yes and no
        return Table(("answer",), [("true" if rows and rows[0][0] in ("1", "true") else "false",)])
    return Table(names, rows)


def _in_order(table: Table, answer: dict[str, Any], query: str) -> Table:
    """Return a table in the order that the query asks for: some servers put small letters and capitals together."""
    names = [name[1:] for name in order[1].split()[2:]] if (order := ORDER.search(query)) else []
    if not names or not {*names} <= {*table.columns} or "boolean" in answer:
        return table  # that Virtuoso says no is an answer without a row
    found = [[binding.get(name) for name in names] for binding in answer["results"]["bindings"]]
    if any(term and (term["type"] == "bnode" or term.get("datatype", _STRING) not in _AS_WRITTEN)
           for terms in found for term in terms):  # fmt: skip
        return table  # numbers are not in the order of their signs
    keys = [[_place(term) for term in terms] for terms in found]
    return Table(table.columns, [table.rows[at] for at in sorted(range(len(keys)), key=keys.__getitem__)])


def _place(term: dict[str, str] | None) -> tuple[object, ...]:
    if term is None:
        return (0,)
    language = term.get("xml:lang", "")
    return (1, term["value"]) if term["type"] == "uri" else (2, term["value"], not language, language)


def _text(value: object) -> str:
    """Return a text that can be written: JSON lets half a letter stand."""
    if not isinstance(value, str):
        raise TypeError("no text")
    if not value.isascii():
        value.encode()
    return value


def _row(columns: Sequence[str], binding: dict[str, dict[str, str]]) -> Row:
    return tuple([_text(binding[name]["value"]) if name in binding else None for name in columns])
