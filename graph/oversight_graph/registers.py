"""The register of bodies, and who held which post or sat on which body, at a date."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from oversight_graph.catalogue import ask
from oversight_graph.coverage import told_later
from oversight_graph.evidence import documents
from oversight_graph.refs import ref_key
from oversight_graph.states import UNKNOWN, states_at
from oversight_graph.store import Store
from oversight_graph.vocabulary import CONCEPT


@dataclass(frozen=True, slots=True)
class Body:
    """A row of the register of oversight bodies.

    Attributes
    ----------
    name : str
    aliases : tuple of str
        Other names under which the papers speak of it, and its acronym.
    kind : str
    frequency : str
        Normalised; ``not stated`` where no paper says.
    notes_published, public : str
        ``yes``, ``marked`` (the marker differs from the paper's key), ``no`` or ``not stated``.
    status : str
        State at the date, see `oversight_graph.states.State`.
    since, until : str or None
    chair : tuple of str
        Posts, or people without a known post, that chair it.
    oversees : tuple of str
        References of the plan rows that it is said to oversee, in the order of the plan, then names of other things.
    reports_into : tuple of str
    in_glossary : bool
        Whether a glossary of a loaded paper lists it.
    evidence : tuple of str
    last_shown : str or None
        Date of the newest sign of it.
    iri : str
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    frequency: str
    notes_published: str
    public: str
    status: str
    since: str | None
    until: str | None
    chair: tuple[str, ...]
    oversees: tuple[str, ...]
    reports_into: tuple[str, ...]
    in_glossary: bool
    evidence: tuple[str, ...]
    last_shown: str | None
    iri: str


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


def bodies(store: Store, day: str, *, everything: bool = False) -> list[Body]:
    """Return the oversight bodies that the papers show at a date.

    Parameters
    ----------
    store : Store
    day : str
        ISO date. Bodies that no paper up to the date names are left out.
    everything : bool
        True includes bodies that had ended, or that only later papers name.

    Returns
    -------
    list of Body
        By name.
    """
    states = states_at(store, day)
    days = {iri: document.day for iri, document in documents(store).items()}
    evidence: dict[str, set[str]] = defaultdict(set)
    dated: dict[str, set[str]] = defaultdict(set)
    for body, where, _ in ask(store, "body_evidence"):
        if body and where:
            dated[body].add(days.get(where.partition("#")[0], ""))
            evidence[body].add(where)
    chairs: dict[str, set[str]] = defaultdict(set)
    for seat in _seats(store, days):
        dated[seat.body_iri].update(seat.shown)
        if seat.role == "chair" and _in_force(seat, day):
            chairs[seat.body_iri].add(seat.post or seat.person or seat.organization or "")
            evidence[seat.body_iri].update(seat.evidence)
    oversees: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    reports: dict[str, set[str]] = defaultdict(set)
    later = set() if everything else told_later(ask(store, "plan_rows"), day)
    for body, prop, other, ref, label in ask(store, "body_links"):
        if not body or not prop or not other or other in later:
            continue
        if prop.endswith("oversees"):
            oversees[body].add((ref or label or other, ref is None))
        else:
            reports[body].add(label or other)
    names: dict[str, set[str]] = defaultdict(set)
    for thing, name, prop, _ in ask(store, "names"):
        if thing and name and prop and prop.endswith(("altLabel", "notation")):
            names[thing].add(name)
    rows: dict[str, Body] = {}
    for body, name, kind, frequency, _, entry in ask(store, "bodies"):
        if not body or not name or body in rows:
            continue
        state = states.get(body, UNKNOWN)
        signs = {d for d in dated[body] if d} | ({state.last_shown} if state.last_shown else set())
        known = bool(signs) and min(signs) <= day
        cited = evidence[body] | set(state.evidence) | set(state.open_evidence)
        if not everything and (not known or state.status == "ended"):
            continue
        rows[body] = Body(
            name=name,
            aliases=tuple(sorted(names[body] - {name})),
            kind=kind or "",
            frequency=frequency or "not stated",
            notes_published=state.published,
            public=state.public,
            status=state.status,
            since=state.since,
            until=state.until,
            chair=tuple(sorted(chairs[body] - {""})),
            oversees=tuple(shown for shown, _ in sorted(oversees[body], key=_place)),
            reports_into=tuple(sorted(reports[body])),
            in_glossary=entry is not None,
            evidence=tuple(sorted(e for e in cited if everything or days.get(e.partition("#")[0], "") <= day)),
            last_shown=max((d for d in signs if d <= day), default=None),
            iri=body,
        )
    return sorted(rows.values(), key=lambda row: (row.name.casefold(), row.name, row.iri))


def _place(subject: tuple[str, bool]) -> tuple[bool, object]:
    """Return a sort key: references in the order of the plan, then names by the alphabet."""
    shown, is_name = subject
    return is_name, shown.casefold() if is_name else ref_key(shown)


@dataclass(frozen=True, slots=True)
class _Seat:
    body_iri: str
    body: str
    role: str
    person: str | None
    post_iri: str | None
    post: str | None
    organization: str | None
    behalf: str | None
    since: str | None
    until: str | None
    edtf: str | None
    doubt: str
    shown: frozenset[str]
    evidence: frozenset[str]


def _seats(store: Store, days: Mapping[str, str]) -> list[_Seat]:
    """Return the seats; what several papers say of one seat is brought together."""
    shown: dict[_Seat, set[str]] = defaultdict(set)
    cited: dict[_Seat, set[str]] = defaultdict(set)
    for row in ask(store, "seats"):
        _, body, body_name, role, _, person, post, post_name, organization, behalf, *rest = row
        seen, since, until, edtf, certainty, where = rest
        doubt = (certainty or "").removeprefix(CONCEPT + "certainty/")
        seat = _Seat(
            body or "", body_name or "", role or "member", person, post, post_name, organization, behalf,
            since, until, edtf, doubt, frozenset(), frozenset(),
        )  # fmt: skip
        told = seen or days.get((where or "").partition("#")[0])
        shown[seat].update([told] if told else [])
        cited[seat].update([where] if where else [])
    return [replace(seat, shown=frozenset(shown[seat]), evidence=frozenset(cited[seat])) for seat in shown]


def _in_force(seat: _Seat, day: str) -> bool:
    """Tell whether a seat is known to have been taken by the day, and not to have been given up."""
    begins = seat.since or min(seat.shown, default="")
    return begins <= day and not (seat.until and seat.until < day)


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
    for seat in _seats(store, days):
        if not everything and (seat.body_iri in ended or not _in_force(seat, day)):
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


def holder_at(store: Store, day: str) -> dict[str, str]:
    """Return who was last seen in each post up to a date, keyed by the post's IRI; several people with commas."""
    holders = _holders(_tenures(store), day)
    return {post: ", ".join(tenure.person for tenure in those) for post, those in holders.items()}


def seen_at(store: Store, day: str) -> dict[str, str]:
    """Return the date on which the holders of each post were last seen in it up to a date, keyed by the post's IRI."""
    holders = _holders(_tenures(store), day)
    return {post: max(_shown_by(tenure, day) for tenure in those) for post, those in holders.items()}


@dataclass(frozen=True, slots=True)
class _Tenure:
    """All that the papers say of one person in one post."""

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
        old = found.get((post, person)) or _Tenure(name or "", post_name, organization, *[frozenset()] * 4)
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
