"""What the papers show at a date, in the form in which two dates, or two folders of data, can be compared."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.dates import PartialDate, Term
from oversight_graph.model.vocabulary import CONCEPT
from oversight_graph.network.projection import edges
from oversight_graph.registers.coverage import Coverage, of_both
from oversight_graph.registers.plans.editions import continued, parents_of
from oversight_graph.registers.seats import chaired_as, seats
from oversight_graph.registers.states import State, beginnings, states_at
from oversight_graph.registers.tenures import Tenure, ends_by, in_post, tenures
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


class Link(NamedTuple):
    """One relation in force: since when, if a paper says so, and where that stands."""

    since: str | None
    evidence: tuple[str, ...]


class Handover(NamedTuple):
    """A change of a body that a paper records: the day by which it had happened, and the date if it is known."""

    label: str
    day: str
    edtf: str
    old: frozenset[tuple[str, str]] = frozenset()
    new: frozenset[tuple[str, str]] = frozenset()
    heirs: frozenset[tuple[str, str]] = frozenset()
    functions: frozenset[str] = frozenset()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is compared.

    Attributes
    ----------
    names : dict of str to str
        How each thing is called; a row of a plan with its reference.
    states : dict of str to State
        Of bodies.
    begun : dict of str to str
        Bodies of which a paper says that they began: the day by which it certainly was so, and the date if it is known.
    ended : set of str
        Bodies of whose end a paper tells the date.
    holders : dict of str to dict of str to Tenure
        Who was last seen in each post, by the IRIs of post and person, with the time of which that is a part.
    vacant : dict of str to Tenure
        The posts that were last shown to be vacant, with what is known of the time.
    left : dict of (str, str) to Date
        Of posts and persons who must have left them by the day, the end as far as it is known.
    begun_tenures : set of (str, str)
        Everybody who was shown in a post by the day, by post and person.
    chair_terms : dict of (str, str) to list of Term
        When somebody took a chair and left it, by body and by post or person, at whatever time.
    chaired_as : dict of (str, str) to str
        How, such as ``acting``, where it is not in the ordinary way, by body and by post, person or organisation.
    chairs, overseers : dict of str to dict of str to Link
        Who chairs a body, and which bodies oversee a thing that is no row of a plan, in force at the day.
    handovers : dict of str to Handover
        Changes up to the day.
    rows : dict of str to Coverage
        Commitments of the plans up to the day.
    steps : dict of str to Coverage
        Their activities.
    parents : dict of str to str
        The commitment of each activity.
    continues : dict of str to set of str
        For each row, those of earlier editions that it carries on.
    plans : dict of str to str
        The plan of each commitment.
    """

    day: str
    names: dict[str, str]
    states: dict[str, State]
    begun: dict[str, tuple[str, str]]
    ended: set[str]
    holders: dict[str, dict[str, Tenure]]
    vacant: dict[str, Tenure]
    left: dict[tuple[str, str], PartialDate]
    begun_tenures: set[tuple[str, str]]
    chair_terms: dict[tuple[str, str], list[Term]]
    chaired_as: dict[tuple[str, str], str]
    chairs: dict[str, dict[str, Link]]
    overseers: dict[str, dict[str, Link]]
    handovers: dict[str, Handover]
    rows: dict[str, Coverage]
    steps: dict[str, Coverage]
    parents: dict[str, str]
    continues: dict[str, set[str]]
    plans: dict[str, str]


def snapshot(store: Store, day: str) -> Snapshot:
    """Read what the papers show at a date.

    Parameters
    ----------
    day : str
        ISO date. A relation counts from the day that a paper gives for it, else from the date of the first paper that
        tells of it; it does not count any more after its end, or once the overseeing body had ended.
    """
    bodies = {row[0] for row in ask(store, "bodies")}
    states = {iri: state for iri, state in states_at(store, day).items() if iri in bodies}
    chairs, overseers = _links(store, day, {iri for iri, state in states.items() if state.status == "ended"})
    found = tenures(store)
    held_at = in_post(found, day)
    above = parents_of(store)
    commitments, activities = of_both(store, day)
    return Snapshot(
        day=day,
        names=_names(store),
        states=states,
        begun=beginnings(store, day),
        ended=_ended(store, day),
        holders={post: those for post, held in held_at.items() if (those := {t.iri: t for t in held if t.iri})},
        vacant={post: held[0] for post, held in held_at.items() if not held[0].iri},
        left=ends_by(found, day),
        begun_tenures={(tenure.post_iri, tenure.iri) for tenure in found if tenure.iri and tenure.term.begun(day)},
        chair_terms=_chair_terms(store),
        chaired_as=chaired_as(store, day),
        chairs=chairs,
        overseers={
            thing: {body: link for body, link in links.items() if body in bodies}
            for thing, links in overseers.items()
            if thing not in above
        },
        handovers=_handovers(store, day),
        rows={row.iri: row for row in commitments},
        steps={row.iri: row for row in activities},
        parents={row: parent for row, parents in above.items() for parent in parents if parent in above},
        continues=continued(store),
        plans={row: above[row][-1] for row, day in ask(store, "plan_rows").of("row", "plan") if row and day},
    )


def _names(store: Store) -> dict[str, str]:
    found: dict[str, str] = {}
    for iri, cls, _, name, label, ref, _ in ask(store, "network_nodes"):
        if iri and cls:
            numbered = ref and cls.rpartition("#")[2] in ("Commitment", "Activity")
            found.setdefault(iri, f"{ref} {name or label}" if numbered else name or label or iri)
    return found


def _chair_terms(store: Store) -> dict[tuple[str, str], list[Term]]:
    found: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for seat in seats(store):
        for holder in (seat.post_iri, seat.person_iri) if seat.role_iri == CONCEPT + "role/chair" else ():
            if holder:
                found[seat.body_iri, holder].append(seat.term)
    return found


def _ended(store: Store, day: str) -> set[str]:
    """Return the bodies of whose end the date is told, and not only that they had ended when a paper was written."""
    rows = ask(store, "body_states")
    over = CONCEPT + "state/ended"
    return {body for body, state, since, edtf, *_ in rows if body and state == over and edtf and (since or "") <= day}


def _links(store: Store, day: str, ended: set[str]) -> tuple[dict[str, dict[str, Link]], dict[str, dict[str, Link]]]:
    paper_day_of = paper_days(store)
    found: dict[str, dict[str, dict[str, Link]]] = {"chairs": defaultdict(dict), "oversees": defaultdict(dict)}
    # With those that had ended, or are still to come, no day makes a difference: all snapshots share them.
    for edge in edges(store, "", ended=True):
        first_paper = min(map(paper_day_of, edge.evidence), default="")
        over = (edge.until and edge.until < day) or {edge.source, edge.target} & ended
        if edge.kind in found and (edge.since or first_paper) <= day and not over:
            old = found[edge.kind][edge.target].get(edge.source)
            cited = {*edge.evidence, *(old.evidence if old else ())}
            since = max(filter(None, (edge.since, old and old.since)), default=None)
            found[edge.kind][edge.target][edge.source] = Link(since, tuple(sorted(cited)))
    return found["chairs"], found["oversees"]


def _handovers(store: Store, day: str) -> dict[str, Handover]:
    found: dict[str, Handover] = {}
    for event, label, on, edtf, old, old_name, new, new_name, heir, heir_name, function, _, where in ask(
        store, "changes"
    ):
        if not event or not on or on > day:
            continue
        was = found.get(event) or Handover(label or event, on, edtf or "")
        found[event] = was._replace(
            old=was.old | ({(old, old_name or old)} if old else set()),
            new=was.new | ({(new, new_name or new)} if new else set()),
            heirs=was.heirs | ({(heir, heir_name or heir)} if heir else set()),
            functions=was.functions | ({function} if function else set()),
            evidence=tuple(sorted({*was.evidence, *([where] if where else [])})),
        )
    return found
