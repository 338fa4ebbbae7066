"""Data in the terms of others: what ORG, SKOS, FOAF and schema.org have loads, whichever of it is read here."""

import json

import pytest
from tests.conftest import Make

from oversight_graph.errors import DataError, NotFoundError
from oversight_graph.output.popolo import to_popolo

# As organisation registers of the W3C's example and of public bodies write it (names are made up).
REGISTER = """
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix s: <http://schema.org/> .
organization:council a org:FormalOrganization, cv:PublicOrganisation ; skos:prefLabel "Northmere Council"@en ;
    org:hasPrimarySite <https://example.org/place/main> ;
    org:hasUnit organization:audit ; foaf:page <https://example.org/f> ; s:foundingDate "1990" ;
    org:hasRegisteredSite <https://example.org/place/site> .
organization:audit a org:OrganizationalUnit ; skos:prefLabel "Audit Unit"@en ; org:unitOf organization:council .
post:chair a org:Post ; skos:prefLabel "Chair"@en ; org:postIn organization:audit ; org:heldBy person:p .
person:p a foaf:Person ; skos:prefLabel "Pat Doe" ; org:holds post:chair .
<https://example.org/kinds> a skos:ConceptScheme ; skos:prefLabel "Kinds"@en ;
    skos:hasTopConcept <https://example.org/kinds/1> .
<https://example.org/kinds/1> a skos:Concept ; skos:prefLabel "Agency"@en ; skos:inScheme <https://example.org/kinds> .
"""


def test_terms_that_their_vocabularies_have_are_no_violation(make_graph: Make) -> None:
    town = make_graph(REGISTER, validate=True)
    facts = {(fact.fact, fact.value) for fact in town.explain("Northmere Council")}
    # What is not read is kept, and shown of the thing.
    assert ("has registered site", "https://example.org/place/site") in facts
    assert ("founding date", "1990") in facts


def test_both_addresses_of_schema_org_mean_the_same(make_graph: Make) -> None:
    turtle = """
    @prefix s: <http://schema.org/> .
    <> a ovs:SourceDocument ; dcterms:date "2024-03-01"^^xsd:date .
    body:b a ovs:OversightBody ; skos:prefLabel "Board" .
    meeting:m a ovs:Meeting ; ovs:convenes body:b ; s:startDate "2024-02-01"^^xsd:date ; ovs:evidence <#line=1,2> .
    """
    assert make_graph(turtle).bodies("2024-03-01")[0].last_shown == "2024-02-01"
    # What is only a text stays as it is.
    town = make_graph(turtle + "body:b org:purpose 'see <http://schema.org/Event>' .")
    assert "see <http://schema.org/Event>" in {fact.value for fact in town.explain("Board")}


def test_what_no_answer_reads_is_told_once_by_count(make_graph: Make) -> None:
    # Of the register above: a page, a founding date, two sites and the head of a list of codes; and the label of a
    # membership. Who holds a post, the membership, and that a council has a unit, are read.
    more = """
    @prefix pop: <http://www.popoloproject.com/ontology#> .
    <https://example.org/m> a org:Membership ; org:member person:p ; org:organization organization:audit ;
        org:role <https://example.org/r> ; pop:label "Chair" .
    <https://example.org/r> a org:Role ; skos:prefLabel "Chair"@en .
    """
    found = make_graph(REGISTER + more, validate=True).check("2024-01-01")
    [violation] = [row for row in found if row.check == "terms-not-read"]
    assert violation.severity == "info"
    for term in ("schema:foundingDate (1)", "foaf:page (1)", "org:hasPrimarySite (1)", "org:hasRegisteredSite (1)"):
        assert term in violation.message
    # What answers do read is not named, nor are terms of the languages themselves.
    assert not any(
        term in violation.message
        for term in ("skos:prefLabel", "org:member (", "org:holds", "org:hasUnit", "PublicOrg", "rdf:", "ovs:")
    )
    assert not [row for row in found if row.check in ("unknown-term", "RoleCode")]


@pytest.mark.parametrize(
    "wrong", ["org:heldBi", "skos:prefLable", "foaf:pages", "schema:startdate", "org:Organisation"]
)
def test_what_a_vocabulary_does_not_have_is_told(make_graph: Make, wrong: str) -> None:
    with pytest.raises(DataError, match=f"unknown term {wrong}"):
        make_graph(REGISTER + f"organization:council {wrong} organization:audit .", validate=True)


def test_records_of_others_load_as_they_write_dates_and_codes(make_graph: Make) -> None:
    # A month as a plain text, a time with its day, a code that another file describes: of records of others alone.
    others = """
    <https://example.org/e> a schema:Event ; schema:name "Open day" ; schema:startDate "2021-05-01T10:00" .
    <https://example.org/d> a foaf:Document ; dcterms:title "Report" ; dcterms:issued "2020" .
    <https://example.org/y> a foaf:Document, schema:Report ; dcterms:title "Yearbook" ; dcterms:date "2019-05" ;
        dcterms:issued "2020"^^xsd:gYear .
    organization:c org:classification <https://example.org/codes/council> ; dcterms:date "1974" .
    organization:c a org:FormalOrganization ; foaf:name "Council" .
    """
    town = make_graph(others, validate=True)
    assert ("start date", "2021-05-01T10:00") in {(fact.fact, fact.value) for fact in town.explain("open day")}
    assert ("issued", "2020") in {(fact.fact, fact.value) for fact in town.explain("Yearbook")}
    assert not [row for row in town.check("2024-01-01") if row.severity == "error"]
    # Of a meeting of ours such a date could not be compared.
    with pytest.raises(DataError, match="not as a date"):
        make_graph(others.replace("a schema:Event", "a schema:Event, ovs:Meeting"), validate=True)


def test_a_person_whose_names_stand_apart_is_found_by_both(make_graph: Make) -> None:
    town = make_graph(
        """
        person:a a foaf:Person ; foaf:givenName "Siân" ; foaf:familyName "Llŷr" .
        person:b a foaf:Person ; foaf:firstName "Bob" ; foaf:surname "Ray" .
        person:c a foaf:Person ; schema:familyName "Drain" .
        person:d a foaf:Person ; foaf:name "Dee D" ; foaf:givenName "Deirdre" ; foaf:familyName "Duff" .
        """,
        validate=True,
    )
    named = {name: town.find(name).rpartition("/")[2] for name in ("Sian Llyr", "Bob Ray", "Drain", "Dee D")}
    assert list(named.values()) == ["a", "b", "c", "d"]
    assert "HasName" not in {row.check for row in town.check("2024-01-01")}


def test_what_no_answer_reads_is_found_by_its_whole_name(make_graph: Make) -> None:
    two = """
    <https://example.org/board> a schema:CivicStructure ; schema:name "Water Board" ;
        schema:alternateName "WB" .
    <https://example.org/group> a foaf:Project ; foaf:name "Friends of the River" ; foaf:nick "WB" .
    """
    town = make_graph(two + 'body:b a ovs:OversightBody ; skos:prefLabel "River Board" .')
    assert town.find("water board") == "https://example.org/board"
    assert town.find("Friends of the River") == "https://example.org/group"
    for asked, message in (("WB", "fits more than one thing"), ("Water", "nothing is called")):
        with pytest.raises(NotFoundError, match=message):
            town.find(asked)


def test_memberships_of_org_are_seats_and_holders_of_posts_with_what_is_known_of_their_time(make_graph: Make) -> None:
    # Quin chaired Audit from 2020 to some day of 2022, Rae was a member of it from February 2024 on; of two holders of
    # posts no date is given. No paper is cited for any of it.
    town = make_graph(
        """
        @prefix time: <http://www.w3.org/2006/time#> .
        organization:council a org:FormalOrganization ; skos:prefLabel "Council" .
        body:audit a ovs:OversightBody ; skos:prefLabel "Audit" .
        post:chair a org:Post ; rdfs:label "Chair of Audit" ; org:postIn body:audit ; org:heldBy person:p .
        post:clerk a org:Post ; rdfs:label "Clerk" ; org:postIn organization:council .
        person:p a foaf:Person ; foaf:name "Pia" . person:r a schema:Person ; schema:name "Rae" .
        person:q a foaf:Person ; foaf:name "Quin" ; org:holds post:clerk .
        <https://example.org/role> a org:Role ; rdfs:label "Chairman" .
        <https://example.org/m1> a org:Membership ; org:member person:q ; org:organization body:audit ;
            org:role <https://example.org/role> ; org:memberDuring [ a time:Interval ;
                time:hasBeginning [ a time:Instant ; time:inXSDDate "2020-01-01"^^xsd:date ] ;
                time:hasEnd [ a time:Instant ; time:inXSDgYear "2022"^^xsd:gYear ] ] .
        <https://example.org/m2> a org:Membership ; org:member person:r ; org:organization body:audit ;
            schema:startDate "2024-02" .
        # Whom no file describes has no name, and so no seat.
        <https://example.org/m3> a org:Membership ; org:member <https://example.net/x> ; org:organization body:audit ;
            schema:startDate "2024" .
        """,
        validate=True,
    )
    seats = [(row.person, row.role, row.since, row.until) for row in town.people("2021-06-01")]
    assert seats == [("Quin", "chair", "2020-01-01", "2022")]
    # In 2022 it may have ended; on the last day of February 2024 the other must have begun.
    days = ("2019-12-31", "2022-12-31", "2023-01-01", "2024-02-28", "2024-02-29")
    assert [[row.person for row in town.people(day)] for day in days] == [[], ["Quin"], [], [], ["Rae"]]
    rows = town.people("2024-03-01", everything=True)
    posts = {(row.person, row.post, row.organization, row.note, row.evidence) for row in rows if row.post}
    undated = "neither a date nor a paper is given"
    assert posts == {("Pia", "Chair of Audit", "Audit", undated, ()), ("Quin", "Clerk", "Council", undated, ())}
    # When they held them is not said, so nobody is shown in them at a day; what is derived is told as such.
    assert town.query("post-holders-at-a-date", asOf="2024-03-01").rows == []
    assert ("tenure: post", "Clerk", False) in {(f.fact, f.value, f.stated) for f in town.explain("Quin")}
    assert town.bodies("2021-06-01", everything=True)[0].chair == ("Quin",)
    found = {row.check: row.message for row in town.check("2024-03-01")}
    assert not {"RoleCode", "Seat", "TenureDated"} & found.keys()
    assert "org:" not in found["terms-not-read"]


@pytest.mark.parametrize(
    ("said", "other_way"),
    [
        ("body:b org:subOrganizationOf {}", "{} org:hasSubOrganization body:b"),
        ("body:b schema:parentOrganization {}", "{} schema:subOrganization body:b"),
        ("body:b org:subOrganizationOf {}", "{} schema:department body:b"),
        ("body:b org:unitOf {}", "{} org:hasUnit body:b"),
        ("post:clerk org:postIn {}", "{} org:hasPost post:clerk"),
        ("post:clerk org:heldBy person:p", "person:p org:holds post:clerk"),
        ("[] a org:Membership ; org:organization {} ; org:member person:p",
         "person:p org:hasMembership [ a org:Membership ; org:organization {} ]"),
        ("person:p org:memberOf {}", "{} org:hasMember person:p"),
        ("person:p schema:memberOf {}", "{} schema:member person:p"),
        ("person:p org:memberOf {}", "{} foaf:member person:p"),
        ("<https://example.org/e> org:originalOrganization {}", "{} org:changedBy <https://example.org/e>"),
        ("<https://example.org/e> org:resultingOrganization {}", "{} org:resultedFrom <https://example.org/e>"),
    ],
)  # fmt: skip
def test_what_is_said_the_other_way_round_is_the_same(make_graph: Make, said: str, other_way: str) -> None:
    # Each pair of terms in one register, once from the side of the one, once from that of the other: answers are alike.
    def told(statement: str) -> tuple[object, ...]:
        graph = make_graph(
            """
            organization:o a org:FormalOrganization ; skos:prefLabel "Moor Council" .
            body:b a ovs:OversightBody ; skos:prefLabel "Bog Board" .
            body:c a ovs:OversightBody ; skos:prefLabel "Peat Board" .
            post:clerk a org:Post ; skos:prefLabel "Clerk" . person:p a foaf:Person ; skos:prefLabel "Pia" .
            <https://example.org/e> a org:ChangeEvent ; skos:prefLabel "E" ; org:originalOrganization body:c ;
                org:resultingOrganization body:b ; schema:startDate "2024-03-01" .
            """
            + statement.format("organization:o") + " .\n",
            validate=True,
        )  # fmt: skip
        popolo = json.loads(to_popolo(graph, "2024-06-01"))
        people = graph.people("2024-06-01", everything=True)
        unread = [row.message for row in graph.check("2024-06-01") if row.check == "terms-not-read"]
        steps = [row.path for row in graph.chain("Bog Board", "2024-06-01")]
        for each in popolo["memberships"]:
            each.pop("id", None)
        return people, graph.query("what-followed-what").rows, popolo, steps, unread

    one, two = told(said), told(other_way)
    assert one == two != told("body:b a ovs:OversightBody")
    assert one[-1] == []


def test_registers_in_other_terms_alone_are_organisations_and_people(make_graph: Make) -> None:
    town = make_graph(
        """
        <https://example.org/b> a schema:GovernmentOrganization ; schema:name "Water Board" ;
            schema:alternateName "WB" .
        <https://example.org/p> a schema:Person ; schema:name "Pia Poole" .
        """
    )
    assert (town.find("Pia"), town.find("wb")) == ("https://example.org/p", "https://example.org/b")
    assert {fact.value for fact in town.explain("Water Board") if fact.fact == "type"} >= {"organisation"}
    assert town.check("2024-01-01") == []


def test_changes_that_records_of_others_tell_are_successions_where_their_day_is_known(make_graph: Make) -> None:
    town = make_graph(
        """
        @prefix prov: <http://www.w3.org/ns/prov#> .
        body:lamps a ovs:OversightBody ; skos:prefLabel "Lamp Board"@en ; org:changedBy <https://example.org/merger> .
        organization:bells a org:Organization ; skos:prefLabel "Bell Office"@en .
        organization:both a org:Organization ; skos:prefLabel "Lamp and Bell Trust"@en ;
            org:resultedFrom <https://example.org/merger> .
        <https://example.org/merger> a org:ChangeEvent ; skos:prefLabel "Merger"@en ;
            org:originalOrganization organization:bells ; prov:atTime "2024-03"^^xsd:gYearMonth .
        # Of which no day is known: it stays what it is.
        <https://example.org/renaming> a org:ChangeEvent ; skos:prefLabel "Renaming"@en ;
            org:originalOrganization organization:bells ; org:resultingOrganization organization:both .
        """,
        validate=True,
    )
    rows = town.query("what-followed-what").rows
    assert [row[:5] for row in rows] == [
        ("Merger", "Bell Office", "Lamp and Bell Trust", "whole", "2024-03"),
        ("Merger", "Lamp Board", "Lamp and Bell Trust", "whole", "2024-03"),
    ]
    (board,) = town.bodies("2024-04-01", everything=True)
    assert (board.name, board.status) == ("Lamp Board", "ended")


def test_the_last_day_of_a_february_is_that_of_the_calendar(make_graph: Make) -> None:
    # A century is a leap year only if it can be parted by four hundred: so of changes, and of both ends of memberships.
    days = {"1896": "29", "1900": "28", "2000": "29", "2023": "28", "2024": "29", "2100": "28"}
    graph = make_graph(
        'body:b a ovs:OversightBody ; skos:prefLabel "Board" . person:p a foaf:Person ; skos:prefLabel "Pia" .\n'
        + "".join(
            f"""
            <https://example.org/e{year}> a org:ChangeEvent ; org:originalOrganization body:b ;
                dcterms:date "{year}-02" .
            <https://example.org/m{year}> a org:Membership ; org:organization body:b ; org:member person:p ;
                schema:startDate "{year}-02" ; schema:endDate "{year}-02" .
            """
            for year in days
        )
    )
    for kind in ("change of body", "seat taken up", "seat left"):
        found = {event.day for event in graph.timeline("Board", "2101-01-01", kinds=[kind])}
        assert found == {f"{year}-02-{day}" for year, day in days.items()}, kind
