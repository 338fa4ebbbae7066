"""Plans told in running text: what is promised, under which heading, and what is said of who leads and who watches.

Each plan is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest.drafted import column

from oversight_graph import OversightGraph
from oversight_graph.ingest.drafts.draft import Drafts
from oversight_graph.ingest.drafts.from_paper import drafts_of
from oversight_graph.ingest.drafts.names import Names
from oversight_graph.ingest.drafts.run import ingest
from oversight_graph.ingest.readers.form import Line, Paper
from oversight_graph.ingest.readers.read import read_paper
from oversight_graph.ingest.words import load_words
from oversight_graph.ingest.workbook.to_graph.oversight import NO_COLUMN

POLICE = """SAFER ELMHAM
Police and Crime Plan 2021 to 2025

Foreword
My task is to hold the Chief Constable to account.

PUTTING VICTIMS FIRST

To achieve this I will:
• Fund an advocate in each of our three courts, so that no victim has to face the court
alone, by 2023
• Work with partners

I expect the Chief Constable to:
• Keep victims informed

Progress will be monitored by the Performance and Accountability Board every quarter.

SAFER ROADS

I will:
1. Publish a strategy on harm by March 2022.

Governance
The Police and Crime Panel scrutinises the delivery of this plan. The Victims Board meets every two months and is
chaired by the Deputy Commissioner. It reports to the Strategic Executive Board.
"""


def test_lists_below_i_will(drafts: Callable[..., Drafts]) -> None:
    out = drafts(POLICE, "plan.txt")
    board = "Performance and Accountability Board"
    assert column(out.of("Plan"), "ref", "commitment", "objective", "due as printed", "oversight as printed") == [
        (
            "", "Fund an advocate in each of our three courts, so that no victim has to face the court alone, by 2023",
            "Putting victims first", "2023", board,
        ),
        ("", "Work with partners", "Putting victims first", "", board),
        # Nothing under its heading says who watches over it; what the Panel does is said of the whole plan.
        ("", "Publish a strategy on harm by March 2022.", "Safer roads", "March 2022", NO_COLUMN),
    ]  # fmt: skip
    first, *_, last = out.of("Plan")
    assert first.lines == (10, 11, 17) and "under its heading" in first.note
    assert {row.certainty for row in out.of("Plan")} == {"probable"}
    assert "nothing under its heading says who watches" in last.note
    assert any("line 25" in note and "Police and Crime Panel" in note for note in out.notes)
    assert ("Victims Board", "every two months", "Deputy Commissioner", "Strategic Executive Board") in column(
        out.of("Bodies"), "name", "frequency as printed", "chair", "reports into"
    )
    # What is no promise is not lost: the foreword, and what is expected of somebody else.
    unread = {at for first, last, *_ in out.unread for at in range(first, last + 1)}
    assert {4, 5, 14, 15} <= unread


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (  # headings that are numbered promises, with what is to be done for each; a list of something else is none
            "# Digital Strategy\n\n## Actions\n\n### Action 01: Boards will have a leader\n\n- boards choose one\n\n"
            "These are the boards:\n\n- Roads\n\nThe Lamp Service will:\n\n- train leaders\n",
            [("01", "Boards will have a leader", ""), ("", "", "boards choose one"), ("", "", "train leaders")],
        ),
        (  # words that lead to headings, each a promise
            "# Our plan\n\n## Summary\n\nWe will:\n\n#### Mend the lamps\n\nLamps are old.\n\n#### Plant trees\n\nMany.\n",
            [("", "Mend the lamps", ""), ("", "Plant trees", "")],
        ),
        (  # sentences that promise
            "# Tree plan\n\n## Objective A: Green\n\nWe will plant ten trees by the end of 2027.\n\nTrees are good.\n",
            [("", "We will plant ten trees by the end of 2027.", "")],
        ),
        (  # numbered headings that say what is to be done, counted anew in each part; paragraphs with headings of their own
            "# Quay action plan\n\nThis plan will be long.\n\n## Better lamps\n\n### 1. Mend the lamps of the quay\n\n"
            "Lamps are old. The U.S. Lamp Service will mend ten. More follows.\n\n### 2. Train the officers of the lamps.\n\n"
            "Train Every New Officer. Training is short. QLS will train ten in May.\n\n## Clean water\n\n### 1. Clean all wells\n\n"
            "The well of the quay will be clean.\n",
            [
                ("1", "Mend the lamps of the quay", ""),
                ("", "", "The U.S. Lamp Service will mend ten"),
                ("2", "Train the officers of the lamps.", ""),
                ("", "", "Train Every New Officer"),
                ("1", "Clean all wells", ""),
            ],
        ),
        (  # such headings above lists of what is promised only say what for
            "# Quay plan\n\n"
            + "\n\n".join(
                f"## {at}. Protect {what}\n\nWe will:\n\n- mend {what}"
                for at, what in enumerate(("lamps", "wells", "trees"), 1)
            ),
            [("", "mend lamps", ""), ("", "mend wells", ""), ("", "mend trees", "")],
        ),
        ("# A report\n\nWe will come back to this in the next chapter.\n", []),  # no plan, and no list
    ],
)
def test_what_is_promised(drafts: Callable[..., Drafts], text: str, rows: list[tuple[str, str, str]]) -> None:
    assert column(drafts(text).of("Plan"), "ref", "commitment", "activity") == rows


@pytest.mark.parametrize(
    ("said", "lead", "oversight"),
    [
        ("Lead: Head of Lamps. Overseen by the Lamp Board, which meets monthly.", "Head of Lamps", "Lamp Board"),
        ("The Lamp Board will oversee this work.", "", "Lamp Board"),
        ("Progress is reviewed by the Lamp Board.", "", "Lamp Board"),
        ("Letters are reviewed by Elmham lamplighters.", "", NO_COLUMN),  # who are no body
        ("Progress will be reported to the Lamp Board.", "", "Lamp Board"),
        ("Crimes that are reported to the Police will rise.", "", NO_COLUMN),  # which says nothing of who watches
        ("### Lead officer\n\nHead of Lamps\n\n### Oversight\n\nLamp Board", "Head of Lamps", "Lamp Board"),
        ("## Governance\n\nThe Lamp Board oversees roads.", "", NO_COLUMN),  # stands under a heading of its own
        ("", "", NO_COLUMN),
    ],
)
def test_what_is_said_of_a_section(drafts: Callable[..., Drafts], said: str, lead: str, oversight: str) -> None:
    out = drafts(f"# Lamp plan\n\n## Priority 1: Light\n\nWe will:\n\n* mend ten lamps\n\n{said}\n")
    assert column(out.of("Plan"), "lead as printed", "oversight as printed") == [(lead, oversight)]


def test_what_an_entry_says_of_itself_counts_for_it_alone(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Lamp plan\n\nOur commitments\n\n* Mend lamps (lead: Clerk) - overseen by the Lamp Board\n* Plant trees\n",
    )
    assert column(out.of("Plan"), "lead as printed", "oversight as printed") == [
        ("Clerk", "Lamp Board"),
        ("", NO_COLUMN),
    ]


def test_printed_lines_of_a_pdf(tmp_path: Path) -> None:
    """Marks of lists are no letters there: an entry, its second line, and the paragraph below stay apart all the same."""
    lines = [
        Line(1, ("Safer Elmham: Police and Crime",), 1, level=1), Line(2, ("Plan 2021-2025",), 1, level=1),
        Line(3, ("This plan sets out what I was elected to do, and whom I heard before I began",), 1),
        Line(4, ("to write it down in so many words.",), 1), Line(5, ("Victims",), 1, level=2), Line(6, ("I will:",), 1),
        Line(7, ("Commission a new service for all of those who were harmed by a burglar, by",), 1, entry=True),
        Line(8, ("April 2022",), 1), Line(9, ("Work with partners so that nobody waits for a day in court",), 1, entry=True),
        Line(10, ("Progress on all of this priority will be overseen by the Victims and Witnesses",), 1),
        Line(11, ("Board, which meets quarterly and is chaired by the Deputy Commissioner.",), 1),
    ]  # fmt: skip
    out = drafts_of(Paper(tmp_path / "plan.pdf", "pdf", tuple(lines)), load_words(), {}, Names())
    assert column(out.of("Plan"), "commitment", "objective", "due as printed", "oversight as printed") == [
        (
            "Commission a new service for all of those who were harmed by a burglar, by April 2022", "Victims",
            "April 2022", "Victims and Witnesses Board",
        ),
        (
            "Work with partners so that nobody waits for a day in court", "Victims", "", "Victims and Witnesses Board",
        ),
    ]  # fmt: skip
    assert column(out.of("Bodies"), "name", "frequency as printed", "chair") == [
        ("Victims and Witnesses Board", "quarterly", "Deputy Commissioner")
    ]


def test_what_is_said_under_one_priority_is_not_said_under_the_next(
    tmp_path: Path, drafts: Callable[..., Drafts]
) -> None:
    """A heading that calls itself a priority ends the paragraph above it, however full that line is.

    A heading that leads to a list is no part of the one before it, where both are counted.
    """
    text = (
        "Elmham Health Strategy 2025-2030|Priority 1: Start well|We will:|- open two family hubs|"
        "Delivery of all that is overseen by the Families Board.|Priority 2: Age well|We will:|- train 200 friends|"
        "Delivery of this is in turn overseen by the Ageing Board."
    )
    lines = [Line(at, (line,), 1, entry=False) for at, line in enumerate(text.split("|"), 1)]
    out = drafts_of(Paper(tmp_path / "plan.pdf", "pdf", tuple(lines)), load_words(), {}, Names())
    assert column(out.of("Plan"), "commitment", "objective", "oversight as printed") == [
        ("open two family hubs", "Priority 1: Start well", "Families Board"),
        ("train 200 friends", "Priority 2: Age well", "Ageing Board"),
    ]
    text = "# Memorandum on Lamps\n\n## 4. Review\n\nWe look at it.\n\n## 5. Commitments\n\nThe partners will:\n\n- share data\n"
    assert column(drafts(text, "plan.md").of("Plan"), "commitment", "objective") == [("share data", "")]


def test_a_sentence_over_two_pages_and_headings_that_most_rows_have_in_common(tmp_path: Path) -> None:
    """The number of a page stands within the sentence; what heads everything tells no promise from another."""
    page = [
        ("What we do next", 1), ("Lamps", 2), ("1. Mend the lamps of the quay and of all of the streets that", 6), ("lead to it", 6),
        ("The Lamp Service has mended many lamps in the years before this one and has few to mend. The", 0),
        ("Quay Council will mend ten lamps of those that were broken in the last winter by the end of", 0), ("1", 0),
        ("2026 and will count them. That is all that is to be said of lamps on this page and on the next.", 0),
        ("2. Train officers", 6), ("The Quay Council will train ten. It has trained none so far, for which there is no reason at all.", 0), ("2", 0),
        ("Wells", 2), ("3. Clean the wells", 6), ("The Quay Council will clean them.", 0), ("3", 0),
    ]  # fmt: skip
    lines, number = [Line(1, ("Quay action plan",), 1, level=1), Line(2, ("for the years to come",), 1)], 2
    for at, (text, level) in enumerate(page, 3):
        lines.append(Line(at, (text,), number, level=level))
        number += text.isdigit()
    out = drafts_of(Paper(tmp_path / "plan.pdf", "pdf", tuple(lines)), load_words(), {}, Names())
    assert column(out.of("Plan"), "ref", "commitment", "activity", "objective", "due as printed") == [
        ("1", "Mend the lamps of the quay and of all of the streets that lead to it", "", "Lamps", ""),
        (
            "", "", "The Quay Council will mend ten lamps of those that were broken in the last winter by the end of 2026 "
            "and will count them", "Lamps", "end of 2026",
        ),
        ("2", "Train officers", "", "Lamps", ""), ("", "", "The Quay Council will train ten", "Lamps", ""),
        ("3", "Clean the wells", "", "Wells", ""), ("", "", "The Quay Council will clean them.", "Wells", ""),
    ]  # fmt: skip
    assert [row.lines for row in out.of("Plan")][:2] == [(5, 6), (7, 8, 10)]


def test_entries_of_word_and_web_pages_and_who_adopted_the_plan(tmp_path: Path) -> None:
    page = (
        "<h1>Warm Homes Plan</h1><p>Adopted by Elmham District Council on 12 February 2024</p><h2>Priority 1: Warm</h2>"
        "<p>We will:</p><ul><li>Insulate 400 council homes</li></ul><p>Overseen by the Housing Board.</p>"
    )
    (tmp_path / "plan.html").write_text(page, encoding="utf-8")
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Warm Homes Plan", 0)
    document.add_paragraph("Adopted by Elmham District Council on 12 February 2024")
    document.add_heading("Priority 1: Warm", 1)
    document.add_paragraph("We will:")
    document.add_paragraph("Insulate 400 council homes", style="List Bullet")
    document.add_paragraph("Overseen by the Housing Board.")
    document.save(tmp_path / "plan.docx")
    for name in ("plan.html", "plan.docx"):
        rows = drafts_of(read_paper(tmp_path / name), load_words(), {}, Names()).of("Plan")
        assert column(rows, "commitment", "objective", "oversight as printed") == [
            ("Insulate 400 council homes", "Priority 1: Warm", "Housing Board")
        ]
    (done,) = ingest([tmp_path / "plan.docx"], tmp_path / "book.xlsx")
    assert done.figures["Plan"] == 1
    openpyxl = pytest.importorskip("openpyxl")
    head, *rows = openpyxl.load_workbook(tmp_path / "book.xlsx")["Papers"].iter_rows(values_only=True)
    (paper,) = [row for row in (dict(zip(head, row, strict=True)) for row in rows) if row["paper"] == "plan"]
    assert (paper["publisher"], paper["date"], paper["kind"]) == ("Elmham District Council", "2024-02-12", "plan")


def test_the_next_edition_of_a_plan_without_references_is_known_by_its_words(tmp_path: Path) -> None:
    for name, day, lamps in (("old", "3 April 2021", 10), ("new", "1 March 2022", 20)):
        text = f"# Lamp plan\n\n{day}\n\nWe will:\n\n* mend {lamps} lamps\n* plant trees\n* paint the hall\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    ingest([tmp_path / "old.md", tmp_path / "new.md"], tmp_path / "book.xlsx")
    openpyxl = pytest.importorskip("openpyxl")
    head, *rows = openpyxl.load_workbook(tmp_path / "book.xlsx")["Papers"].iter_rows(values_only=True)
    (paper,) = [row for row in (dict(zip(head, row, strict=True)) for row in rows) if row["paper"] == "new"]
    assert paper["replaces"] == "old" and "2 of its 3 rows stand in old too" in paper["note"]


def test_notes_of_a_group_for_a_plan_are_no_plan(drafts: Callable[..., Drafts]) -> None:
    text = "# Elmham Neighbourhood Plan Group: notes, 5 March 2024\n\n1. Lamps\n\nThe Parish Council will write.\n"
    assert not drafts(text).of("Plan")


def test_the_last_word_of_a_sentence_is_no_list_of_those_who_were_there(drafts: Callable[..., Drafts]) -> None:
    text = "# Lamp Plan\n\nWe will:\n\n- Mend ten lamps\n\n4 May 2026\n\nThe Board is chaired by the Mayor, and includes all\nof the old and new Lamp\nMembers.\nLamps\n"
    out = drafts(text)
    assert column(out.of("Plan"), "commitment") == [("Mend ten lamps",)] and not out.of("Meetings")


def test_promises_with_and_without_references_are_all_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a reference, that of its heading or its number in brackets: what is drafted can be loaded."""
    (tmp_path / "plan.md").write_text(
        "# Lamp plan\n\n3 April 2021\n\nWe will:\n\n1. plant trees\n2. paint the hall\n\n## Actions\n\n"
        "### Action 07: Mend lamps\n\n- buy lamps\n",
        encoding="utf-8",
    )
    ingest([tmp_path / "plan.md"], tmp_path / "book.xlsx", publisher="Elmham Council")
    monkeypatch.setenv("OVERSIGHT_DRAFTS", "yes")
    graph = OversightGraph.load(tmp_path / "book.xlsx")
    assert [(row.ref, row.title) for row in graph.coverage()] == [
        ("(1)", "plant trees"), ("(2)", "paint the hall"), ("07", "Mend lamps"),
    ]  # fmt: skip
    assert [each for each in graph.check() if each.severity == "error"] == []


def test_sentences_within_a_paragraph_promise_each_for_itself(drafts: Callable[..., Drafts]) -> None:
    text = (
        "# Open Data Plan\n\n## What comes next\n\nData cost us two pence. If the grant comes we will hire a clerk. "
        "We will publish a register by March 2027. By 2028 we will open the archive, and the Quay Board will review it. "
        "We will not sell data.\n\n## How we know\n\nProgress is reported to the Bell Board.\n"
    )
    out = drafts(text)
    assert column(out.of("Plan"), "commitment", "due as printed", "oversight as printed") == [
        ("We will publish a register by March 2027", "March 2027", NO_COLUMN),
        ("By 2028 we will open the archive, and the Quay Board will review it", "2028", "Quay Board"),
        ("We will not sell data", "", NO_COLUMN),
    ]
    assert {row.certainty for row in out.of("Plan")} == {"probable"}
    assert all("the paragraph says more" in row.note for row in out.of("Plan"))
    assert [note for note in out.notes if "Bell Board" in note]  # it is of no section with promises


def test_what_is_said_above_a_table_of_who_watches(drafts: Callable[..., Drafts]) -> None:
    """As governance statements, strategies and answers to reviews print it, with the numbers of recommendations."""
    table = "<table><tr><th>{}</th><th>Lead</th></tr>{}</table>"
    text = "".join((
        "<h1>Quay Strategy</h1><h2>Priority 1: Light</h2><p>Overseen by: Lamp Board</p>",
        table.format("Action", "<tr><td>Mend lamps</td><td>Clerk</td></tr>"),
        "<h2>Priority 2: Sound</h2>", table.format("Action", "<tr><td>Buy bells</td><td>Clerk</td></tr>"),
        "<h2>Answers</h2><p>Recommendation 4: That the council counts its bells.</p>",
        table.format("Recommendation", "<tr><td>4</td><td>Clerk</td></tr><tr><td>5</td><td>Clerk</td></tr>"),
    ))  # fmt: skip
    out = drafts(text, "plan.html")
    rows = [(row.values["commitment"], row.values["oversight as printed"], row.certainty) for row in out.of("Plan")]
    assert rows == [
        ("Mend lamps", "Lamp Board", "probable"), ("Buy bells", NO_COLUMN, "certain"),
        ("That the council counts its bells.", NO_COLUMN, "certain"),
    ]  # fmt: skip
    assert [why for _, _, _, why in out.unread if "only the number" in why]


def test_a_column_that_names_bodies_and_does_not_say_oversight_is_told(drafts: Callable[..., Drafts]) -> None:
    text = "Ref\tCommitment\tImprovement Group\n1\tMend lamps\tThriving Quay Group\n2\tBuy bells\tClerk\n"
    rows = drafts(text, "plan.txt").of("Plan")
    assert [row.certainty for row in rows] == ["probable", "certain"]
    assert "“Improvement Group” names a body" in rows[0].note


@pytest.mark.parametrize(
    ("heads", "sheet"),
    [
        ("Ref\tDecision maker\tReasons", "Decisions"), ("Outside body\tTerm\tNotes", "People"),
        ("Meeting date\tVenue\tTime", "Meetings and Items"),
        # What is still to be decided is no decision.
        ("Ref\tDecision to be taken\tConsultation", "Meetings and Items"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_read_says_on_which_sheet_it_is_to_be_entered(
    drafts: Callable[..., Drafts], heads: str, sheet: str
) -> None:
    out = drafts(f"{heads}\n1\t2 May 2025\tLamps\n", "log.txt")
    assert [why for *_, why in out.unread if f"a table for {sheet} " in why]
