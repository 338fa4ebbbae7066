"""Queries that would run for ever, break the engine down, reach out, or are none; and homes of the user's own."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from case import ROOT, Case, Outcome

_ASK = "query --file q.rq --data town"
_DEEP, _LONG = "nested deeper than 200", "more than 5,000 parts"


def _nested(open_: str, middle: str, close: str, count: int, head: str = "SELECT * { ", tail: str = " }") -> str:
    return head + open_ * count + middle + close * count + tail


def cases() -> Iterator[Case]:
    """Yield the cases."""
    yield from _too_deep()
    yield from _endless()
    yield from _reaching_out()
    yield from _odd()
    yield from _homes()


def _query(name: str, text: str | bytes, says: str | tuple[str, ...] = (), **more: object) -> Case:
    says = (says,) if isinstance(says, str) else says
    given: dict[str, object] = {"run": _ASK, "files": {"q.rq": text}, "says": says, "megabytes": 700} | more
    return Case(name=name, **given)  # type: ignore[arg-type]


def _too_deep() -> Iterator[Case]:
    nested = {
        "groups": ("{", "?s ?p ?o", "}"),
        "brackets of an expression": ("", "", ""),
        "blank nodes": ("?s ?p [ ?q ", "1", "]"),
        "collections": ("?s ?p (", "1", ")"),
        "parts of a path": ("?s (", "<urn:p>", ") ?o"),
        "sub-selects": ("{SELECT * {", "", "}}"),
        "graphs": ("GRAPH ?g {", "?s ?p ?o", "}"),
        "options": ("OPTIONAL {", "?s ?p ?o", "}"),
        "filters in filters": ("FILTER EXISTS {", "?s ?p ?o", "}"),
    }
    for count in (1_000, 5_000, 100_000):
        for name, (open_, middle, close) in nested.items():
            if open_:
                yield _query(f"{count} {name} in each other", _nested(open_, middle, close, count), _DEEP)
        for name, head, close in (("calls", "STR(", ")"), ("conditions", "IF(true,", ",1)"), ("brackets", "(", ")")):
            text = _nested(head, "1", close, count, "SELECT (", " AS ?x) { }")
            yield _query(f"{count} {name} in each other", text, _DEEP, fast=count == 5_000 and name == "calls")
    for count in (10_000, 100_000):
        chains = {
            "additions": "SELECT (1" + "+1" * count + " AS ?x) { }",
            "alternatives": "SELECT * { ?s ?p ?o FILTER(1=2" + "||1=2" * count + ") }",
            "negations": "SELECT * { ?s ?p ?o FILTER(" + "!" * count + "true) }",
            "blank nodes side by side": "SELECT * { ?s ?p " + ",".join(["[]"] * count) + " }",
            "members of a collection": "SELECT * { ?s ?p (" + " 1" * count + ") }",
            "steps of a path": "SELECT * { ?s <urn:p>" + "/<urn:p>" * count + " ?o }",
            "forks of a path": "SELECT * { ?s <urn:p>" + "|<urn:p>" * count + " ?o }",
            "patterns": "SELECT * { " + "?s ?p ?o ." * count + " }",
            "unions": "SELECT * { {}" + "UNION{}" * count + " }",
            "options side by side": "SELECT * { " + "OPTIONAL{}" * count + " }",
            "bindings": "SELECT * { " + "".join(f"BIND(1 AS ?b{n})" for n in range(count)) + " }",
            "filters": "SELECT * { " + "FILTER(1)" * count + " }",
            "sums of rows": "SELECT " + " ".join(f"(SUM(?v) AS ?w{n})" for n in range(count)) + " { }",
        }
        for name, text in chains.items():
            said = _LONG if len(text) < 2 * 1024**2 else "letters, more than 2,097,152"
            yield _query(f"{count} {name}", text, said, fast=count == 10_000 and name == "additions")
    yield _query("10 MB of nothing", "#" * 10_000_000 + "\nASK {}", "letters, more than 2,097,152")
    yield _query("a. sixty thousand times", "SELECT * { ?s ?p " + "a." * 60_000 + " }", _LONG, seconds=5, fast=True)
    for name, text in (
        ("escaped quotation marks", '"' + '\\"' * 300_000),
        ("escaped long quotation marks", '"""' + '\\"""x\n' * 60_000),
        ("angles that open", "<a" * 300_000),
        ("angles with marks", "<?b#>" * 300_000),
        ("labels of dots", "_:a" + "." * 900_000),
        ("prefixes of dots", "a" + ".-" * 400_000),
        ("escapes", "\\u0041" * 300_000),
    ):
        yield _query(f"{name} without end", text, seconds=8)
    many = "".join(f"<urn:{n}> " for n in range(100_000))
    yield _query("100,000 values", f"SELECT * {{ VALUES ?s {{ {many}}} ?s ?p ?o }}", code=0)
    listed = ",".join(f"<urn:{n}>" for n in range(20_000))
    yield _query("a list of 20,000", f"SELECT * {{ ?s ?p ?o FILTER(?s IN ({listed})) }}", code=0)


def _endless() -> Iterator[Case]:
    join = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"
    late = ("not answered within 1 second", "--timeout")
    short = {"run": f"{_ASK} --timeout 1", "seconds": 6}
    yield _query("a join of all with all", join, late, fast=True, **short)
    yield _query("a path of all with all", "SELECT * { ?s (<urn:a>|!<urn:b>)* ?o . ?x (!<urn:c>)* ?y . ?z !<u:d> ?w }",
                 late, **short)  # fmt: skip
    yield _query("paths in paths", _nested("(", "!<urn:p>", ")*", 40, "SELECT * { ?s ", " ?o }"), late, **short)
    yield _query(
        "options by the hundred", "SELECT * { ?s ?p ?o" + " OPTIONAL{?s <urn:q> ?o}" * 500 + " }", late, **short
    )
    yield _query("patterns by the hundred", "SELECT * { " + "?s <urn:p> ?o ." * 500 + " }", late, **short)
    yield _query("a path of 500 steps", "SELECT * { ?s <urn:p>" + "/<urn:p>" * 500 + " ?o }", late, **short)
    yield _query("200 blank nodes", "SELECT * { ?s ?p " + ",".join(["[]"] * 200) + " }", late, **short)
    swelling = "SELECT ?x40 { BIND('aa' AS ?x0) " + " ".join(
        f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40)
    ) + " }"  # fmt: skip
    yield _query("a text that doubles forty times", swelling, "needs more than 100 MB of memory",
                 run=f"{_ASK} --most-memory 100", fast=True)  # fmt: skip
    pairs = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
    yield _query("more rows than were said", pairs, ("more than 5,000 rows", "--most-rows"),
                 run=f"{_ASK} --most-rows 5000")  # fmt: skip
    yield _query("rows that are sorted", "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f } ORDER BY ?o", "of memory",
                 run=f"{_ASK} --most-memory 100")  # fmt: skip
    yield _query(
        "a pattern that backtracks", "SELECT (REGEX('" + "a" * 5000 + "!', '^(a+)+$') AS ?x) { }", "false", code=0
    )
    for option in ("--timeout 0", "--timeout -1", "--timeout 1e9", "--timeout 99999999999999999999", "--timeout x",
                   "--most-rows 0", "--most-rows -5", "--most-memory 1", "--most-memory nan"):  # fmt: skip
        yield _query(f"a limit that is none: {option}", "ASK { }", option.split()[0], run=f"{_ASK} {option}")


_AWAY = "http://127.0.0.1:9/"


def _reaching_out() -> Iterator[Case]:
    service = "SERVICE reads from outside"
    for name, text, says in (
        ("SERVICE", f"SELECT * {{ SERVICE <{_AWAY}> {{ ?s ?p ?o }} }}", service),
        ("SERVICE in a filter", f"ASK {{ FILTER EXISTS {{ SERVICE <{_AWAY}> {{ }} }} }}", service),
        ("SERVICE after a comment that ends early", f"ASK {{ # x\rSERVICE <{_AWAY}> {{ }}\n}}", service),
        ("SERVICE with an escaped letter", f"ASK {{ \\u0053ERVICE <{_AWAY}> {{ }} }}", service),
        ("SERVICE with a long escape", f"ASK {{ S\\U00000045RVICE <{_AWAY}> {{ }} }}", service),
        ("SERVICE behind an escaped quotation mark", f"ASK {{ ?s ?p '\\u0027 . SERVICE <{_AWAY}> {{}} #' }}", service),
        ("SERVICE without a space", f"ASK {{ ?s ?p 1SERVICESILENT<{_AWAY}>{{ }} }}", service),
        ("SERVICE in a prefix", f"PREFIX : <{_AWAY}> ASK {{ SERVICE:x {{ }} }}", service),
        ("SERVICE by a variable", "ASK { SERVICE ?x { } }", service),
        ("FROM a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM reads from outside"),
        ("FROM NAMED", f"SELECT * FROM NAMED <{_AWAY}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "FROM reads from outside"),
        ("LOAD", f"LOAD <{_AWAY}>", "LOAD reads from outside"),
        ("LOAD a file", "LOAD <file:///etc/passwd> INTO GRAPH <urn:g>", "LOAD reads from outside"),
        ("INSERT", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT changes data"),
        ("two updates", "ASK { } ; DROP ALL", "DROP changes data"),
        ("CLEAR", "CLEAR ALL", "CLEAR changes data"),
        ("CONSTRUCT", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "asks for triples"),
        ("DESCRIBE", "DESCRIBE <urn:a>", "asks for triples"),
    ):
        yield _query(name, text, says)
        if "changes" in says or "LOAD" in says:
            yield _query(f"{name}, though remote is allowed", text, says, run=f"{_ASK} --allow-remote")
    for name, text in (
        ("a prefix that is called service", "PREFIX service: <urn:> ASK { ?s service:x service:y }"),
        ("a text that says SERVICE", "ASK { ?s ?p 'SERVICE <http://x> { }' }"),
        ("a comment that says SERVICE", "ASK { } # SERVICE <http://x> { }"),
        ("variables that are keywords", "SELECT ?service ?from ?load { ?service ?from ?load } LIMIT 1"),
    ):
        yield _query(name, text, code=0)


def _odd() -> Iterator[Case]:
    sparql = "not valid SPARQL"
    for name, text, says in (
        ("nothing", "", sparql),
        ("blanks", " \n\t", sparql),
        ("a byte order mark alone", b"\xef\xbb\xbf", sparql),
        ("a NUL", b"ASK { ?s ?p 'a\x00b' }", "false"),
        ("an escape of NUL", "ASK { ?s ?p '\\u0000' }", "false"),
        ("half a letter", "ASK { ?s ?p '\\ud800' }", "q.rq"),
        ("beyond the last letter", "ASK { ?s ?p '\\UFFFFFFFF' }", sparql),
        ("no UTF-8", b"ASK { ?s ?p '\xff' }", "q.rq:1: not in UTF-8"),
        ("UTF-16", "ASK { }".encode("utf-16"), "not in UTF-8"),
        ("a limit of thirty digits", f"SELECT * {{ ?s ?p ?o }} LIMIT {'9' * 30}", sparql),
        ("a limit below nothing", "SELECT * { ?s ?p ?o } LIMIT -1", sparql),
        ("an offset of twenty digits", f"SELECT * {{ ?s ?p ?o }} OFFSET {'9' * 20}", sparql),
        ("steering signs", "ASK { \x1b[31m }", sparql),
        ("a page", "<html><body>404</body></html>", sparql),
        ("JSON", '{"query": "ASK {}"}', sparql),
        ("SQL", "SELECT * FROM bodies;", "FROM reads from outside"),
        ("a prefix that is not declared", "ASK { ?s nope:x ?o }", sparql),
        ("a column twice", "SELECT (1 AS ?a) (2 AS ?a) { }", sparql),
        ("a column of no name", "SELECT (1 AS ?) { }", sparql),
        ("an aggregate that is none", "SELECT (COUNT(COUNT(?s)) AS ?n) { ?s ?p ?o }", ""),
        ("a regular expression that is none", "SELECT (REGEX('a', '(') AS ?x) { }", ""),
        ("a triple in a triple", "SELECT * { << ?s ?p ?o >> ?q ?r } LIMIT 1", ""),
        ("a division by zero", "SELECT (1/0 AS ?x) { }", ""),
    ):
        yield _query(f"a query that is {name}", text, says, code=(0, 2))
    for name, column in (("long", "c" * 10_000), ("of another script", "имя"), ("of combining signs", "a\u0301b")):
        for form in ("table", "json", "csv", "md"):
            yield _query(f"a column name that is {name}, as {form}", f"SELECT (1 AS ?{column}) {{ }}", code=0,
                         run=f"{_ASK} --format {form}")  # fmt: skip
    yield _query("a pipe for a query", "", "not an ordinary file", run="query --file /dev/zero --data town", seconds=8)
    yield _query("a folder for a query", "", "town", run="query --file town --data town")
    yield _query("no file for a query", "", "nowhere.rq", run="query --file nowhere.rq --data town")


def _home(change: Callable[[Path], object]) -> Callable[[Path], None]:
    def prepare(here: Path) -> None:
        for folder in ("ontology", "data", "queries"):
            shutil.copytree(ROOT / folder, here / "own" / folder)
        change(here / "own")

    return prepare


def _written(name: str, text: str) -> Callable[[Path], None]:
    return _home(lambda home: (home / name).write_text(text, encoding="utf-8"))


def _added(name: str, text: str, home: Path) -> None:
    with (home / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def _renamed(old: str, new: str, home: Path) -> None:
    path = home / "ontology" / "workbook.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


_RULE = "PREFIX ovs: <https://w3id.org/oversight-graph/ns#>\nCONSTRUCT { ?s <urn:new> ?o }\nWHERE "
_CHECK = "\n".join(
    ("#+ title: t", "#+ severity: error", "#+ problem: p", "#+ solution: s", "#+ message: '{message}'", "{query}", "")
)
_QUESTION = "#+ question: q\n#+ group: bodies\n#+ columns: {n: n}\n#+ expect: {}\n"


def _homes() -> Iterator[Case]:
    env = {"OVERSIGHT_GRAPH_HOME": "{here}/own", "OVERSIGHT_TIMEOUT": "4"}
    service = f"{{ SERVICE <{_AWAY}> {{ ?s ?p ?o }} }}"
    endless = "{ " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " ?s ?p ?o }"

    def own(name: str, prepare: Callable[[Path], None], says: tuple[str, ...], run: str = "gaps --data town",
            code: int | tuple[int, ...] = 2, more: Mapping[str, str] | None = None, silent: tuple[str, ...] = (),
            after: Callable[[Path, Outcome], str | None] | None = None) -> Case:  # fmt: skip
        return Case(name=f"a home of one's own: {name}", run=run, env=env | dict(more or {}), prepare=prepare,
                    says=says, silent=silent, code=code, own=True, after=after, seconds=15)  # fmt: skip

    yield own("as it is", _home(lambda _: None), (), code=0)
    yield own("SERVICE in a rule", _written("queries/rules/new.rq", _RULE + service), ("rules/new.rq:3: SERVICE",))
    yield own(
        "SERVICE in a view", _written("queries/views/papers.rq", f"SELECT * {service}"), ("papers.rq:1: SERVICE",)
    )
    yield own("SERVICE in a check", _written("queries/checks/new.rq", _CHECK.replace("{query}", f"SELECT * {service}")),
              ("checks/new.rq:6: SERVICE",), "check --data town")  # fmt: skip
    yield own("SERVICE in a question", _written("queries/questions/new.rq", f"{_QUESTION}SELECT ?n {service}"),
              ("questions/new.rq:5: SERVICE",), "query new --data town")  # fmt: skip
    yield own("a rule without end", _written("queries/rules/new.rq", _RULE + endless), ("not done within 4 seconds",))
    yield own("a rule that makes ever more",
              _written("queries/rules/new.rq", "CONSTRUCT { ?new <http://x/new> ?s }\nWHERE { ?s <http://x/new>|a ?o "
                       "BIND(IRI(CONCAT(STR(?s), 'x')) AS ?new) }"), ("not done within 4 seconds",))  # fmt: skip
    columns = "?paper ?title ?day ?kind ?publisher ?sha256 ?lines"
    yield own(
        "a view without end", _written("queries/views/papers.rq", f"SELECT {columns} {endless}"), ("within 4 seconds",)
    )
    yield own("a question without end", _written("queries/questions/new.rq", f"{_QUESTION}SELECT (COUNT(*) AS ?n) {endless}"),
              ("not answered within 1 second",), "query new --data town --timeout 1")  # fmt: skip
    yield own("a rule too deep", _written("queries/rules/new.rq", _RULE + "{" * 5_000 + "}" * 5_000), (_DEEP,))
    yield own("a rule that is none", _written("queries/rules/new.rq", "nonsense"), ("new.rq",))
    yield own("a rule that asks", _written("queries/rules/new.rq", "SELECT * { ?s ?p ?o }"), ("new.rq",))
    yield own("a check whose message reaches into Python",
              _written("queries/checks/new.rq", _CHECK.replace("{message}", "{entity.__class__}")
                       .replace("{query}", "SELECT ?entity { ?entity a ?x }")),
              ("names a column that there is not",), "check --data town")  # fmt: skip
    yield own("a check whose message pads for ever",
              _written("queries/checks/new.rq", _CHECK.replace("{message}", "{entity:>9999999999}")
                       .replace("{query}", "SELECT ?entity { ?entity a ?x }")),
              ("names a column that there is not",), "check --data town")  # fmt: skip
    yield own("a question without a header", _written("queries/questions/new.rq", "ASK { }"), ("no header",),
              "query new --data town")  # fmt: skip
    for head, says in (
        (_QUESTION.replace("{n: n}", ""), "columns as names"), (_QUESTION + "#+ parameters: [n]\n", "parameters as names"),
        (_QUESTION + "#+ paramters: {n: n}\n", "nothing is known of paramters"),
    ):  # fmt: skip
        yield own(f"a question with a header that {says}", _written("queries/questions/new.rq", f"{head}SELECT ?n {{ }}"), ("new.rq", says),
                  "query --list")  # fmt: skip
    for name, text, says in (
        ("views/plan_editions.rq", "SELECT ?plan { ?plan ?b ?c }", "has the columns plan, and plan"),
        ("views/papers.rq", "ASK { }", "has the columns none, and paper"),
    ):
        yield own(f"{name} that says {text}", _written(f"queries/{name}", text), (name, says), "gaps --data town")
    for name, more, says in (
        ("a list that leads back", "_:l rdf:first 1 ; rdf:rest _:l . <urn:s> a sh:NodeShape ; sh:targetClass ovs:Action ; sh:property "
         "[ sh:path rdfs:label ; sh:in _:l ] .", "a list without an end"),
        ("a path that leads back", "_:p sh:inversePath _:p . <urn:s> a sh:NodeShape ; sh:targetClass ovs:Action ; sh:property "
         "[ sh:path _:p ; sh:minCount 1 ] .", "a path that leads back"),
        ("a pattern that is none", "<urn:s> a sh:NodeShape ; sh:targetClass ovs:Action ; sh:property [ sh:path rdfs:label ; sh:pattern '(' ] .",
         "which is no regular expression"),
        ("a prefix without a name", "<urn:s> a sh:NodeShape ; sh:targetClass ovs:Action ; sh:sparql [ sh:select 'x' ; sh:prefixes [ sh:declare [] ] ] .",
         "not said as SHACL says it"),
    ):  # fmt: skip
        yield own(
            f"shapes with {name}",
            _home(partial(_added, "ontology/shapes.ttl", more)),
            ("shapes.ttl", says),
            "check --data town",
        )
    yield own("a class of nobody and no word", _home(partial(_added, "ontology/oversight.ttl", "[] a <http://www.w3.org/2002/07/owl#Class> .")),
              ("one without an address",), "bodies --data town")  # fmt: skip
    yield own("words that are no UTF-8", _home(lambda home: (home / "ontology/words/en.yaml").write_bytes(b"\xff")),
              ("en.yaml", "not in UTF-8"), "ingest town/plan-2025.txt -o z.xlsx")  # fmt: skip
    for old, new, says in (
        ("  Plan:\n", "  Plans:\n", "lacks the sheet Plan"),
        ("      commitment:", "      promise:", "lacks the column commitment of Plan"),
        ("codes: document", "codes: nope", "no code list nope"),
    ):
        yield own(
            f"sheets with {new.strip()}",
            _home(partial(_renamed, old, new)),
            ("workbook.yaml", says),
            "workbook export z.xlsx --data town",
        )
    for line, says in (("at_load: yes", "at_load is left out"), ("at-load: true", "nothing is known of at-load")):
        text = _CHECK.replace("{message}", "m").replace("{query}", f"#+ {line}\nSELECT ?entity {{ }}")
        yield own(
            f"a check with {line}", _written("queries/checks/new.rq", text), ("new.rq", says), "check --data town"
        )
    for name in ("queries/views/papers.rq", "ontology/oversight.ttl", "ontology/concepts.ttl", "ontology/shapes.ttl",
                 "queries/rules", "queries/checks", "queries/views"):  # fmt: skip

        def without(home: Path, name: str = name) -> None:
            shutil.rmtree(home / name) if (home / name).is_dir() else (home / name).unlink()

        yield own(f"without {name}", _home(without), (name.rpartition("/")[2],), "check --data town")
    # What there is not finds nothing and lets nothing follow: "0 error" would be no answer.
    for name, text, says, runs in (
        ("shapes.ttl", "", "is empty", ("check --data town", "gaps --data town")),
        ("shapes.ttl", "# none", "holds no shape with a target", ("check --data town", "gaps --data town")),
        ("oversight.ttl", "# none", "holds no statement", ("check --data town", "gaps")),
        ("concepts.ttl", "\n", "holds no statement", ("check --data town", "bodies")),
    ):
        for run in runs:
            yield own(f"with {text!r} for {name}: {run}", _written(f"ontology/{name}", text), (name, says), run,
                      silent=("found:",))  # fmt: skip
    for folder, run in (("checks", "check --data town"), ("rules", "gaps"), ("questions", "query --list")):

        def emptied(home: Path, folder: str = folder) -> None:
            for path in (home / "queries" / folder).glob("*.rq"):
                path.unlink()

        yield own(f"no query in {folder}", _home(emptied), (f"queries/{folder}: holds no file ending in .rq",), run,
                  silent=("found:",))  # fmt: skip
    for text, says in (
        ("", "is empty"),
        ("5", "must have title"),
        ("cycle: 5", "must have title"),
        ("a: [", "must have"),
    ):
        yield own(f"checks that are code told by {text!r}", _written("queries/checks/built-in.yaml", text),
                  ("built-in.yaml", says), "check --list")  # fmt: skip
    for text in (
        "",
        "- a",
        "5",
        "sheets: 5",
        "sheets: {Plan: {columns: 5}}\nlast: {}\nstart: []",
        "a: [",
        "[" * 3000,
        "a: &a [*a]",
        "start: 5",
    ):
        yield own(
            f"sheets that are {text[:20]!a}",
            _written("ontology/workbook.yaml", text),
            ("workbook.yaml",),
            "workbook new z.xlsx",
        )
    yield own("no UTF-8", _home(lambda home: (home / "queries/views/papers.rq").write_bytes(b"\xff")),
              ("papers.rq", "not in UTF-8"))  # fmt: skip
    yield own("an ontology that is none", _written("ontology/oversight.ttl", "<"), ("oversight.ttl",))
    for name, value in (("nowhere", "{here}/nowhere"), ("a file", "{here}/town/register.ttl"), ("empty", "")):
        yield own(f"that is {name}", _home(lambda _: None), () if not value else ("OVERSIGHT_GRAPH_HOME",),
                  code=2 if value else 0, more={"OVERSIGHT_GRAPH_HOME": value})  # fmt: skip
    for value in ("0", "-1", "x", "1e3", "٣", "99999999"):
        yield own(
            f"a time of {value!r}", _home(lambda _: None), ("OVERSIGHT_TIMEOUT",), more={"OVERSIGHT_TIMEOUT": value}
        )
