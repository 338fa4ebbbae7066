"""From what a person types to the thing that is meant."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass, field

from oversight_graph.catalogue import ask
from oversight_graph.errors import NotFoundError
from oversight_graph.refs import normal_ref
from oversight_graph.store import Store

# Which property makes the better hit, and which kind of thing goes first when names are equal.
_PROPERTY = {"prefLabel": 0, "notation": 0, "title": 0, "label": 1, "altLabel": 1, "hiddenLabel": 2}
_KINDS = (
    "commitment",
    "activity",
    "body",
    "post",
    "person",
    "programme",
    "organization",
    "mechanism",
    "objective",
    "plan",
)
_REF = re.compile(r"\(?(?:[A-Za-z]\.?\d+(?:\.\d+)*|\d+(?:\.\d+)+)\)?")


@dataclass(slots=True)
class Names:
    """The names of a thing.

    Attributes
    ----------
    kinds : set of str
        Local names of its classes.
    entries : list of (str, int)
        Name and rank, the proper name (rank 0) before other ones.
    """

    kinds: set[str] = field(default_factory=set)
    entries: list[tuple[str, int]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The name under which the thing is shown: its reference or acronym, and its proper name."""
        return " ".join(dict.fromkeys(name for name, rank in self.entries if rank == self.entries[0][1]))


def names_of(store: Store) -> dict[str, Names]:
    """Return the names of each thing that can be asked for, keyed by IRI."""
    found: dict[str, Names] = defaultdict(Names)
    for thing, name, prop, kind in ask(store, "names"):
        if thing and name and prop and kind:
            entry = (name, _PROPERTY.get(_local(prop), 3))
            names = found[thing]
            names.kinds.add(_local(kind))
            if entry not in names.entries:
                names.entries.append(entry)
    for names in found.values():
        names.entries.sort(key=lambda entry: (entry[1], entry[0]))
    return found


def find(store: Store, asked: str) -> str:
    """Return the IRI of the thing that somebody asks for.

    Parameters
    ----------
    store : Store
    asked : str
        A reference (``3.2``, ``B4``, ``B.4``), an acronym, a name, part of a name, or an IRI. Case, punctuation and
        quotes do not matter.

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If nothing fits, or several things fit equally well; with the nearest names.
    """
    names = names_of(store)
    asked = asked.strip()
    if asked in names:
        return asked
    if re.match(r"https?://|urn:", asked):
        if store.select(f"ASK {{ <{_iri(asked)}> ?p ?o }}").rows[0][0] == "true":
            return asked
        raise NotFoundError(asked, difflib.get_close_matches(asked, names, n=3))
    if not _plain(asked):
        raise NotFoundError(asked, [])
    for match in (_same_ref, _same_name, _starts, _contains):
        hits = match(asked, names)
        if len(hits) == 1:
            return hits[0]
        if hits:
            shown = [f"{names[iri].shown} <{iri}>" for iri in hits[:8]]
            raise NotFoundError(asked, shown, ambiguous=True)
    raise NotFoundError(asked, nearest(asked, names))


def nearest(asked: str, names: dict[str, Names], count: int = 5) -> list[str]:
    """Return the names that come nearest to what was typed, best first.

    Parameters
    ----------
    asked : str
    names : dict
        As from `names_of`.
    count : int
        How many at most.
    """
    spellings = {_plain(name): name for each in names.values() for name, _ in each.entries}
    wanted = _plain(asked)
    close = difflib.get_close_matches(wanted, spellings, n=count, cutoff=0.5)
    words = [plain for plain in spellings if set(wanted.split()) & set(plain.split())]
    words.sort(key=lambda plain: (-len(set(wanted.split()) & set(plain.split())), len(plain), plain))
    return [spellings[plain] for plain in dict.fromkeys([*close, *words])][:count]


def _same_ref(asked: str, names: dict[str, Names]) -> list[str]:
    if not _REF.fullmatch(asked):
        return []
    wanted = normal_ref(asked)
    hits = [
        iri
        for iri, each in names.items()
        if each.kinds & {"Commitment", "Activity"} and any(r == 0 and normal_ref(n) == wanted for n, r in each.entries)
    ]
    return _preferred(hits, names)


def _same_name(asked: str, names: dict[str, Names]) -> list[str]:
    wanted = _plain(asked)
    ranked: dict[int, list[str]] = defaultdict(list)
    for iri, each in names.items():
        ranks = [rank for name, rank in each.entries if _plain(name) == wanted]
        if ranks:
            ranked[min(ranks)].append(iri)
    return _preferred(ranked[min(ranked)], names) if ranked else []


def _starts(asked: str, names: dict[str, Names]) -> list[str]:
    wanted = _plain(asked)
    return _preferred(
        [i for i, each in names.items() if any(_plain(n).startswith(wanted) for n, _ in each.entries)], names
    )


def _contains(asked: str, names: dict[str, Names]) -> list[str]:
    words = _plain(asked).split()
    hits = [i for i, each in names.items() if any(all(w in _plain(n) for w in words) for n, _ in each.entries)]
    return _preferred(hits, names)


def _preferred(hits: list[str], names: dict[str, Names]) -> list[str]:
    """Keep the things of the kind that people ask for first."""
    for kinds in _KINDS:
        chosen = [iri for iri in hits if names[iri].kinds & set(kinds)]
        if chosen:
            return sorted(chosen)
    return sorted(hits)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w&+]+", " ", name.casefold().replace("'", "").replace("’", "")).split())


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def _iri(text: str) -> str:
    return re.sub(r"[\s<>\"{}|\\^`]", "", text)
