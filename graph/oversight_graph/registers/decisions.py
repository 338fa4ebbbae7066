"""What meetings decided up to a date, and which actions that closed."""

from collections import defaultdict
from dataclasses import dataclass

from oversight_graph.model.columns import named
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Row, Store
from oversight_graph.store.views import ask


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a meeting.

    Attributes
    ----------
    when : str
        Date of the meeting, as far as it is known.
    body : tuple of str
        Whose meeting it was.
    ref : str
        Reference of the decision as printed; empty if there is none.
    decision : str
        What was decided, in our words.
    kind : str
        ``resolved``, ``agreed``, ``approved``, ``recommended``, ``noted`` or ``rejected``; empty if that is not read.
    closes : tuple of str
        Actions that it declares to be done.
    item : str
        Agenda item under which it stands; empty if it stands under none.
    meeting : str
    note : str
        How far the reading is certain; empty if it is.
    evidence : tuple of str
    iri : str
    body_iri, closes_iri : tuple of str
        IRIs of the bodies and the actions, in the same order.
    item_iri, meeting_iri : str
    """

    when: str
    body: tuple[str, ...]
    ref: str
    decision: str
    kind: str
    closes: tuple[str, ...]
    item: str
    meeting: str
    note: str
    evidence: tuple[str, ...]
    iri: str
    body_iri: tuple[str, ...]
    closes_iri: tuple[str, ...]
    item_iri: str
    meeting_iri: str


def decisions(store: Store, day: str, *, body: str | None = None) -> list[Decision]:
    """Return what meetings decided.

    Parameters
    ----------
    day : str
        ISO date. Meetings held later do not count; a decision of no dated meeting does.
    body : str, optional
        IRI: only decisions of this body.

    Returns
    -------
    list of Decision
        By the day of the meeting, then by reference, then by IRI.
    """
    by_decision: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, "decisions"):
        if row[0] and (row[8] or "") <= day:
            by_decision[row[0]].append(row)
    rows = [(those[0][8] or "", _decision(those)) for those in by_decision.values()]
    wanted = [(on, decision) for on, decision in rows if body is None or body in decision.body_iri]
    return [decision for _, decision in sorted(wanted, key=lambda row: (row[0], ref_key(row[1].ref), row[1].iri))]


def _decision(records: list[Row]) -> Decision:
    """Bring together what the rows of the view tell of one decision: one for each body, action and citation."""
    iri, label, ref, kind, item, item_label, meeting, meeting_label, on, edtf, *_ = records[0]
    return Decision(
        when=edtf or on or "",
        **named(
            body=sorted({(row[11] or row[10], row[10]) for row in records if row[10]}),
            closes=sorted({(row[13] or row[12], row[12]) for row in records if row[12]}),
        ),
        ref=ref or "",
        decision=label or "",
        kind=local_name(kind or ""),
        item=item_label or "",
        meeting=meeting_label or "",
        note=local_name(records[0][14] or ""),
        evidence=tuple(sorted({row[-1] for row in records if row[-1]})),
        iri=iri or "",
        item_iri=item or "" if item_label else "",
        meeting_iri=meeting or "",
    )
