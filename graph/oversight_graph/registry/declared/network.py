"""Answers that the network gives: oversight, chains, figures, overlap, conflicts, what if."""

from collections.abc import Sequence
from typing import Any

from oversight_graph.registry.declare import Answer, Option
from oversight_graph.registry.declared.options import ENDED, STATED_ONLY, THING


def _directly(rows: Sequence[Any], said: dict[str, Any]) -> list[str]:
    direct = sum(row.depth == 1 for row in rows)
    lines = [f"{direct} directly, {len(rows) - direct} through others"]
    if not rows:
        lines.append("what does it oversee? leave out --by" if said["by"] else "who oversees it? add --by")
    return lines


def _the_other_end(_: Sequence[Any], said: dict[str, Any]) -> str:
    end = "overseer" if said.get("by") else "subject"
    return f"depth {end} kind links not_live certainty last_told evidence"


def _to_the_public(rows: Sequence[Any], said: dict[str, Any]) -> list[str]:
    return [f"{sum(row.reaches == 'public' for row in rows)} of {len(rows)} reach the public"]


def _drops(rows: Sequence[Any], said: dict[str, Any]) -> list[str]:
    drops = [row.kind for row in rows if row.effect == "grade drops"]
    if not drops:
        return ["no grade of a commitment or activity drops"]
    counts = f"{drops.count('commitment')} of commitments, {drops.count('activity')} of activities"
    return [f"grades that drop: {counts}"]


ANSWERS: tuple[Answer, ...] = (
    Answer(
        name="oversees",
        sentence="Show what something oversees, directly and through others, or who oversees it.",
        function=".registry.composed:oversees",
        row=".network.reach:OversightPath",
        shown=_the_other_end,
        early="refuse",
        empty="The loaded papers name nothing here, which does not mean that there is nothing.",
        options=(THING, Option("by", "The reverse: who oversees it."), STATED_ONLY, ENDED),
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
        options=(THING, STATED_ONLY, ENDED),
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
        options=(STATED_ONLY,),
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
        options=(STATED_ONLY,),
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
        sentence="List where oversight looks at its own work, runs in a cycle, or breaks rules that the data asks for.",
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
)
