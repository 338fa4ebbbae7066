"""In what state a body was at a date, and whether it was open, as far as the loaded papers show."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from oversight_graph.errors import NotFoundError
from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.codes import codes, order_of
from oversight_graph.model.dates import day_after, months_before, months_between, partial_date
from oversight_graph.model.vocabulary import CONCEPT, local_name
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, once

_OPEN = {"yes", "marked"}
# What a listing in place of a frequency shows: nothing, or that the meetings are in question.
_NO_FREQUENCY = {"not-stated": "", "under-review": "under-review"}


class State(NamedTuple):
    """The state of a body at a date.

    Attributes
    ----------
    status : str
        ``active``, ``under review``, ``not meeting``, ``ended``, ``planned``, or ``not shown`` where no paper up to
        the date says, or only papers that are too old to tell of it.
    live : bool
        Whether a paper shows that the body was meeting: it is said to be active, is listed with a frequency, or held
        a meeting, nothing as recent says otherwise, and the sign is not too old.
    since : str or None
        When the state began, as far as a paper dates that (``2018-07``); of an end that none dates, by when it was so
        (see `dated`).
    until : str or None
        When the state ended, if it did.
    last_shown : str or None
        Date of the newest paper, meeting or status up to the date that shows the body, as far as it is known.
    published, public : str
        ``yes``, ``marked`` (the marker differs from the key), ``no`` or ``not stated``.
    evidence : tuple of str
        Citations of the state.
    open_evidence : tuple of str
        Citations of publication and of public meetings.
    basis : str
        What shows the state: ``stated``, ``listed`` in a glossary, or ``met``; empty if nothing does.
    sign : str
        Date of the newest sign that shows it so, as far as known: of the meeting or the list, or of the paper that says
        so; the date asked for, if a paper gives an end that is still to come. Empty if nothing does.
    was : str
        The state that the newest sign shows, where that is older than a sign of it holds for (``ovs:monthsShown`` of
        the ontology): then nothing is shown of the date. Else empty.
    age : int
        How many whole months lie between such a sign and the date; else 0.
    last_day : str
        ISO day of `last_shown`, by which it certainly was so.
    dated : bool
        Whether a paper dates `since`.
    """

    status: str
    live: bool
    since: str | None
    until: str | None
    last_shown: str | None
    published: str
    public: str
    evidence: tuple[str, ...]
    open_evidence: tuple[str, ...]
    basis: str = ""
    sign: str = ""
    was: str = ""
    age: int = 0
    last_day: str = ""
    dated: bool = False

    @property
    def met(self) -> bool:
        """Whether it was meeting when it was last shown, however long ago."""
        return self.live or self.was == "active"

    @property
    def too_old(self) -> str:
        """In words that the newest sign is too old to tell of the date; empty if it is not."""
        return f"{self.in_words}, {self.age} months before" if self.was else ""

    @property
    def in_words(self) -> str:
        """The status; where it is not shown because the newest sign is too old, when that was."""
        state = "" if self.was == "active" else f" as {self.was}"
        return f"last shown {self.sign[:7]}{state}" if self.was else self.status

    @property
    def open(self) -> bool:
        """Whether the body is live and publishes notes or meets in public."""
        return self.live and (self.published in _OPEN or self.public in _OPEN)


UNKNOWN = State("not shown", False, None, None, None, "not stated", "not stated", (), ())


class _Sign(NamedTuple):
    """One thing that a paper says about a body's existence."""

    state: str
    since: str
    shown: str
    until: str | None
    basis: str
    stated_on: str
    told: str
    is_known: bool = False

    @property
    def dated(self) -> str:
        """The day of it, as far as it is known."""
        return self.shown or self.since


@once
def states_at(store: Store, day: str) -> dict[str, State]:
    """Return the state of each body at a date.

    Parameters
    ----------
    day : str
        ISO date. What papers say of later dates does not count.

    Returns
    -------
    dict of str to State
        Keyed by the body's IRI. Bodies of which no paper says anything by that date are absent; use `UNKNOWN`.

    Notes
    -----
    A stated status overrules a listing or a meeting of the same day or before, and of two statuses of one day the
    graver one counts. A body that a glossary lists although its last meeting is recorded counts as ended; a listing
    with the frequency "under review" shows no meeting, and overrules what is older; a listing without a frequency shows
    neither. A meeting after a status of "not meeting" shows that the body met again. A meeting that is only announced,
    or was put off, shows nothing. A state that a paper says is shown from its beginning to the date of that paper, or
    to the end that it gives; and then, as after a meeting or a listing, for so many months as ``ovs:monthsShown`` says
    of the state. Of what papers say on publication, the newest counts.
    """
    paper_day_of = paper_days(store)
    signs, openness = _signs(store, day, paper_day_of), _openness(store, day, paper_day_of)
    found = {}
    for body in sorted(signs.keys() | openness.keys()):
        found[body] = _judge(signs.get(body, {}), *openness.get(body, ("not stated", "not stated", ())), day)
    return found


def changes_without_a_paper(store: Store, day: str) -> set[str]:
    """Return the days on which a state stops to be shown, though no paper is of that day.

    Parameters
    ----------
    day : str
        ISO date.

    Returns
    -------
    set of str
        ISO days up to it on which a sign is too old from then on, or the end came that a paper had given.
    """
    found: set[str] = set()
    for signs in _signs(store, day, paper_days(store)).values():
        found.update(day_after(partial_date(sign.until).last) for sign in signs if sign.until)
        in_order = sorted((sign.stated_on, _months().get(sign.state, 0)) for sign in signs if sign.stated_on)
        for at, (stated_on, months) in enumerate(in_order):
            out = day_after(stated_on, months) if months else ""
            if out and all(later >= out for later, _ in in_order[at + 1 : at + 2]):
                found.add(out)
    return {out for out in found if out <= day}


def beginnings(store: Store, day: str) -> dict[str, tuple[str, str]]:
    """Return when bodies began, as far as a paper up to a day says so.

    Returns
    -------
    dict of str to (str, str)
        By the IRI of the body: the ISO day by which it certainly had begun, and the date as far as it is known. What
        says no more than that a body existed at the date of a paper tells no beginning.
    """
    found: dict[str, tuple[str, str]] = {}
    for body, state, since, edtf, _, basis, _ in ask(store, "body_states"):
        if body and since and edtf and basis == "stated" and state == CONCEPT + "state/active" and since <= day:
            found[body] = min(found.get(body, (since, edtf)), (since, edtf))
    for new, on, edtf in ask(store, "changes").of("new", "day", "edtf"):
        if new and on and on <= day:
            # Of one day, what is known of the date says more.
            found[new] = min(found.get(new, (on, "")), (on, edtf or ""), key=lambda each: (each[0], not each[1]))
    return found


def _signs(store: Store, day: str, paper_day_of: Callable[[str | None], str]) -> dict[str, dict[_Sign, list[str]]]:
    """Return what papers say of each body's existence up to a day, with the citations."""
    signs: dict[str, dict[_Sign, list[str]]] = defaultdict(lambda: defaultdict(list))
    for body, state, since, edtf, until, basis, evidence in ask(store, "body_states"):
        if not body or not basis or (since and since > day):
            continue
        local = local_name(state or "")
        name = local if basis == "stated" else _NO_FREQUENCY.get(local, "active")
        stated_on = since or ""
        # A day is told as far as it is known; a list, and the paper that says a state, have days of their own.
        told = (edtf if basis != "listed" else "") or stated_on
        if basis == "stated":
            # What has an end that is still to come holds until then.
            written = day if until else paper_day_of(evidence)
            stated_on, told = (written, written) if written >= stated_on else (stated_on, told)
        begun = edtf or (since if name == "ended" else "") or ""
        sign = _Sign(name, since or "", begun, until, basis, stated_on, told, bool(edtf))
        if evidence:
            signs[body][sign].append(evidence)
        else:
            signs[body].setdefault(sign, [])
    return signs


def _judge(
    signs: dict[_Sign, list[str]], published: str, public: str, open_evidence: tuple[str, ...], day: str
) -> State:
    stated = [s for s in signs if s.basis == "stated" and not (s.until and partial_date(s.until).last < day)]
    seen = [s for s in signs if s.basis != "stated" and s.state]
    newest_of_all = max((s for s in signs), key=lambda s: (s.since, s.shown), default=None)
    last, last_day = (newest_of_all.dated or None, newest_of_all.since) if newest_of_all else (None, "")
    verdict = max(stated, key=lambda s: (s.since, order_of("state").get(s.state, 0)), default=None)
    newest = max(seen, key=lambda s: (s.since, s.basis == "met", s.state == "active"), default=None)
    if verdict is None:
        verdict = newest
    elif verdict.state == "active":
        if newest and newest.state == "under-review" and newest.since > verdict.since:
            verdict = newest
    elif verdict.state != "ended":
        # A meeting held later shows more than the status said.
        later = [s for s in seen if s.basis == "met" and s.since > verdict.since]
        verdict = max(later, key=lambda s: s.since) if later else verdict
    if verdict is None:
        return State("not shown", False, None, None, last, published, public, (), open_evidence, last_day=last_day)
    state = verdict.state
    shows = max(
        (s for s in (*stated, *seen) if s.state == state),
        key=lambda s: (s.stated_on, s.told),
    )
    sign, holds = shows.stated_on, _months().get(state)
    over = bool(holds and sign) and sign < months_before(day, holds or 0)
    since = verdict.shown if verdict.basis == "stated" and not over else None
    return State(
        status="not shown" if over else state.replace("-", " "),
        live=state == "active" and not over,
        since=since or None,
        until=verdict.until,
        last_shown=last,
        published=published,
        public=public,
        evidence=tuple(sorted(e for s, cited in signs.items() if s[:5] == verdict[:5] for e in cited)),
        open_evidence=open_evidence,
        basis=verdict.basis,
        sign=shows.told,
        was=state.replace("-", " ") if over else "",
        age=months_between(sign, day) if over else 0,
        last_day=last_day,
        dated=bool(since) and verdict.is_known,
    )


@cache
def _months() -> dict[str, int]:
    return {code.notation: code.months for code in codes("state") if code.months}


def _openness(
    store: Store, day: str, paper_day_of: Callable[[str | None], str]
) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    said: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    evidence: dict[str, set[str]] = defaultdict(set)
    for body, prop, value, dated, where in ask(store, "body_openness"):
        if not body or not prop or not value:
            continue
        stated_on = dated or paper_day_of(where)
        local = local_name(value)
        if stated_on > day or local == "not-stated":
            continue
        said[body, prop.rpartition("#")[2]].add((stated_on, local))
        if where and local in _OPEN:
            evidence[body].add(where)
    return {
        body: (
            _newest(said.get((body, "notesPublished"), set())),
            _newest(said.get((body, "openToPublic"), set())),
            tuple(sorted(evidence[body])),
        )
        for body in {body for body, _ in said}
    }


def find_at(store: Store, asked: str, day: str, tell: Callable[[str], None] | None = None) -> str:
    """Return the IRI of what is meant at a date: of several things of one name, the only one that had not ended.

    Parameters
    ----------
    asked : str
        As for `ask.find.find`.
    day : str
        ISO date; empty where an answer goes by none.
    tell : callable, optional
        Is given a sentence if one of several was taken, or part of a name was typed.

    Raises
    ------
    NotFoundError
        If nothing fits, or several things that had not ended.
    """
    from oversight_graph.ask.find import find

    try:
        return find(store, asked, tell)
    except NotFoundError as error:
        states = states_at(store, day) if day and error.several else {}
        there = [iri for iri in error.several if states.get(iri, UNKNOWN).status != "ended"]
        if len(there) != 1:
            raise
        if tell:
            nodes = ask(store, "network_nodes").of("node", "name", "label")
            name = next((name or label for node, name, label in nodes if node == there[0]), None) or there[0]
            tell(f"{asked!r} is taken to be {name}: what else is called so had ended by {day}")
        return there[0]


def _newest(said: set[tuple[str, str]]) -> str:
    """Return what the newest paper says; of several things said on one day, the most open."""
    last = max((day for day, _ in said), default="")
    values = {value for day, value in said if day == last}
    return next((name for name in ("yes", "marked", "no") if name in values), "not stated")
