"""From what a person types to the thing that is meant."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from oversight_graph.errors import NotFoundError
from oversight_graph.model.references import normal_ref
from oversight_graph.model.spelling import plain
from oversight_graph.model.vocabulary import NS, local_name
from oversight_graph.store.store import Row, Store
from oversight_graph.store.views import ask, ask_of, kinds

# Which property makes the better hit.
_PROPERTY = {"prefLabel": 0, "notation": 0, "title": 0, "label": 1, "altLabel": 1, "hiddenLabel": 2}
_ROWS = {NS + "Commitment", NS + "Activity"}
# Longer than this, nobody types a name, and nothing would come near it.
_LONGEST = 1000
_SHORTEST_PART = 3
_ALIKE = 0.75
_REF = re.compile(
    r"(?:(?:commitment|activity|row|ref)\.?\s+)?\(?((?:[a-z][\s.-]*)?\d+(?:[\s.-]+\d+)*)\)?[.:]?", re.IGNORECASE
)


@dataclass(slots=True)
class Names:
    """The names of a thing.

    Attributes
    ----------
    classes, folders : set of str
        Of which classes it is, and in which folders of the report things of these stand.
    order : int
        Place of its kind in the order of search.
    entries : list of (str, int)
        Name and rank, the proper name (rank 0) before other ones.
    ref, title : str
        Reference or acronym, and proper name or title, as far as it has them.
    """

    classes: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    order: int = 0
    entries: list[tuple[str, int]] = field(default_factory=list)
    ref: str = ""
    title: str = ""

    @property
    def shown(self) -> str:
        """The name under which the thing is shown: its reference or acronym, and its proper name or title."""
        return " ".join(dict.fromkeys(name for name in (self.ref, self.title) if name)) or self.entries[0][0]


def names_of(store: Store) -> dict[str, Names]:
    """Return the names of each thing that can be asked for, keyed by IRI."""
    return _grouped(store, ask(store, "names"))


def _spelt_like(store: Store, asked: str) -> dict[str, Names]:
    """Return the names of the things that have what was typed for a whole name or reference, in any spelling of it."""
    import pyoxigraph as ox

    match, wanted = _REF.fullmatch(asked), plain(asked)
    ref = normal_ref(match[1]) if match else None
    spelt = [row for row in ask(store, "spellings") if plain(row[0] or "") == wanted or normal_ref(row[0] or "") == ref]
    names = [ox.Literal(text or "", language=tag or None) for text, tag in spelt]
    things = [ox.NamedNode(thing or "") for (thing,) in ask_of(store, "named", "name", names)] if names else []
    return _grouped(store, ask_of(store, "names", "thing", things)) if things else {}


def _grouped(store: Store, rows: Iterable[Row]) -> dict[str, Names]:
    found: dict[str, Names] = defaultdict(Names)
    seen: set[tuple[str, tuple[str, int]]] = set()
    for thing, name, prop, kind in rows:
        if thing and name and prop and kind:
            local = local_name(prop)
            entry = (name, _PROPERTY.get(local, 3))
            names = found[thing]
            names.classes.add(kind)
            if (thing, entry) not in seen:
                seen.add((thing, entry))
                names.entries.append(entry)
            if local == "notation":
                names.ref = names.ref or name
            elif local == "prefLabel" or (local in ("label", "title") and not names.title):
                names.title = name
    kind_of = kinds(store)
    for names in found.values():
        shown_as = kind_of.of(names.classes)
        names.order = shown_as.order if shown_as else 0
        names.folders = {kind_of[each].folder for each in names.classes if each in kind_of}
        names.entries.sort(key=lambda entry: (entry[1], entry[0]))
    return found


def find(
    store: Store,
    asked: str,
    tell: Callable[[str], None] | None = None,
    names: dict[str, Names] | None = None,
    of: Collection[str] = (),
) -> str:
    """Return the IRI of the thing that somebody asks for.

    Parameters
    ----------
    asked : str
        A reference (``3.2``, ``B4``, ``b 4``, ``(A4.9)``), an acronym, a name, part of a name, an IRI, or the end of
        one (``action/2018-04-1``, ``action:2018-04-1``, ``2018-04-1``). Case, punctuation and quotes do not matter.
    tell : callable, optional
        Is given a sentence if what was typed is only part of a name, and so a guess.
    names : dict, optional
        As from `names_of`, where they are at hand.
    of : collection of str
        Folders of the kinds that are asked for: a thing of these goes before others that fit as well.

    Raises
    ------
    NotFoundError
        If nothing fits, or several things fit equally well; with the nearest names.

    Notes
    -----
    A whole name goes before a part of one, of at least three letters. Of things that have the same whole name, the
    kind that comes first in the ontology (``ovs:order``) is meant; part of a name must fit one thing alone. How "and",
    accents, apostrophes and composed letters are spelt does not matter, see `model.spelling.plain`.
    """
    asked = asked.strip()
    if re.match(r"https?://|urn:", asked):
        if asked == _iri(asked) and store.select(f"ASK {{ <{asked}> ?p ?o }}").rows[0][0] == "true":
            return asked
        raise NotFoundError(asked, difflib.get_close_matches(asked, sorted(names_of(store)), n=3))
    if names is None and ":" not in asked and plain(asked[:_LONGEST]):
        few = _spelt_like(store, asked)
        names = few if _same_ref(asked, few) or _same_name(asked, few) else None
    names = names or names_of(store)
    if asked in names:
        return asked
    if len(asked) > _LONGEST or not plain(asked):
        raise NotFoundError(asked, [])
    # What is written like the end of an IRI is that, before it is part of a name.
    parts = (_same_end, _contains) if re.search(r"[/:]", asked) else (_contains, _same_end)
    asked_for = {iri: each for iri, each in names.items() if each.folders & {*of}}
    for match in (_same_ref, _same_name, *parts):
        hits = match(asked, asked_for) or match(asked, names)
        if len(hits) > 1:
            # An action that a later record takes up is one with that record.
            live_on = {earlier: later for earlier, later, _ in ask(store, "later_records")}
            hits = [iri for iri in hits if live_on.get(iri) not in hits]
        if len(hits) == 1:
            if tell and match is _contains:
                tell(f"{asked!r} is taken to be {names[hits[0]].shown}")
            return hits[0]
        if hits:
            shown = [f"{names[iri].shown} <{iri}>" for iri in hits[:8]]
            raise NotFoundError(asked, shown, ambiguous=True, several=hits)
    # Whole names alone of what no answer reads, which is kept and can be explained.
    others = sorted({iri or "" for iri, name in ask(store, "names_of_others") if plain(name or "") == plain(asked)})
    if len(others) == 1:
        return others[0]
    raise NotFoundError(asked, others or nearest(asked, names), ambiguous=len(others) > 1, several=others)


def nearest(asked: str, names: dict[str, Names], count: int = 5) -> list[str]:
    """Return the names that come nearest to what was typed: spelt nearly alike, then with words in common, then others.

    Parameters
    ----------
    names : dict
        As from `names_of`.
    count : int
        How many at most.
    """
    spellings = {plain(name): name for each in names.values() for name, _ in each.entries}
    wanted = plain(asked)
    close = difflib.get_close_matches(wanted, spellings, n=count, cutoff=0.5)
    alike = [plain for plain in close if difflib.SequenceMatcher(None, wanted, plain).ratio() >= _ALIKE]
    asked_for = {word for word in wanted.split() if len(word) >= _SHORTEST_PART}
    words = [plain for plain in spellings if asked_for & set(plain.split())]
    words.sort(key=lambda plain: (-len(asked_for & set(plain.split())), len(plain), plain))
    return [spellings[plain] for plain in dict.fromkeys([*alike, *words, *close])][:count]


def _same_ref(asked: str, names: dict[str, Names]) -> list[str]:
    match = _REF.fullmatch(asked)
    if not match:
        return []
    wanted = normal_ref(match[1])
    hits = [
        iri
        for iri, each in names.items()
        if each.classes & _ROWS and any(r == 0 and normal_ref(n) == wanted for n, r in each.entries)
    ]
    # Of two plans one may print A1 and the other A.1, of two rows of one plan 1a and 1A: an exact spelling wins.
    exact = [iri for iri in hits if any(name == asked for name, _ in names[iri].entries)]
    as_typed = [iri for iri in hits if any(name.casefold() == asked.casefold() for name, _ in names[iri].entries)]
    return _preferred(exact or as_typed or hits, names)


def _same_name(asked: str, names: dict[str, Names]) -> list[str]:
    wanted = plain(asked)
    ranked: dict[int, list[str]] = defaultdict(list)
    for iri, each in names.items():
        ranks = [rank for name, rank in each.entries if plain(name) == wanted]
        if ranks:
            ranked[min(ranks)].append(iri)
    hits = ranked[min(ranked)] if ranked else []
    exact = [iri for iri in hits if any(name == asked for name, _ in names[iri].entries)]
    return _preferred(exact or hits, names)


def _same_end(asked: str, names: dict[str, Names]) -> list[str]:
    """Return the things whose IRI ends so: lists print the last part, data files write a prefix before it."""
    end = "/" + asked.replace(":", "/", 1)
    return _preferred([iri for iri in names if iri.endswith(end)], names)


def _contains(asked: str, names: dict[str, Names]) -> list[str]:
    words = plain(asked).split()
    reference = _REF.fullmatch(asked)
    # A reference that is not there must not be answered with another that begins like it.
    if len("".join(words)) < _SHORTEST_PART or (reference and "." in normal_ref(reference[1])):
        return []
    hits = [i for i, each in names.items() if any(all(w in plain(n) for w in words) for n, _ in each.entries)]
    # Part of a name is a guess: what fits several things, of whatever kind, is not decided here.
    return sorted(hits, key=lambda iri: (names[iri].order, names[iri].shown, iri))


def _preferred(hits: list[str], names: dict[str, Names]) -> list[str]:
    """Keep the things of the kind that people ask for first."""
    first = min((names[iri].order for iri in hits), default=0)
    return sorted(iri for iri in hits if names[iri].order == first)


def _iri(text: str) -> str:
    return re.sub(r"[\s<>\"{}|\\^`]", "", text)
