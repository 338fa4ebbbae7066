"""Where an action was recorded as done, or an update on it was given: when, by whom, and on what ground."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from oversight_graph.evidence.papers import documents
from oversight_graph.model.columns import named
from oversight_graph.model.vocabulary import local_name
from oversight_graph.store.store import Record, Store
from oversight_graph.store.views import ask

# The states of an action that are an end; the surest last.
SETTLED = ("answered", "withdrawn", "discharged")
_GROUNDS = {"AgendaItem": "agenda item", "Decision": "decision", "Meeting": "meeting"}


class End(NamedTuple):
    """What a paper tells of the end of an action.

    ``state`` is one of `SETTLED`; ``label`` names the item, decision or meeting that records it; ``day``
    is the ISO date by which that certainly was, and ``shown`` the date as far as known.
    """

    state: str = ""
    label: str = ""
    ground: str = ""
    meeting: str = ""
    day: str = ""
    shown: str = ""
    bodies: tuple[str, ...] = ()
    bodies_iri: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def ends(store: Store) -> dict[str, list[End]]:
    """Return the recorded ends of each action, the earliest first.

    Returns
    -------
    dict of str to list of End
        Keyed by the IRI of the action.
    """
    met: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    cited: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    records: dict[tuple[str, str, str], tuple[str | None, ...]] = {}
    for action, state, record, label, kind, _, meeting, day, edtf, body, body_name, where in ask(store, "action_ends"):
        if not action or not state or not record:
            continue
        key = (action, state, record)
        records.setdefault(key, (label, kind, meeting, day, edtf))
        met[key].update({body: body_name or body} if body else {})
        cited[key].update([where] if where else [])
    found: dict[str, list[End]] = defaultdict(list)
    for key, (label, kind, meeting, day, edtf) in records.items():
        ground = _GROUNDS.get(local_name(kind or ""), "record")
        found[key[0]].append(
            End(
                state=key[1],
                label=label or key[2],
                ground=f"{ground}: {label or key[2]}",
                meeting=meeting or "",
                day=day or "",
                shown=edtf or day or "",
                **named(bodies=sorted((name, iri) for iri, name in met[key].items())),
                evidence=tuple(sorted(cited[key])),
            )
        )
    for those in found.values():
        those.sort(key=lambda end: (end.day, end.label))
    return found


def occasions(store: Store) -> dict[str, End]:
    """Return when what a paper tells was certainly told: at the meeting whose notes it is, else on its own date.

    Returns
    -------
    dict of str to End
        Keyed by the IRI of the paper; without state, and with the paper as its ground.
    """
    found = {}
    for iri, document in documents(store).items():
        day = document.day or ""
        found[iri] = End(ground=f"told by the paper of {day}" if day else "", day=day, shown=day)
    noted: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in ask(store, "meetings").records():
        if (paper := record["notes"]) and (meeting := record["meeting"]) and not record["announced"]:
            noted[paper][meeting].append(record)
    for paper, meetings in noted.items():
        if len(meetings) == 1 and paper in found:
            (records,) = meetings.values()
            first = records[0]
            found[paper] = found[paper]._replace(
                meeting=first["label"] or "",
                day=first["day"] or "",
                shown=first["edtf"] or first["day"] or "",
                **named(bodies=sorted({(each["name"] or "", each["body"] or "") for each in records})),
            )
    return found


def end_at(
    recorded: Iterable[End], states: Iterable[str], evidence: Iterable[str], papers: Mapping[str, End], day: str
) -> End | None:
    """Return the end of an action up to a day: what a meeting records, else what the newest paper tells.

    Parameters
    ----------
    recorded : iterable of End
        As from `ends`.
    states : iterable of str
        What the records of the action say of its state.
    evidence : iterable of str
        Citations of the action.
    papers : mapping of str to End
        As from `occasions`.
    day : str
        ISO date. What was recorded later has not happened yet.
    """
    records = list(recorded)
    by_then = [end for end in records if end.day <= day]
    if done := [end for end in by_then if end.state == "discharged"]:
        return done[0]
    # What a meeting records later than the day is not so yet, whatever the state is by now.
    wanted = {*states} & {*SETTLED} - ({end.state for end in records} - {end.state for end in by_then})
    if not wanted:
        return None
    state = max(wanted, key=SETTLED.index)
    if answers := [end for end in by_then if end.state == state]:
        return answers[-1]
    places = [(papers[where.partition("#")[0]], where) for where in evidence if where.partition("#")[0] in papers]
    newest = max((end.day for end, _ in places), default="")
    if newest > day:
        return None
    there = [(end, where) for end, where in places if end.day == newest]
    last = there[0][0] if there else End()
    return last._replace(state=state, evidence=tuple(sorted(where for _, where in there)))
