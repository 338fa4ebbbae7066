"""What a row of a plan promises besides: by when, under whose lead, and how far it was, as printed and as read."""

from collections import defaultdict
from dataclasses import dataclass, field

from oversight_graph.evidence.papers import paper_days
from oversight_graph.model.codes import order_of
from oversight_graph.model.vocabulary import CONCEPT, local_name
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask

# After these nothing more is to be done.
_ENDS = frozenset(CONCEPT + f"progress/{each}" for each in ("complete", "withdrawn"))


@dataclass(slots=True, eq=False, repr=False)
class Progress:
    """How far a thing was on a day: codes by their short names, and the word as printed."""

    day: str
    state: str = ""
    rating: str = ""
    stated: str = ""
    evidence: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False, repr=False)
class Promise:
    """What is said of one row, or of one finding of an inspection.

    ``leads`` are names by IRI; ``progress`` is the newest report up to the date, and ``ended`` the first one, up to
    the date, that calls it complete or withdrawn.
    """

    due: str = ""
    due_as_stated: str = ""
    leads: dict[str, str] = field(default_factory=dict)
    lead_as_stated: str = ""
    progress: Progress | None = None
    ended: Progress | None = None

    def overdue(self, day: str) -> bool:
        """Tell whether its last day is past, and no paper up to then calls it complete or withdrawn."""
        return bool(self.due) and self.due < day and self.ended is None


def promises(store: Store, day: str) -> dict[str, Promise]:
    """Return what rows of plans and findings of inspections promise, and how far they were at a date.

    Parameters
    ----------
    day : str
        ISO date. What is reported of later days, or without a date by a later paper, does not count.

    Returns
    -------
    dict of str to Promise
        Keyed by IRI; what gives neither a day, nor a lead, nor progress is absent.
    """
    found: dict[str, Promise] = defaultdict(Promise)
    for row, due, due_as_stated, lead, lead_name, lead_as_stated in ask(store, "row_promises"):
        if row:
            promise = found[row]
            promise.due = max(promise.due, due or "")
            promise.due_as_stated = promise.due_as_stated or due_as_stated or ""
            promise.lead_as_stated = promise.lead_as_stated or lead_as_stated or ""
            promise.leads.update({lead: lead_name or lead} if lead else {})
    paper_day_of = paper_days(store)
    reports: dict[str, dict[str, Progress]] = defaultdict(dict)
    for row, update, on, state, rating, stated, where in ask(store, "row_progress"):
        if row and update:
            report = reports[row].setdefault(update, Progress(on or paper_day_of(where)))
            report.state = report.state or state or ""
            report.rating = report.rating or local_name(rating or "")
            report.stated = report.stated or stated or ""
            report.evidence.update([where] if where else [])
    order = order_of("progress")
    for row, those in reports.items():
        by_then = sorted((r for r in those.values() if r.day <= day), key=lambda r: (r.day, r.state, r.stated))
        for report in by_then:
            if report.state in _ENDS and found[row].ended is None:
                found[row].ended = report
        if by_then:
            # Of several reports of one day the one that is furthest from an end says most.
            newest = [report for report in by_then if report.day == by_then[-1].day]
            found[row].progress = min(newest, key=lambda r: (not r.state, order.get(local_name(r.state), len(order))))
    for promise in found.values():
        for report in filter(None, (promise.progress, promise.ended)):
            report.state = local_name(report.state)
    return dict(found)
