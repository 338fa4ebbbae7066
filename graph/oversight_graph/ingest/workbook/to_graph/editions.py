"""Editions of plans in one workbook: which rows a meeting speaks of when it names a reference."""

import pyoxigraph as ox

from oversight_graph.ingest.values import read_date, split_names
from oversight_graph.ingest.workbook.to_graph.builder import GraphBuilder


def rows_for(builder: GraphBuilder, day: str) -> tuple[dict[str, ox.NamedNode], set[str]]:
    """Return the rows of plans of which a meeting may speak, and the references that fit several rows.

    Of the editions of a plan the newest of that day counts, else the oldest; a reference that it has not is of the
    newest earlier edition that has it.

    Parameters
    ----------
    builder : GraphBuilder
    day : str
        ISO; empty for any day, and then the newest editions count.

    Returns
    -------
    rows : dict of str to pyoxigraph.NamedNode
        By their references as printed.
    doubtful : set of str
        References that stand more than once in a plan, as where they begin anew under each heading, or in plans of
        which none is an edition of the other; they are not in ``rows``.
    """
    found: dict[str, ox.NamedNode] = {}
    doubtful: set[str] = set()
    dropped: list[dict[str, str]] = []
    for plans in _families(builder):
        *older, newest = [plan for plan in plans if not day or _day(builder, plan) <= day] or plans[:1]
        _add(builder, dict.fromkeys(builder.plan_rows[newest], newest), found, doubtful)
        dropped.append({ref: plan for plan in older for ref in builder.plan_rows[plan]})
    current = set(found)
    for rows in dropped:
        _add(builder, {ref: plan for ref, plan in rows.items() if ref not in current}, found, doubtful)
    return {ref: node for ref, node in found.items() if ref not in doubtful}, doubtful


def _add(builder: GraphBuilder, rows: dict[str, str], found: dict[str, ox.NamedNode], doubtful: set[str]) -> None:
    """Add the rows of references, each with its plan."""
    for ref, plan in rows.items():
        if ref in found or ref in builder.repeated.get(plan, ()):
            doubtful.add(ref)
        found.setdefault(ref, builder.plan_rows[plan][ref])


def _families(builder: GraphBuilder) -> list[list[str]]:
    """Return the plans of the workbook, editions of one plan together, the oldest first."""
    replaced = {
        name: [other.lower() for other in split_names(row.get("replaces"))] for name, row in builder.papers.items()
    }
    of = {builder.plan_papers.get(plan, plan): plan for plan in builder.plan_rows}
    family: dict[str, int] = {}
    for paper in of:
        reached, todo = {paper}, [paper]
        while todo:  # all that it replaces, also through a third
            here = todo.pop()
            todo += [each for each in replaced.get(here, ()) if each not in reached]
            reached.update(replaced.get(here, ()))
        mine = min((family[each] for each in reached if each in family), default=len(family))
        family |= dict.fromkeys((each for each in reached if each in of), mine)
    out: dict[int, list[str]] = {}
    for paper, number in family.items():
        out.setdefault(number, []).append(of[paper])
    return [sorted(plans, key=lambda plan: _day(builder, plan)) for plans in out.values()]


def _day(builder: GraphBuilder, plan: str) -> str:
    paper = builder.papers.get(builder.plan_papers.get(plan, ""))
    when = read_date(paper.get("date")) if paper else None
    return when.last if when else ""
