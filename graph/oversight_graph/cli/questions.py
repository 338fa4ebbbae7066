"""Commands that ask the graph itself: query, explain, prepare."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oversight_graph.cli.options import ROWS, Asked, check_early_date, date_of, put, refuse_beside, say, shared, status
from oversight_graph.errors import UsageError
from oversight_graph.registry.answers import answer
from oversight_graph.registry.asked import nothing
from oversight_graph.registry.declare import Option
from oversight_graph.resources import own_text

if TYPE_CHECKING:
    from oversight_graph.ask.catalogue import Question


@shared(
    ROWS.replace("sources ", ""),
    Option("name", "Name of a question, see --list.", "text", metavar="NAME", place="argument"),
    Option("parameter", "Value of a parameter.", "text", flag="--parameter -p", metavar="KEY=VALUE", many=True),
    Option("listing", "List the questions.", flag="--list"),
    Option("sparql", "Print the question's SPARQL instead of asking it.", flag="--show"),
    Option("file", "Ask a SPARQL file of your own.", "path"),
    Option("allow_remote", "Let your own query use SERVICE and FROM."),
    Option("timeout", "Stop after so many seconds.", "number", 300, least=1, most=86_400, metavar="SECONDS"),
    Option("most_rows", "Stop at an answer of more rows.", "number", 1_000_000, least=1, metavar="NUMBER"),
    Option("most_memory", "Stop when it takes more megabytes.", "number", 4096, least=64, metavar="MB"),
)
def query(
    asked: Asked,
    name: str | None,
    parameter: list[str] | None,
    listing: bool,
    sparql: bool,
    file: Path | None,
    allow_remote: bool,
    timeout: int,
    most_rows: int,
    most_memory: int,
) -> None:
    """Ask a question of the catalogue by name, or a SPARQL query of your own."""
    from oversight_graph.ask import catalogue
    from oversight_graph.store.limits import Limits

    if sum((listing, name is not None, file is not None)) != 1:
        raise UsageError("name a question, or give --list or --file", hint="try `oversight query --list`")
    if listing:
        asked.refuse_beside("--list", parameter=parameter, show=sparql, allow_remote=allow_remote)
        rows = [_listed(catalogue.question(each)) for each in catalogue.names()]
        rows.sort(key=lambda row: (catalogue.GROUPS.index(row["group"]), row["name"]))
        asked.table(rows, list(rows[0]))
        return
    refuse_beside("--file", show=sparql and file is not None)
    refuse_beside("a question of the catalogue", allow_remote=allow_remote and name is not None)
    if name is not None and sparql:
        asked.refuse_beside("--show", parameter=parameter, columns=asked.columns)
        put(catalogue.question(name).text)
        return
    values = _pairs(parameter or ())
    empty = ""
    limits = Limits(timeout, most_rows, most_memory * 1024**2)
    if file is not None:
        if values or asked.as_of:
            raise UsageError("parameters and a date belong to questions of the catalogue", where=str(file))
        text = own_text(file)
        table = asked.graph().sparql(text, allow_remote=allow_remote, where=str(file), limits=limits)
    else:
        if str(name).endswith(".rq"):
            raise UsageError(f"{name} is a file, not a question of the catalogue", hint=f"try --file {name}")
        question = catalogue.question(str(name))
        graph = asked.graph()
        named = values.get("asOf")
        if "asOf" in dict(question.defaults) and named is None:
            values["asOf"] = date_of(graph, asked.as_of)
        elif asked.as_of:
            raise UsageError(f"the question {name} takes no date")
        table = graph.query(str(name), limits, **values)
        if named:
            check_early_date(graph, named, "say")
        empty = nothing(graph.store, question, values.get("asOf")) if not table.rows else ""
    asked.table(table.records(), table.columns)
    if empty and asked.form == "table":
        say(f"none: {empty[0].lower()}{empty[1:].rstrip('.')}")


def _listed(question: "Question") -> dict[str, Any]:
    return {
        "group": question.group,
        "name": question.name,
        "question": question.question,
        "parameters": tuple(f"{name}: {meaning}" for name, meaning in question.parameters),
    }


def _pairs(entries: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for entry in entries:
        key, equals, value = entry.partition("=")
        if not equals or not key:
            raise UsageError(f"{entry!r} is not of the form KEY=VALUE")
        if key in values:
            raise UsageError(f"the parameter {key} is given twice")
        values[key] = value
    return values


@shared(ROWS.replace("as_of ", ""), *answer("explain").options, answer=answer("explain"))
def explain(asked: Asked, thing: str) -> None:
    """Tell all of a thing; the passages are those of the facts, not of the rows."""
    graph = asked.graph()
    asked.show(graph.explain(thing, asked.papers(graph)), answer("explain"), graph)


@shared("store")
def prepare(asked: Asked) -> None:
    """Ask once what is asked of the whole of a large store, and keep the answers within it for all who read it.

    Else what is asked of a store takes its time once for each user, in whose cache the answer is from then on. What was
    broken off goes on where it stopped if it is run again.
    """
    from oversight_graph.registry.prepare import prepare as run

    if asked.store is None:
        raise UsageError("prepare needs a store", hint="name its folder with --store DIR")
    found = []
    with status("asking what is asked of the whole") as tell:
        for each in run(asked.store):
            found.append(each)
            tell(f"asking what is asked of the whole: {len(found)} done, the last was {each.what}")
    for each in found:
        if each.left_out:
            say(f"{each.what}: left out, {each.left_out}")
    say(f"{sum(not each.left_out for each in found)} answers are kept in {asked.store}")
