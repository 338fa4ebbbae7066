"""Timelines as inline SVG: a lane for each thing, from when to when, with marks; papers are bands."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from oversight_graph.report.html.charts import escape

_LABEL, _ROOM, _ROW, _TOP = 330, 760, 26, 34


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day: ``noted``, ``held``, ``asked``, ``ended``, ``due``, ``seen``, ``doubt``; and in words."""

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
    """Return a drawing of lanes; years stand over it, and each paper is a band on its day.

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

    def x(text: str) -> float:
        return round(_LABEL + 14 + (day_of(text) - first).days / span * (_ROOM - 40), 1)

    height = _TOP + len(rows) * _ROW + 8
    width = _LABEL + _ROOM
    parts = [
        f'<svg class="chart lanes" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{escape(title)}" font-size="12.5" fill="currentColor">'
    ]
    for day, name in papers:
        if day:
            band = f'<rect x="{x(day) - 2}" y="{_TOP - 6}" width="5" height="{height - _TOP}"/>'
            parts.append(f'<g class="band"><title>{escape(name)}, {day}</title>{band}</g>')
    years = [year for year in range(first.year, last.year + 1) if first <= dt.date(year, 1, 1) <= last] or [first.year]
    step = max(1, len(years) // 12)
    for year in years[::step]:
        at = x(max(dt.date(year, 1, 1), first).isoformat())
        line = f'<path class="year" d="M{at} {_TOP - 8}V{height}"/>'
        parts.append(f'<text x="{at + 3}" y="14">{year}</text>{line}')
    for number, row in enumerate(rows):
        parts.append(_lane(row, _TOP + number * _ROW + _ROW // 2, x))
    return "".join([*parts, "</svg>"])


def _lane(row: Lane, y: int, x: Callable[[str], float]) -> str:
    label = row.label if len(row.label) <= 50 else row.label[:49] + "…"
    drawn = [
        f"<title>{escape(row.title)}</title>",
        f'<text x="{_LABEL}" y="{y + 4}" text-anchor="end">{escape(label)}</text>',
        f'<path class="span {row.look}" d="M{x(row.start)} {y}H{max(x(row.end), x(row.start) + 2)}"/>',
    ]
    for mark in row.marks:
        sign = _sign(mark.look, x(mark.day), y)
        drawn.append(f'<g class="sign-of {mark.look}"><title>{escape(mark.title)}</title>{sign}</g>')
    return f'<a href="{escape(row.href)}">{"".join(drawn)}</a>' if row.href else f"<g>{''.join(drawn)}</g>"


def _sign(look: str, x: float, y: int) -> str:
    """Return a sign that is told apart by its form: a full tick, a short one, a cross, a square, a ring."""
    if look == "noted":
        return f'<path d="M{x} {y - 8}v16"/>'
    if look == "held":
        return f'<path d="M{x} {y - 4}v8"/>'
    if look == "due":
        return f'<path d="M{x - 5} {y - 5}l10 10m0 -10l-10 10"/>'
    if look == "ended":
        return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8"/>'
    return f'<circle cx="{x}" cy="{y}" r="4"/>'
