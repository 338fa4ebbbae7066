"""What is said of one thing, and whether the data is sound."""

from operator import attrgetter

from oversight_graph.registry.declare import Answer, Exit
from oversight_graph.registry.declared.options import THING

_SEVERITIES = ("error", "warning", "info")
_GRAVE = Exit(
    _SEVERITIES, "error", "Exit with 1 if there is a violation this grave, or graver.", attrgetter("severity")
)

ANSWERS: tuple[Answer, ...] = (
    Answer(
        name="explain",
        sentence="All that is said of a thing, each line with its citation, and its passage if the papers are at hand.",
        row=".ask.explain:Fact",
        shown="fact value graph stated evidence",
        date="none",
        empty="Nothing that is loaded says anything of it.",
        options=(THING,),
    ),
    Answer(
        name="check",
        sentence="Check the data: SHACL shapes and queries whose rows are violations.",
        row=".check.violations:Violation",
        shown="severity check entity message where",
        empty="No check found anything.",
        exit=_GRAVE,
        csv="checks",
    ),
    Answer(
        name="verify",
        sentence="Prove every citation against the papers.",
        row=".evidence.evidence:CitationViolation",
        shown="severity evidence document message",
        date="none",
        empty="Every citation is in range, and all that is given as printed stands in the cited lines.",
        exit=_GRAVE,
    ),
)
