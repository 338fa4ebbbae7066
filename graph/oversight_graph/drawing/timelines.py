"""Signs along time: from when to when papers show a thing, what they show of it on which day, and papers as bands.

One drawing for the lanes of the report and for the dates of the map; each says where a day stands in the width.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from oversight_graph.drawing.shapes import text_of
from oversight_graph.model.dates import partial_date

# Gives the place of a day in hundredths of the width.
Axis = Callable[[str], float]
_SHORT = 730  # days
_BESIDE = 11  # pixels between signs of one day


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
    start, end : str
        Days, as far as known, between which its line runs.
    look : str
        ``settled``, ``waiting`` or ``late``.
    """

    label: str
    iri: str
    title: str
    start: str
    end: str
    look: str
    marks: tuple[Mark, ...]


def day_of(text: str) -> dt.date:
    """Return the first day on which a date lies that is known in part, or the last if the calendar has no such day.

    What names no day at all, which data may hold that `check` has faults to tell of, lies before everything.

    Examples
    --------
    >>> day_of("2018-07"), day_of("201X"), day_of("2016-02-10?")
    (datetime.date(2018, 7, 1), datetime.date(2010, 1, 1), datetime.date(2016, 2, 10))
    >>> day_of("../2018"), day_of("2018-02-30")
    (datetime.date(2018, 12, 31), datetime.date(1, 1, 1))
    """
    known = partial_date(text)
    for day in (known.first, known.last):
        with suppress(ValueError):
            return dt.date.fromisoformat(day)
    return dt.date.min


def days_of(rows: Iterable[Lane], papers: Iterable[tuple[str, str]]) -> list[dt.date]:
    """Return the days that are drawn."""
    days = [day_of(text) for row in rows for text in (row.start, row.end, *(mark.day for mark in row.marks))]
    return days + [day_of(day) for day, _ in papers if day]


def axis(days: Sequence[dt.date]) -> Axis:
    """Return the axis on which all days have the same width."""
    first = min(days)
    span = max((max(days) - first).days, 1)
    return lambda text: 1.5 + (day_of(text) - first).days / span * 95


def bands(papers: Iterable[tuple[str, str]], x: Axis) -> str:
    """Return a band for each paper on its day; papers are days and names."""
    return "".join(
        f'<g class="band"><title>{text_of(name)}, {day}</title>'
        f'<rect x="{x(day):.2f}%" width="5" height="100%" transform="translate(-2)"/></g>'
        for day, name in papers
        if day
    )


def years(days: Sequence[dt.date], x: Axis) -> tuple[str, str]:
    """Return the numbers of years, or of what lies within two of them the months; and their lines."""
    first, last = min(days), max(days)
    span = max((last - first).days, 1)
    months, size = (range(1, 13), 7) if span < _SHORT else ((1,), 4)
    starts = [dt.date(year, month, 1) for year in range(first.year, last.year + 1) for month in months]
    starts = [start for start in starts if first <= start <= last] or [first]
    numbers, lines = "", ""
    for start in starts[:: max(1, -(-len(starts) // 6))]:
        at = f"{x(start.isoformat()):.2f}%"
        end = ' dx="-3" text-anchor="end"' if (start - first).days > 0.85 * span else ' dx="3"'
        numbers += f'<text x="{at}"{end} y="16">{start.isoformat()[:size]}</text>'
        lines += f'<line class="year" x1="{at}" x2="{at}" y2="100%"/>'
    return numbers, lines


def lane_svg(row: Lane, x: Axis, prefix: str = "") -> str:
    """Return the line of a thing and its signs, those of one day beside each other.

    Parameters
    ----------
    x : callable
    prefix : str
        Of the names of the signs, see `signs`.
    """
    start, end = f"{x(row.start):.1f}%", f"{x(row.end):.1f}%"
    drawn = [f'<line class="span {row.look}" x1="{start}" x2="{end}" y1="50%" y2="50%"/>'] if start != end else []
    there: Counter[str] = Counter()
    said: dict[tuple[str, str], list[str]] = {}
    for mark in row.marks:
        said.setdefault((mark.day, mark.look), []).append(mark.title)
    for (day, look), titles in said.items():
        aside = 0 if look in _TICKS else _BESIDE * there[day]
        there[day] += look not in _TICKS
        moved = f' transform="translate({aside})"' if aside else ""
        drawn.append(
            f'<use href="#{prefix}{look}" x="{x(day):.1f}%" y="50%"{moved}>'
            f"<title>{text_of('; '.join(titles))}</title></use>"
        )
    return "".join(drawn)


def signs(prefix: str = "") -> str:
    """Return the signs to which lanes refer; once for a document and prefix."""
    return "".join(f'<g id="{prefix}{look}" class="sign-of {look}">{sign}</g>' for look, sign in SIGNS.items())


def key_sign(look: str) -> str:
    """Return a sign or a line as it stands in a key, 22 wide and 26 high."""
    inside = f'<svg x="11" y="13" overflow="visible">{SIGNS[look]}</svg>' if look in SIGNS else _LINES[look]
    return f'<svg class="along" width="22" height="26" aria-hidden="true"><g class="sign-of {look}">{inside}</g></svg>'


def key(words: Sequence[tuple[str, str]]) -> str:
    """Return the key of lanes, drawn: of each sign, or line, what it means."""
    made = "".join(f"<li>{key_sign(look)} {text_of(said)}</li>" for look, said in words)
    return f'<ul class="lanekey" aria-label="Key">{made}</ul>'


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
_TICKS = ("noted", "held")
MET = (("noted", "meeting, its notes loaded"), ("held", "meeting, its notes not loaded"), ("band", "a loaded paper"))
# What the signs mean on the lane of a body or a post.
STANDING = (
    ("seen", "shown by a paper"),
    ("due", "under review or not meeting"),
    ("ended", "ended"),
    ("passed", "replaced, or something passed on"),
    *MET,
)
_LINES = {
    "band": '<rect x="9" width="5" height="26"/>',
    **{look: f'<line class="span {look}" x1="0" x2="22" y1="13" y2="13"/>' for look in ("late", "waiting", "settled")},
}
