"""Dates as far as they are known: a year, a month or a day; and intervals, each end known as far as it is.

The data has, of everything that is dated, the day by which it certainly was so, and beside it what is known in EDTF.
The rule ``queries/rules/known-dates.rq`` gives each end of an interval its own part of that; here it is read.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self

_PART = re.compile(r"([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?[?~%]?")


class PartialDate(NamedTuple):
    """A date as far as it is known.

    Attributes
    ----------
    first, last : str
        ISO days between which it lies.
    text : str
        As it is known: ``2017``, ``2017-05``, ``2017-05-09``, ``2019-07/2019-09``, with signs of doubt.
    """

    first: str
    last: str
    text: str


def partial_date(text: str) -> PartialDate:
    """Return the days between which a date lies that is known in part.

    Parameters
    ----------
    text : str
        A date in EDTF: a year, month or day, perhaps with digits that are not known (``201X``) or a sign of doubt; or
        two of them with a slash, between which it lies.

    Returns
    -------
    PartialDate
        What is no such date is taken as it stands, as first and as last day.

    Examples
    --------
    >>> partial_date("2017")
    PartialDate(first='2017-01-01', last='2017-12-31', text='2017')
    >>> partial_date("2016-02?").last, partial_date("201X").first, partial_date("2019-07/2019-09").last
    ('2016-02-29', '2010-01-01', '2019-09-30')
    """
    if "/" in text:
        start, end = text.split("/", 1)
        return PartialDate(partial_date(start).first, partial_date(end).last, text)
    found = _PART.fullmatch(text)
    if not found:
        return PartialDate(text, text, text)
    year, month, day = found.groups()
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if not month or "X" in month:
        return PartialDate(f"{first}-01-01", f"{last}-12-31", text)
    if not day or "X" in day:
        longest = _length(int(last), int(month))
        return PartialDate(f"{first}-{month}-01", f"{last}-{month}-{longest:02}", text)
    return PartialDate(f"{first}-{month}-{day}", f"{last}-{month}-{day}", text)


def on_date(text: str) -> str:
    """Return a date that may be known in part as a sentence has it: on a day, in a month or a year.

    Examples
    --------
    >>> on_date("2018-05-09"), on_date("2018-05"), on_date("201X")
    ('on 2018-05-09', 'in 2018-05', 'in 201X')
    """
    known = partial_date(text)
    return f"{'on' if known.first == known.last else 'in'} {text}"


def _length(year: int, month: int) -> int:
    """Return how many days a month has; the module of calendars would be slow to import."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return {2: 29 if leap else 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)


def months_between(first: str, second: str) -> int:
    """Return how many whole months lie between two ISO days, the second after the first.

    Examples
    --------
    >>> months_between("2018-11-27", "2021-04-27"), months_between("2018-11-27", "2018-12-26")
    (29, 0)
    """
    apart = 12 * (int(second[:4]) - int(first[:4])) + int(second[5:7]) - int(first[5:7])
    return apart - (second[8:10] < first[8:10])


def months_before(day: str, months: int) -> str:
    """Return the day of the same number some months earlier; it need not be in the calendar, only in order.

    Examples
    --------
    >>> months_before("2018-02-28", 14)
    '2016-12-28'
    """
    index = int(day[:4]) * 12 + int(day[5:7]) - 1 - months
    return f"{index // 12:04d}-{index % 12 + 1:02d}-{day[8:]}"


def day_after(day: str, months: int = 0) -> str:
    """Return the first day that is more than some months after an ISO day; empty if it is no day of the calendar.

    Examples
    --------
    >>> day_after("2018-12-31"), day_after("2018-11-30", 3), day_after("2018-11-27", 24)
    ('2019-01-01', '2019-03-01', '2020-11-28')
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        return ""
    index = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    year, month, number = index // 12, index % 12 + 1, int(day[8:]) + 1
    if number <= _length(year, month):
        return f"{year:04d}-{month:02d}-{number:02d}"
    return f"{(index + 1) // 12:04d}-{(index + 1) % 12 + 1:02d}-01"


def same(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Tell whether two dates may be one: their days overlap, or one of them is not known at all."""
    return first is None or second is None or (first.first <= second.last and second.first <= first.last)


def closer(first: PartialDate | None, second: PartialDate | None) -> PartialDate | None:
    """Return the one of two dates of which more is known; one of them may not be known at all."""
    return min(filter(None, (first, second)), key=_width, default=None)


def _width(date: PartialDate) -> tuple[int, str, str]:
    # Days of a year and months of a year are all that is compared: a coarse measure is enough.
    days = sum(
        sign * (int(day[:4]) * 372 + int(day[5:7]) * 31 + int(day[8:10]))
        for sign, day in ((1, date.last), (-1, date.first))
        if len(day) == 10
    )
    return (days, date.first, date.text)


class Term(NamedTuple):
    """A time in which something was so, with the days on which papers show it.

    Attributes
    ----------
    start, end : PartialDate or None
        Where a paper gives a beginning or an end.
    seen : frozenset of str
        ISO days. Seen on a day is not since that day.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    seen: frozenset[str] = frozenset()

    def over(self, day: str) -> bool:
        """Tell whether it must have ended before the day."""
        return self.end is not None and self.end.last < day

    def begun(self, day: str) -> bool:
        """Tell whether it is shown, or said, to have begun by the day."""
        return any(date <= day for date in self._sure())

    def shown(self, day: str) -> str:
        """Return the newest day up to a day on which it must have been so; empty if none, or if it was over by then."""
        if self.over(day):
            return ""
        dates = {date for date in self._sure() if date <= day}
        if self.start and self.end and self.start.last <= day:
            dates.add(min(day, max(self.end.first, self.start.last)))
        return max(dates, default="")

    def first_seen(self) -> str | None:
        """Return the first date at which it must have been so, as far as it is known."""
        return self._named(min(self._sure(), default=""), self.start) or None

    def last_seen(self, day: str | None = None) -> str | None:
        """Return the last date, up to a day if one is given, at which it must have been so, as far as it is known."""
        if day and not self.over(day):
            return self._named(self.shown(day), self.start, self.end) or None
        return self._named(max(self._sure(), default=""), self.end, self.start) or (self.end and self.end.text)

    def _sure(self) -> Iterable[str]:
        """Yield the days on which it must have been so, as far as single days are known.

        An end alone shows none: of somebody who had left by a day, no day before is told.
        """
        yield from (date for date in self.seen if self.end is None or date <= self.end.last)
        if self.start:
            yield self.start.last
            if self.end:
                yield max(self.end.first, self.start.last)

    @staticmethod
    def _named(day: str, *ends: PartialDate | None) -> str:
        return next((end.text for end in ends if end and day and day in (end.first, end.last)), day)

    def may_be(self, other: "Term") -> bool:
        """Tell whether another tells of the same time: nothing that is said of its ends speaks against it."""
        if not (same(self.start, other.start) and same(self.end, other.end)):
            return False
        start, end = closer(self.start, other.start), closer(self.end, other.end)
        return start is None or end is None or start.first <= end.last

    def joined(self, other: "Term") -> Self:
        """Return both as one, of each end what is known best."""
        return type(self)(closer(self.start, other.start), closer(self.end, other.end), self.seen | other.seen)


def terms(records: Iterable[Term]) -> list[tuple[Term, list[int]]]:
    """Bring together what several records tell of one holder into times, one after the other.

    Parameters
    ----------
    records : iterable of Term
        What each record tells: a beginning, an end, or days on which it was seen.

    Returns
    -------
    list of (Term, list of int)
        The times, oldest first, each with the places in `records` of the records that tell of it.

    Notes
    -----
    A beginning and an end belong together if no other beginning or end lies between. What was only seen belongs to the
    time in which it may lie, else to what was seen with no beginning or end between.
    """
    numbered = list(enumerate(records))
    dated = [(term, [at]) for at, term in numbered if term.start or term.end]
    found: list[tuple[Term, list[int]]] = []
    for term, places in sorted(dated, key=lambda each: (_sort_day(each[0]), each[0].start is None)):
        if found and found[-1][0].may_be(term) and not _after(found[-1][0], term):
            found[-1] = (found[-1][0].joined(term), found[-1][1] + places)
        else:
            found.append((term, places))
    loose: dict[int, tuple[Term, list[int]]] = {}
    for at, term in numbered:
        if term.start or term.end:
            continue
        day = min(term.seen, default="")
        fits = [
            place
            for place, (each, _) in enumerate(found)
            if not (each.start and each.start.first > day) and not each.over(day)
        ]
        if fits and day:
            place = fits[-1] if found[fits[-1]][0].start else fits[0]
            found[place] = (found[place][0].joined(term), [*found[place][1], at])
        else:
            before = sum(_sort_day(each) <= day for each, _ in found)
            old, places = loose.get(before, (Term(), []))
            loose[before] = (old.joined(term), [*places, at])
    return sorted([*found, *loose.values()], key=lambda each: (_sort_day(each[0]), each[1]))


def _after(earlier: Term, later: Term) -> bool:
    """Tell whether a second time begins only after a first one, which has an end and no beginning, was over."""
    return bool(earlier.start is None and earlier.end and later.start and later.start.first >= earlier.end.first)


def _sort_day(term: Term) -> str:
    ends = (term.start.last if term.start else "", min(term.seen, default=""), term.end.first if term.end else "")
    return next(filter(None, ends), "")
