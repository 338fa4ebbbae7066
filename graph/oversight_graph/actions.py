"""The action log: what meetings asked for, of whom, by when, and what became of it by a date."""

from collections import defaultdict
from dataclasses import dataclass, replace

from oversight_graph.catalogue import ask
from oversight_graph.registers import holder_at
from oversight_graph.store import Store
from oversight_graph.vocabulary import CONCEPT


@dataclass(frozen=True, slots=True)
class Action:
    """One action, with its state at a date.

    Attributes
    ----------
    id : str
        Short name of the action.
    text : str
        What is to be done, in our words.
    owner : str or None
        The post that is to do it; None if the paper names nobody.
    owner_as_stated : str or None
        Owner as printed.
    holder : str or None
        The person last seen in that post up to the date.
    due : str or None
        Last day, if a date can be read.
    due_as_stated : str or None
        Due date as printed.
    status : str
        ``open``, ``overdue`` (open, and the last day is past), ``deferred``, ``answered`` (an update was given) or
        ``discharged``; what happened after the date does not count.
    meeting : str
        The meeting that asked for it, or that brought it forward.
    item : str
        Agenda item.
    discharged_by : str or None
        The item that records it as done.
    evidence : tuple of str
    raised : str
        Date of the meeting.
    carried_forward_from : str or None
    deferred_to : str or None
    note : str
        How far the reading is certain.
    iri : str
    """

    id: str
    text: str
    owner: str | None
    owner_as_stated: str | None
    holder: str | None
    due: str | None
    due_as_stated: str | None
    status: str
    meeting: str
    item: str
    discharged_by: str | None
    evidence: tuple[str, ...]
    raised: str
    carried_forward_from: str | None
    deferred_to: str | None
    note: str
    iri: str


def actions(store: Store, day: str, *, owner: str | None = None, overdue: bool = False) -> list[Action]:
    """Return the actions that meetings up to a date asked for.

    Parameters
    ----------
    store : Store
    day : str
        ISO date.
    owner : str, optional
        IRI of a post: only its actions.
    overdue : bool
        Only actions that are open and whose last day is past at the date.

    Returns
    -------
    list of Action
        By date of the meeting.
    """
    holders = holder_at(store, day)
    evidence: dict[str, set[str]] = defaultdict(set)
    found: dict[str, Action] = {}
    for row in ask(store, "actions"):
        (iri, text, post, post_label, as_stated, due, due_as_stated, state, _, meeting, raised, item_ref, item, _,
        by_label,
         by_day, _, from_label, deferred, certainty, where) = row  # fmt: skip
        if not iri or (raised and raised > day) or (owner and post != owner):
            continue
        if where:
            evidence[iri].add(where)
        if iri in found:
            continue
        discharged = by_label if not by_day or by_day <= day else None
        found[iri] = Action(
            id=iri.rpartition("/")[2],
            text=text or "",
            owner=post_label,
            owner_as_stated=as_stated,
            holder=holders.get(post or ""),
            due=due,
            due_as_stated=due_as_stated,
            status=_status((state or "").removeprefix(CONCEPT + "action-state/"), due, day, discharged is not None),
            meeting=meeting or "",
            item=" ".join(part for part in (item_ref, item) if part),
            discharged_by=discharged,
            evidence=(),
            raised=raised or "",
            carried_forward_from=from_label,
            deferred_to=deferred,
            note=(certainty or "").removeprefix(CONCEPT + "certainty/"),
            iri=iri,
        )
    rows = [replace(action, evidence=tuple(sorted(evidence[iri]))) for iri, action in found.items()]
    if overdue:
        rows = [row for row in rows if row.status == "overdue"]
    return sorted(rows, key=lambda row: (row.raised, row.id))


def _status(state: str, due: str | None, day: str, discharged: bool) -> str:
    """Return the state at the day; a discharge that a later meeting records has not happened yet."""
    if state == "discharged" and discharged:
        return state
    if state in ("deferred", "answered"):
        return state
    return "overdue" if due and due < day else "open"
