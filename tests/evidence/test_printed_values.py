"""Days, hours, amounts and people are held against the lines, with a paper of six lines, plain to see."""

from hashlib import sha256
from pathlib import Path

import pytest
from tests.conftest import Make

from oversight_graph.evidence.evidence import stands_in
from oversight_graph.evidence.printed_values import differences, months

PAPER = "https://example.org/town/paper/plan"
TEXT = """Roads Board, Tuesday 5 March 2024, 1.30 pm
Present: Ada Bell, Clerk
The extract runs to the end of October 2018.
Four objectives, shown below.
A grant of £1.5M, and £12,500 for signs
Next: 30 Ionawr 2025
"""
DOCUMENT = f"""
<> a ovs:SourceDocument ; dcterms:title "Notes"@en ; dcterms:date "2024-03-07"^^xsd:date ;
    ovs:sha256 "{sha256(TEXT.encode()).hexdigest()}" .
person:ada a foaf:Person ; skos:prefLabel "Ada Bell"@en .
person:bob a foaf:Person ; skos:prefLabel "Bob Shaw"@en .
person:eda a foaf:Person ; skos:prefLabel "Áda Bell"@en .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes.txt").write_text(TEXT, encoding="utf-8", newline="")
    return tmp_path


def said(make: Make, folder: Path, turtle: str) -> list[tuple[str, str]]:
    found = make(DOCUMENT + turtle).verify(folder)
    return [(violation.severity, violation.message.partition(": ")[2]) for violation in found]


def state(day: str, line: int, more: str = "") -> str:
    return (
        f'body:b ovs:status [ a ovs:BodyStatus ; schema:startDate "{day}"^^xsd:date ; {more} '
        f"ovs:evidence <#line={line - 1},{line}> ] ."
    )


@pytest.mark.parametrize(
    ("day", "line", "more"),
    [
        ("2018-10-31", 3, ""),  # the month stands in line 3
        ("2024-03-05", 1, 'ovs:dateAsStated "5 March 2024" ;'),
        ("2024-03-07", 4, ""),  # the day of the paper itself
        ("2025-01-30", 6, 'ovs:dateAsStated "30 Ionawr 2025" ;'),  # proved as printed; its month is not read here
        ("2018-10-31", 4, "ovs:certainty certainty:doubtful ;"),  # says of itself that it is a guess
        ("2018-12-31", 3, 'ovs:edtf "2018" ;'),  # only the year is known, and it stands there
    ],
)
def test_days_that_can_be_seen(make_graph: Make, folder: Path, day: str, line: int, more: str) -> None:
    assert said(make_graph, folder, state(day, line, more)) == []


@pytest.mark.parametrize("more", ["", "ovs:certainty certainty:probable ;"])
def test_a_day_one_line_off(make_graph: Make, folder: Path, more: str) -> None:
    # October 2018 stands in line 3; line 4 is cited.
    ((severity, message),) = said(make_graph, folder, state("2018-10-31", 4, more))
    assert (severity, message[:28]) == ("warning", "2018-10-31 is given as its d")


@pytest.mark.parametrize("day", ["2024-03-06", "2024-04-05", "2023-03-05"])
def test_a_day_read_otherwise_than_printed(make_graph: Make, folder: Path, day: str) -> None:
    found = said(make_graph, folder, state(day, 1, 'ovs:dateAsStated "Tuesday 5 March 2024" ;'))
    assert ("error", f"'Tuesday 5 March 2024' is read as {day}") in found


@pytest.mark.parametrize(
    ("words", "day", "same"),
    [
        ("8/2024", "2024-08-31", True), ("8/2024", "2024-09-30", False), ("w/c 4 March 2024", "2024-03-10", True),
        ("4 March 2024", "2024-03-10", False),
    ],
)  # fmt: skip
def test_months_and_weeks_have_more_days_than_are_printed(words: str, day: str, same: bool) -> None:
    assert list(differences({"due": {day}}, {"dueAsStated": {words}})) == (
        [] if same else [f"{words!r} is read as {day}"]
    )


def test_a_date_said_to_be_a_misprint_may_differ(make_graph: Make, folder: Path) -> None:
    more = 'ovs:dateAsStated "5 March 2024" ; ovs:certainty certainty:probable ;'
    assert said(make_graph, folder, state("2023-03-05", 1, more)) == []


@pytest.mark.parametrize(("time", "stands"), [("13:30", True), ("14:30", False)])
def test_hours(make_graph: Make, folder: Path, time: str, stands: bool) -> None:
    held = 'meeting:m a ovs:Meeting ; schema:startDate "2024-03-05"^^xsd:date ; ovs:evidence <#line=0,1> ; '
    turtle = f'{held} ovs:time "{time}" .'
    expected = [] if stands else [("warning", f"{time} is given as its hour, which does not stand in the lines")]
    assert said(make_graph, folder, turtle) == expected


@pytest.mark.parametrize(
    ("printed", "amount", "same"), [("£1.5M", 1500000, True), ("£12,500", 12500, True), ("£12,500", 1250, False)]
)
def test_amounts(make_graph: Make, folder: Path, printed: str, amount: int, same: bool) -> None:
    turtle = (
        f'<funding> a ovs:Funding ; ovs:amount {amount} ; ovs:amountAsStated "{printed}" ; ovs:evidence <#line=4,5> .'
    )
    assert said(make_graph, folder, turtle) == ([] if same else [("error", f"{printed!r} is read as {amount}")])


@pytest.mark.parametrize(("person", "stands"), [("ada", True), ("bob", False), ("eda", True)])
def test_people(make_graph: Make, folder: Path, person: str, stands: bool) -> None:
    turtle = f"person:{person} ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; ovs:evidence <#line=1,2> ] ."
    assert len(said(make_graph, folder, turtle)) == (0 if stands else 1)


def test_an_action_is_looked_for_by_its_number(make_graph: Make, folder: Path) -> None:
    turtle = 'action:a a ovs:Action ; skos:notation "7" ; ovs:evidence <#line=3,4> .'
    (violation,) = make_graph(DOCUMENT + turtle).verify(folder)
    assert violation.message == "'7' does not stand in the lines cited for a"


def test_records_in_own_words_are_counted(make_graph: Make) -> None:
    # The status cites and gives nothing as printed; the name does.
    named = 'body:b ovs:namedAs [ a ovs:NameUse ; ovs:asStated "Roads Board" ; ovs:evidence <#line=0,1> ] .'
    assert make_graph(DOCUMENT + state("2024-03-05", 1) + named).in_own_words() == (1, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from 3 Sept to 4 OCTOBER", {9, 10}),
        ("05.03.2024, 2024-11-30 and 12/2025", {3, 11, 12}),
        ("they may march in august company", set()),
        ("1.30 pm, room 1.38, 2017/18", set()),
    ],
)
def test_months(text: str, found: set[int]) -> None:
    assert months(text) == found


@pytest.mark.parametrize(
    ("printed", "passage"),
    [
        ("Naïve Group", "the Nai\u0308ve Group"),  # the letter composed of two
        ("Officer", "Police O\ufb03cer"),  # a ligature
        ("Committee", "the Commit\u00adtee"),  # a soft hyphen
        ("PCC's office", "the PCC’s office"),
    ],
)
def test_what_reads_the_same_stands_there(printed: str, passage: str) -> None:
    assert stands_in(printed, passage)
