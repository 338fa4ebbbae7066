"""What is stated, without what the rules infer: the part of a store that is judged."""

from collections import defaultdict
from functools import cached_property

from oversight_graph import resources
from oversight_graph.model.closure import reachable
from oversight_graph.model.vocabulary import INFERRED, PREFIXES
from oversight_graph.store.store import EmbeddedStore, RemoteStore, Store, Table

_BELOW = PREFIXES["rdfs"] + "subClassOf"


class Stated:
    """The stated facts of a store.

    A mechanism that is only named as overseer gets inferred facts too, so that those describe nothing. A store without
    a graph of inferred facts is asked as a whole.

    Notes
    -----
    An embedded store is copied without what is inferred: a query on the union of some of its graphs would look into one
    after the other for each step.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._graphs: tuple[str, ...] = ()
        if isinstance(store, EmbeddedStore):
            self.store = _without_inferred(store)
        elif isinstance(store, RemoteStore) and self.asks(f"GRAPH <{INFERRED}> {{ ?s ?p ?o }}"):
            named = store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", "graphs")
            self._graphs = tuple(str(row[0]) for row in named if row[0] != INFERRED)

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query on what is stated."""
        if isinstance(self.store, RemoteStore):
            return self.store.select(query, where, self._graphs)
        return self.store.select(query, where)

    def asks(self, pattern: str) -> bool:
        """Whether there is something of a pattern."""
        return self.select(f"ASK {{ {pattern} }}", "ask").rows[0][0] == "true"

    @cached_property
    def _directly_below(self) -> dict[str, set[str]]:
        """The classes directly below each class, of the ontology and of the data's own."""
        found: dict[str, set[str]] = defaultdict(set)
        for quad in resources.triples("oversight.ttl"):
            if quad.predicate.value == _BELOW:
                found[str(quad.object)].add(str(quad.subject))
        for below, above in self.select(f"SELECT DISTINCT ?below ?above {{ ?below <{_BELOW}> ?above }}", "classes"):
            found[f"<{above}>"].add(f"<{below}>")
        return found

    def below(self, kind: str) -> list[str]:
        """Return the classes below a class, itself first; all in angle brackets."""
        return [*dict.fromkeys([kind, *reachable([kind], lambda each: sorted(self._directly_below.get(each, ())))])]


def _without_inferred(store: EmbeddedStore) -> EmbeddedStore:
    import pyoxigraph as ox

    graphs = list(store.asked.named_graphs())
    if ox.NamedNode(INFERRED) not in graphs:
        return store
    stated, form = EmbeddedStore(), ox.RdfFormat.N_TRIPLES
    stating = [ox.DefaultGraph(), *(graph for graph in graphs if graph != ox.NamedNode(INFERRED))]
    triples = b"".join(store.asked.dump(format=form, from_graph=graph) or b"" for graph in stating)
    # It was written by the engine itself, so its IRIs need no second look.
    stated.quads.bulk_load(triples, format=form, lenient=True)
    return stated
