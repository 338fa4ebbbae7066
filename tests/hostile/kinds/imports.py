"""Foreign registers and mappings that mean no good: what is not taken over is told, and a mapping reaches nowhere."""

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


def _imported(
    name: str, run: str, files: Mapping[str, str | bytes], says: str = "", *, dated: str = _DATED, **more: object
) -> Case:
    given: dict[str, object] = {"code": (0, 2), "changes": ("out", "out/*")} | more
    return Case(
        name=name, run=f"import {run} {dated}", files=files, says=(says,) if says else (), seconds=20, megabytes=700,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip
