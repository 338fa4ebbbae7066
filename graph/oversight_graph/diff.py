"""What changed between two dates, or between two folders of data: bodies, hands, oversight and grades."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oversight_graph.coverage import Coverage, reason
from oversight_graph.errors import UsageError
from oversight_graph.refs import ref_key
from oversight_graph.snapshot import Handover, Holding, Link, Snapshot, snapshot
from oversight_graph.store import Store

CHANGES = (
    "grade dropped",
    "lost oversight",
    "ended",
    "began",
    "handed over",
    "state changed",
    "changed hands",
    "gained oversight",
    "grade rose",
    "first shown",
    "no longer shown",
)
_UNKNOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between a first and a second date.

    Attributes
    ----------
    change : str
        One of `CHANGES`. ``began`` and ``ended`` only if a paper says so; a body of which the papers tell for the
        first time is ``first shown``. ``handed over``: a paper records that a body, or a function, passed to another.
        ``changed hands``: other people were last seen in a post, or another post or person chairs a body.
    thing : str
        Body, post, commitment or other subject.
    before, after : str
        State, people, bodies or grade at the two dates; empty where nothing is shown.
    when : str
        Date of the change as far as known; empty if no paper gives it.
    since, date : str
        The two dates.
    edges : tuple of str
        Relations that came or went, from source to target.
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
    iri : str
    """

    change: str
    thing: str
    before: str
    after: str
    when: str
    since: str
    date: str
    edges: tuple[str, ...]
    meaning: str
    evidence: tuple[str, ...]
    iri: str


def diff(
    store: Store, first: str, second: str, *, other: Store | None = None, everything: bool = False
) -> list[Change]:
    """Return what differs between two dates, or between two sets of data.

    Parameters
    ----------
    store : Store
        The first set of data, and the second too if there is no other.
    first, second : str
        ISO dates.
    other : Store, optional
        The second set of data, read at the second date.
    everything : bool
        In one set of data, also list the bodies, and the oversight of things that are in no plan, of which the papers
        tell for the first time at the second date, without saying since when. Of two sets of data they always count.

    Returns
    -------
    list of Change
        In the order of `CHANGES`, then of the plan or by name. Empty if nothing differs, and so for equal dates of one
        set of data.

    Raises
    ------
    UsageError
        If, in one set of data, the second date is before the first.

    Notes
    -----
    Direction: from the first to the second. Unit: a thing and what changed about it. What differs is what the papers
    show, and they may show less at the later date: the grade "exercised" needs a meeting in the twelve months before,
    and falls when no notes of that time are loaded. A plan that only the later date has gives one row, since there is
    nothing to compare its commitments with. In one set of data the date counts, not when a paper was written: what a
    paper of 2018 says of 2017 was so in 2017. An undated relation counts from the date of the paper that tells of it.
    """
    if other is None and second < first:
        raise UsageError(f"{second} is before {first}", hint="the first date is --from, the second --to")
    two = other is not None
    compared = _Comparison(snapshot(store, first), snapshot(other or store, second), two=two)
    return compared.rows(fresh=two or everything)


def dropped(changes: Iterable[Change]) -> list[Change]:
    """Return the changes that are a drop of a commitment's grade."""
    return [change for change in changes if change.change == "grade dropped"]


class _Comparison:
    def __init__(self, old: Snapshot, new: Snapshot, *, two: bool) -> None:
        self.old, self.new, self.two = old, new, two

    def rows(self, *, fresh: bool) -> list[Change]:
        found = [*self._bodies(), *self._others()]
        found = [row for row in found if fresh or row.change != "first shown"]
        found += [*self._handovers(), *self._posts(), *self._chairs(), *self._plan()]
        return sorted(found, key=lambda row: (CHANGES.index(row.change), ref_key(row.thing), row.thing, row.after))

    def _row(
        self,
        change: str,
        iri: str,
        before: str,
        after: str,
        meaning: str,
        evidence: Iterable[str],
        *,
        thing: str = "",
        when: str = "",
        edges: Iterable[str] = (),
    ) -> Change:
        name = thing or self._name(iri)
        cited = tuple(sorted(set(evidence)))
        return Change(change, name, before, after, when, self.old.day, self.new.day, tuple(edges), meaning, cited, iri)

    def _name(self, iri: str) -> str:
        return self.new.names.get(iri) or self.old.names.get(iri) or iri

    def _within(self, day: str) -> bool:
        """Tell whether something that is dated happened between the two dates."""
        return self.two or self.old.day < day <= self.new.day

    def _bodies(self) -> Iterator[Change]:
        for iri in sorted(self.old.states.keys() | self.new.states.keys()):
            one, two = self.old.states.get(iri), self.new.states.get(iri)
            before, after = (state.status if state else _UNKNOWN for state in (one, two))
            if before == after:
                continue
            name, evidence = self._name(iri), [e for state in (one, two) if state for e in state.evidence]
            shown = ("" if before == _UNKNOWN else before, "" if after == _UNKNOWN else after)
            begun = self.new.begun.get(iri)
            if after == _UNKNOWN:
                told = "no longer tells of it" if iri not in self.new.names else "does not show its state"
                yield self._row("no longer shown", iri, *shown, f"What is loaded for {self.new.day} {told}.", evidence)
            elif after == "ended":
                when = two.since or "" if two else ""
                heirs = sorted(self._heirs(iri))
                passed = f" What passed on: {'; '.join(heirs)}." if heirs else " No paper says who took over from it."
                meaning = f"{name} ended{f' ({when})' if when else ''}.{passed}"
                yield self._row("ended", iri, *shown, meaning, evidence, when=when)
            elif before in (_UNKNOWN, "planned") and after != "planned" and begun and self._within(begun[0]):
                cited = [*evidence, *(e for event in self._events(iri) for e in event.evidence)]
                yield self._row("began", iri, *shown, f"{name} began ({begun[1]}).", cited, when=begun[1])
            elif before == _UNKNOWN:
                meaning = (
                    f"Shown at {self.new.day} ({after}) and not at {self.old.day}; since when it is there is not said."
                )
                yield self._row("first shown", iri, *shown, meaning, evidence)
            else:
                when = two.since or "" if two else ""
                meaning = f"The papers show it {before} at {self.old.day} and {after} at {self.new.day}."
                yield self._row("state changed", iri, *shown, meaning, evidence, when=when)

    def _events(self, body: str) -> Iterator[Handover]:
        return (event for event in self.new.handovers.values() if body in {iri for iri, _ in event.old | event.new})

    def _heirs(self, body: str) -> set[str]:
        found = set()
        for event in self.new.handovers.values():
            if body in {iri for iri, _ in event.old}:
                what = f" ({', '.join(sorted(event.functions))})" if event.functions else ""
                found |= {f"to {name}{what}" for _, name in event.heirs} | {
                    f"it became {name}" for _, name in event.new
                }
        return found

    def _handovers(self) -> Iterator[Change]:
        for iri, event in self.new.handovers.items():
            if (iri in self.old.handovers) if self.two else not self._within(event.day):
                continue
            before = ", ".join(sorted(name for _, name in event.old))
            after = ", ".join(sorted(name for _, name in event.new | event.heirs))
            what = f" What passed: {', '.join(sorted(event.functions))}." if event.functions else ""
            whole = " The one became the other." if event.old and event.new else ""
            meaning = f"{event.label} ({event.shown}).{whole}{what}"
            yield self._row(
                "handed over", iri, before, after, meaning, event.evidence, thing=event.label, when=event.shown
            )

    def _posts(self) -> Iterator[Change]:
        for iri in sorted(self.old.holders.keys() | self.new.holders.keys()):
            one, two = self.old.holders.get(iri), self.new.holders.get(iri)
            if one is None or (two is not None and one.people & two.people):
                continue
            yield self._post(iri, one, two)

    def _post(self, iri: str, one: Holding, two: Holding | None) -> Change:
        names = [", ".join(sorted(holding.people)) if holding else "" for holding in (one, two)]
        if two is None:
            meaning = f"{names[0]} had left the post; who followed is not shown."
        else:
            both = one.last >= two.first
            how = "so both may have held it for a time" if both else "and when it passed is not said"
            meaning = f"{names[0]} was seen in the post up to {one.last}, {names[1]} from {two.first} on, {how}."
        evidence = [*one.evidence, *(two.evidence if two else ())]
        return self._row("changed hands", iri, *names, meaning, evidence)

    def _chairs(self) -> Iterator[Change]:
        for iri in sorted(self.old.chairs.keys() & self.new.chairs.keys()):
            one, two = self.old.chairs[iri], self.new.chairs[iri]
            if not one or not two or one.keys() & two.keys():
                continue
            names = [", ".join(sorted(self._name(chair) for chair in chairs)) for chairs in (one, two)]
            edges = [f"{self._name(chair)} -> chairs -> {self._name(iri)}" for chair in sorted({*one, *two})]
            evidence = [e for chairs in (one, two) for link in chairs.values() for e in link.evidence]
            meaning = f"The papers name {names[0]} as chair at {self.old.day} and {names[1]} at {self.new.day}."
            yield self._row(
                "changed hands", iri, *names, meaning, evidence, thing=f"chair of {self._name(iri)}", edges=edges
            )

    def _plan(self) -> Iterator[Change]:
        old, new = self.old.rows, self.new.rows
        for change, here, there in (("first shown", self.new, self.old), ("no longer shown", self.old, self.new)):
            missing: dict[str, list[Coverage]] = defaultdict(list)
            known = {there.plans.get(iri) for iri in there.rows}
            for iri in here.rows.keys() - there.rows.keys():
                plan = here.plans.get(iri, "")
                missing["" if plan in known else plan].append(here.rows[iri])
            yield from self._missing(change, missing)
        for iri in old.keys() & new.keys():
            yield from self._commitment(old[iri], new[iri])

    def _missing(self, change: str, missing: dict[str, list[Coverage]]) -> Iterator[Change]:
        first = change == "first shown"
        day = self.new.day if first else self.old.day
        for plan, rows in missing.items():
            if plan:
                text = f"{len(rows)} {'commitment' if len(rows) == 1 else 'commitments'}"
                meaning = f"Only {day} has this plan, so there is nothing to compare its commitments with."
                yield self._row(change, plan, "" if first else text, text if first else "", meaning, [])
                continue
            for row in rows:
                grade = f"grade {row.grade}"
                meaning = f"Only {day} has this commitment. {reason(row)}"
                shown = ("", grade) if first else (grade, "")
                yield self._row(change, row.iri, *shown, meaning, row.evidence)

    def _commitment(self, one: Coverage, two: Coverage) -> Iterator[Change]:
        evidence, name = [*one.evidence, *two.evidence], self._name(two.iri)
        for change, gone, there in (("lost oversight", one, two), ("gained oversight", two, one)):
            named = {*there.bodies, *there.resolved_bodies}
            for body in sorted({*gone.live} - {*there.live}):
                state = next((s for s in there.not_live if s.startswith(f"{body} (")), "")
                lost = change == "lost oversight"
                day, then = (self.new.day, self.old.day) if lost else (self.old.day, self.new.day)
                why = f"is named and not shown to be meeting ({state})" if body in named else "is not named"
                yield self._row(
                    change,
                    two.iri,
                    body if lost else state,
                    state if lost else body,
                    f"At {then} {body} was named and meeting; at {day} it {why}.",
                    evidence,
                    edges=[f"{body} -> oversees -> {name}"],
                )
        if one.grade != two.grade:
            change = "grade dropped" if two.grade < one.grade else "grade rose"
            yield self._row(change, two.iri, f"grade {one.grade}", f"grade {two.grade}", reason(two), evidence)

    def _others(self) -> Iterator[Change]:
        for iri in sorted(self.old.overseers.keys() | self.new.overseers.keys()):
            one, two = self.old.overseers.get(iri, {}), self.new.overseers.get(iri, {})
            fresh: dict[str, Link] = {}
            for body in sorted(two.keys() - one.keys()):
                since = two[body].since
                if (since and self._within(since)) or (self.two and one):
                    yield self._link("gained oversight", iri, body, two[body], since or "")
                else:
                    fresh[body] = two[body]
            for body in sorted(one.keys() - two.keys()):
                state = self.new.states.get(body)
                when = state.since or "" if state and state.status == "ended" else ""
                yield self._link("lost oversight", iri, body, one[body], when)
            if fresh:
                names = ", ".join(sorted(self._name(body) for body in fresh))
                meaning = f"Named for it by {self.new.day} for the first time; since when is not said: {names}."
                edges = [f"{self._name(body)} -> oversees -> {self._name(iri)}" for body in fresh]
                evidence = [e for link in fresh.values() for e in link.evidence]
                yield self._row("first shown", iri, "", names, meaning, evidence, edges=edges)

    def _link(self, change: str, iri: str, body: str, link: Link, when: str) -> Change:
        name, thing = self._name(body), self._name(iri)
        lost = change == "lost oversight"
        by = "" if lost else "by "
        meaning = f"{name} {'no longer oversees' if lost else 'oversees'} {thing}{f' ({by}{when})' if when else ''}."
        return self._row(
            change,
            iri,
            name if lost else "",
            "" if lost else name,
            meaning,
            link.evidence,
            when=when,
            edges=[f"{name} -> oversees -> {thing}"],
        )
