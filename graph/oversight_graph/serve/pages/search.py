"""The search box: a whole name leads to its page, anything else to what is found, in groups with their numbers."""

from typing import TYPE_CHECKING

from oversight_graph.ask.find import find, nearest
from oversight_graph.errors import NotFoundError
from oversight_graph.model.spelling import plain
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.report.html.search import Entry
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages.view import View

if TYPE_CHECKING:
    from oversight_graph.serve.pages.context import SiteContext

_MOST = 50  # of one group


def search(site: "SiteContext", view: View) -> Reply:
    """Return the page of the thing that is called so, or a list of those that might be meant."""
    asked = view.get("q")
    dated_graph = site.at_date(view)
    if not asked:
        page = Page("/search", "Search", lead=("Type a reference (3.2), an acronym (AGG), a name or part of one.",))
        return site.show(page, view, dated_graph)
    guessed: list[str] = []
    try:
        path = site.links.path(find(site.graph.store, asked, guessed.append, site.names))
    except NotFoundError:
        path = None
    if path and not guessed:
        return Reply.elsewhere(view.elsewhere(f"/{path}"))
    words = plain(asked).split()
    groups: dict[str, list[Entry]] = {}
    for text, entry in dated_graph.findable:
        if all(word in text for word in words):
            groups.setdefault(entry.group, []).append(entry)
    if groups:
        number = sum(map(len, groups.values()))
        blocks = tuple(_listed(group, those) for group, those in groups.items())
        page = Page("/search", f"Search: {asked}", lead=(f"{number} found.",), blocks=blocks)
        return site.show(page, view, dated_graph, asked=asked)
    near = nearest(asked, site.names)
    links = tuple((Part(name, view.href("/search", q=name)),) for name in near)
    blocks = (Block("The nearest names", points=links),) if links else ()
    lead = () if links else ("No name in the loaded papers is like it.",)
    page = Page("/search", f"Nothing is called {asked}", lead=lead, blocks=blocks)
    return site.show(page, view, dated_graph, asked=asked, status=404)


def _listed(group: str, those: list[Entry]) -> Block:
    """Return the entries of a group as a list under its name and their number."""
    points = tuple((Part(each.title, each.path), *([Part(f", {each.more}")] if each.more else [])) for each in those)
    rest = len(those) - _MOST
    more = ((Part(f"and {rest} more: type more of it"),),) if rest > 0 else ()
    return Block(f"{group[:1].upper()}{group[1:]} ({len(those)})", points=(*points[:_MOST], *more))
