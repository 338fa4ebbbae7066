"""The page for a query of one's own: it is asked at the endpoint, and its answer shown with links to what it names."""

import json
from typing import TYPE_CHECKING, Any

from oversight_graph.report.html.cells import count, head
from oversight_graph.report.html.parts import Block, Cell, Grid, Page, Part
from oversight_graph.serve.messages import HTML, Reply
from oversight_graph.serve.pages.frame import CSP, templates
from oversight_graph.serve.pages.view import View

if TYPE_CHECKING:
    from oversight_graph.report.html.cells import Builder
    from oversight_graph.serve.pages.context import SiteContext

# So many rows a page shows; the endpoint gives all.
_MOST = 1000
_FIRST = """PREFIX ovs: <https://w3id.org/oversight-graph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?body (COUNT(?commitment) AS ?commitments)
WHERE {
  ?overseer a ovs:OversightBody ; skos:prefLabel ?body ; ovs:oversees ?commitment .
  ?commitment a ovs:Commitment .
}
GROUP BY ?body
ORDER BY DESC(?commitments) ?body
LIMIT 20"""
# The one style that the editor writes into the page, by its hash: the handles by which columns are widened.
_HANDLES = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
_LEAD = (
    "Whatever the catalogue does not ask. The same queries are answered to programs at /sparql, by the SPARQL 1.1 "
    "Protocol. They are asked of all graphs at once; each data file is a graph of its own."
)


def editor_page(place: str) -> Reply:
    """Return the page with the editor YASGUI; it names the place whose part of a graph is asked, if it is of one."""
    html = templates().get_template("editor.html.j2").render(first=_FIRST, place=place)
    policy = CSP.replace("style-src 'self'", f"style-src 'self' {_HANDLES}")
    return Reply(html.encode(), HTML, 200, {"Content-Security-Policy": policy})


def query_page(site: "SiteContext", view: View, result: dict[str, Any] | None, body: bytes) -> Reply:
    """Return the page, with the answer that the endpoint gave.

    Parameters
    ----------
    result : dict or None
        Status and media type of the answer; None if nothing was asked.
    body : bytes
        The answer.
    """
    dated_graph = site.at_date(view)
    blocks, sentence, status = [], "", 200
    ways: tuple[Part, ...] = ()
    if result is not None:
        status = result["status"]
        if status != 200:
            sentence = body.decode("utf-8", errors="replace")
        elif "json" in result["media"]:
            block, sentence = _answer(dated_graph.build, json.loads(body), view)
            blocks += [block] if block else []
            ways = (Part("CSV", view.href("/query.csv")), Part("JSON", view.href("/query.json")))
        else:
            shown = body.decode("utf-8", errors="replace")
            sentence = count(len(shown.splitlines()), "triple")
            blocks.append(Block("Triples", "triples", code=shown))
    page = Page("/query", "Ask in SPARQL", kind="wide", lead=(_LEAD,), blocks=tuple(blocks))
    return site.show(
        page, view, dated_graph, at="/query", ways=ways, scripts=("query.js",), query=view.get("query") or _FIRST,
        sentence=sentence, status=status,
    )  # fmt: skip


def _answer(build: "Builder", answer: dict[str, Any], view: View) -> tuple[Block | None, str]:
    if "boolean" in answer:
        return None, "Yes." if answer["boolean"] else "No."
    names, rows = answer["head"]["vars"], answer["results"]["bindings"]
    more = f"; the first {_MOST} are shown, the files hold all" if len(rows) > _MOST else ""
    if not rows:
        return None, "No rows: the loaded papers show nothing of the kind, or the query asks for something else."
    shown = tuple(
        ("", tuple(build.value(row[name]["value"]) if name in row else Cell(()) for name in names))
        for row in rows[:_MOST]
    )
    heads = tuple(Part(name, look=head(name).look) for name in names)
    return Block(grid=Grid("Answer", heads, shown, view.href("/query.csv"))), f"{count(len(rows), 'row')}{more}."
