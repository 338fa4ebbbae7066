"""Data in the terms of others: what ORG, SKOS, FOAF and schema.org have loads, whichever of it is read here."""

from collections.abc import Callable

import pytest

from oversight_graph import OversightGraph
from oversight_graph.errors import DataError, NotFoundError

Make = Callable[..., OversightGraph]

# As organisation registers of the W3C's example and of public bodies write it (names are made up).
REGISTER = """
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix s: <http://schema.org/> .
organization:council a org:FormalOrganization, cv:PublicOrganisation ; skos:prefLabel "Northmere Council"@en ;
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
    # Of the register above: who holds a post the other way round, a page, a founding date, a site, the classes of CPOV
    # and the head of a list of codes. A membership of ORG with a role of its own is no seat, and breaks no rule of one.
    more = """
    @prefix pop: <http://www.popoloproject.com/ontology#> .
    <https://example.org/m> a org:Membership ; org:member person:p ; org:organization organization:audit ;
        org:role <https://example.org/r> ; pop:label "Chair" .
    <https://example.org/r> a org:Role ; skos:prefLabel "Chair"@en .
    """
    found = make_graph(REGISTER + more, validate=True).check("2024-01-01")
    [violation] = [row for row in found if row.check == "terms-not-read"]
    assert violation.severity == "info"
    for term in ("org:heldBy (1)", "org:holds (1)", "schema:foundingDate (1)", "foaf:page (1)", "org:Role (1)"):
        assert term in violation.message
    # What answers do read is not named, nor are terms of the languages themselves.
    assert not any(term in violation.message for term in ("skos:prefLabel", "org:member (", "rdf:", "ovs:"))
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
    organization:c org:classification <https://example.org/codes/council> .
    organization:c a org:FormalOrganization ; foaf:name "Council" .
    """
    town = make_graph(others, validate=True)
    assert ("start date", "2021-05-01T10:00") in {(fact.fact, fact.value) for fact in town.explain("open day")}
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
    <https://example.org/board> a schema:GovernmentOrganization ; schema:name "Water Board" ;
        schema:alternateName "WB" .
    <https://example.org/group> a foaf:Group ; foaf:name "Friends of the River" ; foaf:nick "WB" .
    """
    town = make_graph(two + 'body:b a ovs:OversightBody ; skos:prefLabel "River Board" .')
    assert town.find("water board") == "https://example.org/board"
    assert town.find("Friends of the River") == "https://example.org/group"
    for asked, message in (("WB", "fits more than one thing"), ("Water", "nothing is called")):
        with pytest.raises(NotFoundError, match=message):
            town.find(asked)
