"""The action log: what meetings asked for, of whom, by when, and what became of it by a date."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from oversight_graph.evidence.evidence import documents
from oversight_graph.model.codes import order_of
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.registers.people import Holder, holders_at, in_one_text
from oversight_graph.store.store import Row, Store
from oversight_graph.store.views import ask


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
        The post that is to do it, or several with commas; None if the paper names nobody.
    owner_as_stated : str or None
        Owner as printed.
    holder : str or None
        Who was last seen in that post up to the date; `holder_seen` says when, since they may have left it.
    due : str or None
        Last day, if a date can be read.
    due_as_stated : str or None
        Due date as printed.
    status : str
        ``open``, ``overdue`` (open, and the last day is past), ``deferred``, ``answered`` (an update was given) or
        ``discharged``; what happened after the date, or is told only by a later paper, does not count.
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
    holder_seen : str or None
        When the holder was last seen in the post; of several posts, the earliest such date.
    iri : str
    owner_iri, holder_iri : tuple of str
        IRIs of the owners, and of those who were last seen in their posts, in the same order.
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
    holder_seen: str | None
    iri: str
    owner_iri: tuple[str, ...]
    holder_iri: tuple[str, ...]


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
    holders = holders_at(store, day)
    papers = {iri: document.day or "" for iri, document in documents(store).items()}
    found: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, "actions"):
        if row[0]:
            found[row[0]].append(row)
    rows = [
        _action(iri, told, holders, papers, day)
        for iri, told in found.items()
        if (told[0][10] or "") <= day and (owner is None or owner in {row[2] for row in told})
    ]
    return sorted((row for row in rows if not overdue or row.status == "overdue"), key=lambda row: (row.raised, row.id))


def _action(
    iri: str,
    told: list[Row],
    holders: Mapping[str, tuple[Holder, ...]],
    papers: Mapping[str, str],
    day: str,
) -> Action:
    """Bring together what the rows of the view tell of one action: one for each owner, citation and so on."""
    (_, text, _, _, as_stated, due, due_as_stated, _, _, meeting, raised, item_ref, item, *_,
     from_label, deferred, certainty, _) = told[0]  # fmt: skip
    owners = dict.fromkeys((row[2], row[3]) for row in told if row[2])
    states = {(row[7] or "").removeprefix(CONCEPT + "action-state/") for row in told}
    evidence = tuple(sorted({row[-1] for row in told if row[-1]}))
    # What a later meeting records, or a later paper tells, has not happened yet.
    if any(papers.get(one.partition("#")[0], "") > day for one in evidence):
        states.discard("answered")
    records = dict.fromkeys((row[14], row[15]) for row in told if row[13])
    done = [label for label, held in records if not held or held <= day]
    if records and not done:
        states.discard("discharged")
    return Action(
        id=iri.rpartition("/")[2],
        text=text or "",
        owner=", ".join(label or "" for _, label in owners) or None,
        owner_as_stated=as_stated,
        holder=", ".join(in_one_text(holders[post]) for post, _ in owners if post in holders) or None,
        due=due,
        due_as_stated=due_as_stated,
        status=_status(states | {"discharged"} if done else states, due, day),
        meeting=meeting or "",
        item=" ".join(part for part in (item_ref, item) if part),
        discharged_by=next(iter(done), None),
        evidence=evidence,
        raised=raised or "",
        carried_forward_from=from_label,
        deferred_to=deferred,
        note=(certainty or "").removeprefix(CONCEPT + "certainty/"),
        holder_seen=min((max(h.seen for h in holders[post]) for post, _ in owners if post in holders), default=None),
        iri=iri,
        owner_iri=tuple(post or "" for post, _ in owners),
        holder_iri=tuple(holder.iri for post, _ in owners if post for holder in holders.get(post, ())),
    )


def _status(states: Set[str], due: str | None, day: str) -> str:
    """Return the state that counts at the day: the one that is furthest on its way."""
    settled = next((state for state in order_of("action-state") if state in states and state != "open"), None)
    return settled or ("overdue" if due and due < day else "open")
