"""From what a person types to the thing that is meant, in a register of a few names.

What is meant was decided by hand; each test says why.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Make

from oversight_graph.ask.find import Names, find, names_of, nearest
from oversight_graph.errors import NotFoundError
from oversight_graph.graph import OversightGraph
from oversight_graph.model.references import normal_ref

BASE = "https://example.org/town/"

TOWN = """
body:agg a ovs:OversightBody ; skos:prefLabel "Alliance Governance Group"@en ; skos:notation "AGG" ;
    ovs:namedAs [ a ovs:NameUse ; ovs:asStated "the alliance group" ] .
body:victims a ovs:OversightBody ; skos:prefLabel "Victims' Board"@en .
body:crime a ovs:OversightBody ; skos:prefLabel "Crime & Safety Board"@en .
body:custody a ovs:OversightBody ; skos:prefLabel "Custody Users Group"@en .
body:forum a ovs:OversightBody ; skos:prefLabel "Strategic Custody Forum"@en .
post:clerk a org:Post ; skos:prefLabel "Town clerk"@en .
post:deputy a org:Post ; skos:prefLabel "Deputy town clerk"@en .
person:ann a foaf:Person ; skos:prefLabel "Ann Müller" .
plan:p a ovs:Plan ; skos:prefLabel "Town plan"@en .
objective:o a ovs:Objective ; skos:prefLabel "Diversity"@en .
body:four a ovs:OversightBody ; skos:prefLabel "Board of Four"@en ; skos:notation "B4" ;
    ovs:namedAs [ a ovs:NameUse ; ovs:asStated "Town plan" ] .
commitment:B4 a ovs:Commitment ; skos:notation "B4" ; rdfs:label "Safe custody for all"@en .
commitment:3.2 a ovs:Commitment ; skos:notation "3.2" ; rdfs:label "Roads"@en .
activity:A4.9 a ovs:Activity ; skos:notation "A4.9" ; rdfs:label "Roads"@en .
activity:3.2.10 a ovs:Activity ; skos:notation "3.2.10" ; rdfs:label "Lamps and lanterns"@en .
item:4a a ovs:AgendaItem ; skos:notation "4a" ; rdfs:label "Performance"@en .
item:3.2 a ovs:AgendaItem ; skos:notation "3.2" ; rdfs:label "Any other business"@en .
item:old a ovs:AgendaItem ; skos:notation "7b" ; rdfs:label "Lanterns of the market"@en .
item:new a ovs:AgendaItem ; skos:notation "7b" ; rdfs:label "Market stalls"@en .
"""


@pytest.fixture
def town(make_graph: Make) -> OversightGraph:
    return make_graph(TOWN)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        # As printed, and as people write it: case, full stops, spaces, brackets, a word before it.
        *((spelling, "commitment/B4") for spelling in ("B4", "b4", "B.4", "b 4", "B-4", " (B4) ", "B4.", "row B4")),
        *((spelling, "activity/A4.9") for spelling in ("A4.9", "a.4.9", "(A4.9)", "A4 9", "Activity A4.9")),
        *((spelling, "activity/3.2.10") for spelling in ("3.2.10", "(3.2.10)", "ref 3.2.10", "3-2-10")),
    ],
)
def test_references_in_all_spellings(town: OversightGraph, asked: str, meant: str) -> None:
    assert town.find(asked) == BASE + meant


def test_a_reference_means_the_plan_and_not_an_agenda(town: OversightGraph) -> None:
    # Both the plan and the agenda have a 3.2; B4 is the acronym of a board too.
    assert town.find("3.2") == f"{BASE}commitment/3.2"
    assert town.find("B4") == f"{BASE}commitment/B4"


def test_a_longer_reference_is_not_a_shorter_one(town: OversightGraph) -> None:
    # 3.2.1 is not 3.2.10, and there is no 3.20.
    for asked in ("3.2.1", "3.20", "B40"):
        with pytest.raises(NotFoundError):
            town.find(asked)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("AGG", "body/agg"),  # the acronym
        ("agg", "body/agg"),
        ("Alliance Governance Group", "body/agg"),
        ("  alliance   GOVERNANCE group ", "body/agg"),
        ("The Alliance Group", "body/agg"),  # a name that a paper uses
        ("Victims' Board", "body/victims"),  # the apostrophe straight, curly, or left out
        ("victims’ board", "body/victims"),
        ("victims board", "body/victims"),
        ("ANN MÜLLER", "person/ann"),
        ("town plan", "plan/p"),  # its own name; a board has it as another name only
        ("4A", "item/4a"),
    ],
)
def test_whole_names(town: OversightGraph, asked: str, meant: str) -> None:
    assert town.find(asked) == BASE + meant


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("victims", "body/victims"),
        ("governance", "body/agg"),
        ("group alliance", "body/agg"),  # the words in any order
        ("müller", "person/ann"),
        ("lamps", "activity/3.2.10"),
        ("users custody", "body/custody"),
    ],
)
def test_parts_of_names(town: OversightGraph, asked: str, meant: str) -> None:
    assert town.find(asked) == BASE + meant


def test_an_equal_name_goes_by_kind(town: OversightGraph) -> None:
    # "Roads" is the title of a commitment and of an activity; the commitment goes first.
    assert town.find("roads") == f"{BASE}commitment/3.2"


def test_a_whole_name_goes_before_a_part(town: OversightGraph) -> None:
    # "Town clerk" stands within "Deputy town clerk" too.
    assert town.find("town clerk") == f"{BASE}post/clerk"


def test_an_iri_is_taken_as_it_is(town: OversightGraph) -> None:
    # Also that of something that has no name of its own, such as a node of a glossary.
    assert town.find(f"{BASE}body/agg") == f"{BASE}body/agg"
    node = f"{BASE}body/agg#_plan.namedAs-1"
    assert town.find(node) == node
    with pytest.raises(NotFoundError) as unknown:
        town.find(f"{BASE}body/aggg")
    assert unknown.value.nearest[0] == f"{BASE}body/agg"


def test_a_guess_is_told(graph: OversightGraph) -> None:
    notes: list[str] = []
    for asked in ("AGG", "Alliance Governance Group", "3.2", "place partnership b"):
        find(graph.store, asked, notes.append)
    # Only the last is part of a name.
    assert notes == ["'place partnership b' is taken to be Place Partnership Board"]


def test_a_reference_as_typed_goes_before_one_spelt_otherwise(make_graph: Make) -> None:
    graph = make_graph(
        'commitment:one a ovs:Commitment ; skos:notation "A1" ; rdfs:label "One"@en .\n'
        'commitment:two a ovs:Commitment ; skos:notation "A.1" ; rdfs:label "Two"@en .\n'
    )
    assert graph.find("A1").endswith("/one")
    assert graph.find("a.1").endswith("/two")
    with pytest.raises(NotFoundError) as refused:
        graph.find("A 1")
    assert refused.value.ambiguous


@pytest.mark.parametrize("asked", ["2017-11-30-4a-1", "action/2017-11-30-4a-1", "action:2017-11-30-4a-1"])
def test_the_end_of_an_iri_will_do(asked: str, graph: OversightGraph) -> None:
    # As the action log prints it; an agenda item has the same last part.
    assert asked[-15:] in {action.id for action in graph.actions("2018-01-01")}
    assert graph.find(asked).endswith("/action/2017-11-30-4a-1")
    assert graph.find("item:2017-11-30-4a-1").endswith("/item/2017-11-30-4a-1")


def test_the_end_of_an_iri_goes_before_a_part_of_a_name(make_graph: Make) -> None:
    named = 'a ovs:OversightBody ; skos:prefLabel "The body of a safer street"@en .'
    graph = make_graph(f"body:safer-street {named} body:other {named}")
    assert graph.find("body/safer-street") == graph.find("body:safer-street")
    with pytest.raises(NotFoundError, match="more than one"):
        graph.find("safer street")


@pytest.mark.parametrize("asked", ["/", ":", "nothing:2017-11-30-4a-1", "30-4a-1"])
def test_the_end_of_an_iri_is_a_whole_name(asked: str, graph: OversightGraph) -> None:
    with pytest.raises(NotFoundError):
        graph.find(asked)


@pytest.mark.parametrize(
    "asked", ["https://example.org/> ?p ?o } #", 'urn:x" } INSERT', "urn:a\nb", f'{BASE}body/agg"']
)
def test_an_iri_cannot_carry_a_query(town: OversightGraph, asked: str) -> None:
    # Signs that may not stand in an IRI end nothing and match nothing.
    with pytest.raises(NotFoundError):
        town.find(asked)


def test_what_fits_several_things_is_refused_with_their_names(town: OversightGraph) -> None:
    # Two bodies have custody in their names; the commitment that has it too is of another kind.
    with pytest.raises(NotFoundError) as refused:
        town.find("custody")
    assert refused.value.ambiguous
    assert list(refused.value.nearest) == [
        f"Custody Users Group <{BASE}body/custody>",
        f"Strategic Custody Forum <{BASE}body/forum>",
        f"B4 Safe custody for all <{BASE}commitment/B4>",  # whatever the kind: part of a name is a guess
    ]
    assert "fits more than one thing" in str(refused.value)


def test_two_items_of_one_number_are_told_apart_by_their_titles(town: OversightGraph) -> None:
    # Two meetings have an item 7b.
    with pytest.raises(NotFoundError) as refused:
        town.find("7b")
    assert list(refused.value.nearest) == [
        f"7b Market stalls <{BASE}item/new>",
        f"7b Lanterns of the market <{BASE}item/old>",
    ]


def test_what_is_unknown_is_refused_with_the_nearest_names(town: OversightGraph) -> None:
    # A slip of the pen, and a name that shares a word with others; nothing at all for gibberish.
    names = names_of(town.store)
    assert nearest("Aliance Governence Grup", names)[0] == "Alliance Governance Group"
    assert set(nearest("custody panel of the county", names)) >= {"Custody Users Group", "Strategic Custody Forum"}
    with pytest.raises(NotFoundError) as refused:
        town.find("Aliance Governence Grup")
    assert not refused.value.ambiguous
    assert refused.value.nearest[0] == "Alliance Governance Group"
    with pytest.raises(NotFoundError) as refused:
        town.find("zzqqxx")
    assert refused.value.nearest == ()


@pytest.mark.parametrize("asked", ["", "   ", "???", "'", "()", "an"])
def test_too_little_to_go_by(town: OversightGraph, asked: str) -> None:
    # Nothing, signs only, or two letters that stand within many names.
    with pytest.raises(NotFoundError):
        town.find(asked)


def test_equal_parts_of_a_plain_sign_count(town: OversightGraph) -> None:
    # The ampersand is part of a name: with it the name is found, and "and" is another word.
    assert town.find("crime & safety board") == f"{BASE}body/crime"


def test_a_whole_name_means_the_same_without_the_names_of_all(town: OversightGraph) -> None:
    # Only the things that have the name are looked at then; `test_whole_names` says which of them is right.
    everything = names_of(town.store)
    spelt = {name for each in everything.values() for name, _ in each.entries}
    assert len(spelt) > 20
    for asked in (spelling for name in sorted(spelt) for spelling in (name, name.upper(), f"({name})")):
        assert _found(town, asked, None) == _found(town, asked, everything), asked


def _found(graph: OversightGraph, asked: str, names: dict[str, Names] | None) -> str:
    try:
        return find(graph.store, asked, names=names)
    except NotFoundError as refused:
        return str(refused)


@settings(max_examples=40)
@given(asked=st.text(max_size=30))
def test_anything_typed_is_found_or_refused(graph: OversightGraph, asked: str) -> None:
    # Whatever is typed, on the shipped names: an IRI, or the one error that says what is near.
    try:
        assert find(graph.store, asked)
    except NotFoundError as refused:
        assert len(refused.nearest) <= 8


def test_every_reference_of_the_shipped_plan_is_found_in_any_spelling(graph: OversightGraph) -> None:
    # Typed as printed, and as the pieces with full stops in small letters.
    rows = [*graph.coverage(), *(row for row in graph.coverage(activities=True) if "unnumbered" not in row.iri)]
    assert len(rows) >= 116
    for row in rows[::7]:
        assert graph.find(row.ref) == graph.find(normal_ref(row.ref).lower()) == row.iri


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("Audit & Governance Committee", "audit and governance committee"),
        ("Pwyllgor Ll\u0177n", "Pwyllgor Llyn"),
        ("Pwyllgor Ll\u0177n", "Pwyllgor Lly\u0302n"),
        ("Children\u2019s Board", "childrens board"),
        ("Board of O\ufb03cers", "board of officers"),
        ("Har\u00adbour Board", "Harbour Board"),
    ],
)
def test_spellings_of_one_name_are_one_name(make_graph: Make, printed: str, asked: str) -> None:
    town = make_graph(f'body:x a ovs:OversightBody ; skos:prefLabel "{printed}" .')
    assert town.find(asked) == f"{BASE}body/x"
    assert town.find(printed) == f"{BASE}body/x"


def test_an_exact_spelling_of_a_reference_wins(make_graph: Make) -> None:
    town = make_graph(
        'commitment:small a ovs:Commitment ; skos:notation "1a" ; rdfs:label "Small"@en .\n'
        'commitment:large a ovs:Commitment ; skos:notation "1A" ; rdfs:label "Large"@en .\n'
    )
    assert town.find("1A").endswith("/large")
    assert town.find("1a").endswith("/small")
