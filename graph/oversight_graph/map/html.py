"""The interactive map: one self-contained page around the drawing of `map.svg`.

Names reach the page as text of the drawing, or as JSON that the script reads and writes as text, never as markup; a
content security policy names the only script by its hash.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oversight_graph.drawing.embedding import island, packaged, policy_of, shortened
from oversight_graph.drawing.labels import in_data, in_template
from oversight_graph.drawing.proof import proof_svg
from oversight_graph.drawing.styles import definitions, page_rules, rules
from oversight_graph.drawing.timelines import STANDING, Axis, bands, day_of, key_sign, lane_svg, signs
from oversight_graph.errors import UsageError
from oversight_graph.map.data import MapData
from oversight_graph.map.embedded import Packed
from oversight_graph.map.svg import Drawing, key_entries

if TYPE_CHECKING:
    from oversight_graph.drawing.layout import Page
    from oversight_graph.graph import OversightGraph

SCRIPTS = ("map-model.js", "map-view.js", "map-panel.js", "map-main.js")
_TABS = 13  # pages; of more there is a list
_EVEN, _INSIDE = 82, 0.4  # hundredths of the width of the dates: shared evenly; between the edge and the first sign


def map_html(
    data: MapData,
    addresses: Mapping[str, str] | None = None,
    *,
    home: str = "",
    network: str = "",
    index: str = "",
) -> str:
    """Return the map as one HTML page.

    Parameters
    ----------
    addresses : mapping of str to str, optional
        Where else there is a page of a thing, by its IRI.
    home : str
        Address of the report to which the map belongs, if any.
    network : str
        Address of the page of `drawing.explore` that belongs to it, if any.
    index : str
        Address of the file in which the report lists what a search finds, if any.

    Returns
    -------
    str
        The same for the same data. No request leaves the page.
    """
    from jinja2 import DictLoader, Environment

    packed = Packed(data, addresses)
    drawing = Drawing(data, data.day, packed.number)
    script = shortened(
        '"use strict";\n(() => {\n'
        + packaged("drawing", "templates", "find.js")
        + "".join(packaged("map", "templates", name) for name in SCRIPTS)
        + "})();\n"
    )
    papers = data if data.passages else None
    beside = {name: at for name, at in (("network", network), ("index", index)) if at}
    environment = Environment(
        loader=DictLoader({"map": packaged("map", "templates", "map.html.j2")}), autoescape=True, finalize=in_template
    )
    return environment.get_template("map").render(
        heading=data.title,
        home=home,
        css=shortened(packaged("map", "templates", "map.css")) + rules() + page_rules(),
        definitions=definitions(),
        pages=[{"id": page.id, "title": page.title, "picture": drawing.page(page)} for page in data.pages],
        first=data.page,
        day=data.day,
        planned=any(thing.kind == "commitment" for thing in data.things.values()),
        many=_TABS,
        proofs=[
            {"number": packed.number[iri], "picture": proof_svg(proof, papers=papers, part=True)}
            for iri, proof in data.proofs.items()
        ],
        dates=_dates(data),
        strip=_strip(data, packed.number),
        key=key_entries(data),
        along=[(look, key_sign(look), said) for look, said in STANDING],
        data=island(in_data(packed.plain() | beside)),
        script=script,
        policy=policy_of(script, beside=bool(index)),
    )


def _dates(data: MapData) -> list[dict[str, Any]]:
    """Return the dates with what tells of each, and its share of the width, which grows with the time to the next."""
    days = [day_of(day) for day in data.dates]
    gaps = [math.sqrt((later - day).days) for day, later in pairwise(days)]
    # The last is as wide as most; a date needs room for itself, whatever the time to the next.
    gaps.append(sum(gaps) / len(gaps) if gaps else 1)
    found = []
    for day, gap in zip(data.dates, gaps, strict=True):
        papers = [paper.title for paper in data.papers.values() if paper.day == day]
        events = "; ".join(papers) or "states of bodies change"
        share = _EVEN / len(gaps) + (100 - _EVEN) * gap / sum(gaps)
        found.append({"day": day, "events": events, "share": round(share, 2)})
    return found


def _axis(data: MapData) -> Axis:
    """Return the axis of the dates as they stand beside each other: each date where its own begins."""
    days, at = [float(day_of(day).toordinal()) for day in data.dates], [0.0]  # no calendar goes on after the last date
    for date in _dates(data):
        at.append(at[-1] + date["share"])
    # What comes after the last date stands within it, and what was before the first at its edge.
    days.append(days[-1] + (days[-1] - days[0]) / len(days))

    def x(text: str) -> float:
        day = max(day_of(text).toordinal(), days[0])
        number = min(bisect_right(days, day), len(days) - 1) - 1
        part = (day - days[number]) / max(days[number + 1] - days[number], 1)
        return _INSIDE + (at[number] + min(part, 1) * (at[number + 1] - at[number])) * (100 - 2 * _INSIDE) / 100

    return x


def _strip(data: MapData, number: Mapping[str, int]) -> str:
    """Return what stands over the dates: papers as bands, and the lane of each thing, shown when it is chosen."""
    x = _axis(data)
    papers = sorted((paper.day, paper.title) for paper in data.papers.values() if paper.day)
    lanes = "".join(
        f'<g data-life="{number[lane.iri]}" class="off">{lane_svg(lane, x, "at-")}</g>'
        for lane in data.lanes
        if lane.iri in number
    )
    days = dict.fromkeys(day for day, _ in papers)
    named = "".join(f'<text x="{x(day):.1f}%" dx="7" y="14">paper</text>' for day in days)
    return f"<defs>{signs('at-')}</defs>{bands(papers, x)}{named}{lanes}"


def pages_called(data: MapData, ident: str) -> "tuple[Page, ...]":
    """Return the page of a name, such as ``overview`` or ``objective-2``, and those that it goes on to.

    Raises
    ------
    UsageError
        If there is none; with those that there are.
    """
    pages = tuple(page for page in data.pages if page.id == ident or page.id.startswith(f"{ident}-"))
    named = [page for page in data.pages if page.title.casefold() == ident.casefold().strip()]
    if ident not in {page.id for page in data.pages}:
        pages = tuple(named)
    if not pages:
        names = ", ".join(page.id for page in data.pages)
        raise UsageError(f"the map has no page {ident!r}", hint=f"pages: {names}")
    return pages


def opened_at_a_link(data: MapData, from_: str) -> MapData:
    """Return the map opening at the first of its dates, from a day on, at which the thing in focus has a line.

    Many a thing is told of only after the newest plan, or, as a meeting, before it. The date of the data stays where
    no date will do.

    Parameters
    ----------
    from_ : str
        ISO date.
    """
    page = next(page for page in data.pages if page.id == data.page)
    near = [link for link, _ in page.links if data.centre in (link.source, link.target)]
    days = sorted({day for link in near for day in data.days_of(link) if day >= from_})
    return replace(data, day=days[0]) if days else data


def find_objective(graph: "OversightGraph", asked: str) -> str:
    """Return the IRI of the objective that somebody names by its reference or by a part of its name.

    Raises
    ------
    UsageError
        If there is no such objective, or more than one; with those that there are.
    """
    from oversight_graph.store.views import ask

    found = {iri: (ref or "", name or "") for iri, ref, name, _ in ask(graph.store, "objectives") if iri}
    wanted = " ".join(asked.casefold().split()).removeprefix("objective ")
    spellings = {iri: (iri.casefold(), *_spelled(ref, name)) for iri, (ref, name) in found.items()}
    whole = [iri for iri, names in spellings.items() if wanted in names]
    part = [iri for iri, names in spellings.items() if wanted and wanted in names[-1]]
    for hits in (whole, part):
        if len(hits) == 1:
            return hits[0]
    objectives = "; ".join(f"{ref} {name}".strip() for ref, name in found.values())
    hint = f"objectives: {objectives}" if objectives else "the data holds no objective with commitments"
    raise UsageError(f"no single objective is called {asked!r}", hint=hint)


def _spelled(ref: str, name: str) -> tuple[str, ...]:
    return ref.casefold(), name.casefold(), f"{ref} {name}".casefold()
