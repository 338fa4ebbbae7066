"""Plan tables and lists of bodies: heads, rows torn over pages, cells that lost their place, kinds of cells.

Each table is made up for the fault that it shows; what is expected is what a person reads in it.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from oversight_graph.ingest.drafts.bodies.lists import read_bodies, read_sentences
from oversight_graph.ingest.drafts.minutes.actiontables import read_action_tables
from oversight_graph.ingest.drafts.plans.align import place
from oversight_graph.ingest.drafts.plans.cells import Cells
from oversight_graph.ingest.drafts.plans.columns import narrowed, with_columns, with_heads
from oversight_graph.ingest.drafts.plans.heads import field_of, head_of
from oversight_graph.ingest.drafts.plans.plan import PlanReader
from oversight_graph.ingest.drafts.plans.rows import PlanRow, fill_from_above
from oversight_graph.ingest.readers.form import Line
from oversight_graph.ingest.readers.text import read_text
from oversight_graph.ingest.words import Words, load_words, plain

HEAD = "Ref\tCommitment\tActivity\tProgress\tOversight mechanism (s)\n"
FIELDS = ("ref", "commitment", "activity", "progress", "oversight")


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


def read(words: Words, text: str, gridded: bool = False, **mapping: str) -> list[PlanRow]:
    return PlanReader(words, mapping, gridded).read(read_text(text))


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        ("Actions|Timescale|Sponsor|Lead officer|Current status|Links to other actions|R/A/G",
         "commitment due lead lead progress refer status"),
        ("Milestone|Measurement|Reporting Mechanism|Target Date|Responsible Party", "commitment  oversight due lead"),
        ("Action|Implementation|Who is responsible|Timescale & Review Date|Achieved?", "commitment activity lead due status"),
        ("Portfolio|Who (lead in red)|Actions|Year to Action|Closed (minutes reference)",
         "objective lead commitment due status"),
        ("No.|What we will do|By when|Scrutiny body", "ref commitment due oversight"),
        ("Action ID|Action|Owner|Due Date|Priority|Status", "ref commitment lead due objective status"),
        # The day on which a risk is looked at again is none by which anything is done.
        ("Risk ID|Product|Description|Chance|Score|Risk type|Mitigation|Owner|Early sign|Weight|Review date|Status",
         "ref  objective    commitment lead    status"),
        ("Risk|Likelihood|Mitigation", "objective  commitment"),
        # What is at risk is nothing that is promised; nor is what goes wrong.
        ("Risk ID|Deliverable|Description|Probability|Impact|Risk response|Owner", "ref  objective   commitment lead"),
        ("Asset|Threat|Likelihood|Impact|Recommended control(s)", " objective   commitment"),
        ("Action|Lead|Due|Risks|Impact", "commitment lead due objective "),
        ("Risk ID|Risk description|Likelihood|Mitigating actions|Risk owner|Review date|Monitoring body",
         "ref objective  commitment lead  oversight"),
        # The last word of a head says what it is, where no list has the whole.
        ("Pledge|Cabinet Member|Implementation date|RAG|Delivery Board", "commitment lead due status oversight"),
        ("Key driver|Improvement project aim|Outcome Improvement Group|Project manager", "objective commitment  lead"),
        ("Ref|Principal risk|Assurance committee|Sources of assurance|Agreed action|Target score",
         "ref objective oversight  commitment "),
        ("No|Recommendation|Accepted?|Management response|Lead|Status", "ref commitment answer answer lead status"),
        ("Issue|Action|Responsible officer|Action taken", "objective commitment lead progress"),
        # Of priorities and the objectives of each, these are what is promised.
        ("Strategic priority|Strategic objectives|Lead", "objective commitment lead"),
        # Beside a day, a target is what is to be reached.
        ("Aim|Target|Target date|Owned by", "commitment  due lead"),
    ],
)  # fmt: skip
def test_heads_of_plans_are_understood_by_their_words(words: Words, heads: str, fields: str) -> None:
    head = head_of(tuple(heads.split("|")), words, {}, ("plan",))
    assert head is not None
    assert head.table == "plan"
    assert head.fields == tuple(fields.split(" "))


def test_a_head_is_explained_by_the_user(words: Words) -> None:
    cells = ("Ref", "Undertaking", "Wachhund")
    assert head_of(cells, words, {"wachhund": "oversight"}, ("plan",)).fields == ("ref", "commitment", "oversight")  # type: ignore[union-attr]


def test_issues_alone_and_what_was_done_about_them_are_no_promises(words: Words) -> None:
    assert head_of(("Issue", "Lead", "Due date"), words, {}, ("plan",)) is None
    assert head_of(("Issue", "Action taken", "Status"), words, {}, ("plan",)).table == "risks"  # type: ignore[union-attr]
    # A column for each objective: the rows say something of each, and promise nothing by themselves.
    assert head_of(("Objective 1: Lamps", "Objective 2: Trees", "Objective 3: Roads"), words, {}, ("plan",)) is None


def test_a_recommendation_that_was_refused_is_no_promise(words: Words) -> None:
    reader = PlanReader(words, {}, gridded=True)
    rows = reader.read(read_text(
        "No\tRecommendation\tAccepted?\tLead\n1\tMend lamps\tYes\tClerk\n2\tBuy bells\tNot accepted: too loud\tClerk\n"
        "3\tPlant trees\tPartially\tWarden\n4\tCount bells\tNo\tClerk\n5\tCut hedges\t\tClerk\n"
    ))  # fmt: skip
    assert [(row.ref, row.doubt) for row in rows] == [
        ("1", ""), ("3", "the recommendation was taken in part"), ("5", "no answer to the recommendation is printed"),
    ]  # fmt: skip
    assert reader.refused.keys() == {3, 5}
    assert not reader.used & reader.refused.keys()  # so that they are told


@pytest.mark.parametrize(
    ("text", "titles", "due", "others"),
    [
        # Of two days the later counts where its head says so; a share or a count is no day; a risk may be closed.
        ("Ref|Agreed action|Owner|Original due date|Revised due date\nA1|Buy bells|Clerk|May 2025|July 2025", ["Buy bells"],
         "July 2025", {"Original due date": "May 2025"}),
        ("Ref|Agreed action|Owner|Original due date|Revised due date\nA1|Buy bells|Clerk|May 2025|", ["Buy bells"], "May 2025", {}),
        ("Outcome|Lead|Target 2030\nFewer falls|Clerk|1,800", ["Fewer falls"], None, {"Target 2030": "1,800"}),
        ("Outcome|Lead|Target\nNo falls|Clerk|2030", ["No falls"], "2030", {}),
        ("Risk ID|Risk|Impact|Mitigation|Status\nR1|Fire|High|Buy bells|Closed\nR2|Flood|High||Open", ["Buy bells"], None,
         {"Impact": "High", "Status": "Closed"}),
        # What stands below another head is of another table; what is said anew in a whole row is promised anew.
        ("Deliverable|Milestone|RAG|Update|SRO\nTrees|Ten by May|Red|Two|Clerk\n\n#|Measure|Target|Actual|RAG|Trend\nHomes|2|3|Red|up",
         ["Trees"], None, {}),
        ("Commitment|Lead|Due\nLamps|Clerk|May 2025\nLamps|Warden|June 2025", ["Lamps", "Lamps"], "May 2025", {}),
    ],
)  # fmt: skip
def test_what_a_cell_does_not_say(
    words: Words, text: str, titles: list[str], due: str | None, others: dict[str, str]
) -> None:
    given = read_text(text.replace("#|", "").replace("|", "\t") + "\n")
    second = next((line.number for line in given if line.cells and line.cells[0] == "Measure"), 99)
    lines = [replace(line, table=2, row=line.number - second + 1) if line.number >= second else line for line in given]
    rows = PlanReader(words, {}, gridded=True).read(lines)
    assert [row.title for row in rows] == titles
    assert (rows[0].texts.get("due"), rows[0].others) == (due, others)


def test_references_of_long_registers_have_more_than_three_figures(words: Words) -> None:
    rows = read(words, "Ref\tCommitment\tLead\nACT-0999\tLamps\tClerk\nACT-1000\tTrees\tClerk\n", gridded=True)
    assert [(row.ref, row.title) for row in rows] == [("ACT-0999", "Lamps"), ("ACT-1000", "Trees")]


def test_how_pressing_a_row_is_is_no_objective(words: Words) -> None:
    rows = read(
        words,
        "Action ID\tAction\tOwner\tPriority\nA-1\tBuy lamps\tClerk\tHigh\nA-2\tBuy bells\tClerk\tFire\n",
        gridded=True,
    )
    assert [(row.ref, row.title, row.objective, row.others) for row in rows] == [
        ("A-1", "Buy lamps", "", {"Priority": "High"}), ("A-2", "Buy bells", "Fire", {}),
    ]  # fmt: skip


def test_a_reference_that_stands_twice_makes_two_rows(words: Words) -> None:
    rows = read(
        words,
        "Ref\tCommitment\tLead\n1\tLamps\tClerk\n1\tTrees\tWarden\n1\tTrees\tMayor\n2\tRoads\tClerk\n",
        gridded=True,
    )
    assert [(row.ref, row.title) for row in rows if row.opens] == [("1", "Lamps"), ("1", "Trees"), ("2", "Roads")]


def test_a_row_with_a_reference_is_no_head(words: Words) -> None:
    assert head_of(("1.2", "Commitment", "Progress"), words, {}) is None


def test_a_row_of_a_form_that_holds_a_sentence_is_no_head(words: Words) -> None:
    assert head_of(("", "End date", "", "This commitment will go on."), words, {}) is None


def test_the_second_row_of_a_head_says_more_than_the_first(words: Words) -> None:
    rows = read(
        words,
        "Ref\tRecommendation\tTimescale\t\tReporting to\nRef\tRecommendation\tStart\tEnd\tReporting to\n"
        "1\tMend the lamp\tMay 2024\tJune 2025\tScrutiny Panel\n",
        gridded=True,
    )
    assert [(row.ref, row.texts["due"]) for row in rows] == [("1", "June 2025")]


def test_an_objective_that_is_torn_over_a_page_is_joined(words: Words) -> None:
    rows = read(
        words,
        "Risk ID\tRisk\tMitigating actions\tRisk owner\nR1\tThe lamps may\tBuy lamps and\tClerk\n\f\n\n"
        "\tfail in winter\tkeep ten more\t\nR2\tFire\tBells\tClerk\n",
        gridded=True,
    )
    assert [(row.ref, row.objective, row.title) for row in rows] == [
        ("R1", "The lamps may fail in winter", "Buy lamps and keep ten more"), ("R2", "Fire", "Bells"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Audit Committee", "body"), ("Scrutiny Panel", "body"), ("Performance Board", "body"), ("Review Group", "body"),
        ("Committee reports", "process"), ("Board monitoring", "process"), ("Reports to the committee", "process"),
        ("Quarterly Performance Board report", "process"), ("Audit Cttee", "body"), ("Roads Working Gp", "body"),
        ("Executive Management Team", "body"), ("Senior Leadership Team", "body"), ("Trustees", "body"),
        ("PCC and Chief Executive attendance at regional meetings", "process"), ("Monthly contract meetings", "process"),
        ("Committee Chair briefing", "process"), ("Attendance by officers at the Roads Board", "body"),
        ("Governing Body", "body"), ("Executive", "body"), ("Council of Governors", "body"), ("Ofsted", "body"),
    ],
)  # fmt: skip
def test_a_body_may_be_called_by_what_it_does(words: Words, name: str, kind: str) -> None:
    assert Cells(words).kind_of(name)[0] == kind


@pytest.mark.parametrize(
    ("head", "weak"),
    [
        ("Held to account by", False), ("Scrutinised by", False), ("Accountable forum", False),
        ("How will we monitor this?", True), ("Who will monitor this?", True), ("Evidence / monitoring", True),
    ],
)  # fmt: skip
def test_a_head_that_asks_who_watches_is_that_of_oversight(words: Words, head: str, weak: bool) -> None:
    assert field_of(plain(head), "plan", words, {})[:2] == ("oversight", weak)
    assert field_of("how", "plan", words, {})[0] == "activity"


@pytest.mark.parametrize(
    "name",
    [
        "Chief Executive", "Cabinet Member for Parks", "Chair of the Audit Committee", "Committee Clerk", "Portfolio Holder",
        "Police and Crime Commissioner", "Secretary of State", "Head of Audit", "Monitoring Officer", "Board Directors",
    ],
)  # fmt: skip
def test_a_post_is_no_body_though_its_name_has_a_word_for_one(words: Words, name: str) -> None:
    assert Cells(words).kind_of(name) == ("process", "a post, and no body")


@pytest.mark.parametrize("name", ["Audit Committee and Chief Executive", "Cabinet & Leader", "Heads of Service Group"])
def test_a_body_beside_a_post_is_seen(words: Words, name: str) -> None:
    assert Cells(words).kind_of(name)[0] == "body"


def test_words_of_ones_own_are_taken_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text('bodies: {persons: ["a.k.a (", reeve]}\n', encoding="utf-8")
    assert Cells(load_words([tmp_path / "own.yaml"])).kind_of("Reeve of Elmham") == ("process", "a post, and no body")


@pytest.mark.parametrize("name", ["Wayfarers Northside", "Programme Office", "Conference"])
def test_what_no_word_explains_is_neither_body_nor_routine(words: Words, name: str) -> None:
    assert Cells(words).kind_of(name)[0] == "not known"


@pytest.mark.parametrize(
    ("headings", "objective"),
    [
        (["Elmham Council", "Corporate Delivery Plan 2025 to 2027"], ""), (["Elmham Council Annual Action Plan"], ""),
        (["Climate plan", "Appendix A: Action Plan"], ""), (["Risk and audit", "Table 2: Outstanding actions"], "Risk and audit"),
        (["Elmham Town Council", "Action plan", "Safer streets"], "Safer streets"),
        (["Parish plan 2024", "Neighbourhood plan"], "Neighbourhood plan"), (["Objective 1: A plan"], "Objective 1: A plan"),
    ],
)  # fmt: skip
def test_what_a_paper_is_called_is_no_objective_of_it(words: Words, headings: list[str], objective: str) -> None:
    heads = "\n\n".join(f"{'#' * at} {heading}" for at, heading in enumerate(headings, 1))
    table = "|Ref|Action|Lead|Due|\n|---|---|---|---|\n|1|Mend the lamps|Clerk|June 2025|\n"
    (row,) = PlanReader(words, {}, True).read(read_text(f"{heads}\n\n{table}"))
    assert (row.title, row.objective) == ("Mend the lamps", objective)


def test_two_levels_of_references_and_an_objective(words: Words) -> None:
    rows = read(
        words,
        f"SAFER ROADS\t\t\t\t\n{HEAD}A.1\tRoutes\t(A1.1) Survey\tDone\tRoads Board\n"
        "\t\t(A1.2) Crossings\tUnder way\tKPI monitoring\nB2\tLights\t(B2.1) List (B2.2) Lamps\tDone\t\n",
    )
    assert [(row.ref, row.title, row.activity_ref, row.activity, row.oversight) for row in rows] == [
        ("A.1", "Routes", "A1.1", "Survey", "Roads Board"),
        ("A.1", "", "A1.2", "Crossings", "KPI monitoring"),
        ("B2", "Lights", "B2.1", "List", ""),
        ("B2", "", "B2.2", "Lamps", None),
    ]
    assert {row.objective for row in rows} == {"Safer roads"}
    assert rows[3].shares


def test_a_row_torn_over_a_page_is_one_row(words: Words) -> None:
    rows = read(
        words,
        f"{HEAD}1.1\tMake sure that all\tSurvey of the\tThe survey was\tRoads\n\n\tchildren walk\tcrossings\tmade in May.\tBoard\n",
    )
    assert [(row.title, row.activity, row.texts["progress"], row.oversight) for row in rows] == [
        ("Make sure that all children walk", "Survey of the crossings", "The survey was made in May.", "Roads Board")
    ]
    assert rows[0].torn
    assert [line.number for line in rows[0].lines] == [2, 4]


def test_a_row_that_lost_its_last_cell_has_lost_its_oversight(words: Words) -> None:
    rows = read(words, f"{HEAD}1.1\tRoutes\t(1.1.1) Survey\tThe survey was made and put before all schools.\n")
    assert rows[0].lost
    assert rows[0].oversight is None


def test_a_row_that_lost_its_first_cell_keeps_its_oversight(words: Words) -> None:
    rows = read(
        words,
        f"{HEAD}1.1\tRoutes\t(1.1.1) Survey\tDone\tRoads Board\n\t(1.1.2) Crossings\tComplete\tRoads Board\n"
        "\t(1.1.3) Lamps\tComplete\t\n",
    )
    assert [(row.activity_ref, row.oversight, row.lost) for row in rows] == [
        ("1.1.1", "Roads Board", False),
        ("1.1.2", "Roads Board", False),
        ("1.1.3", "", False),
    ]


def test_an_oversight_cell_on_a_line_of_its_own_goes_back_to_its_row(words: Words) -> None:
    rows = read(words, f"{HEAD}1.1\tRoutes\tA survey of all\tThe survey was made. It took long.\n\t\t\tRoads Board\n")
    assert [(row.oversight, row.lost) for row in rows] == [("Roads Board", False)]


def test_the_numbers_of_a_list_say_to_which_cell_its_end_belongs(words: Words) -> None:
    cells = ("", "and goes on", "for a while", "(2) Lamps Group", "")
    above = {"commitment": "A promise that", "progress": "Work went on", "oversight": "(1) Roads Board"}
    placed, _ = place(cells, FIELDS, above, "1.1", True, 20.0)
    assert placed == {1: "and goes on", 3: "for a while", 4: "(2) Lamps Group"}


def test_a_reference_stands_in_the_first_cell(words: Words) -> None:
    rows = read(
        words,
        "| Milestone | Reporting Mechanism | Target Date |\n|---|---|---|\n| **7.1** Make it public | Tool Board | May |\n",
        gridded=True,
    )
    assert [(row.ref, row.title, row.oversight, row.texts["due"]) for row in rows] == [
        ("7.1", "Make it public", "Tool Board", "May")
    ]
    assert rows[0].weak


def test_a_plan_without_references_has_a_row_for_each_promise(words: Words) -> None:
    rows = read(words, "Action\tWho is responsible\tBy when\nMend the gate\tClerk\tMay\nPaint the hall\tClerk\tJune\n")
    assert [(row.ref, row.title, row.texts["lead"]) for row in rows] == [
        ("", "Mend the gate", "Clerk"),
        ("", "Paint the hall", "Clerk"),
    ]


def test_columns_that_are_not_understood_are_kept(words: Words) -> None:
    rows = read(words, "Ref\tCommitment\tColour of the sky\tOversight\n1.1\tRoutes\tblue\tRoads Board\n")
    assert rows[0].others == {"Colour of the sky": "blue"}


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Roads Board", "body"),
        ("Attendance at the strategic roads forum (SRF)", "body"),
        ("Holding to account sessions", "body"),
        ("LPG", "body"),
        ("1. Quarterly reports 2. Minutes and actions", "process"),
        ("Delivery plan monitoring", "process"),
        ("Attendance by officers at partnership meetings", "process"),
        ("Regular reports to the leader and chairs", "process"),
        ("Council web page", "process"),
        ("Refer to 3.1 - 3.8", "reference"),
        ("", "blank"),
        ("TBC", "blank"),
        ("To be agreed", "blank"),
        ("Roads Board; others tbc", "body"),
        (None, "lost"),
    ],
)
def test_kinds_of_oversight_cells(words: Words, cell: str | None, kind: str) -> None:
    assert Cells(words, ["Lighting Policy Group"]).kind(cell)[0] == kind


def test_a_pointer_in_another_cell_stands_for_an_empty_one(words: Words) -> None:
    cells = Cells(words)
    assert cells.kind("", ["Lights", "Refer to 1.1 & 1.2"])[0::2] == ("reference", ["1.1 & 1.2"])
    assert cells.kind("", ["Lights", "Work goes on. See 1.1 for more of it"])[0] == "blank"


def test_several_mechanisms_in_one_cell_are_told_apart(words: Words) -> None:
    named = Cells(words).names("(1) Roads Board (2) KPI monitoring; Lamps Group and Signs Group")
    assert [(name.words, name.kind) for name in named] == [
        ("Roads Board", "body"),
        ("KPI monitoring", "process"),
        ("Lamps Group", "body"),
        ("Signs Group", "body"),
    ]


def test_a_list_of_bodies_with_marks_and_their_key(words: Words) -> None:
    text = (
        "Key: ** - Notes are published, # - public meeting\n\nNAME\tPURPOSE (all)\tMEETS\n"
        "Roads Board (RB)**#\tWatches over roads\tBi-monthly\nLamps Group*\tWatches over lamps\t\nSigns Panel\tSigns\tAdhoc\n"
    )
    rows, used = read_bodies(read_text(text), words)
    assert [(row.name, row.also, row.frequency, row.published, row.public, row.note) for row in rows] == [
        ("Roads Board", "RB", "Bi-monthly", "yes", "yes", ""),
        ("Lamps Group", "", "", "marked, key disagrees", "", "the mark is *, the key explains **"),
        ("Signs Panel", "", "Adhoc", "", "", ""),
    ]
    assert used == {1, 3, 4, 5, 6}


def test_a_list_of_coming_meetings_is_no_list_of_bodies(words: Words) -> None:
    text = "Meeting Date\tPurpose\n27 November\tBudget\n"
    assert read_bodies(read_text(text), words)[0] == []


def test_words_of_a_users_own_go_in_front(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "my.yaml"
    file.write_text("columns: {plan: {oversight: [Aufsicht], commitment: [Zusage]}}\n", encoding="utf-8")
    head = head_of(("Zusage", "Aufsicht"), load_words([file]), {})
    assert head is not None
    assert head.fields == ("commitment", "oversight")


def test_rows_without_a_reference_at_the_end_of_a_page_and_points_in_rows_of_their_own(words: Words) -> None:
    text = (
        "Task|Goal|Target Date\n---|---|---\nCount the lamps of the town|A|6/2025\n"
        "\nTask|Goal|Target Date\n---|---|---\nMend the lamps:|B|May\n• those of the north||\n• those of the south||\n"
    )
    rows = read(words, "".join(f"|{line}|\n" if line else "\n" for line in text.splitlines()), True)
    assert [(row.title, row.texts.get("due")) for row in rows] == [
        ("Count the lamps of the town", "6/2025"), ("Mend the lamps: • those of the north • those of the south", "May"),
    ]  # fmt: skip
    assert [line.number for line in rows[1].lines] == [7, 8, 9]


# A plan as a page that was turned into text prints it: the second line of a row begins behind the first column.
BLANKS = """\
Lamp Board delivery plan 2025

Ref    Commitment                 Lead             Due         Oversight
                                                               mechanism
1.1    Mend the lamps of the      Clerk            May 2025    Lamp Board
       green and the quay

1.2    Count the bells            Head of          June 2025   Quarterly report
                                  Estates
1.3    Plant trees                Clerk                        Tree Panel

The plan is reviewed each year by all who have a part in it, and that is all that is said of it.

Name of group        Meets         Purpose
Lamp Board           monthly       Watches over lamps and
                                   bells
"""


def test_tables_whose_columns_only_blanks_part(words: Words) -> None:
    lines, doubtful = with_columns(read_text(BLANKS), words, {})
    rows = PlanReader(words, {}).read(lines)
    assert [(row.ref, row.title, row.texts.get("lead"), row.texts.get("due"), row.oversight) for row in rows] == [
        ("1.1", "Mend the lamps of the green and the quay", "Clerk", "May 2025", "Lamp Board"),
        ("1.2", "Count the bells", "Head of Estates", "June 2025", "Quarterly report"),
        ("1.3", "Plant trees", "Clerk", None, "Tree Panel"),
    ]
    assert [line.numbers for row in rows for line in row.lines] == [(5, 6), (8, 9), (10,)]
    bodies, _ = read_bodies(lines, words)
    assert [(body.name, body.frequency, body.purpose) for body in bodies] == [
        ("Lamp Board", "monthly", "Watches over lamps and bells")
    ]
    assert not doubtful


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Words of one column run on into the next: nothing is cut, and that is told.
        ("Ref    Commitment     Lead     Due\n1.1    Mend the lamps of the green  Clerk   May\n"
         "1.2    Count all bells  of the quay June\n", [(1, 3)]),
        # Two blanks behind a full stop make no table.
        ("We met.  The action was long.  The owner of it spoke.\n1.   Apologies   were sent   by Ann\n", []),
    ],
)  # fmt: skip
def test_blanks_that_part_no_columns(words: Words, text: str, told: list[tuple[int, int]]) -> None:
    lines, doubtful = with_columns(read_text(text), words, {})
    assert not any(line.is_row for line in lines)
    assert doubtful == told


def test_a_register_of_risks_is_told_to_be_one(words: Words) -> None:
    rows = read(words, "Risk ID\tRisk\tLikelihood\tMitigation\tOwner\nR1\tFire\tHigh\tBuy bells\tClerk\n", gridded=True)
    assert [(row.ref, row.title, row.objective, row.risks) for row in rows] == [("R1", "Buy bells", "Fire", True)]
    # What may go wrong is no promise.
    assert read(words, "Risk ID\tRisk\tLikelihood\tImpact\tOwner\nR1\tFire\tHigh\tHigh\tClerk\n", gridded=True) == []


def test_a_table_with_columns_that_hold_nothing_and_aims_between_its_rows(words: Words) -> None:
    """As a PDF with double rules gives it: the aim stands in a column of its own, and looks like a reference."""
    head = "Objectives\t\tGood practice\tActions to be taken\tLead\tTime\t\n"
    text = (
        f"\tAIM 1: Lamps\t\t\t\t\t\n{head}Light\t\tSome lamps\tBuy lamps\tClerk\tMay 2025\t\n"
        f"\tAIM 2: Bells\t\t\t\t\t\n{head}Sound\t\tNo bells\tBuy bells\tWarden\tJune 2025\t\n"
    )
    rows = PlanReader(words, {}, gridded=True).read(narrowed(read_text(text)))
    assert [(row.objective, row.title, row.texts["lead"], row.texts["due"], row.displaced) for row in rows] == [
        ("Light", "Buy lamps", "Clerk", "May 2025", False), ("Sound", "Buy bells", "Warden", "June 2025", False),
    ]  # fmt: skip


def test_a_head_above_the_rules_and_the_table_below_that_is_another(words: Words) -> None:
    rows = ("7/25\tMend the lamps of the quay\tClerk\tMay\n", "8/25\tCount the bells\tAR\tASAP\n")
    other = "\tItem\tNotes\tAction\nA 1/25\tLamps\tTwelve are up\tNone\n"
    text = f"ITEM BY WHOM BY WHEN\n{''.join(rows)}{other}"
    below = [replace(line, page=1, table=2 if line.number > 3 else line.table) for line in read_text(text)]
    lines = with_heads(below, words)
    tasks, _ = read_action_tables(lines, words)
    assert [(task.ref, task.text, task.owner, task.due) for task in tasks] == [
        ("7/25", "Mend the lamps of the quay", "Clerk", "May"), ("8/25", "Count the bells", "AR", "ASAP"),
    ]  # fmt: skip


def test_cells_that_say_as_above_say_what_the_row_above_says(words: Words) -> None:
    rows = read(
        words,
        "Ref\tCommitment\tLead\tDue\tOversight\n1\tLamps\tClerk\tMay 2026\tLamp Board\n"
        '2\tWells\tDitto\t"\t(See above)\n3\tTrees\tMayor\tas above\tas above\n4\tRoads\tas above\t\t\n',
    )
    fill_from_above(rows, words)
    assert [(row.texts.get("lead"), row.texts.get("due"), row.oversight) for row in rows] == [
        ("Clerk", "May 2026", "Lamp Board"), ("Clerk", "May 2026", "Lamp Board"), ("Mayor", "May 2026", "Lamp Board"),
        ("Mayor", None, ""),
    ]  # fmt: skip
    # What was taken over is cited where it stands, and doubtful; an empty cell says nothing of the row above.
    assert [[line.number for line in row.lines] for row in rows] == [[2], [3, 2], [4, 2], [5, 4]]
    assert rows[1].doubt.count("is taken for what stands under") == 3 and not rows[0].doubt


def test_a_row_without_a_reference_that_is_led_and_due_by_itself_is_one_more_promise(words: Words) -> None:
    """Two days joined would be a day that nobody printed; what is torn has no day of its own. No action is no promise."""
    head, first = "Risk ref\tRisk\tFurther actions\tRisk owner\tDue\n", "CR3\tFraud\tTrain all\tClerk\t30/09/2025\n"
    rows = read(words, f"{head}{first}\t\tRotate duties\tRFO\t31/12/2025\n\t\tand check them\t\t\n", gridded=True)
    assert [(row.ref, row.title, row.objective, row.texts["lead"], row.texts["due"]) for row in rows] == [
        ("CR3", "Train all", "Fraud", "Clerk", "30/09/2025"),
        ("CR3", "Rotate duties and check them", "Fraud", "RFO", "31/12/2025"),
    ]
    assert rows[1].doubt and [line.number for line in rows[1].lines] == [2, 3, 4]
    head = "Ref\tAgreed action\tOfficer\tHow we will know\n"
    (row,) = read(words, f"{head}1.1\tMend\tClerk\tIt works\n1.2\tNo action; risk accepted\t-\t\n1.3\tNone\t\t\n")
    assert (row.title, row.activity, row.others) == ("Mend", "", {"How we will know": "It works"})


def test_a_sentence_about_somebody_else_says_nothing_of_the_body_before(words: Words) -> None:
    said = "The Lamp Committee meets four times a year and monitors the risks.|{} by the Mayor.|It reports to the Quay Board."
    chairs = {
        "The Corporate Team is chaired": "",
        "The Committee is chaired": "Mayor",
        "Its meetings are chaired": "Mayor",
    }
    for begun, chair in chairs.items():
        (body,) = read_sentences(read_text(said.format(begun).replace("|", "\n")), words)
        assert (body.frequency, body.chair, body.reports) == ("four times a year", chair, "Quay Board")


def test_an_issue_of_last_year_is_no_promise_and_how_often_no_step(words: Words) -> None:
    """What went wrong is not what is to be done; a row that names only that, with who leads, is refused."""
    assert read(words, "Issue raised in 2023/24\tAction taken\tStatus\nLate accounts\tNew team\tClosed\n") == []
    reader = PlanReader(words, {}, True)
    text = "Ref\tGovernance issue\tPlanned action\tOfficer\tHow often\nG1\tCyber\tTest it\tHead of ICT\tYearly\nG2\tData\t\tClerk\t\n"
    (row,) = reader.read(read_text(text))
    assert (row.title, row.activity, row.others) == ("Test it", "", {"How often": "Yearly"})
    assert reader.refused == {3: "the row does not say what is to be done"}


def test_rows_of_heads_and_another_table_of_fewer_columns_are_no_rows_of_a_plan(words: Words) -> None:
    """A table that lists what another table has, and one that follows with heads of its own."""
    reader = PlanReader(words, {}, True)
    text = "Lamps\tAgency\nProgress\tSub-commitment status\n\tStatus update\n\tEvidence\n\n"
    assert reader.read(read_text(text)) == [] and len(reader.refused) == 2
    cells = (
        ("Aim", "Lead", "Target date"),
        ("Mend lamps", "Clerk", "May 2026"),
        ("Measure", "Activity"),
        ("Burns", "Count them"),
    )
    lines = [Line(at, row, 1, table=1 + at // 3, row=1 + at % 3 % 2) for at, row in enumerate(cells, 1)]
    assert [row.title for row in PlanReader(words, {}, True).read(lines)] == ["Mend lamps"]


def test_a_table_that_goes_on_overleaf_without_its_empty_columns(words: Words) -> None:
    lines = [
        Line(1, ("Objective", "", "Action", "", "Lead", "Due"), 1, table=1, row=1),
        Line(2, ("Light", "", "Mend lamps", "", "Clerk", "May 2026"), 1, table=1, row=2),
        Line(3, ("Shade", "Plant trees", "Warden", "June 2026"), 2, table=2, row=1),
    ]
    found = PlanReader(words, {}, True).read(lines)
    assert [(row.title, row.objective, row.texts["lead"]) for row in found] == [
        ("Mend lamps", "Light", "Clerk"), ("Plant trees", "Shade", "Warden"),
    ]  # fmt: skip


def test_a_cell_that_says_itself_of_what_it_speaks(words: Words) -> None:
    """Under "Governance and partners", who the partners are says nothing of who watches."""
    cells = ("Priority", "Action", "Governance & Partners"), ("Light", "Mend", "Governance\nQuay Board"), ("Shade", "Plant", "Partners\nElm Club; Ash Trust")  # fmt: skip
    rows = PlanReader(words, {}, True).read([Line(at, row, 1, table=1, row=at) for at, row in enumerate(cells, 1)])
    assert [(row.oversight, row.lost, row.others) for row in rows] == [
        ("Quay Board", False, {}), (None, True, {"Governance & Partners": "Partners Elm Club; Ash Trust"}),
    ]  # fmt: skip
