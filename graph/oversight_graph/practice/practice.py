"""What plans name against what meetings did: paper cover, shadow oversight, and oversight that was exercised.

All of this is about the loaded papers. That no paper shows a meeting is not a sign that none took place.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from oversight_graph.model.codes import strongest, weakest
from oversight_graph.model.references import ref_key
from oversight_graph.practice.scrutiny import Scrutiny, scrutinies
from oversight_graph.registers.coverage import BY_POINTER, Coverage, coverage
from oversight_graph.registers.covers import Covers, Named
from oversight_graph.registers.states import UNKNOWN, State, states_at
from oversight_graph.store.store import Store

FINDINGS = ("paper cover", "shadow oversight", "not live", "cell lost", BY_POINTER, "exercised")
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
        ``paper cover`` (named, meeting when it was last shown, and not seen to deal with the row), ``shadow oversight``
        (seen to deal with it, and named in no oversight cell of it), ``not live`` (named and not seen to deal with it;
        it was never shown to be meeting, or last shown otherwise), ``cell lost`` (seen to deal with it, and the text as
        obtained holds no cell that could name it), ``exercised through a pointer`` (the row leaves its oversight to
        others; the body covers these, and is seen to deal with them and not with the row itself) or ``exercised``
        (named and seen).
    ref, subject : str
        Reference and title of the row.
    body : str
    named : tuple of str
        All bodies that the row's oversight cells name, or reach through the rows to which it leaves its oversight.
    refers_to : tuple of str
        Of those rows, the ones that name the body; empty if the row itself does.
    meetings : tuple of str
        Dates, as far as known, of meetings of the body that dealt with the row, or, of what is exercised through a
        pointer, with the rows to which it leaves its oversight.
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
    body_iri : str
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
    body_iri: str


def practice(store: Store, day: str, *, activities: bool = False) -> list[Practice]:
    """Compare the bodies that plans name with the bodies whose meetings dealt with each row.

    Parameters
    ----------
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
    """All that the comparison needs besides the coverage, read once."""

    def __init__(self, store: Store, day: str) -> None:
        self.day = day
        self.covers = Covers(store, day)
        self.states = states_at(store, day)
        self.of_row: dict[str, list[Scrutiny]] = defaultdict(list)
        self.of_body: dict[str, list[Scrutiny]] = defaultdict(list)
        for scrutiny in scrutinies(store, day):
            self.of_row[scrutiny.subject].append(scrutiny)
            self.of_body[scrutiny.body].append(scrutiny)

    def rows(self, covered: list[Coverage]) -> list[Practice]:
        found = []
        for row in covered:
            named = row.covering
            found += [self._named(row, iri, name) for iri, name in named.items()]
            outside: dict[str, list[Scrutiny]] = defaultdict(list)
            for subject in self.covers.subjects(row.iri):
                for seen in self.of_row.get(subject, ()):
                    if seen.body not in named:
                        outside[seen.body].append(seen)
            found += [self._shadow(row, iri, used) for iri, used in outside.items()]

        def place(each: Practice) -> tuple[object, ...]:
            return FINDINGS.index(each.finding), ref_key(each.ref), each.subject, each.body, each.iri, each.body_iri

        return sorted(found, key=place)

    def _naming(self, row: Coverage) -> list[Named]:
        return [*self.covers.named.get(row.iri, ()), *self.covers.reached.get(row.iri, ())]

    def _named(self, row: Coverage, body: str, name: str) -> Practice:
        covers = self.covers
        own = {each for each, by in zip(row.exercised_iri, row.exercised_by_iri, strict=True) if by == body}
        through = zip(row.exercised_through_iri, row.exercised_through_by_iri, strict=True)
        # Of what the body did in these meetings, that which was about the row, or about those to which it leaves this.
        met = own or {each for each, by in through if by == body}
        targets = [row.iri] if own else [to for to in covers.targets.get(row.iri, ()) if body in covers.bodies(to)]
        about = {each for target in targets for each in covers.subjects(target)}
        used = [seen for seen in self.of_body[body] if seen.meeting in met and seen.subject in about]
        dates = tuple(sorted({seen.shown for seen in used}))
        naming = {where: named.doubt for named in self._naming(row) if named.by == body for where in named.evidence}
        state = self.states.get(body, UNKNOWN)
        finding = "exercised" if own else BY_POINTER if met else "paper cover" if state.met else "not live"
        subject = row.ref or row.title
        leads = () if body in row.bodies_iri else self._leads(row, body)
        dealt = (subject,) if own else dict.fromkeys(seen.ref or seen.name for seen in used)
        return Practice(
            finding=finding,
            ref=row.ref,
            subject=row.title,
            body=name,
            named=tuple(row.covering.values()),
            refers_to=leads,
            meetings=dates,
            note=weakest([strongest(naming.values()), strongest(seen.note for seen in used)]),
            links=(f"{name} oversees {subject}", *(f"{what} was scrutinised in {name}" for what in dealt if met)),
            date=self.day,
            meaning=_says(row, body, name, leads) + _ends(finding, dates, list(dealt), state, self._part(row, used)),
            evidence=tuple(sorted({*naming, *(e for seen in used for e in seen.evidence), *state.evidence})),
            iri=row.iri,
            body_iri=body,
        )

    def _part(self, row: Coverage, used: list[Scrutiny]) -> str:
        """Return the parts of a row that meetings dealt with, if none dealt with the row itself."""
        if any(seen.subject in self.covers.itself(row.iri) for seen in used):
            return ""
        return ", ".join(dict.fromkeys(seen.ref or seen.name for seen in used))

    def _leads(self, row: Coverage, body: str) -> tuple[str, ...]:
        """Return the references of the rows to which a row leaves its oversight, and whose own cells name the body."""
        printed = {each.printed for each in self.covers.reached.get(row.iri, ()) if each.by == body}
        return tuple(sorted(set(map(self.covers.ref, printed)) - {""}, key=ref_key))

    def _shadow(self, row: Coverage, body: str, used: list[Scrutiny]) -> Practice:
        named, name = row.covering, used[0].body_name
        used = sorted(used, key=lambda seen: seen.held)
        dates = tuple(dict.fromkeys(seen.shown for seen in used))
        lost = not named and row.cell == "lost"
        empty = f"says “{row.cell_as_stated}”" if row.cell_as_stated else _EMPTY.get(row.cell, "names no body")
        cell = f"names {', '.join(named.values())}, not this body" if named else empty
        part = self._part(row, used)
        elsewhere = " Another column of the row tells of it." if body in row.told_elsewhere_iri else ""
        cited = {where for each in self._naming(row) if each.is_body for where in each.evidence}
        return Practice(
            finding="cell lost" if lost else "shadow oversight",
            ref=row.ref,
            subject=row.title,
            body=name,
            named=tuple(named.values()),
            refers_to=(),
            meetings=dates,
            note=strongest(seen.note for seen in used),
            links=(f"{row.ref or row.title} was scrutinised in {name}",),
            date=self.day,
            meaning=f"{name} dealt with {f'a part of it, {part}' if part else 'it'} ({', '.join(dates)}). The plan's "
            f"oversight cell {cell}.{elsewhere}",
            evidence=tuple(sorted({*cited, *(e for seen in used for e in seen.evidence)})),
            iri=row.iri,
            body_iri=body,
        )


def _says(row: Coverage, body: str, name: str, leads: tuple[str, ...]) -> str:
    if body not in row.bodies_iri:
        return f"The row leaves its oversight to {', '.join(leads) or 'other rows'}, where {name} is named"
    return f"The plan names {name} for it"


def _ends(finding: str, dates: Sequence[str], dealt: Sequence[str], state: State, part: str) -> str:
    if finding == "exercised":
        what = f"a part of it, {part}" if part else "it"
        return f", and the papers show it dealing with {what}: {', '.join(dates)}."
    if finding == BY_POINTER:
        return (
            f". The papers show it dealing with {', '.join(dealt)} ({', '.join(dates)}); none shows a meeting of it "
            "that dealt with the row itself."
        )
    if finding == "paper cover":
        shown = "show it as meeting" if state.live else f"last showed it as meeting in {state.sign[:7]}"
        return f", and the papers {shown}. No loaded paper shows a meeting of it that dealt with this."
    return f". Nothing loaded shows that it was meeting ({state.in_words}), nor a meeting of it that dealt with this."
