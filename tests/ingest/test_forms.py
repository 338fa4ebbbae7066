"""Plans that print a form for each commitment: labels beside what they say, in tables and in running text."""

import pytest

from oversight_graph.ingest.drafts.plans.plan import PlanReader
from oversight_graph.ingest.drafts.plans.rows import PlanRow
from oversight_graph.ingest.readers.text import read_text
from oversight_graph.ingest.words import load_words


def rows(text: str) -> list[PlanRow]:
    return PlanReader(load_words(), {}).read(read_text(text))


FIRST = (
    ("Reference", "C1"),
    ("Commitment", "Publish what lamps cost"),
    ("Lead", "Head of Lamps"),
    ("Due", "June 2025"),
)
SECOND = (("Reference", "C2"), ("Commitment", "Count the lamps"), ("Lead", "Clerk"), ("Due", "mid-May 2025"))


def written(mark: str) -> str:
    watch = (("Monitored by", "Lamp Board"), ("Monitored by", ""))
    forms = ([*form, last] for form, last in zip((FIRST, SECOND), watch, strict=True))
    return "# Lamp plan\n\n" + "\n\n".join("\n".join(f"{a}{mark}{b}" for a, b in form) for form in forms) + "\n"


@pytest.mark.parametrize("mark", ["\t", ": "])
def test_a_form_for_each_commitment(mark: str) -> None:
    found = rows(written(mark))
    assert [(row.ref, row.title, row.texts["lead"], row.texts["due"], row.oversight) for row in found] == [
        ("C1", "Publish what lamps cost", "Head of Lamps", "June 2025", "Lamp Board"),
        ("C2", "Count the lamps", "Clerk", "mid-May 2025", ""),
    ]
    assert [line.number for line in found[0].lines] == [3, 4, 5, 6, 7]
    assert all(row.has_column and not row.lost for row in found)


def test_the_heading_of_a_form_says_what_is_promised_and_is_no_objective() -> None:
    form = "Lead\tClerk\nDue\tMay 2025\nStatus\tOn track\n"
    found = rows(
        f"## Theme 1: Light\n### Commitment 1: Count the lamps\n{form}### Commitment 2: Mend the lamps\n{form}"
    )
    assert [(row.ref, row.title, row.objective) for row in found] == [
        ("1", "Count the lamps", "Theme 1: Light"), ("2", "Mend the lamps", "Theme 1: Light"),
    ]  # fmt: skip


def test_forms_in_one_table_with_two_pairs_in_a_row_and_what_goes_over_several_rows() -> None:
    form = "Action {n}\tMend lamp {n}\nLead\tClerk\tDeadline\tMay 2025\nProgress\tBegun.\n\tGoing on.\nBudget\t10\n"
    found = rows("".join(form.format(n=n) for n in (1, 2)))
    assert [(row.ref, row.title, row.texts["due"], row.texts["progress"], row.others) for row in found] == [
        (str(n), f"Mend lamp {n}", "May 2025", "Begun.\nGoing on.", {"Budget": "10"}) for n in (1, 2)
    ]


def test_words_between_a_heading_and_its_labels_are_no_commitment() -> None:
    form = (
        "Action {n}: Mend lamp {n}\nBy June the lamp is to shine.\nThe clerk, with help, asks for offers: three.\n"
        "Responsible: Clerk of the council, and the\nlamp warden\nSupports practice: Light\nMeasure: Lamp shines\nLamp is clean\n"
        "Timeline: 3 months\n"
    )
    found = rows("".join(form.format(n=n) for n in (1, 2, 3)))
    assert [(row.ref, row.title, row.texts["lead"], row.texts["due"]) for row in found] == [
        (str(n), f"Mend lamp {n}", "Clerk of the council, and the\nlamp warden", "3 months") for n in (1, 2, 3)
    ]


def test_forms_whose_cells_are_merged_and_that_go_on_overleaf() -> None:
    first = "\t{n}. Mend lamp {n}\t\t\n\tLead\t\tClerk\t\nObjective\tObjective\t\tLight for all\t\n"
    rest = "\t\t\tand for dogs\t\nDone\t\tno\tx\tyes\t\nDone\t\t\tx\t\t\n\tEnd date\t\tMay 2025\t\n"
    found = rows("\f".join(f"{first.format(n=n)}{n}\n\f{rest}" for n in (1, 2)))
    assert [(row.ref, row.title, row.objective, row.texts["lead"], row.texts["due"]) for row in found] == [
        (str(n), f"Mend lamp {n}", "Light for all and for dogs", "Clerk", "May 2025") for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Date: 3 May 2025\nVenue: The hall\nPresent: Jo Roe, Al Orr\nChair: Jo Roe\n",
        "Action: Mend the lamp\nOwner: Clerk\nDue: May\n",  # one alone, that nobody is said to watch
        "Lead\tClerk\nDue\tMay\nStatus\tOn track\n",  # nothing is promised
    ],
)
def test_what_is_no_form(text: str) -> None:
    assert rows(text) == []


def test_the_head_of_a_table_of_four_columns_is_no_row_of_a_form() -> None:
    """Its rows come again under the same head: two labels and what stands beside them would look like that."""
    head = "Action 2025\tOwner\tTimescale\tRAG status\n"
    text = f"# Lamp plan\n\n6. Lamps\n\n{head}Mend lamps\tClerk\tMay 2025\tGreen\n{head}Plant trees\tWarden\tJune 2025\tAmber\n"
    assert [(row.ref, row.title, row.texts["lead"]) for row in rows(text)] == [
        ("", "Mend lamps", "Clerk"),
        ("", "Plant trees", "Warden"),
    ]
