"""The catalogue: each question keeps its header, answers what the papers say, and answers the same on two engines.

The known answers stand in the headers of the files, under ``expect``; they were read in the five papers by hand.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset
from rdflib.query import ResultRow
from tests.conftest import PREFIXES, Make

from oversight_graph.ask.catalogue import GROUPS, Question, names, parse_question, question
from oversight_graph.errors import NotFoundError, QueryError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.model.vocabulary import INFERRED, NS
from oversight_graph.store.guard import check_query
from oversight_graph.store.store import EmbeddedStore, Row, Table
from oversight_graph.store.tokens import bare
from oversight_graph.store.views import bind, kinds

QUERIES = Path(__file__).resolve().parents[2] / "queries"
FILES = sorted((QUERIES / "questions").glob("*.rq"))
VIEWS = sorted((QUERIES / "views").glob("*.rq"))
CHECKS = sorted((QUERIES / "checks").glob("*.rq"))
RULES = sorted((QUERIES / "rules").glob("*.rq"))
WITH_PARAMETERS = [
    path for path in FILES if re.search(r"^#\+ parameters:", path.read_text(encoding="utf-8"), re.MULTILINE)
]
BASE = "https://w3id.org/oversight-graph/id/west-mercia/"
# A view about one thing asks about nothing until it is told which.
CHOSEN = {"thing": f"{BASE}commitment/3.2", "of": f"{BASE}graph/2018-11-27-panel-pack/work-programme"}

# rdflib warns of its own older names, thousands of times.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

HEADER = """#+ question: What is there?
#+ group: bodies
#+ columns:
#+   thing: a thing
#+ expect:
#+   min_rows: 1
"""
QUERY = "SELECT ?thing\nWHERE {\n  VALUES ?thing { DEFAULT }\n}\nORDER BY ?thing\n"


def stem(path: Path) -> str:
    return path.stem


def read(path: Path) -> Question:
    return parse_question(path.stem, path.read_text(encoding="utf-8"))


def put_in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: [(value is not None, value or "") for value in row])


@pytest.fixture(scope="module")
def store(graph: OversightGraph) -> EmbeddedStore:
    """Return the shipped graph in Oxigraph."""
    assert isinstance(graph.store, EmbeddedStore)
    return graph.store


Engines = tuple[EmbeddedStore, Dataset]


def in_both(quads: Iterable[ox.Quad]) -> Engines:
    """Return quads in Oxigraph, and in rdflib's own memory, which evaluates SPARQL by itself."""
    embedded, copy = EmbeddedStore(), Dataset(default_union=True)
    embedded.add(quads)
    copy.parse(data=ox.serialize(embedded.quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    return embedded, copy


@pytest.fixture(scope="module")
def whole(store: EmbeddedStore) -> Engines:
    """Return the shipped graph in both engines."""
    return in_both(store.quads)


@pytest.fixture(scope="module")
def stated(store: EmbeddedStore) -> Engines:
    """Return what the files state, without what the rules added, in both engines."""
    return in_both(quad for quad in store.quads if quad.graph_name.value != INFERRED)


# Rdflib looks for all paths in the data anew for each row: on the whole of it these take minutes.
SLOW = {
    "bodies-only-mentioned", "citations", "commitments-looked-at", "coverage-at-a-date", "events", "evidence-per-paper",
    "lives-on-as", "place_registers", "questions-without-an-answer", "record-of", "timeline", "usual-labels",
    "usual-names",
}  # fmt: skip
SLOWEST = {"place_names"}
# Nor need these be asked of the whole again for each parameter that is left open.
OPEN = SLOW | {
    "bodies-not-live-at-a-date", "body-states-at-a-date", "findings-on-a-programme", "post-holders-at-a-date",
}  # fmt: skip


@pytest.fixture(scope="module")
def few(store: EmbeddedStore) -> Engines:
    """Return what the register, one meeting's notes and a part of the pack state, but for whose notes they are."""
    kept = ("register", "2019-01-30-assurance-meeting", "delivery-plan-3-reforming", "work-programme")
    quads = (quad for quad in store.quads if quad.graph_name.value.endswith(kept))
    return in_both(quad for quad in quads if quad.predicate.value != f"{NS}recordOf")


@pytest.fixture(scope="module")
def fewest(store: EmbeddedStore) -> Engines:
    """Return what the register states: rdflib walks a path of any length from each thing that there is."""
    return in_both(quad for quad in store.quads if quad.graph_name.value.endswith("/register"))


def ask_rdflib(dataset: Dataset, query: str) -> list[Row]:
    answer: list[Row] = []
    for row in dataset.query(query):
        assert isinstance(row, ResultRow)
        answer.append(tuple(None if value is None else str(value) for value in row))
    return answer


@pytest.fixture(scope="module")
def answers(graph: OversightGraph) -> dict[str, Table]:
    """Return the answers to all questions with their defaults; on other data where West Mercia has nothing."""
    found = {path.stem: graph.query(path.stem) for path in FILES}
    for path in FILES:
        if other := dict(read(path).expect).get("data"):
            found[path.stem] = OversightGraph.load(QUERIES.parent / "data" / str(other)).query(path.stem)
    return found


# -- the collection


def test_the_collection_is_complete() -> None:
    # Fewer files than this means that a folder was not found or that files were lost.
    assert len(FILES) >= 80
    assert len(VIEWS) >= 18
    assert len(CHECKS) >= 10
    assert len(RULES) >= 10
    assert len(WITH_PARAMETERS) >= 20
    assert names() == sorted(path.stem for path in FILES)


def test_each_group_has_questions_and_none_is_asked_twice() -> None:
    entries = [read(path) for path in FILES]
    counts = Counter(entry.group for entry in entries)
    assert counts.keys() == set(GROUPS)
    assert min(counts.values()) >= 3
    assert len({entry.question for entry in entries}) == len(entries)


# -- the header


def test_header_fits_the_query(answers: dict[str, Table]) -> None:
    for path in FILES:
        entry = read(path)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem), path
        assert entry.question.endswith("?"), path
        assert tuple(name for name, _ in entry.columns) == answers[path.stem].columns, path
        assert all(meaning and meaning != "None" for _, meaning in (*entry.columns, *entry.parameters)), path
        assert [name for name, _ in entry.defaults] == [name for name, _ in entry.parameters], path
        body = bare(entry.text)
        for name, _ in entry.parameters:
            # Once where its value is put in, and at least once where it is used.
            assert len(re.findall(rf"\?{name}\b", body)) >= 2, (path, name)
            assert name not in ("name", "self"), f"{path}: OversightGraph.query takes it for an argument of its own"
        with pytest.raises(QueryError, match="there is no parameter 'nonsense'"):
            bind(entry.text, {"nonsense": "x"}, path.stem)


def test_what_is_read_from_a_paper_is_shown_with_its_certainty() -> None:
    # A row that cites an oversight, a seat, a tenure or their like tells of one reading, and says how sure it is. Of
    # these three each row is a commitment or a body, for which several readings may stand.
    whole = {"bodies-never-seen-to-meet", "commitments-that-hang-on-one-body", "own-office-only"}
    reading = re.compile(r"\?(?:oversight|seat|participation|reporting|accountability|scrutiny|tenure) ovs:evidence \?")
    found = {path.stem: "certainty" in dict(read(path).columns) for path in FILES if reading.search(read(path).text)}
    assert len(found) > 15
    assert {name for name, shown in found.items() if not shown} <= whole


def test_expectation_is_one_that_can_fail() -> None:
    for path in FILES:
        expected: dict[str, Any] = dict(read(path).expect)
        assert expected.keys() <= {"rows", "min_rows", "contains", "data"}, path
        assert expected.get("rows", expected.get("min_rows", 0)) >= 1, path
        columns = {name for name, _ in read(path).columns}
        for answer in expected_answers(expected):
            assert answer, f"{path}: an empty mapping fits every row"
            assert answer.keys() <= columns, path
            assert all(isinstance(value, str) for value in answer.values()), f"{path}: a number, date or flag of YAML"


def expected_answers(expected: dict[str, Any]) -> list[dict[str, str]]:
    found = expected.get("contains", [])
    return found if isinstance(found, list) else [found]


# -- the answer


@pytest.mark.parametrize("path", FILES, ids=stem)
def test_answer_is_as_expected(path: Path, answers: dict[str, Table]) -> None:
    # Known answers: see `expect` in the header of each file, read in the papers by hand.
    table, expected = answers[path.stem], dict(read(path).expect)
    if "rows" in expected:
        assert len(table.rows) == expected["rows"]
    if "min_rows" in expected:
        assert len(table.rows) >= int(str(expected["min_rows"]))
    rows = table.records()
    for answer in expected_answers(expected):
        assert any(answer.items() <= row.items() for row in rows), answer


def test_order_is_total(answers: dict[str, Table]) -> None:
    """No two rows tie, so that the answer reads the same each time."""
    for path in FILES:
        table = answers[path.stem]
        order = re.findall(r"^ORDER BY (.+)$", bare(read(path).text), re.MULTILINE)
        keys = [table.columns.index(name) for name in re.findall(r"\?(\w+)", order[-1])]
        assert len({tuple(row[key] for key in keys) for row in table}) == len(table.rows), path


def test_evidence_is_a_citation(answers: dict[str, Table]) -> None:
    for path in FILES:
        table = answers[path.stem]
        if "evidence" not in table.columns:
            # Counts rest on many places; the list of papers and that of sightings point to whole papers.
            assert "COUNT(" in bare(read(path).text) or path.stem in ("papers-loaded", "post-holders-at-a-date"), path
            continue
        column = table.columns.index("evidence")
        cited = [row[column] for row in table if row[column]]
        assert cited, path
        place = r"https://example\.org/[\w-]+/" if "data" in dict(read(path).expect) else re.escape(BASE)
        each = rf"{place}paper/[\w-]+#line=\d+,\d+"
        assert all(re.fullmatch(rf"{each}(; {each})*", str(value)) for value in cited), path


def test_a_thing_is_one_row_however_many_citations_and_notes_it_has(answers: dict[str, Table]) -> None:
    """No two rows of any answer differ in their citations and notes alone: rows can be counted."""
    for path in FILES:
        table = answers[path.stem]
        at = [n for n, name in enumerate(table.columns) if not re.fullmatch(r"(\w+_)?evidence|note", name)]
        told = Counter(tuple(row[n] for n in at) for row in table)
        assert [row for row, times in told.items() if times > 1] == [], path


def test_two_things_that_are_called_alike_are_two_rows(make_graph: Make) -> None:
    # Two lamps commitments of two plans, the first cited twice and with two notes: two rows, with all of it. The action
    # of two owners is a row for each of them.
    town = make_graph(
        """
        commitment:a a ovs:Commitment ; skos:notation "1" ; rdfs:label "Lamps"@en ; ovs:oversightCell ovs:Blank ;
            ovs:evidence <#line=3,4>, <#line=1,2> ; skos:editorialNote "Torn."@en, "Folded."@en .
        commitment:b a ovs:Commitment ; skos:notation "1" ; rdfs:label "Lamps"@en ; ovs:oversightCell ovs:Blank ;
            ovs:evidence <#line=5,6> .
        post:x a org:Post ; skos:prefLabel "X" . post:y a org:Post ; skos:prefLabel "Y" .
        action:a a ovs:Action ; rdfs:label "Mend"@en ; ovs:owner post:x, post:y ;
            ovs:evidence <#line=7,8>, <#line=9,10> .
        """
    )
    paper = "https://example.org/town/paper/plan#line="
    rows = town.query("blank-and-lost-cells").rows
    assert [row[-2:] for row in rows] == [(None, f"{paper}5,6"), ("Folded. Torn.", f"{paper}1,2; {paper}3,4")]
    assert [row[-1] for row in town.query("commitments-without-a-body").rows] == [
        f"{paper}1,2; {paper}3,4",
        f"{paper}5,6",
    ]
    owners = town.query("owners-as-printed-and-as-read").rows
    assert [(row[1], row[-1]) for row in owners] == [(name, f"{paper}7,8; {paper}9,10") for name in "XY"]


def test_what_was_looked_at_by_a_step_or_before_it_was_printed_anew_was_looked_at(
    make_graph: Make,
) -> None:
    # A meeting dealt with 1, with a step of 2, and with what 3 was in the old plan; 4 was put off, 5 was on the agenda
    # of a meeting that is only announced, and of 6 nothing is told. What the old plan alone had is not asked for.
    rows = "".join(
        f'commitment:{n} a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "{n}" ; '
        f'rdfs:label "Row {n}"@en ; '
        f"ovs:oversightCell ovs:Blank ; ovs:evidence <#line={n},{n + 1}>, <#line=9{n},99> .\n"
        for n in range(1, 7)
    )
    town = make_graph(
        rows
        + """
        plan:old a ovs:Plan ; skos:prefLabel "Old plan"@en ; dcterms:date "2017-01-01"^^xsd:date .
        plan:new a ovs:Plan ; skos:prefLabel "Plan"@en ; dcterms:date "2018-01-01"^^xsd:date ;
            dcterms:replaces plan:old .
        commitment:o3 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "3" ; rdfs:label "Row 3"@en ;
            ovs:oversightCell ovs:Blank .
        commitment:o7 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "7" ; rdfs:label "Row 7"@en ;
            ovs:oversightCell ovs:Blank .
        commitment:3 ovs:continues commitment:o3 .
        activity:2.1 a ovs:Activity ; dcterms:isPartOf commitment:2 ; skos:notation "2.1" ; rdfs:label "Step"@en .
        body:b a ovs:OversightBody ; skos:prefLabel "Board" .
        meeting:m a ovs:Meeting ; ovs:convenes body:b ; schema:startDate "2018-03-01"^^xsd:date .
        meeting:p a ovs:Meeting ; ovs:convenes body:b ; schema:startDate "2018-06-01"^^xsd:date ;
            ovs:meetingState <https://w3id.org/oversight-graph/concept/meeting-state/planned> .
        item:a a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:1 ],
            [ a ovs:Scrutiny ; ovs:of activity:2.1 ], [ a ovs:Scrutiny ; ovs:of commitment:o3 ] .
        item:b a ovs:AgendaItem ; dcterms:isPartOf meeting:m ; ovs:outcome outcome:deferred ;
            ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:4 ] .
        item:c a ovs:AgendaItem ; dcterms:isPartOf meeting:p ; ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:5 ] .
        """
    )
    assert [row[0] for row in town.query("commitments-never-looked-at")] == ["4", "5", "6"]


def test_west_mercia_never_looked_at_and_carried_forward(answers: dict[str, Table]) -> None:
    # Of the 52 rows the notes and the pack tell of 17 that a meeting dealt with, 5 of them by a step alone (A.3, A.4,
    # 2.3, 2.4, 3.2).
    never = [row[0] for row in answers["commitments-never-looked-at"]]
    assert len(never) == len({*never}) == 52 - 17
    assert not {"1.1", "2.1", "2.2", "3.5", "3.6", "3.7", "4.4", "4.5", "4.8", "B5", "C2", "D8"} & {*never}
    assert not {"A.3", "A.4", "2.3", "2.4", "3.2"} & {*never}
    # Three actions are brought forward: notes of August 2017, lines 24-26 (June, put off in July to August) and 27-29
    # (July); notes of January 2019, lines 33-38 (November 2018).
    table = answers["actions-carried-forward"]
    days = ("from_day", "to_day", "taken_up_day")
    found = [tuple(row[table.columns.index(name)] for name in days) for row in table]
    assert sorted(found, key=str) == [
        ("2017-06", "2017-08-22", "2017-08-22"), ("2017-07", None, "2017-08-22"), ("2018-11", None, "2019-01-30"),
    ]  # fmt: skip


def test_an_action_carried_forward_has_the_days_of_its_own_meetings_alone(
    make_graph: Make,
) -> None:
    # The first comes from March, is put off to September and taken up in June; the second says neither of which meeting
    # it is nor where it comes from but another action, and has no day of any other.
    town = make_graph(
        "".join(
            f'meeting:{name} a ovs:Meeting ; rdfs:label "{name}"@en ; schema:startDate "2018-{month}-01"^^xsd:date .\n'
            for name, month in (("march", "03"), ("june", "06"), ("september", "09"), ("other", "11"))
        )
        + """
        action:a a ovs:Action ; rdfs:label "Mend"@en ; dcterms:isPartOf meeting:june ;
            ovs:carriedForwardFrom meeting:march ; ovs:deferredTo meeting:september .
        action:b a ovs:Action ; rdfs:label "Paint"@en ; ovs:carriedForwardFrom action:c .
        action:c a ovs:Action ; rdfs:label "Scrape"@en .
        """
    )
    assert [row[:-1] for row in town.query("actions-carried-forward")] == [
        ("Mend", "march", "2018-03-01", "september", "2018-09-01", "june", "2018-06-01"),
        ("Paint", "Scrape", None, None, None, None, None),
    ]


def test_what_makes_a_row_is_named_by_the_query_and_no_column() -> None:
    for path in FILES:
        entry = read(path)
        assert not {name for name, _ in entry.columns} & {*entry.row}, path
        assert all(re.search(rf"\?{variable}\b", bare(entry.text)) for variable in entry.row), path


def test_query_is_portable() -> None:
    """Nothing that only one engine knows, nothing that fetches, and no NOT EXISTS, which is slow on some."""
    for path in [*FILES, *CHECKS]:
        text = path.read_text(encoding="utf-8")
        check_query(text)
        assert not re.search(r"\bEXISTS\b|\bMINUS\b|\bGROUP_CONCAT\b|\bSAMPLE\b", bare(text)), path
        assert "ORDER BY" in bare(text), path


@pytest.mark.parametrize("path", [*FILES, *VIEWS, *CHECKS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_two_engines_agree(path: Path, whole: Engines, few: Engines, fewest: Engines) -> None:
    store, dataset = fewest if path.stem in SLOWEST else few if path.stem in SLOW else whole
    text = path.read_text(encoding="utf-8")
    if chosen := {name: iri for name, iri in CHOSEN.items() if re.search(rf"VALUES \?{name} \{{ <", text)}:
        text = bind(text, chosen)
        assert store.select(text).rows
    here, there = store.select(text).rows, ask_rdflib(dataset, text)
    if "DISTINCT" not in bare(text):
        # A triple that stands in several graphs is one triple of the union; Oxigraph counts it once for each graph.
        here, there = list(set(here)), list(set(there))
    assert put_in_order(here) == put_in_order(there)
    assert here or path.stem not in SLOW | SLOWEST


# What the shipped data has not: editions, drafts, announced meetings, meetings told twice, actions that live on, things
# under usual names, a class of the user's own. What rules read of each other's conclusions is stated.
LIFE = """
@prefix time: <http://www.w3.org/2006/time#> .
@prefix document: <https://w3id.org/oversight-graph/concept/document/> .
@prefix holding: <https://w3id.org/oversight-graph/concept/holding/> .
<https://example.org/town/NightWatch> rdfs:subClassOf ovs:OversightBody .
ovs:OversightBody ovs:order 3 ; ovs:folder "body" .
holding:acting skos:inScheme <https://w3id.org/oversight-graph/concept/holding> ; skos:altLabel "acting"@en .
paper:draft a ovs:SourceDocument ; dcterms:isReplacedBy paper:notes ; ovs:supersededBy paper:notes .
<https://example.org/town/graph/life> dcterms:references paper:draft .
<#asked> a ovs:Question ; ovs:evidence <https://example.org/town/paper/draft#line=1,2> .
<#kept> a ovs:Question ; ovs:evidence <https://example.org/town/paper/draft#line=1,2> ,
    <https://example.org/town/paper/notes#line=1,2> .
paper:notes a ovs:SourceDocument ; dcterms:type document:meeting-notes ; dcterms:date "2019-01-10"^^xsd:date .
plan:old a ovs:Plan ; dcterms:title "Old plan"@en ; dcterms:isReplacedBy plan:new ; ovs:supersededBy plan:new .
plan:new a ovs:Plan ; rdfs:label "New plan"@en .
commitment:old a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "1" .
commitment:new a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "1" ; ovs:continues commitment:old ;
    ovs:committedBy organization:force ; ovs:coveredBy <#oversight> , <#routine> .
commitment:2 a ovs:Commitment ; dcterms:isPartOf plan:new ; ovs:defersTo commitment:new .
commitment:5 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "5" ; rdfs:label "Lamps"@en .
commitment:6 a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "6" ; rdfs:label "Lamps"@en .
commitment:7 a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation "7" ; rdfs:label "Roads"@en .
commitment:8 a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "7" ; rdfs:label "Streets"@en .
<#oversight> ovs:by body:a .
<#routine> ovs:by mechanism:monitoring .
mechanism:monitoring ovs:runBy organization:force .
meeting:planned a ovs:Meeting ; ovs:convenes body:a ; ovs:notHeld outcome:scheduled ;
    schema:startDate "2019-01-10"^^xsd:date .
meeting:held a ovs:Meeting ; ovs:convenes body:a ; schema:startDate "2019-01-10"^^xsd:date ;
    ovs:evidence <https://example.org/town/paper/notes#line=1,2> ; ovs:participation <#ann> .
meeting:again a ovs:Meeting ; ovs:convenes body:a ; schema:startDate "2019-01-10"^^xsd:date .
<#ann> a ovs:Participation ; ovs:person person:ann ; ovs:post post:chief ; ovs:capacityAsStated "Acting Chief" ;
    ovs:evidence <https://example.org/town/paper/notes#line=2,3> .
item:1 a ovs:AgendaItem ; dcterms:isPartOf meeting:held ; ovs:scrutiny <#scrutiny> .
<#scrutiny> a ovs:Scrutiny ; ovs:of commitment:old .
meeting:before a ovs:Meeting ; schema:startDate "2018-12-01"^^xsd:date .
action:first a ovs:Action ; dcterms:isPartOf meeting:before ; ovs:due "2019-03-01"^^xsd:date ; ovs:owner post:chief ;
    ovs:livesOnAs action:second .
action:second a ovs:Action ; dcterms:isPartOf meeting:held ; ovs:carriedForwardFrom action:first .
<#change> a ovs:ChangeOfBody ; schema:startDate "2018-06-01"^^xsd:date ; org:originalOrganization body:a ;
    org:resultingOrganization body:b .
body:b a ovs:OversightBody .
person:ann a foaf:Person . post:chief a org:Post ; org:heldBy person:ann .
<#m1> a org:Membership ; org:member person:ann ; org:organization body:b ; schema:startDate "2016-02" ;
    org:memberDuring [ time:hasEnd [ time:inXSDgYear "2019"^^xsd:gYear ] ] .
<#m2> a org:Membership ; org:member person:ann ; org:organization body:b ; schema:endDate "2019-04-30"^^xsd:date ;
    org:role [ skos:prefLabel "Vice-chair" ] .
<#c1> a org:ChangeEvent ; org:originalOrganization body:b ; schema:startDate "2016-02" .
body:a org:resultedFrom <#c1> ; ovs:seat <#seat> .
<#seat> a ovs:Seat ; org:member person:ann ; ovs:post post:chief ; schema:startDate "2017-05-01"^^xsd:date ;
    ovs:evidence <https://example.org/town/paper/notes#line=3,4> .
"""


@pytest.fixture(scope="module")
def life() -> Engines:
    """Return `LIFE` in both engines."""
    town = ox.NamedNode("https://example.org/town/graph/life")
    found = ox.parse((PREFIXES + LIFE).encode(), format=ox.RdfFormat.TURTLE)
    return in_both(ox.Quad(each.subject, each.predicate, each.object, town) for each in found)


@pytest.mark.parametrize("path", RULES, ids=stem)
def test_two_engines_draw_the_same_conclusions(path: Path, stated: Engines, few: Engines, life: Engines) -> None:
    text, drawn = path.read_text(encoding="utf-8"), 0
    for embedded, copy in (few if path.stem in SLOW else stated, life):
        here = {tuple(str(getattr(term, "value", term)) for term in triple) for triple in embedded.construct(text)}
        concluded = copy.query(text).graph
        assert concluded is not None
        assert here == {tuple(str(term) for term in triple) for triple in concluded}
        drawn += len(here)
    assert drawn


def test_commitments_without_a_body_are_those_that_coverage_grades_so(
    graph: OversightGraph, answers: dict[str, Table]
) -> None:
    """Without a body by cells and pointers, and, more loosely, without one in the cells."""
    rows = graph.coverage()
    assert {row[0] for row in answers["commitments-without-a-body"]} == {row.ref for row in rows if row.grade < 3}
    assert {row[0] for row in answers["commitments-that-name-no-body"]} == {row.ref for row in rows if not row.bodies}


# -- parameters


def ask(store: EmbeddedStore, asked: str, **values: str | dt.date | None) -> list[dict[str, str | None]]:
    return store.select(bind(question(asked).text, values, asked), asked).records()


PARAMETERS = [(path.stem, *default) for path in WITH_PARAMETERS for default in read(path).defaults]
IDS = [f"{name}-{parameter}" for name, parameter, _ in PARAMETERS]


def kind(default: str) -> str:
    for mark, found in (("<", "iri"), ("UNDEF", "open")):
        if default.startswith(mark):
            return found
    if default.endswith("xsd:date"):
        return "date"
    return "number" if default.isdigit() else "string"


# Value that fits, and one that does not; any text fits a string or an open parameter.
VALUES = {
    "iri": (f"{BASE}body/transformation-board", "Transformation Board"),
    "date": ("2018-11-27", "27 November 2018"),
    "number": ("440", "line 440"),
    "string": ('a "quoted" one \\ and more', None),
    "open": (f"{BASE}organization/shropshire-council", None),
}


@pytest.mark.parametrize(("name", "parameter", "default"), PARAMETERS, ids=IDS)
def test_each_parameter_takes_a_value(name: str, parameter: str, default: str, store: EmbeddedStore) -> None:
    text = question(name).text
    fits, wrong = VALUES[kind(default)]
    assert store.select(bind(text, {parameter: fits}, name)).columns == tuple(c for c, _ in question(name).columns)
    if wrong:
        with pytest.raises(QueryError, match=parameter):
            bind(text, {parameter: wrong}, name)


@pytest.mark.parametrize(("name", "parameter"), [entry[:2] for entry in PARAMETERS], ids=IDS)
def test_each_parameter_can_be_left_open(name: str, parameter: str, whole: Engines, few: Engines) -> None:
    """Left open, a parameter sets no limit: both engines find something, and the same."""
    store, dataset = few if name in OPEN else whole
    text = bind(question(name).text, {parameter: None}, name)
    assert f"VALUES ?{parameter} {{ UNDEF }}" in text
    rows = put_in_order(store.select(text).rows)
    assert rows or "data" in dict(question(name).expect)
    assert rows == put_in_order(ask_rdflib(dataset, text))


@pytest.mark.parametrize("typed", ["B4", "B.4", "b4"])
def test_reference_is_found_with_and_without_its_dot(typed: str, graph: OversightGraph) -> None:
    # Line 519 of the panel pack: the row is printed as B4, and its cell begins with the PCC's Crime Reduction Board.
    table = graph.query("who-oversees-a-commitment", commitment=typed)
    assert "PCC's Crime Reduction Board" in {row[table.columns.index("as_stated")] for row in table}


# What a person would type, and one known answer: (question, parameter, value, column, value of it).
TYPED = [
    ("commitments-of-a-body", "body", "JAC", "ref", "D6.2"),  # line 602 of the panel pack
    ("actions-of-a-post", "post", "SO", "owner_as_stated", "SO"),  # line 30 of the notes of April 2021
    ("governance-chain-of-a-programme", "programme", "Athena", "as_stated", "AMO User Groups"),  # panel pack, line 288
    ("what-a-person-did", "person", "Julian Moss", "day", "2021-04-27"),  # line 15 of the notes of April 2021
    ("who-sits-on-a-body", "body", "SIB", "post", "Deputy Chief Constable, West Mercia Police"),  # panel pack, line 179
]


@pytest.mark.parametrize(("name", "parameter", "typed", "column", "answer"), TYPED)
def test_a_thing_may_be_named_as_a_person_would(
    name: str, parameter: str, typed: str, column: str, answer: str, graph: OversightGraph
) -> None:
    table = graph.query(name, **{parameter: typed})
    assert answer in {row[table.columns.index(column)] for row in table}


# What names a thing of another kind, and what is said of it: its kind, and which the question asks for.
OTHERS = [
    ("who-oversees-a-commitment", "commitment", "AGG", "is an oversight body; .* asks for a commitment or an activity"),
    ("who-oversees-a-commitment", "commitment", f"{BASE}body/alliance-governance-group", "is an oversight body"),
    ("what-a-person-did", "person", "Deputy Chief Constable, West Mercia Police", "is a post; .* asks for a person"),
    ("meetings-of-a-body", "body", "3.2", "is a commitment; .* asks for a body"),
    ("records-of-a-paper", "paper", "Anthony Bangham", "is a person; .* asks for a paper"),
    ("performance-measures", "direction_wanted", "downwards", "no word .*known: down, up, flat, mixed, none"),
    ("performance-measures", "exceptional_only", "no", "no word .*known: yes"),
]


@pytest.mark.parametrize(("name", "parameter", "typed", "said"), OTHERS)
def test_what_is_of_another_kind_than_a_question_asks_for_is_told(
    name: str, parameter: str, typed: str, said: str, graph: OversightGraph
) -> None:
    # An answer without rows would be read as if a commitment had no oversight.
    with pytest.raises(UsageError, match=f"{parameter}: .*{said}"):
        graph.query(name, **{parameter: typed})


def test_each_parameter_that_is_a_thing_says_of_which_kind(graph: OversightGraph) -> None:
    folders = {each.folder for each in kinds(graph.store).values()} - {""}
    for path in WITH_PARAMETERS:
        entry = read(path)
        things = {key for key, _ in entry.defaults if entry.asks_for_a_thing(key)}
        takes = dict(entry.takes)
        assert things <= takes.keys() <= dict(entry.defaults).keys(), path
        assert all(takes[key] and {*takes[key]} <= folders for key in things), path


def test_of_two_things_called_alike_that_is_meant_which_the_question_asks_for(
    make_graph: Make,
) -> None:
    # A board and a programme have one name; elsewhere the board goes first. Of what has no class nothing can be said.
    town = make_graph(
        """
        body:lamps a ovs:OversightBody ; skos:prefLabel "Lamps" .
        <https://example.org/town/programme/lamps> a ovs:Programme ; skos:prefLabel "Lamps" ;
            ovs:oversight [ a ovs:Oversight ; ovs:by body:lamps ; ovs:asStated "Lamps" ; ovs:evidence <#line=1,2> ] .
        body:plain skos:prefLabel "Plain" .
        """
    )
    assert town.find("Lamps").endswith("body/lamps")
    assert len(town.query("governance-chain-of-a-programme", programme="Lamps").rows) == 1
    assert town.query("meetings-of-a-body", body="https://example.org/town/body/plain").rows == []


def test_open_parameter_narrows_the_answer(store: EmbeddedStore) -> None:
    # Lines 22 to 38 of the panel pack: four members sit for Shropshire, one of them also as vice chairman.
    rows = ask(store, "who-sat-for-which-council", authority=f"{BASE}organization/shropshire-council")
    assert {row["person"] for row in rows} == {"Gwilym Butler", "Roger Evans", "Dave Tremellen", "Michael Wood"}
    # The attendance list of 30 November 2017 names five; Jackie Irvin took the minutes.
    sitting = f"{BASE}meeting/2017-11-30-monthly-holding-to-account"
    assert len({row["person"] for row in ask(store, "who-attended-which-meeting", sitting=sitting)}) == 6


def test_date_decides_which_bodies_had_ended(store: EmbeddedStore) -> None:
    # Line 569 of the panel pack: the ethics committee met for the last time in July 2018.
    committee = "Trust, Integrity and Ethics Committee"
    for day, ended in ((dt.date(2018, 7, 30), False), (dt.date(2018, 7, 31), True)):
        found = {row["body"] for row in ask(store, "bodies-not-live-at-a-date", asOf=day) if row["state"] == "ended"}
        assert (committee in found) is ended


def test_date_decides_who_held_a_post(store: EmbeddedStore) -> None:
    # Amanda Blakeman is Deputy Chief Constable in the notes of 2017, Julian Moss in those of April 2021.
    def deputies(day: str) -> set[str | None]:
        rows = ask(store, "post-holders-at-a-date", asOf=day)
        return {row["person"] for row in rows if row["post"] == "Deputy Chief Constable, West Mercia Police"}

    assert deputies("2017-08-21") == set()
    assert deputies("2019-01-30") == {"Amanda Blakeman"}
    assert "Julian Moss" in deputies("2021-04-27")


def test_lines_decide_what_a_passage_supports(store: EmbeddedStore) -> None:
    # Line 540 of the panel pack is the row 3.3, whose cell names the Property Board; the lines around it do not.
    def said(first: str, last: str) -> set[str | None]:
        return {row["as_stated"] for row in ask(store, "what-a-passage-supports", first=first, last=last)}

    assert "Property Board" in said("540", "540")
    assert "Property Board" in said("530", "560")
    assert "Property Board" not in said("541", "542")
    assert "Property Board" not in said("536", "539")


# -- values cannot break out


SKELETON = " ".join(bare(QUERY.replace("DEFAULT", '"x"')).split())


@given(st.text())
def test_a_string_stays_within_its_literal(value: str) -> None:
    """Quotes, backslashes, line breaks, braces: whatever is bound comes back as one value and changes nothing else."""
    bound = bind(QUERY.replace("DEFAULT", '"x"'), {"thing": value})
    assert " ".join(bare(bound).split()) == SKELETON
    assert EmbeddedStore().select(bound).rows == [(value,)]


@given(st.text(alphabet="\\\"{}\r\n#<>?uU0025cCdD '", max_size=24))
def test_nasty_strings_stay_within_their_literals_on_rdflib_too(value: str) -> None:
    """Rdflib resolves Unicode escapes before it parses: the value may turn into another, or be refused, but no more."""
    bound = bind(QUERY.replace("DEFAULT", '"x"'), {"thing": value})
    try:
        rows = ask_rdflib(Dataset(), bound)
    except Exception:
        # Refused by the parser, in whichever way; only what looks like an escape may be.
        assert re.search(r"\\u", bound, re.IGNORECASE), value
        return
    assert len(rows) == 1
    assert len(rows[0]) == 1


@given(st.text())
def test_an_open_parameter_takes_any_text(value: str) -> None:
    assert EmbeddedStore().select(bind(QUERY.replace("DEFAULT", "UNDEF"), {"thing": value})).rows == [(value,)]


@given(st.text() | st.from_regex(r"(https?|urn):[^\s]{1,20}", fullmatch=True))
def test_an_iri_is_refused_or_stays_one(value: str) -> None:
    try:
        rows = EmbeddedStore().select(bind(QUERY.replace("DEFAULT", "<urn:x>"), {"thing": value})).rows
    except QueryError:
        return
    assert rows == [(value,)]


@given(st.text() | st.integers().map(str))
def test_a_number_is_refused_or_stays_one(value: str) -> None:
    try:
        bound = bind(QUERY.replace("DEFAULT", "1"), {"thing": value})
    except QueryError:
        return
    assert re.fullmatch(r"-?\d+", value)
    assert bound.count(value) >= 1


@given(st.text() | st.dates().map(dt.date.isoformat))
def test_a_date_is_refused_or_stays_one(value: str) -> None:
    template = QUERY.replace("DEFAULT", '"2018-11-27"^^<http://www.w3.org/2001/XMLSchema#date>')
    try:
        bound = bind(template, {"thing": value})
    except QueryError:
        return
    assert EmbeddedStore().select(bound).rows == [(dt.date.fromisoformat(value).isoformat(),)]


# -- reading a header


def test_header_is_read() -> None:
    entry = parse_question("things", HEADER + QUERY.replace("DEFAULT", "UNDEF"))
    assert (entry.name, entry.question, entry.group) == ("things", "What is there?", "bodies")
    assert entry.columns == (("thing", "a thing"),)
    assert entry.parameters == ()
    assert entry.defaults == (("thing", "UNDEF"),)
    assert entry.expect == (("min_rows", 1),)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "begins with no header"),
        ("#+ just words\n", "begins with no header"),
        ("#+ question: [\n", "not YAML"),
        (HEADER.replace("#+ group: bodies\n", ""), "lacks group"),
        (HEADER.replace("question", "title").replace("columns", "fields"), "lacks columns, question"),
        (HEADER.replace("bodies", "gardening"), "the group must be one of"),
    ],
)
def test_faulty_header_is_named(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse_question("things", header + QUERY)
    assert caught.value.where == "things.rq"


def test_unknown_question_lists_the_nearest() -> None:
    with pytest.raises(NotFoundError) as caught:
        question("who-chairs-wat")
    assert caught.value.nearest[0] == "who-chairs-what"


def test_a_question_about_an_example_that_is_not_there_asks_for_yours(
    make_graph: Make,
) -> None:
    # Its example is commitment 3.2 of the shipped plan.
    graph = make_graph('commitment:one a ovs:Commitment ; skos:notation "1" ; rdfs:label "One"@en .')
    with pytest.raises(UsageError, match=r"-p commitment=NAME"):
        graph.query("who-oversees-a-commitment")
    assert graph.query("who-oversees-a-commitment", commitment="1").rows == []
    assert graph.absent("who-oversees-a-commitment") == ["commitment"]


def test_on_the_shipped_data_no_example_is_missing(graph: OversightGraph) -> None:
    assert not [name for name in names() if graph.absent(name)]


def test_no_question_tells_of_a_row_of_an_earlier_edition(make_graph: Make) -> None:
    # The plan of 2018 has every kind of cell, progress, lead and last day; that of 2019 has another row, and counts.
    progress = (
        "ovs:progress [ a ovs:ProgressUpdate ; rdfs:label 'Vanished'@en ; ovs:progressState progress:on-hold ; "
        "ovs:statusAsStated 'Paused' ; dcterms:date '2018-01-01'^^xsd:date ; ovs:evidence <#line=1,2> ]"
    )
    cells = {
        "1": "ovs:oversightCell ovs:Body ; ovs:oversight [ a ovs:Oversight ; ovs:by body:b ; ovs:asStated 'B' ]",
        "2": "ovs:oversightCell ovs:Process ; ovs:oversight [ a ovs:Oversight ; ovs:by mechanism:m ]",
        "3": "ovs:oversightCell ovs:Reference ; ovs:crossReference [ a ovs:CrossReference ; ovs:to commitment:1 ]",
        "4": "ovs:oversightCell ovs:Blank ; ovs:lead post:p ; ovs:due '2018-06-01'^^xsd:date",
        "5": "ovs:oversightCell ovs:Lost ; ovs:committedBy organization:o",
    }
    town = make_graph(
        """
        paper:old a ovs:SourceDocument ; dcterms:date "2018-01-01"^^xsd:date .
        paper:new a ovs:SourceDocument ; dcterms:date "2019-01-01"^^xsd:date .
        plan:old a ovs:Plan ; skos:prefLabel "Old" ; dcterms:date "2018-01-01"^^xsd:date .
        plan:new a ovs:Plan ; skos:prefLabel "New" ; dcterms:date "2019-01-01"^^xsd:date ; dcterms:replaces plan:old .
        body:b a ovs:OversightBody ; skos:prefLabel "Board" . mechanism:m a ovs:MonitoringProcess ; skos:prefLabel "M" .
        post:p a org:Post ; skos:prefLabel "P" . organization:o a org:FormalOrganization ; skos:prefLabel "O" .
        commitment:n a ovs:Commitment ; dcterms:isPartOf plan:new ; skos:notation "N" ; rdfs:label "Kept"@en ;
            ovs:oversightCell ovs:Blank .
        """
        + "".join(
            f"commitment:{ref} a ovs:Commitment ; dcterms:isPartOf plan:old ; skos:notation 'V{ref}' ; "
            f"rdfs:label 'Vanished {ref}'@en ; {progress} ; {cell} ; ovs:evidence <#line={ref},{ref}> .\n"
            for ref, cell in cells.items()
        )
    )
    asked = 0
    for name in sorted({*names()} - {"timeline"}):  # that a row was due then is history
        try:
            table = town.query(name, **({"asOf": "2019-06-01"} if "VALUES ?asOf" in question(name).text else {}))
        except UsageError:
            continue  # it asks of one thing
        asked += 1
        assert not [row for row in table.rows if any("Vanished" in (cell or "") for cell in row)], name
    assert asked > 50
