"""The interactive map: one self-contained page, built with pyvis and a template of our own.

pyvis brings the network together; its own template asks other servers for parts and runs hostile labels as script, so ours takes its place. Data
reaches the page as JSON that the script reads and writes as text, never as markup; a content security policy names the two scripts by their hash.
"""

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from oversight_graph.catalogue import ask
from oversight_graph.render.layout import Page
from oversight_graph.render.mapdata import MapData, map_data
from oversight_graph.render.svg import COLOURS, page_svg

if TYPE_CHECKING:
    from pyvis.network import Network

    from oversight_graph.evidence import Papers
    from oversight_graph.graph import OversightGraph

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": False, "keyboard": False, "zoomView": True, "tooltipDelay": 400},
    "nodes": {"shape": "box", "margin": 6, "shadow": False, "chosen": False},
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.4},
        "chosen": False,
    },
}


def map_html(data: MapData, aliases: dict[str, list[str]], page: str | None = None) -> str:
    """Return the map as one HTML page.

    Parameters
    ----------
    data : MapData
    aliases : dict of str to list of str
        Other names of things, for the search.
    page : str, optional
        Id of the page at which it opens; the overview if None.

    Returns
    -------
    str
        The same for the same data. No request leaves the page.
    """
    from jinja2 import DictLoader, Environment

    plain = data.as_json()
    base = plain["base"]
    networks = {one["id"]: _network(one, whole) for one, whole in zip(plain["pages"], data.pages, strict=True)}
    plain |= {
        "colours": COLOURS,
        "options": _OPTIONS,
        "page": page,
        "aliases": {iri.removeprefix(base): found for iri, found in sorted(aliases.items()) if iri in data.facts},
        "objectives": {
            iri.removeprefix(base): next(
                (p.id for p in data.pages if p.title == f"{t['ref'] or ''} {t['label']}".strip()), "overview"
            )
            for iri, t in data.things.items()
            if t["kind"] == "objective"
        },
    }
    library = _packaged("vendor", "vis-network.min.js")
    script = _packaged("templates", "map.js")
    environment = Environment(loader=DictLoader({"map": _packaged("templates", "map.html.j2")}), autoescape=True)
    return environment.get_template("map").render(
        heading=data.title,
        css=_packaged("templates", "map.css"),
        data=plain,
        nodes={name: network.nodes for name, network in networks.items()},
        edges={name: network.edges for name, network in networks.items()},
        library=library,
        script=script,
        hashes=[_hash(library), _hash(script)],
        pictures=[page_svg(data, one, data.day, nested=0).replace(' y="0"', "") for one in data.pages],
    )


def _network(page: dict[str, Any], whole: Page) -> "Network":
    """Return a page as a pyvis network with fixed positions."""
    from pyvis.network import Network

    network = Network(directed=True, notebook=False)
    for box in page["boxes"]:
        size = {"minimum": box["width"] - 12}
        network.add_node(
            box["id"], label="\n".join(box["lines"]), shape="box", x=box["x"], y=box["y"], physics=False,
            widthConstraint=size, heightConstraint={"minimum": box["height"] - 12},
        )  # fmt: skip
    colours = {"oversees": "#7baacb", "holds to account": "#5f6368", "chairs": "#c9a24d"}
    for source, target, kind, stated in page["links"]:
        network.add_edge(
            source, target, title=kind, dashes=not stated, arrows="to", color={"color": colours.get(kind, "#9aa0a6")}
        )
    assert len(network.nodes) == len(whole.boxes)
    return network


def aliases_of(graph: "OversightGraph") -> dict[str, list[str]]:
    """Return acronyms and other names by which people search for things, keyed by IRI."""
    found: dict[str, list[str]] = {}
    for thing, name, prop, _ in ask(graph.store, "names"):
        if (
            thing
            and name
            and prop
            and prop.endswith(("altLabel", "notation"))
            and name not in found.setdefault(thing, [])
        ):
            found[thing].append(name)
    return found


def write_map(
    graph: "OversightGraph", day: str, *, svg: bool = False, papers: "Papers | None" = None, focus: str | None = None
) -> bytes:
    """Return the map of a graph at a date, as HTML or SVG.

    Parameters
    ----------
    graph : OversightGraph
    day : str
        ISO date.
    svg : bool
        A static picture of all pages instead of the interactive page.
    papers : Papers, optional
        Gives the passages.
    focus : str, optional
        IRI of an objective, whose page is shown first.
    """
    from oversight_graph.render.svg import map_svg

    data = map_data(graph, day, papers)
    if svg:
        return map_svg(data, day).encode()
    page = next((p.id for p in data.pages if focus and any(box.id == focus for box in p.boxes)), None)
    return map_html(data, aliases_of(graph), page).encode()


def _packaged(*parts: str) -> str:
    from importlib.resources import files

    return files("oversight_graph.render").joinpath(*parts).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
