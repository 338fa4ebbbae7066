"""From files to the graph: formats, named graphs, the two ways of reading Turtle, rules.

Expected values are counted by hand on the few lines of each fixture; where two ways must agree, one is the check of
the other.
"""

import json
import os
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Node, URIRef
from rdflib.compare import isomorphic

from oversight_graph.check.at_load import check_loaded
from oversight_graph.errors import DataError, UsageError
from oversight_graph.load import load as loading
from oversight_graph.load.files import DataFile, find_files, law_packs, ontology, shipped
from oversight_graph.load.load import apply_rules, build, load, rules
from oversight_graph.load.parsing import _in_graph, parse
from oversight_graph.load.skolem import owner_of, skolemise
from oversight_graph.model.vocabulary import BASE, INFERRED, NS, PREFIXES
from oversight_graph.output.export import to_rdf
from oversight_graph.store.store import EmbeddedStore

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
import registers

TOWN = "https://example.org/town/"
HEAD = f"""@prefix c: <{TOWN}commitment/> .
@prefix body: <{TOWN}body/> .
@prefix ovs: <{NS}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, name: str, content: str | bytes) -> list[ox.Quad]:
    """Write a file and parse it."""
    return parse(find_files([write(folder, name, content)])[0])


def text_of(term: object) -> str:
    """Return the IRI of a term, or its text."""
    return str(getattr(term, "value", term))


def triples(quads: list[ox.Quad]) -> set[str]:
    """Return the statements, whatever graph they are in."""
    return {str(quad.triple) for quad in quads}


def as_blank(quads: list[ox.Quad]) -> Graph:
    """Return the statements with the names of nodes taken away again."""
    graph = Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    blank = Graph()
    for s, p, o in graph:
        blank.add((_blank(s), p, _blank(o)))
    return blank


def _blank(term: Node) -> Node:
    return BNode(str(term)) if isinstance(term, URIRef) and owner_of(str(term)) != str(term) else term


# ---------------------------------------------------------------------------------------------------------------------
# Formats


FACTS = f"""<{TOWN}commitment/1> <{NS}oversight> _:n .
_:n <{NS}by> <{TOWN}body/a> .
_:n <{NS}asStated> "The Böard" .
<{TOWN}commitment/1> <{NS}due> "2020-01-31"^^<http://www.w3.org/2001/XMLSchema#date> .
<{TOWN}commitment/1> <http://www.w3.org/2000/01/rdf-schema#label> "One"@en .
"""
OBJECT = {
    "@id": f"{TOWN}commitment/1",
    "oversight": {"by": f"{TOWN}body/a", "asStated": "The Böard"},
    "due": "2020-01-31",
    "label": "One",
}
CONTEXT = {
    "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@language": "en"},
    "oversight": f"{NS}oversight",
    "asStated": f"{NS}asStated",
    "by": {"@id": f"{NS}by", "@type": "@id"},
    "due": {"@id": f"{NS}due", "@type": "http://www.w3.org/2001/XMLSchema#date"},
}
FORMATS = {
    "plan.ttl": HEAD + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    'c:1 ovs:oversight [ ovs:by body:a ; ovs:asStated "The Böard" ] ; '
    'ovs:due "2020-01-31"^^xsd:date ; rdfs:label "One"@en .',
    "plan.trig": "{ " + FACTS + " }",
    "plan.nt": FACTS,
    "plan.nq": FACTS,
    "plan.jsonld": json.dumps({"@context": CONTEXT, **OBJECT}, ensure_ascii=False),
    "PLAN.TTL": FACTS,
    "bundled/plan.jsonld": json.dumps({"@context": f"{BASE}context.jsonld", **OBJECT}),
    "listed/plan.jsonld": json.dumps({"@context": [f"{BASE}context.jsonld", {"x": "urn:x"}], "@graph": [OBJECT]}),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(name: str, tmp_path: Path) -> None:
    quads = read(tmp_path / "town", name, FORMATS[name])
    assert len(quads) == 5
    assert isomorphic(as_blank(quads), Graph().parse(data=FACTS, format="nt"))
    folder = Path(name).parent.name or "town"
    assert {text_of(quad.graph_name) for quad in quads} == {f"{BASE}id/{folder}/graph/plan"}
    assert f"{TOWN}commitment/1#_plan.oversight-1" in {text_of(quad.subject) for quad in quads}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("name", [name for name in FORMATS if "/" not in name])
def test_line_breaks_and_marks_of_other_systems(name: str, line_break: str, mark: bytes, tmp_path: Path) -> None:
    text = FORMATS[name] if name.endswith("jsonld") else "# a comment\n" + FORMATS[name] + "# the end"
    quads = read(tmp_path, name, mark + text.replace("\n", line_break).encode())
    assert len(quads) == 5
    assert len({text_of(quad.graph_name) for quad in quads}) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.trig", "<urn:g> { <urn:a> <urn:b> [ <urn:c> 1 ] } <urn:d> <urn:e> [ <urn:f> 2 ] ."),
        (
            "plan.nq",
            '<urn:a> <urn:b> _:x <urn:g> .\n_:x <urn:c> "1" <urn:g> .\n<urn:d> <urn:e> _:y .\n_:y <urn:f> "2" .\n',
        ),
        (
            "plan.jsonld",
            '{"@graph": [{"@id": "urn:g", "@graph": [{"@id": "urn:a", "urn:b": {"urn:c": 1}}]},'
            ' {"@id": "urn:d", "urn:e": {"urn:f": 2}}]}',
        ),
    ],
)
def test_graphs_of_their_own_are_kept(name: str, text: str, tmp_path: Path) -> None:
    quads = read(tmp_path / "town", name, text)
    own = {(text_of(q.predicate), text_of(q.graph_name).removeprefix(f"{BASE}id/town/")) for q in quads}
    assert own == {("urn:b", "urn:g"), ("urn:c", "urn:g"), ("urn:e", "graph/plan"), ("urn:f", "graph/plan")}
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)


@pytest.mark.parametrize("form", ["trig", "nquads"])
def test_an_export_read_again_is_the_same_graph(form: str, tmp_path: Path) -> None:
    files = shipped("data", "starter")
    before = build([*files, *ontology()])
    path = write(tmp_path, f"whole.{'trig' if form == 'trig' else 'nq'}", to_rdf(before, form))
    after = build([*find_files([path]), *ontology()])
    assert set(map(str, after.quads)) == set(map(str, before.quads))


@pytest.mark.parametrize("graph", ["graph/concepts", "graph/ontology"])
def test_what_stands_in_a_graph_named_like_the_code_lists_is_not_lost(graph: str, tmp_path: Path) -> None:
    # An export holds these graphs, and somebody may have added a code of their own to one.
    text = f"<{BASE}{graph}> {{ <urn:a> <{NS}asStated> 'own' }}"
    store = build([*find_files([write(tmp_path, "plan.trig", text)]), *ontology()])
    assert ("urn:a", "own") in {(text_of(q.subject), text_of(q.object)) for q in store.quads}


def test_what_a_file_calls_inferred_is_not_taken_for_inferred(tmp_path: Path) -> None:
    text = f"<{INFERRED}> {{ <urn:a> <{NS}oversees> <urn:b> }} <urn:c> <{NS}holdsToAccount> <urn:d> ."
    with pytest.raises(DataError, match="calls 1 statements inferred that do not follow here; the first: <urn:a> "):
        build(find_files([write(tmp_path, "plan.trig", text)]))


# ---------------------------------------------------------------------------------------------------------------------
# The fast way and the plain way of reading Turtle


TEXTS = {
    "plain": HEAD + 'c:1 ovs:asStated "x" .',
    "nodes": HEAD + "c:1 ovs:oversight [ ovs:by body:a ] , [ ovs:by body:b ] .",
    "collection": HEAD + "c:1 ovs:to ( c:2 [ ovs:by c:3 ] ) .",
    "labels": HEAD + "c:1 ovs:to _:x . _:x ovs:to _:y . _:y ovs:to _:x .",
    "directive in the middle": HEAD + "c:1 ovs:to c:2 .\n@prefix d: <urn:d:> .\nd:1 ovs:to d:2 .",
    "base in the middle": HEAD + "<x> ovs:to <y> .\n@base <urn:other:> .\n<urn:other:z> ovs:to [ ovs:by c:1 ] .",
    "SPARQL directives in the middle": HEAD
    + "<x> ovs:to <y> .\nbase <urn:other:>\nPREFIX d: <urn:d:>\n<z> ovs:to d:1 .",
    "directives as a string": HEAD + 'c:1 ovs:to """\n@base <urn:other:> .\n""" .',
    "a base behind another": HEAD
    + "<x> ovs:to <y> .\n@base <urn:o:> . <z> ovs:to <y> . @base <urn:p:> .\n<q> ovs:to <y> .",
    "SPARQL directives": f"PREFIX ovs: <{NS}>\nbase <{TOWN}>\n# here\n<a> ovs:to <b> .",
    "braces in a string": HEAD + 'c:1 ovs:asStated "} GRAPH <urn:g> {" ; ovs:oversight [ ovs:by body:a ] .',
    "braces in a comment": HEAD + "# } <urn:g> {\nc:1 ovs:to c:2 .",
    "a comment at the end": HEAD + "c:1 ovs:to c:2 . # the end.",
    "a comment in the head": f"# }}\n@prefix ovs: <{NS}> . # {'{'}\n<urn:a> ovs:to <urn:b> .",
    "old line breaks": f"# a comment\r@prefix ovs: <{NS}> .\r<urn:a> ovs:to <urn:b> .\r",
    "no statement": HEAD,
    "nothing": "",
    "only a comment": "# nothing",
    "keyword as name": HEAD + "@prefix graph: <urn:g:> . graph:x ovs:to graph:graph .",
}


def plain(text: str, file: DataFile) -> set[str]:
    """Return the quads of the plain parser."""
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=file.graph)
    return set(map(str, skolemise(quads, ox.NamedNode(file.graph), file.slug)))


@pytest.mark.parametrize("name", TEXTS)
def test_both_ways_of_reading_turtle_agree(name: str, tmp_path: Path) -> None:
    file = find_files([write(tmp_path, "plan.ttl", TEXTS[name])])[0]
    assert set(map(str, parse(file))) == plain(TEXTS[name], file)


def test_the_fast_way_is_taken_where_it_can_be(tmp_path: Path) -> None:
    slow = {
        name
        for name, text in TEXTS.items()
        if _in_graph(text.encode(), DataFile(tmp_path / "x.ttl", "x.ttl", "https://example.org/graph/x")) is None
    }
    braces = {"braces in a string", "braces in a comment", "a comment in the head"}
    assert slow == {"a base behind another", "only a comment", *braces}


SHIPPED = [*shipped(), *shipped("data", "starter"), *ontology()]


@pytest.mark.parametrize("file", SHIPPED, ids=[file.name for file in SHIPPED])
def test_both_ways_agree_on_the_shipped_files(file: DataFile) -> None:
    assert set(map(str, parse(file))) == plain(file.read().decode(), file)
    assert _in_graph(file.read(), file) is not None  # the shipped files are all read the fast way
    # They are read without the checks that a user's file goes through; they would pass them.
    assert sorted(map(str, parse(file._replace(trusted=False)))) == sorted(map(str, parse(file)))


def test_there_are_shipped_files_to_read() -> None:
    assert len(SHIPPED) >= 20


GRAPH = f"{BASE}id/town/graph/plan"
MALFORMED = [
    (HEAD + "c:1 ovs:to c:2", 5),  # cut off: TriG would not mind
    (HEAD + "c:1 ovs:to c:2 ;", 5),
    (HEAD + "c:1 ovs:to c:2 ,\n\n", 7),
    (HEAD + "c:1 ovs:to [ ovs:by c:2 ", 5),
    (HEAD + "c:1 ovs:to c:2 .\n}\n<urn:g> {\nc:3 ovs:to c:4 .", 6),
    (HEAD + f"c:1 ovs:to c:2 .\n}}\nGRAPH <{GRAPH}> {{\nc:3 ovs:to c:4 .", 6),
    (HEAD + "}\n{", 5),
    (HEAD + "c:1 ovs:to c:2 . }\n# {", 5),
    (HEAD + "\n\nc:1 ovs:to undeclared:x .", 7),
    (HEAD + 'c:1 ovs:asStated "no end .\n', 5),
    (HEAD + "c:1 ovs:to <a b> .", 5),
    ("@prefix c: <urn:c:>\nc:1 c:2 c:3 .", 1),
    ("@prefix p:#c <urn:a> .\n<http://x> . <urn:g> { <urn:s> <urn:p> <urn:o> .", 2),
    ("PREFIX c: <urn:c:> .\nc:1 c:2 c:3 .", 1),
    ("<urn:a> <urn:b> <urn:c> <urn:d> .", 1),
    ("GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> . }", 1),
]


@pytest.mark.parametrize(("text", "line"), MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_turtle_is_refused_with_its_line(text: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path / "town", "plan.ttl", text)
    assert str(caught.value).startswith(f"{tmp_path}/town/plan.ttl:{line}: not well formed: ")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        # What is missing is missing at the end of a line, whatever stands between it and the next statement.
        (
            "c:1 ovs:to c:2\nc:3 ovs:to c:4 .",
            5,
            "a `;` or `.` is missing at the end of this line (line 6 begins something",
        ),
        ("c:1 ovs:to c:2\n\n# to c:2\n  ovs:by c:4 .", 5, "a `;` or `.` is missing at the end of this line (line 8"),
        ("c:1 ovs:to <#a>\n  ovs:by c:4 .", 5, "a `;` or `.` is missing at the end of this line (line 6"),
        ("c:1 ovs:to c:2 ;\nc:3 ovs:to c:4 .", 6, "(a `;`, `,` or `.` may be missing here or on the line before)"),
        ("c:1 ovs:to [ ovs:by c:2\n ovs:to c:4 ] .", 6, "(a `;` or `]` may be missing here or on the line before)"),
        (
            "c:1 ovs:asStated 'it's' .",
            5,
            "(a quotation mark, or a `;` or `.`, may be missing here or on the line before)",
        ),
        ("c:1 ovs:asStated hello .", 5, "(write words in quotation marks, and names with their prefix)"),
        ('c:1 ovs:asStated "hello .\n\n', 5, "(a quotation mark, a bracket or the last `.` may be missing)"),
        (
            "c:1 ovs:to c:2 ;\n ovs:due 2025-11-04 .",
            6,
            'not well formed: 2025-11-04 is no value (a date is written "2025-11-04"^^xsd:date)',
        ),
        ("c:1 ovs:due 2025-11-04^^xsd:date .", 5, '2025-11-04 is no value (a date is written "2025-11-04"^^xsd:date)'),
    ],
)
def test_malformed_turtle_says_what_to_do(text: str, line: int, says: str, tmp_path: Path) -> None:
    assert HEAD.count("\n") == 4
    with pytest.raises(DataError) as caught:
        read(tmp_path / "town", "plan.ttl", HEAD + text)
    assert str(caught.value).startswith(f"{tmp_path}/town/plan.ttl:{line}: not well formed: ")
    assert says in str(caught.value)


@pytest.mark.parametrize("name", [name for name in FORMATS if "/" not in name])
def test_another_encoding_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    text = FORMATS[name].replace(", ", ",\n")
    line = text[: text.index("ö")].count("\n") + 1
    with pytest.raises(DataError, match=rf"{name}:{line}: not well formed: not in UTF-8 \(save it as UTF-8\)"):
        read(tmp_path, name, text.encode("latin-1"))
    with pytest.raises(DataError, match=f"{name}:1: not well formed: not in UTF-8"):
        read(tmp_path, name, text.encode("utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        "<urn:a> <urn:b> <<( <urn:c> <urn:d> _:e )>> .",
        "<< <urn:a> <urn:b> <urn:c> >> <urn:d> 1 .",
        "<urn:a> <urn:b> <urn:c> {| <urn:d> 1 |} .",
        "<urn:a> <urn:b> <urn:c> ~ <urn:d> .",
        '<urn:a> <urn:b> "2015~" , <urn:c>~<urn:d> .',
        '<urn:a> <urn:b> "x"@ar--rtl .',
    ],
)
def test_what_rdf_1_2_brought_is_refused(text: str, tmp_path: Path) -> None:
    # rdflib, and so every check and export, could not read it.
    with pytest.raises(DataError, match=r"plan.ttl.*only RDF 1.1 is read"):
        read(tmp_path, "plan.ttl", text)


# ---------------------------------------------------------------------------------------------------------------------
# JSON-LD


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ('"https://example.org/context.jsonld"', "the context https://example.org/context.jsonld is remote"),
        ('"file:///etc/passwd"', "the context file:///etc/passwd is remote"),
        ('"context.jsonld"', "the context context.jsonld is remote"),
        ('""', "is remote and is not fetched"),
        ('[{"x": "urn:x"}, "http://example.org/"]', "the context http://example.org/ is remote"),
        ('{"x": {"@id": "urn:x", "@context": "http://example.org/"}}', "the context http://example.org/ is remote"),
        ('{"@import": "http://example.org/"}', "@import of a context is not allowed"),
        ('{"x": {"@id": "urn:x", "@context": {"@import": "file:///etc/passwd"}}}', "@import of a context"),
        (f'["{BASE}context.jsonld", "{BASE}context.jsonld/x"]', "context.jsonld/x is remote"),
    ],
)
@pytest.mark.parametrize("nested", [False, True], ids=["top", "nested"])
def test_no_context_is_fetched(context: str, message: str, nested: bool, tmp_path: Path) -> None:
    node = f'{{\n"@context":\n{context}, "urn:p": 1}}'
    with pytest.raises(DataError) as caught:
        read(tmp_path, "plan.jsonld", f'{{"urn:q": [{node}]}}' if nested else node)
    assert message in str(caught.value)
    assert "plan.jsonld:" in str(caught.value)
    if context != '""':
        assert "plan.jsonld:3: " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "plan.jsonld:1: not well formed: Expecting value"),
        ('{"@id": "urn:a",\n"urn:b": }', "plan.jsonld:2: not well formed: Expecting value"),
        ('{"@id": "urn:a", "urn:b": NaN}', "NaN is no number of JSON"),
        ('{"@id": "urn:a", "urn:b": 1, "urn:b": 2}', "the key 'urn:b' stands twice in one object"),
        ('{"@id": 5, "urn:b": 1}', "plan.jsonld: not well formed: @id value must be a string"),
        ("[" * 100_000 + "]" * 100_000, "plan.jsonld: nested too deeply"),
        ('{"urn:b":' * 50_000 + "1" + "}" * 50_000, "plan.jsonld: nested too deeply"),
        ('{"urn:b":' * 600 + '{"@context": {}, "urn:b": 1}' + "}" * 600, "plan.jsonld: nested too deeply"),
    ],
)
def test_malformed_json_ld_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path, "plan.jsonld", text)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 1000


BUNDLED = f'"@context": "{BASE}context.jsonld",\n'
OWN = '"@context": {"ovs": "urn:o:", "label": "urn:l", "gone": null},\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            f'{{{BUNDLED}"@id": "urn:a",\n"labl": "x"}}',
            "plan.jsonld:3: the key 'labl' is in no context of this file: what it says would be lost (nearest: label)",
        ),
        (
            f'{{{BUNDLED}"@id": "urn:a", "by": {{\n"qqq": 1}}}}',
            "plan.jsonld:3: the key 'qqq' is in no context of this file: what it says would be lost (add it to the "
            'context, or write it with its prefix: "ovs:qqq")',
        ),
        (
            f'{{{BUNDLED}"@id": "urn:a",\n"type": "OversightBdoy"}}',
            "plan.jsonld:3: the type 'OversightBdoy' is in no context of this file: it would be taken for an address "
            "beside the file (nearest: OversightBody)",
        ),
        (f'{{{OWN}"@type": ["ovs:Body", "Body"], "label": 1}}', "the type 'Body' is in no context"),
        ('{"@id": "urn:a", "name": 1}', "the key 'name' is in no context"),
        (f'{{{OWN}"@graph": [{{"label": 1}}, {{"lable": 1}}]}}', "the key 'lable' is in no context"),
        (f'{{{OWN}"label": {{"@context": null, "label": 1}}}}', "the key 'label' is in no context"),
        (f'{{{OWN}"@reverse": {{"lable": {{"@id": "urn:b"}}}}}}', "the key 'lable' is in no context"),
        (
            '{"@context": {"a": {"@id": "urn:a", "@context": {"b": "urn:b"}}}, "a": {"b": {"c": 1}}}',
            "the key 'c' is in",
        ),
    ],
)
def test_what_no_context_explains_is_refused(text: str, message: str, tmp_path: Path) -> None:
    # The JSON-LD algorithms drop such a key, and make an address of such a type, without a word.
    with pytest.raises(DataError) as caught:
        read(tmp_path, "plan.jsonld", text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f'{{{OWN}"@id": "urn:a", "label": "x", "gone": "left out on purpose"}}', 1),
        ('{"@context": {"@vocab": "urn:v:"}, "@id": "urn:a", "@type": "Body", "anything": 1}', 2),
        (
            '{"@context": {"l": {"@id": "urn:l", "@container": "@language"}}, "@id": "urn:a", '
            '"l": {"en": "x", "de": "y"}}',
            2,
        ),
        ('{"@context": {"j": {"@id": "urn:j", "@type": "@json"}}, "@id": "urn:a", "j": {"free": {"as": "air"}}}', 1),
        ('{"@context": {"is": "@type", "T": "urn:T"}, "@id": "urn:a", "is": "T"}', 1),
        ('{"@context": {"T": {"@id": "urn:T", "@context": {"b": "urn:b"}}}, "@id": "urn:a", "@type": "T", "b": 1}', 2),
        ('{"@id": "urn:a", "urn:b": {"@value": "1", "@type": "urn:t"}, "urn:c": {"@list": [1]}}', 4),
        ('[{"@id": "urn:a", "urn:b": [{"@id": "urn:c"}, "x"]}]', 2),
    ],
)
def test_what_a_context_explains_is_read(text: str, count: int, tmp_path: Path) -> None:
    # As many statements as the text makes; a list of one has two besides the one that names it.
    assert len(read(tmp_path, "plan.jsonld", text)) == count


def test_the_bundled_context_has_classes_cells_and_properties(tmp_path: Path) -> None:
    text = (
        f'{{{BUNDLED}"id": "urn:a", "type": "OversightBody", "oversightCell": "Blank", "seat": {{"type": "Seat", '
        '"post": "urn:p", "role": "urn:r"}, "seenOn": "2020-01-31", "function": "f"}'
    )
    found = {
        str(quad.predicate.value).rpartition("#")[2]: str(quad.object) for quad in read(tmp_path, "plan.jsonld", text)
    }
    assert found["oversightCell"] == f"<{NS}Blank>"
    assert found["seenOn"] == '"2020-01-31"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert (found["post"], found["role"], found["function"]) == ("<urn:p>", "<urn:r>", '"f"@en')
    kinds = {str(q.object) for q in read(tmp_path, "plan.jsonld", text) if q.predicate.value.endswith("#type")}
    assert kinds == {f"<{NS}OversightBody>", f"<{NS}Seat>"}


def test_deep_but_honest_json_ld_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, "plan.jsonld", '{"urn:b":' * 100 + "1" + "}" * 100)) == 100


# ---------------------------------------------------------------------------------------------------------------------
# Which files, which graphs


def test_each_file_is_a_graph_of_its_own(tmp_path: Path) -> None:
    for name in ("register.ttl", "2020 Plan/Part A.ttl", "2020 Plan/part-b.nt", "Σχέδιο.ttl", "Παράρτημα.ttl"):
        write(tmp_path / "Town Hall", name, f'<urn:x> <{NS}asStated> "{name}" .')
    write(tmp_path / "Town Hall", ".hidden.ttl", "this is no Turtle")
    write(tmp_path / "Town Hall", ".git/x.ttl", "this is no Turtle")
    write(tmp_path / "Town Hall", "notes.txt", "this is no Turtle")
    store = load(find_files([tmp_path / "Town Hall"]))
    rows = store.select(f"SELECT ?g ?v {{ GRAPH ?g {{ ?s <{NS}asStated> ?v }} }} ORDER BY ?g").rows
    base = f"{BASE}id/town-hall/graph/"
    assert {(str(g).removeprefix(base), v) for g, v in rows} == {
        ("register", "register.ttl"),
        ("2020-plan/part-a", "2020 Plan/Part A.ttl"),
        ("2020-plan/part-b", "2020 Plan/part-b.nt"),
        ("σχέδιο", "Σχέδιο.ttl"),
        ("παράρτημα", "Παράρτημα.ttl"),
    }


@pytest.mark.parametrize("base", ["https://example.org/mine/", "https://example.org/mine"])
def test_a_base_of_ones_own(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_BASE", base)
    file = find_files([write(tmp_path, "plan.ttl", "")])[0]
    assert file.graph == "https://example.org/mine/graph/plan"


@pytest.mark.parametrize("base", ["mine", "https://example.org/a b/", "https://example.org/#", "/x", "https://x/<y>"])
def test_a_base_that_is_none(base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_BASE", base)
    with pytest.raises(UsageError, match=r"OVERSIGHT_BASE=.*not an absolute IRI"):
        find_files([write(tmp_path, "plan.ttl", "")])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "town", "sub/plan.ttl", HEAD + "c:1 ovs:oversight [ ovs:by body:a ] .")
    assert len(find_files([path, path, tmp_path / "town"])) == 1
    assert [file.graph for file in find_files([tmp_path / "town", path])] == [f"{BASE}id/town/graph/sub/plan"]


def test_links_that_lead_back_up_end(tmp_path: Path) -> None:
    write(tmp_path / "town", "plan.ttl", "")
    (tmp_path / "town" / "again").symlink_to(tmp_path / "town", target_is_directory=True)
    (tmp_path / "town" / "same.ttl").symlink_to(tmp_path / "town" / "plan.ttl")
    assert [file.name for file in find_files([tmp_path / "town"])] == [f"{tmp_path}/town/plan.ttl"]


@pytest.mark.parametrize(("first", "second"), [("plan.trig", "plan.ttl"), ("a b.ttl", "a-b.ttl"), ("A.ttl", "a.nt")])
def test_two_files_that_would_be_one_graph_are_refused(first: str, second: str, tmp_path: Path) -> None:
    write(tmp_path / "town", first, "")
    write(tmp_path / "town", second, "")
    with pytest.raises(DataError, match=rf"/{second}: becomes the same graph as .*/{first}: .* \(rename one\)"):
        find_files([tmp_path / "town"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.ttl")
    with pytest.raises(DataError, match=r"plan.ttl: not an ordinary file"):
        load(find_files([tmp_path]))


def test_a_folder_may_be_called_like_a_file(tmp_path: Path) -> None:
    write(tmp_path / "data.ttl", "plan.ttl", "")
    assert [file.name for file in find_files([tmp_path])] == [f"{tmp_path}/data.ttl/plan.ttl"]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.ttl"
    with path.open("wb") as file:
        file.truncate(600 * 1024 * 1024)  # takes no room on the disk
    with pytest.raises(DataError, match=r"plan.ttl: larger than 512 MB"):
        load(find_files([path]))


# ---------------------------------------------------------------------------------------------------------------------
# Rules


CHAIN = "".join(
    f"c:{i} a ovs:Commitment ; ovs:oversightCell ovs:Reference ; ovs:crossReference [ ovs:to c:{i + 1} ] .\n"
    for i in range(50)
)


def graph_of(text: str, folder: Path) -> EmbeddedStore:
    """Return the loaded graph of a few lines."""
    return build(find_files([write(folder / "town", "plan.ttl", HEAD + text)]))


def inferred(store: EmbeddedStore, term: str) -> set[tuple[str, str]]:
    """Return subject and object of the inferred statements of a relation, by local name."""
    quads = store.quads.quads_for_pattern(None, ox.NamedNode(NS + term), None, ox.NamedNode(INFERRED))
    return {(text_of(q.subject).rpartition("/")[2], text_of(q.object).rpartition("/")[2]) for q in quads}


END = "c:50 a ovs:Commitment ; ovs:oversight [ ovs:by body:a ] ."


def test_a_chain_of_fifty_pointers(tmp_path: Path) -> None:
    # Only the last row names anything: it is what the others inherit, and none of the rows on the way.
    store = graph_of(CHAIN + END, tmp_path)
    assert inferred(store, "defersTo") == {(str(i), str(i + 1)) for i in range(50)}
    assert inferred(store, "inherits") == {(str(i), "50") for i in range(50)}


def test_a_row_on_the_way_with_which_a_meeting_dealt_is_inherited_too(tmp_path: Path) -> None:
    store = graph_of(CHAIN + END + "<urn:item> ovs:scrutiny [ ovs:of c:20 ] .", tmp_path)
    expected = {(str(i), "50") for i in range(50)} | {(str(i), "20") for i in range(20)}
    assert inferred(store, "inherits") == expected


def test_a_cycle_of_pointers_ends(tmp_path: Path) -> None:
    # Round a cycle in which nothing is named there is nothing to inherit; with a name in it, each row inherits it.
    cycle = CHAIN.replace("c:50", "c:0")
    assert inferred(graph_of(cycle, tmp_path), "inherits") == set()
    store = graph_of(cycle + "c:0 a ovs:Commitment ; ovs:oversight [ ovs:by body:a ] .", tmp_path)
    assert inferred(store, "inherits") == {(str(i), "0") for i in range(50)}


def test_pointers_by_the_thousand_are_followed_once_each(tmp_path: Path) -> None:
    # 3,000 rows that each point to the next, and a cycle of 300: as many facts as rows, not as pairs of rows.
    chain = " ".join(
        f"c:{i} ovs:oversightCell ovs:Reference ; ovs:crossReference [ ovs:to c:{i + 1} ] ." for i in range(3000)
    )
    store = graph_of(chain + END.replace("c:50", "c:3000"), tmp_path)
    assert inferred(store, "inherits") == {(str(i), "3000") for i in range(3000)}
    cycle = " ".join(
        f"c:{i} ovs:oversightCell ovs:Reference ; ovs:crossReference [ ovs:to c:{(i + 1) % 300} ] ." for i in range(300)
    )
    store = graph_of(cycle + END.replace("c:50", "c:7"), tmp_path)
    assert inferred(store, "inherits") == {(str(i), "7") for i in range(300)}


def test_whose_cells_speak_for_a_row(tmp_path: Path) -> None:
    # c:1 with an activity of its own cell, one in its printed row, and a statement in another column.
    store = graph_of(
        "@prefix dcterms: <http://purl.org/dc/terms/> ."
        "@prefix column: <https://w3id.org/oversight-graph/concept/column/> ."
        "c:1 a ovs:Commitment ; ovs:oversight <urn:one> , <urn:beside> . <urn:beside> ovs:column column:progress ."
        "<urn:one> ovs:column column:oversight ; ovs:by body:a ."
        "c:2 a ovs:Activity ; dcterms:isPartOf c:1 ; ovs:oversight <urn:two> . <urn:two> ovs:by body:b ."
        "c:3 a ovs:Activity ; dcterms:isPartOf c:1 ; ovs:sharesCellOf c:1 ."
        "<urn:inspection> ovs:oversight <urn:other> .",
        tmp_path,
    )
    assert inferred(store, "speaksFor") == {("2", "1"), ("3", "1"), ("1", "3")}
    assert inferred(store, "coveredBy") == {("1", "urn:one"), ("1", "urn:two"), ("2", "urn:two"), ("3", "urn:one")}


def test_what_exercises_a_row(tmp_path: Path) -> None:
    # Body a covers c:1 by its cell and c:2 through a pointer; it dealt with both, and with c:3, which it does not
    # cover.
    store = graph_of(
        "@prefix dcterms: <http://purl.org/dc/terms/> ."
        "c:1 a ovs:Commitment ; ovs:oversight [ ovs:by body:a ] . c:3 a ovs:Commitment ."
        "c:2 a ovs:Commitment ; ovs:oversightCell ovs:Reference ; ovs:crossReference [ ovs:to c:1 ] ."
        "<urn:m> ovs:convenes body:a . <urn:i> dcterms:isPartOf <urn:m> ; ovs:scrutiny <urn:s1> , <urn:s2> , <urn:s3> ."
        "<urn:s1> ovs:of c:1 . <urn:s2> ovs:of c:2 . <urn:s3> ovs:of c:3 .",
        tmp_path,
    )
    assert inferred(store, "exercisedBy") == {("1", "urn:s1"), ("2", "urn:s2")}


def test_rules_reach_a_fixed_point() -> None:
    store = build([*shipped(), *ontology()])
    before = len(store.quads)
    found = apply_rules(store)
    assert len(store.quads) == before
    assert found == len(list(store.quads.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED))))
    assert found > 1000


def test_stated_and_inferred_never_mix() -> None:
    files = [*shipped(), *ontology()]
    store = build(files)
    files += law_packs().values()  # the data names offices of the one that is shipped
    stated = {str(quad) for file in files for quad in parse(file)}
    assert {str(q) for q in store.quads if text_of(q.graph_name) != INFERRED} == stated
    assert {text_of(q.graph_name) for q in store.quads} == {INFERRED, *(file.graph for file in files)}


def test_a_fact_that_is_stated_and_follows_is_in_both_graphs(tmp_path: Path) -> None:
    store = graph_of("body:a ovs:oversees c:1 . c:1 ovs:oversight [ ovs:by body:a ] .", tmp_path)
    found = store.quads.quads_for_pattern(None, ox.NamedNode(NS + "oversees"), None, None)
    assert {text_of(q.graph_name) for q in found} == {INFERRED, f"{BASE}id/town/graph/plan"}


def test_a_rule_waits_for_what_later_rules_derive(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first needs a kind that the second gives out, which needs a relation that the third derives.
    texts = {
        "1.rq": f"CONSTRUCT {{ ?x <{NS}oversees> ?x }} WHERE {{ ?x a <{NS}Tenure> }}",
        "2.rq": f"CONSTRUCT {{ ?x a <{NS}Tenure> }} WHERE {{ ?x <{NS}inherits> ?y }}",
        "3.rq": f"CONSTRUCT {{ ?x <{NS}inherits> ?y }} WHERE {{ ?x <{NS}to> ?y }}",
    }
    monkeypatch.setattr(loading, "rules", lambda: texts)
    store = EmbeddedStore()
    store.add([ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode(NS + "to"), ox.NamedNode("urn:b"), ox.NamedNode("urn:g"))])
    assert apply_rules(store) == 3
    assert inferred(store, "oversees") == {("urn:a", "urn:a")}


@pytest.mark.parametrize(
    ("meeting", "item", "counts"),
    [
        ("", "", True),
        ("ovs:outcome outcome:scheduled ;", "", False),
        ("", "ovs:outcome outcome:deferred ;", False),
        ("", "ovs:outcome outcome:noted ;", True),
    ],
)
def test_only_what_a_meeting_dealt_with_is_scrutinised(meeting: str, item: str, counts: bool, tmp_path: Path) -> None:
    store = graph_of(
        "@prefix dcterms: <http://purl.org/dc/terms/> . "
        "@prefix outcome: <https://w3id.org/oversight-graph/concept/outcome/> . "
        f"<urn:m> a ovs:Meeting ; {meeting} ovs:convenes body:a . "
        f"<urn:i> {item} dcterms:isPartOf <urn:m> ; ovs:scrutiny [ ovs:of c:1 ] .",
        tmp_path,
    )
    assert bool(inferred(store, "scrutinises")) is counts


def test_there_are_rules_and_each_is_a_construct() -> None:
    assert len(rules()) >= 10
    assert all("CONSTRUCT" in text for text in rules().values())


@pytest.mark.parametrize("folder", ["west-mercia", "starter", "drawn"])
def test_when_the_rules_have_run_none_derives_anything_new(folder: str, tmp_path: Path) -> None:
    # Each runs as seldom as it can, and its header says a part of that: so it is tried.
    if folder == "drawn":
        registers.write(tmp_path, 2)
    store = build([*(find_files([tmp_path]) if folder == "drawn" else shipped("data", folder)), *ontology()])
    inferred = {str(quad.triple) for quad in store.quads.quads_for_pattern(None, None, None, ox.NamedNode(INFERRED))}
    assert len(inferred) > 40
    for name, text in rules().items():
        assert {str(triple) for triple in store.construct(text, name)} <= inferred, name


def test_each_rule_runs_once_where_none_reads_what_it_derives(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    derived = EmbeddedStore.derived

    def counted(store: EmbeddedStore, rule: str, where: str) -> list[bytes]:
        ran.append(where)
        return derived(store, rule, where)

    monkeypatch.setattr(EmbeddedStore, "derived", counted)
    build([*shipped(), *ontology()])
    # What an earlier record of an action was closed by closes the later ones too, one after another. All others run
    # when everything that they read is there: some derive what follows from the lack of something.
    assert {name for name in ran if ran.count(name) > 1} <= {"closed-by.rq"}
    assert set(ran) == set(rules())


def test_provenance_is_kept() -> None:
    store = build([*shipped("data", "starter"), *ontology()])
    graph = next(file.graph for file in shipped("data", "starter") if file.name.endswith("plan-2025.ttl"))
    rows = store.select(
        f"SELECT ?e {{ GRAPH <{graph}> {{ <https://example.org/exampleshire/commitment/1.1> <{NS}evidence> ?e }} }}"
    ).rows
    assert rows == [("https://example.org/exampleshire/paper/plan-2025#line=4,5",)]
    # Each paper of West Mercia is named as the source of the graph of its file.
    whole = build(shipped())
    sources = whole.select("SELECT DISTINCT ?g { GRAPH ?g { ?g <http://purl.org/dc/terms/source> ?paper } }").rows
    papers = [file.graph for file in shipped() if not file.name.endswith("register.ttl")]
    assert {row[0] for row in sources} == set(papers)


def test_two_hundred_thousand_lines_load_in_sane_time(tmp_path: Path) -> None:
    count = 20_000
    rows = "".join(
        f"c:{i}\n    a ovs:Commitment ;\n\n    # {i}\n    ovs:oversightCell\n    ovs:Body ;\n    ovs:oversight [\n"
        f"        a ovs:Oversight\n    ] ;\n    ovs:objective c:o ;\n    dcterms:isPartOf c:p ;\n"
        f'    skos:notation "{i}" ;\n'
        "    ovs:oversight [\n"
        f'        ovs:by body:{i % 50}\n    ] ;\n    ovs:asStated "{i}" .\n'
        for i in range(count)
    )
    bodies = (
        "".join(f"body:{i} a ovs:OversightBody .\n" for i in range(50)) + "c:o a ovs:Objective . c:p a ovs:Plan .\n"
    )
    more = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("dcterms", "skos"))
    path = write(tmp_path, "plan.ttl", HEAD + more + bodies + rows)
    assert path.read_bytes().count(b"\n") > 200_000
    files = find_files([path])
    # Of the processor: what else the machine does counts little.
    start = time.process_time()
    store = load(files, lambda loaded: check_loaded(loaded, files))
    assert time.process_time() - start < 30  # it takes two seconds
    assert len(inferred(store, "oversees")) == count
