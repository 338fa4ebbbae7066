"""Answers requests of the review of a workbook: what an address shows, and what a form does."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote

from oversight_graph.errors import DataError, NotFoundError, OversightError, UsageError
from oversight_graph.ingest.values import read_lines
from oversight_graph.ingest.workbook.sheets import ACCEPTED, DRAFT, REJECTED, Row, sheets
from oversight_graph.serve.messages import Handler, Reply
from oversight_graph.serve.pages.site import without_paths
from oversight_graph.serve.pages.view import View, view_of
from oversight_graph.serve.review import pages
from oversight_graph.serve.review.passage import Passage, Texts
from oversight_graph.serve.review.workbook import ChangedError, Reviewed

if TYPE_CHECKING:
    from oversight_graph.serve.settings import Settings

_STATES = {"accept": ACCEPTED, "reject": REJECTED, "draft": DRAFT, "save": ""}
_MOST = 500
_FIELD = "c."


class ReviewHandler(Handler):
    """Answers requests about the workbook.

    Raises
    ------
    OversightError
        If the workbook cannot be read.
    """

    def __init__(self, settings: "Settings") -> None:
        self.settings = settings
        self.workbook = Reviewed(Path(settings.review))
        beside = [self.workbook.path.parent, *([Path(settings.sources)] if settings.sources else [])]
        self.texts = Texts(beside)

    def respond(self, head: dict[str, Any], body: bytes) -> Reply:
        """Answer a request."""
        view = view_of(unquote(head["path"]), head["query"], "text/html")
        try:
            self.workbook.refresh()
            if head["method"] == "POST":
                return self._post(view, *_sent(body))
            return self._get(view)
        except ChangedError as error:
            return self._get(view, str(error), 409)
        except NotFoundError as error:
            return pages.error_page(self.workbook, view, "Not found", str(error), 404)
        except (OversightError, ValueError) as error:
            why = without_paths(str(error), self.settings)
            return pages.error_page(self.workbook, view, "That cannot be done", why, 400)

    def _get(self, view: View, message: str = "", status: int = 200) -> Reply:
        parts = view.path.strip("/").split("/")[1:]
        if not parts:
            return pages.overview(self.workbook, view)
        if parts == ["not-read"]:
            rows = [(each, self._unread_passage(each)) for each in self.workbook.unread()]
            return pages.unread(self.workbook, view, rows)
        if parts == ["check"]:
            from oversight_graph.ingest.workbook.to_graph.validation import check_workbook

            return pages.violations(self.workbook, view, check_workbook(self.workbook.path)[0])
        if parts == ["page.png"]:
            return self._picture(view)
        if parts == ["new"]:
            sheet = _sheet(view.get("sheet"))
            row = Row(sheet, {}, view.get("paper"), view.get("page"), view.get("lines"))
            return pages.draft(self.workbook, view, row, self.passage(row), message, status)
        row = self.workbook.row(_sheet(parts[0]), _number(parts[1] if len(parts) == 2 else ""))
        return pages.draft(self.workbook, view, row, self.passage(row), message, status)

    def passage(self, row: Row) -> Passage:
        """Return the passage from which a row was read."""
        cells = [text for name, text in row.cells.items() if text and name not in ("cell", "kind")]
        lines = row.lines if row.sheet != "Papers" else ""
        return self.texts.passage(self._paper(row.paper), lines, cells, self._unread_lines(row.paper))

    def _paper(self, name: str) -> Row | None:
        return next((row for row in self.workbook.rows if row.sheet == "Papers" and row.paper == name), None)

    def _unread_passage(self, each: dict[str, str]) -> Passage:
        return self.texts.passage(self._paper(each.get("paper", "")), each.get("lines", ""))

    def _unread_lines(self, paper: str) -> list[tuple[int, int, str]]:
        return [
            (first, last, each.get("why", ""))
            for each in self.workbook.unread()
            if each.get("paper") == paper
            for first, last in read_lines(each.get("lines", ""))
        ]

    def _picture(self, view: View) -> Reply:
        paper = self._paper(view.get("paper"))
        if paper is None:
            raise NotFoundError(view.get("paper"), [])
        return Reply(self.texts.picture(paper, _number(view.get("page"))), "image/png")

    def _post(self, view: View, sent: dict[str, str], cells: dict[str, str]) -> Reply:
        parts = view.path.strip("/").split("/")[1:]
        if parts == ["new"]:
            sheet = _sheet(view.get("sheet"))
            number = self.workbook.add(sheet, _of_sheet(sheet, cells))
            return Reply.elsewhere(
                view.href(f"/review/{quote(sheet)}/{number}", drop=("sheet", "lines", "page", "paper", "done"))
            )
        action = sent.get("action", "")
        if len(parts) != 2 or action not in _STATES:
            raise NotFoundError(view.path, [])
        sheet, number = _sheet(parts[0]), _number(parts[1])
        row = self.workbook.row(sheet, number)
        changes = {name: text for name, text in _of_sheet(sheet, cells).items() if text != row.get(name)}
        if action == "reject":
            changes = {}  # what is wrong altogether is not corrected
        if state := _STATES[action]:
            changes["draft"] = state
        self.workbook.write(sheet, number, sent.get("version", ""), changes)
        if action in ("save", "draft"):
            return Reply.elsewhere(view.href(f"/review/{quote(sheet)}/{number}", done=""))
        ahead = pages.neighbours(self.workbook, view, row)[1]
        done = f"{sheet}/{number}"
        return Reply.elsewhere(
            view.href(f"/review/{quote(ahead.sheet)}/{ahead.number}" if ahead else "/review", done=done)
        )


def _sent(body: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a form holds, and what of it stands in the fields of cells."""
    try:
        sent = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST))
    except UnicodeDecodeError as error:
        raise UsageError("the form is not in UTF-8") from error
    return sent, {
        name.removeprefix(_FIELD): text.replace("\r\n", "\n").strip()
        for name, text in sent.items()
        if name.startswith(_FIELD)
    }


def _sheet(name: str) -> str:
    found = next((each for each in sheets() if each.lower() == name.lower() and not sheets()[each].ignored), None)
    if found is None:
        raise NotFoundError(name, [each for each in sheets() if not sheets()[each].ignored])
    return found


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", text):
        raise UsageError(f"{text!r} is no number of a row or a page")
    return int(text)


def _of_sheet(sheet: str, values: dict[str, str]) -> dict[str, str]:
    names = {column.name for column in sheets()[sheet].columns} - {"draft", "why"}
    if unknown := values.keys() - names:
        raise DataError(f"the sheet {sheet} has no column {', '.join(sorted(unknown))}")
    return values
