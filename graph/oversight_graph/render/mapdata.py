"""What the map shows, as plain data: things with their facts, their states by date, and the pages on which they stand."""

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from oversight_graph.catalogue import ask
from oversight_graph.citations import parse_fragment
from oversight_graph.coverage import GRADES, Coverage, coverage
from oversight_graph.evidence import documents
from oversight_graph.explain import explain
from oversight_graph.network import network
from oversight_graph.refs import ref_key
from oversight_graph.registers import holder_at
from oversight_graph.render.layout import Column, Page, by_barycentre, place
from oversight_graph.states import UNKNOWN, states_at

if TYPE_CHECKING:
    import networkx as nx

    from oversight_graph.evidence import Papers
    from oversight_graph.graph import OversightGraph

# A glyph and a word for each grade: colour alone must not carry the meaning.
GLYPHS = ("○", "①", "②", "③", "④", "⑤", "⑥")
_CHIEFS = {"CC", "DCC", "ACC"}
_QUIET = {"type", "is part of", "part", "objective", "oversight: type", "progress: type", "shares cell of"}


@dataclass(frozen=True, slots=True)
class MapData:
    """Everything that is on the map.

    Attributes
    ----------
    title : str
    day : str
        The date at which the map opens.
    dates : tuple of str
        Dates between which the slider moves.
    things : dict
        By IRI: kind, label, ref, and for commitments objective, part, owner and what their oversight cells name.
    states : dict
        By date: ``bodies`` (status, live, open), ``grades``, ``met`` (bodies that dealt with a commitment), ``holders``.
    facts : dict
        By IRI: rows of fact, value, whether it is stated, citations and, with papers, the passage.
    links : tuple
        Source, target, kind, stated, since, until, of all relations.
    pages : tuple of Page
    papers : dict
        Short name and title of each cited document.
    """

    title: str
    day: str
    dates: tuple[str, ...]
    things: dict[str, dict[str, Any]]
    states: dict[str, dict[str, Any]]
    facts: dict[str, list[list[Any]]]
    links: tuple[tuple[Any, ...], ...]
    pages: tuple[Page, ...]
    papers: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return all of it as what JSON can hold, with the part of the IRIs that all things share cut off, and papers by number."""
        import os

        base = os.path.commonprefix([iri for iri in self.things if ":" in iri])
        base = base[: base.rfind("/") + 1]
        numbers = {name: str(number) for number, name in enumerate(self.papers)}

        def short(value: object) -> Any:
            if isinstance(value, str):
                return value.removeprefix(base)
            if isinstance(value, dict):
                return {short(key): short(entry) for key, entry in value.items()}
            return [short(entry) for entry in value] if isinstance(value, list | tuple) else value

        def numbered(fact: list[Any]) -> list[Any]:
            cited = [
                ":".join((numbers.get(c.partition(":")[0], c.partition(":")[0]), c.partition(":")[2])) for c in fact[3]
            ]
            return [*fact[:3], cited, *fact[4:]]

        plain = {key: short(value) for key, value in asdict(self).items() if key not in ("facts", "papers")}
        plain["facts"] = {short(iri): [numbered(fact) for fact in rows] for iri, rows in self.facts.items()}
        plain["papers"] = [[name, title] for name, title in self.papers.items()]
        return {**plain, "base": base, "grades": list(GRADES), "glyphs": list(GLYPHS)}


def map_data(graph: "OversightGraph", day: str, papers: "Papers | None" = None, title: str | None = None) -> MapData:
    """Gather what the map shows.

    Parameters
    ----------
    graph : OversightGraph
    day : str
        ISO date at which the map opens; the slider reaches all dates in the data.
    papers : Papers, optional
        Gives the passages.
    title : str, optional
        Heading; the name of the newest plan if None.

    Returns
    -------
    MapData
    """
    store = graph.store
    dates = _dates(graph, day)
    newest = max(dates)
    net = network(store, newest, ended=True)
    rows = coverage(store, newest)
    objectives = _objectives(graph)
    things = _things(net, rows, objectives)
    states = {date: _state(graph, date, things) for date in dates}
    pages = _pages(net, things, rows, objectives)
    shown = {box.id for page in pages for box in page.boxes if not box.id.startswith("group:")}
    facts = {iri: _facts(graph, iri, papers) for iri in sorted(shown | set(objectives))}
    links = sorted(
        (s, t, d["kind"], d["stated"], d["since"], d["until"])
        for s, t, d in net.edges(data=True)
        if s in things and t in things and d["kind"] not in ("post in", "part of")
    )
    named = {iri.rpartition("/")[2]: document.title for iri, document in documents(store).items()}
    return MapData(
        title=title or _title(graph),
        day=day,
        dates=dates,
        things={iri: things[iri] for iri in sorted(things)},
        states=states,
        facts=facts,
        links=tuple(dict.fromkeys(links)),
        pages=pages,
        papers=named,
    )


def _dates(graph: "OversightGraph", day: str) -> tuple[str, ...]:
    """Return the dates at which something changes: of papers, and of the statuses that they tell."""
    found = {document.day for document in documents(graph.store).values() if document.day}
    last = max(found, default=day)
    for _, _, since, _, _, basis, _ in ask(graph.store, "body_states"):
        if basis == "stated" and since and since <= last:
            found.add(since)
    return tuple(sorted(found | {day}))


def _title(graph: "OversightGraph") -> str:
    plans = [row for row in ask(graph.store, "plan_names") if row[1]]
    return f"Who oversees what: {plans[0][1]}" if plans else "Who oversees what"


def _objectives(graph: "OversightGraph") -> dict[str, tuple[str, str]]:
    """Return reference and name of each objective that commitments stand under, keyed by IRI, in the order of the plan."""
    found = {row[0]: (row[1] or "", row[2] or "") for row in ask(graph.store, "objectives") if row[0]}
    return dict(sorted(found.items(), key=lambda item: (ref_key(item[1][0]), item[0])))


def _things(
    net: "nx.MultiDiGraph[str]", rows: list[Coverage], objectives: dict[str, tuple[str, str]]
) -> dict[str, dict[str, Any]]:
    things: dict[str, dict[str, Any]] = {}
    for iri, data in net.nodes(data=True):
        if data["kind"] in ("commitment", "body", "panel", "inspectorate", "public", "post", "process", "person"):
            things[iri] = {"kind": data["kind"], "label": data["label"], "ref": data["ref"]}
    by_name = {name: iri for iri, (_, name) in objectives.items()}
    for row in rows:
        owners = sorted(s for s, _, d in net.in_edges(row.iri, data=True) if d["kind"] == "owns")
        things[row.iri] = {
            "kind": "commitment",
            "label": row.title,
            "ref": row.ref,
            "objective": by_name.get(row.objective),
            "part": row.part,
            "cell": row.cell,
            "owner": [net.nodes[owner]["label"] for owner in owners],
            "pointed": bool(row.refers_to) and row.cell == "reference",
            "process": bool(row.processes),
            "processes": list(row.processes),
            "bodies": [],
        }
    names = {data["label"]: iri for iri, data in things.items() if data["kind"] in ("body", "panel")}
    for row in rows:
        things[row.iri]["bodies"] = sorted(names[name] for name in {*row.bodies, *row.resolved_bodies} if name in names)
    for iri, (ref, name) in objectives.items():
        things[iri] = {"kind": "objective", "label": name, "ref": ref}
    return things


def _state(graph: "OversightGraph", date: str, things: dict[str, dict[str, Any]]) -> dict[str, Any]:
    states = states_at(graph.store, date)
    bodies = {
        iri: [states.get(iri, UNKNOWN).status, states.get(iri, UNKNOWN).live, states.get(iri, UNKNOWN).open]
        for iri, thing in things.items()
        if thing["kind"] in ("body", "panel", "inspectorate")
    }
    rows = coverage(graph.store, date)
    names = {thing["label"]: iri for iri, thing in things.items() if thing["kind"] in ("body", "panel")}
    met = {}
    for row in rows:
        # A meeting is written as the body's name and its date.
        held = {names[label.rpartition(" ")[0]] for label in row.exercised if label.rpartition(" ")[0] in names}
        if held:
            met[row.iri] = sorted(held)
    holders = {post: name for post, name in holder_at(graph.store, date).items() if post in things}
    return {"bodies": bodies, "grades": {row.iri: row.grade for row in rows}, "met": met, "holders": holders}


def _pages(
    net: "nx.MultiDiGraph[str]",
    things: dict[str, dict[str, Any]],
    rows: list[Coverage],
    objectives: dict[str, tuple[str, str]],
) -> tuple[Page, ...]:
    commitments = [row.iri for row in rows]
    overseers: dict[str, list[str]] = defaultdict(list)
    for iri in commitments:
        for body in things[iri]["bodies"]:
            overseers[body].append(iri)
    pages = [_overview(net, things, overseers, objectives)]
    pages += [_objective_page(iri, things, commitments, overseers, objectives) for iri in objectives]
    pages.append(_others_page(things, overseers))
    return tuple(pages)


def _overview(
    net: "nx.MultiDiGraph[str]",
    things: dict[str, dict[str, Any]],
    overseers: dict[str, list[str]],
    objectives: dict[str, tuple[str, str]],
) -> Page:
    watches: dict[str, list[str]] = {}
    for body, found in overseers.items():
        watches[body] = sorted({things[c]["objective"] for c in found if things[c]["objective"]})
    bodies = by_barycentre(sorted(watches, key=lambda b: things[b]["label"]), watches, list(objectives))
    chain = [(s, t) for s, t, d in net.edges(data=True) if d["kind"] in ("holds to account", "chairs")]
    involved = {iri for pair in chain for iri in pair}
    posts = sorted(
        (i for i, d in net.nodes(data=True) if d["kind"] == "post" and i in involved), key=lambda i: things[i]["label"]
    )
    commissioner = [i for i in posts if things[i]["ref"] in ("PCC", "DPCC", "CEX")]
    chiefs = [
        i
        for i in posts
        if i not in commissioner and (things[i]["ref"] in _CHIEFS or (set(_chaired(net, i)) & set(bodies)))
    ]
    outside = [i for i, t in things.items() if t["kind"] in ("public", "panel", "inspectorate")]
    outside.sort(key=lambda i: (("public", "panel", "inspectorate").index(things[i]["kind"]), things[i]["label"]))
    links = [
        (s, t, d["kind"], d["stated"])
        for s, t, d in net.edges(data=True)
        if d["kind"] in ("holds to account", "chairs")
    ]
    links += [(body, objective, "oversees", True) for body, found in watches.items() for objective in found]
    others = sum(thing["kind"] == "body" and iri not in overseers for iri, thing in things.items())
    columns = [
        Column("Public and external", "elects, scrutinises, inspects", 150, [(i, _label(things[i])) for i in outside]),
        Column("Commissioner", "holds to account", 150, [(i, _label(things[i])) for i in commissioner], extra=1),
        Column(
            "Chief officers and chairs",
            "accountable for delivery",
            190,
            [(i, _label(things[i])) for i in chiefs],
            extra=1,
        ),
        Column(
            "Bodies named in the plan",
            f"{len(bodies)} named as oversight",
            240,
            [(i, _label(things[i])) for i in bodies],
        ),
        Column(
            "Objectives",
            "open one to see its commitments",
            210,
            [
                *((i, _label(things[i])) for i in objectives),
                ("group:others", f"{others} bodies that the plan does not name"),
            ],
            extra=1,
        ),
    ]
    return place("overview", "Overview", columns, links)


def _chaired(net: "nx.MultiDiGraph[str]", post: str) -> list[str]:
    return [t for _, t, d in net.out_edges(post, data=True) if d["kind"] == "chairs"]


def _objective_page(
    objective: str,
    things: dict[str, dict[str, Any]],
    commitments: list[str],
    overseers: dict[str, list[str]],
    objectives: dict[str, tuple[str, str]],
) -> Page:
    here = [iri for iri in commitments if things[iri]["objective"] == objective]
    parts: dict[str, list[str]] = defaultdict(list)
    for iri in here:
        parts[things[iri]["part"] or "commitments"].append(iri)
    bodies = [body for body, found in overseers.items() if set(found) & set(here)]
    bodies = by_barycentre(sorted(bodies, key=lambda b: things[b]["label"]), overseers, here)
    links = [(body, iri, "oversees", True) for iri in here for body in things[iri]["bodies"]]
    names: dict[str, list[str]] = defaultdict(list)
    for iri in here:
        for name in things[iri]["processes"]:
            names[name].append(iri)
    ids = {things[i]["label"]: i for i in things if things[i]["kind"] == "process"}
    processes = by_barycentre(
        sorted(ids[n] for n in names if n in ids), {ids[n]: c for n, c in names.items() if n in ids}, here
    )
    lanes = [
        Column(
            part[:1].upper() + part[1:],
            f"{len(found)} commitments",
            280,
            [(i, _label(things[i])) for i in found],
            glyph=True,
        )
        for part, found in parts.items()
    ]
    # Bodies stand between the two parts of the plan, so that no line has to pass through another box.
    lanes.insert(
        1, Column("Bodies", "named as oversight here", 220, [(i, _label(things[i])) for i in bodies], glyph=True)
    )
    columns = [*lanes, Column("Processes and reports", "no body", 190, [(i, _label(things[i])) for i in processes])]
    ref, name = objectives[objective]
    return place(f"objective-{ref or len(ref)}", f"{ref} {name}".strip(), columns, links)


def _others_page(things: dict[str, dict[str, Any]], overseers: dict[str, list[str]]) -> Page:
    others = sorted(
        (i for i, t in things.items() if t["kind"] == "body" and i not in overseers), key=lambda i: things[i]["label"]
    )
    items = [(i, _label(things[i])) for i in others]
    column = Column(
        "Bodies that no oversight cell of the plan names",
        "not matched in this plan; that says nothing of their work",
        1040,
        items,
        4,
    )
    return place("others", "Other bodies", [column], [])


def _label(thing: dict[str, Any]) -> str:
    return (
        f"{thing['ref']} {thing['label']}"
        if thing["ref"] and thing["kind"] in ("commitment", "objective")
        else str(thing["label"])
    )


def _facts(graph: "OversightGraph", iri: str, papers: "Papers | None") -> list[list[Any]]:
    rows = []
    for fact in explain(graph.store, iri, papers):
        if fact.fact not in _QUIET:
            cited = [_compact(entry) for entry in fact.evidence]
            rows.append([fact.fact, fact.value, int(fact.stated), cited, *([fact.passage] if fact.passage else [])])
    # What the papers say goes before what follows from it.
    return sorted(rows, key=lambda row: not row[2])


def _compact(evidence: str) -> str:
    """Return a citation as ``paper:first-last``."""
    parsed = parse_fragment(evidence)
    if parsed is None:
        return evidence
    document, first, last = parsed
    return f"{document.rpartition('/')[2]}:{first}-{last}"


__all__ = ["GLYPHS", "GRADES", "MapData", "map_data"]
