"""The date that an answer goes by: the one that is given, else that of the newest paper or plan, and whose it is."""

import datetime as dt

from oversight_graph.errors import UsageError
from oversight_graph.store.store import Store
from oversight_graph.store.views import ask, iso_day


def newest_paper(store: Store) -> str:
    """Return the ISO date of the newest paper, or of the newest event where no paper is dated; see `dated`.

    Raises
    ------
    UsageError
        If there is neither.
    """
    if newest := dated(store):
        return newest
    raise UsageError(
        "no loaded paper is dated, and nothing in the data has a day on which it began or took place, so there is no "
        "date to go by",
        hint="give one with --as-of 2018-11-27",
    )


def dated(store: Store) -> str | None:
    """Return the ISO date of the newest paper; None if there is no date at all.

    Notes
    -----
    A register of others need not rest on papers. Where no paper is dated, the newest day counts on which anything in
    the data began or took place: of a later one the data tells nothing, and at an earlier one the newest would be
    missing. Today's date is never used, so that answers stay the same.
    """
    newest = _newest_paper(store)
    return newest or max(filter(_is_day, (row[0] or "" for row in ask(store, "newest_events"))), default=None)


def _newest_paper(store: Store) -> str | None:
    return max(filter(_is_day, (day or "" for (day,) in ask(store, "papers").of("day"))), default=None)


def ground(store: Store) -> str:
    """Say whose date is gone by where none is given, and no plan is asked of."""
    if _newest_paper(store):
        return "date of the newest paper"
    return "no loaded paper is dated: the newest day on which anything in the data began or took place"


def planned(store: Store) -> bool:
    """Tell whether any row of a plan is loaded, dated or not."""
    return bool(ask(store, "plan_rows").rows)


def newest_plan(store: Store) -> str:
    """Return the ISO date of the newest plan; empty if no plan has a date that exists."""
    return max(filter(_is_day, (row[0] or "" for row in ask(store, "plan_days"))), default="")


def as_iso(day: str | dt.date) -> str:
    """Return a date as ISO date.

    Raises
    ------
    UsageError
        If a text is no date, or is not written as 2018-11-27.

    Examples
    --------
    >>> as_iso(dt.date(2018, 11, 27)), as_iso("2018-11-27")
    ('2018-11-27', '2018-11-27')
    """
    if isinstance(day, dt.date):
        return day.isoformat()
    try:
        return iso_day(day).isoformat()
    except ValueError as error:
        raise UsageError(f"{day!r} is not a date", hint="write it as 2018-11-27") from error


def _is_day(text: str) -> bool:
    """Say whether a text is a day that exists; what is none is for the check to find, and must not stop it."""
    try:
        return len(text) == 10 and text.isascii() and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
