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
