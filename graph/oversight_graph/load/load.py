"""Load data files into a store, and let the rules add what follows.

Each file is one named graph. What the rules derive goes into a graph of its own, so that what is stated and what is
inferred never mix.
"""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from oversight_graph import resources
from oversight_graph.load.files import DataFile, law_packs, ontology
from oversight_graph.model.vocabulary import INFERRED, NS, PREFIXES
from oversight_graph.store.store import EmbeddedStore


def load(files: Sequence[DataFile], check: Callable[[EmbeddedStore], None] | None = None) -> EmbeddedStore:
    """Load files into a store in memory and apply the rules.

    Parameters
    ----------
    files : sequence of DataFile
        What to load.
    check : callable, optional
        Is given the loaded store and raises if it is not fit for use; a graph that was found good is kept for the
        next time, see `oversight_graph.load.cache`.

    Returns
    -------
    EmbeddedStore

    Raises
    ------
    DataError
        Naming file and line, if a file cannot be read or parsed.
    """
    from oversight_graph.load import cache

    everything = [*files, *ontology()]
    name = cache.key([*everything, *law_packs().values()], rules().values()) if cache.folder() else None
    known = cache.recall(name) if name else None
    if known:
        return known
    store = build(everything)
    if check:
        check(store)
    if name and (check or all(file.trusted for file in files)):
        cache.keep(name, store)
    return store


def build(files: Iterable[DataFile]) -> EmbeddedStore:
    """Parse files, code lists among them, into a new store and apply the rules, whatever the cache holds."""
    from oversight_graph.load.parsing import parse

    store = EmbeddedStore()
    with _no_collector():
        # In one go: each call of extend is a transaction.
        store.quads.extend(chain.from_iterable(map(parse, files)))
        store.quads.extend(chain.from_iterable(map(parse, _packs_asked_for(store))))
        apply_rules(store)
    return store


def _packs_asked_for(store: EmbeddedStore) -> Iterator[DataFile]:
    """Yield the law packs of which the data names an office."""
    import pyoxigraph as ox

    offices = store.quads.quads_for_pattern(None, ox.NamedNode(NS + "office"), None, None)
    named = {quad.object.value.partition("#")[0] + "#" for quad in offices if isinstance(quad.object, ox.NamedNode)}
    yield from (pack for space, pack in law_packs().items() if space in named)


def rules() -> dict[str, str]:
    """Return the texts of the rules, by file name."""
    return {
        name: resources.text("queries", "rules", name) for name in resources.names("queries", "rules", suffix=".rq")
    }


def apply_rules(store: EmbeddedStore) -> int:
    """Apply the shipped rules until nothing new follows.

    Parameters
    ----------
    store : EmbeddedStore
        Holds the stated facts; receives the inferred ones in the graph ``INFERRED``.

    Returns
    -------
    int
        How many facts were inferred.

    Notes
    -----
    Rules run in the order of their names. In later rounds only those run again that mention a term which the round
    before derived anew, so a second round is usually empty.
    """
    import pyoxigraph as ox

    graph, kind = ox.NamedNode(INFERRED), ox.NamedNode(PREFIXES["rdf"] + "type")
    texts = rules()
    reads = {name: set(re.findall(r"[\w-]+", text[text.upper().rfind("WHERE") :])) for name, text in texts.items()}
    due = list(texts)
    known: set[ox.Triple] = set()
    while due:
        fresh: set[str] = set()
        for name in due:
            new = [triple for triple in store.construct(texts[name], name) if triple not in known]
            if new:
                known.update(new)
                store.quads.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in new)
                # A class is a term too: a rule may wait for things of a kind that another rule derives.
                fresh.update(getattr(t.object if t.predicate == kind else t.predicate, "value", "") for t in new)
        words = {re.split(r"[#/]", iri)[-1] for iri in fresh}
        due = [name for name in texts if reads[name] & words]
    return len(known)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Pause the garbage collector: a load makes many small objects and no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
