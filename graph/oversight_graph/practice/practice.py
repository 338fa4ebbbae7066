"""What plans name against what meetings did: paper cover, shadow oversight, and oversight that was exercised.

All of this is about the loaded papers. That no paper shows a meeting is not a sign that none took place.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from oversight_graph.model.references import ref_key
from oversight_graph.practice.scrutiny import Matter, certainty, matters, strongest, weakest
from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.states import UNKNOWN, State, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

FINDINGS = ("paper cover", "shadow oversight", "not live", "cell lost", "exercised")
# For `coverage`: all meetings up to the date count, however long ago.
_EVER = 12 * 1000
_EMPTY = {
    "blank": "is empty",
    "lost": "is missing from the text as obtained, so whether it names this body cannot be said",
    "process": "names processes only",
    "reference": "points to other rows, where no body is reached",
}


@dataclass(frozen=True, slots=True)
class Practice:
    """One body and one row of a plan: what the plan says against what meetings did.

    Attributes
    ----------
    finding : str
        ``paper cover`` (named and live, and not seen to deal with the row), ``shadow oversight`` (seen to deal with
        it, and named in no oversight cell of it), ``not live`` (named and not seen to deal with it, and nothing shows
        that it was meeting at the date), ``cell lost`` (seen to deal with it, and the text as obtained holds no cell
        that could name it) or ``exercised`` (named and seen).
    ref, subject : str
        Reference and title of the row.
    body : str
    named : tuple of str
        All bodies that the row's oversight cells name, or reach through the rows to which it leaves its oversight.
    refers_to : tuple of str
        Of those rows, the ones that name the body; empty if the row itself does.
    meetings : tuple of str
        Dates, as far as known, of meetings of the body that dealt with the row.
    note : str
        How certain the naming and the best of the readings are on which this rests; empty if they are.
    links : tuple of str
        The relations on which this rests, from source to target.
    date : str
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
        Citations of the naming, of the body's state, and of the meetings.
    iri : str
        IRI of the row.
    """

    finding: str
    ref: str
    subject: str
    body: str
    named: tuple[str, ...]
    refers_to: tuple[str, ...]
    meetings: tuple[str, ...]
    note: str
    links: tuple[str, ...]
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str


def practice(store: Store, day: str, *, activities: bool = False) -> list[Practice]:
    """Compare the bodies that plans name with the bodies whose meetings dealt with each row.

    Parameters
    ----------
    store : Store
    day : str
        ISO date. Plans of a later date and meetings held later do not count; all earlier meetings do.
    activities : bool
        Compare activities instead of commitments.

    Returns
    -------
    list of Practice
        In the order of `FINDINGS`, then of the plan. Each body that a row names, or that dealt with it, stands in one
        row of the answer.

    Notes
    -----
    Unit: a pair of body and plan row. Direction: the body oversees the row; the row is scrutinised in the body. Which
    cells and which meetings count for a row is as in `registers.coverage.coverage`: a commitment takes in its
    activities, and a row that leaves its oversight to others takes in those. Shadow oversight looks at the row and its
    own activities only. Without a plan, or at a date before it, there is nothing to compare and the answer is empty.
    """
    return _Reading(store, day).rows(coverage(store, day, activities=activities, months=_EVER))


class _Reading:
    """All that the comparison needs besides the coverage, read once. Bodies go by name, as they do there."""

    def __init__(self, store: Store, day: str) -> None:
        self.day = day
        self.of_row: dict[str, list[Matter]] = defaultdict(list)
        self.of_body: dict[str, list[Matter]] = defaultdict(list)
        for matter in matters(store, day):
            self.of_row[matter.subject].append(matter)
            self.of_body[matter.body_name].append(matter)
        # Where each body is named, and how certain it is that it is meant.
        self.naming: dict[str, dict[str, str]] = defaultdict(dict)
        self.places: dict[str, set[str]] = defaultdict(set)
        refs: dict[str, set[str]] = defaultdict(set)
        for iri, _, ref, *_ in ask(store, "plan_rows"):
            refs[iri or ""].update([ref] if ref else [])
        self.beside = _rows_beside(store)
        for parent, children in self.beside.items():
            for child in children:
                refs[child] = refs[child] | refs[parent]
        for iri, _, _, name, body, _, column, doubt, where in ask(store, "row_oversight"):
            if iri and name and body and (column is None or column.endswith("/oversight")):
                self.places[name] |= refs[iri]
                self.naming[name].update({where: certainty(doubt)} if where else {})
        names = {row[0]: row[1] or "" for row in ask(store, "bodies") if row[0]}
        self.states = {names[iri]: state for iri, state in states_at(store, day).items() if iri in names}

    def rows(self, covered: list[Coverage]) -> list[Practice]:
        found = []
        for row in covered:
            named = dict.fromkeys((*row.bodies, *row.resolved_bodies))
            found += [self._named(row, body) for body in named]
            own = [seen for iri in (row.iri, *self.beside.get(row.iri, ())) for seen in self.of_row.get(iri, ())]
            found += [
                self._shadow(row, body, [seen for seen in own if seen.body_name == body])
                for body in sorted({seen.body_name for seen in own} - named.keys())
            ]
        return sorted(found, key=lambda one: (FINDINGS.index(one.finding), ref_key(one.ref), one.subject, one.body))

    def _named(self, row: Coverage, body: str) -> Practice:
        met = {date for name, _, date in (label.rpartition(" ") for label in row.exercised) if name == body}
        # Of what the body did, that which the coverage of the row cites.
        cited = set(row.evidence)
        used = [seen for seen in self.of_body[body] if seen.shown in met and cited & set(seen.evidence)] if met else []
        naming = {where: doubt for where, doubt in self.naming[body].items() if where in cited}
        state = self.states.get(body, UNKNOWN)
        through = () if body in row.bodies else tuple(ref for ref in row.refers_to if ref in self.places[body])
        finding = "exercised" if met else "paper cover" if state.live else "not live"
        subject = row.ref or row.title
        return Practice(
            finding=finding,
            ref=row.ref,
            subject=row.title,
            body=body,
            named=_all_named(row),
            refers_to=through,
            meetings=tuple(sorted(met)),
            note=weakest([strongest(naming.values()), strongest(seen.note for seen in used)]),
            links=(f"{body} oversees {subject}", *([f"{subject} was scrutinised in {body}"] if met else [])),
            date=self.day,
            meaning=_says(row, body, through) + _ends(finding, sorted(met), state),
            evidence=tuple(sorted({*naming, *(e for seen in used for e in seen.evidence), *state.evidence})),
            iri=row.iri,
        )

    def _shadow(self, row: Coverage, body: str, used: list[Matter]) -> Practice:
        named = _all_named(row)
        used = sorted(used, key=lambda seen: seen.held)
        dates = tuple(dict.fromkeys(seen.shown for seen in used))
        lost = not named and row.cell == "lost"
        cell = f"names {', '.join(named)}, not this body" if named else _EMPTY.get(row.cell, "names no body")
        told = " Another column of the row tells of it." if body in row.told_elsewhere else ""
        cited = {where for name in named for where in self.naming[name] if where in row.evidence}
        return Practice(
            finding="cell lost" if lost else "shadow oversight",
            ref=row.ref,
            subject=row.title,
            body=body,
            named=named,
            refers_to=(),
            meetings=dates,
            note=strongest(seen.note for seen in used),
            links=(f"{row.ref or row.title} was scrutinised in {body}",),
            date=self.day,
            meaning=f"{body} dealt with it ({', '.join(dates)}). The plan's oversight cell {cell}.{told}",
            evidence=tuple(sorted({*cited, *(e for seen in used for e in seen.evidence)})),
            iri=row.iri,
        )


def _rows_beside(store: Store) -> Mapping[str, set[str]]:
    """Return whose meetings speak for a row: activities of a commitment, or the row whose cell it shares."""
    found: dict[str, set[str]] = defaultdict(set)
    for row, kind, _, _, _, _, _, parent, shares, _ in ask(store, "plan_rows"):
        if row and kind and kind.endswith("Activity"):
            found[row].update([shares] if shares else [])
            found[parent or ""].add(row)
    return found


def _all_named(row: Coverage) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*row.bodies, *row.resolved_bodies)))


def _says(row: Coverage, body: str, through: tuple[str, ...]) -> str:
    if body not in row.bodies:
        return f"The row leaves its oversight to {', '.join(through) or 'other rows'}, where {body} is named"
    return f"The plan names {body} for it"


def _ends(finding: str, dates: list[str], state: State) -> str:
    if finding == "exercised":
        return f", and the papers show it dealing with it: {', '.join(dates)}."
    if finding == "paper cover":
        return ", and the papers show it as meeting. No loaded paper shows a meeting of it that dealt with this."
    return (
        f". Nothing loaded shows that it was meeting at the date ({state.status}), nor a meeting of it that dealt with "
        "this."
    )
