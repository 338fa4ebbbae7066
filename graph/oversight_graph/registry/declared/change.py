"""What changed, and when."""

from oversight_graph.registry.declare import Answer, Exit, Option

_LEVELS = {"grade dropped": "drop"}

ANSWERS: tuple[Answer, ...] = (
    Answer(
        name="diff",
        title="What changed",
        sentence="Show what began, ended, changed hands, lost or gained oversight between two dates or two data "
        "folders, and how editions of plans differ.",
        row=".change.changes:Change",
        shown="change thing before after when meaning evidence",
        date="two",
        early="say",
        empty="Nothing that the loaded papers show changed.",
        exit=Exit(
            ("drop",), "none", "Exit with 1 if the grade of a commitment dropped.",
            lambda row: _LEVELS.get(row.change, ""),
        ),
    ),
    Answer(
        name="timeline",
        sentence="List dated events, oldest first: of everything, or of one thing.",
        function=".change.timeline:timeline",
        row=".change.timeline:Event",
        shown="when kind what as_stated meaning evidence",
        early="say",
        empty="The loaded papers date nothing of it.",
        options=(
            Option(
                "thing", "Only events of this: a reference, acronym, name or IRI.", "thing", place="subject",
                metavar="THING",
            ),
            Option("since", "Only events from this date on.", "date"),
            Option(
                "kinds", "Only events of this kind, such as meeting. May be given again.", "text", flag="--kind",
                many=True,
            ),
        ),
    ),
)  # fmt: skip
