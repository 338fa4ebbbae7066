"""The life of each action across the papers: asked, brought forward, put off, looked at again, answered, discharged.

It goes on where `registers.actions` ends: that says in which state an action was at a date, this says how it got
there, what later papers show of it, and how long ago it was asked for.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oversight_graph.model.dates import partial_date
from oversight_graph.practice.action_history import ShownDate, Trace, first_asked, traces
from oversight_graph.practice.scrutiny import Scrutiny, scrutinies
from oversight_graph.registers.actions import NOBODY_SEEN, Action, actions
from oversight_graph.registers.log.ends import SETTLED, ends
from oversight_graph.registers.tenures import Holder, holders_at, in_one_text
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

OUTCOMES = (
    "never seen again",
    "no later notes",
    "deferred",
    "carried forward",
    "looked at again",
    *SETTLED,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The life of one action up to a date.

    Attributes
    ----------
    id, text : str
        As in the action log.
    owner : tuple of str
        The posts, persons, bodies or organisations that are to do it; empty if the data names none, see
        `owner_as_stated`.
    holder : tuple of str
        For each owner, who was last seen in that post up to the date, as in the action log.
    holder_then : tuple of str
        The same up to the day of asking.
    asked : str
        Date, as far as known, of the meeting that first asked for it.
    life : tuple of str
        What happened to it, oldest first, each with its date as far as known.
    outcome : str
        One of `OUTCOMES`. ``never seen again``: the notes of a later meeting of the body are loaded, and no item in
        them is read as being about the action. ``no later notes``: none are loaded, so nothing could be seen.
        ``looked at again``: a later meeting dealt with it, and did not close it. ``carried forward``: it lives on as
        another action, of a time that cannot be told to be later.
    age_days : int or None
        Days from the asking to the end of it, or to the date if it has none; None if no meeting is dated. A meeting of
        which only the month is known counts on the last day of it.
    due : str or None
        Last day, if a date can be read.
    promise : str
        What became of the day for which it was promised: ``kept``, ``kept late``, ``answered in time`` or ``answered
        late`` (an update was given, which need not be its end), ``kept, perhaps late`` or ``answered, perhaps late``
        (only the month or the year of the end is known, and the day lies within it), ``looked at again`` (on that day
        or after it, and not closed), ``body met, action not mentioned`` (the body met on that day or after it, and
        nothing shows that it dealt with the action), ``no later meeting of the body loaded``, ``not yet due``, or empty
        if nothing was promised for a day. What was withdrawn is ``withdrawn in time`` and so on.
    later_meetings, later_notes : int
        How many meetings the body held after the asking and up to the date, and of how many the notes are loaded.
    subject_again : tuple of str
        Later meetings that dealt with the subject of the item from which the action came.
    status : str
        State in the action log, see `oversight_graph.registers.actions.Action`.
    meeting : str
        The meeting in whose notes it stands.
    links : tuple of str
    date : str
    meaning : str
    evidence : tuple of str
    iri : str
    owner_as_stated : str or None
        The owner as printed, whether or not the data says who that is.
    owner_iri : tuple of str
        IRIs of the owners.
    """

    id: str
    text: str
    owner: tuple[str, ...]
    holder: tuple[str, ...]
    holder_then: tuple[str, ...]
    asked: str
    life: tuple[str, ...]
    outcome: str
    age_days: int | None
    due: str | None
    promise: str
    later_meetings: int
    later_notes: int
    subject_again: tuple[str, ...]
    status: str
    meeting: str
    links: tuple[str, ...]
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str
    owner_as_stated: str | None
    owner_iri: tuple[str, ...]


def follow_up(store: Store, day: str, *, owner: str | None = None) -> list[FollowUp]:
    """Return the life of each action that meetings up to a date asked for.

    Parameters
    ----------
    day : str
        ISO date. What meetings held later did, and what papers of a later date say, has not happened yet.
    owner : str, optional
        IRI of a post, person, body or organisation, or an owner as printed: only its actions.

    Returns
    -------
    list of FollowUp
        By the day of asking, then by name. At a date before the first meeting the list is empty.

    Raises
    ------
    UsageError
        If the owner cannot own an action, and owns none either.

    Notes
    -----
    Unit: an action, as in the action log: what a later meeting took up in a record of its own is one action, asked for
    when the first record was. One that was recorded as done and is opened again is another, and goes on from the first.
    Direction: the action is asked for by the body whose meeting it was; a body meets later if its meeting was held
    after that one.
    """
    return _Reading(store, day).rows(actions(store, day, owner=owner))


class _Reading:
    """All that the lives need, read once."""

    def __init__(self, store: Store, day: str) -> None:
        self.store, self.day = store, day
        self.paths, self.ends = traces(store), ends(store)
        self.of_subject: dict[str, list[Scrutiny]] = defaultdict(list)
        self.of_item: dict[str, set[str]] = defaultdict(set)
        for scrutiny in scrutinies(store, day):
            self.of_subject[scrutiny.subject].append(scrutiny)
            self.of_item[scrutiny.item].add(scrutiny.subject)
        self.hour = {meeting: hour or "" for meeting, hour in ask(store, "meeting_hours")}
        # Meetings held, by body: day, and whether the notes are loaded.
        self.held: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
        for meeting, _, on, _, body, _, planned, notes, _ in ask(store, "meetings"):
            if meeting and on and body and not planned and on <= day:
                loaded = self.held[body].get(meeting, (on, False))[1] or notes is not None
                self.held[body][meeting] = (on, loaded)
        self.holders: dict[str, Mapping[str, tuple[Holder, ...]]] = {}
        # Which action was taken up in which other, once that has been asked for.
        self.heirs = {
            path.before: path.raised
            for path in self.paths.values()
            if path.before and path.raised and path.raised.day <= day
        }

    def rows(self, log: Iterable[Action]) -> list[FollowUp]:
        lives = [(first_asked(self.paths, action.iri), self._life(action)) for action in log]
        return [
            life for _, life in sorted(lives, key=lambda live: (live[0] or ShownDate("", ""), live[1].id, live[1].iri))
        ]

    def _life(self, action: Action) -> FollowUp:
        path = self.paths[action.iri]
        records = (action.iri, *action.earlier_iri)
        past = [self.paths[iri] for iri in action.earlier_iri]
        asked = first_asked(self.paths, action.iri)
        status = action.status
        ended = ShownDate(action.settled_day, action.settled_on or "") if action.settled_day else None
        moved = self.heirs.get(action.iri)
        seen = [scrutiny for iri in records for scrutiny in self.of_subject[iri]]
        raised = path.raised.day if path.raised else ""
        again = self._later(path, raised, seen)
        own = {meeting for trace in past for meeting in trace.meetings}
        before = [m for m in self._later(path, asked.day if asked else "", seen) if m.meeting not in own]
        subjects = {subject for trace in (path, *past) for item in trace.items for subject in self.of_item[item]}
        subjects -= {*records}
        anew = self._later(path, raised, (m for subject in sorted(subjects) for m in self.of_subject[subject]))
        since = path.put_off.day if status == "deferred" and path.put_off else ""
        met = sorted(
            {
                held
                for body in path.bodies
                for meeting, held in self.held[body].items()
                if self._after(path, raised, meeting, held[0]) and held[0] >= since
            }
        )
        notes = sum(loaded for _, loaded in met)
        outcome = _outcome(status, bool(moved), bool(again), bool(since), notes)
        over = status in SETTLED
        age = _days(asked.day, ended.day if ended else self.day) if asked and (ended or not over) else None
        promised = action.due or (path.put_off.day if path.put_off else None)
        return FollowUp(
            id=action.id,
            text=action.text,
            owner=action.owner,
            holder=action.holder,
            holder_then=self._holder(action, asked),
            asked=asked.shown if asked else "",
            life=self._steps(action, asked, before, moved, ended),
            outcome=outcome,
            age_days=age,
            due=action.due,
            promise=_promise(promised, ended, outcome, again, [on for on, _ in met], self.day),
            later_meetings=len(met),
            later_notes=notes,
            subject_again=tuple(dict.fromkeys(f"{m.body_name} {m.shown}" for m in anew)),
            status=status,
            meeting=action.meeting,
            links=tuple(f"{action.text} was asked for by {name}" for name in sorted(path.bodies.values())),
            date=self.day,
            meaning=_meaning(outcome, age, notes, again, anew, path.put_off),
            evidence=tuple(sorted({*action.evidence, *(e for m in (*again, *anew) for e in m.evidence)})),
            iri=action.iri,
            owner_as_stated=action.owner_as_stated,
            owner_iri=action.owner_iri,
        )

    def _after(self, path: Trace, raised: str, meeting: str, held: str) -> bool:
        """Tell whether a meeting was after the one in whose notes the action stands; of one day, by their hours."""
        hour, own = self.hour.get(meeting, ""), [self.hour.get(each, "") for each in path.meetings]
        later = held > raised or (held == raised and bool(hour) and all(own) and hour > max(own, default=hour))
        return later and meeting not in path.meetings

    def _later(self, path: Trace, raised: str, seen: Iterable[Scrutiny]) -> list[Scrutiny]:
        """Return one reading for each meeting after the one in whose notes the action stands."""
        found = {m.meeting: m for m in seen if self._after(path, raised, m.meeting, m.held)}
        return sorted(found.values(), key=lambda m: (m.held, m.meeting))

    def _holder(self, action: Action, asked: ShownDate | None) -> tuple[str, ...]:
        """Return who was last seen in the posts that own an action when it was asked for."""
        if asked is None or not action.owner:
            return ()
        if asked.day not in self.holders:
            self.holders[asked.day] = holders_at(self.store, asked.day)
        seen_holder = self.holders[asked.day]
        if not seen_holder.keys() & {*action.owner_iri}:
            return ()
        return tuple(in_one_text(seen_holder.get(post, ())) or NOBODY_SEEN for post in action.owner_iri)

    def _steps(
        self,
        action: Action,
        asked: ShownDate | None,
        again: list[Scrutiny],
        moved: ShownDate | None,
        ended: ShownDate | None,
    ) -> tuple[str, ...]:
        """Return what happened to an action, oldest first; what happened on one day in the order of a life."""
        path, steps = self.paths[action.iri], list[tuple[str, int, str]]()
        if asked:
            where = f" in {path.origin_label}" if path.origin_label and asked == path.origin else ""
            steps.append((asked.day, 0, f"asked {asked.shown}{where}"))
        for record in (*action.earlier_iri, action.iri):
            trace = self.paths[record]
            if trace.raised and asked and trace.raised != asked:
                word = "opened again" if trace.before and trace.before not in action.earlier_iri else "brought forward"
                steps.append((trace.raised.day, 1, f"{word} {trace.raised.shown}"))
            if trace.put_off and asked:
                # When it was put off is not told, only until when: at the latest in the notes in which it stands.
                at_latest = min(trace.put_off, trace.raised or trace.put_off)
                steps.append((at_latest.day, 2, f"put off to {trace.put_off.shown}"))
            if record != action.iri:
                steps += [
                    (end.day, 5, f"answered {end.shown}")
                    for end in self.ends.get(record, ())
                    if end.state == "answered" and end.day and end.day <= self.day
                ]
        steps += [(m.held, 3, f"looked at again {m.shown} by {m.body_name}") for m in again]
        if ended:
            steps.append((ended.day, 5, f"{action.status} {ended.shown}"))
        if moved:
            word = "opened again" if action.status in SETTLED else "carried forward"
            steps.append((moved.day, 6, f"{word} {moved.shown}"))
        return tuple(step for _, _, step in sorted(steps))


def _outcome(status: str, moved: bool, again: bool, put_off: bool, notes: int) -> str:
    if status in SETTLED:
        return status
    if moved:
        return "carried forward"
    if again:
        return "looked at again"
    if notes:
        return "never seen again"
    return "deferred" if put_off else "no later notes"


def _promise(
    promised: str | None, ended: ShownDate | None, outcome: str, again: list[Scrutiny], met: list[str], day: str
) -> str:
    if not promised:
        return ""
    if ended:
        done = "kept" if outcome == "discharged" else outcome  # of what was answered, nobody says that it was done
        if ended.day <= promised:
            return done if done == "kept" else f"{done} in time"
        return f"{done} late" if partial_date(ended.shown or ended.day).first > promised else f"{done}, perhaps late"
    if promised > day:
        return "not yet due"
    if any(m.held >= promised for m in again):
        return "looked at again"
    if any(on >= promised for on in met):
        return "body met, action not mentioned"
    return "no later meeting of the body loaded"


def _meaning(
    outcome: str, age: int | None, notes: int, again: list[Scrutiny], anew: list[Scrutiny], put_off: ShownDate | None
) -> str:
    days = "" if age is None else "the same day" if age == 0 else "1 day" if age == 1 else f"{age} days"
    loaded = f"the notes of {notes} later {'meeting' if notes == 1 else 'meetings'} of the body are"
    # That no paper shows an end does not mean that nothing was done, so it is not said to be waiting.
    passed = "1 day has" if age == 1 else f"{age} days have"
    waiting = f" {passed} passed since it was asked for." if age and outcome not in SETTLED else ""
    subject = (
        f" The subjects of its item came up again in {', '.join(dict.fromkeys(m.shown for m in anew))}." if anew else ""
    )
    return {
        "discharged": f"Recorded as done{f', after {days}' if age else ''}.",
        "answered": f"An update was given{f', after {days}' if age else ''}; no paper says that it was closed.",
        "withdrawn": (
            f"Given up, or not asked for any more{f', after {days}' if age else ''}; no paper says that it was done."
        ),
        "carried forward": f"It lives on as an action of a later meeting.{waiting}",
        "looked at again": (
            f"A later meeting dealt with it ({', '.join(m.shown for m in again)}) and is not shown to have closed it."
            f"{waiting}"
        ),
        "deferred": f"It was put off{f' to {put_off.shown}' if put_off else ''}, and no notes from then on are loaded."
        f"{waiting}",
        "never seen again": (
            f"No loaded paper tells what became of it: {loaded} loaded, and no item in them is read as being about it."
            f"{subject}{waiting}"
        ),
        "no later notes": (
            f"No notes of a later meeting of the body are loaded, so nothing could be seen.{subject}{waiting}"
        ),
    }[outcome]


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
