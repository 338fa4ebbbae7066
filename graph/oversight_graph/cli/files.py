"""Commands that put the graph elsewhere: export, init, push."""

from pathlib import Path
from shlex import quote

from oversight_graph.cli.options import GRAPH, Asked, date_of, deliver, refuse_beside, refuse_input, say, shared, status
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph, environment_endpoint
from oversight_graph.registry.declare import Option

FORMATS = "turtle trig nquads jsonld csv graphml gexf cytoscape mermaid dot popolo".split()


@shared(
    f"as_of {GRAPH}",
    Option(
        "kind", f"One of {', '.join(FORMATS)}.", "text", metavar="FORMAT", place="argument", needed=True,
        choices=tuple(FORMATS),
    ),
    Option("output", "File to write, or folder for csv; stdout if not given.", "path", flag="--output -o"),
    Option("stated_only", "Leave out what the rules inferred."),
)  # fmt: skip
def export(asked: Asked, kind: str, output: Path | None, stated_only: bool) -> None:
    """Write the graph for other tools: RDF, CSV tables, network formats at a date, or Popolo JSON."""
    from oversight_graph.output.export import RDF_FORMATS, to_rdf, write_tables

    if kind == "csv" or kind in RDF_FORMATS:
        if asked.as_of:
            raise UsageError(f"{kind} holds the whole graph and takes no date")
    elif kind == "popolo":
        refuse_beside("popolo, which holds what follows from the papers too", stated_only=stated_only)
    graph = asked.graph().here()
    refuse_input(output, graph)
    if kind == "csv":
        if output is None:
            raise UsageError("csv writes several files", hint="name a folder with --output DIR")
        written = write_tables(graph.embedded, output)
        say(f"wrote {len(written)} tables to {output}")
        return
    if kind in RDF_FORMATS:
        content = to_rdf(graph.embedded, kind, inferred=not stated_only)
    else:
        from oversight_graph.output.network_formats import to_network_format
        from oversight_graph.output.popolo import to_popolo

        day = date_of(graph, asked.as_of)
        if kind == "popolo":
            content = to_popolo(graph, day)
        else:
            content = to_network_format(graph.network(day, stated_only=stated_only), kind)
    deliver(content, output)


@shared(
    "",
    Option(
        "folder", "Folder to make; it must not hold anything yet.", "path", metavar="DIR", place="argument", needed=True
    ),
    Option("workbook", "As a workbook instead of Turtle."),
)
def init(asked: Asked, folder: Path, workbook: bool) -> None:
    """Write a small commented data set to start from."""
    from oversight_graph.output.starter import write_starter

    for path in write_starter(folder, workbook=workbook):
        say(f"wrote {path}")
    say(f"next: oversight gaps --data {quote(str(folder))}")


@shared(
    "data store",
    Option("endpoint", "Query service of the server (or set OVERSIGHT_ENDPOINT).", "text", metavar="URL"),
    Option("update", "Its update service, if that has another address.", "text", metavar="URL"),
    Option(
        "graphs",
        "Its Graph Store Protocol: all is sent there, and moved by --update if that is given too.",
        "text",
        metavar="URL",
    ),
    Option("timeout", "Most seconds for one request.", "number", 300, least=1),
    Option("instead", "Remove data of others that is there."),
)
def push(
    asked: Asked, endpoint: str | None, update: str | None, graphs: str | None, timeout: int, instead: bool
) -> None:
    """Put the graph, what the rules infer and the ontology onto a SPARQL server.

    What was there of it is replaced as a whole. A push that was broken off goes on where it stopped. The environment
    says who asks: OVERSIGHT_USER, OVERSIGHT_PASSWORD.
    """
    from oversight_graph.store.push import Push
    from oversight_graph.store.store import RemoteStore

    address = endpoint or environment_endpoint()
    if not address:
        raise UsageError("push needs a server", hint="name its query service with --endpoint URL")
    with status("reading the data"):
        graph = OversightGraph.load(*(asked.data or ()), store=asked.store)
    with status("sending the graph"):
        task = Push(
            graph.embedded, RemoteStore(address, timeout), update or ("" if graphs else address), say, graphs or ""
        )
        pushed = task.run(instead=instead)
    total, sent = sum(each.triples for each in pushed), sum(each.sent for each in pushed)
    say(f"{total} statements in {len(pushed)} graphs are in their place; {sent} were sent")
