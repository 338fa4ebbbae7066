"""Lanes along time: a line for each thing, from when to when, with marks; papers are bands."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from oversight_graph.report.html.charts import escape, listed, picture
from oversight_graph.report.html.paths import slug

_SHORT = 730  # days


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: ``noted``, ``held``, ``asked``, ``ended``, ``due``, ``seen``, ``passed``; and in words."""

    day: str
    look: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A thing along time.

    Attributes
    ----------
    label, href, title : str
    start, end : str
        Days, as far as known, between which its line runs.
    look : str
        ``settled``, ``waiting`` or ``late``.
    marks : tuple of Mark
    """

    label: str
    href: str
    title: str
    start: str
    end: str
    look: str
    marks: tuple[Mark, ...]


def day_of(text: str) -> dt.date:
    """Return the first day of a date that may be known by its year or month only.

    Examples
    --------
    >>> day_of("2018-07"), day_of("2018")
    (datetime.date(2018, 7, 1), datetime.date(2018, 1, 1))
    """
    parts = [int(part) for part in text[:10].split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return dt.date(year, month, day)


def lanes(title: str, rows: Sequence[Lane], papers: Sequence[tuple[str, str]]) -> str:
    """Return lanes one below the other; years or months stand over them, and each paper is a band on its day.

    Parameters
    ----------
    title : str
    rows : sequence of Lane
    papers : sequence of (str, str)
        Day and name.
    """
    days = [day_of(text) for row in rows for text in (row.start, row.end, *(mark.day for mark in row.marks))]
    days += [day_of(day) for day, _ in papers if day]
    if not rows or not days:
        return ""
    first, last = min(days), max(days)
    span = max((last - first).days, 1)

    def x(text: str) -> str:
        return f"{1.5 + (day_of(text) - first).days / span * 95:.2f}%"

    bands = ""
    for day, name in papers:
        if day:
            band = f'<rect x="{x(day)}" width="5" height="100%" transform="translate(-2)"/>'
            bands += f'<g class="band"><title>{escape(name)}, {day}</title>{band}</g>'
    # Years begin a section; of what lies within two of them, months.
    months, size = (range(1, 13), 7) if span < _SHORT else ((1,), 4)
    starts = [dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in months]
    starts = [start for start in starts if first <= start <= last] or [first]
    numbers, lines = "", ""
    for start in starts[:: max(1, -(-len(starts) // 6))]:
        at = x(start.isoformat())
        end = ' dx="-3" text-anchor="end"' if (start - first).days > 0.85 * span else ' dx="3"'
        numbers += f'<text x="{at}"{end} y="16">{start.isoformat()[:size]}</text>'
        lines += f'<line class="year" x1="{at}" x2="{at}" y2="100%"/>'
    ident = slug(title)
    behind = f'<defs><g id="{ident}-bands">{bands}{lines}</g></defs>{numbers}'
    drawn = [("", "", picture(behind, "years", look="along"))]
    for row in rows:
        lane = f'<use href="#{ident}-bands"/>{_lane(row, x)}'
        drawn.append((row.label, row.href, picture(lane, row.title, look="along")))
    return listed(title, drawn, "chart lanes")


def _lane(row: Lane, x: Callable[[str], str]) -> str:
    y = "50%"
    drawn = [f'<line class="span {row.look}" x1="{x(row.start)}" x2="{x(row.end)}" y1="{y}" y2="{y}"/>']
    for mark in row.marks:
        place = f'<svg x="{x(mark.day)}" y="{y}" overflow="visible">{SIGNS[mark.look]}</svg>'
        drawn.append(f'<g class="sign-of {mark.look}"><title>{escape(mark.title)}</title>{place}</g>')
    return "".join(drawn)


def key(words: Sequence[tuple[str, str]]) -> str:
    """Return the key of lanes, drawn: of each sign, or line, what it means."""
    made = []
    for look, said in words:
        inside = f'<svg x="11" y="13" overflow="visible">{SIGNS[look]}</svg>' if look in SIGNS else _LINES[look]
        made.append(f'<li><svg class="along" width="22" height="26" aria-hidden="true"><g class="sign-of {look}">'
                    f"{inside}</g></svg> {escape(said)}</li>")  # fmt: skip
    return f'<ul class="lanekey" aria-label="Key">{"".join(made)}</ul>'


# Each is told apart by its form: a full tick, a short one, a cross, a square, an arrow head, a ring.
SIGNS = {
    "noted": '<path d="M0 -8v16"/>',
    "held": '<path d="M0 -4v8"/>',
    "due": '<path d="M-5 -5l10 10m0 -10l-10 10"/>',
    "ended": '<rect x="-4" y="-4" width="8" height="8"/>',
    "passed": '<path d="M-4 -6l9 6l-9 6z"/>',
    "seen": '<circle r="4"/>',
    "asked": '<circle r="4"/>',
}
_LINES = {
    "band": '<rect x="9" width="5" height="26"/>',
    **{look: f'<line class="span {look}" x1="0" x2="22" y1="13" y2="13"/>' for look in ("late", "waiting", "settled")},
}
