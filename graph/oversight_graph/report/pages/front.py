"""The front page: one sentence, the wall of all commitments, the worst gaps, what is overdue, questions, ways on."""

from collections import Counter
from collections.abc import Iterator

from oversight_graph.model.dates import on_date
from oversight_graph.registers.gaps import reason
from oversight_graph.registers.summary import headline
from oversight_graph.registry.answers import answer
from oversight_graph.report.content.gather import Answers
from oversight_graph.report.html.cells import Builder, count, look_of
from oversight_graph.report.html.menu import Menu
from oversight_graph.report.html.parts import Block, Page, Part
from oversight_graph.report.html.wall import wall

Line = tuple[Part, ...]
DOCUMENT = "report.docx"
_FEW = 5
_QUESTIONS = 3


def front_page(build: Builder, answers: Answers, menu: Menu) -> Page:
    """Return the front page.

    Parameters
    ----------
    menu : Menu
        Gives the ways on.
    """
    blocks = [
        Block("", "wall", wall=wall(build, answers.coverage, answers.summary)) if answers.coverage else None,
        _listed("The widest gaps", "gaps", gaps(build, answers), (answers.whole.bare, "commitment", "gaps.html")),
        _listed(
            "Overdue",
            "overdue",
            overdue(build, answers),
            (len(answers.late), "commitment", answer("overdue").table),
            (sum(row.status == "overdue" for row in answers.actions), "action", "actions.html#state-overdue"),
        ),
        _listed("Questions worth asking", "questions", list(questions(build, answers))[:_QUESTIONS]),
        Block("Where to go on", "ways", ways=menu.ways()),
    ]
    papers = {row[0] for row in answers.papers}
    return Page(
        "index.html",
        title(answers),
        kind="wide",
        lead=(f"{'; '.join(filter(None, answers.plans)) or 'What the papers show'}. "
              f"Read from {count(len(papers), 'paper')}. {answers.dated}.",),
        blocks=tuple(block for block in blocks if block and (block.wall or block.points or block.ways)),
    )  # fmt: skip


def title(answers: Answers) -> str:
    """Return what there is to say in one sentence: of the commitments, or, without a plan, of what there is."""
    if answers.coverage:
        return headline(answers.whole)
    there = [
        count(len(answers.bodies), "body", "bodies") if answers.bodies else "",
        count(len({row[0] for row in answers.meetings}), "meeting") if answers.meetings.rows else "",
        count(len(answers.actions), "action") if answers.actions else "",
    ]
    if not any(there):
        named = (("post", "posts"), ("person", "people"), ("organisation", "organisations"))
        there = [count(number, *words) for words in named if (number := answers.registered.get(words[0], 0))]
    return f"{', '.join(filter(None, there)) or 'Nothing'} in the loaded papers."


def _listed(name: str, anchor: str, points: list[Line], *all_of: tuple[int, str, str]) -> Block:
    """Return some of what there is, and the ways to all of each kind of which there is more."""
    more = [(Part(f"All {count(number, what)}", href),) for number, what, href in all_of if number > _FEW]
    return Block(name, anchor, points=(*points, *more), look="half")


def _begun(words: str) -> str:
    """Return words with which a sentence begins that goes on: printed ones may have a stop of their own."""
    return words.strip().rstrip(".")


def gaps(build: Builder, answers: Answers) -> list[Line]:
    """Return the widest gaps in words; what is unknown is none."""
    rows = [row for row in answers.gaps if not row.lost][:_FEW]
    return [
        (
            Part(row.code.sign, look=f"tile {look_of(row)}"),
            Part(" "),
            Part(_begun(f"{row.ref} {row.title}"), build.links.path(row.iri)),
            Part(f". {reason(row)}"),
        )
        for row in rows
    ]


def overdue(build: Builder, answers: Answers) -> list[Line]:
    """Return commitments and actions whose last day is past with no end in the loaded papers, oldest first."""
    late: list[Line] = [
        (Part(_begun(f"{row.ref} {row.title}"), build.links.path(row.iri)), Part(f". {row.reason}"))
        for row in answers.late[:_FEW]
    ]
    rows = sorted((row for row in answers.actions if row.status == "overdue"), key=lambda row: row.due or "")
    return late + [
        (
            Part(_begun(row.text), build.links.path(row.iri)),
            Part(f". Asked of {' and '.join(row.owner) or row.owner_as_stated or 'somebody not named'} "
                 f"{on_date(row.raised)}, due {row.due}; no loaded paper records an end."),
        )
        for row in rows[:_FEW]
    ]  # fmt: skip


def questions(build: Builder, answers: Answers) -> Iterator[Line]:
    """Yield questions that the findings lead to, each with a way to what it rests on."""
    links = build.links
    widest = max(answers.summary[:-1], key=lambda row: (row.bare, -row.total), default=None)
    if widest and widest.bare > 1:
        of = f" of “{widest.objective}”" if widest.objective else ""
        yield (Part(f"Who is to watch over the {widest.bare} commitments{of} that name no body?", "gaps.html"),)
    cover = Counter((row.body_iri, row.body) for row in answers.practice if row.finding == "paper cover")
    if cover:
        (iri, body), number = min(cover.items(), key=lambda each: (-each[1], each[0][1]))
        yield (
            Part("What has the "),
            Part(body.removeprefix("The ").removeprefix("the "), links.path(iri)),
            Part(f" done about the {count(number, 'commitment')} for which it is named? "),
            Part("No loaded paper shows it dealing with any of them.", "practice.html#finding-paper-cover"),
        )
    late = min((row for row in answers.actions if row.status == "overdue"), key=lambda row: row.due or "", default=None)
    if late:
        yield (
            Part("What became of "),
            Part(f"“{_begun(late.text)}”", links.path(late.iri)),
            Part(f", due {late.due}?"),
        )
    drops = Counter((row.removed_iri, row.removed) for row in answers.removals if row.lowers_a_commitment)
    if drops:
        (iri, body), number = min(drops.items(), key=lambda drop: (-drop[1], drop[0][1]))
        yield (
            Part("Who would step in if "),
            Part(body, links.path(iri)),
            Part(" ended? "),
            Part(f"The grade of {count(number, 'commitment')} would drop.", "whatif.html"),
        )
    for row in answers.conflicts[:1]:
        yield (Part("Is this independent enough? "), Part(row.meaning, "conflicts.html"))
