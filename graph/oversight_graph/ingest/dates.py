"""A date or a time of day as a cell prints it, read into the days between which it lies."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from oversight_graph.model.spelling import whole

MONTHS = tuple(name.lower() for name in calendar.month_name if name)
_MONTHS = {name: n for n, name in enumerate(MONTHS, 1)}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|'?\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[,.]?\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:up|ongoing)\s+(?:to|until)|by|before|on|from|since|until|till|to|due|in|during|throughout|the"
    r"|no later than|not later than"
    r"|w/?[ce])\b[:\s]*",
    re.IGNORECASE,
)
_FORMS = [
    re.compile(r"^(?P<year>[1-9]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]00:00(?::00)?)?$"),
    re.compile(r"^(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})$"),
    re.compile(r"^(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])$"),
    re.compile(rf"^{_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+{_YEAR}$", re.IGNORECASE),
    re.compile(rf"^{_MONTH}\s+{_DAY},?\s+{_YEAR}$", re.IGNORECASE),
    re.compile(rf"^{_DAY}(?:\s+of)?[\s-]+{_MONTH}$", re.IGNORECASE),
    re.compile(rf"^{_MONTH}\s+{_DAY}$", re.IGNORECASE),
    re.compile(rf"^{_MONTH}[\s,/-]*{_YEAR}$", re.IGNORECASE),
    re.compile(rf"^{_MONTH}$", re.IGNORECASE),
    re.compile(r"^(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)?\d\d)$"),
    re.compile(r"^(?P<month>0?[1-9]|1[0-2])\s*[/-]\s*(?P<year>(?:19|20)\d\d)$"),
    re.compile(r"^(?P<year>(?:19|20)\d\d)$"),
]
_HALF = re.compile(
    r"^(?:h(?P<h>[12])|(?P<word>first|second)\s+half)(?:\s+of)?[\s,]*(?P<year>(?:19|20)\d\d)$", re.IGNORECASE
)
_QUARTER = re.compile(
    r"^(?:q(?:uarter|tr)?\s*(?P<q>[1-4])|(?P<word>first|second|third|fourth)\s+quarter)(?:\s+of)?[\s,]*"
    r"(?:fy\s*)?(?P<year>(?:19|20)\d\d|\d\d(?=\s*[/–-]))(?:\s*[/–-]\s*(?P<to>\d{2,4}))?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(\d[\d\s/–-]*\d)[\s,]+(q(?:uarter|tr)?\s*[1-4])$", re.IGNORECASE)
_FINANCIAL = re.compile(r"^(?:fy\s*)?(?P<year>(?:19|20)\d\d)\s*[/–-]\s*(?P<to>(?:20)?\d\d)$", re.IGNORECASE)
# A week from its first day, a part of a month or a year, and a season of the north, by its first month.
_WEEK = re.compile(r"^(?:w/?c|week\s+(?:commencing|beginning|of))\b[:\s]*", re.IGNORECASE)
_PART = re.compile(r"^(?:the\s+)?(?P<part>early|mid(?:dle)?|late)(?:[\s-]+(?:of\s+)?|-)(?=\w)", re.IGNORECASE)
_PARTS = {"e": (1, 10, 1, 4), "m": (11, 20, 5, 8), "l": (21, 31, 9, 12)}
_SEASON = re.compile(
    r"^(?:the\s+)?(?P<name>spring|summer|autumn|fall|winter)(?:\s+of)?[\s,]+(?P<year>(?:19|20)\d\d)(?P<to>\s*[/–-]\s*\d{2,4})?$",
    re.IGNORECASE,
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# Terms of schools in England, up to the last month in which each may end.
_TERM = re.compile(
    r"^(?:the\s+)?(?P<name>autumn|spring|summer)\s+term[\s,]+(?P<year>(?:19|20)\d\d)(?:\s*[/–-]\s*(?P<to>(?:20)?\d\d))?$",
    re.IGNORECASE,
)
_TERMS = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 7)}
_YEARS = re.compile(r"^(?P<year>(?:19|20)\d\d)\s*[/–-]\s*(?P<to>(?:19|20)\d\d)$")
# The number under which a spreadsheet keeps a day, from 1999 to 2063, and the day before its first.
_SERIAL, _ZERO = re.compile(r"^(?:3[6-9]|4\d|5\d)\d{3}$"), dt.date(1899, 12, 30)
_END = re.compile(r"^(?:the\s+)?end(?:\s+of)?\s+(?:the\s+)?", re.IGNORECASE)
# What is to be by a day, before the words that say by which.
_FINISHED = re.compile(
    r"^(?:to\s+be\s+)?(?:complet(?:ed?|ion)|implement(?:ed|ation)|achieved?|finish(?:ed)?|deliver(?:ed|y)|done)\s+"
    r"(?=(?:by|within|in|before|no\s+later|(?:by\s+)?(?:the\s+)?end)\b)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"^(?:with)?in\s+(?P<n>\d+|one|two|three|four|six|nine|twelve)\s+(?P<unit>day|week|month|year)s?$", re.IGNORECASE
)
# More days, weeks or years than this are a slip of the pen, and would lead beyond the calendar.
_MOST, _LAST = 999, 9000
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}
_ONGOING = re.compile(
    r"^(?:on-?\s?going|continuous(?:ly)?|continuing|rolling|business as usual|bau|permanent)$", re.IGNORECASE
)
_CHRISTMAS = re.compile(r"\bchristmas(?:\s+day)?\b", re.IGNORECASE)
_EASTER = re.compile(r"\beaster(?:\s+(?:day|sunday))?(?:\s+(?P<year>(?:19|20)\d\d))?$", re.IGNORECASE)
# How long something takes, which in a column of due days is by when it is to be done.
_LASTS = re.compile(r"^(?=(?:\d{1,3}|one|two|three|four|six|nine|twelve)\s+(?:day|week|month|year)s?$)", re.IGNORECASE)
# What is due before a day, a month or a year is due on the day before it; before the end of one, by its end.
_BEFORE = re.compile(
    r"^(?:before|prior\s+to|(?:in\s+advance|ahead)\s+of)\s+(?:the\s+)?(?P<date>(?P<end>end\b)?\S*.*)$", re.IGNORECASE
)
# From then on something runs: it is due at no such day.
_BEGINS = re.compile(r"^(?:since|from|as\s+of|start(?:s|ed|ing)?|beg(?:ins?|an)|commenc(?:es|ed|ing))\b", re.IGNORECASE)
_REVISED = re.compile(
    r"\b(?:revised|extended|amended|changed|moved|now)\b(?:\s+(?:date|target|deadline))?(?:\s+(?:to|is))?[:\s]*"
    r"(?P<date>[^()]*\d[^()]*)\)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"^(?:from\s+)?(?P<first>.+?)(?:\s+(?:to|until|through)\s+|\s*[–—]\s*|\s+-\s+|(?<=[a-z])/(?=[a-z]))(?P<last>.+)$",
    re.IGNORECASE,
)
_MONTH_NUMBER = re.compile(rf"^{_MONTH}\s+(?P<number>\d\d)$", re.IGNORECASE)
# So many years ahead a plan looks, and so many letters have the words by which something is due.
_FAR, _LONGEST = 10, 120
_MEETING = re.compile(r"\b(?:next|following)\b.*\bmeeting\b|\bmeeting\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known."""

    # first, last: ISO days between which it lies; empty where no day follows from the words
    first: str = ""
    last: str = ""
    # The same in Extended Date/Time Format: 2018, 2018-07, 2018-07-04, 2021-10/2021-12
    edtf: str = ""
    kind: str = "day"  # day, month, year, span, or the words without a day: ongoing, meeting
    assumed: bool = False  # whether the year was not printed, and taken from what stands near


@lru_cache(maxsize=1 << 14)
def read_date(text: str, near: str = "", *, ahead: bool = False, planned: bool = False) -> When | None:
    """Read a date or a due word as papers print it.

    Parameters
    ----------
    text : str
        Such as ``4 March 2025``, ``15/2/13``, ``Q3 2021/22``, ``end of May 2019``, ``ongoing``, ``next meeting``. A
        date of numbers is read day first, unless only the other order makes a date.
    near : str, optional
        ISO day of the paper: it gives the year that ``4 March`` lacks, and the start of ``within 3 months``.
    ahead : bool
        Whether a date without a year is the next one after ``near`` (a due date) or the nearest one before it.
    planned : bool
        Whether it stands in a plan, which looks years ahead: 27 in "March 27" may be a day or a year there.

    Returns
    -------
    When or None
        None if no date can be read from the words. A financial year runs from April to March; a quarter of a year that
        is printed as one number is one of the calendar. Early, mid and late are thirds of a month or a year; a season
        is that of the north. What has no year, such as ``Q2``, is left as it is printed. A due date that is revised is
        the later one, a period is due at its end, what is due before a day on the day before it, and "March 27" may be
        a day or a month of another year, and is none.

    Examples
    --------
    >>> read_date("15/2/13").last
    '2013-02-15'
    >>> read_date("Q3 2021/22").edtf
    '2021-10/2021-12'
    >>> read_date("by mid-November 2024").edtf, read_date("late 2024").edtf, read_date("autumn 2024").edtf
    ('2024-11-11/2024-11-20', '2024-09/2024-12', '2024-09/2024-11')
    >>> read_date("Completed within 3 months", "2024-03-04").last, read_date("To be delivered by May 2024").edtf
    ('2024-06-04', '2024-05')
    >>> read_date("w/c 4 March 2024").edtf
    '2024-03-04/2024-03-10'
    >>> read_date("4 March", "2025-06-01").first
    '2025-03-04'
    >>> [read_date(due, ahead=True).edtf for due in ("April–June 2024", "May 2024 (revised to July 2024)")]
    ['2024-04/2024-06', '2024-07']
    >>> [read_date(due, "2024-02-01", ahead=True).last for due in ("before May", "before Christmas", "H1 2025")]
    ['2024-04-30', '2024-12-24', '2025-06-30']
    >>> read_date("Since 2022", ahead=True), read_date("March 27", "2024-06-01", ahead=True, planned=True)
    (None, None)
    >>> read_date("June meeting").kind
    'meeting'
    >>> read_date("as soon as possible")
    """
    words = " ".join(_WEEKDAY.sub("", text.replace("\xa0", " ").replace("’", "'")).split()).strip(" .,;")
    words = _CHRISTMAS.sub("25 December", _FINISHED.sub("", words))
    words = _EASTER.sub(lambda found: _easter(found["year"], near), words) if ahead else words
    if _ONGOING.match(words):
        return When(kind="ongoing")
    if ahead and len(words) <= _LONGEST and (due := _due(words, near, planned)) is not None:
        return due if due.kind else None
    found = _WITHIN.match(_LASTS.sub("within ", words) if planned else words)
    if found and near:
        return _within(found, near)
    week = bool(_WEEK.match(words := re.sub(r"^(?:in|by|from|on)\s+(?:the\s+)?", "", words, flags=re.IGNORECASE)))
    words = _WEEK.sub("", words)
    while len(words) <= _LONGEST and (shorter := _LEAD.sub("", words, count=1)) != words:
        words = shorter
    ends = bool(_END.match(words))
    words = _END.sub("", words)
    part = _PART.match(words)
    words = words[part.end() :] if part else words
    words = _YEAR_FIRST.sub(r"\2 \1", words)
    when = _quarter(words) or _half(words) or _financial(words) or _season(words) or _term(words)
    for form in _FORMS:
        when = when or ((match := form.match(words)) and _of(match.groupdict(), near, ahead)) or None
    if when and part:
        return _third(when, _PARTS[part["part"][0].lower()])
    if when and week and when.kind == "day":
        last = (dt.date.fromisoformat(when.first) + dt.timedelta(days=6)).isoformat()
        return When(when.first, last, f"{when.first}/{last}", "span", when.assumed)
    if when and ends:
        return When(when.last, when.last, when.last, "day", when.assumed)
    return when or (When(kind="meeting") if _MEETING.search(words) else None)


def _due(words: str, near: str, planned: bool) -> When | None:
    """Return what only a day by which something is due can say; without a kind if it says no such day."""
    if (revised := _REVISED.search(words)) is not None:
        return read_date(revised["date"], near, ahead=True, planned=planned)
    if (before := _BEFORE.match(words)) is not None:
        when = read_date(before["date"], near, ahead=True, planned=planned)
        if when is None or not when.first or before["end"]:
            return when
        eve = (dt.date.fromisoformat(when.first) - dt.timedelta(days=1)).isoformat()
        return When(eve, eve, eve, "day", when.assumed)
    if (
        (two := _RANGE.match(words)) is not None
        and (last := read_date(two["last"], near, ahead=True, planned=planned))
        and last.last
    ):
        behind = re.sub(r"^\W*\d{1,2}(?:st|nd|rd|th)?\b", "", two["last"])  # what "3" lacks in "3 to 5 March 2025"
        year = f" {last.last[:4]}"
        forms = (f"{two['first']}{year}", f"{two['first']}{behind}", two["first"])
        found = (read_date(form, near) for form in forms)
        first = next((each for each in found if each and each.first and each.first < last.first), None)
        ends = f"{first.edtf.partition('/')[0]}/{last.edtf.rpartition('/')[2]}" if first else ""
        return replace(last, first=first.first, edtf=ends, kind="span") if first else None
    if _BEGINS.match(words):
        return When(kind="")
    if planned and _SERIAL.match(words):
        iso = (_ZERO + dt.timedelta(days=int(words))).isoformat()
        return When(iso, iso, iso, "day", True)
    if (whole_years := _YEARS.match(words)) is not None and int(whole_years["to"]) > int(whole_years["year"]) + 1:
        return _span(int(whole_years["year"]), 1, int(whole_years["to"]), 12)
    if planned and near and (number := _MONTH_NUMBER.match(words)) is not None:
        years = int(number["number"]) - int(near[2:4])
        if years == 0:
            return read_date(f"{number['month']} 20{number['number']}")
        return When(kind="") if 0 < years <= _FAR else None
    return None


def _of(parts: dict[str, str | None], near: str, ahead: bool) -> When | None:
    year, month, day = parts.get("year"), parts.get("month") or "", parts.get("day")
    number = _MONTHS.get(month.lower()) or (int(month) if month.isdigit() else 0)
    if number > 12 and day and int(day) <= 12 and month.isdigit():
        number, day = int(day), month  # written month first
    if not 0 <= number <= 12:
        return None
    assumed = year is None
    if year is not None:
        full = int(year.strip("'"))
        full += 0 if full > 99 else 1900 if full > 70 else 2000
    elif near:
        full = int(near[:4])
        this = f"{full}-{number:02}-{int(day or 1):02}"
        if ahead and this < near[: 10 if day else 7]:
            full += 1
        elif not ahead and this > near:
            full -= 1
    else:
        return None
    if not number:
        return When(f"{full}-01-01", f"{full}-12-31", f"{full}", "year")
    length = calendar.monthrange(full, number)[1]
    if not day:
        stem = f"{full}-{number:02}"
        return When(f"{stem}-01", f"{stem}-{length}", stem, "month", assumed)
    if not 1 <= int(day) <= length:
        return None
    iso = f"{full}-{number:02}-{int(day):02}"
    return When(iso, iso, iso, "day", assumed)


def _quarter(words: str) -> When | None:
    match = _QUARTER.match(words)
    if not match:
        return None
    number = int(match["q"] or 0) or ["first", "second", "third", "fourth"].index(match["word"].lower()) + 1
    year, month = int(match["year"]), 3 * number - 2
    year += 2000 if year < 100 else 0
    if match["to"]:  # of a financial year, which begins in April
        year, month = (year, month + 3) if number < 4 else (year + 1, 1)
    return _span(year, month, year, month + 2)


def _half(words: str) -> When | None:
    if (match := _HALF.match(words)) is None:
        return None
    year, second = int(match["year"]), (match["h"] or match["word"].lower()) in ("2", "second")
    return _span(year, 7 if second else 1, year, 12 if second else 6)


def _season(words: str) -> When | None:
    match = _SEASON.match(words)
    if not match or (match["to"] and match["name"].lower() != "winter"):
        return None
    year, month = int(match["year"]), _SEASONS[match["name"].lower()]
    return replace(_span(year, month, year + (month == 12), (month + 1) % 12 + 1), assumed=True)


def _term(words: str) -> When | None:
    match = _TERM.match(words)
    if not match or (match["to"] and int(match["to"][-2:]) != (int(match["year"]) + 1) % 100):
        return None
    name, year = match["name"].lower(), int(match["year"]) + bool(match["to"] and match["name"].lower() != "autumn")
    first, last = _TERMS[name]
    return replace(_span(year, first, year, last), assumed=True)


def _easter(year: str | None, near: str) -> str:
    """Return the day of Easter as words; of no year, that of the next after an ISO day."""
    if year is None and not near:
        return "Easter"
    day = _easter_of(int(year or near[:4]))
    if year is None and day.isoformat() < near[:10]:
        day = _easter_of(int(near[:4]) + 1)
    # Without its year it is one that was not printed.
    return f"{day.day} {calendar.month_name[day.month]}{f' {day.year}' if year else ''}"


def _easter_of(year: int) -> dt.date:
    """Return the day of Easter in the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * days) // 451
    month, day = divmod(moon + days - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _third(when: When, part: tuple[int, int, int, int]) -> When | None:
    """Return the early, middle or late part of a month or a year; of anything else there is none."""
    year = int(when.first[:4])
    if when.kind == "year":
        return _span(year, part[2], year, part[3])
    if when.kind != "month":
        return None
    first, last = f"{when.edtf}-{part[0]:02}", min(f"{when.edtf}-{part[1]:02}", when.last)
    return When(first, last, f"{first}/{last}", "span", when.assumed)


def _financial(words: str) -> When | None:
    match = _FINANCIAL.match(words)
    if not match or int(match["to"][-2:]) != (int(match["year"]) + 1) % 100:
        return None
    return _span(int(match["year"]), 4, int(match["year"]) + 1, 3)


def _span(year: int, month: int, to_year: int, to_month: int) -> When:
    last = calendar.monthrange(to_year, to_month)[1]
    first, end = f"{year}-{month:02}", f"{to_year}-{to_month:02}"
    return When(f"{first}-01", f"{end}-{last}", f"{first}/{end}", "span")


def _within(found: "re.Match[str]", near: str) -> When | None:
    count, beyond = _NUMBERS.get(found["n"].lower()) or whole(found["n"]), int(near[:4]) > _LAST
    if not count or count > _MOST or beyond:
        return None
    start, unit = dt.date.fromisoformat(near), found["unit"].lower()
    if unit in ("day", "week"):
        day = start + dt.timedelta(days=count * (7 if unit == "week" else 1))
    else:
        months = start.month - 1 + count * (12 if unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        day = dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    iso = day.isoformat()
    return When(iso, iso, iso, "day", True)


def read_time(text: str) -> str:
    """Return a time of day as HH:MM; empty if it is none.

    Examples
    --------
    >>> read_time("2 pm"), read_time("10.30am"), read_time("1400 hrs"), read_time("noon"), read_time("late")
    ('14:00', '10:30', '14:00', '12:00', '')
    """
    words = text.strip().lower().replace(".m", "m").strip(" .")
    if words in ("noon", "midday", "12 noon"):
        return "12:00"
    match = re.match(r"^(\d{1,2})(?:\s*[:.h]?\s*(\d\d))?(?::\d\d)?\s*(am|pm|hrs|hours|h)?$", words)
    if not match:
        return ""
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] == "pm" and hour < 12:
        hour += 12
    if match[3] == "am" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 and (match[2] or match[3]) else ""
