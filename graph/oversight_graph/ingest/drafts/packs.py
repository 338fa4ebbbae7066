"""Papers cut to what they say: without heads and feet of pages, and where another paper begins in a pack."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from oversight_graph.ingest.days import date_in
from oversight_graph.ingest.drafts.minutes.labels import Labels
from oversight_graph.ingest.drafts.minutes.meeting import SENTENCE, days_of, is_day, month_in
from oversight_graph.ingest.drafts.plans.heads import asking_head, head_of
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.words import Words, plain

# So far above the list of attendance the heading of minutes may begin.
_HEAD = 30
# Two lists of attendance so near belong to one set of minutes.
_NEAR = 45
# The day of a meeting that is one of many in a paper stands so few lines above its list, on a line so short.
_CLOSE, _SHORT = 3, 60
# What is no minutes, though it may speak of a meeting.
_ANOTHER = re.compile(r"\b(?:agenda|notice|report|plan|strategy|terms)\b", re.IGNORECASE)
_CALLED = re.compile(r"(?i)\W*(?:agenda|notice\s+of\s+(?:\w+\s+)?meeting)\W*")
_PLAN = re.compile(r"\b(?:plan|strategy|register)\b", re.IGNORECASE)
_AGENDA_ITEM = re.compile(r"(?i)agenda\s+item\s+(\d+)")
# Lists of minutes that may stand below the words that close them.
_OWN = ("action", "decision", "next", "clerk", "brought")
# The heading of an annex is shorter than this.
_ANNEX = 90
# So many lines above the heading of the first minutes are the title of the paper.
_TITLE = 6


def segments(paper: Paper, words: Words) -> tuple[list[Sequence[Line]], bool]:
    """Return the sets of minutes in a paper, each from its heading to the next.

    Returns
    -------
    parts : list of sequence of Line
        Empty if there are none: minutes have a day, and a list of those who were there or a heading that says minutes
        or meeting; or a title that calls them minutes, and such a list.
    headed : bool
        Whether only the heading says so: then a paper that has a plan is no minutes.
    """
    labels = Labels(words)
    lines = [part for line in paper.lines for part in labels.unfold(line)]
    starts: list[int] = []
    begun = ""  # the label of the last list of those who were there
    for at, line in enumerate(lines):
        if not line.cells:
            continue
        text = line.cells[0] if line.is_row and line.cells[0] else line.text
        name, rest = labels.label_of(text)
        table = head_of(line.cells, words, {}) if line.is_row and line.row == 1 else None
        if table is not None and table.table == "attendance":
            name, rest = "present", ""
        elif name not in ("present", "apologies", "guests"):
            continue
        if line.is_row and table is None and not (line.cells[0].rstrip().endswith(":") or len(line.cells[0]) < 24):
            continue
        if rest and len(rest) > 400 and not re.search(r"[A-Z][a-z]+,", rest):
            continue
        above = lines[at - 1].text if at else ""
        if text.endswith(".") and not rest and above[:1].islower() and not above.endswith((".", ":", ";")):
            continue  # the last word of a sentence that began above
        near = starts and at - starts[-1] < _NEAR
        if near and (name != "present" or _day_above(lines, at, starts[-1]) is None or plain(text) != plain(begun)):
            continue
        if name != "present" and not starts and not _dated(lines, at):
            continue
        starts.append(at)
        begun = text
    begins = [_heading(lines, at, words, starts[k - 1] if k else -1) for k, at in enumerate(starts)]
    kept = [at for at in begins if at is not None]
    headed = None if kept else _headed(lines, words)
    kept += [headed] if headed is not None else [] if kept else _days(lines) or _undated(lines, starts, words)
    if kept and sum(bool(line.cells) for line in lines[: kept[0]]) <= _TITLE:
        kept[0] = 0
    ends = [*kept[1:], len(lines)]
    return [_without_annexes(lines[at:end], words) for at, end in zip(kept, ends, strict=False)], headed is not None


def _without_annexes(lines: Sequence[Line], words: Words) -> Sequence[Line]:
    """Cut minutes where an annex begins, or another paper after the meeting has closed; tables of actions stay.

    An annex has a heading of its own that says so. Of a meeting that has closed nothing more is told than stands on the
    page, or before the next heading of the highest rank.
    """
    annex = re.compile(
        rf"(?i)(?:{words.pattern('minutes', 'annexes')})"
        r"(?:\s+(?:no\.?\s*)?(?:\d{1,3}|[a-z])\s*(?:[:.–—-]|$|\bto\b)|$)"
    )
    ending = words.any_of("minutes", "ending")
    own = re.compile(rf"(?i)\W*(?:{'|'.join(words.pattern('minutes', name) for name in _OWN)})\b")
    top = min((line.level for line in lines if line.level), default=0)
    closed: Line | None = None
    numbers = [found[1] for line in lines if not line.is_row and (found := _AGENDA_ITEM.match(line.text))]
    items = numbers[:2] == ["1", "2"]  # then "Agenda item 3" is one of the minutes, and no paper that goes with it
    for at, line in enumerate(lines):
        if line.is_row or not line.cells:
            continue
        after = closed is not None and (line.page != closed.page or (line.level and line.level == top))
        after = after and not own.match(line.text)
        alone = closed or line.level or line.text.isupper() or not lines[at - 1].cells
        headed = at > 0 and len(line.text) < _ANNEX and annex.match(line.text) and alone
        headed = headed and not (items and _AGENDA_ITEM.match(line.text))
        if after or headed:
            return [*lines[:at], *_action_rows(lines[at:], words)]
        closed = line if ending.search(line.text) else closed
    return lines


def _action_rows(lines: Sequence[Line], words: Words) -> list[Line]:
    """Return the rows of the tables that say in their heads what is to be done and by whom."""
    tables = set()
    for line in lines:
        if line.is_row and line.row == 1:
            head = head_of(line.cells, words, {}, ("actions",))
            tables |= {line.table} if head is not None and head.table == "actions" else set()
    return [line for line in lines if line.is_row and line.table in tables]


def action_tables(parts: Sequence[Sequence[Line]], words: Words, mapping: Mapping[str, str]) -> set[int]:
    """Return the numbers of the tables in minutes that say what a meeting asks for, and are no plans.

    A plan says what is promised apart from what is done for it, for which objective, or who watches over it; or the
    words above it call it a plan. What a meeting was recommended, of which the table does not say when it is due or how
    it stands, it approved or not.
    """
    out: set[int] = set()
    for lines in parts:
        above = ""
        for line in lines:
            if not line.is_row:
                above = line.text if line.cells else above
            elif line.row == 1 and not _PLAN.search(above):
                head = head_of(line.cells, words, mapping, ("actions",))
                if head is None or head.table == "plan":
                    head = asking_head(line.cells, words, mapping) or head
                plan = head_of(line.cells, words, mapping, ("plan",))
                fields = set(plan.fields if plan else ())
                asks = head and head.table == "actions" and not {"oversight", "objective", "refer", "activity"} & fields
                put = plan and any(plain(cell) in ("recommendation", "recommendations") for cell in plan.names)
                if asks or (put and not {"ref", "due", "status", "progress", "oversight"} & fields):
                    out.add(line.table)
    return out


def _heading(lines: Sequence[Line], at: int, words: Words, before: int) -> int | None:
    """Return where the heading of minutes begins, or None if no day stands above or beside the attendance."""
    record = re.compile(rf"\b(?:{words.pattern('minutes', 'record')}|meeting)\b", re.I)
    first = max(0, at - _HEAD, before + 1)
    if not _dated(lines, at, before < 0):
        return _headed(lines, words) if before < 0 else None
    if before < 0 and (top := _headed(lines, words)) is not None and top < first:
        return top  # lists of members or of what was to be dealt with may stand between
    above = [
        k for k in range(first, at + 1) if lines[k].cells and record.search(lines[k].text) and len(lines[k].text) < 220
    ]
    if before >= 0:  # a sentence within minutes begins no others
        above = [k for k in above if not SENTENCE.search(lines[k].text)]
        if not above:
            return _day_above(lines, at, before)
    begin = above[0] if above else first
    dated = [k for k in range(first, at + 1) if lines[k].cells and date_in(lines[k].text, 2000)[0]]
    # The day may stand above the line that says whose minutes they are.
    return min(begin, dated[-1]) if dated and not any(k >= begin for k in dated) else begin


def _day_above(lines: Sequence[Line], at: int, before: int) -> int | None:
    """Return the line close above a list of those who were there that begins with the day of the meeting."""
    above = [k for k in range(at - 1, before, -1) if lines[k].cells and not lines[k].is_row][:_CLOSE]
    days = ((k, date_in(lines[k].text)[1]) for k in above if len(lines[k].text) < _SHORT)
    return next((k for k, day in days if day and lines[k].text.startswith(day)), None)


def _days(lines: Sequence[Line]) -> list[int]:
    """Return the headings that are days and nothing else, below each of which stands what was noted on it.

    They part the paper: no other heading of their rank follows.
    """
    days = [at for at, line in enumerate(lines) if is_day(line)]
    ranked = [line for line in lines[days[0] :] if 0 < line.level <= lines[days[0]].level] if days else []
    return days if len(days) > 1 and len({line.text for line in ranked}) == len(days) == len(ranked) else []


def _undated(lines: Sequence[Line], starts: Sequence[int], words: Words) -> list[int]:
    """Return the beginning of minutes that print no day: their title calls them so, and they list who was there."""
    record = words.any_of("minutes", "record")
    above = [line.text for line in lines[: starts[0]] if line.cells and not line.is_row][:8] if starts else []
    return [0] if any(record.search(text) and len(text) < 160 and not _ANOTHER.search(text) for text in above) else []


def _headed(lines: Sequence[Line], words: Words) -> int | None:
    """Return where minutes without a list of those who were there begin: at a heading with a day, near the top."""
    said = re.compile(rf"\b(?:{words.pattern('minutes', 'record')}|meeting)\b", re.I)
    last = re.compile(rf"(?i)\b(?:{words.pattern('minutes', 'record')})\W*$")
    first = [at for at, line in enumerate(lines[:_HEAD]) if line.cells and not line.is_row][:8]
    for at in first:
        line = lines[at]
        near = [other.text for other in lines[max(0, at - 2) : at + 4] if other.cells and not other.is_row]
        text = re.sub(
            r"(?i)^(?:agenda|notice)\s+(?:and|&|for|of)\s+(?:the\s+|an?\s+)?(?=minutes\b|meeting\b)", "", line.text
        )
        found = said.search(text) if len(text) < 160 and not _ANOTHER.search(text) else None
        dated = bool(re.search(r"(?i)\bof\b", line.text)) and bool(date_in(line.text)[0])
        if _CALLED.fullmatch(line.text) and any(date_in(text)[0] for text in near):
            return at
        title = found and (
            line.level or at == first[0] or found.start() == 0 or line.text.isupper() or dated or last.search(line.text)
        )
        if title and any(date_in(text)[0] for text in near) and not re.search(r"[a-z]{2}[.]$", line.text):
            return at
    return None


def _dated(lines: Sequence[Line], at: int, month: bool = True) -> bool:
    near = lines[max(0, at - _HEAD) : at + 12]
    return any(date_in(text, 2000)[0] for text, _ in days_of(near)) or (month and any(map(month_in, near[:_HEAD])))


# So many lines at the top and at the bottom of a page may be its head and foot.
_EDGE = 4
# On so many pages a line must come again.
_PAGES = 3
# The number of a page, alone on its line.
_COUNTED = re.compile(r"[\W_]*(\d{1,4})[\W_]*")
_PAGE = re.compile(r"(?i)\W*(?:page|p\.)\s*\d")


def headers_and_footers(lines: Sequence[Line]) -> dict[int, str]:
    """Return the lines that are heads or feet of pages: number of the line, and its words.

    Returns
    -------
    dict of int to str
        Empty for papers of fewer than three pages. A line comes again if it differs in nothing but its figures; one
        that is a figure and no more comes again if it counts the pages.

    Examples
    --------
    >>> texts = ("Board minutes 1", "Lamps", "Board minutes 2", "Trees", "Board minutes 3", "Drains")
    >>> sorted(headers_and_footers([Line(n + 1, (text,), n // 2 + 1) for n, text in enumerate(texts)]))
    [3, 5]
    >>> texts = ("Lamps", "4", "Trees", "5", "7", "6")
    >>> sorted(headers_and_footers([Line(n + 1, (text,), n // 2 + 1) for n, text in enumerate(texts)]))
    [2, 4, 6]
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None and line.cells:
            pages.setdefault(line.page, []).append(line)
    edges = {
        line.number: line.text
        for page in pages.values()
        for line in (page if len(page) <= 2 * _EDGE else (*page[:_EDGE], *page[-_EDGE:]))
        if not line.is_row
    }
    words = {number: re.sub(r"\d+", "#", text) for number, text in edges.items()}
    on = {line.number: line.page for page in pages.values() for line in page}
    again = Counter(text for text, _ in {(text, on[number]) for number, text in words.items()})
    often = {text for text, count in again.items() if count >= _PAGES and 2 * count >= len(pages) and text.strip("# ")}
    counted = {n: int(found[1]) - (on[n] or 0) for n, text in edges.items() if (found := _COUNTED.fullmatch(text))}
    steps = Counter(step for step, _ in {(step, on[number]) for number, step in counted.items()})
    step, count = max(steps.items(), key=lambda each: each[1], default=(0, 0))
    number_of_page = step if count >= _PAGES and 2 * count >= len(pages) else None
    # What heads the first page heads the paper, and may be all that says of what day it is.
    top = {line.number for line in next(iter(pages.values()), [])[:_EDGE] if not _PAGE.match(line.text)}
    return {
        number: edges[number]
        for number, text in words.items()
        if (text in often and number not in top) or (number in counted and counted[number] == number_of_page)
    }
