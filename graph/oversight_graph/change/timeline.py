"""Dated events, oldest first: of everything, or of one thing and what is part of it."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from oversight_graph.errors import UsageError
from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.columns import filled
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Record, Store
from oversight_graph.store.views import ask, ask_of

# Kinds of events, and what each means where `_meaning` has nothing better; those of one day come in this order.
_MEANINGS = {
    "paper": "Date of the paper, or of the meeting that it is for.",
    "meeting": "Held, as the papers tell.",
    "inspection": "An inspection or review, or its report.",
    "inspection ends": "The inspection or review ended.",
    "programme": "It began or came into use.",
    "programme ends": "The programme ended.",
    "intervention": "A step taken in a programme.",
    "intervention ends": "A step taken in a programme ended.",
    "change of body": "A change of a body that a paper records.",
    "status": "In this state on this day; since when is not said.",
    "status ends": "In this state up to this date, as a paper says.",
    "post taken up": "Took up the post, as a paper says.",
    "post left": "Left the post, as a paper says.",
    "seat taken up": "Took a seat on the body, as a paper says.",
    "seat left": "Gave up the seat on the body, as a paper says.",
    "vacancy begins": "Vacant from this date on, as a paper says.",
    "vacancy ends": "The vacancy ended, as a paper says.",
    "oversight begins": "From this date on, as a paper says.",
    "oversight ends": "Up to this date, as a paper says.",
    "progress": "Progress that a paper dates.",
    "progress report": "How things stood on this day, as a paper reports.",
    "response": "Part of the answer to a finding.",
    "work item": "On the work programme for this day; that it was dealt with is not shown by it.",
    "promise due": "Last day by which it was to be done; the check `promise-overdue` tells what no paper calls done.",
    "decision": "It was decided.",
    "action asked": "A meeting asked for it.",
    "action brought forward": "A later meeting took it up again.",
    "action due": "Last day by which it was due; the follow-up tells what came of it.",
    "action answered": "An update was given by then, as a paper tells; it is not shown to be closed.",
    "action withdrawn": "Given up by then, or not asked for any more, as a paper tells.",
    "action discharged": "A meeting recorded it as done.",
}
KINDS = tuple(_MEANINGS)
_AHEAD = {"promise due": "Last day by which it is to be done.", "action due": "Last day by which it is due."}
_ANNOUNCED = ("scheduled", "planned")
# A plan reports on each of its rows: that is for those who ask about one.
_ONLY_ASKED = ("progress report",)
# Where no date is printed, the data has the day by which it certainly was so; and so of their ends.
_ONCE = ("inspection", "programme", "intervention", "change of body", "oversight begins", "progress", "response")
# Of so many things at most it is asked for each what it is about: a server may not take a longer query.
_FEW = 500
_AT_LATEST = " By this day at the latest: no paper gives the date."


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a paper dates.

    Attributes
    ----------
    when : str
        Date as far as it is known: a year, a month or a day.
    day : str
        ISO date by which it certainly was so; of a month, its last day. It gives the order; within one day, the hours
        at which meetings began do.
    kind : str
        One of `KINDS`.
    what : str
    as_stated : str
        The date as printed; empty if none is recorded.
    ahead : bool
        Whether it lies after the date of the answer: due, or announced, by a paper of that date or before.
    date : str
        The date of the answer.
    meaning : str
        What is known about it, in a sentence.
    evidence : tuple of str
    iri : str
    """

    when: str
    day: str
    kind: str
    what: str
    as_stated: str
    ahead: bool
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str


def timeline(
    store: Store, day: str, *, thing: str | None = None, since: str = "", kinds: Collection[str] | None = None
) -> list[Event]:
    """Return dated events, oldest first.

    Parameters
    ----------
    day : str
        ISO date. What happened up to it counts, whichever paper tells of it; what lies ahead of it only if a paper of
        that date or before announces it.
    thing : str, optional
        IRI: only events of this thing and of what is part of it: meetings of a body, or that dealt with a subject;
        actions of an owner; statuses; progress of a plan row, and so on.
    since : str
        ISO date: only events from it on.
    kinds : collection of str, optional
        Only these kinds, see `KINDS`.

    Returns
    -------
    list of Event
        By day and hour, then in the order of `KINDS`. What no paper dates is not in it; a thing without dated events
        gives an empty list.

    Raises
    ------
    UsageError
        If a kind is not one of `KINDS`.

    Notes
    -----
    Unit: an event record. An action is several events: asked, brought forward, due, answered, discharged. Without a
    thing, reports on the progress of single plan rows are left out unless their kind is asked for.
    """
    unknown = set(kinds or ()) - set(KINDS)
    if unknown:
        raise UsageError(f"no such kind of event: {', '.join(sorted(unknown))}", hint=f"kinds: {', '.join(KINDS)}")
    wanted = set(kinds) if kinds else set(KINDS) - (set() if thing else set(_ONLY_ASKED))
    about = _about(store, thing) if thing else None
    paper_day_of = paper_days(store)
    found: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in ask(store, "events").records():
        event, kind, on = record["event"], record["kind"], record["day"]
        if event and kind in wanted and on and on >= since:
            found[record["same"] or event, kind, on].append(record)
    events = [
        (_hour(records), _event(records, day, paper_day_of))
        for records in found.values()
        if _is_known(records, day, paper_day_of) and (about is None or any(each["event"] in about for each in records))
    ]
    hours: dict[str, set[str]] = defaultdict(set)
    for hour, happened in events:
        hours[happened.day].update([hour] if hour else [])

    def place(dated: tuple[str, Event]) -> tuple[str, str, int, str, str]:
        hour, event = dated
        # The hour counts on a day on which there is more than one.
        return event.day, hour if len(hours[event.day]) > 1 else "", KINDS.index(event.kind), event.what, event.iri

    return [event for _, event in sorted(events, key=place)]


def _hour(records: list[Record]) -> str:
    """Return at what hour the meeting began that an event is, or that asked for something or closed it."""
    return min(filled(records, "hour"), default="")


def _about(store: Store, thing: str) -> set[str]:
    """Return the events of a thing and of its parts."""
    import pyoxigraph as ox

    things = {thing, *(row[0] for row in ask(store, "thing_parts", thing=thing) if row[0])}
    if len(things) > _FEW:
        about = ask(store, "event_things")
    else:
        about = ask_of(store, "event_things", "thing", map(ox.NamedNode, sorted(things)))
    return things | {event for event, subject in about if event and subject in things}


def _is_known(records: list[Record], day: str, paper_day_of: Callable[[str | None], str]) -> bool:
    """Tell whether an event had happened by the day, or a paper announced it then; not what was put otherwise."""
    paper_days = map(paper_day_of, filled(records, "evidence"))
    first = records[0]
    ahead, over = (first["day"] or "") > day, first["over"]
    if over and over <= day:
        return False
    # No paper announces another one, and what nothing cites may have been known at any time.
    return not ahead or (first["kind"] != "paper" and min(paper_days, default="") <= day)


def _event(records: list[Record], day: str, paper_day_of: Callable[[str | None], str]) -> Event:
    # Of several records of one meeting that which counts has the name.
    record = min(records, key=lambda each: bool(each["same"]))
    event, detail = record["event"] or "", record["detail"] or ""
    names = ", ".join(filled(records, "name"))
    # That a meeting was put off or called off says more than that it was announced.
    words = sorted({local_name(each["planned"] or "") for each in records}, key=lambda code: code in _ANNOUNCED)
    on, kind = record["day"] or "", record["kind"] or ""
    began = _hour(records)[:5] if kind == "meeting" and on <= day and not words[0] else ""
    ended = local_name(records[0]["same"] or "") == "ended"
    return Event(
        when=record["edtf"] or on,
        day=on,
        kind=kind,
        what=_what(kind, record["what"] or "", names, detail) or event,
        as_stated=record["as_stated"] or "",
        ahead=on > day,
        date=day,
        meaning=_meaning(
            kind, record["edtf"] is not None, words[0], ahead=on > day, ended=ended, where=names, record=detail
        )
        + (f" It began at {began}." if began else "")
        + (_AT_LATEST if _undated(records, paper_day_of) else ""),
        evidence=tuple(sorted(filled(records, "evidence"))),
        iri=event,
    )


def _undated(records: list[Record], paper_day_of: Callable[[str | None], str]) -> bool:
    """Tell whether no paper dates an event: of posts and seats, what is dated as the paper that tells of it is so."""
    first = records[0]
    kind, on, edtf = first["kind"] or "", first["day"] or "", first["edtf"]
    if first["as_stated"]:
        return False
    if kind.removesuffix(" ends") in _ONCE:
        return not edtf
    posts = kind.startswith(("post ", "seat ", "vacancy "))
    return posts and edtf == on and on in map(paper_day_of, filled(records, "evidence"))


def _what(kind: str, what: str, names: str, detail: str) -> str:
    if kind.startswith(("status", "post ", "seat ")):
        return f"{names}: {detail}"
    if kind.startswith("vacancy "):
        return detail
    if kind.startswith("oversight "):
        return f"{detail} oversees {names}"
    if kind in ("progress", "progress report", "response"):
        return f"{names}: {what}" if names and what else names or what
    if kind == "promise due":
        return f"{names} {what}" if names else what
    return what or (f"Meeting: {names}" if kind == "meeting" and names else "")


def _meaning(kind: str, dated: bool, not_held: str, *, ahead: bool, ended: bool, where: str, record: str) -> str:
    if kind == "meeting" and (not_held or ahead):
        if not_held and not_held not in _ANNOUNCED:
            return f"{'Called' if not_held == 'cancelled' else 'Put'} off, as the papers tell."
        return "Announced." if ahead else "Announced; no loaded paper shows that it was held."
    if kind == "status" and ended:
        return "It ended then, as a paper says." if dated else "It had ended by this day; when is not said."
    if kind == "status" and dated:
        return "In this state from this date on."
    if kind in ("action discharged", "action answered") and where:
        done = kind == "action discharged"
        what = "recorded it as done" if done else "was given an update, and is not shown to have closed it"
        return f"{where} {what}{f' (under: {record})' if record and record != where else ''}."
    if kind == "decision" and record:
        return f"It was {record}."
    if ahead and kind not in ("meeting", "status"):
        return _AHEAD.get(kind, "Planned for a day that had not come.")
    return _MEANINGS[kind]
