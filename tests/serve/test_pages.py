"""The pages: each answer of the registry, each thing, the catalogue; the same answers as the package gives."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import fields
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import openpyxl
import pytest

from oversight_graph.ask import catalogue
from oversight_graph.graph import OversightGraph
from oversight_graph.output.tables import records, render
from oversight_graph.registry.answers import answers
from oversight_graph.serve.pages.dated import DatedGraph
from oversight_graph.serve.pages.site import Site
from oversight_graph.serve.pages.view import negotiated
from oversight_graph.serve.settings import Settings

if TYPE_CHECKING:
    from tests.serve.conftest import Served

NAMES = [answer.name for answer in answers()]
LINK = re.compile(r'<(?:a|link|script|iframe|form|img)\b[^>]*? (?:href|src|action)="([^"]*)"')


def links(html: str) -> set[str]:
    return {unescape(found).partition("#")[0] for found in LINK.findall(html)} - {"", "data:,"}


@pytest.mark.parametrize("name", NAMES)
def test_each_answer_of_the_registry_has_a_page_and_files(served: "Served", graph: OversightGraph, name: str) -> None:
    declared = next(answer for answer in answers() if answer.name == name)
    page = served.get(f"/list/{name}")
    assert page.status_code == 200
    assert declared.sentence[1:-1] in unescape(page.text)
    if not declared.alone:
        return
    rows = graph.answer(name)
    columns = [field.name for field in fields(declared.kind)]
    for path, headers in ((f"/list/{name}.csv", {}), (f"/list/{name}", {"accept": "text/csv"})):
        assert served.get(path, headers=headers).text == render(records(rows), columns, "csv")
    assert served.get(f"/list/{name}.json").json() == json.loads(render(records(rows), columns, "json"))
    sheet = openpyxl.load_workbook(io.BytesIO(served.get(f"/list/{name}.xlsx").content)).worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (len(rows) + 1, len(columns))


def test_a_list_is_filtered_and_sorted_by_its_address(served: "Served", graph: OversightGraph) -> None:
    def asked(query: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(served.get(f"/list/coverage.csv?{query}").text)))

    rows = graph.coverage()
    blank = [row.ref for row in rows if row.cell == "blank"]
    assert len(blank) > 1
    assert {row["ref"] for row in asked("f.cell=blank")} == {*blank}
    by_grade = [int(row["grade"]) for row in asked("sort=-grade")]
    assert by_grade == sorted((row.grade for row in rows), reverse=True)
    assert [row["ref"] for row in asked("sort=ref&q=victims")][:3] == ["1.1", "1.2", "2.2"]
    assert len(asked("activities=yes")) == len(graph.coverage(activities=True))
    assert served.get("/list/coverage.csv?columns=ref,grade").text.splitlines()[0] == "ref,grade"
    page = served.get("/list/coverage?f.cell=blank&sort=grade").text
    assert f"{len(blank)} of {len(rows)} rows" in page
    assert "sort=-grade" in page  # once more turns the order
    assert "f.cell=blank" in page
    # What a value names leads to it: in all that is said of a thing, and in what happened.
    said = links(served.get("/list/explain?thing=AGG").text)
    assert {"/commitment/3.2.html", "/activity/3.2.1.html"} <= said, sorted(said)
    events = {row["iri"] for row in served.get("/list/timeline.json?kinds=meeting").json()}
    those = {link for link in links(served.get("/list/timeline?kinds=meeting").text) if link.startswith("/meeting/")}
    assert len(those) == len(events) > 10


def test_a_date_in_the_address_goes_along_in_all_links(served: "Served", graph: OversightGraph) -> None:
    day = "2017-09-01"
    page = served.get(f"/?as_of={day}")
    shown = {link for link in links(page.text) if link.startswith("/") and "/static/" not in link}
    assert len(shown) > 8
    assert not [link for link in shown if f"as_of={day}" not in link and link not in ("/", "/search", "/index.html")]
    rows = served.get(f"/list/bodies.json?as_of={day}").json()
    assert rows == json.loads(json.dumps(records(graph.bodies(day)), default=list))


def test_bodies_are_merged_on_a_page_as_by_the_command(served: "Served", graph: OversightGraph) -> None:
    rows = graph.whatif(merge=("AGG", "Transformation Board"))
    assert {row.effect for row in rows} >= {"assumed", "grade drops"}
    asked = "merge=AGG&into=Transformation+Board"
    assert served.get(f"/list/whatif.json?{asked}").json() == json.loads(json.dumps(records(rows), default=list))
    page = served.get(f"/list/whatif?{asked}").text
    assert 'name="into" type="text" value="Transformation Board"' in page
    for half in ("merge=AGG", "into=AGG"):
        assert (
            "Say both which body goes into another, and which takes it in." in served.get(f"/list/whatif?{half}").text
        )
        assert served.get(f"/list/whatif.csv?{half}").status_code == 400


def test_every_link_of_the_site_leads_somewhere(served: "Served") -> None:
    """All pages within two steps of the front page, and of the others those that come first of their kind."""
    seen: set[str] = set()
    ahead, kinds = [("/", 0)], dict.fromkeys(("commitment", "body", "ask", "list", "paper", "person"), 0)
    while ahead:
        path, depth = ahead.pop(0)
        if path in seen or len(seen) > 220:
            continue
        seen.add(path)
        response = served.client.get(path, follow_redirects=False)
        assert response.status_code in (200, 303), path
        folder = path.strip("/").partition("/")[0]
        kinds[folder] = kinds.get(folder, 0) + 1
        if "text/html" in response.headers["content-type"] and (depth < 2 or kinds[folder] < 4):
            found = sorted(links(response.text))
            assert not [link for link in found if "//" in link], path
            ahead += [
                (urljoin(path, link), depth + 1)
                for link in found
                if "map.html" not in link and "network.html" not in link
            ]
    assert len(seen) > 200
    assert kinds["commitment"] > 5
    assert kinds["ask"] > 5


def test_a_thing_is_found_by_whatever_it_is_called(served: "Served") -> None:
    for name in (
        "AGG",
        "alliance governance group",
        "https://w3id.org/oversight-graph/id/west-mercia/body/alliance-governance-group",
    ):
        response = served.get("/search", params={"q": name})
        assert response.headers["location"] == "/body/alliance-governance-group.html"


def test_what_is_found_stands_in_groups_with_their_numbers(served: "Served", graph: OversightGraph) -> None:
    page = served.get("/search", params={"q": "cyber"}).text
    groups = dict(re.findall(r"<h2[^>]*>([^<]+) \((\d+)\)</h2>", page))
    assert int(groups["Oversight bodies"]) == sum("cyber" in row.name.lower() for row in graph.bodies(everything=True))
    assert groups["Commitments"] == "1"  # 4.8, line 580 of the panel pack
    assert groups["Findings"] == "1"  # of November 2017: what the head of a unit told
    assert f"{sum(map(int, groups.values()))} found." in page
    assert '<a href="/commitment/4.8.html">' in page and "#what-it-found" in page
    assert "Passages" not in groups  # without the papers there are none


def test_what_is_not_found_is_said(served: "Served") -> None:
    nothing = served.get("/search", params={"q": "qqqq"})
    assert nothing.status_code == 404
    assert "Nothing is called qqqq" in nothing.text
    assert served.get("/no/such.html").status_code == 404


def test_a_question_is_asked_with_what_its_parameter_is_called(served: "Served", graph: OversightGraph) -> None:
    page = served.get("/ask/who-oversees-a-commitment?commitment=3.2").text
    for row in graph.query("who-oversees-a-commitment", commitment="3.2"):
        assert str(row[2]) in page
    assert "#l533-533" in page  # leads to the cited line
    assert "VALUES ?commitment" in page  # the SPARQL
    rows = served.get("/ask/who-oversees-a-commitment.json?commitment=1.1").json()
    assert rows == [
        dict(zip(("row_ref", "row_title", "mechanism"), row[:3], strict=True)) | {k: r[k] for k in list(r)[3:]}
        for row, r in zip(graph.query("who-oversees-a-commitment", commitment="1.1"), rows, strict=True)
    ]
    assert served.get("/ask/who-oversees-a-commitment?commitment=nope").status_code == 404
    other = served.get("/ask/who-oversees-a-commitment?commitment=AGG")
    assert other.status_code == 400 and "asks for a commitment or an activity" in other.text
    assert served.get("/ask").text.count('href="/ask/') == len(catalogue.names())


def test_the_answer_to_a_question_is_filtered_and_sorted_by_its_address(
    served: "Served", graph: OversightGraph
) -> None:
    """As a list is: by the same parameters, on the page and in its files."""
    where, table = "/ask/timeline", graph.query("timeline")
    at = table.columns.index("kind")
    rows = [row for row in table if row[at] == "status"]
    assert 200 < len(table.rows) > len(rows) > 5
    asked = served.get(f"{where}.json?f.kind=status&sort=-day").json()
    assert [row["day"] for row in asked] == sorted((row[0] for row in rows), key=str, reverse=True)
    page = served.get(f"{where}?f.kind=status&sort=-day").text
    assert f"{len(rows)} of {len(table.rows)} rows." in page
    assert "day ↓" in page
    assert '<option value="status" selected>' in page
    assert "Rows after" in served.get(where).text
    words = served.get(f"{where}.csv?q=trust+ethics").text
    assert 1 < len(words.splitlines()) < len(rows)
    assert served.get(f"{where}?sort=nonsense").status_code == 400


def test_the_names_in_an_answer_lead_to_the_pages_of_what_they_name(served: "Served") -> None:
    page = served.get("/ask/who-oversees-a-commitment?commitment=3.2").text
    assert re.search(r'<a href="/body/[^"]+\.html">[^<]+</a>', page.partition("<tbody>")[2])
    # A title of which there are two leads nowhere by itself, but with its reference beside it, or its IRI.
    page = served.get("/ask/coverage-at-a-date?f.ref=3.2").text
    assert re.search(r'<a href="/commitment/3\.2\.html">3\.2</a>', page.partition("<tbody>")[2])
    # So the column of IRIs tells nothing more to who reads it; whoever reckons with the file has it.
    assert "sort=iri" not in page
    assert served.get("/ask/coverage-at-a-date.csv").text.splitlines()[0].endswith(",iri")


def test_a_query_of_ones_own_is_answered_on_its_page_with_links_to_things(served: "Served") -> None:
    query = "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> SELECT ?c { ?c a ovs:Commitment } ORDER BY ?c LIMIT 3"
    page = served.get("/query", params={"query": query}).text
    assert page.count('href="/commitment/') == 3
    assert "3 rows." in page
    wrong = served.get("/query", params={"query": "SELECT <script>"})
    assert wrong.status_code == 400
    assert "not valid SPARQL" in wrong.text
    assert "<script>" not in wrong.text.partition("<main")[2].partition("</main>")[0]
    assert served.get("/query.csv", params={"query": query}).text.startswith("c\r\n")


def test_media_types_are_weighed() -> None:
    """RFC 9110, section 12.5.1: the most special range counts; what has weight 0 is refused."""
    offered = ["text/html", "text/csv"]
    assert negotiated("text/html;q=0.2, text/*;q=0.5", offered) == "text/csv"
    assert negotiated("*/*", offered) == "text/html"
    assert negotiated("text/csv;q=0, */*;q=0.1", offered) == "text/html"
    assert negotiated("text/csv;q=x", offered) is None


def test_a_search_at_another_date_waits_for_no_more_than_it_needs() -> None:
    site = Site(Settings())
    early, late = (DatedGraph(site.copy, site.links, None, day, site.first) for day in ("2018-12-01", "2021-04-27"))
    groups = [Counter(entry.group for _, entry in dated.findable) for dated in (early, late)]
    assert "answers" not in early.__dict__  # all that the front page of the date shows
    # Meetings of 2019 and later had neither found nor asked anything yet; things are found at any date.
    assert 0 < groups[0]["findings"] < groups[1]["findings"]
    assert {name for name in groups[1] if groups[0][name] != groups[1][name]} == {"findings", "questions put"}
