"""Foreign registers and mappings that mean no good: what is not taken over is told, and a mapping reaches nowhere."""

import json
from collections.abc import Iterator, Mapping

from case import Case

_DATED = "--date 2025-03-04 --publisher Council -o out"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_PERSON = '{"id":"a","name":"KEPT"}'


def cases() -> Iterator[Case]:
    """Yield the cases."""
    mappings: dict[str, str | bytes] = {
        "SERVICE": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "FROM": "CONSTRUCT { ?s ?p ?o } FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "5,000 braces": "CONSTRUCT { ?s ?p ?o } WHERE " + "{" * 5000 + "}" * 5000,
        "10,000 additions": "CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?o BIND(1" + "+1" * 10_000 + " AS ?x) }",
        "rows": "SELECT ?s { ?s ?p ?o }", "an update": "INSERT DATA { <urn:a> <urn:b> 1 }", "nonsense": "hello",
        "nothing": "", "no UTF-8": b"\xff\xfe", "nothing that it makes": "CONSTRUCT { ?s ?p ?o } WHERE { ?s <urn:no> ?o }",
        "an address that is none": "CONSTRUCT { ?x <urn:p> ?o } WHERE { ?s ?p ?o BIND(IRI('a b') AS ?x) }",
    }  # fmt: skip
    for name, mapping in mappings.items():
        yield _imported(
            f"a mapping of {name}", "csv a.csv --map m.rq", {"a.csv": "a,b\n1,2\n", "m.rq": mapping}, code=2
        )
    for name, table, says in (
        ("cells beyond the columns", "a,b\n1,2,LOST\n", "cells beyond the columns 1"), ("a column without a name", "a,,b\n1,LOST,2\n", "cells beyond the columns 1"),
        ("no row", "a,b\n", "holds nothing"), ("nothing", "", "no row with the names"), ("one column", "a\n1\n", "no row with the names"),
        ("a null sign", "a,b\nx\0y,1\n", ""), ("a quotation that never ends", 'a,b\n"x,1\n', ""), ("a column twice", "a,a\nx,1\n", ""),
        ("names that steer", "\x1b[31ma,\u202eb\nx,1\n", ""), ("a cell of 5 MB", f"a,b\n{'x' * 5_000_000},1\n", ""),
        ("Latin-1", b"a,b\ncaf\xe9,1\n", ""), ("UTF-16", "a,b\n1,2\n".encode("utf-16"), ""), ("returns alone", "a,b\r1,2\r", ""),
    ):  # fmt: skip
        files: dict[str, str | bytes] = {"a.csv": table, "m.rq": _ALL}
        yield _imported(f"rows of {name}", "csv a.csv --map m.rq", files, says)
        yield _imported(f"an organogram of {name}", "organogram a.csv", files, says if "beyond" not in says else "")
    for name, text in {
        "a number": "1", "null": "null", "a list": "[]", "nothing": "", "half of it": '{"persons":[', "100,000 brackets": "[" * 100_000,
        "a key twice": '{"persons":[{"id":"a","name":"LOST","name":"KEPT"}]}', "no number": '{"persons":[{"id":"a","name":NaN}]}',
        "half a letter": '{"persons":[{"id":"a","name":"\\ud800"}]}', "a number that is rounded": '{"persons":[{"id":1e999,"name":"x"}]}',
        "texts for people": '{"persons":["a"]}', "null for people": '{"persons":[null]}', "things for names": '{"persons":[{"id":{},"name":[]}]}',
    }.items():  # fmt: skip
        yield _imported(f"Popolo of {name}", "popolo a.json", {"a.json": text}, code=2)
    seat = '"persons":[%s],"organizations":[{"id":"b","name":"y"}],"memberships":[{"person_id":"a","organization_id":"b"%s}]'
    for day in ("2025-02-30", "yesterday", "2025-13", "5", "٢٠٢٥"):
        text = "{" + seat % (_PERSON, f',"start_date":"{day}"') + "}"
        yield _imported(f"Popolo with a beginning of {day}", "popolo a.json", {"a.json": text}, "start_date 1")
    for name, text in {
        "a script for an address": '{"persons":[{"id":"javascript:1","name":"KEPT"}]}', "a sign that steers": '{"persons":[{"id":"a","name":"KEPT\\u001b[31m"}]}',
        "bodies below each other": '{"organizations":[{"id":"a","name":"x","parent_id":"b"},{"id":"b","name":"y","parent_id":"a"}]}',
        "a seat of nobody": '{"memberships":[{"person_id":"zz","organization_id":"qq"}]}', "a mark of order": '\ufeff{"persons":[{"id":"a","name":"x"}]}',
    }.items():  # fmt: skip
        yield _imported(f"Popolo of {name}", "popolo a.json", {"a.json": text})
    person = {"a.json": f'{{"persons":[{_PERSON}]}}'}
    yield Case(name="a name that is not in UTF-8", run=("import", "popolo", "a\udcff.json", *_DATED.split()),
               files={"a\udcff.json": person["a.json"]}, says=("a\\xff.json: has a name",), fast=True)  # fmt: skip
    yield from _passed_over()
    yield from _tables()
    for base in ("a b", "http://a b/", "x", "urn:", "_:x", "http://a/<", "\x1b[31m", "javascript:"):
        yield _imported(
            f"a base of {base!a}", "popolo a.json", person, "--base", dated=(*_DATED.split(), "--base", base), code=2
        )
    yield _imported(
        "a day that is none", "popolo a.json", person, dated="--date 2025-02-30 --publisher C -o out", code=2
    )
    yield _imported("an output that is a file", "popolo a.json", person | {"out": "mine"}, code=2, changes=())
    yield _imported(
        "an output with files of the user's own",
        "popolo a.json",
        person | {"out/b.ttl": "mine"},
        changes=("out/a.ttl",),
    )


def _passed_over() -> Iterator[Case]:
    """Yield objects and rows of which a mapping makes nothing, and values that it does not take."""
    kept, body = json.loads(_PERSON), {"id": "b", "name": "y"}
    seat = {"person_id": "a", "organization_id": "b"}
    for name, more, says in (
        ("a person without a name", {"persons": [{"id": "c"}]}, "1 persons without name"),
        ("a person without an id", {"persons": [{"name": "c"}]}, "1 persons without id"),
        ("people with an empty id", {"persons": [{"id": "", "name": "c"}, {"id": "", "name": "d"}]}, "2 persons without id"),
        ("an id that is no address", {"persons": [{"id": "http://a b/", "name": "c"}]}, "1 persons that no part"),
        ("a text among people", {"persons": ["LOST"]}, "it is no day: persons 1"),
        ("a list among people", {"persons": [[{"id": "c", "name": "d"}]]}, "1 items that no part"),
        ("a seat without a body", {"memberships": [seat, {"person_id": "a"}]}, "1 memberships without organization_id"),
        ("a seat without a person", {"memberships": [seat, {"organization_id": "b"}]}, "1 memberships without person_id"),
        ("seats within a person", {"persons": [{"id": "c", "name": "d", "memberships": [seat | {"x": 1}]}]}, "x 1"),
        ("a post without a label", {"posts": [{"id": "q", "organization_id": "b"}]}, "1 posts that no part"),
        ("a meeting without a body", {"events": [{"id": "e", "name": "f", "start_date": "2025-01-02"}]}, "1 events that no part"),
        ("kinds that it does not know", {"areas": [{"id": "c"}], "motions": [{"id": "d", "text": "e"}]}, "1 motions that no part"),
        ("a value of another kind", {"persons": [{"id": "c", "name": "d", "role": "LOST"}]}, "role 1"),
        ("a value of the whole", {"name": "LOST"}, "name 1"),
    ):  # fmt: skip
        whole = {"persons": [kept, *more.pop("persons", [])], "organizations": [body], **more}
        yield _imported(
            f"Popolo with {name}", "popolo a.json", {"a.json": json.dumps(whole)}, says, code=0,
            fast=name == "a person without a name",
        )  # fmt: skip
    heads = "Post Unique Reference,Job Title,Name,Organisation,Unit,Reports to Senior Post\n1,Chief,Ann,Org,Unit,XX\n"
    for row, says in (
        (",Job,LOST,Org,Unit,1", "1 Row without post-unique-reference"),
        ("2,,LOST,Org,Unit,1", "1 Row without job-title"),
    ):
        yield _imported(f"an organogram with {row}", "organogram a.csv", {"a.csv": f"{heads}{row}\n"}, says, code=0)
    for row, says in (
        ("2,Job,Жанна,Org,Unit,1\n3,Job,Дарья,Org,Unit,1", "3 Person"),
        ("2,Job,B,Совет,U,1\n3,Job,C,Дума,U,1", "4 FormalOrganization"),
        ("2,Job,B,,Roads,1", "2 OrganizationalUnit"),
    ):
        yield _imported(f"an organogram with {row!a}", "organogram a.csv", {"a.csv": f"{heads}{row}\n"}, says, code=0)


def _tables() -> Iterator[Case]:
    """Yield folders of tables that no export has written so."""
    head = "iri,rdfs:label\nurn:a,x\n"
    for name, table, says in (
        ("a blank line", "iri,rdfs:label\nurn:a,x\n\nurn:b,y\n", "made: 4 statements"), ("a cell too many", head + "urn:b,y,LOST\n", ".csv:3: "),
        ("a column without a name", "iri,,rdfs:label\nurn:a,LOST,y\n", "column 2"), ("a column with a blank", "iri,rdfs:la bel\nurn:a,y\n", "column 2"),
        ("an address with a bad host", head + "http://[bad/,x\n", ".csv:3: is no IRI"), ("an address with a bad escape", head + "http://a/%zz,x\n", ".csv:3: is no IRI"),
        ("a value with a bad host", "iri,dcterms:isPartOf\nurn:a,http://[bad/\n", "made: 2 statements"), ("a cell of 11 MB", f"iri,rdfs:label\nurn:a,{'x' * 11_000_000}\n", "field limit"),
        ("a quotation that never ends", 'iri,rdfs:label\nurn:a,"x\nurn:b,LOST\n', "in line 2 is never closed"), ("a separator and nothing else", "sep=;", "no first column iri"),
    ):  # fmt: skip
        yield Case(
            name=f"tables with {name}", run="import csv own -o out", files={"own/ovs-Action.csv": table}, code=(0, 2), says=(says,),
            changes=("out", "out/*"), fast=name == "a blank line",
        )  # fmt: skip
    for beside in ("Action.tsv", "more/Action.csv", "Action.xlsx"):
        yield Case(
            name=f"tables beside {beside}", run="import csv own -o out", files={"own/ovs-Action.csv": head, f"own/{beside}": head},
            says=(beside.partition("/")[0], "no table"),
        )  # fmt: skip
    for named in ("a b.csv", "http___[x.csv"):
        yield Case(
            name=f"a table called {named}", run="import csv own -o out", files={f"own/{named}": head}, says=("named after no class",)
        )  # fmt: skip
    yield Case(
        name="a table in capitals", run="import csv own -o out", files={"own/ovs-Action.CSV": head}, code=0, changes=("out", "out/*"),
        says=("made: 2 statements",),
    )  # fmt: skip


def _imported(
    name: str, run: str, files: Mapping[str, str | bytes], says: str = "", *, dated: str | tuple[str, ...] = _DATED,
    **more: object,
) -> Case:  # fmt: skip
    given: dict[str, object] = {"code": (0, 2), "changes": ("out", "out/*")} | more
    told = dated.split() if isinstance(dated, str) else dated
    return Case(
        name=name, run=("import", *run.split(), *told), files=files, says=(says,) if says else (), seconds=20, megabytes=700,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip
