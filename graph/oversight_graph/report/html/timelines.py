"""Lanes along time as rows of a page: a line for each thing below years or months, each paper a band on its day."""

from collections.abc import Callable, Sequence

from oversight_graph.drawing.timelines import Lane, axis, bands, days_of, lane_svg, signs, years
from oversight_graph.report.html.charts import listed, picture
from oversight_graph.report.html.paths import slug


def lanes(
    title: str, rows: Sequence[Lane], papers: Sequence[tuple[str, str]], path: Callable[[str], str | None]
) -> str:
    """Return lanes one below the other.

    Parameters
    ----------
    title : str
    rows : sequence of Lane
    papers : sequence of (str, str)
        Day and name.
    path : callable
        Gives the page of a thing.
    """
    days = days_of(rows, papers)
    if not rows or not days:
        return ""
    x, ident = axis(days), slug(title)
    numbers, lines = years(days, x)
    behind = f'<defs><g id="{ident}-behind">{bands(papers, x)}{lines}</g>{signs(f"{ident}-")}</defs>{numbers}'
    drawn = [("", "", picture(behind, "years", look="along"))]
    for row in rows:
        lane = f'<use href="#{ident}-behind"/>{lane_svg(row, x, f"{ident}-")}'
        drawn.append((row.label, path(row.iri) or "", picture(lane, row.title, look="along")))
    return listed(title, drawn, "chart lanes")
