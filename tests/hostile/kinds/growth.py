"""Data that runs away: each parser and rule takes time and memory in proportion."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from case import Case

_BASE = "https://example.org/exampleshire/"
_OVS = "https://w3id.org/oversight-graph/ns#"
_PREFIXES = (
    f"@prefix x: <{_BASE}commitment/> .\n@prefix ovs: <{_OVS}> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
)


_CITED = f"ovs:evidence <{_BASE}paper/plan-2025#line=4,5>"


def cases() -> Iterator[Case]:
    """Yield them."""
    for depth, code in ((90, 0), (150, 2), (600, 2)):
        yield Case(
            name=f"folders {depth} deep", run="gaps --data town", prepare=partial(_deep, depth), code=code, seconds=5,
            says=("more than 100 folders deep",) if code else (),
        )  # fmt: skip
    many = 200_000
    turtle = {
        "a prefix and blanks": "@prefix" + " " * many,
        "a prefix, a name and blanks": "@prefix a" + " " * many,
        "prefixes without end": "@prefix a: <" * 20_000,
        "a base and blanks": "@base" + " " * many + "x",
        "line breaks": "@prefix" + "\n" * many + "x",
        "tabs": "@prefix\t" + "\t" * many,
        "hash signs": "#" * many,
        "comments": "#\n" * many,
        "prefixes": "".join(f"@prefix p{n}: <urn:{n}> .\n" for n in range(50_000)),
        "brackets": "<urn:a> <urn:b> " + "[" * many,
        "brackets closed": "<urn:a> <urn:b> " + "[ <urn:b> " * 20_000 + "1" + "]" * 20_000 + " .",
        "round brackets": "<urn:a> <urn:b> " + "(" * many,
        "round brackets closed": "<urn:a> <urn:b> " + "(" * 20_000 + "1" + ")" * 20_000 + " .",
        "braces": "{" * many,
        "quotation marks": '"' * many,
        "strings never closed": '<urn:a> <urn:b> """' * 20_000,
        "signs of less": "<" * many,
        "pairs of them": "<<" * many,
        "colons": ":" * many,
        "dots": "<urn:a> <urn:b> 1" + "." * many,
        "a name of dots": "<urn:a> <urn:b> x:" + "a." * 60_000 + " .",
        "semicolons": "<urn:a> <urn:b> 1 " + ";" * many + " .",
        "commas": "<urn:a> <urn:b> 1 " + "," * many + " .",
        "backslashes": '<urn:a> <urn:b> "' + "\\\\" * many + '" .',
        "half a string of backslashes": '<urn:a> <urn:b> "' + "\\" * (many + 1),
        "a word": "a" * many,
        "an address": f"<urn:{'a' * many}> <urn:b> 1 .",
        "a number": f"<urn:a> <urn:b> {'1' * many} .",
        "a language": f'<urn:a> <urn:b> "x"@{"a" * many} .',
        "triples within triples": "<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 100_000 + "1" + " )>>" * 100_000 + " .",
        "statements about statements": "<< <urn:a> <urn:b> " * 100_000 + "1" + " >> <urn:c> 1" * 100_000 + " .",
        "braces of remarks": "<urn:a> <urn:b> 1 " + "{| <urn:c> 1 " * 100_000 + "|}" * 100_000 + " .",
    }
    for name, text in turtle.items():
        for suffix in ("ttl", "trig", "nt") if "triples" in name or "statements" in name else ("ttl",):
            yield Case(
                name=f"{len(text):,} signs of {name}, {suffix}", run="gaps --data town", seconds=10, megabytes=600,
                files={f"town/more.{suffix}": _PREFIXES * (suffix != "nt") + text}, code=(0, 2),
                fast=name in ("a prefix and blanks", "triples within triples") and suffix == "ttl",
            )  # fmt: skip
    yield from _json()
    yield from _rows()


def _json() -> Iterator[Case]:
    deep = 100_000
    for name, text in {
        "objects": '{"urn:p":' * deep + "1" + "}" * deep,
        "lists": "[" * deep + "]" * deep,
        "lists in a value": '{"@id":"urn:x","urn:p":' + "[" * deep + "]" * deep + "}",
        "contexts": '{"@context":[' + "{}," * deep + '{}],"@id":"urn:x","urn:p":1}',
        "terms": '{"@context":{' + ",".join(f'"t{n}":"urn:{n}"' for n in range(20_000)) + '},"@id":"urn:x","urn:p":1}',
        "things with contexts": "["
        + ",".join('{"@context":{"a":"urn:a"},"@id":"urn:x","a":1}' for _ in range(20_000))
        + "]",
        "unknown words": '{"@context":{' + ",".join(f'"word{n}":"urn:{n}"' for n in range(20_000)) + '},"wrod":1}',
        "a label": '{"@id":"urn:x","urn:p":"' + "a" * 10_000_000 + '"}',
    }.items():
        yield Case(
            name=f"{len(text):,} signs of JSON, {name}", run="gaps --data town", files={"town/more.jsonld": text},
            code=(0, 2), seconds=15, megabytes=900,
        )  # fmt: skip


def _row(number: int, points: str = "") -> str:
    return (
        f'x:n{number} a ovs:Commitment ; skos:notation "n{number}" ; rdfs:label "row {number}"@en ;'
        f" dcterms:isPartOf <{_BASE}plan/community-safety-2025> ; ovs:objective <{_BASE}objective/safer-places> ;"
        f" ovs:committedBy <{_BASE}organization/council> ; {_CITED} ; {points} .\n"
    )


def _to(*numbers: int) -> str:
    rows = ", ".join(f"x:n{number}" for number in numbers)
    pointer = f'a ovs:CrossReference ; ovs:to {rows} ; ovs:asStated "see" ; {_CITED}'
    return f"ovs:oversightCell ovs:Reference ; ovs:crossReference [ {pointer} ]"


def _rows() -> Iterator[Case]:
    """Yield rows that point to each other, and things with very many or very long names."""
    blank = "ovs:oversightCell ovs:Blank"
    body = f"<{_BASE}body/safer-streets-board>"
    for count in (30, 300, 1000):
        chain = "".join(_row(n, _to(n + 1)) for n in range(count)) + _row(count, blank)
        cycle = "".join(_row(n, _to((n + 1) % count)) for n in range(count))
        star = "".join(_row(n, _to(count)) for n in range(count)) + _row(count, blank)
        shapes = {"chain": chain, "cycle": cycle, "star": star}
        if count <= 300:
            shapes["ladder"] = (
                "".join(_row(n, _to(n + 1, n + 2)) for n in range(count)) + _row(count, blank) + _row(count + 1, blank)
            )
        if count <= 30:
            shapes["all to all"] = "".join(_row(n, _to(*(m for m in range(count) if m != n))) for n in range(count))
        for shape, text in shapes.items():
            for run in ("coverage", "check", "gaps"):
                yield Case(
                    name=f"{count} rows in a {shape}, {run}", run=f"{run} --data town",
                    files={"town/more.ttl": _PREFIXES + text}, code=(0, 1, 2), seconds=30, megabytes=800,
                )  # fmt: skip
    names = "".join(f'{body} skos:altLabel "name {n}" .\n' for n in range(100_000))
    things = {
        "100,000 aliases": names,
        "100,000 aliases in capitals": names.replace("name ", "NAME "),
        "a label of 10 MB": f'x:n1 rdfs:comment "{"a" * 10_000_000}" .\n',
        "a name of 10 MB": f'{body} skos:altLabel "{"a" * 10_000_000}" .\n',
        "a name of a million words": f'{body} skos:altLabel "{"ab " * 1_000_000}" .\n',
        "a name of 200,000 brackets": f'{body} skos:altLabel "{"(" * 200_000}" .\n',
        "10,000 pieces of evidence": "".join(
            f"{body} ovs:evidence <{_BASE}paper/plan-2025#line={n % 9},{n % 9 + 1}> .\n" for n in range(10_000)
        ),
        "a reference of 5,000 digits": _row(1, blank).replace('"n1"', f'"{"9" * 5000}"'),
        "a reference of 100,000 dots": _row(1, blank).replace('"n1"', f'"{"1." * 100_000}"'),
        "2,000 rows": "".join(_row(n, blank) for n in range(2000)),
    }
    for name, text in things.items():
        for run in ("bodies", "check", "gaps", "explain SSB"):
            yield Case(
                name=f"{name}, {run}", run=f"{run} --data town", files={"town/more.ttl": _PREFIXES + text},
                code=(0, 1, 2), seconds=60, megabytes=2000,
            )  # fmt: skip
    for length in (1000, 100_000):
        for sign in ("q", "1.", "(", " a", "Ω", "%", "\\"):
            yield Case(
                name=f"a THING of {length:,} times {sign!r}", run=("explain", sign * length, "--data", "town"), code=2,
                says=("nothing is called",), seconds=10,
            )  # fmt: skip


def _deep(depth: int, here: Path) -> None:
    place = here / "town" / "/".join("d" * depth)
    place.mkdir(parents=True)
    (place / "x.ttl").write_text('<urn:x:a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .')
