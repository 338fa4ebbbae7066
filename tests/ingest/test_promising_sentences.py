"""Which sentences, labels and lists of a plan in running text promise something, and which do not.

Each plan is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts

PLAN = "# Elmham Plan 2025 to 2028\n\n## Safer streets\n\nStreets are dark.\n\n{said}\n\n## Greener streets\n\nWe will plant fifty trees.\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # A short sentence is a promise, and no words that lead to the next heading.
        ("We are going to mend ten lamps.", [("", "We are going to mend ten lamps.", "", "")]),
        ("We will, by 2027, mend all lamps.", [("", "We will, by 2027, mend all lamps.", "", "2027")]),
        ("The council will mend ten lamps.", [("", "The council will mend ten lamps.", "", "")]),
        ("Pledge 1 - Ten mended lamps\n\nPledge 2 - Ten new lamps", [("1", "Ten mended lamps", "", ""), ("2", "Ten new lamps", "", "")]),
        ("Action: Mend ten lamps. Lead: Clerk. By: May 2026.", [("", "Mend ten lamps", "Clerk", "May 2026")]),
        ("Our commitments to you\n\n- Mend ten lamps", [("", "Mend ten lamps", "", "")]),
        # What will not be done is no list of promises; what is foretold is none, nor how a body works.
        ("We will:\n\n- mend ten lamps\n\nWe will not:\n\n- close any lamp", [("", "mend ten lamps", "", "")]),
        ("We will face many challenges.", []),
        ("We will know we have succeeded when ten lamps are lit.", []),
        ("The Board will meet monthly to speak of lamps.", []),
        ("We have mended ten lamps.", []),
        ("If we win funding we will mend ten lamps.", []),
    ],
)  # fmt: skip
def test_what_promises_something(drafts: Callable[..., Drafts], said: str, expected: list[tuple[str, ...]]) -> None:
    rows = drafts(PLAN.format(said=said), "plan.md").of("Plan")
    *before, last = column(rows, "ref", "commitment", "lead as printed", "due as printed")
    assert before == expected
    assert last == ("", "We will plant fifty trees.", "", "")
    assert {row.certainty for row in rows} == {"probable"}
