"""The network to pull about: what pyvis lays out is the network of the register, and the page is safe and alone."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import ROOT, Make
from tests.elements import Elements
from typer.testing import CliRunner

from oversight_graph.cli import app
from oversight_graph.drawing.embedding import policy_of
from oversight_graph.drawing.explore import explore
from oversight_graph.drawing.styles import line_of, scale
from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import short
from oversight_graph.graph import OversightGraph, papers_in
from oversight_graph.network.projection import network

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = "2018-11-27"


def embedded(html: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(
        re.findall(r'type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[0]
    )
    return plain


def test_it_holds_the_network_and_begins_around_the_thing(graph: OversightGraph, sources: Path) -> None:
    html = graph.explore("AGG", DAY).html
    data, net = embedded(html), network(graph.store, DAY)
    assert len(data["nodes"]) == len(data["things"]) == len(net) and len(data["edges"]) == net.number_of_edges()
    ends = sorted(net.edges(data=True), key=lambda e: (e[2]["kind"], e[0], e[1]))
    expected = {
        (data["things"][e["from"]][0], data["links"][e["id"]][0], data["things"][e["to"]][0]) for e in data["edges"]
    }
    assert ("Alliance Governance Group", "oversees") in {each[:2] for each in expected} and len(expected) > 400
    for edge, (_, _, said) in zip(data["edges"], net.edges(data=True), strict=True):
        kind, stated, certainty, cited, passages = data["links"][edge["id"]]
        assert (kind, bool(stated), certainty) == (said["kind"], said["stated"], said["certainty"]) and passages == []
        assert edge["dashes"] is not said["stated"] and edge["color"] == line_of(kind).colour
        assert cited == [short(each) for each in said["evidence"]]
    agg = graph.find("AGG")
    near = {agg, *net.pred[agg], *net.succ[agg]}
    assert (
        len(ends)
        and len(data["first"]) == len(near)
        and data["things"][data["centre"]][0] == "Alliance Governance Group"
    )
    # Grades look as on the map.
    grades = {row.ref: row.grade for row in graph.coverage(DAY)}
    (node,) = [node for node in data["nodes"] if node["label"].replace("\n", " ").startswith("[5] 3.2 ")]
    assert grades["3.2"] == 5 and node["color"]["background"] == scale()["g5"].shade
    passages = embedded(graph.explore("AGG", DAY, papers=papers_in(graph, sources)).html)["links"]
    assert sum(bool(text) for *_, some in passages for text in some) > 200


def test_without_a_thing_it_begins_with_the_frame(graph: OversightGraph) -> None:
    data = embedded(graph.explore(None, DAY).html)
    kinds = {data["things"][n][1] for n in data["first"]}
    assert kinds <= {"public", "panel", "inspectorate", "post", "body"} and 20 < len(data["first"]) <= 90
    with pytest.raises(UsageError, match="nothing around it"):
        explore(graph.store, DAY, "https://example.org/nobody")


@pytest.fixture
def hostile(make_graph: Make) -> OversightGraph:
    return make_graph((ROOT / "tests" / "hostile.ttl").read_text(encoding="utf-8").replace("LONG", "long" * 2500))


def test_the_page_is_alone_and_hostile_labels_are_text(hostile: OversightGraph) -> None:
    explored = hostile.explore(None, "2020-01-01")
    page = Elements(explored.html)
    assert page.tags.count("script") == 3 and explored.html.count("</script") == 3
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {*page.tags}
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "srcset")]
    scripts = re.findall(r"<script>(.*?)</script>", explored.html, re.DOTALL)
    assert policy_of(*scripts) in {value for name, value in page.attributes if name == "content"}
    assert "innerHTML" not in scripts[1] and "title" not in embedded(explored.html)["nodes"][0]
    assert any("</script>" in thing[0] for thing in embedded(explored.html)["things"])
    frame = Elements(explored._repr_html_())
    assert frame.tags == ["iframe"] and ("sandbox", "allow-scripts") in frame.attributes
    assert dict(frame.attributes)["srcdoc"] == explored.html


def test_the_library_travels_with_its_licences() -> None:
    vendor = ROOT / "graph" / "oversight_graph" / "drawing" / "vendor"
    head = (vendor / "vis-network.min.js").read_text(encoding="utf-8")[:1500]
    assert "@version 10.1.5" in head and "dual licensed" in head
    assert "Apache License" in (vendor / "vis-network.LICENSE-APACHE-2.0").read_text(encoding="utf-8")
    assert "MIT" in (vendor / "vis-network.LICENSE-MIT").read_text(encoding="utf-8")


def test_the_command_writes_the_same_bytes_under_other_hash_seeds(tmp_path: Path) -> None:
    found = set()
    for seed in ("0", "4242"):
        path = tmp_path / f"{seed}.html"
        run = subprocess.run(
            [sys.executable, "-m", "oversight_graph", "explore", "AGG", "-o", str(path), "--steps", "2"],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "graph")},
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        found.add(path.read_bytes())
    assert len(found) == 1 and str(tmp_path).encode() not in found.pop()
    for wrong, said in (
        (["AGG", "-o", "x.svg"], "written as .html"),
        (["AGG", "-o", str(tmp_path)], "written as .html"),
    ):
        answer = CliRunner().invoke(app, ["explore", *wrong])
        assert isinstance(answer.exception, UsageError) and said in str(answer.exception)


@pytest.mark.parametrize("settings", [{}, {"color_scheme": "dark"}])
def test_axe_finds_nothing_serious(
    browser: "Browser", graph: OversightGraph, tmp_path: Path, settings: dict[str, Any]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "net.html"
    graph.explore("AGG", DAY).write(path)
    for size in ((1440, 900), (390, 844)):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **settings)
        page = context.new_page()
        page.goto(path.as_uri())
        page.locator("#panel h2").wait_for()
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [each["id"] for each in found if each["impact"] in ("serious", "critical")]
        assert grave == [], (size, settings, [each["nodes"][0]["html"][:200] for each in found])
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        context.close()


def test_it_opens_offline_expands_and_tells(
    browser: "Browser", graph: OversightGraph, hostile: OversightGraph, tmp_path: Path
) -> None:
    errors: list[str] = []
    asked: list[str] = []
    for name, explored in (("agg", graph.explore("AGG", DAY)), ("hostile", hostile.explore(None, "2020-01-01"))):
        path = tmp_path / f"{name}.html"
        explored.write(path)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"error: {error}"))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        asked.clear()
        page.on("request", lambda each: asked.append(each.url))
        page.goto(path.as_uri())
        page.wait_for_timeout(500)
        if name == "hostile":
            for n in range(page.evaluate("exploration.data.nodes.length")):
                page.evaluate("n => exploration.expand(n)", n)
            assert page.evaluate("window.PWNED") is None
            assert page.evaluate("document.querySelectorAll('img, iframe, [onerror], [onclick]').length") == 0
            assert {url.partition("#")[0] for url in asked} == {path.as_uri()}
            context.close()
            continue
        assert page.inner_text("#panel h2") == "Alliance Governance Group"
        assert "2018-11-27-panel-pack, line 616" in page.inner_text("#panel")
        shown = page.evaluate("exploration.nodes.length")
        pcc = page.evaluate(
            "exploration.data.things.findIndex(t => t[0] === 'Police and Crime Commissioner, West Mercia')"
        )
        place = page.evaluate(
            """n => { exploration.network.setOptions({ physics: { enabled: false } });
              const p = exploration.network.canvasToDOM(exploration.network.getPosition(n));
              const r = document.getElementById('net').getBoundingClientRect(); return [r.x + p.x, r.y + p.y]; }""",
            pcc,
        )
        page.mouse.dblclick(*place)
        for _ in range(1500):
            if page.evaluate("exploration.nodes.length") > shown:
                break
            page.wait_for_timeout(20)
        assert page.evaluate("exploration.nodes.length") > shown
        assert page.inner_text("#panel h2") == "Police and Crime Commissioner, West Mercia"
        page.click("text=Take it away")
        assert page.evaluate("n => exploration.nodes.get(n)", pcc) is None
        page.keyboard.press("Escape")
        assert re.match(r"\d+ of \d+ things", page.inner_text("#panel h2"))
        page.goto(path.as_uri() + "#node=commitment%2F3.2")
        page.reload()
        assert page.inner_text("#panel h2").startswith("3.2 ")
        assert {url.partition("#")[0] for url in asked} == {path.as_uri()}
        context.close()
    assert errors == []
