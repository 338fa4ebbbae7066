"""Make a plan the size of a country's, to see whether the map still opens: commitments, bodies, objectives, posts.

Usage: python benchmarks/bigplan.py FILE [--commitments N] [--bodies N] [--objectives N]
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

HEAD = """@base <https://example.org/land/paper/plan> .
@prefix body: <https://example.org/land/body/> .
@prefix commitment: <https://example.org/land/commitment/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix frequency: <https://w3id.org/oversight-graph/concept/frequency/> .
@prefix mechanism: <https://example.org/land/mechanism/> .
@prefix objective: <https://example.org/land/objective/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix organization: <https://example.org/land/organization/> .
@prefix ovs: <https://w3id.org/oversight-graph/ns#> .
@prefix paper: <https://example.org/land/paper/> .
@prefix part: <https://w3id.org/oversight-graph/concept/part/> .
@prefix person: <https://example.org/land/person/> .
@prefix plan: <https://example.org/land/plan/> .
@prefix post: <https://example.org/land/post/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix role: <https://w3id.org/oversight-graph/concept/role/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

paper:plan a ovs:SourceDocument ; dcterms:title "The plan of the land" ; dcterms:date "2025-02-04"^^xsd:date .
plan:land a ovs:Plan ; skos:prefLabel "Plan of the land"@en ; dcterms:date "2025-02-04"^^xsd:date .
organization:force a org:FormalOrganization ; skos:prefLabel "The force"@en .
post:chief a org:Post ; skos:prefLabel "Chief of the land"@en .
"""


def turtle(commitments: int = 2000, bodies: int = 500, objectives: int = 20, seed: int = 7) -> str:
    """Return the plan; the same for the same numbers.

    Parameters
    ----------
    commitments, bodies, objectives : int
    seed : int
        Of the choice of who oversees what. One commitment in ten has an empty cell, one in ten names only a process;
        of one body in three nothing shows that it meets.
    """
    return HEAD + "".join(_blocks(commitments, bodies, objectives, random.Random(seed)))  # noqa: S311


def _blocks(commitments: int, bodies: int, objectives: int, chance: random.Random) -> Iterator[str]:
    for n in range(bodies):
        live = 'dcterms:date "2025-02-04"^^xsd:date ; ovs:frequency frequency:monthly ;' if n % 3 else ""
        yield (
            f'body:b{n} a ovs:OversightBody ; skos:prefLabel "Board {n} for matter {n % 37}"@en ; '
            f'skos:notation "BD{n}" .\n<#glossary-{n}> a ovs:GlossaryEntry ; ovs:describes body:b{n} ; {live} '
            f"ovs:evidence <#line={n},{n + 1}> .\n"
        )
        if n % 5 == 0:
            yield f"body:b{n} ovs:seat [ a ovs:Seat ; org:role role:chair ; ovs:post post:p{n % 50} ] .\n"
    for n in range(50):
        yield f'post:p{n} a org:Post ; skos:prefLabel "Officer {n}"@en .\n'
        yield f"post:p{n} ovs:accountability [ a ovs:Accountability ; ovs:forum post:chief ] .\n"
    for n in range(30):
        yield f'mechanism:m{n} a ovs:MonitoringProcess ; skos:prefLabel "Monitoring {n}"@en .\n'
    for n in range(objectives):
        yield f'objective:o{n + 1} a ovs:Objective ; skos:prefLabel "Aim {n + 1} of the land"@en ; '
        yield f'skos:notation "{n + 1}" .\n'
    for n in range(commitments):
        objective, number = n % objectives + 1, n // objectives + 1
        line = f"ovs:evidence <#line={1000 + n},{1001 + n}>"
        part = "part:policing" if number % 2 else "part:pcc"
        cell, named = "ovs:Blank", ""
        if n % 10 == 1:
            cell = "ovs:Process"
            named = f"ovs:oversight [ a ovs:Oversight ; ovs:by mechanism:m{n % 30} ; {line} ] ; "
        elif n % 10:
            cell = "ovs:Body"
            for body in sorted(chance.sample(range(bodies), 1 + n % 3)):
                named += f"ovs:oversight [ a ovs:Oversight ; ovs:by body:b{body} ; {line} ] ; "
        yield (
            f"commitment:c{n} a ovs:Commitment ; dcterms:isPartOf plan:land ; "
            f'skos:notation "{objective}.{number}" ; rdfs:label "Promise {n} on matter {n % 41} of the land"@en ; '
            f"ovs:objective objective:o{objective} ; ovs:part {part} ; ovs:committedBy organization:force ; "
            f"ovs:oversightCell {cell} ; {named}{line} .\n"
        )


def main() -> None:
    """Write the plan to a file."""
    parser = argparse.ArgumentParser(description="Make a plan the size of a country's.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--commitments", type=int, default=2000)
    parser.add_argument("--bodies", type=int, default=500)
    parser.add_argument("--objectives", type=int, default=20)
    given = parser.parse_args()
    given.file.write_text(turtle(given.commitments, given.bodies, given.objectives), encoding="utf-8")


if __name__ == "__main__":
    main()
