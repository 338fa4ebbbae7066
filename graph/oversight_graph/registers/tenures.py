"""Who held which post when: the times of each holder, as all papers together tell of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from oversight_graph.model.dates import PartialDate, Term, partial_date, terms
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, once


@dataclass(frozen=True, slots=True)
class Tenure:
    """One time in which somebody held a post, or in which it was vacant.

    Attributes
    ----------
    iri, person : str
        Who; empty of a vacancy.
    organization_iri, organization : str or None
        That of the post.
    term : Term
        When, as far as it is known.
    ways : tuple of (Term, str, str)
        Of each record when, and how where it is not in the ordinary way, with the words printed: see `held`.
    shared : bool
        Whether it is said to be a share: others hold the post beside.
    doubt : str
        How certain the surest record of it is; empty if it is certain.
    cited : tuple of (str, str)
        Each citation with the newest day of which it tells.
    """

    iri: str
    person: str
    post_iri: str
    post: str
    organization_iri: str | None
    organization: str | None
    term: Term
    ways: tuple[tuple[Term, str, str], ...]
    shared: bool
    doubt: str
    cited: tuple[tuple[str, str], ...]

    @property
    def evidence(self) -> tuple[str, ...]:
        """All citations."""
        return tuple(sorted({where for _, where in self.cited}))

    def held(self, day: str | None = None) -> list[tuple[str, str]]:
        """Say how it was held, such as ``acting``, with the words printed; both are empty of the ordinary way.

        With a day as far as is shown by then: by the records of the newest day up to it, and those of a time about it.
        """
        last = self.term.shown(day) if day else ""
        return [
            (how, printed)
            for term, how, printed in self.ways
            if not last or last in term.seen or (term.start and term.start.last <= last and not term.over(last))
        ]

    def newest(self, day: str) -> set[str]:
        """Return the citations that tell of the newest day up to a day."""
        cited = [(on, where) for on, where in self.cited if on <= day]
        last = max((on for on, _ in cited), default="")
        return {where for on, where in cited if on == last}


class Holder(NamedTuple):
    """Who was last seen in a post, and how: IRI and name of the person, and the day, also as far as it is known."""

    iri: str
    name: str
    seen: str
    last_seen: str = ""
    how: str = ""


class _Record(NamedTuple):
    """What one record tells of a holder in a post, with one of its citations."""

    name: str
    post: str
    organization_iri: str | None
    organization: str | None
    term: Term
    held_as: str
    printed: str
    certainty: str
    evidence: str


@once
def tenures(store: Store) -> list[Tenure]:
    """Return all times in which posts were held, or were vacant, by post, person and time.

    Returns
    -------
    list of Tenure
        What several records tell of one time is one row; two terms of one person are two.
    """
    by_holder: dict[tuple[str, str], list[_Record]] = defaultdict(list)
    for row in ask(store, "tenures"):
        _, person, name, post, post_name, house, house_name, seen, since, until, *rest = row
        by_holder[post or "", person or ""].append(
            _Record(
                name or "",
                post_name or "",
                house,
                house_name,
                _term(seen, since, until),
                *(each or "" for each in rest),
            )
        )
    for row in ask(store, "vacancies"):
        _, post, post_name, is_post, house, house_name, _, seen, since, until, certainty, where = row
        if is_post:
            term = _term(seen, since, until)
            by_holder[post or "", ""].append(
                _Record("", post_name or "", house, house_name, term, "", "", certainty or "", where or "")
            )
    return [
        _tenure(iri, post, term, [records[at] for at in places])
        for (post, iri), records in by_holder.items()
        for term, places in terms([record.term for record in records])
    ]


def _term(seen: str | None, since: str | None, until: str | None) -> Term:
    return Term(
        start=partial_date(since) if since else None,
        end=partial_date(until) if until else None,
        seen=frozenset([seen] if seen else []),
    )


def _tenure(iri: str, post: str, term: Term, records: list[_Record]) -> Tenure:
    doubts = {local_name(record.certainty) for record in records}
    first = records[0]
    return Tenure(
        iri=iri,
        person=first.name,
        post_iri=post,
        post=first.post,
        organization_iri=first.organization_iri,
        organization=first.organization,
        term=term,
        ways=tuple((record.term, record.held_as, record.printed) for record in records),
        shared=any(record.held_as == _SHARED for record in records),
        doubt="" if doubts & {"", "certain"} else "; ".join(sorted(doubts)),
        cited=tuple(sorted({(_newest_day(record.term), record.evidence) for record in records if record.evidence})),
    )


def _newest_day(term: Term) -> str:
    """Return the newest day of which a record tells."""
    return max(term.seen, default="") or (term.start.last if term.start else term.end.first if term.end else "")


_SHARED = "job share"


def ways_of_holding(held: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Say how something is held.

    Parameters
    ----------
    held : iterable of (str, str)
        How, such as ``acting``, and the words in which it is printed; both may be empty.

    Returns
    -------
    tuple of str
        Each way once: ``acting (printed: Acting Head)``. Empty if all is held in the ordinary way.
    """
    printed: dict[str, set[str]] = defaultdict(set)
    for how, words in held:
        if how:
            printed[how].update([words] if words else [])
    return tuple(
        f"{how} (printed: {', '.join(sorted(words))})" if words else how for how, words in sorted(printed.items())
    )


def in_post(found: Iterable[Tenure], day: str) -> dict[str, list[Tenure]]:
    """Return who held each post at a day, as far as is shown.

    Parameters
    ----------
    found : iterable of Tenure
        As from `tenures`.
    day : str
        ISO date.

    Returns
    -------
    dict of str to list of Tenure
        By the IRI of the post: those who were last shown in it up to the day, and who need not have left it by then;
        of a post that was last shown to be vacant, the vacancy. Those who share a post all hold it.
    """
    found = list(found)
    left = ends_by(found, day)
    posts: dict[str, list[tuple[str, Tenure]]] = defaultdict(list)
    for tenure in found:
        shown = tenure.term.shown(day)
        # Whoever left after that is not shown any more, whenever they came.
        end = left.get((tenure.post_iri, tenure.iri))
        if shown > (end.last if end else ""):
            posts[tenure.post_iri].append((shown, tenure))
    newest_of = {}
    for post, those in posts.items():
        newest = max(shown for shown, _ in those)
        last = [tenure for shown, tenure in those if shown == newest]
        # Somebody seen in a post on the day on which it is called vacant holds it.
        last = [tenure for tenure in last if tenure.iri] or last
        if any(tenure.shared for tenure in last):
            last += [tenure for _, tenure in those if tenure.shared and tenure not in last]
        newest_of[post] = last
    return newest_of


def ends_by(found: Iterable[Tenure], day: str) -> dict[tuple[str, str], PartialDate]:
    """Return, by post and person, the newest end, as far as it is known, of times that must have ended by a day."""
    ends: dict[tuple[str, str], PartialDate] = {}
    for tenure in found:
        if tenure.iri and (end := tenure.term.end) and tenure.term.over(day):
            held = (tenure.post_iri, tenure.iri)
            ends[held] = max(ends.get(held, end), end, key=lambda each: each.last)
    return ends


@once
def holders_at(store: Store, day: str) -> dict[str, tuple[Holder, ...]]:
    """Return who was last seen in each post up to a date, by the IRI of the post.

    Parameters
    ----------
    day : str
        ISO date.

    Returns
    -------
    dict of str to tuple of Holder
        Several people who were seen in a post on one day all hold it. A post in which nobody was seen by then, whose
        last holder is known to have left it, or that was last shown to be vacant, is absent.
    """
    return {
        post: those
        for post, held in in_post(tenures(store), day).items()
        if (those := tuple(_holder(each, day) for each in held if each.iri))
    }


def _holder(tenure: Tenure, day: str) -> Holder:
    seen, last_seen = tenure.term.shown(day), tenure.term.last_seen(day) or ""
    how = ", ".join(sorted({how for how, _ in tenure.held(day) if how}))
    return Holder(tenure.iri, tenure.person, seen, last_seen, how)


def in_one_text(holders: Iterable[Holder], day: str = "") -> str:
    """Return the names of holders, to be read, and how they hold the post; with a day also when last seen before it.

    Examples
    --------
    >>> in_one_text([Holder("a", "Ann", "2018-12-31", "2018"), Holder("b", "Bob", "2018-12-31", "2018")], "2019-01-01")
    'Ann, Bob, last seen 2018'
    >>> in_one_text([Holder("a", "Ann", "2018-12-31", "2018-12-31", "acting")], "2018-12-31")
    'Ann (acting)'
    """
    names: dict[str, list[str]] = defaultdict(list)
    for holder in holders:
        name = f"{holder.name} ({holder.how})" if holder.how else holder.name
        names[f", last seen {holder.last_seen}" if holder.seen < day else ""].append(name)
    return "; ".join(", ".join(those) + seen for seen, those in names.items())
