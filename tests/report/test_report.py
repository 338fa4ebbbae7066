"""The report: its figures are those of the analyses, its links lead somewhere, and data in it stays text.

What must stand on a page is what the package's own functions return, asked here apart from the report; a few figures of
the shipped data were counted by hand in its plan. Pages are read with the HTML parser of the standard library.
"""

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from tests.conftest import ROOT, Make

from oversight_graph.ask import catalogue
from oversight_graph.ask.explain import explain
from oversight_graph.change.whatif import whatif
from oversight_graph.check.violations import Violation
from oversight_graph.errors import UsageError
from oversight_graph.evidence.citations import short as cited_as
from oversight_graph.graph import OversightGraph, papers_in
from oversight_graph.output.starter import write_starter
from oversight_graph.practice.followup import follow_up
from oversight_graph.practice.practice import practice
from oversight_graph.report import MARK, site, write_report
from oversight_graph.report.html.paths import Links, Thing, file_names
from oversight_graph.report.pages.matrix import answerable, assurance

VOID = {"meta", "link", "img", "br", "input", "hr"}
Files = dict[str, bytes]

# A label of each kind that has broken a page before; the last has a word of 10,000 letters.
HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "javascript:alert(1)",
    "</script></style></textarea><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202egnp.exe \u2066",
    "w" * 10_000,
)
TOWN = """
paper:plan a ovs:SourceDocument ; dcterms:title "Plan"@en ; dcterms:date "2020-05-01"^^xsd:date ; ovs:lineCount 50 .
objective:one a ovs:Objective ; skos:prefLabel "One"@en ; skos:notation "1" .
plan:p a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2020-05-01"^^xsd:date ; ovs:evidence <#line=1,2> .
post:chief a org:Post ; skos:prefLabel "Chief"@en .
post:mayor a org:Post ; skos:prefLabel "Mayor"@en .
mechanism:audit a ovs:Audit ; skos:prefLabel "Internal audit"@en ;
    ovs:line <https://w3id.org/oversight-graph/concept/line/third> .
body:board a ovs:OversightBody ; skos:prefLabel "Board"@en ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2020-01-01"^^xsd:date ;
        ovs:evidence <#line=2,3> ] .
body:idle a ovs:OversightBody ; skos:prefLabel "Idle group"@en .
commitment:1.1 a ovs:Commitment ; skos:notation "1.1" ; rdfs:label "Safer streets"@en ; dcterms:isPartOf plan:p ;
    ovs:objective objective:one ; ovs:committedBy post:mayor ; ovs:oversightCell ovs:Body ; ovs:evidence <#line=3,4> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Board" ; ovs:evidence <#line=4,5> ] ,
                  [ a ovs:Oversight ; ovs:by mechanism:audit ; ovs:asStated "audit" ; ovs:evidence <#line=5,6> ] .
commitment:1.2 a ovs:Commitment ; skos:notation "1.2" ; rdfs:label "Cleaner parks"@en ; dcterms:isPartOf plan:p ;
    ovs:objective objective:one ; ovs:committedBy post:mayor , post:chief ; ovs:oversightCell ovs:Reference ;
    ovs:defersTo commitment:1.1 ; ovs:evidence <#line=6,7> ;
    ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1.1 ; ovs:asStated "1.1" ;
        ovs:evidence <#line=6,7> ] .
commitment:1.3 a ovs:Commitment ; skos:notation "1.3" ; rdfs:label "Warmer homes"@en ; dcterms:isPartOf plan:p ;
    ovs:objective objective:one ; ovs:oversightCell ovs:Blank ; ovs:evidence <#line=8,9> .
activity:1.3.1 a ovs:Activity ; skos:notation "1.3.1" ; rdfs:label "Insulate"@en ; dcterms:isPartOf commitment:1.3 ;
    ovs:lead post:chief ; ovs:oversightCell ovs:Blank ; ovs:evidence <#line=9,10> .
"""

DRAWN = ("map.html", "network.html")


class Reading(HTMLParser):
    """What a page holds: links, anchors, tags, text, the sections with the rows of their tables, the charts."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.ids: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.rows: dict[str, int] = {}
        self.cited: dict[str, list[int]] = {}
        self.charts: dict[str, list[str]] = {}
        self.policy = ""
        self.section = ""
        self._stack: list[str] = []
        self._body = self._chart = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes.update(given)
        if tag not in VOID:
            self._stack.append(tag)
        if tag == "ul":
            self._chart = given.get("class", "").startswith("chart")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "section":
            self.section = given.get("id", "")
        if tag == "tbody":
            self._body = True
            self.rows.setdefault(self.section, 0)
        if tag == "tr" and self._body:
            self.rows[self.section] += 1
            self.cited.setdefault(self.section, []).append(0)
        if "href" in given:
            self.links.append(given["href"])
            if self._body and "paper/" in given["href"]:
                self.cited[self.section][-1] += 1
            if self._chart:
                self.charts.setdefault(given["href"], [])
        if "src" in given:
            self.sources.append(given["src"])
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "tbody":
            self._body = False
        if tag == "ul":
            self._chart = False
        while self._stack and self._stack.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1] not in ("script", "style"):
            self.words.append(data)
        if "svg" in self._stack and self._chart and self.charts and "title" not in self._stack:
            self.charts[next(reversed(self.charts))].append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def read(report: Files) -> dict[str, Reading]:
    found = {path: Reading(content) for path, content in report.items() if path.endswith(".html")}
    assert len(found) > 600
    return found


def section(prefix: str, rows: dict[str, int]) -> dict[str, int]:
    return {name.removeprefix(prefix): number for name, number in rows.items() if name.startswith(prefix)}


def spelled(counts: Counter[str]) -> dict[str, int]:
    return {name.replace(" ", "-").replace(",", ""): number for name, number in counts.items()}


def test_lists_have_the_numbers_of_the_analyses(
    graph: OversightGraph, read: dict[str, Reading], checked: list[Violation]
) -> None:
    day = graph.newest_paper
    grades = Counter(row.code.notation for row in graph.coverage())
    assert section("grade-", read["coverage.html"].rows) == dict(grades)
    assert grades["unknown"] == 2
    assert section("grade-", read["gaps.html"].rows) == dict(Counter(row.code.notation for row in graph.gaps()))
    assert read["rows.html"].rows == {"rows": len(graph.coverage())}
    activities = Counter(row.code.notation for row in graph.coverage(activities=True))
    assert section("grade-", read["activities.html"].rows) == dict(activities)
    states = Counter(row.status for row in graph.bodies())
    assert section("status-", read["bodies.html"].rows) == spelled(states)
    assert read["bodies.html"].rows.get("former", 0) == len(graph.bodies(everything=True)) - len(graph.bodies())
    actions = read["actions.html"].rows
    assert section("state-", actions) == spelled(Counter(row.status for row in graph.actions()))
    assert section("outcome-", actions) == spelled(Counter(row.outcome for row in follow_up(graph.store, day)))
    assert section("severity-", read["checks.html"].rows) == dict(Counter(row.severity for row in checked))
    assert section("kind-", read["conflicts.html"].rows) == spelled(Counter(row.kind for row in graph.conflicts()))
    found = Counter(row.finding for row in practice(graph.store, day))
    assert section("finding-", read["practice.html"].rows) == spelled(found)
    assert sum(section("of-", read["people.html"].rows).values()) == len(graph.people())
    events = Counter("ahead-of-the-date" if row.ahead else row.day[:4] for row in graph.timeline())
    assert section("year-", read["timeline.html"].rows) == dict(events)
    assert sum(section("objective-", read["objectives.html"].rows).values()) == len(graph.coverage()) == 52


def test_the_findings_have_the_numbers_of_their_lists(
    graph: OversightGraph, read: dict[str, Reading], checked: list[Violation]
) -> None:
    text = read["findings.html"].text
    actions = Counter(row.status for row in graph.actions())
    found = Counter(row.finding for row in practice(graph.store, graph.newest_paper))
    for sentence in (
        f"{len(graph.bodies())} bodies in the register; {sum(b.status == 'active' for b in graph.bodies())} shown",
        f"{len(graph.actions())} actions asked for; for "
        f"{actions['open'] + actions['overdue'] + actions['deferred']} no end",
        f"and of {actions['overdue']} the last day is past",
        f"{found['paper cover']} pairs of body and commitment are paper cover",
        f"{found['shadow oversight']} pairs are shadow oversight",
        f"{len(graph.conflicts())} places",
        f"{len(checked)} violations of the checks",
    ):
        assert sentence in text


def test_the_front_page_says_it_in_a_sentence_and_shows_each_commitment(
    graph: OversightGraph, report: Files, read: dict[str, Reading]
) -> None:
    rows, page = graph.coverage(), report["index.html"].decode()
    lost = [row for row in rows if row.grade == 0 and row.cell == "lost"]
    bare = [row for row in rows if row.grade < 3 and row not in lost]
    # Read in the plan: of 2.4 and 2.5 the cells slid into another column and are not in the text.
    assert [row.ref for row in lost] == ["2.4", "2.5"]
    said = f"{len(bare)} of {len(rows)} commitments name no body; of {len(lost)} nothing can be known."
    assert f"<h1>{said}</h1>" in page
    assert f"<title>{said}</title>" in page
    assert said.rstrip(".").partition(";")[0] in read["findings.html"].text
    wall = page[page.index('class="wall"') : page.index("</section>", page.index('class="wall"'))]
    tiles = re.findall(r'class="tile (g.|lost)" href="commitment/[^"]*" title="[^"]*">(\S+) <b>(\S+)</b>', wall)
    assert Counter(ref for _, ref, _ in tiles) == Counter(row.ref for row in rows)
    looks = {row.ref: ("lost", "?") if row in lost else (f"g{row.grade}", str(row.grade)) for row in rows}
    assert {ref: (look, sign.removesuffix("↪")) for look, ref, sign in tiles} == looks
    # Without a body on one side of the rule, with one on the other.
    for side, those in (("bare", [*lost, *bare]), ("covered", [row for row in rows if row.grade >= 3])):
        lists = re.findall(rf'<ul class="tiles {side}">(.*?)</ul>', wall, re.DOTALL)
        found = re.findall(r'title="[^"]*">(\S+) <b>', " ".join(lists))
        assert sorted(found) == sorted(row.ref for row in those), side
    # Each grade of the key counts its tiles.
    for look, number in re.findall(r'<b class="tile (g.|lost)">.</b> [^:<]*: (\d+)', wall):
        assert int(number) == sum(one == look for one, _, _ in tiles), look
    late = [row for row in graph.actions() if row.status == "overdue"]
    assert all(row.text in read["index.html"].text for row in late[:5])
    assert late


def test_each_way_to_a_section_and_each_bar_counts_its_rows(report: Files, read: dict[str, Reading]) -> None:
    seen = 0
    for path in read:
        ways = re.search(r'<section id="jumps".*?</section>', report[path].decode(), re.DOTALL)
        for target, number in re.findall(r'href="([^"]+)">[^<]*: (\d+)<', ways.group() if ways else ""):
            place, anchor = urldefrag(target)
            assert int(number) == read[place].rows[anchor], (path, target)
            seen += 1
    assert seen > 35
    for href, drawn in read["whatif.html"].charts.items():
        assert int(drawn[-1]) == read["whatif.html"].rows[urldefrag(href)[1]]
    for href, drawn in read["objectives.html"].charts.items():
        # A row's pieces, then their sum.
        assert int(drawn[-1]) == sum(map(int, drawn[:-1])) == read["objectives.html"].rows[urldefrag(href)[1]]


def test_the_assurance_map_has_what_coverage_names_and_cites_it(
    graph: OversightGraph, report: Files, read: dict[str, Reading]
) -> None:
    rows = graph.coverage()
    cells = assurance(graph.store, rows)
    for row in rows:
        here = [cell for cell in cells if cell.iri == row.iri]
        assert {c.mechanism for c in here if c.live is not None} == {*row.bodies, *row.resolved_bodies}
        assert {c.mechanism for c in here if c.live} == set(row.live)
    assert cells
    assert all(cell.evidence for cell in cells)
    for cell in cells:
        row = next(each for each in rows if each.iri == cell.iri)
        assert cell.grade <= row.grade, "no mechanism alone gives more than all together"
        assert (cell.grade > 3) == bool(cell.live)
    assert all(max((c.grade for c in cells if c.iri == row.iri), default=row.grade) == row.grade for row in rows)
    page, text = read["assurance.html"], report["assurance.html"].decode()
    assert page.rows["heat"] == len(rows)
    assert page.rows["cells"] == len(cells)
    assert sum(page.cited["heat"]) == len(cells)
    heat = text[text.index('id="heat"') : text.index('id="cells"')]
    assert heat.count('<tr class="gap">') == len(graph.gaps())
    # The totals are those of the columns, which stand by load within their line; the last is that of all.
    (totals,) = re.findall(r'<tr class="totals">(.*?)</tr>', heat, re.DOTALL)
    counts = [
        int(number) for number in re.findall(r'data-sort="(\d+)"|">(\d+)<', totals) for number in number if number
    ]
    load = Counter((cell.line, cell.mechanism_iri) for cell in cells)
    assert sorted(counts[:-1]) == sorted(load.values())
    assert counts[-1] == len(cells)
    spans = [int(span) for span in re.findall(r'colspan="(\d+)"', heat)][1:-1]
    start = 0
    for span in spans:
        assert counts[start : start + span] == sorted(counts[start : start + span], reverse=True)
        start += span
    assert start == len(load)


def test_every_list_of_commitments_cites(read: dict[str, Reading]) -> None:
    # Each commitment and activity of the shipped plan cites where it is printed, so no row may be without.
    for path in ("gaps.html", "coverage.html", "activities.html", "objectives.html", "accountability.html"):
        for name, numbers in read[path].cited.items():
            if name != "counts":
                assert all(numbers), (path, name)


def in_folder(links: Links, folder: str) -> list[Thing]:
    return [thing for thing in links.things.values() if thing.folder == folder]


def test_each_fact_of_a_thing_cites_what_explain_cites(graph: OversightGraph, read: dict[str, Reading]) -> None:
    links = Links(graph.store)
    some = [thing for folder in ("commitment", "body", "meeting", "action") for thing in in_folder(links, folder)[::8]]
    assert len(some) > 20
    for thing in some:
        facts = explain(graph.store, thing.iri)
        page = read[thing.path]
        said = [fact for fact in facts if not fact.fact.startswith("←")]
        # A citation may lead to a paper in the value too, so there may be more links than citations, never fewer.
        assert len(page.cited["facts"]) == len(said)
        for shown, fact in zip(page.cited["facts"], said, strict=True):
            assert shown >= min(len(set(fact.evidence)), 8)
        assert page.rows.get("mentions", 0) == len(facts) - len(said)


def test_the_proof_of_each_verdict_cites_all_that_it_rests_on(
    graph: OversightGraph, report: Files, read: dict[str, Reading]
) -> None:
    links = Links(graph.store)
    rows = [*graph.coverage(), *graph.coverage(activities=True)]
    assert len(rows) > 100
    for row in rows:
        page = report[links.things[row.iri].path].decode()
        proof = page[page.index('id="proof"') :]
        proof = proof[: proof.index("</section>")]
        assert "<svg" in proof, row.ref
        (copied,) = re.findall(r'data-copy="([^"]*)"', proof)
        assert f"grade {row.code.sign}, {row.called}" in copied
        short = page[page.index('id="short"') : page.index('id="proof"')]
        for cited in row.evidence:
            assert cited_as(cited) in copied
            assert f"../{links.citation(cited)}" in short, (row.ref, cited)
        assert "in the CSV" not in page
    # What 4.2 rests on was read in the plan: it only points, to 1.2, 2.1.2 and 3.5, and these name boards.
    text = read["commitment/4.2.html"].text
    for name in ("1.2", "2.1.2", "3.5", "Transformation Board", "Monthly Holding to Account"):
        assert name in text


def test_pages_of_posts_and_meetings_say_first_what_people_ask(
    graph: OversightGraph, report: Files, read: dict[str, Reading]
) -> None:
    links = Links(graph.store)
    chairs = [(iri, body) for body in graph.bodies() for iri in body.chair_iri]
    assert len(chairs) > 5
    for iri, body in chairs:
        if iri not in links.things:
            continue
        page = report[links.things[iri].path].decode()
        first = page[page.index('id="short"') : page.index("</section>", page.index('id="short"'))]
        assert re.search(rf"Chairs: .*{re.escape(links.things[body.iri].path)}", first), body.name
    page = read["meeting/2017-11-30-monthly-holding-to-account.html"].text
    # Read in the notes: who attended, who took them, the items, and that six questions were put.
    for sentence in ("Held on 2017-11-30", "Its notes are loaded", "Attended: Amanda Blakeman",
                 "Took the minutes: Jackie Irvin",
                 "Asked (6)", "1.1 Telford: first analytical research"):  # fmt: skip
        assert sentence in page, sentence
    tree = report["posts.html"].decode()
    assert tree.index("The public of West Mercia") < tree.index("Police and Crime Panel") < tree.index("others")
    assert read["meetings.html"].rows["meetings"] > 4
    # All that is stated comes after, behind a fold.
    for path in ("post/pcc.html", "person/john-campion.html", "body/alliance-governance-group.html"):
        assert re.search(r'id="facts"[^>]*>\s*<details>', report[path].decode()), path


def test_every_link_leads_to_a_file_and_an_anchor_of_the_report(report: Files, read: dict[str, Reading]) -> None:
    anchors = {path: set(page.ids) for path, page in read.items()}
    seen = 0
    for path, page in read.items():
        if path in DRAWN:
            continue
        for link in [*page.links, *page.sources]:
            target, anchor = urldefrag(link)
            place = os.path.normpath(Path(path).parent / target) if target else path
            assert place in report, (path, link)
            # A drawing is opened at a thing; what it draws is asked of it by a browser.
            assert not anchor or anchor in anchors[place] or (place in DRAWN and "node=" in anchor), (path, link)
            seen += 1
    assert seen > 10_000


def test_anchors_are_unique_on_each_page(read: dict[str, Reading]) -> None:
    assert [path for path, page in read.items() if len(page.ids) != len(set(page.ids)) and path not in DRAWN] == []


def test_no_page_shows_a_value_as_python_writes_it(report: Files) -> None:
    written = re.compile(r"\(&#39;|\('|\['|\[&#39;|\bNone\b|<object |datetime\.date")
    pages = {name: content.decode() for name, content in report.items() if name.endswith(".html")}
    for drawn in DRAWN:  # hold scripts
        del pages[drawn]
    assert pages
    assert {name: found[0] for name, text in pages.items() if (found := written.search(text))} == {}


def test_no_page_for_people_shows_addresses_or_names_of_commands(read: dict[str, Reading]) -> None:
    # The checks tell those who mend the data where it stands, the questions show their SPARQL.
    told = [path for path in read if path not in (*DRAWN, "checks.html") and not path.startswith("question")]
    assert len(told) > 500
    for path in told:
        assert re.search(r"https?://|\bovs:|`", read[path].text) is None, path


def test_no_file_asks_anything_of_another_machine(report: Files, read: dict[str, Reading]) -> None:
    for path, page in read.items():
        for link in [*page.links, *page.sources]:
            assert not re.match(r"(?i)\s*([a-z][a-z0-9+.-]*:|//)", link), (path, link)
        assert "default-src 'none'" in page.policy
        assert "http" not in page.policy
    css = report["report.css"].decode()
    assert not re.search(r"url\((?!#)", css), "only signs within the page"
    assert "@import" not in css
    assert b"unsafe-inline" not in report["index.html"]


def test_csv_files_hold_the_rows_of_the_commands(
    graph: OversightGraph, report: Files, checked: list[Violation]
) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(report[f"csv/{name}.csv"].decode("utf-8-sig"))))

    assert [row["ref"].lstrip("'") for row in rows("gaps")] == [row.ref for row in graph.gaps()]
    assert [row["iri"] for row in rows("bodies")] == [row.iri for row in graph.bodies()]
    assert [row["id"] for row in rows("actions")] == [row.id for row in graph.actions()]
    assert [row["message"] for row in rows("checks")] == [row.message for row in checked]
    assert [row["what"] for row in rows("timeline")] == [row.what for row in graph.timeline()]
    assert {row["evidence"] for row in rows("gaps")} == {"; ".join(row.evidence) for row in graph.gaps()}


def test_each_question_stands_there_with_its_answer_and_sparql(graph: OversightGraph, read: dict[str, Reading]) -> None:
    names = catalogue.names()
    assert len(names) > 40
    for name in names:
        page = read[f"question/{name}.html"]
        question = catalogue.question(name)
        dated = {"asOf": graph.newest_paper} if "asOf" in dict(question.defaults) else {}
        assert page.rows["answer"] == len(graph.query(name, **dated).rows)
        assert "SELECT" in page.text
    table = graph.query("papers-loaded")
    for path in (f"question/{name}.html" for name in ("papers-loaded",)):
        assert read[path].rows["answer"] == len(table.rows) == 5


def test_bodies_left_out_of_the_what_if_would_change_nothing(graph: OversightGraph, read: dict[str, Reading]) -> None:
    page = read["whatif.html"]
    drops = [
        row for row in whatif(graph.store, graph.newest_plan, remove=[graph.find("AGG")]) if row.effect != "assumed"
    ]
    agg = "without-alliance-governance-group"
    assert page.rows[agg] > 0
    assert page.rows[agg] == sum(row.effect == "grade drops" and row.kind == "commitment" for row in drops)
    assert page.rows[f"{agg}-more"] == len(drops) - page.rows[agg]
    shown = {name for name in page.rows if name.startswith("without-")}
    quiet = [b for b in graph.bodies(everything=True) if f"without-{b.iri.rpartition('/')[2]}" not in shown][::12]
    quiet = [b for b in quiet if b.name in page.text.rpartition("Bodies whose end would change none of this")[2]]
    assert len(quiet) > 3
    for body in quiet:
        assert [r.effect for r in whatif(graph.store, graph.newest_plan, remove=[body.iri])] == ["assumed"]


@pytest.fixture
def town(make_graph: Make) -> OversightGraph:
    return make_graph(TOWN)


def test_a_small_plan_by_hand(town: OversightGraph) -> None:
    files = site.report_files(town)
    cells = assurance(town.store, town.coverage())
    # 1.1 names a board and an audit; 1.2 leaves its oversight to 1.1 and so reaches both; 1.3 names nothing.
    assert [(c.ref, c.line, c.mechanism, c.live, c.through) for c in cells] == [
        ("1.1", "body", "Board", True, ()),
        ("1.1", "third", "Internal audit", None, ()),
        ("1.2", "body", "Board", True, ("1.1",)),
        ("1.2", "third", "Internal audit", None, ("1.1",)),
    ]
    rows = {row.ref: row for row in answerable(town.store, town.coverage())}
    assert (rows["1.1"].accountable, rows["1.1"].flag) == (("Mayor",), "")
    assert (rows["1.2"].accountable, rows["1.2"].flag) == (("Chief", "Mayor"), "2 accountable")
    assert (rows["1.3"].responsible, rows["1.3"].flag) == (("Chief",), "nobody named as accountable")
    page = Reading(files["accountability.html"])
    assert section("raci-", page.rows) == {"flagged": 2, "one": 1}
    assert Reading(files["gaps.html"]).rows["grade-0"] == 1
    assert "1 of 3 commitments names no body." in Reading(files["index.html"]).text


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_labels_stay_text(make_graph: Make, label: str) -> None:
    quoted = label.replace("\\", "\\\\").replace('"', '\\"')
    hostile = TOWN
    for old in ("Safer streets", "Board", "Mayor", "One"):
        hostile = hostile.replace(f'"{old}"@en', f'"{quoted}"@en')
    files = site.report_files(make_graph(hostile))
    seen = "".join(c for c in label if c.isprintable())
    for path in (
        "index.html",
        "coverage.html",
        "assurance.html",
        "whatif.html",
        "commitment/1.1.html",
        "body/board.html",
    ):
        page = Reading(files[path])
        # The one that sorts tables, and the one that searches.
        assert page.tags["script"] == 2
        assert page.tags["img"] == 0
        assert not [name for name in page.attributes if name.startswith("on")]
        assert not [link for link in page.links if link.startswith("javascript")]
        if path != "index.html":
            assert seen in "".join(page.words)
            assert "\u202e" not in page.text


def test_file_names_are_safe_and_never_shared() -> None:
    base = "https://example.org/x/"
    iris = [
        base + name
        for name in (
            "3.2",
            "B.4",
            "b.4",
            "..",
            "../../../etc/passwd",
            "%2e%2e%2fpasswd",
            "con",
            "aux.html",
            "a b",
            "a-b",
            "A-B",
            "語",
            "ü",
            "x" * 300,
            "x" * 301,
            "...",
            ".hidden",
            "index",
            "a\\b",
            "a:b",
            "nul",
            "",
        )
    ]
    iris += ["https://example.org/y/3.2", "https://example.org/z#3.2", "urn:thing"]
    names = file_names(iris)
    assert set(names) == set(iris)
    assert len({name.lower() for name in names.values()}) == len(set(iris))
    for name in names.values():
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*", name), name
        assert ".." not in name
        assert len(name) < 100
        assert name.split(".")[0] not in ("con", "aux", "nul")
    assert file_names(reversed(iris)) == names
    assert file_names([base + "3.2"]) == {base + "3.2": "3.2"}


def test_a_folder_that_is_not_a_report_is_left_alone(town: OversightGraph, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="not a report"):
        write_report(town, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    with pytest.raises(UsageError, match="not a folder"):
        write_report(town, tmp_path / "mine" / "letter.txt")


def test_a_report_is_replaced_whole(town: OversightGraph, tmp_path: Path) -> None:
    target = tmp_path / "out" / "report"
    write_report(town, target, "2020-01-01")
    files = write_report(town, target)
    there = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert there == files
    assert MARK in there
    assert [path.name for path in target.parent.iterdir()] == ["report"]


@pytest.mark.parametrize("change", ["added", "changed"])
def test_what_is_not_of_the_report_is_never_removed(change: str, town: OversightGraph, tmp_path: Path) -> None:
    write_report(town, tmp_path / "report")
    mine = tmp_path / "report" / ("notes.html" if change == "added" else "index.html")
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=f"holds what is not of a report, or was changed since: {mine.name}"):
        write_report(town, tmp_path / "report")
    assert mine.read_text(encoding="utf-8") == "mine"


def test_nothing_is_half_written(town: OversightGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report"
    write_report(town, target)
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    write, count = Path.write_bytes, 0

    def fails(path: Path, content: bytes) -> int:
        nonlocal count
        count += 1
        if count > 20:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fails)
    with pytest.raises(UsageError, match="No space left"):
        write_report(town, target)
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name != "town"] == ["report"]


def test_starter_data_by_the_command(tmp_path: Path) -> None:
    write_starter(tmp_path / "data")
    run = subprocess.run(
        [sys.executable, ROOT / "cli.py", "report", "-o", tmp_path / "report", "--data", tmp_path / "data"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    found = {path: path.read_bytes() for path in (tmp_path / "report").rglob("*") if path.is_file()}
    assert len(found) > 100
    # No path of this machine, in any file.
    assert [path for path, content in found.items() if str(tmp_path).encode() in content] == []


def test_the_same_bytes_in_another_process_with_another_hash_seed(report: Files, made: Path) -> None:
    # What the shapes say was asked once for all, and is told in a fixed order.
    code = """
import hashlib, pathlib, pickle, sys
from oversight_graph.check import checks
from oversight_graph.check.shapes import SHAPES, shape_names
from oversight_graph.graph import OversightGraph
from oversight_graph.report import site
found = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
checks.validate = lambda *_: [each for each in found if each.check in {*shape_names(), SHAPES}]
for path, content in site.report_files(OversightGraph.load()).items():
    print(hashlib.sha256(content).hexdigest(), path)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(made / "checked")],
        env=os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT / "graph")},
        capture_output=True,
        text=True,
        check=True,
    )
    there = {path: digest for digest, path in (line.split(" ", 1) for line in run.stdout.splitlines() if " " in line)}
    assert there.keys() == report.keys()
    here = {path: hashlib.sha256(content).hexdigest() for path, content in report.items()}
    assert [path for path, digest in here.items() if there[path] != digest] == []


def test_passages_are_shown_where_the_papers_are_at_hand(make_graph: Make, tmp_path: Path) -> None:
    lines = [f"line {number} of the plan" for number in range(1, 51)]
    lines[2] = "Safer streets, ask " + "@".join(("jo", "example.org")) + " or 01632 960123"
    text = "\n".join(lines)
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "any-name.txt").write_text(text, encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    graph = make_graph(TOWN.replace("ovs:lineCount 50", f'ovs:sha256 "{digest}" ; ovs:lineCount 50'))
    # #line=3,4 is the fourth line, #line=2,3 the third.
    with_papers = site.report_files(graph, None, papers_in(graph, tmp_path / "papers"))
    without = site.report_files(graph)
    assert "line 4 of the plan" in Reading(with_papers["commitment/1.1.html"]).text
    assert "line 4 of the plan" in Reading(with_papers["paper/plan.html"]).text
    assert "line 4 of the plan" not in Reading(without["commitment/1.1.html"]).text
    # 1.2 points to 1.1: what proves its verdict is what names bodies there, in the fifth line.
    for path in ("commitment/1.1.html", "commitment/1.2.html"):
        page = with_papers[path].decode()
        assert "line 5 of the plan" in page[page.index('id="passages"') :], path
    text = Reading(with_papers["body/board.html"]).text
    assert "Safer streets, ask [address left out] or [number left out]" in text


def test_the_date_given_holds_for_everything(tmp_path: Path) -> None:
    # The starter data has a plan of January 2025 and notes of a meeting of March 2025 that asked for actions.
    write_starter(tmp_path / "data")
    graph = OversightGraph.load(tmp_path / "data")
    assert len(graph.actions()) > 0
    files = site.report_files(graph, "2025-02-01")
    assert "As at 2025-02-01" in Reading(files["index.html"]).text
    rows = Reading(files["actions.html"]).rows
    assert sum(section("state-", rows).values()) == len(graph.actions("2025-02-01")) == 0


def test_without_a_plan_nothing_is_said_of_one(make_graph: Make) -> None:
    graph = make_graph(
        """
paper:notes a ovs:SourceDocument ; dcterms:title "Notes" ; dcterms:date "2020-05-01"^^xsd:date ; ovs:lineCount 50 ;
    ovs:recordOf meeting:m .
body:board a ovs:OversightBody ; skos:prefLabel "Board" .
body:gone a ovs:OversightBody ; skos:prefLabel "Gone" ; ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ;
    schema:startDate "2020-01-01"^^xsd:date ; ovs:evidence <notes#line=3,4> ] .
meeting:m a ovs:Meeting ; rdfs:label "Board meeting" ; schema:startDate "2020-05-01"^^xsd:date ;
    ovs:convenes body:board ; ovs:evidence <notes#line=1,2> .
"""
    )
    files = site.report_files(graph)
    # What had ended is not in the register, on no page.
    assert Reading(files["index.html"]).text.startswith("1 body, 1 meeting in the loaded papers.")
    assert "1 body in the register" in Reading(files["findings.html"]).text
    gone = {"gaps", "coverage", "objectives", "rows", "assurance", "activities", "accountability", "practice", "whatif"}
    assert not {f"{name}.html" for name in gone} & files.keys()
    pages = [path for path in files if path.endswith(".html") and "/" not in path and path not in DRAWN]
    assert len(pages) > 8
    # Some questions of the catalogue are asked of any data, and name what else they find.
    asked = ("questions.html", "tables.html")
    pages.remove("checks.html")  # It names the file, which is called after a plan.
    for path in [*pages, "body/board.html", "meeting/m.html"]:
        words = r"plans?|commitments?" if path in asked else r"plans?|promises?|commitments?|coverage|laws?|legal"
        found = re.search(rf".{{30}}\b({words})\b.{{9}}", Reading(files[path]).text, re.IGNORECASE)
        assert found is None, (path, found)
    every = {urldefrag(link)[0] for path in pages for link in Reading(files[path]).links}
    assert every <= files.keys() | {""}


def test_of_the_actions_of_an_owner_those_withdrawn_are_counted_too(make_graph: Make) -> None:
    graph = make_graph(
        """
paper:notes a ovs:SourceDocument ; dcterms:title "Notes" ; dcterms:date "2020-05-01"^^xsd:date ;
    ovs:recordOf meeting:m .
body:board a ovs:OversightBody ; skos:prefLabel "Board" .
post:clerk a org:Post ; skos:prefLabel "Clerk" .
meeting:m a ovs:Meeting ; rdfs:label "Board meeting" ; schema:startDate "2020-05-01"^^xsd:date ;
    ovs:convenes body:board .
action:m-a1 a ovs:Action ; rdfs:label "Mend the lamp" ; dcterms:isPartOf meeting:m ; ovs:owner post:clerk ;
    ovs:actionState action-state:withdrawn ; ovs:evidence <notes#line=3,4> .
action:m-a2 a ovs:Action ; rdfs:label "Buy paint" ; dcterms:isPartOf meeting:m ; ovs:owner post:clerk ;
    ovs:actionState action-state:open .
"""
    )
    page = site.report_files(graph)["actions.html"].decode()
    owners = page[page.index('<section id="owners">') :]
    heads, cells = re.findall(r'scope="col" class="c-([\w-]+)"', owners), re.findall(r"<td[^>]*>(.*?)</td>", owners)
    row = dict(zip(heads, cells, strict=True))
    assert [row[name] for name in ("owner", "actions", "discharged", "withdrawn", "overdue")] == [
        "Clerk",
        "2",
        "0",
        "1",
        "0",
    ]


def test_the_front_page_names_commitments_whose_day_is_past(make_graph: Make) -> None:
    late = TOWN.replace(
        'rdfs:label "Warmer homes"@en ;', 'rdfs:label "Warmer homes"@en ; ovs:due "2020-04-01"^^xsd:date ;'
    )
    # Of six commitments and one action five and one are shown: the rest of the commitments is where they are listed.
    late += "".join(
        f'commitment:9.{n} a ovs:Commitment ; skos:notation "9.{n}" ; rdfs:label "Late {n}"@en ;'
        f' dcterms:isPartOf plan:p ; ovs:oversightCell ovs:Blank ; ovs:due "2020-04-{n + 1:02}"^^xsd:date .\n'
        for n in range(1, 6)
    )
    graph = make_graph(late + 'action:a a ovs:Action ; rdfs:label "Mend"@en ; ovs:due "2020-04-01"^^xsd:date .\n')
    row, *others = graph.answer("overdue")
    assert len(others) == 5
    files = site.report_files(graph)
    page = files["index.html"].decode()
    listed = page[page.index('id="overdue"') : page.index("</section>", page.index('id="overdue"'))]
    assert 'href="commitment/1.3.html">1.3 Warmer homes</a>' in listed
    assert row.reason in listed
    assert re.findall(r'href="([^"]*)"[^>]*>All ([^<]*)<', listed) == [("csv/overdue.csv", "6 commitments")]
    assert files["csv/overdue.csv"].count(b"Late") == 5
    # They stand under no objective.
    assert "Who is to watch over the 5 commitments that name no body?" in page


def test_the_page_of_a_body_says_of_each_chair_when_it_was_last_shown(make_graph: Make, tmp_path: Path) -> None:
    """As the register does: papers of many years show many chairs, of whom not all are in the chair at once."""
    seats = "".join(
        f'person:{who} a foaf:Person ; skos:prefLabel "{name}" .\n'
        f"body:board ovs:seat [ a ovs:Seat ; org:member person:{who} ;"
        f' org:role role:chair ; ovs:seenOn "{day}"^^xsd:date ; ovs:evidence <p#line=1,2> ] .\n'
        for who, name, day in (("ann", "Ann", "2019-03-04"), ("bob", "Bob", "2023-05-10"))
    )
    graph = make_graph(
        'paper:p a ovs:SourceDocument ; dcterms:title "Register"@en ; dcterms:date "2024-06-01"^^xsd:date .\n'
        'body:board a ovs:OversightBody ; skos:prefLabel "Harbour Board"@en .\n' + seats
    )
    write_report(graph, tmp_path / "report")
    page = re.sub(r"<[^>]*>|\s+", " ", (tmp_path / "report" / "body" / "board.html").read_text("utf-8"))
    assert re.search(r"Chaired by: +Bob *; +Ann \(last shown 2019-03-04\)", page)
    assert page.count("Chaired by") == 1


def test_of_one_commitment_and_one_pair_the_findings_speak_in_the_singular(make_graph: Make, tmp_path: Path) -> None:
    graph = make_graph(
        'paper:p a ovs:SourceDocument ; dcterms:title "Plan"@en ; dcterms:date "2024-06-01"^^xsd:date .\n'
        'plan:p a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2024-06-01"^^xsd:date .\n'
        'body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en .\n'
        'body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .\n'
        'commitment:1 a ovs:Commitment ; skos:notation "1" ; dcterms:isPartOf plan:p ; rdfs:label "Lamps"@en ;\n'
        " ovs:oversightCell ovs:Body ; ovs:evidence <p#line=0,1> ;\n"
        " ovs:oversight [ ovs:by body:a ; ovs:evidence <p#line=0,1> ] .\n"
        'meeting:m a ovs:Meeting ; schema:startDate "2024-05-01"^^xsd:date ; ovs:convenes body:b ;\n'
        " ovs:evidence <p#line=0,1> .\n"
        "item:i a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; ovs:evidence <p#line=0,1> ;\n"
        " ovs:scrutiny [ ovs:of commitment:1 ; ovs:evidence <p#line=0,1> ] .\n"
    )
    write_report(graph, tmp_path / "report")
    page = re.sub(r"<[^>]*>|\s+", " ", (tmp_path / "report" / "findings.html").read_text("utf-8"))
    assert re.search(
        "1 commitment +names a body, and no loaded paper shows one that it names meeting at the date", page
    )
    assert re.search("1 pair +is shadow oversight", page)


def test_whoever_sent_apologies_was_not_at_the_meeting(make_graph: Make, tmp_path: Path) -> None:
    people = "".join(
        f'person:{name.lower()} a foaf:Person ; skos:prefLabel "{name}" .\n' for name in ("Ann", "Bob", "Cat")
    )
    meetings = "".join(
        f'meeting:{day} a ovs:Meeting ; rdfs:label "Board, {day}" ; schema:startDate "{day}"^^xsd:date ;'
        " ovs:convenes body:board ; ovs:evidence <p#line=0,1> ; ovs:participation "
        + ", ".join(
            f"[ ovs:person person:{who} ; ovs:presence presence:{how} ; ovs:evidence <p#line=0,1> ]"
            for who, how in there
        )
        + " .\n"
        for day, there in {
            "2024-05-01": [("ann", "attended"), ("bob", "apologies"), ("cat", "minutes")],
            "2024-06-01": [("ann", "apologies"), ("bob", "apologies"), ("cat", "attended")],
        }.items()
    )
    graph = make_graph(
        'paper:p a ovs:SourceDocument ; dcterms:title "Notes"@en ; dcterms:date "2024-06-01"^^xsd:date .\n'
        f'body:board a ovs:OversightBody ; skos:prefLabel "Board"@en .\n{people}{meetings}'
    )
    write_report(graph, tmp_path / "report")

    def page(name: str) -> str:
        return re.sub(r"<[^>]*>|\s+", " ", (tmp_path / "report" / f"{name}.html").read_text("utf-8"))

    assert re.search(r"At 1 meeting: +2024-05-01 +Sent apologies to 1 meeting: +2024-06-01 ", page("person/ann"))
    assert re.search(r"Sent apologies to 2 meetings: +2024-05-01 *; +2024-06-01 ", page("person/bob"))
    assert "At 2 meetings" in page("person/cat") and not re.search(r"\bAt \d", page("person/bob"))
    assert re.findall(r"Board, (\S+) +Board +not loaded +(\d)", page("meetings")) == [
        ("2024-06-01", "1"),
        ("2024-05-01", "2"),
    ]
