"""Commands that judge the data: check and verify. They exit with 1 when they find something."""

from pathlib import Path

from oversight_graph.cli.options import ROWS, Asked, date_of, say, shared, status
from oversight_graph.errors import UsageError
from oversight_graph.graph import OversightGraph
from oversight_graph.registry.answers import answer
from oversight_graph.registry.declare import Option


@shared(
    ROWS.replace("sources ", ""),
    Option("profile", "File of lines LEVEL CHECK that sets severities, or turns checks off.", "path"),
    Option("listing", "List the checks.", flag="--list"),
    answer=answer("check"),
)
def check(asked: Asked, profile: Path | None, listing: bool) -> None:
    """Check the data, or list the checks."""
    from oversight_graph.check.checks import built_in, checks, read_profile, run
    from oversight_graph.check.violations import SEVERITIES

    if listing:
        asked.refuse_beside("--list", profile=profile)
        rows = [
            {"check": c.name, "severity": c.severity, "title": c.title, "problem": c.problem, "solution": c.solution}
            for c in sorted([*checks(), *built_in()], key=lambda c: c.name)
        ]
        asked.table(rows, list(rows[0]))
        return
    levels = read_profile(profile) if profile else None
    graph = asked.graph(validate=False)
    day = _date(graph, asked.as_of)
    with status("checking the data"):
        found = run(graph.store, day, files=graph.files, profile=levels)
    asked.show(found, answer("check"), counted=True)
    counts = ", ".join(f"{sum(f.severity == s for f in found)} {s}" for s in SEVERITIES)
    off = sorted(name for name, level in (levels or {}).items() if level == "off")
    if day is None:
        names = ", ".join(check.name for check in checks() if check.needs_date)
        say(f"not run without a date: {names}")
    say(f"found: {counts}" + (f"; turned off: {', '.join(off)}" if off else ""))
    asked.fail(found, answer("check"))


def _date(graph: OversightGraph, as_of: str | None) -> str | None:
    """Return the date to go by; None if none is given and the data has none, perhaps because of what is wrong in it."""
    if as_of is None:
        try:
            graph.day()
        except UsageError:
            say("nothing in the data is dated; give a date with --as-of 2018-11-27")
            return None
    return date_of(graph, as_of)


@shared(ROWS.replace("as_of ", ""), answer=answer("verify"))
def verify(asked: Asked) -> None:
    """Prove the citations against the papers, which this command cannot do without."""
    if asked.sources is None:
        raise UsageError("the papers are needed to prove citations", hint="name their folder with --sources DIR")
    graph = asked.graph()
    with status("proving the citations"):
        found = graph.verify(asked.sources)
    asked.show(found, answer("verify"), counted=True)
    citations, violations = graph.citation_count(), len(found)
    say(f"{citations} citations, {violations} {'violation' if violations == 1 else 'violations'}")
    own, records = graph.in_own_words()
    if own:
        say(f"{own} of {records} records give nothing as printed: those rest on a reader")
    asked.fail(found, answer("verify"))
