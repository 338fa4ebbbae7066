"""What differs between two snapshots about bodies and people; `change.diff` adds plans and oversight."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from oversight_graph.change.snapshot import Handover, Snapshot
from oversight_graph.model.dates import Term, on_date
from oversight_graph.registers.tenures import Tenure

CHANGES = (
    "grade dropped",
    "lost oversight",
    "ended",
    "began",
    "change recorded",
    "state changed",
    "changed hands",
    "gained oversight",
    "grade rose",
    "new edition",
    "row added",
    "row dropped",
    "row split",
    "rows merged",
    "reference changed",
    "wording changed",
    "cell changed",
    "named changed",
    "due changed",
    "lead changed",
    "rating changed",
    "status changed",
    "first shown",
    "no longer shown",
)
_UNKNOWN, _VACANT = "not shown", "vacant"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between a first and a second date.

    Attributes
    ----------
    change : str
        One of `CHANGES`. ``began`` and ``ended`` only if a paper says so; a body of which the papers tell for the
        first time is ``first shown``. ``change recorded``: a paper records a change of a body, and what passed to whom.
        ``changed hands``: other people were last seen in a post, or another post or person chairs a body. Of rows of
        plans: ``row added`` and so on to ``status changed``, between two editions; ``named changed`` is what is named
        as oversight. Rating and status may change in one edition too.
    thing : str
        Body, post, commitment or other subject.
    before, after : str
        State, people, bodies or grade at the two dates, or ``vacant``; empty where nothing is shown.
    when : str
        Date of the change as far as known, or the day by which it had happened (`meaning` then says ``by``); empty if
        no paper gives either.
    since, date : str
        The two dates.
    links : tuple of str
        Relations that came or went, from source to target.
    meaning : str
        What it says, in a sentence.
    evidence : tuple of str
    iri : str
    """

    change: str
    thing: str
    before: str
    after: str
    when: str
    since: str
    date: str
    links: tuple[str, ...]
    meaning: str
    evidence: tuple[str, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two snapshots; `two` tells that they are of two sets of data, `plans` which two plans were asked for."""

    old: Snapshot
    new: Snapshot
    two: bool
    plans: tuple[str, str] | None = None

    def row(
        self,
        change: str,
        iri: str,
        before: str,
        after: str,
        meaning: str,
        evidence: Iterable[str],
        *,
        thing: str = "",
        when: str = "",
        links: Iterable[str] = (),
    ) -> Change:
        """Return a row of the answer."""
        return Change(
            change=change,
            thing=thing or self.name(iri),
            before=before,
            after=after,
            when=when,
            since=self.old.day,
            date=self.new.day,
            links=tuple(links),
            meaning=meaning,
            evidence=tuple(sorted(set(evidence))),
            iri=iri,
        )

    def name(self, iri: str) -> str:
        """Return how a thing is called, by the newer names."""
        return self.new.names.get(iri) or self.old.names.get(iri) or iri

    def was(self, iri: str) -> str:
        """Return how a thing was called: a name may stand for one row in one set of data, for another in the other."""
        return self.old.names.get(iri) or self.name(iri)

    def called(self, iris: Iterable[str]) -> str:
        """Return the names of several things, in their order, with commas."""
        return ", ".join(sorted(map(self.name, iris)))

    def side(self, which: Snapshot) -> str:
        """Return how one of the two is called in a sentence: by its date, or as one of two sets of data."""
        if not self.two:
            return which.day
        return "the first data" if which is self.old else "the second data"

    def at(self, which: Snapshot) -> str:
        """Return where something is so: at a date, or in one of two sets of data."""
        return f"{'in' if self.two else 'at'} {self.side(which)}"

    def within(self, day: str) -> bool:
        """Tell whether what is dated a day happened between the two dates; of two sets of data each date will do."""
        return self.two or self.old.day < day <= self.new.day


def body_changes(pair: Pair) -> Iterator[Change]:
    """Yield what changed about the state of bodies."""
    old, new = pair.old, pair.new
    for iri in sorted(old.states.keys() | new.states.keys()):
        before_state, after_state = old.states.get(iri), new.states.get(iri)
        before, after = (state.status if state else _UNKNOWN for state in (before_state, after_state))
        if before == after:
            continue
        name, evidence = pair.name(iri), [e for state in (before_state, after_state) if state for e in state.evidence]
        was, is_ = "" if before == _UNKNOWN else before, "" if after == _UNKNOWN else after
        when = (after_state.since or "") if after_state else ""
        begun = new.begun.get(iri)
        if after == _UNKNOWN:
            newer = "does not say in what state it was" if iri in new.names else "does not tell of it"
            newer = f"shows nothing as new ({after_state.too_old})" if after_state and after_state.was else newer
            loaded = pair.side(new) if pair.two else f"what is loaded for {new.day}"
            meaning = f"It was {before} {pair.at(old)}; {loaded} {newer}."
            yield pair.row("no longer shown", iri, was, is_, meaning, evidence)
        elif after == "ended":
            heirs = "; ".join(sorted(_heirs(pair, iri)))
            passed = f"What it did passed on: {heirs}." if heirs else "No loaded paper says who took over from it."
            ended = when if iri in new.ended else f"by {when}"
            meaning = f"{name} ended{f' ({ended})' if when else ''}. {passed}"
            cited = [*evidence, *(e for event in _events(pair, iri) for e in event.evidence)]
            yield pair.row("ended", iri, was, is_, meaning, cited, when=when)
        elif before in (_UNKNOWN, "planned") and after != "planned" and begun and pair.within(begun[0]):
            cited = [*evidence, *(e for event in _events(pair, iri) for e in event.evidence)]
            meaning = f"{name} began ({_in_words(*begun)})."
            yield pair.row("began", iri, was, is_, meaning, cited, when=begun[1] or begun[0])
        elif before == _UNKNOWN:
            meaning = f"Shown {pair.at(new)} ({after}) and not {pair.at(old)}; since when it is there is not said."
            yield pair.row("first shown", iri, was, is_, meaning, evidence)
        else:
            meaning = f"The papers show it {before} {pair.at(old)} and {after} {pair.at(new)}."
            yield pair.row("state changed", iri, was, is_, meaning, evidence, when=when)


def _events(pair: Pair, body: str) -> Iterator[Handover]:
    return (event for event in pair.new.handovers.values() if body in {iri for iri, _ in event.old | event.new})


def _heirs(pair: Pair, body: str) -> Iterator[str]:
    for event in _events(pair, body):
        if body in {iri for iri, _ in event.old}:
            what = f" ({', '.join(sorted(event.functions))})" if event.functions else ""
            yield from (f"to {name}{what}" for _, name in event.heirs)
            yield from (f"it became {name}" for _, name in event.new)


def recorded_changes(pair: Pair) -> Iterator[Change]:
    """Yield the changes of bodies that papers record."""
    for iri, event in pair.new.handovers.items():
        if (iri in pair.old.handovers) if pair.two else not pair.within(event.day):
            continue
        before = ", ".join(sorted(name for _, name in event.old))
        after = ", ".join(sorted(name for _, name in event.new | event.heirs))
        what = f" What passed: {', '.join(sorted(event.functions))}." if event.functions else ""
        stay = sorted(name for _, name in event.old & event.new)
        whole = " The one became the other." if event.old and event.new else ""
        whole = f" {', '.join(stay)} went on." if stay else whole
        meaning = f"{event.label} ({_in_words(event.day, event.edtf)}).{whole}{what}"
        when = event.edtf or event.day
        yield pair.row("change recorded", iri, before, after, meaning, event.evidence, thing=event.label, when=when)


def _in_words(day: str, date: str) -> str:
    """Return a date as known, else the day by which it certainly had happened."""
    return date or f"by {day}"


def post_changes(pair: Pair) -> Iterator[Change]:
    """Yield the posts in which other people were last seen, or that somebody took up, left, or found vacant."""
    old, new = pair.old, pair.new
    for iri in sorted(old.holders.keys() | new.holders.keys() | old.vacant.keys() | new.vacant.keys()):
        old_holders, new_holders = old.holders.get(iri, {}), new.holders.get(iri, {})
        when, meaning = "", ""
        if old_holders.keys() & new_holders.keys():
            when, meaning = _joined_or_left(pair, iri)
        elif old_holders and new_holders:
            when, meaning = _handed_over(pair, old_holders, new_holders)
        elif old_holders:
            when, meaning = _left_open(pair, iri)
        elif new_holders or (iri in new.vacant and iri not in old.vacant):
            when, meaning = _taken_up(pair, iri)
        if meaning:
            before, after = _names(pair, old_holders, old.day), _names(pair, new_holders, new.day)
            before, after = before or _VACANT * (iri in old.vacant), after or _VACANT * (iri in new.vacant)
            shown = [
                *old_holders.values(),
                *new_holders.values(),
                *(e[iri] for e in (old.vacant, new.vacant) if iri in e),
            ]
            evidence = [where for held in shown for where in held.evidence]
            yield pair.row("changed hands", iri, before, after, meaning, evidence, when=when)


def _names(pair: Pair, held: Mapping[str, Tenure], day: str) -> str:
    """Return the names of those who held a post at a day, with how they held it: ``Ann (acting)``."""
    ways = {iri: ", ".join(sorted({how for how, _ in tenure.held(day) if how})) for iri, tenure in held.items()}
    return ", ".join(sorted(f"{pair.name(iri)} ({how})" if how else pair.name(iri) for iri, how in ways.items()))


def _handed_over(pair: Pair, old: Mapping[str, Tenure], new: Mapping[str, Tenure]) -> tuple[str, str]:
    """Return when a post passed from some people to others, if that is known, and a sentence."""
    before, after = pair.called(old), pair.called(new)
    gone, come = [held.term for held in old.values()], [held.term for held in new.values()]
    ends, begun = [term.end for term in gone if term.end], [term.start for term in come if term.start]
    if len(ends) == len(gone) and len(begun) == len(come):
        # Each end as far as it is known: a day on which somebody was surely there is no end of it.
        when = min(begun, key=lambda start: start.first).text
        held = _held(pair, {person: tenure.term.end.text for person, tenure in old.items() if tenure.term.end})
        return when, f"{held}, {after} from {when} on."
    # What is known of those before runs up to the second date, of both in one set of data.
    last = max(filter(None, (term.last_seen(pair.old.day if pair.two else pair.new.day) for term in gone)))
    first = min(filter(None, (term.first_seen() for term in come)))
    how = "so both may have held it for a time" if last >= first else "and when it passed is not said"
    return "", f"{before} was seen in the post up to {last}, {after} from {first} on, {how}."


def _joined_or_left(pair: Pair, iri: str) -> tuple[str, str]:
    """Tell who took up, or left, a post that others hold all along; empty if no paper tells of anybody."""
    old, new = pair.old.holders[iri], pair.new.holders[iri]
    ends = {person: end.text for person in old.keys() - new.keys() if (end := pair.new.left.get((iri, person)))}
    starts = {
        person: start.text for person in new.keys() - old.keys()
        if (start := new[person].term.start) and (pair.two or pair.old.day < start.first)
    }  # fmt: skip
    told = [f"{pair.name(person)} left the post ({when})" for person, when in sorted(ends.items())]
    told += [f"{pair.name(person)} took it up ({when})" for person, when in sorted(starts.items())]
    days = {*ends.values(), *starts.values()}
    stay = pair.called(old.keys() & new.keys())
    return (
        days.pop() if len(days) == 1 else ""
    ), f"{'; '.join(told)}; {stay} held it before and after." if told else ""


def _left_open(pair: Pair, iri: str) -> tuple[str, str]:
    """Tell of a post in which somebody was seen before, and nobody after."""
    old, new = pair.old.holders[iri], pair.new
    before, ends = pair.called(old), {person: end for person in old if (end := new.left.get((iri, person)))}
    when = max(ends.values(), key=lambda end: end.last).text if len(ends) == len(old) else ""
    held = _held(pair, {person: end.text for person, end in ends.items()}) if when else ""
    if iri in new.vacant:
        vacancy, gone = new.vacant[iri].term, held or f"{before} was seen in the post"
        return when, f"{gone}; a paper says that it was vacant {_since(vacancy, new.day)}."
    if when:
        return when, f"{held}; who followed is not shown."
    if any((iri, person) in new.begun_tenures for person in old):
        return "", f"{before} had left the post; who followed is not shown."
    return "", f"{before} was seen in the post; what is compared with does not show who holds it."


def _taken_up(pair: Pair, iri: str) -> tuple[str, str]:
    """Tell who took up a post in which nobody was seen before, or that it is vacant; empty if that may be older."""
    if iri not in pair.new.holders:
        start = pair.new.vacant[iri].term.start
        if pair.two or not start or not pair.old.day < start.first:
            return "", ""
        return start.text, f"A paper says that it was vacant {_since(pair.new.vacant[iri].term, pair.new.day)}."
    taken, vacancy = pair.new.holders[iri], pair.old.vacant.get(iri)
    starts = [start for held in taken.values() if (start := held.term.start)]
    known = len(starts) == len(taken)
    when = min(starts, key=lambda start: start.first).text if known else ""
    who = pair.called(taken)
    if vacancy:
        seen = min(filter(None, (held.term.first_seen() for held in taken.values())))
        how = f"took up the post ({when})" if when else f"was seen in the post from {seen} on"
        return when, f"{who} {how}; before that a paper says that it was vacant {_since(vacancy.term, pair.old.day)}."
    if pair.two or not known or not all(pair.old.day < start.first and start.last <= pair.new.day for start in starts):
        return "", ""
    return when, f"{who} took up the post ({when}); who held it before is not shown."


def _held(pair: Pair, ends: Mapping[str, str]) -> str:
    """Say of each person up to when they held a post, of those of one day together."""
    people = {day: pair.called(person for person in ends if ends[person] == day) for day in sorted({*ends.values()})}
    return ", ".join(f"{who} {'held the post ' * (at == 0)}up to {day}" for at, (day, who) in enumerate(people.items()))


def _since(term: Term, day: str) -> str:
    """Say from when on something was so, or when it was last seen to be."""
    return f"from {term.start.text} on" if term.start else on_date(term.last_seen(day) or "")


def chair_changes(pair: Pair) -> Iterator[Change]:
    """Yield the bodies that another post or person chairs; a post may go on to chair with another person in it."""
    for iri in sorted(pair.old.chairs.keys() & pair.new.chairs.keys()):
        both = pair.old.chairs[iri].keys() & pair.new.chairs[iri].keys()
        old_chairs, new_chairs = (
            {chair: link for chair, link in side.chairs[iri].items() if chair not in both}
            for side in (pair.old, pair.new)
        )
        if not old_chairs and not new_chairs:
            continue
        before, after = _chairs(pair, pair.old, iri, old_chairs), _chairs(pair, pair.new, iri, new_chairs)
        terms = (term for chair in new_chairs for term in pair.new.chair_terms.get((iri, chair), ()))
        starts = {term.start.text for term in terms if term.start and pair.within(term.start.last)}
        when = starts.pop() if len(starts) == 1 else ""
        since = f", from {when} on" if when else ""
        meaning = f"The papers name {before} as chair {pair.at(pair.old)} and {after} {pair.at(pair.new)}{since}."
        if not old_chairs or not new_chairs:
            when, meaning = _chair_shared(pair, iri, both, old_chairs.keys() | new_chairs.keys())
            before = _chairs(pair, pair.old, iri, both | old_chairs.keys())
            after = _chairs(pair, pair.new, iri, both | new_chairs.keys())
        if not meaning:
            continue
        links = sorted(f"{pair.name(chair)} chairs {pair.name(iri)}" for chair in {*old_chairs, *new_chairs})
        evidence = [e for chairs in (old_chairs, new_chairs) for link in chairs.values() for e in link.evidence]
        thing = f"chair of {pair.name(iri)}"
        yield pair.row("changed hands", iri, before, after, meaning, evidence, thing=thing, when=when, links=links)


def _chairs(pair: Pair, side: Snapshot, body: str, chairs: Iterable[str]) -> str:
    """Return the names of those who chair a body, with how they do: ``Ann (acting)``."""
    ways = ((pair.name(iri), side.chaired_as.get((body, iri))) for iri in chairs)
    return ", ".join(sorted(f"{name} ({how})" if how else name for name, how in ways))


def _chair_shared(pair: Pair, iri: str, stay: Set[str], moved: Set[str]) -> tuple[str, str]:
    """Tell who came to chair, or left the chair of, a body that others chair all along; empty if no paper dates it."""
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for chair in sorted(moved, key=pair.name):
        terms, there = pair.new.chair_terms.get((iri, chair), []), chair in pair.new.chairs[iri]
        ends = [term.end for term in terms if term.end and term.over(pair.new.day)]
        starts = [s for t in terms if (s := t.start) and t.begun(pair.new.day) and (pair.two or pair.old.day < s.first)]
        if there and starts:
            told["came to chair it", min(starts, key=lambda start: start.first).text].append(chair)
        elif ends and not there:
            told["left the chair", max(ends, key=lambda end: end.last).text].append(chair)
    days = {day for _, day in told}
    said = "; ".join(f"{pair.called(chairs)} {what} ({day})" for (what, day), chairs in sorted(told.items()))
    meaning = f"{said}; the papers name {pair.called(stay)} as chair before and after." if said else ""
    return days.pop() if len(days) == 1 else "", meaning
