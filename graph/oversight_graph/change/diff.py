"""What changed between two dates, or between two sets of data: bodies, hands, oversight and grades."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from oversight_graph.change.changes import (
    CHANGES,
    Change,
    Pair,
    body_changes,
    chair_changes,
    post_changes,
    recorded_changes,
)
from oversight_graph.change.plan_rows import Links, edition_changes, link_rows
from oversight_graph.change.snapshot import Link, snapshot
from oversight_graph.errors import UsageError
from oversight_graph.model.references import ref_key
from oversight_graph.registers.gaps import reason
from oversight_graph.registers.plans.editions import editions, refuse_other
from oversight_graph.store.store import Store
from oversight_graph.store.views import remembering

if TYPE_CHECKING:
    from oversight_graph.registers.coverage import Coverage


def diff(
    store: Store,
    first: str,
    second: str,
    *,
    other: Store | None = None,
    everything: bool = False,
    plans: tuple[str, str] | None = None,
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
    plans : tuple of str, optional
        Of two sets of data, IRIs of a plan of the first and one of the second that are to be compared as editions of
        one, whatever they have in common, and no others of which the data does not say so.

    Returns
    -------
    list of Change
        In the order of `CHANGES`, then of the plan or by name. Empty if nothing differs, and so for equal dates of one
        set of data.

    Raises
    ------
    UsageError
        If, in one set of data, the second date is before the first, or plans are named; if a plan is none.

    Notes
    -----
    Direction: from the first to the second. Unit: a thing and what changed about it. What differs is what the papers
    show, and they may show less at the later date: the grade "exercised" needs a meeting in the twelve months before,
    and falls when no notes of that time are loaded. A plan that only the later date has gives one row, since there is
    nothing to compare its commitments with; an edition of an earlier plan is compared row by row, see
    `change.plan_rows`.
    In one set of data the date counts, not when a paper was written: what a paper of 2018 says of 2017 was so in 2017.
    An undated relation counts from the date of the paper that tells of it.
    """
    if other is None and second < first:
        raise UsageError(f"{second} is before {first}", hint="the first date is --from, the second --to")
    two = other is not None
    if plans and not two:
        raise UsageError("plans are named of two sets of data", hint="in one, dcterms:replaces says what is an edition")
    for plan, where in zip(plans or (), (store, other or store), strict=False):
        refuse_other(plan, editions(where))
    store = remembering(store)
    pair = Pair(snapshot(store, first), snapshot(remembering(other) if other else store, second), two, plans)
    found = [row for row in (*body_changes(pair), *_others(pair)) if two or everything or row.change != "first shown"]
    links = link_rows(pair)
    found += [
        *recorded_changes(pair),
        *post_changes(pair),
        *chair_changes(pair),
        *_plans(pair, links),
        *_grades(pair, links),
    ]
    found += edition_changes(pair, links)
    return sorted(found, key=lambda row: (CHANGES.index(row.change), ref_key(row.thing), row.thing, row.after, row.iri))


def _plans(pair: Pair, links: Links) -> Iterator[Change]:
    """Yield the plans that only one of the two has: new editions, and those that are no edition of another."""
    for plan, earlier in links.plans.items():
        if plan != earlier:
            yield _edition(pair, links, earlier, plan)
    editions = {*links.plans, *links.plans.values()}
    sides = (("first shown", pair.new, pair.old), ("no longer shown", pair.old, pair.new))
    for change, here, there in sides:
        alone: dict[str, list[Coverage]] = defaultdict(list)
        for iri in here.rows.keys() - there.rows.keys():
            if here.plans.get(iri, "") not in editions:
                alone[here.plans.get(iri, "")].append(here.rows[iri])
        for plan, rows in alone.items():
            if plan:
                text = f"{len(rows)} {'commitment' if len(rows) == 1 else 'commitments'}"
                meaning = f"Only {pair.side(here)} has this plan, so there is nothing to compare its commitments with."
                meaning += _not_taken(pair, links, plan)
                evidence = [e for row in rows for e in row.evidence]
                yield pair.row(change, plan, *_side(change, text), meaning, evidence)
                continue
            for row in rows:
                meaning = f"Only {pair.side(here)} has this commitment. {reason(row)}"
                yield pair.row(change, row.iri, *_side(change, f"grade {row.grade}"), meaning, row.evidence)


def _not_taken(pair: Pair, links: Links, plan: str) -> str:
    """Say with which plan one was not compared although rows of both have the same numbers."""
    for relation in links.plan_matches.values():
        if plan in (relation.old, relation.new) and not relation.taken:
            other = relation.old if plan == relation.new else relation.new
            return (
                f" It is not taken for an edition of {pair.name(other)} ({relation.ground}); --plans compares the two."
            )
    return ""


def _edition(pair: Pair, links: Links, earlier: str, plan: str) -> Change:
    """Return a row that sums up what became of the rows of a plan in another edition."""
    old = {iri for iri, row in pair.old.rows.items() if row.plan_iri == earlier}
    new = {iri for iri, row in pair.new.rows.items() if row.plan_iri == plan}
    both = [(ours, theirs) for ours, theirs in links.rows if ours in old and theirs in new]
    kept, carried = {ours for ours, _ in both}, {theirs for _, theirs in both}
    meaning = (
        f"{pair.name(plan)} is another edition of {pair.name(earlier)}: of its {len(new)} commitments {len(carried)} "
        f"carry on {len(kept)} of the {len(old)} earlier ones; {len(new) - len(carried)} new, "
        f"{len(old) - len(kept)} not carried on."
    )
    if (relation := links.plan_matches.get((earlier, plan))) and not pair.plans:
        meaning += " The data does not say that it is; it is taken for that by what they have in common: "
        meaning += f"{relation.ground}."
    evidence = [e for row in (pair.old.rows[iri] for iri in sorted(old)[:1]) for e in row.row_evidence]
    evidence += [e for row in (pair.new.rows[iri] for iri in sorted(new)[:1]) for e in row.row_evidence]
    return pair.row("new edition", plan, pair.name(earlier), pair.name(plan), meaning, evidence)


def _side(change: str, text: str) -> tuple[str, str]:
    return ("", text) if change == "first shown" else (text, "")


def _grades(pair: Pair, links: Links) -> Iterator[Change]:
    """Yield, of the commitments that both have, the live bodies that came and went, and the grades that moved."""
    for earlier, iri in links.rows:
        if earlier not in pair.old.rows or iri not in pair.new.rows:
            continue
        old_row, new_row = pair.old.rows[earlier], pair.new.rows[iri]
        evidence, name = [*old_row.evidence, *new_row.evidence], pair.name(iri)
        before, after = ({*zip(row.live, row.live_iri, strict=True)} for row in (old_row, new_row))
        for body, body_iri in sorted(before ^ after):
            lost = (body, body_iri) in before
            held = (pair.new if lost else pair.old).states.get(body_iri)
            if held and held.was:
                continue  # Only the sign has grown old, or is new again: that is told of the body.
            there, then, now = new_row if lost else old_row, pair.at(pair.old).capitalize(), pair.at(pair.new)
            state = next((state for state in there.not_live if state.startswith(f"{body} (")), "")
            named = body in there.bodies or body in there.resolved_bodies
            why = f"is named and not shown to be meeting ({state})" if named else "is not named"
            yield pair.row(
                "lost oversight" if lost else "gained oversight",
                iri,
                body if lost else state,
                state if lost else body,
                f"{then} {body} was named and meeting; {now} it {why}."
                if lost
                else f"{then} {body} {why}; {now} it is named and meeting.",
                evidence,
                links=[f"{body} oversees {name}"],
            )
        if old_row.grade != new_row.grade:
            change = "grade dropped" if new_row.grade < old_row.grade else "grade rose"
            meaning = f"From {old_row.called!r} to {new_row.called!r}. {reason(new_row)}"
            yield pair.row(change, iri, f"grade {old_row.grade}", f"grade {new_row.grade}", meaning, evidence)


def _others(pair: Pair) -> Iterator[Change]:
    """Yield the bodies that came to oversee, or ceased to oversee, things that are no rows of a plan."""
    for iri in sorted(pair.old.overseers.keys() | pair.new.overseers.keys()):
        old_links, new_links = pair.old.overseers.get(iri, {}), pair.new.overseers.get(iri, {})
        fresh = []
        for body in sorted(new_links.keys() - old_links.keys()):
            since = new_links[body].since
            if (since and pair.within(since)) or (pair.two and old_links):
                yield _link(pair, "gained oversight", iri, body, new_links[body], f"by {since}" if since else "")
            else:
                fresh.append(body)
        for body in sorted(old_links.keys() - new_links.keys()):
            state = pair.new.states.get(body)
            ended = state.since if state and state.status == "ended" else None
            until = ended if not ended or body in pair.new.ended else f"by {ended}"
            yield _link(pair, "lost oversight", iri, body, old_links[body], until or "")
        if fresh:
            names = ", ".join(sorted(pair.name(body) for body in fresh))
            by = pair.at(pair.new) if pair.two else f"by {pair.new.day}"
            meaning = f"Named for it {by} for the first time; since when is not said: {names}."
            links = [f"{pair.name(body)} oversees {pair.name(iri)}" for body in fresh]
            evidence = [e for body in fresh for e in new_links[body].evidence]
            yield pair.row("first shown", iri, "", names, meaning, evidence, links=links)


def _link(pair: Pair, change: str, iri: str, body: str, link: Link, when: str) -> Change:
    name, thing, lost = pair.name(body), pair.name(iri), change == "lost oversight"
    meaning = f"{name} {'no longer oversees' if lost else 'oversees'} {thing}{f' ({when})' if when else ''}."
    return pair.row(
        change,
        iri,
        name if lost else "",
        "" if lost else name,
        meaning,
        link.evidence,
        when=when.removeprefix("by "),
        links=[f"{name} oversees {thing}"],
    )
