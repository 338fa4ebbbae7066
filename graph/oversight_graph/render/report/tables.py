"""Pages made of plain tables: the timeline, and the questions of the catalogue with their answers and SPARQL."""

from collections.abc import Sequence

from oversight_graph import catalogue
from oversight_graph.graph import OversightGraph
from oversight_graph.render.report.cells import Block, Builder, Cell, Grid, Page, Part, count
from oversight_graph.render.report.charts import Bar, bars
from oversight_graph.render.tables import Record, to_csv
from oversight_graph.store import Row, Table


def plain(build: Builder, columns: Sequence[str], rows: Sequence[Row], csv: str, caption: str) -> Grid:
    """Return the answer to a query as a table; citations and names lead to their pages."""
    return Grid(
        caption=caption,
        heads=tuple(Part(column.replace("_", " ")) for column in columns),
        rows=tuple(("", tuple(build.value(value) for value in row)) for row in rows),
        csv=csv,
    )


def keep(build: Builder, path: str, table: Table) -> str:
    """Keep the answer to a query as CSV, the same as `oversight query --format csv` prints."""
    found: list[Record] = [dict(zip(table.columns, row, strict=True)) for row in table]
    build.files[path] = to_csv(found, table.columns)
    return path


def merged(table: Table) -> list[tuple[Row, list[str]]]:
    """Return rows that differ in their last column only, the citation, as one with all citations."""
    found: dict[Row, list[str]] = {}
    for row in table:
        found.setdefault(row[:-1], []).extend([row[-1]] if row[-1] else [])
    return list(found.items())


def timeline_page(build: Builder, day: str, table: Table) -> Page:
    """Return what happened when, year by year."""
    csv = keep(build, "csv/timeline.csv", table)
    rows = merged(table)
    years = sorted({(row[0] or "")[:4] for row, _ in rows})
    heads = tuple(Part(column.replace("_", " ")) for column in table.columns)
    blocks = []
    for year in years:
        those = [(row, cited) for row, cited in rows if (row[0] or "")[:4] == year]
        cells = tuple(
            (
                "",
                (
                    *(
                        Cell((Part(v or "", build.links.named(v or "") if i == 2 else None),))
                        for i, v in enumerate(row)
                    ),
                    build.cites(cited),
                ),
            )
            for row, cited in those
        )
        blocks.append(Block(f"{year} ({len(those)})", f"year-{year}", grid=Grid(year, heads, cells, csv)))
    chart = [
        Bar(one.title.rpartition(" (")[0], len(one.grid.rows), f"timeline.html#{one.anchor}")
        for one in blocks
        if one.grid
    ]
    return Page(
        "timeline.html",
        f"Timeline: {count(len(rows), 'event')} up to {day}",
        lead=(
            "All that the loaded papers date, on the day by which it certainly held. Years of which few "
            "papers are loaded show little.",
        ),
        blocks=(Block("Events by year", "chart", svg=bars("Events by year", chart)), *blocks),
    )


def question_pages(build: Builder, graph: OversightGraph, day: str) -> list[Page]:
    """Return a page for each question of the catalogue, and one that lists them."""
    pages, listed = [], []
    for name in catalogue.names():
        one = catalogue.question(name)
        values = {"asOf": day} if "asOf" in dict(one.defaults) else {}
        text = catalogue.bind(one.text, dict(values), name)
        table = graph.store.select(text, f"{name}.rq")
        csv = keep(build, f"csv/question/{name}.csv", table)
        about = tuple(f"{column}: {meaning}" for column, meaning in one.columns)
        asked = [f"{p} = {values.get(p) or dict(one.defaults).get(p, '')}: {meaning}" for p, meaning in one.parameters]
        sparql = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
        path = f"question/{name}.html"
        pages.append(
            Page(
                path,
                one.question,
                kind="question",
                lead=(count(len(table.rows), "row"),),
                blocks=(
                    *([Block("Asked with", "parameters", tuple(asked))] if asked else []),
                    Block("Answer", "answer", grid=plain(build, table.columns, table.rows, csv, one.question)),
                    Block("Columns", "columns", points=tuple((Part(told),) for told in about)),
                    Block(
                        "SPARQL",
                        "sparql",
                        ("Runs as it is on any SPARQL 1.1 engine that holds the graph.",),
                        code=sparql,
                    ),
                ),
            )
        )
        listed.append((one.group, one.question, path, len(table.rows), csv))
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
