"""The search box: a whole name leads to its page, part of one to a list."""

from typing import TYPE_CHECKING

from oversight_graph.ask.find import find, nearest
from oversight_graph.errors import NotFoundError
from oversight_graph.model.spelling import plain
from oversight_graph.report.html.cells import Block, Page, Part, count
from oversight_graph.serve.messages import TEXT, Reply
from oversight_graph.serve.pages.view import View

if TYPE_CHECKING:
    from oversight_graph.serve.pages.context import SiteContext

_MOST = 200


def search(site: "SiteContext", view: View) -> Reply:
    """Return the page of the thing that is called so, or a list of those that might be meant."""
    asked = view.get("q")
    dated_graph = site.at_date(view)
    frame = site.frame(dated_graph, dated=False, asked=asked)
    if not asked:
        page = Page("/search", "Search", lead=("Type a reference (3.2), an acronym (AGG), a name or part of one.",))
        return site.show(page, view, frame, dated_graph.resolver())
    guessed: list[str] = []
    try:
        path = site.links.path(find(site.graph.store, asked, guessed.append, site.names))
    except NotFoundError:
        path = None
    if path and not guessed:
        return Reply(b"", TEXT, 303, {"Location": view.elsewhere(f"/{path}")})
    names = site.names
    words = plain(asked).split()
    hits = [
        (names[iri].order, thing.title, thing)
        for iri, thing in site.links.things.items()
        if iri in names and any(all(word in plain(name) for word in words) for name, _ in names[iri].entries)
    ]
    hits.sort(key=lambda hit: hit[:2])
    points = tuple((Part(thing.title, f"/{thing.path}"), Part(f", {thing.kind}")) for _, _, thing in hits[:_MOST])
    if points:
        more = f"; the first {_MOST} are shown" if len(hits) > _MOST else ""
        page = Page("/search", f"Search: {asked}", lead=(f"{count(len(hits), 'thing')} with such a name{more}.",),
                    blocks=(Block(points=points),))  # fmt: skip
        return site.show(page, view, frame, str)
    near = nearest(asked, names)
    links = tuple((Part(name, view.href("/search", q=name)),) for name in near)
    blocks = (Block("The nearest names", points=links),) if links else ()
    page = Page(
        "/search", f"Nothing is called {asked}", lead=("No name in the loaded papers is like it.",), blocks=blocks
    )
    return site.show(page, view, frame, str, status=404)
