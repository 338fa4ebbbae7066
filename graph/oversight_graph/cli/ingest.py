"""The command that takes papers in: ingest."""

from pathlib import Path
from typing import TYPE_CHECKING

from oversight_graph.cli.options import Asked, put, say, shared
from oversight_graph.errors import UsageError
from oversight_graph.model.spelling import whole
from oversight_graph.registry.declare import Option

if TYPE_CHECKING:
    from oversight_graph.ingest.drafts.run import Ingested


@shared(
    "data",
    Option("papers", "PDF, Word, HTML, Markdown, text, workbook or CSV.", "path", metavar="PAPER...", place="argument",
           many=True, needed=True),
    Option("output", "Workbook for the drafts, new or there already.", "path", flag="--output -o", metavar="BOOK.xlsx",
           needed=True),
    Option("pages", "Only these pages, such as 12-40.", "text", metavar="A-B"),
    Option("mapping", "What a column of a plan is: ref, commitment, objective, activity, lead, due, status, progress, "
           "oversight or refer. May be given again.", "text", flag="--map", metavar="HEAD=COLUMN", many=True),
    Option("publisher", "Who published the papers, where they do not say so themselves.", "text", ""),
    Option("body", "Whose meetings the minutes are of, where they do not say so themselves.", "text", ""),
    Option("date", "The day of the paper, where it prints none.", "text", ""),
    Option("words", "Further words for heads and labels.", "path", metavar="FILE.yaml", many=True),
    Option("report", "Print figures, and the lines that were not read."),
)  # fmt: skip
def ingest(
    asked: Asked,
    papers: list[Path],
    output: Path,
    pages: str | None,
    mapping: list[str] | None,
    publisher: str,
    body: str,
    date: str,
    words: list[Path] | None,
    report: bool,
) -> None:
    """Read papers into drafts in a workbook: plans, lists of bodies, minutes. Each row cites its lines and says why."""
    from oversight_graph.ingest.drafts.run import ingest as read

    register = {row.name: row.aliases for row in asked.graph().bodies()} if asked.data else {}
    if output.suffix.lower() != ".xlsx":
        raise UsageError("is no name for a workbook", where=str(output), hint="end it with .xlsx")
    found = read(
        papers, output, pages=_pages(pages), mapping=_mapping(mapping or []), publisher=" ".join(publisher.split()),
        date=_date(date, papers), body=" ".join(body.split()), words=words or (), register=register,
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


def _date(text: str, papers: list[Path]) -> str:
    from oversight_graph.ingest.dates import read_date

    when = read_date(text) if text else None
    if text and not (when and when.last):
        raise UsageError(f"{text} is no date", where="--date", hint="write 4 March 2025, March 2025 or 2025")
    if text and len(papers) > 1:
        raise UsageError("one day cannot be that of several papers", where="--date", hint="read each by itself")
    return text


def _mapping(pairs: list[str]) -> dict[str, str]:
    out = {}
    for pair in pairs:
        head, mark, column = pair.rpartition("=")
        if not mark or not head.strip() or not column.strip():
            raise UsageError(f"{pair} says of no head which column it is", where="--map", hint='write "Head=column"')
        if head.strip() in out:
            raise UsageError(f"{head} is said to be two columns", where="--map")
        out[head.strip()] = column.strip()
    return out


def _say(paper: "Ingested") -> None:
    for note in paper.notes:
        say(f"{paper.path.name}: {note}")
    drafts = [f"{sheet} {number}" for sheet, number in paper.figures.items() if ":" not in sheet]
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
