"""Who held which post or sat on which body, at a date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oversight_graph.model.dates import Term
from oversight_graph.registers.seats import Seat, in_force, seats
from oversight_graph.registers.states import states_at
from oversight_graph.registers.tenures import Tenure, in_post, tenures, ways_of_holding
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person, post or organisation in one place, at one time.

    Attributes
    ----------
    person : str or None
        None for a vacancy, and for a seat that a post or an organisation holds, if no holder is known or there are
        several. A holder who is not named in the seat itself is inferred from the post, which the note says.
    post : str or None
    organization : str or None
        The organisation of the post, the one that sits, or the one on whose behalf a person or post sits.
    body : str or None
        The body, for a seat; None for the holding of a post.
    role : str
        ``holder`` of a post, the role on the body, or ``vacant`` where a paper says so.
    since, until : str or None
        Only if a paper says so, as far as the date is known: a year, a month or a day.
    evidence : tuple of str
    first_seen, last_seen : str or None
        Dates between which the papers show it, none of them later than the date asked for or than its end; of a seat,
        whoever holds its post.
    note : str
        How far it is certain, how the post is held (acting, interim, shared), for whom an organisation sits, and that
        neither a date nor a paper is given.
    person_iri, post_iri, organization_iri, body_iri : str or None
    """

    person: str | None
    post: str | None
    organization: str | None = None
    body: str | None = None
    role: str
    since: str | None = None
    until: str | None = None
    evidence: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    note: str
    person_iri: str | None
    post_iri: str | None
    organization_iri: str | None = None
    body_iri: str | None = None


def people(store: Store, day: str, *, everything: bool = False) -> list[Holding]:
    """Return who held which post and who sat on which body.

    Parameters
    ----------
    everything : bool
        True returns every holding, seat and attendance known, whatever its date.

    Returns
    -------
    list of Holding
        Posts first, then seats, then attendances (only with `everything`). Two terms of one person in one post are two
        rows. At a date, a post is shown with the person last seen in it up to then, unless the holding must have ended
        by then; seen before is not the same as holding it still, and the note says so. Several people seen in a post on
        one day all hold it, and so do those who share it. Seats on a body that had ended are left out.
    """
    found = tenures(store)
    holders = in_post(found, day)
    ended = {iri for iri, state in states_at(store, day).items() if state.status == "ended"}
    shown = found if everything else [tenure for held in holders.values() for tenure in held]
    rows = [_holding(tenure, None if everything else day) for tenure in shown]
    sitting = [
        seat for seat in seats(store)
        if everything or (seat.body_iri not in ended and in_force(seat, day))
    ]  # fmt: skip
    by_name = {(seat.body_iri, seat.role, seat.post_iri, seat.person_iri) for seat in sitting}
    for seat in sitting:
        held = [] if everything or seat.person else holders.get(seat.post_iri or "", [])
        person = held[0] if len(held) == 1 and held[0].iri else None
        if person and (seat.body_iri, seat.role, seat.post_iri, person.iri) in by_name:
            continue  # what another record says of the person themselves says more
        rows.append(
            Holding(
                person=seat.person or (person.person if person else None),
                post=seat.post,
                organization=seat.organization or seat.behalf,
                body=seat.body,
                role=seat.role,
                since=seat.since,
                until=seat.until,
                evidence=tuple(sorted(seat.evidence)),
                first_seen=seat.term.first_seen(),
                last_seen=seat.term.last_seen(None if everything else day),
                note="; ".join(
                    filter(None, (*seat.held_as, _behalf(seat), seat.doubt, _by_post(held, day), *_ground(seat)))
                ),
                person_iri=seat.person_iri or (person.iri if person else None),
                post_iri=seat.post_iri,
                organization_iri=seat.organization_iri or seat.behalf_iri,
                body_iri=seat.body_iri,
            )
        )
    return [*rows, *_attendances(store)] if everything else rows


def undated(store: Store) -> int:
    """Return how many holdings and seats there are of which neither a date nor a paper is given."""
    records: list[Tenure | Seat] = [*tenures(store), *seats(store)]
    return sum(bool(_ground(record)) for record in records)


def _ground(record: Tenure | Seat) -> list[str]:
    """Say of what other registers tell that it has neither a date nor a paper."""
    return [] if record.evidence or record.term != Term() else ["neither a date nor a paper is given"]


def _behalf(seat: Seat) -> str:
    """Say for whom an organisation sits that is not there for itself."""
    return f"on behalf of {seat.behalf}" if seat.behalf and seat.organization else ""


def _by_post(holders: Sequence[Tenure], day: str) -> str:
    """Say how far the holders of a post are known to sit where the post sits."""
    if len(holders) > 1:
        return f"seen in the post: {', '.join(sorted(each.person for each in holders))}; which of them sits is not said"
    if holders and not holders[0].iri:
        return f"the post was last shown to be vacant, {holders[0].term.shown(day)}"
    if holders:
        ways = ways_of_holding(holders[0].held(day))
        how = f" ({', '.join(ways)})" if ways else ""
        return (
            f"the person is inferred from the post, in which they were last seen {holders[0].term.last_seen(day)}{how}"
        )
    return ""


def _holding(tenure: Tenure, day: str | None) -> Holding:
    """Return a row for a time in a post; a note says if it was last seen before the day."""
    term = tenure.term
    last = term.last_seen(day)
    notes = [*ways_of_holding(tenure.held(day)), *filter(None, [tenure.doubt]), *_ground(tenure)]
    shown = term.shown(day) if day else ""
    if day and shown < day:
        if term.end and term.end.first <= day:
            notes.append(f"ends {term.end.text}; not known on which day")
        elif tenure.iri:
            seen = "last seen" if shown in term.seen else "there since"
            notes.append(f"{seen} {last}; not known whether still in post")
        else:
            notes.append(f"vacant {last}; not known whether still so")
    return Holding(
        person=tenure.person or None,
        post=tenure.post,
        organization=tenure.organization,
        role="holder" if tenure.iri else "vacant",
        since=term.start.text if term.start else None,
        until=term.end.text if term.end else None,
        # What is told of later days is not cited for this one.
        evidence=tuple(sorted({where for on, where in tenure.cited if not day or on <= day})),
        first_seen=term.first_seen(),
        last_seen=last,
        note="; ".join(notes),
        person_iri=tenure.iri or None,
        post_iri=tenure.post_iri,
        organization_iri=tenure.organization_iri,
    )


def _attendances(store: Store) -> Iterable[Holding]:
    cited: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for *who, where in ask(store, "participations"):
        cited[tuple(who)].update([where] if where else [])
    for attendance, evidence in cited.items():
        _, label, held, body_iri, body, person_iri, person, post_iri, post, capacity, _, _, presence = attendance
        yield Holding(
            person=person,
            post=post or capacity,
            body=body,
            role=presence or "attended",
            evidence=tuple(sorted(evidence)),
            first_seen=held,
            last_seen=held,
            note=label or "",
            person_iri=person_iri,
            post_iri=post_iri,
            body_iri=body_iri,
        )
