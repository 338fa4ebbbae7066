"""Names in several languages: each thing has one name everywhere, in the language chosen; the others are kept.

A harbour with everything in English and Welsh; the right answer is one row for each thing, as if there were one
language, and what was stated comes out of an export as it went in.
"""

import pyoxigraph as ox
import pytest
from tests.conftest import Make

from oversight_graph.errors import UsageError
from oversight_graph.output.export import to_rdf

DAY = "2024-06-01"
TOWN = """
<> a ovs:SourceDocument ; dcterms:title "Plan"@en, "Cynllun"@cy ; dcterms:date "2024-01-01"^^xsd:date .
plan:p a ovs:Plan ; skos:prefLabel "Plan"@en, "Cynllun"@cy ; dcterms:date "2024-01-01"^^xsd:date .
objective:o a ovs:Objective ; skos:prefLabel "Safe harbour"@en, "Harbwr diogel"@cy ; skos:notation "1" .
body:board a ovs:OversightBody ; skos:prefLabel "Harbour Board"@en-GB, "Bwrdd yr Harbwr"@cy ;
    ovs:seat [ a ovs:Seat ; ovs:post post:lead ; org:role role:chair ; ovs:evidence <#line=1,2> ] .
post:lead a org:Post ; skos:prefLabel "Harbour Lead", "Arweinydd yr Harbwr"@cy .
person:a a foaf:Person ; skos:prefLabel "Person Alpha" ;
    ovs:tenure [ a ovs:Tenure ; ovs:post post:lead ; ovs:seenOn "2024-01-01"^^xsd:date ; ovs:evidence <#line=2,3> ] .
commitment:1.1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.1" ; ovs:objective objective:o ;
    rdfs:label "Dredge the channel"@en, "Carthu'r sianel"@cy ; ovs:oversightCell ovs:Body ; ovs:evidence <#line=3,4> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Board" ; ovs:evidence <#line=3,4> ] .
meeting:m a ovs:Meeting ; ovs:convenes body:board ; rdfs:label "Board"@en, "Bwrdd"@cy ;
    schema:startDate "2024-02-01"^^xsd:date .
action:x a ovs:Action ; rdfs:label "Buy a dredger"@en, "Prynu"@cy ; dcterms:isPartOf meeting:m ; ovs:owner post:lead ;
    ovs:actionState action-state:open .
"""


@pytest.mark.parametrize(
    ("chosen", "board", "row", "post"),
    [
        ("en", "Harbour Board", "Dredge the channel", "Harbour Lead"),
        ("cy", "Bwrdd yr Harbwr", "Carthu'r sianel", "Arweinydd yr Harbwr"),
        ("de", "Bwrdd yr Harbwr", "Carthu'r sianel", "Harbour Lead"),  # none is there: without a tag, then by the tag
    ],
)
def test_each_thing_is_one_row_in_the_language_chosen(
    make_graph: Make, monkeypatch: pytest.MonkeyPatch, chosen: str, board: str, row: str, post: str
) -> None:
    monkeypatch.setenv("OVERSIGHT_LANG", chosen)
    town = make_graph(TOWN)
    assert [(each.title, each.bodies) for each in town.coverage(DAY)] == [(row, (board,))]
    assert [(each.name, each.chair) for each in town.bodies(DAY)] == [(board, (post,))]
    assert [(each.owner, each.holder) for each in town.actions(DAY)] == [((post,), ("Person Alpha",))]
    assert sorted((each.person, each.post or "") for each in town.people(DAY)) == sorted(
        (each.person, each.post or "") for each in set(town.people(DAY))
    )
    table = town.query("mechanisms-by-commitments")
    assert [values[table.columns.index("mechanism")] for values in table] == [board]


def test_a_thing_is_found_by_its_name_in_any_language(make_graph: Make) -> None:
    town = make_graph(TOWN)
    assert town.find("Bwrdd yr Harbwr") == town.find("Harbour Board")
    assert "Bwrdd yr Harbwr" in town.bodies(DAY)[0].aliases


def test_an_export_states_what_was_stated(make_graph: Make) -> None:
    written = to_rdf(make_graph(TOWN).embedded, "nquads", inferred=False)
    names = {
        (quad.predicate.value.rpartition("#")[2], quad.object.value)
        for quad in ox.parse(written, format=ox.RdfFormat.N_QUADS)
        if getattr(quad.subject, "value", "").endswith("body/board") and isinstance(quad.object, ox.Literal)
    }
    assert {("prefLabel", "Harbour Board"), ("prefLabel", "Bwrdd yr Harbwr")} <= names
    assert b"InOtherLanguage>" not in b"".join(line for line in written.splitlines(True) if b"/town/" in line)


def test_two_names_in_one_language_are_left_for_the_checks(make_graph: Make) -> None:
    town = make_graph(TOWN + 'body:board skos:prefLabel "Board of the Harbour"@en .')
    assert {fact.value for fact in town.explain("Harbour Board") if fact.fact == "pref label"} == {
        "Harbour Board",
        "Board of the Harbour",
    }


def test_a_language_that_is_none_is_refused(make_graph: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_LANG", "english please")
    with pytest.raises(UsageError, match="not the tag of a language"):
        make_graph(TOWN)


# Whatever usual property names a thing: the right answers are those that skos:prefLabel and rdfs:label would give.
ELSEWHERE = """
organization:ha a org:FormalOrganization ; schema:name "Harbour Homes" .
body:board a ovs:OversightBody ; foaf:name "Board of Management"@en , "Y Bwrdd Rheoli"@cy .
post:chair a org:Post ; rdfs:label "Chair of the Board" ; org:postIn organization:ha .
person:p a foaf:Person ; schema:name "Siân Rees" ;
    ovs:tenure [ a ovs:Tenure ; ovs:post post:chair ; ovs:seenOn "2024-02-01"^^xsd:date ; ovs:evidence <#line=2,3> ] .
plan:p a ovs:Plan ; dcterms:title "Corporate plan"@en ; dcterms:date "2024-01-01"^^xsd:date ; ovs:evidence <#line=1,2> .
objective:o a ovs:Objective ; rdfs:label "Homes"@en ; dcterms:isPartOf plan:p ; ovs:evidence <#line=1,2> .
commitment:1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1" ; schema:name "Warm homes" ;
    ovs:objective objective:o ; ovs:oversightCell ovs:Body ; ovs:evidence <#line=3,4> ;
    ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:asStated "Board" ; ovs:evidence <#line=3,4> ] .
meeting:m a ovs:Meeting ; schema:name "Board of February" ; ovs:convenes body:board ;
    schema:startDate "2024-02-01"^^xsd:date ; ovs:evidence <#line=5,6> .
item:i a ovs:AgendaItem ; dcterms:title "Repairs"@en ; dcterms:isPartOf meeting:m ; ovs:outcome outcome:dealt-with ;
    ovs:evidence <#line=6,7> .
action:x a ovs:Action ; skos:prefLabel "Count the leaks"@en ; dcterms:isPartOf item:i ; ovs:owner post:chair ;
    ovs:actionState action-state:open ; ovs:evidence <#line=7,8> .
"""


@pytest.mark.parametrize(("chosen", "board"), [("en", "Board of Management"), ("cy", "Y Bwrdd Rheoli")])
def test_any_usual_property_gives_a_name(
    make_graph: Make, monkeypatch: pytest.MonkeyPatch, chosen: str, board: str
) -> None:
    monkeypatch.setenv("OVERSIGHT_LANG", chosen)
    town = make_graph(ELSEWHERE)
    assert [(row.title, row.grade, row.bodies) for row in town.coverage(DAY)] == [("Warm homes", 4, (board,))]
    assert [(row.name, row.status) for row in town.bodies(DAY)] == [(board, "active")]
    assert [(row.text, row.owner, row.holder) for row in town.actions(DAY)] == [
        ("Count the leaks", ("Chair of the Board",), ("Siân Rees",))
    ]
    assert town.find("Y Bwrdd Rheoli") == town.find("Board of Management")
    assert [event.what for event in town.timeline(as_of=DAY) if event.kind == "meeting"] == ["Board of February"]
    judged = [found for found in town.check(DAY) if found.check in ("HasName", "HasLabel", "OwnWords")]
    assert not judged
    # Nor does a record have "a property that does not belong to it": these are the kinds of the records above.
    kinds = {
        "Action",
        "AgendaItem",
        "Commitment",
        "Meeting",
        "Objective",
        "Organization",
        "OversightBody",
        "Plan",
        "Post",
    }
    assert not [found for found in town.check(DAY) if found.check in kinds]
