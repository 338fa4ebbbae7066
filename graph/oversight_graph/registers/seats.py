"""Seats on bodies, as the papers tell of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a body, as the papers tell of it: the days on which they show it, and where that stands."""

    body_iri: str
    body: str
    role: str
    person_iri: str | None
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


def seats(store: Store, days: Mapping[str, str]) -> list[Seat]:
    """Return the seats; what several papers say of one seat is brought together."""
    shown: dict[Seat, set[str]] = defaultdict(set)
    cited: dict[Seat, set[str]] = defaultdict(set)
    for row in ask(store, "seats"):
        _, body, body_name, role, who, person, post, post_name, organization, behalf, *rest = row
        seen, since, until, edtf, certainty, where = rest
        doubt = (certainty or "").removeprefix(CONCEPT + "certainty/")
        seat = Seat(
            body or "", body_name or "", role or "member", who, person, post, post_name, organization, behalf,
            since, until, edtf, doubt, frozenset(), frozenset(),
        )  # fmt: skip
        told = seen or days.get((where or "").partition("#")[0])
        shown[seat].update([told] if told else [])
        cited[seat].update([where] if where else [])
    return [replace(seat, shown=frozenset(shown[seat]), evidence=frozenset(cited[seat])) for seat in shown]


def in_force(seat: Seat, day: str) -> bool:
    """Tell whether a seat is known to have been taken by the day, and not to have been given up."""
    begins = seat.since or min(seat.shown, default="")
    return begins <= day and not (seat.until and seat.until < day)
