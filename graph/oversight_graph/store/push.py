"""Put a graph onto a SPARQL server: what was there of it is replaced as a whole, or stays as it was.

Each named graph is sent in batches to a graph that waits beside it, whose name is made of what it holds: a push that
was broken off goes on where it stopped. When all is there, one request moves every waiting graph to its place. Servers
that run a request as one transaction, as SPARQL 1.1 Update asks for, show the old or the new and nothing between. A
server that ends this request because it takes too long is asked for less at a time.

What is sent goes by SPARQL 1.1 Update, or by the Graph Store HTTP Protocol. A server that speaks only the second cannot
move graphs: there each graph is replaced at once by what it is to hold, one after the other. Where it does not go at
once, a graph beside the others says which are done.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import urlencode

from oversight_graph.errors import DataError, QueryError
from oversight_graph.model.vocabulary import BASE, NS, OURS
from oversight_graph.store.client import Address, ServerError, exchange
from oversight_graph.store.store import EmbeddedStore, RemoteStore, counted

WAITING = f"{BASE}push/"
# Where it stands which graphs are done, by the names under which they would wait.
_DONE = f"{WAITING}done"
_IS = "http://purl.org/dc/terms/isVersionOf"
_COUNT = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_DATA = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s a <{NS}SourceDocument> }} }} ORDER BY ?g"
# A server that cannot read so much at a time is sent less.
_MOST, _LEAST, _BYTES = 2000, 50, 500_000
_BUSY = (0, 429, 502, 503, 504)
# How servers say that they ended a request which took too long.
_ENDED = (500, 503)
_PAUSES = (1.0, 3.0, 9.0)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was done with one named graph.

    Attributes
    ----------
    graph : str
        Its IRI.
    triples : int
        How many it holds.
    sent : int
        How many of them were sent now; the others were there from a push that was broken off.
    """

    graph: str
    triples: int
    sent: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A graph that is moved to its place, or removed if it is to have none; with the number of its statements."""

    update: str
    size: int
    graph: str = ""


class Push:
    """A graph on its way to a server.

    Parameters
    ----------
    store : EmbeddedStore
        What is sent: data, what the rules infer, and the ontology.
    server : RemoteStore
        The query service of the server.
    update : str
        Address of its update service; empty if it has none, or none that may be used.
    graphs : str
        Address of its service by the Graph Store HTTP Protocol; empty to send everything as updates.
    tell : callable, optional
        Is given a sentence for each graph that is there.

    Notes
    -----
    What is ours on the server are the graphs of the ontology and of the rules, and those whose names begin as those of
    the data do. No other graph is touched.
    """

    def __init__(
        self,
        store: EmbeddedStore,
        server: RemoteStore,
        update: str,
        tell: Callable[[str], None] | None = None,
        graphs: str = "",
    ) -> None:
        self.store, self.server, self.protocol = store, server, graphs
        self.update = Address.read(update or graphs)
        self.moves = bool(update)
        self.tell = tell or (lambda _: None)
        self.graphs = sorted(each.value for each in store.quads.named_graphs() if hasattr(each, "value"))
        self._most = _MOST
        # The graphs that are in their place while others are not, with the names under which they waited.
        self._placed: dict[str, str] = {}

    def run(self, *, instead: bool = False) -> list[Pushed]:
        """Send everything, and put it in its place.

        Parameters
        ----------
        instead : bool
            Whether to remove data of others, which the rules knew and now would not.

        Raises
        ------
        DataError
            If there is a blank node, which cannot be sent in parts.
        QueryError
            If the server refuses or cannot be reached; if it holds other data; if it does not keep what it is sent.
        """
        pushed = self._pushed(instead)
        if self._short(pushed):
            self.tell("it was changed at the same moment by somebody else: sent once more")
            pushed = self._pushed(instead)
        if short := self._short(pushed):
            raise QueryError(
                f"{len(short)} of {len(pushed)} graphs do not hold what was sent: {', '.join(short[:3])}",
                where=self.server.endpoint,
                hint="is the query service that of the same data as the update service? Else push again",
            )
        return pushed

    def _pushed(self, instead: bool) -> list[Pushed]:
        there = self._counts()
        others = self._others(there)
        if others and not instead:
            raise QueryError(
                f"the server holds other data, and what follows from it would be lost: {', '.join(others[:3])}",
                where=self.server.endpoint,
                hint="push all data together, or remove the other with --instead",
            )
        waiting: dict[str, str] = {}
        pushed, done, self._placed = [], self._done(), {}
        for graph in self.graphs:
            lines = self._lines(graph)
            name, sent = _waiting(graph, lines), 0
            if done.get(name) == graph and there.get(graph) == len(lines):
                self._placed[graph] = name
            elif self.moves:
                sent, waiting[graph] = self._send(name, lines, there.get(name, 0)), name
            else:
                # What is known of it does not count while it is changed.
                self._note()
                self._at(graph, "PUT", b"\n".join([*lines, b""]))
                sent, self._placed[graph] = len(lines), name
                self._note()
            pushed.append(Pushed(graph, len(lines), sent))
            self.tell(f"{graph}: {len(lines)} statements" + ("" if sent else ", which were there already"))
        if self.moves:
            there = self._complete(waiting, {each.graph: each.triples for each in pushed})
        gone = [each for each in there if self._stale(each, waiting)] + others
        if self.moves:
            self._put_in_place(waiting, gone, there)
        else:
            for each in dict.fromkeys([*gone, _DONE]):
                self._at(each, "DELETE")
        return pushed

    def _counts(self) -> dict[str, int]:
        return {row[0] or "": counted(row[1]) for row in self.server.ask_of(_COUNT)}

    def _others(self, there: Iterable[str]) -> list[str]:
        """Return the graphs of data that was put there by others: those of papers, and what is named like them."""
        papers = [row[0] or "" for row in self.server.ask_of(_DATA)]
        papers = [each for each in papers if not self._ours(each) and not each.startswith(WAITING)]
        bases = {_base(each) for each in papers}
        return sorted({*papers, *(each for each in there if _base(each) in bases)})

    def _ours(self, graph: str) -> bool:
        return graph in self.graphs or graph in OURS or _base(graph) in {_base(each) for each in self.graphs}

    def _stale(self, graph: str, waiting: dict[str, str]) -> bool:
        """Whether a graph of the server is ours and is not among what is sent."""
        if graph.startswith(WAITING):
            return graph not in waiting.values()
        return self._ours(graph) and graph not in self.graphs

    def _lines(self, graph: str) -> list[bytes]:
        import pyoxigraph as ox

        dump = self.store.quads.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        lines = sorted(dump.splitlines())
        for line in lines:
            if line.startswith(b"_:") or line.split(b" ", 2)[2].startswith(b"_:"):
                raise DataError("holds blank nodes, which cannot be sent in parts", where=graph)
        return lines

    def _send(self, name: str, lines: Sequence[bytes], there: int) -> int:
        """Send the lines that are not there yet, and return how many."""
        if there == len(lines):
            return 0
        # The last batch may be there in part.
        at = start = max(0, there - self._most) if there < len(lines) else 0
        if there and not start:
            self._drop(name)
        while at < len(lines):
            at += self._insert(name, lines[at:])
        kept = self._count(name)
        if kept != len(lines) and start:
            self._drop(name)
            return self._send(name, lines, 0)
        if kept != len(lines):
            raise QueryError(f"the server keeps {kept} of {len(lines)} statements", where=self.update.shown)
        return len(lines) - start

    def _count(self, graph: str) -> int:
        return counted(self.server.ask_of(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows[0][0])

    def _insert(self, name: str, lines: Sequence[bytes]) -> int:
        """Send as many lines as the server takes at a time; to send them twice does no harm."""
        while True:
            batch = list(_of_size(lines[: self._most]))
            try:
                if self.protocol:
                    self._at(name, "POST", b"\n".join(batch))
                else:
                    self._do(f"INSERT DATA {{ GRAPH <{name}> {{\n" + b"\n".join(batch).decode() + "\n} }", again=True)
            except ServerError as error:
                if error.code not in (400, 413, 500) or len(batch) < 2 * _LEAST:
                    raise
                self._most = len(batch) // 2
            else:
                return len(batch)

    def _drop(self, graph: str) -> None:
        if self.protocol:
            self._at(graph, "DELETE")
        else:
            self._do(f"DROP SILENT GRAPH <{graph}>")

    def _done(self) -> dict[str, str]:
        """Return which graphs a push that was broken off has put in their place."""
        query = f"SELECT ?name ?graph {{ GRAPH <{_DONE}> {{ ?name <{_IS}> ?graph }} }}"
        return {row[0] or "": row[1] or "" for row in self.server.ask_of(query)}

    def _note(self) -> None:
        """Write which graphs are in their place."""
        self._at(_DONE, "PUT", _notes(self._placed).encode())

    def _at(self, graph: str, method: str, lines: bytes | None = None) -> None:
        """Send a request of the Graph Store HTTP Protocol, all of which may be sent again; what is gone may be."""
        where = Address.read(f"{self.protocol}{'&' if '?' in self.protocol else '?'}{urlencode({'graph': graph})}")
        kind = {"Content-Type": "application/n-triples"} if lines is not None else {}
        try:
            self._sent(where, lines, {**kind, "Accept": "*/*"}, method, again=True)
        except ServerError as error:
            if method != "DELETE" or error.code != 404:
                raise

    def _do(self, update: str, *, again: bool = False) -> None:
        """Send an update."""
        body = urlencode({"update": update}).encode()
        head = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
        self._sent(self.update, body, head, "POST", again=again)

    def _sent(self, where: Address, body: bytes | None, head: dict[str, str], method: str, *, again: bool) -> None:
        """Send a request; if it may be sent again, also to a server that is busy or was away."""
        for pause in (*(_PAUSES if again else ()), None):
            try:
                exchange(where, body, head, method=method, seconds=self.server.timeout)
            except ServerError as error:
                if pause is None or error.code not in _BUSY:
                    raise
                time.sleep(pause)
            else:
                return

    def _complete(self, waiting: dict[str, str], sizes: dict[str, int]) -> dict[str, int]:
        """Send anew what another push has moved or removed meanwhile, and return which graphs there are.

        To move what is not there empties its place on some servers.
        """
        for _ in _PAUSES:
            there = self._counts()
            short = [graph for graph, name in waiting.items() if there.get(name, 0) != sizes[graph]]
            if not short:
                return there
            for graph in short:
                self._send(waiting[graph], self._lines(graph), there.get(waiting[graph], 0))
        raise QueryError(
            "what was sent does not stay: somebody else pushes there too", where=self.server.endpoint,
            hint="push again when that is done; what was there stands",
        )  # fmt: skip

    def _put_in_place(self, waiting: dict[str, str], gone: Iterable[str], there: dict[str, int]) -> None:
        """Move what waits to its place and remove what is no more: in one request, in several if the server ends that.

        What is in its place is noted while others wait, so that a push that is broken off then goes on there.
        """
        steps = [_Step(f"MOVE GRAPH <{name}> TO GRAPH <{at}>", there[name], at) for at, name in waiting.items()]
        gone = [*sorted({*gone} - {_DONE}), _DONE]  # the notes last
        steps += [_Step(f"DROP SILENT GRAPH <{each}>", there.get(each, 0)) for each in gone]
        whole, most = len(steps), sum(step.size for step in steps)
        while steps:
            batch = _first(steps, most)
            placed = self._placed | {step.graph: waiting[step.graph] for step in batch if step.graph}
            updates = [step.update for step in batch]
            if len(batch) < len(steps):
                noted = f"INSERT DATA {{ GRAPH <{_DONE}> {{ {_notes(placed)} }} }}"
                updates = [f"DROP SILENT GRAPH <{_DONE}>", *updates, noted]
            try:
                self._do(" ;\n".join(updates))
            except QueryError as error:
                if not isinstance(error, ServerError) or error.code not in _ENDED or len(batch) == 1:
                    raise _unmoved(error, batch, some=len(steps) < whole) from error
                if len(batch) == whole:
                    self.tell("the server does not move all at once: it is moved in parts, old beside new meanwhile")
                most = sum(step.size for step in batch) // 2
                # Some of it may have been done.
                self._complete({step.graph: waiting[step.graph] for step in steps if step.graph},
                               {step.graph: step.size for step in steps})  # fmt: skip
            else:
                self._placed, steps = placed, steps[len(batch) :]

    def _short(self, pushed: Sequence[Pushed]) -> list[str]:
        """Return the graphs that do not hold what was sent."""
        there = self._counts()
        return [each.graph for each in pushed if there.get(each.graph) != each.triples]


def _first(steps: Sequence[_Step], most: int) -> list[_Step]:
    """Return the first steps, one at least, that together move no more statements than is said."""
    ends = accumulate(step.size for step in steps)
    return [*steps[:1], *(step for step, end in zip(steps[1:], [*ends][1:], strict=True) if end <= most)]


def _unmoved(error: QueryError, batch: Sequence[_Step], *, some: bool) -> QueryError:
    """Return what is to be said where not everything was put in its place."""
    least = f", which moves a graph of {batch[0].size} statements" if len(batch) == 1 else ""
    return QueryError(
        f"everything was sent, but {'not all of it' if some else 'not'} put in its place: {error.message}",
        where=error.where,
        hint="push again: what waits is not sent anew, and what was there stands until then if the server runs a "
        f"request as a whole. If it took too long, allow more time for a request{least} (Virtuoso: "
        "MaxQueryExecutionTime)",
    )


def _notes(placed: dict[str, str]) -> str:
    return "".join(f"<{name}> <{_IS}> <{graph}> .\n" for graph, name in placed.items())


def _base(graph: str) -> str:
    """Return what the names of all graphs of one folder of data begin with; the whole name, if it is not made so."""
    return graph.partition("/graph/")[0]


def _waiting(graph: str, lines: Sequence[bytes]) -> str:
    found = hashlib.blake2b(graph.encode() + b"\0", digest_size=16)
    for line in lines:
        found.update(line + b"\n")
    return WAITING + found.hexdigest()


def _of_size(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the first lines, the first one at least, of no more than so many bytes."""
    total = 0
    for line in lines:
        total += len(line)
        if total > _BYTES and total > len(line):
            return
        yield line
