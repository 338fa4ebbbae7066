"""Decisions: who took one outside a meeting, on which day, and who oversees it, as the sheet Decisions says."""

import pyoxigraph as ox

from oversight_graph.ingest.dates import When
from oversight_graph.ingest.workbook.to_graph.builder import NONE, GraphBuilder
from oversight_graph.ingest.workbook.to_graph.names import slug
from oversight_graph.ingest.workbook.to_graph.oversight import say_oversight


def say_day(builder: GraphBuilder, node: ox.NamedNode, when: When) -> None:
    """State the day of a meeting or a decision, as far as it is known, and as the row at hand prints it."""
    builder.day(node, "schema:startDate", when.last)
    if when.kind != "day":
        builder.printed(node, "ovs:edtf", when.edtf)
    builder.printed_day(node, builder.get("date"))


def taken_alone(builder: GraphBuilder) -> ox.NamedNode | None:
    """Return the decision of a row that was taken outside a meeting, with its day; a violation if it has none."""
    row, when = builder.row, builder.date("date")
    if when is None:
        if not row.get("date"):
            builder.report("date", "is empty: what was decided outside a meeting must have a day, or at least a month")
        return None
    stem = when.edtf.replace("/", "-")
    ref = row.get("ref as printed")
    own = slug(ref) if ref else str(builder.count(f"decision {stem}"))
    node = builder.address_of(row, "decision", f"{stem}-{own}")
    builder.new(node, f"{row.number}", "decision")
    say_day(builder, node, when)
    return node


def say_taken(builder: GraphBuilder, node: ox.NamedNode) -> None:
    """State who took the decision of the row at hand, and who oversees it."""
    if builder.row.get("meeting") and builder.row.get("decided by"):
        builder.report(
            "decided by", "says who decided outside a meeting, and a meeting is given: leave one of them empty"
        )
    for taker in builder.find_all("decided by", "post", "person", "body", "organisation"):
        builder.say(node, "ovs:decidedBy", taker)
    if builder.get("oversight as printed") and builder.row.get("oversight as read") != NONE:
        say_oversight(builder, node)
