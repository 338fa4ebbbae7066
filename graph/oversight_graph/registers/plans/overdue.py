"""Rows of plans whose last day is past, and that no paper calls complete."""

from dataclasses import dataclass

from oversight_graph.registers.coverage import Coverage, coverage
from oversight_graph.registers.plans.editions import parents_of
from oversight_graph.registers.plans.promises import Promise, promises
from oversight_graph.store.store import Store


@dataclass(frozen=True, slots=True)
class Overdue(Coverage):
    """A commitment or activity whose last day is past.

    Attributes
    ----------
    reason : str
        By when it was due, and how far it was by the newest report up to the date.
    """

    reason: str


def overdue(
    store: Store, day: str, *, activities: bool = False, plan: str | None = None, all_plans: bool = False
) -> list[Overdue]:
    """Return the commitments or activities that were due before a date, and that no paper up to then calls complete.

    Parameters
    ----------
    activities, plan, all_plans
        As for `registers.coverage.coverage`.

    Returns
    -------
    list of Overdue
        By the day on which they were due, then in the order of the plan. The citations are those of the row and of the
        reports on it.
    """
    promised = promises(store, day)
    found = []
    for row in coverage(store, day, activities=activities, plan=plan, all_plans=all_plans):
        if not row.overdue:
            continue
        progress = promised[row.iri].progress
        cited = tuple(sorted({*row.row_evidence, *(progress.evidence if progress else ())}))
        found.append(row.extended(Overdue, evidence=cited, reason=reason(promised[row.iri])))
    return sorted(found, key=lambda row: row.due or "")


def overdue_findings(store: Store, day: str) -> list[str]:
    """Return the findings of inspections, which are no rows of a plan, that were due before a date and are not done."""
    rows = parents_of(store)
    return sorted(iri for iri, promise in promises(store, day).items() if iri not in rows and promise.overdue(day))


def reason(promise: Promise) -> str:
    """Say by when something was due, and what the newest paper says of it."""
    printed = f" (printed: {promise.due_as_stated})" if promise.due_as_stated else ""
    due = f"It was due by {promise.due}{printed}"
    report = promise.progress
    if report is None:
        return f"{due}; no loaded paper up to the date says how far it is."
    words = [
        report.stated and f"printed as {report.stated!r}",
        report.state and f"read as {report.state.replace('-', ' ')}",
    ]
    report_words = "; ".join(filter(None, words)) or "which gives no state"
    return f"{due}; the newest report is of {report.day or 'no date'}: {report_words}."
