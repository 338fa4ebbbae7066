"""Known answers on the shipped data.

Every expected value was read in the five papers, not in the data: the number behind it is the line of the paper. The
panel pack of 27 November 2018 is PACK; the notes of the four assurance meetings go by their dates.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.registers.test_actions import rows_of_question

from oversight_graph.graph import OversightGraph, papers_in
from oversight_graph.load.files import shipped
from oversight_graph.model.vocabulary import CONCEPT, PREFIXES
from oversight_graph.store.views import ask

ID = "https://w3id.org/oversight-graph/id/west-mercia/"
PACK = f"{ID}paper/2018-11-27-panel-pack"
SELECT = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + "SELECT "

# The 52 commitments of the delivery plan (PACK, 439-607): line of the row, what its own oversight cell holds, and the
# bodies that it names, here under their names in the glossary (616-656) where they are listed there.
CELLS: dict[str, tuple[int, str, set[str]]] = {
    "1.1": (442, "Body", {"Victims Board"}),
    "1.2": (443, "Body", {"Transformation Board"}),
    "A.1": (446, "Body", {"Victims Board"}),
    "A.2": (451, "Process", set()),
    "A.3": (453, "Process", set()),  # four kinds of reports; the board of A3.2 (455) stands in a row of its own
    "A.4": (456, "Process", set()),
    "A.5": (467, "Lost", set()),  # the line has four cells: the fifth is gone
    "A.6": (473, "Body", {"Restorative Justice Alliance Programme Board"}),  # "RJ programme board"
    "2.1": (478, "Body", {"Strategic Vulnerability Board", "Monthly Holding to Account"}),  # goes on at 480
    "2.2": (485, "Body", {"Crime Reduction Board"}),
    "2.3": (486, "Process", set()),  # attendance at CSP meetings
    "2.4": (490, "Lost", set()),
    "2.5": (492, "Lost", set()),
    "2.6": (493, "Body", {"Strategic Diversity Group"}),  # displaced: the next line holds "Strategic Diversity Board"
    "B.1": (501, "Process", set()),
    "B.2": (503, "Process", set()),
    "B.3": (518, "Process", set()),
    "B4": (
        519,
        "Body",
        {
            "Crime Reduction Board",
            "Reducing Reoffending Boards",
            "Integrated Offender Management Programme Board",
            "Community Safety Partnerships",
        },
    ),
    "B5": (522, "Body", {"Alliance Governance Group"}),
    "3.1": (530, "Body", {"Transformation Board", "Alliance Governance Group"}),  # the second displaced, at 532
    "3.2": (533, "Body", {"Transformation Board", "Alliance Governance Group"}),
    "3.3": (540, "Body", {"Property Board"}),
    "3.4": (543, "Body", {"Improving Public Contact and Communications Board"}),  # "IPCAC"
    "3.5": (544, "Reference", set()),
    "3.6": (545, "Blank", set()),
    "3.7": (548, "Body", {"Strategic Diversity Group"}),
    "3.8": (549, "Body", {"Citizens in Policing Steering Group"}),
    "3.9": (550, "Reference", set()),
    "3.10": (553, "Reference", set()),
    "C1": (557, "Reference", set()),
    "C2": (558, "Body", {"Monthly Holding to Account", "Alliance Governance Group", "Health & Wellbeing Board"}),
    "C3": (562, "Process", set()),
    "C4": (563, "Blank", set()),
    "4.1": (
        569,
        "Body",
        {"Monthly Holding to Account", "Trust, Integrity and Ethics Committee", "PSD Performance Group"},
    ),
    "4.2": (570, "Reference", set()),
    # Torn over 571 and 573, and not the glossary's name ("Improving Public Contact and Communications Board", 647).
    "4.3": (571, "Body", {"Improve Public Contact & Comms Programme Board"}),
    "4.4": (574, "Blank", set()),
    "4.5": (575, "Reference", set()),
    "4.6": (576, "Body", {"Strategic Diversity Group", "Strategic IAG"}),
    "4.7": (579, "Body", {"Strategic Stop and Search Group", "Strategic Diversity Group"}),
    "4.8": (580, "Body", {"Cyber Crime Strategic Panel"}),  # printed under another name, "governance group"
    "4.9": (583, "Process", set()),  # briefings, reports, and quarterly meetings that have no name
    "4.10": (584, "Blank", set()),
    "D.1": (588, "Process", set()),  # attendance at two forums, torn over 588 and 590
    "D.2": (591, "Process", set()),
    "D.3": (592, "Process", set()),
    "D.4": (595, "Process", set()),
    "D.5": (598, "Process", set()),
    "D.6": (601, "Process", set()),
    "D.7": (603, "Blank", set()),
    "D8": (606, "Reference", set()),
    "D9": (607, "Blank", set()),
}
# Where a cell names that somebody attends a body, one may count the body or not. The reading above does not; the data
# does in these two rows, and says that it is in doubt.
ATTENDED = {
    "B5": {"Regional Governance Board"},
    "D.1": {"Strategic Custody Users Forum", "Custody Users Group"},
}
# What the rows that hold nothing but a pointer point to (PACK, 544-606).
POINTERS = {
    "3.5": "1.2 2.1.2",
    "3.9": "3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8",
    "3.10": "2.2 2.3 2.4 2.5 2.6",
    "C1": "3.1",
    "4.2": "3.5 1.2 2.1.2",
    "4.5": "3.5 1.2 2.1.2",
    "D8": "D.2 D.5",
}
# The 64 numbers printed before supporting activities, in the order of the paper.
ACTIVITIES = """
A1.1 A1.2 A1.3 A2.1 A2.2 A3.1 A3.2 A4.1 A4.2 A4.3 A4.4 A4.5 A4.6 A4.7 A4.8 A4.9 A4.10 A5.1 A5.2 A5.3 A5.4
2.1.1 2.1.2 2.1.3 2.3.1 2.3.2 2.4.1 2.4.2
B1.1 B1.2 B2.1 B2.2 B2.3 B2.4 B2.5 B2.6 B2.7 B2.8 B2.9 B2.10 B2.11
3.2.1 3.2.2 3.2.3 3.2.4 3.2.5 3.2.6 3.2.7 3.2.8 3.3.1 3.3.2 3.3.3 C2.1 C2.2 C3.1
D3.1 D3.2 D4.1 D4.2 D4.3 D5.1 D5.2 D6.1 D6.2
""".split()
# Cells of activities that have a row of their own (PACK, same pages): the bodies named there; all others name none.
BODIES_OF_ACTIVITIES = {
    "A1.2": {"Victims Board"},  # 447
    "A1.3": {"Local Criminal Justice Board", "Victims Board"},  # 450
    "A3.2": {"Local Criminal Justice Board", "Victims Board"},  # 455
    "A4.9": {"Victims Board"},  # 465
    "A4.10": {"Victims Board"},  # 466
    "A5.4": {"Victims Board"},  # 470
    "2.1.2": {"Monthly Holding to Account"},  # 481
    "2.3.2": {"Crime Reduction Board"},  # 487
    "D5.2": {"Citizens in Policing Steering Group"},  # 600
    "D6.2": {"Independent Joint Audit Committee"},  # 602, "JAC"
}
# 464, 536, 537, 541, 542, 561, and 594, where the rest of a torn row has a last cell of its own, empty.
BLANK_ACTIVITIES = {"A4.8", "3.2.7", "3.2.8", "3.3.2", "3.3.3", "C2.2", "D3.2"}

# The glossary (PACK, 616-656): line, name, marker behind it, frequency.
GLOSSARY = [
    (616, "Alliance Governance Group", "*", "Bi-monthly"),
    (617, "Independent Joint Audit Committee", "*#", "Quarterly"),
    (618, "Monthly Holding to Account", "*", "Monthly"),
    (619, "Service Improvement Board", None, "Quarterly"),
    (620, "Alliance Performance Management Group", None, "Quarterly"),
    (621, "Regional Governance Board", None, "Quarterly"),
    (622, "Weekly PCC / Chief Constable", None, "Weekly"),
    (623, "Local Policing area visits", None, "Adhoc"),
    (625, "Restorative Justice Alliance Programme Board", None, "Bi-Monthly"),
    (626, "Victim Contract Management Board", None, "Quarterly"),
    (627, "Victims Board", "*", None),
    (629, "Local Criminal Justice Board", "*", "Quarterly"),
    (630, "Strategic Vulnerability Board", None, "Quarterly"),
    (631, "Mental Health Concordat Strategic Group", None, "Under review"),
    (633, "Serious and Organised Crime (Joint Partnership Panel Pilot)", None, "Adhoc"),
    (634, "Integrated Offender Management Programme Board", None, "Bi-Monthly"),
    (635, "WM YJS Management Board", None, "Bi monthly"),
    (636, "Safer Roads Partnership Board", None, "Bi annual"),
    (637, "Sexual Violence Co-ordinating Group", None, "Quarterly"),
    (638, "Crime Reduction Board", "*", "Quarterly"),
    (640, "Transformation Board", None, "Bi-monthly"),
    (641, "Strategic Athena Management Board", None, "Quarterly"),
    (642, "Athena Programme Board", None, "Minimum bi monthly"),
    (643, "Property Board", None, "Quarterly"),
    (644, "Strategic Health and Safety Group", None, "Quarterly"),
    (645, "Place Partnership Board", None, None),
    (647, "Improving Public Contact and Communications Board", None, "Quarterly"),
    (648, "Citizens in Policing Steering Group", None, "Quarterly"),
    (649, "Strategic Diversity Group", None, "Quarterly"),
    (650, "Trust, Integrity and Ethics Committee", "*#", "Quarterly"),
    (652, "Strategic Custody Users Forum", None, "Quarterly"),
    (653, "PSD Performance Group", None, "Quarterly"),
    (654, "Strategic Stop and Search Group", None, "Quarterly"),
    (655, "Independent Custody visitors Co-ordinating group/ panel meetings", None, "3 per annum"),
    (656, "Cyber Crime Strategic Panel", None, "Quarterly"),
]
# The panel (PACK, 22-38): line, name, council, kind of seat.
PANEL = [
    (22, "Steve Mackay", "Worcestershire County Council", "substantive member"),
    (23, "Tony Baker", "Malvern Hills District Council", "substantive member"),
    (24, "Gwilym Butler", "Shropshire Council", "co-opted member"),
    (25, "Sebastian Bowen", "Herefordshire Council", "co-opted member"),
    (26, "Carole Clive", None, "co-opted independent lay member"),
    (27, "Roger Evans", "Shropshire Council", "co-opted member"),
    (28, "Karen May", "Bromsgrove District Council", "substantive member"),
    (29, "Gareth Prosser", "Redditch Borough Council", "substantive member"),
    (30, "Stephen Reynolds", "Telford & Wrekin Council", "substantive member"),
    (31, "Kuldip Sahota", "Telford & Wrekin Council", "co-opted member"),
    (32, "Juliet Smith", "Wyre Forest District Council", "substantive member"),
    (33, "James Stanley", "Worcester City Council", "substantive member"),
    (34, "Emma Stokes", "Wychavon District Council", "substantive member"),
    (35, "Dave Tremellen", "Shropshire Council", "co-opted member"),
    (36, "Tony Ward", None, "co-opted independent lay member"),
    (37, "Brian Wilcox", "Herefordshire Council", "substantive member"),
    (38, "Michael Wood", "Shropshire Council", "substantive member"),
]
# The four meetings whose notes are there: who attended, who sent apologies, who took the minutes.
ATTENDANCE = {
    # 9, 11, 16-21
    "2017-08-22": ("Campion Champness Bangham Evans", "Onslow Blakeman", "Irvin"),
    # 6, 7, 11-17
    "2017-11-30": ("Campion Onslow Bangham Blakeman Champness", "", "Irvin"),
    # 8, 9, 19-30; names and capacities stand in two columns of five, the fifth beside the apologies
    "2019-01-30": ("Campion Bangham Wessell Noorbakhsh", "Onslow", "Irvin"),
    # 6, 7, 11-16
    "2021-04-27": ("Campion Onslow Irvin Bangham Moss Taylor", "", "Noorbakhsh"),
}
# What the notes ask for: line, owner code as printed, last day if one can be read, state in these notes.
ACTIONS: dict[str, list[tuple[int, str | None, str | None, str]]] = {
    "2017-08-22": [
        (26, "ACC for local policing", "2017-08-22", "discharged"),  # of June, deferred to August; done, 31
        (28, None, "2017-08-22", "discharged"),  # of July; done, 31
        (113, "ACC", None, "open"),
        (114, "ACC", None, "open"),
        (115, "CC", "2017-09-26", "open"),  # the September meeting; its day stands at 125
    ],
    "2017-11-30": [
        (20, None, "2017-12-24", "open"),  # before Christmas
        (23, "DCC", None, "open"),
        (35, "CeX", None, "open"),
        (38, "DCC", None, "open"),
    ],
    "2019-01-30": [
        (33, None, "2019-01-30", "answered"),  # of November 2018; updated from 59 on
        (97, "CC", "2019-02-13", "open"),  # within two weeks
    ],
    "2021-04-27": [
        (23, "PCC", "2021-10-27", "open"),  # in six months
        (24, "DCC", None, "open"),
        (27, "DCC", None, "open"),
        (30, "DCC", None, "open"),
        (30, "SO", None, "open"),
        (31, "CC", None, "open"),
    ],
}


def rows(graph: OversightGraph, query: str) -> list[tuple[str | None, ...]]:
    return graph.sparql(SELECT + query).rows


def cites(evidence: Iterable[str | None], paper: str, line: int) -> bool:
    """Tell whether one of the citations takes in a line of a paper."""
    spans = [re.fullmatch(rf"{re.escape(paper)}#line=(\d+),(\d+)", citation or "") for citation in evidence]
    return any(span and int(span[1]) < line <= int(span[2]) for span in spans)


def surname(name: str | None) -> str:
    return (name or "").split()[-1]


# The plan.


def test_the_plan_has_52_commitments_in_four_objectives(graph: OversightGraph) -> None:
    # Counted in the paper: 2 + 6, 6 + 5, 10 + 4, 10 + 9.
    found = graph.coverage()
    assert [row.ref for row in found] == list(CELLS)
    assert list(Counter(row.objective for row in found).items()) == [
        ("Putting victims and survivors first", 8),
        ("Building a more secure West Mercia", 11),
        ("Reforming West Mercia", 14),
        ("Reassuring West Mercia's communities", 19),
    ]
    assert Counter(row.part for row in found) == {"policing element": 28, "Commissioner's commitments": 24}


def test_each_commitment_is_cited_where_it_stands(graph: OversightGraph) -> None:
    # The line of its row.
    found = {row.ref: row.evidence for row in graph.coverage()}
    assert [ref for ref, (line, _, _) in CELLS.items() if not cites(found[ref], PACK, line)] == []


def test_what_each_oversight_cell_holds(graph: OversightGraph) -> None:
    # The table above. D.1 is the one row in which the data and the table differ, and the data says why.
    found = {
        ref: (cell or "").rpartition("#")[2]
        for ref, cell in rows(
            graph, "?ref ?cell WHERE { ?row a ovs:Commitment ; skos:notation ?ref ; ovs:oversightCell ?cell }"
        )
    }
    expected = {ref: cell for ref, (_, cell, _) in CELLS.items()} | {"D.1": "Body"}
    assert found == expected
    notes = rows(
        graph, f"?note WHERE {{ <{ID}commitment/D.1> skos:editorialNote ?note FILTER(CONTAINS(?note, 'Doubtful')) }}"
    )
    assert len(notes) == 1


def named_in_cells(graph: OversightGraph, kind: str) -> dict[str | None, set[str | None]]:
    """Return the bodies named in the own cells of commitments or activities."""
    found: dict[str | None, set[str | None]] = {}
    for ref, body, column in rows(
        graph,
        f"?ref ?name ?column WHERE {{ ?row a ovs:{kind} ; skos:notation ?ref ; ovs:oversight ?told . "
        "?told ovs:by ?body . ?body a ovs:OversightBody ; skos:prefLabel ?name . "
        "OPTIONAL { ?told ovs:column ?column } }",
    ):
        if column is None or column.endswith("/oversight"):
            found.setdefault(ref, set()).add(body)
    return found


def test_which_bodies_the_cells_of_commitments_name(graph: OversightGraph) -> None:
    # The table above, with the bodies that are only attended.
    expected = {ref: bodies | ATTENDED.get(ref, set()) for ref, (_, _, bodies) in CELLS.items()}
    assert named_in_cells(graph, "Commitment") == {ref: bodies for ref, bodies in expected.items() if bodies}


def test_bodies_that_are_only_attended_are_marked_as_doubtful(graph: OversightGraph) -> None:
    for ref, bodies in ATTENDED.items():
        found = rows(
            graph,
            f"?name WHERE {{ <{ID}commitment/{ref}> ovs:oversight ?told . "
            f"?told ovs:by/skos:prefLabel ?name ; ovs:certainty <{CONCEPT}certainty/probable> ; "
            "skos:editorialNote ?why OPTIONAL { ?told ovs:column ?column } FILTER(!BOUND(?column)) }",
        )
        assert {name for (name,) in found} >= bodies


def test_the_plan_numbers_64_activities(graph: OversightGraph) -> None:
    found = [row for row in graph.coverage(activities=True) if not row.iri.endswith("-unnumbered")]
    assert len(ACTIVITIES) == 64
    assert sorted(row.ref for row in found) == sorted(ACTIVITIES)
    assert list(Counter(row.objective for row in found).values()) == [21, 20, 14, 9]


def test_the_numbers_of_activities_are_those_that_the_paper_prints(sources: Path) -> None:
    # Read by a pattern in the plan's pages, 439 to 607: the list above leaves none out.
    [path] = sources.glob("004_*.txt")
    plan = "\n".join(path.read_text(encoding="utf-8").split("\n")[438:607])
    printed = re.findall(r"\(+([A-D]\d+\.\d+|\d\.\d+\.\d+)\)", plan)
    assert list(dict.fromkeys(printed)) == ACTIVITIES


def test_which_bodies_the_cells_of_activities_name(graph: OversightGraph) -> None:
    assert named_in_cells(graph, "Activity") == BODIES_OF_ACTIVITIES


def test_which_cells_of_activities_are_empty_or_lost(graph: OversightGraph) -> None:
    # 2.4.2 (491) has lost its last column, like the rows around it; so has A5.1 (467), which shares that of A.5.
    found: dict[str | None, set[str | None]] = {}
    for ref, cell in rows(
        graph, "?ref ?cell WHERE { ?row a ovs:Activity ; skos:notation ?ref ; ovs:oversightCell ?cell }"
    ):
        found.setdefault((cell or "").rpartition("#")[2], set()).add(ref)
    assert (found["Blank"], found["Lost"]) == (BLANK_ACTIVITIES, {"2.4.2"})


def test_where_rows_that_only_point_lead(graph: OversightGraph) -> None:
    found = {row.ref: set(row.refers_to) for row in graph.coverage() if row.cell == "reference"}
    assert found == {ref: set(targets.split()) for ref, targets in POINTERS.items()}


def test_17_commitments_have_no_body(graph: OversightGraph) -> None:
    # Counted in the table: blank, lost, and process only, where no activity of the row names a body (A.3, A.4, A.5,
    # 2.3, D.5 and D.6 have one that does), and D.1 as the data has it. Blank goes before lost, then the processes.
    nobody = ["3.6", "C4", "4.4", "4.10", "D.7", "D9", "2.4", "2.5"]
    processes = ["A.2", "B.1", "B.2", "B.3", "C3", "4.9", "D.2", "D.3", "D.4"]
    found = graph.gaps()
    assert [(gap.ref, gap.grade) for gap in found] == [(ref, 0) for ref in nobody] + [(ref, 2) for ref in processes]
    assert [gap.cell for gap in found] == ["blank"] * 6 + ["lost"] * 2 + ["process"] * 9
    reasons = {gap.ref: gap.reason for gap in found}
    assert reasons["A.2"] == "Only processes are named, no body: Delivery plan monitoring."
    assert reasons["2.4"].endswith("nothing may be concluded.")
    # No pointer leads to nothing: each of the seven rows reaches a body.
    assert not [row.ref for row in graph.coverage() if row.grade == 1]


def test_rows_whose_only_bodies_were_not_meeting(graph: OversightGraph) -> None:
    # The diversity group had not met since June (576); the cyber board was postponed (580); of the IAG at strategic
    # level and of the board of 4.3 nothing else is said.
    found = {row.ref: row.not_live for row in graph.coverage() if row.grade == 3}
    assert sorted(found) == ["2.6", "3.7", "4.3", "4.6", "4.8"]
    assert found["4.6"] == ("Strategic Diversity Group (not meeting)", "Strategic IAG (not shown)")


def test_the_need_for_the_vulnerability_board_was_under_review(graph: OversightGraph) -> None:
    # 478; the row names the holding to account session too (480), which is live and marked as published (618).
    [row] = [row for row in graph.coverage() if row.ref == "2.1"]
    assert "Strategic Vulnerability Board (under review)" in row.not_live
    assert "Monthly Holding to Account" in row.open
    # The October meeting reviewed demand reduction (484), and the type of that meeting is at 396.
    assert "Monthly Holding to Account 2018-10" in row.exercised


# Bodies.


def test_the_glossary_lists_35_bodies(graph: OversightGraph) -> None:
    found = rows(
        graph,
        "?name ?marker ?frequency ?evidence WHERE { ?entry a ovs:GlossaryEntry ; ovs:asStated ?name ; "
        "ovs:describes ?body ; ovs:evidence ?evidence OPTIONAL { ?entry ovs:markerAsStated ?marker } "
        "OPTIONAL { ?entry ovs:frequencyAsStated ?frequency } }",
    )
    cited: dict[tuple[str | None, ...], list[str | None]] = {}
    for name, marker, frequency, evidence in found:
        cited.setdefault((name, marker, frequency), []).append(evidence)
    assert len(GLOSSARY) == 35
    assert set(cited) == {(name, marker, frequency) for _, name, marker, frequency in GLOSSARY}
    lines = [line for line, *entry in GLOSSARY if not cites(cited[tuple(entry)], PACK, line)]
    assert lines == []


def test_markers_are_read_against_the_key(graph: OversightGraph) -> None:
    # The key (613) gives two asterisks for published notes and # for public; the rows print one asterisk.
    found = {
        name: (published, public)
        for name, published, public in rows(
            graph,
            "?name ?p ?o WHERE { ?entry a ovs:GlossaryEntry ; ovs:asStated ?name ; "
            "ovs:notesPublished/skos:notation ?p ; ovs:openToPublic/skos:notation ?o }",
        )
    }
    for _, name, marker, _ in GLOSSARY:
        published = "marked" if marker else "not-stated"
        public = "yes" if marker == "*#" else "not-stated"
        assert found[name] == (published, public), name


def test_the_ethics_committee_ended_and_who_took_over(graph: OversightGraph) -> None:
    # 569: last meeting in July 2018; standards and ethics go to the Joint Audit Committee. It is listed still (650).
    by_day = {
        day: {body.name: body for body in graph.bodies(day, everything=True)}["Trust, Integrity and Ethics Committee"]
        for day in ("2018-07-30", "2018-07-31", "2018-11-27")
    }
    assert by_day["2018-07-30"].status != "ended"
    for day in ("2018-07-31", "2018-11-27"):
        assert (by_day[day].status, by_day[day].since) == ("ended", "2018-07")
    assert by_day["2018-11-27"].in_glossary
    assert rows(
        graph,
        f"?to ?what WHERE {{ ?event org:originalOrganization <{ID}body/trust-integrity-and-ethics-committee> ; "
        "ovs:transfersFunction/skos:prefLabel ?to ; ovs:function ?what }",
    ) == [("Independent Joint Audit Committee", "standards and ethics")]
    # Only a function passed on: the committee as such was not replaced.
    replaced = rows(graph, f"?by WHERE {{ <{ID}body/trust-integrity-and-ethics-committee> dcterms:isReplacedBy ?by }}")
    assert replaced == []


def test_the_critical_incident_meeting_on_athena_closed_and_what_followed(graph: OversightGraph) -> None:
    # Asked for in November 2017 (notes, 28), closed in August 2018 (267); the tactical group began in August and took
    # over its actions (290), the strategic group began in October (289).
    def status(name: str, day: str) -> tuple[str, str | None]:
        [body] = [body for body in graph.bodies(day, everything=True) if body.name == name]
        return body.status, body.since

    cimm = "Athena Critical Incident Management Meeting"
    assert status(cimm, "2017-11-30")[0] == "planned"
    assert status(cimm, "2018-08-31") == ("ended", "2018-08")
    assert status("Alliance Athena Tactical Governance Group", "2018-08-31") == ("active", "2018-08")
    assert status("Alliance Athena Strategic Governance Group", "2018-09-30")[0] != "active"
    assert status("Alliance Athena Strategic Governance Group", "2018-10-31") == ("active", "2018-10")
    successors = rows(
        graph,
        f"?to WHERE {{ ?event org:originalOrganization <{ID}body/athena-cimm> ; "
        "ovs:transfersFunction/skos:prefLabel ?to } ORDER BY ?to",
    )
    assert [to for (to,) in successors] == [
        "Alliance Athena Strategic Governance Group",
        "Alliance Athena Tactical Governance Group",
    ]


def test_the_core_groups_gave_way_to_a_preparation_meeting(graph: OversightGraph) -> None:
    # 175: all three dissolved this month, replaced by a meeting of West Mercia that an ACC chairs.
    register = {body.name: body for body in graph.bodies("2018-11-27", everything=True)}
    assert (register["PEEL core groups"].status, register["PEEL core groups"].since) == ("ended", "2018-11")
    assert any("Assistant Chief Constable" in chair for chair in register["HMICFRS preparation meeting"].chair)


def test_who_chairs(graph: OversightGraph) -> None:
    # 179, 151, 616, 22.
    chairs = {body.name: body.chair for body in graph.bodies("2018-11-27")}
    assert chairs["Service Improvement Board"] == ("Deputy Chief Constable, West Mercia Police",)
    assert chairs["Organised Crime Group Management meeting"] == (
        "Assistant Chief Constable for shared services of the alliance",
    )
    assert chairs["Alliance Governance Group"] == (
        "Police and Crime Commissioner, Warwickshire",
        "Police and Crime Commissioner, West Mercia",
    )
    assert chairs["West Mercia Police and Crime Panel"] == ("Steve Mackay",)


def test_the_panel_has_17_members(graph: OversightGraph) -> None:
    seats = [
        row for row in graph.people("2018-11-27") if row.body == "West Mercia Police and Crime Panel" and row.person
    ]
    members = [row for row in seats if "member" in row.role]
    assert len(PANEL) == 17
    assert {(row.person, row.organization, row.role) for row in members} == {tuple(entry) for _, *entry in PANEL}
    for line, name, *_ in PANEL:
        assert cites([e for row in members if row.person == name for e in row.evidence], PACK, line), name
    # 22 and 38; the contacts for its reports at 199-204 and thrice more.
    others = {(row.person, row.role) for row in seats if "member" not in row.role}
    assert others == {
        ("Steve Mackay", "chair"),
        ("Michael Wood", "vice chair"),
        ("Sheena Jones", "contact"),
        ("Andy Champness", "contact"),
    }


def test_the_powers_of_the_panel(graph: OversightGraph) -> None:
    # 712-715: four, all over the Commissioner and none over the Chief Constable.
    found = rows(
        graph,
        "?sign ?over WHERE { ?power a ovs:Power ; ovs:heldBy ?panel ; skos:notation ?sign ; ovs:over ?over } "
        "ORDER BY ?sign",
    )
    assert found == [(sign, f"{ID}post/pcc") for sign in ("(a)", "(b)", "(c)", "(d)")]


# Meetings.


@pytest.mark.parametrize("day", ATTENDANCE)
def test_who_attended(graph: OversightGraph, day: str) -> None:
    found: dict[str | None, set[str]] = {}
    for held, body, person, presence in ask(graph.store, "participations").of(
        "day", "body_name", "person_name", "presence"
    ):
        if held == day and body == "Monthly Holding to Account":
            found.setdefault(presence, set()).add(surname(person))
    attended, apologies, minutes = (set(names.split()) for names in ATTENDANCE[day])
    expected = {"attended": attended, "apologies": apologies, "took the minutes": minutes}
    assert found == {presence: names for presence, names in expected.items() if names}


def test_john_campion_chaired_all_four(graph: OversightGraph) -> None:
    # 2017-08-22, 9; 2017-11-30, 6; 2019-01-30, 8; 2021-04-27, 6.
    found = rows(
        graph,
        "DISTINCT ?day ?name WHERE { ?meeting schema:startDate ?day ; ovs:participation ?there . "
        f"?there org:role <{CONCEPT}role/chair> ; ovs:person/skos:prefLabel ?name }} ORDER BY ?day",
    )
    assert found == [(day, "John Campion") for day in ATTENDANCE]


def test_posts_and_their_holders_over_time(graph: OversightGraph) -> None:
    # The Deputy Chief Constable: Amanda Blakeman in 2017 (22 August, 21; 30 November, 14), Julian Moss in 2021 (15).
    for day, name in (
        ("2017-11-30", "Amanda Blakeman"),
        ("2020-01-01", "Amanda Blakeman"),
        ("2021-04-27", "Julian Moss"),
    ):
        [row] = [
            row
            for row in graph.people(day)
            if row.post == "Deputy Chief Constable, West Mercia Police" and not row.body
        ]
        assert row.person == name
        assert ("last seen 2017-11-30" in row.note) == (day == "2020-01-01")
    # Two policy officers in one room (2019-01-30, 9 and 22).
    both = {row.person for row in graph.people("2019-01-30") if row.post == "Policy Officer, OPCC" and not row.body}
    assert both == {"Jackie Irvin", "Natasha Noorbakhsh"}


def test_which_holding_to_account_meetings_are_known(graph: OversightGraph) -> None:
    held = """
    2017-06 2017-07
    2017-08-22
    2017-11-30
    2018-01 2018-02 2018-03 2018-04 2018-05
    2018-07 2018-08
    2018-09 2018-10
    2018-11
    2019-01-30
    2020-09
    2021-04-27
    """
    # Line by line: notes of August 2017, 24 and 27; those notes; the notes of November 2017; PACK 300-303 and 185;
    # PACK 191 and notes of January 2019, 45; PACK 395 and 396; notes of January 2019, 33; those notes; notes of April
    # 2021, 26; those notes. Announced: the last line of each of the four notes.
    announced = "2017-09-26 2017-12-19 2019-03-26 2021-05-28"
    found: dict[bool, list[str | None]] = {True: [], False: []}
    for edtf, day, outcome in rows(
        graph,
        "DISTINCT ?edtf ?day ?outcome WHERE { ?meeting a ovs:Meeting ; schema:startDate ?day ; "
        f"ovs:convenes <{ID}body/monthly-holding-to-account> "
        "OPTIONAL { ?meeting ovs:edtf ?edtf } OPTIONAL { ?meeting ovs:outcome ?outcome } } ORDER BY ?day",
    ):
        found[outcome == f"{CONCEPT}outcome/scheduled"].append(edtf or day)
    assert found == {True: announced.split(), False: held.split()}


def test_the_themes_of_september_and_october_2018(graph: OversightGraph) -> None:
    # 395 and 396 are one row each in the table of the months since the last report.
    for month, line in (("2018-09", 395), ("2018-10", 396)):
        cited = rows(
            graph,
            f"?evidence WHERE {{ ?item dcterms:isPartOf <{ID}meeting/{month}-monthly-holding-to-account> ; "
            "ovs:evidence ?evidence }",
        )
        assert cites([evidence for (evidence,) in cited], PACK, line)


@pytest.mark.parametrize("day", ACTIONS)
def test_what_the_meetings_asked_for(graph: OversightGraph, day: str) -> None:
    # In the order of the notes; asked on the day itself, so nothing later counts.
    found = [action for action in graph.actions(day) if action.raised == day]
    paper = f"{ID}paper/{day}-assurance-meeting"
    assert [(a.owner_as_stated, a.due, a.status) for a in found] == [entry[1:] for entry in ACTIONS[day]]
    assert [line for a, (line, *_) in zip(found, ACTIONS[day], strict=True) if not cites(a.evidence, paper, line)] == []


def test_what_else_was_asked_for_between_the_notes(graph: OversightGraph) -> None:
    # PACK: to attend the SOCJAGs for 18 months, promised in April (185-187); the panel's requests of June (85), of
    # September (230), and for the summary page, of a day that is not told (406): all met by reports of the pack. It is
    # from before the panel met, and cannot show that it took them for done. Of the meetings of April and September only
    # the month is told.
    found = [action for action in graph.actions("2018-11-27") if action.raised not in ACTIONS]
    assert [(action.raised, action.status) for action in found] == [
        ("2018-04", "answered"),
        ("2018-06-19", "answered"),
        ("2018-09", "answered"),
        ("2018-09", "answered"),
    ]
    assert {action.settled_at for action in found} == {None}
    # On the day before the panel met, its reports had not been given.
    before = {action.raised: action.status for action in graph.actions("2018-11-26")}
    assert before == {**before, "2018-04": "open", "2018-06-19": "open", "2018-09": "open"}


def test_what_was_overdue_when_the_last_notes_were_taken(graph: OversightGraph) -> None:
    # The three with a last day before 27 April 2021 of which no later paper says that they were done.
    found = [(action.raised, action.due) for action in graph.actions("2021-04-27") if action.status == "overdue"]
    assert found == [("2017-08-22", "2017-09-26"), ("2017-11-30", "2017-12-24"), ("2019-01-30", "2019-02-13")]
    assert graph.actions("2021-04-27", overdue=True) == [
        action for action in graph.actions("2021-04-27") if action.status == "overdue"
    ]
    # The second of the three names no owner.
    chief = graph.actions("2021-04-27", owner="Chief Constable", overdue=True)
    assert [action.raised for action in chief] == ["2017-08-22", "2019-01-30"]


def test_numbered_questions(graph: OversightGraph) -> None:
    # August 2017, Telford: six (50-53). January 2019: victim management five (40-53), digital forensics six (113-133),
    # demand three (201-208), recruitment three (270-279).
    found = rows(
        graph, "?item ?number WHERE { ?question a ovs:Question ; dcterms:isPartOf ?item ; skos:notation ?number }"
    )
    counted = Counter((item or "").removeprefix(f"{ID}item/") for item, _ in found)
    assert {item: count for item, count in counted.items() if not item.startswith("2017-11-30")} == {
        "2017-08-22-4a-1": 6,
        "2019-01-30-1-1": 5,
        "2019-01-30-2-1-1": 6,
        "2019-01-30-2-1-2": 3,
        "2019-01-30-2-1-3": 3,
    }


# Reports.


def test_the_inspection_gave_six_areas_for_improvement_and_five_recommendations(graph: OversightGraph) -> None:
    # Announced at 89; the areas at 95, 105, 109 and 117, 123, 131, the recommendations at 141 to 163.
    lines = {
        "AreaForImprovement": [95, 105, 109, 117, 123, 131],
        "Recommendation": [141, 147, 153, 157, 163],
    }
    for kind, expected in lines.items():
        cited: dict[str | None, list[str | None]] = {}
        for finding, evidence in rows(
            graph,
            f"?finding ?evidence WHERE {{ ?finding a ovs:{kind} ; ovs:evidence ?evidence ; "
            f"dcterms:isPartOf <{ID}inspection/peel-effectiveness-2017> }}",
        ):
            cited.setdefault(finding, []).append(evidence)
        assert len(cited) == len(expected)
        for line in expected:
            assert any(cites(evidence, PACK, line) for evidence in cited.values()), line


def test_amounts_of_money(graph: OversightGraph) -> None:
    # PACK 349 (to the support centre), 364 (three amounts), 594; notes of January 2019, 127 and 128.
    found = rows(
        graph, "DISTINCT ?printed ?amount WHERE { ?f a ovs:Funding ; ovs:amount ?amount ; ovs:amountAsStated ?printed }"
    )
    assert set(found) == {
        ("£445,625", "445625"),
        ("£500,000", "500000"),
        ("£150,000", "150000"),
        ("£350,000", "350000"),
        ("£40k", "40000"),
        ("£1.54M", "1540000"),
        ("£800k", "800000"),
    }
    [(centre,)] = rows(
        graph, "?name WHERE { ?f a ovs:Funding ; ovs:amount 445625 ; ovs:awardedTo/skos:prefLabel ?name }"
    )
    assert centre == "West Mercia Rape and Sexual Abuse Support Centre"


def test_the_work_programme(graph: OversightGraph) -> None:
    # 746-751: so many topics on each date, and four on none.
    found = rows(
        graph,
        "?printed ?day WHERE { ?topic a ovs:WorkItem ; ovs:dateAsStated ?printed ; "
        f"ovs:setBy <{ID}body/west-mercia-police-and-crime-panel> OPTIONAL {{ ?topic schema:startDate ?day }} }}",
    )
    assert Counter(found) == {
        ("27 November", "2018-11-27"): 5,
        ("07 February 2019", "2019-02-07"): 3,
        ("18 June 2019", "2019-06-18"): 4,
        ("10 September 2019", "2019-09-10"): 3,
        ("27 November 2019", "2019-11-27"): 1,
        ("Potential items", None): 4,
    }


def test_the_performance_summary_has_28_rows(graph: OversightGraph) -> None:
    # 664-667, 669-687, 689-690, 692-694.
    expected = [*range(664, 668), *range(669, 688), 689, 690, *range(692, 695)]
    cited: dict[str | None, list[str | None]] = {}
    for measure, evidence in rows(graph, "?m ?evidence WHERE { ?m a ovs:PerformanceMeasure ; ovs:evidence ?evidence }"):
        cited.setdefault(measure, []).append(evidence)
    assert len(cited) == len(expected) == 28
    assert [line for line in expected if not any(cites(e, PACK, line) for e in cited.values())] == []


def test_six_programmes_make_up_the_change_programme(graph: OversightGraph) -> None:
    # 231.
    found = rows(
        graph, f"?name WHERE {{ ?p dcterms:isPartOf <{ID}programme/transformational-change> ; skos:prefLabel ?name }}"
    )
    assert sorted(str(name) for (name,) in found) == [
        "Athena",
        "Digital Service Transformation",
        "Operations and Communications Centre",
        "Policing Change Model",
        "Services to Policing",
        "Technology Enabled Change",
    ]


# The data as a whole.


def test_numbers_in_own_words_stand_in_the_cited_lines(graph: OversightGraph, sources: Path) -> None:
    """What no field gives as printed, a label may still say: its numbers are in the lines, in figures or in words.

    A year need not be, where the paper leaves it out: it is that of the paper, or the one before or after.
    """
    words = dict(
        zip(
            "one two three four five six seven eight nine ten eleven twelve fifteen".split(),
            [*range(1, 13), 15],
            strict=True,
        )
    )

    def numbers(text: str) -> set[str]:
        figures = re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text))
        return {f.lstrip("0") or "0" for f in figures} | {
            str(words[w]) for w in re.findall(r"[a-z]+", text.lower()) if w in words
        }

    papers = papers_in(graph, sources)
    found: dict[tuple[str, str], set[str]] = {}
    for node, text, cited in rows(
        graph,
        "DISTINCT ?node ?text ?cited WHERE { VALUES ?said { rdfs:label dcterms:description } VALUES ?kind { "
        "ovs:Finding ovs:ProgressUpdate ovs:Response ovs:Action ovs:Question ovs:Funding ovs:PerformanceMeasure "
        "ovs:Power ovs:AreaForImprovement ovs:Recommendation ovs:Activity ovs:Commitment ovs:Intervention } "
        "?node a ?kind ; ?said ?text ; ovs:evidence ?cited . FILTER(REGEX(?text, '[0-9]')) }",
    ):
        found.setdefault((node or "", text or ""), set()).add(cited or "")
    assert len(found) > 50
    absent = {}
    for (node, text), cites_ in found.items():
        shown = numbers(" ".join(papers.passage(place) or "" for place in sorted(cites_)))
        year = int(re.search(r"/paper/(\d{4})", min(cites_))[1])  # type: ignore[index]
        wrong = set(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text))) - shown
        if wrong := {number for number in wrong if abs(int(number) - year) > 1}:
            absent[node, text] = wrong
    assert absent == {}


def test_all_citations_hold(graph: OversightGraph, sources: Path) -> None:
    # Every document is there, unchanged; every fragment is in range; all that is given as printed stands there.
    assert graph.citation_count() >= 800
    assert graph.verify(sources) == []


def test_no_ways_to_contact_people() -> None:
    # The pack prints e-mail addresses and telephone numbers (12, 50, 200 and more); none may get into the data.
    files = shipped()
    assert len(files) >= 16
    mail = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|mailto:")
    phone = re.compile(r"(?<![\w.])(?:\+44|\(?0\d{2,4}\)?)[ -]?\d{3,4}[ -]?\d{3,4}(?![\w-])|\btel:")
    # Numbers that are kept free for such uses.
    assert phone.search("on 01632 960123 or")
    assert phone.search("Worcester (01632) 960456")
    assert mail.search("x " + "@".join(("clerk", "example.org")))
    found = [
        (file.name, match.group())
        for file in files
        for pattern in (mail, phone)
        for match in pattern.finditer(file.read().decode())
    ]
    assert found == []


# The second reading: what the first had too surely, wrongly, or not at all.


def test_the_end_of_october_is_cited_where_it_stands(graph: OversightGraph) -> None:
    # PACK 344 has the words; 345 opens the list of examples, and names the plan and its four objectives only.
    dated = rows(
        graph,
        "DISTINCT ?node ?cited WHERE { ?node ovs:evidence ?cited . VALUES ?property { schema:startDate ovs:seenOn } "
        '?node ?property ?day . FILTER(STR(?day) = "2018-10-31") '
        "MINUS { ?node ovs:dateAsStated ?printed } MINUS { ?node ovs:edtf ?month } }",
    )
    cited: dict[str | None, list[str | None]] = {}
    for node, evidence in dated:
        cited.setdefault(node, []).append(evidence)
    assert len(cited) >= 20
    assert [node for node, places in cited.items() if not cites(places, PACK, 344)] == []
    assert [node for node, places in cited.items() if cites(places, PACK, 345)] == []


@pytest.mark.parametrize(
    ("body", "subject", "certainty"),
    [
        ("service-improvement-board", "programme/peel", "probable"),  # PACK 179: the three pillars
        ("service-improvement-board", "inspection/peel-effectiveness-2017", "probable"),  # PACK 179
        ("service-improvement-board", "organization/west-mercia-police", None),  # 2019, 180: strategic issues
        ("acc-quarterly-performance-meetings", "organization/west-mercia-police", None),  # 2019, 183-184: service heads
        ("acc-quarterly-performance-meetings", "post/service-heads", "probable"),
        ("rape-and-serious-sexual-offences-group", "organization/west-mercia-police", None),  # 2017-08, 92
        ("rape-and-serious-sexual-offences-group", "programme/rape-and-sexual-offences", "certain"),
        ("force-delivery-group", "programme/victim-advice-line", "probable"),  # 2021, 34: to be discussed in April
        ("force-delivery-group", "programme/victim-satisfaction", "probable"),  # 2021, 38: will be subject to
        ("alliance-governance-group", "commitment/3.2", "probable"),  # PACK 533: AGG, spelt out nowhere
        ("independent-joint-audit-committee", "activity/D6.2", "probable"),  # PACK 602: JAC, spelt out nowhere
        ("local-criminal-justice-board", "activity/A1.3", "probable"),  # PACK 450: LCJB, spelt out nowhere
        ("chief-superintendents-meetings", "post/superintendents-local-policing", "doubtful"),  # 2019, 187: wanted
        ("new-delivery-board", "measure/2018-q2-sickness", "probable"),  # PACK 692
        ("community-safety-partnerships", "body/soc-joint-action-groups", "probable"),  # PACK 487
        ("safeguarding-boards", "recommendation/soc-4", "doubtful"),  # PACK 159: on their agenda, no more
    ],
)
def test_how_sure_it_is_that_a_body_oversees_something(
    graph: OversightGraph, body: str, subject: str, certainty: str | None
) -> None:
    found = rows(
        graph,
        f"?doubt WHERE {{ <{ID}{subject}> ovs:oversight ?told . ?told ovs:by <{ID}body/{body}> "
        "OPTIONAL { ?told ovs:certainty ?doubt } }",
    )
    assert {(doubt or "certain").rpartition("/")[2] for (doubt,) in found} == ({certainty} if certainty else set())


@pytest.mark.parametrize(
    ("mechanism", "subject"),
    [
        ("cc-reality-testing", "programme/op-navigator"),  # 2021, 41: intends
        ("acc-reality-testing", "body/local-policing-quarterly-performance-reviews"),  # 2021, 27: going forward
    ],
)
def test_what_was_only_announced_is_doubtful(graph: OversightGraph, mechanism: str, subject: str) -> None:
    [(doubt,)] = rows(
        graph,
        f"?doubt WHERE {{ <{ID}{subject}> ovs:oversight ?told . ?told ovs:by <{ID}mechanism/{mechanism}> ; "
        "ovs:certainty ?doubt }",
    )
    assert (doubt or "").endswith("/doubtful")


def test_what_was_put_on_hold(graph: OversightGraph) -> None:
    # PACK 533 (driver identification in vehicles; other products, on into 535) and 607; delayed: 535, 562, 580.
    found = {(row["ref"], row["state"]) for row in rows_of_question(graph, "delayed-or-on-hold")}
    assert found == {
        ("3.2.3", "on-hold"),
        ("3.2.6", "on-hold"),
        ("D9", "on-hold"),
        ("3.2.6", "delayed"),
        ("C3.1", "delayed"),
        ("4.8", "delayed"),
    }


def test_unnamed_assistant_chief_constables_are_kept_apart(graph: OversightGraph) -> None:
    # 2017-11 (20, 34), PACK (175, 177, 484) and 2021 (27) name no holder; Wessell is named in 2019 (21).
    found = rows(graph, "?post WHERE { ?someone ovs:post ?post . ?someone ovs:person ?person }")
    held = {(post or "").rpartition("/")[2] for (post,) in found}
    assert "assistant-chief-constable" in held
    assert not held & {f"assistant-chief-constable-{year}" for year in (2017, 2018, 2021)}


def test_a_topic_over_several_meetings(graph: OversightGraph) -> None:
    # Telford: August (48-115) and November (20) 2017, and a word in January 2019 (74).
    found = rows_of_question(graph, "findings-on-a-programme", programme=f"{ID}programme/telford")
    assert {row["day"] for row in found} == {"2017-08-22", "2017-11-30", "2019-01-30"}
    # The Atkinson case: August (40) and November (21) 2017.
    atkinson = rows(graph, f"?finding WHERE {{ ?finding ovs:concerns <{ID}inspection/atkinson-investigation> }}")
    assert sorted((iri or "").rpartition("/")[2][:10] for (iri,) in atkinson) == [
        "2017-08-22",
        "2017-08-22",
        "2017-11-30",
    ]


def test_misprints_can_be_listed(graph: OversightGraph) -> None:
    found = rows_of_question(graph, "misprints-and-contradictions", kind_wanted="misprint")
    printed = {row["as_stated"] for row in found}
    # PACK 442, 237, 563, 343, 481, 590, 598, 596; 2017-08 51; 2019 82; 2021 5.
    assert printed >= {
        "2108/19",
        "8 November 2019",
        "Anthony Banham",
        "Safer West Plan",
        "assistance CeX",
        "Custody Users Group (CIG)",
        "Delivering plan monitoring",
        "sufficiently oppaged",
        "timey, responsive",
        "14:00 pm",
    }


def test_where_owners_are_printed(graph: OversightGraph) -> None:
    # August 2017: 26 in words; 28 nowhere; 113 and 115 in both; 114 in the side column.
    found = rows(
        graph,
        "?action ?place WHERE { ?action a ovs:Action ; ovs:ownerPrintedIn ?place . "
        'FILTER(CONTAINS(STR(?action), "/2017-08-22")) } ORDER BY ?action ?place',
    )
    assert [((action or "").rpartition("/")[2], (place or "").rpartition("/")[2]) for action, place in found] == [
        ("2017-08-22-1-1", "wording"),
        ("2017-08-22-1-2", "nowhere"),
        ("2017-08-22-4a-1-a1", "side-column"),
        ("2017-08-22-4a-1-a1", "wording"),
        ("2017-08-22-4a-1-a2", "side-column"),
        ("2017-08-22-4a-1-a3", "side-column"),
        ("2017-08-22-4a-1-a3", "wording"),
    ]


# The third reading: what the data did not have, or had too surely.


def test_what_meetings_agreed(graph: OversightGraph) -> None:
    # 2017-08 (31), 2017-11 (31), 2019 (36-37, of August 2018), PACK (376 and 374), 2021 (20, 24, 30).
    found = graph.decisions("2021-04-27")
    assert [(row.when, *row.body, row.kind) for row in found] == [
        ("2017-08-22", "Monthly Holding to Account", ""),  # told as what satisfied the Commissioner
        ("2017-11-30", "Monthly Holding to Account", "agreed"),
        ("2018-08", "Monthly Holding to Account", "agreed"),
        ("2018-10", "Partnership meeting on Video Remand Hearings", "agreed"),
        ("2018-11", "Meeting of both Commissioners and Chief Constables on the exit from the alliance", "agreed"),
        *[("2021-04-27", "Monthly Holding to Account", "agreed")] * 3,
    ]


@pytest.mark.parametrize(
    ("subject", "meetings"),
    [
        # 2017-08 (28 of July, 105), PACK (119 of June 2018), 2019 (203-208).
        ("programme/unresourced-incidents", {"2017-07", "2017-08-22", "2018-06-19", "2019-01-30"}),
        # 2017-11 (28), PACK (300 of January 2018), 2019 (126-152), 2021 (30).
        ("programme/performance-information", {"2017-11-30", "2018-01", "2019-01-30", "2021-04-27"}),
        ("inspection/atkinson-investigation", {"2017-08-22", "2017-11-30"}),  # 2017-08 (40), 2017-11 (21)
        ("programme/digital-forensics", {"2017-06", "2019-01-30"}),  # PACK (537 of June 2017), 2019 (105-195)
        ("event/alliance-withdrawal", {"2018-10", "2018-11"}),  # PACK (374)
    ],
)
def test_a_theme_is_whole_over_its_meetings(graph: OversightGraph, subject: str, meetings: set[str]) -> None:
    [topic] = [row for row in graph.topics("2021-04-27") if row.iri == f"{ID}{subject}"]
    assert {*topic.dates} == meetings


def test_what_a_post_announced_is_not_certain(graph: OversightGraph) -> None:
    # 2021, 37: progress would be monitored.
    found = rows(
        graph,
        "?sure WHERE { ?told ovs:by "
        f"<{ID}mechanism/dcc-monitoring-of-covid-recommendations> OPTIONAL {{ ?told ovs:certainty ?sure }} }}",
    )
    assert {(sure or "").rpartition("/")[2] for (sure,) in found} == {"probable"}


def test_a_post_taken_up_without_a_name(graph: OversightGraph) -> None:
    # PACK 187: appointed in the summer; 151: the same post chairs the monthly meeting on organised crime groups.
    [event] = graph.timeline(f"{ID}post/acc-shared-services", as_of="2018-11-27", kinds=["post taken up"])
    assert (event.when, event.as_stated) == ("2018-06/2018-08", "appointed in the summer")


def test_who_made_the_joint_commitment(graph: OversightGraph) -> None:
    # PACK 606: of the Commissioner and the Chief Constable.
    found = rows(graph, f"?who WHERE {{ <{ID}commitment/D8> ovs:committedBy ?who }}")
    assert {who for (who,) in found} == {f"{ID}post/pcc", f"{ID}post/chief-constable"}


def test_names_in_several_wordings_are_listed(graph: OversightGraph) -> None:
    found = {
        row["about"] for row in rows_of_question(graph, "misprints-and-contradictions", kind_wanted="contradiction")
    }
    assert found >= {
        "Operations and Communications Centre",  # PACK 119, 231, 481, 543; 2017-08 31; 2017-11 24
        "Strategic Stop and Search Group",  # PACK 579, 654
        "Independent Joint Audit Committee",  # PACK 569, 602, 617
        "PSD Performance Group",  # PACK 569, 653
    }


def test_no_notation_is_ours(graph: OversightGraph, sources: Path) -> None:
    # Initials of bodies, organisations, posts and programmes are kept as printed.
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(sources.glob("*.txt")))
    found = rows(
        graph,
        "DISTINCT ?initials WHERE { VALUES ?kind { org:FormalOrganization org:OrganizationalUnit org:Post "
        "ovs:OversightBody ovs:Programme ovs:System } ?thing a ?kind ; skos:notation ?initials }",
    )
    assert len(found) > 60
    assert [name for (name,) in found if not re.search(rf"\b{re.escape(name or '')}(?:\b|s)", text)] == []
