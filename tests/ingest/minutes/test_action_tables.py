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
