"""The review of a workbook: what is decided stands in the file at once, and never over what somebody else wrote."""

import hashlib
import os
import re
import resource
import signal
import time
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import openpyxl
import pytest

from oversight_graph.errors import OversightError
from oversight_graph.ingest.workbook.read import read_workbook
from oversight_graph.ingest.workbook.sheets import Row
from oversight_graph.ingest.workbook.write import write_workbook
from oversight_graph.serve.review.workbook import Reviewed, version_of

if TYPE_CHECKING:
    from tests.serve.conftest import Served, Start

TEXT = """Community Plan 2025
Exampleshire Council
Ref\tCommitment\tOversight
1.1\tFaster answers to complaints\tStreets Board
1.2\tMore crossings\t
1.3\tClean parks\tParks Panel
Call 01632 960123 for more.
"""


def made(folder: Path, *, drafts: bool = True) -> Path:
    """Write a workbook of drafts, and the text from which they were read."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.txt").write_text(TEXT, "utf-8")
    state = "draft" if drafts else "accepted"
    paper = {
        "paper": "plan", "title": "Community Plan 2025", "date": "2025-02-04", "kind": "plan", "file": "plan.txt",
        "publisher": "Exampleshire Council", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }  # fmt: skip
    rows = [Row("Papers", paper, "plan", draft=state, why="head of the paper")]
    rows += [
        Row("Bodies", {"name": name, "kind": "board"}, "plan", lines=line, draft=state, why="named in a cell")
        for name, line in (("Streets Board", "4"), ("Parks Panel", "6"))
    ]
    for number, (title, body) in enumerate(
        (("Faster answers", "Streets Board"), ("More crossings", ""), ("Clean parks", "Park Panel")), 1
    ):
        cells = {"ref": f"1.{number}", "commitment": title, "objective": "Streets", "oversight as printed": body}
        rows.append(Row("Plan", cells, "plan", lines=str(number + 3), draft=state, why="a row of a table"))
    write_workbook(folder / "book.xlsx", rows)
    book = openpyxl.load_workbook(folder / "book.xlsx")
    if "Not read" not in book.sheetnames:
        book.create_sheet("Not read").append(["paper", "page", "lines", "why"])
    book["Not read"].append(["plan", None, "7", "running text"])
    book.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def state_of(book: Path) -> dict[str, str]:
    return {f"{row.sheet} {row.number}": row.draft for row in read_workbook(book).rows if row.draft != "example"}


def version(page: str) -> str:
    found = re.search(r'class="draft".*?name="version" value="(\w+)"', page, re.DOTALL)
    assert found
    return found[1]


def decide(served: "Served", address: str, action: str, page: str = "", **cells: str) -> httpx.Response:
    page = page or served.get(address).text
    sent = {"action": action, "version": version(page), **{f"c.{name}": text for name, text in cells.items()}}
    return served.client.post(address, data=sent)


def test_a_draft_stands_beside_its_passage(start: "Start", tmp_path: Path) -> None:
    served = start("--review", str(made(tmp_path / "town")))
    page = unescape(served.get("/review/Plan/4").text)
    assert 'data-number="6" class="cited"' in page
    assert "<mark>Clean parks</mark>" in page
    assert "not in these lines" in page  # the paper has Parks Panel
    assert "01632" not in page
    assert "not read: running text" in page
    assert "a row of a table" in page
    unread = served.get("/review/not-read").text
    assert "running text" in unread
    assert "/review/new?" in unread
    assert "6 of 6 drafts left" in unescape(served.get("/review").text)


def test_each_step_is_written_and_can_be_undone(start: "Start", tmp_path: Path) -> None:
    book = made(tmp_path / "town")
    served = start("--review", str(book))
    answer = decide(served, "/review/Plan/4", "accept", **{"oversight as printed": "Parks Panel"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review/Papers/2?done=Plan%2F4"  # after the last comes the first that is left
    row = next(row for row in read_workbook(book).rows if row.cells.get("ref") == "1.3")
    assert (row.draft, row.get("oversight as printed")) == ("accepted", "Parks Panel")
    assert decide(served, "/review/Bodies/2", "reject").status_code == 303
    assert state_of(book)["Bodies 2"] == "rejected"
    ahead = served.get("/review/Bodies/3?done=Bodies%2F2").text
    undo = re.search(r'class="done".*?action="([^"]+)".*?value="(\w+)"', ahead, re.DOTALL)
    assert undo
    served.client.post(undo[1], data={"action": "draft", "version": undo[2]})
    assert state_of(book)["Bodies 2"] == "draft"
    assert decide(served, "/review/Plan/3", "save", commitment="=1+1").status_code == 303
    saved = openpyxl.load_workbook(book)["Plan"]
    cell = next(cell for line in saved.iter_rows() for cell in line if cell.value == "=1+1")
    assert cell.data_type == "s"  # a text, not a formula
    assert state_of(book)["Plan 3"] == "draft"
    assert not [path for path in book.parent.iterdir() if path.name not in ("book.xlsx", "plan.txt")]


def test_a_second_writer_is_told_and_nothing_is_written_over(start: "Start", tmp_path: Path) -> None:
    book = made(tmp_path / "town")
    served = start("--review", str(book))
    page = served.get("/review/Plan/2").text
    opened = openpyxl.load_workbook(book)
    sheet = opened["Plan"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("commitment") + 1).value = "Changed in another program"
    opened.save(book)
    before = book.read_bytes()
    answer = decide(served, "/review/Plan/2", "accept", page)
    assert answer.status_code == 409
    assert "has changed since it was shown" in answer.text
    assert "Changed in another program" in answer.text
    assert book.read_bytes() == before
    # A row that the other did not touch is written beside what the other wrote.
    assert decide(served, "/review/Plan/3", "accept").status_code == 303
    assert next(r for r in read_workbook(book).rows if r.sheet == "Plan").get("commitment").startswith("Changed")
    book.with_name("~$book.xlsx").write_bytes(b"")
    assert "seems to have the workbook open" in served.get("/review").text


@pytest.mark.parametrize("moment", ["half written", "written", "in its place", "answered"])
def test_a_kill_in_the_middle_of_a_step_loses_nothing(moment: str, start: "Start", tmp_path: Path) -> None:
    book = made(tmp_path / "town")
    before = state_of(book)
    if moment == "answered":  # what was answered stands, whatever becomes of the server then
        served = start("--review", str(book))
        assert decide(served, "/review/Plan/3", "accept").status_code == 303
        served.stop(signal.SIGKILL)
    else:
        ended = killed_while_writing(book, moment)
        assert ended == (signal.SIGXFSZ if moment == "half written" else signal.SIGKILL)
    after = before if moment in ("half written", "written") else before | {"Plan 3": "accepted"}
    assert state_of(book) == after
    # Whoever writes next goes on from there, and takes away what was left.
    served = start("--review", str(book))
    assert decide(served, "/review/Plan/2", "accept").status_code == 303
    assert state_of(book) == after | {"Plan 2": "accepted"}
    assert {path.name for path in book.parent.iterdir()} == {"book.xlsx", "plan.txt"}


@pytest.mark.parametrize("cell", [{"objective": "x" * 40_000}, {"no such column": "x"}])
def test_what_is_refused_is_not_written_with_the_next(cell: dict[str, str], tmp_path: Path) -> None:
    book = made(tmp_path / "town")
    reviewed = Reviewed(book)
    for refused in (
        lambda: reviewed.write("Plan", 2, version_of(reviewed.row("Plan", 2)), {"commitment": "Other", **cell}),
        lambda: reviewed.add("Plan", {"ref": "1.9", **cell}),
    ):
        with pytest.raises(OversightError):
            refused()
    reviewed.write("Plan", 3, version_of(reviewed.row("Plan", 3)), {"draft": "accepted"})
    plan = [row for row in read_workbook(book).rows if row.sheet == "Plan" and row.draft != "example"]
    assert [row.get("commitment") for row in plan] == ["Faster answers", "More crossings", "Clean parks"]
    assert state_of(book)["Plan 3"] == "accepted"


def killed_while_writing(book: Path, moment: str) -> int:
    """Accept a row in a process that is killed at a moment, and return the signal that ended it."""
    child = os.fork()
    if not child:
        try:
            reviewed = Reviewed(book)
            if moment == "half written":
                signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
            replace = os.replace

            def stopped(*paths: str | Path) -> None:
                if moment == "in its place":
                    replace(*paths)
                os.kill(os.getpid(), signal.SIGKILL)

            os.replace = stopped  # type: ignore[assignment]
            reviewed.write("Plan", 3, version_of(reviewed.row("Plan", 3)), {"draft": "accepted"})
        finally:
            os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def test_what_was_not_read_becomes_a_row(start: "Start", tmp_path: Path) -> None:
    book = made(tmp_path / "town")
    served = start("--review", str(book))
    way = next(
        unescape(way)
        for way in re.findall(r'href="(/review/new[^"]+)"', served.get("/review/not-read").text)
        if "=Plan" in way
    )
    assert 'value="7"' in served.get(way).text
    cells = {"ref": "1.4", "commitment": "Answers", "paper": "plan", "lines": "7"}
    sent = {"action": "save", "version": "", **{f"c.{name}": text for name, text in cells.items()}}
    answer = served.client.post(way, data=sent)
    assert answer.headers["location"] == "/review/Plan/5"
    row = read_workbook(book).rows[-1]
    assert (row.get("ref"), row.lines, row.draft, row.number) == ("1.4", "7", "", 5)


def test_the_graph_comes_when_the_last_draft_is_decided(start: "Start", tmp_path: Path) -> None:
    book = made(tmp_path / "town")
    served = start("--review", str(book))
    assert served.get("/").headers["location"] == "/review"
    assert "draft that nobody has accepted" in served.get("/list/gaps").text
    address, steps = "/review/Papers/2", 0
    while address.startswith("/review/") and steps < 10:
        path = address.partition("?")[0]
        named = {"oversight as printed": "Parks Panel"} if path == "/review/Plan/4" else {}
        address = decide(served, path, "accept", **named).headers["location"]
        steps += 1
    assert steps == 6
    assert set(state_of(book).values()) == {"accepted"}
    deadline = time.monotonic() + 30
    while served.get("/list/gaps.json").status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.3)
    assert [row["ref"] for row in served.get("/list/gaps.json").json()] == ["1.2"]


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/review/Plan/2", {"action": "accept", "version": "x"}, 409),
        ("/review/Plan/2", {"action": "explode", "version": "x"}, 404),
        ("/review/Plan/2", {"action": "save", "c.draft": "accepted"}, 400),
        ("/review/Plan/2", {"action": "save", "c.nonsense": "x"}, 400),
        ("/review/Start/2", {"action": "accept"}, 404),
        ("/review/Plan/0", {"action": "accept"}, 400),
        ("/review/Plan/99", {"action": "accept"}, 404),
        ("/review/new?sheet=Lists", {"action": "save"}, 404),
    ],
)
def test_what_no_form_sends_changes_nothing(desk: "Served", path: str, sent: dict[str, str], status: int) -> None:
    book = Path(desk.process.args[-1])  # type: ignore[index, arg-type]
    before = book.read_bytes()
    assert desk.client.post(path, data=sent).status_code == status
    assert book.read_bytes() == before


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, serve: "Start") -> "Served":
    return serve("--review", str(made(tmp_path_factory.mktemp("desk"))))


def test_another_site_and_a_hostile_workbook_reach_nothing(desk: "Served") -> None:
    book = Path(desk.process.args[-1])  # type: ignore[index, arg-type]
    page = desk.get("/review/Plan/2").text
    sent = {"action": "accept", "version": version(page)}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert desk.client.post("/review/Plan/2", data=sent, headers=headers).status_code == 403
    assert state_of(book)["Plan 2"] == "draft"
    opened = openpyxl.load_workbook(book)
    sheet = opened["Papers"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("file") + 1).value = "../" * 12 + "etc/passwd"
    sheet.cell(2, heads.index("sha256") + 1).value = None
    sheet.cell(2, heads.index("title") + 1).value = "<script>alert(1)</script>"
    opened.save(book)
    shown = desk.get("/review/Plan/2").text
    assert "does not lie beside the workbook" in shown
    assert "root:" not in shown
    assert "<script>alert" not in desk.get("/review/Papers/2").text
