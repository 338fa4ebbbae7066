"""Tables and logs of actions in minutes: by usual heads who is to do what, by when, and whether it was done.

Each table is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts

MINUTES = "# Minutes of the Lamp Board, 4 March 2025\n\nPresent: Jo Roe, Al Orr\n\n## 1. Lamps\n\n{table}\n## 2. Bells\n\nThey rang.\n"


def _table(*rows: str) -> str:
    marked = [f"|{row}|" for row in rows]
    return "\n".join([marked[0], "|" + "---|" * (rows[0].count("|") + 1), *marked[1:]]) + "\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Who|What|When", "Jo Roe|Mend lamps|May 2025"), ("Mend lamps", "Jo Roe", "May 2025", "")),
        (("Minute|Action|By|Update", "24/01|Mend lamps|Jo Roe|Done"), ("Mend lamps", "Jo Roe", "", "discharged")),
        (("Action|Lead|By", "Mend lamps|Jo Roe|May 2025"), ("Mend lamps", "Jo Roe", "May 2025", "")),
        # Beside a deadline, a date is the day on which something was asked for.
        (("Date|Action|Lead|Deadline", "4 Feb 2025|Mend lamps|Jo Roe|May 2025"), ("Mend lamps", "Jo Roe", "May 2025", "")),
        # What was closed on a day is closed, and a row of totals asks for nothing.
        (("Ref|Action|Owner|Date closed", "1|Mend lamps|Jo Roe|3 March 2025"), ("Mend lamps", "Jo Roe", "", "discharged")),
        (("Ref|Action|Owner|Date closed", "1|Mend lamps|Jo Roe|", "|Total: 1||"), ("Mend lamps", "Jo Roe", "", "")),
    ],
)  # fmt: skip
def test_usual_heads_of_tables_of_actions(
    drafts: Callable[..., Drafts], rows: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    out = drafts(MINUTES.format(table=_table(*rows)))
    assert column(out.of("Actions"), "action", "owner as printed", "due as printed", "status") == [expected]
    assert not out.of("Plan")


def test_a_table_of_what_was_discussed_has_items_and_decisions(drafts: Callable[..., Drafts]) -> None:
    """The number beside what was discussed is that of the item, and no reference of the action."""
    rows = _table(
        "No|Discussion and decisions|Action|Who",
        "1|Lamps are dark. The Board agreed to buy new lamps.|Buy lamps|Jo Roe",
        "2|Bells. RESOLVED to ring them daily.|Ring the bells|Al Orr",
    )
    out = drafts(f"# Minutes of the Lamp Board, 4 March 2025\n\nPresent: Jo Roe, Al Orr\n\n{rows}")
    assert column(out.of("Actions"), "ref as printed", "item", "action") == [
        ("", "1", "Buy lamps"), ("", "2", "Ring the bells"),
    ]  # fmt: skip
    assert column(out.of("Decisions"), "item", "decision") == [("1", "Buy new lamps."), ("2", "Ring them daily.")]


def test_initials_beside_a_row_that_asks_for_nothing_are_told(drafts: Callable[..., Drafts]) -> None:
    page = (
        "<h1>Minutes of the Lamp Board, 4 March 2025</h1><p>Present: Jo Roe (JR), Al Orr (AO)</p><table>"
        "<tr><td>1</td><td>Lamps<p>The lamps are dark. Paint is to be bought.</p></td><td>JR</td></tr>"
        "<tr><td>2</td><td>Bells<p>JR to buy a rope.</p></td><td>JR</td></tr></table>"
    )
    out = drafts(page, "minutes.html")
    assert column(out.of("Actions"), "action") == [("JR to buy a rope.",)]
    assert [why for *_, why in out.unread if why.startswith("“JR” stands beside it")]


LOGGED = "Write to the ferry company", "Check the slipway"


@pytest.mark.parametrize(
    ("name", "above", "head", "cells"),
    [
        ("paper.csv", "Quay Board - Action log", "Ref,Action,Due,Status", "A1,{},May 2025,In hand"),
        ("paper.csv", "", "Action,Due date,Status", "{},May 2025,Open"),
        ("paper.csv", "", "No,Task,Date raised,Update", "1,{},4 March 2025,Letter sent"),
        ("quay action tracker.csv", "", "No,Action,Progress", "1,{},Letter sent"),
    ],
)
def test_a_list_of_actions_need_not_say_whose_they_are(
    drafts: Callable[..., Drafts], name: str, above: str, head: str, cells: str
) -> None:
    out = drafts("\n".join([*([above] if above else []), head, *(cells.format(task) for task in LOGGED)]), name)
    assert [row[0] for row in column(out.of("Actions"), "action")] == list(LOGGED)
    assert not out.of("Plan")
    assert all("no owner is printed" in row.note for row in out.of("Actions"))


@pytest.mark.parametrize(
    ("name", "head", "cells", "certainty"),
    [
        ("paper.csv", "Ref,Action,Due,Status", "A1,{},May 2025,In hand", "probable"),
        ("quay action plan.csv", "Ref,Action,Due,Status", "A1,{},May 2025,In hand", "certain"),
        ("paper.csv", "Objective,Action,Due,Status", "Light,{},May 2025,Open", "certain"),
    ],
)
def test_a_table_that_may_be_a_plan_or_a_list_of_actions_is_less_sure(
    drafts: Callable[..., Drafts], name: str, head: str, cells: str, certainty: str
) -> None:
    out = drafts("\n".join([head, *(cells.format(task) for task in LOGGED)]), name)
    assert [(row.values["commitment"], row.certainty) for row in out.of("Plan")] == [(t, certainty) for t in LOGGED]
    assert not out.of("Actions")


def test_actions_without_owners_below_the_items_of_minutes(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "# Minutes of the Lamp Board, 3 May 2025\nPresent: Jo Roe, Al Orr\n\n## 1. Lamps\n\nThey are dark.\n\n"
        "## Actions\n\n|No|Action|Due|\n|---|---|---|\n|1|Mend the lamps|June 2025|\n"
    )
    assert column(out.of("Actions"), "action", "owner as printed", "due as printed") == [
        ("Mend the lamps", "", "June 2025")
    ]
    assert not out.of("Plan")


def test_each_row_of_a_log_that_says_at_which_meeting_it_was_raised_is_an_action(drafts: Callable[..., Drafts]) -> None:
    rows = (
        "4 March 2025,3.2,Bring the map,Complete\n4 March 2025,5,Ask the trust,Ongoing\n6 May 2025,2,Call the pilot,\n"
    )
    out = drafts(f"Quay Panel action log\nMeeting,Minute,Action,Status\n{rows}", "log.csv")
    assert column(out.of("Actions"), "action", "meeting", "status") == [
        ("Bring the map", "2025-03-04 Quay Panel", "answered"),
        ("Ask the trust", "2025-03-04 Quay Panel", ""),
        ("Call the pilot", "2025-05-06 Quay Panel", ""),
    ]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            ("Mend lamps<br>Paint gates", "Jo Roe<br>Al Orr", "4 May 2025<br>9 May 2025"),
            [("Mend lamps", "Jo Roe", "4 May 2025"), ("Paint gates", "Al Orr", "9 May 2025")],
        ),
        # Lines without a day each may be one text that is broken.
        (("Mend the<br>lamps", "Head of<br>Roads", "May<br>2025"), [("Mend the lamps", "Head of Roads", "May 2025")]),
    ],
)
def test_a_row_of_several_actions_is_several(
    drafts: Callable[..., Drafts], cells: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    head = "<h1>Minutes of the Lamp Board, 4 March 2025</h1><p>Present: Jo Roe, Al Orr</p><table><tr><th>Action</th>"
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    out = drafts(f"{head}<th>Owner</th><th>Due</th></tr><tr>{row}</tr></table>", "minutes.html")
    assert column(out.of("Actions"), "action", "owner as printed", "due as printed") == expected
