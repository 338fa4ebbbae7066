"""What all pages of a site share: the graph, the graph at each date, and the frame of a page."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any

from oversight_graph.ask.find import Names, names_of
from oversight_graph.graph import OversightGraph, papers_in
from oversight_graph.load.files import not_read
from oversight_graph.report.html.parts import Page
from oversight_graph.report.html.paths import Links
from oversight_graph.serve.messages import Reply
from oversight_graph.serve.opening import opened
from oversight_graph.serve.pages.dated import DatedGraph
from oversight_graph.serve.pages.frame import Framed, framed
from oversight_graph.serve.pages.view import View
from oversight_graph.serve.settings import Settings

# Dates of which the work is kept, and lists.
_KEPT, _LISTS = 3, 24


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of an answer, and why there are none where it lacks something."""

    rows: Sequence[Any]
    lacks: str = ""


class SiteContext:
    """The pages of a graph.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    OversightError
        If the graph cannot be loaded.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.graph: OversightGraph = opened(settings)
        self.told: Sequence[str] = not_read(self.graph.unread)
        self.papers = papers_in(self.graph, settings.sources) if settings.sources else None
        # The pages of the report ask hundreds of things; lists and questions are asked of a server itself.
        self.copy = self.graph.here()
        self.links = Links(self.copy.store)
        self.first = DatedGraph(self.copy, self.links, self.papers, settings.as_of or None)
        self._by_date = lru_cache(_KEPT)(partial(DatedGraph, self.copy, self.links, self.papers, first=self.first))
        self._rows: OrderedDict[tuple[object, ...], Listed] = OrderedDict()

    def at_date(self, view: View) -> DatedGraph:
        """Return the graph at the date that a view names, or at that of the settings, or of the newest papers.

        Raises
        ------
        UsageError
            If it is no date.
        """
        asked = view.get("as_of")
        if not asked or asked == self.settings.as_of:
            return self.first
        return self._by_date(asked)

    @cached_property
    def earlier(self) -> OversightGraph:
        """The earlier data with which this graph is compared."""
        graph = OversightGraph.load(*self.settings.earlier)
        return graph.of_place(self.settings.place) if self.settings.place else graph

    @cached_property
    def names(self) -> dict[str, Names]:
        """What each thing is called."""
        return names_of(self.copy.store)

    def warm(self) -> None:
        """Work out beforehand what the first who asks would wait for."""
        self.first.menu  # noqa: B018 - makes it

    def frame(self, dated_graph: DatedGraph, **more: Any) -> Framed:
        """Return the frame of a page at a date."""
        return Framed(day=dated_graph.day, plan_day=dated_graph.plan_day, **more)

    def show(self, page: Page, view: View, frame: Framed, resolve: Callable[[str], str], *, status: int = 200) -> Reply:
        """Return a page in its frame."""
        return framed(
            page, view, frame, resolve, status=status, review=bool(self.settings.review), menu=self.first.menu,
            place=self.graph.place,
        )  # fmt: skip

    def kept(self, key: tuple[object, ...], make: Callable[[], Listed]) -> Listed:
        """Return rows that were asked for lately, or ask for them."""
        if key not in self._rows:
            self._rows[key] = make()
        self._rows.move_to_end(key)
        while len(self._rows) > _LISTS:
            self._rows.popitem(last=False)
        return self._rows[key]
