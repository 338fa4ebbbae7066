"""What would change if boards ended or merged: a counterfactual on the coverage and the network.

The analyses themselves run again on an edited reading of the data, so an answer is what they would say of data in which
the bodies had ended, or had passed all that is theirs to another.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from oversight_graph.change.effects import (
    EFFECTS,
    Effect,
    actions_without_forum,
    as_effect,
    cut_off,
    grade_changes,
    orphaned,
)
from oversight_graph.errors import UsageError
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.network.projection import network
from oversight_graph.network.reach import called
from oversight_graph.network.takeover import suggest
from oversight_graph.registers.actions import actions
from oversight_graph.registers.coverage import of_both
from oversight_graph.registers.states import UNKNOWN, states_at
from oversight_graph.store.store import Row, Store, Table
from oversight_graph.store.views import ask, remembering


class _Body(NamedTuple):
    name: str
    listed: bool


def whatif(
    store: Store,
    day: str,
    *,
    remove: Collection[str] = (),
    merge: tuple[str, str] | None = None,
    end_level: str | None = None,
) -> list[Effect]:
    """Return what would change at a date if bodies ended or merged.

    Parameters
    ----------
    remove : collection of str
        IRIs of bodies that end.
    merge : tuple of (str, str), optional
        The first body goes into the second, which takes over all that is the first one's; see `Edited`.
    end_level : str, optional
        IRI of a level (``ovs:level``), all of whose bodies end; see `level`. Which these are is not told by a paper: it
        is a classification of the register.

    Returns
    -------
    list of Effect
        In the order of `EFFECTS`; in each in the order of the plan, then by name. If nothing follows, there is only
        what was assumed.

    Raises
    ------
    UsageError
        If nothing is to change, a thing is no body, a body is merged with itself or with one that ends, or no body is
        on the level.

    Notes
    -----
    Counterfactual by recomputation: coverage and network before and after, compared thing by thing. *Chain cut*: the
    public (in data without it, the panel) was over the thing by the links `network.hierarchy.OVERSIGHT`, and no
    longer is. *Orphaned*: a body that had a body above it has none left. *Could take over*: see
    `network.takeover.suggest`; it is asked of commitments that lose their last live body. A grade above "body
    named" wants a live body, so the meetings of a body that ends no longer count. A body that had already ended changes
    nothing by ending. With every body gone, no grade is above "body named".
    """
    store = remembering(store)
    rows_of_bodies = ask(store, "body_levels")
    bodies = {iri: _Body(name or "", entry is not None) for iri, name, _, entry, _ in rows_of_bodies if iri}
    there = {iri for iri, _, on, _, _ in rows_of_bodies if iri and end_level and on == end_level}
    name_of_level = next((name or "" for iri, name, _ in ask(store, "levels") if iri == end_level), end_level or "")
    if end_level and not there:
        others = ", ".join(f"{name} ({number})" for _, name, number in ask(store, "levels") if number != "0") or "none"
        raise UsageError(f"no body of the data is on the level {name_of_level}", hint=f"levels with bodies: {others}")
    ended = {*remove, *there}
    _check(store, bodies, ended, merge)
    old = remembering(Edited(store, day))
    new = remembering(Edited(store, day, ended, dict([merge] if merge else [])))
    states, before, after = states_at(old, day), network(old, day), network(new, day)
    rows = []
    going = {*ended, *([merge[0]] if merge else [])}
    for iri in sorted(going, key=lambda iri: bodies[iri]):
        state = states.get(iri, UNKNOWN)
        into = bodies[merge[1]].name if merge and iri == merge[0] else None
        rows.append(
            Effect(
                effect="assumed",
                thing=bodies[iri].name,
                kind="body",
                before=state.status,
                after=f"merged into {into}" if into else "ended",
                date=day,
                meaning=_assumed(
                    state.status, into, day, _by_level(name_of_level, bodies[iri]) if iri in there else ""
                ),
                evidence=state.evidence,
                iri=iri,
            )
        )
    lost = {iri for iri in going if states.get(iri, UNKNOWN).status != "ended"}
    uncovered = {}
    for kind, graded, regraded in zip(("commitment", "activity"), of_both(old, day), of_both(new, day), strict=True):
        regrades = {row.iri: row for row in regraded}
        for row in graded:
            if regrades[row.iri].grade != row.grade:
                rows.append(grade_changes(row, regrades[row.iri], lost, kind, day))
            if kind == "commitment" and row.live and not regrades[row.iri].live:
                uncovered[row.iri] = going & set(row.live_iri)
    rows += actions_without_forum(actions(old, day), before, after, day)
    rows += cut_off(before, after, day)
    rows += orphaned(before, after, day)
    rows += [as_effect(found, before, day) for found in suggest(old, before, after, uncovered)]
    return sorted(rows, key=lambda row: EFFECTS.index(row.effect))


def _check(store: Store, bodies: dict[str, _Body], ended: set[str], merge: tuple[str, str] | None) -> None:
    if not ended and not merge:
        raise UsageError("nothing is to change", hint="use --remove, --merge or --end-level")
    for iri in sorted({*ended, *(merge or ())}):
        if iri not in bodies:
            hint = "only bodies can end or merge; `oversight bodies --all` lists them"
            raise UsageError(f"{called(store, iri)} is no oversight body", hint=hint)
    if merge and merge[0] == merge[1]:
        raise UsageError(f"{bodies[merge[0]].name} cannot be merged with itself", hint="both names mean this body")
    if merge and ended & {*merge}:
        both = ", ".join(bodies[iri].name for iri in merge if iri in ended)
        raise UsageError(f"{both} cannot end and be merged at once")


def level(store: Store, name: str) -> str:
    """Return the IRI of a level.

    Parameters
    ----------
    name : str
        What it is called in the ontology or the data, or its IRI.

    Raises
    ------
    UsageError
        If there is none, or more than one, with those that there are.
    """
    levels = ask(store, "levels")
    found = {iri for iri, shown, _ in levels if name == iri or name.strip().casefold() == (shown or "").casefold()}
    if len(found) == 1:
        return str(found.pop())
    there = "; ".join(f"{shown} <{iri}>" if found else str(shown) for iri, shown, _ in levels) or "none"
    raise UsageError(f"{name!r} is {'more than one' if found else 'no'} level", hint=f"levels: {there}")


def _by_level(name: str, body: _Body) -> str:
    listed = "a" if body.listed else "no"
    return f": with the level {name}, to which the register, not a paper, counts it; {listed} glossary lists it"


def _assumed(status: str, into: str | None, day: str, why: str) -> str:
    what = f"Taken to have gone into {into} by {day}" if into else f"Taken to have ended by {day}{why}"
    if status == "ended" and into:
        return f"{what}. It had ended already; what it was named for is taken over."
    if status == "ended":
        return f"{what}. It had ended already, so its end changes nothing."
    if status == "not shown":
        return f"{what}. No paper up to the date shows it meeting."
    return f"{what}. Up to the date the papers show it as {status}."


# By which of its columns each view speaks of a body, and where the body's name stands.
_BODY_COLUMNS: dict[str, dict[str, str | None]] = {
    "covers": {"by": "name"},
    "row_oversight": {"by": "name"},
    "scrutinies": {"body": "name"},
    "network_edges": {"source": None, "target": None},
    "accountability_modes": {"forum": None, "actor": None},
}


class Edited:
    """A store that answers as if bodies had ended by a date, or had passed what is theirs to another.

    Parameters
    ----------
    day : str
        ISO date by which the bodies have ended.
    ended : collection of str
        IRIs of bodies that end.
    merged : mapping of str to str
        Body that ends to body that takes over: its oversight, seats, reports and meetings. What papers say of its
        state and of its openness is not passed on.

    Notes
    -----
    The data is not touched. Only the package's own queries are edited, which `views.ask` names.
    """

    def __init__(
        self, store: Store, day: str, ended: Collection[str] = (), merged: Mapping[str, str] | None = None
    ) -> None:
        self.store, self.day, self.merged = store, day, dict(merged or {})
        self.ended = sorted({*ended, *self.merged})
        self.names = {row[0]: row[1] for row in ask(store, "body_levels")} if self.merged else {}

    def select(self, query: str, where: str = "query") -> Table:
        """Answer a SELECT or ASK query."""
        table = self.store.select(query, where)
        rows = table.rows
        for column, name in _BODY_COLUMNS.get(where, {}).items():
            rows = [self._passed_on(row, table.columns, column, name) for row in rows]
        if where == "body_states":
            at = table.columns.index("basis")
            rows = [self._passed_on(row, table.columns, "body", None) if row[at] == "met" else row for row in rows]
            ended = {"state": CONCEPT + "state/ended", "since": self.day, "edtf": self.day, "basis": "stated"}
            rows += [tuple({**ended, "body": iri}.get(name) for name in table.columns) for iri in self.ended]
        return Table(table.columns, rows)

    def _passed_on(self, row: Row, columns: Sequence[str], column: str, name: str | None) -> Row:
        new = self.merged.get(row[columns.index(column)] or "")
        if new is None:
            return row
        changed = {column: new} | ({name: self.names.get(new)} if name else {})
        return tuple(changed.get(key, value) for key, value in zip(columns, row, strict=True))
