"""What a later paper says of a thing that the workbook has, and what a second reading of a paper finds.

Nothing that stands is changed, and nothing that is read is left out without a word. The papers are made up.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from oversight_graph import OversightGraph
from oversight_graph.ingest.drafts.run import Ingested, ingest
from oversight_graph.ingest.workbook.to_graph.validation import check_workbook

Make = Callable[..., list[Ingested]]
LISTS = (
    ("2018", "quarterly", "Clerk", "Full Council"),
    ("2021", "every three months", "the Clerk", "Full Council"),
    ("2024", "monthly", "Head of Roads", "Cabinet"),
)


@pytest.fixture
def add(tmp_path: Path) -> Make:
    """Return a maker of papers that are added to one workbook, in the order in which they are given."""

    def make(publisher: str = "Elmham Council", mapping: dict[str, str] | None = None, **papers: str) -> list[Ingested]:
        found = []
        for name, text in papers.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
            found += ingest([tmp_path / f"{name}.txt"], tmp_path / "book.xlsx", publisher=publisher, mapping=mapping)
        return found

    return make


def rows(book: Path, sheet: str, *names: str) -> list[tuple[str, ...]]:
    with closing(openpyxl.load_workbook(book, read_only=True)) as opened:
        heads, *cells = opened[sheet].iter_rows(values_only=True)
    return [tuple(str(row[heads.index(name)] or "") for name in names) for row in cells]


def looked_at(book: Path, sheet: str, number: int, **values: str | None) -> None:
    """Accept a row as a person does, with what is corrected in it."""
    opened = openpyxl.load_workbook(book)
    heads = [cell.value for cell in opened[sheet][1]]
    for name, value in {"draft": "accepted", **values}.items():
        opened[sheet].cell(number, heads.index(name.replace("_", " ")) + 1).value = value
    opened.save(book)


def test_what_a_later_list_says_otherwise_of_a_body_stands_beside_what_an_earlier_one_says(
    add: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body that met quarterly in 2018 and monthly in 2024: both are true at their dates."""
    head = "Elmham Council\n\nBody\tPurpose\tMeets\tChair\tReports to"
    texts = {
        f"list{year}": f"Bodies of the council, 4 March {year}\n{head}\nLamp Board\tLamps\t{often}\t{chair}\t{above}\n"
        for year, often, chair, above in LISTS
    }
    book = tmp_path / "book.xlsx"
    first, again, later = add(**texts)
    said = [
        ("2018", "quarterly", "Clerk", "Full Council"),
        ("2024", "monthly", "Head of Roads", "Cabinet"),
    ]
    columns = ("paper", "name", "frequency as printed", "chair", "reports into")
    lamps = [row for row in rows(book, "Bodies", *columns) if row[1] == "Lamp Board"]
    assert lamps == [(f"list{year}", "Lamp Board", *rest) for year, *rest in said]
    # The second list says it in other words, and the same.
    assert not any("Lamp Board" in note for note in (*first.notes, *again.notes))
    told = [note for note in later.notes if note.startswith("Lamp Board, lines 5: ")]
    assert told == [
        "Lamp Board, lines 5: frequency as printed: monthly, where list2018, lines 5 has quarterly",
        "Lamp Board, lines 5: chair: Head of Roads, where list2018, lines 5 has Clerk",
        "Lamp Board, lines 5: reports into: Cabinet, where list2018, lines 5 has Full Council",
    ]
    assert all(note.partition("5: ")[2] in str(rows(book, "Bodies", "note")) for note in told)
    # Accepted or not, what stands stays, and what was entered once is not entered again.
    looked_at(book, "Bodies", 2)
    assert [paper.added for paper in add(**texts)] == [0, 0, 0]
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    graph = OversightGraph.load(book)
    assert [each.message for each in graph.verify(tmp_path)] == []
    at = {
        day: next(row for row in graph.bodies(day) if row.name == "Lamp Board") for day in ("2019-01-01", "2024-12-31")
    }
    # Nothing says when somebody ceased to chair it, only when that was last shown, or when it ceased to report there.
    assert [(row.frequency, row.chair, row.reports_into) for row in at.values()] == [
        ("quarterly", ("Clerk",), ("Full Council",)),
        ("monthly", ("Head of Roads", "Clerk (last shown 2018-03-04)"), ("Cabinet", "Full Council")),
    ]


def test_a_body_is_the_same_however_its_name_is_spelt(add: Make, tmp_path: Path) -> None:
    """The same addresses are made of both; two rows of other names would clash."""
    add(a="Elmham Council\n\nBody\tMeets\nLamps & Roads Board\tmonthly\n")
    add(b="Elmham Council\n\nBody\tMeets\nThe Lamps and Roads Board\tweekly\n")
    assert rows(tmp_path / "book.xlsx", "Bodies", "name", "listed as", "frequency as printed") == [
        ("Lamps & Roads Board", "Lamps & Roads Board", "monthly"),
        ("Lamps & Roads Board", "The Lamps and Roads Board", "weekly"),
    ]
    assert check_workbook(tmp_path / "book.xlsx")[0][0].message.startswith("is a draft")


def test_who_sat_on_a_board_and_chairs_it_later_has_a_row_for_each(add: Make, tmp_path: Path) -> None:
    terms = "Lamp Board - Terms of Reference\n\nMembership\n\n• Ann Roe{}\n• Ben Poe\n"
    add(a=terms.format(""), b=terms.format(" (Chair)"))
    assert rows(tmp_path / "book.xlsx", "People", "name", "body", "role", "paper") == [
        ("Ann Roe", "Lamp Board", "member", "a"), ("Ben Poe", "Lamp Board", "member", "a"),
        ("Ann Roe", "Lamp Board", "chair", "b"),
    ]  # fmt: skip


PLAN = "Elmham Council plan\n\nRef\tCommitment\tLooked at\n1.1\tSafer routes\tLamp Board\n1.2\tTrees\tRoads Group\n"


def test_a_second_run_enters_what_it_reads_more_of_the_same_lines(add: Make, tmp_path: Path) -> None:
    """A draft that nobody has looked at is filled in; where a person has, it is told and listed, each time it is read."""
    book, what = tmp_path / "book.xlsx", {"Looked at": "oversight"}
    add(plan=PLAN)
    looked_at(book, "Plan", 3, commitment="Trees by the road")
    columns = ("commitment", "oversight as printed", "draft")
    assert rows(book, "Plan", *columns) == [
        ("Safer routes", "(no column)", "draft"), ("Trees by the road", "(no column)", "accepted"),
    ]  # fmt: skip
    for _ in range(2):
        (found,) = add(plan=PLAN, mapping=what)
        assert rows(book, "Plan", *columns) == [
            ("Safer routes", "Lamp Board", "draft"), ("Trees by the road", "(no column)", "accepted"),
        ]  # fmt: skip
        told = "oversight as printed: Roads Group, of which row 3 of Plan has nothing"
        assert [note for note in found.notes if told in note]
        assert [why for lines, why in rows(book, "Not read", "lines", "why") if lines == "5" and told in why]
    assert {name for (name,) in rows(book, "Bodies", "name")} == {"Lamp Board", "Roads Group"}
    # Without it, what is there is not taken back; and what a person wrote in is no more told.
    add(plan=PLAN)
    looked_at(book, "Plan", 3, oversight_as_printed="Roads Group")
    (found,) = add(plan=PLAN, mapping=what)
    assert not found.notes
    assert rows(book, "Plan", *columns)[1] == ("Trees by the road", "Roads Group", "accepted")


NOTES = "{} Council\nMinutes of the {} held on 4 March 2025\nPresent: {} (Chair), {} (Clerk)\n\n1 Lamps\nAction: Clerk to write.\n"


def test_the_clerk_of_another_council_is_another_post(
    add: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A label decides nothing: who has the post, and who is to act, is asked of each council's own clerk."""
    book = tmp_path / "book.xlsx"
    add(publisher="Elmham Council", a=NOTES.format("Elmham", "Lamp Board", "Ann Roe", "Cy Doe"))
    (found,) = add(publisher="Oakham Council", b=NOTES.format("Oakham", "Tree Board", "Ann Roe", "Di Foe"))
    assert rows(book, "Posts", "post", "paper") == [("Clerk", "a"), ("Clerk", "b")]
    assert sorted(note.split(",")[0] for note in found.notes if "so called" in note) == [
        f"{name}: so called also in a paper of Elmham Council (a): taken for {what}"
        for name, what in (("Ann Roe", "the same person"), ("Clerk", "another post"))
    ]
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    told = [each for each in check_workbook(book)[0] if each.where.startswith("Posts")]
    assert told[0].message.startswith("Oakham Council has a post so called too")
    assert [(each.where, each.severity) for each in told] == [("Posts!A2", "warning"), ("Posts!A3", "warning")]
    graph = OversightGraph.load(book)
    shown = graph.people(everything=True)
    assert {(row.person, row.post_iri.rpartition("/")[2]) for row in shown if row.post_iri} == {
        ("Cy Doe", "clerk-elmham-council"), ("Di Foe", "clerk-oakham-council"),
    }  # fmt: skip
    assert sorted((row.meeting, row.owner_iri[0].rpartition("/")[2]) for row in graph.actions()) == [
        ("Lamp Board, 2025-03-04", "clerk-elmham-council"), ("Tree Board, 2025-03-04", "clerk-oakham-council"),
    ]  # fmt: skip
    # One and the same: whoever knows it says so, in both rows.
    for number in (2, 3):
        looked_at(book, "Posts", number, organisation="Vale Clerks")
    shown = OversightGraph.load(book).people(everything=True)
    assert {row.post_iri.rpartition("/")[2] for row in shown if row.post_iri} == {"clerk"}


def test_an_organisation_of_an_earlier_paper_has_no_seats(add: Make, tmp_path: Path) -> None:
    text = (
        "Lamp Board\nMinutes of the meeting held on {} March 2025\nPresent: Ann Roe (Chair), Di Foe (IBM)\n\n1 Lamps\n"
    )
    add(a=text.format(4), b=text.format(11))
    said = [("Ann Roe", "Lamp Board"), ("Di Foe", "")]
    assert rows(tmp_path / "book.xlsx", "People", "name", "body") == said
    assert rows(tmp_path / "book.xlsx", "Attendance", "name as printed", "on behalf of") == [
        ("Ann Roe", ""), ("Di Foe", "IBM"),
    ] * 2  # fmt: skip


def test_plans_of_two_councils_that_count_alike_are_no_editions_of_one(add: Make, tmp_path: Path) -> None:
    plan = "{} Council plan, 4 March {}\n\nRef\tCommitment\tOversight\n1.1\tLamps\tLamp Board\n1.2\tTrees\tLamp Board\n"
    add(publisher="Elmham Council", a=plan.format("Elmham", 2023), c=plan.format("Elmham", 2024) + "\n")
    add(publisher="Oakham Council", b=plan.format("Oakham", 2025))
    assert rows(tmp_path / "book.xlsx", "Papers", "paper", "replaces") == [("a", ""), ("c", "a"), ("b", "")]


def test_references_alone_make_no_edition_of_the_plan_of_somebody(add: Make, tmp_path: Path) -> None:
    plan = "{} plan, 4 March {}\n\nRef\tCommitment\tOversight\n1.1\t{}\tLamp Board\n1.2\t{}\tLamp Board\n"
    add("", a=plan.format("Lamp", 2023, "Mend the lamps", "Plant trees"), b=plan.format("Quay", 2024, "Dig", "Sail"))
    add("", c=plan.format("Lamp", 2025, "Mend ten lamps", "Plant elms"))
    assert rows(tmp_path / "book.xlsx", "Papers", "paper", "replaces") == [("a", ""), ("b", ""), ("c", "a")]


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("Elmham Trust: our plan for lamps", "Elmham Trust"),
        ("Lamp plan\nElmham Council declared a need for lamps in", ""),
        ("Elmham Council\n\nLamp plan\nAdopted by Full Council on 4 May 2024.", "Elmham Council"),
        ("Elmham Council\n\nLamp plan\nAdopted by Oakham Council on 4 May 2024.", "Oakham Council"),
    ],
)
def test_who_published_a_paper_is_an_organisation(add: Make, tmp_path: Path, head: str, publisher: str) -> None:
    add("", a=f"{head}\n\nRef\tCommitment\tOversight\n1.1\tLamps\tLamp Board\n1.2\tTrees\tLamp Board\n")
    assert rows(tmp_path / "book.xlsx", "Papers", "publisher") == [(publisher,)]


def test_the_day_by_which_something_is_to_be_done_is_not_that_of_the_paper(add: Make, tmp_path: Path) -> None:
    add(a="Lamp list\n\nClerk to mend lamps by 30 June 2024.\n", b="Lamp list\n\n30 June 2024\n\nAll lamps shine.\n")
    assert rows(tmp_path / "book.xlsx", "Papers", "date") == [("",), ("2024-06-30",)]


STREETS = (
    "Delivery plan, 1 April 2024\n\nRef\tCommitment\tOversight\n1.1\tSafer streets at night\tSIB\n"
    "1.2\tFaster answers to letters\tRoads Board\n"
)
MINUTES = (
    "Service Improvement Board\n\nMinutes of the meeting held on 12 June 2024\n\nPresent: Cllr Ann Reed (Chair)\n\n"
    "1. Safer streets at night: an update\nThe lamps were counted.\n\n2. Letters\nCommitment 1.2 was looked at.\n\n"
    "3. Answers to letters of residents\nNoted.\n\n4. Nights. A paper on safer streets at night was read.\n\n5. Date of next meeting\n10 September 2024\n"
)


@pytest.mark.parametrize("order", [("plan", "minutes"), ("minutes", "plan")])
@pytest.mark.parametrize("at_once", [True, False])
def test_what_a_meeting_deals_with_is_found_in_the_plan_whichever_paper_comes_first(
    order: tuple[str, str], at_once: bool, tmp_path: Path
) -> None:
    for name, text in (("plan", STREETS), ("minutes", MINUTES)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    book, papers = tmp_path / "book.xlsx", [tmp_path / f"{name}.txt" for name in order]
    for those in [papers] if at_once else [[paper] for paper in papers]:
        ingest(those, book, publisher="Elmham Council")
    if not at_once and order[0] == "minutes":
        ingest(papers[:1], book, publisher="Elmham Council")  # drafts at which nobody has looked are filled in
    items = rows(book, "Items", "title", "about", "note")
    assert [about for _, about, _ in items] == ["1.1", "1.2", "", "1.1", ""]
    if at_once or order[0] == "plan":
        assert items[2][2].startswith("may be about 1.2 Faster answers to letters (")
    (sib,) = [note + why for name, note, why in rows(book, "Bodies", "name", "note", "why") if name == "SIB"]
    if at_once or order[0] == "minutes":
        assert "may be Service Improvement Board" in sib


def test_the_plan_of_another_council_is_no_matter_of_a_meeting(add: Make, tmp_path: Path) -> None:
    add("Oakham Council", plan=STREETS)
    add("Elmham Council", minutes=MINUTES)
    assert {about for (about,) in rows(tmp_path / "book.xlsx", "Items", "about")} == {""}


def test_a_reference_that_two_plans_have_is_told_and_not_taken(add: Make, tmp_path: Path) -> None:
    other = STREETS.replace("Faster answers to letters", "Cleaner parks")
    add("Elmham Council", plan=STREETS)
    add("Elmham Council", other=other.replace("Delivery plan, 1 April 2024", "Parks plan, 2 April 2024"))
    add("Elmham Council", minutes=MINUTES)
    items = rows(tmp_path / "book.xlsx", "Items", "about", "note")
    assert items[1][0] == ""
    assert "Faster answers to letters (plan)" in items[1][1]
    assert "Cleaner parks (other)" in items[1][1]
