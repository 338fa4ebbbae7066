"""Whether notes are published and meetings public, and how often a body meets, as lists and sentences say it."""

from pathlib import Path

import pytest
from tests.ingest.drafted import column, drafts_in

from oversight_graph.ingest.drafts.bodies.openness import PUBLIC, PUBLISHED, openness
from oversight_graph.ingest.values import read_frequency
from oversight_graph.ingest.words import Words, load_words


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words()


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ("Yes", "yes"), ("N", "no"), ("Open to the public", "yes"), ("Not open to the public", "no"), ("Private", "no"),
        ("Closed to the public", "no"), ("Members of the public not admitted", "no"), ("Public may attend", "yes"),
        ("By invitation", "no"), ("Part public", ""), ("TBC", ""), ("n/a", ""),
        ("Open to the public except for confidential items", "yes"),
    ],
)  # fmt: skip
def test_a_cell_says_whether_the_public_may_attend(words: Words, said: str, public: str) -> None:
    assert openness(said, PUBLIC, words, celled=True) == public


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ("Published on the website", "yes"), ("Not published", "no"), ("Internal only", "no"), ("Unpublished", "no"),
        ("Decisions published, minutes not published", ""), ("Agenda only", ""), ("✓", "yes"),
    ],
)  # fmt: skip
def test_a_cell_says_whether_notes_are_published(words: Words, said: str, published: str) -> None:
    assert openness(said, PUBLISHED, words, celled=True) == published


@pytest.mark.parametrize(
    "said",
    ["It promotes public health.", "A strategy is published each year.", "private firms", "accountable to the public"],
)
def test_what_else_is_public_or_published_says_nothing_of_a_body(words: Words, said: str) -> None:
    assert (openness(said, PUBLIC, words), openness(said, PUBLISHED, words)) == ("", "")


def test_a_list_of_bodies_says_what_is_open_and_keeps_what_is_not_understood(tmp_path: Path) -> None:
    paper = tmp_path / "list.txt"
    paper.write_text(
        "Name\tPurpose\tMeets\tOpen to public\tNotes published\tQuorum\n"
        "Lamp Board\tLamps\t6-weekly\tYes\tNot published\t5\nTree Board\tTrees\tMonthly\tPart public\tYes\t3\n",
        encoding="utf-8",
    )
    found = drafts_in(paper).of("Bodies")
    assert column(found, "name", "open to public", "notes published") == [
        ("Lamp Board", "yes", "no"), ("Tree Board", "", "yes"),
    ]  # fmt: skip
    assert [row.note for row in found] == ["Quorum: 5", "Open to public: Part public; Quorum: 3"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("6-weekly", ""), ("bi-weekly", ""), ("Every 6 weeks", ""), ("3 monthly", "quarterly"), ("six-monthly", "twice-a-year"),
        ("6 monthly", "twice-a-year"), ("twice annually", "twice-a-year"), ("Semi-annual", "twice-a-year"),
        ("twice a month", ""), ("four times annually", "quarterly"), ("No longer meets monthly", ""), ("Not monthly", ""),
        ("monthly (not August)", "monthly"), ("First Monday of each month", "monthly"), ("Every 4 months", "three-a-year"),
    ],
)  # fmt: skip
def test_a_frequency_with_a_number_before_it_is_another_one(printed: str, code: str) -> None:
    assert read_frequency(printed) == code
