"""The pages of the review."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from oversight_graph.evidence.evidence import stands_in
from oversight_graph.ingest.workbook import codes
from oversight_graph.ingest.workbook.sheets import DRAFT, Column, Row, sheets
from oversight_graph.ingest.workbook.violations import CellViolation
from oversight_graph.report.html.parts import Page
from oversight_graph.serve.messages import HTML, Reply
from oversight_graph.serve.pages.frame import CSP, templates
from oversight_graph.serve.pages.view import View
from oversight_graph.serve.review.passage import Passage
from oversight_graph.serve.review.workbook import Reviewed, version_of

_LONG = 60
_LIST = 400
_BESIDE = ("draft", "why")
# What is printed in the paper, letter by letter.
_PRINTED = re.compile(r".* as printed|ref|activity ref|name|initials")


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of a draft.

    Attributes
    ----------
    choices : tuple of str
        Words that it takes.
    found : bool or None
        Whether what is printed stands in the cited lines; None where that is not asked.
    """

    column: Column
    value: str
    choices: tuple[str, ...]
    long: bool
    found: bool | None


def overview(workbook: Reviewed, view: View) -> Reply:
    """Return how far the review is, sheet by sheet and paper by paper."""
    drafts = workbook.drafts
    firsts = {row.sheet: row for row in reversed(drafts)}
    of_paper = {row.paper: row for row in reversed(drafts)}
    counts = Counter((row.sheet, row.draft or "entered") for row in workbook.rows)
    by_sheet = [
        (name, [counts[name, state] for state in ("draft", "accepted", "rejected", "entered")], firsts.get(name))
        for name in sheets()
        if any(row.sheet == name for row in workbook.rows)
    ]
    papers = [(name, count, of_paper[name]) for name, count in sorted(Counter(row.paper for row in drafts).items())]
    return _shown(workbook, view, "overview", "Review", by_sheet=by_sheet, papers=papers,
                  unread=len(workbook.unread()), first=drafts[0] if drafts else None)  # fmt: skip


def draft(workbook: Reviewed, view: View, row: Row, passage: Passage, message: str = "", status: int = 200) -> Reply:
    """Return a row, with its fields, beside the passage it was read from; number 0 for one that is to be made."""
    about = sheets()[row.sheet]
    cells = [_cell(column, row, passage) for column in about.columns if column.name not in _BESIDE]
    before, ahead = neighbours(workbook, view, row)
    listed = _filtered(workbook, view)
    at = next((n for n, each in enumerate(listed) if each is row), 0)
    first = max(min(at - _LIST // 2, len(listed) - _LIST), 0)
    name, _, number = view.get("done").rpartition("/")
    done = next((r for r in workbook.rows if r.sheet == name and str(r.number) == number), None)
    paper = next((r for r in workbook.rows if r.sheet == "Papers" and r.paper == row.paper), None)
    page = re.match(r"\d+", row.page)
    picture = ""
    if page and paper and paper.get("original").lower().endswith(".pdf"):
        picture = f"/review/page.png?paper={quote(row.paper)}&page={page.group()}"
    shown = [cell for cell in cells if not cell.column.more or cell.value]
    return _shown(
        workbook, view, "draft", f"{row.sheet} {row.number}" if row.number else f"A new row of {row.sheet}",
        row=row, cells=shown, more=[cell for cell in cells if cell not in shown], passage=passage, message=message,
        before=before, ahead=ahead, listed=listed[first : first + _LIST], done=done, picture=picture,
        version=version_of(row), status=status,
    )  # fmt: skip


def unread(workbook: Reviewed, view: View, rows: Sequence[tuple[dict[str, str], Passage]]) -> Reply:
    """Return what was not understood, with its lines, and the way to a row of one's own for each."""
    kinds = [name for name, sheet in sheets().items() if not sheet.ignored and name != "Papers"]
    return _shown(workbook, view, "unread", f"Not read: {len(rows)}", rows=rows, kinds=kinds)


def violations(workbook: Reviewed, view: View, found: Sequence[CellViolation]) -> Reply:
    """Return what is amiss in the workbook, each with the way to its row."""
    rows = []
    for violation in found:
        place = re.fullmatch(r"(.+)![A-Z]+(\d+)", violation.where)
        rows.append((violation, f"/review/{quote(place[1])}/{place[2]}" if place else ""))
    return _shown(workbook, view, "violations", f"What is amiss: {len(found)}", rows=rows)


def error_page(workbook: Reviewed, view: View, title: str, sentence: str, status: int) -> Reply:
    """Return a page that says what cannot be done."""
    return _shown(workbook, view, "sorry", title, sentence=sentence, status=status)


def neighbours(workbook: Reviewed, view: View, row: Row) -> tuple[Row | None, Row | None]:
    """Return the draft before a row and the next, of those that are asked for; after the last comes the first."""
    rows = _filtered(workbook, view)
    name = (row.sheet, row.number)
    # It need not be among those that are asked for itself: they come in the order of the workbook.
    order = [(each.sheet, each.number) for each in workbook.rows]
    here = order.index(name) if name in order else -1
    behind = {*order[here + 1 :]}
    around = sorted(rows, key=lambda each: (each.sheet, each.number) not in behind)
    others = [each for each in around if (each.sheet, each.number) != name
              and (each.draft == DRAFT or view.get("show") == "all")]  # fmt: skip
    return (others[-1], others[0]) if others else (None, None)


def _filtered(workbook: Reviewed, view: View) -> list[Row]:
    paper, sheet = view.get("paper"), view.get("sheet")
    return [row for row in workbook.rows if paper in ("", row.paper) and sheet.lower() in ("", row.sheet.lower())]


def _cell(column: Column, row: Row, passage: Passage) -> Cell:
    value = row.get(column.name)
    choices = tuple(codes.words(column.codes)) if column.codes else column.words
    found = None
    if value and passage.text and row.sheet != "Papers" and _PRINTED.fullmatch(column.name):
        found = all(stands_in(part, passage.text) for part in value.split(";") if part.strip())
    return Cell(column, value, choices, len(value) > _LONG or "\n" in value, found)


def _label(row: Row) -> str:
    """Return a few words by which a row is known in a list."""
    first = [text for text in (row.cells.get(column.name, "") for column in sheets()[row.sheet].columns[:4]) if text]
    text = " · ".join(first) or f"lines {row.lines}"
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _shown(workbook: Reviewed, view: View, part: str, title: str, *, status: int = 200, **more: Any) -> Reply:
    left, whole = len(workbook.drafts), sum(bool(row.draft) for row in workbook.rows)
    given = {"message": "", "unread": 0, "done": None, **more}
    html = templates().get_template("review.html.j2").render(
        part=part, title=title, page=Page("/review", title), view=view, name=workbook.path.name, left=left,
        whole=whole, locked=workbook.beside, quoted=quote, version_of=version_of, label=_label, root="/", crumbs=[],
        write=None, drawn=None, **given,
    )  # fmt: skip
    return Reply(html.encode(), HTML, status, {"Content-Security-Policy": CSP, "Cache-Control": "no-store"})
