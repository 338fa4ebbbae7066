"""Queries of users: asked of the graphs they name, written in the form that is liked, within limits."""

import io
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from oversight_graph.errors import DataError, QueryError
from oversight_graph.load.files import not_read
from oversight_graph.model.vocabulary import BASE
from oversight_graph.serve.messages import Handler, Reply
from oversight_graph.serve.opening import opened
from oversight_graph.serve.pages.view import negotiated
from oversight_graph.serve.settings import Settings
from oversight_graph.store.guard import check_query, names_graphs
from oversight_graph.store.store import EmbeddedStore, not_sparql

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLES = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"


class _TooMuchError(Exception):
    """An answer is larger than the limit."""


class _Counted(io.BytesIO):
    """Takes what is written, up to a limit of bytes and of lines."""

    def __init__(self, most: int, lines: int | None = None) -> None:
        super().__init__()
        self.most, self.lines = most, lines

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        if self.lines is not None:
            self.lines -= bytes(piece).count(b"\n")
        if self.tell() + len(piece) > self.most or (self.lines is not None and self.lines < 0):
            raise _TooMuchError
        return super().write(piece)


class Queries(Handler):
    """Answers queries.

    Raises
    ------
    OversightError
        If the graph cannot be loaded.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        graph = opened(settings)
        store = graph.store
        self.told = not_read(graph.unread)
        self.quads = store.quads if isinstance(store, EmbeddedStore) else None

    def respond(self, head: dict[str, Any], body: bytes) -> Reply:
        """Answer an operation of the protocol; the body is its query."""
        if self.quads is None:
            return Reply.said("The graph that is shown here is held by another SPARQL server: ask that one.", 501)
        query, accept = body.decode(), head["accept"]
        if not query:
            return self._described(head["endpoint"], accept)
        try:
            # A graph that FROM names is one of the store's: this engine fetches for SERVICE alone.
            check_query(query, graphs=True)
            return self._answered(query, head["default"], head["named"], accept)
        except QueryError as error:
            return Reply.said(f"{error}.", 400)
        except DataError as error:
            return Reply.said(str(error), 406)
        except SyntaxError as error:
            return Reply.said(f"{not_sparql(error, 'query', query)}.", 400)
        except ValueError as error:
            return Reply.said(f"This cannot be asked: {error}.", 400)
        except _TooMuchError:
            rows, size = self.settings.rows, self.settings.answer_bytes // 1024**2
            most = f"more than {rows} rows, or more than {size} MB"
            return Reply.said(f"The answer has {most}: add a LIMIT, or a filter.", 403)

    def _answered(self, query: str, default: "Sequence[str]", named: "Sequence[str]", accept: str) -> Reply:
        assert self.quads is not None
        dataset: dict[str, Any] = {"use_default_graph_as_union": not names_graphs(query)}
        if default or named:
            dataset = {
                "default_graph": [ox.NamedNode(iri) for iri in default],
                "named_graphs": [ox.NamedNode(iri) for iri in named],
            }
        answer = self.quads.query(query, base_iri=BASE, **dataset)
        media = _liked(accept, _TRIPLES if isinstance(answer, ox.QueryTriples) else _TABLES)
        return Reply(self._written(answer, media), _typed(media), 200, {"Vary": "Accept"})

    def _written(self, answer: Any, media: str) -> bytes:
        most, rows = self.settings.answer_bytes, self.settings.rows
        if isinstance(answer, ox.QueryTriples):
            out = _Counted(most, rows)
            # A line of N-Triples is a triple, so that these can be counted.
            ox.serialize(answer, out, format=ox.RdfFormat.N_TRIPLES)
            if _TRIPLES[media] is ox.RdfFormat.N_TRIPLES:
                return out.getvalue()
            return ox.serialize(ox.parse(out.getvalue(), format=ox.RdfFormat.N_TRIPLES), format=_TRIPLES[media]) or b""
        form = _TABLES[media]
        if isinstance(answer, ox.QueryBoolean):
            return answer.serialize(format=form) or b""
        out = _Counted(most, rows + 1)
        # A line of this form is a row, whatever the row holds.
        answer.serialize(out, format=ox.QueryResultsFormat.TSV)
        if form is ox.QueryResultsFormat.TSV:
            return out.getvalue()
        again = _Counted(most)
        ox.parse_query_results(out.getvalue(), format=ox.QueryResultsFormat.TSV).serialize(again, format=form)
        return again.getvalue()

    def _described(self, endpoint: str, accept: str) -> Reply:
        """Return what the service says of itself: W3C, SPARQL 1.1 Service Description."""
        assert self.quads is not None
        media = _liked(accept, _TRIPLES)
        forms = "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples RDF_XML"
        graphs = sorted(graph.value for graph in self.quads.named_graphs() if isinstance(graph, ox.NamedNode))
        lines = [
            f"PREFIX sd: <{_SD}>",
            f"<{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;",
            f"  sd:resultFormat {' , '.join(f'<{_FORMATS}{each}>' for each in forms.split())} ;",
            "  sd:feature sd:UnionDefaultGraph ; sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ]",
            *(f"  ; sd:namedGraph [ a sd:NamedGraph ; sd:name <{graph}> ]" for graph in graphs),
            "  ] .",
        ]
        triples = ox.parse("\n".join(lines).encode(), format=ox.RdfFormat.TURTLE)
        prefixes = {"sd": _SD}
        body = ox.serialize((quad.triple for quad in triples), format=_TRIPLES[media], prefixes=prefixes) or b""
        return Reply(body, _typed(media), 200, {"Vary": "Accept"})


def _liked(accept: str, offered: dict[str, Any]) -> str:
    media = negotiated(accept, offered)
    if media is None:
        raise DataError(f"This can be had as {', '.join(offered)}.")
    return media


def _typed(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
