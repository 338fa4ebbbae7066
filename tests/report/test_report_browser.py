"""The report in a real browser, from a folder on disk: what people see and print, and what a page must never do.

What must be on a page is known from the report's own files and from the package's functions. Without Chromium or
Playwright the tests are skipped with a message; where CI is "true" they fail instead.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pytest

from oversight_graph.graph import OversightGraph
from oversight_graph.output.starter import write_starter
from oversight_graph.report import write_report
from oversight_graph.report.html import packs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE = {"width": 1440, "height": 900}
MAIN = (
    "index", "gaps", "coverage", "objectives", "assurance", "activities", "accountability", "bodies", "people",
    "actions", "practice", "whatif", "conflicts", "timeline", "questions", "checks", "papers",
    "commitment/3.2", "body/alliance-governance-group", "question/papers-loaded",
    "meeting/2017-08-22-monthly-holding-to-account",
)  # fmt: skip
# Lists of one kind are built by one function: of each kind, one is looked at, and it takes seconds.
LOOKED_AT = [
    name for name in MAIN if name not in ("coverage", "activities", "people", "practice", "conflicts", "bodies")
]
# A label that has run as script somewhere, ends a tag, turns text around, and is longer than any page is wide.
LABEL = (
    "</script><script>window.HIT=1</script><img src=x onerror=window.HIT=1>"
    "\"' onmouseover=window.HIT=1 javascript:window.HIT=1 {{7*7}} \u202e " + "w" * 10_000
)
Open = Callable[..., "Page"]


def written(graph: OversightGraph, folder: Path) -> Path:
    """Write a report; what the shapes find is no matter here, and takes longer than the rest."""
    from oversight_graph.check import checks

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "validate", lambda *_: [])
        write_report(graph, folder)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a report of the starter data in which every label is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    write_starter(folder / "data")
    quoted = LABEL.replace("\\", "\\\\").replace('"', '\\"')
    changed = 0
    for path in (folder / "data").glob("**/*.ttl"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for at, line in enumerate(lines):
            for prop in ("skos:prefLabel", "rdfs:label", "dcterms:title", "ovs:asStated"):
                before, mark, after = line.partition(f'{prop} "')
                if mark and '"' in after:
                    line = f'{before}{mark}{after.partition(chr(34))[0]} {quoted}"{after.partition(chr(34))[2]}'
                    changed += 1
            lines[at] = line
        path.write_text("\n".join(lines), encoding="utf-8")
    assert changed > 20
    return written(OversightGraph.load(folder / "data", validate=False), folder / "report")


@pytest.fixture
def opened(browser: "Browser") -> "Iterator[Open]":
    """Return a function that opens a page offline; fails the test if one asked, complained or broke."""
    errors: list[str] = []
    contexts = []

    def go(folder: Path, name: str, script: bool = True) -> "Page":
        context = browser.new_context(viewport=SIZE, offline=True, java_script_enabled=script)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        root = folder.as_uri()
        page.on("pageerror", lambda error: errors.append(f"{name}: {error}"))
        page.on("dialog", lambda dialog: errors.append(f"{name}: {dialog.message}"))
        page.on(
            "console",
            lambda message: errors.append(f"{name}: {message.text}") if message.type in ("error", "warning") else None,
        )
        page.on("request", lambda asked: None if asked.url.startswith(root) else errors.append(asked.url))
        page.goto(f"{root}/{name}")
        return page

    go.errors = errors  # type: ignore[attr-defined]
    yield go
    for context in contexts:
        context.close()
    assert errors == []


def test_axe_finds_nothing_serious(opened: Open, shipped_report: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(shipped_report, "index.html")
    assert len(LOOKED_AT) > 12
    # Rows come from one template each: the first of a list are looked at, and some of the others.
    few = """() => document.querySelectorAll("tbody, .chart, .tree ul, .points").forEach(list =>
      [...list.children].forEach((row, at) => { if (at > 2 && at % 40) row.remove(); }))"""
    for name in LOOKED_AT:
        page.goto(f"{shipped_report.as_uri()}/{name}.html")
        page.evaluate(few)
        # From a folder on disk axe may not read the style sheet once more, and says so.
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
        grave = [
            (each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")
        ]
        assert grave == [], name


def test_no_page_is_wider_than_the_screen(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "index.html")
    for width in (1440, 820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name in LOOKED_AT:
            page.goto(f"{shipped_report.as_uri()}/{name}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            # What does not fit a small screen is told in cards; only the heat-map is moved under its heads.
            frames = "[...document.querySelectorAll('.scroll:not(.matrix)')]"
            if width < 1000:
                assert page.evaluate(f"{frames}.every(e => e.scrollWidth <= e.clientWidth + 1)"), (name, width)
                rows = "[...document.querySelectorAll('.scroll:not(.matrix) .sortable:not(.cards) tbody tr')]"
                assert page.evaluate(f"{rows}.every(row => row.offsetHeight <= 300)"), (name, width)


def test_tables_are_sorted_by_any_column_and_narrowed_by_words(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "assurance.html")
    refs = "[...document.querySelectorAll('#heat tbody tr')].map(r => r.cells[0].textContent)"
    grades = "[...document.querySelectorAll('#heat tbody tr')].map(r => r.cells[2].dataset.sort)"
    stated = page.evaluate(refs)
    button = "#heat thead tr:not(.over):not(.totals) th:nth-child({}) button"
    page.click(button.format(3))
    assert page.get_attribute(button.format(3).removesuffix(" button"), "aria-sort") == "ascending"
    up = page.evaluate(grades)
    assert up == sorted(up)
    assert sorted(page.evaluate(refs)) == sorted(stated), "no row is lost"
    page.click(button.format(3))
    assert page.evaluate(grades) == sorted(up, reverse=True)
    # A mechanism is a way to its page, and its column is sorted all the same: those with a sign come last, then first.
    page.focus(button.format(4))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    marks = page.evaluate("[...document.querySelectorAll('#heat tbody tr')].map(r => r.cells[3].textContent)")
    assert marks[0] and marks == sorted(marks, key=lambda mark: not mark)
    # The column under the pointer is marked, the head stays in sight.
    page.hover("#heat tbody tr:nth-child(2) td:nth-child(6)")
    assert page.evaluate("[...document.querySelectorAll('#heat col')].findIndex(c => c.classList.contains('at'))") == 5
    page.evaluate("document.querySelector('#heat .matrix').scrollTop = 900")
    top = page.evaluate("document.querySelector('#heat .matrix').getBoundingClientRect().top")
    assert page.evaluate("document.querySelector('#heat .over th').getBoundingClientRect().top") - top < 5
    page.fill("#heat .filter input", "a.1")
    assert page.locator("#heat tbody tr:visible").count() == sum("a.1" in row.lower() for row in page.evaluate(
        "[...document.querySelectorAll('#heat tbody tr')].map(r => r.textContent)"))  # fmt: skip
    page.keyboard.press("Escape")
    assert page.locator("#heat tbody tr:visible").count() == len(stated)


def test_a_citation_is_one_click_away(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "gaps.html")
    cited = page.get_attribute("#grade-0 tbody td.cites a", "href") or ""
    page.click("#grade-0 tbody td.cites a")
    page.locator("tr:target").wait_for(state="attached")
    assert page.url.endswith(cited)
    assert page.locator("tr:target").count() == 1


def test_search_finds_by_name_acronym_and_reference_and_offers_what_is_near(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "person/john-campion.html")
    shown = "[...document.querySelectorAll('#found a')].map(a => a.firstChild.textContent)"

    def asked(words: str) -> list[str]:
        page.fill("#search", "")
        page.locator("#found").wait_for(state="hidden")
        page.fill("#search", words)
        page.locator("#found").wait_for()  # it shows itself once all of it is there
        return page.evaluate(shown)  # type: ignore[no-any-return]

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    assert asked("AGG")[0] == "Alliance Governance Group"
    assert asked("4.10")[0].startswith("4.10 ")
    assert "Telford: first analytical research" in " ".join(asked("telford analytical"))
    # As the commands find names: "and" or "&", with or without accents, apostrophes and soft hyphens.
    assert asked("communities and partners board")[0] == asked("Commúnities&Part\u00adners board")[0]
    assert "Adult and Children's Safeguarding Boards" in asked("adult & childrens safeguarding")
    asked("board")
    groups = page.locator("#found h2").all_text_contents()
    assert len(groups) > 3
    total = int(page.locator("#found p").first.text_content().split()[0])  # type: ignore[union-attr]
    assert total == sum(int(name.rpartition("(")[2].rstrip(")")) for name in groups)
    assert asked("transfromation") == []
    assert "Did you mean transformation?" in (page.text_content("#found") or "")
    page.click("#found button")
    page.locator("#found h2").first.wait_for()
    assert "Transformation Board" in page.evaluate(shown)
    # Escape closes, and wipes nothing; the arrow leads into the results, Enter opens.
    page.keyboard.press("Escape")
    assert not page.is_visible("#found")
    assert page.input_value("#search") == "transformation"
    asked("AGG")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/body/alliance-governance-group.html")


def test_a_journalist_proves_a_claim_with_the_keyboard_alone(opened: Open, shipped_report: Path) -> None:
    """From the front page to the lines of the paper that prove that 4.10 names no body."""
    from playwright.sync_api import expect

    page = opened(shipped_report, "index.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('tile')") and "4.10" in page.evaluate(
            "document.activeElement.textContent"
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/commitment/4.10.html")
    assert "0 blank" in (page.text_content("#short") or "")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "panel-pack" in page.evaluate("document.activeElement.textContent") and page.evaluate(
            "document.activeElement.closest('#short') !== null"
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/2018-11-27-panel-pack.html#*")
    expect(page.locator("tr:target")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/commitment/4.10.html")


def test_charts_are_read_at_each_width_and_targets_are_large_enough(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "index.html")
    small = """() => [...document.querySelectorAll(
        "header a, .tile[href], .key a, .jumps a, .chart a, .see a, .crumbs a, button")]
        .map(e => [e.textContent.slice(0, 30), e.getBoundingClientRect()])
        .filter(([, r]) => r.width && (r.height < 24 || r.width < 24))
        .map(([said, r]) => `${said} ${r.width} ${r.height}`)"""
    drawn = """() => [...document.querySelectorAll(".chart svg")].map(svg => [svg.hasAttribute("viewBox"),
        ...[...svg.querySelectorAll("text")].map(t => parseFloat(getComputedStyle(t).fontSize))])"""
    seen = 0
    for name in ("index", "objectives", "actions", "time", "whatif", "commitment/4.2"):
        page.goto(f"{shipped_report.as_uri()}/{name}.html")
        for width in (1366, 820, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            assert page.evaluate(small) == [], (name, width)
            # A drawing is not shrunk with the window, and its names are cut off nowhere.
            for shrinks, *sizes in page.evaluate(drawn):
                assert not shrinks
                assert all(size >= 12 for size in sizes), (name, width)
                seen += 1
            assert not [text for text in page.locator(".chart li > :first-child").all_inner_texts() if "…" in text]
    assert seen > 300


def test_page_map_and_network_lead_to_each_other(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "body/alliance-governance-group.html")
    page.click("text=on the map")
    page.locator("#panel h2:has-text('Alliance Governance Group')").wait_for()
    page.click("text=The network around it")
    page.locator("#panel h2:has-text('Alliance Governance Group')").wait_for()
    assert "/network.html#node=" in page.url
    page.click("text=Its page in the report")
    page.wait_for_url("**/body/alliance-governance-group.html")
    page.click("text=in the network around it")
    page.locator("#panel h2:has-text('Alliance Governance Group')").wait_for()
    page.click("text=The report")
    page.wait_for_url("**/index.html")
    # An activity stands on the map with its commitment.
    page.goto(f"{shipped_report.as_uri()}/activity/3.2.6.html")
    page.click("text=on the map")
    page.locator("#panel h2:has-text('3.2 New technology')").wait_for()
    # The map searches the index of the report: what is not on it leads to its page, the rest is chosen.
    page.fill("#find", "telford analytical")
    page.locator("#panel a:has-text('Telford: first analytical research')").click()
    page.wait_for_url("**/item/*.html")
    page.go_back()
    page.locator("#panel h2").wait_for()
    page.fill("#find", "AGG")
    page.press("#find", "Enter")
    page.locator("#panel h2:has-text('Alliance Governance Group')").wait_for()


def test_a_report_without_scripts_is_whole(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "gaps.html", script=False)
    assert page.locator("tbody tr").count() > 10
    assert page.locator("th button").count() == 0


def test_the_map_is_embedded(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "picture.html")
    (frame,) = page.main_frame.child_frames
    frame.wait_for_load_state()
    assert frame.url.startswith(f"{shipped_report.as_uri()}/map.html")
    assert frame.locator("section:not([hidden]) svg a").count() > 50
    # The map leads to the page of what is chosen.
    frame.locator("section:not([hidden]) a.t").first.click()
    frame.locator("text=Its page in the report").click()
    page.wait_for_url("**/commitment/*.html")


def test_print_is_not_blank(opened: Open, shipped_report: Path) -> None:
    page = opened(shipped_report, "index.html")
    for name, least in (("index", 2), ("gaps", 2), ("assurance", 2), ("picture", 1), ("commitment/3.2", 2)):
        page.goto(f"{shipped_report.as_uri()}/{name}.html")
        page.emulate_media(media="print")
        assert page.is_visible("h1")
        assert not page.is_visible("header nav")
        paper = page.pdf(prefer_css_page_size=True)
        assert paper.count(b"/Type /Page\n") >= least, name
        assert len(paper) > 10_000, name
        if name == "assurance":  # on each sheet with rows of it stand its heads and totals
            with pdfplumber.open(io.BytesIO(paper)) as sheets:
                texts = [sheet.extract_text() for sheet in sheets.pages]
            assert "commitments of 52" in texts[0]
            assert all(
                "commitments of 52" in text for text in texts if re.search(r"^(D\.\d|3\.\d) ", text, re.MULTILINE)
            )
            # No sheet for the explanation alone, and the name of each group of columns stands over them.
            assert "commitments of 52" in texts[-1] and "How to read this" in texts[-1]
            assert page.evaluate("""[...document.querySelectorAll(".matrix .over th span")].every((span) => {
                const [own, over] = [span, span.closest("th")].map((one) => one.getBoundingClientRect());
                return own.left >= over.left && own.right <= over.right;
            })""")
        if name == "gaps":  # the heads of a column are there on paper, and nothing to press
            assert page.is_visible("thead th span")
            assert page.locator("th button:visible").count() == 0
        if name == "picture":
            assert page.is_visible("img.onpaper")
            assert page.evaluate("document.querySelector('img.onpaper').naturalWidth") > 100
        page.emulate_media(media="screen")


def test_hostile_labels_stay_text_on_all_pages(opened: Open, hostile: Path) -> None:
    page = opened(hostile, "index.html")
    names = sorted(
        path.relative_to(hostile).as_posix()
        for path in hostile.rglob("*.html")
        if path.name not in ("map.html", "network.html")
    )
    assert len(names) > 80
    # Pages of a folder come from one template: of each, two are opened.
    folders: dict[str, list[str]] = defaultdict(list)
    for name in names:
        folders[name.rpartition("/")[0]].append(name)
    names = [name for folder, those in folders.items() for name in (those[:2] if folder else those)]
    assert len(names) > 40
    shown = 0
    for name in names:
        page.goto(f"{hostile.as_uri()}/{name}")
        found = page.evaluate(
            """() => [window.HIT ?? 0, document.querySelectorAll("main img:not(.onpaper), main script").length,
            [...document.querySelectorAll("*")].flatMap(e => e.getAttributeNames()).filter(a => /^on/.test(a)).length,
            [...document.querySelectorAll("[href]")].filter(e => !e.href?.baseVal && !/^file:/.test(e.href)).length,
            document.body.textContent.includes("window.HIT=1"), document.documentElement.scrollWidth]"""
        )
        assert found[:4] == [0, 0, 0, 0], name
        assert found[5] <= SIZE["width"], name
        shown += found[4]
    assert shown > 30, "the labels are shown, as text"


def test_pages_of_very_many_things_open_one_by_one(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a folder, without a server: by links and search, back again, at a place of the page, with its tables."""
    monkeypatch.setattr(packs, "MOST", 3)
    write_starter(tmp_path / "data")
    folder = written(OversightGraph.load(tmp_path / "data"), tmp_path / "report")
    assert not (folder / "commitment").exists()
    page = opened(folder, "gaps.html")
    name = page.locator("tbody td a[href^='thing.html?commitment/']").first
    title = name.inner_text()
    name.click()
    page.locator("#proof svg.map").wait_for()
    assert page.title() in (page.inner_text("h1"), title)
    address = page.url
    assert "thing.html?commitment/" in address
    # What sorts, filters and searches is there, and the tables that stand on the page.
    page.locator("#facts summary").click()
    page.locator("#facts th button").first.wait_for()
    with page.expect_download() as loading:
        page.locator("#facts a.csv").click()
    assert loading.value.suggested_filename.endswith(".csv")
    assert loading.value.path().read_text("utf-8-sig").startswith("fact,value,")
    page.fill("#search", "board")
    page.locator("#found a").first.click()
    page.locator("h1:not(:text-is('A page of this report'))").wait_for()
    page.go_back()
    page.locator("#proof svg.map").wait_for()
    assert page.url == address
    page.goto(f"{address}#facts")
    page.locator("#facts").wait_for()
    assert page.evaluate("document.querySelector('#facts').matches(':target')")
    page.emulate_media(media="print")
    assert len(page.pdf()) > 10_000
    page.emulate_media(media="screen")
    page.goto(f"{folder.as_uri()}/thing.html?commitment/none.html")
    page.locator("text=This report has no such page.").wait_for()
