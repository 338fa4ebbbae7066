"""Compare the values of a record (days, hours, amounts, people) with what the lines it cites print."""

import re
from collections.abc import Iterator
from decimal import Decimal

from oversight_graph.model.spelling import plain

_MONTHS = "January February March April May June July August September October November December".split()
_NAMES = {
    spelling: number
    for number, name in enumerate(_MONTHS, start=1)
    for form in (name, name[:3], *(["Sept"] if name == "September" else []))
    for spelling in (form, form.upper())
}
_NAMED = re.compile(rf"\b({'|'.join(sorted(_NAMES, key=len, reverse=True))})\b")
_NUMBERED = re.compile(r"\b\d{1,2}[./-](\d{1,2})[./-](?:\d{4}|\d{2})\b|\b\d{4}-(\d{2})\b|\b(\d{1,2})/\d{4}\b")
# Parted by strokes, the month may stand first, as in the United States.
_MONTH_FIRST = re.compile(r"\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})\b")
_MONTH_YEAR = re.compile(r"(?<![\d/])\d{1,2}/(?=\d{4}\b)")
# Of a week its first day is printed, and its last is what is due.
_WEEK = re.compile(r"(?i)\bw/?c\b|\bweek\s+(?:commencing|beginning|of)\b")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<![\d:.])\d{1,2}(?=(?:\s?(?:st|nd|rd|th))?(?![\d:.]))")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# An amount with its thousands parted by commas; other ways of writing are not judged.
_AMOUNT = re.compile(r"\D*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(k|m|bn|thousand|million|billion)?\b\D*", re.IGNORECASE)
_TIMES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_NAMED_DATES = {
    "startDate": "its day",
    "endDate": "its last day",
    "seenOn": "the day it was seen",
    "issued": "its day of issue",
}


def months(text: str) -> set[int]:
    """Return the months that a text names, in words or in the numbers of a date.

    Examples
    --------
    >>> sorted(months("from 5 Oct to 27/11/2018"))
    [10, 11]
    >>> months("they may meet"), months("05/21/2024")
    (set(), {5})
    """
    numbered = [int(next(filter(None, match.groups()))) for match in _NUMBERED.finditer(text)]
    numbered += [int(match[1]) for match in _MONTH_FIRST.finditer(text)]
    return {_NAMES[match[1]] for match in _NAMED.finditer(text)} | {n for n in numbered if 1 <= n <= 12}


def dates_not_in_lines(
    values: dict[str, set[str]], printed: set[str], passage: str, days_of_papers: set[str]
) -> Iterator[str]:
    """Yield what is to be said of each day and hour of a record of which its lines show nothing.

    Parameters
    ----------
    values : dict
        Local name of each property, and its values.
    printed : set of str
        The dates of the record as printed.
    passage : str
        The cited lines, as plain text.
    days_of_papers : set of str
        The days of the cited papers: what a paper tells without a date may be dated by it.
    """
    # A date in words that are not read here, as of another language, is proved as printed and not judged.
    readable = not printed or any(months(words) for words in printed)
    shown = months(passage)
    only_years = {edtf for edtf in values.get("edtf", ()) if re.fullmatch(r"\d{4}", edtf)}
    for name, word in _NAMED_DATES.items():
        for day in sorted(values.get(name, ())):
            if not _DATE.fullmatch(day[:10]) or day[:10] in days_of_papers or not readable:
                continue
            if any(year in passage for year in only_years) or int(day[5:7]) in shown:
                continue
            yield f"{day[:10]} is given as {word}; that month is not in the lines, nor is a cited paper of that day"
    for time in sorted(values.get("time", ())):
        hour, minute = int(time[:2]), time[3:5]
        forms = {str(hour), f"{hour:02d}", str(hour - 12 if hour > 12 else hour)}
        full = rf"(?:[:.]{minute})" + ("?" if minute == "00" else "")
        if not re.search(rf"(?<!\d)(?:{'|'.join(sorted(forms))}){full}(?!\d)", passage):
            yield f"{time} is given as its hour, which does not stand in the lines"


def differences(values: dict[str, set[str]], printed: dict[str, set[str]]) -> Iterator[str]:
    """Yield where a date or an amount as printed and as read are not the same.

    Parameters
    ----------
    values : dict
        Local name of each property, and its values.
    printed : dict
        Local name of each property for words as printed, and the words.
    """
    read = {day for name in _NAMED_DATES for day in values.get(name, ())} | values.get("edtf", set())
    for words in sorted(printed.get("dateAsStated", ())):
        yield from _other_date(words, read)
    for words in sorted(printed.get("dueAsStated", ())):
        yield from _other_date(words, values.get("due", set()))
    for words in sorted(printed.get("amountAsStated", ())):
        match = _AMOUNT.fullmatch(words)
        amounts = {Decimal(amount) for amount in values.get("amount", ()) if re.fullmatch(r"\d+(\.\d+)?", amount)}
        if match and amounts:
            whole = Decimal(match[1].replace(",", "") + (match[2] or ""))
            if whole * 10 ** _TIMES.get((match[3] or "").lower(), 0) not in amounts:
                yield f"{words!r} is read as {', '.join(sorted(values['amount']))}"


def _other_date(words: str, read: set[str]) -> Iterator[str]:
    """Yield a sentence if none of the dates that were read agrees with the printed one in month, day and year."""
    named, years = months(words), set(_YEAR.findall(words))
    days = {int(day) for day in _DAY.findall(_YEAR.sub("", _MONTH_YEAR.sub("", words)))}
    dated = [day for day in read if re.match(r"\d{4}-\d{2}", day)]
    if not named or not dated:
        return
    for day in dated:
        same_day = len(days) != 1 or _WEEK.search(words) or not _DATE.match(day) or int(day[8:10]) in days
        if int(day[5:7]) in named and same_day and (not years or day[:4] in years):
            return
    yield f"{words!r} is read as {', '.join(sorted(dated))}"


def people_not_in_lines(people: dict[str, set[str]], passage: str) -> Iterator[str]:
    """Yield the person of whom the lines have no name.

    Parameters
    ----------
    people : dict
        IRI of each person, and the person's names.
    passage : str
        The cited lines, as plain text.
    """
    for names in people.values():
        if not any(f" {plain(name)} " in f" {plain(passage)} " for name in names):  # with or without accents
            yield f"is about {min(names)}, and no name of that person stands in the lines"
