"""Pages of plain tables: the timeline, all tables, and the questions of the catalogue with answers and SPARQL."""

from collections.abc import Sequence

from oversight_graph.ask import catalogue, days
from oversight_graph.change.timeline import Event
from oversight_graph.evidence.citations import parse_fragment
from oversight_graph.graph import OversightGraph
from oversight_graph.registry.answers import answers as registered
from oversight_graph.registry.asked import nothing
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Builder, count, head
from oversight_graph.report.html.parts import Block, Cell, Grid, Page, Part
from oversight_graph.report.html.sections import groups, listed
from oversight_graph.store.store import Row

_AHEAD = "ahead of the date"
# Columns of words as a paper has them, which name nothing.
_AS_PRINTED = ("as_stated", "printed_in", "note", "pointer", "marker")


def plain(build: Builder, columns: Sequence[str], rows: Sequence[Row], csv: str, caption: str) -> Grid:
    """Return the answer to a query as a table; citations and names lead to their pages.

    A column of IRIs is left out where the names beside it lead to the same.
    """
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    cells = [{column: _cell(build, row, column) for column in columns} for row in table]
    shown = [column for column in columns if not _told_beside(column, cells)]
    return Grid(
        caption=caption,
        heads=tuple(Part(column.replace("_", " "), look=head(column).look) for column in shown),
        rows=tuple(("", tuple(row[column] for column in shown)) for row in cells),
        csv=csv,
    )


def _told_beside(column: str, cells: Sequence[dict[str, Cell]]) -> bool:
    """Return whether a column of IRIs leads nowhere but where another of the row does."""
    beside = [name for name in cells[0] if column == "iri" or column == f"{name}_iri"] if cells else []
    return bool(beside) and all(
        {part.href for part in row[column].parts}
        <= {part.href for name in beside if name != column for part in row[name].parts}
        for row in cells
    )


def _cell(build: Builder, row: dict[str, str | None], column: str) -> Cell:
    """Return a cell: a name leads to what the IRI beside it says, or to the only thing that is called so."""
    value, things = row[column], build.links.things
    if not value or column.endswith(_AS_PRINTED):
        return build.value(value)
    # What has several citations has one row.
    if "; " in value and all(map(parse_fragment, cited := value.split("; "))):
        return build.cites(cited, None)
    if iri := row.get(f"{column}_iri"):
        return build.named(value, (iri,))
    own = things.get(row.get("iri") or "")
    if own and value in (own.label, own.ref):
        return build.thing(own.iri, value)
    pair = column.removesuffix("ref").removesuffix("title")
    whole = f"{row.get(f'{pair}ref')} {row.get(f'{pair}title')}" if column in (f"{pair}ref", f"{pair}title") else value
    only = build.links.only.get(whole) or build.links.only.get(value)
    return build.thing(only.iri, value) if only else build.value(value)


def timeline_page(build: Builder, day: str, events: list[Event]) -> Page:
    """Return what happened when, year by year, then what lies ahead: the events of the command `timeline`."""
    csv = build.table("timeline", events)
    blocks = groups(
        build,
        events,
        lambda row: _AHEAD if row.ahead else row.day[:4],
        sorted({row.day[:4] for row in events}),
        "when kind what as_stated meaning evidence",
        csv,
        prefix="year",
        say={_AHEAD: "Due, or announced by a paper of the date or before."},
    )
    return listed(
        "timeline.html",
        f"Timeline: {count(len(events), 'event')} as at {day}",
        blocks,
        "What the loaded papers date, on the day by which it certainly was so. Years of which few papers are loaded "
        "show little.",
    )


def tables_page(build: Builder, graph: OversightGraph, answers: Answers) -> Page:
    """Return the list of all tables, those too that no other page shows: each answer of which a date is enough.

    Where no plan is loaded, those that are about plans are left out.

    Parameters
    ----------
    build : Builder
        Holds the tables of the other pages.
    answers : Answers
        Gives the dates.
    """
    points, plans = [], days.planned(graph.store)
    for each in registered():
        if each.plan and not plans:
            continue
        if each.alone and each.table not in build.files:
            day = answers.plan_day if each.date == "plan" else answers.day
            build.csv(each.table, graph.answer(each.name, day), each.kind)
        if each.table in build.files:
            rows = build.counts[each.table]
            empty = "" if rows else f" {each.empty}"
            points.append((Part(each.sentence, each.table), Part(f" {count(rows, 'row')}.{empty}")))
    return Page(
        "tables.html",
        f"Tables: {len(points)}",
        lead=("Every list of this report for a spreadsheet, and some for which there is no page.",),
        blocks=(Block("Tables as CSV", "csv", points=tuple(points)),),
    )


def question_pages(build: Builder, graph: OversightGraph, day: str) -> list[Page]:
    """Return a page for each question of the catalogue, and one that lists them.

    A question that asks of one thing by way of example is left out of the report on data that does not have it, and one
    that asks of plans where there is none.
    """
    pages, listed, plans = [], [], days.planned(graph.store)
    for name in catalogue.names():
        question = catalogue.question(name)
        if graph.absent(name) or (question.of_plans and not plans):
            continue
        values = {"asOf": day} if "asOf" in dict(question.defaults) else {}
        table = graph.query(name, **values)
        csv = build.keep(f"csv/question/{name}.csv", table.columns, table)
        about = tuple(f"{column}: {meaning}" for column, meaning in question.columns)
        asked = [
            f"{p} = {values.get(p) or dict(question.defaults).get(p, '')}: {meaning}"
            for p, meaning in question.parameters
        ]
        path = f"question/{name}.html"
        pages.append(
            Page(
                path,
                question.question,
                kind="question",
                lead=(
                    count(len(table.rows), "row") if table.rows else nothing(graph.store, question, values.get("asOf")),
                ),
                blocks=(
                    *([Block("Asked with", "parameters", tuple(asked))] if asked else []),
                    Block("Answer", "answer", grid=plain(build, table.columns, table.rows, csv, question.question)),
                    Block("Columns", "columns", points=tuple((Part(meaning),) for meaning in about)),
                    Block(
                        "SPARQL",
                        "sparql",
                        (
                            "Runs as it is on any SPARQL 1.1 engine that holds the graph, with a row for each citation "
                            "and note of a thing.",
                        ),
                        code=question.sparql(values),
                    ),
                ),
            )
        )
        listed.append((question.group, question.question, path, len(table.rows), csv))
    blocks = [
        Block(
            group.replace("-", " ").capitalize(),
            group,
            points=tuple(
                (Part(question, path), Part(f" {count(rows, 'row')} "), Part("CSV", csv))
                for each, question, path, rows, csv in listed
                if each == group
            ),
        )
        for group in catalogue.GROUPS
        if any(each[0] == group for each in listed)
    ]
    front = Page(
        "questions.html",
        f"Questions and answers: {len(listed)}",
        lead=("Each question with its answer from the loaded papers, and the SPARQL that asked it.",),
        blocks=tuple(blocks),
    )
    return [front, *pages]
