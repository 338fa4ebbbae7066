"""How often bodies are said to meet, against the meetings of which the loaded papers tell."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.codes import meetings_a_year
from oversight_graph.model.dates import months_before
from oversight_graph.model.vocabulary import local_name
from oversight_graph.registers.states import UNKNOWN, beginnings, states_at
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

_AMBIGUOUS = {
    "bi-monthly": "twice a month or once in two months",
    "minimum-bi-monthly": "twice a month or once in two months, or more often",
    "bi-annual": "twice a year or once in two years",
}
# Why a meeting was not held, by the codes of states and outcomes; what is only announced is not there.
_HOW = {"put-off": "put off", "deferred": "put off", "cancelled": "called off"}


@dataclass(frozen=True, slots=True)
class Cadence:
    """The promised frequency of a body against the meetings found in the loaded papers.

    Attributes
    ----------
    body : str
    frequency : str
        As the papers up to the date say; ``not stated`` if they do not.
    expected : int or None
        Whole meetings that the frequency promises in the period; None if it gives no number.
    found : int
        Meetings in the period of which a loaded paper tells.
    notes : int
        Of these, how many have their own notes among the loaded papers.
    announced : int
        Meetings that a paper announces for the period and none reports.
    put_off, cancelled : int
        Meetings of the period that were put off, or called off, as papers tell.
    last_met : str or None
        Date, as far as known, of the last meeting found up to the date, in the period or before it.
    status : str
        State of the body at the date.
    since, date : str
        The period: after `since`, up to and including `date`.
    meaning : str
    evidence : tuple of str
        Citations of the frequency and of the meetings.
    iri : str
    """

    body: str
    frequency: str
    expected: int | None
    found: int
    notes: int
    announced: int
    put_off: int
    cancelled: int
    last_met: str | None
    status: str
    since: str
    date: str
    meaning: str
    evidence: tuple[str, ...]
    iri: str


def cadence(store: Store, day: str, *, months: int = 12) -> list[Cadence]:
    """Compare how often bodies are said to meet with the meetings found in the loaded papers.

    Parameters
    ----------
    day : str
        ISO date: the end of the period. Frequencies that only later papers tell do not count; meetings held up to the
        date do, whichever paper tells of them.
    months : int
        Length of the period.

    Returns
    -------
    list of Cadence
        By name: each body with a stated frequency, and each with a meeting found in, or announced for, the period.

    Notes
    -----
    Unit: meetings. ``expected`` is the number of meetings in a year, times the months of the period, over twelve,
    rounded down. There is none for a frequency that can be read in two ways, is stated in two ways, is not a number
    ("ad hoc", "under review"), or is not stated; nor for a body that had ended, had not begun, or began in the
    period. A meeting of which only
    the month is known counts on the last day of it. The loaded papers are a selection: a difference between the two
    numbers is a question to ask, not a finding.
    """
    since = months_before(day, months)
    paper_day_of = paper_days(store)
    names: dict[str, str] = {}
    stated: dict[str, dict[str, str]] = defaultdict(dict)
    cited: dict[str, set[str]] = defaultdict(set)
    for body, name, frequency, label, where in ask(store, "body_frequencies"):
        if body and frequency and paper_day_of(where) <= day:
            names[body] = name or body
            stated[body][local_name(frequency)] = label or frequency
            cited[body].update([where] if where else [])
    held: dict[str, dict[str, tuple[str, str, bool]]] = defaultdict(dict)
    unheld: dict[str, dict[str, str]] = defaultdict(dict)
    for meeting, _, on, edtf, body, name, planned, notes, where in ask(store, "meetings"):
        if not meeting or not on or not body or on > day:
            continue
        if planned:
            if on > since:
                # That a meeting was put off or called off says more than that it was announced.
                how = max(_HOW.get(local_name(planned), ""), unheld[body].get(meeting, ""))
                unheld[body][meeting] = how
        else:
            old = held[body].get(meeting)
            held[body][meeting] = (on, edtf or on, bool(notes) or (old is not None and old[2]))
        if on > since:
            names[body] = name or body
            cited[body].update([where] if where else [])
    again = {row[0] for row in ask(store, "meetings_told_twice")}
    states = states_at(store, day)
    begun = {body: known or on for body, (on, known) in beginnings(store, day).items() if since < on}
    found = []
    for body, name in names.items():
        within = [notes for meeting, (on, _, notes) in held[body].items() if on > since and meeting not in again]
        status = states.get(body, UNKNOWN).status
        words = stated.get(body, {})
        missed = Counter(unheld[body].values())
        expected, why = _expected(words, status, months, begun.get(body))
        found.append(
            Cadence(
                body=name,
                frequency=" / ".join(sorted(words.values())) or "not stated",
                expected=expected,
                found=len(within),
                notes=sum(within),
                announced=missed[""],
                put_off=missed["put off"],
                cancelled=missed["called off"],
                last_met=max(held[body].values(), default=("", None, False))[1],
                status=status,
                since=since,
                date=day,
                meaning=f"{why} The loaded papers tell of {len(within) or 'none'} in the {months} months up to {day}"
                f"{_unheld(missed)}. "
                "They are a selection: meetings of which they say nothing may have been held.",
                evidence=tuple(sorted(cited[body])),
                iri=body,
            )
        )
    return sorted(found, key=lambda row: (row.body.casefold(), row.iri))


def _unheld(how: Counter[str]) -> str:
    """Say how many meetings were not held, as the papers tell."""
    words = (("put off", "put off"), ("called off", "called off"), ("", "only announced"))
    found = [
        f"{how[code]} {('is' if how[code] == 1 else 'are') if not code else 'was' if how[code] == 1 else 'were'} {word}"
        for code, word in words
        if how[code]
    ]
    return f"; {', '.join(found)}" if found else ""


def _expected(words: dict[str, str], status: str, months: int, began: str | None) -> tuple[int | None, str]:
    """Return how many meetings are promised in the period, and how that is said."""
    if status in ("ended", "planned"):
        return None, f"No number is expected: the body {'had ended' if status == 'ended' else 'had not begun'}."
    if not words or set(words) == {"not-stated"}:
        return None, "No paper says how often it meets, so no number is expected."
    if len(words) > 1:
        return None, f"The papers differ ({', '.join(sorted(words.values()))}), so no number is expected."
    ((word, label),) = words.items()
    if word in _AMBIGUOUS:
        return None, f"The word used may mean {_AMBIGUOUS[word]}, so no number is expected."
    if word not in meetings_a_year():
        return None, f"{label[:1].upper()}{label[1:]}: that gives no number to expect."
    if began:
        return None, f"{label[:1].upper()}{label[1:]}, but it began within the period ({began}): no number is expected."
    expected = meetings_a_year()[word] * months // 12
    return expected, f"{label[:1].upper()}{label[1:]} makes {expected} {'meeting' if expected == 1 else 'meetings'}."
