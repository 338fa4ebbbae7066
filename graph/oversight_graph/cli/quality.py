"""Commands that judge the data: check and verify. They exit with 1 when they find something."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from oversight_graph.cli.options import (
    AsOf,
    Columns,
    Data,
    Endpoint,
    Form,
    Format,
    Sources,
    StoreDir,
    chosen,
    date_of,
    folder_given,
    open_graph,
    show,
    status,
)
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph


class Level(StrEnum):
    """From which severity on a check fails."""

    error = "error"
    warning = "warning"
    info = "info"
    none = "none"


FailOn = Annotated[Level, typer.Option("--fail-on", help="Exit with 1 if there is a finding this grave, or graver.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(check)
    app.command()(verify)


def check(
    data: Data = None,
    as_of: AsOf = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    fail_on: FailOn = Level.error,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile", help="File of lines LEVEL CHECK that sets severities, or turns checks off.", show_default=False
        ),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the checks.")] = False,
) -> None:
    """Check the data: SHACL shapes and queries whose rows are faults."""
    import sys

    from oversight_graph.check.checks import built_in, checks, read_profile, run
    from oversight_graph.check.findings import SEVERITIES, Finding
    from oversight_graph.output.tables import Record, render
    from oversight_graph.store.store import RemoteStore

    if listing:
        rows: list[Record] = [
            {"check": c.name, "severity": c.severity, "title": c.title, "problem": c.problem, "solution": c.solution}
            for c in sorted([*checks(), *built_in()], key=lambda c: c.name)
        ]
        sys.stdout.write(render(rows, chosen(columns, list(rows[0])), form.value))
        return
    levels = read_profile(profile) if profile else None
    graph = open_graph(data, endpoint, store, validate=False)
    day = _date(graph, as_of)
    with status("checking the data"):
        found = run(graph.store, day, files=graph.files, profile=levels)
    show(found, Finding, form, ["severity", "check", "entity", "message", "where"], columns=columns, counted=True)
    if isinstance(graph.store, RemoteStore):
        typer.echo(f"not run at an endpoint: {', '.join(c.name for c in built_in() if c.needs_data)}", err=True)
    counts = ", ".join(f"{sum(f.severity == s for f in found)} {s}" for s in SEVERITIES)
    off = sorted(name for name, level in (levels or {}).items() if level == "off")
    if day is None:
        names = ", ".join(check.name for check in checks() if check.needs_date)
        typer.echo(f"not run without a date: {names}", err=True)
    typer.echo(f"found: {counts}" + (f"; turned off: {', '.join(off)}" if off else ""), err=True)
    grave = () if fail_on is Level.none else SEVERITIES[: SEVERITIES.index(fail_on.value) + 1]
    if any(finding.severity in grave for finding in found):
        raise typer.Exit(1)


def _date(graph: OversightGraph, as_of: str | None) -> str | None:
    """Return the date to go by; None if none is given and the data has none, perhaps because of what is wrong in it."""
    if as_of is None:
        try:
            graph.day()
        except UsageError:
            typer.echo("the data describes no dated paper; give a date with --as-of 2018-11-27", err=True)
            return None
    return date_of(graph, as_of)


def verify(
    sources: Sources = None,
    data: Data = None,
    form: Form = Format.table,
    columns: Columns = None,
    endpoint: Endpoint = None,
    store: StoreDir = None,
    fail_on: FailOn = Level.error,
) -> None:
    """Prove every citation against the papers."""
    from oversight_graph.evidence.evidence import Fault

    folder = folder_given(sources)
    graph = open_graph(data, endpoint, store)
    with status("proving the citations"):
        found = graph.verify(folder)
    show(found, Fault, form, ["severity", "evidence", "document", "message"], columns=columns, counted=True)
    typer.echo(graph_summary(len(found), graph.citation_count()), err=True)
    grave = {"error": {"error"}, "none": set[str]()}.get(fail_on.value, {"error", "warning"})
    if any(fault.severity in grave for fault in found):
        raise typer.Exit(1)


def graph_summary(faults: int, citations: int) -> str:
    """Return the closing line of `verify`."""
    return f"{citations} citations, {faults} {'fault' if faults == 1 else 'faults'}"
