"""The action log: what meetings asked for, of whom, by when, and what became of it by a date."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from oversight_graph.model.closure import reachable
from oversight_graph.model.codes import order_of
from oversight_graph.model.columns import filled, named
from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.log.ends import SETTLED, End, end_at, ends, occasions
from oversight_graph.registers.log.owners import owner_of
from oversight_graph.registers.tenures import holders_at, in_one_text
from oversight_graph.store.store import Record, Store
from oversight_graph.store.views import ask

NOBODY_SEEN = "not shown"


@dataclass(frozen=True, slots=True)
class Action:
    """One action, with its state at a date.

    Attributes
    ----------
    id : str
        Short name of the action; of one that a later meeting took up in a record of its own, of the newest record.
    text : str
        What is to be done, in our words.
    owner : tuple of str
        The posts, persons, bodies or organisations that are to do it; empty if the data names none, see
        `owner_as_stated`.
    owner_as_stated : str or None
        Owner as printed.
    holder : tuple of str
        For each owner, in the same order: who was last seen in that post up to the date (`holder_seen` says when, since
        they may have left it), ``not shown`` if nobody was; of an owner that is no post, itself. Empty if nobody was
        seen in any post that owns it.
    due : str or None
        Last day, if a date can be read: the last one that was given for it.
    due_as_stated : str or None
        Due date as printed.
    status : str
        ``open``, ``overdue`` (open, and the last day is past), ``deferred``, ``answered`` (an update was given),
        ``withdrawn`` (given up, or not asked for any more) or ``discharged``; what happened after
        the date, or is told only by a later paper, does not count.
    meeting : str
        The meeting that asked for it, or that brought it forward.
    item : str
        Agenda item.
    discharged_by : str or None
        The item, meeting or decision that records it as done.
    evidence : tuple of str
        Citations of the action, and of what records its end.
    raised : str
        Date of the meeting, as far as it is known.
    carried_forward_from : str or None
    deferred_to : str or None
    note : str
        How far the reading is certain.
    holder_seen : str or None
        When the holder was last seen in the post, as far as that is known; of several posts, the earliest such date.
    settled_on : str or None
        When it was discharged, withdrawn or answered, as far as the date is known: the date of the meeting that
        records it, else of the newest paper that tells of it; never that of the asking.
    settled_at : str or None
        The meeting that records it.
    settled_by : tuple of str
        The bodies whose meeting that was.
    ground : str
        What shows the end: an agenda item, a decision, or a paper; empty if there is none.
    iri : str
    owner_iri, holder_iri : tuple of str
        IRIs of the owners, and of their holders, in the same order; an empty text for a holder who is not shown. Of
        several people in one post, IRIs parted by spaces.
    settled_by_iri : tuple of str
    earlier_iri : tuple of str
        Earlier records of the same action, which count no more.
    settled_day : str or None
        ISO date by which it was certainly settled.
    """

    id: str
    text: str
    owner: tuple[str, ...]
    owner_as_stated: str | None
    holder: tuple[str, ...]
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
    settled_on: str | None
    settled_at: str | None
    settled_by: tuple[str, ...]
    ground: str
    iri: str
    owner_iri: tuple[str, ...]
    holder_iri: tuple[str, ...]
    settled_by_iri: tuple[str, ...]
    earlier_iri: tuple[str, ...]
    settled_day: str | None

    @property
    def settled(self) -> bool:
        """Whether a paper up to the date tells of its end."""
        return self.status in SETTLED


def actions(store: Store, day: str, *, owner: str | None = None, overdue: bool = False) -> list[Action]:
    """Return the actions that meetings up to a date asked for.

    Parameters
    ----------
    owner : str, optional
        IRI of a post, person, body or organisation, or an owner as printed: only its actions, those too that it has
        with others.
    overdue : bool
        Only actions that are open and whose last day is past at the date.

    Returns
    -------
    list of Action
        By date and hour of the meeting. An action that a later meeting took up in a record of its own is one action,
        shown by the newest record up to the date; one that was recorded as done and is opened again is another.
    """
    log = _Log(store, day)
    whose = owner_of(store, owner) if owner else None
    rows = sorted((log.action(iri) for iri in log.newest()), key=lambda row: (*log.met(row.iri), row.id))
    return [
        row
        for row in rows
        if (whose is None or whose.has(row.owner_iri, row.owner_as_stated)) and (not overdue or row.status == "overdue")
    ]


class _Log:
    """All that the rows need, read once."""

    def __init__(self, store: Store, day: str) -> None:
        self.day = day
        self.holders = holders_at(store, day)
        self.posts = {row[0] for row in ask(store, "popolo_posts")}
        self.occasions, self.ends = occasions(store), ends(store)
        self.records: dict[str, list[Record]] = defaultdict(list)
        for record in ask(store, "actions").records():
            if iri := record["action"]:
                self.records[iri].append(record)
        self.before: dict[str, list[str]] = defaultdict(list)
        self.replaced: set[str] = set()
        for earlier, later, on in ask(store, "later_records"):
            if earlier and later and on and on <= day:
                self.before[later].append(earlier)
                self.replaced.add(earlier)

    def newest(self) -> Iterable[str]:
        """Yield the records that count at the day."""
        for iri, records in self.records.items():
            if (records[0]["day"] or "") <= self.day and iri not in self.replaced:
                yield iri

    def met(self, iri: str) -> tuple[str, str]:
        """Return the day and the hour of the meeting in whose notes a record stands."""
        newest = self.records[iri][0]
        return newest["day"] or "", newest["hour"] or ""

    def action(self, iri: str) -> Action:
        """Bring together what the rows of the view tell of one action: one for each owner, citation and so on."""
        records = self.records[iri]
        first = records[0]
        due = first["due"]
        owners = dict.fromkeys((owner, each["owner_label"]) for each in records if (owner := each["owner"]))
        states = {local_name(each["state"] or "") for each in records}
        evidence = {*filled(records, "evidence")}
        end = end_at(self.ends.get(iri, ()), states, evidence, self.occasions, self.day)
        earlier = tuple(sorted({*reachable([iri], lambda each: self.before.get(each, ()))} - {iri}))
        evidence.update(*(filled(self.records.get(each, ()), "evidence") for each in earlier))
        seen = [max((h.seen, h.last_seen) for h in self.holders[post]) for post, _ in owners if post in self.holders]
        held = [self._holder(owner or "", label or "") for owner, label in owners]
        return Action(
            id=iri.rpartition("/")[2],
            text=first["text"] or "",
            **named(owner=((label, post) for post, label in owners), holder=held if seen else ()),
            owner_as_stated=first["owner_as_stated"],
            due=due,
            due_as_stated=first["due_as_stated"],
            status=_status(states, end, due, self.day),
            meeting=first["meeting_label"] or "",
            item=" ".join(part for part in (first["item_ref"], first["item_label"]) if part),
            discharged_by=end.label if end and end.state == "discharged" and end.label else None,
            evidence=tuple(sorted({*evidence, *(end.evidence if end else ())})),
            raised=first["edtf"] or first["day"] or "",
            carried_forward_from=first["from_label"],
            deferred_to=first["deferred_label"],
            note=local_name(first["certainty"] or ""),
            holder_seen=min(seen, default=("", None))[1],
            settled_on=(end.shown or None) if end else None,
            settled_at=(end.meeting or None) if end else None,
            settled_by=end.bodies if end else (),
            ground=end.ground if end else "",
            iri=iri,
            settled_by_iri=end.bodies_iri if end else (),
            earlier_iri=earlier,
            settled_day=(end.day or None) if end else None,
        )

    def _holder(self, owner: str, label: str) -> tuple[str, str]:
        if owner not in self.posts:
            return label, owner
        those = self.holders.get(owner, ())
        return in_one_text(those) or NOBODY_SEEN, " ".join(holder.iri for holder in those)


def action_states() -> tuple[str, ...]:
    """Return the states that an action can be in at a date, the most pressing first."""
    return ("overdue", *reversed(order_of("action-state")))


def _status(states: Iterable[str], end: End | None, due: str | None, day: str) -> str:
    """Return the state that counts at the day: the one that is furthest on its way."""
    shown = {*states} - {*SETTLED, "open"} | ({end.state} if end else set())
    settled = next((state for state in order_of("action-state") if state in shown), None)
    return settled or ("overdue" if due and due < day else "open")
