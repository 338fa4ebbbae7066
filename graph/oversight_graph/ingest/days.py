"""Days, times, and by when something is to be done, in running text as papers print it."""

import datetime as dt
import re
from collections.abc import Iterable

from oversight_graph.ingest.dates import MONTHS
from oversight_graph.model.spelling import flat

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH_NAMES = "|".join(MONTHS)
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
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b(?![/.-]?\d)")
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


def when_in(text: str) -> str:
    """Return the first day in a text, as ISO, or else the month with its year as printed; empty if there is none.

    Examples
    --------
    >>> when_in("held on 4 May 2024"), when_in("the May 2024 meeting"), when_in("the May meeting")
    ('2024-05-04', 'May 2024', '')
    """
    month = MONTH_YEAR.search(text)
    return date_in(text)[0] or (month[0] if month else "")


def references_in(text: str) -> set[str]:
    """Return the beginnings of references that look like days, such as those of 16/07/26/1 and 15/01/3.

    Examples
    --------
    >>> sorted(references_in("15/01/3 and 15/01/10, item 16/07/26/1, on 15/2/13"))
    ['15/01/', '16/07/']
    """
    return set(re.findall(r"(?<![\d/])(\d{1,2}/\d{1,2}/)(?:\d\b(?!/)|\d{1,2}/\d)", text))


def month_first(texts: Iterable[str]) -> tuple[str, str]:
    """Return a day that is printed month first, and one read day first that may be so too; empty if there are not both.

    Examples
    --------
    >>> month_first(["held on 03/04/2025", "next on 03/18/2025"]), month_first(["3/4/2025", "18/3/2025"])
    (('03/18/2025', '03/04/2025'), ('', ''))
    """
    found = [found for text in texts for found in _NUMBERS.finditer(text)]
    sure = next((each[0] for each in found if int(each[1]) <= 12 < int(each[2])), "")
    open_ = next((each[0] for each in found if int(each[1]) <= 12 >= int(each[2]) and each[1] != each[2]), "")
    other = any(int(each[2]) <= 12 < int(each[1]) for each in found)
    return (sure, open_) if sure and open_ and not other else ("", "")


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


_COUNT = r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_UNIT = r"(?:working\s+days?|days?|weeks?|months?|quarters?|years?|fortnight)"
_DAYMONTH = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH_NAMES})"
    rf"|(?:{MONTH_NAMES})\s+\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s+\d{{4}})?"
)
_DATE = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:{_DAYMONTH}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})"
_POINT = (
    rf"(?:(?:(?:w/c|week\s+(?:commencing|beginning|of))\s+)?{_DATE}"
    r"|(?:close\s+of\s+(?:play|business)|COP|COB)(?:\s+(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
    r"|(?:the\s+)?(?:end|beginning|start|middle|close)\s+of\s+(?:the\s+)?[A-Za-z]+(?:\s+(?:year|term|quarter|month)\b)?(?:\s+\d{4})?"
    rf"|(?:mid|early|late|end)[- ](?:{MONTH_NAMES})"
    rf"|(?:{MONTH_NAMES})(?:\s?[/–-]\s?(?:{MONTH_NAMES}))?(?:\s+\d{{4}})?(?!\s+(?:\w+\s+)?meeting)"
    r"|Christmas|Easter|half[- ]term|new\s+year|(?:financial\s+|calendar\s+)?year[- ]end|AGM|annual\s+general\s+meeting"
    r"|(?:next|this)\s+(?:week|month|year|quarter)|(?:spring|summer|autumn|winter)(?:\s+term)?(?:\s+\d{4})?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Q[1-4](?:\s+\d{4}(?:/\d{2,4})?)?)"
)
DUE = re.compile(
    rf"\b(?<!not\s)(?:(?:by|before|until|on|prior\s+to|ahead\s+of|in\s+advance\s+of|no\s+later\s+than|not\s+later\s+than|due(?:\s+by|\s+on)?:?|deadline:?|in\s+time\s+for)\s+(?:the\s+)?{_POINT}"
    rf"|(?:within|in)\s+(?:the\s+next\s+)?{_COUNT}\s+{_UNIT}(?:['’]?\s*s?['’]?\s*time)?"
    rf"|as\s+part\s+of\s+(?:the\s+)?(?:{MONTH_NAMES})(?:['’]s)?\s+(?:[\w-]+\s+){{0,5}}?(?:item|meeting|session|agenda)"
    rf"|(?:at|prior\s+to|ahead\s+of|in\s+advance\s+of|to|attend|for|by|before|until|in\s+time\s+for)\s+(?:the\s+|their\s+|our\s+|its\s+)?(?:next|following|(?:{MONTH_NAMES})(?:['’]s)?)\s+(?:[\w-]+\s+){{0,4}}?(?:meeting|session|panel|committee|board)s?"
    rf"|(?:as\s+soon\s+as\s+possible|asap|immediately|forthwith|ongoing|monthly|urgently))(?![\w])",
    re.IGNORECASE,
)
_TO_A_MEETING = re.compile(r"(?i)(?:to|at|for|attend)\s")
_DUE_LABEL = re.compile(
    r"(?i)\b(?:due|deadline|by when|target(?: date)?)\s*:\s*([^()\[\];|]{3,40}?)\s*(?=[)\];|]|\.?\s*$|\.\s)"
)
DUE_IN_BRACKETS = re.compile(r"(?i)\s*[(\[](?:due|deadline)\b[^()\[\]]*[)\]]")
# The day by which a sentence says that something is to be done; and that another sentence follows.
_BY = re.compile(
    r"\bby\s+(?:the\s+)?(?P<when>(?:(?:end|start|beginning|spring|summer|autumn|fall|winter|close|Q[1-4]|Easter|Christmas"
    r"|term)\s+(?:of\s+(?:the\s+)?)?){0,3}"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:(?:{MONTH_NAMES})\s+)?(?:20\d\d(?:\s?[/–-]\s?\d\d)?))\b",
    re.IGNORECASE,
)
# When something that is promised is done, at the end of a sentence.
_DONE_IN = re.compile(
    rf"\b(?:in|during)\s+(?P<when>(?:(?:early|mid|late)[- ])?(?:{MONTH_NAMES}|spring|summer|autumn|winter|Q[1-4])"
    r"\s+20\d\d(?:/\d\d)?)\W*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[.;!?]\s+\S")


def due_of(text: str) -> str:
    """Return by when something is to be done, as printed; empty if nothing says so.

    Examples
    --------
    >>> due_of("Cllr Rowe to send the list of dark streets by 30 April 2025.")
    'by 30 April 2025'
    >>> due_of("to be shared before Christmas"), due_of("Within two weeks the CC is to provide a plan")
    ('before Christmas', 'Within two weeks')
    >>> due_of("revisit in 6 months' time"), due_of("bring costs to the June meeting"), due_of("the plan for 2025")
    ("in 6 months' time", 'to the June meeting', '')
    >>> due_of("IK to order new pads (by end November)"), due_of("AR to pay, but not before 3 May")
    ('by end November', '')
    >>> due_of("to be seen by June/July 2025"), due_of("BL to write prior to the next meeting"), due_of("by COP Friday")
    ('by June/July 2025', 'prior to the next meeting', 'by COP Friday')
    >>> due_of("AR to bring costs to the next meeting, by 1 September 2024")
    'by 1 September 2024'
    """
    label = _DUE_LABEL.search(text)
    if label:
        return flat(label[1])
    if found := [flat(each[0]) for each in DUE.finditer(text)]:
        # To which meeting something is brought says less than the day by which it is to be done.
        return next((each for each in found if not _TO_A_MEETING.match(each)), found[0])
    day, printed = date_in(text)
    return printed if day and re.search(rf"(?:by|before|on|until|due)\s+{re.escape(printed)}", text) else ""


def due_in(said: str) -> str:
    """Return the words of the first day by which something is said to be done; empty if there is none.

    Examples
    --------
    >>> due_in("We will mend ten lamps by the end of May 2026, and plant trees by 2030"), due_in("We mend lamps")
    ('end of May 2026', '')
    >>> due_in("We will open a well in June 2026."), due_in("We will open the well that was dug in June 2024 again")
    ('June 2026', '')
    """
    found = _BY.search(said) or _DONE_IN.search(said)
    return found["when"] if found else ""


def only_due(said: str) -> str:
    """Return the words of the only day by which a sentence says something is to be done; empty if it is none.

    Examples
    --------
    >>> [only_due(said) for said in ("To be done by Fall 2026.", "Some by May 2026 and all by 2027", "Done. By 2026")]
    ['Fall 2026', '', '']
    """
    return due_in(said) if len(_BY.findall(said)) == 1 and not _GOES_ON.search(said) else ""
