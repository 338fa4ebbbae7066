"""What meetings did, beside what plans promise."""

from oversight_graph.registry.declare import Answer, Option
from oversight_graph.registry.declared.options import ACTIVITIES, OWNER

_LOADED_ONLY = "only the loaded papers were read: what they do not show may have happened"

ANSWERS: tuple[Answer, ...] = (
    Answer(
        name="practice",
        sentence="Compare what the plan names with what meetings did: paper cover, shadow oversight, topics, cadence.",
        function=".practice.practice:practice",
        row=".practice.practice:Practice",
        shown="finding ref body meetings note meaning evidence",
        early="say",
        empty="In what is loaded, the plan and the meetings agree.",
        plan=True,
        options=(ACTIVITIES,),
        caveat=_LOADED_ONLY,
    ),
    Answer(
        name="topics",
        under="practice",
        sentence="List the subjects that more than one meeting dealt with.",
        function=".practice.scrutiny:topics",
        row=".practice.scrutiny:Topic",
        shown="ref subject meetings bodies dates note",
        early="say",
        empty="No two loaded meetings dealt with the same subject.",
        options=(Option("least", "Of topics: how many meetings at least dealt with one.", "number", 2, least=1),),
        caveat=_LOADED_ONLY,
    ),
    Answer(
        name="cadence",
        under="practice",
        sentence="Set the promised frequency of each body against the meetings found.",
        function=".practice.cadence:cadence",
        row=".practice.cadence:Cadence",
        shown="body frequency expected found notes announced put_off cancelled last_met status meaning",
        early="say",
        empty="No loaded paper says how often a body is to meet, or shows one meeting.",
        options=(
            Option("months", "Of the cadence: length of the period, in months.", "number", 12, least=1, most=1200),
        ),
        caveat=_LOADED_ONLY,
    ),
    Answer(
        name="follow-up",
        sentence="Follow each action across the papers: asked, brought forward, discharged, or never seen again.",
        function=".practice.followup:follow_up",
        row=".practice.followup:FollowUp",
        shown="asked text owner holder outcome age_days due promise life meaning evidence",
        early="say",
        empty="No such action was read in a loaded paper up to the date.",
        options=(OWNER,),
    ),
    Answer(
        name="by-owner",
        under="follow-up",
        sentence="Count the actions of each owner, with the holder of the post.",
        function=".registry.composed:by_owner",
        row=".practice.owners:OwnerFollowUp",
        shown="owner owner_as_stated holder asked_of actions discharged answered withdrawn never_seen_again "
        "no_later_notes overdue oldest_days meaning",
        early="say",
        empty="No such action was read in a loaded paper up to the date.",
        options=(OWNER,),
        csv="owners",
    ),
)
