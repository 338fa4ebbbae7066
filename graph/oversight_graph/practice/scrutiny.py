"""What meetings dealt with, and the subjects to which more than one meeting came back."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from oversight_graph.model.codes import order_of, weakest
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


class Scrutiny(NamedTuple):
    """One reading that an item of a meeting dealt with a subject.

    The reference is that of a plan row and else empty; `held` is the day by which the meeting was certainly held,
    `shown` its date as far as known, and `note` the certainty, empty if the reading is certain.
    """

    item: str
    subject: str
    name: str
    ref: str
    meeting: str
    held: str
    shown: str
    body: str
    body_name: str
    note: str
    evidence: tuple[str, ...]


def scrutinies(store: Store, day: str) -> list[Scrutiny]:
    """Return what meetings held up to a date dealt with, oldest first."""
    called = {subject: (ref or "", name or subject or "") for subject, ref, name in ask(store, "scrutiny_subjects")}
    found: dict[tuple[str, str, str, str], Scrutiny] = {}
    for item, subject, body, body_name, meeting, held, edtf, doubt, where in ask(store, "scrutinies"):
        if not item or not subject or not meeting or not body or not held or held > day:
            continue
        key = (item, subject, meeting, body)
        old = found.get(key)
        cited = {*(old.evidence if old else ()), *([where] if where else [])}
        ref, name = called[subject]
        found[key] = Scrutiny(
            item, subject, name, ref, meeting, held, edtf or held, body, body_name or body,
            old.note if old else certainty(doubt), tuple(sorted(cited)),
        )  # fmt: skip
    return sorted(found.values(), key=lambda each: (each.held, each.meeting, each.item, each.subject, each.body))


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that more than one meeting dealt with.

    Attributes
    ----------
    ref : str
        Reference of a plan row; empty for other subjects.
    subject : str
    meetings : int
        How many meetings dealt with it.
    bodies : tuple of str
        Whose meetings they were.
    dates : tuple of str
        Dates of the meetings as far as known, oldest first.
    note : str
        The weakest certainty among the readings; empty if all are certain.
    links : tuple of str
    date : str
    meaning : str
    evidence : tuple of str
    iri : str
    """

    ref: str
    subject: str
    meetings: int
    bodies: tuple[str, ...]
    dates: tuple[str, ...]
    note: str
    links: tuple[str, ...]
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str


def certainty(iri: str | None) -> str:
    """Return the name of a certainty; empty for none and for "certain"."""
    name = local_name(iri or "")
    return name if order_of("certainty").get(name) else ""


def topics(store: Store, day: str, *, least: int = 2) -> list[Topic]:
    """Return the subjects that several meetings dealt with.

    Parameters
    ----------
    day : str
        ISO date. Meetings held later do not count.
    least : int
        In how many meetings, at least, a subject must have been dealt with.

    Returns
    -------
    list of Topic
        Plan rows first, in the order of the plan, then other subjects by name.

    Notes
    -----
    Unit: a subject; several items of one meeting count once. Direction: the subject is scrutinised in the body. A
    subject counts as the papers' reading names it: an activity does not count as its commitment here.
    """
    raised: dict[str, list[Scrutiny]] = defaultdict(list)
    for scrutiny in scrutinies(store, day):
        raised[scrutiny.subject].append(scrutiny)
    found = [_topic(seen, day) for seen in raised.values() if len({scrutiny.meeting for scrutiny in seen}) >= least]
    return sorted(found, key=lambda topic: (not topic.ref, ref_key(topic.ref), topic.subject.casefold(), topic.iri))


def _topic(seen: list[Scrutiny], day: str) -> Topic:
    meetings = {scrutiny.meeting: scrutiny.shown for scrutiny in seen}
    bodies = sorted({scrutiny.body_name for scrutiny in seen})
    ref = seen[0].ref
    dates = tuple(meetings.values())
    return Topic(
        ref=ref,
        subject=seen[0].name,
        meetings=len(meetings),
        bodies=tuple(bodies),
        dates=dates,
        note=weakest(scrutiny.note for scrutiny in seen),
        links=tuple(f"{ref or seen[0].name} was scrutinised in {body}" for body in bodies),
        date=day,
        meaning=(
            f"{len(meetings)} {'meeting' if len(meetings) == 1 else 'meetings'} dealt with it, from {dates[0]} to "
            f"{dates[-1]}. A topic may come back because it is watched steadily or because it is not settled; the "
            "papers do not say which."
        ),
        evidence=tuple(sorted({e for scrutiny in seen for e in scrutiny.evidence})),
        iri=seen[0].subject,
    )
