"""Signs that steer a terminal, turn text around, or are run by who opens the output: by every road to a person."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from case import Case, Outcome

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LABELS = {
    "escape": "\\u001B]0;evil\\u0007\\u001B[2J\\u001B[31m",
    "second half of the control signs": "\\u009B31m\\u0085\\u0090",
    "turned around": "\\u202Egnp.exe\\u2066",
    "marks of direction": "a\\u200Eb\\u200Fc\\u061Cd",
    "ends of lines": "a\\r\\nb\\u2028c\\u2029d",
    "backspaces": "Board\\b\\b\\b\\b\\bNobody\\f",
    "markup of a terminal library": "[red]x[/red][link=http://evil]y[/]",
    "markup of a page": "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'><!--",
    "markup of a text": "[x](javascript:alert(1)) `y` __z__ | **w** ![](http://evil) $v$ <b>",
    "a formula": '=HYPERLINK(\\"http://evil\\")',
    "a formula behind a semicolon": "Roads;=1+1;@SUM(A1)",
    "a formula behind a tab": "Roads\\t=1+1",
    "a formula behind blanks": '  \\"=1+1',
    "a formula in wide signs": "＝1+1",
    "ends of other languages": "]]> */ --> \\u0000x'; DROP \\\" } %} {{7*7}} \\\\",
}
_NAMES = ("\x1b[31mred", "turned\u202e", "bell\x07", "two\nlines", "\x9b31m", "[red]x[/red]", "-dash", "~")
_TOWN = """
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://x.example/id/body/b-1> a ovs:OversightBody ; skos:prefLabel "LABEL"@en ; skos:altLabel "LABEL 2"@en .
<https://x.example/id/person/p-1> a foaf:Person ; foaf:name "LABEL" .
<https://x.example/id/post/q-1> a org:Post ; skos:prefLabel "LABEL"@en .
"""
_ROWS = (
    "SELECT ?s ?label { ?s <http://www.w3.org/2004/02/skos/core#prefLabel>|<http://xmlns.com/foaf/0.1/name> ?label }"
)


def cases() -> Iterator[Case]:
    """Yield the cases."""
    for name, label in _LABELS.items():
        files = {"own/more.ttl": _TOWN.replace("LABEL", label), "q.rq": _ROWS}
        data = "--data town --data own"
        for form, check in (("table", _table), ("json", _json), ("csv", _csv), ("md", _markdown)):
            yield Case(name=f"{name}: rows as {form}", run=f"query --file q.rq {data} --format {form}", files=files,
                       code=0, after=check, fast=form == "csv" and name == "escape")  # fmt: skip
        for command in ("bodies --all", "check --fail-on none", "people --all"):
            yield Case(name=f"{name}: {command}", run=f"{command} {data}", files=files, code=0, after=_table)
        yield Case(name=f"{name}: what is not found", run=("explain", "LABEL", *data.split()), files=files, code=2)
        yield Case(name=f"{name}: what is taken for it", run=f"explain b-1 {data}", files=files, code=(0, 2))
        for kind in ("graphml", "gexf", "cytoscape", "mermaid", "dot", "popolo", "turtle", "jsonld"):
            yield Case(name=f"{name}: as {kind}", run=f"export {kind} {data}", files=files, code=0,
                       after=_readable(kind))  # fmt: skip
        yield Case(name=f"{name}: the map", run=f"map -o map.html {data}", files=files, code=0, after=_page("map.html"),
                   changes=("map.html",))  # fmt: skip
        plan = {"town/plan-2025.ttl": ('"Community Safety Plan 2025', f'"{label} Community Safety Plan 2025')}
        for wanted, made, look in (
            ("report -o r", "r", _report), ("explore SSB -o e.html", "e.html", _page("e.html")), ("map -o map.html", "map.html", _page("map.html")),
        ):  # fmt: skip
            yield Case(name=f"{name} in the name of a plan: {wanted}", run=f"{wanted} --data town", swap=plan, code=0, after=look,
                       changes=(made, f"{made}/*"))  # fmt: skip
    for name in (
        "\x1b[31mred",
        "turned\u202e",
        "bell\x07",
        "two\nlines",
        "\x9b31m",
        "[red]x[/red]",
        "-dash",
        "~",
        "$(x)",
    ):
        file = {f"{name}.ttl": _TOWN, f"{name}.rq": _ROWS}
        named = ("gaps", "--data", "town", "--data", f"./{name}.ttl")
        yield Case(name=f"a file called {name!a}", run=named, files=file, code=0)
        for run in (
            ("gaps", "--data", f"./{name}"),
            ("query", "--data", "town", "--file", f"./{name}"),
            ("explain", name, "--data", "town"),
            ("gaps", "--data", "town", "--as-of", name),
            ("gaps", "--data", "town", "--columns", name),
            ("gaps", "--data", "town", "--format", name),
            ("gaps", "--data", "town", f"--{name}"),
            ("gaps", "--data", "town", name),
            ("query", name, "--data", "town"),
            ("query", "coverage-by-objective", "-p", f"{name}=1", "--data", "town"),
            ("export", "turtle", "--data", "town", "-o", f"./none/{name}"),
            ("actions", "--owner", name, "--data", "town"),
            ("gaps", "--endpoint", f"http://127.0.0.1:9/{name}"),
            ("check", "--profile", f"./{name}", "--data", "town"),
            ("verify", "--sources", f"./{name}", "--data", "town"),
            (name,),
        ):
            yield Case(name=f"{' '.join(run)!a}", run=run, code=2)


def _seen(outcome: Outcome) -> str | None:
    return f"{found.group()!a} is printed" if (found := _UNSEEN.search(outcome.out)) else None


def _table(_: Path, outcome: Outcome) -> str | None:
    return _seen(outcome)


def _json(_: Path, outcome: Outcome) -> str | None:
    assert json.loads(outcome.out)
    return _seen(outcome)


def _csv(_: Path, outcome: Outcome) -> str | None:
    for row in csv.reader(io.StringIO(outcome.out, newline="")):
        for cell in row:
            for part in re.split(r"[;\t\r\n]", cell):
                if re.match(r"[\s'\"]*[=+\-@＝＋－＠]", part) and not part.lstrip().startswith("'"):
                    return f"{part!a} would be run"
    return None


def _markdown(_: Path, outcome: Outcome) -> str | None:
    rows = outcome.out.splitlines()
    for row in rows:
        bare = re.sub(r"\\[\\`*_~\[\]<&|$]", "", row)
        if bare.count("|") != 3:
            return f"{row!a} has other cells"
        if found := re.search(r"[`*\[\]<$]|(?<![^\W_])_|_(?![^\W_])", bare):
            return f"{found.group()!a} is read as markup"
    return _seen(outcome)


def _readable(kind: str) -> "Callable[[Path, Outcome], str | None]":
    def check(_: Path, outcome: Outcome) -> str | None:
        if kind in ("graphml", "gexf"):
            import xml.etree.ElementTree as ET

            ET.fromstring(outcome.out)  # noqa: S314 - of our own making
        elif kind in ("cytoscape", "popolo", "jsonld"):
            json.loads(outcome.out)
        elif kind == "turtle":
            import pyoxigraph as ox

            assert list(ox.parse(outcome.out, format=ox.RdfFormat.TURTLE))
        elif "<script>" in outcome.out or "<img" in outcome.out:
            return "markup of a page stands in it"
        return None

    return check


def _page(name: str) -> "Callable[[Path, Outcome], str | None]":
    def check(here: Path, _: Outcome) -> str | None:
        text = (here / name).read_text(encoding="utf-8")
        found = re.search(r"<script>alert|<img src=x|\{\{7\*7\}\}49", text) or _UNSEEN.search(text)
        return f"{found.group()!a} stands in the page" if found else None

    return check


def _report(here: Path, _: Outcome) -> str | None:
    """Look at all pages of a report, and at its Word file: read as XML, with no sign that is not seen."""
    pages = [*(here / "r").rglob("*.html")]
    assert len(pages) > 20
    texts = {str(path): path.read_text(encoding="utf-8") for path in pages}
    with zipfile.ZipFile(here / "r" / "report.docx") as word:
        for name in word.namelist():
            if name.endswith((".xml", ".rels")):
                texts[name] = word.read(name).decode()
                assert ElementTree.fromstring(texts[name]) is not None  # noqa: S314
    for name, text in texts.items():
        if found := _UNSEEN.search(text) or re.search(
            r"<script>alert|<img src=x|TargetMode=.External. Target=.(http://evil|java)", text
        ):
            return f"{found.group()!a} stands in {name}"
    return None
