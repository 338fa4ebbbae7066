"""Exports: nothing is lost or changed, and the same data gives the same bytes.

What must come out is what the store holds, asked by SPARQL or read quad by quad; it is read back by pyoxigraph and,
independently, by rdflib and the csv module. Small cases are written down in full.
"""

import csv
import json
import os
import stat
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from tests.conftest import ROOT, Make

from oversight_graph import writing
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.load.languages import as_stated
from oversight_graph.model.vocabulary import BASE, INFERRED
from oversight_graph.output.export import RDF_FORMATS, to_rdf, write_tables
from oversight_graph.store.store import EmbeddedStore
from oversight_graph.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
MIME = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
NAMED = ("trig", "nquads", "jsonld")

# Text that formats like to spoil, nested nodes, and one thing of two classes.
TOWN = """
body:board a ovs:OversightBody , <https://example.org/other#Board> ;
    skos:prefLabel "Board \\"of\\" all \\\\ things"@en , "Bwrdd"@cy ;
    rdfs:label "=1+1" , "-2"@en , "@SUM(A1)" ;
    org:purpose "two\\nlines, and a\\ttab; with – signs: ü 語 \\u202E"@en ;
    ovs:status [ a ovs:BodyStatus ; ovs:state state:active ; schema:startDate "2018-08-31"^^xsd:date ;
        ovs:evidence <#line=1,2> ] ;
    ovs:amount 445625 , 8.5 , true , "1.0E3"^^xsd:double ;
    rdfs:seeAlso <https://example.org/a%20b?x=1&y=(2)#z> .
commitment:3.2 a ovs:Commitment ; ovs:oversight [ a ovs:Oversight ; ovs:by body:board ; ovs:evidence <#line=1,2> ] .
<https://example.org/town/graph/plan> dcterms:source paper:plan .
"""

Term = tuple[str, str, str, str]


@pytest.fixture
def town(make_graph: Make) -> OversightGraph:
    return make_graph(TOWN)


@pytest.fixture(params=["town", "shipped"])
def either(request: pytest.FixtureRequest) -> OversightGraph:
    """Return the small graph and the shipped one in turn."""
    found = request.getfixturevalue("town" if request.param == "town" else "graph")
    assert isinstance(found, OversightGraph)
    return found


def read(data: bytes, form: str) -> set[ox.Quad]:
    return set(ox.parse(data, format=getattr(ox.RdfFormat, RDF_FORMATS[form][1])))


def of_oxigraph(term: object) -> Term:
    if isinstance(term, ox.Literal):
        return ("literal", term.value, term.datatype.value, (term.language or "").lower())
    assert isinstance(term, ox.NamedNode), f"{term}: no blank node is left after loading"
    return ("iri", term.value, "", "")


def of_rdflib(term: object) -> Term:
    if isinstance(term, rdflib.Literal):
        plain = rdflib.RDF.langString if term.language else rdflib.XSD.string
        return ("literal", str(term), str(term.datatype or plain), (term.language or "").lower())
    assert isinstance(term, rdflib.URIRef)
    return ("iri", str(term), "", "")


def held(graph: OversightGraph) -> list[ox.Quad]:
    """Return all quads; names in other languages, which are kept apart, as they were stated."""
    return [as_stated(quad) for quad in graph.embedded.quads]


def stated(graph: OversightGraph) -> list[ox.Quad]:
    return [q for q in held(graph) if q.graph_name != ox.NamedNode(INFERRED)]


def test_formats_are_all_tried() -> None:
    assert set(RDF_FORMATS) == set(MIME) == {"turtle", *NAMED}


@pytest.mark.parametrize("form", NAMED)
def test_quads_come_back_through_pyoxigraph(either: OversightGraph, form: str) -> None:
    quads = set(held(either))
    assert len(quads) > 20
    assert read(to_rdf(either.embedded, form), form) == quads


def test_triples_come_back_through_pyoxigraph(either: OversightGraph) -> None:
    assert {q.triple for q in read(to_rdf(either.embedded, "turtle"), "turtle")} == {q.triple for q in held(either)}


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rdflib keep literals as they are written: by itself it writes 8.50 as 8.5."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("form", NAMED)
def test_quads_come_back_through_rdflib(either: OversightGraph, form: str) -> None:
    found = rdflib.Dataset()
    found.parse(data=to_rdf(either.embedded, form), format=MIME[form])
    expected = {
        (*map(of_oxigraph, (q.subject, q.predicate, q.object)), of_oxigraph(q.graph_name)) for q in held(either)
    }
    quads: Iterable[tuple[object, object, object, object]] = found.quads()
    assert {(of_rdflib(s), of_rdflib(p), of_rdflib(o), of_rdflib(g)) for s, p, o, g in quads} == expected


@pytest.mark.usefixtures("as_written")
def test_triples_come_back_through_rdflib(either: OversightGraph) -> None:
    found = rdflib.Graph().parse(data=to_rdf(either.embedded, "turtle"), format="turtle")
    expected = {tuple(map(of_oxigraph, (q.subject, q.predicate, q.object))) for q in held(either)}
    assert {(of_rdflib(s), of_rdflib(p), of_rdflib(o)) for s, p, o in found} == expected


def test_text_comes_out_as_it_went_in(town: OversightGraph) -> None:
    labels = (
        rdflib.Graph()
        .parse(data=to_rdf(town.embedded, "turtle"), format="turtle")
        .objects(rdflib.URIRef("https://example.org/town/body/board"))
    )
    found = set(map(str, labels))
    assert {'Board "of" all \\ things', "Bwrdd", "=1+1", "two\nlines, and a\ttab; with – signs: ü 語 \u202e"} <= found
    assert "https://example.org/a%20b?x=1&y=(2)#z" in found


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_stated_only_leaves_out_what_the_rules_derived_and_nothing_else(either: OversightGraph, form: str) -> None:
    inferred = len(either.embedded.quads) - len(stated(either))
    assert inferred > 0
    found = read(to_rdf(either.embedded, form, inferred=False), form)
    if form == "turtle":
        assert {q.triple for q in found} == {q.triple for q in stated(either)}
    else:
        assert found == set(stated(either))


def test_turtle_says_a_thing_once_that_two_files_say(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.ttl").write_text('<https://example.org/x> <https://schema.org/name> "once" .')
    graph = OversightGraph.load(tmp_path, validate=False)
    assert to_rdf(graph.embedded, "turtle").count(b'"once"') == 1
    assert to_rdf(graph.embedded, "nquads").count(b'"once"') == 2


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_same_bytes_twice(either: OversightGraph, form: str) -> None:
    assert to_rdf(either.embedded, form) == to_rdf(either.embedded, form)


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_same_bytes_whatever_the_order_of_loading(graph: OversightGraph, form: str) -> None:
    other = EmbeddedStore()
    other.add(reversed(list(graph.embedded.quads)))
    assert to_rdf(other, form) == to_rdf(graph.embedded, form)


@pytest.mark.parametrize("form", [*RDF_FORMATS, "csv"])
def test_same_bytes_in_two_processes(tmp_path: Path, form: str) -> None:
    answers = []
    # The second and third take the graph from a snapshot that the first left.
    for seed in ("1", "2", "77"):
        target = tmp_path / seed
        environment = {
            "PYTHONPATH": str(ROOT / "graph"),
            "PYTHONHASHSEED": seed,
            "OVERSIGHT_CACHE": str(tmp_path / "cache"),
            "PATH": os.environ.get("PATH", ""),
        }
        command = ["export", form, "--output", str(target), "--data", str(ROOT / "data" / "starter")]
        subprocess.run([sys.executable, "-m", "oversight_graph", *command], check=True, env=environment)
        files = sorted(target.iterdir()) if form == "csv" else [target]
        answers.append([(file.name if form == "csv" else "", file.read_bytes()) for file in files])
    assert answers[0] == answers[1] == answers[2]
    assert sum(len(content) for _, content in answers[0]) > 1000


def test_what_a_format_cannot_say_is_an_error_and_not_left_out() -> None:
    # A statement about a statement, which is RDF 1.2: loading refuses it, a store on disk may hold it.
    store = EmbeddedStore()
    thing = ox.NamedNode("https://example.org/a")
    store.add([ox.Quad(thing, thing, ox.Triple(thing, thing, ox.Literal("of a statement")), thing)])
    assert b"of a statement" in to_rdf(store, "trig")
    with pytest.raises(UsageError, match="cannot be written as jsonld"):
        to_rdf(store, "jsonld")


# CSV tables


def tables_of(graph: OversightGraph, folder: Path) -> dict[str, list[dict[str, str]]]:
    """Write and read the tables, by file name."""
    written = write_tables(graph.embedded, folder)
    assert sorted(written) == sorted(folder.iterdir()), "all files are told, and there are no others"
    found = {}
    for path in written:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def test_tables_of_the_town(town: OversightGraph, tmp_path: Path) -> None:
    # Read off TOWN by hand: five classes, one thing with no class.
    found = tables_of(town, tmp_path / "out")
    classes = ["BodyStatus", "Commitment", "Oversight", "OversightBody", "https-example-org-other-Board"]
    assert sorted(found) == [*classes, "untyped"]
    (board,) = found["OversightBody"]
    assert board == {
        "iri": "https://example.org/town/body/board",
        "amount": "1000; 445625; 8.5; true",
        # A no-break space: it is one text, and not two that are parted by the sign.
        "org:purpose": "two\nlines, and a\ttab;\xa0with – signs: ü 語 \u202e",
        "rdfs:label": "'-2",
        "labelInOtherLanguage": "'=1+1;' @SUM(A1)",  # each part would be a formula where cells are parted by semicolons
        "nameInOtherLanguage": "Bwrdd",
        "rdfs:seeAlso": "https://example.org/a%20b?x=1&y=(2)#z",
        "skos:prefLabel": 'Board "of" all \\ things',
        "status": "https://example.org/town/body/board#_plan.status-1",
    }
    other = {"rdf:type": "https://example.org/other#Board"}  # which the name of a file cannot hold
    assert found["https-example-org-other-Board"] == [board | other], "a thing of two classes is in both tables"
    assert found["BodyStatus"] == [
        {
            "iri": "https://example.org/town/body/board#_plan.status-1",
            "evidence": "https://example.org/town/paper/plan#line=1,2",
            "schema:startDate": "2018-08-31",
            "state": "https://w3id.org/oversight-graph/concept/state/active",
        }
    ]
    assert found["untyped"] == [
        {
            "iri": "https://example.org/town/graph/plan",
            "dcterms:source": "https://example.org/town/paper/plan",
        }
    ]


def test_every_stated_thing_and_value_is_in_the_tables(either: OversightGraph, tmp_path: Path) -> None:
    # The expectation is asked by SPARQL, on the stated graphs one by one.
    answer = either.store.select(
        f"""SELECT DISTINCT ?thing ?relation (STR(?object) AS ?value) WHERE {{
            GRAPH ?graph {{ ?thing ?relation ?object }}
            FILTER(!STRSTARTS(STR(?graph), "{BASE}graph/")) }}"""
    )
    kinds: dict[str, set[str]] = defaultdict(set)
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing, relation, value in answer:
        assert thing and relation and value is not None
        if relation == str(rdflib.RDF.type):
            kinds[thing].add(value)
        else:
            values[thing][relation].add(value)
    expected = sorted(
        (thing, sorted("; ".join(sorted(texts)) for texts in values[thing].values()))
        for thing in kinds.keys() | values.keys()
        for _ in kinds[thing] or {"untyped"}
    )
    found = tables_of(either, tmp_path / "out")
    assert len(found) == len({kind for each in kinds.values() for kind in each}) + 1, "one table for each class"
    rows = [row for table in found.values() for row in table]
    assert len(rows) == len(expected)
    plain = sorted(
        (
            row["iri"],
            sorted(
                value.replace("'", "").replace(";\xa0", "; ")
                for name, value in row.items()
                if name not in ("iri", "rdf:type") and value
            ),
        )
        for row in rows
    )
    assert plain == [(thing, sorted(text.replace("'", "") for text in texts if text)) for thing, texts in expected]


def test_shipped_tables_are_the_classes_asked_by_sparql(graph: OversightGraph, tmp_path: Path) -> None:
    counts = graph.store.select(
        f"""SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {{
            GRAPH ?graph {{ ?thing a ?class }}
            FILTER(!STRSTARTS(STR(?graph), "{BASE}graph/")) }} GROUP BY ?class"""
    )
    found = tables_of(graph, tmp_path / "out")
    by_name = {str(kind).rsplit("#", 1)[-1].rsplit("/", 1)[-1]: int(number or 0) for kind, number in counts}
    assert len(by_name) == len(list(counts)) > 30
    assert {name.rsplit("-", 1)[-1]: len(table) for name, table in found.items() if name != "untyped"} == by_name
    assert by_name["Commitment"] == 52, "the rows of the delivery plan, counted in the paper"


def test_tables_are_safe_for_spreadsheets(graph: OversightGraph, town: OversightGraph, tmp_path: Path) -> None:
    for name, each in (("shipped", graph), ("town", town)):
        cells = [
            cell
            for table in tables_of(each, tmp_path / f"{name}-tables").values()
            for row in table
            for cell in (*row, *row.values())
        ]
        assert len(cells) > 20
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_classes_with_like_names_have_tables_of_their_own(make_graph: Make, tmp_path: Path) -> None:
    # Made into file names all four would be one, or differ by case, which Windows and macOS do not tell apart.
    graph = make_graph(
        "body:a a <http://example.org/x/y> . body:b a <http://example.org/x-y> . body:c a <http://example.org/x/Y> ."
        "body:d a <http://example.org/x?y> ."
    )
    found = tables_of(graph, tmp_path / "out")
    # Numbered in the order of the classes, so that a class has the same file each time.
    assert {name: row["iri"][-1] for name, table in found.items() for row in table} == {
        "http-example-org-x-y": "b",
        "http-example-org-x-Y-2": "c",
        "http-example-org-x-y-3": "a",
        "http-example-org-x-y-4": "d",
    }


def test_a_class_name_cannot_lead_out_of_the_folder(make_graph: Make, tmp_path: Path) -> None:
    graph = make_graph(f"body:a a <http://example.org/../../{'x' * 400}> , <urn:..%2f..> , <urn:> .")
    found = tables_of(graph, tmp_path / "out")
    assert [len(table) for table in found.values()] == [1, 1, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "town"]


def test_tables_go_into_a_new_folder_of_folders(town: OversightGraph, tmp_path: Path) -> None:
    assert write_tables(town.embedded, tmp_path / "a" / "b")[0].parent == tmp_path / "a" / "b"
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is not a folder"):
        write_tables(town.embedded, tmp_path / "file")


# Writing


def test_a_file_is_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.ttl"
    write_whole(target, b"first")
    assert target.read_bytes() == b"first"
    assert stat.S_IMODE(target.stat().st_mode) == 0o644 or os.name == "nt", "others may read it"

    def full(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write_whole(target, b"second")
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target], "nothing half-written is left"


@pytest.mark.parametrize("name", ["no/such/folder/x.ttl", "folder"])
def test_what_cannot_be_written_is_told_with_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UsageError, match=name):
        write_whole(tmp_path / name, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "target").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    # A pipe stands in for /dev/null, which a run by root would otherwise turn into a file.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"through")
        assert os.read(end, 100) == b"through"
    finally:
        os.close(end)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_only_what_has_a_state_is_exported_with_one(make_graph: Make) -> None:
    # A board that met, a clerk, and what the board asked of the clerk: of the three only the board is live, or is not.
    from oversight_graph.output.network_formats import to_network_format

    town = make_graph(
        """
        paper:n a ovs:SourceDocument ; dcterms:date "2018-03-01"^^xsd:date .
        body:board a ovs:OversightBody ; skos:prefLabel "Board"@en .
        post:clerk a org:Post ; skos:prefLabel "Clerk"@en .
        meeting:m a ovs:Meeting ; rdfs:label "March"@en ; ovs:convenes body:board ;
            schema:startDate "2018-03-01"^^xsd:date .
        action:a a ovs:Action ; dcterms:isPartOf meeting:m ; rdfs:label "Count"@en ; ovs:owner post:clerk .
        """
    )
    document = json.loads(to_network_format(town.network("2018-03-01"), "cytoscape"))
    nodes = [node["data"] for node in document["elements"]["nodes"]]
    states = {node["label"]: (node["status"], node.get("live")) for node in nodes}
    assert states == {"Board": ("active", True), "Clerk": ("", None), "Count": ("", None)}


def test_what_another_writer_takes_away_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, swept = writing._lock, list[Path]()

    def late(handle: int, *, wait: bool = False) -> bool:
        if wait and not swept:  # nobody holds it yet, as if whoever made it had been killed
            swept.extend(tmp_path.glob(".*.unfinished"))
            writing._remove(swept[0])
        return lock(handle, wait=wait)

    monkeypatch.setattr(writing, "_lock", late)
    writing.write_whole(tmp_path / "file", b"whole")
    assert swept
    swept.clear()
    writing.write_folder(tmp_path / "folder", {"a/b.txt": b"whole"})
    assert swept
    assert (tmp_path / "file").read_bytes() == (tmp_path / "folder" / "a" / "b.txt").read_bytes() == b"whole"
    assert not list(tmp_path.glob(".*"))
