"""Who held which post or sat on which body, at a date."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from oversight_graph.evidence.evidence import documents
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.registers.seats import in_force, seats
from oversight_graph.registers.states import states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


@dataclass(frozen=True, slots=True)
class Holding:
    """One person, post or organisation in one place.

    Attributes
    ----------
    person : str or None
        None for a seat that a post or an organisation holds, if no holder is known or there are several. A holder who
        is not named in the seat itself is inferred from the post, which the note says.
    post : str or None
    organization : str or None
        The organisation of the post, or on whose behalf somebody sits.
    body : str or None
        The body, for a seat; None for the holding of a post.
    role : str
        ``holder`` of a post, or the role on the body.
    since, until : str or None
        Only if a paper says so, as far as the date is known.
    evidence : tuple of str
    first_seen, last_seen : str or None
        Dates between which the papers show it; of a seat, whoever holds its post.
    note : str
        How far it is certain.
    """

    person: str | None
    post: str | None
    organization: str | None
    body: str | None
    role: str
    since: str | None
    until: str | None
    evidence: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    note: str


def people(store: Store, day: str, *, everything: bool = False) -> list[Holding]:
    """Return who held which post and who sat on which body.

    Parameters
    ----------
    store : Store
    day : str
        ISO date.
    everything : bool
        True returns every holding, seat and attendance known, whatever its date.

    Returns
    -------
    list of Holding
        Posts first, then seats, then attendances (only with `everything`). At a date, a post is shown with the person
        last seen in it up to then, unless the holding is known to have ended; seen before is not the same as holding
        it still, and the note says so. Several people seen in a post on one day all hold it. Seats on a body that had
        ended are left out.
    """
    tenures = _tenures(store)
    days = {iri: document.day for iri, document in documents(store).items()}
    holders = _holders(tenures, day)
    ended = {iri for iri, state in states_at(store, day).items() if state.status == "ended"}
    rows = [
        _holding(tenure, None if everything else day)
        for post, those in tenures.items()
        for tenure in (those if everything else holders.get(post, ()))
    ]
    for seat in seats(store, days):
        if not everything and (seat.body_iri in ended or not in_force(seat, day)):
            continue
        known = [] if everything or seat.person else holders.get(seat.post_iri or "", [])
        rows.append(
            Holding(
                person=seat.person or (known[0].person if len(known) == 1 else None),
                post=seat.post,
                organization=seat.behalf or seat.organization,
                body=seat.body,
                role=seat.role,
                since=seat.since and (seat.edtf or seat.since),
                until=seat.until,
                evidence=tuple(sorted(seat.evidence)),
                first_seen=min(seat.shown, default=None),
                last_seen=max(seat.shown, default=None),
                note="; ".join(filter(None, (seat.doubt, _by_post(known, day)))),
            )
        )
    return [*rows, *_attendances(store)] if everything else rows


def _by_post(holders: list["_Tenure"], day: str) -> str:
    """Say how far the holders of a post are known to sit where the post sits."""
    if len(holders) > 1:
        return f"seen in the post: {', '.join(sorted(one.person for one in holders))}; which of them sits is not said"
    if holders:
        return f"the person is inferred from the post, in which they were last seen {_shown_by(holders[0], day)}"
    return ""


class Holder(NamedTuple):
    """Who was last seen in a post: IRI and name of the person, and the day."""

    iri: str
    name: str
    seen: str


def holders_at(store: Store, day: str) -> dict[str, tuple[Holder, ...]]:
    """Return who was last seen in each post up to a date, by the IRI of the post.

    Parameters
    ----------
    store : Store
    day : str
        ISO date.

    Returns
    -------
    dict of str to tuple of Holder
        Several people who were seen in a post on one day all hold it. A post in which nobody was seen by then, or whose
        last holder is known to have left it, is absent.
    """
    return {
        post: tuple(Holder(tenure.iri, tenure.person, _shown_by(tenure, day)) for tenure in those)
        for post, those in _holders(_tenures(store), day).items()
    }


def in_one_text(holders: Iterable[Holder]) -> str:
    """Return the names of holders, with commas, to be read."""
    return ", ".join(holder.name for holder in holders)


@dataclass(frozen=True, slots=True)
class _Tenure:
    """All that the papers say of one person in one post."""

    iri: str
    person: str
    post: str | None
    organization: str | None
    seen: frozenset[str]
    spans: frozenset[tuple[str | None, str | None, str | None]]
    doubts: frozenset[str]
    evidence: frozenset[str]


def _tenures(store: Store) -> dict[str, list[_Tenure]]:
    """Return the tenures of each post, by name of post and person."""
    found: dict[tuple[str, str], _Tenure] = {}
    for _, person, name, post, post_name, organization, seen, since, until, edtf, certainty, where in ask(
        store, "tenures"
    ):
        if not post or not person:
            continue
        old = found.get((post, person)) or _Tenure(person, name or "", post_name, organization, *[frozenset()] * 4)
        found[post, person] = replace(
            old,
            seen=old.seen | {seen} if seen else old.seen,
            spans=old.spans | {(since, until, edtf)} if since or until else old.spans,
            doubts=old.doubts | {(certainty or "").removeprefix(CONCEPT + "certainty/")},
            evidence=old.evidence | {where} if where else old.evidence,
        )
    posts: dict[str, list[_Tenure]] = defaultdict(list)
    for (post, _), tenure in found.items():
        posts[post].append(tenure)
    return posts


def _holders(tenures: Mapping[str, list[_Tenure]], day: str) -> dict[str, list[_Tenure]]:
    """Return who was seen last in each post up to the day, and is not known to have left it by then."""
    found = {}
    for post, those in tenures.items():
        dates = [_shown_by(tenure, day) for tenure in those]
        newest = max(dates)
        if newest:
            found[post] = [tenure for tenure, date in zip(those, dates, strict=True) if date == newest]
    return found


def _shown_by(tenure: _Tenure, day: str) -> str:
    """Return the newest date up to the day on which the person is shown in the post; empty if they had left it."""
    dates = {seen for seen in tenure.seen if seen <= day}
    ends = {until for _, until, _ in tenure.spans if until and until < day}
    for since, until, _ in tenure.spans:
        if since and since <= day and not (until and until < day):
            # A span with both ends covers the day itself; one without an end is only known to begin.
            dates.add(day if until else since)
    last = max(dates, default="")
    return "" if ends and last <= max(ends) else last


def _holding(tenure: _Tenure, day: str | None) -> Holding:
    """Return a row for a tenure; a note says if it was last seen before the day."""
    spans = sorted(tenure.spans, key=lambda span: (span[0] or span[1] or "", span[1] or ""))
    begins = next(((edtf or since) for since, _, edtf in spans if since), None)
    ends = next(((edtf if edtf and not since else until) for since, until, edtf in reversed(spans) if until), None)
    first = min([*tenure.seen, *(since for since, _, _ in spans if since)], default=None)
    last = max([*tenure.seen, *(date for span in spans for date in span[:2] if date)], default=None)
    notes = sorted(tenure.doubts - {""}) if "" not in tenure.doubts else []
    if day and last and last < day:
        notes.append(f"last seen {last}; not known whether still in post")
    return Holding(
        person=tenure.person,
        post=tenure.post,
        organization=tenure.organization,
        body=None,
        role="holder",
        since=begins,
        until=ends,
        evidence=tuple(sorted(tenure.evidence)),
        first_seen=first,
        last_seen=last,
        note="; ".join(notes),
    )


def _attendances(store: Store) -> Iterable[Holding]:
    cited: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for *who, where in ask(store, "participations"):
        cited[tuple(who)].update([where] if where else [])
    for (_, label, held, body, _, person, post, capacity, presence), evidence in cited.items():
        yield Holding(
            person=person,
            post=post or capacity,
            organization=None,
            body=body,
            role=presence or "attended",
            since=None,
            until=None,
            evidence=tuple(sorted(evidence)),
            first_seen=held,
            last_seen=held,
            note=label or "",
        )
