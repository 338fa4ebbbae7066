"""Days and times in running text, as minutes and notices print them."""

import datetime as dt
import re

from oversight_graph.ingest.values import MONTHS

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH = "(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|Sept)\.?"
_WEEKDAY = r"(?:(?P<weekday>" + "|".join(f"{day[:3]}(?:{day[3:]})?" for day in _DAYS) + r")s?,?\s+)?"
_FORMS = [
    re.compile(
        rf"{_WEEKDAY}(?:the\s+)?(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)?\s+(?:day\s+)?(?:of\s+)?(?P<m>{MONTH}),?(?:\s+(?P<y>\d{{4}})\b)?",
        re.I,
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{{4}}))?\b(?!\s*(?:am|pm|:))",
        re.I,
    ),
    # What goes on with a further number is a reference, such as 16/07/26/1.
    re.compile(
        rf"{_WEEKDAY}(?<![\d/])\b(?P<d>\d{{1,2}})[./-](?P<n>\d{{1,2}})[./-](?P<y>\d{{4}}|\d{{2}})\b(?!/\d)", re.I
    ),
    re.compile(r"\b(?P<y>\d{4})(?P<mark>[-./ ])(?P<n>\d{1,2})(?P=mark)(?P<d>\d{1,2})\b(?P<weekday>)"),
]
MONTH_YEAR = re.compile(rf"\b({MONTH})\s+(\d{{4}})\b", re.I)
_TIME = re.compile(
    r"(?<![\d/.-])(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*hrs?\b)?", re.I
)


def date_in(text: str, year: int | None = None) -> tuple[str, str]:
    """Return the first day in a text, as ISO and as printed; empty if there is none.

    Parameters
    ----------
    year : int, optional
        The year of a day that is printed without one.

    Examples
    --------
    >>> date_in("Tuesday 27th April, 14:00 pm", 2021)
    ('2021-04-27', 'Tuesday 27th April')
    >>> date_in("held on 15/2/13 at 7pm"), date_in("Board 2024 08 30")
    (('2013-02-15', '15/2/13'), ('2024-08-30', '2024 08 30'))
    >>> date_in("on March 4, 2025")[0], date_in("the 14th day of May 2019")[0], date_in("item 3.4")[0]
    ('2025-03-04', '2019-05-14', '')
    """
    best: tuple[int, str, str] | None = None
    for pattern in _FORMS:
        for found in pattern.finditer(text):
            groups = found.groupdict()
            month = int(groups["n"]) if groups.get("n") else month_number(groups["m"])
            printed_year = groups.get("y")
            full = int(printed_year) if printed_year else year
            if full is None:
                continue
            full += 2000 if full < 70 else 1900 if full < 100 else 0
            try:
                day = dt.date(full, month, int(groups["d"]))
            except ValueError:
                continue
            if not 1850 < day.year < 2200:
                continue
            if best is None or found.start() < best[0]:
                best = (found.start(), day.isoformat(), found[0].strip(" ,"))
            break
    return (best[1], best[2]) if best else ("", "")


def references_in(text: str) -> set[str]:
    """Return the beginnings of references that look like days, such as those of 16/07/26/1 and 15/01/3.

    Examples
    --------
    >>> sorted(references_in("15/01/3 and 15/01/10, item 16/07/26/1, on 15/2/13"))
    ['15/01/', '16/07/']
    """
    return set(re.findall(r"(?<![\d/])(\d{1,2}/\d{1,2}/)(?:\d\b(?!/)|\d{1,2}/\d)", text))


def without_days(text: str) -> str:
    """Return a text with a blank in place of each day and each month with its year."""
    for pattern in (*_FORMS, MONTH_YEAR):
        text = pattern.sub(" ", text)
    return text


def time_in(text: str, strict: bool = False) -> str:
    """Return the first time in a text as hours and minutes.

    Examples
    --------
    >>> time_in(" @ 10:00"), time_in("at 7.30pm"), time_in("14:00 pm"), time_in("Room 1.38", True), time_in("2 pm")
    ('10:00', '19:30', '14:00', '', '14:00')
    """
    for found in _TIME.finditer(text):
        half = (found["half"] or "").lower().replace(".", "").replace(" ", "")
        before = text[: found.start()].rstrip()[-2:].lower()
        if not half and (
            found["m"] is None or (strict and "." in found[0]) or (strict and before not in ("at", "@", "am", "e:"))
        ):
            continue
        hour = int(found["h"])
        if half.startswith("p") and hour < 12:
            hour += 12
        if half.startswith("a") and hour == 12:
            hour = 0
        return f"{hour:02d}:{found['m'] or '00'}"
    return "12:00" if re.search(r"\b(?:noon|midday)\b", text, re.I) else ""


def month_number(month: str) -> int:
    """Return the number of a month by the beginning of its name."""
    return next(at for at, name in enumerate(MONTHS, 1) if name[:3] == month[:3].lower())
