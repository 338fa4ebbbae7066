"""What changed between two dates, or two folders of data, in a town whose papers are a few lines long.

The town: a plan of 31 January 2018 whose row 1 names the A Board and whose row 2 names the B Board; both boards are
listed as quarterly that day. Each test adds what happened later and says what a reader would report.
"""

import json
import shutil
from pathlib import Path

import pytest
from tests.conftest import ROOT, Make
from typer.testing import CliRunner

from oversight_graph.change.changes import CHANGES, Change
from oversight_graph.cli import app
from oversight_graph.errors import OversightError, UsageError
from oversight_graph.graph import OversightGraph

FIRST, SECOND = "2018-02-01", "2018-12-31"
WEST_MERCIA = ROOT / "data" / "west-mercia"

TOWN = """
paper:one a ovs:SourceDocument ; dcterms:date "2018-01-31"^^xsd:date .
paper:two a ovs:SourceDocument ; dcterms:date "2018-12-01"^^xsd:date .
plan:p a ovs:Plan ; skos:prefLabel "Plan of the town"@en ; dcterms:date "2018-01-31"^^xsd:date .
body:a a ovs:OversightBody ; skos:prefLabel "A Board"@en .
body:b a ovs:OversightBody ; skos:prefLabel "B Board"@en .
body:c a ovs:OversightBody ; skos:prefLabel "C Board"@en .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Able" .
person:bob a foaf:Person ; skos:prefLabel "Bob Baker" .
<one#a> a ovs:GlossaryEntry ; ovs:describes body:a ; ovs:frequency frequency:quarterly ;
    dcterms:date "2018-01-31"^^xsd:date ;
    ovs:evidence <one#line=1,2> .
<one#b> a ovs:GlossaryEntry ; ovs:describes body:b ; ovs:frequency frequency:quarterly ;
    dcterms:date "2018-01-31"^^xsd:date ;
    ovs:evidence <one#line=2,3> .
"""
ROW_1 = """
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Streets"@en ;
    ovs:evidence <one#line=3,4> ;
    ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:a ; ovs:evidence <one#line=3,4> ] .
"""
ROW_2 = ROW_1.replace("commitment:1", "commitment:2").replace('"1"', '"2"').replace("body:a", "body:b")
ROW_2 = ROW_2.replace("Streets", "Lamps").replace("line=3,4", "line=4,5")
PLAN = TOWN + ROW_1 + ROW_2


def status(body: str, state: str, day: str, date: str = "") -> str:
    edtf = f'; ovs:edtf "{date}"' if date else ""
    return (
        f"{body} ovs:status [ a ovs:BodyStatus ; ovs:state state:{state} ; "
        f'schema:startDate "{day}"^^xsd:date {edtf} ; ovs:evidence <two#line=5,6> ] .\n'
    )


def brief(found: list[Change]) -> list[tuple[str, str, str, str]]:
    return [(each.change, each.thing, each.before, each.after) for each in found]


def test_nothing_differs_at_equal_dates_or_when_nothing_happened(make_graph: Make) -> None:
    graph = make_graph(PLAN)
    assert graph.diff(FIRST, FIRST, everything=True) == []
    assert graph.diff(FIRST, SECOND, everything=True) == []


def test_the_end_of_a_board_is_told_with_all_that_hangs_on_it(make_graph: Make) -> None:
    # A ended in July. Row 1 named A alone: live before (grade 4), named only after (grade 3). Row 2 keeps B.
    ended = status("body:a", "ended", "2018-07-31", "2018-07") + (
        "<#e> a ovs:ChangeOfBody ; rdfs:label 'B takes on roads'@en ; org:originalOrganization body:a ; "
        'ovs:transfersFunction body:b ; ovs:function "roads"@en ; schema:startDate "2018-07-31"^^xsd:date ; '
        'ovs:edtf "2018-07" ; ovs:evidence <two#line=7,8> .\n'
    )
    graph = make_graph(PLAN + ended)
    found = graph.diff(FIRST, SECOND)
    assert brief(found) == [
        ("grade dropped", "1 Streets", "grade 4", "grade 3"),
        ("lost oversight", "1 Streets", "A Board", "A Board (ended)"),
        ("ended", "A Board", "active", "ended"),
        ("change recorded", "B takes on roads", "A Board", "B Board"),
    ]
    grade, lost, end, event = found
    assert (grade.since, grade.date) == (FIRST, SECOND)
    assert grade.meaning.startswith("From 'live' to 'body named'.")
    assert lost.links == ("A Board oversees 1 Streets",)
    assert lost.meaning == (
        "At 2018-02-01 A Board was named and meeting; at 2018-12-31 it is named and not shown to be meeting "
        "(A Board (ended))."
    )
    assert (end.when, event.when) == ("2018-07", "2018-07")
    assert end.meaning == "A Board ended (2018-07). What it did passed on: to B Board (roads)."
    # The listing before, the status after, and the change.
    assert [entry.rpartition("/")[2] for entry in end.evidence] == ["one#line=1,2", "two#line=5,6", "two#line=7,8"]
    assert grade.change == "grade dropped"
    # Before the end of July nothing had changed; from then on nothing changes any more.
    assert graph.diff(FIRST, "2018-07-30") == []
    assert graph.diff("2018-07-31", SECOND) == []


def test_an_end_without_a_successor_says_so(make_graph: Make) -> None:
    found = make_graph(PLAN + status("body:a", "ended", "2018-07-31")).diff(FIRST, SECOND)
    [end] = [each for each in found if each.change == "ended"]
    assert "No loaded paper says who took over" in end.meaning


def test_a_board_that_meets_again_gains_and_raises(make_graph: Make) -> None:
    # A was not meeting in March and met on 1 June: the change is the other way round.
    met = status("body:a", "not-meeting", "2018-03-01") + (
        "meeting:j a ovs:Meeting ; rdfs:label 'June'@en ; ovs:convenes body:a ; "
        'schema:startDate "2018-06-01"^^xsd:date .\n'
    )
    found = make_graph(PLAN + met).diff("2018-03-31", SECOND)
    assert found[1].meaning == (
        "At 2018-03-31 A Board is named and not shown to be meeting (A Board (not meeting)); "
        "at 2018-12-31 it is named and meeting."
    )
    assert brief(found) == [
        ("state changed", "A Board", "not meeting", "active"),
        ("gained oversight", "1 Streets", "A Board (not meeting)", "A Board"),
        ("grade rose", "1 Streets", "grade 3", "grade 4"),
    ]


def test_a_board_begins_only_if_a_paper_says_when(make_graph: Make) -> None:
    # C is active from October on, as the paper of December says; with no such date, it is only shown.
    dated = make_graph(PLAN + status("body:c", "active", "2018-10-31", "2018-10")).diff(FIRST, SECOND)
    assert brief(dated) == [("began", "C Board", "", "active")]
    assert (dated[0].when, dated[0].meaning) == ("2018-10", "C Board began (2018-10).")
    undated = make_graph(PLAN + status("body:c", "active", "2018-12-01"))
    assert undated.diff(FIRST, SECOND) == []
    assert brief(undated.diff(FIRST, SECOND, everything=True)) == [("first shown", "C Board", "", "active")]


def test_what_a_paper_only_finds_done_was_done_by_then(make_graph: Make) -> None:
    # The paper of 1 December finds A ended and C newly made of it; neither date is told.
    event = (
        "<#e> a ovs:ChangeOfBody ; rdfs:label 'A becomes C'@en ; org:originalOrganization body:a ; "
        'org:resultingOrganization body:c ; schema:startDate "2018-12-01"^^xsd:date ; ovs:evidence <two#line=7,8> .\n'
    )
    changed = status("body:a", "ended", "2018-12-01") + status("body:c", "active", "2018-12-01") + event
    said = {change.change: (change.when, change.meaning) for change in make_graph(PLAN + changed).diff(FIRST, SECOND)}
    assert said["began"] == ("2018-12-01", "C Board began (by 2018-12-01).")
    assert said["ended"] == ("2018-12-01", "A Board ended (by 2018-12-01). What it did passed on: it became C Board.")
    assert said["change recorded"] == (
        "2018-12-01", "A becomes C (by 2018-12-01). The one became the other.",
    )  # fmt: skip
    # With a date printed for the change, C began then.
    dated = changed.replace("ovs:evidence <two#line=7,8>", 'ovs:edtf "2018-11" ; ovs:evidence <two#line=7,8>')
    said = {change.change: (change.when, change.meaning) for change in make_graph(PLAN + dated).diff(FIRST, SECOND)}
    assert said["began"] == ("2018-11", "C Board began (2018-11).")


def test_a_board_that_goes_on_beside_what_came_of_it_did_not_become_that(make_graph: Make) -> None:
    # C is taken out of A, which goes on: A has not ended, is not replaced, and no more than a part of it passed.
    graph = make_graph(
        TOWN + "<#e> a ovs:ChangeOfBody ; rdfs:label 'C is taken out of A'@en ; org:originalOrganization body:a ; "
        'org:resultingOrganization body:a , body:c ; schema:startDate "2018-10-31"^^xsd:date ; ovs:edtf "2018-10-31" ; '
        "ovs:evidence <two#line=7,8> .\n"
    )
    said = {change.change: change.meaning for change in graph.diff(FIRST, SECOND)}
    assert said == {
        "began": "C Board began (2018-10-31).",
        "change recorded": "C is taken out of A (2018-10-31). A Board went on.",
    }
    assert [row[1:4] for row in graph.query("what-followed-what").rows] == [("A Board", "C Board", "in part")]
    assert "is replaced by" not in {fact.fact for fact in graph.explain("A Board")}


def test_a_planned_board_that_began(make_graph: Make) -> None:
    both = status("body:c", "planned", "2018-01-31") + status("body:c", "active", "2018-10-31", "2018-10")
    assert brief(make_graph(PLAN + both).diff(FIRST, SECOND)) == [("began", "C Board", "planned", "active")]


def tenure(person: str, day: str, line: int) -> str:
    return (
        f"person:{person} ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; "
        f'ovs:seenOn "{day}"^^xsd:date ; ovs:evidence <one#line={line},{line + 1}> ] .\n'
    )


def test_a_post_changes_hands(make_graph: Make) -> None:
    # Ann is seen in January and March, Bob in June: it passed somewhere between March and June.
    graph = make_graph(
        TOWN + tenure("ann", "2018-01-31", 10) + tenure("ann", "2018-03-01", 11) + tenure("bob", "2018-06-01", 12)
    )
    [change] = graph.diff(FIRST, SECOND)
    assert brief([change]) == [("changed hands", "Clerk", "Ann Able", "Bob Baker")]
    assert change.meaning == (
        "Ann Able was seen in the post up to 2018-03-01, Bob Baker from 2018-06-01 on, and when it passed is not said."
    )
    assert [entry.partition("#")[2] for entry in change.evidence] == ["line=10,11", "line=11,12", "line=12,13"]
    assert graph.diff(FIRST, "2018-05-31") == []


def test_two_people_at_once_are_no_clear_handing_over(make_graph: Make) -> None:
    # Both were seen on 1 June; later only Bob.
    both = tenure("ann", "2018-01-31", 10) + tenure("ann", "2018-06-01", 11)
    both += tenure("bob", "2018-06-01", 12) + tenure("bob", "2018-09-01", 13)
    graph = make_graph(TOWN + both)
    [change] = graph.diff(FIRST, SECOND)
    assert "both may have held it for a time" in change.meaning
    # In June the post is Ann's and Bob's: nobody has left it.
    assert graph.diff(FIRST, "2018-06-30") == []


def test_a_post_that_is_left_without_a_follower(make_graph: Make) -> None:
    left = tenure("ann", "2018-01-31", 10) + (
        'person:ann ovs:tenure [ a ovs:Tenure ; ovs:post post:clerk ; schema:endDate "2018-05-31"^^xsd:date ] .\n'
    )
    [change] = make_graph(TOWN + left).diff(FIRST, SECOND)
    assert brief([change]) == [("changed hands", "Clerk", "Ann Able", "")]
    assert (change.when, change.meaning) == (
        "2018-05-31", "Ann Able held the post up to 2018-05-31; who followed is not shown.",
    )  # fmt: skip


def term(who: str, post: str, *ends: str, how: str = "") -> str:
    kinds = zip(("schema:startDate", "schema:endDate"), ends, strict=False)
    said = "".join(f'; {kind} "{day}"^^xsd:date ' for kind, day in kinds if day)
    said += f"; ovs:heldAs <https://w3id.org/oversight-graph/concept/holding/{how}> " if how else ""
    holds = f"person:{who} ovs:tenure [ a ovs:Tenure ; ovs:post post:{post} {said}]"
    return f"{holds if who else f'post:{post} ovs:vacancy [ a ovs:Vacancy {said}]'} .\n"


ANN, BOB = "Ann Able", "Bob Baker"
SHARED, EMPTY = term("ann", "clerk", "2017-01-01", how="job-share"), term("", "clerk", "2018-04-01", "2018-06-30")
LEFT = term("ann", "clerk", "2017-01-01", "2018-03-31")
NOBODY = "a paper says that it was vacant from 2018-04-01 on."


@pytest.mark.parametrize(
    ("turtle", "days", "sides", "when", "meaning"),
    [
        # How a post is held stands beside each name.
        # Of two who share a post one leaves, or one comes to share what another holds: it changed hands in part.
        (
            SHARED + term("bob", "clerk", "2017-01-01", "2018-03-31", how="job-share"), ("2018-01-01", "2018-12-31"),
            (f"{ANN} (job share), {BOB} (job share)", f"{ANN} (job share)"), "2018-03-31",
            f"{BOB} left the post (2018-03-31); {ANN} held it before and after.",
        ),
        (
            SHARED + term("bob", "clerk", "2018-02-01", how="job-share"), ("2018-01-01", "2018-12-31"),
            (f"{ANN} (job share)", f"{ANN} (job share), {BOB} (job share)"), "2018-02-01",
            f"{BOB} took it up (2018-02-01); {ANN} held it before and after.",
        ),
        # The day of handing over to an acting holder belongs to both.
        (
            LEFT + term("bob", "clerk", "2018-03-31", how="acting"), ("2018-01-01", "2018-03-31"),
            (ANN, f"{ANN}, {BOB} (acting)"), "2018-03-31",
            f"{BOB} took it up (2018-03-31); {ANN} held it before and after.",
        ),
        # It falls vacant, and is taken up by an interim holder.
        (
            LEFT + EMPTY, ("2018-01-01", "2018-05-01"), (ANN, "vacant"), "2018-03-31",
            f"{ANN} held the post up to 2018-03-31; {NOBODY}",
        ),
        (
            EMPTY + term("bob", "clerk", "2018-07-01", how="interim"), ("2018-05-01", "2018-12-31"),
            ("vacant", f"{BOB} (interim)"), "2018-07-01", f"{BOB} took up the post (2018-07-01); before that {NOBODY}",
        ),
        # Of several who leave, each has a last day of their own.
        (
            LEFT + term("bob", "clerk", "2017-06-01", "2018-02-28", how="acting"), ("2018-01-01", "2018-12-31"),
            (f"{ANN}, {BOB} (acting)", ""), "2018-03-31",
            f"{BOB} held the post up to 2018-02-28, {ANN} up to 2018-03-31; who followed is not shown.",
        ),
        # Nobody is known before a vacancy; and one that was there at both dates is no change.
        (EMPTY, ("2018-01-01", "2018-05-01"), ("", "vacant"), "2018-04-01", f"A{NOBODY[1:]}"),
        (EMPTY, ("2018-05-01", "2018-06-01"), None, "", ""),
    ],
)  # fmt: skip
def test_shared_posts_and_vacancies(
    make_graph: Make, turtle: str, days: tuple[str, str], sides: tuple[str, str] | None, when: str, meaning: str
) -> None:
    found = make_graph(TOWN + turtle).diff(*days)
    assert [((row.before, row.after), row.when, row.meaning) for row in found] == (
        [(sides, when, meaning)] if sides else []
    )


def test_of_a_post_that_other_data_does_not_have_nobody_is_said_to_have_left(make_graph: Make) -> None:
    # The store of the first is loaded before the file is written anew for the second.
    graph = make_graph(TOWN + tenure("ann", "2018-01-31", 10))
    [change] = graph.diff(SECOND, SECOND, other=make_graph(TOWN))
    assert change.meaning == "Ann Able was seen in the post; what is compared with does not show who holds it."


def test_another_chair(make_graph: Make) -> None:
    chairs = (
        "post:mayor a org:Post ; skos:prefLabel 'Mayor'@en .\n"
        "body:a ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:role role:chair ; ovs:evidence <one#line=9,10> ; "
        'schema:endDate "2018-05-31"^^xsd:date ] , [ a ovs:Seat ; ovs:post post:mayor ; org:role role:chair ; '
        'schema:startDate "2018-06-01"^^xsd:date ; ovs:evidence <two#line=9,10> ] .\n'
    )
    [change] = make_graph(TOWN + chairs).diff(FIRST, SECOND)
    assert brief([change]) == [("changed hands", "chair of A Board", "Clerk", "Mayor")]
    assert change.links == ("Clerk chairs A Board", "Mayor chairs A Board")


@pytest.mark.parametrize(
    ("dates", "sides", "when", "meaning"),
    [
        # Of two chairs one leaves, or one comes: the chair changed hands in part, as a post that is shared does.
        (("", "2018-05"), ("Ann Able, Clerk", "Clerk"), "2018-05", "Ann Able left the chair (2018-05)"),
        (("2018-06-01", ""), ("Clerk", "Ann Able, Clerk"), "2018-06-01", "Ann Able came to chair it (2018-06-01)"),
        # Since when is not said: she may have been there all along.
        (("", ""), None, "", ""),
    ],
)  # fmt: skip
def test_of_two_chairs_one_leaves_or_comes(
    make_graph: Make, dates: tuple[str, str], sides: tuple[str, str] | None, when: str, meaning: str
) -> None:
    start, end = dates
    said = f'; schema:startDate "{start}"^^xsd:date ' if start else ""
    said += f'; schema:endDate "{end}-31"^^xsd:date ; ovs:edtf "../{end}" ' if end else ""
    paper = "one" if end else "two"
    turtle = (
        "body:a ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:role role:chair ; ovs:evidence <one#line=9,10> ] , "
        f"[ a ovs:Seat ; org:member person:ann ; org:role role:chair ; ovs:evidence <{paper}#line=9,10> {said}] .\n"
    )
    found = make_graph(TOWN + turtle).diff(FIRST, SECOND)
    assert [((row.before, row.after), row.when, row.meaning) for row in found if row.thing == "chair of A Board"] == (
        [(sides, when, f"{meaning}; the papers name Clerk as chair before and after.")] if sides else []
    )


def test_another_person_chairs_in_the_same_post(make_graph: Make) -> None:
    # The leader chairs throughout: up to May that is Ann, from June on Bob.
    seats = "".join(
        f"body:a ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:member person:{who} ; org:role role:chair ; {when}"
        " ; ovs:evidence <one#line=9,10> ] .\n"
        for who, when in (
            ("ann", 'schema:startDate "2017-01-01"^^xsd:date ; schema:endDate "2018-05-31"^^xsd:date'),
            ("bob", 'schema:startDate "2018-06-01"^^xsd:date'),
        )
    )
    found = make_graph(TOWN + seats).diff(FIRST, SECOND)
    [change] = [row for row in found if row.thing == "chair of A Board"]
    assert (change.before, change.after) == ("Ann Able", "Bob Baker")


def test_oversight_of_a_programme_that_a_paper_dates(make_graph: Make) -> None:
    # A oversees the works until May, B from June on; C is named by the paper of December without a date.
    works = (
        "@prefix programme: <https://example.org/town/programme/> .\n"
        "programme:w a ovs:Programme ; rdfs:label 'Works'@en ; ovs:oversight "
        '[ a ovs:Oversight ; ovs:by body:a ; ovs:evidence <one#line=11,12> ; schema:endDate "2018-05-31"^^xsd:date ] , '
        "[ a ovs:Oversight ; ovs:by body:b ; ovs:evidence <two#line=11,12> ; "
        'schema:startDate "2018-06-01"^^xsd:date ] , '
        "[ a ovs:Oversight ; ovs:by body:c ; ovs:evidence <two#line=12,13> ] .\n"
    )
    graph = make_graph(TOWN + works)
    assert brief(graph.diff(FIRST, SECOND)) == [
        ("lost oversight", "Works", "A Board", ""),
        ("gained oversight", "Works", "", "B Board"),
    ]
    assert brief(graph.diff(FIRST, SECOND, everything=True))[2:] == [("first shown", "Works", "", "C Board")]
    assert graph.diff(FIRST, SECOND)[1].when == "2018-06-01"
    # On 30 November the paper that names C was still to come.
    assert len(graph.diff(FIRST, "2018-11-30", everything=True)) == 2


def test_a_body_that_ended_oversees_nothing_any_more(make_graph: Make) -> None:
    # Nothing dates A's oversight of the works; A itself ended in July.
    works = (
        "@prefix programme: <https://example.org/town/programme/> .\n"
        "programme:w a ovs:Programme ; rdfs:label 'Works'@en ; ovs:oversight "
        "[ a ovs:Oversight ; ovs:by body:a ; ovs:evidence <one#line=11,12> ] .\n"
    )
    found = make_graph(TOWN + works + status("body:a", "ended", "2018-07-31", "2018-07")).diff(FIRST, SECOND)
    assert brief(found) == [("lost oversight", "Works", "A Board", ""), ("ended", "A Board", "active", "ended")]
    assert (found[0].when, found[0].meaning) == ("2018-07", "A Board no longer oversees Works (2018-07).")


def test_a_plan_that_only_the_later_date_has_is_one_row(make_graph: Make) -> None:
    found = make_graph(PLAN).diff("2018-01-30", SECOND)
    assert brief(found) == [("first shown", "Plan of the town", "", "2 commitments")]
    assert found[0].meaning == "Only 2018-12-31 has this plan, so there is nothing to compare its commitments with."


def test_dates_before_any_data_and_no_data(make_graph: Make) -> None:
    assert make_graph(PLAN).diff("1900-01-01", "1999-12-31", everything=True) == []
    assert make_graph("").diff(FIRST, SECOND, everything=True) == []


def test_the_second_date_must_not_be_earlier(make_graph: Make) -> None:
    with pytest.raises(UsageError, match="2018-01-01 is before 2018-02-01"):
        make_graph(PLAN).diff(FIRST, "2018-01-01")


# -- two sets of data


def test_two_sets_of_data(make_graph: Make) -> None:
    # The second set has A's cell emptied, lacks row 2, and has a row 3 and a C Board of its own.
    old = make_graph(PLAN)
    emptied = TOWN + (
        'commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; rdfs:label "Streets"@en ; '
        "ovs:oversightCell ovs:Blank ; ovs:evidence <one#line=3,4> .\n"
    )
    new = make_graph(
        emptied
        + ROW_2.replace("commitment:2", "commitment:3").replace('"2"', '"3"').replace("Lamps", "Lanterns")
        + status("body:c", "active", "2018-01-31")
    )
    found = old.diff("2018-12-31", "2018-12-31", other=new)
    assert brief(found) == [
        ("grade dropped", "1 Streets", "grade 4", "grade 0"),
        ("lost oversight", "1 Streets", "A Board", ""),
        ("row added", "3 Lanterns", "", "grade 4"),
        ("row dropped", "2 Lamps", "grade 4", ""),
        ("cell changed", "1 Streets", "body", "blank"),
        ("named changed", "1 Streets", "A Board", ""),
        ("first shown", "C Board", "", "active"),
    ]
    # Both sets are asked for one date, so the sets and not the date tell the two sides apart.
    assert found[1].meaning == "In the first data A Board was named and meeting; in the second data it is not named."
    assert found[2].meaning.startswith("Only the second data has it; nothing says that it carries on, or goes on as,")
    assert found[3].meaning.startswith("Only the first data has it;")
    assert found[6].meaning.startswith("Shown in the second data (active) and not in the first data;")
    lone = [change.meaning for change in new.diff(SECOND, SECOND, other=old) if change.thing == "C Board"]
    assert lone == ["It was active in the first data; the second data does not say in what state it was."]
    # The other way round it is the other way round; and the second date may be the earlier one.
    back = brief(new.diff("2018-12-31", "2018-11-30", other=old))
    assert ("grade rose", "1 Streets", "grade 0", "grade 4") in back
    assert ("no longer shown", "C Board", "active", "") in back


def test_a_programme_that_only_one_set_has_gained_nothing(make_graph: Make) -> None:
    # The old set knows the works with A alone and no park; the new one has B for both.
    begin = "@prefix programme: <https://example.org/town/programme/> .\n"
    named = "[ a ovs:Oversight ; ovs:by body:{} ; ovs:evidence <one#line=11,12> ]"
    works = "programme:w a ovs:Programme ; rdfs:label 'Works'@en ; ovs:oversight "
    park = "programme:p a ovs:Programme ; rdfs:label 'Park'@en ; ovs:oversight "
    old = make_graph(TOWN + begin + works + named.format("a") + " .\n")
    both = f"{works}{named.format('a')} , {named.format('b')} .\n{park}{named.format('b')} .\n"
    found = old.diff(SECOND, SECOND, other=make_graph(TOWN + begin + both))
    assert brief(found) == [("gained oversight", "Works", "", "B Board"), ("first shown", "Park", "", "B Board")]


def test_a_set_of_data_does_not_differ_from_itself(make_graph: Make) -> None:
    works = status("body:a", "ended", "2018-07-31", "2018-07") + tenure("ann", "2018-01-31", 10)
    old, new = make_graph(PLAN + works), make_graph(PLAN + works)
    assert old.diff(SECOND, SECOND, other=new) == []


# -- the command


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def west_mercia_without_the_property_board(tmp_path: Path) -> str:
    """Copy the shipped data; the Property Board, which oversees 3.3 alone, has ended in the copy."""
    copy = tmp_path / "copy"
    shutil.copytree(WEST_MERCIA, copy)
    glossary = copy / "2018-11-27-panel-pack" / "glossary.ttl"
    glossary.write_text(
        glossary.read_text(encoding="utf-8")
        + "\n<https://w3id.org/oversight-graph/id/west-mercia/body/property-board> "
        "<https://w3id.org/oversight-graph/ns#status> [ a <https://w3id.org/oversight-graph/ns#BodyStatus> ; "
        "<https://w3id.org/oversight-graph/ns#state> <https://w3id.org/oversight-graph/concept/state/ended> ; "
        '<https://schema.org/startDate> "2018-11-27"^^<http://www.w3.org/2001/XMLSchema#date> ; '
        "<https://w3id.org/oversight-graph/ns#evidence> <#line=640,641> ] .\n",
        encoding="utf-8",
    )
    return str(copy)


def test_two_folders_on_the_command_line(tmp_path: Path) -> None:
    """3.3 names the Property Board alone: ending it takes the row from grade 4 or 5 to 3, and nothing else by grade."""
    copy = west_mercia_without_the_property_board(tmp_path)
    # At the date of the newest paper, of 2021, the list of bodies is too old to show that any of them meets.
    days = ["--from", "2018-11-27", "--to", "2018-11-27"]
    arguments = ["diff", "--from-data", str(WEST_MERCIA), "--to-data", copy, *days, "--format", "json"]
    code, out, err = run(*arguments)
    rows = json.loads(out)
    drops = [row for row in rows if row["change"] == "grade dropped"]
    assert [row["thing"].split()[0] for row in drops] == ["3.3"]
    assert (code, drops[0]["after"]) == (0, "grade 3")
    assert {row["change"] for row in rows if row["thing"] == "Property Board"} == {"ended"}
    assert "from 2018-11-27 to 2018-11-27" in err
    assert run(*arguments, "--fail-on", "drop")[0] == 1
    assert run("diff", "--from-data", copy, "--to-data", copy, "--fail-on", "drop", "--format", "json")[:2] == (
        0,
        "[]\n",
    )


def test_fail_on_drop_between_two_dates() -> None:
    assert run("diff", "--from", "2018-11-27", "--to", "2021-04-27", "--fail-on", "drop")[0] == 1
    assert run("diff", "--from", "2018-11-27", "--to", "2021-04-27")[0] == 0
    assert run("diff", "--from", "2018-11-27", "--to", "2018-11-27", "--fail-on", "drop")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "nothing to compare"),
        (["--from", "2019-01-01", "--to", "2018-01-01"], "is before"),
        (["--from", "soon"], "not a date"),
        (["--from-data", "."], "two folders"),
        (["--to-data", "."], "two folders"),
        (["--from-data", ".", "--to-data", ".", "--data", "."], "not both"),
        (["--from-data", "no-such-folder", "--to-data", "."], "no such file"),
    ],
)
def test_bad_use_in_clear_words(arguments: list[str], words: str) -> None:
    with pytest.raises(OversightError, match=words):
        run("diff", *arguments)


def test_a_date_before_the_papers_is_said() -> None:
    code, out, err = run("diff", "--from", "2001-01-01", "--to", "2001-02-01", "--format", "json")
    assert (code, out) == (0, "[]\n")
    assert "no loaded paper is as old as 2001-01-01: the oldest is of 2017-08-22" in err


# -- known answers, read in the papers by hand


def rows(graph: OversightGraph, first: str, second: str) -> dict[tuple[str, str], Change]:
    return {(row.change, row.thing): row for row in graph.diff(first, second)}


def test_west_mercia_the_ethics_committee_ended(graph: OversightGraph) -> None:
    """Row 4.1: it held its last meeting in July 2018; standards and ethics pass to the audit committee."""
    found = rows(graph, "2018-06-30", "2018-08-31")
    end = found["ended", "Trust, Integrity and Ethics Committee"]
    assert (end.after, end.when) == ("ended", "2018-07")
    assert "to Independent Joint Audit Committee (standards and ethics)" in end.meaning
    assert ("ended", "Trust, Integrity and Ethics Committee") not in rows(graph, "2018-08-31", "2021-04-27")


def test_west_mercia_athena_changed_overseers(graph: OversightGraph) -> None:
    """ICT report 23: the tactical group took the CIMM's place in August 2018; the strategic one began in October."""
    found = graph.diff("2017-12-31", "2018-12-31")
    athena = {(row.change, row.before or row.after) for row in found if row.thing == "Athena"}
    assert athena == {
        ("lost oversight", "Athena Critical Incident Management Meeting"),
        ("gained oversight", "Alliance Athena Tactical Governance Group"),
        ("gained oversight", "Alliance Athena Strategic Governance Group"),
    }


def test_west_mercia_a_new_deputy_chief_constable(graph: OversightGraph) -> None:
    """Amanda Blakeman attends in November 2017, Julian Moss in April 2021; the papers between name nobody."""
    change = rows(graph, "2017-12-31", "2021-04-27")["changed hands", "Deputy Chief Constable, West Mercia Police"]
    assert (change.before, change.after) == ("Amanda Blakeman", "Julian Moss")
    assert "up to 2017-11-30, Julian Moss from 2021-04-27 on" in change.meaning
    assert len(change.evidence) == 3
    # The Commissioner and the Chief Constable were the same in all papers.
    assert not [row for row in graph.diff("2017-08-22", "2021-04-27") if row.thing.startswith("Chief Constable, West")]


def test_west_mercia_all_kinds_are_known(graph: OversightGraph) -> None:
    found = graph.diff("2017-01-01", "2021-04-27", everything=True)
    assert len(found) > 50
    assert {row.change for row in found} <= set(CHANGES)
    assert all(row.meaning.endswith(".") for row in found)
    # What was there before any paper is told once.
    assert len({(row.change, row.iri, row.before, row.after) for row in found}) == len(found)
