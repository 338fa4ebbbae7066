"""Organograms in the terms of ORG: who reports to whom, and which body is part of which.

Drawn by hand: the sub-committee is part of the committee, the clerk reports to the director.
"""

import pytest
from tests.conftest import Make

from oversight_graph import OversightGraph

DAY = "2024-06-01"
TOWN = """
<> a ovs:SourceDocument ; dcterms:date "2024-06-01"^^xsd:date .
body:parent a ovs:OversightBody ; skos:prefLabel "Finance Committee" ; ovs:evidence <#line=1,2> .
body:sub a ovs:OversightBody ; skos:prefLabel "Pensions Sub-Committee" ; org:subOrganizationOf body:parent ;
    ovs:evidence <#line=2,3> .
organization:council a org:FormalOrganization ; skos:prefLabel "Council" .
body:loose a ovs:OversightBody ; skos:prefLabel "Working Group" ; org:subOrganizationOf organization:council ;
    ovs:evidence <#line=3,4> .
post:director a org:Post ; skos:prefLabel "Director" ; ovs:evidence <#line=4,5> .
post:clerk a org:Post ; skos:prefLabel "Clerk" ; org:reportsTo post:director ; ovs:evidence <#line=5,6> .
plan:p a ovs:Plan ; skos:prefLabel "Plan" ; dcterms:date "2024-06-01"^^xsd:date .
commitment:1.1 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.1" ; rdfs:label "Dredge"@en ;
    ovs:oversightCell ovs:Body ;
    ovs:oversight [ ovs:by body:sub ; ovs:asStated "Pensions" ; ovs:evidence <#line=6,7> ] .
commitment:1.2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "1.2" ; rdfs:label "Weed"@en ;
    ovs:oversightCell ovs:Body ;
    ovs:oversight [ ovs:by body:loose ; ovs:asStated "The Group" ; ovs:evidence <#line=7,8> ] .
"""


@pytest.fixture
def town(make_graph: Make) -> OversightGraph:
    return make_graph(TOWN)


def test_a_body_that_is_part_of_another_reports_into_it(town: OversightGraph) -> None:
    into = {body.name: body.reports_into for body in town.bodies(DAY, everything=True)}
    assert into["Pensions Sub-Committee"] == ("Finance Committee",)
    # An organisation is no body that could oversee: being part of it says where the group belongs, no more.
    assert into["Working Group"] == ()
    [chain] = town.chain("Working Group", DAY)
    assert chain.not_said == (
        f"no loaded paper up to {DAY} says into what it reports, who chairs it or who holds it to account; "
        "it is part of Council"
    )
    (path,) = [row for row in town.oversees("Finance Committee", DAY) if row.subject.startswith("1.1")]
    assert path.path == ("Finance Committee", "Pensions Sub-Committee", "1.1 Dredge")
    assert not path.stated
    assert any("paper/plan#line=2,3" in cited for cited in path.evidence)


def test_a_post_answers_to_the_one_that_it_reports_to(town: OversightGraph) -> None:
    first = town.chain("Clerk", DAY)[0]
    assert first.path[:2] == ("Clerk", "Director")
    query = "SELECT ?forum ?actor WHERE { ?forum <https://w3id.org/oversight-graph/ns#holdsToAccount> ?actor }"
    town_posts = "https://example.org/town/post/"
    assert town.sparql(query).rows == [(f"{town_posts}director", f"{town_posts}clerk")]


@pytest.mark.parametrize("last", ["a", "b"])
def test_a_chain_that_leads_back_is_said_to_be_a_cycle(make_graph: Make, last: str) -> None:
    # C is part of A or of B, B of C, and A of B: wherever it leads back to, the start or another, nobody is left out.
    ring = {"a": "b", "b": "c", "c": last}
    graph = make_graph(
        "".join(
            f"body:{part} a ovs:OversightBody ; skos:prefLabel '{part} Board' ; org:subOrganizationOf body:{whole} .\n"
            for part, whole in ring.items()
        )
    )
    [chain] = graph.chain("a Board", DAY)
    assert chain.path == ("a Board", "b Board", "c Board")[: chain.length + 1]
    assert (chain.reaches, chain.not_said) == ("nobody named", "what is named above it leads only in a cycle")
