"""What is stated, without what the rules infer: the part of a store that is judged."""

from collections import defaultdict
from functools import cached_property

from oversight_graph import resources
from oversight_graph.model.vocabulary import BASE, INFERRED, PREFIXES
from oversight_graph.store.store import EmbeddedStore, RemoteStore, Store, Table

_BELOW = PREFIXES["rdfs"] + "subClassOf"


class Stated:
    """The stated facts of a store.

    A mechanism that is only named as overseer gets inferred facts too, so that those describe nothing. A store without
    a graph of inferred facts is asked as a whole.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def graphs(self) -> tuple[str, ...]:
        """IRIs of the graphs to ask; empty if all are to be asked."""
        if isinstance(self.store, EmbeddedStore):
            named = [str(getattr(graph, "value", "")) for graph in self.store.quads.named_graphs()]
        elif self.store.select(f"ASK {{ GRAPH <{INFERRED}> {{ ?s ?p ?o }} }}", "graphs").rows[0][0] == "true":
            named = [str(row[0]) for row in self.store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "graphs")]
        else:
            return ()
        return tuple(graph for graph in named if graph != INFERRED) if INFERRED in named else ()

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query on what is stated."""
        if self.graphs and isinstance(self.store, EmbeddedStore | RemoteStore):
            return self.store.select(query, where, self.graphs)
        return self.store.select(query, where)

    def asks(self, pattern: str) -> bool:
        """Whether there is something of a pattern."""
        return self.select(f"ASK {{ {pattern} }}", "ask").rows[0][0] == "true"

    @cached_property
    def _directly_below(self) -> dict[str, set[str]]:
        """The classes directly below each class, of the ontology and of the data's own."""
        import pyoxigraph as ox

        found: dict[str, set[str]] = defaultdict(set)
        for quad in ox.parse(resources.text("ontology", "oversight.ttl").encode(), ox.RdfFormat.TURTLE, base_iri=BASE):
            if quad.predicate.value == _BELOW:
                found[str(quad.object)].add(str(quad.subject))
        for below, above in self.select(f"SELECT DISTINCT ?below ?above {{ ?below <{_BELOW}> ?above }}", "classes"):
            found[f"<{above}>"].add(f"<{below}>")
        return found

    def below(self, kind: str) -> list[str]:
        """Return the classes below a class, itself first; all in angle brackets."""
        found, due = [kind], [kind]
        while due:
            for each in sorted(self._directly_below.get(due.pop(), ())):
                if each not in found:
                    found.append(each)
                    due.append(each)
        return found
