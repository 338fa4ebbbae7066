"""Command lines and data that Hypothesis draws: every command with its options, what is typed after them, and Turtle.

Run ``python tests/hostile/drawn.py --examples 2000``; fewer are tried in each run of the tests. The same ones are drawn
each time. Each is a case of the battery, and may end with 0, 1 or 2: no traceback, no unexpected fault, no hang, nothing
that is changed or left behind but what ``-o`` names.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from glob import escape
from pathlib import Path

import battery
from case import Case
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

# Those that do not come to an end by themselves, or write to a server.
_APART = {"serve", "push"}
_JUNK = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
_THINGS = st.sampled_from(
    "1.1 1.2 1.4 1.1.1 SSB LWG SSB 1.1 Safer lighting board Robin council 1 B2 https://example.org/x "
    "https://example.org/exampleshire/body/safer-streets-board commitment/1.1 plan-2025 2025-03-04 -1 *".split()
)  # fmt: skip
_DAYS = st.dates().map(str) | st.sampled_from(("2025-02-04", "2025-03-04", "2024-12-31", "2025", "2025-13-01", "today"))
_PLACES = st.sampled_from(("town", "town", "town", "own", "nowhere", "town/plan-2025.ttl", "town/plan-2025.txt", "-"))
_WRITTEN = st.sampled_from(("out", "out.html", "out.xlsx", "out/deep/er", "out.png", "town", "out.ttl", "out.svg"))
_STORE = st.just("nowhere/store")
_NUMBERS = st.integers().map(str) | st.sampled_from(("1", "3", "-1", "0.5", "1e9", "x", "٣"))
# What an option takes is told by words of its name.
_TAKES = {
    "data": _PLACES, "store": _STORE, "file": st.just("q.rq") | _PLACES,
    "profile": _PLACES, "words": _PLACES, "output": _WRITTEN, "endpoint": st.just("http://127.0.0.1:9/"),
    "source": st.just("town"), "sources": st.just("town"), "date": _DAYS, "of": _DAYS, "from": _DAYS, "to": _DAYS, "folder": _WRITTEN, "paper": _PLACES, "book": _PLACES,
    "columns": st.sampled_from(("ref", "name", "name,evidence", "ref,,", "x")), "name": st.sampled_from("bodies-without-notes post-holders-at-a-date body-dossier papers-loaded nope".split()),
    "p": st.sampled_from(("asOf=2025-01-01", "body=SSB", "x=1", "body=", "commitment=1.1", "asOf=x")),
}  # fmt: skip


def _commands() -> list[tuple[tuple[str, ...], list[object]]]:
    """Return each command with its parameters, as the framework has them."""
    import typer

    from oversight_graph.cli import program

    found: list[tuple[tuple[str, ...], list[object]]] = []

    def walk(command: object, words: tuple[str, ...]) -> None:
        inner = getattr(command, "commands", None)
        if inner is None:
            found.append((words, list(command.params)))  # type: ignore[attr-defined]
            return
        for name, each in sorted(inner.items()):
            if name not in _APART:
                walk(each, (*words, name))

    walk(typer.main.get_command(program()), ())
    return found


def _value(parameter: object) -> st.SearchStrategy[str]:
    choices = [str(getattr(each, "value", each)) for each in getattr(parameter.type, "choices", ())]  # type: ignore[attr-defined]
    if choices:
        return st.sampled_from(range(9)).flatmap(lambda at: _JUNK if at == 8 else st.sampled_from(choices))
    number = parameter.type.name in ("integer", "float", "int range", "integer range")  # type: ignore[attr-defined]
    words = str(parameter.name).lower().split("_")  # type: ignore[attr-defined]
    known = next((_TAKES[word] for word in reversed(words) if word in _TAKES), _THINGS)
    if known in (_WRITTEN, _STORE):
        return known
    return st.sampled_from(range(8)).flatmap(lambda at: _JUNK if at == 7 else _NUMBERS if number else known)


@st.composite
def _lines(draw: st.DrawFn, commands: Sequence[tuple[tuple[str, ...], list[object]]]) -> tuple[str, ...]:
    words, parameters = draw(st.sampled_from(commands))
    line = list(words)
    for parameter in parameters:
        many = 2 if getattr(parameter, "multiple", False) or parameter.nargs == -1 else 1  # type: ignore[attr-defined]
        is_argument = parameter.param_type_name == "argument"  # type: ignore[attr-defined]
        if parameter.name == "help" or not draw(st.sampled_from((is_argument,) * 9 + (not is_argument,))):  # type: ignore[attr-defined]
            continue
        for _ in range(draw(st.integers(1, many))):
            if not is_argument:
                line.append(draw(st.sampled_from(parameter.opts)))  # type: ignore[attr-defined]
            if not getattr(parameter, "is_flag", False):
                line += [draw(_value(parameter)) for _ in range(max(parameter.nargs, 1))]  # type: ignore[attr-defined]
    if "--data" not in line and any(parameter.name == "data" for parameter in parameters):  # type: ignore[attr-defined]
        line += ["--data", "town", *draw(st.sampled_from(((), (), ("--data", "own"))))]
    return tuple(line)


_HEAD = """
@base <https://example.org/exampleshire/paper/plan-2025> .
@prefix : <https://w3id.org/oversight-graph/ns#> .
@prefix body: <https://example.org/exampleshire/body/> .
@prefix row: <https://example.org/exampleshire/commitment/> .
@prefix post: <https://example.org/exampleshire/post/> .
@prefix plan: <https://example.org/exampleshire/plan/> .
@prefix meeting: <https://example.org/exampleshire/meeting/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix state: <https://w3id.org/oversight-graph/concept/state/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_NODES = st.sampled_from(
    "body:safer-streets-board body:lighting-working-group body:x row:1.1 row:1.3 row:9 post:director-of-place "
    "plan:community-safety-2025 meeting:2025-03-04 meeting:x <> <#line=4,5> state:ended".split()
)  # fmt: skip
_KINDS = st.sampled_from(
    ":OversightBody :Commitment :Activity :Action :Meeting :Plan :Oversight :BodyStatus :Tenure :Decision :AgendaItem "
    "org:Post org:ChangeEvent :SourceDocument :Accountability :Reporting skos:Concept".split()
)  # fmt: skip
_RELATIONS = st.sampled_from(
    ":oversight :by :of :evidence :reportsInto :reporting :into :status :state :edtf :asStated :defersTo :crossReference "
    ":to :seat :post :tenure :seenOn :due :owner :carriedForwardFrom :oversightCell :objective :convenes :frequency "
    ":certainty org:postIn org:reportsTo org:subOrganizationOf org:originalOrganization org:resultingOrganization "
    "dcterms:isPartOf dcterms:replaces dcterms:date schema:startDate schema:endDate skos:notation skos:prefLabel "
    "skos:altLabel skos:broader rdfs:label".split()
)  # fmt: skip
_TEXTS = _JUNK.map(lambda text: '"' + "".join(f"\\U{ord(c):08X}" for c in text) + '"')
_VALUES = st.one_of(
    _NODES, _NODES, _KINDS, _TEXTS, _TEXTS.map(lambda text: f"{text}@en"), st.integers().map(str),
    st.dates().map(lambda day: f'"{day}"^^xsd:date'), st.just("true"),
    st.sampled_from(('"2025-02"', '"2024/2025"', '"2025-02-30"^^xsd:date', ":Body", ":Reference", ":Blank", '"SSB"')),
)  # fmt: skip
_PART = st.lists(st.tuples(_RELATIONS, _VALUES).map(" ".join), min_size=1, max_size=4).map(
    lambda said: f"[ {' ; '.join(said)} ]"
)
_TURTLE = st.lists(
    st.tuples(_NODES, _RELATIONS, _VALUES | _PART).map(lambda said: f"{' '.join(said)} .")
    | st.tuples(_NODES, _KINDS).map(lambda said: f"{said[0]} a {said[1]} ."),
    max_size=12,
).map("\n".join)


def _asked_for(line: Sequence[str]) -> list[str]:
    """Return what a line may write although no ``-o`` names it: the new workbook, under its name or within its folder."""
    if line[:2] != ("workbook", "new") or any(Path(word).parts[:1] in (("town",), ("own",)) for word in line[2:]):
        return []
    return [pattern for word in line[2:] for pattern in (escape(word), f"{escape(word)}/*")]


def main() -> int:
    """Try as many examples as are asked for, and print how many were tried by command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--examples", type=int, default=2000)
    asked = parser.parse_args()
    battery.warm()
    commands = _commands()
    tried, codes = Counter[str](), Counter[int]()
    with tempfile.TemporaryDirectory(prefix="drawn-") as place:
        Path(place).chmod(0o711)

        @settings(
            max_examples=asked.examples, derandomize=True, database=None, deadline=None,
            phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(line=_lines(commands), turtle=_TURTLE)
        def try_(line: tuple[str, ...], turtle: str) -> None:
            case = Case(
                name="drawn", run=line, code=(0, 1, 2), seconds=40,
                files={"own/own.ttl": _HEAD + turtle, "q.rq": "SELECT * { ?s a ?kind } ORDER BY ?s LIMIT 5"},
                changes=("out*", "nowhere*", "home*", "-", "-/*", *_asked_for(line)),  # "-" is a name like any other
            )  # fmt: skip
            outcome, amiss = battery.attempt(case, Path(tempfile.mkdtemp(dir=place)))
            tried[line[0]] += 1
            codes[outcome.code] += 1
            assert not amiss, f"{line!r}: {amiss}\n{outcome.err[:800]}\n{turtle}"

        failed = False
        try:
            try_()
        except AssertionError as error:
            print(error)
            failed = True
    print(", ".join(f"{name} {count}" for name, count in sorted(tried.items())))
    print(", ".join(f"{count} ended with {code}" for code, count in sorted(codes.items())))
    print(f"{tried.total()} drawn, {int(failed)} mishandled")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
