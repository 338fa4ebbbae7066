"""The graph of who oversees what, for NetworkX: one projection that all measures share.

Directions of the edges, each read from source to target:

============== ============================================== =========================================
kind           source                                         target
============== ============================================== =========================================
oversees       body or other mechanism                        what it is said to oversee
reports into   body                                           the body it feeds or escalates into
holds to       forum: post, body, public                      actor that answers to it
account
chairs         post or person                                 body
member of      post, person or organisation                   body
owns           who made the promise, leads, or is to act      commitment, programme, finding, action
runs           organisation or post                           process, report or other routine
defers to      row that only points                           row to which it leaves its oversight
part of        activity                                       its commitment
scrutinised in subject                                        body whose meeting dealt with it
asked for by   action                                         body whose meeting asked for it
post in        post                                           organisation
============== ============================================== =========================================
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.codes import order_of
from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.plans.editions import left_out
from oversight_graph.registers.states import UNKNOWN, State, states_at
from oversight_graph.registers.tenures import Holder, holders_at, in_one_text, in_post, tenures
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, once, remembering
from oversight_graph.store.views import kinds as kinds_of

if TYPE_CHECKING:
    import networkx as nx


class Wording(NamedTuple):
    """What a kind of link is called: in a sentence, from below to above, as a heading at either end; empty if never."""

    sentence: str
    upward: str
    of_source: str = ""
    of_target: str = ""


IN_PART = "oversees in part"
LINKS = {
    "oversees": Wording("{source} oversees {target}", "is overseen by", "Watches over", "Watched over by"),
    "reports into": Wording("{source} reports into {target}", "reports into", "Reports into", "Takes reports from"),
    "holds to account": Wording(
        "{source} holds {target} to account", "is held to account by", "Holds to account", "Answers to"
    ),
    "chairs": Wording("{source} chairs {target}", "is chaired by", "Chairs", "Chaired by"),
    "member of": Wording("", "", "Sits on", "Who sits on it"),
    "owns": Wording("{source} is to answer for {target}", "is answered for by", "Answers for", "Answered for by"),
    "runs": Wording("{source} runs {target}", "is run by", "Runs", "Run by"),
    "defers to": Wording("{source} leaves its oversight to {target}", "leaves its oversight to"),
    "part of": Wording("{source} is part of {target}", "is part of"),
    "scrutinised in": Wording("", "", "Dealt with in", "Has dealt with"),
    "asked for by": Wording("{source} was asked for by {target}", "was asked for by", "Asked for by", "Has asked for"),
    "post in": Wording("{source} is a post in {target}", "is a post in", "Post in", "Posts"),
    IN_PART: Wording("{source} oversees {part}, which is part of {target}", "is overseen in part by"),
}
# What an edge of the network is; that of a part is only said of a path.
EDGE_KINDS = tuple(kind for kind in LINKS if kind != IN_PART)
# The kinds of nodes that meet, or do not.
BODIES = ("body", "panel", "inspectorate")
# The kinds of nodes that are rows of a plan, which are written with their references.
ROWS = ("commitment", "activity")
# Our own register tells these, not a paper: they show no post and no routine that nothing else shows.
_REGISTER = {"post in", "runs"}


class Edge(NamedTuple):
    """One relation, as it is told.

    Attributes
    ----------
    kind : str
        One of `EDGE_KINDS`.
    source, target : str
        IRIs; see the module for the direction.
    since, until : str or None
        Interval, if a paper gives one; for a meeting its date.
    stated : bool
        False if it follows by a rule.
    in_cell : bool
        False if it is told in another column of a plan than that for oversight.
    certainty : str
        ``certain``, ``probable``, ``doubtful`` or ``unresolved``.
    modes : tuple of str
        What a forum does that holds to account: ``informs`` (it is told), ``questions``, ``judges``, ``sanctions``.
        Empty for other kinds, and where no mode is given.
    told : str
        Date of the newest paper among the citations; empty if nothing is cited.
    begins : str
        The beginning as far as a paper gives it (``2018-10``); empty if none does.
    """

    kind: str
    source: str
    target: str
    since: str | None
    until: str | None
    stated: bool
    in_cell: bool
    certainty: str
    evidence: tuple[str, ...]
    modes: tuple[str, ...] = ()
    told: str = ""
    begins: str = ""


@once
def network(
    store: Store,
    day: str,
    *,
    kinds: Collection[str] | None = None,
    stated_only: bool = False,
    ended: bool = False,
) -> "nx.MultiDiGraph[str]":
    """Project the graph at a date.

    Parameters
    ----------
    day : str
        ISO date. What only later papers tell is left out.
    kinds : collection of str, optional
        Only these kinds of edges, see `EDGE_KINDS`; all if None.
    stated_only : bool
        Leave out what follows by a rule.
    ended : bool
        Keep bodies that had ended, links not in force at the date, and what only later papers tell.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are IRIs with the attributes ``kind`` (``ovs:nodeKind`` of the ontology, or ``other``), ``label``, ``ref``
        (or None), ``holder`` (of a post: names, with when they were last seen, or None), ``holder_iri`` (the people),
        ``holder_evidence``, ``status``, ``shown`` (the same, and when it was last shown, if that is too old) and
        ``live`` (of a body, else None). Edges have the kind as key and the fields of `Edge` as attributes.
        Commitments, activities and bodies are there even if nothing links them; other things only if something does.
        The graph has the attributes ``day`` and ``lost``: relations that are left out because a body at one end had
        ended, as pairs of `Edge` and name of that body.

    Raises
    ------
    ValueError
        If a kind is not one of `EDGE_KINDS`.

    Notes
    -----
    The graph is an ordinary one: NetworkX dispatches its algorithms to whatever backend its own settings name.
    """
    import networkx as nx

    unknown = set(kinds or ()) - set(EDGE_KINDS)
    if unknown:
        raise ValueError(f"no such kind of edge: {', '.join(sorted(unknown))}; kinds: {', '.join(EDGE_KINDS)}")
    store = remembering(store)  # posts are asked for twice
    states, holders = states_at(store, day), holders_at(store, day)
    # Of each post the newest citations that show in it who holds it.
    seen = {
        post: tuple(sorted({where for tenure in held for where in tenure.newest(day)}))
        for post, held in in_post(tenures(store), day).items()
    }
    nodes = _nodes(store)
    gone = {iri for iri, state in states.items() if state.status == "ended"} if not ended else set()
    late = left_out(store, day) if not ended else set()
    out = gone | late
    wanted, lost = [], []
    for edge in _without_register_only(edges(store, day, ended=ended), holders, ended=ended):
        if (kinds is not None and edge.kind not in kinds) or (stated_only and not edge.stated):
            continue
        if edge.source not in out and edge.target not in out:
            wanted.append(edge)
        elif edge.source not in late and edge.target not in late:
            body = edge.source if edge.source in gone else edge.target
            lost.append((edge, nodes[body][1] if body in nodes else body))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(day=day, lost=tuple(lost))
    linked = dict.fromkeys(iri for edge in wanted for iri in (edge.source, edge.target))
    for iri, (kind, label, ref) in nodes.items():
        if iri in out or (iri not in linked and kind not in (*ROWS, "body")):
            continue
        state = states.get(iri, UNKNOWN)
        if kind == "body" and iri not in linked and state is UNKNOWN:
            continue
        held = in_one_text(holders[iri], day) if iri in holders else None
        graph.add_node(iri, **_node(kind, label, ref, state, held, holders.get(iri, ()), seen.get(iri, ())))
    graph.add_nodes_from((iri, _node("other", iri)) for iri in linked if iri not in graph)
    for edge in wanted:
        data = edge._asdict()
        graph.add_edge(data.pop("source"), data.pop("target"), key=f"{edge.kind} {edge.since or ''}".strip(), **data)
    return graph


def _node(
    kind: str,
    label: str,
    ref: str | None = None,
    state: State = UNKNOWN,
    held: str | None = None,
    holders: Sequence[Holder] = (),
    evidence: tuple[str, ...] = (),
) -> dict[str, object]:
    """Return the attributes of a node; see `network`."""
    body = kind in BODIES
    return {
        "kind": kind,
        "label": label,
        "ref": ref,
        "holder": held,
        "holder_iri": tuple(holder.iri for holder in holders),
        "holder_evidence": evidence,
        "status": state.status if body else None,
        "shown": state.in_words if body else None,
        "live": state.live if body else None,
    }


def _without_register_only(found: list[Edge], holders: Collection[str], *, ended: bool) -> Iterable[Edge]:
    """Yield the edges without those of posts and routines that only the register names, up to the date."""
    shown = {iri for edge in found if edge.kind not in _REGISTER for iri in (edge.source, edge.target)}
    shown |= {edge.source for edge in found if edge.kind == "runs" and edge.target in shown}
    for edge in found:
        below = edge.target if edge.kind == "runs" else edge.source
        if ended or edge.kind not in _REGISTER or edge.evidence or below in shown or below in holders:
            yield edge


@once
def edges(store: Store, day: str, *, ended: bool = False) -> list[Edge]:
    """Return the relations that papers up to a date tell, and that are in force at it.

    Parameters
    ----------
    ended : bool
        Keep relations that are not in force, or that only later papers tell.

    Returns
    -------
    list of Edge
        One for each kind, source, target and beginning; citations of one relation are brought together, and the
        surest reading counts. Papers later than the date are not cited.
    """
    paper_day_of = paper_days(store)
    found: dict[tuple[str, str, str, str | None], Edge] = {}
    cited: dict[tuple[str, str, str, str | None], set[str]] = defaultdict(set)
    for kind, source, target, _, since, until, met, said, stated, column, *dates, evidence in ask(
        store, "network_edges"
    ):
        if not kind or not source or not target or source == target:
            continue
        begins = met or since
        paper_day = paper_day_of(evidence)
        if not ended and ((begins and begins > day) or (until and until < day) or paper_day > day):
            continue
        key = (kind, source, target, begins)
        if evidence:
            cited[key].add(evidence)
        certainty = local_name(said or "certain")
        old = found.get(key)
        found[key] = Edge(
            kind=kind,
            source=source,
            target=target,
            since=begins,
            until=until or (old.until if old else None),
            stated=stated == "true" or (old is not None and old.stated),
            in_cell=column is None or column.endswith("/oversight") or (old is not None and old.in_cell),
            certainty=min(certainty, old.certainty, key=doubt) if old else certainty,
            evidence=(),
            begins=next((each for each in (*dates, old.begins if old else "") if each), ""),
        )
    modes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for forum, actor, mode, evidence in ask(store, "accountability_modes"):
        if forum and actor and mode and (ended or paper_day_of(evidence) <= day):
            modes[forum, actor].add(local_name(mode))
    return [
        edge._replace(
            evidence=tuple(sorted(cited[key])),
            modes=tuple(sorted(modes[edge.source, edge.target])) if edge.kind == "holds to account" else (),
            told=max(map(paper_day_of, cited[key]), default=""),
        )
        for key, edge in found.items()
    ]


def doubt(certainty: str) -> int:
    """Return how far from certain a reading is: 0 for certain, more for each step of doubt in the code list."""
    places = order_of("certainty")
    return places.get(certainty, len(places))


def _nodes(store: Store) -> dict[str, tuple[str, str, str | None]]:
    """Return kind, label and reference of each thing, keyed by IRI."""
    classes: dict[str, dict[str, str]] = defaultdict(dict)
    labels: dict[str, tuple[str, str | None]] = {}
    codes: dict[str, str] = {}
    for iri, cls, kind, name, label, ref, code in ask(store, "network_nodes"):
        if not iri or not cls or not kind:
            continue
        classes[iri][cls] = kind
        labels.setdefault(iri, (name or label or iri, ref))
        if code:
            codes[iri] = code
    kinds = kinds_of(store)
    first = {iri: kinds.of(those) for iri, those in classes.items()}
    return {
        iri: (codes.get(iri) or (kind.node if kind else min(classes[iri].values())), *labels[iri])
        for iri, kind in first.items()
    }


def name_of(graph: "nx.MultiDiGraph[str]", iri: str, *, holder: bool = True) -> str:
    """Return how a node is written: a plan row with its reference, anything else by name, a post with its holder."""
    node = graph.nodes[iri]
    numbered = node["ref"] and node["kind"] in ROWS
    label = f"{node['ref']} {node['label']}" if numbered else str(node["label"])
    return f"{label} ({node['holder']})" if holder and node.get("holder") else label
