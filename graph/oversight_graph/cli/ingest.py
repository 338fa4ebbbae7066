"""The command that takes papers in: ingest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oversight_graph.cli.options import Data, open_graph, put, say
from oversight_graph.errors import UsageError
from oversight_graph.model.spelling import whole

if TYPE_CHECKING:
    from oversight_graph.ingest.drafts.run import Ingested


def ingest(
    papers: Annotated[
        list[Path],
        typer.Argument(
            metavar="PAPER...", help="PDF, Word, HTML, Markdown, text, workbook or CSV.", show_default=False
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="BOOK.xlsx", help="Workbook for the drafts, new or there already."),
    ],
    pages: Annotated[
        str | None, typer.Option("--pages", metavar="A-B", help="Only these pages, such as 12-40.", show_default=False)
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="HEAD=COLUMN",
            help="What a column of a plan is: ref, commitment, objective, activity, lead, due, status, progress, "
            "oversight or refer. May be given again.",
            show_default=False,
        ),
    ] = None,
    words: Annotated[
        list[Path] | None,
        typer.Option("--words", metavar="FILE.yaml", help="Further words for heads and labels.", show_default=False),
    ] = None,
    data: Data = None,
    report: Annotated[bool, typer.Option("--report", help="Print figures, and the lines that were not read.")] = False,
) -> None:  # fmt: skip
    """Read papers into drafts in a workbook: plans, lists of bodies, minutes. Each row cites its lines and says why."""
    from oversight_graph.ingest.drafts.run import ingest as read

    register = {row.name: row.aliases for row in open_graph(data, None, None).bodies()} if data else {}
    if output.suffix.lower() != ".xlsx":
        raise UsageError("is no name for a workbook", where=str(output), hint="end it with .xlsx")
    found = read(
        papers, output, pages=_pages(pages), mapping=_mapping(mapping or []), words=words or (), register=register,
        progress=lambda name: say(f"reading {name}"),
    )  # fmt: skip
    for paper in found:
        _say(paper)
        if report:
            _report(paper)
    say(f"{output}: correct the drafts, write accepted or rejected in their column draft, then load it")


def _pages(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    first, _, last = text.partition("-")
    begin, end = whole(first), whole(last or first)
    if not begin or not end or end < begin:
        raise UsageError(f"{text} is no range of pages", where="--pages", hint="write 12-40 or 12")
    return begin, end


def _mapping(pairs: list[str]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        head, mark, column = pair.rpartition("=")
        if not mark or not head.strip() or not column.strip():
            raise UsageError(f"{pair} says of no head which column it is", where="--map", hint='write "Head=column"')
        out[head.strip()] = column.strip()
    return out


def _say(paper: "Ingested") -> None:
    for note in paper.notes:
        say(f"{paper.path.name}: {note}")
    drafts = [f"{number} {sheet.lower()}" for sheet, number in paper.figures.items() if ":" not in sheet]
    there = f", {paper.there} were there already" if paper.there else ""
    say(f"{paper.path.name}: {', '.join(drafts) or 'nothing was understood'} ({paper.added} rows new{there})")
    if paper.hidden:
        say(f"{paper.path.name}: {paper.hidden} contact details left out")
    if paper.text != paper.path:
        say(f"{paper.path.name}: cited by the lines of {paper.text}")


def _report(paper: "Ingested") -> None:
    put(f"{paper.path.name}: {paper.lines} lines, {paper.unread} not read\n")
    for name, number in paper.figures.items():
        put(f"  {number} {name}\n")
    for first, last, page, why in paper.runs:
        place = f"page {page}, " if page else ""
        lines = f"line {first}" if first == last else f"lines {first}-{last}"
        put(f"  {place}{lines}: {why}\n")
