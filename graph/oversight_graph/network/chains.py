"""Chains of accountability up to the panel and the public, over the links `network.hierarchy.ANSWERS`.

A chain is a reading of single links that papers tell; no paper need tell it as a whole. Chains that end before the
public say at which link, and what the papers up to the date do not say. Actor and forum are the words of Bovens (2007),
https://doi.org/10.1111/j.1468-0386.2007.00378.x.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.vocabulary import local_name
from oversight_graph.network.hierarchy import (
    accountability,
    describe,
    in_words,
    nearest,
    phrase,
    trace,
    weaknesses,
)
from oversight_graph.network.projection import BODIES, IN_PART, ROWS, Edge, name_of
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    import networkx as nx

_OVERSEEN = (*ROWS, "programme", "inspection", "inspection finding")
_UNSAID = {
    **dict.fromkeys(BODIES, "into what it reports, who chairs it or who holds it to account"),
    **dict.fromkeys(_OVERSEEN, "who oversees it or is to answer for it"),
    "process": "who runs it or to whom it reports",
    "person": "who holds them to account",
}
_CELL = {
    "Blank": "its oversight cell is there and empty",
    "Lost": "the text as obtained has no oversight cell for it, so nothing can be concluded",
    "Reference": "its row only points to other rows",
}
_NO_PROOF = "That no paper says so does not mean that there is nothing."


@dataclass(frozen=True, slots=True)
class Chain:
    """One line of accountability upwards, whole or broken.

    Attributes
    ----------
    start : str
        Name of what was asked for.
    reaches : str
        ``public``, ``panel`` (nobody beyond is named) or ``nobody named``.
    length : int
        Number of links.
    path : tuple of str
        Names from the start upwards.
    links : tuple of str
        The links in words, each in its own direction.
    breaks_at : str or None
        The last that is named, if the chain does not reach the public.
    not_said : str or None
        What the papers do not say there.
    not_live : tuple of str
        Bodies on the path that no paper shows to be meeting at the date, with their state.
    certainty : str
        That of the least sure link; empty if there is none.
    stated : bool
        Whether papers state each link; False if one follows by a rule.
    last_told : str or None
        Date of the newest paper that tells the link; of several links, that of the one told longest ago.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
    path_iri : tuple of str
        IRIs of what `path` names, in the same order.
    """

    start: str
    reaches: str
    length: int
    path: tuple[str, ...]
    links: tuple[str, ...]
    breaks_at: str | None
    not_said: str | None
    not_live: tuple[str, ...]
    certainty: str
    stated: bool
    last_told: str | None
    date: str
    meaning: str
    evidence: tuple[str, ...]
    path_iri: tuple[str, ...] = ()


class BreakNotes(NamedTuple):
    """What the network itself does not hold, by IRI: what else is shown of a thing, and what followed a body.

    What is shown is why an oversight cell names nobody, or of which organisation a body is part.
    """

    shown: Mapping[str, str]
    successors: Mapping[str, str]


def chains(graph: "nx.MultiDiGraph[str]", thing: str, breaks: BreakNotes | None = None) -> list[Chain]:
    """Return the chains of accountability from something up to the panel and the public.

    Parameters
    ----------
    thing : str
        A node.
    breaks : BreakNotes, optional
        What to say besides of breaks; see `break_notes`.

    Returns
    -------
    list of Chain
        For each first link upwards, over the links `network.hierarchy.ANSWERS`, the shortest chain by way of a
        panel, else straight to the public; where neither can be reached, one for each end. Then what is not named at
        the start itself. Whole chains first, shorter before longer ones. A chain never comes back to its start.
    """
    search = _Search(graph, thing, breaks or BreakNotes({}, {}))
    if graph.nodes[thing]["kind"] == "public":
        return [search.chain([thing], "public")]
    rows = [chain for first in search.simple.pred[thing] for chain in search.from_first(first)]
    rows += [*search.missing(), *search.ended()]
    order = ("public", "panel", "nobody named")
    return sorted(rows, key=lambda row: (order.index(row.reaches), row.length, row.path))


def shortest_path_up(graph: "nx.MultiDiGraph[str]", thing: str, simple: "nx.DiGraph[str] | None" = None) -> list[str]:
    """Return the IRIs of the shortest chain from something up to the public, itself first; empty if there is none.

    Whoever asks of many things gives what `network.hierarchy.accountability` makes of the graph.
    """
    if thing not in graph:
        return []
    search = _Search(graph, thing, BreakNotes({}, {}), simple)
    paths = [[thing, *search.to_public(first)] for first in search.simple.pred[thing] if first in search.public]
    return min(paths, key=lambda path: (len(path), [name_of(graph, iri) for iri in path], path), default=[])


class _Search:
    """The paths up from one thing."""

    def __init__(
        self,
        graph: "nx.MultiDiGraph[str]",
        thing: str,
        breaks: BreakNotes,
        simple: "nx.DiGraph[str] | None" = None,
    ) -> None:
        self.graph, self.thing, self.breaks = graph, thing, breaks
        self.simple = accountability(graph) if simple is None else simple
        ends = defaultdict(list)
        for iri, node in graph.nodes(data=True):
            if iri != thing:
                ends[node["kind"]].append(iri)
        self.public = nearest(graph, self.simple, ends["public"], without=thing)
        whole = [iri for iri in ends["panel"] if iri in self.public]
        self.whole = nearest(graph, self.simple, whole, without=thing)
        self.panel = nearest(graph, self.simple, ends["panel"], without=thing)
        self.lost: dict[str, list[tuple[str, str, Edge]]] = defaultdict(list)
        for edge, name in graph.graph.get("lost", ()):
            if edge.kind in ("oversees", "holds to account"):
                self.lost[edge.target].append((edge.source, name, edge))
            elif edge.kind == "reports into":
                self.lost[edge.source].append((edge.target, name, edge))

    def from_first(self, first: str) -> Iterator[Chain]:
        if first in self.public:
            yield self.chain([self.thing, *self.to_public(first)], "public")
        elif first in self.panel:
            yield self.chain([self.thing, *trace(self.panel, first)[::-1]], "panel")
        else:
            reached = nearest(self.graph, self.simple, [first], up=True, without=self.thing)
            ends = [iri for iri in reached if not self.simple.pred[iri].keys() - {self.thing}]
            for end in ends or [first]:
                # What is above the last may be the start itself.
                again = not ends or bool(self.simple.pred[end])
                yield self.chain([self.thing, *trace(reached, end)], "nobody named", cycle=again)

    def to_public(self, first: str) -> list[str]:
        """Return the path by way of a panel, if one lies on any that does not run in a cycle."""
        if first in self.whole:
            path = trace(self.whole, first)[::-1]
            path += trace(self.public, path[-1])[::-1][1:]
            if len(set(path)) == len(path):
                return path
        return trace(self.public, first)[::-1]

    def missing(self) -> Iterator[Chain]:
        """Yield what the papers do not say of the thing itself."""
        node = self.graph.nodes[self.thing]
        above = self.simple.pred[self.thing]
        kinds = {link.kind for other in above for link in above[other]["links"]}
        if node["kind"] in _OVERSEEN and not kinds & {"oversees", IN_PART, "defers to"}:
            yield self.chain([self.thing], "nobody named", unsaid="who oversees it")
        elif node["kind"] == "action" and "owns" not in kinds:
            yield self.chain([self.thing], "nobody named", unsaid="who is to do it")
        elif not above:
            yield self.chain([self.thing], "nobody named")

    def ended(self) -> Iterator[Chain]:
        """Yield the links of the thing to bodies that had ended."""
        day, start = self.graph.graph["day"], name_of(self.graph, self.thing)
        for above, name, edge in self.lost[self.thing]:
            followed = self.breaks.successors.get(above)
            not_said = f"it had ended by {day}; {followed or 'no loaded paper says what followed'}"
            ends = (start, name) if edge.kind == "reports into" else (name, start)
            yield Chain(
                start=start, reaches="nobody named", length=1, path=(start, name),
                links=(phrase(edge.kind, *ends, modes=edge.modes),), breaks_at=name, not_said=not_said,
                not_live=(f"{name} (ended)",), certainty=edge.certainty, stated=edge.stated,
                last_told=edge.told or None, date=day,
                meaning=f"This line stops at {name}: {not_said}.", evidence=edge.evidence, path_iri=(self.thing, above),
            )  # fmt: skip

    def chain(self, path: list[str], reaches: str, *, unsaid: str = "", cycle: bool = False) -> Chain:
        """Describe a path upwards; `reaches` says where it ends."""
        facts = describe(self.graph, self.simple, path[::-1])
        names, links = facts.path[::-1], facts.links[::-1]
        not_said, evidence = None, set(facts.evidence)
        if reaches != "public":
            not_said = self._not_said(path[-1], unsaid, cycle=cycle)
            evidence.update(e for _, _, edge in self.lost[path[-1]] for e in edge.evidence)
        if not_said:
            meaning = f"This line stops at {names[-1]}: {not_said}. {_NO_PROOF}"
        elif len(names) == 1:
            meaning = "Chains of accountability end here."
        else:
            by_way = f", by way of {in_words(names[1:-1])}" if names[1:-1] else ""
            meaning = (
                f"The line from {names[0]} runs to the public over {len(links)} link{'s' * (len(links) > 1)}{by_way}."
            )
        return Chain(
            start=names[0], reaches=reaches, length=len(links), path=names, links=links,
            breaks_at=names[-1] if not_said else None, not_said=not_said, not_live=facts.not_live[::-1],
            certainty=facts.certainty, stated=facts.stated, last_told=facts.last_told, date=self.graph.graph["day"],
            meaning=meaning + weaknesses(facts, self.graph.graph["day"]), evidence=tuple(sorted(evidence)),
            path_iri=tuple(path),
        )  # fmt: skip

    def _not_said(self, end: str, unsaid: str, *, cycle: bool) -> str:
        if cycle:
            return "what is named above it leads only in a cycle"
        what = unsaid or _UNSAID.get(self.graph.nodes[end]["kind"], "who holds it to account")
        said = [f"no loaded paper up to {self.graph.graph['day']} says {what}"]
        if end in self.breaks.shown:
            said.append(self.breaks.shown[end])
        said += [f"{name}, which was above it, had ended" for _, name, _ in self.lost[end]]
        return "; ".join(dict.fromkeys(said))


def break_notes(store: Store, day: str) -> BreakNotes:
    """Return what the papers up to a date tell of empty cells, of what bodies are part, and of what followed them.

    Parameters
    ----------
    day : str
        ISO date. What only later papers tell is left out.

    Returns
    -------
    BreakNotes
        Empty where no cell is blank, lost or a pointer, no body is part of an organisation, and nothing was succeeded.
    """
    cells: dict[str, str] = {}
    shared: dict[str, str] = {}
    for iri, cell, stated, shares in ask(store, "plan_rows").of("row", "cell", "stated", "shares"):
        if iri and cell and local_name(cell) in _CELL:
            cells[iri] = f"its oversight cell says “{stated}”" if stated else _CELL[local_name(cell)]
        if iri and shares:
            shared[iri] = shares
    cells |= {iri: cells[row] for iri, row in shared.items() if row in cells}
    paper_day_of = paper_days(store)
    names, parents = dict[str, str](), defaultdict[str, set[str]](set)
    for organization, name, kind, _, _, above, _, evidence in ask(store, "popolo_organizations"):
        # A body that is part of another reports into it: that is a link.
        if local_name(kind or "") != "OversightBody":
            names[organization or ""] = name or ""
        if organization and above and paper_day_of(evidence) <= day:
            parents[organization].add(above)
    wholes = {part: sorted(names[each] for each in above if each in names) for part, above in parents.items()}
    cells |= {part: f"it is part of {in_words(whole)}" for part, whole in wholes.items() if whole}
    followed: dict[str, dict[str, None]] = defaultdict(dict)
    for old, _, name, function, since, edtf, evidence in ask(store, "successors"):
        if old and paper_day_of(evidence) <= day and (since or "") <= day:
            what = f"its {function}" if function else "its work"
            followed[old][f"{what} passed to {name}" + (f" ({edtf or since})" if since else "")] = None
    return BreakNotes(cells, {old: "; ".join(said) for old, said in followed.items()})
