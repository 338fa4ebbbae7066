"""The command that opens the whole product in a browser: serve."""

import re
from pathlib import Path

import typer

from oversight_graph.cli.options import GRAPH, Asked, shared
from oversight_graph.errors import UsageError
from oversight_graph.graph import environment_endpoint
from oversight_graph.load.files import find_files
from oversight_graph.registry.declare import Option


@shared(
    f"sources as_of {GRAPH}",
    Option("port", "Where to listen; 0 for any port that is free.", "number", 8000, least=0, most=65535),
    Option("host", "Address to listen at: others than this machine's own let others in.", "text", "127.0.0.1"),
    Option("opening", "Open the front page in the browser.", flag="--open"),
    Option("review", "Workbook whose drafts are looked through in the browser.", "path", metavar="BOOK.xlsx"),
    Option(
        "earlier", "Earlier data: what differs from it is a list. May be given again.", "path",
        metavar="DIR", many=True,
    ),
    Option(
        "timeout", "Seconds after which a query of a user is stopped (10), and an answer of --endpoint given up (300).",
        "number", least=1, most=3600,
    ),
    Option("rows", "Most rows with which a query is answered.", "number", 100_000, least=1),
    Option(
        "allow_host", "A name by which the server may be called. May be given again.", "text", metavar="NAME",
        many=True,
    ),
    Option(
        "allow_origin", "Let scripts of pages of this origin read the endpoint. May be given again.", "text",
        metavar="ORIGIN", many=True,
    ),
)  # fmt: skip
def serve(
    asked: Asked,
    port: int,
    host: str,
    opening: bool,
    review: Path | None,
    earlier: list[Path] | None,
    timeout: int | None,
    rows: int,
    allow_host: list[str] | None,
    allow_origin: list[str] | None,
) -> None:
    """Open the graph in a browser: findings, lists, every thing, the map, questions, a SPARQL endpoint, review."""
    from oversight_graph.serve.run import serve as run
    from oversight_graph.serve.settings import Settings

    for name in allow_host or ():
        if not re.fullmatch(r"[\w.-]+", name):
            raise UsageError(f"{name!r} is no name of a machine", hint="write it as example.org, without a port")
    if asked.data and (asked.endpoint or asked.store):
        raise UsageError("give either data or a store or an endpoint, not several")
    for name in allow_origin or ():
        if not re.fullmatch(r"https?://[\w.:\[\]-]+", name):
            raise UsageError(f"{name!r} is no origin", hint="write it as https://example.org")
    if earlier:
        find_files(earlier)  # what is not there is said now, and not to the first who asks what has changed
    if review is not None and not review.is_file():
        raise UsageError("there is no such workbook", where=str(review), hint="make it with oversight ingest")
    shown = asked.data or ([review] if review and not (asked.store or asked.endpoint) else [])
    settings = Settings(
        data=tuple(map(str, shown)), store=str(asked.store or ""), sources=str(asked.sources or ""),
        endpoint=asked.endpoint or ("" if shown or asked.store else environment_endpoint() or ""),
        review=str(review or ""), place=asked.place or "",
        as_of=asked.as_of or "", host=host, port=port, hosts=tuple(allow_host or ()),
        origins=tuple(allow_origin or ()), query_seconds=float(timeout or 10),
        patience=float(timeout or 300), rows=rows, earlier=tuple(map(str, earlier or ())),
    )  # fmt: skip

    def started(address: str) -> None:
        typer.echo(f"serving at {address} (Ctrl-C ends it)", err=True)
        address += "review" if review else ""
        if opening:
            import webbrowser

            webbrowser.open(address)

    run(settings, started)
