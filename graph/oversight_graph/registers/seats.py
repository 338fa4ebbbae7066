"""Seats on bodies, as the papers tell of them."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.dates import Term, partial_date
from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.tenures import ways_of_holding
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, once

VACANT = "vacant seat"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a body, as the papers tell of it: when, the days on which they show it, and where that stands."""

    body_iri: str
    body: str
    role: str
    person_iri: str | None
    person: str | None
    post_iri: str | None
    post: str | None
    organization_iri: str | None
    organization: str | None
    behalf_iri: str | None
    behalf: str | None
    how: str
    held_as: tuple[str, ...]
    doubt: str
    since: str | None
    until: str | None
    role_iri: str | None = None
    seen: frozenset[str] = field(default=frozenset(), compare=False)
    evidence: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def term(self) -> Term:
        """When it was taken, given up and seen."""
        start, end = partial_date(self.since) if self.since else None, partial_date(self.until) if self.until else None
        within = (day for day in self.seen if not (start and day < start.first) and not (end and day > end.last))
        return Term(start, end, frozenset(within))


@once
def seats(store: Store) -> list[Seat]:
    """Return the seats on bodies, at whatever time.

    Returns
    -------
    list of Seat
        What several papers say of one seat is brought together; a vacant seat has nobody, and the role ``vacant``.
    """
    seen: dict[Seat, set[str]] = defaultdict(set)
    cited: dict[Seat, set[str]] = defaultdict(set)
    paper_day_of = paper_days(store)

    def found(seat: Seat, on: str | None, where: str | None) -> None:
        day_seen = on or paper_day_of(where)
        seen[seat].update([day_seen] if day_seen else [])
        cited[seat].update([where] if where else [])

    for row in ask(store, "seats"):
        _, body, name, role_iri, role, person, person_name, post, post_name, house, house_name, *rest = row
        behalf, behalf_name, how, printed, on, since, until, certainty, where = rest
        doubt = local_name(certainty or "")
        seat = Seat(
            body or "", name or "", role or "member", person, person_name, post, post_name, house, house_name,
            behalf, behalf_name, how or "", ways_of_holding([(how or "", printed or "")]), doubt, since, until,
            role_iri,
        )  # fmt: skip
        found(seat, on, where)
    # Whoever leads a meeting of a body in a role is seen in the seat that gives it.
    taken: dict[tuple[str | None, ...], list[Seat]] = defaultdict(list)
    for seat in seen:
        taken[seat.body_iri, seat.person_iri, seat.role_iri].append(seat)
    for *led, day, where in ask(store, "participations").of("body", "person", "role", "day", "evidence"):
        for seat in taken.get(tuple(led), ()) if all(led) else ():
            found(seat, day, where)
    for _, body, name, is_post, _, _, role, on, since, until, certainty, where in ask(store, "vacancies"):
        if not is_post:
            doubt = local_name(certainty or "")
            ways = (f"{VACANT}: {role}" if role else VACANT,)
            nobody = (None, None, None, None, None, None, None, None)
            found(Seat(body or "", name or "", "vacant", *nobody, "", ways, doubt, since, until), on, where)
    return [replace(seat, seen=frozenset(seen[seat]), evidence=frozenset(cited[seat])) for seat in seen]


def in_force(seat: Seat, day: str) -> bool:
    """Tell whether a seat is known to have been taken by the day, and not to have been given up."""
    return seat.term.begun(day) and not seat.term.over(day)


def chaired_as(store: Store, day: str) -> dict[tuple[str, str], str]:
    """Return how bodies are chaired at a day, such as ``acting``, where it is not in the ordinary way.

    Parameters
    ----------
    day : str
        ISO date.

    Returns
    -------
    dict of (str, str) to str
        By the IRIs of the body and of whoever chairs it: person, post or organisation; as when that was last shown.
    """
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for seat in seats(store):
        if seat.role == "chair" and in_force(seat, day):
            for iri in filter(None, (seat.person_iri, seat.post_iri, seat.organization_iri)):
                said = (seat.term.shown(day), seat.how)
                found[seat.body_iri, iri] = max(said, found.get((seat.body_iri, iri), said))
    return {chair: how for chair, (_, how) in found.items() if how}


@once
def shown_before(store: Store, day: str) -> dict[tuple[str, str, bool], str]:
    """Return when those were last shown on a body after whom others were shown there.

    Papers of many years show many chairs and members, and seldom that one had left: who was last shown years ago is not
    to be told of as those whom the newest papers show.

    Parameters
    ----------
    day : str
        ISO date.

    Returns
    -------
    dict of (str, str, bool) to str
        ISO days, by the IRIs of the body and of who has the seat (person, post or organisation), and whether as its
        chair. Whom the newest papers show in that place is absent, and so is who is never shown in it.
    """
    shown: dict[tuple[str, str, bool], str] = defaultdict(str)
    newest: dict[tuple[str, bool], str] = defaultdict(str)
    for seat in seats(store):
        if in_force(seat, day):
            last, chairs = seat.term.shown(day), seat.role == "chair"
            newest[seat.body_iri, chairs] = max(newest[seat.body_iri, chairs], last)
            for iri in filter(None, (seat.person_iri, seat.post_iri, seat.organization_iri)):
                shown[seat.body_iri, iri, chairs] = max(shown[seat.body_iri, iri, chairs], last)
    return {key: last for key, last in shown.items() if last and last < newest[key[0], key[2]]}
