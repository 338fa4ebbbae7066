"""The items of minutes: their numbers and titles, and what an agenda or a pack prints around them.

Each paper is made up; what is expected is what a person reads in it.
"""

from collections.abc import Callable

import pytest
from tests.ingest.drafted import column

from oversight_graph.ingest.drafts.draft import Drafts


def test_an_item_in_an_item_cites_the_lines_of_both_numbers(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "Minutes of the Lamp Board, 4 March 2025\nPresent: Ann Roe\n\n1. Matters arising\n\na) Lamps\n\nb) Gates\n\n2. Trees\n"
    )
    assert [(row.values["item"], row.lines) for row in out.of("Items")] == [
        ("1.", (4,)), ("1. a", (4, 6)), ("1. b", (4, 8)), ("2.", (10,)),
    ]  # fmt: skip


AGENDA = "# Lamp Group, 3 May 2025\n\n## Agenda\n1. Opening\n2. Lamps\n3. Close\n\n## Attendees\nAnn Roe\nBen Poe\n\n"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (f"{AGENDA}## Notes\n1. Opening\nAll came.\n2. Lamps\nMany.\n3. Close\nAt noon.\n", ["Opening", "Lamps", "Close"]),
        (f"{AGENDA}## Notes\n- All came.\n- Lamps are many.\n- Ann read the list.\n- The end.\n", ["Opening", "Lamps", "Close"]),
        ("# Minutes of the Lamp Group, 3 May 2025\nPresent: Ann Roe\n\n## Agenda\n1. Opening\nAll came.\n2. Lamps\nMany.\n",
         ["Opening", "Lamps"]),
    ],
)  # fmt: skip
def test_an_agenda_above_the_minutes_gives_no_items_twice(
    drafts: Callable[..., Drafts], text: str, items: list[str]
) -> None:
    out = drafts(text)
    assert [row[0] for row in column(out.of("Items"), "title")] == items
    assert len(out.of("Attendance")) == (1 if "Present" in text else 2)


def test_items_with_capitals_in_brackets_and_with_codes(drafts: Callable[..., Drafts]) -> None:
    head = "Minutes of the Lamp Board held on 3 May 2024\n\nPresent: Ann Roe, Ben Poe\n\n"
    letters = "".join(
        f"({letter}) {title}\n\nAll is well.\n\n" for letter, title in zip("ABCDEFGHIJ", _TITLES, strict=True)
    )
    assert column(drafts(head + letters).of("Items"), "item", "title") == [
        (letter, title) for letter, title in zip("ABCDEFGHIJ", _TITLES, strict=True)
    ]
    coded = "LB/2324/001: Welcome\n\nAll are welcome.\n\nLB/2324/002: Lamps\n\nAll is well.\n"
    assert column(drafts(head + coded).of("Items"), "item", "title") == [
        ("LB/2324/001", "Welcome"), ("LB/2324/002", "Lamps"),
    ]  # fmt: skip


_TITLES = ("Welcome", "Lamps", "Trees", "Drains", "Bridges", "Roads", "Paths", "Schools", "Money", "Close")


def test_what_follows_minutes_in_a_pack_is_no_part_of_them_but_its_tables_of_actions_are(
    drafts: Callable[..., Drafts],
) -> None:
    head = "# Lamp Board\n\nMinutes of the meeting of 3 May 2024\n\nPresent: Ann Roe, Ben Poe\n\n1. Lamps\n\nAll is well.\n\n"
    table = "| Action | Owner | Due |\n| --- | --- | --- |\n| Buy lamps | Ann Roe | June |\n"
    annex = "2. Kinds of lamps\n\nRESOLVED that there are three.\n\nAction: Ben Poe to count them\n\n"
    for cut in ("Annex A\n\n", "APPENDIX 1: Report\n\n", "The meeting closed at 9 pm.\n\n# Report on lamps\n\n"):
        out = drafts(f"{head}{cut}{annex}{table}")
        assert column(out.of("Items"), "item", "title") == [("1.", "Lamps")], cut
        assert column(out.of("Actions"), "action", "owner as printed") == [("Buy lamps", "Ann Roe")], cut
        assert not out.of("Decisions"), cut
    whole = drafts(f"{head}The meeting closed at 9 pm.\n\n## Action items\n\n- Ben Poe to count them\n")
    assert column(whole.of("Actions"), "owner as printed") == [("Ben Poe",)]


def test_items_that_are_sentences_counted_from_one_throughout(drafts: Callable[..., Drafts]) -> None:
    out = drafts(
        "MINUTES OF ELMHAM PARISH COUNCIL MEETING HELD ON 4 MARCH 2025\n\nPresent: Cllr Roe, Cllr Poe\n\n"
        "1\\. Election of Chairman It was proposed and seconded that Cllr Roe should remain as Chairman.\n\n"
        "2\\. The Chairman signed his acceptance of office.\n\n3\\. No declarations were made.\n\n"
        "4\\. Lamps were talked of at length. 5. The minutes were agreed.\n\n6\\. Accounts were presented and accepted.\n\n"
        "7\\. Reports 1. Dogs to be an item for the next agenda.\n\nThe lamps are dark.\n"
    )
    assert [number for (number,) in column(out.of("Items"), "item")] == ["1.", "2.", "3.", "4.", "6.", "7."]


def test_a_table_of_what_was_discussed_has_items_though_it_names_none(drafts: Callable[..., Drafts]) -> None:
    """The number is that of the item, not of the action; a row without one goes on with the item above."""
    out = drafts(
        "Quay Board\nMinutes of the meeting held on 4 June 2025\nPresent: Ann Roe (Chair), Sam Poe (Clerk)\n\n"
        "Item\tDiscussion\tAction\tOwner\n1\tWelcome. The Chair began.\t\t\n2\tLighting. Nine lamps are dark.\tMend the lamps\tSP\n"
        "\tThe cost was noted.\tBring the cost\tSP\n3\tAny other business: none\t\t\n"
    )
    assert column(out.of("Items"), "item", "title") == [
        ("1", "Welcome"),
        ("2", "Lighting"),
        ("3", "Any other business"),
    ]
    assert column(out.of("Actions"), "ref as printed", "item", "action") == [
        ("", "2", "Mend the lamps"), ("", "2", "Bring the cost"),
    ]  # fmt: skip


@pytest.mark.parametrize("called", ["Item {}: {}", "Agenda item {}. {}", "Item {} - {}"])
def test_headings_that_say_item_before_the_number(drafts: Callable[..., Drafts], called: str) -> None:
    heads = "".join(f"## {called.format(at, title)}\n\nNoted.\n\n" for at, title in ((1, "Lamps"), (2, "Bells")))
    out = drafts(f"# Quay Board meeting, 5 March 2024\n\nPresent: Jo Roe, Al Orr\n\n{heads}")
    numbered = [(number.strip("."), title) for number, title in column(out.of("Items"), "item", "title")]
    assert numbered == [("1", "Lamps"), ("2", "Bells")]


def test_times_that_are_printed_with_a_stop_are_no_numbers_of_items(drafts: Callable[..., Drafts]) -> None:
    rows = "10.00\tWelcome\tChair\n10.10\tLamps\tAl Orr\n10.40\tBells\tJo Roe\n"
    out = drafts(f"Quay Board\nAgenda\nMeeting on 5 March 2024 at 10.00\n\nTime\tItem\tLead\n{rows}", "agenda.txt")
    assert column(out.of("Items"), "item", "title", "outcome") == [
        ("", "Welcome", "scheduled"), ("", "Lamps", "scheduled"), ("", "Bells", "scheduled")
    ]  # fmt: skip
    assert [row.note for row in out.of("Items")][1] == "at 10.10; lead: Al Orr"
