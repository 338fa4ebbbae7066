"""What papers print, read into values. Expected values: a calendar, and the rules that the docstrings state."""

import pytest

from oversight_graph.ingest.dates import read_date, read_time
from oversight_graph.ingest.values import read_frequency, read_lines, read_pointers, split_names


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("April 2024 to March 2025", "2024-04/2025-03"), ("April–June 2025", "2025-04/2025-06"),
        ("16–20 October 2024", "2024-10-16/2024-10-20"), ("Jan/Feb 2025", "2025-01/2025-02"),
        ("Q1–Q2 2025", "2025-01/2025-06"), ("2025/26 Q1", "2025-04/2025-06"), ("Q3 24/25", "2024-10/2024-12"),
        ("March 2025 (revised to June 2025)", "2025-06"), ("March 2025 - revised June 2025", "2025-06"),
        ("Up to March 2026", "2026-03"), ("4/5/2025", "2025-05-04"), ("2024–25", "2024-04/2025-03"),
        ("before 1 April 2025", "2025-03-31"), ("Before May", "2025-04-30"), ("prior to 2026", "2025-12-31"),
        ("before the end of March 2025", "2025-03-31"), ("ahead of end May 2025", "2025-05-31"),
        ("before Christmas", "2024-12-24"), ("by Christmas 2025", "2025-12-25"), ("H2 2025", "2025-07/2025-12"),
        ("first half of 2025", "2025-01/2025-06"), ("2025/03/04", "2025-03-04"), ("2025-3-4", "2025-03-04"),
        ("by Easter 2025", "2025-04-20"), ("Easter", "2025-04-20"), ("before Easter 2026", "2026-04-04"),
        ("end of summer term 2025", "2025-07-31"), ("autumn term 2025", "2025-09/2025-12"),
        ("spring term 2025/26", "2026-01/2026-04"), ("during 2025/26", "2025-04/2026-03"), ("2025-2027", "2025-01/2027-12"),
        ("12 months", "2025-06-01"), ("six weeks", "2024-07-13"), ("45838", "2025-06-30"), ("in June 2025", "2025-06"),
        ("Apr – Jun 24", "2024-04/2024-06"),
        ("03-2025", "2025-03"), ("March 24", "2024-03"), ("March 7", "2025-03-07"), ("March 25th", "2025-03-25"),
    ],
)  # fmt: skip
def test_a_period_is_due_at_its_end_and_a_revised_day_counts(text: str, edtf: str) -> None:
    assert read_date(text, "2024-06-01", ahead=True, planned=True).edtf == edtf  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "Since 2022",
        "From April 2024",
        "Started April 2024",
        "March 27",
        "Mar 25",
        "Q4",
        "Each March",
        "end of term",
        "TBC",
        "2025-2020",
    ],
)
def test_what_only_begins_or_may_be_another_year_is_due_at_no_day(text: str) -> None:
    assert read_date(text, "2024-06-01", ahead=True, planned=True) is None


@pytest.mark.parametrize("text", ["before ", "1 to ", "now 1 ", "1–", "revised to (", "May – "])
def test_words_without_end_are_due_at_no_day(text: str) -> None:
    assert read_date(text * 5000, "2024-06-01", ahead=True, planned=True) is None


def test_what_is_revised_in_a_plan_may_be_another_year_too() -> None:
    assert read_date("March 2025 (revised to March 27)", "2024-06-01", ahead=True, planned=True) is None


def test_a_number_behind_a_month_is_a_day_in_minutes() -> None:
    assert read_date("March 27", "2025-01-14", ahead=True).edtf == "2025-03-27"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("4 March 2025", "2025-03-04"),
        ("Tuesday 4th March, 2025", "2025-03-04"),
        ("March 4, 2025", "2025-03-04"),
        ("04/03/2025", "2025-03-04"),
        ("15/2/13", "2013-02-15"),
        ("3.4.2019", "2019-04-03"),
        ("03/25/2019", "2019-03-25"),  # there is no month 25
        ("Sept 2021", "2021-09"),
        ("by the end of February 2024", "2024-02-29"),
        ("Q3 2021/22", "2021-10/2021-12"),
        ("Q4 2021/22", "2022-01/2022-03"),
        ("Q3 2021", "2021-07/2021-09"),
        ("2021/22", "2021-04/2022-03"),
        ("2019", "2019"),
        ("by mid-November 2024", "2024-11-11/2024-11-20"),
        ("late Feb 2023", "2023-02-21/2023-02-28"),
        ("early 2024", "2024-01/2024-04"),
        ("in the middle of 2024", "2024-05/2024-08"),
        ("end of Q2 2025", "2025-06-30"),
        ("autumn 2024", "2024-09/2024-11"),
        ("Winter 2024/25", "2024-12/2025-02"),
        ("w/c 4 March 2024", "2024-03-04/2024-03-10"),
        ("by week commencing Monday 4 March 2024", "2024-03-04/2024-03-10"),
        ("w/e 8 March 2024", "2024-03-08"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(text: str, edtf: str) -> None:
    when = read_date(text)
    assert when is not None and when.edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2025",
        "13/31/2020",
        "Spring",
        "Autumn 2024/25",
        "asap",
        "",
        "2021/25",
        "4 March",
        "Q2",
        "mid-4 March 2024",
        "late",
    ],
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert read_date(text) is None


def test_a_year_that_is_not_printed_comes_from_the_paper() -> None:
    assert read_date("4 March", "2025-02-04", ahead=True).first == "2025-03-04"  # type: ignore[union-attr]
    assert read_date("4 January", "2025-02-04", ahead=True).first == "2026-01-04"  # type: ignore[union-attr]
    before = read_date("4 March", "2025-02-04")
    assert before is not None and before.first == "2024-03-04" and before.assumed
    assert read_date("mid-November", "2024-06-01", ahead=True).edtf == "2024-11-11/2024-11-20"  # type: ignore[union-attr]
    assert read_date("w/c 4 March", "2024-02-01", ahead=True).last == "2024-03-10"  # type: ignore[union-attr]
    assert read_date("within 3 months", "2025-11-30").last == "2026-02-28"  # type: ignore[union-attr]


def test_words_of_due_dates_without_a_day() -> None:
    assert [read_date(text).kind for text in ("Ongoing", "next meeting", "June meeting")] == [  # type: ignore[union-attr]
        "ongoing",
        "meeting",
        "meeting",
    ]


def test_how_often_says_no_more_than_its_words() -> None:
    said = {
        "": "half-termly; twice a term; every two years; 11 times a year; every other Monday; tbc",
        "three-a-year": "termly; one meeting per term; 3 x per year", "quarterly": "4 x per year; at least quarterly",
        "monthly": "each month; 12 meetings a year; every Monday of the month; third Thursday of each month",
        "weekly": "every Monday", "daily": "daily; each day", "ad-hoc": "as and when; as required",
    }  # fmt: skip
    for code, texts in said.items():
        assert {text: read_frequency(text) for text in texts.split("; ")} == dict.fromkeys(texts.split("; "), code)


def test_times_frequencies_lines_names() -> None:
    assert [read_time(text) for text in ("9.30 a.m.", "19:00", "7pm", "25:00", "7")] == [
        "09:30",
        "19:00",
        "19:00",
        "",
        "",
    ]
    assert [
        read_frequency(text)
        for text in ("Bi-monthly", "Monthly", "Six monthly", "4 times a year", "four meetings per year", "2 a year")
    ] == [
        "bi-monthly",
        "monthly",
        "twice-a-year",
        "quarterly",
        "quarterly",
        "twice-a-year",
    ]
    assert read_lines("12-14; 20") == [(12, 14), (20, 20)]
    with pytest.raises(ValueError, match="no lines"):
        read_lines("14-12")
    assert split_names("A; B | C\nD") == ["A", "B", "C", "D"]


def test_pointers_are_followed_in_the_order_of_the_plan() -> None:
    refs = ["1.9", "1.10", "1.11", "A.1", "A1-2", "iv"]
    assert read_pointers("See 1.9-1.11", refs) == (["1.9", "1.10", "1.11"], [])
    assert read_pointers("see A1, A1-2 and iv", refs) == (["A.1", "A1-2", "iv"], [])
    assert read_pointers("Refer to 1.9 and 7.3", refs) == (["1.9"], ["7.3"])
