"""The part of a graph that belongs to one place: the named graphs of its papers, with what follows from these alone.

A place is an organisation that published papers, or one to which such an organisation belongs. To it belongs each file
that describes or cites a paper of the place. A file that neither describes nor cites any paper, as a register of bodies
that several places share, belongs with each place whose files speak of what it describes.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oversight_graph.errors import UsageError
from oversight_graph.load.files import law_packs, ontology
from oversight_graph.load.load import complete
from oversight_graph.model.closure import reachable
from oversight_graph.model.spelling import plain
from oversight_graph.model.vocabulary import INFERRED
from oversight_graph.store.fetch import fetch
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
    papers, name = _papers(store, place)
    own = {graph.value for graph in _ontology()} | {INFERRED}
    about: dict[str, set[str]] = defaultdict(set)
    for graph, paper in ask(store, "place_graphs"):
        if graph and paper and graph not in own:
            about[graph].add(paper)
    if not about:
        hint = "fill the store once more, or push the graph anew"
        raise UsageError("what is held does not say which file rests on which paper", hint=hint)
    chosen = {graph for graph, cited in about.items() if cited & papers}
    known = own | about.keys()

    def registers(graph: str) -> set[str]:
        return {row[0] for row in ask(store, "place_registers", of=graph) if row[0]} - known

    return complete(fetch(store, sorted({*chosen, *reachable(chosen, registers)}))), name


def _ontology() -> "list[ox.NamedNode]":
    import pyoxigraph as ox

    return [ox.NamedNode(file.graph) for file in (*ontology(), *law_packs().values())]


def _papers(store: Store, place: str) -> tuple[set[str], str]:
    """Return the IRIs of the papers of the place that is called so, and its name."""
    papers, names, shown = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set), dict[str, str]()
    for iri, paper, naming, name in ask(store, "place_names"):
        if iri and paper:
            papers[iri].add(paper)
            names[iri].update([plain(name)] if name else [])
            if iri not in shown or (naming or "").endswith("prefLabel"):
                shown[iri] = name or iri
    wanted = plain(place)
    found = [place] if place in papers else [iri for iri in papers if wanted in names[iri]]
    if not found and wanted:
        found = [iri for iri in papers if any(wanted in name for name in names[iri])]
    if not found:
        hint = f"places: {_listed(sorted(shown.values()))}" if shown else "no paper names its publisher"
        raise UsageError(f"no loaded paper was published by {place!r}", hint=hint)
    if len(found) > 1:
        said = _listed([f"{shown[iri]} <{iri}>" for iri in sorted(found)])
        raise UsageError(f"several places are called {place!r}", hint=f"name one by its IRI: {said}")
    return papers[found[0]], shown[found[0]]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
