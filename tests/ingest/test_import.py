"""Foreign registers in. The Popolo and organogram data are made up; what they hold is written beside each test."""

import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from oversight_graph.cli import app
from oversight_graph.errors import DataError, QueryError, UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.ingest.importers.lift import LIFT, lift
from oversight_graph.ingest.importers.mapping import import_file
from oversight_graph.ingest.importers.tables import read_tables
from oversight_graph.ingest.workbook.from_graph.export import stated
from oversight_graph.resources import resource, text
from oversight_graph.store.views import query_texts

BASE = "https://example.org/town/"
POPOLO = {
    "persons": [
        {"id": "p1", "name": "Ada Ash", "other_names": [{"name": "A. Ash"}], "email": "x"},
        {"id": "p2", "name": "Ben Beech", "biography": "Long"},
    ],
    "organizations": [
        {"id": "o1", "name": "Town Council"},
        {"id": "b1", "name": "Audit Committee", "classification": "Committee", "parent_id": "o1"},
        {"id": "b2", "name": "Old Panel", "classification": "panel", "dissolution_date": "2019-05"},
    ],
    "posts": [{"id": "t1", "label": "Clerk", "organization_id": "o1"}],
    "memberships": [
        {"id": "m1", "person_id": "p1", "post_id": "t1", "start_date": "2015", "end_date": "2017-03-31"},
        {"id": "m2", "person_id": "p1", "post_id": "t1", "start_date": "2019-05-01"},
        {"id": "m3", "person_id": "p2", "post_id": "t1", "start_date": "2017-04-01", "end_date": "2019-04-30"},
        {"id": "m4", "person_id": "p2", "organization_id": "b1", "role": "Vice-Chair"},
    ],
}
ORGANOGRAM = (
    "Post Unique Reference,Name,Grade,Job Title,Organisation,Unit,Contact Phone,Contact E-mail,Reports to Senior Post\r\n"
    "90001,Ada Ash,SCS3,Chief Officer,Town Agency,Town Agency,01234 567,a@example.org,XX\r\n"
    "90002,N/D,SCS1,Head of Roads,Town Agency,Roads,N/D,N/D,90001\r\n"
    "90003,Vacant,SCS1,Head of Rails,Town Agency,Rails,N/D,N/D,90001\r\n"
)


def popolo(tmp_path: Path) -> Path:
    path = tmp_path / "town.json"
    path.write_text(json.dumps(POPOLO))
    return path


def test_popolo_keeps_several_terms_and_holders(tmp_path: Path) -> None:
    path = popolo(tmp_path)
    made = import_file(path, text("queries", "import", "popolo.rq"), date="2020-01-01", publisher="Town", base=BASE)
    (tmp_path / "town.ttl").write_bytes(made.content)
    graph = OversightGraph.load(tmp_path / "town.ttl")
    ask = (
        "PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX schema: <https://schema.org/>\n"
        "SELECT ?p ?from ?edtf ?to WHERE { ?p ovs:tenure ?t . ?t schema:startDate ?from OPTIONAL { ?t ovs:edtf ?edtf }\n"
        "OPTIONAL { ?t schema:endDate ?to } } ORDER BY ?from"
    )
    # A year is kept as a year, beside its last day.
    assert graph.sparql(ask).rows == [
        (f"{BASE}person/p1", "2015-12-31", "2015/2017-03-31", "2017-03-31"),
        (f"{BASE}person/p2", "2017-04-01", None, "2019-04-30"),
        (f"{BASE}person/p1", "2019-05-01", None, None),
    ]
    assert {row.name: row.status for row in graph.bodies("2020-01-01", everything=True)}["Old Panel"] == "ended"
    # Of what a body is part is proved by its own record.
    proved = "SELECT ?e { ?b org:subOrganizationOf ?above ; ovs:evidence ?e FILTER(STRENDS(STR(?b), 'b1')) }"
    prefixes = "PREFIX org: <http://www.w3.org/ns/org#> PREFIX ovs: <https://w3id.org/oversight-graph/ns#> "
    assert len(graph.sparql(prefixes + proved).rows) == 1
    seats = [row for row in graph.people("2020-01-01", everything=True) if row.body == "Audit Committee"]
    assert [(row.person, row.role) for row in seats] == [("Ben Beech", "vice chair")]
    # What no part of the mapping names is told, and contact details are not even lifted.
    assert made.left == {"biography": 1}
    assert made.contacts == 1
    assert b"A. Ash" in made.content


def test_popolo_keeps_how_exactly_each_end_is_known_and_for_whom_somebody_sits(tmp_path: Path) -> None:
    seat = {"person_id": "p1", "organization_id": "o1"}
    said = {
        "persons": [{"id": "p1", "name": "Ann Ash"}],
        "organizations": [{"id": "o1", "name": "Roads Board", "classification": "board"}, {"id": "o2", "name": "Town Council"}],
        "memberships": [seat | {"on_behalf_of_id": "o2", "start_date": "2015-03", "end_date": "2017"}, seat | {"end_date": "2019"}],
    }  # fmt: skip
    path = tmp_path / "town.json"
    path.write_text(json.dumps(said))
    made = import_file(path, text("queries", "import", "popolo.rq"), date="2020-01-01", publisher="Town", base=BASE)
    (tmp_path / "town.ttl").write_bytes(made.content)
    rows = OversightGraph.load(tmp_path / "town.ttl").people("2020-01-01", everything=True)
    assert sorted((row.since or "", row.until or "") for row in rows) == [("", "2019"), ("2015-03", "2017")]
    assert b"onBehalfOf" in made.content
    assert made.left == {}


def test_organogram_leaves_out_who_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "senior.csv").write_text(ORGANOGRAM)
    result = CliRunner().invoke(
        app,
        ["import", "organogram", str(tmp_path / "senior.csv"), "-o", str(tmp_path / "out"), "--date", "30 September 2020",
         "--base", BASE],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "left out, since the mapping does not take it or it is no day: grade 3" in result.output
    assert "how to reach somebody" in result.output
    graph = OversightGraph.load(tmp_path / "out")
    assert [(row.person, row.post, row.role) for row in graph.people("2020-09-30", everything=True)] == [
        ("Ada Ash", "Chief Officer", "holder"),
        (None, "Head of Rails", "vacant"),
    ]
    ask = "SELECT ?a ?b WHERE { ?a <http://www.w3.org/ns/org#reportsTo> ?b } ORDER BY ?a"
    assert graph.sparql(ask).rows == [(f"{BASE}post/9000{n}", f"{BASE}post/90001") for n in (2, 3)]
    # Each is proved by the row of the register.
    assert all(row.evidence for row in graph.chain("Head of Rails"))
    content = (tmp_path / "out" / "senior.ttl").read_text()
    assert "example.org>" not in content and "01234" not in content


def test_what_a_spreadsheet_must_not_touch_comes_back(tmp_path: Path) -> None:
    # A reference that is no number, a text that begins as a formula, and a decade: out as CSV, and in again. Two names
    # as printed stay two, and one with the sign that parts them stays one.
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.ttl").write_text(
        "@prefix ovs: <https://w3id.org/oversight-graph/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{BASE}plan/1> a ovs:Plan ; skos:notation "1.10" ; skos:prefLabel "\'90s =1; +2"@en ; skos:altLabel "=2"@en ;\n'
        '    ovs:asStated "Roads; Paths", "Ways" .\n'
    )
    run = CliRunner().invoke
    assert run(app, ["export", "csv", "-o", str(tmp_path / "csv"), "--data", str(data)]).exit_code == 0
    [table] = (tmp_path / "csv").iterdir()
    assert "'1.10" in table.read_text(encoding="utf-8-sig")
    back = {str(triple.object) for triple in read_tables(tmp_path / "csv")}
    assert back >= {'"1.10"', '"\'90s =1; +2"@en', '"=2"', '"Roads; Paths"', '"Ways"'}


def test_a_class_of_somebody_else_and_a_name_in_two_languages_come_back(tmp_path: Path) -> None:
    data, out = tmp_path / "data.ttl", tmp_path / "csv"
    data.write_text(
        "@prefix ovs: <https://w3id.org/oversight-graph/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f"<{BASE}body/1> a ovs:OversightBody, <https://example.org/cymru#Bwrdd> ;\n"
        '    skos:prefLabel "Bwrdd y Strydoedd"@cy, "Streets Board"@en .\n'
    )
    run = CliRunner().invoke
    assert run(app, ["export", "csv", "-o", str(out), "--data", str(data)]).exit_code == 0
    assert run(app, ["import", "csv", str(out), "-o", str(tmp_path / "again")]).exit_code == 0
    graphs = [OversightGraph.load(each) for each in (data, tmp_path / "again")]
    (before,), (after,) = (graph.bodies("2020-01-01", everything=True) for graph in graphs)
    assert (before.name, before.aliases) == (after.name, after.aliases) == ("Streets Board", ("Bwrdd y Strydoedd",))
    asked = f"SELECT ?kind WHERE {{ <{BASE}body/1> a ?kind }} ORDER BY ?kind"
    kinds = [graph.sparql(asked).rows for graph in graphs]
    assert kinds[0] == kinds[1] and ("https://example.org/cymru#Bwrdd",) in kinds[0]


def test_rows_are_cited_by_their_lines(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text('name,what\n"Two\nlines",a\nOne,b\n')
    found = lift(tmp_path / "rows.csv", f"{BASE}paper/rows")
    places = [str(t.object) for t in found.triples if t.predicate.value == f"{LIFT}evidence"]
    assert places == [f"<{BASE}paper/rows#line=1,3>", f"<{BASE}paper/rows#line=3,4>"]


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("board,seats\nWard Panel,7\n")
    (tmp_path / "own.rq").write_text(
        "PREFIX lift: <https://w3id.org/oversight-graph/lift#> PREFIX ovs: <https://w3id.org/oversight-graph/ns#>\n"
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
        "CONSTRUCT { ?b a ovs:OversightBody ; skos:prefLabel ?n } WHERE { ?row lift:board ?name . lift:settings lift:base ?base\n"
        'BIND(STRLANG(?name, "en") AS ?n) BIND(IRI(CONCAT(?base, "body/", ENCODE_FOR_URI(?name))) AS ?b) }'
    )
    options = ["import", "csv", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "out"), "--date", "2020-01-01"]
    result = CliRunner().invoke(app, [*options, "--map", str(tmp_path / "own.rq")])
    assert result.exit_code == 0, result.output
    assert "seats 1" in result.output
    assert "Ward Panel" in (tmp_path / "out" / "rows.ttl").read_text()
    with pytest.raises(UsageError, match="nothing says what the columns mean"):
        CliRunner().invoke(app, options, catch_exceptions=False)


def test_popolo_comes_back_from_our_own_export(tmp_path: Path) -> None:
    exported = tmp_path / "wm.json"
    assert CliRunner().invoke(app, ["export", "popolo", "-o", str(exported)]).exit_code == 0
    first = json.loads(exported.read_text())
    made = import_file(exported, text("queries", "import", "popolo.rq"), date="2021-04-27", publisher="Export")
    (tmp_path / "wm.ttl").write_bytes(made.content)
    again = tmp_path / "again.json"
    result = CliRunner().invoke(app, ["export", "popolo", "-o", str(again), "--data", str(tmp_path / "wm.ttl")])
    assert result.exit_code == 0, result.output
    second = json.loads(again.read_text())
    for kind in ("persons", "posts"):
        assert {each["id"] for each in first[kind]} <= {each["id"] for each in second[kind]}
    assert made.dropped == {"events without start_date": 1}  # a meeting that was put off, of which no day is known
    assert len(first["events"]) == len(second["events"]) + 1
    # Who sits or holds what, as what, since when.
    held = [
        Counter(
            (*(m.get(key) for key in ("person_id", "post_id", "organization_id", "start_date", "end_date", "on_behalf_of_id")),
             m.get("member", {}).get("id"), m.get("role"))
            for m in doc["memberships"]
        )
        for doc in (first, second)
    ]  # fmt: skip
    assert len(first["memberships"]) == len(second["memberships"]) > 100
    assert held[0] == held[1]


def test_tables_come_back_from_our_own_export(tmp_path: Path) -> None:
    starter = str(resource("data", "starter"))
    folder = tmp_path / "csv"
    assert CliRunner().invoke(app, ["export", "csv", "-o", str(folder), "--data", starter]).exit_code == 0
    graph = OversightGraph.load(starter)
    assert {str(t) for t in read_tables(folder)} == {str(t) for t in stated(graph.embedded)}


@pytest.mark.parametrize("name", query_texts("import"))
def test_each_mapping_is_sparql_and_says_what_it_reads(name: str) -> None:
    query = text("queries", "import", f"{name}.rq")
    assert query.startswith("# ") and "lift:settings lift:base ?base" in query


def test_a_mapping_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    far = "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://far.example/sparql> { ?s ?p ?o } }"
    with pytest.raises(QueryError, match="SERVICE"):
        import_file(tmp_path / "other.csv", far, date="2020-01-01")


def test_bad_input_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    mapping = text("queries", "import", "popolo.rq")
    with pytest.raises(DataError, match="not well formed"):
        import_file(tmp_path / "bad.json", mapping, date="2020-01-01")
    with pytest.raises(DataError, match="no row with the names of its columns"):
        import_file(tmp_path / "empty.csv", mapping, date="2020-01-01")
    with pytest.raises(DataError, match="makes anything"):
        import_file(tmp_path / "other.csv", mapping, date="2020-01-01")
    with pytest.raises(UsageError, match="is no date"):
        import_file(tmp_path / "other.csv", mapping, date="soon")
    with pytest.raises(DataError, match="first column iri"):
        read_tables(tmp_path)


def test_events_of_popolo_are_meetings_with_those_who_attended(tmp_path: Path) -> None:
    source = tmp_path / "council.json"
    source.write_text(
        json.dumps(
            {
                "persons": [{"id": "p1", "name": "Ann Roe"}],
                "organizations": [{"id": "o1", "name": "Lamp Assembly", "classification": "assembly"}],
                "events": [
                    {"id": "e1", "name": "Spring sitting", "start_date": "2025-03-04", "organization_id": "o1",
                     "attendees": [{"id": "p1", "name": "Ann Roe"}]},
                    {"id": "e2", "name": "Nobody's sitting", "start_date": "2025-03-05"},
                ],
            }
        )
    )  # fmt: skip
    made = import_file(source, text("queries", "import", "popolo.rq"), date="2025-05-01", publisher="Lamp County")
    (tmp_path / "council.ttl").write_bytes(made.content)
    again = tmp_path / "again.json"
    result = CliRunner().invoke(app, ["export", "popolo", "-o", str(again), "--data", str(tmp_path / "council.ttl")])
    assert result.exit_code == 0, result.output
    (event,) = json.loads(again.read_text())["events"]
    assert (event["name"], event["start_date"]) == ("Spring sitting", "2025-03-04")
    assert [each["name"] for each in event["attendees"]] == ["Ann Roe"]
    assert event["organization_id"].endswith("organization/o1")
    assert made.dropped == {"events without attendees, organization_id": 1}
    result = CliRunner().invoke(
        app, ["import", "popolo", str(source), "-o", str(tmp_path / "in"), "--date", "2025-05-01"]
    )
    assert "left out whole: 1 events without attendees, organization_id" in result.output


def test_predecessors_in_nested_json_become_a_change(tmp_path: Path) -> None:
    source = tmp_path / "mergers.json"
    mergers = [
        {"name": "Lamp Board", "on": "2020-04-01", "formerly": [{"name": "Oil Board"}, {"name": "Gas Board"}]},
        {"name": "Tree Board", "formerly": [{"name": "Bush Board"}]},
    ]
    source.write_text(json.dumps({"register": {"mergers": mergers}}))
    mapping = """
        PREFIX lift: <https://w3id.org/oversight-graph/lift#> PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX ovs: <https://w3id.org/oversight-graph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX schema: <https://schema.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> # a comment with { in it
        CONSTRUCT { ?change a ovs:ChangeOfBody ; rdfs:label ?name ; org:originalOrganization ?old ; org:resultingOrganization ?new ;
            schema:startDate ?day ; ovs:evidence ?where .
          ?new a ovs:OversightBody ; skos:prefLabel ?name . ?old a ovs:OversightBody ; skos:prefLabel ?former }
        WHERE { lift:settings lift:base ?base . ?m a lift:mergers ; lift:name ?n ; lift:on ?on ; lift:formerly/lift:name ?o ;
            lift:evidence ?where
          BIND(STRDT(?on, <http://www.w3.org/2001/XMLSchema#date>) AS ?day) BIND(STRLANG(?n, "en") AS ?name)
          BIND(STRLANG(?o, "en") AS ?former) BIND(IRI(CONCAT(?base, "body/", ENCODE_FOR_URI(?n))) AS ?new)
          BIND(IRI(CONCAT(?base, "body/", ENCODE_FOR_URI(?o))) AS ?old)
          BIND(IRI(CONCAT(?base, "change/", ENCODE_FOR_URI(?n))) AS ?change) }
    """
    made = import_file(source, mapping, date="2025-05-01", publisher="Lamp County")
    assert made.things["ChangeOfBody"] == 1
    assert made.dropped == {"mergers without on": 1}
    (tmp_path / "mergers.ttl").write_bytes(made.content)
    ended = OversightGraph.load(tmp_path / "mergers.ttl").bodies(everything=True)
    assert {body.name: body.status for body in ended} == {
        "Gas Board": "ended", "Lamp Board": "active", "Oil Board": "ended"
    }  # fmt: skip
