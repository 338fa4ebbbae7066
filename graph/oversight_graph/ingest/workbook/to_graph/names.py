"""Names to addresses: what a cell calls something, and which row of Bodies, Posts or People it means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from oversight_graph.ingest.titles import courtesy, with_courtesy, without_title
from oversight_graph.model.spelling import name_key


@lru_cache(maxsize=1 << 14)
def slug(text: str) -> str:
    """Return a name as the last part of an address: all spellings of one name have one, a reference stays as it is.

    Examples
    --------
    >>> slug("Café & Victims' Board (North)"), slug("A4.9")
    ('cafe-and-victims-board-north', 'A4.9')
    >>> slug("G. Roe") == slug("G Roe"), slug("The Lamp Board") == slug("Lamp board")
    (True, True)
    """
    if re.fullmatch(r"\(?[A-Za-z]{0,3}[.]?\d[\w.()/-]*", text):
        return re.sub(r"[^\w.]+|_+", "-", text).strip("-.") or "nameless"
    return re.sub(r"[ _]+", "-", name_key(text)).strip("-") or "nameless"


@dataclass(frozen=True, slots=True)
class Found:
    """What a name means."""

    iri: str = ""  # empty if it means nothing, or several things
    several: tuple[str, ...] = ()  # names of the things that it may mean
    fits: tuple[str, ...] = ()  # their addresses


@dataclass(slots=True)
class Names:
    """The names of the things of a workbook, by what kind of thing they are.

    Kinds are ``body`` (mechanisms that are no bodies too), ``organisation``, ``post`` and ``person``.
    """

    called: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, set[str]] = field(default_factory=dict)
    _spelt: dict[str, dict[str, None]] = field(default_factory=dict)
    _full: dict[str, dict[str, None]] = field(default_factory=dict)
    _last: dict[str, dict[str, None]] = field(default_factory=dict)
    _near: dict[tuple[str, frozenset[str], int], tuple[str, ...]] = field(default_factory=dict)

    def tell_apart(self, people: Iterable[str]) -> None:
        """Learn how all persons are printed, so that those whom only their titles tell apart keep them."""
        for name in people:
            titles = self._titles.setdefault(name_key(without_title(name)), set())
            titles.update(filter(None, (courtesy(with_courtesy(name)),)))

    def person(self, name: str) -> str:
        """Return what to call a person: without a title, but for a surname alone, or a name that has two."""
        plain = without_title(name)
        same = self._titles.get(name_key(plain), set())
        return with_courtesy(name) if " " not in plain or len(same) > 1 else plain

    def add(self, iri: str, kind: str, name: str, others: Iterable[str] = ()) -> None:
        """Enter a thing with its name and the others that it has."""
        self.called.setdefault(iri, name)
        self.kinds.setdefault(iri, kind)
        if key := name_key(name):
            self._full.setdefault(key, {})[iri] = None
        for other in (name, *others):
            if key := name_key(other):
                self._spelt.setdefault(key, {})[iri] = None
        if kind == "person":
            words = name_key(self.person(name)).split()
            self._spelt.setdefault(" ".join(words), {})[iri] = None
            if words:
                self._last.setdefault(words[-1], {})[iri] = None

    def find(self, text: str, kinds: Iterable[str]) -> Found:
        """Return what a name means among the things of some kinds; its full name wins over other names."""
        wanted, key = set(kinds), name_key(text)
        for table in (self._full, self._spelt):
            if fits := [iri for iri in table.get(key, ()) if self.kinds[iri] in wanted]:
                return self._only(fits)
        if "person" in wanted:
            plain, printed = without_title(text), self.person(text)
            if fits := [iri for iri in self._spelt.get(name_key(printed), ()) if self.kinds[iri] == "person"]:
                return self._only(fits)
            # "Cllr Rowe": a title and a surname name a person, if only one has it and no other title.
            if plain != text.strip() and (
                fits := [i for i in self._last.get(name_key(plain), ()) if self._may_be(i, text)]
            ):
                return self._only(fits)
        return Found()

    def _may_be(self, iri: str, text: str) -> bool:
        """Whether a person may be so printed: of two titles with one surname each is somebody else."""
        mine, theirs = courtesy(with_courtesy(text)), courtesy(self.person(self.called[iri]))
        return not mine or not theirs or mine == theirs

    def _only(self, fits: list[str]) -> Found:
        if len(fits) == 1:
            return Found(fits[0])
        return Found(several=tuple(self.called[iri] for iri in fits), fits=tuple(fits))

    def near(self, text: str, kinds: Iterable[str]) -> tuple[str, ...]:
        """Return the names of things of some kinds that come near a name, best first."""
        from rapidfuzz import fuzz, process

        wanted = frozenset(kinds)
        asked = (name_key(text), wanted, len(self.called))  # the same name is asked for in row after row
        if asked not in self._near:
            choices = {iri: name_key(name) for iri, name in self.called.items() if self.kinds[iri] in wanted}
            found = process.extract(asked[0], choices, scorer=fuzz.token_sort_ratio, limit=3, score_cutoff=70)
            self._near[asked] = tuple(self.called[iri] for _, _, iri in found)
        return self._near[asked]
