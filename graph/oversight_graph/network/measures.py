"""Figures on each body and post.

Span, reach and the like are taken on the graph of oversight of `network.hierarchy`, whose edges run from above
to below; `network.centrality` has the measures themselves. Figures on few bodies describe them and order
nothing: a high one may be a strength as well as a burden.

Sources: betweenness, Brandes (2001), https://doi.org/10.1080/0022250X.2001.9990249, estimated as by Brandes and Pich
(2007), https://doi.org/10.1142/S0218127407018403; estimated reach, Cohen (1997), https://doi.org/10.1006/jcss.1997.1534;
articulation points, Hopcroft and Tarjan (1973), https://doi.org/10.1145/362248.362272; dominators, Cooper, Harvey and
Kennedy (2006), https://hdl.handle.net/1911/96345.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oversight_graph.model.codes import meetings_a_year
from oversight_graph.model.columns import named
from oversight_graph.network.centrality import (
    SKETCH,
    betweenness,
    dominators,
    only_overseers,
    parts,
    reach,
    shared_chairs,
)
from oversight_graph.network.hierarchy import Link, in_words, informs_only, oversight
from oversight_graph.network.projection import BODIES, name_of
from oversight_graph.network.relations import subject_key
from oversight_graph.registers.bodies import Frequency

if TYPE_CHECKING:
    import networkx as nx

# Up to so many nodes with oversight links, reach and betweenness are exact; above they are estimated.
EXACT_UP_TO = 1000
SEED = 7
_DIRECT = ("oversees", "holds to account")


@dataclass(frozen=True, slots=True)
class Measure:
    """The figures of one body or post at a date.

    Attributes
    ----------
    name, kind : str
    status : str
        State of a body at the date; empty for a post.
    span : int
        Subjects overseen directly: distinct things that it oversees or holds to account, and is not only kept informed
        by.
    subjects : tuple of str
        Their names.
    reach : int
        Distinct things below it, directly or through others; as many as ``oversees`` lists.
    only_overseer : int
        Commitments of which it is the only live overseer, by their own oversight cells, those of their activities, and
        those of the rows to which they leave their oversight.
    only_overseer_of : tuple of str
        Their references and titles.
    articulation : bool
        Whether what hangs together through oversight falls apart if it is taken out, directions aside.
    parts : int
        Into how many parts: 1 if it does not fall apart, 0 if it has no link.
    dominates : int
        Things to which every route of oversight down from the public (from the panel, where no public is shown) passes
        it, and passes no body or post after it.
    dominated : tuple of str
        Their names.
    betweenness : float
        Ordered pairs of other things whose shortest route passes it; where several routes are equally short, the part
        of them that does.
    meetings_per_year : int or None
        From the frequency; None if it is not said or can be read in two ways.
    frequency : str
        Normalised; empty if no paper up to the date says.
    subjects_per_meeting : float or None
        Span by meetings per year: subjects directly overseen for each meeting of a year.
    last_told : str or None
        Date of the newest paper that tells of anything which it oversees directly.
    chairs_shared : tuple of str
        Of a body, those of its chairs that chair another body too; of a post, the bodies it chairs, if more than one.
    method : str
        ``exact``, or how reach and betweenness were estimated.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
        Of the direct links downwards and the frequency.
    iri : str
    subjects_iri, only_overseer_of_iri, dominated_iri, chairs_shared_iri : tuple of str
        IRIs of what these lists name, in the same order.
    """

    name: str
    kind: str
    status: str
    span: int
    subjects: tuple[str, ...]
    reach: int
    only_overseer: int
    only_overseer_of: tuple[str, ...]
    articulation: bool
    parts: int
    dominates: int
    dominated: tuple[str, ...]
    betweenness: float
    meetings_per_year: int | None
    frequency: str
    subjects_per_meeting: float | None
    last_told: str | None
    chairs_shared: tuple[str, ...]
    method: str
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str
    subjects_iri: tuple[str, ...] = ()
    only_overseer_of_iri: tuple[str, ...] = ()
    dominated_iri: tuple[str, ...] = ()
    chairs_shared_iri: tuple[str, ...] = ()


def measures(
    graph: "nx.MultiDiGraph[str]",
    frequencies: Mapping[str, Frequency] | None = None,
    *,
    exact_up_to: int = EXACT_UP_TO,
    seed: int = SEED,
) -> list[Measure]:
    """Return the figures of each body and post.

    Parameters
    ----------
    frequencies : mapping, optional
        How often each body meets, keyed by IRI; see `registers.bodies.frequencies_at`.
    exact_up_to : int
        Number of nodes with oversight links up to which reach and betweenness are exact; above, they are estimated as
        `network.centrality` says.
    seed : int
        Of the random choices. The same graph and seed give the same figures.

    Returns
    -------
    list of Measure
        Bodies, then posts, each by name: the order says nothing of their weight.
    """
    import networkx as nx

    simple = oversight(graph)
    core: nx.DiGraph[str] = nx.DiGraph(simple.edges())
    exact = len(core) <= exact_up_to
    wanted = [iri for iri, node in graph.nodes(data=True) if node["kind"] in (*BODIES, "post")]
    wanted.sort(key=lambda iri: (graph.nodes[iri]["kind"] == "post", name_of(graph, iri).casefold(), iri))
    between, pivots = betweenness(core, exact=exact, seed=seed)
    below = reach(core, wanted, exact=exact, seed=seed)
    pieces, alone, dominated, chairs = parts(core), only_overseers(graph), dominators(graph, core), shared_chairs(graph)
    estimates = [f"betweenness estimated from {pivots} starting points"] if pivots else []
    estimates += [] if exact else [f"reach of {SKETCH - 1} and more estimated"]
    rows = []
    for iri in wanted:
        node, beneath = graph.nodes[iri], simple.succ[iri]
        subjects = [other for other, edge in beneath.items() if any(map(_direct, edge["links"]))]
        said = (frequencies or {}).get(iri, Frequency("", ()))
        a_year = meetings_a_year().get(said.word)
        direct = [link for edge in beneath.values() for link in edge["links"] if _direct(link)]
        cited = {e for edge in beneath.values() for link in edge["links"] for e in link.data["evidence"]}
        row = Measure(
            name=name_of(graph, iri),
            kind=node["kind"],
            status="" if node["kind"] == "post" else node["status"],
            span=len(subjects),
            **named(
                subjects=_sorted(graph, subjects),
                only_overseer_of=_sorted(graph, alone[iri]),
                dominated=_sorted(graph, dominated[iri]),
                chairs_shared=_sorted(graph, chairs[iri]),
            ),
            reach=below.get(iri, 0),
            only_overseer=len(alone[iri]),
            articulation=pieces[iri] > 1,
            parts=pieces[iri],
            dominates=len(dominated[iri]),
            betweenness=round(between.get(iri, 0.0), 3),
            meetings_per_year=a_year,
            frequency=said.word.replace("-", " ").replace("bi ", "bi-"),
            subjects_per_meeting=round(len(subjects) / a_year, 2) if a_year else None,
            last_told=max((link.data.get("told", "") for link in direct), default="") or None,
            method="; ".join(estimates) + f"; seed {seed}" if estimates else "exact",
            date=graph.graph["day"],
            meaning="",
            evidence=tuple(sorted(cited.union(said.evidence))),
            iri=iri,
        )
        rows.append(replace(row, meaning=f"{_meaning(row)}{_age(node, row)}"))
    return rows


def _direct(link: Link) -> bool:
    # Who is only kept informed does not oversee yet.
    return link.kind in _DIRECT and not informs_only(link.data)


def _sorted(graph: "nx.MultiDiGraph[str]", iris: Collection[str]) -> list[tuple[str, str]]:
    return [(name_of(graph, iri), iri) for iri in sorted(iris, key=lambda iri: subject_key(graph, iri))]


def _meaning(row: Measure) -> str:
    if not row.parts:
        return f"No loaded paper up to {row.date} names anything that it oversees, or anybody above it."
    if row.span:
        many = f"{row.span} thing{'s' * (row.span != 1)}"
        said = [
            f"It is named to oversee {many} directly; {row.reach} in all {'is' if row.reach == 1 else 'are'} below it."
        ]
        if row.last_told and row.last_told < row.date:
            said.append(f"No loaded paper after {row.last_told} tells of what it oversees directly.")
    else:
        below = (
            f"{row.reach} {'is' if row.reach == 1 else 'are'} below it through others"
            if row.reach
            else "nothing is below it"
        )
        said = [f"No loaded paper names anything that it oversees directly; {below}."]
    if row.only_overseer:
        said.append(f"No other live body is named for {in_words(row.only_overseer_of)}.")
    if row.dominates:
        said.append(f"Every route of oversight down to {row.dominates} of these passes it.")
    if row.articulation:
        said.append(f"Without it, what hangs together here would be in {row.parts} parts.")
    if row.frequency and row.meetings_per_year is None:
        said.append(f'How often it meets a year cannot be told from "{row.frequency}".')
    if row.chairs_shared:
        whom = "It chairs" if row.kind == "post" else "Another body has the same chair:"
        said.append(f"{whom} {in_words(row.chairs_shared)}.")
    return " ".join(said)


def _age(node: Mapping[str, str], row: Measure) -> str:
    """Say of a body whose state is not shown at the date when it was last shown, if ever."""
    if row.status != "not shown":
        return ""
    last = node["shown"]
    return f" At {row.date} its state is not shown{f': {last}' if last != row.status else ''}."
