"""The answers there are, in the order in which help, documentation and report list them."""

from collections.abc import Callable, Sequence
from typing import Any

from oversight_graph.errors import DataError, NotFoundError
from oversight_graph.registry.declare import NO_PLAN, Answer, Exit, Option

_ACTIVITIES = Option("activities", "Activities instead of commitments.")
_PLANS = (
    Option("plan", "Only the rows of this plan or edition.", "thing", metavar="PLAN"),
    Option("all_plans", "Also the rows of editions that a newer one replaced."),
)
_OWNER = Option("owner", "Only actions of this post, person or body, or of an owner as printed.", "owner")
_STATED_ONLY = Option("stated_only", "Only links that a paper states.")
_ENDED = Option("ended", "Also bodies that had ended, links not in force, and what only later papers tell.")
_THING = Option(
    "thing", "A reference (3.2), an acronym (AGG), a name or part of one, an IRI.", "thing", place="subject",
    metavar="THING", needed=True,
)  # fmt: skip
_SEVERITIES = ("error", "warning", "info")


def _severe(rows: Sequence[Any], levels: Sequence[str]) -> list[Any]:
    return [row for row in rows if row.severity in levels]


_FAULTS = Exit(_SEVERITIES, "error", "Exit with 1 if there is a finding this grave, or graver.", _severe)


def _dropped(rows: Sequence[Any], _: Sequence[str]) -> list[Any]:
    from oversight_graph.change.diff import dropped

    return list(dropped(rows))


def _gaps_of_all(rows: Any, said: dict[str, Any]) -> list[str]:
    what = "activities" if said.get("activities") else "commitments"
    lost = sum(row.lost for row in rows)
    told = f"; of {lost} of them nothing can be known" if lost else ""
    if not rows.of:
        return []
    return [f"{len(rows)} of {rows.of} {what} below grade {said['below']}{told}"]


def _editions(columns: str) -> Callable[[dict[str, Any]], str]:
    """Return the columns of rows of plans: the plan too where several may stand side by side."""
    return lambda said: f"{columns} plan" if said.get("all_plans") else columns


def _directly(rows: Sequence[Any], said: dict[str, Any]) -> list[str]:
    direct = sum(row.depth == 1 for row in rows)
    lines = [f"{direct} directly, {len(rows) - direct} through others"]
    if not rows:
        lines.append("what does it oversee? leave out --by" if said["by"] else "who oversees it? add --by")
    return lines


def _the_other_end(said: dict[str, Any]) -> str:
    end = "overseer" if said.get("by") else "subject"
    return f"depth {end} kind links not_live certainty last_told evidence"


def _to_the_public(rows: Sequence[Any], said: dict[str, Any]) -> list[str]:
    return [f"{sum(row.reaches == 'public' for row in rows)} of {len(rows)} reach the public"]


def _drops(rows: Sequence[Any], said: dict[str, Any]) -> list[str]:
    drops = [row.kind for row in rows if row.effect == "grade drops"]
    counts = f"{drops.count('commitment')} of commitments, {drops.count('activity')} of activities"
    return [f"grades that drop: {counts}"]


_DECLARED = (
    Answer(
        name="coverage",
        sentence="Grade the oversight of each commitment, from 0 (none shown) to 6 (exercised).",
        function=".registers.coverage:coverage",
        row=".registers.coverage:Coverage",
        shown=_editions("ref title cell grade bodies processes refers_to not_live exercised"),
        date="plan",
        empty=NO_PLAN,
        plan=True,
        options=(_ACTIVITIES, *_PLANS),
    ),
    Answer(
        name="summary",
        under="coverage",
        sentence="Count how many have which grade, by objective.",
        function=".registry.composed:summary",
        row=".registers.summary:Summary",
        shown="objective total grade_0 grade_1 grade_2 grade_3 grade_4 grade_5 grade_6 gaps lost",
        date="plan",
        empty=NO_PLAN,
        plan=True,
        options=(_ACTIVITIES, *_PLANS),
        csv="objectives",
    ),
    Answer(
        name="gaps",
        sentence="List commitments with no oversight body, worst first, with the reason.",
        function=".registry.composed:gaps",
        row=".registers.gaps:Gap",
        shown=_editions("ref title cell grade reason evidence"),
        date="plan",
        empty="Every row of the loaded plans reaches the grade.",
        plan=True,
        options=(
            _ACTIVITIES,
            *_PLANS,
            Option("below", "Show what lies below this grade.", "number", 3, flag="--grade", least=1, most=6),
        ),
        remark=_gaps_of_all,
    ),
    Answer(
        name="overdue",
        under="gaps",
        sentence="List commitments whose last day is past and that no paper calls complete.",
        function=".registers.plans.overdue:overdue",
        row=".registers.plans.overdue:Overdue",
        shown=_editions("due ref title due_as_stated lead progress rating reason evidence"),
        empty="No loaded plan gives a day that is past for a row that is not reported as complete.",
        plan=True,
        options=(_ACTIVITIES, *_PLANS),
    ),
    Answer(
        name="bodies",
        sentence="Register of oversight bodies at the date.",
        function=".registers.bodies:bodies",
        row=".registers.bodies:Body",
        shown="name aliases status sign kind frequency chair oversees notes_published public",
        empty="No loaded paper up to the date names an oversight body.",
        options=(Option("everything", "Also those that had ended, or that only later papers name.", flag="--all"),),
    ),
    Answer(
        name="people",
        sentence="Who held which post, and who sat on which body, at the date.",
        function=".registers.people:people",
        row=".registers.people:Holding",
        shown="person post body role organization last_seen note evidence",
        empty="No loaded paper shows anybody in a post or seat at the date.",
        options=(Option("everything", "Every tenure, seat and attendance known.", flag="--all"),),
    ),
    Answer(
        name="actions",
        sentence="List all actions raised up to the date, with their state at the date.",
        function=".registers.actions:actions",
        row=".registers.actions:Action",
        shown="raised text owner due status holder owner_as_stated settled_on discharged_by evidence",
        empty="No loaded paper up to the date tells of such an action.",
        options=(_OWNER, Option("overdue", "Only open actions whose last day is past.")),
    ),
    Answer(
        name="decisions",
        sentence="List what meetings resolved, agreed, approved or noted up to the date, and what that closed.",
        function=".registers.decisions:decisions",
        row=".registers.decisions:Decision",
        shown="when body ref decision kind closes item evidence",
        empty="No loaded paper up to the date records a decision.",
        options=(Option("body", "Only decisions of this body.", "thing"),),
    ),
    Answer(
        name="explain",
        sentence="All that is said of a thing, each line with its citation and, with --sources, the passage.",
        row=".ask.explain:Fact",
        shown="fact value graph stated evidence",
        date="none",
        empty="Nothing that is loaded says anything of it.",
        options=(_THING,),
    ),
    Answer(
        name="check",
        sentence="Check the data: SHACL shapes and queries whose rows are violations.",
        row=".check.violations:Violation",
        shown="severity check entity message where",
        empty="No check found anything.",
        exit=_FAULTS,
        csv="checks",
    ),
    Answer(
        name="verify",
        sentence="Prove every citation against the papers.",
        row=".evidence.evidence:Fault",
        shown="severity evidence document message",
        date="none",
        empty="Every citation is in range, and all that is given as printed stands in the cited lines.",
        exit=_FAULTS,
    ),
    Answer(
        name="oversees",
        sentence="Show what something oversees, directly and through others; with --by, who oversees it.",
        function=".registry.composed:oversees",
        row=".network.reach:Sight",
        shown=_the_other_end,
        early="refuse",
        empty="The loaded papers name nothing here, which does not mean that there is nothing.",
        options=(_THING, Option("by", "The reverse: who oversees it."), _STATED_ONLY, _ENDED),
        remark=_directly,
    ),
    Answer(
        name="chain",
        sentence="Follow the chains of accountability from something up to the panel and the public, and where they "
        "break.",
        function=".registry.composed:chain",
        row=".network.chains:Chain",
        shown="reaches length links breaks_at not_said not_live certainty last_told evidence",
        early="refuse",
        empty="No loaded paper says to whom it answers.",
        options=(_THING, _STATED_ONLY, _ENDED),
        remark=_to_the_public,
    ),
    Answer(
        name="measures",
        sentence="List figures of each body and post, by name.",
        function=".registry.composed:measures",
        row=".network.measures:Measure",
        shown="name status span reach only_overseer articulation dominates betweenness meetings_per_year "
        "chairs_shared meaning",
        early="refuse",
        empty="The loaded papers link no body or post to another at the date.",
        options=(_STATED_ONLY,),
        remark="by name, in no order of weight; --structure gives the figures of the whole",
    ),
    Answer(
        name="structure",
        under="measures",
        sentence="Give the figures of the structure as a whole.",
        function=".registry.composed:structure",
        row=".network.structure:Figure",
        shown="figure value unit meaning",
        early="refuse",
        empty="The loaded papers link nothing at the date.",
        options=(_STATED_ONLY,),
        remark="--columns figure,members lists what each counts",
    ),
    Answer(
        name="overlap",
        sentence="List pairs of bodies that watch over the same subjects, or in which the same people sit.",
        function=".network.overlap:overlaps",
        row=".network.overlap:Overlap",
        shown="a b relation shared_subjects subjects_jaccard shared_members members_jaccard meaning",
        early="refuse",
        empty="The loaded papers show no two bodies with a subject or a member in common.",
        method="overlaps",
        options=(
            Option("body", "Only pairs with this body.", "thing", place="argument", metavar="NAME"),
            Option("fragmentation", "Also pairs that have only an objective of the plan in common.", flag="--all"),
        ),
    ),
    Answer(
        name="conflicts",
        sentence="List where oversight looks at its own work, runs in a circle, or is not as the law has it.",
        function=".network.conflicts:conflicts",
        row=".network.conflicts:Conflict",
        shown="kind subject overseer meaning basis evidence",
        early="refuse",
        empty="The loaded papers show no such thing at the date.",
    ),
    Answer(
        name="whatif",
        title="What if a body ended, or went into another?",
        sentence="Tell what would change if bodies ended or merged: grades, actions, chains, and who could take over.",
        row=".change.effects:Effect",
        shown="effect thing before after bodies subjects meaning",
        date="plan",
        early="refuse",
        empty="Nothing that the loaded papers show would change.",
        remark=_drops,
    ),
    Answer(
        name="practice",
        sentence="Compare what the plan names with what meetings did: paper cover, shadow oversight, topics, cadence.",
        function=".practice.practice:practice",
        row=".practice.practice:Practice",
        shown="finding ref body meetings note meaning evidence",
        early="say",
        empty="In what is loaded, the plan and the meetings agree.",
        plan=True,
        options=(_ACTIVITIES,),
        caveat="only the loaded papers were read: what they do not show may have happened",
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
        options=(Option("least", "How many meetings at least for --topics.", "number", 2, least=1),),
        caveat="only the loaded papers were read: what they do not show may have happened",
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
        options=(Option("months", "Length of the period for --cadence.", "number", 12, least=1, most=1200),),
        caveat="only the loaded papers were read: what they do not show may have happened",
    ),
    Answer(
        name="follow-up",
        sentence="Follow each action across the papers: asked, brought forward, discharged, or never seen again.",
        function=".practice.followup:follow_up",
        row=".practice.followup:FollowUp",
        shown="asked text owner holder outcome age_days due promise life meaning evidence",
        early="say",
        empty="No loaded paper up to the date tells of such an action.",
        options=(_OWNER,),
    ),
    Answer(
        name="by-owner",
        under="follow-up",
        sentence="Count the actions of each owner, with the holder of the post.",
        function=".registry.composed:by_owner",
        row=".practice.owners:OwnerFollowUp",
        shown="owner owner_as_stated holder asked_of actions discharged answered never_seen_again no_later_notes "
        "overdue oldest_days meaning",
        early="say",
        empty="No loaded paper up to the date tells of such an action.",
        options=(_OWNER,),
        csv="owners",
    ),
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
        exit=Exit(("drop",), "none", "Exit with 1 if the grade of a commitment dropped.", _dropped),
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

_ALL = {answer.name: answer for answer in _DECLARED}


def answers() -> tuple[Answer, ...]:
    """Return all answers, in order."""
    return tuple(_ALL.values())


def answer(name: str) -> Answer:
    """Return the declaration of an answer.

    Raises
    ------
    NotFoundError
        If there is none of that name.
    """
    if name not in _ALL:
        from difflib import get_close_matches

        raise NotFoundError(name, get_close_matches(name, _ALL))
    return _ALL[name]


def under(name: str) -> list[Answer]:
    """Return the answers that the command of another gives by an option."""
    return [each for each in answers() if each.under == name]


def register(new: Answer) -> None:
    """Add an answer, which is then one like those of the package: a command, a table of the report, documented.

    Raises
    ------
    DataError
        If there is one of that name, or it is under one that there is not.
    """
    if new.name in _ALL:
        raise DataError(f"there is an answer {new.name!r} already", hint="choose another name")
    if new.under and new.under not in _ALL:
        raise DataError(f"the answer {new.name!r} is under {new.under!r}, which there is not")
    _ALL[new.name] = new


def withdraw(name: str) -> None:
    """Take out an answer that was added."""
    del _ALL[name]


__all__ = ["answer", "answers", "register", "under", "withdraw"]
