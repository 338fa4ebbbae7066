"""What was decided up to a date, in meetings or outside them, by whom, and which actions that closed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from oversight_graph.model.columns import filled, named
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Record, Store
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
    by_decision: dict[str, list[Record]] = defaultdict(list)
    for record in ask(store, "decisions").records():
        if (iri := record["decision"]) and _day(record) <= day:
            by_decision[iri].append(record)
    parties: dict[str, dict[str, set[Named]]] = defaultdict(lambda: defaultdict(set))
    for decision, how, party, name in ask(store, "decision_parties"):
        parties[decision or ""][how or ""].add((name or party, party))
    rows = [(_day(those[0]), _decision(those, parties[iri])) for iri, those in by_decision.items()]
    wanted = [(on, decision) for on, decision in rows if body is None or body in decision.body_iri]
    return [decision for _, decision in sorted(wanted, key=lambda row: (row[0], ref_key(row[1].ref), row[1].iri))]


def _day(record: Record) -> str:
    """Return the day of the meeting, or that of a decision that was taken outside one; empty if neither is known."""
    return record["day"] or record["own_day"] or ""


def _decision(records: list[Record], parties: Mapping[str, Collection[Named]]) -> Decision:
    """Bring together what the rows of the view tell of one decision: one for each body, action and citation."""
    first = records[0]
    bodies = {(each["body_name"] or body, body) for each in records if (body := each["body"])}
    return Decision(
        when=first["edtf"] or first["day"] or first["own_edtf"] or _day(first),
        **named(
            body=sorted(bodies | set(parties["body"])),
            person=sorted(parties["person"]),
            post=sorted(parties["post"]),
            closes=sorted({(each["closed"] or done, done) for each in records if (done := each["closes"])}),
            overseen_by=sorted(parties["overseen_by"]),
        ),
        ref=first["ref"] or "",
        decision=first["label"] or "",
        kind=local_name(first["kind"] or ""),
        item=first["item_label"] or "",
        meeting=first["meeting_label"] or "",
        note=local_name(first["certainty"] or ""),
        evidence=tuple(sorted(filled(records, "evidence"))),
        iri=first["decision"] or "",
        item_iri=first["item"] or "" if first["item_label"] else "",
        meeting_iri=first["meeting"] or "",
    )
