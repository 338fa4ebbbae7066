"""What the map shows, as plain data: things with their facts, their states by date, and the pages they stand on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from oversight_graph.drawing.embedding import base_of
from oversight_graph.drawing.labels import clean
from oversight_graph.drawing.lives import body_lanes, post_lanes
from oversight_graph.drawing.proof import Proof
from oversight_graph.drawing.prover import Prover
from oversight_graph.drawing.timelines import Lane
from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import parse_fragment
from oversight_graph.evidence.papers import Document, documents
from oversight_graph.map.builder import SEEN, PageBuilder
from oversight_graph.map.pages import alone, convened, focus_page, pages_of
from oversight_graph.map.states import Moment, dates_of, moments
from oversight_graph.map.things import FactGroup, Relation, Thing, facts_of, relations_of, things_of
from oversight_graph.network.projection import BODIES, network
from oversight_graph.registers.bodies import bodies
from oversight_graph.registers.coverage import coverage
from oversight_graph.store.views import ask, remembering

if TYPE_CHECKING:
    import networkx as nx

    from oversight_graph.drawing.layout import Link, Page
    from oversight_graph.evidence.papers import Papers
    from oversight_graph.graph import OversightGraph
    from oversight_graph.store.store import Store

_LAST = "9999-12-31"
_PROOFS = 250  # commitments of whose verdicts the proofs travel along
_NAMED = (*BODIES, "group")
_ROWS = ("commitment", "objective", "group")


@dataclass(frozen=True, slots=True)
class MapData:
    """Everything that is on the map.

    Attributes
    ----------
    day : str
        The date at which the map opens.
    page : str
        Id of the page at which it opens.
    dates : tuple of str
        Dates to which the page can be set.
    things : dict of str to Thing
        By IRI.
    moments : dict of str to Moment
        By date.
    facts : dict of str to tuple of FactGroup
        By IRI.
    pages : tuple of Page
        The overview first; the page around a thing, if one was asked for, before it.
    papers : dict of str to Document
        The documents that may be cited, by IRI.
    passages : dict of str to str
        By citation, if the papers were given.
    lines : dict of (str, int) to str
        By document and number: the lines of which the passages are made.
    proofs : dict of str to Proof
        By IRI of the commitments, at the date at which the map opens; empty if there are very many.
    lanes : tuple of Lane
        What papers show along time, of bodies and of posts.
    centre : str or None
        IRI of the thing around which a page was asked for.
    base : str
        What the IRIs of all things have in common, up to a slash.
    """

    title: str
    day: str
    page: str
    dates: tuple[str, ...]
    things: dict[str, Thing]
    moments: dict[str, Moment]
    facts: dict[str, tuple[FactGroup, ...]]
    relations: tuple[Relation, ...]
    pages: "tuple[Page, ...]"
    papers: dict[str, Document]
    passages: dict[str, str]
    lines: dict[tuple[str, int], str]
    proofs: dict[str, Proof]
    lanes: tuple[Lane, ...]
    centre: str | None = None
    base: str = field(init=False)
    between: dict[tuple[str, str, str], list[Relation]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Note what all IRIs begin with, and the relations by source, target and kind."""
        object.__setattr__(self, "base", base_of(iri for iri in self.things if not iri.startswith("group:")))
        found: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
        for relation in self.relations:
            found[relation.source, relation.target, relation.kind].append(relation)
        object.__setattr__(self, "between", found)

    def passage(self, evidence: str) -> str | None:
        """Return the passage of a citation, if the papers were given."""
        return self.passages.get(evidence)

    def days_of(self, link: "Link") -> list[str]:
        """Return the dates at which a line is to be drawn.

        Of bodies that oversee commitments, those at which the cells name or reach them; of other relations, those at
        which one is told of and in force, and no body at its ends had ended.
        """
        return [day for day in self.dates if self._holds(link, day)]

    def _holds(self, link: "Link", day: str) -> bool:
        moment = self.moments[day]
        source, target = self.things[link.source], self.things[link.target]
        if link.kind == SEEN:
            return link.target in moment.holders and link.source in moment.holders[link.target][1]
        if link.kind == "oversees" and target.kind in _ROWS and source.kind in _NAMED:
            bodies = {*source.members} or {link.source}
            rows = (moment.rows.get(iri) for iri in (target.members or (link.target,)))
            return any(bodies.intersection(row.bodies) for row in rows if row)
        return any(self.in_force(each, day) for each in self.between.get(link[:3], ()))

    def in_force(self, relation: Relation, day: str) -> bool:
        """Tell whether a relation is told of and in force at a date, and no body at its ends had ended."""
        moment = self.moments[day]
        if relation.since > day or (relation.until and relation.until < day):
            return False
        for iri in (relation.source, relation.target):
            if iri in moment.bodies and moment.bodies[iri].status == "ended":
                return False
            if self.things[iri].kind == "commitment" and iri not in moment.rows:
                return False
        return True

    def described(self, iri: str, day: str) -> str:
        """Return a thing in words, with its state at a date."""
        thing, moment = self.things[iri], self.moments[day]
        said = [thing.shown[:2000], thing.kind]
        if iri in moment.rows:
            row = moment.rows[iri]
            said.append("not known" if row.lost else f"grade {row.grade} {row.called}")
        if iri in moment.bodies:
            said.append(moment.bodies[iri].status)
        return ", ".join(said)


def map_data(
    graph: "OversightGraph",
    day: str,
    papers: "Papers | None" = None,
    *,
    focus: str | None = None,
    steps: int = 1,
    objective: str | None = None,
) -> MapData:
    """Gather what the map shows.

    Parameters
    ----------
    day : str
        ISO date at which the map opens; the slider reaches all dates in the data.
    papers : Papers, optional
        Gives the passages.
    focus : str, optional
        IRI of a thing around which a page of its own is made.
    steps : int
        How far that page reaches.
    objective : str, optional
        IRI of an objective at whose page the map opens.

    Raises
    ------
    UsageError
        If there is nothing to draw.
    """
    # Each of the package's queries is sent once, whatever the number of dates.
    store = remembering(graph.store)
    paper_of = documents(store)
    net = network(store, _LAST, ended=True)
    # At an earlier date the rows of an edition count that was replaced since.
    rows = coverage(store, _LAST, all_plans=True)
    things = things_of(store, net, rows, coverage(store, _LAST, activities=True, all_plans=True))
    if not things:
        raise UsageError("the data holds nothing of a kind that is drawn")
    relations = relations_of(net, things, paper_of)
    dates = dates_of(store, day)
    facts, cited = facts_of(store, things)
    since = _first_cited(cited, relations, paper_of)
    for iri, thing in things.items():
        # An objective is there as soon as one of its commitments is, which stands inside it.
        days = filter(None, map(since.get, (iri, *thing.members)))
        things[iri] = replace(thing, since=min(days, default=""))
    held = moments(store, dates, things)
    overseers = _at_any_date((iri, row.bodies) for each in held.values() for iri, row in each.rows.items())
    holders = _at_any_date((post, [name]) for each in held.values() for post, (name, _) in each.holders.items())
    people = _at_any_date((post, those) for each in held.values() for post, (_, those) in each.holders.items())
    plan = PageBuilder(things, relations, overseers, holders, people, _homes(store, net), day)
    pages = pages_of(plan)
    first = pages[0].id
    centre = None
    if focus is not None:
        centre = _located(store, things, focus)
        pages = (focus_page(plan, centre, steps), *pages)
        first = "focus"
    elif objective is not None:
        first = things[objective].page or first
    proofs = _proofs(store, day, held[day])
    passages = _passages(papers, facts, held, relations, proofs) if papers else {}
    return MapData(
        title=_title(store),
        day=day,
        page=first,
        dates=dates,
        things=things,
        moments=held,
        facts=facts,
        relations=relations,
        pages=pages,
        papers=paper_of,
        passages=passages,
        lines=_lines(papers, passages) if papers else {},
        proofs=proofs,
        lanes=(*body_lanes(store, dates[-1], bodies(store, dates[-1], everything=True)), *post_lanes(store, dates[-1])),
        centre=centre,
    )


def _first_cited(
    cited: dict[str, set[str]], relations: tuple[Relation, ...], papers: dict[str, Document]
) -> dict[str, str]:
    """Return the day of the oldest paper that tells of each thing, alone or with another; of others nothing."""
    days: dict[str, set[str]] = defaultdict(set)
    for iri, some in cited.items():
        days[iri] |= {papers[e.partition("#")[0]].day for e in some if e.partition("#")[0] in papers}
    for relation in relations:
        days[relation.source].add(relation.since)
        days[relation.target].add(relation.since)
    return {iri: min(filter(None, those), default="") for iri, those in days.items()}


def _proofs(store: "Store", day: str, moment: Moment) -> dict[str, Proof]:
    if len(moment.rows) > _PROOFS:
        return {}
    prover = Prover(store, day)
    return {iri: prover.proof(iri) for iri in moment.rows}


def _at_any_date(told: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    """Return what is told of things at one date or another, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for iri, those in told:
        found[iri] |= dict.fromkeys(those)
    return {iri: list(those) for iri, those in found.items()}


def _homes(store: "Store", net: "nx.MultiDiGraph[str]") -> dict[str, str]:
    """Return the level of each body and the organisation of each post, in words."""
    words = {iri: name for iri, name, _ in ask(store, "levels") if iri and name}
    levels = {body: words.get(level or "", "") for body, level in ask(store, "body_levels").of("body", "level") if body}
    posts = {
        post: str(net.nodes[home]["label"]) for post, home, data in net.edges(data=True) if data["kind"] == "post in"
    }
    return levels | posts


def _located(store: "Store", things: dict[str, Thing], focus: str) -> str:
    """Return what stands for something on the map: for an activity its commitment, for a meeting the body that met."""
    if focus in things:
        return focus
    for meeting, body, _ in convened(store):
        if meeting == focus and body in things:
            return body
    for iri, thing in things.items():
        if any(focus == activity for _, _, activity in thing.activities):
            return iri
    raise alone(focus.rpartition("/")[2])


def _title(store: "Store") -> str:
    plans = {plan: name for plan, name, _ in ask(store, "plan_names") if name}
    newest, others = clean(next(iter(plans.values()), "") or ""), len(plans) - 1
    more = f" and {others} other plan{'s' * (others > 1)}" if others > 0 else ""
    return f"Who oversees what: {newest}{more}" if plans else "Who oversees what"


def _passages(
    papers: "Papers",
    facts: dict[str, tuple[FactGroup, ...]],
    held: dict[str, Moment],
    relations: tuple[Relation, ...],
    proofs: dict[str, Proof],
) -> dict[str, str]:
    cited = {each for proof in proofs.values() for each in proof.cited}
    cited |= {e for groups in facts.values() for group in groups for e in group.evidence}
    cited |= {e for relation in relations for e in relation.evidence}
    for moment in held.values():
        cited |= {e for row in moment.rows.values() for e in row.evidence}
        cited |= {e for state in moment.bodies.values() for e in state.evidence}
    found = {evidence: papers.passage(evidence) for evidence in sorted(cited)}
    return {evidence: passage for evidence, passage in found.items() if passage}


def _lines(papers: "Papers", passages: Iterable[str]) -> dict[tuple[str, int], str]:
    parsed = (parse_fragment(evidence) for evidence in passages)
    wanted = {(each[0], number) for each in parsed if each for number in range(each[1], each[2] + 1)}
    found = {(doc, number): papers.passage(f"{doc}#line={number - 1},{number}") for doc, number in sorted(wanted)}
    return {place: text for place, text in found.items() if text}
