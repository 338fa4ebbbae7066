"""Relations that lead back to where they began: every command and question ends, and the check says who is in it."""

from collections.abc import Iterator

from case import ROOT, Case

_HEAD = """
@prefix body: <https://example.org/exampleshire/body/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix paper: <https://example.org/exampleshire/paper/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/exampleshire/x/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# What each member is, what leads from it to the next, and what the check says of it.
_KINDS = {
    "bodies that report into each other": (
        'a ovs:OversightBody ; skos:prefLabel "B {n}"@en ; ovs:reporting [ ovs:into {next} ]', "reports into",
    ),
    "posts that answer to each other": (
        'a org:Post ; skos:prefLabel "P {n}"@en ; org:postIn x:o ; org:reportsTo {next}', "answers to",
    ),
    "bodies that are part of each other": (
        'a ovs:OversightBody ; skos:prefLabel "B {n}"@en ; dcterms:isPartOf {next}', "is part of",
    ),
    "organisations below each other": (
        'a org:FormalOrganization ; skos:prefLabel "O {n}"@en ; org:subOrganizationOf {next}', "is part of",
    ),
    "actions carried forward from each other": (
        'a ovs:Action ; skos:notation "A{n}" ; rdfs:label "do {n}"@en ; ovs:carriedForwardFrom {next}',
        "was carried forward from",
    ),
    "papers that replace each other": (
        'a ovs:SourceDocument ; dcterms:title "paper {n}"@en ; dcterms:date "2025-01-0{n}"^^xsd:date ; '
        "dcterms:replaces {next}", "takes the place of",
    ),
    "plans that replace each other": (
        'a ovs:Plan ; dcterms:title "plan {n}"@en ; dcterms:replaces {next}', "takes the place of",
    ),
    "bodies that become each other": (
        'a ovs:OversightBody ; skos:prefLabel "B {n}"@en . [] a org:ChangeEvent ; dcterms:date '
        '"2024-01-0{n}"^^xsd:date ; org:originalOrganization {me} ; org:resultingOrganization {next}',
        "goes over into",
    ),
    "codes that are narrower than each other": (
        'a skos:Concept ; skos:prefLabel "C {n}"@en ; skos:broader {next}', "is narrower than",
    ),
    "classes below each other": ('a rdfs:Class ; rdfs:label "K {n}"@en ; rdfs:subClassOf {next}', ""),
}  # fmt: skip


def cycle(kind: str, size: int) -> str:
    """Return the records of a cycle."""
    record, slug = _KINDS[kind][0], kind.replace(" ", "-")
    names = [f"x:{slug}-{size}-{n}" for n in range(size)]
    return "".join(
        f"{me} {record.format(n=n + 1, me=me, next=names[(n + 1) % size])} .\n" for n, me in enumerate(names)
    )


def cases() -> Iterator[Case]:
    """Yield the cases."""
    organisation = 'x:o a org:FormalOrganization ; skos:prefLabel "O"@en .\n'
    for kind, (_, words) in _KINDS.items():
        for size in (1, 2, 5):
            files = {"own/cycle.ttl": _HEAD + organisation + cycle(kind, size)}
            round_ = f"it {words} itself" if size == 1 else f"each {words} the next"
            says = ("cycle", round_) if words else ()
            yield Case(name=f"{size} {kind}: the check", run="check --data town --data own --format json", files=files,
                       code=(0, 1), says=says, fast=size == 2 and "report" in kind)  # fmt: skip
    everything = _HEAD + organisation + "".join(cycle(kind, size) for kind in _KINDS for size in (1, 3))
    files = {"own/cycles.ttl": everything}
    data = "--data town --data own"
    for command in (
        "coverage", "coverage --activities", "gaps", "bodies --all", "people --all", "actions", "check --fail-on none",
        "measures", "overlap", "conflicts", "practice", "follow-up", "timeline", "diff --from 2024-01-01 --all",
        "export turtle", "export graphml", "export popolo", "export mermaid", "map -o m.html", "report -o r",
        *(f"{verb} https://example.org/exampleshire/x/{kind.replace(' ', '-')}-3-0"
          for verb in ("explain", "chain", "oversees", "timeline", "whatif --remove") for kind in _KINDS),
    ):  # fmt: skip
        codes = (0, 2) if "https" in command else 0
        yield Case(name=f"all cycles: {command}", run=f"{command} {data}", files=files, code=codes,
                   changes=("m.html", "r*"), seconds=40)  # fmt: skip
    for kind in _KINDS:
        if '{n}"^^' in _KINDS[kind][0] or kind.startswith("plans"):
            continue  # days of a month are few; 300 plans that replace each other are more than the rules take in time
        files_ = {"own/cycles.ttl": _HEAD + organisation + cycle(kind, 300)}
        yield Case(name=f"300 {kind}: gaps", run=f"gaps {data}", files=files_, code=0)
    for question in sorted(path.stem for path in (ROOT / "queries" / "questions").glob("*.rq")):
        yield Case(name=f"all cycles: query {question}", run=f"query {question} {data}", files=files, code=(0, 2))
