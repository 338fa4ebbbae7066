"""The map in a real browser: what people see and do, and what the page must never do.

What is expected comes from the command line's own answers on the same data (`coverage`, `whatif`), from the drawing made
in Python, and from what the papers say of AGG, B4 and the Chief Constable. Without Chromium or Playwright the tests are
skipped with a message; where CI is "true" they fail instead.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import ROOT, Make

from oversight_graph.graph import OversightGraph, papers_in
from oversight_graph.map.data import MapData, map_data
from oversight_graph.map.html import map_html
from oversight_graph.registers.gaps import reason

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DAY = "2018-11-27"
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def data(graph: OversightGraph) -> MapData:
    return map_data(graph, DAY)


@pytest.fixture(scope="module")
def shipped(data: MapData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(map_html(data), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: "Browser", shipped: Path) -> "Iterator[Open]":
    """Return a function that opens a map offline, and fails the test if the page asked, complained or broke."""
    errors: list[str] = []
    contexts = []

    def go(fragment: str = "", path: Path = shipped, *, size: tuple[int, int] = (1440, 900), **settings: Any) -> "Page":
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, offline=True, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"error: {error}"))
        page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: errors.append(asked.url) if not asked.url.startswith(path.as_uri()) else None)
        page.goto(path.as_uri() + fragment)
        return page

    go.errors = errors  # type: ignore[attr-defined]
    yield go
    for context in contexts:
        context.close()
    assert errors == []


def wait(page: "Page", script: str) -> None:
    """Wait until something is true; Playwright's own way needs `eval`, which the policy of the page forbids."""
    for _ in range(3000):
        if page.evaluate(script):
            return
        page.wait_for_timeout(10)
    pytest.fail(f"never true: {script}")


def search(page: "Page", text: str) -> str:
    page.fill("#find", text)
    page.press("#find", "Enter")
    return page.inner_text("#panel")


def box(page: "Page", name: str) -> str:
    """Return the selector of the box or tile of a thing on the page shown."""
    number = page.evaluate("id => oversight.numberOf.get(id) ?? -1", name)
    assert number >= 0, name
    return f'section:not([hidden]) [data-n="{number}"]'


def heading(page: "Page") -> str:
    return page.inner_text("#panel h2")


# Opening


def test_it_opens_offline_quickly_with_the_findings_first(opened: Open, graph: OversightGraph) -> None:
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    times = []
    for _ in range(3):  # a busy machine must not fail the test, a slow page must
        page = opened()
        wait(page, f"{paint} > 0")
        times.append(page.evaluate(paint))
    assert min(times) < 1000
    coverage = graph.coverage(DAY)
    bare = [row for row in coverage if row.grade < 3 and not row.lost]
    lost, named = [row for row in coverage if row.lost], [row for row in coverage if row.grade == 3]
    assert (
        heading(page) == f"{len(bare)} of {len(coverage)} commitments name no body; of {len(lost)} nothing can be known"
    )
    text = page.inner_text("#panel")
    assert f"{len(named)} more name only bodies that no loaded paper shows meeting" in text
    for count, name in ((len(bare), "No body named"), (len(named), "Named, but not shown meeting")):
        assert f"{name} ({count})" in text
    tiles = page.evaluate(
        """() => [...document.querySelectorAll('section:not([hidden]) a.t')].map(a => [a.getAttribute('class').split(' ')[1],
             a.querySelectorAll('text')[0].textContent, a.querySelector('.digit').textContent])"""
    )
    shown = {"lost": "?"} | {f"g{n}": str(n) for n in range(7)}
    assert sorted(tiles) == sorted(
        [each, row.ref, shown[each]] for row in coverage for each in ["lost" if row.lost else f"g{row.grade}"]
    )
    # The key counts the same.
    for each in shown:
        count = sum(("lost" if row.lost else f"g{row.grade}") == each for row in coverage)
        assert page.inner_text(f'[data-count="{each}"]') == str(count)
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("size", [(1440, 900), (1366, 768), (820, 1180), (390, 844)])
def test_each_size_of_window_shows_what_it_can_and_says_what_it_cannot(opened: Open, size: tuple[int, int]) -> None:
    page = opened(size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    narrow = size[0] <= 900
    assert page.evaluate("oversight.data.pages[oversight.state.page].id") == ("wall" if narrow else "overview")
    script = """() => { const view = document.getElementById('view').getBoundingClientRect();
      return [...document.querySelectorAll('section:not([hidden]) [data-n]')].map(a => a.getBoundingClientRect())
        .filter(r => r.width).map(r => [r.width, r.height, r.bottom <= view.bottom + 1 && r.right <= view.right + 1]); }"""
    boxes = page.evaluate(script)
    assert len(boxes) > 50 and all(width >= 24 and height >= 24 for width, height, _ in boxes)
    if not narrow:
        hidden = sum(not inside for *_, inside in boxes)
        assert page.is_visible("#more") is (hidden > 0)
        assert page.evaluate(
            "document.getElementById('key').scrollHeight <= document.getElementById('key').clientHeight + 1"
        )
    # The date that holds is in sight, what opens stays on the screen, and what was found is seen at once.
    inside = """selector => { const r = document.querySelector(selector).getBoundingClientRect();
      return r.width > 0 && r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.top < innerHeight / 2; }"""
    assert page.evaluate(inside, "#dates [aria-pressed=true]")
    page.click("#filters summary")
    assert page.evaluate(inside, "#filters > div")
    page.keyboard.press("Escape")
    page.fill("#find", "board")
    assert page.evaluate(inside, "#panel li")
    page.press("#find", "Enter")
    assert page.is_visible("#view") and page.is_visible("#facts") is narrow
    if narrow:
        page.click("#facts")
        assert page.evaluate("document.activeElement.id") == "panel" and page.evaluate(inside, "#panel h2")
    page.keyboard.press("Escape")
    # Text is never drawn smaller than 12 pixels.
    for at in range(page.evaluate("oversight.data.pages.length")):
        least = page.evaluate(
            """at => { oversight.open(at); const svg = document.querySelector('section:not([hidden]) svg');
               return parseFloat(getComputedStyle(svg.querySelector('text')).fontSize)
                 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; }""",
            at,
        )
        assert least >= 11.99, at
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_key_counts_what_is_drawn(opened: Open) -> None:
    page = opened()
    drawn = """() => { const counts = {}, add = (name) => { counts[name] = (counts[name] || 0) + 1; };
      for (const a of document.querySelectorAll("section:not([hidden]) [data-n]:not(.off)")) {
        const kind = oversight.things[a.dataset.n].kind;
        if (kind === "commitment") add([...a.classList].find(c => /^(g\\d|lost|later)$/.test(c)));
        const sign = a.querySelector("use.mark");
        if (sign && kind !== "commitment") add(sign.getAttribute("href").slice(6));
      }
      return counts; }"""
    told = """() => Object.fromEntries([...document.querySelectorAll("#key [data-count]")]
      .map(e => [e.dataset.count, Number(e.textContent)]).filter(([, number]) => number))"""
    sums = []
    for date in ("2018-11-27", "2019-01-30", "2017-11-30"):
        page.click(f'#dates button:has-text("{date}")')
        for at in range(page.evaluate("oversight.data.pages.length")):
            page.evaluate("at => oversight.open(at)", at)
            counts = page.evaluate(drawn)
            assert page.evaluate(told) == counts, (date, at)
            sums.append(sum(counts.values()))
            # What is not on the page has no key.
            assert page.is_visible("#key [data-of=g0]") is any(name[0] == "g" for name in counts)
            lines = page.locator("section:not([hidden]) [data-e]").count()
            assert page.locator("#key .group", has_text="Lines").is_visible() is (lines > 0)
    assert max(sums) > 70


# Finding and reading


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("AGG", "Alliance Governance Group"),
        ("B.4", "B4 Oversight and support of the reoffending strategy"),
        ("commitment 3.2", "3.2 New technology that fits its purpose and is well used"),
        ("3.2.6", "3.2 New technology that fits its purpose and is well used"),
        ("campion", "John Campion"),
        ("Chief Constable, West Mercia Police", "Chief Constable, West Mercia Police"),
    ],
)
def test_search_finds_boards_references_acronyms_and_people(opened: Open, asked: str, found: str) -> None:
    page = opened()
    search(page, asked)
    assert heading(page) == found
    # What was found, or the post in which a person is seen, is on the page that is shown.
    assert page.locator("section:not([hidden]) a:not(.faint)").count() > 0


def test_search_groups_what_it_finds_and_offers_what_is_near(opened: Open) -> None:
    page = opened()
    page.fill("#find", "community")
    groups = page.locator("#panel h3").all_inner_texts()
    assert any(re.fullmatch(r"Body \(\d+\)", group) for group in groups) and len(groups) >= 2
    page.fill("#find", "Transfromation Bord")
    assert "Did you mean" in page.inner_text("#panel") and "Transformation Board" in page.inner_text("#panel")
    for strange in ("constructor", "__proto__", "no such thing at all"):
        assert f"Nothing here is called “{strange}”" in search(page, strange)
    before = page.evaluate("location.hash")
    page.fill("#find", "  ")
    page.press("#find", "Enter")
    assert page.evaluate("location.hash") == before


def test_the_panel_proves_a_grade_and_what_is_not_certain(opened: Open, graph: OversightGraph) -> None:
    page = opened()
    text = search(page, "3.2")
    row = next(row for row in graph.coverage(DAY) if row.ref == "3.2")
    assert f"Grade {row.grade}: open" in text and reason(row) in text
    assert "2018-11-27-panel-pack" in page.inner_text("#panel .well .cite")
    page.click("text=Show the proof")
    assert page.is_visible("[data-proof]:not([hidden]) >> text=Named as oversight") and page.evaluate(
        "location.hash"
    ).endswith("proof=1")
    assert page.title().startswith("Proof of 3.2 ")
    page.keyboard.press("Escape")
    assert page.is_visible("section[data-page=overview]") and heading(page).startswith("3.2 ")
    page.click("#panel button.link:has-text('Alliance Governance Group')")
    assert heading(page) == "Alliance Governance Group"
    # Pack, lines 519 to 521: B4 names the Crime Reduction Board, and other boards in brackets.
    search(page, "B4")
    said = dict(
        re.findall(r"^(Crime Reduction Board|Community Safety Partnerships)\n(.*)$", page.inner_text("#panel"), re.M)
    )
    assert said["Community Safety Partnerships"] == "doubtful"
    assert said["Crime Reduction Board"].startswith("2018-11-27-panel-pack, line 519")
    assert page.inner_text("#say").startswith("B4 ")


def test_passages_are_shown_and_found_where_the_papers_were_given(
    opened: Open, graph: OversightGraph, sources: Path, tmp_path: Path
) -> None:
    data = map_data(graph, DAY, papers_in(graph, sources))
    path = tmp_path / "map.html"
    path.write_text(map_html(data), encoding="utf-8")
    page = opened("#node=AGG", path)
    page.locator("#panel details summary").first.click()
    assert len(page.locator("#panel blockquote").first.inner_text()) > 20
    passages = page.evaluate("oversight.data.citations.map((_, n) => oversight.passageOf(n) ?? '')")
    assert len(passages) > 300 and {*passages} - {""} <= {*data.passages.values()}
    page.fill("#find", "track my crime")
    assert re.search(r"Passages \(\d+\)", page.inner_text("#panel"))
    # The boxes of a proof have the beginning of a passage; beside it stands the whole of all of them.
    page.evaluate("oversight.go({ node: oversight.numberOf.get('commitment/4.2'), proof: true })")
    proof = data.proofs[f"{data.base}commitment/4.2"]
    assert f"All that the proof rests on ({len(proof.cited)})" in page.inner_text("#panel") and len(proof.cited) == 30
    whole = page.locator("#panel h3:has-text('All that the proof') + ul blockquote").all_text_contents()
    assert {*whole} == {passage for cited in proof.cited if (passage := data.passages.get(cited))}
    assert page.is_visible("text=Copy the passages") and max(map(len, whole)) > 400


# Dates, what if, filters


def test_each_date_shows_python_s_grades_lines_and_holders_and_moves_nothing(
    opened: Open, graph: OversightGraph, data: MapData
) -> None:
    page = opened("#node=DCC")
    base, places = page.evaluate("oversight.data.base"), set()
    script = """() => { const boxes = oversight.partsOf(0).boxes;
      return [Object.fromEntries(oversight.commitments.map(c => [oversight.data.ids[c], oversight.grade(c)])),
        oversight.partsOf(0).lines.filter(l => !l.e.classList.contains('off')).map(l => l.ends.join(' ')).sort(),
        JSON.stringify(boxes.map(b => b.e.querySelector('.f').getAttribute('x') ?? b.e.querySelector('.f').getAttribute('d')))]; }"""
    numbers = {iri: n for n, iri in enumerate(data.things)}
    post = next(iri for iri, thing in data.things.items() if thing.ref == "DCC")
    held = set()
    for at, date in enumerate(data.dates):
        page.click(f'#dates [data-at="{at}"]')
        assert page.get_attribute(f'#dates [data-at="{at}"]', "aria-pressed") == "true" and date in page.title()
        grades, lines, where = page.evaluate(script)
        places.add(where)
        assert {iri: grade for iri, grade in grades.items() if grade is not None} == {
            row.iri.removeprefix(base): row.grade for row in graph.coverage(date)
        }
        early = {iri for iri, thing in data.things.items() if thing.since > date}
        assert lines == sorted(
            f"{numbers[link.source]} {numbers[link.target]}"
            for link, _ in data.pages[0].links
            if date in data.days_of(link) and not early & {link.source, link.target}
        )
        name = data.moments[date].holders.get(post, ("",))[0]
        assert name in page.inner_text("#panel")
        held.add(name)
    assert len(places) == 1 and {"Amanda Blakeman", "Julian Moss"} <= {name.partition(",")[0] for name in held}


def test_what_if_is_that_of_the_command_line_and_is_undone(opened: Open, graph: OversightGraph) -> None:
    from oversight_graph.change.whatif import whatif

    page = opened()
    counts = page.locator("[data-count]").all_inner_texts()
    names = ["AGG", "Transformation Board", "Property Board"]
    for name in names:
        search(page, name)
        page.check("#away")
        assert page.evaluate("document.activeElement.id") == "away"
    base = page.evaluate("oversight.data.base")
    effects = whatif(graph.store, DAY, remove=[graph.find(name) for name in names])
    drops = {e.iri: (e.before[0], e.after[0]) for e in effects if e.effect == "grade drops" and e.kind == "commitment"}
    found = page.evaluate(
        """oversight.fallen().lost.map(c => [oversight.data.ids[c],
      `${oversight.states[oversight.state.at].rows.get(c).grade}`, `${oversight.grade(c)}`])"""
    )
    assert drops and {i: (b, a) for i, b, a in found} == {i.removeprefix(base): d for i, d in drops.items()}
    bare = sum(after == "3" for _, after in drops.values())
    assert f"{bare} left without a body that meets" in page.inner_text("#whatif")
    assert page.locator("#key [data-count]").all_inner_texts() != counts
    # Escape takes nothing back; undo, and the way back of the browser, do.
    page.keyboard.press("Escape")
    assert page.evaluate("oversight.state.removed.size") == 3
    page.click("text=Undo: put Property Board back")
    assert page.evaluate("oversight.state.removed.size") == 2
    page.go_back()
    wait(page, "oversight.state.removed.size === 3")
    for _ in names:
        page.click("#whatif .undo")
    assert page.locator("[data-count]").all_inner_texts() == counts and page.locator("#whatif").count() == 0


def test_filters_and_the_surroundings_leave_what_they_say(opened: Open, graph: OversightGraph) -> None:
    coverage = graph.coverage(DAY)
    page = opened("#page=wall")
    shown = "[...document.querySelectorAll('section:not([hidden]) a.t:not(.faint)')].map(a => a.querySelector('text').textContent)"
    page.click("#filters summary")
    page.check("#gaps")
    assert {*page.evaluate(shown)} == {row.ref for row in coverage if row.grade < 3 and not row.lost}
    page.uncheck("#gaps")
    for control, label, wanted in (
        ("#grade", "6 exercised", {row.ref for row in coverage if row.grade == 6}),
        ("#grade", "? lost", {row.ref for row in coverage if row.lost}),
        ("#part", "policing element", {row.ref for row in coverage if row.part == "policing element"}),
    ):
        page.select_option(control, label=label)
        assert {*page.evaluate(shown)} == wanted and wanted
        page.click("#nofilters")
        page.click("#filters summary")
    page.keyboard.press("Escape")
    assert not page.evaluate("document.getElementById('filters').open")
    assert len(page.evaluate(shown)) == len(coverage)
    near = opened("#page=overview&node=AGG&steps=1")
    visible = "section:not([hidden]) a:not(.hid):not(.off)"
    near_count = near.locator(visible).count()
    near.evaluate("oversight.go({ ego: 2 })")
    assert 1 < near_count < near.locator(visible).count() < near.locator("section:not([hidden]) a").count()


# Addresses and keys


def test_the_address_brings_the_view_back_and_history_works(opened: Open) -> None:
    page = opened()
    page.click(box(page, "body/alliance-governance-group"))
    assert heading(page) == "Alliance Governance Group" and page.title().startswith("Alliance Governance Group, as at")
    # Over the dates stands what papers show of it, as on the lanes of the report, and the key of these signs.
    assert page.locator("#dates [data-life]:visible").count() == 1
    assert page.is_visible("#key [data-sign=seen]") and not page.is_visible("#key [data-sign=ended]")
    page.check("#away")
    page.click('#dates [data-at="7"]')
    page.evaluate("oversight.go({ gaps: true })")
    shot = "JSON.stringify({ ...oversight.state, removed: [...oversight.state.removed] })"
    state, fragment = page.evaluate(shot), page.evaluate("location.hash")
    assert "node=body%2Falliance-governance-group" in fragment and "at=2019-01-30" in fragment
    again = opened(fragment)
    assert again.evaluate(shot) == state and again.inner_text("#panel") == page.inner_text("#panel")
    goal = box(page, "objective/reforming-west-mercia")
    page.click(goal, position={"x": 20, "y": 8})
    page.click(goal, position={"x": 20, "y": 8})
    assert page.title().startswith("3 Reforming West Mercia") and page.is_visible("section[data-page=objective-3]")
    page.go_back()
    wait(page, "oversight.state.page === 0")
    page.go_back()
    wait(page, f"{shot} === '{state}'")
    page.go_forward()
    wait(page, "oversight.things[oversight.state.node].kind === 'objective'")


@pytest.mark.parametrize(
    "fragment", ["#node=constructor&at=never&page=x&grade=99", "#without=%E0%A4%A&node=%", "#&&=="]
)
def test_a_senseless_address_opens_the_overview(opened: Open, fragment: str) -> None:
    page = opened(fragment)
    assert page.evaluate("[oversight.state.page, oversight.state.node, oversight.state.removed.size]") == [0, None, 0]


def test_all_of_it_can_be_done_with_keys(opened: Open) -> None:
    page = opened()
    look = """(() => { const e = document.activeElement, s = getComputedStyle(e); const n = e.dataset.n;
      return [e.id || e.dataset.to || e.dataset.at || n || e.tagName, s.outlineStyle, parseFloat(s.outlineWidth),
        n ? e.querySelector('title').textContent : '']; })()"""
    stops, names = [], []
    for _ in range(140):
        page.keyboard.press("Tab")
        name, style, width, title = page.evaluate(look)
        if name in ("BODY", "panel"):
            break
        assert style != "none" and width >= 2, name
        stops.append(name)
        names += [title] if title else []
    # Each box and each tile is a stop with a name.
    boxes = page.locator("section:not([hidden]) [data-n]:not(.off)").count()
    assert len(names) == boxes > 80 and {"find", "view"} <= {*stops}
    assert any(
        each.startswith("3.2 New technology that fits its purpose and is well used, commitment, grade 5 open")
        for each in names
    )
    # The task of a journalist: find a commitment, read its grade, see the proof.
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("4.2")
    page.keyboard.press("Enter")
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Show the proof":
            break
    page.keyboard.press("Enter")
    assert page.is_visible("[data-proof]:not([hidden]) >> text=Up to the public")
    page.keyboard.press("Escape")
    page.locator(box(page, "body/alliance-governance-group")).focus()
    page.keyboard.press("Enter")
    assert heading(page) == "Alliance Governance Group"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("oversight.things[document.activeElement.dataset.n].kind") in ("objective", "commitment")


def test_text_is_found_on_other_pages_too(opened: Open) -> None:
    page = opened()
    assert page.get_attribute("section[data-page=posts]", "hidden") == "until-found"
    page.evaluate("document.querySelector('section[data-page=posts]').dispatchEvent(new Event('beforematch'))")
    assert page.is_visible("section[data-page=posts]")
    chosen = page.evaluate(
        """() => { const s = getSelection(), r = document.createRange();
          r.selectNodeContents([...document.querySelectorAll('section:not([hidden]) text')].find(t => t.textContent.includes('Anthony')).parentNode);
          s.removeAllRanges(); s.addRange(r); return s.toString(); }"""
    )
    assert "Chief Constable, West Mercia" in " ".join(chosen.split()) and "Anthony Bangham" in chosen


# What must never happen, and who else reads


def test_the_policy_stops_a_script_that_gets_in(opened: Open) -> None:
    page = opened()
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.PWNED = 1';
      document.head.append(s); const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);
      document.body.insertAdjacentHTML('beforeend', '<b onclick="window.PWNED = 1" id="trap">x</b>');
      document.getElementById('trap').click(); }"""
    )
    errors = opened.errors  # type: ignore[attr-defined]
    for _ in range(3000):
        if len(errors) >= 3:
            break
        page.wait_for_timeout(10)
    assert page.evaluate("window.PWNED") is None
    assert sum("Content Security Policy" in text for text in errors) >= 3
    errors.clear()


def test_hostile_labels_stay_text_everywhere(opened: Open, make_graph: Make, tmp_path: Path) -> None:
    text = (ROOT / "tests" / "hostile.ttl").read_text(encoding="utf-8").replace("LONG", "long" * 2500)
    path = tmp_path / "map.html"
    path.write_text(map_html(map_data(make_graph(text), "2020-01-01")), encoding="utf-8")
    page = opened("", path)
    seen = [page.inner_text("#panel")]
    for at in range(page.evaluate("oversight.data.pages.length")):
        page.evaluate("at => oversight.open(at)", at)
        # Each line of text stays inside the box around it.
        out = page.evaluate(
            """() => [...document.querySelectorAll('section:not([hidden]) a.b')].filter(a => a.getBoundingClientRect().width)
              .flatMap(a => { const f = a.querySelector('.f').getBoundingClientRect();
                return [...a.querySelectorAll(':scope > text:not(.off)')].map(t => t.getBoundingClientRect())
                  .filter(r => r.left < f.left || r.right > f.right + 1 || r.top < f.top - 1 || r.bottom > f.bottom + 2)
                  .map(r => [a.textContent, r.right - f.right, r.top - f.top, r.bottom - f.bottom]); })"""
        )
        assert out == []
    for n in range(page.evaluate("oversight.things.length")):
        page.evaluate("n => oversight.select(n, true)", n)
        seen.append(page.inner_text("#panel"))
    search(page, "href")
    assert page.evaluate("window.PWNED") is None and page.evaluate("document.scripts.length") == 2
    assert (
        page.evaluate(
            "document.querySelectorAll('img, iframe, i:not(#dates i), [onerror], [onload], [onclick]').length"
        )
        == 0
    )
    assert page.evaluate("document.querySelectorAll('a[href^=\"javascript\" i]').length") == 0
    shown = "\n".join(seen)
    for label in ("</script><script>window.PWNED=1</script>", "Process <iframe src=javascript:window.PWNED=1>", "long" * 2500,
                  "{{ 7 * 7 }} ${7*7}", "constructor"):  # fmt: skip
        assert label in shown, label
    assert "Plan </title></script><script>window.PWNED=1</script><!--" in page.title()


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_axe_finds_nothing_serious(opened: Open, settings: dict[str, str]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(**settings)
    for view in (
        "",
        "#node=AGG&page=overview&without=body/transformation-board",
        "#node=commitment/4.2&proof=1",
        "#page=others",
        *(
            ()
            if settings
            else ("#page=wall", "#page=posts", "#page=objective-2&gaps=1", "#node=body/victims-board&steps=1")
        ),
    ):
        page.evaluate("view => { history.replaceState(null, '', view || '#'); oversight.recall(); }", view)
        # What is not shown in one view is in another.
        hidden = {"exclude": [["section[hidden]"]]}
        found = Axe().run(page, hidden, {"resultTypes": ["violations"]}).response["violations"]
        grave = [
            (each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] in ("serious", "critical")
        ]
        assert grave == [], (view, settings)
    if "forced_colors" in settings:
        colours = page.evaluate(
            """[...document.querySelectorAll('section:not([hidden]) .b > .f')].slice(0, 20).map(f => getComputedStyle(f).fill)"""
        )
        assert len({*colours}) == 1
    opened.errors.clear()  # type: ignore[attr-defined]  # axe asks for sheets of style


def test_print_shows_what_the_screen_shows(opened: Open) -> None:
    page = opened(f"#page=objective-2&node=commitment/B4&at={DAY}&without=body/crime-reduction-board&gaps=1")
    screen = page.evaluate("document.querySelector('section:not([hidden]) svg').outerHTML")
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('section:not([hidden]) svg').outerHTML") == screen
    for shown in ("section[data-page=objective-2] svg", "#key", "#panel h2", "#whatif"):
        assert page.is_visible(shown), shown
    for hidden in ("#find", "#pages", "#dates", "#more", "#whatif .undo", "#back", "#key [data-sign=band]"):
        assert not page.is_visible(hidden), hidden
    said = page.evaluate("getComputedStyle(document.getElementById('view'), '::before').content")
    assert all(part in said for part in ("B4 ", DAY, "gaps only", "without Crime Reduction Board"))
    # The picture, with its key, is on the first sheet, uncut.
    paper = page.pdf(prefer_css_page_size=True)
    assert 2 <= paper.count(b"/Type /Page\n") <= 4
    high = page.evaluate("document.querySelector('section:not([hidden]) svg').getBoundingClientRect().height")
    assert high <= 190 * 96 / 25.4


# Other data


def test_other_data_opens(opened: Open, make_graph: Make, tmp_path: Path, graph: OversightGraph) -> None:
    starter = OversightGraph.load(ROOT / "data" / "starter")
    # Ann chaired it before Bob: the panel says when she was last shown in the chair, as `oversight bodies` does.
    chairs = "".join(
        f'person:{who} a foaf:Person ; skos:prefLabel "{who}" . body:a ovs:seat [ a ovs:Seat ; org:member person:{who} ;'
        f' org:role role:chair ; ovs:seenOn "{day}"^^xsd:date ; ovs:evidence <p#line=1,2> ] .\n'
        for who, day in (("Ann", "2018-03-04"), ("Bob", "2019-05-10"))
    )
    lone = make_graph('body:a a ovs:OversightBody ; skos:prefLabel "Lone Board" .' + chairs)
    for name, data in (
        ("starter", map_data(starter, "2025-02-04")),
        ("lone", map_data(lone, "2020-01-01")),
        ("around", map_data(graph, DAY, focus=graph.find("AGG"), steps=2)),
    ):
        (tmp_path / f"{name}.html").write_text(map_html(data), encoding="utf-8")
    page = opened("", tmp_path / "starter.html")
    assert "Safer Streets Board" in search(page, "safer streets")
    page.check("#away")
    # 1.1 names the board, 1.3 points to 1.1: both lose the only body that meets.
    assert page.locator("#uncovered li").count() == 2
    page = opened("", tmp_path / "lone.html")
    assert "Lone Board" in search(page, "lone")
    page.keyboard.press("Enter")
    assert page.locator("#panel li", has_text="Ann").locator(".after").inner_text() == "last shown 2018-03-04"
    assert page.locator("#panel li", has_text="Bob").locator(".after").count() == 0
    page = opened("", tmp_path / "around.html")
    assert page.inner_text("#pages [aria-current=page]") == "Around Alliance Governance Group"
    assert heading(page) == "Alliance Governance Group"


def test_a_plan_of_2000_commitments_and_500_bodies_opens(opened: Open, tmp_path: Path) -> None:
    sys.path.append(str(ROOT / "benchmarks"))
    import bigplan

    (tmp_path / "plan.ttl").write_text(bigplan.turtle(), encoding="utf-8")
    path = tmp_path / "map.html"
    path.write_text(
        map_html(map_data(OversightGraph.load(tmp_path / "plan.ttl", validate=False), "2025-02-04")), encoding="utf-8"
    )
    page = opened("", path)
    assert page.evaluate("[oversight.commitments.length, oversight.bodies.length]") == [2000, 500]
    assert page.evaluate("oversight.partsOf(0).boxes.filter(b => !b.tile).length") < 70
    assert page.locator("#page option").count() > 80
    # A page is drawn when it is first shown.
    assert page.locator("section > svg").count() == 1
    page.select_option("#page", "3")
    assert page.locator("section > svg").count() == 2
    assert page.locator("section:not([hidden]) a.b").count() > 20
    page.go_back()
    assert search(page, "BD77").startswith("body, BD77")
    assert "3.14 Promise 262" in search(page, "3.14")
    assert page.input_value("#page") == str(page.evaluate("oversight.state.page"))
    # Choosing is quick enough to be felt as one move, and so is opening.
    spent = page.evaluate("() => { const start = performance.now(); oversight.open(0); oversight.select(oversight.bodies[7]);"
                          " return performance.now() - start; }")  # fmt: skip
    assert spent < 3000
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") < 8000
