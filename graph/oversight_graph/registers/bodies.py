"""The register of oversight bodies at a date."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.columns import named
from oversight_graph.model.references import ref_key
from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.plans.editions import left_out
from oversight_graph.registers.seats import chaired_as, in_force, seats, shown_before
from oversight_graph.registers.states import UNKNOWN, State, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask


class Frequency(NamedTuple):
    """How often a body is said to meet: the normalised word, if there is one, the citations, and how that is called."""

    word: str
    evidence: tuple[str, ...]
    called: str = ""


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
        By the newest paper up to the date that says it; normalised, or as printed where no code fits; ``not stated``
        where none says. Of papers of one day that differ, both.
    notes_published, public : str
        ``yes``, ``marked`` (the marker differs from the paper's key), ``no`` or ``not stated``.
    status : str
        State at the date, see `oversight_graph.registers.states.State`.
    since, until : str or None
        When the state began and ended, as far as papers date that; seen on a day is not since that day.
    chair : tuple of str
        Posts, or people without a known post, that chair it; with how, where a paper says so: ``Ann Able (acting)``.
        Behind those whom papers since then do not show any more, while they show another, stands when they were last
        shown: ``Bo Ash (last shown 2019-03-04)``.
    oversees : tuple of str
        References of the plan rows that it is said to oversee, in the order of the plan, then names of other things.
    reports_into : tuple of str
        As far as a paper up to the date says so.
    in_glossary : bool
        Whether a glossary of a loaded paper lists it.
    evidence : tuple of str
    first_shown, last_shown : str or None
        Dates of the oldest and the newest sign of it.
    sign : str
        What shows the status, and when: ``met 2021-04-27``, ``listed``, ``said``; or, where that is too old to tell
        of the date, when the body was last shown so. Empty if nothing shows it.
    iri : str
    chair_iri, oversees_iri, reports_into_iri : tuple of str
        IRIs of what these lists name, in the same order.
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
    first_shown: str | None
    last_shown: str | None
    sign: str
    iri: str
    chair_iri: tuple[str, ...]
    oversees_iri: tuple[str, ...]
    reports_into_iri: tuple[str, ...]


def bodies(store: Store, day: str, *, everything: bool = False) -> list[Body]:
    """Return the oversight bodies that the papers show at a date.

    Parameters
    ----------
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
    paper_day_of = paper_days(store)
    evidence: dict[str, set[str]] = defaultdict(set)
    dated: dict[str, set[str]] = defaultdict(set)
    for body, where, _ in ask(store, "body_evidence"):
        if body and where:
            dated[body].add(paper_day_of(where))
            evidence[body].add(where)
    chairs: dict[str, set[tuple[str, str, str]]] = defaultdict(set)  # when shown, if not last; name; IRI
    acting, before = chaired_as(store, day), shown_before(store, day)
    for seat in seats(store):
        dated[seat.body_iri].update(seat.seen)
        if seat.role == "chair" and in_force(seat, day):
            called = seat.post or seat.person or seat.organization or ""
            iri = seat.post_iri or seat.person_iri or seat.organization_iri or ""
            how = acting.get((seat.body_iri, iri))
            shown_on = before.get((seat.body_iri, iri, True), "")
            chairs[seat.body_iri].add((shown_on, f"{called} ({how})" if how else called, iri))
            evidence[seat.body_iri].update(seat.evidence)
    oversees: dict[str, set[tuple[str, bool, str]]] = defaultdict(set)
    reports: dict[str, set[tuple[str, str]]] = defaultdict(set)
    later = set() if everything else left_out(store, day)
    for body, prop, other, ref, label, said in ask(store, "body_links"):
        if not body or not prop or not other or other in later:
            continue
        if prop.endswith("oversees"):
            oversees[body].add((ref or label or other, ref is None, other))
        elif everything or paper_day_of(said) <= day:
            reports[body].add((label or other, other))
    often = (frequencies_at(store, LAST) if everything else {}) | frequencies_at(store, day)
    names: dict[str, set[str]] = defaultdict(set)
    for thing, name, prop, _ in ask(store, "names"):
        if thing and name and prop and prop.endswith(("altLabel", "notation", "nameInOtherLanguage")):
            names[thing].add(name)
    rows: dict[str, Body] = {}
    for body, name, kind, entry in ask(store, "bodies"):
        if not body or not name or body in rows:
            continue
        state = states.get(body, UNKNOWN)
        signs = {each: each for each in dated[body] if each}
        if state.last_shown:
            signs.setdefault(state.last_day, state.last_shown)
        shown = sorted(each for each in signs if each <= day)
        cited = evidence[body] | set(state.evidence) | set(state.open_evidence)
        if not everything and (not shown or state.status == "ended"):
            continue
        rows[body] = Body(
            name=name,
            aliases=tuple(sorted(names[body] - {name})),
            kind=kind or "",
            frequency=often[body].called if body in often else "not stated",
            notes_published=state.published,
            public=state.public,
            status=state.status,
            since=state.since,
            until=state.until,
            **named(
                chair=_newest_first(chairs[body]),
                oversees=((shown, iri) for shown, _, iri in sorted(oversees[body], key=_place)),
                reports_into=sorted(reports[body]),
            ),
            in_glossary=entry is not None,
            evidence=tuple(sorted(e for e in cited if everything or paper_day_of(e) <= day)),
            first_shown=signs[shown[0]] if shown else None,
            last_shown=signs[shown[-1]] if shown else None,
            sign=_sign(state),
            iri=body,
        )
    return sorted(rows.values(), key=lambda row: (row.name.casefold(), row.name, row.iri))


def _newest_first(chairs: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Yield who chairs a body, and their IRIs: first those whom the newest papers show, then others with their day."""
    for shown, called, iri in sorted(sorted(chairs), key=lambda each: each[0] or LAST, reverse=True):
        if called:
            yield (f"{called} (last shown {shown})" if shown else called), iri


# After every day of a paper.
LAST = "9999-12-31"


def frequencies_at(store: Store, day: str) -> dict[str, Frequency]:
    """Return how often each body is said to meet, by the newest paper up to a date that says so.

    Returns
    -------
    dict of str to Frequency
        Keyed by the body's IRI. If papers of one day differ, the words are joined, and stand for no number. A list
        that leaves it open does not say that it is otherwise than before.
    """
    found: dict[str, tuple[str, set[str], set[str], set[str]]] = {}
    for body, frequency, printed, label, since, evidence in ask(store, "frequencies"):
        word = local_name(frequency or "")
        coded = bool(word) and word != "not-stated"
        if not body or not (coded or printed) or (since or "") > day:
            continue
        if body not in found or (since or "") > found[body][0]:
            found[body] = (since or "", set(), set(), set())
        _, words, called, cited = found[body]
        words.update([word] if coded else ())
        called.add((coded and label) or printed or word)
        cited.update([evidence] if evidence else ())
    return {
        body: Frequency(" or ".join(sorted(words)), tuple(sorted(cited)), " or ".join(sorted(called)))
        for body, (_, words, called, cited) in found.items()
    }


def _sign(state: State) -> str:
    words = {"stated": "said", "listed": "listed", "met": "met"}
    return state.too_old or (f"{words[state.basis]} {state.sign}" if state.basis and state.sign else "")


def _place(subject: tuple[str, bool, str]) -> tuple[bool, object, str]:
    """Return a sort key: references in the order of the plan, then names by the alphabet."""
    shown, is_name, iri = subject
    return is_name, shown.casefold() if is_name else ref_key(shown), iri
