"""The part of a graph that belongs to one place: the named graphs of its papers, with what follows from these alone.

A place is an organisation that published papers, or one to which such an organisation belongs. To it belongs each file
that describes or cites a paper of the place. A file that neither describes nor cites any paper, as a register of bodies
that several places share, belongs with each place whose files speak of what it describes.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oversight_graph.errors import UsageError
from oversight_graph.load import cache
from oversight_graph.load.files import law_packs, ontology
from oversight_graph.load.load import complete
from oversight_graph.model.closure import reachable
from oversight_graph.model.spelling import plain
from oversight_graph.model.vocabulary import INFERRED
from oversight_graph.store.fetch import fetch
from oversight_graph.store.kept.answers import AnsweredStore, digest
from oversight_graph.store.kept.folder import folder
from oversight_graph.store.store import EmbeddedStore, Store
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    import pyoxigraph as ox

_SHOWN = 6


def part_of(store: Store, place: str) -> tuple[EmbeddedStore, str]:
    """Return what belongs to a place, as if its files alone had been loaded, and what the place is called.

    Parameters
    ----------
    store : Store
        Holds many places; it is only asked. Of the others nothing is fetched from it but which graph cites which paper.
    place : str
        The IRI, a name or the abbreviation of an organisation; a part of a name will do where it is that of one only.

    Returns
    -------
    EmbeddedStore
        In memory: the graphs of the place, the ontology, and what the rules infer from these.
    str
        Name of the place.

    Raises
    ------
    UsageError
        If no loaded paper was published by an organisation of that name, or several are called so; if the store was
        filled before the rules said which graph cites which paper.
    """
    name, graphs = _found(store, place)
    own = {graph.value for graph in _ontology()} | {INFERRED}
    chosen = graphs - own
    if not chosen:
        hint = "fill the store once more, or push the graph anew"
        raise UsageError("what is held does not say which file rests on which paper", hint=hint)

    def registers(graph: str) -> set[str]:
        return {row[0] for row in ask(store, "place_registers", of=graph) if row[0]} - own

    return _taken_out(store, sorted({*chosen, *reachable(chosen, registers)})), name


def _taken_out(store: Store, graphs: Sequence[str]) -> EmbeddedStore:
    """Return some graphs of a store, with what follows from them; of a store that does not change they are kept."""
    name = ""
    if isinstance(store, AnsweredStore) and store.answers and folder():
        made_with, _ = cache.key([*ontology(), *law_packs().values()])
        name = digest(*map(str.encode, [made_with or "", store.answers.of, *graphs]))
        if kept := cache.recall(name):
            return kept
    part = complete(fetch(store, graphs))
    if name:
        cache.keep(name, part)
    return part


def _ontology() -> "list[ox.NamedNode]":
    import pyoxigraph as ox

    return [ox.NamedNode(file.graph) for file in (*ontology(), *law_packs().values())]


def _found(store: Store, place: str) -> tuple[str, set[str]]:
    """Return the name of the place that is called so, and the graphs that describe or cite its papers."""
    names, shown = defaultdict[str, set[str]](set), dict[str, str]()
    for iri, naming, name in ask(store, "place_names"):
        if iri:
            names[iri].update([plain(name)] if name else [])
            if iri not in shown or (naming or "").endswith("prefLabel"):
                shown[iri] = name or iri
    wanted = plain(place)
    called = [place] if place in names else [iri for iri in names if wanted in names[iri]]
    if not called and wanted:
        called = [iri for iri in names if any(wanted in name for name in names[iri])]
    # Papers are looked for by the place: those of all places would take as long as all of these are large.
    asked = ((iri, ask(store, "place_graphs", place=iri).rows) for iri in called)
    found = {iri: {graph for _, graph in rows if graph} for iri, rows in asked if rows}
    if not found:
        hint = f"places: {_listed(sorted(shown.values()))}" if shown else "no paper names its publisher"
        raise UsageError(f"no loaded paper was published by {place!r}", hint=hint)
    if len(found) > 1:
        said = _listed([f"{shown[iri]} <{iri}>" for iri in sorted(found)])
        raise UsageError(f"several places are called {place!r}", hint=f"name one by its IRI: {said}")
    ((iri, graphs),) = found.items()
    return shown[iri], graphs


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
