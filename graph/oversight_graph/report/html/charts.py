"""Charts as inline SVG, drawn from counts: no script, readable in grey, each bar a link to the list that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape as _escape

from oversight_graph.model.codes import grades

_WIDTH, _ROW, _LABEL = 720, 26, 250
_INK = "#1b1f24"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many, and where the list is."""

    label: str
    count: int
    href: str = ""
    shade: str = "#3f6f9f"


def visible(text: str) -> str:
    r"""Drop characters that are not to be seen: controls, and those that turn the text around.

    Examples
    --------
    >>> visible("a\u202eb\x00")
    'ab'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " if c.isspace() else "" for c in text)


def escape(text: str) -> str:
    """Return a text as it may stand in SVG."""
    return _escape(visible(text))


def bars(title: str, rows: Sequence[Bar], *, root: str = "") -> str:
    """Return a bar chart, one bar to a row, with the figure at its end.

    Parameters
    ----------
    title : str
        What the chart shows, for those who cannot see it.
    rows : sequence of Bar
    root : str
        What leads from the page to the folder of the report.
    """
    top = max((row.count for row in rows), default=0) or 1
    room = _WIDTH - _LABEL - 60
    parts = [_begin(title, len(rows) * _ROW + 6)]
    for number, row in enumerate(rows):
        y = number * _ROW + 4
        width = round(row.count / top * room, 1)
        drawn = (
            f'<text x="{_LABEL - 8}" y="{y + 14}" text-anchor="end">{escape(_cut(row.label))}</text>'
            f'<rect x="{_LABEL}" y="{y}" width="{max(width, 0.5):g}" height="{_ROW - 8}" fill="{row.shade}" '
            f'stroke="#33485c" stroke-width="0.8"/>'
            f'<text x="{_LABEL + width + 6:g}" y="{y + 14}" font-weight="600">{row.count}</text>'
        )
        parts.append(_linked(f"<title>{escape(row.label)}: {row.count}</title>{drawn}", row.href, root))
    return "".join([*parts, "</svg>"])


def stacked(title: str, rows: Sequence[tuple[str, str, Sequence[int]]], *, root: str = "") -> str:
    """Return a chart of rows that are split by grade.

    Parameters
    ----------
    title : str
    rows : sequence of (label, href, counts)
        One count for each grade.
    root : str
    """
    top = max((sum(counts) for _, _, counts in rows), default=0) or 1
    room = _WIDTH - _LABEL - 60
    parts = [_begin(title, len(rows) * (_ROW + 6) + 6)]
    for number, (label, href, counts) in enumerate(rows):
        y = number * (_ROW + 6) + 4
        drawn = [f'<text x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">{escape(_cut(label))}</text>']
        x = float(_LABEL)
        for grade, count in enumerate(counts):
            if not count:
                continue
            width = count / top * room
            code = grades()[grade]
            drawn.append(
                f"<g><title>{escape(label)}: {count} of grade {grade}, {escape(code.word)}</title>"
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_ROW}" fill="{code.shade}" '
                'stroke="#33485c" '
                f'stroke-width="0.8"/><text x="{x + width / 2:.1f}" y="{y + 17}" text-anchor="middle" '
                f'fill="{code.ink}">'
                f"{count}</text></g>"
            )
            x += width
        drawn.append(f'<text x="{x + 6:.1f}" y="{y + 17}" font-weight="600">{sum(counts)}</text>')
        parts.append(_linked("".join(drawn), href, root))
    return "".join([*parts, "</svg>"])


def _begin(title: str, height: int) -> str:
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" role="group" aria-label="{escape(title)}" font-size="13" fill="{_INK}">'
    )


def _linked(drawn: str, href: str, root: str) -> str:
    return f'<a href="{escape(root + href)}">{drawn}</a>' if href else f"<g>{drawn}</g>"


def _cut(text: str) -> str:
    return text if len(text) <= 36 else text[:35] + "…"
