"""The proof of a verdict: what leads to the grade, as the register tells it, and how it is drawn."""

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.conftest import ROOT, Make

from oversight_graph.drawing.proof import BODIES, MEETINGS, POINTERS, PROMISE, UPWARD, Proof, proof_svg
from oversight_graph.drawing.prover import Prover, proof_of
from oversight_graph.drawing.styles import page_rules, rules, scale, styles
from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import short
from oversight_graph.graph import OversightGraph, papers_in

DAY = "2018-11-27"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def prover(graph: OversightGraph) -> Prover:
    return Prover(graph.store, DAY)


def proof(prover: Prover, ref: str) -> Proof:
    return prover.proof(next(iri for iri, row in prover.rows.items() if row.ref == ref))


def in_lane(found: Proof, lane: int) -> set[str]:
    return {node.label for node in found.nodes if node.lane == lane}


def test_each_proof_holds_what_the_grade_rests_on(prover: Prover) -> None:
    for iri, row in prover.rows.items():
        found = prover.proof(iri)
        nodes = {node.iri: node for node in found.nodes}
        assert {n for n, node in nodes.items() if node.lane == BODIES} >= {*row.covering}
        assert {n for n, node in nodes.items() if node.lane == MEETINGS} == {
            *row.exercised_iri,
            *row.exercised_through_iri,
        }
        # All that is drawn hangs on the promise.
        reached = {iri}
        for _ in nodes:
            reached |= {step.target for step in found.steps if step.source in reached}
        assert reached == {*nodes}, row.ref
        cited = {e for step in found.steps for e in step.evidence} | {
            e for n in found.nodes for _, es in n.facts for e in es
        }
        assert {*row.evidence} <= cited, row.ref


def test_the_route_through_pointers_is_drawn(prover: Prover) -> None:
    # Pack, line 570: 4.2 refers to 3.5, 1.2 and 2.1.2; line 443: 1.2 names the Transformation Board.
    found = proof(prover, "4.2")
    names = {node.iri: node.label for node in found.nodes}
    said = {(names[s.source], s.verb, names[s.target]): s for s in found.steps}
    promise = found.nodes[0].label
    tracking = next(label for label in in_lane(found, POINTERS) if label.startswith("1.2 "))
    step = said[promise, "points to", tracking]
    assert step.stated and [short(e) for e in step.evidence] == ["2018-11-27-panel-pack, line 570"]
    step = said[tracking, "names", "Transformation Board"]
    assert step.stated and [short(e) for e in step.evidence] == ["2018-11-27-panel-pack, line 443"]
    public = max(node.lane for node in found.nodes)
    assert public > UPWARD and in_lane(found, public) == {"The public of West Mercia"}


def test_a_gap_says_what_the_cell_holds_and_no_more(prover: Prover) -> None:
    # 2.4 has no cell in the text as obtained; that of C4 is empty.
    lost, blank = proof(prover, "2.4"), proof(prover, "C4")
    assert lost.row.lost and not blank.row.lost
    assert [node.lane for node in (*lost.nodes, *blank.nodes)] == [PROMISE, PROMISE] and not lost.steps
    drawn = proof_svg(lost)
    assert "Not known" in drawn and "Grade 0" not in drawn and 'class="t lost"' in drawn
    assert "Grade 0: blank" in proof_svg(blank)


def test_nothing_else_has_a_proof(prover: Prover, graph: OversightGraph) -> None:
    with pytest.raises(UsageError, match="has no grade to prove"):
        prover.proof("https://example.org/body/x")
    with pytest.raises(UsageError, match="up to 2017-01-01"):
        iri = next(iter(prover.rows))
        proof_of(graph.store, iri, "2017-01-01")


def test_pictures_are_whole_and_no_card_covers_another(prover: Prover) -> None:
    for iri, row in prover.rows.items():
        found = prover.proof(iri)
        root = ElementTree.fromstring(proof_svg(found))
        text = " ".join("".join(root.itertext()).split())
        cards = []
        for group in root.iter(f"{SVG}g"):
            rect = group.find(f"{SVG}rect")
            if group.attrib.get("class", "").startswith("b ") and rect is not None:
                cards.append([float(rect.attrib[side]) for side in ("x", "y", "width", "height")])
        assert all(
            abs(a[0] - b[0]) >= a[2] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1] for a, b in combinations(cards, 2)
        ), row.ref
        assert all(
            x + w <= float(root.attrib["width"]) and y + h <= float(root.attrib["height"]) for x, y, w, h in cards
        )
        for step in found.steps:
            for cited in step.evidence:
                assert short(cited).rpartition(" ")[2] in text, (row.ref, cited)
        assert len(root.findall(f"{SVG}path")) == len(found.steps)
        dashed = [path for path in root.findall(f"{SVG}path") if " i" in path.attrib["class"]]
        assert len(dashed) == sum(not step.stated for step in found.steps)


def test_passages_and_links_come_where_they_are_given(prover: Prover, sources: Path, graph: OversightGraph) -> None:
    found = proof(prover, "3.2")
    papers = papers_in(graph, sources)
    drawn = proof_svg(found, papers=papers, links=lambda iri: f"to-{iri.rpartition('/')[2]}.html?a&b")
    passage = papers.passage(found.steps[0].evidence[0]) or ""
    assert passage[:30] in " ".join("".join(ElementTree.fromstring(drawn).itertext()).split())
    links = [a.attrib["href"] for a in ElementTree.fromstring(drawn).iter(f"{SVG}a")]
    assert "to-2018-11-27-panel-pack#line=532,533.html?a&b" in links
    assert proof_svg(found, part=True).startswith("<svg class=") and "<style>" not in proof_svg(found, part=True)
    assert found._repr_html_() == proof_svg(found)


def test_hostile_labels_are_text(make_graph: Make) -> None:
    text = (ROOT / "tests" / "hostile.ttl").read_text(encoding="utf-8").replace("LONG", "long" * 2500)
    prover = Prover(make_graph(text).store, "2020-01-01")
    assert prover.rows
    for iri in prover.rows:
        root = ElementTree.fromstring(proof_svg(prover.proof(iri), links=lambda _: 'x"><script>'))
        allowed = {*"svg title desc style g a rect path circle text tspan defs pattern marker".split()}
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed
        assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    a, b = sorted((light(first), light(second)))
    return (b + 0.05) / (a + 0.05)


def test_states_differ_without_colour_and_can_be_read() -> None:
    tiles = scale()
    assert [tiles[f"g{n}"].outline for n in range(7)] == ["box"] * 3 + ["cut"] + ["pill"] * 3
    assert tiles["lost"].sign == "?" and len({code.sign for code in tiles.values()}) == len(tiles)
    for codes in (("g0", "g1", "g2"), ("g4", "g5", "g6")):
        assert all(contrast(tiles[a].shade, tiles[b].shade) > 1.4 for a, b in combinations(codes, 2)), codes
    # What names no body stands out most from paper.
    strongest = max(tiles, key=lambda name: contrast(tiles[name].shade, "#ffffff"))
    assert strongest == "g0"
    for name, code in tiles.items():
        assert contrast(code.ink, code.shade) >= 7, name
        assert max(contrast(code.stroke, code.shade), contrast(code.shade, "#ffffff")) >= 3, name
    for name, style in styles().items():
        assert contrast("#202124", style.fill) >= 7 and contrast(style.stroke, style.fill) >= 3, name


def test_the_rules_of_style_need_nothing_from_elsewhere() -> None:
    assert "var(" not in rules() and "http" not in rules() + page_rules()
    assert rules().count("{") == rules().count("}") and page_rules().count("{") == page_rules().count("}")
    assert "prefers-color-scheme:dark" in page_rules() and "forced-colors:active" in page_rules()
