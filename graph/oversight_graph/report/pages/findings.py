"""Findings in words and numbers, each leading to its list, and what the papers cannot show."""

from collections import Counter

from oversight_graph.registers.summary import headline
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import count
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.report.pages.matrix import Answerable

Line = tuple[Part, ...]


def findings_page(answers: Answers, answerable: list[Answerable]) -> Page:
    """Return all findings in words and numbers, each leading to its list, and what the papers cannot show."""
    return Page(
        "findings.html",
        "All findings",
        lead=("Every figure leads to its list, every line of a list to the paper and the lines that it rests on.",),
        blocks=(
            Block("", "findings", points=tuple(findings(answers, answerable))),
            Block("What the loaded papers cannot show", "limits", points=tuple(limits(answers))),
        ),
    )


def findings(answers: Answers, answerable: list[Answerable]) -> list[Line]:
    """Return one line for each finding; what there is none of is left out."""
    grades = Counter(row.grade for row in answers.coverage)
    states = Counter(row.status for row in answers.actions)
    found = Counter(row.finding for row in answers.practice)
    kinds = Counter(row.kind for row in answers.conflicts)
    severity = Counter(row.severity for row in answers.violations)
    flagged = sum(bool(row.flag) for row in answerable)
    drops = {row.removed_iri for row in answers.removals if row.lowers_a_commitment}
    lines: list[Line] = []

    def say(number: int, what: str, href: str, rest: str, *more: Part, plural: str = "") -> None:
        if number:
            lines.append((Part(count(number, what, plural), href), Part(rest), *more))

    def verb(number: int) -> str:
        return "is" if number == 1 else "are"

    if answers.coverage:
        said, _, unknown = headline(answers.whole).rstrip(".").partition(";")
        lost = ", since the text as obtained has no oversight cell" if answers.whole.lost else ""
        detail = f";{unknown}{lost}" if unknown else ""
        where = "gaps.html" if answers.gaps else "coverage.html"
        rest = f"{detail}. A cell may be blank, point elsewhere, or name processes only."
        lines.append((Part(said, where), Part(rest)))
    say(grades[3], "commitment", "coverage.html#grade-3",
        f" {'names' if grades[3] == 1 else 'name'} a body, and no loaded paper shows one that "
        f"{'it names' if grades[3] == 1 else 'they name'} meeting at the date.")  # fmt: skip
    say(grades[6], "commitment", "coverage.html#grade-6",
        " can be seen being dealt with by an open body that is named for them.")  # fmt: skip
    say(found["paper cover"], "pair", "practice.html#finding-paper-cover",
        f" of body and commitment {verb(found['paper cover'])} paper cover: named, meeting when last shown, and not "
        "seen to deal with it in the loaded papers.")  # fmt: skip
    say(found["shadow oversight"], "pair", "practice.html#finding-shadow-oversight",
        f" {verb(found['shadow oversight'])} shadow oversight: a meeting dealt with the commitment, and the plan does "
        "not name its body.")  # fmt: skip
    live = sum(row.status == "active" for row in answers.bodies)
    say(len(answers.bodies), "body", "bodies.html", f" in the register; {live} shown as active.", plural="bodies")
    waiting, late = sum(not row.settled for row in answers.actions), states["overdue"]
    past = Part(str(late), "actions.html#state-overdue" if late else "actions.html"), Part(" the last day is past.")
    say(len(answers.actions), "action", "actions.html",
        f" asked for; for {waiting} no end is recorded, and of ", *past)  # fmt: skip
    say(flagged, "commitment", "accountability.html#raci-flagged",
        " without exactly one organisation or post accountable.")  # fmt: skip
    say(len(drops), "body", "whatif.html",
        " on which the grade of a commitment rests: were one to end, it would drop.", plural="bodies")  # fmt: skip
    detail = ", ".join(f"{kind} ({number})" for kind, number in kinds.items())
    say(len(answers.conflicts), "place", "conflicts.html", f" where independence is worth a look: {detail}.")
    detail = ", ".join(count(severity[name], name) for name in ("error", "warning") if severity[name])
    rest = f" of the checks of the data{f': {detail}, the others for information' if detail else ''}."
    lines.append((Part(count(len(answers.violations), "violation"), "checks.html"), Part(rest)))
    return lines


def limits(answers: Answers) -> list[Line]:
    """Return what cannot be concluded from the loaded papers."""
    lost = sum(row.lost for row in answers.coverage)
    silent = sum(row.status == "not shown" for row in answers.bodies)
    meetings = answers.meetings.of("meeting", "day", "announced", "notes")
    held = {meeting for meeting, day, announced, _ in meetings if not announced and (day or "") <= answers.day}
    noted = held & {meeting for meeting, *_, notes in meetings if notes}
    unseen = sum(row.outcome == "no later notes" for row in answers.follow_up)
    lines: list[tuple[object, str, str | None, str]] = [
        (True, "The papers loaded", "papers.html",
         " are few. What they do not show may have taken place and be told in papers that are not loaded."),
        (True, "What was read of the papers is shown: what a meeting dealt with, or what became of an action, may "
         "stand in one and not have been read so.", None, ""),
        (True, f"Read in the papers: {count(len(held), 'meeting')} up to the date; of {len(noted)} the notes "
         "themselves are loaded.", None, ""),
        (answers.planned, "Naming a body says who is to look, not that anybody looked, nor how well.", None, ""),
        (answers.planned, "A grade counts what is printed and what notes show. It is no measure of anybody's work, and "
         "it stands beside its reason.", None, ""),
        (lost, f"Of {count(lost, 'commitment')}", "gaps.html",
         " the oversight cell is missing from the text as obtained; nothing may be concluded for them."),
        (silent, f"Of {count(silent, 'body', 'bodies')}", "bodies.html#status-not-shown",
         " no paper up to the date tells whether they were meeting."),
        (unseen, f"Of {count(unseen, 'action')}", "actions.html#outcome-no-later-notes",
         " nothing could be seen: no notes of a later meeting of the body are loaded."),
    ]  # fmt: skip
    return [(Part(said, href), *([Part(rest)] if rest else [])) for there, said, href, rest in lines if there]
