"""Draw data of the shape of real registers, as large as is asked for: the papers of many councils, one inspectorate.

Usage: python benchmarks/registers.py FOLDER [--places N]

Each place has a register (bodies with aliases, posts, people, tenures), a plan in two editions with a glossary, rows,
activities, pointers and progress, and the notes of six meetings with attendance, items, questions, actions carried
forward and discharged. Names repeat from place to place, as they do. One county has a plan whose rows are watched over
by bodies of all places, and rows that each point to the next. A place is about 3,400 triples.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

LAND = "https://example.org/land/"
CONCEPT = "https://w3id.org/oversight-graph/concept/"
OWN = "action activity body commitment event finding inspection item mechanism meeting objective organization paper person plan post programme question recommendation"
CODES = "action-state column document frequency kind mode outcome part presence progress publication role state level"
COMMON = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "ovs": "https://w3id.org/oversight-graph/ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PREFIXES = COMMON | {n: f"{LAND}{n}/" for n in OWN.split()} | {n: f"{CONCEPT}{n}/" for n in CODES.split()}
BOARDS = "Audit Committee|Scrutiny Panel|Safer Places Board|Housing Forum|Transport Group|Finance Board|Health Panel|Schools Forum|Climate Board|Standards Committee"
POSTS = "Leader|Chief Executive|Director of Place|Director of Finance|Head of Housing|Head of Highways|Director of Health|Head of Schools"
AIMS = "Safer places|Better homes|Cleaner air"
FREQUENCIES = "monthly quarterly bi-monthly annual ad-hoc not-stated".split()
EDITIONS = ("2023-02-01", "2025-02-01")
MEETINGS = ("2023-06-13", "2023-12-05", "2024-06-11", "2024-12-03", "2025-03-11", "2025-06-10")
HANDOVER = "2024-04-30"  # the last day of those who left their posts
BODIES, PEOPLE, ROWS, COUNTY_ROWS = 10, 12, 24, 4


def day(text: str) -> str:
    """Return a date as Turtle has it."""
    return f'"{text}"^^xsd:date'


def cited(line: int) -> str:
    """Return the citation of one line of the paper that is the base."""
    return f"ovs:evidence <#line={line},{line + 1}>"


def files(places: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file, the same for the same number of places."""
    head = "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items())
    yield "county.ttl", head + "".join(_county(places, random.Random(seed)))  # noqa: S311 - data for measurements
    for at in range(places):
        chance = random.Random(f"{seed} {at}")  # noqa: S311
        blocks = (*_register(at), *_plans(at, chance), *_meetings(at, chance))
        yield f"place-{at:04d}.ttl", head + "".join(blocks)


def write(folder: Path, places: int) -> None:
    """Write the data into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files(places):
        (folder / name).write_text(text, encoding="utf-8")


def _paper(name: str, title: str, date: str, kind: str, publisher: str) -> str:
    return (
        f'paper:{name} a ovs:SourceDocument ; dcterms:title "{title}"@en ; dcterms:date {day(date)} ; '
        f'dcterms:type document:{kind} ; dcterms:publisher {publisher} ; ovs:lineCount 999 ; ovs:sha256 "{hash_of(name)}" .\n'
    )


def hash_of(name: str) -> str:
    """Return what stands for the hash of a paper that there is not."""
    import hashlib

    return hashlib.sha256(name.encode()).hexdigest()


def _county(places: int, chance: random.Random) -> Iterator[str]:
    yield f"@base <{LAND}paper/county> .\n"
    yield _paper("county", "Plan of the county", EDITIONS[1], "plan", "organization:county")
    yield 'organization:county a org:FormalOrganization ; skos:prefLabel "The county"@en .\n'
    yield 'organization:public a ovs:Public ; skos:prefLabel "The public"@en .\n'
    yield (
        'body:inspectorate a ovs:OversightBody ; skos:prefLabel "Inspectorate of the land"@en ; skos:notation "IL" ; '
        "org:classification kind:inspectorate ; ovs:level level:national .\n"
    )
    yield (
        f'plan:county a ovs:Plan ; rdfs:label "Plan of the county"@en ; skos:prefLabel "Plan of the county"@en ; '
        f"dcterms:date {day(EDITIONS[1])} ; {cited(1)} .\n"
        f'objective:county a ovs:Objective ; skos:prefLabel "Together"@en ; skos:notation "K" ; '
        f"dcterms:isPartOf plan:county ; {cited(2)} .\n"
    )
    for region in range(places // 10 + 1):
        yield (
            f'body:region-{region} a ovs:OversightBody ; skos:prefLabel "Board of region {region}"@en ; '
            f"org:classification kind:board ; ovs:level level:regional ; ovs:status [ a ovs:BodyStatus ; "
            f"ovs:state state:active ; schema:startDate {day(EDITIONS[1])} ; {cited(3)} ] .\n"
        )
    rows = places * COUNTY_ROWS
    for n in range(rows):
        at = cited(10 + n)
        cell = f"ovs:oversightCell ovs:Reference ; {_pointer(f'commitment:county-{n + 1}', f'Refer to K.{n + 2}', at)}"
        if n % COUNTY_ROWS or n == rows - 1:
            board = chance.randrange(places * BODIES)
            named = f"body:{board // BODIES}-{board % BODIES}"
            cell = f"ovs:oversightCell ovs:Body ; {_watched(named, 'Board', at)}"
        yield (
            f'commitment:county-{n} a ovs:Commitment ; dcterms:isPartOf plan:county ; skos:notation "K.{n + 1}" ; '
            f'rdfs:label "Joint promise {n + 1}"@en ; ovs:objective objective:county ; '
            f"ovs:committedBy organization:county ; {at} ; {cell} .\n"
        )


def _pointer(target: str, printed: str, at: str) -> str:
    return (
        f"ovs:crossReference [ a ovs:CrossReference ; ovs:to {target} ; ovs:column column:oversight ; "
        f'ovs:asStated "{printed}" ; {at} ]'
    )


def _watched(by: str, printed: str, at: str) -> str:
    return f'ovs:oversight [ a ovs:Oversight ; ovs:by {by} ; ovs:asStated "{printed}" ; {at} ]'


def _register(p: int) -> Iterator[str]:
    yield f"@base <{LAND}paper/{p}-plan-1> .\n"
    own = f"organization:{p}"
    for n, date in enumerate(EDITIONS):
        yield _paper(f"{p}-plan-{n}", f"Plan of Place {p}, {date[:4]}", date, "plan", own)
    for n, date in enumerate(MEETINGS):
        yield _paper(f"{p}-notes-{n}", f"Notes of Place {p}, {date}", date, "meeting-notes", own)
    yield f'{own} a org:FormalOrganization ; skos:prefLabel "Place {p} Council"@en ; skos:notation "P{p}" ; {cited(1)} .\n'
    for n, name in enumerate(BOARDS.split("|")):
        short = "".join(word[0] for word in name.split())
        ended = n == BODIES - 1
        state, since = ("ended", "2024-06-30") if ended else ("active", EDITIONS[n % 2])
        above = f"body:{p}-0" if n else f"body:region-{p // 10}"
        yield (
            f'body:{p}-{n} a ovs:OversightBody ; skos:prefLabel "{name} of Place {p}"@en ; skos:altLabel "{name}"@en ; '
            f'skos:notation "{short}{p}" ; org:classification kind:{name.split()[-1].lower()} ; ovs:level level:local ; '
            f'ovs:namedAs [ a ovs:NameUse ; ovs:asStated "{name}" ; {cited(20 + n)} ] ; '
            f"ovs:status [ a ovs:BodyStatus ; ovs:state state:{state} ; schema:startDate {day(since)} ; {cited(20 + n)} ] ; "
            f"ovs:reporting [ a ovs:Reporting ; ovs:into {above} ; {cited(20 + n)} ] ; {cited(20 + n)} .\n"
        )
    yield (
        f'event:{p}-ends a ovs:ChangeOfBody ; rdfs:label "Standards Committee of Place {p} gives way"@en ; '
        f"org:originalOrganization body:{p}-9 ; org:resultingOrganization body:{p}-0 ; "
        f"schema:startDate {day('2024-06-30')} ; {cited(40)} .\n"
    )
    for n in range(3):
        yield (
            f'mechanism:{p}-{n} a ovs:MonitoringProcess ; skos:prefLabel "Monitoring {n} of Place {p}"@en ; '
            f"ovs:runBy {own} ; {cited(50 + n)} .\n"
        )
    for n, name in enumerate(POSTS.split("|")):
        forum = f"post:{p}-{n - 1}" if n else "organization:public"
        yield (
            f'post:{p}-{n} a org:Post ; skos:prefLabel "{name} of Place {p}"@en ; skos:altLabel "{name}"@en ; '
            f"org:postIn {own} ; ovs:accountability [ a ovs:Accountability ; ovs:forum {forum} ; "
            f"ovs:mode mode:questions ; {cited(60 + n)} ] ; {cited(60 + n)} .\n"
        )
    posts = len(POSTS.split("|"))
    for n in range(PEOPLE):
        # Four posts changed hands.
        second = n >= posts
        dates = (
            f"schema:startDate {day('2024-05-01')}"
            if second
            else (
                f"schema:startDate {day(EDITIONS[0])}"
                + (f" ; schema:endDate {day(HANDOVER)}" if n < PEOPLE - posts else "")
            )
        )
        yield (
            f'person:{p}-{n} a foaf:Person ; skos:prefLabel "{_person(p, n)}"@en ; {cited(80 + n)} ; '
            f"ovs:tenure [ a ovs:Tenure ; ovs:post post:{p}-{n % posts} ; {dates} ; {cited(80 + n)} ] .\n"
        )
    for n in range(BODIES):
        yield (
            f"body:{p}-{n} ovs:seat [ a ovs:Seat ; ovs:post post:{p}-{n % posts} ; org:role role:chair ; {cited(100 + n)} ] ,\n"
            f"  [ a ovs:Seat ; org:member person:{p}-{(n + 3) % PEOPLE} ; org:role role:member ; "
            f"schema:startDate {day(EDITIONS[0])} ; {cited(100 + n)} ] ,\n"
            f"  [ a ovs:Seat ; org:member organization:{p} ; org:role role:member ; {cited(100 + n)} ] .\n"
        )
    yield (
        f'inspection:{p} a ovs:Inspection ; rdfs:label "Inspection of Place {p}"@en ; ovs:inspectedBy body:inspectorate ; '
        f"ovs:of {own} ; dcterms:issued {day('2024-10-01')} ; {cited(120)} .\n"
        f'recommendation:{p} a ovs:Recommendation ; dcterms:isPartOf inspection:{p} ; rdfs:label "Mend what was found"@en ; '
        f'{cited(121)} ; ovs:response [ a ovs:Response ; rdfs:label "An owner was named"@en ; {cited(122)} ] ; '
        f"{_watched(f'body:{p}-1', 'Scrutiny Panel', cited(122))} .\n"
        f'programme:{p} a ovs:Programme ; rdfs:label "New town hall of Place {p}"@en ; skos:prefLabel "New town hall of Place {p}"@en ; {cited(123)} ; '
        f"{_watched(f'body:{p}-5', 'Finance Board', cited(123))} .\n"
    )


def _person(p: int, n: int) -> str:
    """Return the name of a person: first names and surnames repeat, the pair does not within a place."""
    return f"{'Ann Ben Cy Dee Eve Flo'.split()[n % 6]} {'Ash Birch Cedar Elm Fir Oak'.split()[(n + p) % 6]}{p}-{n}"


def _plans(p: int, chance: random.Random) -> Iterator[str]:
    boards = BOARDS.split("|")
    for edition, date in enumerate(EDITIONS):
        key = f"{p}-{edition}"
        yield f"@base <{LAND}paper/{p}-plan-{edition}> .\n"
        earlier = f"dcterms:replaces plan:{p}-0 ; " if edition else ""
        yield (
            f'plan:{key} a ovs:Plan ; rdfs:label "Plan of Place {p}, {date[:4]}"@en ; '
            f'skos:prefLabel "Plan of Place {p}, {date[:4]}"@en ; {earlier}dcterms:date {day(date)} ; {cited(1)} .\n'
        )
        for n, aim in enumerate(AIMS.split("|")):
            yield (
                f'objective:{key}-{n} a ovs:Objective ; skos:prefLabel "{aim} in Place {p}"@en ; '
                f'skos:notation "{n + 1}" ; dcterms:isPartOf plan:{key} ; {cited(2 + n)} .\n'
            )
        for n in range(BODIES):
            if n % 5 != 3:
                frequency = FREQUENCIES[n % len(FREQUENCIES)]
                yield (
                    f'<#glossary-{n}> a ovs:GlossaryEntry ; ovs:describes body:{p}-{n} ; ovs:asStated "{boards[n]}" ; '
                    f'org:purpose "Watches over matters of the {boards[n].lower()}."@en ; '
                    f'ovs:frequencyAsStated "{frequency}" ; ovs:frequency frequency:{frequency} ; '
                    f"ovs:notesPublished publication:{'yes' if n % 2 else 'not-stated'} ; "
                    f"ovs:openToPublic publication:{'yes' if n % 4 == 1 else 'not-stated'} ; "
                    f"ovs:objective objective:{key}-{n % 3} ; dcterms:date {day(date)} ; {cited(200 + n)} .\n"
                )
        for n in range(ROWS):
            yield _row(p, key, n, date, chance)


def _row(p: int, key: str, n: int, date: str, chance: random.Random) -> str:
    at, aim, number = cited(300 + n), n % 3, n // 3 + 1
    kind = n % 8
    if kind == 0:
        cell = "ovs:oversightCell ovs:Blank"
    elif kind == 1:
        cell = f"ovs:oversightCell ovs:Process ; {_watched(f'mechanism:{p}-{n % 3}', 'Monitoring', at)}"
    elif kind == 2:
        target = n + 8 if n + 8 < ROWS else 3
        printed = f"Refer to {target % 3 + 1}.{target // 3 + 1}"
        cell = f"ovs:oversightCell ovs:Reference ; {_pointer(f'commitment:{key}-{target}', printed, at)}"
    else:
        boards = BOARDS.split("|")
        named = sorted(chance.sample(range(BODIES), 1 + n % 3))
        cell = "ovs:oversightCell ovs:Body ; " + " ; ".join(_watched(f"body:{p}-{b}", boards[b], at) for b in named)
    state = ("complete", "in-progress", "not-started", "delayed")[n % 4]
    return (
        f'commitment:{key}-{n} a ovs:Commitment ; dcterms:isPartOf plan:{key} ; skos:notation "{aim + 1}.{number}" ; '
        f'rdfs:label "Promise {n} of Place {p}"@en ; ovs:objective objective:{key}-{aim} ; '
        f"ovs:committedBy organization:{p} ; ovs:lead post:{p}-{n % 8} ; {at} ; {cell} .\n"
        f"activity:{key}-{n} a ovs:Activity ; dcterms:isPartOf commitment:{key}-{n} ; "
        f'skos:notation "{aim + 1}.{number}.1" ; rdfs:label "Step towards promise {n} of Place {p}"@en ; '
        f"ovs:sharesCellOf commitment:{key}-{n} ; {at} ; "
        f'ovs:progress [ a ovs:ProgressUpdate ; dcterms:date {day(date)} ; rdfs:label "As planned"@en ; '
        f'ovs:statusAsStated "{state}" ; ovs:progressState progress:{state} ; {at} ] .\n'
    )


def _meetings(p: int, chance: random.Random) -> Iterator[str]:
    posts = len(POSTS.split("|"))
    for m, date in enumerate(MEETINGS):
        key, body = f"{p}-{m}", f"body:{p}-{m % 3}"
        yield f"@base <{LAND}paper/{p}-notes-{m}> .\n"
        there = " ,\n  ".join(
            f"[ a ovs:Participation ; ovs:person person:{p}-{n} ; ovs:post post:{p}-{n % posts} ; "
            f'ovs:presence presence:{"apologies" if n == 5 else "attended"} ; ovs:asStated "{_person(p, n)}" ; '
            f'ovs:capacityAsStated "{POSTS.split("|")[n % posts]}" ; {cited(4 + n)} ]'
            for n in sorted(chance.sample(range(4, PEOPLE) if date > HANDOVER else range(posts), 6))
        )
        yield (
            f'meeting:{key} a ovs:Meeting ; rdfs:label "Meeting {m} of Place {p}"@en ; ovs:convenes {body} ; '
            f'schema:startDate {day(date)} ; ovs:edtf "{date[:7]}" ; ovs:dateAsStated "{date}" ; {cited(1)} ; '
            f"ovs:participation\n  {there} .\n"
        )
        edition = 0 if date < EDITIONS[1] else 1
        for n in range(4):
            row = chance.randrange(ROWS)
            yield (
                f'item:{key}-{n} a ovs:AgendaItem ; dcterms:isPartOf meeting:{key} ; skos:notation "{n + 1}" ; '
                f'rdfs:label "Item {n + 1}"@en ; ovs:outcome outcome:dealt-with ; {cited(30 + n)} ; '
                f"ovs:scrutiny [ a ovs:Scrutiny ; ovs:of commitment:{p}-{edition}-{row} ; {cited(30 + n)} ] .\n"
                f"question:{key}-{n} a ovs:Question ; dcterms:isPartOf item:{key}-{n} ; "
                f'rdfs:label "How far it is"@en ; ovs:askedBy post:{p}-{n} ; {cited(40 + n)} .\n'
            )
            if n % 2 == 0:
                yield (
                    f"finding:{key}-{n} a ovs:Finding ; dcterms:isPartOf item:{key}-{n} ; "
                    f'ovs:answers question:{key}-{n} ; rdfs:label "It is on its way"@en ; {cited(50 + n)} .\n'
                )
        for n in range(3):
            # One is closed at the next meeting, one has no date, one is carried on from the meeting before.
            closed = n == 0 and m + 1 < len(MEETINGS)
            state = (
                f"ovs:dischargedBy item:{p}-{m + 1}-0 ; ovs:actionState action-state:discharged"
                if closed
                else ("ovs:actionState action-state:open")
            )
            due = "" if n == 1 else f'ovs:dueAsStated "next year" ; ovs:due {day(f"{int(date[:4]) + 1}-01-31")} ; '
            before = f"ovs:carriedForwardFrom meeting:{p}-{m - 1} ; " if n == 2 and m else ""
            yield (
                f"action:{key}-{n} a ovs:Action ; dcterms:isPartOf item:{key}-{n} ; "
                f'rdfs:label "Task {n} of meeting {m} of Place {p}"@en ; ovs:owner post:{p}-{(m + n) % posts} ; '
                f'ovs:ownerAsStated "{POSTS.split("|")[(m + n) % posts]}" ; {due}{before}{state} ; {cited(60 + n)} .\n'
            )


def main() -> None:
    """Write the data into a folder."""
    parser = argparse.ArgumentParser(description="Draw data of the shape of real registers.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=15, help="about 3,400 triples each")
    given = parser.parse_args()
    write(given.folder, given.places)


if __name__ == "__main__":
    main()
