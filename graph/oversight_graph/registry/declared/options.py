"""Options that several answers share."""

from oversight_graph.registry.declare import Option

ACTIVITIES = Option("activities", "Activities instead of commitments.")
PLANS = (
    Option("plan", "Only the rows of this plan or edition.", "thing", metavar="PLAN"),
    Option("all_plans", "Also the rows of editions that a newer one replaced."),
)
OWNER = Option("owner", "Only actions of this post, person or body, or of an owner as printed.", "owner")
STATED_ONLY = Option("stated_only", "Only links that a paper states.")
ENDED = Option("ended", "Also bodies that had ended, links not in force, and what only later papers tell.")
THING = Option(
    "thing", "A reference (3.2), an acronym (AGG), a name or part of one, an IRI.", "thing", place="subject",
    metavar="THING", needed=True,
)  # fmt: skip
