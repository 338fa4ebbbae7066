"""Which rows of plans count at a date."""

from collections import defaultdict
from collections.abc import Iterable

from oversight_graph.store.store import Row


def told_later(plan_rows: Iterable[Row], day: str) -> set[str]:
    """Return the commitments and activities that only plans later than a date tell of.

    Parameters
    ----------
    plan_rows : iterable of Row
        As the view of that name gives them.
    day : str
        ISO date.
    """
    plans: dict[str, set[str]] = defaultdict(set)
    parents: dict[str, set[str]] = defaultdict(set)
    for iri, _, _, _, _, _, _, parent, _, plan in plan_rows:
        if iri and plan:
            plans[iri].add(plan)
        if iri and parent:
            parents[iri].add(parent)
    late = {iri for iri, dates in plans.items() if min(dates) > day}
    # Activities hang on their commitments and fall away with them.
    return late | {iri for iri, above in parents.items() if above <= late}
