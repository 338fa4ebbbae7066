"""All that pages need of a graph at one date, each part worked out when it is first asked for."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from oversight_graph.graph import OversightGraph
from oversight_graph.model.spelling import plain
from oversight_graph.registry.answers import answers as registered
from oversight_graph.report.content.gather import Answers, gather
from oversight_graph.report.content.relations import meetings_at
from oversight_graph.report.document import document
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.menu import Menu
from oversight_graph.report.html.paging import Paged, paged
from oversight_graph.report.html.parts import Page
from oversight_graph.report.html.paths import Links
from oversight_graph.report.html.search import Entry, entries
from oversight_graph.report.pages import front
from oversight_graph.report.pages.matrix import Answerable
from oversight_graph.report.pages.things import Things
from oversight_graph.report.pictures import pictures
from oversight_graph.report.site import list_pages, overview_pages
from oversight_graph.store.views import MemoStore

if TYPE_CHECKING:
    from oversight_graph.evidence.papers import Papers

# Pages of the report whose place another takes here.
_PLACES = {"index.html": "/", "questions.html": "/ask", "tables.html": "/list", "picture.html": "/map"}


class DatedGraph:
    """A graph at a date.

    Parameters
    ----------
    links : Links
        The pages of its things.
    as_of : str or None
        ISO date; None for those of the newest plan and paper.
    first : Moment, optional
        One that has made the pages of the papers, which are the same at each date.
    """

    def __init__(
        self,
        graph: OversightGraph,
        links: Links,
        papers: "Papers | None",
        as_of: str | None,
        first: "DatedGraph | None" = None,
    ) -> None:
        self.graph, self.links, self.papers, self.as_of, self.first = graph, links, papers, as_of, first
        self.build = Builder(links)
        self.day, self.plan_day = graph.day(as_of), graph.day(as_of, plan=True)

    @cached_property
    def answers(self) -> Answers:
        """What the analyses say."""
        return gather(self.asked, self.as_of, given=self.graph)

    @cached_property
    def asked(self) -> OversightGraph:
        """The graph, of which each of the package's queries is asked once, whatever the date."""
        return self.first.asked if self.first else OversightGraph(MemoStore(self.graph.store), self.graph.files)

    @cached_property
    def _made(self) -> tuple[list[Page], list[Answerable]]:
        return list_pages(self.build, self.graph, self.answers)

    @cached_property
    def _listed(self) -> tuple[Paged, Menu]:
        lists, answerable = self._made
        pages = [*lists, *overview_pages(self.build, self.graph, self.answers, self.things, answerable)]
        elsewhere = ("index.html", "papers.html", "picture.html", "questions.html", "tables.html", front.DOCUMENT)
        menu = Menu({*elsewhere, *(page.path for page in pages)})
        pages.append(front.front_page(self.build, self.answers, menu))
        return paged(pages), menu

    @cached_property
    def lists(self) -> dict[str, Page]:
        """The pages of the report that list, by path, and the front page."""
        return {page.path: page for page in self._listed[0].pages}

    @property
    def menu(self) -> Menu:
        """The menu of the pages that there are."""
        return self._listed[1]

    @cached_property
    def things(self) -> Things:
        """What makes the pages of things."""
        return Things(self.build, self.graph, self.answers, self._made[1], self.papers)

    @cached_property
    def _by_path(self) -> dict[str, str]:
        return {thing.path: iri for iri, thing in self.links.things.items()}

    @cached_property
    def cited(self) -> Paged:
        """The pages of the papers."""
        return self.first.cited if self.first else paged(self.things.paper_pages())

    @cached_property
    def findable(self) -> list[tuple[str, Entry]]:
        """What a search finds, each with its words evened out; passages if the papers are at hand."""
        papers = self.first or self
        # They are read when the pages of the papers are made.
        passages = papers.things.shown if self.papers and papers.cited else {}
        # All else of a date is worked out for its front page: a search need not wait for that.
        held = meetings_at(self.graph.store, self.day)
        found = entries(self.graph.store, self.links, held, passages)
        return [(plain(f"{each.title} {each.more}"), each) for each in found]

    def page(self, path: str) -> tuple[Page, Paged] | None:
        """Return the page of a thing or of a paper, with what leads into its parts; None if there is none."""
        if path.startswith("paper"):
            found = next((page for page in self.cited.pages if page.path == path), None)
            return (found, self.cited) if found else None
        thing = self.links.things.get(self._by_path.get(re.sub(r"_\d+(?=\.html$)", "", path), ""))
        if thing is None:
            return None
        split = paged([self.things.page(thing)])
        found = next((page for page in split.pages if page.path == path), None)
        return (found, split) if found else None

    def table(self, path: str) -> str | None:
        """Return a table that goes with a page that is not of the registry."""
        if path not in self.build.files:
            self.lists  # noqa: B018 - makes them
            folder, _, name = path.removesuffix(".csv").rpartition("/")
            if folder == "paper":
                self.cited  # noqa: B018
                return (self.first or self).build.files.get(path)
            for stem in (name, name.removesuffix("-activities").removesuffix("-whatif")):
                self.page(f"{folder}/{stem}.html")
        return self.build.files.get(path)

    def document(self) -> bytes:
        """Return the main findings as a Word document."""
        from oversight_graph.map.data import map_data

        drawn = map_data(self.asked, self.plan_day, self.papers)
        return document(self.answers, self._made[1], self.links, pictures(self.answers, drawn))

    def resolver(self, split: Paged | None = None) -> Callable[[str], str]:
        """Return what turns a place of the report into its address here."""
        tables = {each.table: f"/list/{each.name}.csv" for each in registered()}
        # Where lists are split is known once they are made; an answer alone does not wait for that.
        those = [split or (self._listed[0] if "_listed" in self.__dict__ else Paged()), self.cited]

        def resolve(href: str) -> str:
            if href.startswith("/") or not href:
                return href
            for each in those:
                href = each.resolve(href)
            path, mark, anchor = href.partition("#")
            if path in tables:
                return tables[path]
            if found := re.fullmatch(r"(?:csv/)?question/([\w.-]+?)(\.csv|\.html)", path):
                return f"/ask/{found[1]}{'.csv' if found[2] == '.csv' else ''}"
            place = _PLACES.get(path, f"/{path}")
            return f"{place}{mark}{anchor}"

        return resolve
