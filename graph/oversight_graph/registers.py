"""The register of bodies, and who held which post or sat on which body, at a date."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from oversight_graph.catalogue import ask
from oversight_graph.evidence import documents
from oversight_graph.refs import ref_key
from oversight_graph.states import UNKNOWN, states_at
from oversight_graph.store import Store
from oversight_graph.vocabulary import CONCEPT

# Posts that one person holds at a time are told by their label: a plural names a group of post-holders.
_ENDED = {"ended"}


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
        References, or names, of what it is said to oversee.
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
        None for a seat that a post or an organisation holds, if no holder is known.
    post : str or None
    organization : str or None
        The organisation of the post, or on whose behalf somebody sits.
    body : str or None
        The body, for a seat; None for the holding of a post.
    role : str
        ``holder`` of a post, or the role on the body.
    since, until : str or None
        Only if a paper says so.
    evidence : tuple of str
    first_seen, last_seen : str or None
        Dates between which the papers show it.
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
    names: dict[str, set[str]] = defaultdict(set)
    dated: dict[str, set[str]] = defaultdict(set)
    for body, where, name in ask(store, "body_evidence"):
        if body and where:
            evidence[body].add(where)
            dated[body].add(days.get(where.partition("#")[0], ""))
            if name and "…" not in name:
                names[body].add(name)
    chairs: dict[str, list[str]] = defaultdict(list)
    for seat in _seats(store):
        if seat.role == "chair" and _in_force(seat, day):
            chairs[seat.body_iri].append(seat.post or seat.person or seat.organization or "")
            evidence[seat.body_iri].update(seat.evidence)
    oversees: dict[str, set[str]] = defaultdict(set)
    reports: dict[str, set[str]] = defaultdict(set)
    for body, prop, other, ref, label in ask(store, "body_links"):
        if body and prop and other:
            shown = ref or label or other
            (oversees if prop.endswith("oversees") else reports)[body].add(shown)
    acronyms = {
        thing: name for thing, name, prop, _ in ask(store, "names") if prop and prop.endswith("notation") and thing
    }
    rows: dict[str, Body] = {}
    for body, name, kind, frequency, _, entry in ask(store, "bodies"):
        if not body or not name or body in rows:
            continue
        state = states.get(body, UNKNOWN)
        signs = {d for d in dated[body] if d} | ({state.last_shown} if state.last_shown else set())
        known = bool(signs) and min(signs) <= day
        if not everything and (not known or state.status in _ENDED):
            continue
        aliases = {n for n in names[body] if n != name} | {n for n in (acronyms.get(body),) if n}
        rows[body] = Body(
            name=name,
            aliases=tuple(sorted(aliases)),
            kind=kind or "",
            frequency=frequency or "not stated",
            notes_published=state.published,
            public=state.public,
            status=state.status,
            since=state.since,
            until=state.until,
            chair=tuple(dict.fromkeys(c for c in chairs[body] if c)),
            oversees=tuple(sorted(oversees[body], key=ref_key)),
            reports_into=tuple(sorted(reports[body])),
            in_glossary=entry is not None,
            evidence=tuple(sorted(evidence[body] | set(state.evidence) | set(state.open_evidence))),
            last_shown=max((d for d in signs if d <= day), default=None),
            iri=body,
        )
    return sorted(rows.values(), key=lambda row: row.name.casefold())


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
    seen: str | None
    since: str | None
    until: str | None
    edtf: str | None
    doubt: str
    evidence: tuple[str, ...]


def _seats(store: Store) -> list[_Seat]:
    found: dict[tuple[str, str], _Seat] = {}
    for row in ask(store, "seats"):
        seat, body, body_name, role, _, person, post, post_name, organization, behalf, *rest = row
        seen, since, until, edtf, certainty, where = rest
        key = (seat or "", role or "")
        old = found.get(key)
        if old:
            cited = {*old.evidence, *([where] if where else [])}
            found[key] = replace(
                old, evidence=tuple(sorted(cited)), seen=max(filter(None, (old.seen, seen)), default=None)
            )
        else:
            doubt = (certainty or "").removeprefix(CONCEPT + "certainty/")
            found[key] = _Seat(
                body or "", body_name or "", role or "member", person, post, post_name, organization, behalf, seen,
                since, until, edtf, doubt, (where,) if where else (),
            )  # fmt: skip
    return list(found.values())


def _in_force(seat: _Seat, day: str) -> bool:
    return not (seat.since and seat.since > day) and not (seat.until and seat.until < day)


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
        it still, and the note says so.
    """
    tenures = _tenures(store)
    days = {iri: document.day for iri, document in documents(store).items()}
    rows: list[Holding] = []
    for (post, person), holding in sorted(tenures.items()):
        if everything or holding == _holder(tenures, post, day):
            rows.append(_at(holding, day, everything=everything))
        del person
    current = {post: _holder(tenures, post, day) for post in {key[0] for key in tenures}}
    for seat in _seats(store):
        told = min((days.get(e.partition("#")[0], "") for e in seat.evidence), default="")
        if not everything and (not _in_force(seat, day) or told > day or (seat.until and seat.until < day)):
            continue
        holder = current.get(seat.post_iri or "")
        rows.append(
            Holding(
                person=seat.person or (holder.person if holder and not everything else None),
                post=seat.post,
                organization=seat.behalf or seat.organization,
                body=seat.body,
                role=seat.role,
                since=seat.since and (seat.edtf or seat.since),
                until=seat.until,
                evidence=seat.evidence,
                first_seen=seat.seen or told or None,
                last_seen=seat.seen or told or None,
                note=seat.doubt,
            )
        )
    if everything:
        rows += _attendances(store)
    return rows


def holder_at(store: Store, day: str) -> dict[str, str]:
    """Return the person last seen in each post up to a date, keyed by the post's IRI."""
    tenures = _tenures(store)
    found = {post: _holder(tenures, post, day) for post in {key[0] for key in tenures}}
    return {post: holding.person for post, holding in found.items() if holding and holding.person}


def _tenures(store: Store) -> dict[tuple[str, str], Holding]:
    found: dict[tuple[str, str], Holding] = {}
    for _, person, name, post, post_name, organization, seen, since, until, edtf, certainty, where in ask(
        store, "tenures"
    ):
        if not post or not person:
            continue
        doubt = (certainty or "").removeprefix(CONCEPT + "certainty/")
        old = found.get((post, person))
        first = [d for d in (seen, since, old and old.first_seen) if d]
        last = [d for d in (seen, until, old and old.last_seen) if d]
        cited = {*(old.evidence if old else ()), *([where] if where else [])}
        found[post, person] = Holding(
            person=name,
            post=post_name,
            organization=organization,
            body=None,
            role="holder",
            since=(since and (edtf or since)) or (old.since if old else None),
            until=(until and (edtf if edtf and not since else until)) or (old.until if old else None),
            evidence=tuple(sorted(cited)),
            first_seen=min(first, default=None),
            last_seen=max(last, default=None),
            note=doubt or (old.note if old else ""),
        )
    return found


def _holder(tenures: dict[tuple[str, str], Holding], post: str, day: str) -> Holding | None:
    """Return the holding of a post that was seen last up to the day and had not ended."""
    up_to = [h for (p, _), h in tenures.items() if p == post and (h.since or h.first_seen or "9") <= day]
    up_to = [h for h in up_to if not (h.until and h.until < day)]
    return max(up_to, key=lambda h: (_seen_by(h, day), h.person or ""), default=None)


def _seen_by(holding: Holding, day: str) -> str:
    last = holding.last_seen or ""
    return last if last <= day else day if (holding.first_seen or "9") <= day else ""


def _at(holding: Holding, day: str, *, everything: bool) -> Holding:
    if everything or not holding.last_seen or holding.last_seen >= day:
        return holding
    note = f"last seen {holding.last_seen}; not known whether still in post"
    return replace(holding, note=f"{holding.note}; {note}" if holding.note else note)


def _attendances(store: Store) -> Iterable[Holding]:
    for _, label, held, body, _, person, post, capacity, presence, where in ask(store, "participations"):
        yield Holding(
            person=person,
            post=post or capacity,
            organization=None,
            body=body,
            role=presence or "attended",
            since=None,
            until=None,
            evidence=(where,) if where else (),
            first_seen=held,
            last_seen=held,
            note=label or "",
        )
