"""Which calls of the command line are recorded: every command, and each variant of it that gives other rows."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Ask = Callable[..., list[dict[str, Any]]]

CLASS_SAMPLES = """
SELECT ?class (MIN(STR(?thing)) AS ?iri) WHERE { ?thing a ?class . FILTER(ISIRI(?thing)) }
GROUP BY ?class ORDER BY ?class
"""
OF_CLASS = "SELECT DISTINCT ?iri WHERE {{ ?iri a <{}> . FILTER(ISIRI(?iri)) }} ORDER BY ?iri"
OVS = "https://w3id.org/oversight-graph/ns#"
POST = "http://www.w3.org/ns/org#Post"
ORGANIZATION = "http://www.w3.org/ns/org#FormalOrganization"
OF_PARAMETER = {
    "body": f"{OVS}OversightBody",
    "commitment": f"{OVS}Commitment",
    "meeting": f"{OVS}Meeting",
    "office": ORGANIZATION,
    "panel": f"{OVS}OversightBody",
    "paper": f"{OVS}SourceDocument",
    "person": "http://xmlns.com/foaf/0.1/Person",
    "post": POST,
    "programme": f"{OVS}Programme",
}
RDF_FORMATS = "turtle trig nquads jsonld".split()
NETWORK_FORMATS = "graphml gexf cytoscape mermaid dot popolo".split()


@dataclass(frozen=True)
class Case:
    """One call to record.

    Attributes
    ----------
    name : str
        Of the case, and of its file; unique within a data set and date.
    arguments : tuple of str
        Of the command line, without data set, date and format.
    takes : str
        What is to be added: ``d`` the data set, ``a`` the date, ``j`` the format JSON.
    makes : str
        What the call gives: ``rows`` on stdout, ``lines`` of text on stdout, a ``file``, a ``folder`` of CSV tables, a
        ``map`` or a ``report``.
    otherwise : tuple of str
        The same question in the words of a later or earlier command line, if the first are not understood.
    """

    name: str
    arguments: tuple[str, ...]
    takes: str = "daj"
    makes: str = "rows"
    otherwise: tuple[str, ...] = ()


def few(iris: Iterable[str], number: int) -> list[str]:
    """Return some of the IRIs: those with the least hash, so that a new thing in the data seldom changes the choice."""
    return sorted(sorted(iris, key=lambda iri: hashlib.sha256(iri.encode()).hexdigest())[:number])


def short(iri: str) -> str:
    """Return a name for a thing that can stand in a file name."""
    tail = iri.rstrip("/").split("://")[-1].split("/", 3)[-1] if "/id/" not in iri else iri.split("/id/")[-1]
    name = "".join(letter if letter.isalnum() or letter in ".-" else "_" for letter in tail)
    return name if len(name) <= 70 else f"{name[:60]}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}"


def undated(ask: Ask) -> Iterator[Case]:
    """Yield the calls whose answer is the same at every date, or that take the date of the newest paper."""
    yield Case("query-list", ("query", "--list"), "j")
    yield Case("check-list", ("check", "--list"), "j")
    for question in ask("query", "--list", plain=True):
        yield Case(f"query {question['name']}", ("query", question["name"]), "dj")
        names = [parameter.split(":")[0] for parameter in question["parameters"]]
        for number in range(2):
            given = {name: few(_of_parameter(ask, name), 2)[number:][:1] for name in names}
            values = [f"{name}={value[0]}" for name, value in given.items() if value]
            if values:
                arguments = ("query", question["name"], *(part for value in values for part in ("-p", value)))
                yield Case(f"query {question['name']} example-{number + 1}", arguments, "dj")
    for row in ask("query", sparql=CLASS_SAMPLES):
        yield Case(f"explain {short(row['class'])}", ("explain", row["iri"]), "dj")
    for name in "coverage gaps bodies people actions".split():
        yield Case(f"{name} default-date", (name,), "dj")
    for name in "table csv md".split():
        yield Case(f"gaps format-{name}", ("gaps", "-f", name), "da", "lines")
    for name in RDF_FORMATS:
        yield Case(f"export {name}", ("export", name), "d", "file")
    yield Case("export nquads stated-only", ("export", "nquads", "--stated-only"), "d", "file")
    yield Case("export csv", ("export", "csv"), "d", "folder")
    yield from _wrong()


def _of_parameter(ask: Ask, name: str) -> list[str]:
    """Return what may stand for a parameter of a question, judged by the parameter's name."""
    if name in OF_PARAMETER:
        return _things(ask, OF_PARAMETER[name])
    return {"first": ["1"], "last": ["40"]}.get(name, [])


def _wrong() -> Iterator[Case]:
    """Yield calls that cannot be answered: the message and the exit code are what is recorded."""
    for name in "explain oversees chain".split():
        yield Case(f"wrong {name}", (name, "zzz no such thing"), "d", "lines")
    yield Case("wrong query", ("query", "no-such-question"), "d", "lines")
    yield Case("wrong date", ("coverage", "--as-of", "2019-13-45"), "d", "lines")
    yield Case("wrong data", ("gaps", "--data", "no-such-folder"), "", "lines")
    yield Case("wrong remove", ("whatif", "--remove", "zzz no such body"), "d", "lines")
    yield Case("wrong command", ("no-such-command",), "", "lines")


def dated(ask: Ask, others: list[str]) -> Iterator[Case]:
    """Yield the calls to make at each date.

    Parameters
    ----------
    ask : callable
        Asks the command line for rows, to find things to ask about.
    others : list of str
        Dates to compare this date with.
    """
    variants = """
    coverage | coverage --activities | coverage --summary | coverage --summary --activities | gaps | gaps --activities
    gaps --grade 4 | gaps --grade 6 | bodies | bodies --all | people | people --all | actions | actions --overdue
    check | measures | measures --structure | measures --stated-only | overlap | overlap --all | conflicts
    practice | practice --activities | practice --topics | practice --cadence | practice --cadence --months 3
    follow-up | follow-up --by-owner | timeline | timeline --kind meeting
    """
    for line in variants.replace("\n", "|").split("|"):
        if line.strip():
            yield Case(line.strip().replace(" --", " ").replace("--", ""), tuple(line.split()))
    for question in ask("query", "--list", plain=True):
        if any(parameter.startswith("asOf") for parameter in question["parameters"]):
            yield Case(f"query {question['name']} at", ("query", question["name"]))
    for other in others:
        yield Case(f"diff from {other}", ("diff", "--from", other), "dtj")
        yield Case(f"diff all from {other}", ("diff", "--all", "--from", other), "dtj")
        yield Case(f"timeline since {other}", ("timeline", "--since", other))
    yield from _of_things(ask)
    for name in NETWORK_FORMATS:
        yield Case(f"export {name}", ("export", name), "da", "file")
    yield Case("map", ("map",), "da", "map")
    yield Case("report", ("report",), "da", "report")


def _of_things(ask: Ask) -> Iterator[Case]:
    """Yield the calls about a few bodies, posts, rows of the plan, organisations."""
    bodies, posts = few(_things(ask, f"{OVS}OversightBody"), 6), few(_things(ask, POST), 4)
    rows = few(_things(ask, f"{OVS}Commitment"), 4) + few(_things(ask, f"{OVS}Activity"), 2)
    for iri in [*bodies, *posts, *rows, *few(_things(ask, ORGANIZATION), 2)]:
        name = short(iri)
        yield Case(f"oversees {name}", ("oversees", iri))
        yield Case(f"oversees by {name}", ("oversees", iri, "--by"))
        yield Case(f"oversees by ended {name}", ("oversees", iri, "--by", "--ended"))
        yield Case(f"chain {name}", ("chain", iri))
        yield Case(f"chain stated-only ended {name}", ("chain", iri, "--stated-only", "--ended"))
    for iri in bodies[:4]:
        yield Case(f"whatif remove {short(iri)}", ("whatif", "--remove", iri))
        yield Case(f"overlap {short(iri)}", ("overlap", iri))
        yield Case(f"timeline {short(iri)}", ("timeline", iri))
    if len(bodies) > 1:
        yield Case("whatif merge", ("whatif", "--merge", *bodies[:2]))
    yield Case("whatif alliance", ("whatif", "--end-level", "alliance"), otherwise=("whatif", "--end-alliance"))
    for iri in posts[:2]:
        yield Case(f"actions owner {short(iri)}", ("actions", "--owner", iri))
        yield Case(f"follow-up owner {short(iri)}", ("follow-up", "--owner", iri))


def _things(ask: Ask, kind: str) -> list[str]:
    return [row["iri"] for row in ask("query", sparql=OF_CLASS.format(kind))]
