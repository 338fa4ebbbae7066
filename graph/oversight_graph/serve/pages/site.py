"""The site of a graph: which page an address names, made from the registry and the pages of the report."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oversight_graph.errors import NotFoundError, OversightError
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.report.pages import front
from oversight_graph.report.pages.things import NETWORK
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.pages import ask, lists
from oversight_graph.serve.pages.context import SiteContext
from oversight_graph.serve.pages.frame import standing
from oversight_graph.serve.pages.query import editor_page, query_page
from oversight_graph.serve.pages.search import search
from oversight_graph.serve.pages.view import View, view_of

if TYPE_CHECKING:
    from oversight_graph.report.html.paging import Paged
    from oversight_graph.serve.pages.dated import DatedGraph
    from oversight_graph.serve.settings import Settings

# Maps that are kept.
_KEPT = 3
_DRAWINGS = ("/map.html", f"/{NETWORK}")
# Of more things a map is drawn when somebody asks for it.
_DRAWN_AHEAD = 2000
_SVG = "image/svg+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Site(SiteContext):
    """The pages of a graph."""

    def __init__(self, settings: "Settings") -> None:
        super().__init__(settings)
        self._drawn = lru_cache(_KEPT)(self._drawing)

    def ahead(self) -> Iterator[None]:
        """Make what all pages have; and draw the map and the network, if that takes no more than about a second."""
        yield from super().ahead()
        for path in _DRAWINGS if len(self.links.things) <= _DRAWN_AHEAD else ():
            self._map(View(path, ()))
            yield

    def respond(self, head: dict[str, Any], body: bytes) -> Reply:
        """Answer a request for a page."""
        path = head["path"]
        view = view_of(path, head["query"], head["accept"], head.get("notice", ""))
        try:
            if view.path == "/query":
                return query_page(self, view, head.get("result"), body)
            if view.path == "/editor":
                return editor_page(self.graph.place)
            return self._page(view)
        except NotFoundError as error:
            return self._said("Not found", error, view, 404)
        except OversightError as error:
            return self._said("That cannot be shown", error, view, 400)

    def _said(self, title: str, error: OversightError, view: View, status: int) -> Reply:
        why = without_paths(str(error), self.settings)
        if view.form != "html":
            return Reply.said(why, status)
        page = Page("", title, lead=(why,))
        return self.show(page, view, None, status=status)

    def _page(self, view: View) -> Reply:
        first, _, rest = view.path.strip("/").partition("/")
        if view.path in ("/list", "/list/"):
            return lists.index(self, view)
        if first == "list" and rest:
            return lists.answer_page(self, view, rest)
        if view.path in ("/ask", "/ask/"):
            return ask.index(self, view)
        if first == "ask" and rest:
            return ask.question_page(self, view, rest)
        if view.path == "/search":
            return search(self, view)
        if view.path == "/thing":
            return self._thing(view)
        if view.path in ("/map", "/map.svg", *_DRAWINGS):
            return self._map(view)
        dated_graph = self.at_date(view)
        path = "index.html" if view.path == "/" else view.path.lstrip("/")
        if path == front.DOCUMENT:
            return Reply(dated_graph.document(), _WORD, 200, {"Content-Disposition": f'attachment; filename="{path}"'})
        if path.endswith(".csv"):
            text = dated_graph.table(path)
            if text is None:
                raise NotFoundError(view.path, [])
            return Reply(text.encode(), "text/csv; charset=utf-8", 200, {"Content-Disposition": "attachment"})
        return self._of_report(view, dated_graph, path)

    def _of_report(self, view: View, dated_graph: "DatedGraph", path: str) -> Reply:
        """Return a page of the report: a list, the front page, a thing, a paper."""
        split: Paged | None = None
        if "/" in path or path == "papers.html":
            found = dated_graph.page(path)
            page, split = found or (None, None)
        else:
            page = dated_graph.lists.get(path)
        if page is None:
            raise NotFoundError(view.path, [])
        return self.show(page, view, dated_graph, split, scripts=("sort.js",), ways=lists.as_list(page))

    def _thing(self, view: View) -> Reply:
        """Lead to the page of the thing that has an IRI."""
        path = self.links.citation(view.get("iri")) or self.links.path(view.get("iri"))
        if path is None:
            raise NotFoundError(view.get("iri"), [])
        return Reply.elsewhere(view.elsewhere(f"/{path}"))

    def _map(self, view: View) -> Reply:
        dated_graph = self.at_date(view)
        if view.path == "/map":
            lead = ("Choose, search and filter; move the date; tick a board away to see what would be left.",)
            page = Page("picture.html", "The map", "wide", lead, (Block(frame=view.elsewhere("/map.html")[1:]),))
            ways = (Part("The map by itself", "/map.html"), Part("as a still picture (SVG)", "/map.svg"))
            return self.show(page, view, dated_graph, ways=ways)
        drawn = self._drawn(view.path, view.get("as_of"))
        if view.path.endswith(".svg"):
            policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
            return Reply(drawn, _SVG, 200, policy)
        return standing(drawn)

    def _drawing(self, path: str, asked: str) -> bytes:
        from oversight_graph.drawing.explore import explore
        from oversight_graph.map.data import map_data
        from oversight_graph.map.html import map_html
        from oversight_graph.map.svg import map_svg

        view = View(path, (("as_of", asked),))
        dated_graph = self.at_date(view)
        day, home = dated_graph.plan_day, view.elsewhere("/")
        addresses = {iri: view.elsewhere(f"/{thing.path}") for iri, thing in self.links.things.items()}
        if view.path == f"/{NETWORK}":
            return explore(
                dated_graph.asked.store, day, papers=self.papers, home=home, addresses=addresses
            ).html.encode()
        data = map_data(dated_graph.asked, day, self.papers)
        if view.path.endswith(".svg"):
            return map_svg(data, day, data.pages[:1]).encode()
        return map_html(data, addresses, home=home, network=view.elsewhere(f"/{NETWORK}")).encode()


def without_paths(text: str, settings: "Settings") -> str:
    """Return a message without the folders of this machine."""
    named = (*settings.data, *settings.earlier, settings.store, settings.sources, settings.review)
    folders = {str(Path(each).absolute().parent) + "/" for each in named if each} | {f"{Path.cwd()}/"}
    for folder in sorted(folders, key=len, reverse=True):
        text = text.replace(folder, "")
    return re.sub(r"(?<![\w:/])/(?:[\w.-]+/)+", "", text)
