"""Puts the report together and in place: nothing is half written, and no other folder is touched."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.drawing.embedding import packaged as lent
from oversight_graph.drawing.labels import in_template
from oversight_graph.drawing.styles import definitions, scale
from oversight_graph.drawing.styles import page_rules as picture_page_rules
from oversight_graph.drawing.styles import rules as picture_rules
from oversight_graph.graph import OversightGraph
from oversight_graph.process import without_collector
from oversight_graph.report.content.gather import Answers, gather
from oversight_graph.report.document import document
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.html import Resolve, Writer
from oversight_graph.report.html.menu import Menu
from oversight_graph.report.html.packs import PACKER, SHELL, Packs
from oversight_graph.report.html.paging import paged
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.report.html.paths import Links
from oversight_graph.report.html.search import INDEX, entries, index
from oversight_graph.report.pages import concerns, findings, front, lists, matrix, registers, timeline, trees
from oversight_graph.report.pages.tables import question_pages, tables_page, timeline_page
from oversight_graph.report.pages.things import NETWORK, Things
from oversight_graph.report.pictures import pictures
from oversight_graph.store.views import MemoStore
from oversight_graph.writing import REPORT, check_folder, with_mark, write_folder

if TYPE_CHECKING:
    from jinja2 import Environment

    from oversight_graph.evidence.papers import Papers

MARK = REPORT
# What stands beside the pages: the looks, and what sorts, filters and searches.
STYLE, SEARCH, SCRIPTS = "report.css", "search.js", ("sort.js",)


def report_files(
    graph: OversightGraph, as_of: str | None = None, papers: "Papers | None" = None, *, browser: bool = False
) -> dict[str, bytes]:
    """Return the files of the report by path; the same for the same data, date and papers.

    Parameters
    ----------
    as_of : str, optional
        ISO date for everything; see `oversight_graph.report.content.gather.gather`.
    papers : Papers, optional
        Gives the passages.
    browser : bool
        Whether the pictures of the Word document are drawn by a browser too, see `report.pictures.pictures`.
    """
    with without_collector():
        return _files(graph, as_of, papers, browser=browser)


def _files(graph: OversightGraph, as_of: str | None, papers: "Papers | None", *, browser: bool) -> dict[str, bytes]:
    from oversight_graph.drawing.explore import explore
    from oversight_graph.map.data import map_data
    from oversight_graph.map.html import map_html
    from oversight_graph.map.svg import map_svg

    # Each of the package's queries is sent once, whoever asks it.
    given, graph = graph, OversightGraph(MemoStore(graph.store), graph.files)
    answers = gather(graph, as_of, given=given)
    build = Builder(Links(graph.store))
    pages, answerable = list_pages(build, graph, answers)
    things = Things(build, graph, answers, answerable, papers)
    pages += [
        *overview_pages(build, graph, answers, things, answerable),
        *question_pages(build, graph, answers.day),
        *things.pages(),
        *things.paper_pages(),
        _picture(),
        tables_page(build, graph, answers),
    ]
    pages = [
        replace(
            page, blocks=(*page.blocks[:1], timeline.action_lives(build, answers, things.relations), *page.blocks[1:])
        )
        if page.path == "actions.html" and answers.actions
        else page
        for page in pages
    ]
    menu = Menu({"index.html", front.DOCUMENT, *(page.path for page in pages)})
    pages.append(front.front_page(build, answers, menu))
    split = paged(pages)
    of_things = {thing.folder for thing in build.links.things.values()} - {"paper"}
    packs = Packs([page for page in split.pages if page.path.partition("/")[0] in of_things])

    @cache  # most places are led to from many
    def resolve(href: str) -> str:
        return packs.resolve(split.resolve(href))

    html = _rendered([*split.pages, *packs.shell()], resolve, packs, answers, menu)
    files = packs.files(html, build.files)
    if packs.packed:
        files[PACKER] = packaged(PACKER).encode()
    files |= {STYLE: style().encode(), **{name: packaged(name).encode() for name in SCRIPTS}}
    files[SEARCH] = (lent("drawing", "templates", "find.js") + packaged(SEARCH)).encode()
    listed = [(page.path, page.title) for page in pages if "/" not in page.path]
    found = entries(graph.store, build.links, things.relations.meetings, things.shown, listed)
    files[INDEX] = index(found, resolve).encode()
    drawn = map_data(graph, answers.plan_day, papers)
    files[front.DOCUMENT] = document(answers, answerable, build.links, pictures(answers, drawn, browser=browser))
    addresses = {iri: resolve(thing.path) for iri, thing in build.links.things.items()}
    files["map.html"] = map_html(drawn, addresses, home="index.html", network=NETWORK, index=INDEX).encode()
    around = explore(graph.store, answers.plan_day, papers=papers, home="index.html", addresses=addresses)
    files[NETWORK] = around.html.encode()
    files["map.svg"] = map_svg(drawn, answers.plan_day, drawn.pages[:1]).encode()
    about = {"as of": answers.day, "plan as of": answers.plan_day}
    return with_mark(files, about)


def list_pages(build: Builder, graph: OversightGraph, answers: Answers) -> tuple[list[Page], list[matrix.Answerable]]:
    """Return the pages of lists that are drawn from what was gathered, and who answers for each commitment.

    Without a plan there is nothing to grade: what would be about one is left out.
    """
    accountability, answerable = lists.accountability_page(build, answers, graph.store)
    cells = matrix.assurance(graph.store, answers.coverage, answers.plan_day)
    planned: list[Callable[[Builder, Answers], Page]] = [
        lists.gaps_page,
        lists.rows_page,
        lambda build, answers: lists.assurance_page(build, answers, cells),
        lambda *_: accountability,
        concerns.practice_page,
        concerns.whatif_page,
    ]
    always: list[Callable[[Builder, Answers], Page]] = [
        registers.bodies_page,
        registers.people_page,
        registers.actions_page,
        concerns.conflicts_page,
        concerns.checks_page,
    ]
    made = [page(build, answers) for page in (*(planned if answers.planned else ()), *always)]
    return [*(lists.coverage_pages(build, answers) if answers.planned else ()), *made], answerable


def overview_pages(
    build: Builder, graph: OversightGraph, answers: Answers, things: Things, answerable: list[matrix.Answerable]
) -> list[Page]:
    """Return the pages of all findings, of what happened when, and of posts, levels and meetings."""
    return [
        timeline_page(build, answers.day, answers.timeline),
        findings.findings_page(answers, answerable),
        trees.posts_page(build, answers, things.relations),
        trees.levels_page(build, answers, graph.store),
        trees.meetings_page(build, answers, things.relations),
        timeline.time_page(build, answers, graph.store),
    ]


def _picture() -> Page:
    return Page(
        "picture.html",
        "The map",
        kind="wide",
        lead=("The same graph as a picture. On paper, the still form of it is printed.",),
        blocks=(
            Block(
                points=(
                    (
                        Part("Open the map by itself", "map.html"),
                        Part("; "),
                        Part("the map as a still picture (SVG)", "map.svg"),
                        Part("; "),
                        Part("the same as a network to be pulled about", NETWORK),
                    ),
                ),
                frame="map.html",
            ),
        ),
    )


def _rendered(pages: Sequence[Page], resolve: Resolve, packs: Packs, answers: Answers, menu: Menu) -> dict[str, str]:
    template = environment().get_template("page.html.j2")
    return {
        page.path: template.render(
            page=page,
            write=(write := Writer(page.path, resolve, packs.root(page.path))),
            drawn=write.drawn,
            defs=definitions() if any(block.svg for block in page.blocks) else "",
            root=write.root,
            menu=menu,
            group=menu.of(page),
            crumbs=menu.crumbs(page),
            dated=answers.dated,
            packs=packs.count if page.path == SHELL else 0,
        )
        for page in pages
    }


def style() -> str:
    """Return the style sheet, with the looks of grades that the ontology gives."""
    rules = [
        f".{name} {{ --shade: {code.shade}; --ink-of: {code.ink}; --stroke: {code.stroke}; "
        f"--hatch: {'var(--lines)' if code.pattern == 'lines' else 'none'}; }}"
        for name, code in scale().items()
        if name != "later"
    ]
    return "\n".join([packaged(STYLE), *rules, picture_rules(), picture_page_rules(), ""])


def environment(*others: Callable[[str], str | None]) -> "Environment":
    """Return what fills templates: those of the report, and others by name; every text is escaped."""
    from jinja2 import ChoiceLoader, Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=ChoiceLoader([FunctionLoader(each) for each in (*others, packaged)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=in_template,
    )


def packaged(name: str) -> str:
    """Return a template, a style sheet or a script of the report."""
    from importlib.resources import files

    return files("oversight_graph.report").joinpath("templates", name).read_text(encoding="utf-8")


def write_report(
    graph: OversightGraph, folder: Path, as_of: str | None = None, papers: "Papers | None" = None
) -> dict[str, bytes]:
    """Write the report into a folder of its own.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it does not exist. It must be empty, or hold a report, which is replaced.

    Returns
    -------
    dict of str to bytes
        The files, by path below the folder.

    Raises
    ------
    UsageError
        If the folder holds something else, or cannot be written; nothing is changed then.
    """
    check_folder(folder, {MARK})
    files = report_files(graph, as_of, papers, browser=True)
    write_folder(folder, files, over=True)
    return files
