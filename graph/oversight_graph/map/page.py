"""The interactive map: one self-contained page, built with pyvis and a template of our own.

pyvis brings the network together; its own template asks other servers for parts and runs hostile labels as script, so
ours takes its place. Data reaches the page as JSON that the script reads and writes as text, never as markup; a content
security policy names the two scripts by their hash.
"""

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oversight_graph.drawing.labels import FONT, LINE, PAD, TILE_FONT
from oversight_graph.drawing.layout import BADGE, MARGIN, TILE, TILE_GAP, Page
from oversight_graph.errors import UsageError
from oversight_graph.map.data import MapData, map_data
from oversight_graph.map.drawing.styles import BADGES, GAP, LINES, OTHER_LINE, STYLES, TILES
from oversight_graph.map.drawing.svg import by_ends, in_force, legend, map_svg, page_svg
from oversight_graph.map.embedded import Packed, island

if TYPE_CHECKING:
    from oversight_graph.evidence.evidence import Papers
    from oversight_graph.graph import OversightGraph

SCRIPTS = ("map-model.js", "map-draw.js", "map-signs.js", "map-panel.js", "map-main.js")
_SIZES = {"font": FONT, "line": LINE, "pad": PAD, "margin": MARGIN, "badge": BADGE, "edge": 12, "least": 0.92,
          "tile": TILE, "tileGap": TILE_GAP, "tileFont": TILE_FONT}  # fmt: skip
_OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": False, "keyboard": False, "selectConnectedEdges": False},
    "nodes": {"shape": "box", "chosen": False, "shapeProperties": {"borderRadius": 0}},
}
# Id, caption, and columns with their widths in percent.
_TABLES = (
    (
        "commitments",
        "Commitments",
        (
            ("Ref", 4), ("Commitment", 15), ("Objective", 10), ("Part", 9), ("Owner", 9), ("Grade", 7), ("Why", 15),
            ("Bodies", 11), ("Processes", 9), ("Where it stands", 11),
        ),
    ),
    (
        "bodies",
        "Bodies",
        (
            ("Body", 20), ("Also called", 20), ("State", 9), ("Open", 5), ("Oversees", 14), ("Chair", 14),
            ("Where it stands", 18),
        ),
    ),
    (
        "posts",
        "Posts",
        (("Post", 25), ("Last seen in it", 15), ("Holds to account", 20), ("Answers to", 20), ("Chairs", 20)),
    ),
)  # fmt: skip
_PRINTED = 24  # pages whose pictures travel along for print


def map_html(data: MapData) -> str:
    """Return the map as one HTML page.

    Parameters
    ----------
    data : MapData

    Returns
    -------
    str
        The same for the same data. No request leaves the page.
    """
    from jinja2 import DictLoader, Environment

    packed = Packed(data)
    plain = packed.plain() | {
        "styles": STYLES,
        "badges": BADGES,
        "tiles": TILES,
        "gap": GAP,
        "lines": LINES,
        "otherLine": OTHER_LINE,
        "sizes": _SIZES,
        "options": _OPTIONS,
    }
    kinds = list(dict.fromkeys(link.kind for page in data.pages for link, _ in page.links))
    networks = [_network(page, packed.number, kinds) for page in data.pages]
    library = _packaged("vendor", "vis-network.min.js")
    script = '"use strict";\n(() => {\n' + "".join(_packaged("templates", name) for name in SCRIPTS) + "})();\n"
    printed = data.pages[:_PRINTED]
    environment = Environment(loader=DictLoader({"map": _packaged("templates", "map.html.j2")}), autoescape=True)
    return environment.get_template("map").render(
        heading=data.title,
        day=data.day,
        css=_packaged("templates", "map.css"),
        data=island(plain),
        network=island(
            {
                "kinds": kinds,
                "nodes": [nodes for nodes, _ in networks],
                "edges": [edges for _, edges in networks],
            }
        ),
        library=library,
        script=script,
        hashes=[_hash(library), _hash(script)],
        tables=_TABLES,
        legend=legend(),
        pictures=[(page.title, page_svg(data, page, data.day, titles=False)) for page in printed],
        left_out=len(data.pages) - len(printed),
    )


def _network(page: Page, number: dict[str, int], kinds: list[str]) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return a page as the nodes and edges of a pyvis network with fixed positions, each without its keys.

    A node is id, label, x, y, width, height, and for an objective the height below its label and the width of a tile;
    an edge is its ends, the number of its kind, whether it is dashed, whether it is quiet, and its way.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    for box in page.boxes:
        network.add_node(number[box.id], label="\n".join(box.lines).strip() or " ", shape="box", x=box.x, y=box.y,
                         w=box.width, h=box.height, below=box.below, tile=box.tile)  # fmt: skip
    for link, via in page.links:
        network.add_edge(number[link.source], number[link.target], kind=kinds.index(link.kind),
                         dashes=int(not link.stated), quiet=int(link.quiet), via=via)  # fmt: skip
    nodes = [[node[key] for key in ("id", "label", "x", "y", "w", "h", "below", "tile")] for node in network.nodes]
    return (
        [node if node[6] else node[:6] for node in nodes],
        [[*(edge[key] for key in ("from", "to", "kind", "dashes", "quiet")), *edge["via"]] for edge in network.edges],
    )


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
        A static picture instead of the interactive page: of the page asked for by `focus` or `objective`, else of all.
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
    return drawn(data, svg=svg, one=focus is not None or objective is not None)


def drawn(data: MapData, *, svg: bool = False, one: bool = False) -> bytes:
    """Return the map as HTML, or as SVG of all its pages or of the `one` at which it opens."""
    if not svg:
        return map_html(data).encode()
    # An objective may have several pages: the first, and those numbered after it.
    pages = tuple(page for page in data.pages if page.id == data.page or page.id.startswith(f"{data.page}-"))
    return map_svg(data, data.day, pages if one else None).encode()


def settled(data: MapData, from_: str) -> MapData:
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
    known = by_ends(data)
    near = [link for link, _ in page.links if data.centre in (link.source, link.target)]
    for date in data.dates:
        if date >= from_ and any(in_force(data, link, date, known) for link in near):
            return replace(data, day=date)
    return data


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
    known = "; ".join(f"{ref} {name}".strip() for ref, name in found.values())
    hint = f"objectives: {known}" if known else "the data holds no objective with commitments"
    raise UsageError(f"no single objective is called {asked!r}", hint=hint)


def _spelled(ref: str, name: str) -> tuple[str, ...]:
    return ref.casefold(), name.casefold(), f"{ref} {name}".casefold()


def _packaged(*parts: str) -> str:
    from importlib.resources import files

    return files("oversight_graph.map").joinpath(*parts).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


__all__ = ["drawn", "find_objective", "map_html", "settled", "write_map"]
