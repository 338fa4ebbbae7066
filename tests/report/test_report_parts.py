"""What the report is made with: its short cuts give what the long way gives, its documents open elsewhere.

The long way is the package's own functions: `change.whatif` for each body, the store asked query by query, the checks
with their shapes. Word documents are read back with the library's reader and, part by part, as zip and XML.
"""

import base64
import io
import json
import re
import zipfile
import zlib
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from xml.etree import ElementTree as ET

import docx
import pytest
from tests.conftest import Make

from oversight_graph.ask.explain import explain
from oversight_graph.change.whatif import Edited, whatif
from oversight_graph.drawing.lives import body_lanes, post_lanes
from oversight_graph.drawing.proof import proof_svg
from oversight_graph.drawing.prover import Prover
from oversight_graph.drawing.timelines import Lane
from oversight_graph.graph import OversightGraph
from oversight_graph.model.codes import grades
from oversight_graph.registers.actions import action_states
from oversight_graph.report import site
from oversight_graph.report.content.gather import gather
from oversight_graph.report.content.relations import Relations
from oversight_graph.report.content.removals import Removals, each_without
from oversight_graph.report.document import document
from oversight_graph.report.html import packs
from oversight_graph.report.html.cells import Builder
from oversight_graph.report.html.html import Writer
from oversight_graph.report.html.paging import paged
from oversight_graph.report.html.parts import Block, Cell, Grid, Page, Part
from oversight_graph.report.html.paths import Links
from oversight_graph.report.pages.matrix import WIDEST, Assurance, answerable, by_mechanism_list
from oversight_graph.report.pages.timeline import action_lives, lanes
from oversight_graph.report.pictures import size_of
from oversight_graph.store.views import MemoStore, ask

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Pages that are opened at a thing, and draw it by script.
DRAWN = ("map.html", "network.html")
HOSTILE = "<w:b/> & ]]> \x00\x08\x0b\x1f\ufffe\uffff\u202e end"
# What is left of it, without what XML forbids and what turns text around; a tab or a like sign is a space.
SHOWN = "<w:b/> & ]]>    end"

# A board over a group over a row; another board that shares a row with it; a row that leaves its oversight to another;
# an action that only one of them asked for; two bodies of one name.
TOWN = """
paper:plan a ovs:SourceDocument ; dcterms:title "Plan" ; dcterms:date "2020-05-01"^^xsd:date .
objective:one a ovs:Objective ; skos:prefLabel "One" ; skos:notation "1" .
plan:p a ovs:Plan ; skos:prefLabel "Plan" ; dcterms:date "2020-05-01"^^xsd:date .
organization:public a ovs:Public ; skos:prefLabel "The public" .
post:mayor a org:Post ; skos:prefLabel "Mayor" ; ovs:accountability [ a ovs:Accountability ;
    ovs:forum organization:public ; ovs:evidence <#line=1,2> ] .
body:top a ovs:OversightBody ; skos:prefLabel "Top" ; ovs:status _:a ; ovs:seat [ a ovs:Seat ; org:role role:chair ;
    ovs:post post:mayor ; ovs:evidence <#line=2,3> ] .
body:under a ovs:OversightBody ; skos:prefLabel "Under" ; ovs:status _:b ; ovs:notesPublished publication:yes ;
    ovs:reporting [ a ovs:Reporting ; ovs:into body:top ; ovs:evidence <#line=3,4> ] .
body:other a ovs:OversightBody ; skos:prefLabel "Other" ; ovs:status _:c .
body:twin a ovs:OversightBody ; skos:prefLabel "Other" ; ovs:status _:d .
body:gone a ovs:OversightBody ; skos:prefLabel "Gone" ; ovs:status _:e .
_:a a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2020-01-01"^^xsd:date ; ovs:evidence <#line=4,5> .
_:b a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2020-01-01"^^xsd:date ; ovs:evidence <#line=5,6> .
_:c a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2020-01-01"^^xsd:date ; ovs:evidence <#line=6,7> .
_:d a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2020-01-01"^^xsd:date ; ovs:evidence <#line=7,8> .
_:e a ovs:BodyStatus ; ovs:state state:ended ; schema:startDate "2020-01-01"^^xsd:date ; ovs:evidence <#line=7,8> .
commitment:1.1 a ovs:Commitment ; skos:notation "1.1" ; rdfs:label "Streets" ; dcterms:isPartOf plan:p ;
    ovs:objective objective:one ; ovs:oversightCell ovs:Body ; ovs:evidence <#line=8,9> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:under ; ovs:evidence <#line=9,10> ] ,
                  [ a ovs:Oversight ; ovs:by body:other ; ovs:evidence <#line=9,10> ] .
commitment:1.2 a ovs:Commitment ; skos:notation "1.2" ; rdfs:label "Parks" ; dcterms:isPartOf plan:p ;
    ovs:objective objective:one ; ovs:oversightCell ovs:Body ; ovs:evidence <#line=10,11> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:under ; ovs:evidence <#line=11,12> ] .
commitment:1.3 a ovs:Commitment ; skos:notation "1.3" ; rdfs:label "Homes" ; dcterms:isPartOf plan:p ;
    ovs:objective objective:one ; ovs:oversightCell ovs:Reference ; ovs:defersTo commitment:1.2 ;
    ovs:evidence <#line=12,13> ; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1.2 ;
        ovs:asStated "1.2" ; ovs:evidence <#line=12,13> ] .
meeting:m a ovs:Meeting ; rdfs:label "Meeting" ; schema:startDate "2020-03-01"^^xsd:date ; ovs:convenes body:under ;
    ovs:evidence <#line=13,14> .
"""


def graded(graph: OversightGraph, day: str, body: str) -> list[str]:
    return [effect.effect for effect in whatif(graph.store, day, remove=[body]) if effect.effect != "assumed"]


# The end of each body


@pytest.mark.parametrize("plan", [True, False])
def test_the_end_of_each_shipped_body_is_what_whatif_says(graph: OversightGraph, plan: bool) -> None:
    day = graph.day(plan=plan)
    store = Edited(graph.store, day)
    bodies = [(body.iri, body.name) for body in graph.bodies(everything=True)]
    by_body = {iri: effects for iri, _, effects in each_without(store, day, bodies)}
    busy = [iri for iri, effects in by_body.items() if effects]
    # In 2021 the bodies that only the list of 2018 shows are not live any more: their end takes no grade away.
    assert len(busy) > (20 if plan else 10)
    idle = [iri for iri in by_body if iri not in busy]
    for iri in [*busy[:: 4 if plan else 10], *idle[::10]]:
        expected = [effect for effect in whatif(store, day, remove=[iri]) if effect.effect != "assumed"]
        assert by_body[iri] == expected, iri


def test_the_end_of_each_body_of_a_town(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    bodies = [(body.iri, body.name) for body in graph.bodies(everything=True)]
    by_body = {iri.rpartition("/")[2]: effects for iri, _, effects in each_without(graph.store, "2020-05-01", bodies)}
    for name, effects in by_body.items():
        iri = f"https://example.org/town/body/{name}"
        expected = [effect for effect in whatif(graph.store, "2020-05-01", remove=[iri]) if effect.effect != "assumed"]
        assert effects == expected, name
    # By hand: 1.1 keeps a live body without Under, 1.2 and 1.3 do not; nothing hangs on Gone.
    drops = [(each.thing, each.after) for each in by_body["under"] if each.effect == "grade drops"]
    assert drops == [("1.1 Streets", "4 live"), ("1.2 Parks", "3 body named"), ("1.3 Homes", "3 body named")]
    assert "orphaned" in {each.effect for each in by_body["top"]}
    assert by_body["gone"] == []


def test_what_was_taken_out_is_put_back(graph: OversightGraph) -> None:
    day = graph.newest_plan
    bodies = {body.iri: body.name for body in graph.bodies(everything=True)}
    removals = Removals(graph.store, day, bodies)
    for iri in bodies:
        removals.without(iri)
    before, after = removals.before, removals.after
    assert {iri: before.nodes[iri] for iri in before} == {iri: after.nodes[iri] for iri in after}
    assert Counter(before.edges(keys=True)) == Counter(after.edges(keys=True))


# Answers that are remembered


def test_a_store_that_remembers_answers_the_same(graph: OversightGraph) -> None:
    memo = MemoStore(graph.store)
    things = [thing.iri for thing in Links(graph.store).things.values()]
    assert len(things) > 500
    for iri in [*things[::40], "https://example.org/unknown"]:
        assert explain(memo, iri) == explain(graph.store, iri)
    assert ask(memo, "plan_rows").rows == ask(graph.store, "plan_rows").rows
    # A query of that name that is not the view is sent as it is.
    assert memo.select("SELECT ?x { VALUES ?x { 1 2 } }", "facts").rows == [("1",), ("2",)]


def test_each_query_is_sent_once(graph: OversightGraph) -> None:
    class Counting:
        def __init__(self, store: object) -> None:
            self.store, self.asked = store, Counter[tuple[str, str]]()

        def select(self, query: str, where: str = "query") -> object:
            self.asked[query, where] += 1
            return graph.store.select(query, where)

    counting = Counting(graph.store)
    memo = MemoStore(counting)  # type: ignore[arg-type]
    for iri in [thing.iri for thing in Links(memo).things.values()][:100]:
        explain(memo, iri)
    assert max(counting.asked.values()) == 1
    assert sum(where == "facts" for _, where in counting.asked) == 1


# Pages and tables


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2025-02-04", "2025-05-04", ["2025-03", "2025-04", "2025-05"]),
        ("2025-02-04", "2025-02-20", ["2025-02"]),
        ("2017-08-22", "2021-04-27", ["2018", "2019", "2020", "2021"]),
    ],
)
def test_lanes_stand_under_years_or_under_months_where_there_are_few_years(
    start: str, end: str, said: list[str]
) -> None:
    drawn = lanes("Bodies", [Lane("Board", "", "Board", start, end, "settled", ())], [], str)
    assert re.findall(r"<text [^>]*>([^<]*)</text>", drawn) == said


def rows(number: int, prefix: str = "") -> Grid:
    cells = tuple((f"{prefix}{n}" if prefix else "", (Cell((Part(str(n)),)),)) for n in range(number))
    return Grid("Numbers", (Part("n"),), cells, "n.csv")


def test_a_long_list_goes_on_over_several_pages() -> None:
    page = Page("long.html", "Long", "wide", ("Lead",), (
        Block("Chart", "chart", svg='<a href="long.html#few">x</a>'),
        Block("Many", "many", grid=rows(25, "m")),
        Block("Few", "few", grid=rows(4, "f")),
    ))  # fmt: skip
    short = Page("short.html", "Short", blocks=(Block("Few", "few", grid=rows(10)),))
    found = paged([page, short], most=10)
    assert [each.path for each in found.pages] == ["long.html", "long_2.html", "long_3.html", "short.html"]
    sizes = [[len(block.grid.rows) for block in each.blocks if block.grid] for each in found.pages]
    assert sizes == [[10], [10], [5, 4], [10]]
    assert [[part.href for part in each.parts] for each in found.pages[:3]] == [
        ["long.html", "long_2.html", "long_3.html"]
    ] * 3
    many = [block.grid for each in found.pages[:3] for block in each.blocks if block.grid and "Many" in block.title]
    whole = [cell.parts[0].text for grid in many for _, (cell,) in grid.rows]
    assert whole == [str(n) for n in range(25)], "no row is lost, and they are in order"
    assert found.resolve("long.html#many") == "long.html#many"
    assert found.resolve("long.html#m24") == "long_3.html#m24"
    assert found.resolve("long.html#few") == "long_3.html#few"
    assert found.resolve("long.html") == "long.html"
    assert found.resolve("short.html#few") == "short.html#few"
    assert (
        Writer("long.html", found.resolve).drawn('<a href="long.html#few">x</a>') == '<a href="long_3.html#few">x</a>'
    )
    anchors = [block.anchor for each in found.pages[:3] for block in each.blocks]
    assert len(set(anchors)) == len(anchors)
    table = Writer("long_2.html", found.resolve).table(found.pages[1].blocks[0].grid or rows(0))
    assert "rows 11 to 20 of 25" in table


def test_a_split_report_keeps_its_links(make_graph: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "paged", lambda pages: paged(pages, most=2))
    files = site.report_files(make_graph(TOWN))
    assert "coverage_2.html" in files
    assert "paper/plan_2.html" in files
    seen = 0
    pages = {path for path in files if path.endswith(".html") and path not in DRAWN}
    anchors = {path: set(re.findall(r' id="([^"]*)"', files[path].decode())) for path in pages}
    for path, text in files.items():
        if path not in anchors:
            continue
        for link in re.findall(r' href="([^"]*)"', text.decode()):
            target, _, anchor = unescape(link).partition("#")
            parts = [*path.split("/")[:-1], *target.split("/")] if target else path.split("/")
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            place = "/".join(parts)
            assert place in files, (path, link)
            assert not anchor or place in DRAWN or anchor in anchors[place], (path, link)
            seen += 1
    assert seen > 500


def test_pages_tell_when_somebody_was_seen_in_a_post_as_far_as_it_is_known(
    make_graph: Make,
) -> None:
    files = site.report_files(
        make_graph(
            f"""{TOWN} person:ann a schema:Person ; rdfs:label "Ann" ; ovs:tenure [ a ovs:Tenure ; ovs:post post:mayor ;
            schema:startDate "2020-02-29"^^xsd:date ; ovs:edtf "2020-02" ; ovs:evidence <#line=13,14> ] ."""
        )
    )
    for path, words in (
        ("posts.html", "Ann (2020-02)"),
        ("post/mayor.html", "Ann (2020-02)"),
        ("person/ann.html", "last seen in it 2020-02<"),
    ):
        assert words in files[path].decode(), path


@pytest.mark.parametrize("known", ["2020-02?", "202X", "2020-01/2020-02", "../2020-02"])
def test_a_meeting_of_which_the_date_is_known_in_part_is_drawn_along_time(make_graph: Make, known: str) -> None:
    turtle = f"""{TOWN} meeting:n a ovs:Meeting ; rdfs:label "N" ; schema:startDate "2020-02-29"^^xsd:date ;
        ovs:edtf "{known}" ; ovs:convenes body:under ; ovs:evidence <#line=14,15> ."""
    graph = make_graph(turtle)
    [under] = [lane for lane in body_lanes(graph.store, "2020-05-01", graph.bodies()) if lane.label == "Under"]
    assert f"met in {known}" in [mark.title for mark in under.marks]
    assert f"met in {known}" in lanes("Bodies", [under], [], lambda iri: None)


def test_who_came_into_a_post_and_left_it_is_drawn_as_such(make_graph: Make) -> None:
    graph = make_graph(
        f"""{TOWN} person:ann a schema:Person ; rdfs:label "Ann" ; ovs:tenure [ a ovs:Tenure ; ovs:post post:mayor ;
        schema:startDate "2020-02-29"^^xsd:date ; schema:endDate "2020-05-31"^^xsd:date ; ovs:edtf "2020-02/2020-05" ;
        ovs:evidence <#line=13,14> ] , [ a ovs:Tenure ; ovs:post post:mayor ; ovs:seenOn "2020-03-01"^^xsd:date ] ."""
    )
    seen = [("2020-02-29", "seen", "Ann, since 2020-02"), ("2020-03-01", "seen", "Ann, seen 2020-03-01")]
    left = [("2020-05-31", "ended", "Ann, until 2020-05")]
    # In the month in which she came, it is not sure yet that she had.
    for day, drawn in (("2020-02-15", []), ("2020-05-15", seen), ("2020-06-01", seen + left)):
        marks = [(mark.day, mark.look, mark.title) for lane in post_lanes(graph.store, day) for mark in lane.marks]
        assert marks == drawn, day


def test_an_action_that_was_done_some_day_of_the_month_in_which_it_was_asked_for(
    make_graph: Make,
) -> None:
    graph = make_graph(
        f"""{TOWN} item:m1 a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; rdfs:label "Streets" .
        meeting:n a ovs:Meeting ; rdfs:label "N" ; schema:startDate "2020-03-31"^^xsd:date ; ovs:edtf "2020-03" .
        item:n1 a ovs:AgendaItem ; dcterms:isPartOf meeting:n ; rdfs:label "Matters arising" .
        action:a a ovs:Action ; dcterms:isPartOf item:m1 ; rdfs:label "Sweep" ; ovs:evidence <#line=15,16> ;
            ovs:actionState action-state:discharged ; ovs:dischargedBy item:n1 ."""
    )
    day = "2020-05-01"
    drawn = action_lives(Builder(Links(graph.store)), gather(graph, day), Relations(graph, day)).svg
    assert "discharged in 2020-03<" in drawn
    # From the first of March, the day of the asking, to the last, by which it was done.
    [(start, end)] = re.findall(r'class="span settled" x1="([0-9.]+)%" x2="([0-9.]+)%"', drawn)
    assert float(start) < float(end)


def test_too_many_columns_become_a_list(make_graph: Make) -> None:
    graph = make_graph(TOWN)
    cells = [
        Assurance(f"1.{n % 3}", "T", "body", f"Board {n:03}", True, 4, "live", (), (), (), "https://x.example/c", f"https://x.example/{n}")
        for n in range(WIDEST + 1)
    ]  # fmt: skip
    grid = by_mechanism_list(Builder(Links(graph.store)), cells, "body", "a.csv")
    assert len(grid.rows) == WIDEST + 1
    assert [cell.parts[0].text for cell in grid.rows[4][1]] == ["Board 004", "1", "1.1 4"]


def test_tables_let_no_markup_in() -> None:
    evil = '"><script>alert(1)</script>&amp;'
    cell = Cell((Part(evil, f"a{evil}.html", evil, evil), Part(evil)), "list", evil)
    grid = Grid(
        evil, (Part(evil, f"b{evil}", look=evil), Part(evil)), ((evil, (cell, Cell((Part(evil),)))),), evil, evil
    )
    html = str(Writer("x/y.html", str).table(grid))
    root = ET.fromstring(html.replace(" download>", ">").replace(' tabindex="0"', ""))  # noqa: S314 - of our own making
    assert {each.tag for each in root.iter()} <= {"div", "table", "caption", "a", "span", "thead", "tbody", "tr", "th", "td", "ul", "li"}  # fmt: skip  # noqa: E501
    assert root.attrib["aria-label"] == evil
    assert [each.text for each in root.iter("li")][1] == evil


# The Word document


def read(content: bytes) -> "docx.document.Document":
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def shipped(report: dict[str, bytes]) -> bytes:
    return report["report.docx"]


def table_rows(content: bytes) -> dict[str, list[list[str]]]:
    """Return the texts of the rows of each table, by its caption."""
    found = {}
    for table in read(content).tables:
        properties = table._tbl.tblPr
        caption = next(each.get(f"{W}val") for each in properties if each.tag == f"{W}tblCaption")
        found[str(caption)] = [[cell.text for cell in row.cells] for row in table.rows]
    return found


def test_the_document_says_what_the_commands_say(graph: OversightGraph, shipped: bytes) -> None:
    tables = table_rows(shipped)
    for code in {row.code for row in graph.gaps()}:
        name = f"Commitments of grade {code.sign}, {code.word}"
        assert [(row[0], row[3]) for row in tables[name][1:]] == [
            (row.ref, row.reason) for row in graph.gaps() if row.code == code
        ]
        assert all(row[4] for row in tables[name][1:]), "each cites its paper"
    actions = [row for row in graph.actions() if not row.settled]
    rows = [row[1] for state in action_states() for row in tables.get(f"Actions {state}", [[]])[1:]]
    assert sorted(rows) == sorted(row.text for row in actions)
    counts = tables["Commitments by objective and grade"]
    assert counts[-1][0] == "All objectives"
    assert counts[-1][1] == str(len(graph.coverage()))
    # The text has no cells of 2.4 and 2.5: of them nothing is known, and they are counted apart.
    assert counts[-1][2] == "2"
    assert counts[-1][-1] == str(len(graph.gaps()) - 2)
    assert sum(map(int, counts[-1][2:10])) == len(graph.coverage())
    assert len(tables["Papers loaded"]) == 6
    text = "\n".join(paragraph.text for paragraph in read(shipped).paragraphs)
    lost = sum(row.lost for row in graph.coverage())
    assert f"{len(graph.gaps()) - lost} of {len(graph.coverage())} commitments name no body; of {lost} nothing" in text
    assert "may have taken place" in text
    assert f"of {len(graph.gaps()) - lost} of {len(graph.coverage())} commitments the oversight cell names no" in text
    # What is not known is no gap: it comes after them.
    heads = [p.text for p in read(shipped).paragraphs if p.style is not None and p.style.name == "Heading 2"]
    assert heads[:3] == ["0 blank: 6", "2 process only: 9", "? lost: 2"]


def test_the_document_has_real_headings_and_tables(shipped: bytes) -> None:
    made = read(shipped)
    heads = [p.text for p in made.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert heads == [
        "Each commitment as a tile, by objective, with the figure of its grade",
        "Summary",
        "Coverage by objective",
        "Commitments without a body, worst first",
        "Actions open or overdue",
        "What the loaded papers cannot show",
        "Papers loaded",
        "Who watches over what",
        "How a verdict is proved: 3.5 The right contact channels for the public, and the right response",
    ]
    assert len(made.tables) > 4
    for table in made.tables:
        first, *others = table._tbl.tr_lst
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert not [row for row in others if row.find(f"{W}trPr/{W}tblHeader") is not None]
        tags = [each.tag for each in table._tbl.tblPr]
        assert f"{W}tblDescription" in tags
        assert {len(row.tc_lst) for row in table._tbl.tr_lst} == {len(table._tbl.tblGrid.gridCol_lst)}


def test_the_document_has_pictures_told_in_words_and_drawn_without_a_sheet_of_style(shipped: bytes) -> None:
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    told = [one.get("descr") or "" for one in read(shipped).element.iter(drawing)]
    assert len(told) == 3
    assert "15 of 52 commitments name no body; of 2 nothing can be known." in told[0]
    assert all(len(words) > 60 for words in told)
    with zipfile.ZipFile(io.BytesIO(shipped)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".svg")]
        drawn = [archive.read(name).decode() for name in names]
        assert len([name for name in archive.namelist() if name.endswith(".png")]) == len(drawn) == 3
    assert 600 < size_of(drawn[0])[0] < 760, "about as wide as the text of a page, so that letters have 7 points"
    for svg in drawn:
        root = ET.fromstring(svg)  # noqa: S314 - of our own making
        assert not {"class", "style", "href"} & {name for one in root.iter() for name in one.attrib}
        assert not {"style", "pattern", "use", "a"} & {one.tag.rpartition("}")[2] for one in root.iter()}
        assert all(one.startswith("#tip-") for one in re.findall(r"url\(([^)]*)\)", svg))
        tiles = [one.attrib["fill"] for one in root.iter() if one.tag.endswith("}rect") and "fill" in one.attrib]
        assert all(re.fullmatch("#[0-9a-f]{6}", paint) for paint in tiles)
    # Each of the 52 tiles of the wall has the colour of its grade; the key has one more of each.
    for grade, number in ((0, 6), (2, 9), (4, 9), (6, 6)):
        assert len(re.findall(f'fill="{grades()[grade].shade}"', drawn[0])) == number + 1


def test_no_heading_stands_alone_and_each_citation_leads_to_its_paper(shipped: bytes) -> None:
    made = read(shipped)
    body = list(made.element.body)
    kept = {style.style_id for style in made.styles if style.element.find(f"{W}pPr/{W}keepNext") is not None}
    for at, element in enumerate(body):
        if element.tag == f"{W}tbl":
            assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in element.find(f"{W}tr").iter(f"{W}p"))
            for before in reversed(body[:at]):
                style = before.find(f"{W}pPr/{W}pStyle")
                named = style is not None and str(style.get(f"{W}val"))
                assert named in kept or before.find(f"{W}pPr/{W}keepNext") is not None
                if named and named.startswith("Heading"):
                    break
    marks = {one.get(f"{W}name") for one in made.element.iter(f"{W}bookmarkStart")}
    ways = [one.get(f"{W}anchor") for one in made.element.iter(f"{W}hyperlink")]
    assert len(marks) == 5
    assert len(ways) > 40
    assert {*ways} <= marks


def test_papers_of_one_name_are_told_apart_wherever_they_are_cited(make_graph: Make) -> None:
    # Two councils call a paper alike; the beginning of its name is longer than what Word takes for a mark.
    name = "minutes-of-the-ordinary-meeting-of-the-council-2020-05-01"
    east, west = (f"https://example.org/{place}/paper/{name}" for place in ("east", "west"))
    graph = make_graph(
        TOWN.replace("<#line=10,11>", f"<{west}#line=10,11>").replace("<#line=12,13>", f"<{east}#line=12,13>")
        + "".join(f'<{iri}> a ovs:SourceDocument ; dcterms:title "M" ; dcterms:date "2020-05-01"^^xsd:date .\n'
                  for iri in (east, west, f"{east}-more"))
    )  # fmt: skip
    links, answers = Links(graph.store), gather(graph, "2020-05-01")
    assert {links.cited_as[iri] for iri in (east, west)} == {f"east/paper/{name}", f"west/paper/{name}"}
    both = [f"{east}#line=12,13", f"{west}#line=10,11", f"{west}#line=20,21"]
    assert [part.text for part in Builder(links).cites(both).parts] == [
        f"east/paper/{name}, line 13",
        f"west/paper/{name}, line 11",
        "21",
    ]
    proof = Prover(graph.store, "2020-05-01").proof("https://example.org/town/commitment/1.3")
    assert {each.partition("#")[0] for each in proof.cited} >= {east}
    assert ">line 13<" in proof_svg(proof)
    marks = [one.get(f"{W}name") for one in read(document(answers, [], links)).element.iter(f"{W}bookmarkStart")]
    assert len({*marks}) == len(marks) == 4
    assert all(mark and len(mark) <= 40 for mark in marks)


def test_the_document_tells_of_no_time_and_no_machine(shipped: bytes, graph: OversightGraph) -> None:
    with zipfile.ZipFile(io.BytesIO(shipped)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert not [name for name in names if "thumbnail" in name]
        for name in names:
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - of our own making
    about = read(shipped).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created is not None
    assert about.created.date().isoformat() == graph.newest_paper


def test_hostile_text_stays_text_in_the_document(make_graph: Make) -> None:
    quoted = "".join(f"\\u{ord(c):04X}" if not c.isprintable() else c for c in HOSTILE)
    town = (
        TOWN.replace('"Homes"', f'"{quoted}"')
        .replace("ovs:Reference", "ovs:Blank")
        .replace("ovs:defersTo commitment:1.2 ;", "")
    )
    graph = make_graph(town.replace('"One"', f'"{quoted}"'))
    answers = gather(graph)
    made = document(answers, answerable(graph.store, answers.coverage), Links(graph.store))
    tables = table_rows(made)
    (row,) = tables["Commitments of grade 0, blank"][1:]
    assert row[:3] == ["1.3", SHOWN, SHOWN]
    assert document(answers, answerable(graph.store, answers.coverage), Links(graph.store)) == made


def test_a_document_without_anything_to_tell(make_graph: Make) -> None:
    graph = make_graph(
        'paper:plan a ovs:SourceDocument ; dcterms:title "P" ; dcterms:date "2020-05-01"^^xsd:date .'
        'body:a a ovs:OversightBody ; skos:prefLabel "A" .'
    )
    answers = gather(graph)
    made = read(document(answers, answerable(graph.store, answers.coverage), Links(graph.store)))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "ommitment" not in text
    assert "No action that the loaded papers tell of was open or overdue at 2020-05-01." in text


def test_pages_of_very_many_things_are_the_same_and_packed(make_graph: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file of its own would hold is in the packs: each page, and each table that stands on one."""
    town = make_graph(TOWN)
    plain = site.report_files(town)
    monkeypatch.setattr(packs, "MOST", 3)
    monkeypatch.setattr(packs, "_TOGETHER", 4)
    packed = site.report_files(town)
    scripts = {path: script for path, script in packed.items() if path.startswith("pages/")}
    inside: dict[str, list[Any]] = {}
    for path, script in scripts.items():
        pack = json.loads(zlib.decompress(base64.b64decode(script.split(b'"')[1])))
        assert {packs.pack_of(each, len(scripts)) for each in pack} <= {int(Path(path).stem)}
        inside |= pack
    folders = {path.partition("/")[0] for path in inside}
    assert {"commitment", "body", "post"} < folders
    assert folders.isdisjoint({"paper", "question", "csv"})
    assert {path for path in plain if path.partition("/")[0] in folders and path.endswith(".html")} == set(inside)
    for path, (html, tables) in inside.items():
        whole = plain[path].decode()
        assert re.sub("<[^>]*>", "", html) == re.sub("<[^>]*>", "", whole)
        assert {name: text.encode() for name, text in tables.items()}.items() <= plain.items()
        places = {urldefrag(link)[0] for link in re.findall(r'(?:href|src)="([^"#][^"]*)"', html)}
        assert places
        for place in places - {"map.html", "network.html"}:
            asked = place.partition("?")
            assert asked[2] in inside if asked[0] == packs.SHELL else place in packed or place in tables, place
    carried = {name for _, tables in inside.values() for name in tables}
    assert {path for path in plain if path.partition("/")[0] in folders and path.endswith(".csv")} == carried
    assert plain.keys() - packed.keys() == inside.keys() | carried
    # All ways in lead through the page that opens them: lists, search, map and network.
    for name in ("rows.html", "bodies.html", "search-index.js", "map.html", "network.html"):
        ways = re.findall(rf'"([^" ]*(?:{"|".join(folders)})/[^" ]*[.]html)', packed[name].decode())
        assert ways, name
        assert [way for way in ways if not way.startswith("thing.html?")] == [], name
