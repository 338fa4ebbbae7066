"""The endpoint and the SPARQL 1.1 Protocol: what the W3C's tests of queries ask for, said of our data, and more.

The first table has a row for each of the twenty tests of W3C's `sparql11/protocol` that change nothing.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from tests.serve.conftest import Served

FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
BASE = "https://w3id.org/oversight-graph/id/west-mercia/graph/"
REGISTER, PACK = BASE + "register", BASE + "2018-11-27-panel-pack/delivery-plan-3-reforming"
# One thing of each of two graphs, of which the other graph says nothing.
BODY = "<https://w3id.org/oversight-graph/id/west-mercia/post/chief-constable>"
ROW = "<https://w3id.org/oversight-graph/id/west-mercia/commitment/3.2>"
BOTH = f"ASK {{ {BODY} a ?a . {ROW} a ?b }}"
APART = f"ASK {{ GRAPH ?g {{ {BODY} a ?a }} GRAPH ?h {{ {ROW} a ?b }} }}"
NOWHERE = "https://example.org/no-such-graph"
Sent = dict[str, Any]


def get(query: str, **more: Any) -> Sent:
    return {"method": "GET", "params": {"query": query, **more}}


def post(query: str, **more: Any) -> Sent:
    return {"method": "POST", "params": more, "content": query.encode(), "headers": DIRECT}


W3C: dict[str, tuple[Sent, Callable[[httpx.Response], bool]]] = {
    "query_post_form": (
        {"method": "POST", "params": {"default-graph-uri": NOWHERE}, "data": {"query": "ASK {}"}},
        lambda r: r.json()["boolean"] is True,
    ),
    "query_dataset_default_graphs_get": (
        get(BOTH, **{"default-graph-uri": [REGISTER, PACK]}), lambda r: r.json()["boolean"] is True,
    ),
    "query_dataset_default_graphs_post": (
        post(BOTH, **{"default-graph-uri": [REGISTER, PACK]}), lambda r: r.json()["boolean"] is True,
    ),
    "query_dataset_named_graphs_post": (
        post(APART, **{"named-graph-uri": [REGISTER, PACK]}), lambda r: r.json()["boolean"] is True,
    ),
    "query_dataset_named_graphs_get": (
        get(APART, **{"named-graph-uri": [REGISTER, PACK]}), lambda r: r.json()["boolean"] is True,
    ),
    "query_dataset_full": (
        post(f"ASK {{ {ROW} a ?b GRAPH ?g {{ {BODY} a ?a }} }}",
             **{"default-graph-uri": PACK, "named-graph-uri": REGISTER}),
        lambda r: r.json()["boolean"] is True,
    ),
    "query_multiple_dataset": (
        # What the protocol names counts, not what the query names.
        post(f"ASK FROM <{NOWHERE}> {{ GRAPH ?g {{ {BODY} a ?a }} GRAPH ?h {{ {ROW} a ?b }} }}",
             **{"named-graph-uri": [REGISTER, PACK]}),
        lambda r: r.json()["boolean"] is True,
    ),
    "query_get": (get("ASK {}", **{"default-graph-uri": NOWHERE}), lambda r: r.json()["boolean"] is True),
    "query_content_type_select": (post("SELECT (1 AS ?value) {}"), lambda r: "sparql-results+json" in kind(r)),
    "query_content_type_ask": (post("ASK {}"), lambda r: "sparql-results+json" in kind(r)),
    "query_content_type_describe": (post("DESCRIBE <http://example.org/>"), lambda r: "text/turtle" in kind(r)),
    "query_content_type_construct": (
        post("CONSTRUCT { <s> <p> 1 } WHERE {}"), lambda r: "text/turtle" in kind(r),
    ),
    "query_post_direct": (post("ASK {}"), lambda r: r.json()["boolean"] is True),
    "bad_query_method": ({"method": "PUT", "params": {"query": "ASK {}"}, "headers": FORM}, lambda r: refused(r)),
    "bad_multiple_queries": (get("ASK {}") | {"params": {"query": ["ASK {}", "SELECT * {}"]}}, lambda r: refused(r)),
    "bad_query_wrong_media_type": (
        {"method": "POST", "content": b"ASK {}", "headers": {"content-type": "text/plain"}}, lambda r: refused(r),
    ),
    "bad_query_missing_form_type": ({"method": "POST", "content": b"query=ASK%20%7B%7D"}, lambda r: refused(r)),
    "bad_query_missing_direct_type": ({"method": "POST", "content": b"ASK {}"}, lambda r: refused(r)),
    "bad_query_non_utf8": (
        {"method": "POST", "content": "ASK {}".encode("utf-16"),
         "headers": {"content-type": "application/sparql-query; charset=UTF-16"}},
        lambda r: refused(r),
    ),
    "bad_query_syntax": (get("ASK {"), lambda r: refused(r)),
}  # fmt: skip


def kind(response: httpx.Response) -> str:
    return response.headers["content-type"]


def refused(response: httpx.Response) -> bool:
    return 400 <= response.status_code < 500 and response.text.strip().endswith(".")


def ask(served: "Served", sent: Sent) -> httpx.Response:
    sent = dict(sent)
    return served.client.request(sent.pop("method"), "/sparql/", **sent)


@pytest.mark.parametrize("name", W3C)
def test_what_w3c_asks_of_queries(served: "Served", name: str) -> None:
    assert len(W3C) == 20
    sent, right = W3C[name]
    response = ask(served, sent)
    assert right(response), (response.status_code, response.text[:300])
    if not name.startswith("bad"):
        assert response.status_code == 200


def test_graphs_that_are_named_are_all_that_is_asked(served: "Served") -> None:
    """Else the twenty would pass where the dataset is not looked at."""
    for sent in (
        get(BOTH, **{"default-graph-uri": REGISTER}),
        get(BOTH, **{"named-graph-uri": [REGISTER, PACK]}),
        get(APART, **{"named-graph-uri": REGISTER}),
        get(APART, **{"default-graph-uri": [REGISTER, PACK]}),
        get(f"ASK FROM <{REGISTER}> {{ {ROW} a ?b }}"),
    ):
        assert ask(served, sent).json()["boolean"] is False
    for query in (BOTH, APART, f"ASK FROM <{PACK}> {{ {ROW} a ?b }}", f"ASK {{ {ROW} a ?from }}"):
        assert ask(served, get(query)).json()["boolean"] is True


ROWS = 'SELECT ?a ?b { VALUES (?a ?b) { ("x,\\n\\"y\\"" <http://e.example/z>) ("2"@cy UNDEF) (3 4.50) } }'


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ("text/csv", None),
    ],
)
def test_tables_come_in_the_form_that_is_liked_with_all_that_terms_say(
    served: "Served", media: str, form: ox.QueryResultsFormat | None
) -> None:
    here = ox.Store().query(ROWS)
    assert isinstance(here, ox.QuerySolutions)
    response = served.get("/sparql", params={"query": ROWS}, headers={"accept": f"text/html;q=0.1, {media}"})
    assert kind(response).startswith(media)
    if form is None:
        assert response.text.splitlines()[0] == "a,b"
        assert response.text == here.serialize(format=ox.QueryResultsFormat.CSV).decode()  # type: ignore[union-attr]
    else:
        found = ox.parse_query_results(response.content, format=form)
        assert [list(map(str, row)) for row in found] == [list(map(str, row)) for row in here]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_the_form_that_is_liked(served: "Served", media: str, form: ox.RdfFormat) -> None:
    query = f"DESCRIBE {ROW}"
    response = served.get("/sparql", params={"query": query}, headers={"accept": media})
    assert kind(response).startswith(media)
    found = {str(quad.triple) for quad in ox.parse(response.content, format=form)}
    assert any("#Commitment" in triple for triple in found)
    assert served.get("/sparql", params={"query": query}, headers={"accept": "image/png"}).status_code == 406


def test_the_service_describes_itself(served: "Served") -> None:
    response = served.get("/sparql", headers={"accept": "text/turtle"})
    store = ox.Store()
    store.load(response.content, format=ox.RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    assert store.query(f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{served.address}/sparql> ; "
                       f"sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph ; "
                       f"sd:defaultDataset/sd:namedGraph/sd:name <{PACK}> }}")  # fmt: skip
    head = served.client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "26")
    assert served.get("/sparql", headers={"accept": "text/html"}).headers["location"] == "/query"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * FROM <x> { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?a <?from#> ?b SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "INSERT DATA { <a> <b> <c> }",
    ],
)
def test_no_query_reaches_out_or_changes_anything(served: "Served", query: str) -> None:
    response = served.get("/sparql", params={"query": query})
    assert response.status_code == 400
    assert "reads from outside" in response.text or "changes data" in response.text
    posted = served.client.post("/sparql", data={"update": query})
    assert posted.status_code == 400


def test_scripts_of_others_read_answers_only_if_they_are_allowed_to(served: "Served") -> None:
    for origin, allowed in (("https://friend.example", "https://friend.example"), ("https://other.example", None)):
        headers = {"origin": origin}
        response = served.get("/sparql", params={"query": "ASK {}"}, headers=headers)
        assert response.headers.get("access-control-allow-origin") == allowed
        asked = served.client.options("/sparql", headers=headers | {"access-control-request-method": "POST"})
        assert asked.headers.get("access-control-allow-origin") == allowed
    assert "access-control-allow-origin" not in served.get("/", headers={"origin": "https://friend.example"}).headers
