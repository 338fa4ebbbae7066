"""One definition of each number: pages, tables, map, Word document and commands say the same.

The numbers that are expected are those of the answers of the registry, asked apart from the report.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from oversight_graph.cli import app
from oversight_graph.graph import OversightGraph
from oversight_graph.registers.summary import headline
from oversight_graph.registry.answers import answers

Files = dict[str, bytes]
WordsOf = Callable[[str], str]


@pytest.fixture(scope="module")
def words_of(report: Files) -> WordsOf:
    """Return a function that gives the words of a page."""
    return lambda path: " ".join(re.sub(r"<[^>]+>", " ", report[path].decode()).split()).replace(" ;", ";")


def test_each_answer_of_the_registry_has_one_number(graph: OversightGraph, report: Files, words_of: WordsOf) -> None:
    tables, seen = words_of("tables.html"), 0
    for each in answers():
        if not each.alone:
            continue
        number = len(graph.answer(each.name))
        assert len(list(csv.DictReader(io.StringIO(report[each.table].decode("utf-8-sig"))))) == number, each.name
        assert f"{each.sentence} {number} row{'' if number == 1 else 's'}." in tables, each.name
        # Where a page shows the whole answer as one table, its caption counts the rows.
        for path, page in report.items():
            if path.endswith(".html") and "/" not in path and path != "tables.html":
                for whole in re.findall(rf': (\d+) rows? <a class="csv" href="{each.table}"', page.decode()):
                    assert int(whole) <= number, (path, each.name)
        seen += 1
    assert seen > 15


def test_the_sentence_is_the_same_everywhere(graph: OversightGraph, report: Files, words_of: WordsOf) -> None:
    whole = graph.answer("summary")[-1]
    said = headline(whole).rstrip(".")
    bare, lost = whole.gaps - whole.lost, whole.lost
    assert (bare, lost) == (
        sum(row.grade < 3 and row.cell != "lost" for row in graph.coverage()),
        sum(row.grade == 0 and row.cell == "lost" for row in graph.coverage()),
    )
    for path in ("index.html", "gaps.html"):
        assert said in words_of(path), path
    word = zipfile.ZipFile(io.BytesIO(report["report.docx"])).read("word/document.xml").decode()
    for text in (words_of("findings.html"), re.sub(r"<[^>]+>", " ", word)):
        assert f"{bare} of {whole.total} commitments name no body; of {lost} nothing can be known" in text
    asked = CliRunner().invoke(app, ["gaps"])
    assert f"{bare + lost} of {whole.total} commitments below grade 3; of {lost} of them" in asked.stderr
    # The objectives add up to the whole, and each is said on the wall.
    each = graph.answer("summary")[:-1]
    assert sum(row.gaps for row in each) == whole.gaps
    assert all(headline(row) in words_of("index.html") for row in each)
    # A line of the table adds up, whatever is lost: the total, then what is lost, the grades, and how many name none.
    table = report["objectives.html"].decode().partition('id="counts"')[2].partition("</table>")[0]
    for line, row in zip(re.findall(r"<tr>(<td.*?)</tr>", table), graph.answer("summary"), strict=True):
        total, missing, *grades, none = map(int, re.findall(r">(\d+)</td>", line))
        assert (total, missing, none) == (row.total, row.lost, row.bare)
        assert sum(grades) + missing == total and sum(grades[:3]) == none


def test_bodies_are_counted_as_the_register_counts_them(graph: OversightGraph, words_of: WordsOf) -> None:
    rows, every = graph.bodies(), graph.bodies(everything=True)
    live = sum(row.status == "active" for row in rows)
    assert f"Register of bodies: {len(rows)}" in words_of("bodies.html")
    assert f"{len(rows)} bodies in the register; {live} shown as active." in words_of("findings.html")
    # What had ended, or was not told of yet, stands apart, and is not among those of which nothing is shown.
    assert f"Not in the register at the date ({len(every) - len(rows)})" in words_of("bodies.html")
    assert f"Not shown ({sum(row.status == 'not shown' for row in rows)})" in words_of("bodies.html")


def test_activities_and_commitments_are_not_mixed_up(graph: OversightGraph, words_of: WordsOf) -> None:
    # The one plan of November 2018 has the 52 commitments of its table below it.
    assert f"Commitments ({len(graph.coverage())})" in words_of("plan/delivery-plan-2018.html")
    assert "Activities (" not in words_of("plan/delivery-plan-2018.html")


def test_each_action_has_a_life_overdue_first_and_silence_is_told_from_no_papers(
    graph: OversightGraph, report: Files
) -> None:
    page = report["actions.html"].decode()
    drawn = page[page.index('id="lives"') :]
    drawn = drawn[: drawn.index("</section>")]
    lives = re.findall(r'<li><a href="action/[^"]*">.*?</li>', drawn)
    rows = graph.actions()
    assert len(lives) == len(rows) > 10
    # What was asked for on the last day has a sign, and no line yet.
    looks = [[*re.findall(r'class="span (\w+)"', life), "begun"][0] for life in lives]
    assert looks.count("begun") == sum(row.raised == graph.day() for row in rows) > 0
    late = sum(row.status == "overdue" for row in rows)
    assert looks[:late] == ["late"] * late
    assert "late" not in looks[late:]
    # Asked for in August 2017; notes of November 2017 are loaded, of the months after it they are not.
    first = lives[0]
    assert "met on 2017-11-30, notes loaded" in first
    assert "notes not loaded" in first
    lanes = report["time.html"].decode()
    assert lanes.count('-behind"/>') > 60 < lanes.count("<use href=") - lanes.count('-behind"/>')
    # Pack, lines 174 and 568: what was replaced, and what only passed something on.
    assert "replaced by HMICFRS preparation meeting, 2018-11" in lanes
    assert "standards and ethics: passed on to Independent Joint Audit Committee, 2018-07" in lanes
