"""Self-review, cycles and the legal lint, on networks of a few nodes.

What is expected follows from who chairs, owns and oversees what in the few lines of each test. The law is that of the
Policing Protocol (SI 2011/2744, Schedule, paragraphs 14, 17, 24): the panel scrutinises the Commissioner and never the
Chief Constable, whom the Commissioner holds to account.
"""

import pytest
from tests.conftest import Make
from tests.town import BOARDS, DAY, PLAN
from tests.town import row as row_of

from oversight_graph.graph import OversightGraph
from oversight_graph.network.conflicts import KINDS, Conflict

TOWN = f"""{PLAN}{BOARDS}
organization:council a org:FormalOrganization ; skos:prefLabel "Council"@en .
organization:force a org:FormalOrganization ; skos:prefLabel "Force"@en .
post:mayor a org:Post ; skos:prefLabel "Mayor"@en ; org:postIn organization:council .
post:clerk a org:Post ; skos:prefLabel "Clerk"@en ; org:postIn organization:council .
mechanism:m a ovs:MonitoringProcess ; skos:prefLabel "Monitoring"@en ; ovs:runBy organization:council .
mechanism:f a ovs:MonitoringProcess ; skos:prefLabel "Force checks"@en ; ovs:runBy organization:force .
mechanism:x a ovs:MonitoringProcess ; skos:prefLabel "Whose checks"@en .
"""
POLICE = """
post:pcc a org:Post ; skos:prefLabel "Commissioner"@en ; ovs:office law:commissioner .
post:cc a org:Post ; skos:prefLabel "Chief"@en ; ovs:office law:chief-constable ; org:postIn organization:force .
body:pcp a ovs:OversightBody ; skos:prefLabel "Panel"@en ; ovs:office law:panel .
organization:public a ovs:Public ; skos:prefLabel "The public"@en .
body:pcp ovs:seat [ a ovs:Seat ; ovs:post post:clerk ; org:role role:minutes ] .
"""


def row(ref: str, owner: str, *by: str, cell: str = "Body", more: str = "") -> str:
    """Return a commitment with its maker, and what its cell names, cited from line 1 on."""
    return row_of(ref, *by, cell=cell, more=f"; ovs:committedBy {owner} {more}")


def chair(body: str, who: str) -> str:
    return f"{body} ovs:seat [ a ovs:Seat ; ovs:post {who} ; org:role role:chair ; ovs:evidence <#line=20,21> ] .\n"


def holds(forum: str, actor: str) -> str:
    return f"{actor} ovs:accountability [ a ovs:Accountability ; ovs:forum {forum} ; ovs:evidence <#line=30,31> ] .\n"


def reports(body: str, into: str) -> str:
    return f"{body} ovs:reporting [ a ovs:Reporting ; ovs:into {into} ; ovs:evidence <#line=40,41> ] .\n"


def oversees(subject: str, by: str) -> str:
    return (
        f"{subject} ovs:oversight [ a ovs:Oversight ; ovs:by {by} ; ovs:asStated 'x' ; ovs:evidence <#line=50,51> ] .\n"
    )


def brief(found: list[Conflict]) -> list[tuple[str, str, str]]:
    return [(row.kind, row.subject, row.overseer) for row in found]


# Self-review.


def test_the_chair_of_the_overseer_made_the_promise(make_graph: Make) -> None:
    [found] = make_graph(TOWN + row("1.1", "post:mayor", "body:a") + chair("body:a", "post:mayor")).conflicts(DAY)
    assert (found.kind, found.subject, found.overseer, found.owner) == (
        "self-review",
        "1.1 row 1.1",
        "A Board",
        "Mayor",
    )
    assert found.links == (
        "Mayor chairs A Board",
        "A Board oversees 1.1 row 1.1",
        "Mayor is to answer for 1.1 row 1.1",
    )
    assert [entry.partition("#")[2] for entry in found.evidence] == ["line=1,2", "line=20,21"]
    assert "chaired by Mayor, who is to answer for 1.1 row 1.1; no other chair is shown." in found.meaning
    assert found.date == DAY


def test_a_second_chair_is_told(make_graph: Make) -> None:
    town = (
        TOWN + row("1.1", "post:mayor", "body:a") + chair("body:a", "post:mayor") + chair("body:a", "post:pcc") + POLICE
    )
    found = [each for each in make_graph(town).conflicts(DAY) if each.kind == "self-review"]
    assert [each.meaning.endswith("; Commissioner chairs too.") for each in found] == [True]


def test_who_was_in_the_chair_before_others_is_told_of_with_the_day(make_graph: Make) -> None:
    """Papers of many years show many chairs, and seldom that one had left: all at once would be a false statement."""
    seen = ("post:mayor", "2018-12-05"), ("post:pcc", "2019-04-05")
    chairs = "".join(
        f"body:a ovs:seat [ a ovs:Seat ; ovs:post {post} ; org:role role:chair ;"
        f' ovs:seenOn "{day}"^^xsd:date ; ovs:evidence <p#line=20,21> ] .\n'
        for post, day in seen
    )
    graph = make_graph(TOWN + row("1.1", "post:mayor", "body:a") + chairs + POLICE)
    [found] = [each for each in graph.conflicts("2020-01-01") if each.kind == "self-review"]
    assert "is chaired by Mayor (last shown 2018-12-05), who is" in found.meaning
    assert found.meaning.endswith("; Commissioner chairs too.")
    assert found.links[0] == "Mayor (last shown 2018-12-05) chairs A Board"


def test_the_chair_belongs_to_the_organisation_that_made_the_promise(make_graph: Make) -> None:
    # The clerk is a post of the council: the council's own officer leads the watch on the council's promise.
    [found] = make_graph(TOWN + row("1.1", "organization:council", "body:a") + chair("body:a", "post:clerk")).conflicts(
        DAY
    )
    assert (found.kind, found.owner) == ("self-review", "Council")
    assert found.links[2:] == ("Clerk is a post in Council", "Council is to answer for 1.1 row 1.1")


def test_an_activity_is_its_leads_and_its_commitments(make_graph: Make) -> None:
    # A oversees the activity only. The mayor promised the commitment, the clerk leads the activity, and both chair A.
    town = (
        TOWN
        + row("1.1", "post:mayor", "mechanism:f", cell="Process")
        + "activity:1.1.1 a ovs:Activity ; dcterms:isPartOf commitment:1.1 ; rdfs:label 'step' ;"
        " skos:notation '1.1.1' ;"
        " ovs:lead post:clerk ; ovs:oversightCell ovs:Body ;"
        " ovs:oversight [ a ovs:Oversight ; ovs:by body:a ; ovs:asStated 'A' ] .\n"
        + chair("body:a", "post:mayor")
        + chair("body:a", "post:clerk")
    )
    found = make_graph(town).conflicts(DAY)
    assert [(each.subject, each.owner) for each in found] == [("1.1 row 1.1", "Mayor"), ("1.1.1 step", "Clerk")]


def test_the_chair_is_the_one_overseen_in_another_post(make_graph: Make) -> None:
    # One person holds both posts: the board that oversees the clerk is chaired by the same person as mayor.
    tenure = "person:ann a foaf:Person ; skos:prefLabel 'Ann Bell' ; foaf:name 'Ann Bell' .\n" + "".join(
        f"person:ann ovs:tenure [ a ovs:Tenure ; ovs:post {post} ; ovs:seenOn '2018-01-01'^^xsd:date ] .\n"
        for post in ("post:mayor", "post:clerk")
    )
    [found] = make_graph(TOWN + oversees("post:clerk", "body:a") + chair("body:a", "post:mayor") + tenure).conflicts(
        DAY
    )
    assert (found.kind, found.subject) == ("self-review", "Clerk (Ann Bell, last seen 2018-01-01)")
    assert "chaired by Mayor (Ann Bell, last seen 2018-01-01), who is the one overseen" in found.meaning


def test_two_people_of_one_name_are_not_one(make_graph: Make) -> None:
    # Whoever is mayor is somebody else than the clerk, though both are called Ann Bell: nobody looks at own work.
    tenures = "".join(
        f"person:{who} a foaf:Person ; skos:prefLabel 'Ann Bell' .\n"
        f"person:{who} ovs:tenure [ a ovs:Tenure ; ovs:post {post} ; ovs:seenOn '2018-01-01'^^xsd:date ] .\n"
        for who, post in (("ann", "post:mayor"), ("anne", "post:clerk"))
    )
    town = make_graph(TOWN + oversees("post:clerk", "body:a") + chair("body:a", "post:mayor") + tenures)
    assert [row for row in town.conflicts(DAY) if row.kind == "self-review"] == []


def test_an_action_asked_of_the_chair(make_graph: Make) -> None:
    town = (
        TOWN
        + "meeting:m a ovs:Meeting ; rdfs:label 'M' ; ovs:convenes body:a ; schema:startDate '2018-06-01'^^xsd:date .\n"
        "action:x a ovs:Action ; dcterms:isPartOf meeting:m ; rdfs:label 'Write the report' ;"
        " ovs:owner post:mayor ; ovs:evidence <#line=3,4> .\n" + chair("body:a", "post:mayor")
    )
    [found] = make_graph(town).conflicts(DAY)
    assert (found.kind, found.subject) == ("self-review", "Write the report")
    assert found.links[1] == "Write the report was asked for by A Board"


@pytest.mark.parametrize(
    "turtle",
    [
        row("1.1", "post:mayor", "body:a") + chair("body:b", "post:mayor"),  # chairs another board
        row("1.1", "post:mayor", "body:a") + chair("body:a", "post:clerk"),  # a colleague's promise, not the council's
        row("1.1", "post:mayor", "body:a"),  # no chair is told
        row("1.1", "post:mayor", "body:a").replace("ovs:asStated", "ovs:column column:progress ; ovs:asStated")
        + chair("body:a", "post:mayor"),  # told outside the cell
        row("1.1", "post:mayor", "body:a")
        + chair("body:a", "post:mayor")
        + "body:a ovs:status [ a ovs:BodyStatus ; ovs:state state:ended ;"
        " schema:startDate '2018-10-31'^^xsd:date ] .\n",
    ],
)
def test_no_self_review(make_graph: Make, turtle: str) -> None:
    assert make_graph(TOWN + turtle).conflicts(DAY) == []


def test_only_the_owners_own_office_watches(make_graph: Make) -> None:
    # The mayor promised; the council, whose post the mayor is, runs the monitoring.
    [found] = make_graph(TOWN + row("1.1", "post:mayor", "mechanism:m", cell="Process")).conflicts(DAY)
    assert brief([found]) == [("own office only", "1.1 row 1.1", "Monitoring")]
    assert found.links == ("Monitoring oversees 1.1 row 1.1", "Mayor is to answer for 1.1 row 1.1")
    assert [entry.partition("#")[2] for entry in found.evidence] == ["line=1,2"]
    # No line is cited for who runs the monitoring: it is said to be our reading, until one is.
    ours = " Who runs Monitoring is our reading: no paper is cited for it."
    assert found.meaning.endswith(ours)
    cited = TOWN + row("1.1", "post:mayor", "mechanism:m", cell="Process") + "mechanism:m ovs:evidence <#line=8,9> ."
    [found] = make_graph(cited).conflicts(DAY)
    assert not found.meaning.endswith(ours)


def test_a_routine_that_a_post_runs_is_one_of_its_office(make_graph: Make) -> None:
    # The clerk is a post of the council, which made the promise; the beadle is one of nobody's.
    turtle = TOWN.replace("ovs:runBy organization:council", "ovs:runBy post:clerk", 1)
    assert turtle != TOWN
    rows = row("1.1", "organization:council", "mechanism:m", cell="Process")
    assert brief(make_graph(turtle + rows).conflicts(DAY)) == [("own office only", "1.1 row 1.1", "Monitoring")]
    turtle = turtle.replace("ovs:runBy post:clerk", "ovs:runBy post:beadle")
    turtle += 'post:beadle a org:Post ; skos:prefLabel "Beadle"@en .'
    assert make_graph(turtle + rows).conflicts(DAY) == []


def test_own_office_is_looked_for_behind_pointers_and_in_activities(make_graph: Make) -> None:
    # 1.2 only points to 1.1, whose cell names the council's monitoring; an activity of 1.3 names it.
    town = (
        TOWN
        + row("1.1", "organization:council", "mechanism:m", cell="Process")
        + row(
            "1.2",
            "post:mayor",
            cell="Reference",
            more="; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1.1 ]",
        )
        + row("1.3", "post:mayor", cell="Blank")
        + "activity:1.3.1 a ovs:Activity ; dcterms:isPartOf commitment:1.3 ; rdfs:label 'step' ;"
        " ovs:oversightCell ovs:Process ; ovs:oversight [ a ovs:Oversight ; ovs:by mechanism:m ; ovs:asStated 'M' ] .\n"
    )
    assert [each.subject[:3] for each in make_graph(town).conflicts(DAY)] == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    "by",
    [
        [],  # nothing is named
        ["mechanism:f"],  # another office
        ["mechanism:m", "mechanism:f"],  # another office too
        ["mechanism:m", "body:a"],  # a board too
        ["mechanism:x"],  # whose it is, is not told
    ],
)
def test_not_only_the_own_office(make_graph: Make, by: list[str]) -> None:
    assert make_graph(TOWN + row("1.1", "post:mayor", *by, cell="Process")).conflicts(DAY) == []


def test_a_name_left_unresolved_may_be_anybody(make_graph: Make) -> None:
    loose = "; ovs:oversight [ a ovs:Oversight ; ovs:asStated 'reviews' ; ovs:certainty certainty:unresolved ]"
    assert make_graph(TOWN + row("1.1", "post:mayor", "mechanism:m", cell="Process", more=loose)).conflicts(DAY) == []


# Cycles.


def test_reports_in_a_cycle(make_graph: Make) -> None:
    # A reports into B, B into C, C into A.
    town = TOWN + reports("body:a", "body:b") + reports("body:b", "body:c") + reports("body:c", "body:a")
    [found] = make_graph(town).conflicts(DAY)
    assert brief([found]) == [("circular accountability", "A Board", "C Board, B Board")]
    assert found.links == (
        "C Board reports into A Board",
        "B Board reports into C Board",
        "A Board reports into B Board",
    )
    assert len(found.evidence) == 1
    assert found.meaning == (
        "Each is over the next, and the last over the first: A Board, C Board and B Board; "
        "so nobody in it stands outside."
    )


def test_oversight_in_a_cycle_through_a_chair(make_graph: Make) -> None:
    # A oversees the mayor, who chairs B, which oversees A.
    town = TOWN + oversees("post:mayor", "body:a") + chair("body:b", "post:mayor") + oversees("body:a", "body:b")
    [found] = make_graph(town).conflicts(DAY)
    assert brief([found]) == [("circular oversight", "A Board", "Mayor, B Board")]


def test_of_a_knot_one_short_cycle_is_told(make_graph: Make) -> None:
    # A and B report into each other; C reports into A, and B into C.
    town = TOWN + "".join(
        reports(f"body:{below}", f"body:{above}") for below, above in [("a", "b"), ("b", "a"), ("c", "a"), ("b", "c")]
    )
    [found] = make_graph(town).conflicts(DAY)
    assert (found.subject, found.overseer) == ("A Board", "B Board")
    assert found.meaning.endswith(" 1 more stand in cycles with them.")


def test_rows_that_point_at_each_other(make_graph: Make) -> None:
    def pointer(ref: str, to: str) -> str:
        more = f"; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:{to} ; ovs:evidence <#line=7,8> ]"
        return row(ref, "post:mayor", cell="Reference", more=more)

    [found] = make_graph(TOWN + pointer("1.1", "1.2") + pointer("1.2", "1.1")).conflicts(DAY)
    assert brief([found]) == [("circular reference", "1.1 row 1.1", "1.2 row 1.2")]
    assert "none is reached this way" in found.meaning


def test_a_line_is_no_cycle(make_graph: Make) -> None:
    town = TOWN + reports("body:a", "body:b") + reports("body:b", "body:c") + oversees("body:a", "body:c")
    assert make_graph(town).conflicts(DAY) == []


# The law.

LAWFUL = (
    POLICE + holds("post:pcc", "post:cc") + holds("body:pcp", "post:pcc") + holds("organization:public", "post:pcc")
)


def test_as_the_law_has_it(make_graph: Make) -> None:
    assert make_graph(TOWN + LAWFUL).conflicts(DAY) == []


@pytest.mark.parametrize(
    ("turtle", "subject", "says"),
    [
        (holds("body:pcp", "post:cc"), "Chief", "Panel holds Chief to account"),
        (oversees("post:cc", "body:pcp"), "Chief", "Panel oversees Chief"),
        (holds("body:pcp", "organization:force"), "Force", "Panel holds Force to account"),
    ],
)
def test_the_panel_never_scrutinises_the_chief_constable(
    make_graph: Make, turtle: str, subject: str, says: str
) -> None:
    [found] = make_graph(TOWN + LAWFUL + turtle).conflicts(DAY)
    assert brief([found]) == [("against the law", subject, "Panel")]
    assert found.links == (says,)
    assert "2011, Schedule, paragraph 24" in found.basis
    assert "never the Chief Constable" in found.meaning
    assert found.evidence


def test_a_panel_that_is_only_told_does_not_scrutinise(make_graph: Make) -> None:
    informs_only = holds("body:pcp", "post:cc").replace("ovs:evidence", "ovs:mode mode:informs ; ovs:evidence")
    assert make_graph(TOWN + LAWFUL + informs_only).conflicts(DAY) == []
    asking = informs_only.replace("mode:informs", "mode:informs, mode:questions")
    assert brief(make_graph(TOWN + LAWFUL + asking).conflicts(DAY)) == [("against the law", "Chief", "Panel")]


@pytest.mark.parametrize(
    ("missing", "subject", "paragraph"),
    [
        (holds("post:pcc", "post:cc"), "Chief", "17"),
        (holds("body:pcp", "post:pcc"), "Commissioner", "24"),
        (holds("organization:public", "post:pcc"), "Commissioner", "14"),
    ],
)
def test_what_the_law_asks_for_is_missing(make_graph: Make, missing: str, subject: str, paragraph: str) -> None:
    assert missing in LAWFUL
    [found] = make_graph(TOWN + LAWFUL.replace(missing, "")).conflicts(DAY)
    assert (found.kind, found.subject) == ("required, not shown", subject)
    assert found.basis.endswith(f"paragraph {paragraph}")
    assert "no loaded paper up to the date says so" in found.meaning
    assert found.evidence == ()


def test_a_meeting_that_the_commissioner_chairs_will_do(make_graph: Make) -> None:
    # The holding-to-account meeting holds the Chief to account, in the chair the Commissioner.
    held = LAWFUL.replace(holds("post:pcc", "post:cc"), holds("body:a", "post:cc") + chair("body:a", "post:pcc"))
    assert make_graph(TOWN + held).conflicts(DAY) == []


def test_data_without_police_is_not_judged_by_police_law(make_graph: Make) -> None:
    assert make_graph(TOWN + holds("body:a", "post:mayor")).conflicts(DAY) == []
    assert make_graph("").conflicts(DAY) == []


# West Mercia.


def test_west_mercia_conflicts(graph: OversightGraph) -> None:
    """Read in the panel pack of November 2018.

    Row C2 is a promise of the Commissioner and names holding to account and AGG (line 558), which he chairs (615; notes
    of 2017). AGG also stands in his B5 (522). Delivery plan monitoring by his own office is all that A.2, B.1, B.2 and,
    with his consultation plan, D.4 name; grant monitoring is all of B.3 (518). The papers
    show the Commissioner holding the Chief Constable to account, and the panel the Commissioner, as the law asks.
    """
    found = graph.conflicts(DAY)
    assert {row.kind for row in found} <= set(KINDS)
    reviews = {(row.subject.split()[0], row.overseer) for row in found if row.kind == "self-review"}
    assert {
        ("C2", "Monthly Holding to Account"),
        ("C2", "Alliance Governance Group"),
        ("B5", "Alliance Governance Group"),
    } <= reviews
    own = [row.subject.split()[0] for row in found if row.kind == "own office only"]
    assert own == ["A.2", "B.1", "B.2", "B.3", "D.2", "D.3", "D.4"]
    # The catalogue has the same question, answered by SPARQL alone.
    asked = graph.query("own-office-only")
    assert {row[asked.columns.index("ref")] for row in asked} == set(own)
    assert not [row for row in found if row.kind in ("against the law", "required, not shown")]
    assert not [row for row in found if row.kind.startswith("circular")]
    assert all(row.evidence for row in found)
