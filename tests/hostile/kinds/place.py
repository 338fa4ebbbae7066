"""What somebody could hide in the data of a place: other meanings for our words, odd names, files that are none."""

import io
import os
import socket
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from case import ROOT, Case, Outcome

_EX = "https://example.org/exampleshire/"
_OURS = "https://w3id.org/oversight-graph/"
_HEAD = f"""@base <{_EX}paper/plan-2025> .
@prefix : <{_OURS}ns#> .
@prefix body: <{_EX}body/> .
@prefix row: <{_EX}commitment/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_BOARD = "body:safer-streets-board"
_ALL = ("check --fail-on none", "gaps", "bodies --all", "people --all", "actions", "timeline", "practice", "conflicts")


def cases() -> Iterator[Case]:
    """Yield each idea with each command that it is tried with."""
    yield from _other_meanings()
    yield from _no_values()
    yield from _names()
    yield from _times()
    yield from _files()
    yield from _sheets()
    yield from _words()


def _said(name: str, turtle: str, runs: tuple[str, ...] = _ALL[:3], **more: object) -> Iterator[Case]:
    for run in runs:
        given: dict[str, object] = {"code": (0, 2), "seconds": 30} | more
        files = {"town/more.ttl": _HEAD + turtle}
        yield Case(name=f"{name}: {run}", run=f"{run} --data town", files=files, **given)  # type: ignore[arg-type]


def _other_meanings() -> Iterator[Case]:
    """Yield data that says of our terms and codes what they do not mean: refused, or told by the check."""
    refused = {"code": 2, "says": ("town/more.ttl",)}
    told = {"code": (0, 1, 2), "says": ("town/more.ttl",)}
    for name, turtle in {
        "a code is called something else": f'<{_OURS}concept/body-state/ended> skos:prefLabel "active"@en .',
        "a grade has another number": f'<{_OURS}concept/grade/3> skos:notation "6" .',
        "a grade has another order": f"<{_OURS}concept/grade/3> :order 0 .",
        "a code of ours is added": f'<{_OURS}concept/grade/7> a skos:Concept ; skos:notation "7" ; skos:prefLabel "better"@en ; '
        f"skos:inScheme <{_OURS}concept/grade> .",
        "a term of ours has another label": ':OversightBody rdfs:label "Person"@en .',
        "a class of ours is below another": ":Commitment rdfs:subClassOf :OversightBody .",
        "a relation of ours is below another": ":by rdfs:subPropertyOf :reportsInto .",
        "a class of ours is another": ":OversightBody owl:equivalentClass foaf:Person .",
        "a relation of ours is turned round": ":by owl:inverseOf :reportsInto .",
        "a term of ours is out of use": ":by owl:deprecated true .",
        "a term of ours is put in place of another": ":reportsInto dcterms:isReplacedBy :by .",
        "a law is changed": f"<{_OURS}law/police-england-wales#office-panel> :answersTo <{_EX}body/x> .",
    }.items():  # fmt: skip
        yield from _said(name, turtle, ("gaps", "export popolo"), **refused)
        yield from _said(name, turtle, ("check --fail-on error --format json",), **told)
    yield from _said("two bodies are said to be one", f"{_BOARD} owl:sameAs body:lighting-working-group .")
    yield from _said("a body is a commitment too", f"{_BOARD} a :Commitment .")
    yield from _said(
        "a body is everything", f"{_BOARD} a :Meeting, :Action, foaf:Person, org:Post, :Plan, :SourceDocument .", _ALL
    )
    yield from _said(
        "a body oversees itself", f"{_BOARD} :oversight [ a :Oversight ; :by {_BOARD} ; :evidence <#line=4,5> ] .", _ALL
    )
    yield from _said(
        "classes in a chain of 2,000",
        "".join(f"<urn:k{n}> rdfs:subClassOf <urn:k{n + 1}> .\n" for n in range(2000))
        + "<urn:k2000> rdfs:subClassOf :OversightBody . body:x a <urn:k0> .",
        ("check --fail-on none", "bodies"),
    )


def _no_values() -> Iterator[Case]:
    """Yield values of another sort than is meant."""
    for name, turtle in {
        "a name that is an address": f"{_BOARD} skos:prefLabel <https://example.org/other> .",
        "a name that is a number": f"{_BOARD} skos:prefLabel 5 .",
        "a name that is a thing": f'{_BOARD} skos:prefLabel [ rdfs:label "x"@en ] .',
        "a title that is an address": "<> dcterms:title <urn:x> .",
        "a citation that is a text": f'{_BOARD} :evidence "line 5" .',
        "a citation that is a thing": f"{_BOARD} :evidence [ a :SourceDocument ] .",
        "a citation of the paper itself": f"{_BOARD} :evidence <> .",
        "a citation in capitals": f"{_BOARD} :evidence <#LINE=4,5> .",
        "a citation of two places": f"{_BOARD} :evidence <#line=4,5&page=2> .",
        "a date that is an address": f"{_BOARD} :status [ a :BodyStatus ; schema:startDate <urn:x> ; :evidence <#line=4,5> ] .",
        "a date that is a year": '<> dcterms:date "2025"^^xsd:gYear .',
        "a date that is a time": '<> dcterms:date "2025-02-04T00:00:00Z"^^xsd:dateTime .',
        "a date with a zone": '<> dcterms:date "2025-02-04+14:00"^^xsd:date .',
        "a bare year": "<> dcterms:date 2025 .",
        "a bare year as a date": '<> dcterms:date "2025"^^xsd:date .',
    }.items():
        yield from _said(name, turtle, ("check",), code=1, says=(f"town/more.ttl:{_HEAD.count(chr(10)) + 1}",))
        yield from _said(name, turtle, ("gaps", "bodies --all", "explain SSB"), code=(0, 2))
    for name, turtle in {
        "an overseer that is a text": f'{_BOARD} :oversight [ a :Oversight ; :by "SSB" ] .',
        "a post that is a text": f'{_BOARD} :seat [ a :Seat ; :post "Chair" ] .',
        "a list in place of things": f"row:1.1 :oversight ( {_BOARD} body:lighting-working-group ) .",
        "a list that leads to itself": "_:l rdf:first 1 ; rdf:rest _:l . row:1.1 :oversight _:l .",
        "a list with two ends": "_:l rdf:first 1 ; rdf:rest rdf:nil , ( 2 ) . row:1.1 :oversight _:l .",
        "a statement of a statement": f"[] a rdf:Statement ; rdf:subject {_BOARD} ; rdf:predicate :by ; rdf:object {_BOARD} .",
        "a plan that is part of itself": "<https://example.org/exampleshire/plan/community-safety-2025> dcterms:isPartOf <https://example.org/exampleshire/plan/community-safety-2025> .",
        "a row in two plans": '<urn:plan> a :Plan ; rdfs:label "P"@en ; dcterms:date "2025-02-04"^^xsd:date . row:1.1 dcterms:isPartOf <urn:plan> .',
        "a row in a body": f"row:1.1 dcterms:isPartOf {_BOARD} .",
        "a meeting of two bodies": f"<{_EX}meeting/2025-03-04> :convenes body:lighting-working-group .",
        "a meeting of a person": f"<{_EX}meeting/2025-03-04> :convenes <{_EX}person/robin-rowe> .",
        "a term of nobody": "[] a :Tenure ; :post <urn:nobody> .",
        "1,000 nodes in each other": f"{_BOARD} :status " + "[ :status " * 1000 + "[]" + " ]" * 1000 + " .",
        "a weight beyond numbers": f'{_BOARD} :amount "1e999"^^xsd:double , "NaN"^^xsd:double , "INF"^^xsd:float .',
        "true in other words": f'{_BOARD} :openToPublic "TRUE"^^xsd:boolean , "yes"^^xsd:boolean .',
        "a type that is a text": f'{_BOARD} a "OversightBody" .',
    }.items():
        yield from _said(name, turtle, ("check --fail-on none", "gaps", "bodies --all", "export popolo", "conflicts"))


def _names() -> Iterator[Case]:
    """Yield names and addresses that are odd as a file, an address or a word."""
    pages = ("report -o r", "map -o m.html", "bodies --all", "explain -- NAME")
    for name, local in {
        "dots": "..", "one dot": ".", "a device": "CON", "a device with an ending": "nul.html", "a way up": "..%2F..%2Fx",
        "an encoded stroke": "a%2Fb", "a query": "a%3Fb", "a tilde": "~root", "200 letters": "x" * 200,
        "2,000 letters": "x" * 2000, "letters beyond": "\U0001f3db", "turned letters": "a%E2%80%AEb", "index": "index",
        "the name of a list": "bodies", "a blank": "a%20b", "a null sign": "a%00b", "a percent sign alone": "100%25",
    }.items():  # fmt: skip
        body = f'<{_EX}body/{local}> a :OversightBody ; skos:prefLabel "Odd"@en ; :evidence <#line=4,5> .'
        for run in pages:
            yield Case(
                name=f"a body called {name}: {run}", run=f"{run.replace('NAME', f'{_EX}body/{local}')} --data town"
                if "--" not in run else f"explain --data town -- {_EX}body/{local}",
                files={"town/more.ttl": _HEAD + body}, code=(0, 2), changes=("r", "r/*", "m.html"), seconds=60,
                after=_pages_apart,
            )  # fmt: skip
    twins = "".join(
        f'body:{name} a :OversightBody ; skos:prefLabel "Twin {name}"@en ; :evidence <#line=4,5> .\n'
        for name in ("Twin", "twin", "TWIN", "tw_in", "tw-in")
    )
    yield Case(name="bodies that differ in capitals alone: report", run="report -o r --data town", code=0, changes=("r", "r/*"),
               files={"town/more.ttl": _HEAD + twins}, after=_twins, seconds=60)  # fmt: skip
    for name, iri in {
        "a script": "javascript:alert(1)", "data": "data:text/html,%3Cscript%3Ealert(1)%3C/script%3E", "a file": "file:///etc/passwd",
        "a number": "urn:oid:1.2.3", "a mailbox": "mailto:a", "nothing behind it": "https://example.org/exampleshire/body/",
        "a fragment alone": "https://example.org/exampleshire/body/#", "a port": "http://[::1]:99999/x", "a user": "http://me:secret@example.org/x",
    }.items():  # fmt: skip
        body = f'<{iri}> a :OversightBody ; skos:prefLabel "Odd"@en ; foaf:homepage <{iri}> ; rdfs:seeAlso <{iri}> ; :evidence <#line=4,5> .'
        for run in ("check --fail-on none", "bodies --all", "report -o r", "map -o m.html"):
            yield Case(name=f"a body whose address is {name}: {run}", run=f"{run} --data town", files={"town/more.ttl": _HEAD + body},
                       code=(0, 2), changes=("r", "r/*", "m.html"), after=_no_script, seconds=60)  # fmt: skip
    same = "".join(
        f'body:s{n} a :OversightBody ; skos:prefLabel "Same"@en ; :evidence <#line=4,5> .\n' for n in range(300)
    )
    yield from _said(
        "300 bodies of one name",
        same,
        ("check --fail-on none", "bodies --all", "explain Same", "overlap", "conflicts"),
        code=(0, 2),
    )
    tongues = "".join(f'{_BOARD} skos:prefLabel "B{n}"@x-t{n} .\n' for n in range(3000))
    yield from _said("a name in 3,000 languages", tongues)
    yield from _said(
        "a name in a language of 8,000 letters", f'{_BOARD} skos:prefLabel "B"@{"-".join(["abcdefgh"] * 1000)} .'
    )
    for thing in (
        "--data",
        "-h",
        "--",
        "-",
        "../x",
        "@file",
        "%PATH%",
        "$(id)",
        "`id`",
        "!!",
        "\\",
        "\t",
        "a\u0301" * 400,
    ):
        yield from _said(
            f"a body called {thing[:8]!r}",
            f'body:o a :OversightBody ; skos:prefLabel "Odd"@en ; skos:notation "{thing if thing not in (chr(92), chr(9)) else "x" + chr(92) * 2}" .',
            ("check --fail-on none", "bodies --all"),
        )


def _pages_apart(here: Path, outcome: Outcome) -> str | None:
    outside = [path.name for path in here.iterdir() if path.name not in ("town", "r", "m.html", "home")]
    return f"{outside} is written beside the report" if outside else None


def _twins(here: Path, _: Outcome) -> str | None:
    pages = [path for path in (here / "r").rglob("*.html") if "Twin TWIN" in path.read_text(encoding="utf-8")]
    names = {str(path.relative_to(here)).lower() for path in (here / "r").rglob("*.html")}
    if len(names) != len(list((here / "r").rglob("*.html"))):
        return "two pages are one on a disk that knows no capitals"
    return None if pages else "a body has no page"


def _no_script(here: Path, outcome: Outcome) -> str | None:
    for path in here.rglob("*.html"):
        text = path.read_text(encoding="utf-8").lower()
        for found in ('href="javascript:', 'href="data:text', 'href="file:'):
            if found in text:
                return f"{found} stands in {path.name}"
    return None


def _times() -> Iterator[Case]:
    """Yield times at the ends of the calendar, and commands at dates there."""
    for day in ("0001-01-01", "0004-02-29", "9999-12-31"):
        moved = {
            "town/plan-2025.ttl": ("2025-02-04", day),
            "town/register.ttl": ("2025-02-04", day),
            "town/meeting-2025-03-04.ttl": ("2025-03-04", day),
        }
        for run in (
            *_ALL,
            "follow-up",
            "map -o m.html",
            "report -o r",
            "practice --cadence",
            "export popolo",
            "diff --from 0001-01-01",
            "measures",
            "overlap",
        ):
            yield Case(
                name=f"papers of {day}: {run}",
                run=f"{run} --data town",
                swap=moved,
                code=(0, 1, 2),
                seconds=60,
                changes=("r", "r/*", "m.html"),
            )
        for run in (
            *_ALL,
            "follow-up",
            "map -o m.html",
            "practice --cadence",
            "whatif --remove SSB",
            "diff --from 2025-01-01",
            "export graphml",
        ):
            option = "--to" if "diff" in run else "--as-of"
            yield Case(
                name=f"asked of {day}: {run}",
                run=f"{run} --data town {option} {day}",
                code=(0, 1, 2),
                seconds=60,
                changes=("m.html",),
            )


def _made(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def prepare(here: Path) -> None:
        make(here / "town")

    return prepare


def _files() -> Iterator[Case]:
    """Yield entries of the folder that are no files, or whose bytes are no text."""

    def bound(town: Path) -> None:
        before = os.getcwd()  # noqa: PTH109 - the address of a socket must be short
        os.chdir(town)
        socket.socket(socket.AF_UNIX).bind("more.ttl")
        os.chdir(before)

    def large(town: Path) -> None:
        (town / "more.ttl").touch()
        os.truncate(town / "more.ttl", 600 * 1024**2)

    def many(town: Path) -> None:
        for number in range(20_000):
            (town / f"f{number}.txt").touch()

    made: dict[str, Callable[[Path], object]] = {
        "a pipe": lambda town: os.mkfifo(town / "more.ttl"), "a folder": lambda town: (town / "more.ttl").mkdir(), "a socket": bound,
        "a link to nothing": lambda town: (town / "more.ttl").symlink_to("nowhere"), "a link to itself": lambda town: (town / "more.ttl").symlink_to("more.ttl"),
        "a link to a device": lambda town: (town / "more.ttl").symlink_to("/dev/zero"), "a link to a folder": lambda town: (town / "more.ttl").symlink_to("."),
        "a link to its folder": lambda town: (town / "deep").symlink_to(".", target_is_directory=True),
        "a file of 600 MB": large, "20,000 empty files": many,
        "folders 400 deep": lambda town: (town.joinpath(*["d"] * 400)).mkdir(parents=True),
    }  # fmt: skip
    for name, make in made.items():
        for run in ("gaps", "check --fail-on none"):
            yield Case(
                name=f"{name} among the data: {run}",
                run=f"{run} --data town",
                prepare=_made(make),
                code=(0, 2),
                seconds=20,
                megabytes=400,
            )
    for name, content in {
        "UTF-16": (_HEAD + f'{_BOARD} skos:altLabel "kept" .').encode("utf-16"), "UTF-32": (_HEAD + f'{_BOARD} skos:altLabel "kept" .').encode("utf-32"),
        "Latin-1": _HEAD.encode() + _BOARD.encode() + b' skos:altLabel "caf\xe9" .', "a null sign": _HEAD.encode() + _BOARD.encode() + b' skos:altLabel "a\x00b" .',
        "a second mark of order": b"\xef\xbb\xbf\xef\xbb\xbf" + _HEAD.encode(), "returns alone": (_HEAD + f'{_BOARD} skos:altLabel "kept" .').replace("\n", "\r").encode(),
        "a page": b"<!doctype html><title>404</title>", "a workbook": b"PK\x03\x04" + b"\x00" * 100, "gzip": b"\x1f\x8b\x08" + b"\x00" * 100,
        "half of a letter": (_HEAD + f'{_BOARD} skos:altLabel "\\uD800" .').encode(), "beyond the letters": (_HEAD + f'{_BOARD} skos:altLabel "\\UFFFFFFFF" .').encode(),
        "a merge conflict": (_HEAD + f'<<<<<<< ours\n{_BOARD} skos:altLabel "a" .\n=======\n{_BOARD} skos:altLabel "b" .\n>>>>>>> theirs\n').encode(),
        "an end of file in the middle": (_HEAD + f'{_BOARD} skos:altLabel "a" .\n\x1a\n{_BOARD} skos:altLabel "b" .').encode(),
    }.items():  # fmt: skip
        for run in ("bodies", "check --fail-on none"):
            yield Case(
                name=f"a file of {name}: {run}",
                run=f"{run} --data town",
                files={"town/more.ttl": content},
                code=2 if name not in ("returns alone", "a null sign") else (0, 2),
                says=("more.ttl",) if name not in ("returns alone", "a null sign") else (),
            )

    for name, turtle, says in (
        ("a sign that nobody sees", f"{_BOARD}\u200b skos:altLabel 'x' .", "U+200B"), ("a sign beyond letters", "<urn:a\uffffb> a owl:Thing .", "U+FFFF"),
        ("a statement with a name", f"{_BOARD} skos:altLabel 'x' ~ <urn:r> .", f"more.ttl:{_HEAD.count(chr(10)) + 1}: a triple within"),
    ):  # fmt: skip
        yield from _said(name, turtle, ("gaps",), code=2, says=(says,))


def _zip(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _sheets() -> Iterator[Case]:
    """Yield workbooks and sheets that mean no good."""
    start = (ROOT / "data" / "starter-workbook" / "Start.csv").read_bytes()
    papers = b"paper,title,date,kind,publisher,file,sha256\nx,X,4 March 2025,plan,Council,," + b"0" * 64 + b"\n"
    bombs = {
        "a zip of nothing": _zip({}), "no zip": b"PK\x03\x04nope", "a zip that swells": _zip({"xl/workbook.xml": b" " * 200_000_000, "[Content_Types].xml": b"<x/>"}),
        "a zip that leads up": _zip({"../../evil": b"x", "[Content_Types].xml": b"<x/>"}),
        "entities": _zip({"[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&c;</x>', "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'}),
        "nothing": b"", "a page": b"<html>", "an old workbook": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    }  # fmt: skip
    for name, content in bombs.items():
        for run in ("gaps --data b.xlsx", "workbook check b.xlsx", "ingest b.xlsx -o o.xlsx", "workbook load b.xlsx"):
            yield Case(
                name=f"a workbook of {name}: {run.split()[0]} {run.split()[1]}",
                run=run,
                files={"b.xlsx": content},
                # A page is read as one, whatever its name, and that is told.
                code=(0, 2) if name == "a page" and run.startswith("ingest") else (1, 2),
                says=("b.xlsx",),
                changes=("o.xlsx",) if name == "a page" else (),
                megabytes=700,
                seconds=30,
            )
    sheets: dict[str, bytes] = {
        "a cell of 10 MB": b"name\n" + b"x" * 10_000_000 + b"\n", "100,000 columns": b"name," + b",".join(b"c%d" % n for n in range(100_000)) + b"\nx\n",
        "a quotation that never ends": b'name\n"x\n' + b"y\n" * 1000, "a null sign": b"name\nx\x00y\n", "a column twice": b"name,name\nx,y\n",
        "no head": b"\n\n\n", "Latin-1": b"name\ncaf\xe9\n", "semicolons": b"name;kind\nx;board\n", "only a head": b"name\n", "a formula": b'name\n"=HYPERLINK(""http://x"")"\n',
        "tabs": b"name\tkind\nx\tboard\n", "100,000 rows": b"name\n" + b"".join(b"Body %d\n" % n for n in range(100_000)), "returns alone": b"name\rx\ry\r",
        "turned letters": "name\nx\u202ey\n".encode(), "more cells than columns": b"name\nx,y,z\n", "UTF-16": "name\nx\n".encode("utf-16"),
    }  # fmt: skip
    for name, content in sheets.items():
        for run in ("gaps --data b", "workbook check b", "bodies --data b"):
            yield Case(
                name=f"a sheet with {name}: {run}",
                run=run,
                files={"b/Bodies.csv": content, "b/Papers.csv": papers, "b/Start.csv": start},
                code=(0, 1, 2),
                seconds=40,
                megabytes=900,
            )
    for base in (
        "javascript:alert(1)",
        _OURS,
        f"{_OURS}ns#",
        "file:///etc/",
        "x",
        "http://a b/",
        "",
        "\u202e",
        "https://example.org/" + "x" * 5000,
        "//example.org/",
    ):
        yield Case(
            name=f"a base of {base[:40]!r} in a workbook",
            run="bodies --data b",
            files={"b/Bodies.csv": b"name\nX\n", "b/Papers.csv": papers, "b/Start.csv": f"base,{base}\n".encode()},
            code=(0, 2),
            seconds=20,
        )
    for name, cell in {
        "a raised two": "²",
        "other digits": "٣",
        "5,000 digits": "9" * 5000,
        "a fraction": "1.5",
        "nothing": "0",
        "a minus": "-3",
        "an exponent": "1e3",
    }.items():
        lines = f"paper,title,date,kind,publisher,file,sha256,line count\nx,X,4 March 2025,plan,Council,,{'0' * 64},{cell}\n"
        yield Case(
            name=f"a line count of {name} in a sheet",
            run="bodies --data b",
            files={"b/Papers.csv": lines, "b/Start.csv": start},
            code=2,
            says=("Papers!",),
        )
        plan = f"ref,commitment,objective,oversight as printed,paper,lines,page\n1,C,O,X,x,{cell if name != 'a fraction' else '1.5'},\n2,D,O,X,x,,{cell}\n"
        yield Case(
            name=f"lines and a page of {name} in a sheet",
            run="gaps --data b",
            files={"b/Papers.csv": papers, "b/Plan.csv": plan, "b/Start.csv": start},
            code=(0, 2),
            says=("Plan!",) if cell not in ("1e3",) else (),
        )
    for words in (
        "within 99999999999 days",
        "within 9999 years",
        "0000-01-01",
        "31 February 2025",
        "Q9 2025",
        "13/13/2025",
        "٤ March ٢٠٢٥",
        "9" * 400,
        "1 January 99999",
    ):
        row = f"meeting,item,action,owner as printed,due as printed,paper,lines\nM,1,Do it,HoH,{words},x,7\n"
        yield Case(name=f"a due date of {words[:24]!r} in a sheet", run="actions --data b", code=(0, 2), seconds=20,
                   files={"b/Actions.csv": row, "b/Papers.csv": papers, "b/Start.csv": start, "b/Meetings.csv": "meeting,body,date,paper,lines\nM,Board,9999-12-31,x,1\n", "b/Bodies.csv": "name\nBoard\n"})  # fmt: skip


def _words() -> Iterator[Case]:
    """Yield lists of words and profiles that mean no good, and papers that do."""
    words: dict[str, str | bytes] = {
        "entities that swell": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)),
        "an object of Python": "heads: !!python/object/apply:os.system ['touch evil']\n", "a list": "- a\n- b\n", "a number": "5\n", "a text": "x\n", "nothing": "", "a null sign": "a: \x00\n",
        "a circle": "a: &a\n  b: *a\n", "nested 5,000 deep": "[" * 5000 + "]" * 5000, "a pattern that backtracks": "heads: {ref: ['(a+)+$']}\n", "a pattern that is none": "heads: {ref: ['(']}\n",
        "numbers for words": "heads: {ref: [1, null, true, 2025-01-01]}\n", "Latin-1": b"heads: caf\xe9\n", "10 MB": "x: " + "y" * 10_000_000, "two documents": "a: 1\n---\nb: 2\n",
        "tabs": "\ta: 1\n", "a key that is a list": "? [a, b]\n: c\n",
    }  # fmt: skip
    for name, content in words.items():
        yield Case(
            name=f"words of {name}",
            run="ingest town/plan-2025.txt -o o.xlsx --words w.yaml",
            files={"w.yaml": content},
            code=(0, 2),
            changes=("o.xlsx", "plan*", "town/plan-2025*"),
            seconds=30,
            megabytes=700,
        )
        yield Case(
            name=f"a profile of {name}",
            run="check --data town --profile w.yaml",
            files={"w.yaml": content},
            code=(0, 2),
            seconds=20,
            megabytes=700,
        )
    for name, content in {
        "a table of a raised two": "<table><tr><td colspan='²' rowspan='٣'>x</td><td colspan='99999999999999999999999'>y</td></tr></table>", "a table as wide as can be": "<table>" + "<tr>" + "<td colspan=1000>x</td>" * 1000 + "</tr></table>",
        "nested 20,000 deep": "<div>" * 20_000 + "x", "tables in tables": "<table><tr><td>" * 500 + "x", "entities": "<p>&#0;&#xD800;&#9999999999;&lt;</p>", "nothing": "",
        "steering signs": "<p>\x1b[31mx\u202ey</p>", "a line of 5 MB": "<p>" + "word " * 1_000_000 + "</p>", "rows of one cell": "<table>" + "<tr><td>x" * 50_000,
    }.items():  # fmt: skip
        yield Case(
            name=f"a page of {name}",
            run="ingest p.html -o o.xlsx --report",
            files={"p.html": content},
            code=(0, 2),
            changes=("o.xlsx", "p.*"),
            seconds=60,
            megabytes=1000,
        )
    for pages in ("²", "٣", "1-²", "9" * 5000, "3-1", "0", "-", "1-", "-1", "1-2-3", "1.5"):
        yield Case(
            name=f"pages {pages[:8]!r}",
            run=("ingest", "town/plan-2025.txt", "-o", "o.xlsx", "--pages", pages),
            code=(0, 2),
            changes=("o.xlsx", "plan*", "town/plan-2025*"),
        )
