"""What became of the actions of each owner: who was asked, who holds the post now, and what is still without an end."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from oversight_graph.model.spelling import plain
from oversight_graph.practice.followup import FollowUp
from oversight_graph.registers.actions import NOBODY_SEEN
from oversight_graph.registers.log.ends import SETTLED


@dataclass(frozen=True, slots=True)
class OwnerFollowUp:
    """The actions of one owner at a date.

    Attributes
    ----------
    owner : str or None
        Post, person, body or organisation; None where the data names none.
    owner_as_stated : tuple of str
        The owner as printed, each spelling once; empty where no owner is printed.
    holder : str or None
        Who was last seen in the post up to the date.
    asked_of : tuple of str
        Who was last seen in it when each action was asked for, with the number of actions.
    actions : int
        How many actions it has, those too that it has with others: as many as ``actions --owner`` lists.
    shared : int
        How many of these it has with others; each of the others is counted with them too.
    discharged, answered, withdrawn, carried_forward : int
    looked_at_again, deferred, never_seen_again, no_later_notes : int
        Of those without an end, how many have which outcome, see `practice.followup.FollowUp`.
    overdue : int
        Open, and the last day is past at the date.
    oldest_days : int or None
        Age in days of the oldest one without an end; None if there is none.
    date : str
    meaning : str
    evidence : tuple of str
    owner_iri : str
        IRI of the owner; empty where the data names none.
    """

    owner: str | None
    owner_as_stated: tuple[str, ...]
    holder: str | None
    asked_of: tuple[str, ...]
    actions: int
    shared: int
    discharged: int
    answered: int
    withdrawn: int
    carried_forward: int
    looked_at_again: int
    deferred: int
    never_seen_again: int
    no_later_notes: int
    overdue: int
    oldest_days: int | None
    date: str
    meaning: str
    evidence: tuple[str, ...]
    owner_iri: str


def by_owner(rows: Iterable[FollowUp]) -> list[OwnerFollowUp]:
    """Bring together the lives of the actions of each owner.

    Parameters
    ----------
    rows : iterable of FollowUp
        As from `practice.followup.follow_up`, all of one date.

    Returns
    -------
    list of OwnerFollowUp
        By name of the owner, each by itself whatever its name; then, by what is printed, owners of whom the data does
        not say who they are; actions for which no owner is printed come last.

    Notes
    -----
    Unit: actions; one with several owners is counted with each of them, and ``shared`` says how many there are. They
    are counts of what a few papers tell and no measure of anybody's work.
    """
    groups: dict[tuple[str, str], list[FollowUp]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows:
        names.update(zip(row.owner_iri, row.owner, strict=True))
        keys = [(iri, "") for iri in row.owner_iri] or [("", plain(row.owner_as_stated or ""))]
        for key in keys:
            groups[key].append(row)

    def place(key: tuple[str, str]) -> tuple[bool, bool, str, tuple[str, str]]:
        iri, printed = key
        return not iri, not iri and not printed, names.get(iri) or printed, key

    return [_owner(key[0], names.get(key[0]), groups[key]) for key in sorted(groups, key=place)]


def _owner(iri: str, owner: str | None, rows: list[FollowUp]) -> OwnerFollowUp:
    printed = tuple(sorted({row.owner_as_stated for row in rows if row.owner_as_stated}))
    outcomes = Counter(row.outcome for row in rows)
    people = Counter(name for row in rows if (name := _of(iri, row.owner_iri, row.holder_then)))
    holder = next((name for row in rows if (name := _of(iri, row.owner_iri, row.holder))), None)
    waiting = [row for row in rows if row.outcome not in (*SETTLED, "carried forward")]
    overdue = sum(row.status == "overdue" for row in waiting)
    return OwnerFollowUp(
        owner=owner,
        owner_as_stated=printed,
        holder=holder,
        asked_of=tuple(f"{name} ({count})" for name, count in sorted(people.items())),
        actions=len(rows),
        shared=sum(len(row.owner_iri) > 1 for row in rows),
        discharged=outcomes["discharged"],
        answered=outcomes["answered"],
        withdrawn=outcomes["withdrawn"],
        carried_forward=outcomes["carried forward"],
        looked_at_again=outcomes["looked at again"],
        deferred=outcomes["deferred"],
        never_seen_again=outcomes["never seen again"],
        no_later_notes=outcomes["no later notes"],
        overdue=overdue,
        oldest_days=max((row.age_days for row in waiting if row.age_days is not None), default=None),
        date=rows[0].date,
        meaning=_meaning(owner, printed, holder, people, len(rows), len(waiting), overdue),
        evidence=tuple(sorted({e for row in rows for e in row.evidence})),
        owner_iri=iri,
    )


def _of(owner: str, owners: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Return the name that stands for one of several owners; empty if nobody was seen."""
    name = dict(zip(owners, names, strict=False)).get(owner, "")
    return "" if name == NOBODY_SEEN else name


def _meaning(
    owner: str | None,
    printed: tuple[str, ...],
    holder: str | None,
    people: Counter[str],
    total: int,
    waiting: int,
    overdue: int,
) -> str:
    asked = f"{total} {'action' if total == 1 else 'actions'}"
    each = "it is" if total == 1 else "each is"
    open_ = f"{each} shown in the loaded papers to have been done, answered or carried forward"
    if waiting:
        open_ = f"of {waiting} no end is shown in the loaded papers"
    late = f", and of {overdue} the last day is past" if overdue else ""
    before = sorted(name for name in people if name and holder and name not in holder)
    handed = f" Some were asked of {', '.join(before)}; {holder} was last seen in the post." if before else ""
    who = "" if owner else " The papers cited for them print no owner."
    if owner is None and printed:
        who = f" Printed as {', '.join(printed)}; the data does not say who that is."
    return f"{asked}; {open_}{late}.{handed}{who}"
