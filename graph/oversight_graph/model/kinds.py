"""The kinds of things: what a class is called, how its things are searched for and shown; read from the ontology."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oversight_graph.model.vocabulary import in_words


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of things that are asked for by name.

    Attributes
    ----------
    word, plural : str
        What one of them and what several are called.
    order : int
        Place in the order of search: a name that fits things of several kinds means that of the lowest.
    folder : str
        Folder of the report in which they have their pages; empty if they have none.
    node : str
        Kind of node in the network; empty if they are none.
    depth : int
        How many classes stand above it.
    """

    iri: str
    word: str
    plural: str
    order: int
    folder: str
    node: str
    depth: int


class Kinds(Mapping[str, Kind]):
    """The kinds of a graph, by the IRI of their class.

    Parameters
    ----------
    rows : iterable of tuple
        Rows of the view ``kinds``: class, word, plural, order, folder, kind of node, class above.
    """

    def __init__(self, rows: Iterable[tuple[str | None, ...]]) -> None:
        self._found: dict[str, Kind] = {}
        above: dict[str, set[str]] = {}
        first: dict[str, tuple[str | None, ...]] = {}
        for iri, *said, wider in rows:
            if iri:
                first.setdefault(iri, tuple(said))
                above.setdefault(iri, set()).add(wider or iri)
        for iri, (word, plural, order, folder, node) in first.items():
            called = word or in_words(iri.rstrip("#/"))
            place = int(order) if order and re.fullmatch("-?[0-9]{1,9}", order) else 999
            depth = len(above[iri] - {iri})
            self._found[iri] = Kind(iri, called, plural or f"{called}s", place, folder or "", node or "", depth)

    def __getitem__(self, iri: str) -> Kind:
        """Return the kind of a class."""
        return self._found[iri]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the classes."""
        return iter(self._found)

    def __len__(self) -> int:
        """Return how many kinds there are."""
        return len(self._found)

    def of(self, classes: Iterable[str]) -> Kind | None:
        """Return as what a thing of these classes is shown: the lowest in order, of these the narrowest.

        None if none of the classes is a kind.
        """
        found = [self._found[iri] for iri in classes if iri in self._found]
        return min(found, key=lambda kind: (kind.order, -kind.depth, kind.iri), default=None)
