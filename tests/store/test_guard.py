"""No query reaches out of the store, however it is written; and what only looks like it passes.

What must be refused follows from the SPARQL 1.1 grammar and from what the two engines take for a keyword; a server of
our own, which counts its visitors, says whether an engine was led out.
"""

import itertools
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest

from oversight_graph.errors import QueryError
from oversight_graph.store.guard import check_query
from oversight_graph.store.tokens import bare

REFUSED = [
    ("SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "SERVICE", 1),
    ("SELECT *\n{ service\n<http://x> { ?s ?p ?o } }", "SERVICE", 2),
    ("SELECT * {\n\n SeRvIcE SILENT ?x { ?s ?p ?o } }", "SERVICE", 3),
    # Without a space before or behind it.
    ("SELECT * { ?s ?p ?o .SERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { ?s ?p 1SERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { ?s ?p trueSERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { ?s ?p 'x'@en.SERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { SERVICESILENT <http://x> { } }", "SERVICE", 1),
    ("SELECT * { SERVICE<http://x>{ } }", "SERVICE", 1),
    ("SELECT * { SERVICE?x{ } }", "SERVICE", 1),
    # An engine reads SERVICE and the name :x where another reads a name with the prefix SERVICE.
    ("PREFIX : <http://x/> SELECT * { SERVICE:x { } }", "SERVICE", 1),
    ("PREFIX service: <http://x/> PREFIX : <http://y/>\nSELECT * { service:x # here\n { } }", "SERVICE", 2),
    ("PREFIX e: <http://x/> SELECT * { servicee:x { } }", "SERVICE", 1),
    # Behind what is no comment, no string or no IRI for somebody.
    ("SELECT * { # comment\rSERVICE <http://x> { } \n}", "SERVICE", 2),
    ("SELECT * { ?s <http://x\u00a0#> 1 . SERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { ?s ?p ?x FILTER(?x<?y#>'''\n) SERVICE <http://x> { } #'''\n}", "SERVICE", 2),
    ("SELECT * { ?s ?p ?x FILTER(?x<?y#://>'''\n) SERVICE <http://x> { } #'''\n}", "SERVICE", 2),
    ("SELECT * { ?s ?p ?x FILTER(?x<'>') SERVICE <http://x> { } FILTER('a'>'b') }", "SERVICE", 1),
    ('SELECT * { ?s ?p "\\" SERVICE" . SERVICE <http://x> { } }', "SERVICE", 1),
    # Escapes are resolved before reading by some, and within strings and IRIs only by others.
    ("SELECT * { \\u0053ERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { \\U00000053ERVICE <http://x> { } }", "SERVICE", 1),
    ("SELECT * { ?s ?p '\\u0027 . SERVICE <http://x> { } #' }", "SERVICE", 1),
    ("SELECT * { ?s ?p ?o #\\u000aSERVICE <http://x> { }\n}", "SERVICE", 2),
    ("SELECT * { ?s <p:p> '\\u0027' . ?s <http://x\\u00e9#y> 1 . SERVICE <http://x> { } #'''\n}", "SERVICE", 1),
    # Data sets.
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM", 1),
    ("SELECT *\nfrom <http://x> { ?s ?p ?o }", "FROM", 2),
    ("SELECT * FROM NAMED <http://x> { ?s ?p ?o }", "FROM", 1),
    ("SELECT * FROMNAMED<http://x> { ?s ?p ?o }", "FROM", 1),
    ("PREFIX : <http://x/> SELECT * FROM:x { ?s ?p ?o }", "FROM", 1),
    ("PREFIX from: <http://x/> SELECT * from:x WHERE { ?s ?p ?o }", "FROM", 1),
    ("ASK FROM <http://x> { }", "FROM", 1),
    # Updates.
    ("LOAD <file:///etc/passwd>", "LOAD", 1),
    ("load silent <http://x> INTO GRAPH <http://y>", "LOAD", 1),
    ("PREFIX e: <e:>\nINSERT DATA { e:a e:b e:c }", "INSERT", 2),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE", 1),
    ("DELETE { ?s ?p ?o } INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DELETE", 1),
    *((f"{word} GRAPH <http://x>", word, 1) for word in "CLEAR DROP CREATE COPY MOVE ADD".split()),
]
HARMLESS = [
    "SELECT ?service ?from { ?service ?load $from BIND(1 AS ?insert) }",
    "PREFIX service: <a:> PREFIX from: <a:> SELECT * { service:x ?p from:service . service:y ?q service:load }",
    "PREFIX service: <a:> SELECT * { ?s a service:x . { ?s ?p 1 } UNION { ?s ?p 2 } }",
    "PREFIX service: <a:> SELECT * { ?s a service:x OPTIONAL { ?s ?p 1 } }",
    "PREFIX e: <a:> SELECT * { ?s e:service e:from ; e:load _:service , e:x.service , e:a-from }",
    "PREFIX from: <a:> SELECT ?o { ?s ?p ?o FILTER(?o != from:x) } ORDER BY ?o",
    "PREFIX add: <a:> PREFIX insert: <a:> SELECT ?create { ?create add:move insert:delete }",
    "SELECT * { ?s ?p 'SERVICE <http://x> { }' }",
    'SELECT * { ?s ?p "LOAD \\" SERVICE", "it\'s FROM" }',
    'SELECT * { ?s ?p """LOAD "x" \n FROM""", \'\'\'it\'s SERVICE\'\'\' }',
    "SELECT * { ?s ?p <http://x/service#FROM>, <http://x/LOAD> }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x>\n",
    "# FROM here LOAD\nSELECT * { ?s <#x> ?o FILTER(?o<1 && ?o>0) }",
    "SELECT * { ?s <it's> ?o . ?o <#x> 'plain' }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } VALUES ?p { <http://x#y> } MINUS { ?s ?p 1 } }",
    "ASK { ?s ?p ?o }",
    "",
]


@pytest.mark.parametrize(
    ("query", "keyword", "line"), REFUSED, ids=[f"{n}-{case[1]}" for n, case in enumerate(REFUSED)]
)
def test_refused_with_keyword_and_line(query: str, keyword: str, line: int) -> None:
    with pytest.raises(QueryError) as caught:
        check_query(query, where="mine.rq")
    assert str(caught.value).startswith(f"mine.rq:{line}: {keyword} ")
    # Only reading from elsewhere can be allowed.
    if keyword in ("SERVICE", "FROM"):
        check_query(query, allow_remote=True)
    else:
        with pytest.raises(QueryError, match=keyword):
            check_query(query, allow_remote=True)


@pytest.mark.parametrize("query", HARMLESS)
def test_harmless_look_alikes_pass(query: str) -> None:
    check_query(query)
    if query:
        ox.Store().query(query, base_iri="http://x/")  # so that each is a query at all


def test_a_refusal_says_what_to_do() -> None:
    with pytest.raises(QueryError, match="--data, or allow it with --allow-remote"):
        check_query("SELECT * { SERVICE <http://x> { } }")


def test_bare_keeps_lines_and_length() -> None:
    query = 'SELECT ?s # a FROM\n{ ?s <http://x#y> \'a\\\'b\' , """c\nd""" }'
    hidden = ("# a FROM", "<http://x#y>", "'a\\'b'", '"""c', 'd"""')
    expected = query
    for text in hidden:
        expected = expected.replace(text, " " * len(text))
    assert bare(query) == expected


@pytest.fixture(scope="module")
def visits() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server and the list of its visitors."""
    found: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            body = b'{"head":{"vars":[]},"results":{"bindings":[{}]}}'
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", found
    server.shutdown()
    server.server_close()


BEFORE = [
    *("", " ", ".", ";", "1", "1.", "true", "'x'", "'x'@en", "e:a ", "e:a.", "e:a\\'", "?o", "?o ", "_:b ", "-"),
    *(
        "#\r",
        "#\n",
        "# '\n",
        "'''#'''",
        "<http://x#'>",
        "<?o#>'\n'",
        "FILTER(1<2)",
        "FILTER(1<'>')",
        "{}",
        "OPTIONAL{}",
    ),
    *("'\\u0027'", "'\\\\'", "\\u0027", '"""""" ', "BIND('#' AS ?z)", 'FILTER(?o<?p#>"""\n)'),
]
KEYWORDS = [
    "SERVICE",
    "service",
    "SERVICE SILENT",
    "SERVICESILENT",
    "\\u0053ERVICE",
    "SER\\u0056ICE",
    "#SERVICE",
    "'SERVICE'",
]
BEHIND = ["{iri}", " {iri}", "\n{iri} ", ":x", "e:x", " e:x ", "#c\n{iri}"]


def test_what_passes_never_leads_an_engine_out(visits: tuple[str, list[str]]) -> None:
    address, visitors = visits
    store = ox.Store()
    literal = ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    store.extend([ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("b:b"), value) for value in (ox.Literal("x"), literal)])

    def goes_out(query: str) -> bool:
        visitors.clear()
        try:
            list(store.query(query, base_iri="http://x/"))  # type: ignore[arg-type]
        except (SyntaxError, RuntimeError):
            return bool(visitors)
        return bool(visitors)

    prefixes = f"PREFIX : <{address}> PREFIX e: <{address}> PREFIX service: <{address}>\n"
    passed = led_out = 0
    for first, pattern, keyword, behind in itertools.product(("", "?s ?p "), BEFORE, KEYWORDS, BEHIND):
        call = keyword + behind.format(iri=f"<{address}>") + "{ ?a ?b ?c }"
        query = f"{prefixes}SELECT * {{ {first}{pattern}{call}\n}}"
        try:
            check_query(query)
        except QueryError:
            # Not all can be tried: each that goes out costs a connection.
            led_out += not first and pattern in ("", ".", "#\r") and goes_out(query)
            continue
        passed += 1
        assert not goes_out(query), query
    assert passed > 100  # the guard does not simply refuse everything
    assert led_out > 20  # and the engine does go where it is not refused


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {" + "{" * 5_000 + "}" * 5_000 + "}", "mine.rq:1: the query is nested deeper than 200"),
        ("SELECT (" + "STR(" * 300 + "1" + ")" * 300 + " AS ?x) {}", "mine.rq:1: the query is nested deeper than 200"),
        ("SELECT *\n{ ?s ?p " + ",".join(["[]"] * 100_000) + " }", "mine.rq:2: the query has more than 5,000 parts"),
        ("SELECT (1" + "+1" * 10_000 + " AS ?x) {}", "mine.rq:1: the query has more than 5,000 parts"),
        ("SELECT * { ?s ?p (" + " 1" * 6_000 + ") }", "mine.rq:1: the query has more than 5,000 parts"),
        ("SELECT * { ?s ?p ?o FILTER(?s IN (1" + "+1" * 6_000 + ")) }", "has more than 5,000 parts"),
        ("SELECT * { VALUES ?s { 1 } " + "?s ?p ?o ." * 2_000 + " }", "has more than 5,000 parts"),
        ("SELECT * { ?s ?p ?o } #" + "x" * 3_000_000, "mine.rq: the query has 3,000,023 letters"),
        ("a" + "\\u00" * 100_000 + "a." * 60_000, "has more than 5,000 parts"),
        ('"' + '\\"' * 60_000, "mine.rq:1: too many quotation marks are never closed"),
        ('"""' + '\\"""x\n' * 60_000, "too many quotation marks are never closed"),
    ],
    ids=range(11),
)
def test_what_no_engine_takes_is_refused_before_one_sees_it(query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_query(query, where="mine.rq")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { VALUES ?s {" + " <urn:1> 'x' e:y -1.5" * 20_000 + " } ?s ?p ?o }",
        "SELECT * { VALUES (?s ?t) {" + " (1 UNDEF)" * 20_000 + " } ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?s NOT IN (" + "<urn:1>, " * 50_000 + "<urn:2>)) }",
        "SELECT * { ?s ?p ?o } # " + "a." * 900_000,
        "SELECT * { ?s ?p '" + "a." * 900_000 + "' }",
        "SELECT * {" + "{" * 150 + " ?s ?p ?o " + "}" * 150 + "}",
    ],
    ids=range(6),
)
def test_long_lists_and_texts_are_no_parts(query: str) -> None:
    check_query(query)
