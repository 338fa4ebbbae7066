"""The site in a real browser: what people do with mouse and keys, and what a page must never do.

The data is the starter set, whose papers come with it, so that passages can be shown.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import openpyxl
import pytest

from oversight_graph.ingest.workbook.read import read_workbook
from oversight_graph.ingest.workbook.sheets import Row
from oversight_graph.ingest.workbook.write import write_workbook
from oversight_graph.output.starter import write_starter

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from tests.serve.conftest import Served, Start

SIZE = {"width": 1366, "height": 850}
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def town(serve: "Start", tmp_path_factory: pytest.TempPathFactory) -> "Served":
    folder = tmp_path_factory.mktemp("town") / "data"
    write_starter(folder)
    return serve("--data", str(folder), "--sources", str(folder))


@pytest.fixture(scope="module")
def desk(serve: "Start", tmp_path_factory: pytest.TempPathFactory) -> "tuple[Served, Path]":
    """Return a server with twelve drafts, and their workbook."""
    folder = tmp_path_factory.mktemp("desk")
    lines = ["Plan of the parks", *(f"{n}\tPromise number {n}\tParks Panel" for n in range(1, 11))]
    (folder / "plan.txt").write_text("\n".join(lines) + "\n", "utf-8")
    paper = {"paper": "plan", "title": "Plan of the parks", "date": "2025-02-04", "kind": "plan", "file": "plan.txt",
             "publisher": "Exampleshire Council"}  # fmt: skip
    rows = [Row("Papers", paper, "plan", draft="accepted")]
    rows += [Row("Bodies", {"name": name, "kind": "board"}, "plan", lines="2", draft="draft")
             for name in ("Parks Panel", "Number Board")]  # fmt: skip
    rows += [
        Row("Plan", {"ref": str(n), "commitment": f"Promise number {n}", "objective": "Parks",
                     "oversight as printed": "Parks Panel"}, "plan", lines=str(n + 1), draft="draft", why="a row")
        for n in range(1, 11)
    ]  # fmt: skip
    write_workbook(folder / "book.xlsx", rows)
    return serve("--review", str(folder / "book.xlsx")), folder / "book.xlsx"


@pytest.fixture
def opened(browser: "Browser") -> Iterator[Open]:
    """Return a function that opens a page; the test fails if a page asked elsewhere, complained or broke."""
    errors: list[str] = []
    contexts = []

    def go(address: str, path: str = "/", *, script: bool = True) -> "Page":
        context = browser.new_context(viewport=SIZE, java_script_enabled=script)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda m: errors.append(f"{page.url}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else errors.append(asked.url))
        page.goto(address + path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert [error for error in errors if "404 (Not Found)" not in error] == []


def test_from_the_front_page_to_a_cited_passage_in_three_clicks(opened: Open, town: "Served") -> None:
    page = opened(town.address)
    page.locator("main a[href*='/commitment/']").first.click()
    page.locator("main a[href*='/paper/']:visible").first.click()
    row = page.locator("tr:target")
    row.wait_for()
    assert "Faster answers" in row.inner_text() or "1." in row.inner_text()
    assert len(row.locator("td").nth(2).inner_text()) > 10  # the passage


def test_search_finds_a_thing_by_a_part_of_its_name(opened: Open, town: "Served") -> None:
    page = opened(town.address)
    page.keyboard.press("Tab")
    page.get_by_label("Search for").fill("safer streets board")
    page.keyboard.press("Enter")
    page.locator("h1", has_text="Safer Streets Board").wait_for()
    page.get_by_label("Search for").fill("streets")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Safer Streets Board", exact=True).click()
    page.wait_for_url("**/body/*")


def test_a_question_is_asked_with_a_parameter_and_shows_its_sparql(opened: Open, town: "Served") -> None:
    page = opened(town.address, "/ask")
    page.locator("a[href='/ask/who-oversees-a-commitment']").click()
    field = page.get_by_label("commitment")
    page.locator("datalist option").nth(4).wait_for(state="attached")
    field.fill("1.1")
    page.get_by_role("button", name="Ask").click()
    page.locator("td.cites a").first.wait_for()
    assert not page.locator("#sparql pre").is_visible()
    page.get_by_text("The SPARQL that asks this").click()
    assert "VALUES ?commitment" in page.locator("#sparql pre").inner_text()
    page.get_by_role("link", name="Change it").click()
    page.locator("#query").wait_for()
    page.wait_for_load_state("load")  # the keys are listened to once the page is whole
    page.locator("#query").press("Control+Enter")
    page.wait_for_url("**/query?query=*")
    page.locator("tbody tr").first.wait_for()


def test_the_editor_asks_this_server_alone(opened: Open, town: "Served") -> None:
    page = opened(town.address, "/editor")
    page.locator(".yasqe_queryButton").first.click()
    page.locator(".yasr td", has_text="Safer Streets Board").first.wait_for()


def test_addresses_hold_the_view_back_forward_reload_and_two_tabs(opened: Open, town: "Served") -> None:
    from playwright.sync_api import expect

    page = opened(town.address, "/list/coverage")
    whole = page.locator("tbody tr").count()
    page.get_by_label("Only rows with").fill("cycle")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name="ref", exact=True).click()
    expect(page.locator("th", has_text="ref ↑")).to_have_count(1)
    there = page.url
    page.get_by_label("As of").fill("2025-02-10")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url("**as_of=2025-02-10*")  # a page goes back once it is loaded, not while it is coming
    assert "q=cycle" in page.url
    page.go_back()
    assert page.url == there
    page.go_back()
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(whole)
    page.go_forward()
    page.reload()
    expect(page.locator("tbody tr")).to_have_count(1)
    other = page.context.new_page()
    other.goto(there)
    assert other.locator("th", has_text="ref ↑").count() == 1
    assert page.locator("th", has_text="ref ↑").count() == 0


def test_all_works_without_scripts(opened: Open, town: "Served") -> None:
    page = opened(town.address, "/list/coverage", script=False)
    page.get_by_role("link", name="grade", exact=True).click()
    page.wait_for_url("**sort=*")
    grades = [text[0] for text in page.locator("td.mark").all_inner_texts()]
    assert len(grades) > 3
    page.goto(f"{town.address}/query")
    page.get_by_role("button", name="Ask").click()
    page.locator("tbody tr").first.wait_for()


@pytest.mark.parametrize(
    "path",
    ["/", "/findings.html", "/list", "/list/coverage?f.cell=body", "/ask", "/ask/who-oversees-a-commitment", "/query",
     "/editor", "/search?q=street", "/map", "/papers.html", "/list/gaps?as_of=nonsense",
     "/list/whatif?remove=Safer+Streets+Board", "/list/diff?from=2025-02-05", "/ask/timeline?f.kind=meeting"],
)  # fmt: skip
def test_axe_finds_nothing_serious(opened: Open, town: "Served", path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(town.address)
    response = town.get(path)
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        page.goto(town.address + path)
        if path == "/editor":
            page.locator(".yasqe_queryButton").first.click()
            page.locator(".yasr td").first.wait_for()
        found = Axe().run(page).response["violations"]
        grave = [error for error in found if error["impact"] in ("serious", "critical")]
        assert [(error["id"], [node["target"] for node in error["nodes"]][:3]) for error in grave] == []


def test_ten_drafts_are_reviewed_by_keys_alone(opened: Open, desk: "tuple[Served, Path]") -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect

    served, book = desk
    page = opened(served.address, "/review")

    def press(key: str, heading: str) -> None:
        page.keyboard.press(key)
        page.wait_for_function("text => document.querySelector('h1')?.textContent === text", arg=heading)
        page.wait_for_load_state("load")  # the keys are listened to once the page is whole

    press("Enter", "Bodies 2")
    found = Axe().run(page).response["violations"]
    assert [error["id"] for error in found if error["impact"] in ("serious", "critical")] == []
    press("a", "Bodies 3")
    press("r", "Plan 2")
    press("j", "Plan 3")
    press("k", "Plan 2")
    press("Enter", "Plan 3")
    # A correction: into the first field, the whole of it is chosen, typed over, and accepted by Enter.
    page.keyboard.press("e")
    page.keyboard.type("2a")
    press("Enter", "Plan 4")
    press("a", "Plan 5")
    press("r", "Plan 6")
    press("u", "Plan 5")  # undone: it is a draft once more
    for number in range(5, 10):
        press("a", f"Plan {number + 1}")
    expect(page.get_by_role("status")).to_contain_text("Plan 9: accepted.")
    states = {f"{row.sheet} {row.number}": row.draft for row in read_workbook(book).rows if row.draft != "example"}
    decided = [name for name, state in states.items() if state in ("accepted", "rejected") and name != "Papers 2"]
    assert len(decided) == 10
    assert states["Bodies 3"] == "rejected"
    assert states["Plan 10"] == "draft"
    refs = [row[0].value for row in openpyxl.load_workbook(book)["Plan"].iter_rows(min_row=2)]
    assert "2a" in refs
    page.go_back()
    page.locator("h1", has_text="Plan 9").wait_for()
    assert page.locator("nav.listed li.accepted").count() >= 8
    # The same by mouse, where no script runs.
    plain = opened(served.address, "/review/Plan/11", script=False)
    plain.get_by_role("button", name="Accept").click()
    plain.locator("h1", has_text="Plan 10").wait_for()
    assert next(row for row in read_workbook(book).rows if (row.sheet, row.number) == ("Plan", 11)).draft == "accepted"
