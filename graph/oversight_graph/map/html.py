"""The interactive map: one self-contained page around the drawing of `map.svg`.

Names reach the page as text of the drawing, or as JSON that the script reads and writes as text, never as markup; a
content security policy names the only script by its hash.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oversight_graph.drawing.embedding import island, packaged, policy_of, shortened
from oversight_graph.drawing.proof import proof_svg
from oversight_graph.drawing.styles import definitions, page_rules, rules
from oversight_graph.errors import UsageError
from oversight_graph.map.data import MapData, map_data
from oversight_graph.map.embedded import Packed
from oversight_graph.map.svg import Drawing, key_entries, map_svg

if TYPE_CHECKING:
    from oversight_graph.drawing.layout import Page
    from oversight_graph.evidence.evidence import Papers
    from oversight_graph.graph import OversightGraph

SCRIPTS = ("map-model.js", "map-view.js", "map-panel.js", "map-main.js")
_TABS = 13  # pages; of more there is a list


def map_html(data: MapData, addresses: Mapping[str, str] | None = None, *, home: str = "", network: str = "") -> str:
    """Return the map as one HTML page.

    Parameters
    ----------
    data : MapData
    addresses : mapping of str to str, optional
        Where else there is a page of a thing, by its IRI.
    home : str
        Address of the report to which the map belongs, if any.
    network : str
        Address of the page of `drawing.explore` that belongs to it, if any.

    Returns
    -------
    str
        The same for the same data. No request leaves the page.
    """
    from jinja2 import DictLoader, Environment

    packed = Packed(data, addresses)
    drawing = Drawing(data, data.day, packed.number)
    script = shortened(
        '"use strict";\n(() => {\n' + "".join(packaged("map", "templates", name) for name in SCRIPTS) + "})();\n"
    )
    papers = data if data.passages else None
    environment = Environment(loader=DictLoader({"map": packaged("map", "templates", "map.html.j2")}), autoescape=True)
    return environment.get_template("map").render(
        heading=data.title,
        home=home,
        css=shortened(packaged("map", "templates", "map.css")) + rules() + page_rules(),
        definitions=definitions(),
        pages=[{"id": page.id, "title": page.title, "picture": drawing.page(page)} for page in data.pages],
        first=data.page,
        day=data.day,
        many=_TABS,
        proofs=[
            {"number": packed.number[iri], "picture": proof_svg(proof, papers=papers, part=True)}
            for iri, proof in data.proofs.items()
        ],
        dates=_strip(data),
        key=key_entries(data),
        data=island(packed.plain() | ({"network": network} if network else {})),
        script=script,
        policy=policy_of(script),
    )


def _strip(data: MapData) -> list[dict[str, Any]]:
    """Return the dates with what tells of each, and how wide the band is until the next."""
    found = []
    for number, day in enumerate(data.dates):
        papers = [paper.title for paper in data.papers.values() if paper.day == day]
        later = data.dates[number + 1] if number + 1 < len(data.dates) else day
        days = (dt.date.fromisoformat(later) - dt.date.fromisoformat(day)).days
        events = "; ".join(papers) or "states of bodies change"
        short = "" if not papers else "paper" if len(papers) == 1 else f"{len(papers)} papers"
        found.append({"day": day, "events": events, "short": short, "wide": round(math.sqrt(days or 30))})
    return found


def write_map(
    graph: "OversightGraph",
    day: str,
    *,
    svg: bool = False,
    papers: "Papers | None" = None,
    focus: str | None = None,
    steps: int = 1,
    objective: str | None = None,
) -> bytes:
    """Return the map of a graph at a date, as HTML or SVG.

    Parameters
    ----------
    graph : OversightGraph
    day : str
        ISO date.
    svg : bool
        A picture by itself instead of the interactive page: of the page asked for by `focus` or `objective`, else of
        all.
    papers : Papers, optional
        Gives the passages.
    focus : str, optional
        IRI of a thing around which a page of its own is laid out, and shown first.
    steps : int
        How far that page reaches.
    objective : str, optional
        IRI of an objective, whose page is shown first.

    Raises
    ------
    UsageError
        If there is nothing to draw, or nothing is linked with the thing in focus.
    """
    data = map_data(graph, day, papers, focus=focus, steps=steps, objective=objective)
    if not svg:
        return map_html(data).encode()
    focused = focus is not None or objective is not None
    return map_svg(data, data.day, pages_called(data, data.page) if focused else None).encode()


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
    data : MapData
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

    found = {row[0]: (row[1] or "", row[2] or "") for row in ask(graph.store, "objectives") if row[0]}
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


__all__ = ["find_objective", "map_html", "opened_at_a_link", "pages_called", "write_map"]
