"""What the map shows at each date: states of bodies, grades with their reasons, and who held which post."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from oversight_graph.evidence.papers import documents
from oversight_graph.map.things import Thing
from oversight_graph.network.projection import BODIES
from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.gaps import explained
from oversight_graph.registers.seats import shown_before
from oversight_graph.registers.states import UNKNOWN, changes_without_a_paper, states_at
from oversight_graph.registers.tenures import holders_at, in_one_text
from oversight_graph.store.views import ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oversight_graph.store.store import Store


class BodyState(NamedTuple):
    """The state of a body: its status, whether it was live, whether it was open, and the citations of all that."""

    status: str
    live: bool
    open: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grading:
    """The grade of a commitment.

    Attributes
    ----------
    grade : int
        0 to 6.
    bodies : tuple of str
        IRIs of the bodies that it names or reaches.
    met : tuple of str
        Of these, those that dealt in the period with it, or with rows to which it leaves its oversight.
    own : tuple of str
        Of these, those that dealt with it itself.
    called : str
        Name of the grade.
    reason : str
        Why it has this grade, and what of that is not certain.
    activities : tuple of int
        Grades of its activities, in their order; -1 for one that no plan up to the date tells of.
    lost : bool
        Whether nothing can be known, because the text as obtained has no cell.
    """

    grade: int
    bodies: tuple[str, ...]
    met: tuple[str, ...]
    own: tuple[str, ...]
    called: str
    reason: str
    evidence: tuple[str, ...]
    activities: tuple[int, ...]
    lost: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """All that changes with the date.

    Attributes
    ----------
    rows : dict of str to Grading
        Commitments of the plans up to the date.
    holders : dict of str to (str, tuple of str)
        By post: who was last seen in it, as one text, and the IRIs of these people.
    before : dict of (str, str, bool) to str
        Who was last shown on a body before others were, see `registers.seats.shown_before`.
    """

    bodies: dict[str, BodyState]
    rows: dict[str, Grading]
    holders: dict[str, tuple[str, tuple[str, ...]]]
    before: dict[tuple[str, str, bool], str]


def dates_of(store: "Store", day: str) -> tuple[str, ...]:
    """Return the dates to which the page can be set: those on which something changes that it shows, and the day.

    That is the dates of the papers, of the statuses that they tell, and those from which on a state is not shown.
    """
    found = {document.day for document in documents(store).values() if document.day}
    last = max(found, default=day)
    for since, basis in ask(store, "body_states").of("since", "basis"):
        if basis == "stated" and since and since <= last:
            found.add(since)
    return tuple(sorted(found | changes_without_a_paper(store, last) | {day}))


def moments(store: "Store", dates: "Iterable[str]", things: dict[str, Thing]) -> dict[str, Moment]:
    """Return what holds at each date."""
    return {date: _moment(store, date, things) for date in dates}


def _moment(
    store: "Store",
    date: str,
    things: dict[str, Thing],
) -> Moment:
    states = states_at(store, date)
    bodies = {}
    for iri, thing in things.items():
        if thing.kind in BODIES:
            state = states.get(iri, UNKNOWN)
            cited = {*state.evidence, *(state.open_evidence if state.open else ())}
            bodies[iri] = BodyState(state.status, state.live, state.open, tuple(sorted(cited)))
    activities = {row.iri: row.grade for row in coverage(store, date, activities=True)}
    rows = {row.iri: _grading(row, things[row.iri], activities) for row in coverage(store, date) if row.iri in things}
    holders = {
        post: (in_one_text(those, date), tuple(holder.iri for holder in those if holder.iri in things))
        for post, those in sorted(holders_at(store, date).items())
        if post in things
    }
    return Moment(bodies, rows, holders, shown_before(store, date))


def _grading(row: Coverage, thing: Thing, activities: dict[str, int]) -> Grading:
    return Grading(
        grade=row.grade,
        bodies=tuple(sorted(row.covering)),
        met=tuple(sorted(row.met)),
        own=tuple(sorted({*row.exercised_by_iri})),
        called=row.called,
        reason=explained(row),
        evidence=row.evidence,
        activities=tuple(activities.get(iri, -1) for _, _, iri in thing.activities),
        lost=row.lost,
    )
