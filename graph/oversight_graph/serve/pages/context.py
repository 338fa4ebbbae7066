"""What all pages of a site share: the graph, the graph at each date, and the frame of a page."""

from collections.abc import Iterator
from functools import cached_property, lru_cache, partial
from typing import Any

from oversight_graph.ask.find import Names, names_of
from oversight_graph.graph import OversightGraph, papers_in
from oversight_graph.load.files import not_read
from oversight_graph.report.html.paging import Paged
from oversight_graph.report.html.parts import Page
from oversight_graph.report.html.paths import Links
from oversight_graph.serve.messages import Handler, Reply
from oversight_graph.serve.opening import opened
from oversight_graph.serve.pages.dated import DatedGraph
from oversight_graph.serve.pages.frame import framed
from oversight_graph.serve.pages.view import View
from oversight_graph.serve.settings import Settings

_KEPT = 3  # dates of which the work is kept


class SiteContext(Handler):
    """The pages of a graph.

    Raises
    ------
    OversightError
        If the graph cannot be loaded.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.graph: OversightGraph = opened(settings)
        self.told = not_read(self.graph.unread)
        self.papers = papers_in(self.graph, settings.sources) if settings.sources else None
        # The pages of the report ask hundreds of things; lists and questions are asked of a server itself.
        self.copy = self.graph.here()
        self.links = Links(self.copy.store)
        self.first = DatedGraph(self.copy, self.links, self.papers, settings.as_of or None)
        self._by_date = lru_cache(_KEPT)(partial(DatedGraph, self.copy, self.links, self.papers, first=self.first))

    def at_date(self, view: View) -> DatedGraph:
        """Return the graph at the date that a view names, or at that of the settings, or of the newest papers.

        Raises
        ------
        UsageError
            If it is no date.
        """
        return self.dated(view.get("as_of"))

    def dated(self, as_of: str | None) -> DatedGraph:
        """Return the graph at an ISO date; at that of the settings, or of the newest papers, if none is given."""
        return self._by_date(as_of) if as_of and as_of != self.settings.as_of else self.first

    @cached_property
    def earlier(self) -> OversightGraph:
        """The earlier data with which this graph is compared."""
        graph = OversightGraph.load(*self.settings.earlier)
        return graph.of_place(self.settings.place) if self.settings.place else graph

    @cached_property
    def names(self) -> dict[str, Names]:
        """What each thing is called."""
        return names_of(self.copy.store)

    def ahead(self) -> Iterator[None]:
        """Make what all pages have."""
        for part in ("answers", "menu"):
            getattr(self.first, part)
            yield

    def show(
        self, page: Page, view: View, dated_graph: DatedGraph | None, split: Paged | None = None, **around: Any
    ) -> Reply:
        """Return a page in its frame, which names the date of a graph; see `framed`."""
        return framed(
            page, view, (dated_graph or self.first).resolver(split), menu=self.first.menu, dated=dated_graph,
            review=bool(self.settings.review), place=self.graph.place, **around,
        )  # fmt: skip
