"""Findings in words and numbers, each leading to its list, and what the papers cannot show."""

from collections import Counter

from oversight_graph.registers.summary import headline
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Block, Page, Part, count
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
    drops = {row.removed_iri for row in answers.removals if row.effect == "grade drops" and row.kind == "commitment"}
    lines: list[Line] = []
    if answers.coverage:
        said, _, unknown = headline(answers.whole).rstrip(".").partition(";")
        detail = f";{unknown}, since their cells are lost" if unknown else ""
        where = "gaps.html" if answers.gaps else "coverage.html"
        lines.append(
            (Part(said, where), Part(f"{detail}. A cell may be blank, point elsewhere, or name processes only."))
        )
    if grades[3]:
        lines.append(
            (
                Part(count(grades[3], "commitment"), "coverage.html#grade-3"),
                Part(" name a body, and no loaded paper shows one of theirs meeting at the date."),
            )
        )
    if grades[6]:
        lines.append(
            (
                Part(count(grades[6], "commitment"), "coverage.html#grade-6"),
                Part(" can be seen being dealt with by an open body that is named for them."),
            )
        )
    if found["paper cover"]:
        lines.append(
            (
                Part(count(found["paper cover"], "pair", "pairs"), "practice.html#finding-paper-cover"),
                Part(
                    " of body and commitment are paper cover: named, meeting when last shown, and not seen to deal "
                    "with it in the loaded papers."
                ),
            )
        )
    if found["shadow oversight"]:
        lines.append(
            (
                Part(count(found["shadow oversight"], "pair", "pairs"), "practice.html#finding-shadow-oversight"),
                Part(
                    " are shadow oversight: a meeting dealt with the commitment, and the plan does not name its body."
                ),
            )
        )
    if answers.bodies:
        live = sum(row.status == "active" for row in answers.bodies)
        lines.append(
            (
                Part(count(len(answers.bodies), "body", "bodies"), "bodies.html"),
                Part(f" in the register; {live} shown as active."),
            )
        )
    if answers.actions:
        waiting = states["open"] + states["overdue"] + states["deferred"]
        lines.append(
            (
                Part(count(len(answers.actions), "action"), "actions.html"),
                Part(f" asked for; for {waiting} no end is recorded, and of "),
                Part(str(states["overdue"]), "actions.html#state-overdue" if states["overdue"] else "actions.html"),
                Part(" the last day is past."),
            )
        )
    if flagged:
        lines.append(
            (
                Part(count(flagged, "commitment"), "accountability.html#raci-flagged"),
                Part(" without exactly one organisation or post accountable."),
            )
        )
    if drops:
        lines.append(
            (
                Part(count(len(drops), "body", "bodies"), "whatif.html"),
                Part(" on which the grade of a commitment rests: were one to end, it would drop."),
            )
        )
    if answers.conflicts:
        detail = ", ".join(f"{kind} ({number})" for kind, number in kinds.items())
        lines.append(
            (
                Part(count(len(answers.conflicts), "place"), "conflicts.html"),
                Part(f" where independence is worth a look: {detail}."),
            )
        )
    detail = ", ".join(count(severity[name], name) for name in ("error", "warning") if severity[name])
    lines.append(
        (
            Part(count(len(answers.violations), "violation"), "checks.html"),
            Part(f" of the checks of the data{f': {detail}, the others for information' if detail else ''}."),
        )
    )
    return lines


def limits(answers: Answers) -> list[Line]:
    """Return what cannot be concluded from the loaded papers."""
    lost = [row for row in answers.coverage if row.lost]
    silent = sum(row.status == "not shown" for row in answers.bodies)
    held = {row[0]: bool(row[7]) for row in answers.meetings if not row[6] and (row[2] or "") <= answers.day}
    noted = {row[0] for row in answers.meetings if row[7]} & held.keys()
    unseen = sum(row.outcome == "no later notes" for row in answers.follow_up)
    lines: list[Line] = [
        (
            Part("The papers loaded", "papers.html"),
            Part(" are few. What they do not show may have taken place and be told in papers that are not loaded."),
        ),
        (
            Part(
                f"The papers tell of {count(len(held), 'meeting')} up to the date; of {len(noted)} the notes "
                "themselves are loaded."
            ),
        ),
    ]
    if answers.planned:
        lines += [
            (Part("Naming a body says who is to look, not that anybody looked, nor how well."),),
            (
                Part(
                    "A grade counts what is printed and what notes show. It is no measure of anybody's work, and it "
                    "stands beside its reason."
                ),
            ),
        ]
    if lost:
        lines.append(
            (
                Part(f"Of {count(len(lost), 'commitment')}", "gaps.html"),
                Part(" the oversight cell is missing from the text as obtained; nothing may be concluded for them."),
            )
        )
    if silent:
        lines.append(
            (
                Part(f"Of {count(silent, 'body', 'bodies')}", "bodies.html#status-not-shown"),
                Part(" no paper up to the date tells whether they were meeting."),
            )
        )
    if unseen:
        lines.append(
            (
                Part(f"Of {count(unseen, 'action')}", "actions.html#outcome-no-later-notes"),
                Part(" nothing could be seen: no notes of a later meeting of the body are loaded."),
            )
        )
    return lines
