"""What was decided up to a date, in meetings or outside them, by whom, and which actions that closed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from oversight_graph.model.columns import named
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Row, Store
from oversight_graph.store.views import ask

# A name with its IRI.
Named = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, of a meeting or of somebody outside one.

    Attributes
    ----------
    when : str
        Date of the meeting, or of the decision if it was taken outside one, as far as it is known.
    body : tuple of str
        Whose meeting it was, or which body decided outside one.
    person, post : tuple of str
        Who decided outside a meeting, and in what post, as far as the paper says.
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
    overseen_by : tuple of str
        Who oversees or scrutinises the decision, as the paper says.
    note : str
        How far the reading is certain; empty if it is.
    evidence : tuple of str
    iri : str
    body_iri, person_iri, post_iri, closes_iri, overseen_by_iri : tuple of str
        IRIs of what these name, in the same order.
    item_iri, meeting_iri : str
    """

    when: str
    body: tuple[str, ...]
    person: tuple[str, ...]
    post: tuple[str, ...]
    ref: str
    decision: str
    kind: str
    closes: tuple[str, ...]
    item: str
    meeting: str
    overseen_by: tuple[str, ...]
    note: str
    evidence: tuple[str, ...]
    iri: str
    body_iri: tuple[str, ...]
    person_iri: tuple[str, ...]
    post_iri: tuple[str, ...]
    closes_iri: tuple[str, ...]
    overseen_by_iri: tuple[str, ...]
    item_iri: str
    meeting_iri: str


def decisions(store: Store, day: str, *, body: str | None = None) -> list[Decision]:
    """Return what was decided.

    Parameters
    ----------
    day : str
        ISO date. What was decided later does not count; a decision of which no day is known does.
    body : str, optional
        IRI: only decisions of this body.

    Returns
    -------
    list of Decision
        By day, then by reference, then by IRI.
    """
    by_decision: dict[str, list[Row]] = defaultdict(list)
    for row in ask(store, "decisions"):
        if row[0] and _day(row) <= day:
            by_decision[row[0]].append(row)
    parties: dict[str, dict[str, set[Named]]] = defaultdict(lambda: defaultdict(set))
    for decision, how, party, name in ask(store, "decision_parties"):
        parties[decision or ""][how or ""].add((name or party, party))
    rows = [(_day(those[0]), _decision(those, parties[iri])) for iri, those in by_decision.items()]
    wanted = [(on, decision) for on, decision in rows if body is None or body in decision.body_iri]
    return [decision for _, decision in sorted(wanted, key=lambda row: (row[0], ref_key(row[1].ref), row[1].iri))]


def _day(row: Row) -> str:
    """Return the day of the meeting, or that of a decision that was taken outside one; empty if neither is known."""
    return row[8] or row[16] or ""


def _decision(records: list[Row], parties: Mapping[str, Collection[Named]]) -> Decision:
    """Bring together what the rows of the view tell of one decision: one for each body, action and citation."""
    iri, label, ref, kind, item, item_label, meeting, meeting_label, on, edtf, *_ = records[0]
    bodies = {(row[11] or row[10], row[10]) for row in records if row[10]}
    return Decision(
        when=edtf or on or records[0][17] or _day(records[0]),
        **named(
            body=sorted(bodies | set(parties["body"])),
            person=sorted(parties["person"]),
            post=sorted(parties["post"]),
            closes=sorted({(row[13] or row[12], row[12]) for row in records if row[12]}),
            overseen_by=sorted(parties["overseen_by"]),
        ),
        ref=ref or "",
        decision=label or "",
        kind=local_name(kind or ""),
        item=item_label or "",
        meeting=meeting_label or "",
        note=local_name(records[0][14] or ""),
        evidence=tuple(sorted({row[15] for row in records if row[15]})),
        iri=iri or "",
        item_iri=item or "" if item_label else "",
        meeting_iri=meeting or "",
    )
