"""Faults that make data unusable, and where they stand.

Each case is a few lines added to a sound town; which fault it holds, and on which line, is read off the lines.
"""

import itertools
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from oversight_graph.check.at_load import check_loaded
from oversight_graph.check.locate import Locator
from oversight_graph.check.statements import statement_violations
from oversight_graph.errors import DataError
from oversight_graph.load.files import DataFile, find_files, ontology, shipped
from oversight_graph.load.load import build, load
from oversight_graph.model.standard_terms import LISTED
from oversight_graph.model.vocabulary import CONCEPT, NS, PREFIXES
from oversight_graph.store.store import EmbeddedStore

TOWN = "https://example.org/town/"
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
HEAD += "".join(
    f"@prefix {kind}: <{TOWN}{kind}/> .\n"
    for kind in "activity body commitment meeting objective paper plan post".split()
)
HEAD += f"@prefix kind: <{CONCEPT}kind/> .\n@base <{TOWN}paper/plan> .\n"
SOUND = """\
paper:plan a ovs:SourceDocument ; dcterms:title "Plan" ; dcterms:date "2020-01-01"^^xsd:date .
body:board a ovs:OversightBody ; skos:prefLabel "Board"@en ; org:classification kind:board .
commitment:1 a ovs:Commitment ; skos:notation "1" ; rdfs:label "One"@en ; ovs:evidence <#line=1,2> ;
    ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:evidence <#line=1,2> ] .
"""
FIRST = (HEAD + SOUND).count("\n") + 1  # the line on which what is added begins


def found(folder: Path, **files: str) -> list[tuple[str, str, str]]:
    """Return the faults of a town with some files more, with the prefixes in front; places are below the folder."""
    town = folder / "town"
    town.mkdir()
    (town / "plan.ttl").write_text(HEAD + SOUND + files.pop("plan", ""), encoding="utf-8")
    for name, text in files.items():
        stem, _, suffix = name.partition("_")
        whole = text if suffix else HEAD + text
        (town / f"{stem}.{suffix or 'ttl'}").write_text(whole, encoding="utf-8")
    read = find_files([town])
    store = build([*read, *ontology()])
    return [(kind, message, where.removeprefix(f"{town}/")) for kind, message, where in violations_in(store, read)]


def violations_in(store: EmbeddedStore, files: Sequence[DataFile]) -> list[tuple[str, str, str]]:
    """Return the name, the sentence and the place of each violation that a statement shows."""
    return [(each.name, each.message, each.where) for each in statement_violations(store, Locator(files))]


def test_the_sound_town_is_sound(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize("folder", ["west-mercia", "starter"])
def test_shipped_data_is_sound(folder: str) -> None:
    files = shipped("data", folder)
    assert list(violations_in(build([*files, *ontology()]), files)) == []


NOWHERE = "is named but nowhere described"
NO_RECORD = "is cited and has no record: describe it as an ovs:SourceDocument, or load its register too (--data FOLDER)"
CASES = {
    "class": (
        "body:x a ovs:OversightBodyy .",
        "unknown-term",
        "unknown term ovs:OversightBodyy; nearest: ovs:OversightBody",
        0,
    ),
    "property": (
        "\nbody:x a ovs:OversightBody ;\n  ovs:repoting body:board .",
        "unknown-term",
        "unknown term ovs:repoting; nearest: ovs:reporting",
        2,
    ),
    "cell": (
        "commitment:2 a ovs:Commitment ; ovs:oversightCell\novs:body .",
        "unknown-term",
        "unknown term ovs:body; nearest: ovs:Body",
        1,
    ),
    "concept": (
        "body:board org:classification\n\nkind:bord .",
        "unknown-term",
        f"unknown term {CONCEPT}kind/bord; nearest: {CONCEPT}kind/board",
        2,
    ),
    "a term that is near none": ("body:board ovs:weather body:board .", "unknown-term", "unknown term ovs:weather", 0),
    "scheme": (f"body:board org:classification <{CONCEPT}no/x> .", "unknown-term", f"unknown term {CONCEPT}no/x", 0),
    **{
        f"misspelt {prefix}": (
            f'body:board a ovs:OversightBody ;\n  {prefix}:prefLable "x" .',
            "unknown-term",
            f"unknown term {prefix}:prefLable" + ("; nearest: skos:prefLabel" if prefix == "skos" else ""),
            1,
        )
        for prefix in LISTED
    },
    "misspelt class": (
        "body:board a org:Organisation .",
        "unknown-term",
        "unknown term org:Organisation; nearest: org:Organization",
        0,
    ),
    "misspelt type of a value": (
        'body:board ovs:asStated "1"^^xsd:sting .',
        "unknown-term",
        "unknown term xsd:sting; nearest: xsd:string",
        0,
    ),
    "a slip in the host": (
        'body:board <https://schem.org/startDate> "2020-01-01"^^xsd:date .',
        "mistyped-namespace",
        "the namespace https://schem.org/ is not known; did you mean https://schema.org/ (schema:)?",
        0,
    ),
    "https for http": (
        'body:board <https://purl.org/dc/terms/date> "x" .',
        "mistyped-namespace",
        "the namespace https://purl.org/dc/terms/ is not known; did you mean http://purl.org/dc/terms/ (dcterms:)?",
        0,
    ),
    "no such day": (
        '\nmeeting:m a ovs:Meeting ; schema:startDate "2020-02-30"^^xsd:date .',
        "impossible-date",
        "'2020-02-30' is not a date",
        1,
    ),
    "no such month": (
        'meeting:m a ovs:Meeting ; ovs:due "2020-13-01"^^xsd:date .',
        "impossible-date",
        "'2020-13-01' is not a date",
        0,
    ),
    "words for a date": (
        'meeting:m a ovs:Meeting ; ovs:due "soon"^^xsd:date .',
        "impossible-date",
        "'soon' is not a date",
        0,
    ),
    "short date": (
        'meeting:m a ovs:Meeting ; ovs:due "20200101"^^xsd:date .',
        "impossible-date",
        "'20200101' is not a date of the form 2018-11-27",
        0,
    ),
    "date without its type": (
        'meeting:m a ovs:Meeting ; schema:startDate\n  "01/02/2020" .',
        "impossible-date",
        "'01/02/2020' is given as xsd:string, not as a date (xsd:date)",
        1,
    ),
    "date without its type, as a record of others above has it": (
        '<https://example.org/d> a foaf:Document ; dcterms:issued "2020" .\n'
        'meeting:m a ovs:Meeting ; schema:startDate "2020" .',
        "impossible-date",
        "'2020' is given as xsd:string, not as a date (xsd:date)",
        1,
    ),
    "year for a date": (
        'paper:plan dcterms:date "2020"^^xsd:gYear .',
        "impossible-date",
        "'2020' is given as xsd:gYear, not as a date (xsd:date)",
        0,
    ),
    "number": ('body:board ovs:amount "many"^^xsd:integer .', "bad-number", "'many' is not a whole number", 0),
    "a date as a number": (
        'body:board ovs:amount "12 update"^^xsd:integer .',
        "bad-number",
        "'12 update' is not a whole number",
        0,
    ),
    "decimal": ('body:board ovs:amount "1,5"^^xsd:decimal .', "bad-number", "'1,5' is not a decimal number", 0),
    "overseer that is not described": (
        "commitment:1 ovs:oversight [ a ovs:Oversight ;\n  ovs:by body:ghost ] .",
        "dangling-reference",
        f"{TOWN}body/ghost {NOWHERE}",
        1,
    ),
    "parent that is not described": (
        "commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:ghost .",
        "dangling-reference",
        f"{TOWN}plan/ghost {NOWHERE}",
        0,
    ),
    "row that is not described": (
        "commitment:2 a ovs:Commitment ; ovs:oversightCell ovs:Reference ; "
        "ovs:crossReference [ ovs:to commitment:99 ] .",
        "dangling-reference",
        f"{TOWN}commitment/99 {NOWHERE}",
        0,
    ),
    "evidence of a paper that is not described": (
        "commitment:1 ovs:evidence\n<https://example.org/town/paper/ghost#line=4,5> .",
        "dangling-reference",
        f"paper:ghost {NO_RECORD}",
        1,
    ),
    "page of a paper elsewhere that is not described": (
        "commitment:1 ovs:evidence <https://elsewhere.net/paper#page=3> .",
        "dangling-reference",
        f"https://elsewhere.net/paper {NO_RECORD}",
        0,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    text, kind, message, below = CASES[name]
    assert found(tmp_path, plan=text) == [(kind, message, f"plan.ttl:{FIRST + below}")]


def test_every_kind_of_fault_of_the_cases_is_known_to_the_checks() -> None:
    from oversight_graph.check.checks import built_in

    assert {case[1] for case in CASES.values()} | {"cyclic-references"} <= {check.name for check in built_in()}


@pytest.mark.parametrize(
    "text",
    [
        "commitment:1 rdfs:seeAlso <https://example.org/town/about> .",  # a page is no part of the data
        "commitment:1 foaf:homepage <https://example.org/> .",
        "body:board org:classification <https://elsewhere.net/kinds/board> .",  # nor is the list of somebody else
        "body:board owl:sameAs <https://elsewhere.net/board> .",
        "<https://example.org/id/graph/plan> dcterms:source <> .",
        'commitment:1 <https://elsewhere.net/terms#colour> "red" .',
        'meeting:m a ovs:Meeting ; schema:startDate "2020-02-29"^^xsd:date ; ovs:amount -5, 1.50, "+7"^^xsd:integer .',
        'meeting:m a ovs:Meeting ; ovs:edtf "2020-02" ; ovs:dateAsStated "30 February" ; ovs:time "10:00" .',
        "commitment:1 ovs:evidence <#page=2>, <#line=3,4>, <> .",
    ],
)
def test_what_is_no_fault(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, plan=text) == []


@pytest.mark.parametrize(
    "base", ["https://w3id.org/town/", "https://data.town.gov.uk/id/town/", "urn:town:", "https://t.org/#"]
)
def test_dangling_references_are_found_whatever_the_base(base: str, tmp_path: Path) -> None:
    text = f"<{base}a> a ovs:OversightBody ; ovs:reporting [ ovs:into <{base}ghost> ] .\n"
    assert found(tmp_path, plan=text) == [("dangling-reference", f"{base}ghost {NOWHERE}", f"plan.ttl:{FIRST}")]


def test_on_a_host_of_many_only_the_own_path_is_ones_own(tmp_path: Path) -> None:
    text = "<https://w3id.org/town/a> a ovs:OversightBody ; ovs:reporting [ ovs:into <https://w3id.org/city/b> ] .\n"
    assert found(tmp_path, plan=text) == []


def test_a_body_is_described_in_any_file(tmp_path: Path) -> None:
    using = "commitment:1 ovs:oversight [ a ovs:Oversight ; ovs:by body:late ] ."
    assert found(tmp_path, plan=using, zregister='body:late skos:prefLabel "Late"@en .') == []


# ---------------------------------------------------------------------------------------------------------------------
# Records without a type


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "commitment:B1 ovs:oversightCell ovs:Blank .",
            "commitment:B1 has ovs: properties and no type (add `a ovs:Commitment ;`)",
        ),
        (
            "body:x org:classification kind:board .",
            "body:x has org: properties and no type (add `a ovs:OversightBody ;`)",
        ),
        ("post:x org:postIn body:board .", "post:x has org: properties and no type (add `a org:Post ;`)"),
        (
            "<#glossary-7> ovs:describes body:board .",
            f"{TOWN}paper/plan#glossary-7 has ovs: properties and no type (add `a ovs:GlossaryEntry ;`)",
        ),
        (
            "<https://example.org/town/x> ovs:asStated 'x' .",
            f"{TOWN}x has ovs: properties and no type (add `a ovs:...` with its class)",
        ),
        (
            "body:x a <https://elsewhere.net/Club> ; ovs:asStated 'x' .",
            "body:x has ovs: properties and no type but <https://elsewhere.net/Club>, which the vocabulary does not "
            "have (add `a ovs:OversightBody ;`)",
        ),
    ],
)
def test_a_record_without_a_type_is_told_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    # The questions ask by type, so they would pass it over without a word.
    assert found(tmp_path, plan=f"\n{text}\n") == [("untyped-record", message, f"plan.ttl:{FIRST + 1}")]


@pytest.mark.parametrize(
    "text",
    [
        "body:x skos:prefLabel 'a name alone' .",
        "commitment:1 ovs:namedAs [ ovs:asStated 'x' ] .",  # what hangs on a record: its shape asks for its type
        "<https://elsewhere.net/Club> rdfs:subClassOf ovs:OversightBody . "
        "body:x a <https://elsewhere.net/Club> ; ovs:edtf 'x' .",
        "body:x a <https://elsewhere.net/Club>, ovs:OversightBody ; ovs:edtf 'x' .",
    ],
)
def test_what_needs_no_type_of_the_vocabulary(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, plan=text) == []


def test_a_record_may_have_its_type_in_another_file(tmp_path: Path) -> None:
    assert found(tmp_path, plan="body:late ovs:edtf 'x' .", zregister="body:late a ovs:OversightBody .") == []


def test_a_class_of_the_vocabulary_under_another_address(tmp_path: Path) -> None:
    # As Turtle without a prefix, or JSON-LD without a context, makes of it: it is resolved against the paper.
    text = "body:x a\n <OversightBody> ; skos:prefLabel 'X' .\nbody:y a <OversightBody> ; ovs:edtf 'x' ."
    message = f"unknown term {TOWN}paper/OversightBody; did you mean ovs:OversightBody?"
    assert found(tmp_path, plan=text) == [("unknown-term", message, f"plan.ttl:{FIRST + 1}")]


# ---------------------------------------------------------------------------------------------------------------------
# Namespaces that resemble a known one

ORG, SKOS = PREFIXES["org"], PREFIXES["skos"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://w3id.org/oversight-grap/ns#", f"{NS} (ovs:)"),
        ("https://w3id.org/oversihgt-graph/ns#", f"{NS} (ovs:)"),
        ("https://w3id.org/oversight-graph/ns/", f"{NS} (ovs:)"),
        ("http://w3id.org/oversight-graph/ns#", f"{NS} (ovs:)"),
        ("http://www.w3.org/ns/org/", f"{ORG} (org:)"),
        ("http://w3.org/ns/org#", f"{ORG} (org:)"),
        ("http://www.w3.org/2008/05/skos#", f"{SKOS} (skos:)"),
        ("http://www.w3.org/2004/02/skos#", f"{SKOS} (skos:)"),
        ("https://www.w3.org/2004/02/skos/core#", f"{SKOS} (skos:)"),
        ("http://purl.org/dc/term/", f"{PREFIXES['dcterms']} (dcterms:)"),
        ("https://w3id.org/oversight-graph/concepts/", CONCEPT),
    ],
)
def test_a_mistyped_namespace_is_told_once_and_where_it_is_declared(given: str, meant: str, tmp_path: Path) -> None:
    text = f"\n@prefix wrong: <{given}> .\nbody:board wrong:kind 1 ; wrong:other 2 ; a wrong:Thing .\n"
    message = f"the namespace {given} is not known; did you mean {meant}?"
    assert found(tmp_path, plan=text) == [("mistyped-namespace", message, f"plan.ttl:{FIRST + 1}")]


@pytest.mark.parametrize(
    "namespace",
    [
        "http://purl.org/dc/elements/1.1/",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/ns/dcat#",
        "http://www.w3.org/ns/locn#",
        "http://www.w3.org/2008/05/skos-xl#",
        "http://www.w3.org/2006/time#",
        "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "http://rdfs.org/sioc/ns#",
        "https://example.org/",
        "urn:terms:",
    ],
)
def test_other_vocabularies_are_left_alone(namespace: str, tmp_path: Path) -> None:
    assert found(tmp_path, plan=f"body:board <{namespace}kind> 1 ; a <{namespace}Thing> .") == []


def test_what_follows_from_a_mistyped_namespace_is_not_told(tmp_path: Path) -> None:
    # Paper and row have their types under the wrong address, so they seem to have none, and the citation no paper.
    text = HEAD.replace(NS, NS.replace("https", "http")) + (
        "paper:late a ovs:SourceDocument .\ncommitment:2 a ovs:Commitment ; ovs:evidence <late#line=0,1> .\n"
        "commitment:2 ovs:objective objective:ghost .\n"
    )
    (place,) = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("@prefix ovs:")]
    violations = found(tmp_path, more_ttl=text)
    assert [(kind, where) for kind, _, where in violations] == [("mistyped-namespace", f"more.ttl:{place}")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"ovs:edtf": "x"', f"the prefix ovs: is not declared here; it should stand for {NS}"),
        (
            '"org:classification": {"@id": "kind:board"}',
            f"the prefix kind: is not declared here; it should stand for {CONCEPT}kind/",
        ),
    ],
)
def test_a_prefix_that_json_ld_does_not_declare(text: str, message: str, tmp_path: Path) -> None:
    # JSON-LD takes it for the scheme of an address.
    context = f'{{"org": "{ORG}"}}'
    whole = f'{{"@context": {context},\n"@id": "{TOWN}body/board",\n{text}}}'
    assert found(tmp_path, more_jsonld=whole) == [("mistyped-namespace", message, "more.jsonld:3")]


# ---------------------------------------------------------------------------------------------------------------------
# What may have been meant


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("commitment:1 ovs:runBy body:baord .", f"{TOWN}body/baord {NOWHERE}; nearest: body:board"),
        ("commitment:1 ovs:runBy body:zebra .", f"{TOWN}body/zebra {NOWHERE}"),
        ("commitment:1 ovs:runBy post:board .", f"{TOWN}post/board {NOWHERE}"),  # of another kind
        ("commitment:1 ovs:evidence paper:pan\\#line\\=1\\,2 .", f"paper:pan {NO_RECORD}; nearest: paper:plan"),
        ("commitment:1 ovs:dueAsSated 'x' .", "unknown term ovs:dueAsSated; nearest: ovs:dueAsStated"),
    ],
)
def test_the_nearest_name_is_offered(text: str, end: str, tmp_path: Path) -> None:
    assert [message for _, message, _ in found(tmp_path, plan=text)] == [end]


def test_a_paper_without_a_record_is_told_once(tmp_path: Path) -> None:
    cited = ", ".join(f"<ghost#line={n},{n + 1}>" for n in range(23))
    violations = found(tmp_path, plan=f"commitment:1 ovs:evidence {cited} .")
    assert violations == [("dangling-reference", f"paper:ghost {NO_RECORD}", f"plan.ttl:{FIRST}")]


def test_a_paper_whose_record_lacks_the_type(tmp_path: Path) -> None:
    text = "paper:b dcterms:title 'B' .\ncommitment:1 ovs:evidence <b#line=0,1> ."
    message = "paper:b is cited, and its record does not say that it is a paper: add `a ovs:SourceDocument ;` to it"
    assert found(tmp_path, plan=text) == [("dangling-reference", message, f"plan.ttl:{FIRST + 1}")]


# ---------------------------------------------------------------------------------------------------------------------
# Cycles


def pointers(*pairs: tuple[int, int]) -> str:
    """Return rows that leave their oversight to others."""
    rows = sorted({row for pair in pairs for row in pair})
    lines = [f"commitment:r{row} a ovs:Commitment ; ovs:oversightCell ovs:Reference .\n" for row in rows]
    return "".join(lines) + "".join(
        f"commitment:r{first} ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:r{second} ] .\n"
        for first, second in pairs
    )


@pytest.mark.parametrize(
    ("pairs", "cycles"),
    [
        (((1, 2), (2, 3)), []),
        (((1, 1),), ["r1 -> r1"]),
        (((1, 2), (2, 1)), ["r1 -> r2 -> r1"]),
        (((1, 2), (2, 3), (3, 1), (0, 1)), ["r1 -> r2 -> r3 -> r1"]),
        (((1, 2), (2, 1), (3, 4), (4, 3)), ["r1 -> r2 -> r1", "r3 -> r4 -> r3"]),
        # Two cycles share a row: it is told with the first, so the second is told from its other row.
        (((1, 2), (2, 1), (2, 3), (3, 2)), ["r1 -> r2 -> r1", "r3 -> r2 -> r3"]),
    ],
)
def test_cycles_are_told_once_and_with_their_steps(
    pairs: tuple[tuple[int, int], ...], cycles: list[str], tmp_path: Path
) -> None:
    text = pointers(*pairs)
    expected = [
        (
            "cyclic-references",
            f"rows leave their oversight to each other in a cycle: {cycle}",
            f"plan.ttl:{FIRST + text[: text.index(f'commitment:{cycle.split()[0]} ')].count(chr(10))}",
        )
        for cycle in cycles
    ]
    assert found(tmp_path, plan=text) == expected


def test_a_large_cycle_is_told_once(tmp_path: Path) -> None:
    cycle = list(range(60))
    violations = found(tmp_path, plan=pointers(*zip(cycle, [*cycle[1:], 0], strict=True)))
    assert [kind for kind, _, _ in violations] == ["cyclic-references"]
    assert violations[0][1].count(" -> ") == 60


# ---------------------------------------------------------------------------------------------------------------------
# The right place


def test_a_comment_or_a_string_is_not_the_place(tmp_path: Path) -> None:
    text = (
        "# ovs:overseas is a word for elsewhere, body:ghost too\n"
        "commitment:2 a ovs:Commitment ; rdfs:label "
        '"about ovs:overseas and body:ghost and <https://example.org/town/body/ghost>"@en ;\n'
        '  skos:note """two lines, the second with "2020-02-30"\n ovs:overseas """@en ;\n'
        '  ovs:asStated "2020-02-30" ;\n'
        "  ovs:overseas commitment:1 ;\n"
        "  ovs:runBy <body/../../body/ghost> ;\n"
        '  ovs:due "2020-02-30"^^xsd:date .\n'
    )
    assert found(tmp_path, plan=text) == [
        ("unknown-term", "unknown term ovs:overseas; nearest: ovs:oversees", f"plan.ttl:{FIRST + 5}"),
        ("dangling-reference", f"{TOWN}body/ghost {NOWHERE}", f"plan.ttl:{FIRST + 6}"),
        ("impossible-date", "'2020-02-30' is not a date", f"plan.ttl:{FIRST + 7}"),
    ]


def test_a_longer_name_is_not_the_place(tmp_path: Path) -> None:
    text = "body:ghost-town a ovs:OversightBody .\nbody:board ovs:reporting [ ovs:into body:ghost-town, body:ghost ] ."
    assert found(tmp_path, plan=text)[0][2] == f"plan.ttl:{FIRST + 1}"


def test_the_file_that_says_it_is_the_place(tmp_path: Path) -> None:
    date = '\nmeeting:{} a ovs:Meeting ; ovs:due "2020-02-30"^^xsd:date .'
    violations = found(
        tmp_path,
        another=date.format("a"),
        plan="\n\n" + date.format("b"),
        zlast='meeting:c a ovs:Meeting ; ovs:asStated "2020-02-30" .',
    )
    second = HEAD.count("\n") + 2
    assert violations == [
        ("impossible-date", "'2020-02-30' is not a date", f"another.ttl:{second}"),
        ("impossible-date", "'2020-02-30' is not a date", f"plan.ttl:{FIRST + 3}"),
    ]


def test_a_prefix_means_what_its_own_file_says(tmp_path: Path) -> None:
    # In the first file body: is something else, so that its body:ghost is not the one that is missing.
    other = "@prefix body: <https://elsewhere.net/> .\nbody:ghost <https://elsewhere.net/likes> body:ghost .\n"
    violations = found(tmp_path, another=other, plan="body:board ovs:reporting [ ovs:into body:ghost ] .")
    assert violations == [("dangling-reference", f"{TOWN}body/ghost {NOWHERE}", f"plan.ttl:{FIRST}")]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (
            "more_nt",
            f'<{TOWN}body/board> <{NS}asStated> "x" .\n<{TOWN}body/board> <{NS}overseas> <{TOWN}body/board> .\n',
            2,
        ),
        ("more_nq", f"\n<{TOWN}body/board> <{NS}overseas> <{TOWN}body/board> <urn:g> .\n", 2),
        ("more_trig", f"PREFIX o: <{NS}>\n<urn:g> {{\n<{TOWN}body/board>\no:overseas 1 }}", 4),
        ("more_jsonld", f'{{"@context": {{"o": "{NS}"}},\n"@id": "{TOWN}body/board",\n"o:overseas": 1}}', 3),
        ("more_jsonld", f'{{"@context": {{"@vocab": "{NS}"}},\n"@id": "{TOWN}body/board",\n"overseas": 1}}', 3),
        ("more_jsonld", f'{{\n"@id": "{TOWN}body/board",\n\n"{NS}overseas": "{NS}"}}', 4),
    ],
)
def test_the_place_in_every_format(name: str, text: str, line: int, tmp_path: Path) -> None:
    violations = found(tmp_path, **{name: text})
    assert violations == [
        ("unknown-term", "unknown term ovs:overseas; nearest: ovs:oversees", f"{name.replace('_', '.')}:{line}")
    ]


def test_the_place_of_a_date_in_json_ld(tmp_path: Path) -> None:
    text = (
        '{"@context": "https://w3id.org/oversight-graph/context.jsonld",\n'
        f'"@id": "{TOWN}meeting/m", "@type": "ovs:Meeting",\n"asStated": "x",\n"startDate": "2020-02-30"}}'
    )
    assert found(tmp_path, more_jsonld=text) == [
        ("impossible-date", "'2020-02-30' is not a date", "more.jsonld:4"),
    ]


def test_where_prefers_the_line_that_begins_with_a_thing(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + "commitment:1 ovs:to commitment:2 .\n  commitment:3 ovs:to commitment:1 .\n")
    (tmp_path / "b.ttl").write_text(HEAD + f"\n<{TOWN}commitment/2> ovs:to commitment:4 .\n<#entry-1> ovs:to <> .\n")
    locator = Locator(find_files([tmp_path]))
    head = HEAD.count("\n")
    places = {
        "commitment/1": f"a.ttl:{head + 1}",
        "commitment/2": f"b.ttl:{head + 2}",  # begins a line there, is only named in a.ttl
        "commitment/3": f"a.ttl:{head + 2}",  # begins no line
        "commitment/4": f"b.ttl:{head + 2}",
        "commitment/2#_b.to-1": f"b.ttl:{head + 2}",  # a node is where its thing is
        "paper/plan#entry-1": f"b.ttl:{head + 3}",
        "paper/plan": f"b.ttl:{head + 3}",
    }
    assert {name: locator.where(TOWN + name).removeprefix(f"{tmp_path}/") for name in places} == places
    assert locator.where(TOWN + "commitment/9") == TOWN + "commitment/9"
    assert locator.value("no such text") == ""
    assert locator.name(TOWN + "commitment/2#_b.to-1") == "commitment/2"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# prefix and base are words here\ncommitment:1 ovs:to 1 .", 2),
        ("commitment:2 ovs:to commitment:1 .\ncommitment:1\n  ovs:to 1 .", 2),
        ('commitment:2 rdfs:label """It names\ncommitment:1 in a string""" .\ncommitment:1 ovs:to 1 .', 3),
        ("commitment:2 ovs:to 1 . PREFIX c:\n<commitment/>\nc:1 ovs:to 1 .", 3),
        ("@prefix c: <urn:x:> .\nc:1 ovs:to 1 .\n@prefix c: <commitment/> . # again\nc:1 ovs:to 1 .", 4),
        (f"@base <{TOWN}commitment/> .\n<2> ovs:to <1> .\n<1> ovs:to <2> .\n", 3),
    ],
    ids=["words", "object", "string", "two-lines", "again", "base"],
)
def test_what_a_line_begins_with_is_told_by_the_prefixes_of_its_place(text: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + f"BASE <{TOWN}>\n" + text)
    place = Locator(find_files([tmp_path])).where(TOWN + "commitment/1")
    assert place == f"{tmp_path}/a.ttl:{HEAD.count(chr(10)) + 1 + line}"


def test_no_file_no_place() -> None:
    assert Locator([]).where("urn:x") == "urn:x"


# ---------------------------------------------------------------------------------------------------------------------
# One sentence


def test_the_first_fault_and_how_many_more(tmp_path: Path) -> None:
    (tmp_path / "b.ttl").write_text(HEAD + "body:x a ovs:Bodyy .\n")
    (tmp_path / "a.ttl").write_text(HEAD + "\n\nbody:y a ovs:Bady ;\n ovs:nothing 1 .\n")
    files = find_files([tmp_path])
    with pytest.raises(DataError) as caught:
        load(files, lambda store: check_loaded(store, files))
    place = f"{tmp_path}/a.ttl:{HEAD.count(chr(10)) + 3}"
    assert (
        str(caught.value)
        == f"{place}: unknown term ovs:Bady; nearest: ovs:Body; 2 more, see `oversight check --data {tmp_path}`"
    )


def test_faults_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    text = "".join(f"body:x{n} a ovs:No{n % 7} .\n" for n in range(20))
    places = [where for _, _, where in found(tmp_path, another=text, plan=text)]
    assert len(places) == 7  # each term once
    lines = [int(place.rpartition(":")[2]) for place in places]
    assert all(first < second for first, second in itertools.pairwise(lines))


def test_a_fault_in_a_large_file_is_placed_in_sane_time(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    rows = "".join(f'commitment:{i} a ovs:Commitment ;\n  ovs:asStated "{i}" .\n' for i in range(20_000))
    path.write_text(HEAD + rows + "".join(f"commitment:x a ovs:No{i} .\n" for i in range(500)))
    files = find_files([path])
    store = build([*files, *ontology()])
    start = time.process_time()
    violations = list(violations_in(store, files))
    assert time.process_time() - start < 15  # it takes half a second; one look at the file for each fault takes minutes
    assert [where for _, _, where in violations][-1] == f"{path}:{HEAD.count(chr(10)) + 40_500}"
    assert len(violations) == 500


def test_the_hint_names_what_was_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One folder with all; two of its three files; a folder with a space.
    wrong = HEAD + "body:x a ovs:Aaaaa ; ovs:bbbbb 1 .\n"
    for name in ("e/a.ttl", "e/b.ttl", "e/deep/c.ttl", "my town/a.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(wrong)
    monkeypatch.chdir(tmp_path)
    hints = {
        "--data e": [Path("e")],
        "--data e/a.ttl --data e/deep/c.ttl": [Path("e/a.ttl"), Path("e/deep/c.ttl")],
        "--data 'my town'": [Path("my town")],
    }
    for hint, paths in hints.items():
        files = find_files(paths)
        with pytest.raises(DataError, match=f"; 1 more, see `oversight check {hint}`$"):
            check_loaded(build([*files, *ontology()]), files)


# ---------------------------------------------------------------------------------------------------------------------
# What rows and citations must have

PLAN = """
plan:p a ovs:Plan .
objective:o a ovs:Objective .
paper:long a ovs:SourceDocument ; ovs:lineCount 35 .
meeting:m a ovs:Meeting ; ovs:convenes body:board ; schema:startDate "2020-01-02"^^xsd:date .
"""
ROW = (
    'commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:p ; skos:notation "2" ; ovs:objective objective:o ;'
    " ovs:oversightCell ovs:Blank ."
)
SUB = "activity:a a ovs:Activity ; dcterms:isPartOf commitment:2 ; ovs:sharesCellOf commitment:2 ."
SOUND_ROW = SOUND.replace(
    "a ovs:Commitment ;", "a ovs:Commitment ; dcterms:isPartOf plan:p ; ovs:objective objective:o ;"
)


def refused(folder: Path, text: str) -> list[str]:
    """Return what is said when a town with some rows more is loaded; the place is on the last line of the text."""
    path = folder / "plan.ttl"
    path.write_text(HEAD + SOUND_ROW + PLAN + text, encoding="utf-8")
    files = find_files([path])
    try:
        check_loaded(build([*files, *ontology()]), files)
    except DataError as error:
        last = (HEAD + SOUND_ROW + PLAN + text).count("\n") + 1
        assert error.where == f"{path}:{last}"
        return [error.message]
    return []


@pytest.mark.parametrize(
    # A plan need not print objectives.
    "text",
    [
        "",
        ROW,
        f"{ROW}\n{SUB}",
        ROW.replace("ovs:objective objective:o ;", ""),
        "commitment:1 ovs:evidence <long#line=34,35>, <long#page=3> .",
    ],
)
def test_sound_rows_are_loaded(text: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        (
            ROW.replace("dcterms:isPartOf plan:p ;", ""),
            "A commitment must be part of exactly one plan.",
            "with the plan.",
        ),
        (
            ROW.replace("isPartOf plan:p", "isPartOf objective:o"),
            "A commitment must be part of exactly one plan. Correct dcterms:isPartOf",
            "(it has: objective/o)",
        ),
        (ROW.replace('skos:notation "2" ;', ""), "A commitment must have exactly one reference", ""),
        (ROW.replace('"2"', '"2", "3"'), "A commitment must have exactly one reference", ""),
        (
            ROW.replace("ovs:oversightCell ovs:Blank", "ovs:edtf 'x'"),
            "A commitment does not say what its oversight cell",
            "",
        ),
        (ROW.replace("ovs:Commitment", "ovs:Activity"), "An activity must be part of exactly one", "(it has: plan/p)"),
        (f"{ROW}\n{SUB.replace('ovs:sharesCellOf', 'ovs:carriedForwardFrom')}", "An activity must either have an", ""),
        (f"{ROW}\n{SUB[:-1]}; ovs:oversightCell ovs:Blank .", "An activity must either have an", ""),
        ("meeting:n a ovs:Meeting ; ovs:convenes body:board .", "A meeting has no day.", ""),
        (
            'meeting:n a ovs:Meeting ; schema:startDate "2020-01-02"^^xsd:date .',
            "A meeting must say which body",
            "ovs:convenes.",
        ),
        (
            "commitment:z a ovs:Objective ; ovs:evidence <long#line=30> .",
            "A citation must name lines or a page",
            "#line=30)",
        ),
        ("commitment:z a ovs:Objective ; ovs:evidence <long> .", "A citation must name lines or a page", "paper/long)"),
        (
            "commitment:z a ovs:Objective ; ovs:evidence <long#line=129,130> .",
            f"cites {TOWN}paper/long#line=129,130, and the paper has 35 lines",
            "",
        ),
        (
            "commitment:z a ovs:Objective ; ovs:evidence <long#line=30,30> .",
            f"cites {TOWN}paper/long#line=30,30, and",
            "",
        ),
    ],
)
def test_what_rows_and_citations_lack_is_refused(text: str, begins: str, ends: str, tmp_path: Path) -> None:
    [message] = refused(tmp_path, text)
    assert message.startswith(begins)
    assert message.partition("; ")[0].endswith(ends) if "; 1 more" in message else message.endswith(ends)


def test_twenty_thousand_facts_are_looked_at_in_sane_time(tmp_path: Path) -> None:
    rows = "".join(
        ROW.replace("commitment:2", f"commitment:r{n}").replace('"2"', f'"r{n}"') + "\n" for n in range(4_000)
    )
    (tmp_path / "plan.ttl").write_text(HEAD + SOUND_ROW + PLAN + rows)
    files = find_files([tmp_path])
    store = build([*files, *ontology()])
    assert len(store.quads) > 20_000
    start = time.process_time()
    check_loaded(store, files)
    assert time.process_time() - start < 5  # it takes less than a tenth of a second; the shapes take half a minute
